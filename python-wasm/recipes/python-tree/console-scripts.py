"""Usage: SITE_PACKAGES BIN. Writes the commands that installed packages name, as pip does."""

import pathlib
import sys
from importlib import metadata

SCRIPT = """#!/usr/bin/python3
import sys

from {module} import {function}

sys.exit({function}())
"""

packages, folder = sys.argv[1], pathlib.Path(sys.argv[2])
for package in metadata.distributions(path=[packages]):
    for entry in package.entry_points.select(group="console_scripts"):
        folder.mkdir(parents=True, exist_ok=True)
        script = folder / entry.name
        script.write_text(SCRIPT.format(module=entry.module, function=entry.attr))
        script.chmod(0o755)
