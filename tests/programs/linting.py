"""Holds what tensorlint says of a program, through its command line, against what the program expects."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from tensorlint.cli import main
from tensorlint.rules import registry
from tests.programs.expectations import read_expectations

REVEAL = "reveal"


def output(*arguments: object) -> Any:
    """What a command of tensorlint prints as JSON, without configuration and cache."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        main([*map(str, arguments), "--isolated", "--no-cache", "--format", "json"])
    return json.loads(printed.getvalue())


def lint(path: Path) -> list[dict[str, Any]]:
    """The findings of a program under the default rules and those that it expects itself."""
    expected = read_expectations(path.read_text(encoding="utf-8")).all_codes
    extra = sorted(code for code in expected if code in registry() and not registry()[code].default)
    findings: list[dict[str, Any]] = output(path, *(["--extend-select", ",".join(extra)] if extra else []))
    return findings


def lint_shapes(path: Path) -> list[dict[str, Any]]:
    """What `tensorlint shapes` says of a program."""
    [file] = output("shapes", path)["files"]
    entries: list[dict[str, Any]] = file["shapes"]
    return entries


def check_findings(path: Path) -> None:
    """Each marked line of a program has just its codes, each revealed shape is the expected one."""
    expectations = read_expectations(path.read_text(encoding="utf-8"))
    codes: dict[int, list[str]] = {}
    shapes: dict[int, list[str]] = {}
    messages = []
    for finding in lint(path):
        if finding["code"] == REVEAL:
            shapes.setdefault(finding["line"], []).extend(finding["message"].split(" | "))
        else:
            codes.setdefault(finding["line"], []).append(finding["code"])
            messages.append(f"{finding['line']}: {finding['code']} {finding['message']}")
    assert {line: sorted(found) for line, found in codes.items()} == expectations.codes, messages
    assert {line: sorted(found) for line, found in shapes.items()} == expectations.shapes
