"""tensorlint inside flake8: the command line's findings for one file, under the codes `TSL`.

`[tool.tensorlint]` holds here too, and flake8's own options select among what it leaves. Comments
are left to flake8, so that its `--disable-noqa` works. Syntax errors are flake8's E999.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from tensorlint import __version__
from tensorlint.config import Config, ConfigError, Options, Selection, load_config
from tensorlint.engine import InternalError, Projects, lint_source
from tensorlint.rules import registry

STDIN = "-"


class Plugin:
    """What flake8 makes of each file, and calls."""

    name = "tensorlint"
    version = __version__
    config: ClassVar[Config | None] = None
    projects: ClassVar[Projects] = Projects(Path.cwd())

    def __init__(self, tree: Any, filename: str, lines: list[str]) -> None:
        """`tree` asks flake8 to run this once a file; what is linted are its `lines`."""
        self.filename = filename
        self.text = "".join(lines)

    @classmethod
    def parse_options(cls, options: argparse.Namespace) -> None:
        """Read the configuration of the run. Raises flake8's ExecutionError where it is not valid."""
        from flake8.exceptions import ExecutionError

        try:
            selection = Selection(extend_select=explicit_codes(options))
            cls.config = load_config(linted_paths(options), Options(selection))
        except ConfigError as error:
            raise ExecutionError(str(error)) from error

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Line, column from 0, code and message of each finding, as flake8 takes them."""
        try:
            project = self.projects.of(os.path.realpath(self.filename))
            findings = lint_source(self.text, self.filename, self.config, noqa=False, project=project)
        except InternalError as error:
            from flake8.exceptions import ExecutionError

            raise ExecutionError(f"{self.filename}: {error}") from error
        for finding in findings:
            if not finding.informs:
                yield finding.line, finding.column - 1, f"{finding.code} {finding.message}", type(self)


def linted_paths(options: argparse.Namespace) -> list[Path]:
    """The files and folders of the run, the name given to standard input in its place."""
    names = options.filenames or [os.curdir]
    return [Path(options.stdin_display_name if name == STDIN else name) for name in names]


def explicit_codes(options: argparse.Namespace) -> tuple[str, ...]:
    """The rules off by default that flake8's `select` or `extend-select` names, in full or by a prefix.

    flake8's own list of codes ignored by default is of no use: it is dropped with the first `ignore`.
    """
    wanted = (*(options.select or ()), *(options.extend_select or ()))
    return tuple(code for code, rule in registry().items() if not rule.default and code.startswith(wanted))
