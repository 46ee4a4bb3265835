"""Operators and subscripts on arrays: dispatch by library to the room that knows its rules."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass

from tensorlint.models.coercion import dtype_kind
from tensorlint.models.registry import need
from tensorlint.models.where import operators_key
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Constant,
    Dict,
    Float,
    Integer,
    List,
    Object,
    Series,
    SetValue,
    Slice,
    String,
    Tuple,
    Union,
    Value,
)


@dataclass(frozen=True, slots=True)
class Operators:
    """How the arrays of one library answer to Python's syntax; the functions are as those below."""

    binary: Callable[[str, Value, Value], Value]
    in_place: Callable[[str, Array, Value], Value]
    unary: Callable[[str, Value], Value]
    subscript: Callable[[Array, Value], Value]
    store: Callable[[Array, Value, Value], None]


OPERATORS: dict[str, Operators] = {}
"""By the array's `kind` where it has one, else by its library. Model modules add their own."""

_ROOMS = {"numpy": "numpy_operators", "": "array_like_operators"}


def is_scalar(value: Value) -> bool:
    """Whether a value is an array without axes, which has no length and cannot be iterated over.

    A NumPy scalar that may be a text or another object is no such array.
    """
    if not isinstance(value, Array) or value.rank != 0 or value.kind:
        return False
    if value.library == "numpy":
        return dtype_kind(value.dtype) in ("bool", "int", "float", "complex")
    return value.library == "tensorflow"


_NUMPY = {"numpy"}


def rules_of(*values: Value) -> Operators | None:
    """The rules for an operation on these values; None where nobody knows them.

    A library's arrays rule over NumPy's and over those whose library is not known.
    """
    owners = {value.kind or value.library for value in values if isinstance(value, Array)}
    if owners == _NUMPY and (rules := OPERATORS.get("numpy")) is not None:
        return rules
    foreign = owners - {"numpy", ""}
    if len(foreign) > 1:
        # Kinds of one library go together; Keras's own tensors compute with TensorFlow's.
        libraries = {value.library for value in values if isinstance(value, Array)} - {"numpy", ""}
        foreign = libraries if libraries != {"tensorflow", "keras"} else {"tensorflow"}
    if len(foreign) > 1 or not owners:
        return None
    owner = foreign.pop() if foreign else min(owners)
    if owner not in OPERATORS:
        if owner in _ROOMS:
            importlib.import_module(f"tensorlint.models.{_ROOMS[owner]}")
        else:
            need(operators_key(owner), owner.partition(".")[0])
    return OPERATORS.get(owner)


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left <operator> right` where at least one is an Array; operator as "+", "@", "<", "==" …

    In messages `{left}` and `{right}` stand for the user's expressions.
    """
    rules = _usable(left, right)
    return UNKNOWN_VALUE if rules is None else rules.binary(operator, left, right)


def in_place(operator: str, target: Value, value: Value) -> Value:
    """`target += value` (operator "+"): the new value of the target; TSL211 where it cannot grow.

    In messages `{left}` is the target, `{right}` the value.
    """
    rules = _usable(target, value)
    if rules is None:
        return UNKNOWN_VALUE
    if not isinstance(target, Array):
        return rules.binary(operator, target, value)
    return rules.in_place(operator, target, value)


def unary(operator: str, operand: Value) -> Value:
    """`-x`, `~x`, `+x`; ("not" is the interpreter's)."""
    rules = _usable(operand)
    return UNKNOWN_VALUE if rules is None else rules.unary(operator, operand)


def subscript(array: Value, index: Value) -> Value:
    """`array[index]`; a Tuple index has an item an axis; texts: `{array}`, `{index}`."""
    rules = _usable(array)
    if rules is None or not isinstance(array, Array) or isinstance(index, Union):
        return UNKNOWN_VALUE
    return rules.subscript(array, index)


def store(array: Value, index: Value, value: Value) -> None:
    """`array[index] = value`: refuses what does not fit; texts: `{array}`, `{index}`, `{value}`."""
    rules = _usable(array)
    if rules is not None and isinstance(array, Array):
        rules.store(array, index, value)


def _usable(*values: Value) -> Operators | None:
    for value in values:
        if isinstance(value, Union):
            return None
    return rules_of(*values)


def method_path(receiver: Value, name: str) -> str:
    """The canonical path under which a method or attribute of a library value is modelled."""
    if isinstance(receiver, Object):
        return f"{receiver.path}.{name}"
    if isinstance(receiver, Array):
        classes = {"numpy": "numpy.ndarray", "tensorflow": "tensorflow.Tensor", "keras": "keras.KerasTensor"}
        owner = receiver.kind or classes.get(receiver.library, "unknown.Array")
        return f"{owner}.{name}"
    if isinstance(receiver, Series) and receiver.kind == "range":
        return f"builtins.range.{name}"
    owners = [_CLASSES[each] for each in type(receiver).__mro__ if each in _CLASSES]
    return f"builtins.{owners[0] if owners else 'object'}.{name}"


_CLASSES: dict[type[Value], str] = {
    List: "list",
    Dict: "dict",
    SetValue: "set",
    String: "str",
    Tuple: "tuple",
    Series: "tuple",
    Integer: "int",
    Boolean: "bool",
    Float: "float",
    Constant: "bytes",
    Slice: "slice",
}
"""The Python class whose methods a value has."""
