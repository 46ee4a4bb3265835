"""Calls of Keras layers for the model harness: one is constructed and called, really and by its model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tensorlint.models.keras_calls import apply
from tensorlint.models.registry import Context, models
from tensorlint.values import NONE, UNKNOWN_VALUE, Dict, Value
from tests.model_harness import Call, apply_model
from tests.model_sampling import As

PATH = "tests.keras.call_layer"


@models(PATH)
def call_layer(
    context: Context, name: str, arguments: Value, inputs: Value, again: Value, given: Value
) -> Value:
    """Construct the layer, call it, and, where `again` is not None, call it a second time with that."""
    if not isinstance(arguments, Dict) or not isinstance(given, Dict):
        return UNKNOWN_VALUE
    created = apply_model(f"keras.layers.{name}", (), dict(arguments.entries))
    result = apply(context, created, inputs, (), given.entries)
    return result if again == NONE else apply(context, created, again, (), given.entries)


def really(name: str, arguments: Mapping[str, Any], inputs: Any, again: Any, given: Mapping[str, Any]) -> Any:
    """The same with the real layer."""
    import keras

    given_arguments = {
        key: value.real if isinstance(value, As) else value for key, value in arguments.items()
    }
    layer = getattr(keras.layers, name)(**given_arguments)
    result = layer(inputs, **given)
    return result if again is None else layer(again, **given)


def layer_call(
    name: str,
    arguments: Mapping[str, Any],
    inputs: Any,
    again: Any = None,
    given: Mapping[str, Any] | None = None,
) -> Call:
    """A call for the harness."""
    return Call(PATH, (name, dict(arguments), inputs, again, dict(given or {})), function=really)


def symbolic(shape: Sequence[int], dtype: str = "float32") -> Any:
    """A symbolic tensor whose sizes are all known."""
    import keras

    return keras.KerasTensor(tuple(shape), dtype)
