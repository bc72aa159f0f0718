#### predators_and_prey
import os

import matplotlib.pyplot as plt
import numpy as np
from scipy.integrate import solve_ivp


def lotka_volterra(t, state, a=1.1, b=0.4, c=0.1, d=0.4):
    prey, predators = state
    return [a * prey - b * prey * predators, c * prey * predators - d * predators]


solution = solve_ivp(lotka_volterra, (0, 50), [10, 5], t_eval=np.linspace(0, 50, 500), rtol=1e-8, atol=1e-10)
prey, predators = solution.y
print(solution.message, solution.success)
print(f"Prey: {prey.min():.5f} to {prey.max():.5f}; predators: {predators.min():.5f} to {predators.max():.5f}")
peaks = [i for i in range(1, 499) if prey[i - 1] < prey[i] > prey[i + 1]]
print("Period:", round(float(np.diff(solution.t[peaks]).mean()), 3))
conserved = 0.1 * prey - 0.4 * np.log(prey) + 0.4 * predators - 1.1 * np.log(predators)
print("Invariant drifts less than 1e-5:", np.ptp(conserved) < 1e-5)
figure, axes = plt.subplots(1, 2, figsize=(10, 4))
axes[0].plot(solution.t, prey, label="prey")
axes[0].plot(solution.t, predators, label="predators")
axes[0].legend()
axes[1].plot(prey, predators)
axes[1].set(xlabel="prey", ylabel="predators")
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "populations.png"), dpi=80)

#### stiff_chemical_kinetics
import numpy as np
from scipy.integrate import odeint, solve_ivp


def robertson(t, y):
    a, b, c = y
    return [-0.04 * a + 1e4 * b * c, 0.04 * a - 1e4 * b * c - 3e7 * b**2, 3e7 * b**2]


times = [0.4, 4, 40, 400, 4000]
for method in ("BDF", "Radau", "LSODA"):
    solution = solve_ivp(robertson, (0, 4000), [1, 0, 0], method=method, t_eval=times, rtol=1e-8, atol=1e-12)
    print(method, "mass error < 1e-9:", bool(np.all(np.abs(solution.y.sum(axis=0) - 1) < 1e-9)))
    for t, row in zip(solution.t, solution.y.T):
        print(f"  t={t:7.1f}  a={row[0]:.4f}  b={row[1]:.3e}  c={row[2]:.4f}")
classic = odeint(robertson, [1, 0, 0], [0, *times], tfirst=True, rtol=1e-8, atol=1e-12)
print(np.round(classic[-1], 5))

#### fit_an_epidemic
import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import least_squares

days = np.arange(0, 61, 3)


def infected(beta, gamma):
    def change(t, y):
        s, i, r = y
        return [-beta * s * i, beta * s * i - gamma * i, gamma * i]

    return solve_ivp(change, (0, 60), [0.99, 0.01, 0], t_eval=days, rtol=1e-8, atol=1e-10).y[1]


rng = np.random.default_rng(6)
observed = infected(0.42, 0.11) * (1 + rng.normal(0, 0.03, len(days)))
fit = least_squares(lambda p: infected(*p) - observed, [0.3, 0.2], bounds=([0, 0], [2, 1]))
beta, gamma = fit.x
print(f"beta={beta:.4f} gamma={gamma:.4f} R0={beta / gamma:.3f} cost={fit.cost:.4e}")
covariance = np.linalg.inv(fit.jac.T @ fit.jac) * (2 * fit.cost / (len(days) - 2))
print("Standard errors:", ["%.2e" % value for value in np.sqrt(np.diag(covariance))])
best = infected(beta, gamma)
print("Peak on day", days[best.argmax()], "with", f"{best.max():.2%}")

#### sparse_poisson_equation
import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import cg, eigsh, spilu, splu, spsolve, LinearOperator

n = 40
line = sp.diags_array([-1.0, 2.0, -1.0], offsets=[-1, 0, 1], shape=(n, n))
laplace = (sp.kron(line, sp.eye_array(n)) + sp.kron(sp.eye_array(n), line)).tocsc() * (n + 1) ** 2
print(laplace.shape, laplace.nnz, f"density {laplace.nnz / n**4:.5f}")
x, y = np.meshgrid(np.arange(1, n + 1) / (n + 1), np.arange(1, n + 1) / (n + 1))
exact = np.sin(np.pi * x) * np.sin(2 * np.pi * y)
right = (5 * np.pi**2 * exact).ravel()
direct = spsolve(laplace, right)
print(f"Direct: error {np.abs(direct - exact.ravel()).max():.6f}")
factors = splu(laplace)
print("LU agrees:", np.allclose(factors.solve(right), direct))
preconditioner = LinearOperator(laplace.shape, spilu(laplace, drop_tol=1e-3).solve)
counts = {}
for name, m in [("plain", None), ("ILU", preconditioner)]:
    steps = []
    found, info = cg(laplace, right, rtol=1e-8, M=m, callback=lambda _: steps.append(1))
    counts[name] = len(steps)
    print(f"CG {name}: info={info} close={np.allclose(found, direct, atol=1e-6)}")
print("Preconditioner helps:", counts["ILU"] < counts["plain"] / 3)
smallest = eigsh(laplace, k=4, sigma=0, return_eigenvectors=False)
print("Smallest eigenvalues / pi^2:", np.round(np.sort(smallest) / np.pi**2, 5))

#### plan_production_with_linear_programming
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, linprog, milp

profit = np.array([25, 30, 18])
hours = np.array([[2, 4, 1], [3, 2, 2], [1, 1, 3]])
available = np.array([160, 180, 120])
plan = linprog(-profit, A_ub=hours, b_ub=available, method="highs")
print("Status:", plan.status, plan.message.split(".")[0])
print("Make:", np.round(plan.x, 4), "profit:", round(-plan.fun, 4))
print("Unused hours:", np.round(plan.slack, 4))
print("Shadow prices:", np.round(-plan.ineqlin.marginals, 4))
whole = milp(-profit, constraints=LinearConstraint(hours, ub=available), integrality=np.ones(3), bounds=Bounds(0, 40))
print("Whole pieces:", whole.x.round().astype(int), "profit:", round(-whole.fun))
impossible = linprog([1, 1], A_ub=[[1, 1], [-1, -1]], b_ub=[1, -3])
print("Impossible plan:", impossible.status, impossible.success)
costs = np.array([[9, 2, 7, 8], [6, 4, 3, 7], [5, 8, 1, 8], [7, 6, 9, 4]])
workers, jobs = linear_sum_assignment(costs)
print("Assignment:", dict(zip(workers.tolist(), jobs.tolist())), "cost", costs[workers, jobs].sum())

#### fit_a_decay_curve
import os

import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import curve_fit


def decay(t, amplitude, rate, offset):
    return amplitude * np.exp(-rate * t) + offset


rng = np.random.default_rng(33)
t = np.linspace(0, 8, 50)
measured = decay(t, 5.2, 0.75, 1.1) + rng.normal(0, 0.12, 50)
values, covariance = curve_fit(decay, t, measured, p0=(4, 1, 0))
for name, value, error in zip(("amplitude", "rate", "offset"), values, np.sqrt(np.diag(covariance))):
    print(f"{name} = {value:.4f} ± {error:.4f}")
residuals = measured - decay(t, *values)
print(f"R² = {1 - (residuals**2).sum() / ((measured - measured.mean()) ** 2).sum():.5f}")
print(f"Half-life: {np.log(2) / values[1]:.4f}")
bounded, _ = curve_fit(decay, t, measured, p0=(4, 0.5, 0.5), bounds=([0, 0, 0], [10, 0.7, 2]))
print("With rate at most 0.7:", np.round(bounded, 4))
figure, (top, bottom) = plt.subplots(2, 1, sharex=True, height_ratios=[3, 1])
top.plot(t, measured, "k.", t, decay(t, *values), "r-")
bottom.stem(t, residuals)
bottom.axhline(0, color="grey")
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "decay.png"))

#### minimise_with_constraints
import numpy as np
from scipy.optimize import basinhopping, brentq, differential_evolution, fsolve, minimize, minimize_scalar

start = np.array([-1.2, 1.0])


def rosenbrock(v):
    return (1 - v[0]) ** 2 + 100 * (v[1] - v[0] ** 2) ** 2


for method in ("Nelder-Mead", "BFGS", "L-BFGS-B", "Powell"):
    result = minimize(rosenbrock, start, method=method, tol=1e-6)
    print(method, result.success or result.status, np.round(result.x, 3))
limit = {"type": "ineq", "fun": lambda v: 1 - v[0] ** 2 - v[1] ** 2}
inside = minimize(rosenbrock, [0, 0], constraints=[limit], method="SLSQP")
print("On the disc:", np.round(inside.x, 4), round(inside.fun, 5))
returns = np.array([0.08, 0.12, 0.15])
risk = np.array([[0.04, 0.006, 0.01], [0.006, 0.09, 0.02], [0.01, 0.02, 0.16]])
budget = [{"type": "eq", "fun": lambda w: w.sum() - 1}, {"type": "ineq", "fun": lambda w: w @ returns - 0.11}]
portfolio = minimize(lambda w: w @ risk @ w, np.ones(3) / 3, bounds=[(0, 1)] * 3, constraints=budget)
print("Weights:", np.round(portfolio.x, 4), f"risk {np.sqrt(portfolio.fun):.4%}")
print("Root:", round(brentq(lambda x: x**3 - 2 * x - 5, 2, 3), 9), "system:", np.round(fsolve(lambda v: [v[0] + v[1] - 3, v[0] * v[1] - 2], [0, 5]), 8))
print("Scalar:", round(minimize_scalar(lambda x: np.cosh(x - 0.7)).x, 6))
wavy = differential_evolution(lambda v: v[0] ** 2 + 10 * (1 - np.cos(2 * np.pi * v[0])), [(-5, 5)], rng=1)
print("Global minimum near 0:", abs(wavy.x[0]) < 1e-6)

#### heat_flow_along_a_rod
import os

import matplotlib.pyplot as plt
import numpy as np
from scipy.linalg import solve_banded

length, nodes, diffusivity, dt = 1.0, 101, 1e-3, 0.5
x = np.linspace(0, length, nodes)
r = diffusivity * dt / (2 * (x[1] - x[0]) ** 2)
temperature = np.where(np.abs(x - 0.5) < 0.15, 100.0, 20.0)
bands = np.zeros((3, nodes))
bands[0, 2:], bands[1], bands[2, :-2] = -r, 1 + 2 * r, -r
bands[1, [0, -1]] = 1
figure, axes = plt.subplots()
for step in range(201):
    if step in (0, 20, 60, 200):
        axes.plot(x, temperature, label=f"t = {step * dt:g} s")
        print(f"t={step * dt:6.1f}  max={temperature.max():.5f}  mean={temperature.mean():.5f}  centre={temperature[50]:.5f}")
    right = temperature.copy()
    right[1:-1] += r * (temperature[2:] - 2 * temperature[1:-1] + temperature[:-2])
    temperature = solve_banded((1, 1), bands, right)
axes.set(xlabel="position [m]", ylabel="temperature [°C]")
axes.legend()
figure.savefig(os.path.join(os.environ["OUTPUT_DIR"], "rod.png"))

#### interpolate_and_integrate
import numpy as np
from scipy import integrate, interpolate

x = np.array([0, 0.7, 1.5, 2.2, 3.1, 4.0, 5.2, 6.0])
y = np.array([0.0, 0.64, 1.0, 0.81, 0.04, -0.76, -0.88, -0.28])
fine = np.linspace(0, 6, 7)
cubic = interpolate.CubicSpline(x, y)
print("Cubic:", np.round(cubic(fine), 5))
print("Slopes:", np.round(cubic(fine, 1), 5))
print("PCHIP:", np.round(interpolate.PchipInterpolator(x, y)(fine), 5))
print("Akima:", np.round(interpolate.Akima1DInterpolator(x, y)(fine), 5))
smooth = interpolate.make_smoothing_spline(x, y, lam=0.05)
print("Smoothed:", np.round(smooth(fine), 5))
print("Zeros:", np.round(cubic.roots(extrapolate=False), 6), "area:", round(float(cubic.integrate(0, 6)), 6))
print("Simpson:", round(integrate.simpson(y, x=x), 6), "trapezoid:", round(integrate.trapezoid(y, x), 6))
print("Gaussian:", np.round(integrate.quad(lambda t: np.exp(-t * t), -np.inf, np.inf)[0], 10))
print("Double:", round(integrate.dblquad(lambda b, a: a * b**2, 0, 2, lambda a: 0, lambda a: a)[0], 8))
points = np.random.default_rng(3).random((60, 2))
heights = np.sin(4 * points[:, 0]) + points[:, 1]
grid = interpolate.griddata(points, heights, ([0.3, 0.5, 0.7], [0.4, 0.5, 0.6]), method="linear")
print("Scattered:", np.round(grid, 5))
surface = interpolate.RBFInterpolator(points, heights, kernel="thin_plate_spline")
print("RBF:", np.round(surface([[0.3, 0.4], [0.5, 0.5]]), 5))

#### matrices_of_a_structure
import numpy as np
from scipy import linalg

n = 6
stiffness = 2000 * (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1))
stiffness[-1, -1] = 2000
mass = np.diag([3.0, 3, 3, 2, 2, 1])
values, shapes = linalg.eigh(stiffness, mass)
print("Frequencies [Hz]:", np.round(np.sqrt(values) / (2 * np.pi), 5))
first = shapes[:, 0] / shapes[-1, 0]
print("First shape:", np.round(first, 5))
print("Orthogonal:", np.allclose(shapes.T @ mass @ shapes, np.eye(n)))
load = np.zeros(n)
load[-1] = 50
print("Displacements:", np.round(linalg.solve(stiffness, load, assume_a="pos"), 6))
lower = linalg.cholesky(stiffness, lower=True)
print("Cholesky:", np.allclose(lower @ lower.T, stiffness), round(float(np.log(np.diag(lower)).sum() * 2), 6))
u, s, vt = linalg.svd(np.vander(np.linspace(0, 1, 8), 5))
print("Condition:", round(s[0] / s[-1], 3), "rank:", np.linalg.matrix_rank(np.vander([1, 2, 2, 3], 4)))
q, r = linalg.qr(np.arange(1.0, 10).reshape(3, 3) + np.eye(3))
print("QR:", np.round(np.abs(np.diag(r)), 6))
print("Exponential:", np.round(linalg.expm(np.array([[0, 1], [-1, 0]]) * np.pi / 2), 8))
coefficients, *_ = np.linalg.lstsq(np.c_[np.ones(5), np.arange(5)], np.array([1, 3.1, 4.9, 7.2, 8.8]), rcond=None)
print("Least squares:", np.round(coefficients, 6))

#### special_functions_over_long_arrays
import numpy as np
from scipy import special, stats

x = np.linspace(-6, 7, 5001)
positive = np.linspace(0.1, 30, 5001)
functions = {
    "expit": special.expit(x), "logit": special.logit(special.expit(x)), "erf": special.erf(x), "erfinv": special.erfinv(np.tanh(x / 4)),
    "gammaln": special.gammaln(positive), "digamma": special.digamma(positive), "beta": special.beta(positive, 2.5),
    "betainc": special.betainc(2.0, positive, 0.3), "gammainc": special.gammainc(positive, 5.0), "j0": special.j0(positive),
    "kv": special.kv(0.5, positive), "ellipk": special.ellipk(np.tanh(positive / 20)), "lambertw": special.lambertw(positive).real,
    "zeta": special.zeta(positive + 1), "xlogy": special.xlogy(positive, positive), "log_ndtr": special.log_ndtr(x),
}
for name, values in functions.items():
    print(f"{name:9s} {values.sum():.6e} {values[511]:.6e} {values[512]:.6e} {values[513]:.6e} {values[4095]:.6e} {values[-1]:.6e}")
same = special.expit(np.zeros(5000))
print("Constant:", same.min(), same.max(), "strided:", f"{special.erf(x[::-3]).sum():.6e}", "single:", special.expit(x.astype(np.float32)).dtype)
out = np.empty((3, 2000))
special.gamma(positive[:2000], out=out[1])
print("Into a row:", f"{out[1].sum():.6e}", "softmax:", f"{special.softmax(x)[[0, 2500, -1]].max():.6e}", f"{special.logsumexp(x):.8f}")
print("Normal:", f"{stats.norm.cdf(x).sum():.6f} {stats.norm.ppf(np.linspace(0.001, 0.999, 3000)).std():.8f}")
print("Student:", f"{stats.t.cdf(x, 4).sum():.6f}", "Poisson:", f"{stats.poisson.pmf(np.arange(1000), 300).sum():.10f}")
