"""A chaos game over a spline: floats, random numbers, nested lists."""
import random


def basis(knots, index, degree, t):
    if degree == 0:
        return 1.0 if knots[index] <= t < knots[index + 1] else 0.0
    value = 0.0
    width = knots[index + degree] - knots[index]
    if width:
        value += (t - knots[index]) / width * basis(knots, index, degree - 1, t)
    width = knots[index + degree + 1] - knots[index + 1]
    if width:
        value += (knots[index + degree + 1] - t) / width * basis(knots, index + 1, degree - 1, t)
    return value


random.seed(1234)
points = [(random.random(), random.random()) for _ in range(8)]
knots = [0, 0, 0, 0, 1, 2, 3, 4, 5, 5, 5, 5]
image = [[0] * 64 for _ in range(64)]
x = y = 0.5
for _ in range(4_000):
    t = random.random() * 5
    sx = sy = 0.0
    for index, (px, py) in enumerate(points):
        weight = basis(knots, index, 3, t)
        sx += px * weight
        sy += py * weight
    x, y = (x + sx) / 2, (y + sy) / 2
    image[int(x * 63)][int(y * 63)] += 1
print(max(max(row) for row in image), f"{x:.9f}")
