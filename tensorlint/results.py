"""What the engine hands to the reports: findings and shapes with their places, plain data all through.

They travel between processes and lie in the cache as JSON, so each knows how to become a list and back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]
SEVERITIES: tuple[Severity, Severity] = ("error", "warning")

# `reveal_shape(x)` answers with this in the place of a code: information, no fault.
REVEAL = "reveal"


@dataclass(frozen=True, slots=True)
class Origin:
    """A line that explains a finding: where a shape came from, which call led there."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, ready to be shown. Lines and columns count from 1, the end is exclusive."""

    code: str
    message: str
    severity: Severity
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    name: str = ""
    origins: tuple[Origin, ...] = ()
    fix: None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Findings are shown by file and place."""
        return self.path, self.line, self.column, self.code, self.message

    @property
    def informs(self) -> bool:
        """Whether this only answers a question in the code, so that it makes no run fail."""
        return self.code == REVEAL


@dataclass(frozen=True, slots=True)
class ShapeEntry:
    """An assigned name that holds an array. `text` is the shape as Python would show it."""

    line: int
    column: int
    end_line: int
    end_column: int
    name: str
    shape: tuple[int | str | None, ...]
    text: str
    dtype: str
    type: str

    @property
    def sort_key(self) -> tuple[int, int, str, str, str]:
        """Entries are shown by place."""
        return self.line, self.column, self.name, self.text, self.dtype


@dataclass(slots=True)
class FileResult:
    """All that linting one file gave, before rules are selected and noqa comments read.

    `failure` is set where the file could not be linted: unreadable, or an error of tensorlint's own.
    """

    findings: list[Finding] = field(default_factory=list)
    shapes: list[ShapeEntry] = field(default_factory=list)
    failure: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data for the cache and between processes."""
        return {
            "findings": [
                [
                    *(finding.code, finding.message, finding.severity, finding.path),
                    *(finding.line, finding.column, finding.end_line, finding.end_column),
                    [[origin.path, origin.line, origin.message] for origin in finding.origins],
                ]
                for finding in self.findings
            ],
            "shapes": [
                [
                    *(entry.line, entry.column, entry.end_line, entry.end_column, entry.name),
                    *(list(entry.shape), entry.text, entry.dtype, entry.type),
                ]
                for entry in self.shapes
            ],
            "failure": self.failure,
        }

    @classmethod
    def from_json(cls, data: Any) -> FileResult:
        """The result that `to_json` made plain. Raises ValueError on anything else."""
        try:
            failure = data["failure"]
            if failure is not None:
                _expect(str, failure)
            return cls(
                [_finding(row) for row in data["findings"]], [_entry(row) for row in data["shapes"]], failure
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no result of a file: {error}") from error


def _expect(kind: type, *values: object) -> None:
    for value in values:
        if type(value) is not kind:
            raise ValueError(f"expected {kind.__name__}, not {value!r}")


def _finding(row: Any) -> Finding:
    code, message, severity, path, line, column, end_line, end_column, origins = row
    _expect(str, code, message, path)
    _expect(int, line, column, end_line, end_column)
    if severity not in SEVERITIES:
        raise ValueError(f"no severity: {severity!r}")
    _expect(list, origins)
    notes = []
    for origin_path, origin_line, origin_message in origins:
        _expect(str, origin_path, origin_message)
        _expect(int, origin_line)
        notes.append(Origin(origin_path, origin_line, origin_message))
    return Finding(code, message, severity, path, line, column, end_line, end_column, origins=tuple(notes))


def _entry(row: Any) -> ShapeEntry:
    line, column, end_line, end_column, name, shape, text, dtype, kind = row
    _expect(int, line, column, end_line, end_column)
    _expect(str, name, text, dtype, kind)
    _expect(list, shape)
    for size in shape:
        if size is not None and type(size) is not int:
            _expect(str, size)
    return ShapeEntry(line, column, end_line, end_column, name, tuple(shape), text, dtype, kind)
