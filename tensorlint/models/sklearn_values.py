"""What scikit-learn's models share: the arrays among arguments, what is demanded of them, how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tensorlint.models.coercion import to_array
from tensorlint.models.pandas_tables import SERIES, as_array, is_table
from tensorlint.models.registry import Context, NotCoercible, Refusal, attribute, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, size_text
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Float,
    Integer,
    List,
    Object,
    Series,
    String,
    Tuple,
    Value,
)

UNCLEAR = "unclear"
"""The setting that tells that a program changes what transformers return (`set_config`)."""

MATRIX = "sklearn.Matrix"
"""A name of our own for a matrix that is sparse or dense, it is not known which."""


def either(*axes: Axis) -> Object:
    """A matrix of which it is not known whether it is sparse."""
    return Object(MATRIX, Cells(data=Array(Shape(axes))))


@attribute(f"{MATRIX}.shape")
def shape_of_either(matrix: Object) -> Value:
    """The numbers of rows and columns."""
    data: Array = matrix.cells["data"]
    return Tuple(tuple([Integer(axis.size, axis.parts) for axis in data.shape.axes]))


@models(f"{MATRIX}.toarray", f"{MATRIX}.todense", f"{MATRIX}.A")
def dense(self: Value) -> Value:
    """The matrix as an array."""
    data = array_in(self)
    return UNKNOWN_VALUE if data is None else Array(data.shape, writeable=None)


def array_in(value: Value) -> Array | None:
    """The NumPy array that an argument is, or that its lists or its table make; None where that is not
    known."""
    if isinstance(value, Array):
        return value if value.library == "numpy" and not value.kind else None
    if isinstance(value, Object):
        held = value.cells.get("data") if value.path == MATRIX else None
        return held if isinstance(held, Array) else as_array(value) if is_table(value) else None
    if not isinstance(value, List | Tuple) or not _is_plain(value):
        return None
    try:
        array = to_array(value)
    except (NotCoercible, Refusal):
        return None
    return None if array.dtype == "object" else array


def _is_plain(value: Value, depth: int = 0) -> bool:
    """Whether lists hold nothing but numbers, strings and arrays, so that they are surely an array."""
    if isinstance(value, List | Tuple):
        if depth > 4:
            return False
        items = value.items
        if items is None:
            assert isinstance(value, List)
            return _is_plain(value.element, depth + 1)
        return all(_is_plain(item, depth + 1) for item in items)
    if isinstance(value, Array):
        return value.library == "numpy" and not value.kind
    return isinstance(value, Integer | Float | Boolean | String)


def from_python(value: Any) -> Value | None:
    """A constant from a table as a value; None for what no value stands for."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, int):
        return Integer(value)
    if isinstance(value, float):
        return Float(value)
    return String(value) if isinstance(value, str) else None


def result(*axes: Axis, dtype: str = "") -> Array:
    """A new array that scikit-learn returns."""
    return Array(Shape(axes), dtype, writeable=None)


def some(*sizes: Size, dtype: str = "") -> Array:
    """A new array of these sizes, without lineage."""
    return result(*[Axis(size, () if size == 1 else None) for size in sizes], dtype=dtype)


def rows(value: Value) -> Axis | None:
    """The axis of the samples of an argument, None where it is not known."""
    array = array_in(value)
    if array is None or array.shape.open or not array.shape.axes:
        return None
    return array.shape.axes[0]


def row_count(value: Value) -> Size:
    """How many samples an argument has; lists of anything have theirs."""
    axis = rows(value)
    if axis is not None:
        return axis.size
    if isinstance(value, List):
        return value.length
    if isinstance(value, Series) and value.kind == "range":
        return value.length
    return len(value.items) if isinstance(value, Tuple) else UNKNOWN


def check_counts(named: Sequence[tuple[str, Value]]) -> None:
    """`check_consistent_length`: refuses arrays of different numbers of samples."""
    first: tuple[str, Size] | None = None
    for name, value in named:
        size = row_count(value)
        if size is UNKNOWN:
            continue
        if first is None:
            first = name, size
        elif equal(first[1], size) is False:
            a, b = size_text(first[1]), size_text(size)
            refuse(
                "TSL106",
                f"the data disagree in their number of samples: {first[0]} has {a} but {name} has {b}:"
                f" {a} != {b}",
            )


def refuse_rank(who: str, shape: Shape, text: str = "{X}", given: Value = NONE) -> None:
    """`check_array` takes a matrix of samples and features, nothing else."""
    if isinstance(given, Object) and given.path == SERIES:
        refuse(
            "TSL104",
            f"{who} expects a table or a 2-D array (samples, features) but {text} is a Series {shape};"
            f" {text}.to_frame(), or a list of labels: [[...]]",
        )
    if len(shape) == 1:
        refuse(
            "TSL104",
            f"{who} expects a 2-D array (samples, features) but {text} is {shape}: Expected 2D array, got 1D"
            f" array instead; {text}.reshape(-1, 1) for one feature, {text}.reshape(1, -1) for one sample",
        )
    cure = f"; flatten each sample: {text}.reshape(len({text}), -1)" if len(shape) > 2 else ""
    refuse(
        "TSL104",
        f"{who} expects a 2-D array (samples, features) but {text} is {shape} with {len(shape)} axes{cure}",
    )


def check_matrix(
    who: str, array: Array | None, text: str = "{X}", features: Size = UNKNOWN, given: Value = NONE
) -> None:
    """Refuses what is no matrix, or has other features than the estimator was fitted to."""
    if array is None or array.shape.open:
        return
    shape = array.shape
    if len(shape) == 2:
        found = shape.axes[1].size
        if equal(found, features) is False:
            a, b = size_text(found), size_text(features)
            refuse(
                "TSL105",
                f"{who} was fitted to {b} features but {text} is {shape}: {a} != {b};"
                " prepare both arrays in the same way",
            )
        return
    is_sample = len(shape) == 1 and features is not UNKNOWN and features != 1 and not is_table(given)
    if is_sample and equal(shape.axes[0].size, features) is True:
        refuse(
            "TSL101",
            f"{who} expects a batch (n, {size_text(features)}) but gets one sample {shape};"
            f" add the batch axis: {text}[np.newaxis, :]",
        )
    refuse_rank(who, shape, text, given)


def as_matrix(array: Array | None) -> Shape:
    """The shape of what was taken as a matrix."""
    if array is None:
        return Shape((Axis(UNKNOWN), Axis(UNKNOWN)))
    shape = array.shape
    if shape.open and len(shape) <= 2:
        return Shape((Axis(UNKNOWN),) * (2 - len(shape)) + shape.axes)
    return shape if len(shape) == 2 else UNKNOWN_SHAPE


def is_configured(context: Context) -> bool:
    """Whether the program asks for other containers than NumPy's, anywhere."""
    return UNCLEAR in context.settings("sklearn")


def literal(value: Value | None, default: Any = None) -> Any:
    """The Python constant that a value is; `default` where it is not given, UNKNOWN where not known."""
    if value is None:
        return default
    if value == NONE:
        return None
    if isinstance(value, Boolean | Float | String):
        return UNKNOWN if value.value is None else value.value
    if isinstance(value, Integer) and isinstance(value.size, int):
        return value.size
    return UNKNOWN
