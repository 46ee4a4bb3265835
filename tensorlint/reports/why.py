"""`tensorlint why`: one block an expression, with what it is, where it came from and why it is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tensorlint.reports.neutral import neutral

if TYPE_CHECKING:
    from tensorlint.interpreter.why import Observation
    from tensorlint.source import Source


def observations(source: Source, line: int, found: list[Observation]) -> Iterator[str]:
    """The source line, then each expression on it, the longest first where they begin together."""
    text = source.lines[line - 1].strip() if line <= len(source.lines) else ""
    yield f"{neutral(source.path)}:{line}: {neutral(text)}"
    if not found:
        yield "  nothing on this line is evaluated, or it holds no arrays"
    for each in found:
        yield f"  {neutral(each.text)}: {neutral(' | '.join(each.found))}"
        for place in each.origins:
            positions = place.source.positions([place.node])
            at = positions.get(place.node)
            if at is not None and (place.source is not source or at.line != line):
                code = place.source.lines[at.line - 1].strip()
                yield f"    from {neutral(place.source.path)}:{at.line}: {neutral(code)}"
        for reason in each.reasons:
            yield f"    unknown because {neutral(reason)}"
