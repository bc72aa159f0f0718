"""Digits of pi by a spigot: integers of thousands of bits."""


def digits():
    q, r, t, k, n, s = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, s = q * k, (2 * q + r) * s, t * s, k + 1, (q * (7 * k) + 2 + r * s) // (t * s), s + 2


source = digits()
text = "".join(str(next(source)) for _ in range(1_500))
print(text[-10:], pow(3, 10**5 + 7, 10**300 + 7) % 10**9)
