"""Reads strikes as CSV; writes cost, number, highest speed and species, tab-separated, for each species that cost."""

import sys

import pandas as pd

strikes = pd.read_csv(sys.stdin)
table = strikes.groupby("Wildlife Species").agg(
    cost=("Cost Total $", "sum"),
    strikes=("Flight Date", "size"),
    fastest=("Speed IAS in knots", "max"),
)
costly = table[table.cost > 0].reset_index()
columns = ["cost", "strikes", "fastest", "Wildlife Species"]
costly[columns].to_csv(sys.stdout, sep="\t", index=False, header=False, float_format="%.0f", na_rep="-")
