"""Sequences whose axes stand in another order than the recurrent layer or function takes them."""

from __future__ import annotations

from collections.abc import Iterator

from tensorlint.checks.events import Call, Habit, check
from tensorlint.values import Array, Boolean


@check("TSL109", "tensorflow.nn.dynamic_rnn", "tensorflow.nn.bidirectional_dynamic_rnn")
def order_of_an_unrolled_cell(call: Call) -> Iterator[Habit]:
    """(batch, time, features) with time_major=True, or the reverse."""
    inputs = call.arguments.get("inputs")
    time_major = call.arguments.get("time_major")
    if not isinstance(inputs, Array) or inputs.rank != 3:
        return
    first, second = inputs.shape.axes[0].is_batch(), inputs.shape.axes[1].is_batch()
    if first == second:
        return
    major = isinstance(time_major, Boolean) and time_major.value is True
    minor = time_major is None or (isinstance(time_major, Boolean) and time_major.value is False)
    if (major and first) or (minor and second):
        name = call.path.rpartition(".")[2]
        wanted = "(time, batch, features)" if major else "(batch, time, features)"
        cure = "leave time_major=True out" if major else "say time_major=True"
        yield Habit(
            "TSL109",
            f"{name} takes {wanted}, but axis {0 if first else 1} of {call.text('inputs', 'its input')}"
            f" {inputs.shape} counts the samples: {cure}, or transpose its first two axes",
            parameter="inputs",
        )
