"""Expressions: literals, displays, attributes. Operators, conditions, calls, subscripts have other rooms."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

import libcst as cst

from tensorlint.interpreter.attributes import attribute
from tensorlint.interpreter.conditions import truth_of
from tensorlint.interpreter.dispatch import evaluate, evaluates
from tensorlint.interpreter.doubts import believe, doubt
from tensorlint.interpreter.exceptions import AbstractRaise
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.iteration import elements, iterated
from tensorlint.interpreter.names import load_name, named, scope_of
from tensorlint.interpreter.narrowing import narrow
from tensorlint.interpreter.store import Paths
from tensorlint.models import python_operators
from tensorlint.models.python_builtins import formatted, representation, to_str
from tensorlint.models.python_constants import set_of
from tensorlint.shapes import UNKNOWN
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    UNKNOWN_VALUE,
    Boolean,
    Constant,
    Dict,
    Float,
    Function,
    Integer,
    List,
    Series,
    SetValue,
    String,
    Tuple,
    Value,
    joined,
    union,
)


@evaluates(cst.Name)
def name(frame: Frame, node: cst.Name) -> Value:
    text = node.value
    if text in ("True", "False"):
        return Boolean(text == "True")
    if text == "None":
        return NONE
    return load_name(frame, text)


@evaluates(cst.Integer)
def integer(frame: Frame, node: cst.Integer) -> Value:
    text = node.value
    if len(text) > 4000:
        return Integer()
    return Integer(int(text) if text.isdigit() and text[0] != "0" else int(text, 0))


@evaluates(cst.Float)
def floating(frame: Frame, node: cst.Float) -> Value:
    return Float(float(node.value))


@evaluates(cst.Imaginary)
def imaginary(frame: Frame, node: cst.Imaginary) -> Value:
    return Constant(complex(node.value.replace("J", "j")))


@evaluates(cst.Ellipsis)
def ellipsis(frame: Frame, node: cst.Ellipsis) -> Value:
    return ELLIPSIS


@evaluates(cst.SimpleString)
def simple_string(frame: Frame, node: cst.SimpleString) -> Value:
    prefix = node.prefix
    if not prefix and "\\" not in node.value:
        return String(node.raw_value)
    try:
        value = ast.literal_eval(node.value)
    except (ValueError, SyntaxError, MemoryError):
        return String()
    return String(value) if isinstance(value, str) else Constant(value)


@evaluates(cst.ConcatenatedString)
def concatenated_string(frame: Frame, node: cst.ConcatenatedString) -> Value:
    left, right = evaluate(frame, node.left), evaluate(frame, node.right)
    return python_operators.binary("+", left, right)


@evaluates(cst.FormattedString)
def formatted_string(frame: Frame, node: cst.FormattedString) -> Value:
    text = _formatted(frame, node.parts, node.start)
    return String(text)


def _formatted(frame: Frame, parts: Sequence[cst.BaseFormattedStringContent], start: str) -> str | None:
    """The text of an f-string or of a format in it; None where a part is not known."""
    pieces: list[str | None] = []
    for part in parts:
        if isinstance(part, cst.FormattedStringText):
            pieces.append(_literal_text(part.value, start))
        elif isinstance(part, cst.FormattedStringExpression):
            pieces.append(_formatted_expression(frame, part, start))
    known = [piece for piece in pieces if piece is not None]
    return "".join(known) if len(known) == len(pieces) else None


def _formatted_expression(frame: Frame, part: cst.FormattedStringExpression, start: str) -> str | None:
    value = evaluate(frame, part.expression)
    spec = "" if part.format_spec is None else _formatted(frame, part.format_spec, start)
    if part.equal is not None or spec is None:
        return None
    if part.conversion is not None:
        value = to_str(value) if part.conversion == "s" else representation(value)
    text = formatted(value, String(spec))
    return text.value if isinstance(text, String) else None


def _literal_text(text: str, start: str) -> str | None:
    """The text that a piece of an f-string stands for: doubled braces and escapes resolved."""
    text = text.replace("{{", "{").replace("}}", "}")
    quote = start.lstrip("fFrR")
    if "\\" not in text or "r" in start.lower():
        return text
    try:
        found = ast.literal_eval(f"{quote}{text}{quote}")
    except (SyntaxError, ValueError):
        return None
    return found if isinstance(found, str) else None


@evaluates(cst.Tuple)
def tuple_display(frame: Frame, node: cst.Tuple) -> Value:
    items = display(frame, node.elements)
    if isinstance(items, Value):
        return Series(items, UNKNOWN, "tuple")
    return Tuple(items)


@evaluates(cst.List)
def list_display(frame: Frame, node: cst.List) -> Value:
    items = display(frame, node.elements)
    return List.like(items) if isinstance(items, Value) else List.of(items)


@evaluates(cst.Set)
def set_display(frame: Frame, node: cst.Set) -> Value:
    items = display(frame, node.elements)
    if isinstance(items, Value):
        return SetValue.of(None)
    return set_of(items)


def display(frame: Frame, nodes: Any) -> tuple[Value, ...] | Value:
    """The items of a display; one value that all are like where a star has unknown length."""
    items: list[Value] = []
    exact = True
    for element in nodes:
        value = evaluate(frame, element.value)
        if isinstance(element, cst.StarredElement):
            inner = elements(frame, value)
            if inner is None:
                exact = False
                items.append(iterated(frame, value).element)
            else:
                items.extend(inner)
        else:
            if type(value) is Function:
                _escaping(frame, value)
            items.append(value)
    return tuple(items) if exact else joined(*items)


@evaluates(cst.Dict)
def dict_display(frame: Frame, node: cst.Dict) -> Value:
    result = Dict.of({})
    context = frame.machine
    for element in node.elements:
        value = evaluate(frame, element.value)
        if isinstance(element, cst.StarredDictElement):
            merge_into(frame, result, value)
            continue
        assert isinstance(element, cst.DictElement)
        if type(value) is Function:
            _escaping(frame, value)
        python_operators.store(context.context(frame, node), result, evaluate(frame, element.key), value)
    return result


def _escaping(frame: Frame, function: Function) -> None:
    from tensorlint.interpreter.calls import escape

    escape(frame, function)


def merge_into(frame: Frame, target: Dict, value: Value) -> None:
    """`target.update(value)` for the display `{**value}`."""
    store = frame.machine.store
    if isinstance(value, Dict):
        others = [each for each in (target.others, value.others) if each is not None]
        store.write(target.cells, "entries", {**target.entries, **value.entries})
        store.write(target.cells, "others", joined(*others) if others else None)
    else:
        store.write(target.cells, "entries", dict.fromkeys(target.entries, UNKNOWN_VALUE))
        store.write(target.cells, "others", UNKNOWN_VALUE)


# -- operators


@evaluates(cst.Attribute)
def attribute_expression(frame: Frame, node: cst.Attribute) -> Value:
    receiver = evaluate(frame, node.value)
    return attribute(frame, node, receiver, node.attr.value)


@evaluates(cst.IfExp)
def conditional(frame: Frame, node: cst.IfExp) -> Value:
    test = evaluate(frame, node.test)
    known = truth_of(frame, node.test, test)
    if known is not None:
        return evaluate(frame, node.body if known else node.orelse)
    paths = Paths(frame.machine.store)
    results: list[Value] = []
    last: AbstractRaise | None = None
    for branch, outcome in ((node.body, True), (node.orelse, False)):
        try:
            doubts = doubt(frame, node.test, test, outcome)
            narrow(frame, node.test, outcome)
            results.append(evaluate(frame, branch))
            believe(frame, doubts)
        except AbstractRaise as error:
            frame.machine.leave(frame, error)
            last = error
            paths.drop()
        else:
            paths.save()
    paths.join()
    if not results:
        assert last is not None
        raise AbstractRaise(UNKNOWN_VALUE, None)
    return union(*results)


@evaluates(cst.NamedExpr)
def named_expression(frame: Frame, node: cst.NamedExpr) -> Value:
    value = evaluate(frame, node.value)
    target = node.target
    if isinstance(target, cst.Name):
        value = named(frame, target.value, value)
        frame.machine.store.write(scope_of(frame, target.value).cells, target.value, value)
        if frame.machine.collect_shapes:
            frame.machine.record_value(frame, target, target.value, value)
    return value


@evaluates(cst.Await)
def await_expression(frame: Frame, node: cst.Await) -> Value:
    return evaluate(frame, node.expression)


@evaluates(cst.Yield)
def yield_expression(frame: Frame, node: cst.Yield) -> Value:
    frame.is_generator = True
    if frame.repeats or frame.guards or frame.forks > frame.begun_forks:
        frame.loose = True
    value = node.value
    if isinstance(value, cst.From):
        inner = evaluate(frame, value.item)
        items = elements(frame, inner)
        if items is None:
            frame.loose = True
        frame.yields.extend(items if items is not None else (iterated(frame, inner).element,))
        return UNKNOWN_VALUE
    frame.yields.append(NONE if value is None else evaluate(frame, value))
    return UNKNOWN_VALUE
