import os
import signal
import subprocess
import sys
import time

seen = []
signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
os.kill(os.getpid(), signal.SIGUSR1)
assert seen == [signal.SIGUSR1]

signal.signal(signal.SIGALRM, lambda number, frame: seen.append("alarm"))
signal.setitimer(signal.ITIMER_REAL, 0.05)
begin = time.monotonic()
while "alarm" not in seen:
    assert time.monotonic() - begin < 10, "no alarm while computing"

try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    pass
else:
    raise AssertionError("SIGINT raised no KeyboardInterrupt")

talker = "import sys\ntry:\n    while True: print('y')\nexcept BrokenPipeError: sys.stderr.write('broken'); sys.stderr.flush(); import os; os._exit(5)"
child = subprocess.Popen([sys.executable, "-c", talker], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
assert child.stdout.readline() == b"y\n"
child.stdout.close()
assert child.stderr.read() == b"broken" and child.wait() == 5

ended = subprocess.run([sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"])
assert ended.returncode == -signal.SIGTERM
