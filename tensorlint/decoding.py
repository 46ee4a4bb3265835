"""Bytes to text as Python's own tokenizer reads a source file: byte order mark, encoding cookie, line ends.

What Python would refuse is a SourceError with its place; nothing here looks at the syntax.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

BYTE_ORDER_MARK = codecs.BOM_UTF8
COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
BLANK_OR_COMMENT = re.compile(rb"^[ \t\f]*(?:#|\r|\n|$)")
LINE_END = re.compile(r"\r\n?")

# Decoding these takes quadratic time, and nobody writes programs in them.
REFUSED_ENCODINGS = frozenset({"idna", "punycode"})


class SourceError(Exception):
    """A file that cannot be read as Python: what is wrong, and where (both counted from 1)."""

    def __init__(
        self, message: str, line: int, column: int, severity: Literal["error", "warning"] = "error"
    ) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.severity: Literal["error", "warning"] = severity


def decode(data: bytes) -> str:
    """The text of a source file, its line ends turned into newlines. Raises SourceError."""
    encoding = declared_encoding(data)
    if data.startswith(BYTE_ORDER_MARK):
        data = data[len(BYTE_ORDER_MARK) :]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = _place_of_byte(data, error.start)
        byte = data[error.start]
        message = f"invalid {encoding}: the byte 0x{byte:02x} cannot be decoded ({error.reason})"
        raise SourceError(message, line, column) from error
    except Exception as error:  # a codec may raise anything at all
        raise SourceError(f"cannot be decoded as {encoding}: {error}", 1, 1) from error
    return normalise(text)


def normalise(text: str) -> str:
    """Text with every line end a newline, as Python sees it. Raises SourceError on a null character."""
    if "\r" in text:
        text = LINE_END.sub("\n", text)
    null = text.find("\0")
    if null >= 0:
        line = text.count("\n", 0, null) + 1
        column = null - (text.rfind("\n", 0, null) + 1) + 1
        raise SourceError("source code cannot contain null bytes", line, column)
    return text


def declared_encoding(data: bytes) -> str:
    """The encoding by byte order mark and cookie (PEP 263), utf-8 without them. Raises SourceError."""
    marked = data.startswith(BYTE_ORDER_MARK)
    start = data[len(BYTE_ORDER_MARK) :] if marked else data
    found = _cookie(start[:4096])
    if found is None:
        return "utf-8"
    line, name = found
    try:
        codec = codecs.lookup(name)
    except LookupError:
        raise SourceError(f"unknown encoding: {name}", line, 1) from None
    if codec.name in REFUSED_ENCODINGS or not getattr(codec, "_is_text_encoding", True):
        raise SourceError(f"unknown encoding: {name}", line, 1)
    if marked and codec.name != "utf-8":
        raise SourceError(f"the encoding is declared as {name}, but the file has a UTF-8 mark", line, 1)
    return codec.name


def _cookie(head: bytes) -> tuple[int, str] | None:
    """Line and name of the encoding cookie, which only stands in the first two lines."""
    if b"coding" not in head:
        return None
    lines = re.split(rb"\r\n?|\n", head, maxsplit=2)[:2]
    for number, line in enumerate(lines, 1):
        if match := COOKIE.match(line):
            return number, match[1].decode("ascii", "replace")
        if not BLANK_OR_COMMENT.match(line):
            return None
    return None


def _place_of_byte(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column of a byte, the column in characters as far as they can be decoded."""
    before = re.split(rb"\r\n?|\n", data[:offset])
    return len(before), len(before[-1].decode("utf-8", "replace")) + 1
