import os
import subprocess
import sys
import tempfile

from fontTools.ttLib import TTFont

with tempfile.TemporaryDirectory() as folder:
    test = os.path.join(folder, "test_it.py")
    with open(test, "w") as file:
        file.write("import pytest\n\n@pytest.mark.parametrize('n', [1, 2, 3])\ndef test_n(n, tmp_path):\n    assert n < 3\n")
    ended = subprocess.run([sys.executable, "-m", "pytest", "-q", test], capture_output=True, text=True, cwd=folder)
    assert ended.returncode == 1 and "1 failed, 2 passed" in ended.stdout, ended
    listed = subprocess.run([sys.executable, "-m", "pip", "list"], capture_output=True, text=True)
    assert listed.returncode == 0, listed.stderr
    names = {line.split()[0].lower() for line in listed.stdout.splitlines()[2:]}
    assert {"numpy", "pandas", "matplotlib", "pillow", "lxml", "setuptools", "wheel"} <= names, names
font = TTFont("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
assert font["name"].getDebugName(1) == "DejaVu Sans" and ord("a") in font.getBestCmap()
