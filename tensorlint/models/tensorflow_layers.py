"""tf.layers and tf.contrib.layers of TensorFlow 1: the layers of Keras, called as functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tensorlint.models.registry import Context, NotCoercible, alias, models
from tensorlint.models.tensorflow_common import ONE, Tensor, reshaped, tensor, unknown_tensor
from tensorlint.models.tensorflow_ranges import one_hot
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size
from tensorlint.shapes.sizes import product
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Float, Integer, Library, String, Value

TWO = Integer(2)
VALID = String("valid")
SAME = String("SAME")

for _name, _layer in {
    "Dense": "Dense",
    "Conv1D": "Conv1D",
    "Conv2D": "Conv2D",
    "Conv3D": "Conv3D",
    "Conv2DTranspose": "Conv2DTranspose",
    "MaxPooling1D": "MaxPooling1D",
    "MaxPooling2D": "MaxPooling2D",
    "AveragePooling2D": "AveragePooling2D",
    "Flatten": "Flatten",
    "Dropout": "Dropout",
    "BatchNormalization": "BatchNormalization",
}.items():
    alias(f"tensorflow.layers.{_name}", f"keras.layers.{_layer}")


def called(context: Context, layer: str, inputs: Value, given: Mapping[str, Value]) -> Value:
    """What a layer of Keras gives for these inputs."""
    arguments = {name: value for name, value in given.items() if value != NONE}
    made = context.call(Library(f"keras.layers.{layer}"), (), arguments)
    result = context.call(made, (inputs,))
    if isinstance(result, Array):
        return replace(result, library="tensorflow", kind="")
    return UNKNOWN_VALUE


def _lower(value: Value) -> Value:
    """A padding in small letters, as Keras wants it."""
    if isinstance(value, String) and value.value is not None:
        return String(value.value.lower())
    return value


def _whole(value: Value) -> Value:
    """A number of units; TensorFlow 1 took floats as well."""
    if isinstance(value, Float):
        if value.value is None or value.value != int(value.value):
            raise NotCoercible
        return Integer(int(value.value))
    return value


@models("tensorflow.layers.dense")
def dense(context: Context, inputs: Value, units: Value, *args: Value, **kwargs: Value) -> Value:
    """The last axis becomes `units`."""
    return called(context, "Dense", inputs, {"units": _whole(units)})


def _convolution(name: str, layer: str) -> None:
    @models(f"tensorflow.layers.{name}")
    def convolution(
        context: Context,
        inputs: Value,
        filters: Value,
        kernel_size: Value,
        strides: Value = NONE,
        padding: Value = VALID,
        data_format: Value = NONE,
        dilation_rate: Value = NONE,
        *args: Value,
        **kwargs: Value,
    ) -> Value:
        """A convolution as a function."""
        given = {
            "filters": _whole(filters),
            "kernel_size": kernel_size,
            "strides": strides,
            "padding": _lower(padding),
            "data_format": data_format,
            "dilation_rate": dilation_rate,
        }
        return called(context, layer, inputs, given)


for _name, _layer in {
    "conv1d": "Conv1D",
    "conv2d": "Conv2D",
    "conv3d": "Conv3D",
    "separable_conv2d": "SeparableConv2D",
}.items():
    _convolution(_name, _layer)


@models("tensorflow.layers.conv2d_transpose")
def conv2d_transpose(
    context: Context,
    inputs: Value,
    filters: Value,
    kernel_size: Value,
    strides: Value = NONE,
    padding: Value = VALID,
    data_format: Value = NONE,
    *args: Value,
    **kwargs: Value,
) -> Value:
    """A transposed convolution as a function."""
    given = {
        "filters": _whole(filters),
        "kernel_size": kernel_size,
        "strides": strides,
        "padding": _lower(padding),
        "data_format": data_format,
    }
    return called(context, "Conv2DTranspose", inputs, given)


def _pooling(name: str, layer: str) -> None:
    @models(f"tensorflow.layers.{name}")
    def pooling(
        context: Context,
        inputs: Value,
        pool_size: Value,
        strides: Value,
        padding: Value = VALID,
        data_format: Value = NONE,
        name: Value = NONE,
    ) -> Value:
        """Pooling as a function."""
        given = {
            "pool_size": pool_size,
            "strides": strides,
            "padding": _lower(padding),
            "data_format": data_format,
        }
        return called(context, layer, inputs, given)


for _dimension in (1, 2, 3):
    _pooling(f"max_pooling{_dimension}d", f"MaxPooling{_dimension}D")
    _pooling(f"average_pooling{_dimension}d", f"AveragePooling{_dimension}D")


@models("tensorflow.layers.flatten", "tensorflow.contrib.layers.flatten")
def flatten(inputs: Tensor, *args: Value, **kwargs: Value) -> Array:
    """All axes but the batch folded into one."""
    if inputs.rank is None or not inputs.rank:
        return unknown_tensor(inputs.dtype)
    rest: Size = product(list(inputs.shape.sizes[1:]))
    if len(inputs.shape) == 2:
        return reshaped(inputs, inputs.shape)
    return tensor(Shape((inputs.shape.axes[0], Axis(rest, () if rest == 1 else None))), inputs.dtype, inputs)


@models(
    "tensorflow.layers.dropout",
    "tensorflow.layers.batch_normalization",
    "tensorflow.contrib.layers.dropout",
    "tensorflow.contrib.layers.batch_norm",
    "tensorflow.contrib.layers.layer_norm",
)
def dropout(inputs: Tensor, *args: Value, **kwargs: Value) -> Array:
    """The shape stays."""
    return reshaped(inputs, inputs.shape)


# -- tf.contrib.layers (and slim)


@models(
    "tensorflow.contrib.layers.fully_connected",
    "tensorflow.contrib.layers.linear",
    "tensorflow.contrib.layers.relu",
)
def fully_connected(
    context: Context, inputs: Value, num_outputs: Value, *args: Value, **kwargs: Value
) -> Value:
    """The last axis becomes `num_outputs`."""
    return called(context, "Dense", inputs, {"units": _whole(num_outputs)})


@models("tensorflow.contrib.layers.conv2d", "tensorflow.contrib.layers.convolution2d")
def contrib_conv2d(
    context: Context,
    inputs: Value,
    num_outputs: Value,
    kernel_size: Value,
    stride: Value = ONE,
    padding: Value = SAME,
    *args: Value,
    **kwargs: Value,
) -> Value:
    """A convolution; by default padded."""
    if args or "data_format" in kwargs:
        return UNKNOWN_VALUE
    given = {
        "filters": _whole(num_outputs),
        "kernel_size": kernel_size,
        "strides": stride,
        "padding": _lower(padding),
        "dilation_rate": kwargs.get("rate", NONE),
    }
    return called(context, "Conv2D", inputs, given)


@models("tensorflow.contrib.layers.conv2d_transpose", "tensorflow.contrib.layers.convolution2d_transpose")
def contrib_conv2d_transpose(
    context: Context,
    inputs: Value,
    num_outputs: Value,
    kernel_size: Value,
    stride: Value = ONE,
    padding: Value = SAME,
    *args: Value,
    **kwargs: Value,
) -> Value:
    """A transposed convolution; by default padded."""
    if args or "data_format" in kwargs:
        return UNKNOWN_VALUE
    given = {
        "filters": _whole(num_outputs),
        "kernel_size": kernel_size,
        "strides": stride,
        "padding": _lower(padding),
    }
    return called(context, "Conv2DTranspose", inputs, given)


def _contrib_pooling(name: str, layer: str) -> None:
    @models(f"tensorflow.contrib.layers.{name}")
    def pooling(
        context: Context,
        inputs: Value,
        kernel_size: Value,
        stride: Value = TWO,
        padding: Value = VALID,
        *args: Value,
        **kwargs: Value,
    ) -> Value:
        """Pooling; by default in steps of 2."""
        if args or "data_format" in kwargs:
            return UNKNOWN_VALUE
        given = {"pool_size": kernel_size, "strides": stride, "padding": _lower(padding)}
        return called(context, layer, inputs, given)


_contrib_pooling("max_pool2d", "MaxPooling2D")
_contrib_pooling("avg_pool2d", "AveragePooling2D")


@models("tensorflow.contrib.layers.one_hot_encoding")
def one_hot_encoding(labels: Tensor, num_classes: Size, *args: Value, **kwargs: Value) -> Array:
    """Codes of 0 and 1 along a new last axis."""
    result: Array = one_hot(labels, UNKNOWN if num_classes is UNKNOWN else num_classes)
    return result
