"""Python constants as values and back, and new containers that stay within their limits.

Nothing here raises, whatever value comes in, except `NotCoercible` where a docstring says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, isnan
from typing import Any

from tensorlint.models.registry import NotCoercible
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.arithmetic import range_length
from tensorlint.shapes.sizes import bounds
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    UNKNOWN_VALUE,
    Boolean,
    Constant,
    Dict,
    Float,
    Integer,
    List,
    Series,
    SetValue,
    Slice,
    String,
    Tuple,
    Value,
    joined,
)

MAXIMUM_ITEMS = 4096
MAXIMUM_ENTRIES = 512
MAXIMUM_TEXT = 65536
MAXIMUM_BITS = 4096
MAXIMUM_PARTS = 50_000
"""Of so many parts a constant may be; lists that share their parts grow without end."""

ZERO = Integer(0)
ONE = Integer(1)
EMPTY_TEXT = String("")
EMPTY = Tuple()


class Absent(Value):
    """The type of `ABSENT`."""

    __slots__ = ()


ABSENT = Absent()
"""The default of an argument whose absence means something else than any value would."""

_DEPTH = 12


@dataclass(slots=True, unsafe_hash=True)
class Interval(Float):
    """A finite float that is not known but bounded; the exact quotient of two sizes where it is one.

    text: how the user would write it.
    """

    low: float = -inf
    high: float = inf
    numerator: Size = UNKNOWN
    denominator: Size = UNKNOWN
    text: str = ""


@dataclass(slots=True, unsafe_hash=True)
class CommandLine(Integer):
    """An int that is the default of a command line option: the user of the program may change it."""

    option: str = ""


def from_python(constant: Any) -> Value:
    """The value of a Python constant, containers included; unknown for anything else."""
    return _from_python(constant, 0)


def _from_python(constant: Any, depth: int) -> Value:
    kind = type(constant)
    if kind is bool:
        return Boolean(constant)
    if kind is int:
        return Integer(constant)
    if kind is float:
        return Float(constant)
    if kind is str:
        return String(constant)
    if constant is None:
        return NONE
    if constant is Ellipsis:
        return ELLIPSIS
    if kind in (bytes, complex):
        return Constant(constant)
    if depth > _DEPTH:
        return UNKNOWN_VALUE
    if kind is range:
        return known_range(constant)
    if kind is slice:
        bounds_of = (constant.start, constant.stop, constant.step)
        return Slice(*[_from_python(bound, depth + 1) for bound in bounds_of])
    if kind is dict:
        return new_dict({key: _from_python(item, depth + 1) for key, item in constant.items()})
    if kind in (tuple, list, set, frozenset):
        items = tuple([_from_python(item, depth + 1) for item in constant])
        if kind is tuple:
            return new_tuple(items)
        return (
            new_list(items) if kind is list else SetValue.of(items if len(items) <= MAXIMUM_ITEMS else None)
        )
    return UNKNOWN_VALUE


def to_python(value: Value) -> Any:
    """The Python constant that a value is; `NotCoercible` where it is not fully known."""
    return _to_python(value, 0, [MAXIMUM_PARTS])


def to_ordered(value: Value) -> Any:
    """As `to_python`, but `NotCoercible` for sets too: their order is another in each run."""
    constant = to_python(value)
    if _holds_set(constant):
        raise NotCoercible
    return constant


def _holds_set(constant: Any) -> bool:
    if isinstance(constant, list | tuple):
        return any(_holds_set(item) for item in constant)
    if isinstance(constant, dict):
        return any(_holds_set(item) for item in constant.values())
    return isinstance(constant, set | frozenset)


def _to_python(value: Value, depth: int, budget: list[int]) -> Any:
    budget[0] -= 1
    if depth > _DEPTH or budget[0] < 0:
        raise NotCoercible
    if isinstance(value, Integer):
        if isinstance(value.size, int):
            return value.size
    elif isinstance(value, Boolean | Float | String):
        if value.value is not None:
            return value.value
    elif isinstance(value, Constant):
        return value.value
    elif isinstance(value, Slice):
        return slice(*[_to_python(part, depth + 1, budget) for part in (value.start, value.stop, value.step)])
    elif isinstance(value, Tuple):
        if value.type is None and not value.names:
            return tuple([_to_python(item, depth + 1, budget) for item in value.items])
    elif isinstance(value, List):
        if value.items is not None and "maxlen" not in value.cells:
            return [_to_python(item, depth + 1, budget) for item in value.items]
    elif isinstance(value, Dict):
        if value.others is None and value.type == "dict":
            return {key: _to_python(item, depth + 1, budget) for key, item in value.entries.items()}
    elif isinstance(value, SetValue):
        items = value.cells["items"]
        if items is not None:
            return {key_of(item) for item in items}
    elif isinstance(value, Series) and value.kind == "range":
        return python_range(value)
    raise NotCoercible


def python_range(value: Series) -> range:
    """The range itself; `NotCoercible` where a bound is not known."""
    start, stop, step = value.start, value.stop, value.step
    if isinstance(start, int) and isinstance(stop, int) and isinstance(step, int) and step:
        return range(start, stop, step)
    raise NotCoercible


IDENTITIES: list[Callable[[Value], Any]] = []
"""What tells values that are keys by identity apart: each gives a constant, or None."""


def key_of(value: Value) -> Any:
    """The hashable Python constant that a dict key or set element is, else `NotCoercible`."""
    for identity in IDENTITIES:
        known = identity(value)
        if known is not None:
            return known
    constant = to_python(value)
    if not _is_key(constant):
        raise NotCoercible
    return constant


def _is_key(constant: Any) -> bool:
    if isinstance(constant, tuple):
        return all(_is_key(item) for item in constant)
    if isinstance(constant, float):
        return not isnan(constant)
    return isinstance(constant, int | str | bytes) or constant is None or constant is Ellipsis


def new_list(items: tuple[Value, ...]) -> List:
    """A list of these items, summarised where they are too many."""
    return List.of(items) if len(items) <= MAXIMUM_ITEMS else List.like(joined(*items), len(items))


def new_tuple(items: tuple[Value, ...]) -> Tuple | Series:
    """A tuple of these items, summarised where they are too many."""
    return Tuple(items) if len(items) <= MAXIMUM_ITEMS else Series(joined(*items), len(items), "tuple")


def new_dict(entries: dict[Any, Value], others: Value | None = None, type: str = "dict") -> Dict:
    """A dict of these entries, summarised where they are too many."""
    if len(entries) <= MAXIMUM_ENTRIES and all(_is_key(key) for key in entries):
        return Dict.of(entries, others, type)
    values = [*entries.values(), *([] if others is None else [others])]
    return Dict.of({}, joined(*values), type)


def known_range(constant: range) -> Series:
    """A range whose bounds are known."""
    return new_range(constant.start, constant.stop, constant.step)


def new_range(start: Size, stop: Size, step: Size) -> Series:
    """`range(start, stop, step)`; `element_of` gives its element, a fresh symbol at each reading."""
    return Series(Integer(), range_length(start, stop, step), "range", start, step, stop)


def iterator(items: tuple[Value, ...], kind: str = "iterator") -> Series:
    """An iterator (or view) over known items."""
    if len(items) > MAXIMUM_ITEMS:
        return Series(joined(*items), len(items), kind)
    return Series(joined(*items), len(items), kind, subject=Tuple(items))


def set_of(items: Sequence[Value]) -> SetValue:
    """The set of some items: known while all of them are constants."""
    try:
        distinct = {key_of(item): item for item in reversed(items)}
    except NotCoercible:
        made = unknown_set(joined(*items), len(items))
        made.cells["length"] = symbol("distinct", lower=1, upper=len(items)) if items else 0
        return made
    order = {key_of(item): None for item in items}
    return SetValue.of(tuple([distinct[key] for key in order]))


def unknown_set(element: Value, length: Size) -> SetValue:
    """A set of which only is known what its elements are like and that they are at most so many."""
    made = SetValue.of(None)
    high = bounds(length)[1]
    made.cells["length"] = symbol("distinct", lower=0, upper=None if high == inf else int(high))
    made.cells["element"] = element
    return made
