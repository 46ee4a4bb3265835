"""The steps of a tf.data pipeline: batch, map, filter, shuffle, repeat, take, window and their kind."""

from __future__ import annotations

from tensorlint.models.coercion import to_int
from tensorlint.models.registry import Context, models
from tensorlint.models.tensorflow_common import (
    tensor,
)
from tensorlint.models.tensorflow_control import structure
from tensorlint.models.tensorflow_data import (
    DATASET,
    Pending,
    arguments_of,
    dataset,
    is_dataset,
    known,
    normalized,
    used,
)
from tensorlint.models.tensorflow_data_batches import flag, whole_element
from tensorlint.models.tensorflow_data_sources import joined_elements
from tensorlint.shapes import UNKNOWN, Shape, Size, symbol
from tensorlint.shapes.sizes import (
    bounds,
    less,
    maximum,
    minimum,
    multiply,
    subtract,
)
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Integer,
    List,
    Object,
    Tuple,
    Value,
)

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
    return dataset(whole_element(held), like=held, last=None, samples=None, pending=data.cells["pending"])


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
    element = whole_element(data)
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
        element, last = whole_element(data), None
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
            dataset(whole_element(data), length if whole else UNKNOWN, like=data, last=None)
            if not whole
            else self
        )
    if data.cells["infinite"]:
        return dataset(data.cells["element"], size, like=data, infinite=False)
    shorter = less(size, length)
    if last is not None and shorter is not False:
        element = data.cells["element"] if shorter else whole_element(data)
        return dataset(element, minimum(size, length), like=data, last=None)
    return dataset(data.cells["element"], minimum(size, length), like=data)


@models(f"{DATASET}.skip")
def skip(self: Value, count: Value, name: Value = NONE) -> Value:
    """All elements but the first; none for -1."""
    data = known(self)
    size = count.size if isinstance(count, Integer) else UNKNOWN
    if bounds(size)[0] < 0:
        return dataset(whole_element(data), like=data, last=None)
    length = data.cells["length"]
    return dataset(data.cells["element"], maximum(0, subtract(length, size)), like=data)


@models(f"{DATASET}.shard")
def shard(self: Value, num_shards: Value, index: Value, name: Value = NONE) -> Value:
    """Every n-th element."""
    data = known(self)
    return dataset(whole_element(data), like=data, last=None)


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
    length: Size = width if flag(drop_remainder) else symbol("window", lower=1, upper=width)

    def windowed(leaf: Value) -> Value:
        return dataset(leaf, length, like=data, last=None, samples=None, pending=(), infinite=False)

    return dataset(structure(windowed, whole_element(data)), like=data, last=None)


@models(f"{DATASET}.bucket_by_sequence_length", f"{DATASET}.group_by_window", f"{DATASET}.rejection_resample")
def bucket_by_sequence_length(self: Value, *args: Value, **kwargs: Value) -> Value:
    """Elements grouped by a number; what comes out is not followed."""
    return dataset(UNKNOWN_VALUE, like=known(self), last=None)
