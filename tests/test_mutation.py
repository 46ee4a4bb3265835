"""The yardstick measures what it says: bugs are planted, run, and found where the traceback is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.mutation import Bug, is_found, outcomes, said_by, statement_lines
from benchmarks.mutation_operators import OPERATORS, mutants
from benchmarks.programs_by_size import DIMENSIONS, EXTREMES
from benchmarks.scaling import cost
from tests.commands import ROOT, put

PLANTED = {
    "new axis dropped": ("x[:, None]", "x[:]"),
    "keepdims dropped": ("x.sum(axis=1, keepdims=True)", "x.sum(axis=1)"),
    "axis changed": ("x.sum(axis=1)", "x.sum(axis=0)"),
    "axis dropped": ("x.sum(axis=1)", "x.sum()"),
    "joined along another axis": ("np.concatenate([x, x], axis=1)", "np.concatenate([x, x], axis=0)"),
    "transpose dropped": ("x.T", "x"),
    "transpose added": ("x @ w", "x @ w.T"),
    "operands swapped": ("x @ w", "w @ x"),
    "sizes swapped": ("x.reshape(3, 4)", "x.reshape(4, 3)"),
    "size off by one": ("np.zeros((3, 4))", "np.zeros((3, 5))"),
    "units changed": ("layers.Dense(10)", "layers.Dense(11)"),
    "batch axis in input shape": ("Flatten(input_shape=x.shape[1:])", "Flatten(input_shape=x.shape)"),
    "layer dropped": ("[Flatten(), Dense(3)]", "[Dense(3)]"),
    "return sequences changed": ("LSTM(3, return_sequences=True)", "LSTM(3)"),
    "index off by one": ("x[1:5]", "x[1:6]"),
    "flattening dropped": ("x.ravel()", "x"),
    "targets of another length": ("model.fit(x, y)", "model.fit(x, y[:-1])"),
}


def test_every_operator_has_an_example() -> None:
    assert PLANTED.keys() == OPERATORS.keys()


@pytest.mark.parametrize("kind", PLANTED)
def test_operator_plants_its_bug(kind: str) -> None:
    before, after = PLANTED[kind]
    made = {(mutant.kind, mutant.text, mutant.line) for mutant in mutants(f"\nz = {before}\n")}
    assert (kind, f"\nz = {after}\n", 2) in made


@pytest.mark.parametrize("kind", PLANTED)
def test_every_mutant_is_python(kind: str) -> None:
    for mutant in mutants(f"z = {PLANTED[kind][0]}\n"):
        ast.parse(mutant.text)


@pytest.mark.parametrize("jobs", [1, 2])
def test_programs_are_run_apart_and_their_tracebacks_read(tmp_path: Path, jobs: int) -> None:
    path = put(tmp_path / "program.py")
    texts = {
        "raises": "import numpy as np\n\n\ndef f(x):\n    return x.reshape(7)\n\n\nf(np.zeros(3))\n",
        "ends": "import os\nos._exit(3)\n",
        "runs": "print('text')\n",
    }
    found = dict(outcomes(((key, text, str(path)) for key, text in texts.items()), jobs))
    assert (found["ends"], found["runs"]) == (None, None)
    kind, message, lines = found["raises"]
    assert kind == "ValueError"
    assert "reshape" in message
    assert lines == [8, 5]


def test_a_bug_is_found_at_its_traceback_unless_the_clean_program_has_it_too() -> None:
    text = "x = 1\ny = f(\n    x,\n)\nz = 3\n"
    bug = Bug("a.py", "clean.py", "kind", 1, "change", "ValueError", [3])
    assert statement_lines(ast.parse(text), 3) == (2, 4)
    assert is_found(bug, text, {"a.py": [(2, 2, "TSL201")]}, {})
    assert not is_found(bug, text, {"a.py": [(5, 5, "TSL201")]}, {})
    assert not is_found(bug, text, {"b.py": [(2, 2, "TSL201")]}, {})
    assert not is_found(bug, text, {"a.py": [(2, 2, "noise")]}, {"clean.py": [(2, 2, "noise")]})


def test_other_linters_are_read_by_their_places(tmp_path: Path) -> None:
    script = put(tmp_path / "linter.py", "print('sub/a.py:3:1: E1 wrong')\nprint('  --> b.py:7:2')\n")
    said = said_by(f"{sys.executable} {script}", tmp_path)
    assert [(name, [place[0] for place in places]) for name, places in said.items()] == [
        ("a.py", [3]),
        ("b.py", [7]),
    ]


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda dimension: dimension.name)
def test_a_program_of_each_dimension_is_analysed(dimension: object, tmp_path: Path) -> None:
    text = dimension.program(6)  # type: ignore[attr-defined]
    ast.parse(text)
    assert cost(text, tmp_path).failure is None


def test_what_would_take_forever_is_cut_by_its_budget(tmp_path: Path) -> None:
    measured = cost(EXTREMES["a nest of 15 loops"](), tmp_path)
    assert (measured.cut, measured.failure) == (True, None)


COMMANDS = sorted(
    path.stem
    for path in (ROOT / "benchmarks").glob("*.py")
    if "ArgumentParser(" in (text := path.read_text(encoding="utf-8")) or '"--help"' in text
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    words = [sys.executable, "-m", f"benchmarks.{command}", "--help"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"benchmarks.{command}" in done.stdout
