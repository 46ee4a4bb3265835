"""Recurrent layers: LSTM, GRU and SimpleRNN, cells, RNN, ConvLSTM, and the wrappers around layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tensorlint.models.keras_core import Units
from tensorlint.models.keras_layers import LayerCall, last_axis, layer
from tensorlint.models.keras_runs import batch_note, is_traced
from tensorlint.models.keras_spatial import AXES, channel_axis, is_first, numbers, over_space, space, windows
from tensorlint.models.keras_symbolic import BATCH
from tensorlint.models.keras_values import ANY_ERROR, is_true, leaves, mapped, to_tensor
from tensorlint.models.registry import refuse
from tensorlint.models.tensorflow_common import SHAPE_ERROR
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, size_text
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import possibly
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Instance,
    Integer,
    List,
    Object,
    Tuple,
    Value,
)

_TIME = "batch, time, features"
_KERNELS = "kernel_initializer recurrent_initializer bias_initializer"
_REGULATORS = "kernel_regularizer recurrent_regularizer bias_regularizer"
_CONSTRAINTS = "kernel_constraint recurrent_constraint bias_constraint"
_DROPOUT = "dropout recurrent_dropout"
_RETURNS = "return_sequences return_state go_backwards stateful"
States = tuple[Any, ...]
"""The sizes of the states of a cell: one each, or a tuple for the cells of a stack."""


def _recurrent(
    call: LayerCall,
    output: Size,
    states: States,
    return_sequences: Value,
    return_state: Value,
    stateful: Value,
) -> Value:
    """(batch, time, features) becomes (batch, output), or one a step; the last states behind it."""
    x = to_tensor(call.inputs).shape
    if x.open or len(x) < 2:
        return UNKNOWN_VALUE
    batch, steps = x.axes[0], x.axes[1]
    if len(x) == 3 and steps.is_batch() and not batch.is_batch():
        call.context.report(
            "TSL109",
            f"{call.law.name} takes (batch, time, features), but axis 1 of its input {x} counts the samples:"
            " it walks along the batch; transpose the first two axes back",
        )
    batch = _check_batch(call, batch, is_true(stateful))
    if _check_states(call, batch, states):
        batch = Axis(UNKNOWN)
    sequences, with_states = is_true(return_sequences), is_true(return_state)
    if with_states is None:
        return UNKNOWN_VALUE
    features = born(output, "units")
    shape = Shape((batch, steps, features) if sequences else (batch, features))
    result: Value = call.output(UNKNOWN_SHAPE if sequences is None else shape)
    if not with_states:
        return result
    return Tuple((result, *[_state(call, batch, state) for state in states]))


def _state(call: LayerCall, batch: Axis, state: Any) -> Value:
    if isinstance(state, tuple) and len(state) == 1 and call.is_symbolic:
        return _state(call, batch, state[0])
    if isinstance(state, tuple):
        return List.of(tuple([_state(call, batch, each) for each in state]))
    return call.output(Shape((batch, born(state, "units"))))


def _check_batch(call: LayerCall, batch: Axis, stateful: bool | None) -> Axis:
    """A stateful layer keeps one state for every sample of a batch of fixed size; the batch axis of
    what it gives, which is not that of the input where one sample was broadcast to all states."""
    if not stateful:
        return batch
    name = call.law.name
    if call.is_symbolic and batch == BATCH:
        refuse(
            "TSL305",
            f"a stateful {name} needs a fixed batch size: give it with Input(batch_size=…) or batch_shape",
        )
    built = call.built
    if built is None or not built.axes or built.open or call.is_symbolic:
        return batch
    return fixed_batch(call, f"the stateful {name}", built.axes[0].size, batch)


def fixed_batch(call: LayerCall, name: str, expected: Size, batch: Axis) -> Axis:
    """Hold a batch against the size that states were made for. Where `fit` and `predict` meet a last
    batch of one sample, its states are broadcast, silently."""
    if equal(expected, batch.size) is not False:
        return batch
    said = (
        f"{name} keeps states for batches of {size_text(expected)} but gets {size_text(batch.size)} samples"
        f"{batch_note()}: {size_text(expected)} != {size_text(batch.size)}; drop or pad the last batch"
    )
    if not (batch.size == 1 and is_traced() and (batch_note() or call.training)):
        refuse("TSL305", said, SHAPE_ERROR)
    call.context.report("TSL305", said)
    return Axis(UNKNOWN)


def _check_states(call: LayerCall, batch: Axis, states: States) -> bool:
    """The states that a call begins with: as many as the cell has, each (batch, units). Whether they may
    have another batch, to which a single sample is broadcast."""
    given = call.argument("initial_state", 0)
    if given == NONE:
        return False
    single = possibly(batch.size, 1, generic=False)
    found = leaves(given)
    nested = any(isinstance(state, tuple) for state in states)
    if nested or not all(isinstance(each, Array) for each in found):
        return single
    name = call.law.name
    if call.law.path == "keras.layers.GRU":
        found = found[: len(states)]  # Keras 3 leaves the others alone
    if len(found) != len(states):
        wanted = f"{len(states)} state{'s' if len(states) > 1 else ''} of shape (batch, units)"
        call.mismatch("TSL610", f"{name} begins with {wanted} but gets {len(found)}", ANY_ERROR)
        return False
    other = False
    for index, (value, units) in enumerate(zip(found, states, strict=True)):
        state = to_tensor(value).shape
        if state.open:
            other = single
            continue
        expected = Shape((batch, Axis(units)))
        wide = index > 0 and len(state) == 2 and state.axes[1].size == 1
        if len(state) != 2 or (equal(state.axes[1].size, units) is False and not wide):
            call.mismatch("TSL610", f"{name} expects initial states {expected} but gets {state}", ANY_ERROR)
            return False
        size = state.axes[0].size
        other = other or (single and equal(size, batch.size) is not True)
        if size != 1 and batch.size != 1 and equal(size, batch.size) is False:
            sizes = f"{size_text(size)} != {size_text(batch.size)}"
            call.mismatch(
                "TSL305",
                f"{name} gets states {state} for a batch of {size_text(batch.size)}: {sizes}",
                ANY_ERROR,
            )
            return False
    return other


_DEMANDS: dict[str, Any] = {"rank": 3, "features": last_axis, "axes": _TIME, "late": True}


@layer(
    "keras.layers.LSTM",
    order=f"units activation recurrent_activation use_bias {_KERNELS} unit_forget_bias {_REGULATORS}"
    f" activity_regularizer {_CONSTRAINTS} {_DROPOUT} seed {_RETURNS} unroll use_cudnn",
    **_DEMANDS,
)
def lstm(
    call: LayerCall,
    units: Units,
    return_sequences: Value = FALSE,
    return_state: Value = FALSE,
    stateful: Value = FALSE,
) -> Value:
    """Two states: the output and the cell's."""
    return _recurrent(call, units, (units, units), return_sequences, return_state, stateful)


def _one_state(
    call: LayerCall,
    units: Units,
    return_sequences: Value = FALSE,
    return_state: Value = FALSE,
    stateful: Value = FALSE,
) -> Value:
    """One state: the output."""
    return _recurrent(call, units, (units,), return_sequences, return_state, stateful)


layer(
    "keras.layers.GRU",
    order=f"units activation recurrent_activation use_bias {_KERNELS} {_REGULATORS} activity_regularizer"
    f" {_CONSTRAINTS} {_DROPOUT} seed {_RETURNS} unroll reset_after use_cudnn",
    **_DEMANDS,
)(_one_state)
layer(
    "keras.layers.SimpleRNN",
    order=f"units activation use_bias {_KERNELS} {_REGULATORS} activity_regularizer {_CONSTRAINTS}"
    f" {_DROPOUT} {_RETURNS} unroll seed",
    **_DEMANDS,
)(_one_state)


def cell_sizes(call: LayerCall, cell: Value) -> tuple[Size, States] | None:
    """The output size and the state sizes of a cell, of a stack or a list of cells."""
    if isinstance(cell, List | Tuple):
        found = [cell_sizes(call, each) for each in cell.items or ()]
        if not found or any(each is None for each in found):
            return None
        known = [each for each in found if each is not None]
        return known[-1][0], tuple([states for _, states in known])
    if isinstance(cell, Instance):
        return _own_cell(call, cell)
    if not isinstance(cell, Object):
        return None
    arguments = cell.cells.get("<arguments>")
    if not isinstance(arguments, Mapping):
        return None
    if cell.path == "keras.layers.StackedRNNCells":
        return cell_sizes(call, arguments["cells"])
    units = arguments.get("units", UNKNOWN)
    if cell.path == "keras.layers.LSTMCell":
        return units, (units, units)
    return (units, (units,)) if cell.path in ("keras.layers.GRUCell", "keras.layers.SimpleRNNCell") else None


def _own_cell(call: LayerCall, cell: Instance) -> tuple[Size, States] | None:
    """A cell of the user's says its sizes itself."""
    sizes = call.context.attribute(cell, "state_size")
    items = sizes.items if isinstance(sizes, Tuple | List) else (sizes,)
    if not items or not all(isinstance(item, Integer) for item in items):
        return None
    states = tuple([item.size for item in items if isinstance(item, Integer)])
    output = call.context.attribute(cell, "output_size")
    return (output.size if isinstance(output, Integer) else states[0]), states


@layer(
    "keras.layers.RNN",
    order="cell return_sequences return_state go_backwards stateful unroll zero_output_for_mask",
    axes=_TIME,
    takes_open=True,
)
def rnn(
    call: LayerCall,
    cell: Value,
    return_sequences: Value = FALSE,
    return_state: Value = FALSE,
    stateful: Value = FALSE,
) -> Value:
    """What the cell gives at the last step, or at every one."""
    found = cell_sizes(call, cell)
    if found is None or to_tensor(call.inputs).rank != 3:
        return UNKNOWN_VALUE
    return _recurrent(call, found[0], found[1], return_sequences, return_state, stateful)


def _cell(call: LayerCall, units: Units) -> Value:
    """One step: the output and the new states, in the structure of the old ones."""
    x = to_tensor(call.inputs).shape
    states = call.argument("states", 0)
    if x.rank != 2:
        return UNKNOWN_VALUE
    output = call.output(Shape((x.axes[0], born(units, "units"))))
    return Tuple((output, mapped(states, lambda state: replace(output))))


for _path, _order in {
    "LSTMCell": f"units activation recurrent_activation use_bias {_KERNELS} unit_forget_bias {_REGULATORS}"
    f" {_CONSTRAINTS} {_DROPOUT} seed",
    "GRUCell": f"units activation recurrent_activation use_bias {_KERNELS} {_REGULATORS} {_CONSTRAINTS}"
    f" {_DROPOUT} reset_after seed",
    "SimpleRNNCell": f"units activation use_bias {_KERNELS} {_REGULATORS} {_CONSTRAINTS} {_DROPOUT} seed",
}.items():
    layer(f"keras.layers.{_path}", order=_order, takes_open=True)(_cell)


@layer("keras.layers.StackedRNNCells", takes_open=True)
def stacked_cells(call: LayerCall, cells: Value) -> Value:
    """One step through all cells."""
    return UNKNOWN_VALUE


def _convolutional(rank: int) -> Any:
    def convolutional(
        call: LayerCall,
        filters: Units,
        kernel_size: Value,
        strides: Value = Integer(1),  # noqa: B008 - immutable
        padding: str = "valid",
        data_format: Value = NONE,
        dilation_rate: Value = Integer(1),  # noqa: B008 - immutable
        return_sequences: bool = False,
        return_state: bool = False,
    ) -> Value:
        """A convolution at every step; the last output and state are images."""
        x = to_tensor(call.inputs).shape
        if x.open:
            return UNKNOWN_VALUE
        step = Shape((x.axes[0], *x.axes[2:]))
        first = is_first(data_format)
        columns = zip(
            space(step, first),
            numbers(kernel_size, rank),
            numbers(strides, rank),
            numbers(dilation_rate, rank),
            strict=True,
        )
        axes = [windows(axis, size, stride, padding.lower(), gap) for axis, size, stride, gap in columns]
        image = over_space(step, first, axes, born(filters, "filters"))
        output = call.output(
            Shape((image.axes[0], x.axes[1], *image.axes[1:])) if return_sequences else image
        )
        return Tuple((output, call.output(image), call.output(image))) if return_state else output

    return convolutional


def _convolution_features(arguments: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple([axis + 1 if axis > 0 else axis for axis in channel_axis(arguments)])


for _rank in (1, 2, 3):
    layer(
        f"keras.layers.ConvLSTM{_rank}D",
        order="filters kernel_size strides padding data_format dilation_rate activation recurrent_activation"
        f" use_bias {_KERNELS} unit_forget_bias {_REGULATORS} activity_regularizer {_CONSTRAINTS} {_DROPOUT}"
        f" seed {_RETURNS}",
        rank=_rank + 3,
        features=_convolution_features,
        axes=AXES[_rank].replace("batch,", "batch, time,"),
    )(_convolutional(_rank))
