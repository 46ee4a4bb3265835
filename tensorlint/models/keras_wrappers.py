"""Layers around layers: Bidirectional, TimeDistributed, Wrapper."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.keras_calls import apply
from tensorlint.models.keras_demands import checked
from tensorlint.models.keras_layers import BUILT, LayerCall, law_of, layer
from tensorlint.models.keras_values import to_tensor
from tensorlint.models.registry import refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Shape
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import add
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Instance,
    Object,
    String,
    Tuple,
    Value,
)


def _copy(value: Value) -> Value:
    """The layer that a wrapper makes of the one it is given: like it, not yet built."""
    if not isinstance(value, Object):
        return value
    return Object(value.path, Cells({key: each for key, each in value.cells.items() if key != BUILT}))


def _inner(call: LayerCall, key: str, given: Value) -> Value:
    """A wrapper's own copy of a layer, made once."""
    found = call.layer.cells.get(key)
    if isinstance(found, Value):
        return found
    copied = _copy(given)
    call.context.write(call.layer.cells, key, copied)
    return copied


@layer("keras.layers.Bidirectional", order="layer merge_mode weights backward_layer", takes_open=True)
def bidirectional(
    call: LayerCall,
    layer: Value,
    merge_mode: Value = String("concat"),  # noqa: B008 - immutable
    backward_layer: Value = NONE,
) -> Value:
    """The layer forwards and backwards, their outputs merged; the states of both behind."""
    given = {key: value for key, value in call.keywords.items() if key == "mask"}
    x = to_tensor(call.inputs)
    law = law_of(layer) if isinstance(layer, Object | Instance) else None
    if law is not None:
        inner = replace(call, law=replace(law, path=f"{law.path.rpartition('.')[0]}.Bidirectional"))
        checked(inner, x.shape)
    forward = apply(call.context, _inner(call, "<forward>", layer), call.inputs, (), given)
    other = layer if backward_layer == NONE else backward_layer
    backward = apply(call.context, _inner(call, "<backward>", other), call.inputs, (), given)
    if not isinstance(forward, Array | Tuple) or not isinstance(backward, Array | Tuple):
        return UNKNOWN_VALUE
    outputs = forward.items if isinstance(forward, Tuple) else (forward,)
    reverse = backward.items if isinstance(backward, Tuple) else (backward,)
    states = (*outputs[1:], *reverse[1:])
    if merge_mode == NONE:
        return Tuple((outputs[0], reverse[0], *states))
    merged = _merged(call, outputs[0], reverse[0], merge_mode)
    return Tuple((merged, *states)) if states else merged


def _merged(call: LayerCall, forward: Value, backward: Value, merge_mode: Value) -> Value:
    known = isinstance(merge_mode, String) and merge_mode.value is not None
    if not isinstance(forward, Array) or not isinstance(backward, Array) or not known:
        return call.output(UNKNOWN_SHAPE)
    assert isinstance(merge_mode, String)
    x, y = forward.shape, backward.shape
    if merge_mode.value != "concat":
        return call.output(x)
    if not x.axes or not y.axes:
        return call.output(UNKNOWN_SHAPE)
    a, b = x.axes[-1].size, y.axes[-1].size
    return call.output(x.replaced(-1, born(add(a, b), "units")))


@layer("keras.layers.TimeDistributed", takes_open=True)
def time_distributed(call: LayerCall, layer: Value) -> Value:
    """The layer at every step: what it makes of (batch, …) stands behind the time axis."""
    array = to_tensor(call.inputs)
    x = array.shape
    if x.open:
        return call.output(UNKNOWN_SHAPE)
    if len(x) < 3:
        refuse(
            "TSL104",
            f"TimeDistributed expects at least 3 axes, (batch, time, …), but gets {x} with {len(x)}",
        )
    step = replace(array, shape=Shape((x.axes[0], *x.axes[2:])))
    result = apply(call.context, layer, step, (), {}, call.training)
    if not isinstance(result, Array) or result.shape.open or not result.shape.axes:
        return call.output(UNKNOWN_SHAPE)
    axes = result.shape.axes
    return call.output(Shape((axes[0], x.axes[1], *axes[1:])), result.dtype)


@layer("keras.layers.Wrapper", takes_open=True, dtype="")
def wrapper(x: Shape, layer: Value) -> Shape:
    """The base of wrappers: what it does is its subclass's."""
    return UNKNOWN_SHAPE
