"""Configuration: `[tool.tensorlint]` of a pyproject.toml, with the command line's options on top.

One run has one configuration: that of the nearest pyproject.toml with such a table, looked for from the
folder that all linted paths have in common. It is data only and can execute nothing.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tensorlint import rules
from tensorlint.patterns import Patterns

FILE_NAME = "pyproject.toml"
TABLE = "tool.tensorlint"
LIST_KEYS = ("select", "ignore", "extend-select", "extend-ignore", "exclude", "extend-exclude")
KEYS = (*LIST_KEYS, "per-file-ignores")

# The standard parser's memory grows with the square of a dotted key's parts.
MOST_DOTS = 5000

DEFAULT_EXCLUDE = (
    *(".bzr", ".direnv", ".eggs", ".git", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pants.d"),
    *(".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tensorlint_cache", ".tox", ".venv"),
    *(".vscode", "__pycache__", "__pypackages__", "_build", "buck-out", "build", "dist", "node_modules"),
    *("site-packages", "venv", "*.egg-info"),
)


class ConfigError(Exception):
    """A mistake in the configuration or the options; the message says in which file and line."""


@dataclass(frozen=True)
class Selection:
    """Which rules one place (the configuration file, the command line) asks for, by their selectors."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()

    def apply(self, before: frozenset[str]) -> frozenset[str]:
        """The codes that are on after this selection. Raises UnknownRule.

        `select` starts afresh. Where selectors disagree the narrower one wins (`TSL201` over `TSL2` over
        `ALL`), and at the same width what ignores.
        """
        codes = set(before if self.select is None else ())
        chosen = [(selector, True) for selector in (*(self.select or ()), *self.extend_select)]
        chosen += [(selector, False) for selector in (*self.ignore, *self.extend_ignore)]
        for selector, on in sorted(chosen, key=lambda item: (_width(item[0]), not item[1])):
            if on:
                codes |= rules.expand(selector)
            else:
                codes -= rules.expand(selector)
        return frozenset(codes)


@dataclass(frozen=True)
class Config:
    """What a run goes by. Patterns are relative to `root`."""

    root: Path
    codes: frozenset[str]
    exclude: Patterns
    per_file_ignores: tuple[tuple[Patterns, frozenset[str]], ...] = ()
    path: Path | None = None

    def codes_for(self, path: Path) -> frozenset[str]:
        """The codes that are reported in a file."""
        ignored = [codes for patterns, codes in self.per_file_ignores if patterns.match_path(path)]
        return self.codes.difference(*ignored)


@dataclass(frozen=True)
class Options:
    """What the command line says about the configuration."""

    selection: Selection = Selection()
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    isolated: bool = False
    config_file: Path | None = None


def load_config(paths: Iterable[Path] = (), options: Options = Options()) -> Config:
    """The configuration of a run over some paths. Raises ConfigError."""
    file, table = _find(common_folder(paths), options)
    root = Path.cwd() if file is None else file.parent
    error = _Errors(file)
    selection, settings = _read(table, error)
    codes = rules.default_codes()
    try:
        codes = selection.apply(codes)
    except rules.UnknownRule as unknown:
        raise error(str(unknown), unknown.selector) from None
    try:
        codes = options.selection.apply(codes)
    except rules.UnknownRule as unknown:
        raise ConfigError(str(unknown)) from None
    exclude = settings.get("exclude", DEFAULT_EXCLUDE) if options.exclude is None else options.exclude
    patterns = (*exclude, *settings.get("extend-exclude", ()), *options.extend_exclude)
    ignores = _per_file_ignores(settings.get("per-file-ignores", {}).items(), root, error)
    ignores += _per_file_ignores(options.per_file_ignores, Path.cwd(), _Errors(None))
    return Config(root, codes, Patterns(patterns, root), tuple(ignores), file)


def common_folder(paths: Iterable[Path]) -> Path:
    """The folder that all paths have in common, the current one of none."""
    folders = [str(path if path.is_dir() else path.parent) for path in (path.absolute() for path in paths)]
    if not folders:
        return Path.cwd()
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # different drives
        return Path.cwd()


class _Errors:
    """Makes errors that name the configuration file and the line in which a word stands."""

    def __init__(self, file: Path | None) -> None:
        self.file = file

    def __call__(self, message: str, word: str | None = None) -> ConfigError:
        if self.file is None:
            return ConfigError(message)
        line = None if word is None else self._line(word)
        place = _shown(self.file) if line is None else f"{_shown(self.file)}:{line}"
        return ConfigError(f"{place}: {message}")

    def _line(self, word: str) -> int | None:
        """The line of a word, at first within our own tables."""
        assert self.file is not None
        ours = False
        for number, line in enumerate(self.file.read_text("utf-8", "replace").split("\n"), 1):
            if line.lstrip().startswith("["):
                ours = line.lstrip().startswith(f"[{TABLE}")
            if ours and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line):
                return number
        return None


def _find(start: Path, options: Options) -> tuple[Path | None, Mapping[str, Any]]:
    """The configuration file and its table; without one, no file and an empty table."""
    if options.config_file is not None:
        file = options.config_file.absolute()
        document = _load(file)
        if file.name == FILE_NAME:
            return file, _table(document, file) or {}
        table = _table(document, file)
        return file, document if table is None else table
    if options.isolated:
        return None, {}
    for folder in (start, *start.parents):
        file = folder / FILE_NAME
        if os.path.isfile(file) and (table := _table(_load(file), file)) is not None:
            return file, table
    return None, {}


def _load(file: Path) -> Mapping[str, Any]:
    """A TOML file. Raises ConfigError."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        text = file.read_bytes().decode("utf-8-sig")
        if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
            raise ConfigError(f"{_shown(file)}: a line has more than {MOST_DOTS:,} dots")
        document: Mapping[str, Any] = tomllib.loads(text)
        return document
    except OSError as error:
        raise ConfigError(f"{_shown(file)}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{_shown(file)}: not valid UTF-8: {error.reason}") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)$", str(error))
        if place is None:
            line = text.count("\n") + 1
            raise ConfigError(f"{_shown(file)}:{line}: not valid TOML: {error}") from None
        message = str(error)[: place.start()].strip()
        raise ConfigError(f"{_shown(file)}:{place[1]}:{place[2]}: not valid TOML: {message}") from None
    except RecursionError:
        raise ConfigError(f"{_shown(file)}: not valid TOML: nested too deeply") from None


def _table(document: Mapping[str, Any], file: Path) -> Mapping[str, Any] | None:
    tool = document.get("tool", {})
    table: Mapping[str, Any] | None = tool.get("tensorlint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise _Errors(file)(f"[{TABLE}] must be a table, not {_kind(table)}")
    return table


def _read(table: Mapping[str, Any], error: _Errors) -> tuple[Selection, dict[str, Any]]:
    """The rule selection and the other settings of a table, their types checked."""
    for key, value in table.items():
        if key not in KEYS:
            close = difflib.get_close_matches(key.replace("_", "-"), KEYS, n=1)
            hint = f", did you mean {close[0]!r}?" if close else f" (known keys: {', '.join(KEYS)})"
            raise error(f"unknown key {key!r} in [{TABLE}]{hint}", key)
        if key in LIST_KEYS:
            _check_strings(key, value, error)
        elif not isinstance(value, dict):
            raise error(f"{key!r} must be a table of patterns and lists of rules, not {_kind(value)}", key)
        else:
            for pattern, selectors in value.items():
                _check_strings(f"{key}.{pattern}", selectors, error, pattern)
    select = table.get("select")
    selection = Selection(
        None if select is None else tuple(select),
        tuple(table.get("ignore", ())),
        tuple(table.get("extend-select", ())),
        tuple(table.get("extend-ignore", ())),
    )
    return selection, dict(table)


def _check_strings(key: str, value: object, error: _Errors, word: str | None = None) -> None:
    if not isinstance(value, list):
        raise error(f"{key!r} must be a list of strings, not {_kind(value)}", word or key)
    for item in value:
        if not isinstance(item, str):
            raise error(f"{key!r} must be a list of strings, but holds {_kind(item)}", word or key)


def _per_file_ignores(
    items: Iterable[tuple[str, Collection[str]]], root: Path, error: _Errors
) -> list[tuple[Patterns, frozenset[str]]]:
    ignores = []
    for pattern, selectors in items:
        codes: frozenset[str] = frozenset()
        for selector in selectors:
            try:
                codes |= rules.expand(selector)
            except rules.UnknownRule as unknown:
                raise error(str(unknown), selector) from None
        ignores.append((Patterns((pattern,), root), codes))
    return ignores


def _width(selector: str) -> int:
    """How narrow a selector is: ALL, then prefixes by their length, then codes and names."""
    if selector == rules.ALL:
        return 0
    upper = selector.upper()
    if upper.startswith(rules.PREFIX) and upper not in rules.registry():
        return len(upper)
    return 100


def _kind(value: object) -> str:
    names = {
        str: "a string",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date")


def _shown(file: Path) -> str:
    try:
        return file.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
