"""TensorFlow's ranges, codes, masks and grids: sizes that are worked out from numbers."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import MAXIMUM_CONTENTS, DType, dtype_kind
from tensorlint.models.registry import models
from tensorlint.models.tensorflow_common import (
    ONE,
    DTypeOrNone,
    Tensor,
    axis_of,
    broadcast_tensors,
    mismatch,
    result_dtype,
    tensor,
    to_tensor,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, size_text
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import less, subtract
from tensorlint.values import NONE, Array, Float, Integer, List, Value


@models("tensorflow.range")
def range_(
    start: Value, limit: Value = NONE, delta: Value = ONE, dtype: DTypeOrNone = None, name: Value = NONE
) -> Array:
    """Evenly spaced numbers: `tf.range(limit)` or `tf.range(start, limit, delta)`."""
    if limit == NONE:
        start, limit = Integer(0), start
    arrays = [to_tensor(each) for each in (start, limit, delta)]
    if any(isinstance(each, Float) for each in (start, limit, delta)):
        sizes = [_number(each) for each in (start, limit, delta)]
        return replace(
            tensor(Shape((born(_float_length(sizes)),)), "float32" if dtype is None else dtype),
            generated=True,
        )
    kind = result_dtype(*arrays) if dtype is None else dtype
    numbers = [_integer(array) for array in arrays]
    first, last, step = numbers
    if step == 0:
        mismatch("TSL213", "range: {delta} is 0: the step cannot be zero")
    if isinstance(step, int) and less(*((last, first) if step > 0 else (first, last))) is True:
        mismatch(
            "TSL213",
            f"range: from {size_text(first)} to {size_text(last)} with a step of {step} goes the wrong way;"
            " TensorFlow refuses it where NumPy gives an empty array",
        )
    length = _length(first, last, step)
    contents = None
    if (
        isinstance(first, int)
        and isinstance(step, int)
        and isinstance(length, int)
        and length <= MAXIMUM_CONTENTS
    ):
        contents = tuple([first + index * step for index in range(length)])
    if dtype_kind(kind) != "int":
        contents = None
    return replace(tensor(Shape((born(length),)), kind, contents=contents), generated=True)


def _length(first: Size, last: Size, step: Size) -> Size:
    """How many numbers; the wrong direction is refused, so that nothing needs to be clipped at 0."""
    if not isinstance(step, int) or first is UNKNOWN or last is UNKNOWN:
        return UNKNOWN
    return ceil_divide(subtract(last, first), step) if step > 0 else ceil_divide(subtract(first, last), -step)


def _integer(array: Array) -> Size:
    if array.contents is None or len(array.contents) != 1 or dtype_kind(array.dtype) == "float":
        return UNKNOWN
    content: Size = array.contents[0]
    return content


def _number(value: Value) -> float | None:
    if isinstance(value, Float):
        return value.value
    return float(value.size) if isinstance(value, Integer) and isinstance(value.size, int) else None


def _float_length(numbers: list[float | None]) -> Size:
    """The length of a float range where it does not hang on rounding."""
    start, limit, delta = numbers
    if start is None or limit is None or delta is None or not delta:
        return UNKNOWN
    steps = (limit - start) / delta
    if steps < 0:
        mismatch("TSL213", f"range: from {start} to {limit} with a step of {delta} goes the wrong way")
    if all(number.is_integer() for number in (start, limit, delta)):
        return len(range(int(start), int(limit), int(delta)))
    nearest = round(steps)
    if abs(steps - nearest) < 1e-4 * max(1, abs(steps)):
        return UNKNOWN
    return int(steps) + 1


@models("tensorflow.linspace", "tensorflow.lin_space")
def linspace(start: Tensor, stop: Tensor, num: Size, name: Value = NONE, axis: int = 0) -> Array:
    """Evenly spaced numbers between two ends, along a new axis."""
    if less(num, 0) is True:
        num = UNKNOWN
    ends = broadcast_tensors([start, stop], ["{start}", "{stop}"])
    if ends.rank is None:
        return unknown_tensor()
    place = axis_of(ends.rank + 1, axis, "the result")
    axes = (*ends.axes[:place], born(num), *ends.axes[place:])
    return tensor(Shape(axes), "", start, stop)


@models("tensorflow.one_hot")
def one_hot(
    indices: Tensor,
    depth: Size,
    on_value: Value = NONE,
    off_value: Value = NONE,
    axis: int | None = None,
    dtype: DTypeOrNone = None,
    name: Value = NONE,
) -> Array:
    """Codes of 0 and 1 along a new axis, by default the last."""
    if less(depth, 0) is True:
        mismatch("TSL213", f"one_hot: {{depth}} is {size_text(depth)}: it cannot be negative")
    kind = dtype or ""
    if dtype is None:
        kind = "float32" if on_value == NONE and off_value == NONE else ""
    if indices.rank is None:
        last = axis in (None, -1)
        return tensor(Shape((*indices.shape.axes, born(depth)), True), kind) if last else unknown_tensor(kind)
    place = indices.rank if axis in (None, -1) else axis
    assert place is not None
    if not 0 <= place <= indices.rank:
        mismatch(
            "TSL603",
            f"one_hot: axis {place} is out of range: {{indices}} has {indices.rank} axes; valid are -1 to"
            f" {indices.rank}",
        )
    axes = indices.shape.axes
    return tensor(Shape((*axes[:place], born(depth), *axes[place:])), kind, indices)


@models("tensorflow.sequence_mask")
def sequence_mask(
    lengths: Tensor, maxlen: Size | None = None, dtype: DType = "bool", name: Value = NONE
) -> Array:
    """True for the first `lengths` places of each row."""
    size: Size = UNKNOWN if maxlen is None else maxlen
    if maxlen is None and lengths.contents and all(isinstance(each, int) for each in lengths.contents):
        size = max(0, *lengths.contents)
    if less(size, 0) is True:
        size = UNKNOWN
    return tensor(Shape((*lengths.shape.axes, born(size)), lengths.shape.open), dtype, lengths)


@models("tensorflow.meshgrid")
def meshgrid(*args: Tensor, indexing: str = "xy", name: Value = NONE, **kwargs: Value) -> Value:
    """Coordinate matrices; arguments of any rank are flattened."""
    sizes = [array.shape.axes[0] if array.rank == 1 else Axis(array.shape.count) for array in args]
    if indexing == "xy" and len(sizes) >= 2:
        sizes[0], sizes[1] = sizes[1], sizes[0]
    shape = Shape(tuple(sizes))
    kind = result_dtype(*args) if args else ""
    return List.of(tuple([tensor(shape, kind, array) for array in args]))
