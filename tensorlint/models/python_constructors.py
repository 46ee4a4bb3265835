"""The built-in types that make containers: range, list, tuple, set, dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tensorlint.models.coercion import dtype_kind
from tensorlint.models.python_constants import (
    ABSENT,
    EMPTY,
    ONE,
    from_python,
    key_of,
    new_dict,
    new_list,
    new_range,
    new_tuple,
    python_range,
    set_of,
    unknown_set,
)
from tensorlint.models.python_iteration import count_of, items_of, one_of
from tensorlint.models.python_numbers import size_of
from tensorlint.models.python_values import iterate
from tensorlint.models.registry import Context, NotCoercible, attribute, models, refuse
from tensorlint.shapes import UNKNOWN, Size
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Dict,
    Float,
    Integer,
    List,
    Series,
    SetValue,
    String,
    Tuple,
    Value,
    joined,
)


@models("builtins.range")
def make_range(start: Value, stop: Value = ABSENT, step: Value = ONE, /) -> Value:
    """The ints from start to stop; its length is symbolic where its bounds are."""
    if stop is ABSENT:
        start, stop = Integer(0), start
    for bound, name in ((start, "start"), (stop, "stop"), (step, "step")):
        _refuse_no_int(bound, name)
    sizes = [_index(bound) for bound in (start, stop, step)]
    if None in sizes:
        return UNKNOWN_VALUE
    first, last, stride = [size for size in sizes if size is not None]
    return UNKNOWN_VALUE if stride == 0 else new_range(first, last, stride)


def _refuse_no_int(value: Value, name: str) -> None:
    if isinstance(value, Float) or (
        isinstance(value, Array) and value.rank == 0 and dtype_kind(value.dtype) == "float"
    ):
        refuse("TSL213", "range() takes ints, not a float: divide with //, or round with int()", "TypeError")
    if isinstance(value, Tuple | List) or (isinstance(value, Series) and value.kind == "shape"):
        text = "{" + name + "}"
        what = "list" if isinstance(value, List) else "tuple"
        refuse(
            "TSL213",
            f"range() takes ints, but {text} is a {what}: take one of its items, {text}[0]",
            "TypeError",
        )


def _index(value: Value) -> Size | None:
    """An argument as an int; None where it certainly is none."""
    if isinstance(value, Integer | Boolean):
        return size_of(value)
    if isinstance(value, Array) and value.contents is not None and len(value.contents) == 1:
        content = value.contents[0]
        return None if isinstance(content, float) else content
    if isinstance(value, Float | String | Tuple | List | Dict | SetValue):
        return None
    size: Size = getattr(value, "size", UNKNOWN)
    return size


@attribute("builtins.range.start")
def range_start(value: Value) -> Value:
    """Where a range starts."""
    return Integer(value.start) if isinstance(value, Series) and value.kind == "range" else UNKNOWN_VALUE


@attribute("builtins.range.stop")
def range_stop(value: Value) -> Value:
    """Where a range stops."""
    return Integer(value.stop) if isinstance(value, Series) and value.kind == "range" else UNKNOWN_VALUE


@attribute("builtins.range.step")
def range_step(value: Value) -> Value:
    """The step of a range."""
    return Integer(value.step) if isinstance(value, Series) and value.kind == "range" else UNKNOWN_VALUE


@models("builtins.list")
def make_list(context: Context, iterable: Value = EMPTY, /) -> Value:
    """A new list of the items."""
    items = items_of(context, iterable)
    if items is not None:
        return new_list(items)
    if isinstance(iterable, Series) and iterable.kind == "range":
        try:
            return from_python(list(_short_range(iterable)))
        except NotCoercible:
            pass
    return List.like(one_of(context, iterable), count_of(iterable))


def _short_range(value: Series) -> range:
    known = python_range(value)
    if len(known) > 4096:
        raise NotCoercible
    return known


@models("builtins.tuple")
def make_tuple(context: Context, iterable: Value = EMPTY, /) -> Value:
    """A tuple of the items; the shape of an array of unknown rank stays one."""
    if isinstance(iterable, Series) and iterable.kind in ("shape", "tuple"):
        return iterable
    items = items_of(context, iterable)
    if items is not None:
        return new_tuple(items)
    if isinstance(iterable, Series) and iterable.kind == "range":
        try:
            return from_python(tuple(_short_range(iterable)))
        except NotCoercible:
            pass
    return Series(one_of(context, iterable), count_of(iterable), "tuple")


@models("builtins.set", "builtins.frozenset")
def make_set(context: Context, iterable: Value = EMPTY, /) -> Value:
    """The distinct items."""
    if isinstance(iterable, SetValue):
        return SetValue(Cells(iterable.cells))
    items = items_of(context, iterable)
    return unknown_set(one_of(context, iterable), count_of(iterable)) if items is None else set_of(items)


@models("builtins.dict", "collections.OrderedDict")
def make_dict(context: Context, mapping: Value = ABSENT, /, **kwargs: Value) -> Value:
    """A new dict of a mapping or of pairs, and of keywords."""
    return dict_of(context, mapping, kwargs)


def dict_of(context: Context, mapping: Value, keywords: Mapping[str, Value], kind: str = "dict") -> Dict:
    """A dict of a mapping or of pairs, and of keywords."""
    entries: dict[Any, Value] = {}
    others: Value | None = None
    if isinstance(mapping, Dict):
        entries, others = dict(mapping.entries), mapping.others
    elif mapping is not ABSENT:
        pairs = items_of(context, mapping)
        if pairs is None:
            others = _second(one_of(context, mapping))
        for pair in pairs or ():
            two = iterate(pair)
            if two is None or len(two) != 2:
                return Dict.of({}, UNKNOWN_VALUE, kind)
            try:
                entries[key_of(two[0])] = two[1]
            except NotCoercible:
                values = [*entries.values(), *([] if others is None else [others])]
                entries, others = {}, joined(*values, two[1])
    entries.update(keywords)
    return new_dict(entries, others, kind)


def _second(pair: Value) -> Value:
    items = iterate(pair)
    return items[1] if items is not None and len(items) == 2 else UNKNOWN_VALUE
