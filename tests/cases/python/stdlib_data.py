#### sqlite
import sqlite3
c = sqlite3.connect("t.db"); c.execute("create table t(id integer primary key, name text, v real)"); c.executemany("insert into t(name, v) values(?, ?)", [("a", 1.5), ("b", None), ("é", 3)]); c.commit(); c.close()
c = sqlite3.connect("t.db"); c.row_factory = sqlite3.Row
print([dict(r) for r in c.execute("select * from t order by id")], c.execute("select count(*), sum(v), avg(v), group_concat(name) from t").fetchone()[:], c.execute("select name from t where v > :m", {"m": 1}).fetchall()[0]["name"])
try: c.execute("select nope from t")
except sqlite3.OperationalError as e: print(e)
try: c.execute("insert into t(id) values(1)")
except sqlite3.IntegrityError as e: print(e)
with c: c.execute("update t set v = v * 2")
c.rollback(); print(c.total_changes, c.execute("select v from t").fetchall()[0][0]); c.create_function("dbl", 1, lambda x: x * 2); print(c.execute("select dbl(21), upper('x'), date('2024-01-31', '+1 month'), json_extract('{\"a\":5}', '$.a')").fetchone()[:])

#### sqlite_advanced
import sqlite3
c = sqlite3.connect(":memory:")
c.executescript("create table s(k, d, x); insert into s values('a',1,10),('a',2,20),('b',1,5); create index i on s(k); create view v as select k, sum(x) t from s group by k; create trigger tr after insert on s begin update s set x = x + 1 where k = new.k; end;")
print(c.execute("select * from v").fetchall(), c.execute("select k, d, sum(x) over (partition by k order by d) from s").fetchall(), c.execute("with recursive f(n) as (select 1 union all select n + 1 from f where n < 5) select group_concat(n) from f").fetchone())
c.execute("insert into s values('b', 2, 1)"); print(c.execute("select x from s where k='b' order by d").fetchall(), "\n".join(c.iterdump()).count("CREATE"))
c.execute("create virtual table ft using fts5(body)"); c.execute("insert into ft values('the quick fox'),('lazy dog')"); print(c.execute("select * from ft where ft match 'fox'").fetchall())
b = sqlite3.connect("b.db"); c.backup(b) if False else None; b.execute("create table big(x)"); b.executemany("insert into big values(?)", ((i,) for i in range(10000))); b.commit(); print(b.execute("select sum(x) from big").fetchone()); b.execute("pragma journal_mode=wal"); print(b.execute("vacuum") and "vacuumed")
class Agg:
    def __init__(s): s.v = []
    def step(s, x): s.v.append(x)
    def finalize(s): return len(s.v)
c.create_aggregate("cnt", 1, Agg); print(c.execute("select cnt(k) from s").fetchone(), c.execute("explain query plan select * from s where k='a'").fetchone() is not None)

#### zlib_gzip
import zlib, gzip, io
d = b"hello " * 1000; z = zlib.compress(d, 9); print(len(z) < 100, zlib.decompress(z) == d, zlib.crc32(d), zlib.adler32(d)); o = zlib.decompressobj(); print(len(o.decompress(z[:20]) + o.decompress(z[20:]) + o.flush()))
try: zlib.decompress(b"junk")
except zlib.error as e: print(e)
with gzip.open("f.gz", "wt") as f: f.write("line\n" * 5)
print(gzip.open("f.gz").read(), gzip.decompress(gzip.compress(b"x")), open("f.gz", "rb").read(2).hex()); r = zlib.compressobj(wbits=-15); print(zlib.decompress(r.compress(d) + r.flush(), -15) == d)

#### bz2_lzma
import bz2, lzma
d = bytes(range(256)) * 500; print(bz2.decompress(bz2.compress(d)) == d, lzma.decompress(lzma.compress(d)) == d, len(bz2.compress(d)) < len(d), lzma.compress(b"x")[:6].hex())
with lzma.open("f.xz", "w", preset=1) as f: f.write(d)
print(len(lzma.open("f.xz").read()), lzma.is_check_supported(lzma.CHECK_SHA256), lzma.decompress(lzma.compress(b"raw", format=lzma.FORMAT_ALONE)))
for f in (lambda: bz2.decompress(b"junk"), lambda: lzma.decompress(b"junk")):
    try: f()
    except (OSError, lzma.LZMAError) as e: print(type(e).__name__, e)
with bz2.open("f.bz2", "wt") as f: f.write("é\n")
print(bz2.open("f.bz2", "rt").read())

#### zip_and_tar
import zipfile, tarfile, io, os
with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as z: z.writestr("d/x.txt", "hello" * 100); z.writestr("é", b"y")
with zipfile.ZipFile("a.zip") as z: print(z.namelist(), z.read("d/x.txt")[:5], z.testzip(), z.getinfo("d/x.txt").compress_size < 100); z.extractall("out")
print(sorted(os.listdir("out")), zipfile.is_zipfile("a.zip"), zipfile.Path("a.zip").joinpath("d").is_dir())
for m in ("w:gz", "w:xz", "w:bz2", "w"):
    with tarfile.open("t.tar", m) as t: t.add("out", arcname="o"); i = tarfile.TarInfo("mem"); i.size = 3; t.addfile(i, io.BytesIO(b"abc"))
    with tarfile.open("t.tar") as t: print(m, sorted(t.getnames()), t.extractfile("mem").read())
try: zipfile.ZipFile(io.BytesIO(b"junk"))
except zipfile.BadZipFile as e: print(e)

#### hashlib
import hashlib, hmac, secrets
for n in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s"): print(n, hashlib.new(n, b"hello").hexdigest()[:24])
print(hashlib.shake_128(b"x").hexdigest(8), hmac.new(b"k", b"m", "sha256").hexdigest(), hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1000).hex()[:16], hmac.compare_digest("a", "a"), hashlib.blake2b(b"x", digest_size=8, key=b"k").hexdigest(), len(secrets.token_hex(8)), sorted(hashlib.algorithms_guaranteed)[:3])
open("f", "wb").write(b"data" * 10000); print(hashlib.file_digest(open("f", "rb"), "sha256").hexdigest()[:16])
try: hashlib.new("nosuch")
except ValueError as e: print("unsupported")

#### pathlib
from pathlib import Path, PurePosixPath
p = Path("d/e"); p.mkdir(parents=True); (p / "f.txt").write_text("héllo\n", encoding="utf-8"); (p / "g.bin").write_bytes(b"\0\1")
print(sorted(map(str, Path(".").rglob("*"))[0:]) if False else sorted(str(x) for x in Path("d").rglob("*")), (p / "f.txt").read_text(), (p / "f.txt").stat().st_size, p.exists(), p.is_dir(), [x.name for x in sorted(p.glob("*.txt"))])
x = PurePosixPath("/a/b/c.tar.gz"); print(x.name, x.stem, x.suffixes, x.parent, list(x.parents)[-1], x.with_suffix(".zip"), x.relative_to("/a"), x.parts, x.is_absolute(), x / "../y", x.match("*.gz"), PurePosixPath("a//b/./c"))
(p / "f.txt").rename(p / "h"); (p / "h").unlink(); (p / "l").symlink_to("g.bin"); print((p / "l").resolve().name, (p / "l").is_symlink(), (p / "l").read_bytes(), (p / "l").readlink()); (p / "l").unlink(missing_ok=True); (p / "t").touch(mode=0o600); print(oct((p / "t").stat().st_mode), Path("~").expanduser().is_absolute(), Path.cwd().is_absolute())
try: Path("nope").read_text()
except FileNotFoundError as e: print(e)
try: p.rmdir()
except OSError as e: print(type(e).__name__)

#### files
import os, io
with open("f", "w") as f: print(f.write("line1\nline2\nline3"), f.tell(), f.name, f.mode, f.closed)
with open("f", "r+") as f: print(f.readline(), f.readlines(), f.seek(0), f.read(3)); f.seek(0, 2); f.write("\nend"); f.truncate(5)
print(open("f").read(), os.path.getsize("f")); b = open("b", "w+b", buffering=0); b.write(b"abc"); b.seek(1); print(b.read(), b.fileno() > 2); b.close()
try: b.read()
except ValueError as e: print(e)
with open("n", "w", newline="\r\n") as f: f.write("a\nb\n")
print(open("n", "rb").read(), repr(open("n").read()), repr(open("n", newline="").readline())); open("x", "x").close()
try: open("x", "x")
except FileExistsError as e: print(e)
a = open("a", "a+"); a.write("1"); a.seek(0); a.write("2"); a.seek(0); print(a.read()); r = io.BufferedReader(io.BytesIO(b"peekable")); print(r.peek(2)[:2], r.read(4)); m = bytearray(3); print(io.BytesIO(b"xyz").readinto(m), m)
for enc in ("utf-16", "latin-1", "utf-8-sig", "cp1252", "shift_jis", "gb18030", "koi8-r"): open("e", "w", encoding=enc, errors="replace").write("é日ж"); print(enc, open("e", "rb").read().hex())

#### large_file
import os
with open("big", "wb") as f:
    for i in range(64): f.write(bytes([i]) * (1 << 16))
print(os.path.getsize("big")); f = open("big", "rb"); f.seek(3 << 20); print(f.read(1)); f.seek(-1, 2); print(f.read())
with open("sparse", "wb") as s: s.seek(3 << 30); s.write(b"end")
print(os.path.getsize("sparse")); s = open("sparse", "rb"); s.seek(-5, 2); print(s.read()); s.seek(1 << 31); print(s.read(2)); os.truncate("sparse", 10); print(os.stat("sparse").st_size)

#### os_files
import os, stat, shutil, tempfile, glob, filecmp, fileinput, linecache
os.makedirs("a/b/c"); open("a/f", "w").write("x"); os.chmod("a/f", 0o640); s = os.stat("a/f"); print(oct(s.st_mode), s.st_nlink, s.st_size, stat.filemode(s.st_mode), os.access("a/f", os.R_OK), os.path.islink("a/f"))
os.link("a/f", "a/h"); os.symlink("f", "a/l"); print(os.stat("a/f").st_nlink, os.readlink("a/l"), os.path.samefile("a/f", "a/l"), sorted((e.name, e.is_file(), e.is_symlink()) for e in os.scandir("a")))
print([(r, sorted(d), sorted(f)) for r, d, f in os.walk("a")], sorted(glob.glob("a/**", recursive=True)), sorted(glob.glob("a/?")))
os.utime("a/f", (1000, 2000)); print(os.stat("a/f").st_mtime, os.path.getatime("a/f")); os.replace("a/f", "a/g"); shutil.copytree("a", "z", symlinks=True); shutil.copy2("a/g", "z/copy"); print(sorted(os.listdir("z")), os.stat("z/copy").st_mtime); shutil.move("z", "y"); shutil.rmtree("y"); print(os.path.exists("y"))
fd = os.open("raw", os.O_RDWR | os.O_CREAT, 0o600); os.write(fd, b"hello"); os.lseek(fd, 1, 0); print(os.read(fd, 3), os.fstat(fd).st_size, os.pread(fd, 2, 3)); os.ftruncate(fd, 2); os.close(fd); d2 = os.open(".", os.O_RDONLY); print("raw" in os.listdir(d2), os.stat("raw", dir_fd=d2).st_size); os.umask(0o077); os.mkdir("private"); print(oct(os.stat("private").st_mode)); os.removedirs("a/b/c"); os.chdir("private"); print(os.path.basename(os.getcwd()), filecmp.cmp("../raw", "../raw"))

#### tempfile
import tempfile, os
with tempfile.TemporaryDirectory() as d: open(os.path.join(d, "x"), "w").close(); print(os.listdir(d), oct(os.stat(d).st_mode))
print(os.path.exists(d))
with tempfile.NamedTemporaryFile("w+", suffix=".t", delete=True) as f: f.write("t"); f.flush(); print(os.path.exists(f.name), f.name.endswith(".t"))
print(os.path.exists(f.name)); t = tempfile.TemporaryFile(); t.write(b"anon"); t.seek(0); print(t.read()); s = tempfile.SpooledTemporaryFile(max_size=4); s.write(b"longer than"); s.seek(0); print(s.read()); fd, p = tempfile.mkstemp(); os.close(fd); os.remove(p); print(tempfile.gettempdir(), len({tempfile.mktemp() for _ in range(20)}))

#### shutil_and_odd_names
import shutil, os, sys
print(os.path.basename(shutil.which("sh")), shutil.which("nosuch"), shutil.disk_usage(".").total > 0); names = ["a b", "é", "new\nline", "-x", b"bad\xff".decode("utf-8", "surrogateescape")]
for n in names: open(n, "w").close()
print(sorted(os.listdir(".")) == sorted(names + ["case.py"]), sorted(os.listdir(b"."))[-3:], os.fsencode(names[-1]), os.path.exists(names[-1])); shutil.make_archive("arc", "zip", ".", "a b"); shutil.unpack_archive("arc.zip", "un"); print(os.listdir("un"), os.get_terminal_size is not None, shutil.get_terminal_size())

#### directory_descriptors
import os
os.mkdir("d"); fd = os.open("d", os.O_RDONLY | os.O_DIRECTORY); f = os.open("in", os.O_CREAT | os.O_WRONLY, dir_fd=fd); os.write(f, b"1"); os.close(f); print(os.listdir(fd), os.stat("in", dir_fd=fd).st_size); os.rename("in", "out", src_dir_fd=fd, dst_dir_fd=fd); os.symlink("out", "ln", dir_fd=fd); print(sorted(os.listdir("d")), os.readlink("ln", dir_fd=fd)); os.unlink("ln", dir_fd=fd); os.mkdir("sub", dir_fd=fd); os.fchdir(fd); print(os.path.basename(os.getcwd()), sorted(os.listdir())); os.close(fd)
try: os.open("out", os.O_DIRECTORY)
except NotADirectoryError as e: print(e)
r = os.dup(1); os.write(r, b"dup\n"); os.close(r); os.dup2(1, 20); os.write(20, b"twenty\n"); print(os.get_inheritable(20), os.isatty(0)); print(os.path.realpath("../d/./sub/..") == os.getcwd(), os.path.relpath("sub"), os.path.commonpath(["/a/b", "/a/c"]), os.statvfs(".").f_bsize > 0)

#### shelve_dbm_pickle_files
import shelve, pickle, dbm.dumb, mailbox, marshal, io
with shelve.open("s") as s: s["k"] = {"a": [1]}; s["j"] = 2
with shelve.open("s") as s: print(sorted(s), s["k"])
pickle.dump(list(range(1000)), open("p", "wb")); print(sum(pickle.load(open("p", "rb"))), marshal.loads(marshal.dumps({"m": (1,)}))); d = dbm.dumb.open("dd", "c"); d["x"] = b"y"; d.close(); print(dbm.dumb.open("dd")["x"])
try: pickle.loads(b"junk")
except pickle.UnpicklingError as e: print(e)

#### copying_memory_and_buffers
import io, array
m = memoryview(bytearray(b"abcdef")); m[1:3] = b"XY"; print(bytes(m), m[::2].tolist(), m.cast("B").nbytes, m.readonly); b = bytearray(b"x" * 5); b[1:2] = b"long"; b += b"!"; print(b, b.find(b"long"), b.split(b"n"), bytes.fromhex("00ff"), b"%d-%s" % (5, b"z"), b"a,b".partition(b","), b"abc".translate(None, b"b"), bytes(3), b"x".rjust(3, b"."))
