"""Makes text from a linted project safe to show: no control characters, no terminal escapes, one line."""

from __future__ import annotations

import re

# Controls, line and paragraph separators, what turns the direction of text around, lone surrogates.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def neutral(text: str) -> str:
    """The text with unsafe characters written as Python escapes."""
    return text if text.isascii() and text.isprintable() else UNSAFE.sub(_escape, text)


def neutral_line(line: str, column: int = 1) -> tuple[str, int]:
    """A source line, tabs as four spaces, and where a column (from 1) of it now stands."""
    shown = neutral(line.replace("\t", "    "))
    return shown, len(neutral(line[: column - 1].replace("\t", "    "))) + 1


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape", "surrogatepass").decode("ascii")
