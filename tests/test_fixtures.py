"""The programs under fixtures/: what tensorlint says of each, and what it really does.

broken/ and article/: every marked line raises, no other does. broken/uncalled/ is only linted,
since nothing calls what stands there. shapes/: the revealed shapes are the real ones. clean/: no
finding, and the program runs to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs.checking import check_shapes, skip_without
from tests.programs.execution import Outcome, Runner, installed_imports
from tests.programs.expectations import read_expectations
from tests.programs.linting import check_findings, lint, lint_shapes

FIXTURES = Path(__file__).parent.parent / "fixtures"
UNCALLED = FIXTURES / "broken" / "uncalled"


def programs(*folders: str) -> list[Path]:
    """Every Python file below some folders."""
    return [path for folder in folders for path in sorted((FIXTURES / folder).rglob("*.py"))]


def run_by_itself(path: Path) -> bool:
    """Whether a file is a program; the modules of a package are run by the programs that import them."""
    return not (path.parent / "__init__.py").exists()


def name(path: Path) -> str:
    """A program's path below fixtures/, as the id of its test."""
    return path.relative_to(FIXTURES).as_posix()


@pytest.fixture(scope="module")
def run() -> Iterator[Runner]:
    with Runner() as runner:
        yield runner


def really(run: Runner, path: Path, text: str, go_on: bool = False) -> Outcome:
    """What a program does under the real libraries; skipped where one is not installed."""
    libraries = installed_imports(text, str(path))
    skip_without(libraries)
    return run(text, str(path), libraries, go_on)


@pytest.mark.parametrize("path", programs("."), ids=name)
def test_findings_are_those_that_the_lines_expect(path: Path) -> None:
    check_findings(path)


@pytest.mark.parametrize("path", filter(run_by_itself, programs("clean", "shapes")), ids=name)
def test_clean_programs_expect_nothing_and_run_to_their_end(path: Path, run: Runner) -> None:
    text = path.read_text(encoding="utf-8")
    expectations = read_expectations(text)
    assert expectations.codes == {}
    outcome = really(run, path, text)
    assert outcome.raised == []
    check_shapes(expectations, outcome)
    assert set(outcome.shapes) == set(expectations.shapes), "a reveal_shape is never reached"


@pytest.mark.parametrize(
    "path", [path for path in programs("broken", "article") if UNCALLED not in path.parents], ids=name
)
def test_just_the_lines_that_expect_an_error_really_raise(path: Path, run: Runner) -> None:
    text = path.read_text(encoding="utf-8")
    expected = read_expectations(text).codes
    warned = {finding["line"] for finding in lint(path) if finding["severity"] == "warning"}
    raised = {raised.line for raised in really(run, path, text, go_on=True).raised}
    assert raised == set(expected) - warned


def test_the_article_s_batch_has_the_shape_that_it_names() -> None:
    [entry] = lint_shapes(FIXTURES / "article" / "array.py")
    assert (entry["name"], entry["shape"]) == ("batch", [3, 2])
