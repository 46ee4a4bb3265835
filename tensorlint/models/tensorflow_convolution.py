"""tf.nn convolutions: plain, dilated, depthwise, separable and transposed, in 1 to 3 dimensions."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.registry import Context, NotCoercible, alias, models
from tensorlint.models.tensorflow_common import (
    Tensor,
    mismatch,
    result_dtype,
    tensor,
    to_numbers,
    unknown_tensor,
)
from tensorlint.models.tensorflow_windows import (
    channels_first,
    layout,
    paddings,
    per_axis,
    rebuilt,
    slid,
    spatial,
)
from tensorlint.shapes import UNKNOWN, Axis, Size, equal, size_text
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, exact_quotient, modulo, multiply
from tensorlint.values import NONE, Array, Value

alias("tensorflow.nn.depthwise_conv2d_native", "tensorflow.nn.depthwise_conv2d")


def check_images(array: Array, rank: int, first: bool, operation: str, channels: Size, batches: bool) -> None:
    """Refuse what is no batch of images of `rank` dimensions; `batches`: it may have several batch axes."""
    wanted = rank + 2
    if array.rank is None or array.rank == wanted or (batches and array.rank > wanted):
        return
    expected = layout(rank, first)
    if array.rank == wanted - 1:
        given = array.shape.axes[0 if first else -1].size
        if channels is UNKNOWN or equal(given, channels) is not False:
            mismatch(
                "TSL101",
                f"{operation} expects a batch {expected} but gets one sample {array.shape}; add a batch axis:"
                " {input}[tf.newaxis, ...]",
            )
    mismatch("TSL104", f"{operation} expects {expected}, {wanted} axes, but {{input}} is {array.shape}")


def check_filters(filters: Array, rank: int, operation: str) -> None:
    if filters.rank is not None and filters.rank != rank + 2:
        names = {1: "width", 2: "height, width", 3: "depth, height, width"}[rank]
        mismatch(
            "TSL104",
            f"{operation}: {{filters}} must be ({names}, in channels, out channels), but is {filters.shape}",
        )


def convolved(
    context: Context | None,
    input: Array,
    filters: Array,
    rank: int,
    strides: Value,
    padding: Value,
    data_format: Value,
    dilations: Value,
    operation: str,
) -> Array:
    """A convolution; groups are allowed where the channels are a multiple of the filters'."""
    first = channels_first(data_format)
    check_filters(filters, rank, operation)
    inner = filters.shape.axes[-2].size if filters.rank is not None else UNKNOWN
    check_images(input, rank, first, operation, inner, batches=True)
    dtype = result_dtype(input, filters)
    if input.rank is None or filters.rank is None:
        return unknown_tensor(dtype)
    channels = input.shape.axes[-rank - 1 if first else -1].size
    outer = filters.shape.axes[-1]
    _check_channels(channels, inner, outer.size, input, filters, operation)
    steps = per_axis(strides, rank, first)
    gaps = per_axis(dilations, rank, first)
    pads = paddings(padding, rank, first)
    axes = [
        slid(context, operation, axis, window.size, step, gap, pads if isinstance(pads, str) else pads[index])
        for index, (axis, window, step, gap) in enumerate(
            zip(spatial(input.shape, rank, first), filters.shape.axes, steps, gaps, strict=False)
        )
    ]
    _check_filter_count(axes, channels, inner, outer.size, operation)
    return tensor(rebuilt(input.shape, rank, first, axes, outer), dtype, input, filters)


def _check_channels(
    channels: Size, inner: Size, outer: Size, input: Array, filters: Array, operation: str
) -> None:
    if inner == 0 or bounds(inner)[0] < 1 or bounds(input.shape.count)[0] < 1 or bounds(outer)[0] < 1:
        return
    whole = equal(modulo(channels, inner), 0)
    if whole is False or (
        whole is None and equal(channels, inner) is False and bounds(channels)[1] < bounds(inner)[0]
    ):
        mismatch(
            "TSL601",
            f"{operation}: {{input}} has {size_text(channels)} channels, {{filters}} take {size_text(inner)}:"
            f" {{input}} is {input.shape}, {{filters}} is {filters.shape}",
        )


def _check_filter_count(
    axes: Sequence[Axis], channels: Size, inner: Size, outer: Size, operation: str
) -> None:
    """Refuse filters that groups of channels do not divide, unless there is nothing to compute."""
    groups = exact_quotient(channels, inner)
    if any(bounds(axis.size)[0] < 1 for axis in axes) or not isinstance(outer, int):
        return
    if isinstance(groups, int) and groups > 1 and outer % groups:
        mismatch(
            "TSL601",
            f"{operation}: {{input}} has {size_text(channels)} channels, {{filters}} take {size_text(inner)}:"
            f" {groups} groups do not divide the {outer} filters",
        )


@models("tensorflow.nn.conv2d")
def conv2d(
    context: Context,
    input: Tensor,
    filters: Tensor | None = None,
    strides: Value = NONE,
    padding: Value = NONE,
    data_format: Value = NONE,
    dilations: Value = NONE,
    name: Value = NONE,
    *,
    filter: Tensor | None = None,
    use_cudnn_on_gpu: Value = NONE,
) -> Array:
    """A convolution over height and width; `filter` is the older name of `filters`."""
    weights = filters if filters is not None else filter
    if weights is None:
        raise NotCoercible
    return convolved(context, input, weights, 2, strides, padding, data_format, dilations, "conv2d")


@models("tensorflow.nn.conv1d")
def conv1d(
    context: Context,
    input: Tensor | None = None,
    filters: Tensor | None = None,
    stride: Value = NONE,
    padding: Value = NONE,
    data_format: Value = NONE,
    dilations: Value = NONE,
    name: Value = NONE,
    *,
    value: Tensor | None = None,
    use_cudnn_on_gpu: Value = NONE,
) -> Array:
    """A convolution over one axis."""
    array = input if input is not None else value
    if array is None or filters is None:
        raise NotCoercible
    return convolved(context, array, filters, 1, stride, padding, data_format, dilations, "conv1d")


@models("tensorflow.nn.conv3d")
def conv3d(
    context: Context,
    input: Tensor,
    filters: Tensor | None = None,
    strides: Value = NONE,
    padding: Value = NONE,
    data_format: Value = NONE,
    dilations: Value = NONE,
    name: Value = NONE,
    *,
    filter: Tensor | None = None,
) -> Array:
    """A convolution over depth, height and width; the strides are five numbers."""
    weights = filters if filters is not None else filter
    steps = to_numbers(strides)
    if weights is None or (steps is not None and len(steps) != 5):
        raise NotCoercible
    return convolved(context, input, weights, 3, strides, padding, data_format, dilations, "conv3d")


@models("tensorflow.nn.atrous_conv2d")
def atrous_conv2d(
    context: Context, value: Tensor, filters: Tensor, rate: Value, padding: Value, name: Value = NONE
) -> Array:
    """A dilated convolution."""
    if value.rank is not None and value.rank < 4:
        raise NotCoercible
    return convolved(context, value, filters, 2, NONE, padding, NONE, rate, "atrous_conv2d")


@models("tensorflow.nn.convolution")
def convolution(
    context: Context,
    input: Tensor,
    filters: Tensor | None = None,
    strides: Value = NONE,
    padding: Value = NONE,
    data_format: Value = NONE,
    dilations: Value = NONE,
    name: Value = NONE,
    *,
    filter: Tensor | None = None,
    dilation_rate: Value = NONE,
) -> Array:
    """A convolution over as many axes as the filters have."""
    from tensorlint.values import String

    weights = filters if filters is not None else filter
    if weights is None or weights.rank not in (3, 4, 5):
        raise NotCoercible
    assert weights.rank is not None
    if input.rank is not None and input.rank < weights.rank:
        raise NotCoercible  # refused, but with one of several exceptions
    how = String("VALID") if padding == NONE else padding
    gaps = dilations if dilations != NONE else dilation_rate
    return convolved(
        context, input, weights, weights.rank - 2, strides, how, data_format, gaps, "convolution"
    )


@models("tensorflow.nn.depthwise_conv2d")
def depthwise_conv2d(
    context: Context,
    input: Tensor,
    filter: Tensor,
    strides: Value,
    padding: Value,
    data_format: Value = NONE,
    dilations: Value = NONE,
    name: Value = NONE,
    *,
    rate: Value = NONE,
) -> Array:
    """Filters for each channel by itself."""
    return _depthwise(
        context,
        input,
        filter,
        strides,
        padding,
        data_format,
        dilations if dilations != NONE else rate,
        "{filter}",
    )


def _depthwise(
    context: Context,
    input: Array,
    filters: Array,
    strides: Value,
    padding: Value,
    data_format: Value,
    dilations: Value,
    text: str,
) -> Array:
    first = channels_first(data_format)
    if filters.rank is not None and filters.rank != 4:
        mismatch(
            "TSL104",
            f"depthwise_conv2d: {text} must be (height, width, in channels, multiplier), but is"
            f" {filters.shape}",
        )
    inner = filters.shape.axes[-2].size if filters.rank is not None else UNKNOWN
    check_images(input, 2, first, "depthwise_conv2d", inner, batches=False)
    dtype = result_dtype(input, filters)
    if input.rank is None or filters.rank is None:
        return unknown_tensor(dtype)
    steps_given = to_numbers(strides)
    if steps_given is None or len(steps_given) != 4:
        raise NotCoercible
    channels = input.shape.axes[1 if first else -1].size
    if equal(channels, inner) is False:
        mismatch(
            "TSL601",
            f"depthwise_conv2d: {{input}} has {size_text(channels)} channels, {text} takes"
            f" {size_text(inner)}:"
            f" {{input}} is {input.shape}, {text} is {filters.shape}",
        )
    steps, gaps, pads = (
        per_axis(strides, 2, first),
        per_axis(dilations, 2, first),
        paddings(padding, 2, first),
    )
    axes = [
        slid(
            context,
            "depthwise_conv2d",
            axis,
            window.size,
            step,
            gap,
            pads if isinstance(pads, str) else pads[i],
        )
        for i, (axis, window, step, gap) in enumerate(
            zip(spatial(input.shape, 2, first), filters.shape.axes, steps, gaps, strict=False)
        )
    ]
    outer = born(multiply(inner, filters.shape.axes[-1].size))
    return tensor(rebuilt(input.shape, 2, first, axes, outer), dtype, input, filters)


@models("tensorflow.nn.separable_conv2d")
def separable_conv2d(
    context: Context,
    input: Tensor,
    depthwise_filter: Tensor,
    pointwise_filter: Tensor,
    strides: Value,
    padding: Value,
    data_format: Value = NONE,
    dilations: Value = NONE,
    name: Value = NONE,
    *,
    rate: Value = NONE,
) -> Array:
    """Filters for each channel, then one convolution of 1 × 1."""
    gaps = dilations if dilations != NONE else rate
    inner = _depthwise(
        context, input, depthwise_filter, strides, padding, data_format, gaps, "{depthwise_filter}"
    )
    if inner.rank is None or pointwise_filter.rank != 4:
        return unknown_tensor(inner.dtype)
    first = channels_first(data_format)
    channels = inner.shape.axes[1 if first else -1].size
    taken = pointwise_filter.shape.axes[2].size
    if equal(channels, taken) is False and equal(modulo(channels, taken), 0) is False:
        mismatch(
            "TSL601",
            f"separable_conv2d: the depthwise step gives {size_text(channels)} channels,"
            f" {{pointwise_filter}} takes"
            f" {size_text(taken)}",
        )
    axes = inner.shape.axes[2:] if first else inner.shape.axes[1:-1]
    return tensor(rebuilt(inner.shape, 2, first, axes, pointwise_filter.shape.axes[-1]), inner.dtype, inner)
