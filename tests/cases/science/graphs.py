#### shortest_routes
import networkx as nx

roads = [("Berlin", "Hamburg", 289), ("Berlin", "Leipzig", 190), ("Leipzig", "Munich", 430), ("Hamburg", "Hanover", 151),
         ("Hanover", "Frankfurt", 352), ("Frankfurt", "Munich", 393), ("Leipzig", "Frankfurt", 392), ("Frankfurt", "Stuttgart", 204),
         ("Stuttgart", "Munich", 233), ("Berlin", "Hanover", 286)]
graph = nx.Graph()
graph.add_weighted_edges_from(roads, weight="km")
print(graph, nx.is_connected(graph))
path = nx.shortest_path(graph, "Hamburg", "Munich", weight="km")
print(" → ".join(path), nx.path_weight(graph, path, "km"), "km")
lengths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="km"))
print("Farthest from Berlin:", max(lengths["Berlin"].items(), key=lambda item: item[1]))
centre = min(graph, key=lambda city: sum(lengths[city].values()))
print("Most central:", centre, "eccentricity in hops:", dict(sorted(nx.eccentricity(graph).items())))
tree = nx.minimum_spanning_tree(graph, weight="km")
print("Spanning tree:", sorted(tree.edges), tree.size("km"))
print("Simple routes:", sum(1 for _ in nx.all_simple_paths(graph, "Hamburg", "Munich", cutoff=4)))
print("Bridges:", list(nx.bridges(graph)), "cut:", nx.minimum_edge_cut(graph).__len__())
print(nx.astar_path(graph, "Hanover", "Munich", heuristic=lambda a, b: 0, weight="km"))

#### who_matters_in_a_network
import os

import matplotlib.pyplot as plt
import networkx as nx
import pandas as pd

graph = nx.karate_club_graph()
measures = pd.DataFrame({
    "degree": dict(graph.degree()),
    "betweenness": nx.betweenness_centrality(graph),
    "closeness": nx.closeness_centrality(graph),
    "pagerank": nx.pagerank(graph),
    "eigenvector": nx.eigenvector_centrality(graph, max_iter=1000),
})
print(measures.nlargest(5, "pagerank").round(5))
print(f"Density {nx.density(graph):.5f}, clustering {nx.average_clustering(graph):.5f}, diameter {nx.diameter(graph)}")
groups = nx.community.greedy_modularity_communities(graph)
print("Communities:", [sorted(group) for group in groups], f"{nx.community.modularity(graph, groups):.5f}")
print("Cliques:", max(len(clique) for clique in nx.find_cliques(graph)), "core:", max(nx.core_number(graph).values()))
colours = [next(i for i, group in enumerate(groups) if node in group) for node in graph]
layout = nx.circular_layout(graph)
figure = plt.figure(figsize=(7, 7))
nx.draw_networkx(graph, layout, node_color=colours, cmap="Set2", node_size=3000 * measures["pagerank"] + 150, font_size=8, edge_color="lightgrey")
plt.axis("off")
plt.savefig(os.path.join(os.environ["OUTPUT_DIR"], "karate.png"), dpi=80)

#### order_of_tasks
import networkx as nx

hours = {"plan": 4, "buy": 8, "walls": 20, "roof": 12, "wires": 9, "pipes": 7, "paint": 6, "check": 2}
needs = {"buy": ["plan"], "walls": ["buy"], "roof": ["walls"], "wires": ["walls"], "pipes": ["walls"], "paint": ["wires", "pipes", "roof"], "check": ["paint"]}
graph = nx.DiGraph((before, task) for task, all_before in needs.items() for before in all_before)
print("Order:", list(nx.lexicographical_topological_sort(graph)))
earliest = {}
for task in nx.topological_sort(graph):
    earliest[task] = max((earliest[p] + hours[p] for p in graph.predecessors(task)), default=0)
total = max(earliest[task] + hours[task] for task in graph)
latest = {}
for task in reversed(list(nx.topological_sort(graph))):
    latest[task] = min((latest[s] for s in graph.successors(task)), default=total) - hours[task]
for task in sorted(graph, key=earliest.get):
    slack = latest[task] - earliest[task]
    print(f"{task:6s} start {earliest[task]:3d} slack {slack:2d}{'  critical' if slack == 0 else ''}")
print("Takes", total, "hours; generations:", [sorted(g) for g in nx.topological_generations(graph)])
graph.add_edge("check", "walls")
print("Circle:", sorted(edge[0] for edge in nx.find_cycle(graph)), nx.is_directed_acyclic_graph(graph))

#### flows_and_matchings
import networkx as nx
import numpy as np

network = nx.DiGraph()
for source, target, capacity, cost in [("s", "a", 10, 2), ("s", "b", 8, 4), ("a", "b", 5, 1), ("a", "c", 7, 3), ("b", "d", 10, 2), ("c", "t", 9, 1), ("d", "c", 3, 1), ("d", "t", 8, 2)]:
    network.add_edge(source, target, capacity=capacity, weight=cost)
value, flow = nx.maximum_flow(network, "s", "t")
cut, (left, right) = nx.minimum_cut(network, "s", "t")
print("Flow:", value, "cut:", cut, sorted(left))
cheapest = nx.max_flow_min_cost(network, "s", "t")
print("Cost:", nx.cost_of_flow(network, cheapest), sum(cheapest["s"].values()))
skills = nx.Graph([("Ann", "sql"), ("Ann", "ops"), ("Bob", "sql"), ("Cy", "web"), ("Cy", "ops"), ("Dee", "web")])
match = nx.bipartite.maximum_matching(skills, ["Ann", "Bob", "Cy", "Dee"])
print("Matched people:", sum(name in match for name in ("Ann", "Bob", "Cy", "Dee")))
random = nx.gnm_random_graph(30, 60, seed=5)
print("Components:", sorted(map(len, nx.connected_components(random))), "triangles:", sum(nx.triangles(random).values()) // 3)
laplacian = nx.laplacian_matrix(random).toarray().astype(float)
print("Spectrum:", np.round(np.linalg.eigvalsh(laplacian)[[1, 2, -1]], 6))
print("Colours:", max(nx.greedy_color(random, "DSATUR").values()) + 1, "Degrees:", nx.degree_histogram(random))
small = nx.watts_strogatz_graph(40, 4, 0.2, seed=1)
print("Small world:", round(nx.average_shortest_path_length(small), 5), round(nx.transitivity(small), 5))
