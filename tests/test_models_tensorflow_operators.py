"""Tensors under Python's operators and subscripts, held against TensorFlow."""

from __future__ import annotations

import operator as python
from typing import Any

import numpy as np
import pytest

from tensorlint.models import operators
from tensorlint.models.registry import Refusal, models
from tensorlint.shapes import shape_of
from tensorlint.values import UNKNOWN_VALUE, Array, Integer, Value
from tests.model_harness import Call, Draw, Families, Family
from tests.test_models_tensorflow_math import partner

tensorflow = pytest.importorskip("tensorflow")

ARITHMETIC = {"+": python.add, "-": python.sub, "*": python.mul, "/": python.truediv, "//": python.floordiv}
ARITHMETIC |= {"%": python.mod, "<": python.lt, "<=": python.le, ">": python.gt, ">=": python.ge}
LOGIC = {"&": python.and_, "|": python.or_, "^": python.xor}
EQUALITY = {"==": python.eq, "!=": python.ne}
PYTHON = ARITHMETIC | LOGIC | EQUALITY | {"@": python.matmul}


@models("tests.tensorflow_binary")
def _binary(operator: str, left: Value, right: Value) -> Value:
    return operators.binary(operator, left, right)


@models("tests.tensorflow_subscript")
def _subscript(array: Value, index: Value) -> Value:
    return operators.subscript(array, index)


def _real_binary(operator: str, left: Any, right: Any) -> Any:
    return PYTHON[operator](left, right)


families = Families("tensorflow")


def _tensor(draw: Draw, shape: tuple[int, ...], dtype: str = "float32") -> Any:
    return tensorflow.constant(draw.array(shape, dtype, 1))


def _operation(draw: Draw, table: Any, dtype: str, scalars: tuple[Any, ...]) -> Call:
    shape = draw.shape()
    left = _tensor(draw, shape, dtype)
    right: Any = _tensor(draw, partner(draw, shape), dtype)
    if draw.chance(0.3):
        right = draw.choice(scalars)
    pair = (left, right) if draw.chance(0.7) else (right, left)
    return Call("tests.tensorflow_binary", (draw.choice(list(table)), *pair), function=_real_binary)


@families.add(known=0.95, refused=0.95)
def floats(draw: Draw) -> Call:
    return _operation(draw, ARITHMETIC, "float32", (2, 2.5, [1.0, 2.0], (1.0, 2.0, 3.0), [[1.0], [2.0]]))


@families.add(known=0.95, refused=0.95)
def ints(draw: Draw) -> Call:
    return _operation(
        draw, ARITHMETIC, draw.choice(("int32", "int64", "int8")), (2, [1, 2], (1, 2, 3), [[1], [2]])
    )


@families.add(known=0.95, refused=0.95)
def bools(draw: Draw) -> Call:
    return _operation(draw, LOGIC, "bool", (True, [True, False]))


@families.add(known=0.5)
def equality(draw: Draw) -> Call:
    return _operation(draw, EQUALITY, "float32", (2, None, [1.0, 2.0]))


@families.add(known=0.95, refused=0.95)
def products(draw: Draw) -> Call:
    lead = draw.shape(0, 2)
    m, k, n = (draw.integer(1, 5) for _ in "mkn")
    left = (*lead, m, k) if draw.chance(0.95) else (k,)
    right = (*partner(draw, lead), k if draw.chance(0.9) else n, n) if draw.chance(0.95) else (k,)
    operands = _tensor(draw, left), _tensor(draw, right)
    return Call("tests.tensorflow_binary", ("@", *operands), function=_real_binary)


def _index(draw: Draw, size: int) -> Any:
    """An item of an index for an axis of that size."""
    kind = draw.integer(0, 5)
    if kind < 2:
        return draw.integer(-size, max(size - 1, 0)) if draw.chance(0.95) else draw.choice((size, -size - 1))
    bounds = [draw.choice((None, draw.integer(-size - 1, size + 1))) for _ in range(2)]
    step = draw.choice((None, None, None, 1, 2, -1, -2))
    return slice(*bounds, step)


@families.add(known=0.95, refused=0.95)
def subscripts(draw: Draw) -> Call:
    shape = draw.shape()
    items = [_index(draw, size) for size in shape[: draw.integer(0, len(shape))]]
    if draw.chance(0.3):
        items.insert(draw.integer(0, len(items)), None)
    if draw.chance(0.2):
        items.append(...)
    if draw.chance(0.05):
        items += [0] * (len(shape) + 1)
    index: Any = tuple(items) if len(items) != 1 or draw.chance() else items[0]
    return Call(
        "tests.tensorflow_subscript", (draw.data(shape), index), function=_real_subscript, movement=True
    )


def _real_subscript(array: Any, index: Any) -> Any:
    return tensorflow.constant(array)[index]


@families.add(known=0.95, refused=0.9)
def masks(draw: Draw) -> Call:
    shape = draw.shape(1)
    covered = shape[: draw.integer(1, len(shape))] if draw.chance(0.9) else draw.shape(1, 2)
    mask = draw.array(covered, "int64", 0, 1).astype(bool)
    return Call("tests.tensorflow_subscript", (draw.data(shape), mask), function=_real_mask)


def _real_mask(array: Any, mask: Any) -> Any:
    return tensorflow.constant(array)[tensorflow.constant(mask)]


@pytest.mark.parametrize("family", list(families), ids=str)
def test_agrees_with_tensorflow(family: Family) -> None:
    family.run()


def test_an_array_as_index_is_refused_as_tensorflow_does() -> None:
    tensor = Array(shape_of(4, 5), "float32", "tensorflow")
    picks = Array(shape_of(2), "int64", "numpy", contents=(0, 1))
    with pytest.raises(Refusal) as refusal:
        operators.subscript(tensor, picks)
    assert (refusal.value.code, refusal.value.exception) == ("TSL605", "builtins.TypeError")
    with pytest.raises(TypeError):
        tensorflow.zeros([4, 5])[np.array([0, 1])]


@pytest.mark.parametrize("kind", ["", "tensorflow.Variable"])
def test_writing_to_a_tensor_is_refused_as_tensorflow_does(kind: str) -> None:
    tensor = Array(shape_of(4), "float32", "tensorflow", kind=kind)
    with pytest.raises(Refusal) as refusal:
        operators.store(tensor, Integer(0), Integer(1))
    assert (refusal.value.code, refusal.value.exception) == ("TSL208", "builtins.TypeError")
    real = tensorflow.Variable([1.0]) if kind else tensorflow.constant([1.0])
    with pytest.raises(TypeError):
        real[0] = 1.0


def test_adding_in_place_to_a_variable_is_left_alone() -> None:
    variable = Array(shape_of(2), "float32", "tensorflow", kind="tensorflow.Variable")
    assert operators.in_place("+", variable, Array(shape_of(3), "float32", "tensorflow")) is UNKNOWN_VALUE
    real = tensorflow.Variable([1.0])
    with pytest.raises(RuntimeError):
        real += 1.0


def test_a_variable_and_a_tensor_go_together() -> None:
    variable = Array(shape_of(2, 3), "float32", "tensorflow", kind="tensorflow.Variable")
    result = operators.binary("*", Array(shape_of(3), "float32", "tensorflow"), variable)
    assert isinstance(result, Array)
    assert (result.shape, result.kind, result.dtype) == (shape_of(2, 3), "", "float32")
