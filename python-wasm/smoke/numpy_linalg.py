import numpy as np

generator = np.random.default_rng(0)
a = generator.normal(size=(40, 40))
b = generator.normal(size=40)
assert np.allclose(a @ np.linalg.solve(a, b), b)
u, s, vt = np.linalg.svd(a)
assert np.allclose(u * s @ vt, a)
values, vectors = np.linalg.eig(a)
assert np.allclose(a @ vectors, vectors * values)
symmetric = a @ a.T + 40 * np.eye(40)
lower = np.linalg.cholesky(symmetric)
assert np.allclose(lower @ lower.T, symmetric)
assert np.allclose(np.linalg.lstsq(a, b, rcond=None)[0], np.linalg.solve(a, b))
for singular in (lambda: np.linalg.cholesky([[1, 2], [2, 1]]), lambda: np.linalg.inv(np.zeros((2, 2)))):
    try:
        singular()
    except np.linalg.LinAlgError:
        pass
    else:
        raise AssertionError("LinAlgError was not raised")
