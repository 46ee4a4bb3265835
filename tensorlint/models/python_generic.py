"""From what was worked out for one generic item to what holds of all items.

A symbol born while one item was worked out stands for that item's number alone; another item has
another. So `[np.zeros(i) for i in range(1, n)]` holds arrays of one unknown length each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tensorlint.models.python_constants import Interval
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size
from tensorlint.shapes.sizes import Symbol, symbols
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Dict,
    Float,
    Instance,
    Integer,
    List,
    Object,
    Series,
    SetValue,
    Tuple,
    Union,
    Unknown,
    Value,
    joined,
    now,
)

_DEPTH = 8


@dataclass(slots=True, frozen=True)
class Moment:
    """Symbols and cells that are younger than this were born behind it."""

    serial: int
    birth: int


def moment() -> Moment:
    """The present moment; call it before the generic item is worked out."""
    return Moment(Symbol("").serial, now())


def generalised(value: Value, since: Moment) -> Value:
    """What holds of every item, where `value` is the generic one, worked out since that moment."""
    return _generalised(value, since, 0)


def generalised_size(size: Size, since: Moment, total: Size = UNKNOWN) -> Size:
    """A size that holds of every item: unknown where it varies; `total` is no item's, though young."""
    return size if size is total else _size(size, since)


def _varies(size: Size, since: Moment) -> bool:
    return any(each.serial > since.serial for each in symbols(size))


def _size(size: Size, since: Moment) -> Size:
    return UNKNOWN if _varies(size, since) else size


def _generalised(value: Value, since: Moment, depth: int) -> Value:
    if depth > _DEPTH:
        return UNKNOWN_VALUE
    if isinstance(value, Integer):
        return Integer() if _varies(value.size, since) else value
    if isinstance(value, Interval):
        return Float()
    if isinstance(value, Array):
        return _array(value, since)
    if isinstance(value, Unknown):
        return replace(value, size=_size(value.size, since), identity=0)
    if isinstance(value, Tuple):
        items = tuple([_generalised(item, since, depth + 1) for item in value.items])
        return Tuple(items, value.names, value.type)
    if isinstance(value, Union):
        return joined(*[_generalised(each, since, depth + 1) for each in value.alternatives])
    if isinstance(value, Series):
        return _series(value, since, depth)
    if isinstance(value, List) and value.cells.birth > since.birth:
        return _list(value, since, depth)
    if isinstance(value, Dict) and value.cells.birth > since.birth:
        entries = {key: _generalised(item, since, depth + 1) for key, item in value.entries.items()}
        others = None if value.others is None else _generalised(value.others, since, depth + 1)
        return Dict.of(entries, others, value.type)
    if isinstance(value, SetValue | Instance | Object) and value.cells.birth > since.birth:
        return value if not isinstance(value, SetValue) else SetValue.of(None)
    return value


def _array(value: Array, since: Moment) -> Array:
    axes = [Axis(UNKNOWN) if _varies(axis.size, since) else axis for axis in value.shape.axes]
    contents = value.contents
    if contents is not None and any(_varies(each, since) for each in contents if not isinstance(each, float)):
        contents = None
    return replace(value, shape=Shape(tuple(axes), value.shape.open), contents=contents)


def _series(value: Series, since: Moment, depth: int) -> Series:
    return Series(
        _generalised(value.element, since, depth + 1),
        _size(value.length, since),
        value.kind,
        _size(value.start, since),
        _size(value.step, since),
        _size(value.stop, since),
    )


def _list(value: List, since: Moment, depth: int) -> List:
    """A list made for each item: one value stands for all of them from now on."""
    items = value.items
    if items is None:
        made = List.like(_generalised(value.element, since, depth + 1), _size(value.length, since))
    else:
        made = List.of(tuple([_generalised(item, since, depth + 1) for item in items]))
    made.cells["weak"] = True
    if "maxlen" in value.cells:
        made.cells["maxlen"] = value.cells["maxlen"]
    return made
