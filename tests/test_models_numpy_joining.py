"""Models of NumPy's joining, splitting and repeating functions, held against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model_harness import Call, Draw, Families, Family

families = Families()


def joinable(draw: Draw, low: int = 0, axis: int | None = None, count: int | None = None) -> list[Any]:
    """Arrays of one shape except along an axis; now and then one that does not fit."""
    shape = draw.shape(low, 3)
    make = draw.data if draw.chance(0.7) else draw.array
    arrays: list[Any] = []
    for _ in range(draw.integer(1, 4) if count is None else count):
        sizes = list(shape)
        if sizes and axis is not None:
            sizes[axis % len(sizes)] = draw.size()
        if sizes and draw.chance(0.06):
            sizes[draw.integer(0, len(sizes) - 1)] = draw.size()
        if draw.chance(0.04):
            sizes = list(draw.shape(0, 3))
        arrays.append(make(sizes))
    return arrays


def sequence(draw: Draw, arrays: list[Any]) -> Any:
    """A list or a tuple of them."""
    return tuple(arrays) if draw.chance() else arrays


@families.add(known=1, refused=0.75)
def concatenate(draw: Draw) -> Call:
    axis = draw.choice((0, 0, 0, 1, -1, 2, None))
    arrays = joinable(draw, 1, axis if axis is not None else 0)
    keywords = {} if axis == 0 and draw.chance() else {"axis": axis}
    keywords |= draw.given(0.1, dtype="float32", casting="unsafe")
    if draw.chance(0.1):
        return Call("numpy.concatenate", (draw.data(draw.shape()),), keywords)
    return Call("numpy.concatenate", (sequence(draw, arrays),), keywords, movement="dtype" not in keywords)


@families.add(known=1, refused=1)
def stack(draw: Draw) -> Call:
    arrays = joinable(draw)
    axis = draw.axis(arrays[0].ndim + 1, 0.05)
    keywords = draw.given(0.7, axis=axis)
    if draw.chance(0.1):
        return Call("numpy.stack", (draw.data(draw.shape(1)),), keywords, movement=True)
    return Call("numpy.stack", (sequence(draw, arrays),), keywords, movement=True)


@families.add(known=1, refused=1)
def stacks(draw: Draw) -> Call:
    name = draw.choice(("hstack", "vstack", "dstack", "column_stack"))
    axis = {"hstack": 1, "vstack": 0, "dstack": 2, "column_stack": 1}[name]
    arrays = joinable(draw, 0, axis)
    if name == "hstack" and all(array.ndim == 1 for array in arrays):
        arrays = joinable(draw, 1, 0)
    return Call(f"numpy.{name}", (sequence(draw, arrays),), movement=True)


@families.add(known=0, refused=0.8)
def arrays_as_separate_arguments(draw: Draw) -> Call:
    name = draw.choice(("concatenate", "stack", "hstack", "vstack", "dstack", "column_stack"))
    return Call(f"numpy.{name}", (draw.data(draw.shape(1)), draw.data(draw.shape(1))))


@families.add(known=0, refused=1)
def nothing_to_join(draw: Draw) -> Call:
    name = draw.choice(("concatenate", "stack", "hstack", "vstack", "dstack", "column_stack", "block"))
    return Call(f"numpy.{name}", ([],))


@families.add(known=1, refused=1)
def append(draw: Draw) -> Call:
    axis = draw.choice((None, None, 0, 1, -1, 2))
    arrays = joinable(draw, 0, axis, 2)
    if axis is None and draw.chance(0.2):
        arrays[1] = 5
    return Call("numpy.append", tuple(arrays), {} if axis is None else {"axis": axis})


@families.add(known=1, refused=1)
def block(draw: Draw) -> Call:
    rows, columns = draw.integer(1, 3), draw.integer(1, 3)
    heights = [draw.size() for _ in range(rows)]
    widths = [draw.size() for _ in range(columns)]
    blocks: list[Any] = [[draw.data((height, width)) for width in widths] for height in heights]
    if draw.chance(0.2):
        blocks[0][0] = draw.choice((draw.data(draw.shape(0, 3)), 1, [draw.data((2, 2))]))
    if draw.chance(0.2):
        blocks = blocks[0]
    if draw.chance(0.1):
        blocks = [blocks]
    return Call("numpy.block", (blocks,))


def sections(draw: Draw, size: int) -> Any:
    """A number of parts, or indices to cut at."""
    if draw.chance(0.6):
        fitting = [number for number in range(1, size + 1) if size % number == 0]
        return draw.choice((*fitting, *fitting, draw.integer(-1, 4)))
    cuts = [draw.integer(-3, size + 2) for _ in range(draw.integer(0, 3))]
    cuts = sorted(cuts) if draw.chance(0.8) else cuts
    return np.array(cuts, dtype=int) if draw.chance(0.2) else cuts


@families.add(known=0.95, refused=0.95)
def split(draw: Draw) -> Call:
    name = draw.choice(("split", "split", "array_split", "hsplit", "vsplit", "dsplit"))
    array = draw.data(draw.shape(3 if name == "dsplit" else 1, 4) if draw.chance(0.9) else ())
    axis = draw.axis(array.ndim, 0.05)
    if name in ("split", "array_split"):
        keywords = draw.given(axis=axis)
        size = (
            array.shape[keywords.get("axis", 0)] if array.ndim > keywords.get("axis", 0) >= -array.ndim else 4
        )
        return Call(f"numpy.{name}", (array, sections(draw, size)), keywords, movement=True)
    place = {"hsplit": min(1, array.ndim - 1), "vsplit": 0, "dsplit": 2}[name]
    size = array.shape[place] if 0 <= place < array.ndim else 2
    return Call(f"numpy.{name}", (array, sections(draw, size)), movement=True)


@families.add(known=1, refused=1)
def unstack(draw: Draw) -> Call:
    def along(x: Any, axis: int = 0) -> Any:
        if x.ndim == 0:
            raise ValueError  # np.unstack is there since NumPy 2.1
        return tuple(np.moveaxis(x, axis, 0))

    x = draw.data(draw.shape(0, 3))
    if x.ndim == 1:
        x = x[:, None]
    return Call("numpy.unstack", (x,), draw.given(axis=draw.axis(x.ndim)), function=along, movement=True)


@families.add(known=0.9, refused=0.8)
def tile(draw: Draw) -> Call:
    reps = draw.choice((draw.integer(0, 3), tuple(draw.integer(0, 3) for _ in range(draw.integer(0, 3)))))
    if draw.chance(0.1):
        reps = draw.choice((2.5, (2, 1.5), 2.0))
    return Call("numpy.tile", (draw.data(draw.shape(0, 3)), reps), movement=True)


@families.add(known=0.9, refused=0.8)
def repeat(draw: Draw) -> Call:
    array = draw.data(draw.shape(0, 3))
    axis = draw.choice((None, draw.axis(array.ndim, 0.05)))
    count = array.size if axis is None else array.shape[axis] if -array.ndim <= axis < array.ndim else 2
    one_for_each = [draw.integer(0, 3) for _ in range(count if draw.chance(0.9) else draw.size())]
    repeats = draw.choice((draw.integer(0, 4), one_for_each, np.array(one_for_each, dtype=int)))
    path = draw.choice(("numpy.repeat", "numpy.ndarray.repeat"))
    return Call(path, (array, repeats), {} if axis is None else {"axis": axis}, movement=True)


@families.add(known=1, refused=0.25)
def pad(draw: Draw) -> Call:
    array = draw.data(draw.shape(0, 3))
    low = -1 if draw.chance(0.05) else 0
    one = draw.integer(low, 3)
    pair = (draw.integer(low, 3), draw.integer(0, 3))
    rank = array.ndim if draw.chance(0.9) else draw.integer(1, 4)
    pairs = [(draw.integer(low, 3), draw.integer(0, 3)) for _ in range(rank)]
    singles = tuple((draw.integer(0, 3),) for _ in range(rank))
    width = draw.choice((one, pair, (pair,), pairs, singles, (1, 2, 3), (one,), 1.5))
    mode = draw.given(0.4, mode=draw.choice(("constant", "edge", "wrap")))
    return Call("numpy.pad", (array, width), mode, movement=mode.get("mode", "constant") == "constant")


@families.add(known=0.95, refused=0.8)
def turned(draw: Draw) -> Call:
    name = draw.choice(("flip", "fliplr", "flipud", "roll", "rot90"))
    array = draw.array(draw.shape(0, 3))
    if name == "flip":
        return Call("numpy.flip", (array,), draw.given(axis=draw.choice((None, draw.axes(array.ndim)))))
    if name == "roll":
        shift = draw.integer(-3, 3)
        return Call("numpy.roll", (array, shift), draw.given(axis=draw.axis(array.ndim)))
    if name == "rot90":
        axes = (draw.axis(array.ndim, 0.02), draw.axis(array.ndim, 0.02))
        return Call("numpy.rot90", (array,), draw.given(k=draw.integer(-2, 5), axes=axes))
    return Call(f"numpy.{name}", (array,))


def translated(draw: Draw) -> Any:
    """What stands inside `np.r_[...]` or `np.c_[...]`."""
    items = joinable(draw, 1, draw.choice((0, -1)))
    for _ in range(draw.choice((0, 0, 0, 1, 2))):
        extra = draw.choice((5, 2.5, slice(0, draw.integer(1, 4)), slice(0, 1, 3j), [1, 2]))
        items.insert(draw.integer(0, len(items)), extra)
    if draw.chance(0.2):
        items = [draw.choice((1, 2, slice(0, 3))) for _ in range(draw.integer(1, 3))]
    return items[0] if len(items) == 1 else tuple(items)


@families.add(known=0.95, refused=0.9)
def index_tricks(draw: Draw) -> Call:
    name = draw.choice(("c_", "r_"))
    return Call(f"numpy.{name}.__getitem__", (translated(draw),), function=getattr(np, name).__getitem__)


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()
