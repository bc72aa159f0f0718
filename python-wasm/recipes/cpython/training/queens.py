"""Queens on a board: generators, sets and recursion."""
import itertools


def solve(size, row, columns, left, right, board):
    if row == size:
        yield tuple(board)
        return
    for column in range(size):
        if column in columns or row + column in left or row - column in right:
            continue
        yield from solve(size, row + 1, columns | {column}, left | {row + column}, right | {row - column}, board + [column])


total = sum(1 for _ in solve(8, 0, frozenset(), frozenset(), frozenset(), []))
for order in itertools.permutations(range(7)):
    if len({order[i] + i for i in range(7)}) == 7 == len({order[i] - i for i in range(7)}):
        total += 1


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(total, fibonacci(22))
