"""What a program says of itself: `x.reshape(4, -1)  # TSL201`, `reveal_shape(x)  # (3, 2)`.

A line whose own comment matters has its codes on the line before: `# next line: TSL502`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CODES = re.compile(r"#\s*(TSL\d{3}(?:[\s,]+TSL\d{3})*)\s*$")
NEXT = re.compile(r"^\s*# next line: (TSL\d{3}(?:[\s,]+TSL\d{3})*)\s*$")
REVEAL = re.compile(r"^\s*reveal_shape\(.*\)\s*#\s*(.+?)\s*$")
REVEAL_CALL = re.compile(r"^\s*reveal_shape\(")


@dataclass(frozen=True)
class Expectations:
    """The codes and the revealed shapes that a program names, by the line on which they stand."""

    codes: dict[int, list[str]]
    shapes: dict[int, list[str]]

    @property
    def all_codes(self) -> set[str]:
        """Every code that some line expects."""
        return {code for codes in self.codes.values() for code in codes}


def read_expectations(text: str) -> Expectations:
    """The expectations of a program. A `reveal_shape` line without one is a mistake in the program.

    A line that reveals several shapes (a loop, a function called twice) separates them by ` | `.
    """
    codes: dict[int, list[str]] = {}
    shapes: dict[int, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if marked := CODES.search(line):
            codes[number] = sorted(re.split(r"[\s,]+", marked[1]))
        elif marked := NEXT.match(line):
            codes[number + 1] = sorted(re.split(r"[\s,]+", marked[1]))
        elif revealed := REVEAL.match(line):
            shapes[number] = sorted(revealed[1].split(" | "))
        elif REVEAL_CALL.match(line):
            raise ValueError(
                f"line {number}: reveal_shape without the shape that it should show: {line.strip()}"
            )
    return Expectations(codes, shapes)


def contradicts(expected: str, real: list[int] | None) -> bool:
    """Whether a shape that a program expects, `(n, 2)` or `(…, 2)`, is not one that really was seen.

    Names stand for any size. Something without a shape contradicts every expectation but a word.
    """
    if not expected.startswith("("):
        return False
    if real is None:
        return True
    words = [word.strip() for word in expected.strip("()").split(",") if word.strip()]
    if words and words[0] in ("…", "..."):
        words = words[1:]
        real = real[len(real) - len(words) :] if len(real) >= len(words) else None
    if real is None or len(words) != len(real):
        return True
    return any(word.isdigit() and int(word) != size for word, size in zip(words, real, strict=True))
