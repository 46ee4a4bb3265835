"""Lineage against data: elements that carry where they came from are moved by NumPy, and looked at.

Every element of a small array has a number. For each origin of an axis it is noted which index the
element had along it; what an axis later claims to be made of must be what its elements show.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tensorlint.shapes import UNKNOWN, Axis, AxisOrigin, Part, Shape, Size, equal, symbol
from tensorlint.shapes.arithmetic import (
    agree,
    broadcast,
    broadcast_to,
    concatenate,
    matmul,
    pad,
    repeat,
    reshape,
    sliced,
    stack,
)
from tensorlint.shapes.axes import born, joined_axis, merge_parts, same_lineage, selected
from tensorlint.shapes.sizes import Symbol, add, from_atom, multiply, substitute


class Moved:
    """An array of numbered elements, what is claimed of it, and where each element was."""

    def __init__(self, draw: st.DrawFn, data: np.ndarray, shape: Shape, truth: dict[Symbol, int]):
        self.draw = draw
        self.data = data
        self.shape = shape
        self.truth = truth
        self.places: dict[AxisOrigin, np.ndarray] = {}
        self.story = [f"array{data.shape}"]

    def real(self, size: Size) -> int:
        """A size with the real numbers put in."""
        number = substitute(size, dict(self.truth))
        assert isinstance(number, int)
        return number

    def note_origins(self) -> None:
        """Note the places along origins that are new: there, elements are where they are now."""
        for index, axis in enumerate(self.shape.axes):
            for part in axis.parts or ():
                if part.origin in self.places:
                    continue
                assert axis.parts == (Part(part.origin, 1, axis.size),), "a new origin is a whole axis"
                places = np.full(10_000, -1)
                places[self.data] = self.along(index)
                self.places[part.origin] = places
                if part.origin.parent is not None:
                    self.check_selection(part.origin, part.origin.parent)

    def along(self, index: int) -> np.ndarray:
        """For each element its place along one axis."""
        sizes = [1] * self.data.ndim
        sizes[index] = -1
        return np.broadcast_to(np.arange(self.data.shape[index]).reshape(sizes), self.data.shape)

    def check_selection(self, origin: AxisOrigin, parent: AxisOrigin) -> None:
        """A selection holds some places of its parent, in their order."""
        pairs = {(self.places[origin][each], self.places[parent][each]) for each in self.data.flat}
        steps = sorted(pairs)
        assert len({place for place, _ in steps}) == len(steps), f"one place, one index: {self}"
        assert [index for _, index in steps] == sorted({index for _, index in steps}), f"{self}"

    def check(self) -> None:
        """The place of each element along an axis is what its parts say."""
        for axis, real in zip(self.shape.axes, self.data.shape, strict=True):
            assert axis.size is UNKNOWN or self.real(axis.size) == real, f"{self}"
        self.note_origins()
        for index, axis in enumerate(self.shape.axes):
            if axis.parts is None:
                continue
            place: np.ndarray | int = 0
            for part in axis.parts:
                stride, extent = self.real(part.stride), self.real(part.extent)
                digit = self.places[part.origin][self.data] // max(stride, 1) % max(extent, 1)
                place = place * extent + digit
            shown = self.along(index)
            assert np.array_equal(np.broadcast_to(place, shown.shape), shown), f"axis {index} of {self}"

    def step(self) -> None:
        """Move the elements in some way, in fact and in the algebra."""
        way = self.draw(st.integers(0, 5))
        if way == 0 and self.data.ndim:
            order = self.draw(st.permutations(range(self.data.ndim)))
            self.data = self.data.transpose(order)
            self.shape = Shape(tuple([self.shape.axes[index] for index in order]))
            self.story.append(f"transpose{tuple(order)}")
        elif way == 1 and self.data.ndim:
            index = self.draw(st.integers(0, self.data.ndim - 1))
            bounds = [self.draw(st.none() | st.integers(-4, 5)) for _ in range(2)]
            step = self.draw(st.sampled_from([None, 1, 2, 3, -1, -2]))
            self.data = self.data[(slice(None),) * index + (slice(*bounds, step),)]
            axes = list(self.shape.axes)
            axes[index] = sliced(axes[index], *bounds, step)
            if axes[index].size is UNKNOWN or self.real(axes[index].size) != self.data.shape[index]:
                raise AssertionError(f"wrong slice of {self}")
            self.shape = Shape(tuple(axes))
            self.story.append(f"axis {index}[{bounds}:{step}]")
        else:
            sizes = self.target()
            numbers = [self.real(size) for size in sizes]
            hole = self.draw(st.integers(-2, len(sizes) - 1))
            self.data = self.data.reshape(numbers)
            shape = reshape(self.shape, sizes)
            if hole >= 0 and math.prod(numbers[:hole] + numbers[hole + 1 :]) > 0:
                solved = reshape(self.shape, [*sizes[:hole], -1, *sizes[hole + 1 :]])
                shape = shape if UNKNOWN in solved.sizes else solved
            self.shape = shape
            self.story.append(f"reshape{tuple(sizes)}, hole {hole}")

    def target(self) -> list[Size]:
        """Sizes with as many elements: axes merged, split, and unit axes put in or taken out."""
        sizes: list[Size] = [axis.size for axis in self.shape.axes]
        for _ in range(self.draw(st.integers(1, 3))):
            way = self.draw(st.integers(0, 3))
            if way == 0 and len(sizes) > 1:
                place = self.draw(st.integers(0, len(sizes) - 2))
                sizes[place : place + 2] = [multiply(sizes[place], sizes[place + 1])]
            elif way == 1 and sizes:
                place = self.draw(st.integers(0, len(sizes) - 1))
                number = self.real(sizes[place])
                ways = [each for each in range(1, number + 1) if number % each == 0] or [1]
                outer = self.draw(st.sampled_from(ways))
                sizes[place : place + 1] = [outer, number // outer]
            elif way == 2:
                sizes.insert(self.draw(st.integers(0, len(sizes))), 1)
            elif way == 3:
                sizes = [size for size in sizes if size != 1]
        return sizes

    def __repr__(self) -> str:
        origins = list(self.places)
        numbers = {origin: str(index) for index, origin in enumerate(origins)}
        axes = [
            axis.parts
            and [f"{numbers.get(part.origin, 'new')}//{part.stride}%{part.extent}" for part in axis.parts]
            for axis in self.shape.axes
        ]
        sizes = [str(origin.size) for origin in origins]
        return f"{self.data.shape} claimed {axes} of origins {sizes} after {self.story}"


@st.composite
def arrays(draw: st.DrawFn) -> Moved:
    """A numbered array; sizes may be symbols, and the lineage of an axis may be unknown."""
    numbers = draw(st.lists(st.sampled_from([1, 2, 3, 4, 6]), min_size=1, max_size=4))
    truth: dict[Symbol, int] = {}
    axes: list[Axis] = []
    for number in numbers:
        kind = draw(st.integers(0, 9))
        size: Size = number
        if kind < 4:
            name = Symbol("n", 1)
            truth[name] = number
            size = from_atom(name)
        elif kind == 4 and number % 2 == 0:
            name = Symbol("h", 1)
            truth[name] = number // 2
            size = multiply(2, from_atom(name))
        axes.append(Axis(size) if kind == 9 else born(size, batch=kind == 8))
    data = np.arange(math.prod(numbers)).reshape(numbers)
    moved = Moved(draw, data, Shape(tuple(axes)), truth)
    moved.check()
    return moved


@given(moved=arrays(), steps=st.integers(1, 4))
def test_elements_are_where_the_lineage_says(moved: Moved, steps: int) -> None:
    for _ in range(steps):
        moved.step()
        moved.check()


@given(moved=arrays(), steps=st.integers(0, 2), hidden=st.integers(0, 2))
def test_trailing_axes_come_from_where_the_lineage_says(moved: Moved, steps: int, hidden: int) -> None:
    for _ in range(steps):
        moved.step()
        moved.check()
    sizes = moved.target()
    moved.data = moved.data.reshape([moved.real(size) for size in sizes])
    moved.shape = reshape(Shape(moved.shape.axes[hidden:], True), sizes)
    moved.story.append(f"the first {hidden} axes hidden, reshape{tuple(sizes)}")
    moved.check()


@given(moved=arrays())
def test_merged_and_split_again_gives_the_first_lineage_back(moved: Moved) -> None:
    flat = reshape(moved.shape, [-1])
    again = reshape(flat, moved.shape.sizes)
    for before, after in zip(moved.shape.axes, again.axes, strict=True):
        assert equal(before.size, after.size) is True
        if all(axis.parts is not None for axis in moved.shape.axes) and before.size != 1:
            assert after.parts == before.parts


@given(moved=arrays())
def test_a_reshape_to_the_same_sizes_keeps_lineage(moved: Moved) -> None:
    same = reshape(moved.shape, moved.shape.sizes)
    assert [axis.parts for axis in same.axes if axis.size != 1] == [
        axis.parts for axis in moved.shape.axes if axis.size != 1
    ]


N, M = symbol("n"), symbol("m")


def names(shape: Shape, **origins: AxisOrigin) -> list[str | None]:
    """The parts of each axis as text, by the names of their origins."""
    by_origin = {origin: name for name, origin in origins.items()}
    return [
        None
        if axis.parts is None
        else " ".join(
            by_origin[part.origin]
            + ("" if part.is_whole else f"//{part.stride}%{part.extent}".replace("//1%", "%"))
            for part in axis.parts
        )
        for axis in shape.axes
    ]


def axes(*sizes: Size) -> tuple[Shape, list[AxisOrigin]]:
    """A shape of new axes, and their origins."""
    made = [born(size) for size in sizes]
    return Shape(tuple(made)), [axis.parts[0].origin for axis in made if axis.parts]


@pytest.mark.parametrize(
    ("sizes", "target", "expected"),
    [
        ((N, 4, 3), (N, 12), ["a", "b c"]),
        ((N, 4, 3), (multiply(4, N), 3), ["a b", "c"]),
        ((N, 4, 3), (-1,), ["a b c"]),
        ((N, 12, 5), (N, 3, 4, 5), ["a", "b//4%3", "b%4", "c"]),
        ((N, 12, 5), (N, 3, -1), ["a", "b//4%3", "b%4 c"]),
        ((N, 4, 6), (N, 2, 12), ["a", "b//2%2", "b%2 c"]),
        ((N, 4, 6), (N, 8, 3), ["a", "b c//3%2", "c%3"]),
        ((N, M, 3), (multiply(N, M), 3), ["a b", "c"]),
        ((multiply(N, M), 3, 2), (N, M, 6), ["a//m%n", "a%m", "b c"]),
        ((6, 4, 5), (4, 6, 5), [None, None, "c"]),
        ((6, 4), (4, 6), [None, None]),
        ((6, 4, 5), (3, 2, 4, 5), ["a//2%3", "a%2", "b", "c"]),
        ((6, 4, 5), (3, 8, 5), ["a//2%3", "a%2 b", "c"]),
        ((5, 6, 4, 7), (5, 24, 7), ["a", "b c", "d"]),
        ((5, 6, 4, 7), (5, 4, 6, 7), ["a", None, None, "d"]),
        ((32, 10, 8), (320, 8), ["a b", "c"]),
        ((32, 10, 8), (-1, 8), ["a b", "c"]),
        ((N, 4), (N, 1, 4, 1), ["a", "", "b", ""]),
        ((N, 1, 4), (N, 4), ["a", "b"]),
        ((N, 7), (N, -1), ["a", "b"]),
        ((N, 4, 3), (-1, 9), [None, None]),
    ],
)
def test_where_the_axes_of_a_reshape_come_from(
    sizes: tuple[Size, ...], target: tuple[Size, ...], expected: list[str | None]
) -> None:
    shape, origins = axes(*sizes)
    assert names(reshape(shape, target), **dict(zip("abcd", origins, strict=False))) == expected


def test_what_is_left_for_one_axis_is_its_lineage_whatever_its_size() -> None:
    shape, [a, b, c] = axes(UNKNOWN, 4, 3)
    assert names(reshape(shape, (-1, 12)), a=a, b=b, c=c) == ["a", "b c"]
    assert names(reshape(shape, (-1, 3)), a=a, b=b, c=c) == ["a b", "c"]
    assert names(reshape(shape, (-1, 2, 3)), a=a, b=b, c=c) == ["a b//2%2", "b%2", "c"]
    leading, [d, e] = axes(4, UNKNOWN)
    assert names(reshape(leading, (2, -1)), d=d, e=e) == ["d//2%2", "d%2 e"]


def test_trailing_axes_keep_their_lineage_behind_unknown_ones() -> None:
    shape, [a, b] = axes(4, 3)
    assert names(reshape(Shape(shape.axes, True), (-1, 12)), a=a, b=b) == [None, "a b"]
    assert names(reshape(Shape(shape.axes, True), (N, 2, 3)), a=a, b=b) == [None, "a%2", "b"]
    assert names(reshape(Shape(shape.axes, True), (12,)), a=a, b=b) == ["a b"]
    longer, [c, d] = axes(6, 3)
    assert names(reshape(Shape(longer.axes, True), (6, 2, 3)), c=c, d=d) == [None, "c%2", "d"]


def test_nothing_is_left_for_a_second_empty_axis() -> None:
    shape, [a, b] = axes(10, 0)
    assert names(reshape(shape, (0, 0)), a=a, b=b)[1] is None


def test_an_axis_of_unknown_lineage_hides_only_itself() -> None:
    shape, [a, c] = axes(N, 3)
    mixed = Shape((shape.axes[0], Axis(5), shape.axes[1]))
    assert names(reshape(mixed, (N, 5, 3)), a=a, c=c) == ["a", None, "c"]
    assert names(reshape(mixed, (multiply(5, N), 3)), a=a, c=c) == [None, "c"]
    middle, [b] = axes(4)
    assert names(reshape(Shape((Axis(5), *middle.axes, Axis(6))), (5, 2, 2, 6)), b=b) == [
        None,
        "b//2%2",
        "b%2",
        None,
    ]


def test_merging_time_into_batch_is_told_from_batch_into_time() -> None:
    shape, [batch, time, feature] = axes(32, 32, 8)
    merged = reshape(shape, (-1, 8))
    swapped = reshape(Shape((shape.axes[1], shape.axes[0], shape.axes[2])), (-1, 8))
    assert merged.sizes == swapped.sizes == (1024, 8)
    named = {"batch": batch, "time": time, "feature": feature}
    assert names(merged, **named) == ["batch time", "feature"]
    assert names(swapped, **named) == ["time batch", "feature"]
    assert same_lineage(merged.axes[0].parts, swapped.axes[0].parts) is False
    assert same_lineage(merged.axes[1].parts, swapped.axes[1].parts) is True
    assert same_lineage(merged.axes[0].parts, None) is None
    back = reshape(merged, (32, 32, 8))
    assert names(back, **named) == ["batch", "time", "feature"]


def test_digits_that_are_put_together_again_are_the_whole_axis() -> None:
    [origin] = axes(24)[1]
    parts = [Part(origin, 8, 3), Part(origin, 2, 4), Part(origin, 1, 2)]
    assert merge_parts(parts) == (Part(origin, 1, 24),)
    assert merge_parts(parts[1:]) == (Part(origin, 1, 8),)
    assert merge_parts(parts[::2]) == tuple(parts[::2])
    assert merge_parts(parts[::-1]) == tuple(parts[::-1])
    others = [Part(origin, 8, 3), Part(axes(8)[1][0], 1, 8)]
    assert merge_parts(others) == tuple(others)
    assert [part.is_whole for part in (*parts, Part(origin, 1, 24))] == [False, False, False, True]


def test_an_axis_that_counts_samples_does_so_only_whole() -> None:
    batch = born(N, "axis 0 of x", batch=True)
    time, feature = born(4), born(3)
    x = Shape((batch, time, feature))
    assert [axis.is_batch() for axis in x.axes] == [True, False, False]
    assert reshape(x, (N, -1)).axes[0].is_batch()
    assert not reshape(x, (-1, 3)).axes[0].is_batch()
    assert reshape(reshape(x, (-1, 3)), (N, 4, 3)).axes[0].is_batch()
    halves = reshape(Shape((born(6, batch=True),)), (2, 3))
    assert not any(axis.is_batch() for axis in halves.axes)
    assert reshape(halves, (6,)).axes[0].is_batch()


def test_a_single_sample_is_still_a_batch() -> None:
    one = born(1, batch=True)
    assert one.is_batch()
    x = Shape((one, born(4), born(3)))
    assert [axis.is_batch() for axis in reshape(x, (1, 12)).axes] == [True, False]
    assert [axis.is_batch() for axis in reshape(x, (1, -1, 1)).axes] == [True, False, False]
    assert reshape(x, (12,)).axes[0].parts == (*x.axes[1].parts, *x.axes[2].parts)
    assert broadcast(Shape((one, Axis(3))), Shape((Axis(1, ()), Axis(3)))).axes[0].is_batch()
    assert broadcast(Shape((Axis(1, ()), Axis(3))), Shape((one, Axis(3)))).axes[0].is_batch()
    assert selected(born(N, batch=True), 1).is_batch()
    assert born(1).parts == ()


def test_selections_know_what_they_were_selected_from() -> None:
    batch = born(N, "axis 0 of x", batch=True)
    train = sliced(batch, None, 100, None)
    assert train.parts is not None
    assert batch.parts is not None
    assert train.parts[0].origin.parent is batch.parts[0].origin
    assert train.parts[0].origin.root() is batch.parts[0].origin
    assert train.parts[0].origin.label == "axis 0 of x"
    assert train.is_batch()
    assert sliced(batch, None, None, None) is batch
    assert sliced(batch, 0, N, 1) is batch
    assert sliced(train, 1, None, 2).is_batch()
    outer, inner = reshape(Shape((born(6),)), (2, 3)).axes
    assert sliced(outer, 1, None, None).parts in (None, ())
    assert sliced(inner, 1, None, None).parts is None


def test_elements_in_another_order_are_another_axis_that_still_counts_samples() -> None:
    batch = born(N, batch=True)
    turned = sliced(batch, None, None, -1)
    assert turned.size == N
    assert turned.is_batch()
    assert turned.parts != batch.parts
    assert turned.parts is not None
    assert turned.parts[0].origin.parent is None
    assert sliced(born(N), None, None, -1).parts is None


def test_elementwise_operations_keep_the_lineage_that_is_known() -> None:
    known, unknown = born(N), Axis(N)
    batch = born(N, batch=True)
    for shapes in ((known, unknown), (unknown, known)):
        assert broadcast(*[Shape((axis,)) for axis in shapes]).axes[0].parts == known.parts
    for shapes in ((known, batch), (batch, known)):
        assert broadcast(*[Shape((axis,)) for axis in shapes]).axes[0].parts == batch.parts
        assert agree(shapes, 0).parts == batch.parts
    assert agree((unknown, known), 0).parts == known.parts
    assert broadcast(Shape((known,)), Shape((Axis(1, ()),))).axes[0] is known
    stretched = broadcast_to(Shape((known,)), Shape((Axis(7), Axis(N))))
    assert [axis.parts for axis in stretched.axes] == [None, known.parts]


def test_matmul_keeps_rows_and_columns() -> None:
    rows, inner, columns = born(N), born(3), born(4)
    result = matmul(Shape((rows, inner)), Shape((Axis(3), columns)))
    assert result.axes == (rows, columns)


def test_joined_arrays_count_samples_if_all_parts_do() -> None:
    batch, other, feature = born(N, batch=True), born(M, batch=True), born(3)
    both = concatenate([Shape((batch, feature)), Shape((other, Axis(3)))], 0)
    assert both.axes[0].is_batch()
    assert both.axes[0].size == add(N, M)
    assert both.axes[1].parts == feature.parts
    mixed = concatenate([Shape((batch, feature)), Shape((Axis(M), Axis(3)))], 0)
    assert not mixed.axes[0].is_batch()
    alone = Shape((batch, feature))
    assert concatenate([alone], 0) == alone
    stacked = stack([Shape((batch, feature)), Shape((Axis(N), feature))], 1)
    assert [axis.parts is not None for axis in stacked.axes] == [True, True, True]
    assert stacked.axes[0].parts == batch.parts
    assert repeat(batch, 2).is_batch()
    assert repeat(batch, 1) is batch
    assert pad(feature, 0, 0) is feature
    assert pad(feature, 1, 1).parts is None


def test_what_holds_of_two_axes() -> None:
    axis = born(N)
    assert joined_axis(axis, Axis(N)) == Axis(N)
    assert joined_axis(axis, Axis(M, axis.parts)) == Axis(UNKNOWN, axis.parts)
    assert joined_axis(axis, axis) is axis
