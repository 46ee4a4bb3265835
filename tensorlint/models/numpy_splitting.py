"""NumPy functions that cut arrays into pieces: the split family and unstack."""

from __future__ import annotations

from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_arguments import seen_as
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, size_text
from tensorlint.shapes.arithmetic import sliced
from tensorlint.shapes.axes import selected
from tensorlint.shapes.sizes import add, bounds, exact_quotient, floor_divide, modulo
from tensorlint.values import Array, Integer, List, Series, Tuple, Value

MAXIMUM_PIECES = 64


@models("numpy.split")
def split(ary: Array, indices_or_sections: Value, axis: int = 0) -> Value:
    """Equal parts, or parts cut at indices."""
    return _split(ary, indices_or_sections, axis, True)


@models("numpy.array_split")
def array_split(ary: Array, indices_or_sections: Value, axis: int = 0) -> Value:
    """Parts that are as equal as possible, or cut at indices."""
    return _split(ary, indices_or_sections, axis, False)


@models("numpy.hsplit")
def hsplit(ary: Array, indices_or_sections: Value) -> Value:
    """Parts along axis 1; of 1-D arrays along axis 0."""
    if ary.rank is None:
        return _unknown_pieces(ary, indices_or_sections)
    _least_rank(ary, 1, "hsplit")
    return _split(ary, indices_or_sections, 0 if ary.rank == 1 else 1, True)


@models("numpy.vsplit")
def vsplit(ary: Array, indices_or_sections: Value) -> Value:
    """Parts along axis 0."""
    _least_rank(ary, 2, "vsplit")
    return _split(ary, indices_or_sections, 0, True)


@models("numpy.dsplit")
def dsplit(ary: Array, indices_or_sections: Value) -> Value:
    """Parts along axis 2."""
    _least_rank(ary, 3, "dsplit")
    return _split(ary, indices_or_sections, 2, True)


def _least_rank(ary: Array, least: int, function: str) -> None:
    if ary.rank is not None and ary.rank < least:
        refuse("TSL603", f"{function} needs at least {least} axes: {{ary}} is {ary.shape}")


def _split(ary: Array, sections: Value, axis: int, equally: bool) -> Value:
    if ary.rank is None:
        return _unknown_pieces(ary, sections)
    place = normalize_axis(ary.rank, axis, "{ary}", "IndexError")
    whole = ary.shape.axes[place]
    number = _number(sections)
    if number is not None:
        pieces = _sections(ary, whole, number, place, equally)
        if pieces is None:
            element = seen_as(ary, ary.shape.replaced(place, Axis(floor_divide(whole.size, number))))
            if not equally:
                element = seen_as(ary, ary.shape.replaced(place, Axis(UNKNOWN)))
            return List.like(element, number)
    else:
        cuts = _cuts(sections)
        if cuts is None:
            return _unknown_pieces(ary, sections, ary.shape.replaced(place, Axis(UNKNOWN)))
        ends: list[Size | None] = [*cuts, None]
        starts: list[Size | None] = [0, *cuts]
        pieces = [sliced(whole, start, end, None) for start, end in zip(starts, ends, strict=True)]
    return List.of(tuple([seen_as(ary, ary.shape.replaced(place, piece)) for piece in pieces]))


def _number(sections: Value) -> Size | None:
    if isinstance(sections, Integer):
        return sections.size
    if isinstance(sections, Array) and sections.rank == 0 and sections.contents:
        size: Size = sections.contents[0]
        return size
    return None


def _sections(ary: Array, whole: Axis, number: Size, place: int, equally: bool) -> list[Axis] | None:
    """The pieces of a split into a number of parts; None where they are too many to list."""
    size = whole.size
    if number == 0 or bounds(number)[1] < 1:
        exception = "ZeroDivisionError" if equally and number == 0 else "ValueError"
        refuse(
            "TSL608",
            f"split: the number of parts must be larger than 0, it is {size_text(number)}",
            exception,
        )
    if equally and equal(modulo(size, number), 0) is False:
        refuse(
            "TSL608",
            f"split: axis {place} of {{ary}} cannot be cut into {size_text(number)} equal parts:"
            f" {{ary}} is {ary.shape}: {size_text(size)} % {size_text(number)} != 0;"
            " np.array_split allows unequal ones",
        )
    if not isinstance(number, int) or number > MAXIMUM_PIECES:
        return None
    if equally:
        exact = exact_quotient(size, number)
        part = floor_divide(size, number) if exact is None else exact
        return [selected(whole, part)] * number if number > 1 else [whole]
    longer = [floor_divide(add(size, number - 1 - index), number) for index in range(number)]
    return [selected(whole, part) for part in longer] if number > 1 else [whole]


def _cuts(sections: Value) -> list[Size] | None:
    """The indices of a split; None where their number is not known."""
    if isinstance(sections, Tuple | List) and sections.items is not None:
        if not all(isinstance(item, Integer) for item in sections.items):
            raise NotCoercible
        return [item.size for item in sections.items if isinstance(item, Integer)]
    if isinstance(sections, Array) and sections.rank == 1:
        if sections.contents is not None:
            return list(sections.contents)
        length = sections.shape.axes[0].size
        if isinstance(length, int) and length < MAXIMUM_PIECES:
            return [UNKNOWN] * length
    return None


def _unknown_pieces(ary: Array, sections: Value, shape: Shape = UNKNOWN_SHAPE) -> Value:
    element = seen_as(ary, shape)
    number = _number(sections)
    if number is not None:
        return List.like(element, number)
    if isinstance(sections, Tuple | List) and sections.items is not None:
        return List.like(element, len(sections.items) + 1)
    if isinstance(sections, Array) and sections.rank == 1:
        return List.like(element, add(sections.shape.axes[0].size, 1))
    return List.like(element)


@models("numpy.unstack")
def unstack(x: Array, /, *, axis: int = 0) -> Value:
    """The arrays that lie side by side along an axis."""
    if x.rank is None:
        raise NotCoercible
    if x.rank == 0:
        refuse("TSL603", "unstack needs at least 1 axis: {x} is ()")
    place = normalize_axis(x.rank, axis, "{x}")
    element = seen_as(x, x.shape.replaced(place))
    length = x.shape.axes[place].size
    if isinstance(length, int) and length <= MAXIMUM_PIECES:
        return Tuple((element,) * length)
    return Series(element, length, "tuple")
