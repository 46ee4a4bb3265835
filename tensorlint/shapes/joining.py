"""Arrays put together or made longer: concatenate, stack, tile, repeat, pad."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.shapes.axes import UNKNOWN_SHAPE, Axis, Shape, born
from tensorlint.shapes.mismatch import Mismatch, unequal
from tensorlint.shapes.sizes import UNKNOWN, Size, add, equal, multiply, total


def concatenate(shapes: Sequence[Shape], axis: int) -> Shape:
    """Arrays joined along `axis` (an index valid for all of them); other axes must agree."""
    rank = _common_rank(shapes)
    if rank is None:
        return UNKNOWN_SHAPE
    if rank == 0:
        raise Mismatch("arrays without axes cannot be joined")
    axis %= rank
    axes: list[Axis] = []
    for index in range(rank):
        column = _column(shapes, index - rank)
        if index != axis:
            axes.append(agree(column, index))
        elif len(shapes) == 1:
            axes.append(column[0])
        else:
            complete = len(column) == len(shapes)
            axes.append(_grown(column, total([each.size for each in column]) if complete else UNKNOWN))
    return Shape(tuple(axes))


def stack(shapes: Sequence[Shape], axis: int, label: str = "") -> Shape:
    """Arrays of one shape laid side by side along a new axis (an index valid for the result)."""
    rank = _common_rank(shapes)
    if rank is None:
        return UNKNOWN_SHAPE
    axes = [agree(_column(shapes, index - rank), index) for index in range(rank)]
    axes.insert(axis % (rank + 1), born(len(shapes), label))
    return Shape(tuple(axes))


def _common_rank(shapes: Sequence[Shape]) -> int | None:
    """The rank that all must have; None where it is not known of any."""
    rank = next((len(shape) for shape in shapes if not shape.open), None)
    if rank is None:
        return None
    for shape in shapes:
        if len(shape) > rank or (len(shape) != rank and not shape.open):
            raise Mismatch(f"{rank} axes against {len(shape)}")
    return rank


def _column(shapes: Sequence[Shape], offset: int) -> list[Axis]:
    """The axes that stand at one place counted from the end, where they are known."""
    return [shape.axes[offset] for shape in shapes if -offset <= len(shape)]


def _grown(column: Sequence[Axis], size: Size) -> Axis:
    """An axis longer than those that it was made of: it counts samples if all of them do."""
    if all(each.is_batch() for each in column):
        return born(size, "batch", None, True)
    return Axis(size)


def agree(column: Sequence[Axis], index: int) -> Axis:
    """The one axis that all of these must be; raises where two are proved to differ."""
    result = column[0]
    seen = [result.size]
    for other in column[1:]:
        if other is result:
            continue
        if other.size not in seen:
            for size in seen:
                if equal(size, other.size) is False:
                    raise Mismatch(unequal(size, other.size), index)
            seen.append(other.size)
        result = _better(result, other)
    return result


def _better(a: Axis, b: Axis) -> Axis:
    """Of two axes that must be the same: the known size and the known lineage."""
    size = a.size
    if size is UNKNOWN or (isinstance(b.size, int) and not isinstance(size, int)):
        size = b.size
    parts = a.parts
    if parts is None or (b.parts is not None and b.is_batch() and not a.is_batch()):
        parts = b.parts
    return a if size is a.size and parts is a.parts else Axis(size, parts)


def tile(shape: Shape, repetitions: Sequence[Size]) -> Shape:
    """The array laid side by side that often along its axes, as NumPy's tile counts them."""
    missing = len(repetitions) - len(shape)
    if shape.open and missing > 0:
        return UNKNOWN_SHAPE
    axes = [Axis(1, ())] * missing + list(shape.axes)
    for offset in range(1, len(repetitions) + 1):
        axes[-offset] = repeat(axes[-offset], repetitions[-offset])
    return Shape(tuple(axes), shape.open)


def repeat(axis: Axis, times: Size) -> Axis:
    """An axis whose elements, or which as a whole, is repeated that often."""
    return axis if times == 1 else _grown((axis,), multiply(axis.size, times))


def pad(axis: Axis, before: Size, after: Size) -> Axis:
    """An axis with that many elements put before and behind it."""
    added = add(before, after)
    return axis if added == 0 else _grown((axis,), add(axis.size, added))
