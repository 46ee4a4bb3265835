"""How a rule page is read: its sections, and its code blocks with the words behind ```python.

python                    runs cleanly under the real library
python raises=ValueError  raises that, on a marked line; with `later` behind it, on a later one
python syntax-error       is no Python at all
python requires=keras     needs that library beside NumPy (may stand with the others)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.programs.expectations import Expectations, read_expectations

SECTIONS = ["What it does", "Why it matters", "Example", "Use instead", "When it stays silent"]
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
UNCHECKED = {"sh", "toml", "text"}


@dataclass(frozen=True)
class Block:
    """One Python block of a page."""

    section: str
    line: int
    text: str
    raises: str | None
    later: bool
    syntax_error: bool
    libraries: tuple[str, ...]

    @property
    def expectations(self) -> Expectations:
        """What the block's comments expect."""
        return read_expectations(self.text)


def sections(page: str) -> dict[str, int]:
    """The headings of a page, each with its place in the text."""
    return {found[1]: found.start() for found in HEADING.finditer(BLOCK.sub(blanked, page))}


def blanked(found: re.Match[str]) -> str:
    """A block of the same length that holds no heading (a comment in Python looks like one)."""
    return re.sub(r"[^\n]", " ", found[0])


def blocks(page: str) -> list[Block]:
    """The Python blocks of a page. Raises ValueError for words that mean nothing here."""
    headings = sections(page)
    found_blocks = []
    for found in BLOCK.finditer(page):
        language, *words = found[1].split() or [""]
        if language in UNCHECKED:
            continue
        line = page.count("\n", 0, found.start()) + 1
        if language != "python":
            raise ValueError(
                f"line {line}: a block of {language!r}: python, {', '.join(sorted(UNCHECKED))} are known"
            )
        options = dict(word.partition("=")[::2] for word in words)
        block = Block(
            section=max((place, name) for name, place in headings.items() if place < found.start())[1],
            line=line,
            text=found[2],
            raises=options.pop("raises", None),
            later=options.pop("later", None) is not None,
            syntax_error=options.pop("syntax-error", None) is not None,
            libraries=("numpy", *(name for name in options.pop("requires", "").split(",") if name)),
        )
        if options:
            raise ValueError(f"line {line}: a block has words that mean nothing: {', '.join(options)}")
        found_blocks.append(block)
    return found_blocks
