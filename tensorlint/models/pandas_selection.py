"""Rows and columns of tables by place (`iloc`), by label (`loc`), and by `table[…]`, read and written."""

from __future__ import annotations

from tensorlint.models.numpy_arguments import filtered
from tensorlint.models.operators import subscript
from tensorlint.models.pandas_access import TABLES, paths, picked_labels
from tensorlint.models.pandas_tables import (
    FRAME,
    INDEX,
    SERIES,
    column,
    data_of,
    element,
    frame,
    has_default_index,
    index_of,
    is_label,
    is_mask,
    is_plain,
    is_unique,
    known_labels,
    labels_of,
    labels_value,
    levels_of,
    like,
    series,
    with_columns,
    with_labels,
    with_rows,
)
from tensorlint.models.registry import NotCoercible, Refusal, attribute, models, refuse
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, size_text
from tensorlint.shapes.axes import selected
from tensorlint.shapes.sizes import subtract
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Integer,
    List,
    Object,
    Slice,
    String,
    Tuple,
    Value,
)

ILOC, LOC = "pandas.iloc", "pandas.loc"
_PLACES = ("bool", "int", "int64", "int32")
ALL_OF = Slice()
"""`:`"""


@attribute(*paths(TABLES, "iloc iat"))
def iloc(table: Object) -> Value:
    """What selects rows and columns by place."""
    return Object(ILOC, Cells(table=table))


@attribute(*paths(TABLES, "loc at"))
def loc(table: Object) -> Value:
    """What selects rows and columns by label."""
    return Object(LOC, Cells(table=table))


def table_of(self: Value) -> Object:
    """The table that an indexer belongs to."""
    held = self.cells.get("table") if isinstance(self, Object) else None
    if not isinstance(held, Object):
        raise NotCoercible
    return held


def _rows_and_columns(table: Object, index: Value) -> tuple[Value, Value]:
    if not isinstance(index, Tuple):
        return index, ALL_OF
    if table.path != FRAME or len(index.items) != 2:
        raise NotCoercible
    return index.items[0], index.items[1]


def is_bool(value: Value) -> bool:
    """Whether a value is a condition over rows or columns, as an array, a Series or a list."""
    if isinstance(value, Array):
        return value.rank == 1 and value.dtype == "bool"
    if isinstance(value, List) and value.items:
        return all(isinstance(item, Boolean) for item in value.items)
    return is_mask(value)


# -- reading by place


def _taken(axis: Axis, index: Value, what: str) -> Axis | None:
    """What an index by place leaves of an axis: None where it takes one item."""
    if index == ALL_OF:
        return axis
    if isinstance(index, Integer):
        pass
    elif isinstance(index, Slice):
        ends = (index.start, index.stop, index.step)
        if not all(isinstance(each, Integer) or each == NONE for each in ends):
            raise NotCoercible
    elif isinstance(index, List):
        items = index.items or (index.element,)
        if not all(isinstance(item, Integer | Boolean) for item in items):
            raise NotCoercible
    elif not isinstance(index, Array) or index.rank not in (0, 1) or index.dtype not in _PLACES:
        raise NotCoercible
    try:
        found = subscript(Array(Shape((axis,)), "float64"), index)
    except Refusal as refusal:
        if isinstance(index, Integer):
            what = f"{size_text(index.size)} is out of bounds for {size_text(axis.size)} {what}"
        else:
            what = f"the index does not fit {size_text(axis.size)} {what}: {refusal.message.split(':')[0]}"
        refuse("TSL605", f"iloc: {what}", "IndexError")
    if not isinstance(found, Array) or found.rank is None:
        raise NotCoercible
    return found.shape.axes[0] if found.rank else None


def _result(table: Object, rows: Axis | None, columns: Axis | None, labels: Value, index: Value) -> Value:
    """The part of a table with these rows and columns; None: just one of them."""
    data = data_of(table)
    if rows is None and columns is None:
        return element(data.dtype)
    if rows is None:
        assert columns is not None
        return series(columns, data.dtype, labels, plain=is_plain(table))
    if columns is None:
        plain, levels = is_plain(table), levels_of(table)
        return series(rows, data.dtype, index, data.dtype == "bool", levels=levels, plain=plain)
    unique, plain = is_unique(table), is_plain(table)
    return frame(Shape((rows, columns)), data.dtype, labels, index, unique, levels_of(table), plain)


def by_place(table: Object, index: Value) -> Value:
    """`table.iloc[index]`."""
    row, column_ = _rows_and_columns(table, index)
    axes = data_of(table).shape.axes
    rows = _taken(axes[0], row, "rows")
    if table.path == SERIES:
        return element(data_of(table).dtype) if rows is None else _some(table, rows, row)
    columns = _taken(axes[1], column_, "columns")
    at = index_of(table) if row == ALL_OF else None
    labels: Value | None = labels_value(table) if column_ == ALL_OF else None
    if labels is None:
        picked = picked_labels(labels_of(table), column_)
        labels = Tuple(picked) if picked is not None else None
    if not isinstance(column_, Slice) and labels is None and columns is not None:
        # A list may name a column twice.
        table = with_columns(table, axes[1])
    if rows is None and columns is None:
        return element(data_of(table).dtype)
    found = _result(table, rows, columns, UNKNOWN_VALUE if labels is None else labels, at or UNKNOWN_VALUE)
    return found if at is not None or not isinstance(found, Object) else _reindexed(found)


def _reindexed(table: Object) -> Object:
    """The table with a row index of its own, unless its index are the columns of another."""
    held = index_of(table)
    return table if isinstance(held, Tuple) else with_rows(table, data_of(table).shape.axes[0])


def _some(table: Object, rows: Axis, row: Value) -> Object:
    return with_rows(table, rows, index_of(table) if row == ALL_OF else None)


@models(f"{ILOC}.__getitem__")
def get_by_place(self: Value, index: Value) -> Value:
    """Rows and columns by place; refuses a place that is not there."""
    return by_place(table_of(self), index)


# -- reading by label


def filtered_rows(table: Object) -> Object:
    """Some of the rows, as many as a condition holds for."""
    rows = data_of(table).shape.axes[0]
    return with_rows(table, selected(rows, filtered("k", rows.size)))


def check_condition(condition: Value, size: Size, what: str, exception: str = "IndexError") -> None:
    """Refuses a condition in an array or a list that is not as long as what it chooses from."""
    found: Size = UNKNOWN
    if isinstance(condition, Array):
        found = condition.shape.axes[0].size
    elif isinstance(condition, List):
        found = condition.length
    if equal(found, size) is False:
        said = f"{size_text(found)} != {size_text(size)}"
        refuse("TSL605", f"the condition has {size_text(found)} elements for {what}: {said}", exception)


def _rows_by_label(table: Object, row: Value) -> tuple[Axis | None, Value | None]:
    """The rows that a label, a list, a slice or a condition chooses, and their index where it is known."""
    rows = data_of(table).shape.axes[0]
    if row == ALL_OF:
        return rows, index_of(table)
    if is_bool(row):
        check_condition(row, rows.size, f"{size_text(rows.size)} rows")
        return selected(rows, filtered("k", rows.size)), None
    if isinstance(row, Slice):
        return Axis(_between(table, row)), None
    if isinstance(row, List | Array | Object):
        if isinstance(row, Array) and (row.rank != 1 or row.dtype == ""):
            raise NotCoercible
        if isinstance(row, List) and not all(is_label(each) for each in row.items or (row.element,)):
            raise NotCoercible
        if isinstance(row, Object) and row.path != INDEX:
            raise NotCoercible
        if not has_default_index(table):
            return Axis(UNKNOWN), None
        if isinstance(row, List):
            return Axis(row.length), None
        return Axis(
            data_of(row).shape.axes[0].size if isinstance(row, Object) else row.shape.axes[0].size
        ), None
    if isinstance(row, Integer) and has_default_index(table):
        return None, None
    raise NotCoercible


def _between(table: Object, row: Slice) -> Size:
    """How many rows `first:last` names, the last one included, where they are numbered."""
    rows = data_of(table).shape.axes[0].size
    first = 0 if row.start == NONE else row.start.size if isinstance(row.start, Integer) else None
    if not has_default_index(table) or row.step != NONE or not isinstance(first, int) or first < 0:
        return UNKNOWN
    if row.stop == NONE:
        last = subtract(rows, 1)
    else:
        last = row.stop.size if isinstance(row.stop, Integer) else UNKNOWN
    if not isinstance(last, int) or not isinstance(rows, int) or not first <= last < rows:
        return UNKNOWN
    return last - first + 1


def _columns_by_label(table: Object, wanted: Value) -> tuple[Axis | None, Value]:
    """The columns that a label, a list, a slice or a condition chooses, and their labels."""
    count = data_of(table).shape.axes[1]
    labels = labels_of(table)
    if wanted == ALL_OF:
        return count, labels_value(table)
    if not is_unique(table):
        raise NotCoercible
    if isinstance(wanted, String) or is_label(wanted):
        return None, UNKNOWN_VALUE
    if is_bool(wanted):
        check_condition(wanted, count.size, f"{size_text(count.size)} columns")
        picked = picked_labels(labels, wanted)
        if picked is not None:
            return Axis(len(picked)), Tuple(picked)
        return selected(count, filtered("k", count.size)), UNKNOWN_VALUE
    if isinstance(wanted, Slice):
        picked = _labels_between(labels, wanted)
        return (Axis(UNKNOWN), UNKNOWN_VALUE) if picked is None else (Axis(len(picked)), Tuple(picked))
    named = known_labels(wanted)
    if named is not None:
        return Axis(len(named)), Tuple(named)
    if isinstance(wanted, Object) and wanted.path == INDEX:
        return data_of(wanted).shape.axes[0], UNKNOWN_VALUE
    if isinstance(wanted, List) and isinstance(wanted.element, String):
        return Axis(wanted.length), UNKNOWN_VALUE
    raise NotCoercible


def _labels_between(labels: tuple[Value, ...] | None, wanted: Slice) -> tuple[Value, ...] | None:
    if labels is None or wanted.step != NONE:
        return None
    places: list[int] = []
    for end, default in ((wanted.start, 0), (wanted.stop, len(labels) - 1)):
        if end == NONE:
            places.append(default)
        elif end in labels:
            places.append(labels.index(end))
        else:
            return None
    return labels[places[0] : places[1] + 1]


def by_label(table: Object, index: Value) -> Value:
    """`table.loc[index]`."""
    row, wanted = _rows_and_columns(table, index)
    rows, at = _rows_by_label(table, row)
    if table.path == SERIES:
        return element(data_of(table).dtype) if rows is None else with_rows(table, rows, at)
    columns, labels = _columns_by_label(table, wanted)
    if rows is not None and columns is None and at is not None:
        return column(table, wanted)
    found = _result(table, rows, columns, labels, UNKNOWN_VALUE if at is None else at)
    return found if at is not None or rows is None or not isinstance(found, Object) else _reindexed(found)


@models(f"{LOC}.__getitem__")
def get_by_label(self: Value, index: Value) -> Value:
    """Rows and columns by label, or by conditions."""
    return by_label(table_of(self), index)


# -- reading by `table[…]`


@models(f"{FRAME}.__getitem__")
def get_column(self: Value, key: Value) -> Value:
    """A column by its label, several by a list of labels, some rows by a condition or a slice."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    if isinstance(key, String) or is_label(key):
        return column(self, key if is_label(key) else UNKNOWN_VALUE)
    if is_bool(key):
        rows = data_of(self).shape.axes[0].size
        check_condition(key, rows, f"{size_text(rows)} rows", "ValueError")
        return filtered_rows(self)
    if isinstance(key, Slice):
        return _sliced(self, key)
    if isinstance(key, Object) and key.path == FRAME:
        return like(self)
    wanted = None if isinstance(key, Tuple) else known_labels(key)
    if wanted is not None:
        return with_labels(self, wanted) if is_unique(self) else with_columns(self, Axis(UNKNOWN))
    if isinstance(key, Object) and key.path == INDEX and is_unique(self):
        return with_columns(self, data_of(key).shape.axes[0])
    if isinstance(key, List) and isinstance(key.element, String) and is_unique(self):
        return with_columns(self, Axis(key.length))
    return UNKNOWN_VALUE


def _sliced(table: Object, key: Slice) -> Value:
    """`table[first:last]`: by place where the rows are numbered, else perhaps by label."""
    if has_default_index(table):
        return by_place(table, key)
    return table if key == ALL_OF else with_rows(table, Axis(UNKNOWN))


@models(f"{FRAME}.get")
def get(self: Value, key: Value, default: Value = NONE) -> Value:
    """A column by its label."""
    labels = labels_of(self) if isinstance(self, Object) else None
    return get_column(self, key) if labels is not None and key in labels else UNKNOWN_VALUE


@models(f"{SERIES}.__getitem__")
def get_item(self: Value, key: Value) -> Value:
    """Some elements by a condition or a slice, or one by its label."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    if is_bool(key):
        size = data_of(self).shape.axes[0].size
        check_condition(key, size, f"{size_text(size)} elements")
        return filtered_rows(self)
    if isinstance(key, Slice):
        return _sliced(self, key)
    if isinstance(key, Integer) and has_default_index(self):
        return element(data_of(self).dtype)
    if isinstance(key, String) and isinstance(index_of(self), Tuple):
        return element(data_of(self).dtype)
    if isinstance(key, List) and has_default_index(self) and known_labels(key) is not None:
        return with_rows(self, Axis(key.length))
    return UNKNOWN_VALUE
