"""Conditions: comparisons, `and` and `or`, and what is known of the truth of a value."""

from __future__ import annotations

import libcst as cst

from tensorlint.interpreter.attributes import attribute
from tensorlint.interpreter.dispatch import evaluate, evaluates
from tensorlint.interpreter.doubts import believe, doubt
from tensorlint.interpreter.exceptions import AbstractRaise
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.narrowing import narrow
from tensorlint.interpreter.operations import answers, binary, unary
from tensorlint.interpreter.store import Paths
from tensorlint.models import python_operators
from tensorlint.models.python_operators import truth
from tensorlint.shapes import Size
from tensorlint.shapes.sizes import Atom, Symbol, from_atom, substitute, symbols
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Bound,
    Class,
    Constant,
    Instance,
    Integer,
    Library,
    Module,
    Object,
    Union,
    Unknown,
    Value,
    union,
)

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


@evaluates(cst.UnaryOperation)
def unary_operation(frame: Frame, node: cst.UnaryOperation) -> Value:
    operand = evaluate(frame, node.expression)
    if isinstance(node.operator, cst.Not):
        known = truth_of(frame, node.expression, operand)
        return Boolean(None if known is None else not known)
    operator = {cst.Minus: "-", cst.Plus: "+", cst.BitInvert: "~"}.get(type(node.operator), "")
    return unary(frame, node, operator, operand)


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
        frame.forks += 1
        try:
            doubts = doubt(frame, left, value, is_and)
            narrow(frame, left, is_and)
            other = evaluate(frame, right_node)
            believe(frame, doubts)
        except AbstractRaise as error:
            frame.machine.leave(frame, error)
        finally:
            frame.forks -= 1
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
    if answers(left) or answers(right):
        return binary(frame, node, operator, left, right, left_node, right_node)
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


_CLASSES = frozenset(
    {
        *("numpy.ndarray", "builtins.list", "builtins.tuple", "builtins.dict", "builtins.set"),
        *("builtins.str", "builtins.int", "builtins.float"),
    }
)


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
        if left == right:
            return True
        return False if left.path in _CLASSES and right.path in _CLASSES else None
    return None


# -- the rest
