import io

import img2pdf
import pdfplumber
import pypdf
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

stream = io.BytesIO()
style = TableStyle([("GRID", (0, 0), (-1, -1), 1, "black")])
SimpleDocTemplate(stream, pagesize=A4).build(
    [Paragraph("Hello <b>report</b>", getSampleStyleSheet()["Title"]), Table([["a", "b"], ["1", "2"]], style=style)]
)
with pdfplumber.open(io.BytesIO(stream.getvalue())) as document:
    page = document.pages[0]
    assert "Hello report" in page.extract_text() and page.extract_tables() == [[["a", "b"], ["1", "2"]]]
    try:
        page.to_image()
    except ModuleNotFoundError as error:
        assert error.name == "pypdfium2"
reader = pypdf.PdfReader(io.BytesIO(stream.getvalue()))
assert "Hello report" in reader.pages[0].extract_text()

pdfmetrics.registerFont(TTFont("Droid", "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"))
asian = io.BytesIO()
page = canvas.Canvas(asian)
page.setFont("Droid", 14)
page.drawString(100, 700, "日本語")
page.save()
writer = pypdf.PdfWriter()
for part in (stream, asian):
    writer.append(io.BytesIO(part.getvalue()))
writer.add_metadata({"/Title": "Both"})
writer.encrypt("secret", algorithm="RC4-128")
both = io.BytesIO()
writer.write(both)
reader = pypdf.PdfReader(both, password="secret")
assert len(reader.pages) == 2 and "日本語" in reader.pages[1].extract_text() and reader.metadata.title == "Both"

jpeg = io.BytesIO()
Image.new("RGB", (60, 40), "teal").save(jpeg, "JPEG")
(page,) = pypdf.PdfReader(io.BytesIO(img2pdf.convert(jpeg.getvalue()))).pages
assert page.images[0].image.size == (60, 40)
