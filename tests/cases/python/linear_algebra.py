#### products_of_all_shapes
# Integers in floating-point numbers: every order of summation gives the same.
import numpy as np
def numbers(shape, dtype):
    r = np.random.default_rng(sum(shape)); a = r.integers(-9, 10, shape); return a + 1j * r.integers(-9, 10, shape) if dtype in "FD" else a
sides = (0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17)
shapes = [(m, k, n) for m in sides for k in (0, 1, 2, 5, 8, 9, 23) for n in sides] + [(33, 129, 65), (131, 257, 130), (1, 300, 1), (300, 1, 300), (257, 3, 2), (2, 3, 257), (70, 600, 3)]
for dtype in "fdFD":
    wrong = []
    for m, k, n in shapes:
        a, b = numbers((m, k), dtype), numbers((k, n), dtype)
        exact = (a[:, :, None] * b).sum(1) if m * k * n < 100000 else np.einsum("ij,jk->ik", a, b)
        got = a.astype(dtype) @ b.astype(dtype)
        if got.dtype.char != dtype or got.shape != (m, n) or not (got == exact).all(): wrong.append((m, k, n))
    print(dtype, len(shapes), wrong)

#### products_of_views
import numpy as np
r = np.random.default_rng(1)
for dtype in "fdFD":
    a = r.integers(-9, 10, (61, 53)).astype(dtype); b = r.integers(-9, 10, (53, 47)).astype(dtype)
    if dtype in "FD": a += 1j * a[::-1]; b -= 2j * b[:, ::-1]
    x, y = b[:, 3], a[:, 5]; wide = lambda c: np.einsum("i->", c.astype("D").ravel() * np.arange(1, c.size + 1)).item()
    views = dict(t=b.T @ a.T, at=np.asfortranarray(a) @ b, bt=a @ np.asfortranarray(b), step=a[::2, 1::3] @ b[1::3, ::2], back=a[::-1, ::-1] @ b[::-1], part=a[3:20, 4:30] @ b[4:30, 5:9], square=a @ a.T, square_t=a.T @ a, conjugate=a @ a.conj().T, syrk=np.dot(a.T, a), vector=a @ x, vector_t=y @ a, column=a @ x[:, None], both=(x @ x, np.dot(y, y), np.vdot(y, y), np.vdot(x[::2], x[::-2])), outer=np.outer(x, y), inner=np.inner(a, b.T), strided=a[:, ::2] @ x[::2], strided_t=y[::3] @ a[::3], zero_stride=a @ np.broadcast_to(x[:1], 53), stack=np.stack([a, a + 1]) @ b, stack_b=a @ np.stack([b, b * 2]), dots=np.tensordot(a, b, 1), einsum=np.einsum("ij,jk,lk->il", a, b, b, optimize=True), einsum_t=np.einsum("ij,jk->k", a, b), chain=np.linalg.multi_dot([a, b, b.T]), power=np.linalg.matrix_power(a[:5, :5], 3), kron=np.kron(a[:2, :2], b[:3, :3]), vecdot=np.vecdot(a, a), matvec=np.matvec(a, x), correlate=np.correlate(x, y, "full"), convolve=np.convolve(x, y))
    for name, c in views.items(): print(dtype, name, [wide(np.asarray(c)) for c in (c if isinstance(c, tuple) else [c])])
    out = np.zeros((47, 61), dtype).T; np.matmul(a, b, out=out); print((out == a @ b).all()); s = a[:47, :47].copy(); e = s @ s; np.matmul(s, s, out=s); print((s == e).all())

#### products_of_integers_and_bools
import numpy as np
a = np.arange(12).reshape(3, 4); print(a @ a.T, (a > 3) @ (a.T > 3), a.astype("u1") @ a.T.astype("u1"), a.astype(object) @ a.T.astype(object), a @ a.T.astype(float), a.astype("i2") @ np.ones((4, 2), "f4"), a.astype("e") @ a.T.astype("e"), (a.astype("g") @ a.T.astype("g")).astype(float), np.dot(2, a), a[0] @ a[1], np.array([True]) @ [3])
for left, right in ((a, a), (a, 2), (np.ones((2, 2, 3)), np.ones((3, 3, 2)))):
    try: left @ right
    except ValueError as error: print(error)

#### products_of_what_is_not_finite
import numpy as np
with np.errstate(all="ignore"):
    for dtype in "fd":
        for n in (2, 5, 16, 70):
            a = np.ones((n, n), dtype); b = np.zeros((n, n), dtype); a[1, 0] = np.nan; a[0, 1] = np.inf; b[1, 1] = -np.inf; b[0, 0] = 1
            for c in (a @ b, b @ a, a.T @ b, a @ b[:, 0], b[1] @ a, np.full((n, n), 1e300).astype(dtype) @ a, a @ a.T): print(dtype, n, [f(c).sum().item() for f in (np.isnan, np.isposinf, np.isneginf)])
    z = np.array([[1 + 1j, complex(0, np.inf)], [np.nan, 0]]); print(np.isnan(z @ np.eye(2)), np.isnan(np.eye(2) @ z.T)); print(np.zeros((2, 0)) @ np.zeros((0, 3)), np.empty((0, 4)) @ np.ones((4, 0)), (np.zeros(0) @ np.zeros(0)).item(), (-np.zeros((2, 2)) @ np.ones((2, 2))))

#### decompositions_fit_together
import numpy as np
L = np.linalg
for dtype, tolerance in ("f", 1e-3), ("d", 1e-10), ("F", 1e-3), ("D", 1e-10):
    bad = []
    for n in (1, 2, 3, 5, 31, 32, 33, 64, 65, 130, 200):
        r = np.random.default_rng(n); a = r.normal(size=(n, n)); a = (a + 1j * r.normal(size=(n, n)) if dtype in "FD" else a).astype(dtype); t = a[:, : n // 2 + 1]; b = a[:, :3] + 1; h = a @ a.conj().T + n * np.eye(n, dtype=dtype); e = np.eye(n)
        w, v = L.eig(a); hw, hv = L.eigh(h); u, s, vt = L.svd(t, full_matrices=False); q, rr = L.qr(t); c = L.cholesky(h); sign, log = L.slogdet(h); full = L.svd(a); x = L.lstsq(t, b, rcond=None)[0]
        for name, left, right in (("solve", h @ L.solve(h, b), b), ("vector", h @ L.solve(h, b[:, 0]), b[:, 0]), ("inv", h @ L.inv(h), e), ("eig", a @ v, v * w), ("eigh", h @ hv, hv * hw), ("svd", u * s @ vt, t), ("full", full[0] * full[1] @ full[2], a), ("qr", q @ rr, t), ("orthogonal", q.conj().T @ q, np.eye(q.shape[1])), ("complete", L.qr(t, "complete")[0].conj().T @ L.qr(t, "complete")[0], e), ("raw", L.qr(t, "r"), rr), ("cholesky", c @ c.conj().T, h), ("upper", L.cholesky(h, upper=True), c.conj().T), ("slogdet", log, np.log(hw).sum()), ("lstsq", t.conj().T @ (t @ x), t.conj().T @ b), ("pinv", t @ L.pinv(t) @ t, t), ("eigvalsh", L.eigvalsh(h), hw), ("norm", L.norm(a, 2), full[1][0]), ("stack", L.inv(np.stack([h, 2 * h])) @ h, np.stack([e, e / 2]))):
            error = np.abs(left - right).max() / max(np.abs(right).max(), 1)
            if not error < tolerance * 10 or np.asarray(left).dtype.char.lower() != dtype.lower(): bad.append((n, name, float(error)))
    print(dtype, bad)

#### results_are_those_of_native_numpy
import numpy as np
L = np.linalg
for n in (4, 40, 150):
    i, j = np.mgrid[:n, :n]; a = np.cos(i * 1.7 + j * 0.6) + np.eye(n) * 3 + (i - j) % 5; h = a + a.T + np.eye(n) * 9 * n; b = np.sin(np.arange(n))
    print(n, L.solve(a, b)[:4].round(7), L.inv(a)[0, :3].round(7), [round(float(x), 7) for x in L.slogdet(a)], L.svd(a, compute_uv=False)[[0, 1, -1]].round(6), L.eigvalsh(h)[[0, 1, -1]].round(6), np.sort(np.abs(L.eigvals(a)))[[0, -1]].round(6), L.cholesky(h)[-1, :3].round(7), np.abs(L.qr(a)[1])[0, :3].round(6), L.lstsq(a[:, :3], b, rcond=None)[0].round(7), L.cond(h).round(6), L.matrix_rank(a), (a @ a)[-1, -3:].round(7), np.polyfit(np.arange(9), np.arange(9) ** 2, 2).round(6) + 0, np.roots([1, -6, 11, -6]).round(6))
    c = a + 1j * h; print(L.solve(c, b)[:3].round(7), L.svd(c, compute_uv=False)[[0, -1]].round(5), np.sort(np.abs(L.eigvals(c)))[[0, -1]].round(5), L.slogdet(c)[0].round(8), L.slogdet(c)[1].round(7))

#### errors_of_large_matrices
import numpy as np
L = np.linalg
for n in (1, 3, 64, 150):
    zero = np.zeros((n, n)); indefinite = np.eye(n); indefinite[n - 1, n - 1] = -1; singular = np.ones((n, n)); singular[0, 0] = 1; nan = np.full((n, n), np.nan)
    for dtype in "fD":
        for f, m in (L.inv, zero), (L.solve, zero), (L.cholesky, indefinite), (L.eig, nan), (L.svd, nan), (L.inv, singular * (n > 1)):
            m = m.astype(dtype)
            try: f(m, np.ones(n)) if f is L.solve else f(m); print(n, dtype, f.__name__, "no error")
            except L.LinAlgError as e: print(n, dtype, f.__name__, e)
    print(L.det(zero), L.slogdet(zero), L.matrix_rank(singular))
for f in (lambda: L.inv(np.ones((2, 3))), lambda: L.solve(np.eye(2), np.ones(3)), lambda: L.inv(1), lambda: L.eigh(np.eye(2), "X"), lambda: L.inv(np.eye(2, dtype="e")), lambda: L.inv([["a"]])):
    try: f(); print("no error")
    except (L.LinAlgError, ValueError, TypeError) as e: print(type(e).__name__, e)
print(L.inv(np.zeros((0, 0))).shape, L.det(np.zeros((0, 0))), L.solve(np.zeros((0, 0)), np.zeros(0)).shape, L.svd(np.zeros((0, 3)))[2].shape, L.eigvals(np.zeros((0, 0))).shape)
