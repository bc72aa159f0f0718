import os
import subprocess
import sys
import tempfile

from fontTools.ttLib import TTFont

PROJECT = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "greeting"
version = "1.0"

[project.scripts]
greet = "greeting:greet"
"""


def run(*command, status=0):
    """What a command writes, which is nothing on standard error where it succeeds."""
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == status and bool(ended.stderr) == bool(status), (command, ended)
    return ended.stderr or ended.stdout


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("test_it.py", "w") as file:
        file.write("import pytest\n\n@pytest.mark.parametrize('n', [1, 2, 3])\ndef test_n(n, tmp_path):\n    assert n < 3\n")
    ended = subprocess.run([sys.executable, "-m", "pytest", "-q"], capture_output=True, text=True)
    assert ended.returncode == 1 and "1 failed, 2 passed" in ended.stdout, ended

    names = {line.split()[0].lower() for line in run("pip", "list").splitlines()[2:]}
    assert {"numpy", "pandas", "matplotlib", "pillow", "lxml", "setuptools", "wheel"} <= names, names
    assert run("pip", "check") == "No broken requirements found.\n"

    os.mkdir("project")
    for name, text in ("pyproject.toml", PROJECT), ("greeting.py", "def greet():\n    print('hello')\n"):
        with open(os.path.join("project", name), "w") as file:
            file.write(text)
    run("pip", "wheel", "--no-deps", "./project")
    run("pip", "install", "greeting-1.0-py3-none-any.whl")
    assert run("greet") == "hello\n"
    run("pip", "uninstall", "--yes", "greeting")
    run("pip", "install", "./project", "requests>=2")
    assert run(sys.executable, "-c", "import greeting; greeting.greet()") == "hello\n"
    assert "No matching distribution found for nosuch" in run("pip", "install", "nosuch", status=1)
    os.chdir("/")
font = TTFont("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
assert font["name"].getDebugName(1) == "DejaVu Sans" and ord("a") in font.getBestCmap()
