"""What prepare.py, which follows in the same namespace, loads: modules, and use of them."""

import os

# The packages come first: their compiled modules look into sys.modules themselves, unseen, where something is loaded.
MODULES = """
    numpy numpy.fft numpy.linalg numpy.ma numpy.polynomial numpy.random numpy.testing
    pandas pandas.api.types pandas.plotting pandas.testing
    argparse array ast asyncio base64 bisect bz2 calendar cmath cmd code codecs collections concurrent.futures
    configparser contextlib contextvars copy csv ctypes dataclasses datetime decimal difflib dis email.message
    email.mime.text email.parser enum errno filecmp fnmatch fractions ftplib functools getopt getpass gettext glob
    graphlib gzip hashlib heapq hmac html.parser http.client http.cookies http.server importlib.metadata
    importlib.resources importlib.util inspect io ipaddress itertools json json.tool keyword linecache locale logging
    logging.config logging.handlers lzma math mimetypes mmap multiprocessing.pool numbers operator os pathlib pickle
    pickletools pkgutil platform plistlib pprint pstats queue random re reprlib runpy sched secrets select selectors
    shelve shlex shutil signal smtplib socket sqlite3 ssl stat statistics string struct subprocess symtable tarfile
    tempfile textwrap threading time timeit token tokenize trace traceback tracemalloc types typing unicodedata
    unittest.mock urllib.parse urllib.request urllib.robotparser uuid warnings wave weakref xml.dom.minidom
    xml.etree.ElementTree xml.sax zipapp zipfile zlib zoneinfo
    dateutil.parser dateutil.relativedelta dateutil.rrule dateutil.tz pytz six.moves
""".split()

# What use imports, in the words of a program that imports it for itself.
USE = """
import io
import json
import re
import numpy as np
import pandas as pd

text = "day,city,kind,value\\n" + "".join(
    f"2026-01-{1 + i % 28:02},{'abc'[i % 3]},{'xy'[i % 2]},{i * 0.5}\\n" for i in range(200)
)
table = pd.read_csv(io.StringIO(text), parse_dates=["day"])
for _ in range(3):
    str(pd.DataFrame({"a": [1, 2, 3], "b": [1.5, 2.5, None], "c": ["x", "y", "z"]}).describe())
    str(table), repr(table.head()), str(table.describe(include="all")), str(table.dtypes), table.info(buf=io.StringIO())
    str(table.groupby("city")["value"].agg(["mean", "sum", "count"])), str(table["kind"].value_counts())
    str(table.pivot_table(index="city", columns="kind", values="value", aggfunc="sum"))
    str(table.merge(table.groupby("city", as_index=False)["value"].mean(), on="city", suffixes=("", "_mean")))
    str(table.sort_values(["kind", "value"], ascending=[True, False]).iloc[:5]), table.to_csv(index=False)
    str(table.set_index("day")["value"].resample("W").mean()), str(table[table["value"] > 20]["city"].str.upper())
    pd.read_json(io.StringIO(table.to_json(orient="records"))), str(pd.concat([table, table]).drop_duplicates())
    str(table["value"].rolling(7).mean().fillna(0)), str(table.isna().sum()), table.to_dict("records")
    a = np.arange(12.0).reshape(3, 4)
    str(a * 2 + 1), str(a.mean(axis=0)), str(np.sort(a)[::-1]), np.linspace(0, 1, 5)
    json.loads(json.dumps({"a": [1, 2.5, None, True, "x"]}, indent=1)), re.sub(r"(\\w+)@", r"\\1-", "a@b")
    f"{1.5:>8.2f} {'x':<4}", "{} {}".format(1, "y"), "%s %d" % ("z", 3)
"""


def renew_authentication_key(process):
    key = process.AuthenticationString(os.urandom(32))
    process._current_process._config["authkey"] = key


# What a module drew or read when it was loaded: each program that imports it draws or reads for itself.
RENEW = {
    "random": lambda random: random._inst.seed(),
    "numpy.random.mtrand": lambda mtrand: mtrand._rand.seed(),
    "logging": lambda logging: setattr(logging, "_startTime", logging.time.time()),
    "multiprocessing.process": renew_authentication_key,
    "threading": lambda threading: threading._main_thread._set_native_id(),
}

# Packages that do what variables say when they are imported, and how those begin: where there is one, they are loaded.
READS = {}
