"""Images of Pillow, OpenCV and scikit-image: no shape of a program that really runs is contradicted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.trace_oracle import check
from tests.programs.linting import lint

for _library in ("PIL", "cv2", "skimage"):
    pytest.importorskip(_library)

PROGRAM = """\
import os
import tempfile

import cv2
import numpy as np
from PIL import Image
from skimage import color, data, filters, transform

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
"""


def test_no_shape_of_a_real_program_is_contradicted(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    report = check([path])
    assert report.failed == []
    assert report.contradicted == []
    assert report.known >= 28
    assert lint(path) == []
