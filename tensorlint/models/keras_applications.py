"""`keras.applications`: what goes into the networks and what comes out, measured on the real ones."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from tensorlint.models.keras_inputs import batched, sequence_shape, symbolic_input
from tensorlint.models.keras_layers import OUTPUT
from tensorlint.models.keras_models import GRAPH, MODEL
from tensorlint.models.keras_ops import with_context
from tensorlint.models.keras_symbolic import Graph, open_axis
from tensorlint.models.keras_values import Node, is_true, tensor, to_tensor
from tensorlint.models.registry import Context, alias, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal
from tensorlint.shapes.arithmetic import ceil_divide, window_count
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import floor_divide
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Cells, Float, Integer, Object, String, Value


def floored(size: Size) -> Size:
    """Five halvings that drop a rest."""
    return floor_divide(size, 32)


def ceiled(size: Size) -> Size:
    """Five halvings that round up."""
    return ceil_divide(size, 32)


def even(size: Size) -> Size:
    """Five halvings of a multiple of 32; other sizes are rounded in ways of their own."""
    return size // 32 if isinstance(size, int) and size % 32 == 0 else UNKNOWN


def inception(size: Size) -> Size:
    """The stem and the two reductions of the Inception networks."""
    if not isinstance(size, int) or size < 75:
        return UNKNOWN
    for window, stride in ((3, 2), (3, 1), (3, 2), (3, 1), (3, 2), (3, 2), (3, 2)):
        size = window_count(size, window, stride)
    return size


def xception(size: Size) -> Size:
    """Two convolutions without padding, then four halvings that round up."""
    if not isinstance(size, int) or size < 71:
        return UNKNOWN
    return ceil_divide(window_count(window_count(size, 3, 2), 3), 16)


def hidden(size: Size) -> Size:
    """Not known."""
    return UNKNOWN


@dataclass(frozen=True)
class Network:
    """The default side of the images, the channels of the last features, and their sides."""

    side: int
    channels: int
    shrink: Callable[[Size], Size]


NETWORKS = {
    "ConvNeXtTiny": Network(224, 768, floored),
    "ConvNeXtSmall": Network(224, 768, floored),
    "ConvNeXtBase": Network(224, 1024, floored),
    "ConvNeXtLarge": Network(224, 1536, floored),
    "ConvNeXtXLarge": Network(224, 2048, floored),
    "DenseNet121": Network(224, 1024, even),
    "DenseNet169": Network(224, 1664, even),
    "DenseNet201": Network(224, 1920, even),
    "EfficientNetB0": Network(224, 1280, even),
    "EfficientNetB1": Network(240, 1280, even),
    "EfficientNetB2": Network(260, 1408, even),
    "EfficientNetB3": Network(300, 1536, even),
    "EfficientNetB4": Network(380, 1792, even),
    "EfficientNetB5": Network(456, 2048, even),
    "EfficientNetB6": Network(528, 2304, even),
    "EfficientNetB7": Network(600, 2560, even),
    "EfficientNetV2B0": Network(224, 1280, ceiled),
    "EfficientNetV2B1": Network(240, 1280, ceiled),
    "EfficientNetV2B2": Network(260, 1408, ceiled),
    "EfficientNetV2B3": Network(300, 1536, ceiled),
    "EfficientNetV2S": Network(384, 1280, ceiled),
    "EfficientNetV2M": Network(480, 1280, ceiled),
    "EfficientNetV2L": Network(480, 1280, ceiled),
    "InceptionV3": Network(299, 2048, inception),
    "InceptionResNetV2": Network(299, 1536, inception),
    "MobileNet": Network(224, 1024, even),
    "MobileNetV2": Network(224, 1280, even),
    "MobileNetV3Large": Network(224, 960, even),
    "MobileNetV3Small": Network(224, 576, even),
    "NASNetMobile": Network(224, 1056, hidden),
    "NASNetLarge": Network(331, 4032, hidden),
    "ResNet50": Network(224, 2048, ceiled),
    "ResNet101": Network(224, 2048, ceiled),
    "ResNet152": Network(224, 2048, ceiled),
    "ResNet50V2": Network(224, 2048, ceiled),
    "ResNet101V2": Network(224, 2048, ceiled),
    "ResNet152V2": Network(224, 2048, ceiled),
    "VGG16": Network(224, 512, floored),
    "VGG19": Network(224, 512, floored),
    "Xception": Network(299, 2048, xception),
}

_PLAIN = "include_top weights input_tensor input_shape pooling classes classifier_activation name"
_ORDERS = {
    "ConvNeXt": "include_top include_preprocessing weights input_tensor input_shape pooling classes"
    " classifier_activation name",
    "EfficientNetV2": "include_top weights input_tensor input_shape pooling classes classifier_activation"
    " include_preprocessing name",
    "MobileNetV3": "input_shape alpha minimalistic include_top weights input_tensor classes pooling"
    " dropout_rate classifier_activation include_preprocessing name",
    "MobileNetV2": "input_shape alpha include_top weights input_tensor pooling classes classifier_activation"
    " name",
    "MobileNet": "input_shape alpha depth_multiplier dropout include_top weights input_tensor pooling classes"
    " classifier_activation name",
    "NASNet": "input_shape include_top weights input_tensor pooling classes classifier_activation name",
}


def parameters_of(name: str) -> str:
    """The parameters of a network's function, in their order."""
    return next((order for prefix, order in _ORDERS.items() if name.startswith(prefix)), _PLAIN)


def _input(context: Context, network: Network, given: dict[str, Value], top: bool | None) -> Array:
    source = given["input_tensor"]
    if isinstance(source, Array):
        return source
    created = Object("keras.layers.InputLayer", Cells())
    shape = sequence_shape(given["input_shape"])
    if given["input_shape"] == NONE:
        sides = (open_axis(), open_axis()) if top is False else (Axis(network.side),) * 2
        shape = Shape((*sides, Axis(3))) if top is not None else UNKNOWN_SHAPE
    return symbolic_input(context, created, batched(shape), "float")


def _features(network: Network, name: str, given: dict[str, Value], x: Shape) -> Shape:
    """The last features of the network, (batch, height, width, channels) or pooled."""
    channels: Size = network.channels
    alpha = given.get("alpha", NONE)
    if alpha != NONE and not (isinstance(alpha, Float) and alpha.value == 1.0) and alpha != Integer(1):
        channels = _widened(name, network.channels, alpha)
    batch, last = x.axes[0], born(channels, "features")
    pooling = given["pooling"]
    if isinstance(pooling, String) and pooling.value in ("avg", "max"):
        return Shape((batch, last))
    if pooling != NONE:
        return UNKNOWN_SHAPE
    height, width = network.shrink(x.axes[1].size), network.shrink(x.axes[2].size)
    return Shape((batch, Axis(height), Axis(width), last))


def _widened(name: str, channels: int, alpha: Value) -> Size:
    """The last channels of a network whose width is multiplied; MobileNetV2 has no fewer than by default."""
    factor = alpha.value if isinstance(alpha, Float) else None
    if factor is None or not 0 < factor < 16:
        return UNKNOWN
    if name == "MobileNet":
        return int(channels * factor)
    if name == "MobileNetV2":
        wide = max(8, int(channels * factor + 4) // 8 * 8)
        return channels if factor <= 1 else wide + 8 if wide < 0.9 * channels * factor else wide
    return UNKNOWN


def _network(name: str, network: Network) -> Callable[..., Value]:
    names = parameters_of(name).split()

    def construct(context: Context, *values: Value, **keywords: Value) -> Value:
        """A functional model from images to classes, or to features without the top."""
        given: dict[str, Value] = dict.fromkeys(names, NONE)
        given.update(zip(names, values, strict=False))
        given.update(keywords)
        top = True if given["include_top"] == NONE else is_true(given["include_top"])
        source = _input(context, network, given, top)
        x = source.shape
        model = Object(MODEL, Cells(name=given["name"]))
        if x.open or len(x) != 4 or top is None:
            shape = UNKNOWN_SHAPE
        elif top:
            classes = given["classes"]
            size = classes.size if isinstance(classes, Integer) else 1000 if classes == NONE else UNKNOWN
            shape = Shape((x.axes[0], born(size, "classes")))
        else:
            shape = _features(network, name, given, x)
        parents = tuple(mark for mark in source.marks if isinstance(mark, Node))
        output = tensor(shape, "float", True, frozenset([Node(model, parents, False)]))
        context.write(model.cells, GRAPH, Graph(source, output))
        context.write(model.cells, OUTPUT, output)
        return model

    return construct


@models("keras.applications.imagenet_utils.decode_predictions")
def decode_predictions(preds: Value, top: Value = NONE) -> Value:
    """The names of the best classes; takes (batch, 1000) only."""
    shape = to_tensor(preds).shape
    if not shape.open and (len(shape) != 2 or equal(shape.axes[1].size, 1000) is False):
        refuse("TSL104", f"decode_predictions expects (batch, 1000) but {{preds}} is {shape}")
    return UNKNOWN_VALUE


@models("keras.applications.imagenet_utils.preprocess_input")
def preprocess_input(x: Value, data_format: Value = NONE, mode: Value = NONE) -> Value:
    """The shape stays."""
    array = to_tensor(x)
    if array.library in ("tensorflow", "keras"):
        return tensor(array.shape, "float", array.library == "keras", array.marks)
    return Array(array.shape, "float")


_MODULES = {
    "convnext": "ConvNeXt",
    "densenet": "DenseNet",
    "efficientnet": "EfficientNetB",
    "efficientnet_v2": "EfficientNetV2",
    "inception_resnet_v2": "InceptionResNetV2",
    "inception_v3": "InceptionV3",
    "mobilenet": "MobileNet",
    "mobilenet_v2": "MobileNetV2",
    "mobilenet_v3": "MobileNetV3",
    "nasnet": "NASNet",
    "resnet": "ResNet",
    "resnet50": "ResNet50",
    "resnet_v2": "ResNet",
    "vgg16": "VGG16",
    "vgg19": "VGG19",
    "xception": "Xception",
}


def _declare() -> None:
    for name, network in NETWORKS.items():
        function = _network(name, network)
        parameters = [
            inspect.Parameter(each, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=NONE, annotation="Value")
            for each in parameters_of(name).split()
        ]
        function.__signature__ = with_context(inspect.Signature(parameters))  # type: ignore[attr-defined]
        models(f"keras.applications.{name}")(function)
    for module, prefix in _MODULES.items():
        for function_name in ("preprocess_input", "decode_predictions"):
            alias(
                f"keras.applications.{module}.{function_name}",
                f"keras.applications.imagenet_utils.{function_name}",
            )
        for name in NETWORKS:
            if name.startswith(prefix):
                alias(f"keras.applications.{module}.{name}", f"keras.applications.{name}")


_declare()
