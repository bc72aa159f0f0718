"""What scripts do between computations: exceptions, classes, imports, dates, tables, compression, hashes."""
import ast
import csv
import dataclasses
import datetime
import decimal
import enum
import functools
import hashlib
import io
import itertools
import operator
import struct
import textwrap
import zlib


@dataclasses.dataclass(order=True)
class Row:
    name: str
    day: datetime.date
    amount: decimal.Decimal


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


@functools.lru_cache(maxsize=None)
def partitions(n, most):
    if n == 0:
        return 1
    return sum(partitions(n - k, k) for k in range(1, min(n, most) + 1))


def attempt(number):
    try:
        if number % 3 == 0:
            return {}[number]
        if number % 3 == 1:
            return int("x" * (number % 5))
        return [number][number % 2]
    except (KeyError, ValueError) as error:
        return len(str(error))
    except IndexError:
        return -1
    finally:
        number += 1


total = sum(attempt(n) for n in range(6_000))
total += partitions(60, 60)
rows = [Row(f"n{n % 97}", datetime.date(2026, 1, 1) + datetime.timedelta(days=n % 365), decimal.Decimal(n) / 7) for n in range(1_500)]
rows.sort()
out = io.StringIO()
writer = csv.writer(out)
for row in rows:
    writer.writerow([row.name, row.day.isoformat(), round(row.amount, 2)])
for line in csv.DictReader(io.StringIO(out.getvalue()), fieldnames=["name", "day", "amount"]):
    total += datetime.datetime.strptime(line["day"], "%Y-%m-%d").day if line["name"] == "n5" else len(line["amount"])
for name, group in itertools.groupby(rows, key=operator.attrgetter("name")):
    total += len(list(group)) + Colour(1 + len(name) % 2).value
blob = b"".join(struct.pack("<IHd", n, n % 65536, n / 3) for n in range(4_000))
total += len(zlib.decompress(zlib.compress(blob))) + hashlib.sha256(blob).digest()[0]
total += sum(b for b in bytearray(blob)[::7]) + len(blob.hex())
source = "\n".join(f"def f{n}(a, b=1, *c, **d):\n    return [x for x in (a, b) if x > {n}] or {{'k': a}}" for n in range(150))
total += sum(1 for _ in ast.walk(ast.parse(source))) + len(compile(source, "generated", "exec").co_consts)
total += len(textwrap.wrap("some words to wrap " * 300, 60))


class Meta(type):
    def __new__(cls, name, bases, namespace):
        return super().__new__(cls, name, bases, dict(namespace))


for n in range(300):
    made = Meta(f"Made{n}", (), {"value": property(lambda self: 3), "__getattr__": lambda self, name: len(name)})()
    total += made.value + made.other


def walk(depth):
    yield depth
    if depth:
        for child in (walk(depth - 1), walk(depth - 1)):
            yield from child


total += sum(walk(12))
a, b = 123456789, 987654321
for n in range(20_000):
    a, b = (a * 31 + b) & 0xFFFFFFFF, (b ^ a >> 3) % 1_000_003 + (n << 4)
    total += a // 7 - b % 11 if a > b else -1
print(total)
