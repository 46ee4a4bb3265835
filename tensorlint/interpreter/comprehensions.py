"""Comprehensions and generator expressions: their items while known, else what these have in common."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from tensorlint.interpreter.conditions import truth_of
from tensorlint.interpreter.dispatch import evaluate, evaluates
from tensorlint.interpreter.frames import Frame, Scope
from tensorlint.interpreter.iteration import Iteration, iterated
from tensorlint.interpreter.loops import first_size, range_steps, refuse_scalar
from tensorlint.interpreter.narrowing import narrow
from tensorlint.interpreter.store import Paths
from tensorlint.interpreter.targets import assign
from tensorlint.models import python_operators
from tensorlint.models.python_generic import generalised, generalised_size, moment
from tensorlint.models.python_iteration import set_of
from tensorlint.shapes import UNKNOWN, Size
from tensorlint.shapes.sizes import multiply
from tensorlint.values import (
    UNKNOWN_VALUE,
    Dict,
    List,
    Series,
    SetValue,
    Tuple,
    Value,
    joined,
)

COMPREHENSION_ITEMS = 64


@evaluates(cst.ListComp)
def list_comprehension(frame: Frame, node: cst.ListComp) -> Value:
    items, element, length = _comprehend(frame, node.for_in, lambda: evaluate(frame, node.elt))
    return List.of(items) if items is not None else List.like(element, length)


@evaluates(cst.GeneratorExp)
def generator_expression(frame: Frame, node: cst.GeneratorExp) -> Value:
    items, element, length = _comprehend(frame, node.for_in, lambda: evaluate(frame, node.elt))
    if items is not None:
        from tensorlint.models.python_values import iterator

        return iterator(items)
    return Series(element, length, "iterator")


@evaluates(cst.SetComp)
def set_comprehension(frame: Frame, node: cst.SetComp) -> Value:
    items, _, _ = _comprehend(frame, node.for_in, lambda: evaluate(frame, node.elt))
    return SetValue.of(None) if items is None else set_of(items)


@evaluates(cst.DictComp)
def dict_comprehension(frame: Frame, node: cst.DictComp) -> Value:
    def pair() -> Value:
        return Tuple((evaluate(frame, node.key), evaluate(frame, node.value)))

    items, element, _ = _comprehend(frame, node.for_in, pair)
    if items is None:
        held = element.items[1] if isinstance(element, Tuple) else UNKNOWN_VALUE
        return Dict.of({}, held)
    result = Dict.of({})
    context = frame.machine.context(frame, node)
    for item in items:
        assert isinstance(item, Tuple)
        python_operators.store(context, result, item.items[0], item.items[1])
    return result


def _comprehend(
    frame: Frame, clause: cst.CompFor, element: Callable[[], Value]
) -> tuple[tuple[Value, ...] | None, Value, Size]:
    """The items while all are known; else what they are like and how many there are."""
    outer = frame.scope
    iterable = evaluate(frame, clause.iter)
    refuse_scalar(frame, clause.iter, iterable)
    since = moment()
    found = iterated(frame, iterable)
    frame.scope = Scope("comprehension", outer, outer.source)
    frame.scope.outer = outer.outer
    try:
        if found.items is not None and len(found.items) <= COMPREHENSION_ITEMS:
            items: list[Value] = []
            for index, item in enumerate(found.items):
                if found.last is not None and index == len(found.items) - 1:
                    part = _comprehend_last(frame, clause, item, element)
                else:
                    part = _comprehend_item(frame, clause, item, element)
                if part is None:
                    break
                items.extend(part)
            else:
                return tuple(items), joined(*items) if items else UNKNOWN_VALUE, len(items)
        value, length = _comprehend_element(frame, clause, found, element)
        return None, generalised(value, since), generalised_size(length, since, found.length)
    finally:
        frame.scope = outer


def _comprehend_item(
    frame: Frame, clause: cst.CompFor, item: Value, element: Callable[[], Value]
) -> tuple[Value, ...] | None:
    """What one known item contributes; None where that is not known."""
    assign(frame, clause.target, item, clause.iter)
    for test in clause.ifs:
        known = truth_of(frame, test.test, evaluate(frame, test.test))
        if known is None:
            return None
        if not known:
            return ()
    if clause.inner_for_in is not None:
        return _comprehend(frame, clause.inner_for_in, element)[0]
    return (element(),)


def _comprehend_last(
    frame: Frame, clause: cst.CompFor, item: Value, element: Callable[[], Value]
) -> tuple[Value, ...] | None:
    """The same for the last batch, which is shorter than the others."""
    machine = frame.machine
    outer, size = machine.partial, first_size(item)
    if size is not None:
        machine.partial, machine.partial_failed = size, False
    try:
        return _comprehend_item(frame, clause, item, element)
    finally:
        machine.partial = outer


def _comprehend_element(
    frame: Frame, clause: cst.CompFor, found: Iteration, element: Callable[[], Value]
) -> tuple[Value, Size]:
    item = found.element
    last: Value | None = None
    series = found.series
    if series is not None and series.kind == "range" and series.step not in (0, 1):
        item, last = range_steps(series)
    elif found.items is not None:
        item = joined(*found.items)
    paths = Paths(frame.machine.store)
    values: list[Value] = []
    length = found.length
    for each in (item,) if last is None else (item, last):
        assign(frame, clause.target, each, clause.iter)
        exact = True
        for test in clause.ifs:
            known = truth_of(frame, test.test, evaluate(frame, test.test))
            if known is not True:
                exact = False
            narrow(frame, test.test, True)
        if clause.inner_for_in is not None:
            _, value, inner = _comprehend(frame, clause.inner_for_in, element)
            length = multiply(length, inner)
        else:
            value = element()
        values.append(value)
        if not exact:
            length = UNKNOWN
    paths.save()
    paths.join()
    return joined(*values), length
