"""Joins DuckDB's own C++ files into larger units, as each of them reads half a million lines of headers.

Reads compile commands as `ninja -t commands` prints them, and prints those that make `objects/*.o` of the same sources.
"""

import os
import re
import sys

# What a unit has at most of sources, in bytes; the compiler then takes less than a gigabyte.
LIMIT = 500_000

COMMAND = re.compile(r"(?P<call>\S+ .*?)(?: -MD .*)? -o \S+ -c (?P<source>\S+)")


def size(source):
    """How long a file is, with the files that it is a list of."""
    with open(source, encoding="utf-8") as file:
        text = file.read()
    if not os.path.basename(source).startswith("ub_"):
        return len(text)
    folder = os.path.dirname(source)
    return sum(size(os.path.join(folder, part)) for part in re.findall(r'^#include "(.+)"', text, re.MULTILINE))


def joined(sources):
    """Sources in lists of no more than LIMIT bytes, in their order."""
    unit, total = [], 0
    for source in sources:
        length = size(source)
        if unit and total + length > LIMIT:
            yield unit
            unit, total = [], 0
        unit.append(source)
        total += length
    yield unit


def main():
    families, calls = {}, []
    for line in sys.stdin:
        command = COMMAND.fullmatch(line.strip())
        if not command:
            continue
        # Code that finds its own address, and a level that makes it larger: the engine adds both to what it is told.
        call, source = re.sub(" -(fPIC|O3)(?!\S)", "", command["call"]), command["source"]
        if re.search("/third_party/|/extension/icu/", source) or not source.endswith(".cpp"):
            calls.append((call, source))
            continue
        words = dict.fromkeys(call.split())
        settings = [word for word in words if word.startswith(("-D", "-I"))]
        # The engine's names are all different; those of extensions are where they lie in one folder, but for icu's.
        folder = os.path.dirname(source) if "/extension/" in source else ""
        family = families.setdefault((folder, *(word for word in words if word not in settings)), ({}, []))
        family[0].update(dict.fromkeys(settings))
        family[1].append(source)
    for (_, *words), (settings, sources) in families.items():
        for unit in joined(sources):
            path = f"{os.getcwd()}/objects/{len(calls):03}.cpp"
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(f'#include "{source}"\n' for source in unit)
            calls.append((" ".join([*words, *settings]), path))
    # The large units come first.
    for number, (call, source) in reversed(list(enumerate(calls))):
        print(f"{call} -o objects/{number:03}.o -c {source}")


main()
