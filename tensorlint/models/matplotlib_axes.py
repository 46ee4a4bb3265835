"""Matplotlib's figures, Axes, and arrays of Axes as `plt.subplots` makes them.

A grid is an Object of a name of our own, since its items are Axes and no numbers: cells "data" (the array)
and "axes" (whether its items are plain Axes). Where a projection is asked for, nothing is known.
"""

from __future__ import annotations

from tensorlint.models.coercion import CONVERTERS, SEEN_AS_ARRAYS, to_sizes
from tensorlint.models.operators import subscript
from tensorlint.models.registry import NotCoercible, Refusal, attribute, models
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, symbol
from tensorlint.shapes.reshaping import reshape
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
    Series,
    Tuple,
    Value,
)

AXES = "matplotlib.axes.Axes"
FIGURE = "matplotlib.figure.Figure"
GRID = "matplotlib.axes.Grid"
_PROJECTIONS = {"projection", "polar", "axes_class", "subplot_kw"}


def grid(shape: Shape, plain: bool = True) -> Object:
    """An array of Axes of that shape."""
    return Object(GRID, Cells(data=Array(shape, "object"), axes=Boolean(plain)))


def _data(value: Value) -> Array:
    held = value.cells.get("data") if isinstance(value, Object) else None
    return held if isinstance(held, Array) else Array(UNKNOWN_SHAPE, "object")


def _item(value: Value) -> Value:
    plain = isinstance(value, Object) and value.cells.get("axes") == TRUE
    return Object(AXES, Cells()) if plain else UNKNOWN_VALUE


def _part(value: Value, shape: Shape) -> Value:
    """Some of a grid: one of its items where no axis is left."""
    if shape.open:
        return UNKNOWN_VALUE
    return grid(shape, _item(value) is not UNKNOWN_VALUE) if shape.axes else _item(value)


CONVERTERS[GRID] = _data
SEEN_AS_ARRAYS.add(GRID)


@models(f"{GRID}.__getitem__")
def item(self: Value, index: Value) -> Value:
    """An Axes, or a grid of some of them."""
    try:
        found = subscript(_data(self), index)
    except Refusal as refusal:
        message = refusal.message.replace("{array}", "{self}")
        raise Refusal(refusal.code, refusal.exception, message) from None
    return _part(self, found.shape) if isinstance(found, Array) else UNKNOWN_VALUE


@models(f"{GRID}.__setitem__")
def set_item(self: Value, index: Value, value: Value) -> Value:
    """Another Axes in its place."""
    return NONE


@models(f"{GRID}.__iter__")
def each(self: Value) -> Value:
    """The Axes, or the rows of them, one by one."""
    shape = _data(self).shape
    if shape.open or not shape.axes:
        return UNKNOWN_VALUE
    part = _part(self, Shape(shape.axes[1:]))
    size = shape.axes[0].size
    if isinstance(size, int) and size <= 64:
        return Tuple((part,) * size)
    return Series(part, size)


@models(f"{GRID}.__len__")
def length(self: Value) -> Value:
    """How many Axes, or rows of them, there are."""
    shape = _data(self).shape
    return Integer(UNKNOWN if shape.open or not shape.axes else shape.axes[0].size)


@attribute(f"{GRID}.flat")
def flat(value: Object) -> Value:
    """All Axes, row by row."""
    return _flattened(value)


@models(f"{GRID}.ravel", f"{GRID}.flatten")
def flattened(self: Value, order: Value = NONE) -> Value:
    """All Axes, row by row."""
    return _flattened(self)


def _flattened(value: Value) -> Value:
    shape = _data(value).shape
    return UNKNOWN_VALUE if shape.open else _part(value, Shape((Axis(shape.count),)))


@models(f"{GRID}.reshape")
def reshaped(self: Value, *shape: Value, order: Value = NONE) -> Value:
    """The same Axes in a grid of another shape."""
    sizes = to_sizes(shape[0] if len(shape) == 1 else Tuple(shape))
    try:
        return _part(self, reshape(_data(self).shape, [each.size for each in sizes]))
    except Mismatch:
        raise NotCoercible from None


@attribute(f"{GRID}.T")
def transposed(value: Object) -> Value:
    """Rows and columns swapped."""
    shape = _data(value).shape
    return UNKNOWN_VALUE if shape.open else _part(value, Shape(shape.axes[::-1]))


@models(f"{GRID}.tolist")
def tolist(self: Value) -> Value:
    """The Axes in a list."""
    found = each(self) if _data(self).rank == 1 else UNKNOWN_VALUE
    return List.of(found.items) if isinstance(found, Tuple) else UNKNOWN_VALUE


@attribute(f"{GRID}.shape")
def shape_of_grid(value: Object) -> Value:
    """The numbers of rows and columns."""
    shape = _data(value).shape
    if shape.open:
        return UNKNOWN_VALUE
    return Tuple(tuple([Integer(axis.size, axis.parts) for axis in shape.axes]))


@attribute(f"{GRID}.size")
def size(value: Object) -> Value:
    """How many Axes there are."""
    return Integer(_data(value).shape.count)


@attribute(f"{GRID}.ndim")
def ndim(value: Object) -> Value:
    """1 for a row of Axes, 2 for rows and columns."""
    rank = _data(value).rank
    return Integer(UNKNOWN if rank is None else rank)


# -- making them


def _grid(nrows: Value, ncols: Value, squeeze: Value, keywords: dict[str, Value]) -> Value:
    """One Axes, or an array of them without the axes of length 1 unless squeeze=False."""
    plain = not _PROJECTIONS & keywords.keys()
    if not isinstance(squeeze, Boolean) or squeeze.value is None:
        return UNKNOWN_VALUE
    sizes = [each.size if isinstance(each, Integer) else UNKNOWN for each in (nrows, ncols)]
    if not all(isinstance(each, int) for each in sizes):
        if squeeze.value:
            return UNKNOWN_VALUE
        named = [symbol(name, lower=1) for name in ("rows", "columns")]
        known = [own if own is not UNKNOWN else other for own, other in zip(sizes, named, strict=True)]
        return grid(Shape(tuple([Axis(each) for each in known])), plain)
    kept = [Axis(each) for each in sizes if each != 1 or not squeeze.value]
    if not kept:
        return Object(AXES, Cells()) if plain else UNKNOWN_VALUE
    return grid(Shape(tuple(kept)), plain)


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
    """A figure and its Axes."""
    return Tuple((Object(FIGURE, Cells()), _grid(nrows, ncols, squeeze, keywords)))


@models(f"{FIGURE}.subplots")
def subplots_of(
    self: Value,
    nrows: Value = Integer(1),  # noqa: B008 - immutable
    ncols: Value = Integer(1),  # noqa: B008 - immutable
    *,
    squeeze: Value = TRUE,
    **keywords: Value,
) -> Value:
    """The Axes of a figure."""
    return _grid(nrows, ncols, squeeze, keywords)


@models("matplotlib.pyplot.figure")
def figure(*given: Value, **keywords: Value) -> Value:
    """A new figure, or an old one."""
    return UNKNOWN_VALUE if "FigureClass" in keywords else Object(FIGURE, Cells())


@models("matplotlib.pyplot.gcf", f"{AXES}.get_figure")
def current_figure(*given: Value) -> Value:
    """A figure."""
    return UNKNOWN_VALUE if len(given) > 1 else Object(FIGURE, Cells())


@attribute(f"{AXES}.figure")
def figure_of(axes: Object) -> Value:
    """The figure that the Axes belong to."""
    return Object(FIGURE, Cells())


@models(
    "matplotlib.pyplot.axes",
    "matplotlib.pyplot.subplot",
    "matplotlib.pyplot.subplot2grid",
    f"{FIGURE}.add_subplot",
    f"{FIGURE}.add_axes",
    f"{AXES}.inset_axes",
    f"{AXES}.twinx",
    f"{AXES}.twiny",
)
def single_axes(*given: Value, **keywords: Value) -> Value:
    """One Axes."""
    asked = any(keywords[name] not in (NONE, FALSE) for name in _PROJECTIONS & keywords.keys())
    existing = any(isinstance(each, Object) and each.path == AXES for each in given[1:])
    return UNKNOWN_VALUE if asked or existing else Object(AXES, Cells())
