import io
import warnings

import jinja2
import markdown
import markupsafe
import pygments.formatters
import pygments.lexers
import tabulate
import tqdm
import yaml
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

value = {"a": [1, 2.5, None, True], "b": {"c": "ä\n"}}
assert yaml.safe_load(yaml.safe_dump(value, allow_unicode=True)) == value
template = jinja2.Environment(autoescape=True).from_string("{% for x in xs %}{{ loop.index }}={{ x|upper }};{% endfor %}")
assert template.render(xs=["a", "<"]) == "1=A;2=&lt;;"
assert markupsafe.escape("<a>") == "&lt;a&gt;"
assert "<table>" in markdown.markdown("|a|b|\n|-|-|\n|1|2|", extensions=["tables"])
assert tabulate.tabulate([[1, 2]], headers=["a", "b"], tablefmt="github").count("|") == 9
html = pygments.highlight("def f(): pass", pygments.lexers.PythonLexer(), pygments.formatters.HtmlFormatter())
assert '<span class="k">def</span>' in html
with warnings.catch_warnings(action="error"):
    assert sum(tqdm.tqdm(range(100), file=io.StringIO())) == 4950
console = Console(file=io.StringIO(), width=40, force_terminal=True)
table = Table("a", "b")
table.add_row("1", "[bold]2[/bold]")
console.print(table, Markdown("# Title\n* point"))
assert "Title" in console.file.getvalue() and "\x1b[1m2" in console.file.getvalue()
