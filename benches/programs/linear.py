"""Linear algebra on lists of lists: products, elimination with pivots, the largest eigenvalue by iteration."""


def matrix(size):
    return [[((i * 37 + j * 17) % 23) / 7 + (size if i == j else 0) for j in range(size)] for i in range(size)]


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def determinant(a):
    a = [row[:] for row in a]
    result = 1.0
    for at in range(len(a)):
        pivot = max(range(at, len(a)), key=lambda row: abs(a[row][at]))
        if pivot != at:
            a[at], a[pivot] = a[pivot], a[at]
            result = -result
        result *= a[at][at] / 100
        for row in range(at + 1, len(a)):
            factor = a[row][at] / a[at][at]
            if factor:
                for column in range(at, len(a)):
                    a[row][column] -= factor * a[at][column]
    return result


def eigenvalue(size, rounds):
    vector = [1.0] * size
    for _ in range(rounds):
        image = []
        for i in range(size):
            total = 0.0
            for j in range(size):
                total += vector[j] / ((i + j) * (i + j + 1) // 2 + i + 1)
            image.append(total)
        length = sum(x * x for x in image) ** 0.5
        vector = [x / length for x in image]
    return length


a = matrix(105)
print(f"{sum(map(sum, multiply(a, a))):.6g} {determinant(a):.6g} {eigenvalue(220, 14):.9f}")
