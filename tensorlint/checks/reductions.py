"""Softmax and argmax along the wrong axis: over the batch, or over an axis of length 1."""

from __future__ import annotations

from collections.abc import Iterator

from tensorlint.checks.events import Call, Habit, check
from tensorlint.checks.reshaping import operand, operand_text
from tensorlint.values import Array, Integer

ARGMAX = (
    "numpy.argmax",
    "numpy.argmin",
    "numpy.ndarray.argmax",
    "numpy.ndarray.argmin",
    "tensorflow.argmax",
    "tensorflow.math.argmax",
    "tensorflow.argmin",
    "tensorflow.math.argmin",
    "keras.ops.argmax",
    "keras.ops.argmin",
)
SOFTMAX = (
    "scipy.special.softmax",
    "scipy.special.log_softmax",
    "tensorflow.nn.softmax",
    "tensorflow.nn.log_softmax",
    "keras.ops.softmax",
    "keras.ops.log_softmax",
    "keras.activations.softmax",
)
_LAST_BY_DEFAULT = frozenset(path for path in SOFTMAX if not path.startswith("scipy"))


def _reduced_axis(call: Call, array: Array) -> int | None:
    """The axis that the call works along, counted from the front; None where not known."""
    rank = array.rank
    if rank is None or rank == 0:
        return None
    axis = call.arguments.get("axis")
    if axis is None:
        if call.path in _LAST_BY_DEFAULT:
            return rank - 1
        return 0 if call.path.startswith("tensorflow") else None
    if isinstance(axis, Integer) and isinstance(axis.size, int) and -rank <= axis.size < rank:
        return axis.size % rank
    return None


@check("TSL108", *ARGMAX, *SOFTMAX)
def reduction_over_batch(call: Call) -> Iterator[Habit]:
    """Classes are compared across samples instead of within each."""
    array = operand(call)
    if not isinstance(array, Array) or array.rank is None or array.rank < 2:
        return
    axis = _reduced_axis(call, array)
    if axis is None or not array.shape.axes[axis].is_batch():
        return
    name = call.path.rpartition(".")[2]
    text = operand_text(call)
    yield Habit(
        "TSL108",
        f"{name} over axis {axis} goes over the batch: {text} is {array.shape}, axis {axis} counts samples;"
        f" use axis=-1 for a result for each sample",
    )


@check("TSL111", *ARGMAX, *SOFTMAX)
def reduction_of_one(call: Call) -> Iterator[Habit]:
    """Over an axis of length 1 the result is the same whatever the data is."""
    array = operand(call)
    if not isinstance(array, Array) or array.rank is None:
        return
    axis = _reduced_axis(call, array)
    if axis is None or array.shape.axes[axis].size != 1:
        return
    name = call.path.rpartition(".")[2]
    constant = "0" if "arg" in name or "log" in name else "1"
    cure = "compare with a threshold" if "arg" in name else "use a sigmoid for one output"
    text = operand_text(call)
    yield Habit(
        "TSL111",
        f"{name} over axis {axis} is always {constant}: {text} is {array.shape}, that axis has length 1;"
        f" {cure}, or give it the axis of the classes",
    )
