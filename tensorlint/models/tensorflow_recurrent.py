"""Recurrent cells of TensorFlow 1 and the functions that unroll them: dynamic_rnn, static_rnn."""

from __future__ import annotations

from dataclasses import dataclass

from tensorlint.models.registry import Context, NotCoercible, alias, attribute, inherits, models, refuse
from tensorlint.models.tensorflow_common import (
    SHAPE_ERROR,
    Tensor,
    tensor,
    to_numbers,
    to_tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_control import leaves, structure
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal
from tensorlint.values import (
    FALSE,
    NONE,
    Array,
    Boolean,
    Cells,
    Integer,
    List,
    Object,
    Tuple,
    Value,
)

CELLS = "tensorflow.nn.rnn_cell"
CELL = f"{CELLS}.RNNCell"
PLAIN = ("BasicRNNCell", "GRUCell")
LONG = ("LSTMCell", "BasicLSTMCell")
WRAPPERS = ("DropoutWrapper", "ResidualWrapper", "DeviceWrapper")

alias("tensorflow.contrib.rnn.static_rnn", "tensorflow.nn.static_rnn")
alias("tensorflow.contrib.rnn", CELLS)
alias("tensorflow.nn.rnn", "tensorflow.nn.static_rnn")
for _name in (*PLAIN, *LONG, "MultiRNNCell"):
    inherits(f"{CELLS}.{_name}", CELL)


@dataclass(frozen=True, slots=True)
class State:
    """What a cell gives and carries: the size of its output, and the sizes of its state.

    state: a size, or for nested states a tuple of States; names: of an LSTM's (c, h).
    """

    output: Size
    state: Size | tuple[State, ...]
    names: tuple[str, ...] = ()


def _cell(path: str, state: State) -> Object:
    return Object(path, Cells(state=state))


def state_of(cell: Value) -> State:
    """What is known of a cell."""
    state = cell.cells.get("state") if isinstance(cell, Object) else None
    if not isinstance(state, State):
        raise NotCoercible
    return state


def _plain(name: str) -> None:
    @models(f"{CELLS}.{name}")
    def cell(num_units: Size, *args: Value, **kwargs: Value) -> Value:
        """A cell whose output is its state."""
        return _cell(f"{CELLS}.{name}", State(num_units, num_units))


def _long(name: str) -> None:
    @models(f"{CELLS}.{name}")
    def cell(num_units: Size, *args: Value, **kwargs: Value) -> Value:
        """A cell with the state (c, h)."""
        output = num_units
        if "num_proj" in kwargs and kwargs["num_proj"] != NONE:
            numbers = to_numbers(kwargs["num_proj"])
            output = numbers[0] if numbers and len(numbers) == 1 else UNKNOWN
        if kwargs.get("state_is_tuple", Boolean(True)) != Boolean(True) or (
            name == "LSTMCell" and len(args) > 3
        ):
            raise NotCoercible
        parts = (State(num_units, num_units), State(output, output))
        return _cell(f"{CELLS}.{name}", State(output, parts, ("c", "h")))


for _name in PLAIN:
    _plain(_name)
for _name in LONG:
    _long(_name)


@models(f"{CELLS}.MultiRNNCell")
def multi_rnn_cell(context: Context, cells: Value, state_is_tuple: Value = NONE) -> Value:
    """Cells one on top of the other."""
    items = context.elements(cells)
    if not items or state_is_tuple not in (NONE, Boolean(True)):
        raise NotCoercible
    states = tuple([state_of(item) for item in items])
    return _cell(f"{CELLS}.MultiRNNCell", State(states[-1].output, states))


@models(*[f"{CELLS}.{name}" for name in WRAPPERS])
def wrapper(cell: Value, *args: Value, **kwargs: Value) -> Value:
    """The cell itself, as far as shapes go."""
    state_of(cell)
    return cell


@attribute(f"{CELL}.output_size")
def output_size(cell: Value) -> Value:
    """The size of the output."""
    return Integer(state_of(cell).output)


def zeros(state: State, batch: Axis, inner: bool = True) -> Value:
    """The state of a batch."""
    if isinstance(state.state, tuple):
        return Tuple(tuple([zeros(part, batch) for part in state.state]), state.names)
    return tensor(Shape((batch, Axis(state.state))), "float")


@models(f"{CELL}.zero_state")
def zero_state(self: Value, batch_size: Value, dtype: Value) -> Value:
    """A state of zeros."""
    numbers = to_numbers(batch_size)
    batch = numbers[0] if numbers is not None and len(numbers) == 1 else UNKNOWN
    return zeros(state_of(self), Axis(batch))


@models(f"{CELL}.__call__")
def call_cell(self: Value, inputs: Tensor, state: Value, scope: Value = NONE) -> Value:
    """One step: the output and the new state."""
    held = state_of(self)
    batch = inputs.shape.axes[0] if inputs.rank == 2 else Axis(UNKNOWN)
    output = tensor(Shape((batch, Axis(held.output))), "float")
    return Tuple((output, zeros(held, batch)))


def _check_initial(state: State, given: Value, batch: Axis) -> None:
    """Refuse an initial state of another shape than the cell's."""
    if given == NONE:
        return
    wanted, have = leaves(zeros(state, batch)), leaves(given)
    if wanted is None or have is None or len(wanted) != len(have):
        return
    for a, b in zip(wanted, have, strict=True):
        if not isinstance(a, Array) or not isinstance(b, Array) or b.rank is None:
            continue
        fits = a.rank == b.rank and not any(
            equal(x, y) is False for x, y in zip(a.shape.sizes, b.shape.sizes, strict=True)
        )
        if not fits:
            refuse(
                "TSL610",
                f"the initial state of the cell must be {a.shape}, but {{initial_state}} is {b.shape}",
                SHAPE_ERROR,
            )


def _sequences(inputs: Array, time_major: Value) -> tuple[Axis, Axis] | None:
    """The batch and the time axis; refuses what is no batch of sequences."""
    if inputs.rank is None:
        return None
    if inputs.rank < 3:
        refuse(
            "TSL104",
            f"dynamic_rnn expects (batch, time, features), but {{inputs}} is {inputs.shape}",
            "builtins.ValueError",
        )
    first = isinstance(time_major, Boolean) and time_major.value is True
    if time_major not in (NONE, FALSE) and not first:
        return None
    batch, time = inputs.shape.axes[1 if first else 0], inputs.shape.axes[0 if first else 1]
    return batch, time


@models("tensorflow.nn.dynamic_rnn")
def dynamic_rnn(
    cell: Value,
    inputs: Tensor,
    sequence_length: Value = NONE,
    initial_state: Value = NONE,
    dtype: Value = NONE,
    parallel_iterations: Value = NONE,
    swap_memory: Value = NONE,
    time_major: Value = FALSE,
    scope: Value = NONE,
) -> Value:
    """The outputs of all steps, and the last state."""
    state = state_of(cell)
    axes = _sequences(inputs, time_major)
    if axes is None:
        return Tuple(
            (unknown_tensor(), structure(lambda leaf: unknown_tensor(), zeros(state, Axis(UNKNOWN))))
        )
    batch, _ = axes
    _check_initial(state, initial_state, batch)
    outputs = tensor(Shape((*inputs.shape.axes[:2], Axis(state.output))), "float")
    return Tuple((outputs, zeros(state, batch)))


@models("tensorflow.nn.bidirectional_dynamic_rnn")
def bidirectional_dynamic_rnn(
    cell_fw: Value,
    cell_bw: Value,
    inputs: Tensor,
    sequence_length: Value = NONE,
    initial_state_fw: Value = NONE,
    initial_state_bw: Value = NONE,
    dtype: Value = NONE,
    parallel_iterations: Value = NONE,
    swap_memory: Value = NONE,
    time_major: Value = FALSE,
    scope: Value = NONE,
) -> Value:
    """Outputs and states of both directions."""
    both = [dynamic_rnn(cell, inputs, time_major=time_major) for cell in (cell_fw, cell_bw)]
    pairs = [result.items for result in both if isinstance(result, Tuple)]
    return Tuple((Tuple((pairs[0][0], pairs[1][0])), Tuple((pairs[0][1], pairs[1][1]))))


@models("tensorflow.nn.static_rnn")
def static_rnn(
    context: Context,
    cell: Value,
    inputs: Value,
    initial_state: Value = NONE,
    dtype: Value = NONE,
    sequence_length: Value = NONE,
    scope: Value = NONE,
) -> Value:
    """A list of outputs, one for each input, and the last state."""
    state = state_of(cell)
    if isinstance(inputs, Array):
        refuse(
            "TSL104",
            f"static_rnn takes a list of tensors (batch, features), one for each step, but {{inputs}} is"
            f" one tensor"
            f" of shape {inputs.shape}; use tf.unstack({{inputs}}, axis=1), or dynamic_rnn",
            "builtins.TypeError",
        )
    items = context.elements(inputs)
    first = to_tensor(items[0]) if items else to_tensor(context.element(inputs))
    batch = first.shape.axes[0] if first.rank == 2 else Axis(UNKNOWN)
    _check_initial(state, initial_state, batch)
    output = tensor(Shape((batch, Axis(state.output))), "float")
    outputs = List.like(output) if items is None else List.of((output,) * len(items))
    return Tuple((outputs, zeros(state, batch)))


@models(f"{CELLS}.LSTMStateTuple")
def lstm_state_tuple(c: Value, h: Value) -> Value:
    """The state of an LSTM."""
    return Tuple((c, h), ("c", "h"))
