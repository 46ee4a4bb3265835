"""Order statistics, averages and covariances of NumPy's arrays."""

from __future__ import annotations

from tensorlint.models.coercion import Axes, DType, dtype_kind
from tensorlint.models.numpy_dtypes import promoted
from tensorlint.models.numpy_reductions import Reduction, averaged_dtype, reduced_into
from tensorlint.models.registry import models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, size_text
from tensorlint.shapes.sizes import add, possibly
from tensorlint.values import FALSE, NONE, Array, String, Tuple, Value

LINEAR = String("linear")


@models("numpy.median")
def median(
    a: Array, axis: Axes = None, out: Value = NONE, overwrite_input: Value = FALSE, keepdims: bool = False
) -> Array:
    """The median over some axes."""
    return Reduction(a, axis, keepdims, out, lenient=False).array(averaged_dtype(a.dtype))


@models("numpy.nanmedian")
def median_of_numbers(
    a: Array, axis: Axes = None, out: Value = NONE, overwrite_input: Value = FALSE, keepdims: bool = False
) -> Array:
    """The median of what is not NaN."""
    return Reduction(a, axis, keepdims, out, lenient=False).array(averaged_dtype(a.dtype))


@models("numpy.percentile", "numpy.quantile")
def percentile(
    a: Array,
    q: Array,
    axis: Axes = None,
    out: Value = NONE,
    overwrite_input: Value = FALSE,
    method: Value = LINEAR,
    keepdims: bool = False,
    *,
    weights: Value = NONE,
    interpolation: Value = NONE,
) -> Array:
    """Percentiles over some axes: the axes of `q` stand in front."""
    shape = Reduction(a, axis, keepdims, lenient=False).shape()
    if out != NONE:
        return reduced_into(out)
    linear = method == LINEAR and interpolation == NONE and weights == NONE
    dtype = "float" if linear and dtype_kind(a.dtype) == "float" else ""
    if q.shape.open or shape.open:
        return Array(Shape(shape.axes, True), dtype)
    return Array(Shape((*q.shape.axes, *shape.axes)), dtype)


@models("numpy.nanpercentile", "numpy.nanquantile")
def percentile_of_numbers(
    a: Array,
    q: Array,
    axis: Axes = None,
    out: Value = NONE,
    overwrite_input: Value = FALSE,
    method: Value = LINEAR,
    keepdims: bool = False,
    *,
    weights: Value = NONE,
    interpolation: Value = NONE,
) -> Array:
    """Percentiles of what is not NaN; the axes of a `q` of several axes are mixed up by NumPy."""
    result = percentile(
        a, q, axis, out, method=method, keepdims=keepdims, weights=weights, interpolation=interpolation
    )
    return result if q.rank in (0, 1) or out != NONE else Array(UNKNOWN_SHAPE)


@models("numpy.average")
def average(
    a: Array, axis: Axes = None, weights: Value = NONE, returned: bool = False, *, keepdims: bool = False
) -> Value:
    """The weighted mean; with `returned` also the sum of the weights, of the same shape."""
    if isinstance(weights, Array):
        _check_weights(a, axis, weights)
    shape = Reduction(a, axis, keepdims, lenient=False).shape()
    kind = dtype_kind(a.dtype)
    dtype = averaged_dtype(a.dtype) if weights == NONE or kind in ("int", "bool") else ""
    if isinstance(weights, Array) and dtype_kind(weights.dtype) not in ("int", "bool", "float"):
        dtype = ""
    result = Array(shape, "" if kind == "object" else dtype)
    return Tuple((result, Array(shape))) if returned else result


def _check_weights(a: Array, axis: Axes, weights: Array) -> None:
    """Weights in one axis need as many elements as the axis averaged over (ValueError)."""
    if axis is None or len(axis) != 1 or weights.rank != 1 or not a.rank or a.rank < 2:
        return
    if not -a.rank <= axis[0] < a.rank:
        return
    size, count = a.shape.axes[axis[0]].size, weights.shape.axes[0].size
    if equal(size, count) is False:
        refuse(
            "TSL106",
            f"average: {{weights}} has {size_text(count)} elements, axis {axis[0]} of {{a}} {a.shape} has "
            f"{size_text(size)}",
        )


@models("numpy.cov")
def covariance(
    m: Array,
    y: Value = NONE,
    rowvar: bool = True,
    bias: Value = FALSE,
    ddof: Value = NONE,
    fweights: Value = NONE,
    aweights: Value = NONE,
    *,
    dtype: DType = "",
) -> Array:
    """The covariances of the variables, which stand in the rows: (k, k), of one variable ()."""
    own = dtype or (_covariance_dtype(m.dtype) if y == NONE else "")
    return Array(_between_variables(m, y, rowvar, "m"), own)


@models("numpy.corrcoef")
def correlation(
    x: Array,
    y: Value = NONE,
    rowvar: bool = True,
    bias: Value = NONE,
    ddof: Value = NONE,
    *,
    dtype: DType = "",
) -> Array:
    """The correlations of the variables, which stand in the rows: (k, k), of one variable ()."""
    own = dtype or (_covariance_dtype(x.dtype) if y == NONE else "")
    return Array(_between_variables(x, y, rowvar, "x"), own)


def _covariance_dtype(dtype: str) -> str:
    return promoted("float64", dtype) if dtype_kind(dtype) in ("int", "bool", "float", "complex") else ""


def _between_variables(m: Array, y: Value, rowvar: bool, name: str) -> Shape:
    if not rowvar and m.rank == 2 and possibly(m.shape.axes[0].size, 1, generic=False):
        return UNKNOWN_SHAPE  # a single row is turned since NumPy 2.2 only
    variables, samples = _variables(m, rowvar, name)
    if isinstance(y, Array):
        if y.rank is None or possibly(variables, 0, generic=False):
            return UNKNOWN_SHAPE
        if not rowvar and y.rank == 2 and possibly(y.shape.axes[0].size, 1, generic=False):
            return UNKNOWN_SHAPE
        more, others = _variables(y, rowvar, "y")
        if equal(samples, others) is False:
            refuse(
                "TSL106",
                f"{{{name}}} is {m.shape}, {{y}} is {y.shape}: "
                f"{size_text(samples)} samples against {size_text(others)}",
            )
        variables = add(variables, more)
    elif y != NONE:
        return UNKNOWN_SHAPE
    if variables == 1:
        return Shape()
    if variables is UNKNOWN or possibly(variables, 1):
        return UNKNOWN_SHAPE
    return Shape((Axis(variables), Axis(variables)))


def _variables(m: Array, rowvar: bool, name: str) -> tuple[Size, Size]:
    """How many variables and how many samples of each an array holds."""
    if m.rank is None:
        return UNKNOWN, UNKNOWN
    if m.rank > 2:
        refuse("TSL614", f"{{{name}}} is {m.shape}: it may have at most 2 axes, variables and samples")
    if m.rank < 2:
        return 1, m.shape.count
    rows, columns = m.shape.sizes
    return (rows, columns) if rowvar else (columns, rows)
