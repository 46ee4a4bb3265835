"""The project's own functions: definitions, binding of parameters, running a body, remembering results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import libcst as cst

from tensorlint.checks.events import FunctionEnd
from tensorlint.interpreter.dispatch import evaluate, evaluates, execute
from tensorlint.interpreter.exceptions import AbstractRaise, BudgetExceeded
from tensorlint.interpreter.frames import Frame, Scope
from tensorlint.interpreter.memory import moment, recall, remember
from tensorlint.interpreter.names import named
from tensorlint.interpreter.store import Changes, apply_joined
from tensorlint.models.python_constants import iterator
from tensorlint.shapes import UNKNOWN, symbol
from tensorlint.values import (
    GENERATOR,
    NONE,
    TRACED,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Dict,
    Float,
    Function,
    Instance,
    Integer,
    Library,
    Series,
    String,
    Tuple,
    Unknown,
    Value,
    joined,
    union,
)

if TYPE_CHECKING:
    from tensorlint.interpreter.calls import Arguments

MAXIMUM_DEPTH = 20
MAXIMUM_RECURSION = 2
MAXIMUM_NESTING = 6
"""How often a method may stand on the stack, each time of another object: layers within layers."""
CALL_STEPS = 300


@evaluates(cst.Lambda)
def lambda_expression(frame: Frame, node: cst.Lambda) -> Value:
    return make_function(frame, "<lambda>", node)


def make_function(frame: Frame, name: str, node: cst.FunctionDef | cst.Lambda) -> Function:
    """A function with its defaults evaluated now and its names looked up later."""
    defaults: dict[str, Value] = {}
    parameters = node.params
    for parameter in (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params):
        if parameter.default is not None:
            defaults[parameter.name.value] = evaluate(frame, parameter.default)
    scope = frame.scope
    scope.captured = True
    return Function(name, node, scope, defaults)


def bind(function: Function, arguments: Arguments) -> dict[str, Value] | None:
    """The arguments by parameter name; None where they do not fit."""
    parameters = function.node.params
    plain = [each.name.value for each in (*parameters.posonly_params, *parameters.params)]
    only = {each.name.value for each in parameters.posonly_params}
    keyword_only = [each.name.value for each in parameters.kwonly_params]
    bound: dict[str, Value] = dict(zip(plain, arguments.positional, strict=False))
    rest = arguments.positional[len(plain) :]
    star = parameters.star_arg
    if isinstance(star, cst.Param):
        complete = arguments.complete
        bound[star.name.value] = Tuple(rest) if complete else Series(UNKNOWN_VALUE, UNKNOWN, "tuple")
    elif rest:
        return None
    extra: dict[Any, Value] = {}
    for name, value in arguments.keywords.items():
        if name in bound and name not in only:
            if arguments.complete:
                return None
        elif name in keyword_only or (name in plain and name not in only):
            bound[name] = value
        else:
            extra[name] = value
    if parameters.star_kwarg is not None:
        others = None if arguments.complete else UNKNOWN_VALUE
        bound[parameters.star_kwarg.name.value] = Dict.of(extra, others)
    elif extra and arguments.complete:
        return None
    for name in (*plain, *keyword_only):
        if name in bound:
            continue
        if not arguments.complete:
            bound[name] = UNKNOWN_VALUE
        elif name in function.defaults:
            bound[name] = function.defaults[name]
        else:
            return None
    return bound


def call_function(frame: Frame, node: cst.CSTNode, function: Function, arguments: Arguments) -> Value:
    """Run the body with these arguments, or recall what it did for the same ones."""
    machine = frame.machine
    bound = bind(function, arguments)
    machine.interpreted.add(function.node)
    if bound is None:
        _forget(frame, arguments)
        return UNKNOWN_VALUE
    recursions = machine.active.count(function.node)
    if machine.depth >= MAXIMUM_DEPTH or (
        recursions >= MAXIMUM_RECURSION and _is_endless(frame, function, bound, recursions)
    ):
        if recursions or machine.spare is None:
            machine.unfollowed.add(function.node)
        _forget_call(frame, function, arguments)
        return Unknown(f"{function.name} is called too deeply")
    recalled = recall(machine, function, bound)
    if recalled is not None:
        return recalled.replay(machine)
    if machine.spare is None or machine.bounded:
        return run(frame, node, function, bound, memorise=True)
    return _run_bounded(frame, node, function, bound, arguments)


def _is_endless(frame: Frame, function: Function, bound: Mapping[str, Value], recursions: int) -> bool:
    """Whether a function that stands on the stack already is to be followed no further."""
    receiver = _receiver(function, bound)
    if not isinstance(receiver, Instance) or recursions >= MAXIMUM_NESTING:
        return True
    same = 0
    caller: Frame | None = frame
    while caller is not None:
        held = caller.receiver
        if (
            caller.function_name == function.name
            and isinstance(held, Instance)
            and held.cells is receiver.cells
        ):
            same += 1
        caller = caller.caller
    return same >= MAXIMUM_RECURSION


def _receiver(function: Function, bound: Mapping[str, Value]) -> Value | None:
    """What a method is called on, None for a plain function."""
    parameters = function.node.params
    first = (*parameters.posonly_params, *parameters.params)
    if function.owner is None or function.kind == "static" or not first:
        return None
    return bound.get(first[0].name.value)


def _run_bounded(
    frame: Frame, node: cst.CSTNode, function: Function, bound: Mapping[str, Value], arguments: Arguments
) -> Value:
    """A call by code that nothing calls, where little is known: long ones are cut, the caller goes on.

    Each such call has some steps of its own and may take what the file has to spare.
    """
    machine = frame.machine
    assert machine.spare is not None
    budget, begun = machine.budget, machine.steps
    machine.budget = min(budget, begun + CALL_STEPS + machine.spare)
    machine.bounded = True
    state = machine.running()
    try:
        return run(frame, node, function, bound, memorise=True)
    except BudgetExceeded:
        if machine.steps > budget:
            raise
        machine.return_to(state)
        _forget_call(frame, function, arguments)
        return Unknown(f"{function.name} takes too long to follow")
    finally:
        machine.bounded = False
        machine.budget = budget
        machine.spare = max(0, machine.spare - max(0, machine.steps - begun - CALL_STEPS))


def _forget_call(frame: Frame, function: Function, arguments: Arguments) -> None:
    """The function runs unseen: what it is given, and what it changes outside, is unknown behind it."""
    from tensorlint.interpreter.calls import escape

    _forget(frame, arguments)
    escape(frame, function)


def _forget(frame: Frame, arguments: Arguments) -> None:
    from tensorlint.interpreter.calls import forget_arguments

    forget_arguments(frame, arguments)


def run(
    frame: Frame | None,
    node: cst.CSTNode | None,
    function: Function,
    bound: Mapping[str, Value],
    memorise: bool = False,
) -> Value:
    """Interpret a function's body."""
    scope = Scope("function", function.scope, function.scope.source)
    assert frame is not None
    machine = frame.machine
    inner = Frame(machine, scope, frame, node, function.name)
    inner.owner = function.owner
    for name, value in bound.items():
        scope.cells[name] = named(inner, name, value) if type(value) in (Array, Series) else value
    inner.receiver = _receiver(function, bound)
    store = machine.store
    birth = scope.cells.birth
    start = moment()
    inner.mark = store.mark()
    marks = len(store.births)
    machine.depth += 1
    machine.graphs += TRACED in function.decorators
    machine.active.append(function.node)
    reads: dict[Any, Any] = {}
    machine.readers.append(reads)
    finished = False
    try:
        result = _run_body(inner, function)
        finished = True
    finally:
        machine.readers.pop()
        machine.active.pop()
        machine.graphs -= TRACED in function.decorators
        machine.depth -= 1
        del store.births[marks:]
        store.latest = store.births[-1]
        if not finished:
            store.release()
        if machine.readers:
            outer = machine.readers[-1]
            for place, read in reads.items():
                outer.setdefault(place, read)
    effects = _effects(inner, birth)
    if memorise:
        remember(machine, function, bound, reads, effects, result, start)
    store.release()
    if machine.collect_shapes or function.node.__class__ is cst.FunctionDef:
        _publish_end(inner, function, bound, result)
    return result


def _effects(inner: Frame, birth: int) -> Changes:
    return {
        place: change
        for place, change in inner.machine.store.changes(inner.mark).items()
        if getattr(change.cells, "birth", 0) < birth
        and change.new is not change.old
        and (change.new != change.old or type(change.old) is not type(change.new))
    }


def _run_body(inner: Frame, function: Function) -> Value:
    node = function.node
    if isinstance(node, cst.Lambda):
        return evaluate(inner, node.body)
    exits = inner.exits
    store = inner.machine.store
    depth = len(store.births)
    try:
        falls = execute(inner, node.body)
    except AbstractRaise as error:
        if not exits:
            raise
        # Its last path ends in an exception, others have returned before.
        del store.births[depth:]
        store.latest = store.births[-1]
        inner.machine.leave(inner, error)
        store.rollback(inner.mark)
        falls = False
    if falls:
        exits.append((NONE, _changed_outside(inner) if len(exits) else {}))
    if not exits and inner.yields:
        return Series(joined(*inner.yields), UNKNOWN, "iterator")  # endless: no value is its last
    if not exits:
        raise AbstractRaise(UNKNOWN_VALUE, None)
    if len(exits) > 1 and any(changes for _, changes in exits):
        _join_exits(inner, exits)
    elif len(exits) == 1 and exits[0][1]:
        for change in exits[0][1].values():
            store.apply(change.cells, change.key, change.new)
    if inner.is_generator:
        return _generated(inner.yields, exact=not inner.loose and len(exits) == 1)
    return union(*[value for value, _ in exits])


def _generated(yields: list[Value], exact: bool) -> Value:
    """What a generator yields: each value where all are known, else the common element.

    The last one is told where it differs (a shorter batch).
    """
    if not yields:
        return Series(UNKNOWN_VALUE, UNKNOWN, "iterator")
    element, last = joined(*yields), yields[-1]
    before = joined(*yields[:-1]) if len(yields) > 1 else element
    differs = before != element
    if exact:
        made = iterator(tuple(yields), GENERATOR)
        return replace(made, element=before, last=last) if differs else made
    if differs:
        return Series(before, UNKNOWN, "iterator", last=last)
    return Series(element, UNKNOWN, "iterator")


def _changed_outside(inner: Frame) -> Changes:
    own = inner.scope.cells
    changes = inner.machine.store.changes(inner.mark)
    return {place: change for place, change in changes.items() if change.cells is not own}


def leave_function(frame: Frame, value: Value) -> None:
    """Note one way out of the function: the value and what the path changed outside."""
    frame.exits.append((value, _changed_outside(frame)))


def _join_exits(inner: Frame, exits: list[tuple[Value, Changes]]) -> None:
    """The state behind a call with several ways out: what holds behind each of them."""
    store = inner.machine.store
    undone: dict[Any, Any] = {}
    for _, changes in exits:
        for place, change in changes.items():
            undone.setdefault(place, change)
    for change in undone.values():
        store.apply(change.cells, change.key, change.old)
    apply_joined(store, [changes for _, changes in exits])


def _publish_end(inner: Frame, function: Function, bound: Mapping[str, Value], result: Value) -> None:
    node = function.node
    if not isinstance(node, cst.FunctionDef) or inner.source is not inner.machine.root:
        return
    docstring = _docstring(node)
    if docstring:
        event = FunctionEnd(function.name, docstring, bound, result)
        inner.machine.publish(inner, node.name, event, {})


def _docstring(node: cst.FunctionDef) -> str:
    body = node.body.body
    if not body or not isinstance(body[0], cst.SimpleStatementLine):
        return ""
    first = body[0].body[0]
    if isinstance(first, cst.Expr) and isinstance(first.value, cst.SimpleString):
        return first.value.raw_value
    return ""


_ANNOTATED: dict[str, Any] = {
    "numpy.ndarray": lambda machine, name: Array(),
    "builtins.int": lambda machine, name: Integer(symbol(name, lower=float("-inf"))),
    "builtins.float": lambda machine, name: Float(),
    "builtins.bool": lambda machine, name: Boolean(),
    "builtins.str": lambda machine, name: String(),
}


def symbolic_arguments(frame: Frame, function: Function, receiver: Value | None) -> dict[str, Value]:
    """Parameters of a function that nothing calls: anything its callers might pass."""
    machine = frame.machine
    bound: dict[str, Value] = {}
    parameters = function.node.params
    plain = (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params)
    for index, parameter in enumerate(plain):
        name = parameter.name.value
        if index == 0 and receiver is not None:
            bound[name] = receiver
            continue
        annotation = parameter.annotation
        value: Value | None = None
        if annotation is not None and isinstance(annotation.annotation, cst.Name | cst.Attribute):
            machine.silent += 1
            try:
                kind = evaluate(frame, annotation.annotation)
            finally:
                machine.silent -= 1
            if isinstance(kind, Library) and kind.path in _ANNOTATED:
                value = _ANNOTATED[kind.path](machine, name)
        bound[name] = machine.unknown(name, f"it is the parameter {name}") if value is None else value
    if isinstance(parameters.star_arg, cst.Param):
        bound[parameters.star_arg.name.value] = Series(UNKNOWN_VALUE, UNKNOWN, "tuple")
    if parameters.star_kwarg is not None:
        bound[parameters.star_kwarg.name.value] = Dict.of({}, UNKNOWN_VALUE)
    return bound
