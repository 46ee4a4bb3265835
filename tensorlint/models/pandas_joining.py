"""Tables put together and taken apart: `concat`, `merge`, `join`, `get_dummies`, and functions of columns."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.pandas_tables import (
    FRAME,
    SERIES,
    data_of,
    default_index,
    frame,
    has_default_index,
    index_of,
    is_label,
    is_plain,
    is_table,
    is_unique,
    known_labels,
    labels_index,
    labels_of,
    levels_of,
    like,
    name_of,
    same_index,
    series,
)
from tensorlint.models.pandas_writing import stored_length
from tensorlint.models.registry import Context, models
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import add, total
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)

_ROWS = (Integer(0), String("index"), String("rows"))
_COLUMNS = (Integer(1), String("columns"))


@models("pandas.concat")
def concat(
    context: Context,
    objs: Value,
    *,
    axis: Value = Integer(0),  # noqa: B008 - immutable
    join: Value = String("outer"),  # noqa: B008 - immutable
    ignore_index: Value = FALSE,
    keys: Value = NONE,
    **options: Value,
) -> Value:
    """Tables below or beside each other."""
    items = objs.items if isinstance(objs, List | Tuple) else None
    if items is None:
        return _of_many(context, objs, axis, join)
    tables = [item for item in items if isinstance(item, Object) and is_table(item)]
    if not tables or len(tables) != len(items):
        return UNKNOWN_VALUE
    if axis in _ROWS:
        return _below(tables, join, ignore_index, keys)
    if axis in _COLUMNS:
        return _beside(tables, join, ignore_index, keys)
    return UNKNOWN_VALUE


def _of_many(context: Context, objs: Value, axis: Value, join: Value) -> Value:
    """Tables that are all alike, it is not known how many."""
    one = context.element(objs)
    if not isinstance(one, Object) or not is_table(one) or axis not in _ROWS:
        return UNKNOWN_VALUE
    if one.path == SERIES:
        return series(Axis(UNKNOWN))
    labels = labels_of(one)
    if labels is None:
        return frame()
    return frame(Shape((Axis(UNKNOWN), Axis(len(labels)))), "", labels)


def _below(tables: Sequence[Object], join: Value, ignore_index: Value, keys: Value) -> Value:
    sizes = [data_of(table).shape.axes[0].size for table in tables]
    rows: Size = UNKNOWN if UNKNOWN in sizes else total(sizes)
    at = default_index(rows) if ignore_index == TRUE else None
    plain = all(is_plain(table) for table in tables)
    if all(table.path == SERIES for table in tables):
        return series(Axis(rows), "", at, plain=plain)
    if any(table.path == SERIES for table in tables):
        return frame(Shape((Axis(rows), Axis(UNKNOWN))))
    known = [labels_of(table) for table in tables]
    levels = levels_of(tables[0]) if keys == NONE and ignore_index == FALSE else None
    if any(table and levels_of(table) != levels for table in tables):
        levels = None
    if any(labels is None for labels in known) or not all(is_unique(table) for table in tables):
        return frame(Shape((Axis(rows), Axis(UNKNOWN))), "", None, at)
    if join not in (String("outer"), String("inner")):
        return frame(Shape((Axis(rows), Axis(UNKNOWN))), "", None, at)
    labels = known[0] or ()
    for others in known[1:]:
        if join == String("inner"):
            labels = tuple([label for label in labels if label in (others or ())])
        else:
            labels = (*labels, *[label for label in others or () if label not in labels])
    return frame(Shape((Axis(rows), Axis(len(labels)))), "", labels, at, levels=levels, plain=plain)


def _beside(tables: Sequence[Object], join: Value, ignore_index: Value, keys: Value) -> Value:
    counts: list[Size] = [
        1 if table.path == SERIES else data_of(table).shape.axes[1].size for table in tables
    ]
    columns: Size = UNKNOWN if UNKNOWN in counts else total(counts)
    first = tables[0]
    same = all(same_index(index_of(first), index_of(table)) for table in tables[1:])
    rows = data_of(first).shape.axes[0] if same else Axis(UNKNOWN)
    labels: tuple[Value, ...] | None = ()
    for table in tables:
        name = name_of(table)
        own = labels_of(table) if table.path == FRAME else (name,) if is_label(name) else None
        labels = None if labels is None or own is None else (*labels, *own)
    if ignore_index != FALSE or keys != NONE:
        labels = None
    at = index_of(first) if same else None
    levels = levels_of(first) if same else None
    plain = all(is_plain(table) for table in tables)
    return frame(Shape((rows, Axis(columns))), "", labels, at, levels=levels, plain=plain)


# -- merge and join


@models("pandas.merge")
def merge(
    left: Value,
    right: Value,
    how: Value = String("inner"),  # noqa: B008 - immutable
    on: Value = NONE,
    left_on: Value = NONE,
    right_on: Value = NONE,
    **options: Value,
) -> Value:
    """The rows of two tables that go together; how many there are follows from the elements."""
    if not isinstance(left, Object) or not isinstance(right, Object):
        return UNKNOWN_VALUE
    if left.path != FRAME or right.path != FRAME:
        return frame()
    labels = _merged_labels(left, right, how, on, left_on, right_on, options)
    if labels is None:
        return frame()
    plain = is_plain(left) and is_plain(right)
    return frame(Shape((Axis(UNKNOWN), Axis(len(labels)))), "", labels, plain=plain)


def _labels(value: Value) -> tuple[Value, ...] | None:
    return (value,) if is_label(value) else known_labels(value)


def _merged_labels(
    left: Object,
    right: Object,
    how: Value,
    on: Value,
    left_on: Value,
    right_on: Value,
    options: dict[str, Value],
) -> tuple[Value, ...] | None:
    """The columns of two merged tables, in order; None where they are not known."""
    ours, theirs = labels_of(left), labels_of(right)
    plain = {"suffixes", "sort", "copy", "validate", "indicator"}
    if ours is None or theirs is None or not is_unique(left) or not is_unique(right):
        return None
    if options.keys() - plain or options.get("indicator", FALSE) != FALSE or not isinstance(how, String):
        return None
    if how.value not in ("inner", "left", "right", "outer"):
        return None
    shared: tuple[Value, ...] = ()
    if on != NONE:
        found = _labels(on)
        if found is None:
            return None
        shared = found
    elif left_on == NONE and right_on == NONE:
        shared = tuple([label for label in ours if label in theirs])
    else:
        one, two = _labels(left_on), _labels(right_on)
        if one is None or two is None or len(one) != len(two):
            return None
        shared = tuple([a for a, b in zip(one, two, strict=True) if a == b])
    suffixes = options.get("suffixes", Tuple((String("_x"), String("_y"))))
    ends = _labels(suffixes)
    if ends is None or len(ends) != 2:
        return None
    overlap = [label for label in ours if label in theirs and label not in shared]
    if overlap and not all(isinstance(label, String) for label in (*overlap, *ends)):
        return None
    labels = [_suffixed(label, ends[0]) if label in overlap else label for label in ours]
    rest = [label for label in theirs if label not in shared]
    labels += [_suffixed(label, ends[1]) if label in overlap else label for label in rest]
    return tuple(labels)


def _suffixed(label: Value, end: Value) -> Value:
    if isinstance(label, String) and isinstance(end, String):
        return String(f"{label.value}{end.value}")
    return label


@models(f"{FRAME}.merge")
def merge_with(self: Value, right: Value, how: Value = String("inner"), **options: Value) -> Value:  # noqa: B008
    """The rows of two tables that go together."""
    return merge(self, right, how, **options)


@models(f"{FRAME}.join")
def join_with(
    self: Value,
    other: Value,
    on: Value = NONE,
    how: Value = String("left"),  # noqa: B008 - immutable
    **options: Value,
) -> Value:
    """The columns of another table beside those of this one, by the index."""
    if not isinstance(self, Object) or not isinstance(other, Object) or not is_table(other):
        return frame()
    rows = Axis(UNKNOWN)
    by_number = has_default_index(self) and has_default_index(other)
    if on == NONE and how == String("left") and by_number:
        rows = data_of(self).shape.axes[0]
    at = index_of(self) if rows.size is not UNKNOWN else None
    count = data_of(self).shape.axes[1].size
    more = 1 if other.path == SERIES else data_of(other).shape.axes[1].size
    columns = UNKNOWN if UNKNOWN in (count, more) else add(count, more)
    ours = labels_of(self)
    name = name_of(other)
    theirs = labels_of(other) if other.path == FRAME else (name,) if is_label(name) else None
    labels = None if ours is None or theirs is None else (*ours, *theirs)
    if {"lsuffix", "rsuffix"} & options.keys():
        labels = None
    return frame(Shape((rows, Axis(columns))), "", labels, at)


# -- of columns


@models("pandas.get_dummies")
def get_dummies(data: Value, *given: Value, **options: Value) -> Value:
    """A column for each category: how many there are follows from the elements."""
    if not isinstance(data, Object) or not is_table(data):
        length = stored_length(data)
        return frame(Shape((Axis(length), Axis(UNKNOWN))), unique=isinstance(data, List | Array))
    rows = data_of(data).shape.axes[0]
    columns = born(symbol("columns", lower=0), "columns")
    plain = is_plain(data)
    return frame(Shape((rows, columns)), "", None, index_of(data), levels=levels_of(data), plain=plain)


@models("pandas.to_datetime", "pandas.to_numeric", "pandas.to_timedelta")
def converted(arg: Value, *given: Value, **options: Value) -> Value:
    """A Series of numbers or dates for a Series of texts."""
    if isinstance(arg, Object) and arg.path == SERIES:
        return like(arg)
    return UNKNOWN_VALUE


@models("pandas.cut", "pandas.qcut")
def binned(x: Value, *given: Value, **options: Value) -> Value:
    """The interval of each element."""
    if isinstance(x, Object) and x.path == SERIES and "retbins" not in options and not given[3:]:
        return like(x)
    return UNKNOWN_VALUE


@models("pandas.isna", "pandas.isnull", "pandas.notna", "pandas.notnull")
def missing(obj: Value) -> Value:
    """A truth value for each element."""
    if isinstance(obj, Object) and is_table(obj):
        return like(obj, mask=True)
    if isinstance(obj, Array) and obj.library == "numpy" and not obj.kind and obj.rank:
        return Array(obj.shape, "bool")
    return UNKNOWN_VALUE


@models("pandas.unique")
def unique(values: Value) -> Value:
    """The distinct elements."""
    if not is_table(values) and not isinstance(values, Array):
        return UNKNOWN_VALUE
    return Array(Shape((Axis(symbol("unique", lower=0)),)), writeable=None)


@models("pandas.factorize")
def factorize(values: Value, *given: Value, **options: Value) -> Value:
    """A number for each element, and the distinct elements."""
    data = data_of(values) if is_table(values) else values
    if not isinstance(data, Array) or data.rank != 1:
        return UNKNOWN_VALUE
    return Tuple((Array(data.shape, "int64", writeable=None), UNKNOWN_VALUE))


@models("pandas.date_range", "pandas.period_range", "pandas.timedelta_range", "pandas.bdate_range")
def date_range(
    start: Value = NONE, end: Value = NONE, periods: Value = NONE, freq: Value = NONE, **options: Value
) -> Value:
    """Dates, as many as told, or from one to another."""
    size: Size = UNKNOWN
    if isinstance(periods, Integer) and options.keys() <= {"tz", "name", "normalize"}:
        size = periods.size
    return labels_index(Axis(symbol("dates", lower=0) if size is UNKNOWN else size))


@models("pandas.RangeIndex", "pandas.Index", "pandas.DatetimeIndex")
def make_index(data: Value = NONE, *given: Value, **options: Value) -> Value:
    """An index of these labels."""
    if given or isinstance(data, Integer):
        return UNKNOWN_VALUE
    labels = known_labels(data) if isinstance(data, List) else None
    if labels is not None:
        return labels_index(Axis(len(labels)), labels)
    length = (
        data_of(data).shape.axes[0].size
        if isinstance(data, Object) and is_table(data)
        else stored_length(data)
    )
    return UNKNOWN_VALUE if length is UNKNOWN else labels_index(Axis(length))
