"""What operations do to shapes: broadcasting, reshape, matmul, concatenation, slices, windows.

Each function returns the resulting shape, or raises `Mismatch` where the operation is refuted for
every value of the symbols (`broadcast` takes the sizes of data as at least 2, as its docstring says).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from tensorlint.shapes.axes import UNKNOWN_SHAPE, Axis, Part, Shape, born, merge_parts, selected
from tensorlint.shapes.sizes import (
    UNKNOWN,
    Size,
    add,
    bounds,
    equal,
    exact_quotient,
    floor_divide,
    less_equal,
    maximum,
    minimum,
    multiply,
    possibly,
    product,
    size_text,
    subtract,
    symbol,
    total,
)


class Mismatch(Exception):
    """The shapes cannot go together; `detail` names the two sizes (`3 != 4`)."""

    def __init__(self, detail: str, axis: int | None = None):
        super().__init__(detail)
        self.detail = detail
        self.axis = axis


def unequal(a: Size, b: Size) -> str:
    """How messages say that two sizes differ: `3 != 4`."""
    return f"{size_text(a)} != {size_text(b)}"


def broadcast_axes(a: Axis, b: Axis) -> Axis:
    """Two aligned axes broadcast; raises where neither can be 1 and they are not equal."""
    if a.size == 1:
        return b
    if b.size == 1:
        return a
    same = equal(a.size, b.size)
    if same is True:
        return a if a.parts is not None else Axis(a.size, b.parts)
    if same is False:
        if not possibly(a.size, 1) and not possibly(b.size, 1):
            raise Mismatch(unequal(a.size, b.size))
        return Axis(UNKNOWN)
    if not possibly(a.size, 1, generic=False):
        return a
    if not possibly(b.size, 1, generic=False):
        return b
    return Axis(UNKNOWN)


def broadcast(*shapes: Shape) -> Shape:
    """The shape of an elementwise operation on arrays of these shapes.

    A mismatch takes the sizes of data as generic: n rows against n + 1 rows are refuted though
    n = 1 would broadcast.
    """
    result = shapes[0]
    for shape in shapes[1:]:
        result = _broadcast_two(result, shape)
    return result


def _broadcast_two(a: Shape, b: Shape) -> Shape:
    if not a.axes and not a.open:
        return b
    if not b.axes and not b.open:
        return a
    axes: list[Axis] = []
    longest = max(len(a), len(b))
    for offset in range(1, longest + 1):
        x = a.axes[-offset] if offset <= len(a) else None
        y = b.axes[-offset] if offset <= len(b) else None
        if x is not None and y is not None:
            try:
                axes.append(broadcast_axes(x, y))
            except Mismatch as mismatch:
                mismatch.axis = -offset
                raise
        else:
            known, other_open = (x, b.open) if x is not None else (y, a.open)
            assert known is not None
            hidden = other_open and possibly(known.size, 1, generic=False)
            axes.append(Axis(UNKNOWN) if hidden else known)
    axes.reverse()
    return Shape(tuple(axes), a.open or b.open)


def broadcast_to(shape: Shape, target: Shape) -> Shape:
    """`shape` stretched to `target`; raises where it cannot be."""
    if target.open:
        return target
    if len(shape) > len(target):
        raise Mismatch(f"{len(shape)} axes do not fit into {len(target)}")
    axes = list(target.axes)
    for offset in range(1, len(shape) + 1):
        source, wanted = shape.axes[-offset], target.axes[-offset]
        if source.size == 1:
            continue
        if equal(source.size, wanted.size) is False and not possibly(source.size, 1):
            raise Mismatch(unequal(source.size, wanted.size), -offset)
        if equal(source.size, wanted.size) is True:
            axes[-offset] = Axis(wanted.size, source.parts)
    return Shape(tuple(axes))


def reshape(shape: Shape, sizes: Sequence[Size]) -> Shape:
    """Row-major reshape to `sizes`, of which one may be -1; lineage follows the digits.

    Raises where the element counts are proved to differ, or -1 cannot be solved.
    """
    wanted = list(sizes)
    count = shape.count
    if -1 in wanted:
        hole = wanted.index(-1)
        rest = product(wanted[:hole] + wanted[hole + 1 :])
        wanted[hole] = _solve(count, rest)
    else:
        new = product(wanted)
        if equal(count, new) is False:
            raise Mismatch(unequal(count, new))
    return Shape(tuple(_reshape_lineage(shape, wanted)))


def _solve(count: Size, rest: Size) -> Size:
    if rest == 0:
        if count == 0 or not possibly(count, 0, generic=False):
            raise Mismatch("-1 cannot be solved beside a 0")
        return UNKNOWN
    if count == 0 and isinstance(rest, int):
        return 0
    exact = exact_quotient(count, rest)
    if exact is not None:
        return exact
    if isinstance(count, int) and isinstance(rest, int):
        raise Mismatch(f"{count} elements are no multiple of {rest}")
    if isinstance(rest, int) and _never_divides(count, rest):
        raise Mismatch(f"{size_text(count)} elements are no multiple of {rest}")
    if isinstance(count, int) and bounds(rest)[0] > count > 0:
        raise Mismatch(f"{count} elements are no multiple of {size_text(rest)}")
    if isinstance(rest, int) or bounds(rest)[0] >= 1:
        return floor_divide(count, rest)
    return UNKNOWN


def _never_divides(count: Size, divisor: int) -> bool:
    """Whether `count` leaves a remainder for every value of its symbols."""
    unit = floor_divide(count, 1)
    if isinstance(unit, int) or unit is UNKNOWN:
        return False
    probe = subtract(count, multiply(divisor, symbol("k", lower=0)))
    return equal(probe, 0) is False


def _reshape_lineage(shape: Shape, sizes: Sequence[Size]) -> list[Axis]:
    if shape.open:
        return [Axis(size, () if size == 1 else None) for size in sizes]
    forward = _digits(shape, sizes)
    if all(axis.parts is not None for axis in forward):
        return forward
    mirrored = Shape(
        tuple(Axis(axis.size, None if axis.parts is None else axis.parts[::-1]) for axis in shape.axes[::-1])
    )
    backward = _digits(mirrored, list(sizes)[::-1], backward=True)[::-1]
    return [
        x if x.parts is not None else Axis(x.size, None if y.parts is None else y.parts[::-1])
        for x, y in zip(forward, backward, strict=True)
    ]


def _digits(shape: Shape, sizes: Sequence[Size], backward: bool = False) -> list[Axis]:
    """Hand the input's digits to the output axes in order, as far as the sizes decide."""
    stream: list[Part | None] = []
    for axis in shape.axes:
        if axis.parts is None:
            if axis.size != 1:
                stream.append(None)
        else:
            stream.extend(axis.parts)
    result: list[Axis] = []
    lost = False
    for size in sizes:
        if size == 1:
            result.append(Axis(1, ()))
            continue
        taken: list[Part] = []
        covered: Size = 1
        while not lost and equal(covered, size) is not True:
            part = stream.pop(0) if stream else None
            if part is None:
                lost = True
                break
            grown = multiply(covered, part.extent)
            if equal(grown, size) is True or exact_quotient(size, grown) is not None:
                taken.append(part)
                covered = grown
                continue
            need = exact_quotient(size, covered)
            rest = None if need is None else exact_quotient(part.extent, need)
            if need is None or rest is None:
                lost = True
                break
            outer_extent, inner_extent = (rest, need) if backward else (need, rest)
            outer = Part(part.origin, multiply(part.stride, inner_extent), outer_extent)
            inner = Part(part.origin, part.stride, inner_extent)
            taken.append(inner if backward else outer)
            stream.insert(0, outer if backward else inner)
            covered = size
        if lost:
            result.append(Axis(size))
            continue
        merged = merge_parts(taken[::-1])[::-1] if backward else merge_parts(taken)
        result.append(Axis(size, merged))
    return result


def matmul(a: Shape, b: Shape) -> Shape:
    """`a @ b` as NumPy's matmul: (…, m, k) and (…, k, n), 1-D operands as vectors.

    Raises `Mismatch` on the inner dimensions, on 0-D operands and on batch axes.
    """
    if a.rank == 0 or b.rank == 0:
        raise Mismatch("a scalar has no inner dimension")
    if (a.open and not a.axes) or (b.open and not b.axes):
        return UNKNOWN_SHAPE
    left_vector, right_vector = a.rank == 1, b.rank == 1
    if not right_vector and len(b) < 2:
        if b.open:
            return UNKNOWN_SHAPE
        raise Mismatch("a scalar has no inner dimension")
    inner_a = a.axes[-1].size
    inner_b = b.axes[0].size if right_vector else b.axes[-2].size
    if equal(inner_a, inner_b) is False:
        raise Mismatch(unequal(inner_a, inner_b))
    if (a.open and len(a) < 2) or (b.open and len(b) < 2):
        return UNKNOWN_SHAPE
    rows = () if left_vector else (a.axes[-2],)
    columns = () if right_vector else (b.axes[-1],)
    batch_a = Shape((), False) if left_vector else Shape(a.axes[:-2], a.open)
    batch_b = Shape((), False) if right_vector else Shape(b.axes[:-2], b.open)
    batch = broadcast(batch_a, batch_b)
    if batch.open and (left_vector or right_vector):
        return Shape((*batch.axes, *rows, *columns), True)
    return Shape((*batch.axes, *rows, *columns), batch.open)


def concatenate(shapes: Sequence[Shape], axis: int) -> Shape:
    """Arrays joined along `axis` (an index valid for all of them); other axes must agree."""
    known = [shape for shape in shapes if not shape.open]
    if not known:
        return UNKNOWN_SHAPE
    first = known[0]
    rank = len(first)
    for shape in known[1:]:
        if len(shape) != rank:
            raise Mismatch(f"{rank} axes against {len(shape)}")
    axis %= rank
    axes: list[Axis] = []
    for index in range(rank):
        column = [shape.axes[index] for shape in known]
        if index == axis:
            size = UNKNOWN if len(known) < len(shapes) else total([each.size for each in column])
            axes.append(column[0] if len(shapes) == 1 else _united(column, size))
            continue
        axes.append(agree(column, index))
    return Shape(tuple(axes))


def _united(column: Sequence[Axis], size: Size) -> Axis:
    if column and all(each.is_batch() for each in column):
        return born(size, "batch", None, True)
    return Axis(size)


def agree(column: Sequence[Axis], index: int) -> Axis:
    """The one axis that all of these must be; raises where two are proved to differ."""
    result = column[0]
    for other in column[1:]:
        same = equal(result.size, other.size)
        if same is False:
            raise Mismatch(unequal(result.size, other.size), index)
        if same is None and isinstance(other.size, int):
            result = other
        elif result.parts != other.parts:
            result = Axis(result.size, None if result.parts is None else result.parts)
    return result


def slice_size(size: Size, start: Size | None, stop: Size | None, step: int | None) -> Size:
    """How many indices `start:stop:step` selects of an axis; bounds are clipped as Python does."""
    if step is None:
        step = 1
    if step == 0:
        return UNKNOWN
    if step < 0:
        if start is None and stop is None:
            return floor_divide(add(size, -step - 1), -step)
        if isinstance(size, int) and not _is_open(start) and not _is_open(stop):
            first = None if start is None else start
            last = None if stop is None else stop
            assert first is None or isinstance(first, int)
            assert last is None or isinstance(last, int)
            return len(range(*slice(first, last, step).indices(size)))
        return UNKNOWN
    low = _clip(size, 0 if start is None else start)
    high = size if stop is None else _clip(size, stop)
    if low is UNKNOWN or high is UNKNOWN:
        return UNKNOWN
    span = maximum(0, subtract(high, low)) if less_equal(low, high) is not True else subtract(high, low)
    return span if step == 1 else floor_divide(add(span, step - 1), step)


def _is_open(bound: Size | None) -> bool:
    return bound is not None and not isinstance(bound, int)


def _clip(size: Size, bound: Size) -> Size:
    """A slice bound brought into [0, size]."""
    low, high = bounds(bound)
    if low >= 0:
        return minimum(bound, size)
    if high < 0:
        return maximum(0, add(size, bound))
    return UNKNOWN


def sliced(axis: Axis, start: Size | None, stop: Size | None, step: int | None) -> Axis:
    """An axis after a basic slice."""
    if start in (None, 0) and stop is None and step in (None, 1):
        return axis
    return selected(axis, slice_size(axis.size, start, stop, step))


def window_count(size: Size, window: Size, stride: Size = 1, padding: Size = 0, dilation: Size = 1) -> Size:
    """How many windows fit: `(size + padding - dilation*(window - 1) - 1) // stride + 1`.

    `padding` is the total of both sides. Raises where no window fits.
    """
    reach = add(multiply(dilation, subtract(window, 1)), 1)
    free = subtract(add(size, padding), reach)
    if bounds(free)[1] < 0:
        raise Mismatch(
            f"a window over {size_text(reach)} elements is larger than {size_text(add(size, padding))}"
        )
    return add(floor_divide(free, stride), 1)


def ceil_divide(a: Size, b: Size) -> Size:
    """`ceil(a / b)` for a positive `b`."""
    return floor_divide(subtract(add(a, b), 1), b)


def range_length(start: Size, stop: Size, step: Size) -> Size:
    """`len(range(start, stop, step))`."""
    if isinstance(start, int) and isinstance(stop, int) and isinstance(step, int):
        return len(range(start, stop, step)) if step else UNKNOWN
    if not isinstance(step, int) and bounds(step)[0] < 1:
        return UNKNOWN
    if isinstance(step, int) and step <= 0:
        return range_length(multiply(start, -1), multiply(stop, -1), -step) if step else UNKNOWN
    span = subtract(stop, start)
    low, high = bounds(span)
    if high == inf and low == -inf and span is UNKNOWN:
        return UNKNOWN
    return ceil_divide(span if low >= 0 else maximum(0, span), step)
