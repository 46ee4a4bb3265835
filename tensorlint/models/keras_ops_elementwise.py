"""The functions of `keras.ops` that work element by element, and the activations of Keras."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace

from tensorlint.models.keras_normalization import axes_argument
from tensorlint.models.keras_ops import nodes_among, with_context
from tensorlint.models.keras_values import ANY_ERROR, Node, is_symbolic, tensor, to_tensor
from tensorlint.models.registry import Context, models, refuse, unmodelled
from tensorlint.shapes import UNKNOWN_SHAPE, Mismatch, Shape, equal
from tensorlint.shapes.arithmetic import broadcast
from tensorlint.shapes.sizes import possibly
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Integer, Unknown, Value

PLAIN = """
abs absolute angle arccos arccosh arcsin arcsinh arctan arctanh bitwise_invert bitwise_not cbrt ceil conj
conjugate copy cos cosh deg2rad erf erfc erfinv exp exp2 expm1 fabs floor hard_sigmoid hard_silu hard_swish
hard_tanh i0 imag isfinite isinf isnan isneginf isposinf isreal log log10 log1p log2 log_sigmoid logical_not
negative rad2deg real reciprocal relu relu6 rsqrt selu sigmoid sign signbit silu sin sinc sinh softplus
softsign sparse_plus sparse_sigmoid sqrt square swish tan tanh tanh_shrink trunc
"""

UNARY = {
    **dict.fromkeys(PLAIN.split(), "x"),
    "celu": "x alpha",
    "elu": "x alpha",
    "gelu": "x approximate",
    "hard_shrink": "x threshold",
    "leaky_relu": "x negative_slope",
    "nan_to_num": "x nan posinf neginf",
    "round": "x decimals",
    "soft_shrink": "x threshold",
    "squareplus": "x b",
    "stop_gradient": "variable",
    "threshold": "x threshold default_value",
}
"""The functions that keep the shape of their first parameter."""

BINARY = (
    "add arctan2 bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift divide"
    " divide_no_nan equal floor_divide fmax fmin fmod gcd greater greater_equal heaviside hypot lcm ldexp"
    " left_shift less less_equal logaddexp logaddexp2 logical_and logical_or logical_xor maximum minimum mod"
    " multiply nextafter not_equal power right_shift subtract true_divide"
)
SHIFTS = "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift left_shift right_shift"
TRUTHS = """
equal greater greater_equal isfinite isinf isnan isneginf isposinf isreal less less_equal logical_and
logical_not logical_or logical_xor not_equal signbit
"""
BOOLEAN = frozenset(TRUTHS.split())

ACTIVATIONS = {
    "celu": "x alpha",
    "elu": "x alpha",
    "exponential": "x",
    "gelu": "x approximate",
    "glu": "x axis",
    "hard_shrink": "x threshold",
    "hard_sigmoid": "x",
    "hard_silu": "x",
    "hard_tanh": "x",
    "leaky_relu": "x negative_slope",
    "linear": "x",
    "log_sigmoid": "x",
    "log_softmax": "x axis",
    "mish": "x",
    "relu": "x negative_slope max_value threshold",
    "relu6": "x",
    "selu": "x",
    "sigmoid": "x",
    "silu": "x",
    "soft_shrink": "x threshold",
    "softmax": "x axis",
    "softplus": "x",
    "softsign": "x",
    "sparse_plus": "x",
    "sparse_sigmoid": "x",
    "sparsemax": "x axis",
    "squareplus": "x b",
    "tanh": "x",
    "tanh_shrink": "x",
    "threshold": "x threshold default_value",
    "swish": "x",
    "hard_swish": "x",
}


def float_kind(*arrays: Array) -> str:
    """ "float" where all arrays are floats, else not known."""
    floats = all(array.dtype.startswith(("float", "bfloat")) for array in arrays)
    return "float" if arrays and floats else ""


def connected(shape: Shape, dtype: str, *sources: Value) -> Array:
    """A tensor computed from others, symbolic where one of them is."""
    symbolic = any(is_symbolic(source) for source in sources)
    return tensor(shape, dtype, symbolic, nodes_among(*sources) if symbolic else frozenset())


def carried(shape: Shape, dtype: str, *sources: Value) -> Array:
    """The same for an elementwise function, which keeps what the checks have noted of its operands."""
    made = connected(shape, dtype, *sources)
    arrays = [source for source in sources if isinstance(source, Array)]
    notes = {mark for array in arrays for mark in array.marks if not isinstance(mark, Node)}
    return replace(made, marks=made.marks | notes) if notes else made


def broadcast_arrays(arrays: Sequence[Array], names: Sequence[str], what: str) -> Shape:
    """The broadcast shape; refused where there is none."""
    try:
        return broadcast(*[array.shape for array in arrays])
    except Mismatch as mismatch:
        said = " and ".join(f"{name} is {array.shape}" for name, array in zip(names, arrays, strict=True))
        refuse("TSL205", f"{what}: shapes cannot be broadcast together: {said}: {mismatch.detail}", ANY_ERROR)


def _signature(names: str, required: int = 1) -> inspect.Signature:
    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=inspect.Parameter.empty if index < required else NONE,
            annotation="Value",
        )
        for index, name in enumerate(names.split())
    ]
    return with_context(inspect.Signature(parameters))


def _unary(name: str) -> Callable[..., Value]:
    def function(context: Context, *given: Value, **keywords: Value) -> Value:
        """The shape stays."""
        x = given[0] if given else next(iter(keywords.values()))
        if isinstance(x, Unknown):
            return UNKNOWN_VALUE
        array = to_tensor(x)
        return carried(array.shape, "bool" if name in BOOLEAN else float_kind(array), x)

    return function


def _may_be_bias(x: Shape, bias: Shape) -> bool:
    """Whether `add` takes the second operand for a bias, which it adds to axis 1 or to the last one,
    whatever broadcasting would say (a vector of 3 to (5, 3, 4))."""
    if x.open or bias.open or len(x) < 2:
        return False
    wide = [axis.size for axis in bias.axes if not possibly(axis.size, 1, generic=False)]
    if len(wide) > 1 or (len(bias) <= len(x) and bias.axes and equal(bias.sizes[-1], x.sizes[-1]) is True):
        return False
    return len(bias) > len(x) or any(equal(size, x.sizes[1]) is not False for size in bias.sizes)


def _binary(name: str) -> Callable[..., Value]:
    def function(context: Context, *given: Value, **keywords: Value) -> Value:
        """The operands are broadcast to each other."""
        first, second = (*given, *keywords.values())
        arrays = (to_tensor(first), to_tensor(second))
        names = ("{x}", "{y}") if name in SHIFTS.split() else ("{x1}", "{x2}")
        if name == "add" and _may_be_bias(arrays[0].shape, arrays[1].shape):
            return connected(UNKNOWN_SHAPE, float_kind(*arrays), first, second)
        shape = broadcast_arrays(arrays, names, name)
        return carried(shape, "bool" if name in BOOLEAN else float_kind(*arrays), first, second)

    return function


def check_axis(context: Context, x: Shape, axis: Value, name: str) -> None:
    """The rules about a softmax, for an axis that is known."""
    axes = (-1,) if axis == NONE else axes_argument(axis)
    for each in axes:
        if x.open and (each >= 0 or -each > len(x)):
            return
        if not -len(x) <= each < len(x):
            refuse("TSL603", f"{name}: axis {each} is out of range: {{x}} is {x}", ANY_ERROR)
    if len(axes) != 1:
        return
    over = x.axes[axes[0]]
    if over.size == 1:
        context.report(
            "TSL111", f"{name} over an axis of one element, {{x}} is {x}, is constant; use a sigmoid"
        )
    elif over.is_batch() and len(x) > 1:
        context.report("TSL108", f"{name} over the batch axis of {{x}} {x} mixes the samples; use axis=-1")


def _softmax(name: str) -> Callable[..., Value]:
    def function(context: Context, *given: Value, **keywords: Value) -> Value:
        """The shape stays; the axis must exist."""
        x = given[0] if given else keywords["x"]
        axis = given[1] if len(given) > 1 else keywords.get("axis", Integer(-1))
        array = to_tensor(x)
        if not isinstance(x, Unknown):
            check_axis(context, array.shape, axis, name)
        return connected(array.shape, float_kind(array), x)

    return function


def _declare() -> None:
    for name, names in UNARY.items():
        function = _unary(name)
        function.__signature__ = _signature(names)  # type: ignore[attr-defined]
        models(f"keras.ops.{name}", f"keras.ops.nn.{name}", f"keras.ops.numpy.{name}")(function)
    for name in BINARY.split():
        function = _binary(name)
        function.__signature__ = _signature("x y" if name in SHIFTS.split() else "x1 x2", 2)  # type: ignore[attr-defined]
        models(f"keras.ops.{name}", f"keras.ops.numpy.{name}")(function)
    for name, names in ACTIVATIONS.items():
        if name != "glu":
            function = _softmax(name) if name in ("softmax", "log_softmax") else _unary(name)
            function.__signature__ = _signature(names)  # type: ignore[attr-defined]
            models(f"keras.activations.{name}")(function)
    for name in ("softmax", "log_softmax"):
        function = _softmax(name)
        function.__signature__ = _signature("x axis")  # type: ignore[attr-defined]
        models(f"keras.ops.{name}", f"keras.ops.nn.{name}")(function)


_declare()
unmodelled(
    "no activation", *[f"keras.activations.{name}" for name in ("get", "serialize", "deserialize", "glu")]
)
