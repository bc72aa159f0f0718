import os
import warnings

warnings.simplefilter("error")
import joblib
import threadpoolctl

# One processor: jobs run in order, and nothing is said about it.
for backend in ("loky", "threading", "multiprocessing", "sequential"):
    for count in (1, 4, -1):
        jobs = joblib.Parallel(n_jobs=count, backend=backend)
        assert jobs(joblib.delayed(pow)(i, 2) for i in range(5)) == [0, 1, 4, 9, 16]
with joblib.parallel_config(backend="loky", n_jobs=3):
    assert joblib.Parallel()(joblib.delayed(lambda x: x + os.getpid())(i) for i in range(2))[0] == os.getpid()
assert list(joblib.Parallel(n_jobs=2, return_as="generator")(joblib.delayed(abs)(-i) for i in range(3))) == [0, 1, 2]
memory = joblib.Memory("/tmp/joblib", verbose=0)
calls = []
square = memory.cache(lambda x: calls.append(x) or x * x)
assert square(3) == 9 and joblib.cpu_count() == (os.cpu_count() or 1)
joblib.dump({"a": [1, 2]}, "/tmp/j.pkl", compress=3)
assert joblib.load("/tmp/j.pkl") == {"a": [1, 2]}
# No library with a pool of threads is there.
assert threadpoolctl.threadpool_info() == []
with threadpoolctl.threadpool_limits(1):
    pass
