"""Programs really run, and no shape that tensorlint infers for them is contradicted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.trace_oracle import check, compare, fits, infer, programs
from benchmarks.tracing import trace_program
from tests.programs.checking import skip_without

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


def test_a_name_bound_anew_over_several_lines_is_seen_when_it_is_bound(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("import numpy as np\nx = np.ones(3)\nx = np.array(\n    [[1, 2],\n     [3, 4]]\n)\n")
    assert trace_program(str(path)) == {(2, "x"): {(3,)}, (3, "x"): {(2, 2)}}


def test_a_comprehension_does_not_show_the_name_that_it_is_bound_to(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("import numpy as np\nx = np.ones(3)\nx = np.array([[row, row] for row in x])\n")
    assert trace_program(str(path)) == {(2, "x"): {(3,)}, (3, "x"): {(3, 2)}}


def test_a_loop_s_names_are_seen_as_its_turns_begin(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "import numpy as np\nfor x in np.ones((3, 4)):\n    x = x.reshape(2, 2)\ny = np.ones(5)\n"
    )
    assert trace_program(str(path)) == {(2, "x"): {(4,)}, (3, "x"): {(2, 2)}, (4, "y"): {(5,)}}


def test_each_turn_of_a_loop_of_one_statement_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "import numpy as np\nparts = iter([np.ones(2), np.ones(3)])\ntry:\n    while True:\n"
        "        x = next(parts)\nexcept StopIteration:\n    pass\n"
    )
    assert trace_program(str(path)) == {(5, "x"): {(2,), (3,)}}


@pytest.mark.parametrize(
    ("shape", "real", "allowed"),
    [
        ([3, 2], [3, 2], True),
        ([3, 2], [3, 4], False),
        ([3], [3, 1], False),
        (["n", None], [7, 1], True),
        (["n", 2, "n"], [7, 2, 7], True),
        (["n", 2, "n"], [7, 2, 8], False),
        (["batch", 3], [None, 3], True),
        (["batch", 3], [None, 4], False),
        ([5, 3], [None, None], True),
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
    report = compare(Path("p.py"), {(3, "x"): {(5,)}, (9, "y"): {(2,)}}, inferred)
    assert report.unknown == ["p.py:9: y is [(2,)]"]
    assert report.contradicted == ["p.py:3: x is (5,), inferred [[4]]"]
    assert (report.observed, report.known) == (2, 1)


@pytest.mark.parametrize(
    ("folders", "libraries", "least", "floor"),
    [
        (("clean/numpy", "shapes"), ("numpy",), 75, 0.93),
        (("clean/keras", "clean/tensorflow"), ("tensorflow", "keras"), 30, 0.97),
        (("clean/projects",), ("numpy", "tensorflow", "keras"), 2, 0.68),
        (("clean/science",), ("sklearn", "pandas", "scipy", "matplotlib", "PIL", "cv2", "skimage"), 14, 0.8),
    ],
)
def test_no_shape_of_the_fixtures_is_contradicted(
    folders: tuple[str, ...], libraries: tuple[str, ...], least: int, floor: float
) -> None:
    skip_without(libraries)
    paths = sorted(path for folder in folders for path in programs(FIXTURES / folder))
    if "clean/keras" in folders:
        paths = paths[::2]  # the whole is the command `python -m benchmarks.trace_oracle fixtures/clean`
    assert len(paths) >= least
    report = check(paths)
    assert report.contradicted == []
    # An array that the tracer looks at cannot be resized in place.
    assert [line for line in report.failed if "cannot resize" not in line] == []
    assert report.coverage >= floor, report.unknown


@pytest.mark.parametrize(
    "calls",
    [
        "double(np.ones(3))\ndouble(some_library.load())",
        "double(np.ones(3))\nsome_library.minimise(double, 5)",
        "double(np.ones(3))\nfrom scipy.stats import bootstrap\nbootstrap((np.ones(5),), double)",
    ],
)
def test_shapes_of_calls_that_are_not_seen_are_not_denied(tmp_path: Path, calls: str) -> None:
    path = tmp_path / "program.py"
    text = f"import numpy as np\nimport some_library\ndef double(x):\n    y = 2 * x\n    return y\n{calls}\n"
    path.write_text(text)
    [entries] = infer([path]).values()
    shapes = [entry["shape"] for entry in entries if entry["name"] == "y"]
    assert [3] in shapes
    assert ["..."] in shapes
    assert compare(path, {(4, "y"): {(5,)}}, entries).contradicted == []


def test_a_program_that_takes_too_long_is_stopped_and_what_it_showed_counts(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("import numpy as np\nx = np.ones(3)\nwhile True:\n    pass\n")
    report = check([path], seconds=1)
    assert [line.partition(": ")[0] for line in report.failed] == [str(path)]
    assert (report.observed, report.known) == (1, 1)


def test_a_program_that_fails_is_told(tmp_path: Path) -> None:
    first, second = tmp_path / "first.py", tmp_path / "second.py"
    first.write_text("import numpy as np\nx = np.ones(3)\ny = x.reshape(2)\n")
    second.write_text("import numpy as np\nimport os\nx = np.ones(3)\nos._exit(3)\n")
    report = check([first, second])
    assert [line.partition(": ")[0] for line in report.failed] == [str(first), str(second)]
    assert (report.observed, report.contradicted) == (1, [])
