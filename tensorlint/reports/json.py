"""Findings and shapes for programs, in ASCII so that no terminal can be led astray by them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tensorlint.engine import Outcome
from tensorlint.results import Finding, ShapeEntry


def findings(outcome: Outcome) -> Iterator[str]:
    """An array with an object a finding."""
    yield from _array([_finding(finding) for finding in outcome.findings])


def shapes(outcome: Outcome) -> Iterator[str]:
    """An object with the files, each with the entries of its assigned names."""
    files = [
        {"path": path, "shapes": [_shape(entry) for entry in entries]} for path, entries in outcome.shapes
    ]
    yield json.dumps({"version": 1, "files": files}, indent=2)


def _array(items: list[dict[str, Any]]) -> Iterator[str]:
    if not items:
        yield "[]"
        return
    yield "["
    for index, item in enumerate(items):
        text = json.dumps(item, indent=2)
        comma = "," if index + 1 < len(items) else ""
        yield "  " + text.replace("\n", "\n  ") + comma
    yield "]"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "origins": [
            {"path": origin.path, "line": origin.line, "message": origin.message}
            for origin in finding.origins
        ],
        "fix": finding.fix,
    }


def _shape(entry: ShapeEntry) -> dict[str, Any]:
    return {
        "line": entry.line,
        "column": entry.column,
        "end_line": entry.end_line,
        "end_column": entry.end_column,
        "name": entry.name,
        "shape": list(entry.shape),
        "dtype": entry.dtype,
        "type": entry.type,
    }
