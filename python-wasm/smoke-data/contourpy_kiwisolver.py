import contourpy
import kiwisolver
import numpy as np

x, y = np.meshgrid(np.linspace(-2, 2, 41), np.linspace(-2, 2, 41))
for name in ("serial", "mpl2014", "mpl2005", "threaded"):
    try:
        generator = contourpy.contour_generator(x, y, np.hypot(x, y), name=name)
        (circle,) = generator.lines(1.0)[:1] if name != "mpl2014" and name != "mpl2005" else generator.lines(1.0)[0]
    except RuntimeError:
        assert name == "threaded"
        continue
    assert np.allclose(np.hypot(*np.asarray(circle).T[:2]), 1, atol=0.01), name

a, b = kiwisolver.Variable("a"), kiwisolver.Variable("b")
solver = kiwisolver.Solver()
constraint = (a + b == 10) | "strong"
solver.addConstraint(constraint)
solver.addConstraint(a - 2 * b >= 1)
solver.addEditVariable(b, "weak")
solver.suggestValue(b, 4)
solver.updateVariables()
assert a.value() + b.value() == 10 and a.value() - 2 * b.value() >= 1
# Functions that upstream casts to another type.
assert a.name() == "a" and a.context() is None and constraint.op() == "==" and constraint.strength() > 0
assert not constraint.violated() and constraint.expression().constant() == -10 and len(constraint.expression().terms()) == 2
assert (2 * a).variable() is a and (2 * a).coefficient() == 2 and (2 * a).value() == 2 * a.value()
assert (a + 1).value() == a.value() + 1 and "Objective" in solver.dumps() and kiwisolver.strength.required > kiwisolver.strength.weak
assert kiwisolver.strength.medium < kiwisolver.strength.strong
solver.reset()
try:
    solver.addConstraint(a == 1)
    solver.addConstraint(a == 2)
except kiwisolver.UnsatisfiableConstraint:
    pass
else:
    raise AssertionError("UnsatisfiableConstraint was not raised")
