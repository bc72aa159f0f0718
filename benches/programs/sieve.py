"""Prime numbers three ways: a list of flags, slices of a bytearray, trial division with early exit."""


def flags(limit):
    prime = [True] * limit
    for number in range(2, int(limit**0.5) + 1):
        if prime[number]:
            for multiple in range(number * number, limit, number):
                prime[multiple] = False
    return sum(prime[2:])


def slices(limit):
    prime = bytearray([1]) * limit
    for number in range(2, int(limit**0.5) + 1):
        if prime[number]:
            prime[number * number :: number] = bytes(len(range(number * number, limit, number)))
    return sum(prime[2:])


def divisions(limit):
    found = [2]
    for candidate in range(3, limit, 2):
        for divisor in found:
            if divisor * divisor > candidate:
                found.append(candidate)
                break
            if candidate % divisor == 0:
                break
    return len(found)


print(flags(1_600_000), slices(1_600_000), divisions(80_000))
