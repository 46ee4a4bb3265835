"""TensorFlow's elementwise functions: arithmetic, comparisons, activations."""

from __future__ import annotations

from collections.abc import Callable

from tensorlint.models import contents
from tensorlint.models.coercion import dtype_kind
from tensorlint.models.registry import alias, models
from tensorlint.models.tensorflow_common import (
    DTypeOrNone,
    Tensor,
    axis_of,
    broadcast_tensors,
    mismatch,
    reshaped,
    result_dtype,
    tensor,
    to_tensors,
    unknown_tensor,
)
from tensorlint.shapes import Axis
from tensorlint.shapes.sizes import multiply
from tensorlint.values import NONE, Array, Value

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
