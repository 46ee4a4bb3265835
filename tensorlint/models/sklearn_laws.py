"""What an estimator's methods return and its attributes hold, by the laws of the table and by formulas.

The cells of an estimator hold values only: its parameters and attributes under `.name`, and what it was
fitted to: the matrix ("X"), the kinds that its targets may be of, their outputs and classes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import comb
from typing import Any, TypeGuard

from tensorlint.models.sklearn_table import TABLE, Estimator
from tensorlint.models.sklearn_values import (
    as_matrix,
    either,
    literal,
    result,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import less_equal, minimum, multiply
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Constant,
    Integer,
    Object,
    String,
    Tuple,
    Value,
)

DEFAULT = Constant("the default")
"""The value of a parameter whose default is no plain constant."""


def estimator_of(value: Value) -> Estimator | None:
    """The table's line of an estimator."""
    return TABLE.get(value.path) if isinstance(value, Object) else None


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
