import warnings

import numpy as np

warnings.simplefilter("error")
zero = np.zeros(1)
with np.errstate(all="raise"):
    for operation, text in (
        (lambda: np.array([1.0]) / 0, "divide by zero encountered in divide"),
        (lambda: np.float64(0) / 0, "invalid value encountered in scalar divide"),
        (lambda: np.exp([1e3]), "overflow encountered in exp"),
        (lambda: np.array([np.nan]).astype(int), "invalid value encountered in cast"),
        (lambda: np.divide(zero, 0, out=zero), "invalid value encountered in divide"),
    ):
        try:
            operation()
        except FloatingPointError as error:
            assert str(error) == text, error
        else:
            raise AssertionError(text)
    # Nothing is made of what was NaN or infinite before.
    assert np.isnan(np.array([np.nan]) + 1)[0] and np.isinf(np.array([np.inf]) * 2)[0]
    # What nobody notices.
    assert np.array([1e-300]) * 1e-300 == 0
    assert np.isinf(np.array([[1e300]]) @ np.array([[1e300]]))[0, 0]
    a = np.ones(1)
    np.divide.at(a, [0], 0.0)
    assert np.isinf(a[0])

# What has no exponent has exponent 0, whatever lay in the result before.
for kind in (np.half, np.single, np.double, np.longdouble):
    exponents = np.full(4, 77, np.intc)
    np.frexp(np.array([np.inf, np.nan, -np.inf, 6], kind), out=(np.empty(4, kind), exponents))
    assert exponents.tolist() == [0, 0, 0, 3], (kind, exponents)
