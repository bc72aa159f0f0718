import os
import warnings

warnings.simplefilter("error")
import joblib
import threadpoolctl

# One processor: jobs run in order, and nothing is said about it.
assert joblib.Parallel(n_jobs=4)(joblib.delayed(pow)(i, 2) for i in range(5)) == [0, 1, 4, 9, 16]
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
