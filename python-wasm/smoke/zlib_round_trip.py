import gzip
import io
import zlib

data = bytes(range(256)) * 400
packed = zlib.compress(data, 9)
assert len(packed) < len(data) // 50
assert zlib.decompress(packed) == data
assert zlib.crc32(b"123456789") == 0xCBF43926
assert zlib.adler32(b"123456789") == 0x091E01DE
assert gzip.decompress(gzip.compress(data)) == data
with gzip.open(io.BytesIO(gzip.compress(b"a\nb\n")), "rt") as lines:
    assert lines.readlines() == ["a\n", "b\n"]
