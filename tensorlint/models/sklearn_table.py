"""What the estimators of scikit-learn do to shapes, as a survey of the real library found it.

The data lie in `sklearn_estimators.json`, which `tools/survey_sklearn.py` writes; this is how they are read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tensorlint.models.sklearn_values import from_python, literal
from tensorlint.shapes import UNKNOWN
from tensorlint.values import NONE, Boolean, Float, Integer, String, Value

HARMLESS = frozenset(
    {
        *(
            "alphas",
            "Cs",
            "class_weight",
            "priors",
            "l1_ratios",
            "l1_ratio",
            "alpha",
            "scoring",
            "cv",
            "n_jobs",
        ),
        *(
            "random_state",
            "hidden_layer_sizes",
            "degree",
            "categories",
            "quantile_range",
            "feature_range",
            "verbose",
            "memory",
            "gamma",
            "store_cv_results",
        ),
        *(
            "max_features",
            "sample_weight",
            "init",
            "weights",
            "criterion",
            "noise_variance",
            "reg_covar",
            "C",
        ),
    }
)
"""Parameters that take lists or mappings, too, which say how to compute and not what comes out."""


@dataclass(slots=True, frozen=True)
class Estimator:
    """The table's line of one class.

    facts: results of methods and fitted attributes (with a leading dot) as lists of tokens: n and m are
    the samples of `fit` and of this call, d features, c classes, t outputs. refuses: `predict!1` says
    that predict raises for a 1-D array.  bad: which values of which parameters change a fact.
    """

    path: str
    parameters: tuple[str, ...]
    positional: int
    methods: Mapping[str, tuple[str, ...]]
    scalars: frozenset[str]
    defaults: Mapping[str, Any]
    wraps: frozenset[str]
    kinds: tuple[str, ...]
    refuses: frozenset[str]
    facts: Mapping[str, Any]
    bad: Mapping[str, Mapping[str, Sequence[Any]]]
    sizes: Mapping[str, Mapping[str, int]]
    upto: frozenset[str]
    late: frozenset[str]

    @property
    def name(self) -> str:
        """The name of the class."""
        return self.path.rpartition(".")[2]

    def default(self, parameter: str) -> Value | None:
        """The default of a parameter where it is a plain constant."""
        return from_python(self.defaults[parameter]) if parameter in self.defaults else None

    def holds(self, fact: str, changed: Mapping[str, Value]) -> bool:
        """Whether a fact of the default arguments holds for these others too."""
        return all(
            self._harmless(fact, name, value)
            for name, value in changed.items()
            if name not in self.sizes.get(fact, ())
        )

    def _harmless(self, fact: str, name: str, value: Value) -> bool:
        if name in self.wraps:
            return not fact.startswith(".") or fact == ".classes_"
        if name in self.late:
            return False
        if name == "score_func":
            return "!" not in fact
        marks = list(self.bad.get(fact, {}).get(name, ()))
        marks += [each for each in self.bad.get("*", {}).get(name, ()) if each != "#"]
        plain = isinstance(value, Integer | Float | Boolean | String) or value == NONE
        if not plain:
            return not marks and (name in self.scalars or name in HARMLESS)
        if not marks:
            return True
        constant = literal(value)
        if isinstance(value, Integer | Float):
            return "#" not in marks
        return constant is not UNKNOWN and not any(
            type(each) is type(constant) and each == constant for each in marks
        )


def _read() -> dict[str, Estimator]:
    text = Path(__file__).with_name("sklearn_estimators.json").read_text(encoding="utf-8")
    table: dict[str, Estimator] = {}
    for path, entry in json.loads(text).items():
        table[path] = Estimator(
            path,
            tuple(entry["parameters"].split()),
            entry["positional"],
            {name: tuple(names.split()) for name, names in entry["methods"].items()},
            frozenset(entry["scalars"].split()),
            entry["defaults"],
            frozenset(entry["wraps"].split()),
            tuple(entry.get("kinds", "").split()),
            frozenset(entry.get("refuses", "").split()),
            entry.get("facts", {}),
            entry.get("bad", {}),
            entry.get("sizes", {}),
            frozenset(entry.get("upto", "").split()),
            frozenset(entry.get("late", "").split()),
        )
    return table


TABLE: dict[str, Estimator] = _read()
"""By the path under which users import a class."""
