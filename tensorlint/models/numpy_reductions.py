"""NumPy's reductions over axes: sum, mean, max, any, argmax … as functions and as methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tensorlint.models import contents, numpy_dtypes
from tensorlint.models.coercion import HOLDS_ARRAYS, Axes, DType, dtype_kind
from tensorlint.models.families import reduce_shape
from tensorlint.models.numpy_arguments import filtered
from tensorlint.models.registry import models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Shape, Size
from tensorlint.shapes.sizes import maximum, minimum, product, total
from tensorlint.values import NONE, TRUE, Array, Integer, Value

_LAWS: dict[str, Callable[[tuple[Any, ...]], Size]] = {
    "sum": total,
    "prod": product,
    "max": lambda known: maximum(*known),
    "min": lambda known: minimum(*known),
}


@dataclass(slots=True)
class Reduction:
    """One reduction; `lenient`: an array without axes takes the axis 0 or -1, as ufuncs let it."""

    a: Array
    axis: Axes
    keepdims: bool = False
    out: Value = NONE
    text: str = "{a}"
    lenient: bool = True

    def shape(self) -> Shape:
        """The shape without the axes reduced over (TSL603 where the array has no such axis)."""
        axes, rank = self.axis, self.a.rank
        if axes is not None and rank is not None:
            if rank == 0 and self.lenient and axes in ((0,), (-1,)):
                axes = None
            elif rank and len({axis % rank for axis in axes}) < len(axes) and self._in_range(axes):
                refuse("TSL603", f"an axis is given twice: {axes}; {self.text} is {self.a.shape}")
        return reduce_shape(self.a, axes, self.keepdims, self.text)

    def _in_range(self, axes: tuple[int, ...]) -> bool:
        rank = self.a.rank or 0
        return all(-rank <= axis < rank for axis in axes)

    def array(self, dtype: str, law: str = "") -> Array:
        """The result, written to `out` where that is given."""
        shape = self.shape()
        if self.out != NONE:
            return reduced_into(self.out)
        if self.a.dtype == "object" or HOLDS_ARRAYS in self.a.marks:
            return Array(UNKNOWN_SHAPE if not shape.axes else shape, "")
        result = Array(shape, dtype, generated=self.a.generated)
        return replace(result, contents=self._contents(law, result)) if law else result

    def _contents(self, law: str, result: Array) -> tuple[Any, ...] | None:
        """The one element that all elements reduce to."""
        known = self.a.contents
        if not known or any(axis.size != 1 for axis in result.shape.axes):
            return None
        if law in ("any", "all"):
            if not all(isinstance(each, int) for each in known):
                return None
            return (any(known) if law == "any" else all(known),)
        return contents.checked([_LAWS[law](known)], result.dtype)


def reduced_into(out: Value) -> Array:
    """`out=`: the array given, which has the shape of the result."""
    if not isinstance(out, Array):
        return Array(UNKNOWN_SHAPE, writeable=None)
    return replace(out, contents=None, generated=False)


def accumulated_dtype(dtype: str) -> str:
    """The dtype of sums and products: small ints are added up as int64."""
    kind = dtype_kind(dtype)
    if kind not in ("int", "bool"):
        return "" if kind == "object" else dtype
    if dtype.startswith("u"):
        return "uint64"
    return "int64" if kind == "bool" or numpy_dtypes.width(dtype) else "int"


def averaged_dtype(dtype: str) -> str:
    """The dtype of means: that of the array, float64 for ints."""
    kind = dtype_kind(dtype)
    if kind in ("int", "bool"):
        return "float64"
    return dtype if kind in ("float", "complex") else ""


def spread_dtype(dtype: str) -> str:
    """The dtype of variances: real ones also of complex numbers."""
    averaged = averaged_dtype(dtype)
    if dtype_kind(averaged) != "complex":
        return averaged
    return {"complex64": "float32", "complex128": "float64"}.get(averaged, "float")


@models("numpy.sum", "numpy.ndarray.sum")
def sum_of(
    a: Array,
    axis: Axes = None,
    dtype: DType = "",
    out: Value = NONE,
    keepdims: bool = False,
    initial: Value = NONE,
    where: Value = TRUE,
) -> Array:
    """The sum over some axes."""
    law = "sum" if initial == NONE and where == TRUE and not dtype else ""
    return Reduction(a, axis, keepdims, out).array(dtype or accumulated_dtype(a.dtype), law)


@models("numpy.prod", "numpy.product", "numpy.ndarray.prod")
def product_of(
    a: Array,
    axis: Axes = None,
    dtype: DType = "",
    out: Value = NONE,
    keepdims: bool = False,
    initial: Value = NONE,
    where: Value = TRUE,
) -> Array:
    """The product over some axes."""
    law = "prod" if initial == NONE and where == TRUE and not dtype else ""
    return Reduction(a, axis, keepdims, out).array(dtype or accumulated_dtype(a.dtype), law)


@models("numpy.nansum", "numpy.nanprod")
def sum_of_numbers(
    a: Array,
    axis: Axes = None,
    dtype: DType = "",
    out: Value = NONE,
    keepdims: bool = False,
    initial: Value = NONE,
    where: Value = TRUE,
) -> Array:
    """The sum or product of what is not NaN."""
    return Reduction(a, axis, keepdims, out).array(dtype or accumulated_dtype(a.dtype))


def _extreme(law: str, a: Array, axis: Axes, keepdims: bool, out: Value, plain: bool) -> Array:
    return Reduction(a, axis, keepdims, out).array(a.dtype, law if plain else "")


@models("numpy.max", "numpy.amax", "numpy.ndarray.max")
def largest(
    a: Array,
    axis: Axes = None,
    out: Value = NONE,
    keepdims: bool = False,
    initial: Value = NONE,
    where: Value = TRUE,
) -> Array:
    """The largest element over some axes."""
    return _extreme("max", a, axis, keepdims, out, initial == NONE and where == TRUE)


@models("numpy.min", "numpy.amin", "numpy.ndarray.min")
def smallest(
    a: Array,
    axis: Axes = None,
    out: Value = NONE,
    keepdims: bool = False,
    initial: Value = NONE,
    where: Value = TRUE,
) -> Array:
    """The smallest element over some axes."""
    return _extreme("min", a, axis, keepdims, out, initial == NONE and where == TRUE)


@models("numpy.nanmax", "numpy.nanmin")
def extreme_of_numbers(
    a: Array,
    axis: Axes = None,
    out: Value = NONE,
    keepdims: bool = False,
    initial: Value = NONE,
    where: Value = TRUE,
) -> Array:
    """The largest or smallest of what is not NaN."""
    return _extreme("", a, axis, keepdims, out, True)


@models("numpy.ptp", "numpy.ndarray.ptp")
def peak_to_peak(a: Array, axis: Axes = None, out: Value = NONE, keepdims: bool = False) -> Array:
    """The largest less the smallest element."""
    return Reduction(a, axis, keepdims, out).array(a.dtype)


@models("numpy.mean", "numpy.ndarray.mean")
def mean(
    a: Array,
    axis: Axes = None,
    dtype: DType = "",
    out: Value = NONE,
    keepdims: bool = False,
    *,
    where: Value = TRUE,
) -> Array:
    """The mean over some axes."""
    return Reduction(a, axis, keepdims, out, lenient=False).array(dtype or averaged_dtype(a.dtype))


@models("numpy.nanmean")
def mean_of_numbers(
    a: Array,
    axis: Axes = None,
    dtype: DType = "",
    out: Value = NONE,
    keepdims: bool = False,
    *,
    where: Value = TRUE,
) -> Array:
    """The mean of what is not NaN."""
    return Reduction(a, axis, keepdims, out).array(dtype or averaged_dtype(a.dtype))


@models("numpy.std", "numpy.var", "numpy.ndarray.std", "numpy.ndarray.var")
def deviation(
    a: Array,
    axis: Axes = None,
    dtype: DType = "",
    out: Value = NONE,
    ddof: Value = NONE,
    keepdims: bool = False,
    *,
    where: Value = TRUE,
    mean: Value = NONE,
    correction: Value = NONE,
) -> Array:
    """The standard deviation or variance over some axes."""
    own = dtype if dtype_kind(dtype) == "float" else "" if dtype else spread_dtype(a.dtype)
    return Reduction(a, axis, keepdims, out, lenient=False).array(own)


@models("numpy.nanstd", "numpy.nanvar")
def deviation_of_numbers(
    a: Array,
    axis: Axes = None,
    dtype: DType = "",
    out: Value = NONE,
    ddof: Value = NONE,
    keepdims: bool = False,
    *,
    where: Value = TRUE,
    mean: Value = NONE,
    correction: Value = NONE,
) -> Array:
    """The standard deviation or variance of what is not NaN."""
    own = dtype if dtype_kind(dtype) == "float" else "" if dtype else spread_dtype(a.dtype)
    lenient = dtype_kind(a.dtype) not in ("int", "bool")
    return Reduction(a, axis, keepdims, out, lenient=lenient).array(own)


def _truth(law: str, a: Array, axis: Axes, out: Value, keepdims: bool, where: Value) -> Array:
    return Reduction(a, axis, keepdims, out).array("bool", law if where == TRUE else "")


@models("numpy.any", "numpy.ndarray.any", "numpy.sometrue")
def any_true(
    a: Array, axis: Axes = None, out: Value = NONE, keepdims: bool = False, *, where: Value = TRUE
) -> Array:
    """Whether any element is true over some axes."""
    return _truth("any", a, axis, out, keepdims, where)


@models("numpy.all", "numpy.ndarray.all", "numpy.alltrue")
def all_true(
    a: Array, axis: Axes = None, out: Value = NONE, keepdims: bool = False, *, where: Value = TRUE
) -> Array:
    """Whether all elements are true over some axes."""
    return _truth("all", a, axis, out, keepdims, where)


@models(
    *("numpy.argmax", "numpy.argmin", "numpy.ndarray.argmax", "numpy.ndarray.argmin"),
    *("numpy.nanargmax", "numpy.nanargmin"),
)
def place_of_extreme(
    a: Array, axis: int | None = None, out: Value = NONE, *, keepdims: bool = False
) -> Array:
    """The index of the largest or smallest element, along an axis or of all elements."""
    axes = None if axis is None else (axis,)
    plain = replace(a, dtype="int64") if a.dtype == "object" else a
    return Reduction(plain, axes, keepdims, out).array("int64")


@models("numpy.count_nonzero")
def count_nonzero(a: Array, axis: Axes = None, *, keepdims: bool = False) -> Value:
    """How many elements are not zero: an int, or an array where an axis is given."""
    if axis is None and not keepdims:
        known = a.contents is not None and all(isinstance(each, int) for each in a.contents)
        if known and a.contents is not None:
            return Integer(sum(map(bool, a.contents)))
        return Integer(filtered("k", a.shape.count))
    return Reduction(replace(a, dtype="int64"), axis, keepdims).array("int64")
