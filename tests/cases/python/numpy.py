#### creation_and_printing
import numpy as np
print(np.arange(12).reshape(3, 4), np.zeros((2, 2)), np.linspace(0, 1, 5), np.eye(2, dtype=int), np.array([[1.5, np.nan], [np.inf, -0.0]]), np.full(3, "x"), np.array([True, None]), np.arange(2000), np.array([1e-10, 1e10]), np.__version__)
np.set_printoptions(precision=3, suppress=True); print(np.array([1 / 3, 1e-8, 12345.678]), repr(np.float32(0.1)), np.array(1 + 2j), repr(np.array([], dtype="u1")))

#### indexing
import numpy as np
a = np.arange(24).reshape(2, 3, 4); print(a[1, 2, 3], a[:, 1], a[..., ::-1][0, 0], a[a % 7 == 0], a[[0, 1], [1, 2]], a[np.ix_([0], [0, 2], [1])], np.where(a > 20), a[:, None].shape)
b = np.zeros(5); b[[1, 1, 3]] += 1; np.add.at(b, [1, 1], 5); b[-1:] = [7]; print(b, np.take(b, [1, -1]), np.nonzero(b)); v = a[0]; v[0, 0] = 99; print(a[0, 0, 0], v.base is not None)
try: a[5]
except IndexError as e: print(e)
try: a + np.ones(3)
except ValueError as e: print(e)

#### broadcasting_and_ufuncs
import numpy as np
a = np.arange(6.0).reshape(2, 3); print(a + [10, 20, 30], a * a.T[:, :1].T if False else a * 2, np.sqrt(a), np.exp(-a), a @ a.T, np.add.reduce(a, axis=1), np.multiply.outer([1, 2], [3, 4]), np.maximum(a, 2), np.clip(a, 1, 4), np.add.accumulate(a, axis=0), np.sin(a).round(6), np.hypot(3, 4), np.divmod(7, 3), a // 2, -a % 4, np.float64(7) ** 0.5, np.bitwise_xor(5, 3), np.logical_not([0, 1]))
out = np.empty(3); np.add([1, 2, 3], 1, out=out); print(out, np.add([1, 2], [3, 4], where=[True, False], out=np.zeros(2, int)), np.isclose(0.1 + 0.2, 0.3), np.frompyfunc(lambda x: x * 2, 1, 1)([1, "a"]), np.vectorize(lambda x: x + 1)([1, 2]))

#### reductions
import numpy as np
a = np.array([[3, 1, 2], [9, 7, 8]]); print(a.sum(), a.mean(axis=0), a.std(), a.var(ddof=1), a.min(1), a.argmax(), a.prod(), np.cumsum(a), np.median(a), np.percentile(a, [25, 75]), np.average(a, weights=[[1, 2, 3], [1, 1, 1]]), np.ptp(a), a.any(), np.nanmean([1, np.nan, 3]), np.cov(a), np.corrcoef(a), np.histogram([1, 2, 2, 3, 9], bins=3), np.bincount([0, 1, 1, 5]), np.quantile([1, 2, 3, 4], 0.3), np.diff([1, 4, 9]), np.gradient([1.0, 4, 9, 16]), np.trapezoid([1, 2, 3]))

#### linear_algebra
import numpy as np
a = np.array([[4.0, 2, 1], [2, 5, 3], [1, 3, 6]]); b = np.array([1.0, 2, 3])
print(np.linalg.solve(a, b).round(10), np.linalg.det(a).round(8), np.linalg.inv(a).round(8), np.linalg.eigvalsh(a).round(8), np.linalg.cholesky(a).round(8), np.linalg.svd(a, compute_uv=False).round(8), np.linalg.norm(b), np.linalg.matrix_rank(a), np.trace(a), np.linalg.lstsq(a[:, :2], b, rcond=None)[0].round(8), np.abs(np.linalg.qr(a)[1]).round(8), np.kron([1, 2], [1, 1]), np.einsum("ij,jk->ik", a, a), np.cross([1, 0, 0], [0, 1, 0]), np.linalg.matrix_power(a, 3), np.outer(b, b), np.vdot(b, b), np.linalg.pinv(a[:2]).round(8), np.linalg.cond(a).round(8), np.tensordot(a, a, 1)[0])

#### linear_algebra_errors
import numpy as np
for f in (lambda: np.linalg.cholesky([[1, 2], [2, 1]]), lambda: np.linalg.inv([[1, 2], [2, 4]]), lambda: np.linalg.solve(np.zeros((2, 2)), [1, 2]), lambda: np.linalg.eig(np.full((2, 2), np.nan)), lambda: np.linalg.inv(np.ones((2, 3))), lambda: np.linalg.svd(np.full((2, 2), np.nan))):
    try: f(); print("no error")
    except np.linalg.LinAlgError as e: print("LinAlgError", e)
print(np.linalg.eigvals(np.array([[0, -1], [1, 0]])).round(6))

#### dtypes
import numpy as np
print(np.array([1, 2.5]).dtype, np.uint8(200) + np.uint8(100) if False else np.array([200], "u1") + np.array([100], "u1"), np.array([1, 2], "i2").astype("f4"), np.iinfo("i4").max, np.finfo("f8").eps, np.result_type("i4", "f4"), np.can_cast("f8", "f4"), np.array(["a", "bcd"]).dtype, np.array([1, "x"], dtype=object), np.bool_(1), np.dtype([("a", "i4"), ("b", "S3")]).itemsize, np.array([300]).astype("u1"), np.array([1.9, -1.9]).astype(int), np.float16(0.1), np.longlong(2 ** 62), np.array([1], "c16").imag, np.promote_types("i8", "u8"), np.array([2 ** 40]))
s = np.array([(1, b"ab"), (2, b"cd")], dtype=[("n", "i4"), ("s", "S2")]); print(s["n"], s[1], np.sort(s, order="n")[::-1]["s"], s.view(np.recarray).n, np.array([1, 2], ">i4").tobytes(), np.frombuffer(b"\1\0\2\0", "<u2"))
try: np.uint8(300)
except OverflowError as e: print(e)

#### shapes_and_joins
import numpy as np
a = np.arange(6); print(a.reshape(2, -1), np.concatenate([a[:2], a[4:]]), np.stack([a[:2], a[2:4]], 1), np.vstack([a, a]).shape, np.hstack([[1], [2]]), np.split(a, [2, 5]), np.tile([1, 2], 2), np.repeat([1, 2], [2, 3]), a.reshape(2, 3).T.flatten(), np.transpose(np.zeros((1, 2, 3)), (2, 0, 1)).shape, np.roll(a, 2), np.flip(a), np.pad([1, 2], 1), np.meshgrid([1, 2], [3, 4]), np.squeeze([[1]]), np.moveaxis(np.zeros((1, 2, 3)), 0, -1).shape, np.array_split(a, 4), np.rot90([[1, 2], [3, 4]]), np.insert(a, 1, 9), np.delete(a, 0), np.append(a, 7), np.triu(np.ones((3, 3))), np.diag([1, 2]), np.broadcast_to([1, 2], (2, 2)), np.atleast_2d(1), np.lib.stride_tricks.sliding_window_view(a, 3))

#### sorting_and_sets
import numpy as np
a = np.array([3, 1, 2, 3, 1]); print(np.sort(a), np.argsort(a, kind="stable"), np.unique(a, return_counts=True, return_inverse=True), np.searchsorted([1, 3, 5], [0, 3, 9]), np.intersect1d(a, [1, 9]), np.union1d(a, [0]), np.setdiff1d(a, [3]), np.isin(a, [1]), np.partition(a, 2)[2], np.lexsort(([1, 2, 1], [3, 1, 3])), np.sort([np.nan, 1, -np.inf]), np.argpartition([3, 1, 2], 0)[0], np.sort(["b", "a"]), np.sort([[3, 1], [2, 4]], axis=0), np.digitize([1, 5], [0, 2, 6]), np.sort(np.arange(1000)[::-1])[:5], np.flatnonzero(a == 3), np.count_nonzero(a > 1))

#### random
import numpy as np
r = np.random.default_rng(42); print(r.random(3), r.integers(0, 100, 5), r.normal(size=3), r.choice(["a", "b", "c"], 4), r.permutation(6), r.poisson(3, 4), r.exponential(size=2), r.multivariate_normal([0, 0], np.eye(2)), r.gamma(2, size=2), r.beta(1, 2), r.binomial(10, 0.5, 3), r.dirichlet([1, 2]), r.bytes(4))
np.random.seed(0); print(np.random.rand(2), np.random.randn(2), np.random.randint(0, 9, 4), np.random.choice(5, 3, replace=False)); g = np.random.Generator(np.random.PCG64(1)); print(g.random(), np.random.Generator(np.random.MT19937(1)).random(), np.random.Generator(np.random.Philox(1)).random(), np.random.Generator(np.random.SFC64(1)).random())
x = np.arange(5); np.random.RandomState(3).shuffle(x); print(x, np.random.SeedSequence(5).generate_state(2), np.random.default_rng().random() != np.random.default_rng().random())

#### files
import numpy as np, io
a = np.arange(6.0).reshape(2, 3); np.save("a.npy", a); print(np.load("a.npy"), np.load("a.npy", mmap_mode=None).flags.writeable); np.savez("z.npz", x=a, y=[1]); z = np.load("z.npz"); print(sorted(z.files), z["x"].sum()); np.savez_compressed("c.npz", a=np.zeros(1000)); print(np.load("c.npz")["a"].shape)
np.savetxt("t.csv", a, delimiter=",", fmt="%.2f", header="h"); print(open("t.csv").read(), np.loadtxt("t.csv", delimiter=","), np.genfromtxt(io.StringIO("1,,3\n4,5,x"), delimiter=",")); a.tofile("raw"); print(np.fromfile("raw"), np.fromstring("1 2 3", sep=" "), np.fromiter(range(3), int)); b = io.BytesIO(); np.save(b, a); b.seek(0); print(np.load(b).shape, len(a.dumps()) > 0 if hasattr(a, "dumps") else 0)
try: np.load("t.csv")
except ValueError as e: print("refused")

#### fft_and_polynomials
import numpy as np
print(np.fft.fft([1, 2, 3, 4]), np.fft.ifft(np.fft.fft([1.0, 2, 3])).real.round(10), np.fft.rfft(np.ones(4)), np.fft.fftfreq(4, 0.5), np.abs(np.fft.fft2(np.eye(2))), np.fft.fftshift([1, 2, 3]), np.polyfit([0, 1, 2, 3], [1, 3, 7, 13], 2).round(8), np.polyval([1, 2, 3], 2), np.roots([1, -3, 2]), np.convolve([1, 2, 3], [0, 1]), np.interp(2.5, [1, 2, 3], [10, 20, 30]), np.polynomial.Polynomial([1, 2])(3), np.poly1d([1, 0, -1]), np.correlate([1, 2, 3], [1, 1]), np.fft.rfft(np.sin(np.arange(1000) * 0.1)).argmax() if False else np.abs(np.fft.rfft(np.sin(np.arange(1000) * 0.1))).argmax())

#### datetime64
import numpy as np
d = np.array(["2024-01-31", "2024-02-29"], "M8[D]"); print(d + np.timedelta64(1, "D"), d.astype("M8[M]"), d[1] - d[0], np.arange("2024-01", "2024-04", dtype="M8[M]"), np.datetime64("NaT"), np.is_busday(d), np.busday_count("2024-01-01", "2024-02-01"), np.datetime64("2024-01-01T12:00:01.5").astype("M8[ms]"), np.timedelta64(90, "m").astype("m8[h]"), d.max(), np.datetime_as_string(d[0], unit="s"))

#### masked_and_char
import numpy as np, numpy.ma as ma
m = ma.masked_greater([1, 5, 3], 4); print(m, m.mean(), m.filled(0), ma.masked_invalid([1, np.nan]).sum(), (m + 1).mask); print(np.char.upper(["ab", "c"]), np.strings.find(["hello", "x"], "l"), np.char.add(["a"], ["b"]), np.char.split(["a b"]), np.array(["x", "yy"], dtype=np.dtypes.StringDType()), np.array(["a", "b"]) == "a")

#### floating_point
import numpy as np
np.seterr(all="ignore"); print(np.array([1.0, 0, -1]) / 0, np.log([0.0, -1]), np.float64(1e308) * 10, np.sqrt(-1.0), np.isnan(np.nan), np.nan_to_num([np.nan, np.inf]), np.float32(16777216) + np.float32(1), np.spacing(1.0), np.nextafter(0, 1), np.frexp(10.0), np.ldexp(0.5, 3), np.signbit(-0.0), np.rint([0.5, 1.5]), np.trunc(-1.7), np.longdouble(1) / 3 != 0, np.float64(0.1).hex(), np.array(1e-320) > 0, np.cbrt(27.0), np.log2(8.0), np.expm1(1e-10), np.arctan2(-1, -1), np.sinc(0.5), np.i0(1.0), np.deg2rad(180), np.unwrap([0, 6.5]))

#### copying_and_pickling
import numpy as np, pickle, copy
a = np.arange(4.0); print(pickle.loads(pickle.dumps(a)), copy.copy(np.float64(1)), copy.deepcopy(a) is a, a.tolist(), np.float64(2).item(), a.tobytes()[:8], memoryview(a).shape, np.asarray(memoryview(b"ab")), a.view("i8")[0], a.flags.c_contiguous, a.strides, a.nbytes, np.shares_memory(a, a[1:]), pickle.loads(pickle.dumps(np.dtype("f4"))), np.float32(1.5).__reduce__()[0].__name__, a.__array_interface__["shape"], hash(np.int64(5)), np.array([1, 2]).__repr__())

#### fancy_programs
import numpy as np
x = np.random.default_rng(0).normal(size=(200, 3)); y = x @ [1.5, -2, 0.5] + 1; X = np.c_[np.ones(200), x]; print(np.linalg.lstsq(X, y, rcond=None)[0].round(6)); n = 30; g = np.zeros((n, n), int); g[1, 2] = g[2, 3] = g[3, 1] = g[3, 2] = g[3, 3] = 1
for _ in range(40): s = sum(np.roll(np.roll(g, i, 0), j, 1) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0)); g = ((s == 3) | ((g == 1) & (s == 2))).astype(int)
print(np.argwhere(g).tolist()); z = np.zeros((20, 20), complex); c = np.add.outer(np.linspace(-1, 1, 20) * 1j, np.linspace(-2, 1, 20)); k = np.zeros(z.shape, int)
for _ in range(30): m = abs(z) <= 2; z[m] = z[m] ** 2 + c[m]; k[m] += 1
print(k.sum(), k[10]); print(np.prod(np.arange(1, 20, dtype=object)), (np.arange(10 ** 6) ** 2 % 7).sum())

#### default_integer
import numpy as np
a = np.arange(10**5)
print((a ** 2)[-1], a.sum(), a.dtype, np.array([1]).dtype, np.int_, np.dtype(int), np.dtype("int"), np.asarray(range(3)).dtype, np.zeros(3, int).dtype, np.full(2, 7).dtype, np.eye(2, dtype=int).dtype, np.array([[1, 2], [3, 4]]).cumsum().dtype, np.ones(3, "i2").sum().dtype, np.ones(3, "u1").prod().dtype, np.array([True]).sum().dtype, np.int64(2**40) * 3, np.array(2**40) + 1, np.iinfo(int).max, np.uint, np.array([2**63]).dtype, np.array([-1]).astype(np.uint).dtype, np.random.default_rng(0).integers(0, 2**40, 3), np.random.RandomState(0).randint(0, 9, 3).dtype, np.linspace(0, 10, 3, dtype=int).dtype, np.fromiter(range(3), int).dtype, np.mgrid[0:2].dtype, np.tri(2, dtype=int).dtype, np.vander([1, 2]).dtype)
try: np.array([2**31 - 1, 5]) * (2**70)
except OverflowError: print("too large")
print(repr(np.array([1, 2])), repr(np.arange(3) * 2**33), repr(np.int64(3)), repr(np.array([1], np.int32)))

#### integers_of_indices
import numpy as np
a = np.array([30, 10, 20]); big = 2**33
print([repr(x) for x in (a.argsort(), np.where(a > 15)[0], np.nonzero(a), a.argmax(), np.searchsorted([1, 2], 2), np.bincount([0, 2]), np.digitize([1], [0, 2]), np.unique(a, return_inverse=True), np.histogram(a, 2), np.lexsort((a,)), np.argpartition(a, 1), np.flatnonzero(a), np.argwhere(a > 15), np.indices((2, 2)), np.count_nonzero(a), np.ravel_multi_index(([1], [1]), (2, 2)), np.unravel_index(3, (2, 2)), np.triu_indices(2), np.diag_indices(2), np.ix_([0], [1]), np.cumsum(a > 15), np.intp, a.ctypes.shape._type_.__name__ != "")])
print(a.argsort() * big, np.where(a > 15)[0] + big, np.nonzero(a)[0] ** 40, a.argmax() * big, np.bincount([0, 2]) * big, len(a) * a.argsort() * big)
print(a[np.array([0, 2], np.int32)], a[[True, False, True]], a.take(np.array([2**1, 0])), np.broadcast_to(1, (10**5, 10**5)).size, a.strides, a.itemsize, a.nbytes, np.zeros((3, 4)).strides)
for bad in (2**40, -2**40):
    try: a[bad]
    except IndexError as e: print(e)
try: np.zeros((1 << 40, 1 << 10), "i1")
except MemoryError as e: print(type(e).__name__)
try: np.zeros((1 << 62, 4))
except ValueError as e: print(e)

#### floating_point_warnings
# stderr
import numpy as np
a = np.array([1.0, -1.0, 0.0, np.nan, np.inf]); z = np.zeros(5)
print(a / z)
print(np.log(a))
print(np.sqrt(a))
print(np.exp(np.array([1000.0, 1.0])))
print(a - np.array([1, 1, 1, 1, np.inf]))
print(np.float64(1) / 0, np.float64(1e308) * 10, np.float64(-1) ** 0.5)
print(np.array([1, 2]) // 0, np.array([1, 2]) % 0, np.array([1, 2]) / 0)
print(np.array([1e200, 3]).astype("f4"), np.array([np.nan, 1e30, -5, 300]).astype("i8"), np.array([np.inf]).astype("i4"), np.array([-1.0, 300]).astype("u1"))
print(np.add.reduce([1e308, 1e308]), np.multiply.accumulate([1e200, 1e200, 1]), np.power(0.0, -1), np.sin(np.inf), np.arctanh(1.0), np.log1p(-1.0), np.float32(3e38) * np.float32(10), np.array([1 + 1j]) / 0, np.mean([]))
b = np.array([1.0, 2.0]); b /= 0; print(b); b *= 0; print(b); print(np.nan + 1, a + np.inf, np.fmod(1.0, 0.0), np.reciprocal(0.0), np.hypot(1e308, 1e308), np.float16(6e4) * np.float16(2))

#### floating_point_errstate
import numpy as np, warnings
for kind in ("ignore", "warn", "raise", "print", "call"):
    with np.errstate(all=kind, call=lambda e, f: print("called", e, f)), warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        for f in (lambda: np.array([1.0]) / 0, lambda: np.array([0.0]) / 0, lambda: np.exp([1e3]), lambda: np.float64(1) / 0, lambda: np.log(0.0), lambda: np.array([np.nan]) + 1, lambda: np.array([1.0, np.inf]) * 2):
            try: r = f()
            except FloatingPointError as e: r = e
            print(kind, r)
        print([str(w.message) for w in seen])
print(np.geterr())
big = np.ones(5000); big[4321] = 0
with np.errstate(divide="raise"):
    try: 1 / big
    except FloatingPointError as e: print(e)
    print((1 / big[:4000]).sum(), np.divide(1, big, where=big != 0, out=np.zeros(5000)).sum())
