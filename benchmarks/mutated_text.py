"""Texts made of real programs by accident: lines and tokens deleted, doubled, swapped, taken from others.

What comes out is often no Python, and often Python that nobody would write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

TOKEN = re.compile(r"\s+|\w+|\"[^\"\n]*\"|'[^'\n]*'|[^\w\s]")
Change = Callable[[str, Random, Sequence[str]], str]


def mutated(text: str, random: Random, others: Sequence[str], changes: int) -> str:
    """The text after some random changes; `others` are programs that pieces may come from."""
    for _ in range(changes):
        text = random.choice(CHANGES)(text, random, others)
    return text


def _lines(change: Callable[[list[str], Random], None]) -> Change:
    def changed(text: str, random: Random, _: Sequence[str]) -> str:
        lines = text.split("\n")
        change(lines, random)
        return "\n".join(lines)

    return changed


def _tokens(change: Callable[[list[str], Random], None]) -> Change:
    def changed(text: str, random: Random, _: Sequence[str]) -> str:
        tokens = TOKEN.findall(text)
        if tokens:
            change(tokens, random)
        return "".join(tokens)

    return changed


def _delete(parts: list[str], random: Random) -> None:
    del parts[random.randrange(len(parts))]


def _double(parts: list[str], random: Random) -> None:
    index = random.randrange(len(parts))
    parts.insert(index, parts[index])


def _swap(parts: list[str], random: Random) -> None:
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _swap_words(tokens: list[str], random: Random) -> None:
    """Two words change places, which mostly leaves Python."""
    words = [index for index, token in enumerate(tokens) if token[0].isalnum()]
    if len(words) > 1:
        one, other = random.sample(words, 2)
        tokens[one], tokens[other] = tokens[other], tokens[one]


def _indent(lines: list[str], random: Random) -> None:
    index = random.randrange(len(lines))
    for line in range(index, min(index + random.randint(1, 5), len(lines))):
        lines[line] = f"    {lines[line]}"


def _dedent(lines: list[str], random: Random) -> None:
    index = random.randrange(len(lines))
    for line in range(index, min(index + random.randint(1, 5), len(lines))):
        lines[line] = lines[line].removeprefix("    ")


def _other_number(text: str, random: Random, _: Sequence[str]) -> str:
    numbers = list(re.finditer(r"\b\d+\b", text))
    if not numbers:
        return text
    chosen = random.choice(numbers)
    number = random.choice(["0", "1", "-1", "2", "3", "None", "1.5", "2**63", "10**40", "()", "'3'", "nan"])
    return text[: chosen.start()] + number + text[chosen.end() :]


def _truncate(text: str, random: Random, _: Sequence[str]) -> str:
    return text[: random.randrange(len(text) + 1)]


def _line_of_another(text: str, random: Random, others: Sequence[str]) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines.insert(at, indent + random.choice(random.choice(others).split("\n")).strip())
    return "\n".join(lines)


def _word_of_another(text: str, random: Random, others: Sequence[str]) -> str:
    here = [match.span() for match in re.finditer(r"\w+", text)]
    there = re.findall(r"\w+", random.choice(others))
    if not here or not there:
        return text
    start, end = random.choice(here)
    word: str = random.choice(there)
    return text[:start] + word + text[end:]


def _expression_of_another(text: str, random: Random, others: Sequence[str]) -> str:
    """What stands between two brackets or commas is replaced by such a piece of another program."""
    here, there = _pieces(text), random.choice(others)
    pieces = _pieces(there)
    if not here or not pieces:
        return text
    start, end = random.choice(here)
    begin, stop = random.choice(pieces)
    return text[:start] + there[begin:stop] + text[end:]


def _pieces(text: str) -> list[tuple[int, int]]:
    places = [match.start() for match in re.finditer(r"[(),\[\]]", text)]
    return [
        (one + 1, other) for one, other in pairwise(places) if one + 1 < other and "\n" not in text[one:other]
    ]


CHANGES: tuple[Change, ...] = (
    _lines(_delete),
    _lines(_double),
    _lines(_swap),
    _lines(_indent),
    _lines(_dedent),
    _tokens(_delete),
    _tokens(_double),
    _tokens(_swap),
    _tokens(_swap_words),
    _tokens(_swap_words),
    _other_number,
    _other_number,
    _line_of_another,
    _word_of_another,
    _word_of_another,
    _expression_of_another,
    _expression_of_another,
    _truncate,
)
