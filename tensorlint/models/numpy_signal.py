"""Convolutions and polynomials of NumPy's vectors."""

from __future__ import annotations

from tensorlint.models.coercion import dtype_kind
from tensorlint.models.numpy_arguments import sized
from tensorlint.models.numpy_dtypes import promoted
from tensorlint.models.numpy_ufuncs import calculated
from tensorlint.models.registry import models, refuse, unmodelled
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, symbol
from tensorlint.shapes.arithmetic import unequal
from tensorlint.shapes.sizes import add, maximum, minimum, subtract
from tensorlint.values import FALSE, NONE, TRUE, Array, Integer, String, Tuple, Value

FULL = String("full")
VALID = String("valid")


@models("numpy.convolve")
def convolve(a: Array, v: Array, mode: Value = FULL) -> Array:
    """The convolution of two vectors: m + n - 1 elements, or max(m, n), or max - min + 1."""
    return _slid(a, v, mode)


@models("numpy.correlate")
def correlate(a: Array, v: Array, mode: Value = VALID) -> Array:
    """The correlation of two vectors: max - min + 1 elements, or max(m, n), or m + n - 1."""
    return _slid(a, v, mode)


def _slid(a: Array, v: Array, mode: Value) -> Array:
    sizes: list[Size] = []
    for array, name in ((a, "a"), (v, "v")):
        if array.rank is not None and array.rank > 1:
            refuse("TSL614", f"{{{name}}} is {array.shape}, but must be a vector")
        sizes.append(UNKNOWN if array.shape.open else array.shape.count)
    m, n = sizes
    size: Size = UNKNOWN
    if mode in (FULL, Integer(2)):
        size = subtract(add(m, n), 1)
    elif mode in (String("same"), Integer(1)):
        size = maximum(m, n)
    elif mode in (VALID, Integer(0)):
        size = add(subtract(maximum(m, n), minimum(m, n)), 1)
    dtype = promoted(a.dtype, v.dtype)
    return Array(Shape((sized(size),)), dtype if dtype_kind(dtype) in ("int", "float", "complex") else "")


@models("numpy.polyfit")
def polyfit(
    x: Array,
    y: Array,
    deg: Value,
    rcond: Value = NONE,
    full: bool = False,
    w: Value = NONE,
    cov: Value = FALSE,
) -> Value:
    """The deg + 1 coefficients of a fitted polynomial, for each column of y."""
    _check_points(x, y)
    count: Size = UNKNOWN
    if isinstance(deg, Integer):
        count = add(deg.size, 1)
    elif isinstance(deg, Array) and deg.rank == 0:
        count = UNKNOWN
    columns = y.shape.axes[1:] if y.rank is not None else None
    shape = UNKNOWN_SHAPE if columns is None else Shape((sized(count), *columns))
    result = Array(shape, "float64" if dtype_kind(y.dtype) in ("int", "float") else "")
    if full:
        residuals = Array(Shape((Axis(UNKNOWN),)))
        return Tuple((result, residuals, Array(Shape()), Array(Shape((sized(count),))), Array(Shape())))
    if cov != FALSE:
        square = UNKNOWN_SHAPE if columns is None else Shape((sized(count), sized(count), *columns))
        return Tuple((result, Array(square)))
    return result


def _check_points(x: Array, y: Array) -> None:
    """As many x as y (TypeError)."""
    if x.rank not in (1, None):
        refuse("TSL614", f"polyfit: {{x}} is {x.shape}, but must be a vector", "TypeError")
    if y.rank not in (1, 2, None):
        refuse("TSL614", f"polyfit: {{y}} is {y.shape}: at most 2 axes are taken", "TypeError")
    if x.rank is None or y.rank is None:
        return
    first, second = x.shape.axes[0].size, y.shape.axes[0].size
    if equal(first, second) is False:
        refuse(
            "TSL106",
            f"polyfit: {{x}} is {x.shape}, {{y}} is {y.shape}: {unequal(first, second)}",
            "TypeError",
        )


@models("numpy.polyval")
def polyval(p: Array, x: Value) -> Array:
    """The value of a polynomial at each element of x."""
    if p.rank == 1:
        return calculated([x], ("x",), _value_dtype(p, x), NONE, TRUE)
    if p.rank is None or p.rank == 0:
        return Array()
    coefficients = p.with_shape(Shape(p.shape.axes[1:]))
    return calculated([coefficients, x], ("p", "x"), "", NONE, TRUE)


def _value_dtype(p: Array, x: Value) -> str:
    exact = ("int64", "float64", "complex128")
    if isinstance(x, Array) and p.dtype in exact and x.dtype in exact:
        return promoted(p.dtype, x.dtype)
    return ""


@models("numpy.roots")
def roots(p: Array) -> Array:
    """The roots of a polynomial: fewer than coefficients."""
    if p.rank not in (1, 0, None):
        refuse("TSL614", f"roots: {{p}} is {p.shape}, but must be a vector")
    count = p.shape.count
    most = max(0, count - 1) if isinstance(count, int) else None
    return Array(Shape((sized(symbol("roots", lower=0, upper=most)),)))


@models("numpy.poly")
def coefficients_of(seq_of_zeros: Array) -> Array:
    """The coefficients of the polynomial with these roots, or of a matrix's."""
    if seq_of_zeros.rank == 1 or seq_of_zeros.rank == 2:
        if seq_of_zeros.rank == 2 and equal(*seq_of_zeros.shape.sizes) is False:
            sizes = unequal(*seq_of_zeros.shape.sizes)
            text = f"poly: {{seq_of_zeros}} is {seq_of_zeros.shape}, but must be a vector or square: {sizes}"
            refuse("TSL614", text)
        return Array(Shape((sized(add(seq_of_zeros.shape.axes[0].size, 1)),)))
    return Array(Shape((Axis(UNKNOWN),)))


@models("numpy.polyadd", "numpy.polysub")
def polynomial_sum(a1: Array, a2: Array) -> Array:
    """The coefficients of the sum of two polynomials."""
    sizes: list[Size] = []
    for array in (a1, a2):
        if array.rank not in (0, 1):
            return Array()
        sizes.append(array.shape.count)
    return Array(Shape((sized(maximum(*sizes)),)))


@models("numpy.polymul")
def polynomial_product(a1: Array, a2: Array) -> Array:
    """The coefficients of the product of two polynomials, without leading zeros."""
    return Array(Shape((Axis(UNKNOWN),))) if a1.rank == a2.rank == 1 else Array()


@models("numpy.polydiv")
def polynomial_quotient(u: Array, v: Array) -> Tuple:
    """Quotient and remainder of two polynomials, without leading zeros."""
    result = Array(Shape((Axis(UNKNOWN),))) if u.rank == v.rank == 1 else Array()
    return Tuple((result, result))


@models("numpy.polyder")
def derivative(p: Array, m: int = 1) -> Array:
    """The coefficients of the m-th derivative."""
    if p.rank != 1 or m < 0:
        return Array()
    return Array(Shape((sized(maximum(0, subtract(p.shape.axes[0].size, m))),)))


@models("numpy.polyint")
def antiderivative(p: Array, m: int = 1, k: Value = NONE) -> Array:
    """The coefficients of the m-th antiderivative."""
    if p.rank != 1 or m < 0:
        return Array()
    return Array(Shape((sized(add(p.shape.axes[0].size, m)),)))


unmodelled("a polynomial as an object: no shape flows through it", "numpy.poly1d")
