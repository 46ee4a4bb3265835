"""Where a tf.data.Dataset comes from: tensors, generators, ranges, files, other datasets."""

from __future__ import annotations

from tensorlint.models.coercion import to_dtype
from tensorlint.models.registry import Context, NotCoercible, models, refuse
from tensorlint.models.tensorflow_common import (
    DTypeOrNone,
    tensor,
    to_static_shape,
    to_tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_control import leaves, structure
from tensorlint.models.tensorflow_data import (
    DATASET,
    SPEC,
    dataset,
    from_spec,
    is_dataset,
    known,
    sliced,
)
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, shape_of, size_text, symbol
from tensorlint.shapes.arithmetic import range_length
from tensorlint.shapes.sizes import add, minimum
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Dict,
    Integer,
    Library,
    List,
    Object,
    Tuple,
    Unknown,
    Value,
    joined,
)


def converted(value: Value) -> Value:
    """A structure of tensors: tuples and dicts are structure, lists are tensors."""
    if isinstance(value, Tuple):
        return Tuple(tuple([converted(item) for item in value.items]), value.names)
    if isinstance(value, Dict):
        if value.others is not None:
            return UNKNOWN_VALUE
        return Dict.of({key: converted(item) for key, item in value.entries.items()})
    if isinstance(value, Unknown | Object):
        return UNKNOWN_VALUE
    array = to_tensor(value)
    return tensor(array.shape, array.dtype, array)


@models(f"{DATASET}.from_tensors")
def from_tensors(tensors: Value, name: Value = NONE) -> Value:
    """One element."""
    return dataset(converted(tensors), 1)


@models(f"{DATASET}.from_tensor_slices")
def from_tensor_slices(tensors: Value, name: Value = NONE) -> Value:
    """An element for each index of the first axis, which all tensors must share."""
    whole = converted(tensors)
    found = leaves(whole)
    if found is None or not found:
        return dataset(UNKNOWN_VALUE)
    element = sliced(whole)
    samples = common_axis(found, "from_tensor_slices: the tensors of {tensors}")
    return dataset(element, UNKNOWN if samples is None else samples.size, samples=samples)


def common_axis(arrays: list[Value], what: str) -> Axis | None:
    """The first axis, of which all tensors must have the same number of elements."""
    first: Axis | None = None
    for array in arrays:
        if not isinstance(array, Array) or not array.rank:
            continue
        axis = array.shape.axes[0]
        if first is not None and equal(first.size, axis.size) is False:
            refuse(
                "TSL106",
                f"{what} disagree in their number of samples: {size_text(first.size)} !="
                f" {size_text(axis.size)}",
                "builtins.ValueError",
            )
        if first is None or not isinstance(first.size, int):
            first = axis
    return first


@models(f"{DATASET}.range")
def range_(*args: Value, **kwargs: Value) -> Value:
    """Numbers, one an element."""
    sizes: list[Size] = [item.size if isinstance(item, Integer) else UNKNOWN for item in args]
    length: Size = UNKNOWN
    if len(sizes) == 1:
        length = range_length(0, sizes[0], 1)
    elif len(sizes) in (2, 3):
        length = range_length(sizes[0], sizes[1], sizes[2] if len(sizes) == 3 else 1)
    return dataset(tensor(Shape(), "int"), length)


@models(f"{DATASET}.counter", f"{DATASET}.random")
def counter(*args: Value, **kwargs: Value) -> Value:
    """Numbers without end."""
    return dataset(tensor(Shape(), "int"), infinite=True)


@models(
    f"{DATASET}.list_files",
    "tensorflow.data.TextLineDataset",
    "tensorflow.data.TFRecordDataset",
    "tensorflow.data.FixedLengthRecordDataset",
)
def files(*args: Value, **kwargs: Value) -> Value:
    """Texts, one an element."""
    return dataset(tensor(Shape(), "string"))


@models(f"{DATASET}.zip")
def zip_(*args: Value, datasets: Value = NONE, name: Value = NONE) -> Value:
    """Elements of several datasets side by side, as long as the shortest."""
    given = Tuple(args) if len(args) > 1 else args[0] if args else datasets
    if isinstance(given, List):
        raise NotCoercible
    sources = leaves(given)
    if sources is None or not sources or not all(is_dataset(source) for source in sources):
        return dataset(UNKNOWN_VALUE)
    held = [known(source) for source in sources]
    lengths = [source.cells["length"] for source in held if not source.cells["infinite"]]
    element = structure(lambda source: known(source).cells["element"], given)
    first = held[0]
    shorter = any(source.cells["last"] is not None for source in held)
    last = None
    if shorter and all(equal(length, lengths[0]) is True for length in lengths):
        last = structure(lambda source: known(source).cells["last"] or known(source).cells["element"], given)
    elif shorter:
        element = joined_elements(
            element,
            structure(lambda source: known(source).cells["last"] or known(source).cells["element"], given),
        )
    return dataset(
        element,
        minimum(*lengths) if lengths else UNKNOWN,
        like=first,
        last=last,
        infinite=not lengths,
        batches=max(source.cells["batches"] for source in held),
        pending=tuple(each for source in held for each in source.cells["pending"]),
    )


def joined_elements(a: Value, b: Value) -> Value:
    """What holds of both elements."""
    if isinstance(a, Dict) and isinstance(b, Dict):
        if a.entries.keys() != b.entries.keys():
            return UNKNOWN_VALUE
        return Dict.of({key: joined_elements(a.entries[key], b.entries[key]) for key in a.entries})
    if isinstance(a, Tuple) and isinstance(b, Tuple):
        if len(a.items) != len(b.items):
            return UNKNOWN_VALUE
        return Tuple(tuple([joined_elements(x, y) for x, y in zip(a.items, b.items, strict=True)]))
    return joined(a, b)


@models(f"{DATASET}.concatenate")
def concatenate(self: Value, dataset: Value, name: Value = NONE) -> Value:
    """The elements of one dataset, then those of another."""
    from tensorlint.models import tensorflow_data as data

    first, second = known(self), known(dataset)
    element = joined_elements(first.cells["element"], second.cells["element"])
    last = first.cells["last"] or second.cells["last"]
    if last is not None and first.cells["last"] is not None:
        element = joined_elements(element, last)
    return data.dataset(
        element,
        add(first.cells["length"], second.cells["length"]),
        like=first,
        last=second.cells["last"],
        infinite=first.cells["infinite"] or second.cells["infinite"],
        pending=first.cells["pending"] + second.cells["pending"],
    )


@models(f"{DATASET}.sample_from_datasets", f"{DATASET}.choose_from_datasets")
def sample_from_datasets(context: Context, datasets: Value, *args: Value, **kwargs: Value) -> Value:
    """Elements of several datasets by turns."""
    sources = context.elements(datasets)
    if not sources or not all(is_dataset(source) for source in sources):
        return dataset(UNKNOWN_VALUE)
    element = known(sources[0]).cells["element"]
    for source in sources:
        element = joined_elements(element, known(source).cells["element"])
        if known(source).cells["last"] is not None:
            element = joined_elements(element, known(source).cells["last"])
    return dataset(element, like=known(sources[0]), last=None)


@models(f"{DATASET}.from_generator")
def from_generator(
    generator: Value,
    output_types: Value = NONE,
    output_shapes: Value = NONE,
    args: Value = NONE,
    output_signature: Value = NONE,
    name: Value = NONE,
) -> Value:
    """What a generator yields, as it is declared."""
    if output_signature != NONE:
        return dataset(structure(from_spec, _as_tuples(output_signature)))
    return dataset(_declared(output_types, output_shapes))


def _as_tuples(value: Value) -> Value:
    if isinstance(value, List) and value.items is not None:
        value = Tuple(value.items)
    if isinstance(value, Tuple):
        return Tuple(tuple([_as_tuples(item) for item in value.items]), value.names)
    return value


def _declared(types: Value, shapes: Value) -> Value:
    """A structure of tensors from one of dtypes and one of shapes."""
    if isinstance(types, List) and types.items is not None:
        types = Tuple(types.items)
    if isinstance(types, Tuple):
        inner: tuple[Value, ...] = (NONE,) * len(types.items)
        if isinstance(shapes, Tuple | List) and shapes.items is not None and len(shapes.items) == len(inner):
            inner = shapes.items
        pairs = zip(types.items, inner, strict=True)
        return Tuple(tuple([_declared(kind, shape) for kind, shape in pairs]))
    if isinstance(types, Dict):
        if types.others is not None or not isinstance(shapes, Dict):
            return UNKNOWN_VALUE
        keys = types.entries
        return Dict.of({key: _declared(keys[key], shapes.entries.get(key, NONE)) for key in keys})
    if not isinstance(types, Library):
        return UNKNOWN_VALUE
    if shapes == NONE:
        return unknown_tensor(to_dtype(types))
    return tensor(_spec_shape(shapes), to_dtype(types))


def _spec_shape(value: Value) -> Shape:
    """A declared shape; None is a size that may change from element to element."""
    try:
        sizes = to_static_shape(value)
    except NotCoercible:
        return UNKNOWN_SHAPE
    if sizes is None:
        return UNKNOWN_SHAPE
    return shape_of(*[size if isinstance(size, int) else symbol("n", lower=0) for size in sizes])


@models(SPEC)
def tensor_spec(shape: Value, dtype: DTypeOrNone = "float32", name: Value = NONE) -> Value:
    """What a tensor must look like."""
    return Object(SPEC, Cells(shape=_spec_shape(shape), dtype=dtype or ""))
