"""A stiff differential equation, Van der Pol's, by an implicit method."""

from scipy.integrate import solve_ivp


def oscillator(t, y):
    return [y[1], 100 * (1 - y[0] ** 2) * y[1] - y[0]]


solve_ivp(oscillator, [0, 1], [2, 0], method="Radau")
# Measured from here.
solution = solve_ivp(oscillator, [0, 200], [2, 0], method="Radau", rtol=1e-6)
print(f"{solution.y[0, -1]:.3f} {solution.success}")
