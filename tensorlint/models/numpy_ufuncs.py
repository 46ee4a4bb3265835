"""NumPy's universal functions: elementwise, with `out=`, `where=` and `dtype=`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tensorlint.models import contents, numpy_dtypes
from tensorlint.models.coercion import DType, dtype_kind, to_array
from tensorlint.models.families import elementwise_shape
from tensorlint.models.numpy_operators import result_dtype, supported
from tensorlint.models.registry import models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Mismatch, Shape
from tensorlint.shapes.arithmetic import broadcast_to
from tensorlint.values import NONE, TRUE, Array, Boolean, Object, String, Tuple, Union, Unknown, Value

ORDER = String("K")
SAME_KIND = String("same_kind")

TO_FLOAT = (
    "exp exp2 expm1 log log2 log10 log1p sqrt cbrt sin cos tan arcsin arccos arctan sinh cosh tanh "
    "arcsinh arccosh arctanh asin acos atan asinh acosh atanh deg2rad rad2deg degrees radians fabs rint "
    "spacing"
)
SAME = "negative positive sign conj conjugate reciprocal square invert bitwise_invert bitwise_not"
ROUNDED = "floor ceil trunc"
TO_BOOL = "isfinite isinf isnan isnat signbit logical_not"
ABSOLUTE = "abs absolute"

BINARY = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "true_divide": "/",
    "floor_divide": "//",
    "remainder": "%",
    "mod": "%",
    "fmod": "fmod",
    "power": "**",
    "pow": "**",
    "float_power": "float_power",
    "maximum": "maximum",
    "minimum": "minimum",
    "fmax": "maximum",
    "fmin": "minimum",
    "gcd": "gcd",
    "lcm": "gcd",
    "bitwise_and": "&",
    "bitwise_or": "|",
    "bitwise_xor": "^",
    "left_shift": "<<",
    "bitwise_left_shift": "<<",
    "right_shift": ">>",
    "bitwise_right_shift": ">>",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "==",
    "not_equal": "!=",
    "logical_and": "logical",
    "logical_or": "logical",
    "logical_xor": "logical",
    "arctan2": "to float",
    "atan2": "to float",
    "hypot": "to float",
    "copysign": "to float",
    "nextafter": "to float",
    "heaviside": "to float",
    "logaddexp": "to float",
    "logaddexp2": "to float",
    "ldexp": "ldexp",
}
"""What each binary ufunc does to dtypes and contents: the operator that does the same, or a law."""


def operand(value: Value) -> Array | None:
    """An argument as an array; None where it could be anything."""
    if isinstance(value, Unknown | Union | Object):
        return None
    return to_array(value)


def floated(dtype: str) -> str:
    """The dtype of a mathematical function: ints become floats of their width or the next."""
    kind = dtype_kind(dtype)
    if kind in ("float", "complex"):
        return dtype
    if kind == "bool":
        return "float16"
    if kind != "int":
        return ""
    return {8: "float16", 16: "float32", 32: "float64", 64: "float64"}.get(
        numpy_dtypes.width(dtype) or 0, "float"
    )


def calculated(
    arguments: Sequence[Value], names: Sequence[str], dtype: str, out: Value, where: Value, known: bool = True
) -> Array:
    """The result of a ufunc: its arguments and `where` broadcast together, or `out` if given."""
    arrays = [operand(argument) for argument in arguments]
    if any(array is None for array in arrays):
        known = False
    present = [Array(library="") if array is None else array for array in arrays]
    if not isinstance(where, Boolean):
        present.append(operand(where) or Array(library=""))
        names = (*names, "where")
    shape = elementwise_shape(present, names=[f"{{{name}}}" for name in names])
    if out != NONE:
        return written(out, shape, dtype)
    marks = frozenset().union(*(array.marks for array in present))
    generated = known and all(array.generated for array in present)
    return Array(shape, dtype, generated=generated, marks=marks)


def written(out: Value, shape: Shape, dtype: str) -> Array:
    """`out=`: the array given, which may be larger than the result but not smaller."""
    if isinstance(out, Tuple) and len(out.items) == 1:
        out = out.items[0]
    if not isinstance(out, Array):
        return Array(UNKNOWN_SHAPE, writeable=None)
    if out.writeable is False:
        refuse("TSL208", "{out} is read-only: give an array that can be written to")
    if not numpy_dtypes.casts(dtype, out.dtype):
        return replace(out, contents=None, generated=False)  # NumPy raises a TypeError first
    try:
        broadcast_to(shape, out.shape)
    except Mismatch as mismatch:
        refuse("TSL211", f"{{out}} cannot grow: it is {out.shape}, the result is {shape}: {mismatch.detail}")
    return replace(out, contents=None, generated=False)


Unary = Callable[..., Array]


def _unary(law: Callable[[str], str]) -> Unary:
    def unary_ufunc(
        x: Value,
        /,
        out: Value = NONE,
        *,
        where: Value = TRUE,
        casting: Value = SAME_KIND,
        order: Value = ORDER,
        dtype: DType = "",
        subok: Value = TRUE,
        signature: Value = NONE,
    ) -> Array:
        """The function of each element."""
        array = operand(x)
        own = "" if array is None else law(array.dtype)
        return calculated([x], ("x",), dtype or own, out, where)

    return unary_ufunc


def _paths(names: str) -> list[str]:
    return [f"numpy.{name}" for name in names.split()]


def _same(dtype: str) -> str:
    return "" if dtype_kind(dtype) in ("bool", "object") else dtype


def _rounded(dtype: str) -> str:
    return dtype if dtype_kind(dtype) == "float" else ""  # ints stay ints since NumPy 2.1


def _boolean(dtype: str) -> str:
    return "bool" if dtype_kind(dtype) != "object" else ""


def real_part(dtype: str) -> str:
    """The dtype of absolute values and real parts."""
    if dtype_kind(dtype) == "complex":
        return {"complex64": "float32", "complex128": "float64"}.get(dtype, "float")
    return "" if dtype == "object" else dtype


to_float = models(*_paths(TO_FLOAT))(_unary(floated))
rounded = models(*_paths(ROUNDED))(_unary(_rounded))
to_bool = models(*_paths(TO_BOOL))(_unary(_boolean))
bit_count = models("numpy.bitwise_count")(_unary(lambda dtype: "uint8" if dtype_kind(dtype) == "int" else ""))


def _kept(operator: str, law: Callable[[str], str]) -> Unary:
    """A unary ufunc that small integer arrays keep their contents through."""
    plain = _unary(law)

    def keeping_ufunc(
        x: Value,
        /,
        out: Value = NONE,
        *,
        where: Value = TRUE,
        casting: Value = SAME_KIND,
        order: Value = ORDER,
        dtype: DType = "",
        subok: Value = TRUE,
        signature: Value = NONE,
    ) -> Array:
        """The function of each element."""
        result = plain(x, out, where=where, dtype=dtype)
        array = operand(x)
        if array is None or array.contents is None or out != NONE or where != TRUE or dtype:
            return result
        return replace(result, contents=contents.changed(operator, array.contents, result.dtype))

    return keeping_ufunc


same = models(*_paths(SAME))(_unary(_same))
negative = models("numpy.negative")(_kept("-", _same))
square = models("numpy.square")(_kept("square", _same))
inverted = models("numpy.invert", "numpy.bitwise_invert", "numpy.bitwise_not")(
    _kept("~", lambda dtype: dtype if dtype == "bool" else _same(dtype))
)
absolute = models(*_paths(ABSOLUTE))(_kept("abs", real_part))


def _has_loop(law: str, *arguments: Value) -> bool:
    """Whether NumPy has the function for these kinds: else it raises a TypeError before it broadcasts."""
    arrays = [operand(argument) for argument in arguments]
    kinds = {dtype_kind(array.dtype) for array in arrays if array is not None}
    if law in ("to float", "ldexp", "fmod"):
        return "complex" not in kinds
    if law == "gcd":
        return kinds <= {"int", "", "object"}
    return supported(law, kinds)


def binary_dtype(law: str, x1: Value, x2: Value) -> str:
    """The dtype of a binary ufunc of two arguments; "" where one could be anything."""
    a, b = operand(x1), operand(x2)
    if law in ("<", "<=", ">", ">=", "==", "!="):
        return "bool"
    if a is None or b is None:
        return ""
    if law == "logical":
        return "" if "object" in (a.dtype, b.dtype) else "bool"
    if law == "ldexp":
        return floated(a.dtype) if dtype_kind(a.dtype) == "float" else ""
    if law == "to float":
        if isinstance(x1, Array) and isinstance(x2, Array):
            return numpy_dtypes.common([replace(each, dtype=floated(each.dtype)) for each in (a, b)])
        dtype = result_dtype("+", x1, x2, (a, b))
        return dtype if dtype_kind(dtype) == "float" else "float" if dtype else ""
    symbol = law if law in contents.LAWS or law == "/" else "%" if law == "fmod" else "+"
    dtype = result_dtype(symbol, x1, x2, (a, b))
    if law == "float_power":
        return "complex128" if dtype_kind(dtype) == "complex" else "float64" if dtype else ""
    return dtype


def _binary(law: str) -> Callable[..., Array]:
    def binary_ufunc(
        x1: Value,
        x2: Value,
        /,
        out: Value = NONE,
        *,
        where: Value = TRUE,
        casting: Value = SAME_KIND,
        order: Value = ORDER,
        dtype: DType = "",
        subok: Value = TRUE,
        signature: Value = NONE,
    ) -> Array:
        """The function of two elements, broadcast together."""
        if not _has_loop(law, x1, x2):
            return Array()
        own = dtype or binary_dtype(law, x1, x2)
        result = calculated([x1, x2], ("x1", "x2"), own, out, where)
        if out != NONE or where != TRUE or dtype:
            return result
        a, b = operand(x1), operand(x2)
        if a is None or b is None:
            return result
        return replace(result, contents=contents.combined(law, a, b, result.shape, own))

    return binary_ufunc


def names_by_law(of: Callable[[str], str] = str) -> dict[str, list[str]]:
    """The binary ufuncs that share a law, or what a function makes of it."""
    names: dict[str, list[str]] = {}
    for name, law in BINARY.items():
        names.setdefault(of(law), []).append(name)
    return names


for _law, _names in names_by_law().items():
    models(*[f"numpy.{_name}" for _name in _names])(_binary(_law))


def _two_outs(out: Value) -> tuple[Value, Value]:
    if isinstance(out, Tuple) and len(out.items) == 2:
        return out.items[0], out.items[1]
    return out, out


@models("numpy.modf", "numpy.frexp")
def modf(
    x: Value,
    /,
    out: Value = NONE,
    *,
    where: Value = TRUE,
    casting: Value = SAME_KIND,
    order: Value = ORDER,
    dtype: DType = "",
    subok: Value = TRUE,
    signature: Value = NONE,
) -> Tuple:
    """Two parts of each element, as two arrays."""
    outs = _two_outs(out)
    return Tuple(tuple([calculated([x], ("x",), "", each, where) for each in outs]))


@models("numpy.divmod")
def divide_with_remainder(
    x1: Value,
    x2: Value,
    /,
    out: Value = NONE,
    *,
    where: Value = TRUE,
    casting: Value = SAME_KIND,
    order: Value = ORDER,
    dtype: DType = "",
    subok: Value = TRUE,
    signature: Value = NONE,
) -> Tuple:
    """Quotient and remainder of each two elements."""
    if not _has_loop("//", x1, x2):
        return Tuple((Array(), Array()))
    outs = _two_outs(out)
    own = dtype or binary_dtype("//", x1, x2)
    return Tuple(tuple([calculated([x1, x2], ("x1", "x2"), own, each, where) for each in outs]))
