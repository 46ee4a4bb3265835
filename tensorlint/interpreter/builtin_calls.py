"""Builtins that look at classes, attributes or the calls around them."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import libcst as cst

from tensorlint.interpreter.attributes import attribute, class_attribute
from tensorlint.interpreter.exceptions import AbstractRaise
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.iteration import iterated
from tensorlint.interpreter.names import named_array, rebind, source_name
from tensorlint.interpreter.store import forget
from tensorlint.interpreter.targets import is_set
from tensorlint.models.operators import is_scalar
from tensorlint.models.registry import Refusal, lookup
from tensorlint.shapes import UNKNOWN
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Bound,
    Cells,
    Class,
    Constant,
    Dict,
    Float,
    Function,
    Instance,
    Integer,
    Library,
    LibraryMethod,
    List,
    Module,
    Object,
    Partial,
    Series,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from tensorlint.interpreter.calls import Arguments

_TYPES: list[tuple[type[Value], frozenset[str]]] = [
    (Boolean, frozenset({"bool", "int", "object"})),
    (Integer, frozenset({"int", "object"})),
    (Float, frozenset({"float", "object"})),
    (String, frozenset({"str", "object"})),
    (Tuple, frozenset({"tuple", "object"})),
    (List, frozenset({"list", "object"})),
    (SetValue, frozenset({"set", "object"})),
]
_ABSTRACT = {
    "collections.abc.Sequence": (Tuple, List, String),
    "collections.abc.Iterable": (Tuple, List, String, Dict, SetValue, Array),
    "collections.abc.Mapping": (Dict,),
    "numbers.Number": (Integer, Float, Boolean),
    "numbers.Integral": (Integer, Boolean),
    "numbers.Real": (Integer, Float, Boolean),
    "typing.Sequence": (Tuple, List, String),
    "typing.Iterable": (Tuple, List, String, Dict, SetValue, Array),
}
_KNOWN_BUILTINS = frozenset(
    {
        "int",
        "float",
        "bool",
        "str",
        "list",
        "tuple",
        "dict",
        "set",
        "complex",
        "bytes",
        "type",
        "slice",
        "range",
    }
)
_NUMPY_SCALARS = frozenset(
    f"numpy.{name}"
    for name in (
        *("generic", "number", "integer", "signedinteger", "unsignedinteger", "inexact", "floating"),
        *("complexfloating", "bool", "bool_", "int32", "int64", "float32", "float64", "str_", "bytes_"),
    )
)
_NO_ARRAYS = frozenset({"list", "tuple", "dict", "set", "type", "slice", "range"})


def instance_of(value: Value, kind: Value) -> bool | None:
    """`isinstance(value, kind)`, None where it is not known."""
    if isinstance(kind, Tuple):
        results = [instance_of(value, each) for each in kind.items]
        if any(results):
            return True
        return None if any(result is None for result in results) else False
    if isinstance(value, Union):
        answers = {instance_of(each, kind) for each in value.alternatives}
        return answers.pop() if len(answers) == 1 else None
    if isinstance(value, Unknown):
        return None
    if kind == NONE:
        return value == NONE
    if isinstance(kind, Class):
        return _of_class(value, kind)
    if isinstance(kind, Library):
        return _of_library(value, kind.path)
    return None


def _of_class(value: Value, kind: Class) -> bool | None:
    if isinstance(value, Instance):
        if kind in value.type.mro():
            return True
        return None if value.type.has_unknown_base() else False
    if isinstance(value, Tuple) and value.type is not None:
        return True if value.type is kind else None
    return False if isinstance(value, Array | Integer | Float | Boolean | String | Constant) else None


def _of_library(value: Value, path: str) -> bool | None:
    if path in _ABSTRACT:
        return True if isinstance(value, _ABSTRACT[path]) else None
    if isinstance(value, Array):
        return _array_of(value, path)
    library, _, name = path.rpartition(".")
    if library == "builtins":
        if name == "object":
            return True
        if name not in _KNOWN_BUILTINS:
            return None if isinstance(value, Instance | Object) else False
        for kind, names in _TYPES:
            if isinstance(value, kind):
                return name in names
        if isinstance(value, Dict):
            return name == "dict"
        if value == NONE:
            return False
        if isinstance(value, Series):
            return name == value.kind if value.kind in ("tuple", "range") else None
        if isinstance(value, Instance):
            return False if not value.type.has_unknown_base() and not value.type.library_base else None
        return None
    if isinstance(value, Object):
        return True if value.path == path else None
    if isinstance(value, Instance):
        return None if value.type.library_base or value.type.has_unknown_base() else False
    if isinstance(value, Tuple | List | Dict | SetValue) and path in _NUMPY_SCALARS:
        return False
    if isinstance(value, Integer | Float | Boolean | String | Tuple | List | Dict | SetValue | Constant):
        return False if path in ("numpy.ndarray", "tensorflow.Tensor", "torch.Tensor") else None
    return None


def _array_of(value: Array, path: str) -> bool | None:
    if path == "numpy.ndarray":
        if value.library == "numpy" and not value.kind:
            return True if value.rank != 0 and value.rank is not None else None
        return False if value.library in ("tensorflow", "torch", "keras") else None
    if path in ("tensorflow.Tensor", "torch.Tensor"):
        return None if value.library != "numpy" or value.kind else False
    library, _, name = path.rpartition(".")
    if library == "builtins":
        if name in _NO_ARRAYS or value.library in ("tensorflow", "keras", "torch"):
            return False if name in _KNOWN_BUILTINS else None
        # NumPy's single numbers are floats, complex numbers and strings of Python's as well.
        return None if value.rank in (0, None) else False
    return None


def _isinstance(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    if len(arguments.positional) != 2:
        return Boolean()
    return Boolean(instance_of(*arguments.positional))


def _issubclass(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    if len(arguments.positional) == 2:
        cls, base = arguments.positional
        if isinstance(cls, Class) and isinstance(base, Class):
            if base in cls.mro():
                return Boolean(True)
            return Boolean(None if cls.has_unknown_base() else False)
    return Boolean()


def _name_of(arguments: Arguments) -> str | None:
    if len(arguments.positional) >= 2:
        name = arguments.positional[1]
        if isinstance(name, String):
            return name.value
    return None


def _getattr(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    name = _name_of(arguments)
    if name is None:
        return UNKNOWN_VALUE
    receiver = arguments.positional[0]
    value = attribute(frame, node, receiver, name)
    if isinstance(value, Unknown) and len(arguments.positional) == 3:
        if isinstance(receiver, Instance) and not _may_have(frame, receiver, name):
            return arguments.positional[2]
        return UNKNOWN_VALUE
    return value


def _may_have(frame: Frame, receiver: Instance, name: str) -> bool:
    if name in receiver.cells or class_attribute(frame, receiver.type, name) is not None:
        return True
    if class_attribute(frame, receiver.type, "__getattr__") is not None:
        return True
    return bool(receiver.type.has_unknown_base() or receiver.type.library_base)


_ARRAY_ATTRIBUTES = frozenset(
    {
        *("shape", "dtype", "ndim", "size", "T", "nbytes"),
        *("__array__", "__array_interface__", "__array_struct__", "__array_priority__"),
    }
)
"""What NumPy's arrays and scalars have."""
_CONTAINERS: tuple[tuple[type[Value], tuple[type, ...]], ...] = (
    (List, (list, deque)),
    (Dict, (dict, defaultdict, OrderedDict, Counter)),
    (SetValue, (set, frozenset)),
)
"""What a value may be in Python."""


def _hasattr(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    name = _name_of(arguments)
    receiver = arguments.positional[0] if arguments.positional else UNKNOWN_VALUE
    if name is None:
        return Boolean()
    if isinstance(receiver, Instance):
        if name in receiver.cells or class_attribute(frame, receiver.type, name) is not None:
            return Boolean(True)
        return Boolean(None if _may_have(frame, receiver, name) else False)
    if isinstance(receiver, Array) and receiver.library == "numpy" and name in _ARRAY_ATTRIBUTES:
        return Boolean(True)
    for kind, types in _CONTAINERS:
        if isinstance(receiver, kind):
            answers = {hasattr(each, name) for each in types}
            return Boolean(answers.pop() if len(answers) == 1 else None)
    return Boolean()


def _setattr(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    name = _name_of(arguments)
    if len(arguments.positional) == 3:
        receiver = arguments.positional[0]
        if isinstance(receiver, Instance | Class):
            value = arguments.positional[2]
            if name is not None:
                if isinstance(receiver, Class) or not is_set(frame, node, receiver, name, value):
                    frame.machine.store.write(receiver.cells, name, value)
            else:
                for key in list(receiver.cells):
                    frame.machine.store.write(receiver.cells, key, UNKNOWN_VALUE)
        elif isinstance(receiver, Object):
            forget(frame.machine.store, receiver)
    return NONE


def _type(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    if len(arguments.positional) != 1:
        return UNKNOWN_VALUE
    value = arguments.positional[0]
    if isinstance(value, Instance):
        return value.type
    if isinstance(value, Array) and value.library == "numpy" and not value.kind and value.rank:
        return Library("numpy.ndarray")
    if isinstance(value, Tuple) and value.type is None and not value.names:
        return Library("builtins.tuple")
    if isinstance(value, List) and "maxlen" not in value.cells:
        return Library("builtins.list")
    if isinstance(value, Dict) and value.type == "dict":
        return Library("builtins.dict")
    return UNKNOWN_VALUE


def _callable(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    value = arguments.positional[0] if arguments.positional else UNKNOWN_VALUE
    if isinstance(value, Function | Class | Bound | Partial | LibraryMethod):
        return Boolean(True)
    if isinstance(value, Integer | Float | String | Array | List | Tuple | Dict | Constant | Boolean):
        return Boolean(False)
    return Boolean()


def _len(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    """`len(x)`; an array of unknown length gets a symbol, which it keeps."""
    value = arguments.positional[0] if arguments.positional else UNKNOWN_VALUE
    argument = arguments.nodes[0] if arguments.nodes else None
    if isinstance(value, Integer | Float | Boolean) or value == NONE:
        handler = frame.machine.find_handler("builtins.TypeError")
        if handler is not None:
            raise AbstractRaise(UNKNOWN_VALUE, handler)
    if isinstance(value, Array) and not is_scalar(value):
        if value.rank in (None, 0):
            return Integer(UNKNOWN)
        if value.shape.axes[0].size is UNKNOWN and isinstance(argument, cst.BaseExpression):
            unnamed, value = value, named_array(source_name(argument), value)
            rebind(frame, argument, value, instead_of=unnamed)
        axis = value.shape.axes[0]
        return Integer(axis.size, axis.parts)
    if isinstance(value, Unknown) and value.identity:
        return Integer(frame.machine.length_symbol(value))
    if isinstance(value, Instance):
        method = attribute(frame, node, value, "__len__")
        if isinstance(method, Bound):
            return frame.machine.call(frame, node, method, ())
        return UNKNOWN_VALUE
    if isinstance(value, Object) and lookup(f"{value.path}.__len__") is not None:
        method = attribute(frame, node, value, "__len__")
        return frame.machine.call(frame, node, method, ())
    model = lookup("builtins.len")
    if model is None:
        return UNKNOWN_VALUE
    try:
        result = model.function(
            *((frame.machine.context(frame, node),) if model.wants_context else ()), value
        )
    except Refusal as refusal:
        texts = frame.machine.texts(obj=argument)
        return frame.machine.refused(frame, node, refusal, texts, (value,), Integer(UNKNOWN))
    return result if isinstance(result, Value) else UNKNOWN_VALUE


def _next(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    value = arguments.positional[0] if arguments.positional else UNKNOWN_VALUE
    if isinstance(value, Instance):
        method = attribute(frame, node, value, "__next__")
        if isinstance(method, Bound):
            return frame.machine.call(frame, node, method, ())
    if arguments.nodes and isinstance(arguments.nodes[0], cst.GeneratorExp):
        items = iterated(frame, value).items
        if items:
            return items[0]
    if isinstance(value, Series) and value.last is not None and len(arguments.positional) == 1:
        # The first item of a fresh iterator; of one that is held, any.
        fresh = arguments.nodes and isinstance(arguments.nodes[0], cst.Call)
        return value.element if fresh else iterated(frame, value).element
    model = lookup("builtins.next")
    if model is not None and isinstance(value, Object | Series) and len(arguments.positional) <= 2:
        result = model.function(frame.machine.context(frame, node), *arguments.positional)
        return result if isinstance(result, Value) else UNKNOWN_VALUE
    return iterated(frame, value).element


def _iter(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    value = arguments.positional[0] if arguments.positional else UNKNOWN_VALUE
    model = lookup("builtins.iter")
    if model is not None and isinstance(value, List | Tuple | Dict | String | Series):
        result = model.function(frame.machine.context(frame, node), *arguments.positional)
        return result if isinstance(result, Value) else UNKNOWN_VALUE
    found = iterated(frame, value)
    return Series(found.full, found.length, "iterator", last=found.last)


def _vars(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    """`vars(namespace)`: a dict of its attributes."""
    value = arguments.positional[0] if arguments.positional else UNKNOWN_VALUE
    attributes = value.cells.get("attributes") if isinstance(value, Object) else None
    return Dict.of(attributes) if isinstance(attributes, dict) else UNKNOWN_VALUE


def _new_object(frame: Frame, node: cst.CSTNode, arguments: Arguments) -> Value:
    return Object("builtins.object", Cells())


INTERPRETED: dict[str, Callable[[Frame, cst.CSTNode, Arguments], Value]] = {
    "builtins.isinstance": _isinstance,
    "builtins.issubclass": _issubclass,
    "builtins.getattr": _getattr,
    "builtins.hasattr": _hasattr,
    "builtins.setattr": _setattr,
    "builtins.type": _type,
    "builtins.callable": _callable,
    "builtins.len": _len,
    "builtins.next": _next,
    "builtins.iter": _iter,
    "builtins.vars": _vars,
    "builtins.object": _new_object,
}
"""Builtins that are the interpreter's own work, by canonical name."""

__all__ = ["INTERPRETED", "Module", "instance_of"]
