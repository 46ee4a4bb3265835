"""Methods that only NumPy's arrays have, not its module: astype, copy, tolist, item, fill, view …"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tensorlint.models import contents
from tensorlint.models.coercion import dtype_kind, to_dtype, to_size
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_arguments import sized
from tensorlint.models.numpy_dtypes import width
from tensorlint.models.numpy_indexing import select
from tensorlint.models.numpy_selection import choose
from tensorlint.models.registry import attribute, changes, models, refuse, unmodelled
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch
from tensorlint.shapes.indexing import Point, check_bounds
from tensorlint.shapes.sizes import exact_quotient, multiply
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Float,
    Integer,
    List,
    Object,
    String,
    Value,
)

KEEP = String("K")
ROWS = String("C")
UNSAFE = String("unsafe")
LAST = Integer(-1)
MAXIMUM_ITEMS = 64
FLAGS = "numpy.flagsobj"


@models("numpy.ndarray.astype")
def astype(
    self: Array,
    /,
    dtype: Value,
    order: Value = KEEP,
    casting: Value = UNSAFE,
    subok: Value = TRUE,
    copy: Value = TRUE,
) -> Array:
    """The array with another dtype: a copy, unless told otherwise."""
    name = to_dtype(dtype)
    fresh = True if copy == TRUE or self.writeable else None
    memory = None if copy == TRUE else self.memory
    return replace(self, dtype=name, contents=_cast(self, name), writeable=fresh, origin=None, memory=memory)


@models("numpy.astype")
def astype_function(x: Array, dtype: Value, /, *, copy: Value = TRUE, device: Value = NONE) -> Array:
    """`x.astype(dtype)`."""
    return astype(x, dtype, copy=copy)


def _cast(a: Array, dtype: str) -> tuple[Any, ...] | None:
    if a.contents is None or dtype_kind(a.dtype) not in ("int", "bool"):
        return None
    return contents.checked(a.contents, dtype)


@models("numpy.ndarray.copy")
def copied(self: Array, /, order: Value = ROWS) -> Array:
    """A copy, which can be written to."""
    return replace(self, writeable=True, origin=None, memory=None)


@models("numpy.ndarray.conj", "numpy.ndarray.conjugate")
def conjugated(self: Array, /, *arguments: Value) -> Array:
    """The complex conjugates; of real numbers the array itself."""
    return replace(self, contents=None, writeable=None, origin=None)


@models("numpy.ndarray.byteswap")
def byteswap(self: Array, /, inplace: Value = FALSE) -> Array:
    """Each element with its bytes in the other order."""
    return replace(self, contents=None, writeable=None, origin=None)


@models("numpy.ndarray.to_device")
def to_device(self: Array, device: Value, /, *, stream: Value = NONE) -> Array:
    """The array itself."""
    return self


@models("numpy.ndarray.tolist")
def tolist(self: Array, /) -> Value:
    """Nested lists of Python's numbers; of an array without axes the number itself."""
    if self.rank is None:
        return UNKNOWN_VALUE
    return _nested(self, self.shape.axes, 0, 1)


def _nested(a: Array, axes: tuple[Axis, ...], place: int, lists: int) -> Value:
    if not axes:
        return element_of(a, None if a.contents is None else a.contents[place])
    size = axes[0].size
    if not isinstance(size, int) or lists * size > MAXIMUM_ITEMS:
        unknown = replace(a, contents=None)
        return List.like(_nested(unknown, axes[1:], 0, 1), size)
    items = [_nested(a, axes[1:], place * size + index, lists * size) for index in range(size)]
    return List.of(tuple(items))


def element_of(a: Array, content: Any = None) -> Value:
    """An element as one of Python's values."""
    kind = dtype_kind(a.dtype)
    if kind == "bool":
        return Boolean(bool(content) if isinstance(content, int) else None)
    if kind == "int":
        return Integer(UNKNOWN if content is None else content)
    if kind == "float":
        return Float()
    return String() if kind == "string" else UNKNOWN_VALUE


@models("numpy.ndarray.item")
def item(self: Array, /, *args: Value) -> Value:
    """One element as a Python value: the only one, or that of an index."""
    if len(args) > 1 and all(isinstance(each, Integer) for each in args) and len(args) == self.rank:
        select(self, [Point(to_size(each)) for each in args], "{self}")
    elif len(args) == 1 and isinstance(args[0], Integer) and self.rank is not None:
        _check_flat(self, args[0])
    only = contents.one(self) if not args else None
    return element_of(self, only)


def _check_flat(a: Array, index: Integer) -> None:
    try:
        check_bounds(index.size, a.shape.count, 0)
    except Mismatch as mismatch:
        refuse("TSL605", f"{mismatch.detail} elements: {{self}} is {a.shape}", "IndexError")


def _check_writeable(a: Array) -> None:
    if a.writeable is False:
        refuse("TSL208", "{self} is read-only: change a copy, `{self}.copy()`")


@models("numpy.ndarray.fill")
def fill(self: Array, value: Value, /) -> Value:
    """Every element set to one value."""
    _check_writeable(self)
    return NONE


@models("numpy.ndarray.sort")
def sort(
    self: Array,
    /,
    axis: Value = LAST,
    kind: Value = NONE,
    order: Value = NONE,
    *,
    stable: Value = NONE,
) -> Value:
    """The elements sorted in place along an axis."""
    _check_axis(self, axis)
    _check_writeable(self)
    return NONE


@models("numpy.ndarray.partition")
def partition(
    self: Array, /, kth: Value, axis: Value = LAST, kind: Value = NONE, order: Value = NONE
) -> Value:
    """The elements partly sorted in place along an axis."""
    _check_axis(self, axis)
    _check_writeable(self)
    return NONE


def _check_axis(a: Array, axis: Value) -> None:
    if a.rank is not None and isinstance(axis, Integer) and isinstance(axis.size, int):
        normalize_axis(a.rank, axis.size, "{self}")


@models("numpy.ndarray.view")
def view(self: Array, /, dtype: Value = NONE, type: Value = NONE) -> Array:
    """The same memory, seen with another dtype: the last axis shrinks or grows with its width."""
    if type != NONE:
        return Array(UNKNOWN_SHAPE, writeable=None)
    if dtype == NONE:
        return replace(self, origin=None)
    name = to_dtype(dtype)
    old, new = width(self.dtype), width(name)
    if name == "bool":
        new = 8
    if self.dtype == "bool":
        old = 8
    if not name or old is None or new is None or not self.shape.axes:
        return Array(UNKNOWN_SHAPE, writeable=self.writeable)
    if old == new:
        return replace(self, dtype=name, contents=None, origin=None)
    size = exact_quotient(multiply(self.shape.axes[-1].size, old), new)
    shape = self.shape.replaced(-1, sized(UNKNOWN if size is None else size))
    return replace(self, shape=shape, dtype=name, contents=None, origin=None)


def _with_flags(array: Array, arguments: Mapping[str, Any]) -> Array:
    write = arguments.get("write", NONE)
    if write == NONE:
        return array
    return replace(array, writeable=write.value if isinstance(write, Boolean) else None)


changes("self", "numpy.ndarray.setflags", into=_with_flags)


@models("numpy.ndarray.setflags")
def setflags(self: Value, /, write: Value = NONE, align: Value = NONE, uic: Value = NONE) -> Value:
    """Whether the array may be written to, among others."""
    return NONE


@models("numpy.ndarray.tofile", "numpy.ndarray.dump", "numpy.ndarray.setfield")
def written_out(self: Value, /, *arguments: Value, **keywords: Value) -> Value:
    """The elements written to a file or a field."""
    return NONE


@attribute("numpy.ndarray.flags")
def flags(array: Array) -> Value:
    """How the memory is laid out; `array` is kept for who sets `writeable`."""
    return Object(FLAGS, Cells(array=array))


@attribute(f"{FLAGS}.writeable")
def flag_writeable(flags: Object) -> Value:
    """Whether the array may be written to."""
    array = flags.cells["array"]
    return Boolean(array.writeable if isinstance(array, Array) else None)


@attribute(
    *[f"{FLAGS}.{name}" for name in ("c_contiguous", "f_contiguous", "contiguous", "owndata", "aligned")]
)
def flag(flags: Object) -> Value:
    """How the memory is laid out."""
    return Boolean()


models("numpy.ndarray.choose")(choose)

unmodelled(
    "bytes: no shape flows through them",
    *("numpy.ndarray.tobytes", "numpy.ndarray.tostring", "numpy.ndarray.dumps"),
)
unmodelled("a part of each element's bytes", "numpy.ndarray.getfield")
