"""What each loss of Keras makes of targets and predictions, and what it refuses.

Every loss first lets the ranks agree by a last axis of 1. Then the entropies want equal shapes, the
sparse one class indices without the axis of the classes, and all others broadcast, silently.
"""

from __future__ import annotations

from collections.abc import Callable

from tensorlint.models.keras_values import is_symbolic, tensor, to_tensor
from tensorlint.models.registry import Context, alias, inherits, models, refuse, unmodelled
from tensorlint.models.tensorflow_common import SHAPE_ERROR
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Mismatch, Shape, equal, size_text
from tensorlint.shapes.arithmetic import broadcast
from tensorlint.shapes.sizes import possibly
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Bound,
    Cells,
    Function,
    Instance,
    Library,
    Object,
    Partial,
    String,
    Value,
)

STRICT, SPARSE, BROADCAST, OPEN = "strict", "sparse", "broadcast", "open"

LOSSES: dict[str, tuple[str, str, str]] = {
    # function: (class, kind, further parameters of the function)
    "binary_crossentropy": ("BinaryCrossentropy", STRICT, "from_logits label_smoothing axis"),
    "binary_focal_crossentropy": (
        "BinaryFocalCrossentropy",
        STRICT,
        "apply_class_balancing alpha gamma from_logits label_smoothing axis",
    ),
    "categorical_crossentropy": ("CategoricalCrossentropy", STRICT, "from_logits label_smoothing axis"),
    "categorical_focal_crossentropy": (
        "CategoricalFocalCrossentropy",
        BROADCAST,
        "alpha gamma from_logits label_smoothing axis",
    ),
    "categorical_generalized_cross_entropy": ("CategoricalGeneralizedCrossEntropy", OPEN, "q"),
    "categorical_hinge": ("CategoricalHinge", BROADCAST, ""),
    "cosine_similarity": ("CosineSimilarity", BROADCAST, "axis"),
    "hinge": ("Hinge", BROADCAST, ""),
    "huber": ("Huber", BROADCAST, "delta"),
    "kl_divergence": ("KLDivergence", BROADCAST, ""),
    "log_cosh": ("LogCosh", BROADCAST, ""),
    "mean_absolute_error": ("MeanAbsoluteError", BROADCAST, ""),
    "mean_absolute_percentage_error": ("MeanAbsolutePercentageError", BROADCAST, ""),
    "mean_squared_error": ("MeanSquaredError", BROADCAST, ""),
    "mean_squared_logarithmic_error": ("MeanSquaredLogarithmicError", BROADCAST, ""),
    "poisson": ("Poisson", BROADCAST, ""),
    "squared_hinge": ("SquaredHinge", BROADCAST, ""),
    "sparse_categorical_crossentropy": (
        "SparseCategoricalCrossentropy",
        SPARSE,
        "from_logits ignore_class axis",
    ),
    "dice": ("Dice", OPEN, "axis"),
    "tversky": ("Tversky", OPEN, "alpha beta axis"),
    "circle": ("Circle", OPEN, "ref_labels ref_embeddings remove_diagonal gamma margin"),
    "ctc": ("CTC", OPEN, ""),
}

SHORT = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "bce": "binary_crossentropy",
    "bfce": "binary_focal_crossentropy",
    "kld": "kl_divergence",
    "kullback_leibler_divergence": "kl_divergence",
    "logcosh": "log_cosh",
    "huber_loss": "huber",
    "cosine_proximity": "cosine_similarity",
}
"""Other names of the losses, as strings and as functions."""

ADAPTING = {
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "cosine_similarity",
    "huber",
    "log_cosh",
}
"""The loss functions that let the ranks agree also when they are called bare."""

CLASSES = {f"keras.losses.{class_name}": name for name, (class_name, _, _) in LOSSES.items()}


def squeezed(y_true: Shape, y_pred: Shape) -> tuple[Shape, Shape] | None:
    """Both shapes after Keras lets their ranks agree by a last axis of 1; None where not known."""
    if y_true.open or y_pred.open:
        return None
    difference = len(y_true) - len(y_pred)
    if difference == 1:
        longer, shorter = y_true, y_pred
    elif difference == -1:
        longer, shorter = y_pred, y_true
    else:
        return y_true, y_pred
    last = equal(longer.axes[-1].size, 1)
    if last is None:
        return None
    if last:
        if len(shorter) == 1:
            shorter = Shape((*shorter.axes, Axis(1, ())))
        else:
            longer = Shape(longer.axes[:-1])
    return (longer, shorter) if difference == 1 else (shorter, longer)


TEXTS = ("{y_true}", "{y_pred}")


def compared(
    context: Context,
    name: str,
    y_true: Shape,
    y_pred: Shape,
    texts: tuple[str, str] = TEXTS,
    adapts: bool = True,
) -> Shape:
    """The shape of one loss value a sample; refuses and reports what does not fit.

    `adapts`: the ranks are let agree first, as all losses of a model and all classes do.
    """
    kind = LOSSES[name][1]
    found = squeezed(y_true, y_pred) if adapts else (y_true, y_pred)
    if found is None or kind is OPEN or y_true.open or y_pred.open:
        return UNKNOWN_SHAPE
    truth, prediction = found
    said = f"{name}: {texts[0]} is {y_true} but {texts[1]} is {y_pred}"
    if kind is STRICT:
        return _strict(name, truth, prediction, said)
    if kind is SPARSE:
        return _sparse(truth, prediction, said)
    return _broadcast(context, truth, prediction, said)


def _strict(name: str, truth: Shape, prediction: Shape, said: str) -> Shape:
    cure = "they must be equal"
    if len(truth) == 1 or truth.axes[-1].size == 1:
        cure = "these are class indices: use sparse_categorical_crossentropy, or keras.utils.to_categorical"
        if name.startswith("binary"):
            cure = "give the model one output, or use sparse_categorical_crossentropy"
    if len(truth) != len(prediction):
        refuse("TSL110", f"{said}: {len(truth)} axes != {len(prediction)}; {cure}")
    for x, y in zip(truth.axes, prediction.axes, strict=True):
        if equal(x.size, y.size) is False:
            refuse("TSL110", f"{said}: {_sizes(x, y)}; {cure}", SHAPE_ERROR)
    return Shape(prediction.axes[:-1])


def _sizes(x: Axis, y: Axis) -> str:
    return f"{size_text(x.size)} != {size_text(y.size)}"


def _sparse(truth: Shape, prediction: Shape, said: str) -> Shape:
    last = None if len(truth) != len(prediction) else equal(truth.axes[-1].size, 1)
    if len(truth) == len(prediction) and last:
        truth = Shape(truth.axes[:-1])
    elif len(truth) == len(prediction) and last is None:
        return UNKNOWN_SHAPE
    cure = "it takes class indices (batch,); for one-hot targets use categorical_crossentropy"
    if len(truth) != len(prediction) - 1:
        refuse("TSL110", f"{said}; {cure}", SHAPE_ERROR)
    for x, y in zip(truth.axes, prediction.axes, strict=False):
        if equal(x.size, y.size) is False:
            refuse("TSL110", f"{said}: {_sizes(x, y)}; {cure}", SHAPE_ERROR)
    return truth


def _broadcast(context: Context, truth: Shape, prediction: Shape, said: str) -> Shape:
    try:
        result = broadcast(truth, prediction)
    except Mismatch as mismatch:
        refuse("TSL110", f"{said}: {mismatch.detail}; they must be equal", SHAPE_ERROR)
    if not truth.axes or not prediction.axes:
        return UNKNOWN_SHAPE
    stretched = len(truth) != len(prediction) or any(
        1 in (x.size, y.size) and not (possibly(x.size, 1) and possibly(y.size, 1))
        for x, y in zip(truth.axes, prediction.axes, strict=True)
    )
    if stretched:
        context.report("TSL110", f"{said}: they are silently broadcast to {result}; they must be equal")
    return Shape(result.axes[:-1])


def loss_name(loss: Value) -> str | None:
    """The function name of a loss of Keras, given as a string, a class, an instance or a function."""
    if isinstance(loss, String) and loss.value is not None:
        text = loss.value
        if f"keras.losses.{text}" in CLASSES:
            return CLASSES[f"keras.losses.{text}"]
        text = SHORT.get(text.lower(), text)
        return text if text in LOSSES else None
    if isinstance(loss, Object):
        return CLASSES.get(loss.path)
    if isinstance(loss, Library):
        head, _, tail = loss.path.rpartition(".")
        tail = SHORT.get(tail.lower(), tail)
        if head in ("keras.losses", "keras.metrics") and tail in LOSSES:
            return tail
        return CLASSES.get(loss.path)
    return None


def apply_loss(
    context: Context, loss: Value, y_true: Value, y_pred: Value, texts: tuple[str, str] = TEXTS
) -> None:
    """Hold targets against predictions as the loss of a model does; a user's own loss is run."""
    name = loss_name(loss)
    if name is not None:
        if isinstance(y_true, Array) and isinstance(y_pred, Array) and not _has_axis(loss):
            compared(context, name, y_true.shape, y_pred.shape, texts)
    elif isinstance(loss, Function | Bound | Partial):
        context.call(loss, (y_true, y_pred))
    elif isinstance(loss, Instance):
        context.call(context.attribute(loss, "call"), (y_true, y_pred))


def _has_axis(loss: Value) -> bool:
    return isinstance(loss, Object) and loss.cells.get("<axis>") is True


def _loss_function(name: str) -> Callable[..., Value]:
    def function(context: Context, y_true: Value, y_pred: Value, *given: Value, **keywords: Value) -> Value:
        """One value a sample: the mean over the last axis."""
        truth, prediction = to_tensor(y_true), to_tensor(y_pred)
        if "axis" in keywords or len(given) > 2:
            return tensor(UNKNOWN_SHAPE, "float", is_symbolic(prediction))
        shape = compared(context, name, truth.shape, prediction.shape, TEXTS, name in ADAPTING)
        return tensor(shape, "float", is_symbolic(prediction))

    return function


def _loss_class(path: str) -> Callable[..., Value]:
    def construct(context: Context, *given: Value, **keywords: Value) -> Value:
        """An instance; `reduction` says what becomes of the values of the samples."""
        reduction = keywords.get("reduction", String("sum_over_batch_size"))
        axis = "axis" in keywords or len(given) > 2
        return Object(path, Cells({"<reduction>": reduction, "<axis>": axis}))

    return construct


@models("keras.losses.Loss.__call__")
def call_loss(
    context: Context, loss: Value, y_true: Value, y_pred: Value, sample_weight: Value = NONE
) -> Value:
    """`loss(y_true, y_pred)`: a scalar, or one value a sample without reduction."""
    if isinstance(loss, Instance):
        method = context.attribute(loss, "call")
        context.call(method, (y_true, y_pred))
        return UNKNOWN_VALUE
    name = loss_name(loss)
    if name is None or not isinstance(loss, Object):
        return UNKNOWN_VALUE
    truth, prediction = to_tensor(y_true), to_tensor(y_pred)
    shape = UNKNOWN_SHAPE
    if not _has_axis(loss):
        shape = compared(context, name, truth.shape, prediction.shape)
    symbolic = is_symbolic(prediction)
    reduction = loss.cells.get("<reduction>")
    if isinstance(reduction, String) and reduction.value in ("none", "None"):
        return tensor(shape if sample_weight == NONE else UNKNOWN_SHAPE, "float", symbolic)
    if reduction == NONE:
        return tensor(shape if sample_weight == NONE else UNKNOWN_SHAPE, "float", symbolic)
    if isinstance(reduction, String) and reduction.value in ("sum", "mean", "sum_over_batch_size", "auto"):
        return tensor(Shape(), "float", symbolic)
    return tensor(UNKNOWN_SHAPE, "float", symbolic)


def _declare() -> None:
    for name, (class_name, _, _) in LOSSES.items():
        models(f"keras.losses.{name}")(_loss_function(name))
        path = f"keras.losses.{class_name}"
        models(path)(_loss_class(path))
        inherits(path, "keras.losses.Loss")
        alias(f"keras.metrics.{name}", f"keras.losses.{name}")
    for short, name in SHORT.items():
        alias(f"keras.losses.{short}", f"keras.losses.{name}")
        alias(f"keras.losses.{short.upper()}", f"keras.losses.{name}")
        alias(f"keras.metrics.{short}", f"keras.losses.{name}")
    alias("keras.objectives", "keras.losses")


@models("keras.losses.Loss.__init__")
def initialize_loss(self: Value, *given: Value, **keywords: Value) -> Value:
    """`super().__init__(name=…)` of a loss of the user's."""
    return NONE


@models("keras.losses.Loss")
def base_loss(*given: Value, **keywords: Value) -> Value:
    """The base of losses."""
    return UNKNOWN_VALUE


_declare()
unmodelled("no loss", *[f"keras.losses.{name}" for name in ("get", "serialize", "deserialize")])
