"""scipy.stats: distributions, whose parameters are broadcast, frozen or not; several variables at once.

The distributions share methods by how many shape parameters stand before loc and scale.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence

from tensorlint.models.coercion import to_array
from tensorlint.models.families import elementwise_shape
from tensorlint.models.numpy_arguments import created_shape, sized, to_numpy_sizes
from tensorlint.models.registry import NotCoercible, inherits, models, refuse
from tensorlint.models.scipy_declaring import law
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Mismatch, Shape
from tensorlint.shapes.arithmetic import broadcast_to
from tensorlint.shapes.sizes import possibly
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Float,
    Integer,
    Object,
    Tuple,
    Unknown,
    Value,
)

FROZEN = "scipy.stats.distributions.rv_frozen"
CONTINUOUS = {
    0: (
        "anglit arcsine cauchy cosine expon gibrat gumbel_l gumbel_r halfcauchy halflogistic "
        "halfnorm hypsecant kstwobign landau laplace levy levy_l logistic maxwell moyal norm "
        "rayleigh semicircular uniform wald "
    ),
    1: (
        "alpha argus bradford chi chi2 dgamma dweibull erlang exponnorm exponpow fatiguelife fisk "
        "foldcauchy foldnorm gamma genextreme genhalflogistic genlogistic gennorm genpareto "
        "gompertz halfgennorm invgamma invgauss invweibull irwinhall kappa3 ksone kstwo "
        "laplace_asymmetric loggamma loglaplace lognorm lomax nakagami pareto pearson3 powerlaw "
        "powernorm rdist recipinvgauss rel_breitwigner rice skewcauchy skewnorm t triang truncexpon "
        "tukeylambda vonmises vonmises_line weibull_max weibull_min wrapcauchy "
    ),
    2: (
        "beta betaprime burr burr12 crystalball exponweib f gengamma geninvgauss jf_skew_t "
        "johnsonsb johnsonsu kappa4 levy_stable loguniform mielke nct ncx2 norminvgauss "
        "powerlognorm reciprocal studentized_range trapezoid truncnorm truncpareto "
    ),
    3: ("genexpon genhyperbolic ncf truncweibull_min "),
    4: ("dpareto_lognorm gausshyper "),
}
DISCRETE = {
    1: ("bernoulli dlaplace geom logser planck poisson yulesimon zipf "),
    2: ("binom boltzmann nbinom randint skellam zipfian "),
    3: ("betabinom betanbinom hypergeom nhypergeom "),
    4: ("nchypergeom_fisher nchypergeom_wallenius "),
}
"""The distributions, by how many shape parameters they have."""
OF_VALUES = ("cdf", "logcdf", "sf", "logsf")
OF_SHARES = ("ppf", "isf")
OF_PARAMETERS = ("mean", "var", "std", "median", "entropy")


def _numbers(values: Sequence[Value]) -> Shape:
    """What parameters are together; refuses those that cannot be broadcast."""
    arrays = [Array() if isinstance(value, Unknown) else to_array(value) for value in values]
    return elementwise_shape(arrays) if arrays else Shape()


def _parameters(
    shapes: int, arguments: Sequence[Value], keywords: Mapping[str, Value], more: int
) -> list[Value]:
    """The values of shapes, loc and scale; `more` of them may stand behind the shapes."""
    others = {
        name: value for name, value in keywords.items() if name not in ("size", "random_state", "moments")
    }
    if "args" in others or len(arguments) > shapes + more:
        raise NotCoercible
    return [*arguments, *others.values()]


def _drawn(shape: Shape, size: Value, discrete: bool) -> Value:
    if size == NONE:
        if shape.rank == 0:
            return Integer() if discrete else Float()
        if shape.rank is None or (shape.rank > 1 and possibly(shape.axes[0].size, 1, generic=False)):
            return UNKNOWN_VALUE  # leading axes of length 1 are taken away
        return Array(shape)
    target = created_shape(to_numpy_sizes(size), "size")
    if target.rank == 0:
        raise NotCoercible
    try:
        if len(shape) <= len(target):
            broadcast_to(shape, target)
    except Mismatch as mismatch:
        refuse(
            "TSL205",
            f"the parameters do not broadcast to the size: together they are {shape},"
            f" the size is {target}: {mismatch.detail}",
        )
    return Array(target, "" if discrete else "float")


def _declare(owner: str, shapes: int, discrete: bool) -> None:
    more = 1 if discrete else 2
    value = "k" if discrete else "x"

    def draw(*args: Value, **kwds: Value) -> Value:
        """Random numbers: of the size asked for, or of that of the parameters."""
        given, size = args, kwds.get("size", NONE)
        if len(given) > shapes + more:
            given, size = args[: shapes + more], args[shapes + more]
        return _drawn(_numbers(_parameters(shapes, given, kwds, more)), size, discrete)

    def at(x: Value, *args: Value, **kwds: Value) -> Array:
        """A function of each value, broadcast with the parameters."""
        return Array(_numbers([x, *_parameters(shapes, args, kwds, more)]))

    def summary(*args: Value, **kwds: Value) -> Array:
        """A number for each of the parameters."""
        return Array(_numbers(_parameters(shapes, args, kwds, more)))

    def both(*args: Value, **kwds: Value) -> Tuple:
        """Mean and variance, or both ends, for each of the parameters."""
        if "moments" in kwds or len(args) > shapes + more:
            raise NotCoercible
        return Tuple((Array(_numbers(_parameters(shapes, args, kwds, more))),) * 2)

    def interval(confidence: Value, *args: Value, **kwds: Value) -> Tuple:
        """Both ends of the interval around the median."""
        return Tuple((at(confidence, *args, **kwds),) * 2)

    def fit(data: Value, *args: Value, **kwds: Value) -> Value:
        """The parameters that fit the data: shapes, loc and scale."""
        return Tuple((Array(Shape()),) * (shapes + 2))

    def freeze(*args: Value, **kwds: Value) -> Value:
        """The distribution with its parameters."""
        try:
            shape = _numbers(_parameters(shapes, args, kwds, more))
        except NotCoercible:
            shape = UNKNOWN_SHAPE
        return Object(FROZEN, Cells(parameters=Array(shape), discrete=Boolean(discrete)))

    models(f"{owner}.rvs")(draw)
    mass = ("pmf", "logpmf") if discrete else ("pdf", "logpdf")
    for name in (*OF_VALUES, *mass):
        models(f"{owner}.{name}")(_renamed(at, value))
    for name in OF_SHARES:
        models(f"{owner}.{name}")(_renamed(at, "q"))
    for name in OF_PARAMETERS:
        models(f"{owner}.{name}")(summary)
    models(f"{owner}.stats")(both)
    models(f"{owner}.support")(both)
    models(f"{owner}.interval")(interval)
    if not discrete:
        models(f"{owner}.fit")(fit)
    names = (DISCRETE if discrete else CONTINUOUS)[shapes].split()
    models(*[f"scipy.stats.{name}" for name in names])(freeze)
    for name in names:
        inherits(f"scipy.stats.{name}", owner)


def _renamed(function: Callable[..., Array], name: str) -> Callable[..., Array]:
    """The function with another name for its first parameter."""
    signature = inspect.signature(function)
    first, *others = signature.parameters.values()

    def model(*arguments: Value, **keywords: Value) -> Array:
        if name in keywords:
            arguments = (keywords.pop(name), *arguments)
        return function(*arguments, **keywords)

    model.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[first.replace(name=name), *others]
    )
    return model


for _shapes in CONTINUOUS:
    _declare(f"scipy.stats.continuous{_shapes}", _shapes, False)
for _shapes in DISCRETE:
    _declare(f"scipy.stats.discrete{_shapes}", _shapes, True)


def _held(self: Value) -> Shape:
    held = self.cells.get("parameters") if isinstance(self, Object) and not self.cells.escaped else None
    return held.shape if isinstance(held, Array) else UNKNOWN_SHAPE


@models(f"{FROZEN}.rvs")
def frozen_draw(self: Value, size: Value = NONE, random_state: Value = NONE) -> Value:
    """Random numbers: of the size asked for, or of that of the parameters."""
    discrete = isinstance(self, Object) and self.cells.get("discrete") == Boolean(True)
    return _drawn(_held(self), size, discrete)


def _frozen_at(self: Value, x: Value) -> Array:
    """A function of each value, broadcast with the parameters."""
    value = Array() if isinstance(x, Unknown) else to_array(x)
    return Array(elementwise_shape([value, Array(_held(self))]))


def _frozen_share(self: Value, q: Value) -> Array:
    """A function of each share, broadcast with the parameters."""
    return _frozen_at(self, q)


def _frozen_mass(self: Value, k: Value) -> Array:
    """A function of each value, broadcast with the parameters."""
    return _frozen_at(self, k)


models(*[f"{FROZEN}.{_name}" for _name in (*OF_VALUES, "pdf", "logpdf")])(_frozen_at)
models(*[f"{FROZEN}.{_name}" for _name in OF_SHARES])(_frozen_share)
models(*[f"{FROZEN}.{_name}" for _name in ("pmf", "logpmf")])(_frozen_mass)


@models(*[f"{FROZEN}.{_name}" for _name in OF_PARAMETERS])
def frozen_summary(self: Value) -> Array:
    """A number for each of the parameters."""
    return Array(_held(self))


@models(f"{FROZEN}.interval")
def frozen_interval(self: Value, confidence: Value = NONE) -> Tuple:
    """Both ends of the interval around the median."""
    return Tuple((Array(_held(self) if isinstance(confidence, Float) else UNKNOWN_SHAPE),) * 2)


NORMAL = "scipy.stats.multivariate_normal"
FROZEN_NORMAL = "scipy.stats._multivariate.multivariate_normal_frozen"


def _dimension(mean: Value, cov: Value) -> Axis | None:
    """How many variables there are; None where it is not known."""
    for value, places in ((mean, (1,)), (cov, (2, 1))):
        if value == NONE or isinstance(value, Unknown):
            continue
        array = to_array(value)
        if array.rank in places and array.rank is not None:
            return array.shape.axes[0]
    return None


def _rows(size: Value, variables: Axis | None) -> Value:
    """So many samples; a single one, or a single variable, has its axis taken away."""
    if variables is None or variables.size == 1 or not isinstance(variables.size, int):
        return Array()
    if size == NONE or (isinstance(size, Integer) and size.size == 1):
        return Array(Shape((variables,)))
    if isinstance(size, Integer) and isinstance(size.size, int):
        return Array(Shape((sized(size.size), variables)))
    return Array()


@law(f"{NORMAL}.rvs", "mean= cov= size= random_state=")
def normal_samples(mean: Value = NONE, cov: Value = NONE, size: Value = NONE) -> Value:
    """Samples of several variables: (size, d)."""
    return _rows(size, _dimension(mean, cov))


def _densities(x: Array, variables: Axis | None) -> Array:
    if variables is None or variables.size == 1 or not isinstance(variables.size, int):
        return Array()
    return Array(Shape(x.shape.axes[:-1])) if x.rank is not None and x.rank >= 2 else Array()


def _density(x: Array, mean: Value = NONE, cov: Value = NONE) -> Array:
    """The density at each point, whose coordinates stand along the last axis."""
    return _densities(x, _dimension(mean, cov))


for _name in ("pdf", "logpdf"):
    law(f"{NORMAL}.{_name}", "x mean= cov= allow_singular=")(_density)


@law(NORMAL, "mean= cov= allow_singular= seed= **kwds")
def normal_frozen(mean: Value = NONE, cov: Value = NONE) -> Object:
    """The distribution with its parameters."""
    variables = _dimension(mean, cov)
    return Object(
        FROZEN_NORMAL, Cells(variables=Array(UNKNOWN_SHAPE if variables is None else Shape((variables,))))
    )


def _variables(self: Value) -> Axis | None:
    held = self.cells.get("variables") if isinstance(self, Object) and not self.cells.escaped else None
    return held.shape.axes[0] if isinstance(held, Array) and held.rank == 1 else None


@models(f"{FROZEN_NORMAL}.rvs")
def frozen_normal_samples(self: Value, size: Value = NONE, random_state: Value = NONE) -> Value:
    """Samples of several variables: (size, d)."""
    return _rows(size, _variables(self))


@models(f"{FROZEN_NORMAL}.pdf", f"{FROZEN_NORMAL}.logpdf")
def frozen_normal_density(self: Value, x: Array) -> Array:
    """The density at each point."""
    return _densities(x, _variables(self))


KDE = "scipy.stats.gaussian_kde"


@law(KDE, "dataset bw_method= weights=")
def gaussian_kde(dataset: Array) -> Object:
    """The density of points; each column is one."""
    variables = Shape() if dataset.rank in (0, 1) else Shape(dataset.shape.axes[:1])
    return Object(KDE, Cells(variables=Array(UNKNOWN_SHAPE if dataset.rank is None else variables)))


@models(f"{KDE}.__call__", f"{KDE}.evaluate")
def kde_at(self: Value, points: Array) -> Array:
    """The density at each point."""
    if points.rank is None:
        return Array(Shape((Axis(UNKNOWN_SHAPE.count),)))
    held = self.cells.get("variables") if isinstance(self, Object) else None
    if points.rank == 2:
        return Array(Shape(points.shape.axes[1:]))
    if points.rank == 1 and isinstance(held, Array) and held.rank == 0:
        return Array(points.shape)
    return Array(Shape((Axis(UNKNOWN_SHAPE.count),)))


@models(f"{KDE}.pdf", f"{KDE}.logpdf")
def kde_density(self: Value, x: Array) -> Array:
    """The density at each point."""
    return kde_at(self, x)


@models(f"{KDE}.resample")
def kde_resample(self: Value, size: Value = NONE, seed: Value = NONE) -> Array:
    """New points; each column is one."""
    held = self.cells.get("variables") if isinstance(self, Object) else None
    if not isinstance(size, Integer) or not isinstance(held, Array) or held.rank is None:
        return Array(Shape((Axis(UNKNOWN_SHAPE.count), Axis(UNKNOWN_SHAPE.count))))
    return Array(Shape((held.shape.axes[0] if held.rank else sized(1), sized(size.size))))
