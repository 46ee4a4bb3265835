"""Every format says the same, and none of them lets the linted project speak to the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tensorlint.engine import Outcome
from tensorlint.options import FORMATS
from tensorlint.reports import write_findings, write_shapes
from tensorlint.reports.neutral import neutral
from tensorlint.reports.text import statistics, summary
from tensorlint.results import REVEAL, Finding, Origin, ShapeEntry

HOSTILE = "\x1b[31m\r\n::error::%0A\u202e\u2028\x07\udcff\x9b"


def finding(**changes: object) -> Finding:
    origins = (Origin("b.py", 1, "made here"),)
    values = {"code": "TSL201", "message": "it is wrong", "severity": "error", "path": "a.py"}
    places = {
        "line": 2,
        "column": 5,
        "end_line": 2,
        "end_column": 8,
        "name": "reshape-size",
        "origins": origins,
    }
    return Finding(**{**values, **places, **changes})  # type: ignore[arg-type]


def lines(path: str) -> list[str]:
    return {"a.py": ["one", "x = f(y)", "three"], "b.py": ["y = g()"]}.get(path, [])


def report(form: str, *findings: Finding, color: bool = False) -> str:
    return "".join(f"{line}\n" for line in write_findings(form, Outcome(list(findings)), lines, color))


def test_text_is_a_line_a_finding() -> None:
    assert report("text", finding(), finding(line=3)) == (
        "a.py:2:5: TSL201 it is wrong\na.py:3:5: TSL201 it is wrong\n"
    )
    assert report("text", finding(code=REVEAL, message="(2, 3)")) == "a.py:2:5: reveal_shape: (2, 3)\n"


def test_color_adds_nothing_but_color() -> None:
    for form in ("text", "full"):
        colored = report(form, finding(), color=True)
        assert "\x1b[" in colored
        assert re.sub(r"\x1b\[\d+m", "", colored) == report(form, finding())


def test_full_shows_the_line_what_it_points_at_and_where_things_come_from() -> None:
    assert report("full", finding()) == (
        "a.py:2:5: TSL201 it is wrong\n  |\n2 | x = f(y)\n  |     ^^^\n  = b.py:1: made here\n1 | y = g()\n\n"
    )


@pytest.mark.parametrize(
    ("line", "changes", "shown", "carets"),
    [
        ("\tx = f(y)", {"column": 6, "end_column": 10}, "    x = f(y)", "        ^^^^"),
        ("x = f(", {"end_line": 4, "end_column": 2}, "x = f(", "    ^^"),
        ("x", {"column": 2, "end_column": 2}, "x", " ^"),
        ("a\x1bb = c", {"column": 4, "end_column": 5}, "a\\x1bb = c", "      ^"),
        ("", {"column": 1, "end_column": 1}, "", "^"),
    ],
)
def test_carets_stand_below_what_they_mean(
    line: str, changes: dict[str, int], shown: str, carets: str
) -> None:
    written = list(
        write_findings("full", Outcome([finding(origins=(), **changes)]), lambda _: ["", line], False)
    )
    assert written[2].split("|", 1)[1] == f" {shown}"
    assert written[3].split("|", 1)[1] == f" {carets}"


def test_long_line_is_cut_around_what_is_meant() -> None:
    line = "a" * 5_000 + "WRONG" + "b" * 5_000
    place = finding(column=5_001, end_column=5_006, origins=())
    written = list(write_findings("full", Outcome([place]), lambda _: ["", line], False))
    assert len(written[2]) < 200
    assert written[2][written[3].index("^") : written[3].rindex("^") + 1] == "WRONG"


def test_full_does_without_lines_that_are_gone() -> None:
    assert report("full", finding(path="gone.py", origins=(Origin("gone.py", 9, "here"),))) == (
        "gone.py:2:5: TSL201 it is wrong\n  = gone.py:9: here\n\n"
    )


def test_json_has_the_documented_keys() -> None:
    assert json.loads(report("json", finding())) == [
        {
            "code": "TSL201",
            "name": "reshape-size",
            "message": "it is wrong",
            "severity": "error",
            "path": "a.py",
            "line": 2,
            "column": 5,
            "end_line": 2,
            "end_column": 8,
            "origins": [{"path": "b.py", "line": 1, "message": "made here"}],
            "fix": None,
        }
    ]
    assert json.loads(report("json")) == []
    assert len(json.loads(report("json", finding(), finding(line=3)))) == 2


def test_github_escapes_what_would_end_a_command() -> None:
    assert report("github", finding(path="a,b:c.py", message="100 %\n::error::x", severity="warning")) == (
        "::warning file=a%2Cb%3Ac.py,line=2,col=5,endLine=2,endColumn=8,title=TSL201 reshape-size"
        "::TSL201 100 %25%0A::error::x\n"
    )


def test_sarif_holds_results_rules_and_failures() -> None:
    outcome = Outcome([finding(path="a b.py"), finding(code=REVEAL)], failures=[("c.py", "cannot be read")])
    [run] = json.loads("".join(write_findings("sarif", outcome, lines, False)))["runs"]
    [result] = run["results"]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "TSL201"
    assert result["level"] == "error"
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "a%20b.py"
    assert location["region"] == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 8}
    assert result["relatedLocations"][0]["message"]["text"] == "made here"
    assert run["invocations"][0]["executionSuccessful"] is False


def hostile() -> Finding:
    return finding(
        message=HOSTILE, path=f"{HOSTILE}.py", name=HOSTILE, origins=(Origin(HOSTILE, 1, HOSTILE),)
    )


def unsafe(text: str) -> Iterator[str]:
    """The characters of a text that a terminal could act on, line ends left out."""
    for character in text.replace("\n", ""):
        if not character.isprintable() or character in "\u202e":
            yield character


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_hostile_comes_through(form: str) -> None:
    written = list(write_findings(form, Outcome([hostile()]), lambda _: [HOSTILE, f"x{HOSTILE}"], False))
    assert list(unsafe("".join(written))) == []
    if form in ("text", "github"):
        assert len(written) == 1
    if form == "full":
        assert not any(line.startswith("::") for line in written)
    assert all("\n" not in line for line in written) or form in ("json", "sarif")
    "".join(written).encode("utf-8")


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_hostile_comes_through_with_shapes(form: str) -> None:
    entry = ShapeEntry(1, 1, 1, 2, HOSTILE, (HOSTILE,), HOSTILE, HOSTILE, HOSTILE)
    written = list(write_shapes(form, Outcome(shapes=[(HOSTILE, [entry])])))
    assert list(unsafe("".join(written))) == []


def test_neutral_leaves_ordinary_text_alone() -> None:
    text = "é 漢字 (…, 3) → 97 % 32 — 'x'"
    assert neutral(text) == text
    assert neutral("a\tb\n") == "a\\tb\\n"


def test_shapes_in_both_forms() -> None:
    entry = ShapeEntry(
        1, 2, 3, 4, "self.w", ("...", 3, "n", None), "(…, 3, n, ?)", "float64", "numpy.ndarray"
    )
    bare = ShapeEntry(5, 1, 5, 2, "x", (), "()", "", "numpy.ndarray")
    outcome = Outcome(shapes=[("a.py", [entry, bare])])
    assert list(write_shapes("text", outcome)) == [
        "a.py:1:2: self.w: (…, 3, n, ?) float64",
        "a.py:5:1: x: ()",
    ]
    assert json.loads("".join(write_shapes("json", outcome))) == {
        "version": 1,
        "files": [
            {
                "path": "a.py",
                "shapes": [
                    {
                        "line": 1,
                        "column": 2,
                        "end_line": 3,
                        "end_column": 4,
                        "name": "self.w",
                        "shape": ["...", 3, "n", None],
                        "dtype": "float64",
                        "type": "numpy.ndarray",
                    },
                    {
                        "line": 5,
                        "column": 1,
                        "end_line": 5,
                        "end_column": 2,
                        "name": "x",
                        "shape": [],
                        "dtype": "",
                        "type": "numpy.ndarray",
                    },
                ],
            }
        ],
    }


def test_summary_counts() -> None:
    warning = finding(severity="warning", path="b.py")
    reveal = finding(code=REVEAL)
    failures = [("c.py", "gone")]
    assert summary(Outcome(checked=1)) == "All checks passed (checked 1 file)."
    assert summary(Outcome([reveal], checked=2)) == "All checks passed (checked 2 files)."
    assert summary(Outcome([finding()], checked=3)) == "Found 1 error in 1 file (checked 3 files)."
    assert summary(Outcome([finding(), finding(), warning, reveal], checked=10)) == (
        "Found 2 errors and 1 warning in 2 files (checked 10 files)."
    )
    assert summary(Outcome(failures=failures, checked=1)) == (
        "Found nothing (checked 1 file, 1 file could not be checked)."
    )
    assert summary(Outcome([warning], failures=failures, checked=2)) == (
        "Found 1 warning in 1 file (checked 2 files, 1 file could not be checked)."
    )


def test_statistics_count_by_rule() -> None:
    other = finding(code="TSL601", name="matmul")
    counted = list(statistics(Outcome([finding(), other, *[finding()] * 10, finding(code=REVEAL)])))
    assert counted == ["11 TSL201 reshape-size", " 1 TSL601 matmul"]


def test_reports_hold_no_markup_of_rich_terminals() -> None:
    assert "[bold]x[/bold]" in report("text", finding(message="[bold]x[/bold]"))
