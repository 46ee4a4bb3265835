"""What models tell of themselves: inputs, outputs, layers; building and copying them."""

from __future__ import annotations

from tensorlint.models.keras_calls import shape_from
from tensorlint.models.keras_layers import BUILT
from tensorlint.models.keras_models import (
    GRAPH,
    INPUT,
    LAYERS,
    MODEL,
    TOP,
    call_at,
    layers_of,
    nodes_of,
    single,
)
from tensorlint.models.keras_symbolic import BATCH, Graph
from tensorlint.models.keras_values import BASE, leaves, state, tensor
from tensorlint.models.registry import Context, attribute, models
from tensorlint.shapes import Shape
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Instance,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)


def symbolic_input_of(model: Value) -> Value:
    """The symbolic inputs, in the user's structure; unknown where there are none."""
    cells = state(model)
    if cells is None:
        return UNKNOWN_VALUE
    graph = cells.get(GRAPH)
    found = graph.inputs if isinstance(graph, Graph) else cells.get(INPUT)
    return found if isinstance(found, Value) else UNKNOWN_VALUE


def symbolic_output_of(model: Value) -> Value:
    """The symbolic outputs, in the user's structure; unknown where there are none."""
    cells = state(model)
    if cells is None:
        return UNKNOWN_VALUE
    graph = cells.get(GRAPH)
    found = graph.outputs if isinstance(graph, Graph) else cells.get(TOP)
    return found if isinstance(found, Value) else UNKNOWN_VALUE


@attribute(f"{MODEL}.input")
def model_input(model: Value) -> Value:
    """`model.input`."""
    return symbolic_input_of(model)


@attribute(f"{MODEL}.output")
def model_output(model: Value) -> Value:
    """`model.output`."""
    return symbolic_output_of(model)


@attribute(f"{MODEL}.inputs")
def model_inputs(model: Value) -> Value:
    """`model.inputs`: always a list."""
    found = symbolic_input_of(model)
    return UNKNOWN_VALUE if found == UNKNOWN_VALUE else List.of(leaves(found))


@attribute(f"{MODEL}.outputs")
def model_outputs(model: Value) -> Value:
    """`model.outputs`: always a list."""
    found = symbolic_output_of(model)
    return UNKNOWN_VALUE if found == UNKNOWN_VALUE else List.of(leaves(found))


def _shape_tuple(value: Value) -> Value:
    if not isinstance(value, Array) or value.shape.open:
        return UNKNOWN_VALUE
    items = [
        Integer(axis.size, axis.parts) if isinstance(axis.size, int) else NONE for axis in value.shape.axes
    ]
    return Tuple(tuple(items))


@attribute(f"{MODEL}.input_shape")
def model_input_shape(model: Value) -> Value:
    """The shape of a single input, None where an axis is open."""
    return _shape_tuple(single(symbolic_input_of(model)))


@attribute(f"{MODEL}.output_shape")
def model_output_shape(model: Value) -> Value:
    """The shape of a single output, None where an axis is open."""
    return _shape_tuple(single(symbolic_output_of(model)))


@attribute(f"{MODEL}.layers")
def model_layers(model: Value) -> Value:
    """`model.layers`, for models that are one chain."""
    found = layers_of(model)
    return UNKNOWN_VALUE if found is None else List.of(found)


@models(f"{MODEL}.get_layer")
def get_layer(context: Context, self: Value, name: Value = NONE, index: Value = NONE) -> Value:
    """A layer by its name or place."""
    layers = layers_of(self)
    if isinstance(index, Integer) and isinstance(index.size, int) and layers is not None:
        return layers[index.size] if -len(layers) <= index.size < len(layers) else UNKNOWN_VALUE
    if not isinstance(name, String) or name.value is None:
        return UNKNOWN_VALUE
    cells = state(self)
    graph = None if cells is None else cells.get(GRAPH)
    known: list[Value] = list(layers or ())
    if isinstance(graph, Graph):
        known.extend(node.layer for node in nodes_of(graph))
    for layer in known:
        found = state(layer)
        if found is not None and found.get("name") == name:
            return layer
    return UNKNOWN_VALUE


@models(f"{MODEL}.build")
def build_model(context: Context, self: Value, input_shape: Value = NONE) -> Value:
    """A Sequential without an input is built for that shape."""
    cells = state(self)
    if not isinstance(self, Object | Instance) or cells is None:
        return NONE
    layers = cells.get(LAYERS)
    if isinstance(layers, Tuple) and INPUT not in cells:
        shape = shape_from(input_shape)
        if not shape.open and shape.axes:
            batch = shape.axes[0] if isinstance(shape.axes[0].size, int) else BATCH
            x: Value = tensor(Shape((batch, *shape.axes[1:])), "float", True)
            context.write(cells, INPUT, x)
            for position, layer in enumerate(layers.items, 1):
                x = call_at(context, layer, x, position, None)
            context.write(cells, TOP, x)
    return NONE


@models("keras.models.clone_model")
def clone_model(context: Context, model: Value, **keywords: Value) -> Value:
    """A model of the same layers with new weights."""
    if keywords or not isinstance(model, Object):
        return UNKNOWN_VALUE
    return Object(model.path, Cells({key: value for key, value in model.cells.items() if key != BUILT}))


@models(
    f"{MODEL}.summary",
    f"{MODEL}.save",
    f"{MODEL}.save_weights",
    f"{MODEL}.load_weights",
    f"{MODEL}.reset_metrics",
    f"{MODEL}.export",
    f"{BASE}.reset_states",
    f"{BASE}.reset_state",
    f"{BASE}.add_loss",
)
def nothing(context: Context, self: Value, *given: Value, **keywords: Value) -> Value:
    """Changes no shape."""
    return NONE
