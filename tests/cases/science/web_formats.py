#### scrape_a_page
import io

import pandas as pd
from bs4 import BeautifulSoup

html = """<!doctype html><html><head><title>Shop &amp; more</title></head><body>
<div id="menu"><a href="/">Home</a> <a href="/sale?x=1&y=2" class="hot">Sale</a></div>
<ul class="products">
  <li class="product" data-sku="A1"><h2>Lamp</h2><span class="price">$ 19.99</span><p>Bright<br>and small</p></li>
  <li class="product sold-out" data-sku="B2"><h2>Chair</h2><span class="price">$ 1,049.00</span></li>
  <li class="product" data-sku="C3"><h2>Vase <em>new</em></h2><span class="price">$ 5.5</span></li>
</ul>
<table><tr><th>City</th><th>Open</th></tr><tr><td>Rome</td><td>9–18</td></tr><tr><td>Oslo</td><td>10–16</td></tr></table>
<script>var ignored = "<li>";</script><!-- note --></body></html>"""
soup = BeautifulSoup(html, "lxml")
print(soup.title.string, [a["href"] for a in soup.select("#menu a")])
rows = []
for item in soup.select("li.product"):
    rows.append({
        "sku": item["data-sku"],
        "name": item.h2.get_text(" ", strip=True),
        "price": float(item.select_one(".price").text.lstrip("$ ").replace(",", "")),
        "available": "sold-out" not in item["class"],
    })
frame = pd.DataFrame(rows).set_index("sku")
print(frame, frame.loc[frame["available"], "price"].sum())
print(soup.find("p").get_text("|"), soup.find(string=lambda s: "note" in s).strip(), len(soup.find_all(True)))
print(pd.read_html(io.StringIO(html))[0])
soup.find("ul").decompose()
soup.table["class"] = "hours"
print(soup.table.prettify()[:60])

#### repair_broken_html
from bs4 import BeautifulSoup
import html5lib
from lxml import html as lxml_html

broken = "<p>One<p>Two <b>bold <i>both</b> italic</i><ul><li>a<li>b</ul><table><td>cell<tr>x</table><img src=a.png alt='A>B'>&copy; &unknown; &#8364;"
for parser in ("html.parser", "lxml", "html5lib"):
    soup = BeautifulSoup(broken, parser)
    print(parser, [tag.name for tag in soup.find_all(True)])
    print("  ", soup.get_text("|", strip=True))
print(BeautifulSoup(broken, "html5lib").body)
tree = html5lib.parse(broken, namespaceHTMLElements=False)
print([element.tag for element in tree.iter()][:8])
document = lxml_html.fromstring("<div><a href='x/y'>1</a><a href='//other/z'>2</a><form><input name=q value=v></form></div>")
document.make_links_absolute("https://example.org/base/")
print(document.xpath("//a/@href"), document.forms[0].form_values(), document.text_content())
raw = "<meta charset='iso-8859-1'><p>caf\xe9</p>".encode("latin-1")
print(BeautifulSoup(raw, "html.parser").p.text, BeautifulSoup(raw, "html.parser").original_encoding)

#### xml_catalogue_to_csv
import os

import pandas as pd
from lxml import etree

xml = b"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="http://example.org/books" xmlns:p="http://example.org/price" updated="2024-02-01">
  <book id="b1" lang="en"><title>Dune</title><author>Herbert</author><p:price currency="USD">9.99</p:price><year>1965</year></book>
  <book id="b2" lang="de"><title>Momo &amp; die Zeit</title><author>Ende</author><p:price currency="EUR">12.50</p:price><year>1973</year></book>
  <book id="b3"><title><![CDATA[<Tags>]]></title><author>Anon</author><year>2001</year></book>
</catalog>"""
root = etree.fromstring(xml)
names = {"b": "http://example.org/books", "p": "http://example.org/price"}
rows = []
for book in root.iterfind("b:book", names):
    price = book.find("p:price", names)
    rows.append({
        "id": book.get("id"), "language": book.get("lang", "?"), "title": book.findtext("b:title", namespaces=names),
        "year": int(book.findtext("b:year", namespaces=names)), "price": float(price.text) if price is not None else None,
    })
frame = pd.DataFrame(rows)
print(frame)
frame.to_csv(os.path.join(os.environ["OUTPUT_DIR"], "books.csv"), index=False)
print(root.xpath("sum(//p:price)", namespaces=names), root.xpath("//b:book[b:year < 1970]/@id", namespaces=names))
print(root.xpath("string(//b:book[last()]/b:title)", namespaces=names), root.xpath("count(//b:author)", namespaces=names))
print(pd.read_xml(__import__("io").BytesIO(xml), xpath="//b:book", namespaces=names)[["id", "title", "year"]])
try:
    etree.fromstring("<a><b></a>")
except etree.XMLSyntaxError as error:
    print("Error:", error)

#### transform_and_validate_xml
import os

from lxml import etree

orders = etree.fromstring("""<orders><order nr="1"><item price="5" count="3">Pen</item><item price="2.5" count="10">Pad</item></order>
<order nr="2"><item price="100" count="1">Bag</item></order></orders>""")
style = etree.XSLT(etree.fromstring("""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" indent="yes"/><xsl:param name="title" select="'Orders'"/>
<xsl:template match="/orders"><html><body><h1><xsl:value-of select="$title"/></h1><xsl:apply-templates select="order">
<xsl:sort select="@nr" data-type="number" order="descending"/></xsl:apply-templates></body></html></xsl:template>
<xsl:template match="order"><p>No. <xsl:value-of select="@nr"/>: <xsl:for-each select="item"><xsl:if test="position() &gt; 1">, </xsl:if>
<xsl:value-of select="concat(@count, ' × ', .)"/></xsl:for-each></p></xsl:template></xsl:stylesheet>"""))
page = style(orders, title=etree.XSLT.strparam("All orders"))
print(str(page))
with open(os.path.join(os.environ["OUTPUT_DIR"], "orders.html"), "w") as out:
    out.write(str(page))
schema = etree.XMLSchema(etree.fromstring("""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="orders"><xs:complexType>
<xs:sequence><xs:element name="order" maxOccurs="2"><xs:complexType><xs:sequence><xs:element name="item" maxOccurs="unbounded"><xs:complexType>
<xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="price" type="xs:decimal"/><xs:attribute name="count" type="xs:positiveInteger"/>
</xs:extension></xs:simpleContent></xs:complexType></xs:element></xs:sequence><xs:attribute name="nr" type="xs:integer"/></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""))
print("Valid:", schema.validate(orders))
orders[0][0].set("count", "-1")
print("Valid:", schema.validate(orders), schema.error_log.last_error.message)
total = sum(float(item.get("price")) * int(item.get("count")) for item in orders.iter("item"))
print("Total:", total, etree.tostring(orders[1], encoding="unicode").strip())
for event, element in etree.iterparse(__import__("io").BytesIO(etree.tostring(orders)), tag="item"):
    print(event, element.text, element.getparent().get("nr"))

#### yaml_and_toml_settings
import os
import tomllib
from collections import ChainMap

import yaml

defaults = tomllib.loads("""
title = "Service"
[server]
host = "localhost"
port = 8080
started = 2024-01-02T03:04:05Z
[[user]]
name = "ann"
[[user]]
name = "bob"
roles = ["read", "write"]
""")
text = """
# overrides
server: &server
  port: 9090
  tls: yes
backup:
  <<: *server
  port: 9191
paths: [/var/log, ~/data]
message: |
  two
  lines
folded: >-
  one
  line
numbers: [1, 0x1f, 1e3, .inf, 1_000]
when: 2024-05-06
nothing: ~
"""
loaded = yaml.safe_load(text)
for key, value in loaded.items():
    print(key, repr(value))
server = dict(ChainMap(loaded["server"], defaults["server"]))
print(sorted(server.items(), key=str), [user["name"] for user in defaults["user"]])
path = os.path.join(os.environ["OUTPUT_DIR"], "merged.yaml")
with open(path, "w") as out:
    yaml.safe_dump({**loaded, "server": server, "users": defaults["user"]}, out, sort_keys=True, allow_unicode=True)
print(yaml.safe_load(open(path))["server"] == server)
try:
    yaml.safe_load("a: [1, 2\nb: 3")
except yaml.YAMLError as error:
    print("Error on line", error.problem_mark.line + 1, error.problem)
print(list(yaml.safe_load_all("--- 1\n--- {a: b}\n")))

#### fast_yaml_loader
import io

import yaml

try:
    from yaml import CSafeDumper as Dumper, CSafeLoader as Loader
except ImportError:
    from yaml import SafeDumper as Dumper, SafeLoader as Loader

print(Loader.__name__, Dumper.__name__, yaml.__with_libyaml__)
text = """
defaults: &defaults {adapter: postgres, host: "db.example", ports: [5432, 0x1F90]}
test:
  <<: *defaults
  since: 2024-02-29
  at: 2024-02-29 12:30:00.5 +01:00
  note: >
    folded
    text
  unicode: "caf\\u00e9 \\U0001F600 日本"
  numbers: [1, 2.5, 1e3, .inf, -0, 1_000, 0o17, ~, yes]
"""
data = yaml.load(text, Loader=Loader)
print(data)
print(yaml.dump(data, Dumper=Dumper, allow_unicode=True))
print(yaml.dump(data, Dumper=Dumper, default_flow_style=True, width=60, encoding="utf-8"))
print([type(event).__name__ for event in yaml.parse("a: [1, *b]", Loader=yaml.CLoader)])
print([(token.id, token.start_mark.column) for token in yaml.scan("- {a: 'b'}", Loader=yaml.CLoader)])
rows = [{"id": n, "name": f"row {n}", "values": [n / 7, n % 3 == 0, None]} for n in range(500)]
written = yaml.dump_all(rows, Dumper=yaml.CDumper, explicit_start=True)
print(len(written), list(yaml.load_all(io.StringIO(written), Loader=yaml.CFullLoader)) == rows)
for wrong in ("a: [1, 2", "a: b: c", "\t- x", b"\xff\xfe\x00", "&a [*b]", "!!python/object:os.system {}"):
    try:
        print(yaml.load(wrong, Loader=Loader))
    except yaml.YAMLError as error:
        print(type(error).__name__, error)

#### news_feed
import email.utils
import re
from datetime import timezone

from lxml import etree
import pandas as pd

feed = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title>""" + "".join(
    f"""<item><title>Story {n} about {topic}</title><link>https://example.org/{n}</link><dc:creator>{'Ann' if n % 2 else 'Bob'}</dc:creator>
    <pubDate>{day}, {n + 10} Jun 2024 {n:02d}:30:00 +0{n % 3}00</pubDate><description>&lt;p&gt;Text of {topic}, {topic}!&lt;/p&gt;</description></item>"""
    for n, (day, topic) in enumerate([("Mon", "rain"), ("Tue", "trade"), ("Wed", "rain"), ("Thu", "sport")])
) + "</channel></rss>"
channel = etree.fromstring(feed).find("channel")
rows = []
for item in channel.iter("item"):
    rows.append({
        "title": item.findtext("title"),
        "author": item.findtext("{http://purl.org/dc/elements/1.1/}creator"),
        "published": email.utils.parsedate_to_datetime(item.findtext("pubDate")).astimezone(timezone.utc),
        "words": len(re.sub("<[^>]+>", "", item.findtext("description")).split()),
    })
frame = pd.DataFrame(rows)
print(channel.findtext("title"), frame.shape)
print(frame.to_string(index=False))
print(frame.groupby("author")["words"].sum().to_dict(), frame["published"].diff().dropna().tolist())
words = pd.Series(re.findall(r"[a-z]{4,}", " ".join(frame["title"]).lower())).value_counts()
print(words[words > 1].sort_index().to_dict())

#### no_network_is_said_clearly
import requests
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

request = requests.Request("GET", "https://api.example.org/v1/items", params={"q": "a b", "page": 2}, headers={"Accept": "application/json"})
prepared = requests.Session().prepare_request(request)
print(prepared.method, prepared.url, prepared.headers["Accept"])
posted = requests.Request("POST", "https://api.example.org/v1", json={"x": [1, None]}, auth=("user", "pass")).prepare()
print(posted.body, posted.headers["Content-Type"], posted.headers["Authorization"])
parts = urlsplit(prepared.url)
print(parts.netloc, parse_qs(parts.query), urljoin(prepared.url, "../v2/x"), urlencode({"é": "ü"}))
try:
    requests.get("http://127.0.0.1:9/", timeout=2)
except requests.ConnectionError as error:
    print("Cannot connect:", type(error).__name__)
answer = requests.models.Response()
answer.status_code, answer._content, answer.encoding = 404, b'{"error": "not found"}', "utf-8"
print(answer.ok, answer.json(), answer.reason)
try:
    answer.raise_for_status()
except requests.HTTPError as error:
    print("HTTPError:", str(error)[:16])
