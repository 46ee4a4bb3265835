"""tf.matmul, tf.tensordot and tf.linalg: products, factors, determinants, diagonals, norms."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.coercion import Axes, to_int
from tensorlint.models.registry import NotCoercible, alias, models
from tensorlint.models.tensorflow_common import (
    Tensor,
    mismatch,
    reshaped,
    result_dtype,
    scalar,
    tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_reductions import reduced
from tensorlint.models.tensorflow_shapes import swapped
from tensorlint.shapes import (
    Axis,
    Mismatch,
    Shape,
    arithmetic,
    equal,
    size_text,
)
from tensorlint.shapes.sizes import add, minimum, product, subtract
from tensorlint.values import NONE, Array, Integer, List, Tuple, Value

for _old, _new in {
    "matrix_inverse": "inv",
    "matrix_determinant": "det",
    "matrix_solve": "solve",
    "matrix_solve_ls": "lstsq",
    "matrix_triangular_solve": "triangular_solve",
    "matrix_diag": "diag",
    "matrix_diag_part": "diag_part",
    "matrix_set_diag": "set_diag",
    "matrix_band_part": "band_part",
    "diag": "tensor_diag",
    "diag_part": "tensor_diag_part",
    "cholesky": "cholesky",
    "cholesky_solve": "cholesky_solve",
    "cross": "cross",
    "qr": "qr",
    "svd": "svd",
    "trace": "trace",
    "eig": "eig",
    "eigvals": "eigvals",
    "self_adjoint_eig": "eigh",
    "self_adjoint_eigvals": "eigvalsh",
    "matrix_square_root": "sqrtm",
    "global_norm": "global_norm",
    "norm": "norm",
}.items():
    alias(f"tensorflow.{_old}", f"tensorflow.linalg.{_new}")
for _name in ("matmul", "tensordot", "einsum", "eye"):
    alias(f"tensorflow.linalg.{_name}", f"tensorflow.{_name}")
alias("tensorflow.linalg.l2_normalize", "tensorflow.nn.l2_normalize")
alias("tensorflow.batch_matmul", "tensorflow.matmul")


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


def _matrices(array: Array, operation: str, text: str) -> tuple[Shape, Axis, Axis] | None:
    """The leading axes, rows and columns of a batch of matrices; None where not known."""
    shape = array.shape
    if len(shape) < 2:
        if shape.open:
            return None
        mismatch("TSL614", f"{operation}: {text} must be a matrix or a batch of matrices, but is {shape}")
    return Shape(shape.axes[:-2], shape.open), shape.axes[-2], shape.axes[-1]


def square(array: Array, operation: str, text: str) -> tuple[Shape, Axis] | None:
    """The leading axes and the side of a batch of square matrices."""
    parts = _matrices(array, operation, text)
    if parts is None:
        return None
    lead, rows, columns = parts
    if equal(rows.size, columns.size) is False:
        mismatch(
            "TSL614",
            f"{operation}: {text} must be square, but is {array.shape}: {size_text(rows.size)} !="
            f" {size_text(columns.size)}",
        )
    return lead, rows if isinstance(rows.size, int) else columns


@models("tensorflow.linalg.inv")
def inv(input: Tensor, adjoint: Value = NONE, name: Value = NONE) -> Array:
    """The inverses of square matrices."""
    square(input, "inv", "{input}")
    return reshaped(input, input.shape)


def _squares(operation: str) -> None:
    @models(f"tensorflow.linalg.{operation}")
    def factor(input: Tensor, name: Value = NONE) -> Array:
        """Square matrices made of square ones."""
        square(input, operation, "{input}")
        return reshaped(input, input.shape)


for _name in ("cholesky", "sqrtm", "logm"):
    _squares(_name)


@models("tensorflow.linalg.expm")
def expm(input: Tensor, name: Value = NONE) -> Array:
    """The exponentials of square matrices."""
    if len(input.shape) < 2:
        return unknown_tensor(input.dtype)  # a vector of 1 passes
    square(input, "expm", "{input}")
    return reshaped(input, input.shape)


@models("tensorflow.linalg.det")
def det(input: Tensor, name: Value = NONE) -> Array:
    """The determinants of square matrices."""
    return _numbers(input, "det", "{input}")


@models("tensorflow.linalg.logdet")
def logdet(matrix: Tensor, name: Value = NONE) -> Array:
    """The logarithms of determinants."""
    return _numbers(matrix, "logdet", "{matrix}")


@models("tensorflow.linalg.slogdet")
def slogdet(input: Tensor, name: Value = NONE) -> Value:
    """The signs and the logarithms of determinants."""
    result = _numbers(input, "slogdet", "{input}")
    return Tuple((result, result), ("sign", "log_abs_determinant"))


def _numbers(array: Array, operation: str, text: str) -> Array:
    parts = square(array, operation, text)
    return unknown_tensor(array.dtype) if parts is None else reshaped(array, parts[0])


@models("tensorflow.linalg.solve")
def solve(matrix: Tensor, rhs: Tensor, adjoint: Value = NONE, name: Value = NONE) -> Array:
    """The solution of a square system of equations."""
    return _solved(matrix, rhs, "solve", "{matrix}", "{rhs}", broadcasts=False)


@models("tensorflow.linalg.triangular_solve")
def triangular_solve(
    matrix: Tensor, rhs: Tensor, lower: Value = NONE, adjoint: Value = NONE, name: Value = NONE
) -> Array:
    """The solution of a triangular system of equations."""
    return _solved(matrix, rhs, "triangular_solve", "{matrix}", "{rhs}", broadcasts=True)


@models("tensorflow.linalg.cholesky_solve")
def cholesky_solve(chol: Tensor, rhs: Tensor, name: Value = NONE) -> Array:
    """The solution of a system of equations from its Cholesky factor."""
    return _solved(chol, rhs, "cholesky_solve", "{chol}", "{rhs}", broadcasts=True)


def _solved(matrix: Array, rhs: Array, operation: str, text: str, rhs_text: str, broadcasts: bool) -> Array:
    parts = square(matrix, operation, text)
    right = _matrices(rhs, operation, rhs_text)
    if parts is None or right is None:
        return unknown_tensor(rhs.dtype)
    if equal(parts[1].size, right[1].size) is False:
        mismatch(
            "TSL614",
            f"{operation}: {text} is {matrix.shape}, {rhs_text} is {rhs.shape}: {size_text(parts[1].size)} !="
            f" {size_text(right[1].size)}",
        )
    if broadcasts:
        return multiplied(matrix, rhs, operation, (text, rhs_text))
    return reshaped(rhs, rhs.shape)


@models("tensorflow.linalg.lstsq")
def lstsq(
    matrix: Tensor, rhs: Tensor, l2_regularizer: Value = NONE, fast: Value = NONE, name: Value = NONE
) -> Array:
    """The least-squares solution."""
    if matrix.rank in (0, 1):
        raise NotCoercible
    parts = _matrices(matrix, "lstsq", "{matrix}")
    right = _matrices(rhs, "lstsq", "{rhs}")
    if parts is None or right is None:
        return unknown_tensor(rhs.dtype)
    if equal(parts[1].size, right[1].size) is False:
        mismatch(
            "TSL614",
            f"lstsq: {{matrix}} is {matrix.shape}, {{rhs}} is {rhs.shape}: {size_text(parts[1].size)} !="
            f" {size_text(right[1].size)}",
        )
    return reshaped(rhs, Shape((*right[0].axes, parts[2], right[2]), right[0].open))


@models("tensorflow.linalg.eigh", "tensorflow.linalg.eig")
def eigh(tensor: Tensor, name: Value = NONE) -> Value:
    """Eigenvalues and eigenvectors."""
    parts = square(tensor, "eigh", "{tensor}")
    if parts is None:
        return Tuple((unknown_tensor(), unknown_tensor()))
    values = Shape((*parts[0].axes, parts[1]), parts[0].open)
    return Tuple((unknown_like(values), unknown_like(tensor.shape)))


def unknown_like(shape: Shape) -> Array:
    """A tensor of that shape whose dtype is not followed."""
    return tensor(shape)


@models("tensorflow.linalg.eigvals", "tensorflow.linalg.eigvalsh")
def eigvals(tensor: Tensor, name: Value = NONE) -> Array:
    """Eigenvalues."""
    parts = square(tensor, "eigvals", "{tensor}")
    if parts is None:
        return unknown_tensor()
    return unknown_like(Shape((*parts[0].axes, parts[1]), parts[0].open))


@models("tensorflow.linalg.svd")
def svd(tensor: Tensor, full_matrices: bool = False, compute_uv: bool = True, name: Value = NONE) -> Value:
    """Singular values, left and right vectors, in that order."""
    parts = _matrices(tensor, "svd", "{tensor}")
    if parts is None:
        unknown = unknown_tensor(tensor.dtype)
        return Tuple((unknown, unknown, unknown)) if compute_uv else unknown
    lead, rows, columns = parts
    least = Axis(minimum(rows.size, columns.size))
    values = reshaped(tensor, Shape((*lead.axes, least), lead.open))
    if not compute_uv:
        return values
    left = reshaped(tensor, Shape((*lead.axes, Axis(rows.size), rows if full_matrices else least), lead.open))
    right = reshaped(
        tensor, Shape((*lead.axes, Axis(columns.size), columns if full_matrices else least), lead.open)
    )
    return Tuple((values, left, right))


@models("tensorflow.linalg.qr")
def qr(input: Tensor, full_matrices: bool = False, name: Value = NONE) -> Value:
    """The orthogonal and the triangular factor."""
    parts = _matrices(input, "qr", "{input}")
    if parts is None:
        return Tuple((unknown_tensor(input.dtype), unknown_tensor(input.dtype)), ("q", "r"))
    lead, rows, columns = parts
    inner = Axis(rows.size if full_matrices else minimum(rows.size, columns.size))
    q = reshaped(input, Shape((*lead.axes, Axis(rows.size), inner), lead.open))
    r = reshaped(input, Shape((*lead.axes, inner, Axis(columns.size)), lead.open))
    return Tuple((q, r), ("q", "r"))


@models("tensorflow.linalg.pinv")
def pinv(a: Tensor, rcond: Value = NONE, validate_args: Value = NONE, name: Value = NONE) -> Array:
    """The pseudo-inverse."""
    parts = _matrices(a, "pinv", "{a}")
    return unknown_tensor(a.dtype) if parts is None else reshaped(a, swapped(a.shape, "pinv", "{a}"))


@models("tensorflow.linalg.matrix_rank")
def matrix_rank(a: Tensor, tol: Value = NONE, validate_args: Value = NONE, name: Value = NONE) -> Array:
    """The number of independent rows."""
    parts = _matrices(a, "matrix_rank", "{a}")
    return unknown_tensor("int32") if parts is None else tensor(parts[0], "int32", a)


@models("tensorflow.linalg.trace")
def trace(x: Tensor, name: Value = NONE) -> Array:
    """The sum along the diagonal."""
    parts = _matrices(x, "trace", "{x}")
    return unknown_tensor(x.dtype) if parts is None else reshaped(x, parts[0])


@models("tensorflow.linalg.band_part")
def band_part(input: Tensor, num_lower: Value, num_upper: Value, name: Value = NONE) -> Array:
    """The matrix with zeros outside of a band."""
    _matrices(input, "band_part", "{input}")
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
    parts = _matrices(input, "diag_part", "{input}")
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
    parts = _matrices(input, "set_diag", "{input}")
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
