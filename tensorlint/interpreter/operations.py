"""Operators: unions one by one, arrays by their library's rules, objects by their special methods."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from tensorlint.checks.events import Operation
from tensorlint.findings import Place
from tensorlint.interpreter.attributes import attribute
from tensorlint.interpreter.dispatch import evaluate, evaluates
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.library_calls import call_model
from tensorlint.models import operators, python_operators
from tensorlint.models.coercion import OVERRIDING
from tensorlint.models.registry import Refusal, lookup
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Bound,
    Class,
    Instance,
    Library,
    LibraryMethod,
    Object,
    Tuple,
    Union,
    Value,
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
        if isinstance(left, Instance) or isinstance(right, Instance) or answers(left) or answers(right):
            return overloaded(frame, node, operator, left, right, left_node, right_node)
        result = frame.machine.stamped(operators.binary(operator, left, right), frame, node)
        event = Operation(operator, left, right, result, Place(frame.source, node))
        nodes = {"left": left_node, "right": right_node}
        event.texts = frame.machine.texts(**nodes)
        frame.machine.publish(frame, node, event, nodes)
        return event.result
    if isinstance(left, Instance | Object) or isinstance(right, Instance | Object):
        return overloaded(frame, node, operator, left, right, left_node, right_node)
    if operator == "|" and (isinstance(left, Class | Library) or isinstance(right, Class | Library)):
        # A union of types: for `isinstance`, the same as a tuple of them.
        return Tuple((left, right))
    return python_operators.binary(operator, left, right)


def answers(value: Value) -> bool:
    """Whether an object answers to operators with arrays itself."""
    return isinstance(value, Object) and value.path in OVERRIDING


def overloaded(
    frame: Frame,
    node: cst.CSTNode,
    operator: str,
    left: Value,
    right: Value,
    left_node: cst.CSTNode | None = None,
    right_node: cst.CSTNode | None = None,
) -> Value:
    """An operator on objects: their special methods, else unknown."""
    from tensorlint.interpreter.calls import Arguments

    names = SPECIAL_METHODS.get(operator)
    if names is None:
        return UNKNOWN_VALUE
    nodes = left_node, right_node
    for receiver, name, other in ((left, names[0], right), (right, names[1], left)):
        if isinstance(receiver, Instance):
            method = attribute(frame, node, receiver, name)
            if isinstance(method, Bound):
                return frame.machine.call(frame, node, method, (other,))
            if operator in ("==", "!=") and not receiver.type.has_unknown_base():
                continue
            return UNKNOWN_VALUE
        if isinstance(receiver, Object) and lookup(f"{receiver.path}.{name}") is not None:
            given = Arguments((receiver, other), {}, nodes if receiver is left else nodes[::-1], {})
            return call_model(frame, node, f"{receiver.path}.{name}", given)
    return UNKNOWN_VALUE


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
