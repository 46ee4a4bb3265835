"""Exceptions as in Python: what is raised, who catches it, and the end of a path."""

from __future__ import annotations

import builtins
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tensorlint.models.registry import exception_bases, lookup
from tensorlint.values import Class, Instance, Library, Object, Tuple, Unknown, Value

if TYPE_CHECKING:
    from tensorlint.interpreter.store import Changes


@dataclass(slots=True, eq=False)
class Handler:
    """An active `try`, `suppress` or `raises`: the exceptions that it catches.

    names: dotted names and project classes; None where it may catch anything.
    tested: the block is there to raise.
    pending: states of paths that ended in an exception caught here, from `mark` on.
    """

    names: list[str | Class] | None
    mark: int
    tested: bool = False
    pending: list[tuple[Changes, Value]] = field(default_factory=list)


class AbstractRaise(Exception):
    """Control leaves for a handler, or for good (handler None), up to the nearest fork."""

    def __init__(self, value: Value, handler: Handler | None):
        super().__init__()
        self.value = value
        self.handler = handler


class BudgetExceeded(Exception):
    """The analysis of this file has cost as much as it may."""


def names_of(value: Value | None) -> list[str | Class] | None:
    """The classes that an `except` clause names; None where it may catch anything."""
    if value is None:
        return None
    if isinstance(value, Tuple):
        found: list[str | Class] = []
        for item in value.items:
            inner = names_of(item)
            if inner is None:
                return None
            found.extend(inner)
        return found
    if isinstance(value, Library):
        return [value.path]
    if isinstance(value, Class):
        return None if value.has_unknown_base() else [value]
    return None


def lineage_of(kind: str | Class) -> set[str | Class]:
    """An exception class with all its known bases."""
    found: set[str | Class] = {kind}
    if isinstance(kind, Class):
        for base in kind.bases:
            if isinstance(base, Class):
                found |= lineage_of(base)
            elif isinstance(base, Library):
                found |= lineage_of(base.path)
        return found
    short = kind.rpartition(".")[2] if kind.startswith("builtins.") or "." not in kind else ""
    real = getattr(builtins, short, None) if short else None
    if isinstance(real, type) and issubclass(real, BaseException):
        found.update(f"builtins.{each.__name__}" for each in real.__mro__)
        return found
    lookup(kind)
    for name in exception_bases(kind):
        found |= lineage_of(name if "." in name else f"builtins.{name}")
    return found


def catches(names: list[str | Class] | None, kind: str | Class | None) -> bool:
    """Whether a handler may catch an exception of this class (unknown classes: it may)."""
    if names is None or kind is None:
        return True
    lineage = lineage_of(kind)
    known = any(isinstance(each, str) and each.startswith("builtins.") for each in lineage)
    if any(name in lineage for name in names):
        return True
    # A library exception whose bases are not known may derive from any of them.
    return not known and any(isinstance(name, str) for name in names)


def kind_of(value: Value) -> str | Class | None:
    """The class of a raised value, None where unknown."""
    if isinstance(value, Library):
        return value.path
    if isinstance(value, Class):
        return value
    if isinstance(value, Instance):
        return value.type
    if isinstance(value, Object):
        return value.path
    if isinstance(value, Unknown):
        return None
    return None
