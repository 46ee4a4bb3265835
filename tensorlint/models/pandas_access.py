"""What is read from DataFrames and Series and written to them: shapes, arrays, columns, rows."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import to_dtype
from tensorlint.models.numpy_arguments import filtered
from tensorlint.models.pandas_creation import known_labels, stored_length
from tensorlint.models.pandas_tables import (
    FRAME,
    INDEX,
    SERIES,
    as_array,
    forget,
    frame,
    index_of,
    is_mask,
    is_unique,
    labels_index,
    labels_of,
    new_index,
    rewrite,
    same_index,
    series,
)
from tensorlint.models.registry import Context, attribute, models, refuse
from tensorlint.shapes import UNKNOWN, Axis, Shape, equal, size_text
from tensorlint.shapes.axes import selected
from tensorlint.shapes.sizes import bounds, subtract
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Float,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)

_TABLES = (FRAME, SERIES)
_ALL = (FRAME, SERIES, INDEX)


def _paths(owners: tuple[str, ...], names: str) -> list[str]:
    return [f"{owner}.{name}" for owner in owners for name in names.split()]


def _data(table: Value) -> Array:
    return as_array(table) or Array()


@attribute(*_paths(_ALL, "shape"))
def shape(table: Object) -> Value:
    """The numbers of rows and columns."""
    return Tuple(tuple([Integer(axis.size, axis.parts) for axis in _data(table).shape.axes]))


@attribute(*_paths(_ALL, "ndim"))
def ndim(table: Object) -> Value:
    """2 for a DataFrame, 1 for a Series."""
    return Integer(len(_data(table).shape))


@attribute(*_paths(_ALL, "size"))
def size(table: Object) -> Value:
    """The number of elements."""
    return Integer(_data(table).shape.count)


@models(*_paths(_ALL, "__len__"))
def length(self: Value) -> Value:
    """The number of rows."""
    axis = _data(self).shape.axes[0]
    return Integer(axis.size, axis.parts)


@attribute(*_paths(_ALL, "values"))
def values(table: Object) -> Value:
    """The array of the elements; pandas 3 makes it read-only."""
    return _data(table)


@models(*_paths(_ALL, "to_numpy"))
def to_numpy(self: Value, dtype: Value = NONE, copy: Value = NONE, na_value: Value = NONE) -> Value:
    """The array of the elements."""
    data = _data(self)
    return data if dtype == NONE else replace(data, dtype=to_dtype(dtype))


@attribute(f"{FRAME}.columns")
def columns(table: Object) -> Value:
    """The labels of the columns."""
    return labels_index(_data(table).shape.axes[1], labels_of(table))


@attribute(*_paths(_TABLES, "index"))
def row_index(table: Object) -> Value:
    """The labels of the rows."""
    return labels_index(_data(table).shape.axes[0])


@attribute(f"{FRAME}.T")
def transposed(table: Object) -> Value:
    """Rows and columns swapped."""
    data = _data(table)
    return frame(Shape(data.shape.axes[::-1]), data.dtype)


@attribute(*_paths(_TABLES, "iloc loc"))
def indexer(table: Object) -> Value:
    """What selects rows by place or by label."""
    return Object("pandas.indexer", Cells(table=table))


@models("pandas.indexer.__getitem__")
def indexed(self: Value, index: Value) -> Value:
    """Some rows: how many is not known."""
    return UNKNOWN_VALUE


@models("pandas.indexer.__setitem__")
def set_indexed(context: Context, self: Value, index: Value, value: Value) -> Value:
    """A write by label may add rows and columns."""
    table = self.cells.get("table") if isinstance(self, Object) else None
    if isinstance(table, Object):
        forget(context, table)
    return NONE


@models(f"{FRAME}.__getitem__")
def get_column(self: Value, key: Value) -> Value:
    """A column by its label, several by a list of labels, some rows by a mask."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    data = _data(self)
    rows = data.shape.axes[0]
    if isinstance(key, String) and key.value is not None:
        if not is_unique(self):
            return UNKNOWN_VALUE  # a label may stand for several columns
        return series(rows, data.dtype, index_of(self))
    wanted = known_labels(key) if isinstance(key, List) else None
    if wanted is not None:
        if not is_unique(self):
            return frame(Shape((rows, Axis(UNKNOWN))), data.dtype, index=index_of(self))
        return frame(Shape((rows, Axis(len(wanted)))), data.dtype, wanted, index_of(self))
    if is_mask(key):
        return _filtered(self)
    return UNKNOWN_VALUE


def _filtered(table: Object) -> Object:
    """Some of the rows, as many as a condition holds for."""
    data = _data(table)
    rows = selected(data.shape.axes[0], filtered("k", data.shape.axes[0].size))
    if table.path == SERIES:
        return series(rows, data.dtype, mask=is_mask(table))
    return frame(Shape((rows, data.shape.axes[1])), data.dtype, labels_of(table), unique=is_unique(table))


@models(f"{SERIES}.__getitem__")
def get_item(self: Value, key: Value) -> Value:
    """Some elements by a mask."""
    return _filtered(self) if is_mask(key) and isinstance(self, Object) else UNKNOWN_VALUE


@models(f"{SERIES}.__setitem__")
def set_item(context: Context, self: Value, key: Value, value: Value) -> Value:
    """A write by a label may add an element."""
    if not isinstance(self, Object):
        return NONE
    if is_mask(key):
        rewrite(context, self, _like(self))
    else:
        forget(context, self)
    return NONE


@models(*_paths(_TABLES, "__setattr__"))
def set_attribute(context: Context, self: Value, name: Value, value: Value) -> Value:
    """Other labels, or other elements of a column: the shape stays, what else is known does not."""
    if isinstance(self, Object):
        data = _data(self)
        kept = frame(data.shape) if self.path == FRAME else series(data.shape.axes[0])
        rewrite(context, self, kept)
    return NONE


@models(f"{FRAME}.__setitem__")
def set_column(context: Context, self: Value, key: Value, value: Value) -> Value:
    """A new or changed column; refuses one of another length than the table."""
    if not isinstance(self, Object):
        return NONE
    data = _data(self)
    rows, count = data.shape.axes
    if is_mask(key):
        rewrite(context, self, frame(data.shape, "", labels_of(self), index_of(self), is_unique(self)))
        return NONE
    if not isinstance(key, String) or key.value is None or bounds(rows.size)[0] < 1:
        forget(context, self)
        return NONE
    given = stored_length(value)
    if equal(given, rows.size) is False and given is not UNKNOWN:
        said = f"{size_text(given)} != {size_text(rows.size)}"
        forget(context, self)
        refuse(
            "TSL211",
            f"the value does not fit: {{value}} has {size_text(given)} elements, the table"
            f" {size_text(rows.size)} rows: {said}",
        )
    labels = labels_of(self)
    if labels is None:
        new = frame(Shape((rows, Axis(UNKNOWN))), index=index_of(self), unique=is_unique(self))
    elif key in labels:
        new = frame(Shape((rows, count)), "", labels, index_of(self))
    else:
        new = frame(Shape((rows, Axis(len(labels) + 1))), "", (*labels, key), index_of(self))
    rewrite(context, self, new)
    return NONE


@models(f"{FRAME}.__delitem__")
def delete_column(context: Context, self: Value, key: Value) -> Value:
    """One column less."""
    if isinstance(self, Object):
        rewrite(context, self, _without(self, (key,)))
    return NONE


def _without(table: Object, dropped: tuple[Value, ...] | None) -> Object:
    """The table without some columns, all of which it must have."""
    data = _data(table)
    rows, count = data.shape.axes
    if dropped is None or not is_unique(table) or len(set(dropped)) != len(dropped):
        return frame(Shape((rows, Axis(UNKNOWN))), data.dtype, index=index_of(table))
    labels = labels_of(table)
    if labels is not None:
        kept = tuple([label for label in labels if label not in dropped])
        return frame(Shape((rows, Axis(len(kept)))), data.dtype, kept, index_of(table))
    left = UNKNOWN if count.size is UNKNOWN else subtract(count.size, len(dropped))
    return frame(Shape((rows, Axis(left))), data.dtype, index=index_of(table), unique=True)


@models(f"{FRAME}.drop")
def drop(context: Context, self: Value, labels: Value = NONE, **options: Value) -> Value:
    """The table without some columns or rows."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    result = _dropped(self, labels, options)
    return _given_back(context, self, result, options)


def _dropped(table: Object, labels: Value, options: dict[str, Value]) -> Object:
    named = options.get("columns", NONE)
    if named == NONE and options.get("axis") in (Integer(1), String("columns")):
        named = labels
    strict = options.get("errors", String("raise")) == String("raise")
    if named == NONE or options.get("index", NONE) != NONE or not strict or "level" in options:
        data = _data(table)
        axes = (Axis(UNKNOWN), Axis(UNKNOWN) if named != NONE or "axis" in options else data.shape.axes[1])
        return frame(Shape(axes), data.dtype)
    plain = isinstance(named, String) and named.value is not None
    return _without(table, (named,) if plain else known_labels(named))


def _given_back(context: Context, table: Object, result: Object, options: dict[str, Value]) -> Value:
    """The new table, or the old one changed where it is done in place."""
    inplace = options.get("inplace", FALSE)
    if inplace == FALSE:
        return result
    if inplace == TRUE:
        rewrite(context, table, result)
    else:
        forget(context, table)
    return UNKNOWN_VALUE


@models(*_paths(_TABLES, "fillna ffill bfill replace clip interpolate"))
def kept_in_place(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """Other elements; the shape stays, also in place."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    return _given_back(context, self, _like(self), options)


@models(*_paths(_TABLES, "copy round abs"), *_paths((FRAME,), "isna isnull notna notnull"))
def kept(self: Value, *given: Value, **options: Value) -> Value:
    """The same shape."""
    return _like(self) if isinstance(self, Object) else UNKNOWN_VALUE


def _like(table: Object) -> Object:
    data = _data(table)
    if table.path == SERIES:
        return series(data.shape.axes[0], index=index_of(table))
    return frame(data.shape, "", labels_of(table), index_of(table), is_unique(table))


@models(*_paths(_TABLES, "astype"))
def astype(self: Value, dtype: Value, *given: Value, **options: Value) -> Value:
    """The same shape, of another type."""
    return _like(self) if isinstance(self, Object) else UNKNOWN_VALUE


@models(f"{SERIES}.map")
def mapped(self: Value, *given: Value, **options: Value) -> Value:
    """Something for each element."""
    return _like(self) if isinstance(self, Object) else UNKNOWN_VALUE


@models(*_paths(_TABLES, "dropna"))
def without_missing(context: Context, self: Value, **options: Value) -> Value:
    """The rows (or columns) without missing values."""
    return fewer_rows(context, self, **options)


@models(*_paths(_TABLES, "drop_duplicates"), f"{FRAME}.query")
def fewer_rows(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """Some of the rows."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    result = _filtered(self)
    if options.get("axis", Integer(0)) != Integer(0) and self.path == FRAME:
        result = frame(Shape((Axis(UNKNOWN), Axis(UNKNOWN))))
    return _given_back(context, self, result, options)


_IN_PLACE = "where mask rename_axis sort_values sort_index rename reset_index"


@models(*_paths(_TABLES, _IN_PLACE), f"{FRAME}.set_index", f"{SERIES}.drop")
def maybe_changed(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """Another table, or this one changed where it is done in place: nothing is known of it then."""
    if isinstance(self, Object) and ("inplace" in options or len(given) > 2):
        forget(context, self)
    return UNKNOWN_VALUE


@models(*_paths(_TABLES, "update pop"), *_paths((FRAME,), "insert eval isetitem"))
def changed(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """Changes the table in place: afterwards nothing is known of it."""
    if isinstance(self, Object):
        forget(context, self)
    return UNKNOWN_VALUE


_FLIPPED = "__eq__ __ne__ __lt__ __le__ __gt__ __ge__"
_ARITHMETIC = "__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__"


@models(*_paths((SERIES,), _FLIPPED))
def compared(self: Value, other: Value) -> Value:
    """A truth value for each element."""
    if not isinstance(self, Object) or not _goes_with(self, other):
        return UNKNOWN_VALUE
    return series(_data(self).shape.axes[0], "", index_of(self), mask=True)


@models(*_paths((SERIES,), "__and__ __or__ __xor__"))
def combined(self: Value, other: Value) -> Value:
    """Conditions joined element by element."""
    both = is_mask(self) and is_mask(other)
    if not both or not isinstance(self, Object) or not _goes_with(self, other):
        return UNKNOWN_VALUE
    return series(_data(self).shape.axes[0], "", index_of(self), mask=True)


@models(*_paths((SERIES,), "__invert__"))
def inverted(self: Value) -> Value:
    """The opposite of each truth value."""
    if not isinstance(self, Object) or not is_mask(self):
        return UNKNOWN_VALUE
    return series(_data(self).shape.axes[0], "", index_of(self), mask=True)


@models(*_paths((SERIES,), _ARITHMETIC))
def calculated(self: Value, other: Value) -> Value:
    """Arithmetic element by element: of known length where the row indices are the same."""
    return _like(self) if isinstance(self, Object) and _goes_with(self, other) else UNKNOWN_VALUE


@models(*_paths((FRAME,), "mean median std var min max sum"))
def summary(self: Value, *given: Value, **options: Value) -> Value:
    """A number for each column: a Series whose index are the names of the columns."""
    labels = labels_of(self) if isinstance(self, Object) else None
    if labels is None or given or options or not isinstance(self, Object):
        return UNKNOWN_VALUE
    return series(Axis(len(labels)), "", Tuple(tuple(labels)))


@models(*_paths((FRAME,), _ARITHMETIC))
def calculated_table(self: Value, other: Value) -> Value:
    """Arithmetic with a number, or with a Series that has an item for each of the columns."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    labels = labels_of(self)
    per_column = (
        isinstance(other, Object)
        and other.path == SERIES
        and labels is not None
        and is_unique(self)
        and index_of(other) == Tuple(tuple(labels))
    )
    if not per_column and not isinstance(other, Integer | Float):
        return UNKNOWN_VALUE
    return frame(_data(self).shape, "", labels, index_of(self), is_unique(self))


def _goes_with(table: Object, other: Value) -> bool:
    if isinstance(other, Object):
        return other.path == SERIES and same_index(index_of(table), index_of(other))
    return isinstance(other, Integer | Float | String | Boolean)


@models(*_paths((SERIES,), "isin between isna isnull notna notnull"))
def membership(self: Value, *given: Value, **options: Value) -> Value:
    """A truth value for each element."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    return series(_data(self).shape.axes[0], "", index_of(self), mask=True)


@models(*_paths((FRAME,), "head tail"))
def some_rows(self: Value, n: Value = Integer(5)) -> Value:  # noqa: B008 - immutable
    """At most so many rows."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    data = _data(self)
    return frame(Shape((Axis(UNKNOWN), data.shape.axes[1])), data.dtype, labels_of(self), new_index())
