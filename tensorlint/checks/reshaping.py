"""Reshapes that are legal but scramble the data, or take the batch axis apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tensorlint.checks.events import Call, Habit, Subscript, check
from tensorlint.shapes import UNKNOWN, Shape, Size, equal, shape_text
from tensorlint.shapes.axes import Axis, AxisOrigin, Lineage, Part
from tensorlint.shapes.sizes import Expression, bounds, exact_quotient, product, subtract
from tensorlint.values import Array, Integer, List, Tuple, Value

RESHAPES = (
    "numpy.reshape",
    "numpy.ndarray.reshape",
    "unknown.Array.reshape",
    "tensorflow.reshape",
    "keras.ops.reshape",
)

_FUNCTIONS = {"tensorflow.reshape": "tf.", "keras.ops.reshape": "ops."}
"""How the functions of a library are called whose tensors have no such methods."""


def operand(call: Call) -> Value | None:
    """The array that a call works on: its first argument."""
    return next(iter(call.arguments.values()), None)


def operand_text(call: Call, otherwise: str = "the array") -> str:
    """The user's expression for the array that a call works on."""
    return call.text(next(iter(call.arguments), ""), otherwise)


def requested(call: Call) -> tuple[Value, ...]:
    """The sizes that a reshape asks for, as they were written."""
    names = list(call.arguments)
    given: Any = call.arguments.get("shape")
    if given is None and len(names) > 1:
        given = call.arguments[names[1]]
    if isinstance(given, tuple):
        given = given[0] if len(given) == 1 and not isinstance(given[0], Integer) else Tuple(given)
    if isinstance(given, Tuple | List) and given.items is not None:
        return given.items
    return (given,) if isinstance(given, Value) else ()


@check("TSL203", *RESHAPES)
def reshape_as_transpose(call: Call) -> Iterator[Habit]:
    """Axes placed in another order than row-major order allows."""
    array, result = operand(call), call.result
    if not isinstance(array, Array) or not isinstance(result, Array):
        return
    if array.generated or array.rank is None or result.rank is None or _order_given(call):
        return
    drawn = any(isinstance(mark, DrawnMark) for mark in array.marks)
    if not (drawn or _holds_data(array.shape)) or _is_drawn_here(call, array):
        return
    if _left_over(array.shape, requested(call)):
        return  # a part of the samples is told by TSL204
    if (
        _out_of_order(array.shape, requested(call), result.shape)
        or _permuted(array.shape, result.shape)
        or _turned(array.shape, result.shape)
    ):
        text = operand_text(call)
        cure = _transposition(call, text, array.shape, result.shape)
        call.result = replace(result, marks=result.marks | {ScrambledMark(call.place, array.shape)})
        yield Habit(
            "TSL203",
            f"this reshape scrambles the data: {text} is {array.shape}, the result {result.shape} has its"
            f" axes in another order, but a reshape keeps the order of the elements; {cure}",
        )


@dataclass(frozen=True)
class ScrambledMark:
    """An array of this shape was scrambled by a reshape at `place`."""

    place: Any
    shape: Shape


@check("TSL203", "tensorflow.slice", "keras.ops.slice")
def note_cut(call: Call) -> Iterator[Habit]:
    """A part of a scrambled array is scrambled as well."""
    array, result = operand(call), call.result
    if isinstance(array, Array) and isinstance(result, Array):
        marks = frozenset(mark for mark in array.marks if isinstance(mark, ScrambledMark))
        if marks:
            call.result = replace(result, marks=result.marks | marks)
    yield from ()


@check("TSL203", *RESHAPES)
def restored(call: Call) -> Iterator[Habit]:
    """A relative shift: axes swapped by a reshape, a row cut off, and swapped back by another."""
    array, result = operand(call), call.result
    if not isinstance(array, Array) or not isinstance(result, Array) or array.shape.open:
        return
    for mark in array.marks:
        if isinstance(mark, ScrambledMark) and len(mark.shape) == len(result.shape):
            same = [
                equal(before, after) is True
                for before, after in zip(mark.shape.sizes, result.shape.sizes, strict=True)
            ]
            if same.count(False) == 1:
                yield Habit("TSL203", "", place=mark.place, withdraws=True)


@dataclass(frozen=True)
class SizesMark:
    """The sizes of a tensor, as a tensor; `axes` are the lineages of its axes."""

    axes: tuple[Lineage, ...]


@dataclass(frozen=True)
class SizeMark:
    """The size of one axis, as a tensor."""

    parts: Lineage


@check("TSL203", "tensorflow.shape")
def note_sizes(call: Call) -> Iterator[Habit]:
    """Mark the sizes of a tensor with the axes that they are of."""
    array, result = operand(call), call.result
    if isinstance(array, Array) and isinstance(result, Array) and not array.shape.open:
        mark = SizesMark(tuple([axis.parts for axis in array.shape.axes]))
        call.result = replace(result, marks=result.marks | {mark})
    yield from ()


@check("TSL203")
def note_size(subscript: Subscript) -> Iterator[Habit]:
    """Mark one size taken from those of a tensor."""
    index, result = subscript.index, subscript.result
    if isinstance(index, Integer) and isinstance(index.size, int) and isinstance(result, Array):
        for mark in subscript.array.marks:
            if isinstance(mark, SizesMark) and -len(mark.axes) <= index.size < len(mark.axes):
                kept = frozenset(each for each in result.marks if not isinstance(each, SizesMark))
                subscript.result = replace(result, marks=kept | {SizeMark(mark.axes[index.size])})
    yield from ()


@dataclass(frozen=True, eq=False)
class DrawnMark:
    """Random numbers, drawn by the expression at `place`."""

    place: Any


_DRAWS = """
random rand randn randint integers normal uniform standard_normal random_sample poisson exponential choice
lognormal gamma beta binomial laplace permutation truncated_normal
"""
_OWNERS = (
    "numpy.random",
    "numpy.random.Generator",
    "numpy.random.RandomState",
    "tensorflow.random",
    "keras.random",
)
DRAWS = tuple(f"{owner}.{name}" for owner in _OWNERS for name in _DRAWS.split())


@check("TSL203", *DRAWS)
def note_draw(call: Call) -> Iterator[Habit]:
    """Mark random numbers with the place that drew them."""
    result = call.result
    if isinstance(result, Array) and (result.rank or 0) > 1:
        call.result = replace(result, marks=result.marks | {DrawnMark(call.place)})
    yield from ()


def _is_drawn_here(call: Call, array: Array) -> bool:
    """Whether the array is drawn in the very expression that reshapes it: nobody knows its elements yet."""
    node = call.node(next(iter(call.arguments), ""))
    return any(isinstance(mark, DrawnMark) and mark.place.node is node for mark in array.marks)


@check("TSL209", "numpy.resize")
def resize_repeats(call: Call) -> Iterator[Habit]:
    """A new size that is no whole multiple of the old one."""
    array, result = operand(call), call.result
    if not isinstance(array, Array) or not isinstance(result, Array):
        return
    old, new = array.shape.count, result.shape.count
    if not isinstance(old, int) or not isinstance(new, int) or not old or new % old == 0:
        return
    text = operand_text(call)
    what = "repeats a part of" if new > old else "cuts"
    yield Habit(
        "TSL209",
        f"np.resize {what} the data: {text} is {array.shape}, {old} elements, the result {result.shape}"
        f" holds {new}; use reshape to keep the elements, pad to add some, tile to repeat them whole",
    )


def _order_given(call: Call) -> bool:
    order = call.arguments.get("order")
    return order is not None and getattr(order, "value", "C") != "C"


def _holds_data(shape: Shape) -> bool:
    """Whether the axes belong to arrays with a name, and are not all cut from one flat axis."""
    origins: list[AxisOrigin] = []
    for axis in shape.axes:
        if axis.size == 1:
            continue
        if not axis.parts:
            return False
        origins.extend(part.origin for part in axis.parts)
    return len(set(origins)) > 1


def _positions(shape: Shape, value: Value) -> set[int] | None:
    """Which axes of the array the requested size was read from; None where it was not.

    The number that `tf.shape(x)[1]` is remembers its axis by a mark.
    """
    parts = _lineage_of(value)
    if not parts:
        return None
    found: set[int] = set()
    for part in parts:
        inside = {
            index
            for index, axis in enumerate(shape.axes)
            if axis.parts and any(each == part or _within(each, part) for each in axis.parts)
        }
        if not inside:
            return None
        found |= inside
    return found


def _lineage_of(value: Value) -> Lineage:
    if isinstance(value, Integer):
        return value.parts
    if not isinstance(value, Array):
        return None
    found = [mark.parts for mark in value.marks if isinstance(mark, SizeMark)]
    return found[0] if len(found) == 1 else None


def _size_of(value: Value) -> Size:
    if isinstance(value, Integer):
        return value.size
    known = value.contents if isinstance(value, Array) and value.rank == 0 else None
    return known[0] if known and not isinstance(known[0], float) else UNKNOWN


def _within(inner: Part, outer: Part) -> bool:
    """Whether a digit is one of those that were merged to `outer`."""
    if inner.origin is not outer.origin:
        return False
    sizes = (inner.stride, inner.extent, outer.stride, outer.extent)
    if not all(isinstance(size, int) for size in sizes):
        return False
    low, extent, base, whole = (int(size) for size in sizes if isinstance(size, int))
    return low >= base and low * extent <= base * whole


def _out_of_order(shape: Shape, sizes: Sequence[Value], result: Shape) -> bool:
    """Whether a size read from the array's own axes lands on other elements than that axis.

    A row-major reshape keeps an axis only where as many elements come before it as did before.
    """
    if len(sizes) != len(result.axes) or not _adds_up(shape, sizes, result):
        return False
    if any(_split_in_another_order(axis, sizes) for axis in shape.axes):
        return True
    found = [_positions(shape, size) or set() for size in sizes]
    if sum(map(len, found)) > len(set().union(*found)):
        return False  # one size stands for two axes of the same length
    for place, (size, positions) in enumerate(zip(sizes, found, strict=True)):
        if not positions:
            continue
        whole = product([shape.axes[index].size for index in positions])
        if equal(_size_of(size), whole) is not True:
            continue
        first, last = min(positions), max(positions)
        between = [shape.axes[i].size for i in range(first, last) if i not in positions]
        if any(_differ(each, 1) for each in between):
            return True
        before = product([axis.size for axis in shape.axes[:first]])
        ahead = product([axis.size for axis in result.axes[:place]])
        if _differ(before, ahead):
            return True
    return False


def _adds_up(shape: Shape, sizes: Sequence[Value], result: Shape) -> bool:
    """Whether as many elements are asked for as there are.

    Where that is not known, some of the sizes are equal though they have different names.
    """
    if any(_size_of(size) == -1 for size in sizes):
        return True
    return equal(product([axis.size for axis in result.axes]), product([a.size for a in shape.axes])) is True


def _left_over(shape: Shape, sizes: Sequence[Value]) -> bool:
    """Whether -1 stands for the first axis together with the last ones, as in `reshape(-1, h * w)`.

    The other sizes are read from the axes between them.
    """
    if len(sizes) < 2 or _size_of(sizes[0]) != -1:
        return False
    found: list[int] = []
    for size in sizes[1:]:
        positions = _positions(shape, size)
        if (
            not positions
            or equal(_size_of(size), product([shape.axes[i].size for i in positions])) is not True
        ):
            return False
        found.extend(sorted(positions))
    rest = [axis.size for axis in shape.axes[len(found) + 1 :]]
    return found == list(range(1, len(found) + 1)) and bool(rest) and all(_differ(size, 1) for size in rest)


def _differ(a: Size, b: Size) -> bool:
    """Whether two products of sizes differ, where no axis that has a name of its own has length 1."""
    low, high = bounds(subtract(a, b), generic=True)
    if low > 0 or high < 0 or equal(a, b) is False:
        return True
    return a != b and any(
        isinstance(quotient, Expression) and len(quotient.terms) == 1
        for quotient in (exact_quotient(a, b), exact_quotient(b, a))
    )


def _split_in_another_order(axis: Axis, sizes: Sequence[Value]) -> bool:
    """Whether an axis that was merged of others is taken apart again, but in another order.

    The sizes must be those of its parts: at least one read from its own part, the others equal numbers.
    """
    parts = axis.parts
    if not parts or len(parts) < 2:
        return False
    asked: list[int | None] = []
    for size in sizes:
        lineage = _lineage_of(size)
        if lineage is None or len(lineage) != 1:
            asked.append(None)
        elif lineage[0] not in parts:
            asked.append(-1)
        else:
            asked.append(parts.index(lineage[0]))
            if equal(_size_of(size), lineage[0].extent) is not True:
                return False
    if not any(index is not None and index >= 0 for index in asked):
        return False
    order: list[int] = []
    for index, size in zip(asked, sizes, strict=True):
        if index is None:
            left = [each for each in range(len(parts)) if each not in asked and each not in order]
            index = next((each for each in left if equal(_size_of(size), parts[each].extent) is True), -1)
        if index >= 0:
            order.append(index)
    if sorted(order) != list(range(len(parts))) or order == sorted(order):
        return False
    return all(equal(parts[index].extent, 1) is False for index in order)


def _permuted(before: Shape, after: Shape) -> bool:
    """Whether the result has the very sizes of the array in another order."""
    old = [axis.size for axis in before.axes if axis.size != 1]
    new = [axis.size for axis in after.axes if axis.size != 1]
    if len(old) != len(new) or len(old) < 2 or _same(old, new):
        return False
    rest = list(old)
    for size in new:
        match = next((other for other in rest if equal(size, other) is True), None)
        if match is None:
            return False
        rest.remove(match)
    # The order is proved to differ only where two sizes at one place are proved to differ.
    return any(equal(a, b) is False for a, b in zip(old, new, strict=True))


def _turned(before: Shape, after: Shape) -> bool:
    """Whether the last axes come first in the result, merged: (bands, rows, columns) to (pixels, bands).

    No merge of neighbours gives such a result; the elements of each row come from several places.
    """
    sizes = [axis.size for axis in before.axes]
    if (
        len(sizes) < 3
        or len(after.axes) != 2
        or not all(isinstance(size, int) and size > 1 for size in sizes)
    ):
        return False
    first, second = (axis.size for axis in after.axes)
    starts = [product(sizes[:index]) for index in range(1, len(sizes))]
    ends = [product(sizes[index:]) for index in range(1, len(sizes))]
    return first not in starts and (second, first) in zip(starts, ends, strict=True)


def _same(old: Sequence[Size], new: Sequence[Size]) -> bool:
    return all(equal(a, b) is True for a, b in zip(old, new, strict=True))


def _transposition(call: Call, text: str, before: Shape, after: Shape) -> str:
    function = _FUNCTIONS.get(call.path, "")
    if len(before.axes) == 2 and len(after.axes) == 2:
        swapped = f"{function}transpose({text})" if function else f"{text}.T"
        return f"to swap the axes, transpose: {swapped}"
    order: list[int] = []
    for axis in after.axes:
        for index, old in enumerate(before.axes):
            if index not in order and equal(axis.size, old.size) is True:
                order.append(index)
                break
    if sorted(order) == list(range(len(before.axes))):
        axes = shape_text(order)
        moved = f"{function}transpose({text}, {axes})" if function else f"{text}.transpose{axes}"
        return f"to reorder the axes, transpose: {moved}"
    return "to reorder the axes, transpose first"


@check("TSL204", *RESHAPES)
def reshape_crosses_batch(call: Call) -> Iterator[Habit]:
    """A part of the batch axis goes into another axis, or a part of another into the batch."""
    array, result = operand(call), call.result
    if not isinstance(array, Array) or not isinstance(result, Array):
        return
    left_over = not array.generated and _left_over(array.shape, requested(call))
    for axis in result.shape.axes:
        if left_over or _crosses(array.shape, axis):
            text = operand_text(call)
            function = _FUNCTIONS.get(call.path, "")
            batch = f"{function}shape({text})[0]" if function else f"{text}.shape[0]"
            kept = f"{function}reshape({text}, ({batch}, -1))" if function else f"{text}.reshape({batch}, -1)"
            yield Habit(
                "TSL204",
                f"this reshape mixes samples: {text} is {array.shape} with its batch axis, in the result"
                f" {result.shape} samples and features share an axis; keep the batch axis whole,"
                f" for example {kept}",
            )
            return


def _crosses(before: Shape, axis: Axis) -> bool:
    parts = axis.parts
    if not parts or len(parts) < 2:
        return False
    batch = [part for part in parts if part.origin.is_batch()]
    others = [part for part in parts if not part.origin.is_batch()]
    if not batch or not others:
        return False
    whole = [part for old in before.axes for part in old.parts or ()]
    return any(part not in whole for part in parts)
