"""Images of OpenCV and scikit-image: arrays (height, width) or (height, width, channels).

OpenCV drops an axis of one channel, and names sizes (width, height): a result has (height, width).
"""

from __future__ import annotations

from tensorlint.models.coercion import to_sizes
from tensorlint.models.registry import NotCoercible, models
from tensorlint.shapes import Axis, Shape, equal, shape_of, symbol
from tensorlint.shapes.axes import born
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Float,
    Integer,
    Library,
    Tuple,
    Value,
    union,
)


def height_and_width() -> tuple[Axis, Axis]:
    """The axes of an image of a file."""
    height, width = symbol("height", lower=1, generic=True), symbol("width", lower=1, generic=True)
    return born(height, "height"), born(width, "width")


def _image(value: Value) -> Array:
    """An image of OpenCV: 2-D, or with channels that are surely more than one."""
    if not isinstance(value, Array) or value.library != "numpy" or value.kind or value.rank not in (2, 3):
        raise NotCoercible
    if value.rank == 3 and equal(value.shape.axes[2].size, 1) is not False:
        raise NotCoercible
    return value


@models("cv2.imread")
def imread(filename: Value, flags: Value = Library("cv2.IMREAD_COLOR")) -> Value:  # noqa: B008 - immutable
    """An image of 8-bit numbers, or None where there is no such file."""
    if flags in (Library("cv2.IMREAD_COLOR"), Integer(1)):
        return union(Array(Shape((*height_and_width(), Axis(3))), "uint8"), NONE)
    if flags in (Library("cv2.IMREAD_GRAYSCALE"), Integer(0)):
        return union(Array(Shape(height_and_width()), "uint8"), NONE)
    return UNKNOWN_VALUE


@models("cv2.resize")
def resize(src: Value, dsize: Value, *given: Value, **keywords: Value) -> Value:
    """The image of another (width, height): its array has (height, width)."""
    image = _image(src)
    sizes = to_sizes(dsize)
    if len(sizes) != 2:
        raise NotCoercible
    width, height = [Axis(each.size) for each in sizes]
    return Array(Shape((height, width, *image.shape.axes[2:])), image.dtype)


_CHANNELS = {"GRAY": None, "RGB": 3, "BGR": 3, "HSV": 3, "LAB": 3, "Lab": 3, "YCrCb": 3, "BGRA": 4, "RGBA": 4}


@models("cv2.cvtColor")
def convert(src: Value, code: Value, *given: Value, **keywords: Value) -> Value:
    """The image in other colours."""
    image = _image(src)
    name = code.path.removeprefix("cv2.COLOR_") if isinstance(code, Library) else ""
    source, _, target = name.partition("2")
    if source not in _CHANNELS or target not in _CHANNELS:
        raise NotCoercible
    channels = _CHANNELS[target]
    return Array(Shape((*image.shape.axes[:2], *([] if channels is None else [Axis(channels)]))), image.dtype)


@models("cv2.GaussianBlur", "cv2.medianBlur", "cv2.bilateralFilter", "cv2.blur", "cv2.dilate", "cv2.erode")
def filtered(src: Value, *given: Value, **keywords: Value) -> Value:
    """The same shape."""
    image = _image(src)
    return Array(image.shape, image.dtype)


@models("cv2.Canny")
def canny(image: Value, threshold1: Value, threshold2: Value, *given: Value, **keywords: Value) -> Value:
    """The edges: one channel."""
    if not isinstance(threshold1, Integer | Float) or not isinstance(threshold2, Integer | Float):
        raise NotCoercible
    return Array(Shape(_image(image).shape.axes[:2]), "uint8")


@models("cv2.threshold")
def threshold(src: Value, thresh: Value, maxval: Value, type: Value, *given: Value) -> Value:
    """The threshold, and the image of the same shape."""
    image = _image(src)
    return Tuple((Float(), Array(image.shape, image.dtype)))


_PICTURES = {
    "camera": (512, 512),
    "coins": (303, 384),
    "moon": (512, 512),
    "page": (191, 384),
    "text": (172, 448),
    "clock": (300, 400),
}


def _picture(name: str, sizes: tuple[int, int]) -> None:
    @models(f"skimage.data.{name}")
    def picture() -> Value:
        """A picture that comes with scikit-image."""
        return Array(shape_of(*sizes), "uint8")


for _name, _sizes in _PICTURES.items():
    _picture(_name, _sizes)


@models("skimage.color.rgb2gray")
def rgb2gray(rgb: Value) -> Value:
    """The brightness of colours in the last axis."""
    if not isinstance(rgb, Array) or rgb.rank is None or rgb.rank < 3 or rgb.shape.axes[-1].size != 3:
        raise NotCoercible
    return Array(Shape(rgb.shape.axes[:-1]), "")


@models("skimage.transform.resize")
def resized(image: Value, output_shape: Value, *given: Value, **keywords: Value) -> Value:
    """The image of that shape; channels that it does not name are kept."""
    if not isinstance(image, Array) or image.rank is None or image.rank < 2:
        raise NotCoercible
    sizes = [Axis(each.size) for each in to_sizes(output_shape)]
    if len(sizes) == image.rank - 1:
        sizes.append(image.shape.axes[-1])
    elif len(sizes) < image.rank:
        raise NotCoercible
    return Array(Shape(tuple(sizes)), "")


@models("skimage.filters.gaussian", "skimage.filters.sobel", "skimage.filters.median")
def smoothed(image: Value, *given: Value, **keywords: Value) -> Value:
    """The same shape."""
    if not isinstance(image, Array):
        raise NotCoercible
    return Array(image.shape, "")
