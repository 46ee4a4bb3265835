"""Findings as workflow commands, which GitHub shows on the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from tensorlint.engine import Outcome
from tensorlint.reports.neutral import neutral


def findings(outcome: Outcome) -> Iterator[str]:
    """A command a finding, its values escaped as GitHub's own toolkit escapes them."""
    for finding in outcome.findings:
        level = "notice" if finding.informs else finding.severity
        properties = {
            "file": finding.path,
            "line": str(finding.line),
            "col": str(finding.column),
            "endLine": str(finding.end_line),
            "endColumn": str(finding.end_column),
            "title": f"{finding.code} {finding.name}",
        }
        listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        yield f"::{level} {listed}::{_data(f'{finding.code} {finding.message}')}"


def _data(value: str) -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return neutral(value)


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
