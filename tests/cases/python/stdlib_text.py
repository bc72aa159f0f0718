#### json
import json, io
v = {"b": [1, 2.5, None, True, "é\n\"x\""], "a": {}, "n": -0.0, "big": 10 ** 20}
print(json.dumps(v), json.dumps(v, sort_keys=True, indent=1, ensure_ascii=False), json.loads('{"x": [1, 1e3, "\\u00e9", null]}'))
for bad in ('{"a": }', '[1,]', '', '{"a": 1} x', '"\x01"'):
    try: json.loads(bad)
    except json.JSONDecodeError as e: print(e)
try: json.dumps({1, 2})
except TypeError as e: print(e)
print(json.loads("[1.5, NaN]", parse_float=str), json.dumps({"d": 1}, separators=(",", ":")), json.loads('{"a":1}', object_hook=lambda d: list(d)))
f = io.StringIO(); json.dump([1], f); print(f.getvalue(), json.dumps(object(), default=lambda o: "obj"))

#### csv
import csv, io
f = io.StringIO(newline=""); w = csv.writer(f); w.writerows([["a", "b,c", 'd"e'], [1, None, "x\ny"]]); print(repr(f.getvalue()))
f.seek(0); print(list(csv.reader(f)))
print(list(csv.DictReader(io.StringIO("n,v\nx,1\ny,2\n"))), list(csv.reader(["a;b;'c;d'"], delimiter=";", quotechar="'")))
o = io.StringIO(); d = csv.DictWriter(o, ["k", "v"], lineterminator="\n", quoting=csv.QUOTE_ALL); d.writeheader(); d.writerow({"k": 1, "v": "z"}); print(o.getvalue(), csv.Sniffer().sniff("a\tb\nc\td\n").delimiter == "\t")

#### re
import re
print(re.findall(r"\b(\w)(\w*)\b", "the quick fox"), re.sub(r"(?P<a>\d+)", lambda m: str(int(m["a"]) * 2), "a1b22"), re.split(r"[,;]\s*", "a, b;c"), re.match(r"(a+)(b)?", "aac").groups())
m = re.search(r"(?i)(?P<y>\d{4})-(?P<m>\d\d)", "on 2024-05"); print(m.groupdict(), m.span("m"), m.expand(r"\g<m>/\g<y>"))
print(re.findall(r"(?<=\$)\d+(?!\d|\.)", "$5 $6.5 $77"), re.fullmatch(r"a{2,3}", "aaa"), re.sub(r"^", "> ", "a\nb", flags=re.M), re.escape("a.b*c"), re.findall(r"(?s)a.b", "a\nb"), re.compile(r"""
 (\d+) # number
 \s* ([a-z]+)""", re.X).match("10 km").groups(), re.findall(r"(?>a+)b|a*+c", "aab aac"))
try: re.compile("(")
except re.error as e: print(e)
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.findall(r"[^\W\d_]+", "añb1 日本"), len(re.findall(r"a|b|ab", "ab" * 1000)), re.match(r"(a|b)*c", "ab" * 5000 + "c").end())

#### string_modules
import string, textwrap, difflib, unicodedata, pprint, reprlib, shlex, html, fnmatch
print(string.Template("$a ${b}").substitute(a=1, b=2), string.ascii_lowercase, string.capwords("a b"))
print(textwrap.fill("the quick brown fox jumps over", 12), textwrap.dedent("  a\n    b\n"), textwrap.shorten("hello big world", 11), textwrap.indent("a\nb", "> "))
print("\n".join(difflib.unified_diff(["a", "b"], ["a", "c"], lineterm="")), difflib.get_close_matches("appel", ["apple", "ape"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio())
print(unicodedata.name("é"), unicodedata.normalize("NFD", "é").encode(), unicodedata.category("A"), unicodedata.numeric("½"), shlex.split("a 'b c' d\\ e"), shlex.join(["a b", "c"]), html.unescape("&lt;&eacute;&#65;"), fnmatch.filter(["a.py", "b.c"], "*.py"))
pprint.pprint({"key%d" % i: list(range(8)) for i in range(4)}, width=40); print(reprlib.repr(list(range(100))))

#### datetime
from datetime import *
d = datetime(2024, 2, 28, 23, 59, 59, 123456)
print(d + timedelta(days=1, seconds=1), d.isoformat(), d.strftime("%Y/%m/%d %H:%M:%S.%f %j %A %b %U"), date(2024, 12, 31) - date(2024, 1, 1), d.replace(year=2023).weekday(), date.fromisoformat("2024-01-31").isocalendar())
print(datetime.strptime("01 Mar 2020 05:06", "%d %b %Y %H:%M"), datetime.fromtimestamp(0, timezone.utc), datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=30))).astimezone(timezone.utc), timedelta(days=-1, hours=3), timedelta(seconds=90061) // timedelta(minutes=1), datetime.fromisoformat("2024-01-01T00:00:00+02:00").utcoffset(), time(1, 2).isoformat(), d.timestamp())
try: date(2023, 2, 29)
except ValueError as e: print(e)

#### zoneinfo
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError
for z in ("America/New_York", "Europe/Berlin", "Asia/Kolkata", "UTC"):
    d = datetime(2024, 3, 10, 12, tzinfo=ZoneInfo(z)); print(z, d.isoformat(), d.tzname(), d.dst())
print(datetime(2024, 11, 3, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York")).utcoffset(), datetime(2024, 7, 1, tzinfo=ZoneInfo("Europe/London")).astimezone(ZoneInfo("Asia/Tokyo")))
try: ZoneInfo("Mars/Base")
except ZoneInfoNotFoundError as e: print("none", e)

#### time_and_calendar
import time, calendar
a, b = time.monotonic(), time.perf_counter(); time.sleep(0.05); print(0.04 < time.monotonic() - a < 5, time.perf_counter() > b, time.time() > 1.6e9, time.process_time() >= 0, time.time_ns() > 0)
print(time.gmtime(0)[:6], time.strftime("%Y-%m-%d", time.gmtime(86400 * 365)), time.strptime("2020-02-03", "%Y-%m-%d").tm_yday, time.mktime((2000, 1, 1, 0, 0, 0, 0, 0, 0)), time.tzname[0], calendar.month(2024, 2), calendar.isleap(2000), calendar.monthrange(2023, 2), time.asctime(time.gmtime(0)), time.localtime(0).tm_hour)

#### decimal_and_fractions
from decimal import *
from fractions import Fraction
getcontext().prec = 30
print(Decimal(1) / 3, Decimal("0.1") + Decimal("0.2"), Decimal(2).sqrt(), Decimal("1e-10").normalize(), Decimal("3.14159").quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal("-0"), Decimal("NaN").is_nan(), Decimal(10).ln(), Decimal("1.5").as_tuple(), f"{Decimal('1234567.891'):,.2f}")
try: Decimal(1) / 0
except DivisionByZero as e: print("dbz", e)
try: Decimal("x")
except InvalidOperation as e: print("inv")
with localcontext() as c: c.prec = 5; print(Decimal(1) / 7, Decimal(2) ** 100)
print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), Fraction(0.5).limit_denominator(), Fraction(22, 7) > 3, float(Fraction(1, 3)), round(Fraction(7, 2)))

#### statistics_math_random
# differs: musl's mathematics rounds otherwise (VL-35)
import math, cmath, statistics as s, random
v = [1, 2, 2, 3, 4, 7, 9]
print(s.mean(v), s.median(v), s.mode(v), s.stdev(v), s.pvariance(v), s.quantiles(v, n=4), s.fmean(v), s.geometric_mean(v), s.linear_regression([1, 2, 3], [2, 4, 6.5]), s.correlation([1, 2, 3], [1, 2, 4]), s.NormalDist(0, 1).cdf(1.96))
print(math.pi, math.sin(1), math.exp(1.5), math.log(10, 2), math.hypot(3, 4), math.floor(-1.5), math.fsum([0.1] * 10), math.gamma(5.5), math.erf(0.5), math.nextafter(1, 2), math.ulp(1.0), math.prod(range(1, 8)), math.perm(5, 2), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.tau, math.log1p(1e-10), cmath.sqrt(-1), math.dist([1, 2], [4, 6]), math.lcm(4, 6), math.pow(2, 0.5), math.tanh(0.3), math.acos(0.1), math.atan2(1, -1))
r = random.Random("seed"); print([r.randrange(100) for _ in range(5)], r.uniform(1, 2), r.choices("abc", [1, 2, 3], k=5), r.expovariate(2), r.betavariate(1, 2), r.getrandbits(70), r.randbytes(4), r.triangular(0, 1, 0.5), r.normalvariate(0, 1))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.exp(1000), lambda: math.factorial(-1)):
    try: f()
    except (ValueError, OverflowError) as e: print(type(e).__name__, e)

#### itertools_functools
import itertools as it, functools as ft, operator as op
print(list(it.permutations("abc", 2)), list(it.combinations(range(4), 2)), list(it.product("ab", repeat=2)), list(it.accumulate([1, 2, 3], op.mul)), [(k, list(g)) for k, g in it.groupby("aabccc")], list(it.chain.from_iterable([[1], [2, 3]])), list(it.islice(it.count(5, 2), 3)), list(it.zip_longest("ab", "c", fillvalue="-")), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.starmap(pow, [(2, 3)])), list(it.pairwise("abc")), list(it.compress("abc", [1, 0, 1])), list(it.combinations_with_replacement("ab", 2)))
@ft.lru_cache(maxsize=2)
def f(n): return n * 2
f(1); f(2); f(1); f(3); print(f.cache_info(), ft.reduce(op.add, [1, 2, 3]), ft.partial(int, base=2)("101"))
@ft.singledispatch
def show(x): return "any"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
print(show(1), show([]), show("s"), op.attrgetter("a.b")(type("X", (), {"a": type("Y", (), {"b": 5})})), op.methodcaller("upper")("x"))
@ft.total_ordering
class T:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(T(1) >= T(1), T(2) > T(1)); class_ = type("C", (), {"p": ft.cached_property(lambda s: print("once") or 7)}); class_.p.__set_name__(class_, "p"); c = class_(); print(c.p, c.p)

#### data_structures
import heapq, bisect, array, queue, copy, weakref, types, graphlib, struct, enum
h = [5, 1, 4]; heapq.heapify(h); heapq.heappush(h, 0); print([heapq.heappop(h) for _ in range(4)], heapq.nlargest(2, [1, 5, 3]), list(heapq.merge([1, 4], [2, 3])))
a = [1, 3, 5]; bisect.insort(a, 4); print(a, bisect.bisect_left(a, 3)); x = array.array("d", [1.5, 2]); x.append(3); print(x, x.tobytes()[:8].hex(), array.array("i", [1, 2]).itemsize)
q = queue.PriorityQueue(); q.put((2, "b")); q.put((1, "a")); print(q.get(), q.qsize()); o = [[1], {2: [3]}]; c = copy.deepcopy(o); c[0].append(9); print(o, c, copy.copy(o)[0] is o[0])
class W: pass
w = W(); r = weakref.ref(w); print(r() is w); del w; print(r()); print(types.SimpleNamespace(a=1), types.MappingProxyType({"a": 1})["a"], list(graphlib.TopologicalSorter({"c": ["b"], "b": ["a"]}).static_order()))
print(struct.pack("<IhB3sd", 1, -2, 255, b"abc", 1.5).hex(), struct.unpack(">HI", b"\0\1\0\0\0\2"), struct.calcsize("<qi"), struct.unpack_from("<e", b"\0<"))
try: struct.unpack("<I", b"12")
except struct.error as e: print(e)

#### introspection
import inspect, ast, dis, io, sys, types, importlib, pickle, copyreg, gc, symtable, tokenize
def f(a, b: int = 2, *c, d, **e) -> str: "doc"
print(inspect.signature(f), inspect.getdoc(f), f.__annotations__, f.__defaults__, inspect.isgeneratorfunction(f), inspect.getsource(f))
print(ast.dump(ast.parse("x + 1", mode="eval")), ast.unparse(ast.parse("a  =  [ 1,2 ]")), ast.literal_eval("{'a': (1, 2)}"), eval(compile("2 * 3", "<s>", "eval")))
o = io.StringIO(); dis.dis(lambda: 1, file=o); print(len(o.getvalue()) > 20, importlib.import_module("os.path").__name__, sys.getsizeof([]) > 0, gc.isenabled(), gc.collect() >= 0)
class K:
    def __init__(s, v): s.v = v
    def __reduce__(s): return (K, (s.v + 1,))
print(pickle.loads(pickle.dumps(K(1))).v, pickle.loads(pickle.dumps({"a": [1, (2,)], "b": b"x", "c": 1.5, "d": {3}})), pickle.loads(pickle.dumps([1], 0)))
try: pickle.dumps(lambda: 0)
except Exception as e: print(type(e).__name__)

#### logging
import logging, io, sys, logging.handlers
s = io.StringIO(); logging.basicConfig(stream=s, level=logging.INFO, format="%(levelname)s:%(name)s:%(lineno)d:%(message)s")
log = logging.getLogger("a.b"); log.debug("no"); log.info("x=%d", 5); log.warning("w")
try: 1 / 0
except ZeroDivisionError: log.exception("boom")
print(s.getvalue().splitlines()[0::2][:2], s.getvalue().splitlines()[-1]); logging.getLogger().handlers.clear(); h = logging.FileHandler("f.log"); log.addHandler(h); log.error("to file"); print(open("f.log").read())
logging.getLogger("fresh").propagate = True; logging.lastResort and logging.getLogger("fresh").warning("last resort")

#### argparse
import argparse, sys
p = argparse.ArgumentParser(prog="tool", description="does things")
p.add_argument("src"); p.add_argument("-n", "--num", type=int, default=3, help="how many"); p.add_argument("-v", action="count"); p.add_argument("--mode", choices=["a", "b"]); p.add_argument("rest", nargs="*")
print(p.parse_args(["f", "x", "y", "-vv", "--num", "5", "--mode=b"])); p.print_help()
s = argparse.ArgumentParser(prog="t2"); sub = s.add_subparsers(dest="cmd"); a = sub.add_parser("add"); a.add_argument("k"); print(s.parse_args(["add", "z"]))
try: p.parse_args(["f", "-n", "x"])
except SystemExit as e: print("exit", e.code)
p.parse_args([])

#### xml_and_html
import xml.etree.ElementTree as ET, xml.dom.minidom as md, html.parser, xml.sax
r = ET.fromstring('<r a="1"><b>t</b>tail<b x="y"/><!-- c --></r>')
print([(e.tag, e.text, e.tail, e.attrib) for e in r.iter()], r.find("b[@x='y']").get("x"), r.findtext("b")); ET.SubElement(r, "n").text = "é<&"; ET.indent(r); print(ET.tostring(r, encoding="unicode"))
try: ET.fromstring("<a><b></a>")
except ET.ParseError as e: print(e)
print(md.parseString("<a><b c='d'>x</b></a>").toprettyxml(indent=" "))
class P(html.parser.HTMLParser):
    def handle_starttag(s, t, a): print("start", t, a)
    def handle_data(s, d): print("data", repr(d))
P().feed("<p class=x>Hi &amp; <br/>there</p>")

#### configparser_toml_ini
import configparser, tomllib, io, plistlib, netrc
c = configparser.ConfigParser(); c.read_string("[a]\nx = 1\ny: %(x)s2\n[b]\nflag = yes\nmulti = l1\n l2\n"); print(c["a"]["y"], c.getboolean("b", "flag"), c.sections(), repr(c["b"]["multi"]), c.get("a", "zz", fallback="dflt")); o = io.StringIO(); c.write(o); print(o.getvalue())
print(tomllib.loads('a = 1\nd = 2024-01-01\n[t]\nx = [1, 2.5, "s"]\n[[arr]]\nk = true\n'))
try: tomllib.loads("a = ")
except tomllib.TOMLDecodeError as e: print(e)
print(plistlib.loads(plistlib.dumps({"a": [1, b"x"]})))

#### urllib_and_email
from urllib.parse import *
import email, email.message, ipaddress, mimetypes, uuid, base64, binascii, quopri, http, urllib.robotparser, colorsys
print(urlparse("http://u:p@h:80/p;x?q=1&r=a%20b#f"), parse_qs("a=1&a=2&b="), quote("a b/é"), unquote("%C3%A9+"), urljoin("http://a/b/c", "../d"), urlencode({"a": "x y", "b": [1, 2]}, doseq=True))
m = email.message.EmailMessage(); m["Subject"] = "Héllo"; m["To"] = "a@b"; m.set_content("body\n"); m.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="f"); p = email.message_from_bytes(bytes(m)); print(p["Subject"], p.is_multipart(), [q.get_content_type() for q in p.walk()])
print(ipaddress.ip_network("10.0.0.0/30").num_addresses, ipaddress.ip_address("::1").is_loopback, list(ipaddress.ip_network("192.168.0.0/30").hosts()), uuid.uuid5(uuid.NAMESPACE_DNS, "x"), uuid.UUID(int=5), len(str(uuid.uuid4())), base64.b64encode(b"hi"), base64.b85encode(b"hello"), base64.b32decode("NBUQ===="), binascii.crc32(b"x"), quopri.encodestring("é".encode()), http.HTTPStatus(404).phrase, mimetypes.guess_type("a.html"), colorsys.rgb_to_hsv(1, 0, 0))
