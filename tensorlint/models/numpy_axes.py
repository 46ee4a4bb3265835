"""NumPy functions and methods that move, add, drop or stretch axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product as combinations
from typing import Any

from tensorlint.models.coercion import Axes, to_axes
from tensorlint.models.families import AXIS_ERROR, elementwise_shape, normalize_axis
from tensorlint.models.numpy_arguments import AxisList, NumpySizes, created_shape, seen_as
from tensorlint.models.registry import NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, arithmetic, equal, size_text
from tensorlint.shapes.sizes import possibly
from tensorlint.values import NONE, Array, Integer, Tuple, Value

UNIT = Axis(1, ())


@models("numpy.transpose", "numpy.permute_dims")
def transpose(a: Array, axes: Axes = None, *others: Value) -> Array:
    """The axes in another order, by default reversed."""
    if others:
        refuse("TSL604", "transpose takes the axes as one tuple: np.transpose({a}, ({axes}, …))", "TypeError")
    return transposed(a, axes, "{a}")


@models("numpy.ndarray.transpose")
def transpose_method(self: Array, /, *axes: Value) -> Array:
    """`x.transpose()`, `x.transpose(1, 0)`, `x.transpose((1, 0))`."""
    if not axes:
        return transposed(self, None, "{self}")
    return transposed(self, to_axes(axes[0] if len(axes) == 1 else Tuple(axes)), "{self}")


def transposed(a: Array, axes: Sequence[int] | None, text: str = "{a}") -> Array:
    """The array with its axes in that order (None: reversed); refuses what is no permutation."""
    if axes is None:
        return of_unknown_rank(a) if a.shape.open else permuted(a, range(len(a.shape))[::-1])
    rank = a.rank
    if rank is None:
        unknown = [Axis(UNKNOWN)] * (len(axes) - len(a.shape))
        a, rank = seen_as(a, Shape((*unknown, *a.shape.axes))), len(axes)
    said = f"{text} is {a.shape}, the axes are {_tuple_text(axes)}"
    if len(axes) != len(a.shape):
        count = f"{rank} axes" if rank != 1 else "1 axis"
        refuse("TSL604", f"transpose: axes don't match array: {said}: {len(axes)} for {count}")
    order: list[int] = []
    for axis in axes:
        if not -rank <= axis < rank:
            refuse("TSL604", f"transpose: axis {axis} is out of range: {said}", AXIS_ERROR)
        if axis % rank in order:
            refuse("TSL604", f"transpose: axis {axis} is repeated: {said}")
        order.append(axis % rank)
    return permuted(a, order)


def of_unknown_rank(a: Array) -> Array:
    """A view of unknown rank."""
    return seen_as(a, UNKNOWN_SHAPE)


def _tuple_text(axes: Sequence[int]) -> str:
    return f"({axes[0]},)" if len(axes) == 1 else f"({', '.join(map(str, axes))})"


def permuted(a: Array, order: Sequence[int]) -> Array:
    """The array with axis `order[i]` as its i-th; known contents move along."""
    shape = Shape(tuple([a.shape.axes[axis] for axis in order]))
    contents: tuple[Any, ...] | None = None
    if a.contents is not None and a.shape.is_concrete:
        sizes = [size for size in a.shape.sizes if isinstance(size, int)]
        strides = [1] * len(sizes)
        for axis in reversed(range(len(sizes) - 1)):
            strides[axis] = strides[axis + 1] * sizes[axis + 1]
        moved = [strides[axis] for axis in order]
        ranges = [range(sizes[axis]) for axis in order]
        offsets = [sum(map(int.__mul__, place, moved)) for place in combinations(*ranges)]
        contents = tuple([a.contents[offset] for offset in offsets])
    return seen_as(a, shape, contents)


def matrix_transposed(a: Array, text: str) -> Array:
    """The last two axes swapped."""
    if a.rank is not None and a.rank < 2:
        refuse("TSL603", f"matrix transpose needs at least 2 axes: {text} is {a.shape}")
    if len(a.shape) < 2:
        return of_unknown_rank(a)
    axes = a.shape.axes
    if a.rank is not None:
        return permuted(a, [*range(a.rank - 2), a.rank - 1, a.rank - 2])
    return seen_as(a, Shape((*axes[:-2], axes[-1], axes[-2]), True))


@models("numpy.matrix_transpose", "numpy.linalg.matrix_transpose")
def matrix_transpose(x: Array, /) -> Array:
    """The last two axes swapped."""
    return matrix_transposed(x, "{x}")


@models("numpy.swapaxes")
def swapaxes(a: Array, axis1: int, axis2: int) -> Array:
    """Two axes change places."""
    return _swapped(a, axis1, axis2, "{a}")


@models("numpy.ndarray.swapaxes")
def swapaxes_method(self: Array, axis1: int, axis2: int, /) -> Array:
    """Two axes change places."""
    return _swapped(self, axis1, axis2, "{self}")


def _swapped(a: Array, axis1: int, axis2: int, text: str) -> Array:
    rank = a.rank
    if rank is None:
        known = len(a.shape)
        if not (-known <= axis1 < 0 and -known <= axis2 < 0):
            return of_unknown_rank(a)
        axes = list(a.shape.axes)
        axes[axis1], axes[axis2] = axes[axis2], axes[axis1]
        return seen_as(a, Shape(tuple(axes), True))
    first = normalize_axis(rank, axis1, text)
    second = normalize_axis(rank, axis2, text)
    order = list(range(rank))
    order[first], order[second] = second, first
    return permuted(a, order)


@models("numpy.moveaxis")
def moveaxis(a: Array, source: AxisList, destination: AxisList) -> Array:
    """Some axes go to other places, the others keep their order."""
    rank = a.rank
    if len(source) != len(destination):
        refuse(
            "TSL604",
            "moveaxis: {source} and {destination} must have the same number of axes:"
            f" {len(source)} != {len(destination)}",
        )
    if rank is None:
        return of_unknown_rank(a)
    places: list[list[int]] = []
    for name, given in (("source", source), ("destination", destination)):
        axes = [normalize_axis(rank, axis) for axis in given]
        if len(set(axes)) < len(axes):
            refuse("TSL604", f"moveaxis: {{{name}}} repeats an axis of {{a}}, which is {a.shape}")
        places.append(axes)
    sources, destinations = places
    order = [axis for axis in range(rank) if axis not in sources]
    for place, axis in sorted(zip(destinations, sources, strict=True)):
        order.insert(place, axis)
    return permuted(a, order)


@models("numpy.rollaxis")
def rollaxis(a: Array, axis: int, start: int = 0) -> Array:
    """An axis rolled back until it stands before `start`."""
    rank = a.rank
    if rank is None:
        return of_unknown_rank(a)
    source = normalize_axis(rank, axis)
    if not -rank <= start <= rank:
        refuse(
            "TSL603",
            f"rollaxis: start {start} is out of range: {{a}} has {rank} axes; valid are {-rank} to {rank}",
            AXIS_ERROR,
        )
    place = start + rank if start < 0 else start
    if source < place:
        place -= 1
    order = [each for each in range(rank) if each != source]
    order.insert(place, source)
    return permuted(a, order)


@models("numpy.expand_dims")
def expand_dims(a: Array, axis: AxisList) -> Array:
    """New unit axes at these places of the result."""
    rank = a.rank
    if rank is None:
        return seen_as(a, _expanded_open(a.shape, axis))
    total = rank + len(axis)
    places = []
    for each in axis:
        if not -total <= each < total:
            refuse(
                "TSL603",
                f"expand_dims: axis {each} is out of range: {{a}} is {a.shape},"
                f" the result has {total} axes; valid are {-total} to {total - 1}",
                AXIS_ERROR,
            )
        places.append(each % total)
    if len(set(places)) < len(places):
        refuse("TSL603", f"expand_dims: axis {_tuple_text(axis)} repeats an axis")
    rest = iter(a.shape.axes)
    axes = [UNIT if place in places else next(rest) for place in range(total)]
    return seen_as(a, Shape(tuple(axes)), a.contents)


def _expanded_open(shape: Shape, axis: Sequence[int]) -> Shape:
    if list(axis) == [0]:
        return Shape(shape.axes, True)
    if len(axis) != 1 or axis[0] >= 0 or -axis[0] > len(shape) + 1:
        return UNKNOWN_SHAPE
    place = len(shape) + 1 + axis[0]
    return Shape((*shape.axes[:place], UNIT, *shape.axes[place:]), True)


@models("numpy.squeeze")
def squeeze(a: Array, axis: Axes = None) -> Array:
    """Without its unit axes, or without those named."""
    return squeezed(a, axis, "{a}")


@models("numpy.ndarray.squeeze")
def squeeze_method(self: Array, /, axis: Axes = None) -> Array:
    """Without its unit axes, or without those named."""
    return squeezed(self, axis, "{self}")


def squeezed(a: Array, axis: Sequence[int] | None, text: str) -> Array:
    """Axes of length 1 dropped; refuses to drop another. The sizes of data are taken as at least 2."""
    shape = a.shape
    if axis is None:
        if shape.open or any(size != 1 and possibly(size, 1) for size in shape.sizes):
            return of_unknown_rank(a)
        return seen_as(a, Shape(tuple([each for each in shape.axes if each.size != 1])), a.contents)
    rank = a.rank
    if rank is None:
        return of_unknown_rank(a)
    if rank == 0 and tuple(axis) in ((0,), (-1,)):
        return seen_as(a, shape, a.contents)
    places: list[int] = []
    for each in axis:
        place = normalize_axis(rank, each, text)
        if place in places:
            refuse("TSL612", f"squeeze: axis {_tuple_text(axis)} repeats an axis of {text}")
        places.append(place)
    for place in places:
        size = shape.axes[place].size
        if equal(size, 1) is False:
            refuse(
                "TSL612",
                f"squeeze: axis {place} of {text} is no unit axis: {text} is {shape}: {size_text(size)} != 1",
            )
    kept = [size for place, size in enumerate(shape.axes) if place not in places]
    return seen_as(a, Shape(tuple(kept)), a.contents)


@models("numpy.atleast_1d")
def atleast_1d(*arys: Array) -> Value:
    """Scalars become arrays of one axis."""
    return _each(arys, lambda axes: axes or (UNIT,), 1)


@models("numpy.atleast_2d")
def atleast_2d(*arys: Array) -> Value:
    """New axes stand in front."""
    return _each(arys, lambda axes: (UNIT,) * (2 - len(axes)) + axes, 2)


@models("numpy.atleast_3d")
def atleast_3d(*arys: Array) -> Value:
    """(n,) becomes (1, n, 1); (m, n) becomes (m, n, 1)."""

    def grown(axes: tuple[Axis, ...]) -> tuple[Axis, ...]:
        if len(axes) == 2:
            return (*axes, UNIT)
        return (UNIT, *(axes or (UNIT,)), UNIT) if len(axes) < 2 else axes

    return _each(arys, grown, 3)


def _each(arrays: Sequence[Array], grown: Any, least: int) -> Value:
    results: list[Value] = []
    for array in arrays:
        if not array.shape.open:
            results.append(seen_as(array, Shape(grown(array.shape.axes)), array.contents))
        elif len(array.shape) >= least:
            results.append(seen_as(array, array.shape))
        else:
            results.append(of_unknown_rank(array))
    return results[0] if len(results) == 1 else Tuple(tuple(results))


@models("numpy.broadcast_to")
def broadcast_to(array: Array, shape: NumpySizes, subok: Value = NONE) -> Array:
    """The array seen with a larger shape; read-only."""
    target = created_shape(shape)
    try:
        result = arithmetic.broadcast_to(array.shape, target)
    except Mismatch as mismatch:
        refuse(
            "TSL206",
            f"broadcast_to: {{array}} is {array.shape}, it cannot be stretched to {target}:"
            f" {mismatch.detail}",
        )
    return replace(seen_as(array, result), writeable=False, generated=array.generated)


@models("numpy.broadcast_arrays")
def broadcast_arrays(*args: Array, subok: Value = NONE) -> Value:
    """Views of all arrays with their common shape: a tuple in NumPy 2, a list before."""
    if not args:
        raise NotCoercible
    shape = elementwise_shape(args)
    views = [replace(seen_as(array, shape), writeable=None) for array in args]
    return Tuple(tuple(views))


@models("numpy.broadcast_shapes")
def broadcast_shapes(*args: NumpySizes) -> Value:
    """The common shape of these shapes, as a tuple of ints."""
    arrays = [Array(created_shape(sizes, "args")) for sizes in args]
    if not arrays:
        return Tuple(())
    shape = elementwise_shape(arrays)
    if shape.open:
        raise NotCoercible
    return Tuple(tuple([Integer(axis.size, axis.parts) for axis in shape.axes]))
