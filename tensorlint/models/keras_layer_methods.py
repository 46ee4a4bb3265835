"""Methods and attributes of layers beside their call: building them, their output, their weights."""

from __future__ import annotations

from tensorlint.models.keras_calls import (
    shape_from,
)
from tensorlint.models.keras_layers import (
    BUILT,
    OUTPUT,
    law_of,
)
from tensorlint.models.keras_values import (
    BASE,
    state,
    to_tensor,
)
from tensorlint.models.registry import Context, attribute, models
from tensorlint.shapes import Shape
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Instance,
    Object,
    String,
    Value,
)


@models(f"{BASE}.build")
def build_layer(context: Context, layer: Value, input_shape: Value = NONE) -> Value:
    """`layer.build(shape)`: the layer is built for it."""
    cells = state(layer)
    law = law_of(layer) if isinstance(layer, Object | Instance) else None
    if cells is not None and law is not None and BUILT not in cells:
        context.write(cells, BUILT, Array(shape_from(input_shape)))
    return NONE


@attribute(f"{BASE}.output")
def layer_output(layer: Value) -> Value:
    """The symbolic tensor that the layer returned when it became part of a model."""
    cells = state(layer)
    output = UNKNOWN_VALUE if cells is None else cells.get(OUTPUT, UNKNOWN_VALUE)
    return output if isinstance(output, Value) else UNKNOWN_VALUE


@models(f"{BASE}.add_weight", f"{BASE}.add_variable")
def add_weight(
    self: Value,
    shape: Value = NONE,
    initializer: Value = NONE,
    dtype: Value = NONE,
    trainable: Value = NONE,
    autocast: Value = NONE,
    regularizer: Value = NONE,
    constraint: Value = NONE,
    aggregation: Value = NONE,
    overwrite_with_gradient: Value = NONE,
    name: Value = NONE,
    **keywords: Value,
) -> Value:
    """A variable of that shape; without one, a number."""
    if isinstance(shape, String):  # Keras 2 took the name first
        shape = initializer
    found = Shape() if shape == NONE else shape_from(shape)
    kind = "float" if dtype == NONE else ""
    return Array(found, kind, "tensorflow", None, kind="tensorflow.Variable")


@models("keras.Variable")
def make_variable(
    initializer: Value,
    shape: Value = NONE,
    dtype: Value = NONE,
    trainable: Value = NONE,
    autocast: Value = NONE,
    aggregation: Value = NONE,
    synchronization: Value = NONE,
    name: Value = NONE,
    **keywords: Value,
) -> Value:
    """A variable of a shape, or of that of its first value."""
    found = to_tensor(initializer).shape if shape == NONE else shape_from(shape)
    return Array(found, "", "tensorflow", None, kind="tensorflow.Variable")
