"""Fitting estimators: what `fit` demands of samples, targets and weights, and what it learns of them."""

from __future__ import annotations

from collections.abc import Mapping

from tensorlint.models.registry import Context, refuse
from tensorlint.models.sklearn_laws import changed_parameters, value_of
from tensorlint.models.sklearn_table import TABLE, Estimator
from tensorlint.models.sklearn_values import (
    array_in,
    as_matrix,
    check_counts,
    check_matrix,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, symbol
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Integer,
    Object,
    String,
    Value,
)


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
            write(self.cells, fact, attribute_of(estimator, self.cells, fact, changed))
    return True


def attribute_of(estimator: Estimator, cells: Cells, fact: str, changed: Mapping[str, Value]) -> Value:
    """What a fitted attribute holds."""
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
