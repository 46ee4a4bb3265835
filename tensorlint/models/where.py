"""Where a library's names are modelled: the table that lets a module of models wait until it is needed.

`index.py` is the table, written by `python -m tools.index_models`. A module that was changed since may
declare other names by now: it is imported as soon as its library is met. So a table that is behind
costs time, never a model; a test tells to write it anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from tensorlint.models.index import TABLE

FOLDER = str(Path(__file__).parent)
SLACK = 10.0
"""Seconds by which a module may be younger than the table: an installation writes them one by one."""


class Index:
    """The table, read: the modules by the names that they declare."""

    def __init__(self, table: str = TABLE, folder: str = FOLDER):
        self.modules: dict[str, str] = {}
        self.folder = folder
        known: dict[str, bool] = {}
        module = ""
        for line in table.splitlines():
            prefix, *names = line.split()
            if prefix == "#":
                module = names[0]
                known[module] = len(names) > 1
                continue
            prefix = prefix.removesuffix("*")
            for name in names:
                key = prefix + name
                earlier = self.modules.get(key)
                self.modules[key] = module if earlier is None else f"{earlier} {module}"
        self.eager = known
        self.written = _changed(folder, "index")

    def at_once(self, modules: tuple[str, ...]) -> Iterator[str]:
        """Which of a library's modules cannot wait until one of their names is asked for."""
        for name in modules:
            if self.eager.get(name, True) or _changed(self.folder, name) > self.written + SLACK:
                yield name


def _changed(folder: str, name: str) -> float:
    """When a module was written, in seconds; 0 where there is no such file (in an archive)."""
    try:
        return os.stat(f"{folder}/{name}.py").st_mtime
    except OSError:
        return 0.0


def operators_key(owner: str) -> str:
    """Under which name the operators of a library's arrays are found in the table."""
    return f"operators:{owner}"
