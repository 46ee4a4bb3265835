"""One file: its text, its tree, and where a node stands, each worked out when it is first asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tensorlint.decoding import SourceError, decode, normalise
from tensorlint.parsing import parse

if TYPE_CHECKING:
    import libcst as cst

__all__ = ["Position", "Source", "SourceError"]

Result = TypeVar("Result")

# What libcst's trees lose at the start of a statement.
DROPPED = re.compile(r"^[ \t]*\x0c|^[ \t\x0c]*\\$", re.MULTILINE)


class Position(NamedTuple):
    """Where a node stands: lines and columns count from 1, columns in characters, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """One file of the linted project. Two sources are the same only if they are one object."""

    __slots__ = ("__weakref__", "_data", "_error", "_module", "_parsed", "_text", "path", "real_path")

    def __init__(self, path: str, data: str | bytes, real_path: Path | None = None) -> None:
        """`path` is what the user sees, `real_path` the absolute path by which imports are found."""
        self.path = path
        self.real_path = real_path if real_path is not None else Path(path).absolute()
        self._data = data
        self._text: str | None = None
        self._parsed = ""
        self._module: cst.Module | None = None
        self._error: SourceError | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self._data if isinstance(self._data, bytes) else self._data.encode("utf-8", "surrogatepass")

    @property
    def text(self) -> str:
        """The decoded text, every line end a newline. Raises SourceError."""
        if self._text is None:
            self._text = self._once(self._read)
        return self._text

    @property
    def module(self) -> cst.Module:
        """The tree. Raises SourceError, the same one each time."""
        if self._module is None:
            self._parsed, self._module = self._once(lambda: parse(self.text))
        return self._module

    @property
    def lines(self) -> list[str]:
        """The lines without their ends; what cannot be decoded is shown by replacement characters."""
        try:
            return self.text.split("\n")
        except SourceError:
            data = self._data
            text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
            return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def positions(self, nodes: Iterable[cst.CSTNode]) -> dict[cst.CSTNode, Position]:
        """Where some nodes of this file's tree stand, leading and trailing whitespace not included.

        A node that is not in the tree has no entry. Costs about half a parse for any number of nodes.
        """
        wanted = list(nodes)
        if not wanted:
            return {}
        from tensorlint.positions import offsets

        spans = offsets(self.module, wanted)
        if (kept := self._kept_characters()) is not None:
            spans = {
                node: (kept[start], kept[end - 1] + 1 if end > start else kept[end])
                for node, (start, end) in spans.items()
            }
        starts = [0, *accumulate(len(line) + 1 for line in self._parsed.split("\n"))]

        def place(offset: int) -> tuple[int, int]:
            line = bisect_right(starts, offset)
            return line, offset - starts[line - 1] + 1

        return {node: Position(*place(start), *place(end)) for node, (start, end) in spans.items()}

    def _kept_characters(self) -> list[int] | None:
        """For each character of the tree's code its offset in the parsed text, None where they are equal."""
        if not DROPPED.search(self._parsed) or (code := self.module.code) == self._parsed:
            return None
        kept = []
        offset = -1
        for character in code:
            offset = self._parsed.find(character, offset + 1)
            kept.append(offset)
        return [*kept, len(self._parsed)]

    def _read(self) -> str:
        data = self._data
        return decode(data) if isinstance(data, bytes) else normalise(data.removeprefix("\ufeff"))

    def _once(self, work: Callable[[], Result]) -> Result:
        if self._error is not None:
            raise self._error
        try:
            return work()
        except SourceError as error:
            self._error = error
            raise
