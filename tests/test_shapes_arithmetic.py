"""Operations on shapes against NumPy and Python: no false refusal, no wrong size, for sampled numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, equal, shape_of, symbol
from tensorlint.shapes.arithmetic import (
    agree,
    broadcast,
    broadcast_axes,
    broadcast_to,
    ceil_divide,
    concatenate,
    matmul,
    pad,
    range_length,
    repeat,
    reshape,
    slice_size,
    sliced,
    stack,
    tile,
    window_count,
)
from tensorlint.shapes.axes import joined_shape
from tensorlint.shapes.sizes import (
    Symbol,
    add,
    bounds,
    floor_divide,
    from_atom,
    less_equal,
    maximum,
    minimum,
    multiply,
    scaled,
    subtract,
)
from tests.shape_cases import SAMPLES, Form, Term, World, compare, form_of, worlds

SMALL = worlds(samples=SAMPLES, negative=False)


def array(sizes: Sequence[int]) -> np.ndarray:
    """An array of that shape which takes no memory."""
    return np.broadcast_to(np.zeros((), np.int8), sizes)


def pool(world: World) -> list[Term]:
    """A few sizes for the shapes of one case to share."""
    return [world.constant(1), world.constant(world.number(0, 4)), *(world.length(1) for _ in range(3))]


def form(world: World, sizes: Sequence[Term], longest: int = 4, hide: bool = True) -> Form:
    """A random shape of sizes from a pool."""
    return form_of(world, [sizes[world.choose(sizes)] for _ in range(world.number(0, longest))], hide)


@given(world=SMALL)
def test_broadcast(world: World) -> None:
    sizes = pool(world)
    forms = [form(world, sizes) for _ in range(world.number(1, 3))]
    compare(
        world,
        lambda: broadcast(*[each.shape for each in forms]),
        lambda index: np.broadcast_shapes(*[each.real(index) for each in forms]),
        usual=True,
    )


@given(world=SMALL)
def test_broadcast_to(world: World) -> None:
    sizes = pool(world)
    source, target = form(world, sizes, 3), form(world, sizes)
    compare(
        world,
        lambda: broadcast_to(source.shape, target.shape),
        lambda index: np.broadcast_to(array(source.real(index)), target.real(index)).shape,
        usual=True,
    )


@given(world=SMALL)
def test_matmul(world: World) -> None:
    sizes = pool(world)
    a, b = form(world, sizes), form(world, sizes)
    if a.terms and b.terms and world.chance(70):
        place = -1 if len(b.terms) == 1 else -2
        inner = list(b.terms)
        inner[place] = a.terms[-1]
        b = form_of(world, inner)
    compare(
        world,
        lambda: matmul(a.shape, b.shape),
        lambda index: np.matmul(np.zeros(a.real(index), bool), np.zeros(b.real(index), bool)).shape,
        usual=True,
    )


@given(world=SMALL)
def test_concatenate(world: World) -> None:
    sizes = pool(world)
    first = form(world, sizes)
    rank = len(first.terms)
    axis = world.number(-rank, rank - 1) if rank else 0
    forms = [first]
    for _ in range(world.number(0, 2)):
        terms = list(first.terms)
        if terms:
            terms[axis] = sizes[world.choose(sizes)]
        if terms and world.chance(30):
            terms[world.choose(terms)] = sizes[world.choose(sizes)]
        if world.chance(10):
            terms.append(sizes[0])
        forms.append(form_of(world, terms))
    compare(
        world,
        lambda: concatenate([each.shape for each in forms], axis),
        lambda index: np.concatenate([array(each.real(index)) for each in forms], axis).shape,
    )


@given(world=SMALL)
def test_stack(world: World) -> None:
    sizes = pool(world)
    first = form(world, sizes, 3)
    rank = len(first.terms)
    axis = world.number(-rank - 1, rank)
    forms = [first]
    for _ in range(world.number(0, 2)):
        terms = list(first.terms)
        if terms and world.chance(40):
            terms[world.choose(terms)] = sizes[world.choose(sizes)]
        forms.append(form_of(world, terms))
    compare(
        world,
        lambda: stack([each.shape for each in forms], axis),
        lambda index: np.stack([array(each.real(index)) for each in forms], axis).shape,
    )


@given(world=SMALL)
def test_tile_repeat_and_pad(world: World) -> None:
    sizes = [term for term in pool(world) if max(term.values) < 15]
    source = form(world, sizes, 3)
    times = [sizes[world.choose(sizes)] for _ in range(world.number(1, 3))]
    compare(
        world,
        lambda: tile(source.shape, [each.size for each in times]),
        lambda index: np.tile(array(source.real(index)), [each.values[index] for each in times]).shape,
    )
    term, [before, *_] = sizes[world.choose(sizes)], times
    after = sizes[world.choose(sizes)]
    axis = Axis(term.size)
    for index in world.all:
        line = array((term.values[index],))
        real = np.repeat(line, before.values[index]).size
        world.holds(repeat(axis, before.size).size, index, real, "repeat")
        real = np.pad(line, (before.values[index], after.values[index])).size
        world.holds(pad(axis, before.size, after.size).size, index, real, "pad")


def targets(world: World, source: Form, sizes: Sequence[Term]) -> list[Term]:
    """Sizes to reshape to: the axes merged, split and mixed with others, one of them perhaps negative."""
    terms = [term for term in source.terms if term.size != 1 or world.chance(50)]
    for _ in range(world.number(0, 2)):
        if len(terms) < 2:
            break
        place = world.number(0, len(terms) - 2)
        a, b = terms[place : place + 2]
        merged = Term(multiply(a.size, b.size), tuple(x * y for x, y in zip(a.values, b.values, strict=True)))
        if merged.size is not UNKNOWN:
            terms[place : place + 2] = [merged]
    if terms and world.chance(30):
        divisor = world.number(1, 4)
        place = world.choose(terms)
        part = Term(
            floor_divide(terms[place].size, divisor), tuple(each // divisor for each in terms[place].values)
        )
        terms[place : place + 1] = [part, world.constant(divisor)]
    if world.chance(20):
        terms.insert(world.number(0, len(terms)), world.constant(1))
    if terms and world.chance(20):
        terms[world.choose(terms)] = sizes[world.choose(sizes)]
    if terms and world.chance(40):
        terms[world.choose(terms)] = world.constant(-world.number(1, 2))
    if terms and world.chance(20):
        terms[world.choose(terms)] = world.term(1)
    return terms


@given(world=SMALL)
def test_reshape(world: World) -> None:
    sizes = pool(world)
    source = form(world, sizes)
    wanted = targets(world, source, sizes)
    hidden = [UNKNOWN if world.chance(8) else term.size for term in wanted]
    compare(
        world,
        lambda: reshape(source.shape, hidden),
        lambda index: array(source.real(index)).reshape([term.values[index] for term in wanted]).shape,
        generic=any(bounds(size)[0] < 0 <= bounds(size, generic=True)[0] for size in hidden),
    )


def bound(world: World) -> Term | None:
    """A bound of a slice: left out, a number, or a size with a sign."""
    if world.chance(25):
        return None
    if world.chance(50):
        return world.constant(world.number(-12, 12))
    return world.term(1)


@given(world=worlds(samples=SAMPLES))
def test_slices(world: World) -> None:
    length, start, stop = world.length(), bound(world), bound(world)
    step = (
        None
        if world.chance(30)
        else world.constant(world.number(-4, 4))
        if world.chance(80)
        else world.term(1)
    )
    sizes = [None if each is None else each.size for each in (start, stop, step)]

    def really(index: int) -> int:
        numbers = [None if each is None else each.values[index] for each in (start, stop, step)]
        return len(range(length.values[index])[slice(*numbers)])

    compare(world, lambda: slice_size(length.size, *sizes), really)
    compare(world, lambda: sliced(Axis(length.size), *sizes).size, really)


@given(
    size=st.integers(0, 12),
    start=st.none() | st.integers(-15, 15),
    stop=st.none() | st.integers(-15, 15),
    step=st.none() | st.integers(-5, 5),
)
def test_slices_of_numbers_are_always_known(
    size: int, start: int | None, stop: int | None, step: int | None
) -> None:
    expected: object = UNKNOWN if step == 0 else len(range(size)[start:stop:step])
    assert slice_size(size, start, stop, step) == expected


@given(
    size=st.integers(1, 12),
    start=st.none() | st.integers(-15, 15),
    stop=st.none() | st.integers(-15, 15),
    step=st.none() | st.integers(-5, 5).filter(bool),
)
def test_slices_of_a_symbol_by_numbers_are_always_known(
    size: int, start: int | None, stop: int | None, step: int | None
) -> None:
    found = slice_size(symbol("n", size, size + 1), start, stop, step)
    assert found is not UNKNOWN
    low, high = bounds(found)
    real = [len(range(each)[start:stop:step]) for each in (size, size + 1)]
    assert low <= min(real)
    assert max(real) <= high


@given(world=worlds(samples=SAMPLES))
def test_ranges_and_counts_of_batches(world: World) -> None:
    start, stop = world.term(2), world.term(2)
    step = world.constant(world.number(-5, 5)) if world.chance(60) else world.term(1)
    compare(
        world,
        lambda: range_length(start.size, stop.size, step.size),
        lambda index: len(range(start.values[index], stop.values[index], step.values[index])),
    )
    compare(
        world,
        lambda: ceil_divide(start.size, step.size),
        lambda index: math.ceil(start.values[index] / step.values[index]),
    )


@given(world=SMALL)
def test_windows(world: World) -> None:
    length, window, padding = world.length(), world.length(1), world.length(1)
    stride, dilation = world.constant(world.number(1, 4)), world.constant(world.number(1, 3))
    if world.chance(60):
        window = world.constant(world.number(1, 5))

    def really(index: int) -> int:
        reach = dilation.values[index] * (window.values[index] - 1) + 1
        free = length.values[index] + padding.values[index] - reach
        if free < 0 or window.values[index] == 0:
            raise ValueError("no window fits")
        return len(range(0, free + 1, stride.values[index]))

    compare(
        world,
        lambda: window_count(length.size, window.size, stride.size, padding.size, dilation.size),
        really,
    )


@given(world=SMALL)
def test_joined_shapes_hold_for_both(world: World) -> None:
    sizes = pool(world)
    a = form(world, sizes)
    b = form(world, sizes) if world.chance(50) else form_of(world, a.terms)
    joined = joined_shape(a.shape, b.shape)
    for each in (a, b):
        compare(world, lambda: joined, each.real)
    assert joined_shape(a.shape, a.shape) == a.shape
    assert joined_shape(joined, a.shape) == joined_shape(joined, b.shape) == joined


N, M, K = symbol("n"), symbol("m"), symbol("k")
ROWS, OTHERS = symbol("rows", generic=True), symbol("others", generic=True)
FOUND = symbol("found", 0)
ANY = symbol("any", -math.inf)


def sizes_of(shape: Shape) -> tuple[Size, ...]:
    assert not shape.open
    return shape.sizes


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ((N, 4, 3), (N, 12), (N, 12)),
        ((N, 4, 3), (multiply(N, 4), 3), (multiply(N, 4), 3)),
        ((N, M, 3), (multiply(N, M), 3), (multiply(N, M), 3)),
        ((N, M, 3), (-1, 3), (multiply(N, M), 3)),
        ((N, 4, 3), (N, -1), (N, 12)),
        ((N, 4, 3), (-1,), (multiply(12, N),)),
        ((N, 4, 3), (-1, 6), (multiply(2, N), 6)),
        ((N, 4, 3), (-1, 8), (floor_divide(multiply(3, N), 2), 8)),
        ((multiply(N, M), 3), (N, M, -1), (N, M, 3)),
        ((multiply(N, M), 3), (N, -1, 3), (N, M, 3)),
        ((N, add(M, 1)), (-1, N), (add(M, 1), N)),
        ((6, 4), (-3, 8), (3, 8)),
        ((0, 3), (5, -1), (5, 0)),
        ((N, 4, 3), (UNKNOWN, 12), (N, 12)),
        ((N, 12), (N, ANY, 3), (N, 4, 3)),
        ((multiply(2, N),), (2, subtract(N, 3)), (2, N)),
        ((N,), (N, 1), (N, 1)),
        ((), (1, 1), (1, 1)),
        ((), (-1,), (1,)),
        ((FOUND, 3), (-1,), (multiply(3, FOUND),)),
    ],
)
def test_reshape_knows(
    source: tuple[Size, ...], target: tuple[Size, ...], expected: tuple[Size, ...]
) -> None:
    assert sizes_of(reshape(shape_of(*source), target)) == expected


@pytest.mark.parametrize(
    ("source", "target", "detail"),
    [
        ((N, 4, 3), (N, 13), "12*n != 13*n"),
        ((N, 4, 3), (multiply(N, 4), 4), "12*n != 16*n"),
        ((N, 4, 3), (N, 5, -1), "12*n elements are no multiple of 5*n"),
        ((6, 4), (5, -1), "24 elements are no multiple of 5"),
        ((6, 4), (5, 5), "24 != 25"),
        ((add(multiply(2, N), 1),), (-1, 2), "2*n + 1 elements are no multiple of 2"),
        ((add(multiply(4, N), 2),), (-1, 4), "4*n + 2 elements are no multiple of 4"),
        ((5,), (add(N, 5), -1), None),
        ((0, 3), (0, -1), "beside a 0"),
        ((3,), (0, -1), "beside a 0"),
        ((6,), (-1, -1), "only one size can be -1"),
        ((12,), (ANY, 5), "12 elements are no multiple of 5"),
        ((N,), (add(N, 1),), None),
        ((), (2,), "1 != 2"),
        ((), (0,), "1 != 0"),
    ],
)
def test_reshape_refuses(source: tuple[Size, ...], target: tuple[Size, ...], detail: str | None) -> None:
    with pytest.raises(Mismatch) as refused:
        reshape(shape_of(*source), target)
    assert detail is None or detail in refused.value.detail


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ((N, 4, 3), (M, 12)),
        ((N, 4, 3), (12,)),
        ((N,), (2, M)),
        ((FOUND, 3), (0, 3)),
        ((multiply(3, FOUND),), (K, 5)),
        ((UNKNOWN, 3), (7, 7)),
        ((12,), (subtract(K, 20), 3)),
        ((multiply(4, FOUND),), (ANY, FOUND)),
        ((ROWS,), (ANY, ANY)),
    ],
)
def test_reshape_lets_pass_what_may_work(source: tuple[Size, ...], target: tuple[Size, ...]) -> None:
    result = reshape(shape_of(*source), target)
    for claimed, wanted in zip(sizes_of(result), target, strict=True):
        assert claimed is UNKNOWN or equal(claimed, wanted) is not False or bounds(wanted)[0] < 0


def test_a_size_that_may_be_negative_is_unknown_beside_a_size_that_may_be_zero() -> None:
    assert sizes_of(reshape(shape_of(multiply(4, FOUND)), (ANY, FOUND))) == (UNKNOWN, FOUND)
    assert sizes_of(reshape(shape_of(multiply(4, N)), (ANY, N))) == (4, N)
    assert sizes_of(reshape(shape_of(multiply(4, N)), (ANY, N, UNKNOWN))) == (UNKNOWN, N, UNKNOWN)


def test_reshape_of_an_unknown_rank_gives_the_sizes_asked_for() -> None:
    assert sizes_of(reshape(UNKNOWN_SHAPE, (N, 3))) == (N, 3)
    assert sizes_of(reshape(Shape((Axis(3),), True), (-1, 3))) == (UNKNOWN, 3)
    assert sizes_of(reshape(UNKNOWN_SHAPE, (ANY, 3))) == (UNKNOWN, 3)


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ([(N, 3), (3,)], (N, 3)),
        ([(N, 1), (M,)], (N, M)),
        ([(5,), (N,)], (5,)),
        ([(N,), (5,)], (5,)),
        ([(5,), (symbol("s", 1, 4),)], (5,)),
        ([(), (N,)], (N,)),
        ([(N, 3), (N, 3), ()], (N, 3)),
        ([(ROWS,), (OTHERS,)], (UNKNOWN,)),
        ([(add(N, 1),), (M,)], (add(N, 1),)),
        ([(UNKNOWN, 4), (4,)], (UNKNOWN, 4)),
        ([(UNKNOWN,), (1,)], (UNKNOWN,)),
        ([(FOUND,), (add(FOUND, 1),)], (UNKNOWN,)),
        ([(0,), (1,)], (0,)),
        ([(1,), (1,)], (1,)),
    ],
)
def test_broadcast_knows(shapes: list[tuple[Size, ...]], expected: tuple[Size, ...]) -> None:
    for order in (shapes, shapes[::-1]):
        assert sizes_of(broadcast(*[shape_of(*each) for each in order])) == expected


@pytest.mark.parametrize(
    ("shapes", "axis", "detail"),
    [
        ([(3, 4), (3, 5)], -1, "4 != 5"),
        ([(3, 4), (2, 4)], -2, "3 != 2"),
        ([(3,), (0,)], -1, "3 != 0"),
        ([(ROWS,), (add(ROWS, 1),)], -1, "rows != rows + 1"),
        ([(ROWS, 10), (add(multiply(2, ROWS), 1), 10)], -2, "rows != 2*rows + 1"),
        ([(N, 5), (N, 1, 4)], -1, "5 != 4"),
        ([(add(N, 1),), (add(N, 2),)], -1, "n + 1 != n + 2"),
    ],
)
def test_broadcast_refuses(shapes: list[tuple[Size, ...]], axis: int, detail: str) -> None:
    with pytest.raises(Mismatch) as refused:
        broadcast(*[shape_of(*each) for each in shapes])
    assert (refused.value.axis, refused.value.detail) == (axis, detail)


def test_a_size_that_may_be_one_is_not_refused_unless_it_is_the_size_of_data() -> None:
    assert broadcast_axes(Axis(N), Axis(add(N, 1))).size == add(N, 1)
    assert broadcast_axes(Axis(FOUND), Axis(add(FOUND, 1))).size is UNKNOWN
    with pytest.raises(Mismatch):
        broadcast_axes(Axis(ROWS), Axis(add(ROWS, 1)))


def test_broadcasting_unknown_leading_axes() -> None:
    open_ten = Shape((Axis(10),), True)
    assert str(broadcast(open_ten, shape_of(10))) == "(…, 10)"
    assert str(broadcast(open_ten, shape_of(5, 10))) == "(…, 5, 10)"
    assert str(broadcast(open_ten, shape_of(1, 10))) == "(…, ?, 10)"
    assert str(broadcast(UNKNOWN_SHAPE, shape_of(N, 3))) == "(…, ?, 3)"
    with pytest.raises(Mismatch, match="10 != 4"):
        broadcast(open_ten, shape_of(2, 4))


def test_broadcast_to_a_target() -> None:
    assert sizes_of(broadcast_to(shape_of(3), (target := shape_of(N, 3)))) == target.sizes
    assert sizes_of(broadcast_to(shape_of(5), shape_of(UNKNOWN))) == (5,)
    assert sizes_of(broadcast_to(shape_of(1, 1), shape_of(N, 1))) == (N, 1)
    assert str(broadcast_to(shape_of(4), Shape((Axis(4),), True))) == "(…, 4)"
    assert sizes_of(broadcast_to(shape_of(N), shape_of(add(N, 1)))) == (add(N, 1),)
    for shape, wanted in (((3,), (4,)), ((2, 3), (3,)), ((3,), (1,)), ((ROWS,), (add(ROWS, 1),))):
        with pytest.raises(Mismatch):
            broadcast_to(shape_of(*shape), shape_of(*wanted))
    with pytest.raises(Mismatch, match="3 != 4"):
        broadcast_to(shape_of(3), Shape((Axis(4),), True))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("(n, 3)", "(3, 4)", "(n, 4)"),
        ("(3,)", "(3, 4)", "(4,)"),
        ("(n, 3)", "(3,)", "(n,)"),
        ("(3,)", "(3,)", "()"),
        ("(5, n, 3)", "(3, 4)", "(5, n, 4)"),
        ("(5, 1, n, 3)", "(6, 3, 4)", "(5, 6, n, 4)"),
        ("(3,)", "(7, 3, 4)", "(7, 4)"),
        ("(…, 3)", "(3, 4)", "(…, 4)"),
        ("(…, 3)", "(5, 3, 4)", "(…, 4)"),
        ("(…, 3)", "(3,)", "(…)"),
        ("(…, n, 3)", "(3, 4)", "(…, n, 4)"),
        ("(n, 3)", "(…, 3, 4)", "(…, n, 4)"),
        ("(n, 3)", "(…, 4)", "(…)"),
        ("(…)", "(3, 4)", "(…)"),
        ("(n, 3)", "(…)", "(…)"),
        ("(3,)", "(…, 3, 4)", "(…, 4)"),
    ],
)
def test_matmul_knows(a: str, b: str, expected: str) -> None:
    assert str(matmul(parsed(a), parsed(b))) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("(n, 3)", "(4, 5)"),
        ("(3,)", "(4,)"),
        ("(3,)", "(1, 3)"),
        ("()", "(3, 4)"),
        ("(3,)", "()"),
        ("()", "(…, 3)"),
        ("(…, 3)", "(4, 5)"),
        ("(…, 3)", "(4,)"),
        ("(n, 3)", "(…, 4, 5)"),
        ("(2, n, 3)", "(5, 3, 4)"),
    ],
)
def test_matmul_refuses(a: str, b: str) -> None:
    with pytest.raises(Mismatch):
        matmul(parsed(a), parsed(b))


def parsed(text: str) -> Shape:
    """A shape from its text: numbers and n."""
    items = [item for item in text.strip("()").split(",") if item.strip()]
    known = [item.strip() for item in items if item != "…"]
    return Shape(tuple([Axis(N if item == "n" else int(item)) for item in known]), "…" in items)


def test_concatenate_and_stack_know() -> None:
    parts = [shape_of(N, 4), shape_of(M, 4), shape_of(1, 4)]
    assert sizes_of(concatenate(parts, 0)) == (add(add(N, M), 1), 4)
    assert sizes_of(concatenate([shape_of(N, 4), shape_of(N, 3)], -1)) == (N, 7)
    assert sizes_of(concatenate([shape_of(N, 4), shape_of(3, UNKNOWN)], -1)) == (3, UNKNOWN)
    assert sizes_of(concatenate([shape_of(N, 4), Shape((Axis(5),), True)], 1)) == (N, 9)
    assert sizes_of(concatenate([shape_of(N, 4), UNKNOWN_SHAPE], 1)) == (N, UNKNOWN)
    assert concatenate([UNKNOWN_SHAPE], 0) == UNKNOWN_SHAPE
    assert sizes_of(stack([shape_of(N, 4), shape_of(3, 4)], 1)) == (3, 2, 4)
    assert sizes_of(stack([shape_of(4)] * 3, -1)) == (4, 3)
    assert sizes_of(stack([shape_of()] * 3, 0)) == (3,)


@pytest.mark.parametrize(
    ("shapes", "axis"),
    [
        ([(3, 4), (3, 5)], 0),
        ([(3, 4), (3,)], 0),
        ([(), ()], 0),
        ([(N, 4), (M, 5)], 0),
        ([(N, 4), (add(N, 1), 4)], 1),
        ([(N,), (3, 4)], 0),
        ([(2, UNKNOWN), (2, 3), (2, 4)], 0),
        ([(2, N), (2, M), (2, add(M, 1))], 0),
    ],
)
def test_concatenate_refuses(shapes: list[tuple[Size, ...]], axis: int) -> None:
    with pytest.raises(Mismatch):
        concatenate([shape_of(*each) for each in shapes], axis)


def test_concatenate_refuses_what_an_unknown_leading_part_cannot_mend() -> None:
    with pytest.raises(Mismatch, match="4 != 5"):
        concatenate([shape_of(N, 4), Shape((Axis(5),), True)], 0)
    with pytest.raises(Mismatch, match="1 axes against 2"):
        concatenate([shape_of(4), Shape((Axis(5), Axis(4)), True)], 0)


def test_agreeing_axes_give_the_best_known_size() -> None:
    assert agree([Axis(UNKNOWN), Axis(N), Axis(3)], 0).size == 3
    assert agree([Axis(UNKNOWN), Axis(N)], 0).size == N
    assert agree([Axis(N), Axis(UNKNOWN)], 0).size == N
    with pytest.raises(Mismatch) as refused:
        agree([Axis(N), Axis(M), Axis(add(N, 1))], 2)
    assert (refused.value.axis, refused.value.detail) == (2, "n != n + 1")


def test_tile_counts_from_the_end() -> None:
    assert sizes_of(tile(shape_of(N, 3), [2])) == (N, 6)
    assert sizes_of(tile(shape_of(3), [N, 2, 1])) == (N, 2, 3)
    assert str(tile(Shape((Axis(3),), True), [2])) == "(…, 6)"
    assert tile(UNKNOWN_SHAPE, [2]) == UNKNOWN_SHAPE


@pytest.mark.parametrize(
    ("start", "stop", "step", "expected"),
    [
        (None, 32, None, minimum(N, 32)),
        (None, 1, None, 1),
        (1, None, None, subtract(N, 1)),
        (32, None, None, subtract(N, minimum(N, 32))),
        (None, -1, None, subtract(N, 1)),
        (None, -32, None, maximum(0, subtract(N, 32))),
        (-32, None, None, minimum(N, 32)),
        (None, None, 2, floor_divide(add(N, 1), 2)),
        (1, None, 2, floor_divide(N, 2)),
        (None, None, -1, N),
        (None, None, -2, floor_divide(add(N, 1), 2)),
        (-1, None, -1, N),
        (None, 0, -1, subtract(N, 1)),
        (None, N, None, N),
        (None, floor_divide(N, 2), None, floor_divide(N, 2)),
        (floor_divide(N, 2), None, None, subtract(N, floor_divide(N, 2))),
        (5, 5, None, 0),
        (5, 3, None, 0),
        (N, None, None, 0),
        (None, ANY, None, UNKNOWN),
        (None, None, 0, UNKNOWN),
    ],
)
def test_slices_of_a_symbol_know(
    start: Size | None, stop: Size | None, step: Size | None, expected: Size
) -> None:
    found = slice_size(N, start, stop, step)
    assert found is expected or equal(found, expected) is True


def test_a_batch_loop_slices_no_more_than_a_batch() -> None:
    start = Symbol("i", 0)
    start.ceiling = subtract(N, 1)
    batch = slice_size(N, from_atom(start), add(from_atom(start), 32), None)
    assert bounds(batch) == (1, 32)


def test_train_and_test_splits_add_up() -> None:
    for cut in (scaled(N, 0.8), floor_divide(N, 2), floor_divide(multiply(N, 4), 5), minimum(N, 100)):
        train, test = slice_size(N, None, cut, None), slice_size(N, cut, None, None)
        assert equal(train, cut) is True
        assert equal(add(train, test), N) is True
        assert less_equal(0, test) is True
    head, tail = slice_size(N, None, -3, None), slice_size(N, -3, None, None)
    assert equal(add(head, tail), N) is True
    assert equal(slice_size(N, 3, None, None), head) is True


def test_counts_of_batches() -> None:
    count = range_length(0, N, 32)
    assert equal(count, ceil_divide(N, 32)) is True
    assert bounds(count) == (1, math.inf)
    last = subtract(N, multiply(32, subtract(count, 1)))
    assert bounds(last) == (1, 32)
    assert range_length(N, 0, -1) == N
    assert range_length(0, N, ANY) is UNKNOWN
    assert range_length(0, multiply(N, M), M) == N
    assert range_length(N, N, 3) == 0
    assert range_length(5, 0, 1) == 0
    assert range_length(0, 10, 0) is UNKNOWN


def test_windows_know_and_refuse() -> None:
    assert window_count(28, 3) == 26
    assert window_count(28, 3, 2, 1) == 14
    assert equal(window_count(N, 3, 1, 2), N) is True
    assert equal(window_count(multiply(2, N), 2, 2), N) is True
    assert window_count(10, 3, 1, 0, 2) == 6
    assert window_count(N, 3, 0) is UNKNOWN
    with pytest.raises(Mismatch, match="a window over 5 elements is larger than 4"):
        window_count(4, 5)
    with pytest.raises(Mismatch):
        window_count(symbol("s", 1, 6), 3, 1, 0, 4)
