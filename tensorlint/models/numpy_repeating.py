"""NumPy functions that repeat, pad, roll and turn arrays: tile, repeat, pad, roll, flip, rot90."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tensorlint.models.coercion import Axes, to_array, to_int
from tensorlint.models.families import like, normalize_axis
from tensorlint.models.numpy_arguments import (
    AxisList,
    fresh,
    seen_as,
    to_numpy_integer,
    to_numpy_sizes,
    unknown_sizes,
)
from tensorlint.models.numpy_axes import permuted
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.shapes import (
    UNKNOWN,
    UNKNOWN_SHAPE,
    Axis,
    Shape,
    Size,
    arithmetic,
    equal,
    shape_of,
    size_text,
)
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, total
from tensorlint.values import (
    NONE,
    Array,
    Dict,
    Float,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
)


@models("numpy.tile")
def tile(A: Array, reps: Value, *others: Value) -> Array:
    """The array laid side by side that often along its last axes."""
    if others:
        refuse("TSL213", "tile takes the repetitions as one tuple: np.tile({A}, ({reps}, …))", "TypeError")
    repetitions = [each.size for each in to_numpy_sizes(_without_one(reps))]
    if any(bounds(each)[0] < 0 and isinstance(each, int) for each in repetitions):
        raise NotCoercible
    return replace(like(A, arithmetic.tile(A.shape, repetitions)), marks=A.marks)


def _without_one(reps: Value) -> Value:
    """Repetitions; 1.0 is let through by NumPy where all others are 1."""
    items = reps.items if isinstance(reps, Tuple | List) else (reps,)
    if any(isinstance(item, Float) and item.value in (None, 1.0) for item in items or ()):
        raise NotCoercible
    return reps


@models("numpy.repeat")
def repeat(a: Array, repeats: Value, axis: int | None = None) -> Array:
    """Each element of an axis repeated (None: of all elements in one axis)."""
    return repeated(a, repeats, axis, "{a}")


@models("numpy.ndarray.repeat")
def repeat_method(self: Array, /, repeats: Value, axis: int | None = None) -> Array:
    """Each element of an axis repeated (None: of all elements in one axis)."""
    return repeated(self, repeats, axis, "{self}")


def repeated(a: Array, repeats: Value, axis: int | None, text: str) -> Array:
    """The array with the elements of an axis repeated; one number of repeats holds for all."""
    if axis is None:
        axis = 0
        shape = Shape((Axis(UNKNOWN),)) if a.shape.open else arithmetic.reshape(a.shape, [-1])
        a = seen_as(a, shape, a.contents)
    if a.rank is None:
        return like(a, UNKNOWN_SHAPE)
    if a.rank == 0:
        a = seen_as(a, shape_of(1), a.contents)
    place = normalize_axis(len(a.shape), axis, text)
    whole = a.shape.axes[place]
    times = _times(repeats, whole, text, place)
    contents = None
    if isinstance(times, list):
        longer = Axis(total(times))
        if a.rank == 1 and a.contents is not None and all(isinstance(each, int) for each in times):
            counts = [each for each in times if isinstance(each, int)]
            pairs = zip(a.contents, counts, strict=True)
            contents = tuple([element for element, count in pairs for _ in range(count)])
    else:
        longer = born(fresh(UNKNOWN)) if times is UNKNOWN else arithmetic.repeat(whole, times)
        if a.rank == 1 and a.contents is not None and isinstance(times, int):
            contents = tuple([element for element in a.contents for _ in range(times)])
    if contents is not None and len(contents) > 64:
        contents = None
    return replace(like(a, a.shape.replaced(place, longer)), contents=contents)


def _times(repeats: Value, whole: Axis, text: str, place: int) -> Size | list[Size]:
    """How often: one number, or one for each element."""
    if isinstance(repeats, Integer):
        if bounds(repeats.size)[1] < 0 and bounds(whole.size)[0] > 0:
            refuse("TSL213", f"repeats must not be negative: {{repeats}} is {size_text(repeats.size)}")
        return repeats.size if bounds(repeats.size)[0] >= 0 else UNKNOWN
    array = to_array(repeats)
    if array.rank != 1:
        return UNKNOWN
    count = array.shape.axes[0].size
    if equal(count, 1) is False and equal(count, whole.size) is False:
        refuse(
            "TSL205",
            f"repeat: {{repeats}} has {size_text(count)} numbers for axis {place} of {text}:"
            f" {size_text(count)} != {size_text(whole.size)}",
        )
    if array.contents is None or array.dtype != "int64":
        return UNKNOWN
    if any(bounds(each)[0] < 0 for each in array.contents):
        return UNKNOWN
    if count == 1:
        only: Size = array.contents[0]
        return only
    return list(array.contents) if equal(count, whole.size) is True else UNKNOWN


@models("numpy.pad")
def pad(array: Array, pad_width: Value, mode: Value = NONE, **kwargs: Value) -> Array:
    """The array with elements put before and behind it along its axes."""
    if isinstance(pad_width, Dict):
        raise NotCoercible
    if array.rank is None:
        return like(array, UNKNOWN_SHAPE)
    if array.rank == 0:
        return like(array)
    if _may_be_pairs(pad_width, array):
        return like(array, unknown_sizes(array.rank))
    pairs = _pad_pairs(pad_width, array)
    if isinstance(mode, String) and mode.value is None:
        raise NotCoercible
    axes = [
        arithmetic.pad(axis, before, after)
        for axis, (before, after) in zip(array.shape.axes, pairs, strict=True)
    ]
    return like(array, Shape(tuple(axes)))


def _may_be_pairs(pad_width: Value, array: Array) -> bool:
    """Whether unknown widths may be ints as well as pairs of them."""
    if isinstance(pad_width, Unknown | Union | Object):
        return True
    if not isinstance(pad_width, Tuple | List):
        return False
    items = pad_width.items or ()
    unknown = [isinstance(item, Unknown | Union | Object) for item in items]
    return any(unknown) and not any(isinstance(item, Integer) for item in items) and array.rank != 1


def _pad_pairs(pad_width: Value, array: Array) -> list[tuple[Size, Size]]:
    """How much comes before and behind each axis, as `np.pad` broadcasts the widths to (rank, 2)."""
    rank = len(array.shape)
    rows = _pad_rows(pad_width)
    if isinstance(rows, tuple):
        if len(rows) > 2:
            _refuse_pads(f"{len(rows)} numbers", array)
        return [(rows[0], rows[-1])] * rank
    if any(len(row) > 2 for row in rows):
        raise NotCoercible
    if len({len(row) for row in rows}) > 1:
        raise NotCoercible
    pairs = [(row[0], row[-1]) for row in rows]
    if len(pairs) == 1:
        return pairs * rank
    if len(pairs) != rank:
        _refuse_pads(f"{len(pairs)} pairs", array)
    return pairs


def _refuse_pads(said: str, array: Array) -> None:
    refuse(
        "TSL206",
        f"pad: {{pad_width}} has {said}, {{array}} is {array.shape}: it has {len(array.shape)} axes;"
        " give one pair for each axis",
    )


def _pad_rows(pad_width: Value) -> tuple[Size, ...] | list[tuple[Size, ...]]:
    if isinstance(pad_width, Tuple | List):
        items = pad_width.items
        if not items:
            raise NotCoercible
        if all(isinstance(item, Tuple | List) for item in items):
            rows = [_pad_row(item.items) for item in items if isinstance(item, Tuple | List)]
            if len(rows) > 1 and any(not row for row in rows):
                raise NotCoercible
            return rows
        return _pad_row(items)
    if isinstance(pad_width, Array) and pad_width.rank != 0:
        if pad_width.rank == 1 and pad_width.contents:
            return tuple(pad_width.contents)
        raise NotCoercible
    return _pad_row((pad_width,))


def _pad_row(items: Sequence[Value] | None) -> tuple[Size, ...]:
    if not items:
        raise NotCoercible
    if any(isinstance(item, Tuple | List) for item in items):
        raise NotCoercible
    widths = [to_numpy_integer(item).size for item in items]
    for width in widths:
        if bounds(width)[1] < 0:
            refuse("TSL213", f"pad: the widths must not be negative: {size_text(width)} < 0")
    return tuple(widths)


@models("numpy.roll")
def roll(a: Array, shift: Value, axis: Axes = None) -> Array:
    """The elements moved along the axes, those that fall off come back in front."""
    if axis is None:
        shape = a.shape if len(a.shape) == 1 and not a.shape.open else _unordered(a.shape)
        return like(a, shape)
    if a.rank is not None:
        for each in axis:
            normalize_axis(a.rank, each)
    return like(a)


def _unordered(shape: Shape) -> Shape:
    return Shape(tuple([Axis(axis.size, () if axis.size == 1 else None) for axis in shape.axes]), shape.open)


@models("numpy.flip")
def flip(m: Array, axis: Axes = None) -> Array:
    """The elements in reverse order along the axes: a view."""
    if m.rank is not None and axis is not None:
        places = [normalize_axis(m.rank, each, "{m}") for each in axis]
        if len(set(places)) < len(places):
            refuse("TSL603", "flip: {axis} repeats an axis of {m}")
        if not places:
            return seen_as(m, m.shape, m.contents)
    return _flipped(m)


def _flipped(m: Array) -> Array:
    return replace(seen_as(m, m.shape), contents=m.contents[::-1] if m.contents and m.rank == 1 else None)


@models("numpy.fliplr")
def fliplr(m: Array) -> Array:
    """The columns in reverse order: a view."""
    if m.rank is not None and m.rank < 2:
        refuse("TSL603", f"fliplr needs at least 2 axes: {{m}} is {m.shape}")
    return replace(_flipped(m), contents=None)


@models("numpy.flipud")
def flipud(m: Array) -> Array:
    """The rows in reverse order: a view."""
    if m.rank == 0:
        refuse("TSL603", "flipud needs at least 1 axis: {m} is ()")
    return _flipped(m)


@models("numpy.rot90")
def rot90(m: Array, k: Value = NONE, axes: AxisList = (0, 1)) -> Array:
    """Turned by 90 degrees in the plane of two axes, k times: a view."""
    if len(axes) == 1:
        raise NotCoercible
    if len(axes) != 2:
        refuse("TSL604", f"rot90 turns in the plane of two axes, {{axes}} has {len(axes)}")
    if m.rank is None:
        return seen_as(m, UNKNOWN_SHAPE)
    first, second = axes
    if first == second or abs(first - second) == m.rank:
        refuse("TSL604", f"rot90: the two axes must be different: {{m}} is {m.shape}, the axes are {axes}")
    if not (-m.rank <= first < m.rank and -m.rank <= second < m.rank):
        refuse("TSL603", f"rot90: axes {axes} are out of range: {{m}} is {m.shape}")
    first, second = first % m.rank, second % m.rank
    order = list(range(m.rank))
    order[first], order[second] = second, first
    turned = permuted(m, order)
    times = 1 if k == NONE else _turns(k)
    if times is None:
        pairs = zip(m.shape.axes, turned.shape.axes, strict=True)
        same = [Axis(a.size if equal(a.size, b.size) is True else UNKNOWN) for a, b in pairs]
        return seen_as(m, Shape(tuple(same)))
    return seen_as(m, turned.shape if times % 2 else m.shape)


def _turns(k: Value) -> int | None:
    try:
        return to_int(k)
    except NotCoercible:
        return None
