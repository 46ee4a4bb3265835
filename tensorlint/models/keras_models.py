"""Keras models: Sequential, functional models, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tensorlint.models.keras_calls import apply, runs
from tensorlint.models.keras_demands import is_sample_of
from tensorlint.models.keras_inputs import adapted, input_of_layer, sample_text
from tensorlint.models.keras_layers import LayerCall, arguments_of, built_shape
from tensorlint.models.keras_recurrent import fixed_batch
from tensorlint.models.keras_runs import batch_note, input_text, naming
from tensorlint.models.keras_symbolic import BATCH, Graph, Substitution, unknown_outputs
from tensorlint.models.keras_values import BASE, Node, is_symbolic, is_true, leaves, state, tensor, to_tensor
from tensorlint.models.registry import Context, Refusal, alias, inherits, models, refuse
from tensorlint.shapes import Shape
from tensorlint.shapes.axes import counted
from tensorlint.shapes.sizes import product
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Dict,
    Instance,
    List,
    Object,
    String,
    Tuple,
    Value,
)

MODEL, SEQUENTIAL = "keras.Model", "keras.Sequential"
LAYERS, INPUT, TOP, GRAPH = "<layers>", "<input>", "<top>", "<graph>"
inherits(MODEL, BASE)
inherits(SEQUENTIAL, MODEL)
alias("keras.models.Sequential", SEQUENTIAL)
alias("keras.models.Model", MODEL)
alias("keras.Functional", MODEL)


@models(SEQUENTIAL)
def make_sequential(
    context: Context, layers: Value = NONE, trainable: Value = NONE, name: Value = NONE
) -> Value:
    """A model that passes its input through its layers, one behind the other."""
    created = Object(SEQUENTIAL, Cells(name=name))
    _fill(context, created, layers)
    return created


@models(f"{SEQUENTIAL}.__init__")
def initialize_sequential(
    context: Context, self: Value, layers: Value = NONE, trainable: Value = NONE, name: Value = NONE
) -> Value:
    """`super().__init__(layers)` of a subclass."""
    if isinstance(self, Object | Instance):
        _fill(context, self, layers)
    return NONE


def _fill(context: Context, model: Object | Instance, layers: Value) -> None:
    context.write(model.cells, LAYERS, Tuple(()))
    if layers == NONE:
        return
    items = context.elements(layers)
    if items is None:
        context.write(model.cells, LAYERS, UNKNOWN_VALUE)
        return
    for layer in items:
        add_layer(context, model, layer)


@models(f"{SEQUENTIAL}.add")
def sequential_add(context: Context, self: Value, layer: Value, rebuild: Value = NONE) -> Value:
    """One more layer on top, built at once if the input is known."""
    if isinstance(self, Object | Instance):
        try:
            add_layer(context, self, layer)
        except Refusal:
            context.write(self.cells, LAYERS, UNKNOWN_VALUE)  # what follows is of a model that is not there
            raise
    return NONE


@models(f"{SEQUENTIAL}.pop")
def sequential_pop(context: Context, self: Value, rebuild: Value = NONE) -> Value:
    """The last layer is taken off."""
    cells = state(self)
    layers = None if cells is None else cells.get(LAYERS)
    if cells is None or not isinstance(layers, Tuple) or not layers.items:
        return UNKNOWN_VALUE
    context.write(cells, LAYERS, Tuple(layers.items[:-1]))
    context.write(cells, TOP, UNKNOWN_VALUE)
    return layers.items[-1]


def add_layer(context: Context, model: Object | Instance, layer: Value) -> None:
    """Put a layer on top; the first one may bring the input along."""
    cells = model.cells
    layers = cells.get(LAYERS, Tuple(()))
    if not isinstance(layers, Tuple):
        return
    if not layers.items and INPUT not in cells:
        symbolic = input_of_layer(context, layer) or input_of_model(layer)
        if symbolic is not None:
            context.write(cells, INPUT, symbolic)
            context.write(cells, TOP, symbolic)
        if isinstance(layer, Array) or (
            isinstance(layer, Object) and layer.path == "keras.layers.InputLayer"
        ):
            return
    context.write(cells, LAYERS, Tuple((*layers.items, layer)))
    top = cells.get(TOP)
    if isinstance(top, Array):
        context.write(cells, TOP, UNKNOWN_VALUE)
        context.write(cells, TOP, call_at(context, layer, top, len(layers.items) + 1, None))


def call_at(context: Context, layer: Value, x: Value, position: int, training: bool | None) -> Value:
    """Call one layer of a Sequential; what it refuses names its place."""
    try:
        with naming("its input"):
            return apply(context, layer, x, training=training)
    except Refusal as refusal:
        message = refusal.message.replace("{inputs}", "its input")
        if " of the Sequential" not in message:
            message = f"layer {position} of the Sequential: {message}"
        raise Refusal(refusal.code, refusal.exception, message) from None


@runs(SEQUENTIAL)
def run_sequential(call: LayerCall) -> Value:
    """The input, as Keras adapts it, through all layers."""
    cells = call.layer.cells
    layers = cells.get(LAYERS)
    if not isinstance(layers, Tuple):
        return UNKNOWN_VALUE
    x = call.inputs
    expected = cells.get(INPUT)
    if isinstance(expected, Array) and _is_adapted_sample(expected, x):
        return _run_sample(call, expected, layers.items)
    if isinstance(expected, Array):
        x = _fed(call, "the model", expected, x)
    elif isinstance(x, Array) and not x.shape.open and x.shape.axes and INPUT not in cells:
        array = to_tensor(x)
        symbolic = tensor(Shape((BATCH, *array.shape.axes[1:])), array.dtype, True)
        call.context.write(cells, INPUT, symbolic)
    for position, layer in enumerate(layers.items, 1):
        x = call_at(call.context, layer, x, position, call.training)
    return x


def _is_adapted_sample(expected: Array, given: Value) -> bool:
    """Whether Keras takes one sample for a batch: of (28, 28, 1) it makes (28, 28, 1, 1)."""
    value = single(given)
    return isinstance(value, Array) and is_sample_of(value.shape, expected.shape)


def _run_sample(call: LayerCall, expected: Array, layers: tuple[Value, ...]) -> Value:
    """One sample that Keras takes for a batch: what the layers refuse is its missing batch axis."""
    x = _fed(call, "the model", expected, call.inputs)
    given = to_tensor(single(call.inputs)).shape
    try:
        for position, layer in enumerate(layers, 1):
            x = call_at(call.context, layer, x, position, call.training)
    except Refusal as refusal:
        message = sample_text("the model", expected.shape, given, input_text())
        raise Refusal("TSL101", refusal.exception, message) from None
    return x


def _fed(call: LayerCall, name: str, expected: Array, given: Value) -> Value:
    """An input as the model adapts it; the batch axis of what it takes is proved to be one."""
    value = (
        given.items[0] if isinstance(given, Tuple | List) and given.items and len(given.items) == 1 else given
    )
    if not isinstance(value, Array):
        return value
    shape = adapted(name, expected.shape, value.shape, input_text())
    if not shape.open and shape.axes and not shape.axes[0].is_batch():
        shape = Shape((counted(shape.axes[0]), *shape.axes[1:]))
        if shape.sizes == value.shape.sizes:
            return replace(value, shape=shape)
    if shape is value.shape:
        return value
    library = value.library if is_symbolic(value) else "tensorflow"
    return Array(shape, value.dtype, library, False, marks=value.marks, origin=value.origin)


def input_of_model(value: Value) -> Array | None:
    """The symbolic input of a model that has exactly one."""
    cells = state(value)
    if cells is None:
        return None
    graph = cells.get(GRAPH)
    if isinstance(graph, Graph):
        tensors = graph.tensors()
        return tensors[0] if len(tensors) == 1 else None
    found = cells.get(INPUT)
    return found if isinstance(found, Array) else None


@models(MODEL)
def make_model(
    context: Context, inputs: Value = NONE, outputs: Value = NONE, name: Value = NONE, **keywords: Value
) -> Value:
    """A model from symbolic inputs to symbolic outputs."""
    created = Object(MODEL, Cells(name=name))
    _connect(context, created, inputs, outputs)
    return created


@models(f"{MODEL}.__init__")
def initialize_model(
    context: Context,
    self: Value,
    inputs: Value = NONE,
    outputs: Value = NONE,
    name: Value = NONE,
    **keywords: Value,
) -> Value:
    """`super().__init__(inputs, outputs)` of a subclass; without them its `call` says what it does."""
    if isinstance(self, Object | Instance):
        _connect(context, self, inputs, outputs)
    return NONE


def _connect(context: Context, model: Object | Instance, inputs: Value, outputs: Value) -> None:
    if inputs == NONE or outputs == NONE:
        return
    found = (*leaves(inputs), *leaves(outputs))
    if all(isinstance(each, Array) for each in found):
        context.write(model.cells, GRAPH, Graph(inputs, outputs))


@runs(MODEL)
def run_functional(call: LayerCall) -> Value:
    """The outputs, with the sizes of the inputs put in for those of the symbolic ones."""
    graph = call.layer.cells.get(GRAPH)
    if not isinstance(graph, Graph):
        return UNKNOWN_VALUE
    tensors = graph.tensors()
    chain = layers_of(call.layer)
    if len(tensors) == 1 and chain is not None and _is_adapted_sample(tensors[0], call.inputs):
        return _run_sample(call, tensors[0], chain[1:])
    given = matched(graph, call.inputs)
    if given is None:
        return single(unknown_outputs(graph.outputs, call.is_symbolic))
    substitution = Substitution()
    for index, (symbolic, value) in enumerate(zip(tensors, given, strict=True)):
        name = "the model" if len(tensors) == 1 else f"input {index + 1} of the model"
        actual = _fed(call, name, symbolic, value)
        substitution.bind(symbolic.shape, to_tensor(actual).shape)
    kept = [_check_node(call, node, substitution) for node in nodes_of(graph)]
    if not all(kept):
        return single(unknown_outputs(graph.outputs, call.is_symbolic))
    return single(substitution.outputs(graph.outputs, call.is_symbolic))


def single(outputs: Value) -> Value:
    """A list of one output is that output."""
    if isinstance(outputs, List | Tuple) and outputs.items is not None and len(outputs.items) == 1:
        return outputs.items[0]
    return outputs


def input_names(graph: Graph) -> list[str | None]:
    """The names of the inputs: keys of a dict, else what the user called them."""
    if isinstance(graph.inputs, Dict):
        return [str(key) for key in sorted(graph.inputs.entries, key=str)]
    names: list[str | None] = []
    for array in graph.tensors():
        node = next((mark for mark in array.marks if isinstance(mark, Node)), None)
        name = None if node is None else node.layer.cells.get("name")
        names.append(name.value if isinstance(name, String) else None)
    return names


def matched(graph: Graph, inputs: Value) -> tuple[Value, ...] | None:
    """The inputs in the order of the model's; refuses another number or other names of them."""
    tensors = graph.tensors()
    names = input_names(graph)
    if isinstance(inputs, Dict):
        if inputs.others is not None or not all(isinstance(key, str) for key in inputs.entries):
            return None
        if any(name is None for name in names):
            return None
        missing = [name for name in names if name not in inputs.entries]
        if missing:
            keys = ", ".join(map(repr, inputs.entries))
            refuse("TSL112", f"the model needs an input named {missing[0]!r} but gets {keys}")
        return tuple([inputs.entries[name] for name in names])
    found = leaves(inputs)
    if isinstance(inputs, List) and inputs.items is None:
        return None
    known = all(isinstance(each, Array) for each in found)
    if len(found) != len(tensors):
        if known:
            refuse("TSL112", f"the model has {_inputs(len(tensors))} but gets {len(found)}: {_texts(found)}")
        return None
    return found


def _inputs(count: int) -> str:
    return f"{count} inputs" if count > 1 else "one input"


def _texts(values: tuple[Value, ...]) -> str:
    texts = [str(value.shape) for value in values if isinstance(value, Array)]
    return ", ".join(texts[:4]) + (" …" if len(texts) > 4 else "")


def nodes_of(graph: Graph) -> list[Node]:
    """The layer calls that the outputs of a model come from, inputs first."""
    order: dict[Node, None] = {}

    def visit(node: Node) -> None:
        stack: list[tuple[Node, bool]] = [(node, False)]
        while stack:
            each, done = stack.pop()
            if done:
                order[each] = None
            elif each not in order:
                stack.append((each, True))
                stack.extend((parent, False) for parent in each.parents)

    for leaf in leaves(graph.outputs):
        if isinstance(leaf, Array):
            for mark in sorted((m for m in leaf.marks if isinstance(m, Node)), key=id):
                visit(mark)
    return list(order)


def _check_node(call: LayerCall, node: Node, substitution: Substitution) -> bool:
    """What a layer demands of the real batch; whether its outputs have that batch."""
    layer = node.layer
    arguments = arguments_of(layer)
    built = built_shape(layer)
    if call.is_symbolic or not isinstance(layer, Object) or arguments is None or built is None or built.open:
        return True
    if not built.axes:
        return True
    name = layer.path.rpartition(".")[2]
    if name in ("LSTM", "GRU", "SimpleRNN", "RNN") and is_true(arguments.get("stateful", NONE)):
        actual = substitution.axis(built.axes[0])
        return fixed_batch(call, f"the stateful {name}", built.axes[0].size, actual) is actual
    if name == "BatchNormalization" and call.training:
        _check_batch_norm(call, arguments, substitution.shape(built))
    return True


def _check_batch_norm(call: LayerCall, arguments: Mapping[str, Any], shape: Shape) -> None:
    axis = arguments.get("axis")
    if not isinstance(axis, int) or not -len(shape) <= axis < len(shape):
        return
    others = [each.size for index, each in enumerate(shape.axes) if index != axis % len(shape)]
    if product(others) == 1:
        call.context.report(
            "TSL310",
            f"BatchNormalization in training gets one value per channel, {shape}{batch_note()}:"
            " it normalises it to 0; use larger batches, or training=False",
        )


def layers_of(model: Value) -> tuple[Value, ...] | None:
    """The layers in the order of `model.layers`; None where that is not known."""
    cells = state(model)
    if cells is None:
        return None
    layers = cells.get(LAYERS)
    if isinstance(layers, Tuple):
        return layers.items
    graph = cells.get(GRAPH)
    if not isinstance(graph, Graph):
        return None
    nodes = nodes_of(graph)
    chain = all(node.complete and len(node.parents) <= 1 for node in nodes)
    ends = sum(not node.parents for node in nodes)
    if not chain or ends != 1 or len(leaves(graph.outputs)) != 1:
        return None
    found = [node.layer for node in nodes]
    return tuple(found) if len(set(map(id, found))) == len(found) else None
