"""Flips of permutations: small lists and slices of them."""


def fannkuch(n):
    count = list(range(1, n + 1))
    most = 0
    row = list(range(n))
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        if row[0] != 0 and row[n - 1] != n - 1:
            flips = 0
            work = row[:]
            k = work[0]
            while k:
                work[: k + 1] = work[k::-1]
                flips += 1
                k = work[0]
            if flips > most:
                most = flips
        while r != n:
            row.insert(r, row.pop(0))
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        else:
            return most


print(fannkuch(8))
