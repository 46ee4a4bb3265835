"""Python's semantics over libcst nodes, with every array reduced to its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tensorlint.findings import Analysis

if TYPE_CHECKING:
    from tensorlint.engine import Project
    from tensorlint.source import Source


def analyze(source: Source, project: Project, *, collect_shapes: bool = False) -> Analysis:
    """Interpret one root file and return its findings and, on request, its shapes."""
    from tensorlint.interpreter.program import run

    return run(source, project, collect_shapes)
