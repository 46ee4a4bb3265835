"""The standard library as a test of robustness: whatever people write, nothing crashes.

Here a sample is interpreted; `python -m benchmarks.crash` does the whole of it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from benchmarks.crash import crash, standard_library
from tests.commands import tensorlint

LARGEST = 40_000
SHARE = 40


def is_sampled(path: Path) -> bool:
    """A fixed choice by name, the same on every machine; large files are left to the whole run."""
    return sha256(path.name.encode()).digest()[0] % SHARE == 0 and path.stat().st_size < LARGEST


SAMPLE = [path for path in standard_library() if is_sampled(path)]


def test_sample_is_one() -> None:
    assert len(SAMPLE) >= 20


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: "/".join(path.parts[-2:]))
def test_file_is_interpreted_without_a_crash(path: Path) -> None:
    assert crash(path) is None


def test_command_line_goes_through_the_whole_standard_library(tmp_path: Path) -> None:
    """Most of it touches no tensor and is not parsed; the files that are broken on purpose are named ones."""
    library = standard_library()
    broken = [path for path in library if path.name.startswith(("badsyntax", "bad_coding", "nocaret"))]
    finished = tensorlint(library[0].parent, *broken, "--format", "json", "--no-cache", cwd=tmp_path)
    assert finished.stderr == ""
    assert finished.returncode in (0, 1)
    reported = json.loads(finished.stdout)
    assert {item["code"] for item in reported} <= {"TSL901"}
    assert {item["path"] for item in reported} <= {path.as_posix() for path in broken}
