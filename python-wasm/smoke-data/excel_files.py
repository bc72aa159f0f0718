import datetime
import io

import openpyxl
import pandas as pd
import xlrd
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font

book = openpyxl.Workbook()
sheet = book.active
for row in [("name", "n", "day"), ("a", 1, datetime.date(2026, 1, 2)), ("b", 2.5, datetime.date(2026, 3, 4))]:
    sheet.append(row)
sheet["B4"] = "=SUM(B2:B3)"
sheet["A1"].font = Font(bold=True)
chart = BarChart()
chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
sheet.add_chart(chart, "E2")
stream = io.BytesIO()
book.save(stream)
again = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
assert again.active["B4"].value == "=SUM(B2:B3)" and again.active["A1"].font.bold
frame = pd.read_excel(io.BytesIO(stream.getvalue()), nrows=2)
assert list(frame.columns) == ["name", "n", "day"] and frame.n.sum() == 3.5 and frame.day.dt.month.tolist() == [1, 3]
for engine in ("openpyxl", "xlsxwriter"):
    stream = io.BytesIO()
    frame.to_excel(stream, index=False, engine=engine)
    assert pd.read_excel(io.BytesIO(stream.getvalue())).equals(frame), engine
stream = io.BytesIO()
with xlsxwriter.Workbook(stream) as book:
    sheet = book.add_worksheet("t")
    sheet.write_row(0, 0, [1, 2, 3])
    sheet.conditional_format("A1:C1", {"type": "3_color_scale"})
assert openpyxl.load_workbook(io.BytesIO(stream.getvalue()))["t"]["C1"].value == 3
try:
    xlrd.open_workbook(file_contents=stream.getvalue())
except xlrd.XLRDError as error:
    assert "xlsx" in str(error)
