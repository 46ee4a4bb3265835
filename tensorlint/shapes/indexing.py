"""Indexing: what an index expression selects of a shape, by the rules that NumPy set.

Basic items (ints, slices, new axes, an ellipsis) act on one axis each; arrays and masks are broadcast
together, and their axes stand where they stood if nothing but ints lies between them, else in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, Union

from tensorlint.shapes.arithmetic import Mismatch, broadcast, sliced
from tensorlint.shapes.axes import UNKNOWN_SHAPE, Axis, Shape, selected
from tensorlint.shapes.sizes import (
    UNKNOWN,
    Size,
    equal,
    less,
    less_equal,
    negate,
    possibly,
    size_text,
    subtract,
)


@dataclass(frozen=True, slots=True)
class Point:
    """An int: one element of an axis, which goes."""

    index: Size


@dataclass(frozen=True, slots=True)
class Span:
    """A slice `start:stop:step`; None where it is left out."""

    start: Size | None = None
    stop: Size | None = None
    step: Size | None = None

    @property
    def is_full(self) -> bool:
        """Whether it takes the axis whole and in order."""
        return self.start in (None, 0) and self.stop is None and self.step in (None, 1)


@dataclass(frozen=True, slots=True)
class Picks:
    """An array of ints that picks elements of one axis; `contents` where they are known."""

    shape: Shape
    contents: tuple[Any, ...] | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Mask:
    """An array of bools over as many axes as it has; `count`: how many elements are true."""

    shape: Shape
    count: Size


@dataclass(frozen=True, slots=True)
class Sign:
    """A new axis, the ellipsis, or an item of which nothing is known."""

    text: str


NEW_AXIS = Sign("new axis")
REST = Sign("ellipsis")
OPAQUE = Sign("unknown")

Item: TypeAlias = Union[Point, Span, Picks, Mask, Sign]  # noqa: UP007 - evaluated at run time on 3.10


def is_fancy(items: Sequence[Item]) -> bool:
    """Whether the index copies (it holds an array or a mask) instead of giving a view."""
    for item in items:  # noqa: SIM110  a generator costs more than the loop
        if isinstance(item, (Picks, Mask)):
            return True
    return False


def consumed(item: Item) -> int:
    """How many axes an item stands for (an unknown one: at least none)."""
    if isinstance(item, Mask):
        return len(item.shape)
    return 0 if isinstance(item, Sign) else 1


def indexed(shape: Shape, items: Sequence[Item]) -> Shape:
    """The shape of `array[items]`.

    Raises `Mismatch` where there are too many items, an index is out of bounds, a mask does not fit
    or index arrays cannot be broadcast together. (For a refusal by broadcasting, the sizes of data
    are taken as generic.)
    """
    if items.count(REST) > 1:
        raise Mismatch("an index can hold one ellipsis only")
    wanted = sum([consumed(item) for item in items])
    if not shape.open and wanted > len(shape):
        axes = "1 axis" if len(shape) == 1 else f"{len(shape)} axes"
        raise Mismatch(f"too many indices: {wanted} for {axes}")
    if OPAQUE in items:
        return _beside_unknown(shape, items)
    if shape.open:
        return _open(shape, items)
    return _closed(shape, items)


def _beside_unknown(shape: Shape, items: Sequence[Item]) -> Shape:
    """An unknown item may be anything: only trailing full slices after it leave their axes alone."""
    tail = 0
    if not any(item is REST for item in items):
        for item in reversed(items):
            if not (isinstance(item, Span) and item.is_full):
                break
            tail += 1
    tail = min(tail, len(shape))
    return Shape(shape.axes[len(shape) - tail :], True) if tail else UNKNOWN_SHAPE


def _open(shape: Shape, items: Sequence[Item]) -> Shape:
    """Where leading axes are unknown, items behind an ellipsis count from the end."""
    middle = next((place for place, item in enumerate(items) if item is REST), len(items))
    before, after = items[:middle], items[middle + 1 :]
    behind = sum(consumed(item) for item in after)
    axes = list(shape.axes)
    if len(axes) < behind:
        axes = [Axis(UNKNOWN)] * (behind - len(axes)) + axes
    trailing = axes[len(axes) - behind :]
    untouched = axes[sum(consumed(item) for item in before) : len(axes) - behind]
    if is_fancy(items) and after:
        advanced = sum(isinstance(item, Picks | Mask | Point) for item in items)
        if advanced > 1 or is_fancy(before):
            return UNKNOWN_SHAPE
    selection = _closed(Shape(tuple(trailing)), after)
    return Shape((*untouched, *selection.axes), True)


def _closed(shape: Shape, items: Sequence[Item]) -> Shape:
    fancy = is_fancy(items)
    lands = _picks_something(items)
    free = len(shape) - sum([consumed(item) for item in items])
    axes: list[Axis] = []
    places: list[int] = []  # where in `items` the advanced ones stand
    position = 0  # of the advanced axes among the others
    cursor = 0
    picked: list[tuple[Item, int]] = []
    for place, item in enumerate(items):
        if item is NEW_AXIS:
            axes.append(Axis(1, ()))
        elif item is REST:
            axes.extend(shape.axes[cursor : cursor + free])
            cursor += free
        elif isinstance(item, Span):
            axes.append(spanned(shape.axes[cursor], item))
            cursor += 1
        elif isinstance(item, Point | Picks | Mask):
            _check(item, shape, cursor, lands)
            if fancy:
                if not places:
                    position = len(axes)
                places.append(place)
                picked.append((item, cursor))
            cursor += consumed(item)
    axes.extend(shape.axes[cursor:])
    if not fancy:
        return Shape(tuple(axes))
    if places != list(range(places[0], places[0] + len(places))):
        position = 0
    selection = _picked(shape, picked)
    if selection.open:
        return Shape(tuple(axes[position:]), True)
    return Shape((*axes[:position], *selection.axes, *axes[position:]))


def spanned(axis: Axis, span: Span) -> Axis:
    """An axis after a slice."""
    return sliced(axis, span.start, span.stop, span.step)


def _picks_something(items: Sequence[Item]) -> bool:
    """Whether index arrays surely select elements: else NumPy does not look at their bounds."""
    sizes: list[Size] = []
    for item in items:
        if isinstance(item, Picks):
            sizes.extend(item.shape.sizes)
        elif isinstance(item, Mask):
            sizes.append(item.count)
    return all(not possibly(size, 0, generic=False) for size in sizes)


def _check(item: Point | Picks | Mask, shape: Shape, cursor: int, lands: bool) -> None:
    if isinstance(item, Mask):
        for offset, (mask, axis) in enumerate(zip(item.shape, shape.axes[cursor:], strict=False)):
            # NumPy lets a mask's axis of size 0 pass, whatever it is laid on.
            if equal(mask.size, axis.size) is False and not possibly(mask.size, 0, generic=False):
                raise Mismatch(
                    f"the mask does not fit axis {cursor + offset}: "
                    f"{size_text(mask.size)} != {size_text(axis.size)}"
                )
        return
    indices = (item.index,) if isinstance(item, Point) else item.contents if lands else None
    for index in indices or ():
        check_bounds(index, shape.axes[cursor].size, cursor)


def check_bounds(index: Size, size: Size, axis: int) -> None:
    """Raises where an int index lies outside an axis for every value of the symbols."""
    if index is UNKNOWN or size is UNKNOWN:
        return
    if isinstance(index, int) and isinstance(size, int) and -size <= index < size:
        return
    if less_equal(size, index) is True or less(index, negate(size)) is True:
        raise Mismatch(
            f"index {size_text(index)} is out of bounds for axis {axis} of size {size_text(size)}"
            + (f"; the last is {size_text(subtract(size, 1))} (or -1)" if equal(index, size) is True else "")
        )


def _picked(shape: Shape, picked: Sequence[tuple[Item, int]]) -> Shape:
    """The axes that index arrays and masks give together, with their lineage where there is one."""
    shapes: list[Shape] = []
    for item, _ in picked:
        if isinstance(item, Picks):
            shapes.append(item.shape)
        elif isinstance(item, Mask):
            shapes.append(Shape((Axis(item.count, () if item.count == 1 else None),)))
    try:
        together = broadcast(*shapes)
    except Mismatch as mismatch:
        texts = " and ".join(str(each) for each in shapes)
        raise Mismatch(f"index arrays {texts} cannot be broadcast together: {mismatch.detail}") from None
    if len(shapes) > 1 or together.open or len(together) != 1 or together.axes[0].parts:
        return together
    item, cursor = next(pair for pair in picked if not isinstance(pair[0], Point))
    if isinstance(item, Mask) and len(item.shape) != 1:
        return together
    return Shape((selected(shape.axes[cursor], together.axes[0].size),))
