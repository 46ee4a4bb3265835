"""Reshapes that write the size of a full batch, met by the last one, which is shorter."""

from __future__ import annotations

from collections.abc import Iterator

from tensorlint.checks.events import Call, Habit, check
from tensorlint.checks.reshaping import RESHAPES, operand, operand_text, requested
from tensorlint.shapes import equal, size_text
from tensorlint.values import Array, Integer


@check("TSL304", *RESHAPES)
def hard_coded_batch(call: Call) -> Iterator[Habit]:
    """The first size is a number that the last batch does not have: its samples are cut or joined."""
    array, result, sizes = operand(call), call.result, requested(call)
    if call.partial is None or not isinstance(array, Array) or not isinstance(result, Array) or not sizes:
        return
    first = sizes[0]
    if array.shape.open or not array.shape.axes or not isinstance(first, Integer):
        return
    batch = array.shape.axes[0]
    literal = isinstance(first.size, int) and first.size > 1 and not first.parts
    if not literal or not batch.is_batch() or equal(batch.size, call.partial) is not True:
        return
    if equal(batch.size, first.size) is False:
        text = operand_text(call)
        samples = "1 sample" if batch.size == 1 else f"{size_text(batch.size)} samples"
        yield Habit(
            "TSL304",
            f"the reshape writes {size_text(first.size)} for the batch, but the last one has only {samples},"
            f" {text} is {array.shape}: it mixes samples; use -1, or {text}.shape[0]",
        )
