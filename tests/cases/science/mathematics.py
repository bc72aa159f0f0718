#### solve_equations_symbolically
from sympy import Eq, Rational, expand, factor, linsolve, nonlinsolve, nsolve, pretty, simplify, solve, sqrt, symbols, trigsimp, sin, cos

x, y, z, a, b, c = symbols("x y z a b c")
print(solve(Eq(x**2 - 5 * x + 6, 0), x))
print(solve(a * x**2 + b * x + c, x))
print(solve(x**3 - 2 * x + 1, x))
print(linsolve([x + y + z - 6, 2 * x - y + z - 3, x + 2 * y - z - 2], [x, y, z]))
print(sorted(nonlinsolve([x**2 + y**2 - 25, x - y - 1], [x, y]), key=str))
print(factor(x**6 - 1), "|", expand((x + 2 * y) ** 3))
print(simplify((x**2 - 1) / (x - 1) + sqrt(8)), "|", trigsimp(sin(x) ** 2 + cos(x) ** 2 + 2 * sin(x) * cos(x)))
print(nsolve(cos(x) - x, x, 1), Rational(1, 3) + Rational(1, 6))
print(pretty(solve(x**2 + x - 1, x)[0]))
quadratic = solve(x**2 + 2 * x + 5, x)
print(quadratic, [abs(root) for root in quadratic])

#### calculus_step_by_step
from sympy import E, Function, Integral, Limit, Symbol, cos, diff, dsolve, Eq, exp, fourier_series, integrate, latex, limit, log, oo, pi, series, sin, summation, symbols

x, n = symbols("x n")
f = x**2 * exp(-x)
print("f' =", diff(f, x), "| f'' =", diff(f, x, 2).factor())
print("Extrema:", [(point, f.subs(x, point)) for point in (0, 2)])
print("Antiderivative:", integrate(f, x), "| area:", integrate(f, (x, 0, oo)))
print("Limit:", limit(sin(3 * x) / x, x, 0), limit((1 + 1 / x) ** x, x, oo) == E)
print("Series:", series(log(1 + x) * cos(x), x, 0, 6))
print("Sums:", summation(1 / n**2, (n, 1, oo)), summation(n, (n, 1, x)).factor())
print("LaTeX:", latex(Integral(f, (x, 0, 1))), latex(Limit(sin(x) / x, x, 0)))
t = Symbol("t", positive=True)
y = Function("y")
print("ODE:", dsolve(Eq(y(t).diff(t, 2) + 3 * y(t).diff(t) + 2 * y(t), 0), y(t)))
print("With start:", dsolve(Eq(y(t).diff(t), -2 * y(t) + 4), y(t), ics={y(0): 1}))
print("Fourier:", fourier_series(x, (x, -pi, pi)).truncate(3))
print("Numbers:", integrate(exp(-(x**2)), (x, -oo, oo)).evalf(30), integrate(sin(x) / x, (x, 0, 1)).evalf(12))

#### matrices_and_vectors_exactly
from sympy import Matrix, diag, eye, lambdify, symbols, Rational, zeros, jordan_cell
import numpy as np

a = Matrix([[2, 1, 0], [1, 3, 1], [0, 1, 2]])
x = symbols("x")
print("Determinant:", a.det(), "inverse:", a.inv().tolist())
print("Polynomial:", a.charpoly(x).as_expr().factor(), "eigenvalues:", a.eigenvals())
for value, multiplicity, vectors in a.eigenvects():
    print(value, multiplicity, [list(v) for v in vectors])
p, d = a.diagonalize()
print("Diagonal:", d.tolist(), p * d * p.inv() == a)
print("Reduced:", Matrix([[1, 2, 3], [2, 4, 7], [1, 2, 5]]).rref())
print("Null space:", [list(v) for v in Matrix([[1, 2, 3], [4, 5, 6]]).nullspace()])
h = Matrix(4, 4, lambda i, j: Rational(1, i + j + 1))
print("Hilbert:", h.det(), h.inv()[3, 3], h.rank())
print("LU solve:", a.LUsolve(Matrix([1, 2, 3])).T, "power:", (a**5)[0, :])
u, v = symbols("u v")
jacobian = Matrix([u**2 * v, u + v**2]).jacobian([u, v])
print(jacobian, lambdify((u, v), jacobian)(2.0, 3.0).tolist())
print(np.allclose(np.array(h.evalf(), dtype=float), [[1 / (i + j + 1) for j in range(4)] for i in range(4)]))

#### whole_numbers_and_high_precision
import mpmath
from sympy import binomial, catalan, continued_fraction, divisors, factorial, factorint, fibonacci, gcd, isprime, nextprime, primerange, totient
from sympy.ntheory import discrete_log, sqrt_mod
from sympy.ntheory.modular import crt

print(factorint(2**64 + 1), isprime(2**61 - 1), nextprime(10**12))
print(list(primerange(50, 80)), divisors(360)[-5:], totient(10**6), gcd(1071, 462))
print("Chinese remainders:", crt([3, 5, 7], [2, 3, 2]), "square root:", sqrt_mod(10, 13), "log:", discrete_log(41, 15, 7))
print(fibonacci(100), catalan(20), binomial(50, 25), len(str(factorial(1000))))
print(continued_fraction(__import__("sympy").sqrt(14)), pow(7, -1, 26))
mpmath.mp.dps = 60
print(mpmath.pi)
print(mpmath.zeta(3))
print(mpmath.findroot(lambda x: mpmath.cos(x) - x, 0.7))
print(mpmath.quad(lambda x: mpmath.exp(-x * x), [0, mpmath.inf]) * 2 - mpmath.sqrt(mpmath.pi))
print(mpmath.identify(mpmath.mpf("1.4142135623730950488"), ["sqrt(2)"]), mpmath.nstr(mpmath.polyroots([1, 0, -2, -5])[0], 20))
mpmath.mp.dps = 15
print(mpmath.gamma(0.5), mpmath.besselj(0, 2.5), mpmath.hyp2f1(1, 2, 3, 0.25), mpmath.ellipk(0.5))

#### plot_a_function_and_its_taylor_series
import os

import matplotlib.pyplot as plt
import numpy as np
from sympy import cos, exp, lambdify, latex, series, symbols

x = symbols("x")
f = exp(-x / 2) * cos(2 * x)
grid = np.linspace(-1, 3, 200)
figure, axes = plt.subplots(figsize=(7, 4))
axes.plot(grid, lambdify(x, f)(grid), "k", lw=2, label=f"${latex(f)}$")
for order in (2, 4, 8):
    taylor = series(f, x, 0, order).removeO()
    values = lambdify(x, taylor)(grid)
    axes.plot(grid, values, "--", label=f"order {order - 1}")
    print(order, taylor, f"error at 1: {abs(float(f.subs(x, 1)) - float(taylor.subs(x, 1))):.6f}")
axes.set_ylim(-2, 2)
axes.legend()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "taylor.png"), dpi=80)
