import json
import sys


def depth(n):
    return depth(n + 1)


try:
    depth(0)
except RecursionError as error:
    assert str(error) == "maximum recursion depth exceeded"
sys.setrecursionlimit(5000)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return other if self.n == 0 else Countdown(self.n - 1) + other


# Through C at each level.
assert Countdown(2000) + 1 == 1
nested = []
for _ in range(100_000):
    nested = [nested]
for fails in (lambda: repr(nested), lambda: json.dumps(nested), lambda: nested == nested[0]):
    try:
        fails()
    except RecursionError:
        pass
    else:
        raise AssertionError("no RecursionError")
try:
    compile("(" * 1000 + ")" * 1000, "", "eval")
except (SyntaxError, MemoryError):
    pass
