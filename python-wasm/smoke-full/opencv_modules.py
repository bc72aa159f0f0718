import os
import subprocess
import sys

import numpy as np

settings, path = dict(os.environ), list(sys.path)
import cv2

# Its loader looks for no file: what natively it changes stays as it is.
assert dict(os.environ) == settings and sys.path == path
assert cv2.__version__ == "4.14.0" and cv2._native.__name__ == "cv2"
assert cv2.fisheye is sys.modules["cv2.fisheye"] and cv2.utils.__name__ == "cv2.utils"
picture = np.zeros((48, 64, 3), np.uint8)
cv2.rectangle(picture, (8, 8), (40, 30), (0, 255, 0), -1)
contours, _ = cv2.findContours(picture[..., 1].copy(), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
assert len(contours) == 1 and cv2.boundingRect(contours[0]) == (8, 8, 33, 23)
# Errors are exceptions of C++ that Python sees.
for _ in range(3):
    try:
        cv2.cvtColor(picture[..., 0].copy(), cv2.COLOR_BGR2GRAY)
    except cv2.error as error:
        assert error.code == -15 or "scn" in str(error)
    else:
        raise AssertionError
# Data of the package.
assert not cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_eye.xml").empty()
# What is not built: neural networks and graphs of operations.
for name in "dnn", "gapi":
    assert not hasattr(cv2, name), name
for suffix in ".avif", ".exr", ".jxl":
    assert not cv2.haveImageWriter("picture" + suffix), suffix
assert all(cv2.haveImageWriter("picture" + suffix) for suffix in (".png", ".jpg", ".tif", ".webp", ".jp2", ".gif"))
# One thread, no other processor, and no screen.
assert cv2.getNumThreads() == 1 and not cv2.ocl.haveOpenCL()
try:
    cv2.imshow("picture", picture)
except cv2.error as error:
    assert "not implemented" in str(error)
else:
    raise AssertionError
# Films are motion JPEG in AVI, or files of pictures.
writer = cv2.VideoWriter("/tmp/film.avi", cv2.VideoWriter_fourcc(*"MJPG"), 10, (64, 48))
assert writer.isOpened()
for step in range(5):
    writer.write(np.roll(picture, step, axis=1))
writer.release()
film = cv2.VideoCapture("/tmp/film.avi")
frames = 0
while film.read()[0]:
    frames += 1
assert frames == 5
assert not cv2.VideoWriter("/tmp/film.mp4", cv2.VideoWriter_fourcc(*"mp4v"), 10, (64, 48)).isOpened()
assert not cv2.VideoCapture(0).isOpened()
# It was loaded when the image was made: what its variables say now comes too late.
script = "import cv2, numpy; cv2.imdecode(cv2.imencode('.png', numpy.zeros((4, 4), 'u1'))[1], 0)"
subprocess.run([sys.executable, "-c", script], env=settings | {"OPENCV_IO_MAX_IMAGE_PIXELS": "1"}, check=True)
