#### count_coins
import cv2
import numpy as np

rng = np.random.default_rng(7)
picture = np.full((300, 400, 3), (60, 80, 70), np.uint8)
coins = [(60, 60, 30), (160, 70, 42), (300, 80, 50), (80, 200, 36), (200, 220, 25), (330, 220, 44)]
for x, y, radius in coins:
    cv2.circle(picture, (x, y), radius, (190, 200, 210), -1, cv2.LINE_AA)
picture = np.clip(picture + rng.normal(0, 8, picture.shape), 0, 255).astype(np.uint8)

grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
blurred = cv2.GaussianBlur(grey, (7, 7), 0)
threshold, mask = cv2.threshold(blurred, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
print("Otsu threshold:", threshold)
mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
contours, hierarchy = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
print(len(contours), hierarchy.shape)
for contour in sorted(contours, key=cv2.contourArea):
    (x, y), radius = cv2.minEnclosingCircle(contour)
    roundness = 4 * np.pi * cv2.contourArea(contour) / cv2.arcLength(contour, True) ** 2
    moments = cv2.moments(contour)
    centre = moments["m10"] / moments["m00"], moments["m01"] / moments["m00"]
    print(f"{x:.1f} {y:.1f} {radius:.1f}", cv2.boundingRect(contour), f"{roundness:.2f}",
          f"{centre[0]:.2f} {centre[1]:.2f}", len(cv2.convexHull(contour)) > 8)
count, labels, stats, centroids = cv2.connectedComponentsWithStats(mask)
print(count, labels.dtype, stats[1:, cv2.CC_STAT_AREA].tolist(), np.round(centroids[1:], 1).tolist())
distance = cv2.distanceTransform(mask, cv2.DIST_L2, 5)
print(round(float(distance.max()), 2))
print(cv2.pointPolygonTest(np.array([[0, 0], [10, 0], [10, 10], [0, 10]]), (5, 3), True))
square = np.array([[[10, 10]], [[50, 12]], [[52, 50]], [[8, 48]], [[30, 11]]], np.int32)
print(cv2.approxPolyDP(square, 5, True).reshape(-1, 2).tolist(), np.round(cv2.minAreaRect(square)[1], 3).tolist())

#### resize_and_warp
import cv2
import numpy as np

y, x = np.mgrid[0:120, 0:160]
picture = np.dstack([x * 255 // 159, y * 255 // 119, (x + y) % 256]).astype(np.uint8)
for name in ["INTER_NEAREST", "INTER_LINEAR", "INTER_AREA", "INTER_CUBIC", "INTER_LANCZOS4"]:
    small = cv2.resize(picture, (64, 48), interpolation=getattr(cv2, name))
    large = cv2.resize(picture, None, fx=1.5, fy=2, interpolation=getattr(cv2, name))
    print(name, small.shape, large.shape, small.mean(axis=(0, 1)).round(1).tolist(), large[60, 60].astype(int) // 4)
turn = cv2.getRotationMatrix2D((80, 60), 30, 0.8)
print(turn.round(6).tolist())
turned = cv2.warpAffine(picture, turn, (160, 120), borderMode=cv2.BORDER_REFLECT)
print(turned.shape, turned.mean(axis=(0, 1)).round(0).tolist())
source = np.float32([[0, 0], [159, 0], [159, 119], [0, 119]])
target = np.float32([[10, 5], [150, 20], [140, 110], [5, 100]])
view = cv2.getPerspectiveTransform(source, target)
print(cv2.perspectiveTransform(source[None], view).round(3).tolist())
back = cv2.warpPerspective(cv2.warpPerspective(picture, view, (160, 120)), view, (160, 120), flags=cv2.WARP_INVERSE_MAP)
print(np.abs(back[20:100, 20:140].astype(int) - picture[20:100, 20:140]).mean() < 1)
print(cv2.flip(picture, 1)[0, 0].tolist(), cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE).shape)
hsv = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
print(cv2.inRange(hsv, (20, 50, 50), (80, 255, 255)).sum() // 255, hsv[60, 80].tolist())
for code in ["RGB", "LAB", "YCrCb", "HLS", "Luv", "XYZ", "YUV"]:
    there = cv2.cvtColor(picture, getattr(cv2, "COLOR_BGR2" + code))
    again = cv2.cvtColor(there, getattr(cv2, f"COLOR_{code}2BGR"))
    print(code, there[30, 40].tolist(), np.abs(again.astype(int) - picture).mean() < 3)
print(cv2.copyMakeBorder(picture, 2, 3, 4, 5, cv2.BORDER_CONSTANT, value=(1, 2, 3)).shape)
print([level.shape for level in (cv2.pyrDown(picture), cv2.pyrUp(picture))])
print(cv2.addWeighted(picture, 0.7, cv2.flip(picture, 0), 0.3, 5)[10, 10].tolist())
print(cv2.equalizeHist(picture[..., 0])[5, ::40].tolist(), cv2.LUT(picture, np.arange(255, -1, -1).astype(np.uint8))[9, 9])
print(cv2.createCLAHE(2.0, (8, 8)).apply(picture[..., 1]).shape)

#### encode_and_decode
import os

import cv2
import numpy as np

y, x = np.mgrid[0:90, 0:120]
picture = np.dstack([x * 2, y * 2, 128 + 100 * np.sin(x / 9) * np.cos(y / 7)]).astype(np.uint8)
for suffix, options in [
    (".png", [cv2.IMWRITE_PNG_COMPRESSION, 9]), (".bmp", []), (".tiff", []), (".ppm", []), (".webp", []), (".jp2", []),
    (".jpg", [cv2.IMWRITE_JPEG_QUALITY, 90]), (".gif", []), (".hdr", []),
]:
    fine, data = cv2.imencode(suffix, picture, options)
    again = cv2.imdecode(data, cv2.IMREAD_COLOR)
    error = np.abs(again.astype(int) - picture).mean()
    exact = suffix in {".png", ".bmp", ".tiff", ".ppm", ".jp2"}
    print(suffix, fine, data.dtype, data.ndim, again.shape, error == 0 if exact else error < 20)
four = np.dstack([picture, np.full((90, 120), 77, np.uint8)])
deep = picture.astype(np.uint16) * 257
for name, image in [("four.png", four), ("deep.png", deep), ("deep.tif", deep), ("grey.png", picture[..., 0])]:
    path = os.path.join(os.environ["OUTPUT_DIR"], name)
    print(cv2.imwrite(path, image))
    again = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    print(name, again.shape, again.dtype, np.array_equal(again, image), cv2.imread(path, cv2.IMREAD_GRAYSCALE).shape)
    os.remove(path)
pages = [picture, 255 - picture]
print(cv2.imwritemulti("pages.tiff", pages), cv2.imcount("pages.tiff"))
fine, again = cv2.imreadmulti("pages.tiff")
print(fine, [np.array_equal(page, other) for page, other in zip(pages, again)])
# A warning would tell how long the process has run.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
print(cv2.imread("missing.png"), cv2.imdecode(np.frombuffer(b"no picture", np.uint8), 1), cv2.haveImageReader("pages.tiff"))
try:
    cv2.imwrite("picture.unknown", picture)
except cv2.error as error:
    print(error.code, error.err)

#### lines_and_edges
import cv2
import numpy as np

# Intel's library, which is in the wheel, rounds down where OpenCV rounds.
cv2.ipp.setUseIPP(False)
page = np.zeros((200, 300), np.uint8)
cv2.line(page, (20, 30), (280, 30), 255, 2)
cv2.line(page, (40, 190), (200, 20), 255, 2)
cv2.rectangle(page, (120, 90), (260, 170), 255, 2)
edges = cv2.Canny(page, 50, 150, apertureSize=3)
print(edges.dtype, int((edges > 0).sum()))
lines = cv2.HoughLinesP(edges, 1, np.pi / 180, 60, minLineLength=50, maxLineGap=5)
angles = sorted({round(float(np.degrees(np.arctan2(y2 - y1, x2 - x1)))) % 180 for x1, y1, x2, y2 in lines.reshape(-1, 4)})
print(len(lines) > 5, angles)
straight = cv2.HoughLines(edges, 1, np.pi / 180, 120).reshape(-1, 2)
print(sorted({round(float(np.degrees(theta))) for _, theta in straight}))
disc = np.zeros((160, 160), np.uint8)
cv2.circle(disc, (80, 70), 40, 255, 3)
circles = cv2.HoughCircles(cv2.GaussianBlur(disc, (5, 5), 1), cv2.HOUGH_GRADIENT, 1, 50, param1=100, param2=20)
print([[round(float(value) / 4) for value in circle] for circle in circles.reshape(-1, 3)])
for name, result in [
    ("Sobel", cv2.Sobel(page, cv2.CV_64F, 1, 0, ksize=3)), ("Scharr", cv2.Scharr(page, cv2.CV_32F, 0, 1)),
    ("Laplacian", cv2.Laplacian(page, cv2.CV_16S)), ("median", cv2.medianBlur(page, 5)),
    ("box", cv2.blur(page, (5, 5))), ("filter", cv2.filter2D(page, -1, np.ones((3, 3)) / 9)),
    ("bilateral", cv2.bilateralFilter(page, 5, 50, 50)), ("adaptive", cv2.adaptiveThreshold(
        page, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, 11, 2)),
]:
    print(name, result.dtype, float(np.abs(result.astype(float)).sum()).__round__(1))
cv2.putText(page, "Vivarium", (30, 150), cv2.FONT_HERSHEY_SIMPLEX, 1, 200, 2, cv2.LINE_AA)
print(cv2.getTextSize("Vivarium", cv2.FONT_HERSHEY_SIMPLEX, 1, 2), int(page.sum()))
corners = cv2.goodFeaturesToTrack(page, 20, 0.05, 10).reshape(-1, 2)
print(len(corners), sorted(corners.astype(int).tolist())[:4])

#### find_by_template
import cv2
import numpy as np

rng = np.random.default_rng(5)
scene = cv2.GaussianBlur(rng.integers(0, 255, (160, 220), dtype=np.uint8), (5, 5), 0)
patch = scene[60:92, 100:140].copy()
for name in ["TM_CCOEFF", "TM_CCOEFF_NORMED", "TM_CCORR_NORMED", "TM_SQDIFF", "TM_SQDIFF_NORMED"]:
    result = cv2.matchTemplate(scene, patch, getattr(cv2, name))
    low, high, low_at, high_at = cv2.minMaxLoc(result)
    print(name, result.shape, low_at if "SQDIFF" in name else high_at, round(high, 2) if name.endswith("ED") else "")
moved = cv2.warpAffine(scene, np.float32([[1, 0, 6], [0, 1, -4]]), (220, 160))
(x, y), response = cv2.phaseCorrelate(scene.astype(float), moved.astype(float))
print(round(x), round(y), response > 0.5)
points = cv2.goodFeaturesToTrack(scene, 30, 0.1, 10)
after, found, _ = cv2.calcOpticalFlowPyrLK(scene, moved, points, None, winSize=(15, 15))
print(np.median((after - points)[found == 1], axis=0).round(1).tolist())
histogram = cv2.calcHist([scene], [0], None, [8], [0, 256])
print(histogram.ravel().astype(int).tolist(), cv2.compareHist(histogram, histogram, cv2.HISTCMP_CORREL))
subtractor = cv2.createBackgroundSubtractorMOG2(history=10, detectShadows=False)
for step in range(12):
    frame = scene.copy()
    cv2.rectangle(frame, (10 + 12 * step, 40), (25 + 12 * step, 70), 255, -1)
    mask = subtractor.apply(frame)
print(mask.shape, int((mask[40:71, 142:158] > 0).sum()) > 300, int((mask[100:] > 0).sum()))

#### match_features
import cv2
import numpy as np

rng = np.random.default_rng(3)
scene = np.full((240, 320), 40, np.uint8)
for _ in range(60):
    x, y = rng.integers(10, 300), rng.integers(10, 220)
    cv2.rectangle(scene, (int(x), int(y)), (int(x + rng.integers(5, 40)), int(y + rng.integers(5, 30))), int(rng.integers(60, 255)), -1)
turn = cv2.getRotationMatrix2D((160, 120), 20, 0.9)
moved = cv2.warpAffine(scene, turn, (320, 240), borderValue=40)
for name, detector, norm in [
    ("ORB", cv2.ORB_create(500), cv2.NORM_HAMMING), ("SIFT", cv2.SIFT_create(300), cv2.NORM_L2),
    ("AKAZE", cv2.AKAZE_create(), cv2.NORM_HAMMING), ("BRISK", cv2.BRISK_create(), cv2.NORM_HAMMING),
]:
    first, first_descriptors = detector.detectAndCompute(scene, None)
    second, second_descriptors = detector.detectAndCompute(moved, None)
    matches = sorted(cv2.BFMatcher(norm, crossCheck=True).match(first_descriptors, second_descriptors), key=lambda match: match.distance)
    source = np.float32([first[match.queryIdx].pt for match in matches]).reshape(-1, 1, 2)
    target = np.float32([second[match.trainIdx].pt for match in matches]).reshape(-1, 1, 2)
    affine, inliers = cv2.estimateAffinePartial2D(source, target, method=cv2.RANSAC, ransacReprojThreshold=3)
    homography, mask = cv2.findHomography(source, target, cv2.RANSAC, 3.0)
    print(name, first_descriptors.shape[1], first_descriptors.dtype, len(first) > 50, len(matches) > 30,
          np.abs(affine[:, :2] - turn[:, :2]).max() < 0.03, np.abs(homography[:2, :2] - turn[:, :2]).max() < 0.1)
_, descriptors = cv2.SIFT_create(300).detectAndCompute(scene, None)
flann = cv2.FlannBasedMatcher({"algorithm": 1, "trees": 4}, {"checks": 64})
pairs = flann.knnMatch(descriptors, descriptors, k=2)
print(sum(pair[0].queryIdx == pair[0].trainIdx or pair[0].distance == 0 for pair in pairs) == len(pairs))
points = cv2.FastFeatureDetector_create(40).detect(scene)
print(len(points), points[0].pt, cv2.drawKeypoints(scene, points[:10], None).shape)
camera = np.array([[300, 0, 160], [0, 300, 120], [0, 0, 1]], float)
cube = np.float32([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
projected, _ = cv2.projectPoints(cube, np.array([0.1, -0.2, 0.3]), np.array([0.2, -0.1, 6.0]), camera, None)
fine, rotation, translation = cv2.solvePnP(cube, projected, camera, None)
print(fine, rotation.ravel().round(3).tolist(), translation.ravel().round(3).tolist(), cv2.Rodrigues(rotation)[0].shape)

#### learn_and_cluster
import cv2
import numpy as np

rng = np.random.default_rng(1)
points = np.vstack([rng.normal(centre, 0.4, (60, 2)) for centre in [(0, 0), (4, 1), (1, 5)]]).astype(np.float32)
labels = np.repeat(np.arange(3, dtype=np.int32), 60)
cv2.setRNGSeed(12)
criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 100, 1e-4)
compactness, found, centres = cv2.kmeans(points, 3, None, criteria, 5, cv2.KMEANS_PP_CENTERS)
print(round(compactness, 2), sorted((centres * 100).round().astype(int).tolist()), np.bincount(found.ravel()).tolist())

machine = cv2.ml.SVM_create()
machine.setType(cv2.ml.SVM_C_SVC)
machine.setKernel(cv2.ml.SVM_RBF)
machine.setGamma(0.5)
machine.setC(2)
machine.train(points, cv2.ml.ROW_SAMPLE, labels)
print(machine.isTrained(), (machine.predict(points)[1].ravel() == labels).mean(), machine.getSupportVectors().shape[1])
machine.save("machine.xml")
print(np.array_equal(cv2.ml.SVM_load("machine.xml").predict(points)[1], machine.predict(points)[1]))
nearest = cv2.ml.KNearest_create()
nearest.train(points, cv2.ml.ROW_SAMPLE, labels)
print(nearest.findNearest(np.float32([[0.1, 0], [4, 1.2], [1, 4.5]]), 5)[1].ravel().tolist())
trees = cv2.ml.RTrees_create()
trees.setMaxDepth(6)
trees.train(points, cv2.ml.ROW_SAMPLE, labels)
print((trees.predict(points)[1].ravel() == labels).mean() > 0.98)
network = cv2.ml.ANN_MLP_create()
network.setLayerSizes(np.array([2, 8, 3]))
network.setActivationFunction(cv2.ml.ANN_MLP_SIGMOID_SYM)
network.setTrainMethod(cv2.ml.ANN_MLP_RPROP)
network.train(points, cv2.ml.ROW_SAMPLE, np.eye(3, dtype=np.float32)[labels])
print((network.predict(points)[1].argmax(axis=1) == labels).mean() > 0.95)
mean, vectors = cv2.PCACompute(points, mean=None)
print((mean * 1000).round().astype(int).tolist(), (np.abs(vectors) * 1000).round().astype(int).tolist())
print(cv2.solve(np.array([[3.0, 1], [1, 2]]), np.array([[9.0], [8]]))[1].ravel().round(6).tolist(), cv2.determinant(np.eye(3) * 2))

#### segment_and_repair
import cv2
import numpy as np

picture = np.full((120, 160, 3), (200, 180, 90), np.uint8)
cv2.circle(picture, (80, 60), 35, (30, 40, 220), -1)
mask = np.zeros((120, 160), np.uint8)
background, foreground = np.zeros((1, 65)), np.zeros((1, 65))
cv2.setRNGSeed(1)
cv2.grabCut(picture, mask, (35, 15, 90, 90), background, foreground, 3, cv2.GC_INIT_WITH_RECT)
print(abs(int(((mask == 1) | (mask == 3)).sum()) - np.pi * 35**2) < 120)
markers = np.zeros((120, 160), np.int32)
markers[60, 80], markers[5, 5] = 1, 2
print(np.unique(cv2.watershed(picture, markers), return_counts=True)[0].tolist())
scratched = picture.copy()
scratched[20:100, 60:62] = 255
hole = np.zeros((120, 160), np.uint8)
hole[20:100, 60:62] = 255
for method in cv2.INPAINT_TELEA, cv2.INPAINT_NS:
    print(np.abs(cv2.inpaint(scratched, hole, 3, method).astype(int) - picture).mean() < 0.5)
noisy = np.clip(picture + np.random.default_rng(0).normal(0, 12, picture.shape), 0, 255).astype(np.uint8)
clean = cv2.fastNlMeansDenoisingColored(noisy, None, 10, 10, 7, 15)
print(np.abs(clean.astype(int) - picture).mean() < np.abs(noisy.astype(int) - picture).mean() / 2)
filled = picture.copy()
print(cv2.floodFill(filled, None, (0, 0), (1, 2, 3))[0], filled[5, 5].tolist())
print(cv2.detailEnhance(picture).shape, cv2.pencilSketch(picture)[0].shape, cv2.stylization(picture).dtype)

code = cv2.QRCodeEncoder_create().encode("Vivarium 42")
large = cv2.copyMakeBorder(cv2.resize(code, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST), 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
text, corners, straight = cv2.QRCodeDetector().detectAndDecode(large)
print(code.shape, repr(text), None if corners is None else corners.shape)
dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
marker = cv2.copyMakeBorder(cv2.aruco.generateImageMarker(dictionary, 23, 120), 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
corners, identities, _ = cv2.aruco.ArucoDetector(dictionary).detectMarkers(marker)
print(identities.tolist(), corners[0].round().astype(int).tolist())
faces = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")
print(faces.empty(), len(faces.detectMultiScale(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))))
people = cv2.HOGDescriptor()
people.setSVMDetector(cv2.HOGDescriptor_getDefaultPeopleDetector())
print(people.getDescriptorSize(), len(people.detectMultiScale(np.zeros((160, 120), np.uint8))[0]))

#### stay_within_arrays
import cv2
import numpy as np

grey = np.zeros((10, 10), np.uint8)
for call in [
    lambda: cv2.resize(grey, (0, 0)),
    lambda: cv2.GaussianBlur(grey, (4, 4), 0),
    lambda: cv2.imread(5),
    lambda: cv2.add(grey, np.zeros((3, 3), np.uint8)),
    lambda: cv2.circle(grey.astype(np.int64), (1, 1), 2, 3),
]:
    try:
        call()
    except (cv2.error, TypeError) as error:
        text = str(error).splitlines()
        print(type(error).__name__, getattr(error, "code", None), getattr(error, "func", None), len(text) > 0)
print(cv2.__version__, cv2.getVersionMajor(), cv2.error.__mro__[1].__name__, cv2.KeyPoint(1, 2, 3).pt)
print(cv2.norm(np.array([3.0, 4.0])), cv2.mean(np.full((4, 4), 7.0)), cv2.countNonZero(np.eye(5)))
matrix = cv2.UMat(np.eye(3, dtype=np.float32))
print(cv2.multiply(matrix, 2.0).get().tolist())
with open("settings.yml", "w") as file:
    file.write("%YAML:1.0\n---\nnumber: 4\nname: \"camera\"\n")
storage = cv2.FileStorage("settings.yml", cv2.FILE_STORAGE_READ)
print(storage.getNode("number").real(), storage.getNode("name").string(), storage.getNode("none").isNone())
storage.release()
storage = cv2.FileStorage("matrix.json", cv2.FILE_STORAGE_WRITE)
storage.write("camera", np.array([[1.5, 0], [0, 2]]))
storage.release()
storage = cv2.FileStorage("matrix.json", cv2.FILE_STORAGE_READ)
print(storage.getNode("camera").mat().tolist())
spectrum = cv2.dft(np.float32([[1, 2, 3, 4]]), flags=cv2.DFT_COMPLEX_OUTPUT)
print(spectrum.reshape(-1, 2).round(4).tolist(), cv2.idft(spectrum, flags=cv2.DFT_SCALE | cv2.DFT_REAL_OUTPUT).tolist())
print(cv2.getNumThreads() >= 1, cv2.useOptimized() in (True, False))
