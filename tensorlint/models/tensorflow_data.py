"""tf.data.Dataset: what it holds, how it is iterated, and what is known of its elements.

Cells of a dataset: `element` (a structure of tensors), `last` (the last element where it is a shorter
batch, else None), `length` (the number of elements), `infinite`, `batches` (how often it was batched),
`samples` (the axis that its elements were cut from) and `pending` (habits to report once it is used).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tensorlint.models.registry import Context, NotCoercible, alias, attribute, inherits, models, refuse
from tensorlint.models.tensorflow_common import scalar, tensor, to_tensor, unknown_tensor
from tensorlint.models.tensorflow_control import structure
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, shape_of
from tensorlint.shapes.axes import born
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Dict,
    Float,
    Integer,
    List,
    Object,
    Series,
    String,
    Tuple,
    Unknown,
    Value,
)

DATASET = "tensorflow.data.Dataset"
SPEC = "tensorflow.TensorSpec"

for _name in ("TextLineDataset", "TFRecordDataset", "FixedLengthRecordDataset"):
    inherits(f"tensorflow.data.{_name}", DATASET)
alias("tensorflow.contrib.data.Dataset", DATASET)
alias("tensorflow.data.experimental.make_batched_features_dataset", "tensorflow.data.make_batched_features")


@dataclass(frozen=True, slots=True)
class Pending:
    """A habit that counts only once the dataset is used: where it stands, and what it is."""

    context: Context
    code: str
    message: str
    training: bool = False
    """Whether it is one in training only."""


def dataset(element: Value, length: Size = UNKNOWN, like: Object | None = None, **changes: Any) -> Object:
    """A new dataset; what is not given is as in `like`."""
    cells: dict[str, Any] = {
        "last": None,
        "infinite": False,
        "batches": 0,
        "samples": None,
        "pending": (),
    }
    if like is not None:
        cells.update({key: like.cells[key] for key in cells if key in like.cells})
    cells.update(element=element, length=length, **changes)
    return Object(DATASET, Cells(cells))


def is_dataset(value: Value) -> bool:
    """Whether a value is a dataset whose elements are followed."""
    return isinstance(value, Object) and value.path == DATASET and "element" in value.cells


def known(value: Value) -> Object:
    """The dataset; not coercible where its elements are not followed."""
    if isinstance(value, Object) and "element" in value.cells:
        return value
    raise NotCoercible


def used(value: Object, training: bool = False) -> None:
    """Report what was put off until the dataset is used (iterated, or given to a model)."""
    for pending in value.cells.get("pending", ()):
        if training or not pending.training:
            pending.context.report(pending.code, pending.message)


def normalized(value: Value) -> Value:
    """What a function of a dataset returned, as an element: lists are tuples, numbers are tensors."""
    if isinstance(value, List) and value.items is not None:
        value = Tuple(value.items)
    if isinstance(value, Tuple):
        return Tuple(tuple([normalized(item) for item in value.items]), value.names)
    if isinstance(value, Dict):
        if value.others is not None:
            return UNKNOWN_VALUE
        return Dict.of({key: normalized(item) for key, item in value.entries.items()})
    if isinstance(value, Array | Integer | Float | Boolean | String):
        array = to_tensor(value)
        return tensor(array.shape, array.dtype, array)
    return value if isinstance(value, Object) else UNKNOWN_VALUE


def leaves_with(function: Callable[[Array], Array], element: Value) -> Value:
    """The element with a function applied to each tensor; what is not known stays so."""

    def changed(leaf: Value) -> Value:
        return function(leaf) if isinstance(leaf, Array) else UNKNOWN_VALUE

    return structure(changed, element)


def stacked(element: Value, batch: Axis) -> Value:
    """The element with a batch axis in front of each tensor."""

    def with_axis(array: Array) -> Array:
        if array.shape.open:
            return unknown_tensor(array.dtype)
        return tensor(Shape((batch, *array.shape.axes)), array.dtype, array)

    return leaves_with(with_axis, element)


def sliced(element: Value) -> Value:
    """The element without the first axis of each tensor."""

    def without_axis(array: Array) -> Array:
        if array.rank is None:
            return unknown_tensor(array.dtype)
        if not array.shape.axes:
            refuse(
                "TSL603",
                "a single number cannot be cut into samples: it has no axis",
                "builtins.ValueError",
            )
        return tensor(Shape(array.shape.axes[1:]), array.dtype, array)

    return leaves_with(without_axis, element)


def batch_axis(samples: Axis | None, size: Size) -> Axis:
    """The axis of a batch that is drawn from an axis of samples."""
    parent = samples.parts[0].origin if samples and samples.parts and len(samples.parts) == 1 else None
    return born(size, "batch", parent, True)


def arguments_of(element: Value) -> tuple[Value, ...]:
    """What a function of a dataset is called with: the items of a tuple, or the element."""
    if isinstance(element, Tuple) and not element.names:
        return element.items
    return (element,)


@models(f"{DATASET}.__iter__")
def iterate(self: Value) -> Value:
    """The elements one after the other; the last batch may be shorter."""
    return series(known(self))


def series(data: Object, change: Callable[[Value], Value] | None = None) -> Series:
    """The elements of a dataset that is being iterated."""
    used(data)
    element, last = data.cells["element"], data.cells["last"]
    if change is not None:
        element, last = change(element), None if last is None else change(last)
    length = UNKNOWN if data.cells["infinite"] else data.cells["length"]
    return Series(element, length, "iterator", last=last)


@models(f"{DATASET}.as_numpy_iterator")
def as_numpy_iterator(self: Value) -> Value:
    """The elements as NumPy arrays."""

    def as_numpy(array: Array) -> Array:
        return replace(array, library="numpy", writeable=False)

    return series(known(self), lambda element: leaves_with(as_numpy, element))


@models(f"{DATASET}.make_one_shot_iterator", f"{DATASET}.make_initializable_iterator")
def make_iterator(self: Value, shared_name: Value = NONE) -> Value:
    """An iterator of TensorFlow 1."""
    data = known(self)
    used(data)
    return Object("tensorflow.data.Iterator", Cells(element=data.cells["element"]))


@models("tensorflow.data.make_one_shot_iterator", "tensorflow.data.make_initializable_iterator")
def make_iterator_function(dataset: Value, shared_name: Value = NONE) -> Value:
    """An iterator of TensorFlow 1."""
    return make_iterator(dataset)


@models("tensorflow.data.Iterator.get_next")
def get_next(self: Value, name: Value = NONE) -> Value:
    """The next element."""
    element: Value = self.cells["element"] if isinstance(self, Object) else UNKNOWN_VALUE
    return element


@models(f"{DATASET}.__len__")
def length(self: Value) -> Value:
    """The number of elements."""
    data = known(self)
    return Integer() if data.cells["infinite"] else Integer(data.cells["length"])


@models(f"{DATASET}.cardinality", "tensorflow.data.experimental.cardinality")
def cardinality(self: Value) -> Array:
    """The number of elements as a tensor: -1 if infinite, -2 if unknown."""
    data = known(self)
    if data.cells["infinite"]:
        return scalar("int64", -1)
    return scalar("int64", data.cells["length"])


# -- what elements are declared to be


def spec_of(array: Value) -> Value:
    """The tf.TensorSpec of a tensor."""
    if not isinstance(array, Array):
        return UNKNOWN_VALUE
    return Object(SPEC, Cells(shape=array.shape, dtype=array.dtype))


@attribute(f"{DATASET}.element_spec")
def element_spec(data: Value) -> Value:
    """The structure of the elements, with a TensorSpec for each tensor."""
    if not isinstance(data, Object) or "element" not in data.cells:
        return UNKNOWN_VALUE
    return structure(spec_of, data.cells["element"])


@attribute(f"{SPEC}.shape")
def spec_shape(spec: Value) -> Value:
    """The shape of a TensorSpec."""
    shape = spec.cells.get("shape") if isinstance(spec, Object) else None
    if not isinstance(shape, Shape) or shape.open:
        return UNKNOWN_VALUE
    sizes = [Integer(size) if isinstance(size, int) else Unknown(size=size) for size in shape.sizes]
    return Tuple(tuple(sizes))


def from_spec(spec: Value) -> Value:
    """A tensor as a TensorSpec describes it; not coercible for anything else."""
    if isinstance(spec, Object) and spec.path == SPEC:
        shape = spec.cells["shape"]
        return tensor(shape if isinstance(shape, Shape) else shape_of(), str(spec.cells["dtype"]))
    return UNKNOWN_VALUE
