"""Calls of library functions: binding, coercion, the model, and what becomes of its answer."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import libcst as cst

from tensorlint.checks.events import Call
from tensorlint.interpreter.exceptions import AbstractRaise
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.names import rebind
from tensorlint.interpreter.store import Paths, forget, wrote
from tensorlint.interpreter.texts import Texts
from tensorlint.models.coercion import coerce
from tensorlint.models.registry import (
    Model,
    NotCoercible,
    Overridden,
    Refusal,
    all_unmodelled,
    change_in_place,
    is_modelled,
    lookup,
)
from tensorlint.shapes.arithmetic import Mismatch
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Object,
    Union,
    Unknown,
    Value,
    joined,
    union,
)

if TYPE_CHECKING:
    from tensorlint.interpreter.calls import Arguments

_MAXIMUM_COMBINATIONS = 16
ARRAYS_OF = {
    "numpy": "numpy",
    "scipy": "numpy",
    "sklearn": "numpy",
    "pandas": "numpy",
    "tensorflow": "tensorflow",
}
"""Whose arrays the functions of a library return; those of others say so themselves."""


def call_model(frame: Frame, node: cst.CSTNode, path: str, arguments: Arguments) -> Value:
    """Call a library function by its canonical name."""
    from tensorlint.interpreter.builtin_calls import INTERPRETED
    from tensorlint.interpreter.calls import forget_callbacks

    special = INTERPRETED.get(path)
    if special is not None and arguments.complete:
        return special(frame, node, arguments)
    model = lookup(path)
    if model is None:
        return _unmodelled(frame, path, arguments)
    forget_callbacks(frame, arguments, followed=model.wants_context)
    if not arguments.complete:
        _forget_objects(frame, arguments.positional)
        return model.fallback()
    combinations = _alternatives(arguments)
    if len(combinations) == 1:
        positional, keywords = combinations[0]
        try:
            return _call_once(frame, node, model, arguments, positional, keywords)
        except Refusal as refusal:
            texts = texts_of(model, arguments)
            operands = [*positional, *keywords.values()]
            return frame.machine.refused(frame, node, refusal, texts, operands, model.fallback())
    results: list[Value] = []
    error: Refusal | None = None
    paths = Paths(frame.machine.store)
    frame.machine.silent += 1
    try:
        for positional, keywords in combinations:
            try:
                results.append(_call_once(frame, node, model, arguments, positional, keywords))
            except Refusal as refusal:
                error = refusal
                paths.drop()
            except AbstractRaise as raised:
                frame.machine.leave(frame, raised)
                paths.drop()
            else:
                paths.save()
    finally:
        frame.machine.silent -= 1
        alive = paths.join()
    if results:
        return union(*results)
    if error is None:
        assert not alive
        raise AbstractRaise(UNKNOWN_VALUE, None)
    return frame.machine.refused(frame, node, error, texts_of(model, arguments), (), model.fallback())


def _unmodelled(frame: Frame, path: str, arguments: Arguments) -> Value:
    library = path.partition(".")[0]
    why = all_unmodelled().get(path) or "not modelled"
    if not is_modelled(library):
        # A function of a package that is not known may be the project's own under another name.
        from tensorlint.interpreter.calls import forget_arguments

        if not library.startswith("builtins"):
            forget_arguments(frame, arguments)
    else:
        from tensorlint.interpreter.calls import forget_callbacks

        forget_callbacks(frame, arguments)
    reason = f"{path} is {why}" if why == "not modelled" else f"{path}: {why}"
    return Unknown(reason, about=arrays_among(arguments))


def arrays_among(arguments: Arguments) -> tuple[Value, ...]:
    """The arrays that a call of what is not known looks at."""
    return tuple([each for each in arguments.positional if isinstance(each, Array)])


def _forget_objects(frame: Frame, values: Sequence[Value]) -> None:
    """A call whose arguments are not known may change an object in place."""
    for value in values:
        if isinstance(value, Object):
            forget(frame.machine.store, value)


def _alternatives(arguments: Arguments) -> list[tuple[tuple[Value, ...], dict[str, Value]]]:
    """The calls that the unions among the arguments stand for."""
    values = (*arguments.positional, *arguments.keywords.values())
    if not any(type(value) is Union for value in values):
        return [(arguments.positional, arguments.keywords)]
    names = list(arguments.keywords)
    count = len(arguments.positional)
    choices = [value.alternatives if isinstance(value, Union) else (value,) for value in values]
    # None beside one other alternative: the call is meant for the other one.
    choices = [tuple([each for each in choice if each != NONE]) or choice for choice in choices]
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > _MAXIMUM_COMBINATIONS:
        plain = [joined(*choice) for choice in choices]
        return [(tuple(plain[:count]), dict(zip(names, plain[count:], strict=True)))]
    return [
        (combination[:count], dict(zip(names, combination[count:], strict=True)))
        for combination in itertools.product(*choices)
    ]


def _call_once(
    frame: Frame,
    node: cst.CSTNode,
    model: Model,
    arguments: Arguments,
    positional: tuple[Value, ...],
    keywords: dict[str, Value],
) -> Value:
    machine = frame.machine
    bound = model.bind(positional, keywords)
    if bound is None:
        _forget_objects(frame, positional)
        return machine.stamped(model.fallback(), frame, node)
    texts = texts_of(model, arguments)
    outer = machine.call_site
    machine.call_site = (frame, node, texts)
    try:
        coerced = coerce(model, bound)
        if model.wants_context:
            result = model.function(machine.context(frame, node, texts), *coerced[0], **coerced[1])
        else:
            result = model.function(*coerced[0], **coerced[1])
    except Overridden as overridden:
        result = overridden.answer
    except NotCoercible:
        result = model.fallback()
    except Mismatch:
        result = model.fallback()
    finally:
        machine.call_site = outer
    result = machine.stamped(result, frame, node, model.library or None)
    event = Call(model.path, bound, result)
    event.texts = texts
    machine.publish(frame, node, event, texts.nodes)
    result = event.result
    change = change_in_place(model.path)
    if change is not None:
        parameter, into = change
        changed, place = bound.get(parameter), texts.nodes.get(parameter)
        if isinstance(place, cst.Arg):
            place = place.value
        if isinstance(changed, Array):
            wrote(machine.store, changed)
            if isinstance(place, cst.BaseExpression):
                rebind(frame, place, into(changed, bound))
    if isinstance(bound.get("out"), Array):
        wrote(machine.store, bound["out"])
    return result


def texts_of(model: Model, arguments: Arguments) -> Texts:
    """The user's expressions by the model's parameter names."""
    nodes: dict[str, cst.CSTNode | None] = dict(arguments.keyword_nodes)
    for parameter, node in zip(model.positional, arguments.nodes, strict=False):
        nodes[parameter.name] = node
    if model.variadic is not None:
        for index, node in enumerate(arguments.nodes[len(model.positional) :]):
            nodes[f"{model.variadic.name}[{index}]"] = node
    return Texts(nodes)


__all__ = ["UNKNOWN_VALUE", "call_model"]
