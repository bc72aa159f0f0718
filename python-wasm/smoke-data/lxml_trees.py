import io

import lxml.html
from lxml import etree, objectify
from lxml.builder import E

root = etree.fromstring(b'<r xmlns:n="u"><n:a k="1">x</n:a><b>y<c/>z</b></r>')
assert root.xpath("//n:a/@k", namespaces={"n": "u"}) == ["1"] and root.find("b").tail is None
assert etree.tostring(root.find("b")) == b'<b xmlns:n="u">y<c/>z</b>' and "".join(root.itertext()) == "xyz"
sheet = etree.XSLT(etree.XML(
    '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
    '<xsl:template match="/"><out n="{count(//*)}"><xsl:value-of select="//b"/></out></xsl:template></xsl:stylesheet>'
))
assert str(sheet(root)).endswith('<out n="4">yz</out>\n')
schema = etree.XMLSchema(etree.XML(
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="n" type="xs:integer"/></xs:schema>'
))
assert schema.validate(etree.XML("<n>1</n>")) and not schema.validate(etree.XML("<n>one</n>"))
page = lxml.html.fromstring("<p>one<p>two <b>bold<table><tr><td>1<td>2</table>")
assert [cell.text for cell in page.iter("td")] == ["1", "2"] and page.xpath("count(//p)") == 2
japanese = lxml.html.document_fromstring('<meta charset="shift_jis"><p>日本語'.encode("shift_jis"))
assert japanese.findtext(".//p") == "日本語"
assert objectify.fromstring("<a><b>3</b></a>").b + 1 == 4
assert etree.tostring(E.a(E.b("t"), k="v")) == b'<a k="v"><b>t</b></a>'
assert [event for event, _ in etree.iterparse(io.BytesIO(b"<a><b/></a>"), ("start", "end"))] == ["start", "start", "end", "end"]
try:
    etree.fromstring("<a><b></a>")
except etree.XMLSyntaxError as error:
    assert "mismatch" in str(error)
else:
    raise AssertionError("XMLSyntaxError was not raised")
