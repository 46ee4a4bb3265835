"""Tables in groups and in windows: as many rows as there are groups, or as the table has."""

from __future__ import annotations

from tensorlint.models.pandas_access import TABLES, paths
from tensorlint.models.pandas_tables import (
    FRAME,
    SERIES,
    column,
    data_of,
    element,
    frame,
    index_of,
    is_label,
    is_unique,
    known_labels,
    labels_of,
    labels_value,
    levels_of,
    like,
    series,
    with_labels,
    with_rows,
)
from tensorlint.models.registry import attribute, models
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import add, multiply
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Cells,
    Dict,
    Integer,
    List,
    Object,
    Series,
    String,
    Tuple,
    Value,
)

GROUPS = "pandas.GroupBy"
WINDOWS = "pandas.Window"


@models(*paths(TABLES, "groupby"))
def groupby(
    self: Value,
    by: Value = NONE,
    axis: Value = NONE,
    level: Value = NONE,
    as_index: Value = TRUE,
    **options: Value,
) -> Value:
    """The rows in groups, by the values of columns."""
    if not isinstance(self, Object) or axis not in (NONE, Integer(0)):
        return UNKNOWN_VALUE
    keys = (by,) if is_label(by) else known_labels(by)
    if isinstance(by, Tuple) or level != NONE or self.path == SERIES:
        keys = None
    cells = Cells(table=self, as_index=as_index)
    cells["keys"] = UNKNOWN_VALUE if keys is None else Tuple(keys)
    cells["picked"] = NONE
    return Object(GROUPS, cells)


def _table(groups: Value) -> Object:
    held = groups.cells.get("table") if isinstance(groups, Object) else None
    return held if isinstance(held, Object) else frame()


def _keys(groups: Object) -> tuple[Value, ...] | None:
    held = groups.cells.get("keys")
    return held.items if isinstance(held, Tuple) else None


@models(f"{GROUPS}.__getitem__", f"{GROUPS}.__getattr__")
def pick(self: Value, key: Value) -> Value:
    """The groups of one column, or of some."""
    if not isinstance(self, Object) or self.cells.get("picked") != NONE or _table(self).path != FRAME:
        return UNKNOWN_VALUE
    labels = labels_of(_table(self))
    wanted = key if is_label(key) else None
    if wanted is None:
        several = known_labels(key) if isinstance(key, List) else None
        wanted = None if several is None else Tuple(several)
    elif labels is not None and key not in labels:
        return UNKNOWN_VALUE
    if wanted is None:
        return UNKNOWN_VALUE
    cells = Cells(self.cells)
    cells["picked"] = wanted
    return Object(GROUPS, cells)


def _rows(name: str = "groups") -> Axis:
    return born(symbol(name, lower=0), name)


def _columns(groups: Object) -> tuple[Size, tuple[Value, ...] | None]:
    """The columns that are worked on: how many, and which."""
    table, picked = _table(groups), groups.cells.get("picked")
    if isinstance(picked, Tuple):
        return len(picked.items), picked.items
    keys, labels = _keys(groups), labels_of(table)
    if keys is None or not is_unique(table):
        return UNKNOWN, None
    if labels is not None:
        left = tuple([label for label in labels if label not in keys])
        return len(left), left
    count = data_of(table).shape.axes[1].size
    known = count is not UNKNOWN and len(set(keys)) == len(keys)
    return (add(count, -len(keys)) if known else UNKNOWN), None


def _is_one_column(groups: Object) -> bool:
    return is_label(groups.cells.get("picked", NONE)) or _table(groups).path == SERIES


def _summary(groups: Object, count: Size | None = None, labels: tuple[Value, ...] | None = None) -> Value:
    """A row for each group; `count` columns, or those that are worked on."""
    rows, keys, as_index = _rows(), _keys(groups), groups.cells.get("as_index")
    if _is_one_column(groups) and count is None:
        name = groups.cells.get("picked", NONE)
        if as_index == TRUE or _table(groups).path == SERIES:
            return series(rows, "", None, name=name if is_label(name) else UNKNOWN_VALUE, levels=keys)
        count, labels = 1, (name,)
    elif count is None:
        count, labels = _columns(groups)
    if as_index == TRUE:
        return frame(Shape((rows, Axis(count))), "", labels, None, labels is None, keys)
    if as_index != FALSE or keys is None:
        return frame()
    total = UNKNOWN if count is UNKNOWN else add(count, len(keys))
    named = None if labels is None else (*keys, *[label for label in labels if label not in keys])
    if named is not None and len(named) != total:
        return frame()
    return frame(Shape((rows, Axis(total))), "", named, Integer(rows.size))


_SUMMARIES = "mean sum median std var min max first last prod count nunique sem skew any all idxmin idxmax"


@models(*paths((GROUPS,), _SUMMARIES))
def summary(self: Value, *given: Value, **options: Value) -> Value:
    """A number for each group and column."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    if given or options.keys() - {"ddof", "min_count", "skipna"}:
        plain = _is_one_column(self)
        return _summary(self) if plain and not given else frame() if not plain else UNKNOWN_VALUE
    return _summary(self)


@models(*paths((GROUPS,), "agg aggregate"))
def aggregate(self: Value, func: Value = NONE, *given: Value, **options: Value) -> Value:
    """A number for each group and column, or several."""
    if not isinstance(self, Object) or given:
        return UNKNOWN_VALUE
    if isinstance(func, String) and not options:
        return _summary(self) if func.value in _SUMMARIES.split() else UNKNOWN_VALUE
    if func == NONE and options and all(isinstance(each, Tuple | String) for each in options.values()):
        labels = tuple([String(name) for name in options])
        return _summary(self, len(labels), labels)
    if isinstance(func, List) and func.items is not None and not options:
        names = known_labels(func)
        if _is_one_column(self):
            return _summary(self, len(func.items), names)
        count, _ = _columns(self)
        several = UNKNOWN if count is UNKNOWN else multiply(count, len(func.items))
        return _summary(self, several) if self.cells.get("as_index") == TRUE else frame()
    if isinstance(func, Dict) and func.others is None and not options and not _is_one_column(self):
        named = [String(key) for key, each in func.entries.items() if isinstance(key, str) and _is_text(each)]
        if len(named) == len(func.entries):
            return _summary(self, len(named), tuple(named))
    return UNKNOWN_VALUE


def _is_text(value: Value) -> bool:
    return isinstance(value, String)


@models(*paths((GROUPS,), "size"))
def sizes(self: Value) -> Value:
    """How many rows each group has."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    if self.cells.get("as_index") == TRUE:
        return series(_rows(), "", None, levels=_keys(self), name=NONE)
    return frame()


_FOR_EACH = "cumsum cumprod cummax cummin rank shift diff pct_change ffill bfill fillna transform"


@models(*paths((GROUPS,), _FOR_EACH))
def for_each_row(self: Value, *given: Value, **options: Value) -> Value:
    """Something for each row, made within its group."""
    if not isinstance(self, Object) or options or any(isinstance(each, List | Tuple) for each in given):
        return UNKNOWN_VALUE
    table = _table(self)
    if table.path == SERIES:
        return like(table)
    rows = data_of(table).shape.axes[0]
    if _is_one_column(self):
        return series(rows, "", index_of(table), levels=levels_of(table))
    count, labels = _columns(self)
    return frame(Shape((rows, Axis(count))), "", labels, index_of(table), levels=levels_of(table))


@models(*paths((GROUPS,), "cumcount ngroup"))
def numbers(self: Value, *given: Value, **options: Value) -> Value:
    """A number for each row."""
    table = _table(self)
    return series(data_of(table).shape.axes[0], "", index_of(table), levels=levels_of(table))


def _part(groups: Object) -> Value:
    table, picked = _table(groups), groups.cells.get("picked", NONE)
    rows = Axis(symbol("rows", lower=1))
    if is_label(picked):
        return with_rows(column(table, picked), rows) if is_unique(table) else UNKNOWN_VALUE
    if isinstance(picked, Tuple):
        return UNKNOWN_VALUE
    return with_rows(table, rows)


@models(*paths((GROUPS,), "__iter__"))
def each_group(self: Value) -> Value:
    """Pairs of a key and the rows of its group."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    return Series(Tuple((UNKNOWN_VALUE, _part(self))), _rows().size)


@models(*paths((GROUPS,), "get_group"))
def get_group(self: Value, name: Value, *given: Value) -> Value:
    """The rows of one group."""
    return _part(self) if isinstance(self, Object) else UNKNOWN_VALUE


@models(*paths((GROUPS,), "head tail sample filter nth"))
def some_of_each(self: Value, *given: Value, **options: Value) -> Value:
    """Some rows of each group."""
    if not isinstance(self, Object) or self.cells.get("picked") != NONE:
        return UNKNOWN_VALUE
    return with_rows(_table(self), Axis(UNKNOWN))


@attribute(f"{GROUPS}.ngroups")
def ngroups(groups: Object) -> Value:
    """How many groups there are."""
    return Integer(_rows().size)


@models(*paths((GROUPS,), "__len__"))
def count_of_groups(self: Value) -> Value:
    """How many groups there are."""
    return Integer(_rows().size)


@models(*paths((GROUPS,), "apply pipe describe value_counts quantile rolling resample plot hist boxplot"))
def unknown_of_groups(self: Value, *given: Value, **options: Value) -> Value:
    """Nothing is known of it."""
    return UNKNOWN_VALUE


@attribute(*paths((GROUPS,), "groups indices"))
def unknown_attribute(groups: Object) -> Value:
    """Nothing is known of it."""
    return UNKNOWN_VALUE


# -- windows


@models(*paths(TABLES, "rolling expanding ewm"))
def windows(self: Value, *given: Value, **options: Value) -> Value:
    """A window that moves over the rows."""
    if not isinstance(self, Object) or {"axis", "step", "on"} & options.keys():
        return UNKNOWN_VALUE
    return Object(WINDOWS, Cells(table=self))


@models(*paths((WINDOWS,), "__getitem__"))
def windows_of_column(self: Value, key: Value) -> Value:
    """The windows of one column, or of some."""
    table = _table(self)
    if is_label(key):
        found = column(table, key)
    elif isinstance(key, List) and known_labels(key) is not None and is_unique(table):
        found = with_labels(table, known_labels(key) or ())
    else:
        return UNKNOWN_VALUE
    return Object(WINDOWS, Cells(table=found)) if isinstance(found, Object) else UNKNOWN_VALUE


@models(*paths((WINDOWS,), "mean sum std var min max median count skew kurt sem rank quantile apply"))
def of_windows(self: Value, *given: Value, **options: Value) -> Value:
    """A number for each row and column."""
    return like(_table(self))


# -- other summaries


@models(*paths((FRAME,), "agg aggregate"))
def aggregate_table(self: Value, func: Value = NONE, axis: Value = Integer(0), **options: Value) -> Value:  # noqa: B008
    """One number a column, or one for each function."""
    if not isinstance(self, Object) or axis not in (Integer(0), String("index")) or options:
        return UNKNOWN_VALUE
    columns = data_of(self).shape.axes[1]
    labels = labels_value(self)
    if isinstance(func, String):
        return series(columns, "", labels) if func.value in _SUMMARIES.split() else UNKNOWN_VALUE
    if isinstance(func, List) and known_labels(func) is not None:
        return frame(Shape((Axis(func.length), columns)), "", labels, None, is_unique(self))
    return UNKNOWN_VALUE


@models(*paths((SERIES,), "agg aggregate"))
def aggregate_series(self: Value, func: Value = NONE, axis: Value = Integer(0), **options: Value) -> Value:  # noqa: B008
    """One number, or one for each function."""
    if isinstance(func, String) and not options:
        return element() if func.value in _SUMMARIES.split() else UNKNOWN_VALUE
    if isinstance(func, List) and known_labels(func) is not None and not options:
        return series(Axis(func.length))
    return UNKNOWN_VALUE


@models(*paths((FRAME,), "pivot_table pivot melt"), "pandas.pivot_table", "pandas.melt", "pandas.crosstab")
def another_table(*given: Value, **options: Value) -> Value:
    """A table whose shape follows from the elements."""
    return frame()
