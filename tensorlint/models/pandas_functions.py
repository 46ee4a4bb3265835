"""Functions of the user that a table calls for its elements, columns or rows."""

from __future__ import annotations

from tensorlint.models.pandas_access import TABLES, paths
from tensorlint.models.pandas_tables import (
    FRAME,
    SERIES,
    data_of,
    index_of,
    is_table,
    labels_value,
    levels_of,
    like,
    series,
    with_any_elements,
)
from tensorlint.models.registry import Context, models
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Dict,
    Float,
    Instance,
    Integer,
    Library,
    List,
    Object,
    String,
    Tuple,
    Unknown,
    Value,
)

_ROWS = (Integer(0), String("index"), String("rows"))
_COLUMNS = (Integer(1), String("columns"))
_SCALARS = (Integer, Float, String, Boolean, List, Tuple, Dict)
_PLAIN = frozenset({"len", "str", "int", "float", "bool", "abs", "round"})


def _is_plain(found: Value) -> bool:
    """Whether a user's function gave what stands as one element."""
    return isinstance(found, _SCALARS) or (isinstance(found, Array) and found.rank == 0)


@models(f"{SERIES}.apply")
def apply_to_elements(context: Context, self: Value, func: Value, *given: Value, **options: Value) -> Value:
    """Something for each element: a Series, unless the function gives Series, which make a table."""
    if not isinstance(self, Object) or given or options:
        return UNKNOWN_VALUE
    if isinstance(func, Library) and func.path.removeprefix("builtins.") in _PLAIN:
        return with_any_elements(like(self))
    if isinstance(func, Library) and func.path.startswith("numpy."):
        return context.call(func, (self,))
    return (
        like(self) if _is_plain(context.call(func, (Unknown("an element of a Series"),))) else UNKNOWN_VALUE
    )


@models(f"{FRAME}.apply")
def apply(context: Context, self: Value, func: Value, axis: Value = Integer(0), **options: Value) -> Value:  # noqa: B008
    """Something for each column, or for each row with axis=1."""
    if not isinstance(self, Object) or options.keys() - {"raw"} or isinstance(func, Instance):
        return UNKNOWN_VALUE
    rows, count = data_of(self).shape.axes
    if axis in _COLUMNS:
        given: Value = series(count, "", labels_value(self))
        if "raw" in options:
            given = UNKNOWN_VALUE
        if _is_plain(_called(context, func, given)):
            return series(rows, "", index_of(self), levels=levels_of(self))
        return UNKNOWN_VALUE
    if axis not in _ROWS or options:
        return UNKNOWN_VALUE
    given = series(rows, data_of(self).dtype, index_of(self), levels=levels_of(self))
    found = _called(context, func, given)
    if isinstance(found, Array) and found.rank == 0:
        return series(count, "", labels_value(self))
    if is_table(found) and isinstance(found, Object) and found.path == SERIES:
        same = index_of(found) == index_of(self)
        return with_any_elements(like(self)) if same else UNKNOWN_VALUE
    return UNKNOWN_VALUE


def _called(context: Context, func: Value, given: Value) -> Value:
    return context.call(func, (given,))


@models(*paths(TABLES, "pipe"))
def pipe(context: Context, self: Value, func: Value, *args: Value, **kwargs: Value) -> Value:
    """What a function makes of the table."""
    return UNKNOWN_VALUE if isinstance(func, Tuple) else context.call(func, (self, *args), kwargs)
