"""Gradients of TensorFlow, nested structures, and assertions about ranks."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import to_axes
from tensorlint.models.registry import Context, NotCoercible, models, refuse
from tensorlint.models.tensorflow_common import (
    Tensor,
    tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_control import leaves, structure
from tensorlint.shapes import Shape
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    List,
    Object,
    Tuple,
    Value,
)

# -- gradients


@models("tensorflow.GradientTape")
def gradient_tape(persistent: Value = NONE, watch_accessed_variables: Value = NONE) -> Value:
    """Records operations for differentiation."""
    return Object("tensorflow.GradientTape", Cells())


def _gradients(sources: Value) -> Value:
    """A gradient for each source, of its shape."""

    def gradient(source: Value) -> Value:
        if isinstance(source, Array):
            return replace(tensor(source.shape, source.dtype, source), generated=False)
        return UNKNOWN_VALUE

    return structure(gradient, sources)


@models("tensorflow.GradientTape.gradient")
def gradient(
    self: Value,
    target: Value,
    sources: Value,
    output_gradients: Value = NONE,
    unconnected_gradients: Value = NONE,
) -> Value:
    """The gradients, in the structure and with the shapes of the sources."""
    return _gradients(sources)


@models("tensorflow.gradients")
def gradients(
    ys: Value,
    xs: Value,
    grad_ys: Value = NONE,
    name: Value = NONE,
    gate_gradients: Value = NONE,
    aggregation_method: Value = NONE,
    stop_gradients: Value = NONE,
    unconnected_gradients: Value = NONE,
    *,
    colocate_gradients_with_ops: Value = NONE,
) -> Value:
    """A list of gradients with the shapes of the sources."""
    result = _gradients(xs)
    if isinstance(result, Tuple):
        return List.of(result.items)
    return result if isinstance(result, List) else List.of((result,))


@models("tensorflow.GradientTape.jacobian")
def jacobian(
    self: Value,
    target: Tensor,
    sources: Value,
    unconnected_gradients: Value = NONE,
    parallel_iterations: Value = NONE,
    experimental_use_pfor: Value = NONE,
) -> Value:
    """The derivative of each element of the target by each of the sources."""

    def derivative(source: Value) -> Value:
        if not isinstance(source, Array) or source.shape.open or target.shape.open:
            return unknown_tensor()
        return tensor(Shape(target.shape.axes + source.shape.axes), target.dtype)

    return structure(derivative, sources)


@models("tensorflow.GradientTape.batch_jacobian")
def batch_jacobian(
    self: Value,
    target: Tensor,
    source: Tensor,
    unconnected_gradients: Value = NONE,
    parallel_iterations: Value = NONE,
    experimental_use_pfor: Value = NONE,
) -> Array:
    """The jacobian of each sample by itself."""
    if not target.rank or not source.rank:
        return unknown_tensor()
    return tensor(Shape(target.shape.axes + source.shape.axes[1:]), target.dtype)


@models("tensorflow.GradientTape.watch", "tensorflow.GradientTape.reset")
def watch(self: Value, tensor: Value = NONE) -> Value:
    """The tape also records what is computed from these."""
    return NONE


# -- structures and checks


@models("tensorflow.nest.map_structure")
def map_structure(context: Context, func: Value, *structures: Value, **kwargs: Value) -> Value:
    """A function applied to the leaves of structures of one form."""
    if len(structures) != 1:
        raise NotCoercible
    return structure(lambda leaf: context.call(func, (leaf,)), structures[0])


@models("tensorflow.nest.flatten")
def flatten(structure: Value, expand_composites: Value = NONE) -> Value:
    """The leaves of a structure, dicts sorted by key."""
    found = leaves(structure)
    return List.like(UNKNOWN_VALUE) if found is None else List.of(tuple(found))


@models("tensorflow.assert_rank", "tensorflow.debugging.assert_rank")
def assert_rank(x: Tensor, rank: Value, message: Value = NONE, name: Value = NONE) -> Value:
    """Refuses a tensor with another number of axes."""
    wanted = to_axes(rank)
    if x.rank is not None and wanted is not None and len(wanted) == 1 and x.rank != wanted[0]:
        refuse(
            "TSL613",
            f"assert_rank: {{x}} has {x.rank} axes, not {wanted[0]}: {x.shape}",
            "builtins.ValueError",
        )
    return NONE


@models("tensorflow.debugging.assert_rank_at_least", "tensorflow.assert_rank_at_least")
def assert_rank_at_least(x: Tensor, rank: Value, message: Value = NONE, name: Value = NONE) -> Value:
    """Refuses a tensor with fewer axes."""
    wanted = to_axes(rank)
    if x.rank is not None and wanted is not None and len(wanted) == 1 and x.rank < wanted[0]:
        refuse(
            "TSL613",
            f"assert_rank_at_least: {{x}} has {x.rank} axes, not {wanted[0]} or more: {x.shape}",
            "builtins.ValueError",
        )
    return NONE
