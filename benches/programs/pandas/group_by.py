"""Groups of a million rows: sums and means by one key, several figures by two."""

import numpy as np
import pandas as pd

n = np.arange(1_000_000)
frame = pd.DataFrame({"shop": n * 7919 % 997, "day": n % 28, "sold": n % 13, "price": n % 101 / 4})
# Measured from here.
by_shop = frame.groupby("shop")["price"].mean()
by_both = frame.groupby(["shop", "day"]).agg({"sold": "sum", "price": "max"})
print(f"{by_shop.sum():.3f}", len(by_both), int(by_both["sold"].sum()), by_both["price"].sum())
