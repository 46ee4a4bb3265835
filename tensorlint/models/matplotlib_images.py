"""Images, levels, meshes and fields of arrows: rows and columns must fit what they are drawn over."""

from __future__ import annotations

from tensorlint.models.matplotlib_drawing import differ, drawn, said, shape_of
from tensorlint.models.registry import refuse
from tensorlint.shapes import UNKNOWN, equal, size_text
from tensorlint.shapes.sizes import add
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Value,
)


def _image(value: Value) -> Value:
    shape = shape_of(value)
    foreign = isinstance(value, Array) and value.library != "numpy"
    if shape is None or foreign:
        return UNKNOWN_VALUE
    if len(shape) not in (2, 3):
        refuse(
            "TSL104",
            f"an image is (height, width), (height, width, 3) or (height, width, 4), {{X}} is {shape}",
            "TypeError",
        )
    if len(shape) == 3 and all(differ(shape.axes[2].size, count) for count in (1, 3, 4)):
        channels = size_text(shape.axes[2].size)
        refuse(
            "TSL105",
            f"an image has 1, 3 or 4 channels in its last axis, {{X}} is {shape}: {channels}",
            "TypeError",
        )
    return UNKNOWN_VALUE


@drawn("imshow")
def imshow(X: Value, *given: Value, **keywords: Value) -> Value:
    """An image, grey or of 3 or 4 channels."""
    return UNKNOWN_VALUE if "data" in keywords else _image(X)


def _split(args: tuple[Value, ...], least: int) -> tuple[Value, Value, Value, str] | None:
    """X, Y and the values, and how messages name the last; X and Y are NONE where they are not given."""
    if len(args) >= 3:
        return args[0], args[1], args[2], "{args[2]}"
    return (NONE, NONE, args[0], "{args[0]}") if 1 <= len(args) <= least else None


@drawn("contour", "contourf")
def contour(*args: Value, **kwargs: Value) -> Value:
    """Levels of z (rows, columns): x goes with the columns and y with the rows, or all have one shape."""
    parts = _split(args, 2)
    z = None if parts is None or "data" in kwargs else shape_of(parts[2])
    if parts is None or z is None:
        return UNKNOWN_VALUE
    if len(z) != 2:
        refuse("TSL104", f"levels need a 2-D array, {parts[3]} is {z}", "TypeError")
    x, y = shape_of(parts[0]), shape_of(parts[1])
    if x is None or y is None or len(x) != len(y):
        return UNKNOWN_VALUE
    if len(x) == 1:
        pairs = ((x, "{args[0]}", 1, "columns"), (y, "{args[1]}", 0, "rows"))
        for shape, name, axis, what in pairs:
            own, other = shape.axes[0].size, z.axes[axis].size
            if differ(own, other):
                refuse(
                    "TSL106",
                    f"{name} of shape {shape} goes with the {what} of {parts[3]}, which is {z}:"
                    f" {said(own, other)}",
                    "TypeError",
                )
    elif len(x) == 2:
        for shape, name in ((x, "{args[0]}"), (y, "{args[1]}")):
            for mine, its in zip(shape.axes, z.axes, strict=True):
                if differ(mine.size, its.size):
                    refuse(
                        "TSL106",
                        f"shapes do not match: {name} is {shape}, {parts[3]} is {z}:"
                        f" {said(mine.size, its.size)}",
                        "TypeError",
                    )
    return UNKNOWN_VALUE


@drawn("pcolormesh", "pcolor")
def pcolormesh(*args: Value, **kwargs: Value) -> Value:
    """Cells of C (rows, columns): X and Y name their corners (one more) or their middles."""
    parts = _split(args, 1) if len(args) in (1, 3) else None
    c = None if parts is None or "data" in kwargs else shape_of(parts[2])
    if parts is None or c is None or len(c) not in (2, 3):
        return UNKNOWN_VALUE
    x, y = shape_of(parts[0]), shape_of(parts[1])
    if x is None or y is None or len(x) > 2 or len(y) > 2:
        return UNKNOWN_VALUE
    wide, tall = x.axes[-1].size, y.axes[0].size
    rows, columns = c.axes[0].size, c.axes[1].size
    if UNKNOWN in (wide, tall, rows, columns):
        return UNKNOWN_VALUE
    middles = differ(wide, columns) or differ(tall, rows)
    corners = differ(wide, add(columns, 1)) or differ(tall, add(rows, 1))
    if middles and corners:
        refuse(
            "TSL106",
            f"{{args[0]}} goes with the columns and {{args[1]}} with the rows of {parts[3]}: they are"
            f" {x}, {y} and {c}; with as many corners as cells, or one more of each",
            "TypeError",
        )
    return UNKNOWN_VALUE


@drawn("quiver")
def quiver(*args: Value, **kwargs: Value) -> Value:
    """Arrows (U, V) at the places (X, Y)."""
    if len(args) < 4 or "data" in kwargs:
        return UNKNOWN_VALUE
    x, y = shape_of(args[0]), shape_of(args[1])
    if x is None or y is None or len(x) != 1 or len(y) != 1:
        return UNKNOWN_VALUE
    count = x.axes[0].size
    if equal(count, y.axes[0].size) is not True:
        return UNKNOWN_VALUE
    for index in (2, 3):
        shape = shape_of(args[index])
        if shape is None or len(shape) != 1 or not differ(shape.axes[0].size, count):
            continue
        refuse(
            "TSL106",
            f"an arrow is needed at each of {size_text(count)} places, {{args[{index}]}} is {shape}:"
            f" {said(shape.axes[0].size, count)}",
        )
    return UNKNOWN_VALUE
