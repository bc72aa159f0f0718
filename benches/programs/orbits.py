"""Bodies that attract each other: floating-point arithmetic on attributes of objects."""


class Body:
    __slots__ = ("x", "y", "vx", "vy", "mass")

    def __init__(self, x, y, vx, vy, mass):
        self.x, self.y, self.vx, self.vy, self.mass = x, y, vx, vy, mass


def attract(a, b):
    dx, dy = a.x - b.x, a.y - b.y
    pull = 0.001 / ((dx * dx + dy * dy + 0.01) ** 1.5)
    a.vx -= dx * b.mass * pull
    a.vy -= dy * b.mass * pull
    b.vx += dx * a.mass * pull
    b.vy += dy * a.mass * pull


def orbits(steps):
    bodies = [Body(float(i), float(i * i % 7), 0.1 * i, -0.05 * i, 1.0 + i) for i in range(1, 6)]
    pairs = [(a, b) for index, a in enumerate(bodies) for b in bodies[index + 1 :]]
    for _ in range(steps):
        for a, b in pairs:
            attract(a, b)
        for body in bodies:
            body.x += 0.001 * body.vx
            body.y += 0.001 * body.vy
    return sum(body.x + body.y for body in bodies)


print(f"{orbits(50_000):.6f}")
