#### dash_c
# shell
python3 -c 'import sys; print(sys.argv, __name__, repr(sys.path[0]))' a -b --c; python3 -c 'print(1)
for i in range(2):
    print(i)'; python3 -c '' ; echo $?; python3 -c 'raise SystemExit(9)'; echo $?; python3 -c 2>/dev/null; echo $?

#### dash_m
# shell
echo '{"b": 1, "a": [1,2]}' | python3 -m json.tool --sort-keys; python3 -m base64 -e <<< hi; mkdir pkg; echo 'print("init", __name__)' > pkg/__init__.py; echo 'import sys; print("main", __name__, sys.argv[1:])' > pkg/__main__.py; python3 -m pkg x y; echo 'print("mod", __name__, __package__)' > pkg/mod.py; python3 -m pkg.mod; python3 -m nosuch 2>/dev/null; echo $?

#### dash
# shell
echo 'import sys; print(sys.argv, __name__)' | python3 - a b; printf 'x = 1\nprint(x + 1)\n' | python3; python3 - <<< 'print("here")'; echo 'def f():
    return 5

print(f())' | python3; printf 'import sys\nprint(sys.stdin.read())\nnot code' | python3 -; echo "status $?"; echo 'raise ValueError("piped")' | python3 2>&1 | tail -1

#### script_arguments
# shell
echo 'import sys, os; print(sys.argv, os.path.basename(sys.path[0]) != "", os.path.basename(__file__))' > s.py; python3 s.py 1 '2 3'; python3 ./s.py; mkdir d; cp s.py d; python3 d/s.py; python3 missing.py 2>/dev/null; echo $?; python3 d 2>/dev/null; echo $?; echo 'print("dir main")' > d/__main__.py; python3 d

#### unbuffered
# shell
python3 -u -c 'import sys, os; sys.stdout.write("a"); os.write(1, b"b"); sys.stdout.write("c\n")'; python3 -c 'import sys, os; sys.stdout.write("a"); sys.stdout.flush(); os.write(1, b"b"); sys.stdout.write("c\n")'; python3 -c 'import os; print("lost"); os._exit(0)'; PYTHONUNBUFFERED=1 python3 -c 'import os; print("kept"); os._exit(0)'; python3 -c 'import sys; print(sys.stdout.line_buffering, sys.stdout.isatty(), sys.stderr.line_buffering)'

#### optimise
# shell
echo '"""doc"""
assert False, "checked"' > a.py; python3 a.py 2>&1 | tail -1; python3 -O a.py; echo $?; python3 -OO -c 'import sys; print(__debug__, sys.flags.optimize, (lambda: 0).__doc__)'; PYTHONOPTIMIZE=1 python3 -c 'print(__debug__)'; python3 -O -c 'def f(): "d"
print(f.__doc__)'; python3 -OO -c 'def f(): "d"
print(f.__doc__)'

#### warnings_option
# shell
c='import warnings; warnings.warn("w", DeprecationWarning); warnings.warn("u"); print("end")'; python3 -W ignore -c "$c"; python3 -W error -c "$c" 2>&1 | tail -1; python3 -W default -c "$c" 2>&1 | grep -c Warning; PYTHONWARNINGS=ignore python3 -c "$c"; python3 -Werror::UserWarning -c "$c" 2>/dev/null; echo $?; python3 -c 'import sys; print(sys.warnoptions)' ; python3 -Wd -c 'import sys; print(sys.warnoptions)'

#### x_options
# shell
python3 -X utf8=1 -c 'import sys; print(sys.flags.utf8_mode, sys._xoptions)'; python3 -X dev -c 'import sys; print(sys.flags.dev_mode)'; python3 -X importtime -c 'pass' 2>&1 | head -1 | cut -c1-12; python3 -X int_max_str_digits=640 -c 'print(len(str(10**600))); str(10**700)' 2>&1 | tail -1 | cut -c1-40; python3 -X key=value -c 'import sys; print(sys._xoptions)'

#### isolated
# shell
echo 'print("shadow")' > shadow.py; python3 -c 'import shadow'; python3 -I -c 'import shadow' 2>&1 | tail -1; PYTHONPATH=$PWD python3 -I -c 'import sys; print(sys.flags.isolated, sys.flags.ignore_environment, "" in sys.path)'; python3 -E -c 'import sys; print(sys.flags.ignore_environment)'; mkdir lib; echo 'v = 7' > lib/onpath.py; PYTHONPATH=lib python3 -c 'import onpath; print(onpath.v)'; PYTHONPATH=lib python3 -E -c 'import onpath' 2>&1 | tail -1; python3 -s -S -c 'import sys; print(sys.flags.no_user_site, sys.flags.no_site)'; python3 -P -c 'import shadow' 2>&1 | tail -1

#### version_and_help
# shell
python3 -V | cut -d. -f1-2; python3 --version | cut -c1-11; python3 -h | head -1 | cut -c1-6; python3 --nosuch 2>/dev/null; echo $?; python3 -c 'import sys; print(sys.version_info[:2], sys.implementation.name, sys.platform, sys.byteorder, sys.executable.endswith("python3"))'; python3.11 -c 'print("versioned")'; python -c 'print("short")'

#### hash_seed
# differs: an image has one seed for all starts (VL-40)
# shell
a=$(PYTHONHASHSEED=0 python3 -c 'print(hash("a"))'); b=$(PYTHONHASHSEED=0 python3 -c 'print(hash("a"))'); [ "$a" = "$b" ] && echo same; a=$(python3 -c 'print(hash("a"))'); b=$(python3 -c 'print(hash("a"))'); [ "$a" = "$b" ] || echo random; python3 -R -c 'print(hash(1))'; PYTHONHASHSEED=bad python3 -c 1 2>/dev/null; echo $?

#### environment_variables
# shell
A=1 python3 -c 'import os; print(os.environ["A"], os.environ.get("NOPE"), os.getenv("A"))'; python3 -c 'import os, subprocess, sys; os.environ["Z"] = "ü"; print(subprocess.run(["printenv", "Z"], capture_output=True, text=True).stdout); os.putenv("Y", "1"); del os.environ["Z"]; sys.stdout.flush(); os.system("echo [$Y][$Z]")'; PYTHONIOENCODING=latin-1 python3 -c 'print("é")' | od -An -tx1; PYTHONDONTWRITEBYTECODE=1 python3 -c 'import sys; print(sys.dont_write_bytecode)'; python3 -B -c 'import sys; print(sys.dont_write_bytecode)'

#### stdin_and_arguments
# shell
printf 'l1\nl2\n' | python3 -c 'import sys; print(sys.stdin.readline().strip(), list(sys.stdin), sys.stdin.read())'; echo 5 | python3 -c 'print(int(input()) * 2)'; python3 -c 'input()' < /dev/null 2>&1 | tail -1; printf 'a b\n' | python3 -c 'print(input("prompt> "))'; printf '\xff\xfe' | python3 -c 'import sys; print(sys.stdin.buffer.read())'; python3 -c 'import fileinput; print([l for l in fileinput.input()])' < /etc/hostname | wc -l; seq 100000 | python3 -c 'import sys; print(sum(map(int, sys.stdin)))'

#### quiet_and_interactive
# shell
printf 'x = 5\nprint(x)\n' | python3 -i 2>/dev/null; python3 -q -c 'print("q")'; python3 -b -c 'print(b"a" == "a")' 2>/dev/null; python3 -bb -c 'b"a" == "a"' 2>&1 | tail -1; python3 -v -c pass 2>&1 | head -1 | cut -c1-13; python3 -x <(printf 'junk line\nprint("after")\n'); python3 -d -c 'print("d")' 2>/dev/null; python3 -t -c 1 2>/dev/null; echo $?

#### pyc_and_zip
# shell
echo 'print("from pyc", __name__)' > m.py; python3 -m py_compile m.py; python3 __pycache__/m.cpython-311.pyc; python3 -m compileall -q . ; ls __pycache__; python3 -m zipfile -c z.zip m.py; PYTHONPATH=z.zip python3 -c 'import m; print(m.__file__.endswith("z.zip/m.py"))'; mkdir app; echo 'print("zipapp")' > app/__main__.py; python3 -m zipapp app; python3 app.pyz; python3 -m timeit -n 1 -r 1 pass | cut -c1-6

#### modules_as_tools
# shell
python3 -m calendar 2024 2 > o; head -2 o; echo '<a>' | python3 -c 'import html, sys; print(html.escape(sys.stdin.read()))'; echo hello > f; python3 -m gzip f; python3 -m gzip -d f.gz; cat f; python3 -m tarfile -c t.tar f; python3 -m tarfile -l t.tar; python3 -m uuid >/dev/null 2>&1; python3 -m this > o; head -1 o; python3 -m ast <<< '1+1' > o; head -3 o; python3 -m dis <<< 'x' | grep -c LOAD_NAME; python3 -m tokenize <<< 'a' | grep -c NAME; python3 -m platform | grep -c .; python3 -m sysconfig > o; head -1 o | cut -d: -f1; python3 -m site > o; head -1 o; python3 -m inspect json:loads | head -c 9 > o; cat o; echo; python3 -m pprint 2>/dev/null | wc -l; python3 -m unittest -h | head -1 | cut -c1-5

#### unittest_and_doctest
# shell
printf 'import unittest\nclass T(unittest.TestCase):\n    def test_a(self): self.assertEqual(1, 1)\n    def test_b(self): self.assertEqual(1, 2)\n    @unittest.skip("why")\n    def test_c(self): pass\n' > test_x.py; python3 -m unittest test_x 2>&1 | grep -E '^(FAIL|Ran [0-9]+ tests|FAILED|Assert)' | sed 's/ in .*//'; printf 'def f(x):\n    """\n    >>> f(2)\n    4\n    >>> f(3)\n    7\n    """\n    return x * 2\n' > d.py; python3 -m doctest d.py | grep -E '^(Expected|Got|\*\*\*Test)'
