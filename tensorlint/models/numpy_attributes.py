"""Attributes of NumPy arrays and dtypes, and the functions that read them."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import Axes, dtype_kind
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_arguments import seen_as
from tensorlint.models.numpy_axes import matrix_transposed, transposed
from tensorlint.models.registry import attribute, models
from tensorlint.shapes import Shape
from tensorlint.shapes.sizes import multiply
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Cells,
    Integer,
    Object,
    Series,
    String,
    Tuple,
    Value,
)


def shape_value(array: Array) -> Value:
    """`array.shape`: ints that keep the lineage of their axes."""
    if array.shape.open:
        return Series(Integer(), kind="shape", subject=array)
    return Tuple(tuple([Integer(axis.size, axis.parts, array.origin) for axis in array.shape.axes]))


@attribute("numpy.ndarray.shape")
def shape(array: Array) -> Value:
    """The sizes, as ints."""
    return shape_value(array)


@models("numpy.shape")
def shape_function(a: Array) -> Value:
    """The sizes, as ints."""
    return shape_value(a)


@attribute("numpy.ndarray.ndim")
def ndim(array: Array) -> Value:
    """The number of axes."""
    return Integer() if array.rank is None else Integer(array.rank)


@models("numpy.ndim")
def ndim_function(a: Array) -> Value:
    """The number of axes."""
    return ndim(a)


@attribute("numpy.ndarray.size")
def size(array: Array) -> Value:
    """The number of elements."""
    parts = array.shape.axes[0].parts if array.rank == 1 else None
    return Integer(array.shape.count, parts, array.origin)


@models("numpy.size")
def size_function(a: Array, axis: Axes = None) -> Value:
    """The number of elements, or the length of an axis."""
    if axis is None:
        return size(a)
    if a.rank is None:
        return Integer()
    places = [normalize_axis(a.rank, each, exception="IndexError") for each in axis]
    if len(places) != 1:
        return UNKNOWN_VALUE
    chosen = a.shape.axes[places[0]]
    return Integer(chosen.size, chosen.parts, a.origin)


def dtype_value(name: str) -> Value:
    """A dtype object of that name; unknown where only a kind is known."""
    return Object("numpy.dtype", Cells(name=String(name))) if item_bytes(name) else UNKNOWN_VALUE


def item_bytes(dtype: str) -> int | None:
    """The bytes of an element, None where the dtype is not known exactly."""
    if dtype == "bool":
        return 1
    digits = dtype.lstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits) // 8 if digits.isdigit() else None


@attribute("numpy.ndarray.dtype")
def dtype(array: Array) -> Value:
    """What the elements are."""
    return dtype_value(array.dtype)


@attribute("numpy.dtype.itemsize")
def dtype_itemsize(value: Object) -> Value:
    """The bytes of an element."""
    name = value.cells.get("name")
    bytes_ = item_bytes(name.value or "") if isinstance(name, String) else None
    return Integer() if bytes_ is None else Integer(bytes_)


@attribute("numpy.dtype.name")
def dtype_name(value: Object) -> Value:
    """The name of the dtype."""
    name: Value = value.cells.get("name", String())
    return name


@attribute("numpy.dtype.kind")
def dtype_kind_letter(value: Object) -> Value:
    """One letter: b, i, u, f, c …"""
    name = value.cells.get("name")
    text = name.value or "" if isinstance(name, String) else ""
    if text.startswith("uint"):
        return String("u")
    return String({"bool": "b", "int": "i", "float": "f", "complex": "c"}.get(dtype_kind(text)))


@attribute("numpy.ndarray.itemsize")
def itemsize(array: Array) -> Value:
    """The bytes of an element."""
    bytes_ = item_bytes(array.dtype)
    return Integer() if bytes_ is None else Integer(bytes_)


@attribute("numpy.ndarray.nbytes")
def nbytes(array: Array) -> Value:
    """The bytes of all elements."""
    bytes_ = item_bytes(array.dtype)
    return Integer() if bytes_ is None else Integer(multiply(bytes_, array.shape.count))


@attribute("numpy.ndarray.T")
def transposed_array(array: Array) -> Value:
    """The axes reversed."""
    return transposed(array, None)


@attribute("numpy.ndarray.mT")
def matrix_transposed_array(array: Array) -> Value:
    """The last two axes swapped."""
    return matrix_transposed(array, "the array")


@attribute("numpy.ndarray.flat")
def flat(array: Array) -> Value:
    """An iterator over all elements."""
    return Series(Array(Shape(), array.dtype), array.shape.count)


@attribute("numpy.ndarray.real")
def real(array: Array) -> Value:
    """The real part: a view."""
    return _part(array)


@attribute("numpy.ndarray.imag")
def imag(array: Array) -> Value:
    """The imaginary part: a view, read-only zeros of a real array."""
    return replace(_part(array), writeable=array.writeable if dtype_kind(array.dtype) == "complex" else None)


@models("numpy.real")
def real_function(val: Array) -> Array:
    """The real part: a view."""
    return _part(val)


@models("numpy.imag")
def imag_function(val: Array) -> Array:
    """The imaginary part."""
    return replace(_part(val), writeable=None)


def _part(array: Array) -> Array:
    names = {"complex128": "float64", "complex64": "float32", "complex": "float", "object": ""}
    return replace(seen_as(array, array.shape), dtype=names.get(array.dtype, array.dtype), marks=array.marks)


@attribute("numpy.ndarray.base", "numpy.ndarray.strides", "numpy.ndarray.data", "numpy.ndarray.ctypes")
def memory(array: Array) -> Value:
    """What depends on memory is not followed."""
    return UNKNOWN_VALUE


@attribute("numpy.ndarray.device")
def device(array: Array) -> Value:
    """Always the CPU."""
    return String("cpu")
