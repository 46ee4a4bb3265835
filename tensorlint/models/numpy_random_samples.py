"""NumPy's random choices, permutations and distributions of vectors."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.coercion import dtype_kind, to_array
from tensorlint.models.families import like, normalize_axis
from tensorlint.models.numpy_arguments import NumpySizes, counted, created_shape, is_given
from tensorlint.models.numpy_random import GENERATOR, RANDOM_STATE, drawn
from tensorlint.models.registry import NotCoercible, changes, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, equal, size_text, symbol
from tensorlint.shapes.axes import selected
from tensorlint.shapes.sizes import bounds, less
from tensorlint.values import (
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Integer,
    String,
    Value,
)


@models("numpy.random.choice")
def choice(a: Value, size: NumpySizes | None = None, replace: Value = TRUE, p: Value = NONE) -> Value:
    """Elements of a 1-D array, or of range(a), drawn at random."""
    return _chosen(a, size, replace, p, None)


@models(f"{RANDOM_STATE}.choice")
def choice_method(
    self: Value, a: Value, size: NumpySizes | None = None, replace: Value = TRUE, p: Value = NONE
) -> Value:
    """Elements of a 1-D array, or of range(a), drawn at random."""
    return _chosen(a, size, replace, p, None)


@models(f"{GENERATOR}.choice")
def generator_choice(
    self: Value,
    a: Value,
    size: NumpySizes | None = None,
    replace: Value = TRUE,
    p: Value = NONE,
    axis: int = 0,
    shuffle: Value = TRUE,
) -> Value:
    """Entries along an axis of an array, or numbers of range(a), drawn at random."""
    return _chosen(a, size, replace, p, axis)


def _chosen(a: Value, size: Sequence[Integer] | None, replace: Value, p: Value, axis: int | None) -> Value:
    """`axis`: None where only 1-D arrays are taken."""
    if isinstance(a, Integer):
        population, dtype = counted(a), "int64"
        before: tuple[Axis, ...] = ()
        after: tuple[Axis, ...] = ()
        scalar: Value = _number_below(a)
    else:
        array = to_array(a)
        if array.rank is None or array.rank == 0 or (axis is None and array.rank != 1):
            if array.rank is None and axis is None and size is not None:
                return Array(created_shape(size, "size"), array.dtype)
            raise NotCoercible
        place = normalize_axis(array.rank, axis or 0, exception="IndexError")
        population, dtype = array.shape.axes[place], array.dtype
        before, after = array.shape.axes[:place], array.shape.axes[place + 1 :]
        scalar = _element(array)
    _check_choice(population, size, replace, p)
    if size is None:
        return scalar if not before and not after else Array(Shape(before + after), dtype)
    target = created_shape(size, "size")
    if len(target) == 1:
        target = Shape((selected(population, target.axes[0].size),))
    return Array(Shape(before + target.axes + after), dtype)


def _number_below(limit: Integer) -> Integer:
    """An int in range(limit)."""
    highest = bounds(limit.size)[1] - 1
    if highest < 0:
        raise NotCoercible
    return Integer(symbol("?", lower=0, upper=None if highest == float("inf") else highest))


def _element(array: Array) -> Value:
    kind = dtype_kind(array.dtype)
    if kind == "int":
        if array.contents and all(isinstance(each, int) for each in array.contents):
            return Integer(symbol("?", lower=min(array.contents), upper=max(array.contents)))
        return Integer(symbol("?", lower=float("-inf")))
    if kind == "string":
        return String()
    return Array(Shape(), array.dtype) if kind in ("float", "complex", "bool") else UNKNOWN_VALUE


def _check_choice(population: Axis, size: Sequence[Integer] | None, replace: Value, p: Value) -> None:
    if is_given(p):
        chances = to_array(p)
        if chances.rank == 1 and equal(chances.shape.axes[0].size, population.size) is False:
            refuse(
                "TSL106",
                f"choice: {{a}} and {{p}} must have the same length: {size_text(population.size)} !="
                f" {size_text(chances.shape.axes[0].size)}",
            )
    if size is not None and isinstance(replace, Boolean) and replace.value is False:
        wanted = created_shape(size, "size").count
        if less(population.size, wanted) is True:
            refuse(
                "TSL213",
                "choice: without replacement no more can be drawn than there are:"
                f" {size_text(wanted)} > {size_text(population.size)}",
            )


@models("numpy.random.permutation")
def permutation(x: Value) -> Array:
    """The entries in random order along the first axis, or the numbers of range(x)."""
    return _permuted(x, 0)


@models(f"{RANDOM_STATE}.permutation")
def permutation_method(self: Value, x: Value) -> Array:
    """The entries in random order along the first axis, or the numbers of range(x)."""
    return _permuted(x, 0)


@models(f"{GENERATOR}.permutation")
def generator_permutation(self: Value, x: Value, axis: int = 0) -> Array:
    """The entries in random order along an axis, or the numbers of range(x)."""
    return _permuted(x, axis)


def _permuted(x: Value, axis: int) -> Array:
    if isinstance(x, Integer):
        return Array(Shape((counted(x),)), "int64")
    array = to_array(x)
    if array.rank is None:
        return Array(UNKNOWN_SHAPE, array.dtype)
    if array.rank == 0:
        raise NotCoercible
    normalize_axis(array.rank, axis, "{x}")
    return like(array)


@models(f"{GENERATOR}.permuted")
def permuted(self: Value, x: Array, *, axis: Value = NONE, out: Value = NONE) -> Array:
    """The elements in random order, each row by itself."""
    return like(x)


@models("numpy.random.shuffle")
def shuffle(x: Value) -> Value:
    """Puts the entries into random order, in place."""
    return NONE


@models(f"{RANDOM_STATE}.shuffle")
def shuffle_method(self: Value, x: Value) -> Value:
    """Puts the entries into random order, in place."""
    return NONE


@models(f"{GENERATOR}.shuffle")
def generator_shuffle(self: Value, x: Value, axis: int = 0) -> Value:
    """Puts the entries into random order along an axis, in place."""
    return NONE


changes("x", "numpy.random.shuffle", f"{RANDOM_STATE}.shuffle", f"{GENERATOR}.shuffle")


def _normal(mean: Array, cov: Array, size: Sequence[Integer] | None) -> Array:
    if cov.rank is not None and cov.rank != 2:
        refuse("TSL614", f"multivariate_normal: {{cov}} must be 2-D and square, it is {cov.shape}")
    if mean.rank is not None and mean.rank != 1:
        refuse("TSL614", f"multivariate_normal: {{mean}} must be 1-D, it is {mean.shape}")
    if cov.rank == 2 and equal(cov.shape.axes[0].size, cov.shape.axes[1].size) is False:
        refuse("TSL614", f"multivariate_normal: {{cov}} must be square, it is {cov.shape}")
    length = mean.shape.axes[0] if mean.rank == 1 else Axis(UNKNOWN)
    if cov.rank == 2:
        rows = cov.shape.axes[0]
        if equal(rows.size, length.size) is False:
            refuse(
                "TSL614",
                f"multivariate_normal: {{mean}} is {mean.shape}, {{cov}} is {cov.shape}:"
                f" {size_text(length.size)} != {size_text(rows.size)}",
            )
        length = rows if length.size is UNKNOWN else length
    return _vectors(size, length, "float64")


def _vectors(size: Sequence[Integer] | None, length: Axis, dtype: str) -> Array:
    lead = Shape() if size is None else created_shape(size, "size")
    return Array(Shape((*lead.axes, length)), dtype)


@models("numpy.random.multivariate_normal")
def multivariate_normal(
    mean: Array,
    cov: Array,
    size: NumpySizes | None = None,
    check_valid: Value = NONE,
    tol: Value = NONE,
) -> Array:
    """Vectors as long as the mean."""
    return _normal(mean, cov, size)


@models(f"{RANDOM_STATE}.multivariate_normal")
def multivariate_normal_method(
    self: Value,
    mean: Array,
    cov: Array,
    size: NumpySizes | None = None,
    check_valid: Value = NONE,
    tol: Value = NONE,
) -> Array:
    """Vectors as long as the mean."""
    return _normal(mean, cov, size)


@models(f"{GENERATOR}.multivariate_normal")
def generator_multivariate_normal(
    self: Value,
    mean: Array,
    cov: Array,
    size: NumpySizes | None = None,
    check_valid: Value = NONE,
    tol: Value = NONE,
    *,
    method: Value = NONE,
) -> Array:
    """Vectors as long as the mean."""
    return _normal(mean, cov, size)


@models("numpy.random.dirichlet")
def dirichlet(alpha: Array, size: NumpySizes | None = None) -> Array:
    """Vectors as long as alpha."""
    return _vectors(size, _only_axis(alpha), "float64")


@models(f"{RANDOM_STATE}.dirichlet", f"{GENERATOR}.dirichlet")
def dirichlet_method(self: Value, alpha: Array, size: NumpySizes | None = None) -> Array:
    """Vectors as long as alpha."""
    return _vectors(size, _only_axis(alpha), "float64")


def _only_axis(array: Array) -> Axis:
    if array.rank is None:
        return Axis(UNKNOWN)
    if array.rank != 1:
        raise NotCoercible
    return array.shape.axes[0]


@models("numpy.random.multinomial")
def multinomial(n: Value, pvals: Array, size: NumpySizes | None = None) -> Array:
    """Counts, as many as there are probabilities."""
    return _vectors(size, _only_axis(pvals), "int64")


@models(f"{RANDOM_STATE}.multinomial")
def multinomial_method(self: Value, n: Value, pvals: Array, size: NumpySizes | None = None) -> Array:
    """Counts, as many as there are probabilities."""
    return _vectors(size, _only_axis(pvals), "int64")


@models(f"{GENERATOR}.multinomial")
def generator_multinomial(self: Value, n: Value, pvals: Array, size: NumpySizes | None = None) -> Array:
    """Counts, as many as there are probabilities, for each n."""
    if pvals.rank is None or not pvals.rank:
        raise NotCoercible
    rows = Array(Shape(pvals.shape.axes[:-1]))
    lead = drawn([to_array(n), rows], size, "int64", Array(Shape()))
    if not isinstance(lead, Array) or lead.rank is None:
        raise NotCoercible
    return Array(Shape((*lead.shape.axes, pvals.shape.axes[-1])), "int64")


@models(f"{GENERATOR}.multivariate_hypergeometric")
def multivariate_hypergeometric(
    self: Value, colors: Array, nsample: Value, size: NumpySizes | None = None, method: Value = NONE
) -> Array:
    """Counts, as many as there are colors."""
    return _vectors(size, _only_axis(colors), "int64")
