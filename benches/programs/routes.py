"""Shortest ways through a grid with a heap, and connected parts of a graph with disjoint sets."""

import heapq


def weight(x, y):
    return (x * 7919 + y * 104729 + x * y) % 9 + 1


def shortest(size):
    best = {(0, 0): 0}
    waiting = [(0, 0, 0)]
    while waiting:
        cost, x, y = heapq.heappop(waiting)
        if cost > best[x, y]:
            continue
        for nx, ny in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if 0 <= nx < size and 0 <= ny < size:
                there = cost + weight(nx, ny)
                if there < best.get((nx, ny), 1 << 30):
                    best[nx, ny] = there
                    heapq.heappush(waiting, (there, nx, ny))
    return best[size - 1, size - 1], sum(best.values())


def parts(nodes):
    parent = list(range(nodes))

    def root(node):
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for node in range(nodes):
        for other in ((node * 31 + 7) % nodes, node ^ 64):
            if other < nodes and node % 3:
                parent[root(node)] = root(other)
    return len({root(node) for node in range(nodes)})


print(shortest(150), parts(90_000))
