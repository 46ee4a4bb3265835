"""How cost grows with the size of a program, one dimension after the other, as ratios within one run.

    python -m benchmarks.scaling                       every dimension, each size doubled twice
    python -m benchmarks.scaling --only loops branches
    python -m benchmarks.scaling --extremes            programs that would take forever without a budget

CPU time in this process, without the cache. A doubled size should double the cost: the last doubling is
"not linear" where it costs more than 2.6 times as much, and then the exit code is 1. Lines that a budget
cut are marked TSL902.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.programs_by_size import DIMENSIONS, EXTREMES, HEAD, Dimension
from tensorlint.engine import Task, lint_text

BUDGET = "TSL902"
LINEAR = 2.6
# Shorter than this, a ratio says more of the machine than of the program.
SHORTEST = 0.05


@dataclass(frozen=True)
class Cost:
    """What linting a text took, and whether a budget cut it or it failed."""

    seconds: float
    cut: bool = False
    failure: str | None = None

    def __str__(self) -> str:
        marks = [BUDGET if self.cut else "", self.failure or ""]
        return " ".join([f"{self.seconds:.2f} s", *filter(None, marks)])


def cost(text: str, folder: Path) -> Cost:
    """The CPU time of linting a text as a module in a folder."""
    begin = time.process_time()
    result, _ = lint_text(text, str(folder / "module.py"), Task(folder))
    seconds = time.process_time() - begin
    return Cost(seconds, any(finding.code == BUDGET for finding in result.findings), result.failure)


def grown(dimension: Dimension, doublings: int, folder: Path) -> Iterator[tuple[int, Cost]]:
    """Sizes and costs of a dimension."""
    for doubling in range(doublings + 1):
        size = dimension.smallest * 2**doubling
        yield size, cost(dimension.program(size), folder)


def is_linear(costs: list[Cost]) -> bool:
    """Whether the last doubling costs about twice as much, or next to nothing."""
    before, last = costs[-2:]
    return last.seconds < SHORTEST or last.seconds <= LINEAR * max(before.seconds, SHORTEST / LINEAR)


def row(dimension: Dimension, measured: list[tuple[int, Cost]]) -> str:
    """A line of the table."""
    costs = [cost for _, cost in measured]
    ratios = " ".join(f"{b.seconds / max(a.seconds, 1e-3):.1f}" for a, b in pairwise(costs))
    verdict = "linear" if is_linear(costs) else "NOT LINEAR"
    if any(cost.failure for cost in costs):
        verdict = "FAILED"
    sizes = ", ".join(f"{size}: {cost}" for size, cost in measured)
    return f"| {dimension.name} | {sizes} | {ratios} | {verdict} |"


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [dimension.name for dimension in DIMENSIONS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="DIMENSION")
    parser.add_argument("--doublings", type=int, default=2)
    parser.add_argument("--extremes", action="store_true")
    options = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        cost(HEAD, folder)  # loads the models
        if options.extremes:
            for what, program in EXTREMES.items():
                text: str = program()
                measured = cost(text, folder)
                bad += measured.failure is not None
                print(
                    f"{what}: {measured} ({text.count(chr(10))} lines, {len(text) / 1e6:.1f} MB)", flush=True
                )
            return 1 if bad else 0
        print("| dimension | sizes and seconds | growth for a doubled size | |\n|---|---|---|---|")
        for dimension in DIMENSIONS:
            if dimension.name in options.only:
                sizes = list(grown(dimension, options.doublings, folder))
                costs = [cost for _, cost in sizes]
                bad += not is_linear(costs) or any(cost.failure for cost in costs)
                print(row(dimension, sizes), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
