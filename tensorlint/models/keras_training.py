"""Training and inference: `compile`, `fit`, `evaluate`, `predict` and their kind."""

from __future__ import annotations

from contextlib import nullcontext

from tensorlint.models.keras_calls import apply
from tensorlint.models.keras_demands import is_sample_of
from tensorlint.models.keras_feeding import (
    Batch,
    Feed,
    array_feed,
    batches_itself,
    check_batch_size,
    check_counts,
    is_array_data,
    iterated_feed,
    samples_of,
    split_size,
)
from tensorlint.models.keras_inputs import PLACE, sample_text
from tensorlint.models.keras_layers import arguments_of
from tensorlint.models.keras_models import (
    GRAPH,
    LAYERS,
    MODEL,
    input_of_model,
    nodes_of,
)
from tensorlint.models.keras_runs import tracing
from tensorlint.models.keras_symbolic import Graph
from tensorlint.models.keras_targets import LOSS, hold_targets
from tensorlint.models.keras_values import Node, is_true, leaves, mapped, state
from tensorlint.models.registry import Context, Refusal, models
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, equal, symbol
from tensorlint.shapes.axes import counted
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Bound,
    Function,
    Instance,
    List,
    Object,
    Tuple,
    Value,
)


@models(f"{MODEL}.compile")
def compile_model(
    context: Context,
    self: Value,
    optimizer: Value = NONE,
    loss: Value = NONE,
    loss_weights: Value = NONE,
    metrics: Value = NONE,
    weighted_metrics: Value = NONE,
    run_eagerly: Value = NONE,
    steps_per_execution: Value = NONE,
    jit_compile: Value = NONE,
    auto_scale_loss: Value = NONE,
    **keywords: Value,
) -> Value:
    """Remembers the loss."""
    cells = state(self)
    if cells is not None:
        context.write(cells, LOSS, loss)
    return NONE


@models(f"{MODEL}.fit")
def fit(
    context: Context,
    self: Value,
    x: Value = NONE,
    y: Value = NONE,
    batch_size: Value = NONE,
    epochs: Value = NONE,
    verbose: Value = NONE,
    callbacks: Value = NONE,
    validation_split: Value = NONE,
    validation_data: Value = NONE,
    shuffle: Value = NONE,
    class_weight: Value = NONE,
    sample_weight: Value = NONE,
    initial_epoch: Value = NONE,
    steps_per_epoch: Value = NONE,
    validation_steps: Value = NONE,
    validation_batch_size: Value = NONE,
    validation_freq: Value = NONE,
    **keywords: Value,
) -> Value:
    """Trains on a full batch and on the last one, then evaluates the validation data."""
    check_counts((("x", x), ("y", y), ("sample_weight", sample_weight)))
    own = batches_itself(x)
    if not is_stateful(self):
        check_batch_size(context, batch_size, not own, samples_of(x))
    if own:
        _batch_size_beside(context, batch_size)
        feed = iterated_feed(context, x, True)
    else:
        used = split_size(samples_of(x), validation_split)
        feed = array_feed(x, y, sample_weight, batch_size, used)
    run(context, self, feed, x, True)
    if validation_data != NONE:
        size = batch_size if validation_batch_size == NONE else validation_batch_size
        _validate(context, self, validation_data, size)
    return Object("keras.callbacks.History")


def _batch_size_beside(context: Context, batch_size: Value) -> None:
    if batch_size != NONE:
        context.report(
            "TSL303",
            "batch_size is given beside data that comes in batches of its own: Keras 3 ignores it,"
            " Keras 2 raises; leave it out",
        )


def _validate(context: Context, model: Value, data: Value, batch_size: Value) -> None:
    if batches_itself(data):
        run(context, model, iterated_feed(context, data), data, False, "validation_data")
        return
    items = data.items if isinstance(data, Tuple | List) else None
    if not items or len(items) not in (2, 3):
        return
    weights = items[2] if len(items) == 3 else NONE
    check_counts((("validation_data", items[0]), ("validation_data", items[1])))
    run(
        context,
        model,
        array_feed(items[0], items[1], weights, batch_size),
        items[0],
        False,
        "validation_data",
    )


@models(f"{MODEL}.evaluate")
def evaluate(
    context: Context,
    self: Value,
    x: Value = NONE,
    y: Value = NONE,
    batch_size: Value = NONE,
    verbose: Value = NONE,
    sample_weight: Value = NONE,
    steps: Value = NONE,
    callbacks: Value = NONE,
    return_dict: Value = NONE,
    **keywords: Value,
) -> Value:
    """The loss and the metrics."""
    check_counts((("x", x), ("y", y), ("sample_weight", sample_weight)))
    check_batch_size(context, batch_size, False, None)
    own = batches_itself(x)
    if own:
        _batch_size_beside(context, batch_size)
    feed = iterated_feed(context, x) if own else array_feed(x, y, sample_weight, batch_size)
    run(context, self, feed, x, False)
    return UNKNOWN_VALUE


@models(f"{MODEL}.predict")
def predict(
    context: Context,
    self: Value,
    x: Value,
    batch_size: Value = NONE,
    verbose: Value = NONE,
    steps: Value = NONE,
    callbacks: Value = NONE,
    **keywords: Value,
) -> Value:
    """The outputs of all batches behind each other, as NumPy arrays."""
    check_counts((("x", x),))
    check_batch_size(context, batch_size, False, None)
    own = batches_itself(x)
    if own:
        _batch_size_beside(context, batch_size)
    feed = iterated_feed(context, x) if own else array_feed(x, NONE, NONE, batch_size)
    outputs = run(context, self, feed, x, False, losses=False)
    if not outputs or len(outputs) < len(feed.batches):
        return UNKNOWN_VALUE
    samples = feed.samples
    if own or samples is None:
        samples = Axis(symbol("samples", generic=True))
    if len(samples.parts or ()) < 2:  # what was merged to samples may be taken apart again
        samples = counted(samples)
    if not all(_one_row_each(value, batch) for value, batch in zip(outputs, feed.batches, strict=True)):
        samples = Axis(UNKNOWN)
    return mapped(outputs[0], lambda value: _gathered(value, samples))


def _one_row_each(outputs: Value, batch: Batch) -> bool:
    """Whether every output of a batch has one row for every sample."""
    axis = samples_of(batch.x)
    shapes = [leaf.shape for leaf in leaves(outputs) if isinstance(leaf, Array)]
    return axis is not None and all(
        not shape.open and shape.axes and equal(shape.axes[0].size, axis.size) is True for shape in shapes
    )


def _gathered(value: Value, samples: Axis) -> Value:
    """The outputs of all batches: the batch axis becomes the axis of all samples."""
    if not isinstance(value, Array):
        return UNKNOWN_VALUE
    if value.shape.open or not value.shape.axes:
        return Array(UNKNOWN_SHAPE, value.dtype)
    return Array(value.shape.replaced(0, samples), value.dtype)


@models(f"{MODEL}.train_on_batch", f"{MODEL}.test_on_batch")
def train_on_batch(
    context: Context,
    self: Value,
    x: Value,
    y: Value = NONE,
    sample_weight: Value = NONE,
    class_weight: Value = NONE,
    return_dict: Value = NONE,
    **keywords: Value,
) -> Value:
    """One step on all that is given."""
    feed = Feed([Batch(x, y, sample_weight)], samples_of(x))
    a, b = samples_of(x), samples_of(y)
    if a is not None and b is not None and 1 not in (a.size, b.size):
        check_counts((("x", x), ("y", y)))
    run(context, self, feed, x, True)
    return UNKNOWN_VALUE


@models(f"{MODEL}.predict_on_batch")
def predict_on_batch(context: Context, self: Value, x: Value) -> Value:
    """The outputs for one batch, as NumPy arrays."""
    outputs = run(context, self, Feed([Batch(x)]), x, False, losses=False)
    if not outputs:
        return UNKNOWN_VALUE
    return mapped(
        outputs[0],
        lambda value: Array(value.shape, value.dtype) if isinstance(value, Array) else UNKNOWN_VALUE,
    )


def run(
    context: Context,
    model: Value,
    feed: Feed,
    x: Value,
    training: bool,
    parameter: str = "x",
    losses: bool = True,
) -> list[Value]:
    """Run the model, and its loss, on each kind of batch; the outputs, as far as they are known."""
    if not isinstance(model, Object | Instance):
        return []
    outputs: list[Value] = []
    for batch in feed.batches:
        try:
            axis = samples_of(batch.x) if batch.note else None
            last = nullcontext() if axis is None else context.last_batch(axis.size)
            with last, tracing("{" + parameter + "}", batch.note):
                found = _step(context, model, batch, training, losses)
        except Refusal as refusal:
            explained = _explained(refusal, model, batch, x, feed)
            if explained is None:
                return []
            raise explained from None
        if found is not None:
            outputs.append(found)
    return outputs


def _step(
    context: Context, model: Object | Instance, batch: Batch, training: bool, losses: bool
) -> Value | None:
    own = _own_step(context, model, training, losses)
    if own is not None:
        items = tuple([value for value in (batch.x, batch.y, batch.weights) if value != NONE])
        context.call(own, (Tuple(items) if len(items) > 1 else items[0],))
        return None
    if not is_array_data(batch.x):
        return None
    outputs = apply(context, model, batch.x, training=training)
    if losses:
        hold_targets(context, model, batch, outputs)
    return outputs


def _own_step(context: Context, model: Value, training: bool, losses: bool) -> Value | None:
    """The user's own step, where the class has one."""
    if not isinstance(model, Instance):
        return None
    name = "train_step" if training else "test_step" if losses else "predict_step"
    method = context.attribute(model, name)
    return method if isinstance(method, Bound) and isinstance(method.function, Function) else None


def _explained(refusal: Refusal, model: Value, batch: Batch, x: Value, feed: Feed) -> Refusal | None:
    """A refusal in the words of what was fed; None where it was reported at the input's shape."""
    code, message = refusal.code, refusal.message
    expected = input_of_model(model)
    if code not in ("TSL101", "TSL104", "TSL105") or expected is None:
        return Refusal(code, refusal.exception, message + batch.note)
    if batches_itself(x):
        element = leaves(batch.x)[0]
        if isinstance(element, Array) and is_sample_of(element.shape, expected.shape):
            code = "TSL307"
            message = (
                f"the dataset gives single samples {element.shape}, but the model expects batches"
                f" {expected.shape}: call .batch(…) on it"
            )
        elif isinstance(element, Array) and len(element.shape) > len(expected.shape) and _batched_twice(x):
            code = "TSL308"
            message = (
                f"the dataset is batched twice: it gives {element.shape}, but the model expects"
                f" batches {expected.shape}: leave one .batch(…) out"
            )
        return Refusal(code, refusal.exception, message)
    first, target = leaves(x)[0], samples_of(batch.y)
    if isinstance(first, Array) and is_sample_of(first.shape, expected.shape):
        if target is not None and len(first.shape) > 1:
            return _whole_batch(refusal, expected, first)
        code = "TSL101"
        message = sample_text("the model", expected.shape, first.shape, "{x}")
    return Refusal(code, refusal.exception, message + batch.note)


def _batched_twice(data: Value) -> bool:
    batches = data.cells.get("batches", 0) if isinstance(data, Object) else 0
    return isinstance(batches, int) and batches > 1


def _whole_batch(refusal: Refusal, expected: Array, given: Array) -> Refusal | None:
    """Data that comes with its targets is no sample: the input shape counts the samples, too."""
    shape = Shape(expected.shape.axes[1:])
    message = (
        f"the input shape {shape} counts the samples of the data {given.shape} too: leave the batch axis"
        f" out, as Keras adds it: {Shape(shape.axes[1:])}"
    )
    nodes = [mark for mark in expected.marks if isinstance(mark, Node)]
    place = nodes[0].layer.cells.get(PLACE) if len(nodes) == 1 else None
    if place is None:
        return Refusal("TSL102", refusal.exception, message)
    place.report("TSL102", message, "error")
    return None


def is_stateful(model: Value) -> bool:
    """Whether a layer of the model keeps its state between batches, as far as layers are known."""
    cells = state(model)
    if cells is None:
        return False
    found: list[Value] = list(cells.values()) if isinstance(model, Instance) else []
    layers = cells.get(LAYERS)
    if isinstance(layers, Tuple):
        found.extend(layers.items)
    graph = cells.get(GRAPH)
    if isinstance(graph, Graph):
        found.extend(node.layer for node in nodes_of(graph))
    for layer in found:
        arguments = arguments_of(layer)
        if arguments is not None and is_true(arguments.get("stateful", NONE)):
            return True
    return False
