"""NumPy's elementwise functions that are no ufuncs: clip, round, isclose, interp, nan_to_num …"""

from __future__ import annotations

from dataclasses import replace
from math import pi

from tensorlint.models import numpy_dtypes
from tensorlint.models.coercion import dtype_kind
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_dtypes import scalar_kind, with_scalar
from tensorlint.models.numpy_indexing import check_stored
from tensorlint.models.numpy_ufuncs import calculated, operand, written
from tensorlint.models.registry import models, refuse
from tensorlint.shapes import equal, size_text
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    Array,
    Boolean,
    Constant,
    Float,
    Integer,
    List,
    String,
    Tuple,
    Value,
)

ZERO = Float(0.0)
PERIOD = Float(2 * pi)
RELATIVE = Float(1e-05)
ABSOLUTE = Float(1e-08)
HUNDRED = Integer(100)
SAME_KIND = String("same_kind")


@models("numpy.clip")
def clip(
    a: Value,
    a_min: Value = NONE,
    a_max: Value = NONE,
    out: Value = NONE,
    *,
    min: Value = NONE,
    max: Value = NONE,
    **kwargs: Value,
) -> Array:
    """The elements held between two bounds, which are broadcast with them."""
    low, high = (min if a_min == NONE else a_min), (max if a_max == NONE else a_max)
    names = ("a", "a_min" if a_min != NONE else "min", "a_max" if a_max != NONE else "max")
    return _clipped(a, low, high, out, names, kwargs.get("where", TRUE))


@models("numpy.ndarray.clip")
def clip_method(
    self: Value, /, min: Value = NONE, max: Value = NONE, out: Value = NONE, **kwargs: Value
) -> Array:
    """`x.clip(0, 1)`."""
    return _clipped(self, min, max, out, ("self", "min", "max"), kwargs.get("where", TRUE))


def _clipped(a: Value, low: Value, high: Value, out: Value, names: tuple[str, ...], where: Value) -> Array:
    given = [(value, name) for value, name in zip((a, low, high), names, strict=True) if value != NONE]
    own = operand(a)
    dtype = "" if own is None else own.dtype
    for bound, _ in given[1:]:
        kind = scalar_kind(bound)
        if not kind or dtype_kind(dtype) == "bool" or with_scalar(dtype, kind) != dtype:
            dtype = ""
    return calculated([value for value, _ in given], [name for _, name in given], dtype, out, where)


@models("numpy.round", "numpy.around", "numpy.round_", "numpy.ndarray.round")
def rounded(a: Array, decimals: Value = ZERO, out: Value = NONE) -> Array:
    """Each element to that many decimals."""
    dtype = a.dtype if dtype_kind(a.dtype) in ("int", "float", "complex") else ""
    if out != NONE:
        return written(out, a.shape, dtype)
    known = a.contents if dtype_kind(dtype) == "int" and decimals in (ZERO, Integer(0)) else None
    return Array(a.shape, dtype, contents=known, generated=a.generated, marks=a.marks)


@models("numpy.fix")
def towards_zero(x: Array, out: Value = NONE) -> Array:
    """Each element without its decimals."""
    dtype = x.dtype if dtype_kind(x.dtype) == "float" else ""
    if out != NONE:
        return written(out, x.shape, dtype)
    return Array(x.shape, dtype, generated=x.generated, marks=x.marks)


@models("numpy.nan_to_num")
def nan_to_num(
    x: Array, copy: Value = TRUE, nan: Value = ZERO, posinf: Value = NONE, neginf: Value = NONE
) -> Array:
    """The elements, numbers instead of NaN and infinities."""
    dtype = x.dtype if dtype_kind(x.dtype) in ("int", "float", "complex") else ""
    return Array(
        x.shape, dtype, writeable=True if copy == TRUE else None, generated=x.generated, marks=x.marks
    )


@models("numpy.isreal", "numpy.iscomplex")
def is_real(x: Array) -> Array:
    """Whether each element is real, or complex."""
    return Array(x.shape, "bool")


@models("numpy.isposinf", "numpy.isneginf")
def is_infinite(x: Array, out: Value = NONE) -> Array:
    """Whether each element is infinite, with that sign."""
    return Array(x.shape, "bool") if out == NONE else written(out, x.shape, "bool")


@models("numpy.angle")
def angle(z: Array, deg: Value = FALSE) -> Array:
    """The angle of each complex number."""
    return Array(z.shape, "float" if dtype_kind(z.dtype) in ("int", "float", "complex") else "")


@models("numpy.sinc", "numpy.i0")
def special_function(x: Array) -> Array:
    """A function of each element."""
    return Array(x.shape, "float" if dtype_kind(x.dtype) in ("int", "float") else "", marks=x.marks)


@models("numpy.real_if_close")
def real_if_close(a: Array, tol: Value = HUNDRED) -> Array:
    """The elements, real where their imaginary parts are close to 0."""
    return replace(
        a, dtype="" if dtype_kind(a.dtype) in ("complex", "") else a.dtype, writeable=None, origin=None
    )


@models("numpy.unwrap")
def unwrap(p: Array, discont: Value = NONE, axis: int = -1, *, period: Value = PERIOD) -> Array:
    """Angles along an axis without jumps."""
    if p.rank == 0:
        refuse("TSL603", "unwrap: {p} has no axes, 1 is needed")
    if p.rank is not None:
        normalize_axis(p.rank, axis, "{p}")
    return Array(p.shape, "float" if dtype_kind(p.dtype) == "float" else "")


@models("numpy.interp")
def interp(
    x: Array, xp: Array, fp: Array, left: Value = NONE, right: Value = NONE, period: Value = NONE
) -> Array:
    """Values at x of the line through the points (xp, fp): as many xp as fp."""
    if xp.rank == fp.rank == 1:
        count, values = xp.shape.axes[0].size, fp.shape.axes[0].size
        if equal(count, values) is False:
            refuse(
                "TSL106",
                f"interp: {{xp}} is {xp.shape}, {{fp}} is {fp.shape}: "
                f"{size_text(count)} points for {size_text(values)} values",
            )
    kind = dtype_kind(fp.dtype)
    return Array(x.shape, "complex128" if kind == "complex" else "float64" if kind else "")


@models("numpy.isclose")
def is_close(
    a: Value, b: Value, rtol: Value = RELATIVE, atol: Value = ABSOLUTE, equal_nan: Value = FALSE
) -> Array:
    """Whether two elements are close, broadcast together."""
    tolerances = [each for each in (rtol, atol) if not isinstance(each, Float | Integer)]
    return calculated([a, b, *tolerances], ("a", "b", "rtol", "atol"), "bool", NONE, TRUE)


@models("numpy.allclose")
def all_close(
    a: Value, b: Value, rtol: Value = RELATIVE, atol: Value = ABSOLUTE, equal_nan: Value = FALSE
) -> Value:
    """Whether all elements are close: the arrays must broadcast together."""
    is_close(a, b, rtol, atol)
    return Boolean()


@models("numpy.array_equal")
def array_equal(a1: Array, a2: Array, equal_nan: Value = FALSE) -> Value:
    """Whether two arrays have one shape and the same elements."""
    if a1.rank is not None and a2.rank is not None:
        pairs = zip(a1.shape, a2.shape, strict=False)
        if a1.rank != a2.rank or any(equal(x.size, y.size) is False for x, y in pairs):
            return FALSE
    return Boolean()


@models("numpy.array_equiv")
def array_equivalent(a1: Array, a2: Array) -> Value:
    """Whether two arrays broadcast together and have the same elements."""
    return Boolean()


@models("numpy.iscomplexobj", "numpy.isrealobj", "numpy.isfortran")
def is_complex_object(x: Value) -> Value:
    """A question about an array's type or memory."""
    return Boolean()


@models("numpy.isscalar")
def is_scalar(element: Value) -> Value:
    """Whether a value is a number or a text; arrays are not, but NumPy's numbers are."""
    if isinstance(element, Integer | Float | String | Boolean):
        return TRUE
    if isinstance(element, Tuple | List | Constant) or (isinstance(element, Array) and element.rank):
        return Boolean(isinstance(element, Constant) and isinstance(element.value, complex | bytes))
    return Boolean()


@models("numpy.copyto")
def copy_to(dst: Array, src: Value, casting: Value = SAME_KIND, where: Value = TRUE) -> Value:
    """Write one array into another, which cannot grow."""
    source = operand(src)
    if dst.writeable is False:
        refuse("TSL208", "{dst} is read-only: copy into an array that can be written to")
    if source is not None and numpy_dtypes.casts(source.dtype, dst.dtype):
        text = "{{src}} does not fit into {{dst}}: {{src}} is {value}, {{dst}} is {target}"
        check_stored(source.shape, dst.shape, text=text)
    return NONE


_COMPLEX = "sqrt log log2 log10 arccos arcsin arctanh"


@models(*[f"numpy.emath.{name}" for name in _COMPLEX.split()])
def complex_function(x: Array) -> Array:
    """A function of each element, complex where it has to be."""
    return Array(x.shape, marks=x.marks)


@models("numpy.emath.power")
def complex_power(x: Value, p: Value) -> Array:
    """Powers, complex where they have to be."""
    return calculated([x, p], ("x", "p"), "", NONE, TRUE)


@models("numpy.emath.logn")
def complex_logarithm(n: Value, x: Value) -> Array:
    """Logarithms to the base n, complex where they have to be."""
    return calculated([n, x], ("n", "x"), "", NONE, TRUE)
