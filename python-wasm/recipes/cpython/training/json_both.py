"""JSON out and in: records with text, numbers and nesting."""
import json

records = [
    {
        "id": number,
        "name": f"item {number}",
        "price": number * 1.25,
        "tags": ["new", "röt", "x" * (number % 40)],
        "nested": {"a": [number, None, True], "b": {"c": "text with \"quotes\" and \n lines"}},
    }
    for number in range(1_500)
]
size = 0
for _ in range(10):
    text = json.dumps(records)
    size += len(text)
    assert json.loads(text) == records
print(size)
