"""NumPy functions that make arrays from shapes, values and other arrays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tensorlint.models import contents as elements
from tensorlint.models.coercion import MAXIMUM_CONTENTS, dtype_kind, to_array
from tensorlint.models.numpy_arguments import (
    NumpyInteger,
    NumpySizes,
    counted,
    created_shape,
    given_dtype,
    is_given,
)
from tensorlint.models.registry import Context, NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Mismatch, Shape, arithmetic, equal
from tensorlint.values import (
    NONE,
    Array,
    Integer,
    Value,
)


def _filled(shape: Shape, dtype: str, element: int | None) -> Array:
    contents: tuple[Any, ...] | None = None
    count = shape.count
    if element is not None and isinstance(count, int) and count <= MAXIMUM_CONTENTS and shape.is_concrete:
        contents = elements.checked([element] * count, dtype)
    return Array(shape, dtype, contents=contents, generated=True)


@models("numpy.zeros")
def zeros(
    shape: NumpySizes, dtype: Value = NONE, order: Value = NONE, *, device: Value = NONE, like: Value = NONE
) -> Array:
    """An array of zeros."""
    name = given_dtype(dtype, "float64")
    return _filled(created_shape(shape), name, 0)


@models("numpy.ones")
def ones(
    shape: NumpySizes, dtype: Value = NONE, order: Value = NONE, *, device: Value = NONE, like: Value = NONE
) -> Array:
    """An array of ones."""
    name = given_dtype(dtype, "float64")
    return _filled(created_shape(shape), name, 1)


@models("numpy.empty")
def empty(
    shape: NumpySizes, dtype: Value = NONE, order: Value = NONE, *, device: Value = NONE, like: Value = NONE
) -> Array:
    """An array whose elements are yet to be set."""
    name = given_dtype(dtype, "float64")
    return _filled(created_shape(shape), name, None)


@models("numpy.full")
def full(
    shape: NumpySizes,
    fill_value: Value,
    dtype: Value = NONE,
    order: Value = NONE,
    *,
    device: Value = NONE,
    like: Value = NONE,
) -> Array:
    """An array of one value, which is broadcast into the shape."""
    value = _fill_array(fill_value)
    name = given_dtype(dtype, value.dtype)
    target = created_shape(shape)
    _check_fill(value, target)
    return replace(_filled(target, name, _fill_element(value)), generated=value.generated)


def _fill_array(value: Value) -> Array:
    try:
        return to_array(value)
    except NotCoercible:
        return Array(UNKNOWN_SHAPE, writeable=None)


def _fill_element(value: Array) -> int | None:
    if value.rank != 0 or value.contents is None or dtype_kind(value.dtype) not in ("int", "bool"):
        return None
    element: int | None = value.contents[0]
    return element


def _check_fill(value: Array, target: Shape) -> None:
    source = value.shape
    extra = len(source) - len(target)
    if extra > 0 and not any(equal(size, 1) is False for size in source.sizes[:extra]):
        source = Shape(source.axes[extra:], source.open)
    try:
        arithmetic.broadcast_to(source, target)
    except Mismatch as mismatch:
        refuse(
            "TSL205",
            f"the fill value does not fit: {{fill_value}} is {value.shape}, the array is {target}:"
            f" {mismatch.detail}",
        )


def _as_like(a: Array, dtype: Value, shape: Any, element: int | None) -> Array:
    name = given_dtype(dtype, a.dtype)
    target = a.shape if shape is None else created_shape(shape)
    return _filled(target, name, element)


@models("numpy.zeros_like")
def zeros_like(
    a: Array,
    dtype: Value = NONE,
    order: Value = NONE,
    subok: Value = NONE,
    shape: NumpySizes | None = None,
    *,
    device: Value = NONE,
) -> Array:
    """Zeros with the shape and dtype of another array."""
    return _as_like(a, dtype, shape, 0)


@models("numpy.ones_like")
def ones_like(
    a: Array,
    dtype: Value = NONE,
    order: Value = NONE,
    subok: Value = NONE,
    shape: NumpySizes | None = None,
    *,
    device: Value = NONE,
) -> Array:
    """Ones with the shape and dtype of another array."""
    return _as_like(a, dtype, shape, 1)


@models("numpy.empty_like")
def empty_like(
    prototype: Array,
    /,
    dtype: Value = NONE,
    order: Value = NONE,
    subok: Value = NONE,
    shape: NumpySizes | None = None,
    *,
    device: Value = NONE,
) -> Array:
    """An array with the shape and dtype of another."""
    return _as_like(prototype, dtype, shape, None)


@models("numpy.full_like")
def full_like(
    a: Array,
    fill_value: Value,
    dtype: Value = NONE,
    order: Value = NONE,
    subok: Value = NONE,
    shape: NumpySizes | None = None,
    *,
    device: Value = NONE,
) -> Array:
    """One value with the shape and dtype of another array."""
    value = _fill_array(fill_value)
    result = _as_like(a, dtype, shape, None)
    if not result.shape.open:
        _check_fill(value, result.shape)
    return replace(result, generated=value.generated)


@models("numpy.eye")
def eye(
    N: NumpyInteger,
    M: NumpyInteger | None = None,
    k: Value = NONE,
    dtype: Value = NONE,
    order: Value = NONE,
    *,
    device: Value = NONE,
    like: Value = NONE,
) -> Array:
    """Ones on a diagonal: (N, M), or (N, N)."""
    rows = created_shape([N], "N").axes[0]
    columns = Axis(rows.size, rows.parts) if M is None else created_shape([M], "M").axes[0]
    return Array(Shape((rows, columns)), given_dtype(dtype, "float64"), generated=True)


@models("numpy.identity")
def identity(n: NumpyInteger, dtype: Value = NONE, *, like: Value = NONE) -> Array:
    """The identity matrix (n, n)."""
    rows = created_shape([n], "n").axes[0]
    return Array(Shape((rows, rows)), given_dtype(dtype, "float64"), generated=True)


@models("numpy.tri")
def tri(
    N: Integer,
    M: Integer | None = None,
    k: Value = NONE,
    dtype: Value = NONE,
    *,
    like: Value = NONE,
) -> Array:
    """Ones at and below a diagonal: (N, M), or (N, N)."""
    rows = counted(N)
    columns = rows if M is None else counted(M)
    return Array(Shape((rows, columns)), given_dtype(dtype, "float64"), generated=True)


@models("numpy.fromfunction")
def fromfunction(
    context: Context,
    function: Value,
    shape: NumpySizes,
    *,
    dtype: Value = NONE,
    like: Value = NONE,
    **kwargs: Value,
) -> Value:
    """What a function gives for the index arrays of a shape."""
    target = created_shape(shape)
    name = given_dtype(dtype, "float64")
    return context.call(function, [Array(target, name, generated=True) for _ in target.axes], kwargs)


@models("numpy.ndarray")
def ndarray(
    shape: NumpySizes,
    dtype: Value = NONE,
    buffer: Value = NONE,
    offset: Value = NONE,
    strides: Value = NONE,
    order: Value = NONE,
) -> Array:
    """A new array, or one over the memory of another."""
    result = Array(created_shape(shape), given_dtype(dtype, "float64"))
    return replace(result, writeable=None) if is_given(buffer) else result
