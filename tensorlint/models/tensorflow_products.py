"""Products of TensorFlow: matmul, matvec, tensordot; vectors are refused where matrices are meant."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.coercion import to_int
from tensorlint.models.registry import NotCoercible, models
from tensorlint.models.tensorflow_common import (
    Tensor,
    mismatch,
    reshaped,
    result_dtype,
    tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_shapes import swapped
from tensorlint.shapes import (
    Axis,
    Mismatch,
    Shape,
    arithmetic,
    equal,
    size_text,
)
from tensorlint.shapes.sizes import product
from tensorlint.values import NONE, Array, Integer, List, Tuple, Value


@models("tensorflow.matmul")
def matmul(
    a: Tensor,
    b: Tensor,
    transpose_a: bool = False,
    transpose_b: bool = False,
    adjoint_a: bool = False,
    adjoint_b: bool = False,
    a_is_sparse: Value = NONE,
    b_is_sparse: Value = NONE,
    output_type: Value = NONE,
    grad_a: Value = NONE,
    grad_b: Value = NONE,
    name: Value = NONE,
    *,
    adj_x: bool = False,
    adj_y: bool = False,
) -> Array:
    """Matrix products; leading axes are broadcast. Vectors are refused."""
    turned_a = "transposed " if transpose_a or adjoint_a or adj_x else ""
    turned_b = "transposed " if transpose_b or adjoint_b or adj_y else ""
    for array, text in ((a, "{a}"), (b, "{b}")):
        _need_matrix(array.shape, "matmul", text)
    left = reshaped(a, swapped(a.shape, "matmul", "{a}")) if turned_a else a
    right = reshaped(b, swapped(b.shape, "matmul", "{b}")) if turned_b else b
    result = multiplied(left, right, "matmul", (f"{turned_a}{{a}}", f"{turned_b}{{b}}"))
    return result if output_type == NONE else tensor(result.shape)


def _need_matrix(shape: Shape, operation: str, text: str) -> None:
    if shape.rank is not None and shape.rank < 2:
        mismatch(
            "TSL601",
            f"{operation}: {text} must be a matrix or a batch of matrices, but is {shape}; for a vector use"
            " tf.linalg.matvec or tf.tensordot",
        )


def multiplied(a: Array, b: Array, operation: str, names: Sequence[str]) -> Array:
    """`tf.matmul(a, b)`."""
    for array, text in zip((a, b), names, strict=True):
        _need_matrix(array.shape, operation, text)
    dtype = result_dtype(a, b)
    if a.rank is None and not a.shape.axes and len(b.shape) >= 2:  # no vectors: the last axis remains
        return tensor(Shape((b.shape.axes[-1],), True), dtype, a, b)
    try:
        return tensor(arithmetic.matmul(a.shape, b.shape), dtype, a, b)
    except Mismatch as mismatched:
        what = "inner dimensions differ" if mismatched.axis is None else "batch axes cannot be broadcast"
        mismatch(
            "TSL601",
            f"{operation}: {what}: {names[0]} is {a.shape}, {names[1]} is {b.shape}: {mismatched.detail}",
        )


@models("tensorflow.linalg.matvec")
def matvec(
    a: Tensor,
    b: Tensor,
    transpose_a: bool = False,
    adjoint_a: bool = False,
    a_is_sparse: Value = NONE,
    b_is_sparse: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Matrices times vectors."""
    _need_matrix(a.shape, "matvec", "{a}")
    if b.rank == 0:
        mismatch("TSL601", "matvec: {b} must be a vector, but is a single number")
    left = swapped(a.shape, "matvec", "{a}") if transpose_a or adjoint_a else a.shape
    if not b.shape.axes:
        return unknown_tensor(result_dtype(a, b))
    column = Shape((*b.shape.axes, Axis(1, ())), b.shape.open)
    product = multiplied(reshaped(a, left), reshaped(b, column), "matvec", ("{a}", "{b} as a column"))
    if len(product.shape) < 2:
        return unknown_tensor(product.dtype)
    return reshaped(product, Shape(product.shape.axes[:-1], product.shape.open))


@models("tensorflow.tensordot")
def tensordot(a: Tensor, b: Tensor, axes: Value, name: Value = NONE) -> Array:
    """Products summed over pairs of axes."""
    dtype = result_dtype(a, b)
    if a.rank is None or b.rank is None:
        return unknown_tensor(dtype)
    first, second = _pairs(a.shape, b.shape, axes)
    left = product([a.shape.axes[index].size for index in first])
    right = product([b.shape.axes[index].size for index in second])
    if equal(left, right) is False:  # TensorFlow flattens the axes, and compares the products only
        mismatch(
            "TSL601",
            f"tensordot: the axes summed over differ: {_axes_text(first)} of {{a}}, which is {a.shape}, and"
            f" {_axes_text(second)} of {{b}}, which is {b.shape}: {size_text(left)} != {size_text(right)}",
        )
    rest_a = [axis for index, axis in enumerate(a.shape.axes) if index not in first]
    rest_b = [axis for index, axis in enumerate(b.shape.axes) if index not in second]
    return tensor(Shape((*rest_a, *rest_b)), dtype, a, b)


def _axes_text(axes: Sequence[int]) -> str:
    return f"axis {axes[0]}" if len(axes) == 1 else "axes " + ", ".join(map(str, axes))


def _pairs(a: Shape, b: Shape, axes: Value) -> tuple[list[int], list[int]]:
    """The axes of both that are summed over."""
    ranks = (len(a), len(b))
    if isinstance(axes, Integer) or (isinstance(axes, Array) and axes.rank == 0):
        count = to_int(axes)
        if count < 0 or count > min(ranks):
            mismatch("TSL603", f"tensordot: {{axes}} is {count}, but {{a}} is {a} and {{b}} is {b}")
        return list(range(ranks[0] - count, ranks[0])), list(range(count))
    if not isinstance(axes, Tuple | List) or axes.items is None or len(axes.items) != 2:
        raise NotCoercible
    lists: list[list[int]] = []
    for item, rank in zip(axes.items, ranks, strict=True):
        numbers = item.items if isinstance(item, Tuple | List) else (item,)
        if numbers is None:
            raise NotCoercible
        places = [to_int(each) for each in numbers]
        if any(not -rank <= place < rank for place in places):
            raise NotCoercible
        lists.append([place % rank for place in places])
    if len(lists[0]) != len(lists[1]):
        mismatch(
            "TSL603", f"tensordot: {{axes}} names {len(lists[0])} axes of {{a}} but {len(lists[1])} of {{b}}"
        )
    return lists[0], lists[1]
