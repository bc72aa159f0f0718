"""Many points: attributes, maths and comparisons."""
import math


class Point:
    def __init__(self, i):
        self.x = x = math.sin(i)
        self.y = math.cos(i) * 3
        self.z = (x * x) / 2

    def normalise(self):
        norm = math.sqrt(self.x**2 + self.y**2 + self.z**2)
        self.x /= norm
        self.y /= norm
        self.z /= norm

    def maximise(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


points = [Point(i) for i in range(60_000)]
for point in points:
    point.normalise()
best = points[0]
for point in points[1:]:
    best = best.maximise(point)
print(f"{best.x:.9f} {best.y:.9f} {best.z:.9f}")
