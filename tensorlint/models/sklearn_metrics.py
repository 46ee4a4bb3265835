"""Metrics: truths and predictions go together sample by sample; distances between two sets of samples."""

from __future__ import annotations

from tensorlint.models.registry import models
from tensorlint.models.sklearn_values import array_in, as_matrix, check_counts, refuse_rank, result, some
from tensorlint.shapes import UNKNOWN
from tensorlint.values import NONE, UNKNOWN_VALUE, Float, Value

NUMBERS = (
    *("accuracy_score", "balanced_accuracy_score", "cohen_kappa_score", "matthews_corrcoef", "zero_one_loss"),
    *("hamming_loss", "max_error", "adjusted_rand_score", "rand_score", "mutual_info_score"),
    *("adjusted_mutual_info_score", "normalized_mutual_info_score", "homogeneity_score"),
    *("completeness_score", "v_measure_score", "fowlkes_mallows_score"),
)
"""What gives one number for two arrays of labels or values."""
OFTEN = (
    *("mean_squared_error", "mean_absolute_error", "root_mean_squared_error", "r2_score"),
    *("median_absolute_error", "explained_variance_score", "mean_absolute_percentage_error"),
    *("f1_score", "precision_score", "recall_score", "jaccard_score"),
)
"""What gives one number unless told otherwise."""


def _paired(name: str, always: bool) -> None:
    def metric(y_true: Value, y_pred: Value, *others: Value, **keywords: Value) -> Value:
        check_counts((("{y_true}", y_true), ("{y_pred}", y_pred)))
        told = {"multioutput", "average", "normalize"} & keywords.keys()
        return Float() if (always and not others) or not (told or others) else UNKNOWN_VALUE

    metric.__doc__ = f"`{name}` of as many truths as predictions."
    models(f"sklearn.metrics.{name}")(metric)


for _name in NUMBERS:
    _paired(_name, True)
for _name in OFTEN:
    _paired(_name, False)


@models("sklearn.metrics.confusion_matrix")
def confusion_matrix(
    y_true: Value,
    y_pred: Value,
    *,
    labels: Value = NONE,
    sample_weight: Value = NONE,
    normalize: Value = NONE,
) -> Value:
    """How often each class (row) was taken for each other (column)."""
    check_counts((("{y_true}", y_true), ("{y_pred}", y_pred)))
    return some(UNKNOWN, UNKNOWN)


@models(
    "sklearn.metrics.pairwise.euclidean_distances",
    "sklearn.metrics.euclidean_distances",
    "sklearn.metrics.pairwise.cosine_distances",
    "sklearn.metrics.pairwise.manhattan_distances",
    "sklearn.metrics.pairwise.rbf_kernel",
)
def distances(X: Value, Y: Value = NONE, *others: Value, **keywords: Value) -> Value:
    """A number for each pair of a sample of X (n, d) and one of Y (m, d): (n, m)."""
    first, second = array_in(X), array_in(X if Y == NONE else Y)
    for array, text in ((first, "{X}"), (second, "{Y}")):
        if array is not None and array.rank not in (None, 2):
            refuse_rank("the distance", array.shape, text)
    if first is None or second is None:
        return UNKNOWN_VALUE
    a, b = as_matrix(first), as_matrix(second)
    if a.rank != 2 or b.rank != 2:
        return UNKNOWN_VALUE
    return result(a.axes[0], b.axes[0])
