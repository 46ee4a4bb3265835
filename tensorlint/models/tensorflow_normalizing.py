"""Softmax, clipping, dropout, biases and normalization of tensors."""

from __future__ import annotations

from tensorlint.models.coercion import Axes
from tensorlint.models.families import reduce_shape
from tensorlint.models.registry import models
from tensorlint.models.tensorflow_common import (
    SHAPE_ERROR,
    Numbers,
    Tensor,
    axis_of,
    broadcast_tensors,
    mismatch,
    reshaped,
    scalar,
    tensor,
    to_tensors,
    unknown_tensor,
)
from tensorlint.shapes import Mismatch, equal, shape_of, size_text
from tensorlint.shapes.arithmetic import broadcast_to
from tensorlint.values import NONE, Array, List, Tuple, Value


@models("tensorflow.nn.softmax", "tensorflow.nn.log_softmax")
def softmax(logits: Tensor, axis: int | None = None, name: Value = NONE, *, dim: int | None = None) -> Array:
    """Probabilities (or their logarithms) along an axis, by default the last."""
    place = dim if axis is None else axis
    place = -1 if place is None else place
    if logits.rank:
        axis_of(logits.rank, place, "{logits}")
    return reshaped(logits, logits.shape)


@models("tensorflow.clip_by_value")
def clip_by_value(t: Tensor, clip_value_min: Tensor, clip_value_max: Tensor, name: Value = NONE) -> Array:
    """The elements brought between two bounds, which must not stretch the tensor."""
    for bound, text in ((clip_value_min, "{clip_value_min}"), (clip_value_max, "{clip_value_max}")):
        try:
            broadcast_to(bound.shape, t.shape)
        except Mismatch as mismatched:
            mismatch(
                "TSL205",
                f"clip_by_value: {text} is {bound.shape}, which does not fit {{t}} of shape {t.shape}:"
                f" {mismatched.detail}",
            )
    return reshaped(t, t.shape)


@models("tensorflow.clip_by_norm")
def clip_by_norm(t: Tensor, clip_norm: Value, axes: Axes = None, name: Value = NONE) -> Array:
    """The tensor scaled down where its norm is too large."""
    if axes is not None:
        reduce_shape(t, axes, True, "{t}", SHAPE_ERROR)
    return reshaped(t, t.shape)


@models("tensorflow.clip_by_global_norm")
def clip_by_global_norm(t_list: Value, clip_norm: Value, use_norm: Value = NONE, name: Value = NONE) -> Value:
    """Tensors scaled down together, and their norm."""
    arrays = to_tensors(t_list).items
    scaled = (
        List.like(unknown_tensor())
        if arrays is None
        else List.of(tuple([reshaped(a, a.shape) for a in arrays]))
    )
    return Tuple((scaled, scalar()))


@models("tensorflow.nn.dropout")
def dropout(
    x: Tensor,
    rate: Value = NONE,
    noise_shape: Numbers = None,
    seed: Value = NONE,
    name: Value = NONE,
    *,
    keep_prob: Value = NONE,
) -> Array:
    """Some elements set to zero; `noise_shape` says which go together."""
    if noise_shape is None:
        return reshaped(x, x.shape)
    noise = tensor(shape_of(*noise_shape))
    return tensor(broadcast_tensors([x, noise], ["{x}", "{noise_shape}"]), x.dtype, x)


@models("tensorflow.nn.bias_add")
def bias_add(value: Tensor, bias: Tensor, data_format: Value = NONE, name: Value = NONE) -> Array:
    """A bias for each channel, added."""
    if bias.rank is not None and bias.rank != 1:
        mismatch("TSL601", f"bias_add: {{bias}} must be a vector, but is {bias.shape}")
    if value.rank is not None and value.rank < 2:
        mismatch(
            "TSL104", f"bias_add: {{value}} needs at least a batch and a channel axis, but is {value.shape}"
        )
    first = str(getattr(data_format, "value", "") or "").startswith("NC")
    known = data_format == NONE or getattr(data_format, "value", None) is not None
    if bias.rank == 1 and known and value.shape.axes and not (first and value.rank is None):
        channels = value.shape.axes[1 if first else -1].size
        given = bias.shape.axes[0].size
        if equal(channels, given) is False:
            mismatch(
                "TSL601",
                f"bias_add: {{value}} has {size_text(channels)} channels, {{bias}} has {size_text(given)}"
                f" elements:"
                f" {{value}} is {value.shape}",
            )
    return reshaped(value, value.shape)


@models("tensorflow.nn.batch_normalization")
def batch_normalization(
    x: Tensor,
    mean: Tensor,
    variance: Tensor,
    offset: Tensor | None,
    scale: Tensor | None,
    variance_epsilon: Value,
    name: Value = NONE,
) -> Array:
    """The tensor normalized by given statistics."""
    parts = {"{x}": x, "{mean}": mean, "{variance}": variance}
    if offset is not None:
        parts["{offset}"] = offset
    if scale is not None:
        parts["{scale}"] = scale
    return tensor(broadcast_tensors(list(parts.values()), list(parts)), x.dtype, x)


@models("tensorflow.nn.local_response_normalization", "tensorflow.nn.lrn")
def lrn(
    input: Tensor,
    depth_radius: Value = NONE,
    bias: Value = NONE,
    alpha: Value = NONE,
    beta: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Channels normalized by their neighbours; images only."""
    if input.rank is not None and input.rank != 4:
        mismatch(
            "TSL104",
            f"local_response_normalization expects (batch, height, width, channels), but is {input.shape}",
        )
    return reshaped(input, input.shape)
