"""Random tensors of Keras."""

from __future__ import annotations

from tensorlint.models.coercion import Sizes
from tensorlint.models.keras_values import is_symbolic, tensor, to_tensor
from tensorlint.models.registry import models, unmodelled
from tensorlint.shapes import Axis, Shape
from tensorlint.values import (
    NONE,
    Array,
    Cells,
    Object,
    Value,
)


def _random(shape: Sizes, dtype: str) -> Array:
    return tensor(Shape(tuple([Axis(item.size, item.parts) for item in shape])), dtype)


@models("keras.random.normal", "keras.random.truncated_normal")
def random_normal(
    shape: Sizes, mean: Value = NONE, stddev: Value = NONE, dtype: Value = NONE, seed: Value = NONE
) -> Value:
    """Random numbers of that shape."""
    return _random(shape, "float")


@models("keras.random.uniform")
def random_uniform(
    shape: Sizes, minval: Value = NONE, maxval: Value = NONE, dtype: Value = NONE, seed: Value = NONE
) -> Value:
    """Random numbers of that shape."""
    return _random(shape, "float" if dtype == NONE else "")


@models("keras.random.randint")
def random_integers(
    shape: Sizes, minval: Value, maxval: Value, dtype: Value = NONE, seed: Value = NONE
) -> Value:
    """Random integers of that shape."""
    return _random(shape, "int" if dtype == NONE else "")


@models("keras.random.shuffle")
def random_shuffle(x: Value, axis: Value = NONE, seed: Value = NONE) -> Value:
    """The rows in another order: the shape stays."""
    array = to_tensor(x)
    return tensor(array.shape, "", is_symbolic(array))


@models("keras.random.dropout")
def random_dropout(inputs: Value, rate: Value, noise_shape: Value = NONE, seed: Value = NONE) -> Value:
    """The shape stays."""
    array = to_tensor(inputs)
    return tensor(array.shape, "", is_symbolic(array))


unmodelled(
    "a distribution that is rarely met",
    *[f"keras.random.{name}" for name in ("beta", "binomial", "gamma", "categorical")],
)


@models("keras.random.SeedGenerator")
def seed_generator(seed: Value = NONE, name: Value = NONE, **keywords: Value) -> Value:
    """A source of seeds."""
    return Object("keras.random.SeedGenerator", Cells())
