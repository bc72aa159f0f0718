"""Runs the programs of training/, each as a main module, as scripts in a sandbox would run."""

import pathlib
import runpy

for program in sorted(pathlib.Path(__file__).with_name("training").glob("*.py")):
    runpy.run_path(str(program), run_name="__main__")
