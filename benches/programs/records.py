"""JSON there and back: nested records with numbers, text that needs escapes, and lists."""

import json


def record(number):
    return {
        "id": number,
        "name": f"record №{number} \"{'x' * (number % 17)}\"\n",
        "ratio": number / 7,
        "flags": [number % 2 == 0, None, number % 3 == 0],
        "place": {"street": f"{number % 90} Löwengasse", "at": [number * 0.25, -number * 0.5]},
        "tags": [f"tag{number % k}" for k in range(1, 9)],
    }


def trip(records):
    return json.loads(json.dumps(records))


records = [record(number) for number in range(1500)]
total = 0
for times in range(12):
    again = trip(records)
    assert again == records
    total += len(json.dumps(again[times::12], sort_keys=True, indent=1))
print(total, sum(len(record["tags"]) for record in again))
