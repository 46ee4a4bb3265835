"""What the interpreter hands to the engine: findings and shapes that still point at syntax nodes.

Positions are worked out later, and only for what is reported. Nothing here imports libcst: a node
is an opaque handle that the source it came from can turn into lines and columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import libcst as cst

    from tensorlint.source import Source
    from tensorlint.values import Array

Severity = Literal["error", "warning"]


@dataclass(frozen=True, eq=False)
class Place:
    """A syntax node of one source."""

    source: Source
    node: cst.CSTNode


@dataclass(frozen=True, eq=False)
class Note:
    """A place that explains a finding: where a shape came from, which call led there."""

    place: Place
    message: str


@dataclass(frozen=True, eq=False)
class RawFinding:
    """One finding before its positions are known; `place` lies in the root file."""

    code: str
    message: str
    severity: Severity
    place: Place
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class ShapeRecord:
    """An assigned name (or attribute) that holds an array, at the node of that name."""

    place: Place
    name: str
    array: Array


@dataclass
class Analysis:
    """All that interpreting one root file yields, in no particular order."""

    findings: list[RawFinding] = field(default_factory=list)
    shapes: list[ShapeRecord] = field(default_factory=list)
