"""The scaffolds of a rule page and of a model: what they write has the right form, and fails until filled."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tensorlint.rules import read_rules
from tests.programs.checking import check_block
from tests.programs.execution import Runner
from tests.programs.pages import SECTIONS, blocks, sections
from tools.new_model import ROOT, new_model, parameters, resolve
from tools.new_rule import new_rule


def test_new_rule_writes_a_page_of_the_right_form(tmp_path: Path) -> None:
    path = new_rule("TSL299", "some-name", False, tmp_path)
    [rule] = read_rules(str(tmp_path)).values()
    assert (rule.code, rule.name, rule.default, rule.checklist) == ("TSL299", "some-name", False, 2)
    assert path.name == "TSL299-some-name.md"
    assert list(sections(rule.body)) == SECTIONS
    assert rule.front_matter["default"] is False


def test_new_rule_s_blocks_run_and_expect_the_rule(tmp_path: Path) -> None:
    page = new_rule("TSL299", "some-name", True, tmp_path).read_text(encoding="utf-8")
    bad, good = blocks(page)
    assert bad.expectations.all_codes == {"TSL299"}
    assert good.expectations.all_codes == set()
    with Runner() as run:
        check_block(run, bad, tmp_path / "bad.py")
        check_block(run, good, tmp_path / "good.py")


@pytest.mark.parametrize(
    ("code", "name", "complaint"),
    [
        ("TSL201", "some-name", "TSL201 reshape-size"),
        ("TSL299", "reshape-size", "TSL201 reshape-size"),
        ("TSL799", "some-name", "no code"),
        ("E299", "some-name", "no code"),
        ("TSL299", "Some_Name", "no name"),
    ],
)
def test_new_rule_refuses_what_is_taken_or_no_rule(
    tmp_path: Path, code: str, name: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        new_rule(code, name, True, tmp_path)
    assert list(tmp_path.iterdir()) == []


MODULE = """
from tensorlint.models.registry import models
from tensorlint.values import Array

@models("numpy.sort")
def sort(a: Array) -> Array:
    return a
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with one module of models and no tests."""
    (tmp_path / "tests").mkdir()
    models = tmp_path / "tensorlint" / "models"
    models.mkdir(parents=True)
    (models / "numpy_shapes.py").write_text(MODULE, encoding="utf-8")
    return tmp_path


def test_new_model_appends_a_stub_and_its_family(checkout: Path) -> None:
    source, tests = new_model("numpy.ptp", "numpy_shapes", checkout)
    stub = source.read_text(encoding="utf-8").removeprefix(MODULE)
    signature = "def ptp(a: Array, axis: Axes = None, out: Value = NONE, keepdims: bool = False) -> Array:"
    assert signature in stub.splitlines()
    assert '@models("numpy.ptp")' in stub.splitlines()
    compile(source.read_text(encoding="utf-8"), str(source), "exec")

    new_model("numpy.tril", "numpy_shapes", checkout)
    functions = [
        node.name
        for node in ast.parse(tests.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert functions == ["ptp", "tril", "test_agrees_with_the_library"]


def test_new_model_keeps_functions_of_one_name_apart(checkout: Path) -> None:
    source, _ = new_model("numpy.ma.sort", "numpy_shapes", checkout)
    assert "\ndef ma_sort(a: Array, axis: Axes = -1, " in source.read_text(encoding="utf-8")


def test_a_scaffolded_family_runs_and_fails_until_the_stub_knows_something(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tensorlint", tmp_path / "tensorlint")
    shutil.copytree(ROOT / "tests", tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in (tmp_path / "tensorlint" / "models").glob("*.py"):
        path.write_text(
            path.read_text(encoding="utf-8").replace('"numpy.ptp"', '"numpy.other"'), encoding="utf-8"
        )
    new_model("numpy.ptp", "numpy_reshape", tmp_path)
    os.utime(tmp_path / "tensorlint" / "models" / "index.py", (1, 1))  # as old as it is in a checkout
    command = [sys.executable, "-m", "pytest", "-q", "tests/test_models_numpy_reshape.py", "-k", "ptp"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert "1 failed" in result.stdout, result.stdout + result.stderr
    assert "known 0/" in result.stdout, result.stdout


@pytest.mark.parametrize(
    ("path", "module", "complaint"),
    [
        ("numpy.sort", "numpy_shapes", "has a model of numpy.sort"),
        ("numpy.ptp", "numpy_nothing", "there is no numpy_nothing.py"),
        ("numpy.no_such_function", "numpy_shapes", "not to be found"),
        ("numpy.pi", "numpy_shapes", "not a function"),
    ],
)
def test_new_model_refuses_what_it_cannot_scaffold(
    checkout: Path, path: str, module: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        new_model(path, module, checkout)
    assert list((checkout / "tests").iterdir()) == []


def test_parameters_keep_the_kinds_of_the_real_ones() -> None:
    assert (
        parameters(resolve("numpy.cumsum"))
        == 'a: Array, axis: Axes = None, dtype: DType = "", out: Value = NONE'
    )
    assert parameters(resolve("numpy.roll")) == "a: Array, shift: Value, axis: Axes = None"
    assert parameters(resolve("numpy.random.rand")) == "*args: Value"
