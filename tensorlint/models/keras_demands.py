"""What a layer demands of its input: a rank, the sizes that it was built for; and how it says so."""

from __future__ import annotations

from typing import Any

from tensorlint.models.keras_layers import (
    Law,
    LayerCall,
)
from tensorlint.models.keras_runs import input_text
from tensorlint.models.keras_values import (
    ANY_ERROR,
    Node,
    is_symbolic,
    ranked,
)
from tensorlint.models.registry import refuse
from tensorlint.shapes import Shape, equal, shape_text, size_text
from tensorlint.values import (
    Array,
    Object,
    Value,
)


def checked(call: LayerCall, shape: Shape) -> Shape:
    """The input's shape, refined by the layer's demands; refuses what they exclude."""
    law, built = call.law, call.built
    wanted = law.exact_rank(call.arguments)
    if wanted is None and law.keeps_rank and built is not None:
        wanted = built.rank
    rank = shape.rank
    if rank is None:
        shape = shape if wanted is None else ranked(shape, wanted)
    elif (wanted is not None and rank != wanted) or rank < law.least_rank:
        _refuse_rank(call, shape, wanted)
    if built is None or not shape.axes or not built.axes:
        return shape
    for axis in law.features(call.arguments):
        if not (-len(shape) <= axis < len(shape) and -len(built) <= axis < len(built)):
            continue
        if axis >= 0 and (shape.open or built.open):
            continue
        size, expected = shape.axes[axis].size, built.axes[axis].size
        if equal(size, expected) is False and not (law.loose and 1 in (size, expected)):
            _refuse_features(call, shape, axis)
    return shape


def is_sample_of(shape: Shape, built: Shape | None) -> bool:
    """Whether a shape is what a layer was built for, but for its batch axis."""
    if built is None or built.open or shape.open or len(shape) != len(built) - 1:
        return False
    pairs = zip(shape.axes, built.axes[1:], strict=True)
    return all(equal(x.size, y.size) is not False for x, y in pairs)


def built_text(built: Shape) -> str:
    """The shape that a layer was built for, whatever the batch was."""
    if built.open:
        return str(built)
    return batch_text(built.sizes[1:])


def batch_text(sizes: tuple[Any, ...]) -> str:
    """A batch of samples of these sizes: `(batch, 10)`."""
    texts = ["batch", *map(size_text, sizes)]
    return f"({', '.join(texts)})" if len(texts) > 1 else "(batch,)"


def _refuse_rank(call: LayerCall, shape: Shape, wanted: int | None) -> None:
    law, built = call.law, call.built
    if is_sample_of(shape, built):
        assert built is not None
        refuse(
            "TSL101",
            f"{law.name} expects a batch {built_text(built)} but gets one sample {shape};"
            f" add a batch axis: {input_text()}[np.newaxis, ...]",
            ANY_ERROR,
        )
    at_least = wanted if wanted is not None else law.least_rank
    if from_input(call.inputs) and len(shape) == at_least + 1:
        refuse(
            "TSL102",
            f"{law.name} expects a batch {expected_text(law, at_least)}, but the input shape"
            f" {shape_text(shape.sizes[1:])} has one axis too many: leave the batch axis out,"
            f" as Keras adds it: {shape_text(shape.sizes[2:])}",
            ANY_ERROR,
        )
    count = f"{at_least} axes" if wanted is not None else f"at least {at_least} axes"
    refuse(
        "TSL104",
        f"{law.name} expects {count}, {expected_text(law, at_least)}, but gets {shape} with {len(shape)}"
        f"{_rank_advice(law, len(shape), at_least)}",
        ANY_ERROR,
    )


def _rank_advice(law: Law, rank: int, wanted: int) -> str:
    if rank != wanted - 1:
        return ""
    if "time" in law.axes:
        return (
            "; add the missing axis (x[..., np.newaxis], or x[np.newaxis, ...] for one sequence),"
            " or let the recurrent layer before it return_sequences=True"
        )
    return "; add the missing axis: x[..., np.newaxis], or x[np.newaxis, ...] for one sample"


def expected_text(law: Law, rank: int) -> str:
    """The axes that a layer takes, by name."""
    if law.axes:
        return f"({law.axes})"
    return "(batch, …)" if rank > 1 else "(batch,)"


def from_input(value: Value) -> bool:
    """Whether a value is the very tensor of a `keras.Input`."""
    if not is_symbolic(value):
        return False
    assert isinstance(value, Array)
    nodes = [mark for mark in value.marks if isinstance(mark, Node)]
    return len(nodes) == 1 and isinstance(nodes[0].layer, Object) and not nodes[0].parents


def _refuse_features(call: LayerCall, shape: Shape, axis: int) -> None:
    if call.is_symbolic and call.law.late:
        return
    law, built = call.law, call.built
    assert built is not None
    expected, found = size_text(built.axes[axis].size), size_text(shape.axes[axis].size)
    what = "features" if axis == -1 and "channels" not in law.axes else "channels"
    refuse(
        "TSL105",
        f"{law.name} was built for {built_text(built)} but gets {shape}:"
        f" {expected} {what} != {found}; give it {expected} {what}, or use another layer for these",
        ANY_ERROR,
    )
