import re
import unicodedata

assert re.sub(r"(?P<a>\w+) (?P<b>\w+)", r"\g<b> \g<a>", "hello world") == "world hello"
assert re.findall(r"\b\d{2,}\b", "1 22 333 4") == ["22", "333"]
assert re.fullmatch(r"[^\W\d_]+", "Stra\u00dfe", re.I)
assert re.split(r"(?<=,)\s*", "a, b,c") == ["a,", "b,", "c"]
assert re.search("(a+)+$", "a" * 200) is not None
assert unicodedata.normalize("NFC", "e\u0301") == "\u00e9"
assert unicodedata.name("\U0001f40d") == "SNAKE"
