"""Reshape: how many elements, which size -1 stands for, and where the new axes come from."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.shapes.axes import Axis, AxisOrigin, Lineage, Part, Shape, merge_parts
from tensorlint.shapes.mismatch import Mismatch, unequal
from tensorlint.shapes.sizes import (
    UNKNOWN,
    Size,
    bounds,
    equal,
    exact_quotient,
    floor_divide,
    modulo,
    multiply,
    product,
    size_text,
)

_SOMETHING = AxisOrigin()
"""Stands in for the origin of an axis whose lineage is not known."""


def reshape(shape: Shape, sizes: Sequence[Size]) -> Shape:
    """Row-major reshape to `sizes`; one of them may be negative and is then worked out.

    Raises where the element counts are proved to differ, or -1 cannot be solved. Sizes that may be
    negative, taking those of data as at least 2, are only known as far as that is no matter.
    """
    wanted = list(sizes)
    holes = [index for index, size in enumerate(wanted) if isinstance(size, int) and size < 0]
    if len(holes) > 1:
        raise Mismatch("only one size can be -1")
    count = shape.count
    if holes:
        wanted[holes[0]] = _solve(count, _product_of_others(wanted, holes[0]))
    else:
        new = product(wanted)
        same = equal(count, new)
        if same is not True:
            unsure = [index for index, size in enumerate(wanted) if bounds(size, generic=True)[0] < 0]
            if same is False and not unsure:
                raise Mismatch(unequal(count, new))
            _settle(wanted, unsure, count)
    lineages = _lineages(shape, wanted)
    return Shape(tuple([Axis(size, parts) for size, parts in zip(wanted, lineages, strict=True)]))


def _product_of_others(sizes: Sequence[Size], index: int) -> Size:
    return product([*sizes[:index], *sizes[index + 1 :]])


def _settle(wanted: list[Size], unsure: Sequence[int], count: Size) -> None:
    """A size that may be negative is what the others leave over, whether it is or not."""
    rests = [_product_of_others(wanted, index) for index in unsure]
    for index, rest in zip(unsure, rests, strict=True):
        wanted[index] = _solve(count, rest) if bounds(rest)[0] >= 1 else UNKNOWN


def _solve(count: Size, rest: Size) -> Size:
    if rest == 0:
        raise Mismatch("-1 cannot be worked out beside a 0")
    if count == 0:
        return 0
    exact = exact_quotient(count, rest)
    if exact is not None:
        return exact
    if equal(modulo(count, rest), 0) is False:
        raise Mismatch(f"{size_text(count)} elements are no multiple of {size_text(rest)}")
    return floor_divide(count, rest)


def _lineages(shape: Shape, sizes: Sequence[Size]) -> list[Lineage]:
    """Hand the input's digits to the output axes from both ends, as far as the sizes decide.

    What is left for a single axis between them is its lineage, whatever its size.
    """
    result: list[Lineage] = [() if size == 1 else None for size in sizes]
    if not any(axis.parts for axis in shape.axes):
        return result
    stream: list[Part] = []
    for axis in shape.axes:
        if axis.parts is not None:
            stream.extend(axis.parts)
        elif axis.size != 1:
            stream.append(Part(_SOMETHING, 1, axis.size))
    first, last = 0, len(sizes) - 1
    while first <= last and not shape.open:
        taken = _take(stream, sizes[first], from_end=False)
        if taken is None:
            break
        result[first] = _lineage(taken)
        first += 1
    stream.reverse()
    while last >= first:
        taken = _take(stream, sizes[last], from_end=True)
        if taken is None:
            break
        result[last] = _lineage(taken[::-1])
        last -= 1
    left = product([part.extent for part in stream])
    if stream and first == last and not shape.open and equal(left, sizes[first]) is not False:
        result[first] = _lineage(stream[::-1])
    return result


def _lineage(parts: Sequence[Part]) -> Lineage:
    if any(part.origin is _SOMETHING for part in parts):
        return None
    return merge_parts(parts)


def _take(stream: list[Part], size: Size, from_end: bool) -> list[Part] | None:
    """Take an axis of that size from the front of the stream, in its order; None leaves it as it is.

    `from_end`: the stream is reversed, so that the fastest digits come first.
    """
    if size == 1:
        return [stream.pop(0)] if stream and stream[0].extent == 1 else []
    taken: list[Part] = []
    covered: Size = 1
    used = 0
    while equal(covered, size) is not True:
        if used == len(stream):
            return None
        part = stream[used]
        used += 1
        if part.extent == 1:
            continue
        grown = multiply(covered, part.extent)
        if equal(grown, size) is True or exact_quotient(size, grown) is not None:
            taken.append(part)
            covered = grown
            continue
        need = exact_quotient(size, covered)
        rest = None if need is None else exact_quotient(part.extent, need)
        if need is None or rest is None:
            return None
        outer_extent, inner_extent = (rest, need) if from_end else (need, rest)
        outer = Part(part.origin, multiply(part.stride, inner_extent), outer_extent)
        inner = Part(part.origin, part.stride, inner_extent)
        taken.append(inner if from_end else outer)
        stream[:used] = [outer if from_end else inner]
        return taken
    del stream[:used]
    return taken
