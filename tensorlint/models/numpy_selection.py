"""NumPy functions that pick elements: where, nonzero, take, choose, compress, select, put."""

from __future__ import annotations

from tensorlint.models.coercion import MAXIMUM_CONTENTS, Arrays, dtype_kind, to_array, to_optional_int
from tensorlint.models.families import elementwise_shape, like, normalize_axis
from tensorlint.models.numpy_arguments import filtered, is_given, sized
from tensorlint.models.numpy_dtypes import common, promoted_all, scalar_kind, with_scalar
from tensorlint.models.registry import NotCoercible, changes, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, arithmetic
from tensorlint.shapes.indexing import Picks, Span, indexed
from tensorlint.shapes.sizes import bounds
from tensorlint.values import NONE, Array, Integer, String, Tuple, Value

ZERO = Integer(0)
LAST = Integer(-1)


@models("numpy.where")
def where(condition: Array, x: Value = NONE, y: Value = NONE, /) -> Value:
    """Elements of x or y; the indices of what is true where only the condition is given."""
    if x == NONE and y == NONE:
        return nonzero(condition)
    first, second = to_array(x), to_array(y)
    shape = elementwise_shape([condition, first, second], names=("{condition}", "{x}", "{y}"))
    return Array(shape, _mixed_dtype(x, first, y, second))


def _mixed_dtype(x: Value, first: Array, y: Value, second: Array) -> str:
    """The dtype of two operands of which each may be a Python number."""
    kinds = scalar_kind(x), scalar_kind(y)
    if kinds[0] and kinds[1]:
        order = ("bool", "int", "float")
        return {"bool": "bool", "int": "int64", "float": "float64"}[max(kinds, key=order.index)]
    if kinds[0] or kinds[1]:
        array = second if kinds[0] else first
        dtype = with_scalar(array.dtype, kinds[0] or kinds[1])
        return dtype if array.rank else dtype_kind(dtype)  # NumPy 1 has no weak Python numbers
    return common([first, second])


def true_places(array: Array) -> list[int] | None:
    """The flat indices of elements that are not zero, None where they are not known."""
    if array.contents is None or not all(isinstance(each, int) for each in array.contents):
        return None
    return [place for place, each in enumerate(array.contents) if each]


def true_count(array: Array, name: str = "nonzero") -> Size:
    """How many elements are not zero."""
    places = true_places(array)
    return filtered(name, array.shape.count) if places is None else len(places)


@models("numpy.nonzero", "numpy.ndarray.nonzero")
def nonzero(a: Array) -> Value:
    """The indices of what is not zero: one array for each axis."""
    if not a.rank:
        raise NotCoercible
    index = Array(Shape((sized(true_count(a)),)), "int64")
    if a.rank == 1:
        places = true_places(a)
        contents = tuple(places) if places is not None and len(places) <= MAXIMUM_CONTENTS else None
        return Tuple((Array(index.shape, "int64", contents=contents),))
    return Tuple((index,) * a.rank)


@models("numpy.flatnonzero")
def flatnonzero(a: Array) -> Array:
    """The indices of what is not zero in the flattened array."""
    places = true_places(a)
    contents = tuple(places) if places is not None and len(places) <= MAXIMUM_CONTENTS else None
    return Array(Shape((sized(true_count(a)),)), "int64", contents=contents)


@models("numpy.argwhere")
def argwhere(a: Array) -> Array:
    """The indices of what is not zero, one row for each: (k, number of axes)."""
    columns = Axis(UNKNOWN) if a.rank is None else sized(a.rank)
    return Array(Shape((sized(true_count(a)), columns)), "int64")


@models("numpy.take", "numpy.ndarray.take")
def take(a: Array, indices: Array, axis: int | None = None, out: Value = NONE, mode: Value = NONE) -> Array:
    """The elements at these indices along an axis (None: of all elements in one axis)."""
    if axis is None:
        shape = Shape((Axis(UNKNOWN),)) if a.rank is None else arithmetic.reshape(a.shape, [-1])
        place = 0
    else:
        if a.rank is None:
            return Array(UNKNOWN_SHAPE, a.dtype)
        shape, place = a.shape, normalize_axis(a.rank, axis) if a.rank else 0
        if not a.rank:
            raise NotCoercible
    if indices.shape.open:
        return Array(UNKNOWN_SHAPE, a.dtype)
    raises = not is_given(mode) or (isinstance(mode, String) and mode.value == "raise")
    checked = raises and indices.dtype == "int64" and bounds(a.shape.count)[0] >= 1
    contents = indices.contents if checked else None
    items = [Span()] * place + [Picks(indices.shape, contents)]
    try:
        result = indexed(shape, items)
    except Mismatch as mismatch:
        refuse("TSL605", f"take: {mismatch.detail}: {{a}} is {a.shape}", "IndexError")
    return Array(result, a.dtype)


@models("numpy.take_along_axis")
def take_along_axis(arr: Array, indices: Array, axis: Value = LAST) -> Array:
    """The elements at indices that are matched with the array off the axis."""
    shape = _matched(arr, indices, to_optional_int(axis), "take_along_axis")
    return Array(shape, arr.dtype)


@models("numpy.put_along_axis")
def put_along_axis(arr: Array, indices: Array, values: Value, axis: Value) -> Value:
    """Sets the elements at indices that are matched with the array off the axis."""
    _matched(arr, indices, to_optional_int(axis), "put_along_axis")
    return NONE


def _matched(arr: Array, indices: Array, axis: int | None, function: str) -> Shape:
    if arr.rank is None or indices.rank is None:
        return UNKNOWN_SHAPE
    if axis is None:
        return indices.shape if indices.rank == 1 else UNKNOWN_SHAPE
    if dtype_kind(indices.dtype) == "float":
        raise NotCoercible
    place = normalize_axis(arr.rank, axis, "{arr}") if arr.rank else 0
    if arr.rank != indices.rank:
        refuse(
            "TSL605",
            f"{function}: {{indices}} must have as many axes as {{arr}}: {{arr}} is {arr.shape},"
            f" {{indices}} is {indices.shape}",
        )
    if not arr.rank:
        return indices.shape
    try:
        return arithmetic.broadcast(arr.shape.replaced(place, Axis(1, ())), indices.shape)
    except Mismatch as mismatch:
        refuse(
            "TSL605",
            f"{function}: {{indices}} does not match {{arr}} off axis {place}: {{arr}} is {arr.shape},"
            f" {{indices}} is {indices.shape}: {mismatch.detail}",
            "IndexError",
        )


@models("numpy.choose")
def choose(a: Array, choices: Arrays, out: Value = NONE, mode: Value = NONE) -> Array:
    """Each element from one of several arrays, all broadcast together."""
    items = choices.items if choices.items is not None else (choices.element,)
    return Array(elementwise_shape([a, *items]), promoted_all([each.dtype for each in items]))


@models("numpy.compress")
def compress(condition: Array, a: Array, axis: int | None = None, out: Value = NONE) -> Array:
    """The entries along an axis where the condition is true (None: of all elements in one axis)."""
    return compressed(condition, a, axis, "{a}")


@models("numpy.ndarray.compress")
def compress_method(self: Array, /, condition: Array, axis: int | None = None, out: Value = NONE) -> Array:
    """The entries along an axis where the condition is true."""
    return compressed(condition, self, axis, "{self}")


def compressed(condition: Array, a: Array, axis: int | None, text: str) -> Array:
    """The entries along an axis where a 1-D condition is true."""
    kept = sized(true_count(condition, "compress"))
    if axis is None:
        return Array(Shape((kept,)), a.dtype)
    if not a.rank:
        return Array(UNKNOWN_SHAPE, a.dtype)
    return Array(a.shape.replaced(normalize_axis(a.rank, axis, text), kept), a.dtype)


@models("numpy.extract")
def extract(condition: Array, arr: Array) -> Array:
    """The elements where the condition is true, in one axis."""
    return Array(Shape((sized(true_count(condition, "extract")),)), arr.dtype)


@models("numpy.select")
def select(condlist: Arrays, choicelist: Arrays, default: Value = ZERO) -> Array:
    """Each element from the first array whose condition is true."""
    if condlist.items is None or choicelist.items is None or not condlist.items:
        raise NotCoercible
    if len(condlist.items) != len(choicelist.items):
        raise NotCoercible
    otherwise = to_array(default)
    shape = elementwise_shape([*condlist.items, *choicelist.items, otherwise])
    if any(not item.rank for item in choicelist.items) or otherwise.rank != 0:
        return Array(shape)
    dtype = promoted_all([item.dtype for item in choicelist.items])
    kind = scalar_kind(default)
    return Array(shape, with_scalar(dtype, kind) if kind else "")


@models("numpy.piecewise")
def piecewise(x: Array, condlist: Value, funclist: Value, *args: Value, **kw: Value) -> Array:
    """Elements computed by different functions: the shape and dtype of x."""
    return like(x)


@models("numpy.place")
def place(arr: Array, mask: Value, vals: Value) -> Value:
    """Sets the elements where the mask is true."""
    return NONE


@models("numpy.put", "numpy.ndarray.put")
def put(a: Array, ind: Value, v: Value, mode: Value = NONE) -> Value:
    """Sets the elements at flat indices."""
    return NONE


@models("numpy.putmask")
def putmask(a: Array, /, mask: Value, values: Value) -> Value:
    """Sets the elements where the mask is true."""
    return NONE


changes("arr", "numpy.place", "numpy.put_along_axis")
changes("a", "numpy.put", "numpy.putmask", "numpy.ndarray.put")
changes("dst", "numpy.copyto")
