import numpy as np
from scipy import linalg
from scipy.linalg import blas, lapack

generator = np.random.default_rng(1)
for kind in (np.float32, np.float64, np.complex64, np.complex128):
    exact = 2e-3 if kind in (np.float32, np.complex64) else 1e-9
    a = generator.normal(size=(30, 30)).astype(kind)
    if np.iscomplexobj(a):
        a += 1j * generator.normal(size=a.shape).astype(a.real.dtype)
    b = generator.normal(size=(30, 2)).astype(kind)
    assert np.allclose(a @ linalg.solve(a, b), b, atol=exact)
    p, low, up = linalg.lu(a)
    assert np.allclose(p @ low @ up, a, atol=exact)
    q, r = linalg.qr(a)
    assert np.allclose(q @ r, a, atol=exact)
    for driver in ("gesdd", "gesvd"):
        u, s, vh = linalg.svd(a, lapack_driver=driver)
        assert np.allclose(u * s @ vh, a, atol=exact)
    values, vectors = linalg.eig(a)
    assert np.allclose(a @ vectors, vectors * values, atol=exact)
    hermitian = a + a.conj().T
    for driver in ("ev", "evd", "evr", "evx"):
        values, vectors = linalg.eigh(hermitian, driver=driver)
        assert np.allclose(hermitian @ vectors, vectors * values, atol=exact)
    t, z = linalg.schur(a)
    assert np.allclose(z @ t @ z.conj().T, a, atol=exact)
    lower = linalg.cholesky(a @ a.conj().T + np.eye(30, dtype=kind), lower=True)
    assert np.allclose(lower @ lower.conj().T, a @ a.conj().T + np.eye(30), atol=exact * 10)
    for driver in ("gelsd", "gelsy", "gelss"):
        x = linalg.lstsq(a[:, :5], b, lapack_driver=driver)[0]
        assert np.allclose(a[:, :5].conj().T @ (a[:, :5] @ x - b), 0, atol=exact * 10)
small = generator.normal(size=(6, 6))
assert np.allclose(linalg.expm(linalg.logm(linalg.expm(small / 4))), linalg.expm(small / 4))
root = linalg.sqrtm(small @ small.T)
assert np.allclose(root @ root, small @ small.T)
# A function of Python is called by LAPACK to choose.
t, z, count = linalg.schur(small, sort=lambda re, im: re > 0)
assert count == np.sum(linalg.eigvals(small).real > 0)
assert np.allclose(linalg.solve_sylvester(small, 3 * np.eye(6), small), linalg.solve(small + 3 * np.eye(6), small))
assert blas.ddot([1.0, 2.0], [3.0, 4.0]) == 11 and abs(blas.zdotc([1j, 2], [1j, 1]) - 3) < 1e-12
assert abs(blas.scnrm2(np.array([3, 4j], dtype=np.complex64)) - 5) < 1e-5
lu, pivots, info = lapack.dgetrf(small)
assert info == 0 and np.allclose(lapack.dgetrs(lu, pivots, np.ones(6), trans=1)[0], linalg.solve(small.T, np.ones(6)))
assert lapack.dlamch("e") < 1e-15 and lapack.ilaver()[0] == 3
try:
    linalg.cholesky([[1, 2], [2, 1]])
except linalg.LinAlgError:
    pass
else:
    raise AssertionError("LinAlgError was not raised")
