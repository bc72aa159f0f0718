"""Generators, coroutines, closures and itertools, chained."""

from functools import lru_cache, reduce
from itertools import accumulate, chain, groupby, islice, product


def numbers():
    state = 42
    while True:
        state = (state * 69069 + 1) & 0xFFFFFFFF
        yield state >> 8


def windows(source, width):
    window = []
    for item in source:
        window.append(item)
        if len(window) == width:
            yield tuple(window)
            window = window[1:]


def averages(count):
    means = (sum(window) / len(window) for window in windows(numbers(), 5))
    return sum(int(mean) & 7 for mean in islice(means, count))


@lru_cache(maxsize=None)
def ways(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return ways(amount - coins[0], coins) + ways(amount, coins[1:])


class Turn:
    def __await__(self):
        yield


async def pump(box, count):
    for number in islice(numbers(), count):
        while len(box) == 16:
            await Turn()
        box.append(number)
    box.append(None)


async def drain(box):
    total = 0
    while True:
        while not box:
            await Turn()
        if (number := box.pop(0)) is None:
            return total
        total ^= number


def talk(count):
    box = []
    waiting, results = [pump(box, count), drain(box)], []
    while waiting:
        coroutine = waiting.pop(0)
        try:
            coroutine.send(None)
            waiting.append(coroutine)
        except StopIteration as end:
            results.append(end.value)
    return results[-1]


def runs(count):
    lengths = (len(list(run)) for _, run in groupby(islice(numbers(), count), key=lambda number: number % 3))
    sums = accumulate(chain(lengths, (a * b for a, b in product(range(120), repeat=2))))
    return reduce(lambda left, right: (left * 31 + right) % 1_000_003, sums)


print(averages(90_000), ways(500, (100, 50, 20, 10, 5, 2, 1)), talk(120_000), runs(90_000))
