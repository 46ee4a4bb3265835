"""NumPy's windows over arrays, index iterators, and functions that apply others along axes."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import Axes, to_array
from tensorlint.models.families import elementwise_shape, normalize_axis
from tensorlint.models.numpy_arguments import NumpySizes, created_shape, is_given, seen_as
from tensorlint.models.registry import Context, NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Mismatch, Shape
from tensorlint.shapes.arithmetic import window_count
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, product
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Integer,
    Object,
    Series,
    Tuple,
    Unknown,
    Value,
)


@models("numpy.lib.stride_tricks.sliding_window_view")
def sliding_window_view(
    x: Array,
    window_shape: NumpySizes,
    axis: Axes = None,
    *,
    subok: Value = FALSE,
    writeable: Value = FALSE,
) -> Array:
    """All windows: the axes count the windows, new last axes hold them; read-only."""
    if x.rank is None:
        return replace(seen_as(x, UNKNOWN_SHAPE), writeable=None)
    windows = created_shape(window_shape, "window_shape")
    places = range(x.rank) if axis is None else [normalize_axis(x.rank, each, "{x}") for each in axis]
    if len(windows) != len(places):
        said = f"{len(places)} axes of {{x}}" if axis is None else f"{len(places)} axes"
        refuse(
            "TSL213",
            f"sliding_window_view: one window size is needed for each axis: {{window_shape}} has"
            f" {len(windows)} for {said}, which is {x.shape}",
        )
    axes = list(x.shape.axes)
    for place, window in zip(places, windows.axes, strict=True):
        try:
            count = window_count(axes[place].size, window.size)
        except Mismatch as mismatch:
            refuse(
                "TSL609",
                f"sliding_window_view: the window is larger than axis {place} of {{x}}:"
                f" {{x}} is {x.shape}, the windows are {windows}: {mismatch.detail}",
            )
        if window.size != 1:
            axes[place] = born(count)
    sure = False if writeable == FALSE else None
    return replace(seen_as(x, Shape((*axes, *windows.axes))), writeable=sure)


@models("numpy.lib.stride_tricks.as_strided")
def as_strided(
    x: Array,
    shape: NumpySizes | None = None,
    strides: Value = NONE,
    subok: Value = FALSE,
    writeable: Value = NONE,
) -> Array:
    """The memory of an array seen with another shape."""
    target = x.shape if shape is None else created_shape(shape)
    return replace(seen_as(x, target), writeable=None if is_given(writeable) else x.writeable)


@models("numpy.apply_along_axis")
def apply_along_axis(
    context: Context, func1d: Value, axis: int, arr: Array, *args: Value, **kwargs: Value
) -> Array:
    """What a function of 1-D arrays gives for each of those along an axis, in the place of the axis."""
    if not arr.rank:
        raise NotCoercible
    place = normalize_axis(arr.rank, axis, "{arr}")
    row = Array(Shape((arr.shape.axes[place],)), arr.dtype)
    result = context.call(func1d, [row, *args], kwargs)
    if isinstance(result, Unknown):
        return Array(UNKNOWN_SHAPE)
    inner = to_array(result)
    if inner.rank is None:
        return Array(UNKNOWN_SHAPE)
    return Array(arr.shape.replaced(place, *inner.shape.axes), inner.dtype)


@models("numpy.vectorize")
def vectorize(
    pyfunc: Value,
    otypes: Value = NONE,
    doc: Value = NONE,
    excluded: Value = NONE,
    cache: Value = NONE,
    signature: Value = NONE,
) -> Value:
    """A function of numbers that may be called with arrays."""
    if is_given(excluded) or is_given(signature):
        raise NotCoercible
    return Object("numpy.vectorize", Cells(function=pyfunc))


@models("numpy.vectorize.__call__")
def vectorized_call(context: Context, self: Value, *args: Value, **kwargs: Value) -> Value:
    """The function for each element of its arguments, broadcast together."""
    arrays = [to_array(each) for each in args]
    if not arrays or kwargs or not isinstance(self, Object):
        raise NotCoercible
    shape = elementwise_shape(arrays)
    scalars = [Array(Shape(), array.dtype) for array in arrays]
    result = context.call(self.cells["function"], scalars)
    if isinstance(result, Tuple):
        return Tuple((Array(shape),) * len(result.items))
    if isinstance(result, Unknown):
        return UNKNOWN_VALUE
    return Array(shape)


@models("numpy.ndindex")
def ndindex(*shape: Value) -> Value:
    """An iterator over all indices of a shape, as tuples of ints."""
    sizes = [each.size for each in shape if isinstance(each, Integer)]
    if len(shape) == 1 and isinstance(shape[0], Tuple):
        sizes = [each.size for each in shape[0].items if isinstance(each, Integer)]
        if len(sizes) < len(shape[0].items):
            raise NotCoercible
    elif len(sizes) < len(shape):
        raise NotCoercible
    if any(bounds(size)[0] < 0 for size in sizes):
        raise NotCoercible
    return Series(Tuple((Integer(),) * len(sizes)), product(sizes))


@models("numpy.ndenumerate")
def ndenumerate(arr: Array) -> Value:
    """An iterator over all indices of an array and its elements."""
    element = Array(Shape(), arr.dtype)
    if arr.rank is None:
        return Series(Tuple((Series(Integer(), kind="tuple"), element)))
    return Series(Tuple((Tuple((Integer(),) * arr.rank), element)), arr.shape.count)
