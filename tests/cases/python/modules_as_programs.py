#### json_tool
# shell
echo '{"b":1,"a":[1,2,{"x":null}],"é":"ü"}' | python3 -m json.tool; echo '{"b":1,"a":[1,2]}' | python3 -m json.tool --sort-keys --compact; echo '{bad' | python3 -m json.tool; echo "rc $?"; echo '{"é":1}' | python3 -m json.tool --no-ensure-ascii --indent 2

#### timeit_program
# shell
python3 -m timeit -n 10 -r 2 "sum(range(10))" | sed 's/[0-9.]* [num]*sec/T/g'; python3 -m timeit -n 1 -r 1 "x" 2>&1 | tail -2

#### zipfile_program
# shell
echo hi > a.txt; mkdir d; echo yo > d/b.txt; python3 -m zipfile -c z.zip a.txt d; python3 -m zipfile -l z.zip | awk '{print $1,$NF}'; python3 -m zipfile -t z.zip; python3 -m zipfile -e z.zip out; find out | sort; python3 -m zipfile -l nosuch.zip 2>&1 | tail -1

#### pdb_with_stdin
# shell
printf 'def f(n):\n    x = n * 2\n    return x\nprint(f(4))\n' > p.py; printf 'b f\nc\np n\nn\np x\nw\nl\nargs\nr\nc\nq\n' | python3 -m pdb p.py; echo $?

#### compile_dis_tokenize_ast
# shell
mkdir pk; echo 'x=1' > pk/a.py; echo 'x=(' > pk/b.py; python3 -m compileall pk; echo $?; ls pk/__pycache__; python3 -m compileall -q pk/a.py; echo $?; python3 -m py_compile pk/b.py; echo $?; python3 -m dis pk/a.py; python3 -m tokenize pk/a.py; python3 -m ast pk/a.py

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
python3 -m cProfile -s name p.py | sed 's/ [0-9.]* seconds/ T/; s/ 0\.[0-9]*/ T/g' | head -12; python3 -m cProfile -o o.prof p.py; python3 -c "
import pstats; p=pstats.Stats('o.prof'); print(p.total_calls, p.prim_calls)"; python3 -m trace --count -C c p.py | head -3; python3 -m trace -l p.py | head -5

#### http_texts
# shell
timeout 5 python3 -c "import http.server, urllib.request, urllib.error, socketserver, http.client, ftplib, smtplib, xmlrpc.client, http.cookies; c=http.cookies.SimpleCookie('a=b; c=d'); print(c); print(http.HTTPStatus(404), http.HTTPStatus.NOT_FOUND.phrase, urllib.request.Request('http://x/y').host)"; python3 -m http.server --help | head -5; python3 -c "
import urllib.error
e=urllib.error.HTTPError('http://x',404,'Not Found',{},None); print(e, repr(e)); print(urllib.error.URLError('why'))"

#### tarfile_program
# shell
echo hi > a.txt; mkdir d; echo yo > d/b.txt; python3 -m tarfile -c t.tar.gz a.txt d; python3 -m tarfile -l t.tar.gz; mkdir o; python3 -m tarfile -e t.tar.gz o; find o | sort; tar tzf t.tar.gz; python3 -m tarfile -c x.tar.xz a.txt; file x.tar.xz 2>/dev/null | head -c 0; python3 -m tarfile -l x.tar.xz; python3 -m tarfile -c x.tar.bz2 a.txt; python3 -m tarfile -v -l x.tar.bz2 | awk '{print $1,$2,$3,$NF}'
