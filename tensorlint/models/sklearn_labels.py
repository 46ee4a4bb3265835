"""Encoders of labels: numbers for texts, a column for each class."""

from __future__ import annotations

from tensorlint.models.registry import models, refuse
from tensorlint.models.sklearn_values import MATRIX, array_in, either, literal, result, row_count, rows
from tensorlint.shapes import UNKNOWN, Axis, equal, symbol
from tensorlint.shapes.sizes import add
from tensorlint.values import FALSE, NONE, UNKNOWN_VALUE, Cells, Integer, List, Object, Tuple, Value

_PARENT = "sklearn.preprocessing"
LABELS = f"{_PARENT}.LabelEncoder"
BINARY = f"{_PARENT}.LabelBinarizer"
MANY = f"{_PARENT}.MultiLabelBinarizer"


def _samples(value: Value) -> Axis:
    return rows(value) or Axis(row_count(value))


def _check_column(who: str, y: Value) -> None:
    """Labels are 1-D, or one column."""
    array = array_in(y)
    if array is None or array.rank is None or array.rank < 2:
        return
    if array.rank > 2 or equal(array.shape.axes[1].size, 1) is False:
        refuse(
            "TSL104",
            f"{who} expects one label a sample, (n,), but {{y}} is {array.shape}: y should be a 1d array",
        )


@models(LABELS)
def label_encoder() -> Value:
    """An encoder of labels."""
    return Object(LABELS)


@models(f"{LABELS}.fit")
def fit_labels(self: Value, y: Value) -> Value:
    """Learns which labels there are; gives itself."""
    _check_column("LabelEncoder.fit", y)
    return self


@models(f"{LABELS}.fit_transform", f"{LABELS}.transform", f"{LABELS}.inverse_transform")
def encoded(self: Value, y: Value) -> Value:
    """A number a label, or back."""
    _check_column("LabelEncoder", y)
    return result(_samples(y))


@models(BINARY)
def label_binarizer(
    *, neg_label: Value = NONE, pos_label: Value = NONE, sparse_output: Value = FALSE
) -> Value:
    """An encoder of labels as columns."""
    return Object(BINARY, Cells(sparse=sparse_output, columns=UNKNOWN_VALUE))


@models(f"{BINARY}.fit", f"{MANY}.fit")
def fit_binarizer(self: Value, y: Value) -> Value:
    """Learns which classes there are; gives itself."""
    return self


@models(f"{BINARY}.fit_transform", f"{BINARY}.transform")
def binarized(self: Value, y: Value) -> Value:
    """A column a class, or one column for two of them."""
    told = literal(self.cells.get("sparse")) if isinstance(self, Object) else UNKNOWN
    columns = Axis(symbol("classes", lower=1))
    return result(_samples(y), columns) if told is False else either(_samples(y), columns)


@models(f"{BINARY}.inverse_transform")
def from_binary(self: Value, Y: Value, threshold: Value = NONE) -> Value:
    """The label of each sample."""
    axis = rows(Y)
    return UNKNOWN_VALUE if axis is None else result(axis)


@models(MANY)
def many_binarizer(*, classes: Value = NONE, sparse_output: Value = FALSE) -> Value:
    """An encoder of several labels a sample as columns."""
    count = classes.length if isinstance(classes, List) else UNKNOWN
    return Object(MANY, Cells(sparse=sparse_output, classes=Integer(count)))


@models(f"{MANY}.fit_transform", f"{MANY}.transform")
def many_binarized(self: Value, y: Value) -> Value:
    """A column a class."""
    told = literal(self.cells.get("sparse")) if isinstance(self, Object) else UNKNOWN
    held = self.cells.get("classes") if isinstance(self, Object) else None
    size = held.size if isinstance(held, Integer) and held.size is not UNKNOWN else symbol("classes", lower=0)
    samples = Axis(row_count(y))
    return result(samples, Axis(size)) if told is False else either(samples, Axis(size))


@models(f"{_PARENT}.label_binarize")
def label_binarize(
    y: Value,
    *,
    classes: Value,
    neg_label: Value = NONE,
    pos_label: Value = NONE,
    sparse_output: Value = FALSE,
) -> Value:
    """A column for each of the classes, or one column for two of them."""
    count = row_count(classes) if isinstance(classes, List | Tuple) else UNKNOWN
    array = array_in(classes)
    if array is not None and array.rank == 1:
        count = array.shape.axes[0].size
    target = array_in(y)
    if sparse_output != FALSE or target is None or target.rank != 1:
        return UNKNOWN_VALUE
    if not isinstance(count, int) or count < 2:
        count = symbol("classes", lower=1)
    return result(target.shape.axes[0], Axis(1, ()) if count == 2 else Axis(count))


def _scaled(name: str, flat: bool) -> None:
    def scale(X: Value, **options: Value) -> Value:
        array = array_in(X)
        sparse = isinstance(X, Object) and X.path == MATRIX
        if array is None or sparse or options.keys() - _HARMLESS:
            return UNKNOWN_VALUE
        return result(*array.shape.axes) if array.rank == 2 or (flat and array.rank == 1) else UNKNOWN_VALUE

    scale.__doc__ = "The same shape, of other numbers."
    models(f"{_PARENT}.{name}")(scale)


_HARMLESS = {"axis", "with_mean", "with_std", "norm", "feature_range", "copy", "threshold", "method"}
for _name in ("scale", "minmax_scale", "robust_scale", "maxabs_scale"):
    _scaled(_name, True)
for _name in ("normalize", "binarize", "power_transform"):
    _scaled(_name, False)


@models(f"{_PARENT}.add_dummy_feature")
def add_dummy_feature(X: Value, value: Value = NONE) -> Value:
    """One column more, of ones."""
    array = array_in(X)
    if array is None or array.rank != 2 or (isinstance(X, Object) and X.path == MATRIX):
        return UNKNOWN_VALUE
    samples, features = array.shape.axes
    return result(samples, Axis(UNKNOWN if features.size is UNKNOWN else add(features.size, 1)))
