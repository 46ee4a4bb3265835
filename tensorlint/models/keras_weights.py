"""The weights of Keras's layers: their shapes, what reads them, what may be set in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tensorlint.models.keras_layers import UNCLEAR, arguments_of, built_shape
from tensorlint.models.keras_models import LAYERS, MODEL
from tensorlint.models.keras_spatial import channel_axis, numbers
from tensorlint.models.keras_values import BASE, is_true, state
from tensorlint.models.registry import NotCoercible, attribute, models, refuse
from tensorlint.shapes import Axis, Shape, Size, equal
from tensorlint.shapes.sizes import exact_quotient, multiply, product, total
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Integer,
    List,
    Object,
    Tuple,
    Value,
)

Arguments = Mapping[str, Any]
Weights = tuple[tuple[Size, ...], ...]


def _bias(arguments: Arguments, *sizes: Size) -> Weights:
    given = arguments.get("use_bias", NONE)
    known = True if given == NONE else is_true(given)
    if known is None:
        raise NotCoercible
    return (sizes,) if known else ()


def _size(arguments: Arguments, name: str) -> Size:
    found = arguments.get(name, UNCLEAR)
    if isinstance(found, Integer):
        return found.size
    if found is UNCLEAR or isinstance(found, Value):
        raise NotCoercible
    return found  # type: ignore[no-any-return]


def _dense(arguments: Arguments, built: Shape) -> Weights:
    units = _size(arguments, "units")
    return ((built.axes[-1].size, units), *_bias(arguments, units))


def _embedding(arguments: Arguments, built: Shape) -> Weights:
    return ((_size(arguments, "input_dim"), _size(arguments, "output_dim")),)


def _channels(arguments: Arguments, built: Shape) -> Size:
    [axis] = channel_axis(arguments)
    return built.axes[axis].size


def _convolution(rank: int, transposed: bool) -> Callable[[Arguments, Shape], Weights]:
    def weights(arguments: Arguments, built: Shape) -> Weights:
        if len(built) != rank + 2:
            raise NotCoercible
        filters, channels = _size(arguments, "filters"), _channels(arguments, built)
        kernel = numbers(arguments["kernel_size"], rank)
        if transposed:
            return ((*kernel, filters, channels), *_bias(arguments, filters))
        group = exact_quotient(channels, _size(arguments, "groups"))
        if group is None:
            raise NotCoercible
        return ((*kernel, group, filters), *_bias(arguments, filters))

    return weights


def _recurrent(gates: int, rows: int) -> Callable[[Arguments, Shape], Weights]:
    def weights(arguments: Arguments, built: Shape) -> Weights:
        units = _size(arguments, "units")
        if rows == 2 and arguments.get("reset_after", NONE) not in (NONE, Boolean(True)):
            raise NotCoercible
        wide = multiply(gates, units)
        bias = (2, wide) if rows == 2 else (wide,)
        return ((built.axes[-1].size, wide), (units, wide), *_bias(arguments, *bias))

    return weights


def _scaled(count: int) -> Callable[[Arguments, Shape], Weights]:
    def weights(arguments: Arguments, built: Shape) -> Weights:
        axis = arguments.get("axis")
        index = axis.size if isinstance(axis, Integer) else axis
        plain = all(arguments.get(name, NONE) in (NONE, Boolean(True)) for name in ("center", "scale"))
        if not isinstance(index, int) or not plain or not -len(built) <= index < len(built):
            raise NotCoercible
        return ((built.axes[index].size,),) * count

    return weights


WEIGHTS: dict[str, Callable[[Arguments, Shape], Weights]] = {
    "keras.layers.Dense": _dense,
    "keras.layers.Embedding": _embedding,
    "keras.layers.LSTM": _recurrent(4, 1),
    "keras.layers.GRU": _recurrent(3, 2),
    "keras.layers.SimpleRNN": _recurrent(1, 1),
    "keras.layers.BatchNormalization": _scaled(4),
    "keras.layers.LayerNormalization": _scaled(2),
    **{f"keras.layers.Conv{rank}D": _convolution(rank, False) for rank in (1, 2, 3)},
    **{f"keras.layers.Conv{rank}DTranspose": _convolution(rank, True) for rank in (1, 2, 3)},
}
"""The shapes of the weights of a layer that is built, in the order of `get_weights`."""

_WEIGHTLESS = """
Activation ActivityRegularization AlphaDropout AveragePooling Cropping Dropout ELU Flatten Gaussian Global
Identity InputLayer LeakyReLU Masking MaxPooling Permute ReLU RepeatVector Rescaling Reshape Resizing Softmax
SpatialDropout UpSampling ZeroPadding
"""
WEIGHTLESS = tuple(_WEIGHTLESS.split())
"""How the names of layers begin that have no weights."""


def weights_of(value: Value) -> Weights | None:
    """The shapes of the weights of a layer, or of a Sequential; None where they are not known."""
    cells = state(value)
    layers = None if cells is None else cells.get(LAYERS)
    if isinstance(layers, Tuple):
        found = [weights_of(layer) for layer in layers.items]
        known = [each for each in found if each is not None]
        return tuple(shape for each in known for shape in each) if len(known) == len(found) else None
    if not isinstance(value, Object):
        return None
    name = value.path.rpartition(".")[2]
    if name.startswith(WEIGHTLESS):
        return ()
    function = WEIGHTS.get(value.path)
    arguments, built = arguments_of(value), built_shape(value)
    if function is None or arguments is None or built is None or built.open or not built.axes:
        return None
    try:
        return function(arguments, built)
    except NotCoercible:
        return None


def _variable(sizes: tuple[Size, ...], numpy: bool = False) -> Array:
    shape = Shape(tuple([Axis(size, () if size == 1 else None) for size in sizes]))
    if numpy:
        return Array(shape, "float")
    return Array(shape, "float", "tensorflow", None, kind="tensorflow.Variable")


@models(f"{BASE}.get_weights")
def get_weights(self: Value) -> Value:
    """The weights as NumPy arrays."""
    found = weights_of(self)
    return UNKNOWN_VALUE if found is None else List.of(tuple([_variable(each, True) for each in found]))


@attribute(f"{BASE}.weights", f"{BASE}.variables")
def layer_weights(layer: Value) -> Value:
    """The weights as variables."""
    found = weights_of(layer)
    return UNKNOWN_VALUE if found is None else List.of(tuple([_variable(each) for each in found]))


@attribute(f"{BASE}.kernel", "keras.layers.Embedding.embeddings")
def layer_kernel(layer: Value) -> Value:
    """The first weight."""
    found = weights_of(layer) if state(layer) is not None and LAYERS not in (state(layer) or {}) else None
    return _variable(found[0]) if found else UNKNOWN_VALUE


@attribute(f"{BASE}.bias")
def layer_bias(layer: Value) -> Value:
    """The weight that is added, for dense layers and convolutions."""
    found = weights_of(layer)
    plain = isinstance(layer, Object) and layer.path.startswith(("keras.layers.Dense", "keras.layers.Conv"))
    return _variable(found[1]) if found and plain and len(found) == 2 else UNKNOWN_VALUE


@models(f"{BASE}.count_params")
def count_params(self: Value) -> Value:
    """The number of all numbers in the weights."""
    found = weights_of(self)
    return Integer() if found is None else Integer(total([product(each) for each in found]))


@models(f"{BASE}.set_weights", f"{MODEL}.set_weights")
def set_weights(self: Value, weights: Value) -> Value:
    """Other weights of the same number and shapes; refuses others."""
    expected = weights_of(self)
    items = weights.items if isinstance(weights, List | Tuple) else None
    if expected is None or items is None:
        return NONE
    if len(items) != len(expected):
        said = f"the layer has {len(expected)} weights but {{weights}} has {len(items)}"
        refuse("TSL211", f"{said}: {len(expected)} != {len(items)}")
    for index, (item, sizes) in enumerate(zip(items, expected, strict=True)):
        if not isinstance(item, Array) or item.shape.open:
            continue
        wanted = _variable(sizes).shape
        pairs = zip(item.shape.axes, wanted.axes, strict=False)
        if len(item.shape) != len(wanted) or any(equal(x.size, y.size) is False for x, y in pairs):
            refuse(
                "TSL211",
                f"weight {index} of the layer is {wanted} but {{weights}}[{index}] is {item.shape}",
            )
    return NONE
