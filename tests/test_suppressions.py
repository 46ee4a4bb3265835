"""noqa comments mean here what they mean to flake8."""

from __future__ import annotations

import pytest

from tensorlint.results import REVEAL, Finding
from tensorlint.suppressions import without_suppressed


def finding(line: int, code: str = "TSL201", end_line: int | None = None) -> Finding:
    return Finding(code, "", "error", "a.py", line, 1, end_line or line, 2)


@pytest.mark.parametrize(
    ("comment", "silenced"),
    [
        ("# noqa", True),
        ("#noqa", True),
        ("# NOQA", True),
        ("# NoQA: TSL201", True),
        ("# noqa:TSL201", True),
        ("# noqa : TSL201", True),
        ("# noqa: tsl201", True),
        ("# noqa: TSL2", True),
        ("# noqa: E501, TSL201", True),
        ("# noqa: E501 TSL201", True),
        ("# noqa: E501,TSL6", False),
        ("# noqa: TSL202", False),
        ("# noqa: TSL2010", False),
        ("# noqa: TSL201 as it is meant", True),
        ("# noqa: E501 as it is meant", False),
        ("# noqa: because it is meant", True),
        ("# noqa: reshape-size", True),
        ("# noqa: broadcast, matmul", False),
        ("# why  # noqa: TSL201", True),
        ("# type: ignore # noqa", True),
        ("# noqa: E501  # noqa: TSL201", True),
        ("# no qa", False),
        ("# nothing", False),
    ],
)
def test_comment_on_the_line(comment: str, silenced: bool) -> None:
    text = f"a = 1\nb = f(a)  {comment}\nc = 3\n"
    assert (without_suppressed([finding(2)], text) == []) is silenced
    assert without_suppressed([finding(1), finding(3)], text) == [finding(1), finding(3)]


@pytest.mark.parametrize("line", [2, 3, 4])
def test_comment_anywhere_in_a_logical_line_holds_for_all_of_it(line: int) -> None:
    lines = ["a = 1", "b = f(", "    a,", ")", "c = 1"]
    lines[line - 1] += "  # noqa: TSL201"
    findings = [finding(1), finding(2), finding(3), finding(4), finding(5)]
    assert without_suppressed(findings, "\n".join(lines)) == [finding(1), finding(5)]


def test_comment_of_a_compound_statement_does_not_reach_its_body() -> None:
    text = "if f(a):  # noqa\n    b = 1\n"
    assert without_suppressed([finding(1), finding(2)], text) == [finding(2)]


def test_comment_on_a_line_of_its_own_silences_nothing_else() -> None:
    text = "# noqa\na = 1\n\n# noqa\nb = 1\n"
    assert without_suppressed([finding(2), finding(5)], text) == [finding(2), finding(5)]


@pytest.mark.parametrize("tool", ["flake8", "tensorlint"])
def test_comment_for_the_file(tool: str) -> None:
    assert without_suppressed([finding(1)], f"a = 1\n# {tool}: noqa\n") == []
    coded = f"a = 1\n# {tool}: noqa: TSL6\n"
    assert without_suppressed([finding(1), finding(1, "TSL601")], coded) == [finding(1)]


def test_text_that_cannot_be_tokenized_is_read_line_by_line() -> None:
    text = "a = (  # noqa\nb = 1\nc = 2  # noqa: TSL901\n"
    assert without_suppressed([finding(1, "TSL901")], text) == []
    assert without_suppressed([finding(2, "TSL901")], text) == [finding(2, "TSL901")]
    assert without_suppressed([finding(3, "TSL901")], text) == []


def test_answers_to_questions_are_not_silenced() -> None:
    assert without_suppressed([finding(1, REVEAL)], "reveal_shape(x)  # noqa\n") == [finding(1, REVEAL)]
