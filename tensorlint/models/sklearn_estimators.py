"""Estimators: their constructors and methods; what they learn and return is worked out elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from tensorlint.models.registry import Context, inherits, models
from tensorlint.models.sklearn_fitting import attribute_of, fit_estimator
from tensorlint.models.sklearn_laws import DEFAULT, changed_parameters, estimator_of, value_of
from tensorlint.models.sklearn_table import TABLE, Estimator
from tensorlint.models.sklearn_values import (
    MATRIX,
    array_in,
    as_matrix,
    check_counts,
    check_matrix,
    either,
    is_configured,
    literal,
    refuse_rank,
    result,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal
from tensorlint.values import (
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Dict,
    Float,
    Instance,
    Integer,
    List,
    Object,
    Tuple,
    Value,
)

BASE = "sklearn.base.Estimator"
"""A name of our own for what all estimators of the table have."""


def _constructor(estimator: Estimator) -> None:
    def construct(context: Context, *arguments: Value, **keywords: Value) -> Value:
        for argument in (*arguments, *keywords.values()):
            _hand_over(context, argument)
        if len(arguments) > estimator.positional or any(
            name not in estimator.parameters for name in keywords
        ):
            return UNKNOWN_VALUE
        given = dict(zip(estimator.parameters, arguments, strict=False)) | keywords
        cells = Cells()
        for name in estimator.parameters:
            value = given.get(name) or estimator.default(name)
            cells[f".{name}"] = DEFAULT if value is None else value
        return Object(estimator.path, cells)

    construct.__doc__ = f"A new {estimator.name}."
    models(estimator.path)(construct)
    inherits(estimator.path, BASE)


def _hand_over(context: Context, value: Value) -> None:
    """The estimator may call an object, or change what stands in a mapping, whenever it is used."""
    if isinstance(value, Instance):
        for key in list(value.cells):
            context.write(value.cells, key, UNKNOWN_VALUE)
    elif isinstance(value, Dict):
        for item in value.entries.values():
            if isinstance(item, List):
                item.cells.escaped = True
            else:
                _hand_over(context, item)


for _estimator in TABLE.values():
    _constructor(_estimator)


def apply_estimator(context: Context, self: Value, method: str, x: Value, text: str = "{X}") -> Value:
    """A method of a fitted estimator on new samples."""
    estimator = estimator_of(self)
    if estimator is None or method not in estimator.methods:
        return UNKNOWN_VALUE
    assert isinstance(self, Object)
    changed = changed_parameters(estimator, self.cells)
    array = array_in(x)
    fitted = self.cells.get("X")
    shape = fitted.shape if isinstance(fitted, Array) and fitted.rank == 2 else as_matrix(None)
    who = f"{estimator.name}.{method}"
    wanted = shape.axes[1].size
    if method == "inverse_transform":
        wanted = _transformed_features(estimator, self.cells, changed)
    ranked = _refuses(estimator, f"{method}!1", changed) and _refuses(estimator, f"{method}!3", changed)
    checks_features = _refuses(estimator, f"{method}!features", changed)
    if ranked and isinstance(fitted, Array):
        check_matrix(who, array, text, wanted if checks_features else UNKNOWN, x)
    elif ranked and array is not None and array.rank not in (None, 2):
        refuse_rank(who, array.shape, text, x)
    if array is None and (method in ("transform", "inverse_transform") or not ranked):
        return UNKNOWN_VALUE
    if method.endswith("transform") and is_configured(context):
        return UNKNOWN_VALUE
    if "output" in self.cells and method.endswith("transform"):
        return UNKNOWN_VALUE
    matrix = as_matrix(array) if ranked else (Shape() if array is None else array.shape)
    if matrix.rank != 2:
        return UNKNOWN_VALUE
    if array is not None and not checks_features and equal(matrix.axes[1].size, wanted) is not True:
        return UNKNOWN_VALUE
    found = value_of(estimator, self.cells, method, changed, matrix.axes[0])
    if isinstance(found, Array) and method.endswith("transform") and len(matrix) == 2:
        return _as_given(x, _with_columns(estimator, found, matrix))
    return found


def _as_given(x: Value, found: Array) -> Value:
    """Of a matrix that may be sparse one that may be."""
    return either(*found.shape.axes) if isinstance(x, Object) and x.path == MATRIX else found


COLUMN_BY_COLUMN = ("sklearn.preprocessing.", "sklearn.impute.")


def _with_columns(estimator: Estimator, found: Array, matrix: Shape) -> Array:
    """A scaler's columns are those of its input."""
    if not estimator.path.startswith(COLUMN_BY_COLUMN) or len(found.shape) != 2:
        return found
    axis = found.shape.axes[1]
    if axis.size is UNKNOWN or equal(axis.size, matrix.axes[1].size) is not True:
        return found
    return result(found.shape.axes[0], matrix.axes[1])


def _refuses(estimator: Estimator, fact: str, changed: Mapping[str, Value]) -> bool:
    return fact in estimator.refuses and estimator.holds(fact, changed)


def _transformed_features(estimator: Estimator, cells: Cells, changed: Mapping[str, Value]) -> Size:
    found = value_of(estimator, cells, "transform", changed, Axis(UNKNOWN))
    return found.shape.axes[1].size if isinstance(found, Array) and len(found.shape) == 2 else UNKNOWN


# -- the methods that all have


@models(f"{BASE}.fit")
def fit(
    context: Context,
    self: Value,
    X: Value = NONE,
    y: Value = NONE,
    sample_weight: Value = NONE,
    *others: Value,
    **keywords: Value,
) -> Value:
    """Learns from samples (n, d) and their targets; gives itself."""
    if estimator_of(self) is not None:
        assert isinstance(self, Object)
        fit_estimator(context, self, "fit", X, keywords.get("Y", y), sample_weight)
    return self


@models(f"{BASE}.partial_fit")
def partial_fit(
    context: Context,
    self: Value,
    X: Value = NONE,
    y: Value = NONE,
    *others: Value,
    **keywords: Value,
) -> Value:
    """Learns from more samples, of the features that it knows; gives itself."""
    estimator = estimator_of(self)
    if estimator is None:
        return self
    assert isinstance(self, Object)
    changed = changed_parameters(estimator, self.cells)
    fitted = self.cells.get("X")
    if _refuses(estimator, "partial_fit!features", changed) and _refuses(estimator, "partial_fit!1", changed):
        features = fitted.shape.axes[1].size if isinstance(fitted, Array) and fitted.rank == 2 else UNKNOWN
        check_matrix(f"{estimator.name}.partial_fit", array_in(X), "{X}", features, X)
    if fit_estimator(context, self, "partial_fit", X, y, NONE):
        # How many samples and classes it saw before is not known.
        matrix = self.cells["X"].shape
        context.write(self.cells, "X", Array(Shape((Axis(UNKNOWN), matrix.axes[1]))))
        context.write(self.cells, "c", Integer(UNKNOWN))
        for fact in estimator.facts:
            if fact.startswith("."):
                context.write(self.cells, fact, attribute_of(estimator, self.cells, fact, changed))
    return self


def _fit_and_apply(
    context: Context, self: Value, method: str, x: Value, y: Value, weights: Value = NONE
) -> Value:
    estimator = estimator_of(self)
    if estimator is None or method not in estimator.methods:
        return UNKNOWN_VALUE
    assert isinstance(self, Object)
    if not fit_estimator(context, self, method, x, y, weights):
        return UNKNOWN_VALUE
    array = array_in(x)
    if method == "fit_transform" and (array is None or is_configured(context) or "output" in self.cells):
        return UNKNOWN_VALUE
    changed = changed_parameters(estimator, self.cells)
    matrix = self.cells["X"].shape
    found = value_of(estimator, self.cells, method, changed, matrix.axes[0])
    if isinstance(found, Array) and method == "fit_transform":
        return _as_given(x, _with_columns(estimator, found, matrix))
    return found


@models(f"{BASE}.fit_transform")
def fit_transform(
    context: Context, self: Value, X: Value = NONE, y: Value = NONE, *others: Value, **keywords: Value
) -> Value:
    """`fit` and then the transformed samples."""
    return _fit_and_apply(context, self, "fit_transform", X, y)


@models(f"{BASE}.fit_predict")
def fit_predict(
    context: Context, self: Value, X: Value = NONE, y: Value = NONE, *others: Value, **keywords: Value
) -> Value:
    """`fit` and then a label a sample."""
    return _fit_and_apply(context, self, "fit_predict", X, y)


@models(f"{BASE}.predict")
def predict(context: Context, self: Value, X: Value = NONE, *others: Value, **keywords: Value) -> Value:
    """A prediction a sample, of as many outputs as the targets had."""
    answer = apply_estimator(context, self, "predict", X)
    return UNKNOWN_VALUE if others or keywords else answer


def _method(name: str) -> None:
    def method(context: Context, self: Value, X: Value = NONE, *others: Value, **keywords: Value) -> Value:
        answer = apply_estimator(context, self, name, X)
        return UNKNOWN_VALUE if others or keywords else answer

    method.__doc__ = f"What `{name}` gives for new samples."
    models(f"{BASE}.{name}")(method)


for _name in (
    "predict_proba",
    "predict_log_proba",
    "decision_function",
    "transform",
    "score_samples",
    "apply",
):
    _method(_name)


@models(f"{BASE}.kneighbors")
def kneighbors(
    context: Context,
    self: Value,
    X: Value = NONE,
    n_neighbors: Value = NONE,
    return_distance: Value = TRUE,
) -> Value:
    """The distances to the nearest samples, and their numbers, a row for each given sample."""
    estimator = estimator_of(self)
    if estimator is None or not estimator.path.startswith("sklearn.neighbors."):
        return UNKNOWN_VALUE
    assert isinstance(self, Object)
    fitted = self.cells.get("X")
    shape = fitted.shape if isinstance(fitted, Array) and fitted.rank == 2 else as_matrix(None)
    samples = shape.axes[0]
    if X != NONE:
        array = array_in(X)
        check_matrix(f"{estimator.name}.kneighbors", array, "{X}", shape.axes[1].size, X)
        matrix = as_matrix(array)
        if matrix.rank != 2:
            return UNKNOWN_VALUE
        samples = matrix.axes[0]
    count = self.cells.get(".n_neighbors") if n_neighbors == NONE else n_neighbors
    each = result(samples, Axis(count.size if isinstance(count, Integer) else UNKNOWN))
    both = literal(return_distance)
    return UNKNOWN_VALUE if both is UNKNOWN else Tuple((each, each)) if both else each


@models(f"{BASE}.inverse_transform")
def inverse_transform(
    context: Context, self: Value, X: Value = NONE, *others: Value, **keywords: Value
) -> Value:
    """Transformed samples as they were before."""
    return apply_estimator(context, self, "inverse_transform", X)


@models(f"{BASE}.score")
def score(
    context: Context,
    self: Value,
    X: Value = NONE,
    y: Value = NONE,
    sample_weight: Value = NONE,
    *others: Value,
    **keywords: Value,
) -> Value:
    """How well it predicts: one number."""
    estimator = estimator_of(self)
    if estimator is None or "score" not in estimator.methods:
        return UNKNOWN_VALUE
    assert isinstance(self, Object)
    apply_estimator(context, self, "score", X)
    changed = changed_parameters(estimator, self.cells)
    if y != NONE and _refuses(estimator, "score!count", changed):
        check_counts((("{X}", X), ("{y}", y)))
    return Float()
