"""What is known of a pandas DataFrame, Series or Index: rows, columns, their labels, the row index.

They are `Object`s whose cells hold values, so that branches join them and unknown code can forget
them: "data" (the array that `to_numpy` gives), "labels" (the columns' labels, in order), "unique"
(no label twice), "index" (equal where two row indices are), "mask" (a Series of truth values).
"""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.coercion import CONVERTERS, OVERRIDING
from tensorlint.models.python_constants import from_python, key_of
from tensorlint.models.registry import Context
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, symbol
from tensorlint.shapes.axes import born
from tensorlint.values import (
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Integer,
    Object,
    Tuple,
    Unknown,
    Value,
    joined,
    now,
)

FRAME = "pandas.DataFrame"
SERIES = "pandas.Series"
INDEX = "pandas.Index"
STATE = ("data", "labels", "unique", "index", "mask")
_RANKS = {FRAME: 2, SERIES: 1, INDEX: 1}


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
            return data
    return Array(Shape((Axis(UNKNOWN),) * rank), writeable=None)


def with_rows(value: Value, axis: Axis) -> Value:
    """A table like this one with other rows, chosen from its own: as samples of it are."""
    data = as_array(value)
    if data is None or not isinstance(value, Object):
        return UNKNOWN_VALUE
    shape = Shape((axis, *data.shape.axes[1:]))
    if value.path == FRAME:
        return frame(shape, data.dtype, labels_of(value), unique=is_unique(value))
    return series(shape.axes[0], data.dtype, mask=is_mask(value))


def frame(
    shape: Shape,
    dtype: str = "",
    labels: Sequence[Value] | None = None,
    index: Value | None = None,
    unique: bool = False,
) -> Object:
    """A DataFrame of that shape. `labels`: of the columns, None where they are not known."""
    table = Object(FRAME, Cells())
    for key, value in _frame_state(shape, dtype, labels, index, unique).items():
        table.cells[key] = value
    table.cells["changing"] = STATE
    return table


def _frame_state(
    shape: Shape, dtype: str, labels: Sequence[Value] | None, index: Value | None, unique: bool
) -> dict[str, Value]:
    names: Value = UNKNOWN_VALUE if labels is None else Tuple(tuple(labels))
    if labels is not None:
        keys = [key_of(label) for label in labels]
        unique = len(set(keys)) == len(keys)
    return {
        "data": Array(shape, dtype, writeable=None),
        "labels": names,
        "unique": Boolean(True if unique else None),
        "index": new_index() if index is None else index,
    }


def series(axis: Axis, dtype: str = "", index: Value | None = None, mask: bool = False) -> Object:
    """A Series of that length."""
    cells = Cells(
        data=Array(Shape((axis,)), dtype, writeable=None),
        index=new_index() if index is None else index,
        mask=Boolean(True if mask or dtype == "bool" else None),
        changing=STATE,
    )
    return Object(SERIES, cells)


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


def labels_of(table: Object) -> tuple[Value, ...] | None:
    """The labels of the columns in their order, None where they are not known."""
    held = table.cells.get("labels")
    return held.items if isinstance(held, Tuple) and not table.cells.escaped else None


def is_unique(table: Object) -> bool:
    """Whether no two columns have the same label."""
    return table.cells.get("unique") == TRUE and not table.cells.escaped


def is_mask(value: Value) -> bool:
    """Whether a Series certainly holds truth values."""
    return isinstance(value, Object) and value.path == SERIES and value.cells.get("mask") == TRUE


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


def names(*labels: object) -> tuple[Value, ...]:
    """Python constants as labels."""
    return tuple([from_python(label) for label in labels])


def _converted(value: Object) -> Array:
    found = as_array(value)
    assert found is not None
    return found


for _path in _RANKS:
    CONVERTERS[_path] = _converted
OVERRIDING.update(_RANKS)
