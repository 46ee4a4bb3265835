"""The command line: arguments to a run, its outcome to output and exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from tensorlint.config import Config
    from tensorlint.engine import Outcome, Task

CLEAN, FINDINGS, MISTAKE, INTERRUPTED = 0, 1, 2, 130
STDIN = "-"
STDIN_NAME = "<stdin>"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if words == ["--version"]:
        from tensorlint import __version__

        print(f"tensorlint {__version__}")
        return CLEAN
    from tensorlint.options import parse_arguments

    _make_streams_robust()
    options = parse_arguments(words)
    try:
        code = COMMANDS[options.command](options)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing more may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS


def check(options: argparse.Namespace) -> int:
    """`tensorlint PATH…`."""
    from tensorlint.reports import write_findings

    ran = _run(options, collect_shapes=False)
    if ran is None:
        return MISTAKE
    outcome, texts, mistaken = ran
    if options.statistics and options.format in ("text", "full"):
        from tensorlint.reports.text import statistics

        _print(statistics(outcome))
    else:
        _print(write_findings(options.format, outcome, texts.lines, _wants_color(options.color)))
    for path, reason in outcome.failures:
        _say(f"{path}: {reason}")
    if options.format in ("text", "full") and not options.quiet and not (mistaken and not outcome.checked):
        from tensorlint.reports.text import summary

        print(summary(outcome))
    if mistaken or outcome.failures:
        return MISTAKE
    found = any(not finding.informs for finding in outcome.findings)
    return FINDINGS if found and not options.exit_zero else CLEAN


def shapes(options: argparse.Namespace) -> int:
    """`tensorlint shapes PATH…`. Findings are none of its business, unless a file cannot be parsed."""
    from tensorlint.reports import write_shapes

    ran = _run(options, collect_shapes=True)
    if ran is None:
        return MISTAKE
    outcome, _, mistaken = ran
    _print(write_shapes(options.format, outcome))
    broken = [finding for finding in outcome.findings if finding.code == "TSL901"]
    for finding in broken:
        _say(f"{finding.path}:{finding.line}:{finding.column}: {finding.message}")
    for path, reason in outcome.failures:
        _say(f"{path}: {reason}")
    return MISTAKE if mistaken or outcome.failures or broken else CLEAN


def why(options: argparse.Namespace) -> int:
    """`tensorlint why FILE:LINE`."""
    from tensorlint.project import Project, project_root, shown_path
    from tensorlint.reports.why import observations
    from tensorlint.source import Source, SourceError

    name, line = options.place
    path = Path(name).absolute()
    try:
        source = Source(shown_path(str(path), Path.cwd()), path.read_bytes(), path.resolve())
        from tensorlint.interpreter.why import observe

        project = Project(project_root(path.resolve()), Path.cwd())
        project.add(source)
        found = observe(source, project, line)
    except OSError as error:
        _say(f"{name}: {error.strerror or error}")
        return MISTAKE
    except SourceError as error:
        _say(f"{name}:{error.line}:{error.column}: {error.message}")
        return MISTAKE
    if line > len(source.lines):
        _say(f"{name}: there is no line {line}, the file has {len(source.lines)}")
        return MISTAKE
    _print(observations(source, line, found))
    return CLEAN


def explain(options: argparse.Namespace) -> int:
    """`tensorlint explain RULE`."""
    from tensorlint.rules import UnknownRule, find

    try:
        print(find(options.rule).body, end="")
    except UnknownRule as error:
        _say(f"error: {error}")
        return MISTAKE
    return CLEAN


def rules(options: argparse.Namespace) -> int:
    """`tensorlint rules`."""
    from tensorlint.rules import registry

    listed = registry().values()
    if options.format == "json":
        import json

        keys = ("code", "name", "summary", "default", "fixable", "checklist", "since")
        print(json.dumps([{key: getattr(rule, key) for key in keys} for rule in listed], indent=2))
        return CLEAN
    width = max((len(rule.name) for rule in listed), default=0)
    for rule in listed:
        star = " " if rule.default else "*"
        print(f"{rule.code}{star} {rule.name:<{width}}  {rule.summary}")
    if not all(rule.default for rule in listed):
        print("\n* off by default")
    return CLEAN


def clean(options: argparse.Namespace) -> int:
    """`tensorlint clean`."""
    from tensorlint.cache import clean as clean_cache
    from tensorlint.config import ConfigError, load_config

    try:
        folder = options.cache_dir if options.cache_dir is not None else _cache_folder(load_config())
        deleted = clean_cache(folder)
    except (ConfigError, ValueError) as error:
        _say(f"error: {error}")
        return MISTAKE
    except OSError as error:
        _say(f"error: the cache cannot be deleted: {error}")
        return MISTAKE
    print(f"Deleted {folder}." if deleted else f"There is no cache at {folder}.")
    return CLEAN


COMMANDS = {"check": check, "shapes": shapes, "why": why, "explain": explain, "rules": rules, "clean": clean}


class Texts:
    """The lines of linted files, read once more for those formats that show them."""

    def __init__(self, current: Path) -> None:
        self.current = current
        self.known: dict[str, list[str]] = {}

    def lines(self, shown: str) -> list[str]:
        """The lines of the file with this shown path, none where it cannot be read."""
        if shown not in self.known:
            from tensorlint.source import Source

            try:
                self.known[shown] = Source(shown, (self.current / shown).read_bytes()).lines
            except (OSError, ValueError):
                self.known[shown] = []
        return self.known[shown]


def _run(options: argparse.Namespace, *, collect_shapes: bool) -> tuple[Outcome, Texts, bool] | None:
    """Lint what the command line names: the outcome, its texts, and whether some argument was a mistake.

    None where the configuration is one; messages have been given then.
    """
    from tensorlint.config import ConfigError, load_config
    from tensorlint.engine import Task
    from tensorlint.options import config_options

    task = Task(Path.cwd(), collect_shapes)
    texts = Texts(task.current)
    stdin_name = options.stdin_filename or STDIN_NAME
    places = [Path(stdin_name if path == STDIN else path) for path in options.paths]
    try:
        config = load_config(places, config_options(options))
    except ConfigError as error:
        _say(f"error: {error}")
        return None
    if STDIN in options.paths:
        if len(options.paths) > 1:
            _say("error: `-` stands alone: standard input is linted without other files")
            return None
        return _lint_stdin(stdin_name, config, task, texts), texts, False
    outcome, mistaken = _lint_paths(options, config, task)
    return outcome, texts, mistaken


def _lint_paths(options: argparse.Namespace, config: Config, task: Task) -> tuple[Outcome, bool]:
    from tensorlint.discovery import discover
    from tensorlint.engine import lint_files

    found = discover(options.paths, config)
    for path, reason in found.errors:
        _say(f"error: {path}: {reason}")
    if not options.quiet:
        for path, reason in found.warnings:
            _say(f"warning: {path}: {reason}")
    cache = None
    if not options.no_cache:
        from tensorlint.cache import Cache

        folder = options.cache_dir or _cache_folder(config)
        # A link in the project may lead anywhere; one that the user names is the user's.
        if options.cache_dir is not None or not folder.is_symlink():
            cache = Cache(folder)
    return lint_files(found.files, config, task, cache, options.jobs or _cores()), bool(found.errors)


def _lint_stdin(name: str, config: Config, task: Task, texts: Texts) -> Outcome:
    from tensorlint.engine import Outcome, lint_text, report

    result, source = lint_text(sys.stdin.buffer.read(), os.path.abspath(name), task)
    texts.known[source.path] = source.lines
    outcome = Outcome(checked=1)
    if result.failure is not None:
        outcome.failures.append((source.path, result.failure))
        return outcome
    outcome.findings = report(result, source, config)
    if result.shapes:
        outcome.shapes.append((source.path, result.shapes))
    return outcome


def _cache_folder(config: Config) -> Path:
    from tensorlint.cache import FOLDER

    return config.root / FOLDER


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _wants_color(choice: str) -> bool:
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def _make_streams_robust() -> None:
    """What the terminal's encoding lacks is escaped, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _print(lines: Iterable[str]) -> None:
    write = sys.stdout.write
    for line in lines:
        write(f"{line}\n")


def _say(message: str) -> None:
    """A message beside the report, on standard error."""
    from tensorlint.reports.neutral import neutral

    sys.stdout.flush()
    print(f"tensorlint: {neutral(message)}", file=sys.stderr)
