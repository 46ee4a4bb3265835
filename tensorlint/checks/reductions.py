"""Softmax and argmax along the wrong axis: over the batch, or over an axis of length 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tensorlint.checks.events import Call, Habit, Operation, Subscript, check
from tensorlint.checks.reshaping import operand, operand_text
from tensorlint.shapes import Shape, Size, equal, size_text
from tensorlint.values import NONE, Array, Boolean, Integer, Tuple

ARGMAX = (
    "numpy.argmax",
    "numpy.argmin",
    "numpy.ndarray.argmax",
    "numpy.ndarray.argmin",
    "tensorflow.argmax",
    "tensorflow.math.argmax",
    "tensorflow.argmin",
    "tensorflow.math.argmin",
    "keras.ops.argmax",
    "keras.ops.argmin",
)
SOFTMAX = (
    "scipy.special.softmax",
    "scipy.special.log_softmax",
    "tensorflow.nn.softmax",
    "tensorflow.nn.log_softmax",
    "keras.ops.softmax",
    "keras.ops.log_softmax",
    "keras.activations.softmax",
)
_LAST_BY_DEFAULT = frozenset(path for path in SOFTMAX if not path.startswith("scipy"))


@dataclass(frozen=True)
class SumMark:
    """The sum of an array of this shape over one axis, which it keeps with length 1."""

    shape: Shape
    axis: int


@dataclass(frozen=True)
class NormalisedMark:
    """An array divided by its own sum over an axis: along it stand the classes."""

    shape: Shape
    axis: int
    place: Any = field(default=None, compare=False)


@check("TSL108", "numpy.sum", "numpy.ndarray.sum")
def note_sum(call: Call) -> Iterator[Habit]:
    """Mark `e.sum(axis=1, keepdims=True)`, the divisor of a softmax written by hand."""
    array = operand(call)
    if call.arguments.get("keepdims") == Boolean(True) and isinstance(array, Array):
        axis = _reduced_axis(call, array)
        if axis is not None and array.rank == 2 and isinstance(call.result, Array):
            mark = SumMark(array.shape, axis)
            call.result = replace(call.result, marks=call.result.marks | {mark})
    yield from ()


@check("TSL108")
def note_softmax(operation: Operation) -> Iterator[Habit]:
    """Mark `e / e.sum(axis=1, keepdims=True)`."""
    divisor, result = operation.right, operation.result
    if operation.operator == "/" and isinstance(divisor, Array) and isinstance(result, Array):
        for mark in divisor.marks:
            if isinstance(mark, SumMark) and mark.shape == result.shape:
                kept = frozenset(each for each in result.marks if not isinstance(each, SumMark))
                operation.result = replace(
                    result, marks=kept | {NormalisedMark(mark.shape, mark.axis, operation.place)}
                )
    yield from ()


def _normalised_axis(array: Array) -> int | None:
    axes = {m.axis for m in array.marks if isinstance(m, NormalisedMark) and m.shape == array.shape}
    return axes.pop() if len(axes) == 1 else None


def _reduced_axis(call: Call, array: Array) -> int | None:
    """The axis that the call works along, counted from the front; None where not known."""
    rank = array.rank
    if rank is None or rank == 0:
        return None
    axis = call.arguments.get("axis")
    if axis is None:
        if call.path in _LAST_BY_DEFAULT:
            return rank - 1
        return 0 if call.path.startswith("tensorflow") else None
    if isinstance(axis, Integer) and isinstance(axis.size, int) and -rank <= axis.size < rank:
        return axis.size % rank
    return None


@check("TSL108", *ARGMAX, *SOFTMAX)
def reduction_over_batch(call: Call) -> Iterator[Habit]:
    """Classes are compared across samples instead of within each."""
    array = operand(call)
    if not isinstance(array, Array) or array.rank is None or array.rank < 2:
        return
    axis = _reduced_axis(call, array)
    if axis is None:
        return
    name = call.path.rpartition(".")[2]
    text = operand_text(call)
    if call.path in SOFTMAX and array.rank == 2 and isinstance(call.result, Array):
        kept = NormalisedMark(call.result.shape, axis, call.place)
        call.result = replace(call.result, marks=call.result.marks | {kept})
    classes = _normalised_axis(array)
    if classes == 0 and axis == 1:
        yield from _softmax_over_rows(
            array, f"{name} compares the {size_text(array.shape.axes[1].size)} values"
        )
        return
    if classes is not None and classes != axis:
        yield Habit(
            "TSL108",
            f"{name} over axis {axis} compares samples: {text} is {array.shape} and was normalised over axis"
            f" {classes}, where its classes stand; use axis={classes}",
        )
        return
    if not array.shape.axes[axis].is_batch():
        return
    yield Habit(
        "TSL108",
        f"{name} over axis {axis} goes over the batch: {text} is {array.shape}, axis {axis} counts samples;"
        f" use axis=-1 for a result for each sample",
    )


@check("TSL111", *ARGMAX, *SOFTMAX)
def reduction_of_one(call: Call) -> Iterator[Habit]:
    """Over an axis of length 1 the result is the same whatever the data is."""
    array = operand(call)
    if not isinstance(array, Array) or array.rank is None:
        return
    axis = _reduced_axis(call, array)
    if axis is None or array.shape.axes[axis].size != 1:
        return
    name = call.path.rpartition(".")[2]
    constant = "0" if "arg" in name or "log" in name else "1"
    cure = "compare with a threshold" if "arg" in name else "use a sigmoid for one output"
    text = operand_text(call)
    yield Habit(
        "TSL111",
        f"{name} over axis {axis} is always {constant}: {text} is {array.shape}, that axis has length 1;"
        f" {cure}, or give it the axis of the classes",
    )


@dataclass(frozen=True, eq=False)
class CountingMark:
    """0, 1, 2 … made by an arange at `place`; what is computed from it has another origin."""

    place: Any


@check("TSL108", "numpy.arange")
def note_counting(call: Call) -> Iterator[Habit]:
    """Mark the numbers of all rows, `np.arange(n)`."""
    result = call.result
    plain = isinstance(result, Array) and not any(
        call.arguments.get(name, NONE) != NONE for name in ("stop", "step")
    )
    if plain and isinstance(result, Array):
        call.result = replace(result, marks=result.marks | {CountingMark(call.place)})
    yield from ()


def _counts(array: Array) -> bool:
    origin = array.origin
    return origin is not None and any(
        isinstance(mark, CountingMark) and mark.place.node is origin.node for mark in array.marks
    )


@check("TSL108")
def class_picked_across(subscript: Subscript) -> Iterator[Habit]:
    """`p[np.arange(n), labels]` takes a class of each row, but p was normalised down the columns."""
    array, index = subscript.array, subscript.index
    if array.rank != 2 or not array.marks or not isinstance(index, Tuple) or len(index.items) != 2:
        return
    rows, classes = index.items
    if not isinstance(rows, Array) or not isinstance(classes, Array) or not _counts(rows):
        return
    count = array.shape.axes[0].size
    if rows.rank != 1 or classes.rank != 1 or equal(rows.shape.axes[0].size, count) is not True:
        return
    if _normalised_axis(array) == 0:
        text = subscript.text("array", "it")
        yield from _softmax_over_rows(array, f"{text}[…] takes a class of each")


def _softmax_over_rows(array: Array, otherwise: str) -> Iterator[Habit]:
    """The softmax behind an array went down its columns, but what follows takes its rows for samples."""
    rows = size_text(array.shape.axes[0].size)
    for mark in array.marks:
        if isinstance(mark, NormalisedMark) and mark.shape == array.shape and mark.place is not None:
            yield Habit(
                "TSL108",
                f"this softmax goes over the batch: its values add up to 1 along axis 0, while {otherwise} of"
                f" the {rows} rows, of an array of shape {array.shape}: use axis 1",
                place=mark.place,
            )


@dataclass(frozen=True)
class IdentityMark:
    """An identity matrix, whose rows are the codes of classes."""


@dataclass(frozen=True)
class OneHotMark:
    """A row for each sample, with a 1 in the column of its class."""

    classes: Size


@check("TSL108", "numpy.eye", "numpy.identity")
def note_identity(call: Call) -> Iterator[Habit]:
    """Mark `np.eye(n)`."""
    result = call.result
    if isinstance(result, Array) and result.rank == 2 and len(call.arguments) == 1:
        call.result = replace(result, marks=result.marks | {IdentityMark()})
    yield from ()


@check("TSL108")
def note_one_hot(subscript: Subscript) -> Iterator[Habit]:
    """Mark `np.eye(n)[labels]`."""
    index, result = subscript.index, subscript.result
    if not isinstance(result, Array) or IdentityMark() not in subscript.array.marks:
        return
    kept = result.marks - {IdentityMark()}
    if isinstance(index, Array) and index.rank == 1 and result.rank == 2:
        kept |= {OneHotMark(result.shape.axes[1].size)}
    subscript.result = replace(result, marks=kept)
    yield from ()


@check("TSL108")
def compared_with_one_hot(operation: Operation) -> Iterator[Habit]:
    """`p - np.eye(n)[labels]`: the classes stand in the columns, but p was normalised down them."""
    if operation.operator not in ("-", "*"):
        return
    for array, other in ((operation.left, operation.right), (operation.right, operation.left)):
        if not isinstance(array, Array) or not isinstance(other, Array) or _normalised_axis(array) != 0:
            continue
        labels = OneHotMark(array.shape.axes[1].size)
        if labels in other.marks and labels not in array.marks:
            name = operation.text("right" if other is operation.right else "left", "the one-hot labels")
            yield from _softmax_over_rows(array, f"{name} has the classes as columns: a class of each")
            return
