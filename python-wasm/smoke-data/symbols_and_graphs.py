import mpmath
import networkx as nx
import numpy as np
import sympy as sp

x, y = sp.symbols("x y")
assert sp.integrate(sp.exp(-(x**2)), (x, -sp.oo, sp.oo)) == sp.sqrt(sp.pi)
assert set(sp.solve(x**2 - 5 * x + 6, x)) == {2, 3}
assert sp.diff(sp.sin(x) * x, x) == x * sp.cos(x) + sp.sin(x)
assert sp.Matrix([[1, x], [0, y]]).det() == y and sp.latex(x**2 / y) == r"\frac{x^{2}}{y}"
assert np.allclose(sp.lambdify(x, sp.sin(x) ** 2)(np.arange(3)), np.sin(np.arange(3)) ** 2)
assert sp.dsolve(sp.Function("f")(x).diff(x) - sp.Function("f")(x)).rhs.has(sp.exp(x))
mpmath.mp.dps = 50
assert str(mpmath.pi)[:20] == "3.141592653589793238" and mpmath.zeta(2) - mpmath.pi**2 / 6 < mpmath.mpf(10) ** -45

graph = nx.karate_club_graph()
assert nx.shortest_path_length(graph, 0, 33) == 2 and nx.is_connected(graph)
assert len(nx.community.louvain_communities(graph, seed=1)) in (3, 4, 5)
assert nx.to_numpy_array(graph).shape == (34, 34)
