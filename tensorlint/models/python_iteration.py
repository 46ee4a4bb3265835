"""Python's built-in functions that walk over iterables: enumerate, zip, map, filter, iter, next."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from tensorlint.models.python_builtins import unknown_int
from tensorlint.models.python_constants import ABSENT, ZERO, iterator, new_range
from tensorlint.models.python_constants import set_of as set_of
from tensorlint.models.python_generic import generalised, moment
from tensorlint.models.python_numbers import size_of
from tensorlint.models.python_values import common_of, iterate, length_of, truth
from tensorlint.models.registry import Context, models
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.sizes import add, bounds, minimum, multiply, subtract
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Dict,
    Integer,
    Library,
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


@models("builtins.enumerate")
def enumerated(context: Context, iterable: Value, start: Value = ZERO) -> Value:
    """Pairs of a running number and an item."""
    items = items_of(context, iterable)
    first = size_of(start)
    if items is not None:
        pairs = tuple([Tuple((Integer(add(first, i)), item)) for i, item in enumerate(items)])
        made = iterator(pairs, "enumerate")
        if isinstance(iterable, Series) and iterable.last is not None and len(pairs) > 1:
            return replace(made, element=joined(*pairs[:-1]), last=pairs[-1])
        return made
    if isinstance(iterable, Object) and not _own(iterable):
        iterable = context.call(Library("builtins.iter"), (iterable,))
    if isinstance(iterable, Series) and iterable.last is not None:
        # The last batch is shorter.
        full, last = (Tuple((Integer(), each)) for each in (iterable.element, iterable.last))
        return Series(full, count_of(iterable), "enumerate", first, last=last)
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
        low, high = range_bounds(iterable)
        return unknown_int("item", low, high)
    return element


def range_bounds(iterable: Value) -> tuple[float, float]:
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
