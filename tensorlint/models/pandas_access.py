"""What is read from DataFrames, Series and their indices: shapes, arrays, labels, items in a loop."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import to_dtype
from tensorlint.models.numpy_arguments import filtered
from tensorlint.models.operators import subscript
from tensorlint.models.pandas_names import ATTRIBUTES
from tensorlint.models.pandas_tables import (
    FRAME,
    INDEX,
    SERIES,
    column,
    data_of,
    element,
    frame,
    index_of,
    is_label,
    is_plain,
    known_labels,
    labels_index,
    labels_of,
    labels_value,
    like,
    series,
)
from tensorlint.models.registry import attribute, models
from tensorlint.shapes import UNKNOWN, Axis, Shape, symbol
from tensorlint.shapes.sizes import bounds
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Float,
    Integer,
    List,
    Object,
    Series,
    Slice,
    String,
    Tuple,
    Value,
)

TABLES = (FRAME, SERIES)
ALL = (FRAME, SERIES, INDEX)


def paths(owners: tuple[str, ...], names: str) -> list[str]:
    """The dotted names of methods that several classes have."""
    return [f"{owner}.{name}" for owner in owners for name in names.split()]


@attribute(*paths(ALL, "shape"))
def shape(table: Object) -> Value:
    """The numbers of rows and columns."""
    return Tuple(tuple([Integer(axis.size, axis.parts) for axis in data_of(table).shape.axes]))


@attribute(*paths(ALL, "ndim"))
def ndim(table: Object) -> Value:
    """2 for a DataFrame, 1 for a Series."""
    return Integer(len(data_of(table).shape))


@attribute(*paths(ALL, "size"))
def size(table: Object) -> Value:
    """The number of elements."""
    return Integer(data_of(table).shape.count)


@attribute(*paths(ALL, "empty"))
def empty(table: Object) -> Value:
    """Whether there are no elements."""
    return FALSE if bounds(data_of(table).shape.count)[0] > 0 else Boolean()


@models(*paths(ALL, "__len__"))
def length(self: Value) -> Value:
    """The number of rows."""
    axis = data_of(self).shape.axes[0]
    return Integer(axis.size, axis.parts)


@attribute(*paths(ALL, "values"))
def values(table: Object) -> Value:
    """The array of the elements; pandas 3 makes it read-only."""
    return data_of(table)


@models(*paths(ALL, "to_numpy"))
def to_numpy(self: Value, dtype: Value = NONE, copy: Value = NONE, na_value: Value = NONE) -> Value:
    """The array of the elements."""
    data = data_of(self)
    return data if dtype == NONE else replace(data, dtype=to_dtype(dtype))


@attribute(f"{FRAME}.columns")
def columns(table: Object) -> Value:
    """The labels of the columns."""
    return labels_index(data_of(table).shape.axes[1], labels_of(table))


@models(f"{FRAME}.keys")
def keys(self: Value) -> Value:
    """The labels of the columns."""
    return columns(self) if isinstance(self, Object) else UNKNOWN_VALUE


@attribute(*paths(TABLES, "index"))
def row_index(table: Object) -> Value:
    """The labels of the rows."""
    found = labels_index(data_of(table).shape.axes[0])
    found.cells["rows"] = index_of(table)
    return found


@attribute(f"{FRAME}.T")
def transposed(table: Object) -> Value:
    """Rows and columns swapped."""
    data = data_of(table)
    shape = Shape(data.shape.axes[::-1])
    return frame(shape, data.dtype, index_of(table), labels_value(table), plain=is_plain(table))


@models(f"{FRAME}.transpose")
def transpose(self: Value, *given: Value, **options: Value) -> Value:
    """Rows and columns swapped."""
    return transposed(self) if isinstance(self, Object) else UNKNOWN_VALUE


@attribute(f"{SERIES}.T")
def itself(table: Object) -> Value:
    """The same Series."""
    return table


@attribute(f"{FRAME}.dtypes")
def dtypes(table: Object) -> Value:
    """The type of each column."""
    return series(data_of(table).shape.axes[1], "object", labels_value(table))


@models(f"{FRAME}.__getattr__")
def column_by_name(self: Value, name: Value) -> Value:
    """A column, where its name is no other attribute's."""
    if not isinstance(self, Object) or not isinstance(name, String) or name.value is None:
        return UNKNOWN_VALUE
    labels = labels_of(self)
    if name.value in ATTRIBUTES or (labels is not None and name not in labels):
        return UNKNOWN_VALUE
    return column(self, name)


@models(f"{FRAME}.__iter__")
def each_label(self: Value) -> Value:
    """The labels of the columns, one by one."""
    labels = labels_of(self) if isinstance(self, Object) else None
    if labels is not None:
        return Tuple(labels)
    return Series(UNKNOWN_VALUE, data_of(self).shape.axes[1].size)


@models(f"{SERIES}.__iter__")
def each_element(self: Value) -> Value:
    """The elements, one by one."""
    data = data_of(self)
    return Series(element(data.dtype), data.shape.axes[0].size)


@models(f"{FRAME}.items")
def items(self: Value) -> Value:
    """Pairs of a label and its column."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    labels = labels_of(self)
    if labels is not None:
        return Tuple(tuple([Tuple((label, column(self, label))) for label in labels]))
    rows, count = data_of(self).shape.axes
    return Series(Tuple((UNKNOWN_VALUE, series(rows, "", index_of(self)))), count.size)


@models(f"{FRAME}.iterrows")
def iterrows(self: Value) -> Value:
    """Pairs of a row's label and the row."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    rows, count = data_of(self).shape.axes
    return Series(Tuple((UNKNOWN_VALUE, series(count, "", labels_value(self)))), rows.size)


@models(*paths((SERIES, INDEX), "tolist to_list"))
def tolist(self: Value) -> Value:
    """The elements in a list."""
    labels = known_labels(self) if isinstance(self, Object) and self.path == INDEX else None
    if labels is not None:
        return List.of(labels)
    data = data_of(self)
    plain: dict[str, Value] = {"float64": Float(), "int64": Integer(), "bool": Boolean()}
    return List.like(plain.get(data.dtype, UNKNOWN_VALUE), data.shape.axes[0].size)


# -- an Index


@models(f"{INDEX}.__iter__")
def each_of_index(self: Value) -> Value:
    """The labels, one by one."""
    labels = known_labels(self)
    return Series(UNKNOWN_VALUE, data_of(self).shape.axes[0].size) if labels is None else Tuple(labels)


def picked_labels(labels: tuple[Value, ...] | None, index: Value) -> tuple[Value, ...] | None:
    """The labels at the places that an index names; None where they are not known."""
    if labels is None:
        return None
    if isinstance(index, Slice):
        ends: list[int | None] = []
        for end in (index.start, index.stop, index.step):
            if end != NONE and not (isinstance(end, Integer) and isinstance(end.size, int)):
                return None
            ends.append(end.size if isinstance(end, Integer) and isinstance(end.size, int) else None)
        return None if ends[2] == 0 else labels[ends[0] : ends[1] : ends[2]]
    places: tuple[object, ...] | None = None
    if isinstance(index, List) and index.items is not None:
        places = tuple([each.size if isinstance(each, Integer) else None for each in index.items])
    elif isinstance(index, Array) and index.rank == 1 and index.contents is not None:
        places = index.contents
        if index.dtype == "bool":
            places = tuple([place for place, kept in enumerate(index.contents) if kept])
    if places is None:
        return None
    count = len(labels)
    if not all(isinstance(place, int) and -count <= place < count for place in places):
        return None
    return tuple([labels[place] for place in places if isinstance(place, int)])


@models(f"{INDEX}.__getitem__")
def index_item(self: Value, key: Value) -> Value:
    """A label, or some of them."""
    labels = known_labels(self)
    axis = data_of(self).shape.axes[0]
    if isinstance(key, Integer):
        known = isinstance(key.size, int) and labels is not None and -len(labels) <= key.size < len(labels)
        return labels[key.size] if known and labels and isinstance(key.size, int) else UNKNOWN_VALUE
    found = picked_labels(labels, key)
    if found is not None:
        return labels_index(Axis(len(found)), found)
    if isinstance(key, Slice | List) or (isinstance(key, Array) and key.rank == 1):
        taken = subscript(Array(Shape((axis,))), key)
        if isinstance(taken, Array) and taken.rank == 1:
            return labels_index(taken.shape.axes[0])
    return UNKNOWN_VALUE


def _compared(name: str) -> None:
    def compare(self: Value, other: Value) -> Value:
        axis = data_of(self).shape.axes[0]
        if not isinstance(other, String | Integer):
            return UNKNOWN_VALUE
        labels = known_labels(self)
        contents = None
        if labels is not None and is_label(other) and len(labels) <= 64:
            contents = tuple([(label == other) is (name == "__eq__") for label in labels])
        return Array(Shape((axis,)), "bool", contents=contents)

    compare.__doc__ = "Which of the labels are (or are not) this one."
    models(f"{INDEX}.{name}")(compare)


for _name in ("__eq__", "__ne__"):
    _compared(_name)


@models(f"{INDEX}.isin")
def isin(self: Value, values: Value, level: Value = NONE) -> Value:
    """Which of the labels are among these."""
    labels, wanted = known_labels(self), known_labels(values)
    contents = None
    if labels is not None and wanted is not None and len(labels) <= 64:
        contents = tuple([label in wanted for label in labels])
    return Array(data_of(self).shape, "bool", contents=contents)


@models(f"{INDEX}.drop")
def index_without(self: Value, labels: Value, errors: Value = NONE) -> Value:
    """The other labels."""
    held = known_labels(self)
    dropped = (labels,) if is_label(labels) else known_labels(labels)
    if held is None or dropped is None or any(label not in held for label in dropped):
        return labels_index(Axis(UNKNOWN))
    kept = tuple([label for label in held if label not in dropped])
    return labels_index(Axis(len(kept)), kept)


@models(f"{INDEX}.difference")
def index_difference(self: Value, other: Value, sort: Value = NONE) -> Value:
    """The other labels, each once, in order of the alphabet unless told otherwise."""
    held, dropped = known_labels(self), known_labels(other)
    if held is None or dropped is None or not all(isinstance(label, String) for label in held):
        return labels_index(Axis(UNKNOWN))
    texts = {label.value or "" for label in held if label not in dropped and isinstance(label, String)}
    kept = tuple([String(text) for text in sorted(texts)])
    return labels_index(Axis(len(kept)), kept if sort == NONE else None)


@models(f"{INDEX}.get_loc")
def get_loc(self: Value, key: Value) -> Value:
    """The place of a label."""
    labels = known_labels(self)
    if labels is None or labels.count(key) != 1:
        return UNKNOWN_VALUE
    return Integer(labels.index(key))


# -- a Series


@models(*paths((SERIES, INDEX), "unique"))
def unique(self: Value) -> Value:
    """The distinct elements."""
    data = data_of(self)
    axis = Axis(filtered("unique", data.shape.axes[0].size))
    if isinstance(self, Object) and self.path == INDEX:
        return labels_index(axis)
    return Array(Shape((axis,)), data.dtype, writeable=None)


@models(*paths((SERIES, INDEX), "nunique"))
def nunique(self: Value, dropna: Value = TRUE) -> Value:
    """How many distinct elements there are."""
    return Integer(symbol("distinct", lower=0))


@models(f"{SERIES}.to_frame")
def to_frame(self: Value, name: Value = NONE) -> Value:
    """A table of this one column."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    rows = data_of(self).shape.axes[0]
    shape, at = Shape((rows, Axis(1, ()))), index_of(self)
    return frame(shape, "", None, at, unique=True, plain=is_plain(self))


@models(*paths(TABLES, "value_counts describe mode"))
def counted(self: Value, *given: Value, **options: Value) -> Value:
    """A summary: how long it is follows from the elements."""
    return UNKNOWN_VALUE if isinstance(self, Object) and self.path == FRAME else series(Axis(UNKNOWN))


@attribute(f"{SERIES}.name")
def name(table: Object) -> Value:
    """The name of the Series."""
    held = table.cells.get("name")
    return held if isinstance(held, Value) else UNKNOWN_VALUE


_OF_DATES = "year month day hour minute second dayofweek weekday dayofyear quarter date time days seconds"
_OF_TEXTS = (
    "lower upper strip lstrip rstrip title capitalize replace len slice pad zfill get count find repeat"
)
_TESTS = "contains startswith endswith match fullmatch isdigit isalpha isnumeric"


@attribute(*paths((SERIES,), "str dt cat"))
def accessor(table: Object) -> Value:
    """What reads texts, dates and categories element by element."""
    held = Object("pandas.accessor")
    held.cells["table"] = table
    return held


def _accessed(held: Value, mask: bool = False) -> Value:
    table = held.cells.get("table") if isinstance(held, Object) else None
    return like(table, mask) if isinstance(table, Object) else UNKNOWN_VALUE


@attribute(*paths(("pandas.accessor",), f"{_OF_DATES} codes"))
def accessed(table: Object) -> Value:
    """Something for each date, or the number of each category."""
    return _accessed(table)


@models(*paths(("pandas.accessor",), f"{_OF_TEXTS} strftime normalize floor round ceil total_seconds"))
def of_each(self: Value, *given: Value, **options: Value) -> Value:
    """Something for each text or date."""
    return _accessed(self)


@models(*paths(("pandas.accessor",), _TESTS))
def tested(self: Value, *given: Value, **options: Value) -> Value:
    """A truth value for each text."""
    return _accessed(self, mask=True)


@models("pandas.accessor.__getitem__")
def part_of_each(self: Value, key: Value) -> Value:
    """A letter of each text, or some."""
    return _accessed(self)
