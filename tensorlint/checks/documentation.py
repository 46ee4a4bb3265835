"""What comments, annotations and docstrings say about shapes, held against what is inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tensorlint.checks.events import Assignment, FunctionEnd, Habit, check
from tensorlint.shapes import Size, equal, size_text
from tensorlint.values import Array, alternatives

_BRACKETED = re.compile(r"^#\s*(?:[\w\s.,:;-]*?->\s*|.*(?:->|→|=>)\s*)?([(\[])([^()\[\]]*)[)\]]\s*$")
_ITEM = re.compile(r"^(?:\d+|[A-Za-z_]\w*)$")
_DOCUMENTED = re.compile(
    r"^\s*(?P<name>\w+)\s*:\s*[^\n]*?shape\s*[=:]?\s*[(\[](?P<shape>[^()\[\]]*)[)\]]", re.MULTILINE
)
_RETURNS = re.compile(r"^\s*Returns\s*\n\s*-+\s*$", re.MULTILINE)


def written_shape(text: str) -> list[str] | None:
    """The items of a comment that is one bracketed list (after an arrow, the last); None for others."""
    match = _BRACKETED.match(text.strip())
    if match is None:
        return None
    items = [item.strip() for item in match.group(2).split(",")]
    if match.group(1) == "(" and items and items[-1] == "":
        items = items[:-1]
    elif match.group(1) == "(" and len(items) == 1:
        return None
    if not items or not all(_ITEM.match(item) for item in items):
        return None
    return items


def contradiction(items: Sequence[str], sizes: Sequence[Size]) -> str | None:
    """How a written shape contradicts sizes of the same rank: a number, or one name with two sizes."""
    if len(items) != len(sizes):
        return None
    named: dict[str, Size] = {}
    for item, size in zip(items, sizes, strict=True):
        if item.isdigit():
            if isinstance(size, int) and size != int(item):
                return f"{item} != {size}"
        elif item in named:
            if equal(named[item], size) is False:
                return f"{item} is both {size_text(named[item])} and {size_text(size)}"
        else:
            named[item] = size
    return None


@check("TSL502")
def stale_shape_comment(assignment: Assignment) -> Iterator[Habit]:
    """A trailing comment tells another shape than the line assigns."""
    items = written_shape(assignment.comment)
    if items is None:
        return
    arrays = alternatives(assignment.value)
    details: list[str] = []
    for array in arrays:
        if not isinstance(array, Array) or array.rank is None:
            return
        found = contradiction(items, array.shape.sizes)
        if found is None:
            return
        details.append(found)
    first = arrays[0]
    assert isinstance(first, Array)
    comment = assignment.comment.lstrip("# ").strip()
    yield Habit(
        "TSL502",
        f"the comment says {comment}, but {assignment.name} is {first.shape}: {details[0]}",
    )


_JAXTYPING = re.compile(r"^\w[\w.]*\[\s*[\w.\[\]]+\s*,\s*[\"']([^\"']*)[\"']\s*\]$")


@check("TSL503")
def shape_annotation(assignment: Assignment) -> Iterator[Habit]:
    """An annotation `Float[Array, "batch 10"]` tells another shape than the value has."""
    match = _JAXTYPING.match(assignment.annotation)
    if match is None:
        return
    items = match.group(1).split()
    if not items or not all(_ITEM.match(item) for item in items):
        return
    array = assignment.value
    if not isinstance(array, Array) or array.rank is None:
        return
    sizes = array.shape.sizes
    detail = contradiction(items, sizes)
    if len(items) != len(sizes):
        detail = f"{len(items)} axes against {len(sizes)}"
    if detail is not None:
        yield Habit(
            "TSL503",
            f"{assignment.name} is annotated with shape ({', '.join(items)}) but is {array.shape}: {detail}",
        )


@check("TSL504")
def docstring_shape(end: FunctionEnd) -> Iterator[Habit]:
    """A numpydoc `x : ndarray of shape (n, d)` contradicts what the function was called with."""
    head = _RETURNS.split(end.docstring)[0]
    named: dict[str, Size] = {}
    for match in _DOCUMENTED.finditer(head):
        value = end.parameters.get(match.group("name"))
        if not isinstance(value, Array) or value.rank is None:
            continue
        items = [item.strip() for item in match.group("shape").split(",") if item.strip()]
        if not items or not all(_ITEM.match(item) for item in items):
            continue
        sizes = value.shape.sizes
        detail = contradiction(items, sizes)
        if len(items) != len(sizes):
            detail = f"{len(items)} axes against {len(sizes)}"
        else:
            for item, size in zip(items, sizes, strict=True):
                if not item.isdigit() and equal(named.setdefault(item, size), size) is False:
                    detail = f"{item} is both {size_text(named[item])} and {size_text(size)}"
        if detail is not None:
            written = ", ".join(items)
            yield Habit(
                "TSL504",
                f"the docstring of {end.name} says {match.group('name')} has shape ({written}), but it is"
                f" called with {value.shape}: {detail}",
            )
