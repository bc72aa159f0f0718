import io
import lzma

data = b"0123456789" * 20000
for container in (lzma.FORMAT_XZ, lzma.FORMAT_ALONE):
    packed = lzma.compress(data, format=container)
    assert len(packed) < 500
    assert lzma.decompress(packed) == data
with lzma.open(io.BytesIO(lzma.compress(b"one\ntwo\n")), "rt") as lines:
    assert lines.read() == "one\ntwo\n"
