"""Arithmetic, comparisons and sums of tables, and NumPy's functions of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tensorlint.models.array_items import NUMBERS
from tensorlint.models.coercion import ANSWERS, dtype_kind, to_array
from tensorlint.models.pandas_access import TABLES, paths
from tensorlint.models.pandas_tables import (
    FRAME,
    INDEX,
    SERIES,
    data_of,
    element,
    frame,
    index_of,
    is_mask,
    is_plain,
    is_scalar,
    is_table,
    is_unique,
    labels_value,
    levels_of,
    like,
    same_index,
    series,
    with_any_elements,
)
from tensorlint.models.registry import NotCoercible, Refusal, models, refuse
from tensorlint.shapes import UNKNOWN, Axis, Shape, equal, size_text
from tensorlint.shapes.sizes import possibly
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Float,
    Integer,
    Library,
    List,
    Object,
    String,
    Tuple,
    Value,
)

_COMPARED = "__eq__ __ne__ __lt__ __le__ __gt__ __ge__"
_LOGIC = "__and__ __rand__ __or__ __ror__ __xor__ __rxor__"
_ARITHMETIC = (
    "__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __rfloordiv__"
    " __mod__ __rmod__ __pow__ __rpow__"
)
_NAMED = "add radd sub subtract rsub mul multiply rmul div divide truediv rdiv floordiv mod pow rpow"
_NAMED_TESTS = "eq ne lt le gt ge"


def _array(other: Value) -> Array | None:
    """The array that a plain array or list is."""
    if isinstance(other, Array):
        return other if other.library == "numpy" and not other.kind and other.rank is not None else None
    if isinstance(other, List | Tuple):
        items = other.items or ((other.element,) if isinstance(other, List) else ())
        if not all(isinstance(item, Integer | Float | Boolean | String) for item in items):
            return None
        try:
            return to_array(other)
        except (NotCoercible, Refusal):
            return None
    return None


def _is_numeric(table: Object) -> bool:
    """Whether the elements are surely numbers."""
    return dtype_kind(data_of(table).dtype) in NUMBERS


def combined(table: Object, other: Value, comparing: bool = False, strict: bool = True) -> Value:
    """What an operation gives, element by element: a table that is like this one, where the other goes with
    it. Refuses arrays that do not fit. `strict`: tables are compared with tables of the same labels only."""
    if is_scalar(other) or (comparing and (other == NONE or isinstance(other, Library))):
        return like(table, comparing)
    if isinstance(other, Object) and is_table(other):
        return _with_table(table, other, comparing, strict)
    if comparing and isinstance(other, Tuple) and table.path == SERIES and not _is_numeric(table):
        return like(table, comparing)  # its elements may be tuples
    array = _array(other)
    if array is None:
        return UNKNOWN_VALUE
    if not is_plain(other):
        table = with_any_elements(like(table))
    if table.path == SERIES:
        return _series_with(table, array, comparing)
    return _frame_with(table, array)


def _with_table(table: Object, other: Object, comparing: bool, strict: bool) -> Value:
    if table.path == FRAME and other.path == FRAME:
        same = same_index(index_of(table), index_of(other)) and is_unique(table)
        if same and same_index(labels_value(table), labels_value(other)):
            return like(table)
        return like(table) if comparing and strict else frame()
    if table.path == SERIES and other.path == SERIES:
        if same_index(index_of(table), index_of(other)) or (comparing and strict):
            return like(table, comparing)
        return series(Axis(UNKNOWN))
    whole, one = (table, other) if table.path == FRAME else (other, table)
    if is_unique(whole) and same_index(labels_value(whole), index_of(one)):
        return like(whole)
    return frame()


def _series_with(table: Object, array: Array, comparing: bool) -> Value:
    rows = data_of(table).shape.axes[0].size
    if array.rank != 1:
        return UNKNOWN_VALUE
    size = array.shape.axes[0].size
    either_one = not comparing and (possibly(size, 1, generic=False) or possibly(rows, 1, generic=False))
    if equal(rows, size) is False and not either_one:
        said = f"{size_text(rows)} != {size_text(size)}"
        refuse(
            "TSL205",
            f"the lengths differ: {{self}} has {size_text(rows)} rows, {{other}} has {size_text(size)}"
            f" elements: {said}",
        )
    return like(table, comparing)


def _frame_with(table: Object, array: Array) -> Value:
    shape = data_of(table).shape
    columns = shape.axes[1]
    if array.rank == 1:
        size = array.shape.axes[0].size
        if equal(columns.size, size) is False:
            said = f"{size_text(columns.size)} != {size_text(size)}"
            refuse(
                "TSL205",
                f"an array goes with the columns of a table: {{self}} is {shape}, {{other}} is"
                f" {array.shape}: {said}",
            )
        return like(table)
    if array.rank != 2:
        return UNKNOWN_VALUE
    for mine, its in zip(shape.axes, array.shape.axes, strict=True):
        if equal(mine.size, its.size) is False and not possibly(its.size, 1, generic=False):
            said = f"{size_text(mine.size)} != {size_text(its.size)}"
            refuse("TSL205", f"{{self}} is {shape}, {{other}} is {array.shape}: {said}")
    return like(table)


def _operator(names: str, comparing: bool = False, strict: bool = True) -> None:
    def operator(self: Value, other: Value, **options: Value) -> Value:
        if not isinstance(self, Object):
            return UNKNOWN_VALUE
        if options:
            return _along(self, other, options, comparing)
        return combined(self, other, comparing, strict)

    operator.__doc__ = "The operation for each element."
    models(*paths(TABLES, names))(operator)


def _along(table: Object, other: Value, options: Mapping[str, Value], comparing: bool) -> Value:
    """`table.sub(column, axis=0)`: a Series or an array goes with the rows."""
    rows = options.get("axis") in (Integer(0), String("index"))
    if options.keys() - {"axis", "fill_value"} or not rows or table.path != FRAME:
        return UNKNOWN_VALUE
    if is_scalar(other):
        return like(table)
    if isinstance(other, Object) and other.path == SERIES:
        return like(table) if same_index(index_of(table), index_of(other)) else UNKNOWN_VALUE
    array = _array(other)
    if array is None or array.rank != 1:
        return UNKNOWN_VALUE
    size, length = array.shape.axes[0].size, data_of(table).shape.axes[0].size
    if equal(size, length) is False:
        said = f"{size_text(size)} != {size_text(length)}"
        refuse("TSL205", f"{{other}} has {size_text(size)} elements for {size_text(length)} rows: {said}")
    return like(table)


_operator(f"{_ARITHMETIC} {_NAMED}")
_operator(_COMPARED, comparing=True)
_operator(_NAMED_TESTS, comparing=True, strict=False)


@models(*paths(TABLES, _LOGIC))
def joined_conditions(self: Value, other: Value) -> Value:
    """Conditions joined element by element."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    found = combined(self, other)
    array = other.dtype == "bool" if isinstance(other, Array) else isinstance(other, Boolean)
    both = is_mask(self) and (is_mask(other) or array)
    if both and isinstance(found, Object) and found.path == SERIES:
        known = same_index(index_of(self), index_of(found))
        return like(found, mask=True) if known else found
    return found


@models(*paths(TABLES, "__invert__"))
def inverted(self: Value) -> Value:
    """The opposite of each truth value."""
    return like(self, is_mask(self)) if isinstance(self, Object) else UNKNOWN_VALUE


@models(*paths(TABLES, "__neg__ __pos__ __abs__"))
def signed(self: Value) -> Value:
    """The same shape."""
    return like(self) if isinstance(self, Object) else UNKNOWN_VALUE


# -- products


def _inner(table: Object, other: Value, right: bool) -> tuple[Axis, Shape, bool] | None:
    """The summed axis of the table and the shape of the other, and whether that is a table; refuses
    lengths that differ."""
    found = data_of(other) if is_table(other) else _array(other)
    if found is None or found.rank not in (1, 2):
        return None
    shape = data_of(table).shape
    mine = shape.axes[-1] if not right else shape.axes[0]
    its = found.shape.axes[0] if not right else found.shape.axes[-1]
    if equal(mine.size, its.size) is False and not is_table(other):
        first, second = ("{other}", "{self}") if right else ("{self}", "{other}")
        one, two = (found.shape, shape) if right else (shape, found.shape)
        said = f"{size_text(mine.size)} != {size_text(its.size)}"
        exception = "Exception" if table.path == SERIES else "ValueError"
        refuse(
            "TSL601",
            f"matmul: inner dimensions differ: {first} is {one}, {second} is {two}: {said}",
            exception,
        )
    return mine, found.shape, is_table(other)


@models(*paths(TABLES, "__matmul__ dot"))
def product(self: Value, other: Value) -> Value:
    """The matrix product; tables keep the labels of their rows."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    found = _inner(self, other, right=False)
    if found is None:
        return UNKNOWN_VALUE
    _, shape, table = found
    if self.path == SERIES:
        if len(shape) == 1:
            return element()
        return UNKNOWN_VALUE if table else Array(Shape(shape.axes[1:]), writeable=None)
    rows = data_of(self).shape.axes[0]
    if len(shape) == 1:
        return series(rows, "", index_of(self), levels=levels_of(self), plain=True)
    at, levels = index_of(self), levels_of(self)
    return frame(Shape((rows, shape.axes[1])), "", None, at, levels=levels, plain=True)


@models(*paths(TABLES, "__rmatmul__"))
def product_from_left(self: Value, other: Value) -> Value:
    """The matrix product of an array with a table."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    found = _inner(self, other, right=True)
    if found is None or found[2]:
        return UNKNOWN_VALUE
    shape = found[1]
    if self.path == SERIES:
        return element() if len(shape) == 1 else Array(Shape(shape.axes[:1]), writeable=None)
    columns = data_of(self).shape.axes[1]
    if len(shape) == 1:
        return UNKNOWN_VALUE
    return frame(Shape((shape.axes[0], columns)))


# -- sums and the like


def reduced(table: Object, axis: Value, options: Mapping[str, Value]) -> Value:
    """A number for each column (axis 0) or row (axis 1); of a Series one number."""
    if options.keys() - {"skipna", "ddof", "numeric_only", "min_count", "q", "bool_only", "dropna"}:
        return UNKNOWN_VALUE
    if table.path == SERIES:
        return element()
    rows, columns = data_of(table).shape.axes
    if axis in (Integer(1), String("columns")):
        return series(rows, "", index_of(table), levels=levels_of(table), plain=is_plain(table))
    if axis not in (Integer(0), String("index")):
        return UNKNOWN_VALUE
    if options.get("numeric_only", FALSE) != FALSE or options.get("bool_only", FALSE) != FALSE:
        return series(Axis(UNKNOWN))
    return series(columns, "", labels_value(table), plain=is_plain(table))


_REDUCTIONS = "mean sum median std var min max prod product any all count nunique sem skew kurt idxmax idxmin"


@models(*paths((FRAME,), _REDUCTIONS))
def reduce_table(self: Value, axis: Value = Integer(0), **options: Value) -> Value:  # noqa: B008 - immutable
    """A number for each column or row."""
    return reduced(self, axis, options) if isinstance(self, Object) else UNKNOWN_VALUE


@models(*paths((SERIES,), f"{_REDUCTIONS.replace('nunique ', '')} argmax argmin item"))
def reduce_series(self: Value, axis: Value = NONE, **options: Value) -> Value:
    """One number."""
    return reduced(self, axis, options) if isinstance(self, Object) else UNKNOWN_VALUE


@models(*paths(TABLES, "quantile"))
def quantile(self: Value, q: Value = Float(0.5), *given: Value, **options: Value) -> Value:  # noqa: B008
    """Of a Series a number, or one for each fraction; of a table one for each column."""
    if not isinstance(self, Object) or given:
        return UNKNOWN_VALUE
    options.pop("interpolation", None)
    if isinstance(q, Float | Integer):
        return reduced(self, options.pop("axis", Integer(0)), options)
    count = _array(q)
    if self.path == SERIES and count is not None and count.rank == 1 and not options:
        return series(count.shape.axes[0])
    return UNKNOWN_VALUE


@models(*paths((FRAME,), "corr cov"))
def pairs(self: Value, *given: Value, **options: Value) -> Value:
    """A number for each pair of columns."""
    if not isinstance(self, Object) or options.get("numeric_only", FALSE) != FALSE:
        return frame()
    columns = data_of(self).shape.axes[1]
    labels = labels_value(self)
    return frame(Shape((columns, columns)), "", labels, labels, is_unique(self), plain=True)


@models(*paths((SERIES,), "corr cov autocorr"))
def pair(self: Value, *given: Value, **options: Value) -> Value:
    """One number."""
    return element()


# -- NumPy's functions of tables


def _words(text: str) -> frozenset[str]:
    return frozenset(f"numpy.{word}" for word in text.split())


_SAME = _words(
    "exp exp2 expm1 log log2 log10 log1p sqrt cbrt square abs absolute fabs sin cos tan arcsin arccos arctan"
    " sinh cosh tanh sign floor ceil rint trunc round around negative reciprocal degrees radians deg2rad"
    " rad2deg cumsum cumprod"
)
_TESTS = _words("isnan isfinite isinf logical_not")
_OF_TWO = _words(
    "add subtract multiply divide true_divide power maximum minimum fmax fmin mod arctan2 logical_and"
    " logical_or logical_xor floor_divide hypot"
)
_TO_ONE = _words("mean sum std var max min amax amin prod any all argmax argmin")


def answer(path: str, bound: Mapping[str, Any]) -> Value:
    """What a function of NumPy makes of tables, where they answer to it themselves."""
    given = list(bound.values())
    first = given[0] if given and isinstance(given[0], Value) else NONE
    if path in _OF_TWO:
        if len(given) != 2 or not all(isinstance(each, Value) for each in given):
            return UNKNOWN_VALUE
        table, other = (first, given[1]) if is_table(first) else (given[1], first)
        return combined(table, other) if isinstance(table, Object) and is_table(table) else UNKNOWN_VALUE
    if not isinstance(first, Object) or not is_table(first):
        return UNKNOWN_VALUE
    if len(given) == 1:
        if path in _SAME or path in _TESTS:
            return like(first, path in _TESTS)
        if path in _TO_ONE and first.path == SERIES:
            return element()
        if path in ("numpy.sort", "numpy.ravel", "numpy.nan_to_num") and first.path == SERIES:
            return Array(data_of(first).shape, writeable=None)
    if path == "numpy.clip" or (path in ("numpy.round", "numpy.around") and len(given) == 2):
        return like(first)
    if path in _TO_ONE and bound.keys() - {"a", "axis"} == set() and len(given) == 2:
        return reduced(first, bound["axis"], {})
    return UNKNOWN_VALUE


for _path in (FRAME, SERIES, INDEX):
    ANSWERS[_path] = answer
