#### thumbnails_of_photos
import os

import numpy as np
from PIL import Image, ImageOps

y, x = np.mgrid[0:480, 0:640]
photo = np.stack([x * 255 / 639, y * 255 / 479, 127 + 120 * np.sin(x / 40) * np.cos(y / 30)], axis=-1)
Image.fromarray(photo.astype(np.uint8)).save("photo.jpg", quality=90)

folder = os.environ["OUTPUT_DIR"]
with Image.open("photo.jpg") as image:
    print(image.format, image.size, image.mode)
    small = image.copy()
    small.thumbnail((160, 160))
    small.save(os.path.join(folder, "small.png"))
    ImageOps.fit(image, (128, 128), method=Image.Resampling.LANCZOS).save(os.path.join(folder, "square.webp"), lossless=True)
    ImageOps.pad(image, (200, 200), color="white").save(os.path.join(folder, "padded.jpg"), quality=85)
    image.rotate(30, expand=True, resample=Image.Resampling.BICUBIC).resize((240, 240)).save(os.path.join(folder, "turned.png"))
    grey = ImageOps.grayscale(image)
    print("Mean brightness:", round(float(np.asarray(grey).mean()), 4))
for name in sorted(os.listdir(folder)):
    with Image.open(os.path.join(folder, name)) as image:
        print(name, image.format, image.size, image.mode)

#### find_letters_by_threshold
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

page = Image.new("L", (420, 120), 230)
draw = ImageDraw.Draw(page)
draw.text((20, 30), "HELLO WORLD", fill=30, font=ImageFont.load_default(size=40))
pixels = np.asarray(page, dtype=float) + np.linspace(-40, 20, 420) + np.random.default_rng(2).normal(0, 6, (120, 420))

histogram, edges = np.histogram(pixels, bins=256)
middle = (edges[:-1] + edges[1:]) / 2
weight = np.cumsum(histogram)
mean = np.cumsum(histogram * middle)
with np.errstate(divide="ignore", invalid="ignore"):
    between = (mean[-1] * weight / weight[-1] - mean) ** 2 / (weight * (weight[-1] - weight))
threshold = middle[np.nanargmax(between)]
print(f"Otsu threshold: {threshold:.3f}")
ink = ndimage.binary_opening(pixels < threshold, iterations=1)
labels, count = ndimage.label(ink, structure=np.ones((3, 3)))
boxes = ndimage.find_objects(labels)
letters = sorted((box[1].start, box[1].stop - box[1].start, box[0].stop - box[0].start) for box in boxes
                 if box[0].stop - box[0].start > 15)
print("Components:", count, "letters:", len(letters))
for left, width, height in letters:
    print(f"  x={left} {width}x{height}")
gaps = [b[0] - a[0] - a[1] for a, b in zip(letters, letters[1:])]
print("Words:", 1 + sum(gap > 12 for gap in gaps))
result = Image.fromarray(np.where(ink, 0, 255).astype(np.uint8)).convert("RGB")
marks = ImageDraw.Draw(result)
for box in boxes:
    marks.rectangle((box[1].start, box[0].start, box[1].stop - 1, box[0].stop - 1), outline="red")
result.save(os.path.join(os.environ["OUTPUT_DIR"], "letters.png"))

#### convert_between_formats
import io

import numpy as np
from PIL import Image, features

gradient = np.zeros((64, 96, 4), np.uint8)
gradient[..., 0] = np.arange(96) * 2
gradient[..., 1] = np.arange(64)[:, None] * 3
gradient[..., 3] = 255
gradient[16:48, 32:64, 3] = 90
source = Image.fromarray(gradient)
for name, mode, options in [("PNG", "RGBA", {"optimize": True}), ("JPEG", "RGB", {"quality": 80}), ("GIF", "P", {}),
                            ("BMP", "RGB", {}), ("TIFF", "RGBA", {"compression": "tiff_lzw"}), ("WEBP", "RGBA", {"quality": 70}),
                            ("PPM", "RGB", {}), ("ICO", "RGBA", {"sizes": [(32, 32)]}), ("JPEG2000", "RGB", {}), ("TGA", "RGBA", {}),
                            ("PCX", "L", {})]:
    buffer = io.BytesIO()
    source.convert(mode).save(buffer, name, **options)
    buffer.seek(0)
    back = Image.open(buffer)
    back.load()
    error = np.abs(np.asarray(back.convert("RGB"), float)[:20, :20] - np.asarray(source.convert("RGB"), float)[:20, :20]).mean()
    print(f"{name:9s} {back.mode:5s} {back.size} mean error {error:.2f}")
print("Libraries:", [name for name in ("jpg", "jpg_2000", "zlib", "libtiff", "webp", "freetype2", "littlecms2") if features.check(name)])

#### avif
import io

import numpy as np
from PIL import Image, ImageSequence, features

print("AVIF:", features.check("avif"))
picture = Image.linear_gradient("L").resize((120, 80)).convert("RGB")
picture.paste((200, 30, 60), (20, 20, 60, 50))
for name, image, options in [
    ("colour", picture, {}),
    ("small", picture, {"quality": 20, "speed": 9}),
    ("best", picture, {"quality": 100, "subsampling": "4:4:4"}),
    ("grey", picture.convert("L"), {}),
    ("transparent", picture.convert("RGBA").rotate(30), {"quality": 90}),
]:
    image.save(name + ".avif", **options)
    back = Image.open(name + ".avif")
    error = np.abs(np.asarray(back, dtype=float) - np.asarray(image.convert(back.mode))).mean()
    print(name, back.format, back.mode, back.size, error < (8 if name == "small" else 3))
print([abs(a - b) < 6 for a, b in zip(Image.open("colour.avif").getpixel((40, 35)), (200, 30, 60))])
frames = [picture.rotate(angle) for angle in (0, 90, 180)]
stream = io.BytesIO()
frames[0].save(stream, "AVIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300])
animation = Image.open(stream)
print(animation.n_frames, animation.is_animated)
for frame in ImageSequence.Iterator(animation):
    frame.load()
    print(frame.info["duration"], frame.size)
exif = Image.Exif()
exif[0x010E] = "A note"
picture.save("note.avif", exif=exif)
print(Image.open("note.avif").getexif()[0x010E])
try:
    Image.open(io.BytesIO(stream.getvalue()[:100])).load()
except (OSError, SyntaxError, ValueError) as error:
    print(type(error).__name__)

#### watermark_and_text
import os

from PIL import Image, ImageDraw, ImageFilter, ImageFont

picture = Image.linear_gradient("L").resize((400, 240)).convert("RGBA")
overlay = Image.new("RGBA", picture.size, (0, 0, 0, 0))
draw = ImageDraw.Draw(overlay)
font = ImageFont.load_default(size=28)
text = "© Example 2024"
left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
print("Text box:", left, top, right, bottom)
draw.text(((400 - right) / 2, (240 - bottom) / 2), text, font=font, fill=(255, 0, 0, 128), stroke_width=1, stroke_fill=(0, 0, 0, 128))
marked = Image.alpha_composite(picture, overlay)
shape = ImageDraw.Draw(marked)
shape.rounded_rectangle((10, 10, 90, 60), radius=12, fill="#1f77b4", outline="white", width=3)
shape.ellipse((310, 10, 390, 60), fill=(44, 160, 44))
shape.polygon([(200, 180), (170, 230), (230, 230)], fill="orange")
shape.arc((20, 160, 100, 230), 0, 270, fill="black", width=4)
shape.line([(120, 200), (150, 170), (160, 220)], fill="purple", width=5, joint="curve")
soft = marked.convert("RGB").filter(ImageFilter.GaussianBlur(1.5))
soft.save(os.path.join(os.environ["OUTPUT_DIR"], "soft.png"))
marked.save(os.path.join(os.environ["OUTPUT_DIR"], "marked.png"), dpi=(150, 150))
print(marked.getpixel((50, 35)), marked.getpixel((350, 35)), len(text), font.getlength(text))

#### improve_contrast_and_find_edges
import os

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from scipy import ndimage

y, x = np.mgrid[-60:60, -80:80]
scene = 100 + 20 * (np.hypot(x + 30, y) < 30) + 15 * ((np.abs(x - 35) < 25) & (np.abs(y) < 35))
image = Image.fromarray((scene + np.random.default_rng(1).normal(0, 2, scene.shape)).clip(0, 255).astype(np.uint8))
print("Range:", image.getextrema())
stretched = ImageOps.autocontrast(image, cutoff=1)
equal = ImageOps.equalize(image)
print("Stretched:", stretched.getextrema(), "equalised mean:", round(float(np.asarray(equal).mean()), 4))
smooth = stretched.filter(ImageFilter.MedianFilter(5))
values = np.asarray(smooth, float)
gradient = np.hypot(ndimage.sobel(values, 0), ndimage.sobel(values, 1))
edges = gradient > 0.35 * gradient.max()
print("Edge pixels:", int(edges.sum()), "largest gradient:", round(gradient.max(), 4))
regions, count = ndimage.label(values > 100)
sizes = ndimage.sum_labels(np.ones_like(values), regions, range(1, count + 1))
centres = ndimage.center_of_mass(values > 100, regions, range(1, count + 1))
for size, centre in sorted(zip(sizes, centres), reverse=True)[:2]:
    print(f"Region of {size:.0f} pixels at {centre[0]:.2f}, {centre[1]:.2f}")
board = Image.new("L", (320, 240))
for index, part in enumerate([stretched, smooth, Image.fromarray(edges.astype(np.uint8) * 255), ImageEnhance.Sharpness(stretched).enhance(3)]):
    board.paste(part, (index % 2 * 160, index // 2 * 120))
board.save(os.path.join(os.environ["OUTPUT_DIR"], "board.png"))

#### main_colours_of_a_picture
import os

import numpy as np
from PIL import Image
from scipy.cluster.vq import kmeans2

rng = np.random.default_rng(10)
flag = np.zeros((90, 150, 3))
flag[:30], flag[30:60], flag[60:] = (200, 30, 40), (245, 240, 235), (20, 60, 140)
flag = (flag + rng.normal(0, 6, flag.shape)).clip(0, 255).astype(np.uint8)
image = Image.fromarray(flag)
centres, labels = kmeans2(flag.reshape(-1, 3).astype(float), 3, minit="++", rng=np.random.default_rng(4))
for index in np.argsort(-np.bincount(labels), kind="stable"):
    colour = centres[index].round().astype(int)
    print("#%02x%02x%02x" % tuple(colour), f"{(labels == index).mean():.2%}")
quantised = image.quantize(4, method=Image.Quantize.MEDIANCUT)
print("Palette:", [tuple(quantised.getpalette()[i:i + 3]) for i in range(0, 12, 3)])
red, green, blue = image.split()
print("Histogram peaks:", [int(np.argmax(band.histogram())) for band in (red, green, blue)])
print("HSV of the middle:", image.convert("HSV").getpixel((75, 10)), "Lab-like luma:", image.convert("L").getpixel((75, 45)))
Image.merge("RGB", (blue, green, red)).save(os.path.join(os.environ["OUTPUT_DIR"], "swapped.png"))
image.quantize(8, dither=Image.Dither.NONE).save(os.path.join(os.environ["OUTPUT_DIR"], "indexed.gif"))

#### photo_metadata
import io

from PIL import ExifTags, Image, PngImagePlugin, TiffImagePlugin

image = Image.new("RGB", (60, 40), "navy")
image.putpixel((0, 0), (255, 0, 0))
exif = image.getexif()
exif[ExifTags.Base.Make] = "Example"
exif[ExifTags.Base.Orientation] = 6
exif[ExifTags.Base.DateTime] = "2024:05:01 10:20:30"
place = exif.get_ifd(ExifTags.IFD.GPSInfo)
rational = TiffImagePlugin.IFDRational
place.update({1: "N", 2: (rational(48), rational(12), rational(3012, 100)), 3: "E", 4: (rational(11), rational(34), rational(0))})
buffer = io.BytesIO()
image.save(buffer, "JPEG", exif=exif, quality=95)
read = Image.open(io.BytesIO(buffer.getvalue()))
for key, value in sorted(read.getexif().items()):
    if key in ExifTags.TAGS and ExifTags.TAGS[key] != "GPSInfo":
        print(ExifTags.TAGS[key], value)
gps = read.getexif().get_ifd(ExifTags.IFD.GPSInfo)
degrees = lambda parts: float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
print(f"Position: {degrees(gps[2]):.6f} {gps[1]}, {degrees(gps[4]):.6f} {gps[3]}")
from PIL import ImageOps

print("Upright:", ImageOps.exif_transpose(read).size, "stored:", read.size)
notes = PngImagePlugin.PngInfo()
notes.add_text("Author", "Ann")
notes.add_itxt("Titel", "Grüße")
buffer = io.BytesIO()
image.save(buffer, "PNG", pnginfo=notes)
print(Image.open(io.BytesIO(buffer.getvalue())).text)

#### compare_two_pictures
import os

import numpy as np
from PIL import Image, ImageChops, ImageDraw
from scipy import ndimage

first = Image.effect_mandelbrot((200, 150), (-2, -1.2, 0.8, 1.2), 60).convert("RGB")
second = first.copy()
draw = ImageDraw.Draw(second)
draw.rectangle((30, 40, 55, 60), fill="red")
draw.line((150, 20, 180, 45), fill="yellow", width=3)
difference = ImageChops.difference(first, second)
print("Bounding box:", difference.getbbox())
changed = np.asarray(difference).any(axis=2)
print(f"Changed: {changed.mean():.4%}")
labels, count = ndimage.label(ndimage.binary_dilation(changed, iterations=2))
print("Places:", count, [tuple((s.start, s.stop) for s in box) for box in ndimage.find_objects(labels)])


def brightness_hash(image):
    small = np.asarray(image.convert("L").resize((9, 8), Image.Resampling.BOX), int)
    return (small[:, 1:] > small[:, :-1]).ravel()


print("Hash distance:", int((brightness_hash(first) != brightness_hash(second)).sum()), "flipped:",
      int((brightness_hash(first) != brightness_hash(first.transpose(Image.Transpose.FLIP_LEFT_RIGHT))).sum()))
error = np.mean((np.asarray(first, float) - np.asarray(second, float)) ** 2)
print(f"PSNR: {10 * np.log10(255**2 / error):.5f} dB")
Image.blend(first, second, 0.5).save(os.path.join(os.environ["OUTPUT_DIR"], "blend.png"))
