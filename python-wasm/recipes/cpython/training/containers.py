"""Dictionaries, sets, lists, heaps and deques."""
import collections
import heapq

total = 0
for seed in range(4):
    numbers = [(n * 1103515245 + seed * 12345) % 65521 for n in range(20_000)]
    table = {}
    for n in numbers:
        table.setdefault(n % 1009, []).append(n)
    total += sum(len(v) * k for k, v in table.items())
    total += len(set(numbers) & set(range(0, 65521, 3)))
    total += sum(sorted(numbers)[::97])
    total += sum(v for _, v in sorted(((n % 77, n) for n in numbers), key=lambda pair: (pair[0], -pair[1]))[:500])
    heap = []
    for n in numbers[:6_000]:
        heapq.heappush(heap, n)
    total += sum(heapq.heappop(heap) for _ in range(3_000))
    queue = collections.deque()
    for n in numbers:
        queue.append(n)
        if n & 1:
            total += queue.popleft()
    total += collections.Counter(n % 13 for n in numbers).most_common(1)[0][1]
    matrix = [[i * j for j in range(60)] for i in range(60)]
    total += sum(map(sum, zip(*matrix)))
print(total)
