"""How many: elements of a slice or a range, windows over an axis, batches of a size."""

from __future__ import annotations

from tensorlint.shapes.axes import Axis, reordered, selected
from tensorlint.shapes.mismatch import Mismatch
from tensorlint.shapes.sizes import (
    UNKNOWN,
    Size,
    add,
    bounds,
    floor_divide,
    maximum,
    minimum,
    multiply,
    negate,
    size_text,
    subtract,
)


def slice_size(size: Size, start: Size | None, stop: Size | None, step: Size | None) -> Size:
    """How many indices `start:stop:step` selects of an axis; bounds are clipped as Python does."""
    if step is None:
        step = 1
    if isinstance(size, int) and isinstance(step, int):
        numbers = isinstance(start, int | None) and isinstance(stop, int | None)
        if numbers and step:
            return _count(*slice(start, stop, step).indices(max(size, 0)))
    low, high = bounds(step)
    if low >= 1:
        first = 0 if start is None else _clip(start, size, 0, size)
        end = size if stop is None else _clip(stop, size, 0, size)
        return ceil_divide(_distance(first, end), step)
    if high <= -1:
        last = subtract(size, 1)
        first = last if start is None else _clip(start, size, -1, last)
        end = -1 if stop is None else _clip(stop, size, -1, last)
        return ceil_divide(_distance(end, first), negate(step))
    return UNKNOWN


def _clip(bound: Size, size: Size, lowest: Size, highest: Size) -> Size:
    """A slice bound, which counts from the end where it is negative, brought into a range."""
    low, high = bounds(bound)
    if low >= 0:
        return minimum(bound, highest)
    if high < 0:
        return maximum(lowest, add(size, bound))
    return UNKNOWN


def _distance(low: Size, high: Size) -> Size:
    return maximum(0, subtract(high, low))


def sliced(axis: Axis, start: Size | None, stop: Size | None, step: Size | None) -> Axis:
    """An axis after a basic slice."""
    if start in (None, 0) and stop is None and step in (None, 1):
        return axis
    size = slice_size(axis.size, start, stop, step)
    forwards = step is None or bounds(step)[0] >= 1
    return selected(axis, size) if forwards else reordered(axis, size)


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
    """`ceil(a / b)` in whole numbers; unknown where b may be 0 or of either sign."""
    if b == 1:
        return a
    return negate(floor_divide(negate(a), b))


def _count(start: int, stop: int, step: int) -> int:
    """`len(range(start, stop, step))`, which Python refuses for very large ones."""
    return max(0, -((start - stop) // step))


def range_length(start: Size, stop: Size, step: Size) -> Size:
    """`len(range(start, stop, step))`."""
    if isinstance(start, int) and isinstance(stop, int) and isinstance(step, int):
        return _count(start, stop, step) if step else UNKNOWN
    low, high = bounds(step)
    if low >= 1:
        return ceil_divide(_distance(start, stop), step)
    if high <= -1:
        return ceil_divide(_distance(stop, start), negate(step))
    return UNKNOWN
