"""Usage: NATIVE SANDBOX. Describes the files in both folders by what is in them, as two texts to be compared by lines.

Times of writing and generated names are left out. A picture is described by its size; the sandbox's also by how far its
pixels are from the native one's, if that is too far.
"""

import hashlib
import io
import json
import re
import sys
import zipfile
from pathlib import Path

# Root of the mean square of the difference, of 255: a line that is one pixel off in a plot makes several.
PICTURE_TOLERANCE = 1.0

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?")
# matplotlib's names of clip paths and markers in SVG: a letter and a random hash.
GENERATED = re.compile(r"\b[a-z][0-9a-f]{10}\b")


def describe_text(data, other):
    text = TIME.sub("(time)", data.decode())
    names = {}
    return GENERATED.sub(lambda name: names.setdefault(name[0], f"(name {len(names)})"), text).splitlines()


def describe_xml(data, other):
    return describe_text(data.replace(b"><", b">\n<"), other)


def describe_bytes(data, other):
    return [hashlib.sha256(data).hexdigest()]


def describe_picture(data, other):
    import numpy
    from PIL import Image

    def pixels(image, frame):
        image.seek(frame)
        return numpy.asarray(image.convert("RGBA"), dtype=float)

    image = Image.open(io.BytesIO(data))
    frames = getattr(image, "n_frames", 1)
    lines = [f"{image.format} {image.size} {image.mode}, frames: {frames}"]
    if other is None:
        return lines
    native = Image.open(io.BytesIO(other))
    if native.size == image.size and getattr(native, "n_frames", 1) == frames:
        for frame in range(frames):
            distance = ((pixels(image, frame) - pixels(native, frame)) ** 2).mean() ** 0.5
            if distance > PICTURE_TOLERANCE:
                lines.append(f"frame {frame} is {distance:.2f} of 255 away from the native one")
    return lines


def describe_archive(data, other):
    """An archive, or a document of the Office formats, which are archives of XML and pictures."""
    theirs = zipfile.ZipFile(io.BytesIO(other)) if other else None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            known = theirs.read(name) if theirs and name in theirs.namelist() else None
            yield from (f"{name}: {line}" for line in describe(name, archive.read(name), known))


def describe_pdf(data, other):
    import pypdf

    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages):
        yield f"page {number}: {[float(side) for side in page.mediabox]}"
        yield from page.extract_text().splitlines()
        contents = page.get_contents()
        yield from contents.get_data().decode("latin-1").splitlines() if contents else []
        yield from (f"{image.image.size} {image.image.mode}" for image in page.images)


def describe_array(data, other):
    import numpy

    loaded = numpy.load(io.BytesIO(data))
    arrays = loaded if hasattr(loaded, "files") else {"": loaded}
    for name in sorted(arrays):
        array = arrays[name]
        yield f"{name}: {array.dtype} {array.shape}"
        yield from (repr(value) for value in array.ravel().tolist())


def describe_sound(data, other):
    import wave

    with wave.open(io.BytesIO(data)) as sound:
        yield str(sound.getparams())
        yield sound.readframes(sound.getnframes()).hex(" ")


def describe_database(data, other):
    import sqlite3

    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    return database.iterdump()


DESCRIBERS = {
    describe_bytes: "bin",
    describe_text: "csv css html ini json md rst tex toml txt yaml",
    describe_xml: "rels svg vml xml",
    describe_picture: "bmp gif jpeg jpg png tiff webp",
    describe_archive: "docx pptx xlsx zip",
    describe_pdf: "pdf",
    describe_array: "npy npz",
    describe_sound: "wav",
    describe_database: "db sqlite",
}
BY_EXTENSION = {extension: call for call, extensions in DESCRIBERS.items() for extension in extensions.split()}


def describe(name, data, other):
    """The lines that say what is in a file; `other` is the native one if this is the sandbox's."""
    call = BY_EXTENSION.get(name.rpartition(".")[2].lower())
    if call is None:
        sys.exit(f"nobody knows how to compare {name}")
    return call(data, other)


def describe_folder(folder, other):
    lines = []
    for path in sorted(folder.iterdir()):
        known = other / path.name if other else None
        theirs = known.read_bytes() if known and known.exists() else None
        lines.append(f"{path.name}:")
        lines.extend(f"{path.name}| {line}" for line in describe(path.name, path.read_bytes(), theirs))
    return "".join(f"{line}\n" for line in lines)


native, sandbox = map(Path, sys.argv[1:])
print(json.dumps([describe_folder(native, None), describe_folder(sandbox, native)]))
