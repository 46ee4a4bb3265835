"""Methods of sets: known while all elements are constants. Their order is never relied upon."""

from __future__ import annotations

from collections.abc import Callable

from tensorlint.models.python_constants import key_of, set_of, to_python, unknown_set
from tensorlint.models.python_iteration import items_of, one_of
from tensorlint.models.python_mutation import set_elements
from tensorlint.models.python_values import common_of, element_of, length_of
from tensorlint.models.registry import Context, NotCoercible, models
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.sizes import add, bounds
from tensorlint.values import NONE, UNKNOWN_VALUE, Boolean, Cells, Integer, SetValue, Value, joined


def _items(value: Value) -> tuple[Value, ...] | None:
    return value.cells["items"] if isinstance(value, SetValue) else None


def _as_set(context: Context, other: Value) -> SetValue:
    if isinstance(other, SetValue):
        return other
    items = items_of(context, other)
    return unknown_set(one_of(context, other), length_of(other)) if items is None else set_of(items)


def _become(context: Context, target: SetValue, result: SetValue) -> None:
    set_elements(context, target, result.cells["items"])
    if result.cells["items"] is None:
        context.write(target.cells, "length", result.cells["length"])
        context.write(target.cells, "element", result.cells.get("element", UNKNOWN_VALUE))


@models("builtins.set.add")
def set_add(context: Context, self: Value, element: Value, /) -> Value:
    """One more element, unless it is there."""
    if isinstance(self, SetValue):
        items = _items(self)
        if items is None:
            known = element_of(self)
            length = symbol("distinct", lower=max(1, _least(length_of(self))))
            made = unknown_set(known if known == UNKNOWN_VALUE else joined(known, element), UNKNOWN)
            made.cells["length"] = length
        else:
            made = set_of((*items, element))
        _become(context, self, made)
    return NONE


def _least(size: Size) -> int:
    low = bounds(size)[0]
    return int(low) if low > 0 else 0


@models("builtins.set.discard", "builtins.set.remove")
def set_discard(context: Context, self: Value, element: Value, /) -> Value:
    """One element less."""
    if isinstance(self, SetValue):
        items = _items(self)
        try:
            if items is None:
                raise NotCoercible
            gone = key_of(element)
            set_elements(context, self, tuple([item for item in items if key_of(item) != gone]))
        except NotCoercible:
            _become(context, self, unknown_set(common_of(self), length_of(self)))
    return NONE


@models("builtins.set.pop")
def set_pop(context: Context, self: Value) -> Value:
    """Any element, taken out."""
    if not isinstance(self, SetValue):
        return UNKNOWN_VALUE
    items = _items(self)
    element = element_of(self)
    if items is not None and len(items) == 1:
        set_elements(context, self, ())
    else:
        _become(context, self, unknown_set(common_of(self), length_of(self)))
    return element


@models("builtins.set.clear")
def set_clear(context: Context, self: Value) -> Value:
    """All elements go."""
    if isinstance(self, SetValue):
        set_elements(context, self, ())
    return NONE


@models("builtins.set.copy", "builtins.set.__copy__")
def set_copy(self: Value) -> Value:
    """A new set of the same elements."""
    return SetValue(Cells(self.cells)) if isinstance(self, SetValue) else UNKNOWN_VALUE


def _combined(context: Context, self: Value, others: tuple[Value, ...], kind: str) -> SetValue:
    if not isinstance(self, SetValue):
        return SetValue.of(None)
    sets = [self, *[_as_set(context, other) for other in others]]
    columns = [_items(each) for each in sets]
    known = [column for column in columns if column is not None]
    if len(known) < len(columns):
        if kind in ("intersection", "difference"):
            return unknown_set(common_of(self), length_of(self))
        return unknown_set(joined(*[common_of(each) for each in sets]), _sum(sets))
    try:
        result = {key_of(item): item for item in known[0]}
        for column in known[1:]:
            keys = {key_of(item): item for item in column}
            if kind == "union":
                result = {**keys, **result}
            elif kind == "intersection":
                result = {key: item for key, item in result.items() if key in keys}
            elif kind == "difference":
                result = {key: item for key, item in result.items() if key not in keys}
            else:
                mine = {key: item for key, item in result.items() if key not in keys}
                result = mine | {key: item for key, item in keys.items() if key not in result}
    except NotCoercible:
        return unknown_set(joined(*[common_of(each) for each in sets]), _sum(sets))
    return SetValue.of(tuple(result.values()))


def _sum(sets: list[SetValue]) -> Size:
    result: Size = 0
    for each in sets:
        result = add(result, length_of(each))
    return result


@models("builtins.set.union")
def set_union(context: Context, self: Value, *others: Value) -> Value:
    """The elements of any."""
    return _combined(context, self, others, "union")


@models("builtins.set.intersection")
def set_intersection(context: Context, self: Value, *others: Value) -> Value:
    """The elements of all."""
    return _combined(context, self, others, "intersection")


@models("builtins.set.difference")
def set_difference(context: Context, self: Value, *others: Value) -> Value:
    """The elements of none of the others."""
    return _combined(context, self, others, "difference")


@models("builtins.set.symmetric_difference")
def set_symmetric_difference(context: Context, self: Value, other: Value, /) -> Value:
    """The elements of one of the two."""
    return _combined(context, self, (other,), "symmetric_difference")


@models("builtins.set.update")
def set_update(context: Context, self: Value, *others: Value) -> Value:
    """The elements of others too."""
    return _changed(context, self, others, "union")


@models("builtins.set.intersection_update")
def set_intersection_update(context: Context, self: Value, *others: Value) -> Value:
    """Only the elements of others stay."""
    return _changed(context, self, others, "intersection")


@models("builtins.set.difference_update")
def set_difference_update(context: Context, self: Value, *others: Value) -> Value:
    """The elements of others go."""
    return _changed(context, self, others, "difference")


@models("builtins.set.symmetric_difference_update")
def set_symmetric_difference_update(context: Context, self: Value, other: Value, /) -> Value:
    """Only elements of one of the two stay."""
    return _changed(context, self, (other,), "symmetric_difference")


def _changed(context: Context, self: Value, others: tuple[Value, ...], kind: str) -> Value:
    if isinstance(self, SetValue):
        _become(context, self, _combined(context, self, others, kind))
    return NONE


def _compared(
    context: Context, self: Value, other: Value, compare: Callable[[set[object], set[object]], bool]
) -> Value:
    if not isinstance(self, SetValue):
        return Boolean()
    try:
        return Boolean(compare(to_python(self), to_python(_as_set(context, other))))
    except NotCoercible:
        return Boolean()


@models("builtins.set.issubset")
def set_issubset(context: Context, self: Value, other: Value, /) -> Value:
    """Whether another has all elements."""
    return _compared(context, self, other, lambda mine, theirs: mine <= theirs)


@models("builtins.set.issuperset")
def set_issuperset(context: Context, self: Value, other: Value, /) -> Value:
    """Whether all elements of another are here."""
    return _compared(context, self, other, lambda mine, theirs: mine >= theirs)


@models("builtins.set.isdisjoint")
def set_isdisjoint(context: Context, self: Value, other: Value, /) -> Value:
    """Whether no element is shared."""
    return _compared(context, self, other, lambda mine, theirs: mine.isdisjoint(theirs))


@models("builtins.set.__len__")
def set_length(self: Value) -> Value:
    """The number of elements."""
    return Integer(length_of(self))
