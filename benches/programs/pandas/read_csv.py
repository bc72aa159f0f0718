"""A million rows of text, numbers and dates from a CSV file."""

import tempfile

import pandas as pd

block = "".join(f"{n},item {n % 97},{n / 8},{n % 2 == 0},2026-{n % 12 + 1:02}-{n % 28 + 1:02}\n" for n in range(10_000))
file = tempfile.NamedTemporaryFile("w", suffix=".csv")
file.write("id,name,price,new,day\n" + block * 100)
file.flush()
# Measured from here.
frame = pd.read_csv(file.name, parse_dates=["day"])
print(len(frame), int(frame["id"].sum()), frame["price"].sum(), int(frame["new"].sum()), frame["day"].max())
