"""What `fit`, `evaluate` and `predict` feed to a model: batches of arrays, elements of datasets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tensorlint.models.keras_symbolic import prove_batch
from tensorlint.models.keras_values import leaves, mapped
from tensorlint.models.python_constants import CommandLine
from tensorlint.models.registry import Context, is_subclass, refuse
from tensorlint.models.tensorflow_data import is_dataset, used
from tensorlint.shapes import Axis, Size, equal, size_text, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, less_equal, minimum, modulo
from tensorlint.values import (
    NONE,
    Array,
    Float,
    Instance,
    Integer,
    Object,
    Series,
    String,
    Tuple,
    Value,
)


@dataclass(slots=True)
class Batch:
    """What the model gets in one step: `x` and, in training, targets and weights."""

    x: Value
    y: Value = NONE
    weights: Value = NONE
    note: str = ""
    """What messages say of a batch that is not like the others."""


@dataclass(slots=True)
class Feed:
    """All kinds of batches of one call: a full one, and a shorter last one where there is one."""

    batches: list[Batch] = field(default_factory=list)
    samples: Axis | None = None
    """The axis of all samples, for data in arrays."""


def is_array_data(value: Value) -> bool:
    """Whether data is arrays (nested in lists, tuples or dicts), all of them known to be."""
    found = leaves(value)
    return bool(found) and all(isinstance(leaf, Array) for leaf in found)


def batches_itself(value: Value) -> bool:
    """Whether data comes in batches of its own: a dataset, a generator, a PyDataset."""
    if isinstance(value, Object):
        return is_subclass(value.path, "tensorflow.data.Dataset") or value.path.endswith("Dataset")
    if isinstance(value, Instance):
        bases = ("keras.utils.PyDataset", "keras.utils.Sequence")
        return any(each.library_base in bases for each in value.type.mro())
    return isinstance(value, Series) and value.kind == "iterator"


def check_counts(named: Sequence[tuple[str, Value]]) -> None:
    """Arrays that are fed together have the same number of samples; refuses others as Keras does."""
    first: tuple[str, Array] | None = None
    for name, value in named:
        for leaf in leaves(value):
            if not isinstance(leaf, Array) or leaf.shape.open or not leaf.shape.axes:
                continue
            if first is None:
                first = (name, leaf)
                continue
            a, b = first[1].shape.axes[0].size, leaf.shape.axes[0].size
            if equal(a, b) is False:
                texts = f"{{{first[0]}}} has {size_text(a)} but {{{name}}} has {size_text(b)}"
                refuse("TSL106", f"the data disagree in their number of samples: {texts}: {_unequal(a, b)}")


def _unequal(a: Size, b: Size) -> str:
    return f"{size_text(a)} != {size_text(b)}"


def samples_of(value: Value) -> Axis | None:
    """The axis of the samples of data in arrays."""
    for leaf in leaves(value):
        if isinstance(leaf, Array) and not leaf.shape.open and leaf.shape.axes:
            return leaf.shape.axes[0]
    return None


def check_batch_size(context: Context, batch_size: Value, training: bool, samples: Axis | None) -> None:
    """What is no batch size is refused; one sample at a time in training is a habit."""
    if isinstance(batch_size, Float):
        number = "a float" if batch_size.value is None else str(batch_size.value)
        refuse("TSL302", f"batch_size must be an int, not {number}: use // or int(…)", "TypeError")
    if isinstance(batch_size, String):
        refuse("TSL302", f"batch_size must be an int, not the string {batch_size.value!r}", "TypeError")
    if not isinstance(batch_size, Integer):
        return
    size = batch_size.size
    if size == 0:
        context.report("TSL302", "batch_size=0 makes no batch: Keras takes its default of 32 instead")
    elif bounds(size)[1] < 0:
        refuse("TSL302", f"batch_size must be positive, not {size_text(size)}")
    elif size == 1 and isinstance(batch_size, CommandLine):
        return
    elif size == 1 and training and (samples is None or samples.size != 1):
        context.report(
            "TSL301",
            "batch_size=1 updates the weights after every sample: slow, noisy, and no test of batches;"
            " use 16 to 256",
        )


def array_feed(x: Value, y: Value, weights: Value, batch_size: Value, samples: Size | None = None) -> Feed:
    """The batches of data in arrays. `samples`: how many of them are used, where not all are."""
    axis = samples_of(x) or samples_of(y)
    feed = Feed(samples=axis)
    if axis is None:
        feed.batches.append(Batch(x, y, weights))
        return feed
    total = axis.size if samples is None else samples
    size: Size = 32
    if isinstance(batch_size, Integer) and batch_size.size != 0:
        size = batch_size.size
    elif batch_size != NONE and not isinstance(batch_size, Integer):
        size = symbol("batch_size")
    full = size if less_equal(size, total) is True else minimum(size, total)
    feed.batches.append(_sliced(x, y, weights, full, ""))
    rest = modulo(total, size)
    if isinstance(rest, int) and rest > 0 and equal(rest, full) is False:
        plural = "s" if rest > 1 else ""
        note = f" (the last batch has {rest} sample{plural}: {size_text(total)} % {size_text(size)})"
        feed.batches.append(_sliced(x, y, weights, rest, note))
    return feed


def _sliced(x: Value, y: Value, weights: Value, size: Size, note: str) -> Batch:
    def one(value: Value) -> Value:
        if not isinstance(value, Array) or value.shape.open or not value.shape.axes:
            return value
        return replace(
            value, shape=value.shape.replaced(0, batch_axis(value.shape.axes[0], size)), contents=None
        )

    return Batch(mapped(x, one), mapped(y, one), mapped(weights, one), note)


def batch_axis(axis: Axis, size: Size) -> Axis:
    """The axis of a batch that is drawn from an axis of samples."""
    prove_batch(axis)
    parent = axis.parts[0].origin if axis.parts and len(axis.parts) == 1 else None
    return born(size, "batch", parent, True)


def unpacked(element: Value) -> Batch:
    """An element of a dataset or generator: x alone, (x, y) or (x, y, weights)."""
    items = element.items if isinstance(element, Tuple) else None
    if items is None or not items:
        return Batch(element)
    if len(items) == 1:
        return Batch(items[0])
    return Batch(items[0], items[1], items[2] if len(items) > 2 else NONE)


def iterated_feed(context: Context, data: Value, training: bool = False) -> Feed:
    """The batches of what makes them itself: its elements, as far as they are known."""
    if isinstance(data, Object) and is_dataset(data):
        used(data, training)
        feed = Feed([unpacked(data.cells["element"])])
        last = data.cells["last"]
        if isinstance(last, Value):
            batch = unpacked(last)
            size = samples_of(batch.x)
            if size is not None and isinstance(size.size, int):
                plural = "s" if size.size > 1 else ""
                batch.note = f" (the last batch has {size.size} sample{plural})"
            feed.batches.append(batch)
        return feed
    if isinstance(data, Instance):
        method = context.attribute(data, "__getitem__")
        return Feed([unpacked(context.call(method, (Integer(symbol("index", lower=0)),)))])
    return Feed([unpacked(context.element(data))])


def split_size(samples: Axis | None, validation_split: Value) -> Size | None:
    """How many samples are left for training; None where all are."""
    if validation_split == NONE or samples is None:
        return None
    if isinstance(validation_split, Float) and validation_split.value is not None:
        if validation_split.value == 0:
            return None
        if isinstance(samples.size, int):
            return int(samples.size * (1 - validation_split.value) // 1)
        return symbol("training samples", generic=True)
    if isinstance(validation_split, Integer) and validation_split.size == 0:
        return None
    return symbol("training samples", generic=True)
