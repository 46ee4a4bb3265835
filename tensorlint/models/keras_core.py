"""The layers that most models are made of: Dense, Embedding, Flatten, Reshape, Lambda and their kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from tensorlint.models.coercion import COERCERS, Sizes, to_size
from tensorlint.models.keras_layers import UNCLEAR, LayerCall, constructs, last_axis, layer
from tensorlint.models.keras_values import ANY_ERROR, is_activation, to_tensor
from tensorlint.models.registry import Context, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, equal, size_text
from tensorlint.shapes.arithmetic import reshape
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, product
from tensorlint.values import NONE, Dict, Float, Integer, List, String, Tuple, Value

Units: TypeAlias = Size


def to_units(value: Value) -> Size:
    """A number of units or filters; refuses one that is not a positive integer, as every layer does."""
    if isinstance(value, Float):
        text = "a float" if value.value is None else str(value.value)
        refuse("TSL213", f"a number of units must be a positive integer, not {text}: use // or int(…)")
    size = to_size(value)
    if bounds(size)[1] <= 0:
        refuse("TSL213", f"a number of units must be a positive integer, not {size_text(size)}")
    return size


COERCERS["Units"] = to_units

_WEIGHTS = (
    "kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer"
    " kernel_constraint bias_constraint"
)


@layer(
    "keras.layers.Dense",
    order=f"units activation use_bias {_WEIGHTS} lora_rank lora_alpha quantization_config",
    least_rank=2,
    features=last_axis,
    axes="batch, features",
    takes_open=True,
)
def dense(x: Shape, units: Units) -> Shape:
    """The last axis becomes `units`."""
    if not x.axes:
        return Shape((born(units, "units"),), True)
    return x.replaced(-1, born(units, "units"))


@constructs("keras.layers.Dense")
def check_dense(context: Context, arguments: Mapping[str, Any]) -> None:
    """A softmax over one unit is always 1."""
    if arguments["units"] == 1 and is_activation(arguments["activation"], "softmax"):
        context.report(
            "TSL111",
            "Dense(1, activation='softmax') always gives 1: a softmax over one unit;"
            " use activation='sigmoid', or a unit for every class",
        )


def _einsum_parts(equation: str) -> tuple[str, str] | None:
    operand = r"((?:\.\.\.)?[a-zA-Z]+(?:\.\.\.)?)"
    found = re.match(rf"^{operand},[a-zA-Z]+->{operand}$", equation)
    return None if found is None else (found[1], found[2])


@layer(
    "keras.layers.EinsumDense",
    order="equation output_shape activation bias_axes kernel_initializer bias_initializer"
    " kernel_regularizer bias_regularizer kernel_constraint bias_constraint lora_rank lora_alpha"
    " gptq_unpacked_column_size quantization_config",
    keeps_rank=True,
)
def einsum_dense(call: LayerCall, equation: str, output_shape: Value) -> Shape:
    """The letters of the output: axes of the input where they stand there, else from `output_shape`."""
    x = to_tensor(call.inputs).shape
    found = _einsum_parts(equation)
    items = output_shape.items if isinstance(output_shape, Tuple | List) else (output_shape,)
    if found is None or items is None:
        return UNKNOWN_SHAPE
    left, right = found
    letters, outputs = left.strip("."), right.strip(".")
    elided = len(x) - len(letters)
    if elided < 0 or (elided and "." not in left):
        call.mismatch("TSL607", f"EinsumDense {equation!r} takes {len(letters)} axes but gets {x}", ANY_ERROR)
        return UNKNOWN_SHAPE
    leading = left.startswith(".")
    # Keras describes several hidden axes in reverse order, and none as one.
    if "." in left and (elided < 1 or (leading and elided > 2 and call.is_symbolic)):
        return UNKNOWN_SHAPE
    hidden = x.axes[:elided] if leading else x.axes[len(letters) :]
    inputs = dict(zip(letters, x.axes[elided:] if leading else x.axes, strict=False))
    given = [Axis(item.size) if isinstance(item, Integer) else None for item in items]
    axes: list[Axis] = []
    behind = len(outputs) - len(given)
    for index, letter in enumerate(outputs):
        wanted = given[index - behind] if 0 <= index - behind < len(given) else None
        own = inputs.get(letter)
        if own is not None and wanted is not None and equal(own.size, wanted.size) is False:
            sizes = f"{size_text(own.size)} != {size_text(wanted.size)}"
            said = f"EinsumDense {equation!r}: axis {letter!r} of {x} and of output_shape: {sizes}"
            refuse("TSL607", said, ANY_ERROR)
        axes.append(own or wanted or Axis(UNKNOWN))
    return Shape((*hidden, *axes) if leading else (*axes, *hidden))


@layer(
    "keras.layers.Embedding",
    order="input_dim output_dim embeddings_initializer embeddings_regularizer embeddings_constraint"
    " mask_zero weights lora_rank lora_alpha quantization_config",
    takes_open=True,
)
def embedding(x: Shape, output_dim: Units) -> Shape:
    """A vector of `output_dim` for every element."""
    return Shape((*x.axes, born(output_dim, "embedding")), x.open)


@layer(
    "keras.layers.ReversibleEmbedding",
    order="input_dim output_dim tie_weights embeddings_initializer embeddings_regularizer"
    " embeddings_constraint mask_zero reverse_dtype logit_soft_cap",
    takes_open=True,
)
def reversible_embedding(call: LayerCall, input_dim: Units, output_dim: Units) -> Value:
    """A vector for every element, or, with reverse=True, the logits of all elements."""
    x = to_tensor(call.inputs).shape
    reverse = call.argument("reverse", 0)
    if reverse == NONE:
        return call.output(Shape((*x.axes, born(output_dim, "embedding")), x.open))
    return call.output(UNKNOWN_SHAPE)


@layer("keras.layers.Flatten", least_rank=1, dtype="same")
def flatten(x: Shape, data_format: Value = NONE) -> Shape:
    """The batch axis, and all others as one."""
    rest = product(x.sizes[1:])
    if isinstance(data_format, String) and data_format.value == "channels_first":
        return Shape((x.axes[0], Axis(rest)))
    return Shape((x.axes[0], *reshape(Shape(x.axes[1:]), [rest]).axes))


@layer("keras.layers.Reshape", least_rank=1, dtype="same")
def reshape_samples(x: Shape, target_shape: Sizes) -> Shape:
    """Every sample takes the target shape, in which one -1 is solved."""
    wanted = [item.size for item in target_shape]
    if wanted.count(-1) > 1:
        refuse("TSL202", "Reshape can solve only one -1 in its target_shape")
    sample = Shape(x.axes[1:])
    try:
        return Shape((x.axes[0], *reshape(sample, wanted).axes))
    except Mismatch as mismatch:
        target = Shape(tuple([Axis(size) for size in wanted]))
        refuse("TSL201", f"Reshape cannot turn samples of shape {sample} into {target}: {mismatch.detail}")


def _permuted_rank(arguments: Mapping[str, Any]) -> int | None:
    dims = arguments.get("dims", UNCLEAR)
    return None if dims is UNCLEAR else len(dims) + 1


@layer("keras.layers.Permute", rank=_permuted_rank, dtype="same")
def permute(x: Shape, dims: Sizes) -> Shape:
    """The axes behind the batch in the order of `dims`, which counts from 1."""
    order = [item.size for item in dims if isinstance(item.size, int)]
    if len(order) < len(dims):
        return Shape((x.axes[0], *[Axis(UNKNOWN)] * len(dims)))
    if sorted(order) != list(range(1, len(order) + 1)):
        refuse("TSL604", f"Permute: dims {tuple(order)} is no order of 1 to {len(order)}")
    return Shape((x.axes[0], *[x.axes[each] for each in order]))


@layer("keras.layers.RepeatVector", rank=2, axes="batch, features", dtype="same")
def repeat_vector(x: Shape, n: Units) -> Shape:
    """Each sample n times, along a new axis 1."""
    return Shape((x.axes[0], born(n, "repeats"), x.axes[1]))


@layer("keras.layers.Lambda", order="function output_shape mask arguments", takes_open=True, dtype="")
def lambda_layer(call: LayerCall, function: Value, arguments: Value = NONE) -> Value:
    """What the user's function returns."""
    keywords: dict[str, Value] = {}
    if isinstance(arguments, Dict) and arguments.others is None:
        keywords = {key: value for key, value in arguments.entries.items() if isinstance(key, str)}
    return call.context.call(function, (call.inputs,), keywords)


def unchanged(x: Shape) -> Shape:
    """What goes in comes out."""
    return x


for _path, _order in {
    "Identity": "",
    "Masking": "mask_value",
    "ActivityRegularization": "l1 l2",
    "Dropout": "rate noise_shape seed",
    "ReLU": "max_value negative_slope threshold",
}.items():
    layer(f"keras.layers.{_path}", order=_order, takes_open=True, dtype="same")(unchanged)

for _path, _order in {
    "AlphaDropout": "rate noise_shape seed",
    "GaussianDropout": "rate seed",
    "GaussianNoise": "stddev seed",
    "LeakyReLU": "negative_slope",
    "ELU": "alpha",
}.items():
    layer(f"keras.layers.{_path}", order=_order, takes_open=True, dtype="kept")(unchanged)

layer("keras.layers.SpatialDropout1D", order="rate seed name dtype", rank=3, dtype="same")(unchanged)
layer("keras.layers.SpatialDropout2D", order="rate data_format seed name dtype", rank=4, dtype="same")(
    unchanged
)
layer("keras.layers.SpatialDropout3D", order="rate data_format seed name dtype", rank=5, dtype="same")(
    unchanged
)
