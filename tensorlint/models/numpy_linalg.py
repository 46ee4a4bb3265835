"""numpy.linalg: what takes square matrices, right sides that fit, norms and decompositions."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models import numpy_products as numpy_products
from tensorlint.models.coercion import Arrays, Axes, DType, dtype_kind
from tensorlint.models.numpy_arguments import sized
from tensorlint.models.numpy_dtypes import promoted
from tensorlint.models.numpy_operators import multiplied
from tensorlint.models.numpy_products import dot, trace
from tensorlint.models.numpy_reductions import Reduction, reduced_into, spread_dtype
from tensorlint.models.registry import exception, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, equal, size_text, symbol
from tensorlint.shapes.arithmetic import unequal
from tensorlint.shapes.sizes import add, maximum, minimum, product
from tensorlint.values import FALSE, NONE, Array, Integer, String, Tuple, Value

LINALG_ERROR = "numpy.linalg.LinAlgError"
FROBENIUS = String("fro")
LOWER = String("L")
REDUCED = String("reduced")

exception(LINALG_ERROR, "ValueError")


def _solved_dtype(dtype: str) -> str:
    """The dtype of what LAPACK computes: double precision for ints."""
    if dtype_kind(dtype) in ("int", "bool"):
        return "float64"
    return dtype if dtype in ("float32", "float64", "complex64", "complex128") else ""


def _real(dtype: str) -> str:
    return {"complex64": "float32", "complex128": "float64"}.get(dtype, dtype)


def check_matrix(a: Array, verb: str, name: str = "a") -> None:
    """Refuses what has fewer than 2 axes (TSL614)."""
    if a.rank is not None and a.rank < 2:
        refuse("TSL614", f"{verb}: {{{name}}} is {a.shape}, but must be a matrix", LINALG_ERROR)


def check_square(a: Array, verb: str, name: str = "a") -> None:
    """Refuses what is no square matrix, or stack of square matrices (TSL614)."""
    check_matrix(a, verb, name)
    if len(a.shape) >= 2:
        rows, columns = a.shape.axes[-2].size, a.shape.axes[-1].size
        if equal(rows, columns) is False:
            refuse(
                "TSL614",
                f"{verb}: {{{name}}} is {a.shape}, but must be square: {unequal(rows, columns)}",
                LINALG_ERROR,
            )


def _stack(a: Array, less: int) -> Shape:
    """The leading axes, without the last `less`."""
    if len(a.shape) < less:
        return UNKNOWN_SHAPE
    return Shape(a.shape.axes[: len(a.shape) - less], a.shape.open)


def _with(stack: Shape, *axes: Axis) -> Shape:
    return Shape((*stack.axes, *axes), stack.open)


def _matrix_axes(a: Array) -> tuple[Axis, Axis]:
    known = a.shape.axes[-2:]
    padded = (Axis(UNKNOWN),) * (2 - len(known)) + tuple(known)
    return padded[0], padded[1]


@models("numpy.linalg.inv")
def inverse(a: Array) -> Array:
    """The inverses of square matrices."""
    check_square(a, "inv")
    return Array(a.shape, _solved_dtype(a.dtype))


@models("numpy.linalg.pinv")
def pseudo_inverse(a: Array, rcond: Value = NONE, hermitian: Value = FALSE, *, rtol: Value = NONE) -> Array:
    """Pseudo-inverses: (…, m, n) give (…, n, m)."""
    check_matrix(a, "pinv")
    rows, columns = _matrix_axes(a)
    return Array(_with(_stack(a, 2), columns, rows), _solved_dtype(a.dtype))


@models("numpy.linalg.cholesky")
def cholesky(a: Array, /, *, upper: Value = FALSE) -> Array:
    """The Cholesky factors of square matrices."""
    check_square(a, "cholesky")
    return Array(a.shape, _solved_dtype(a.dtype))


@models("numpy.linalg.matrix_power")
def matrix_power(a: Array, n: Value) -> Array:
    """Powers of square matrices."""
    check_square(a, "matrix_power")
    return Array(a.shape, a.dtype if dtype_kind(a.dtype) in ("float", "complex") else "")


@models("numpy.linalg.det")
def determinant(a: Array) -> Array:
    """The determinants of square matrices."""
    check_square(a, "det")
    return Array(_stack(a, 2), _solved_dtype(a.dtype))


@models("numpy.linalg.slogdet")
def signed_logarithm(a: Array) -> Tuple:
    """Sign and logarithm of the determinants of square matrices."""
    check_square(a, "slogdet")
    dtype = _solved_dtype(a.dtype)
    stack = _stack(a, 2)
    return Tuple((Array(stack, dtype), Array(stack, _real(dtype))), ("sign", "logabsdet"))


@models("numpy.linalg.eig")
def eigen(a: Array) -> Tuple:
    """Eigenvalues and right eigenvectors of square matrices; complex ones where needed."""
    check_square(a, "eig")
    return Tuple((Array(_stack(a, 1)), Array(a.shape)), ("eigenvalues", "eigenvectors"))


@models("numpy.linalg.eigh")
def eigen_hermitian(a: Array, UPLO: Value = LOWER) -> Tuple:
    """Eigenvalues and eigenvectors of symmetric matrices."""
    check_square(a, "eigh")
    dtype = _solved_dtype(a.dtype)
    parts = (Array(_stack(a, 1), _real(dtype)), Array(a.shape, dtype))
    return Tuple(parts, ("eigenvalues", "eigenvectors"))


@models("numpy.linalg.eigvals")
def eigenvalues(a: Array) -> Array:
    """The eigenvalues of square matrices."""
    check_square(a, "eigvals")
    return Array(_stack(a, 1))


@models("numpy.linalg.eigvalsh")
def eigenvalues_hermitian(a: Array, UPLO: Value = LOWER) -> Array:
    """The eigenvalues of symmetric matrices."""
    check_square(a, "eigvalsh")
    return Array(_stack(a, 1), _real(_solved_dtype(a.dtype)))


@models("numpy.linalg.svd")
def singular_values(
    a: Array, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False
) -> Value:
    """U, S, Vh of (…, m, n): (…, m, m), (…, k), (…, n, n), with k = min(m, n)."""
    if hermitian:
        check_square(a, "svd")
    check_matrix(a, "svd")
    rows, columns = _matrix_axes(a)
    fewer = sized(minimum(rows.size, columns.size))
    stack, dtype = _stack(a, 2), _solved_dtype(a.dtype)
    values = Array(_with(stack, fewer), _real(dtype))
    if not compute_uv:
        return values
    left, right = (rows, columns) if full_matrices else (fewer, fewer)
    parts = (Array(_with(stack, rows, left), dtype), values, Array(_with(stack, right, columns), dtype))
    return Tuple(parts, ("U", "S", "Vh"))


@models("numpy.linalg.svdvals")
def only_singular_values(x: Array, /) -> Array:
    """The singular values of matrices."""
    check_matrix(x, "svdvals", "x")
    rows, columns = _matrix_axes(x)
    shape = _with(_stack(x, 2), sized(minimum(rows.size, columns.size)))
    return Array(shape, _real(_solved_dtype(x.dtype)))


@models("numpy.linalg.qr")
def qr(a: Array, mode: str = "reduced") -> Value:
    """Q and R of (…, m, n): (…, m, k), (…, k, n), with k = min(m, n) unless the mode is complete."""
    check_matrix(a, "qr")
    rows, columns = _matrix_axes(a)
    fewer = sized(minimum(rows.size, columns.size))
    stack, dtype = _stack(a, 2), _solved_dtype(a.dtype)
    if mode == "r":
        return Array(_with(stack, fewer, columns), dtype)
    if mode == "raw":
        return Tuple((Array(_with(stack, columns, rows), dtype), Array(_with(stack, fewer), dtype)))
    inner = rows if mode == "complete" else fewer
    if mode not in ("reduced", "complete"):
        return Tuple((Array(), Array()))
    return Tuple(
        (Array(_with(stack, rows, inner), dtype), Array(_with(stack, inner, columns), dtype)), ("Q", "R")
    )


@models("numpy.linalg.solve")
def solve(a: Array, b: Array) -> Array:
    """x of a x = b: as many rows in the square a as in b."""
    check_square(a, "solve")
    dtype = _solved_dtype(promoted(a.dtype, b.dtype))
    if a.rank is None or b.rank is None:
        return Array(UNKNOWN_SHAPE, dtype)
    if b.rank == 0 or (b.rank == a.rank - 1 and b.rank > 1):
        return Array(UNKNOWN_SHAPE, dtype)  # a stack of vectors before NumPy 2, a matrix since
    rows = b.shape.axes[-1 if b.rank == 1 else -2]
    for size in (a.shape.axes[-1].size, a.shape.axes[-2].size):
        if equal(size, rows.size) is False:
            refuse(
                "TSL614",
                f"solve: {{a}} is {a.shape}, {{b}} is {b.shape}: {size_text(size)} equations, "
                f"{size_text(rows.size)} right sides",
            )
    if b.rank == 1:
        return Array(_with(_stack(a, 2), a.shape.axes[-1]), dtype)
    stacked = multiplied(a, b, ("{a}", "{b}"), "solve")
    return Array(Shape((*stacked.shape.axes[:-2], a.shape.axes[-1], b.shape.axes[-1])), dtype)


@models("numpy.linalg.lstsq")
def least_squares(a: Array, b: Array, rcond: Value = NONE) -> Tuple:
    """The solution, its residuals, the rank and the singular values."""
    for array, name, most in ((a, "a", 2), (b, "b", 2)):
        fewest = 2 if name == "a" else 1
        if array.rank is not None and not fewest <= array.rank <= most:
            refuse("TSL614", f"lstsq: {{{name}}} is {array.shape}, but must be a matrix", LINALG_ERROR)
    dtype = _solved_dtype(promoted(a.dtype, b.dtype))
    rows, columns = _matrix_axes(a)
    if a.rank == 2 and b.rank is not None and equal(rows.size, b.shape.axes[0].size) is False:
        refuse(
            "TSL614",
            f"lstsq: {{a}} is {a.shape}, {{b}} is {b.shape}: {unequal(rows.size, b.shape.axes[0].size)} rows",
            LINALG_ERROR,
        )
    solution = UNKNOWN_SHAPE if b.rank is None else Shape((columns, *b.shape.axes[1:]))
    values = Shape((sized(minimum(rows.size, columns.size)),))
    residuals = Array(Shape((Axis(UNKNOWN),)), _real(dtype))
    return Tuple((Array(solution, dtype), residuals, Array(Shape(), "int"), Array(values, _real(dtype))))


@models("numpy.linalg.norm")
def norm(x: Array, ord: Value = NONE, axis: Axes = None, keepdims: bool = False) -> Array:
    """The norm of vectors along an axis, of matrices along two, or of all elements."""
    dtype = spread_dtype(x.dtype)
    if axis is None:
        if ord != NONE and x.rank is not None and x.rank not in (1, 2):
            refuse("TSL614", f"norm: {{x}} is {x.shape}: without an axis it must have 1 or 2")
        return Reduction(x, None, keepdims).array(dtype)
    if len(axis) not in (1, 2):
        refuse("TSL614", f"norm: one or two axes are taken, not {len(axis)}")
    return Reduction(x, axis, keepdims, text="{x}", lenient=False).array(dtype)


@models("numpy.linalg.vector_norm")
def vector_norm(x: Array, /, *, axis: Axes = None, keepdims: bool = False, ord: Value = NONE) -> Array:
    """The norm of vectors along some axes."""
    return Reduction(x, axis, keepdims, text="{x}", lenient=False).array(spread_dtype(x.dtype))


@models("numpy.linalg.matrix_norm")
def matrix_norm(x: Array, /, *, keepdims: bool = False, ord: Value = FROBENIUS) -> Array:
    """The norm of matrices, which stand in the last two axes."""
    return Reduction(x, (-2, -1), keepdims, text="{x}", lenient=False).array(spread_dtype(x.dtype))


@models("numpy.linalg.cond")
def condition(x: Array, p: Value = NONE) -> Array:
    """The condition number of matrices; all norms but the spectral ones need square ones."""
    check_matrix(x, "cond", "x")
    if isinstance(p, String) or (isinstance(p, Integer) and isinstance(p.size, int) and abs(p.size) != 2):
        check_square(x, "cond", "x")
    return Array(_stack(x, 2), "float" if _solved_dtype(x.dtype) else "")


@models("numpy.linalg.matrix_rank")
def matrix_rank(A: Array, tol: Value = NONE, hermitian: Value = FALSE, *, rtol: Value = NONE) -> Value:
    """The rank of matrices."""
    if A.rank is None:
        return Array(UNKNOWN_SHAPE, "int")
    if A.rank > 2:
        return Array(_stack(A, 2), "int64")
    return Integer(symbol("rank", lower=0))


@models("numpy.linalg.multi_dot")
def multi_dot(arrays: Arrays, *, out: Value = NONE) -> Array:
    """The product of a chain of matrices; the first and the last may be vectors."""
    if arrays.items is None:
        return Array()
    if len(arrays.items) < 2:
        return Array()
    if len(arrays.items) == 2:
        return dot(arrays.items[0], arrays.items[1], out)
    for place, array in enumerate(arrays.items):
        ends = place in (0, len(arrays.items) - 1)
        if array.rank is not None and array.rank != 2 and not (ends and array.rank == 1):
            refuse("TSL614", f"multi_dot: array {place} is {array.shape}, but must be a matrix", LINALG_ERROR)
    result = arrays.items[0]
    for place, array in enumerate(arrays.items[1:], 1):
        names = ("the product so far" if place > 1 else "array 0", f"array {place}")
        result = multiplied(result, array, names, "multi_dot")
    return result if out == NONE else reduced_into(out)


@models("numpy.linalg.tensorinv")
def tensor_inverse(a: Array, ind: int = 2) -> Array:
    """The inverse of a tensor: its first `ind` axes become the last."""
    if a.rank is None or ind < 1:
        return Array()
    rows, columns = product(a.shape.sizes[:ind]), product(a.shape.sizes[ind:])
    if equal(rows, columns) is False:
        refuse(
            "TSL614",
            f"tensorinv: the first {ind} axes of {{a}} {a.shape} must hold as many elements as the others: "
            f"{unequal(rows, columns)}",
            LINALG_ERROR,
        )
    return Array(Shape((*a.shape.axes[ind:], *a.shape.axes[:ind])), _solved_dtype(a.dtype))


@models("numpy.linalg.tensorsolve")
def tensor_solve(a: Array, b: Array, axes: Value = NONE) -> Array:
    """x of the tensor equation a x = b: the axes of a behind those of b."""
    dtype = _solved_dtype(promoted(a.dtype, b.dtype))
    if a.rank is None or b.rank is None or axes != NONE:
        return Array(UNKNOWN_SHAPE, dtype)
    return Array(Shape(a.shape.axes[b.rank :]), dtype)


@models("numpy.linalg.trace")
def trace_of_matrices(x: Array, /, *, offset: Value = FALSE, dtype: DType = "") -> Array:
    """The traces of matrices, which stand in the last two axes."""
    return trace(x, offset, -2, -1, dtype)


@models("numpy.linalg.diagonal")
def diagonal_of_matrices(x: Array, /, *, offset: int = 0) -> Array:
    """The diagonals of matrices, which stand in the last two axes; read-only."""
    if x.rank is None:
        return Array(UNKNOWN_SHAPE, x.dtype, writeable=None)
    if x.rank < 2:
        refuse("TSL614", f"diagonal: {{x}} is {x.shape}, but must be a matrix")
    rows, columns = _matrix_axes(x)
    height, width = add(rows.size, min(offset, 0)), add(columns.size, -max(offset, 0))
    length = maximum(0, minimum(height, width))
    shape = _with(_stack(x, 2), sized(length))
    return replace(x, shape=shape, contents=None, writeable=False, origin=None)
