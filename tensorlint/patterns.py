"""File patterns of the options and the configuration: `legacy`, `tests/*`, `src/**/generated_*.py`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from fnmatch import translate
from pathlib import Path


class Patterns:
    """Some patterns, each held against a file or folder and the folders it lies in.

    A pattern without a slash (but at its end) is a name anywhere below `root`, one with a slash a path
    from `root`. `*` stands for slashes too, `**/` for any folders or none. What matches a folder holds
    for all that lies in it.
    """

    def __init__(self, patterns: Iterable[str], root: Path) -> None:
        self.root = str(root)
        names, paths = [], []
        for pattern in patterns:
            cleaned = pattern.replace(os.sep, "/").removeprefix("./").rstrip("/")
            if not cleaned:
                continue
            if "/" not in cleaned:
                names.append(cleaned)
            elif os.path.isabs(cleaned):
                paths.append(cleaned)
            else:
                paths.append(f"{self.root.replace(os.sep, '/')}/{cleaned}".replace("//", "/"))
        self._names = _compile(names)
        self._paths = _compile(paths)

    def match_entry(self, path: str, name: str) -> bool:
        """Whether a file or folder itself matches, whatever it lies in. `path` is absolute."""
        if self._names is not None and self._names.match(name):
            return True
        return self._paths is not None and self._paths.match(path.replace(os.sep, "/")) is not None

    def match_path(self, path: Path) -> bool:
        """Whether a file, or a folder in which it lies below the root, matches."""
        current = str(path)
        while True:
            parent, name = os.path.split(current)
            if self.match_entry(current, name):
                return True
            if parent in (current, self.root) or not name:
                return False
            current = parent


def _compile(patterns: list[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    variants = [*patterns, *(pattern.replace("/**/", "/") for pattern in patterns if "/**/" in pattern)]
    return re.compile("|".join(translate(variant) for variant in variants))
