"""NumPy's evenly spaced numbers and index grids: arange, linspace, meshgrid, indices, mgrid …"""

from __future__ import annotations

from dataclasses import replace
from math import ceil, inf
from typing import Any

from tensorlint.models import contents as elements
from tensorlint.models.coercion import MAXIMUM_CONTENTS, dtype_kind, to_integer
from tensorlint.models.families import AXIS_ERROR, elementwise_shape
from tensorlint.models.numpy_arguments import (
    NumpyInteger,
    axis_of,
    counted,
    created_shape,
    fresh,
    given_dtype,
    is_given,
    sized,
    to_numpy_integer,
)
from tensorlint.models.numpy_dtypes import promoted
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size
from tensorlint.shapes.arithmetic import range_length
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import add, bounds, maximum, multiply
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Constant,
    Float,
    Integer,
    List,
    Slice,
    Tuple,
    Value,
)

UNIT = Axis(1, ())
_FIFTY = Integer(50)


@models("numpy.arange")
def arange(
    start_or_stop: Value,
    /,
    stop: Value = NONE,
    step: Value = NONE,
    *,
    start: Value = NONE,
    dtype: Value = NONE,
    device: Value = NONE,
    like: Value = NONE,
) -> Array:
    """The numbers from start up to stop: ceil((stop - start) / step) of them."""
    return _range(start_or_stop, stop, step, dtype)


def _range(first: Value, stop: Value, step: Value, dtype: Value) -> Array:
    begin: Value = first if is_given(stop) else Integer(0)
    end = stop if is_given(stop) else first
    by = step if is_given(step) else Integer(1)
    name = given_dtype(dtype, _range_dtype((begin, end, by)))
    sizes = [_whole(each) for each in (begin, end, by)]
    if all(size is not None for size in sizes):
        return _int_range(begin, end, by, [UNKNOWN if size is None else size for size in sizes], name)
    numbers = [_number(each) for each in (begin, end, by)]
    if any(number is None for number in numbers):
        return Array(Shape((born(fresh(UNKNOWN)),)), name, generated=True)
    low, high, pace = [number for number in numbers if number is not None]
    if pace == 0:
        if any(isinstance(each, Array) for each in (begin, end, by)):
            raise NotCoercible
        refuse("TSL213", "arange: the step is 0", "ZeroDivisionError")
    length = max(0, ceil((high - low) / pace)) if abs(high - low) < inf else UNKNOWN
    return Array(Shape((born(fresh(length)),)), name, generated=True)


def _int_range(begin: Value, end: Value, by: Value, sizes: list[Size], name: str) -> Array:
    start, stop, step = sizes
    if step == 0:
        if any(isinstance(each, Array) for each in (begin, end, by)):
            raise NotCoercible
        refuse("TSL213", "arange: the step is 0", "ZeroDivisionError")
    length = range_length(start, stop, step)
    if length is UNKNOWN and start == 0 and step == 1:
        length = maximum(0, stop)
    axis = born(fresh(length))
    if isinstance(end, Integer) and start == 0 and step == 1 and length == stop:
        axis = axis_of(end)
    contents: tuple[Any, ...] | None = None
    if isinstance(length, int) and length <= MAXIMUM_CONTENTS and UNKNOWN not in (start, step):
        numbers = [add(start, multiply(step, index)) for index in range(length)]
        contents = elements.checked(numbers, name)
    return Array(Shape((axis,)), name, contents=contents, generated=True)


def _range_dtype(values: tuple[Value, ...]) -> str:
    if all(isinstance(value, Integer | Boolean) for value in values):
        return "int64"
    if any(isinstance(value, Float) for value in values):
        return "float64" if all(isinstance(value, Integer | Boolean | Float) for value in values) else ""
    return ""


def _whole(value: Value) -> Size | None:
    """An int argument as a size; None where it may be none."""
    if isinstance(value, Integer):
        return value.size
    if isinstance(value, Boolean) and value.value is not None:
        return int(value.value)
    if isinstance(value, Array) and value.rank == 0 and dtype_kind(value.dtype) == "int":
        return value.contents[0] if value.contents else UNKNOWN
    return None


def _number(value: Value) -> float | None:
    """A plainly known int or float."""
    if isinstance(value, Float):
        return value.value
    whole = _whole(value)
    return whole if isinstance(whole, int) else None


def _spaced_dtype(start: Array, stop: Array) -> str:
    dtypes = (start.dtype, stop.dtype)
    if all(name == "float64" or dtype_kind(name) in ("int", "bool") for name in dtypes):
        return "float64"
    if all(name == "float32" for name in dtypes) and start.rank and stop.rank:
        return "float32"
    if any(not name for name in dtypes):
        return ""
    kinds = [dtype_kind(name) for name in dtypes]
    if set(kinds) <= {"int", "bool", "float", "complex"}:
        return "complex" if "complex" in kinds else "float"
    return ""


def _spaced(
    start: Array, stop: Array, num: Integer, dtype: Value, axis: int, default: str | None = None
) -> Array:
    if bounds(num.size)[1] < 0:
        refuse("TSL213", "the number of samples must not be negative: {num} is " + str(num.size))
    count = axis_of(num)
    name = given_dtype(dtype, _spaced_dtype(start, stop) if default is None else default)
    operands = [start, stop]
    shape = elementwise_shape(operands, names=("{start}", "{stop}"))
    if shape.open:
        if axis == 0:
            return Array(Shape(shape.axes, True), name)
        return Array(Shape((*shape.axes, count), True) if axis == -1 else Shape((), True), name)
    total = len(shape) + 1
    if not -total <= axis < total:
        if start.rank and stop.rank:
            raise NotCoercible  # they may fail to broadcast before
        refuse(
            "TSL603",
            f"axis {axis} is out of range: the result has {total} axes; valid are {-total} to {total - 1}",
            AXIS_ERROR,
        )
    axes = list(shape.axes)
    axes.insert(axis % total, count)
    return Array(Shape(tuple(axes)), name, generated=start.generated and stop.generated)


@models("numpy.linspace")
def linspace(
    start: Array,
    stop: Array,
    num: NumpyInteger = _FIFTY,
    endpoint: Value = NONE,
    retstep: bool = False,
    dtype: Value = NONE,
    axis: int = 0,
    *,
    device: Value = NONE,
) -> Value:
    """`num` evenly spaced numbers between two, along a new axis."""
    result = _spaced(start, stop, num, dtype, axis)
    return Tuple((result, UNKNOWN_VALUE)) if retstep else result


@models("numpy.logspace")
def logspace(
    start: Array,
    stop: Array,
    num: NumpyInteger = _FIFTY,
    endpoint: Value = NONE,
    base: Array | None = None,
    dtype: Value = NONE,
    axis: int = 0,
) -> Array:
    """`num` numbers evenly spaced on a log scale."""
    if base is not None and base.rank != 0:
        raise NotCoercible
    if base is not None and dtype_kind(base.dtype) not in ("int", "float"):
        return _spaced(start, stop, num, dtype, axis, "")
    return _spaced(start, stop, num, dtype, axis)


@models("numpy.geomspace")
def geomspace(
    start: Array,
    stop: Array,
    num: Value = _FIFTY,
    endpoint: Value = NONE,
    dtype: Value = NONE,
    axis: int = 0,
) -> Array:
    """`num` numbers in a geometric progression."""
    count = to_numpy_integer(num) if start.rank == 0 and stop.rank == 0 else to_integer(num)
    result = _spaced(start, stop, count, dtype, axis)
    return replace(result, dtype="float") if result.dtype == "float32" and not is_given(dtype) else result


@models("numpy.meshgrid")
def meshgrid(*xi: Array, copy: bool = True, sparse: bool = False, indexing: str = "xy") -> Value:
    """Coordinate arrays of a grid: each input's elements along its own axis."""
    if indexing not in ("xy", "ij"):
        refuse("TSL213", "meshgrid: indexing must be 'xy' or 'ij', {indexing} is " + repr(indexing))
    axes = []
    for array in xi:
        rank = array.rank
        axes.append(array.shape.axes[0] if rank == 1 else UNIT if rank == 0 else sized(array.shape.count))
    count = len(axes)
    order = list(range(count))
    if indexing == "xy" and count >= 2:
        order[0], order[1] = 1, 0
    results: list[Value] = []
    for index, array in enumerate(xi):
        placed = [axes[each] if not sparse or each == index else UNIT for each in order]
        writeable = True if copy else None
        results.append(
            Array(Shape(tuple(placed)), array.dtype, writeable=writeable, generated=array.generated)
        )
    return Tuple(tuple(results))


@models("numpy.indices")
def indices(dimensions: Value, dtype: Value = NONE, sparse: bool = False) -> Value:
    """Index arrays of a grid: (number of axes, *dimensions)."""
    if isinstance(dimensions, Integer):
        refuse("TSL213", "indices needs a tuple of sizes, {dimensions} is an int", "TypeError")
    if not isinstance(dimensions, Tuple | List) or dimensions.items is None:
        raise NotCoercible
    name = given_dtype(dtype, "int64")
    sizes = [_size_of(item) for item in dimensions.items]
    if sparse:
        return Tuple(_open_grid(tuple([counted(size) for size in sizes]), name))
    shape = created_shape(sizes, "dimensions")
    return Array(Shape((sized(len(shape)), *shape.axes)), name, generated=True)


def _size_of(value: Value) -> Integer:
    if not isinstance(value, Integer):
        raise NotCoercible
    return value


def _open_grid(axes: tuple[Axis, ...], dtype: str) -> tuple[Value, ...]:
    results: list[Value] = []
    for index in range(len(axes)):
        placed = [axis if place == index else UNIT for place, axis in enumerate(axes)]
        results.append(Array(Shape(tuple(placed)), dtype, generated=True))
    return tuple(results)


def grid_axis(key: Value) -> tuple[Axis, str]:
    """One slice of a grid: a step of 5j means 5 numbers, both ends included."""
    if not isinstance(key, Slice):
        raise NotCoercible
    step = key.step
    if isinstance(step, Constant) and isinstance(step.value, complex):
        return born(int(abs(step.value))), "float64"
    if not isinstance(step, Integer | Float) and step != NONE:
        raise NotCoercible
    start = key.start if is_given(key.start) else Integer(0)
    if not is_given(key.stop):
        raise NotCoercible
    one = _range(start, key.stop, step, NONE)
    return one.shape.axes[0], one.dtype


def _grid_axes(key: Tuple) -> tuple[tuple[Axis, ...], str]:
    pairs = [grid_axis(item) for item in key.items]
    name = "int64"
    for _, dtype in pairs:
        name = promoted(name, dtype)
    return tuple([axis for axis, _ in pairs]), name


@models("numpy.mgrid.__getitem__")
def mgrid(key: Value) -> Array:
    """`np.mgrid[0:3, 0:4]`: dense index arrays, (2, 3, 4)."""
    if isinstance(key, Tuple):
        axes, name = _grid_axes(key)
        return Array(Shape((sized(len(axes)), *axes)), name, generated=True)
    axis, name = grid_axis(key)
    return Array(Shape((axis,)), name, generated=True)


@models("numpy.ogrid.__getitem__")
def ogrid(key: Value) -> Value:
    """`np.ogrid[0:3, 0:4]`: open index arrays, (3, 1) and (1, 4); a list before NumPy 2."""
    if isinstance(key, Tuple):
        axes, name = _grid_axes(key)
        return Tuple(_open_grid(axes, name if name == "int64" else ""))
    axis, name = grid_axis(key)
    return Array(Shape((axis,)), name, generated=True)


@models("numpy.ix_")
def ix_(*args: Array) -> Value:
    """1-D sequences as an open mesh, to index with."""
    axes: list[Axis] = []
    for array in args:
        if array.rank is None:
            axes.append(Axis(UNKNOWN))
            continue
        if array.rank != 1:
            refuse("TSL213", f"ix_ needs 1-D arrays, one of {{args}} is {array.shape}")
        if dtype_kind(array.dtype) in ("int", "float", "string"):
            axes.append(array.shape.axes[0])
        elif array.contents is not None and array.dtype == "bool":
            axes.append(sized(sum(map(bool, array.contents))))
        else:
            axes.append(Axis(UNKNOWN))
    results = [replace(each, dtype="") for each in _open_grid(tuple(axes), "") if isinstance(each, Array)]
    return Tuple(tuple(results))


@models("numpy.hamming", "numpy.hanning", "numpy.blackman", "numpy.bartlett")
def window(M: Value) -> Array:
    """A window function of M points."""
    return Array(Shape((_points(M),)), "float64", generated=True)


@models("numpy.kaiser")
def kaiser(M: Value, beta: Value) -> Array:
    """The Kaiser window of M points."""
    return Array(Shape((_points(M),)), "float64", generated=True)


def _points(M: Value) -> Axis:
    return counted(M if isinstance(M, Integer) else Integer())


@models("numpy.vander")
def vander(x: Array, N: NumpyInteger | None = None, increasing: Value = NONE) -> Array:
    """Powers of a vector as columns: (n, N), or (n, n)."""
    if x.rank != 1:
        raise NotCoercible
    rows = x.shape.axes[0]
    columns = sized(rows.size) if N is None else created_shape([N], "N").axes[0]
    return Array(Shape((rows, columns)), promoted(x.dtype, "int64") if x.dtype else "")
