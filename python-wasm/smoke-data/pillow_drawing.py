import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageMath, ImageOps

picture = Image.new("RGBA", (200, 100), "white")
draw = ImageDraw.Draw(picture)
draw.rectangle((10, 10, 90, 90), fill="#336699", outline="black", width=3)
draw.ellipse((60, 20, 140, 80), fill=(255, 0, 0, 128))
draw.line([(0, 0), (100, 50), (199, 0)], fill="green", width=5, joint="curve")
font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 18)
asian = ImageFont.truetype("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 18)
draw.text((100, 60), "Vivarium", font=font, fill="black")
draw.text((100, 80), "日本語 中文", font=asian, fill="black")
assert font.getbbox("Vivarium")[2] in range(70, 85)
# Layout from right to left, by raqm.
assert font.getlength("مرحبا", direction="rtl") > 0
assert picture.getpixel((20, 20)) == (0x33, 0x66, 0x99, 255)

pixels = np.asarray(picture.convert("L"))
assert pixels.shape == (100, 200) and Image.fromarray(pixels).tobytes() == pixels.tobytes()
small = picture.resize((50, 25), Image.Resampling.LANCZOS)
assert small.size == (50, 25) and ImageOps.fit(picture, (30, 30)).size == (30, 30)
for kernel in (ImageFilter.GaussianBlur(2), ImageFilter.SHARPEN, ImageFilter.FIND_EDGES, ImageFilter.MedianFilter(3)):
    assert picture.convert("RGB").filter(kernel).size == picture.size
grey = picture.convert("L")
assert ImageChops.difference(grey, ImageOps.invert(ImageOps.invert(grey))).getbbox() is None
black_and_white = grey.point(lambda value: 255 * (value > 128))
assert set(np.unique(np.asarray(black_and_white))) == {0, 255}
assert ImageEnhance.Contrast(grey).enhance(1.0).tobytes() == grey.tobytes()
assert ImageMath.lambda_eval(lambda args: args["a"] + 1, a=Image.new("I", (2, 2), 41)).getpixel((0, 0)) == 42
assert len(picture.convert("RGB").quantize(8).getcolors()) <= 8
assert picture.rotate(30, expand=True).size > picture.size and len(grey.histogram()) == 256
