#### classes
class A:
    x = 1
    def __init__(self, n): self.n = n
    def __repr__(self): return f"A({self.n})"
    def __eq__(self, other): return self.n == other.n
    def __lt__(self, other): return self.n < other.n
    def __add__(self, other): return A(self.n + other.n)
    @property
    def double(self): return self.n * 2
    @classmethod
    def make(cls, n): return cls(n)
    @staticmethod
    def hi(): return "hi"
class B(A):
    def __repr__(self): return "B" + super().__repr__()
print(A(1), B(2), A(1) + B(2), A(1) == A(1), sorted([A(3), B(1)]), B.make(5).double, A.hi(), B.__mro__)

#### comprehensions_and_generators
print([x * y for x in range(3) for y in range(3) if x != y], {x: x ** 2 for x in range(4)}, {c for c in "aab"} == {"a", "b"})
def gen():
    got = yield 1
    print("got", got)
    yield from (2, 3)
    return "done"
g = gen(); print(next(g), g.send("x"), list(g))
def outer():
    r = yield from gen()
    print("returned", r)
print(list(outer()), sum(x for x in range(10)))

#### closures_and_decorators
import functools
def logged(prefix):
    def wrap(f):
        @functools.wraps(f)
        def inner(*args, **kwargs):
            print(prefix, f.__name__, args, kwargs)
            return f(*args, **kwargs)
        return inner
    return wrap
@logged(">")
def add(a, b=2, *rest, c, **more): return a + b + sum(rest) + c
print(add(1, c=3), add(1, 2, 3, c=4, d=5), add.__name__)
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
c = counter(); print(c(), c(), c())

#### exceptions
def f(x):
    try:
        return 1 / x
    except ZeroDivisionError as e:
        print("zde", e)
        raise ValueError("bad") from e
    else: print("else")
    finally: print("finally", x)
print(f(2))
try: f(0)
except ValueError as e: print(repr(e), repr(e.__cause__))
try:
    try: [][1]
    except IndexError: {}["k"]
except KeyError as e: print(repr(e), repr(e.__context__))
class E(Exception): pass
try: raise E("a", 1)
except (TypeError, E) as e: print(e.args)

#### exception_groups
def work():
    raise ExceptionGroup("several", [ValueError(1), TypeError(2), ExceptionGroup("inner", [KeyError("k")])])
try: work()
except* ValueError as g: print("values", g.exceptions)
except* (TypeError, KeyError) as g: print("others", g)
try: raise ValueError("x")
except ValueError as e: e.add_note("noted"); print(e.__notes__)

#### pattern_matching
from dataclasses import dataclass
@dataclass
class P: x: int; y: int
def m(v):
    match v:
        case 0 | 1: return "small"
        case int(n) if n < 0: return f"neg {n}"
        case [a, b, *rest]: return f"seq {a} {b} {rest}"
        case {"k": v, **more}: return f"map {v} {more}"
        case P(x=0, y=y): return f"P0 {y}"
        case P(): return "P"
        case str() as s: return "str " + s
        case None: return "none"
        case _: return "other"
print([m(v) for v in (0, -5, [1, 2, 3], (1, 2), {"k": 1, "z": 2}, P(0, 3), P(1, 1), "s", None, 2.5)])

#### strings_and_formatting
x, s = 3.14159, "text"
print(f"{x:.2f} {x:10.3f}| {s:>8}|{s:<8}|{s:^8}| {42:08b} {255:#x} {1234567:,} {1e10:g} {0.5:.0%} {s!r} {x=:.1f}")
print("%5.2f|%-5s|%05d|%x|%r" % (x, "ab", 42, 255, "q"), "{0}{1}{0} {k}".format("a", "b", k=1))
print("a,b,,c".split(","), "  x ".strip(), "abc".partition("b"), "-".join("xyz"), "Hello".swapcase(), "x".zfill(3), "tESt".title(), "abc".translate({97: "A"}))
print("héllo".encode(), b"\xff\x00".hex(), "日本".encode("utf-16-le"), "ß".upper(), "ǅ".lower(), "e\u0301" == "é", "straße".casefold())

#### numbers
print(2 ** 100, -7 // 2, -7 % 3, divmod(-7, 2), 0.1 + 0.2, round(2.5), round(-3.567, 2), 1e400, float("nan") != float("nan"), int("ff", 16), 0b101, 1_000, complex(1, 2) * 1j, abs(3 + 4j))
print(hash(2 ** 31 - 2), hash(-1), (255).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "little"), (10).bit_length(), float.hex(0.1), (0.1).as_integer_ratio(), 10 ** -3, 7 .__add__(1))

#### containers
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple, ChainMap
print(Counter("abracadabra").most_common(3), Counter(a=3) - Counter(a=1))
d = defaultdict(list); d["x"].append(1); print(d)
q = deque([1, 2, 3], maxlen=3); q.append(4); q.rotate(1); print(q)
P = namedtuple("P", "x y", defaults=[0]); print(P(1), P(1, 2)._asdict(), P(3)._replace(y=9))
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], OrderedDict(a=1) == {"a": 1})
a = [1, 2, 3, 4, 5]; a[1:3] = ["x"]; del a[-1]; print(a, a[::-1], {**{"a": 1}, "b": 2} | {"c": 3}, (1, *[2, 3]), {1, 2} ^ {2, 3}, frozenset([1]))
first, *mid, last = range(5); print(first, mid, last)

#### scopes_and_builtins
print(all([]), any([0, 1]), list(zip("ab", [1, 2], strict=True)), list(map(str, range(3))), list(filter(None, [0, 1, "", "a"])), sorted("bca", reverse=True), max([3, 1], key=lambda v: -v), list(reversed([1, 2])), list(enumerate("ab", 1)), isinstance(True, int), callable(print), bin(10), ord("a"), chr(8364), sum([0.1] * 3), pow(3, -1, 7), ascii("é"), eval("1+1"), getattr(3, "nope", "dflt"))
exec("zz = 5"); print(zz, type(zz).__name__, dir(type("T", (), {"a": 1}))[-1], vars(type("T", (), {"a": 1}))["a"], id(zz) == id(zz), slice(1, 2), memoryview(b"abc")[1])

#### metaclasses_and_descriptors
class Meta(type):
    def __new__(m, name, bases, ns, **kw): ns["tag"] = name.lower(); return super().__new__(m, name, bases, ns, **kw)
class D:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, o, t=None): return getattr(o, self.name, "unset")
    def __set__(self, o, v): print("set", v); setattr(o, self.name, v)
class C(metaclass=Meta):
    d = D()
    def __init_subclass__(cls, **kw): print("sub", cls.__name__, kw)
    def __getattr__(self, n): return f"missing {n}"
    def __class_getitem__(cls, k): return f"C[{k}]"
class S(C, flag=1): __slots__ = ("z",)
c = C(); print(c.d); c.d = 4; print(c.d, C.tag, c.nope, C[int])

#### context_managers
from contextlib import contextmanager, suppress, ExitStack, redirect_stdout, closing, nullcontext
import io
@contextmanager
def cm(n):
    print("enter", n)
    try: yield n
    except KeyError: print("swallowed")
    finally: print("exit", n)
with cm(1) as a, cm(2) as b: print(a + b)
with cm(3): raise KeyError
with suppress(ZeroDivisionError): 1 / 0
with ExitStack() as st: [st.enter_context(cm(i)) for i in "xy"]; st.callback(print, "cb")
buf = io.StringIO()
with redirect_stdout(buf): print("hidden")
print(repr(buf.getvalue()), nullcontext(5).__enter__())

#### dataclasses_enums_typing
from dataclasses import dataclass, field, asdict, replace, astuple
from enum import Enum, IntFlag, auto, StrEnum
from typing import Optional, TypedDict, NamedTuple, Protocol, runtime_checkable, get_type_hints
@dataclass(order=True, frozen=True)
class P:
    n: int
    tags: list = field(default_factory=list, compare=False)
print(P(1), P(1) < P(2), asdict(P(3, ["t"])), replace(P(1), n=5), astuple(P(2)))
try: P(1).n = 2
except Exception as e: print(type(e).__name__, e)
class Color(Enum): RED = 1; BLUE = auto()
class F(IntFlag): A = auto(); B = auto()
class S(StrEnum): X = auto()
print(Color.RED, Color(2), list(Color), F.A | F.B, S.X, Color["RED"].name, F(3) & F.B)
@runtime_checkable
class HasLen(Protocol):
    def __len__(self): ...
print(isinstance([], HasLen), get_type_hints(P), Optional[int])

#### iterators_and_slices
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
class Seq:
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        if i > 2: raise IndexError
        return i * 10
    def __len__(self): return 3
print(list(It()), list(Seq()), Seq()[1:5:2], list(iter(iter([1, 2, 0, 3]).__next__, 0)), 20 in Seq(), list(reversed(Seq())))

#### async_language
import asyncio
class ACM:
    async def __aenter__(self): print("in"); return 1
    async def __aexit__(self, *a): print("out")
async def agen():
    for i in range(3): yield i; await asyncio.sleep(0)
async def main():
    async with ACM() as v: print(v)
    print([x async for x in agen()], [await asyncio.sleep(0, y) for y in (1, 2)])
asyncio.run(main())

#### walrus_lambda_star
if (n := len("hello")) > 3: print(n)
f = lambda *a, k=1, **kw: (a, k, kw)
print(f(1, 2, k=3, z=4), (lambda: 5)(), [y := 1, y ** 2])
def pos(a, /, b, *, c): return a, b, c
print(pos(1, b=2, c=3))
try: pos(a=1, b=2, c=3)
except TypeError as e: print(e)
global_x = 1
def g():
    global global_x
    global_x += 1
g(); print(global_x, *[1, 2], sep="-", end="!\n")

#### sorting_is_stable
import operator, random
rows = [("b", 2), ("a", 2), ("c", 1)]
print(sorted(rows, key=operator.itemgetter(1)), sorted(rows, key=lambda r: (-r[1], r[0])))
random.seed(42); v = list(range(20)); random.shuffle(v); print(v, sorted(v) == list(range(20)))
print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(10), 3), random.gauss(0, 1))

#### big_integers_and_performance_shapes
import math
print(len(str(3 ** 5000)), math.factorial(50), math.gcd(2 ** 64, 6 ** 20), math.isqrt(10 ** 30), math.comb(50, 25))
sieve = bytearray([1]) * 20000
for i in range(2, 142):
    if sieve[i]: sieve[i * i::i] = bytes(len(range(i * i, 20000, i)))
print(sum(sieve[2:]), sum(i * i for i in range(100000)))

#### word_size
# differs: the sandbox's Python is a 32-bit one (VL-26)
import sys
print(sys.maxsize, hash(2 ** 61 - 1), hash(1.5), sys.hash_info.width)
