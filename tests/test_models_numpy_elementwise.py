"""NumPy's universal functions, their methods and other elementwise functions, held against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models import numpy_ufuncs, registry
from tensorlint.models.registry import Refusal
from tensorlint.shapes import shape_of, symbol
from tensorlint.shapes.sizes import add
from tensorlint.values import FALSE, NONE, Array, Boolean, Float, Integer, List, Tuple, Unknown
from tests.model_harness import Call, Draw, Families, Family, apply_model, signature_difference
from tests.test_models_numpy_operators import partner

DTYPES = ("bool", "int8", "uint16", "int32", "int64", "uint64", "float16", "float32", "float64", "complex128")
UNARY = [
    name
    for names in (numpy_ufuncs.TO_FLOAT, numpy_ufuncs.SAME, numpy_ufuncs.ROUNDED, numpy_ufuncs.ABSOLUTE)
    for name in [*names.split(), "isfinite", "signbit", "logical_not"]
    if hasattr(np, name)
]
BINARY = {name: law for name, law in numpy_ufuncs.BINARY.items() if hasattr(np, name)}
OF_INTS = ("&", "|", "^", "<<", ">>", "gcd")

families = Families()


def has_loop(name: str, *dtypes: str) -> bool:
    """Whether the ufunc takes these dtypes: a TypeError would come before any look at the shapes."""
    try:
        with np.errstate(all="ignore"):
            getattr(np, name)(*[np.ones(1, dtype) for dtype in dtypes])
    except TypeError:
        return False
    return True


def unary_call(draw: Draw) -> tuple[str, Any]:
    name = draw.choice(UNARY)
    dtype = next(dtype for dtype in iter(draw.dtype, None) if has_loop(name, dtype))
    return name, draw.array(draw.shape(), dtype)


def binary_dtypes(draw: Draw, name: str) -> tuple[str, str]:
    if BINARY[name] in OF_INTS:
        return draw.choice(("int64", "int32")), draw.choice(("int64", "uint8"))
    return next(pair for pair in iter(lambda: (draw.dtype(), draw.dtype()), None) if has_loop(name, *pair))


def with_out(draw: Draw, shape: tuple[int, ...]) -> dict[str, Any]:
    """Mostly nothing; else an `out` that fits in most cases, or a mask."""
    keywords: dict[str, Any] = {}
    if draw.chance(0.15):
        out = np.zeros(shape if draw.chance(0.7) else partner(draw, shape), "complex128")
        out.setflags(write=draw.chance(0.9))
        keywords["out"] = (out,) if draw.chance(0.3) else out
    if draw.chance(0.1):
        keywords["where"] = draw.array(partner(draw, shape), "bool")
    return keywords


@families.add(known=0.97, refused=0.9)
def unary(draw: Draw) -> Call:
    name, x = unary_call(draw)
    keywords = with_out(draw, x.shape)
    given = x.tolist() if draw.chance(0.1) and x.size and not keywords else x
    return Call(f"numpy.{name}", (given,), keywords)


@families.add(known=0.97, refused=0.9)
def binary(draw: Draw) -> Call:
    name = draw.choice(list(BINARY))
    first, second = binary_dtypes(draw, name)
    x1 = draw.array(draw.shape(), first)
    x2 = draw.array(partner(draw, x1.shape), second)
    if draw.chance(0.2) and first in ("int64", "float64"):
        x2 = draw.choice((2, True, [1, 2, 3]))
    keywords: dict[str, Any] = {}
    if BINARY[name] in ("+", "*"):
        keywords = with_out(draw, x1.shape)
    return Call(f"numpy.{name}", (x1, x2), keywords)


@families.add(known=0.9)
def two_results(draw: Draw) -> Call:
    name = draw.choice(("modf", "frexp", "divmod"))
    x = draw.array(draw.shape(), draw.choice(("float64", "float32", "int64")))
    others = (draw.array(partner(draw, x.shape), "int64"),) if name == "divmod" else ()
    return Call(f"numpy.{name}", (x, *others))


REDUCED = ("add", "multiply", "maximum", "minimum", "logical_and", "logical_or", "bitwise_or")


@families.add(known=0.95, refused=0.8)
def reduce(draw: Draw) -> Call:
    name = draw.choice(REDUCED)
    x = draw.array(
        tuple(max(1, size) for size in draw.shape()), draw.choice(("int64", "int32", "bool", "uint8"))
    )
    keywords = draw.given(0.5, keepdims=draw.chance())
    if draw.chance(0.7):
        keywords["axis"] = draw.choice((None, draw.axis(x.ndim), draw.axes(x.ndim)))
    return Call(f"numpy.{name}.reduce", (x,), keywords)


@families.add(known=0.95, refused=1)
def accumulate(draw: Draw) -> Call:
    x = draw.array(draw.shape(), draw.choice(("int64", "int32", "bool", "uint8")))
    keywords = draw.given(0.7, axis=draw.axis(x.ndim))
    return Call(f"numpy.{draw.choice(REDUCED)}.accumulate", (x,), keywords)


@families.add(known=0.95, refused=0.6)
def reduceat(draw: Draw) -> Call:
    x = draw.array(tuple(size + 1 for size in draw.shape(1, 3)), "int64")
    axis = draw.axis(x.ndim)
    size = x.shape[axis] if -x.ndim <= axis < x.ndim else 1
    indices = [draw.integer(0, size - 1) for _ in range(draw.integer(1, 4))]
    if draw.chance(0.1):
        indices.append(size)
    return Call(f"numpy.{draw.choice(REDUCED)}.reduceat", (x, indices), {"axis": axis})


@families.add(known=1)
def outer(draw: Draw) -> Call:
    arguments = (draw.array(draw.shape(0, 2)), draw.array(draw.shape(0, 2)))
    return Call(f"numpy.{draw.choice(('add', 'multiply', 'divide', 'maximum'))}.outer", arguments)


@families.add(refused=0.7)
def at(draw: Draw) -> Call:
    a = np.zeros(draw.shape(1, 3), "float64")
    size = a.shape[0]
    places = [draw.integer(0, size) for _ in range(draw.integer(1, 4))]
    if not size or (max(places) >= size and draw.chance(0.8)):
        return Call("numpy.add.at", (a, places, 1.5))
    places = [place % max(1, size) for place in places]
    b = draw.array(partner(draw, (len(places), *a.shape[1:])), "float64")
    return Call("numpy.add.at", (a, places, b))


@families.add(known=0.97, refused=0.9)
def clip(draw: Draw) -> Call:
    a = draw.array(draw.shape(), draw.choice(("float64", "float32", "int64")))
    low = draw.choice((0, 0.5, draw.array(partner(draw, a.shape), "int64")))
    high = draw.choice((5, 2.5, None, draw.array(partner(draw, a.shape), "float64")))
    return Call(draw.choice(("numpy.clip", "numpy.ndarray.clip")), (a, low, high))


@families.add(known=0.97, refused=0.9)
def others(draw: Draw) -> Call:
    x = draw.array(draw.shape(), draw.choice(("float64", "float32", "int64")))
    names = "round around fix nan_to_num isreal iscomplex isposinf isneginf angle sinc i0 real_if_close"
    return Call(f"numpy.{draw.choice((*names.split(), 'ndarray.round'))}", (x,))


@families.add(known=1, refused=0.9)
def unwrap(draw: Draw) -> Call:
    x = draw.array(draw.shape(), "float64")
    return Call("numpy.unwrap", (x,), draw.given(axis=draw.axis(x.ndim)))


@families.add(known=0.97, refused=0.9)
def close(draw: Draw) -> Call:
    a = draw.array(draw.shape(), "float64")
    return Call("numpy.isclose", (a, draw.array(partner(draw, a.shape), "float64")))


@families.add(refused=0.9)
def all_close(draw: Draw) -> Call:
    a = draw.array(draw.shape(), "float64")
    return Call("numpy.allclose", (a, draw.array(partner(draw, a.shape), "float64")))


@families.add()
def equal_arrays(draw: Draw) -> Call:
    a = draw.array(draw.shape(), "int64", high=1)
    b = a.copy() if draw.chance() else draw.array(partner(draw, a.shape), "int64", high=1)
    return Call(draw.choice(("numpy.array_equal", "numpy.array_equiv")), (a, b))


@families.add(known=0.97, refused=0.8)
def interp(draw: Draw) -> Call:
    xp = np.arange(1 + draw.size())
    fp = draw.array((len(xp) + (draw.chance(0.1)),), draw.choice(("float64", "complex128")))
    return Call("numpy.interp", (draw.array(draw.shape(), "float64"), xp, fp))


@families.add(refused=0.5)
def copyto(draw: Draw) -> Call:
    dst = np.zeros(draw.shape(), "complex128")
    dst.setflags(write=draw.chance(0.9))
    return Call("numpy.copyto", (dst, draw.array(partner(draw, dst.shape))))


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()


@pytest.mark.parametrize("name", UNARY)
def test_knows_the_dtype_of_one_array(name: str) -> None:
    for dtype in DTYPES:
        if has_loop(name, dtype):
            claimed = apply_model(f"numpy.{name}", (Array(shape_of(2), dtype),), {})
            assert isinstance(claimed, Array)
            with np.errstate(all="ignore"):
                assert claimed.dtype in ("", getattr(np, name)(np.ones(2, dtype)).dtype.name), dtype


@pytest.mark.parametrize("name", BINARY)
def test_knows_the_dtype_of_two_arrays(name: str) -> None:
    for left in DTYPES:
        for right in DTYPES:
            if has_loop(name, left, right):
                arrays = (Array(shape_of(2), left), Array(shape_of(2), right))
                claimed = apply_model(f"numpy.{name}", arrays, {})
                assert isinstance(claimed, Array)
                real = getattr(np, name)(np.ones(2, left), np.ones(2, right)).dtype.name
                assert claimed.dtype in ("", real), (left, right)


def test_every_universal_function_is_modelled() -> None:
    missing = []
    for name in dir(np):
        if isinstance(getattr(np, name), np.ufunc) and registry.lookup(f"numpy.{name}") is None:
            missing.append(name)
    assert missing == []


@pytest.mark.parametrize(
    "name", ["exp", "add", "modf", "clip", "round", "nan_to_num", "interp", "isclose", "copyto"]
)
def test_signatures_are_the_real_ones(name: str) -> None:
    assert signature_difference(f"numpy.{name}", getattr(np, name)) is None


@pytest.mark.parametrize("name", ["reduce", "accumulate", "reduceat", "outer"])
def test_signatures_of_methods_are_the_real_ones(name: str) -> None:
    assert signature_difference(f"numpy.add.{name}", getattr(np.add, name)) is None


N = symbol("n", generic=True)


def refusal(path: str, *arguments: Any, **keywords: Any) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        apply_model(path, arguments, keywords)
    return caught.value.code, caught.value.message


def test_names_the_parameters_and_both_sizes() -> None:
    assert refusal("numpy.maximum", Array(shape_of(N, 3)), Array(shape_of(4))) == (
        "TSL205",
        "shapes cannot be broadcast together: {x1} is (n, 3) and {x2} is (4,): 3 != 4 on axis -1",
    )


def test_what_is_written_to_cannot_grow() -> None:
    code, _ = refusal("numpy.add", Array(shape_of(4, 3)), Float(1.0), out=Array(shape_of(3), "float64"))
    assert code == "TSL211"
    read_only = Array(shape_of(3), "float64", writeable=False)
    assert refusal("numpy.exp", Array(shape_of(3)), out=read_only)[0] == "TSL208"
    assert refusal("numpy.copyto", Array(shape_of(3), "float64"), Array(shape_of(4)))[0] == "TSL211"


def test_a_value_that_could_be_anything_leaves_the_trailing_axes() -> None:
    result = apply_model("numpy.add", (Array(shape_of(N, 3)), Unknown()), {})
    assert isinstance(result, Array)
    assert str(result.shape) == "(…, ?, 3)"


def test_small_integers_keep_their_elements() -> None:
    sizes = Array(shape_of(2), "int64", contents=(N, -28))
    result = apply_model("numpy.absolute", (Array(shape_of(2), "int64", contents=(3, -28)),), {})
    assert isinstance(result, Array)
    assert result.contents == (3, 28)
    product = apply_model("numpy.multiply", (sizes, Integer(2)), {})
    assert isinstance(product, Array)
    assert product.contents is not None
    assert [str(each) for each in product.contents] == ["2*n", "-56"]


def test_as_many_points_as_values_are_interpolated() -> None:
    assert (
        refusal("numpy.interp", Array(shape_of(9)), Array(shape_of(N)), Array(shape_of(add(N, 1))))[0]
        == "TSL106"
    )


def test_whether_arrays_of_two_shapes_are_equal_is_known() -> None:
    assert apply_model("numpy.array_equal", (Array(shape_of(3)), Array(shape_of(4))), {}) == FALSE
    assert apply_model("numpy.array_equal", (Array(shape_of(N)), Array(shape_of(4))), {}) == Boolean()


def test_rows_of_unequal_length_are_refused() -> None:
    rows = List.of((Tuple((Integer(1), Integer(2))), Tuple((Integer(1),))))
    assert refusal("numpy.exp", rows)[0] == "TSL210"
    assert apply_model("numpy.add.at", (Array(shape_of(3)), Integer(0), Float(1.0)), {}) == NONE
