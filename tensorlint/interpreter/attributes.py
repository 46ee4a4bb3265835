"""Attribute reads: instances and classes of the project, modules, library values."""

from __future__ import annotations

import libcst as cst

from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.names import present, read, rebind
from tensorlint.interpreter.store import forget
from tensorlint.models.operators import method_path
from tensorlint.models.registry import (
    NotCoercible,
    Refusal,
    canonical,
    lookup,
    lookup_attribute,
    lookup_constant,
)
from tensorlint.shapes import UNKNOWN
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Bound,
    Class,
    Dict,
    Function,
    Instance,
    Library,
    LibraryMethod,
    List,
    Module,
    Object,
    Series,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    union,
)

SYMBOLIC = Unknown("an instance of a class that nothing calls")
"""The payload of the one instance that stands for all of an uncalled class."""
DATACLASS_FIELDS = "__dataclass_fields__"
"""What the decorator leaves on the class that it was applied to, unlike on those that inherit from it."""


def attribute(frame: Frame, node: cst.CSTNode, receiver: Value, name: str) -> Value:
    """`receiver.name`; unknown where it is not known."""
    kind = type(receiver)
    if kind is Library:
        return library_attribute(receiver.path, name)  # type: ignore[attr-defined]
    if kind is Unknown:
        return _of_unknown(receiver, name)  # type: ignore[arg-type]
    if kind is Union:
        alternatives = [each for each in receiver.alternatives if each != NONE]  # type: ignore[attr-defined]
        return union(*[attribute(frame, node, each, name) for each in alternatives])
    if kind is Array:
        return _of_array(frame, node, receiver, name)  # type: ignore[arg-type]
    if kind is Instance:
        return of_instance(frame, node, receiver, name)  # type: ignore[arg-type]
    if kind is Module:
        return of_module(frame, receiver, name)  # type: ignore[arg-type]
    if kind is Class:
        return of_class(frame, node, receiver, name)  # type: ignore[arg-type]
    if kind is Object:
        return _of_object(frame, node, receiver, name)  # type: ignore[arg-type]
    if kind is Tuple:
        return _of_tuple(frame, node, receiver, name)  # type: ignore[arg-type]
    if kind is Function:
        return String(receiver.name) if name == "__name__" else UNKNOWN_VALUE  # type: ignore[attr-defined]
    return library_value(frame, node, receiver, name)


def library_attribute(path: str, name: str) -> Value:
    """An attribute of a library's module or class."""
    full = canonical(f"{path}.{name}")
    found = lookup_constant(full)
    return Library(full) if found is None else found


def _of_unknown(receiver: Unknown, name: str) -> Value:
    if name == "shape" and receiver.identity:
        return Series(UNKNOWN_VALUE, UNKNOWN, "shape", subject=receiver)
    reason = f"an attribute of an unknown value: {receiver.reason}" if receiver.reason else ""
    return Unknown(reason, about=receiver.about)


def _of_array(frame: Frame, node: cst.CSTNode, receiver: Array, name: str) -> Value:
    if name == "shape" and isinstance(node, cst.Attribute):
        from tensorlint.interpreter.names import named_array, source_name

        if any(size is UNKNOWN for size in receiver.shape.sizes):
            unnamed, receiver = receiver, named_array(source_name(node.value), receiver)
            rebind(frame, node.value, receiver, instead_of=unnamed)
    return library_value(frame, node, receiver, name)


def library_value(frame: Frame, node: cst.CSTNode, receiver: Value, name: str) -> Value:
    """An attribute, or a method still to be called, of a value that a library defines."""
    path = method_path(receiver, name)
    model = lookup_attribute(path)
    if model is not None:
        return call_attribute_model(frame, node, model, receiver)
    if lookup(path) is not None:
        return LibraryMethod(receiver, name)
    if isinstance(receiver, List | Dict | SetValue):
        # Whatever the method is, it may change the container.
        forget(frame.machine.store, receiver)
    return Unknown(f"{path} is not modelled")


def call_attribute_model(frame: Frame, node: cst.CSTNode, model: object, receiver: Value) -> Value:
    """What an attribute model says; it may ask for the context as its first parameter."""
    function = model
    try:
        if "context" in function.__annotations__:
            value = function(frame.machine.context(frame, node), receiver)  # type: ignore[operator]
        else:
            value = function(receiver)  # type: ignore[operator]
    except NotCoercible:
        return UNKNOWN_VALUE
    except Refusal as refusal:
        return frame.machine.refused(frame, node, refusal)
    return frame.machine.stamped(value, frame, node)


def _of_object(frame: Frame, node: cst.CSTNode, receiver: Object, name: str) -> Value:
    if receiver.path == "builtins.super":
        return _of_super(frame, node, receiver, name)
    attributes = receiver.cells.get("attributes")
    if isinstance(attributes, dict) and name in attributes:
        held = attributes[name]
        return held if isinstance(held, Value) else UNKNOWN_VALUE
    path = f"{receiver.path}.{name}"
    model = lookup_attribute(path)
    if model is not None:
        return call_attribute_model(frame, node, model, receiver)
    if lookup(path) is not None:
        return LibraryMethod(receiver, name)
    value = receiver.cells.get(f".{name}")
    if isinstance(value, Value):
        return value
    getter = f"{receiver.path}.__getattr__"
    if lookup(getter) is not None:
        return frame.machine.call(frame, node, Library(getter), (receiver, String(name)))
    return Unknown(f"{path} is not modelled")


def _of_tuple(frame: Frame, node: cst.CSTNode, receiver: Tuple, name: str) -> Value:
    if name in receiver.names:
        return receiver.items[receiver.names.index(name)]
    if isinstance(receiver.type, Class):
        found = class_attribute(frame, receiver.type, name)
        if isinstance(found, Function):
            return bound(frame, node, found, receiver, receiver.type)
        if found is not None:
            return found
    return library_value(frame, node, receiver, name)


def of_module(frame: Frame, module: Module, name: str) -> Value:
    """A global of a project module, or one of its submodules."""
    value = read(frame, module.cells, name)
    if isinstance(value, Value):
        return value
    from tensorlint.interpreter.imports import submodule

    found = submodule(frame, module, name)
    if found is not None:
        return found
    for origin in module.cells.get("*") or ():
        path = canonical(f"{origin}.{name}")
        if lookup_constant(path) is not None or lookup(path) is not None:
            return library_attribute(origin, name)
    return UNKNOWN_VALUE


def class_attribute(frame: Frame, cls: Class, name: str, after: Class | None = None) -> Value | None:
    """What the class, or a base in its order, holds under a name; None if no project class does."""
    order = cls.mro()
    if after is not None:
        order = order[order.index(after) + 1 :] if after in order else order[1:]
    for each in order:
        value = read(frame, each.cells, name)
        if isinstance(value, Value):
            return value
    return None


def bound(frame: Frame, node: cst.CSTNode, value: Value, receiver: Value, cls: Class) -> Value:
    """What a class attribute gives when it is read through an instance."""
    if not isinstance(value, Function):
        if isinstance(value, Instance):
            getter = class_attribute(frame, value.type, "__get__")
            if isinstance(getter, Function):
                return frame.machine.call(frame, node, getter, (value, receiver, cls))
        if isinstance(value, Object) and value.path == "functools.cached_property":
            getter = value.cells.get("function", UNKNOWN_VALUE)
            return frame.machine.call(frame, node, getter, (receiver,))
        return value
    if value.kind in ("property", "cached"):
        return frame.machine.call(frame, node, value, (receiver,))
    if value.kind == "static":
        return value
    if value.kind == "class":
        return Bound(value, cls)
    return Bound(value, receiver)


def governs(frame: Frame, held: Value | None) -> bool:
    """Whether a class attribute is a property or a descriptor, so that nothing is stored under its name."""
    if isinstance(held, Function):
        return held.kind == "property"
    return isinstance(held, Instance) and class_attribute(frame, held.type, "__set__") is not None


def of_instance(frame: Frame, node: cst.CSTNode, receiver: Instance, name: str) -> Value:
    """An attribute of an instance: its own, its class's, by `__getattr__`, or its library base's."""
    cls = receiver.type
    from_class = class_attribute(frame, cls, name)
    if not governs(frame, from_class):
        value = read(frame, receiver.cells, name)
        if isinstance(value, Value):
            return present(frame, value)
    if name == "__class__":
        return cls
    if from_class is not None:
        if receiver.payload is SYMBOLIC and from_class == NONE:
            # A None of the class is there for subclasses to replace.
            return UNKNOWN_VALUE
        if cls.kind == "enum" and name not in ("name", "value"):
            return enum_member(frame, cls, name, from_class)
        return bound(frame, node, from_class, receiver, cls)
    if name == "__dict__":
        return UNKNOWN_VALUE
    getter = class_attribute(frame, cls, "__getattr__")
    if isinstance(getter, Function):
        return frame.machine.call(frame, node, Bound(getter, receiver), (String(name),))
    return _of_library_base(frame, node, cls, receiver, name)


_VALUES_OF_THEIR_OWN = (
    "numpy.ndarray",
    "numpy.matrix",
    "numpy.ma.",
    "tensorflow.Tensor",
    "torch.Tensor",
    "builtins.",
)
"""Classes whose models expect a value of their own kind, which an instance of a subclass is not."""


def _of_library_base(frame: Frame, node: cst.CSTNode, cls: Class, receiver: Value, name: str) -> Value:
    base = library_base(cls)
    if base and not base.startswith(_VALUES_OF_THEIR_OWN):
        path = f"{base}.{name}"
        model = lookup_attribute(path)
        if model is not None:
            return call_attribute_model(frame, node, model, receiver)
        if lookup(path) is not None:
            return LibraryMethod(receiver, name)
    return Unknown(f"{cls.name}.{name} is not known")


def library_base(cls: Class) -> str:
    """The first library class that a project class inherits from, "" if none."""
    for each in cls.mro():
        if each.library_base:
            return each.library_base
    return ""


def of_class(frame: Frame, node: cst.CSTNode, cls: Class, name: str) -> Value:
    """An attribute read on the class itself."""
    if name == "__name__":
        return String(cls.name)
    value = class_attribute(frame, cls, name)
    if value is None:
        if cls.kind == "enum" and name == "__members__":
            return UNKNOWN_VALUE
        base = library_base(cls)
        if base and lookup(f"{base}.{name}") is not None:
            return Library(f"{base}.{name}")
        return UNKNOWN_VALUE
    if isinstance(value, Function):
        return Bound(value, cls) if value.kind == "class" else value
    if cls.kind == "enum":
        return enum_member(frame, cls, name, value)
    return value


def enum_member(frame: Frame, cls: Class, name: str, value: Value) -> Value:
    """A member of an enum: one instance a name."""
    members = cls.cells.get("*members")
    if members is None:
        members = {}
        cls.cells["*members"] = members
    if name not in members:
        from tensorlint.values import Cells

        members[name] = Instance(cls, Cells(name=String(name), value=value))
    member: Value = members[name]
    return member


def next_dataclass(cls: Class, owner: Class) -> Class | None:
    """The class behind `owner` whose `__init__` is the next, where a dataclass decorator made it."""
    order = cls.mro()
    for each in order[order.index(owner) + 1 :] if owner in order else ():
        if "__init__" in each.cells:
            return None
        if DATACLASS_FIELDS in each.cells:
            return each
    return None


def _of_super(frame: Frame, node: cst.CSTNode, receiver: Object, name: str) -> Value:
    owner, instance = receiver.cells["owner"], receiver.cells["instance"]
    cls = instance.type if isinstance(instance, Instance) else instance
    if not isinstance(cls, Class) or not isinstance(owner, Class):
        return UNKNOWN_VALUE
    if name == "__init__" and isinstance(instance, Instance) and next_dataclass(cls, owner) is not None:
        return Library("builtins.super.dataclass")
    value = class_attribute(frame, cls, name, after=owner)
    if value is not None:
        if name == "__init__" or not isinstance(instance, Class):
            return bound(frame, node, value, instance, cls)
        return value
    base = library_base(cls)
    if (
        base
        and isinstance(instance, Instance)
        and not base.startswith(_VALUES_OF_THEIR_OWN)
        and lookup(f"{base}.{name}") is not None
    ):
        return LibraryMethod(instance, name)
    if name in ("__init__", "__init_subclass__", "__setattr__", "__post_init__", "__enter__", "__exit__"):
        return Library("builtins.super.nothing")
    return UNKNOWN_VALUE
