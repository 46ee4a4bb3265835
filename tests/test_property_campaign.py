"""The campaign command: it counts every case of a property, and shows the counterexamples."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

PROPERTIES = """
from hypothesis import given, settings, strategies as st

@settings(max_examples=40, database=None, derandomize=True)
@given(st.integers())
def test_true(number):
    assert number == number

@settings(max_examples=40, database=None, derandomize=True)
@given(st.integers())
def test_false(number):
    assert number < 12

def test_no_property():
    raise RuntimeError
"""


def test_counterexamples_are_shown_and_cases_counted(tmp_path: Path) -> None:
    path, result = tmp_path / "test_shapes_wrong.py", tmp_path / "outcomes.json"
    path.write_text(PROPERTIES)
    command = [sys.executable, "-m", "benchmarks.property_campaign"]
    subprocess.run(
        [*command, "--worker", "shapes_wrong", str(path), str(result)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [outcome] = json.loads(result.read_text())
    assert outcome["family"] == "shapes_wrong"
    assert outcome["cases"] >= 40
    [failure] = outcome["failures"]
    assert "test_false" in failure
    assert "number=12" in failure
    assert "RuntimeError" not in failure


def test_a_family_is_run_with_as_many_cases_as_asked_for() -> None:
    command = [sys.executable, "-m", "benchmarks.property_campaign", "shapes_lineage", "--cases", "60"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    family, cases, *_ = run.stdout.split()
    assert family == "shapes_lineage"
    assert int(cases) >= 60
    assert "0 with counterexamples" in run.stdout


def test_an_unknown_family_is_an_error() -> None:
    command = [sys.executable, "-m", "benchmarks.property_campaign", "no_such_family"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "shapes_sizes" in run.stderr
