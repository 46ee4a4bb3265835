"""Methods that give a table with fewer, more or reordered rows and columns, or with other elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tensorlint.models.operators import subscript
from tensorlint.models.pandas_access import TABLES, paths
from tensorlint.models.pandas_selection import filtered_rows
from tensorlint.models.pandas_tables import (
    FRAME,
    SERIES,
    data_of,
    default_index,
    forget,
    frame,
    index_of,
    is_label,
    is_plain,
    is_unique,
    known_labels,
    labels_of,
    levels_of,
    like,
    name_of,
    new_index,
    rewrite,
    with_columns,
    with_labels,
    with_rows,
)
from tensorlint.models.pandas_writing import without_columns
from tensorlint.models.registry import Context, models
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size
from tensorlint.shapes.axes import reordered
from tensorlint.shapes.sizes import add, minimum
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Dict,
    Float,
    Integer,
    Library,
    List,
    Object,
    Slice,
    String,
    Tuple,
    Value,
)

_ROWS = (Integer(0), String("index"), String("rows"))
_COLUMNS = (Integer(1), String("columns"))


def given_back(context: Context, table: Object, result: Object, options: dict[str, Value]) -> Value:
    """The new table, or the old one changed where it is done in place."""
    inplace = options.get("inplace", FALSE)
    if inplace == FALSE:
        return result
    if inplace == TRUE:
        rewrite(context, table, result)
    else:
        forget(context, table)
    return UNKNOWN_VALUE


def rows_of(table: Object) -> Axis:
    """The axis of the rows."""
    return data_of(table).shape.axes[0]


def _numbered(table: Object) -> Object:
    """The table with its rows numbered anew."""
    rows = rows_of(table)
    found = with_rows(table, rows, default_index(rows.size))
    found.cells["levels"] = Tuple((NONE,))
    return found


def _perhaps_numbered(table: Object, options: dict[str, Value]) -> Object:
    ignored = options.get("ignore_index", FALSE)
    if ignored == TRUE:
        return _numbered(table)
    if ignored == FALSE:
        return table
    found = with_rows(table, rows_of(table))
    found.cells["levels"] = UNKNOWN_VALUE
    return found


# -- fewer rows or columns


@models(f"{FRAME}.drop")
def drop(context: Context, self: Value, labels: Value = NONE, axis: Value = NONE, **options: Value) -> Value:
    """The table without some columns or rows."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    named = options.get("columns", NONE)
    if named == NONE and axis in _COLUMNS:
        named = labels
    strict = options.get("errors", String("raise")) == String("raise")
    if named == NONE or options.get("index", NONE) != NONE or "level" in options:
        found = self if named == NONE else with_columns(self, Axis(UNKNOWN))
        if named == NONE and axis != NONE and axis not in _ROWS:
            found = with_columns(self, Axis(UNKNOWN))
        result = with_rows(found, Axis(UNKNOWN))
    elif not strict:
        result = _without_those_there(self, (named,) if is_label(named) else known_labels(named))
    else:
        result = without_columns(self, (named,) if is_label(named) else known_labels(named))
    return given_back(context, self, result, options)


def _without_those_there(table: Object, dropped: tuple[Value, ...] | None) -> Object:
    labels = labels_of(table)
    if labels is None or dropped is None or not is_unique(table):
        return with_columns(table, Axis(UNKNOWN))
    return with_labels(table, [label for label in labels if label not in dropped])


@models(*paths(TABLES, "dropna"))
def without_missing(context: Context, self: Value, **options: Value) -> Value:
    """The rows (or columns) without missing values."""
    return fewer_rows(context, self, **options)


@models(*paths(TABLES, "drop_duplicates"), f"{FRAME}.query")
def fewer_rows(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """Some of the rows."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    axis = options.get("axis", Integer(0))
    if axis in _ROWS or self.path == SERIES:
        result = _perhaps_numbered(filtered_rows(self), options)
    elif axis in _COLUMNS:
        result = with_columns(self, Axis(UNKNOWN))
    else:
        result = frame()
    return given_back(context, self, result, options)


@models(f"{FRAME}.filter")
def by_label(self: Value, *given: Value, **options: Value) -> Value:
    """Some of the columns, by their labels; pandas 3 also takes a condition on the rows."""
    plain = all(isinstance(each, List) for each in given) and options.keys() <= {
        "items",
        "like",
        "regex",
        "axis",
    }
    return some_columns(self, **options) if plain else frame()


@models(f"{FRAME}.select_dtypes")
def some_columns(self: Value, *given: Value, **options: Value) -> Value:
    """Some of the columns."""
    if not isinstance(self, Object) or options.get("axis", Integer(1)) not in _COLUMNS:
        return UNKNOWN_VALUE
    found = with_columns(self, Axis(UNKNOWN))
    found.cells["unique"] = self.cells.get("unique", UNKNOWN_VALUE)
    return found


@models(*paths(TABLES, "head"))
def head(self: Value, n: Value = Integer(5)) -> Value:  # noqa: B008 - immutable
    """The first rows, at most n."""
    return _cut(self, Slice(NONE, n)) if isinstance(n, Integer) else _cut(self, None)


@models(*paths(TABLES, "tail"))
def tail(self: Value, n: Value = Integer(5)) -> Value:  # noqa: B008 - immutable
    """The last rows, at most n."""
    if isinstance(n, Integer) and isinstance(n.size, int):
        return _cut(self, Slice(Integer(-n.size), NONE) if n.size else Slice(NONE, Integer(0)))
    return _cut(self, None)


def _cut(table: Value, part: Slice | None) -> Value:
    if not isinstance(table, Object):
        return UNKNOWN_VALUE
    found = None if part is None else subscript(Array(Shape((rows_of(table),)), "float64"), part)
    known = isinstance(found, Array) and found.rank == 1
    return with_rows(table, found.shape.axes[0] if known and isinstance(found, Array) else Axis(UNKNOWN))


@models(*paths(TABLES, "nlargest nsmallest"))
def largest(self: Value, n: Value = Integer(5), *given: Value, **options: Value) -> Value:  # noqa: B008
    """The rows with the n largest (or smallest) values."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    plain = isinstance(n, Integer) and isinstance(n.size, int) and n.size >= 0 and "keep" not in options
    rows = rows_of(self)
    size: Size = minimum(n.size, rows.size) if plain and isinstance(n, Integer) else UNKNOWN
    return with_rows(self, reordered(rows, size))


@models(*paths(TABLES, "sample"))
def sample(
    self: Value,
    n: Value = NONE,
    frac: Value = NONE,
    replace: Value = FALSE,
    weights: Value = NONE,
    random_state: Value = NONE,
    axis: Value = NONE,
    ignore_index: Value = FALSE,
) -> Value:
    """So many rows by chance."""
    if not isinstance(self, Object) or (axis != NONE and axis not in _ROWS):
        return UNKNOWN_VALUE
    rows = rows_of(self)
    size: Size = UNKNOWN
    if frac == NONE:
        size = 1 if n == NONE else n.size if isinstance(n, Integer) else UNKNOWN
    elif frac in (Float(1.0), Integer(1)):
        size = rows.size
    return _perhaps_numbered(with_rows(self, reordered(rows, size)), {"ignore_index": ignore_index})


# -- other order, other labels


@models(*paths(TABLES, "sort_values sort_index"))
def in_order(context: Context, self: Value, *given: Value, **options: Value) -> Value:
    """The same rows in another order."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    if options.get("axis", Integer(0)) in _ROWS or self.path == SERIES:
        result = _perhaps_numbered(with_rows(self, rows_of(self)), options)
    else:
        shape, unique = data_of(self).shape, is_unique(self)
        result = frame(shape, "", None, index_of(self), unique, levels_of(self), is_plain(self))
    return given_back(context, self, result, options)


@models(*paths(TABLES, "reset_index"))
def reset_index(
    context: Context,
    self: Value,
    level: Value = NONE,
    *,
    drop: Value = FALSE,
    inplace: Value = FALSE,
    **options: Value,
) -> Value:
    """The rows numbered anew, the old index as columns or dropped."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    if level != NONE or drop not in (TRUE, FALSE):
        if inplace != FALSE:
            forget(context, self)
        return UNKNOWN_VALUE
    result = _numbered(self) if drop == TRUE else _with_levels(self, options)
    return given_back(context, self, result, {"inplace": inplace})


def _with_levels(table: Object, options: dict[str, Value]) -> Object:
    """The levels of the index as the first columns."""
    rows = rows_of(table)
    levels = levels_of(table)
    if table.path == SERIES:
        own = options.get("name", name_of(table))
        labels: tuple[Value, ...] | None = (Integer(0) if own == NONE else own,)
        if not is_label(own) and own != NONE:
            labels = None
        count: Size = 1
    else:
        labels, count = labels_of(table), data_of(table).shape.axes[1].size
    at = default_index(rows.size)
    if levels is None or "names" in options or len(options.keys() - {"name"}):
        return frame(Shape((rows, Axis(UNKNOWN))), "", None, at)
    total = UNKNOWN if count is UNKNOWN else add(count, len(levels))
    named = tuple([_level_name(each, place, levels, labels) for place, each in enumerate(levels)])
    if labels is None or not all(is_label(each) for each in named):
        return frame(Shape((rows, Axis(total))), "", None, at, table.path == SERIES or is_unique(table))
    return frame(Shape((rows, Axis(total))), "", (*named, *labels), at, plain=is_plain(table))


def _level_name(
    held: Value, place: int, levels: tuple[Value, ...], labels: tuple[Value, ...] | None
) -> Value:
    if held != NONE:
        return held
    if len(levels) > 1 or (labels is not None and String("index") in labels):
        return String(f"level_{place}")
    return String("index")


@models(f"{FRAME}.set_index")
def set_index(
    context: Context, self: Value, keys: Value, *, drop: Value = TRUE, append: Value = FALSE, **options: Value
) -> Value:
    """One or several columns become the index of the rows."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    named = (keys,) if is_label(keys) else known_labels(keys)
    if isinstance(keys, Tuple):
        named = None
    if named is None or drop not in (TRUE, FALSE):
        result = with_columns(self, Axis(UNKNOWN))
    else:
        result = without_columns(self, named) if drop == TRUE else like(self)
    result = with_rows(result, rows_of(self))
    known = named is not None and append == FALSE
    result.cells["levels"] = Tuple(named) if known and named is not None else UNKNOWN_VALUE
    return given_back(context, self, result, options)


@models(*paths(TABLES, "rename"))
def rename(context: Context, self: Value, mapper: Value = NONE, **options: Value) -> Value:
    """The same shape with other labels."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    if self.path == SERIES:
        result = like(self)
        result.cells["name"] = mapper if is_label(mapper) else UNKNOWN_VALUE
        if not is_label(mapper):
            result.cells["index"] = new_index()
        return given_back(context, self, result, options)
    named = options.get("columns", mapper if options.get("axis") in _COLUMNS else NONE)
    data, labels = data_of(self), labels_of(self)
    changed: tuple[Value, ...] | None = labels
    if named != NONE:
        changed = None
        if isinstance(named, Dict) and named.others is None and labels is not None:
            held: Mapping[object, Value] = named.entries
            renamed = [held.get(_key(label), label) for label in labels]
            changed = tuple(renamed) if all(is_label(label) for label in renamed) else None
        elif isinstance(named, Library) and named.path in _SPELLINGS and labels is not None:
            spell = _SPELLINGS[named.path]
            if all(isinstance(label, String) for label in labels):
                changed = tuple(
                    [String(spell(label.value or "")) for label in labels if isinstance(label, String)]
                )
    kept = named == NONE
    at = index_of(self) if "index" not in options and (mapper == NONE or named != NONE) else None
    result = frame(data.shape, data.dtype, changed, at, kept and is_unique(self), plain=is_plain(self))
    result.cells["levels"] = self.cells.get("levels", UNKNOWN_VALUE)
    return given_back(context, self, result, options)


_SPELLINGS: dict[str, Callable[[str], str]] = {
    "builtins.str.lower": str.lower,
    "builtins.str.upper": str.upper,
    "builtins.str.strip": str.strip,
    "builtins.str.title": str.title,
}


def _key(label: Value) -> object:
    if isinstance(label, String):
        return label.value
    return label.size if isinstance(label, Integer) else None


@models(*paths(TABLES, "add_prefix add_suffix set_axis rename_axis"))
def with_other_labels(self: Value, *given: Value, **options: Value) -> Value:
    """The same shape with other labels; the index may be named anew."""
    if not isinstance(self, Object) or "inplace" in options:
        return UNKNOWN_VALUE
    return UNKNOWN_VALUE if self.path == SERIES else frame(data_of(self).shape)
