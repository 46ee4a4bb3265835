"""tf.random: tensors of random numbers. Their shape must be a list: a single int is refused."""

from __future__ import annotations

from typing import TypeAlias

from tensorlint.models.coercion import COERCERS, DType, Sizes, to_sizes
from tensorlint.models.registry import alias, models
from tensorlint.models.tensorflow_common import (
    NUMBER,
    DTypeOrNone,
    Tensor,
    broadcast_tensors,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_creation import made_of
from tensorlint.shapes import Shape, Size
from tensorlint.shapes.axes import born
from tensorlint.values import NONE, Array, Cells, Integer, Object, Value


def to_random_shape(value: Value) -> Sizes:
    """The shape of random numbers: a list or a vector, never a single int."""
    if isinstance(value, Integer) or (isinstance(value, Array) and value.rank == 0):
        mismatch(
            "TSL213",
            "the shape of random numbers must be a list, but {shape} is a single number; write [{shape}],"
            " with"
            " all sizes in it",
        )
    return to_sizes(value)


RandomShape: TypeAlias = "tuple[Integer, ...]"
COERCERS["RandomShape"] = to_random_shape

for _old, _new in {
    "random_normal": "normal",
    "random_uniform": "uniform",
    "truncated_normal": "truncated_normal",
    "random_shuffle": "shuffle",
    "random_gamma": "gamma",
    "random_poisson": "poisson",
    "multinomial": "categorical",
}.items():
    alias(f"tensorflow.{_old}", f"tensorflow.random.{_new}")
alias("tensorflow.random.random_uniform", "tensorflow.random.uniform")
alias("tensorflow.random.random_normal", "tensorflow.random.normal")
alias("tensorflow.random.multinomial", "tensorflow.random.categorical")


def _spread(shape: Sizes, parameters: list[Array], names: list[str], dtype: str) -> Array:
    """Numbers of that shape, whose parameters are broadcast along."""
    made = tensor(made_of(shape), dtype)
    result = broadcast_tensors([made, *parameters], ["the result", *names])
    return tensor(result, dtype)


@models("tensorflow.random.normal", "tensorflow.random.truncated_normal")
def normal(
    shape: RandomShape,
    mean: Tensor = NUMBER,
    stddev: Tensor = NUMBER,
    dtype: DType = "float32",
    seed: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Normally distributed numbers."""
    return _spread(shape, [mean, stddev], ["{mean}", "{stddev}"], dtype)


@models("tensorflow.random.uniform")
def uniform(
    shape: RandomShape,
    minval: Tensor = NUMBER,
    maxval: Tensor | None = None,
    dtype: DType = "float32",
    seed: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Uniformly distributed numbers."""
    return _spread(shape, [minval] if maxval is None else [minval, maxval], ["{minval}", "{maxval}"], dtype)


@models("tensorflow.random.stateless_normal", "tensorflow.random.stateless_truncated_normal")
def stateless_normal(
    shape: RandomShape,
    seed: Value,
    mean: Tensor = NUMBER,
    stddev: Tensor = NUMBER,
    dtype: DType = "float32",
    name: Value = NONE,
    alg: Value = NONE,
) -> Array:
    """Normally distributed numbers drawn from a seed."""
    return _spread(shape, [mean, stddev], ["{mean}", "{stddev}"], dtype)


@models("tensorflow.random.stateless_uniform")
def stateless_uniform(
    shape: RandomShape,
    seed: Value,
    minval: Tensor = NUMBER,
    maxval: Tensor | None = None,
    dtype: DType = "float32",
    name: Value = NONE,
    alg: Value = NONE,
) -> Array:
    """Uniformly distributed numbers drawn from a seed."""
    return _spread(shape, [minval] if maxval is None else [minval, maxval], ["{minval}", "{maxval}"], dtype)


def _drawn(shape: Sizes, parameters: list[Array], names: list[str], dtype: str) -> Array:
    """`shape` draws for each of the broadcast parameters."""
    inner = broadcast_tensors(parameters, names)
    if inner.open:
        return unknown_tensor(dtype)
    return tensor(Shape(made_of(shape).axes + inner.axes), dtype)


@models("tensorflow.random.gamma")
def gamma(
    shape: RandomShape,
    alpha: Tensor,
    beta: Tensor | None = None,
    dtype: DType = "float32",
    seed: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Gamma-distributed numbers: `shape` draws for each parameter."""
    return _drawn(shape, [alpha] if beta is None else [alpha, beta], ["{alpha}", "{beta}"], dtype)


@models("tensorflow.random.poisson")
def poisson(
    shape: RandomShape, lam: Tensor, dtype: DType = "float32", seed: Value = NONE, name: Value = NONE
) -> Array:
    """Poisson-distributed numbers: `shape` draws for each parameter."""
    return _drawn(shape, [lam], ["{lam}"], dtype)


@models("tensorflow.random.categorical")
def categorical(
    logits: Tensor,
    num_samples: Size,
    dtype: DType = "int64",
    seed: Value = NONE,
    name: Value = NONE,
    *,
    output_dtype: DTypeOrNone = None,
) -> Array:
    """`num_samples` class numbers for each row of logits."""
    return _categorical(logits, num_samples, dtype if output_dtype is None else output_dtype)


@models("tensorflow.random.stateless_categorical")
def stateless_categorical(
    logits: Tensor, num_samples: Size, seed: Value, dtype: DType = "int64", name: Value = NONE
) -> Array:
    """`num_samples` class numbers for each row of logits, drawn from a seed."""
    return _categorical(logits, num_samples, dtype)


def _categorical(logits: Array, num_samples: Size, dtype: str) -> Array:
    if logits.rank is not None and logits.rank != 2:
        mismatch(
            "TSL104",
            f"categorical expects logits of shape (batch, classes), but {{logits}} is {logits.shape}",
        )
    if logits.rank is None:
        return unknown_tensor(dtype)
    return tensor(Shape((logits.shape.axes[0], born(num_samples))), dtype)


@models("tensorflow.random.shuffle", "tensorflow.random.experimental.stateless_shuffle")
def shuffle(value: Tensor, seed: Value = NONE, name: Value = NONE) -> Array:
    """The tensor with its rows in another order."""
    return reshaped(value, value.shape)


@models("tensorflow.random.set_seed", "tensorflow.set_random_seed", "tensorflow.random.set_random_seed")
def set_seed(seed: Value) -> Value:
    """Seeds the global generator."""
    return NONE


@models(
    "tensorflow.random.Generator.from_seed",
    "tensorflow.random.Generator.from_non_deterministic_state",
    "tensorflow.random.get_global_generator",
)
def generator(seed: Value = NONE, alg: Value = NONE) -> Value:
    """A generator of random numbers."""
    return Object("tensorflow.random.Generator", Cells())


@models("tensorflow.random.Generator.normal", "tensorflow.random.Generator.truncated_normal")
def generator_normal(
    self: Value,
    shape: RandomShape,
    mean: Tensor = NUMBER,
    stddev: Tensor = NUMBER,
    dtype: DType = "float32",
    name: Value = NONE,
) -> Array:
    """Normally distributed numbers of a generator."""
    return _spread(shape, [mean, stddev], ["{mean}", "{stddev}"], dtype)


@models("tensorflow.random.Generator.uniform")
def generator_uniform(
    self: Value,
    shape: RandomShape,
    minval: Tensor = NUMBER,
    maxval: Tensor | None = None,
    dtype: DType = "float32",
    name: Value = NONE,
) -> Array:
    """Uniformly distributed numbers of a generator."""
    return _spread(shape, [minval] if maxval is None else [minval, maxval], ["{minval}", "{maxval}"], dtype)
