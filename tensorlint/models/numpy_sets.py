"""NumPy's sets: unique, isin, union1d and their kind."""

from __future__ import annotations

from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_arguments import filtered, sized
from tensorlint.models.numpy_dtypes import promoted
from tensorlint.models.registry import NotCoercible, models
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, arithmetic
from tensorlint.shapes.sizes import add, bounds
from tensorlint.values import NONE, Array, Tuple, Value


@models("numpy.unique")
def unique(
    ar: Array,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    *,
    equal_nan: Value = NONE,
    sorted: Value = NONE,
) -> Value:
    """The distinct elements in one axis, or the distinct entries along an axis."""
    contents = None
    if axis is None:
        count = ar.shape.count
        if ar.contents is not None and all(type(each) is int for each in ar.contents):
            contents = tuple(_in_order(set(ar.contents)))
        kept = _kept("unique", count) if contents is None else len(contents)
        values = Array(Shape((sized(kept),)), ar.dtype, contents=contents)
        inverse = Shape((sized(count),)) if ar.rank == 1 else UNKNOWN_SHAPE
    else:
        if not ar.rank:
            raise NotCoercible
        place = normalize_axis(ar.rank, axis, "{ar}")
        kept = filtered("unique", ar.shape.axes[place].size)
        values = Array(ar.shape.replaced(place, sized(kept)), ar.dtype)
        inverse = Shape((ar.shape.axes[0],)) if ar.rank == 1 else UNKNOWN_SHAPE
    results: list[Value] = [values]
    index = Array(Shape((sized(kept),)), "int64")
    if return_index:
        results.append(index)
    if return_inverse:
        # NumPy 2 gives the inverse of an N-D array its shape, NumPy 1 one axis.
        results.append(Array(inverse, "int64"))
    if return_counts:
        results.append(index)
    return values if len(results) == 1 else Tuple(tuple(results))


def _kept(name: str, count: Size) -> Size:
    """How many distinct elements there are: at least one if there are any."""
    return filtered(name, count, least=1 if bounds(count)[0] >= 1 else 0)


def _in_order(items: set[int]) -> list[int]:
    result = list(items)
    result.sort()
    return result


@models("numpy.unique_values")
def unique_values(x: Array) -> Array:
    """The distinct elements, in any order."""
    return Array(Shape((sized(_kept("unique", x.shape.count)),)), x.dtype)


@models("numpy.unique_counts")
def unique_counts(x: Array) -> Value:
    """The distinct elements and how often each occurs."""
    kept = Shape((sized(_kept("unique", x.shape.count)),))
    return Tuple((Array(kept, x.dtype), Array(kept, "int64")), ("values", "counts"))


@models("numpy.unique_inverse")
def unique_inverse(x: Array) -> Value:
    """The distinct elements and which of them each element is."""
    kept = Shape((sized(_kept("unique", x.shape.count)),))
    return Tuple((Array(kept, x.dtype), Array(x.shape, "int64")), ("values", "inverse_indices"))


@models("numpy.unique_all")
def unique_all(x: Array) -> Value:
    """The distinct elements, where they are, which of them each is, and how often each occurs."""
    kept = Shape((sized(_kept("unique", x.shape.count)),))
    index = Array(kept, "int64")
    return Tuple(
        (Array(kept, x.dtype), index, Array(x.shape, "int64"), index),
        ("values", "indices", "inverse_indices", "counts"),
    )


@models("numpy.isin")
def isin(
    element: Array,
    test_elements: Value,
    assume_unique: Value = NONE,
    invert: Value = NONE,
    *,
    kind: Value = NONE,
) -> Array:
    """Whether each element is among others."""
    return Array(element.shape, "bool")


@models("numpy.in1d")
def in1d(
    ar1: Array, ar2: Value, assume_unique: Value = NONE, invert: Value = NONE, *, kind: Value = NONE
) -> Array:
    """Whether each element is among others, in one axis (until NumPy 2.3)."""
    return Array(_flat(ar1), "bool")


def _flat(array: Array) -> Shape:
    return Shape((Axis(UNKNOWN),)) if array.shape.open else arithmetic.reshape(array.shape, [-1])


@models("numpy.intersect1d")
def intersect1d(ar1: Array, ar2: Array, assume_unique: Value = NONE, return_indices: bool = False) -> Value:
    """The elements that both have."""
    kept = Shape((sized(filtered("intersect1d", ar1.shape.count)),))
    values = Array(kept, promoted(ar1.dtype, ar2.dtype))
    index = Array(kept, "int64")
    return Tuple((values, index, index)) if return_indices else values


@models("numpy.union1d")
def union1d(ar1: Array, ar2: Array) -> Array:
    """The elements that either has."""
    most = add(ar1.shape.count, ar2.shape.count)
    return Array(Shape((sized(_kept("union1d", most)),)), promoted(ar1.dtype, ar2.dtype))


@models("numpy.setdiff1d")
def setdiff1d(ar1: Array, ar2: Value, assume_unique: Value = NONE) -> Array:
    """The elements that the first has and the second has not."""
    return Array(Shape((sized(filtered("setdiff1d", ar1.shape.count)),)), ar1.dtype)


@models("numpy.setxor1d")
def setxor1d(ar1: Array, ar2: Array, assume_unique: Value = NONE) -> Array:
    """The elements that only one of both has."""
    most = add(ar1.shape.count, ar2.shape.count)
    return Array(Shape((sized(filtered("setxor1d", most)),)), promoted(ar1.dtype, ar2.dtype))
