import os
import shutil
import signal
import subprocess
import sys

python = sys.executable
done = subprocess.run([python, "-c", "import sys; print(sys.stdin.read().upper())"], input="a", capture_output=True, text=True)
assert (done.returncode, done.stdout, done.stderr) == (0, "A\n", "")
assert subprocess.run([python, "-c", "raise SystemExit(7)"]).returncode == 7
failed = subprocess.run([python, "-c", "1/0"], capture_output=True, text=True)
assert failed.returncode == 1 and failed.stderr.endswith("ZeroDivisionError: division by zero\n")

child = subprocess.Popen([python, "-c", "import time; time.sleep(60)"])
assert child.poll() is None
child.terminate()
assert child.wait() == -signal.SIGTERM
try:
    subprocess.run([python, "-c", "import time; time.sleep(60)"], timeout=0.2)
except subprocess.TimeoutExpired:
    pass
else:
    raise AssertionError("the child had no timeout")

for command, error in (["/nowhere"], FileNotFoundError), (["/tmp"], PermissionError), (["/etc/passwd/x"], NotADirectoryError):
    try:
        subprocess.run(command)
    except error as caught:
        assert caught.filename == command[0]
    else:
        raise AssertionError(command)
try:
    subprocess.run([python], cwd="/nowhere")
except FileNotFoundError as caught:
    assert caught.filename == "/nowhere"

read, write = os.pipe()
told = "import os, sys; os.write(int(sys.argv[1]), os.getcwd().encode() + os.environb[b'X'])"
subprocess.run([python, "-c", told, str(write)], pass_fds=[write], cwd="/usr", env={"X": "y"}, check=True)
assert os.read(read, 100) == b"/usry"
assert shutil.which("python3") == "/usr/bin/python3"

first = subprocess.Popen([python, "-c", "print('b\\na')"], stdout=subprocess.PIPE)
second = subprocess.run([python, "-c", "import sys; print(sorted(sys.stdin))"], stdin=first.stdout, capture_output=True, text=True)
assert first.wait() == 0 and second.stdout == "['a\\n', 'b\\n']\n"
both = subprocess.run([python, "-c", "import sys; print(1, flush=True); print(2, file=sys.stderr)"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
assert both.stdout == b"1\n2\n"
pid = os.posix_spawn(python, [python, "-c", "raise SystemExit(3)"], os.environ)
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 3
