"""Targets against outputs: which loss of a compiled model is held against which."""

from __future__ import annotations

from collections.abc import Mapping

from tensorlint.models.keras_feeding import (
    Batch,
)
from tensorlint.models.keras_losses import apply_loss
from tensorlint.models.keras_models import (
    GRAPH,
)
from tensorlint.models.keras_symbolic import Graph
from tensorlint.models.keras_values import TARGET_ERROR, leaves, state
from tensorlint.models.registry import Context, refuse
from tensorlint.values import (
    NONE,
    Array,
    Dict,
    Instance,
    List,
    Object,
    String,
    Tuple,
    Value,
)

LOSS = "<loss>"


def hold_targets(context: Context, model: Object | Instance, batch: Batch, outputs: Value) -> None:
    """Targets against outputs, by the loss that the model was compiled with."""
    loss = model.cells.get(LOSS, NONE)
    if not isinstance(loss, Value) or loss == NONE or batch.y == NONE:
        return
    texts = ("a batch of {y}", "the output of the model")
    if isinstance(outputs, Array):
        target = batch.y
        found = leaves(target)
        if isinstance(target, Tuple | List) and len(found) == 1:
            target = found[0]
        single = loss
        if isinstance(loss, List | Tuple) and loss.items is not None and len(loss.items) == 1:
            single = loss.items[0]
        if isinstance(single, List | Tuple | Dict):
            return
        apply_loss(context, single, target, outputs, texts)
        return
    for one, target, output in _pairs(model, loss, batch.y, outputs):
        apply_loss(context, one, target, output, texts)


def _refuse_names(loss: Dict, outputs: Mapping[str, Value], by_key: bool) -> None:
    """The losses of a model whose outputs are a dict may be fewer than these, those of others may not."""
    if loss.others is not None or not outputs:
        return
    names, given = ", ".join(map(repr, outputs)), ", ".join(map(repr, loss.entries))
    if by_key and any(name not in outputs for name in loss.entries):
        refuse("TSL112", f"the model's outputs are named {names}, but its losses {given}", "KeyError")
    if not by_key and set(loss.entries) != set(outputs):
        refuse("TSL112", f"the model's outputs are named {names}, but its losses {given}", "ValueError")


def _pairs(
    model: Object | Instance, loss: Value, targets: Value, outputs: Value
) -> list[tuple[Value, Value, Value]]:
    """The losses of a model with several outputs, each with its target and its output."""
    names = _output_names(model, outputs)
    by_name = _by_name(outputs, names)
    expected = len(leaves(outputs))
    given = leaves(targets)
    one_loss = not isinstance(loss, List | Tuple | Dict)
    whole = one_loss or (len(leaves(loss)) == expected and NONE not in leaves(loss))
    if whole and isinstance(targets, Array | Tuple | List) and len(given) != expected:
        if all(isinstance(each, Array) for each in given):
            said = f"the model has {expected} outputs but gets {len(given)} targets"
            refuse("TSL112", said, TARGET_ERROR)
        return []
    if isinstance(loss, Dict) or isinstance(targets, Dict):
        if by_name is None:
            return []
        wanted = _by_name(targets, names)
        losses = dict.fromkeys(by_name, loss) if one_loss else _by_name(loss, names)
        if wanted is None or losses is None:
            return []
        if isinstance(loss, Dict):
            _refuse_names(loss, by_name, isinstance(outputs, Dict))
        shared = [name for name in by_name if name in wanted and name in losses]
        return [(losses[name], wanted[name], by_name[name]) for name in shared]
    found = leaves(outputs)
    several = (loss,) * expected if one_loss else leaves(loss)
    if not len(found) == len(given) == len(several):
        return []
    return list(zip(several, given, found, strict=True))


def _by_name(value: Value, names: list[str | None]) -> Mapping[str, Value] | None:
    if isinstance(value, Dict):
        return {str(key): item for key, item in value.entries.items()} if value.others is None else None
    found = leaves(value)
    if len(found) != len(names) or any(name is None for name in names):
        return None
    return {name: item for name, item in zip(names, found, strict=True) if name is not None}


def _output_names(model: Object | Instance, outputs: Value) -> list[str | None]:
    """The names of the layers that give the outputs."""
    if isinstance(outputs, Dict):
        return [str(key) for key in sorted(outputs.entries, key=str)]
    graph = model.cells.get(GRAPH)
    if not isinstance(graph, Graph):
        return [None] * len(leaves(outputs))
    names: list[str | None] = []
    for leaf in leaves(graph.outputs):
        marks = list(leaf.marks) if isinstance(leaf, Array) else []
        name = state(marks[0].layer) if len(marks) == 1 and hasattr(marks[0], "layer") else None
        found = None if name is None else name.get("name")
        names.append(found.value if isinstance(found, String) else None)
    return names
