"""NumPy functions that count: bincount and the histograms."""

from __future__ import annotations

from tensorlint.models.coercion import dtype_kind, to_array
from tensorlint.models.numpy_arguments import axis_of, fresh, is_given, sized
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN, Axis, Shape, equal, size_text, symbol
from tensorlint.shapes.sizes import add, bounds, subtract
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    Array,
    Float,
    Integer,
    List,
    String,
    Tuple,
    Value,
)

TEN = Integer(10)
ZERO = Integer(0)


@models("numpy.bincount")
def bincount(x: Array, /, weights: Value = NONE, minlength: Integer = ZERO) -> Array:
    """How often each number occurs: as long as the largest number + 1, or longer."""
    if x.rank not in (1, None):
        raise NotCoercible
    dtype = "int64"
    if is_given(weights):
        dtype = "float64" if bounds(x.shape.count)[0] >= 1 else ""
        other = to_array(weights)
        if x.rank == 1 and other.rank == 1:
            sizes = x.shape.axes[0].size, other.shape.axes[0].size
            if equal(*sizes) is False and bounds(sizes[0])[0] >= 1:
                refuse(
                    "TSL106",
                    "bincount: {x} and {weights} must have the same length:"
                    f" {size_text(sizes[0])} != {size_text(sizes[1])}",
                )
    least = minlength.size
    if x.contents is not None and isinstance(least, int) and _all_ints(x):
        largest = max(x.contents, default=-1)
        return Array(Shape((sized(max(largest + 1, least)),)), dtype)
    return Array(Shape((sized(symbol("bincount", lower=max(0, bounds(least)[0]))),)), dtype)


def _all_ints(x: Array) -> bool:
    return all(type(each) is int and each >= 0 for each in x.contents or ())


def _bins(bins: Value, function: str) -> tuple[Axis, Axis, str]:
    """The axes of counts and of edges, and the dtype of the edges where they are given."""
    if isinstance(bins, Integer):
        if bounds(bins.size)[1] < 1:
            refuse("TSL213", f"{function}: the number of bins must be positive, it is {size_text(bins.size)}")
        axis = axis_of(bins)
        return axis, sized(add(axis.size, 1)), ""
    if isinstance(bins, String):
        count = symbol("bins")
        return sized(count), sized(add(count, 1)), ""
    if isinstance(bins, Float):
        refuse("TSL213", f"{function}: the number of bins must be an int, not a float", "TypeError")
    edges = to_array(bins)
    if edges.rank != 1:
        if edges.rank == 0 and dtype_kind(edges.dtype) == "int":
            count = fresh(UNKNOWN)
            return sized(count), sized(add(count, 1)), ""
        raise NotCoercible
    axis = edges.shape.axes[0]
    return sized(subtract(axis.size, 1)), sized(axis.size), edges.dtype


@models("numpy.histogram")
def histogram(
    a: Array,
    bins: Value = TEN,
    range: Value = NONE,
    density: Value = NONE,
    weights: Value = NONE,
) -> Value:
    """Counts in bins, and the edges of the bins: one more."""
    if is_given(weights):
        _check_weights(a, to_array(weights))
        if isinstance(bins, Float):
            raise NotCoercible  # that the weights do not fit may come first
    counts, edges, dtype = _bins(bins, "histogram")
    kind = "int64" if not is_given(weights) else ""
    if density == TRUE:
        kind = "float64"
    elif density not in (NONE, FALSE):
        kind = ""
    return Tuple((Array(Shape((counts,)), kind), Array(Shape((edges,)), dtype or _edges_dtype(a))))


def _check_weights(a: Array, weights: Array) -> None:
    if a.rank is None or weights.rank is None:
        return
    pairs = zip(a.shape.sizes, weights.shape.sizes, strict=False)
    if a.rank != weights.rank or any(equal(x, y) is False for x, y in pairs):
        refuse(
            "TSL106",
            f"histogram: weights must have the shape of the data: {{a}} is {a.shape},"
            f" {{weights}} is {weights.shape}",
        )


def _edges_dtype(a: Array) -> str:
    return "float64" if a.dtype == "float64" or dtype_kind(a.dtype) == "int" else ""


@models("numpy.histogram_bin_edges")
def histogram_bin_edges(a: Array, bins: Value = TEN, range: Value = NONE, weights: Value = NONE) -> Array:
    """The edges of the bins: one more than bins."""
    _, edges, dtype = _bins(bins, "histogram_bin_edges")
    return Array(Shape((edges,)), dtype or _edges_dtype(a))


@models("numpy.histogram2d")
def histogram2d(
    x: Array,
    y: Array,
    bins: Value = TEN,
    range: Value = NONE,
    density: Value = NONE,
    weights: Value = NONE,
) -> Value:
    """Counts in bins of two variables, and the edges of both."""
    if x.rank == 1 and y.rank == 1:
        sizes = x.shape.axes[0].size, y.shape.axes[0].size
        if equal(*sizes) is False:
            refuse(
                "TSL106",
                "histogram2d: {x} and {y} must have the same length:"
                f" {size_text(sizes[0])} != {size_text(sizes[1])}",
            )
    first, second = _two(bins)
    counts_x, edges_x, _ = _bins(first, "histogram2d")
    counts_y, edges_y, _ = _bins(second, "histogram2d")
    return Tuple(
        (
            Array(Shape((counts_x, counts_y)), "float64"),
            Array(Shape((edges_x,))),
            Array(Shape((edges_y,))),
        )
    )


def _two(bins: Value) -> tuple[Value, Value]:
    """The bins of both variables: two items are one for each, any other number edges for both."""
    if isinstance(bins, Integer):
        return bins, bins
    if isinstance(bins, Tuple | List):
        if bins.items is None or len(bins.items) == 1:
            raise NotCoercible
        return (bins.items[0], bins.items[1]) if len(bins.items) == 2 else (bins, bins)
    if isinstance(bins, Array) and bins.rank == 1 and bounds(bins.shape.axes[0].size)[0] > 2:
        return bins, bins
    raise NotCoercible


@models("numpy.histogramdd")
def histogramdd(
    sample: Value, bins: Value = TEN, range: Value = NONE, density: Value = NONE, weights: Value = NONE
) -> Value:
    """Counts in bins of several variables, and a list of the edges of each."""
    if not isinstance(sample, Array) or sample.rank != 2:
        raise NotCoercible
    count = sample.shape.axes[1].size
    if isinstance(bins, Tuple | List) and bins.items is not None:
        each = bins.items
        if equal(len(each), count) is False:
            refuse(
                "TSL106",
                f"histogramdd: {{bins}} must have one item for each column of {{sample}}:"
                f" {len(each)} != {size_text(count)}",
            )
    elif isinstance(bins, Integer) and isinstance(count, int) and count <= 8:
        each = (bins,) * count
    else:
        raise NotCoercible
    pairs = [_bins(item, "histogramdd") for item in each]
    counts = Shape(tuple([pair[0] for pair in pairs]))
    edges = tuple([Array(Shape((pair[1],))) for pair in pairs])
    return Tuple((Array(counts, "float64"), List.of(edges)))
