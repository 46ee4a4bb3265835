"""Calls: evaluating arguments, choosing what is called, running the project's own functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import libcst as cst

from tensorlint.interpreter.attributes import attribute, library_base, next_dataclass
from tensorlint.interpreter.dispatch import evaluate, evaluates
from tensorlint.interpreter.exceptions import AbstractRaise
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.functions import call_function
from tensorlint.interpreter.instances import fill_fields, instantiate
from tensorlint.interpreter.iteration import elements
from tensorlint.interpreter.library_calls import arrays_among, call_model
from tensorlint.interpreter.names import held_by
from tensorlint.interpreter.store import forget
from tensorlint.interpreter.survey import changed_names
from tensorlint.models.operators import method_path
from tensorlint.models.registry import lookup
from tensorlint.shapes import UNKNOWN_SHAPE
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Bound,
    Class,
    Dict,
    Function,
    Instance,
    Integer,
    Library,
    LibraryMethod,
    List,
    Object,
    Partial,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    union,
)


@dataclass(slots=True)
class Arguments:
    """The evaluated arguments of a call, with the nodes they come from.

    complete: False where `*args` or `**kwargs` of unknown contents stand among them.
    """

    positional: tuple[Value, ...]
    keywords: dict[str, Value]
    nodes: tuple[cst.CSTNode | None, ...]
    keyword_nodes: dict[str, cst.CSTNode]
    complete: bool = True


def arguments_of(frame: Frame, node: cst.Call) -> Arguments:
    """Evaluate the arguments of a call in order."""
    positional: list[Value] = []
    nodes: list[cst.CSTNode | None] = []
    keywords: dict[str, Value] = {}
    keyword_nodes: dict[str, cst.CSTNode] = {}
    complete = True
    for argument in node.args:
        value = evaluate(frame, argument.value)
        if argument.star == "*":
            items = elements(frame, value)
            if items is None:
                complete = False
            else:
                positional.extend(items)
                nodes.extend([None] * len(items))
        elif argument.star == "**":
            if isinstance(value, Dict) and value.others is None:
                keywords.update((key, item) for key, item in value.entries.items() if isinstance(key, str))
            else:
                complete = False
        elif argument.keyword is not None:
            keywords[argument.keyword.value] = value
            keyword_nodes[argument.keyword.value] = argument.value
        else:
            positional.append(value)
            nodes.append(argument.value)
    return Arguments(tuple(positional), keywords, tuple(nodes), keyword_nodes, complete)


@evaluates(cst.Call)
def call_expression(frame: Frame, node: cst.Call) -> Value:
    function = evaluate(frame, node.func)
    if type(function) is Library and function.path in SPECIAL:
        result: Value = SPECIAL[function.path](frame, node, function)
        return result
    if type(function) is Unknown and isinstance(node.func, cst.Attribute):
        _forget_containers(frame, held_by(frame, node.func.value))
    arguments = arguments_of(frame, node)
    if type(function) is Unknown and _is_reshape(frame, node, arguments):
        function = LibraryMethod(Array(UNKNOWN_SHAPE, library=""), "reshape")
    if expects_exception(node.func):
        for value in (*arguments.positional, *arguments.keywords.values()):
            if isinstance(value, Function):
                frame.machine.interpreted.add(value.node)
    return call_value(frame, node, function, arguments)


def _is_reshape(frame: Frame, node: cst.Call, arguments: Arguments) -> bool:
    """Whether something unknown, or an item of it, is asked for a shape of several axes: it is an array then.

    The sizes must mean the same to all libraries, some of which have numbers of their own for 0 and -2.
    """
    method = node.func
    if not isinstance(method, cst.Attribute) or method.attr.value != "reshape":
        return False
    owner = method.value
    while isinstance(owner, cst.Subscript):
        owner = owner.value
    given = arguments.positional
    if len(given) == 1 and isinstance(given[0], Tuple):
        given = given[0].items
    if not arguments.complete or arguments.keywords or len(given) < 2:
        return False
    sizes = [each.size for each in given if isinstance(each, Integer)]
    plain = all(not isinstance(size, int) or size == -1 or size > 0 for size in sizes)
    return len(sizes) == len(given) and plain and isinstance(held_by(frame, owner), Unknown)


def _forget_containers(frame: Frame, receiver: Value | None) -> None:
    """A method that is not modelled may fill the lists that a library's object holds."""
    if isinstance(receiver, Object):
        for key, value in list(receiver.cells.items()):
            if str(key).startswith(".") and isinstance(value, List | Dict | SetValue):
                forget(frame.machine.store, value)


def expects_exception(node: cst.BaseExpression) -> bool:
    """Whether a function by its name makes sure that something raises (`assertRaises`, `raises`).

    A spelling and no binding: what is tested to fail must stay silent whoever wrote the helper.
    """
    name = ""
    if isinstance(node, cst.Attribute):
        name = node.attr.value.lower()
    elif isinstance(node, cst.Name):
        name = node.value.lower()
    return any(word in name for word in ("raises", "suppress", "throws", "fails", "expect_error"))


def call_value(frame: Frame, node: cst.CSTNode, function: Value, arguments: Arguments) -> Value:
    """Call any value."""
    kind = type(function)
    if kind is Library or kind is LibraryMethod:
        return call_library(frame, node, function, arguments)
    if kind is Function:
        if function.kind == "contextmanager":  # type: ignore[attr-defined]
            return Object("contextlib.manager", _cells(function=function, arguments=arguments))
        return run_function(frame, node, function, arguments)  # type: ignore[arg-type]
    if kind is Bound:
        return _call_bound(frame, node, function, arguments)  # type: ignore[arg-type]
    if kind is Class:
        return instantiate(frame, node, function, arguments)  # type: ignore[arg-type]
    if kind is Union:
        return _call_union(frame, node, function, arguments)  # type: ignore[arg-type]
    if kind is Partial:
        return _call_partial(frame, node, function, arguments)  # type: ignore[arg-type]
    if kind is Instance:
        return _call_instance(frame, node, function, arguments)  # type: ignore[arg-type]
    if kind is Object:
        path = f"{function.path}.__call__"  # type: ignore[attr-defined]
        if lookup(path) is not None:
            receiver = _function_node(node)
            return call_model(frame, node, path, _with_receiver(arguments, function, receiver))
        return UNKNOWN_VALUE
    forget_arguments(frame, arguments)
    reason = function.reason if isinstance(function, Unknown) else ""
    return Unknown(reason or "the called function is not known", about=arrays_among(arguments))


def _cells(**contents: Any) -> Any:
    from tensorlint.values import Cells

    return Cells(contents)


def _function_node(node: cst.CSTNode) -> cst.CSTNode | None:
    return node.func if isinstance(node, cst.Call) else None


def _receiver_node(node: cst.CSTNode) -> cst.CSTNode | None:
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        return node.func.value
    return None


def _with_receiver(arguments: Arguments, receiver: Value, node: cst.CSTNode | None) -> Arguments:
    return Arguments(
        (receiver, *arguments.positional),
        arguments.keywords,
        (node, *arguments.nodes),
        arguments.keyword_nodes,
        arguments.complete,
    )


def call_library(frame: Frame, node: cst.CSTNode, function: Value, arguments: Arguments) -> Value:
    """Call a library's function, class or method by its model."""
    if isinstance(function, LibraryMethod):
        receiver = function.receiver
        if isinstance(receiver, Instance):
            path = f"{library_base(receiver.type)}.{function.name}"
        else:
            path = method_path(receiver, function.name)
        arguments = _with_receiver(arguments, receiver, _receiver_node(node))
    else:
        assert isinstance(function, Library)
        path = function.path
    return call_model(frame, node, path, arguments)


def run_function(frame: Frame, node: cst.CSTNode, function: Function, arguments: Arguments) -> Value:
    """Call a function of the project."""
    if not arguments.complete:
        forget_arguments(frame, arguments)
    return call_function(frame, node, function, arguments)


def _call_bound(frame: Frame, node: cst.CSTNode, function: Bound, arguments: Arguments) -> Value:
    inner = function.function
    extended = _with_receiver(arguments, function.receiver, _receiver_node(node))
    return call_value(frame, node, inner, extended)


def _call_partial(frame: Frame, node: cst.CSTNode, function: Partial, arguments: Arguments) -> Value:
    merged = Arguments(
        (*function.arguments, *arguments.positional),
        {**dict(function.keywords), **arguments.keywords},
        (*(None for _ in function.arguments), *arguments.nodes),
        arguments.keyword_nodes,
        arguments.complete,
    )
    return call_value(frame, node, function.function, merged)


def _call_union(frame: Frame, node: cst.CSTNode, function: Union, arguments: Arguments) -> Value:
    """Call each alternative on its own path."""
    from tensorlint.interpreter.store import Paths

    callables = [each for each in function.alternatives if each != NONE]
    if len(callables) == 1:
        return call_value(frame, node, callables[0], arguments)
    paths = Paths(frame.machine.store)
    results: list[Value] = []
    frame.machine.silent += 1
    try:
        for each in callables:
            try:
                results.append(call_value(frame, node, each, arguments))
            except AbstractRaise as error:
                frame.machine.leave(frame, error)
                paths.drop()
            else:
                paths.save()
    finally:
        frame.machine.silent -= 1
    paths.join()
    if not results:
        raise AbstractRaise(UNKNOWN_VALUE, None)
    return union(*results)


def _call_instance(frame: Frame, node: cst.CSTNode, function: Instance, arguments: Arguments) -> Value:
    base = library_base(function.type)
    if base and lookup(f"{base}.__call__") is not None:
        own = attribute(frame, node, function, "__call__")
        if not isinstance(own, Bound):
            receiver = _function_node(node)
            return call_model(frame, node, f"{base}.__call__", _with_receiver(arguments, function, receiver))
    method = attribute(frame, node, function, "__call__")
    if isinstance(method, Bound):
        return call_value(frame, node, method, arguments)
    forget_arguments(frame, arguments)
    return UNKNOWN_VALUE


def forget_arguments(frame: Frame, arguments: Arguments) -> None:
    """An unknown function may change what it is given."""
    for value in (*arguments.positional, *arguments.keywords.values()):
        if isinstance(value, List | Dict | SetValue | Instance | Object | Tuple | Union | Array):
            forget(frame.machine.store, value)
    forget_callbacks(frame, arguments)


def forget_callbacks(frame: Frame, arguments: Arguments, followed: bool = False) -> None:
    """A function that is handed on may be called any number of times: what it changes is unknown.

    followed: whether the calls themselves are seen, as a model may make them.
    """
    for value in (*arguments.positional, *arguments.keywords.values()):
        if isinstance(value, Bound):
            if isinstance(value.function, Function):
                forget(frame.machine.store, value.receiver)
            value = value.function
        if isinstance(value, Partial):
            value = value.function
        if isinstance(value, LibraryMethod):
            # `callback=losses.append`
            forget(frame.machine.store, value.receiver, forever=True)
        if isinstance(value, Function):
            escape(frame, value)
            if not followed:
                frame.machine.unfollowed.add(value.node)


def _held(function: Function, name: str) -> Value | None:
    """What an outer name holds for a function, builtins left out."""
    scope = function.scope
    while scope is not None:
        value = scope.cells.get(name)
        if scope.kind != "class" and isinstance(value, Value):
            return value
        scope = scope.parent
    return None


def _leaves_alone(callee: Value | None) -> bool:
    """Whether a function comes from a library that changes nothing of what it is given."""
    return isinstance(callee, Library) and callee.path.partition(".")[0] in (
        "tensorflow",
        "keras",
        "tf_keras",
    )


def escape(frame: Frame, function: Function) -> None:
    """The function goes where its calls are not seen: what it changes outside is unknown from here on."""
    rebound, mutated, given = changed_names(function.node)
    store = frame.machine.store
    handed_on = {name for root, name in given if not _leaves_alone(_held(function, root))}
    for name in rebound | mutated | handed_on:
        scope = function.scope
        while scope is not None:
            if scope.kind != "class" and name in scope.cells:
                if name in rebound:
                    store.write(scope.cells, name, UNKNOWN_VALUE)
                else:
                    forget(store, scope.cells[name], forever=True)
                break
            scope = scope.parent


def call(
    frame: Frame,
    node: cst.CSTNode,
    function: Value,
    positional: Sequence[Value] = (),
    keywords: Mapping[str, Value] | None = None,
) -> Value:
    """Call a value with arguments that have no syntax of their own."""
    given = Arguments(tuple(positional), dict(keywords or {}), (None,) * len(positional), {})
    return call_value(frame, node, function, given)


# -- calls that need the frame or the syntax


def _super(frame: Frame, node: cst.Call, function: Value) -> Value:
    arguments = arguments_of(frame, node)
    owner: Value | None = frame.owner
    instance = frame.receiver
    if len(arguments.positional) == 2:
        owner, instance = arguments.positional
    if owner is None or instance is None:
        return UNKNOWN_VALUE
    return Object("builtins.super", _cells(owner=owner, instance=instance))


def _nothing(frame: Frame, node: cst.Call, function: Value) -> Value:
    arguments_of(frame, node)
    return NONE


def _next_dataclass(frame: Frame, node: cst.Call, function: Value) -> Value:
    """`super().__init__(…)` where a dataclass comes next."""
    arguments = arguments_of(frame, node)
    instance, owner = frame.receiver, frame.owner
    if isinstance(instance, Instance) and isinstance(owner, Class):
        found = next_dataclass(instance.type, owner)
        if found is not None:
            fill_fields(frame, node, instance, arguments, found)
    return NONE


def _zip(frame: Frame, node: cst.Call, function: Value) -> Value:
    """`zip(*rows)` gives the columns, also where the number of rows is not known."""
    if len(node.args) == 1 and node.args[0].star == "*":
        rows = evaluate(frame, node.args[0].value)
        items = elements(frame, rows)
        if items is None:
            only = Arguments((rows,), {}, (node.args[0].value,), {})
            return call_model(frame, node, "builtins.zip.transposed", only)
        return call(frame, node, function, items)
    return call_value(frame, node, function, arguments_of(frame, node))


def _reveal(frame: Frame, node: cst.Call, function: Value) -> Value:
    arguments = arguments_of(frame, node)
    if arguments.positional:
        frame.machine.reveal(frame, node, arguments.positional[0])
        return arguments.positional[0]
    return NONE


def _named(frame: Frame, node: cst.Call, function: Value) -> Value:
    """`locals()`, `globals()`, `exec`, `eval`: nothing is known behind them."""
    arguments_of(frame, node)
    return UNKNOWN_VALUE


def _set_plainly(frame: Frame, node: cst.Call, function: Value) -> Value:
    """`object.__setattr__(self, "n", 3)`, past what the class forbids."""
    return call(frame, node, Library("builtins.setattr"), arguments_of(frame, node).positional)


def _property(frame: Frame, node: cst.Call, function: Value) -> Value:
    """`size = property(get_size, set_size)`."""
    arguments = arguments_of(frame, node)
    given = dict(zip(("fget", "fset"), arguments.positional, strict=False)) | arguments.keywords
    getter = given.get("fget")
    if not isinstance(getter, Function):
        return UNKNOWN_VALUE
    return replace(getter, kind="property", setter=given.get("fset"))


def _named_tuple(frame: Frame, node: cst.Call, function: Value) -> Value:
    """`namedtuple("Name", ["a", "b"])` and `NamedTuple("Name", [("a", int)])`: a class of tuples."""
    arguments = arguments_of(frame, node)
    values = arguments.positional
    if len(values) != 2 or not isinstance(values[0], String):
        return UNKNOWN_VALUE
    names: list[str] = []
    if isinstance(values[1], String) and values[1].value is not None:
        names = values[1].value.replace(",", " ").split()
    else:
        for item in elements(frame, values[1]) or ():
            first = item.items[0] if isinstance(item, Tuple) and item.items else item
            if not isinstance(first, String) or first.value is None:
                return UNKNOWN_VALUE
            names.append(first.value)
    if not names:
        return UNKNOWN_VALUE
    cls = Class(values[0].value or "", (), _cells(), kind="namedtuple", fields=tuple(names))
    defaults = arguments.keywords.get("defaults")
    known = () if defaults is None else elements(frame, defaults) or ()
    for name, default in zip(reversed(names), reversed(known), strict=False):
        cls.cells[name] = default
    return cls


SPECIAL: dict[str, Any] = {
    "collections.namedtuple": _named_tuple,
    "typing.NamedTuple": _named_tuple,
    "builtins.object.__setattr__": _set_plainly,
    "builtins.property": _property,
    "builtins.super": _super,
    "builtins.super.nothing": _nothing,
    "builtins.super.dataclass": _next_dataclass,
    "builtins.reveal_shape": _reveal,
    "builtins.zip": _zip,
    "builtins.locals": _named,
    "builtins.globals": _named,
    "builtins.eval": _named,
    "builtins.exec": _named,
}

__all__ = ["Arguments", "String", "call", "call_value"]
