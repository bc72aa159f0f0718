"""Five planets, pairwise: floats in lists."""
PLANETS = [
    ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 39.47),
    ([4.84, -1.16, -0.10], [0.606, 2.81, -0.02], 0.037),
    ([8.34, 4.12, -0.4], [-1.01, 1.82, 0.008], 0.011),
    ([12.89, -15.11, -0.22], [1.08, 0.868, -0.01], 0.0017),
    ([15.37, -25.9, 0.179], [0.979, 0.594, -0.034], 0.002),
]
PAIRS = [(a, b) for i, a in enumerate(PLANETS) for b in PLANETS[i + 1 :]]


def advance(step, count):
    for _ in range(count):
        for (a, va, ma), (b, vb, mb) in PAIRS:
            dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
            pull = step * ((dx * dx + dy * dy + dz * dz) ** -1.5)
            fa, fb = ma * pull, mb * pull
            va[0] -= dx * fb
            va[1] -= dy * fb
            va[2] -= dz * fb
            vb[0] += dx * fa
            vb[1] += dy * fa
            vb[2] += dz * fa
        for position, velocity, _ in PLANETS:
            position[0] += step * velocity[0]
            position[1] += step * velocity[1]
            position[2] += step * velocity[2]


advance(0.001, 15_000)
print(f"{PLANETS[0][0][0]:.9f}")
