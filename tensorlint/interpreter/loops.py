"""Loops: unrolled while short, else first, generic and last step, or a fixed point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from tensorlint.checks.squeezing import marked, squeezed
from tensorlint.interpreter import batches
from tensorlint.interpreter.conditions import truth_of
from tensorlint.interpreter.dispatch import evaluate, executes
from tensorlint.interpreter.fixed_points import Loop
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.iteration import Iteration, iterated
from tensorlint.interpreter.narrowing import narrow
from tensorlint.interpreter.nodes import only_counts
from tensorlint.interpreter.targets import assign
from tensorlint.models.array_items import may_hold_items
from tensorlint.models.operators import is_scalar
from tensorlint.models.registry import Refusal
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.arithmetic import range_length
from tensorlint.shapes.sizes import Expression, Symbol, add, bounds, subtract
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Dict,
    Integer,
    Series,
    Tuple,
    Value,
)

UNROLL = 12
YIELDED = 64
"""As many steps are spelled out of a loop that only yields: batches, windows."""
SPELLED_OUT = 2
HEAVY = 20
"""From how many steps on a loop's body is not spelled out for repetitions that only count."""


# -- for


@executes(cst.For)
def for_statement(frame: Frame, node: cst.For) -> bool:
    generated = len(frame.machine.generated_loops)
    iterable = UNKNOWN_VALUE if batches.refused_step(frame, node) else evaluate(frame, node.iter)
    batches.publish_generated(frame, node, generated)
    refuse_scalar(frame, node.iter, iterable)
    found = with_last(iterated(frame, iterable))
    marks = squeezed(iterable)
    if marks:
        found = replace(
            found,
            items=None if found.items is None else tuple([marked(item, marks) for item in found.items]),
            element=marked(found.element, marks),
            series=None if found.last is not None else found.series,
        )

    def bind(value: Value) -> Callable[[], bool]:
        def begin() -> bool:
            frame.line = None
            assign(frame, node.target, value, node.iter)
            return True

        return begin

    loop = Loop(frame, node.body)
    series = found.series
    if found.last is not None:
        loop.partial = first_size(found.last)
    variable = batches.loop_variable(frame, node, series)
    if variable is not None and series is not None:
        batches.publish(frame, node, series)
        loop.partial = batches.partial_size(series)
        ends = batches.slice_ends(frame, node, variable)
        frame.batch_variables = {**frame.batch_variables, variable: ends}
    if found.items == ():
        batches.publish_chunks(frame, node, series)
    if found.items is not None and len(found.items) <= (YIELDED if _only_yields(node) else UNROLL):
        begun = frame.machine.steps
        for index, item in enumerate(found.items):
            if index == SPELLED_OUT and frame.machine.steps - begun > index * HEAVY:
                rest = _rest(node, found, index)
                if rest is not None:
                    loop.repeat(bind(rest), len(found.items) - index, at_least_once=True)
                    break
            if not loop.once(bind(item), last=index == len(found.items) - 1):
                break
    else:
        _long_loop(frame, loop, found, bind)
    if variable is not None:
        frame.batch_variables = {
            name: ends for name, ends in frame.batch_variables.items() if name != variable
        }
    return loop.finish(node.orelse)


def _rest(node: cst.For, found: Iteration, done: int) -> Value | None:
    """The counter in what is left of a loop that only counts, None where each step is to be spelled out.

    A heavy body is not spelled out for a variable that is only shown or tested, as epochs are.
    """
    series = found.series
    name = node.target
    if series is None or series.kind != "range" or found.items is None or not isinstance(name, cst.Name):
        return None
    low, high = series.start, found.items[-1]
    left = len(found.items) - done
    if series.step != 1 or left <= SPELLED_OUT or not only_counts(node.body, name.value):
        return None
    if not isinstance(low, int) or not isinstance(high, Integer) or not isinstance(high.size, int):
        return None
    return Integer(_loop_symbol(low + done, high.size))


def _only_yields(node: cst.For) -> bool:
    """Whether the body is little more than a `yield`."""
    body = node.body.body
    lines = [small for line in body if isinstance(line, cst.SimpleStatementLine) for small in line.body]
    return len(body) == len(lines) <= 3 and any(
        isinstance(small, cst.Expr) and isinstance(small.value, cst.Yield) for small in lines
    )


def with_last(found: Iteration) -> Iteration:
    """A few batches of which the last is shorter, spelled out."""
    count = found.length
    if found.items is not None or found.last is None or not isinstance(count, int) or not 0 < count <= UNROLL:
        return found
    if not _is_fixed(found.full):
        return found  # sizes that are not known may differ from batch to batch
    return replace(found, items=(*[found.full] * (count - 1), found.last))


def _is_fixed(value: Value) -> bool:
    """Whether all sizes are numbers, so that several such values surely have the same ones."""
    if isinstance(value, Tuple):
        return all(_is_fixed(item) for item in value.items)
    if isinstance(value, Dict):
        return value.others is None and all(_is_fixed(item) for item in value.entries.values())
    return isinstance(value, Array) and all(isinstance(size, int) for size in value.shape.sizes)


def refuse_scalar(frame: Frame, node: cst.BaseExpression, value: Value) -> None:
    """An array without axes cannot be iterated over."""
    if is_scalar(value) and not may_hold_items(value):
        said = "a loop needs an array with axes, but {array} is (): it has none"
        refusal = Refusal("TSL605", "TypeError", said)
        frame.machine.refused(frame, node, refusal, frame.machine.texts(array=node), (value,))


def _long_loop(
    frame: Frame, loop: Loop, found: Iteration, bind: Callable[[Value], Callable[[], bool]]
) -> None:
    """First, generic and last step of a range; a fixed point over the common element of the rest."""
    series = found.series
    least = bounds(found.length)[0] if found.length is not UNKNOWN else 0
    if series is not None and series.kind == "range" and series.step != 0:
        generic, last = range_steps(series)
        between = found.length
        if isinstance(found.length, int):
            between = subtract(between, 1)
            if not _at_an_end(frame, loop, bind(Integer(series.start)), last=False):
                return
        if last is not None:
            between = subtract(between, 1)
        loop.repeat(bind(generic), between, at_least_once=least >= 1)
        if last is not None and loop.alive:
            _at_an_end(frame, loop, bind(last), last=True)
        return
    loop.repeat(bind(found.full), found.length, at_least_once=least >= 1)
    if found.last is not None and loop.alive:
        loop.partial = first_size(found.last)
        loop.once(bind(found.last), last=True)


def _at_an_end(frame: Frame, loop: Loop, begin: Callable[[], bool], last: bool) -> bool:
    """The first or the last step of a counter, whose neighbours may be out of bounds.

    An index that fails in this step alone, under a condition that is not known, is what the condition
    is there for.
    """
    machine = frame.machine
    outer = machine.tentative, machine.tentative_forks
    found = machine.tentative = []
    machine.tentative_forks = frame.forks
    try:
        goes_on = loop.once(begin, last=last)
    finally:
        machine.tentative, machine.tentative_forks = outer
    indices = [each for each in found if each[0].code == "TSL605"]
    machine.withdraw(indices)
    if machine.tentative is not None:
        machine.tentative.extend(each for each in found if each not in indices)
    return goes_on


def first_size(value: Value) -> Size | None:
    """The number of samples of a batch, where it is a known number."""
    for each in value.items if isinstance(value, Tuple) else (value,):
        if isinstance(each, Array) and each.rank:
            size = each.shape.axes[0].size
            return size if isinstance(size, int) else None
    return None


def range_steps(series: Series) -> tuple[Value, Value | None]:
    """The loop variable in a full step and in the last one."""
    start, stop, step = series.start, series.stop, series.step
    length = range_length(start, stop, step)
    low, high = bounds(start)[0], bounds(subtract(stop, 1))[1]
    if isinstance(step, int) and step < 0:
        high, low = bounds(start)[1], bounds(add(stop, 1))[0]
        return Integer(_loop_symbol(low, high)), None
    if isinstance(length, int) and isinstance(start, int) and isinstance(step, int):
        final = start + step * (length - 1)
        return Integer(_loop_symbol(start, max(start, final - step))), Integer(final)
    if stop is UNKNOWN or step is UNKNOWN:
        return Integer(_loop_symbol(low, high)), None
    generic = _loop_symbol(low, high)
    if bounds(subtract(stop, start))[0] < 1:
        # There may be no step at all, so none is told as the last one: any may be the shorter.
        return Integer(generic), None
    if isinstance(generic, Expression):
        atom = next(iter(generic.atoms()))
        assert isinstance(atom, Symbol)
        atom.ceiling = subtract(stop, step)
    if step == 1:
        return Integer(generic), Integer(subtract(stop, 1))
    most = bounds(step)[1]
    rest = symbol("last batch", lower=1, upper=most if most < 1 << 62 else None)
    if isinstance(rest, Expression) and not isinstance(step, int):
        atom = next(iter(rest.atoms()))
        assert isinstance(atom, Symbol)
        atom.ceiling = step
    return Integer(generic), Integer(subtract(stop, rest))


def _loop_symbol(low: float, high: float) -> Size:
    upper = None if high in (float("inf"), float("-inf")) else high
    if upper is not None and upper < low:
        upper = None
    return symbol("i", lower=low, upper=upper)


@executes(cst.Break)
def break_statement(frame: Frame, node: cst.Break) -> bool:
    if frame.loops:
        state = frame.loops[-1]
        state.breaks.append(frame.machine.store.changes(state.outer))
    return False


@executes(cst.Continue)
def continue_statement(frame: Frame, node: cst.Continue) -> bool:
    if frame.loops:
        state = frame.loops[-1]
        state.continues.append(frame.machine.store.changes(state.mark))
    return False


# -- while


@executes(cst.While)
def while_statement(frame: Frame, node: cst.While) -> bool:
    loop = Loop(frame, node.body)
    for _ in range(UNROLL):
        known = truth_of(frame, node.test, evaluate(frame, node.test))
        if known is False:
            return loop.finish(node.orelse)
        if known is None or _endless(node.test):
            break
        if not loop.once(lambda: True):
            return loop.finish(node.orelse)
    endless = _endless(node.test)

    def begin() -> bool:
        if not endless:
            evaluate(frame, node.test)
            narrow(frame, node.test, True)
        return True

    loop.repeat(begin, UNKNOWN, at_least_once=False)
    if endless:
        loop.alive = False
    elif loop.alive:
        known = truth_of(frame, node.test, evaluate(frame, node.test))
        if known is not True:
            narrow(frame, node.test, False)
    return loop.finish(node.orelse)


def _endless(node: cst.BaseExpression) -> bool:
    return (isinstance(node, cst.Name) and node.value == "True") or (
        isinstance(node, cst.Integer) and node.value == "1"
    )
