"""Pure Python that keeps one CPU busy: numbers, strings, dictionaries, objects, and no input or output."""


class Body:
    __slots__ = ("x", "y", "vx", "vy", "mass")

    def __init__(self, x, y, vx, vy, mass):
        self.x, self.y, self.vx, self.vy, self.mass = x, y, vx, vy, mass


def orbits(steps):
    bodies = [Body(float(i), float(i * i % 7), 0.1 * i, -0.05 * i, 1.0 + i) for i in range(1, 6)]
    for _ in range(steps):
        for index, a in enumerate(bodies):
            for b in bodies[index + 1 :]:
                dx, dy = a.x - b.x, a.y - b.y
                pull = 0.001 / ((dx * dx + dy * dy + 0.01) ** 1.5)
                a.vx -= dx * b.mass * pull
                a.vy -= dy * b.mass * pull
                b.vx += dx * a.mass * pull
                b.vy += dy * a.mass * pull
        for body in bodies:
            body.x += 0.001 * body.vx
            body.y += 0.001 * body.vy
    return sum(body.x + body.y for body in bodies)


def words(rounds):
    counts = {}
    for number in range(rounds):
        word = "w" + str(number * 7919 % 1009)
        counts[word] = counts.get(word, 0) + len(word)
    return sum(counts[word] for word in sorted(counts, reverse=True)[:100])


def sieve(limit):
    prime = [True] * limit
    for number in range(2, int(limit**0.5) + 1):
        if prime[number]:
            for multiple in range(number * number, limit, number):
                prime[multiple] = False
    return sum(prime[2:])


def queens(size, row=0, columns=0, left=0, right=0):
    if row == size:
        return 1
    free = ~(columns | left | right) & ((1 << size) - 1)
    count = 0
    while free:
        bit = free & -free
        free ^= bit
        count += queens(size, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return count


print(f"{orbits(6000):.9f}", words(150_000), sieve(400_000), queens(8))
