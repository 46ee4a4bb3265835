"""Normalisation layers and activations that look at an axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tensorlint.models.keras_calls import apply
from tensorlint.models.keras_layers import UNCLEAR, LayerCall, layer
from tensorlint.models.keras_runs import batch_note
from tensorlint.models.keras_values import ANY_ERROR, is_activation, to_tensor
from tensorlint.models.registry import NotCoercible, refuse
from tensorlint.models.tensorflow_common import SHAPE_ERROR
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, equal, size_text
from tensorlint.shapes.sizes import bounds, less, modulo, product
from tensorlint.values import NONE, Integer, Library, List, String, Tuple, Value

_SCALE = "epsilon center scale beta_initializer gamma_initializer"
_REGULATORS = "beta_regularizer gamma_regularizer beta_constraint gamma_constraint"


def axes_argument(value: Value) -> tuple[int, ...]:
    """An int or a sequence of ints; not coercible otherwise."""
    items = value.items if isinstance(value, Tuple | List) else (value,)
    if items is None:
        raise NotCoercible
    found = [item.size for item in items if isinstance(item, Integer)]
    if len(found) < len(items) or not all(isinstance(each, int) for each in found):
        raise NotCoercible
    return tuple([each for each in found if isinstance(each, int)])


def _feature_axis(arguments: Mapping[str, Any]) -> tuple[int, ...]:
    axis = arguments.get("axis", UNCLEAR)
    return (axis,) if isinstance(axis, int) else ()


@layer(
    "keras.layers.BatchNormalization",
    order=f"axis momentum {_SCALE} moving_mean_initializer moving_variance_initializer {_REGULATORS}"
    " renorm renorm_clipping renorm_momentum synchronized",
    features=_feature_axis,
    keeps_rank=True,
)
def batch_normalization(call: LayerCall, axis: int = -1) -> Value:
    """The input's shape; in training every channel needs more than one value."""
    x = to_tensor(call.inputs).shape
    if call.training and not x.open and -len(x) <= axis < len(x):
        others = [each.size for index, each in enumerate(x.axes) if index != axis % len(x)]
        if product(others) == 1:
            call.context.report(
                "TSL310",
                f"BatchNormalization in training gets one value per channel, {x}{batch_note()}:"
                " it normalises it to 0; use larger batches, or training=False",
            )
    return call.output(x)


@layer(
    "keras.layers.LayerNormalization",
    order=f"axis {_SCALE} {_REGULATORS}",
    features=_feature_axis,
    loose=True,
    takes_open=True,
)
def layer_normalization(call: LayerCall, axis: Value = Integer(-1)) -> Value:  # noqa: B008 - immutable
    """The input's shape."""
    return call.output(_normalized(call))


@layer(
    "keras.layers.RMSNormalization", order="axis epsilon", features=_feature_axis, loose=True, takes_open=True
)
def rms_normalization(call: LayerCall, axis: Value = Integer(-1)) -> Value:  # noqa: B008 - immutable
    """The input's shape."""
    return call.output(_normalized(call))


def _normalized(call: LayerCall) -> Shape:
    """The input's shape, unless an axis of 1 is broadcast to the weights or the reverse."""
    x, built = to_tensor(call.inputs).shape, call.built
    if built is None or (x.axes and built.axes and equal(x.axes[-1].size, built.axes[-1].size) is not False):
        return x
    return UNKNOWN_SHAPE


@layer(
    "keras.layers.GroupNormalization",
    order=f"groups axis {_SCALE} {_REGULATORS}",
    features=_feature_axis,
    keeps_rank=True,
)
def group_normalization(x: Shape, groups: Value = Integer(32), axis: int = -1) -> Shape:  # noqa: B008 - immutable
    """The input's shape; the groups divide the channels."""
    if isinstance(groups, Integer) and -len(x) <= axis < len(x) and bounds(groups.size)[0] >= 1:
        channels = x.axes[axis].size
        if less(channels, groups.size) is True or equal(modulo(channels, groups.size), 0) is False:
            sizes = f"{size_text(groups.size)} groups do not divide {size_text(channels)} channels"
            refuse("TSL105", f"GroupNormalization on {x}: {sizes}")
    return x


@layer("keras.layers.UnitNormalization", order="axis", takes_open=True)
def unit_normalization(x: Shape) -> Shape:
    """The input's shape."""
    return x


@layer(
    "keras.layers.PReLU",
    order="alpha_initializer alpha_regularizer alpha_constraint shared_axes",
    keeps_rank=True,
)
def prelu(call: LayerCall, shared_axes: Value = NONE) -> Value:
    """The input's shape; one slope for every feature that is not shared."""
    x, built = to_tensor(call.inputs).shape, call.built
    if built is None or built.open or len(built) != len(x):
        return call.output(x if built is None else UNKNOWN_SHAPE)
    shared = () if shared_axes == NONE else axes_argument(shared_axes)
    axes = list(x.axes)
    for index in range(1, len(axes)):
        own, wanted = axes[index].size, built.axes[index].size
        if index in shared or equal(own, wanted) is True:
            continue
        if equal(own, wanted) is False and 1 not in (own, wanted):
            sizes = f"{size_text(wanted)} != {size_text(own)}"
            call.mismatch("TSL105", f"PReLU was built for {built} but gets {x}: {sizes}", ANY_ERROR)
        axes[index] = Axis(UNKNOWN)
    return call.output(Shape(tuple(axes)))


@layer("keras.layers.Softmax", order="axis", takes_open=True)
def softmax(call: LayerCall, axis: Value = Integer(-1)) -> Value:  # noqa: B008 - immutable
    """The input's shape; over an axis of one element it is always 1."""
    x = to_tensor(call.inputs).shape
    check_softmax(call, x, axes_argument(axis), "Softmax")
    return call.output(x)


def check_softmax(call: LayerCall, x: Shape, axes: Sequence[int], name: str) -> None:
    """The rules about a softmax: the axis exists, has several elements, and is not the batch."""
    for axis in axes:
        if x.open and (axis >= 0 or -axis > len(x)):
            continue
        if not -len(x) <= axis < len(x):
            refuse("TSL603", f"{name}: axis {axis} is out of range for {x}", SHAPE_ERROR)
    if len(axes) != 1 or (x.open and (axes[0] >= 0 or -axes[0] > len(x))):
        return
    over = x.axes[axes[0]]
    if over.size == 1:
        call.context.report(
            "TSL111",
            f"{name} over an axis of one element, {x}, is always 1; use a sigmoid, or one unit a class",
        )
    elif over.is_batch() and len(x) > 1:
        call.context.report(
            "TSL108",
            f"{name} over the batch axis of {x} mixes the samples; use the axis of the classes, axis=-1",
        )


@layer("keras.layers.Activation", takes_open=True, dtype="kept")
def activation_layer(call: LayerCall, activation: Value) -> Value:
    """The input's shape, for the activations of Keras and any callable that keeps it."""
    array = to_tensor(call.inputs)
    if is_activation(activation, "softmax") or is_activation(activation, "log_softmax"):
        check_softmax(call, array.shape, (-1,), "a softmax")
    if isinstance(activation, String) or keras_activation(activation):
        dtype = "float" if array.dtype.startswith(("float", "bfloat")) else ""
        return call.output(array.shape, dtype)
    if activation == NONE:
        return call.output(array.shape, array.dtype)
    return apply_activation(call, activation)


def keras_activation(value: Value) -> bool:
    """Whether a value is one of the activation functions of Keras or TensorFlow."""
    return isinstance(value, Library) and value.path.startswith(
        ("keras.activations.", "keras.ops.", "tensorflow.nn.")
    )


def apply_activation(call: LayerCall, activation: Value) -> Value:
    """What a callable of the user's makes of the input."""
    if isinstance(activation, String):
        return call.inputs
    return call.context.call(activation, (call.inputs,))


@layer("keras.layers.SpectralNormalization", order="layer power_iterations", takes_open=True)
def spectral_normalization(call: LayerCall, layer: Value) -> Value:
    """What the wrapped layer returns."""
    return apply(call.context, layer, call.inputs, call.more, call.keywords, call.training)
