"""How lists, deques, dicts and sets change: copy on write, through the interpreter's store alone.

A list is weak (cells["weak"]) where one value stands for several real lists, as those that a
defaultdict makes for unknown keys. It may be one of other lists (cells["members"]), which then change
with it. A deque has cells["maxlen"]: a size, or None.
"""

from __future__ import annotations

from typing import Any

from tensorlint.models.python_constants import MAXIMUM_ENTRIES, MAXIMUM_ITEMS, key_of
from tensorlint.models.python_values import common_of, iterate, length_of
from tensorlint.models.registry import Context, NotCoercible
from tensorlint.shapes import UNKNOWN, Size
from tensorlint.shapes.sizes import add, minimum, subtract
from tensorlint.values import UNKNOWN_VALUE, Dict, List, SetValue, Value, joined


def weak_list() -> List:
    """A list that stands for many lists, all empty so far."""
    made = List.of(())
    made.cells["weak"] = True
    return made


def is_weak(target: List) -> bool:
    """Whether a list value stands for several real lists."""
    return bool(target.cells.get("weak"))


def share(context: Context, target: List) -> None:
    """Let a list value stand for more real lists than before, an empty one among them."""
    if is_weak(target) and target.items is None and not isinstance(target.length, int):
        return
    context.write(target.cells, "weak", True)
    if target.length != 0:
        summarise(context, target, target.element, UNKNOWN)


def absorb(context: Context, target: List, other: List) -> None:
    """From now on `target` stands for the real list of `other` too, of which nothing is known then."""
    if target is other:
        return
    if other.length != 0:
        summarise(context, target, with_element(target, other.element), UNKNOWN)
    context.write(other.cells, "weak", True)
    summarise(context, other, UNKNOWN_VALUE, UNKNOWN)
    context.write(other.cells, "members", (*other.cells.get("members", ()), target))


def set_items(context: Context, target: List, items: tuple[Value, ...]) -> None:
    """Let a list hold exactly these items."""
    limit = target.cells.get("maxlen")
    if isinstance(limit, int) and len(items) > limit:
        items = items[len(items) - limit :]
    if is_weak(target):
        if items or target.items is None:
            summarise(context, target, with_element(target, *items), UNKNOWN)
        return
    if len(items) > MAXIMUM_ITEMS or not (limit is None or isinstance(limit, int)):
        summarise(context, target, joined(*items), len(items))
        return
    context.write(target.cells, "items", items)


def summarise(context: Context, target: List, element: Value, length: Size) -> None:
    """Let a list hold `length` items that are all like `element`."""
    reached: list[List] = []
    _reach(target, reached)
    for member in reached[1:]:
        _write_summary(context, member, with_element(member, element), UNKNOWN)
    _write_summary(context, target, element, length)


def _reach(target: List, reached: list[List]) -> None:
    """A list and those that may be the same real list, each once."""
    if any(each is target for each in reached):
        return
    reached.append(target)
    for member in target.cells.get("members", ()):
        _reach(member, reached)


def _write_summary(context: Context, target: List, element: Value, length: Size) -> None:
    limit = target.cells.get("maxlen")
    if limit is not None:
        length = minimum(length, limit)
    if is_weak(target):
        length = UNKNOWN  # a symbol would say that all of them are as long
    context.write(target.cells, "element", element)
    context.write(target.cells, "length", length)
    context.write(target.cells, "items", None)


def with_element(target: List, *values: Value) -> Value:
    """What the elements of a list are like once it may hold these values too."""
    if length_of(target) == 0:
        return joined(*values)
    return joined(target.element, *values)


def append(context: Context, target: List, value: Value) -> None:
    """`target.append(value)`."""
    items = target.items
    if items is not None and len(items) < MAXIMUM_ITEMS:
        set_items(context, target, (*items, value))
        return
    growing = target.cells.get("maxlen") is None
    length = add(length_of(target), 1) if growing else UNKNOWN
    summarise(context, target, with_element(target, value), length)


def extend(context: Context, target: List, value: Value) -> None:
    """`target.extend(value)`."""
    mine, items = target.items, iterate(value)
    if mine is not None and items is not None and len(mine) + len(items) <= MAXIMUM_ITEMS:
        set_items(context, target, mine + items)
        return
    if items is not None and not items:
        return
    element = with_element(target, common_of(value))
    summarise(context, target, element, add(length_of(target), length_of(value)))


def forget_order(context: Context, target: List) -> None:
    """The items stay, their order is no longer known."""
    items = target.items
    if items is not None and len(items) > 1 and any(item != items[0] for item in items):
        summarise(context, target, joined(*items), len(items))


def shrink(context: Context, target: List, count: Size = 1) -> None:
    """Some `count` of the items go, it is not known which."""
    summarise(context, target, target.element, subtract(length_of(target), count))


def put(context: Context, target: Dict, key: Value, value: Value) -> None:
    """`target[key] = value`."""
    try:
        constant = key_of(key)
    except NotCoercible:
        entries = {known: joined(old, value) for known, old in target.entries.items()}
        others = value if target.others is None else joined(target.others, value)
        if target.type == "defaultdict" and isinstance(value, List):
            context.write(value.cells, "weak", True)
        replace_entries(context, target, entries, others)
        return
    replace_entries(context, target, {**target.entries, constant: value}, target.others)


def replace_entries(context: Context, target: Dict, entries: dict[Any, Value], others: Value | None) -> None:
    """Let a dict hold exactly these entries, and `others` under any other key."""
    if len(entries) > MAXIMUM_ENTRIES:
        others = joined(*entries.values(), *([] if others is None else [others]))
        entries = {}
    context.write(target.cells, "entries", entries)
    if others is not target.others:
        context.write(target.cells, "others", others)


def loosen(context: Context, target: Dict) -> None:
    """Any of the keys may be gone."""
    values = [*target.entries.values(), *([] if target.others is None else [target.others])]
    if values:
        replace_entries(context, target, {}, joined(*values))


def set_elements(context: Context, target: SetValue, items: tuple[Value, ...] | None) -> None:
    """Let a set hold exactly these distinct known items (None: unknown ones)."""
    if items is not None and len(items) > MAXIMUM_ITEMS:
        items = None
    context.write(target.cells, "items", items)
    context.write(target.cells, "length", UNKNOWN if items is None else len(items))
    if "element" in target.cells:
        context.write(target.cells, "element", UNKNOWN_VALUE)
