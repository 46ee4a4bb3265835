"""Findings and shapes to text: for people (text, full), for programs (json, sarif), for GitHub (github).

Whatever comes from the linted project (paths, names, messages, lines) is neutralised in each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from tensorlint.engine import Outcome

Lines = Callable[[str], list[str]]


def write_findings(form: str, outcome: Outcome, lines: Lines, color: bool) -> Iterator[str]:
    """The report of findings in one of FORMATS, line by line. `lines` gives those of a shown path."""
    if form in ("json", "github", "sarif"):
        yield from import_module(f"tensorlint.reports.{form}").findings(outcome)
    elif form == "full":
        yield from import_module("tensorlint.reports.full").findings(outcome, lines, color)
    else:
        yield from import_module("tensorlint.reports.text").findings(outcome, color)


def write_shapes(form: str, outcome: Outcome) -> Iterator[str]:
    """The report of shapes, as `text` or `json`."""
    name = "json" if form == "json" else "text"
    yield from import_module(f"tensorlint.reports.{name}").shapes(outcome)
