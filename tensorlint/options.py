"""The command line's options: `tensorlint [check] PATH…`, `shapes`, `why`, `explain`, `rules`, `clean`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tensorlint import __version__
from tensorlint.config import Options, Selection

COMMANDS = ("check", "shapes", "why", "explain", "rules", "clean")
FORMATS = ("text", "full", "json", "github", "sarif")

DESCRIPTION = "Find shape bugs in Python tensor code without running it."
EPILOG = """\
commands:
  check PATH…       find shape bugs (what a bare `tensorlint PATH…` does)
  shapes PATH…      show the assigned names with the shapes that were inferred
  why FILE:LINE     tell what is known about each array on a line, and where inference stopped
  explain RULE      print the page of a rule, by code or name
  rules             list all rules
  clean             delete the cache

`tensorlint COMMAND --help` shows the options of a command.

exit codes: 0 nothing found, 1 findings, 2 a mistake in the command or the configuration, or a file
that could not be linted
"""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with the descriptions' line breaks as written."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """The options of a command line. Ends the process with 0 for help, with 2 where they make no sense."""
    command = next((word for word in arguments[:1] if word in COMMANDS), None)
    words = arguments if command is None else arguments[1:]
    parser = _parser(command)
    options = parser.parse_args(words)
    options.command = command or "check"
    if options.command in ("check", "shapes") and not options.paths:
        parser.error("no files or folders given (`.` lints the current folder)")
    return options


def _parser(command: str | None) -> argparse.ArgumentParser:
    if command is None:
        usage = "tensorlint [command] [options] PATH…"
        parser = _new("tensorlint", DESCRIPTION, usage=usage, epilog=EPILOG)
        _add_check(parser)
        parser.add_argument("--version", action="version", version=f"tensorlint {__version__}")
        return parser
    name = f"tensorlint {command}"
    if command == "check":
        parser = _new(name, DESCRIPTION)
        _add_check(parser)
    elif command == "shapes":
        parser = _new(name, "Show the assigned names that hold arrays, with the shapes that were inferred.")
        _add_paths(parser)
        _add_format(parser, ("text", "json"))
        _add_run(parser)
    elif command == "why":
        parser = _new(
            name,
            "Tell what is known about each array on a line, where its shape came from, and where and why\n"
            "inference stopped.",
        )
        parser.add_argument("place", metavar="FILE:LINE", type=_place, help="a line of a file: train.py:41")
    elif command == "explain":
        parser = _new(name, "Print the page of a rule.")
        parser.add_argument("rule", metavar="RULE", help="code or name: TSL201, reshape-size")
    elif command == "rules":
        parser = _new(name, "List all rules.")
        _add_format(parser, ("text", "json"))
    else:
        parser = _new(name, "Delete the cache of the current project.")
        parser.add_argument("--cache-dir", type=Path, metavar="FOLDER", help="the cache to delete")
    return parser


def _new(
    name: str, description: str, usage: str | None = None, epilog: str | None = None
) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=name,
        description=description,
        usage=usage,
        epilog=epilog,
        formatter_class=Formatter,
        allow_abbrev=False,
    )


def _add_check(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    rules = parser.add_argument_group(
        "rules", "RULES: codes, prefixes (TSL2), names or ALL, with commas between"
    )
    rules.add_argument("--select", action="append", type=_listed, metavar="RULES", help="report only these")
    rules.add_argument("--ignore", action="append", type=_listed, metavar="RULES", help="do not report these")
    rules.add_argument(
        "--extend-select", action="append", type=_listed, metavar="RULES", help="report these as well"
    )
    rules.add_argument(
        "--extend-ignore", action="append", type=_listed, metavar="RULES", help="do not report these either"
    )
    rules.add_argument(
        "--per-file-ignores",
        action="append",
        type=_per_file,
        metavar="PATTERN:RULES",
        help="do not report these in matching files (repeatable)",
    )
    output = parser.add_argument_group("output")
    _add_format(output, FORMATS)
    output.add_argument("--statistics", action="store_true", help="how often each rule was found, not where")
    output.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="default: auto, never with NO_COLOR",
    )
    output.add_argument("--exit-zero", action="store_true", help="exit with 0 even if something was found")
    _add_run(parser)


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files and folders; `-` reads one file from standard input"
    )
    parser.add_argument("--stdin-filename", metavar="PATH", help="where the file read by `-` would stand")


def _add_format(parser: argparse._ActionsContainer, formats: tuple[str, ...]) -> None:
    parser.add_argument(
        "--format",
        "--output-format",
        choices=formats,
        default="text",
        metavar="|".join(formats),
        help="form of the output, default: text",
    )


def _add_run(parser: argparse.ArgumentParser) -> None:
    files = parser.add_argument_group(
        "files", "PATTERNS: names (legacy) or paths (tests/*), with commas between"
    )
    files.add_argument(
        "--exclude",
        action="append",
        type=_listed,
        metavar="PATTERNS",
        help="pass over these instead of the usual",
    )
    files.add_argument(
        "--extend-exclude", action="append", type=_listed, metavar="PATTERNS", help="pass over these as well"
    )
    run = parser.add_argument_group("run")
    run.add_argument("--config", type=Path, metavar="FILE", help="this pyproject.toml instead of the nearest")
    run.add_argument("--isolated", action="store_true", help="without any configuration file")
    run.add_argument(
        "-j", "--jobs", type=_jobs, metavar="N", help="number of processes, default: the number of cores"
    )
    run.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")
    run.add_argument("--cache-dir", type=Path, metavar="FOLDER", help="default: .tensorlint_cache")
    run.add_argument("-q", "--quiet", action="store_true", help="no summary and no warnings")


def _place(word: str) -> tuple[str, int]:
    path, colon, line = word.rpartition(":")
    if not colon or not path or not line.isdigit() or int(line) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no FILE:LINE")
    return path, int(line)


def _listed(text: str) -> list[str]:
    return [word for word in (piece.strip() for piece in text.split(",")) if word]


def _per_file(text: str) -> tuple[str, tuple[str, ...]]:
    pattern, colon, listed = text.rpartition(":")
    if not colon or not pattern or not _listed(listed):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form PATTERN:RULES, as in tests/*:TSL2")
    return pattern, tuple(_listed(listed))


def _jobs(text: str) -> int:
    try:
        jobs = int(text)
    except ValueError:
        jobs = 0
    if jobs < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return jobs


def config_options(options: argparse.Namespace) -> Options:
    """What a parsed command line says about the configuration."""

    def flat(name: str) -> tuple[str, ...] | None:
        lists: list[list[str]] | None = getattr(options, name, None)
        return None if lists is None else tuple(word for words in lists for word in words)

    selection = Selection(
        flat("select"), flat("ignore") or (), flat("extend_select") or (), flat("extend_ignore") or ()
    )
    return Options(
        selection,
        flat("exclude"),
        flat("extend_exclude") or (),
        tuple(getattr(options, "per_file_ignores", None) or ()),
        options.isolated,
        options.config,
    )
