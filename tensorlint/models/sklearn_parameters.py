"""Parameters of estimators: read, set, and kept where an estimator is cloned; what a program configures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tensorlint.models.registry import Context, models
from tensorlint.models.sklearn_estimators import BASE
from tensorlint.models.sklearn_laws import DEFAULT, estimator_of
from tensorlint.models.sklearn_values import UNCLEAR
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Cells,
    Dict,
    List,
    Object,
    String,
    Tuple,
    Value,
)


@models(f"{BASE}.get_params")
def get_params(self: Value, deep: Value = NONE) -> Value:
    """The parameters by name."""
    estimator = estimator_of(self)
    if estimator is None:
        return UNKNOWN_VALUE
    assert isinstance(self, Object)
    entries: dict[Any, Value] = {}
    for name in estimator.parameters:
        value = self.cells.get(f".{name}", UNKNOWN_VALUE)
        entries[name] = value if isinstance(value, Value) and value is not DEFAULT else UNKNOWN_VALUE
    return Dict.of(entries, UNKNOWN_VALUE)


@models(f"{BASE}.set_params")
def set_params(context: Context, self: Value, **params: Value) -> Value:
    """Other parameters; gives itself."""
    if isinstance(self, Object):
        for name, value in params.items():
            if "__" not in name:
                context.write(self.cells, f".{name}", value)
            else:
                context.write(self.cells, f".{name.partition('__')[0]}", UNKNOWN_VALUE)
    return self


@models(f"{BASE}.set_output")
def set_output(context: Context, self: Value, *, transform: Value = NONE) -> Value:
    """Transformed samples come in another container; gives itself."""
    if isinstance(self, Object) and transform not in (NONE, String("default")):
        context.write(self.cells, "output", UNKNOWN_VALUE)
    return self


@models("sklearn.set_config", "sklearn.config_context")
def set_config(context: Context, *others: Value, **keywords: Value) -> Value:
    """What transformers return may be set for all of them."""
    if others or keywords.keys() - {"display", "print_changed_only", "assume_finite", "working_memory"}:
        context.write(context.settings("sklearn"), UNCLEAR, UNKNOWN_VALUE)
    return NONE


@models("sklearn.base.clone")
def clone(estimator: Value, *, safe: Value = NONE) -> Value:
    """An estimator with the same parameters that was fitted to nothing."""
    if isinstance(estimator, List | Tuple):
        return UNKNOWN_VALUE
    return cloned(estimator)


CLONES: dict[str, Callable[[Object], Value]] = {}
"""How estimators that are made of others are cloned, by their path."""


def cloned(value: Value) -> Value:
    """A copy without what was learned; parts in lists are cloned with it."""
    if isinstance(value, Object) and value.path in CLONES:
        return CLONES[value.path](value)
    known = estimator_of(value)
    if known is None:
        return UNKNOWN_VALUE
    assert isinstance(value, Object)
    cells = Cells()
    for name in known.parameters:
        held = value.cells.get(f".{name}", DEFAULT)
        cells[f".{name}"] = held if isinstance(held, Value) else UNKNOWN_VALUE
    if "output" in value.cells:
        cells["output"] = UNKNOWN_VALUE
    return Object(value.path, cells)
