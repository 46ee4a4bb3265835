"""Symbolic tensors under Python's operators and subscripts, and their attributes.

They answer as TensorFlow's tensors do; the result stays symbolic, and knows the layers it comes from.
"""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models import operators
from tensorlint.models.keras_ops import as_tensors
from tensorlint.models.operators import OPERATORS, Operators
from tensorlint.models.registry import attribute
from tensorlint.shapes import UNKNOWN
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Integer, Series, String, Tuple, Value


def _tensor(value: Value) -> Value:
    """A symbolic tensor seen as one of TensorFlow."""
    if isinstance(value, Array) and value.library == "keras":
        return replace(value, library="tensorflow")
    return value


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left <operator> right`, one of them symbolic."""
    return as_tensors(operators.binary(operator, _tensor(left), _tensor(right)), left, right)


def unary(operator: str, operand: Value) -> Value:
    """`-x`, `~x`, `+x`."""
    return as_tensors(operators.unary(operator, _tensor(operand)), operand)


def subscript(array: Array, index: Value) -> Value:
    """`x[index]`."""
    return as_tensors(operators.subscript(_tensor(array), _tensor(index)), array)


def store(array: Array, index: Value, value: Value) -> None:
    """Symbolic tensors cannot be written to."""


OPERATORS["keras"] = Operators(binary, binary, unary, subscript, store)


@attribute("keras.KerasTensor.shape")
def tensor_shape(array: Array) -> Value:
    """The static shape: None where a size is left open."""
    if array.shape.open:
        return Series(UNKNOWN_VALUE, UNKNOWN, "shape", subject=array)
    items = [
        Integer(axis.size, axis.parts) if isinstance(axis.size, int) else _open(axis.size)
        for axis in array.shape.axes
    ]
    return Tuple(tuple(items))


def _open(size: object) -> Value:
    return UNKNOWN_VALUE if size is UNKNOWN else NONE


@attribute("keras.KerasTensor.ndim")
def tensor_rank(array: Array) -> Value:
    """The number of axes."""
    return UNKNOWN_VALUE if array.rank is None else Integer(array.rank)


@attribute("keras.KerasTensor.dtype")
def tensor_dtype(array: Array) -> Value:
    """The dtype's name, where it is known in full."""
    return String(array.dtype) if array.dtype in ("float32", "int32", "int64", "bool") else String()


@attribute("keras.KerasTensor.T")
def tensor_transposed(array: Array) -> Value:
    """The axes in reverse."""
    if array.shape.open:
        return UNKNOWN_VALUE
    return as_tensors(replace(array, shape=replace(array.shape, axes=array.shape.axes[::-1])), array)
