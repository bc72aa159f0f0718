#### argparse_texts
# shell
cat > t.py <<'X'
import argparse
p=argparse.ArgumentParser(prog="t",description="Does things.")
p.add_argument("file",nargs="+"); p.add_argument("-n","--num",type=int,default=3,help="a number (default: %(default)s)"); p.add_argument("--mode",choices=["a","b"]); p.add_argument("-v",action="count")
s=p.parse_args(); print(s)
X
python3 t.py -h; python3 t.py; python3 t.py x -n q; python3 t.py a b -vv --mode b; python3 t.py a --mode c; COLUMNS=40 python3 t.py -h

#### json_tool
# shell
echo '{"b":1,"a":[1,2,{"x":null}],"é":"ü"}' | python3 -m json.tool; echo '{"b":1,"a":[1,2]}' | python3 -m json.tool --sort-keys --compact; echo '{bad' | python3 -m json.tool; echo "rc $?"; echo '{"é":1}' | python3 -m json.tool --no-ensure-ascii --indent 2

#### timeit_program
# shell
python3 -m timeit -n 10 -r 2 "sum(range(10))" | sed 's/[0-9.]* [num]*sec/T/g'; python3 -m timeit -n 1 -r 1 "x" 2>&1 | tail -2

#### zipfile_program
# shell
echo hi > a.txt; mkdir d; echo yo > d/b.txt; python3 -m zipfile -c z.zip a.txt d; python3 -m zipfile -l z.zip | awk '{print $1,$NF}'; python3 -m zipfile -t z.zip; python3 -m zipfile -e z.zip out; find out | sort; python3 -m zipfile -l nosuch.zip 2>&1 | tail -1

#### unittest_program
# shell
cat > test_x.py <<'X'
import unittest
class T(unittest.TestCase):
    def test_ok(self): self.assertEqual(1,1)
    def test_bad(self): self.assertEqual([1,2],[1,3],"msg")
    @unittest.skip("why")
    def test_skip(self): pass
    def test_err(self): 1/0
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i,1)
    @unittest.expectedFailure
    def test_xf(self): self.fail()
X
python3 -m unittest 2>&1 | sed 's/in [0-9.]*s/in T/'; python3 -m unittest -v test_x.T.test_ok 2>&1 | sed 's/in [0-9.]*s/in T/'; echo ${PIPESTATUS[0]}

#### doctest_program
# shell
cat > m.py <<'X'
def f(x):
    """
    >>> f(2)
    4
    >>> f(3)
    10
    >>> f("a")
    Traceback (most recent call last):
    TypeError: x
    """
    return x*x
X
python3 -m doctest m.py; echo $?; python3 -m doctest -v m.py | tail -5

#### pdb_with_stdin
# shell
printf 'def f(n):\n    x = n * 2\n    return x\nprint(f(4))\n' > p.py; printf 'b f\nc\np n\nn\np x\nw\nl\nargs\nr\nc\nq\n' | python3 -m pdb p.py; echo $?

#### compile_dis_tokenize_ast
# shell
mkdir pk; echo 'x=1' > pk/a.py; echo 'x=(' > pk/b.py; python3 -m compileall pk; echo $?; ls pk/__pycache__; python3 -m compileall -q pk/a.py; echo $?; python3 -m py_compile pk/b.py; echo $?; python3 -m dis pk/a.py; python3 -m tokenize pk/a.py; python3 -m ast pk/a.py

#### scripts_on_stdin
# shell
printf 'print(1)\nx=2\nprint(x+1)\n' | python3; echo 'print(__name__, __file__)' | python3 2>&1 | tail -1; echo 'import sys; print(sys.argv)' | python3 - a b; python3 <<'X'
for i in range(2):
    print(i)
X
echo 'raise SystemExit(3)' | python3; echo $?; echo 'x = (' | python3; echo $?

#### interactive_on_stdin
# shell
printf '1+1\nx=3\nx*2\nfor i in range(2):\n  print(i)\n\nprint(\n"a")\n1/0\nexit(4)\n' | python3 -i 2>err; echo $?; grep -v '^Python\|^Type\|GCC\|Clang' err
printf 'y\n' > s.py; echo 'z = 5' > s2.py; printf 'z+1\n' | python3 -i s2.py 2>&1; echo $?

#### pydoc_texts
# shell
python3 -m pydoc math.floor; python3 -m pydoc str.split | head; python3 -m pydoc nosuch; python3 -m pydoc -k nosuchthingatall 2>/dev/null | head -1; python3 -c 'help(len)'; echo 'def f(a, *, b=1) -> int:
    "Doc."
class C:
    "Cdoc."
    x: int = 1
    def m(self): "mdoc"' > mod.py; python3 -m pydoc mod | sed 's|/.*/mod.py|F|'

#### profile_and_trace
# shell
cat > p.py <<'X'
def f(n): return 1 if n<2 else f(n-1)+f(n-2)
f(10)
X
python3 -m cProfile -s ncalls p.py | sed 's/ [0-9.]* seconds/ T/; s/ 0\.[0-9]*/ T/g' | head -12; python3 -m cProfile -o o.prof p.py; python3 -c "
import pstats; p=pstats.Stats('o.prof'); print(p.total_calls, p.prim_calls)"; python3 -m trace --count -C c p.py | head -3; python3 -m trace -l p.py | head -5

#### http_texts
# shell
timeout 5 python3 -c "import http.server, urllib.request, urllib.error, socketserver, http.client, ftplib, smtplib, xmlrpc.client, http.cookies; c=http.cookies.SimpleCookie('a=b; c=d'); print(c); print(http.HTTPStatus(404), http.HTTPStatus.NOT_FOUND.phrase, urllib.request.Request('http://x/y').host)"; python3 -m http.server --help | head -5; python3 -c "
import urllib.error
e=urllib.error.HTTPError('http://x',404,'Not Found',{},None); print(e, repr(e)); print(urllib.error.URLError('why'))"

#### tarfile_program
# shell
echo hi > a.txt; mkdir d; echo yo > d/b.txt; python3 -m tarfile -c t.tar.gz a.txt d; python3 -m tarfile -l t.tar.gz; mkdir o; python3 -m tarfile -e t.tar.gz o; find o | sort; tar tzf t.tar.gz; python3 -m tarfile -c x.tar.xz a.txt; file x.tar.xz 2>/dev/null | head -c 0; python3 -m tarfile -l x.tar.xz; python3 -m tarfile -c x.tar.bz2 a.txt; python3 -m tarfile -v -l x.tar.bz2 | awk '{print $1,$2,$3,$NF}'
