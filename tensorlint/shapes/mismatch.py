"""The refusal of an operation on shapes, in words that name the two sizes."""

from __future__ import annotations

from tensorlint.shapes.terms import Size, size_text


class Mismatch(Exception):
    """The shapes cannot go together; `detail` names the two sizes (`3 != 4`)."""

    def __init__(self, detail: str, axis: int | None = None):
        super().__init__(detail)
        self.detail = detail
        self.axis = axis


def unequal(a: Size, b: Size) -> str:
    """How messages say that two sizes differ: `3 != 4`."""
    return f"{size_text(a)} != {size_text(b)}"
