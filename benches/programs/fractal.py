"""Points of a Julia set by complex arithmetic, and of the Mandelbrot set by floats."""


def julia(size, most):
    total = 0
    step = complex(-0.74, 0.18)
    for row in range(size):
        for column in range(size):
            point = complex(3.0 * column / size - 1.5, 2.0 * row / size - 1.0)
            rounds = 0
            while abs(point) < 2.0 and rounds < most:
                point = point * point + step
                rounds += 1
            total += rounds
    return total


def mandelbrot(size, most):
    total = 0
    for row in range(size):
        y0 = 2.4 * row / size - 1.2
        for column in range(size):
            x0 = 3.0 * column / size - 2.1
            x = y = 0.0
            for rounds in range(most):
                xx, yy = x * x, y * y
                if xx + yy > 4.0:
                    break
                x, y = xx - yy + x0, 2.0 * x * y + y0
            total += rounds
    return total


print(julia(190, 60), mandelbrot(240, 60))
