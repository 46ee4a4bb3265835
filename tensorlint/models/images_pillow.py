"""Pillow's images: a size (width, height) and a mode, which an array of them shows in its axes.

Cells: "size" (height and width, as in the array) and "mode". Some methods change an image in place.
"""

from __future__ import annotations

from tensorlint.models.coercion import CONVERTERS
from tensorlint.models.images_arrays import height_and_width
from tensorlint.models.registry import Context, attribute, models
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape
from tensorlint.values import (
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
