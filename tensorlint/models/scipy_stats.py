"""scipy.stats: summaries along an axis, scores, correlations and tests of samples."""

from __future__ import annotations

from tensorlint.models.coercion import Axes
from tensorlint.models.families import elementwise_shape
from tensorlint.models.numpy_arguments import sized
from tensorlint.models.numpy_differences import flattened
from tensorlint.models.numpy_reductions import Reduction
from tensorlint.models.registry import NotCoercible, Refusal, refuse
from tensorlint.models.scipy_declaring import law, laws
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, equal
from tensorlint.shapes.arithmetic import unequal
from tensorlint.shapes.sizes import add, bounds, possibly
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Integer, Tuple, Value

STATISTIC = ("statistic", "pvalue")


def _reduced(a: Array, axis: Axes, keepdims: bool = False) -> Array:
    if not a.rank or (axis is not None and len(axis) != 1):
        raise NotCoercible
    if bounds(a.shape.count)[0] < 1:
        return Array()
    return Reduction(a, axis, keepdims, text="the array", lenient=False).array("")


@laws(
    "scipy.stats.skew a axis= bias= nan_policy= * keepdims=",
    "scipy.stats.kurtosis a axis= fisher= bias= nan_policy= * keepdims=",
    "scipy.stats.gmean a axis= dtype= weights= * nan_policy= keepdims=",
    "scipy.stats.hmean a axis= dtype= * weights= nan_policy= keepdims=",
    "scipy.stats.pmean a p * axis= dtype= weights= nan_policy= keepdims=",
    "scipy.stats.sem a axis= ddof= nan_policy= * keepdims=",
    "scipy.stats.variation a axis= nan_policy= ddof= * keepdims=",
    "scipy.stats.tvar a limits= inclusive= axis= ddof= * nan_policy= keepdims=",
    "scipy.stats.tstd a limits= inclusive= axis= ddof= * nan_policy= keepdims=",
    "scipy.stats.tsem a limits= inclusive= axis= ddof= * nan_policy= keepdims=",
    "scipy.stats.gstd a axis= ddof= * keepdims= nan_policy=",
    "scipy.stats.trim_mean a proportiontocut axis= * nan_policy= keepdims=",
)
def summary(a: Array, axis: Axes = (0,), keepdims: bool = False, weights: Value = NONE) -> Array:
    """A number for each column: the first axis goes away, or another one, or all."""
    return _reduced(a, axis, keepdims) if weights == NONE else Array()


@law("scipy.stats.iqr", "x axis= rng= scale= nan_policy= interpolation= keepdims=")
def interquartile_range(x: Array, axis: Axes = None, keepdims: bool = False, rng: Value = NONE) -> Array:
    """How far the middle half of the elements spreads, of all or along axes."""
    return _reduced(x, axis, keepdims) if rng == NONE else Array()


@law("scipy.stats.median_abs_deviation", "x axis= center= scale= nan_policy= * keepdims=")
def spread(x: Array, axis: Axes = (0,), keepdims: bool = False) -> Array:
    """How far the elements spread along an axis."""
    return _reduced(x, axis, keepdims)


@laws(
    "scipy.stats.circmean samples high= low= axis= nan_policy= * keepdims=",
    "scipy.stats.circstd samples high= low= axis= nan_policy= * normalize= keepdims=",
    "scipy.stats.circvar samples high= low= axis= nan_policy= * keepdims=",
)
def circular(samples: Array, axis: Axes = None, keepdims: bool = False) -> Array:
    """The mean or spread of angles, of all or along an axis."""
    return _reduced(samples, axis, keepdims)


@law("scipy.stats.tmean", "a limits= inclusive= axis= * nan_policy= keepdims=")
def trimmed_mean(a: Array, axis: Axes = None, keepdims: bool = False) -> Array:
    """The mean of what lies within limits."""
    return _reduced(a, axis, keepdims)


@law("scipy.stats.moment", "a order= axis= nan_policy= * center= keepdims=")
def moment(a: Array, order: Value = NONE, axis: Axes = (0,), keepdims: bool = False) -> Array:
    """A moment along an axis; several where several orders are asked for."""
    return _reduced(a, axis, keepdims) if order == NONE or isinstance(order, Integer) else Array()


@law("scipy.stats.entropy", "pk qk= base= axis= * nan_policy= keepdims=")
def entropy(pk: Array, qk: Value = NONE, axis: Axes = (0,), keepdims: bool = False) -> Array:
    """The entropy of distributions along an axis."""
    return _reduced(pk, axis, keepdims) if qk == NONE else Array()


@law("scipy.stats.mode", "a axis= nan_policy= keepdims=")
def mode(a: Array, axis: Axes = (0,), keepdims: bool = False) -> Tuple:
    """The most frequent elements along an axis, and how often they occur."""
    return Tuple((_reduced(a, axis, keepdims),) * 2, ("mode", "count"))


@laws("scipy.stats.zscore a axis= ddof= nan_policy=", "scipy.stats.gzscore a * axis= ddof= nan_policy=")
def zscore(a: Array) -> Array:
    """How many standard deviations each element is away from the mean."""
    return Array(a.shape if a.rank != 0 else UNKNOWN_SHAPE)


@law("scipy.stats.zmap", "scores compare axis= ddof= nan_policy=")
def zmap(scores: Array) -> Array:
    """How many standard deviations of other elements each one is away from their mean."""
    return Array(scores.shape if scores.rank == 1 else UNKNOWN_SHAPE)


@law("scipy.stats.rankdata", "a method= * axis= nan_policy=")
def rankdata(a: Array, axis: int | None = None) -> Array:
    """The rank of each element, laid flat unless along an axis."""
    if a.rank == 0 or axis is not None:
        return Array(a.shape if a.rank else UNKNOWN_SHAPE)
    return Array(flattened(a.shape))


@law("scipy.stats.boxcox", "x lmbda= alpha= optimizer=")
def boxcox(x: Array, lmbda: Value = NONE, alpha: Value = NONE) -> Value:
    """The transformed elements, and the exponent where it is not given."""
    if lmbda != NONE:
        return Array(x.shape)
    return Tuple((Array(x.shape), Array(Shape()))) if alpha == NONE else UNKNOWN_VALUE


@law("scipy.stats.yeojohnson", "x lmbda=")
def yeojohnson(x: Array, lmbda: Value = NONE) -> Value:
    """The transformed elements, and the exponent where it is not given."""
    return Array(x.shape) if lmbda != NONE else Tuple((Array(x.shape), Array(Shape())))


def check_pairs(x: Array, y: Array, verb: str, names: tuple[str, str] = ("x", "y")) -> None:
    """Refuses vectors of pairs that have not as many elements (TSL106)."""
    if x.rank != 1 or y.rank != 1:
        return
    first, second = x.shape.axes[0].size, y.shape.axes[0].size
    if equal(first, second) is False and not any(
        possibly(size, few) for size in (first, second) for few in (0, 1)
    ):
        refuse(
            "TSL106",
            f"{verb}: as many elements are needed in both: {{{names[0]}}} is {x.shape}, {{{names[1]}}} is"
            f" {y.shape}: {unequal(first, second)}",
        )


def _of_vectors(x: Array, y: Array, names: tuple[str, ...]) -> Tuple:
    plain = x.rank == 1 and y.rank == 1
    result = Array(Shape() if plain else UNKNOWN_SHAPE)
    return Tuple((result,) * len(names), names)


@laws(
    "scipy.stats.pearsonr x y * alternative= method= axis=",
    "scipy.stats.kendalltau x y * nan_policy= method= variant= alternative= axis= keepdims=",
    "scipy.stats.pointbiserialr x y * axis= nan_policy= keepdims=",
    "scipy.stats.weightedtau x y rank= weigher= additive= * axis= nan_policy= keepdims=",
)
def correlation(x: Array, y: Array) -> Tuple:
    """How two vectors of the same length go together."""
    check_pairs(x, y, "a correlation")
    return _of_vectors(x, y, STATISTIC)


@law("scipy.stats.spearmanr", "a b= axis= nan_policy= alternative=")
def spearmanr(a: Array, b: Array | None = None) -> Tuple:
    """How the ranks of two vectors go together, or those of all columns."""
    if b is None:
        return Tuple((Array(), Array()), STATISTIC)
    check_pairs(a, b, "spearmanr", ("a", "b"))
    return _of_vectors(a, b, STATISTIC)


@law("scipy.stats.linregress", "x y alternative= * axis= nan_policy= keepdims=")
def linregress(x: Array, y: Array) -> Tuple:
    """The line through points: slope, intercept, correlation and errors."""
    check_pairs(x, y, "linregress")
    return _of_vectors(x, y, ("slope", "intercept", "rvalue", "pvalue", "stderr"))


@law("scipy.stats.ttest_rel", "a b axis= nan_policy= alternative= * keepdims=")
def ttest_rel(a: Array, b: Array, axis: Axes = (0,)) -> Tuple:
    """The test of pairs."""
    check_pairs(a, b, "ttest_rel", ("a", "b"))
    return _two_samples(a, b, axis)


@laws("scipy.stats.ttest_ind a b * axis= equal_var= nan_policy= alternative= trim= method= keepdims=")
def ttest_ind(a: Array, b: Array, axis: Axes = (0,)) -> Tuple:
    """The test of two samples, which may differ in length."""
    return _two_samples(a, b, axis)


@laws("scipy.stats.mannwhitneyu x y use_continuity= alternative= axis= method= * nan_policy= keepdims=")
def mannwhitneyu(x: Array, y: Array, axis: Axes = (0,)) -> Tuple:
    """The test of two samples, which may differ in length."""
    return _two_samples(x, y, axis)


def _two_samples(a: Array, b: Array, axis: Axes) -> Tuple:
    if not a.rank or a.rank != b.rank:
        return Tuple((Array(), Array()), STATISTIC)
    try:
        shape = elementwise_shape([_reduced(a, axis), _reduced(b, axis)])
    except (Refusal, NotCoercible):
        shape = UNKNOWN_SHAPE
    return Tuple((Array(shape),) * 2, STATISTIC)


@laws("scipy.stats.ttest_1samp a popmean axis= nan_policy= alternative= * keepdims=")
def ttest_1samp(a: Array, popmean: Value, axis: Axes = (0,)) -> Tuple:
    """The test of the mean of a sample."""
    plain = isinstance(popmean, Integer) and a.rank
    return Tuple((_reduced(a, axis) if plain else Array(),) * 2, STATISTIC)


@laws(
    "scipy.stats.normaltest a axis= nan_policy= * keepdims=",
    "scipy.stats.skewtest a axis= nan_policy= alternative= * keepdims=",
    "scipy.stats.kurtosistest a axis= nan_policy= alternative= * keepdims=",
)
def of_sample(a: Array, axis: Axes = (0,)) -> Tuple:
    """The test of a sample along an axis."""
    return Tuple((_reduced(a, axis) if a.rank else Array(),) * 2, STATISTIC)


@law("scipy.stats.shapiro", "x * axis= nan_policy= keepdims=")
def shapiro(x: Array, axis: Axes = None) -> Tuple:
    """The test whether a sample is normal."""
    return Tuple((_reduced(x, axis) if x.rank else Array(),) * 2, STATISTIC)


@law("scipy.stats.theilslopes", "y x= alpha= method= * axis= nan_policy= keepdims=")
def theilslopes(y: Array, x: Array | None = None) -> Tuple:
    """A robust line through points."""
    if x is not None:
        check_pairs(x, y, "theilslopes")
    result = Array(Shape() if y.rank == 1 and (x is None or x.rank == 1) else UNKNOWN_SHAPE)
    return Tuple((result,) * 4, ("slope", "intercept", "low_slope", "high_slope"))


@law("scipy.stats.binned_statistic", "x values statistic= bins= range=")
def binned_statistic(x: Array, values: Array, bins: Value = NONE) -> Tuple:
    """A statistic of the values in each bin, the edges of the bins and the bin of each element."""
    if not isinstance(bins, Integer) or x.rank != 1 or values.rank != 1:
        return Tuple((Array(), Array(), Array()), ("statistic", "bin_edges", "binnumber"))
    parts = (Shape((sized(bins.size),)), Shape((sized(add(bins.size, 1)),)), x.shape)
    return Tuple(tuple([Array(each) for each in parts]), ("statistic", "bin_edges", "binnumber"))


@law("scipy.stats.sigmaclip", "a low= high=")
def sigmaclip(a: Array) -> Tuple:
    """The elements that lie near the mean, and the limits."""
    return Tuple(
        (Array(Shape((Axis(UNKNOWN),))), Array(Shape()), Array(Shape())), ("clipped", "lower", "upper")
    )
