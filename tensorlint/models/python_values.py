"""Python's own values seen from the abstract side: constants, truth, items, lengths.

Nothing here raises, whatever value comes in, except `NotCoercible` where a docstring says so.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, isfinite

from tensorlint.models.array_items import as_item
from tensorlint.models.python_constants import IDENTITIES as IDENTITIES
from tensorlint.models.python_constants import Interval
from tensorlint.models.python_constants import from_python as from_python
from tensorlint.models.python_constants import iterator as iterator
from tensorlint.models.python_constants import key_of as key_of
from tensorlint.models.python_constants import to_python as to_python
from tensorlint.shapes import UNKNOWN, Shape, Size, symbol
from tensorlint.shapes.sizes import Expression, Symbol, add, bounds, from_atom, multiply, subtract
from tensorlint.values import (
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

UNROLLED = 64
"""The longest range, string or array that `iterate` spells out."""

_SEQUENCES = frozenset({"tuple", "shape", "range"})


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
        return len(value.entries) if value.others is None else symbol("length", lower=0)
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
    element = replace(value, shape=Shape(value.shape.axes[1:]), contents=None, origin=None)
    return element if element.shape.axes else as_item(element)


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
        return Integer() if value.kind in ("range", "shape") else _with_last(value)
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
    return _with_last(value)


def _with_last(value: Series) -> Value:
    """What all elements have in common, a shorter last batch included."""
    return value.element if value.last is None else joined(value.element, value.last)


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
