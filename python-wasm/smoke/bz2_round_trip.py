import bz2

data = b"the quick brown fox\n" * 5000
packed = bz2.compress(data)
assert len(packed) < 200
assert bz2.decompress(packed) == data
decompressor = bz2.BZ2Decompressor()
assert b"".join(decompressor.decompress(bytes([byte])) for byte in packed) == data
