"""Pickling and copying of nested data and objects."""
import copy
import pickle


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


data = {"points": [Point(n, n * 0.5) for n in range(1_500)], "rows": [(n, str(n), {n: [n]}) for n in range(2_500)]}
size = 0
for protocol in (2, 4, 5) * 3:
    blob = pickle.dumps(data, protocol)
    size += len(blob)
    back = pickle.loads(blob)
assert back["points"][7].y == 3.5
print(size, len(copy.deepcopy(data["rows"])))
