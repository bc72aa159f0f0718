#### tables_in_the_terminal
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.tree import Tree
from tabulate import tabulate
from tqdm import tqdm

rows = [["Alice", 24, 1234.5], ["Bob", 19, -0.25], ["Çelik", 31, None]]
for style in ("simple", "github", "grid", "latex", "html"):
    print(tabulate(rows, headers=["name", "age", "balance"], tablefmt=style, floatfmt=".2f", missingval="–"))
console = Console(width=60, force_terminal=False)
table = Table(title="Accounts")
table.add_column("Name", style="cyan")
table.add_column("Balance", justify="right")
for name, _, balance in rows:
    table.add_row(name, "–" if balance is None else f"{balance:,.2f}")
console.print(table)
tree = Tree("root")
tree.add("a").add("b")
console.print(tree)
console.print(Markdown("## Title\n\n* one\n* **two**"))
total = 0
for number in tqdm(range(1000), disable=None, mininterval=60):
    total += number
print(total)

#### run_unit_tests_with_pytest
import pathlib
import re
import subprocess
import sys

pathlib.Path("stack.py").write_text("""
class Stack:
    def __init__(self):
        self.items = []
    def push(self, item):
        self.items.append(item)
    def pop(self):
        if not self.items:
            raise IndexError("empty stack")
        return self.items.pop()
""")
pathlib.Path("test_stack.py").write_text("""
import pytest
from stack import Stack

@pytest.fixture
def full():
    stack = Stack()
    for item in "abc":
        stack.push(item)
    return stack

def test_last_in_first_out(full):
    assert [full.pop() for _ in range(3)] == ["c", "b", "a"]

def test_empty():
    with pytest.raises(IndexError, match="empty"):
        Stack().pop()

@pytest.mark.parametrize("number, square", [(2, 4), (3, 9), (4, 15)])
def test_square(number, square):
    assert number ** 2 == square

@pytest.mark.skip(reason="later")
def test_later():
    pass
""")
run = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_stack.py"], capture_output=True, text=True)
print(run.returncode)
print(re.sub(r" in [\d.]+s", "", run.stdout))

#### work_in_parallel_pools
from concurrent.futures import ThreadPoolExecutor, as_completed

import joblib
import numpy as np


def simulate(seed):
    rng = np.random.default_rng(seed)
    return 4 * np.mean((rng.random((20_000, 2)) ** 2).sum(axis=1) < 1)


estimates = joblib.Parallel(n_jobs=2, prefer="threads")(joblib.delayed(simulate)(seed) for seed in range(8))
print("π ≈", round(float(np.mean(estimates)), 6), np.round(estimates[:3], 5))
with ThreadPoolExecutor(max_workers=4) as pool:
    futures = {pool.submit(simulate, seed): seed for seed in range(8)}
    done = sorted((futures[future], future.result()) for future in as_completed(futures))
print([value for _, value in done] == estimates)
memory = joblib.Memory("cache", verbose=0)
calls = []


@memory.cache
def slow(x):
    calls.append(x)
    return x**2


print(slow(3), slow(3), len(calls))
joblib.dump({"weights": np.arange(5.0)}, "model.joblib", compress=3)
print(joblib.load("model.joblib")["weights"], joblib.hash(np.arange(3)) == joblib.hash(np.arange(3)))

#### command_line_program
import subprocess
import sys

program = '''
import argparse, csv, json, statistics, sys
parser = argparse.ArgumentParser(prog="stats", description="Statistics of a column.")
parser.add_argument("file", type=argparse.FileType("r"))
parser.add_argument("-c", "--column", required=True, help="name of the column")
parser.add_argument("--json", action="store_true", help="as JSON")
options = parser.parse_args()
rows = list(csv.DictReader(options.file))
if options.column not in rows[0]:
    parser.error(f"no column {options.column!r}")
values = [float(row[options.column]) for row in rows]
result = {"n": len(values), "mean": statistics.mean(values), "stdev": round(statistics.stdev(values), 4)}
print(json.dumps(result) if options.json else "\\n".join(f"{k}: {v}" for k, v in result.items()))
'''
open("stats.py", "w").write(program)
open("data.csv", "w").write("id,price\n1,2.5\n2,3.5\n3,9\n")
for arguments in (["data.csv", "-c", "price"], ["data.csv", "-c", "price", "--json"], ["data.csv", "-c", "x"], ["-h"], ["missing.csv", "-c", "a"]):
    run = subprocess.run([sys.executable, "stats.py", *arguments], capture_output=True, text=True)
    print(arguments, run.returncode, run.stdout.strip(), run.stderr.strip().splitlines()[-1:])
