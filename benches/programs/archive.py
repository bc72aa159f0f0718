"""Bytes in and out: struct, pickle, copies, hashes, compression, base64 and csv."""

import base64
import copy
import csv
import hashlib
import io
import pickle
import struct
import zlib


def rows(count):
    return [(number, f"name {number % 1009}", number / 3, (number % 5, number % 7)) for number in range(count)]


def packed(rows):
    record = struct.Struct("<I16sd2B")
    raw = b"".join(record.pack(number, name.encode(), ratio, *pair) for number, name, ratio, pair in rows)
    assert sum(fields[0] for fields in record.iter_unpack(raw)) == sum(row[0] for row in rows)
    return raw


def table(rows):
    out = io.StringIO()
    csv.writer(out).writerows((number, name, f"{ratio:.3f}", *pair) for number, name, ratio, pair in rows)
    return sum(len(row) for row in csv.DictReader(io.StringIO(out.getvalue()), "abcde")), out.getvalue()


source = rows(22_000)
raw = packed(source)
cells, text = table(source)
pickled = pickle.dumps(source)
assert pickle.loads(pickled) == source and copy.deepcopy(source[:4000]) == source[:4000]
squeezed = zlib.compress(raw, 6)
assert base64.b64decode(base64.b64encode(zlib.decompress(squeezed))) == raw
digest = hashlib.sha256(raw * 8 + text.encode()).hexdigest()
print(len(raw), cells, len(pickled), digest, zlib.crc32(raw))
