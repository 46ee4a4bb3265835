"""Operators and subscripts on arrays: dispatch by library to the room that knows its rules."""

from __future__ import annotations

from tensorlint.values import UNKNOWN_VALUE, Value


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left <operator> right` where at least one is an Array; operator as "+", "@", "<", "==" …

    In messages `{left}` and `{right}` stand for the user's expressions.
    """
    return UNKNOWN_VALUE


def in_place(operator: str, target: Value, value: Value) -> Value:
    """`target += value` (operator "+"): the new value of the target; TSL211 where it cannot grow."""
    return UNKNOWN_VALUE


def unary(operator: str, operand: Value) -> Value:
    """`-x`, `~x`, `+x`; ("not" is the interpreter's)."""
    return UNKNOWN_VALUE


def subscript(array: Value, index: Value) -> Value:
    """`array[index]`; a Tuple index has an item an axis; texts: `{array}`, `{index}`."""
    return UNKNOWN_VALUE


def store(array: Value, index: Value, value: Value) -> None:
    """`array[index] = value`: refuses what does not fit; texts: `{array}`, `{index}`, `{value}`."""


def method_path(receiver: Value, name: str) -> str:
    """The canonical path under which a method or attribute of a library value is modelled."""
    from tensorlint.values import Array, Object

    if isinstance(receiver, Object):
        return f"{receiver.path}.{name}"
    if isinstance(receiver, Array):
        classes = {"numpy": "numpy.ndarray", "tensorflow": "tensorflow.Tensor", "keras": "keras.KerasTensor"}
        owner = receiver.kind or classes.get(receiver.library, "unknown.Array")
        return f"{owner}.{name}"
    return f"builtins.{type(receiver).__name__}.{name}"
