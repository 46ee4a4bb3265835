"""What is known about each value on one line, where it came from, and where inference stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from tensorlint.findings import Place
from tensorlint.interpreter.machine import Machine
from tensorlint.interpreter.program import interpret
from tensorlint.interpreter.texts import source_text
from tensorlint.shapes import size_text
from tensorlint.values import Array, Integer, Object, Tuple, Union, Unknown, Value, alternatives

if TYPE_CHECKING:
    from tensorlint.project import Project
    from tensorlint.source import Source

_WATCHED = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.BinaryOperation)
MAXIMUM_VALUES = 4


@dataclass(frozen=True, eq=False)
class Observation:
    """One expression: what it was found to be, where its shape came from, why it is unknown."""

    place: Place
    text: str
    found: tuple[str, ...]
    origins: tuple[Place, ...]
    reasons: tuple[str, ...]


def observe(source: Source, project: Project, line: int) -> list[Observation]:
    """What is known of the expressions on a line (counted from 1) of a file. Raises SourceError."""
    tree = source.module
    nodes = _expressions(tree)
    positions = source.positions(nodes)
    chosen = [node for node in nodes if node in positions and positions[node][0] == line]
    machine = Machine(source, project, False)
    machine.watched = {node: [] for node in chosen}
    interpret(machine)
    seen: set[str] = set()
    observations: list[Observation] = []
    for node in sorted(chosen, key=lambda node: (positions[node][1], -positions[node][3])):
        text = source_text(node)
        values = machine.watched[node]
        if text in seen or not _interesting(node, values):
            continue
        seen.add(text)
        observations.append(_observation(Place(source, node), text, values))
    return observations


def _expressions(tree: cst.Module) -> list[cst.CSTNode]:
    found: list[cst.CSTNode] = []
    stack: list[cst.CSTNode] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, _WATCHED):
            found.append(node)
        stack.extend(node.children)
    return found


def _interesting(node: cst.CSTNode, values: list[Value]) -> bool:
    """Arrays, sizes and unknown values; modules, functions and the names of attributes say nothing."""
    kinds = [each for value in values for each in alternatives(value)]
    if not kinds:
        return False
    return any(isinstance(each, Array | Unknown | Integer | Tuple | Object) for each in kinds)


def _observation(place: Place, text: str, values: list[Value]) -> Observation:
    found: dict[str, None] = {}
    origins: dict[int, Place] = {}
    reasons: dict[str, None] = {}
    for value in values:
        for each in alternatives(value):
            found.setdefault(describe(each))
            if isinstance(each, Array) and each.origin is not None:
                origins.setdefault(id(each.origin.node), each.origin)
            if isinstance(each, Unknown):
                reasons.setdefault(each.reason or "it is the result of something that is not known")
    return Observation(
        place,
        text,
        tuple(found)[:MAXIMUM_VALUES],
        tuple(origins.values())[:MAXIMUM_VALUES],
        tuple(reasons)[:MAXIMUM_VALUES],
    )


def describe(value: Value) -> str:
    """A value in a few words."""
    if isinstance(value, Array):
        kind = f" {value.dtype}" if value.dtype else ""
        owner = f"{value.library} " if value.library else ""
        return f"{owner}array {value.shape}{kind}"
    if isinstance(value, Integer):
        return f"int {size_text(value.size)}"
    if isinstance(value, Tuple):
        return f"tuple of {len(value.items)}: {', '.join(describe(item) for item in value.items[:6])}"
    if isinstance(value, Object):
        return value.path
    if isinstance(value, Unknown):
        return "unknown"
    if isinstance(value, Union):
        return " or ".join(describe(each) for each in value.alternatives)
    return type(value).__name__.lower()
