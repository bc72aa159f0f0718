"""Pages from templates: formatting of all kinds, escapes, and a writer with nested contexts."""

from contextlib import contextmanager
from html import escape
from io import StringIO
from string import Template


class Writer:
    def __init__(self):
        self.out = StringIO()
        self.depth = 0

    @contextmanager
    def element(self, name, **attributes):
        quoted = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items())
        self.out.write(f"{'  ' * self.depth}<{name}{quoted}>\n")
        self.depth += 1
        yield self
        self.depth -= 1
        self.out.write(f"{'  ' * self.depth}</{name}>\n")

    def text(self, text):
        self.out.write("  " * self.depth + escape(text) + "\n")


def page(rows, columns):
    writer = Writer()
    with writer.element("table", width="100%", title='a "table" & more'):
        for row in range(rows):
            with writer.element("tr", id=f"row-{row:04}"):
                for column in range(columns):
                    with writer.element("td"):
                        writer.text("%5.2f < %-8s|{:>6,}".format(row * column) % (row / (column + 1), hex(row)))
    return writer.out.getvalue()


def letters(count):
    template = Template("Dear $name,\nyou owe $$ $sum for ${things}.\n")
    parts = (template.substitute(name=f"N{n}", sum=f"{n * 1.17:.2f}", things=n % 12) for n in range(count))
    return "".join(parts)


html = page(2000, 12)
mail = letters(20_000)
print(len(html), html.count("&lt;"), len(mail), sum(map(ord, mail[::97])))
