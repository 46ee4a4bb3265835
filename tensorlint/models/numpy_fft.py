"""numpy.fft: transforms along one axis or several, and the frequencies that belong to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tensorlint.models.coercion import Axes, Sizes
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_arguments import counted, is_number, sized
from tensorlint.models.registry import models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, size_text
from tensorlint.shapes.sizes import add, bounds, floor_divide, multiply, subtract
from tensorlint.values import NONE, Array, Boolean, Float, Integer, Value

ONE = Float(1.0)

_OUT_OF_RANGE = "IndexError"
"""What numpy.fft raises for an axis that the array does not have."""


def _half(size: Size) -> Size:
    """How many frequencies a real transform of that many points has."""
    return add(floor_divide(size, 2), 1)


def _twice(size: Size) -> Size:
    """How many points that many frequencies make, where it is not said."""
    return multiply(2, subtract(size, 1))


def _same(size: Size) -> Size:
    return size


def _check_points(n: Size) -> None:
    if bounds(n)[1] < 1:
        refuse("TSL213", f"at least 1 data point is needed, not {size_text(n)}")


def _out(out: Value, result: Array) -> Array:
    return (
        result if out == NONE else Array(out.shape if isinstance(out, Array) else UNKNOWN_SHAPE, result.dtype)
    )


def _along(
    given: Callable[[Size], Size], implied: Callable[[Size], Size], dtype: str
) -> Callable[..., Array]:
    """A transform along one axis: `given` and `implied` size its result, with n and without."""

    def transform(
        a: Array, n: Size | None = None, axis: int = -1, norm: Value = NONE, out: Value = NONE
    ) -> Array:
        """The transform along an axis, of n points where given."""
        if n is not None:
            _check_points(n)
        if a.rank is None:
            return _out(out, Array(_open(a.shape, n, axis, given, implied), dtype))
        place = normalize_axis(a.rank, axis, "{a}", _OUT_OF_RANGE)
        size = implied(a.shape.axes[place].size) if n is None else given(n)
        return _out(out, Array(a.shape.replaced(place, sized(size)), dtype))

    return transform


def _open(
    shape: Shape,
    n: Size | None,
    axis: int,
    given: Callable[[Size], Size],
    implied: Callable[[Size], Size],
) -> Shape:
    """The trailing axes of an array of unknown rank."""
    if axis >= 0:
        return UNKNOWN_SHAPE
    axes = [Axis(UNKNOWN)] * (-axis - len(shape)) + list(shape.axes)
    axes[axis] = sized(implied(axes[axis].size) if n is None else given(n))
    return Shape(tuple(axes), True)


models("numpy.fft.fft", "numpy.fft.ifft")(_along(_same, _same, "complex"))
models("numpy.fft.rfft", "numpy.fft.ihfft")(_along(_half, _half, "complex"))
models("numpy.fft.irfft", "numpy.fft.hfft")(_along(_same, _twice, "float"))


def _axes_of(rank: int, s: Sizes | None, axes: Axes) -> list[int]:
    """The axes transformed: those given, the last as many as sizes, or all."""
    if axes is None:
        axes = tuple(range(-len(s), 0)) if s is not None else tuple(range(rank))
    if s is not None and len(s) != len(axes):
        refuse("TSL603", f"{{s}} names {len(s)} sizes, {{axes}} {len(axes)} axes")
    return [normalize_axis(rank, axis, "{a}", _OUT_OF_RANGE) for axis in axes]


def _transformed(
    a: Array, s: Sizes | None, axes: Axes, last: Sequence[Callable[[Size], Size]], dtype: str
) -> Array:
    if a.rank is None:
        return Array(UNKNOWN_SHAPE, dtype)
    places = _axes_of(a.rank, s, axes)
    shape = a.shape
    given, implied = last
    for index in reversed(range(len(places))):
        place, final = places[index], index == len(places) - 1
        own = shape.axes[place].size
        wanted = None if s is None or s[index].size == -1 else s[index].size
        if wanted is not None:
            _check_points(wanted)
        if final:
            size = implied(own) if wanted is None else given(wanted)
        else:
            size = own if wanted is None else wanted
        shape = shape.replaced(place, sized(size))
    return Array(shape, dtype)


def _several(last: Sequence[Callable[[Size], Size]], dtype: str, default: Axes) -> Callable[..., Array]:
    def transform(
        a: Array, s: Sizes | None = None, axes: Axes = default, norm: Value = NONE, out: Value = NONE
    ) -> Array:
        """The transform along several axes, of the sizes `s` where given."""
        return _out(out, _transformed(a, s, axes, last, dtype))

    return transform


models("numpy.fft.fft2", "numpy.fft.ifft2")(_several((_same, _same), "complex", (-2, -1)))
models("numpy.fft.fftn", "numpy.fft.ifftn")(_several((_same, _same), "complex", None))
models("numpy.fft.rfft2")(_several((_half, _half), "complex", (-2, -1)))
models("numpy.fft.rfftn")(_several((_half, _half), "complex", None))
models("numpy.fft.irfft2")(_several((_same, _twice), "float", (-2, -1)))
models("numpy.fft.irfftn")(_several((_same, _twice), "float", None))


def _points(n: Value) -> Integer:
    if isinstance(n, Float):
        refuse("TSL213", "{n} must be an int, not a float; use // instead of /")
    return n if isinstance(n, Integer) and is_number(n) else Integer(UNKNOWN)


@models("numpy.fft.fftfreq")
def frequencies(n: Value, d: Value = ONE, device: Value = NONE) -> Array:
    """The frequencies of a transform of n points."""
    return Array(Shape((counted(_points(n)),)), "float" if isinstance(d, Float | Integer | Boolean) else "")


@models("numpy.fft.rfftfreq")
def real_frequencies(n: Value, d: Value = ONE, device: Value = NONE) -> Array:
    """The frequencies of a real transform of n points: n // 2 + 1."""
    size = _half(_points(n).size)
    return Array(Shape((sized(size),)), "float" if isinstance(d, Float | Integer | Boolean) else "")


@models("numpy.fft.fftshift", "numpy.fft.ifftshift")
def shift(x: Array, axes: Axes = None) -> Array:
    """The frequency 0 moved to the middle, or back."""
    if x.rank is None:
        return Array(x.shape, x.dtype)
    places = (
        range(x.rank)
        if axes is None
        else [normalize_axis(x.rank, each, "{x}", _OUT_OF_RANGE) for each in axes]
    )
    shape = x.shape
    for place in places:
        shape = shape.replaced(place, sized(shape.axes[place].size))
    return Array(shape, x.dtype)
