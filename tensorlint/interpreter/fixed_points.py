"""One running loop: its steps, its ways out, and the fixed point over steps that are not known one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from tensorlint.interpreter.exceptions import AbstractRaise
from tensorlint.interpreter.frames import Frame, LoopState
from tensorlint.interpreter.statements import run_block
from tensorlint.interpreter.store import MISSING, Change, Paths, is_container, join_container, widened
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.sizes import Symbol, add, bounds, multiply, subtract
from tensorlint.values import (
    UNKNOWN_VALUE,
    Integer,
    Unknown,
    Value,
)

MAXIMUM_ROUNDS = 4


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
