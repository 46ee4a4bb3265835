"""Subscripts of NumPy's arrays: reading `a[index]` and writing `a[index] = value`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tensorlint.models import contents
from tensorlint.models.array_items import as_item
from tensorlint.models.coercion import dtype_kind, to_array, to_size
from tensorlint.models.numpy_arguments import filtered
from tensorlint.models.registry import NotCoercible, Refusal, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, symbol
from tensorlint.shapes.arithmetic import broadcast_to, unequal
from tensorlint.shapes.indexing import (
    NEW_AXIS,
    OPAQUE,
    REST,
    Item,
    Mask,
    Picks,
    Point,
    Span,
    consumed,
    indexed,
    is_fancy,
)
from tensorlint.shapes.sizes import equal, possibly
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    Array,
    Boolean,
    Float,
    Integer,
    List,
    Series,
    Slice,
    String,
    Tuple,
    Value,
)


def subscript(array: Array, index: Value) -> Value:
    """`array[index]`: a view for basic indices, a copy where an array or a mask picks."""
    items = index_items(index)
    if items is None:
        return Array(UNKNOWN_SHAPE, "", writeable=None)
    shape = select(array, items)
    fancy = is_fancy(items)
    generated = array.generated and all(part.generated for part in parts(index) if isinstance(part, Array))
    found = Array(
        shape,
        array.dtype,
        array.library,
        _writeable(array, items, shape, index),
        None if array.contents is None else _contents(array, items),
        generated if fancy else array.generated,
        array.marks,
        array.kind,
        None,
        None if fancy else array.memory,
    )
    return found if shape.axes or not array.shape.axes else as_item(found)


def _writeable(array: Array, items: Sequence[Item], shape: Shape, index: Value) -> bool | None:
    if shape.rank == 0 and REST not in items:
        return None
    if OPAQUE in items:
        return True if array.writeable else None
    if is_fancy(items):
        return True
    if array.writeable is False and any(isinstance(part, Array) for part in parts(index)):
        return None  # an array without axes copies, an int of NumPy's does not
    return array.writeable


def select(array: Array, items: Sequence[Item], text: str = "{array}") -> Shape:
    """The shape that an index selects; refuses what does not fit (TSL605, IndexError)."""
    try:
        return indexed(array.shape, items)
    except Mismatch as mismatch:
        refuse("TSL605", f"{mismatch.detail}: {text} is {array.shape}", "IndexError")


def parts(index: Value) -> tuple[Value, ...]:
    """The items of an index: those of a tuple, or the index itself."""
    return index.items if isinstance(index, Tuple) else (index,)


def index_items(index: Value) -> list[Item] | None:
    """What the parts of an index select; None where it is a field's name, or not known at all."""
    if isinstance(index, String) or (isinstance(index, Series) and index.kind != "range"):
        return None
    return [_item(part) for part in parts(index)]


def _item(part: Value) -> Item:
    if isinstance(part, Integer):
        return Point(part.size)
    if isinstance(part, Slice):
        return _span(part)
    if part == NONE:
        return NEW_AXIS
    if part == ELLIPSIS:
        return REST
    if isinstance(part, Boolean):
        known = None if part.value is None else int(part.value)
        return Mask(Shape(), symbol("k", lower=0, upper=1) if known is None else known)
    if isinstance(part, Float):
        refuse("TSL605", "an index must be an int, {index} is a float: divide with //", "IndexError")
    if isinstance(part, List | Tuple):
        return _listed(part)
    if isinstance(part, Series) and part.kind == "range":
        return Picks(Shape((Axis(part.length, () if part.length == 1 else None),)))
    if isinstance(part, Array):
        return _array_item(part)
    return OPAQUE


def _listed(part: List | Tuple) -> Item:
    try:
        array = to_array(part)
    except (Refusal, NotCoercible):
        return OPAQUE
    if equal(array.shape.count, 0) is True:
        array = replace(array, dtype="int64", contents=())
    return _array_item(array)


def _array_item(array: Array) -> Item:
    kind = dtype_kind(array.dtype)
    if kind in ("float", "complex"):
        refuse("TSL605", f"an index must be of ints or bools, {{index}} is of {array.dtype}", "IndexError")
    if array.shape.open:
        return OPAQUE
    if kind == "int":
        if not array.shape.axes:
            return Point(to_size(array))
        return Picks(array.shape, array.contents)
    if kind == "bool":
        return Mask(array.shape, _count_true(array))
    if len(array.shape) == 1 and not kind:
        return Picks(Shape((Axis(UNKNOWN),)))  # ints, or a mask: either way one axis stands for one
    return OPAQUE


def _count_true(array: Array) -> Size:
    if array.contents is not None:
        return sum(map(bool, array.contents))
    most = array.shape.count
    if most == 0:
        return 0
    return filtered("k", most)


def _span(part: Slice) -> Span:
    start, stop, step = [_slice_bound(each) for each in (part.start, part.stop, part.step)]
    if step == 0:
        refuse("TSL213", "a slice cannot have the step 0")
    return Span(start, stop, step)


def _slice_bound(value: Value) -> Size | None:
    if value == NONE:
        return None
    if isinstance(value, Float) or (isinstance(value, Array) and dtype_kind(value.dtype) == "float"):
        refuse("TSL213", "a slice bound must be an int, not a float: divide with //", "TypeError")
    try:
        return to_size(value)
    except NotCoercible:
        return UNKNOWN


def _contents(array: Array, items: Sequence[Item]) -> tuple[Any, ...] | None:
    """The elements selected, where each axis is selected by itself."""
    sizes = contents.sizes_of(array.shape)
    if array.contents is None or sizes is None or OPAQUE in items or not sizes:
        return None
    if sum(isinstance(item, Picks | Mask) for item in items) > 1 or _mixed(items):
        return None
    free = len(sizes) - sum(consumed(item) for item in items)
    rows: list[Sequence[int]] = []
    for item in (*items, REST) if REST not in items else items:
        if item is REST:
            rows.extend(range(size) for size in sizes[len(rows) : len(rows) + free])
        elif item is not NEW_AXIS:
            indices = _indices(item, sizes[len(rows)])
            if indices is None:
                return None
            rows.append(indices)
    return contents.picked(array.contents, array.shape, rows)


def _mixed(items: Sequence[Item]) -> bool:
    """Whether an array or a mask stands beside ints, or has more than one axis."""
    fancy = [item for item in items if isinstance(item, Picks | Mask)]
    return bool(fancy) and (len(fancy[0].shape) != 1 or any(isinstance(item, Point) for item in items))


def _indices(item: Item, size: int) -> Sequence[int] | None:
    """The indices that an item selects of an axis, where they are known."""
    if isinstance(item, Point):
        return [item.index % size] if isinstance(item.index, int) else None
    if isinstance(item, Span):
        limits = (item.start, item.stop, item.step)
        if not all(limit is None or isinstance(limit, int) for limit in limits):
            return None
        return range(*slice(*limits).indices(size))
    if isinstance(item, Picks) and item.contents is not None:
        plain = all(isinstance(index, int) for index in item.contents)
        return [index % size for index in item.contents] if plain else None
    return None


def store(array: Array, index: Value, value: Value) -> None:
    """`array[index] = value`: read-only targets (TSL208), bad indices (TSL605), values that do not
    fit (TSL211); NumPy drops leading unit axes of the value."""
    if array.writeable is False:
        refuse("TSL208", "{array} is read-only: assign to a copy, `{array}.copy()`")
    items = index_items(index)
    if items is None:
        return
    target = select(array, items)
    kind = dtype_kind(array.dtype)
    if kind in ("object", "") and not isinstance(value, Array):
        return  # a cell of an object or structured array takes a whole list
    given = _stored(value)
    if given is None or target.open or given.shape.open:
        return
    cell = not target.axes and REST not in items
    if cell and (kind in ("object", "") or (kind == "bool" and not isinstance(value, Array))):
        return
    masked = is_whole_mask(items, array)
    if masked is None and len(given.shape) > 1:
        return
    if masked and len(given.shape) > 1:
        refuse(
            "TSL211",
            f"a mask over all axes takes a value of at most 1 axis: {{value}} is {given.shape}",
            "TypeError",
        )
    converts = kind == "complex" or (kind == "int" and not isinstance(value, Array))
    check_stored(given.shape, target, "TypeError" if cell and converts else "ValueError")


def is_whole_mask(items: Sequence[Item], array: Array) -> bool | None:
    """Whether the index is nothing but a mask over all axes: NumPy has a rule of its own for it."""
    if len(items) != 1 or not isinstance(items[0], Mask | Picks) or len(items[0].shape) != array.rank:
        return False
    if isinstance(items[0], Mask):
        return True
    return None if items[0].shape.sizes == (UNKNOWN,) else False


def _stored(value: Value) -> Array | None:
    if not isinstance(value, Array | Integer | Float | Boolean | List | Tuple):
        return None
    try:
        return to_array(value)
    except (Refusal, NotCoercible):
        return None


def _surely_filled(shape: Shape) -> bool:
    return all(not possibly(size, 0, generic=False) for size in shape.sizes)


STORED = "the value does not fit: {{array}}[…] is {target}, {{value}} is {value}"
"""How it is said that a value does not fit where it is written to."""


def check_stored(value: Shape, target: Shape, exception: str = "ValueError", text: str = STORED) -> None:
    """Refuses a value that cannot be broadcast to the elements it is assigned to (TSL211)."""
    if value.open or target.open:
        return
    if not (_surely_filled(value) or _surely_filled(target)):
        return  # nothing into nothing always fits
    axes = value.axes
    while len(axes) > len(target) and possibly(axes[0].size, 1, generic=False):
        axes = axes[1:]
    try:
        if len(axes) > len(target):
            raise Mismatch(unequal(axes[0].size, 1))
        broadcast_to(Shape(axes), target)
    except Mismatch as mismatch:
        said = text.format(target=target, value=value)
        refuse("TSL211", f"{said}: {mismatch.detail}", exception)
