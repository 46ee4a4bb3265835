"""How much is known: the share of a file's array expressions whose shape the interpreter knows.

An expression whose value is unknown may be an array or anything else; those are counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import libcst as cst

from tensorlint.source import Source, SourceError

if TYPE_CHECKING:
    from tensorlint.project import Project

_COUNTED = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.BinaryOperation)


@dataclass
class Coverage:
    """Expressions by what is known of them: arrays of known rank, arrays of unknown rank, unknown values."""

    known: int = 0
    ranked: int = 0
    unknown: int = 0
    expressions: int = 0

    def add(self, other: Coverage) -> None:
        """Count another one in."""
        self.known += other.known
        self.ranked += other.ranked
        self.unknown += other.unknown
        self.expressions += other.expressions

    def __str__(self) -> str:
        arrays = max(1, self.ranked)
        return (
            f"of {self.ranked} array expressions {self.known / arrays:.0%} with a known shape;"
            f" {self.unknown / max(1, self.expressions):.0%} of all {self.expressions} expressions unknown"
        )


class _Watched:
    """Stands in for the interpreter's table of watched nodes, and keeps one digit for each node."""

    def __init__(self) -> None:
        self.states: dict[cst.CSTNode, int] = {}
        self.node: cst.CSTNode | None = None

    def __contains__(self, node: object) -> bool:
        return isinstance(node, _COUNTED)

    def __getitem__(self, node: cst.CSTNode) -> _Watched:
        self.node = node
        return self

    def append(self, value: Any) -> None:
        """Note a value of the node asked for last; of several values the least known counts."""
        from tensorlint.values import Array, Unknown, alternatives

        assert self.node is not None
        state = 0
        for each in alternatives(value):
            if isinstance(each, Array):
                state = max(state, 2 if each.shape.open else 1)
            elif isinstance(each, Unknown):
                state = 3
        self.states[self.node] = max(state, self.states.get(self.node, 0))


def file_coverage(source: Source, project: Project) -> Coverage:
    """Interpret a file once more, counting its expressions. Nothing where it is not interpreted at all."""
    from tensorlint.interpreter.machine import Machine
    from tensorlint.interpreter.program import interpret

    if not project.touches_tensors(str(source.real_path), source.data):
        return Coverage()
    project.add(source)
    try:
        source.module  # noqa: B018  raises SourceError
        watched = _Watched()
        machine = Machine(source, project, False)
        machine.watched = watched  # type: ignore[assignment]
        interpret(machine)
    except (SourceError, RecursionError):
        return Coverage()
    finally:
        project.drop(source)
    states = list(watched.states.values())
    known, unknown = states.count(1), states.count(3)
    return Coverage(known, known + states.count(2), unknown, len(states))
