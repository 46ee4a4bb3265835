"""TensorFlow's constants, fills, ranges, random numbers and codes, held against the real ones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.model_harness import Call, Draw, Families, Family

pytest.importorskip("tensorflow")

families = Families("tensorflow")


def _sizes(draw: Draw) -> Any:
    """A shape argument of any kind, now and then with a negative size."""
    sizes = list(draw.shape())
    if sizes and draw.chance(0.07):
        sizes[0] = -1
    if draw.chance(0.1):
        return draw.size()
    return draw.choice((sizes, tuple(sizes)))


@families.add(known=0.95, refused=0.9)
def fills(draw: Draw) -> Call:
    name = draw.choice(("zeros", "ones"))
    return Call(
        f"tensorflow.{name}", (_sizes(draw),), draw.given(dtype=draw.choice(("int32", "float64", "bool")))
    )


@families.add(known=0.95, refused=0.9)
def fill(draw: Draw) -> Call:
    value: Any = draw.choice((1, 2.5, True, draw.array(draw.choice(((), (), (1,), (2,))))))
    return Call("tensorflow.fill", (_sizes(draw), value))


@families.add(known=0.95)
def copies(draw: Draw) -> Call:
    name = draw.choice(("zeros_like", "ones_like", "identity", "stop_gradient", "convert_to_tensor"))
    value: Any = draw.array(draw.shape())
    if draw.chance(0.3):
        value = draw.choice((1, 2.5, True, [1, 2], [[1.0, 2.0], [3.0, 4.0]], [], [[1], [2, 3]]))
    return Call(f"tensorflow.{name}", (value,))


@families.add(known=0.9, refused=0.8)
def constant(draw: Draw) -> Call:
    shape = draw.shape(0, 3)
    array = draw.array(shape, draw.choice(("int64", "float32", "bool")))
    value: Any = array.tolist() if draw.chance(0.5) else array
    wanted = list(shape[::-1])
    if draw.chance(0.2):
        wanted = list(draw.shape(0, 3))
    return Call("tensorflow.constant", (value,), draw.given(shape=wanted, dtype="float32"))


@families.add(known=0.95)
def cast(draw: Draw) -> Call:
    return Call("tensorflow.cast", (draw.array(draw.shape()), draw.choice(("float32", "int32", "bool"))))


@families.add(known=0.95, refused=0.9)
def eye(draw: Draw) -> Call:
    keywords = draw.given(num_columns=draw.size(), batch_shape=list(draw.shape(0, 2)), dtype="int32")
    return Call("tensorflow.eye", (draw.choice((draw.size(), draw.size(), draw.size(), -1)),), keywords)


@families.add(known=0.85, refused=0.9)
def ranges(draw: Draw) -> Call:
    numbers: list[Any] = [draw.integer(-3, 9) for _ in range(draw.integer(1, 3))]
    if len(numbers) == 3:
        numbers[2] = draw.choice((1, 2, 3, -1, -2, 0))
    if draw.chance(0.2):
        numbers[0] = float(numbers[0]) + draw.choice((0.0, 0.5))
    return Call("tensorflow.range", tuple(numbers))


@families.add(known=0.9, refused=0.9)
def linspace(draw: Draw) -> Call:
    shape = draw.shape(0, 2)
    start = draw.array(shape, "float32")
    stop: Any = draw.array(shape, "float32") if draw.chance() else draw.array((), "float32")
    if draw.chance(0.1):
        stop = draw.array((7,), "float32")
    axis = draw.axis(len(shape) + 1)
    return Call("tensorflow.linspace", (start, stop, draw.integer(1, 9)), draw.given(axis=axis))


@families.add(known=0.95, refused=0.95)
def one_hot(draw: Draw) -> Call:
    shape = draw.shape(0, 3)
    depth = draw.choice((draw.size(), draw.size(), draw.size(), -1))
    keywords = draw.given(axis=draw.choice((-1, 0, len(shape), len(shape) + 1)), dtype="int32")
    return Call("tensorflow.one_hot", (draw.array(shape, "int64"), depth), keywords)


@families.add(known=0.9)
def sequence_mask(draw: Draw) -> Call:
    lengths: Any = draw.array(draw.shape(0, 2), "int64")
    if draw.chance(0.3):
        lengths = draw.choice(([1, 3, 2], 3, [0]))
    return Call("tensorflow.sequence_mask", (lengths,), draw.given(0.8, maxlen=draw.integer(0, 9)))


@families.add(known=0.9)
def meshgrid(draw: Draw) -> Call:
    arrays = tuple(draw.array(draw.shape(0, 2), "float32") for _ in range(draw.integer(1, 3)))
    return Call("tensorflow.meshgrid", arrays, draw.given(indexing=draw.choice(("xy", "ij"))))


@families.add(known=1.0)
def counts(draw: Draw) -> Call:
    return Call(draw.choice(("tensorflow.rank", "tensorflow.size")), (draw.array(draw.shape()),))


@families.add(known=0.9, refused=0.8)
def random_numbers(draw: Draw) -> Call:
    name = draw.choice(("normal", "truncated_normal", "uniform"))
    sizes: Any = _sizes(draw)
    keywords: dict[str, Any] = {}
    if draw.chance(0.3) and not isinstance(sizes, int):
        shape = draw.choice((sizes, sizes[1:], draw.shape(0, 2)))
        low = {"normal": "mean", "truncated_normal": "mean", "uniform": "minval"}[name]
        keywords[low] = draw.array([abs(size) for size in shape], "float32")
    return Call(f"tensorflow.random.{name}", (sizes,), keywords)


@families.add(known=0.9, refused=0.8)
def draws_for_parameters(draw: Draw) -> Call:
    shape = draw.shape(0, 2)
    rate = draw.array(shape, "float32", 1)
    if draw.chance():
        return Call("tensorflow.random.poisson", (_sizes(draw), rate))
    other = draw.array(shape if draw.chance(0.8) else draw.shape(0, 2), "float32", 1)
    return Call("tensorflow.random.gamma", (_sizes(draw), rate), draw.given(beta=other))


@families.add(known=0.9, refused=0.9)
def categorical(draw: Draw) -> Call:
    logits = draw.array(
        draw.shape(1, 3) if draw.chance(0.3) else (draw.size(), draw.integer(1, 5)), "float32"
    )
    return Call("tensorflow.random.categorical", (logits, draw.integer(0, 5)))


@families.add(known=0.95)
def shuffle(draw: Draw) -> Call:
    return Call("tensorflow.random.shuffle", (draw.array(draw.shape()),))


@pytest.mark.parametrize("family", list(families), ids=str)
def test_agrees_with_tensorflow(family: Family) -> None:
    family.run()
