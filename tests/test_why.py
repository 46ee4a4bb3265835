"""`tensorlint why FILE:LINE`: what is known, where it came from, and where inference stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import tensorlint

PROGRAM = """\
import numpy as np

weights = np.zeros((4, 3))
data = np.mystery(weights)
scores = weights @ np.ones(3) + data


def scale(samples):
    rows, columns = samples.shape
    return samples.reshape(rows * columns)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    return path


def test_it_tells_the_shape_and_the_line_that_made_it(program: Path) -> None:
    out = tensorlint("why", f"{program}:5", cwd=program.parent).stdout
    assert "weights: numpy array (4, 3) float64" in out
    assert "from program.py:3: weights = np.zeros((4, 3))" in out
    assert "weights @ np.ones(3): numpy array (4,) float64" in out


def test_it_tells_which_call_is_not_modelled(program: Path) -> None:
    out = tensorlint("why", f"{program}:5", cwd=program.parent).stdout
    assert "data: unknown" in out
    assert "unknown because numpy.mystery is not modelled" in out


def test_it_tells_that_a_parameter_is_not_known(program: Path) -> None:
    out = tensorlint("why", f"{program}:9", cwd=program.parent).stdout
    assert "unknown because it is the parameter samples" in out


def test_sizes_have_the_user_s_names(program: Path) -> None:
    out = tensorlint("why", f"{program}:10", cwd=program.parent).stdout
    assert "samples.reshape(rows * columns): array (rows*columns,)" in out


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("program.py", "is no FILE:LINE"),
        ("program.py:0", "is no FILE:LINE"),
        ("program.py:99", "there is no line 99"),
        ("missing.py:1", "No such file"),
    ],
)
def test_a_place_that_is_none_is_a_mistake(program: Path, place: str, said: str) -> None:
    done = tensorlint("why", place, cwd=program.parent)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_file_that_cannot_be_parsed_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("x = = 1\n")
    done = tensorlint("why", "broken.py:1", cwd=tmp_path)
    assert done.returncode == 2
    assert "broken.py:1:" in done.stderr
