"""NumPy functions that make arrays of sequences, numbers and other arrays: array, asarray, copy."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models import contents as elements
from tensorlint.models.coercion import dtype_kind, to_array
from tensorlint.models.families import like
from tensorlint.models.numpy_arguments import (
    given_dtype,
    is_given,
    seen_as,
)
from tensorlint.models.registry import NotCoercible, Refusal, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Shape, shape_of
from tensorlint.values import (
    NONE,
    Array,
    Constant,
    Float,
    Integer,
    List,
    String,
    Tuple,
    Value,
)


@models("numpy.array")
def array(
    object: Value,
    dtype: Value = NONE,
    *,
    copy: Value = NONE,
    order: Value = NONE,
    subok: Value = NONE,
    ndmin: int = 0,
    ndmax: Value = NONE,
    like: Value = NONE,
) -> Array:
    """A new array of a (nested) sequence, an array or a number; refuses rows of unequal length."""
    if is_given(ndmax):
        raise NotCoercible
    result = converted(object, dtype)
    missing = ndmin - len(result.shape)
    if missing > 0:
        if result.shape.open:
            return replace(result, shape=UNKNOWN_SHAPE, contents=None, origin=None)
        result = replace(result, shape=Shape((Axis(1, ()),) * missing + result.shape.axes))
    return replace(result, kind="", writeable=True, origin=None, memory=None)


@models("numpy.asarray", "numpy.asanyarray")
def asarray(
    a: Value,
    dtype: Value = NONE,
    order: Value = NONE,
    *,
    device: Value = NONE,
    copy: Value = NONE,
    like: Value = NONE,
) -> Array:
    """The array itself, or a new one of what is no array yet."""
    return _array_itself(a, dtype)


@models("numpy.asarray_chkfinite")
def asarray_chkfinite(a: Value, dtype: Value = NONE, order: Value = NONE) -> Array:
    """The array itself, checked for NaN."""
    return _array_itself(a, dtype)


def _array_itself(a: Value, dtype: Value) -> Array:
    result = converted(a, dtype)
    if isinstance(a, Array) and a.library != "numpy":
        return replace(result, writeable=None)
    return result


@models("numpy.ascontiguousarray", "numpy.asfortranarray")
def ascontiguousarray(a: Value, dtype: Value = NONE, *, like: Value = NONE) -> Array:
    """The array contiguous in memory, with at least one axis."""
    result = converted(a, dtype)
    if result.rank == 0:
        result = replace(result, shape=shape_of(1))
    elif result.shape.open and not result.shape.axes:
        result = seen_as(result, UNKNOWN_SHAPE)
    return replace(result, writeable=True if result.writeable else None)


@models("numpy.require")
def require(a: Value, dtype: Value = NONE, requirements: Value = NONE, *, like: Value = NONE) -> Array:
    """The array with demands on its memory."""
    return replace(converted(a, dtype), writeable=None)


@models("numpy.copy")
def copy(a: Array, order: Value = NONE, subok: Value = NONE) -> Array:
    """A copy."""
    return replace(like(a), contents=a.contents)


def converted(value: Value, dtype: Value) -> Array:
    """What `np.array(value, dtype)` holds: shape, dtype, contents; an array keeps its writeability."""
    name = given_dtype(dtype, "")
    asked = is_given(dtype)
    if isinstance(dtype, String) and dtype.value == "c":
        # Texts become rows of single characters: one more axis.
        return Array(UNKNOWN_SHAPE)
    if asked and isinstance(dtype, List) and dtype.items and all(_is_plain(item) for item in dtype.items):
        refuse(
            "TSL213",
            "a dtype is needed here, not a list: put all rows into one list,"
            " as in np.array([[1, 2], [3, 4]])",
            "TypeError",
        )
    try:
        result = to_array(value)
    except Refusal:
        if asked and name in ("", "object"):
            return Array(UNKNOWN_SHAPE, name, writeable=None)
        raise
    if not asked or (isinstance(value, Array) and name == value.dtype):
        return result
    if not isinstance(value, Array) and (name == "object" or (name == "" and _holds_tuples(value))):
        return Array(UNKNOWN_SHAPE, name)
    if not name and isinstance(dtype, Tuple):
        return Array(UNKNOWN_SHAPE)
    contents = None
    if result.contents is not None and name:
        same_kind = dtype_kind(name) == dtype_kind(result.dtype)
        contents = elements.checked(result.contents, name) if same_kind else None
    return replace(like(result, dtype=name), contents=contents, writeable=True if name else None)


def _is_plain(value: Value) -> bool:
    return isinstance(value, Integer | Float)


def _holds_tuples(value: Value) -> bool:
    """Whether a structured dtype could take the value's tuples for single records."""
    if isinstance(value, Tuple):
        return True
    if isinstance(value, List):
        return any(map(_holds_tuples, value.items or (value.element,)))
    return not isinstance(value, Array | Integer | Float | String | Constant)


@models("numpy.matrix")
def matrix(data: Value, dtype: Value = NONE, copy: Value = NONE) -> Array:
    """A matrix: always 2-D, with other rules than arrays; nothing more is claimed."""
    return Array(UNKNOWN_SHAPE, kind="numpy.matrix")


@models("numpy.asmatrix", "numpy.mat")
def asmatrix(data: Value, dtype: Value = NONE) -> Array:
    """The data as a matrix."""
    return matrix(data)


@models("numpy.bmat")
def bmat(obj: Value, ldict: Value = NONE, gdict: Value = NONE) -> Array:
    """A matrix of blocks."""
    return matrix(obj)
