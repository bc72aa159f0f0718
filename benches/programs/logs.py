"""Regular expressions over the lines of a log: match with groups, search, substitute, split, find all."""

import re
from collections import Counter

LINE = re.compile(r'(\d+\.\d+\.\d+\.\d+) \S+ \S+ \[([^\]]+)\] "(GET|POST|PUT) (/\S*) HTTP/1\.[01]" (\d{3}) (\d+|-)')
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
WORDS = re.compile(r"[A-Za-z_]\w*|\d+|[^\s\w]")


def line(number):
    method = ("GET", "POST", "PUT")[number % 3]
    return (
        f"10.{number % 200}.{number % 7}.{number % 251} - user{number % 13} "
        f"[{number % 28 + 1:02}/Nov/2026:10:{number % 60:02}:00 +0000] "
        f'"{method} /shop/item/{number % 977}?q=a+{number}&page={number % 5} HTTP/1.1" '
        f"{(200, 200, 304, 404, 500)[number % 5]} {number * 37 % 9000}"
    )


def read(lines):
    codes, sent = Counter(), 0
    for text in lines:
        address, _, _, path, code, size = LINE.match(text).groups()
        codes[code, path.split("/")[1]] += 1
        sent += int(size) + len(address)
    return sorted(codes.items()), sent


lines = [line(number) for number in range(24_000)]
codes, sent = read(lines)
masked = [re.sub(r"(?<=user)\d+", "N", text) for text in lines[::3]]
numbers = sum(len(NUMBER.findall(text)) for text in lines[::3])
tokens = sum(len(WORDS.findall(text)) for text in lines[::6])
errors = sum(1 for text in lines if re.search(r'" (?:4|5)\d\d ', text))
print(codes, sent, len("".join(masked)), numbers, tokens, errors)
