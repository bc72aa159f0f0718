import ctypes
import errno
import fcntl
import grp
import mmap
import os
import pwd
import resource
import select
import stat
import sys
import tempfile
import termios

assert (sys.platform, os.name, os.uname().sysname) == ("linux", "posix", "Linux")
assert (errno.ENOENT, os.strerror(errno.ENOTTY)) == (2, "Inappropriate ioctl for device")
assert pwd.getpwuid(os.getuid()).pw_name == "root" and grp.getgrgid(0).gr_name == "root"
assert os.cpu_count() == len(os.sched_getaffinity(0)) == 1
assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 100
os.umask(0o027)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("a", "w+b") as file:
        file.write(b"hello world")
        file.flush()
        assert stat.S_IMODE(os.stat("a").st_mode) == 0o640
        os.chmod("a", 0o755)
        assert stat.filemode(os.stat("a").st_mode) == "-rwxr-xr-x" and os.access("a", os.X_OK)
        with mmap.mmap(file.fileno(), 0) as mapping:
            assert mapping.find(b"world") == 6
            mapping[:5] = b"HELLO"
            mapping.flush()
        fcntl.flock(file, fcntl.LOCK_EX)
        copy = os.dup(file.fileno())
        assert os.pread(copy, 5, 0) == b"HELLO" and fcntl.fcntl(copy, fcntl.F_GETFD) == fcntl.FD_CLOEXEC
    os.symlink("a", "link")
    os.link("a", "hard")
    assert os.readlink("link") == "a" and os.stat("hard").st_nlink == 2
    os.mkfifo("fifo")
    assert stat.S_ISFIFO(os.stat("fifo").st_mode)
    os.utime("a", (1, 2))
    assert os.stat("a").st_mtime == 2
    assert sorted(os.listdir()) == ["a", "fifo", "hard", "link"]
    assert os.statvfs(".").f_bavail > 0
    os.chdir("/")
read, write = os.pipe()
assert not os.get_inheritable(read)
os.write(write, b"x")
poll = select.poll()
poll.register(read, select.POLLIN)
assert poll.poll(1000) == [(read, select.POLLIN)]
assert select.select([read], [write], [], 1)[:2] == ([read], [write])
try:
    termios.tcgetattr(read)
except termios.error as error:
    assert error.args[0] == errno.ENOTTY
try:
    os.fork()
except OSError as error:
    assert error.errno == errno.ENOSYS


class Pair(ctypes.Structure):
    _fields_ = [("a", ctypes.c_int), ("b", ctypes.c_double)]


assert ctypes.sizeof(Pair) == 16 and Pair(1, 2.5).b == 2.5
assert ctypes.string_at(ctypes.create_string_buffer(b"abc")) == b"abc"
assert ctypes.cast((ctypes.c_int * 2)(7, 8), ctypes.POINTER(ctypes.c_int))[1] == 8
try:
    ctypes.CDLL("libc.so.6")
except OSError as error:
    assert "cannot be loaded" in str(error)
