"""TensorFlow functions that join tensors and take them apart: concat, stack, split, unstack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tensorlint.models.coercion import MAXIMUM_CONTENTS, Arrays, dtype_kind, to_axes, to_int
from tensorlint.models.registry import NotCoercible, models
from tensorlint.models.tensorflow_common import (
    ZERO,
    Tensor,
    axis_of,
    mismatch,
    reshaped,
    result_dtype,
    tensor,
    to_numbers,
    to_tensor,
    to_tensors,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, equal, size_text
from tensorlint.shapes.arithmetic import agree, concatenate
from tensorlint.shapes.axes import joined_shape, selected
from tensorlint.shapes.sizes import bounds, exact_quotient, floor_divide, less, multiply, subtract, total
from tensorlint.values import NONE, Array, Integer, List, Value

MAXIMUM_PIECES = 256


@models("tensorflow.concat")
def concat(values: Value, axis: Value, name: Value = NONE, *, concat_dim: Value = NONE) -> Array:
    """Tensors joined along an axis that they have; all other axes must agree."""
    if isinstance(values, Integer) and not isinstance(axis, Integer):
        values, axis = axis, values  # the order of arguments before TensorFlow 1.0
    arrays = to_tensors(values)
    place = to_axes(axis)
    if place is None or len(place) != 1:
        raise NotCoercible
    return joined(arrays, place[0])


def joined(arrays: Arrays, axis: int) -> Array:
    """`tf.concat` of tensors."""
    items = arrays.items
    if items is None:
        return _joined_alike(arrays, axis)
    if not items:
        mismatch("TSL602", "concat: {values} is empty: nothing to join")
    dtype = result_dtype(*items)
    if len(items) == 1:
        return tensor(items[0].shape, dtype, items[0])
    known = [(index, array) for index, array in enumerate(items) if array.rank is not None]
    if not known:
        return tensor(_open_joined(items, axis), dtype)
    first, array = known[0]
    rank = len(array.shape)
    if rank == 0:
        mismatch(
            "TSL602", "concat: {values} holds single numbers, which have no axis to join along; use tf.stack"
        )
    for index, other in known[1:]:
        if len(other.shape) != rank:
            mismatch(
                "TSL602",
                f"concat: the tensors of {{values}} must have the same number of axes: number {first} is"
                f" {array.shape}, number {index} is {other.shape}",
            )
    place = axis_of(rank, axis, "each tensor of {values}")
    try:
        shape = concatenate([each.shape for each in items], place)
    except Mismatch as mismatched:
        said = " and ".join(str(each.shape) for each in items[:4])
        mismatch(
            "TSL602",
            f"concat: the tensors of {{values}} are {said}: they may differ along axis {place} only, but axis"
            f" {mismatched.axis} has {mismatched.detail}",
        )
    return tensor(shape, dtype, *items, contents=_joined_contents(items, dtype))


def _open_joined(items: Sequence[Array], axis: int) -> Shape:
    """Tensors of unknown ranks: an axis counted from the end leaves the others known."""
    if axis >= 0:
        return UNKNOWN_SHAPE
    shape = items[0].shape
    for item in items[1:]:
        shape = joined_shape(shape, item.shape)
    if len(shape) < -axis:
        return UNKNOWN_SHAPE
    return Shape(shape.replaced(axis, Axis(UNKNOWN)).axes, True)


def _joined_alike(arrays: Arrays, axis: int) -> Array:
    shape = arrays.element.shape
    if shape.rank is None:
        return unknown_tensor(arrays.element.dtype)
    if not shape.axes:
        raise NotCoercible
    place = axis_of(shape.rank, axis, "each tensor of {values}") if arrays.length != 1 else axis
    if not -shape.rank <= place < shape.rank:
        return unknown_tensor(arrays.element.dtype)
    return reshaped(
        arrays.element, shape.replaced(place, Axis(multiply(shape.axes[place].size, arrays.length)))
    )


def _joined_contents(items: Sequence[Array], dtype: str) -> tuple[Any, ...] | None:
    if dtype_kind(dtype) not in ("int", "bool") or any(item.rank != 1 for item in items):
        return None
    contents: list[Any] = []
    for item in items:
        if item.contents is None or len(contents) + len(item.contents) > MAXIMUM_CONTENTS:
            return None
        contents.extend(item.contents)
    return tuple(contents)


@models("tensorflow.stack", "tensorflow.pack")
def stack(values: Value, axis: int = 0, name: Value = NONE) -> Array:
    """Tensors of one shape along a new axis."""
    return stacked(to_tensors(values), axis, "stack")


@models("tensorflow.parallel_stack")
def parallel_stack(values: Value, name: Value = NONE) -> Array:
    """Tensors of one shape along a new first axis."""
    return stacked(to_tensors(values), 0, "parallel_stack")


def stacked(arrays: Arrays, axis: int, operation: str) -> Array:
    """`tf.stack` of tensors."""
    items = arrays.items
    shape = arrays.element.shape
    dtype = arrays.element.dtype
    sources: tuple[Array, ...] = ()
    contents = None
    if items is not None:
        if not items:
            return tensor(Shape((Axis(0),)), "float32") if axis in (0, -1) else unknown_tensor()
        dtype = result_dtype(*items)
        if any(0 in item.shape.sizes for item in items):
            return unknown_tensor(dtype_kind(dtype))  # eager tensors without elements lose axes
        shape = _common(items, operation)
        sources = items
        if dtype not in ("int32", "float32"):
            dtype = dtype_kind(dtype)  # eager int64 tensors are stacked to int32, as Python's numbers are
        if shape.rank == 0 and dtype_kind(dtype) == "int" and len(items) <= MAXIMUM_CONTENTS:
            contents = tuple([item.contents[0] if item.contents else UNKNOWN for item in items])
            contents = None if UNKNOWN in contents else contents
    if shape.rank is None:
        return unknown_tensor(dtype)
    if not -shape.rank - 1 <= axis <= shape.rank:
        mismatch(
            "TSL603",
            f"{operation}: axis {axis} is out of range: the tensors of {{values}} have {shape.rank} axes;"
            f" valid are"
            f" {-shape.rank - 1} to {shape.rank}",
        )
    place = axis + shape.rank + 1 if axis < 0 else axis
    if 0 in shape.sizes:
        return unknown_tensor(dtype)  # eagerly, three tensors (0, 6) stack to (3, 0): the 6 is lost
    new = Axis(arrays.length, () if arrays.length == 1 else None)
    return tensor(Shape((*shape.axes[:place], new, *shape.axes[place:])), dtype, *sources, contents=contents)


def _common(items: Sequence[Array], operation: str) -> Shape:
    """The one shape that all tensors must have."""
    known = [(index, item) for index, item in enumerate(items) if item.rank is not None]
    if not known:
        return UNKNOWN_SHAPE
    first, array = known[0]
    shape = array.shape
    for index, item in known[1:]:
        said = (
            f"{operation}: the tensors of {{values}} must have one shape: number {first} is {array.shape},"
            f" number"
            f" {index} is {item.shape}"
        )
        if len(item.shape) != len(shape):
            mismatch("TSL602", said)
        try:
            pairs = zip(shape.axes, item.shape.axes, strict=True)
            shape = Shape(tuple([agree(pair, place) for place, pair in enumerate(pairs)]))
        except Mismatch as mismatched:
            mismatch("TSL602", f"{said}: {mismatched.detail}")
    return shape


@models("tensorflow.unstack", "tensorflow.unpack")
def unstack(value: Tensor, num: Value = NONE, axis: int = 0, name: Value = NONE) -> Value:
    """A list of the tensors along an axis."""
    shape = value.shape
    if shape.rank is None:
        return List.like(unknown_tensor(value.dtype))
    place = axis_of(shape.rank, axis, "{value}")
    size = shape.axes[place].size
    if isinstance(num, Integer) and equal(num.size, size) is False:
        mismatch(
            "TSL608",
            f"unstack: axis {place} of {{value}} has {size_text(size)} elements, {{num}} is"
            f" {size_text(num.size)}",
        )
    inner = Shape(shape.axes[:place] + shape.axes[place + 1 :])
    element = reshaped(value, inner)
    count = num.size if isinstance(num, Integer) and isinstance(num.size, int) else size
    if not isinstance(count, int) or count > MAXIMUM_PIECES:
        return List.like(element, count)
    if value.rank == 1 and value.contents is not None and len(value.contents) == count:
        return List.of(tuple([tensor(inner, value.dtype, contents=(each,)) for each in value.contents]))
    return List.of((element,) * count)


@models("tensorflow.split")
def split(
    value: Value, num_or_size_splits: Value, axis: Value = ZERO, num: Value = NONE, name: Value = NONE
) -> Value:
    """A list of pieces along an axis: so many equal ones, or ones of these sizes."""
    if isinstance(value, Integer) and isinstance(axis, Array):
        value, axis = axis, value  # the order of arguments before TensorFlow 1.0
    array = to_tensor(value)
    place = to_int(axis)
    shape = array.shape
    if shape.rank is not None:
        place = axis_of(shape.rank, place, "{value}")
    size = shape.axes[place].size if shape.rank is not None else UNKNOWN
    given = to_tensor(num_or_size_splits)
    numbers = to_numbers(num_or_size_splits)
    if given.rank == 0:
        return _even(array, place, size, numbers[0] if numbers else UNKNOWN)
    if numbers is None or given.rank != 1:
        return List.like(unknown_tensor(array.dtype))
    return _sized(array, place, size, list(numbers))


def _piece(array: Array, place: int, size: Size) -> Array:
    if array.rank is None:
        return unknown_tensor(array.dtype)
    return reshaped(array, array.shape.replaced(place, selected(array.shape.axes[place], size)))


def _even(array: Array, place: int, size: Size, count: Size) -> Value:
    if isinstance(count, int) and count <= 0:
        mismatch("TSL608", f"split: {{num_or_size_splits}} is {count}: at least one piece is needed")
    if isinstance(count, int) and isinstance(size, int) and size % count:
        mismatch(
            "TSL608",
            f"split: axis {place} of {{value}} has {size} elements, which do not divide into {count} equal"
            f" pieces",
        )
    piece = exact_quotient(size, count)
    if piece is None:
        piece = floor_divide(size, count)
    element = _piece(array, place, piece)
    if isinstance(count, int) and count <= MAXIMUM_PIECES:
        return List.of((element,) * count)
    return List.like(element, count)


def _sized(array: Array, place: int, size: Size, numbers: list[Size]) -> Value:
    if any(bounds(number)[0] < 0 and number != -1 for number in numbers):
        return List.of(tuple([_piece(array, place, UNKNOWN) for _ in numbers]))
    if numbers.count(-1) > 1:
        mismatch(
            "TSL608", "split: {num_or_size_splits} holds -1 more than once: only one size can be worked out"
        )
    if numbers.count(-1) == 1:
        rest = total([number for number in numbers if number != -1])
        if less(size, rest) is True:
            mismatch(
                "TSL608",
                f"split: the sizes in {{num_or_size_splits}} add up to {size_text(rest)}, but axis {place}"
                f" of {{value}}"
                f" has {size_text(size)} elements",
            )
        numbers[numbers.index(-1)] = subtract(size, rest)
    elif -1 not in numbers and equal(total(numbers), size) is False:
        mismatch(
            "TSL608",
            f"split: the sizes in {{num_or_size_splits}} add up to {size_text(total(numbers))}, but axis"
            f" {place} of"
            f" {{value}} has {size_text(size)} elements",
        )
    return List.of(tuple([_piece(array, place, number) for number in numbers]))


@models("tensorflow.accumulate_n")
def accumulate_n(inputs: Value, shape: Value = NONE, tensor_dtype: Value = NONE, name: Value = NONE) -> Array:
    """The sum of tensors of one shape."""
    result: Array = add_n(inputs)
    return result


@models("tensorflow.add_n")
def add_n(inputs: Value, name: Value = NONE) -> Array:
    """The sum of tensors of one shape: nothing is broadcast."""
    arrays = to_tensors(inputs)
    if arrays.items is None:
        return tensor(arrays.element.shape, arrays.element.dtype)
    if not arrays.items:
        return unknown_tensor()
    known = [item for item in arrays.items if item.rank is not None]
    for item in known[1:]:
        if len(item.shape) != len(known[0].shape) or any(
            equal(a.size, b.size) is False for a, b in zip(known[0].shape.axes, item.shape.axes, strict=True)
        ):
            mismatch(
                "TSL205",
                f"add_n: all tensors of {{inputs}} must have one shape: one is {known[0].shape}, another"
                f" {item.shape}",
            )
    return tensor(_common(arrays.items, "add_n"), result_dtype(*arrays.items), *arrays.items)
