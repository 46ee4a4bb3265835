"""Expressions: literals, operators, attributes, displays. Calls and subscripts have rooms of their own."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from tensorlint.checks.events import Operation
from tensorlint.findings import Place
from tensorlint.interpreter.attributes import attribute
from tensorlint.interpreter.dispatch import evaluate, evaluates
from tensorlint.interpreter.exceptions import AbstractRaise
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.iteration import elements, iterated
from tensorlint.interpreter.names import load_name, named, scope_of
from tensorlint.interpreter.narrowing import narrow
from tensorlint.interpreter.store import Paths
from tensorlint.models import operators, python_operators
from tensorlint.models.python_builtins import formatted, representation, to_str
from tensorlint.models.python_constants import set_of
from tensorlint.models.python_operators import truth
from tensorlint.models.registry import Refusal, lookup
from tensorlint.shapes import UNKNOWN, Size
from tensorlint.shapes.sizes import Atom, Symbol, from_atom, substitute, symbols
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Bound,
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
    Series,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    joined,
    union,
)

BINARY: dict[type[cst.CSTNode], str] = {
    cst.Add: "+",
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
    cst.MatrixMultiply: "@",
    cst.BitAnd: "&",
    cst.BitOr: "|",
    cst.BitXor: "^",
    cst.LeftShift: "<<",
    cst.RightShift: ">>",
}
COMPARISONS: dict[type[cst.CSTNode], str] = {
    cst.Equal: "==",
    cst.NotEqual: "!=",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
    cst.In: "in",
    cst.NotIn: "not in",
    cst.Is: "is",
    cst.IsNot: "is not",
}
SPECIAL_METHODS = {
    "+": ("__add__", "__radd__"),
    "-": ("__sub__", "__rsub__"),
    "*": ("__mul__", "__rmul__"),
    "/": ("__truediv__", "__rtruediv__"),
    "//": ("__floordiv__", "__rfloordiv__"),
    "%": ("__mod__", "__rmod__"),
    "**": ("__pow__", "__rpow__"),
    "@": ("__matmul__", "__rmatmul__"),
    "==": ("__eq__", "__eq__"),
    "!=": ("__ne__", "__ne__"),
    "<": ("__lt__", "__gt__"),
    "<=": ("__le__", "__ge__"),
    ">": ("__gt__", "__lt__"),
    ">=": ("__ge__", "__le__"),
    "&": ("__and__", "__rand__"),
    "|": ("__or__", "__ror__"),
    "^": ("__xor__", "__rxor__"),
    "<<": ("__lshift__", "__rlshift__"),
    ">>": ("__rshift__", "__rrshift__"),
}
_MAXIMUM_COMBINATIONS = 16


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


@evaluates(cst.TemplatedString)
def templated_string(frame: Frame, node: cst.TemplatedString) -> Value:
    return UNKNOWN_VALUE


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


@evaluates(cst.BinaryOperation)
def binary_operation(frame: Frame, node: cst.BinaryOperation) -> Value:
    # Long chains `a + b + …` nest to the left: walked in a loop, not by recursion.
    chain: list[cst.BinaryOperation] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.BinaryOperation):
        chain.append(current)
        current = current.left
    value = evaluate(frame, current)
    for operation in reversed(chain):
        operator = BINARY.get(type(operation.operator), "")
        right = evaluate(frame, operation.right)
        value = binary(frame, operation, operator, value, right, operation.left, operation.right)
        watched = frame.machine.watched
        if watched is not None and operation is not node and operation in watched:
            watched[operation].append(value)
    return value


def binary(
    frame: Frame,
    node: cst.CSTNode,
    operator: str,
    left: Value,
    right: Value,
    left_node: cst.CSTNode,
    right_node: cst.CSTNode,
) -> Value:
    """`left <operator> right` for values of any kind; unions are worked out one by one."""
    if type(left) is Union or type(right) is Union:
        return _combinations(
            frame,
            node,
            left,
            right,
            lambda a, b: _binary(frame, node, operator, a, b, left_node, right_node),
        )
    try:
        return _binary(frame, node, operator, left, right, left_node, right_node)
    except Refusal as refusal:
        texts = frame.machine.texts(left=left_node, right=right_node)
        return frame.machine.refused(frame, node, refusal, texts, (left, right))


def _combinations(
    frame: Frame, node: cst.CSTNode, left: Value, right: Value, work: Callable[[Value, Value], Value]
) -> Value:
    lefts = left.alternatives if isinstance(left, Union) else (left,)
    rights = right.alternatives if isinstance(right, Union) else (right,)
    lefts = tuple([each for each in lefts if each != NONE]) or lefts
    rights = tuple([each for each in rights if each != NONE]) or rights
    if len(lefts) * len(rights) > _MAXIMUM_COMBINATIONS:
        return UNKNOWN_VALUE
    results: list[Value] = []
    refusal: Refusal | None = None
    for a in lefts:
        for b in rights:
            try:
                results.append(work(a, b))
            except Refusal as error:
                refusal = error
    if results:
        return union(*results)
    assert refusal is not None
    return frame.machine.refused(frame, node, refusal)


def _binary(
    frame: Frame,
    node: cst.CSTNode,
    operator: str,
    left: Value,
    right: Value,
    left_node: cst.CSTNode,
    right_node: cst.CSTNode,
) -> Value:
    if isinstance(left, Array) or isinstance(right, Array):
        if isinstance(left, Instance) or isinstance(right, Instance):
            return overloaded(frame, node, operator, left, right)
        result = frame.machine.stamped(operators.binary(operator, left, right), frame, node)
        event = Operation(operator, left, right, result, Place(frame.source, node))
        nodes = {"left": left_node, "right": right_node}
        event.texts = frame.machine.texts(**nodes)
        frame.machine.publish(frame, node, event, nodes)
        return event.result
    if isinstance(left, Instance | Object) or isinstance(right, Instance | Object):
        return overloaded(frame, node, operator, left, right)
    if operator == "|" and (isinstance(left, Class | Library) or isinstance(right, Class | Library)):
        # A union of types: for `isinstance`, the same as a tuple of them.
        return Tuple((left, right))
    return python_operators.binary(operator, left, right)


def overloaded(frame: Frame, node: cst.CSTNode, operator: str, left: Value, right: Value) -> Value:
    """An operator on objects: their special methods, else unknown."""
    names = SPECIAL_METHODS.get(operator)
    if names is None:
        return UNKNOWN_VALUE
    for receiver, name, other in ((left, names[0], right), (right, names[1], left)):
        if isinstance(receiver, Instance):
            method = attribute(frame, node, receiver, name)
            if isinstance(method, Bound):
                return frame.machine.call(frame, node, method, (other,))
            if operator in ("==", "!=") and not receiver.type.has_unknown_base():
                continue
            return UNKNOWN_VALUE
        if isinstance(receiver, Object) and lookup(f"{receiver.path}.{name}") is not None:
            method = attribute(frame, node, receiver, name)
            return frame.machine.call(frame, node, method, (other,))
    return UNKNOWN_VALUE


@evaluates(cst.UnaryOperation)
def unary_operation(frame: Frame, node: cst.UnaryOperation) -> Value:
    operand = evaluate(frame, node.expression)
    if isinstance(node.operator, cst.Not):
        known = truth_of(frame, node.expression, operand)
        return Boolean(None if known is None else not known)
    operator = {cst.Minus: "-", cst.Plus: "+", cst.BitInvert: "~"}.get(type(node.operator), "")
    return unary(frame, node, operator, operand)


def unary(frame: Frame, node: cst.CSTNode, operator: str, operand: Value) -> Value:
    """`-x`, `+x`, `~x`."""
    if isinstance(operand, Union):
        return union(*[unary(frame, node, operator, each) for each in operand.alternatives])
    if isinstance(operand, Array):
        return frame.machine.stamped(operators.unary(operator, operand), frame, node)
    if isinstance(operand, Instance | Object):
        name = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[operator]
        method = attribute(frame, node, operand, name)
        if isinstance(method, Bound | LibraryMethod):
            return frame.machine.call(frame, node, method, ())
        return UNKNOWN_VALUE
    return python_operators.unary(operator, operand)


@evaluates(cst.BooleanOperation)
def boolean_operation(frame: Frame, node: cst.BooleanOperation) -> Value:
    chain: list[cst.BooleanOperation] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.BooleanOperation):
        chain.append(current)
        current = current.left
    value = evaluate(frame, current)
    # `unknown and False` is as false as False, though what it is, is not known.
    decided: bool | None = None
    for operation in reversed(chain):
        is_and = isinstance(operation.operator, cst.And)
        known = truth_of(frame, operation.left, value) if decided is None else decided
        if known is not None:
            if known is is_and:
                value = evaluate(frame, operation.right)
                decided = None
            continue
        left, right_node = operation.left, operation.right
        paths = Paths(frame.machine.store)
        other: Value | None = None
        try:
            narrow(frame, left, is_and)
            other = evaluate(frame, right_node)
        except AbstractRaise as error:
            frame.machine.leave(frame, error)
        # What the right side assigns (a walrus) may or may not happen; the left alone goes on too.
        if other is not None:
            paths.save()
        else:
            paths.drop()
        paths.add({})
        paths.join()
        if other is not None:
            right = None if isinstance(other, Instance) else truth_of(frame, right_node, other)
            decided = right if right is not is_and else None
            value = short_circuit(value, other)
    frame.machine.decided = None if decided is None else (node, decided)
    return value


def short_circuit(left: Value, right: Value) -> Value:
    """One of both; truth values stay truth values."""
    if isinstance(left, Boolean) and isinstance(right, Boolean):
        return left if left == right else Boolean()
    return union(left, right)


def truth_of(frame: Frame, node: cst.CSTNode, value: Value) -> bool | None:
    """The truth of a value; objects are asked by their special methods."""
    if frame.machine.decided is not None and frame.machine.decided[0] is node:
        return frame.machine.decided[1]
    if isinstance(value, Instance):
        for name in ("__bool__", "__len__"):
            method = attribute(frame, node, value, name)
            if isinstance(method, Bound):
                return truth(frame.machine.call(frame, node, method, ()))
        return None if value.type.has_unknown_base() or value.type.library_base else True
    if isinstance(value, Unknown | Object):
        return None
    if isinstance(value, Module | Class | Library):
        return None if isinstance(value, Library) else True
    if isinstance(value, Integer) and not isinstance(value.size, int):
        (value,) = without_assumptions(value)
    return truth(value)


@evaluates(cst.Comparison)
def comparison(frame: Frame, node: cst.Comparison) -> Value:
    left = evaluate(frame, node.left)
    left_node: cst.CSTNode = node.left
    result: Value | None = None
    for target in node.comparisons:
        right = evaluate(frame, target.comparator)
        operator = COMPARISONS.get(type(target.operator), "")
        value = compare(frame, node, operator, left, right, left_node, target.comparator)
        result = value if result is None else _both(result, value)
        left, left_node = right, target.comparator
    assert result is not None
    return result


def _both(a: Value, b: Value) -> Value:
    known_a, known_b = truth(a), truth(b)
    if known_a is False or known_b is False:
        return Boolean(False)
    return Boolean(True if known_a and known_b else None)


def compare(
    frame: Frame,
    node: cst.CSTNode,
    operator: str,
    left: Value,
    right: Value,
    left_node: cst.CSTNode,
    right_node: cst.CSTNode,
) -> Value:
    """One comparison."""
    if operator in ("is", "is not"):
        same = identical(left, right)
        return Boolean(None if same is None else same is (operator == "is"))
    if operator in ("in", "not in"):
        if isinstance(right, Instance | Object | Array | Unknown | Union):
            return Boolean()
        return python_operators.binary(operator, left, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        if isinstance(left, Integer | Unknown) and isinstance(right, Integer | Unknown):
            exact = python_operators.binary(operator, Integer(left.size), Integer(right.size))
            both_ints = isinstance(left, Integer) and isinstance(right, Integer)
            return exact if both_ints else UNKNOWN_VALUE
        return UNKNOWN_VALUE
    if isinstance(left, Integer) and isinstance(right, Integer):
        left, right = without_assumptions(left, right)
    return binary(frame, node, operator, left, right, left_node, right_node)


def without_assumptions(*values: Integer) -> list[Integer]:
    """Ints for the program's own tests: that data has at least one element is no proof there."""
    assumed = {
        symbol
        for value in values
        if not isinstance(value.size, int)
        for symbol in symbols(value.size)
        if symbol.generic and symbol.lower == 1
    }
    if not assumed:
        return list(values)
    plain: dict[Atom, Size] = {each: from_atom(Symbol(each.name, 0, each.upper)) for each in assumed}
    return [Integer(substitute(value.size, plain), value.parts) for value in values]


def identical(left: Value, right: Value) -> bool | None:
    """`left is right` for what identity is used for: None, True, False, classes, enum members."""
    if isinstance(left, Union) or isinstance(right, Union):
        lefts = left.alternatives if isinstance(left, Union) else (left,)
        rights = right.alternatives if isinstance(right, Union) else (right,)
        answers = {identical(a, b) for a in lefts for b in rights}
        return answers.pop() if len(answers) == 1 else None
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    if left is right:
        return True
    if isinstance(left, Constant) and isinstance(right, Constant):
        return left == right
    if NONE in (left, right):
        other = right if left == NONE else left
        return None if isinstance(other, Library) else False
    if isinstance(left, Boolean) and isinstance(right, Boolean):
        if left.value is None or right.value is None:
            return None
        return left.value is right.value
    if isinstance(left, Class | Instance) and isinstance(right, Class | Instance):
        return False
    if isinstance(left, Library) and isinstance(right, Library):
        return True if left == right else None
    return None


# -- the rest


@evaluates(cst.Attribute)
def attribute_expression(frame: Frame, node: cst.Attribute) -> Value:
    receiver = evaluate(frame, node.value)
    return attribute(frame, node, receiver, node.attr.value)


@evaluates(cst.IfExp)
def conditional(frame: Frame, node: cst.IfExp) -> Value:
    known = truth_of(frame, node.test, evaluate(frame, node.test))
    if known is not None:
        return evaluate(frame, node.body if known else node.orelse)
    paths = Paths(frame.machine.store)
    results: list[Value] = []
    last: AbstractRaise | None = None
    for branch, outcome in ((node.body, True), (node.orelse, False)):
        try:
            narrow(frame, node.test, outcome)
            results.append(evaluate(frame, branch))
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
    value = node.value
    if isinstance(value, cst.From):
        inner = evaluate(frame, value.item)
        items = elements(frame, inner)
        frame.yields.extend(items if items is not None else (iterated(frame, inner).element,))
        return UNKNOWN_VALUE
    frame.yields.append(NONE if value is None else evaluate(frame, value))
    return UNKNOWN_VALUE
