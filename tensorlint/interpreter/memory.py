"""Calls remembered: the result of a function for the same arguments and the same state that it read.

Symbols, axes and unknown values born inside a call are born anew at each recall, so that two calls
of `load()` do not share an `n`. A call that made or changed mutable things is not remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tensorlint.interpreter.store import MISSING, Changes, is_container
from tensorlint.shapes.axes import Axis, AxisOrigin, Lineage, Part, Shape
from tensorlint.shapes.sizes import Atom, Size, Symbol, from_atom, substitute, symbols
from tensorlint.values import (
    WRITTEN,
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
    Partial,
    Series,
    SetValue,
    Slice,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    now,
)

if TYPE_CHECKING:
    from tensorlint.interpreter.machine import Machine

MAXIMUM_RECORDS = 8
_CONTAINER_KEYS = frozenset({"items", "element", "length", "entries", "others"})


@dataclass(slots=True, frozen=True)
class Moment:
    """What was born after it has greater numbers."""

    symbol: int
    axis: int
    cells: int


def moment() -> Moment:
    """The present moment."""
    return Moment(Symbol("").serial, AxisOrigin().serial, now())


class Open(Exception):
    """The value holds mutable state that was born inside the call, or state of a library object."""


@dataclass(slots=True)
class Record:
    """One remembered call."""

    reads: list[tuple[Any, Any, Any]]
    effects: list[tuple[Any, Any, Value]]
    result: Value
    start: Moment
    fresh: bool

    def holds(self) -> bool:
        """Whether everything that the call read is still the same."""
        return all(_same(cells.get(key, MISSING), value) for cells, key, value in self.reads)

    def replay(self, machine: Machine) -> Value:
        """Do again what the call did, with fresh names for what was born inside."""
        renaming = Renaming(self.start)
        for cells, key, value in self.effects:
            machine.store.write(cells, key, renaming.value(value) if self.fresh else value)
        return renaming.value(self.result) if self.fresh else self.result


def _same(a: Any, b: Any) -> bool:
    return a is b or bool(a == b)


def _key(function: Function, bound: Mapping[str, Value]) -> Any:
    return (function, tuple(bound.items()))


def recall(machine: Machine, function: Function, bound: Mapping[str, Value]) -> Record | None:
    """A remembered call with these arguments that still holds."""
    records = machine.memo.get(_key(function, bound))
    if records:
        for record in records:
            if record.holds():
                return record  # type: ignore[no-any-return]
    return None


def remember(
    machine: Machine,
    function: Function,
    bound: Mapping[str, Value],
    reads: Mapping[Any, tuple[Any, Any]],
    effects: Changes,
    result: Value,
    start: Moment,
) -> None:
    """Remember a call, if its result and effects are closed values."""
    records = machine.memo.setdefault(_key(function, bound), [])
    if len(records) >= MAXIMUM_RECORDS:
        return
    if isinstance(result, Array) and result.memory is not None and result.memory.birth < start.cells:
        return  # it shares its memory with what this call was given
    kept: list[tuple[Any, Any, Any]] = []
    try:
        for value in bound.values():
            _contents(value, kept, start)
        for (_, key), (cells, value) in reads.items():
            if cells.birth > start.cells:
                continue
            if (id(cells), key) in effects:
                return
            kept.append((cells, key, value))
            if value is not MISSING:
                _contents(value, kept, start)
        done: list[tuple[Any, Any, Value]] = []
        fresh = is_fresh(result, start)
        for change in effects.values():
            if change.key is WRITTEN:
                return
            if isinstance(change.cells, Symbol) or is_container(change) or change.new is MISSING:
                return
            fresh = is_fresh(change.new, start) or fresh
            done.append((change.cells, change.key, change.new))
    except Open:
        return
    records.append(Record(kept, done, result, start, fresh))


def _contents(value: Any, kept: list[tuple[Any, Any, Any]], start: Moment, depth: int = 0) -> None:
    """Note the contents of the containers that a call could look into."""
    if depth > 4 or not isinstance(value, Value):
        raise Open
    if isinstance(value, List | Dict | SetValue):
        if len(kept) > 256:
            raise Open
        for key in _CONTAINER_KEYS:
            if key in value.cells:
                kept.append((value.cells, key, value.cells[key]))
        held = value.cells.get("items") or ()
        for item in held if not isinstance(value, Dict) else value.entries.values():
            _contents(item, kept, start, depth + 1)
    elif isinstance(value, Tuple):
        for item in value.items:
            _contents(item, kept, start, depth + 1)
    elif isinstance(value, Union):
        for item in value.alternatives:
            _contents(item, kept, start, depth + 1)
    elif isinstance(value, Bound):
        _contents(value.receiver, kept, start, depth + 1)
    elif isinstance(value, Partial):
        for item in value.arguments:
            _contents(item, kept, start, depth + 1)
    elif isinstance(value, Series):
        _contents(value.element, kept, start, depth + 1)
    elif not isinstance(value, _PLAIN):
        raise Open


_PLAIN = (
    Array,
    Integer,
    Float,
    Boolean,
    String,
    Constant,
    Unknown,
    Slice,
    Function,
    Class,
    Instance,
    Module,
    Library,
    LibraryMethod,
)


def is_fresh(value: Any, start: Moment) -> bool:
    """Whether a value holds symbols or axes born after `start`; raises Open for mutable things."""
    if isinstance(value, Array):
        return any(_fresh_axis(axis, start) for axis in value.shape.axes)
    if isinstance(value, Integer):
        return _fresh_size(value.size, start) or _fresh_parts(value.parts, start)
    if isinstance(value, Unknown):
        return value.identity > start.cells or _fresh_size(value.size, start)
    if isinstance(value, Tuple):
        return any(is_fresh(item, start) for item in value.items)
    if isinstance(value, Union):
        return any(is_fresh(item, start) for item in value.alternatives)
    if isinstance(value, Series):
        sizes = any(_fresh_size(size, start) for size in (value.length, value.start, value.stop))
        return is_fresh(value.element, start) or sizes
    if isinstance(value, Slice):
        return any(is_fresh(item, start) for item in (value.start, value.stop, value.step))
    if isinstance(value, List | Dict | SetValue | Instance):
        if value.cells.birth > start.cells:
            raise Open
        return False
    if isinstance(value, Float | Boolean | String | Constant | Library | Class | Module):
        return False
    raise Open


def _fresh_size(size: Size, start: Moment) -> bool:
    if isinstance(size, int):
        return False
    return any(symbol.serial > start.symbol for symbol in symbols(size))


def _fresh_parts(parts: Lineage, start: Moment) -> bool:
    return bool(parts) and any(part.origin.serial > start.axis for part in parts or ())


def _fresh_axis(axis: Axis, start: Moment) -> bool:
    return _fresh_size(axis.size, start) or _fresh_parts(axis.parts, start)


class Renaming:
    """Fresh symbols, axes and identities for those born after a moment; the same one each time."""

    def __init__(self, start: Moment):
        self.start = start
        self.sizes: dict[Atom, Size] = {}
        self.origins: dict[AxisOrigin, AxisOrigin] = {}
        self.identities: dict[int, int] = {}

    def size(self, size: Size) -> Size:
        """A size over fresh symbols."""
        if isinstance(size, int):
            return size
        for symbol in symbols(size):
            if symbol.serial > self.start.symbol and symbol not in self.sizes:
                twin = Symbol(symbol.name, symbol.lower, symbol.upper, symbol.generic)
                twin.ceiling = symbol.ceiling
                self.sizes[symbol] = from_atom(twin)
        return substitute(size, self.sizes) if self.sizes else size

    def parts(self, parts: Lineage) -> Lineage:
        """A lineage over fresh axes."""
        if not parts:
            return parts
        return tuple([Part(self._origin(p.origin), self.size(p.stride), self.size(p.extent)) for p in parts])

    def _origin(self, origin: AxisOrigin) -> AxisOrigin:
        if origin.serial <= self.start.axis:
            return origin
        twin = self.origins.get(origin)
        if twin is None:
            parent = None if origin.parent is None else self._origin(origin.parent)
            twin = self.origins[origin] = AxisOrigin(origin.label, parent, origin.batch)
        return twin

    def value(self, value: Value) -> Value:
        """A value with everything fresh."""
        if isinstance(value, Array):
            axes = tuple([Axis(self.size(a.size), self.parts(a.parts)) for a in value.shape.axes])
            return replace(value, shape=Shape(axes, value.shape.open))
        if isinstance(value, Integer):
            return Integer(self.size(value.size), self.parts(value.parts), value.origin)
        if isinstance(value, Unknown):
            identity = value.identity
            if identity > self.start.cells:
                identity = self.identities.setdefault(identity, now())
            return Unknown(value.reason, value.name, identity, self.size(value.size))
        if isinstance(value, Tuple):
            return Tuple(tuple([self.value(item) for item in value.items]), value.names, value.type)
        if isinstance(value, Union):
            return Union(tuple([self.value(item) for item in value.alternatives]))
        if isinstance(value, Series):
            return replace(
                value,
                element=self.value(value.element),
                length=self.size(value.length),
                start=self.size(value.start),
                stop=self.size(value.stop),
            )
        return value
