"""Axes and shapes: a size with a lineage (which axis of which array it came from), and tuples of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tensorlint.shapes.sizes import UNKNOWN, Size, equal, multiply, product, size_text

_serials = itertools.count(1)


class AxisOrigin:
    """Where an axis was born: one axis of one array. Compared by identity.

    `label` is for messages (`axis 0 of x`); `parent` is the axis it was selected from by a slice, a
    mask or a batch loop; `batch` says that it counts samples, proved by what it is fed to; `size`
    is the length of the axis where it was born.
    """

    __slots__ = ("batch", "label", "parent", "serial", "size")

    def __init__(
        self,
        label: str = "",
        parent: AxisOrigin | None = None,
        batch: bool = False,
        size: Size = UNKNOWN,
    ):
        self.serial = next(_serials)
        self.label = label
        self.parent = parent
        self.batch: bool = batch
        self.size = size

    def root(self) -> AxisOrigin:
        """The axis that this one was first selected from."""
        origin = self
        while origin.parent is not None:
            origin = origin.parent
        return origin

    def is_batch(self) -> bool:
        """Whether this axis, or one that it was selected from, counts samples."""
        origin: AxisOrigin | None = self
        while origin is not None:
            if origin.batch:
                return True
            origin = origin.parent
        return False


# By convention immutable; `frozen=True` would make their creation, which is frequent, three times slower.
@dataclass(unsafe_hash=True, slots=True)
class Part:
    """A digit of an origin's index: `index // stride % extent`. The whole axis has stride 1."""

    origin: AxisOrigin
    stride: Size
    extent: Size

    @property
    def is_whole(self) -> bool:
        """Whether it is no digit, but the whole index."""
        size = self.origin.size
        return self.stride == 1 and (size is UNKNOWN or self.extent == size)


Lineage: TypeAlias = "tuple[Part, ...] | None"
"""The parts that an axis is made of, slowest first; () for a unit axis, None where unknown."""


@dataclass(unsafe_hash=True, slots=True)
class Axis:
    """One axis: its size, and where it comes from."""

    size: Size
    parts: Lineage = None

    def is_batch(self) -> bool:
        """Whether the axis is, whole, an axis that counts samples (or several of them)."""
        if not self.parts:
            return False
        return all(part.is_whole and part.origin.is_batch() for part in self.parts)


def born(size: Size, label: str = "", parent: AxisOrigin | None = None, batch: bool = False) -> Axis:
    """A new axis with a lineage of its own (a unit axis has an empty one, unless it counts samples)."""
    if size == 1 and not batch and (parent is None or not parent.is_batch()):
        return Axis(1, ())
    return Axis(size, (Part(AxisOrigin(label, parent, batch, size), 1, size),))


def selected(axis: Axis, size: Size) -> Axis:
    """An axis of that size, made of some of the indices of `axis` in their order."""
    if equal(axis.size, size) is True:
        return axis
    if axis.parts and len(axis.parts) == 1 and axis.parts[0].is_whole:
        return born(size, axis.parts[0].origin.label, axis.parts[0].origin)
    return Axis(size, () if size == 1 else None)


def counted(axis: Axis) -> Axis:
    """The axis as one that counts samples."""
    if axis.is_batch():
        return axis
    whole = axis.parts is not None and len(axis.parts) == 1 and axis.parts[0].is_whole
    return born(axis.size, "batch", axis.parts[0].origin if whole and axis.parts else None, True)


def reordered(axis: Axis, size: Size) -> Axis:
    """An axis of that size, made of indices of `axis` in another order: it still counts samples."""
    if axis.is_batch():
        return born(size, "batch", None, True)
    return Axis(size, () if size == 1 else None)


@dataclass(unsafe_hash=True, slots=True)
class Shape:
    """The known axes of an array; with `open`, unknown further axes may stand before them.

    `Shape((), True)` is a shape of unknown rank.
    """

    axes: tuple[Axis, ...] = ()
    open: bool = False

    @property
    def rank(self) -> int | None:
        """The number of axes, None where unknown."""
        return None if self.open else len(self.axes)

    @property
    def sizes(self) -> tuple[Size, ...]:
        """The sizes of the known axes."""
        return tuple([axis.size for axis in self.axes])

    @property
    def count(self) -> Size:
        """The number of elements."""
        return UNKNOWN if self.open else product([axis.size for axis in self.axes])

    @property
    def is_concrete(self) -> bool:
        """Whether the rank and every size are plain numbers."""
        return not self.open and all(isinstance(axis.size, int) for axis in self.axes)

    def __iter__(self) -> Iterator[Axis]:
        return iter(self.axes)

    def __len__(self) -> int:
        return len(self.axes)

    def __str__(self) -> str:
        return shape_text(self.sizes, self.open)

    def replaced(self, index: int, *axes: Axis) -> Shape:
        """The shape with one known axis replaced by others (none: removed)."""
        index = index % len(self.axes)
        return Shape(self.axes[:index] + axes + self.axes[index + 1 :], self.open)

    def json(self) -> list[int | str | None]:
        """The shape as JSON items: int, symbolic text, None; a leading "..." where open."""
        items: list[int | str | None] = ["..."] if self.open else []
        for size in self.sizes:
            items.append(size if isinstance(size, int) else None if size is UNKNOWN else _public_text(size))
        return items


def _public_text(size: Size) -> str | None:
    text = size_text(size)
    return None if "?" in text else text


UNKNOWN_SHAPE = Shape((), True)


def shape_of(*sizes: Size) -> Shape:
    """A shape of these sizes, without lineage (unit axes have theirs: none)."""
    return Shape(tuple([Axis(size, () if size == 1 else None) for size in sizes]))


def shape_text(sizes: Iterable[Size], open: bool = False) -> str:
    """A shape as Python writes it: `()`, `(n,)`, `(3, 2)`, `(…, 10)`."""
    texts = [size_text(size) for size in sizes]
    if open:
        texts.insert(0, "…")
        return f"({', '.join(texts)})"
    return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"


def merge_parts(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Adjacent digits of one origin joined to one."""
    merged: list[Part] = []
    for part in parts:
        if merged:
            last = merged[-1]
            if last.origin is part.origin and last.stride == multiply(part.stride, part.extent):
                merged[-1] = Part(part.origin, part.stride, multiply(last.extent, part.extent))
                continue
        merged.append(part)
    return tuple(merged)


def same_lineage(a: Lineage, b: Lineage) -> bool | None:
    """Whether two lineages are the same digits in the same order; None where one is unknown."""
    if a is None or b is None:
        return None
    return a == b


def joined_axis(a: Axis, b: Axis) -> Axis:
    """What holds of both axes: the size where equal, the lineage where the same."""
    if a == b:
        return a
    size = a.size if equal(a.size, b.size) is True else UNKNOWN
    return Axis(size, a.parts if a.parts == b.parts else None)


def joined_shape(a: Shape, b: Shape) -> Shape:
    """What holds of both shapes: sizes where equal, trailing axes where the ranks differ."""
    if a == b:
        return a
    if a.open or b.open or len(a) != len(b):
        count = min(len(a), len(b))
        if not count:
            return UNKNOWN_SHAPE
        pairs = zip(a.axes[-count:], b.axes[-count:], strict=True)
        return Shape(tuple([joined_axis(x, y) for x, y in pairs]), True)
    return Shape(tuple([joined_axis(x, y) for x, y in zip(a.axes, b.axes, strict=True)]))
