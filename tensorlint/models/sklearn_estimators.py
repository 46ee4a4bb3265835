"""Estimators: what `fit` demands and learns, and the shapes of what their methods then return.

The cells of an estimator hold values only: its parameters and attributes under `.name`, and what it was
fitted to: the matrix ("X"), the kinds that its targets may be of, their outputs and classes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import comb
from typing import Any, TypeGuard

from tensorlint.models.registry import Context, inherits, models, refuse
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
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import less_equal, minimum, multiply
from tensorlint.values import (
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Constant,
    Dict,
    Float,
    Instance,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)

BASE = "sklearn.base.Estimator"
"""A name of our own for what all estimators of the table have."""

DEFAULT = Constant("the default")
"""The value of a parameter whose default is no plain constant."""


def estimator_of(value: Value) -> Estimator | None:
    """The table's line of an estimator."""
    return TABLE.get(value.path) if isinstance(value, Object) else None


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


def changed_parameters(estimator: Estimator, cells: Cells) -> dict[str, Value]:
    """The parameters that are, or may be, others than the defaults."""
    changed: dict[str, Value] = {}
    for name in estimator.parameters:
        value = cells.get(f".{name}", DEFAULT)
        default = estimator.default(name)
        if value is DEFAULT or (default is not None and value == default):
            continue
        changed[name] = value if isinstance(value, Value) else UNKNOWN_VALUE
    return changed


# -- targets


def kinds_of_targets(estimator: Estimator, y: Value) -> tuple[str, ...]:
    """The kinds of targets, as the table names them, that `y` may be."""
    if estimator.kinds == ("0",) or not estimator.kinds:
        return estimator.kinds
    array = array_in(y)
    if array is None or array.rank is None:
        return estimator.kinds
    numbers = "1" in estimator.kinds
    found: tuple[str, ...]
    if array.rank == 1:
        found = ("1",) if numbers else ("b", "m")
        classes = class_count(array)
        if not numbers and classes is not None:
            found = () if classes < 2 else ("b",) if classes == 2 else ("m",)
    elif array.rank == 2:
        single = equal(array.shape.axes[1].size, 1)
        column, several = ("1c", "2") if numbers else ("mc", "m2")
        found = (column,) if single is True else (several,) if single is False else (column, several)
        if found == ("mc",):
            found = ("b", "m")
    else:
        return ()
    return found if all(kind in estimator.kinds for kind in found) else ()


def class_count(array: Array) -> int | None:
    """How many different labels there are, where they are known."""
    contents = array.contents
    if contents is None or not contents or not all(isinstance(each, int) for each in contents):
        return None
    return len(set(contents))


AT_LEAST_TWO_CLASSES = frozenset(
    (
        *("QuadraticDiscriminantAnalysis", "GradientBoostingClassifier", "GaussianProcessClassifier"),
        *("LogisticRegression", "LogisticRegressionCV", "PassiveAggressiveClassifier", "Perceptron"),
        *("SGDClassifier", "NearestCentroid", "LinearSVC", "NuSVC", "SVC"),
    )
)
"""Classifiers that refuse targets of one class."""


# -- fitting


def fit_estimator(
    context: Context, self: Object, method: str, x: Value, y: Value, weights: Value, text: str = "{X}"
) -> bool:
    """Check what is given to `fit` (or its kind) and write what is learned; whether it is known."""
    estimator = TABLE[self.path]
    names = estimator.methods.get(method, ())
    if names[:1] != ("X",):
        forget(context, self)
        return False
    if names[1:2] not in (("y",), ("Y",)):
        y = NONE
    if "sample_weight" not in names:
        weights = NONE
    changed = changed_parameters(estimator, self.cells)
    array = array_in(x)
    who = f"{estimator.name}.{method}"
    demands = estimator.refuses if method in ("fit", "fit_transform", "fit_predict") else frozenset()

    def refuses(what: str) -> bool:
        fact = f"fit!{what}"
        return fact in demands and estimator.holds(fact, changed)

    ranked = refuses("1") and refuses("3")
    if ranked:
        check_matrix(who, array, text, given=x)
    if y != NONE and refuses("count"):
        check_counts(((text, x), ("{y}", y)))
    if weights != NONE and refuses("weight"):
        _check_weights(x, weights, text)
    target = array_in(y)
    is_wide = target is not None and target.rank == 2 and equal(target.shape.axes[1].size, 1) is False
    if target is not None and is_wide and refuses("wide"):
        _refuse_wide(who, target.shape)
    shape = as_matrix(array) if ranked else (array.shape if array is not None else as_matrix(None))
    if shape.rank != 2:
        forget(context, self)
        return False
    write = context.write
    write(self.cells, "X", Array(shape))
    kinds = kinds_of_targets(estimator, y)
    write(self.cells, "kinds", String(" ".join(kinds)))
    outputs = target.shape.axes[1] if target is not None and target.rank == 2 else Axis(UNKNOWN)
    write(self.cells, "t", Integer(outputs.size))
    classes = None if target is None or target.rank != 1 else class_count(target)
    least = 2 if estimator.name in AT_LEAST_TWO_CLASSES else 1
    known: Size = symbol("classes", lower=least, generic=True) if classes is None else classes
    write(self.cells, "c", Integer(known))
    for fact in estimator.facts:
        if fact.startswith("."):
            write(self.cells, fact, _attribute(estimator, self.cells, fact, changed))
    return True


def _attribute(estimator: Estimator, cells: Cells, fact: str, changed: Mapping[str, Value]) -> Value:
    features = cells["X"].shape.axes[1].size
    if fact == ".n_features_in_":
        return Integer(features) if estimator.holds(fact, changed) else UNKNOWN_VALUE
    return value_of(estimator, cells, fact, changed, Axis(UNKNOWN))


def _check_weights(x: Value, weights: Value, text: str) -> None:
    array = array_in(weights)
    if array is not None and array.rank == 1:
        check_counts(((text, x), ("{sample_weight}", weights)))


def _refuse_wide(who: str, shape: Shape) -> None:
    refuse(
        "TSL104",
        f"{who} expects one target a sample, y of shape (n,), but {{y}} is {shape}: y should be a 1d array;"
        " for one-hot rows pass the labels, {y}.argmax(axis=1)",
    )


def forget(context: Context, self: Object) -> None:
    """Nothing is known any more of what the estimator was fitted to."""
    for key in list(self.cells):
        if not str(key).startswith(".") or str(key).endswith("_"):
            context.write(self.cells, key, UNKNOWN_VALUE)


# -- results


def value_of(
    estimator: Estimator, cells: Cells, fact: str, changed: Mapping[str, Value], samples: Axis
) -> Value:
    """What a method returns or an attribute holds, by its law; `samples` are those of this call."""
    laws = laws_of(estimator, fact)
    kinds = cells.get("kinds")
    if fact in ("transform", "fit_transform") and estimator.path == ONE_HOT:
        return _one_hot(cells, samples)
    if laws is None or not isinstance(kinds, String) or not kinds.value:
        return UNKNOWN_VALUE
    by_kind = isinstance(laws, dict)
    chosen = [laws.get(kind) for kind in kinds.value.split()] if by_kind else [laws]
    if not all(isinstance(law, list) for law in chosen) or not estimator.holds(fact, changed):
        return UNKNOWN_VALUE
    if len({len(law) for law in chosen}) != 1:
        return UNKNOWN_VALUE
    tokens = [_common(column) for column in zip(*chosen, strict=True)]
    fitted = cells.get("X")
    shape = fitted.shape if isinstance(fitted, Array) and fitted.rank == 2 else as_matrix(None)
    axes = [_axis(token, cells, shape, samples) for token in tokens]
    for name, axis in estimator.sizes.get(fact, {}).items():
        if name in changed and axis < len(axes):
            size = _set_size(estimator, name, changed[name], shape.axes[1].size)
            if changed[name] == NONE and not estimator.bad.get(fact, {}).get(name):
                continue
            axes[axis] = Axis(size, () if size == 1 else None)
    if fact in ("transform", "fit_transform") and estimator.path in COUNTED and len(axes) == 2:
        count = COUNTED[estimator.path](cells, shape.axes[1].size)
        axes[1] = Axis(count, () if count == 1 else None)
    return result(*axes)


def laws_of(estimator: Estimator, fact: str) -> Any:
    """What the table says of a result; probabilities that only some parameters allow are like others."""
    laws = estimator.facts.get(fact)
    if laws is None and fact in estimator.methods and fact in ("predict_proba", "predict_log_proba"):
        return {"b": ["m", 2], "m": ["m", "c"], "mc": ["m", "c"]}
    return laws


ONE_HOT = "sklearn.preprocessing.OneHotEncoder"


def _one_hot(cells: Cells, samples: Axis) -> Value:
    """A column for each category of each feature; sparse unless told otherwise."""
    told = literal(cells.get(".sparse_output"))
    columns = born(symbol("categories", lower=1), "categories")
    return result(samples, columns) if told is False else either(samples, columns)


def _polynomials(cells: Cells, features: Size) -> Size:
    """How many products of at most `degree` of the features there are."""
    degree, alone = cells.get(".degree"), literal(cells.get(".interaction_only"))
    bias = literal(cells.get(".include_bias"))
    ends = [each.size for each in degree.items if isinstance(each, Integer)] if _is_pair(degree) else []
    if isinstance(degree, Integer):
        ends = [0, degree.size]
    if len(ends) != 2 or not isinstance(features, int) or alone is UNKNOWN or bias is UNKNOWN:
        return UNKNOWN
    low, high = ends
    if not isinstance(low, int) or not isinstance(high, int) or not 0 <= low <= high <= 20:
        return UNKNOWN
    if alone:
        count = sum(comb(features, number) for number in range(max(1, low), min(high, features) + 1))
    else:
        count = comb(features + high, high) - 1
        if low > 0:
            count -= comb(features + low - 1, low - 1) - 1
    return count + bool(bias)


def _is_pair(value: Any) -> TypeGuard[Tuple]:
    return isinstance(value, Tuple) and len(value.items) == 2


def _splines(cells: Cells, features: Size) -> Size:
    """So many basis functions for each feature."""
    knots, degree = literal(cells.get(".n_knots")), literal(cells.get(".degree"))
    bias, told = literal(cells.get(".include_bias")), literal(cells.get(".extrapolation"))
    plain = cells.get(".knots") in (String("uniform"), String("quantile")) and told != "periodic"
    if not isinstance(knots, int) or not isinstance(degree, int) or not plain or told is UNKNOWN:
        return UNKNOWN
    if features is UNKNOWN or bias is UNKNOWN:
        return UNKNOWN
    return multiply(features, knots + degree - 1 - (not bias))


COUNTED: dict[str, Callable[[Cells, Size], Size]] = {
    "sklearn.preprocessing.PolynomialFeatures": _polynomials,
    "sklearn.preprocessing.SplineTransformer": _splines,
}
"""How many columns a transformer makes, where a formula says it."""


def _common(tokens: tuple[Any, ...]) -> Any:
    """What holds for all kinds; two classes and several are `c` of them."""
    distinct = set(tokens)
    if len(distinct) == 1:
        return tokens[0]
    return "c" if distinct == {2, "c"} else "?"


def _axis(token: Any, cells: Cells, fitted: Shape, samples: Axis) -> Axis:
    if token == "m":
        return samples
    if token == "n":
        return fitted.axes[0]
    if isinstance(token, int):
        return Axis(token, () if token == 1 else None)
    size: Size = UNKNOWN
    if token == "d":
        size = fitted.axes[1].size
    elif token == "min(n,d)":
        size = minimum(fitted.axes[0].size, fitted.axes[1].size)
    elif token in ("t", "c"):
        held = cells.get(token)
        size = held.size if isinstance(held, Integer) else UNKNOWN
    return Axis(size, () if size == 1 else None)


def _set_size(estimator: Estimator, name: str, value: Value, features: Size) -> Size:
    if not isinstance(value, Integer):
        return UNKNOWN
    if name in estimator.upto and less_equal(value.size, features) is not True:
        return UNKNOWN
    return value.size


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
                context.write(self.cells, fact, _attribute(estimator, self.cells, fact, changed))
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
