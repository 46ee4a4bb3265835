"""TensorFlow's reductions and scans: reduce_sum, argmax, cumsum, moments, segments, counts."""

from __future__ import annotations

from tensorlint.models import contents
from tensorlint.models.coercion import Axes, DType, dtype_kind, to_bool
from tensorlint.models.families import reduce_shape
from tensorlint.models.registry import NotCoercible, models
from tensorlint.models.tensorflow_common import (
    SHAPE_ERROR,
    DTypeOrNone,
    Tensor,
    axis_of,
    mismatch,
    reshaped,
    scalar,
    tensor,
    to_tensor,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, shape_of, size_text, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, maximum, minimum, product, total
from tensorlint.values import FALSE, NONE, Array, List, Tuple, Value


def reduced(
    array: Array,
    axis: Axes,
    keepdims: Value = FALSE,
    older: Value = NONE,
    text: str = "{input_tensor}",
    dtype: str | None = None,
) -> Array:
    """A tensor reduced over axes; `older` is the same as `keepdims` under its older name."""
    chosen = older if keepdims in (NONE, FALSE) and older != NONE else keepdims
    try:
        keep = to_bool(chosen)
    except NotCoercible:
        return unknown_tensor()
    shape = reduce_shape(array, axis, keep, text, SHAPE_ERROR)
    return tensor(shape, array.dtype if dtype is None else dtype, array)


def _with_contents(result: Array, source: Array, law: str) -> Array:
    known = source.contents
    if known is None or result.rank != 0 or dtype_kind(source.dtype) != "int" or not known:
        return result
    value = {"sum": total, "prod": product}.get(law)
    size = value(list(known)) if value else maximum(*known) if law == "max" else minimum(*known)
    return tensor(result.shape, result.dtype, source, contents=contents.checked([size], "int64"))


def _counting(law: str) -> None:
    @models(f"tensorflow.reduce_{law}")
    def reduce(
        input_tensor: Tensor,
        axis: Axes = None,
        keepdims: Value = FALSE,
        name: Value = NONE,
        *,
        reduction_indices: Axes = None,
        keep_dims: Value = NONE,
    ) -> Array:
        """A reduction whose result is known where the elements are, as in `reduce_prod(tf.shape(x))`."""
        axes = reduction_indices if axis is None else axis
        return _with_contents(reduced(input_tensor, axes, keepdims, keep_dims), input_tensor, law)


for _law in ("sum", "prod", "max", "min"):
    _counting(_law)


@models(
    "tensorflow.reduce_mean",
    "tensorflow.reduce_logsumexp",
    "tensorflow.reduce_all",
    "tensorflow.reduce_any",
    "tensorflow.reduce_euclidean_norm",
    "tensorflow.reduce_std",
    "tensorflow.reduce_variance",
)
def reduce_mean(
    input_tensor: Tensor,
    axis: Axes = None,
    keepdims: Value = FALSE,
    name: Value = NONE,
    *,
    reduction_indices: Axes = None,
    keep_dims: Value = NONE,
) -> Array:
    """A reduction over some axes, by default all."""
    return reduced(input_tensor, reduction_indices if axis is None else axis, keepdims, keep_dims)


@models("tensorflow.count_nonzero")
def count_nonzero(
    input: Tensor,
    axis: Axes = None,
    keepdims: Value = NONE,
    dtype: DType = "int64",
    name: Value = NONE,
    *,
    reduction_indices: Axes = None,
    keep_dims: Value = NONE,
    input_tensor: Value = NONE,
) -> Array:
    """How many elements are not zero."""
    axes = reduction_indices if axis is None else axis
    return reduced(input, axes, keepdims, keep_dims, text="{input}", dtype=dtype)


@models("tensorflow.argmax", "tensorflow.argmin", "tensorflow.arg_max", "tensorflow.arg_min")
def argmax(
    input: Tensor,
    axis: int | None = None,
    output_type: DTypeOrNone = None,
    name: Value = NONE,
    *,
    dimension: int | None = None,
) -> Array:
    """Where the largest element is along an axis, by default the first."""
    place = dimension if axis is None else axis
    place = 0 if place is None else place
    if input.rank is None:
        shape = reduce_shape(input, (place,), False, "{input}", SHAPE_ERROR)
        return tensor(shape, "int64" if output_type is None else "int")
    if input.rank == 0:
        return unknown_tensor()
    axis_of(input.rank, place)
    dtype = "int64" if output_type is None else output_type
    return tensor(input.shape.replaced(place), dtype, input)


@models("tensorflow.cumsum", "tensorflow.cumprod", "tensorflow.cumulative_logsumexp")
def cumsum(
    x: Tensor, axis: int = 0, exclusive: Value = NONE, reverse: Value = NONE, name: Value = NONE
) -> Array:
    """Running totals along an axis."""
    if x.rank:
        axis_of(x.rank, axis, "{x}")
    return reshaped(x, x.shape)


@models("tensorflow.nn.moments")
def moments(
    x: Tensor,
    axes: Axes,
    shift: Value = NONE,
    keepdims: Value = FALSE,
    name: Value = NONE,
    *,
    keep_dims: Value = NONE,
) -> Value:
    """Mean and variance over some axes."""
    if axes == ():
        return Tuple((unknown_tensor(x.dtype),) * 2)  # all unit axes go then
    result = reduced(x, axes, keepdims, keep_dims, "{x}")
    return Tuple((result, result))


@models("tensorflow.nn.weighted_moments")
def weighted_moments(
    x: Tensor,
    axes: Axes,
    frequency_weights: Value,
    keepdims: Value = FALSE,
    name: Value = NONE,
    *,
    keep_dims: Value = NONE,
) -> Value:
    """Weighted mean and variance over some axes."""
    result = reduced(x, axes, keepdims, keep_dims, "{x}")
    return Tuple((result, result))


@models("tensorflow.nn.zero_fraction")
def zero_fraction(value: Tensor, name: Value = NONE) -> Array:
    """The share of zeros."""
    return scalar("float32")


@models("tensorflow.nn.l2_loss")
def l2_loss(t: Tensor, name: Value = NONE) -> Array:
    """Half the sum of squares."""
    return scalar(t.dtype)


@models("tensorflow.nn.l2_normalize")
def l2_normalize(
    x: Tensor, axis: Axes = None, epsilon: Value = NONE, name: Value = NONE, dim: Axes = None
) -> Array:
    """The tensor divided by its length along some axes."""
    axes = dim if axis is None else axis
    if axes is not None:
        reduce_shape(x, axes, True, "{x}", SHAPE_ERROR)
    return reshaped(x, x.shape)


@models(
    "tensorflow.segment_sum",
    "tensorflow.segment_mean",
    "tensorflow.segment_max",
    "tensorflow.segment_min",
    "tensorflow.segment_prod",
)
def segment_sum(data: Tensor, segment_ids: Tensor, name: Value = NONE) -> Array:
    """Rows of one number joined; the number of results is one more than the largest number."""
    if data.rank is None or not data.rank:
        return unknown_tensor(data.dtype)
    _same_rows(data, segment_ids, "segment")
    count: Size = symbol("segments", lower=0)
    numbers = segment_ids.contents
    if numbers and all(isinstance(each, int) for each in numbers):
        count = numbers[-1] + 1
    return reshaped(data, Shape((Axis(count), *data.shape.axes[1:])))


@models(
    "tensorflow.unsorted_segment_sum",
    "tensorflow.unsorted_segment_mean",
    "tensorflow.unsorted_segment_max",
    "tensorflow.unsorted_segment_min",
    "tensorflow.unsorted_segment_prod",
    "tensorflow.unsorted_segment_sqrt_n",
)
def unsorted_segment_sum(data: Tensor, segment_ids: Tensor, num_segments: Size, name: Value = NONE) -> Array:
    """Rows of one number joined, for a given number of results."""
    if data.rank is None or segment_ids.rank is None:
        return unknown_tensor(data.dtype)
    covered = data.shape.axes[: segment_ids.rank]
    fits = len(covered) == segment_ids.rank and not any(
        equal(a.size, b.size) is False for a, b in zip(covered, segment_ids.shape.axes, strict=True)
    )
    if not fits:
        mismatch(
            "TSL106",
            f"unsorted_segment: {{data}} is {data.shape}, but {{segment_ids}} is {segment_ids.shape}: it"
            f" needs a number"
            " for each row",
        )
    count = UNKNOWN if bounds(num_segments)[0] < 0 else num_segments
    return reshaped(data, Shape((born(count), *data.shape.axes[segment_ids.rank :])))


def _same_rows(data: Array, numbers: Array, operation: str) -> None:
    if numbers.rank == 1 and equal(data.shape.axes[0].size, numbers.shape.axes[0].size) is False:
        mismatch(
            "TSL106",
            f"{operation}: {{data}} has {size_text(data.shape.axes[0].size)} rows, {{segment_ids}} has"
            f" {size_text(numbers.shape.axes[0].size)} numbers",
        )


@models("tensorflow.bincount")
def bincount(
    arr: Value,
    weights: Value = NONE,
    minlength: Value = NONE,
    maxlength: Value = NONE,
    dtype: Value = NONE,
    name: Value = NONE,
    axis: int | None = None,
    binary_output: Value = NONE,
) -> Array:
    """How often each number comes; with axis=-1 in each row."""
    counts = born(symbol("counts", lower=0))
    if axis is None:
        return tensor(Shape((counts,)))
    array = to_tensor(arr) if isinstance(arr, Array | List | Tuple) else unknown_tensor()
    if axis != -1 or array.rank not in (1, 2):
        return unknown_tensor()
    return tensor(Shape((*array.shape.axes[:-1], counts)))


@models("tensorflow.confusion_matrix", "tensorflow.train.confusion_matrix")
def confusion_matrix(
    labels: Tensor,
    predictions: Tensor,
    num_classes: Size | None = None,
    weights: Value = NONE,
    dtype: DType = "int32",
    name: Value = NONE,
) -> Array:
    """How often each label was predicted as each class."""
    if labels.rank == 1 and predictions.rank == 1:
        a, b = labels.shape.axes[0].size, predictions.shape.axes[0].size
        if equal(a, b) is False:
            mismatch(
                "TSL106",
                f"confusion_matrix: {{labels}} has {size_text(a)} elements, {{predictions}} has"
                f" {size_text(b)}",
            )
    side: Size = symbol("classes", lower=0) if num_classes is None else num_classes
    return tensor(shape_of(side, side), dtype)


@models("tensorflow.histogram_fixed_width")
def histogram_fixed_width(
    values: Tensor, value_range: Value, nbins: Size = 100, dtype: DType = "int32", name: Value = NONE
) -> Array:
    """How many values lie in each bin."""
    return tensor(Shape((born(nbins),)), dtype)


@models("tensorflow.nn.in_top_k")
def in_top_k(targets: Tensor, predictions: Tensor, k: Value, name: Value = NONE) -> Array:
    """Whether each target is among the k highest predictions of its row."""
    rows = targets.shape.axes[0] if targets.rank == 1 else None
    if predictions.rank is not None and predictions.rank != 2:
        mismatch("TSL104", f"in_top_k: {{predictions}} must be (batch, classes), but is {predictions.shape}")
    if targets.rank is not None and targets.rank != 1:
        mismatch("TSL104", f"in_top_k: {{targets}} must be (batch,), but is {targets.shape}")
    if predictions.rank == 2:
        lead = predictions.shape.axes[0]
        if rows is not None and equal(rows.size, lead.size) is False:
            mismatch(
                "TSL106",
                f"in_top_k: {{targets}} is {targets.shape}, {{predictions}} is {predictions.shape}:"
                f" {size_text(rows.size)} != {size_text(lead.size)}",
            )
        rows = lead if rows is None else rows
    return tensor(UNKNOWN_SHAPE if rows is None else Shape((rows,)), "bool")
