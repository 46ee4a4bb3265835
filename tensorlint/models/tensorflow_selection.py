"""TensorFlow functions that pick elements: gather, masks, where, slices, sorting, scattering."""

from __future__ import annotations

from tensorlint.models.registry import NotCoercible, alias, models
from tensorlint.models.tensorflow_common import (
    Numbers,
    Tensor,
    axis_of,
    broadcast_tensors,
    mismatch,
    reshaped,
    result_dtype,
    tensor,
    to_tensor,
    to_tensors,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, shape_of, size_text, symbol
from tensorlint.shapes.arithmetic import slice_size
from tensorlint.shapes.axes import born, selected
from tensorlint.shapes.sizes import bounds, less, less_equal, subtract
from tensorlint.values import NONE, Array, List, Tuple, Value


def check_indices(indices: Array, size: Size, text: str, what: str) -> None:
    """Refuse a known index outside of [0, size): TensorFlow counts from the front only."""
    for index in indices.contents or ():
        if less(index, 0) is True or less_equal(size, index) is True:
            mismatch(
                "TSL605",
                f"{what}: index {size_text(index)} in {text} is out of bounds: valid are 0 to"
                f" {size_text(subtract(size, 1))}; counting from the end is not possible here",
            )


@models("tensorflow.gather")
def gather(
    params: Tensor,
    indices: Tensor,
    validate_indices: Value = NONE,
    axis: int | None = None,
    batch_dims: int = 0,
    name: Value = NONE,
) -> Array:
    """The slices with these indices along an axis; `batch_dims` leading axes go together."""
    return gathered(params, indices, axis, batch_dims, "gather", "{params}", "{indices}")


def gathered(
    params: Array,
    indices: Array,
    axis: int | None,
    batch_dims: int,
    operation: str,
    text: str,
    index_text: str,
) -> Array:
    """`tf.gather`."""
    if params.rank is None:
        return unknown_tensor(params.dtype)
    if params.rank == 0:
        mismatch("TSL603", f"{operation}: {text} is a single number and has no axis to pick from")
    if indices.rank is None:
        if axis in (None, 0) and batch_dims == 0 and params.rank is not None:
            return tensor(Shape(params.shape.axes[1:], True), params.dtype, params)
        return unknown_tensor(params.dtype)
    batch = batch_dims + indices.rank if batch_dims < 0 else batch_dims
    if not 0 <= batch <= indices.rank:
        return unknown_tensor(params.dtype)
    place = axis_of(params.rank, batch if axis is None else axis, text)
    if batch > place:
        return unknown_tensor(params.dtype)
    for index in range(batch):
        a, b = params.shape.axes[index].size, indices.shape.axes[index].size
        if equal(a, b) is False:
            mismatch(
                "TSL106",
                f"{operation}: the batch axis {index} differs: {text} is {params.shape}, {index_text} is"
                f" {indices.shape}: {size_text(a)} != {size_text(b)}",
            )
    size = params.shape.axes[place].size
    axes = (*params.shape.axes[:place], *indices.shape.axes[batch:], *params.shape.axes[place + 1 :])
    if bounds(Shape(axes).count)[0] > 0:  # nothing is looked up for an empty result
        check_indices(indices, size, index_text, operation)
    contents = None
    if params.rank == 1 and params.contents is not None and indices.contents is not None:
        picks = [params.contents[index] for index in indices.contents if isinstance(index, int)]
        contents = tuple(picks) if len(picks) == len(indices.contents) else None
    return tensor(Shape(axes), params.dtype, params, contents=contents)


@models("tensorflow.gather_nd")
def gather_nd(
    params: Tensor, indices: Tensor, batch_dims: int = 0, name: Value = NONE, bad_indices_policy: Value = NONE
) -> Array:
    """The slices at these places; the last axis of `indices` is a place."""
    if indices.rank == 0:
        mismatch(
            "TSL605", "gather_nd: {indices} must have an axis that holds the places, but is a single number"
        )
    if params.rank == 0:
        mismatch("TSL605", "gather_nd: {params} is a single number and has no axis to pick from")
    if indices.rank is None or params.rank is None:
        return unknown_tensor(params.dtype)
    depth = indices.shape.axes[-1].size
    if not isinstance(depth, int) or not 0 <= batch_dims < indices.rank:
        return unknown_tensor(params.dtype)
    if batch_dims + depth > params.rank:
        mismatch(
            "TSL605",
            f"gather_nd: the last axis of {{indices}} names {depth} axes, but {{params}} has"
            f" {params.rank - batch_dims} to pick from: {{params}} is {params.shape}, {{indices}} is"
            f" {indices.shape}",
        )
    return tensor(
        Shape((*indices.shape.axes[:-1], *params.shape.axes[batch_dims + depth :])), params.dtype, params
    )


@models("tensorflow.boolean_mask")
def boolean_mask(tensor: Tensor, mask: Tensor, axis: int | None = None, name: Value = NONE) -> Array:
    """The elements where the mask is True; its axes fold into one."""
    return masked(tensor, mask, axis or 0, "boolean_mask", "{tensor}", "{mask}")


def masked(array: Array, mask: Array, axis: int, operation: str, text: str, mask_text: str) -> Array:
    """`tf.boolean_mask`."""
    if mask.rank == 0:
        mismatch("TSL605", f"{operation}: {mask_text} must have axes, but is a single truth value")
    if array.rank is None or mask.rank is None:
        return unknown_tensor(array.dtype)
    place = axis + array.rank if axis < 0 else axis
    covered = array.shape.axes[place : place + mask.rank]
    if not 0 <= place <= array.rank:
        return unknown_tensor(array.dtype)
    said = f"{operation}: the mask does not fit: {text} is {array.shape}, {mask_text} is {mask.shape}"
    if len(covered) < mask.rank:
        mismatch("TSL605", f"{said}: {mask.rank} axes, but there are {len(covered)} from axis {place} on")
    for a, b in zip(covered, mask.shape.axes, strict=True):
        if equal(a.size, b.size) is False:
            mismatch("TSL605", f"{said}: {size_text(a.size)} != {size_text(b.size)}")
    kept: Size = symbol("kept", lower=0)
    if mask.contents is not None and all(isinstance(each, bool) for each in mask.contents):
        kept = sum(mask.contents)
    new = selected(covered[0], kept) if len(covered) == 1 else born(kept)
    axes = (*array.shape.axes[:place], new, *array.shape.axes[place + mask.rank :])
    return reshaped(array, Shape(axes))


@models("tensorflow.where", "tensorflow.where_v2")
def where(condition: Tensor, x: Tensor | None = None, y: Tensor | None = None, name: Value = NONE) -> Array:
    """Elements of x where the condition holds, else of y; or the places where it holds."""
    if x is None or y is None:
        return _places(condition, x, y)
    shape = broadcast_tensors([condition, x, y], ["{condition}", "{x}", "{y}"])
    return tensor(shape, result_dtype(x, y), x, y)


alias("tensorflow.compat.v1.where", "tensorflow.compat.v1.where")
alias("tensorflow.select", "tensorflow.compat.v1.where")


@models("tensorflow.compat.v1.where")
def where_v1(
    condition: Tensor, x: Tensor | None = None, y: Tensor | None = None, name: Value = NONE
) -> Array:
    """The older `where`: nothing is broadcast, but a vector of conditions may pick whole rows."""
    if x is None or y is None:
        return _places(condition, x, y)
    shape = x.shape if x.rank is not None else y.shape
    return tensor(shape, result_dtype(x, y), x, y)


def _places(condition: Array, x: Array | None, y: Array | None) -> Array:
    if x is not None or y is not None or condition.rank is None:
        raise NotCoercible
    if condition.rank == 0:
        mismatch("TSL603", "where: {condition} is a single truth value and has no axis to search along")
    return tensor(
        Shape((born(symbol("found", lower=0)), Axis(condition.rank, () if condition.rank == 1 else None))),
        "int64",
    )


@models("tensorflow.slice")
def slice_(input_: Tensor, begin: Numbers, size: Numbers, name: Value = NONE) -> Array:
    """A block that starts at `begin`; a size of -1 takes all that is left."""
    shape = input_.shape
    if begin is None or size is None:
        raise NotCoercible
    if shape.rank is None:
        return tensor(shape_of(*[UNKNOWN] * len(begin)), input_.dtype, input_)
    if len(begin) != shape.rank or len(size) != shape.rank:
        mismatch(
            "TSL605",
            f"slice: {{begin}} and {{size}} need {shape.rank} numbers, as {{input_}} is {shape}, but have"
            f" {len(begin)} and {len(size)}",
        )
    axes = []
    for index, (axis, start, count) in enumerate(zip(shape.axes, begin, size, strict=True)):
        axes.append(_block(axis, start, count, index))
    return reshaped(input_, Shape(tuple(axes)))


def _block(axis: Axis, start: Size, count: Size, index: int) -> Axis:
    left = subtract(axis.size, start)
    if less(start, 0) is True or less(left, 0) is True:
        mismatch(
            "TSL605",
            f"slice: axis {index} of {{input_}} has {size_text(axis.size)} elements, it cannot start at"
            f" {size_text(start)}",
        )
    if count == -1:
        return selected(axis, left)
    if less(count, 0) is True or less(left, count) is True:
        mismatch(
            "TSL605",
            f"slice: axis {index} of {{input_}} has {size_text(axis.size)} elements: from"
            f" {size_text(start)} on there"
            f" are {size_text(left)}, not {size_text(count)}",
        )
    return selected(axis, UNKNOWN if bounds(count)[0] < 0 else count)


@models("tensorflow.strided_slice")
def strided_slice(
    input_: Tensor,
    begin: Numbers,
    end: Numbers,
    strides: Numbers = None,
    begin_mask: int = 0,
    end_mask: int = 0,
    ellipsis_mask: int = 0,
    new_axis_mask: int = 0,
    shrink_axis_mask: int = 0,
    var: Value = NONE,
    name: Value = NONE,
) -> Array:
    """What `x[begin:end:strides]` takes on the first axes."""
    if begin is None or end is None or ellipsis_mask or new_axis_mask or input_.rank is None:
        return unknown_tensor(input_.dtype)
    steps = (1,) * len(begin) if strides is None else strides
    if len(begin) != len(end) or len(begin) != len(steps):
        mismatch(
            "TSL605", "strided_slice: {begin}, {end} and {strides} must have the same number of elements"
        )
    if len(begin) > input_.rank:
        mismatch(
            "TSL605", f"strided_slice: {{begin}} names {len(begin)} axes, but {{input_}} is {input_.shape}"
        )
    axes: list[Axis] = []
    for index, (axis, start, stop, step) in enumerate(
        zip(input_.shape.axes, begin, end, steps, strict=False)
    ):
        if shrink_axis_mask >> index & 1:
            continue
        first = None if begin_mask >> index & 1 else start
        last = None if end_mask >> index & 1 else stop
        if not isinstance(step, int) or step == 0:
            axes.append(Axis(UNKNOWN))
            continue
        axes.append(selected(axis, slice_size(axis.size, first, last, step)))
    return reshaped(input_, Shape((*axes, *input_.shape.axes[len(begin) :])))


@models("tensorflow.nn.embedding_lookup")
def embedding_lookup(
    params: Value,
    ids: Tensor,
    max_norm: Value = NONE,
    name: Value = NONE,
    *,
    partition_strategy: Value = NONE,
    validate_indices: Value = NONE,
) -> Array:
    """The rows of an embedding table with these numbers."""
    if isinstance(params, List | Tuple):
        shards = to_tensors(params).items
        if shards is None or len(shards) != 1:
            first = shards[0] if shards else unknown_tensor()
            if ids.rank is None or first.rank is None or not first.rank:
                return unknown_tensor(first.dtype)
            return tensor(Shape((*ids.shape.axes, *first.shape.axes[1:])), first.dtype)
        params = shards[0]
    return gathered(to_tensor(params), ids, 0, 0, "embedding_lookup", "{params}", "{ids}")
