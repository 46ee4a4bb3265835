"""Broadcasting and matmul. A mismatch here takes the sizes of data as generic.

n rows against n + 1 rows are refuted though n = 1 would broadcast: nobody means that. All else
holds for every value of the symbols.
"""

from __future__ import annotations

from tensorlint.shapes.axes import UNKNOWN_SHAPE, Axis, Shape
from tensorlint.shapes.mismatch import Mismatch, unequal
from tensorlint.shapes.sizes import UNKNOWN, equal, possibly


def broadcast_axes(a: Axis, b: Axis) -> Axis:
    """Two aligned axes broadcast; raises where neither can be 1 and they are not equal."""
    x, y = a.size, b.size
    if x == 1:
        return a if y == 1 and not b.parts else b
    if y == 1:
        return a
    same = equal(x, y)
    if same is True:
        return a if a.parts is b.parts else Axis(x, _shared_lineage(a, b).parts)
    if same is False and not possibly(x, 1) and not possibly(y, 1):
        raise Mismatch(unequal(x, y))
    if not possibly(x, 1, generic=False):
        return a
    if not possibly(y, 1, generic=False):
        return b
    return Axis(UNKNOWN)


def _shared_lineage(a: Axis, b: Axis) -> Axis:
    """Of two axes that run side by side: the one whose lineage says more."""
    if a.parts is None or (b.parts is not None and b.is_batch() and not a.is_batch()):
        return b
    return a


def broadcast(*shapes: Shape) -> Shape:
    """The shape of an elementwise operation on arrays of these shapes.

    A mismatch takes the sizes of data as generic: n rows against n + 1 rows are refuted though
    n = 1 would broadcast.
    """
    result = shapes[0]
    for shape in shapes[1:]:
        if shape.axes or shape.open:
            result = _broadcast_two(result, shape) if result.axes or result.open else shape
    return result


def _broadcast_two(a: Shape, b: Shape) -> Shape:
    if len(a.axes) < len(b.axes):
        a, b, swapped = b, a, True
    else:
        swapped = False
    extra = len(a.axes) - len(b.axes)
    axes = list(a.axes)
    if b.open:
        axes[:extra] = [
            Axis(UNKNOWN) if possibly(axis.size, 1, generic=False) else axis for axis in axes[:extra]
        ]
    for index, other in enumerate(b.axes, extra):
        axis = axes[index]
        if axis is other:
            continue
        try:
            axes[index] = broadcast_axes(other, axis) if swapped else broadcast_axes(axis, other)
        except Mismatch as mismatch:
            mismatch.axis = index - len(axes)
            raise
    return Shape(tuple(axes), a.open or b.open)


def broadcast_to(shape: Shape, target: Shape) -> Shape:
    """`shape` stretched to `target`; raises where it cannot be (the sizes of data are generic)."""
    if len(shape) > len(target) and not target.open:
        raise Mismatch(f"{len(shape)} axes do not fit into {len(target)}")
    axes = list(target.axes)
    for offset in range(1, min(len(shape), len(axes)) + 1):
        source, wanted = shape.axes[-offset], axes[-offset]
        if source.size == 1:
            if wanted.size == 1:
                axes[-offset] = _shared_lineage(source, wanted)
            continue
        same = equal(source.size, wanted.size)
        if same is True:
            axes[-offset] = Axis(wanted.size, _shared_lineage(source, wanted).parts)
        elif same is False and not possibly(source.size, 1):
            raise Mismatch(unequal(source.size, wanted.size), -offset)
        elif not possibly(source.size, 1, generic=False):
            axes[-offset] = source
    return Shape(tuple(axes), target.open)


def matmul(a: Shape, b: Shape) -> Shape:
    """`a @ b` as NumPy's matmul: (…, m, k) and (…, k, n), 1-D operands as vectors.

    Raises `Mismatch` on the inner dimensions, on 0-D operands and on batch axes.
    """
    if a.rank == 0 or b.rank == 0:
        raise Mismatch("a scalar has no inner dimension")
    left_vector, right_vector = a.rank == 1, b.rank == 1
    if not a.axes or (len(b) < 2 and not right_vector):
        return UNKNOWN_SHAPE
    inner_a = a.axes[-1].size
    inner_b = b.axes[0 if right_vector else -2].size
    if equal(inner_a, inner_b) is False:
        raise Mismatch(unequal(inner_a, inner_b))
    columns = () if right_vector else b.axes[-1:]
    if len(a) < 2 and not left_vector:
        return Shape(columns, True)
    rows = () if left_vector else a.axes[-2:-1]
    batch_a = Shape() if left_vector else Shape(a.axes[:-2], a.open)
    batch_b = Shape() if right_vector else Shape(b.axes[:-2], b.open)
    batch = broadcast(batch_a, batch_b)
    return Shape((*batch.axes, *rows, *columns), batch.open)
