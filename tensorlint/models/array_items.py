"""Single items of arrays: what an index or a loop takes out is a scalar, and no array without axes.

Where the dtype may hold texts, bytes, records or objects, the scalar can be indexed and iterated
over, as an array of rank 0 cannot; a mark tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tensorlint.models.coercion import HOLDS_ARRAYS, dtype_kind
from tensorlint.shapes import UNKNOWN_SHAPE
from tensorlint.values import Array, Integer, List, Slice, Tuple, Value

NUMBERS = frozenset({"bool", "int", "float", "complex"})


@dataclass(frozen=True)
class ItemMark:
    """The array is a single item of another one, and perhaps no number."""


_MARK = ItemMark()


@dataclass(frozen=True)
class AtMost:
    """The array has no more axes than that: what is read from a table in a text file has two at most."""

    rank: int


def rank_shown(array: Array, index: Value) -> int | None:
    """The rank that an array must have, since an index goes along as many axes as it may have at most."""
    if not array.shape.open or array.shape.axes or not array.marks or not isinstance(index, Tuple):
        return None
    consumed = [isinstance(item, (Integer, Slice, List)) for item in index.items]
    most = [mark.rank for mark in array.marks if isinstance(mark, AtMost)]
    return len(consumed) if all(consumed) and len(consumed) in most else None


def as_item(array: Array) -> Array:
    """What was taken out of an array; marked where it has no axis left and may be no number."""
    if (
        array.shape.axes
        or array.shape.open
        or dtype_kind(array.dtype) in NUMBERS
        or array.library == "tensorflow"
    ):
        return array
    if HOLDS_ARRAYS in array.marks:
        return Array(UNKNOWN_SHAPE, library=array.library, writeable=None)
    return replace(array, marks=array.marks | {_MARK})


def may_hold_items(value: Value) -> bool:
    """Whether a value without axes may still be a text, bytes, a record or an object with items."""
    return (
        isinstance(value, Array)
        and bool(value.marks)
        and _MARK in value.marks
        and value.rank == 0
        and dtype_kind(value.dtype) not in NUMBERS
    )
