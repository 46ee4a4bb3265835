"""Programs that nobody would write: mutants of the fixtures are analysed without a crash.

`python -m benchmarks.fuzz` does many more, `benchmarks.fuzz_coverage` is guided by coverage.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import FIXTURES, corpus, fault, mutant
from benchmarks.mutated_text import CHANGES, mutated
from tensorlint import analysis
from tests.commands import ROOT

TEXTS = corpus([FIXTURES / "clean", FIXTURES / "broken"])


@settings(max_examples=60)
@given(number=st.integers(0, 10**9))
def test_mutant_is_analysed_without_a_crash(number: int) -> None:
    assert fault(mutant(TEXTS, number)) is None


def test_mutants_are_often_python_and_never_the_original() -> None:
    """Otherwise the campaign would test the parser, or nothing, only."""
    mutants = [mutant(TEXTS, number) for number in range(100)]
    assert sum(is_python(text) for text in mutants) >= 20
    assert sum(text in TEXTS for text in mutants) <= 10


def is_python(text: str) -> bool:
    """Whether Python parses a text."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


@pytest.mark.parametrize("text", ["", "\n", "x", "   ", "(", "\ud800", "1"])
@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_any_text_can_be_changed(change: object, text: str) -> None:
    assert callable(change)
    for seed in range(5):
        assert isinstance(change(text, Random(seed), ["a = 1\n", ""]), str)


def test_a_case_is_the_same_each_time() -> None:
    assert mutant(TEXTS, 7) == mutant(TEXTS, 7)
    assert mutated("a\nb\n", Random(1), TEXTS, 0) == "a\nb\n"


def test_a_crash_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("tensorlint.interpreter.analyze", broken)
    assert "boom" in str(fault("x = 1\n"))
    assert analysis.REPORT in str(fault("x = 1\n"))


# What the releases after 1.4, the oldest that is allowed, have added to libcst.
NEWER = (
    *("CSTLogicError", "LazyImport", "LazyImportFrom", "StarredDictComp"),
    *("BaseTemplatedStringContent", "TemplatedString", "TemplatedStringExpression", "TemplatedStringText"),
)


def test_the_interpreter_needs_nothing_that_the_oldest_libcst_lacks() -> None:
    code = (
        f"import libcst\nfor name in {NEWER!r}:\n    vars(libcst).pop(name, None)\n"
        "import tensorlint.interpreter\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
