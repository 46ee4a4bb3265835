"""NumPy's random numbers: distributions of numpy.random, RandomState and Generator.

Without a size, parameters that are all numbers give one Python number, others an array of their
common shape; a size must be what the parameters broadcast to.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TypeAlias

from tensorlint.models.coercion import COERCERS, dtype_kind, to_array
from tensorlint.models.families import elementwise_shape
from tensorlint.models.numpy_arguments import NumpySizes, created_shape, given_dtype, is_given
from tensorlint.models.registry import NotCoercible, alias, models, refuse, unmodelled
from tensorlint.shapes import UNKNOWN_SHAPE, Mismatch, Shape, Size, arithmetic, size_text, symbol
from tensorlint.shapes.sizes import bounds
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Float,
    Integer,
    List,
    Object,
    Tuple,
    Value,
)

GENERATOR = "numpy.random.Generator"
RANDOM_STATE = "numpy.random.RandomState"
alias("numpy.random.mtrand", "numpy.random")
alias("numpy.random.ranf", "numpy.random.random_sample")
alias("numpy.random.sample", "numpy.random.random_sample")

_OF_FLOATS = {
    "beta": "a b",
    "chisquare": "df",
    "exponential": "scale=",
    "f": "dfnum dfden",
    "gamma": "shape scale=",
    "gumbel": "loc= scale=",
    "laplace": "loc= scale=",
    "logistic": "loc= scale=",
    "lognormal": "mean= sigma=",
    "noncentral_chisquare": "df nonc",
    "noncentral_f": "dfnum dfden nonc",
    "normal": "loc= scale=",
    "pareto": "a",
    "power": "a",
    "rayleigh": "scale=",
    "standard_cauchy": "",
    "standard_t": "df",
    "triangular": "left mode right",
    "uniform": "low= high=",
    "vonmises": "mu kappa",
    "wald": "mean scale",
    "weibull": "a",
}
_OF_INTS = {
    "binomial": "n p",
    "geometric": "p",
    "hypergeometric": "ngood nbad nsample",
    "logseries": "p",
    "negative_binomial": "n p",
    "poisson": "lam=",
    "zipf": "a",
}
_LEGACY_ONLY = {"standard_exponential": "", "standard_gamma": "shape", "standard_normal": ""}
_PLAIN = {"random": "", "random_sample": ""}
_BIT_GENERATORS = ["BitGenerator", "SeedSequence", "MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"]
_SCALAR = Array(Shape())


def _parameter(value: Value) -> Array:
    """A parameter of a distribution; what is not known well enough has an unknown rank."""
    try:
        return to_array(value)
    except NotCoercible:
        return Array(UNKNOWN_SHAPE, writeable=None)


DistributionParameter: TypeAlias = Array
"""A parameter of a distribution: anything that may be broadcast."""
COERCERS["DistributionParameter"] = _parameter


def drawn(
    parameters: Sequence[Array],
    size: Sequence[Integer] | None,
    dtype: str,
    scalar: Value | None = None,
    integers: bool = False,
) -> Value:
    """What a distribution gives for these parameters and this size.

    `integers`: the uniform ints, whose parameters may also be larger than the size.
    """
    shape = elementwise_shape(parameters) if parameters else Shape()
    if size is None:
        if shape.rank == 0:
            return scalar if scalar is not None else Float() if dtype_kind(dtype) == "float" else _count()
        return UNKNOWN_VALUE if not shape.axes else Array(shape, dtype)
    target = created_shape(size, "size")
    try:
        if integers:
            if bounds(target.count)[0] >= 1:
                arithmetic.broadcast(shape, target)
        else:
            arithmetic.broadcast_to(shape, target)
    except Mismatch as mismatch:
        refuse(
            "TSL205",
            f"the parameters do not broadcast to the size: together they are {shape},"
            f" the size is {target}: {mismatch.detail}",
        )
    return Array(target, dtype)


def _count() -> Integer:
    return Integer(symbol("?", lower=0))


def refuse_separate_sizes(name: str) -> None:
    """Sizes as separate arguments, where one tuple is needed."""
    refuse("TSL213", f"{name} takes the size as one tuple: size=(2, 3), not 2, 3", "TypeError")


def _declare(name: str, parameters: str, dtype: str, paths: Sequence[str], method: bool) -> None:
    """A model with the signature of a distribution: its parameters, then the size."""
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    names = parameters.split()
    declared = [inspect.Parameter("self", kind, annotation="Value")] if method else []
    for each in names:
        default = _SCALAR if each.endswith("=") else inspect.Parameter.empty
        declared.append(
            inspect.Parameter(each.rstrip("="), kind, default=default, annotation="DistributionParameter")
        )
    declared.append(inspect.Parameter("size", kind, default=None, annotation="NumpySizes | None"))
    declared.append(inspect.Parameter("others", inspect.Parameter.VAR_POSITIONAL, annotation="Value"))
    signature = inspect.Signature(declared)

    def model(*arguments: Value, **keywords: Value) -> Value:
        given = signature.bind(*arguments, **keywords)
        if given.arguments.get("others"):
            refuse_separate_sizes(name)
        given.apply_defaults()
        values = [given.arguments[each.rstrip("=")] for each in names]
        return drawn(values, given.arguments["size"], dtype)

    model.__signature__ = signature  # type: ignore[attr-defined]
    models(*paths)(model)


for _table, _dtype in ((_OF_FLOATS, "float64"), (_OF_INTS, "int64")):
    for _name, _parameters in _table.items():
        _declare(_name, _parameters, _dtype, [f"numpy.random.{_name}"], False)
        _declare(_name, _parameters, _dtype, [f"{GENERATOR}.{_name}", f"{RANDOM_STATE}.{_name}"], True)
for _name, _parameters in (_LEGACY_ONLY | _PLAIN).items():
    _declare(_name, _parameters, "float64", [f"numpy.random.{_name}"], False)
    _declare(_name, _parameters, "float64", [f"{RANDOM_STATE}.{_name}"], True)


@models(f"{GENERATOR}.random", f"{GENERATOR}.standard_normal")
def generator_standard(
    self: Value, size: NumpySizes | None = None, dtype: Value = NONE, out: Value = NONE
) -> Value:
    """Standard uniform or normal numbers."""
    if is_given(out):
        return out if isinstance(out, Array) else UNKNOWN_VALUE
    return drawn([], size, given_dtype(dtype, "float64"), Float())


@models(f"{GENERATOR}.standard_exponential")
def generator_exponential(
    self: Value,
    size: NumpySizes | None = None,
    dtype: Value = NONE,
    method: Value = NONE,
    out: Value = NONE,
) -> Value:
    """Standard exponential numbers."""
    return generator_standard(self, size, dtype, out)


@models(f"{GENERATOR}.standard_gamma")
def generator_gamma(
    self: Value,
    shape: DistributionParameter,
    size: NumpySizes | None = None,
    dtype: Value = NONE,
    out: Value = NONE,
) -> Value:
    """Standard gamma numbers."""
    if is_given(out):
        return out if isinstance(out, Array) else UNKNOWN_VALUE
    return drawn([shape], size, given_dtype(dtype, "float64"), Float())


@models("numpy.random.rand", "numpy.random.randn")
def rand(*args: Value) -> Value:
    """Standard numbers; the sizes are separate arguments."""
    if not args:
        return Float()
    return Array(created_shape([_separate_size(each) for each in args], "args"), "float64")


@models(f"{RANDOM_STATE}.rand", f"{RANDOM_STATE}.randn")
def rand_method(self: Value, *args: Value) -> Value:
    """Standard numbers; the sizes are separate arguments."""
    return rand(*args)


def _separate_size(value: Value) -> Integer:
    if isinstance(value, Tuple | List):
        refuse(
            "TSL213",
            "rand and randn take the sizes as separate arguments: rand(2, 3), not rand((2, 3))",
            "TypeError",
        )
    size: Integer = COERCERS["NumpyInteger"](value)
    return size


def _integers(
    low: Value, high: Value, size: Sequence[Integer] | None, dtype: Value, inclusive: bool | None, name: str
) -> Value:
    kind = given_dtype(dtype, "int64")
    parameters = [_parameter(each) for each in (low, high) if each != NONE]
    if isinstance(low, Integer) and (isinstance(high, Integer) or high == NONE):
        first: Size = low.size if isinstance(high, Integer) else 0
        last: Size = high.size if isinstance(high, Integer) else low.size
        least, most = bounds(first)[0], bounds(last)[1] - (1 if inclusive is False else 0)
        if most < least:
            raise NotCoercible
        text = f"{name}({size_text(first)}, {size_text(last)})"
        scalar: Value = Integer(symbol(text, lower=least, upper=None if most == float("inf") else most))
    else:
        scalar = Integer(symbol("?", lower=float("-inf")))
    if dtype_kind(kind) != "int":
        scalar = Boolean() if kind == "bool" else UNKNOWN_VALUE
    return drawn(parameters, size, kind, scalar, integers=True)


@models("numpy.random.randint")
def randint(low: Value, high: Value = NONE, size: NumpySizes | None = None, dtype: Value = NONE) -> Value:
    """Ints in [low, high), or in [0, low)."""
    return _integers(low, high, size, dtype, False, "randint")


@models(f"{RANDOM_STATE}.randint")
def randint_method(
    self: Value, low: Value, high: Value = NONE, size: NumpySizes | None = None, dtype: Value = NONE
) -> Value:
    """Ints in [low, high), or in [0, low)."""
    return _integers(low, high, size, dtype, False, "randint")


@models(f"{GENERATOR}.integers")
def integers(
    self: Value,
    low: Value,
    high: Value = NONE,
    size: NumpySizes | None = None,
    dtype: Value = NONE,
    endpoint: Value = FALSE,
) -> Value:
    """Ints in [low, high), with `endpoint` in [low, high]; or from 0 up to low."""
    inclusive = endpoint.value if isinstance(endpoint, Boolean) else None
    return _integers(low, high, size, dtype, inclusive, "integers")


@models("numpy.random.random_integers")
def random_integers(low: Value, high: Value = NONE, size: NumpySizes | None = None) -> Value:
    """Ints in [low, high], or in [1, low]."""
    return drawn([], size, "int64", Integer(symbol("?", lower=float("-inf"))))


@models(f"{RANDOM_STATE}.random_integers")
def random_integers_method(
    self: Value, low: Value, high: Value = NONE, size: NumpySizes | None = None
) -> Value:
    """Ints in [low, high], or in [1, low]."""
    return random_integers(low, high, size)


@models(f"{RANDOM_STATE}.tomaxint")
def tomaxint(self: Value, size: NumpySizes | None = None) -> Value:
    """Ints from 0 up to the largest."""
    return drawn([], size, "int64")


@models("numpy.random.default_rng")
def default_rng(seed: Value = NONE) -> Value:
    """A generator."""
    return seed if isinstance(seed, Object) and seed.path == GENERATOR else Object(GENERATOR)


@models("numpy.random.Generator")
def generator(bit_generator: Value) -> Value:
    """A generator."""
    return Object(GENERATOR)


@models("numpy.random.RandomState")
def random_state(seed: Value = NONE) -> Value:
    """A generator of the older kind."""
    return Object(RANDOM_STATE)


@models("numpy.random.seed")
def seed(seed: Value = NONE) -> Value:
    """Sets the state that all functions share."""
    return NONE


@models(f"{RANDOM_STATE}.seed")
def seed_method(self: Value, seed: Value = NONE) -> Value:
    """Sets the state."""
    return NONE


@models("numpy.random.set_state")
def set_state(state: Value) -> Value:
    """Sets the state that all functions share."""
    return NONE


@models(f"{RANDOM_STATE}.set_state")
def set_state_method(self: Value, state: Value) -> Value:
    """Sets the state."""
    return NONE


@models(f"{GENERATOR}.spawn")
def spawn(self: Value, n_children: Integer) -> Value:
    """New generators."""
    count = n_children.size
    if isinstance(count, int) and 0 <= count <= 64:
        return List.of(tuple([Object(GENERATOR) for _ in range(count)]))
    return List.like(Object(GENERATOR))


unmodelled("bytes are no arrays", f"{GENERATOR}.bytes", f"{RANDOM_STATE}.bytes", "numpy.random.bytes")
unmodelled(
    "the state of a generator",
    "numpy.random.get_state",
    "numpy.random.get_bit_generator",
    "numpy.random.set_bit_generator",
    f"{RANDOM_STATE}.get_state",
    f"{GENERATOR}.bit_generator",
    *[f"numpy.random.{name}" for name in _BIT_GENERATORS],
)
