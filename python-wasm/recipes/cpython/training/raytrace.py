"""Spheres, light and a mirror: small objects with operators."""
import math


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def scale(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def normalised(self):
        return self.scale(1 / math.sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius, colour):
        self.centre, self.radius, self.colour = centre, radius, colour

    def hit(self, origin, direction):
        away = self.centre - origin
        along = away.dot(direction)
        under = self.radius * self.radius - (away.dot(away) - along * along)
        return None if under < 0 else along - math.sqrt(under)

    def normal(self, point):
        return (point - self.centre).normalised()


SPHERES = [Sphere(Vector(i % 3 - 1.0, i // 3 - 1.0, 6.0 + i % 2), 0.6, 0.3 + i / 20) for i in range(9)]
LIGHT = Vector(3.0, 5.0, -4.0)


def trace(origin, direction, depth):
    best, nearest = None, 1e9
    for sphere in SPHERES:
        distance = sphere.hit(origin, direction)
        if distance is not None and 1e-6 < distance < nearest:
            best, nearest = sphere, distance
    if best is None:
        return 0.1
    point = origin + direction.scale(nearest)
    normal = best.normal(point)
    shade = best.colour * max(normal.dot((LIGHT - point).normalised()), 0.0)
    if depth:
        mirrored = direction - normal.scale(2 * direction.dot(normal))
        shade = 0.7 * shade + 0.3 * trace(point, mirrored, depth - 1)
    return shade


SIZE = 56
total = 0.0
for y in range(SIZE):
    for x in range(SIZE):
        total += trace(Vector(0.0, 0.0, 0.0), Vector(x / SIZE - 0.5, y / SIZE - 0.5, 1.0).normalised(), 2)
print(f"{total:.6f}")
