"""Text: joining, formatting, splitting, counting, translating."""
total = 0
words = [f"word{n * 7919 % 5003:05d}" for n in range(15_000)]
for _ in range(4):
    text = " ".join(words)
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    total += len(counts)
    lines = [f"{word:>12}|{count:<5}|{count / 7:8.3f}" for word, count in sorted(counts.items())]
    total += sum(line.count("0") for line in lines)
    upper = text.upper().replace("WORD", "w").title().swapcase()
    total += upper.find("99999") + upper.count("W1")
    total += len(text.encode().decode("utf-8").translate({48: "zero", 49: None}))
    built = ""
    for word in words:
        built += word[4:] + ","
    total += len(built) + sum(ord(c) for c in built[:20_000])
    total += sum(1 for word in words if word.startswith("word0") and word.endswith("1"))
print(total)
