"""Splitting data and validating estimators: `train_test_split`, folds, cross-validation."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.pandas_tables import data_of, index_of, is_table, new_index, same_index, with_rows
from tensorlint.models.registry import Context, inherits, models, refuse
from tensorlint.models.sklearn_values import array_in, check_counts, result, row_count, rows, some
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, size_text, symbol
from tensorlint.shapes.axes import reordered, selected
from tensorlint.shapes.sizes import add, less, scaled, subtract
from tensorlint.values import (
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Dict,
    Float,
    Integer,
    List,
    Object,
    Series,
    String,
    Tuple,
    Value,
    joined,
)


def _part(size: Value, count: Size, rounding: str) -> Size:
    """How many samples a `test_size` or `train_size` stands for."""
    if isinstance(size, Float) and size.value is not None:
        return scaled(count, size.value, rounding)
    return size.size if isinstance(size, Integer) else UNKNOWN


def split_sizes(count: Size, test_size: Value, train_size: Value) -> tuple[Size, Size]:
    """The samples for training and for testing, as `_validate_shuffle_split` rounds them."""
    if test_size == NONE and train_size == NONE:
        test_size = Float(0.25)
    test = UNKNOWN if test_size == NONE else _part(test_size, count, "ceil")
    train = UNKNOWN if train_size == NONE else _part(train_size, count, "floor")
    if test_size == NONE:
        test = subtract(count, train)
    if train_size == NONE:
        train = subtract(count, test)
    return train, test


@models("sklearn.model_selection.train_test_split")
def train_test_split(
    *arrays: Value,
    test_size: Value = NONE,
    train_size: Value = NONE,
    random_state: Value = NONE,
    shuffle: Value = TRUE,
    stratify: Value = NONE,
) -> Value:
    """The samples for training and those for testing, of each array; sizes are rounded as there."""
    if not arrays:
        return UNKNOWN_VALUE
    check_counts([("{arrays[" + str(index) + "]}", each) for index, each in enumerate(arrays)])
    counts = [size for size in map(row_count, arrays) if size is not UNKNOWN]
    count = counts[0] if counts else UNKNOWN
    train, test = split_sizes(count, test_size, train_size)
    if less(train, 1) is True or less(test, 1) is True or less(count, add(train, test)) is True:
        return UNKNOWN_VALUE
    if train is UNKNOWN or test is UNKNOWN:
        train, test = symbol("train", generic=True), symbol("test", generic=True)
    ordered = isinstance(shuffle, Boolean) and shuffle.value is False
    parts: list[Value] = []
    indices: list[tuple[Value, Value, Value]] = []
    for each in arrays:
        if isinstance(each, Object) and is_table(each):
            parts += _tables(each, train, test, ordered, indices)
        else:
            parts += [taken(each, train, ordered), taken(each, test, ordered)]
    return List.of(tuple(parts))


def _tables(
    table: Object, train: Size, test: Size, ordered: bool, indices: list[tuple[Value, Value, Value]]
) -> list[Value]:
    """The rows of a table; those of tables with the same index have the same index again."""
    held = index_of(table)
    pairs = [(first, second) for before, first, second in indices if same_index(before, held)]
    first, second = pairs[0] if pairs else (new_index(), new_index())
    indices.append((held, first, second))
    rows = data_of(table).shape.axes[0]
    found: list[Value] = []
    for size, index in ((train, first), (test, second)):
        axis = selected(rows, size) if ordered else reordered(rows, size)
        found.append(with_rows(table, axis, index))
    return found


def taken(value: Value, size: Size, ordered: bool) -> Value:
    """Some of the samples: of an array an array, of a list a list."""
    if isinstance(value, List):
        return List.like(value.element, size)
    if isinstance(value, Tuple) and not value.names:
        return Series(joined(*value.items), size, "tuple")
    array = array_in(value) if isinstance(value, Array) else None
    if array is None or array.shape.open or not array.shape.axes:
        return replace(array, shape=Shape((), True), contents=None) if array is not None else UNKNOWN_VALUE
    first = array.shape.axes[0]
    axis = selected(first, size) if ordered else reordered(first, size)
    shape = array.shape.replaced(0, axis)
    return replace(array, shape=shape, contents=None, generated=False, writeable=None, origin=None)


SPLITTERS = (
    *("KFold", "StratifiedKFold", "GroupKFold", "StratifiedGroupKFold", "TimeSeriesSplit", "ShuffleSplit"),
    *("StratifiedShuffleSplit", "GroupShuffleSplit"),
)
_PARENT = "sklearn.model_selection"
_FOLDS = f"{_PARENT}.BaseCrossValidator"


def _splitter(name: str) -> None:
    def construct(*arguments: Value, **keywords: Value) -> Value:
        default = 10 if name in ("ShuffleSplit", "StratifiedShuffleSplit") else 5
        given = arguments[0] if arguments else keywords.get("n_splits", Integer(default))
        cells = Cells({".n_splits": given})
        cells["test"], cells["train"] = (keywords.get(f"{part}_size", NONE) for part in ("test", "train"))
        return Object(f"sklearn.model_selection.{name}", cells)

    construct.__doc__ = f"A new {name}."
    models(f"sklearn.model_selection.{name}")(construct)
    inherits(f"sklearn.model_selection.{name}", _FOLDS)


for _name in SPLITTERS:
    _splitter(_name)


def splits(value: Value) -> Size:
    """How many folds a `cv` argument makes."""
    if value == NONE:
        return 5
    if isinstance(value, Object):
        value = value.cells.get(".n_splits", UNKNOWN_VALUE)
    return value.size if isinstance(value, Integer) else UNKNOWN


@models(f"{_FOLDS}.split")
def split(self: Value, X: Value, y: Value = NONE, groups: Value = NONE) -> Value:
    """Pairs of index arrays: for training and for testing; refuses unequal numbers of samples."""
    named = [("{X}", X), ("{y}", y), ("{groups}", groups)]
    check_counts([(name, value) for name, value in named if value != NONE])
    count, folds = row_count(X), splits(self)
    path = self.path if isinstance(self, Object) else ""
    if path == f"{_PARENT}.KFold" and less(count, folds) is True:
        refuse(
            "TSL106",
            f"{size_text(folds)} folds cannot be made of {size_text(count)} samples: give fewer n_splits",
        )
    if path == f"{_PARENT}.KFold" and isinstance(count, int) and isinstance(folds, int) and folds <= 10:
        larger = count % folds
        sizes = [count // folds + (place < larger) for place in range(folds)]
        return Tuple(tuple([Tuple((_indices(count - size), _indices(size))) for size in sizes]))
    if path in (f"{_PARENT}.ShuffleSplit", f"{_PARENT}.StratifiedShuffleSplit") and isinstance(self, Object):
        test, train = (self.cells.get(part, UNKNOWN_VALUE) for part in ("test", "train"))
        if test == train == NONE:
            test = Float(0.1)
        sizes_of_parts = split_sizes(count, test, train)
        return Series(Tuple(tuple([_indices(size) for size in sizes_of_parts])), folds)
    return Series(Tuple((_indices(UNKNOWN), _indices(UNKNOWN))), folds)


def _indices(size: Size) -> Array:
    if size is UNKNOWN:
        size = symbol("fold", lower=1, generic=True)
    return some(size, dtype="int64")


@models(f"{_FOLDS}.get_n_splits")
def get_nsplits(self: Value, X: Value = NONE, y: Value = NONE, groups: Value = NONE) -> Value:
    """How many folds there are."""
    return Integer(splits(self))


@models("sklearn.model_selection.cross_val_score")
def cross_val_score(
    estimator: Value,
    X: Value,
    y: Value = NONE,
    *,
    groups: Value = NONE,
    scoring: Value = NONE,
    cv: Value = NONE,
    n_jobs: Value = NONE,
    verbose: Value = NONE,
    params: Value = NONE,
    pre_dispatch: Value = NONE,
    error_score: Value = NONE,
) -> Value:
    """A score a fold."""
    if y != NONE:
        check_counts((("{X}", X), ("{y}", y)))
    return some(splits(cv))


@models("sklearn.model_selection.cross_validate")
def cross_validate(
    estimator: Value,
    X: Value,
    y: Value = NONE,
    *,
    groups: Value = NONE,
    scoring: Value = NONE,
    cv: Value = NONE,
    n_jobs: Value = NONE,
    verbose: Value = NONE,
    params: Value = NONE,
    pre_dispatch: Value = NONE,
    return_train_score: Value = NONE,
    return_estimator: Value = NONE,
    return_indices: Value = NONE,
    error_score: Value = NONE,
) -> Value:
    """Times and scores a fold, by name."""
    if y != NONE:
        check_counts((("{X}", X), ("{y}", y)))
    each = some(splits(cv))
    entries: dict[str, Value] = {"fit_time": each, "score_time": each}
    if scoring == NONE or (isinstance(scoring, String) and scoring.value is not None):
        entries["test_score"] = each
    return Dict.of(entries, UNKNOWN_VALUE)


@models("sklearn.model_selection.cross_val_predict")
def cross_val_predict(
    context: Context,
    estimator: Value,
    X: Value,
    y: Value = NONE,
    *,
    groups: Value = NONE,
    cv: Value = NONE,
    n_jobs: Value = NONE,
    verbose: Value = NONE,
    params: Value = NONE,
    pre_dispatch: Value = NONE,
    method: Value = NONE,
) -> Value:
    """A prediction a sample, made by an estimator that did not see it."""
    if y != NONE:
        check_counts((("{X}", X), ("{y}", y)))
    target = array_in(y)
    samples = rows(X) or Axis(row_count(X))
    if method in (String("predict_proba"), String("predict_log_proba")) and target is not None:
        return result(samples, Axis(UNKNOWN)) if target.rank == 1 else UNKNOWN_VALUE
    if method not in (NONE, String("predict")) or target is None or target.rank is None:
        return UNKNOWN_VALUE
    if target.rank == 1:
        return result(samples)
    known = estimator.path if isinstance(estimator, Object) else ""
    return (
        result(samples, Axis(UNKNOWN)) if known == "sklearn.linear_model.LinearRegression" else UNKNOWN_VALUE
    )
