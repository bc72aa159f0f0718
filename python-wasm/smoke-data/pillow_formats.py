import io

from PIL import Image, features

photo = Image.radial_gradient("L").resize((120, 80))
colours = Image.merge("RGB", [photo, photo.rotate(90), photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT)])
lossless = {"PNG": {}, "BMP": {}, "PPM": {}, "TGA": {}, "WEBP": {"lossless": True}, "JPEG2000": {}}
lossless |= {f"TIFF {kind}": {"compression": kind} for kind in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits")}
for name, options in lossless.items():
    stream = io.BytesIO()
    colours.save(stream, name.split()[0], **options)
    again = Image.open(io.BytesIO(stream.getvalue()))
    assert again.convert("RGB").tobytes() == colours.tobytes(), name
for name, options in {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}, "TIFF": {"compression": "jpeg"}}.items():
    stream = io.BytesIO()
    colours.save(stream, name, **options)
    again = Image.open(io.BytesIO(stream.getvalue())).convert("RGB")
    distance = sum(abs(a - b) for a, b in zip(again.tobytes(), colours.tobytes())) / len(colours.tobytes())
    assert again.size == colours.size and distance < 4, (name, distance)
frames = [Image.new("RGB", (20, 20), (50 * n, 0, 255 - 50 * n)) for n in range(5)]
stream = io.BytesIO()
frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:], duration=100)
assert Image.open(io.BytesIO(stream.getvalue())).n_frames == 5
progressive = io.BytesIO()
colours.save(progressive, "JPEG", progressive=True, optimize=True, exif=Image.Exif())
assert Image.open(io.BytesIO(progressive.getvalue())).info["progressive"]
assert all(features.check(name) for name in ("jpg", "jpg_2000", "zlib", "libtiff", "webp", "freetype2", "raqm"))
from PIL import ImageCms

lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
assert ImageCms.applyTransform(Image.new("RGB", (1, 1), "white"), lab).getpixel((0, 0)) == (255, 128, 128)
