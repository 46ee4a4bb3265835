"""DataFrames and Series made of dicts, lists and arrays, and those read from files."""

from __future__ import annotations

from tensorlint.models.coercion import to_array
from tensorlint.models.pandas_tables import (
    FRAME,
    SERIES,
    as_array,
    columns_axis,
    default_index,
    frame,
    index_of,
    rows_axis,
    series,
)
from tensorlint.models.registry import NotCoercible, Refusal, models, refuse
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, size_text
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Constant,
    Dict,
    Float,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)

_SCALARS = (String, Integer, Float, Boolean, Constant)


def known_labels(value: Value) -> tuple[Value, ...] | None:
    """The labels that a list of them names; None where they are not known."""
    if isinstance(value, Object) and value.path == "pandas.Index":
        held = value.cells.get("labels")
        return held.items if isinstance(held, Tuple) else None
    items = value.items if isinstance(value, Tuple | List) else None
    if items is None or not all(isinstance(item, String) and item.value is not None for item in items):
        return None
    return items


def length_of(value: Value) -> Size:
    """How many labels or elements a sequence has; unknown where it may be something else.

    A list of lists is a hierarchy of labels: as many as each of them has.
    """
    if isinstance(value, Tuple | List):
        items = value.items
        several = (value.element,) if isinstance(value, List) and items is None else items or ()
        if not all(isinstance(item, _SCALARS) for item in several):
            return UNKNOWN
    if isinstance(value, Tuple):
        return len(value.items)
    if isinstance(value, List):
        return value.length
    data = as_array(value) if isinstance(value, Object) else value
    if isinstance(data, Array) and data.rank == 1:
        return data.shape.axes[0].size
    return UNKNOWN


@models("pandas.DataFrame")
def make_frame(
    data: Value = NONE, index: Value = NONE, columns: Value = NONE, dtype: Value = NONE, copy: Value = NONE
) -> Value:
    """A table; refuses columns of unequal length and another number of labels than of columns."""
    if isinstance(data, Dict):
        return _of_dict(data, index, columns)
    if isinstance(data, Array) and data.library == "numpy" and not data.kind:
        return _of_array(data, index, columns, dtype)
    if isinstance(data, Object) and data.path == FRAME and index == NONE and columns == NONE:
        shape = (as_array(data) or Array()).shape
        return frame(shape, index=index_of(data))
    return frame(Shape((Axis(UNKNOWN), Axis(UNKNOWN))))


def _of_array(data: Array, index: Value, columns: Value, dtype: Value) -> Value:
    if data.rank is None or data.rank == 0 or data.dtype in ("", "object", "string"):
        return frame(Shape((Axis(UNKNOWN), Axis(UNKNOWN))))
    if data.rank > 2:
        refuse("TSL104", f"a DataFrame needs 2 axes, {{data}} has {data.rank}: it is {data.shape}")
    axes = data.shape.axes if data.rank == 2 else (data.shape.axes[0], Axis(1, ()))
    count, rows = length_of(columns), length_of(index)
    if equal(axes[1].size, count) is False and columns != NONE:
        refuse(
            "TSL105",
            f"{{data}} of shape {data.shape} has {size_text(axes[1].size)} columns but {{columns}} names"
            f" {size_text(count)}: {size_text(axes[1].size)} != {size_text(count)}",
        )
    if equal(axes[0].size, rows) is False and index != NONE:
        refuse(
            "TSL106",
            f"{{data}} of shape {data.shape} has {size_text(axes[0].size)} rows but {{index}} has"
            f" {size_text(rows)}: {size_text(axes[0].size)} != {size_text(rows)}",
        )
    labels = known_labels(columns)
    at = default_index(axes[0].size) if index == NONE else None
    return frame(Shape(axes), data.dtype if dtype == NONE else "", labels, at, unique=columns == NONE)


def _of_dict(data: Dict, index: Value, columns: Value) -> Value:
    if data.others is not None or columns != NONE:
        return frame(Shape((Axis(UNKNOWN), Axis(UNKNOWN))))
    labels = tuple([String(key) for key in data.entries if isinstance(key, str)])
    names = labels if len(labels) == len(data.entries) else None
    count = Axis(len(data.entries))
    first: tuple[object, Size] | None = None
    rows = Axis(UNKNOWN)
    plain = True
    for key, value in data.entries.items():
        axis = _column(value)
        if axis is None:
            plain = plain and isinstance(value, _SCALARS)
            continue
        if axis.size is UNKNOWN:
            continue
        if first is None:
            first, rows = (key, axis.size), axis
        elif equal(first[1], axis.size) is False:
            refuse(
                "TSL106",
                f"all columns must be of the same length: {first[0]!r} has {size_text(first[1])} rows but"
                f" {key!r} has {size_text(axis.size)}: {size_text(first[1])} != {size_text(axis.size)}",
            )
    given = length_of(index)
    if index != NONE or not plain or any(_column(each) is None for each in data.entries.values()):
        if first is not None and equal(first[1], given) is False and plain:
            refuse(
                "TSL106",
                f"{first[0]!r} has {size_text(first[1])} rows but {{index}} has {size_text(given)}:"
                f" {size_text(first[1])} != {size_text(given)}",
            )
        if not plain or index != NONE:
            return frame(Shape((Axis(UNKNOWN), count)), labels=names)
    return frame(Shape((rows, count)), labels=names, index=default_index(rows.size))


def _column(value: Value) -> Axis | None:
    """The rows of a list or an array that stands for a column; None for anything else."""
    if isinstance(value, Array) and value.library == "numpy" and value.rank == 1 and not value.kind:
        return value.shape.axes[0]
    if isinstance(value, List | Tuple) and not (isinstance(value, Tuple) and value.names):
        return Axis(value.length if isinstance(value, List) else len(value.items))
    return None


@models("pandas.Series")
def make_series(
    data: Value = NONE, index: Value = NONE, dtype: Value = NONE, name: Value = NONE, copy: Value = NONE
) -> Value:
    """A column."""
    if isinstance(data, Array) and data.library == "numpy" and data.rank == 1 and not data.kind:
        axis, kept = data.shape.axes[0], data.dtype if data.dtype not in ("object", "string") else ""
        rows = length_of(index)
        if index != NONE and equal(axis.size, rows) is False:
            refuse(
                "TSL106",
                f"{{data}} has {size_text(axis.size)} elements but {{index}} has {size_text(rows)}:"
                f" {size_text(axis.size)} != {size_text(rows)}",
            )
        at = default_index(axis.size) if index == NONE else None
        return series(axis, kept if dtype == NONE else "", at)
    if isinstance(data, List) and index == NONE:
        return series(Axis(data.length), "", default_index(data.length))
    if isinstance(data, Object) and data.path == SERIES and index == NONE:
        shape = (as_array(data) or Array()).shape
        return series(shape.axes[0], index=index_of(data))
    return series(Axis(UNKNOWN))


@models("pandas.read_csv", "pandas.read_table")
def read_csv(filepath_or_buffer: Value, **options: Value) -> Value:
    """A table of as many rows as the file has; its columns are counted where `usecols` lists them."""
    for name in ("chunksize", "iterator", "squeeze"):
        if options.get(name, NONE) not in (NONE, FALSE):
            return UNKNOWN_VALUE
    plain = options.get("index_col", NONE) in (NONE, FALSE)
    listed = known_labels(options.get("usecols", NONE))
    named = "names" in options
    if listed is not None and plain and not named and "header" not in options:
        count = len({label.value for label in listed if isinstance(label, String)})
        return frame(Shape((rows_axis(), Axis(count))), unique=True)
    header = options.get("header", Integer(0))
    single = isinstance(header, Integer) or header in (NONE, String("infer"))
    return frame(Shape((rows_axis(), columns_axis())), unique=single and not named)


@models("pandas.read_parquet", "pandas.read_feather", "pandas.read_stata", "pandas.read_fwf")
def read_file(path: Value, *given: Value, **options: Value) -> Value:
    """A table of a file."""
    if any(name in options for name in ("chunksize", "iterator")):
        return UNKNOWN_VALUE
    return frame(Shape((rows_axis(), columns_axis())))


@models("pandas.concat", "pandas.merge", "pandas.get_dummies")
def joined_tables(*given: Value, **options: Value) -> Value:
    """Tables put together: of their shape nothing is claimed."""
    return UNKNOWN_VALUE


def stored_length(value: Value) -> Size:
    """The length of what is stored as a column, unknown where it is a scalar, a table or the like."""
    if isinstance(value, List):
        return value.length
    if isinstance(value, Tuple) and not value.names:
        return len(value.items)
    if isinstance(value, Array) and value.library == "numpy" and value.rank == 1:
        try:
            return to_array(value).shape.axes[0].size
        except (NotCoercible, Refusal):
            return UNKNOWN
    return UNKNOWN
