"""TensorFlow functions that repeat, pad and turn around: tile, repeat, pad, reverse, roll."""

from __future__ import annotations

from tensorlint.models.coercion import to_sizes
from tensorlint.models.registry import models
from tensorlint.models.tensorflow_common import (
    Numbers,
    Tensor,
    axis_of,
    mismatch,
    reshaped,
    tensor,
    to_tensor,
    unknown_tensor,
)
from tensorlint.shapes import (
    UNKNOWN,
    Axis,
    Shape,
    Size,
    equal,
    shape_of,
    size_text,
)
from tensorlint.shapes.sizes import add, bounds, less, multiply, total
from tensorlint.values import NONE, Array, Value


@models("tensorflow.tile")
def tile(input: Tensor, multiples: Value, name: Value = NONE) -> Array:
    """The tensor repeated as a whole along each axis."""
    given = to_tensor(multiples)
    if given.rank == 0:
        mismatch(
            "TSL213", "tile: {multiples} must be a list with a number for each axis, but is a single number"
        )
    factors = [item.size for item in to_sizes(multiples)]
    shape = input.shape
    if shape.rank is None:
        return tensor(shape_of(*[UNKNOWN] * len(factors)), input.dtype, input)
    if len(factors) != shape.rank:
        mismatch(
            "TSL603",
            f"tile: {{multiples}} has {len(factors)} numbers, but {{input}} has {shape.rank} axes: it is"
            f" {shape}",
        )
    if any(less(factor, 0) is True for factor in factors):
        mismatch("TSL213", "tile: {multiples} holds a negative number")
    axes = [
        axis if factor == 1 else Axis(multiply(axis.size, factor))
        for axis, factor in zip(shape.axes, factors, strict=True)
    ]
    return reshaped(input, Shape(tuple(axes)))


@models("tensorflow.repeat")
def repeat(input: Tensor, repeats: Tensor, axis: int | None = None, name: Value = NONE) -> Array:
    """Each element repeated along an axis, or flattened and repeated."""
    shape = input.shape
    if axis is None:
        count = shape.count if shape.rank != 1 else shape.axes[0].size
        return tensor(Shape((Axis(_repeated(count, repeats)),)), input.dtype, input)
    if shape.rank is None:
        return unknown_tensor(input.dtype)
    if not -max(shape.rank, 1) <= axis < max(shape.rank, 1):
        mismatch("TSL603", f"repeat: axis {axis} is out of range: {{input}} is {shape}")
    if not shape.axes:
        return unknown_tensor(input.dtype)
    size = _repeated(shape.axes[axis].size, repeats)
    return reshaped(input, shape.replaced(axis, shape.axes[axis] if repeats.contents == (1,) else Axis(size)))


def _repeated(size: Size, repeats: Array) -> Size:
    """The new size; refuses another number of repeats than there are elements."""
    numbers = repeats.contents
    if repeats.rank == 1:
        given = repeats.shape.axes[0].size
        if equal(given, size) is False and given != 1 and equal(given, 1) is False:
            mismatch(
                "TSL205", f"repeat: {{repeats}} has {size_text(given)} numbers for {size_text(size)} elements"
            )
        if given != 1:
            known = numbers is not None and equal(given, size) is True
            return total(list(numbers)) if known and numbers is not None else UNKNOWN
    if numbers is None or len(numbers) != 1 or repeats.rank not in (0, 1):
        return UNKNOWN
    return multiply(size, numbers[0])


@models("tensorflow.pad")
def pad(
    tensor: Tensor,
    paddings: Tensor,
    mode: str = "CONSTANT",
    constant_values: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Elements added before and after along each axis."""
    shape = tensor.shape
    if paddings.rank is not None and paddings.rank != 2:
        mismatch(
            "TSL213",
            f"pad: {{paddings}} must hold [before, after] for each axis, shape (axes, 2), but is"
            f" {paddings.shape}",
        )
    rows = paddings.shape.axes[0].size if paddings.rank == 2 else UNKNOWN
    if shape.rank is None or paddings.rank is None:
        return unknown_tensor(tensor.dtype)
    if equal(rows, shape.rank) is False:
        mismatch(
            "TSL213",
            f"pad: {{paddings}} pads {size_text(rows)} axes, but {{tensor}} has {shape.rank}: {shape}",
        )
    numbers = paddings.contents
    if numbers is None or len(numbers) != 2 * shape.rank:
        return reshaped(tensor, shape_of(*[UNKNOWN] * shape.rank))
    axes = []
    for index, axis in enumerate(shape.axes):
        before, after = numbers[2 * index], numbers[2 * index + 1]
        _check_padding(axis.size, before, after, mode.upper(), index)
        axes.append(axis if before == 0 and after == 0 else Axis(total([before, axis.size, after])))
    return reshaped(tensor, Shape(tuple(axes)))


def _check_padding(size: Size, before: Size, after: Size, mode: str, index: int) -> None:
    for amount in (before, after):
        if less(amount, 0) is True:
            mismatch("TSL213", "pad: {paddings} holds a negative number")
        limit = {"REFLECT": add(size, -1), "SYMMETRIC": size}.get(mode)
        if limit is not None and less(limit, amount) is True:
            mismatch(
                "TSL213",
                f"pad: mode {mode} can add at most {size_text(limit)} to axis {index} of {{tensor}}, which"
                f" has"
                f" {size_text(size)} elements, but {{paddings}} adds {size_text(amount)}",
            )


@models("tensorflow.reverse")
def reverse(tensor: Tensor, axis: Numbers, name: Value = NONE) -> Array:
    """The order of elements reversed along some axes."""
    if tensor.rank and bounds(tensor.shape.count)[0] > 0:
        for each in axis or ():
            if isinstance(each, int):
                axis_of(tensor.rank, each, "{tensor}")
    return reshaped(tensor, tensor.shape)


@models("tensorflow.roll")
def roll(input: Tensor, shift: Value, axis: Numbers, name: Value = NONE) -> Array:
    """Elements moved along an axis, round the end."""
    if input.rank is not None:
        for each in axis or ():
            if isinstance(each, int):
                axis_of(input.rank, each)
    return reshaped(input, input.shape)


@models("tensorflow.reverse_sequence")
def reverse_sequence(
    input: Tensor,
    seq_lengths: Value,
    seq_axis: Value = NONE,
    batch_axis: Value = NONE,
    name: Value = NONE,
    *,
    seq_dim: Value = NONE,
    batch_dim: Value = NONE,
) -> Array:
    """The first elements of each row reversed."""
    return reshaped(input, input.shape)
