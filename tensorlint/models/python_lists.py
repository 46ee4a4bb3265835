"""Methods of lists, deques and tuples. A list changes through the interpreter's store alone."""

from __future__ import annotations

from tensorlint.models.python_builtins import unknown_int
from tensorlint.models.python_comparisons import same_value
from tensorlint.models.python_constants import ABSENT, ONE, ZERO, from_python
from tensorlint.models.python_iteration import items_of, one_of
from tensorlint.models.python_mutation import (
    append,
    extend,
    forget_order,
    is_weak,
    set_items,
    shrink,
    summarise,
    with_element,
)
from tensorlint.models.python_reductions import sorting_order
from tensorlint.models.python_subscripts import position_of
from tensorlint.models.python_values import iterate, length_of
from tensorlint.models.registry import Context, attribute, models
from tensorlint.shapes.sizes import add
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Cells,
    Dict,
    Integer,
    List,
    Series,
    Tuple,
    Value,
)

LAST = Integer(-1)


@models("builtins.list.append")
def list_append(context: Context, self: Value, object: Value, /) -> Value:
    """One more item at the end."""
    if isinstance(self, List):
        append(context, self, object)
    return NONE


@models("builtins.list.extend")
def list_extend(context: Context, self: Value, iterable: Value, /) -> Value:
    """More items at the end."""
    if isinstance(self, List):
        items = items_of(context, iterable)
        if items is not None:
            extend(context, self, Tuple(items))
        else:
            extend(context, self, Series(one_of(context, iterable), length_of(iterable)))
    return NONE


@models("builtins.list.appendleft")
def deque_appendleft(context: Context, self: Value, x: Value, /) -> Value:
    """One more item at the start; a full deque loses its last."""
    if isinstance(self, List):
        _put_first(context, self, (x,))
    return NONE


@models("builtins.list.extendleft")
def deque_extendleft(context: Context, self: Value, iterable: Value, /) -> Value:
    """More items at the start, each before the one before."""
    if isinstance(self, List):
        items = items_of(context, iterable)
        if items is None:
            extend(context, self, iterable)
            forget_order(context, self)
        else:
            _put_first(context, self, items[::-1])
    return NONE


def _put_first(context: Context, target: List, items: tuple[Value, ...]) -> None:
    mine, limit = target.items, target.cells.get("maxlen")
    if mine is None:
        summarise(context, target, with_element(target, *items), add(length_of(target), len(items)))
        return
    changed = items + mine
    set_items(context, target, changed[:limit] if isinstance(limit, int) else changed)


@models("builtins.list.insert")
def list_insert(context: Context, self: Value, index: Value, object: Value, /) -> Value:
    """One more item before a place."""
    if not isinstance(self, List):
        return NONE
    items, position = self.items, position_of(index)
    if items is not None and isinstance(position, int):
        changed = list(items)
        changed.insert(max(-len(items), min(position, len(items))), object)
        set_items(context, self, tuple(changed))
    else:
        summarise(context, self, with_element(self, object), add(length_of(self), 1))
    return NONE


@models("builtins.list.pop")
def list_pop(context: Context, self: Value, index: Value = LAST, /) -> Value:
    """An item, taken out."""
    return _taken(context, self, index) if isinstance(self, List) else UNKNOWN_VALUE


@models("builtins.list.popleft")
def deque_popleft(context: Context, self: Value) -> Value:
    """The first item, taken out."""
    return _taken(context, self, ZERO) if isinstance(self, List) else UNKNOWN_VALUE


def _taken(context: Context, target: List, index: Value) -> Value:
    items, position = target.items, position_of(index)
    if items is None or not isinstance(position, int):
        element = target.element
        if target.length == 0:
            return UNKNOWN_VALUE
        shrink(context, target)
        return element
    if not -len(items) <= position < len(items):
        return UNKNOWN_VALUE
    position %= len(items)
    set_items(context, target, items[:position] + items[position + 1 :])
    return items[position]


@models("builtins.list.remove")
def list_remove(context: Context, self: Value, value: Value, /) -> Value:
    """The first equal item goes."""
    if not isinstance(self, List):
        return NONE
    items = self.items
    if items is None:
        shrink(context, self)
        return NONE
    for index, item in enumerate(items):
        same = same_value(item, value, 1)
        if same is True:
            set_items(context, self, items[:index] + items[index + 1 :])
            return NONE
        if same is None:
            shrink(context, self)
            return NONE
    return NONE


@models("builtins.list.clear")
def list_clear(context: Context, self: Value) -> Value:
    """All items go."""
    if isinstance(self, List):
        set_items(context, self, ())
    return NONE


@models("builtins.list.copy", "builtins.list.__copy__")
def list_copy(self: Value) -> Value:
    """A new list of the same items."""
    return List(Cells(self.cells)) if isinstance(self, List) else UNKNOWN_VALUE


@models("builtins.list.index", "builtins.tuple.index", "builtins.range.index")
def index_of(self: Value, value: Value, start: Value = ZERO, stop: Value = ABSENT, /) -> Value:
    """Where the first equal item is."""
    items = iterate(self)
    if items is None or start != ZERO or stop is not ABSENT:
        return unknown_int("index", 0)
    for index, item in enumerate(items):
        same = same_value(item, value, 1)
        if same is True:
            return Integer(index)
        if same is None:
            return unknown_int("index", index, len(items) - 1)
    return UNKNOWN_VALUE


@models("builtins.list.count", "builtins.tuple.count", "builtins.range.count")
def count_of_item(self: Value, value: Value, /) -> Value:
    """How many items are equal."""
    items = iterate(self)
    if items is None:
        return unknown_int("count", 0)
    answers = [same_value(item, value, 1) for item in items]
    if None in answers:
        return unknown_int("count", answers.count(True), len(items))
    return Integer(answers.count(True))


@models("builtins.list.sort")
def list_sort(context: Context, self: Value, *, key: Value = NONE, reverse: Value = FALSE) -> Value:
    """The items in order, in place."""
    if isinstance(self, List) and self.items is not None:
        order = sorting_order(context, self.items, key, reverse)
        if order is None or any(item is self for item in self.items):  # it is empty while it is sorted
            forget_order(context, self)
        else:
            set_items(context, self, order)
    return NONE


@models("builtins.list.reverse")
def list_reverse(context: Context, self: Value) -> Value:
    """The items from the last to the first, in place."""
    if isinstance(self, List) and self.items is not None and not is_weak(self):
        set_items(context, self, self.items[::-1])
    elif isinstance(self, List):
        forget_order(context, self)
    return NONE


@models("builtins.list.rotate")
def deque_rotate(context: Context, self: Value, n: Value = ONE, /) -> Value:
    """The last n items become the first."""
    if isinstance(self, List) and self.items:
        items, steps = self.items, position_of(n)
        if isinstance(steps, int) and not is_weak(self):
            steps %= len(items)
            set_items(context, self, items[-steps:] + items[:-steps] if steps else items)
        else:
            forget_order(context, self)
    return NONE


@attribute("builtins.list.maxlen")
def deque_maxlen(value: Value) -> Value:
    """The most items that a deque holds."""
    if not isinstance(value, List):
        return UNKNOWN_VALUE
    limit = value.cells.get("maxlen")
    return NONE if limit is None else Integer(limit)


@models("builtins.tuple._replace")
def named_replace(self: Value, /, **kwargs: Value) -> Value:
    """A named tuple with some fields replaced."""
    if not isinstance(self, Tuple) or not self.names or kwargs.keys() - set(self.names):
        return UNKNOWN_VALUE
    pairs = zip(self.names, self.items, strict=False)
    return Tuple(tuple([kwargs.get(name, item) for name, item in pairs]), self.names, self.type)


@models("builtins.tuple._asdict")
def named_asdict(self: Value) -> Value:
    """A named tuple as a dict."""
    if not isinstance(self, Tuple) or len(self.names) != len(self.items):
        return UNKNOWN_VALUE
    return Dict.of(dict(zip(self.names, self.items, strict=True)))


@attribute("builtins.tuple._fields")
def named_fields(value: Value) -> Value:
    """The names of a named tuple's fields."""
    return from_python(value.names) if isinstance(value, Tuple) and value.names else UNKNOWN_VALUE


@models("builtins.list.__len__", "builtins.tuple.__len__")
def length_method(self: Value) -> Value:
    """The number of items."""
    return Integer(length_of(self))
