"""Pillow's images: a size (width, height) and a mode, which an array of them shows in its axes.

Cells: "size" (height and width, as in the array) and "mode". Some methods change an image in place.
"""

from __future__ import annotations

from tensorlint.models.coercion import CONVERTERS
from tensorlint.models.images_arrays import height_and_width
from tensorlint.models.registry import Context, attribute, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, equal, size_text
from tensorlint.shapes.sizes import subtract
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Integer,
    Object,
    String,
    Tuple,
    Value,
)

IMAGE = "PIL.Image.Image"
_MODES: dict[str, tuple[int | None, str]] = {
    "L": (None, "uint8"),
    "P": (None, "uint8"),
    "1": (None, "bool"),
    "F": (None, "float32"),
    "I": (None, "int32"),
    "RGB": (3, "uint8"),
    "HSV": (3, "uint8"),
    "YCbCr": (3, "uint8"),
    "RGBA": (4, "uint8"),
    "CMYK": (4, "uint8"),
}
"""The channels (None: no axis of them) and the dtype of the arrays of each mode."""


def _image(size: Value, mode: Value) -> Object:
    return Object(IMAGE, Cells(size=size, mode=mode, changing=("size", "mode")))


def _sides(image: Object) -> tuple[Axis, Axis]:
    held = image.cells.get("size")
    items = held.items if isinstance(held, Tuple) and not image.cells.escaped else ()
    axes = [Axis(item.size, item.parts) for item in items if isinstance(item, Integer)]
    return (axes[0], axes[1]) if len(axes) == 2 else (Axis(UNKNOWN), Axis(UNKNOWN))


def _array(image: Object) -> Array:
    mode = image.cells.get("mode")
    name = mode.value if isinstance(mode, String) and not image.cells.escaped else None
    if name not in _MODES:
        return Array(UNKNOWN_SHAPE, writeable=None)
    channels, dtype = _MODES[name]
    axes = (*_sides(image), *([] if channels is None else [Axis(channels)]))
    return Array(Shape(axes), dtype, writeable=None)


CONVERTERS[IMAGE] = _array


@models("PIL.Image.open")
def open_image(fp: Value, mode: Value = NONE, formats: Value = NONE) -> Value:
    """An image of a file: of unknown size and mode."""
    sides = [Integer(axis.size, axis.parts) for axis in height_and_width()]
    return _image(Tuple(tuple(sides)), UNKNOWN_VALUE)


def _given_size(size: Value) -> Value:
    """(width, height) as (height, width)."""
    if isinstance(size, Tuple) and len(size.items) == 2:
        return Tuple(size.items[::-1])
    return UNKNOWN_VALUE


@models("PIL.Image.new")
def new_image(mode: Value, size: Value, color: Value = NONE) -> Value:
    """A new image of one colour."""
    return _image(_given_size(size), mode)


@models(f"{IMAGE}.__enter__")
def entered(self: Value) -> Value:
    """`with Image.open(…) as image`."""
    return self


@models(f"{IMAGE}.convert")
def convert(self: Value, mode: Value = NONE, *given: Value, **keywords: Value) -> Value:
    """The image in another mode."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    return _image(self.cells.get("size", UNKNOWN_VALUE), mode)


@models(f"{IMAGE}.resize")
def resize(self: Value, size: Value, *given: Value, **keywords: Value) -> Value:
    """The image of another (width, height)."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    return _image(_given_size(size), self.cells.get("mode", UNKNOWN_VALUE))


@models("PIL.Image.fromarray")
def from_array(obj: Value, mode: Value = NONE) -> Value:
    """An image of the elements of an array; refuses an array of other axes."""
    array = obj if isinstance(obj, Array) and obj.library == "numpy" and not obj.kind else None
    if array is None or array.rank is None or array.rank < 2:
        return _image(UNKNOWN_VALUE, UNKNOWN_VALUE)
    if array.rank > 3:
        if mode != NONE:
            return _image(UNKNOWN_VALUE, mode)
        refuse(
            "TSL104",
            f"an image is (height, width) or (height, width, channels), {{obj}} is {array.shape}",
            "TypeError",
        )
    height, width, *channels = array.shape.axes
    if channels and mode == NONE and all(equal(channels[0].size, count) is False for count in (1, 2, 3, 4)):
        refuse(
            "TSL105",
            f"an image has up to 4 channels in its last axis, {{obj}} is {array.shape}:"
            f" {size_text(channels[0].size)}",
            "TypeError",
        )
    sides = Tuple((Integer(height.size, height.parts), Integer(width.size, width.parts)))
    if mode != NONE or array.dtype != "uint8" or not channels:
        return _image(sides, String("L") if array.dtype == "uint8" and mode == NONE else UNKNOWN_VALUE)
    modes = {3: "RGB", 4: "RGBA"}
    count = channels[0].size
    name = modes.get(count) if isinstance(count, int) else None
    return _image(sides, UNKNOWN_VALUE if name is None else String(name))


@models(f"{IMAGE}.crop")
def crop(self: Value, box: Value = NONE) -> Value:
    """The part between (left, upper) and (right, lower)."""
    items = box.items if isinstance(box, Tuple) and len(box.items) == 4 else ()
    if not isinstance(self, Object) or not items:
        return UNKNOWN_VALUE
    sizes = [each.size if isinstance(each, Integer) else UNKNOWN for each in items]
    if UNKNOWN in sizes:
        return _image(UNKNOWN_VALUE, self.cells.get("mode", UNKNOWN_VALUE))
    left, upper, right, lower = sizes
    sides = Tuple((Integer(subtract(lower, upper)), Integer(subtract(right, left))))
    return _image(sides, self.cells.get("mode", UNKNOWN_VALUE))


@models(f"{IMAGE}.rotate")
def rotate(self: Value, angle: Value, *given: Value, expand: Value = FALSE, **keywords: Value) -> Value:
    """Turned within the same frame, unless that grows."""
    if not isinstance(self, Object) or len(given) > 1:
        return UNKNOWN_VALUE
    size = self.cells.get("size", UNKNOWN_VALUE) if expand == FALSE else UNKNOWN_VALUE
    return _image(size, self.cells.get("mode", UNKNOWN_VALUE))


@models(*[f"PIL.ImageOps.{name}" for name in ("mirror", "flip", "invert", "autocontrast", "equalize")])
def same_image(image: Value, *given: Value, **keywords: Value) -> Value:
    """An image of the same size and mode."""
    return copy(image)


@models("PIL.ImageOps.grayscale")
def grayscale(image: Value) -> Value:
    """The image in shades of grey."""
    return convert(image, String("L"))


@models("PIL.ImageOps.fit")
def fit(image: Value, size: Value, *given: Value, **keywords: Value) -> Value:
    """The image of that (width, height)."""
    return resize(image, size)


@models(f"{IMAGE}.filter", f"{IMAGE}.effect_spread")
def filtered(self: Value, *given: Value) -> Value:
    """The same size and mode."""
    return copy(self)


@models(f"{IMAGE}.getchannel")
def channel(self: Value, channel: Value) -> Value:
    """One channel, in shades of grey."""
    return _image(self.cells.get("size", UNKNOWN_VALUE), String("L")) if isinstance(self, Object) else self


@models(f"{IMAGE}.split")
def split(self: Value) -> Value:
    """The channels, in shades of grey."""
    counts = {"L": 1, "RGB": 3, "RGBA": 4, "CMYK": 4, "HSV": 3, "YCbCr": 3}
    mode = self.cells.get("mode") if isinstance(self, Object) else None
    count = counts.get(mode.value or "") if isinstance(mode, String) else None
    if count is None or not isinstance(self, Object):
        return UNKNOWN_VALUE
    return Tuple((_image(self.cells.get("size", UNKNOWN_VALUE), String("L")),) * count)


@attribute(f"{IMAGE}.width")
def width(image: Object) -> Value:
    """How many columns there are."""
    side = _sides(image)[1]
    return Integer(side.size, side.parts)


@attribute(f"{IMAGE}.height")
def height(image: Object) -> Value:
    """How many rows there are."""
    side = _sides(image)[0]
    return Integer(side.size, side.parts)


@models(f"{IMAGE}.copy")
def copy(self: Value) -> Value:
    """The same image."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    return _image(self.cells.get("size", UNKNOWN_VALUE), self.cells.get("mode", UNKNOWN_VALUE))


@models(*[f"{IMAGE}.{name}" for name in ("thumbnail", "putalpha", "draft", "seek", "load")])
def changed(context: Context, self: Value, *given: Value, **keywords: Value) -> Value:
    """Changes the size or the mode in place."""
    if isinstance(self, Object):
        for key in ("size", "mode"):
            context.write(self.cells, key, UNKNOWN_VALUE)
    return UNKNOWN_VALUE


@attribute(f"{IMAGE}.size")
def size(image: Object) -> Value:
    """(width, height)."""
    height, width = _sides(image)
    return Tuple((Integer(width.size, width.parts), Integer(height.size, height.parts)))
