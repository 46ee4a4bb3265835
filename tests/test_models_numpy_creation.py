"""Models of NumPy's creation functions, held against NumPy."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from tensorlint.values import UNKNOWN_VALUE, Constant
from tests.model_harness import As, Call, Draw, Families, Family

families = Families()
DTYPES = (int, float, bool, complex, "f4", "int32", "uint8", np.float32, np.int64, object, str)
FILLED = ("zeros", "ones", "empty")


def shape_argument(draw: Draw, wrong: float = 0.1) -> Any:
    """A shape as people give it: an int, a tuple, a list or an integer array."""
    shape = draw.shape()
    if draw.chance(wrong):
        wrong_shapes: list[Any] = [(2, -1), (-3,), (2.0,), (3, None), ("2", 2), (2, (3,))]
        shape = draw.choice(wrong_shapes)
    if len(shape) == 1 and draw.chance():
        return shape[0]
    if draw.chance(0.1) and all(isinstance(size, int) for size in shape):
        return np.array(shape, dtype=int)
    return list(shape) if draw.chance(0.2) else shape


@families.add(known=1, refused=0.95)
def filled(draw: Draw) -> Call:
    dtype = draw.choice((*DTYPES, None))
    return Call(f"numpy.{draw.choice(FILLED)}", (shape_argument(draw),), draw.given(0.4, dtype=dtype))


@families.add(refused=1)
def sizes_as_separate_arguments(draw: Draw) -> Call:
    return Call(f"numpy.{draw.choice(FILLED)}", (draw.size() + 2, draw.size() + 2))


@families.add(known=1, refused=1)
def full(draw: Draw) -> Call:
    shape = draw.shape()
    fill = draw.choice((0, 1.5, True, 2j, "a", draw.array(shape[draw.integer(0, len(shape)) :], "float64")))
    if draw.chance(0.1):
        fill = draw.array(draw.shape(0, 3), "int64")
    return Call("numpy.full", (shape, fill), draw.given(0.3, dtype=object))


@families.add(known=1, refused=0.99)
def like(draw: Draw) -> Call:
    name = draw.choice(("zeros", "ones", "empty", "full"))
    x = draw.choice((draw.array(draw.shape()), [[1, 2], [3, 4]], 5))
    fill = [draw.choice((7, 2.5, draw.array(draw.shape(0, 1), "int64")))] if name == "full" else []
    keywords = draw.given(0.3, dtype=draw.choice((int, float, "f4", None)), shape=shape_argument(draw))
    return Call(f"numpy.{name}_like", (x, *fill), keywords)


@families.add(known=0.75, refused=0.9)
def matrices(draw: Draw) -> Call:
    name = draw.choice(("eye", "identity", "tri"))
    size = draw.choice((draw.size(), draw.size(), draw.size(), -1, 2.0))
    second = draw.choice((None, draw.size(), draw.size(), 3.0))
    keywords = draw.given(0.3, dtype=draw.choice((int, float)))
    if name == "identity":
        return Call("numpy.identity", (size,), keywords)
    return Call(f"numpy.{name}", (size,), keywords | draw.given(M=second, k=draw.integer(-2, 2)))


def number(draw: Draw, low: int = -4, high: int = 10) -> Any:
    """An int, or a float of a few decimals."""
    whole = draw.integer(low, high)
    return draw.choice((whole, whole, whole, whole / 10, whole * 0.1 + 0.05, float(whole), np.int64(whole)))


@families.add(known=0.95, refused=0.5)
def arange(draw: Draw) -> Call:
    keywords = draw.given(0.2, dtype=draw.choice((float, int, "f4")))
    count = draw.integer(1, 3)
    if count == 1:
        return Call("numpy.arange", (number(draw),), keywords)
    step = draw.choice((1, 2, -1, 0.1, 0.3, 0.25, -0.5, 3, 0))
    arguments = (number(draw), number(draw), step)
    return Call("numpy.arange", arguments[:count], keywords)


@families.add(known=0.9, refused=0.7)
def spaced(draw: Draw) -> Call:
    name = draw.choice(("linspace", "linspace", "logspace", "geomspace"))

    def end() -> Any:
        if draw.chance(0.6):
            return draw.choice((1, 2.5, 3))
        shape = draw.choice(((2,), (3, 2), (1,), (3,)))
        return draw.array(shape, draw.choice(("float64", "int64", "float32")), low=1)

    num = draw.choice((draw.size(), draw.size(), draw.size(), -1, 5.0, None))
    keywords = draw.given(0.6, num=num) | draw.given(0.3, axis=draw.integer(-2, 2), endpoint=draw.chance())
    keywords |= draw.given(0.2, dtype=draw.choice((int, "f4")))
    if name == "linspace":
        keywords |= draw.given(0.2, retstep=draw.chance())
    return Call(f"numpy.{name}", (end(), end()), keywords)


def nested(draw: Draw, depth: int) -> Any:
    """A nested sequence, now and then ragged, of numbers, texts or arrays."""
    if depth == 0:
        return draw.choice((1, 2, 3, 2.5, True))
    length = draw.integer(1, 3)
    item = nested(draw, depth - 1)
    items = [item if draw.chance(0.9) else nested(draw, depth - 1) for _ in range(length)]
    return draw.choice((list, list, tuple))(items)


@families.add(known=0.85, refused=0.6)
def array(draw: Draw) -> Call:
    value = draw.choice(
        (
            nested(draw, draw.integer(0, 3)),
            nested(draw, 2),
            draw.array(draw.shape()),
            [draw.array((2, 3), "float64"), draw.array((2, draw.choice((3, 4))), "float64")],
            ["a", "b"],
            [],
            [[], []],
            range(draw.integer(0, 6)),
        )
    )
    name = draw.choice(("array", "array", "asarray", "asanyarray", "ascontiguousarray"))
    keywords = draw.given(0.3, dtype=draw.choice((float, "f4", int, object, None, "int16")))
    if name == "array":
        keywords |= draw.given(0.2, ndmin=draw.integer(0, 3))
    if "dtype" in keywords and isinstance(value, list) and value and isinstance(value[0], str):
        del keywords["dtype"]
    return Call(f"numpy.{name}", (value,), keywords)


@families.add(known=0, refused=1)
def arrays_with_a_list_as_dtype(draw: Draw) -> Call:
    return Call("numpy.array", ([1, 2], [draw.integer(0, 3), 4]))


@families.add(known=1)
def copies(draw: Draw) -> Call:
    return Call("numpy.copy", (draw.array(draw.shape()),))


@families.add(known=1, refused=0.3)
def meshgrid(draw: Draw) -> Call:
    arrays = [
        draw.data(draw.choice(((draw.size(),), (draw.size(),), (), (2, 3))))
        for _ in range(draw.integer(0, 3))
    ]
    keywords = draw.given(0.4, indexing=draw.choice(("ij", "xy")), sparse=draw.chance(), copy=draw.chance())
    if draw.chance(0.05):
        keywords["indexing"] = "yx"

    def as_tuple(*xi: Any, **options: Any) -> Any:
        return tuple(np.meshgrid(*xi, **options))  # a list before NumPy 2

    return Call("numpy.meshgrid", tuple(arrays), keywords, function=as_tuple, movement=True)


@families.add(known=0.9, refused=0.5)
def indices(draw: Draw) -> Call:
    shape = draw.shape() if draw.chance(0.9) else draw.choice((3, (2, -1)))
    return Call("numpy.indices", (shape,), draw.given(0.3, dtype=float, sparse=draw.chance()))


def grid_slice(draw: Draw) -> slice:
    """A slice as mgrid takes it."""
    if draw.chance(0.3):
        return slice(draw.integer(0, 2), draw.integer(3, 5), draw.choice((5j, 3j, 1j)))
    return slice(draw.choice((None, 0, 1, 0.5)), draw.integer(0, 5), draw.choice((None, 1, 2, 0.5)))


@families.add(known=0.95)
def grids(draw: Draw) -> Call:
    key: Any = grid_slice(draw)
    if draw.chance(0.7):
        key = tuple(grid_slice(draw) for _ in range(draw.integer(1, 3)))
    if draw.chance():
        return Call("numpy.mgrid.__getitem__", (key,), function=np.mgrid.__getitem__)

    def opened(each: Any) -> Any:
        result = np.ogrid[each]
        return tuple(result) if isinstance(result, list) else result  # a list before NumPy 2

    return Call("numpy.ogrid.__getitem__", (key,), function=opened)


@families.add(known=0.8, refused=0.9)
def ix(draw: Draw) -> Call:
    shapes = ((draw.size(),), (draw.size(),), (2, 2)) if draw.chance(0.1) else ((draw.size(),),)
    arrays = [
        draw.array(draw.choice(shapes), draw.choice(("int64", "bool"))) for _ in range(draw.integer(1, 3))
    ]
    return Call("numpy.ix_", tuple(arrays))


@families.add(known=1)
def windows(draw: Draw) -> Call:
    name = draw.choice(("hamming", "hanning", "blackman", "bartlett", "kaiser"))
    return Call(f"numpy.{name}", (draw.integer(-2, 9), *([14.0] if name == "kaiser" else [])))


@families.add(known=0.9)
def vander(draw: Draw) -> Call:
    x = draw.array(draw.choice(((draw.size(),), (2, 2))), draw.choice(("int64", "float32")))
    return Call("numpy.vander", (x,), draw.given(N=draw.size(), increasing=draw.chance()))


@families.add(known=1)
def read(draw: Draw) -> Call:
    kind = draw.integer(0, 4)
    if kind == 0:
        data = bytes(draw.choice((8, 16, 24, 7)))
        keywords = draw.given(dtype=draw.choice(("f4", "u1", float)), count=draw.integer(-1, 2))
        return Call("numpy.frombuffer", (As(data, Constant(data)),), keywords)
    if kind == 1:
        keywords = draw.given(count=draw.integer(-1, 4))
        return Call("numpy.fromiter", ([1, 2, 3], draw.choice((int, float, "f4"))), keywords)
    if kind == 2:
        return Call("numpy.fromstring", ("1 2 3",), {"sep": " "} | draw.given(dtype=int))
    if kind == 3:
        text = draw.choice(("1 2\n3 4\n", "1 2\n", "1\n2\n", "1"))
        file = As(io.StringIO(text), UNKNOWN_VALUE)
        return Call("numpy.loadtxt", (file,), {"ndmin": 2} | draw.given(dtype=int))
    return Call("numpy.ndarray", (draw.shape(),), draw.given(dtype=int))


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()
