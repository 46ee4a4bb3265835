"""Models of NumPy's functions that pick, put in and take out elements, held against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model_harness import Call, Draw, Families, Family

families = Families()


def broadcastable(draw: Draw, full: tuple[int, ...], wrong: float = 0.05) -> tuple[int, ...]:
    """A shape that can be stretched to another; now and then one that cannot."""
    sizes = [1 if draw.chance(0.2) else size for size in full[draw.integer(0, len(full)) :]]
    if sizes and draw.chance(wrong):
        sizes[draw.integer(0, len(sizes) - 1)] = draw.size() + 2
    return tuple(sizes)


@families.add(known=1, refused=0.8)
def where(draw: Draw) -> Call:
    full = draw.shape(1, 3)
    condition = draw.array(full, "bool", high=1)
    if draw.chance(0.2):
        return Call("numpy.where", (condition,))

    def operand() -> Any:
        if draw.chance(0.3):
            return draw.choice((1, 2.5, True))
        return draw.array(broadcastable(draw, full))

    return Call("numpy.where", (condition, operand(), operand()))


@families.add(known=1, refused=1)
def nonzero(draw: Draw) -> Call:
    path = draw.choice(("numpy.nonzero", "numpy.ndarray.nonzero", "numpy.flatnonzero", "numpy.argwhere"))
    low = 0 if path == "numpy.argwhere" else 1
    return Call(path, (draw.array(draw.shape(low, 3), draw.choice(("bool", "int64", "float64")), high=1),))


@families.add(known=0.9, refused=0.15)
def take(draw: Draw) -> Call:
    array = draw.data(draw.shape(1, 3))
    axis = draw.choice((None, draw.axis(array.ndim, 0.05)))
    size = array.size if axis is None else array.shape[axis] if -array.ndim <= axis < array.ndim else 3
    shape = draw.choice(((), (draw.size(),), (2, 3)))
    high = max(0, size - 1) if draw.chance(0.9) else size + 2
    indices: Any = draw.array(shape, "int64", low=-min(size, 1), high=high)
    if draw.chance(0.3):
        indices = indices.tolist()
    keywords = {} if axis is None else {"axis": axis}
    if array.size:  # NumPy does not come back from wrapping indices into nothing
        keywords |= draw.given(0.2, mode=draw.choice(("clip", "wrap", "raise")))
    return Call(draw.choice(("numpy.take", "numpy.ndarray.take")), (array, indices), keywords)


@families.add(known=0.9, refused=0.5)
def take_along_axis(draw: Draw) -> Call:
    array = draw.data(draw.shape(1, 3))
    axis = draw.axis(array.ndim, 0.05)
    shape = list(array.shape)
    if -array.ndim <= axis < array.ndim:
        shape[axis] = draw.size()
    if draw.chance(0.15):
        shape[draw.integer(0, len(shape) - 1)] = draw.choice((1, draw.size()))
    if draw.chance(0.05):
        shape = shape[1:]
    indices = np.zeros(shape, dtype=int)
    if draw.chance(0.3):
        return Call("numpy.put_along_axis", (array, indices, 5, axis))
    return Call("numpy.take_along_axis", (array, indices, axis))


@families.add(known=0.9, refused=0.8)
def choose(draw: Draw) -> Call:
    full = draw.shape(1, 3)
    choices = [draw.array(broadcastable(draw, full), "float64") for _ in range(2)]
    a = draw.array(broadcastable(draw, full), "int64", high=1)
    return Call("numpy.choose", (a, choices))


@families.add(known=0.95)
def compress(draw: Draw) -> Call:
    array = draw.array(draw.shape(1, 3))
    axis = draw.choice((None, draw.axis(array.ndim, 0)))
    size = array.size if axis is None else array.shape[axis]
    condition = draw.array((size,), "bool", high=1)
    path = draw.choice(("numpy.compress", "numpy.ndarray.compress", "numpy.extract"))
    if path == "numpy.extract":
        return Call(path, (draw.array(array.shape, "bool", high=1), array))
    pair = (condition, array) if path == "numpy.compress" else (array, condition)
    return Call(path, pair, {} if axis is None else {"axis": axis})


@families.add(known=0.7, refused=0.5)
def select(draw: Draw) -> Call:
    full = draw.shape(1, 3)
    count = draw.integer(1, 3)
    conditions = [draw.array(broadcastable(draw, full), "bool", high=1) for _ in range(count)]
    dtype = draw.choice(("float64", "int64", "float32"))
    choices = [draw.array(broadcastable(draw, full), dtype) for _ in range(count)]
    return Call("numpy.select", (conditions, choices), draw.given(0.3, default=draw.choice((5, 1.5))))


@families.add(known=1)
def setters(draw: Draw) -> Call:
    array = draw.array((4,), "float64")
    return draw.choice(
        (
            Call("numpy.put", (array, [0, 1], 5.0)),
            Call("numpy.place", (array, array > 2, [1.0])),
            Call("numpy.putmask", (array, array > 2, [1.0])),
            Call("numpy.piecewise", (array, [array > 2], [2.0])),
        )
    )


@families.add(known=0.95, refused=0.8)
def delete(draw: Draw) -> Call:
    array = draw.data(draw.shape(1, 3))
    axis = draw.choice((None, draw.axis(array.ndim, 0.05)))
    size = array.size if axis is None else array.shape[axis] if -array.ndim <= axis < array.ndim else 3
    high = max(0, size - 1) if draw.chance(0.9) else size + 1
    obj = draw.choice(
        (
            draw.integer(-size, high),
            draw.array((draw.integer(0, 4),), "int64", low=-size, high=high).tolist(),
            draw.array((draw.integer(0, 4),), "int64", high=high),
            draw.array((size,), "bool", high=1),
            slice(draw.choice((None, 1, -2)), draw.choice((None, 3, -1)), draw.choice((None, 2, -1))),
        )
    )
    return Call("numpy.delete", (array, obj), {} if axis is None else {"axis": axis}, movement=True)


@families.add(known=0.9, refused=0.25)
def insert(draw: Draw) -> Call:
    array = draw.array(draw.shape(1, 3), "float64")
    axis = draw.choice((None, draw.axis(array.ndim, 0.05)))
    size = array.size if axis is None else array.shape[axis] if -array.ndim <= axis < array.ndim else 3
    places = [draw.integer(-size, size) for _ in range(draw.integer(1, 3))]
    obj = draw.choice((places[0], places[0], places[:1], places, np.array(places)))
    shape = list(array.shape)
    if axis is not None and -array.ndim <= axis < array.ndim:
        shape[axis] = draw.choice((1, 1, len(places), draw.size()))
        if draw.chance(0.3):
            del shape[axis]
    if axis is None:
        shape = draw.choice(([], [1], [len(places)], [2]))
    values = draw.choice((5.0, draw.array(shape, "float64"), draw.array(draw.shape(0, 2), "float64")))
    return Call("numpy.insert", (array, obj, values), {} if axis is None else {"axis": axis})


@families.add(known=0.4)
def trim_zeros(draw: Draw) -> Call:
    filt: Any = draw.array((draw.size(),), high=1)
    return Call("numpy.trim_zeros", (draw.choice((filt, filt.tolist())),))


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()
