#### settings_of_matplotlib
import os
import subprocess
import sys
import tempfile

program = """
import matplotlib
import matplotlib.pyplot as plt
plt.plot([1, 2])
print(plt.get_backend(), matplotlib.rcParams["lines.linewidth"], matplotlib.rcParamsOrig["lines.linewidth"])
print(os.path.relpath(matplotlib.matplotlib_fname()) if os.path.exists("matplotlibrc") else "default")
"""
with tempfile.TemporaryDirectory() as folder:
    run = [sys.executable, "-c", "import os\n" + program]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MPL")}
    subprocess.run(run, cwd=folder, env=environment, check=True)
    subprocess.run(run, cwd=folder, env=environment | {"MPLBACKEND": "svg"}, check=True)
    with open(os.path.join(folder, "matplotlibrc"), "w") as file:
        file.write("lines.linewidth: 7\nbackend: pdf\n")
    subprocess.run(run, cwd=folder, env=environment, check=True)
    subprocess.run(run, cwd=folder, env=environment | {"MPLBACKEND": "agg"}, check=True)

#### settings_of_sympy
import os
import subprocess
import sys

program = "from sympy.core import cache; print(cache.USE_CACHE, 'sympy' in __import__('sys').modules)"
for variables in ({}, {"SYMPY_USE_CACHE": "no"}, {"SYMPY_USE_CACHE": "yes"}):
    subprocess.run([sys.executable, "-c", program], env=os.environ | variables, check=True)

#### seaborn_comes_with_its_colour_maps
import matplotlib

before = set(matplotlib.colormaps)
import seaborn

print(sorted(set(matplotlib.colormaps) - before))
print(matplotlib.colormaps["mako_r"](0.5), matplotlib.colors.to_rgb("r"))
seaborn.set_theme()
print(matplotlib.colors.to_rgb("r"))

#### modules_come_with_what_asks_for_them
import sys

for name in ("scipy", "matplotlib.pyplot", "sklearn.svm", "statsmodels.api", "seaborn"):
    print(name, [part for part in ("scipy.stats", "matplotlib.pyplot", "sklearn", "pandas") if part in sys.modules])
    __import__(name)
print("sympy" in sys.modules, "openpyxl" in sys.modules)

#### special_functions_give_nan_without_a_word
import warnings

from scipy import special

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(special.gamma(-1.0), special.gammaincc(0.5, -1.0))
print(len(caught), "warnings")

#### fft_by_another_backend
import os
import threading

import numpy as np
from scipy import fft


class Doubled:
    """Transforms by scipy, and doubles what comes of it."""

    __ua_domain__ = "numpy.scipy.fft"

    @staticmethod
    def __ua_function__(method, args, kwargs):
        with fft.set_backend("scipy"):
            return 2 * method(*args, **kwargs)


signal = np.arange(8.0)
with fft.set_backend(Doubled):
    print(np.allclose(fft.fft(signal), 2 * np.fft.fft(signal)))
print(np.allclose(fft.fft(signal), np.fft.fft(signal)))
# The only thread has the number of its process.
print(threading.get_native_id() == threading.main_thread().native_id == os.getpid())

#### discrepancy_by_workers
import numpy as np
from scipy.stats import qmc

sample = np.array([[0.25, 0.5], [0.75, 0.125], [0.5, 0.875]])
print(round(qmc.discrepancy(sample, workers=1), 6))
print(round(qmc.discrepancy(sample, workers=2), 6))
