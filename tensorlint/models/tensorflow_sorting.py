"""TensorFlow functions that sort, count, scatter and partition."""

from __future__ import annotations

from tensorlint.models.coercion import Sizes
from tensorlint.models.registry import models
from tensorlint.models.tensorflow_common import (
    Tensor,
    axis_of,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, shape_of, size_text, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, less, product
from tensorlint.values import NONE, Array, List, Tuple, Value


@models("tensorflow.unique")
def unique(x: Tensor, out_idx: Value = NONE, name: Value = NONE) -> Value:
    """The different elements of a vector, and for each element which of them it is."""
    found, places = _unique(x, "unique")
    return Tuple((found, places), ("y", "idx"))


@models("tensorflow.unique_with_counts")
def unique_with_counts(x: Tensor, out_idx: Value = NONE, name: Value = NONE) -> Value:
    """The different elements of a vector, which of them each element is, and how often they come."""
    found, places = _unique(x, "unique_with_counts")
    return Tuple((found, places, tensor(found.shape, "int")), ("y", "idx", "count"))


def _unique(x: Array, operation: str) -> tuple[Array, Array]:
    if x.rank is not None and x.rank != 1:
        mismatch(
            "TSL104",
            f"{operation}: {{x}} must be a vector, but is {x.shape}; flatten it: tf.reshape({{x}}, [-1])",
        )
    places = x.shape if x.rank == 1 else shape_of(UNKNOWN)
    return tensor(Shape((born(symbol("unique", lower=0)),)), x.dtype), tensor(places, "int")


@models("tensorflow.nn.top_k")
def top_k(
    input: Tensor, k: Size = 1, sorted: Value = NONE, index_type: Value = NONE, name: Value = NONE
) -> Value:
    """The k largest elements along the last axis, and their places."""
    if input.rank == 0:
        mismatch("TSL603", "top_k: {input} is a single number and has no axis to pick from")
    names = ("values", "indices")
    if input.rank is None and not input.shape.axes:
        return Tuple((unknown_tensor(input.dtype), unknown_tensor("int")), names)
    size = input.shape.axes[-1].size
    if less(size, k) is True:
        mismatch(
            "TSL605",
            f"top_k: {{k}} is {size_text(k)}, but the last axis of {{input}} has {size_text(size)} elements",
        )
    if bounds(k)[0] < 0:
        k = UNKNOWN
    shape = input.shape.replaced(-1, Axis(k, () if k == 1 else None))
    return Tuple(
        (reshaped(input, shape), tensor(shape, "int32" if index_type == NONE else "int", input)), names
    )


@models("tensorflow.sort")
def sort(values: Tensor, axis: int = -1, direction: Value = NONE, name: Value = NONE) -> Array:
    """The elements in order along an axis."""
    if values.rank is not None:
        axis_of(values.rank, axis, "{values}")
    return reshaped(values, values.shape)


@models("tensorflow.argsort")
def argsort(
    values: Tensor, axis: int = -1, direction: Value = NONE, stable: Value = NONE, name: Value = NONE
) -> Array:
    """The places of the elements in their order along an axis."""
    if values.rank is not None:
        axis_of(values.rank, axis, "{values}")
    return tensor(values.shape, "int32", values)


@models("tensorflow.searchsorted")
def searchsorted(
    sorted_sequence: Tensor, values: Tensor, side: Value = NONE, out_type: Value = NONE, name: Value = NONE
) -> Array:
    """Where values would be put in; all but the last axis go together."""
    a, b = sorted_sequence.shape, values.shape
    if a.rank and b.rank and equal(product(a.sizes[:-1]), product(b.sizes[:-1])) is False:
        mismatch(
            "TSL106",
            f"searchsorted: {{sorted_sequence}} is {a}, {{values}} is {b}: they must have the same number"
            f" of rows",
        )
    return tensor(b, "int32" if out_type == NONE else "int", values)


@models("tensorflow.scatter_nd")
def scatter_nd(
    indices: Tensor, updates: Tensor, shape: Sizes, bad_indices_policy: Value = NONE, name: Value = NONE
) -> Array:
    """Zeros of that shape with updates written (and added) at these places."""
    target = shape_of(*[item.size for item in shape])
    check_updates(target, indices, updates, "scatter_nd", "{shape}")
    return tensor(target, updates.dtype, updates)


def check_updates(target: Shape, indices: Array, updates: Array, operation: str, text: str) -> None:
    """Refuse updates that are not a slice of the target for each place."""
    if target.rank is None or not indices.rank or updates.rank is None:
        return
    depth = indices.shape.axes[-1].size
    if (
        not isinstance(depth, int)
        or depth > target.rank
        or not (bounds(target.count)[0] > 0 and bounds(indices.shape.count)[0] > 0)
    ):
        return
    if indices.rank == 1:
        mismatch(
            "TSL605",
            f"{operation}: {{indices}} must be a list of places, shape (places, {depth}), but is"
            f" {indices.shape};"
            " write [{indices}]",
        )
    wanted = Shape((*indices.shape.axes[:-1], *target.axes[depth:]))
    fits = len(wanted) == updates.rank and not any(
        equal(a.size, b.size) is False for a, b in zip(wanted.axes, updates.shape.axes, strict=True)
    )
    if not fits:
        mismatch(
            "TSL211",
            f"{operation}: {{updates}} is {updates.shape}, but the places in {{indices}} of {text} take"
            f" {wanted}",
        )


@models("tensorflow.tensor_scatter_nd_update")
def tensor_scatter_nd_update(tensor: Tensor, indices: Tensor, updates: Tensor, name: Value = NONE) -> Array:
    """The tensor with updates written at these places."""
    check_updates(tensor.shape, indices, updates, "tensor_scatter_nd_update", "{tensor}")
    return reshaped(tensor, tensor.shape)


@models(
    "tensorflow.tensor_scatter_nd_add",
    "tensorflow.tensor_scatter_nd_sub",
    "tensorflow.tensor_scatter_nd_max",
    "tensorflow.tensor_scatter_nd_min",
)
def tensor_scatter_nd_add(
    tensor: Tensor, indices: Tensor, updates: Tensor, bad_indices_policy: Value = NONE, name: Value = NONE
) -> Array:
    """The tensor with updates added (or taken, or compared) at these places."""
    check_updates(tensor.shape, indices, updates, "tensor_scatter_nd", "{tensor}")
    return reshaped(tensor, tensor.shape)


@models("tensorflow.dynamic_partition")
def dynamic_partition(data: Tensor, partitions: Tensor, num_partitions: int, name: Value = NONE) -> Value:
    """The rows sorted into lists by number."""
    if data.rank is None or partitions.rank is None or num_partitions > 64:
        return List.like(unknown_tensor(data.dtype), num_partitions)
    covered = data.shape.axes[: partitions.rank]
    if len(covered) < partitions.rank or any(
        equal(a.size, b.size) is False for a, b in zip(covered, partitions.shape.axes, strict=True)
    ):
        mismatch(
            "TSL106",
            f"dynamic_partition: {{data}} is {data.shape}, but {{partitions}} is {partitions.shape}: it"
            f" needs a number"
            " for each row",
        )
    rest = data.shape.axes[partitions.rank :]
    pieces = [reshaped(data, Shape((born(symbol("kept", lower=0)), *rest))) for _ in range(num_partitions)]
    return List.of(tuple(pieces))
