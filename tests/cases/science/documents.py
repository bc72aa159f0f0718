#### word_report
import os

import matplotlib.pyplot as plt
import pandas as pd
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Pt, RGBColor

sales = pd.DataFrame({"Region": ["North", "South", "West"], "Sales": [1200.5, 980.25, 1410.0], "Change": [0.05, -0.02, 0.11]})
sales.plot.bar(x="Region", y="Sales", legend=False, figsize=(4, 3))
plt.tight_layout()
plt.savefig("chart.png")
document = Document()
document.add_heading("Sales report", level=0)
paragraph = document.add_paragraph("Total sales were ")
paragraph.add_run(f"{sales['Sales'].sum():,.2f} €").bold = True
paragraph.add_run(", more than last year.").italic = True
document.add_heading("By region", level=1)
table = document.add_table(rows=1, cols=3, style="Light Grid Accent 1")
for cell, name in zip(table.rows[0].cells, sales.columns):
    cell.text = name
for row in sales.itertuples(index=False):
    cells = table.add_row().cells
    cells[0].text, cells[1].text, cells[2].text = row.Region, f"{row.Sales:.2f}", f"{row.Change:+.0%}"
    cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
document.add_picture("chart.png", width=Inches(4))
for point in ["Hire in the West", "Review prices in the South"]:
    document.add_paragraph(point, style="List Bullet")
note = document.add_paragraph().add_run("Confidential")
note.font.size, note.font.color.rgb = Pt(9), RGBColor(0xC0, 0, 0)
document.add_page_break()
path = os.path.join(os.environ["OUTPUT_DIR"], "report.docx")
document.save(path)
read = Document(path)
print([p.text for p in read.paragraphs if p.text])
print([[cell.text for cell in row.cells] for row in read.tables[0].rows], len(read.inline_shapes))

#### powerpoint_slides
import os

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

presentation = Presentation()
title = presentation.slides.add_slide(presentation.slide_layouts[0])
title.shapes.title.text = "Quarterly review"
title.placeholders[1].text = "Prepared automatically"
slide = presentation.slides.add_slide(presentation.slide_layouts[1])
slide.shapes.title.text = "Highlights"
frame = slide.placeholders[1].text_frame
frame.text = "Revenue grew by 12 %"
for text, level in [("Mostly online", 1), ("Costs are stable", 0)]:
    paragraph = frame.add_paragraph()
    paragraph.text, paragraph.level = text, level
slide.notes_slide.notes_text_frame.text = "Mention the new office."
slide = presentation.slides.add_slide(presentation.slide_layouts[5])
slide.shapes.title.text = "Numbers"
data = CategoryChartData()
data.categories = ["Q1", "Q2", "Q3", "Q4"]
data.add_series("2023", (4.3, 2.5, 3.5, 4.5))
data.add_series("2024", (5.1, 3.3, 4.1, 5.8))
slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(0.5), Inches(1.5), Inches(5), Inches(4), data)
table = slide.shapes.add_table(3, 2, Inches(6), Inches(2), Inches(3.5), Inches(1.5)).table
for row, values in enumerate([("Year", "Sum"), ("2023", "14.8"), ("2024", "18.3")]):
    for column, value in enumerate(values):
        table.cell(row, column).text = value
box = slide.shapes.add_textbox(Inches(6), Inches(5), Inches(3), Inches(0.6))
run = box.text_frame.paragraphs[0].add_run()
run.text = "All numbers in M€"
run.font.size, run.font.color.rgb = Pt(14), RGBColor(0x66, 0x66, 0x66)
path = os.path.join(os.environ["OUTPUT_DIR"], "review.pptx")
presentation.save(path)
for number, slide in enumerate(Presentation(path).slides, start=1):
    print(number, [(shape.shape_type, shape.text_frame.text if shape.has_text_frame else shape.name) for shape in slide.shapes])

#### pdf_report_with_tables
import os

import numpy as np
from pypdf import PdfReader
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

styles = getSampleStyleSheet()
rng = np.random.default_rng(6)
rows = [["Sensor", "Mean", "Max"]] + [[f"S{i}", f"{m:.2f}", f"{m + 3:.2f}"] for i, m in enumerate(rng.normal(20, 4, 45))]
table = Table(rows, colWidths=[4 * cm, 3 * cm, 3 * cm], repeatRows=1)
table.setStyle(TableStyle([
    ("BACKGROUND", (0, 0), (-1, 0), colors.darkblue), ("TEXTCOLOR", (0, 0), (-1, 0), colors.white),
    ("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.whitesmoke]),
]))
drawing = Drawing(400, 180)
chart = VerticalBarChart()
chart.x, chart.y, chart.width, chart.height = 40, 20, 340, 140
chart.data = [[float(row[1]) for row in rows[1:9]]]
chart.categoryAxis.categoryNames = [row[0] for row in rows[1:9]]
drawing.add(chart)
path = os.path.join(os.environ["OUTPUT_DIR"], "sensors.pdf")


def footer(canvas, document):
    canvas.setFont("Helvetica", 8)
    canvas.drawRightString(19 * cm, 1 * cm, f"Page {document.page}")


story = [Paragraph("Sensor report", styles["Title"]), Paragraph("All values in <b>°C</b>; see <i>appendix</i>.", styles["BodyText"]),
         Spacer(1, 12), drawing, PageBreak(), table]
SimpleDocTemplate(path, pagesize=A4, title="Sensors", author="Lab", invariant=1).build(story, onFirstPage=footer, onLaterPages=footer)
reader = PdfReader(path)
print(len(reader.pages), reader.metadata.title, reader.metadata.author)
for page in reader.pages:
    print(page.extract_text().splitlines()[:4], page.extract_text().split()[-2:])

#### text_and_tables_of_a_pdf
import re

import pandas as pd
import pdfplumber
from pypdf import PdfReader
from reportlab.lib import colors
from reportlab.pdfgen import canvas
from reportlab.platypus import Table

page = canvas.Canvas("invoice.pdf", pagesize=(595, 842), invariant=1)
page.setFont("Helvetica-Bold", 18)
page.drawString(72, 770, "INVOICE No. 2024-0815")
page.setFont("Helvetica", 11)
for number, line in enumerate(["Date: 17 May 2024", "Customer: Jane Doe, Main St. 5", "VAT ID: DE123456789"]):
    page.drawString(72, 740 - 16 * number, line)
table = Table([["Item", "Qty", "Price"], ["Keyboard", "2", "49.90"], ["Monitor", "1", "219.00"], ["Cable", "4", "7.25"]],
              colWidths=[200, 60, 80], style=[("GRID", (0, 0), (-1, -1), 1, colors.black)])
table.wrapOn(page, 400, 200)
table.drawOn(page, 72, 560)
page.drawString(72, 530, "Total: 347.80 EUR")
page.save()

text = PdfReader("invoice.pdf").pages[0].extract_text()
print(text)
print("Number:", re.search(r"No\. (\S+)", text)[1], "VAT:", re.search(r"VAT ID: (\w+)", text)[1])
with pdfplumber.open("invoice.pdf") as document:
    first = document.pages[0]
    print(first.width, first.height, len(first.chars), len(first.lines), len(first.rects))
    header, *rows = first.extract_table()
    words = first.extract_words()
    print([(w["text"], round(float(w["x0"]), 2), round(float(w["top"]), 2)) for w in words[:4]])
frame = pd.DataFrame(rows, columns=header).astype({"Qty": int, "Price": float})
frame["Sum"] = frame["Qty"] * frame["Price"]
print(frame)
stated = float(re.search(r"Total: ([\d.]+)", text)[1])
print("Total matches:", abs(frame["Sum"].sum() - stated) < 0.005, round(frame["Sum"].sum(), 2))

#### split_merge_and_rotate_pdfs
import io
import os

from pypdf import PdfReader, PdfWriter, Transformation
from reportlab.pdfgen import canvas


def make(name, count):
    buffer = io.BytesIO()
    drawing = canvas.Canvas(buffer, pagesize=(300, 200), invariant=1)
    for number in range(1, count + 1):
        drawing.drawString(50, 100, f"{name}, page {number}")
        drawing.showPage()
    drawing.save()
    return PdfReader(buffer)


first, second = make("Alpha", 3), make("Beta", 2)
merged = PdfWriter()
merged.append(first, outline_item="Alpha")
merged.append(second, pages=(1, 2), outline_item="Beta")
merged.pages[1].rotate(90)
stamp = make("DRAFT", 1).pages[0]
for page in merged.pages:
    page.merge_transformed_page(stamp, Transformation().rotate(20).translate(20, -60))
merged.add_metadata({"/Title": "Merged", "/Subject": "Pages of two files"})
merged.compress_identical_objects()
path = os.path.join(os.environ["OUTPUT_DIR"], "merged.pdf")
merged.write(path)
reader = PdfReader(path)
print(len(reader.pages), reader.metadata.title, [item.title for item in reader.outline])
for page in reader.pages:
    print(page.rotation, page.mediabox.width, page.extract_text().split("\n"))
locked = PdfWriter(clone_from=first)
locked.encrypt("secret", algorithm="RC4-128")
buffer = io.BytesIO()
locked.write(buffer)
reader = PdfReader(buffer)
print(reader.is_encrypted, reader.decrypt("wrong").name, reader.decrypt("secret").name, reader.pages[2].extract_text())

#### scans_to_one_pdf
import io
import os

import img2pdf
from PIL import Image, ImageDraw
from pypdf import PdfReader

scans = []
for number, mode in enumerate(["RGB", "L", "1"], start=1):
    image = Image.new(mode, (248, 351), 1 if mode == "1" else "white")
    ImageDraw.Draw(image).text((40, 60), f"Scan {number}", fill=0)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG" if mode != "1" else "PNG", dpi=(30, 30), **({"quality": 90} if mode != "1" else {}))
    scans.append(buffer.getvalue())
layout = img2pdf.get_layout_fun((img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297)))
path = os.path.join(os.environ["OUTPUT_DIR"], "scans.pdf")
with open(path, "wb") as out:
    img2pdf.convert(*scans, layout_fun=layout, outputstream=out, nodate=True, engine=img2pdf.Engine.internal)
reader = PdfReader(path)
for page in reader.pages:
    picture = page.images[0]
    print([round(float(side), 2) for side in page.mediabox[2:]], picture.image.size, picture.image.mode)
print("JPEG kept as it is:", scans[0] in open(path, "rb").read())

#### invoice_from_a_template
import os
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

templates = {
    "base.html": "<html><head><title>{% block title %}{% endblock %}</title></head>\n<body>{% block body %}{% endblock %}</body></html>",
    "invoice.html": """{% extends "base.html" %}
{%- macro money(value) %}{{ "%.2f"|format(value) }} €{% endmacro %}
{% block title %}Invoice {{ number }}{% endblock %}
{% block body %}
<h1>{{ customer.name|e }}</h1>
<p>Due on {{ due|day }}.</p>
<table>
{%- for item in items|sort(attribute="name") %}
  <tr class="{{ loop.cycle('odd', 'even') }}"><td>{{ loop.index }}</td><td>{{ item.name|title }}</td><td>{{ money(item.price * item.count) }}</td></tr>
{%- else %}
  <tr><td>nothing</td></tr>
{%- endfor %}
</table>
<p>Total: {{ money(total) }}{% if total > 100 %} – thank you!{% endif %}</p>
{% endblock %}""",
}
environment = Environment(loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
environment.filters["day"] = lambda value: value.strftime("%d %B %Y")
items = [{"name": "paper", "price": Decimal("4.25"), "count": 12}, {"name": "ink & toner", "price": Decimal("79.9"), "count": 1}]
total = sum(item["price"] * item["count"] for item in items).quantize(Decimal("0.01"), ROUND_HALF_UP)
page = environment.get_template("invoice.html").render(
    number=17, customer={"name": "Smith <& Sons>"}, items=items, total=total, due=date(2024, 5, 1) + timedelta(days=30)
)
print(page)
with open(os.path.join(os.environ["OUTPUT_DIR"], "invoice.html"), "w") as out:
    out.write(page)
try:
    environment.from_string("{{ missing.field }}").render()
except UndefinedError as error:
    print("Error:", error)

#### markdown_to_html
import re

import markdown
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

text = """# Release notes

Version **2.1** brings *many* things:

1. Faster start
2. `--quiet` option

| Task | Before | After |
|------|-------:|------:|
| load | 2.5 s  | 0.4 s |
| save | 1.0 s  | 0.9 s |

```python
print("hello")
```

Term
:   its definition[^1]

[^1]: A footnote.
"""
html = markdown.markdown(text, extensions=["tables", "fenced_code", "footnotes", "def_list", "toc"])
print(html)
soup = BeautifulSoup(html, "html.parser")
print([[cell.text for cell in row.find_all(["th", "td"])] for row in soup.table.find_all("tr")])
other = MarkdownIt("commonmark").enable("table").render(text.split("\nTerm")[0])
print(len(re.findall("<t[hd]", other)), other.splitlines()[0])
tokens = MarkdownIt().parse("A [link](http://example.org 'T') and ![img](a.png)")
print([(child.type, child.attrs) for child in tokens[1].children])
