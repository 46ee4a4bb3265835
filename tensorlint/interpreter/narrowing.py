"""What a condition says about names and sizes on the branch where it holds."""

from __future__ import annotations

from math import inf

import libcst as cst

from tensorlint.interpreter.dispatch import evaluate
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.names import held_by, rebind, source_name
from tensorlint.models.python_values import truth
from tensorlint.shapes import UNKNOWN, Shape, Size
from tensorlint.shapes.axes import Axis
from tensorlint.shapes.sizes import Expression, Symbol, bounds, subtract, symbols
from tensorlint.values import (
    NONE,
    Array,
    Boolean,
    Integer,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    union,
)

_NEGATED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_SWAPPED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def narrow(frame: Frame, node: cst.BaseExpression, outcome: bool) -> None:
    """Refine the state for the branch where the condition came out as `outcome`."""
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not):
        narrow(frame, node.expression, not outcome)
    elif isinstance(node, cst.BooleanOperation):
        if isinstance(node.operator, cst.And) is outcome:
            narrow(frame, node.left, outcome)
            narrow(frame, node.right, outcome)
    elif isinstance(node, cst.Comparison):
        if len(node.comparisons) == 1:
            _comparison(frame, node, outcome)
    elif isinstance(node, cst.Name | cst.Attribute):
        _truthiness(frame, node, outcome)
    elif isinstance(node, cst.NamedExpr):
        narrow(frame, node.target, outcome)
    elif isinstance(node, cst.Call):
        _instance_test(frame, node, outcome)


def _keep(frame: Frame, node: cst.BaseExpression, kept: list[Value], held: Value) -> None:
    if kept and union(*kept) != held:
        rebind(frame, node, union(*kept))


def _truthiness(frame: Frame, node: cst.Name | cst.Attribute, outcome: bool) -> None:
    _emptiness_test(frame, node)
    held = held_by(frame, node)
    if isinstance(held, Union):
        _keep(frame, node, [each for each in held.alternatives if truth(each) is not (not outcome)], held)
    elif isinstance(held, Boolean) and held.value is None:
        rebind(frame, node, Boolean(outcome))


def _emptiness_test(frame: Frame, node: cst.BaseExpression) -> None:
    """A test of `x.size`: from here on the program itself reckons with empty data."""
    if not (isinstance(node, cst.Attribute) and node.attr.value == "size"):
        return
    held = held_by(frame, node.value)
    if isinstance(held, Array):
        for size in held.shape.sizes:
            for symbol in symbols(size):
                if symbol.generic and symbol.lower == 1:
                    frame.machine.store.narrow(symbol, 0, symbol.upper, False)


def _comparison(frame: Frame, node: cst.Comparison, outcome: bool) -> None:
    from tensorlint.interpreter.conditions import COMPARISONS

    target = node.comparisons[0]
    operator = COMPARISONS.get(type(target.operator), "")
    left, right = node.left, target.comparator
    if operator in ("is", "is not"):
        _identity(frame, left, right, (operator == "is") is outcome)
        return
    if operator not in _NEGATED:
        if operator in ("in", "not in") and (operator == "in") is outcome:
            _membership(frame, left, right)
        return
    if not outcome:
        operator = _NEGATED[operator]
    if _rank_test(frame, left, operator, right) or _rank_test(frame, right, _SWAPPED[operator], left):
        return
    _emptiness_test(frame, left)
    _emptiness_test(frame, right)
    if not (_plain(left) and _plain(right)):
        return
    machine = frame.machine
    machine.silent += 1
    try:
        a, b = evaluate(frame, left), evaluate(frame, right)
    finally:
        machine.silent -= 1
    _constant_test(frame, left, a, operator, b)
    _constant_test(frame, right, b, _SWAPPED[operator], a)
    if isinstance(a, Integer | Unknown) and isinstance(b, Integer | Unknown):
        _sizes(frame, a.size, operator, b.size)
    elif operator == "==" and isinstance(a, Tuple) and isinstance(b, Tuple) and len(a.items) == len(b.items):
        for x, y in zip(a.items, b.items, strict=True):
            if isinstance(x, Integer) and isinstance(y, Integer):
                _sizes(frame, x.size, "==", y.size)


def _plain(node: cst.BaseExpression) -> bool:
    """Whether evaluating the expression again cannot do anything."""
    if isinstance(node, cst.Name | cst.Integer | cst.SimpleString):
        return True
    if isinstance(node, cst.Attribute):
        return _plain(node.value)
    if isinstance(node, cst.Subscript):
        indices = [element.slice for element in node.slice]
        return _plain(node.value) and all(
            isinstance(each, cst.Index) and (_plain(each.value) or isinstance(each.value, cst.UnaryOperation))
            for each in indices
        )
    if isinstance(node, cst.Tuple):
        return all(_plain(element.value) for element in node.elements)
    if isinstance(node, cst.BinaryOperation):
        return _plain(node.left) and _plain(node.right)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "len":
        return all(_plain(arg.value) for arg in node.args)
    return isinstance(node, cst.UnaryOperation) and _plain(node.expression)


def _identity(frame: Frame, left: cst.BaseExpression, right: cst.BaseExpression, same: bool) -> None:
    if not (isinstance(right, cst.Name) and right.value == "None"):
        return
    held = held_by(frame, left)
    if isinstance(held, Union):
        _keep(frame, left, [each for each in held.alternatives if (each == NONE) is same], held)
    elif isinstance(held, Unknown) and same:
        rebind(frame, left, NONE)


def _membership(frame: Frame, left: cst.BaseExpression, right: cst.BaseExpression) -> None:
    held = held_by(frame, left)
    if not isinstance(held, Unknown | String) or not isinstance(right, cst.Tuple | cst.List | cst.Set):
        return
    values = [evaluate(frame, element.value) for element in right.elements]
    if 0 < len(values) <= 4 and all(isinstance(each, String) for each in values):
        rebind(frame, left, union(*values))


def _constant_test(frame: Frame, node: cst.BaseExpression, held: Value, operator: str, other: Value) -> None:
    """`mode == "same"`: on the branch where it holds, the name is that constant."""
    if not isinstance(other, String | Boolean) and not (
        isinstance(other, Integer) and isinstance(other.size, int)
    ):
        return
    if isinstance(held, Union):
        if operator in ("==", "!="):
            equal = operator == "=="
            kept = [
                each
                for each in held.alternatives
                if not isinstance(each, String | Boolean | Integer)
                or _unknown_constant(each)
                or (each == other) is equal
            ]
            _keep(frame, node, kept, held)
    elif (operator == "==" and isinstance(held, Unknown) and isinstance(other, String)) or (
        operator == "==" and isinstance(held, String) and held.value is None
    ):
        rebind(frame, node, other)


def _unknown_constant(value: Value) -> bool:
    if isinstance(value, Integer):
        return not isinstance(value.size, int)
    return isinstance(value, String | Boolean) and value.value is None


def _rank_test(frame: Frame, left: cst.BaseExpression, operator: str, right: cst.BaseExpression) -> bool:
    """`x.ndim == 3`, `len(x.shape) != 2`, `np.ndim(x) > 1`."""
    subject: cst.BaseExpression | None = None
    if isinstance(left, cst.Attribute) and left.attr.value == "ndim":
        subject = left.value
    elif isinstance(left, cst.Call) and len(left.args) == 1:
        argument = left.args[0].value
        if isinstance(left.func, cst.Name) and left.func.value == "len":
            if isinstance(argument, cst.Attribute) and argument.attr.value == "shape":
                subject = argument.value
        elif isinstance(left.func, cst.Attribute) and left.func.attr.value == "ndim":
            subject = argument
    if subject is None or not isinstance(right, cst.Integer):
        return False
    rank = int(right.value, 0)
    held = held_by(frame, subject)
    if isinstance(held, Union):
        kept = [each for each in held.alternatives if _may_have_rank(each, operator, rank)]
        _keep(frame, subject, kept, held)
    elif operator == "==" and isinstance(held, Unknown | Array):
        refined = with_rank(frame, subject, held, rank)
        if refined is not None:
            rebind(frame, subject, refined)
    return True


def _may_have_rank(value: Value, operator: str, rank: int) -> bool:
    if not isinstance(value, Array) or value.rank is None:
        return True
    have = value.rank
    return {
        "==": have == rank,
        "!=": have != rank,
        "<": have < rank,
        "<=": have <= rank,
        ">": have > rank,
        ">=": have >= rank,
    }[operator]


def with_rank(
    frame: Frame, node: cst.BaseExpression, held: Value, rank: int, names: tuple[str, ...] = ()
) -> Array | None:
    """The value known to be an array of this rank; None where that adds nothing."""
    text = source_name(node)
    if isinstance(held, Unknown):
        if not held.identity or rank > 8:
            return None
        axes = []
        for index in range(rank):
            name = names[index] if index < len(names) else f"{text}.shape[{index}]"
            machine = frame.machine
            from_end = machine.axis_symbols.get((held.identity, index - rank))
            size = machine.axis_symbol(held.identity, index, name) if from_end is None else from_end
            axes.append(Axis(size))
        return Array(Shape(tuple(axes)), "", "", writeable=None)
    if isinstance(held, Array) and held.shape.open and len(held.shape) <= rank <= 8:
        missing = rank - len(held.shape)
        axes = [Axis(UNKNOWN)] * missing + list(held.shape.axes)
        from dataclasses import replace

        return replace(held, shape=Shape(tuple(axes)))
    return None


def _sizes(frame: Frame, a: Size, operator: str, b: Size) -> None:
    """Bounds of a symbol from `a <operator> b` where the difference is linear in one symbol."""
    if a is UNKNOWN or b is UNKNOWN:
        return
    difference = subtract(a, b)
    if not isinstance(difference, Expression):
        return
    if difference.constant in (0, 1, -1):
        # A test against 0 or 1: from here on the program itself reckons with empty or single data.
        for symbol in symbols(difference):
            if symbol.generic and symbol.lower == 1:
                frame.machine.store.narrow(symbol, 0, symbol.upper, False)
    linear = [(m[0], c) for m, c in difference.terms if len(m) == 1 and isinstance(m[0], Symbol)]
    if len(linear) != 1 or abs(linear[0][1]) != 1 or any(len(m) > 1 for m, _ in difference.terms):
        return
    if len(difference.terms) > 2 or (len(difference.terms) == 2 and difference.constant == 0):
        return
    atom, coefficient = linear[0]
    assert isinstance(atom, Symbol)
    limit = -difference.constant * coefficient
    if coefficient < 0:
        operator = _SWAPPED[operator]
    lower, upper = bounds(Expression((((atom,), 1),)))
    touches_one = limit in (0, 1, 2)
    if operator == "==":
        lower, upper = max(lower, limit), min(upper, limit)
    elif operator == "<":
        upper = min(upper, limit - 1)
    elif operator == "<=":
        upper = min(upper, limit)
    elif operator == ">":
        lower = max(lower, limit + 1)
    elif operator == ">=":
        lower = max(lower, limit)
    elif operator == "!=" and lower == limit:
        lower = limit + 1
    if lower > upper:
        return
    generic = atom.generic and not touches_one
    frame.machine.store.narrow(atom, lower, None if upper == inf else upper, generic)


def _instance_test(frame: Frame, node: cst.Call, outcome: bool) -> None:
    """`isinstance(x, T)` drops the alternatives that it rules out."""
    if not (isinstance(node.func, cst.Name) and node.func.value == "isinstance" and len(node.args) == 2):
        return
    subject = node.args[0].value
    held = held_by(frame, subject)
    if held is None:
        return
    from tensorlint.interpreter.builtin_calls import instance_of

    kind = evaluate(frame, node.args[1].value)
    if isinstance(held, Union):
        kept = [each for each in held.alternatives if instance_of(each, kind) is not (not outcome)]
        _keep(frame, subject, kept, held)
    elif isinstance(held, Unknown) and outcome:
        path = getattr(kind, "path", "")
        if path == "numpy.ndarray":
            rebind(frame, subject, Array())
        elif path == "builtins.int":
            rebind(frame, subject, Integer(held.size))
