"""Estimators made of others: pipelines step by step, and the user's own."""

from __future__ import annotations

from tensorlint.models.pandas_access import picked_labels
from tensorlint.models.registry import Context, attribute, models
from tensorlint.models.sklearn_parameters import CLONES, cloned
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Cells,
    Instance,
    Integer,
    List,
    Object,
    Slice,
    String,
    Tuple,
    Unknown,
    Value,
)

PIPELINE = "sklearn.pipeline.Pipeline"


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


def _before_last(
    context: Context, self: Value, x: Value, y: Value | None = None
) -> tuple[Value, tuple[str, str]]:
    """What the last step gets, all before it fitted where there are targets, and how messages name it:
    as the user does, while no step has changed it."""
    names = ("X", "y")
    for step in _steps(self)[:-1]:
        if _is_skipped(step):
            continue
        method = "transform" if y is None else "fit_transform"
        given = (x,) if y is None else (x, y)
        x = context.call(context.attribute(step, method), given, names=names)
        names = ("", "y")
    return x, names


def _last(
    context: Context, self: Value, method: str, x: Value, names: tuple[str, str], *others: Value
) -> Value:
    steps = _steps(self)
    if not steps:
        return UNKNOWN_VALUE
    if _is_skipped(steps[-1]):
        return x if method.endswith("transform") else UNKNOWN_VALUE
    return context.call(context.attribute(steps[-1], method), (x, *others), names=names)


@models(f"{PIPELINE}.fit")
def fit(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """Fits every step to what the steps before it made of the samples; gives itself."""
    x, names = _before_last(context, self, X, y)
    _last(context, self, "fit", x, names, y)
    return self


@models(f"{PIPELINE}.fit_transform")
def fit_transform(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """`fit` and then the transformed samples."""
    x, names = _before_last(context, self, X, y)
    return _last(context, self, "fit_transform", x, names, y)


@models(f"{PIPELINE}.fit_predict")
def fit_predict(context: Context, self: Value, X: Value, y: Value = NONE, **params: Value) -> Value:
    """`fit` and then a prediction a sample."""
    x, names = _before_last(context, self, X, y)
    return _last(context, self, "fit_predict", x, names, y)


def _applied(method: str) -> None:
    def model(context: Context, self: Value, X: Value, **params: Value) -> Value:
        x, names = _before_last(context, self, X)
        result = _last(context, self, method, x, names)
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
    x, names = _before_last(context, self, X)
    return _last(context, self, "score", x, names, y)


@models(f"{PIPELINE}.set_params")
def set_params(context: Context, self: Value, **kwargs: Value) -> Value:
    """Other parameters of steps, named `step__parameter`; gives itself. Of other steps nothing is known."""
    if not isinstance(self, Object):
        return self
    names = _names(self)
    for name, value in kwargs.items():
        step, divided, parameter = name.partition("__")
        if not divided or String(step) not in names:
            context.write(self.cells, "steps", UNKNOWN_VALUE)
            return self
        held = _steps(self)[names.index(String(step))]
        if isinstance(held, Object):
            context.call(context.attribute(held, "set_params"), (), {parameter: value})
    return self


def _names(self: Object) -> tuple[Value, ...]:
    """The names of the steps; `make_pipeline` names them after their classes."""
    held = self.cells.get("names")
    if isinstance(held, Tuple) and len(held.items) == len(_steps(self)):
        return held.items
    paths = [step.path if isinstance(step, Object) else "" for step in _steps(self)]
    names = [path.rpartition(".")[2].lower() for path in paths]
    return tuple([String(name if names.count(name) == 1 else None) for name in names])


@attribute(f"{PIPELINE}.named_steps")
def named_steps(pipeline: Object) -> Value:
    """The steps by their names."""
    held = dict(zip(_names(pipeline), _steps(pipeline), strict=False))
    entries = {name.value: step for name, step in held.items() if isinstance(name, String) and name.value}
    cells = Cells({f".{name}": step for name, step in entries.items()})
    return Object("sklearn.utils.Bunch", cells)


@models(f"{PIPELINE}.__getitem__")
def step_of(self: Value, ind: Value) -> Value:
    """A step by its name or number, or a pipeline of some of them."""
    steps = _steps(self)
    if isinstance(ind, Integer) and isinstance(ind.size, int) and -len(steps) <= ind.size < len(steps):
        return steps[ind.size]
    if not isinstance(self, Object) or not steps:
        return UNKNOWN_VALUE
    names = _names(self)
    if isinstance(ind, String) and ind.value is not None and ind in names:
        return steps[names.index(ind)]
    if isinstance(ind, Slice):
        picked = picked_labels(steps, ind)
        return UNKNOWN_VALUE if picked is None else Object(PIPELINE, Cells(steps=Tuple(picked)))
    return UNKNOWN_VALUE


def clone_pipeline(value: Object) -> Value:
    """A pipeline of clones of the steps."""
    steps = [step if _is_skipped(step) else cloned(step) for step in _steps(value)]
    if not steps or any(isinstance(step, Unknown) for step in steps):
        return UNKNOWN_VALUE
    cells = Cells(steps=Tuple(tuple(steps)), names=Tuple(_names(value)))
    return Object(PIPELINE, cells)


CLONES[PIPELINE] = clone_pipeline


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
