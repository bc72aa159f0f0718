"""Big integers: digits of pi by a spigot, a modular power, decimal fractions and their printing."""

from decimal import Decimal, getcontext
from fractions import Fraction


def pi(count):
    digits = []
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return digits


def root(places):
    getcontext().prec = places
    guess = Decimal(1)
    for _ in range(12):
        guess = (guess + 2 / guess) / 2
    return guess


harmonic = sum((Fraction(1, number) for number in range(1, 1500)), Fraction(0))
power = pow(3, (1 << 3217) - 2, (1 << 3217) - 1)
print(sum(pi(1200)), harmonic.numerator % 10**9, power, (7**300_000 % 10**40), str(root(6000))[-20:])
