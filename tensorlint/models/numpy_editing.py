"""NumPy functions that take entries out of arrays or put some in: delete, insert, trim_zeros."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import dtype_kind, to_array
from tensorlint.models.families import like, normalize_axis
from tensorlint.models.numpy_arguments import filtered, fresh, seen_as, sized
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, arithmetic, equal
from tensorlint.shapes.axes import born, selected
from tensorlint.shapes.indexing import check_bounds
from tensorlint.shapes.sizes import add, subtract
from tensorlint.values import NONE, Array, Integer, List, Slice, Tuple, Value


def _flattened(array: Array) -> Array:
    if array.shape.open:
        return seen_as(array, Shape((Axis(UNKNOWN),)))
    return seen_as(array, arithmetic.reshape(array.shape, [-1]))


@models("numpy.delete")
def delete(arr: Array, obj: Value, axis: int | None = None) -> Array:
    """Without the entries at these indices along an axis (None: of all elements in one axis)."""
    if axis is None:
        arr, axis = _flattened(arr), 0
    if arr.rank is None:
        return like(arr, UNKNOWN_SHAPE)
    if arr.rank == 0:
        raise NotCoercible
    place = normalize_axis(arr.rank, axis, "{arr}")
    whole = arr.shape.axes[place]
    left = _left(whole.size, obj, place)
    return like(arr, arr.shape.replaced(place, selected(whole, left)))


def _left(size: Size, obj: Value, place: int) -> Size:
    """How many entries are left."""
    if isinstance(obj, Slice):
        ends = [_end(obj.start), _end(obj.stop), _end(obj.step)]
        if ends[2] is not None and not isinstance(ends[2], int):
            return fresh(UNKNOWN)
        return fresh(subtract(size, arithmetic.slice_size(size, ends[0], ends[1], ends[2])))
    if isinstance(obj, Integer):
        _check(obj.size, size, place)
        return subtract(size, 1)
    array = to_array(obj)
    if array.rank is None or array.rank > 1 or dtype_kind(array.dtype) not in ("int", "bool"):
        if array.shape.rank == 1 and array.shape.count == 0:
            return size
        return filtered("delete", size)
    if array.dtype == "bool":
        if array.rank == 0:
            raise NotCoercible
        if array.contents is not None:
            return sum(not each for each in array.contents)
        return filtered("delete", size)
    if array.contents is None:
        return subtract(size, 1) if array.rank == 0 else filtered("delete", size)
    for each in array.contents:
        _check(each, size, place)
    if not all(isinstance(each, int) for each in array.contents):
        return filtered("delete", size)
    if isinstance(size, int):
        return size - len({each % size if size else each for each in array.contents})
    if all(each >= 0 for each in array.contents):
        return subtract(size, len(set(array.contents)))
    return filtered("delete", size)


def _end(value: Value) -> Size | None:
    if value == NONE:
        return None
    if isinstance(value, Integer):
        return value.size
    raise NotCoercible


def _check(index: Size, size: Size, place: int) -> None:
    try:
        check_bounds(index, size, place)
    except Mismatch as mismatch:
        refuse("TSL605", f"delete: {mismatch.detail}", "IndexError")


@models("numpy.insert")
def insert(arr: Array, obj: Value, values: Array, axis: int | None = None) -> Array:
    """With values put in before these indices along an axis (None: of all elements in one axis)."""
    if axis is None:
        arr, axis = _flattened(arr), 0
    if not arr.rank:
        return like(arr, UNKNOWN_SHAPE)
    place = normalize_axis(arr.rank, axis, "{arr}")
    whole = arr.shape.axes[place]
    try:
        count, moved = _places(obj, whole.size)
    except NotCoercible:
        return like(arr, arr.shape.replaced(place, born(fresh(UNKNOWN))))
    added: Size = count
    if count == 1:
        added = _added(arr, values, place, moved)
    return like(arr, arr.shape.replaced(place, sized(fresh(add(whole.size, added)))))


def _places(obj: Value, size: Size) -> tuple[Size, bool]:
    """At how many places something is put in, and whether it is one plain int."""
    if isinstance(obj, Integer):
        return 1, True
    if isinstance(obj, Tuple | List) and obj.items is not None:
        if not all(isinstance(item, Integer) for item in obj.items):
            raise NotCoercible
        return len(obj.items), False
    if isinstance(obj, Array) and dtype_kind(obj.dtype) == "int" and obj.rank in (0, 1):
        return (1, True) if obj.rank == 0 else (_certain(obj.shape.axes[0].size), False)
    raise NotCoercible


def _certain(size: Size) -> Size:
    """A number of places of which it is known whether it is one."""
    if size != 1 and equal(size, 1) is not False:
        raise NotCoercible
    return size


def _added(arr: Array, values: Array, place: int, moved: bool) -> Size:
    """How many entries are put in at one place: as many as the values have along the axis."""
    rank = len(arr.shape)
    if values.rank is None or values.rank > rank:
        return UNKNOWN
    axes = [Axis(1, ())] * (rank - values.rank) + list(values.shape.axes)
    if moved:
        axes.insert(place, axes.pop(0))
    try:
        target = arr.shape.replaced(place, axes[place])
        arithmetic.broadcast_to(Shape(tuple(axes)), target)
    except Mismatch as mismatch:
        refuse(
            "TSL602",
            f"insert: {{values}} does not fit into {{arr}} along axis {place}: {{arr}} is {arr.shape},"
            f" {{values}} is {values.shape}: {mismatch.detail}",
        )
    return axes[place].size


@models("numpy.trim_zeros")
def trim_zeros(filt: Value, trim: Value = NONE, axis: Value = NONE) -> Value:
    """Without the zeros at both ends: a view of an array, a new list of a list."""
    if not isinstance(filt, Array) or filt.rank != 1 or axis != NONE:
        raise NotCoercible
    size = filt.shape.axes[0].size
    return replace(seen_as(filt, Shape((sized(filtered("trim_zeros", size)),))), contents=None)
