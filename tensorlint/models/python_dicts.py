"""Methods of dicts (also OrderedDict, defaultdict, Counter). A dict changes through the store alone."""

from __future__ import annotations

from tensorlint.models.python_builtins import unknown_int
from tensorlint.models.python_constants import (
    ABSENT,
    EMPTY,
    from_python,
    key_of,
    new_dict,
    new_list,
    to_python,
    unknown_set,
)
from tensorlint.models.python_constructors import dict_of
from tensorlint.models.python_iteration import items_of, one_of
from tensorlint.models.python_mutation import loosen, put, replace_entries
from tensorlint.models.python_operators import binary, merged
from tensorlint.models.python_subscripts import delete, shared_default
from tensorlint.models.python_values import common_of, element_of, length_of, truth
from tensorlint.models.registry import Context, NotCoercible, attribute, models
from tensorlint.shapes import symbol
from tensorlint.values import (
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Cells,
    Dict,
    Integer,
    List,
    Series,
    SetValue,
    Tuple,
    Value,
    joined,
    union,
)


def values_of(owner: Dict) -> Value:
    """What all values of a dict have in common."""
    return joined(*owner.entries.values(), *([] if owner.others is None else [owner.others]))


def held_under(owner: Dict, key: Value) -> list[Value] | None:
    """What a key may hold: one value where it is certainly there; None where it certainly is not.

    A key that may be missing gives what it may hold and `ABSENT` behind.
    """
    try:
        constant = key_of(key)
    except NotCoercible:
        values = [*owner.entries.values(), *([] if owner.others is None else [owner.others])]
        return [joined(*values), ABSENT] if values else None
    if constant in owner.entries:
        return [owner.entries[constant]]
    return None if owner.others is None else [owner.others, ABSENT]


@models("builtins.dict.get")
def dict_get(self: Value, key: Value, default: Value = NONE, /) -> Value:
    """The value of a key, or the default."""
    if not isinstance(self, Dict):
        return UNKNOWN_VALUE
    held = held_under(self, key)
    if held is None:
        return default
    return held[0] if len(held) == 1 else union(held[0], default)


def _view(owner: Dict, kind: str) -> Series:
    keys, values = common_of(owner), values_of(owner)
    element = {"dict_keys": keys, "dict_values": values, "dict_items": Tuple((keys, values))}[kind]
    return Series(element, length_of(owner), kind, subject=owner)


@models("builtins.dict.keys")
def dict_keys(self: Value) -> Value:
    """A view of the keys."""
    return _view(self, "dict_keys") if isinstance(self, Dict) else UNKNOWN_VALUE


@models("builtins.dict.values")
def dict_values(self: Value) -> Value:
    """A view of the values."""
    return _view(self, "dict_values") if isinstance(self, Dict) else UNKNOWN_VALUE


@models("builtins.dict.items")
def dict_items(self: Value) -> Value:
    """A view of the pairs."""
    return _view(self, "dict_items") if isinstance(self, Dict) else UNKNOWN_VALUE


@models("builtins.dict.pop")
def dict_pop(context: Context, self: Value, key: Value, default: Value = ABSENT, /) -> Value:
    """The value of a key, taken out."""
    if not isinstance(self, Dict):
        return UNKNOWN_VALUE
    held = held_under(self, key)
    delete(context, self, key)
    if held is None:
        return UNKNOWN_VALUE if default is ABSENT else default
    return held[0] if len(held) == 1 or default is ABSENT else union(held[0], default)


@models("builtins.dict.popitem")
def dict_popitem(context: Context, self: Value, last: Value = TRUE) -> Value:
    """The last pair, taken out."""
    if not isinstance(self, Dict):
        return UNKNOWN_VALUE
    if self.others is None and self.entries and last == TRUE:
        key = list(self.entries)[-1]
        value = self.entries[key]
        delete(context, self, from_python(key))
        return Tuple((from_python(key), value))
    pair = Tuple((common_of(self), values_of(self)))
    loosen(context, self)
    return pair


@models("builtins.dict.setdefault")
def dict_setdefault(context: Context, self: Value, key: Value, default: Value = NONE, /) -> Value:
    """The value of a key, put there where it is missing."""
    if not isinstance(self, Dict):
        return UNKNOWN_VALUE
    held = held_under(self, key)
    if held is not None and len(held) == 1:
        return held[0]
    try:
        key_of(key)
    except NotCoercible:
        return shared_default(context, self, default)
    value = default if held is None else joined(held[0], default)
    put(context, self, key, value)
    return value


@models("builtins.dict.update")
def dict_update(context: Context, self: Value, other: Value = EMPTY, /, **kwargs: Value) -> Value:
    """Entries of another mapping, or of pairs, put in."""
    if isinstance(self, Dict):
        if self.type == "Counter":
            _count(context, self, other, "+")
        else:
            result = merged(self, dict_of(context, other, kwargs))
            replace_entries(context, self, dict(result.entries), result.others)
    return NONE


@models("builtins.dict.clear")
def dict_clear(context: Context, self: Value) -> Value:
    """All entries go."""
    if isinstance(self, Dict):
        replace_entries(context, self, {}, None)
    return NONE


@models("builtins.dict.copy", "builtins.dict.__copy__")
def dict_copy(self: Value) -> Value:
    """A new dict of the same entries."""
    return Dict(Cells(self.cells), self.type) if isinstance(self, Dict) else UNKNOWN_VALUE


@models("builtins.dict.fromkeys")
def dict_fromkeys(context: Context, iterable: Value, value: Value = NONE, /) -> Value:
    """A new dict of keys that all hold one value."""
    keys = items_of(context, iterable)
    try:
        return new_dict({key_of(key): value for key in keys or ()}, value if keys is None else None)
    except NotCoercible:
        return Dict.of({}, value)


@models("builtins.dict.__len__")
def dict_length(self: Value) -> Value:
    """The number of entries."""
    return Integer(length_of(self))


@models("builtins.dict.move_to_end")
def move_to_end(context: Context, self: Value, key: Value, last: Value = TRUE) -> Value:
    """An entry of an OrderedDict becomes the last, or the first."""
    if not isinstance(self, Dict):
        return NONE
    try:
        constant = key_of(key)
    except NotCoercible:
        loosen(context, self)
        return NONE
    if constant in self.entries:
        rest = {known: value for known, value in self.entries.items() if known != constant}
        moved = {constant: self.entries[constant]}
        to_the_end = truth(last)
        if to_the_end is None:
            loosen(context, self)
        else:
            entries = {**rest, **moved} if to_the_end else {**moved, **rest}
            replace_entries(context, self, entries, self.others)
    return NONE


@attribute("builtins.dict.default_factory")
def default_factory(value: Value) -> Value:
    """What a defaultdict calls for a missing key."""
    held = value.cells.get("factory") if isinstance(value, Dict) else None
    return held if isinstance(held, Value) else UNKNOWN_VALUE


def counted(context: Context, iterable: Value) -> Dict:
    """The Counter of a mapping's counts or of an iterable's items."""
    if isinstance(iterable, Dict):
        return Dict.of(iterable.entries, iterable.others, "Counter")
    items = items_of(context, iterable)
    if items is None:
        one_of(context, iterable)
        return Dict.of({}, Integer(), "Counter")
    counts: dict[object, int] = {}
    try:
        for item in items:
            key = key_of(item)
            counts[key] = counts.get(key, 0) + 1
    except NotCoercible:
        return Dict.of({}, Integer(), "Counter")
    return new_dict({key: Integer(count) for key, count in counts.items()}, None, "Counter")


def _count(context: Context, target: Dict, other: Value, operator: str) -> None:
    change = counted(context, other)
    if target.others is not None or change.others is not None:
        replace_entries(context, target, {}, Integer())
        return
    entries = dict(target.entries)
    for key, count in change.entries.items():
        entries[key] = binary(operator, entries.get(key, Integer(0)), count)
    replace_entries(context, target, entries, None)


@models("builtins.dict.subtract")
def counter_subtract(context: Context, self: Value, iterable: Value = EMPTY, /, **kwds: Value) -> Value:
    """Counts taken off a Counter."""
    if isinstance(self, Dict):
        _count(context, self, iterable, "-")
    return NONE


@models("builtins.dict.most_common")
def counter_most_common(self: Value, n: Value = NONE) -> Value:
    """Pairs of an element and its count, the most frequent first."""
    if not isinstance(self, Dict):
        return UNKNOWN_VALUE
    try:
        counts = {key: to_python(value) for key, value in self.entries.items()}
        limit = None if n == NONE else int(to_python(n))
        if self.others is not None:
            raise NotCoercible
        order = sorted(counts, key=counts.__getitem__, reverse=True)[
            : None if limit is None else max(limit, 0)
        ]
    except (NotCoercible, TypeError, ValueError):
        length = length_of(self) if n == NONE else symbol("length", lower=0)
        return List.like(Tuple((common_of(self), Integer())), length)
    return new_list(tuple([Tuple((from_python(key), self.entries[key])) for key in order]))


@models("builtins.dict.elements")
def counter_elements(self: Value) -> Value:
    """Each element as often as it was counted."""
    return Series(common_of(self), symbol("elements", lower=0))


@models("builtins.dict.total")
def counter_total(self: Value) -> Value:
    """The sum of all counts."""
    if not isinstance(self, Dict) or self.others is not None:
        return unknown_int("total")
    result: Value = Integer(0)
    for value in self.entries.values():
        result = binary("+", result, value)
    return result


def keys_as_set(owner: Dict) -> SetValue:
    """The keys of a dict as a set."""
    if owner.others is None:
        return SetValue.of(tuple([from_python(key) for key in owner.entries]))
    return unknown_set(element_of(owner), length_of(owner))
