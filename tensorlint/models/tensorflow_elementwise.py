"""TensorFlow's elementwise functions: arithmetic, comparisons, activations, clipping."""

from __future__ import annotations

from collections.abc import Callable

from tensorlint.models import contents
from tensorlint.models.coercion import Axes, dtype_kind
from tensorlint.models.families import reduce_shape
from tensorlint.models.registry import alias, models
from tensorlint.models.tensorflow_common import (
    SHAPE_ERROR,
    DTypeOrNone,
    Numbers,
    Tensor,
    axis_of,
    broadcast_tensors,
    mismatch,
    reshaped,
    result_dtype,
    scalar,
    tensor,
    to_tensors,
    unknown_tensor,
)
from tensorlint.shapes import Axis, Mismatch, equal, shape_of, size_text
from tensorlint.shapes.arithmetic import broadcast_to
from tensorlint.shapes.sizes import multiply
from tensorlint.values import NONE, Array, List, Tuple, Value

UNARY = (
    "abs acos acosh asin asinh atan atanh ceil conj cos cosh digamma erf erfc erfcinv erfinv exp expm1 floor"
    " lgamma log log1p log_sigmoid ndtri negative reciprocal reciprocal_no_nan rint round rsqrt sigmoid"
    " sign sin"
    " sinh sqrt square tan tanh bessel_i0 bessel_i0e bessel_i1 bessel_i1e"
)
SPECIAL = (
    "bessel_i0 bessel_i0e bessel_i1 bessel_i1e bessel_j0 bessel_j1 bessel_k0 bessel_k0e bessel_k1 bessel_k1e"
    " bessel_y0 bessel_y1 dawsn expint fresnel_cos fresnel_sin spence"
)
QUESTIONS = "is_finite is_inf is_nan logical_not"
PARTS = "angle imag real"
ACTIVATIONS = "relu relu6 elu selu softplus softsign"
BINARY = (
    "add subtract multiply floordiv floormod truncatediv truncatemod pow maximum minimum squared_difference"
    " realdiv divide_no_nan multiply_no_nan xdivy xlogy xlog1py"
)
COMPARISONS = "equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor"
DIVISIONS = "divide truediv div"
_LAWS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "floordiv": "//",
    "floormod": "%",
    "maximum": "maximum",
    "minimum": "minimum",
}

for _name in [
    "softmax",
    "log_softmax",
    "softplus",
    "softsign",
    "top_k",
    "in_top_k",
    "l2_normalize",
    "zero_fraction",
]:
    alias(f"tensorflow.{_name}", f"tensorflow.nn.{_name}")
for _name in ("sigmoid", "tanh"):
    alias(f"tensorflow.nn.{_name}", f"tensorflow.{_name}")
for _old, _new in {
    "math": "",
    "dtypes": "",
    "sub": ".subtract",
    "mul": ".multiply",
    "neg": ".negative",
    "mod": ".floormod",
    "floor_div": ".floordiv",
    "python.ops.math_ops": "",
    "python.ops.array_ops": "",
    "python.ops.random_ops": ".random",
    "python.ops.nn_ops": ".nn",
    "python.ops.nn": ".nn",
}.items():
    alias(f"tensorflow.{_old}", f"tensorflow{_new}")


def _each(names: str, function: Callable[..., Array], prefix: str = "tensorflow") -> None:
    models(*[f"{prefix}.{name}" for name in names.split()])(function)


def _unary(x: Tensor, name: Value = NONE) -> Array:
    """A function of each element."""
    return reshaped(x, x.shape)


def _question(x: Tensor, name: Value = NONE) -> Array:
    """A question about each element."""
    return tensor(x.shape, "bool", x)


def _part(input: Tensor, name: Value = NONE) -> Array:
    """A part of each complex number."""
    return tensor(input.shape, "", input)


def _activation(features: Tensor, name: Value = NONE) -> Array:
    """An activation of each element."""
    return reshaped(features, features.shape)


_each(UNARY, _unary)
_each(SPECIAL, _unary, "tensorflow.special")
_each(QUESTIONS, _question)
_each(PARTS, _part)
_each(ACTIVATIONS, _activation, "tensorflow.nn")


@models("tensorflow.nn.gelu")
def gelu(features: Tensor, approximate: Value = NONE, name: Value = NONE) -> Array:
    """An activation of each element."""
    return reshaped(features, features.shape)


@models("tensorflow.nn.leaky_relu")
def leaky_relu(features: Tensor, alpha: Value = NONE, name: Value = NONE) -> Array:
    """An activation of each element."""
    return reshaped(features, features.shape)


@models("tensorflow.nn.silu", "tensorflow.nn.swish")
def silu(features: Tensor, beta: Value = NONE) -> Array:
    """An activation of each element."""
    return reshaped(features, features.shape)


@models("tensorflow.nn.crelu")
def crelu(features: Tensor, axis: int = -1, name: Value = NONE) -> Array:
    """relu(x) and relu(-x) joined along an axis."""
    if features.rank is None:
        return unknown_tensor(features.dtype)
    place = axis_of(features.rank, axis, "{features}")
    return reshaped(
        features, features.shape.replaced(place, Axis(multiply(features.shape.axes[place].size, 2)))
    )


def combined(first: Array, second: Array, names: tuple[str, str], dtype: str | None = None) -> Array:
    """The result of an elementwise function of two tensors."""
    shape = broadcast_tensors([first, second], names)
    return tensor(shape, result_dtype(first, second) if dtype is None else dtype, first, second)


def _binary(name: str) -> None:
    law = _LAWS.get(name, "")

    @models(f"tensorflow.{name}")
    def binary(x: Tensor, y: Tensor, name: Value = NONE) -> Array:
        """A function of pairs of elements."""
        result = combined(x, y, ("{x}", "{y}"))
        if "float" in (dtype_kind(x.dtype), dtype_kind(y.dtype)) or not law:
            return result
        known = contents.combined(law, x, y, result.shape, "int64")
        return tensor(result.shape, result.dtype, x, y, contents=known)


for _name in BINARY.split():
    _binary(_name)


def _comparison(x: Tensor, y: Tensor, name: Value = NONE) -> Array:
    """A comparison of pairs of elements."""
    return combined(x, y, ("{x}", "{y}"), "bool")


def _division(x: Tensor, y: Tensor, name: Value = NONE) -> Array:
    """True division: ints give floats."""
    result = combined(x, y, ("{x}", "{y}"))
    kind = dtype_kind(result.dtype)
    return tensor(result.shape, result.dtype if kind in ("float", "complex") else "", x, y)


_each(COMPARISONS, _comparison)
_each(DIVISIONS, _division)


@models("tensorflow.atan2")
def atan2(y: Tensor, x: Tensor, name: Value = NONE) -> Array:
    """Angles of pairs."""
    return combined(y, x, ("{y}", "{x}"))


@models("tensorflow.nextafter")
def nextafter(x1: Tensor, x2: Tensor, name: Value = NONE) -> Array:
    """The next float towards another."""
    return combined(x1, x2, ("{x1}", "{x2}"))


@models("tensorflow.igamma", "tensorflow.igammac", "tensorflow.polygamma")
def igamma(a: Tensor, x: Tensor, name: Value = NONE) -> Array:
    """A special function of pairs."""
    return combined(a, x, ("{a}", "{x}"))


@models("tensorflow.zeta")
def zeta(x: Tensor, q: Tensor, name: Value = NONE) -> Array:
    """A special function of pairs."""
    return combined(x, q, ("{x}", "{q}"))


@models("tensorflow.polyval")
def polyval(coeffs: Value, x: Tensor, name: Value = NONE) -> Array:
    """A polynomial; its coefficients are broadcast with x."""
    arrays = to_tensors(coeffs).items
    if not arrays:
        return unknown_tensor()
    shape = broadcast_tensors([*arrays, x], ["a coefficient"] * len(arrays) + ["{x}"])
    return tensor(shape, result_dtype(*arrays, x), x)


@models("tensorflow.scalar_mul")
def scalar_mul(scalar: Tensor, x: Tensor, name: Value = NONE) -> Array:
    """A single number times a tensor."""
    if scalar.rank:
        mismatch("TSL205", f"scalar_mul: {{scalar}} must be a single number, but is {scalar.shape}")
    return reshaped(x, x.shape)


@models("tensorflow.nn.softmax", "tensorflow.nn.log_softmax")
def softmax(logits: Tensor, axis: int | None = None, name: Value = NONE, *, dim: int | None = None) -> Array:
    """Probabilities (or their logarithms) along an axis, by default the last."""
    place = dim if axis is None else axis
    place = -1 if place is None else place
    if logits.rank:
        axis_of(logits.rank, place, "{logits}")
    return reshaped(logits, logits.shape)


@models("tensorflow.clip_by_value")
def clip_by_value(t: Tensor, clip_value_min: Tensor, clip_value_max: Tensor, name: Value = NONE) -> Array:
    """The elements brought between two bounds, which must not stretch the tensor."""
    for bound, text in ((clip_value_min, "{clip_value_min}"), (clip_value_max, "{clip_value_max}")):
        try:
            broadcast_to(bound.shape, t.shape)
        except Mismatch as mismatched:
            mismatch(
                "TSL205",
                f"clip_by_value: {text} is {bound.shape}, which does not fit {{t}} of shape {t.shape}:"
                f" {mismatched.detail}",
            )
    return reshaped(t, t.shape)


@models("tensorflow.clip_by_norm")
def clip_by_norm(t: Tensor, clip_norm: Value, axes: Axes = None, name: Value = NONE) -> Array:
    """The tensor scaled down where its norm is too large."""
    if axes is not None:
        reduce_shape(t, axes, True, "{t}", SHAPE_ERROR)
    return reshaped(t, t.shape)


@models("tensorflow.clip_by_global_norm")
def clip_by_global_norm(t_list: Value, clip_norm: Value, use_norm: Value = NONE, name: Value = NONE) -> Value:
    """Tensors scaled down together, and their norm."""
    arrays = to_tensors(t_list).items
    scaled = (
        List.like(unknown_tensor())
        if arrays is None
        else List.of(tuple([reshaped(a, a.shape) for a in arrays]))
    )
    return Tuple((scaled, scalar()))


@models("tensorflow.nn.dropout")
def dropout(
    x: Tensor,
    rate: Value = NONE,
    noise_shape: Numbers = None,
    seed: Value = NONE,
    name: Value = NONE,
    *,
    keep_prob: Value = NONE,
) -> Array:
    """Some elements set to zero; `noise_shape` says which go together."""
    if noise_shape is None:
        return reshaped(x, x.shape)
    noise = tensor(shape_of(*noise_shape))
    return tensor(broadcast_tensors([x, noise], ["{x}", "{noise_shape}"]), x.dtype, x)


@models("tensorflow.nn.bias_add")
def bias_add(value: Tensor, bias: Tensor, data_format: Value = NONE, name: Value = NONE) -> Array:
    """A bias for each channel, added."""
    if bias.rank is not None and bias.rank != 1:
        mismatch("TSL601", f"bias_add: {{bias}} must be a vector, but is {bias.shape}")
    if value.rank is not None and value.rank < 2:
        mismatch(
            "TSL104", f"bias_add: {{value}} needs at least a batch and a channel axis, but is {value.shape}"
        )
    first = str(getattr(data_format, "value", "") or "").startswith("NC")
    known = data_format == NONE or getattr(data_format, "value", None) is not None
    if bias.rank == 1 and known and value.shape.axes and not (first and value.rank is None):
        channels = value.shape.axes[1 if first else -1].size
        given = bias.shape.axes[0].size
        if equal(channels, given) is False:
            mismatch(
                "TSL601",
                f"bias_add: {{value}} has {size_text(channels)} channels, {{bias}} has {size_text(given)}"
                f" elements:"
                f" {{value}} is {value.shape}",
            )
    return reshaped(value, value.shape)


@models("tensorflow.nn.batch_normalization")
def batch_normalization(
    x: Tensor,
    mean: Tensor,
    variance: Tensor,
    offset: Tensor | None,
    scale: Tensor | None,
    variance_epsilon: Value,
    name: Value = NONE,
) -> Array:
    """The tensor normalized by given statistics."""
    parts = {"{x}": x, "{mean}": mean, "{variance}": variance}
    if offset is not None:
        parts["{offset}"] = offset
    if scale is not None:
        parts["{scale}"] = scale
    return tensor(broadcast_tensors(list(parts.values()), list(parts)), x.dtype, x)


@models("tensorflow.nn.local_response_normalization", "tensorflow.nn.lrn")
def lrn(
    input: Tensor,
    depth_radius: Value = NONE,
    bias: Value = NONE,
    alpha: Value = NONE,
    beta: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Channels normalized by their neighbours; images only."""
    if input.rank is not None and input.rank != 4:
        mismatch(
            "TSL104",
            f"local_response_normalization expects (batch, height, width, channels), but is {input.shape}",
        )
    return reshaped(input, input.shape)


@models("tensorflow.bitcast")
def bitcast(input: Tensor, type: DTypeOrNone, name: Value = NONE) -> Array:
    """The same bits read as another dtype."""
    widths = [
        {"float32": 32, "int32": 32, "float64": 64, "int64": 64}.get(each or "")
        for each in (input.dtype, type)
    ]
    if None in widths or widths[0] != widths[1]:
        return unknown_tensor(type or "")
    return tensor(input.shape, type or "", input)
