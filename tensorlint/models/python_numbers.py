"""Arithmetic of ints, floats and bools: exact where known, symbolic for ints, bounded for floats."""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from math import floor, inf
from typing import Any

from tensorlint.models.python_constants import MAXIMUM_BITS, MAXIMUM_TEXT, Interval, from_python, to_python
from tensorlint.models.python_values import interval, is_finite
from tensorlint.models.registry import NotCoercible
from tensorlint.shapes import UNKNOWN, Size
from tensorlint.shapes.axes import merge_parts
from tensorlint.shapes.sizes import add, bounds, floor_divide, modulo, multiply, size_text, subtract
from tensorlint.values import UNKNOWN_VALUE, Boolean, Constant, Float, Integer, Value

PYTHON_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": python.add,
    "-": python.sub,
    "*": python.mul,
    "/": python.truediv,
    "//": python.floordiv,
    "%": python.mod,
    "**": python.pow,
    "&": python.and_,
    "|": python.or_,
    "^": python.xor,
    "<<": python.lshift,
    ">>": python.rshift,
}


def computed(operator: str, left: Value, right: Value) -> Value:
    """By Python itself, where both are constants."""
    try:
        a, b = to_python(left), to_python(right)
    except NotCoercible:
        return UNKNOWN_VALUE
    if _too_large(operator, a, b):
        return UNKNOWN_VALUE
    try:
        return from_python(PYTHON_OPERATORS[operator](a, b))
    except (ArithmeticError, TypeError, ValueError, MemoryError, RecursionError):
        return UNKNOWN_VALUE


def _too_large(operator: str, a: Any, b: Any) -> bool:
    """Whether the result would take more time or space than it can be worth."""
    if operator not in ("*", "**", "<<"):
        return False
    if isinstance(a, int) and isinstance(b, int):
        if operator == "**":
            return abs(b) * max(a.bit_length(), 1) > MAXIMUM_BITS
        if operator == "<<":
            return b > MAXIMUM_BITS
        return a.bit_length() + b.bit_length() > MAXIMUM_BITS
    sequence, count = (b, a) if isinstance(a, int) else (a, b)
    if operator == "*" and isinstance(count, int) and hasattr(sequence, "__len__"):
        return len(sequence) * count > MAXIMUM_TEXT
    return False


def numbers(operator: str, left: Value, right: Value) -> Value:
    if isinstance(left, Interval | Float) or isinstance(right, Interval | Float):
        return _floats(operator, left, right)
    a, b = size_of(left), size_of(right)
    if isinstance(a, int) and isinstance(b, int):
        known = computed(operator, _known(left, a), _known(right, b))
        if known == UNKNOWN_VALUE and _too_large(operator, a, b) and b >= 0:
            return Integer()
        if operator == "*" and isinstance(known, Integer):
            return Integer(known.size, _product_parts(left, right))
        return known
    if isinstance(left, Boolean) and isinstance(right, Boolean) and operator in ("&", "|", "^"):
        return Boolean(_three_valued(operator, left.value, right.value))
    return _sizes(operator, left, right, a, b)


def _known(value: Value, size: int) -> Value:
    return value if isinstance(value, Boolean) else Integer(size)


def _three_valued(operator: str, a: bool | None, b: bool | None) -> bool | None:
    if operator == "&" and (a is False or b is False):
        return False
    if operator == "|" and (a is True or b is True):
        return True
    return None


def size_of(value: Value) -> Size:
    if isinstance(value, Integer):
        return value.size
    if isinstance(value, Boolean) and value.value is not None:
        return int(value.value)
    return UNKNOWN


def _sizes(operator: str, left: Value, right: Value, a: Size, b: Size) -> Value:
    """Arithmetic of ints of which at least one is a symbol or unknown."""
    if operator == "+":
        return Integer(add(a, b), _kept_parts(left, right, 0))
    if operator == "-":
        return Integer(subtract(a, b), _parts(left) if b == 0 else None)
    if operator == "*":
        return Integer(multiply(a, b), _product_parts(left, right))
    if operator == "//":
        return UNKNOWN_VALUE if b == 0 else Integer(floor_divide(a, b), _parts(left) if b == 1 else None)
    if operator == "%":
        return UNKNOWN_VALUE if b == 0 else Integer(modulo(a, b))
    if operator == "/":
        return quotient(a, b)
    if operator == "**":
        return _power(a, b)
    if operator == "<<" and isinstance(b, int) and 0 <= b <= 64:
        return Integer(multiply(a, 2**b))
    if operator == ">>" and isinstance(b, int) and 0 <= b <= 64:
        return Integer(floor_divide(a, 2**b))
    return Integer()


def _parts(value: Value) -> Any:
    return value.parts if isinstance(value, Integer) else None


def _kept_parts(left: Value, right: Value, neutral: int) -> Any:
    if size_of(left) == neutral:
        return _parts(right)
    return _parts(left) if size_of(right) == neutral else None


def _product_parts(left: Value, right: Value) -> Any:
    if size_of(left) == 1 or size_of(right) == 1:
        return _kept_parts(left, right, 1)
    first, second = _parts(left), _parts(right)
    return None if first is None or second is None else merge_parts(first + second)


def _power(base: Size, exponent: Size) -> Value:
    if isinstance(exponent, int):
        if exponent < 0:
            return UNKNOWN_VALUE if bounds(base)[0] <= 0 else Float()
        if exponent <= 6:
            result: Size = 1
            for _ in range(exponent):
                result = multiply(result, base)
            return Integer(result)
        return Integer()
    return Integer() if bounds(exponent)[0] >= 0 else UNKNOWN_VALUE


def quotient(numerator: Size, denominator: Size) -> Value:
    """`numerator / denominator`: a float that remembers what it is the quotient of."""
    if denominator == 0:
        return UNKNOWN_VALUE
    if isinstance(numerator, int) and isinstance(denominator, int):
        return computed("/", Integer(numerator), Integer(denominator))
    low, high = _interval_divide(bounds(numerator), bounds(denominator))
    return Interval(
        low=low,
        high=high,
        numerator=numerator,
        denominator=denominator,
        text=_quotient_text(numerator, denominator),
    )


def _quotient_text(numerator: Size, denominator: Size) -> str:
    if numerator is UNKNOWN or denominator is UNKNOWN:
        return ""
    return f"{size_text(numerator)} / {size_text(denominator)}"


def _floats(operator: str, left: Value, right: Value) -> Value:
    """Arithmetic with at least one float; bounds are carried through where they are certain."""
    try:
        to_python(left), to_python(right)
    except NotCoercible:
        return _intervals(operator, left, right)
    return computed(operator, left, right)


def _intervals(operator: str, left: Value, right: Value) -> Value:
    if operator in ("&", "|", "^", "<<", ">>"):
        return UNKNOWN_VALUE
    if operator == "**":
        return Float() if is_finite(left) and interval(left)[0] > 0 else UNKNOWN_VALUE
    if not is_finite(left) or not is_finite(right):
        return Float()
    try:
        low, high = _interval_of(operator, interval(left), interval(right))
    except OverflowError:
        low, high = -inf, inf
    if low == -inf and high == inf:
        return Float()
    return Interval(low=low, high=high, text=_operation_text(operator, left, right))


def _interval_of(operator: str, a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    if operator == "+":
        return _sum(a[0], b[0], -inf), _sum(a[1], b[1], inf)
    if operator == "-":
        return _sum(a[0], -b[1], -inf), _sum(a[1], -b[0], inf)
    if operator == "*":
        corners = [_times(x, y) for x in a for y in b]
        return min(corners), max(corners)
    if operator == "/":
        return _interval_divide(a, b)
    if operator == "//":
        low, high = _interval_divide(a, b)
        return (low if low == -inf else floor(low) - 1), (high if high == inf else floor(high))
    return -inf, inf


def _sum(a: float, b: float, otherwise: float) -> float:
    return otherwise if otherwise in (a, b) else float(a + b)


def _times(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else float(a * b)


def _interval_divide(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    if b[0] <= 0:
        return -inf, inf
    try:
        corners = [_ratio(x, y) for x in a for y in b]
    except OverflowError:
        return -inf, inf
    return min(corners), max(corners)


def _ratio(a: float, b: float) -> float:
    if b == inf:
        return 0.0
    return a if a in (inf, -inf) else a / b


def _operation_text(operator: str, left: Value, right: Value) -> str:
    texts = [_text(left), _text(right)]
    return f"{texts[0]} {operator} {texts[1]}" if all(texts) and max(map(len, texts)) < 24 else ""


def _text(value: Value) -> str:
    if isinstance(value, Interval):
        return value.text
    if isinstance(value, Float) and value.value is not None:
        return str(value.value)
    size = size_of(value)
    return "" if size is UNKNOWN else size_text(size)


def negated(operator: str, operand: Value) -> Value:
    if isinstance(operand, Integer | Boolean) and operator in ("-", "+", "~"):
        size = size_of(operand)
        if operator == "+":
            return Integer(size, _parts(operand))
        return Integer(multiply(-1, size) if operator == "-" else subtract(multiply(-1, size), 1))
    if isinstance(operand, Float) and operator in ("-", "+"):
        if operator == "+":
            return operand
        low, high = interval(operand)
        if operand.value is not None:
            return Float(-operand.value)
        return Float() if low == -inf and high == inf else Interval(low=-high, high=-low)
    if isinstance(operand, Constant) and isinstance(operand.value, complex) and operator in ("-", "+"):
        return Constant(-operand.value if operator == "-" else operand.value)
    return UNKNOWN_VALUE
