#### uncaught_exception
def f(): g()
def g(): raise ValueError("deep problem")
print("before", flush=True)
f()

#### chained_traceback
try: int("x")
except ValueError as e: raise RuntimeError("while parsing") from e

#### syntax_error
print("never"
x = = 2

#### indentation_error
def f():
return 1

#### name_error_suggestion
length = 1
print(lenght)

#### attribute_error_suggestion
class A: value = 1
A().valeu

#### import_error
import nosuchmodule

#### import_name_error
from sys import nosuchname

#### exit_codes
# shell
for a in 'sys.exit()' 'sys.exit(3)' 'sys.exit("msg")' 'sys.exit(None)' 'sys.exit(256)' 'sys.exit(-1)' 'raise SystemExit(4)' 'os._exit(5)' '1/0' 'exit(6)' 'os.abort()' 'os.kill(os.getpid(), 9)' 'os.kill(os.getpid(), 15)'; do python3 -c "import os, sys; $a" 2>/dev/null; echo "$a: $?"; done 2>/dev/null

#### exit_message
import sys
print("out", flush=True)
sys.exit("to stderr")

#### recursion_error
def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print("caught", e)
import sys
print(sys.getrecursionlimit())
f(0)

#### recursion_in_repr_and_compare
a = []
for _ in range(100000): a = [a]
try: repr(a)
except RecursionError as e: print("repr", e)
b = []; b.append(b); print(b)
class R:
    def __eq__(self, o): return self == o
try: R() == R()
except RecursionError as e: print("eq")

#### deep_recursion_allowed
import sys
sys.setrecursionlimit(4000)
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
print(depth(3000))

#### recursion_through_c
import sys, functools, json
try: json.loads("[" * 100000)
except RecursionError as e: print("json", e)
try: eval("(" * 150 + ")" * 150)
except (SyntaxError, MemoryError) as e: print(type(e).__name__)
f = lambda x: x
for _ in range(50): f = functools.partial(f)
print(f(1), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: a - b)))

#### memory_error
def refused(f):
    # A 32-bit Python says OverflowError of a size that no index can hold.
    try: f(); print("made")
    except (MemoryError, OverflowError): print("refused")
refused(lambda: "x" * (1 << 62)); refused(lambda: [0] * (1 << 60)); refused(lambda: bytearray(1 << 62)); refused(lambda: bytes(1 << 63))
try: raise MemoryError("by hand")
except MemoryError as e: print(repr(e))
print("alive")

#### keyboard_interrupt
import os, signal
try: os.kill(os.getpid(), signal.SIGINT); [i for i in range(10 ** 6)]
except KeyboardInterrupt: print("caught")
os.kill(os.getpid(), signal.SIGINT)
for i in range(10 ** 7): pass
print("never")

#### exit_handlers
import atexit, sys
atexit.register(print, "first registered")
atexit.register(lambda: print("second"))
class D:
    def __del__(self): print("deleted")
d = D(); del d
try: sys.exit(2)
finally: print("finally")

#### warnings
import warnings
warnings.warn("careful")
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("x", DeprecationWarning); print(len(w), w[0].category.__name__)
warnings.simplefilter("error")
try: warnings.warn("now an error")
except UserWarning as e: print("raised", e)

#### traceback_module
import traceback, sys
def a(): b()
def b(): raise KeyError("k")
try: a()
except KeyError: print(traceback.format_exc().replace(__file__, "FILE")); print([f.name for f in traceback.extract_tb(sys.exc_info()[2])])
print(traceback.format_exception_only(ValueError("v")))

#### excepthook_and_unraisable
import sys
def hook(t, e, tb): print("hook", t.__name__, e); sys.stdout.flush()
sys.excepthook = hook
sys.unraisablehook = lambda u: print("unraisable", u.exc_value)
class D:
    def __del__(self): raise ValueError("in del")
D()
raise TypeError("final")

#### unicode_errors
for f in (lambda: b"\xff".decode(), lambda: "é".encode("ascii"), lambda: "x".encode("nocodec"), lambda: open("f", encoding="ascii").write("é")):
    try: f()
    except Exception as e: print(type(e).__name__, e)
print(b"a\xffb".decode("utf-8", "replace"), "aéb".encode("ascii", "xmlcharrefreplace"), b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))

#### os_errors
import os, errno
def t(f, *a):
    try: f(*a); print("fine")
    except OSError as e: print(type(e).__name__, errno.errorcode[e.errno], e.strerror, e.filename)
os.mkdir("d"); open("f", "w").close()
t(open, "missing"); t(open, "d"); t(os.mkdir, "d"); t(os.rmdir, "missing"); t(os.remove, "d"); t(os.listdir, "f"); t(os.chdir, "f"); t(open, "f/x"); t(os.rename, "missing", "x"); t(os.readlink, "f"); t(open, "x" * 300, "w"); t(os.close, 999); t(os.kill, 999999, 0); t(os.open, "f", os.O_CREAT | os.O_EXCL); open("d/x", "w"); t(os.rmdir, "d"); t(os.symlink, "a", "f"); t(os.write, 998, b""); t(open, "d", "w"); t(os.link, "missing", "y")

#### assertion_and_optimisation
try: assert 1 == 2, "no"
except AssertionError as e: print("assert", e)
assert False, {"details": [1]}

#### uncaught_in_thread_and_generator
import sys
def g():
    try: yield 1
    finally: print("closed")
x = next(g())
it = g(); next(it); it.close()
try: next(iter([]))
except StopIteration: print("stop")
def bad(): yield 1; raise StopIteration
try: list(bad())
except RuntimeError as e: print(e)

#### broken_pipe
# shell
python3 -c 'for i in range(100000): print(i)' 2>err | head -1; echo "${PIPESTATUS[0]}"; grep -c BrokenPipeError err

#### crash_by_signal
# shell
python3 -c 'import os, signal; os.kill(os.getpid(), signal.SIGTERM)'; echo $?; python3 -c 'import signal, os; signal.signal(signal.SIGTERM, lambda *a: print("handled")); os.kill(os.getpid(), 15); print("on")'; echo $?; python3 -c 'import signal; signal.raise_signal(signal.SIGUSR1)' 2>/dev/null; echo $?
