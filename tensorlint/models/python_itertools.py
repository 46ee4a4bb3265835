"""`itertools`: computed while all items are known and few, else what the items have in common."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from math import inf

from tensorlint.models.python_comparisons import same_value
from tensorlint.models.python_constants import ABSENT, ONE, ZERO, iterator
from tensorlint.models.python_functional import apply
from tensorlint.models.python_generic import generalised, moment
from tensorlint.models.python_iteration import (
    CALLED_EACH,
    ENDLESS,
    ITERATOR,
    count_of,
    first_items,
    items_of,
    one_of,
)
from tensorlint.models.python_numbers import size_of
from tensorlint.models.python_subscripts import position_of
from tensorlint.models.python_values import common_of, length_of, truth
from tensorlint.models.registry import Context, models
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.arithmetic import slice_size
from tensorlint.shapes.sizes import add, bounds, maximum, multiply, subtract
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Integer,
    List,
    Object,
    Series,
    Tuple,
    Value,
    joined,
)

MAXIMUM_RESULTS = 1024


def _few(results: Iterable[tuple[Value, ...]]) -> tuple[Value, ...] | None:
    """The results as tuples, None where they are too many."""
    found = list(itertools.islice(results, MAXIMUM_RESULTS + 1))
    return None if len(found) > MAXIMUM_RESULTS else tuple([Tuple(each) for each in found])


@models("itertools.chain")
def chain(context: Context, *iterables: Value) -> Value:
    """The items of one iterable after the other."""
    return _chained(context, iterables)


@models("itertools.chain.from_iterable")
def chain_from_iterable(context: Context, iterable: Value, /) -> Value:
    """The items of the items."""
    items = items_of(context, iterable)
    return Series(one_of(context, one_of(context, iterable))) if items is None else _chained(context, items)


def _chained(context: Context, iterables: tuple[Value, ...]) -> Value:
    columns = [items_of(context, each) for each in iterables]
    known = [column for column in columns if column is not None]
    if len(known) == len(columns):
        return iterator(tuple(itertools.chain.from_iterable(known)), "chain")
    filled = [each for each, column in zip(iterables, columns, strict=True) if column is None or column]
    length: Size = 0
    for each in iterables:
        length = add(length, count_of(each))
    return Series(joined(*[one_of(context, each) for each in filled]), length, "chain")


@models("itertools.product")
def product(context: Context, *iterables: Value, repeat: Value = ONE) -> Value:
    """Every combination of one item of each."""
    times = position_of(repeat)
    if not isinstance(times, int) or not 0 <= times <= 16:
        return Series(UNKNOWN_VALUE, symbol("combinations", lower=0), "product")
    columns = [items_of(context, each) for each in iterables]
    known = [column for column in columns if column is not None]
    results = _few(itertools.product(*known, repeat=times)) if len(known) == len(columns) else None
    if results is not None:
        return iterator(results, "product")
    length: Size = 1
    for each in iterables * times:
        length = multiply(length, count_of(each))
    return Series(Tuple(tuple([one_of(context, each) for each in iterables * times])), length, "product")


def _choices(
    context: Context, iterable: Value, r: Value, choose: Callable[..., Iterable[tuple[Value, ...]]], kind: str
) -> Value:
    items, count = items_of(context, iterable), position_of(r)
    if isinstance(count, int) and not 0 <= count <= 64:
        return UNKNOWN_VALUE
    if items is not None and isinstance(count, int):
        results = _few(choose(items, count))
        if results is not None:
            return iterator(results, kind)
    element = one_of(context, iterable)
    chosen = Tuple((element,) * count) if isinstance(count, int) else Series(element, size_of(r), "tuple")
    return Series(chosen, symbol("choices", lower=0), kind)


@models("itertools.combinations")
def combinations(context: Context, iterable: Value, r: Value) -> Value:
    """Choices of r items in their order."""
    return _choices(context, iterable, r, itertools.combinations, "combinations")


@models("itertools.combinations_with_replacement")
def combinations_with_replacement(context: Context, iterable: Value, r: Value) -> Value:
    """Choices of r items in their order, each as often as wanted."""
    return _choices(context, iterable, r, itertools.combinations_with_replacement, "combinations")


@models("itertools.permutations")
def permutations(context: Context, iterable: Value, r: Value = NONE) -> Value:
    """Choices of r items in every order."""
    if r == NONE:
        items = items_of(context, iterable)
        r = Integer(length_of(iterable) if items is None else len(items))
    return _choices(context, iterable, r, itertools.permutations, "permutations")


@models("itertools.repeat")
def repeat(object: Value, times: Value = ABSENT) -> Value:
    """One value again and again."""
    count = position_of(times)
    if isinstance(count, int) and count <= MAXIMUM_RESULTS:
        return iterator((object,) * max(count, 0), "repeat")
    if times is ABSENT:
        return Series(object, UNKNOWN, ENDLESS, subject=List.of((object,)))
    return Series(object, maximum(0, size_of(times)), "repeat")


@models("itertools.count")
def count(start: Value = ZERO, step: Value = ONE) -> Value:
    """Numbers without an end."""
    if isinstance(start, Integer) and isinstance(step, Integer):
        numbers = Series(Integer(), UNKNOWN, "range", start.size, step.size)
        return Series(Integer(), UNKNOWN, ENDLESS, subject=numbers)
    return Series(UNKNOWN_VALUE, UNKNOWN, ENDLESS)


@models("itertools.cycle")
def cycle(context: Context, iterable: Value, /) -> Value:
    """The items again and again."""
    items = items_of(context, iterable)
    subject = List.of(items) if items else None
    return Series(one_of(context, iterable), UNKNOWN, ENDLESS, subject=subject)


@models("itertools.islice")
def islice(
    context: Context, iterable: Value, start: Value, stop: Value = ABSENT, step: Value = NONE, /
) -> Value:
    """A slice of an iterable; an iterator is consumed as far."""
    if stop is ABSENT:
        start, stop = NONE, start
    limits = [None if part == NONE else position_of(part) for part in (start, stop, step)]
    asked = [part for part in (start, stop, step) if part != NONE]
    known = all(limit is None or (isinstance(limit, int) and limit >= 0) for limit in limits)
    known = known and all(position_of(part) is not None for part in asked) and limits[2] != 0
    items = items_of(context, iterable)
    if items is None and isinstance(limits[1], int):
        items = first_items(iterable, limits[1])
    if items is not None and known:
        first, last, stride = [limit if isinstance(limit, int) else None for limit in limits]
        if isinstance(iterable, Object) and iterable.path == ITERATOR:
            rest = () if last is None else items[max(last, first or 0) :]
            context.write(iterable.cells, "items", rest)
        return iterator(items[slice(first, last, stride)], "islice")
    if isinstance(iterable, Object) and iterable.path == ITERATOR:
        context.write(iterable.cells, "element", common_of(iterable))
        context.write(iterable.cells, "items", None)
    element = joined(*items) if items else one_of(context, iterable)
    return Series(element, _slice_length(iterable, limits if known else None), "islice")


def _slice_length(iterable: Value, limits: list[Size | None] | None) -> Size:
    if limits is None:
        return symbol("length", lower=0)
    start, stop, step = limits
    if isinstance(iterable, Series) and iterable.kind == ENDLESS:
        if stop is None:
            return UNKNOWN
        return slice_size(stop, start, None, step if isinstance(step, int) else None)
    return slice_size(count_of(iterable), start, stop, step if isinstance(step, int) else None)


@models("itertools.zip_longest")
def zip_longest(context: Context, *iterables: Value, fillvalue: Value = NONE) -> Value:
    """Tuples of one item of each, as many as the longest has."""
    columns = [items_of(context, each) for each in iterables]
    known = [column for column in columns if column is not None]
    if len(known) == len(columns):
        rows = itertools.zip_longest(*known, fillvalue=fillvalue)
        return iterator(tuple([Tuple(row) for row in rows]), "zip_longest")
    lengths = [count_of(each) for each in iterables]
    elements = [joined(one_of(context, each), fillvalue) for each in iterables]
    return Series(Tuple(tuple(elements)), maximum(*lengths), "zip_longest")


@models("itertools.accumulate")
def accumulate(context: Context, iterable: Value, func: Value = NONE, *, initial: Value = NONE) -> Value:
    """Running sums, or what a function makes of them."""
    items = items_of(context, iterable)
    if items is None or len(items) > CALLED_EACH:
        length = count_of(iterable)
        return Series(UNKNOWN_VALUE, length if initial == NONE else add(length, 1), "accumulate")
    if initial != NONE:
        items = (initial, *items)
    results: list[Value] = []
    for item in items:
        if not results:
            results.append(item)
        elif func == NONE:
            results.append(apply("+", results[-1], item))
        else:
            results.append(context.call(func, (results[-1], item)))
    return iterator(tuple(results), "accumulate")


@models("itertools.starmap")
def starmap(context: Context, function: Value, iterable: Value, /) -> Value:
    """The results of a function, each item a tuple of its arguments."""
    items = items_of(context, iterable)
    rows = None if items is None else [items_of(context, item) for item in items]
    if rows is not None and None not in rows and len(rows) <= CALLED_EACH:
        return iterator(tuple([context.call(function, row or ()) for row in rows]), "starmap")
    since = moment()
    row = items_of(context, one_of(context, iterable))
    result = UNKNOWN_VALUE if row is None else generalised(context.call(function, row), since)
    return Series(result, count_of(iterable), "starmap")


def _some(context: Context, iterable: Value, kind: str) -> Series:
    high = bounds(count_of(iterable))[1]
    length = symbol("kept", lower=0, upper=None if high == inf else int(high))
    return Series(one_of(context, iterable), length, kind)


def _answers(context: Context, predicate: Value, iterable: Value) -> list[tuple[Value, bool | None]] | None:
    items = items_of(context, iterable)
    if items is None or len(items) > CALLED_EACH:
        return None
    return [(item, truth(item if predicate == NONE else context.call(predicate, (item,)))) for item in items]


@models("itertools.takewhile")
def takewhile(context: Context, predicate: Value, iterable: Value, /) -> Value:
    """The items before the first that fails."""
    answers = _answers(context, predicate, iterable)
    if answers is None or any(holds is None for _, holds in answers):
        return _some(context, iterable, "takewhile")
    return iterator(tuple([item for item, _ in itertools.takewhile(lambda pair: pair[1], answers)]))


@models("itertools.dropwhile")
def dropwhile(context: Context, predicate: Value, iterable: Value, /) -> Value:
    """The items from the first that fails."""
    answers = _answers(context, predicate, iterable)
    if answers is None or any(holds is None for _, holds in answers):
        return _some(context, iterable, "dropwhile")
    return iterator(tuple([item for item, _ in itertools.dropwhile(lambda pair: pair[1], answers)]))


@models("itertools.filterfalse")
def filterfalse(context: Context, function: Value, iterable: Value, /) -> Value:
    """The items of which a function does not hold."""
    answers = _answers(context, function, iterable)
    if answers is None or any(holds is None for _, holds in answers):
        return _some(context, iterable, "filterfalse")
    return iterator(tuple([item for item, holds in answers if not holds]))


@models("itertools.compress")
def compress(context: Context, data: Value, selectors: Value) -> Value:
    """The items whose selector is true."""
    items, chosen = items_of(context, data), items_of(context, selectors)
    answers = [None] if chosen is None else [truth(each) for each in chosen]
    if items is None or None in answers:
        return _some(context, data, "compress")
    return iterator(tuple([item for item, holds in zip(items, answers, strict=False) if holds]))


@models("itertools.groupby")
def groupby(context: Context, iterable: Value, key: Value = NONE) -> Value:
    """Runs of items with one key."""
    items = items_of(context, iterable)
    if items is not None and len(items) <= CALLED_EACH:
        keys = [item if key == NONE else context.call(key, (item,)) for item in items]
        runs = _runs(keys, items)
        if runs is not None:
            return iterator(runs, "groupby")
    group = Series(one_of(context, iterable), symbol("group", lower=1), "iterator")
    return Series(Tuple((UNKNOWN_VALUE, group)), symbol("groups", lower=0), "groupby")


def _runs(keys: list[Value], items: tuple[Value, ...]) -> tuple[Value, ...] | None:
    """Pairs of a key and the neighbours that have it; None where keys are not known."""
    runs: list[tuple[Value, list[Value]]] = []
    for key, item in zip(keys, items, strict=True):
        same = same_value(key, runs[-1][0]) if runs else False
        if same is None:
            return None
        if same:
            runs[-1][1].append(item)
        else:
            runs.append((key, [item]))
    return tuple([Tuple((key, iterator(tuple(group)))) for key, group in runs])


@models("itertools.tee")
def tee(context: Context, iterable: Value, n: Value = Integer(2), /) -> Value:  # noqa: B008
    """Several iterators over the same items."""
    copies, items = position_of(n), items_of(context, iterable)
    if not isinstance(copies, int) or not 0 <= copies <= 64:
        return UNKNOWN_VALUE
    one = Series(one_of(context, iterable), count_of(iterable)) if items is None else iterator(items)
    return Tuple((one,) * copies)


@models("itertools.pairwise")
def pairwise(context: Context, iterable: Value, /) -> Value:
    """Neighbours."""
    items = items_of(context, iterable)
    if items is not None:
        return iterator(tuple([Tuple(pair) for pair in itertools.pairwise(items)]))
    element = one_of(context, iterable)
    return Series(Tuple((element, element)), maximum(0, subtract(count_of(iterable), 1)))


@models("itertools.batched")
def batched(context: Context, iterable: Value, n: Value) -> Value:
    """Tuples of n items; the last may be shorter."""
    items, size = items_of(context, iterable), position_of(n)
    if isinstance(size, int) and size < 1:
        return UNKNOWN_VALUE
    if items is not None and isinstance(size, int):
        return iterator(tuple([Tuple(items[i : i + size]) for i in range(0, len(items), size)]))
    return Series(Series(one_of(context, iterable), UNKNOWN, "tuple"), symbol("batches", lower=0))
