"""scipy.linalg: solvers, decompositions and functions of matrices.

Leading axes are stacks of matrices since SciPy 1.16; before, they were refused.
"""

from __future__ import annotations

from tensorlint.models.coercion import Axes
from tensorlint.models.numpy_arguments import sized
from tensorlint.models.numpy_reductions import Reduction, spread_dtype
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.models.scipy_declaring import axis_at, extended, law, laws, leading, real_part, solved
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal
from tensorlint.shapes.arithmetic import unequal
from tensorlint.shapes.sizes import add, maximum, minimum, multiply, possibly, subtract, total
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Float,
    Integer,
    List,
    Series,
    Tuple,
    Value,
    joined,
)


def check_square(a: Array, verb: str, name: str = "a") -> None:
    """Refuses what is no square matrix, or stack of square matrices (TSL614)."""
    if a.rank == 1 and not possibly(a.shape.axes[0].size, 1):
        refuse("TSL614", f"{verb}: {{{name}}} is {a.shape}, but must be a square matrix")
    if len(a.shape) >= 2:
        rows, columns = a.shape.axes[-2].size, a.shape.axes[-1].size
        if equal(rows, columns) is False:
            refuse("TSL614", f"{verb}: {{{name}}} is {a.shape}, but must be square: {unequal(rows, columns)}")


def check_rows(a: Array, b: Array, verb: str, names: tuple[str, str] = ("a", "b")) -> None:
    """Refuses a right side that has not as many rows as one matrix (TSL614)."""
    if a.rank != 2 or b.rank not in (1, 2):
        return
    rows, right = a.shape.axes[0].size, b.shape.axes[0].size
    if equal(rows, right) is False and not possibly(rows, 1) and not possibly(right, 0):
        first, second = names
        refuse(
            "TSL614",
            f"{verb}: {{{first}}} is {a.shape}, {{{second}}} is {b.shape}: {unequal(rows, right)} rows",
        )


def parts_of(a: Array, *parts: Value) -> Value:
    """Several results: a tuple for a matrix, a list for a stack of matrices."""
    if a.rank is None:
        return Series(joined(*parts), len(parts), "tuple")
    return List.of(parts) if a.rank > 2 else Tuple(parts)


def _fewer(a: Array) -> Axis:
    return sized(minimum(axis_at(a, -2).size, axis_at(a, -1).size))


@laws(
    "scipy.linalg.inv a overwrite_a= check_finite= * assume_a= lower=",
    "scipy.linalg.cholesky a lower= overwrite_a= check_finite=",
    "scipy.linalg.pinvh a atol= rtol= lower= return_rank= check_finite=",
)
def of_square(a: Array, return_rank: bool = False) -> Value:
    """Inverses and Cholesky factors of square matrices."""
    check_square(a, "a square matrix is needed")
    result = Array(a.shape, solved(a.dtype))
    return parts_of(a, result, UNKNOWN_VALUE) if return_rank else result


@laws(
    "scipy.linalg.expm A",
    "scipy.linalg.cosm A",
    "scipy.linalg.sinm A",
    "scipy.linalg.tanm A",
    "scipy.linalg.coshm A",
    "scipy.linalg.sinhm A",
    "scipy.linalg.tanhm A",
    "scipy.linalg.fractional_matrix_power A t",
)
def function_of_matrix(A: Array) -> Array:
    """A function of a square matrix."""
    check_square(A, "a square matrix is needed", "A")
    return Array(A.shape if A.rank is None or A.rank >= 2 else UNKNOWN_SHAPE)


@laws(
    "scipy.linalg.logm A disp=",
    "scipy.linalg.signm A disp=",
    "scipy.linalg.sqrtm A disp= blocksize=",
    "scipy.linalg.funm A func disp=",
)
def function_with_error(A: Array, disp: Value = NONE) -> Value:
    """A function of a square matrix, with its error unless that is displayed."""
    check_square(A, "a square matrix is needed", "A")
    if A.rank is None or A.rank < 2 or not (disp == NONE or disp == Boolean(True)):
        return UNKNOWN_VALUE
    return Array(A.shape)


@law("scipy.linalg.det", "a overwrite_a= check_finite=")
def determinant(a: Array) -> Array:
    """The determinants of square matrices."""
    check_square(a, "det")
    return Array(leading(a, 2), solved(a.dtype) if a.dtype == "float64" else "")


@law("scipy.linalg.pinv", "a * atol= rtol= return_rank= check_finite=")
def pseudo_inverse(a: Array, return_rank: bool = False) -> Value:
    """Pseudo-inverses: (…, m, n) give (…, n, m)."""
    result = Array(extended(leading(a, 2), axis_at(a, -1), axis_at(a, -2)), solved(a.dtype))
    return parts_of(a, result, UNKNOWN_VALUE) if return_rank else result


@law("scipy.linalg.eig", "a b= left= right= overwrite_a= overwrite_b= check_finite= homogeneous_eigvals=")
def eigen(
    a: Array, b: Value = NONE, left: bool = False, right: bool = True, homogeneous_eigvals: bool = False
) -> Value:
    """Eigenvalues and, as asked for, left and right eigenvectors."""
    check_square(a, "eig")
    values = UNKNOWN_SHAPE if homogeneous_eigvals else leading(a, 1)
    parts: tuple[Value, ...] = (Array(values, "complex"),)
    parts += (Array(a.shape),) * (left + right)
    return parts_of(a, *parts) if len(parts) > 1 else parts[0]


@law("scipy.linalg.eigvals", "a b= overwrite_a= check_finite= homogeneous_eigvals=")
def eigenvalues(a: Array, homogeneous_eigvals: bool = False) -> Array:
    """The eigenvalues of square matrices."""
    check_square(a, "eigvals")
    return Array(UNKNOWN_SHAPE if homogeneous_eigvals else leading(a, 1), "complex")


def _chosen(a: Array, by_index: Value, by_value: Value) -> Axis:
    """How many eigenvalues are asked for: those of a range of indices, both ends included."""
    if by_index == NONE and by_value == NONE:
        return axis_at(a, -1)
    items = by_index.items if isinstance(by_index, Tuple | List) else None
    if by_value == NONE and items is not None and len(items) == 2:
        first, last = items
        if isinstance(first, Integer) and isinstance(last, Integer):
            return sized(add(subtract(last.size, first.size), 1))
    return Axis(UNKNOWN)


@law(
    "scipy.linalg.eigh",
    "a b= * lower= eigvals_only= overwrite_a= overwrite_b= type= check_finite= subset_by_index= "
    "subset_by_value= driver=",
)
def eigen_hermitian(
    a: Array,
    b: Value = NONE,
    eigvals_only: bool = False,
    subset_by_index: Value = NONE,
    subset_by_value: Value = NONE,
) -> Value:
    """Eigenvalues and eigenvectors of symmetric matrices, all of them or a range."""
    check_square(a, "eigh")
    chosen = _chosen(a, subset_by_index, subset_by_value)
    values = Array(extended(leading(a, 2), chosen))
    if eigvals_only:
        return values
    return parts_of(a, values, Array(extended(leading(a, 2), axis_at(a, -2), chosen)))


@law(
    "scipy.linalg.eigvalsh",
    "a b= * lower= overwrite_a= overwrite_b= type= check_finite= subset_by_index= subset_by_value= driver=",
)
def eigenvalues_hermitian(
    a: Array, b: Value = NONE, subset_by_index: Value = NONE, subset_by_value: Value = NONE
) -> Array:
    """The eigenvalues of symmetric matrices, all of them or a range."""
    check_square(a, "eigvalsh")
    return Array(extended(leading(a, 2), _chosen(a, subset_by_index, subset_by_value)))


@law("scipy.linalg.svd", "a full_matrices= compute_uv= overwrite_a= check_finite= lapack_driver=")
def singular_values(a: Array, full_matrices: bool = True, compute_uv: bool = True) -> Value:
    """U, s, Vh of (…, m, n): (…, m, m), (…, k), (…, n, n), with k = min(m, n)."""
    rows, columns, fewer = axis_at(a, -2), axis_at(a, -1), _fewer(a)
    stack, dtype = leading(a, 2), solved(a.dtype)
    values = Array(extended(stack, fewer), real_part(dtype))
    if not compute_uv:
        return values
    left, right = (rows, columns) if full_matrices else (fewer, fewer)
    return parts_of(
        a, Array(extended(stack, rows, left), dtype), values, Array(extended(stack, right, columns), dtype)
    )


@law("scipy.linalg.svdvals", "a overwrite_a= check_finite=")
def only_singular_values(a: Array) -> Array:
    """The singular values of matrices."""
    return Array(extended(leading(a, 2), _fewer(a)))


@law("scipy.linalg.qr", "a overwrite_a= lwork= mode= pivoting= check_finite=")
def qr(a: Array, mode: str = "full", pivoting: bool = False) -> Value:
    """Q and R of (…, m, n): (…, m, m) and (…, m, n), of k = min(m, n) where economic; the pivots."""
    rows, columns, stack = axis_at(a, -2), axis_at(a, -1), leading(a, 2)
    if mode not in ("full", "economic", "r"):
        return UNKNOWN_VALUE
    inner = _fewer(a) if mode == "economic" else rows
    parts: tuple[Value, ...] = (Array(extended(stack, inner, columns)),)
    if mode == "r" and a.rank != 2 and not pivoting:
        return UNKNOWN_VALUE if a.rank is None else parts[0]
    if mode != "r":
        parts = (Array(extended(stack, rows, inner)), *parts)
    return parts_of(a, *((*parts, Array(extended(stack, columns), "int")) if pivoting else parts))


@law("scipy.linalg.rq", "a overwrite_a= lwork= mode= check_finite=")
def rq(a: Array, mode: str = "full") -> Value:
    """R and Q of (m, n): (m, n) and (n, n), or (m, k) and (k, n)."""
    if a.rank != 2 or mode not in ("full", "economic", "r"):
        return UNKNOWN_VALUE
    rows, columns = a.shape.axes
    inner = _fewer(a) if mode == "economic" else columns
    upper = Array(Shape((rows, inner)))
    return upper if mode == "r" else Tuple((upper, Array(Shape((inner, columns)))))


@law("scipy.linalg.lu", "a permute_l= overwrite_a= check_finite= p_indices=")
def lu(a: Array, permute_l: bool = False, p_indices: bool = False) -> Value:
    """P, L and U of (…, m, n): (…, m, m), (…, m, k), (…, k, n)."""
    rows, columns, fewer, stack = axis_at(a, -2), axis_at(a, -1), _fewer(a), leading(a, 2)
    lower, upper = Array(extended(stack, rows, fewer)), Array(extended(stack, fewer, columns))
    if permute_l:
        return Tuple((lower, upper))
    return Tuple((Array(extended(stack, rows) if p_indices else extended(stack, rows, rows)), lower, upper))


@law("scipy.linalg.lu_factor", "a overwrite_a= check_finite=")
def lu_factor(a: Array) -> Value:
    """Both factors in one matrix, and the pivots."""
    return parts_of(a, Array(a.shape), Array(extended(leading(a, 2), _fewer(a)), "int"))


@law("scipy.linalg.cho_factor", "a lower= overwrite_a= check_finite=")
def cho_factor(a: Array) -> Value:
    """The Cholesky factor in a matrix, and whether it is the lower one."""
    check_square(a, "cho_factor")
    return parts_of(a, Array(a.shape, solved(a.dtype)), Boolean())


def _solution(matrix: Value, b: Array, verb: str, name: str) -> Array:
    from tensorlint.models.coercion import to_array

    items = matrix.items if isinstance(matrix, Tuple) else ()
    factor = to_array(items[0]) if len(items) == 2 else Array()
    if factor.rank == 2 and b.rank in (1, 2):
        rows, right = factor.shape.axes[0].size, b.shape.axes[0].size
        if equal(rows, right) is False and not possibly(right, 0):
            text = f"{verb}: the matrix is {factor.shape}, {{b}} is {b.shape}: {unequal(rows, right)} rows"
            refuse("TSL614", text)
        return Array(b.shape)
    return Array()


@law("scipy.linalg.cho_solve", "c_and_lower b overwrite_b= check_finite=")
def cho_solve(c_and_lower: Value, b: Array) -> Array:
    """x of a x = b, for the factor of a."""
    return _solution(c_and_lower, b, "cho_solve", "c_and_lower")


@law("scipy.linalg.lu_solve", "lu_and_piv b trans= overwrite_b= check_finite=")
def lu_solve(lu_and_piv: Value, b: Array) -> Array:
    """x of a x = b, for the factors of a."""
    return _solution(lu_and_piv, b, "lu_solve", "lu_and_piv")


@law("scipy.linalg.solve", "a b lower= overwrite_a= overwrite_b= check_finite= assume_a= transposed=")
def solve(a: Array, b: Array) -> Array:
    """x of a x = b: as many rows in the square a as in b."""
    check_square(a, "solve")
    check_rows(a, b, "solve")
    if a.rank != 2 or b.rank not in (1, 2) or possibly(a.shape.axes[0].size, 1, generic=False):
        return Array()
    return Array(b.shape, solved(a.dtype, b.dtype))


@law("scipy.linalg.solve_triangular", "a b trans= lower= unit_diagonal= overwrite_b= check_finite=")
def solve_triangular(a: Array, b: Array) -> Array:
    """x of a x = b for a triangular matrix."""
    check_square(a, "solve_triangular")
    check_rows(a, b, "solve_triangular")
    return Array(b.shape if a.rank == 2 and b.rank in (1, 2) else UNKNOWN_SHAPE)


@law("scipy.linalg.lstsq", "a b cond= overwrite_a= overwrite_b= check_finite= lapack_driver=")
def least_squares(a: Array, b: Array) -> Tuple:
    """The solution, its residuals, the rank and the singular values."""
    check_rows(a, b, "lstsq")
    if a.rank != 2 or b.rank not in (1, 2):
        return Tuple((Array(), UNKNOWN_VALUE, UNKNOWN_VALUE, UNKNOWN_VALUE))
    solution = Array(Shape((a.shape.axes[1], *b.shape.axes[1:])))
    return Tuple((solution, UNKNOWN_VALUE, UNKNOWN_VALUE, UNKNOWN_VALUE))


@law("scipy.linalg.norm", "a ord= axis= keepdims= check_finite=")
def norm(a: Array, ord: Value = NONE, axis: Axes = None, keepdims: bool = False) -> Value:
    """The norm of vectors along an axis, of matrices along two, or of all elements."""
    dtype = spread_dtype(a.dtype)
    if axis is not None and len(axis) not in (1, 2):
        raise NotCoercible
    if axis is None and ord != NONE and a.rank not in (1, 2):
        return Array(UNKNOWN_SHAPE)
    if axis is not None and a.rank is not None and len({each % max(a.rank, 1) for each in axis}) < len(axis):
        raise NotCoercible
    result = Reduction(a, axis, keepdims, lenient=False).array(dtype if dtype == "float64" else "")
    return Float() if result.rank == 0 else result


@laws(
    "scipy.linalg.null_space A rcond= * overwrite_a= check_finite= lapack_driver=",
    "scipy.linalg.orth A rcond=",
)
def basis(A: Array, rcond: Value = NONE) -> Array:
    """An orthonormal basis, in an unknown number of columns."""
    return Array(
        UNKNOWN_SHAPE if A.rank is None else Shape((*A.shape.axes[:-2], Axis(UNKNOWN), Axis(UNKNOWN)))
    )


@law("scipy.linalg.schur", "a output= lwork= overwrite_a= sort= check_finite=")
def schur(a: Array, sort: Value = NONE) -> Value:
    """T and Z of square matrices; with `sort` also how many were moved to the front."""
    check_square(a, "schur")
    return parts_of(a, Array(a.shape), Array(a.shape)) if sort == NONE else UNKNOWN_VALUE


@law("scipy.linalg.hessenberg", "a calc_q= overwrite_a= check_finite=")
def hessenberg(a: Array, calc_q: bool = False) -> Value:
    """The Hessenberg form of square matrices, and Q."""
    check_square(a, "hessenberg")
    return parts_of(a, Array(a.shape), Array(a.shape)) if calc_q else Array(a.shape)


@law("scipy.linalg.polar", "a side=")
def polar(a: Array, side: str = "right") -> Value:
    """U of the shape of a, and a square P."""
    size = axis_at(a, -1 if side == "right" else -2)
    return parts_of(a, Array(a.shape), Array(extended(leading(a, 2), size, size)))


@law("scipy.linalg.ldl", "A lower= hermitian= overwrite_a= check_finite=")
def ldl(A: Array) -> Value:
    """L, D and the permutation of a symmetric matrix."""
    check_square(A, "ldl", "A")
    return parts_of(A, Array(A.shape), Array(A.shape), Array(leading(A, 1), "int"))


@models("scipy.linalg.block_diag")
def block_diag(*arrs: Array) -> Array:
    """Matrices along a diagonal: rows and columns add up; vectors count as rows."""
    if not arrs or any(each.rank not in (0, 1, 2) for each in arrs):
        return Array()
    rows: list[Size] = [each.shape.axes[0].size if each.rank == 2 else 1 for each in arrs]
    columns: list[Size] = [each.shape.axes[-1].size if each.rank else 1 for each in arrs]
    return Array(Shape((sized(total(rows)), sized(total(columns)))))


@laws("scipy.linalg.toeplitz c r=", "scipy.linalg.hankel c r=")
def constant_diagonals(c: Array, r: Value = NONE) -> Array:
    """A matrix of constant diagonals from its first column and row."""
    from tensorlint.models.coercion import to_array

    row = c if r == NONE else to_array(r)
    if c.rank != 1 or row.rank != 1:
        return Array()
    return Array(Shape((sized(c.shape.axes[0].size), sized(row.shape.axes[0].size))))


@law("scipy.linalg.circulant", "c")
def circulant(c: Array) -> Array:
    """The circulant matrices of vectors."""
    last = sized(axis_at(c, -1).size)
    return Array(extended(leading(c, 1), last, last))


@law("scipy.linalg.companion", "a")
def companion(a: Array) -> Array:
    """The companion matrices of polynomials: one row and column fewer than coefficients."""
    last = sized(subtract(axis_at(a, -1).size, 1))
    return Array(extended(leading(a, 1), last, last))


@laws(
    "scipy.linalg.hilbert n",
    "scipy.linalg.hadamard n dtype=",
    "scipy.linalg.pascal n kind= exact=",
    "scipy.linalg.dft n scale=",
)
def of_order(n: Integer) -> Array:
    """A square matrix of order n."""
    return Array(Shape((sized(n.size), sized(n.size))))


@law("scipy.linalg.convolution_matrix", "a n mode=")
def convolution_matrix(a: Array, n: Integer, mode: str = "full") -> Array:
    """The matrix that convolves vectors of n elements with a."""
    if a.rank != 1 or mode not in ("full", "same", "valid"):
        return Array()
    m, size = a.shape.axes[0].size, n.size
    rows: Size = subtract(add(m, size), 1)
    if mode == "same":
        rows = maximum(m, size)
    elif mode == "valid":
        rows = add(subtract(maximum(m, size), minimum(m, size)), 1)
    return Array(Shape((sized(rows), sized(size))))


@law("scipy.linalg.khatri_rao", "a b")
def khatri_rao(a: Array, b: Array) -> Array:
    """The Kronecker products of columns: rows multiply."""
    if a.rank != 2 or b.rank != 2:
        return Array()
    rows = multiply(a.shape.axes[0].size, b.shape.axes[0].size)
    return Array(Shape((sized(rows), a.shape.axes[1])))


@law("scipy.linalg.orthogonal_procrustes", "A B check_finite=")
def orthogonal_procrustes(A: Array, B: Array) -> Tuple:
    """The rotation of one matrix to another, and the scale."""
    size = axis_at(A, -1) if A.rank == 2 else Axis(UNKNOWN)
    return Tuple((Array(Shape((size, size))), UNKNOWN_VALUE))


@laws("scipy.linalg.solve_continuous_lyapunov a q", "scipy.linalg.solve_discrete_lyapunov a q method=")
def lyapunov(a: Array, q: Array) -> Array:
    """The solution of a Lyapunov equation: of the shape of the square a."""
    check_square(a, "the Lyapunov equation")
    return Array(a.shape if a.rank == 2 and q.rank == 2 else UNKNOWN_SHAPE)


@law("scipy.linalg.solve_sylvester", "a b q")
def solve_sylvester(a: Array, b: Array, q: Array) -> Array:
    """x of a x + x b = q: of the shape of q."""
    return Array(q.shape if a.rank == b.rank == q.rank == 2 else UNKNOWN_SHAPE)


@law("scipy.linalg.solve_banded", "l_and_u ab b overwrite_ab= overwrite_b= check_finite=")
def solve_banded(l_and_u: Value, ab: Array, b: Array) -> Array:
    """x of a x = b for a band matrix."""
    return Array(b.shape if ab.rank == 2 and b.rank in (1, 2) else UNKNOWN_SHAPE)


@law("scipy.linalg.solveh_banded", "ab b overwrite_ab= overwrite_b= lower= check_finite=")
def solveh_banded(ab: Array, b: Array) -> Array:
    """x of a x = b for a symmetric band matrix."""
    return Array(b.shape if ab.rank == 2 and b.rank in (1, 2) else UNKNOWN_SHAPE)


@law("scipy.linalg.solve_toeplitz", "c_or_cr b check_finite=")
def solve_toeplitz(c_or_cr: Value, b: Array) -> Array:
    """x of T x = b for a Toeplitz matrix."""
    return Array(b.shape if b.rank in (1, 2) else UNKNOWN_SHAPE)


@laws("scipy.linalg.ishermitian a atol= rtol=", "scipy.linalg.issymmetric a atol= rtol=")
def is_symmetric(a: Array) -> Value:
    """Whether a matrix is symmetric."""
    return Boolean() if a.rank == 2 else UNKNOWN_VALUE
