"""`random`: numbers within their bounds, items without their order; also as methods of `Random`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from math import inf

from tensorlint.models.python_builtins import unknown_int
from tensorlint.models.python_constants import ABSENT, ONE, Interval
from tensorlint.models.python_iteration import items_of, one_of
from tensorlint.models.python_mutation import forget_order
from tensorlint.models.python_numbers import size_of
from tensorlint.models.python_subscripts import position_of
from tensorlint.models.python_values import interval
from tensorlint.models.registry import Context, models
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.sizes import Expression, Symbol, bounds, from_atom, subtract
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Float,
    Integer,
    List,
    Object,
    Value,
    union,
)


def _declared(*names: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a function of the module, and as a method of `Random` that ignores its receiver."""

    def register(function: Callable[..., Value]) -> Callable[..., Value]:
        models(*[f"random.{name}" for name in names])(function)
        parameters = list(inspect.signature(function).parameters.values())
        wants_context = bool(parameters) and parameters[0].annotation == "Context"
        receiver = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY, annotation="Value")
        parameters.insert(int(wants_context), receiver)

        def method(*args: Value, **kwargs: Value) -> Value:
            if wants_context:
                return function(args[0], *args[2:], **kwargs)
            return function(*args[1:], **kwargs)

        only = inspect.Parameter.POSITIONAL_ONLY
        if wants_context:
            parameters[0] = parameters[0].replace(kind=only)
        signature = inspect.Signature(parameters, return_annotation="Value")
        method.__signature__ = signature  # type: ignore[attr-defined]
        method.__doc__ = function.__doc__
        models(*[f"random.Random.{name}" for name in names])(method)
        return function

    return register


@models("random.Random", "random.SystemRandom")
def generator(x: Value = NONE) -> Value:
    """A generator of its own."""
    return Object("random.Random")


@_declared("seed")
def seed(a: Value = NONE, version: Value = NONE) -> Value:
    """Nothing that is followed."""
    return NONE


@_declared("setstate")
def setstate(state: Value) -> Value:
    """Nothing that is followed."""
    return NONE


@_declared("getstate")
def getstate() -> Value:
    """Nothing that is followed."""
    return UNKNOWN_VALUE


@_declared("randbytes")
def randbytes(n: Value) -> Value:
    """Bytes are not followed."""
    return UNKNOWN_VALUE


@_declared("random")
def random() -> Value:
    """A float of at least 0 and less than 1."""
    return Interval(low=0.0, high=1.0, text="random()")


@_declared("uniform")
def uniform(a: Value, b: Value) -> Value:
    """A float between two."""
    first, second = interval(a), interval(b)
    low, high = min(first[0], second[0]), max(first[1], second[1])
    return Float() if low == -inf and high == inf else Interval(low=low, high=high)


@_declared("triangular")
def triangular(low: Value = NONE, high: Value = NONE, mode: Value = NONE) -> Value:
    """A float."""
    return Float()


@_declared("gauss", "normalvariate")
def gauss(mu: Value = NONE, sigma: Value = NONE) -> Value:
    """A float."""
    return Float()


@_declared("betavariate", "gammavariate", "weibullvariate")
def alpha_and_beta(alpha: Value, beta: Value) -> Value:
    """A float."""
    return Float()


@_declared("lognormvariate")
def lognormvariate(mu: Value, sigma: Value) -> Value:
    """A float."""
    return Float()


@_declared("vonmisesvariate")
def vonmisesvariate(mu: Value, kappa: Value) -> Value:
    """A float."""
    return Float()


@_declared("expovariate")
def expovariate(lambd: Value = ONE) -> Value:
    """A float."""
    return Float()


@_declared("paretovariate")
def paretovariate(alpha: Value) -> Value:
    """A float."""
    return Float()


@_declared("getrandbits")
def getrandbits(k: Value, /) -> Value:
    """An int of so many bits."""
    bits = size_of(k)
    high = 2**bits - 1 if isinstance(bits, int) and 0 <= bits <= 64 else inf
    return unknown_int("getrandbits", 0, high)


def _between(name: str, low: Size, high: Size) -> Value:
    """An int from low to high, both included."""
    least, most = bounds(low)[0], bounds(high)[1]
    if least > most:
        return UNKNOWN_VALUE
    if least == most:
        return Integer(int(least))
    made = Symbol(name, least, None if most == inf else most)
    if isinstance(high, Expression):
        made.ceiling = high
    return Integer(from_atom(made))


@_declared("randint")
def randint(a: Value, b: Value) -> Value:
    """An int from a to b, both included."""
    return _between("randint", size_of(a), size_of(b))


@_declared("randrange")
def randrange(start: Value, stop: Value = ABSENT, step: Value = ONE) -> Value:
    """An int of a range."""
    if stop is ABSENT:
        return _between("randrange", 0, subtract(size_of(start), 1))
    stride = size_of(step)
    if not isinstance(stride, int) or stride < 1:
        return unknown_int("randrange")
    return _between("randrange", size_of(start), subtract(size_of(stop), 1))


@_declared("choice")
def choice(context: Context, seq: Value) -> Value:
    """Any one of the items."""
    items = items_of(context, seq)
    if isinstance(seq, Array):
        return one_of(context, seq)
    if items is not None:
        return union(*items) if items else UNKNOWN_VALUE
    element = one_of(context, seq)
    if isinstance(element, Integer) and element.size is UNKNOWN:
        return unknown_int("choice")
    return element


@_declared("choices")
def choices(
    context: Context, population: Value, weights: Value = NONE, *, cum_weights: Value = NONE, k: Value = ONE
) -> Value:
    """So many of the items, each as often as it comes."""
    return List.like(one_of(context, population), size_of(k))


@_declared("sample")
def sample(context: Context, population: Value, k: Value, *, counts: Value = NONE) -> Value:
    """So many different items."""
    count = position_of(k)
    return List.like(one_of(context, population), symbol("k", lower=0) if count is None else count)


@_declared("shuffle")
def shuffle(context: Context, x: Value) -> Value:
    """The items stay, their order is no longer known."""
    if isinstance(x, List):
        forget_order(context, x)
    return NONE
