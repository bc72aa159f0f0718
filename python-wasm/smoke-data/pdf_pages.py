import shutil
import subprocess
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pypdf
from PIL import Image
from pdf2image import convert_from_bytes, convert_from_path, pdfinfo_from_path
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def ink(picture, box):
    """The share of dark pixels of a part, given in points from the page's lower left corner at 72 per inch."""
    left, bottom, right, top = box
    part = picture.convert("L").crop((left, picture.height - top, right, picture.height - bottom))
    return sum(part.histogram()[:128]) / (part.width * part.height)


pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
picture = Image.linear_gradient("L").resize((120, 60)).convert("RGB")
page = canvas.Canvas("report.pdf", pagesize=(400, 300))
page.setTitle("Report")
# None of these fonts is in the document.
lines = {"Helvetica-Bold": "Hello page", "Times-Italic": "Hello page", "Courier": "Hello page"}
lines |= {"Symbol": "\u03b1\u03b2\u03b3\u03b4", "STSong-Light": "\u6c49\u5b57\u6587"}
for line, (font, text) in enumerate(lines.items()):
    page.setFont(font, 20)
    page.drawString(20, 250 - 40 * line, text)
page.setFillColorRGB(1, 0, 0)
page.rect(250, 200, 100, 50, stroke=0, fill=1)
page.setLineWidth(4)
page.line(250, 150, 350, 150)
page.drawInlineImage(picture, 250, 50)
page.showPage()
page.drawString(20, 20, "Second")
page.save()

first, second = convert_from_path("report.pdf", dpi=72)
assert first.size == second.size == (400, 300) and first.getpixel((300, 75)) == (255, 0, 0)
for line in range(5):
    assert 0.04 < ink(first, (20, 248 - 40 * line, 80, 268 - 40 * line)) < 0.5, line
assert ink(first, (260, 149, 340, 151)) == 1 and ink(first, (120, 0, 240, 300)) < 0.02
assert ink(first, (250, 80, 370, 110)) > 0.9 and ink(first, (250, 50, 370, 80)) < 0.1
large = convert_from_bytes(Path("report.pdf").read_bytes(), dpi=144, first_page=2, grayscale=True)
assert len(large) == 1 and large[0].size == (800, 600) and large[0].mode == "L"
for kind, magic in (("png", b"\x89PNG"), ("jpeg", b"\xff\xd8\xff"), ("tiff", b"II*\0")):
    run("pdftoppm", f"-{kind}", "-singlefile", "report.pdf", kind)
    (drawn,) = Path(".").glob(f"{kind}.*")
    assert drawn.read_bytes().startswith(magic)

information = pdfinfo_from_path("report.pdf")
assert information["Pages"] == 2 and information["Title"] == "Report"
assert "\u6c49\u5b57\u6587" in run("pdftotext", "-layout", "report.pdf", "-")
assert "Helvetica-Bold" in run("pdffonts", "report.pdf")
run("pdfimages", "-png", "report.pdf", "part")
assert Image.open("part-000.png").size == (120, 60)
run("pdfseparate", "report.pdf", "page%d.pdf")
run("pdfunite", "page2.pdf", "page1.pdf", "page2.pdf", "turned.pdf")
assert pdfinfo_from_path("turned.pdf")["Pages"] == 3
assert run("pdftotext", "turned.pdf", "-").startswith("Second")
assert "Hello" in run("pdftohtml", "-stdout", "-i", "report.pdf")
run("pdfattach", "report.pdf", "page1.pdf", "with.pdf")
assert "page1.pdf" in run("pdfdetach", "-list", "with.pdf")
run("pdftops", "report.pdf")
assert Path("report.ps").read_bytes().startswith(b"%!PS")

figure, axes = plt.subplots(figsize=(4, 3))
axes.fill_between([0, 1, 2], [0, 1, 0], color="black")
axes.set_title("A plot")
figure.savefig("plot.pdf")
figure.savefig("plot.png", dpi=72)
(drawn,) = convert_from_path("plot.pdf", dpi=72)
expected = Image.open("plot.png").convert("RGB")
assert drawn.size == expected.size
assert np.abs(np.asarray(drawn, dtype=int) - np.asarray(expected)).mean() < 6

writer = pypdf.PdfWriter(clone_from="report.pdf")
writer.encrypt("secret", algorithm="RC4-128")
writer.write("locked.pdf")
locked, _ = convert_from_path("locked.pdf", dpi=72, userpw="secret")
assert locked.tobytes() == first.tobytes()
assert [shutil.which(program) for program in ("pdftocairo", "pdfsig")] == [None, None]
broken = subprocess.run(["pdftoppm", "-"], input=b"no document", capture_output=True)
assert broken.returncode == 1 and b"Syntax" in broken.stderr
