"""Subscripts of arrays, read and written, held against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models import operators
from tensorlint.models.registry import Refusal, models
from tensorlint.shapes import Shape, shape_of, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import add
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Float,
    Integer,
    List,
    Slice,
    String,
    Tuple,
    Value,
)
from tests.model_harness import Call, Draw, Families, Family


@models("tests.subscript")
def _subscript(array: Array, index: Value) -> Value:
    return operators.subscript(array, index)


@models("tests.store")
def _store(array: Array, index: Value, value: Value) -> Value:
    operators.store(array, index, value)
    return NONE


def real_subscript(array: Any, index: Any) -> Any:
    return array[index]


def real_store(array: Any, index: Any, value: Any) -> None:
    writeable = array.flags.writeable
    array = array.copy()
    array.setflags(write=writeable)
    array[index] = value


def bound(draw: Draw, size: int) -> int | None:
    return draw.choice((None, draw.integer(0, size), draw.integer(-size - 2, size + 3)))


def span(draw: Draw, size: int) -> slice:
    if draw.chance(0.3):
        return slice(None)
    return slice(bound(draw, size), bound(draw, size), draw.choice((None, None, None, 1, 2, 3, -1, -2)))


def point(draw: Draw, size: int, wrong: float = 0.1) -> int:
    if size == 0 or draw.chance(wrong):
        return draw.choice((size, -size - 1, size + 2))
    return draw.integer(-size, size - 1)


def picks(draw: Draw, size: int, shape: tuple[int, ...]) -> Any:
    """Ints that pick of one axis, as an array or as a list."""
    wrong = 0.1 if draw.chance(0.2) else 0
    count = int(np.prod(shape))
    array = np.array([point(draw, size, wrong) for _ in range(count)], dtype="int64").reshape(shape)
    return array.tolist() if draw.chance(0.3) and array.ndim else array


def mask(draw: Draw, sizes: tuple[int, ...]) -> Any:
    if draw.chance(0.1):
        sizes = tuple(size + draw.choice((0, 0, 1, 2)) for size in sizes)
    array = draw.array(sizes, "bool", high=1)
    return array.tolist() if draw.chance(0.2) else array


def basic_index(draw: Draw, shape: tuple[int, ...]) -> Any:
    """Ints, slices, new axes and an ellipsis."""
    items: list[Any] = []
    count = draw.integer(0, len(shape)) + draw.chance(0.07)
    for axis in range(count):
        size = shape[axis] if axis < len(shape) else 1
        if draw.chance(0.15):
            items.append(None)
        items.append(point(draw, size) if draw.chance(0.4) else span(draw, size))
    if draw.chance(0.25):
        behind = draw.integer(0, len(items))
        items = [*items[: len(items) - behind], ..., *from_the_end(draw, shape, behind)]
    return items[0] if len(items) == 1 and draw.chance() else tuple(items)


def from_the_end(draw: Draw, shape: tuple[int, ...], count: int) -> list[Any]:
    sizes = shape[len(shape) - count :] if count <= len(shape) else shape
    return [point(draw, size) if draw.chance(0.4) else span(draw, size) for size in sizes]


def advanced_index(draw: Draw, shape: tuple[int, ...]) -> Any:
    """Arrays of ints and masks among ints, slices and new axes."""
    items: list[Any] = []
    together = draw.shape(0, 2)
    axis = 0
    stop = draw.integer(1, len(shape)) if shape else 0
    while axis < stop:
        rank = min(draw.choice((1, 1, 2)), len(shape) - axis)
        match draw.choice(("picks", "picks", "mask", "span", "span", "point", "new axis")):
            case "picks":
                sizes = tuple(1 if draw.chance(0.2) else size for size in together)
                if draw.chance(0.1):
                    sizes = draw.shape(0, 2)
                items.append(picks(draw, shape[axis], sizes))
            case "mask":
                items.append(mask(draw, shape[axis : axis + rank]))
                axis += rank - 1
            case "span":
                items.append(span(draw, shape[axis]))
            case "point":
                items.append(point(draw, shape[axis]))
            case _:
                items.append(None)
                continue
        axis += 1
    if draw.chance(0.15):
        items.insert(draw.integer(0, len(items)), ...)
    if draw.chance(0.04):
        items.insert(draw.integer(0, len(items)), draw.chance())
    return items[0] if len(items) == 1 and draw.chance() else tuple(items)


def index(draw: Draw, shape: tuple[int, ...]) -> Any:
    return basic_index(draw, shape) if draw.chance() else advanced_index(draw, shape)


def target(draw: Draw) -> Any:
    array = draw.data(draw.shape(0 if draw.chance(0.1) else 1))
    array.flags.writeable = draw.chance(0.8)
    return array


DTYPES = ("float64", "int64", "object", "bool", "complex128")
families = Families()
of_any_library = Families(library="")


@families.add(known=1, refused=1)
def basic(draw: Draw) -> Call:
    array = target(draw)
    return Call("tests.subscript", (array, basic_index(draw, array.shape)), {}, real_subscript, movement=True)


@families.add(known=0.9, refused=0.8)
def advanced(draw: Draw) -> Call:
    array = target(draw)
    return Call("tests.subscript", (array, advanced_index(draw, array.shape)), {}, real_subscript)


@families.add(known=1, refused=0.5)
def open_mesh(draw: Draw) -> Call:
    array = target(draw)
    count = draw.integer(0, array.ndim)
    parts = [picks(draw, size, (draw.size(),)) for size in array.shape[:count]]
    mesh = np.ix_(*[np.array(part, dtype="int64") for part in parts])
    return Call("tests.subscript", (array, mesh), {}, real_subscript)


@families.add(known=0.9, refused=0.9)
def small_integers(draw: Draw) -> Call:
    array = draw.array(draw.shape(1, 2), "int64")
    return Call("tests.subscript", (array, index(draw, array.shape)), {}, real_subscript)


@families.add(refused=0.6)
def stored(draw: Draw) -> Call:
    array = draw.array(draw.shape(0 if draw.chance(0.1) else 1), draw.choice(DTYPES))
    selection = index(draw, array.shape)
    try:
        selected = np.shape(array[selection])
    except IndexError:
        return Call("tests.store", (array, selection, 1.5), {}, real_store)
    sizes = [1 if draw.chance(0.15) else size for size in selected]
    sizes = sizes[draw.integer(0, len(sizes)) :] if draw.chance(0.3) else sizes
    if draw.chance(0.15):
        sizes = [draw.choice((1, 1, 2)), *sizes]
    if sizes and draw.chance(0.15):
        sizes[draw.integer(0, len(sizes) - 1)] += 1
    value = draw.array(sizes, "int64")
    given = value.tolist() if draw.chance(0.3) else value
    return Call("tests.store", (array, selection, given), {}, real_store)


@families.add(refused=1)
def stored_read_only(draw: Draw) -> Call:
    call = stored(draw)
    call.arguments[0].flags.writeable = False
    return call


@of_any_library.add(known=0.9, refused=0.1)
def subscript_of_any_library(draw: Draw) -> Call:
    array = draw.data(draw.shape(1))
    return Call("tests.subscript", (array, index(draw, array.shape)), {}, real_subscript)


@of_any_library.add(refused=0.1)
def stored_of_any_library(draw: Draw) -> Call:
    return stored(draw)


@pytest.mark.parametrize("family", [*families, *of_any_library], ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()


N = symbol("n", generic=True)
ALL = Slice()


def at(array: Array, *parts: Value) -> Array:
    result = operators.subscript(array, parts[0] if len(parts) == 1 else Tuple(parts))
    assert isinstance(result, Array)
    return result


def refusal(function: Any, *arguments: Any) -> tuple[str, str, str]:
    with pytest.raises(Refusal) as caught:
        function(*arguments)
    return caught.value.code, caught.value.exception, caught.value.message


class TestBounds:
    """What is refused, and in which words."""

    def test_the_first_index_behind_the_end(self) -> None:
        assert refusal(at, Array(shape_of(100, 10)), ALL, Integer(10)) == (
            "TSL605",
            "IndexError",
            "index 10 is out of bounds for axis 1 of size 10; the last is 9 (or -1): {array} is (100, 10)",
        )

    def test_symbols_are_refused_where_it_holds_for_all_their_values(self) -> None:
        table = Array(shape_of(N, N))
        assert refusal(at, table, Integer(N))[0] == "TSL605"
        assert refusal(at, table, Integer(add(N, 2)))[0] == "TSL605"
        assert at(table, Integer(5)).shape == shape_of(N)

    def test_too_many_indices(self) -> None:
        message = "too many indices: 3 for 2 axes: {array} is (28, 28)"
        assert refusal(at, Array(shape_of(28, 28)), ALL, ALL, Integer(0))[2] == message

    def test_a_mask_of_another_length(self) -> None:
        keep = Array(shape_of(80), "bool")
        message = "the mask does not fit axis 0: 80 != 100: {array} is (100, 3)"
        assert refusal(at, Array(shape_of(100, 3)), keep)[2] == message

    def test_floats_are_no_indices(self) -> None:
        assert refusal(at, Array(shape_of(10)), Float())[:2] == ("TSL605", "IndexError")
        assert refusal(at, Array(shape_of(10)), Slice(NONE, Float()))[:2] == ("TSL213", "TypeError")


class TestUnknownParts:
    """Only what holds whatever the unknown part is."""

    image = Array(shape_of(N, 28, 28, 3))

    def test_an_unknown_index_could_be_anything(self) -> None:
        assert at(self.image, UNKNOWN_VALUE).shape.rank is None
        assert at(self.image, String("field")).shape.rank is None

    def test_full_slices_behind_it_leave_their_axes_alone(self) -> None:
        assert str(at(self.image, UNKNOWN_VALUE, ALL, ALL, ALL).shape) == "(…, 28, 28, 3)"
        assert at(self.image, ALL, UNKNOWN_VALUE).shape.rank is None
        assert at(self.image, UNKNOWN_VALUE, Slice(Integer(3))).shape.rank is None

    def test_of_an_unknown_rank_the_trailing_axes_count_from_the_end(self) -> None:
        batch = Array(Shape(shape_of(28, 3).axes, True))
        assert str(at(batch, Integer(0)).shape) == "(…, 3)"
        assert str(at(batch, ELLIPSIS, Integer(0)).shape) == "(…, 28)"
        assert str(at(batch, ELLIPSIS, NONE).shape) == "(…, 28, 3, 1)"
        assert str(at(batch, Integer(0), ELLIPSIS, Integer(0)).shape) == "(…)"


class TestLineage:
    """Where the axes of a result come from."""

    def test_a_slice_and_a_mask_select(self) -> None:
        rows = born(N, "axis 0 of x")
        table = Array(Shape((rows, *shape_of(3))))
        for part in (Slice(NONE, Integer(5)), Array(shape_of(N), "bool"), Array(shape_of(7), "int64")):
            axis = at(table, part).shape.axes[0]
            assert axis.parts is not None
            assert rows.parts is not None
            assert axis.parts[0].origin.root() is rows.parts[0].origin

    def test_a_table_looked_up_has_the_axes_of_its_index(self) -> None:
        tokens = Array(Shape((born(N, "batch"), born(12, "time"))), "int64")
        result = at(Array(Shape((born(1000, "words"), born(64, "features")))), tokens)
        assert result.shape.axes[:2] == tokens.shape.axes

    def test_two_masks_do_not_share_their_count(self) -> None:
        table = Array(shape_of(N))
        keep = Array(shape_of(N), "bool")
        assert at(table, keep).shape != at(table, keep).shape


class TestStored:
    """What may be written where."""

    def store(self, array: Array, index: Value, value: Value) -> tuple[str, str, str]:
        return refusal(operators.store, array, index, value)

    def test_a_value_that_does_not_fit(self) -> None:
        assert self.store(
            Array(shape_of(100, 10), "float64"), Slice(NONE, Integer(32)), Array(shape_of(32, 8))
        ) == (
            "TSL211",
            "ValueError",
            "the value does not fit: {array}[…] is (32, 10), {value} is (32, 8): 8 != 10",
        )

    def test_a_read_only_target_and_a_view_of_it(self) -> None:
        table = Array(shape_of(32, 10), "float64", writeable=False)
        assert self.store(table, Integer(0), Float(1.0))[:2] == ("TSL208", "ValueError")
        assert self.store(at(table, Integer(0)), ALL, Float(1.0))[:2] == ("TSL208", "ValueError")
        operators.store(at(table, List.of((Integer(0),))), ALL, Float(1.0))

    def test_a_cell_of_an_object_array_takes_anything(self) -> None:
        for dtype in ("object", ""):
            operators.store(Array(shape_of(3), dtype), Integer(0), Array(shape_of(5)))
            operators.store(Array(shape_of(3), dtype), Integer(0), List.of((Integer(1), Integer(2))))
        assert self.store(Array(shape_of(3), "float64"), Integer(0), Array(shape_of(5)))[0] == "TSL211"


def test_indices_of_any_library_may_be_clamped() -> None:
    array = Array(shape_of(100, 10), library="")
    assert at(array, ALL, Integer(10)).shape == shape_of(100)
    assert refusal(at, array, ALL, ALL, Integer(0))[0] == "TSL605"


def test_ints_apart_from_index_arrays_of_any_library() -> None:
    """torch gives (4, 2) here, NumPy (2, 4)."""
    array = Array(shape_of(3, 4, 5), library="")
    assert at(array, Integer(0), ALL, List.of((Integer(1), Integer(2)))).shape.rank is None
