"""A line a finding: `path:line:column: CODE message`, then a summary. Shapes in the same way."""

from __future__ import annotations

from collections.abc import Iterator

from tensorlint.engine import Outcome
from tensorlint.reports.neutral import neutral
from tensorlint.results import Finding

RED, YELLOW, BLUE, BOLD, RESET = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"


def findings(outcome: Outcome, color: bool) -> Iterator[str]:
    """The findings, each on one line that suffices alone."""
    for finding in outcome.findings:
        yield headline(finding, color)


def headline(finding: Finding, color: bool) -> str:
    """The one line of a finding."""
    path, message = neutral(finding.path), neutral(finding.message)
    place = f"{finding.line}:{finding.column}"
    if not color:
        return f"{path}:{place}: {label(finding)} {message}"
    hue = BLUE if finding.informs else RED if finding.severity == "error" else YELLOW
    return f"{BOLD}{path}{RESET}:{place}: {BOLD}{hue}{label(finding)}{RESET} {message}"


def label(finding: Finding) -> str:
    """What stands in the place of the code."""
    return "reveal_shape:" if finding.informs else neutral(finding.code)


def summary(outcome: Outcome) -> str:
    """What a run found, in one line."""
    counts = [
        plural(sum(finding.severity == severity for finding in faults(outcome)), severity)
        for severity in ("error", "warning")
    ]
    found = " and ".join(count for count in counts if not count.startswith("0 "))
    checked = f"checked {plural(outcome.checked, 'file')}"
    failed = f", {plural(len(outcome.failures), 'file')} could not be checked" if outcome.failures else ""
    if found:
        files = plural(len({finding.path for finding in faults(outcome)}), "file")
        return f"Found {found} in {files} ({checked}{failed})."
    if outcome.failures:
        return f"Found nothing ({checked}{failed})."
    return f"All checks passed ({checked})."


def statistics(outcome: Outcome) -> Iterator[str]:
    """How often each rule was found, the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for finding in faults(outcome):
        counts[finding.code, finding.name] = counts.get((finding.code, finding.name), 0) + 1
    width = max((len(str(count)) for count in counts.values()), default=0)
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:>{width}} {code} {name}"


def faults(outcome: Outcome) -> list[Finding]:
    """The findings that make a run fail."""
    return [finding for finding in outcome.findings if not finding.informs]


def shapes(outcome: Outcome) -> Iterator[str]:
    """The assigned names with their shapes and types."""
    for path, entries in outcome.shapes:
        for entry in entries:
            place = f"{neutral(path)}:{entry.line}:{entry.column}"
            yield f"{place}: {neutral(entry.name)}: {neutral(entry.text)} {neutral(entry.dtype)}".rstrip()


def plural(count: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
