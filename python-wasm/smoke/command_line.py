import subprocess
import sys


def python(*arguments, **options):
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, **options)


assert python("-c", "print('a')").stdout == "a\n"
assert python("-", input="print('b')").stdout == "b\n"
assert python("-m", "json.tool", input='{"a":1}').stdout == '{\n    "a": 1\n}\n'
assert python("-V").stdout.startswith("Python 3.11.")
assert python("-O", "-c", "assert False").returncode == 0
assert "UserWarning" in python("-W", "always", "-c", "import warnings; warnings.warn('x')").stderr
assert python("-W", "error", "-c", "import warnings; warnings.warn('x')").returncode == 1
assert python("-X", "utf8", "-I", "-E", "-S", "-B", "-q", "-u", "-c", "import sys; print(sys.flags.isolated)").stdout == "1\n"
assert python("/nowhere.py").stderr == f"{sys.executable}: can't open file '/nowhere.py': [Errno 2] No such file or directory\n"
assert python("-c", "import sys; sys.exit('bye')").stderr == "bye\n"
broken = python("-c", "def f(:")
assert broken.returncode == 1 and "SyntaxError: invalid syntax" in broken.stderr
trace = python("-c", "open('/nowhere')").stderr
assert trace.endswith("FileNotFoundError: [Errno 2] No such file or directory: '/nowhere'\n")
