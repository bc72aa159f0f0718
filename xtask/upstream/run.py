"""Usage: run.py native|sandbox ROOT PACKAGES RESULTS [PYTEST_ARGUMENT…] FILE. Runs a file of tests of a release.

The package under test is the installed one; only what lies in its folders `tests` comes from ROOT, where the release is
unpacked. A line of JSON goes to RESULTS when a test begins and when it has ended, so that a test that takes the
interpreter with it is known. Tests that RESULTS knows already are not run.
"""

import importlib
import importlib.machinery
import json
import multiprocessing
import os
import sys

side, root, packages, results, *arguments = sys.argv[1:]
file = arguments[-1]

LOCALE = "/usr/local/bin/locale"

# Characters of a failure's description that are kept.
MESSAGE = 2000


class Tests:
    """Finds packages named `tests` in the release: the image has none."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        parents, dot, last = name.rpartition(".")
        if last != "tests" or not dot:
            return None
        return importlib.machinery.PathFinder.find_spec(name, [os.path.join(root, *parents.split("."))])


class Recorder:
    """Writes what becomes of each test."""

    def __init__(self):
        self.known = set()
        if os.path.exists(results):
            with open(results, encoding="utf-8") as lines:
                self.known = {json.loads(line)["test"] for line in lines}
        self.out = open(results, "a", encoding="utf-8")

    def write(self, test, outcome, message=""):
        json.dump({"test": test, "outcome": outcome, "message": message}, self.out)
        self.out.write("\n")
        self.out.flush()

    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if item.nodeid not in self.known]

    def pytest_collectreport(self, report):
        if report.failed:
            self.write(report.nodeid, "failed", describe(report))

    def pytest_runtest_logstart(self, nodeid):
        self.outcome, self.message = "passed", ""
        self.write(nodeid, "began")

    def pytest_runtest_logreport(self, report):
        if report.outcome != "passed" and self.outcome != "failed":
            self.outcome, self.message = report.outcome, describe(report)

    def pytest_runtest_logfinish(self, nodeid):
        self.write(nodeid, self.outcome, self.message)


def describe(report):
    """What pytest's summary says of a failure or a skip, or the end of what there is."""
    crash = getattr(report.longrepr, "reprcrash", None)
    return f"{crash.path}:{crash.lineno}: {crash.message}"[:MESSAGE] if crash else str(report.longrepr)[-MESSAGE:]


def go_without():
    """Takes threads and the network from this process: what needs them is no measure of the sandbox."""
    import _thread
    import socket

    def refuse_thread(*_, **__):
        raise RuntimeError("can't start new thread")

    def refuse_connection(*_):
        raise OSError(101, "Network is unreachable")

    _thread.start_new_thread = refuse_thread
    import threading

    threading._start_new_thread = refuse_thread
    socket.socket.connect = refuse_connection


def stand_firm():
    """Has suites run what they would leave out with WebAssembly or 32 bits, or could not begin with."""
    import numpy.testing

    # They mean Pyodide: no floating-point status, no processes.
    numpy.testing.IS_WASM = False
    if file.startswith(os.path.join(root, "pandas")):
        import pandas.compat

        pandas.compat.WASM = False
        # There is no program `locale`, which files of tests call before anything else.
        with open(LOCALE, "w", encoding="utf-8") as script:
            script.write("#!/bin/sh\nprintf 'C\\nC.utf8\\nPOSIX\\n'\n")
        os.chmod(LOCALE, 0o755)
    if file.startswith(os.path.join(root, "sklearn")):
        import pytest
        import sklearn.utils.fixes

        sklearn.utils.fixes._IS_WASM = sklearn.utils.fixes._IS_32BIT = False
        give_up = pytest.xfail
        pytest.xfail = lambda reason="": None if "32 bit" in reason else give_up(reason)
    # scipy asks for a server of forks, whatever tests are to be run.
    choose = multiprocessing.set_start_method
    multiprocessing.set_start_method = lambda method, force=False: choose("spawn", force)


if side == "native":
    go_without()
else:
    stand_firm()
sys.path.insert(1, packages)
sys.meta_path.insert(0, Tests)
# pytest would take the packages around the tests from the release, too, were they not here already.
around = os.path.relpath(file, root).split(os.sep)
if "tests" in around:
    importlib.import_module(".".join(around[: around.index("tests")]))

# A package that brings plugins has its asserts rewritten each time it is imported: hypothesis takes seconds.
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

import pytest  # noqa: E402

recorder = Recorder()
status = pytest.main(["-p", "no:cacheprovider", *arguments], plugins=[recorder])
if status in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR):
    sys.exit(int(status))
recorder.write("", "ended")
# joblib's workers wait for work that no thread brings, and joblib, as it goes, for them.
for worker in multiprocessing.active_children():
    worker.terminate()
