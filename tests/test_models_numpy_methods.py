"""Methods of NumPy's arrays, its scalar types and constants, held against NumPy; nothing is left out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models import registry
from tensorlint.models.coercion import COERCERS
from tensorlint.models.registry import Refusal
from tensorlint.shapes import shape_of, symbol
from tensorlint.values import Array, Boolean, Float, Integer, List, Object, Value
from tests.model_harness import Call, Draw, Families, Family, apply_model

families = Families()
DTYPES = ("float64", "float32", "int64", "int32", "uint8", "bool", "complex128")


@families.add(known=0.97)
def astype(draw: Draw) -> Call:
    a = draw.array(draw.shape(), draw.choice(DTYPES[:-1]))
    a.setflags(write=draw.chance(0.8))
    dtype = draw.choice((*DTYPES, np.float32, np.int64, float, int, bool))
    return Call("numpy.ndarray.astype", (a, dtype), draw.given(0.2, copy=draw.chance()))


@families.add(known=0.97)
def copies(draw: Draw) -> Call:
    a = draw.data(draw.shape())
    a.setflags(write=draw.chance(0.8))
    return Call(f"numpy.ndarray.{draw.choice(('copy', 'conj', 'conjugate', 'byteswap', 'view'))}", (a,))


@families.add(known=0.97)
def views(draw: Draw) -> Call:
    a = draw.array((*draw.shape(0, 2), 8), draw.choice(("int64", "int32", "float32", "uint8", "bool")))
    return Call("numpy.ndarray.view", (a, draw.choice(("uint8", "int32", "int64", "float64", "bool"))))


@families.add()
def lists(draw: Draw) -> Call:
    return Call("numpy.ndarray.tolist", (draw.array(draw.shape(0, 3), draw.choice(DTYPES)),))


@families.add(refused=0.3)
def items(draw: Draw) -> Call:
    a = draw.array(draw.shape(0, 2), draw.choice(DTYPES))
    index: tuple[Any, ...] = ()
    if a.size != 1 or draw.chance():
        index = tuple(draw.integer(-size - 1, size) for size in a.shape)
        if draw.chance(0.3):
            index = (draw.integer(-a.size - 1, a.size),)
    return Call("numpy.ndarray.item", (a, *index))


@families.add(refused=0.9)
def in_place(draw: Draw) -> Call:
    a = draw.array(draw.shape(1, 3), "float64")
    a.setflags(write=draw.chance(0.7))
    match draw.choice(("sort", "partition", "fill")):
        case "sort":
            return Call("numpy.ndarray.sort", (a,), draw.given(axis=draw.axis(a.ndim)))
        case "partition":
            return Call("numpy.ndarray.partition", (a + 0 if 0 in a.shape else a, 0))
        case _:
            return Call("numpy.ndarray.fill", (a, 1.5))


@families.add(known=0.9)
def scalar_types(draw: Draw) -> Call:
    name = draw.choice(
        ("float32", "float64", "int64", "int32", "bool_", "complex128", "intp", "double", "uint8")
    )
    value = draw.choice((3, 2.5, True, draw.array(draw.shape(0, 2), "float64"), [1, 2], [[1], [2]]))
    return Call(f"numpy.{name}", (value,))


@families.add(known=0.9)
def bits(draw: Draw) -> Call:
    a = draw.array(draw.shape(1, 3), "uint8")
    return Call(
        f"numpy.{draw.choice(('packbits', 'unpackbits'))}", (a,), draw.given(axis=draw.axis(a.ndim, 0))
    )


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()


def _is_told(path: str) -> bool:
    """Whether a name is modelled, or listed as deliberately unknown."""
    path = registry.canonical(path)
    attribute = registry.lookup_attribute(path) or registry.lookup(f"{path}.__getitem__")
    told = registry.lookup(path) or attribute or registry.lookup_constant(path)
    return told is not None or path in registry.all_unmodelled()


def test_every_method_and_attribute_of_arrays_is_told() -> None:
    names = [name for name in dir(np.ndarray) if not name.startswith("__")]
    assert [name for name in names if not _is_told(f"numpy.ndarray.{name}")] == []


@pytest.mark.parametrize("module", [np, np.linalg, np.fft], ids=lambda module: module.__name__)
def test_every_public_name_is_told(module: Any) -> None:
    parts = {"fft", "linalg", "random", "emath", "LinAlgError"}
    names = [name for name in module.__all__ if name not in parts]
    assert [name for name in names if not _is_told(f"{module.__name__}.{name}")] == []


def test_every_parameter_can_be_coerced() -> None:
    registry.load("numpy")
    models = [model for path, model in registry.all_models().items() if path.startswith("numpy.")]
    unknown = [
        f"{model.path}({parameter.name}: {parameter.annotation})"
        for model in models
        for parameter in model.parameters
        if parameter.annotation not in COERCERS
    ]
    assert unknown == []


@pytest.mark.parametrize("name", ["pi", "e", "inf", "newaxis", "True_", "False_", "euler_gamma"])
def test_constants_have_their_values(name: str) -> None:
    claimed = registry.lookup_constant(f"numpy.{name}")
    assert claimed is not None
    assert getattr(claimed, "value", None) == getattr(np, name)


def test_a_small_array_becomes_a_list_of_its_numbers() -> None:
    n = symbol("n")
    sizes = Array(shape_of(2), "int64", contents=(n, 28))
    assert [each.size for each in _items(apply_model("numpy.ndarray.tolist", (sizes,), {}))] == [n, 28]


def _items(value: Value) -> list[Integer]:
    assert isinstance(value, List)
    items = value.items
    assert items is not None
    return [item for item in items if isinstance(item, Integer)]


def test_what_is_read_only_is_not_sorted_in_place() -> None:
    with pytest.raises(Refusal) as caught:
        apply_model("numpy.ndarray.sort", (Array(shape_of(3), writeable=False),), {})
    assert (caught.value.code, caught.value.exception) == ("TSL208", "ValueError")


def test_limits_of_numbers() -> None:
    info = apply_model("numpy.finfo", (Array(shape_of(3), "float32"),), {})
    assert isinstance(info, Object)
    found = {name: registry.lookup_attribute(f"{info.path}.{name}") for name in ("eps", "max", "bits")}
    assert {name: read(info) for name, read in found.items() if read is not None} == {
        "eps": Float(),
        "max": Float(),
        "bits": Integer(32),
    }
    assert apply_model("numpy.issubdtype", (Integer(1), Integer(2)), {}) == Boolean()


def test_whether_an_array_may_be_written_to_is_a_flag() -> None:
    diagonal = Array(shape_of(3), writeable=False)
    change = registry.change_in_place("numpy.ndarray.setflags")
    assert change is not None
    assert change[1](diagonal, {"write": Boolean(True)}).writeable
    assert change[1](diagonal, {"write": Boolean()}).writeable is None
    assert change[1](diagonal, {}).writeable is False
    read = registry.lookup_attribute("numpy.ndarray.flags")
    writeable = registry.lookup_attribute("numpy.flagsobj.writeable")
    assert read is not None
    assert writeable is not None
    assert writeable(read(diagonal)) == Boolean(False)
