"""NumPy's arrays under Python's operators: broadcasting, matmul, in-place rules."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models import contents, numpy_dtypes, numpy_indexing
from tensorlint.models.coercion import dtype_kind, to_array
from tensorlint.models.families import elementwise_shape
from tensorlint.models.operators import OPERATORS, Operators
from tensorlint.models.registry import NotCoercible, Refusal, refuse
from tensorlint.shapes import Mismatch, Shape
from tensorlint.shapes.arithmetic import broadcast_to, matmul
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Constant,
    Float,
    Integer,
    List,
    Series,
    String,
    Tuple,
    Unknown,
    Value,
)

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
OPERANDS = ("{left}", "{right}")


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left <operator> right`, one of them a NumPy array."""
    if operator in ("in", "not in", "is", "is not"):
        return Boolean()
    if operator == "%" and isinstance(left, String):
        return String()
    if operator == "*" and _may_repeat(left, right):
        return UNKNOWN_VALUE
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return beside_unknown(operator, left, right)
    operands = _operands(operator, left, right)
    if operands is None:
        return UNKNOWN_VALUE
    first, second = operands
    if not supported(operator, {dtype_kind(first.dtype), dtype_kind(second.dtype)}):
        return UNKNOWN_VALUE
    if operator == "@":
        return multiplied(first, second)
    try:
        shape = elementwise_shape(operands, names=OPERANDS)
    except Refusal:
        # NumPy 1.24 answers == and != of arrays that do not fit with a warning and False.
        if operator in ("==", "!="):
            return UNKNOWN_VALUE
        raise
    dtype = result_dtype(operator, left, right, operands)
    if first.generated != second.generated:
        shape = _of_the_data(shape, second if first.generated else first)
    return Array(
        shape,
        dtype,
        contents=contents.combined(operator, first, second, shape, dtype),
        generated=first.generated and second.generated,
        marks=first.marks | second.marks,
    )


def _of_the_data(shape: Shape, data: Array) -> Shape:
    """The result's axes where one operand is data and the other made of constants: those of the data."""
    if data.shape.open or len(data.shape) != len(shape):
        return shape
    pairs = zip(shape.axes, data.shape.axes, strict=True)
    axes = [own if own.parts and own.size == axis.size != 1 else axis for axis, own in pairs]
    return Shape(tuple(axes), shape.open)


def _may_repeat(left: Value, right: Value) -> bool:
    """Whether this repeats a list: `[0] * np.int64(3)`."""
    scalar = [v for v in (left, right) if isinstance(v, Array) and v.rank in (0, None)]
    return bool(scalar) and any(isinstance(v, List | Tuple | String | Series) for v in (left, right))


def beside_unknown(operator: str, left: Value, right: Value) -> Value:
    """An array and a value that could be anything: an array, a sparse matrix, a class of the user."""
    if operator in ("*", "@", "==", "!="):
        return UNKNOWN_VALUE
    array = left if isinstance(left, Array) else right
    if not isinstance(array, Array) or not array.shape.axes:
        return UNKNOWN_VALUE
    shape = elementwise_shape([array, Array()])
    return Array(shape, library="") if shape.axes else UNKNOWN_VALUE


def _operands(operator: str, left: Value, right: Value) -> tuple[Array, Array] | None:
    arrays: list[Array] = []
    for value, other in ((left, right), (right, left)):
        if isinstance(value, Array):
            arrays.append(value)
        elif isinstance(value, Boolean | Integer | Float | Tuple | List) or _is_complex(value):
            try:
                arrays.append(to_array(value))
            except (Refusal, NotCoercible):
                return None
        elif value == NONE and operator in ("==", "!="):
            arrays.append(Array(Shape(), "object"))
        elif isinstance(value, String) and isinstance(other, Array):
            if dtype_kind(other.dtype) not in ("string", "object", ""):
                return None
            arrays.append(Array(Shape(), "string"))
        else:
            return None
    return arrays[0], arrays[1]


def supported(operator: str, kinds: set[str]) -> bool:
    """Whether NumPy has the operation for these kinds: else it raises a TypeError before it broadcasts."""
    if operator in ("&", "|", "^", "<<", ">>"):
        return kinds.isdisjoint({"float", "complex", "string"})
    if operator in ("//", "%") and "complex" in kinds:
        return False
    return not (operator == "-" and kinds == {"bool"})


def _is_complex(value: Value) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, complex)


def result_dtype(operator: str, left: Value, right: Value, operands: tuple[Array, Array]) -> str:
    """The dtype of an elementwise operation; Python's scalars count less than arrays."""
    if operator in COMPARISONS:
        return "bool"
    dtype = _common(left, right, operands)
    if operator == "/":
        return "float64" if dtype_kind(dtype) in ("int", "bool") else dtype
    if dtype == "bool" and operator in ("//", "%", "**", "<<", ">>"):
        return "int8"
    if operator == "**" and operands[0].dtype == "bool" and isinstance(right, Integer):
        return "int"  # True ** 2 squares as int8
    if dtype == "object" or (dtype == "bool" and operator == "-"):
        return ""
    if dtype == "string":
        return "string" if operator == "+" else ""
    return dtype


def _common(left: Value, right: Value, operands: tuple[Array, Array]) -> str:
    for array, scalar in ((left, right), (right, left)):
        kind = "complex" if _is_complex(scalar) else numpy_dtypes.scalar_kind(scalar)
        if kind and isinstance(array, Array):
            return numpy_dtypes.with_scalar(array.dtype, kind)
    return numpy_dtypes.common(operands)


def multiplied(left: Array, right: Array, names: tuple[str, str] = OPERANDS, verb: str = "matmul") -> Array:
    """`left @ right`; refuses inner dimensions that differ (TSL601, ValueError)."""
    try:
        shape = matmul(left.shape, right.shape)
    except Mismatch as mismatch:
        a, b = names
        what = "batch axes cannot be broadcast" if mismatch.axis is not None else "inner dimensions differ"
        if left.rank == 0 or right.rank == 0:
            what = "both operands need at least 1 axis"
        refuse("TSL601", f"{verb}: {what}: {a} is {left.shape}, {b} is {right.shape}: {mismatch.detail}")
    dtype = numpy_dtypes.promoted(left.dtype, right.dtype)
    return Array(shape, dtype if dtype != "object" else "", generated=left.generated and right.generated)


def in_place(operator: str, target: Array, value: Value) -> Value:
    """`target <operator>= value`: an array cannot grow (TSL211) nor be written to where read-only.

    A target without axes is most often a scalar, which is replaced and not written to.
    """
    if target.rank == 0:
        return binary(operator, target, value)
    operands = None if isinstance(value, Unknown) else _operands(operator, target, value)
    if operands is None:
        return replace(target, contents=None)
    if target.writeable is False:
        refuse("TSL208", "{left} is read-only: make a new array, `{left} = {left} + …`, or write to a copy")
    dtype = result_dtype(operator, target, value, operands)
    if operator == "@" or not numpy_dtypes.casts(dtype, target.dtype):
        return replace(target, contents=None)  # of another kind: NumPy raises a TypeError first
    result = binary(operator, target, value)
    if not isinstance(result, Array):
        return replace(target, contents=None)
    check_fits(operands[1], target.shape)
    if not target.shape.axes:
        return replace(target, shape=result.shape, contents=None, marks=result.marks, origin=None)
    known = contents.combined(operator, *operands, target.shape, target.dtype)
    generated = target.generated and result.generated
    return replace(target, contents=known, generated=generated, marks=result.marks, origin=None)


def check_fits(value: Array, target: Shape) -> None:
    """Refuses an in-place operation whose result would be larger than its target (TSL211)."""
    try:
        broadcast_to(value.shape, target)
    except Mismatch as mismatch:
        refuse(
            "TSL211",
            f"in place, {{left}} cannot grow: {{left}} is {target}, {{right}} is {value.shape}: "
            f"{mismatch.detail}; make a new array instead",
        )


def unary(operator: str, operand: Value) -> Value:
    """`-x`, `+x`, `~x`: the shape stays."""
    if not isinstance(operand, Array):
        return UNKNOWN_VALUE
    known = operand.contents
    if known is not None and operator in ("-", "~"):
        known = contents.changed(operator, known, operand.dtype)
    dtype = "" if operand.dtype == "object" else operand.dtype
    return replace(operand, dtype=dtype, contents=known, writeable=True, origin=None)


OPERATORS["numpy"] = Operators(binary, in_place, unary, numpy_indexing.subscript, numpy_indexing.store)
