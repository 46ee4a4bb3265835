"""`container[index]` read, stored and deleted for lists, tuples, ranges, dicts and strings."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from tensorlint.models.python_constants import from_python, key_of, new_tuple, python_range, to_python
from tensorlint.models.python_mutation import (
    absorb,
    is_weak,
    loosen,
    put,
    replace_entries,
    set_items,
    share,
    shrink,
    summarise,
    weak_list,
    with_element,
)
from tensorlint.models.python_values import common_of, element_of, is_sequence, iterate, length_of, some_of
from tensorlint.models.registry import Context, NotCoercible
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.arithmetic import slice_size
from tensorlint.shapes.sizes import add, bounds, less, multiply
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Constant,
    Dict,
    Integer,
    Library,
    List,
    Series,
    Slice,
    String,
    Tuple,
    Union,
    Value,
    joined,
    union,
)


def subscript(container: Value, index: Value, context: Context | None = None) -> Value:
    """`container[index]`; a context lets a defaultdict make what is missing."""
    if isinstance(container, Union):
        return union(*[subscript(each, index, context) for each in container.alternatives])
    if isinstance(index, Union):
        return union(*[subscript(container, each, context) for each in index.alternatives])
    if isinstance(container, Dict):
        return _dict_item(container, index, context)
    if not is_sequence(container) and not _is_bytes(container):
        return UNKNOWN_VALUE
    if isinstance(index, Slice):
        return _sliced(container, index)
    position = position_of(index)
    return UNKNOWN_VALUE if position is None else _item(container, position)


def position_of(index: Value) -> Size | None:
    """An index as a size (unknown for an int that is not known), None where it may be no int."""
    if isinstance(index, Integer):
        return index.size
    if isinstance(index, Boolean):
        return UNKNOWN if index.value is None else int(index.value)
    if isinstance(index, Array) and index.rank == 0 and index.dtype.startswith(("int", "uint")):
        content = index.contents[0] if index.contents else UNKNOWN
        return UNKNOWN if isinstance(content, float) else content
    return None


def _is_bytes(value: Value) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, bytes)


def _item(container: Value, position: Size) -> Value:
    if isinstance(container, Series):
        return _series_item(container, position)
    items = container.items if isinstance(container, Tuple | List) else iterate(container)
    if items is None:
        if isinstance(position, int) and isinstance(container, String) and container.value is not None:
            return (
                String(container.value[position])
                if _within(position, len(container.value))
                else UNKNOWN_VALUE
            )
        return element_of(container)
    if isinstance(position, int):
        return items[position] if _within(position, len(items)) else UNKNOWN_VALUE
    low, high = bounds(position)
    count = len(items)
    if not items or low >= count or high < -count:
        return UNKNOWN_VALUE
    if low >= 0 and high != inf:
        return some_of(*items[int(low) : int(high) + 1])
    return some_of(*items)


def _within(position: int, count: int) -> bool:
    return -count <= position < count


def _series_item(container: Series, position: Size) -> Value:
    if container.kind == "range":
        return _range_item(container, position)
    if container.kind == "shape" and isinstance(position, int):
        known = _shape_item(container, position)
        if known is not None:
            return known
    length = container.length
    if isinstance(position, int) and isinstance(length, int) and not _within(position, length):
        return UNKNOWN_VALUE
    return element_of(container)


def _shape_item(container: Series, position: int) -> Value | None:
    """A size of an array of unknown rank: exact where counted from the known end."""
    array = container.subject
    if isinstance(array, Array) and -len(array.shape) <= position < 0:
        axis = array.shape.axes[position]
        return Integer(axis.size, axis.parts)
    element = element_of(container)
    if isinstance(element, Integer) and element.size is UNKNOWN:
        return Integer(symbol(f"shape[{position}]", lower=0, generic=True))
    return None


def _range_item(container: Series, position: Size) -> Value:
    if position is UNKNOWN or container.length is UNKNOWN:
        return element_of(container)
    low, high = bounds(position)
    if high < 0:
        position = add(container.length, position)
        low, high = bounds(position)
    if low < 0 or less(position, container.length) is False:
        return Integer() if high >= 0 else UNKNOWN_VALUE
    return Integer(add(container.start, multiply(position, container.step)))


def slice_bounds(index: Slice) -> tuple[Size | None, Size | None, int | None] | None:
    """The bounds and step of a slice, None where one may be anything."""
    sizes: list[Size | None] = []
    for part in (index.start, index.stop, index.step):
        if part == NONE:
            sizes.append(None)
            continue
        position = position_of(part)
        if position is None:
            return None
        sizes.append(position)
    start, stop, step = sizes
    return None if step is not None and not isinstance(step, int) else (start, stop, step)


def _as_slice(limits: tuple[Any, Any, Any]) -> slice:
    return slice(*limits)


def _is_known(*bounds_of: Size | None) -> bool:
    return all(bound is None or isinstance(bound, int) for bound in bounds_of)


def _sliced(container: Value, index: Slice) -> Value:
    limits = slice_bounds(index)
    if limits is not None and limits[2] != 0 and _is_known(*limits):
        exact = _exact_slice(container, _as_slice(limits))
        if exact is not None:
            return exact
    length = UNKNOWN if limits is None else slice_size(length_of(container), *limits)
    if limits is not None and limits[2] == 0:
        return UNKNOWN_VALUE
    if isinstance(container, String):
        return String()
    if isinstance(container, List):
        return List.like(common_of(container), length)
    if isinstance(container, Series) and container.kind == "range":
        return Series(Integer(), length, "range", UNKNOWN, UNKNOWN, UNKNOWN)
    if isinstance(container, Tuple | Series):
        return Series(common_of(container), length, "tuple")
    return UNKNOWN_VALUE


def _exact_slice(container: Value, index: slice) -> Value | None:
    if isinstance(container, Tuple):
        return Tuple(container.items[index])
    if isinstance(container, List):
        return None if container.items is None else List.of(container.items[index])
    if isinstance(container, String):
        return String(None if container.value is None else container.value[index])
    if isinstance(container, Constant):
        return from_python(container.value[index])
    if isinstance(container, Series) and container.kind == "range":
        try:
            return from_python(python_range(container)[index])
        except NotCoercible:
            return None
    if isinstance(container, Series) and container.kind == "shape":
        return _shape_slice(container, index)
    return None


def _shape_slice(container: Series, index: slice) -> Value | None:
    """`shape[-2:]` of an array whose last axes are known."""
    array = container.subject
    if not isinstance(array, Array) or index.start is None or index.start >= 0:
        return None
    if index.start < -len(array.shape) or (index.stop is not None and index.stop >= 0):
        return None
    if index.step not in (None, 1):
        return None
    return new_tuple(tuple([Integer(axis.size, axis.parts) for axis in array.shape.axes[index]]))


def _dict_item(container: Dict, index: Value, context: Context | None) -> Value:
    try:
        key = key_of(index)
    except NotCoercible:
        return _unknown_key(container, context)
    if key in container.entries:
        return container.entries[key]
    if container.others is not None:
        return _or_missing(container, container.others, context)
    if container.type == "Counter":
        return Integer(0)
    made = missing(container, context)
    if made is None or context is None:
        return UNKNOWN_VALUE
    put(context, container, index, made)
    return made


def _unknown_key(container: Dict, context: Context | None) -> Value:
    """What any key may hold; one value stands for what a defaultdict makes for all of them."""
    values = list(container.entries.values())
    if container.others is not None:
        values.append(container.others)
    if container.type == "Counter":
        return joined(*values, Integer(0))
    if container.type != "defaultdict":
        return some_of(*values)
    made = missing(container, context)
    if made is None or context is None:
        return UNKNOWN_VALUE
    return shared_default(context, container, made)


def shared_default(context: Context, container: Dict, made: Value) -> Value:
    """What `container[key]` is for an unknown key, where a missing one is given the value `made`."""
    return some_of(*container.entries.values(), _made_under_others(context, container, made))


def _made_under_others(context: Context, container: Dict, made: Value) -> Value:
    """What the keys that are not known hold, once one of them may have been given the value `made`."""
    others = container.others
    if isinstance(made, List):
        if others is None:
            others = weak_list()
            if "maxlen" in made.cells:
                others.cells["maxlen"] = UNKNOWN
            context.write(container.cells, "others", others)
        if isinstance(others, List) and ("maxlen" in others.cells) == ("maxlen" in made.cells):
            share(context, others)
            absorb(context, others, made)
            return others
        summarise(context, made, UNKNOWN_VALUE, UNKNOWN)
    others = made if others is None else joined(others, made)
    context.write(container.cells, "others", others)
    return others


def _or_missing(container: Dict, value: Value, context: Context | None) -> Value:
    """A value under a key that may be missing."""
    if container.type == "Counter":
        return joined(value, Integer(0))
    if container.type != "defaultdict":
        return value
    if context is None:
        return UNKNOWN_VALUE
    made = missing(container, context)
    if made is None:
        return UNKNOWN_VALUE
    return _made_under_others(context, container, made)


def missing(container: Dict, context: Context | None) -> Value | None:
    """What a defaultdict makes for a missing key, None where nothing."""
    factory = container.cells.get("factory")
    if (
        container.type != "defaultdict"
        or context is None
        or not isinstance(factory, Value)
        or factory == NONE
    ):
        return None
    if isinstance(factory, Library):
        made = _MAKERS.get(factory.path)
        if made is not None:
            return made()
    return context.call(factory)


def _new_dict() -> Value:
    return Dict.of({})


_MAKERS: dict[str, Callable[[], Value]] = {
    "builtins.list": lambda: List.of(()),
    "builtins.dict": _new_dict,
    "builtins.int": lambda: Integer(0),
    "builtins.str": lambda: String(""),
}


def store(context: Context, container: Value, index: Value, value: Value) -> None:
    """`container[index] = value`."""
    if isinstance(container, Dict):
        put(context, container, index, value)
    elif isinstance(container, List):
        _store_in_list(context, container, index, value)
    elif isinstance(container, Union):
        for each in container.alternatives:
            _store_weakly(context, each, value)


def _store_weakly(context: Context, container: Value, value: Value) -> None:
    """One of several containers is written to: each may hold the value now."""
    if isinstance(container, List):
        summarise(context, container, with_element(container, value), UNKNOWN)
    elif isinstance(container, Dict):
        put(context, container, UNKNOWN_VALUE, value)


def _store_in_list(context: Context, container: List, index: Value, value: Value) -> None:
    if isinstance(index, Slice):
        _store_slice(context, container, index, value)
        return
    position = position_of(index)
    if position is None:
        summarise(context, container, UNKNOWN_VALUE, UNKNOWN)
        return
    items = container.items
    if items is None:
        if container.length != 0 or is_weak(container):
            summarise(context, container, with_element(container, value), length_of(container))
        return
    if is_weak(container):
        context.write(container.cells, "items", tuple([joined(item, value) for item in items]))
        return
    if isinstance(position, int):
        if _within(position, len(items)):
            position %= len(items)
            set_items(context, container, (*items[:position], value, *items[position + 1 :]))
        return
    set_items(context, container, tuple([joined(item, value) for item in items]))


def _store_slice(context: Context, container: List, index: Slice, value: Value) -> None:
    limits, items, new = slice_bounds(index), container.items, iterate(value)
    if limits is not None and items is not None and new is not None and _is_known(*limits) and limits[2] != 0:
        changed = list(items)
        try:
            changed[_as_slice(limits)] = new
        except ValueError:
            return
        set_items(context, container, tuple(changed))
        return
    element = with_element(container, common_of(value))
    if limits is not None and limits[2] is not None and limits[2] != 1:
        summarise(context, container, element, length_of(container))
        return
    summarise(context, container, element, UNKNOWN)


def delete(context: Context, container: Value, index: Value) -> None:
    """`del container[index]`."""
    if isinstance(container, Dict):
        _delete_key(context, container, index)
    elif isinstance(container, List):
        _delete_from_list(context, container, index)
    elif isinstance(container, Union):
        for each in container.alternatives:
            if isinstance(each, Dict):
                loosen(context, each)
            elif isinstance(each, List):
                summarise(context, each, each.element, UNKNOWN)


def _delete_key(context: Context, container: Dict, index: Value) -> None:
    try:
        key = key_of(index)
    except NotCoercible:
        loosen(context, container)
        return
    if key in container.entries:
        entries = {known: value for known, value in container.entries.items() if known != key}
        replace_entries(context, container, entries, container.others)


def _delete_from_list(context: Context, container: List, index: Value) -> None:
    items = container.items
    position = None if isinstance(index, Slice) else position_of(index)
    if items is not None:
        try:
            changed = list(items)
            del changed[to_python(index) if position is None else _as_int(position)]
        except (NotCoercible, IndexError, TypeError, ValueError):
            pass
        else:
            set_items(context, container, tuple(changed))
            return
    if position is not None and not isinstance(position, int):
        shrink(context, container)
    elif position is None:
        summarise(context, container, container.element, UNKNOWN)
    elif items is None:
        shrink(context, container)


def _as_int(position: Size) -> int:
    if not isinstance(position, int):
        raise NotCoercible
    return position
