"""tf.nn losses and tf.losses of TensorFlow 1: what labels and logits must look like."""

from __future__ import annotations

from tensorlint.models.registry import Context, NotCoercible, alias, models, refuse
from tensorlint.models.tensorflow_common import (
    Tensor,
    axis_of,
    broadcast_tensors,
    mismatch,
    scalar,
    tensor,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, size_text
from tensorlint.shapes.sizes import bounds, product
from tensorlint.values import NONE, Array, Value

alias("tensorflow.compat.v1.losses", "tensorflow.compat.v1.losses")
for _name in [
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
    "sigmoid_cross_entropy",
    "absolute_difference",
    "huber_loss",
    "log_loss",
    "hinge_loss",
]:
    alias(f"tensorflow.losses.{_name}", f"tensorflow.compat.v1.losses.{_name}")  # of TensorFlow 1 only
alias("tensorflow.nn.softmax_cross_entropy_with_logits_v2", "tensorflow.nn.softmax_cross_entropy_with_logits")


@models("tensorflow.nn.softmax_cross_entropy_with_logits")
def softmax_cross_entropy_with_logits(
    context: Context,
    labels: Tensor | None = None,
    logits: Tensor | None = None,
    axis: int | None = None,
    name: Value = NONE,
    *,
    dim: int | None = None,
    _sentinel: Value = NONE,
) -> Array:
    """A loss for each row; labels are probabilities, and are broadcast to the logits."""
    if labels is None or logits is None:
        raise NotCoercible
    place = axis if axis is not None else dim
    place = -1 if place is None else place
    if logits.rank is None:
        if place == -1 and logits.shape.axes:
            return tensor(Shape(logits.shape.axes[:-1], True), logits.dtype, logits)
        return unknown_tensor(logits.dtype)
    if logits.rank == 0:
        raise NotCoercible
    place = axis_of(logits.rank, place, "{logits}")
    if labels.rank and place == logits.rank - 1:
        _check_classes(context, labels, logits)
    return tensor(logits.shape.replaced(place), logits.dtype, logits)


def _check_classes(context: Context, labels: Array, logits: Array) -> None:
    said = f"{{labels}} is {labels.shape}, {{logits}} is {logits.shape}"
    operation = "softmax_cross_entropy_with_logits"
    a, b = labels.shape.sizes[-1], logits.shape.sizes[-1]
    rows, wanted = product(labels.shape.sizes[:-1]), product(logits.shape.sizes[:-1])
    if bounds(labels.shape.count)[0] < 1 or bounds(logits.shape.count)[0] < 1:
        return
    for x, y, what in ((a, b, "classes"), (rows, wanted, "rows")):
        if equal(x, y) is False and equal(x, 1) is False and equal(y, 1) is False:
            hint = ""
            if labels.rank == (logits.rank or 0) - 1:
                hint = "; for class numbers use sparse_softmax_cross_entropy_with_logits"
            mismatch(
                "TSL110", f"{operation}: {said}: the {what} differ: {size_text(x)} != {size_text(y)}{hint}"
            )
    if a == 1 and bounds(b)[0] > 1:
        context.report(
            "TSL110",
            f"{operation}: {said}: one label is broadcast to all {size_text(b)} classes; labels must be"
            f" one-hot (or"
            " use sparse_softmax_cross_entropy_with_logits for class numbers)",
        )


@models("tensorflow.nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax_cross_entropy_with_logits(
    labels: Tensor | None = None, logits: Tensor | None = None, name: Value = NONE, *, _sentinel: Value = NONE
) -> Array:
    """A loss for each row; labels are class numbers, one for each row."""
    if labels is None or logits is None:
        raise NotCoercible
    if logits.rank == 0:
        raise NotCoercible
    if logits.rank is None:
        return tensor(labels.shape, logits.dtype)
    said = (
        f"sparse_softmax_cross_entropy_with_logits: labels must be {Shape(logits.shape.axes[:-1])}, one"
        f" class number"
        f" for each row of the logits {logits.shape}, but {{labels}} is {labels.shape}"
    )
    if labels.rank is not None and labels.rank != logits.rank - 1:
        one_hot = labels.rank == logits.rank and equal(labels.shape.sizes[-1], 1) is False
        hint = "use tf.argmax({labels}, -1)" if one_hot else "use tf.squeeze({labels}, -1)"
        hint = f"; {hint}" if labels.rank == logits.rank else ""
        refuse("TSL110", f"{said}{hint}", "builtins.ValueError")
    if labels.rank is not None:
        for x, y in zip(labels.shape.sizes, logits.shape.sizes, strict=False):
            if equal(x, y) is False:
                refuse("TSL110", f"{said}: {size_text(x)} != {size_text(y)}", "builtins.ValueError")
    return tensor(Shape(logits.shape.axes[:-1]), logits.dtype, logits)


def _same_shape(labels: Array, logits: Array, operation: str, names: tuple[str, str]) -> Shape:
    """The shape that both must have: nothing is broadcast."""
    if labels.rank is None or logits.rank is None:
        return logits.shape if logits.rank is not None else labels.shape
    said = (
        f"{operation}: {names[0]} is {labels.shape}, {names[1]} is {logits.shape}: they must have one shape"
    )
    if labels.rank != logits.rank:
        refuse("TSL110", f"{said}; tf.expand_dims or tf.squeeze one of them", "builtins.ValueError")
    axes = []
    for x, y in zip(labels.shape.axes, logits.shape.axes, strict=True):
        if equal(x.size, y.size) is False:
            refuse("TSL110", f"{said}: {size_text(x.size)} != {size_text(y.size)}", "builtins.ValueError")
        axes.append(y if y.size is not UNKNOWN else x)
    return Shape(tuple(axes))


@models("tensorflow.nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy_with_logits(
    labels: Tensor | None = None, logits: Tensor | None = None, name: Value = NONE, *, _sentinel: Value = NONE
) -> Array:
    """A loss for each element."""
    if labels is None or logits is None:
        raise NotCoercible
    shape = _same_shape(labels, logits, "sigmoid_cross_entropy_with_logits", ("{labels}", "{logits}"))
    return tensor(shape, logits.dtype, logits)


@models("tensorflow.nn.weighted_cross_entropy_with_logits")
def weighted_cross_entropy_with_logits(
    labels: Tensor, logits: Tensor, pos_weight: Tensor, name: Value = NONE
) -> Array:
    """A loss for each element."""
    shape = _same_shape(labels, logits, "weighted_cross_entropy_with_logits", ("{labels}", "{logits}"))
    both = broadcast_tensors([tensor(shape), pos_weight], ["{logits}", "{pos_weight}"])
    return tensor(both, logits.dtype, logits)


@models("tensorflow.nn.log_poisson_loss")
def log_poisson_loss(
    targets: Tensor, log_input: Tensor, compute_full_loss: Value = NONE, name: Value = NONE
) -> Array:
    """A loss for each element."""
    shape = _same_shape(targets, log_input, "log_poisson_loss", ("{targets}", "{log_input}"))
    return tensor(shape, log_input.dtype, log_input)


@models("tensorflow.nn.ctc_loss")
def ctc_loss(
    labels: Value,
    logits: Tensor,
    label_length: Value,
    logit_length: Value,
    logits_time_major: bool = True,
    unique: Value = NONE,
    blank_index: Value = NONE,
    name: Value = NONE,
) -> Array:
    """A loss for each sequence."""
    if logits.rank is not None and logits.rank != 3:
        raise NotCoercible
    if logits.rank is None:
        return unknown_tensor(logits.dtype)
    batch = logits.shape.axes[1 if logits_time_major else 0]
    return tensor(Shape((batch,)), logits.dtype, logits)


@models("tensorflow.nn.sampled_softmax_loss")
def sampled_softmax_loss(
    weights: Value,
    biases: Value,
    labels: Tensor,
    inputs: Tensor,
    num_sampled: Value,
    num_classes: Value,
    num_true: Value = NONE,
    sampled_values: Value = NONE,
    remove_accidental_hits: Value = NONE,
    seed: Value = NONE,
    name: Value = NONE,
    **kwargs: Value,
) -> Array:
    """A loss for each row of the inputs."""
    return _sampled(weights, inputs)


@models("tensorflow.nn.nce_loss")
def nce_loss(
    weights: Value,
    biases: Value,
    labels: Tensor,
    inputs: Tensor,
    num_sampled: Value,
    num_classes: Value,
    num_true: Value = NONE,
    sampled_values: Value = NONE,
    remove_accidental_hits: Value = NONE,
    name: Value = NONE,
    **kwargs: Value,
) -> Array:
    """A loss for each row of the inputs."""
    return _sampled(weights, inputs)


def _sampled(weights: Value, inputs: Array) -> Array:
    if isinstance(weights, Array) and weights.rank == 2 and inputs.rank == 2:
        a, b = weights.shape.axes[1].size, inputs.shape.axes[1].size
        if equal(a, b) is False:
            mismatch(
                "TSL601",
                f"a sampled loss: {{weights}} is {weights.shape}, {{inputs}} is {inputs.shape}:"
                f" {size_text(a)} !="
                f" {size_text(b)}",
            )
    rows = (inputs.shape.axes[0],) if inputs.rank == 2 else (Axis(UNKNOWN),)
    return tensor(Shape(rows), inputs.dtype)


@models("tensorflow.nn.compute_average_loss")
def compute_average_loss(
    per_example_loss: Value, sample_weight: Value = NONE, global_batch_size: Value = NONE
) -> Array:
    """One number."""
    return scalar("float")


@models("tensorflow.nn.scale_regularization_loss")
def scale_regularization_loss(regularization_loss: Value) -> Array:
    """One number."""
    return scalar("float")


# -- tf.losses of TensorFlow 1: one number, of labels and predictions of one shape


def _check_same(labels: Array, predictions: Array, operation: str, names: tuple[str, str]) -> Array:
    _same_shape(labels, predictions, operation, names)
    return scalar(predictions.dtype)


@models(
    "tensorflow.compat.v1.losses.mean_squared_error",
    "tensorflow.compat.v1.losses.absolute_difference",
    "tensorflow.compat.v1.losses.huber_loss",
    "tensorflow.compat.v1.losses.log_loss",
)
def mean_squared_error(labels: Tensor, predictions: Tensor, *args: Value, **kwargs: Value) -> Array:
    """A mean over all elements; nothing is broadcast."""
    if kwargs.get("reduction", NONE) != NONE or len(args) > 3:
        return unknown_tensor()
    return _check_same(labels, predictions, "tf.losses", ("{labels}", "{predictions}"))


@models("tensorflow.compat.v1.losses.hinge_loss")
def hinge_loss(labels: Tensor, logits: Tensor, *args: Value, **kwargs: Value) -> Array:
    """A mean over all elements; nothing is broadcast."""
    _same_shape(labels, logits, "hinge_loss", ("{labels}", "{logits}"))
    return unknown_tensor() if kwargs.get("reduction", NONE) != NONE or len(args) > 3 else scalar()


@models("tensorflow.compat.v1.losses.sigmoid_cross_entropy")
def sigmoid_cross_entropy(multi_class_labels: Tensor, logits: Tensor, *args: Value, **kwargs: Value) -> Array:
    """A mean over all elements; nothing is broadcast."""
    names = ("{multi_class_labels}", "{logits}")
    _same_shape(multi_class_labels, logits, "sigmoid_cross_entropy", names)
    return unknown_tensor() if kwargs.get("reduction", NONE) != NONE or len(args) > 4 else scalar()


@models("tensorflow.compat.v1.losses.softmax_cross_entropy")
def softmax_cross_entropy(onehot_labels: Tensor, logits: Tensor, *args: Value, **kwargs: Value) -> Array:
    """A mean over all rows; labels are one-hot."""
    _same_shape(onehot_labels, logits, "softmax_cross_entropy", ("{onehot_labels}", "{logits}"))
    return unknown_tensor() if kwargs.get("reduction", NONE) != NONE or len(args) > 4 else scalar()


@models("tensorflow.compat.v1.losses.sparse_softmax_cross_entropy")
def sparse_softmax_cross_entropy(labels: Tensor, logits: Tensor, *args: Value, **kwargs: Value) -> Array:
    """A mean over all rows; labels are class numbers, (batch,) or (batch, 1)."""
    if labels.rank is not None and logits.rank is not None:
        last: Size = labels.shape.sizes[-1] if labels.rank else UNKNOWN
        if labels.rank == logits.rank and equal(last, 1) is False:
            refuse(
                "TSL110",
                f"sparse_softmax_cross_entropy: {{labels}} is {labels.shape}, {{logits}} is"
                f" {logits.shape}: labels"
                " are class numbers, one for each row; use softmax_cross_entropy for one-hot labels",
                "builtins.ValueError",
            )
    return unknown_tensor() if kwargs.get("reduction", NONE) != NONE or len(args) > 3 else scalar()
