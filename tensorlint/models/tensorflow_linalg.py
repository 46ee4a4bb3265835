"""tf.matmul, tf.tensordot and tf.linalg: products, factors, determinants, diagonals, norms."""

from __future__ import annotations

from tensorlint.models.registry import NotCoercible, alias, models
from tensorlint.models.tensorflow_common import (
    Tensor,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_products import multiplied
from tensorlint.models.tensorflow_shapes import swapped
from tensorlint.shapes import (
    Axis,
    Shape,
    equal,
    size_text,
)
from tensorlint.shapes.sizes import minimum
from tensorlint.values import NONE, Array, Tuple, Value

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


def matrices(array: Array, operation: str, text: str) -> tuple[Shape, Axis, Axis] | None:
    """The leading axes, rows and columns of a batch of matrices; None where not known."""
    shape = array.shape
    if len(shape) < 2:
        if shape.open:
            return None
        mismatch("TSL614", f"{operation}: {text} must be a matrix or a batch of matrices, but is {shape}")
    return Shape(shape.axes[:-2], shape.open), shape.axes[-2], shape.axes[-1]


def square(array: Array, operation: str, text: str) -> tuple[Shape, Axis] | None:
    """The leading axes and the side of a batch of square matrices."""
    parts = matrices(array, operation, text)
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
    right = matrices(rhs, operation, rhs_text)
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
    parts = matrices(matrix, "lstsq", "{matrix}")
    right = matrices(rhs, "lstsq", "{rhs}")
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
    parts = matrices(tensor, "svd", "{tensor}")
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
    parts = matrices(input, "qr", "{input}")
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
    parts = matrices(a, "pinv", "{a}")
    return unknown_tensor(a.dtype) if parts is None else reshaped(a, swapped(a.shape, "pinv", "{a}"))


@models("tensorflow.linalg.matrix_rank")
def matrix_rank(a: Tensor, tol: Value = NONE, validate_args: Value = NONE, name: Value = NONE) -> Array:
    """The number of independent rows."""
    parts = matrices(a, "matrix_rank", "{a}")
    return unknown_tensor("int32") if parts is None else tensor(parts[0], "int32", a)


@models("tensorflow.linalg.trace")
def trace(x: Tensor, name: Value = NONE) -> Array:
    """The sum along the diagonal."""
    parts = matrices(x, "trace", "{x}")
    return unknown_tensor(x.dtype) if parts is None else reshaped(x, parts[0])
