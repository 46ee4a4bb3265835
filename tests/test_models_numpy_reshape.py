"""Models of NumPy's reshape family and of array attributes, held against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model_harness import Call, Draw, Families, Family

families = Families()


def new_shape(draw: Draw, array: Any) -> tuple[int, ...]:
    """Mostly a shape that fits: a regrouping of the array's factors, perhaps with a -1."""
    if draw.chance(0.2):
        return draw.shape()
    sizes = [size for axis in array.shape for size in _factors(axis)]
    if draw.chance(0.3):
        draw.random.shuffle(sizes)
    shape: list[int] = []
    while sizes:
        take = draw.integer(1, len(sizes))
        shape.append(int(np.prod(sizes[:take])))
        sizes = sizes[take:]
    for _ in range(draw.integer(0, 1)):
        shape.insert(draw.integer(0, len(shape)), 1)
    for _ in range(draw.choice((0, 0, 1, 1, 2))):
        if shape:
            shape[draw.integer(0, len(shape) - 1)] = draw.choice((-1, -1, -1, -2))
    return tuple(shape)


def _factors(size: int) -> list[int]:
    for factor in (2, 3, 5):
        if size > factor and size % factor == 0:
            return [factor, *_factors(size // factor)]
    return [size]


def array(draw: Draw) -> Any:
    """Distinct data, now and then read-only."""
    result = draw.data(draw.shape())
    result.flags.writeable = draw.chance(0.8)
    return result


@families.add(known=1, refused=0.95)
def reshape(draw: Draw) -> Call:
    x = array(draw)
    keywords = draw.given(0.3, order=draw.choice(("C", "F", "A")))
    shape = new_shape(draw, x)
    given = shape[0] if len(shape) == 1 and draw.chance() else list(shape) if draw.chance(0.2) else shape
    return Call("numpy.reshape", (x, given), keywords, movement=True)


@families.add(known=1, refused=0.95)
def reshape_method(draw: Draw) -> Call:
    x = array(draw)
    shape = new_shape(draw, x)
    given = shape if shape and draw.chance() else (shape,)
    return Call("numpy.ndarray.reshape", (x, *given), draw.given(0.2, order="F"), movement=True)


@families.add(known=0, refused=1)
def sizes_that_are_none(draw: Draw) -> Call:
    size = draw.choice((2.0, None, "2", (2,), np.float64(2)))
    shape = draw.choice(((2, size), [size, 3]))
    path = draw.choice(("numpy.reshape", "numpy.ndarray.reshape", "numpy.broadcast_to", "numpy.resize"))
    return Call(path, (draw.data((2, 3)), shape))


@families.add(known=0, refused=1)
def separate_arguments(draw: Draw) -> Call:
    if draw.chance():
        return Call("numpy.reshape", (draw.data((2, 3)), 3, 2))
    return Call("numpy.transpose", (draw.data((2, 3)), 1, 0))


@families.add(known=1)
def ravel(draw: Draw) -> Call:
    path = draw.choice(("numpy.ravel", "numpy.ndarray.ravel", "numpy.ndarray.flatten"))
    return Call(path, (array(draw),), draw.given(0.3, order=draw.choice(("C", "F", "A", "K"))), movement=True)


@families.add(known=1, refused=1)
def transpose(draw: Draw) -> Call:
    x = array(draw)
    if draw.chance(0.2):
        return Call("numpy.transpose", (x,), movement=True)
    axes = list(range(x.ndim))
    draw.random.shuffle(axes)
    if draw.chance(0.2):
        axes = list(draw.axes(x.ndim, 0.3))
    axes = [axis - x.ndim if draw.chance(0.2) else axis for axis in axes]
    if draw.chance():
        return Call("numpy.transpose", (x, tuple(axes)), movement=True)
    return Call("numpy.ndarray.transpose", (x, *axes) if draw.chance() else (x, axes), movement=True)


@families.add(known=1, refused=1)
def swapaxes(draw: Draw) -> Call:
    x = array(draw)
    path = draw.choice(("numpy.swapaxes", "numpy.ndarray.swapaxes"))
    return Call(path, (x, draw.axis(x.ndim), draw.axis(x.ndim)), movement=True)


@families.add(known=1, refused=1)
def moveaxis(draw: Draw) -> Call:
    x = array(draw)
    if draw.chance():
        return Call("numpy.moveaxis", (x, draw.axis(x.ndim), draw.axis(x.ndim)), movement=True)
    source = draw.axes(x.ndim)
    destination = draw.random.sample(range(x.ndim), min(len(source), x.ndim))
    if draw.chance(0.1):
        destination = list(draw.axes(x.ndim))
    return Call("numpy.moveaxis", (x, source, destination), movement=True)


@families.add(known=1, refused=1)
def rollaxis(draw: Draw) -> Call:
    x = array(draw)
    start = draw.integer(-x.ndim - 1, x.ndim + 1)
    return Call("numpy.rollaxis", (x, draw.axis(x.ndim)), draw.given(start=start), movement=True)


@families.add(known=1, refused=1)
def expand_dims(draw: Draw) -> Call:
    x = array(draw)
    axis = draw.axis(x.ndim + 1) if draw.chance(0.7) else draw.axes(x.ndim + 2)
    return Call("numpy.expand_dims", (x, axis), movement=True)


@families.add(known=1, refused=0.95)
def squeeze(draw: Draw) -> Call:
    x = array(draw)
    path = draw.choice(("numpy.squeeze", "numpy.ndarray.squeeze"))
    units = [axis for axis, size in enumerate(x.shape) if size == 1]
    axis = draw.choice(
        (None, draw.axis(x.ndim), draw.axes(x.ndim), tuple(units), draw.choice(units) if units else None)
    )
    return Call(path, (x,), draw.given(axis=axis), movement=True)


@families.add(known=1)
def atleast(draw: Draw) -> Call:
    path = f"numpy.atleast_{draw.integer(1, 3)}d"
    name = path.rpartition(".")[2]
    arrays = tuple(array(draw) for _ in range(draw.integer(1, 2)))
    return Call(path, arrays, function=lambda *each: _tupled(getattr(np, name)(*each)), movement=True)


def _tupled(result: Any) -> Any:
    return tuple(result) if isinstance(result, list) else result  # a list before NumPy 2


@families.add(known=1, refused=1)
def broadcast_to(draw: Draw) -> Call:
    x = array(draw)
    shape = [draw.size() if size == 1 and draw.chance() else size for size in x.shape]
    shape = list(draw.shape(0, 2)) + shape
    if shape and draw.chance(0.3):
        shape[draw.integer(0, len(shape) - 1)] = draw.choice((-1, 2, 3))
    if draw.chance(0.1):
        del shape[:1]
    return Call("numpy.broadcast_to", (x, tuple(shape)), movement=True)


@families.add(known=1, refused=1)
def broadcast_arrays(draw: Draw) -> Call:
    full = draw.shape(1, 4)
    arrays = []
    for _ in range(draw.integer(1, 3)):
        sizes = [1 if draw.chance(0.3) else size for size in full[draw.integer(0, len(full)) :]]
        if sizes and draw.chance(0.1):
            sizes[draw.integer(0, len(sizes) - 1)] = draw.size()
        arrays.append(draw.data(sizes))
    if draw.chance(0.3):
        return Call("numpy.broadcast_shapes", tuple(each.shape for each in arrays))
    views = lambda *each: _tupled(np.broadcast_arrays(*each))  # noqa: E731
    return Call("numpy.broadcast_arrays", tuple(arrays), function=views, movement=True)


@families.add(known=1, refused=1)
def resize(draw: Draw) -> Call:
    shape = draw.shape() if draw.chance(0.9) else (2, -1)
    return Call("numpy.resize", (array(draw), shape[0] if len(shape) == 1 else shape))


@families.add(known=0.6, refused=1)
def attributes(draw: Draw) -> Call:
    names = ("shape", "ndim", "size", "T", "real", "imag", "nbytes", "itemsize", "flat")
    x = draw.data(draw.shape()) if draw.chance() else draw.array(draw.shape())
    name = draw.choice(names)
    if name == "flat":
        return Call("numpy.ndarray.flat", (x,), function=lambda each: list(each.flat))
    return Call(f"numpy.ndarray.{name}", (x,), movement=name == "T")


@families.add(known=1, refused=0.5)
def size_functions(draw: Draw) -> Call:
    x = array(draw)
    name = draw.choice(("shape", "ndim", "size"))
    arguments = (x, draw.axis(x.ndim)) if name == "size" and draw.chance() else (x,)
    return Call(f"numpy.{name}", arguments)


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()
