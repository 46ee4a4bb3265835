"""Methods of arrays of an unknown library: what is claimed holds in NumPy and pandas, as far as they go."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models.registry import Refusal
from tensorlint.shapes import shape_of, symbol
from tensorlint.values import NONE, Array, Boolean, Integer, Union, Value
from tests.model_harness import Call, Draw, Families, Family, apply_model

families = Families(library="")
REDUCTIONS = "sum mean std var prod any all argmax argmin"


@families.add(known=0.3, refused=0.6)
def reductions(draw: Draw) -> Call:
    name = draw.choice(REDUCTIONS.split())
    a = draw.array(tuple(max(1, size) for size in draw.shape()), draw.choice(("float64", "int64")))
    keywords: dict[str, Any] = {}
    arguments: tuple[Any, ...] = (a,)
    if draw.chance(0.9):
        keywords["axis"] = draw.axis(a.ndim)
        if draw.chance(0.4):
            arguments = (a, keywords.pop("axis"))
    keywords |= draw.given(0.3, keepdims=draw.chance())
    return Call(f"unknown.Array.{name}", arguments, keywords, getattr(np.ndarray, name))


@families.add(known=0.2)
def extremes(draw: Draw) -> Call:
    name = draw.choice(("max", "min"))
    a = draw.array(tuple(max(1, size) for size in draw.shape(1)), "float64")
    return Call(
        f"unknown.Array.{name}", (a,), draw.given(0.4, axis=draw.axis(a.ndim, 0)), getattr(np.ndarray, name)
    )


@families.add(known=0.5)
def others(draw: Draw) -> Call:
    a = draw.array(draw.shape(1), "float64")
    match draw.choice(("copy", "astype", "round", "clip", "flatten", "ravel", "cumsum", "argsort")):
        case "astype":
            return Call("unknown.Array.astype", (a, "float32"), {}, np.ndarray.astype)
        case "clip":
            return Call("unknown.Array.clip", (a, 0, 1), {}, np.ndarray.clip)
        case "cumsum" | "argsort" as name:
            return Call(
                f"unknown.Array.{name}", (a,), {"axis": draw.axis(a.ndim, 0)}, getattr(np.ndarray, name)
            )
        case name:
            return Call(f"unknown.Array.{name}", (a,), {}, getattr(np.ndarray, name))


@families.add(known=0.9, refused=0.9)
def dot(draw: Draw) -> Call:
    a = draw.array(draw.shape(1, 2), "float64")
    inner = a.shape[-1] + draw.chance(0.2)
    b = draw.array((inner,) if draw.chance() else (inner, draw.size()), "float64")
    return Call("unknown.Array.dot", (a, b), {}, np.ndarray.dot)


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()


N = symbol("n", generic=True)
TABLE = Array(shape_of(N, 3), library="")


def called(name: str, *arguments: Value, **keywords: Value) -> Array:
    result = apply_model(f"unknown.Array.{name}", (TABLE, *arguments), keywords)
    assert isinstance(result, Array)
    return result


def test_a_sparse_matrix_keeps_the_axis_that_it_is_summed_over() -> None:
    result = apply_model("unknown.Array.mean", (TABLE,), {"axis": Integer(0)})
    assert isinstance(result, Union)
    shapes = [each.shape for each in result.alternatives if isinstance(each, Array)]
    assert shapes == [shape_of(3), shape_of(1, 3)]


def test_without_an_axis_a_table_may_keep_its_columns() -> None:
    """`frame.mean()` of pandas gives a number for each column."""
    assert called("mean").shape.rank is None
    assert called("std", axis=Integer(0)).shape == shape_of(3)
    assert called("mean", axis=NONE).shape.rank is None


def test_the_largest_along_an_axis_may_be_a_pair() -> None:
    """`tensor.max(0)` of torch gives values and indices."""
    assert called("max", Integer(0)).shape.rank is None
    assert called("max", dim=Integer(0)).shape.rank is None


def test_torch_and_numpy_spell_axes_differently() -> None:
    assert called("std", dim=Integer(1), keepdim=Boolean(True)).shape == shape_of(N, 1)
    assert called("std", Integer(1), Boolean(True)).shape.rank is None


def test_an_axis_that_the_array_does_not_have() -> None:
    with pytest.raises(Refusal) as caught:
        called("sum", axis=Integer(2))
    assert caught.value.code == "TSL603"
    assert caught.value.message == "axis 2 is out of range: {self} has 2 axes; valid are -2 to 1"


def test_results_are_of_no_known_library_unless_they_are_numpy_s() -> None:
    assert called("std", axis=Integer(0)).library == ""
    assert called("to_numpy").library == "numpy"
