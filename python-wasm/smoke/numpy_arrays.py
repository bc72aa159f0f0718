import copy
import io
import tempfile

import numpy as np

a = np.arange(12, dtype=np.float64).reshape(3, 4)
assert a.sum() == 66 and a.T.shape == (4, 3)
assert np.array_equal(a[:, ::2] @ np.ones(2), [2, 10, 18])
assert copy.copy(np.float64(1.5)) == 1.5
assert np.sort(np.array([3, 1, 2])).tolist() == [1, 2, 3]
assert np.array(["b", "a"]).astype("U3").dtype == "<U3"
assert np.float64(np.float32(0.1)) != 0.1 and np.longdouble(1) / 3 != 1 / 3
structured = np.array([(1, 2.5)], dtype=[("x", "i4"), ("y", "f8")])
assert structured["y"][0] == 2.5
saved = io.BytesIO()
np.savez(saved, a=a)
saved.seek(0)
assert np.array_equal(np.load(saved)["a"], a)
with tempfile.TemporaryFile() as file:
    a.tofile(file)
    file.seek(0)
    assert np.array_equal(np.fromfile(file).reshape(3, 4), a)
assert np.einsum("ij,kj->ik", a, a).shape == (3, 3)
assert str(np.array([1.5, 2])) == "[1.5 2. ]"
# No silent overflow: integers, counts and indices have 64 bits.
assert (np.arange(10**5) ** 2)[-1] == 9999800001
for integers in (np.array([1]), a.argsort(), np.nonzero(a)[0], np.bincount([1]), np.cumsum([True])):
    assert integers.dtype == np.int64
assert np.argsort([2, 1])[0] * 2**40 == 2**40

# What says how a string lies in memory says how long it is.
assert memoryview(np.str_("ab")).format == "2w"
