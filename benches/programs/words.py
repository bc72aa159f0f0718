"""Words of a made-up text: split, counted, grouped, joined, sorted, encoded and decoded."""

from collections import Counter, defaultdict

SYLLABLES = "ba do ki lu me nó ra sü ti wo ya zé".split()


def text(length):
    words, state = [], 12345
    for _ in range(length):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        first, second, third = state % 12, state // 12 % 12, state // 144 % 12
        words.append(SYLLABLES[first] + SYLLABLES[second] + (SYLLABLES[third] if state & 64 else ""))
    return " ".join(words)


def group(words):
    groups = defaultdict(list)
    for word in words:
        groups["".join(sorted(word))].append(word.capitalize())
    return sum(len(set(group)) for group in groups.values())


def recode(text):
    raw = text.encode("utf-8")
    lines = [raw[at : at + 61].decode("utf-8", "replace").upper().strip() for at in range(0, len(raw), 61)]
    return sum(len(line.replace("BA", "b").translate({ord("K"): None})) for line in lines)


source = text(150_000)
counts = Counter(source.split())
top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
print(len(counts), top, group(source.split()), recode(source))
