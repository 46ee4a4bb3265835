"""`math` and `statistics`: exact where known; whole numbers of bounded floats are bounded."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tensorlint.models.python_builtins import by_python, truncated, unknown_int
from tensorlint.models.python_constants import ONE, Interval, to_python
from tensorlint.models.python_iteration import items_of, one_of
from tensorlint.models.python_numbers import size_of
from tensorlint.models.python_operators import binary
from tensorlint.models.python_values import interval
from tensorlint.models.registry import Context, NotCoercible, constant, models
from tensorlint.shapes import UNKNOWN, Size
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.sizes import bounds, floor_divide
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Float,
    Integer,
    List,
    Tuple,
    Value,
)

constant("math.pi", Float(math.pi))
constant("math.e", Float(math.e))
constant("math.tau", Float(math.tau))
constant("math.inf", Float(math.inf))
constant("math.nan", Float(math.nan))

MAXIMUM_FACTORIAL = 500

_FLOATS = (
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atanh",
    "cbrt",
    "cos",
    "cosh",
    "degrees",
    "erf",
    "erfc",
    "exp2",
    "expm1",
    "fabs",
    "gamma",
    "lgamma",
    "radians",
    "sin",
    "sinh",
    "tan",
    "tanh",
    "ulp",
)
_GROWING = ("exp", "log10", "log1p", "log2", "sqrt")
_PAIRS = ("atan2", "copysign", "fmod", "ldexp", "nextafter", "pow", "remainder")
_TRUTHS = ("isfinite", "isinf", "isnan")


def _real(name: str) -> Callable[..., Any]:
    """A function of `math`, also of a Python that is newer than the one that runs."""

    def call(*args: Any) -> Any:
        return getattr(math, name)(*args)

    return call


def _growing(name: str, x: Value) -> Value:
    """A function that never falls, of a number between bounds."""
    low, high = interval(x)
    function = _real(name)
    limits: list[float] = []
    for bound, outward in ((low, -math.inf), (high, math.inf)):
        try:
            limits.append(math.nextafter(function(bound), outward) if math.isfinite(bound) else outward)
        except (ValueError, OverflowError):
            limits.append(outward)
    if limits == [-math.inf, math.inf]:
        return Float()
    return Interval(low=limits[0], high=limits[1])


def _declare_functions() -> None:
    for name in _FLOATS:
        real = _real(name)

        def function(x: Value, /, real: Any = real) -> Value:
            return by_python(real, Float(), x)

        _declare(name, function)
    for name in _GROWING:

        def growing(x: Value, /, name: str = name) -> Value:
            known = by_python(_real(name), NONE, x)
            return _growing(name, x) if known == NONE else known

        _declare(name, growing)
    for name in _PAIRS:
        real = _real(name)

        def pair(x: Value, y: Value, /, real: Any = real) -> Value:
            return by_python(real, Float(), x, y)

        _declare(name, pair)
    for name in _TRUTHS:
        real = _real(name)

        def test(x: Value, /, real: Any = real) -> Value:
            return by_python(real, Boolean(), x)

        _declare(name, test)


def _declare(name: str, function: Callable[..., Value]) -> None:
    """Register without the helper's own parameters."""
    import inspect

    parameters = [
        each for each in inspect.signature(function).parameters.values() if each.default is each.empty
    ]
    function.__signature__ = inspect.Signature(parameters, return_annotation="Value")  # type: ignore[attr-defined]
    function.__doc__ = f"`math.{name}`."
    models(f"math.{name}")(function)


_declare_functions()


def _whole(
    name: str, x: Value, rounding: Callable[[float], int], exact: Callable[[Size, Size], Size]
) -> Value:
    if isinstance(x, Integer):
        return x
    known = by_python(rounding, NONE, x)
    if known != NONE:
        return known
    if isinstance(x, Interval) and bounds(x.denominator)[0] >= 1:
        size = exact(x.numerator, x.denominator)
        if size is not UNKNOWN:
            return Integer(size)
    low, high = interval(x)
    return unknown_int(
        name, rounding(low) if math.isfinite(low) else low, rounding(high) if math.isfinite(high) else high
    )


@models("math.floor")
def floor(context: Context, x: Value, /) -> Value:
    """The largest int that is not greater."""
    return _whole(f"floor({context.text('x')})", x, math.floor, floor_divide)


@models("math.ceil")
def ceil(context: Context, x: Value, /) -> Value:
    """The smallest int that is not less."""
    return _whole(f"ceil({context.text('x')})", x, math.ceil, ceil_divide)


@models("math.trunc")
def trunc(context: Context, x: Value, /) -> Value:
    """The int nearest to zero."""
    if isinstance(x, Interval):
        return truncated(f"trunc({context.text('x')})", x)
    return _whole(f"trunc({context.text('x')})", x, math.trunc, lambda a, b: UNKNOWN)


@models("math.log")
def log(x: Value, base: Value = Float(math.e), /) -> Value:  # noqa: B008
    """The logarithm."""
    if isinstance(base, Float) and base.value == math.e:
        known = by_python(math.log, NONE, x)
        return _growing("log", x) if known == NONE else known
    return by_python(math.log, Float(), x, base)


@models("math.isqrt")
def isqrt(n: Value, /) -> Value:
    """The whole part of the square root."""
    known = by_python(math.isqrt, NONE, n)
    if known != NONE:
        return known
    low, high = interval(n)
    least = math.isqrt(int(low)) if 0 <= low < math.inf else 0
    return unknown_int("isqrt", least, math.isqrt(int(high)) if 0 <= high < math.inf else math.inf)


@models("math.factorial")
def factorial(x: Value, /) -> Value:
    """n!"""
    size = size_of(x)
    if isinstance(size, int) and size <= MAXIMUM_FACTORIAL:
        return by_python(math.factorial, Integer(), x)
    return unknown_int("factorial", 1)


def _counted(function: Callable[..., int], name: str, n: Value, k: Value) -> Value:
    sizes = (size_of(n), size_of(k))
    if all(isinstance(size, int) and size <= MAXIMUM_FACTORIAL for size in sizes):
        return by_python(function, unknown_int(name, 0), n, k)
    return unknown_int(name, 0)


@models("math.comb")
def comb(n: Value, k: Value, /) -> Value:
    """The number of choices of k out of n."""
    return _counted(math.comb, "comb", n, k)


@models("math.perm")
def perm(n: Value, k: Value = NONE, /) -> Value:
    """The number of ordered choices of k out of n."""
    return factorial(n) if k == NONE else _counted(math.perm, "perm", n, k)


@models("math.gcd")
def gcd(*integers: Value) -> Value:
    """The greatest common divisor."""
    return by_python(math.gcd, unknown_int("gcd", 0), *integers)


@models("math.lcm")
def lcm(*integers: Value) -> Value:
    """The least common multiple."""
    return by_python(math.lcm, unknown_int("lcm", 0), *integers)


@models("math.prod")
def prod(context: Context, iterable: Value, /, *, start: Value = ONE) -> Value:
    """The product of the items: the number of elements of a shape."""
    items = items_of(context, iterable)
    if items is None or len(items) > 512:
        element = one_of(context, iterable)
        return unknown_int("prod") if isinstance(element, Integer | Boolean) else UNKNOWN_VALUE
    result = start
    for item in items:
        if isinstance(result, Array) or isinstance(item, Array):
            return UNKNOWN_VALUE
        result = binary("*", result, item)
    return result


@models("math.hypot", "math.dist", "math.sumprod")
def distance(*coordinates: Value) -> Value:
    """A float."""
    return Float()


@models("math.fsum")
def fsum(seq: Value, /) -> Value:
    """A float."""
    return Float()


@models("statistics.fmean")
def fmean(data: Value, weights: Value = NONE) -> Value:
    """A float."""
    return Float()


@models("statistics.mean", "statistics.median")
def middle(data: Value) -> Value:
    """A number of the kind of the data."""
    return _statistic(data)


@models("statistics.stdev", "statistics.variance")
def spread(data: Value, xbar: Value = NONE) -> Value:
    """A number of the kind of the data."""
    return _statistic(data)


@models("statistics.pstdev", "statistics.pvariance")
def population_spread(data: Value, mu: Value = NONE) -> Value:
    """A number of the kind of the data."""
    return _statistic(data)


def _statistic(data: Value) -> Value:
    items = data.items if isinstance(data, List | Tuple) else None
    return Float() if items and all(isinstance(item, Float) for item in items) else UNKNOWN_VALUE


@models("math.isclose")
def isclose(a: Value, b: Value, *, rel_tol: Value = Float(1e-9), abs_tol: Value = Float(0.0)) -> Value:  # noqa: B008
    """Whether two numbers are nearly the same."""
    try:
        tolerances = {"rel_tol": to_python(rel_tol), "abs_tol": to_python(abs_tol)}
        return Boolean(math.isclose(to_python(a), to_python(b), **tolerances))
    except (NotCoercible, TypeError, ValueError, OverflowError):
        return Boolean()


@models("math.modf")
def modf(x: Value, /) -> Value:
    """The fraction and the whole part, both floats."""
    return by_python(math.modf, Tuple((Float(), Float())), x)


@models("math.frexp")
def frexp(x: Value, /) -> Value:
    """Mantissa and exponent."""
    return by_python(math.frexp, Tuple((Float(), Integer())), x)
