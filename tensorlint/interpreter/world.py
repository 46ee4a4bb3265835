"""The modules of a project that were interpreted, shared by all root files of one process.

What a root file changes in them is journaled and undone when it is done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from tensorlint.interpreter.frames import Scope
    from tensorlint.project import Project
    from tensorlint.values import Module

LARGEST_WORLD = 32_000_000
"""Characters of source whose trees and values are kept for the next root file."""


@dataclass(slots=True)
class World:
    """Interpreted modules by the real path of their file."""

    modules: dict[str, Module] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)
    paths: dict[Module, str] = field(default_factory=dict)
    characters: int = 0


_worlds: WeakKeyDictionary[Project, World] = WeakKeyDictionary()


def world_of(project: Project) -> World:
    """The world of a project; a new one where the old one has grown too large."""
    world = _worlds.get(project)
    if world is None or world.characters > LARGEST_WORLD:
        world = _worlds[project] = World()
    return world
