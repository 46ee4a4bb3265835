"""Methods that give a table of the same rows with other elements, or with other columns beside them."""

from __future__ import annotations

from tensorlint.models.pandas_access import TABLES, paths
from tensorlint.models.pandas_changes import given_back, rows_of
from tensorlint.models.pandas_tables import (
    FRAME,
    SERIES,
    column,
    forget,
    index_of,
    is_label,
    is_plain,
    labels_of,
    like,
    rewrite,
    series,
    with_any_elements,
    with_labels,
    with_rows,
)
from tensorlint.models.pandas_writing import check_stored, with_column, without_columns
from tensorlint.models.registry import Context, models
from tensorlint.shapes import UNKNOWN, Axis
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Boolean,
    Dict,
    Float,
    Function,
    Integer,
    Object,
    String,
    Value,
)

_KEPT = "fillna ffill bfill replace clip interpolate where mask"


@models(*paths(TABLES, _KEPT))
def kept_in_place(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """Other elements; the shape stays, also in place."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    if len(given) > 2:
        forget(context, self)
        return UNKNOWN_VALUE
    result = like(self)
    if not all(is_plain(each) or isinstance(each, Dict) for each in (*given, *options.values())):
        with_any_elements(result)
    return given_back(context, self, result, options)


@models(
    *paths(TABLES, "copy round abs shift diff pct_change rank cumsum cumprod cummax cummin"),
    *paths(TABLES, "infer_objects convert_dtypes"),
)
def kept(self: Value, *given: Value, **options: Value) -> Value:
    """The same shape; moved in place elements may be missing then."""
    if not isinstance(self, Object) or {"freq", "axis"} & options.keys():
        return UNKNOWN_VALUE
    if any(not isinstance(each, Integer | Float | String | Boolean) for each in (*given, *options.values())):
        return UNKNOWN_VALUE  # several periods make several columns
    return like(self)


@models(*paths(TABLES, "isna isnull notna notnull"))
def missing(self: Value) -> Value:
    """A truth value for each element."""
    return like(self, mask=True) if isinstance(self, Object) else UNKNOWN_VALUE


@models(*paths((SERIES,), "isin between duplicated"), f"{FRAME}.isin")
def membership(self: Value, *given: Value, **options: Value) -> Value:
    """A truth value for each element or row."""
    return like(self, mask=True) if isinstance(self, Object) else UNKNOWN_VALUE


@models(f"{FRAME}.duplicated")
def duplicated(self: Value, *given: Value, **options: Value) -> Value:
    """A truth value for each row."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    return series(rows_of(self), "", index_of(self), mask=True)


@models(*paths(TABLES, "astype"))
def astype(self: Value, dtype: Value, *given: Value, **options: Value) -> Value:
    """The same shape, of another type."""
    return like(self) if isinstance(self, Object) else UNKNOWN_VALUE


@models(f"{SERIES}.map", *paths((FRAME,), "applymap map"))
def mapped(self: Value, *given: Value, **options: Value) -> Value:
    """Something for each element."""
    return with_any_elements(like(self)) if isinstance(self, Object) else UNKNOWN_VALUE


@models(f"{SERIES}.argsort")
def argsort(self: Value, *given: Value, **options: Value) -> Value:
    """A place for each element."""
    return like(self) if isinstance(self, Object) else UNKNOWN_VALUE


@models(f"{FRAME}.assign")
def assign(self: Value, **kwargs: Value) -> Value:
    """The table with new or changed columns."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    rows = rows_of(self)
    found = self
    for name, value in kwargs.items():
        check_stored(value, rows.size, "{" + name + "}")
        called = Float() if isinstance(value, Function) else value
        found = with_column(found, String(name), called)
        if isinstance(value, Function):
            with_any_elements(found)
    return found


@models(f"{FRAME}.insert")
def insert(
    context: Context, self: Value, loc: Value, column: Value, value: Value, allow_duplicates: Value = FALSE
) -> Value:
    """A new column at a place."""
    if not isinstance(self, Object):
        return NONE
    labels = labels_of(self)
    known = labels is not None and is_label(column) and column not in labels and is_label(loc)
    if not known or labels is None or not isinstance(loc, Integer) or not isinstance(loc.size, int):
        forget(context, self)
        return NONE
    check_stored(value, rows_of(self).size)
    found = with_column(self, column, value)
    at = loc.size
    rewrite(context, self, with_labels(found, (*labels[:at], column, *labels[at:])))
    return NONE


@models(f"{FRAME}.pop")
def pop(context: Context, self: Value, item: Value) -> Value:
    """A column, taken out of the table."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    taken = column(self, item) if is_label(item) else UNKNOWN_VALUE
    rewrite(context, self, without_columns(self, (item,) if is_label(item) else None))
    return taken


@models(*paths(TABLES, "update"), f"{FRAME}.isetitem")
def updated(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """Other elements in place."""
    if isinstance(self, Object):
        rewrite(context, self, like(self))
    return NONE


@models(f"{SERIES}.pop", f"{FRAME}.eval")
def changed(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """May change the table in place: afterwards nothing is known of it."""
    if isinstance(self, Object):
        forget(context, self)
    return UNKNOWN_VALUE


@models(f"{SERIES}.drop")
def drop_elements(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """Some of the elements."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    return given_back(context, self, with_rows(self, Axis(UNKNOWN)), options)
