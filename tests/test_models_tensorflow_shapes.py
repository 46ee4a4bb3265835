"""TensorFlow's reshape, transpose, tile and their kind, held against the real ones."""

from __future__ import annotations

from typing import Any

import pytest

from tensorlint.models import registry
from tensorlint.shapes import Shape, shape_of, symbol
from tensorlint.shapes.axes import born
from tensorlint.values import Array, Integer, List
from tests.model_harness import Call, Draw, Families, Family, StubContext

tensorflow = pytest.importorskip("tensorflow")

families = Families("tensorflow")


def new_sizes(draw: Draw, count: int) -> list[int]:
    """Sizes that often hold so many elements, now and then with a -1, a 0 or a wrong size."""
    sizes: list[int] = []
    rest = count
    for divisor in (2, 3, 5):
        while rest and rest % divisor == 0 and draw.chance(0.5):
            rest //= divisor
            if sizes and draw.chance(0.4):
                sizes[-1] *= divisor
            else:
                sizes.append(divisor)
    sizes.insert(draw.integer(0, len(sizes)), rest)
    if draw.chance(0.4):
        sizes[draw.integer(0, len(sizes) - 1)] = -1
    if draw.chance(0.15):
        sizes.insert(draw.integer(0, len(sizes)), draw.choice((1, 1, 2, 0, -1, -2)))
    return sizes


@families.add(known=0.95, refused=0.9)
def reshape(draw: Draw) -> Call:
    shape = draw.shape()
    sizes = new_sizes(draw, _count(shape))
    wanted: Any = draw.choice((sizes, tuple(sizes), draw.array([len(sizes)], "int64") * 0 + sizes))
    return Call("tensorflow.reshape", (draw.data(shape), wanted), movement=True)


def _count(shape: tuple[int, ...]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


@families.add(known=0.95, refused=0.95)
def transpose(draw: Draw) -> Call:
    shape = draw.shape()
    order = draw.random.sample(range(len(shape)), len(shape))
    order = [axis - len(shape) if draw.chance(0.2) else axis for axis in order]
    if order and draw.chance(0.1):
        order[0] = draw.choice((order[-1], len(shape), -len(shape) - 1))
    if draw.chance(0.05):
        order.append(0)
    return Call("tensorflow.transpose", (draw.data(shape),), draw.given(0.8, perm=order), movement=True)


@families.add(known=0.95, refused=0.95)
def matrix_transpose(draw: Draw) -> Call:
    return Call("tensorflow.linalg.matrix_transpose", (draw.data(draw.shape()),), movement=True)


@families.add(known=0.95, refused=0.95)
def expand_dims(draw: Draw) -> Call:
    shape = draw.shape()
    return Call("tensorflow.expand_dims", (draw.data(shape), draw.axis(len(shape) + 1)), movement=True)


@families.add(known=0.8, refused=0.95)
def squeeze(draw: Draw) -> Call:
    shape = tuple(1 if draw.chance(0.5) else draw.size() for _ in range(draw.rank()))
    axis: Any = list(draw.axes(len(shape))) if draw.chance(0.7) else draw.axis(len(shape))
    return Call("tensorflow.squeeze", (draw.data(shape),), draw.given(0.8, axis=axis), movement=True)


@families.add(known=0.95, refused=0.95)
def broadcast_to(draw: Draw) -> Call:
    target = [draw.size() for _ in range(draw.rank())]
    source = [1 if draw.chance(0.3) else size for size in target]
    source = source[draw.integer(0, len(source)) :] if draw.chance(0.4) else source
    if source and draw.chance(0.2):
        source[0] = draw.size()
    if draw.chance(0.1):
        source.insert(0, draw.size())
    return Call("tensorflow.broadcast_to", (draw.data(source), target))


@families.add(known=0.95, refused=0.95)
def tile(draw: Draw) -> Call:
    shape = draw.shape()
    multiples: Any = [draw.integer(0, 3) for _ in shape]
    if draw.chance(0.1):
        multiples = draw.choice(([*multiples, 1], 2, [-1] * len(shape)))
    return Call("tensorflow.tile", (draw.data(shape), multiples))


@families.add(known=0.8, refused=0.75)
def repeat(draw: Draw) -> Call:
    shape = draw.shape()
    keywords = draw.given(0.7, axis=draw.axis(len(shape)))
    axis = keywords.get("axis", 0)
    size = shape[axis] if -len(shape) <= axis < len(shape) else 2
    numbers = [draw.integer(0, 3) for _ in range(size if "axis" in keywords else _count(shape))]
    wrong = [1, 2, 3] if draw.chance(0.1) else [2]
    repeats = draw.choice((draw.integer(0, 3), numbers[:20], wrong))
    return Call("tensorflow.repeat", (draw.data(shape), repeats), keywords)


@families.add(known=0.95, refused=0.95)
def pad(draw: Draw) -> Call:
    shape = draw.shape(0, 3)
    paddings: Any = [[draw.integer(0, 2), draw.integer(0, 2)] for _ in shape]
    if draw.chance(0.1):
        paddings = draw.choice(([*paddings, [1, 1]], [[1, -1]] * len(shape), [1, 1]))
    keywords = draw.given(0.4, mode=draw.choice(("CONSTANT", "REFLECT", "SYMMETRIC", "reflect")))
    return Call("tensorflow.pad", (draw.data(shape), paddings), keywords)


@families.add(known=0.95)
def reverse(draw: Draw) -> Call:
    shape = draw.shape()
    return Call("tensorflow.reverse", (draw.data(shape), list(draw.axes(len(shape)))))


@families.add(known=0.95, refused=0.5)
def roll(draw: Draw) -> Call:
    shape = draw.shape()
    return Call("tensorflow.roll", (draw.data(shape), draw.integer(-2, 2), draw.axis(len(shape))))


@families.add(known=1.0)
def shape(draw: Draw) -> Call:
    return Call("tensorflow.shape", (draw.data(draw.shape()),))


@families.add(known=0.95, refused=0.9)
def ensure_shape(draw: Draw) -> Call:
    sizes = draw.shape()
    wanted: list[int | None] = [None if draw.chance(0.3) else size for size in sizes]
    if wanted and draw.chance(0.2):
        wanted[0] = draw.size()
    if draw.chance(0.1):
        wanted.append(None)
    return Call("tensorflow.ensure_shape", (draw.data(sizes), wanted))


@pytest.mark.parametrize("family", list(families), ids=str)
def test_agrees_with_tensorflow(family: Family) -> None:
    family.run()


class Reporting(StubContext):
    """Keeps what a model reports."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def report(self, code: str, message: str, severity: str = "warning") -> None:
        self.codes.append(code)


@pytest.mark.parametrize(
    ("sample", "wanted", "codes"),
    [
        ((7, 7, 64), (1568,), ["TSL204"]),
        ((7, 7, 64), (6272,), ["TSL204"]),
        ((7, 7, 64), (3136,), []),
        ((784,), (28, 28, 1), []),
        ((20, 8), (8,), []),
        ((160,), (8,), []),
        ((3, 4), (), []),
    ],
)
def test_minus_one_for_the_batch_keeps_the_samples_whole(
    sample: tuple[int, ...], wanted: tuple[int, ...], codes: list[str]
) -> None:
    batch = born(symbol("batch"), batch=True)
    images = Array(Shape((batch, *shape_of(*sample).axes)), "float32", "tensorflow")
    sizes = List.of(tuple([Integer(size) for size in (-1, *wanted)]))
    context = Reporting()
    model = registry.lookup("tensorflow.reshape")
    assert model is not None
    result = model.function(context, images, sizes)
    assert context.codes == codes
    real = tensorflow.reshape(tensorflow.zeros([6, *sample]), [-1, *wanted])
    assert len(result.shape) == len(real.shape)
