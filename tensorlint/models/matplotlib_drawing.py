"""What is drawn together must fit: curves, points, bars, errors, areas, images and levels.

Refusals are those of Matplotlib itself, run with the installed version; all else is unknown.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from tensorlint.models.coercion import to_array
from tensorlint.models.matplotlib_axes import AXES
from tensorlint.models.pandas_tables import as_array
from tensorlint.models.registry import NotCoercible, Refusal, models, refuse
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, size_text, symbol
from tensorlint.shapes.sizes import add, possibly, subtract
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)


def drawn(*names: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Declare a function of pyplot and, with a receiver before its parameters, the method of Axes."""

    def register(function: Callable[..., Value]) -> Callable[..., Value]:
        models(*[f"matplotlib.pyplot.{name}" for name in names])(function)

        def method(self: Value, *given: Any, **keywords: Any) -> Value:
            return function(*given, **keywords)

        plain = inspect.signature(function)
        receiver = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY, annotation="Value")
        method.__signature__ = plain.replace(  # type: ignore[attr-defined]
            parameters=[receiver, *plain.parameters.values()]
        )
        method.__doc__ = function.__doc__
        models(*[f"{AXES}.{name}" for name in names])(method)
        return function

    return register


def shape_of(value: Value) -> Shape | None:
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


def differ(a: Size, b: Size) -> bool:
    """Whether two sizes are surely different."""
    return equal(a, b) is False


def _maybe_one(size: Size) -> bool:
    return possibly(size, 1, generic=False)


def said(a: Size, b: Size) -> str:
    """Two sizes that differ, as messages end."""
    return f"{size_text(a)} != {size_text(b)}"


# -- lines and points


def _check_plotted(x: Value, y: Value, names: tuple[str, str]) -> None:
    a, b = shape_of(x), shape_of(y)
    if a is None or b is None:
        return
    if differ(a.axes[0].size, b.axes[0].size):
        refuse(
            "TSL106",
            f"x and y must have the same first dimension: {names[0]} is {a}, {names[1]} is {b}:"
            f" {said(a.axes[0].size, b.axes[0].size)}",
        )
    if len(a) == len(b) == 2:
        one, other = a.axes[1].size, b.axes[1].size
        if differ(one, other) and not _maybe_one(one) and not _maybe_one(other):
            refuse(
                "TSL106",
                f"x and y have other numbers of columns: {names[0]} is {a}, {names[1]} is {b}:"
                f" {said(one, other)}",
            )


@drawn("plot", "semilogx", "semilogy", "loglog", "step", "fill")
def plot(*args: Value, **kwargs: Value) -> Value:
    """Lines: x and y have the same first dimension."""
    if "data" in kwargs:
        return UNKNOWN_VALUE
    place = 0
    while place + 1 < len(args) and not isinstance(args[place], String):
        second = args[place + 1]
        if isinstance(second, String):
            place += 2
            continue
        if not isinstance(second, Array | List | Tuple | Object):
            break
        _check_plotted(args[place], second, (f"{{args[{place}]}}", f"{{args[{place + 1}]}}"))
        place += 2
        if place < len(args) and isinstance(args[place], String):
            place += 1
        elif place < len(args) and not isinstance(args[place], Array | List | Tuple | Object):
            break
    return UNKNOWN_VALUE


@drawn("scatter")
def scatter(x: Value, y: Value, s: Value = NONE, c: Value = NONE, *given: Value, **keywords: Value) -> Value:
    """Points: as many x as y, and a colour and a size for each."""
    a, b = shape_of(x), shape_of(y)
    if "data" in keywords:
        return UNKNOWN_VALUE
    if a is not None and b is not None and differ(a.count, b.count):
        refuse(
            "TSL106",
            f"x and y must have the same size: {{x}} is {a}, {{y}} is {b}: {said(a.count, b.count)}",
        )
    points = a if a is not None else b
    if points is not None:
        _check_colours(c, points.count)
        sizes = shape_of(s)
        if sizes is not None and differ(sizes.count, points.count) and not _maybe_one(sizes.count):
            refuse(
                "TSL106",
                f"a size is needed for each of {size_text(points.count)} points, {{s}} is {sizes}:"
                f" {said(sizes.count, points.count)}",
            )
    return UNKNOWN_VALUE


def _check_colours(c: Value, count: Size) -> None:
    """A number or a colour for each point, or one colour for all."""
    if isinstance(c, List) and c.items and all(isinstance(each, String) for each in c.items):
        if len(c.items) > 1 and differ(len(c.items), count):
            refuse(
                "TSL106",
                f"{{c}} has {len(c.items)} colours for {size_text(count)} points:"
                f" {said(len(c.items), count)}",
            )
        return
    shape = shape_of(c)
    if shape is None or any(isinstance(each, String | List | Tuple) for each in _items(c)):
        return
    last = shape.axes[-1].size
    may_be_colour = len(shape) <= 2 and (possibly(last, 3, False) or possibly(last, 4, False))
    if may_be_colour:
        rows = shape.axes[0].size
        if len(shape) == 1 or _maybe_one(rows) or not differ(rows, count):
            return
    if differ(shape.count, count) and not _maybe_one(shape.count):
        refuse(
            "TSL106",
            f"a colour is needed for each of {size_text(count)} points, {{c}} is {shape}:"
            f" {said(shape.count, count)}",
        )


def _items(value: Value) -> tuple[Value, ...]:
    return (value.items or ()) if isinstance(value, List | Tuple) else ()


# -- bars, errors, areas


def _check_broadcast(x: Value, y: Value, names: str) -> None:
    a, b = shape_of(x), shape_of(y)
    if a is None or b is None or len(a) != 1 or len(b) != 1:
        return
    first, second = a.axes[0].size, b.axes[0].size
    if differ(first, second) and not _maybe_one(first) and not _maybe_one(second):
        one, other = ("{" + name + "}" for name in names.split())
        refuse(
            "TSL106",
            f"what is drawn together differs in length: {one} is {a}, {other} is {b}: {said(first, second)}",
        )


def _check_errors(points: Value, errors: Value, name: str) -> None:
    """An error for each point, or a lower and an upper one: (n,) or (2, n)."""
    a, b = shape_of(points), shape_of(errors)
    if a is None or b is None or len(a) != 1 or len(b) > 2 or _maybe_one(a.axes[0].size):
        return
    count, found = a.axes[0].size, b.axes[-1].size
    if differ(count, found) and not _maybe_one(found):
        refuse(
            "TSL106",
            f"an error is needed for each of {size_text(count)} points, {{{name}}} is {b}:"
            f" {said(count, found)}",
        )


def _bars(x: Value, height: Value, keywords: dict[str, Value], names: str) -> Value:
    if "data" in keywords:
        return UNKNOWN_VALUE
    _check_broadcast(x, height, names)
    own = "yerr" if names == "x height" else "xerr"
    _check_errors(height, keywords.get(own, NONE), own)
    for name in ("width", "bottom", "height", "left"):
        if name in keywords:
            _check_broadcast(x, keywords[name], f"{names.split()[0]} {name}")
    return UNKNOWN_VALUE


@drawn("bar")
def bar(x: Value, height: Value, *given: Value, **keywords: Value) -> Value:
    """Bars: x and heights of one length, or one of them a single number."""
    return _bars(x, height, keywords, "x height")


@drawn("barh")
def barh(y: Value, width: Value, *given: Value, **keywords: Value) -> Value:
    """Bars across: y and widths of one length, or one of them a single number."""
    return _bars(y, width, keywords, "y width")


@drawn("errorbar")
def errorbar(
    x: Value, y: Value, yerr: Value = NONE, xerr: Value = NONE, *given: Value, **keywords: Value
) -> Value:
    """Points of equally long x and y, with bars of their errors."""
    if "data" not in keywords:
        _check_plotted(x, y, ("{x}", "{y}"))
        _check_errors(y, yerr, "yerr")
        _check_errors(x, xerr, "xerr")
    return UNKNOWN_VALUE


@drawn("fill_between")
def fill_between(
    x: Value, y1: Value, y2: Value = NONE, where: Value = NONE, *given: Value, **keywords: Value
) -> Value:
    """The area under a curve over x, or between two."""
    if "data" not in keywords:
        _check_broadcast(x, y1, "x y1")
        _check_broadcast(x, y2, "x y2")
        _check_broadcast(x, where, "x where")
    return UNKNOWN_VALUE


@drawn("fill_betweenx")
def fill_betweenx(
    y: Value, x1: Value, x2: Value = NONE, where: Value = NONE, *given: Value, **keywords: Value
) -> Value:
    """The area beside a curve over y, or between two."""
    if "data" not in keywords:
        _check_broadcast(y, x1, "y x1")
        _check_broadcast(y, x2, "y x2")
    return UNKNOWN_VALUE


@drawn("stackplot")
def stackplot(x: Value, *args: Value, **keywords: Value) -> Value:
    """Areas on top of each other over x."""
    a = shape_of(x)
    if a is None or len(a) != 1 or "data" in keywords:
        return UNKNOWN_VALUE
    for index, each in enumerate(args):
        b = shape_of(each)
        if b is None or len(b) > 2:
            continue
        last = b.axes[-1].size
        if differ(a.axes[0].size, last) and not _maybe_one(last) and not _maybe_one(a.axes[0].size):
            refuse(
                "TSL106",
                f"what is drawn together differs in length: {{x}} is {a}, {{args[{index}]}} is {b}:"
                f" {said(a.axes[0].size, last)}",
            )
    return UNKNOWN_VALUE


@drawn("hlines")
def hlines(y: Value, xmin: Value, xmax: Value, *given: Value, **keywords: Value) -> Value:
    """Lines across, from xmin to xmax."""
    if "data" not in keywords:
        _check_broadcast(y, xmin, "y xmin")
        _check_broadcast(y, xmax, "y xmax")
    return UNKNOWN_VALUE


@drawn("vlines")
def vlines(x: Value, ymin: Value, ymax: Value, *given: Value, **keywords: Value) -> Value:
    """Lines upwards, from ymin to ymax."""
    if "data" not in keywords:
        _check_broadcast(x, ymin, "x ymin")
        _check_broadcast(x, ymax, "x ymax")
    return UNKNOWN_VALUE


# -- histograms


def _bin_count(bins: Value) -> Size:
    """How many bins an argument asks for: a number, or edges."""
    if isinstance(bins, Integer):
        return bins.size
    edges = shape_of(bins)
    if edges is not None and len(edges) == 1:
        size = edges.axes[0].size
        return UNKNOWN if size is UNKNOWN else subtract(size, 1)
    return UNKNOWN


@drawn("hist")
def hist(x: Value, bins: Value = NONE, *given: Value, **keywords: Value) -> Value:
    """The counts, a row for each data set, the edges of the bins, and what is drawn."""
    if "data" in keywords:
        return UNKNOWN_VALUE
    data, weights = shape_of(x), shape_of(keywords.get("weights", NONE))
    if data is not None and weights is not None and len(data) == len(weights) == 1:
        one, other = data.axes[0].size, weights.axes[0].size
        if differ(one, other):
            refuse(
                "TSL106",
                f"weights should have the same shape as x: {{x}} is {data}, {{weights}} is {weights}:"
                f" {said(one, other)}",
            )
    count = _bin_count(bins)
    if count is UNKNOWN:
        count = symbol("bins", lower=1)
    edges = Array(Shape((Axis(add(count, 1)),)), "", writeable=None)
    counts: Value = UNKNOWN_VALUE
    if data is not None and len(data) == 1:
        counts = Array(Shape((Axis(count),)), "float64", writeable=None)
    return Tuple((counts, edges, UNKNOWN_VALUE))


@drawn("hist2d")
def hist2d(
    x: Value,
    y: Value,
    bins: Value = Integer(10),  # noqa: B008 - immutable
    *given: Value,
    **keywords: Value,
) -> Value:
    """The counts, the edges along x and y, and what is drawn."""
    a, b = shape_of(x), shape_of(y)
    if a is not None and b is not None and len(a) == len(b) == 1 and "data" not in keywords:
        _check_plotted(x, y, ("{x}", "{y}"))
    if not isinstance(bins, Integer) or "data" in keywords:
        return UNKNOWN_VALUE
    count = bins.size
    if count is UNKNOWN:
        count = symbol("bins", lower=1)
    edges = Array(Shape((Axis(add(count, 1)),)), "", writeable=None)
    counts = Array(Shape((Axis(count), Axis(count))), "float64", writeable=None)
    return Tuple((counts, edges, edges, UNKNOWN_VALUE))


@drawn("boxplot", "violinplot")
def boxplot(x: Value, *given: Value, **keywords: Value) -> Value:
    """A box for each column."""
    shape = shape_of(x) if isinstance(x, Array) else None
    if shape is not None and len(shape) > 2:
        refuse("TSL104", f"a column a box, or one box: {{x}} is {shape}: X must have 2 or fewer dimensions")
    return UNKNOWN_VALUE


@drawn("pie")
def pie(x: Value, explode: Value = NONE, labels: Value = NONE, *given: Value, **keywords: Value) -> Value:
    """A slice for each number."""
    a = shape_of(x)
    for name, value in (("explode", explode), ("labels", labels)):
        size = value.length if isinstance(value, List) else UNKNOWN
        if a is not None and len(a) == 1 and differ(a.axes[0].size, size) and "data" not in keywords:
            refuse(
                "TSL106",
                f"{{{name}}} must be of the length of {{x}}, which is {a}: {said(size, a.axes[0].size)}",
            )
    return UNKNOWN_VALUE
