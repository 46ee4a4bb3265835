"""Python's built-in functions over iterables: range, zip, map, sorted, sum and their kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any

from tensorlint.models import operators
from tensorlint.models.python_builtins import unknown_int
from tensorlint.models.python_generic import generalised, moment
from tensorlint.models.python_numbers import size_of
from tensorlint.models.python_operators import binary
from tensorlint.models.python_values import (
    ABSENT,
    EMPTY,
    ONE,
    ZERO,
    Interval,
    common_of,
    from_python,
    interval,
    is_finite,
    iterate,
    iterator,
    key_of,
    length_of,
    new_dict,
    new_list,
    new_range,
    new_tuple,
    python_range,
    to_python,
    truth,
)
from tensorlint.models.registry import Context, NotCoercible, Refusal, attribute, models, refuse
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.sizes import add, bounds, maximum, minimum, multiply, subtract
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Dict,
    Float,
    Integer,
    List,
    Object,
    Series,
    SetValue,
    String,
    Tuple,
    Value,
    joined,
    union,
)

CALLED_EACH = 64
"""map, filter and their kind call the function for each item up to so many; else once for all."""

ITERATOR = "builtins.iterator"
ENDLESS = "endless"
"""The kind of a Series without an end; its subject says what its first items are."""


def items_of(context: Context, iterable: Value) -> tuple[Value, ...] | None:
    """The items of any iterable, also of user objects, while all are known; consumes an iterator."""
    found = iterate(iterable)
    if isinstance(iterable, Object) and iterable.path == ITERATOR:
        consume(context, iterable)
    return context.elements(iterable) if found is None and not _own(iterable) else found


def consume(context: Context, source: Object) -> None:
    """Some items of an iterator were taken, it is not known how many."""
    items = iterate(source)
    if items is not None:
        context.write(source.cells, "element", joined(*items))
        context.write(source.cells, "items", None)


def one_of(context: Context, iterable: Value) -> Value:
    """What the items of any iterable have in common, also of user objects."""
    return common_of(iterable) if _own(iterable) else context.element(iterable)


def _own(iterable: Value) -> bool:
    if isinstance(iterable, Object):
        return iterable.path == ITERATOR
    return isinstance(iterable, Tuple | List | Series | Dict | SetValue | String | Array)


def count_of(iterable: Value) -> Size:
    """How many items an iterable gives; a fresh symbol where that is not known."""
    size = length_of(iterable)
    return symbol("length", lower=0) if size is UNKNOWN else size


@models("builtins.range")
def make_range(start: Value, stop: Value = ABSENT, step: Value = ONE, /) -> Value:
    """The ints from start to stop; its length is symbolic where its bounds are."""
    if stop is ABSENT:
        start, stop = Integer(0), start
    sizes = [_index(bound) for bound in (start, stop, step)]
    if None in sizes:
        return UNKNOWN_VALUE
    first, last, stride = [size for size in sizes if size is not None]
    return UNKNOWN_VALUE if stride == 0 else new_range(first, last, stride)


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


@models("builtins.enumerate")
def enumerated(context: Context, iterable: Value, start: Value = ZERO) -> Value:
    """Pairs of a running number and an item."""
    items = items_of(context, iterable)
    first = size_of(start)
    if items is not None:
        return iterator(
            tuple([Tuple((Integer(add(first, i)), item)) for i, item in enumerate(items)]), "enumerate"
        )
    element = Tuple((Integer(), one_of(context, iterable)))
    subject = iterable if _own(iterable) and not isinstance(iterable, Tuple) else None
    return Series(element, count_of(iterable), "enumerate", first, subject=subject)


@models("builtins.zip")
def zipped(context: Context, *iterables: Value, strict: Value = FALSE) -> Value:
    """Tuples of one item of each, as many as the shortest has."""
    if _share_an_iterator(iterables):
        return _zipped_shared(context, iterables)
    columns = [items_of(context, each) for each in iterables]
    known = [column for column in columns if column is not None]
    shortest = min([len(column) for column in known], default=0)
    columns = [first_items(a, shortest) if b is None else b for a, b in zip(iterables, columns, strict=True)]
    known = [column for column in columns if column is not None] if known or not columns else []
    if len(known) == len(columns):
        return iterator(tuple([Tuple(row) for row in zip(*known, strict=False)]), "zip")
    element = Tuple(tuple([one_of(context, each) for each in iterables]))
    lengths = [length_of(each) for each in iterables if not _is_endless(each)]
    return Series(element, minimum(*lengths) if lengths else UNKNOWN, "zip")


def _share_an_iterator(iterables: tuple[Value, ...]) -> bool:
    """Whether one iterator stands at two places, each taking items away from the other."""
    once = [each for each in iterables if _gives_once(each)]
    return len({id(each) for each in once}) < len(once)


def _gives_once(iterable: Value) -> bool:
    if isinstance(iterable, Series):
        return iterable.kind not in ("range", "tuple", "shape") and not iterable.kind.startswith("dict_")
    return isinstance(iterable, Object) and iterable.path == ITERATOR


def _zipped_shared(context: Context, iterables: tuple[Value, ...]) -> Value:
    """`zip(*[iter(items)] * n)`: groups of n items; other mixtures are not followed."""
    first, count = iterables[0], len(iterables)
    if all(each is first for each in iterables):
        items = items_of(context, first)
        if items is not None:
            last = len(items) - count + 1
            return iterator(tuple([Tuple(items[i : i + count]) for i in range(0, last, count)]), "zip")
    return Series(Tuple(tuple([one_of(context, each) for each in iterables])), UNKNOWN, "zip")


@models("builtins.zip.transposed")
def transposed(context: Context, rows: Value, /) -> Value:
    """`zip(*rows)` of rows of which is only known what they are like: a tuple for each column."""
    row = items_of(context, one_of(context, rows))
    if row is None:
        return UNKNOWN_VALUE
    length = count_of(rows)
    return iterator(tuple([Series(item, length, "tuple") for item in row]), "zip")


def _is_endless(iterable: Value) -> bool:
    return isinstance(iterable, Series) and iterable.kind == ENDLESS


def first_items(iterable: Value, count: int) -> tuple[Value, ...] | None:
    """The first items of an iterable without an end, where all are known."""
    if not isinstance(iterable, Series) or iterable.kind != ENDLESS or count > 4096:
        return None
    source = iterable.subject
    if isinstance(source, List) and source.items:
        return tuple([source.items[index % len(source.items)] for index in range(count)])
    if isinstance(source, Series):
        return tuple([Integer(add(source.start, multiply(i, source.step))) for i in range(count)])
    return None


@models("builtins.map")
def mapped(context: Context, function: Value, /, *iterables: Value) -> Value:
    """The results of a function, item by item."""
    columns = [items_of(context, each) for each in iterables]
    known = [column for column in columns if column is not None]
    rows = list(zip(*known, strict=False))
    if known and len(known) == len(columns) and len(rows) <= CALLED_EACH:
        return iterator(tuple([context.call(function, row) for row in rows]), "map")
    since = moment()
    result = context.call(function, [_generic(context, each) for each in iterables])
    lengths = [length_of(each) for each in iterables if not _is_endless(each)]
    return Series(generalised(result, since), minimum(*lengths) if lengths else UNKNOWN, "map")


def _generic(context: Context, iterable: Value) -> Value:
    """One item of an iterable, an int among them as a fresh symbol."""
    element = one_of(context, iterable)
    if isinstance(element, Integer) and element.size is UNKNOWN:
        low, high = _range_bounds(iterable)
        return unknown_int("item", low, high)
    return element


def _range_bounds(iterable: Value) -> tuple[float, float]:
    if not isinstance(iterable, Series) or iterable.kind != "range":
        return -inf, inf
    low, high = bounds(iterable.start), bounds(iterable.stop)
    return min(low[0], high[0]), max(low[1], high[1])


@models("builtins.filter")
def filtered(context: Context, function: Value, iterable: Value, /) -> Value:
    """The items of which a function holds."""
    items = items_of(context, iterable)
    if items is not None and len(items) <= CALLED_EACH:
        answers = [truth(item if function == NONE else context.call(function, (item,))) for item in items]
        if None not in answers:
            return iterator(
                tuple([item for item, holds in zip(items, answers, strict=True) if holds]), "filter"
            )
        return Series(joined(*items), symbol("kept", lower=0, upper=len(items)), "filter")
    element = one_of(context, iterable)
    if function != NONE:
        context.call(function, (_generic(context, iterable),))
    high = bounds(count_of(iterable))[1]
    return Series(element, symbol("kept", lower=0, upper=None if high == inf else int(high)), "filter")


@models("builtins.reversed")
def in_reverse(context: Context, sequence: Value, /) -> Value:
    """The items from the last to the first."""
    if isinstance(sequence, Series) and sequence.kind == "range":
        start, step, count = sequence.start, sequence.step, sequence.length
        last = add(start, multiply(subtract(count, 1), step))
        return new_range(last, subtract(start, step), multiply(-1, step))
    items = items_of(context, sequence)
    if items is not None:
        return iterator(items[::-1], "reversed")
    return Series(one_of(context, sequence), count_of(sequence), "reversed")


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
    return joined(*items)


def _extreme_of_unknown(context: Context, iterable: Value, default: Value, kind: str) -> Value:
    if isinstance(iterable, Series) and iterable.kind == "range" and bounds(iterable.length)[0] >= 1:
        last = add(iterable.start, multiply(subtract(iterable.length, 1), iterable.step))
        return extreme_of([Integer(iterable.start), Integer(last)], kind)
    element = one_of(context, iterable)
    if isinstance(element, Integer) and element.size is UNKNOWN:
        low, high = _range_bounds(iterable)
        element = unknown_int(kind, low, high)
    if isinstance(iterable, Array) and iterable.rank != 1:
        return UNKNOWN_VALUE
    return element if default is ABSENT else union(element, default)


@models("builtins.iter")
def make_iterator(context: Context, iterable: Value, sentinel: Value = ABSENT, /) -> Value:
    """An iterator; one over known items is followed as it is consumed."""
    if sentinel is not ABSENT:
        since = moment()
        return Series(generalised(context.call(iterable), since), UNKNOWN)
    if isinstance(iterable, Object) and iterable.path == ITERATOR:
        return iterable
    items = items_of(context, iterable)
    if items is None and isinstance(iterable, Series) and iterable.kind not in ("range", "tuple", "shape"):
        return iterable
    if items is not None:
        return Object(ITERATOR, Cells(items=items))
    if isinstance(iterable, Series) and iterable.kind == "range":
        return Series(Integer(), iterable.length)
    return Series(one_of(context, iterable), count_of(iterable))


@models("builtins.iterator.__iter__")
def iterated(context: Context, self: Value) -> Value:
    """What is left in an iterator; the loop may take more items from it, so their number is open."""
    if isinstance(self, Object):
        consume(context, self)
    return Series(common_of(self))


@models("builtins.next", "builtins.iterator.__next__")
def next_item(context: Context, iterator: Value, default: Value = ABSENT, /) -> Value:
    """The next item; it is gone from the iterator then."""
    if isinstance(iterator, Object) and iterator.path == ITERATOR:
        items = iterate(iterator)
        if items:
            context.write(iterator.cells, "items", items[1:])
            return items[0]
        if items is not None:
            return UNKNOWN_VALUE if default is ABSENT else default
    element = _generic(context, iterator)
    return element if default is ABSENT else union(element, default)
