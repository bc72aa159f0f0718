"""Conway's life on a set of cells, and a sudoku by elimination over sets."""

from collections import Counter

CELLS = range(81)
UNITS = [[r * 9 + c for c in range(9)] for r in range(9)]
UNITS += [[r * 9 + c for r in range(9)] for c in range(9)]
UNITS += [[(b // 3 * 3 + i) * 9 + b % 3 * 3 + j for i in range(3) for j in range(3)] for b in range(9)]
PEERS = [frozenset(cell for unit in UNITS if at in unit for cell in unit) - {at} for at in CELLS]
PUZZLE = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"


def generation(alive):
    counts = Counter((x + dx, y + dy) for x, y in alive for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in alive)}


def life(rounds):
    alive = {(0, 1), (1, 3), (2, 0), (2, 1), (2, 4), (2, 5), (2, 6)}
    for _ in range(rounds):
        alive = generation({(y, x) for x, y in alive})
    return len(alive), sum(x * 3 + y for x, y in alive)


def place(options, at, digit):
    options[at] = {digit}
    for peer in PEERS[at]:
        if digit in options[peer]:
            options[peer] = options[peer] - {digit}
            if not options[peer] or (len(options[peer]) == 1 and not place(options, peer, *options[peer])):
                return False
    return True


def solve(options):
    open_cells = [(len(options[at]), at) for at in CELLS if len(options[at]) > 1]
    if not open_cells:
        return options
    _, at = min(open_cells)
    for digit in sorted(options[at]):
        attempt = list(options)
        if place(attempt, at, digit) and (solved := solve(attempt)):
            return solved
    return None


def sudoku():
    options = [set(range(1, 10)) for _ in CELLS]
    for at, character in enumerate(PUZZLE):
        if character != ".":
            place(options, at, int(character))
    return "".join(str(*options) for options in solve(options))


print(life(450), {sudoku() for _ in range(100)})
