"""NumPy functions that join arrays: concatenate, the stack family, append, block, c_ and r_."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from tensorlint.models.coercion import MAXIMUM_CONTENTS, Arrays, to_array, to_int, to_optional_int
from tensorlint.models.families import AXIS_ERROR, normalize_axis
from tensorlint.models.numpy_arguments import fresh, given_dtype, is_given, seen_as
from tensorlint.models.numpy_dtypes import promoted_all
from tensorlint.models.numpy_grids import grid_axis
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, arithmetic
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, multiply
from tensorlint.values import NONE, Array, Float, Integer, List, Slice, String, Tuple, Union, Unknown, Value

UNIT = Axis(1, ())
ZERO = Integer(0)


def joined_dtype(arrays: Sequence[Array]) -> str:
    """The dtype of arrays joined."""
    return promoted_all([array.dtype for array in arrays])


def join(
    arrays: Arrays,
    axis: int,
    name: str = "arrays",
    function: str = "concatenate",
    given: Arrays | None = None,
) -> Array:
    """Arrays joined along an axis that each of them has; the other axes must agree.

    `name`: the parameter that holds them, if any. `given`: the arrays as the user gave them, before
    they got axes to be joined along.
    """
    text = f"{{{name}}}" if name else "it"
    if arrays.items is None:
        return _join_alike(arrays, axis, text)
    items = arrays.items
    if not items:
        refuse("TSL602", f"{function}: {text} is empty: at least one array is needed")
    for index, item in enumerate(items):
        if item.rank == 0:
            which = f"{{{name}[{index}]}}" if name else "one"
            refuse("TSL602", f"{function}: arrays without axes cannot be joined: {which} is ()")
    first = items[0].rank
    if first is not None:
        normalize_axis(first, axis, f"{{{name}[0]}}" if name else "the first")
    try:
        shape = arithmetic.concatenate([item.shape for item in items], axis)
    except Mismatch as mismatch:
        off = "" if mismatch.axis is None else f" on axis {mismatch.axis}"
        shown = items if given is None or given.items is None else given.items
        said = _two_that_differ(items, shown, lambda pair: arithmetic.concatenate(pair, axis), name)
        refuse("TSL602", f"{function}: arrays disagree off axis {axis}: {said}: {mismatch.detail}{off}")
    contents = _joined_contents(items) if axis == 0 else None
    generated = all(item.generated for item in items)
    marks = frozenset.intersection(*(item.marks for item in items))
    return Array(shape, joined_dtype(items), contents=contents, generated=generated, marks=marks)


def _two_that_differ(
    items: Sequence[Array], shown: Sequence[Array], put: Callable[[Sequence[Shape]], Shape], name: str
) -> str:
    """The first array, and the first that cannot be put to it, for the message."""
    for index, item in enumerate(items):
        try:
            put([items[0].shape, item.shape])
        except Mismatch:
            if not name:
                return f"they are {shown[0].shape} and {shown[index].shape}"
            return f"{{{name}[0]}} is {shown[0].shape}, {{{name}[{index}]}} is {shown[index].shape}"
    return f"they are {', '.join(str(item.shape) for item in shown[:4])}"


def _join_alike(arrays: Arrays, axis: int, text: str) -> Array:
    """An unknown number of arrays that are all like one."""
    element = arrays.element
    rank = element.rank
    if rank is None:
        return Array(UNKNOWN_SHAPE, element.dtype)
    if not rank:
        return Array(UNKNOWN_SHAPE, element.dtype)
    if not -rank <= axis < rank and bounds(arrays.length)[0] < 1:
        raise NotCoercible  # that there are none may come first
    place = normalize_axis(rank, axis, f"an item of {text}")
    size = fresh(multiply(arrays.length, element.shape.axes[place].size))
    return Array(element.shape.replaced(place, born(size)), element.dtype)


def _joined_contents(items: Sequence[Array]) -> tuple[Any, ...] | None:
    joined: list[Any] = []
    dtype = items[0].dtype
    for item in items:
        if item.contents is None or item.dtype != dtype or len(joined) > MAXIMUM_CONTENTS:
            return None
        joined.extend(item.contents)
    return tuple(joined) if len(joined) <= MAXIMUM_CONTENTS else None


def _finished(result: Array, dtype: Value, out: Value = NONE) -> Array:
    name = given_dtype(dtype, result.dtype)
    if is_given(out):
        return replace(result, dtype="", contents=None, writeable=None)
    return result if name == result.dtype else replace(result, dtype=name, contents=None)


def _refuse_separate(arrays: Arrays, function: str, parameter: str, second: str) -> NoReturn:
    if bounds(arrays.length)[0] < 1:
        raise NotCoercible  # that there is nothing to join may come first
    refuse(
        "TSL602",
        f"{function} takes the arrays as one sequence: np.{function}(({{{parameter}}}, {second}))",
        "TypeError",
    )


def _is_array(value: Value) -> bool:
    """Whether a value in the place of an axis is certainly a sequence or an array with axes."""
    if isinstance(value, Tuple | List):
        return True
    return isinstance(value, Array) and value.rank is not None and value.rank > 0


@models("numpy.concatenate", "numpy.concat")
def concatenate(
    arrays: Arrays,
    /,
    axis: Value = ZERO,
    out: Value = NONE,
    *,
    dtype: Value = NONE,
    casting: Value = NONE,
) -> Array:
    """Arrays joined along an axis that they have (None: all elements in one)."""
    if _is_array(axis):
        _refuse_separate(arrays, "concatenate", "arrays", "{axis}")
    place = to_optional_int(axis)
    if place is None:
        arrays, place = each_of(arrays, _flattened), 0
    return _finished(join(arrays, place), dtype, out)


def each_of(arrays: Arrays, change: Callable[[Array], Array]) -> Arrays:
    """The same change made to every array."""
    items = None if arrays.items is None else tuple([change(item) for item in arrays.items])
    return Arrays(items, change(arrays.element), arrays.length)


def _flattened(array: Array) -> Array:
    if array.shape.open:
        return seen_as(array, Shape((Axis(UNKNOWN),)))
    return seen_as(array, arithmetic.reshape(array.shape, [-1]), array.contents)


def at_least(rank: int) -> Callable[[Array], Array]:
    """What makes arrays have that many axes: new ones stand in front."""

    def change(array: Array) -> Array:
        missing = rank - len(array.shape)
        if missing <= 0:
            return array
        if array.shape.open:
            return seen_as(array, UNKNOWN_SHAPE)
        return seen_as(array, Shape((UNIT,) * missing + array.shape.axes), array.contents)

    return change


def _three_axes(array: Array) -> Array:
    if len(array.shape) >= 3:
        return array
    if array.shape.open:
        return seen_as(array, UNKNOWN_SHAPE)
    axes = array.shape.axes or (UNIT,)
    return seen_as(array, Shape((*axes, UNIT) if len(axes) == 2 else (UNIT, *axes, UNIT)))


def _column(array: Array) -> Array:
    if len(array.shape) >= 2:
        return array
    if array.shape.open:
        return seen_as(array, UNKNOWN_SHAPE)
    return seen_as(array, Shape((*(array.shape.axes or (UNIT,)), UNIT)), array.contents)


@models("numpy.stack")
def stack(
    arrays: Arrays, axis: Value = ZERO, out: Value = NONE, *, dtype: Value = NONE, casting: Value = NONE
) -> Array:
    """Arrays of one shape side by side along a new axis."""
    if _is_array(axis):
        _refuse_separate(arrays, "stack", "arrays", "{axis}")
    return _finished(stacked(arrays, to_int(axis)), dtype, out)


def stacked(arrays: Arrays, axis: int, name: str = "arrays") -> Array:
    """Arrays side by side along a new axis; they must have one shape."""
    items = arrays.items
    if items is not None and not items:
        refuse("TSL602", f"stack: {{{name}}} is empty: at least one array is needed")
    try:
        shape = arithmetic.stack([item.shape for item in items or (arrays.element,)], 0)
    except Mismatch as mismatch:
        assert items is not None
        off = "" if mismatch.axis is None else f" on axis {mismatch.axis}"
        said = _two_that_differ(items, items, lambda pair: arithmetic.stack(pair, 0), name)
        refuse("TSL602", f"stack: all arrays must have the same shape: {said}: {mismatch.detail}{off}")
    dtype = joined_dtype(items or (arrays.element,))
    rank = shape.rank
    if rank is None:
        return Array(UNKNOWN_SHAPE, dtype)
    if not -rank <= axis < rank:
        if not _certainly_alike(items or ()) or bounds(arrays.length)[0] < 1:
            raise NotCoercible  # that they differ, or that there are none, may come first
        refuse(
            "TSL603",
            f"stack: axis {axis} is out of range: the result has {rank} axes;"
            f" valid are {-rank} to {rank - 1}",
            AXIS_ERROR,
        )
    lead, rest = shape.axes[0], list(shape.axes[1:])
    if items is None:
        lead = born(fresh(arrays.length))
    rest.insert(axis % rank, lead)
    generated = all(item.generated for item in items or (arrays.element,))
    contents = _joined_contents(items) if items is not None and axis % rank == 0 else None
    return Array(Shape(tuple(rest)), dtype, contents=contents, generated=generated)


def _certainly_alike(items: Sequence[Array]) -> bool:
    first = items[0].shape.sizes if items else ()
    known = all(item.rank is not None and item.shape.sizes == first for item in items)
    return known and UNKNOWN not in first


@models("numpy.hstack")
def hstack(tup: Arrays, *others: Value, dtype: Value = NONE, casting: Value = NONE) -> Array:
    """Arrays joined along axis 1; 1-D ones along axis 0."""
    if others:
        _refuse_separate(tup, "hstack", "tup", "…")
    arrays = each_of(tup, at_least(1))
    if arrays.items == ():
        return join(arrays, 0, "tup", "hstack")
    first = (arrays.items[0] if arrays.items else arrays.element).shape
    if first.open and len(first) < 2:
        return Array(UNKNOWN_SHAPE, joined_dtype(arrays.items or (arrays.element,)))
    axis = 0 if first.rank == 1 else 1
    return _finished(join(arrays, axis, "tup", "hstack", tup), dtype)


@models("numpy.vstack", "numpy.row_stack")
def vstack(tup: Arrays, *others: Value, dtype: Value = NONE, casting: Value = NONE) -> Array:
    """Arrays joined along axis 0; 1-D ones are rows."""
    if others:
        _refuse_separate(tup, "vstack", "tup", "…")
    return _finished(join(each_of(tup, at_least(2)), 0, "tup", "vstack", tup), dtype)


@models("numpy.dstack")
def dstack(tup: Arrays, *others: Value) -> Array:
    """Arrays joined along axis 2; 2-D ones are layers."""
    if others:
        _refuse_separate(tup, "dstack", "tup", "…")
    return join(each_of(tup, _three_axes), 2, "tup", "dstack", tup)


@models("numpy.column_stack")
def column_stack(tup: Arrays, *others: Value) -> Array:
    """Arrays joined along axis 1; 1-D ones are columns."""
    if others:
        _refuse_separate(tup, "column_stack", "tup", "…")
    return join(each_of(tup, _column), 1, "tup", "column_stack", tup)


@models("numpy.append")
def append(arr: Array, values: Array, axis: int | None = None) -> Array:
    """Two arrays joined along an axis (None: all elements in one)."""
    pair = (arr, values)
    if axis is None:
        return join(to_items([_flattened(each) for each in pair]), 0, "arr", "append")
    for name, array in zip(("arr", "values"), pair, strict=True):
        if array.rank == 0:
            refuse("TSL602", f"append: arrays without axes cannot be joined: {{{name}}} is ()")
    if arr.rank is not None:
        normalize_axis(arr.rank, axis, "{arr}")
    try:
        shape = arithmetic.concatenate([each.shape for each in pair], axis)
    except Mismatch as mismatch:
        off = "" if mismatch.axis is None else f" on axis {mismatch.axis}"
        refuse(
            "TSL602",
            f"append: arrays disagree off axis {axis}: {{arr}} is {arr.shape}, {{values}} is {values.shape}:"
            f" {mismatch.detail}{off}",
        )
    return Array(shape, joined_dtype(pair))


def to_items(arrays: Sequence[Array]) -> Arrays:
    """These arrays, all known."""
    return Arrays(tuple(arrays), arrays[0], len(arrays))


@models("numpy.block")
def block(arrays: Value) -> Array:
    """Nested lists of blocks put together: the innermost side by side along the last axis."""
    leaves: list[Array] = []
    depth = _block_depth(arrays, leaves)
    ranks = [leaf.rank for leaf in leaves]
    if any(rank is None for rank in ranks):
        return Array(UNKNOWN_SHAPE, joined_dtype(leaves))
    rank = max(depth, *[rank for rank in ranks if rank is not None], 0)
    return _put_together(arrays, depth, rank)


def _block_depth(value: Value, leaves: list[Array]) -> int:
    if not isinstance(value, List):
        if isinstance(value, Tuple):
            refuse("TSL602", "block: {arrays} holds a tuple; blocks are put into lists", "TypeError")
        leaves.append(to_array(value))
        return 0
    if value.items is None:
        raise NotCoercible
    if not value.items:
        refuse("TSL602", "block: {arrays} holds an empty list")
    depths = {_block_depth(item, leaves) for item in value.items}
    if len(depths) > 1:
        if any(isinstance(item, Unknown | Union) for item in value.items):
            raise NotCoercible
        refuse("TSL602", f"block: the lists of {{arrays}} are nested {min(depths)} and {max(depths)} deep")
    return depths.pop() + 1


def _put_together(value: Value, depth: int, rank: int) -> Array:
    if not isinstance(value, List) or value.items is None:
        return at_least(rank)(to_array(value))
    parts = [_put_together(item, depth - 1, rank) for item in value.items]
    return join(to_items(parts), -depth, "", "block")


def _translated(key: Value, least: int, columns: bool) -> Array:
    items = key.items if isinstance(key, Tuple) else (key,)
    arrays: list[Array] = []
    for item in items:
        if isinstance(item, String):
            raise NotCoercible
        if isinstance(item, Slice):
            axis, dtype = grid_axis(item)
            array = Array(Shape((axis,)), dtype, generated=True)
        else:
            array = to_array(item)
        arrays.append(_column(array) if columns else at_least(least)(array))
    result = join(to_items(arrays), -1 if columns else 0, "", "np.c_" if columns else "np.r_")
    return replace(result, dtype=_mixed_dtype(items, arrays))


def _mixed_dtype(items: Sequence[Value], arrays: Sequence[Array]) -> str:
    """Scalars give way to the arrays in ways that differ between versions."""
    if len({array.dtype for array in arrays}) == 1:
        return arrays[0].dtype
    return "" if any(isinstance(item, Integer | Float) for item in items) else joined_dtype(arrays)


@models("numpy.c_.__getitem__")
def c_(key: Value) -> Array:
    """`np.c_[a, b]`: joined along the last axis; 1-D arrays are columns."""
    return _translated(key, 2, True)


@models("numpy.r_.__getitem__")
def r_(key: Value) -> Array:
    """`np.r_[a, 0:3, 5]`: joined along the first axis."""
    return _translated(key, 1, False)


@models("numpy.s_.__getitem__")
def s_(key: Value) -> Value:
    """The index itself."""
    return key


@models("numpy.index_exp.__getitem__")
def index_exp(key: Value) -> Value:
    """The index itself, as a tuple."""
    return key if isinstance(key, Tuple) else Tuple((key,))
