"""Looks at the estimators of the installed scikit-learn and writes down what they do to shapes.

    python -m tools.survey_sklearn tensorlint/models/sklearn_estimators.json

Each estimator is fitted to small data of several sizes, with its default arguments and with each of
its parameters changed in turn; what always holds becomes a line of the table, and a parameter that
changes it is named beside it. `tests/test_models_sklearn_estimators.py` holds the table against the library.
"""

from __future__ import annotations

import inspect
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.survey_sklearn_seen import CALLS, DATA, Data, Facts, alarm, observed, tried

SECONDS_AN_ESTIMATOR = 25
BY_HAND = {
    *("Pipeline", "FeatureUnion", "ColumnTransformer", "TransformedTargetRegressor"),
    *("GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "HalvingRandomSearchCV"),
    *("LabelEncoder", "LabelBinarizer", "MultiLabelBinarizer", "DictVectorizer", "FeatureHasher"),
    *("CountVectorizer", "TfidfVectorizer", "HashingVectorizer", "PatchExtractor", "FrozenEstimator"),
}
"""Estimators that take something else than a matrix of samples, or other estimators with names."""
SHORTENED = {"n_estimators": 4, "max_iter": 40, "n_resampling": 3, "n_iter": 20}
"""Arguments that make the survey quick; a size that equals one of them says nothing of the default."""
QUICK = {**SHORTENED, "n_init": 2, "perplexity": 3}
NEEDED: dict[str, Facts] = {
    "GaussianRandomProjection": {"n_components": 2},
    "SparseRandomProjection": {"n_components": 2},
}
"""Arguments without which small data cannot be fitted."""
LARGER_THAN_THE_DATA = ("Nystroem", "QuantileTransformer")
"""Estimators whose default sizes the number of surveyed samples cuts."""
PLAIN = (".coef_", ".intercept_", ".classes_", ".class_count_", ".class_prior_", ".theta_")
"""Attributes with one row or two for two classes or one output."""
DROPPING = ("KernelPCA",)
"""Estimators that leave components out which the data do not have."""
CHOOSING = ("SelectorMixin", "_BaseImputer", "IterativeImputer")
"""Bases of what drops columns as the data tell."""
UNIMPORTANT = {"random_state", "n_jobs", "verbose", "copy", "copy_X", "copy_x", "memory", "cache_size"}
LARGE = 12
_PLAIN = (int, float, str, bool, type(None))
_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def law(observations: list[tuple[Data, Any]]) -> Any:
    """What all observations of one fact have in common, sizes by the letters of `Data`."""
    first = observations[0][1]
    if not isinstance(first, tuple):
        return first if all(value == first for _, value in observations) else None
    if any(not isinstance(value, tuple) or len(value) != len(first) for _, value in observations):
        return None
    return [_token([(data, value[i]) for data, value in observations]) for i in range(len(first))]


def _token(sizes: list[tuple[Data, int]]) -> Any:
    candidates: dict[str, Callable[[Data], int]] = {
        "m": lambda data: data.m,
        "n": lambda data: data.n,
        "d": lambda data: data.d,
        "t": lambda data: data.t,
        "c": lambda data: data.c,
        "min(n,d)": lambda data: min(data.n, data.d),
    }
    for name, size in candidates.items():
        if all(size(data) == value for data, value in sizes):
            return name
    constant = len({value for _, value in sizes}) == 1
    # No columns at all are those that the surveyed data happen to have (of missing values, say).
    return sizes[0][1] if constant and sizes[0][1] else "?"


def kinds_of(estimator: Any) -> tuple[str, ...]:
    """The kinds of targets to try."""
    from sklearn.base import is_classifier, is_regressor

    if is_classifier(estimator()):
        return ("b", "m", "mc", "m2")
    if is_regressor(estimator()):
        return ("1", "1c", "2")
    x, _ = DATA[0].arrays()
    return ("b", "m") if isinstance(tried(lambda: estimator().fit(x)), Exception) else ("0",)


def variations(cls: Any, name: str) -> Iterator[Any]:
    """Other values of a parameter, by its declared constraints."""
    from sklearn.utils._param_validation import Interval, Options

    for constraint in getattr(cls, "_parameter_constraints", {}).get(name, ()):
        if constraint is None or constraint == "boolean":
            yield from (None,) if constraint is None else (True, False)
        elif isinstance(constraint, Options):
            yield from sorted(constraint.options, key=str)
        elif isinstance(constraint, Interval):
            if constraint.type.__name__ == "Integral":
                yield from (2, 3, LARGE)
            else:
                yield from (0.3, 0.7)


def is_scalar(cls: Any, name: str) -> bool:
    """Whether a parameter takes nothing but numbers, strings, truth values, None and random states."""
    from sklearn.utils._param_validation import Interval, Options

    constraints = getattr(cls, "_parameter_constraints", {}).get(name)
    if not isinstance(constraints, list):
        return False
    plain = (None, "boolean", "random_state", "verbose", "cv_object")
    return all(isinstance(each, Interval | Options) or each in plain for each in constraints)


def survey(cls: Any, base: Mapping[str, Any]) -> dict[str, Any]:
    """All that is to be known of one estimator."""
    begun = time.monotonic()
    parameters = [
        p for p in list(inspect.signature(cls.__init__).parameters.values())[1:] if p.kind in _NAMED
    ]
    defaults = {p.name: p.default for p in parameters if p.default is not p.empty}
    entry: dict[str, Any] = {
        "parameters": " ".join(p.name for p in parameters),
        "positional": sum(p.kind == p.POSITIONAL_OR_KEYWORD for p in parameters),
        "methods": _methods(cls),
        "scalars": " ".join(p.name for p in parameters if is_scalar(cls, p.name)),
        "defaults": {name: value for name, value in defaults.items() if isinstance(value, _PLAIN)},
        "wraps": " ".join(base),
    }
    needed = NEEDED.get(cls.__name__, {})
    quick = {name: value for name, value in QUICK.items() if name in defaults} | needed | dict(base)

    def made(**changed: Any) -> Callable[[], Any]:
        return lambda: cls(**{**quick, **changed})

    if isinstance(tried(made()), Exception):
        return entry
    kinds: dict[str, Facts] = {}
    for kind in kinds_of(made()):
        seen = [(data, observed(made(), data, kind)) for data in DATA]
        fitting = [(data, each) for data, each in seen if each is not None]
        if fitting:
            kinds[kind] = _constant_facts(fitting)
    shortened = {value for name, value in SHORTENED.items() if name in defaults}
    for found in kinds.values():
        for name, each in found.items():
            if isinstance(each, list):
                found[name] = [
                    "?" if isinstance(token, int) and token in shortened else token for token in each
                ]
    if cls.__name__ in LARGER_THAN_THE_DATA:
        for found in kinds.values():
            for fact in [
                name
                for name, each in found.items()
                if isinstance(each, list) and "n" in each[name[:4] == "fit_" :]
            ]:
                del found[fact]
    if needed or any(each.__name__ in CHOOSING for each in cls.__mro__):
        for found in kinds.values():
            _hide_columns(found, needed)
    changes = Changes()
    late = []
    for parameter in parameters:
        name = parameter.name
        if name in UNIMPORTANT or name in base:
            continue
        if time.monotonic() - begun > SECONDS_AN_ESTIMATOR:
            late.append(name)
            continue
        changes.vary(cls, made, kinds, name, defaults.get(name))
    refusals = {name for found in kinds.values() for name in found if "!" in name}
    always = sorted(name for name in refusals if all(name in found for found in kinds.values()))
    names = sorted({name for found in kinds.values() for name in found} - refusals)
    entry["kinds"] = " ".join(kinds)
    entry["refuses"] = " ".join(always)
    entry["facts"] = {name: _merged(name, kinds) for name in names}
    for name in names:
        found = entry["facts"][name]
        held = set(changes.sizes.get(name, {}).values())
        if isinstance(found, dict):
            entry["facts"][name] = {kind: _without_chance(name, each, held) for kind, each in found.items()}
        else:
            entry["facts"][name] = _without_chance(name, found, held)
    if cls.__name__ in DROPPING:
        for name, found in entry["facts"].items():
            if isinstance(found, list) and changes.sizes.pop(name, {}):
                entry["facts"][name] = [token if token in ("n", "m") else "?" for token in found]
    entry["bad"] = changes.bad
    entry["sizes"] = {fact: each for fact, each in changes.sizes.items() if fact in names}
    entry["upto"] = " ".join(sorted(changes.upto))
    entry["late"] = " ".join(late)
    return entry


def _without_chance(name: str, found: Any, held: set[int]) -> Any:
    """A law without numbers that no parameter sets: they may be an accident of the data."""
    if not isinstance(found, list):
        return found
    least = 0 if name.startswith(".") and name not in PLAIN else 2
    return [
        "?" if isinstance(token, int) and axis not in held and token > least else token
        for axis, token in enumerate(found)
    ]


def _hide_columns(found: Facts, needed: Facts) -> None:
    """Make the number of columns of a result unknown where it depends on the data or on an argument."""
    for name, each in found.items():
        if isinstance(each, list) and (needed or name in ("transform", "fit_transform")):
            found[name] = [
                token if token in ("n", "m") or (needed and token == "d") else "?" for token in each
            ]


def _constant_facts(fitting: list[tuple[Data, Facts]]) -> Facts:
    found: Facts = {}
    for name in sorted(set.union(*[set(each) for _, each in fitting])):
        values = [(data, each[name]) for data, each in fitting if name in each]
        if "!" in name:
            if all(value for _, value in values):
                found[name] = True
            continue
        values = [(data, value) for data, value in values if value != "error"]
        result = law(values) if values else None
        if result is not None and result not in ("other", "object"):
            found[name] = result
    return found


def _merged(name: str, kinds: dict[str, Facts]) -> Any:
    """A fact for all kinds of targets where they agree, else by kind."""
    by = {kind: found[name] for kind, found in kinds.items() if name in found}
    values = list(by.values())
    return values[0] if len(by) == len(kinds) and all(value == values[0] for value in values) else by


class Changes:
    """What parameters change: `bad` values of a fact (under "*": values that fit nothing), the `sizes`
    that a number sets, and those that it sets only `upto` the number of features."""

    def __init__(self) -> None:
        self.bad: dict[str, dict[str, list[Any]]] = {}
        self.sizes: dict[str, dict[str, int]] = {}
        self.upto: set[str] = set()

    def vary(
        self, cls: Any, made: Callable[..., Any], kinds: dict[str, Facts], name: str, default: Any
    ) -> None:
        """Change one parameter and note which facts no longer hold, and which sizes it sets."""
        hits: dict[tuple[str, int], list[tuple[int, bool]]] = {}
        for value in variations(cls, name):
            if type(value) is type(default) and value == default:
                continue
            fitted = False
            for kind, found in kinds.items():
                if kind in ("mc", "1c"):
                    continue
                for data in DATA[:2]:
                    facts = observed(made(**{name: value}), data, kind)
                    if facts is not None:
                        fitted = True
                        self._compare(name, value, data, found, facts, hits)
            if not fitted:
                self._note("*", name, value)
        for (fact, axis), each in hits.items():
            small = [hit for value, hit in each if value < LARGE]
            if len(small) >= 4 and all(small):
                self.sizes.setdefault(fact, {})[name] = axis
                if not all(hit for value, hit in each if value >= LARGE):
                    self.upto.add(name)

    def _compare(
        self,
        name: str,
        value: Any,
        data: Data,
        found: Facts,
        facts: Facts,
        hits: dict[tuple[str, int], list[tuple[int, bool]]],
    ) -> None:
        for fact, expected in found.items():
            actual = facts.get(fact, False if "!" in fact else "error")
            if actual == "error":
                continue
            if not isinstance(expected, list):
                right = actual == expected
            else:
                right = _holds(data, expected, actual)
                if type(value) is int and isinstance(actual, tuple) and len(actual) == len(expected):
                    for axis, size in enumerate(actual):
                        hits.setdefault((fact, axis), []).append((value, size == value))
            if not right:
                self._note(fact, name, value)

    def _note(self, fact: str, name: str, value: Any) -> None:
        mark = "#" if isinstance(value, int | float) and not isinstance(value, bool) else value
        values = self.bad.setdefault(fact, {}).setdefault(name, [])
        if mark not in values:
            values.append(mark)


def _holds(data: Data, expected: list[Any], actual: Any) -> bool:
    if not isinstance(actual, tuple) or len(actual) != len(expected):
        return False
    names = {"m": data.m, "n": data.n, "d": data.d, "t": data.t, "c": data.c, "min(n,d)": min(data.n, data.d)}
    pairs = zip(expected, actual, strict=True)
    return all(token == "?" or names.get(token, token) == size for token, size in pairs)


def _methods(cls: Any) -> dict[str, str]:
    names = ("fit", "partial_fit", "score", *CALLS)
    found: dict[str, str] = {}
    for name in names:
        method = getattr(cls, name, None)
        if method is not None:
            try:
                parameters = list(inspect.signature(method).parameters.values())
            except (TypeError, ValueError):
                parameters = []
            found[name] = " ".join(p.name for p in parameters if p.name != "self" and p.kind != p.VAR_KEYWORD)
    return found


def public_path(cls: Any) -> str:
    """The path under which users import a class."""
    import importlib

    name, parts = cls.__name__, cls.__module__.split(".")
    for cut in range(2, len(parts) + 1):
        if parts[cut - 1].startswith("_"):
            break
        module = importlib.import_module(".".join(parts[:cut]))
        if getattr(module, name, None) is cls:
            return ".".join((*parts[:cut], name))
    return f"{cls.__module__}.{name}"


def wrapped(cls: Any) -> dict[str, Any]:
    """The required arguments of estimators that are made of others: some that take anything."""
    from tools.survey_sklearn_parts import AnyClassifier, AnyRegressor

    names = [p.name for p in inspect.signature(cls.__init__).parameters.values()][1:]
    part: Any = AnyRegressor() if "Regress" in cls.__name__ else AnyClassifier()
    if "estimator" in names:
        return {"estimator": part}
    if "estimators" in names:
        return {"estimators": [("a", part), ("b", part)]}
    return {}


def main() -> None:
    from sklearn.experimental import enable_halving_search_cv, enable_iterative_imputer  # noqa: F401
    from sklearn.utils import all_estimators

    signal.signal(signal.SIGALRM, alarm)
    target, only = Path(sys.argv[1]), sys.argv[2:]
    table: dict[str, Any] = {}
    for name, cls in all_estimators():
        if (only and name not in only) or name in BY_HAND:
            continue
        begun = time.monotonic()
        path = public_path(cls)
        table[path] = survey(cls, wrapped(cls))
        print(f"{path} {time.monotonic() - begun:.1f} s {table[path].get('kinds')}", flush=True)
    lines = [f"{json.dumps(path)}: {json.dumps(entry)}" for path, entry in sorted(table.items())]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
