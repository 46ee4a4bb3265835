"""NumPy functions that sort and search."""

from __future__ import annotations

from tensorlint.models.coercion import Arrays, to_optional_int
from tensorlint.models.families import like, normalize_axis
from tensorlint.models.numpy_joining import stacked
from tensorlint.models.registry import NotCoercible, changes, models
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, arithmetic, shape_of
from tensorlint.values import NONE, Array, Integer, Value

LAST = Integer(-1)


def _flat(shape: Shape) -> Shape:
    return Shape((Axis(UNKNOWN),)) if shape.open else arithmetic.reshape(shape, [-1])


def _along(a: Array, axis: Value, text: str, scalar_is_flat: bool = False) -> Shape:
    """The shape after sorting along an axis; None sorts all elements in one."""
    place = to_optional_int(axis)
    if place is None:
        return _flat(a.shape)
    if a.rank is None:
        return a.shape
    if a.rank == 0 and scalar_is_flat and place in (0, -1):
        return shape_of(1)
    normalize_axis(a.rank, place, text)
    return a.shape


@models("numpy.sort")
def sort(
    a: Array, axis: Value = LAST, kind: Value = NONE, order: Value = NONE, *, stable: Value = NONE
) -> Array:
    """A sorted copy."""
    return like(a, _along(a, axis, "{a}"))


@models("numpy.argsort", "numpy.ndarray.argsort")
def argsort(
    a: Array, axis: Value = LAST, kind: Value = NONE, order: Value = NONE, *, stable: Value = NONE
) -> Array:
    """The indices that would sort the array."""
    return Array(_along(a, axis, "{a}", scalar_is_flat=True), "int64")


@models("numpy.partition")
def partition(a: Array, kth: Value, axis: Value = LAST, kind: Value = NONE, order: Value = NONE) -> Array:
    """A copy in which the k-th element stands where sorting would put it."""
    return like(a, _along(a, axis, "{a}"))


@models("numpy.argpartition", "numpy.ndarray.argpartition")
def argpartition(a: Array, kth: Value, axis: Value = LAST, kind: Value = NONE, order: Value = NONE) -> Array:
    """The indices that would partition the array."""
    return Array(_along(a, axis, "{a}", scalar_is_flat=True), "int64")


@models("numpy.lexsort")
def lexsort(keys: Arrays, axis: int = -1) -> Array:
    """The indices that sort by several keys, the last one first."""
    items = keys.items
    if items is not None and not items:
        raise NotCoercible
    shape = keys.element.shape if items is None else stacked(keys, 0, "keys").shape
    if items is not None and shape.rank is not None:
        shape = Shape(shape.axes[1:])
    if not shape.rank:
        return Array(UNKNOWN_SHAPE if shape.rank is None else Shape(), "int64")
    alike = items is not None and all(item.shape == items[0].shape for item in items)
    if not alike and not -shape.rank <= axis < shape.rank:
        raise NotCoercible  # that the keys differ may come first
    normalize_axis(shape.rank, axis, "each of {keys}")
    return Array(shape, "int64")


@models("numpy.sort_complex")
def sort_complex(a: Array) -> Array:
    """A sorted copy of complex numbers."""
    return like(a, dtype="complex")


@models("numpy.msort")
def msort(a: Array) -> Array:
    """A copy sorted along the first axis (until NumPy 1.26)."""
    return like(a)


@models("numpy.searchsorted", "numpy.ndarray.searchsorted")
def searchsorted(a: Array, v: Array, side: Value = NONE, sorter: Value = NONE) -> Array:
    """Where elements would have to be inserted to keep the order."""
    return Array(v.shape, "int64")


@models("numpy.digitize")
def digitize(x: Array, bins: Value, right: Value = NONE) -> Array:
    """The number of the bin that each element falls into."""
    return Array(x.shape, "int64")


changes("self", "numpy.ndarray.sort", "numpy.ndarray.partition", "numpy.ndarray.fill")
