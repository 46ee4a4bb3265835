"""Mutable state with a journal: branches are run, undone and joined at the cost of what they write.

`Cells` older than the innermost mark are journaled; younger ones cannot be seen by another branch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tensorlint.shapes import UNKNOWN, equal
from tensorlint.shapes.sizes import Symbol
from tensorlint.values import (
    UNKNOWN_VALUE,
    WRITTEN,
    Array,
    Boolean,
    Cells,
    Dict,
    Float,
    Instance,
    Integer,
    List,
    Object,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    joined,
    now,
    union,
)


class _Missing:
    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
NEVER: Final = 1 << 62


@dataclass(slots=True)
class Change:
    """One cell (or one symbol's bounds) that a branch changed."""

    cells: Any
    key: Any
    old: Any
    new: Any


Changes = dict[tuple[int, Any], Change]


class Store:
    """The journal of all writes since the outermost mark."""

    __slots__ = ("births", "journal", "latest")

    def __init__(self) -> None:
        self.journal: list[tuple[Any, Any, Any]] = []
        self.births: list[int] = []
        self.latest = -1

    def write(self, cells: Cells, key: Any, value: Any) -> None:
        """Set one cell."""
        if cells.birth < self.latest:
            self.journal.append((cells, key, cells.get(key, MISSING)))
        cells[key] = value

    def delete(self, cells: Cells, key: Any) -> None:
        """Remove one cell."""
        if key in cells:
            if cells.birth < self.latest:
                self.journal.append((cells, key, cells[key]))
            del cells[key]

    def narrow(self, symbol: Symbol, lower: float, upper: float | None, generic: bool) -> None:
        """Change the bounds of a symbol for the rest of the path."""
        self.journal.append((symbol, None, (symbol.lower, symbol.upper, symbol.generic)))
        symbol.restrict(lower, upper, generic)

    def mark(self) -> int:
        """Begin a branch; returns the position to undo to."""
        self.latest = now()
        self.births.append(self.latest)
        return len(self.journal)

    def release(self) -> None:
        """Forget the innermost mark; its writes belong to the enclosing branch."""
        self.births.pop()
        self.latest = self.births[-1] if self.births else -1
        if not self.births:
            self.journal.clear()

    def changes(self, mark: int) -> Changes:
        """What changed since `mark`, with the old and the present values."""
        found: Changes = {}
        for cells, key, old in self.journal[mark:]:
            place = (id(cells), key)
            if place not in found:
                found[place] = Change(cells, key, old, _current(cells, key))
        return found

    def rollback(self, mark: int) -> None:
        """Undo everything since `mark`."""
        journal = self.journal
        while len(journal) > mark:
            cells, key, old = journal.pop()
            _restore(cells, key, old)

    def apply(self, cells: Any, key: Any, value: Any) -> None:
        """Write a joined value back."""
        if isinstance(cells, Symbol):
            self.narrow(cells, *value)
        elif value is MISSING:
            self.delete(cells, key)
        else:
            self.write(cells, key, value)


def _current(cells: Any, key: Any) -> Any:
    if isinstance(cells, Symbol):
        return cells.lower, cells.upper, cells.generic
    return cells.get(key, MISSING)


def _restore(cells: Any, key: Any, value: Any) -> None:
    if isinstance(cells, Symbol):
        cells.restrict(*value)
    elif value is MISSING:
        cells.pop(key, None)
    else:
        cells[key] = value


class Paths:
    """Alternative continuations from one point: run each, save or drop it, join what was saved."""

    __slots__ = ("mark", "saved", "store")

    def __init__(self, store: Store):
        self.store = store
        self.mark = store.mark()
        self.saved: list[Changes] = []

    def save(self) -> None:
        """The path that ran since the mark goes on behind the join."""
        self.saved.append(self.store.changes(self.mark))
        self.store.rollback(self.mark)

    def drop(self) -> None:
        """The path that ran since the mark does not go on."""
        self.store.rollback(self.mark)

    def add(self, changes: Changes) -> None:
        """A path that was saved elsewhere with the same mark."""
        self.saved.append(changes)

    def join(self, widen: bool = False) -> bool:
        """Make the present state what holds on all saved paths; False if there are none."""
        self.store.release()
        if not self.saved:
            return False
        apply_joined(self.store, self.saved, widen)
        return True


def apply_joined(store: Store, paths: list[Changes], widen: bool = False) -> None:
    """Join the end states of paths that began in the present state."""
    if len(paths) == 1:
        for change in paths[0].values():
            store.apply(change.cells, change.key, change.new)
        return
    places: dict[tuple[int, Any], Change] = {}
    containers: dict[int, Cells] = {}
    for path in paths:
        for place, change in path.items():
            if is_container(change):
                containers[id(change.cells)] = change.cells
            else:
                places[place] = change
    for place, change in places.items():
        present = _current(change.cells, change.key)
        values = [path[place].new if place in path else present for path in paths]
        if isinstance(change.cells, Symbol):
            store.apply(change.cells, None, _hull(values))
        else:
            store.apply(change.cells, change.key, join_cell(values, widen))
    for cells in containers.values():
        states = []
        for path in paths:
            state = dict(cells)
            for key in state:
                found = path.get((id(cells), key))
                if found is not None:
                    state[key] = found.new
            states.append(state)
        for key, value in join_container(states).items():
            store.write(cells, key, value)


def is_container(change: Change) -> bool:
    """Whether the cell belongs to the contents of a list, set or dict, which are joined as a whole."""
    return isinstance(change.cells, Cells) and change.cells.container


def _hull(values: list[tuple[float, float | None, bool]]) -> tuple[float, float | None, bool]:
    uppers = [upper for _, upper, _ in values]
    upper = None if None in uppers else max(each for each in uppers if each is not None)
    return min(lower for lower, _, _ in values), upper, all(generic for _, _, generic in values)


def join_cell(values: list[Any], widen: bool = False) -> Any:
    """The join of what one cell holds on several paths; an unbound name yields to a bound one."""
    bound = [value for value in values if value is not MISSING]
    if not bound:
        return MISSING
    first = bound[0]
    if all(value is first or value == first for value in bound[1:]):
        return first
    if not all(isinstance(value, Value) for value in bound):
        return None
    return widened(*bound) if widen else union(*bound)


def widened(*values: Value) -> Value:
    """A union with one alternative a kind of value, so that repeated joins come to an end."""
    kinds: dict[Any, Value] = {}
    for value in values:
        for alternative in value.alternatives if isinstance(value, Union) else (value,):
            if isinstance(alternative, Unknown):
                return UNKNOWN_VALUE
            joins = (Tuple, Array, Integer, Float, Boolean, String)
            kind: Any = next((each for each in joins if isinstance(alternative, each)), type(alternative))
            if kind in joins:
                kinds[kind] = joined(kinds[kind], alternative) if kind in kinds else alternative
            else:
                kinds.setdefault((kind, alternative), alternative)
    return union(*kinds.values())


def join_container(states: list[dict[str, Any]]) -> dict[str, Any]:
    """The join of the states of one list, set or dict."""
    first = states[0]
    if all(state == first for state in states[1:]):
        return first
    if "entries" in first:
        return _join_entries(states)
    if "items" not in first:
        return {key: join_cell([state.get(key, MISSING) for state in states]) for key in first}
    items = [state["items"] for state in states]
    if all(each is not None and len(each) == len(items[0]) for each in items):
        return {"items": tuple([union(*column) for column in zip(*items, strict=True)])}
    elements: list[Value] = []
    lengths = []
    for state in states:
        if state["items"] is None:
            elements.append(state.get("element", UNKNOWN_VALUE))
            lengths.append(state["length"])
        else:
            elements.extend(state["items"])
            lengths.append(len(state["items"]))
    length = lengths[0]
    for other in lengths[1:]:
        if equal(length, other) is not True:
            length = UNKNOWN
    element = joined(*elements) if elements else UNKNOWN_VALUE
    return {"items": None, "element": element, "length": length}


def _join_entries(states: list[dict[str, Any]]) -> dict[str, Any]:
    keys = {key: None for state in states for key in state["entries"]}
    others: list[Value] = [state["others"] for state in states if state["others"] is not None]
    entries: dict[Any, Value] = {}
    for key in keys:
        held = [state["entries"].get(key, state["others"]) for state in states]
        if any(each is None for each in held):
            others.extend(each for each in held if each is not None)
            entries_value: Value = joined(*[each for each in held if each is not None])
            entries[key] = entries_value
        else:
            entries[key] = union(*held)
    return {"entries": entries, "others": joined(*others) if others else None}


def wrote(store: Store, value: Value) -> None:
    """An array was written to: the elements of what shares its memory are not known any more."""
    for each in value.alternatives if isinstance(value, Union) else (value,):
        if isinstance(each, Array) and each.memory is not None:
            store.write(each.memory, WRITTEN, UNKNOWN_VALUE)


def forget(store: Store, value: Value, depth: int = 3, forever: bool = False) -> None:
    """An unknown call of the project may have changed whatever is reachable from its arguments.

    `forever`: it may do so again at any time, being handed on as a callback.
    """
    if depth == 0:
        return
    if forever and isinstance(value, List | Dict | SetValue):
        value.cells.escaped = True
    if isinstance(value, List):
        items = value.items
        if items is not None:
            for item in items:
                forget(store, item, depth - 1)
        store.write(value.cells, "element", UNKNOWN_VALUE)
        store.write(value.cells, "length", UNKNOWN)
        store.write(value.cells, "items", None)
    elif isinstance(value, Dict):
        for item in value.entries.values():
            forget(store, item, depth - 1)
        store.write(value.cells, "entries", dict.fromkeys(value.entries, UNKNOWN_VALUE))
        store.write(value.cells, "others", UNKNOWN_VALUE)
    elif isinstance(value, SetValue):
        store.write(value.cells, "items", None)
        store.write(value.cells, "length", UNKNOWN)
    elif isinstance(value, Instance):
        for key, item in list(value.cells.items()):
            forget(store, item, depth - 1)
            store.write(value.cells, key, UNKNOWN_VALUE)
    elif isinstance(value, Object):
        if forever and "changing" in value.cells:
            value.cells.escaped = True
        for key in value.cells.get("changing", ()):
            store.write(value.cells, key, UNKNOWN_VALUE)
    elif isinstance(value, Array):
        wrote(store, value)
    elif isinstance(value, Tuple):
        for item in value.items:
            forget(store, item, depth - 1)
    elif isinstance(value, Union):
        for alternative in value.alternatives:
            forget(store, alternative, depth)
