"""`collections`, `heapq` and `bisect`: containers with a behaviour of their own, and what changes lists."""

from __future__ import annotations

from tensorlint.models.python_builtins import unknown_int
from tensorlint.models.python_constants import ABSENT, EMPTY, ZERO, new_list
from tensorlint.models.python_constructors import dict_of
from tensorlint.models.python_dicts import counted
from tensorlint.models.python_iteration import items_of, one_of
from tensorlint.models.python_mutation import append, extend, forget_order, shrink
from tensorlint.models.python_reductions import sorting_order
from tensorlint.models.python_subscripts import position_of
from tensorlint.models.python_values import length_of
from tensorlint.models.registry import Context, models, unmodelled
from tensorlint.shapes import UNKNOWN
from tensorlint.shapes.sizes import maximum, minimum
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    List,
    Series,
    Tuple,
    Value,
    joined,
)


@models("collections.deque")
def deque(context: Context, iterable: Value = EMPTY, maxlen: Value = NONE) -> Value:
    """A list that also grows at its start; with `maxlen` it forgets what is too much."""
    made = List.of(())
    made.cells["maxlen"] = None
    if maxlen != NONE:
        limit = position_of(maxlen)
        made.cells["maxlen"] = UNKNOWN if limit is None else limit
    items = items_of(context, iterable)
    content = Series(one_of(context, iterable), length_of(iterable)) if items is None else Tuple(items)
    extend(context, made, content)
    return made


@models("collections.defaultdict")
def defaultdict(
    context: Context, default_factory: Value = NONE, mapping: Value = ABSENT, /, **kwargs: Value
) -> Value:
    """A dict that makes what is missing."""
    made = dict_of(context, mapping, kwargs, "defaultdict")
    made.cells["factory"] = default_factory
    return made


@models("collections.Counter")
def counter(context: Context, iterable: Value = EMPTY, /, **kwds: Value) -> Value:
    """A dict of counts; what is missing counts 0."""
    made = counted(context, iterable)
    if kwds:
        made.cells["entries"] = {**made.entries, **kwds}
    return made


unmodelled("not followed", "collections.ChainMap", "collections.UserDict", "collections.UserList")
unmodelled("not followed", "collections.UserString")
unmodelled("the interpreter's own", "collections.namedtuple")


def _heap(value: Value) -> List | None:
    return value if isinstance(value, List) else None


@models("heapq.heappush")
def heappush(context: Context, heap: Value, item: Value, /) -> Value:
    """One more item; the order is not followed."""
    target = _heap(heap)
    if target is not None:
        append(context, target, item)
        forget_order(context, target)
    return NONE


@models("heapq.heappop")
def heappop(context: Context, heap: Value, /) -> Value:
    """The smallest item, taken out."""
    target = _heap(heap)
    if target is None or target.length == 0:
        return UNKNOWN_VALUE
    element = target.element
    shrink(context, target)
    return element


@models("heapq.heapify")
def heapify(context: Context, heap: Value, /) -> Value:
    """The items in another order."""
    target = _heap(heap)
    if target is not None:
        forget_order(context, target)
    return NONE


@models("heapq.heappushpop", "heapq.heapreplace")
def heappushpop(context: Context, heap: Value, item: Value, /) -> Value:
    """One item in, one out."""
    target = _heap(heap)
    if target is None:
        return UNKNOWN_VALUE
    append(context, target, item)
    element = target.element
    shrink(context, target)
    return element


def _best(context: Context, n: Value, iterable: Value, key: Value, reverse: Value) -> Value:
    items, count = items_of(context, iterable), position_of(n)
    order = None if items is None else sorting_order(context, items, key, reverse)
    if order is not None and isinstance(count, int):
        return new_list(order[: max(count, 0)])
    element = one_of(context, iterable) if items is None else joined(*items)
    return List.like(element, minimum(maximum(0, UNKNOWN if count is None else count), length_of(iterable)))


@models("heapq.nlargest")
def nlargest(context: Context, n: Value, iterable: Value, key: Value = NONE) -> Value:
    """The n largest items, the largest first."""
    return _best(context, n, iterable, key, TRUE)


@models("heapq.nsmallest")
def nsmallest(context: Context, n: Value, iterable: Value, key: Value = NONE) -> Value:
    """The n smallest items, the smallest first."""
    return _best(context, n, iterable, key, FALSE)


@models("heapq.merge")
def merge(context: Context, *iterables: Value, key: Value = NONE, reverse: Value = FALSE) -> Value:
    """The items of sorted iterables in order."""
    filled = [each for each in iterables if length_of(each) != 0]
    return Series(joined(*[one_of(context, each) for each in filled]))


@models("bisect.bisect", "bisect.bisect_left", "bisect.bisect_right")
def bisect(a: Value, x: Value, lo: Value = ZERO, hi: Value = NONE, *, key: Value = NONE) -> Value:
    """Where to insert."""
    return unknown_int("bisect", 0)


@models("bisect.insort", "bisect.insort_left", "bisect.insort_right")
def insort(
    context: Context, a: Value, x: Value, lo: Value = ZERO, hi: Value = NONE, *, key: Value = NONE
) -> Value:
    """One more item, in order."""
    if isinstance(a, List):
        append(context, a, x)
        forget_order(context, a)
    return NONE
