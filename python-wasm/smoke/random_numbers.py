import random
import statistics

generator = random.Random(42)
assert [generator.randrange(100) for _ in range(5)] == [81, 14, 3, 94, 35]
assert 0.45 < statistics.fmean(random.random() for _ in range(10000)) < 0.55
assert random.SystemRandom().getrandbits(64) != random.SystemRandom().getrandbits(64)
assert round(statistics.stdev([2, 4, 4, 4, 5, 5, 7, 9]), 4) == 2.1381
