"""Batching in tf.data: batch, padded_batch, unbatch, and how large full and last batches are."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.python_constants import CommandLine
from tensorlint.models.registry import Context, models, refuse
from tensorlint.models.tensorflow_common import (
    SHAPE_ERROR,
    tensor,
    to_numbers,
    to_static_shape,
    unknown_tensor,
)
from tensorlint.models.tensorflow_control import leaves
from tensorlint.models.tensorflow_data import (
    DATASET,
    Pending,
    batch_axis,
    dataset,
    known,
    leaves_with,
    sliced,
    stacked,
)
from tensorlint.models.tensorflow_data_sources import common_axis, joined_elements
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, size_text, symbol
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.sizes import (
    bounds,
    floor_divide,
    less,
    less_equal,
    modulo,
    multiply,
)
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Dict,
    Float,
    List,
    Object,
    String,
    Tuple,
    Value,
)


def batch_size_of(value: Value) -> Size:
    """A batch size; what is none is refused."""
    if isinstance(value, Float | String):
        number = value.value if value.value is not None else "a float"
        refuse("TSL302", f"batch_size must be an int, not {number!r}: use // or int(…)", "builtins.TypeError")
    numbers = to_numbers(value)
    if numbers is None or len(numbers) != 1:
        return UNKNOWN
    size = numbers[0]
    if less_equal(size, 0) is True:
        refuse("TSL302", f"batch_size must be greater than zero, not {size_text(size)}", SHAPE_ERROR)
    return size


def flag(value: Value) -> bool | None:
    if value == NONE:
        return False
    return value.value if isinstance(value, Boolean) else None


def batched(
    context: Context, data: Object, batch_size: Value, drop_remainder: Value
) -> tuple[Object, Axis, Axis | None]:
    """The dataset after batching, the axis of a full batch, and that of a shorter last one."""
    size = batch_size_of(batch_size)
    drops = flag(drop_remainder)
    length: Size = UNKNOWN if data.cells["infinite"] else data.cells["length"]
    samples = data.cells["samples"]
    pending = tuple(each for each in data.cells["pending"] if each.code != "TSL309")
    if size == 1 and not isinstance(batch_size, CommandLine):
        pending += (
            Pending(
                context,
                "TSL301",
                "batch(1) updates the weights after every sample: slow, noisy, and no test of batches; use 16"
                " to 256",
                training=True,
            ),
        )
    full, partial = _batch_sizes(size, length, drops, data.cells["infinite"])
    if drops and less(length, size) is True:
        context.report(
            "TSL306",
            f"no batch at all: {{batch_size}} is {size_text(size)}, but there are {size_text(length)}"
            f" samples, and"
            " drop_remainder=True drops them",
        )
    count: Size = UNKNOWN
    if drops is not None:
        count = floor_divide(length, size) if drops else ceil_divide(length, size)
    result = dataset(UNKNOWN_VALUE, count, like=data, batches=data.cells["batches"] + 1, pending=pending)
    axis = batch_axis(samples, full)
    return result, axis, None if partial is None else batch_axis(samples, partial)


def _batch_sizes(size: Size, length: Size, drops: bool | None, infinite: bool) -> tuple[Size, Size | None]:
    """The size of a full batch, and of a shorter last one where it is known that there is one."""
    if size is UNKNOWN:
        return symbol("batch"), None
    if drops or infinite:
        return size, None
    if drops is None:
        return _up_to(size), None
    rest = modulo(length, size)
    if rest == 0:
        return size, None
    if less(length, size) is True:
        return length, None
    if isinstance(rest, int) and less_equal(size, length) is True:
        return size, rest
    return _up_to(size), None


def _up_to(size: Size) -> Size:
    """A batch that may be the shorter last one."""
    if isinstance(size, int):
        return symbol("batch", lower=1, upper=size, generic=True)
    return symbol("batch", lower=1, generic=True)


@models(f"{DATASET}.batch")
def batch(
    context: Context,
    self: Value,
    batch_size: Value,
    drop_remainder: Value = NONE,
    num_parallel_calls: Value = NONE,
    deterministic: Value = NONE,
    name: Value = NONE,
) -> Value:
    """Samples put together along a new first axis; the last batch may be shorter."""
    data = known(self)
    result, full, partial = batched(context, data, batch_size, drop_remainder)
    element = whole_element(data)
    result.cells["element"] = stacked(element, full)
    result.cells["last"] = None if partial is None else stacked(element, partial)
    return result


def whole_element(data: Object) -> Value:
    """What all elements have in common, the last one included."""
    element: Value = data.cells["element"]
    last = data.cells["last"]
    return element if last is None else joined_elements(element, last)


@models(f"{DATASET}.padded_batch")
def padded_batch(
    context: Context,
    self: Value,
    batch_size: Value,
    padded_shapes: Value = NONE,
    padding_values: Value = NONE,
    drop_remainder: Value = NONE,
    name: Value = NONE,
) -> Value:
    """Samples padded to one shape and put together."""
    data = known(self)
    result, full, partial = batched(context, data, batch_size, drop_remainder)
    element = _padded(whole_element(data), padded_shapes)
    result.cells["element"] = stacked(element, full)
    result.cells["last"] = None if partial is None else stacked(element, partial)
    return result


def _padded(element: Value, shapes: Value) -> Value:
    """The element as it is padded: to the sizes given, else to the longest of its batch."""
    if isinstance(element, Tuple):
        inner: Sequence[Value] = (NONE,) * len(element.items)
        if (
            isinstance(shapes, Tuple | List)
            and shapes.items is not None
            and len(shapes.items) == len(element.items)
        ):
            inner = shapes.items
        elif shapes != NONE:
            return UNKNOWN_VALUE
        return Tuple(tuple([_padded(item, shape) for item, shape in zip(element.items, inner, strict=True)]))
    if isinstance(element, Dict):
        given = shapes.entries if isinstance(shapes, Dict) else {}
        return Dict.of({key: _padded(item, given.get(key, NONE)) for key, item in element.entries.items()})
    if not isinstance(element, Array) or element.rank is None:
        return unknown_tensor() if isinstance(element, Array) else UNKNOWN_VALUE
    sizes: tuple[Size, ...] | None = (UNKNOWN,) * element.rank
    if shapes != NONE:
        sizes = to_static_shape(shapes)
        if sizes is None or len(sizes) != element.rank:
            return unknown_tensor(element.dtype)
    axes = []
    for axis, size in zip(element.shape.axes, sizes or (), strict=True):
        if isinstance(size, int) and size >= 0:
            axes.append(axis if axis.size == size else Axis(size))
        else:
            axes.append(axis if isinstance(axis.size, int) else Axis(UNKNOWN))
    return tensor(Shape(tuple(axes)), element.dtype, element)


@models(f"{DATASET}.ragged_batch", f"{DATASET}.sparse_batch")
def ragged_batch(context: Context, self: Value, batch_size: Value, *args: Value, **kwargs: Value) -> Value:
    """Samples of any lengths put together; what comes out is not followed."""
    batch_size_of(batch_size)
    return dataset(UNKNOWN_VALUE, like=known(self), last=None)


@models(f"{DATASET}.unbatch")
def unbatch(self: Value, name: Value = NONE) -> Value:
    """Batches taken apart again."""
    data = known(self)
    found = leaves(data.cells["element"])
    first = common_axis(found or [], "unbatch: the tensors of an element")
    length: Size = UNKNOWN
    if first is not None and data.cells["last"] is None and not data.cells["infinite"]:
        length = multiply(data.cells["length"], first.size) if isinstance(first.size, int) else UNKNOWN
    elif first is not None and data.cells["last"] is not None:
        length = _samples(data, first)
    pending = tuple(each for each in data.cells["pending"] if each.code not in ("TSL309", "TSL301"))
    return dataset(
        sliced(data.cells["element"]),
        length,
        like=data,
        last=None,
        batches=max(0, data.cells["batches"] - 1),
        pending=pending,
    )


def _samples(data: Object, first: Axis) -> Size:
    rest = common_axis(leaves(data.cells["last"]) or [], "unbatch")
    count = data.cells["length"]
    if rest is None or not isinstance(count, int) or not isinstance(rest.size, int):
        return UNKNOWN
    return first.size * (count - 1) + rest.size if isinstance(first.size, int) else UNKNOWN


@models(f"{DATASET}.rebatch")
def rebatch(self: Value, batch_size: Value, drop_remainder: Value = NONE, name: Value = NONE) -> Value:
    """Other batches of the same samples."""
    data = known(self)
    given = to_numbers(batch_size)  # -1 is allowed: it undoes the batches
    size = given[0] if given is not None and len(given) == 1 and bounds(given[0])[0] > 0 else UNKNOWN
    axis = batch_axis(data.cells["samples"], size if flag(drop_remainder) else _up_to(size))

    def regrouped(array: Array) -> Array:
        if not array.rank:
            return unknown_tensor(array.dtype)
        return tensor(array.shape.replaced(0, axis), array.dtype, array)

    return dataset(leaves_with(regrouped, whole_element(data)), like=data, last=None)
