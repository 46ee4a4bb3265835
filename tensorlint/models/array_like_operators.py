"""Operators on arrays of which nobody knows the library: a parameter that is used like an array.

Only what NumPy, torch and JAX agree on is claimed or refused. `*` may be the matrix product of a sparse
matrix, an in-place operation may make a new array (JAX), and an index out of bounds may be clamped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tensorlint.models import numpy_indexing, numpy_operators
from tensorlint.models.coercion import dtype_kind
from tensorlint.models.operators import OPERATORS, Operators
from tensorlint.models.registry import Refusal, exception, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Shape, equal
from tensorlint.shapes.axes import joined_shape
from tensorlint.shapes.indexing import OPAQUE, REST, Item, Mask, Picks, Point
from tensorlint.values import UNKNOWN_VALUE, Array, Unknown, Value

SHAPE_ERROR = "unknown.ShapeError"
"""ValueError in NumPy, RuntimeError in torch, TypeError in JAX."""

exception(SHAPE_ERROR, "builtins.ValueError", "builtins.RuntimeError", "builtins.TypeError")


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left <operator> right`, one of them an array of an unknown library."""
    try:
        result = numpy_operators.binary(operator, left, right)
    except Refusal as refusal:
        if operator == "*":
            return UNKNOWN_VALUE
        refuse(refusal.code, refusal.message, SHAPE_ERROR)
    if not isinstance(result, Array):
        return result
    if operator == "*" and _may_multiply_matrices(left, right):
        return Array(UNKNOWN_SHAPE, library="", marks=result.marks)
    dtype = result.dtype if operator in numpy_operators.COMPARISONS else dtype_kind(result.dtype)
    return replace(result, library="", dtype=dtype, writeable=None, contents=None)


def _may_multiply_matrices(left: Value, right: Value) -> bool:
    for sparse, other in ((left, right), (right, left)):
        if not isinstance(sparse, Array) or sparse.library or sparse.rank not in (2, None):
            continue
        if isinstance(other, Array) and other.rank != 0 and not _same_shape(sparse.shape, other.shape):
            return True
    return False


def _same_shape(a: Shape, b: Shape) -> bool:
    if a.open or b.open or len(a) != len(b):
        return False
    return all(equal(x.size, y.size) is True for x, y in zip(a, b, strict=True))


def in_place(operator: str, target: Array, value: Value) -> Value:
    """`target <operator>= value`: what holds whether it writes to the target or makes a new array."""
    if isinstance(value, Unknown) and operator not in ("*", "@"):
        value = Array(UNKNOWN_SHAPE, library="")
    if operator == "*" and _may_multiply_matrices(target, value):
        return UNKNOWN_VALUE
    if target.library == "numpy":
        return numpy_operators.in_place(operator, target, value)
    result = binary(operator, target, value)
    if not isinstance(result, Array):
        return UNKNOWN_VALUE
    if target.rank == 0:
        return result
    return replace(target, shape=joined_shape(target.shape, result.shape), contents=None, origin=None)


def unary(operator: str, operand: Value) -> Value:
    """`-x`, `+x`, `~x`: the shape stays."""
    return replace(operand, contents=None, origin=None) if isinstance(operand, Array) else UNKNOWN_VALUE


def subscript(array: Array, index: Value) -> Value:
    """`array[index]` where the libraries select alike."""
    items = _items(index)
    if items is None or _placed_differently(items):
        return Array(UNKNOWN_SHAPE, library="", writeable=None)
    shape = numpy_indexing.select(array, items)
    return replace(array, shape=shape, contents=None, writeable=None, origin=None)


def _items(index: Value) -> list[Item] | None:
    """The items of an index without what is known of their bounds."""
    try:
        items = numpy_indexing.index_items(index)
    except Refusal:
        return None
    if items is None:
        return None
    parts = numpy_indexing.parts(index)
    return [_unbounded(item, part) for item, part in zip(items, parts, strict=True)]


def _unbounded(item: Item, part: Value) -> Item:
    if isinstance(part, Array) and part.dtype == "uint8":
        return OPAQUE  # once a mask in torch
    if isinstance(item, Point):
        return Point(UNKNOWN)
    return Picks(item.shape) if isinstance(item, Picks) else item


def _placed_differently(items: Sequence[Item]) -> bool:
    """Whether ints beside index arrays stand apart: torch takes the ints first, NumPy together."""
    fancy = any(isinstance(item, Picks | Mask) for item in items)
    return fancy and any(isinstance(item, Point) for item in items)


def store(array: Array, index: Value, value: Value) -> None:
    """`array[index] = value`: refuses what no library takes."""
    items = _items(index)
    if items is None or _placed_differently(items):
        return
    target = numpy_indexing.select(array, items)
    if not isinstance(value, Array) or target.open or value.shape.open:
        return
    if numpy_indexing.is_whole_mask(items, array) is not False and len(value.shape) > 1:
        return
    if target.axes or REST in items:
        numpy_indexing.check_stored(value.shape, target, SHAPE_ERROR)


OPERATORS[""] = Operators(binary, in_place, unary, subscript, store)
