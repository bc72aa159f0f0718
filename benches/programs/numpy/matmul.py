"""Products of two matrices of 512 rows and columns, in double precision."""

import numpy as np

grid = np.arange(512 * 512, dtype=np.float64).reshape(512, 512)
a, b = np.sin(grid), np.cos(grid)
a @ b
# Measured from here.
for _ in range(8):
    c = a @ b
print(f"{np.abs(c).sum():.3f}")
