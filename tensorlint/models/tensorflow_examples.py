"""tf.io: serialised examples, as TFRecord files hold them, back into tensors."""

from __future__ import annotations

from tensorlint.models.coercion import DType
from tensorlint.models.python_values import length_of
from tensorlint.models.registry import NotCoercible, models
from tensorlint.models.tensorflow_common import tensor, to_static_shape, to_tensor, unknown_tensor
from tensorlint.shapes import UNKNOWN_SHAPE, Shape, shape_of
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Cells, Dict, List, Object, Tuple, Value

FIXED = "tensorflow.io.FixedLenFeature"


@models(FIXED, "tensorflow.FixedLenFeature")
def fixed_length_feature(shape: Value, dtype: DType, default_value: Value = NONE) -> Value:
    """What a feature of an example looks like, which is the same in each."""
    return Object(FIXED, Cells(shape=_shape(shape), dtype=dtype))


def _shape(value: Value) -> Shape | None:
    try:
        sizes = to_static_shape(value)
    except NotCoercible:
        return None
    return None if sizes is None else shape_of(*sizes)


@models("tensorflow.io.parse_single_example", "tensorflow.parse_single_example")
def parse_single_example(
    serialized: Value, features: Value, example_names: Value = NONE, name: Value = NONE
) -> Value:
    """The features of one example by their names."""
    return _parsed(features, Shape(()))


@models("tensorflow.io.parse_example", "tensorflow.parse_example")
def parse_example(
    serialized: Value, features: Value, example_names: Value = NONE, name: Value = NONE
) -> Value:
    """The features of a batch of examples by their names."""
    if isinstance(serialized, Tuple | List):
        return _parsed(features, shape_of(length_of(serialized)))
    try:
        lead = to_tensor(serialized).shape
    except NotCoercible:
        lead = UNKNOWN_SHAPE
    return _parsed(features, lead)


def _parsed(features: Value, lead: Shape) -> Value:
    if not isinstance(features, Dict) or features.others is not None:
        return UNKNOWN_VALUE
    return Dict.of({key: _feature(value, lead) for key, value in features.entries.items()})


def _feature(feature: Value, lead: Shape) -> Value:
    """A tensor of a fixed length; sparse, ragged and sequence features are not known."""
    if not isinstance(feature, Object) or feature.path != FIXED:
        return UNKNOWN_VALUE
    shape, dtype = feature.cells["shape"], feature.cells["dtype"]
    if not isinstance(shape, Shape) or lead.open:
        return unknown_tensor(dtype)
    result: Array = tensor(Shape((*lead.axes, *shape.axes)), dtype)
    return result
