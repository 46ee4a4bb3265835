"""Laws that many operations of several libraries share: axes, reductions, elementwise operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tensorlint.models.registry import refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape
from tensorlint.shapes.arithmetic import broadcast
from tensorlint.values import Array

AXIS_ERROR = "numpy.exceptions.AxisError"


def normalize_axis(rank: int, axis: int, text: str = "{a}", exception: str = AXIS_ERROR) -> int:
    """The axis counted from the front; refuses one that an array of this rank does not have."""
    if not -rank <= axis < rank:
        axes = f"{rank} axes" if rank != 1 else "1 axis"
        valid = f"valid are {-rank} to {rank - 1}" if rank else "it has none"
        refuse("TSL603", f"axis {axis} is out of range: {text} has {axes}; {valid}", exception)
    return axis % rank


def reduce_shape(
    array: Array,
    axes: tuple[int, ...] | None,
    keepdims: bool = False,
    text: str = "{a}",
    exception: str = AXIS_ERROR,
) -> Shape:
    """The shape after reducing over `axes` (None: all of them)."""
    shape = array.shape
    if axes is None:
        if not keepdims:
            return Shape()
        return UNKNOWN_SHAPE if shape.open else Shape(tuple([Axis(1, ()) for _ in shape.axes]))
    rank = shape.rank
    if rank is None:
        return _reduce_open(shape, axes, keepdims)
    wanted = {normalize_axis(rank, axis, text, exception) for axis in axes}
    if keepdims:
        return Shape(tuple([Axis(1, ()) if i in wanted else axis for i, axis in enumerate(shape.axes)]))
    return Shape(tuple([axis for i, axis in enumerate(shape.axes) if i not in wanted]))


def _reduce_open(shape: Shape, axes: tuple[int, ...], keepdims: bool) -> Shape:
    """Where leading axes are unknown, the trailing ones stay that no axis counted from the front can be."""
    front = max((axis for axis in axes if axis >= 0), default=-1)
    kept: list[Axis] = []
    for place, axis in enumerate(shape.axes):
        if place <= front:
            continue
        if place - len(shape) in axes:
            if keepdims:
                kept.append(Axis(1, ()))
        else:
            kept.append(axis)
    return Shape(tuple(kept), True)


def elementwise_shape(
    arrays: Sequence[Array], code: str = "TSL205", names: Sequence[str] = (), exception: str = "ValueError"
) -> Shape:
    """The broadcast shape of operands, refused in the words of the broadcasting rule."""
    try:
        return broadcast(*[array.shape for array in arrays])
    except Mismatch as mismatch:
        parts = [f"{name} is {array.shape}" for name, array in zip(names, arrays, strict=False)]
        axis = f" on axis {mismatch.axis}" if mismatch.axis is not None else ""
        said = " and ".join(parts) if parts else " and ".join(str(array.shape) for array in arrays)
        refuse(code, f"shapes cannot be broadcast together: {said}: {mismatch.detail}{axis}", exception)


def elementwise(arrays: Sequence[Array], dtype: str = "", names: Sequence[str] = ()) -> Array:
    """The result of an elementwise operation: broadcast shape, fresh memory, marks carried along."""
    shape = elementwise_shape(arrays, names=names)
    marks = frozenset().union(*(array.marks for array in arrays))
    generated = all(array.generated for array in arrays)
    return Array(shape, dtype, arrays[0].library, marks=marks, generated=generated)


def like(array: Array, shape: Shape | None = None, dtype: str | None = None) -> Array:
    """A new array with the same dtype unless told otherwise; contents are not known."""
    return replace(
        array,
        shape=array.shape if shape is None else shape,
        dtype=array.dtype if dtype is None else dtype,
        contents=None,
        writeable=True,
        origin=None,
        memory=None,
    )


def unknown_axis() -> Axis:
    """An axis of unknown size and lineage."""
    return Axis(UNKNOWN)
