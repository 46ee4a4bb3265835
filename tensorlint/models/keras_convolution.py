"""Convolution layers: plain, transposed, separable and depthwise, in one, two and three dimensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tensorlint.models.keras_core import Units
from tensorlint.models.keras_layers import layer
from tensorlint.models.keras_spatial import AXES, channel_axis, is_first, numbers, over_space, space, windows
from tensorlint.models.registry import alias, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, size_text
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import add, bounds, maximum, modulo, multiply, subtract
from tensorlint.values import NONE, Integer, Value

_ONE = Integer(1)


def _channels(x: Shape, first: bool) -> Axis:
    return x.axes[1] if first else x.axes[-1]


def _convolved(
    x: Shape,
    rank: int,
    channels: Size,
    kernel_size: Value,
    strides: Value,
    padding: str,
    data_format: Value,
    dilation_rate: Value,
) -> Shape:
    """Each spatial axis counts the windows of the dilated kernel."""
    first = is_first(data_format)
    columns = zip(
        space(x, first),
        numbers(kernel_size, rank),
        numbers(strides, rank),
        numbers(dilation_rate, rank),
        strict=True,
    )
    axes = [windows(axis, size, step, padding.lower(), gap) for axis, size, step, gap in columns]
    return over_space(x, first, axes, born(channels, "filters"))


def _convolution(rank: int) -> Callable[..., Shape]:
    def convolution(
        x: Shape,
        filters: Units,
        kernel_size: Value,
        strides: Value = _ONE,
        padding: str = "valid",
        data_format: Value = NONE,
        dilation_rate: Value = _ONE,
        groups: Units = 1,
    ) -> Shape:
        """Filters instead of channels; groups divide both."""
        if len(x) == rank + 2:
            channels = _channels(x, is_first(data_format)).size
            _divided(rank, "the input's channels", channels, groups)
        _divided(rank, "filters", filters, groups)
        return _convolved(x, rank, filters, kernel_size, strides, padding, data_format, dilation_rate)

    return convolution


def _divided(rank: int, what: str, size: Size, groups: Size) -> None:
    if bounds(groups)[0] >= 1 and equal(modulo(size, groups), 0) is False:
        refuse("TSL105", f"Conv{rank}D: groups={size_text(groups)} do not divide {what} {size_text(size)}")


def _separable(rank: int) -> Callable[..., Shape]:
    def separable(
        x: Shape,
        filters: Units,
        kernel_size: Value,
        strides: Value = _ONE,
        padding: str = "valid",
        data_format: Value = NONE,
        dilation_rate: Value = _ONE,
    ) -> Shape:
        """As the plain convolution."""
        return _convolved(x, rank, filters, kernel_size, strides, padding, data_format, dilation_rate)

    return separable


def _depthwise(rank: int) -> Callable[..., Shape]:
    def depthwise(
        x: Shape,
        kernel_size: Value,
        strides: Value = _ONE,
        padding: str = "valid",
        depth_multiplier: Units = 1,
        data_format: Value = NONE,
        dilation_rate: Value = _ONE,
    ) -> Shape:
        """`depth_multiplier` outputs for every channel."""
        if len(x) != rank + 2:
            return UNKNOWN_SHAPE
        channels = multiply(_channels(x, is_first(data_format)).size, depth_multiplier)
        return _convolved(x, rank, channels, kernel_size, strides, padding, data_format, dilation_rate)

    return depthwise


def transposed_size(
    size: Size, kernel: Size, stride: Size, padding: str, extra: Size | None, dilation: Size
) -> Size:
    """The size of an axis after a transposed convolution; `extra`: its output_padding."""
    reach = add(multiply(subtract(kernel, 1), dilation), 1)
    if padding == "valid":
        more = subtract(maximum(reach, stride), reach) if extra is None else extra
        return add(multiply(subtract(size, 1), stride), add(reach, more))
    if padding != "same":
        return UNKNOWN
    if extra is None:
        return multiply(size, stride)
    # (size - 1) * stride + reach - 2 * (reach // 2) + output_padding: an odd reach gives 1, an even one 0
    return add(add(multiply(subtract(size, 1), stride), modulo(reach, 2)), extra)


def _transposed(rank: int) -> Callable[..., Shape]:
    def transposed(
        x: Shape,
        filters: Units,
        kernel_size: Value,
        strides: Value = _ONE,
        padding: str = "valid",
        output_padding: Value = NONE,
        data_format: Value = NONE,
        dilation_rate: Value = _ONE,
    ) -> Shape:
        """Each spatial axis grows by the stride."""
        if len(x) != rank + 2:
            return UNKNOWN_SHAPE
        first = is_first(data_format)
        extra = (None,) * rank if output_padding == NONE else numbers(output_padding, rank)
        columns = zip(
            space(x, first),
            numbers(kernel_size, rank),
            numbers(strides, rank),
            extra,
            numbers(dilation_rate, rank),
            strict=True,
        )
        sizes = [
            transposed_size(axis.size, kernel, stride, padding.lower(), more, gap)
            for axis, kernel, stride, more, gap in columns
        ]
        return over_space(x, first, [Axis(size) for size in sizes], born(filters, "filters"))

    return transposed


def _weights(*kinds: str) -> str:
    """The initializers, regularizers and constraints of weights, in the order of the constructors."""
    initializers = [f"{kind}_initializer" for kind in kinds]
    regularizers = [f"{kind}_regularizer" for kind in kinds]
    constraints = [f"{kind}_constraint" for kind in kinds]
    return " ".join([*initializers, *regularizers, "activity_regularizer", *constraints])


def _declare(rank: int) -> None:
    demands: dict[str, Any] = {"rank": rank + 2, "features": channel_axis, "axes": AXES[rank]}
    window = "kernel_size strides padding"
    tail = f"activation use_bias {_weights('kernel', 'bias')}"
    order = f"filters {window} data_format dilation_rate groups {tail}"
    layer(f"keras.layers.Conv{rank}D", order=order, **demands)(_convolution(rank))
    middle = "output_padding data_format" if rank < 3 else "data_format output_padding"
    order = f"filters {window} {middle} dilation_rate {tail}"
    layer(f"keras.layers.Conv{rank}DTranspose", order=order, **demands)(_transposed(rank))
    alias(f"keras.layers.Convolution{rank}D", f"keras.layers.Conv{rank}D")
    alias(f"keras.layers.Convolution{rank}DTranspose", f"keras.layers.Conv{rank}DTranspose")
    if rank == 3:
        return
    tail = f"activation use_bias {_weights('depthwise', 'pointwise', 'bias')}"
    order = f"filters {window} data_format dilation_rate depth_multiplier {tail}"
    layer(f"keras.layers.SeparableConv{rank}D", order=order, **demands)(_separable(rank))
    alias(f"keras.layers.SeparableConvolution{rank}D", f"keras.layers.SeparableConv{rank}D")
    tail = f"activation use_bias {_weights('depthwise', 'bias')}"
    order = f"{window} depth_multiplier data_format dilation_rate {tail}"
    layer(f"keras.layers.DepthwiseConv{rank}D", order=order, **demands)(_depthwise(rank))


for _rank in (1, 2, 3):
    _declare(_rank)
