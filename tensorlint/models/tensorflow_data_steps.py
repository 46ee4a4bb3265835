"""The steps of a tf.data pipeline: batch, map, filter, shuffle, repeat, take, window and their kind."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.coercion import to_int
from tensorlint.models.registry import Context, models, refuse
from tensorlint.models.tensorflow_common import (
    SHAPE_ERROR,
    tensor,
    to_numbers,
    to_static_shape,
    unknown_tensor,
)
from tensorlint.models.tensorflow_control import leaves, structure
from tensorlint.models.tensorflow_data import (
    DATASET,
    Pending,
    arguments_of,
    batch_axis,
    dataset,
    is_dataset,
    known,
    leaves_with,
    normalized,
    sliced,
    stacked,
    used,
)
from tensorlint.models.tensorflow_data_sources import common_axis, joined_elements
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, size_text, symbol
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.sizes import (
    bounds,
    floor_divide,
    less,
    less_equal,
    maximum,
    minimum,
    modulo,
    multiply,
    subtract,
)
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Dict,
    Float,
    Integer,
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


def _flag(value: Value) -> bool | None:
    if value == NONE:
        return False
    return value.value if isinstance(value, Boolean) else None


def batched(
    context: Context, data: Object, batch_size: Value, drop_remainder: Value
) -> tuple[Object, Axis, Axis | None]:
    """The dataset after batching, the axis of a full batch, and that of a shorter last one."""
    size = batch_size_of(batch_size)
    drops = _flag(drop_remainder)
    length: Size = UNKNOWN if data.cells["infinite"] else data.cells["length"]
    samples = data.cells["samples"]
    pending = tuple(each for each in data.cells["pending"] if each.code != "TSL309")
    if size == 1:
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
    element = _whole(data)
    result.cells["element"] = stacked(element, full)
    result.cells["last"] = None if partial is None else stacked(element, partial)
    return result


def _whole(data: Object) -> Value:
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
    element = _padded(_whole(data), padded_shapes)
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
    axis = batch_axis(data.cells["samples"], size if _flag(drop_remainder) else _up_to(size))

    def regrouped(array: Array) -> Array:
        if not array.rank:
            return unknown_tensor(array.dtype)
        return tensor(array.shape.replaced(0, axis), array.dtype, array)

    return dataset(leaves_with(regrouped, _whole(data)), like=data, last=None)


# -- functions of elements


def called(context: Context, function: Value, element: Value) -> Value:
    """What a function gives for an element."""
    return context.call(function, arguments_of(element))


@models(f"{DATASET}.map")
def map_(
    context: Context,
    self: Value,
    map_func: Value,
    num_parallel_calls: Value = NONE,
    deterministic: Value = NONE,
    synchronous: Value = NONE,
    use_unbounded_threadpool: Value = NONE,
    name: Value = NONE,
) -> Value:
    """A function of each element (or of each batch)."""
    data = known(self)
    element = normalized(called(context, map_func, data.cells["element"]))
    last = data.cells["last"]
    if last is not None:
        last = normalized(called(context, map_func, last))
    return dataset(element, data.cells["length"], like=data, last=last)


@models(f"{DATASET}.filter", f"{DATASET}.take_while")
def filter_(context: Context, self: Value, predicate: Value, name: Value = NONE) -> Value:
    """The elements for which a function holds."""
    data = known(self)
    called(context, predicate, data.cells["element"])
    return dataset(data.cells["element"], like=data)


@models(f"{DATASET}.flat_map")
def flat_map(context: Context, self: Value, map_func: Value, name: Value = NONE) -> Value:
    """The elements of a dataset made for each element."""
    return _flattened(context, known(self), map_func)


@models(f"{DATASET}.interleave")
def interleave(
    context: Context,
    self: Value,
    map_func: Value,
    cycle_length: Value = NONE,
    block_length: Value = NONE,
    num_parallel_calls: Value = NONE,
    deterministic: Value = NONE,
    name: Value = NONE,
) -> Value:
    """The elements of datasets made for each element, by turns."""
    return _flattened(context, known(self), map_func)


def _flattened(context: Context, data: Object, function: Value) -> Value:
    inner = called(context, function, data.cells["element"])
    if not is_dataset(inner):
        return dataset(UNKNOWN_VALUE)
    held = known(inner)
    return dataset(_whole(held), like=held, last=None, samples=None, pending=data.cells["pending"])


@models(f"{DATASET}.scan")
def scan(context: Context, self: Value, initial_state: Value, scan_func: Value, name: Value = NONE) -> Value:
    """A function of a state and each element: (new state, output)."""
    data = known(self)
    result = context.call(scan_func, (normalized(initial_state), data.cells["element"]))
    element = UNKNOWN_VALUE
    if isinstance(result, Tuple | List) and result.items is not None and len(result.items) == 2:
        element = normalized(result.items[1])  # type: ignore[assignment]
    return dataset(element, data.cells["length"], like=data, last=None)


@models(f"{DATASET}.reduce")
def reduce(
    context: Context, self: Value, initial_state: Value, reduce_func: Value, name: Value = NONE
) -> Value:
    """A state that every element changes."""
    data = known(self)
    used(data)
    state = structure(_forgotten, normalized(initial_state))
    after = normalized(context.call(reduce_func, (state, *_one(data.cells["element"]))))
    return joined_elements(state, structure(_forgotten, after))


def _one(element: Value) -> tuple[Value, ...]:
    return (element,)


def _forgotten(leaf: Value) -> Value:
    return tensor(leaf.shape, leaf.dtype) if isinstance(leaf, Array) else UNKNOWN_VALUE


@models(f"{DATASET}.apply")
def apply(context: Context, self: Value, transformation_func: Value) -> Value:
    """What a function of the dataset gives."""
    return context.call(transformation_func, (self,))


@models(f"{DATASET}.get_single_element")
def get_single_element(self: Value, name: Value = NONE) -> Value:
    """The only element."""
    element: Value = known(self).cells["element"]
    return element


# -- which elements, and in which order


@models(f"{DATASET}.shuffle")
def shuffle(
    context: Context,
    self: Value,
    buffer_size: Value,
    seed: Value = NONE,
    reshuffle_each_iteration: Value = NONE,
    name: Value = NONE,
) -> Value:
    """The elements in another order; behind `batch`, whole batches change places."""
    data = known(self)
    pending = data.cells["pending"]
    if data.cells["batches"]:
        pending += (
            Pending(
                context,
                "TSL309",
                "shuffle after batch: whole batches are shuffled, and the samples in them stay together; call"
                " shuffle before batch",
            ),
        )
    element = _whole(data)
    return dataset(element, data.cells["length"], like=data, last=None, pending=pending)


@models(
    f"{DATASET}.cache",
    f"{DATASET}.prefetch",
    f"{DATASET}.with_options",
    f"{DATASET}.snapshot",
)
def cache(self: Value, *args: Value, **kwargs: Value) -> Value:
    """The same elements."""
    data = known(self)
    return dataset(data.cells["element"], data.cells["length"], like=data)


@models(f"{DATASET}.ignore_errors", f"{DATASET}.unique")
def ignore_errors(self: Value, *args: Value, **kwargs: Value) -> Value:
    """Some of the same elements."""
    data = known(self)
    return dataset(data.cells["element"], like=data)


@models(f"{DATASET}.repeat")
def repeat(self: Value, count: Value = NONE, name: Value = NONE) -> Value:
    """The elements again and again."""
    data = known(self)
    endless = count == NONE or (isinstance(count, Integer) and count.size == -1)
    if data.cells["length"] == 0 and not data.cells["infinite"]:
        return self
    times = count.size if isinstance(count, Integer) else UNKNOWN
    element, last = data.cells["element"], data.cells["last"]
    if last is not None and times != 1:
        element, last = _whole(data), None
    length = UNKNOWN if endless or bounds(times)[0] < 0 else multiply(data.cells["length"], times)
    return dataset(element, length, like=data, last=last, infinite=data.cells["infinite"] or endless)


@models(f"{DATASET}.take")
def take(self: Value, count: Value, name: Value = NONE) -> Value:
    """The first elements; all of them for -1."""
    data = known(self)
    size = count.size if isinstance(count, Integer) else UNKNOWN
    length, last = data.cells["length"], data.cells["last"]
    if bounds(size)[0] < 0:
        whole = size == -1
        return (
            dataset(_whole(data), length if whole else UNKNOWN, like=data, last=None) if not whole else self
        )
    if data.cells["infinite"]:
        return dataset(data.cells["element"], size, like=data, infinite=False)
    shorter = less(size, length)
    if last is not None and shorter is not False:
        element = data.cells["element"] if shorter else _whole(data)
        return dataset(element, minimum(size, length), like=data, last=None)
    return dataset(data.cells["element"], minimum(size, length), like=data)


@models(f"{DATASET}.skip")
def skip(self: Value, count: Value, name: Value = NONE) -> Value:
    """All elements but the first; none for -1."""
    data = known(self)
    size = count.size if isinstance(count, Integer) else UNKNOWN
    if bounds(size)[0] < 0:
        return dataset(_whole(data), like=data, last=None)
    length = data.cells["length"]
    return dataset(data.cells["element"], maximum(0, subtract(length, size)), like=data)


@models(f"{DATASET}.shard")
def shard(self: Value, num_shards: Value, index: Value, name: Value = NONE) -> Value:
    """Every n-th element."""
    data = known(self)
    return dataset(_whole(data), like=data, last=None)


@models(f"{DATASET}.enumerate")
def enumerate_(self: Value, start: Value = NONE, name: Value = NONE) -> Value:
    """(number, element) for each element."""
    data = known(self)
    number = tensor(Shape(), "int64")
    last = data.cells["last"]
    return dataset(
        Tuple((number, data.cells["element"])),
        data.cells["length"],
        like=data,
        last=None if last is None else Tuple((number, last)),
    )


@models(f"{DATASET}.window")
def window(
    self: Value,
    size: Value,
    shift: Value = NONE,
    stride: Value = NONE,
    drop_remainder: Value = NONE,
    name: Value = NONE,
) -> Value:
    """A dataset for each window of elements."""
    data = known(self)
    width = to_int(size)
    length: Size = width if _flag(drop_remainder) else symbol("window", lower=1, upper=width)

    def windowed(leaf: Value) -> Value:
        return dataset(leaf, length, like=data, last=None, samples=None, pending=(), infinite=False)

    return dataset(structure(windowed, _whole(data)), like=data, last=None)


@models(f"{DATASET}.bucket_by_sequence_length", f"{DATASET}.group_by_window", f"{DATASET}.rejection_resample")
def bucket_by_sequence_length(self: Value, *args: Value, **kwargs: Value) -> Value:
    """Elements grouped by a number; what comes out is not followed."""
    return dataset(UNKNOWN_VALUE, like=known(self), last=None)
