"""Searches for parameters: the estimator is cloned, fitted to all samples in the end, and then used."""

from __future__ import annotations

from tensorlint.models.registry import Context, attribute, inherits, models
from tensorlint.models.sklearn_parameters import cloned
from tensorlint.models.sklearn_values import check_counts
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Cells,
    Dict,
    Float,
    List,
    Object,
    Tuple,
    Value,
)

_PARENT = "sklearn.model_selection"
SEARCHES = ("GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV")
BASE = f"{_PARENT}.BaseSearchCV"


def _search(name: str) -> None:
    def construct(estimator: Value, *others: Value, **keywords: Value) -> Value:
        grid = keywords.get("param_grid", keywords.get("param_distributions", NONE))
        cells = Cells(estimator=estimator, refit=keywords.get("refit", NONE), fitted=UNKNOWN_VALUE)
        cells["grid"] = others[0] if others else grid
        return Object(f"{_PARENT}.{name}", cells)

    construct.__doc__ = "A search that fits an estimator with many parameters."
    models(f"{_PARENT}.{name}")(construct)
    inherits(f"{_PARENT}.{name}", BASE)


for _name in SEARCHES:
    _search(_name)


def _searched(grid: Value) -> tuple[str, ...] | None:
    """The names of the parameters that are tried; None where they are not known."""
    several = (grid.items or (UNKNOWN_VALUE,)) if isinstance(grid, List | Tuple) else (grid,)
    names: dict[str, None] = {}
    for each in several:
        if not isinstance(each, Dict) or each.others is not None:
            return None
        names.update((key, None) for key in each.entries if isinstance(key, str))
    return tuple(names)


@models(f"{BASE}.fit")
def fit(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """Fits the estimator with the best parameters to the samples; gives itself."""
    if not isinstance(self, Object):
        return self
    check_counts([(name, value) for name, value in (("{X}", X), ("{y}", y)) if value != NONE])
    inner, names = cloned(self.cells.get("estimator", UNKNOWN_VALUE)), _searched(self.cells["grid"])
    if isinstance(inner, Object) and names is not None:
        if names:
            unknown: dict[str, Value] = dict.fromkeys(names, UNKNOWN_VALUE)
            context.call(context.attribute(inner, "set_params"), (), unknown)
        context.call(context.attribute(inner, "fit"), (X, y), names=("X", "y"))
        context.write(self.cells, "fitted", inner)
    else:
        context.write(self.cells, "fitted", UNKNOWN_VALUE)
    return self


def _best(self: Value) -> Value:
    if not isinstance(self, Object) or self.cells.get("refit") == FALSE:
        return UNKNOWN_VALUE
    held = self.cells.get("fitted")
    return held if isinstance(held, Object) else UNKNOWN_VALUE


def _forwarded(method: str) -> None:
    def model(context: Context, self: Value, X: Value) -> Value:
        best = _best(self)
        if not isinstance(best, Object):
            return UNKNOWN_VALUE
        return context.call(context.attribute(best, method), (X,), names=("X",))

    model.__doc__ = f"`{method}` of the best estimator."
    models(f"{BASE}.{method}")(model)


for _name in (
    "predict",
    "predict_proba",
    "predict_log_proba",
    "decision_function",
    "transform",
    "inverse_transform",
    "score_samples",
):
    _forwarded(_name)


@models(f"{BASE}.score")
def score(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """How well the best one predicts: one number."""
    best = _best(self)
    if isinstance(best, Object) and not params:
        context.call(context.attribute(best, "score"), (X, y), names=("X", "y"))
    return Float()


@attribute(f"{BASE}.best_estimator_")
def best_estimator(search: Object) -> Value:
    """The estimator with the best parameters."""
    return _best(search)


@attribute(f"{BASE}.best_score_")
def best_score(search: Object) -> Value:
    """How good the best one is."""
    return Float()


@attribute(f"{BASE}.best_params_")
def best_parameters(search: Object) -> Value:
    """The best parameters by name."""
    return Dict.of({}, UNKNOWN_VALUE)
