"""Data sets that scikit-learn ships or makes: their true shapes."""

from __future__ import annotations

from tensorlint.models.pandas_tables import default_index, frame, series
from tensorlint.models.registry import models
from tensorlint.models.sklearn_values import literal, some
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, symbol
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Integer,
    Object,
    String,
    Tuple,
    Value,
)

BUNCH = "sklearn.utils.Bunch"
SHIPPED = {
    "load_iris": ((150, 4), (150,)),
    "load_wine": ((178, 13), (178,)),
    "load_breast_cancer": ((569, 30), (569,)),
    "load_diabetes": ((442, 10), (442,)),
    "load_linnerud": ((20, 3), (20, 3)),
    "load_digits": ((1797, 64), (1797,)),
}
"""The shapes of data and target."""


def _loaded(name: str, return_X_y: Value, as_frame: Value, rows: Size = UNKNOWN) -> Value:
    data, target = SHIPPED[name]
    framed = literal(as_frame)
    if framed is UNKNOWN:
        return UNKNOWN_VALUE
    count: Size = data[0] if rows is UNKNOWN else rows
    if framed is not False:
        return _framed(name, return_X_y, count, data[1], target)
    x, y = some(count, *data[1:]), some(count, *target[1:])
    wanted = literal(return_X_y)
    if wanted is True:
        return Tuple((x, y))
    if wanted is not False:
        return UNKNOWN_VALUE
    cells = Cells({".data": x, ".target": y})
    if name == "load_digits":
        cells[".images"] = some(count, 8, 8)
    return Object(BUNCH, cells)


def _framed(name: str, return_X_y: Value, count: Size, features: int, target: tuple[int, ...]) -> Value:
    """The same as tables; the labels of the columns are not followed."""
    at = default_index(count)
    x = frame(Shape((Axis(count), Axis(features))), "float64", None, at, unique=True, plain=True)
    y: Value = series(Axis(count), "", at, plain=True)
    if len(target) == 2:
        y = frame(Shape((Axis(count), Axis(target[1]))), "float64", None, at, unique=True, plain=True)
    wanted = literal(return_X_y)
    if wanted is True:
        return Tuple((x, y))
    if wanted is not False:
        return UNKNOWN_VALUE
    columns = features + (target[1] if len(target) == 2 else 1)
    whole = frame(Shape((Axis(count), Axis(columns))), "", None, at, unique=True, plain=True)
    return Object(BUNCH, Cells({".data": x, ".target": y, ".frame": whole}))


def _loader(name: str) -> None:
    def load(*, return_X_y: Value = FALSE, as_frame: Value = FALSE) -> Value:
        return _loaded(name, return_X_y, as_frame)

    load.__doc__ = f"What `{name}` gives."
    models(f"sklearn.datasets.{name}")(load)


for _name in ("load_iris", "load_wine", "load_breast_cancer", "load_linnerud"):
    _loader(_name)


@models("sklearn.datasets.load_diabetes")
def load_diabetes(*, return_X_y: Value = FALSE, as_frame: Value = FALSE, scaled: Value = NONE) -> Value:
    """Data (442, 10) and a target each."""
    return _loaded("load_diabetes", return_X_y, as_frame)


@models("sklearn.datasets.load_digits")
def load_digits(
    *,
    n_class: Value = Integer(10),  # noqa: B008 - immutable
    return_X_y: Value = FALSE,
    as_frame: Value = FALSE,
) -> Value:
    """Images of 8 by 8 as rows of 64; fewer of them for fewer classes."""
    if literal(n_class) == 10:
        return _loaded("load_digits", return_X_y, as_frame)
    return _loaded("load_digits", return_X_y, as_frame, symbol("images", generic=True))


@models(f"{BUNCH}.__getitem__")
def bunch_item(self: Value, key: Value) -> Value:
    """An item of a Bunch is the attribute of that name."""
    if isinstance(self, Object) and isinstance(key, String):
        held = self.cells.get(f".{key.value}")
        if isinstance(held, Value):
            return held
    return UNKNOWN_VALUE


def _size(value: Value) -> Size:
    return value.size if isinstance(value, Integer) else UNKNOWN


_HUNDRED = Integer(100)
_TWENTY = Integer(20)
_ONE = Integer(1)
_TWO = Integer(2)


@models("sklearn.datasets.make_classification")
def make_classification(
    n_samples: Value = _HUNDRED, n_features: Value = _TWENTY, *others: Value, **keywords: Value
) -> Value:
    """Samples (n, features) and a label each."""
    if others or "return_X_y" in keywords:
        return UNKNOWN_VALUE
    return Tuple((some(_size(n_samples), _size(n_features)), some(_size(n_samples))))


@models("sklearn.datasets.make_regression")
def make_regression(
    n_samples: Value = _HUNDRED, n_features: Value = _HUNDRED, *others: Value, **keywords: Value
) -> Value:
    """Samples (n, features) and targets (n,), or (n, targets) for several."""
    targets = keywords.get("n_targets", _ONE)
    if others or literal(keywords.get("coef"), False) is not False:
        return UNKNOWN_VALUE
    x = some(_size(n_samples), _size(n_features))
    if not isinstance(targets, Integer) or not isinstance(targets.size, int):
        return Tuple((x, Array(writeable=None)))
    y = some(_size(n_samples)) if targets.size == 1 else some(_size(n_samples), targets.size)
    return Tuple((x, y))


@models("sklearn.datasets.make_blobs")
def make_blobs(
    n_samples: Value = _HUNDRED, n_features: Value = _TWO, *others: Value, **keywords: Value
) -> Value:
    """Samples (n, features) around centers, and the number of the center of each."""
    if others or literal(keywords.get("return_centers"), False) is not False:
        return UNKNOWN_VALUE
    features: Size = _size(n_features)
    if not isinstance(keywords.get("centers", NONE), Integer) and keywords.get("centers", NONE) != NONE:
        features = UNKNOWN
    return Tuple((some(_size(n_samples), features), some(_size(n_samples))))


def _made(name: str, features: int) -> None:
    def make(n_samples: Value = _HUNDRED, *others: Value, **keywords: Value) -> Value:
        return Tuple((some(_size(n_samples), features), some(_size(n_samples))))

    make.__doc__ = f"Samples (n, {features}) and a number each."
    models(f"sklearn.datasets.{name}")(make)


for _name, _features in (
    ("make_moons", 2),
    ("make_circles", 2),
    ("make_s_curve", 3),
    ("make_swiss_roll", 3),
    ("make_friedman2", 4),
    ("make_friedman3", 4),
):
    _made(_name, _features)
