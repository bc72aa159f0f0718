import xml.etree.ElementTree as ElementTree
from xml.dom import minidom
from xml.parsers import expat
from xml.sax import ContentHandler, parseString

text = "<zoo><animal legs='0'>snake</animal><animal legs='4'>l\u00f6we</animal></zoo>"
root = ElementTree.fromstring(text)
assert [animal.text for animal in root.findall("animal[@legs='4']")] == ["l\u00f6we"]
assert minidom.parseString(text).documentElement.tagName == "zoo"


class Count(ContentHandler):
    elements = 0

    def startElement(self, name, attributes):
        self.elements += 1


count = Count()
parseString(text.encode(), count)
assert count.elements == 3
try:
    expat.ParserCreate().Parse("<a><b></a>", True)
except expat.ExpatError as error:
    assert "mismatched tag" in str(error)
else:
    raise AssertionError("a mismatched tag was parsed")
