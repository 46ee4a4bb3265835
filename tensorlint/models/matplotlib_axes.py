"""Matplotlib: arrays that are drawn together, images, and grids of axes.

Refusals are those of Matplotlib itself, run with the installed version; all else is unknown.
"""

from __future__ import annotations

from tensorlint.models.coercion import to_array
from tensorlint.models.pandas_tables import as_array
from tensorlint.models.registry import NotCoercible, Refusal, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Shape, Size, equal, size_text
from tensorlint.shapes.sizes import possibly
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)

AXES = "matplotlib.axes.Axes"


def _shape_of(value: Value) -> Shape | None:
    """The shape of what is drawn where it is surely an array, a list or a table."""
    found = as_array(value)
    if found is None and isinstance(value, Array | List | Tuple):
        try:
            found = to_array(value)
        except (NotCoercible, Refusal):
            return None
    if found is None or found.shape.open or not found.shape.axes or found.kind:
        return None
    return found.shape


def _check_plotted(x: Value, y: Value) -> None:
    a, b = _shape_of(x), _shape_of(y)
    if a is None or b is None or equal(a.axes[0].size, b.axes[0].size) is not False:
        return
    sizes = f"{size_text(a.axes[0].size)} != {size_text(b.axes[0].size)}"
    refuse("TSL106", f"x and y must have the same first dimension: x is {a}, y is {b}: {sizes}")


def _plot(given: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    if "data" in keywords:
        return UNKNOWN_VALUE
    place = 0
    while place + 1 < len(given) and not isinstance(given[place], String):
        second = given[place + 1]
        if isinstance(second, String):
            place += 2
            continue
        if not isinstance(second, Array | List | Tuple | Object):
            break
        _check_plotted(given[place], second)
        place += 2
        if place < len(given) and isinstance(given[place], String):
            place += 1
        elif place < len(given) and not isinstance(given[place], Array | List | Tuple):
            break
    return UNKNOWN_VALUE


_LINES = "plot semilogx semilogy loglog step"


@models(*[f"matplotlib.pyplot.{name}" for name in _LINES.split()])
def plot(*args: Value, **kwargs: Value) -> Value:
    """Lines: x and y have the same first dimension."""
    return _plot(args, kwargs)


@models(*[f"{AXES}.{name}" for name in _LINES.split()])
def plot_on(self: Value, *args: Value, **kwargs: Value) -> Value:
    """Lines: x and y have the same first dimension."""
    return _plot(args, kwargs)


def _scattered(x: Value, y: Value, keywords: dict[str, Value]) -> Value:
    a, b = _shape_of(x), _shape_of(y)
    if a is not None and b is not None and "data" not in keywords and equal(a.count, b.count) is False:
        sizes = f"{size_text(a.count)} != {size_text(b.count)}"
        refuse("TSL106", f"x and y must have the same size: {{x}} is {a}, {{y}} is {b}: {sizes}")
    return UNKNOWN_VALUE


@models("matplotlib.pyplot.scatter")
def scatter(x: Value, y: Value, *given: Value, **keywords: Value) -> Value:
    """Points: as many x as y."""
    return _scattered(x, y, keywords)


@models(f"{AXES}.scatter")
def scatter_on(self: Value, x: Value, y: Value, *given: Value, **keywords: Value) -> Value:
    """Points: as many x as y."""
    return _scattered(x, y, keywords)


def _broadcast(x: Value, y: Value, keywords: dict[str, Value], names: str = "x height") -> Value:
    a, b = _shape_of(x), _shape_of(y)
    if a is None or b is None or len(a) != 1 or len(b) != 1 or "data" in keywords:
        return UNKNOWN_VALUE
    first, second = a.axes[0].size, b.axes[0].size
    if equal(first, second) is False and not _maybe_one(first) and not _maybe_one(second):
        sizes = f"{size_text(first)} != {size_text(second)}"
        one, other = ("{" + name + "}" for name in names.split())
        refuse("TSL106", f"what is drawn together differs in length: {one} is {a}, {other} is {b}: {sizes}")
    return UNKNOWN_VALUE


def _maybe_one(size: Size) -> bool:
    return possibly(size, 1, generic=False)


@models("matplotlib.pyplot.bar")
def bar(x: Value, height: Value, *given: Value, **keywords: Value) -> Value:
    """Bars: x and heights of one length, or one of them a single number."""
    return _broadcast(x, height, keywords)


@models(f"{AXES}.bar")
def bar_on(self: Value, x: Value, height: Value, *given: Value, **keywords: Value) -> Value:
    """Bars: x and heights of one length, or one of them a single number."""
    return _broadcast(x, height, keywords)


@models("matplotlib.pyplot.barh")
def barh(y: Value, width: Value, *given: Value, **keywords: Value) -> Value:
    """Bars across: y and widths of one length, or one of them a single number."""
    return _broadcast(y, width, keywords, "y width")


@models(f"{AXES}.barh")
def barh_on(self: Value, y: Value, width: Value, *given: Value, **keywords: Value) -> Value:
    """Bars across: y and widths of one length, or one of them a single number."""
    return _broadcast(y, width, keywords, "y width")


@models("matplotlib.pyplot.errorbar")
def errorbar(x: Value, y: Value, *given: Value, **keywords: Value) -> Value:
    """Points of equally long x and y, with bars of their errors."""
    return _plot((x, y), keywords)


@models(f"{AXES}.errorbar")
def errorbar_on(self: Value, x: Value, y: Value, *given: Value, **keywords: Value) -> Value:
    """Points of equally long x and y, with bars of their errors."""
    return _plot((x, y), keywords)


@models("matplotlib.pyplot.fill_between")
def fill_between(x: Value, y1: Value, *given: Value, **keywords: Value) -> Value:
    """The area under a curve over x, or between two."""
    return _broadcast(x, y1, keywords, "x y1")


@models(f"{AXES}.fill_between")
def fill_between_on(self: Value, x: Value, y1: Value, *given: Value, **keywords: Value) -> Value:
    """The area under a curve over x, or between two."""
    return _broadcast(x, y1, keywords, "x y1")


def _image(value: Value) -> Value:
    found = value if isinstance(value, Array) else None
    if found is None or found.shape.open or found.library != "numpy" or found.kind:
        return UNKNOWN_VALUE
    shape = found.shape
    if len(shape) not in (2, 3):
        refuse(
            "TSL104",
            f"an image is (height, width), (height, width, 3) or (height, width, 4), {{X}} is {shape}",
            "TypeError",
        )
    if len(shape) == 3 and all(equal(shape.axes[2].size, count) is False for count in (1, 3, 4)):
        channels = size_text(shape.axes[2].size)
        refuse(
            "TSL105",
            f"an image has 1, 3 or 4 channels in its last axis, {{X}} is {shape}: {channels}",
            "TypeError",
        )
    return UNKNOWN_VALUE


@models("matplotlib.pyplot.imshow")
def imshow(X: Value, *given: Value, **keywords: Value) -> Value:
    """An image, grey or of 3 or 4 channels."""
    return UNKNOWN_VALUE if "data" in keywords else _image(X)


@models(f"{AXES}.imshow")
def imshow_on(self: Value, X: Value, *given: Value, **keywords: Value) -> Value:
    """An image, grey or of 3 or 4 channels."""
    return UNKNOWN_VALUE if "data" in keywords else _image(X)


@models("matplotlib.pyplot.subplots")
def subplots(
    nrows: Value = Integer(1),  # noqa: B008 - immutable
    ncols: Value = Integer(1),  # noqa: B008 - immutable
    *,
    sharex: Value = FALSE,
    sharey: Value = FALSE,
    squeeze: Value = TRUE,
    **keywords: Value,
) -> Value:
    """A figure and its axes: one, or an array of them without the axes of length 1 unless squeeze=False."""
    figure = UNKNOWN_VALUE
    if not isinstance(squeeze, Boolean) or squeeze.value is None:
        return Tuple((figure, UNKNOWN_VALUE))
    sizes = [each.size if isinstance(each, Integer) else None for each in (nrows, ncols)]
    if not all(isinstance(each, int) for each in sizes):
        open_grid = Array(UNKNOWN_SHAPE, "object")
        return Tuple((figure, UNKNOWN_VALUE if squeeze.value else open_grid))
    kept = [Axis(each) for each in sizes if each is not None and (each != 1 or not squeeze.value)]
    if not kept:
        plain = "subplot_kw" not in keywords
        return Tuple((figure, Object(AXES, Cells()) if plain else UNKNOWN_VALUE))
    return Tuple((figure, Array(Shape(tuple(kept)), "object")))


@models("matplotlib.pyplot.axes", "matplotlib.pyplot.subplot")
def single_axes(*given: Value, **keywords: Value) -> Value:
    """One Axes."""
    return UNKNOWN_VALUE if keywords.get("projection", NONE) != NONE else Object(AXES, Cells())
