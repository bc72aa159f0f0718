import bs4
import requests

page = "<html><body><h1>Title</h1><ul class=l><li>1<li><a href='/x'>two</a></ul><p>caf&eacute;"
for parser in ("html.parser", "lxml", "html5lib"):
    soup = bs4.BeautifulSoup(page, parser)
    assert soup.h1.text == "Title" and soup.select_one("ul.l a[href]")["href"] == "/x", parser
    assert soup.p.get_text(strip=True) == "café", parser
assert bs4.BeautifulSoup("<a><b>1</b></a>", "xml").b.text == "1"
try:
    requests.get("http://example.com/", timeout=5)
except requests.ConnectionError as error:
    print(error)
else:
    raise AssertionError("ConnectionError was not raised")
request = requests.Request("GET", "http://example.com/a b", params={"q": "ü"}).prepare()
assert request.url == "http://example.com/a%20b?q=%C3%BC"
