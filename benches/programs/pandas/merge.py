"""A million rows joined with ten thousand by a key, then sorted."""

import numpy as np
import pandas as pd

n = np.arange(1_000_000)
sales = pd.DataFrame({"item": n * 7919 % 9973, "sold": n % 13})
items = pd.DataFrame({"item": np.arange(10_000), "price": np.arange(10_000) % 101 / 4})
# Measured from here.
joined = sales.merge(items, on="item", how="left")
joined["total"] = joined["sold"] * joined["price"]
top = joined.sort_values(["total", "item"], ascending=False).head(1000)
print(len(joined), joined["total"].sum(), int(top["item"].sum()))
