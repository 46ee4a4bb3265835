"""scipy.stats, held against SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models.scipy_distributions import CONTINUOUS, DISCRETE, FROZEN
from tensorlint.shapes import shape_of
from tensorlint.values import Array
from tests.model_harness import As, Call, Draw, Families, Family, apply_model
from tests.test_models_numpy_operators import partner

scipy = pytest.importorskip("scipy")
pytest.importorskip("scipy.stats")

families = Families()
SUMMARIES = (
    "skew kurtosis gmean hmean sem variation iqr median_abs_deviation circmean tmean tvar mode entropy moment"
)
KNOWN = {
    "norm": 0,
    "uniform": 0,
    "expon": 0,
    "gamma": 1,
    "t": 1,
    "beta": 2,
    "poisson": 1,
    "binom": 2,
    "geom": 1,
}


def parameters(draw: Draw, count: int, shape: tuple[int, ...], wrong: float) -> list[Any]:
    """Parameters that are probabilities for all, numbers or arrays."""
    return [draw.choice((0.5, 0.5, np.full(partner(draw, shape, wrong), 0.5))) for _ in range(count)]


def named(draw: Draw, wrong: float = 0.05) -> tuple[str, list[Any], tuple[int, ...]]:
    name = draw.choice(sorted(KNOWN))
    shape = tuple(max(1, each) for each in draw.shape(0, 2))
    given = parameters(draw, KNOWN[name], shape, wrong)
    if name == "binom":
        given[0] = 5
    return name, given, shape


@families.add(known=0.9, refused=0.4)
def random_numbers(draw: Draw) -> Call:
    name, given, shape = named(draw)
    size: Any = draw.choice((3, (2, 3), shape or 2, (4, *shape)))
    loc = {"loc": draw.choice((1.0, np.ones(shape)))} if draw.chance(0.3) else {}
    return Call(f"scipy.stats.{name}.rvs", tuple(given), loc | draw.given(0.8, size=size))


@families.add(known=0.9, refused=0.4)
def densities(draw: Draw) -> Call:
    name, given, shape = named(draw)
    mass = (
        ("pmf", "cdf", "sf")
        if name in ("poisson", "binom", "geom")
        else ("pdf", "logpdf", "cdf", "sf", "ppf")
    )
    x = draw.array(partner(draw, shape, 0.1), "float64", 0, 1)
    return Call(f"scipy.stats.{name}.{draw.choice(mass)}", (x, *given))


@families.add(known=0.9)
def moments(draw: Draw) -> Call:
    name, given, _ = named(draw)
    method = draw.choice(("mean", "var", "std", "median", "stats", "support"))
    return Call(f"scipy.stats.{name}.{method}", tuple(given))


def test_distributions_are_those_of_scipy() -> None:
    real: dict[str, tuple[str, int]] = {}
    for name in scipy.stats.__all__:
        each = getattr(scipy.stats, name)
        if isinstance(each, scipy.stats.rv_continuous | scipy.stats.rv_discrete):
            kind = "continuous" if isinstance(each, scipy.stats.rv_continuous) else "discrete"
            real[name] = kind, each.numargs
    told = {name: ("continuous", count) for count, names in CONTINUOUS.items() for name in names.split()}
    told |= {name: ("discrete", count) for count, names in DISCRETE.items() for name in names.split()}
    del real["poisson_binom"]  # its one parameter is a whole vector of probabilities: not followed
    assert told == real


@families.add(known=0.5)
def frozen(draw: Draw) -> Call:
    name, given, shape = named(draw, 0.0)
    size = draw.choice((3, (2, 3), (4, *shape)))
    x = draw.array(partner(draw, shape, 0.05), "float64", 0, 1)
    method = draw.choice(("rvs", "cdf", "mean"))

    real = getattr(scipy.stats, name)(*given)
    values = [Array(shape_of(*np.shape(each))) for each in given]
    rest: tuple[Any, ...] = {"rvs": (size,), "cdf": (x,), "mean": ()}[method]
    held = As(real, apply_model(f"scipy.stats.{name}", values, {}))
    return Call(
        f"{FROZEN}.{method}", (held, *rest), function=lambda self, *more: getattr(self, method)(*more)
    )


@families.add(known=0.3)
def several_variables(draw: Draw) -> Call:
    count = draw.integer(1, 4)
    mean, cov = np.zeros(count), np.eye(count)
    x = draw.array((*draw.choice(((), (5,), (2, 3))), count), "float64")
    if draw.chance():
        return Call("scipy.stats.multivariate_normal.rvs", (mean, cov), draw.given(size=draw.integer(1, 4)))
    return Call(f"scipy.stats.multivariate_normal.{draw.choice(('pdf', 'logpdf'))}", (x, mean, cov))


@families.add(known=0.85, refused=0.6)
def summaries(draw: Draw) -> Call:
    a = draw.array([draw.integer(2, 6) for _ in range(draw.integer(1, 3))], "float64", 1)
    name = draw.choice(SUMMARIES.split())
    axis = draw.choice((None, draw.axis(a.ndim)))
    return Call(f"scipy.stats.{name}", (a, 2) if name == "moment" else (a,), draw.given(axis=axis))


@families.add(known=0.8)
def scores(draw: Draw) -> Call:
    a = draw.array([draw.integer(2, 6) for _ in range(draw.integer(1, 3))], "float64", 1)
    vector = draw.array((draw.integer(4, 9),), "float64", 1) + np.linspace(0, 1, 1)
    return draw.choice(
        (
            Call("scipy.stats.zscore", (a,)),
            Call("scipy.stats.rankdata", (a,), draw.given(axis=draw.integer(0, a.ndim - 1))),
            Call("scipy.stats.boxcox", (vector + np.arange(len(vector)), 0.5)),
            Call("scipy.stats.binned_statistic", (vector, vector), {"bins": draw.integer(2, 5)}),
            Call("scipy.stats.sigmaclip", (vector,)),
        )
    )


@families.add(known=0.7, refused=0.9)
def pairs(draw: Draw) -> Call:
    size = draw.integer(4, 9)
    x = draw.array((size,), "float64") + np.arange(size) / 9
    y = draw.array((size + draw.integer(1, 2) if draw.chance(0.2) else size,), "float64")
    y = y + np.arange(len(y)) / 7
    name = draw.choice(
        (
            "pearsonr",
            "kendalltau",
            "spearmanr",
            "linregress",
            "ttest_rel",
            "ttest_ind",
            "mannwhitneyu",
            "theilslopes",
        )
    )
    return Call(f"scipy.stats.{name}", (x, y))


@families.add(known=0.7)
def samples(draw: Draw) -> Call:
    a = draw.array([draw.integer(9, 12), draw.integer(2, 4)][: draw.integer(1, 2)], "float64")
    a = a + np.arange(a.size).reshape(a.shape) / 7
    name = draw.choice(("ttest_1samp", "normaltest", "skewtest", "ttest_ind", "ttest_rel", "mannwhitneyu"))
    if name == "ttest_1samp":
        return Call("scipy.stats.ttest_1samp", (a, 0))
    return Call(f"scipy.stats.{name}", (a,) if name in ("normaltest", "skewtest") else (a, a + 1))


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_scipy(family: Family) -> None:
    family.run()
