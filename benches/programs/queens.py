"""Queens on a board, counted by recursion over bit masks and found by a generator over columns."""


def count(size, row=0, columns=0, left=0, right=0):
    if row == size:
        return 1
    free = ~(columns | left | right) & ((1 << size) - 1)
    total = 0
    while free:
        bit = free & -free
        free ^= bit
        total += count(size, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return total


def boards(size, placed=()):
    if len(placed) == size:
        yield placed
        return
    row = len(placed)
    for column in range(size):
        if all(column != other and abs(column - other) != row - at for at, other in enumerate(placed)):
            yield from boards(size, (*placed, column))


print(count(11), sum(board[0] * board[-1] for board in boards(9)))
