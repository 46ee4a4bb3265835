"""Keras's losses, held against the real ones: what each makes of targets and predictions."""

from __future__ import annotations

from typing import Any

import pytest

from tensorlint.models.keras_losses import LOSSES, OPEN, SPARSE, call_loss
from tensorlint.models.registry import Context, models
from tensorlint.values import UNKNOWN_VALUE, String, Value
from tests.model_harness import Call, Draw, Families, Family, apply_model

pytest.importorskip("keras")

families = Families("tensorflow")

PATH = "tests.keras.call_loss"
CLASSES = sorted((class_name, kind) for class_name, kind, _ in LOSSES.values() if kind is not OPEN)
FUNCTIONS = sorted((name, kind) for name, (_, kind, _) in LOSSES.items() if kind is not OPEN)


@models(PATH)
def class_model(context: Context, name: Value, reduction: Value, y_true: Value, y_pred: Value) -> Value:
    """An instance of the loss, called."""
    if not isinstance(name, String):
        return UNKNOWN_VALUE
    return call_loss(
        context, apply_model(f"keras.losses.{name.value}", (), {"reduction": reduction}), y_true, y_pred
    )


def really(name: str, reduction: str, y_true: Any, y_pred: Any) -> Any:
    """The same with the real loss."""
    import keras

    return getattr(keras.losses, name)(reduction=reduction)(y_true, y_pred)


def _pair(draw: Draw, kind: str) -> tuple[Any, Any]:
    """Targets and predictions that may or may not fit."""
    batch = draw.choice((2, 5))
    shape = [batch, *[draw.choice((1, 2, 3, 4)) for _ in range(draw.integer(0, 2))]]
    other = list(shape)
    if draw.chance(0.4):
        other = other[:-1] if draw.chance(0.5) and len(other) > 1 else [*other, draw.choice((1, 1, 3))]
    if draw.chance(0.25):
        other[-1] = draw.choice((1, 2, 3))
    predictions = draw.array(shape, "float32", 0, 1)
    targets = draw.array(other, "int32" if kind is SPARSE else "float32", 0, 0 if kind is SPARSE else 1)
    return targets, predictions


@families.add(known=0.9, refused=0.9)
def instances(draw: Draw) -> Call:
    name, kind = draw.choice(CLASSES)
    reduction = draw.choice(("none", "none", "sum_over_batch_size", "sum"))
    return Call(PATH, (name, reduction, *_pair(draw, kind)), function=really)


@families.add(known=0.9, refused=0.9)
def functions(draw: Draw) -> Call:
    name, kind = draw.choice(FUNCTIONS)
    return Call(f"keras.losses.{name}", _pair(draw, kind))


@pytest.mark.parametrize("family", families, ids=str)
def test_a_loss_agrees_with_keras(family: Family) -> None:
    family.run()
