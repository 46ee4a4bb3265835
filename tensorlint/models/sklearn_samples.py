"""Samples shuffled, drawn anew and read from texts, and curves of scores over their number."""

from __future__ import annotations

from tensorlint.models.pandas_tables import data_of, is_table, with_rows
from tensorlint.models.registry import models
from tensorlint.models.sklearn_selection import splits, taken
from tensorlint.models.sklearn_values import check_counts, either, row_count, some
from tensorlint.shapes import UNKNOWN, Axis, Size, symbol
from tensorlint.shapes.axes import reordered
from tensorlint.values import NONE, UNKNOWN_VALUE, Cells, Integer, List, Object, Tuple, Value

TEXTS = "sklearn.feature_extraction.text"
VECTORIZERS = ("CountVectorizer", "TfidfVectorizer")
WORDS = f"{TEXTS}.Vectorizer"
"""A name of our own for a vectorizer of texts."""


def _drawn(arrays: tuple[Value, ...], n_samples: Value) -> Value:
    """The same arrays with other rows: one alone, several in a list."""
    check_counts([("{arrays[" + str(index) + "]}", each) for index, each in enumerate(arrays)])
    parts: list[Value] = []
    for each in arrays:
        size: Size = row_count(each)
        if n_samples != NONE:
            size = n_samples.size if isinstance(n_samples, Integer) else UNKNOWN
        if size is UNKNOWN:
            size = symbol("samples", lower=1, generic=True)
        if isinstance(each, Object) and is_table(each):
            parts.append(with_rows(each, reordered(data_of(each).shape.axes[0], size)))
        else:
            parts.append(taken(each, size, ordered=False))
    return parts[0] if len(parts) == 1 else List.of(tuple(parts)) if parts else NONE


@models("sklearn.utils.shuffle")
def shuffle(*arrays: Value, random_state: Value = NONE, n_samples: Value = NONE) -> Value:
    """The samples in another order, the same for all arrays."""
    return _drawn(arrays, n_samples)


@models("sklearn.utils.resample")
def resample(
    *arrays: Value,
    replace: Value = NONE,
    n_samples: Value = NONE,
    random_state: Value = NONE,
    stratify: Value = NONE,
    sample_weight: Value = NONE,
) -> Value:
    """So many samples drawn by chance, the same of all arrays."""
    return _drawn(arrays, n_samples)


@models("sklearn.model_selection.learning_curve")
def learning_curve(estimator: Value, X: Value, y: Value, *, cv: Value = NONE, **options: Value) -> Value:
    """Numbers of samples, and the scores of training and test for each of them and each fold."""
    check_counts([(name, value) for name, value in (("{X}", X), ("{y}", y)) if value != NONE])
    if "return_times" in options:
        return UNKNOWN_VALUE
    count = symbol("sizes", lower=1)
    scores = some(count, splits(cv))
    return Tuple((some(count), scores, scores))


@models("sklearn.model_selection.validation_curve")
def validation_curve(
    estimator: Value,
    X: Value,
    y: Value,
    *,
    param_name: Value,
    param_range: Value,
    cv: Value = NONE,
    **options: Value,
) -> Value:
    """The scores of training and test for each value of a parameter and each fold."""
    check_counts([(name, value) for name, value in (("{X}", X), ("{y}", y)) if value != NONE])
    scores = some(row_count(param_range), splits(cv))
    return Tuple((scores, scores))


# -- texts


def _vectorizer(name: str) -> None:
    def construct(**options: Value) -> Value:
        return Object(WORDS, Cells())

    construct.__doc__ = f"A new {name}."
    models(f"{TEXTS}.{name}")(construct)


for _name in VECTORIZERS:
    _vectorizer(_name)


@models(f"{WORDS}.fit")
def fit(self: Value, raw_documents: Value, y: Value = NONE) -> Value:
    """Learns which words there are; gives itself."""
    return self


@models(f"{WORDS}.fit_transform", f"{WORDS}.transform")
def transform(self: Value, raw_documents: Value, y: Value = NONE) -> Value:
    """A row a text, a column a word."""
    return either(Axis(row_count(raw_documents)), Axis(UNKNOWN))
