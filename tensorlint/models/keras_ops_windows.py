"""The functions of `keras.ops` that slide windows: convolutions and pooling."""

from __future__ import annotations

from tensorlint.models.keras_convolution import transposed_size
from tensorlint.models.keras_ops_elementwise import connected, float_kind
from tensorlint.models.keras_spatial import is_first, numbers, over_space, space, windows
from tensorlint.models.keras_values import ANY_ERROR, to_tensor
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Mismatch, Shape
from tensorlint.shapes.sizes import multiply
from tensorlint.values import (
    NONE,
    Integer,
    String,
    Value,
)

_ONE = Integer(1)


_VALID = String("valid")


def _text(value: Value) -> str:
    if not isinstance(value, String) or value.value is None:
        raise NotCoercible
    return value.value.lower()


def _too_large(name: str, x: Shape, mismatch: Mismatch) -> None:
    refuse("TSL609", f"{name}: {{inputs}} is {x}: {mismatch.detail}", ANY_ERROR)


@models("keras.ops.conv", "keras.ops.nn.conv")
def conv(
    inputs: Value,
    kernel: Value,
    strides: Value = _ONE,
    padding: Value = _VALID,
    data_format: Value = NONE,
    dilation_rate: Value = _ONE,
) -> Value:
    """A kernel (…, channels, filters) over the spatial axes."""
    x, k = to_tensor(inputs), to_tensor(kernel)
    if x.shape.open or k.shape.open or len(x.shape) != len(k.shape) or len(k.shape) < 3:
        return connected(UNKNOWN_SHAPE, float_kind(x), inputs, kernel)
    rank = len(x.shape) - 2
    first = is_first(data_format)
    channels = x.shape.axes[1] if first else x.shape.axes[-1]
    wanted = k.shape.axes[-2].size
    if isinstance(wanted, int) and isinstance(channels.size, int) and channels.size % wanted:
        sizes = f"{channels.size} channels are no multiple of {wanted}"
        refuse("TSL105", f"conv: {{inputs}} is {x.shape}, {{kernel}} is {k.shape}: {sizes}", ANY_ERROR)
    columns = zip(
        space(x.shape, first),
        k.shape.sizes[:-2],
        numbers(strides, rank),
        numbers(dilation_rate, rank),
        strict=True,
    )
    name = _text(padding)
    try:
        axes = [windows(axis, size, step, name, gap) for axis, size, step, gap in columns]
    except Mismatch:
        return connected(UNKNOWN_SHAPE, float_kind(x), inputs, kernel)
    shape = over_space(x.shape, first, axes, k.shape.axes[-1])
    return connected(shape, float_kind(x), inputs, kernel)


@models("keras.ops.conv_transpose", "keras.ops.nn.conv_transpose")
def conv_transpose(
    inputs: Value,
    kernel: Value,
    strides: Value = _ONE,
    padding: Value = _VALID,
    output_padding: Value = NONE,
    data_format: Value = NONE,
    dilation_rate: Value = _ONE,
) -> Value:
    """The reverse of a convolution, with a kernel (…, filters, channels)."""
    x, k = to_tensor(inputs), to_tensor(kernel)
    if x.shape.open or k.shape.open or len(x.shape) != len(k.shape) or len(k.shape) < 3:
        return connected(UNKNOWN_SHAPE, float_kind(x), inputs, kernel)
    rank = len(x.shape) - 2
    first = is_first(data_format)
    extra = (None,) * rank if output_padding == NONE else numbers(output_padding, rank)
    columns = zip(
        space(x.shape, first),
        k.shape.sizes[:-2],
        numbers(strides, rank),
        extra,
        numbers(dilation_rate, rank),
        strict=True,
    )
    name = _text(padding)
    sizes = [
        transposed_size(axis.size, size, step, name, more, gap) for axis, size, step, more, gap in columns
    ]
    shape = over_space(x.shape, first, [Axis(size) for size in sizes], k.shape.axes[-2])
    return connected(shape, float_kind(x), inputs, kernel)


@models("keras.ops.depthwise_conv", "keras.ops.nn.depthwise_conv")
def depthwise_conv(
    inputs: Value,
    kernel: Value,
    strides: Value = _ONE,
    padding: Value = _VALID,
    data_format: Value = NONE,
    dilation_rate: Value = _ONE,
) -> Value:
    """A kernel (…, channels, multiplier): several outputs for every channel."""
    x, k = to_tensor(inputs), to_tensor(kernel)
    if x.shape.open or k.shape.open or len(x.shape) != len(k.shape) or len(k.shape) < 3:
        return connected(UNKNOWN_SHAPE, float_kind(x), inputs, kernel)
    rank = len(x.shape) - 2
    first = is_first(data_format)
    columns = zip(
        space(x.shape, first),
        k.shape.sizes[:-2],
        numbers(strides, rank),
        numbers(dilation_rate, rank),
        strict=True,
    )
    name = _text(padding)
    try:
        axes = [windows(axis, size, step, name, gap) for axis, size, step, gap in columns]
    except Mismatch:
        return connected(UNKNOWN_SHAPE, float_kind(x), inputs, kernel)
    channels = Axis(multiply(k.shape.axes[-2].size, k.shape.axes[-1].size))
    return connected(over_space(x.shape, first, axes, channels), float_kind(x), inputs, kernel)


def _pool(inputs: Value, pool_size: Value, strides: Value, padding: Value, data_format: Value) -> Value:
    x = to_tensor(inputs)
    if x.shape.open or len(x.shape) < 3:
        return connected(UNKNOWN_SHAPE, float_kind(x), inputs)
    rank = len(x.shape) - 2
    first = is_first(data_format)
    sizes = numbers(pool_size, rank)
    steps = sizes if strides == NONE else numbers(strides, rank)
    name = _text(padding)
    try:
        columns = zip(space(x.shape, first), sizes, steps, strict=True)
        axes = [windows(axis, size, step, name) for axis, size, step in columns]
    except Mismatch as mismatch:
        if connected(UNKNOWN_SHAPE, "", inputs).library == "keras":
            _too_large("a pooling window", x.shape, mismatch)
        return connected(UNKNOWN_SHAPE, float_kind(x), inputs)
    return connected(over_space(x.shape, first, axes), float_kind(x), inputs)


@models("keras.ops.max_pool", "keras.ops.nn.max_pool")
def max_pool(
    inputs: Value,
    pool_size: Value,
    strides: Value = NONE,
    padding: Value = _VALID,
    data_format: Value = NONE,
) -> Value:
    """Each spatial axis counts the windows that fit."""
    return _pool(inputs, pool_size, strides, padding, data_format)


@models("keras.ops.average_pool", "keras.ops.nn.average_pool")
def average_pool(
    inputs: Value,
    pool_size: Value,
    strides: Value = NONE,
    padding: Value = _VALID,
    data_format: Value = NONE,
) -> Value:
    """Each spatial axis counts the windows that fit."""
    return _pool(inputs, pool_size, strides, padding, data_format)
