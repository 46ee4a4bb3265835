"""Broadcasts that are legal but not meant: (n, 1) with (n,), and results far larger than their operands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tensorlint.checks.events import Call, Habit, Operation, check
from tensorlint.checks.reshaping import operand
from tensorlint.shapes import Size, equal, size_text
from tensorlint.shapes.sizes import Expression, substitute, symbols
from tensorlint.values import NONE, Array, Value

ARITHMETIC = frozenset({"+", "-", "*", "/", "**", "==", "!=", "<", "<=", ">", ">=", "//", "%"})
ON_PURPOSE = ("None", "newaxis", "reshape", "expand_dims", "keepdims", "[:, :", "outer", "meshgrid", "T")
LARGE = 100_000_000
GROWTH = 100

_REDUCTIONS = ("mean", "sum", "std", "var", "max", "min", "all", "any", "prod")
WHOLE = (
    *(f"numpy.{name}" for name in _REDUCTIONS),
    *(f"numpy.ndarray.{name}" for name in _REDUCTIONS),
    "numpy.median",
    "numpy.average",
    "numpy.nanmean",
    "numpy.nansum",
    "numpy.linalg.norm",
    "numpy.count_nonzero",
    "tensorflow.reduce_mean",
    "tensorflow.reduce_sum",
    "tensorflow.reduce_max",
    "tensorflow.math.reduce_mean",
    "tensorflow.math.reduce_sum",
    "keras.ops.mean",
    "keras.ops.sum",
)


@dataclass(frozen=True, eq=False)
class OuterMark:
    """An array that came from (n, 1) meeting (n,); `message` says so, `place` is where."""

    message: str
    place: Any
    sizes: tuple[Size, Size] | None = None
    """The two sizes that are called n, where only what is fed to a graph shows that they are the same."""


@dataclass(frozen=True, eq=False)
class ReducedMark:
    """What an (n, 1) and an (m,) of open sizes became was reduced as a whole."""

    message: str
    place: Any
    sizes: tuple[Size, Size]


@check("TSL207")
def note_outer(operation: Operation) -> Iterator[Habit]:
    """Mark the result where an (n, 1) meets an (n,) and both were born elsewhere."""
    result = operation.result
    if operation.operator not in ARITHMETIC or not isinstance(result, Array):
        return
    for column, flat, name, other in (
        (operation.left, operation.right, "left", "right"),
        (operation.right, operation.left, "right", "left"),
    ):
        size = _pair(column, flat)
        open_sizes = None
        if size is None:
            open_sizes = _open_pair(column, flat)
            if open_sizes is None:
                continue
            size = open_sizes[0]
        text, second = operation.text(name), operation.text(other)
        if _on_purpose(text) or _on_purpose(second):
            return
        n = size_text(size)
        message = (
            f"{text} is ({n}, 1) and {second} is ({n},): together they broadcast to ({n}, {n}), every pair"
            f" of samples, and the result is reduced as a whole; bring both to one shape first:"
            f" {text}[:, 0]{_flattened(column, text)}"
        )
        mark = OuterMark(message, operation.place, open_sizes)
        operation.result = replace(result, marks=result.marks | {mark})
        return
    yield from ()


def _flattened(column: Value, text: str) -> str:
    """Another way to make an (n, 1) an (n,), in the words of its library."""
    library = column.library if isinstance(column, Array) else ""
    if library == "tensorflow":
        return f" or tf.squeeze({text}, axis=1)"
    return f" or {text}.ravel()" if library == "numpy" else ""


def _pair(column: Value, flat: Value) -> Size | None:
    """The n of an (n, 1) and an (n,), None for any other pair; n is not 1."""
    if not isinstance(column, Array) or not isinstance(flat, Array):
        return None
    if column.rank != 2 or flat.rank != 1 or column.shape.axes[1].size != 1:
        return None
    n, m = column.shape.axes[0].size, flat.shape.axes[0].size
    if equal(n, m) is not True or n == 1:
        return None
    return n


def _open_pair(column: Value, flat: Value) -> tuple[Size, Size] | None:
    """The sizes of an (n, 1) and an (m,) that a graph leaves open: both are fed, mostly with one number."""
    if not isinstance(column, Array) or not isinstance(flat, Array):
        return None
    if column.rank != 2 or flat.rank != 1 or column.shape.axes[1].size != 1:
        return None
    n, m = column.shape.axes[0].size, flat.shape.axes[0].size
    return (n, m) if is_open(n) and is_open(m) else None


def is_open(size: Size) -> bool:
    """Whether a graph leaves a size open until it is fed."""
    return isinstance(size, Expression) and all(symbol.fed for symbol in symbols(size))


def _on_purpose(text: str) -> bool:
    """Whether the unit axis is made in this very expression."""
    return any(word in text for word in ON_PURPOSE[:-1]) or text.endswith(".T")


@check("TSL207", *WHOLE)
def accidental_outer(call: Call) -> Iterator[Habit]:
    """The (n, n) of an accident is reduced to one number, as an (n,) would be."""
    array = operand(call)
    if not isinstance(array, Array) or not array.marks or array.rank == 1:
        return  # one axis is left where the program picked a row, or pairs
    axis = call.arguments.get("axis")
    if axis is not None and axis != NONE:
        return
    for mark in sorted((m for m in array.marks if isinstance(m, OuterMark)), key=lambda m: m.message):
        if mark.sizes is None:
            yield Habit("TSL207", mark.message, place=mark.place)
        elif isinstance(call.result, Array):
            pending = ReducedMark(mark.message, mark.place, mark.sizes)
            call.result = replace(call.result, marks=call.result.marks | {pending})


@check("TSL207", "tensorflow.Session.run")
def accidental_outer_in_a_graph(call: Call) -> Iterator[Habit]:
    """The (n, n) of an accident in a graph, which is fed as many samples on both sides."""
    from tensorlint.models.tensorflow_graph import fed_sizes, marks_of_fetches

    marks = [m for m in marks_of_fetches(call.arguments["fetches"]) if isinstance(m, ReducedMark)]
    if not marks:
        return
    given = fed_sizes(call.arguments.get("feed_dict", NONE))
    for mark in sorted(marks, key=lambda m: m.message):
        n, m = (substitute(size, given) for size in mark.sizes)
        if equal(n, m) is True and n != 1:
            yield Habit("TSL207", mark.message, place=mark.place)


@check("TSL212")
def broadcast_blow_up(operation: Operation) -> Iterator[Habit]:
    """A result of a hundred million elements or more, a hundred times its larger operand."""
    result = operation.result
    if not isinstance(result, Array) or operation.operator not in ARITHMETIC:
        return
    counts = [each.shape.count for each in (operation.left, operation.right) if isinstance(each, Array)]
    count = result.shape.count
    if not isinstance(count, int) or len(counts) < 2 or count < LARGE:
        return
    known = [each for each in counts if isinstance(each, int)]
    if len(known) == 2 and count >= GROWTH * max(known):
        left, right = operation.text("left"), operation.text("right")
        yield Habit(
            "TSL212",
            f"{left} and {right} broadcast to {result.shape}, {count:,} elements from {known[0]:,} and"
            f" {known[1]:,}; work in chunks, or use a form that does not build every pair",
        )
