import io
import os
import tarfile
import tempfile
import zipfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a.txt")
    with open(path, "w") as file:
        file.write("hello")
    os.chmod(path, 0o640)
    for mode in ("gz", "bz2", "xz"):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode=f"w:{mode}") as tar:
            tar.add(path, "a.txt")
        packed.seek(0)
        with tarfile.open(fileobj=packed) as tar:
            member = tar.getmember("a.txt")
            assert member.mode == 0o640, oct(member.mode)
            assert tar.extractfile(member).read() == b"hello"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "a.txt")
    assert zipfile.ZipFile(packed).read("a.txt") == b"hello"
