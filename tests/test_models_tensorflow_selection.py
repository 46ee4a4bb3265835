"""TensorFlow's concat, stack, split, gather, masks and their kind, held against the real ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model_harness import Call, Draw, Families, Family

tensorflow = pytest.importorskip("tensorflow")

families = Families("tensorflow")


def _alike(draw: Draw, shape: tuple[int, ...], axis: int, wrong: float = 0.1) -> tuple[int, ...]:
    """A shape that differs along one axis; now and then along another one, or in rank."""
    sizes = list(shape)
    if sizes and -len(sizes) <= axis < len(sizes):
        sizes[axis] = draw.size()
    if sizes and draw.chance(wrong):
        sizes[draw.integer(0, len(sizes) - 1)] = draw.size()
    if draw.chance(wrong / 2):
        sizes.append(draw.size())
    return tuple(sizes)


@families.add(known=0.95, refused=0.9)
def concat(draw: Draw) -> Call:
    shape = draw.shape(0 if draw.chance(0.1) else 1, 3)
    axis = draw.axis(len(shape))
    arrays = [draw.data(shape)] + [draw.data(_alike(draw, shape, axis)) for _ in range(draw.integer(0, 2))]
    return Call("tensorflow.concat", (arrays, axis))


def _tensor(draw: Draw, shape: tuple[int, ...]) -> Any:
    return tensorflow.constant(draw.data(shape))


@families.add(known=0.95, refused=0.9)
def stack(draw: Draw) -> Call:
    shape = tuple(size or 2 for size in draw.shape(0, 3))  # see the model on empty tensors
    shapes = [shape, *(_alike(draw, shape, 99) for _ in range(draw.integer(0, 2)))]
    arrays = [_tensor(draw, tuple(size or 1 for size in each)) for each in shapes]
    return Call("tensorflow.stack", (arrays,), draw.given(axis=draw.axis(len(shape) + 1)))


@families.add(known=0.95, refused=0.9)
def unstack(draw: Draw) -> Call:
    shape = draw.shape()
    axis = draw.axis(len(shape))
    keywords = draw.given(num=draw.integer(1, 4) if draw.chance(0.2) else _at(shape, axis))
    return Call("tensorflow.unstack", (draw.data(shape),), {"axis": axis, **keywords})


def _at(shape: tuple[int, ...], axis: int) -> int:
    return shape[axis] if -len(shape) <= axis < len(shape) else 1


@families.add(known=0.9, refused=0.9)
def split(draw: Draw) -> Call:
    shape = draw.shape(1)
    axis = draw.axis(len(shape))
    size = _at(shape, axis)
    pieces: Any = draw.choice((1, 2, 3, max(size, 1)))
    if draw.chance():
        first = draw.integer(0, size)
        pieces = draw.choice(([first, size - first], [first, -1], [-1, first], [size], [first, size]))
        if draw.chance(0.2):
            pieces = np.array(pieces, "int64")
    return Call("tensorflow.split", (draw.data(shape), pieces), {"axis": axis}, movement=True)


@families.add(known=0.95, refused=0.9)
def add_n(draw: Draw) -> Call:
    shape = draw.shape(0, 3)
    others = [draw.array(_alike(draw, shape, 99), "float32") for _ in range(draw.integer(0, 2))]
    return Call("tensorflow.add_n", ([draw.array(shape, "float32"), *others],))


def _indices(draw: Draw, shape: tuple[int, ...], size: int, wrong: float = 0.05) -> Any:
    low, high = (-1, size) if draw.chance(wrong) else (0, max(size - 1, 0))
    return draw.array(shape, "int64", low, high)


@families.add(known=0.9, refused=0.6)
def gather(draw: Draw) -> Call:
    shape = draw.shape(1)
    axis = draw.axis(len(shape), 0.05)
    keywords: dict[str, Any] = {"axis": axis} if draw.chance(0.8) else {}
    size = _at(shape, axis if keywords else 0)
    indices = _indices(draw, draw.shape(0, 2), size)
    if draw.chance(0.3):
        batch = draw.integer(0, min(2, len(shape) - 1))
        lead = shape[:batch] if draw.chance(0.9) else draw.shape(batch, batch)
        keywords = {"batch_dims": batch}
        if draw.chance(0.4):
            keywords["axis"] = draw.integer(batch, len(shape) - 1)
        indices = _indices(draw, (*lead, *draw.shape(0, 1)), _at(shape, keywords.get("axis", batch)), 0.0)
    return Call("tensorflow.gather", (draw.data(shape), indices), keywords)


@families.add(known=0.9, refused=0.4)
def gather_nd(draw: Draw) -> Call:
    shape = draw.shape()
    depth = draw.integer(0, len(shape) + (1 if draw.chance(0.1) else 0))
    indices = draw.array((*draw.shape(0, 2), depth), "int64", 0, 0)
    return Call("tensorflow.gather_nd", (draw.data(shape), indices))


@families.add(known=0.9, refused=0.9)
def boolean_mask(draw: Draw) -> Call:
    shape = draw.shape(1)
    axis = draw.integer(0, len(shape) - 1)
    covered = shape[axis : axis + draw.integer(1, 2)]
    mask = draw.array(covered if draw.chance(0.9) else draw.shape(0, 2), "int64", 0, 1).astype(bool)
    keywords = {"axis": axis} if axis or draw.chance() else {}
    return Call("tensorflow.boolean_mask", (draw.data(shape), mask), keywords, movement=True)


@families.add(known=0.9, refused=0.9)
def where(draw: Draw) -> Call:
    shape = draw.shape(0, 3)
    condition = draw.array(shape, "bool")
    if draw.chance(0.2):
        return Call("tensorflow.where", (condition,))
    x, y = (draw.array(draw.choice((shape, shape[1:], (), draw.shape(0, 1))), "float32") for _ in "xy")
    return Call("tensorflow.where", (condition, x, y))


@families.add(known=0.95, refused=0.95)
def slices(draw: Draw) -> Call:
    shape = draw.shape(1)
    begin = [draw.integer(0, size) for size in shape]
    size = [
        draw.choice((-1, draw.integer(0, size - start))) for size, start in zip(shape, begin, strict=True)
    ]
    if size and draw.chance(0.1):
        size[0] += 2
    if draw.chance(0.05):
        begin.append(0)
    return Call("tensorflow.slice", (draw.data(shape), begin, size), movement=True)


@families.add(known=0.9, refused=0.5)
def strided_slice(draw: Draw) -> Call:
    shape = draw.shape(1)
    count = draw.integer(1, len(shape) + (1 if draw.chance(0.05) else 0))
    begin = [draw.integer(-3, 6) for _ in range(count)]
    end = [draw.integer(-3, 6) for _ in range(count)]
    keywords: dict[str, Any] = draw.given(
        0.3, strides=[draw.choice((1, 2, 3, -1)) for _ in range(count)], begin_mask=draw.integer(0, 3)
    )
    return Call("tensorflow.strided_slice", (draw.data(shape), begin, end), keywords)


@families.add(known=0.95, refused=0.95)
def unique(draw: Draw) -> Call:
    name = draw.choice(("unique", "unique_with_counts"))
    return Call(f"tensorflow.{name}", (draw.array(draw.shape(0, 2) if draw.chance(0.3) else (5,), "int64"),))


@families.add(known=0.95, refused=0.95)
def top_k(draw: Draw) -> Call:
    shape = draw.shape(0 if draw.chance(0.1) else 1, 3)
    return Call("tensorflow.nn.top_k", (draw.array(shape, "float32"),), draw.given(k=draw.integer(0, 4)))


@families.add(known=0.95, refused=0.95)
def sorting(draw: Draw) -> Call:
    shape = draw.shape()
    name = draw.choice(("sort", "argsort"))
    return Call(f"tensorflow.{name}", (draw.array(shape, "float32"),), draw.given(axis=draw.axis(len(shape))))


@families.add(known=0.95, refused=0.5)
def searchsorted(draw: Draw) -> Call:
    shape = draw.shape(1, 3)
    values = shape[:-1] if draw.chance(0.8) else draw.shape(1, 2)
    return Call(
        "tensorflow.searchsorted", (draw.array(shape, "float32"), draw.array((*values, 3), "float32"))
    )


@families.add(known=0.95, refused=0.7)
def scatter(draw: Draw) -> Call:
    target = draw.shape(1, 3)
    depth = draw.integer(1, len(target))
    places = draw.shape(0, 2)
    indices = draw.array((*places, depth), "int64", 0, 0)
    updates = (*places, *target[depth:])
    if updates and draw.chance(0.15):
        updates = (*updates[:-1], 3)  # another rank can abort the process
    if draw.chance() and updates:
        return Call("tensorflow.scatter_nd", (indices, draw.array(updates, "float32"), list(target)))
    name = draw.choice(("update", "add", "max"))
    values = draw.array(target, "float32"), indices, draw.array(updates, "float32")
    return Call(f"tensorflow.tensor_scatter_nd_{name}", values)


@families.add(known=0.9, refused=0.9)
def dynamic_partition(draw: Draw) -> Call:
    shape = draw.shape(1, 3)
    partitions = shape[: draw.integer(1, 2)] if draw.chance(0.9) else draw.shape(1, 2)
    return Call(
        "tensorflow.dynamic_partition",
        (draw.array(shape, "float32"), draw.array(partitions, "int64", 0, 1).astype("int32"), 2),
    )


@families.add(known=0.95, refused=0.7)
def embedding_lookup(draw: Draw) -> Call:
    shape = (draw.integer(1, 6), *draw.shape(0, 2))
    return Call(
        "tensorflow.nn.embedding_lookup",
        (draw.array(shape, "float32"), _indices(draw, draw.shape(0, 2), shape[0])),
    )


@pytest.mark.parametrize("family", list(families), ids=str)
def test_agrees_with_tensorflow(family: Family) -> None:
    family.run()
