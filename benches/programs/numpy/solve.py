"""Systems of 600 linear equations."""

import numpy as np

rng = np.random.default_rng(3)
a, b = rng.normal(size=(600, 600)), rng.normal(size=600)
np.linalg.solve(a, b)
# Measured from here.
for _ in range(10):
    x = np.linalg.solve(a, b)
print(f"{np.abs(a @ x - b).max() < 1e-9}")
