"""Singular value decompositions of matrices of 200 rows and columns, in double precision."""

import numpy as np

a = np.random.default_rng(1).normal(size=(200, 200))
np.linalg.svd(a)
# Measured from here.
for _ in range(4):
    u, s, vt = np.linalg.svd(a)
print(f"{s[0]:.6f} {s[-1]:.6f} {np.abs(u * s @ vt - a).max() < 1e-9}")
