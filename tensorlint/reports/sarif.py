"""Findings as SARIF 2.1.0, which code scanning services read. The rules' help is made from their pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from tensorlint import __version__
from tensorlint.engine import Outcome
from tensorlint.reports.text import faults
from tensorlint.results import Finding
from tensorlint.rules import Rule, registry

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def findings(outcome: Outcome) -> Iterator[str]:
    """A log of one run."""
    shown = faults(outcome)
    codes = sorted({finding.code for finding in shown})
    rules = [_rule(registry()[code]) for code in codes]
    driver = {"name": "tensorlint", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in shown],
        "invocations": [
            {
                "executionSuccessful": not outcome.failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": f"{path}: {reason}"}}
                    for path, reason in outcome.failures
                ],
            }
        ],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.body, "markdown": rule.body},
    }


def _result(finding: Finding, rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [
            _location(
                finding.path,
                {
                    "startLine": finding.line,
                    "startColumn": finding.column,
                    "endLine": finding.end_line,
                    "endColumn": finding.end_column,
                },
            )
        ],
    }
    if finding.origins:
        result["relatedLocations"] = [
            {**_location(origin.path, {"startLine": origin.line}), "message": {"text": origin.message}}
            for origin in finding.origins
        ]
    return result


def _location(path: str, region: dict[str, int]) -> dict[str, Any]:
    uri = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    if path.startswith("/"):
        uri = f"file://{uri}"
    elif re.match(r"[A-Za-z]:/", path):
        uri = f"file:///{uri}"
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
