"""Estimators made of others: pipelines step by step, searches, the user's own; and label encoders."""

from __future__ import annotations

from tensorlint.models.registry import Context, inherits, models
from tensorlint.models.sklearn_parameters import cloned
from tensorlint.models.sklearn_values import row_count, some
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Cells,
    Float,
    Instance,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)

PIPELINE = "sklearn.pipeline.Pipeline"
SEARCHES = ("sklearn.model_selection.GridSearchCV", "sklearn.model_selection.RandomizedSearchCV")
LABELS = "sklearn.preprocessing.LabelEncoder"


@models("sklearn.pipeline.make_pipeline")
def make_pipeline(
    *steps: Value, memory: Value = NONE, transform_input: Value = NONE, verbose: Value = NONE
) -> Value:
    """A pipeline of these steps, named after their classes."""
    return Object(PIPELINE, Cells(steps=Tuple(steps)))


@models(PIPELINE)
def pipeline(
    steps: Value, *, transform_input: Value = NONE, memory: Value = NONE, verbose: Value = NONE
) -> Value:
    """A pipeline of named steps."""
    items = steps.items if isinstance(steps, List | Tuple) else None
    if items is None or not all(isinstance(item, Tuple) and len(item.items) == 2 for item in items):
        return UNKNOWN_VALUE
    pairs = [item.items for item in items if isinstance(item, Tuple)]
    cells = Cells(steps=Tuple(tuple([pair[1] for pair in pairs])))
    cells["names"] = Tuple(tuple([pair[0] for pair in pairs]))
    return Object(PIPELINE, cells)


def _steps(self: Value) -> tuple[Value, ...]:
    held = self.cells.get("steps") if isinstance(self, Object) else None
    return held.items if isinstance(held, Tuple) else ()


def _is_skipped(step: Value) -> bool:
    return step == NONE or step == String("passthrough")


def _trained(context: Context, self: Value, x: Value, y: Value) -> Value:
    """Fit all steps but the last; what the last one gets."""
    for step in _steps(self)[:-1]:
        if not _is_skipped(step):
            x = context.call(context.attribute(step, "fit_transform"), (x, y))
    return x


def _last(context: Context, self: Value, method: str, x: Value, *others: Value) -> Value:
    steps = _steps(self)
    if not steps:
        return UNKNOWN_VALUE
    if _is_skipped(steps[-1]):
        return x if method.endswith("transform") else UNKNOWN_VALUE
    return context.call(context.attribute(steps[-1], method), (x, *others))


@models(f"{PIPELINE}.fit")
def fit(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """Fits every step to what the steps before it made of the samples; gives itself."""
    _last(context, self, "fit", _trained(context, self, X, y), y)
    return self


@models(f"{PIPELINE}.fit_transform")
def fit_transform(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """`fit` and then the transformed samples."""
    return _last(context, self, "fit_transform", _trained(context, self, X, y), y)


@models(f"{PIPELINE}.fit_predict")
def fit_predict(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """`fit` and then a prediction a sample."""
    return _last(context, self, "fit_predict", _trained(context, self, X, y), y)


def _applied(method: str) -> None:
    def model(context: Context, self: Value, X: Value, **params: Value) -> Value:
        for step in _steps(self)[:-1]:
            if not _is_skipped(step):
                X = context.call(context.attribute(step, "transform"), (X,))
        result = _last(context, self, method, X)
        # With `return_std=True` and its like the last step gives more than its prediction.
        return UNKNOWN_VALUE if params else result

    model.__doc__ = f"`{method}` of the last step for what the steps before it make of the samples."
    models(f"{PIPELINE}.{method}")(model)


for _name in (
    "predict",
    "predict_proba",
    "predict_log_proba",
    "decision_function",
    "transform",
    "score_samples",
):
    _applied(_name)


@models(f"{PIPELINE}.score")
def score(
    context: Context,
    self: Value,
    X: Value = NONE,
    y: Value = NONE,
    sample_weight: Value = NONE,
    **params: Value,
) -> Value:
    """How well the last step predicts: one number."""
    for step in _steps(self)[:-1]:
        if not _is_skipped(step):
            X = context.call(context.attribute(step, "transform"), (X,))
    return _last(context, self, "score", X, y)


@models(f"{PIPELINE}.set_params")
def set_params(context: Context, self: Value, **kwargs: Value) -> Value:
    """Other steps, or other parameters of steps: nothing is known of them; gives itself."""
    if isinstance(self, Object):
        context.write(self.cells, "steps", UNKNOWN_VALUE)
    return self


@models(f"{PIPELINE}.__getitem__")
def step_of(self: Value, ind: Value) -> Value:
    """A step by its name or number."""
    steps = _steps(self)
    if isinstance(ind, Integer) and isinstance(ind.size, int) and -len(steps) <= ind.size < len(steps):
        return steps[ind.size]
    names = self.cells.get("names") if isinstance(self, Object) else None
    if isinstance(ind, String) and isinstance(names, Tuple) and ind in names.items and steps:
        return steps[names.items.index(ind)]
    return UNKNOWN_VALUE


# -- searches for parameters


def _search(path: str) -> None:
    def construct(estimator: Value, *others: Value, **keywords: Value) -> Value:
        return Object(path, Cells({"estimator": estimator, "refit": keywords.get("refit", NONE)}))

    construct.__doc__ = "A search that fits an estimator with many parameters."
    models(path)(construct)
    inherits(path, "sklearn.model_selection.BaseSearchCV")


for _path in SEARCHES:
    _search(_path)


@models("sklearn.model_selection.BaseSearchCV.fit")
def fit_search(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """Fits the estimator to parts of the samples; gives itself. What it is fitted with is not known."""
    if isinstance(self, Object):
        inner = cloned(self.cells.get("estimator", UNKNOWN_VALUE))
        if isinstance(inner, Object):
            context.call(context.attribute(inner, "fit"), (X, y))
    return self


@models("sklearn.model_selection.BaseSearchCV.score")
def score_search(self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """How well the best one predicts: one number."""
    return Float()


# -- labels


@models(LABELS)
def label_encoder() -> Value:
    """An encoder of labels."""
    return Object(LABELS)


@models(f"{LABELS}.fit")
def fit_labels(self: Value, y: Value) -> Value:
    """Learns which labels there are; gives itself."""
    return self


@models(f"{LABELS}.fit_transform", f"{LABELS}.transform", f"{LABELS}.inverse_transform")
def encoded(self: Value, y: Value) -> Value:
    """A number a label, or back."""
    return some(row_count(y))


# -- the user's own


@models("sklearn.base.BaseEstimator")
def base_estimator() -> Value:
    """What estimators inherit from."""
    return UNKNOWN_VALUE


@models("sklearn.base.TransformerMixin", "sklearn.base.ClassifierMixin", "sklearn.base.RegressorMixin")
def mixin() -> Value:
    """What kinds of estimators inherit from."""
    return UNKNOWN_VALUE


@models("sklearn.base.BaseEstimator.fit_transform", "sklearn.base.TransformerMixin.fit_transform")
def own_fit_transform(context: Context, self: Value, X: Value, y: Value = NONE, **fit_params: Value) -> Value:
    """`fit` and then `transform`, as the user's class defines them."""
    if not isinstance(self, Instance) or fit_params:
        return UNKNOWN_VALUE
    given = (X,) if y == NONE else (X, y)
    fitted = context.call(context.attribute(self, "fit"), given)
    return context.call(context.attribute(fitted, "transform"), (X,))
