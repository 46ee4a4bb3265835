"""What Keras's models share: tensors that are symbolic or computed, nested structures, states, exceptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tensorlint.models.coercion import to_array
from tensorlint.models.registry import NotCoercible, exception
from tensorlint.models.tensorflow_common import SHAPE_ERROR
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Dict,
    Float,
    Instance,
    Integer,
    Library,
    List,
    Object,
    String,
    Tuple,
    Value,
)

BASE = "keras.layers.Layer"


ANY_ERROR = "ValueError, IndexError or tensorflow.errors.InvalidArgumentError"
"""What layers raise that run into a wrong rank or number of arrays without a check of their own."""


TARGET_ERROR = "ValueError or KeyError"
"""What the losses of a model raise that get targets of another structure than its outputs."""


exception(ANY_ERROR, SHAPE_ERROR, "builtins.IndexError")


exception(TARGET_ERROR, "builtins.ValueError", "builtins.KeyError")


@dataclass(frozen=True, eq=False)
class Node:
    """A layer called on symbolic tensors; `parents` are the nodes that its inputs came from."""

    layer: Object | Instance
    parents: tuple[Node, ...]
    complete: bool
    """Whether the parents of every input are known."""


def from_python(value: Any) -> Value:
    """A Python constant (or a value) as a value."""
    if isinstance(value, Value):
        return value
    if value is None:
        return NONE
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, int):
        return Integer(value)
    if isinstance(value, float):
        return Float(value)
    if isinstance(value, str):
        return String(value)
    if isinstance(value, tuple):
        return Tuple(tuple([from_python(item) for item in value]))
    return UNKNOWN_VALUE


def state(value: Value) -> Cells | None:
    """The cells of a layer or model, None for other values."""
    return value.cells if isinstance(value, Object | Instance) else None


def library_base(instance: Instance) -> str:
    """The library class that the class of an instance extends, "" if none."""
    return next((each.library_base for each in instance.type.mro() if each.library_base), "")


def is_symbolic(value: Value) -> bool:
    """Whether a value is a symbolic tensor."""
    return isinstance(value, Array) and value.library == "keras"


def tensor(
    shape: Shape, dtype: str = "", symbolic: bool = False, marks: frozenset[Any] = frozenset()
) -> Array:
    """A tensor that Keras returns: symbolic, or of its TensorFlow backend."""
    if symbolic:
        return Array(shape, dtype, "keras", False, marks=marks)
    return Array(shape, dtype, "tensorflow", False)


def leaves(value: Value) -> tuple[Value, ...]:
    """The leaves of a nested structure, as Keras flattens it (dicts by their sorted keys)."""
    if isinstance(value, Tuple) or (isinstance(value, List) and value.items is not None):
        return tuple(leaf for item in value.items or () for leaf in leaves(item))
    if isinstance(value, Dict) and value.others is None:
        keys = sorted(value.entries, key=str)
        return tuple(leaf for key in keys for leaf in leaves(value.entries[key]))
    return (value,)


def mapped(value: Value, function: Callable[[Value], Value]) -> Value:
    """A structure of the same form with every leaf replaced."""
    if isinstance(value, Tuple):
        return Tuple(tuple([mapped(item, function) for item in value.items]), value.names, value.type)
    if isinstance(value, List) and value.items is not None:
        return List.of(tuple([mapped(item, function) for item in value.items]))
    if isinstance(value, Dict) and value.others is None:
        return Dict.of({key: mapped(item, function) for key, item in value.entries.items()})
    return function(value)


def ranked(shape: Shape, rank: int) -> Shape:
    """A shape of that rank: what an open one must be after a call that demanded it."""
    missing = rank - len(shape)
    if not shape.open or missing < 0:
        return shape
    return Shape((Axis(UNKNOWN),) * missing + shape.axes)


def to_tensor(value: Value) -> Array:
    """The one input tensor of a layer; unknown shape where it is anything else."""
    if isinstance(value, Array):
        return value
    if isinstance(value, Tuple | List):
        return Array(UNKNOWN_SHAPE)
    try:
        return to_array(value)
    except NotCoercible:
        return Array(UNKNOWN_SHAPE)


def is_activation(value: Any, name: str) -> bool:
    """Whether an `activation` argument is that one, by name or as a function."""
    if isinstance(value, String):
        return value.value == name
    if isinstance(value, Library):
        return value.path.rpartition(".")[2].lower() == name
    return isinstance(value, Object) and value.path.rpartition(".")[2].lower() == name


def is_true(value: Value | None) -> bool | None:
    """A truth value where it is known."""
    if isinstance(value, Boolean):
        return value.value
    if isinstance(value, Integer) and isinstance(value.size, int):
        return bool(value.size)
    return False if value == NONE else None
