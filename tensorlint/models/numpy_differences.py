"""Running sums, differences, gradients and integrals along an axis of NumPy's arrays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tensorlint.models import contents
from tensorlint.models.coercion import Axes, DType, dtype_kind, to_array
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_arguments import sized
from tensorlint.models.numpy_reductions import Reduction, accumulated_dtype, averaged_dtype, reduced_into
from tensorlint.models.registry import models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, equal, size_text
from tensorlint.shapes.arithmetic import concatenate, reshape
from tensorlint.shapes.axes import selected
from tensorlint.shapes.sizes import add, bounds, maximum, possibly, subtract
from tensorlint.values import NONE, Array, Float, Integer, Tuple, Unknown, Value


@models("numpy.cumsum", "numpy.ndarray.cumsum")
def running_sum(a: Array, axis: int | None = None, dtype: DType = "", out: Value = NONE) -> Array:
    """The sums of all elements so far, along an axis or of the array laid flat."""
    return _running("+", a, axis, dtype, out)


@models("numpy.cumprod", "numpy.cumproduct", "numpy.ndarray.cumprod")
def running_product(a: Array, axis: int | None = None, dtype: DType = "", out: Value = NONE) -> Array:
    """The products of all elements so far, along an axis or of the array laid flat."""
    return _running("*", a, axis, dtype, out)


@models("numpy.nancumsum", "numpy.nancumprod")
def running_sum_of_numbers(a: Array, axis: int | None = None, dtype: DType = "", out: Value = NONE) -> Array:
    """The sums or products so far of what is not NaN."""
    return _running("", a, axis, dtype, out)


def _running(law: str, a: Array, axis: int | None, dtype: str, out: Value) -> Array:
    own = dtype or accumulated_dtype(a.dtype)
    if out != NONE:
        return reduced_into(out)
    if axis is None:
        result = Array(flattened(a.shape), own, generated=a.generated)
    elif a.rank == 0:
        if axis not in (0, -1):
            normalize_axis(0, axis)
        result = Array(Shape((Axis(1, ()),)), own)
    else:
        if a.rank is not None:
            normalize_axis(a.rank, axis)
        result = Array(a.shape, own, generated=a.generated)
    if law and not dtype and (axis is None or a.rank == 1):
        result = replace(result, contents=_sums_so_far(law, a, own))
    return result


def _sums_so_far(law: str, a: Array, dtype: str) -> tuple[Any, ...] | None:
    if a.contents is None:
        return None
    sums: list[Any] = []
    for each in a.contents:
        sums.append(contents.LAWS[law](sums[-1], each) if sums else each)
    return contents.checked(sums, dtype)


def flattened(shape: Shape) -> Shape:
    """The shape laid flat, one axis of all elements."""
    if shape.open:
        return Shape((Axis(UNKNOWN),))
    return shape if len(shape) == 1 else reshape(shape, [shape.count])


@models("numpy.cumulative_sum", "numpy.cumulative_prod")
def running_total(
    x: Array,
    /,
    *,
    axis: int | None = None,
    dtype: DType = "",
    out: Value = NONE,
    include_initial: bool = False,
) -> Array:
    """The sums or products so far; several axes need one named; with `include_initial` one longer."""
    if axis is None and x.rank is not None and x.rank > 1:
        refuse("TSL603", f"an axis is needed: {{x}} is {x.shape}")
    result = _running("", x, axis, dtype, out)
    if not include_initial or out != NONE:
        return result
    if result.rank is None:
        return Array(UNKNOWN_SHAPE, result.dtype)
    place = (axis or 0) % result.rank
    return replace(result, shape=result.shape.replaced(place, sized(add(result.shape.axes[place].size, 1))))


@models("numpy.diff")
def differences(a: Array, n: int = 1, axis: int = -1, prepend: Value = NONE, append: Value = NONE) -> Array:
    """The n-th differences along an axis: n fewer elements."""
    if n == 0:
        return replace(a, origin=None)
    if n < 0:
        refuse("TSL213", f"diff: the order {{n}} is {n}, but cannot be negative")
    plain = prepend == NONE and append == NONE
    dtype = a.dtype if plain and dtype_kind(a.dtype) in ("int", "float", "complex", "bool") else ""
    if a.rank is None:
        return Array(_last_differs(a.shape) if axis == -1 and plain else UNKNOWN_SHAPE, dtype)
    if a.rank == 0:
        refuse("TSL603", "diff: {a} has no axes, 1 is needed")
    place = normalize_axis(a.rank, axis)
    joined = a.shape
    for part, name in ((prepend, "prepend"), (append, "append")):
        if part != NONE:
            joined = _lengthened(joined, part, place, name)
    if joined.open:
        return Array(UNKNOWN_SHAPE, dtype)
    before = joined.axes[place]
    size = maximum(0, subtract(before.size, n))
    return Array(joined.replaced(place, selected(before, size)), dtype)


def _last_differs(shape: Shape) -> Shape:
    return Shape((*shape.axes[:-1], Axis(UNKNOWN)), True) if shape.axes else UNKNOWN_SHAPE


def _lengthened(shape: Shape, part: Value, place: int, name: str) -> Shape:
    """The shape with another array joined along the axis; a scalar counts as one element."""
    if isinstance(part, Unknown) or shape.open:
        return UNKNOWN_SHAPE
    given = to_array(part).shape
    if given.rank == 0:
        return shape.replaced(place, sized(add(shape.axes[place].size, 1)))
    if given.open:
        return UNKNOWN_SHAPE
    try:
        return concatenate([shape, given], place)
    except Mismatch as mismatch:
        refuse("TSL602", f"diff: {{{name}}} is {given}, {{a}} is {shape}: {mismatch.detail}")


@models("numpy.ediff1d")
def flat_differences(ary: Array, to_end: Array | None = None, to_begin: Array | None = None) -> Array:
    """The differences of the array laid flat, with others put before and behind them."""
    size = maximum(0, subtract(ary.shape.count, 1))
    for more in (to_begin, to_end):
        size = add(size, 0 if more is None else more.shape.count)
    return Array(Shape((sized(size),)), ary.dtype if dtype_kind(ary.dtype) != "bool" else "")


@models("numpy.gradient")
def gradient(f: Array, *varargs: Value, axis: Axes = None, edge_order: int = 1) -> Value:
    """The slope along each axis, of the shape of f: a tuple where there are several axes."""
    dtype = averaged_dtype(f.dtype) if not varargs else ""
    result = Array(f.shape, dtype if dtype_kind(f.dtype) in ("int", "float", "complex") else "")
    if f.rank is None:
        return result if axis is not None and len(axis) == 1 else Unknown()
    axes = tuple(range(f.rank)) if axis is None else axis
    places = [normalize_axis(f.rank, each, "{f}") for each in axes]
    if not places:
        return Tuple(())
    if len(varargs) == len(places):
        for spacing, place in zip(varargs, places, strict=True):
            _check_spacing(f, spacing, place)
    return result if len(places) == 1 else Tuple((result,) * len(places))


def _check_spacing(f: Array, spacing: Value, place: int) -> None:
    """Coordinates in one axis need as many elements as the axis of f has (ValueError)."""
    if not isinstance(spacing, Array) or spacing.rank != 1:
        return
    size, count = f.shape.axes[place].size, spacing.shape.axes[0].size
    if equal(size, count) is False:
        refuse(
            "TSL106",
            f"gradient: axis {place} of {{f}} {f.shape} has {size_text(size)} elements, "
            f"its coordinates are {spacing.shape}",
        )


@models("numpy.trapezoid", "numpy.trapz")
def integral(y: Array, x: Value = NONE, dx: Value = Float(1.0), axis: int = -1) -> Array:  # noqa: B008
    """The integral along an axis by the trapezoidal rule, over the coordinates x if given."""
    if y.rank is None:
        return Array(Reduction(y, (axis,)).shape() if x == NONE else UNKNOWN_SHAPE)
    if not -y.rank <= axis < y.rank:
        text = f"axis {axis} is out of range: {{y}} has {y.rank} axes"
        refuse("TSL603", text, "IndexError")
    shape = y.shape.replaced(axis)
    if x == NONE:
        plain = dx == Float(1.0) or isinstance(dx, Float | Integer)
        return Array(shape, averaged_dtype(y.dtype) if plain else "")
    if not isinstance(x, Array) or x.rank is None:
        return Array(UNKNOWN_SHAPE)
    if x.rank == 1:
        _check_coordinates(y, y.shape.axes[axis].size, x)
        return Array(shape)
    same = x.rank == y.rank and all(equal(a.size, b.size) for a, b in zip(x.shape, y.shape, strict=True))
    return Array(shape if same else UNKNOWN_SHAPE)


def _check_coordinates(y: Array, size: Size, x: Array) -> None:
    """As many coordinates as values (2 of either stretch, by broadcasting their one difference)."""
    count = x.shape.axes[0].size
    if (
        equal(size, count) is not False
        or possibly(size, 2, generic=False)
        or possibly(count, 2, generic=False)
    ):
        return
    if min(bounds(size)[0], bounds(count)[0]) < 1:
        return
    refuse(
        "TSL106",
        f"{{x}} is {x.shape}, {{y}} is {y.shape}: "
        f"{size_text(count)} coordinates for {size_text(size)} values",
    )
