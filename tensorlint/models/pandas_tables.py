"""What is known of a pandas DataFrame, Series or Index: rows, columns, their labels, the row index.

They are `Object`s whose cells hold values, so that branches join them and unknown code can forget
them: "data" (the array that `to_numpy` gives), "labels" (the columns' labels, in order), "unique"
(no label twice), "index" (equal where two row indices are), "mask" (a Series of truth values),
"levels" (the names of the levels of the row index), "name" (of a Series), "plain" (no element is an
array).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tensorlint.models.coercion import CONVERTERS, HOLDS_ARRAYS, NAMERS, OVERRIDING, dtype_kind
from tensorlint.models.python_constants import key_of
from tensorlint.models.registry import Context
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import Symbol, single_atom
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Constant,
    Float,
    Integer,
    List,
    Object,
    Series,
    String,
    Tuple,
    Unknown,
    Value,
    joined,
    now,
)

FRAME = "pandas.DataFrame"
SERIES = "pandas.Series"
INDEX = "pandas.Index"
STATE = ("data", "labels", "unique", "index", "mask", "levels", "name", "plain")
_RANKS = {FRAME: 2, SERIES: 1, INDEX: 1}
UNKNOWN_TABLE = Shape((Axis(UNKNOWN), Axis(UNKNOWN)))
"""A table of which only the rank is known."""
MAXIMUM_NUMBERED = 64
_SCALARS = (Integer, Float, String, Boolean, Constant)
_ELEMENT = "an element of a table"


def is_table(value: Value) -> bool:
    """Whether a value is a DataFrame or a Series."""
    return isinstance(value, Object) and value.path in (FRAME, SERIES)


def as_array(value: Value) -> Array | None:
    """What `np.asarray` makes of a DataFrame (2-D), a Series or an Index (1-D); None for other values."""
    if not isinstance(value, Object) or value.path not in _RANKS:
        return None
    rank = _RANKS[value.path]
    held = value.cells.get("data")
    if isinstance(held, Value) and not value.cells.escaped:
        data = joined(held)
        if isinstance(data, Array) and data.rank == rank:
            numbers = dtype_kind(data.dtype) in ("bool", "int", "float", "complex")
            if numbers or value.path == INDEX or is_plain(value):
                return data
            return replace(data, marks=data.marks | {HOLDS_ARRAYS})
    return Array(Shape((Axis(UNKNOWN),) * rank), writeable=None, marks=frozenset({HOLDS_ARRAYS}))


def is_plain(value: Value) -> bool:
    """Whether no element of a table, an array or a list is an array itself."""
    if isinstance(value, Object):
        return value.cells.get("plain") == TRUE and not value.cells.escaped
    if isinstance(value, Array):
        return HOLDS_ARRAYS not in value.marks and dtype_kind(value.dtype) != "object"
    if isinstance(value, List):
        items = (value.element,) if value.items is None else value.items
        return all(isinstance(item, _SCALARS) for item in items)
    if isinstance(value, Tuple):
        return all(isinstance(item, _SCALARS) for item in value.items)
    if isinstance(value, Series):
        return value.kind == "range"
    return isinstance(value, _SCALARS)


def data_of(table: Value) -> Array:
    """The array of a table's elements."""
    return as_array(table) or Array()


def with_rows(value: Value, axis: Axis, index: Value | None = None) -> Object:
    """A table like this one with other rows, chosen from its own: as samples of it are."""
    data = data_of(value)
    assert isinstance(value, Object)
    if value.path == FRAME:
        shape = Shape((axis, data.shape.axes[1]))
        levels = levels_of(value)
        return frame(shape, data.dtype, labels_value(value), index, is_unique(value), levels, is_plain(value))
    return series(axis, data.dtype, index, is_mask(value), name_of(value), levels_of(value), is_plain(value))


def with_columns(table: Object, axis: Axis, labels: Sequence[Value] | None = None) -> Object:
    """A table like this one with other columns."""
    data = data_of(table)
    shape = Shape((data.shape.axes[0], axis))
    plain = is_plain(table)
    return frame(shape, data.dtype, labels, index_of(table), levels=levels_of(table), plain=plain)


def with_labels(table: Object, labels: Sequence[Value]) -> Object:
    """A table like this one with just these columns."""
    return with_columns(table, Axis(len(labels)), labels)


def like(table: Object, mask: bool = False) -> Object:
    """A table with the same rows and columns, and other elements."""
    data, at, levels, plain = data_of(table), index_of(table), levels_of(table), is_plain(table)
    if table.path == SERIES:
        return series(data.shape.axes[0], "", at, mask, name_of(table), levels, plain)
    return frame(data.shape, "", labels_value(table), at, is_unique(table), levels, plain)


def with_any_elements(table: Object) -> Object:
    """The table, whose elements may be anything, arrays too."""
    table.cells["plain"] = FALSE
    return table


def frame(
    shape: Shape = UNKNOWN_TABLE,
    dtype: str = "",
    labels: Sequence[Value] | Value | None = None,
    index: Value | None = None,
    unique: bool = False,
    levels: Sequence[Value] | None = None,
    plain: bool = False,
) -> Object:
    """A DataFrame of that shape. `labels`: of the columns, or what `labels_value` gives; None where they
    are not known. `plain`: no element is an array."""
    table = Object(FRAME, Cells())
    names = _labels_value(labels)
    if isinstance(names, Tuple):
        keys = [key_of(label) for label in names.items]
        unique = len(set(keys)) == len(keys)
    rows, columns = shape.axes
    held = Shape((_sized(rows, "rows"), _sized(columns, "columns")))
    table.cells["data"] = Array(held, dtype, writeable=None)
    table.cells["labels"] = names
    table.cells["unique"] = Boolean(True if unique else None)
    table.cells["index"] = new_index() if index is None else index
    table.cells["levels"] = _levels(levels, index)
    table.cells["plain"] = Boolean(True if plain else None)
    table.cells["changing"] = STATE
    return table


def series(
    axis: Axis,
    dtype: str = "",
    index: Value | None = None,
    mask: bool = False,
    name: Value = UNKNOWN_VALUE,
    levels: Sequence[Value] | None = None,
    plain: bool = False,
) -> Object:
    """A Series of that length; a `mask` holds truth values. `plain`: no element is an array."""
    mask = mask or dtype == "bool"
    cells = Cells(
        data=Array(Shape((_sized(axis, "rows"),)), "bool" if mask else dtype, writeable=None),
        index=new_index() if index is None else index,
        mask=Boolean(True if mask else None),
        levels=_levels(levels, index),
        name=name,
        plain=Boolean(True if plain or mask else None),
        changing=STATE,
    )
    return Object(SERIES, cells)


def _labels_value(labels: Sequence[Value] | Value | None) -> Value:
    if isinstance(labels, Value):
        return labels
    return new_index() if labels is None else Tuple(tuple(labels))


def _sized(axis: Axis, name: str) -> Axis:
    """The axis with a symbol in place of an unknown size: a table keeps its shape."""
    return born(symbol(name, lower=0), name) if axis.size is UNKNOWN else axis


def _levels(levels: Sequence[Value] | None, index: Value | None) -> Value:
    if levels is None and isinstance(index, Integer):
        levels = (NONE,)
    return UNKNOWN_VALUE if levels is None else Tuple(tuple(levels))


def labels_index(axis: Axis, labels: Sequence[Value] | None = None) -> Object:
    """An Index of that length, with its labels where they are known."""
    names: Value = UNKNOWN_VALUE if labels is None else Tuple(tuple(labels))
    return Object(INDEX, Cells(data=Array(Shape((axis,)), writeable=None), labels=names))


def new_index() -> Value:
    """A row index of which nothing is known but that it is itself."""
    return Unknown(name="index", identity=now())


def default_index(size: Size) -> Value:
    """The index 0, 1, 2 … of so many rows."""
    return new_index() if size is UNKNOWN else Integer(size)


def index_of(table: Object) -> Value:
    """The row index of a table, to be compared by `same_index`."""
    held = table.cells.get("index")
    return held if isinstance(held, Value) and not table.cells.escaped else UNKNOWN_VALUE


def same_index(a: Value, b: Value) -> bool:
    """Whether two row indices are certainly equal."""
    if isinstance(a, Integer) and isinstance(b, Integer):
        return equal(a.size, b.size) is True
    if isinstance(a, Tuple):  # the names of columns
        return a == b
    return isinstance(a, Unknown) and a.identity != 0 and a == b


def levels_of(table: Object) -> tuple[Value, ...] | None:
    """The names of the levels of the row index, None where they are not known."""
    held = table.cells.get("levels")
    return held.items if isinstance(held, Tuple) and not table.cells.escaped else None


def name_of(table: Value) -> Value:
    """The name of a Series: a label, NONE, or unknown."""
    held = table.cells.get("name") if isinstance(table, Object) and not table.cells.escaped else None
    return held if isinstance(held, Value) else UNKNOWN_VALUE


def has_default_index(table: Object) -> bool:
    """Whether the rows are surely numbered 0, 1, 2 …"""
    return isinstance(index_of(table), Integer)


def element(dtype: str = "") -> Value:
    """One element of a table, or what a Series is reduced to: a scalar, or in a Series of objects anything.

    In arithmetic with a Series it goes with each element.
    """
    if dtype in ("float64", "float32", "int64", "int32", "bool"):
        return Array(Shape(), dtype, writeable=None)
    return Unknown(_ELEMENT, _ELEMENT, now())


def is_scalar(value: Value) -> bool:
    """Whether a value goes with each element of a table in arithmetic."""
    if isinstance(value, Array):
        return value.rank == 0
    if isinstance(value, Unknown):
        return value.name == _ELEMENT and value.identity != 0
    return isinstance(value, Integer | Float | String | Boolean)


def labels_of(table: Object) -> tuple[Value, ...] | None:
    """The labels of the columns in their order, None where they are not known."""
    held = table.cells.get("labels")
    return held.items if isinstance(held, Tuple) and not table.cells.escaped else None


def labels_value(table: Object) -> Value:
    """The labels of the columns to be compared by `same_index`, or to be given to a table that has them."""
    held = table.cells.get("labels")
    return held if isinstance(held, Value) and not table.cells.escaped else UNKNOWN_VALUE


def column(table: Object, label: Value = UNKNOWN_VALUE) -> Value:
    """A column of a table; a label may stand for several of them, where that cannot be excluded."""
    if not is_unique(table):
        return UNKNOWN_VALUE
    data = data_of(table)
    is_bool = data.dtype == "bool"
    at, levels = index_of(table), levels_of(table)
    return series(data.shape.axes[0], data.dtype, at, is_bool, label, levels, is_plain(table))


def is_unique(table: Object) -> bool:
    """Whether no two columns have the same label."""
    return table.cells.get("unique") == TRUE and not table.cells.escaped


def is_mask(value: Value) -> bool:
    """Whether a Series certainly holds truth values."""
    held = value.cells if isinstance(value, Object) and value.path == SERIES else None
    return held is not None and held.get("mask") == TRUE and not held.escaped


def rewrite(context: Context, table: Object, other: Object) -> None:
    """Change a table in place into what another one is."""
    for key in STATE:
        if key in table.cells or key in other.cells:
            context.write(table.cells, key, other.cells.get(key, UNKNOWN_VALUE))


def forget(context: Context, table: Object) -> None:
    """Nothing is known of the table any more."""
    for key in STATE:
        if key in table.cells:
            context.write(table.cells, key, UNKNOWN_VALUE)


def rows_axis(size: Size | None = None) -> Axis:
    """A new axis of rows; of a file or a database they are data, and so at least one."""
    return born(symbol("rows", lower=1, generic=True) if size is None else size, "rows")


def columns_axis(size: Size | None = None) -> Axis:
    """A new axis of columns."""
    return born(symbol("columns", lower=1, generic=True) if size is None else size, "columns")


def is_label(value: Value) -> bool:
    """Whether a value is a known label: a text or a number."""
    return (isinstance(value, String) and value.value is not None) or (
        isinstance(value, Integer) and isinstance(value.size, int)
    )


def known_labels(value: Value) -> tuple[Value, ...] | None:
    """The labels that a list of them names; None where they are not known."""
    if isinstance(value, Object) and value.path == INDEX:
        held = value.cells.get("labels")
        return held.items if isinstance(held, Tuple) else None
    items = value.items if isinstance(value, Tuple | List) else None
    if items is None or not all(is_label(item) for item in items):
        return None
    return items


def numbered(count: Size) -> tuple[Value, ...] | None:
    """The labels 0, 1, 2 … of columns without names."""
    if not isinstance(count, int) or count > MAXIMUM_NUMBERED:
        return None
    return tuple([Integer(index) for index in range(count)])


def _converted(value: Object) -> Array:
    found = as_array(value)
    assert found is not None
    return found


def _name_sizes(table: Object, name: str) -> None:
    """The unknown numbers of rows and columns carry the name of the table that they were first seen in."""
    for place, axis in enumerate(data_of(table).shape.axes):
        atom = None if isinstance(axis.size, int) else single_atom(axis.size)
        if isinstance(atom, Symbol) and atom.name in ("rows", "columns"):
            atom.name = f"{name}.shape[{place}]" if table.path == FRAME else f"len({name})"


NAMERS[FRAME] = NAMERS[SERIES] = _name_sizes
for _path in _RANKS:
    CONVERTERS[_path] = _converted
OVERRIDING.update(_RANKS)
