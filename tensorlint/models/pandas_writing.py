"""What is written to tables: columns, rows and elements by place, label or condition, and their labels."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.pandas_access import TABLES, paths
from tensorlint.models.pandas_selection import ALL_OF, ILOC, LOC, is_bool, table_of
from tensorlint.models.pandas_tables import (
    FRAME,
    SERIES,
    data_of,
    forget,
    frame,
    has_default_index,
    index_of,
    is_label,
    is_plain,
    is_scalar,
    is_table,
    is_unique,
    known_labels,
    labels_of,
    levels_of,
    like,
    rewrite,
    series,
    with_any_elements,
    with_columns,
    with_labels,
    with_rows,
)
from tensorlint.models.registry import Context, Refusal, models, refuse
from tensorlint.shapes import UNKNOWN, Axis, Size, equal, size_text
from tensorlint.shapes.sizes import bounds, subtract
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Constant,
    Float,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)


def stored_length(value: Value) -> Size:
    """The length of what is stored as a column, unknown where it is a scalar, a table or the like."""
    if isinstance(value, List):
        return value.length
    if isinstance(value, Tuple) and not value.names:
        return len(value.items)
    if isinstance(value, Array) and value.library == "numpy" and value.rank == 1 and not value.kind:
        return value.shape.axes[0].size
    return UNKNOWN


def check_stored(value: Value, rows: Size, text: str = "{value}") -> None:
    """Refuses a column of another length than the table, which is not empty."""
    given = stored_length(value)
    if bounds(rows)[0] >= 1 and given is not UNKNOWN and equal(given, rows) is False:
        said = f"{size_text(given)} != {size_text(rows)}"
        refuse(
            "TSL211",
            f"the value does not fit: {text} has {size_text(given)} elements, the table"
            f" {size_text(rows)} rows: {said}",
        )


def with_column(table: Object, label: Value, value: Value) -> Object:
    """A table with a new or changed column; one without rows takes those of the value."""
    labels = labels_of(table)
    if labels is not None and is_label(label):
        found = with_labels(table, labels if label in labels else (*labels, label))
    else:
        found = with_columns(table, Axis(UNKNOWN))  # the label may be there already
        found.cells["unique"] = table.cells.get("unique", UNKNOWN_VALUE)
    found.cells["data"] = replace(data_of(found), dtype="")
    if not is_plain(table) or not is_plain(value):
        with_any_elements(found)
    return with_rows(found, Axis(UNKNOWN)) if _may_bring_rows(table, value) else found


def _may_bring_rows(table: Object, value: Value) -> bool:
    rows = data_of(table).shape.axes[0].size
    if bounds(rows)[0] >= 1 or is_scalar(value) or isinstance(value, Constant):
        return False
    if is_table(value):
        assert isinstance(value, Object)
        return equal(data_of(value).shape.axes[0].size, rows) is not True
    return equal(stored_length(value), rows) is not True


@models(f"{FRAME}.__setitem__")
def set_column(context: Context, self: Value, key: Value, value: Value) -> Value:
    """A new or changed column; refuses one of another length than the table."""
    if not isinstance(self, Object):
        return NONE
    rows = data_of(self).shape.axes[0]
    if is_bool(key):
        rewrite(context, self, _written(like(self), value))
        return NONE
    several = known_labels(key) if isinstance(key, List) else None
    if several is not None:
        _set_columns(context, self, several, value)
        return NONE
    if not isinstance(key, String) and not is_label(key):
        forget(context, self)
        return NONE
    try:
        check_stored(value, rows.size)
    except Refusal:
        rewrite(context, self, with_column(self, key, Float()))
        raise
    rewrite(context, self, with_column(self, key, value))
    return NONE


def _set_columns(context: Context, table: Object, labels: tuple[Value, ...], value: Value) -> None:
    rows = data_of(table).shape.axes[0].size
    array = value if isinstance(value, Array) and value.library == "numpy" and not value.kind else None
    if array is not None and array.rank == 2 and bounds(rows)[0] >= 1:
        height, width = array.shape.axes[0].size, array.shape.axes[1].size
        if equal(width, len(labels)) is False:
            said = f"{size_text(width)} != {len(labels)}"
            refuse("TSL211", f"{len(labels)} columns are set from {{value}} of shape {array.shape}: {said}")
        if equal(height, rows) is False:
            said = f"{size_text(height)} != {size_text(rows)}"
            refuse("TSL211", f"{{value}} is {array.shape} but the table has {size_text(rows)} rows: {said}")
    found = table
    for label in labels:
        found = with_column(found, label, Float() if bounds(rows)[0] >= 1 or array is None else value)
    if array is None and bounds(rows)[0] < 1 and not is_scalar(value):
        found = with_rows(found, Axis(UNKNOWN))
    rewrite(context, table, found)


@models(f"{FRAME}.__delitem__")
def delete_column(context: Context, self: Value, key: Value) -> Value:
    """One column less."""
    if isinstance(self, Object):
        rewrite(context, self, without_columns(self, (key,)))
    return NONE


def without_columns(table: Object, dropped: tuple[Value, ...] | None) -> Object:
    """The table without some columns, all of which it must have."""
    count = data_of(table).shape.axes[1]
    if dropped is None or not is_unique(table) or len(set(dropped)) != len(dropped):
        return with_columns(table, Axis(UNKNOWN))
    labels = labels_of(table)
    if labels is not None:
        return with_labels(table, [label for label in labels if label not in dropped])
    left = UNKNOWN if count.size is UNKNOWN else subtract(count.size, len(dropped))
    found = with_columns(table, Axis(left))
    found.cells["unique"] = table.cells["unique"]
    return found


@models(f"{SERIES}.__setitem__")
def set_item(context: Context, self: Value, key: Value, value: Value) -> Value:
    """A write by a condition, or by the number of an element; by another label it may add one."""
    if not isinstance(self, Object):
        return NONE
    if is_bool(key) or _is_held(self, key):
        rewrite(context, self, _written(like(self), value))
    else:
        forget(context, self)
    return NONE


def _is_held(table: Object, row: Value) -> bool:
    """Whether a number is surely the label of a row."""
    rows = data_of(table).shape.axes[0].size
    if not has_default_index(table) or not isinstance(row, Integer) or not isinstance(row.size, int):
        return False
    return row.size >= 0 and bounds(rows)[0] > row.size


@models(f"{ILOC}.__setitem__")
def set_by_place(context: Context, self: Value, index: Value, value: Value) -> Value:
    """A write by place changes no shape."""
    table = table_of(self)
    rewrite(context, table, _written(like(table), value))
    return NONE


def _written(table: Object, value: Value) -> Object:
    """The table after some of its elements became a value, or elements of it."""
    return table if is_plain(value) else with_any_elements(table)


@models(f"{LOC}.__setitem__")
def set_by_label(context: Context, self: Value, index: Value, value: Value) -> Value:
    """A write by label may add rows and columns."""
    table = table_of(self)
    row, wanted = index, ALL_OF
    if isinstance(index, Tuple) and table.path == FRAME:
        if len(index.items) != 2:
            forget(context, table)
            return NONE
        row, wanted = index.items  # type: ignore[assignment]
    found: Object = like(table)
    kept = row == ALL_OF or is_bool(row) or _is_held(table, row)
    if table.path == FRAME and wanted != ALL_OF:
        labels = labels_of(table)
        named = (wanted,) if is_label(wanted) else known_labels(wanted)
        if named is None or not is_unique(table) or labels is None:
            found = with_columns(found, Axis(UNKNOWN))
        else:
            found = with_labels(found, (*labels, *[each for each in named if each not in labels]))
    if row == ALL_OF and is_label(wanted):
        check_stored(value, data_of(table).shape.axes[0].size)
    if not kept:
        found = with_rows(found, Axis(UNKNOWN))
    rewrite(context, table, _written(found, value))
    return NONE


@models(*paths(TABLES, "__setattr__"))
def set_attribute(context: Context, self: Value, name: Value, value: Value) -> Value:
    """Other labels, or other elements of a column: the shape stays."""
    if not isinstance(self, Object) or not isinstance(name, String):
        return NONE
    data = data_of(self)
    if self.path == SERIES:
        kept = series(data.shape.axes[0]) if name.value == "index" else like(self)
        if name.value == "name":
            kept.cells["name"] = value
        rewrite(context, self, kept)
        return NONE
    labels = labels_of(self)
    if name.value in ("columns", "index"):
        _relabelled(context, self, name.value, value)
    elif labels is not None and name in labels:
        rewrite(context, self, _written(like(self), value))
    else:
        rewrite(context, self, frame(data.shape, "", None, index_of(self), levels=levels_of(self)))
    return NONE


def _relabelled(context: Context, table: Object, which: str, value: Value) -> None:
    data = data_of(table)
    axis = data.shape.axes[1 if which == "columns" else 0]
    labels = known_labels(value)
    given: Size = UNKNOWN
    if labels is not None:
        given = len(labels)
    elif isinstance(value, Array) and value.rank == 1:
        given = value.shape.axes[0].size
    if which == "columns":
        at, levels, plain = index_of(table), levels_of(table), is_plain(table)
        new = frame(data.shape, data.dtype, labels, at, levels=levels, plain=plain)
    else:
        new = with_rows(table, axis)
        new.cells["levels"] = UNKNOWN_VALUE
    wrong = equal(given, axis.size) is False and bounds(axis.size)[0] >= 1
    if wrong and which == "columns":
        new = frame(data.shape, data.dtype, None, index_of(table), levels=levels_of(table))
    rewrite(context, table, new)
    if wrong:
        what = "columns" if which == "columns" else "rows"
        said = f"{size_text(given)} != {size_text(axis.size)}"
        refuse(
            "TSL105" if which == "columns" else "TSL106",
            f"the table has {size_text(axis.size)} {what} but gets {size_text(given)} labels: {said}",
        )
