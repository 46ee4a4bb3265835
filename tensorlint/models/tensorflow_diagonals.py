"""tf.linalg: diagonals, bands, cross products and norms."""

from __future__ import annotations

from tensorlint.models.coercion import Axes
from tensorlint.models.registry import models
from tensorlint.models.tensorflow_common import (
    Tensor,
    mismatch,
    reshaped,
    scalar,
    unknown_tensor,
)
from tensorlint.models.tensorflow_linalg import matrices
from tensorlint.models.tensorflow_reductions import reduced
from tensorlint.shapes import (
    Axis,
    Shape,
    equal,
    size_text,
)
from tensorlint.shapes.sizes import add, minimum, subtract
from tensorlint.values import NONE, Array, Integer, Tuple, Value


@models("tensorflow.linalg.band_part")
def band_part(input: Tensor, num_lower: Value, num_upper: Value, name: Value = NONE) -> Array:
    """The matrix with zeros outside of a band."""
    matrices(input, "band_part", "{input}")
    return reshaped(input, input.shape)


@models("tensorflow.linalg.diag")
def diag(
    diagonal: Tensor,
    name: Value = NONE,
    k: int = 0,
    num_rows: int = -1,
    num_cols: int = -1,
    padding_value: Value = NONE,
    align: Value = NONE,
) -> Array:
    """Matrices with these diagonals."""
    if diagonal.rank == 0:
        mismatch("TSL614", "diag: {diagonal} must be a vector or a batch of vectors, but is a single number")
    if not diagonal.shape.axes or num_rows != -1 or num_cols != -1:
        return unknown_tensor(diagonal.dtype)
    side = Axis(add(diagonal.shape.axes[-1].size, abs(k)))
    return reshaped(diagonal, Shape((*diagonal.shape.axes[:-1], side, side), diagonal.shape.open))


@models("tensorflow.linalg.diag_part")
def diag_part(
    input: Tensor, name: Value = NONE, k: int = 0, padding_value: Value = NONE, align: Value = NONE
) -> Array:
    """The diagonals of matrices."""
    parts = matrices(input, "diag_part", "{input}")
    if parts is None:
        return unknown_tensor(input.dtype)
    lead, rows, columns = parts
    down, right = max(-k, 0), max(k, 0)
    length = minimum(subtract(rows.size, down), subtract(columns.size, right))
    return reshaped(input, Shape((*lead.axes, Axis(length)), lead.open))


@models("tensorflow.linalg.set_diag")
def set_diag(
    input: Tensor, diagonal: Tensor, name: Value = NONE, k: Value = NONE, align: Value = NONE
) -> Array:
    """Matrices with another diagonal."""
    parts = matrices(input, "set_diag", "{input}")
    if parts is not None and k == NONE and diagonal.rank:
        length = minimum(parts[1].size, parts[2].size)
        if equal(diagonal.shape.axes[-1].size, length) is False:
            mismatch(
                "TSL614",
                f"set_diag: {{input}} is {input.shape}, its diagonal has {size_text(length)} elements, but"
                f" {{diagonal}} is {diagonal.shape}",
            )
    return reshaped(input, input.shape)


@models("tensorflow.linalg.tensor_diag")
def tensor_diag(diagonal: Tensor, name: Value = NONE) -> Array:
    """A tensor with each axis twice, zero off the diagonal."""
    if diagonal.rank is None:
        return unknown_tensor(diagonal.dtype)
    return reshaped(diagonal, Shape(diagonal.shape.axes * 2))


@models("tensorflow.linalg.tensor_diag_part")
def tensor_diag_part(input: Tensor, name: Value = NONE) -> Array:
    """The diagonal of a tensor that has each axis twice."""
    if input.rank is None or input.rank % 2 or not input.rank:
        return unknown_tensor(input.dtype)
    half = input.rank // 2
    for a, b in zip(input.shape.axes[:half], input.shape.axes[half:], strict=True):
        if equal(a.size, b.size) is False:
            mismatch(
                "TSL614", f"tensor_diag_part: both halves of the axes of {{input}} must agree: {input.shape}"
            )
    return reshaped(input, Shape(input.shape.axes[:half]))


@models("tensorflow.linalg.cross")
def cross(a: Tensor, b: Tensor, name: Value = NONE) -> Array:
    """Cross products of vectors of 3; nothing is broadcast."""
    if a.rank is None or b.rank is None:
        return reshaped(a, a.shape if a.rank is not None else b.shape)
    same = a.rank == b.rank and not any(
        equal(x.size, y.size) is False for x, y in zip(a.shape.axes, b.shape.axes, strict=True)
    )
    if not same:
        mismatch("TSL614", f"cross: {{a}} and {{b}} must have one shape, but are {a.shape} and {b.shape}")
    return reshaped(a, a.shape)


@models("tensorflow.linalg.norm")
def norm(
    tensor: Tensor,
    ord: Value = NONE,
    axis: Axes = None,
    keepdims: Value = NONE,
    name: Value = NONE,
    *,
    keep_dims: Value = NONE,
) -> Array:
    """The norm of vectors or matrices."""
    return reduced(tensor, axis, keepdims, keep_dims, text="{tensor}")


@models("tensorflow.linalg.normalize")
def normalize(tensor: Tensor, ord: Value = NONE, axis: Axes = None, name: Value = NONE) -> Value:
    """The tensor divided by its norm, and the norm."""
    length = reduced(tensor, axis, Integer(1), text="{tensor}")
    return Tuple((reshaped(tensor, tensor.shape), length))


@models("tensorflow.linalg.global_norm")
def global_norm(t_list: Value, name: Value = NONE) -> Array:
    """One norm of several tensors."""
    return scalar()
