"""tf.nn convolutions, pooling and losses, held against the real ones (and their static shapes)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tensorlint.models import registry
from tensorlint.models.registry import Refusal
from tensorlint.shapes import shape_of
from tensorlint.values import Array, List, String, Value
from tests.model_harness import Call, Draw, Families, Family, StubContext, apply_model

tensorflow = pytest.importorskip("tensorflow")

families = Families("tensorflow")
CHANNELS_FIRST = {1: "NCW", 2: "NCHW", 3: "NCDHW"}


def static(name: str) -> Callable[..., Any]:
    """The function built in a graph, where layouts that no CPU computes have shapes as well."""

    def call(*arguments: Any, **keywords: Any) -> Any:
        with tensorflow.Graph().as_default():
            return getattr(tensorflow.nn, name)(*arguments, **keywords)

    return call


def _number(draw: Draw, rank: int, low: int = 1, high: int = 3) -> Any:
    """A stride or window in one of the forms that tf.nn takes."""
    numbers = [draw.integer(low, high + 2 * draw.chance(0.1)) for _ in range(rank)]
    forms: list[Any] = [numbers[0], [numbers[0]], numbers, [1, *numbers, 1]]
    return draw.choice(forms)


def _image(draw: Draw, rank: int, channels: int, batches: bool = False) -> tuple[int, ...]:
    shape = (draw.integer(1, 3), *(draw.integer(1, 9) for _ in range(rank)), channels)
    if draw.chance(0.1):
        return shape[1:]
    return (2, *shape) if batches and draw.chance(0.1) else shape


@families.add(known=0.8, refused=0.8)
def convolutions(draw: Draw) -> Call:
    rank = draw.choice((1, 2, 2))
    channels, filters = draw.choice((1, 2, 3, 4)), draw.choice((1, 2, 4, 6))
    image = _image(draw, rank, channels, batches=True)
    inner = channels if draw.chance(0.8) else draw.choice((1, 2, 3))
    kernel = (*(draw.integer(1, 5) for _ in range(rank)), inner, filters)
    if draw.chance(0.05):
        kernel = kernel[1:]
    keywords = {"padding": draw.choice(("SAME", "VALID"))}
    keywords["stride" if rank == 1 else "strides"] = _number(draw, rank)
    if draw.chance(0.3) and rank > 1:
        keywords["strides"] = 1
        keywords["dilations"] = _number(draw, rank, 1, 2)
    arrays = draw.array(image, "float32"), draw.array(kernel, "float32")
    return Call(
        f"tensorflow.nn.conv{rank}d", arrays, keywords, function=getattr(tensorflow.nn, f"conv{rank}d")
    )


@families.add(known=0.95, refused=0.8)
def convolutions_channels_first(draw: Draw) -> Call:
    rank = draw.choice((1, 2, 3))
    channels = draw.choice((1, 2, 3))
    image = (2, channels, *(draw.integer(4, 9) for _ in range(rank)))
    inner = channels if draw.chance(0.8) else draw.choice((1, 2, 3))
    kernel = (*(draw.integer(1, 3) for _ in range(rank)), inner, draw.choice((2, 6)))
    strides = [1, 1, *(draw.integer(1, 3) for _ in range(rank))]
    keywords = {"padding": draw.choice(("SAME", "VALID")), "data_format": CHANNELS_FIRST[rank]}
    keywords["stride" if rank == 1 else "strides"] = draw.integer(1, 3) if rank == 1 else strides  # type: ignore[assignment]
    arrays = draw.array(image, "float32"), draw.array(kernel, "float32")
    return Call(f"tensorflow.nn.conv{rank}d", arrays, keywords, function=static(f"conv{rank}d"))


@families.add(known=0.95, refused=0.8)
def explicit_paddings(draw: Draw) -> Call:
    image = _image(draw, 2, 2)
    kernel = (draw.integer(1, 3), draw.integer(1, 3), 2, 4)
    paddings = [[0, 0], *([draw.integer(0, 2), draw.integer(0, 2)] for _ in range(2)), [0, 0]]
    keywords = {"strides": draw.integer(1, 2), "padding": paddings}
    return Call(
        "tensorflow.nn.conv2d", (draw.array(image, "float32"), draw.array(kernel, "float32")), keywords
    )


@families.add(known=0.8, refused=0.8)
def convolutions_in_space(draw: Draw) -> Call:
    channels = draw.choice((1, 2))
    image = _image(draw, 3, channels)
    kernel = (*(draw.integer(1, 2) for _ in range(3)), channels if draw.chance(0.9) else 3, 2)
    strides = [1, *(draw.integer(1, 2) for _ in range(3)), 1]
    keywords = {"strides": strides, "padding": draw.choice(("SAME", "VALID"))}
    return Call(
        "tensorflow.nn.conv3d", (draw.array(image, "float32"), draw.array(kernel, "float32")), keywords
    )


@families.add(known=0.8, refused=0.3)
def convolutions_by_filters(draw: Draw) -> Call:
    rank = draw.choice((1, 2))
    image = _image(draw, rank, 2)
    kernel = (*(draw.integer(1, 3) for _ in range(rank)), 2 if draw.chance(0.9) else 3, 4)
    keywords: dict[str, Any] = draw.given(padding=draw.choice(("SAME", "VALID")))
    if draw.chance():
        keywords["strides"] = draw.integer(1, 3)
    else:
        keywords |= draw.given(dilations=draw.integer(1, 2))
    arrays = draw.array(image, "float32"), draw.array(kernel, "float32")
    return Call("tensorflow.nn.convolution", arrays, keywords)


@families.add(known=0.9, refused=0.8)
def depthwise(draw: Draw) -> Call:
    channels, multiplier = draw.integer(1, 3), draw.integer(1, 3)
    image = _image(draw, 2, channels)
    kernel = (
        draw.integer(1, 3),
        draw.integer(1, 3),
        channels if draw.chance(0.85) else draw.integer(1, 4),
        multiplier,
    )
    step = draw.integer(1, 2)
    keywords = {"strides": [1, step, step, 1], "padding": draw.choice(("SAME", "VALID"))}
    arrays = [draw.array(image, "float32"), draw.array(kernel, "float32")]
    if draw.chance(0.4):
        inner = channels * multiplier if draw.chance(0.85) else draw.integer(1, 5)
        arrays.append(draw.array((1, 1, inner, 3), "float32"))
        return Call("tensorflow.nn.separable_conv2d", tuple(arrays), keywords)
    return Call("tensorflow.nn.depthwise_conv2d", tuple(arrays), keywords)


@families.add(known=0.9, refused=0.8)
def transposed_convolutions(draw: Draw) -> Call:
    rank = draw.choice((1, 2))
    inner, outer = draw.integer(1, 3), draw.integer(1, 3)
    image = _image(draw, rank, inner)
    kernel = (*(draw.integer(1, 3) for _ in range(rank)), outer, inner if draw.chance(0.9) else 4)
    step = draw.integer(1, 3)
    padding = draw.choice(("SAME", "VALID"))
    space = image[1 : 1 + rank]
    wanted = [
        size * step if padding == "SAME" else (size - 1) * step + window
        for size, window in zip(space, kernel, strict=False)
    ]
    wanted = [size + draw.choice((0, 0, 0, 0, -1, 1)) for size in wanted]
    batch = image[0] if draw.chance(0.9) else 3
    output = [batch, *wanted, outer if draw.chance(0.9) else 5]
    arrays = draw.array(image, "float32"), draw.array(kernel, "float32"), output, step
    return Call(f"tensorflow.nn.conv{rank}d_transpose", arrays, {"padding": padding})


@families.add(known=0.9, refused=0.8)
def pooling(draw: Draw) -> Call:
    rank = draw.choice((1, 2, 2, 3))
    name = draw.choice(("max", "avg")) + "_pool" + draw.choice(("", f"{rank}d"))
    image = draw.array(_image(draw, rank, draw.integer(1, 3)), "float32")
    arguments = image, _number(draw, rank), _number(draw, rank, 1, 2), draw.choice(("SAME", "VALID"))
    return Call(f"tensorflow.nn.{name}", arguments)


@families.add(known=0.95)
def pooling_channels_first(draw: Draw) -> Call:
    image = draw.array((2, 3, draw.integer(4, 9), draw.integer(4, 9)), "float32")
    arguments = image, draw.integer(1, 3), draw.integer(1, 2), draw.choice(("SAME", "VALID"))
    return Call("tensorflow.nn.max_pool2d", arguments, {"data_format": "NCHW"}, function=static("max_pool2d"))


@families.add(known=0.95, refused=0.9)
def blocks(draw: Draw) -> Call:
    block = draw.integer(2, 3)
    if draw.chance():
        channels = block * block * draw.integer(1, 2) if draw.chance(0.8) else draw.integer(1, 9)
        return Call("tensorflow.nn.depth_to_space", (draw.array(_image(draw, 2, channels), "float32"), block))
    sizes = [block * draw.integer(1, 3) if draw.chance(0.9) else draw.integer(1, 7) for _ in range(2)]
    return Call("tensorflow.nn.space_to_depth", (draw.array((2, *sizes, 3), "float32"), block))


@families.add(known=0.95, refused=0.9)
def softmax_losses(draw: Draw) -> Call:
    shape = tuple(size or 1 for size in draw.shape(1, 3))
    labels = list(shape)
    if draw.chance(0.3):
        labels[draw.integer(0, len(labels) - 1)] = draw.integer(1, 4)
    if draw.chance(0.1):
        labels = labels[1:] or [2]
    arrays = draw.array(labels, "float32"), draw.array(shape, "float32")
    return Call("tensorflow.nn.softmax_cross_entropy_with_logits", arrays)


@families.add(known=0.95, refused=0.95)
def sparse_losses(draw: Draw) -> Call:
    shape = tuple(size or 1 for size in draw.shape(1, 3))
    labels = list(shape[:-1])
    if labels and draw.chance(0.2):
        labels[draw.integer(0, len(labels) - 1)] = draw.integer(1, 4)
    if draw.chance(0.2):
        labels.append(draw.choice((1, shape[-1])))
    arrays = draw.array(labels, "int64", 0, 0), draw.array(shape, "float32")
    return Call("tensorflow.nn.sparse_softmax_cross_entropy_with_logits", arrays)


@families.add(known=0.95, refused=0.95)
def elementwise_losses(draw: Draw) -> Call:
    shape = draw.shape(0, 3)
    labels = list(shape)
    if labels and draw.chance(0.3):
        labels[draw.integer(0, len(labels) - 1)] = draw.size()
    if draw.chance(0.1):
        labels.append(1)
    arrays = draw.array(labels, "float32"), draw.array(shape, "float32")
    if draw.chance(0.3):
        return Call("tensorflow.nn.log_poisson_loss", arrays)
    return Call("tensorflow.nn.sigmoid_cross_entropy_with_logits", arrays)


@families.add(known=0.9, refused=0.9)
def older_losses(draw: Draw) -> Call:
    shape = tuple(size or 1 for size in draw.shape(1, 2))
    labels = list(shape)
    if draw.chance(0.3):
        labels[draw.integer(0, len(labels) - 1)] = draw.integer(1, 4)
    if draw.chance(0.1):
        labels.append(1)
    name = draw.choice(("mean_squared_error", "absolute_difference", "huber_loss", "softmax_cross_entropy"))
    arrays = draw.array(labels, "float32"), draw.array(shape, "float32")
    return Call(f"tensorflow.compat.v1.losses.{name}", arrays)


@pytest.mark.parametrize("family", list(families), ids=str)
def test_agrees_with_tensorflow(family: Family) -> None:
    family.run()


class Reporting(StubContext):
    """Keeps what a model reports."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def report(self, code: str, message: str, severity: str = "warning") -> None:
        self.codes.append(code)


def _reports(path: str, *arguments: Value | None) -> list[str]:
    model = registry.lookup(path)
    assert model is not None
    context = Reporting()
    model.function(context, *arguments)
    return context.codes


def _array(*sizes: int) -> Array:
    return Array(shape_of(*sizes), "float32", "tensorflow")


def test_a_window_that_nowhere_fits_is_reported_as_its_result_is_empty() -> None:
    arguments = _array(1, 2, 2, 3), _array(3, 3, 3, 4), _ints(1), String("VALID")
    assert _reports("tensorflow.nn.conv2d", *arguments) == ["TSL609", "TSL609"]
    image, filters = tensorflow.zeros([1, 2, 2, 3]), tensorflow.zeros([3, 3, 3, 4])
    assert tensorflow.nn.conv2d(image, filters, 1, "VALID").shape == (1, 0, 0, 4)
    with tensorflow.Graph().as_default(), pytest.raises(ValueError, match="Negative dimension"):
        tensorflow.nn.conv2d(tensorflow.zeros([1, 2, 2, 3]), tensorflow.zeros([3, 3, 3, 4]), 1, "VALID")


def _ints(*numbers: int) -> Value:
    from tensorlint.values import Integer

    return List.of(tuple([Integer(number) for number in numbers]))


def test_one_label_for_all_classes_is_reported_as_it_is_broadcast() -> None:
    labels, logits = _array(8, 1), _array(8, 10)
    path = "tensorflow.nn.softmax_cross_entropy_with_logits"
    assert _reports(path, labels, logits) == ["TSL110"]
    real = tensorflow.nn.softmax_cross_entropy_with_logits(tensorflow.ones([8, 1]), tensorflow.ones([8, 10]))
    assert real.shape == (8,)
    assert _reports(path, _array(8, 10), logits) == []


def test_one_image_without_its_batch_is_named_as_such() -> None:
    with pytest.raises(Refusal) as refusal:
        apply_model(
            "tensorflow.nn.conv2d",
            [_array(8, 8, 3), _array(3, 3, 3, 4)],
            {"strides": _ints(1), "padding": String("SAME")},
        )
    assert refusal.value.code == "TSL101"
