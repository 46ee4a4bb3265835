"""Metrics: truths and predictions go together sample by sample, and have the same number of outputs."""

from __future__ import annotations

from tensorlint.models.registry import models, refuse
from tensorlint.models.sklearn_values import (
    MATRIX,
    array_in,
    as_matrix,
    check_counts,
    literal,
    refuse_rank,
    result,
    row_count,
    rows,
    some,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, size_text, symbol
from tensorlint.shapes.sizes import add, possibly
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Dict,
    Float,
    Object,
    String,
    Tuple,
    Value,
)

OF_LABELS = (
    *("accuracy_score", "balanced_accuracy_score", "cohen_kappa_score", "matthews_corrcoef", "zero_one_loss"),
    "hamming_loss",
)
"""What gives one number for two arrays of labels."""
OF_CLUSTERS = (
    *("adjusted_rand_score", "rand_score", "mutual_info_score"),
    *("adjusted_mutual_info_score", "normalized_mutual_info_score", "homogeneity_score"),
    *("completeness_score", "v_measure_score", "fowlkes_mallows_score"),
)
"""What gives one number for two ways to group samples."""
NUMBERS = (*OF_LABELS, "max_error", *OF_CLUSTERS)
"""What gives one number for two arrays of labels or values."""
OF_VALUES = (
    *("mean_squared_error", "mean_absolute_error", "root_mean_squared_error", "r2_score"),
    *("median_absolute_error", "explained_variance_score", "mean_absolute_percentage_error"),
    *("mean_squared_log_error", "mean_pinball_loss"),
)
"""What gives one number for two arrays of values unless told otherwise."""
OF_CLASSES = ("f1_score", "precision_score", "recall_score", "jaccard_score")
"""What gives one number for two arrays of labels unless told otherwise."""
OFTEN = (*OF_VALUES, *OF_CLASSES)


def _is_wide(value: Value) -> Shape | None:
    """The shape of an array that has several columns; those of classes are taken as several."""
    array = array_in(value)
    if array is None or array.rank != 2 or possibly(array.shape.axes[1].size, 1):
        return None
    return array.shape


def _is_flat(value: Value) -> Shape | None:
    array = array_in(value)
    return array.shape if array is not None and array.rank == 1 else None


def check_labels(name: str, truth: Value, prediction: Value) -> None:
    """One label a sample, (n,), does not go with a row of several numbers a sample."""
    for one, other, flat, wide in (
        (truth, prediction, "{y_true}", "{y_pred}"),
        (prediction, truth, "{y_pred}", "{y_true}"),
    ):
        labels, several = _is_flat(one), _is_wide(other)
        if labels is not None and several is not None:
            refuse(
                "TSL110",
                f"{name} compares labels: {flat} is {labels}, {wide} is {several} with a column a class;"
                f" take the class of each row: {wide}.argmax(axis=1)",
            )


def check_outputs(name: str, truth: Value, prediction: Value) -> None:
    """As many outputs are predicted as there are; (n,) counts as one."""
    counts: list[Size] = []
    shapes: list[Shape] = []
    for value in (truth, prediction):
        array = array_in(value)
        if array is None or array.rank not in (1, 2):
            return
        shapes.append(array.shape)
        counts.append(1 if array.rank == 1 else array.shape.axes[1].size)
    if equal(counts[0], counts[1]) is False:
        a, b = size_text(counts[0]), size_text(counts[1])
        refuse(
            "TSL110",
            f"{name}: y_true and y_pred have different numbers of outputs: {{y_true}} is {shapes[0]},"
            f" {{y_pred}} is {shapes[1]}: {a} != {b}",
        )


def _check_flat(name: str, value: Value, text: str) -> None:
    array = array_in(value)
    if array is not None and array.rank is not None and array.rank > 1:
        refuse("TSL110", f"{name} takes one label a sample, (n,), but {text} is {array.shape}")


def _one(name: str, told: set[str]) -> None:
    def metric(y_true: Value, y_pred: Value, *others: Value, **keywords: Value) -> Value:
        check_counts((("{y_true}", y_true), ("{y_pred}", y_pred)))
        if name in OF_CLUSTERS:
            _check_flat(name, y_true, "{y_true}")
            _check_flat(name, y_pred, "{y_pred}")
        elif name in OF_LABELS or name in OF_CLASSES:
            check_labels(name, y_true, y_pred)
        else:
            check_outputs(name, y_true, y_pred)
        many = told & keywords.keys()
        if "average" in many and keywords["average"] in _AVERAGED:
            many.remove("average")
        if "multioutput" in many:
            if keywords["multioutput"] == String("raw_values"):
                array = array_in(y_true)
                return result(array.shape.axes[1]) if array is not None and array.rank == 2 else UNKNOWN_VALUE
            return UNKNOWN_VALUE
        if "average" in many:
            return some(symbol("classes", lower=1)) if keywords["average"] == NONE else UNKNOWN_VALUE
        return Float() if not others or name in NUMBERS else UNKNOWN_VALUE

    metric.__doc__ = f"`{name}` of as many truths as predictions."
    models(f"sklearn.metrics.{name}")(metric)


_AVERAGED = tuple(String(name) for name in ("micro", "macro", "weighted", "binary", "samples"))
for _name in NUMBERS:
    _one(_name, set())
for _name in OFTEN:
    _one(_name, {"multioutput", "average"})


@models("sklearn.metrics.fbeta_score")
def fbeta_score(y_true: Value, y_pred: Value, *, beta: Value, **keywords: Value) -> Value:
    """A number, or one a class."""
    check_counts((("{y_true}", y_true), ("{y_pred}", y_pred)))
    check_labels("fbeta_score", y_true, y_pred)
    return Float() if keywords.get("average", String("binary")) in _AVERAGED else UNKNOWN_VALUE


@models("sklearn.metrics.precision_recall_fscore_support")
def precision_recall_fscore_support(y_true: Value, y_pred: Value, **keywords: Value) -> Value:
    """Four arrays with a number a class, or three numbers and None."""
    check_counts((("{y_true}", y_true), ("{y_pred}", y_pred)))
    check_labels("precision_recall_fscore_support", y_true, y_pred)
    average = keywords.get("average", NONE)
    if average in _AVERAGED:
        return Tuple((Float(), Float(), Float(), NONE))
    if average != NONE:
        return UNKNOWN_VALUE
    labels = keywords.get("labels", NONE)
    size = symbol("classes", lower=1) if labels == NONE else row_count(labels)
    return Tuple((some(size),) * 4)


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
    check_labels("confusion_matrix", y_true, y_pred)
    size = symbol("classes", lower=1) if labels == NONE else row_count(labels)
    return some(size, size)


@models("sklearn.metrics.classification_report")
def classification_report(
    y_true: Value, y_pred: Value, *, output_dict: Value = FALSE, **keywords: Value
) -> Value:
    """A text, or the same as numbers."""
    check_counts((("{y_true}", y_true), ("{y_pred}", y_pred)))
    check_labels("classification_report", y_true, y_pred)
    if output_dict == TRUE:
        return Dict.of({}, UNKNOWN_VALUE)
    return String() if output_dict == FALSE else UNKNOWN_VALUE


# -- scores and thresholds


def _check_scores(name: str, truth: Value, scores: Value, several: bool = False) -> None:
    """One score a sample: the probability of the positive class."""
    check_counts((("{y_true}", truth), ("{y_score}", scores)))
    wide = _is_wide(scores)
    if _is_flat(truth) is None or wide is None:
        return
    if several:
        return  # a score a class, of three and more
    refuse(
        "TSL110",
        f"{name} expects one score a sample, (n,), but {{y_score}} is {wide}: y should be a 1d array;"
        " take the positive class: {y_score}[:, 1]",
    )


@models("sklearn.metrics.roc_auc_score")
def roc_auc_score(y_true: Value, y_score: Value, **keywords: Value) -> Value:
    """One number."""
    wide = _is_wide(y_score)
    several = keywords.get("multi_class", String("raise")) != String("raise")
    if several and wide is not None and equal(wide.axes[1].size, 2) is True:
        several = False
    _check_scores("roc_auc_score", y_true, y_score, several)
    return Float() if keywords.get("average", String("macro")) in _AVERAGED else UNKNOWN_VALUE


@models("sklearn.metrics.average_precision_score")
def average_precision_score(y_true: Value, y_score: Value, **keywords: Value) -> Value:
    """One number."""
    check_counts((("{y_true}", y_true), ("{y_score}", y_score)))
    return Float() if keywords.get("average", String("macro")) in _AVERAGED else UNKNOWN_VALUE


@models("sklearn.metrics.roc_curve", "sklearn.metrics.det_curve")
def roc_curve(y_true: Value, y_score: Value, **keywords: Value) -> Value:
    """Two rates and the threshold, at so many thresholds."""
    _check_scores("roc_curve", y_true, y_score)
    count = symbol("thresholds", lower=1)
    return Tuple((some(count), some(count), some(count)))


@models("sklearn.metrics.precision_recall_curve")
def precision_recall_curve(y_true: Value, y_score: Value, **keywords: Value) -> Value:
    """Precision and recall at so many thresholds, and one more of each."""
    _check_scores("precision_recall_curve", y_true, y_score)
    count = symbol("thresholds", lower=1)
    return Tuple((some(add(count, 1)), some(add(count, 1)), some(count)))


@models("sklearn.metrics.log_loss", "sklearn.metrics.brier_score_loss")
def log_loss(y_true: Value, y_proba: Value, **keywords: Value) -> Value:
    """One number for as many truths as predictions."""
    check_counts((("{y_true}", y_true), ("{y_proba}", y_proba)))
    return Float()


@models("sklearn.metrics.top_k_accuracy_score")
def top_k_accuracy_score(y_true: Value, y_score: Value, **keywords: Value) -> Value:
    """One number."""
    check_counts((("{y_true}", y_true), ("{y_score}", y_score)))
    return Float()


@models("sklearn.metrics.auc")
def auc(x: Value, y: Value) -> Value:
    """The area under a curve of so many points."""
    check_counts((("{x}", x), ("{y}", y)))
    return Float()


# -- clusters and distances


_GROUPED = ("silhouette_score", "davies_bouldin_score", "calinski_harabasz_score")


@models(*[f"{place}.{name}" for place in ("sklearn.metrics", "sklearn.metrics.cluster") for name in _GROUPED])
def separation(X: Value, labels: Value, **keywords: Value) -> Value:
    """How well the groups are apart: one number."""
    _check_grouped(X, labels)
    return Float()


@models("sklearn.metrics.silhouette_samples", "sklearn.metrics.cluster.silhouette_samples")
def silhouette_samples(X: Value, labels: Value, **keywords: Value) -> Value:
    """How well each sample fits its group."""
    _check_grouped(X, labels)
    axis = rows(X)
    return UNKNOWN_VALUE if axis is None else result(axis)


def _check_grouped(x: Value, labels: Value) -> None:
    array = array_in(x)
    if array is not None and array.rank not in (None, 2):
        refuse_rank("the score", array.shape, "{X}", x)
    check_counts((("{X}", x), ("{labels}", labels)))


_KERNELS = (
    "euclidean_distances manhattan_distances cosine_distances cosine_similarity rbf_kernel linear_kernel"
    " polynomial_kernel sigmoid_kernel laplacian_kernel"
)
_PLACES = ("sklearn.metrics.pairwise", "sklearn.metrics")


@models(*[f"{place}.{name}" for place in _PLACES for name in _KERNELS.split()])
def distances(X: Value, Y: Value = NONE, *others: Value, **keywords: Value) -> Value:
    """A number for each pair of a sample of X (n, d) and one of Y (m, d): (n, m)."""
    return _pairs(X, Y) if "dense_output" not in keywords else UNKNOWN_VALUE


@models(*[f"{place}.{name}" for place in _PLACES for name in ("pairwise_distances", "pairwise_kernels")])
def pairwise_distances(
    X: Value,
    Y: Value = NONE,
    metric: Value = String("euclidean"),  # noqa: B008 - immutable
    **keywords: Value,
) -> Value:
    """A number for each pair of samples."""
    if literal(metric) in (UNKNOWN, None, "precomputed"):
        return UNKNOWN_VALUE
    return _pairs(X, Y)


@models(*[f"{place}.pairwise_distances_argmin" for place in _PLACES])
def nearest(X: Value, Y: Value, **keywords: Value) -> Value:
    """The nearest sample of Y for each of X."""
    found = _pairs(X, Y)
    along = keywords.get("axis", NONE) == NONE
    return result(found.shape.axes[0]) if isinstance(found, Array) and along else UNKNOWN_VALUE


def _pairs(x: Value, y: Value) -> Value:
    first, second = array_in(x), array_in(x if y == NONE else y)
    for array, text, given in ((first, "{X}", x), (second, "{Y}", y)):
        if array is not None and array.rank not in (None, 2):
            refuse_rank("the distance", array.shape, text, given)
    if first is None or second is None or _is_sparse(x) or _is_sparse(y):
        return UNKNOWN_VALUE
    a, b = as_matrix(first), as_matrix(second)
    if a.rank != 2 or b.rank != 2:
        return UNKNOWN_VALUE
    one, other = a.axes[1].size, b.axes[1].size
    if equal(one, other) is False:
        said = f"{size_text(one)} != {size_text(other)}"
        refuse(
            "TSL105",
            f"both sets of samples need the same features: {{X}} is {a}, {{Y}} is {b}: {said}",
        )
    return result(a.axes[0], b.axes[0])


def _is_sparse(value: Value) -> bool:
    return isinstance(value, Object) and value.path == MATRIX


@models("sklearn.metrics.multilabel_confusion_matrix")
def multilabel_confusion_matrix(y_true: Value, y_pred: Value, **keywords: Value) -> Value:
    """Two by two numbers for each class."""
    check_counts((("{y_true}", y_true), ("{y_pred}", y_pred)))
    if keywords.get("samplewise", FALSE) != FALSE:
        return UNKNOWN_VALUE
    return result(Axis(symbol("classes", lower=1)), Axis(2), Axis(2))
