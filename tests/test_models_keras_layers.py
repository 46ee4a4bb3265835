"""Keras's core, spatial, convolution and normalisation layers, held against the real ones."""

from __future__ import annotations

from typing import Any

import pytest

from tensorlint.models.keras_calls import apply
from tensorlint.models.keras_values import from_python
from tensorlint.models.keras_weights import weights_of
from tensorlint.shapes import shape_of
from tensorlint.values import Array
from tests.keras_layer_calls import layer_call, symbolic
from tests.model_harness import Call, Draw, Families, Family, StubContext, apply_model

pytest.importorskip("keras")

families = Families("keras")

SIZES = (1, 2, 3, 4, 5, 6, 8)


def _shape(draw: Draw, rank: int, wrong: float = 0.15) -> list[int]:
    """A shape of that rank; now and then of another one."""
    if draw.chance(wrong):
        rank = max(0, rank + draw.choice((-2, -1, -1, 1)))
    return [draw.choice(SIZES) for _ in range(rank)]


def _again(draw: Draw, shape: list[int], chance: float = 0.3) -> Any:
    """Now and then a second input: the first one with one size changed, or without its batch axis."""
    if not draw.chance(chance) or not shape:
        return None
    second = list(shape)
    if draw.chance(0.3):
        second = second[1:]
    elif draw.chance(0.8):
        second[draw.integer(0, len(second) - 1)] = draw.choice(SIZES)
    return symbolic(second)


def _per_axis(draw: Draw, rank: int, options: tuple[int, ...], wrong: float = 0.03) -> Any:
    """One number, or one for every axis."""
    if draw.chance(0.4):
        return draw.choice(options)
    count = rank + 1 if draw.chance(wrong) else rank
    numbers = [draw.choice(options) for _ in range(count)]
    return tuple(numbers) if draw.chance(0.7) else numbers


def _format(draw: Draw) -> dict[str, Any]:
    return draw.given(0.4, data_format=draw.choice(("channels_last", "channels_first")))


@families.add(known=0.95, refused=0.95)
def dense(draw: Draw) -> Call:
    shape = _shape(draw, draw.integer(2, 4))
    units = draw.choice((1, 2, 7, 7, 7, 0, -1, 2.0))
    return layer_call("Dense", {"units": units}, symbolic(shape), _again(draw, shape))


@families.add(known=0.85, refused=0.8)
def einsum_dense(draw: Draw) -> Call:
    equation, rank, outputs = draw.choice(
        (
            ("ab,bc->ac", 2, 1),
            ("abc,cd->abd", 3, 2),
            ("abc,bd->adc", 3, 2),
            ("...x,xy->...y", 3, 1),
            ("abc,cde->abde", 3, 3),
            ("...ab,bc->...ac", 4, 2),
        )
    )
    shape = _shape(draw, rank, 0.1)
    output: Any = tuple(draw.choice((2, 3, *shape)) for _ in range(outputs))
    if outputs == 1 and draw.chance():
        output = 4
    return layer_call(
        "EinsumDense", {"equation": equation, "output_shape": output}, symbolic(shape), _again(draw, shape)
    )


@families.add(known=0.95, refused=0.9)
def embedding(draw: Draw) -> Call:
    arguments = {"input_dim": 9, "output_dim": draw.choice((1, 4, 4, 4, 0))}
    return layer_call(
        "Embedding", arguments, symbolic(_shape(draw, draw.integer(1, 3)), draw.choice(("int32", "float32")))
    )


@families.add(known=0.95, refused=0.9)
def flatten(draw: Draw) -> Call:
    dtype = draw.choice(("float32", "float64", "int32", "bool"))
    return layer_call("Flatten", _format(draw), symbolic(_shape(draw, draw.integer(1, 4)), dtype))


@families.add(known=0.95, refused=0.95)
def reshape(draw: Draw) -> Call:
    shape = _shape(draw, draw.integer(2, 4), 0.05)
    target = list(shape[1:])
    draw.random.shuffle(target)
    if target and draw.chance(0.5):
        target[draw.integer(0, len(target) - 1)] = draw.choice((-1, -1, 2, 3))
    if draw.chance(0.1):
        target.append(draw.choice((-1, 1, 2)))
    return layer_call("Reshape", {"target_shape": tuple(target)}, symbolic(shape))


@families.add(known=0.95, refused=0.9)
def permute(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    dims = draw.random.sample(range(1, rank + 1), rank)
    if draw.chance(0.1):
        dims[0] = draw.choice((0, 1, rank + 1))
    return layer_call("Permute", {"dims": tuple(dims)}, symbolic(_shape(draw, rank + 1)))


@families.add(known=0.95, refused=0.95)
def repeat_vector(draw: Draw) -> Call:
    return layer_call("RepeatVector", {"n": draw.choice((1, 3, 3, 3, 0))}, symbolic(_shape(draw, 2)))


@families.add(known=0.95, refused=0.95)
def unchanged(draw: Draw) -> Call:
    name, arguments = draw.choice(
        (
            ("Dropout", {"rate": 0.5}),
            ("Identity", {}),
            ("Masking", {}),
            ("ReLU", {}),
            ("LeakyReLU", {}),
            ("ELU", {}),
            ("GaussianNoise", {"stddev": 0.1}),
            ("GaussianDropout", {"rate": 0.1}),
            ("AlphaDropout", {"rate": 0.1}),
            ("ActivityRegularization", {}),
            ("UnitNormalization", {}),
            ("Activation", {"activation": "relu"}),
            ("Activation", {"activation": "softmax"}),
            ("Softmax", {}),
        )
    )
    return layer_call(name, arguments, symbolic(_shape(draw, draw.integer(2, 4), 0)))


@families.add(known=0.95, refused=0.95)
def spatial_dropout(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    return layer_call(f"SpatialDropout{rank}D", {"rate": 0.5}, symbolic(_shape(draw, rank + 2)))


@families.add(known=0.9, refused=0.85)
def pooling(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    arguments: dict[str, Any] = {"pool_size": _per_axis(draw, rank, (1, 2, 2, 3, 4))}
    arguments |= draw.given(0.4, strides=_per_axis(draw, rank, (1, 2, 3)))
    arguments |= draw.given(0.5, padding=draw.choice(("valid", "same"))) | _format(draw)
    return layer_call(
        f"{draw.choice(('Max', 'Average'))}Pooling{rank}D", arguments, symbolic(_shape(draw, rank + 2))
    )


@families.add(known=0.95, refused=0.95)
def global_pooling(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    arguments = _format(draw) | draw.given(keepdims=draw.chance())
    name = f"Global{draw.choice(('Max', 'Average'))}Pooling{rank}D"
    return layer_call(name, arguments, symbolic(_shape(draw, rank + 2)))


@families.add(known=0.8)
def adaptive_pooling(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    arguments = _format(draw) | {"output_size": _per_axis(draw, rank, (1, 2, 3))}
    name = f"Adaptive{draw.choice(('Max', 'Average'))}Pooling{rank}D"
    return layer_call(name, arguments, symbolic(_shape(draw, rank + 2, 0.1)))


@families.add(known=0.9, refused=0.9)
def cropping_and_padding(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    kind, parameter = draw.choice((("Cropping", "cropping"), ("ZeroPadding", "padding")))
    amounts: Any = draw.choice((1, 2))
    if draw.chance(0.7):
        amounts = tuple(
            (draw.choice((0, 1, 2)), draw.choice((0, 1, 2))) if draw.chance(0.8) else draw.choice((0, 1))
            for _ in range(rank)
        )
        amounts = amounts[0] if rank == 1 else amounts
    arguments = {parameter: amounts} | (_format(draw) if rank > 1 else {})
    return layer_call(f"{kind}{rank}D", arguments, symbolic(_shape(draw, rank + 2)))


@families.add(known=0.9, refused=0.85)
def upsampling(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    size = draw.choice((1, 2, 3)) if rank == 1 else _per_axis(draw, rank, (1, 2, 3))
    arguments = {"size": size} | (_format(draw) if rank > 1 else {})
    return layer_call(f"UpSampling{rank}D", arguments, symbolic(_shape(draw, rank + 2)))


def _window(draw: Draw, rank: int, paddings: tuple[str, ...]) -> dict[str, Any]:
    arguments: dict[str, Any] = {"kernel_size": _per_axis(draw, rank, (1, 2, 3, 3, 5))}
    arguments |= draw.given(0.4, strides=_per_axis(draw, rank, (1, 2, 3)))
    if "strides" not in arguments or draw.chance(0.05):
        arguments |= draw.given(0.3, dilation_rate=_per_axis(draw, rank, (1, 2)))
    return arguments | draw.given(0.6, padding=draw.choice(paddings)) | _format(draw)


@families.add(known=0.9, refused=0.75)
def convolution(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    paddings = ("valid", "same", "causal") if rank == 1 else ("valid", "same")
    arguments = {"filters": draw.choice((1, 2, 4, 6))} | _window(draw, rank, paddings)
    arguments |= draw.given(0.15, groups=draw.choice((1, 2)))
    shape = _shape(draw, rank + 2)
    return layer_call(f"Conv{rank}D", arguments, symbolic(shape), _again(draw, shape))


@families.add(known=0.9, refused=0.6)
def separable_convolution(draw: Draw) -> Call:
    rank = draw.integer(1, 2)
    arguments = {"filters": draw.choice((1, 2, 4))} | _window(draw, rank, ("valid", "same"))
    shape = _shape(draw, rank + 2)
    return layer_call(f"SeparableConv{rank}D", arguments, symbolic(shape), _again(draw, shape))


@families.add(known=0.9, refused=0.6)
def depthwise_convolution(draw: Draw) -> Call:
    rank = draw.integer(1, 2)
    arguments = _window(draw, rank, ("valid", "same")) | draw.given(0.3, depth_multiplier=draw.choice((1, 2)))
    shape = _shape(draw, rank + 2)
    return layer_call(f"DepthwiseConv{rank}D", arguments, symbolic(shape), _again(draw, shape))


@families.add(known=0.9, refused=0.5)
def transposed_convolution(draw: Draw) -> Call:
    rank = draw.integer(1, 3)
    arguments = {"filters": draw.choice((1, 2, 4))} | _window(draw, rank, ("valid", "same"))
    arguments |= draw.given(0.3, output_padding=_per_axis(draw, rank, (0, 1)))
    shape = _shape(draw, rank + 2)
    return layer_call(f"Conv{rank}DTranspose", arguments, symbolic(shape), _again(draw, shape))


@families.add(known=0.9, refused=0.85)
def normalization(draw: Draw) -> Call:
    name = draw.choice(("BatchNormalization", "LayerNormalization", "RMSNormalization", "GroupNormalization"))
    arguments = draw.given(0.3, axis=draw.choice((-1, -1, 1, -2)))
    if name == "GroupNormalization":
        arguments["groups"] = draw.choice((1, 2, 3, -1))
    shape = _shape(draw, draw.integer(2, 4), 0)
    return layer_call(name, arguments, symbolic(shape), _again(draw, shape, 0.4))


@families.add(known=0.8, refused=0.6)
def prelu(draw: Draw) -> Call:
    shape = _shape(draw, draw.integer(2, 4), 0)
    shared = draw.given(0.4, shared_axes=[1])
    return layer_call("PReLU", shared, symbolic(shape), _again(draw, shape, 0.4))


@pytest.mark.parametrize("family", families, ids=str)
def test_a_layer_agrees_with_keras(family: Family) -> None:
    family.run()


WEIGHTED = (
    ("Dense", {"units": 3}, (2, 5)),
    ("Dense", {"units": 3, "use_bias": False}, (2, 4, 5)),
    ("Embedding", {"input_dim": 9, "output_dim": 4}, (2, 3)),
    ("Conv1D", {"filters": 4, "kernel_size": 3}, (2, 8, 5)),
    ("Conv2D", {"filters": 4, "kernel_size": (3, 2)}, (2, 8, 8, 6)),
    ("Conv2D", {"filters": 4, "kernel_size": 3, "groups": 2}, (2, 8, 8, 6)),
    ("Conv2D", {"filters": 4, "kernel_size": 3, "data_format": "channels_first"}, (2, 6, 8, 9)),
    ("Conv3D", {"filters": 4, "kernel_size": 2, "use_bias": False}, (2, 4, 4, 4, 3)),
    ("Conv2DTranspose", {"filters": 4, "kernel_size": 3}, (2, 8, 8, 6)),
    ("LSTM", {"units": 3}, (2, 4, 5)),
    ("GRU", {"units": 3}, (2, 4, 5)),
    ("SimpleRNN", {"units": 3}, (2, 4, 5)),
    ("BatchNormalization", {}, (2, 4, 5)),
    ("BatchNormalization", {"axis": 1}, (2, 4, 5)),
    ("LayerNormalization", {}, (2, 4, 5)),
)


@pytest.mark.parametrize(("name", "arguments", "shape"), WEIGHTED)
def test_the_weights_of_a_layer_are_the_real_ones(
    name: str, arguments: dict[str, Any], shape: tuple[int, ...]
) -> None:
    import keras

    layer = getattr(keras.layers, name)(**arguments)
    layer(symbolic(shape))
    keywords = {key: from_python(value) for key, value in arguments.items()}
    claimed = apply_model(f"keras.layers.{name}", (), keywords)
    apply(StubContext(), claimed, Array(shape_of(*shape), library="keras"))
    assert weights_of(claimed) == tuple(tuple(each.shape) for each in layer.get_weights())
