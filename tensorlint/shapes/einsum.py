"""Einstein sums: which axes of the operands share a letter, and what shape is left.

Labels are letters or ints; `Ellipsis` stands for any further leading axes of an operand.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType
from typing import TypeAlias

from tensorlint.shapes.arithmetic import Mismatch, broadcast, broadcast_axes, unequal
from tensorlint.shapes.axes import Axis, Shape
from tensorlint.shapes.sizes import UNKNOWN, equal, possibly

Label: TypeAlias = str | int | EllipsisType
Term: TypeAlias = tuple[Label, ...]


def parse(subscripts: str) -> tuple[list[Term], Term | None]:
    """The labels of each operand and of the output (None where there is no arrow).

    Raises `Mismatch` where the text is no subscripts.
    """
    text = subscripts.replace(" ", "")
    left, arrow, right = text.partition("->")
    inputs = [_term(part) for part in left.split(",")]
    return inputs, _term(right) if arrow else None


def _term(text: str) -> Term:
    before, dots, after = text.partition("...")
    for letter in before + after:
        if not (letter.isascii() and letter.isalpha()):
            raise Mismatch(f"{letter!r} is no letter")
    return (*before, Ellipsis, *after) if dots else tuple(before)


def implicit_output(inputs: Sequence[Term]) -> Term:
    """The output where none is written: the labels that appear once, in order, after the ellipsis."""
    labels = [label for term in inputs for label in term if label is not Ellipsis]
    once = sorted([label for label in labels if labels.count(label) == 1], key=_rank)
    return (Ellipsis, *once) if any(Ellipsis in term for term in inputs) else tuple(once)


def _rank(label: Label) -> tuple[int, str]:
    return (label, "") if isinstance(label, int) else (0, str(label))


def summed(inputs: Sequence[Term], output: Term | None, shapes: Sequence[Shape]) -> Shape:
    """The shape of an Einstein sum; an axis of size 1 stretches as NumPy lets it.

    Raises `Mismatch` where the terms do not fit the operands.
    """
    if len(inputs) != len(shapes):
        raise Mismatch(f"{len(inputs)} terms for {len(shapes)} operands")
    wanted = implicit_output(inputs) if output is None else output
    _check_output(inputs, wanted)
    sizes: dict[Label, Axis] = {}
    middles: list[Shape] = []
    for place, (term, shape) in enumerate(zip(inputs, shapes, strict=True)):
        middle = _assign(term, shape, place, sizes)
        if Ellipsis in term:
            middles.append(middle)
    middle = Shape()
    if middles:
        try:
            middle = broadcast(*middles)
        except Mismatch as mismatch:
            raise Mismatch(f"the axes behind ... cannot be broadcast together: {mismatch.detail}") from None
    if Ellipsis not in wanted:
        if middle.open or len(middle):
            return _summed_away(wanted, middle, sizes)
        return Shape(tuple([sizes[label] for label in wanted]))
    cut = wanted.index(Ellipsis)
    before = [sizes[label] for label in wanted[:cut]]
    after = [sizes[label] for label in wanted[cut + 1 :]]
    if middle.open:
        return Shape((*middle.axes, *after), True)
    return Shape((*before, *middle.axes, *after))


def _summed_away(wanted: Term, middle: Shape, sizes: dict[Label, Axis]) -> Shape:
    """NumPy has no way to sum over the axes of an ellipsis."""
    if middle.open:
        return Shape(tuple([sizes[label] for label in wanted]))
    raise Mismatch(f"the output lacks the ... of the operands, which is {middle}")


def _check_output(inputs: Sequence[Term], output: Term) -> None:
    known = {label for term in inputs for label in term}
    for label in output:
        if label is Ellipsis:
            continue
        if label not in known:
            raise Mismatch(f"{label} of the output is in no operand")
        if output.count(label) > 1:
            raise Mismatch(f"{label} is in the output more than once")


def _assign(term: Term, shape: Shape, place: int, sizes: dict[Label, Axis]) -> Shape:
    """Give the axes of an operand to its labels; what stands behind the ellipsis is returned."""
    named = len(term) - (Ellipsis in term)
    if Ellipsis not in term and shape.open:
        if len(shape) > named:
            raise Mismatch(f"operand {place} has more than {named} axes")
        for label, axis in zip(term[named - len(shape) :], shape.axes, strict=True):
            _unite(label, axis, sizes)
        for label in term[: named - len(shape)]:
            _unite(label, Axis(UNKNOWN), sizes)
        return Shape()
    if not shape.open and (len(shape) < named or (len(shape) > named and Ellipsis not in term)):
        labels = "1 label" if named == 1 else f"{named} labels"
        raise Mismatch(f"{labels} for operand {place}, which has {len(shape)} axes")
    if Ellipsis not in term:
        middle, pairs = Shape(), list(zip(term, shape.axes, strict=True))
    else:
        middle, pairs = _around_ellipsis(term, shape)
    seen: dict[Label, Axis] = {}
    for label, axis in pairs:
        seen[label] = _diagonal(label, seen[label], axis, place) if label in seen else axis
    for label, axis in seen.items():
        _unite(label, axis, sizes)
    return middle


def _diagonal(label: Label, first: Axis, second: Axis, place: int) -> Axis:
    """Two axes of one operand under one label: of one size, but NumPy overlooks a first size of 0."""
    same = equal(first.size, second.size)
    overlooked = possibly(first.size, 0, generic=False)
    if same is False and not overlooked:
        raise Mismatch(f"{label} is two sizes in operand {place}: {unequal(first.size, second.size)}")
    return first if same is True or not overlooked else Axis(UNKNOWN)


def _around_ellipsis(term: Term, shape: Shape) -> tuple[Shape, list[tuple[Label, Axis]]]:
    cut = term.index(Ellipsis)
    front, back = term[:cut], term[cut + 1 :]
    if not shape.open:
        end = len(shape) - len(back)
        pairs = [*zip(front, shape.axes[:cut], strict=True), *zip(back, shape.axes[end:], strict=True)]
        return Shape(shape.axes[cut:end]), pairs
    known = list(shape.axes[max(0, len(shape) - len(back)) :])
    axes = [Axis(UNKNOWN)] * (len(back) - len(known)) + known
    rest = shape.axes[: max(0, len(shape) - len(back))]
    middle = Shape(rest[len(front) :], True) if front else Shape(rest, True)
    pairs = [*zip(front, [Axis(UNKNOWN)] * len(front), strict=True), *zip(back, axes, strict=True)]
    return middle, pairs


def _unite(label: Label, axis: Axis, sizes: dict[Label, Axis]) -> None:
    known = sizes.get(label)
    if known is None:
        sizes[label] = axis
        return
    try:
        sizes[label] = broadcast_axes(known, axis)
    except Mismatch as mismatch:
        raise Mismatch(f"{label} is two sizes: {mismatch.detail}") from None
