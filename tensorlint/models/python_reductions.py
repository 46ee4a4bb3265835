"""What Python makes of many items at once: sorted, sum, any, all, min, max."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tensorlint.models import operators
from tensorlint.models.python_builtins import unknown_int
from tensorlint.models.python_constants import ABSENT, ZERO, Interval, new_list, to_python
from tensorlint.models.python_iteration import CALLED_EACH, count_of, items_of, one_of, range_bounds
from tensorlint.models.python_numbers import size_of
from tensorlint.models.python_operators import binary
from tensorlint.models.python_values import interval, is_finite, truth
from tensorlint.models.registry import Context, NotCoercible, Refusal, models, refuse
from tensorlint.shapes import UNKNOWN, Size
from tensorlint.shapes.sizes import add, bounds, maximum, minimum, multiply, subtract
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Float,
    Integer,
    List,
    Series,
    SetValue,
    Value,
    joined,
    union,
)


@models("builtins.sorted")
def in_order(context: Context, iterable: Value, /, *, key: Value = NONE, reverse: Value = FALSE) -> Value:
    """A new list of the items in order."""
    items = items_of(context, iterable)
    if items is None and isinstance(iterable, SetValue):
        items = iterable.cells["items"]
    if items is None:
        return List.like(one_of(context, iterable), count_of(iterable))
    order = sorting_order(context, items, key, reverse)
    if order is None:
        return new_list(items) if _all_alike(items) else List.like(joined(*items), len(items))
    return new_list(order)


def _all_alike(items: Sequence[Value]) -> bool:
    return all(item == items[0] for item in items[1:])


def sorting_order(
    context: Context, items: tuple[Value, ...], key: Value, reverse: Value
) -> tuple[Value, ...] | None:
    """The items in order, None where their order is not known."""
    descending = truth(reverse)
    if descending is None or (key != NONE and len(items) > CALLED_EACH):
        return None
    keys = items if key == NONE else [context.call(key, (item,)) for item in items]
    try:
        ranks = [to_python(each) for each in keys]
        order = sorted(range(len(items)), key=ranks.__getitem__, reverse=descending)
    except (NotCoercible, TypeError, ValueError):
        return None
    return tuple([items[index] for index in order])


@models("builtins.sum")
def summed(context: Context, iterable: Value, /, start: Value = ZERO) -> Value:
    """The items added up, arrays by broadcasting."""
    items = items_of(context, iterable)
    if items is not None and len(items) <= 4096:
        result = start
        for index, item in enumerate(items):
            result = _added(result, item, f"item {index}")
        return result
    element = one_of(context, iterable)
    length = count_of(iterable)
    if isinstance(element, Integer | Boolean) and isinstance(start, Integer | Boolean):
        if size_of(element) is UNKNOWN:
            return _sum_of_ints(element, length, start)
        return Integer(add(size_of(start), multiply(size_of(element), length)))
    if isinstance(element, Float) and isinstance(start, Integer | Float):
        return Float() if bounds(length)[0] >= 1 else union(start, Float())
    if isinstance(element, Array):
        first = _added(start, element, "an item")
        result = _added(first, element, "an item")
        return result if bounds(length)[0] >= 1 else union(result, start)
    return UNKNOWN_VALUE


def _sum_of_ints(element: Value, length: Size, start: Value) -> Value:
    first = bounds(size_of(start))[0]
    if isinstance(element, Boolean):
        high = bounds(add(length, size_of(start)))[1]
        return unknown_int("sum", first, high)
    return unknown_int("sum")


def _added(left: Value, right: Value, name: str) -> Value:
    if not isinstance(left, Array) and not isinstance(right, Array):
        return binary("+", left, right)
    try:
        return operators.binary("+", left, right)
    except Refusal as refusal:
        message = refusal.message.replace("{left}", "the sum so far").replace("{right}", name)
        refuse(refusal.code, message, refusal.exception)


@models("builtins.any")
def any_holds(context: Context, iterable: Value, /) -> Value:
    """Whether one item is true."""
    return _quantified(context, iterable, True)


@models("builtins.all")
def all_hold(context: Context, iterable: Value, /) -> Value:
    """Whether every item is true."""
    return _quantified(context, iterable, False)


def _quantified(context: Context, iterable: Value, decisive: bool) -> Value:
    items = items_of(context, iterable)
    if items is None:
        known = truth(one_of(context, iterable))
        return Boolean(not decisive if known is (not decisive) else None)
    answers = [truth(item) for item in items]
    if decisive in answers:
        return Boolean(decisive)
    return Boolean(None if None in answers else not decisive)


@models("builtins.min")
def smallest(context: Context, *args: Value, key: Value = NONE, default: Value = ABSENT) -> Value:
    """The smallest of several arguments, or of the items of one."""
    return _extreme(context, args, key, default, "min")


@models("builtins.max")
def largest(context: Context, *args: Value, key: Value = NONE, default: Value = ABSENT) -> Value:
    """The largest of several arguments, or of the items of one."""
    return _extreme(context, args, key, default, "max")


def _extreme(context: Context, args: tuple[Value, ...], key: Value, default: Value, kind: str) -> Value:
    if not args:
        return UNKNOWN_VALUE
    items: tuple[Value, ...] | None = args
    if len(args) == 1:
        only = args[0]
        items = only.cells["items"] if isinstance(only, SetValue) else items_of(context, only)
    if items is None:
        return _extreme_of_unknown(context, args[0], default, kind)
    if not items:
        return UNKNOWN_VALUE if default is ABSENT else default
    if key != NONE:
        order = sorting_order(context, items, key, FALSE)
        return joined(*items) if order is None else _first_extreme(context, items, key, kind)
    return extreme_of(items, kind)


def _first_extreme(context: Context, items: tuple[Value, ...], key: Value, kind: str) -> Value:
    keys = [to_python(context.call(key, (item,))) for item in items]
    chosen = (min if kind == "min" else max)(range(len(items)), key=keys.__getitem__)
    return items[chosen]


def extreme_of(items: Sequence[Value], kind: str) -> Value:
    """The smallest or the largest of some values."""
    if len(items) == 1:
        return items[0]
    if all(isinstance(item, Integer) for item in items):
        sizes = [size_of(item) for item in items]
        size = minimum(*sizes) if kind == "min" else maximum(*sizes)
        for item in items:
            if isinstance(item, Integer) and item.size == size and size is not UNKNOWN:
                return item
        return unknown_int(kind) if size is UNKNOWN else Integer(size)
    try:
        real = [to_python(item) for item in items]
        index = (min if kind == "min" else max)(range(len(real)), key=real.__getitem__)
        return items[index]
    except (NotCoercible, TypeError, ValueError):
        pass
    if all(isinstance(item, Float) and is_finite(item) for item in items):
        limits = [interval(item) for item in items]
        choose: Callable[..., float] = min if kind == "min" else max
        return Interval(low=choose(low for low, _ in limits), high=choose(high for _, high in limits))
    if any(isinstance(item, Array) for item in items) and all(_is_single(item) for item in items):
        return union(*items)
    return joined(*items)


def _is_single(item: Value) -> bool:
    return isinstance(item, Integer | Float) or (isinstance(item, Array) and item.rank == 0)


def _extreme_of_unknown(context: Context, iterable: Value, default: Value, kind: str) -> Value:
    if isinstance(iterable, Series) and iterable.kind == "range" and bounds(iterable.length)[0] >= 1:
        last = add(iterable.start, multiply(subtract(iterable.length, 1), iterable.step))
        return extreme_of([Integer(iterable.start), Integer(last)], kind)
    element = one_of(context, iterable)
    if isinstance(element, Integer) and element.size is UNKNOWN:
        low, high = range_bounds(iterable)
        element = unknown_int(kind, low, high)
    if isinstance(iterable, Array) and iterable.rank != 1:
        return UNKNOWN_VALUE
    return element if default is ABSENT else union(element, default)
