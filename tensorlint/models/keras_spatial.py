"""Layers over the axes between batch and channels: what they share, and those without weights
(pooling, cropping, padding, upsampling)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tensorlint.models.keras_layers import layer
from tensorlint.models.registry import NotCoercible, alias, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, size_text
from tensorlint.shapes.arithmetic import ceil_divide, window_count
from tensorlint.shapes.axes import selected
from tensorlint.shapes.sizes import add, bounds, multiply, subtract
from tensorlint.values import NONE, Integer, List, String, Tuple, Value

AXES = {
    1: "batch, steps, channels",
    2: "batch, height, width, channels",
    3: "batch, depth, height, width, channels",
}


_ONE, _TWO = Integer(1), Integer(2)


def numbers(value: Value, count: int) -> tuple[Size, ...]:
    """One number for every spatial axis: an int for all, or a tuple of them. Not coercible otherwise."""
    if isinstance(value, Integer):
        return (value.size,) * count
    items = value.items if isinstance(value, Tuple | List) else None
    if items is None or len(items) != count:
        raise NotCoercible
    return tuple([item.size if isinstance(item, Integer) else UNKNOWN for item in items])


def pairs(value: Value, count: int) -> tuple[tuple[Size, Size], ...]:
    """Two numbers for every spatial axis: before and behind."""
    if isinstance(value, Integer):
        return ((value.size, value.size),) * count
    items = value.items if isinstance(value, Tuple | List) else None
    if items is None:
        raise NotCoercible
    if count == 1 and len(items) == 2:
        before, behind = numbers(value, 2)
        return ((before, behind),)
    if len(items) != count:
        raise NotCoercible
    found = [numbers(item, 2) for item in items]
    return tuple([(before, behind) for before, behind in found])


def is_first(data_format: Value) -> bool:
    """Whether channels stand before the spatial axes; not coercible where that is not known."""
    if data_format == NONE:
        return False
    if not isinstance(data_format, String) or data_format.value is None:
        raise NotCoercible
    return data_format.value == "channels_first"


def channel_axis(arguments: Mapping[str, Any]) -> tuple[int, ...]:
    """The channel axis, which a convolution is built for."""
    try:
        return (1,) if is_first(arguments.get("data_format", NONE)) else (-1,)
    except NotCoercible:
        return ()


def over_space(x: Shape, first: bool, axes: Sequence[Axis], channels: Axis | None = None) -> Shape:
    """A shape with other spatial axes, and other channels if given."""
    old = x.axes[1] if first else x.axes[-1]
    new = channels or old
    return Shape((x.axes[0], new, *axes) if first else (x.axes[0], *axes, new))


def space(x: Shape, first: bool) -> tuple[Axis, ...]:
    """The spatial axes."""
    return x.axes[2:] if first else x.axes[1:-1]


def windows(axis: Axis, window: Size, stride: Size, padding: str, dilation: Size = 1) -> Axis:
    """An axis after a sliding window; raises `Mismatch` where none fits."""
    if padding == "valid":
        size = window_count(axis.size, window, stride, 0, dilation)
    elif padding in ("same", "causal"):
        size = ceil_divide(axis.size, stride)
    else:
        return Axis(UNKNOWN)
    return selected(axis, size) if size is not UNKNOWN else Axis(UNKNOWN)


def _pooling(rank: int, default: Any) -> Callable[..., Shape]:
    def pooling(
        x: Shape,
        pool_size: Value = default,
        strides: Value = NONE,
        padding: str = "valid",
        data_format: Value = NONE,
    ) -> Shape:
        """Each spatial axis counts the windows that fit."""
        first = is_first(data_format)
        sizes = numbers(pool_size, rank)
        steps = sizes if strides == NONE else numbers(strides, rank)
        columns = zip(space(x, first), sizes, steps, strict=True)
        return over_space(x, first, [windows(a, size, step, padding.lower()) for a, size, step in columns])

    return pooling


def _global_pooling(rank: int) -> Callable[..., Shape]:
    def pooling(x: Shape, data_format: Value = NONE, keepdims: bool = False) -> Shape:
        """No spatial axis is left, or each with one element."""
        return over_space(x, is_first(data_format), [Axis(1, ())] * rank if keepdims else [])

    return pooling


def _adaptive_pooling(rank: int) -> Callable[..., Shape]:
    def pooling(x: Shape, output_size: Value, data_format: Value = NONE) -> Shape:
        """The spatial axes have the sizes asked for (other ranks give what nobody documents)."""
        if len(x) != rank + 2:
            return UNKNOWN_SHAPE
        return over_space(x, is_first(data_format), [Axis(size) for size in numbers(output_size, rank)])

    return pooling


def _cropping(rank: int) -> Callable[..., Shape]:
    none = Integer(0 if rank == 2 else 1)

    def crop(x: Shape, cropping: Value = none, data_format: Value = NONE) -> Shape:
        """Each spatial axis loses elements at both ends; some must be left."""
        first = is_first(data_format)
        axes = []
        for axis, (before, behind) in zip(space(x, first), pairs(cropping, rank), strict=True):
            left = subtract(axis.size, add(before, behind))
            if bounds(left)[1] <= 0:
                sizes = f"{size_text(add(before, behind))} of {size_text(axis.size)}"
                refuse("TSL609", f"Cropping{rank}D on {x} would crop {sizes} elements: nothing is left")
            axes.append(selected(axis, left))
        return over_space(x, first, axes)

    return crop


def _padding(rank: int) -> Callable[..., Shape]:
    def pad(x: Shape, padding: Value = _ONE, data_format: Value = NONE) -> Shape:
        """Each spatial axis gains elements at both ends."""
        first = is_first(data_format)
        columns = zip(space(x, first), pairs(padding, rank), strict=True)
        axes = [Axis(add(axis.size, add(*each))) if each != (0, 0) else axis for axis, each in columns]
        return over_space(x, first, axes)

    return pad


def _upsampling(rank: int) -> Callable[..., Shape]:
    def upsample(x: Shape, size: Value = _TWO, data_format: Value = NONE) -> Shape:
        """Each element of a spatial axis several times."""
        first = is_first(data_format)
        columns = zip(space(x, first), numbers(size, rank), strict=True)
        axes = [Axis(multiply(axis.size, factor)) if factor != 1 else axis for axis, factor in columns]
        return over_space(x, first, axes)

    return upsample


def _declare(rank: int) -> None:
    demands: dict[str, Any] = {"rank": rank + 2, "axes": AXES[rank]}
    formats = "data_format" if rank > 1 else ""
    for kind, short, dtype in (("Max", "MaxPool", "same"), ("Average", "AvgPool", "float")):
        order = "pool_size strides padding data_format name"
        layer(f"keras.layers.{kind}Pooling{rank}D", order=order, dtype=dtype, **demands)(
            _pooling(rank, inspect.Parameter.empty if kind == "Average" else _TWO)
        )
        layer(f"keras.layers.Global{kind}Pooling{rank}D", dtype=dtype, **demands)(_global_pooling(rank))
        layer(f"keras.layers.Adaptive{kind}Pooling{rank}D", axes=AXES[rank])(_adaptive_pooling(rank))
        alias(f"keras.layers.{short}{rank}D", f"keras.layers.{kind}Pooling{rank}D")
        alias(f"keras.layers.Global{short}{rank}D", f"keras.layers.Global{kind}Pooling{rank}D")
    cropping = f"keras.layers.Cropping{rank}D"
    layer(cropping, order=f"cropping {formats}", dtype="same", **demands)(_cropping(rank))
    layer(f"keras.layers.ZeroPadding{rank}D", dtype="same", **demands)(_padding(rank))
    order = {1: "size", 2: "size data_format interpolation", 3: "size data_format"}[rank]
    layer(f"keras.layers.UpSampling{rank}D", order=order, dtype="same", **demands)(_upsampling(rank))


for _rank in (1, 2, 3):
    _declare(_rank)
