"""Operators on arrays, held against NumPy: binary, in place and unary; arrays of an unknown library."""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tensorlint.models import operators
from tensorlint.models.registry import Refusal, models
from tensorlint.shapes import UNKNOWN_SHAPE, Shape, shape_of, symbol
from tensorlint.values import UNKNOWN_VALUE, Array, Boolean, Float, Integer, List, String, Unknown, Value
from tests.model_harness import Call, Draw, Families, Family

PYTHON: dict[str, Callable[..., Any]] = {
    "+": python.add,
    "-": python.sub,
    "*": python.mul,
    "/": python.truediv,
    "//": python.floordiv,
    "%": python.mod,
    "**": python.pow,
    "&": python.and_,
    "|": python.or_,
    "^": python.xor,
    "<<": python.lshift,
    ">>": python.rshift,
    "@": python.matmul,
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
    "==": python.eq,
    "!=": python.ne,
}
IN_PLACE: dict[str, Callable[..., Any]] = {
    "+": python.iadd,
    "-": python.isub,
    "*": python.imul,
    "/": python.itruediv,
    "//": python.ifloordiv,
    "%": python.imod,
    "**": python.ipow,
    "&": python.iand,
    "@": python.imatmul,
}
DTYPES = (
    *("bool", "int8", "uint8", "int16", "uint16", "int32", "int64", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
)
UNARY: dict[str, Callable[..., Any]] = {"-": python.neg, "+": python.pos, "~": python.invert}


@models("tests.binary")
def _binary(operator: str, left: Value, right: Value) -> Value:
    return operators.binary(operator, left, right)


@models("tests.in_place")
def _in_place(operator: str, target: Value, value: Value) -> Value:
    return operators.in_place(operator, target, value)


@models("tests.unary")
def _unary(operator: str, operand: Value) -> Value:
    return operators.unary(operator, operand)


def real_binary(operator: str, left: Any, right: Any) -> Any:
    return PYTHON[operator](left, right)


def real_in_place(operator: str, target: Any, value: Any) -> Any:
    writeable = target.flags.writeable
    target = target.copy()
    target.setflags(write=writeable)
    return IN_PLACE[operator](target, value)


def real_unary(operator: str, operand: Any) -> Any:
    return UNARY[operator](operand)


def partner(draw: Draw, shape: tuple[int, ...], wrong: float = 0.15) -> tuple[int, ...]:
    """A shape that mostly broadcasts with this one."""
    sizes = [1 if draw.chance(0.25) else size for size in shape]
    if draw.chance(wrong) and sizes:
        sizes[draw.integer(0, len(sizes) - 1)] += draw.integer(1, 3)
    if draw.chance(0.4):
        sizes = sizes[draw.integer(0, len(sizes)) :]
    elif draw.chance(0.2):
        sizes = [draw.size(), *sizes]
    return tuple(sizes)


def dtype_for(draw: Draw, operator: str) -> str:
    """A dtype that the operator takes: a TypeError would come before any look at the shapes."""
    if operator in ("&", "|", "^", "<<", ">>"):
        return draw.choice(("int64", "int32", "uint8", "bool"))
    without = {"//": "complex128", "%": "complex128", "-": "bool"}.get(operator)
    return next(dtype for dtype in iter(draw.dtype, None) if dtype != without)


def scalar(draw: Draw, operator: str) -> Any:
    if operator in ("&", "|", "^", "<<", ">>"):
        return draw.choice((2, 3, 0, True, [1, 2, 3], (4,), [[1], [2]]))
    scalars = (2, 3, 0, 1.5, [1, 2, 3], (4,), [[1], [2]], [1.5])
    return draw.choice(scalars if operator in ("//", "%") else (*scalars, 1j))


families = Families()
of_any_library = Families(library="")


@families.add(known=0.9, refused=0.5)
def arithmetic(draw: Draw) -> Call:
    operator = draw.choice([op for op in PYTHON if op not in ("@", "==", "!=")])
    left = draw.array(draw.shape(), dtype_for(draw, operator))
    right = scalar(draw, operator)
    if draw.chance(0.7):
        right = draw.array(partner(draw, left.shape), dtype_for(draw, operator))
    operands = (left, right) if draw.chance(0.7) else (right, left)
    return Call("tests.binary", (operator, *operands), function=real_binary)


@families.add(known=0.9)
def equality(draw: Draw) -> Call:
    left = draw.array(draw.shape())
    others: tuple[Any, ...] = (None, 3, 2.5, [1, 2])
    right: Any = draw.choice(others) if draw.chance(0.3) else draw.array(partner(draw, left.shape))
    return Call("tests.binary", (draw.choice(("==", "!=")), left, right), function=real_binary)


@families.add(known=0.9, refused=0.9)
def matrix_product(draw: Draw) -> Call:
    left = draw.array(draw.shape(0, 4))
    inner = left.shape[-1] if left.ndim and draw.chance(0.85) else draw.size()
    right: tuple[int, ...] = (inner,)
    if draw.chance(0.75):
        batch = partner(draw, left.shape[:-2]) if draw.chance() else ()
        right = (*batch, inner, draw.size())
    operands = (left, draw.array(right))
    return Call("tests.binary", ("@", *operands), function=real_binary)


@families.add(known=0.9, refused=0.5)
def arithmetic_in_place(draw: Draw) -> Call:
    call = in_place_of_any_library(draw)
    call.arguments[1].setflags(write=draw.chance(0.9))
    return call


@families.add(known=0.9)
def unary(draw: Draw) -> Call:
    return Call("tests.unary", (draw.choice(list(UNARY)), draw.array(draw.shape())), function=real_unary)


@of_any_library.add(known=0.5, refused=0.2)
def arithmetic_of_any_library(draw: Draw) -> Call:
    return arithmetic(draw)


@of_any_library.add(known=0.9, refused=0.9)
def matrix_product_of_any_library(draw: Draw) -> Call:
    return matrix_product(draw)


@of_any_library.add(known=0.3)
def in_place_of_any_library(draw: Draw) -> Call:
    operator = draw.choice(list(IN_PLACE))
    dtypes = (
        ("float64", "float32") if operator == "/" else ("bool",) if operator == "&" else ("int64", "float64")
    )
    dtype = draw.choice(dtypes)
    target = draw.array(draw.shape(1), dtype)
    value = draw.array(partner(draw, target.shape), dtype)
    if draw.chance(0.2):
        value = draw.choice((True, [True, False, True]) if operator == "&" else (2, [1, 2, 3], [[1], [2]]))
    return Call("tests.in_place", (operator, target, value), function=real_in_place)


@pytest.mark.parametrize("family", [*families, *of_any_library], ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()


@pytest.mark.parametrize("left", [*DTYPES])
@pytest.mark.parametrize("operator", ["+", "/", "//", "**", "<"])
def test_knows_the_dtype_of_two_arrays(operator: str, left: str) -> None:
    for right in DTYPES:
        if operator == "//" and "complex" in left + right:
            continue
        arrays = [Array(shape_of(2), dtype) for dtype in (left, right)]
        result = operators.binary(operator, *arrays)
        real = PYTHON[operator](np.ones(2, left), np.ones(2, right)).dtype
        assert isinstance(result, Array)
        assert result.dtype == real.name


def refusal(function: Any, *arguments: Any) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        function(*arguments)
    return caught.value.code, caught.value.exception


N = symbol("n", generic=True)


def test_names_both_operands_and_both_sizes() -> None:
    with pytest.raises(Refusal) as caught:
        operators.binary("+", Array(shape_of(N, 3)), Array(shape_of(4)))
    assert caught.value.message == (
        "shapes cannot be broadcast together: {left} is (n, 3) and {right} is (4,): 3 != 4 on axis -1"
    )


def test_tells_what_cannot_grow_from_what_cannot_be_broadcast() -> None:
    target = Array(shape_of(10))
    assert refusal(operators.in_place, "+", target, Array(shape_of(32, 10))) == ("TSL211", "ValueError")
    assert refusal(operators.in_place, "+", target, Array(shape_of(32, 9))) == ("TSL205", "ValueError")


def test_a_read_only_target_is_refused_in_place_only() -> None:
    target = Array(shape_of(10), writeable=False)
    assert refusal(operators.in_place, "*", target, Integer(2)) == ("TSL208", "ValueError")
    result = operators.binary("*", target, Integer(2))
    assert isinstance(result, Array)
    assert result.writeable


def test_a_scalar_is_replaced_and_may_grow() -> None:
    result = operators.in_place("+", Array(Shape()), Array(shape_of(10)))
    assert isinstance(result, Array)
    assert result.shape == shape_of(10)
    result = operators.in_place("+", Float(0.0), Array(shape_of(10)))
    assert isinstance(result, Array)
    assert result.shape == shape_of(10)


def test_comparing_for_equality_is_never_refused() -> None:
    """NumPy 1.24 still answers with False."""
    assert operators.binary("==", Array(shape_of(3)), Array(shape_of(4))) == UNKNOWN_VALUE
    assert refusal(operators.binary, "<", Array(shape_of(3)), Array(shape_of(4))) == ("TSL205", "ValueError")


def test_small_integer_arrays_keep_their_elements() -> None:
    sizes = Array(shape_of(2), "int64", contents=(N, 28))
    half = operators.binary("//", sizes, Integer(2))
    twice = operators.binary("*", sizes, Array(shape_of(2, 1), "int64", contents=(1, 2)))
    assert isinstance(half, Array)
    assert half.contents is not None
    assert [str(each) for each in half.contents] == ["n//2", "14"]
    assert isinstance(twice, Array)
    assert twice.contents is not None
    assert [str(each) for each in twice.contents] == ["n", "28", "2*n", "56"]


def test_elements_that_overflow_are_forgotten() -> None:
    small = Array(shape_of(1), "int8", contents=(100,))
    result = operators.binary("+", small, small)
    assert isinstance(result, Array)
    assert result.contents is None


def test_beside_a_value_that_could_be_anything() -> None:
    image = Array(shape_of(N, 3))
    result = operators.binary("+", image, Unknown())
    assert isinstance(result, Array)
    assert result.shape == Shape(shape_of(3).axes, True) or result.shape.open
    for operator in ("*", "@", "=="):  # a sparse matrix; pytest.approx
        assert operators.binary(operator, image, Unknown()) == UNKNOWN_VALUE


def test_text_on_the_left_of_percent_formats() -> None:
    assert operators.binary("%", String("%s"), Array(shape_of(3))) == String()


def test_membership_is_a_truth_value() -> None:
    assert operators.binary("in", Integer(3), Array(shape_of(3))) == Boolean()


class TestAnyLibrary:
    """A parameter that is used like an array."""

    def array(self, *sizes: Any) -> Array:
        return Array(shape_of(*sizes), library="")

    def test_product_may_be_that_of_sparse_matrices(self) -> None:
        for right in (self.array(3), self.array(5, 3)):
            result = operators.binary("*", self.array(N, 5), right)
            assert not isinstance(result, Array) or result.shape == UNKNOWN_SHAPE

    def test_sum_is_refused(self) -> None:
        assert refusal(operators.binary, "+", self.array(N, 5), self.array(3))[0] == "TSL205"

    def test_may_grow_in_place(self) -> None:
        result = operators.in_place("+", self.array(10), self.array(32, 10))
        assert isinstance(result, Array)
        assert result.shape.rank is None
        assert refusal(operators.in_place, "+", self.array(10), self.array(9))[0] == "TSL205"

    def test_beside_numpy_the_library_is_not_known(self) -> None:
        result = operators.binary("-", self.array(N, 5), Array(shape_of(5)))
        assert isinstance(result, Array)
        assert result.library == ""

    def test_arrays_of_other_libraries_rule(self) -> None:
        assert (
            operators.binary("+", Array(shape_of(3), library="nobody"), Array(shape_of(4))) == UNKNOWN_VALUE
        )


def test_a_list_grows_to_an_array() -> None:
    result = operators.in_place("+", List.of((Integer(1), Integer(2))), Array(shape_of(2), "int64"))
    assert isinstance(result, Array)
    assert result.shape == shape_of(2)
