"""Findings with their source lines, what they point at, and where each shape came from."""

from __future__ import annotations

from collections.abc import Iterator

from tensorlint.engine import Outcome
from tensorlint.reports import Lines
from tensorlint.reports.neutral import neutral, neutral_line
from tensorlint.reports.text import BLUE, RED, RESET, YELLOW, headline
from tensorlint.results import Finding

LONGEST = 160
CUT = "…"


def findings(outcome: Outcome, lines: Lines, color: bool) -> Iterator[str]:
    """The findings, a paragraph each."""
    for finding in outcome.findings:
        yield headline(finding, color)
        yield from _excerpt(finding, lines, color)
        yield ""


def _excerpt(finding: Finding, lines: Lines, color: bool) -> Iterator[str]:
    numbers = [finding.line, *(origin.line for origin in finding.origins)]
    gutter = len(str(max(numbers)))
    line = _line(lines, finding.path, finding.line)
    if line is not None:
        end = finding.end_column if finding.end_line == finding.line else len(line) + 1
        shown, start = neutral_line(line, finding.column)
        stop = max(neutral_line(line, end)[1], start + 1)
        shown, start, stop = _window(shown, start, stop)
        hue = RED if finding.severity == "error" else YELLOW
        carets = _painted("^" * (stop - start), hue, color)
        yield f"{_gutter('', gutter, color)}"
        yield f"{_gutter(str(finding.line), gutter, color)} {shown}"
        yield f"{_gutter('', gutter, color)} {' ' * (start - 1)}{carets}"
    for origin in finding.origins:
        place = f"{neutral(origin.path)}:{origin.line}"
        yield f"{' ' * gutter} = {place}: {neutral(origin.message)}"
        source = _line(lines, origin.path, origin.line)
        if source is not None:
            shown, _, _ = _window(neutral_line(source)[0], 1, 1)
            yield f"{_gutter(str(origin.line), gutter, color)} {shown.rstrip()}"


def _line(lines: Lines, path: str, number: int) -> str | None:
    all_lines = lines(path)
    return all_lines[number - 1] if 0 < number <= len(all_lines) else None


def _window(shown: str, start: int, stop: int) -> tuple[str, int, int]:
    """A line that is too long, cut to what surrounds the columns pointed at."""
    if len(shown) <= LONGEST:
        return shown, start, stop
    begin = max(start - 1 - LONGEST // 3, 0)
    piece = shown[begin : begin + LONGEST]
    head, tail = CUT if begin else "", CUT if begin + LONGEST < len(shown) else ""
    start += len(head) - begin
    return head + piece + tail, start, min(stop + len(head) - begin, len(head + piece) + 1)


def _gutter(number: str, width: int, color: bool) -> str:
    return _painted(f"{number:>{width}} |", BLUE, color)


def _painted(text: str, hue: str, color: bool) -> str:
    return f"{hue}{text}{RESET}" if color else text
