"""Batch loops written by hand: their step, and whether they run at all."""

from __future__ import annotations

from collections.abc import Iterator

from tensorlint.checks.events import BatchLoop, Habit, check
from tensorlint.models.python_constants import CommandLine
from tensorlint.shapes import size_text
from tensorlint.shapes.sizes import less
from tensorlint.values import Integer, Value


@check("TSL301")
def step_of_one(loop: BatchLoop) -> Iterator[Habit]:
    """Parameters are updated after each single sample."""
    if isinstance(loop.step, CommandLine):
        return
    if isinstance(loop.step, Integer) and loop.step.size == 1 and loop.updates:
        step = loop.text("step", "1")
        why = "the step is 1" if step == "1" else f"{step} is 1"
        yield Habit(
            "TSL301",
            f"this loop trains on batches of one sample ({why}): the updates are noisy and slow;"
            " use a batch size such as 32",
        )


@check("TSL302")
def negative_step(loop: BatchLoop) -> Iterator[Habit]:
    """A negative batch size counts backwards from 0: there is no batch at all."""
    if loop.length == 0 and loop.start == 0 and _is_negative(loop.step):
        yield Habit(
            "TSL302",
            f"this batch loop never runs: its step {loop.text('step', '')} is negative, and a batch holds at"
            " least one sample",
        )


def _is_negative(step: Value) -> bool:
    return isinstance(step, Integer) and less(step.size, 0) is True


@check("TSL306")
def never_runs(loop: BatchLoop) -> Iterator[Habit]:
    """No batch fits: the loop body is never run."""
    if (
        loop.length == 0
        and loop.start == 0
        and isinstance(loop.step, Integer)
        and loop.step.size not in (0, 1)
        and not _is_negative(loop.step)
    ):
        step = size_text(loop.step.size)
        yield Habit(
            "TSL306",
            f"this batch loop never runs: there is no full batch of {step}; use a smaller batch size,"
            " or keep the last partial batch",
        )
