"""tf.nn pooling, and blocks of pixels moved between space and channels."""

from __future__ import annotations

from tensorlint.models.registry import Context, NotCoercible, alias, models
from tensorlint.models.tensorflow_common import Tensor, mismatch, reshaped, tensor, unknown_tensor
from tensorlint.models.tensorflow_convolution import check_images
from tensorlint.models.tensorflow_windows import (
    channels_first,
    paddings,
    per_axis,
    rebuilt,
    slid,
    spatial,
)
from tensorlint.shapes import UNKNOWN, Axis, Size, equal, size_text
from tensorlint.shapes.sizes import exact_quotient, floor_divide, modulo, multiply
from tensorlint.values import NONE, Array, String, Tuple, Value

alias("tensorflow.depth_to_space", "tensorflow.nn.depth_to_space")
alias("tensorflow.space_to_depth", "tensorflow.nn.space_to_depth")


def pooled(
    context: Context,
    array: Array,
    rank: int,
    ksize: Value,
    strides: Value,
    padding: Value,
    data_format: Value,
    operation: str,
    dilations: Value = NONE,
) -> Array:
    """Windows over the spatial axes, each channel by itself."""
    first = channels_first(data_format)
    check_images(array, rank, first, operation, UNKNOWN, batches=False)
    if array.rank is None:
        return unknown_tensor(array.dtype)
    windows = per_axis(ksize, rank, first)
    steps = per_axis(strides, rank, first)
    gaps = per_axis(dilations, rank, first)
    pads = paddings(padding, rank, first)
    axes = [
        slid(context, operation, axis, window, step, gap, pads if isinstance(pads, str) else pads[index])
        for index, (axis, window, step, gap) in enumerate(
            zip(spatial(array.shape, rank, first), windows, steps, gaps, strict=True)
        )
    ]
    channels = array.shape.axes[1 if first else -1]
    return reshaped(array, rebuilt(array.shape, rank, first, axes, channels))


def _fixed(name: str, rank: int) -> None:
    operation = f"{name}_pool{rank}d"

    @models(f"tensorflow.nn.{operation}")
    def pool(
        context: Context,
        input: Tensor,
        ksize: Value,
        strides: Value,
        padding: Value,
        data_format: Value = NONE,
        name: Value = NONE,
    ) -> Array:
        """Pooling over a fixed number of axes."""
        return pooled(context, input, rank, ksize, strides, padding, data_format, operation)


for _rank in (1, 2, 3):
    for _name in ("max", "avg"):
        _fixed(_name, _rank)


@models("tensorflow.nn.max_pool", "tensorflow.nn.avg_pool")
def max_pool(
    context: Context,
    input: Tensor | None = None,
    ksize: Value = NONE,
    strides: Value = NONE,
    padding: Value = NONE,
    data_format: Value = NONE,
    name: Value = NONE,
    *,
    value: Tensor | None = None,
) -> Array:
    """Pooling over as many axes as the input has beside batch and channels."""
    array = input if input is not None else value
    if array is None:
        raise NotCoercible
    if array.rank is None:
        return unknown_tensor(array.dtype)
    if array.rank not in (3, 4, 5):
        mismatch("TSL104", f"pooling takes a batch of 3, 4 or 5 axes, but {{input}} is {array.shape}")
    return pooled(context, array, array.rank - 2, ksize, strides, padding, data_format, "pooling")


@models("tensorflow.nn.max_pool_with_argmax")
def max_pool_with_argmax(
    context: Context,
    input: Tensor,
    ksize: Value,
    strides: Value,
    padding: Value,
    data_format: Value = NONE,
    output_dtype: Value = NONE,
    include_batch_in_index: Value = NONE,
    name: Value = NONE,
    *,
    Targmax: Value = NONE,
) -> Value:
    """The largest elements of windows, and where they are."""
    result = pooled(context, input, 2, ksize, strides, padding, data_format, "max_pool_with_argmax")
    return Tuple((result, tensor(result.shape, "int", input)), ("output", "argmax"))


@models("tensorflow.nn.pool")
def pool(
    context: Context,
    input: Tensor,
    window_shape: Value,
    pooling_type: Value,
    strides: Value = NONE,
    padding: Value = NONE,
    data_format: Value = NONE,
    dilations: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Pooling with any number of axes."""
    if input.rank not in (3, 4, 5):
        return unknown_tensor(input.dtype)
    assert input.rank is not None
    rank = input.rank - 2
    how = String("VALID") if padding == NONE else padding
    return pooled(context, input, rank, window_shape, strides, how, data_format, "pool", dilations)


def _blocks(input: Array, data_format: Value, operation: str) -> tuple[bool, Axis, tuple[Axis, ...]] | None:
    first = channels_first(data_format)
    check_images(input, 2, first, operation, UNKNOWN, batches=False)
    if input.rank is None:
        return None
    return first, input.shape.axes[1 if first else -1], spatial(input.shape, 2, first)


@models("tensorflow.nn.depth_to_space")
def depth_to_space(input: Tensor, block_size: Size, data_format: Value = NONE, name: Value = NONE) -> Array:
    """Channels become blocks of pixels."""
    parts = _blocks(input, data_format, "depth_to_space")
    if parts is None:
        return unknown_tensor(input.dtype)
    first, channels, axes = parts
    area = multiply(block_size, block_size)
    if equal(modulo(channels.size, area), 0) is False:
        mismatch(
            "TSL201",
            f"depth_to_space: {size_text(channels.size)} channels do not divide by {{block_size}}² ="
            f" {size_text(area)}",
        )
    less = exact_quotient(channels.size, area)
    size = floor_divide(channels.size, area) if less is None else less
    grown = [Axis(multiply(axis.size, block_size)) for axis in axes]
    return reshaped(input, rebuilt(input.shape, 2, first, grown, Axis(size)))


@models("tensorflow.nn.space_to_depth")
def space_to_depth(input: Tensor, block_size: Size, data_format: Value = NONE, name: Value = NONE) -> Array:
    """Blocks of pixels become channels."""
    parts = _blocks(input, data_format, "space_to_depth")
    if parts is None:
        return unknown_tensor(input.dtype)
    first, channels, axes = parts
    for axis in axes:
        if equal(modulo(axis.size, block_size), 0) is False:
            mismatch(
                "TSL201",
                f"space_to_depth: {size_text(axis.size)} pixels do not divide into blocks of"
                f" {size_text(block_size)}",
            )
    shrunk = [Axis(floor_divide(axis.size, block_size)) for axis in axes]
    grown = Axis(multiply(channels.size, multiply(block_size, block_size)))
    return reshaped(input, rebuilt(input.shape, 2, first, shrunk, grown))
