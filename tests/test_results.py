"""Results survive the way to plain data and back, and nothing else is taken for one."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from tensorlint.results import FileResult, Finding, Origin, ShapeEntry

RESULT = FileResult(
    [Finding("TSL201", "m\n", "error", "a.py", 1, 2, 3, 4, origins=(Origin("b.py", 5, "from here"),))],
    [ShapeEntry(1, 2, 3, 4, "self.w", ("...", 3, "n", None), "(…, 3, n, ?)", "float64", "numpy.ndarray")],
)


@pytest.mark.parametrize("result", [FileResult(), RESULT, FileResult(failure="broken")])
def test_result_survives_as_json(result: FileResult) -> None:
    assert FileResult.from_json(json.loads(json.dumps(result.to_json()))) == result


def corrupted() -> list[Any]:
    """Data that is a result but for one value, at every place of it."""
    data = RESULT.to_json()
    broken: list[Any] = [
        None,
        [],
        "x",
        {},
        {**data, "findings": None},
        {**data, "shapes": 3},
        {**data, "failure": 3},
    ]
    for table in ("findings", "shapes"):
        for index in range(len(data[table][0])):
            for value in ({}, 1.5, b"", True):
                changed = copy.deepcopy(data)
                changed[table][0][index] = value
                broken.append(changed)
        broken.append({**data, table: [data[table][0][:-1]]})
        broken.append({**data, table: [[*data[table][0], 1]]})
    return broken


@pytest.mark.parametrize("data", corrupted())
def test_anything_else_is_refused(data: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        FileResult.from_json(data)
