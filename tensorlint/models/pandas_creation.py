"""DataFrames and Series made of dicts, lists and arrays, and those read from files."""

from __future__ import annotations

from tensorlint.models.pandas_tables import (
    FRAME,
    SERIES,
    as_array,
    columns_axis,
    data_of,
    default_index,
    frame,
    index_of,
    is_plain,
    known_labels,
    levels_of,
    like,
    new_index,
    numbered,
    rows_axis,
    same_index,
    series,
)
from tensorlint.models.registry import models, refuse
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
        found = like(data)
        found.cells["unique"] = UNKNOWN_VALUE
        return found
    if isinstance(data, List):
        return _of_list(data, index, columns)
    if data == NONE and index == NONE:
        labels = () if columns == NONE else known_labels(columns)
        count = Axis(length_of(columns)) if columns != NONE else Axis(0)
        return frame(Shape((Axis(0), count)), "", labels)
    return frame()


def _of_list(data: List, index: Value, columns: Value) -> Value:
    """Rows from a list: of numbers or texts, of rows of equal length, or of dicts."""
    items = data.items
    rows = Axis(data.length)
    at = default_index(data.length) if index == NONE else None
    named = known_labels(columns)
    several = (data.element,) if items is None else items
    if not several or (
        isinstance(columns, List) and any(isinstance(each, List) for each in columns.items or ())
    ):
        return frame()
    if all(isinstance(item, Dict) for item in several):
        labels = _keys_of([item for item in several if isinstance(item, Dict)])
        if columns != NONE:
            labels = named
        elif items is None:
            labels = None  # the list may be empty
        return frame(Shape((rows, Axis(UNKNOWN if labels is None else len(labels)))), "", labels, at)
    count = _width(several)
    if count is None or (items is None and columns == NONE):
        return frame()
    labels = numbered(count) if columns == NONE else named
    wanted = length_of(columns) if columns != NONE else count
    if equal(count, wanted) is False and items is not None:
        refuse(
            "TSL105",
            f"{{data}} has {count} columns but {{columns}} names {size_text(wanted)}: {count} !="
            f" {size_text(wanted)}",
        )
    plain = all(is_plain(item) for item in several)
    return frame(Shape((rows, Axis(wanted))), "", labels, at, unique=columns == NONE, plain=plain)


def _keys_of(rows: list[Dict]) -> tuple[Value, ...] | None:
    """The keys of all of some dicts, in the order in which they come up; None where they are not known."""
    found: dict[Value, None] = {}
    for row in rows:
        if row.others is not None or not all(isinstance(key, str) for key in row.entries):
            return None
        found.update((String(key), None) for key in row.entries)
    return tuple(found)


def _width(rows: tuple[Value, ...]) -> int | None:
    """How many columns rows make that are all alike; None where they may be of unequal length."""
    widths: set[int] = set()
    for row in rows:
        if isinstance(row, Integer | Float | Boolean | String):
            widths.add(1)
        elif isinstance(row, Tuple | List) and not (isinstance(row, Tuple) and row.names):
            if row.items is None:
                return None
            widths.add(len(row.items))
        else:
            return None
    kinds = {isinstance(row, Tuple | List) for row in rows}
    return widths.pop() if len(widths) == 1 and len(kinds) == 1 else None


def _of_array(data: Array, index: Value, columns: Value, dtype: Value) -> Value:
    unclear = data.dtype in ("", "object", "string")
    if data.rank is None or data.rank == 0 or (unclear and data.rank != 2):
        return frame()
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
    labels = known_labels(columns) if columns != NONE else numbered(axes[1].size)
    at = default_index(axes[0].size) if index == NONE else None
    kept = "" if unclear or dtype != NONE else data.dtype
    plain = is_plain(data)
    return frame(Shape(axes), kept, labels, at, unique=columns == NONE, plain=plain)


def _of_dict(data: Dict, index: Value, columns: Value) -> Value:
    if data.others is not None or columns != NONE or not data.entries:
        return frame()
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
    simple = all(is_plain(each) for each in data.entries.values())
    given = length_of(index)
    if index != NONE or not plain or any(_column(each) is None for each in data.entries.values()):
        if first is not None and equal(first[1], given) is False and plain:
            refuse(
                "TSL106",
                f"{first[0]!r} has {size_text(first[1])} rows but {{index}} has {size_text(given)}:"
                f" {size_text(first[1])} != {size_text(given)}",
            )
        if not plain and index == NONE:
            return _of_series(data, names)
        if not plain or index != NONE:
            known = plain and index != NONE and given is not UNKNOWN
            return frame(Shape((Axis(given if known else UNKNOWN), count)), labels=names, plain=simple)
    return frame(Shape((rows, count)), labels=names, index=default_index(rows.size), plain=simple)


def _of_series(data: Dict, names: tuple[Value, ...] | None) -> Object:
    """Columns of which some are Series: the rows are known where all of those have the same index."""
    held = [value for value in data.entries.values() if isinstance(value, Object) and value.path == SERIES]
    others = [
        value
        for value in data.entries.values()
        if not isinstance(value, _SCALARS) and _column(value) is None and value not in held
    ]
    count = Axis(len(data.entries))
    if others or not held or not all(same_index(index_of(held[0]), index_of(each)) for each in held[1:]):
        return frame(Shape((Axis(UNKNOWN), count)), labels=names)
    rows = data_of(held[0]).shape.axes[0]
    simple = all(is_plain(each) for each in data.entries.values())
    at, levels = index_of(held[0]), levels_of(held[0])
    return frame(Shape((rows, count)), "", names, at, levels=levels, plain=simple)


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
        return series(axis, kept if dtype == NONE else "", at, name=name, plain=is_plain(data))
    if isinstance(data, List) and index == NONE:
        at = default_index(data.length)
        return series(Axis(data.length), "", at, name=name, plain=is_plain(data))
    if isinstance(data, Object) and data.path == SERIES and index == NONE:
        return like(data)
    if isinstance(data, Integer | Float | String | Boolean | List) and index != NONE:
        rows = length_of(index)
        if isinstance(data, List) and equal(data.length, rows) is False:
            refuse(
                "TSL106",
                f"{{data}} has {size_text(data.length)} elements but {{index}} has {size_text(rows)}:"
                f" {size_text(data.length)} != {size_text(rows)}",
            )
        return series(Axis(rows))
    return series(Axis(UNKNOWN))


@models("pandas.read_csv", "pandas.read_table")
def read_csv(filepath_or_buffer: Value, **options: Value) -> Value:
    """A table of as many rows as the file has; its columns are counted where `usecols` lists them."""
    for name in ("chunksize", "iterator", "squeeze"):
        if options.get(name, NONE) not in (NONE, FALSE):
            return UNKNOWN_VALUE
    rows = rows_axis()
    plain = options.get("index_col", NONE) in (NONE, FALSE)
    at = default_index(rows.size) if plain else new_index()
    listed = known_labels(options.get("usecols", NONE))
    named = known_labels(options.get("names", NONE))
    if plain and "names" in options and named is not None and "usecols" not in options:
        # More columns in the file than names become an index.
        return frame(Shape((rows, Axis(len(named)))), labels=named, plain=True)
    if listed is not None and plain and "names" not in options and "header" not in options:
        count = len(set(listed))
        labels = listed if count == 1 and isinstance(listed[0], String) else None
        return frame(Shape((rows, Axis(count))), "", labels, at, unique=True, plain=True)
    header = options.get("header", Integer(0))
    alone = isinstance(header, Integer) or header in (NONE, String("infer"))
    unique = alone and "names" not in options
    return frame(Shape((rows, columns_axis())), index=at, unique=unique, plain=True)


@models("pandas.read_parquet", "pandas.read_feather", "pandas.read_stata", "pandas.read_fwf")
def read_file(path: Value, *given: Value, **options: Value) -> Value:
    """A table of a file."""
    if any(name in options for name in ("chunksize", "iterator")):
        return UNKNOWN_VALUE
    return frame(Shape((rows_axis(), columns_axis())))
