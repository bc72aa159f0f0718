"""Sorting a million numbers, their order, and the distinct ones."""

import numpy as np

numbers = (np.arange(1_000_000, dtype=np.uint64) * np.uint64(6364136223846793005) >> np.uint64(20)) % np.uint64(999_983)
ratios = numbers.astype(np.float64) / 7
# Measured from here.
order = np.argsort(ratios[:300_000], kind="stable")
print(np.sort(ratios)[::100_000].sum().round(3), int(order[::1000].sum()), len(np.unique(numbers)))
