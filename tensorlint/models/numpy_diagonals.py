"""NumPy's diagonals and triangles, and indices into flattened arrays."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import MAXIMUM_CONTENTS, Arrays
from tensorlint.models.families import elementwise_shape, like, normalize_axis
from tensorlint.models.numpy_arguments import NumpySizes, axis_of, fresh, seen_as, sized
from tensorlint.models.registry import NotCoercible, changes, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Shape, Size, equal, size_text
from tensorlint.shapes.sizes import (
    add,
    floor_divide,
    less_equal,
    maximum,
    minimum,
    multiply,
    subtract,
)
from tensorlint.values import NONE, Array, Integer, Tuple, Value

ZERO = Integer(0)


@models("numpy.triu", "numpy.tril")
def triangle(m: Array, k: Value = ZERO) -> Array:
    """A copy with zeros beyond a diagonal; a 1-D array gives a square."""
    if m.rank == 0:
        raise NotCoercible
    if m.rank == 1:
        axis = m.shape.axes[0]
        return like(m, Shape((axis, axis)))
    if m.rank is None and len(m.shape) < 2:
        return like(m, UNKNOWN_SHAPE)
    return like(m)


def _offset(k: Value) -> Size:
    return k.size if isinstance(k, Integer) else UNKNOWN


@models("numpy.triu_indices")
def triu_indices(n: Integer, k: Value = ZERO, m: Integer | None = None) -> Value:
    """The indices at and above a diagonal."""
    return _triangle_indices(n.size, _offset(k), n.size if m is None else m.size, True)


@models("numpy.tril_indices")
def tril_indices(n: Integer, k: Value = ZERO, m: Integer | None = None) -> Value:
    """The indices at and below a diagonal."""
    return _triangle_indices(n.size, _offset(k), n.size if m is None else m.size, False)


@models("numpy.triu_indices_from")
def triu_indices_from(arr: Array, k: Value = ZERO) -> Value:
    """The indices at and above a diagonal of an array."""
    return _triangle_from(arr, k, True)


@models("numpy.tril_indices_from")
def tril_indices_from(arr: Array, k: Value = ZERO) -> Value:
    """The indices at and below a diagonal of an array."""
    return _triangle_from(arr, k, False)


def _triangle_from(arr: Array, k: Value, upper: bool) -> Value:
    if arr.rank is None:
        return _triangle_indices(UNKNOWN, UNKNOWN, UNKNOWN, upper)
    if arr.rank != 2:
        refuse("TSL603", f"the indices of a triangle need a 2-D array: {{arr}} is {arr.shape}")
    rows, columns = arr.shape.sizes
    return _triangle_indices(rows, _offset(k), columns, upper)


def _triangle_indices(rows: Size, k: Size, columns: Size, upper: bool) -> Value:
    count: Size = UNKNOWN
    if isinstance(rows, int) and isinstance(k, int) and isinstance(columns, int):
        lengths = [max(0, columns - max(0, row + k)) for row in range(rows)]
        if not upper:
            lengths = [max(0, min(columns, row + k + 1)) for row in range(rows)]
        count = sum(lengths)
    elif isinstance(k, int) and equal(rows, columns) is True:
        above = k if upper else -k
        if above >= 0 and less_equal(above - 1, rows) is True:
            side = subtract(rows, above)
            count = floor_divide(multiply(side, add(side, 1)), 2)
    index = Array(Shape((sized(fresh(count)),)), "int64")
    return Tuple((index, index))


@models("numpy.diag_indices")
def diag_indices(n: Integer, ndim: int = 2) -> Value:
    """The indices of the main diagonal of a square."""
    size = n.size
    contents = tuple(range(size)) if isinstance(size, int) and size <= MAXIMUM_CONTENTS else None
    return Tuple((Array(Shape((axis_of(n),)), "int64", contents=contents),) * ndim)


@models("numpy.diag_indices_from")
def diag_indices_from(arr: Array) -> Value:
    """The indices of the main diagonal of an array, all of whose axes are of one length."""
    if arr.rank is None:
        raise NotCoercible
    _check_cube(arr, "{arr}", "diag_indices_from")
    return Tuple((Array(Shape((arr.shape.axes[0],)), "int64"),) * arr.rank)


def _check_cube(array: Array, text: str, function: str) -> None:
    if array.rank is not None and array.rank < 2:
        refuse("TSL603", f"{function} needs at least 2 axes: {text} is {array.shape}")
    sizes = array.shape.sizes
    for size in sizes[1:]:
        if not array.shape.open and equal(sizes[0], size) is False:
            refuse(
                "TSL614",
                f"{function}: all axes of {text} must have one length, it is {array.shape}:"
                f" {size_text(sizes[0])} != {size_text(size)}",
            )


def _diagonal_length(rows: Size, columns: Size, k: Size) -> Size:
    if not isinstance(k, int):
        return fresh(UNKNOWN)
    length = minimum(rows, subtract(columns, k)) if k >= 0 else minimum(add(rows, k), columns)
    return fresh(length if less_equal(0, length) is True else maximum(0, length))


@models("numpy.diag")
def diag(v: Array, k: Value = ZERO) -> Array:
    """The diagonal of a 2-D array, read-only; or a square with a 1-D array on its diagonal."""
    offset = _offset(k)
    if v.rank == 1:
        size = v.shape.axes[0].size
        side = add(size, abs(offset)) if isinstance(offset, int) else fresh(UNKNOWN)
        axis = v.shape.axes[0] if offset == 0 else sized(side)
        return like(v, Shape((axis, axis)))
    if v.rank == 2:
        rows, columns = v.shape.sizes
        axis = sized(_diagonal_length(rows, columns, offset))
        return replace(seen_as(v, Shape((axis,))), writeable=False)
    if v.rank is None:
        return replace(like(v, UNKNOWN_SHAPE), writeable=None)
    raise NotCoercible


@models("numpy.diagflat")
def diagflat(v: Array, k: Value = ZERO) -> Array:
    """A square with all elements on its diagonal."""
    offset = _offset(k)
    side = add(v.shape.count, abs(offset)) if isinstance(offset, int) else UNKNOWN
    axis = sized(fresh(side))
    return like(v, Shape((axis, axis)))


@models("numpy.diagonal", "numpy.ndarray.diagonal")
def diagonal(a: Array, offset: Value = ZERO, axis1: int = 0, axis2: int = 1) -> Array:
    """The diagonal of the plane of two axes, read-only, as a new last axis."""
    if a.rank is None:
        return replace(seen_as(a, UNKNOWN_SHAPE), writeable=False)
    if a.rank < 2:
        refuse("TSL603", f"diagonal needs at least 2 axes: {{a}} is {a.shape}")
    first, second = normalize_axis(a.rank, axis1), normalize_axis(a.rank, axis2)
    if first == second:
        refuse("TSL603", f"diagonal: the two axes must be different: {{a}} is {a.shape}")
    length = _diagonal_length(a.shape.axes[first].size, a.shape.axes[second].size, _offset(offset))
    rest = [axis for place, axis in enumerate(a.shape.axes) if place not in (first, second)]
    return replace(seen_as(a, Shape((*rest, sized(length)))), writeable=False)


@models("numpy.fill_diagonal")
def fill_diagonal(a: Array, val: Value, wrap: Value = NONE) -> Value:
    """Sets the main diagonal."""
    if a.rank is None:
        return NONE
    if a.rank == 2:
        return NONE
    _check_cube(a, "{a}", "fill_diagonal")
    return NONE


changes("a", "numpy.fill_diagonal")


@models("numpy.unravel_index")
def unravel_index(indices: Array, shape: NumpySizes, order: Value = NONE) -> Value:
    """Flat indices as one array of indices for each axis."""
    return Tuple((Array(indices.shape, "int64"),) * len(shape))


@models("numpy.ravel_multi_index")
def ravel_multi_index(multi_index: Arrays, dims: Value, mode: Value = NONE, order: Value = NONE) -> Array:
    """Indices of each axis as flat indices."""
    if multi_index.items is None or not multi_index.items:
        return Array(multi_index.element.shape, "int64")
    return Array(elementwise_shape(multi_index.items), "int64")
