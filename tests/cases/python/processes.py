#### subprocess_run
import subprocess as s, sys
r = s.run(["echo", "a b"], capture_output=True, text=True); print(r)
print(s.run("echo $((1+1)); exit 3", shell=True, stdout=s.PIPE).returncode, s.check_output(["tr", "a-z", "A-Z"], input=b"hi"), s.run([sys.executable, "-c", "print(6*7)"], capture_output=True).stdout, s.getoutput("echo x"), s.getstatusoutput("exit 4"))
try: s.run(["false"], check=True)
except s.CalledProcessError as e: print(e, e.returncode)
try: s.run(["nosuchprogram"])
except FileNotFoundError as e: print(e)
try: s.run(["sleep", "5"], timeout=0.1)
except s.TimeoutExpired as e: print(e.cmd, e.stdout)
open("f", "w").close()
try: s.run(["./f"])
except PermissionError as e: print(e)

#### subprocess_streams
import subprocess as s, sys
r = s.run("echo out; echo err >&2", shell=True, capture_output=True, text=True); print(r.stdout, r.stderr)
print(s.run("echo o; echo e >&2", shell=True, stdout=s.PIPE, stderr=s.STDOUT, text=True).stdout)
with open("log", "w") as f: s.run(["echo", "to file"], stdout=f); s.run("echo more >&2", shell=True, stderr=f)
print(open("log").read(), s.run(["cat"], stdin=open("log"), capture_output=True).stdout, s.run(["echo", "gone"], stdout=s.DEVNULL).stdout); sys.stdout.flush()
s.run(["echo", "inherited"]); print(s.run(["cat"], input="é", text=True, encoding="utf-8", capture_output=True).stdout, s.run("cat; echo $X", shell=True, stdin=s.DEVNULL, env={"X": "only", "PATH": "/usr/bin:/bin"}, stdout=s.PIPE).stdout)

#### popen
import subprocess as s
p = s.Popen(["cat"], stdin=s.PIPE, stdout=s.PIPE, text=True); p.stdin.write("l1\n"); p.stdin.flush(); print(p.stdout.readline(), p.poll()); p.stdin.close(); print(p.stdout.read(), p.wait(), p.returncode, p.pid > 0)
with s.Popen("for i in 1 2 3; do echo $i; done", shell=True, stdout=s.PIPE) as q: print([l for l in q.stdout])
k = s.Popen(["sleep", "10"]); k.terminate(); print(k.wait()); k = s.Popen(["sleep", "10"]); k.kill(); print(k.wait()); k = s.Popen(["sleep", "10"]); k.send_signal(2); print(k.wait())
a = s.Popen(["seq", "5"], stdout=s.PIPE); b = s.Popen(["sort", "-r"], stdin=a.stdout, stdout=s.PIPE); a.stdout.close(); print(b.communicate()[0], a.wait()); p = s.Popen(["sh", "-c", "exit 7"]); print(p.wait(timeout=5)); c = s.Popen(["cat"], stdin=s.PIPE, stdout=s.PIPE); print(len(c.communicate(b"x" * 1000000)[0]))

#### popen_both_streams_large
import subprocess as s, sys
p = s.Popen([sys.executable, "-c", "import sys\nfor i in range(20000): sys.stdout.write('o' * 10); sys.stderr.write('e' * 10)"], stdout=s.PIPE, stderr=s.PIPE); o, e = p.communicate(); print(len(o), len(e), p.returncode)
r = s.run(["sort"], input="".join(f"{i % 977}\n" for i in range(50000)), capture_output=True, text=True); print(len(r.stdout), r.stdout[:9])

#### popen_options
import subprocess as s, os
os.mkdir("d"); print(s.run("basename $PWD", shell=True, cwd="d", capture_output=True, text=True).stdout, s.run(["sh", "-c", "echo $0 $1"] + ["zero", "one two"], capture_output=True).stdout, s.run("echo $A-$B", shell=True, env={**os.environ, "A": "1"}, capture_output=True).stdout, s.run(["ignored", "-c", "echo $0"], executable="/bin/sh", capture_output=True).stdout)
r, w = os.pipe(); p = s.Popen(["sh", "-c", f"echo through >&{w}"], pass_fds=(w,)); os.close(w); print(os.read(r, 100), p.wait()); os.set_inheritable(r, True); print(s.run(f"echo closed <&{r} || echo bad", shell=True, close_fds=True, capture_output=True).stdout, s.run(["printenv"], env={}, executable="/usr/bin/printenv", capture_output=True).stdout)
try: s.run("pwd", cwd="missing", shell=True)
except FileNotFoundError as e: print(e)
print(s.run(["bash", "-c", 'echo "${BASH_VERSINFO[0]}" $#', "x", "y z"], capture_output=True, text=True).stdout, s.list2cmdline(["a b", "c"]), s.run("exit 200", shell=True).returncode, s.run("kill -9 $$", shell=True).returncode, s.run(["umask"], shell=True, umask=0o27, capture_output=True).stdout, s.run(["sh", "-c", "echo s"], start_new_session=True, capture_output=True).stdout)

#### os_system_and_popen
import os, sys
print(os.system("exit 3"), os.waitstatus_to_exitcode(os.system("exit 5")), os.system("echo hi")); sys.stdout.flush(); os.system("echo visible; echo err >&2"); f = os.popen("echo x; exit 2"); print(f.read(), f.close()); w = os.popen("cat > out", "w"); w.write("written"); w.close(); print(open("out").read(), os.system("kill -TERM $$"), os.popen("seq 3").readlines(), os.system("nosuch 2>/dev/null") >> 8)

#### os_spawn_and_wait
import os, signal
p = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 9"], os.environ); print(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1])); p = os.spawnlp(os.P_NOWAIT, "sh", "sh", "-c", "kill -9 $$"); _, st = os.wait(); print(os.WIFSIGNALED(st), os.WTERMSIG(st)); print(os.spawnvp(os.P_WAIT, "true", ["true"]))
r, w = os.pipe(); p = os.posix_spawnp("echo", ["echo", "spawned"], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, w, 1), (os.POSIX_SPAWN_CLOSE, r)]); os.close(w); print(os.read(r, 99)); os.waitpid(p, 0)
try: os.waitpid(-1, 0)
except ChildProcessError as e: print(e)
p = os.posix_spawn("/bin/sleep", ["sleep", "5"], os.environ); print(os.waitpid(p, os.WNOHANG)); os.kill(p, signal.SIGTERM); print(os.waitpid(p, 0)[1]); print(os.getpid() > 0, os.getpgrp() >= 0, os.getuid() == os.geteuid())
try: os.posix_spawn("/nonexistent", ["x"], {})
except FileNotFoundError as e: print(e)

#### os_exec
# shell
python3 -c 'import os; os.execvp("echo", ["echo", "replaced", "by exec"])'; python3 -c 'import os; os.execle("/bin/sh", "sh", "-c", "echo $Q; exit 6", {"Q": "env"})'; echo $?; python3 -c 'import os
try: os.execv("/nope", ["x"])
except FileNotFoundError as e: print("kept", e)'; python3 -c 'import os, sys; print("flushed", flush=True); os.dup2(os.open("f", os.O_CREAT | os.O_WRONLY), 1); os.execlp("sh", "sh", "-c", "echo in file")'; cat f

#### pipes
import os
r, w = os.pipe(); os.write(w, b"data"); print(os.read(r, 2), os.read(r, 9)); os.close(w); print(os.read(r, 1)); os.close(r); r, w = os.pipe(); os.close(r)
try: os.write(w, b"x")
except BrokenPipeError as e: print(e)
r, w = os.pipe(); f = os.fdopen(w, "w"); f.write("line\n"); f.close(); print(os.fdopen(r).read()); r, w = os.pipe(); os.set_blocking(r, False)
try: os.read(r, 1)
except BlockingIOError as e: print(e)
print(os.get_blocking(r), os.fstat(r).st_mode & 0o170000 == 0o010000, os.isatty(r)); os.mkfifo("ff"); print(oct(os.stat("ff").st_mode))
try: os.lseek(r, 0, 0)
except OSError as e: print(e)
try: os.read(w, 1)
except OSError as e: print(e)

#### signals
import signal, os, time
def h(n, f): print("got", signal.Signals(n).name, f is not None)
print(signal.signal(signal.SIGUSR1, h), signal.getsignal(signal.SIGUSR1) is h); os.kill(os.getpid(), signal.SIGUSR1); signal.raise_signal(signal.SIGUSR1); signal.signal(signal.SIGUSR2, signal.SIG_IGN); os.kill(os.getpid(), signal.SIGUSR2); print("ignored", signal.getsignal(signal.SIGINT) is signal.default_int_handler, signal.strsignal(9), signal.SIGTERM + 0)
class T(Exception): pass
def boom(*a): raise T("alarm")
signal.signal(signal.SIGALRM, boom); signal.alarm(1); print(signal.alarm(0)); signal.setitimer(signal.ITIMER_REAL, 0.05)
try: time.sleep(5)
except T as e: print(e)
signal.setitimer(signal.ITIMER_REAL, 0.05)
n = 0
try:
    while True: n += 1
except T as e: print("busy", e)
os.system("kill -USR1 $PPID"); print("end"); signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1}); os.kill(os.getpid(), signal.SIGUSR1); print(signal.sigpending()); signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1}); print("done", signal.valid_signals() >= {1, 2})

#### signal_to_child
import subprocess as s, signal, time, sys
c = "import signal, sys, time\ndef h(n, f): print('term'); sys.exit(3)\nsignal.signal(signal.SIGTERM, h); print('ready', flush=True); time.sleep(10)"
p = s.Popen([sys.executable, "-c", c], stdout=s.PIPE, text=True); print(p.stdout.readline()); p.terminate(); print(p.communicate()[0], p.returncode); p = s.Popen([sys.executable, "-c", "import time; print('up', flush=True); time.sleep(9)"], stdout=s.PIPE, stderr=s.PIPE, text=True); p.stdout.readline(); p.send_signal(signal.SIGINT); print(p.communicate()[1].splitlines()[-1], p.returncode)

#### thread_pool_in_order
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
with ThreadPoolExecutor(4) as ex:
    print(list(ex.map(lambda x: x * x, range(10)))); f = ex.submit(pow, 2, 10); g = ex.submit(lambda: 1 / 0); print(f.result(), f.done(), repr(g.exception())); print(sorted(x.result() for x in as_completed([ex.submit(int, i) for i in "321"])), len(wait([f]).done))
    h = []; ex.submit(str, 5).add_done_callback(lambda z: h.append(z.result()))
print(h)

#### threading_basics
import threading, queue
l = threading.Lock(); print(l.acquire(), l.locked(), l.acquire(blocking=False)); l.release(); r = threading.RLock()
with r:
    with r: print("reentrant")
e = threading.Event(); e.set(); print(e.wait(0.01), threading.current_thread().name, threading.main_thread() is threading.current_thread(), threading.active_count()); loc = threading.local(); loc.x = 1; print(loc.x, threading.Semaphore(2).acquire()); q = queue.Queue(); q.put(1); print(q.get())
try: q.get(timeout=0.05)
except queue.Empty: print("empty")
c = threading.Condition()
with c: print(c.wait(timeout=0.02))

#### asyncio
import asyncio, time
async def w(n, d): await asyncio.sleep(d); return n
async def main():
    t = time.monotonic(); print(await asyncio.gather(w("a", 0.05), w("b", 0.01), w("c", 0.03)), time.monotonic() - t < 5)
    try: await asyncio.wait_for(asyncio.sleep(10), 0.02)
    except asyncio.TimeoutError: print("timeout")
    q = asyncio.Queue(); task = asyncio.create_task(q.get()); await q.put(5); print(await task); t = asyncio.create_task(asyncio.sleep(9)); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled", t.cancelled())
    e = asyncio.Event(); asyncio.get_running_loop().call_later(0.01, e.set); await e.wait(); print([r if not isinstance(r, Exception) else repr(r) for r in await asyncio.gather(w(1, 0), asyncio.sleep(0, 2), asyncio.wait_for(w(3, 0), 1), return_exceptions=True)])
    async with asyncio.timeout(1): await asyncio.sleep(0)
    async with asyncio.TaskGroup() as g: x = g.create_task(w("tg", 0.01))
    print(x.result()); l = asyncio.Lock()
    async with l: print(l.locked())
    done, pending = await asyncio.wait({asyncio.create_task(w(i, i / 50)) for i in range(3)}, return_when=asyncio.FIRST_COMPLETED); print(len(done) >= 1, len(pending) <= 2)
asyncio.run(main())
async def bad(): raise ValueError("in task")
asyncio.run(bad())

#### network_fails_honestly
import socket, ssl, select
try: socket.create_connection(("192.0.2.1", 9), timeout=0.2); print("connected?")
except OSError: print("no connection")
import urllib.request, urllib.error
try: urllib.request.urlopen("http://host.invalid/", timeout=0.5)
except urllib.error.URLError: print("urlerror")
import http.client, smtplib, ftplib, socketserver, xmlrpc.client
try: http.client.HTTPConnection("host.invalid", timeout=0.5).request("GET", "/")
except OSError: print("oserror")
try: socket.gethostbyname("nosuch.invalid")
except socket.gaierror: print("gaierror")
print(socket.AF_INET.value, socket.inet_aton("1.2.3.4"), socket.htons(1), hasattr(ssl, "SSLContext"))

#### select_and_poll
import select, os, selectors
r, w = os.pipe(); print(select.select([r], [], [], 0), len(select.select([], [w], [], 0)[1])); os.write(w, b"x"); print(select.select([r], [], [], 1)[0] == [r]); p = select.poll(); p.register(r, select.POLLIN); print(p.poll(0) == [(r, select.POLLIN)]); s = selectors.SelectSelector(); s.register(r, selectors.EVENT_READ, "d"); print([(k.data, e) for k, e in s.select(0.1)]); os.read(r, 1); os.close(w); print(select.select([r], [], [], 1)[0] == [r], os.read(r, 1))

#### modules_that_import
import os, ctypes, mmap, fcntl, multiprocessing, ssl, select, resource, pwd, grp, termios, tty, pty, locale, getpass, platform, webbrowser, cProfile, pdb, sched, imaplib, zipimport, venv, multiprocessing.connection, concurrent.futures.process, wsgiref, tracemalloc, faulthandler, trace
print(pwd.getpwuid(os.getuid()).pw_uid, getpass.getuser(), platform.system(), locale.getpreferredencoding(False), platform.python_implementation(), platform.python_version_tuple()[:2], os.cpu_count() > 0, resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 10, resource.getrusage(resource.RUSAGE_SELF).ru_utime >= 0)

#### mmap_and_fcntl
import mmap, fcntl, os
open("f", "wb").write(b"hello world")
with open("f", "r+b") as f:
    m = mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ); print(m[:5], m.find(b"world"), len(m), m.readline()); m.close(); fcntl.flock(f, fcntl.LOCK_EX); fcntl.flock(f, fcntl.LOCK_UN); print(fcntl.fcntl(f, fcntl.F_GETFD), fcntl.fcntl(f, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR)
a = mmap.mmap(-1, 4096); a[:3] = b"abc"; print(a[:4]); a.close()

#### terminal_absent
import os, sys, getpass
print(sys.stdin.isatty(), sys.stdout.isatty(), os.isatty(2))
try: os.get_terminal_size()
except OSError as e: print(type(e).__name__)
try: os.ttyname(0)
except OSError as e: print("no tty")
try: input()
except EOFError as e: print(e)

#### a_shell_in_python
import subprocess, os, shlex
def sh(cmd, **kw): return subprocess.run(cmd, shell=True, executable="/bin/bash", capture_output=True, text=True, **kw)
print(sh("a=(1 2 3); echo ${a[@]:1}; [[ x == x ]] && echo yes").stdout, sh("cat <(echo p) | tr p q").stdout, sh("exit 300").returncode, sh("ls | wc -l").stdout.strip(), sh("read x; echo got $x", input="in\n").stdout, sh(f"echo {shlex.quote('a; rm -rf x')}").stdout, sh("python3 -c 'import subprocess; print(subprocess.getoutput(\"echo nested\"))'").stdout, sh("sleep 0.05 & wait; echo waited").stdout)

#### multiprocessing_process
import multiprocessing as mp, sys, time
def work(n, pipe=None):
    print("child", n, mp.current_process().name, flush=True)
    if pipe: pipe.send([n, {"a": n * 2}]); pipe.close()
    if n == 3: sys.exit(7)
if __name__ == "__main__":
    for n in range(4):
        p = mp.Process(target=work, args=(n,), name=f"worker{n}"); p.start(); p.join(); print(p.exitcode, p.is_alive())
    r, w = mp.Pipe(duplex=False); p = mp.Process(target=work, args=(5, w)); p.start(); print(r.recv()); p.join()
    p = mp.Process(target=time.sleep, args=(30,)); p.start(); p.terminate(); p.join(); print(p.exitcode)

#### os_spawn_all
import os
print(os.spawnl(os.P_WAIT, "/bin/sh", "sh", "-c", "echo $0; exit 3"), os.spawnlp(os.P_WAIT, "sh", "me", "-c", "echo $0"), os.spawnv(os.P_WAIT, "/no/such", ["x"]), os.spawnvp(os.P_WAIT, "no-such-program", ["x"]), os.spawnve(os.P_WAIT, "/bin/sh", ["sh", "-c", "echo $A"], {"A": "b"}), os.spawnlpe(os.P_WAIT, "sh", "sh", "-c", "exit $N", {"N": "4", "PATH": "/bin:/usr/bin"}), os.spawnlp(os.P_WAIT, "sh", "sh", "-c", "kill -9 $$"))
pid = os.spawnlp(os.P_NOWAIT, "sh", "sh", "-c", "exit 5"); print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
pid = os.spawnv(os.P_NOWAIT, "/no/such", ["x"]); print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
try: os.spawnv(os.P_WAIT, "/bin/sh", [])
except ValueError as e: print(e)
