"""Searching, splitting and replacing in a log."""
import re

lines = [
    f"2026-01-{n % 28 + 1:02} 12:{n % 60:02}:00 host{n % 7} app[{n}]: GET /path/{n * 31 % 1009}?q=a+b HTTP/1.1 {200 + n % 5} {n * 17}"
    for n in range(4_000)
]
text = "\n".join(lines)
total = 0
pattern = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\S+) (\w+) (\w+)\[(\d+)\]: (GET|POST) ([^ ?]+)(?:\?(\S*))? HTTP/[\d.]+ (\d{3}) (\d+)")
for match in pattern.finditer(text):
    total += int(match[12])
total += len(re.findall(r"host[0-3]\s+app", text))
total += len(re.sub(r"\d+", lambda m: str(len(m[0])), text))
total += len(re.split(r"[\s:/?]+", text))
total += len(re.findall(r"(?i)\b[a-z]*st\d\b", text))
print(total)
