"""Windows that slide over the spatial axes of images, as tf.nn counts them."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.registry import Context, NotCoercible
from tensorlint.models.tensorflow_common import mismatch, to_numbers
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, size_text
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.sizes import add, bounds, floor_divide, less_equal, maximum, multiply, subtract
from tensorlint.values import NONE, List, String, Tuple, Value

NAMES = {1: "width", 2: "height, width", 3: "depth, height, width"}


def channels_first(data_format: Value) -> bool:
    """Whether the channels stand behind the batch; unknown formats are not coercible."""
    if data_format == NONE:
        return False
    if isinstance(data_format, String) and data_format.value is not None:
        return data_format.value.startswith("NC")
    raise NotCoercible


def per_axis(value: Value, rank: int, first: bool, default: int = 1) -> tuple[Size, ...]:
    """A stride, window or dilation for each spatial axis: one number, `rank` of them, or with batch and
    channels beside them; refuses another count, is not coercible where batch or channels are not 1."""
    if value == NONE:
        return (default,) * rank
    numbers = to_numbers(value)
    if numbers is None:
        raise NotCoercible
    if len(numbers) == 1:
        return numbers * rank
    if len(numbers) == rank:
        return numbers
    if len(numbers) != rank + 2:
        mismatch(
            "TSL213",
            f"strides, windows and dilations take 1, {rank} or {rank + 2} numbers here, not {len(numbers)}",
        )
    channel = 1 if first else rank + 1
    if numbers[0] != 1 or numbers[channel] != 1:
        raise NotCoercible
    return numbers[2:] if first else numbers[1:-1]


def paddings(value: Value, rank: int, first: bool) -> str | tuple[Size, ...]:
    """SAME, VALID, or how much is added to each spatial axis in all."""
    if isinstance(value, String) and value.value is not None:
        if value.value not in ("SAME", "VALID"):
            raise NotCoercible
        return value.value
    if not isinstance(value, List | Tuple) or value.items is None or len(value.items) != rank + 2:
        raise NotCoercible
    rows = [to_numbers(row) for row in value.items]
    totals = [add(row[0], row[1]) for row in rows if row is not None and len(row) == 2]
    if len(totals) != rank + 2:
        raise NotCoercible
    return tuple(totals[2:] if first else totals[1:-1])


def slid(
    context: Context | None,
    operation: str,
    axis: Axis,
    window: Size,
    stride: Size,
    dilation: Size,
    padding: str | Size,
) -> Axis:
    """The axis that counts the windows. No room for one: an empty result, or an error in a graph."""
    if bounds(stride)[0] < 1 or bounds(window)[0] < 1 or bounds(dilation)[0] < 1:
        return Axis(UNKNOWN)
    if padding == "SAME":
        return axis if stride == 1 else Axis(ceil_divide(axis.size, stride))
    reach = add(multiply(subtract(window, 1), dilation), 1)
    if reach == 1 and stride == 1 and padding in ("VALID", 0):
        return axis
    room = axis.size if isinstance(padding, str) else add(axis.size, padding)
    free = subtract(room, reach)
    low, high = bounds(free)
    if high < 0:
        said = (
            f"{operation}: the window covers {size_text(reach)} elements, but the axis has {size_text(room)}"
        )
        cure = "use padding='SAME' or a smaller window"
        if less_equal(add(free, multiply(stride, 2)), 0) is True:
            mismatch("TSL609", f"{said}; {cure}")
        if context is not None:  # eagerly, one window too few is no error yet
            context.report("TSL609", f"{said}: the result is empty, and refused in a tf.function; {cure}")
        return Axis(UNKNOWN)
    count = add(floor_divide(free, stride), 1)
    return Axis(count if low >= 0 else maximum(0, count))


def spatial(shape: Shape, rank: int, first: bool) -> tuple[Axis, ...]:
    """The spatial axes of a batch of images, the last `rank` ones beside the channels."""
    return shape.axes[-rank:] if first else shape.axes[-rank - 1 : -1]


def rebuilt(shape: Shape, rank: int, first: bool, axes: Sequence[Axis], channels: Axis) -> Shape:
    """The shape with other spatial axes and channels."""
    lead = shape.axes[: -rank - 1]
    return Shape((*lead, channels, *axes) if first else (*lead, *axes, channels), shape.open)


def layout(rank: int, first: bool) -> str:
    """What the axes of a batch mean, for messages."""
    space = NAMES[rank]
    return f"(batch, channels, {space})" if first else f"(batch, {space}, channels)"
