"""Classes of the project: definitions, dataclasses, named tuples, enums, and making instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from tensorlint.interpreter.attributes import DATACLASS_FIELDS, class_attribute
from tensorlint.interpreter.dispatch import evaluate, executes
from tensorlint.interpreter.frames import Frame, Scope
from tensorlint.interpreter.names import store_name
from tensorlint.models.registry import canonical, lookup
from tensorlint.values import (
    UNKNOWN_VALUE,
    Bound,
    Cells,
    Class,
    Function,
    Instance,
    Library,
    String,
    Tuple,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from tensorlint.interpreter.calls import Arguments

_ENUMS = {"enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"}
_NAMED_TUPLES = {"typing.NamedTuple"}
_PLAIN_BASES = {
    "builtins.object",
    "abc.ABC",
    "typing.Generic",
    "typing.Protocol",
    "builtins.Exception",
    "builtins.ValueError",
}


@executes(cst.ClassDef)
def class_definition(frame: Frame, node: cst.ClassDef) -> bool:
    from tensorlint.interpreter.calls import escape
    from tensorlint.interpreter.decorators import decorated
    from tensorlint.interpreter.statements import run_block

    bases: list[Value] = []
    for argument in node.bases:
        bases.append(UNKNOWN_VALUE if argument.star else evaluate(frame, argument.value))
    for keyword in node.keywords:
        evaluate(frame, keyword.value)
    cls = Class(node.name.value, (), Cells(), node)
    kept: list[Value] = []
    for base in bases:
        if isinstance(base, Library):
            path = canonical(base.path)
            if path in _ENUMS:
                cls.kind = "enum"
            elif path in _NAMED_TUPLES:
                cls.kind = "namedtuple"
            elif path not in _PLAIN_BASES and not cls.library_base:
                cls.library_base = path
            kept.append(base)
        else:
            if isinstance(base, Class):
                cls.kind = cls.kind or base.kind
            kept.append(base)
    if any(isinstance(base, Library) and _is_opaque(base.path) for base in kept):
        kept = [Unknown("a base class is not modelled") if _opaque(base) else base for base in kept]
    cls.bases = tuple(kept)
    cls.order = None
    scope = Scope("class", frame.scope, frame.source, cls.cells)
    inner = Frame(frame.machine, scope, frame, frame.call_node, "")
    inner.function_name = ""
    inner.owner = cls
    inner.caller = frame.caller
    run_block(inner, node.body)
    for value in cls.cells.values():
        if isinstance(value, Function) and value.owner is None:
            value.owner = cls
    for name, value in list(cls.cells.items()):
        if isinstance(value, Function) and frame.scope.kind == "function":
            escape(frame, value)
        if isinstance(value, Instance):
            named = class_attribute(frame, value.type, "__set_name__")
            if isinstance(named, Function) and isinstance(name, str):
                frame.machine.call(frame, node, named, (value, cls, String(name)))
    _fields(cls, node)
    frame.machine.classes.append((frame.source, cls))
    value = decorated(frame, node.decorators, cls)
    store_name(frame, node.name.value, value)
    return True


def _opaque(base: Value) -> bool:
    return isinstance(base, Library) and _is_opaque(base.path)


def _is_opaque(path: str) -> bool:
    """Whether attributes may come from a library class of which nothing is known."""
    if path in _PLAIN_BASES or path in _ENUMS or path in _NAMED_TUPLES or path.startswith("builtins."):
        return False
    return not path.startswith(("typing.", "abc.", "collections.abc.")) and lookup(path) is None


def _fields(cls: Class, node: cst.ClassDef) -> None:
    """The annotated names of the body, in order: fields of dataclasses and named tuples."""
    names: list[str] = []
    if isinstance(node.body, cst.IndentedBlock):
        for line in node.body.body:
            if isinstance(line, cst.SimpleStatementLine):
                for statement in line.body:
                    if isinstance(statement, cst.AnnAssign) and isinstance(statement.target, cst.Name):
                        annotation = statement.annotation.annotation
                        if not _is_class_variable(annotation):
                            names.append(statement.target.value)
    cls.fields = tuple(names)


def _is_class_variable(annotation: cst.BaseExpression) -> bool:
    while isinstance(annotation, cst.Subscript):
        annotation = annotation.value
    if isinstance(annotation, cst.Attribute):
        return annotation.attr.value == "ClassVar"
    return isinstance(annotation, cst.Name) and annotation.value == "ClassVar"


def all_fields(cls: Class) -> list[str]:
    """The fields of a dataclass, those of its bases first."""
    names: list[str] = []
    for each in reversed(cls.mro()):
        names.extend(name for name in each.fields if name not in names)
    return names


def instantiate(frame: Frame, node: cst.CSTNode, cls: Class, arguments: Arguments) -> Value:
    """Make an instance and run its initialiser."""
    if cls.kind == "enum":
        return UNKNOWN_VALUE
    if cls.kind == "namedtuple":
        return _named_tuple(frame, cls, arguments)
    creator = class_attribute(frame, cls, "__new__")
    if creator is not None:
        return UNKNOWN_VALUE
    instance = Instance(cls, Cells())
    if not initialise(frame, node, instance, arguments):
        return Unknown(f"the initialiser of {cls.name} was not followed")
    return instance


def initialise(frame: Frame, node: cst.CSTNode, instance: Instance, arguments: Arguments) -> bool:
    """Run `__init__`, also the one that a dataclass decorator makes; False where it was not run."""
    from tensorlint.interpreter.calls import Arguments, call_value

    cls = instance.type
    initialiser = _initialiser(frame, cls)
    if isinstance(initialiser, Function):
        given = Arguments(
            (instance, *arguments.positional),
            arguments.keywords,
            (None, *arguments.nodes),
            arguments.keyword_nodes,
            arguments.complete,
        )
        return not isinstance(call_value(frame, node, initialiser, given), Unknown)
    if any(each.kind == "dataclass" for each in cls.mro()):
        fill_fields(frame, node, instance, arguments, cls)
    return True


def _initialiser(frame: Frame, cls: Class) -> Value | None:
    """The `__init__` of the first class that has one; None where a dataclass decorator made it."""
    for each in cls.mro():
        if "__init__" in each.cells:
            return class_attribute(frame, each, "__init__")
        if DATACLASS_FIELDS in each.cells:
            return None
    return None


def fill_fields(
    frame: Frame, node: cst.CSTNode, instance: Instance, arguments: Arguments, decorated: Class
) -> None:
    """The `__init__` that a dataclass decorator made for a class: the fields, then `__post_init__`."""
    from tensorlint.interpreter.calls import call

    cls = instance.type
    names = all_fields(decorated)
    store = frame.machine.store
    given = dict(zip(names, arguments.positional, strict=False)) | arguments.keywords
    own_setter = class_attribute(frame, cls, "__setattr__") is not None
    for name in names:
        if own_setter:
            store.write(instance.cells, name, UNKNOWN_VALUE)
            continue
        if name in given:
            store.write(instance.cells, name, given[name])
            continue
        default = class_attribute(frame, cls, name)
        if default is None or not arguments.complete:
            store.write(instance.cells, name, UNKNOWN_VALUE)
        else:
            store.write(instance.cells, name, _default(frame, node, default))
    after = class_attribute(frame, cls, "__post_init__")
    if isinstance(after, Function):
        call(frame, node, Bound(after, instance))


def _default(frame: Frame, node: cst.CSTNode, default: Value) -> Value:
    """A field's default; `field(default_factory=…)` makes a new one each time."""
    from tensorlint.interpreter.calls import call
    from tensorlint.values import Object

    if isinstance(default, Object) and default.path == "dataclasses.Field":
        factory = default.cells.get("default_factory")
        if isinstance(factory, Value):
            return call(frame, node, factory)
        held = default.cells.get("default")
        return held if isinstance(held, Value) else UNKNOWN_VALUE
    return default


def _named_tuple(frame: Frame, cls: Class, arguments: Arguments) -> Value:
    names = all_fields(cls)
    if not arguments.complete or len(arguments.positional) > len(names):
        return UNKNOWN_VALUE
    given = dict(zip(names, arguments.positional, strict=False)) | arguments.keywords
    items: list[Value] = []
    for name in names:
        value = given.get(name)
        if value is None:
            value = class_attribute(frame, cls, name)
        items.append(UNKNOWN_VALUE if value is None else value)
    return Tuple(tuple(items), tuple(names), cls)
