"""Weights of samples and classes, as `sklearn.utils.class_weight` works them out."""

from __future__ import annotations

from tensorlint.models.registry import NotCoercible, models
from tensorlint.shapes import Shape
from tensorlint.values import NONE, Array, Value


@models("sklearn.utils.class_weight.compute_sample_weight")
def compute_sample_weight(class_weight: Value, y: Array, *, indices: Value = NONE) -> Array:
    """A weight for each sample."""
    return Array(Shape((_samples(y).shape.axes[0],)), "float64")


@models("sklearn.utils.class_weight.compute_class_weight")
def compute_class_weight(
    class_weight: Value, *, classes: Array, y: Value, sample_weight: Value = NONE
) -> Array:
    """A weight for each class."""
    return Array(Shape((_samples(classes).shape.axes[0],)), "float64")


def _samples(array: Array) -> Array:
    if array.shape.open or not array.shape.axes:
        raise NotCoercible
    return array
