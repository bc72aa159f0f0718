"""A matrix that is never stored: generators and integer division."""


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(u):
    size = len(u)
    return [sum(element(i, j) * u[j] for j in range(size)) for i in range(size)]


def transposed(u):
    size = len(u)
    return [sum(element(j, i) * u[j] for j in range(size)) for i in range(size)]


u = [1.0] * 90
for _ in range(10):
    v = transposed(times(u))
    u = transposed(times(v))
print(f"{(sum(a * b for a, b in zip(u, v)) / sum(b * b for b in v)) ** 0.5:.9f}")
