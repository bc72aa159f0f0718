#### read_a_messy_workbook
import pandas as pd
from openpyxl import Workbook

book = Workbook()
sheet = book.active
sheet.title = "Q1 data"
sheet["A1"] = "ACME Corp – internal"
sheet["A2"] = "Exported 2024-04-02"
sheet.append([])
sheet.append(["Region", None, " Units", "Price ", "Date"])
for row in [["North", None, 10, "12.50", "2024-01-05"], [None, None, "7", 12.5, "2024-01-19"],
            ["South", "check!", "n.a.", "$9.99", "2024-02-02"], [None, None, 4, "9,99", "02/03/2024"],
            ["Total", None, 21, None, None]]:
    sheet.append(row)
sheet.merge_cells("A1:E1")
book.create_sheet("Notes").append(["South was re-counted"])
book.save("export.xlsx")

sheets = pd.read_excel("export.xlsx", sheet_name=None, header=None)
print({name: frame.shape for name, frame in sheets.items()})
frame = pd.read_excel("export.xlsx", sheet_name="Q1 data", header=3)
frame.columns = [str(c).strip().lower() for c in frame.columns]
frame = frame.loc[:, ~frame.columns.str.startswith("unnamed")]
frame["region"] = frame["region"].ffill()
frame = frame[frame["region"] != "Total"].copy()
frame["units"] = pd.to_numeric(frame["units"], errors="coerce")
frame["price"] = frame["price"].astype(str).str.replace("$", "").str.replace(",", ".").astype(float)
frame["date"] = pd.to_datetime(frame["date"], format="mixed", dayfirst=True)
print(frame)
print("Missing units:", frame["units"].isna().sum())
frame["units"] = frame["units"].fillna(frame["units"].median())
print(frame.assign(value=frame["units"] * frame["price"]).groupby("region")["value"].sum())

#### report_with_formats_and_a_chart
import os

import numpy as np
import pandas as pd

rng = np.random.default_rng(11)
frame = pd.DataFrame({
    "Month": pd.date_range("2024-01-01", periods=12, freq="MS"),
    "Income": rng.normal(50_000, 4_000, 12).round(2),
    "Costs": rng.normal(42_000, 3_000, 12).round(2),
})
frame["Profit"] = frame["Income"] - frame["Costs"]
path = os.path.join(os.environ["OUTPUT_DIR"], "finance.xlsx")
with pd.ExcelWriter(path, engine="xlsxwriter", datetime_format="mmm yyyy") as writer:
    frame.to_excel(writer, sheet_name="Finance", index=False, startrow=1)
    book, sheet = writer.book, writer.sheets["Finance"]
    money = book.add_format({"num_format": "#,##0.00 €"})
    sheet.write("A1", "Finances 2024", book.add_format({"bold": True, "font_size": 16}))
    sheet.set_column("A:A", 12)
    sheet.set_column("B:D", 16, money)
    sheet.conditional_format("D3:D14", {"type": "data_bar", "bar_color": "#63C384"})
    sheet.conditional_format("D3:D14", {"type": "cell", "criteria": "<", "value": 0, "format": book.add_format({"font_color": "red"})})
    chart = book.add_chart({"type": "line"})
    for column, name in enumerate(["Income", "Costs"], start=1):
        chart.add_series({"name": name, "categories": ["Finance", 2, 0, 13, 0], "values": ["Finance", 2, column, 13, column]})
    chart.set_title({"name": "Income and costs"})
    sheet.insert_chart("F2", chart)
    sheet.write_formula("D15", "=SUM(D3:D14)", money, frame["Profit"].sum())
print(pd.read_excel(path, header=1).round(2).tail(4))
print("Size is plausible:", 8_000 < os.path.getsize(path) < 20_000)

#### change_a_workbook_in_place
import os

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

book = Workbook()
sheet = book.active
sheet.title = "Stock"
for row in [["Item", "Count", "Price"], ["Bolt", 120, 0.25], ["Nut", 80, 0.15], ["Gear", 7, 14.9]]:
    sheet.append(row)
book.save("stock.xlsx")

book = load_workbook("stock.xlsx")
sheet = book["Stock"]
sheet["D1"] = "Value"
for row in range(2, sheet.max_row + 1):
    sheet[f"D{row}"] = f"=B{row}*C{row}"
    if sheet[f"B{row}"].value < 10:
        for cell in sheet[row]:
            cell.fill = PatternFill("solid", start_color="FFC7CE")
for cell in sheet[1]:
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", start_color="1F4E78")
    cell.alignment = Alignment(horizontal="center")
for index in range(1, 5):
    sheet.column_dimensions[get_column_letter(index)].width = 14
check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
sheet.add_data_validation(check)
check.add("B2:B100")
chart = BarChart()
chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4), titles_from_data=True)
chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=4))
sheet.add_chart(chart, "F2")
sheet.freeze_panes = "A2"
sheet.auto_filter.ref = sheet.dimensions
book.save(os.path.join(os.environ["OUTPUT_DIR"], "stock.xlsx"))
print(sheet.dimensions, [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)])

#### combine_workbooks_of_many_months
import glob
import os

import pandas as pd

for month in range(1, 5):
    rows = [(f"2024-{month:02d}-{day:02d}", store, (month * day * 17) % 90 + 10)
            for day in (1, 8, 15, 22) for store in ("A", "B")]
    pd.DataFrame(rows, columns=["date", "store", "sold"]).to_excel(f"month_{month:02d}.xlsx", index=False)
frames = []
for path in sorted(glob.glob("month_*.xlsx")):
    frame = pd.read_excel(path, parse_dates=["date"])
    frame["file"] = os.path.basename(path)
    frames.append(frame)
everything = pd.concat(frames, ignore_index=True)
print(everything.shape, everything.dtypes.to_dict())
pivot = everything.pivot_table(index=everything["date"].dt.month_name(), columns="store", values="sold", aggfunc=["sum", "mean"], sort=False)
print(pivot)
weekly = everything.set_index("date").groupby("store")["sold"].resample("2W").sum().unstack(0)
print(weekly.head())
with pd.ExcelWriter(os.path.join(os.environ["OUTPUT_DIR"], "all.xlsx")) as writer:
    everything.to_excel(writer, sheet_name="Raw", index=False)
    pivot.to_excel(writer, sheet_name="Pivot")
print(pd.ExcelFile(os.path.join(os.environ["OUTPUT_DIR"], "all.xlsx")).sheet_names)

#### loan_schedule
import os

import pandas as pd

principal, rate, years = 250_000, 0.0375, 5
months = years * 12
monthly = rate / 12
payment = principal * monthly / (1 - (1 + monthly) ** -months)
rows, balance = [], float(principal)
for number, date in enumerate(pd.date_range("2024-01-31", periods=months, freq="ME"), start=1):
    interest = balance * monthly
    balance -= payment - interest
    rows.append((number, date.date(), payment, interest, payment - interest, max(balance, 0)))
plan = pd.DataFrame(rows, columns=["#", "date", "payment", "interest", "principal", "balance"])
print(f"Monthly payment: {payment:,.2f}")
print(f"Total interest: {plan['interest'].sum():,.2f}")
print(plan.iloc[[0, 1, 29, 58, 59]].round(2).to_string(index=False))
yearly = plan.groupby(pd.to_datetime(plan["date"]).dt.year)[["interest", "principal"]].sum()
print(yearly.round(2))
plan.round(2).to_excel(os.path.join(os.environ["OUTPUT_DIR"], "loan.xlsx"), index=False, engine="openpyxl")
