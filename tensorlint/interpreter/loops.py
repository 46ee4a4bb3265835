"""Loops: unrolled while short, else first, generic and last step, or a fixed point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import libcst as cst

from tensorlint.checks.squeezing import marked, squeezed
from tensorlint.interpreter import batches
from tensorlint.interpreter.conditions import truth_of
from tensorlint.interpreter.dispatch import evaluate, executes
from tensorlint.interpreter.exceptions import AbstractRaise
from tensorlint.interpreter.frames import Frame, LoopState
from tensorlint.interpreter.iteration import Iteration, iterated
from tensorlint.interpreter.narrowing import narrow
from tensorlint.interpreter.nodes import only_counts
from tensorlint.interpreter.statements import run_block
from tensorlint.interpreter.store import MISSING, Change, Paths, is_container, join_container, widened
from tensorlint.interpreter.targets import assign
from tensorlint.models.array_items import may_hold_items
from tensorlint.models.operators import is_scalar
from tensorlint.models.registry import Refusal
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.arithmetic import range_length
from tensorlint.shapes.sizes import Expression, Symbol, add, bounds, multiply, subtract
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Dict,
    Integer,
    Series,
    Tuple,
    Unknown,
    Value,
)

UNROLL = 12
YIELDED = 64
"""As many steps are spelled out of a loop that only yields: batches, windows."""
SPELLED_OUT = 2
HEAVY = 20
"""From how many steps on a loop's body is not spelled out for repetitions that only count."""
MAXIMUM_ROUNDS = 4


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


class Loop:
    """One running loop: its body, the paths that broke out, and whether it still goes on."""

    def __init__(self, frame: Frame, body: cst.BaseSuite):
        self.frame = frame
        self.body = body
        self.store = frame.machine.store
        self.outer = Paths(self.store)
        self.breaks: list[Any] = []
        self.alive = True
        self.partial: Size | None = None
        self.unsure, self.exits = frame.unsure, len(frame.exits)

    def once(self, begin: Callable[[], bool], last: bool = False) -> bool:
        """Run the body once; whether the loop goes on. `last`: with the last, perhaps shorter, batch."""
        machine = self.frame.machine
        outer = machine.partial
        if last and self.partial is not None:
            machine.partial = self.partial
            machine.partial_failed = False
        try:
            return self._once(begin)
        finally:
            machine.partial = outer

    def _once(self, begin: Callable[[], bool]) -> bool:
        store = self.store
        paths = Paths(store)
        depth = len(store.births)
        state = LoopState(paths.mark)
        frame = self.frame
        loops = len(frame.loops)
        frame.loops.append(state)
        outer_mark = self.outer.mark
        state.outer = outer_mark
        try:
            falls = begin() and run_block(frame, self.body)
        except AbstractRaise as error:
            del store.births[depth:]
            store.latest = store.births[-1]
            del frame.loops[loops:]
            frame.machine.leave(frame, error)
            falls = False
        del frame.loops[loops:]
        self.breaks.extend(state.breaks)
        if falls and not state.continues:
            store.release()
            return True
        if falls:
            paths.save()
        else:
            paths.drop()
        for changes in state.continues:
            paths.add(changes)
        self.alive = paths.join()
        return self.alive

    def repeat(self, begin: Callable[[], bool], count: Size, at_least_once: bool) -> None:
        """Run the body to a fixed point for a number of times that is not known."""
        self.frame.repeats += 1
        try:
            self._repeat(begin, count, at_least_once)
        finally:
            self.frame.repeats -= 1

    def _repeat(self, begin: Callable[[], bool], count: Size, at_least_once: bool) -> None:
        store = self.store
        inductions: dict[tuple[int, Any], Induction] = {}
        machine = self.frame.machine
        for round_number in range(MAXIMUM_ROUNDS):
            outer_reads = machine.unbound_reads
            unbound = machine.unbound_reads = set()
            mark = store.mark()
            outer = machine.tentative, machine.tentative_forks
            found = machine.tentative = []
            machine.tentative_forks = self.frame.forks
            alive = self.once(begin)
            machine.tentative, machine.tentative_forks = outer
            outer_reads |= unbound
            machine.unbound_reads = outer_reads
            changes = store.changes(mark)
            if not alive:
                store.rollback(mark)
                store.release()
                self.alive = not at_least_once
                return
            final = round_number == MAXIMUM_ROUNDS - 1
            head, stable = _widen(changes, inductions, unbound, final)
            if stable:
                if machine.tentative is not None:
                    machine.tentative.extend(found)
                _settle(store, mark, changes, inductions, count, at_least_once)
                store.release()
                return
            machine.withdraw(found)
            store.rollback(mark)
            store.release()
            for cells, key, value in head:
                store.apply(cells, key, value)
        # No fixed point: the state is widened beyond doubt already.

    def finish(self, orelse: cst.Else | None) -> bool:
        """Run the else clause where the loop ended by itself, and join the ways out."""
        if len(self.frame.exits) == self.exits:
            # What was left by break and continue meets again here.
            self.frame.unsure = self.unsure
        falls = self.alive
        if falls and orelse is not None:
            falls = run_block(self.frame, orelse.body)
        if not self.breaks and falls:
            self.store.release()
            return True
        if falls:
            self.outer.save()
        else:
            self.outer.drop()
        for changes in self.breaks:
            self.outer.add(changes)
        return self.outer.join()


class Induction:
    """An int that grows by a constant in each step: `start + step * k`."""

    def __init__(self, start: Size, step: int, current: Size):
        self.start = start
        self.step = step
        self.current = current


def _sizes_of(change: Change) -> tuple[Size, Size] | None:
    """The old and new size of a cell that holds an int."""
    if isinstance(change.old, Integer) and isinstance(change.new, Integer):
        return change.old.size, change.new.size
    return None


def _widen(
    changes: dict[tuple[int, Any], Change],
    inductions: dict[tuple[int, Any], Induction],
    unbound: set[str],
    final: bool,
) -> tuple[list[tuple[Any, Any, Any]], bool]:
    """The state at the head of the loop that covers this step's end; whether it did so already."""
    head: list[tuple[Any, Any, Any]] = []
    stable = True
    containers: dict[int, Any] = {}
    for place, change in changes.items():
        if isinstance(change.cells, Symbol):
            head.append((change.cells, None, change.old))
            continue
        if is_container(change):
            containers[id(change.cells)] = change.cells
            continue
        if change.old is MISSING:
            if change.key in unbound or final:
                stable = stable and change.key not in unbound
                head.append((change.cells, change.key, change.new))
            continue
        value, same = _widened_cell(place, change, inductions, final)
        stable = stable and same
        head.append((change.cells, change.key, value))
    for cells in containers.values():
        cell_head, same = _widened_container(cells, changes, inductions, final)
        stable = stable and same
        head.extend(cell_head)
    return head, stable


def _widened_cell(
    place: tuple[int, Any], change: Change, inductions: dict[tuple[int, Any], Induction], final: bool
) -> tuple[Any, bool]:
    old, new = change.old, change.new
    if not isinstance(old, Value) or not isinstance(new, Value):
        return (old, True) if old == new else (None, old is None)
    sizes = _sizes_of(change)
    if sizes is None:
        # It is no int any more, or one of several: it does not just grow.
        inductions.pop(place, None)
    else:
        induction = inductions.get(place)
        difference = subtract(sizes[1], sizes[0])
        if induction is not None and sizes[0] == induction.current and difference == induction.step:
            return old, True
        if induction is None and isinstance(difference, int) and difference and not final:
            low = bounds(sizes[0])[0]
            lower = low if difference > 0 else float("-inf")
            fresh = symbol("k", lower=lower)
            inductions[place] = Induction(sizes[0], difference, fresh)
            return Integer(fresh), False
        inductions.pop(place, None)
    value = UNKNOWN_VALUE if final else widened(old, new)
    same = value == old or (isinstance(value, Unknown) and isinstance(old, Unknown))
    return (old if same else value), same


def _widened_container(
    cells: Any,
    changes: dict[tuple[int, Any], Change],
    inductions: dict[tuple[int, Any], Induction],
    final: bool,
) -> tuple[list[tuple[Any, Any, Any]], bool]:
    old = dict(cells)
    for key in old:
        change = changes.get((id(cells), key))
        if change is not None:
            old[key] = change.old
    new = dict(cells)
    merged = join_container([old, new])
    if old == new:
        return list_state(cells, old), True
    if "length" in merged:
        place = (id(cells), "length")
        before = len(old["items"]) if old.get("items") is not None else old["length"]
        after = len(new["items"]) if new.get("items") is not None else new["length"]
        induction = inductions.get(place)
        difference = subtract(after, before)
        if induction is not None and before == induction.current and difference == induction.step:
            merged["length"] = before
        elif induction is None and isinstance(difference, int) and difference > 0 and not final:
            fresh = symbol("k", lower=bounds(before)[0])
            inductions[place] = Induction(before, difference, fresh)
            merged["length"] = fresh
        else:
            inductions.pop(place, None)
    if final and "element" in merged:
        merged["element"] = UNKNOWN_VALUE
    same = all(
        old.get(key, MISSING) == value or _both_unknown(old.get(key), value) for key, value in merged.items()
    )
    return [(cells, key, value) for key, value in merged.items()], same


def list_state(cells: Any, state: dict[str, Any]) -> list[tuple[Any, Any, Any]]:
    """The contents of a container as cells to write."""
    return [(cells, key, value) for key, value in state.items()]


def _both_unknown(a: Any, b: Any) -> bool:
    if a is UNKNOWN and b is UNKNOWN:
        return True
    return isinstance(a, Unknown) and isinstance(b, Unknown)


def _settle(
    store: Any,
    mark: int,
    changes: dict[tuple[int, Any], Change],
    inductions: dict[tuple[int, Any], Induction],
    count: Size,
    at_least_once: bool,
) -> None:
    """The state behind the loop: what grew by a constant has its exact value."""
    for place, change in changes.items():
        induction = inductions.get(place)
        if induction is not None:
            final: Size = UNKNOWN
            if count is not UNKNOWN:
                final = add(induction.start, multiply(induction.step, count))
            value: Any = final if is_container(change) else Integer(final)
            store.apply(change.cells, change.key, value)
        elif not at_least_once and is_container(change):
            store.apply(change.cells, change.key, change.old)
        elif not at_least_once and isinstance(change.old, Value) and isinstance(change.new, Value):
            store.apply(change.cells, change.key, widened(change.old, change.new))


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
