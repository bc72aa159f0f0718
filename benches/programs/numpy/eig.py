"""Eigenvalues and eigenvectors of a matrix of 160 rows and columns, and of a symmetric one of 300."""

import numpy as np

rng = np.random.default_rng(2)
a, b = rng.normal(size=(160, 160)), rng.normal(size=(300, 300))
b = b + b.T
np.linalg.eig(a)
# Measured from here.
for _ in range(2):
    values, vectors = np.linalg.eig(a)
    symmetric, _ = np.linalg.eigh(b)
print(f"{np.abs(values).max():.6f} {symmetric[0]:.6f} {np.abs(a @ vectors - vectors * values).max() < 1e-9}")
