"""Programs really run, and no shape that tensorlint infers for them is contradicted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.trace_oracle import check, compare, fits, trace_program

FIXTURES = Path(__file__).parent.parent / "fixtures"
PROGRAM = """\
import numpy as np


class Model:
    def __init__(self, n):
        self.w = np.zeros((n, 2))


model = Model(3)
for size in (4, 5):
    x, y = np.ones(size), np.ones(
        (size, 1)
    )
x = 1
"""


def test_the_tracer_sees_each_array_at_the_line_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    assert trace_program(str(path)) == {
        (6, "self.w"): {(3, 2)},
        (11, "x"): {(4,), (5,)},
        (11, "y"): {(4, 1), (5, 1)},
    }


@pytest.mark.parametrize(
    ("shape", "real", "allowed"),
    [
        ([3, 2], [3, 2], True),
        ([3, 2], [3, 4], False),
        ([3], [3, 1], False),
        (["n", None], [7, 1], True),
        (["...", 2], [5, 5, 2], True),
        (["...", 2], [2], True),
        (["...", 2], [], False),
        (["...", 2], [2, 3], False),
    ],
)
def test_a_real_shape_fits_what_the_inferred_one_allows(
    shape: list[Any], real: list[int], allowed: bool
) -> None:
    assert fits(shape, real) is allowed


def test_a_wrong_shape_is_told_with_its_line() -> None:
    inferred = [{"line": 3, "name": "x", "shape": [4]}]
    report = compare(Path("p.py"), [[3, "x", [[5]]], [9, "y", [[2]]]], inferred)
    assert report.contradicted == ["p.py:3: x is (5,), inferred [[4]]"]
    assert (report.observed, report.known) == (2, 1)


@pytest.mark.parametrize("folder", ["clean/numpy", "shapes"])
def test_no_shape_of_the_fixtures_is_contradicted(folder: str) -> None:
    report = check(sorted((FIXTURES / folder).rglob("*.py")))
    assert report.contradicted == []
    # An array that the tracer looks at cannot be resized in place.
    assert [line for line in report.failed if "cannot resize" not in line] == []
    assert report.coverage >= 0.9
