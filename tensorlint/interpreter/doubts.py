"""Conditions that nobody here can decide: a function that is not modelled has looked at an array.

It may have asked for the very shape, or the very class, that the array does not have. So the branches
run with an unknown value in its place, and what was known of it is known again behind them.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.names import load_name, looked_up, rebind
from tensorlint.models.registry import lookup
from tensorlint.values import (
    Array,
    Bound,
    Function,
    Instance,
    Library,
    String,
    Unknown,
    Value,
    alternatives,
)

Doubts = list[tuple[cst.BaseExpression, Value, Value]]
"""A name, what it holds, and what holds in the branch instead."""


def doubt(frame: Frame, test: cst.BaseExpression, value: Value, outcome: bool) -> Doubts:
    """Forget what a condition of unknown outcome may have been about, for the branch of that outcome."""
    doubts: Doubts = []
    for subject, everything in _subjects(frame, test, value, outcome):
        if not isinstance(subject, cst.Name):
            continue
        held = load_name(frame, subject.value)
        arrays = [each for each in alternatives(held) if isinstance(each, Array)]
        is_text = isinstance(held, String) and held.value is not None
        if not (arrays or is_text) and (not everything or isinstance(held, Unknown)):
            continue
        weak: Value = Unknown("a condition that is not known was about it")
        if isinstance(held, String) and not everything:
            weak = String()
        rebind(frame, subject, weak)
        if not is_text:
            doubts.append((subject, held, weak))
    return doubts


def believe(frame: Frame, doubts: Doubts) -> None:
    """Behind a branch: names that it did not bind anew hold what they held before."""
    for subject, held, weak in doubts:
        if isinstance(subject, cst.Name) and load_name(frame, subject.value) is weak:
            rebind(frame, subject, held)


def _subjects(
    frame: Frame, test: cst.BaseExpression, value: Value, outcome: bool
) -> Iterator[tuple[cst.BaseExpression, bool]]:
    """What the condition looks at in a way that is not known; True where its type is in question."""
    if isinstance(test, cst.UnaryOperation):
        yield from _subjects(frame, test.expression, value, outcome != isinstance(test.operator, cst.Not))
    elif isinstance(test, cst.BooleanOperation):
        yield from _subjects(frame, test.left, value, outcome)
        yield from _subjects(frame, test.right, value, outcome)
    elif isinstance(test, cst.Comparison):
        for part in (test.left, *[target.comparator for target in test.comparisons]):
            yield from _subjects(frame, part, value, outcome)
    elif isinstance(test, cst.Attribute):
        yield from _subjects(frame, test.value, value, outcome)
    elif isinstance(test, cst.Call):
        yield from _of_call(frame, test, value, outcome)
    elif isinstance(test, cst.Name):
        held = load_name(frame, test.value)
        if isinstance(held, Unknown) and held.about:
            for name, other in frame.scope.cells.items():
                if isinstance(name, str) and any(other is each or other == each for each in held.about):
                    yield cst.Name(name), False


_COMPARING = ("numpy.allclose", "numpy.array_equal", "numpy.array_equiv")
"""Of a matrix and its own transpose: whether it is symmetric is also whether it is square."""


def _is_single(frame: Frame, node: cst.BaseExpression) -> bool:
    """Whether a name holds a single number, of which it is not known whether it is an array."""
    held = load_name(frame, node.value) if isinstance(node, cst.Name) else None
    return held is not None and any(isinstance(each, Array) and each.rank == 0 for each in alternatives(held))


def _of_call(
    frame: Frame, call: cst.Call, value: Value, outcome: bool
) -> Iterator[tuple[cst.BaseExpression, bool]]:
    function = looked_up(frame, call.func)
    arguments = [argument.value for argument in call.args]
    if isinstance(function, Library) and function.path in ("builtins.isinstance", "builtins.hasattr"):
        if len(arguments) == 2:
            kind = load_name(frame, arguments[1].value) if isinstance(arguments[1], cst.Name) else None
            of_class = function.path == "builtins.isinstance"
            if outcome or (
                of_class and (isinstance(kind, Instance | Unknown) or _is_single(frame, arguments[0]))
            ):
                yield arguments[0], of_class
        return
    if isinstance(function, Library) and lookup(function.path) is not None:
        if function.path in _COMPARING and len(arguments) == 2:
            one, other = (each.value if isinstance(each, cst.Attribute) else each for each in arguments)
            if isinstance(one, cst.Name) and isinstance(other, cst.Name) and one.value == other.value:
                yield one, False
        for argument in arguments:
            if isinstance(argument, cst.Call):
                yield from _of_call(frame, argument, value, outcome)
            elif isinstance(argument, cst.Name):
                held = load_name(frame, argument.value)
                if isinstance(held, String) or (
                    function.path == "numpy.isscalar" and _is_single(frame, argument)
                ):
                    yield argument, False
        return
    if isinstance(call.func, cst.Attribute) and isinstance(call.func.value, cst.Call):
        yield from _of_call(frame, call.func.value, value, outcome)
    if isinstance(function, Function | Bound) and not isinstance(value, Unknown):
        return
    if isinstance(function, Library | Function | Bound | Unknown):
        for argument in arguments:
            yield argument, False
