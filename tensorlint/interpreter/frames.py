"""Where names live and what a running function remembers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tensorlint.values import Cells, Class, Value

if TYPE_CHECKING:
    import libcst as cst

    from tensorlint.interpreter.machine import Machine
    from tensorlint.interpreter.store import Changes
    from tensorlint.source import Source


class Scope:
    """The names of one module, class body, function call or comprehension."""

    __slots__ = ("captured", "cells", "kind", "outer", "parent", "source")

    def __init__(self, kind: str, parent: Scope | None, source: Source, cells: Cells | None = None):
        self.kind = kind
        self.parent = parent
        self.source = source
        self.cells = Cells() if cells is None else cells
        self.outer: dict[str, Scope] | None = None
        self.captured = False

    def module(self) -> Scope:
        """The global scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


@dataclass(slots=True)
class LoopState:
    """A running loop: the paths that left its body by break and continue, from `mark` on."""

    mark: int
    breaks: list[Changes] = field(default_factory=list)
    continues: list[Changes] = field(default_factory=list)
    outer: int = 0


class Frame:
    """One activation of a function, a module or a class body."""

    __slots__ = (
        "batch_variables",
        "begun_forks",
        "call_node",
        "caller",
        "exits",
        "forks",
        "function_name",
        "guards",
        "is_generator",
        "line",
        "loops",
        "loose",
        "machine",
        "mark",
        "owner",
        "receiver",
        "repeats",
        "scope",
        "source",
        "unsure",
        "yields",
    )

    def __init__(
        self,
        machine: Machine,
        scope: Scope,
        caller: Frame | None = None,
        call_node: cst.CSTNode | None = None,
        function_name: str = "",
    ):
        self.machine = machine
        self.scope = scope
        self.source = scope.source
        self.caller = caller
        self.call_node = call_node
        self.function_name = function_name
        self.loops: list[LoopState] = []
        self.exits: list[tuple[Value, Changes]] = []
        self.mark = 0
        self.owner: Class | None = None
        self.receiver: Value | None = None
        self.yields: list[Value] = []
        self.is_generator = False
        self.line: Any = None
        self.guards: list[Any] = []
        # Branches under way whose condition is not known; those that left for good count on.
        self.forks: int = 0 if caller is None else caller.forks
        self.begun_forks = self.forks
        # The same for this activation alone, those left out that left by raising: what follows them is
        # reached wherever the call succeeds.
        self.unsure = 0
        # Loops whose body stands for an unknown number of steps; `loose`: something was yielded in one,
        # or under a condition that is not known.
        self.repeats = 0
        self.loose = False
        self.batch_variables: dict[str, frozenset[str]] = {}
