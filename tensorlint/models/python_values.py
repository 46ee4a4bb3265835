"""Python's own values seen from the abstract side: constants, truth, items, lengths.

Nothing here raises, whatever value comes in, except `NotCoercible` where a docstring says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf, isfinite, isnan
from typing import Any

from tensorlint.models.registry import NotCoercible
from tensorlint.shapes import UNKNOWN, Shape, Size, symbol
from tensorlint.shapes.arithmetic import range_length
from tensorlint.shapes.sizes import Expression, Symbol, add, bounds, from_atom, multiply, subtract
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    UNKNOWN_VALUE,
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
    LibraryMethod,
    List,
    Module,
    Object,
    Partial,
    Series,
    SetValue,
    Slice,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    joined,
    union,
)

MAXIMUM_ITEMS = 4096
MAXIMUM_ENTRIES = 512
MAXIMUM_TEXT = 65536
MAXIMUM_BITS = 4096
UNROLLED = 64
"""The longest range, string or array that `iterate` spells out."""

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
_SEQUENCES = frozenset({"tuple", "shape", "range"})


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
    return _to_python(value, 0)


def to_ordered(value: Value) -> Any:
    """As `to_python`, but `NotCoercible` for sets too: their order is another in each run."""
    constant = _to_python(value, 0)
    if _holds_set(constant):
        raise NotCoercible
    return constant


def _holds_set(constant: Any) -> bool:
    if isinstance(constant, list | tuple):
        return any(_holds_set(item) for item in constant)
    if isinstance(constant, dict):
        return any(_holds_set(item) for item in constant.values())
    return isinstance(constant, set | frozenset)


def _to_python(value: Value, depth: int) -> Any:
    if depth > _DEPTH:
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
        return slice(*[_to_python(part, depth + 1) for part in (value.start, value.stop, value.step)])
    elif isinstance(value, Tuple):
        if value.type is None and not value.names:
            return tuple([_to_python(item, depth + 1) for item in value.items])
    elif isinstance(value, List):
        if value.items is not None and "maxlen" not in value.cells:
            return [_to_python(item, depth + 1) for item in value.items]
    elif isinstance(value, Dict):
        if value.others is None and value.type == "dict":
            return {key: _to_python(item, depth + 1) for key, item in value.entries.items()}
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


def truth(value: Value) -> bool | None:
    """`bool(value)` where it is the same for all that the value may be, else None."""
    if isinstance(value, Boolean):
        return value.value
    if isinstance(value, Integer):
        low, high = bounds(value.size)
        if low > 0 or high < 0:
            return True
        return False if low == high == 0 else None
    if isinstance(value, Float | String):
        if isinstance(value, Interval) and (value.low > 0 or value.high < 0):
            return True
        return None if value.value is None else bool(value.value)
    if isinstance(value, Constant):
        return bool(value.value)
    if isinstance(value, Array):
        if value.shape.count == 1 and value.contents is not None and isinstance(value.contents[0], int):
            return bool(value.contents[0])
        return None
    if isinstance(value, Tuple):
        return bool(value.items) if value.type is None else None
    if isinstance(value, Series) and value.kind not in _SEQUENCES and not value.kind.startswith("dict_"):
        return True
    if isinstance(value, List | Dict | SetValue | Series):
        low, high = bounds(length_of(value))
        if low > 0:
            return True
        return False if high <= 0 else None
    if isinstance(value, Union):
        found = {truth(alternative) for alternative in value.alternatives}
        return found.pop() if len(found) == 1 else None
    if isinstance(value, Function | Bound | Partial | Module | LibraryMethod | Slice):
        return True
    if isinstance(value, Class):
        return None if value.kind else True
    return None


def length_of(value: Value) -> Size:
    """`len(value)`; unknown where it has none or nothing is known of it."""
    if isinstance(value, Tuple):
        return len(value.items)
    if isinstance(value, List):
        return _natural(value.length, "length")
    if isinstance(value, Series):
        if isinstance(value.subject, Tuple) and value.kind != "shape":
            return len(value.subject.items)
        if isinstance(value.subject, Dict):
            return length_of(value.subject)
        return _natural(value.length, "length")
    if isinstance(value, Dict):
        return len(value.entries) if value.others is None else symbol("length", lower=len(value.entries))
    if isinstance(value, SetValue):
        items = value.cells["items"]
        return _natural(value.cells["length"], "length") if items is None else len(items)
    if isinstance(value, String):
        return symbol("length", lower=0) if value.value is None else len(value.value)
    if isinstance(value, Constant) and isinstance(value.value, bytes):
        return len(value.value)
    if isinstance(value, Array) and value.rank:
        return value.shape.axes[0].size
    if isinstance(value, Object) and value.path == "builtins.iterator":
        items = value.cells.get("items")
        return UNKNOWN if items is None else len(items)
    return UNKNOWN


def _natural(size: Size, name: str) -> Size:
    return symbol(name, lower=0) if size is UNKNOWN else size


def iterate(value: Value) -> tuple[Value, ...] | None:
    """The items in the order of iteration, while all are known; None where they are not."""
    if isinstance(value, Tuple):
        return value.items
    if isinstance(value, List):
        return value.items
    if isinstance(value, Series):
        if value.kind == "range":
            return _range_items(value)
        if isinstance(value.subject, Dict):
            return view_items(value.kind, value.subject)
        if isinstance(value.subject, Tuple) and value.kind != "shape":
            return value.subject.items
        return () if value.length == 0 else None
    if isinstance(value, Dict):
        return tuple([from_python(key) for key in value.entries]) if value.others is None else None
    if isinstance(value, SetValue):
        items: tuple[Value, ...] | None = value.cells["items"]
        return items if items is not None and len(items) < 2 else None
    if isinstance(value, String):
        text = value.value
        return None if text is None or len(text) > UNROLLED else tuple([String(letter) for letter in text])
    if isinstance(value, Constant) and isinstance(value.value, bytes) and len(value.value) <= UNROLLED:
        return tuple([Integer(byte) for byte in value.value])
    if isinstance(value, Array) and value.rank:
        return _array_items(value)
    if isinstance(value, Object) and value.path == "builtins.iterator":
        remaining: tuple[Value, ...] | None = value.cells.get("items")
        return remaining
    return None


def view_items(kind: str, owner: Dict) -> tuple[Value, ...] | None:
    """The items of `d.keys()`, `d.values()` or `d.items()` as the dict is now."""
    if owner.others is not None:
        return None
    if kind == "dict_values":
        return tuple(owner.entries.values())
    keys = tuple([from_python(key) for key in owner.entries])
    if kind == "dict_keys":
        return keys
    return tuple([Tuple(pair) for pair in zip(keys, owner.entries.values(), strict=True)])


def _range_items(value: Series) -> tuple[Value, ...] | None:
    if value.length == 0:
        return ()
    if not isinstance(value.length, int) or not 0 < value.length <= UNROLLED:
        return None
    sizes = [add(value.start, multiply(index, value.step)) for index in range(value.length)]
    return tuple([Integer(size) for size in sizes])


def _array_items(value: Array) -> tuple[Value, ...] | None:
    length = value.shape.axes[0].size
    if not isinstance(length, int) or not 0 <= length <= UNROLLED:
        return None
    if value.rank == 1 and value.contents is not None and len(value.contents) == length:
        return tuple([replace(_array_element(value), contents=(each,)) for each in value.contents])
    return (_array_element(value),) * length


def _array_element(value: Array) -> Array:
    return replace(value, shape=Shape(value.shape.axes[1:]), contents=None, origin=None)


def some_of(*values: Value) -> Value:
    """One of these values, it is not known which: what is done to it may be done to any of them."""
    if not any(isinstance(value, List | Dict | SetValue | Instance | Object) for value in values):
        return joined(*values)
    found = union(*values)
    if not isinstance(found, Unknown) or not all(isinstance(value, List) for value in values):
        return found
    lists = [value for value in values if isinstance(value, List)]
    filled = [each.element for each in lists if each.length != 0]
    group = List.like(joined(*filled)) if filled else List.of(())
    group.cells["weak"] = True
    group.cells["members"] = tuple(lists)
    return group


def element_of(value: Value) -> Value:
    """What every item of an iterable is like; fresh symbols at each reading of a range."""
    if isinstance(value, Series):
        return _series_element(value)
    if isinstance(value, Tuple):
        return some_of(*value.items)
    if isinstance(value, List):
        return value.element if value.items is None else some_of(*value.items)
    if isinstance(value, Dict):
        if value.others is None:
            return joined(*[from_python(key) for key in value.entries])
        return value.cells.get("key") or UNKNOWN_VALUE
    if isinstance(value, SetValue):
        items = value.cells["items"]
        if items:
            return union(*items)
        element: Value = value.cells.get("element") or UNKNOWN_VALUE
        return element
    if isinstance(value, String):
        return String()
    if isinstance(value, Constant) and isinstance(value.value, bytes):
        return Integer(symbol("byte", lower=0, upper=255))
    if isinstance(value, Array):
        if value.rank is None:
            return Array(dtype=value.dtype, library=value.library)
        return _array_element(value) if value.rank else UNKNOWN_VALUE
    if isinstance(value, Object) and value.path == "builtins.iterator":
        remaining = value.cells.get("items")
        return value.cells.get("element", UNKNOWN_VALUE) if remaining is None else joined(*remaining)
    if isinstance(value, Union):
        return union(*[element_of(alternative) for alternative in value.alternatives])
    return UNKNOWN_VALUE


def common_of(value: Value) -> Value:
    """What all items of an iterable have in common: to keep in a container, where `element_of` is one
    of them. An int that varies from item to item is not known here."""
    if isinstance(value, Series):
        return Integer() if value.kind in ("range", "shape") else value.element
    if isinstance(value, Constant):
        return Integer() if isinstance(value.value, bytes) else UNKNOWN_VALUE
    if isinstance(value, SetValue):
        return joined(element_of(value))
    if isinstance(value, Union):
        return joined(*[common_of(alternative) for alternative in value.alternatives])
    if isinstance(value, Tuple | List) and value.items is not None:
        return joined(*value.items)
    return element_of(value)


def _series_element(value: Series) -> Value:
    if value.kind == "range":
        return Integer(range_element(value))
    if value.kind == "enumerate" and value.subject is not None and not isinstance(value.subject, Tuple):
        counter = Integer(add(value.start, _symbol_below("index", 0, value.length)))
        return Tuple((counter, element_of(value.subject)))
    if value.kind == "shape" and value.element == UNKNOWN_VALUE:
        return Integer()
    return value.element


def is_finite(value: Value) -> bool:
    """Whether a number is certainly neither infinite nor NaN."""
    if isinstance(value, Interval):
        return True
    return isinstance(value, Integer | Boolean) or (
        isinstance(value, Float) and value.value is not None and isfinite(value.value)
    )


def range_element(value: Series, name: str = "i") -> Size:
    """Any one element of a range, `start + step * k`, as a fresh symbol under the user's name for it."""
    if value.start is UNKNOWN or value.step is UNKNOWN or value.length == 0:
        return UNKNOWN
    if value.step == 1 and isinstance(value.start, int):
        return _symbol_below(name, value.start, add(value.start, value.length))
    return add(value.start, multiply(value.step, _symbol_below(name, 0, value.length)))


def _symbol_below(name: str, lower: int, end: Size) -> Size:
    """A fresh symbol in [lower, end - 1]."""
    upper = bounds(end)[1] - 1
    if upper < lower:
        return UNKNOWN
    if upper == lower:
        return lower
    made = Symbol(name, lower, None if upper == inf else upper)
    if isinstance(end, Expression):
        made.ceiling = subtract(end, 1)
    return from_atom(made)


def interval(value: Value) -> tuple[float, float]:
    """The least and the greatest number that a value may be (infinite where open)."""
    if isinstance(value, Interval):
        return value.low, value.high
    if isinstance(value, Float) and value.value is not None and isfinite(value.value):
        return value.value, value.value
    if isinstance(value, Integer):
        return bounds(value.size)
    if isinstance(value, Boolean):
        return (0, 1) if value.value is None else (int(value.value), int(value.value))
    return -inf, inf


def is_sequence(value: Value) -> bool:
    """Whether a value is certainly a tuple, list, range or str."""
    return isinstance(value, Tuple | List | String) or (
        isinstance(value, Series) and value.kind in _SEQUENCES
    )


def is_plain(value: Value) -> bool:
    """Whether a value is certainly of a built-in class that compares as Python's own do."""
    if isinstance(value, Tuple):
        return value.type is None
    return isinstance(value, Integer | Float | Boolean | String | Constant | List | Dict | SetValue | Series)
