"""Images of Pillow, OpenCV and scikit-image: no shape of a program that really runs is contradicted."""

from __future__ import annotations

import importlib
import inspect
import warnings
from pathlib import Path

import numpy as np
import pytest

from benchmarks.trace_oracle import check
from tensorlint.models.images_arrays import KEEP_THE_SHAPE
from tests.programs.linting import lint

for _library in ("PIL", "cv2", "skimage"):
    pytest.importorskip(_library)

PROGRAM = """\
import os
import tempfile

import cv2
import numpy as np
from PIL import Image
from PIL import ImageFilter, ImageOps
from skimage import color, data, exposure, feature, filters, measure, morphology, transform, util

path = os.path.join(tempfile.mkdtemp(), "a.png")
Image.new("RGB", (7, 5)).save(path)
plain = np.array(Image.open(path))
grey = np.array(Image.open(path).convert("L"))
colours = np.asarray(Image.open(path).convert("RGB"))
small = np.array(Image.open(path).convert("RGB").resize((3, 2)))
flags = np.array(Image.new("1", (6, 4)))
shrunk = Image.new("RGB", (60, 40))
shrunk.thumbnail((30, 30))
thumb = np.array(shrunk)
seen = Image.new("RGB", (6, 4))
seen.putalpha(3)
alpha = np.array(seen)
with Image.open(path) as opened:
    held = np.array(opened.convert("L"))
width, height = seen.size
sized = np.zeros((height, width))
pair = np.stack([np.array(Image.new("L", (6, 4))), np.array(Image.new("L", (6, 4)))])

image = cv2.imread(path)
if image is None:
    raise SystemExit
single = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
larger = cv2.resize(image, (8, 6))
larger_grey = cv2.resize(single, (8, 6))
turned = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
back = cv2.cvtColor(turned, cv2.COLOR_GRAY2BGR)
blurred = cv2.GaussianBlur(larger, (3, 3), 0)
edges = cv2.Canny(image, 1, 2)
_, binary = cv2.threshold(single, 1, 2, cv2.THRESH_BINARY)
unit = cv2.GaussianBlur(np.zeros((4, 6, 1), np.uint8), (3, 3), 0)
unit_resized = cv2.resize(np.zeros((4, 6, 1), np.uint8), (3, 2))

vivid = exposure.equalize_adapthist(np.linspace(0, 1, 12 * 10 * 4).reshape(12, 10, 4))
vivid_grey = exposure.equalize_adapthist(np.linspace(0, 1, 120).reshape(12, 10))
camera = data.camera()
coins, moon, page = data.coins(), data.moon(), data.page()
clock = data.clock()
words = data.text()
brightness = color.rgb2gray(np.zeros((4, 6, 3)))
scaled = transform.resize(np.zeros((4, 6, 3)), (8, 5))
scaled_grey = transform.resize(camera, (8, 5))
whole = transform.resize(np.zeros((4, 6)), (8, 5, 3))
smooth = filters.gaussian(camera)
slopes = filters.sobel(np.zeros((4, 6, 3)))

rgb = np.random.default_rng(0).integers(0, 255, (20, 30, 3)).astype("uint8")
flat = rgb[..., 0].copy()
made = np.array(Image.fromarray(rgb))
made_grey = np.array(Image.fromarray(flat))
made_floats = np.asarray(Image.fromarray(flat).convert("F"))
img = Image.fromarray(rgb)
cropped = np.array(img.crop((1, 2, 11, 22)))
beside = np.array(img.rotate(30))
grown = np.array(img.rotate(90, expand=True))
filtered = np.array(img.filter(ImageFilter.BLUR))
greyed = np.array(ImageOps.grayscale(img))
mirrored = np.array(ImageOps.mirror(img))
fitted = np.array(ImageOps.fit(img, (5, 6)))
red, green, blue = (np.array(part) for part in img.split())
one_channel = np.array(img.getchannel(0))
by_sides = np.zeros((img.height, img.width))
flipped = cv2.flip(rgb, 1)
quarter = cv2.rotate(rgb, cv2.ROTATE_90_CLOCKWISE)
half = cv2.rotate(rgb, cv2.ROTATE_180)
swapped = cv2.transpose(rgb)
b, g, r = cv2.split(rgb)
merged = cv2.merge([b, g, r])
sobel = cv2.Sobel(flat, cv2.CV_64F, 1, 0)
laplacian = cv2.Laplacian(flat, cv2.CV_64F)
kernel = cv2.filter2D(rgb, -1, np.ones((3, 3)) / 9)
opened_up = cv2.morphologyEx(flat, cv2.MORPH_OPEN, np.ones((3, 3)))
local = cv2.adaptiveThreshold(flat, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 11, 2)
equal = cv2.equalizeHist(flat)
warped = cv2.warpAffine(rgb, np.float32([[1, 0, 0], [0, 1, 0]]), (40, 50))
mixed = cv2.addWeighted(rgb, 0.5, rgb, 0.5, 0)
differing = cv2.absdiff(rgb, rgb)
within = cv2.inRange(rgb, (0, 0, 0), (9, 9, 9))
framed = cv2.copyMakeBorder(rgb, 1, 2, 3, 4, cv2.BORDER_CONSTANT)
halved = cv2.resize(rgb, None, fx=0.5, fy=0.5)
astronaut, coffee, cat, bricks = data.astronaut(), data.coffee(), data.cat(), data.brick()
board, grass, rocket, cells, chelsea = (
    data.checkerboard(), data.grass(), data.rocket(), data.cell(), data.chelsea()
)
hues = color.rgb2hsv(rgb)
lab = color.rgb2lab(rgb)
tripled = color.gray2rgb(flat)
stretched = exposure.rescale_intensity(flat)
canny = feature.canny(flat / 255.0)
corners = feature.corner_harris(flat)
regions = measure.label(flat > 100)
numbered, count = measure.label(flat > 100, return_num=True)
dilated = morphology.dilation(flat)
cleaned = morphology.remove_small_objects(flat > 100)
skeleton = morphology.skeletonize(flat > 100)
as_floats = util.img_as_float(rgb)
inverted = util.invert(flat)
tilted = transform.rotate(flat, 30)
tilted_whole = transform.rotate(flat, 30, resize=True)
"""
UNKNOWN = ["plain", "thumb", "alpha", "unit", "unit_resized", "tilted_whole"]
"""What is truly not known: a file's mode, one changed in place, a single channel, a frame that grows."""
REFUSED = [
    ("TSL105", "Image.fromarray(np.zeros((3, 20, 30), np.uint8))", TypeError),
    ("TSL104", "Image.fromarray(np.zeros((2, 3, 20, 30), np.uint8))", TypeError),
]


def test_no_shape_of_a_real_program_is_contradicted(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    report = check([path])
    assert report.failed == []
    assert report.contradicted == []
    assert [each.split(": ")[1].split()[0] for each in report.unknown] == UNKNOWN
    assert lint(path) == []


@pytest.mark.parametrize(
    ("room", "name"), [(room, name) for room, names in KEEP_THE_SHAPE.items() for name in names.split()]
)
def test_what_keeps_the_shape_of_an_image_really_does(room: str, name: str) -> None:
    function = getattr(importlib.import_module(f"skimage.{room}"), name)
    needed = [
        each
        for each in inspect.signature(function).parameters.values()
        if each.default is each.empty and each.kind is not each.VAR_KEYWORD
    ]
    second = {"footprint": np.ones((3, 3))}
    tried = 0
    for shape in ((12, 15), (12, 15, 3), (1, 9)):
        grey = np.random.default_rng(0).integers(0, 200, size=shape).astype(np.uint8)
        for image in (grey, grey / 255.0, grey > 100):
            given = [second.get(each.name, image) for each in needed[1:]]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    result = function(image, *given)
                except (ValueError, TypeError, RuntimeError, NotImplementedError):
                    continue
            tried += 1
            assert result.shape == shape
    assert tried


@pytest.mark.parametrize(("code", "line", "exception"), REFUSED)
def test_what_is_refused_raises(code: str, line: str, exception: type[Exception], tmp_path: Path) -> None:
    text = "import numpy as np\nfrom PIL import Image\n" + line
    path = tmp_path / "program.py"
    path.write_text(text, encoding="utf-8")
    assert [finding["code"] for finding in lint(path)] == [code]
    with pytest.raises(exception):
        exec(text, {})
