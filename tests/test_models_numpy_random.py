"""Models of NumPy's random functions, held against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model_harness import Call, Draw, Families, Family

families = Families()

DISTRIBUTIONS: dict[str, Any] = {
    "beta": 2,
    "binomial": (5, 0.5),
    "chisquare": 1,
    "exponential": 1,
    "f": 2,
    "gamma": 2,
    "geometric": (0.5,),
    "gumbel": 2,
    "hypergeometric": 3,
    "laplace": 2,
    "logistic": 2,
    "lognormal": 2,
    "logseries": (0.5,),
    "negative_binomial": (5, 0.5),
    "noncentral_chisquare": 2,
    "noncentral_f": 3,
    "normal": 2,
    "pareto": 1,
    "poisson": 1,
    "power": 1,
    "rayleigh": 1,
    "standard_cauchy": 0,
    "standard_t": 1,
    "triangular": (1, 2, 3),
    "uniform": 2,
    "vonmises": 2,
    "wald": 2,
    "weibull": 1,
    "zipf": (2,),
}
OPTIONAL = (
    "exponential",
    "gumbel",
    "laplace",
    "logistic",
    "lognormal",
    "normal",
    "poisson",
    "rayleigh",
    "uniform",
)
LEGACY = ("random", "random_sample", "standard_normal", "standard_exponential", "sample", "ranf")


def owner(draw: Draw, module: bool = True) -> tuple[str, tuple[Any, ...]]:
    """The path before a function's name, and the generator that it is a method of."""
    kinds = ["Generator", "RandomState"] + ["module"] * module
    kind = draw.choice(kinds)
    if kind == "module":
        return "numpy.random", ()
    real = np.random.default_rng(0) if kind == "Generator" else np.random.RandomState(0)
    return f"numpy.random.{kind}", (real,)


def size_argument(draw: Draw, wrong: float = 0) -> Any:
    """A size, or an impossible one."""
    if draw.chance(wrong):
        return draw.choice((2.0, (2, -1), -1, (2, 3.5)))
    shape = draw.shape(0, 3)
    return shape[0] if len(shape) == 1 and draw.chance() else draw.choice((shape, shape, list(shape), None))


@families.add(known=0.95, refused=0.95)
def distributions(draw: Draw) -> Call:
    path, receiver = owner(draw)
    name = draw.choice(tuple(DISTRIBUTIONS))
    wanted = DISTRIBUTIONS[name]
    plain = wanted if isinstance(wanted, tuple) else (2,) * wanted
    parameters: list[Any] = []
    for each in plain:
        shape = draw.choice(((), (), (3,), (2, 3), (1,), (2,)))
        parameters.append(np.full(shape, each) if shape else draw.choice((each, np.array(each))))
    if name in OPTIONAL and draw.chance(0.3):
        parameters = parameters[:1]
    size = draw.choice((None, None, (2, 3), 3, (4, 2, 3), (3,), size_argument(draw)))
    return Call(f"{path}.{name}", (*receiver, *parameters), {} if size is None else {"size": size})


@families.add(known=1, refused=0.95)
def standard(draw: Draw) -> Call:
    if draw.chance():
        rng = np.random.default_rng(0)
        name = draw.choice(("random", "standard_normal", "standard_exponential"))
        return Call(f"numpy.random.Generator.{name}", (rng, size_argument(draw, 0.1)), draw.given(dtype="f4"))
    path, receiver = owner(draw)
    if path.endswith("Generator"):
        path, receiver = "numpy.random", ()
    name = draw.choice(LEGACY[:4] if receiver else LEGACY)
    return Call(f"{path}.{name}", (*receiver, size_argument(draw, 0.1)))


@families.add(known=0, refused=1)
def sizes_as_separate_arguments(draw: Draw) -> Call:
    if draw.chance():
        rng = np.random.default_rng(0)
        name = draw.choice(("random", "standard_normal"))
        return Call(f"numpy.random.Generator.{name}", (rng, 2, draw.integer(1, 4)))
    name = draw.choice(("random", "standard_normal", "normal", "uniform", "randint"))
    before = {"normal": (0.0, 1.0), "uniform": (0.0, 1.0), "randint": (0, 9)}.get(name, ())
    return Call(f"numpy.random.{name}", (*before, 2, draw.integer(1, 4)))


@families.add(known=0.9, refused=0.95)
def rand(draw: Draw) -> Call:
    name = draw.choice(("rand", "randn"))
    shape = draw.shape(0, 3)
    arguments: tuple[Any, ...] = shape
    if draw.chance(0.1):
        arguments = draw.choice(((shape,), (2.0,), (2, -1), ([2, 3],)))
    return Call(f"numpy.random.{name}", arguments)


@families.add(known=0.8)
def integers(draw: Draw) -> Call:
    low, high = draw.integer(-2, 5), draw.integer(0, 12)
    bounds: tuple[Any, ...] = draw.choice(
        ((high,), (low, high), (low, high), ([0, 1], 5), (1, np.array([2, 3])))
    )
    keywords = draw.given(0.4, size=size_argument(draw))
    keywords |= draw.given(0.1, dtype=draw.choice(("int32", "uint8", bool)))
    if draw.chance():
        rng = np.random.default_rng(draw.integer(0, 99))
        return Call(
            "numpy.random.Generator.integers",
            (rng, *bounds),
            keywords | draw.given(0.3, endpoint=draw.chance()),
        )
    return Call("numpy.random.randint", bounds, keywords)


@families.add(known=0.7, refused=0.3)
def choice(draw: Draw) -> Call:
    path, receiver = owner(draw)
    a: Any = draw.choice((draw.integer(0, 9), draw.data(draw.shape(1, 2)), [3, 1, 2], ["a", "b"], [0.5, 1.5]))
    keywords = draw.given(0.6, size=size_argument(draw)) | draw.given(0.3, replace=draw.chance())
    if path.endswith("Generator"):
        keywords |= draw.given(0.3, axis=draw.integer(-2, 2))
    count = a if isinstance(a, int) else len(a)
    if count and draw.chance(0.2):
        length = count if draw.chance(0.8) else count + 1
        keywords["p"] = [1 / length] * length
    return Call(f"{path}.choice", (*receiver, a), keywords)


@families.add(known=0.9, refused=0.05)
def permutation(draw: Draw) -> Call:
    path, receiver = owner(draw)
    x: Any = draw.choice((draw.integer(0, 9), draw.array(draw.shape()), [1, 2, 3]))
    name = draw.choice(("permutation", "permutation", "shuffle"))
    if name == "shuffle":
        return Call(f"{path}.shuffle", (*receiver, draw.array(draw.shape(1))))
    if path.endswith("Generator"):
        if draw.chance(0.3):
            return Call(f"{path}.permuted", (*receiver, draw.array(draw.shape())))
        return Call(f"{path}.permutation", (*receiver, x), draw.given(0.3, axis=draw.integer(-2, 2)))
    return Call(f"{path}.permutation", (*receiver, x))


@families.add(known=0.9, refused=0.9)
def multivariate_normal(draw: Draw) -> Call:
    path, receiver = owner(draw)
    n = draw.integer(1, 4)
    mean: Any = np.zeros(n if draw.chance(0.9) else (n, 1))
    cov: Any = (
        np.eye(n, n if draw.chance(0.95) else n + 1) if draw.chance(0.9) else np.eye(draw.integer(1, 4))
    )
    if draw.chance(0.05):
        cov = np.ones(n)
    return Call(f"{path}.multivariate_normal", (*receiver, mean, cov), draw.given(size=size_argument(draw)))


@families.add(known=0.9, refused=0.02)
def vectors(draw: Draw) -> Call:
    path, receiver = owner(draw)
    name = draw.choice(("dirichlet", "multinomial"))
    n = draw.integer(1, 4)
    chances = draw.choice((np.full(n, 1 / n), np.full((2, n), 1 / n)))
    first: tuple[Any, ...] = () if name == "dirichlet" else (draw.choice((10, 10, np.array([10, 20]))),)
    return Call(f"{path}.{name}", (*receiver, *first, chances), draw.given(size=size_argument(draw)))


@families.add(known=0.3)
def generators(draw: Draw) -> Call:
    kind = draw.integer(0, 3)
    if kind == 0:
        return Call("numpy.random.default_rng", (draw.integer(0, 9),))
    if kind == 1:
        return Call("numpy.random.RandomState", (draw.integer(0, 9),))
    if kind == 2:
        return Call("numpy.random.seed", (draw.integer(0, 9),))
    return Call("numpy.random.default_rng", (np.random.default_rng(0),))


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()
