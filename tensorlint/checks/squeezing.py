"""`squeeze()` without an axis that drops the batch axis of a batch of one sample, where that matters.

The accident is told from the intention by what follows: an operation that raises without the axis, or,
where the batch of one is the last of a loop whose other batches were larger, one that works along it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tensorlint.checks.events import Call, Habit, Subscript, check
from tensorlint.checks.reshaping import operand, operand_text
from tensorlint.values import NONE, Array, Integer, List, Tuple, Value

SQUEEZES = (
    "numpy.squeeze",
    "numpy.ndarray.squeeze",
    "unknown.Array.squeeze",
    "tensorflow.squeeze",
    "keras.ops.squeeze",
)
_NAMES = ("mean", "sum", "std", "var", "max", "min", "prod", "all", "any", "argmax", "argmin", "cumsum")
ALONG = (
    *(f"{owner}.{name}" for owner in ("numpy", "numpy.ndarray", "keras.ops") for name in _NAMES),
    *(f"tensorflow.reduce_{name}" for name in _NAMES[:8]),
    *(f"tensorflow.math.reduce_{name}" for name in _NAMES[:8]),
    "numpy.median",
    "numpy.percentile",
    "tensorflow.argmax",
    "tensorflow.argmin",
)
"""The calls that work along the batch where they are given axis 0."""


@dataclass(frozen=True, eq=False)
class SqueezeMark:
    """An array whose batch axis a squeeze dropped; `partial`: in the last batch of a loop, alone."""

    message: str
    place: Any
    partial: bool


@check("TSL107", *SQUEEZES)
def note_squeeze(call: Call) -> Iterator[Habit]:
    """Mark the result where a batch of one sample lost its axis."""
    array, result = operand(call), call.result
    axis = call.arguments.get("axis", NONE)
    if not isinstance(array, Array) or not isinstance(result, Array) or axis not in (NONE, None, ()):
        return
    shape = array.shape
    if shape.open or result.shape.open or not shape.axes or shape.axes[0].size != 1:
        return
    if not shape.axes[0].is_batch():
        return
    others = [str(index) for index, size in enumerate(shape.sizes) if size == 1 and index]
    if not others:
        cure = "leave the squeeze out: no other axis has length 1"
    elif len(others) == 1:
        cure = f"name the axis that should go: axis={others[0]}"
    else:
        cure = f"name the axes that should go: axis=({', '.join(others)})"
    message = (
        f"squeeze() drops the batch axis too where the batch has one sample: {operand_text(call)} is"
        f" {shape} and becomes {result.shape}; {cure}"
    )
    mark = SqueezeMark(message, call.place, call.partial == 1)
    call.result = replace(result, marks=result.marks | {mark})
    yield from ()


@check("TSL107", *ALONG)
def along_the_lost_axis(call: Call) -> Iterator[Habit]:
    """Axis 0 is the batch for all batches but this one."""
    axis, array = call.arguments.get("axis"), operand(call)
    if isinstance(array, Array) and array.rank == 0:
        # A loop over what should be samples gives single numbers.
        for mark in squeezed(array):
            yield Habit("TSL107", mark.message, place=mark.place)
    elif isinstance(axis, Integer) and axis.size == 0:
        yield from _habits(array)


@check("TSL107")
def item_of_the_lost_axis(subscript: Subscript) -> Iterator[Habit]:
    """The first index takes a sample for all batches but this one."""
    index = subscript.index
    first = index.items[0] if isinstance(index, Tuple) and index.items else index
    if isinstance(first, Integer):
        yield from _habits(subscript.array)


def _habits(value: Value | None) -> Iterator[Habit]:
    for mark in squeezed(value):
        if mark.partial:
            yield Habit("TSL107", mark.message, place=mark.place)


def squeezed(value: Value | None) -> Iterable[SqueezeMark]:
    """The squeezes that dropped the batch axis of an array."""
    if isinstance(value, Array) and value.marks:
        return [mark for mark in value.marks if isinstance(mark, SqueezeMark)]
    return ()


def marked(value: Value, marks: Iterable[SqueezeMark]) -> Value:
    """An item of an array whose batch axis a squeeze dropped: no sample, but a part of the only one."""
    return replace(value, marks=value.marks | frozenset(marks)) if isinstance(value, Array) else value


OF_RANK = frozenset({"TSL101", "TSL104", "TSL602", "TSL603", "TSL605", "TSL606"})
"""The codes of operations that fail for the number of axes."""


def squeeze_behind(operands: Iterable[Value]) -> SqueezeMark | None:
    """The squeeze whose lost axis one of the operands of a failing operation lacks."""
    for value in operands:
        held = value.items or () if isinstance(value, List | Tuple) else (value,)
        for each in held:
            for mark in squeezed(each):
                return mark
    return None
