"""Arguments of the command line to Python files: walks folders, without what is ignored or excluded.

Links within a folder are not followed, so that no walk leaves it or goes in circles; whatever is named
on the command line is linted, excluded or not.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tensorlint.config import Config
from tensorlint.project import shown_path

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIX = ".py"
IGNORE_FILE = ".gitignore"


@dataclass(frozen=True, order=True)
class PythonFile:
    """A file to lint. `named` says that it stands on the command line itself."""

    shown: str
    path: str
    named: bool = False


@dataclass
class Found:
    """What the arguments lead to. `errors` make the run fail, `warnings` do not."""

    files: list[PythonFile] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)


def discover(arguments: Iterable[str], config: Config) -> Found:
    """The Python files of files and folders, in the order of their shown paths, each once."""
    found = Found()
    current = Path.cwd()
    by_path: dict[str, PythonFile] = {}
    for argument in sorted(set(arguments)):
        absolute = os.path.abspath(argument)
        try:
            mode = os.stat(absolute).st_mode
        except (OSError, ValueError) as error:
            broken = os.path.islink(absolute)
            reason = "dangling link" if broken else getattr(error, "strerror", None) or str(error)
            found.errors.append((argument, reason))
            continue
        if stat.S_ISDIR(mode):
            paths = list(_walk(absolute, config, found, current))
            if not paths:
                found.warnings.append((argument, "no Python files found"))
            files = [PythonFile(shown_path(path, current), path) for path in paths]
        elif stat.S_ISREG(mode):
            files = [PythonFile(shown_path(absolute, current), absolute, named=True)]
        else:
            found.errors.append((argument, "neither a file nor a folder"))
            continue
        for file in files:
            real = os.path.realpath(file.path)
            known = by_path.get(real)
            if known is None or (not file.named, file.shown) < (not known.named, known.shown):
                by_path[real] = file
    found.files = sorted(by_path.values())
    return found


def _walk(top: str, config: Config, found: Found, current: Path) -> Iterator[str]:
    """The paths of the Python files below a folder that are neither ignored nor excluded."""
    stack = [(top, _outer_ignores(top, current))]
    while stack:
        folder, ignores = stack.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            found.errors.append((shown_path(folder, current), error.strerror or str(error)))
            continue
        if any(entry.name == IGNORE_FILE for entry in listed):
            ignores = _Ignores.of(folder, ignores)
        for entry in listed:
            is_folder = entry.is_dir(follow_symlinks=False)
            if not is_folder and not (entry.name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False)):
                continue
            if config.exclude.match_entry(entry.path, entry.name):
                continue
            if ignores is not None and ignores.match(entry.path, is_folder):
                continue
            if is_folder:
                stack.append((entry.path, ignores))
            else:
                yield entry.path


class _Ignores:
    """The .gitignore of a folder, and those of the folders above it, which it overrules."""

    def __init__(self, folder: str, spec: GitIgnoreSpec, outer: _Ignores | None) -> None:
        self.prefix = os.path.join(folder, "")
        self.spec = spec
        self.outer = outer

    @classmethod
    def of(cls, folder: str, outer: _Ignores | None) -> _Ignores | None:
        """The ignores of a folder; those above it where its file cannot be read or says nothing.

        As git does, a link in its place is passed over: it could lead to a file without an end.
        """
        path = os.path.join(folder, IGNORE_FILE)
        try:
            if not stat.S_ISREG(os.lstat(path).st_mode):
                return outer
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                lines = file.read().split("\n")
        except OSError:
            return outer
        if not any(line.strip() and not line.startswith("#") for line in lines):
            return outer
        from pathspec import GitIgnoreSpec

        valid = []
        for line in lines:
            try:
                GitIgnoreSpec.from_lines([line])
            except ValueError:  # git passes over what is no pattern
                continue
            valid.append(line)
        return cls(folder, GitIgnoreSpec.from_lines(valid), outer)

    def match(self, path: str, is_folder: bool) -> bool:
        """Whether a path is ignored: the innermost file that says anything about it decides."""
        relative = path[len(self.prefix) :].replace(os.sep, "/") + ("/" if is_folder else "")
        verdict = self.spec.check_file(relative).include
        if verdict is not None:
            return verdict
        return self.outer is not None and self.outer.match(path, is_folder)


def _outer_ignores(top: str, current: Path) -> _Ignores | None:
    """The .gitignore files above a folder, up to its repository (or the current folder).

    They do not count where they ignore the folder itself: it was named on purpose.
    """
    folders = []
    folder = top
    while (parent := os.path.dirname(folder)) != folder:
        if os.path.exists(os.path.join(folder, ".git")):
            break
        folders.append(parent)
        folder = parent
    else:
        inside = os.path.join(top, "").startswith(os.path.join(str(current), ""))
        folders = [path for path in folders if _is_within(path, str(current))] if inside else []
    ignores: _Ignores | None = None
    for path in reversed(folders):
        if os.path.isfile(os.path.join(path, IGNORE_FILE)):
            ignores = _Ignores.of(path, ignores)
    if ignores is None:
        return None
    inner = top
    while inner not in (folders[-1], os.path.dirname(inner)):
        if ignores.match(inner, True):
            return None
        inner = os.path.dirname(inner)
    return ignores


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))
