"""Graph mode, as TensorFlow 1 and tf.compat.v1 have it: placeholders, sessions, feeds, variables.

A placeholder's axis of size None is a symbol that the static shape calls None; `Session.run` replaces
it by what is fed, and holds what is fed against the placeholder.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from tensorlint.models.coercion import to_array
from tensorlint.models.operators import OPERATORS
from tensorlint.models.python_values import IDENTITIES
from tensorlint.models.registry import NotCoercible, Refusal, alias, inherits, models, refuse
from tensorlint.models.tensorflow_common import (
    INVALID,
    DTypeOrNone,
    FixedSamples,
    GraphSymbol,
    StaticShape,
    Tensor,
    as_it_is,
    is_static,
    mismatch,
    single_symbol,
    tensor,
)
from tensorlint.models.tensorflow_control import leaves, structure
from tensorlint.models.tensorflow_normalizing import bias_add
from tensorlint.models.tensorflow_operators import RULES
from tensorlint.models.tensorflow_products import multiplied
from tensorlint.models.tensorflow_variables import VARIABLE
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, shape_of, size_text
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import Atom, substitute
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Dict,
    Float,
    Integer,
    List,
    Object,
    Tuple,
    Value,
)

PLACEHOLDER = "tensorflow.Placeholder"
SESSION = "tensorflow.Session"
OPERATION = "tensorflow.Operation"
OPTIMIZER = "tensorflow.train.Optimizer"
inherits(PLACEHOLDER, "tensorflow.Tensor")
inherits("tensorflow.InteractiveSession", SESSION)
alias("tensorflow.contrib.slim", "tensorflow.contrib.layers")
OPERATORS[PLACEHOLDER] = RULES

_OPTIMIZERS = "Adam GradientDescent Momentum RMSProp Adagrad Adadelta Ftrl"
_serials = itertools.count(1)


class Token(tuple[Any, ...]):
    """Which placeholder a tensor is: a mark of it, and its key in a `feed_dict`."""

    shape: Shape


def _token(shape: Shape) -> Token:
    token = Token((PLACEHOLDER, next(_serials)))
    token.shape = shape
    return token


def token_of(value: Value) -> Token | None:
    """The token of a placeholder."""
    if isinstance(value, Array) and value.kind == PLACEHOLDER:
        return next((mark for mark in value.marks if isinstance(mark, Token)), None)
    return None


IDENTITIES.append(token_of)


def _made(sizes: tuple[Size, ...] | None, dtype: str) -> Array:
    """A placeholder; a first axis that every feed may give another size counts samples."""
    shape = UNKNOWN_SHAPE
    if sizes is not None:
        fed = len(sizes) > 1 and not is_static(sizes[0])
        shape = Shape(tuple([born(size, batch=fed and index == 0) for index, size in enumerate(sizes)]))
    return replace(tensor(shape, dtype), kind=PLACEHOLDER, marks=frozenset((_token(shape),)))


@models("tensorflow.placeholder")
def placeholder(dtype: DTypeOrNone = None, shape: StaticShape = None, name: Value = NONE) -> Array:
    """A tensor that is fed later; None in its shape is open."""
    return _made(shape, dtype or "")


@models("tensorflow.placeholder_with_default")
def placeholder_with_default(input: Tensor, shape: StaticShape, name: Value = NONE) -> Array:
    """A tensor that may be fed later."""
    return _made(shape, input.dtype)


@models("tensorflow.get_variable")
def get_variable(
    name: Value,
    shape: StaticShape = None,
    dtype: Value = NONE,
    initializer: Value = NONE,
    *args: Value,
    **kwargs: Value,
) -> Array:
    """A variable of that shape, or of the shape of its initial value."""
    if shape is not None:
        result = tensor(shape_of(*[size if is_static(size) else UNKNOWN for size in shape]))
    elif isinstance(initializer, Array | Integer | Float | Boolean):
        result = tensor(to_array(initializer).shape)
    else:
        raise NotCoercible
    return replace(result, kind=VARIABLE)


@models("tensorflow.nn.xw_plus_b", "tensorflow.nn.relu_layer")
def xw_plus_b(x: Tensor, weights: Tensor, biases: Tensor, name: Value = NONE) -> Array:
    """A matrix product and a bias."""
    product = multiplied(x, weights, "xw_plus_b", ("{x}", "{weights}"))
    if biases.rank is not None and biases.rank != 1:
        raise NotCoercible
    try:
        bias_add(product, biases)
    except Refusal:
        mismatch(
            "TSL601",
            f"xw_plus_b: the product is {product.shape}, but {{biases}} is {biases.shape}",
        )
    return product


# -- training


@models(*(f"tensorflow.train.{name}Optimizer" for name in _OPTIMIZERS.split()))
def optimizer(*args: Value, **kwargs: Value) -> Value:
    """An optimizer of TensorFlow 1."""
    return Object(OPTIMIZER, Cells())


@models(f"{OPTIMIZER}.minimize")
def minimize(self: Value, loss: Value, *args: Value, **kwargs: Value) -> Value:
    """A training step: to run it needs what the loss needs."""
    return Object(OPERATION, Cells(marks=marks_of(loss)))


# -- sessions


@models(SESSION, "tensorflow.InteractiveSession")
def session(target: Value = NONE, graph: Value = NONE, config: Value = NONE) -> Value:
    """A session."""
    return Object(SESSION, Cells())


@models(f"{SESSION}.as_default")
def as_default(self: Value) -> Value:
    """The session itself, as a context."""
    return self


@models(f"{SESSION}.close")
def close(self: Value) -> Value:
    """Nothing is left of it."""
    return NONE


def fed_sizes(feed_dict: Value) -> dict[Atom, Size]:
    """What is fed for open sizes, as far as it fits."""
    try:
        return fed(feed_dict)
    except Refusal:
        return {}


def marks_of_fetches(fetches: Value) -> frozenset[Any]:
    """The notes that what is fetched carries along."""
    found = [marks_of(leaf) for leaf in leaves(fetches) or ()]
    return frozenset().union(*found)


def fed(feed_dict: Value) -> dict[Atom, Size]:
    """What is fed for open sizes; refuses what no placeholder takes."""
    replacements: dict[Atom, Size] = {}
    if not isinstance(feed_dict, Dict):
        return replacements
    for key, value in feed_dict.entries.items():
        if not isinstance(key, Token):
            continue
        try:
            array = to_array(value)
        except NotCoercible:
            continue
        except Refusal as refusal:
            refuse(refusal.code, refusal.message, "builtins.ValueError")
        _check_feed(key.shape, array.shape)
        if array.shape.rank is None or key.shape.rank != array.shape.rank:
            continue
        for axis, size in zip(key.shape.axes, array.shape.sizes, strict=True):
            symbol = single_symbol(axis.size)
            if isinstance(symbol, GraphSymbol) and size is not UNKNOWN:
                replacements[symbol] = size
    return replacements


def _check_feed(wanted: Shape, given: Shape) -> None:
    if wanted.rank is None or given.rank is None:
        return
    said = f"a placeholder of shape {_static_text(wanted)} is fed a value of shape {given}"
    if wanted.rank != given.rank:
        inner = wanted.axes[1:]
        if given.rank == len(inner) and all(
            equal(a.size, b.size) is not False for a, b in zip(inner, given.axes, strict=True)
        ):
            refuse("TSL101", f"{said}: one sample without its batch axis", "builtins.ValueError")
        refuse("TSL104", f"{said}: {wanted.rank} axes != {given.rank}", "builtins.ValueError")
    for a, b in zip(wanted.axes, given.axes, strict=True):
        if is_static(a.size) and equal(a.size, b.size) is False:
            refuse("TSL105", f"{said}: {size_text(a.size)} != {size_text(b.size)}", "builtins.ValueError")


def _static_text(shape: Shape) -> str:
    texts = [size_text(size) if is_static(size) else "None" for size in shape.sizes]
    return f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"


@models(f"{SESSION}.run")
def run(
    self: Value,
    fetches: Value,
    feed_dict: Value = NONE,
    options: Value = NONE,
    run_metadata: Value = NONE,
) -> Value:
    """The values of tensors as NumPy arrays, in the structure in which they are asked for."""
    replacements = fed(feed_dict)
    structure(lambda fetch: _refuse_samples(fetch, replacements), fetches)

    def value(fetch: Value) -> Value:
        if isinstance(fetch, Object) and fetch.path == OPERATION:
            return NONE
        return _fetched(fetch, replacements) if isinstance(fetch, Array) else UNKNOWN_VALUE

    result = structure(value, fetches)
    if isinstance(result, Tuple | List) and isinstance(fetches, Tuple) and not fetches.names:
        return Tuple(result.items or ())
    return result


def _refuse_samples(fetch: Value, replacements: dict[Atom, Size]) -> Value:
    """Refuse a batch of another size than a literal one that the graph reshapes it to."""
    fixed = [mark for mark in marks_of(fetch) if isinstance(mark, FixedSamples)]
    for mark in sorted(fixed, key=lambda each: (each.symbol.key, each.size)):
        size = replacements.get(mark.symbol, UNKNOWN)
        if equal(size, mark.size) is False:
            refuse(
                "TSL201",
                f"the graph reshapes what it is fed to {mark.shape}, which needs {mark.size} samples, but a"
                f" batch has {size_text(size)}: reshape with -1 instead of {mark.size}, or drop the last"
                " batch",
                INVALID,
            )
    return fetch


def marks_of(fetch: Value) -> frozenset[Any]:
    """The notes that a tensor, or an operation such as a training step, carries along."""
    if isinstance(fetch, Object) and fetch.path == OPERATION:
        held = fetch.cells.get("marks")
        return held if isinstance(held, frozenset) else frozenset()
    return fetch.marks if isinstance(fetch, Array) else frozenset()


def _fetched(fetch: Array, replacements: dict[Atom, Size]) -> Array:
    axes = []
    for axis in fetch.shape.axes:
        size = substitute(axis.size, replacements)
        axes.append(axis if size == axis.size else Axis(size, () if size == 1 else None))
    return Array(Shape(tuple(axes), fetch.shape.open), fetch.dtype, "numpy", None)


@models(f"{SESSION}.partial_run", f"{SESSION}.make_callable")
def partial_run(self: Value, *args: Value, **kwargs: Value) -> Value:
    """Not followed."""
    return UNKNOWN_VALUE


@models("tensorflow.Tensor.eval")
def eval_(self: Tensor, feed_dict: Value = NONE, session: Value = NONE) -> Array:
    """The value of a tensor as a NumPy array."""
    return _fetched(self, fed(feed_dict))


as_it_is(f"{SESSION}.run", "tensorflow.Tensor.eval")
