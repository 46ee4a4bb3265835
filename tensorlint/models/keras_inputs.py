"""What models are fed: `keras.Input`, input shapes as arguments, and what Keras adapts by itself."""

from __future__ import annotations

from collections.abc import Mapping

from tensorlint.models.keras_demands import batch_text, is_sample_of
from tensorlint.models.keras_layers import OUTPUT, arguments_of, law_of, layer
from tensorlint.models.keras_symbolic import batch_of, open_axis
from tensorlint.models.keras_values import BASE, Node, tensor
from tensorlint.models.registry import Context, alias, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Float,
    Instance,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)

alias("keras.layers.Input", "keras.Input")
alias("tf_keras.layers.Input", "tf_keras.Input")

PLACE = "<place>"
"""The context of the call that an input was made in: where a wrong input shape was written."""


@layer(BASE, takes_open=True, dtype="")
def base_layer(x: Shape) -> Shape:
    """The base class: its `call` is the user's."""
    return UNKNOWN_SHAPE


@layer("keras.layers.InputLayer", dtype="same", takes_open=True)
def input_layer(
    x: Shape,
    shape: Value = NONE,
    batch_size: Value = NONE,
    dtype: Value = NONE,
    sparse: Value = NONE,
    ragged: Value = NONE,
    batch_shape: Value = NONE,
    input_tensor: Value = NONE,
    optional: Value = NONE,
    name: Value = NONE,
) -> Shape:
    """The first layer of a model: passes on what it gets."""
    return x


def shape_argument(value: Value, parameter: str) -> Shape:
    """A shape without its batch axis; refuses a plain number, as Keras does. Unknown if not known."""
    if isinstance(value, Integer | Float):
        size = value.size if isinstance(value, Integer) else value.value
        text = "{" + parameter + "}"
        refuse(
            "TSL103",
            f"{parameter} needs a tuple but gets the number {text}:"
            f" write {parameter}=({size},), with the comma",
        )
    return sequence_shape(value)


def sequence_shape(value: Value) -> Shape:
    """The axes of a tuple or list of sizes, None items open."""
    items = value.items if isinstance(value, Tuple | List) else None
    if items is None:
        if isinstance(value, Array) and value.contents is not None and value.rank == 1:
            return Shape(tuple([Axis(size) for size in value.contents]))
        return UNKNOWN_SHAPE
    axes: list[Axis] = []
    for item in items:
        if item == NONE:
            axes.append(open_axis())
        elif isinstance(item, Integer):
            axes.append(Axis(item.size, item.parts))
        elif isinstance(item, Array) and item.contents is not None and len(item.contents) == 1:
            axes.append(Axis(item.contents[0]))
        else:
            axes.append(Axis(UNKNOWN))
    return Shape(tuple(axes))


def batched(shape: Shape, batch_size: Value = NONE) -> Shape:
    """A shape of one sample behind its batch axis."""
    if shape.open:
        return UNKNOWN_SHAPE
    size: Size | None = None
    if isinstance(batch_size, Integer):
        size = batch_size.size
    elif batch_size != NONE:
        size = UNKNOWN
    return Shape((batch_of(size), *shape.axes))


def batch_shape_argument(value: Value, parameter: str) -> Shape:
    """A shape with its batch axis."""
    shape = shape_argument(value, parameter)
    items = value.items if isinstance(value, Tuple | List) else None
    if shape.open or not shape.axes or not items:
        return UNKNOWN_SHAPE
    return Shape((batch_of(None if items[0] == NONE else shape.axes[0].size), *shape.axes[1:]))


def input_shape_of(arguments: Mapping[str, Value], names: tuple[str, ...] = ()) -> Shape | None:
    """The input shape that a layer was constructed with, batch axis included; None: with none."""
    batch_size = arguments.get("batch_size", NONE)
    for name in ("batch_input_shape", "batch_shape"):
        if arguments.get(name, NONE) != NONE:
            return batch_shape_argument(arguments[name], name)
    if arguments.get("input_dim", NONE) != NONE and "input_dim" not in names:
        size = arguments["input_dim"]
        axis = Axis(size.size, size.parts) if isinstance(size, Integer) else Axis(UNKNOWN)
        length = arguments.get("input_length", NONE)
        if length == NONE:
            return batched(Shape((axis,)), batch_size)
        return UNKNOWN_SHAPE
    for name in ("input_shape", "shape"):
        if arguments.get(name, NONE) != NONE and name not in names:
            return batched(shape_argument(arguments[name], name), batch_size)
    return None


def _dtype(value: Value) -> str:
    if not isinstance(value, String) or value.value is None:
        return "" if value != NONE else "float"
    text = value.value
    return "float" if text.startswith(("float", "bfloat")) else text


def symbolic_input(context: Context, layer: Object, shape: Shape, dtype: str) -> Array:
    """The symbolic tensor of an input layer."""
    array = tensor(shape, dtype, True, frozenset([Node(layer, (), True)]))
    context.write(layer.cells, OUTPUT, array)
    context.write(layer.cells, PLACE, context)
    return array


@models("keras.Input")
def make_input(
    context: Context,
    shape: Value = NONE,
    batch_size: Value = NONE,
    dtype: Value = NONE,
    sparse: Value = NONE,
    ragged: Value = NONE,
    batch_shape: Value = NONE,
    name: Value = NONE,
    tensor: Value = NONE,
    optional: Value = NONE,
    **keywords: Value,
) -> Value:
    """A symbolic tensor: `shape` without the batch axis, or `batch_shape` with it."""
    if tensor != NONE:
        return tensor if isinstance(tensor, Array) else UNKNOWN_VALUE
    created = Object("keras.layers.InputLayer", Cells(name=name))
    given = {"shape": shape, "batch_shape": batch_shape, "batch_size": batch_size, **keywords}
    found = input_shape_of(given)
    return symbolic_input(context, created, UNKNOWN_SHAPE if found is None else found, _dtype(dtype))


@models("tf_keras.Input")
def make_input_of_keras_2(
    context: Context,
    shape: Value = NONE,
    batch_size: Value = NONE,
    name: Value = NONE,
    dtype: Value = NONE,
    sparse: Value = NONE,
    tensor: Value = NONE,
    ragged: Value = NONE,
    type_spec: Value = NONE,
    **keywords: Value,
) -> Value:
    """The same in Keras 2 (`tf_keras`), which takes a number for a tuple of one."""
    axes = Tuple((shape,)) if isinstance(shape, Integer) else shape
    return make_input(context, axes, batch_size, dtype, name=name, tensor=tensor, **keywords)


def input_of_layer(context: Context, first: Value) -> Array | None:
    """The symbolic input that a first layer brings along: it is an Input, or was given a shape."""
    if isinstance(first, Array):
        return first
    if not isinstance(first, Object | Instance):
        return None
    arguments = arguments_of(first)
    if arguments is None:
        return None
    law = law_of(first)
    names = tuple(law.signature.parameters) if law is not None else ()
    if isinstance(first, Object) and first.path == "keras.layers.InputLayer":
        shape = input_shape_of(arguments)
        return symbolic_input(context, first, UNKNOWN_SHAPE if shape is None else shape, "")
    shape = input_shape_of(arguments, names)
    if shape is None:
        return None
    created = Object("keras.layers.InputLayer", Cells())
    return symbolic_input(context, created, shape, "")


def adapted(
    model: str, expected: Shape, shape: Shape, text: str = "{inputs}", samples: bool = False
) -> Shape:
    """What a model makes of an input: Keras drops or adds a last axis of 1; refuses other ranks.

    `samples`: the first axis of the input is known to count samples (as in `fit`).
    """
    if expected.open or shape.open:
        return shape
    rank, wanted = len(shape), len(expected)
    _check_sizes(model, expected, shape, text)
    if rank == wanted:
        return shape
    if rank == wanted + 1:
        last = shape.axes[-1].size
        if last == 1:
            return Shape(shape.axes[:-1])
        if equal(last, 1) is None:
            return Shape(shape.axes[:-1])
    if rank == wanted - 1:
        last = expected.axes[-1].size
        if last == 1:
            return Shape((*shape.axes, Axis(1, ())))
        if equal(last, 1) is None and not isinstance(last, int) and last is UNKNOWN:
            return UNKNOWN_SHAPE
    return _refuse_rank(model, expected, shape, text)


def _check_sizes(model: str, expected: Shape, shape: Shape, text: str) -> None:
    """As the input spec of a model compares: from the front, the batch and last axes of 1 left out."""
    given, wanted = shape.axes, expected.axes
    if len(given) != len(wanted):
        return
    if given and given[-1].size == 1:
        given = given[:-1]
    if wanted and wanted[-1].size == 1:
        wanted = wanted[:-1]
    for index, (x, y) in enumerate(zip(given, wanted, strict=False)):
        if index and equal(x.size, y.size) is False:
            sizes = f"{x.size} != {y.size}"
            refuse(
                "TSL105",
                f"{model} was built for {batch_text(expected.sizes[1:])} but {text} is {shape}: {sizes}",
            )


def sample_text(model: str, expected: Shape, shape: Shape, text: str) -> str:
    """What is said of one sample where a batch is expected."""
    colons = ", ".join([":"] * len(shape)) if len(shape) <= 3 else "..."
    return (
        f"{model} expects a batch {batch_text(expected.sizes[1:])} but {text} is one sample {shape};"
        f" add a batch axis: {text}[np.newaxis, {colons}]"
    )


def _refuse_rank(model: str, expected: Shape, shape: Shape, text: str) -> Shape:
    wanted = batch_text(expected.sizes[1:])
    if is_sample_of(shape, expected):
        refuse("TSL101", sample_text(model, expected, shape, text))
    refuse("TSL104", f"{model} expects {wanted} but {text} is {shape}: {len(expected)} axes != {len(shape)}")
