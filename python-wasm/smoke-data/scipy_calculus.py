import ctypes

import numpy as np
from scipy import integrate, interpolate, odr, optimize

value, error = integrate.quad(lambda x: np.exp(-(x**2)), -np.inf, np.inf)
assert abs(value - np.sqrt(np.pi)) < 1e-8
assert abs(integrate.dblquad(lambda y, x: x * y, 0, 1, 0, lambda x: x)[0] - 1 / 8) < 1e-10
for method in ("RK45", "DOP853", "Radau", "BDF", "LSODA"):
    solution = integrate.solve_ivp(lambda t, y: [y[1], -y[0]], (0, 2), [0, 1], method=method, rtol=1e-8, atol=1e-8)
    assert abs(solution.y[0, -1] - np.sin(2)) < 1e-5, method
t = np.linspace(0, 3, 7)
assert np.allclose(integrate.odeint(lambda y, t: -y, 1.0, t)[:, 0], np.exp(-t), atol=1e-6)
for name in ("vode", "zvode", "dopri5", "lsoda"):
    ode = integrate.ode(lambda t, y: -y).set_integrator(name).set_initial_value([1.0], 0)
    assert abs(ode.integrate(1.0)[0] - np.exp(-1)) < 1e-4, name

x = np.linspace(0, 6, 25)
spline = interpolate.splrep(x, np.sin(x), s=0)
assert np.allclose(interpolate.splev(1.7, spline), np.sin(1.7), atol=1e-4)
assert np.allclose(interpolate.splint(0, np.pi, spline), 2, atol=1e-4)
assert np.allclose(interpolate.UnivariateSpline(x, np.cos(x), s=1e-4)(2.2), np.cos(2.2), atol=1e-2)
surface = interpolate.RectBivariateSpline(x, x, np.outer(np.sin(x), np.cos(x)))
assert abs(surface(1.0, 2.0)[0, 0] - np.sin(1) * np.cos(2)) < 1e-4
assert np.allclose(interpolate.CubicSpline(x, np.sin(x))(0.9), np.sin(0.9), atol=1e-4)
points = np.random.default_rng(0).random((60, 2))
assert abs(interpolate.griddata(points, points.sum(1), [[0.5, 0.5]], method="cubic")[0] - 1) < 1e-4
assert abs(interpolate.RBFInterpolator(points, points[:, 0] ** 2)([[0.5, 0.5]])[0] - 0.25) < 1e-2

for method in ("Nelder-Mead", "BFGS", "L-BFGS-B", "SLSQP", "COBYQA", "trust-constr", "TNC"):
    found = optimize.minimize(optimize.rosen, [1.3, 0.7], method=method, tol=1e-7)
    assert np.allclose(found.x, 1, atol=5e-2), (method, found)
bowl = optimize.minimize(lambda v: (v[0] - 1) ** 2 + (v[1] + 2) ** 2, [0, 0], method="COBYLA")
assert np.allclose(bowl.x, [1, -2], atol=1e-3)
assert abs(optimize.brentq(lambda x: x**3 - 2, 0, 2) - 2 ** (1 / 3)) < 1e-10
assert np.allclose(optimize.fsolve(lambda v: [v[0] + v[1] - 3, v[0] - v[1] - 1], [0, 0]), [2, 1])
parameters, _ = optimize.curve_fit(lambda x, a, b: a * np.exp(-b * x), x, 2.5 * np.exp(-0.7 * x), [1, 1])
assert np.allclose(parameters, [2.5, 0.7])
assert np.allclose(optimize.least_squares(lambda p: p - [1, 2], [0, 0], method="lm").x, [1, 2])
programme = optimize.linprog([-1, -2], [[1, 1], [1, 3]], [4, 6], method="highs")
assert np.allclose(programme.x, [3, 1]) and programme.fun == -5
whole = optimize.milp([-1, -2], constraints=optimize.LinearConstraint([[2, 3]], -np.inf, [7]), integrality=[1, 1])
assert round(whole.fun) == -4
rows, columns = optimize.linear_sum_assignment([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
assert columns.tolist() == [1, 0, 2]
assert abs(optimize.differential_evolution(lambda v: (v[0] - 0.3) ** 2, [(0, 1)], seed=1).x[0] - 0.3) < 1e-4

# ODRPACK, which is Fortran, calls Python and writes a report.
data = odr.RealData(x, 3 * x + 1 + 0.01 * np.cos(9 * x))
fit = odr.ODR(data, odr.Model(lambda b, x: b[0] * x + b[1]), beta0=[1, 0], rptfile="/tmp/odr.txt")
fit.set_iprint(init=2, iter=1, final=2)
assert np.allclose(fit.run().beta, [3, 1], atol=0.01)
del fit
report = open("/tmp/odr.txt").read()
assert "ODRPACK VERSION" in report and "SUM OF SQUARED" in report, report
