"""Arithmetic on a million numbers, item by item: sums, products, roots, comparisons."""

import numpy as np

a = np.linspace(0.5, 2.0, 1_000_000)
b = np.linspace(3.0, 4.0, 1_000_000)
# Measured from here.
total = 0.0
for _ in range(12):
    c = np.sqrt(a * b + 1.5) / (a + b)
    total += np.where(c > 0.5, c, -a).sum()
print(f"{total:.6f}")
