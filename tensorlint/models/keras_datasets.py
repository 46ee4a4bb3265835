"""Functions of Keras that make a tf.data.Dataset: from folders of images and texts, from time series."""

from __future__ import annotations

from tensorlint.models.keras_images import channels_of, sides_of
from tensorlint.models.registry import models
from tensorlint.models.tensorflow_data import dataset
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, symbol
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, less_equal, minimum, modulo, multiply, subtract
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Integer, List, String, Tuple, Value


def _tensor(*axes: Axis, dtype: str) -> Array:
    return Array(Shape(axes), dtype, "tensorflow", False)


def _any_batch(batch_size: Value, default: int) -> tuple[Axis, ...]:
    """The axis of a batch of data whose number is not known; none where they come one by one."""
    if batch_size == NONE:
        upper: Size = default
    elif isinstance(batch_size, Integer):
        upper = batch_size.size
    else:
        upper = UNKNOWN
    size = symbol("batch", upper=upper if isinstance(upper, int) else None, generic=True)
    return (born(size, "batch", None, True),)


def _labels(batch: tuple[Axis, ...], labels: Value, label_mode: Value) -> Array | None:
    """The labels beside the data; None where there are none."""
    if labels != NONE and not isinstance(labels, String | List | Tuple):
        return Array(UNKNOWN_SHAPE, library="tensorflow")
    mode = label_mode.value if isinstance(label_mode, String) else None
    if mode == "int":
        return _tensor(*batch, dtype="int32")
    if mode == "binary":
        return _tensor(*batch, Axis(1, ()), dtype="float32")
    if mode == "categorical":
        return _tensor(*batch, born(symbol("classes"), "classes"), dtype="float32")
    return Array(UNKNOWN_SHAPE, library="tensorflow")


def _folder(x: Array, batch: tuple[Axis, ...], labels: Value, label_mode: Value, subset: Value) -> Value:
    if not isinstance(label_mode, String) and label_mode != NONE:
        return UNKNOWN_VALUE
    element: Value = x
    if labels != NONE and label_mode != NONE:
        y = _labels(batch, labels, label_mode)
        element = x if y is None else Tuple((x, y))
    batches = 1 if batch else 0
    found = dataset(element, batches=batches)
    if isinstance(subset, String) and subset.value == "both":
        return List.of((found, dataset(element, batches=batches)))
    return found if subset == NONE or isinstance(subset, String) else UNKNOWN_VALUE


_INFERRED = String("inferred")
_INT = String("int")
_BATCH = Integer(32)


@models("keras.utils.image_dataset_from_directory")
def image_dataset_from_directory(
    directory: Value,
    labels: Value = _INFERRED,
    label_mode: Value = _INT,
    class_names: Value = NONE,
    color_mode: Value = String("rgb"),  # noqa: B008 - immutable
    batch_size: Value = _BATCH,
    image_size: Value = Tuple((Integer(256), Integer(256))),  # noqa: B008 - immutable
    shuffle: Value = NONE,
    seed: Value = NONE,
    validation_split: Value = NONE,
    subset: Value = NONE,
    interpolation: Value = NONE,
    follow_links: Value = NONE,
    crop_to_aspect_ratio: Value = NONE,
    pad_to_aspect_ratio: Value = NONE,
    data_format: Value = NONE,
    format: Value = NONE,
    verbose: Value = NONE,
) -> Value:
    """Batches of images of one size, with their classes unless told otherwise."""
    if data_format != NONE or format not in (NONE, String("tf")):
        return UNKNOWN_VALUE
    batch = () if batch_size == NONE else _any_batch(batch_size, 32)
    channels = channels_of(color_mode)
    height, width = sides_of(image_size) or (UNKNOWN, UNKNOWN)
    sides = (Axis(height), Axis(width), Axis(UNKNOWN if channels is None else channels))
    return _folder(_tensor(*batch, *sides, dtype="float32"), batch, labels, label_mode, subset)


@models("keras.utils.text_dataset_from_directory")
def text_dataset_from_directory(
    directory: Value,
    labels: Value = _INFERRED,
    label_mode: Value = _INT,
    class_names: Value = NONE,
    batch_size: Value = _BATCH,
    max_length: Value = NONE,
    shuffle: Value = NONE,
    seed: Value = NONE,
    validation_split: Value = NONE,
    subset: Value = NONE,
    follow_links: Value = NONE,
    format: Value = NONE,
    verbose: Value = NONE,
) -> Value:
    """Batches of texts, with their classes unless told otherwise."""
    batch = () if batch_size == NONE else _any_batch(batch_size, 32)
    return _folder(_tensor(*batch, dtype="string"), batch, labels, label_mode, subset)


@models("keras.utils.timeseries_dataset_from_array")
def timeseries_dataset_from_array(
    data: Value,
    targets: Value,
    sequence_length: Size,
    sequence_stride: Size = 1,
    sampling_rate: Size = 1,
    batch_size: Value = Integer(128),  # noqa: B008 - immutable
    shuffle: Value = NONE,
    seed: Value = NONE,
    start_index: Value = NONE,
    end_index: Value = NONE,
    format: Value = NONE,
) -> Value:
    """Batches of windows over a series, each with the target that stands at its index."""
    if not isinstance(data, Array) or data.shape.open or not data.shape.axes:
        return UNKNOWN_VALUE
    if targets != NONE and (not isinstance(targets, Array) or targets.shape.open or not targets.shape.axes):
        return UNKNOWN_VALUE
    count: Size = UNKNOWN
    if start_index == NONE and end_index == NONE:
        reach = multiply(subtract(sequence_length, 1), sampling_rate)
        count = subtract(data.shape.axes[0].size, reach)
        if isinstance(targets, Array):
            count = minimum(count, targets.shape.axes[0].size)
        count = ceil_divide(count, sequence_stride) if bounds(sequence_stride)[0] >= 1 else UNKNOWN
    steps = born(sequence_length, "steps")

    def element(*batch: Axis) -> Value:
        x = _tensor(*batch, steps, *data.shape.axes[1:], dtype=data.dtype)
        if not isinstance(targets, Array):
            return x
        return Tuple((x, _tensor(*batch, *targets.shape.axes[1:], dtype=targets.dtype)))

    if batch_size == NONE:
        return dataset(element(), count)
    size = batch_size.size if isinstance(batch_size, Integer) else UNKNOWN
    if size is UNKNOWN or count is UNKNOWN or bounds(size)[0] < 1:
        return dataset(element(*_any_batch(batch_size, 128)), batches=1)
    full = size if less_equal(size, count) is True else minimum(size, count)
    rest = modulo(count, size)
    last = None
    if isinstance(rest, int) and rest and full is size:
        last = element(born(rest, "batch", None, True))
    return dataset(element(born(full, "batch", None, True)), ceil_divide(count, size), batches=1, last=last)
