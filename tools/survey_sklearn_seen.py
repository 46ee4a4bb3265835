"""What the survey of scikit-learn sees of one estimator: the data it is fitted to, results and refusals."""

from __future__ import annotations

import inspect
import signal
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

SECONDS_A_CALL = 4
CALLS = (
    *("predict", "predict_proba", "predict_log_proba", "decision_function", "transform"),
    *("score_samples", "apply", "fit_transform", "fit_predict", "inverse_transform"),
)
Facts = dict[str, Any]


@dataclass(frozen=True)
class Data:
    """Data of one size: training samples, features, classes, outputs and the samples of later calls."""

    n: int
    d: int
    c: int
    t: int
    m: int
    form: str

    def arrays(self) -> tuple[Any, Any]:
        """The training samples and those of later calls."""
        random = np.random.default_rng(self.n)
        rows = self.n + self.m
        if self.form == "random":
            x = random.random((rows, self.d))
        elif self.form == "blobs":
            x = random.random((rows, self.d)) * 0.1 + (np.arange(rows) % self.c)[:, None] * 5.0
            x[:, 0] = 1.0
            x[1] = x[1 + self.c]
        else:
            x = random.integers(0, 2, (rows, self.d)).astype(float)
        return x[: self.n], x[self.n :]

    def targets(self, kind: str) -> Any:
        """Targets of a kind: none, two classes, several, a column of them, several outputs …"""
        random = np.random.default_rng(self.d)
        numbers = np.arange(self.n)
        made: dict[str, Callable[[], Any]] = {
            "0": lambda: None,
            "b": lambda: numbers % 2,
            "m": lambda: numbers % self.c,
            "mc": lambda: (numbers % self.c)[:, None],
            "m2": lambda: np.eye(2 * self.t, dtype=int)[numbers % (2 * self.t)][:, : self.t],
            "1": lambda: random.random(self.n) + 0.1,
            "1c": lambda: random.random((self.n, 1)) + 0.1,
            "2": lambda: random.random((self.n, self.t)) + 0.1,
        }
        return made[kind]()


DATA = (
    Data(23, 5, 3, 2, 11, "random"),
    Data(31, 7, 4, 3, 13, "random"),
    Data(16, 19, 3, 2, 9, "random"),
    Data(37, 6, 5, 4, 14, "blobs"),
    Data(41, 8, 3, 3, 10, "integers"),
)


class TooSlow(Exception):
    """A call took too long."""


def alarm(*_: object) -> None:
    """Ends a call that takes too long."""
    raise TooSlow


def tried(function: Callable[[], Any]) -> Any:
    """The result, or the exception."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS_A_CALL)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function()
    except Exception as error:
        return error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def described(value: Any) -> Any:
    """The shape of an array, the kind of anything else."""
    if isinstance(value, np.matrix | np.ma.MaskedArray):
        return "other"
    if isinstance(value, np.ndarray):
        return "object" if value.dtype == object else tuple(value.shape)
    if isinstance(value, bool | np.bool_):
        return "bool"
    if isinstance(value, float | np.floating):
        return "float"
    if isinstance(value, int | np.integer):
        return "int"
    return "error" if isinstance(value, Exception) else "other"


def observed(estimator: Any, data: Data, kind: str) -> Facts | None:
    """Shapes of results and fitted attributes, and what is refused; None where it cannot be fitted."""
    x, z = data.arrays()
    y = data.targets(kind)
    given = () if y is None else (y,)
    fitted = tried(lambda: estimator().fit(x, *given))
    if isinstance(fitted, Exception):
        return None
    facts: Facts = {}
    for name in CALLS:
        if not hasattr(fitted, name):
            continue
        if name.startswith("fit_"):
            facts[name] = described(tried(partial(getattr(estimator(), name), x, *given)))
        elif name == "inverse_transform":
            if isinstance(facts.get("transform"), tuple):
                facts[name] = described(tried(lambda: fitted.inverse_transform(fitted.transform(z))))
        else:
            facts[name] = described(tried(partial(getattr(fitted, name), z)))
    for name, value in sorted(vars(fitted).items()):
        if name.endswith("_") and not name.startswith("_"):
            facts[f".{name}"] = described(value)
    for name in ("coef_", "feature_importances_", "intercept_", "classes_"):
        if f".{name}" not in facts and hasattr(type(fitted), name):
            facts[f".{name}"] = described(tried(partial(getattr, fitted, name)))
    wide = None if kind == "0" else data.targets("2" if kind in ("1", "1c", "2") else "m2")
    facts |= refusals(estimator, fitted, x, y, z, wide)
    return facts


def refusals(estimator: Any, fitted: Any, x: Any, y: Any, z: Any, wide: Any) -> Facts:
    """Which wrong arguments raise a ValueError."""

    def refused(function: Callable[[], Any]) -> bool:
        return isinstance(tried(function), ValueError)

    given = () if y is None else (y,)
    n = len(x)
    facts: Facts = {
        "fit!1": refused(lambda: estimator().fit(x[:, 0], *given)),
        "fit!3": refused(lambda: estimator().fit(x[:, :, None], *given))
        and refused(lambda: estimator().fit(np.stack([x, x], 2), *given)),
    }
    if y is not None:
        facts["fit!count"] = refused(lambda: estimator().fit(x, y[:-1])) and refused(
            lambda: estimator().fit(x[:-1], y)
        )
        facts["fit!wide"] = refused(lambda: estimator().fit(x, wide))
    if "sample_weight" in inspect.signature(fitted.fit).parameters:
        weights = np.ones(n)
        if not refused(lambda: estimator().fit(x, *given, sample_weight=weights)):
            facts["fit!weight"] = all(
                refused(partial(estimator().fit, x, *given, sample_weight=w))
                for w in (weights[:-1], np.ones(n + 1))
            )
    for name in (*CALLS, "score", "partial_fit"):
        if hasattr(fitted, name):
            facts |= _refusals_of(name, estimator, fitted, x, y, z)
    return facts


def _refusals_of(name: str, estimator: Any, fitted: Any, x: Any, y: Any, z: Any) -> Facts:
    own = name.startswith("fit_")
    given = () if y is None else (y,)

    def fails(*arguments: Any, with_targets: bool = True) -> bool:
        targets = given if with_targets and (own or name in ("score", "partial_fit")) else ()
        method = getattr(estimator() if own else fitted, name)
        return isinstance(tried(lambda: method(*arguments, *targets)), ValueError)

    good = x if own or name in ("score", "partial_fit") else z
    if name == "inverse_transform":
        good = tried(lambda: fitted.transform(z))
        if not isinstance(good, np.ndarray) or good.ndim != 2:
            return {}
    targets = given if own or name in ("score", "partial_fit") else ()
    method = getattr(estimator() if own else fitted, name)
    if isinstance(tried(lambda: method(good, *targets)), Exception):
        return {}
    facts = {f"{name}!1": fails(good[0]) and fails(good[:, 0]), f"{name}!3": fails(good[:, :, None])}
    if not own:
        more = np.hstack([good, good[:, :1]])
        facts[f"{name}!features"] = fails(more) and fails(good[:, :-1])
    if name == "score" and y is not None:
        facts["score!count"] = fails(x, y[:-1], with_targets=False) and fails(x[:-1], y, with_targets=False)
    return facts
