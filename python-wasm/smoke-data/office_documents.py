import io

import docx
import pptx
from docx.shared import Cm
from PIL import Image
from pptx.util import Inches

picture = io.BytesIO()
Image.new("RGB", (60, 40), "teal").save(picture, "PNG")

document = docx.Document()
document.add_heading("Report", 0)
document.add_paragraph("A ").add_run("bold").bold = True
table = document.add_table(rows=2, cols=2)
table.cell(1, 1).text = "x"
document.add_picture(picture, width=Cm(3))
stream = io.BytesIO()
document.save(stream)
again = docx.Document(stream)
assert [paragraph.text for paragraph in again.paragraphs][:2] == ["Report", "A bold"]
assert again.tables[0].cell(1, 1).text == "x" and len(again.inline_shapes) == 1

slides = pptx.Presentation()
slide = slides.slides.add_slide(slides.slide_layouts[1])
slide.shapes.title.text = "Title"
slide.placeholders[1].text = "Point"
slide.shapes.add_picture(picture, Inches(1), Inches(1))
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

data = CategoryChartData()
data.categories = ["a", "b"]
data.add_series("s", (1, 2))
slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(3), Inches(4), Inches(3), data)
stream = io.BytesIO()
slides.save(stream)
shapes = pptx.Presentation(stream).slides[0].shapes
assert shapes.title.text == "Title" and sum(shape.has_chart for shape in shapes) == 1
