"""NumPy's products, linear algebra, transforms, convolutions and polynomials, held against NumPy."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tensorlint.models import registry
from tensorlint.models.registry import Refusal
from tensorlint.shapes import Mismatch, Shape, shape_of, symbol
from tensorlint.shapes.einsum import parse, summed
from tensorlint.shapes.sizes import add
from tensorlint.values import Array, Float, Integer, List, String, Tuple, Value
from tests.model_harness import Call, Draw, Families, Family, apply_model, signature_difference
from tests.test_models_numpy_operators import partner

families = Families()
SOLVED = ("float64", "float32", "int64", "complex128")


def nearly(draw: Draw, size: int, wrong: float = 0.15) -> int:
    return size + draw.integer(1, 2) if draw.chance(wrong) else size


@families.add(known=0.95, refused=0.95)
def dot(draw: Draw) -> Call:
    a = draw.array(draw.shape(0, 3), draw.choice(SOLVED))
    inner = nearly(draw, a.shape[-1]) if a.ndim else draw.size()
    sizes = [draw.size() for _ in range(draw.rank(0, 2))]
    if sizes or draw.chance():
        sizes.insert(max(0, len(sizes) - 1), inner)
    return Call(draw.choice(("numpy.dot", "numpy.ndarray.dot")), (a, draw.array(sizes, draw.choice(SOLVED))))


@families.add(known=0.95, refused=0.95)
def inner(draw: Draw) -> Call:
    a = draw.array(draw.shape(0, 3), draw.choice(SOLVED))
    sizes = (*draw.shape(0, 2), nearly(draw, a.shape[-1])) if a.ndim else draw.shape(0, 2)
    return Call("numpy.inner", (a, draw.array(sizes, draw.choice(SOLVED))))


@families.add(known=0.95, refused=0.95)
def flat_products(draw: Draw) -> Call:
    name = draw.choice(("outer", "vdot", "kron"))
    a = draw.array(draw.shape(0, 3), draw.choice(SOLVED))
    sizes = a.shape[::-1] if name == "vdot" and draw.chance(0.8) else draw.shape(0, 3)
    return Call(f"numpy.{name}", (a, draw.array(sizes, draw.choice(SOLVED))))


@families.add(known=0.95, refused=0.95)
def matmul(draw: Draw) -> Call:
    a = draw.array(draw.shape(0, 4), draw.choice(SOLVED))
    inner = nearly(draw, a.shape[-1]) if a.ndim else draw.size()
    batch = partner(draw, a.shape[:-2])
    sizes = (inner,) if draw.chance(0.3) else (*batch, inner, draw.size())
    return Call(
        draw.choice(("numpy.matmul", "numpy.linalg.matmul")), (a, draw.array(sizes, draw.choice(SOLVED)))
    )


@families.add(known=0.95, refused=0.95)
def stacked_vectors(draw: Draw) -> Call:
    name = draw.choice(("vecdot", "matvec", "vecmat"))
    a = draw.array(draw.shape(1, 3), draw.choice(SOLVED))
    if name == "vecmat":
        sizes = (*partner(draw, a.shape[:-1]), nearly(draw, a.shape[-1]), draw.size())
    else:
        cut = 1 if name == "vecdot" else 2
        sizes = (*partner(draw, a.shape[:-cut]), nearly(draw, a.shape[-1]))
    return Call(f"numpy.{name}", (a, draw.array(sizes, draw.choice(SOLVED))))


@families.add(known=0.95, refused=0.9)
def tensordot(draw: Draw) -> Call:
    a = draw.array(draw.shape(0, 4), "float64")
    count = draw.integer(0, a.ndim)
    if draw.chance():
        sizes = (*a.shape[a.ndim - count :], *draw.shape(0, 2))
        axes: Any = count + draw.chance(0.1)
    else:
        left = draw.random.sample(range(a.ndim), count)
        sizes = tuple(nearly(draw, a.shape[axis], 0.1) for axis in left) + draw.shape(0, 2)
        right = list(range(count))
        if draw.chance(0.1):
            right.append(draw.integer(0, len(sizes)))
        axes = (left, right) if count != 1 or draw.chance() else (left[0], right[0])
    if len(sizes) > 6:
        sizes = sizes[:6]
    return Call("numpy.tensordot", (a, draw.array(sizes, "float64")), {"axes": axes})


def einsum_call(draw: Draw) -> tuple[list[str], str, list[Any]]:
    """Terms, an output and operands, mostly fitting."""
    extents = {letter: draw.size() for letter in "ijkl"}
    dots = draw.shape(1, 2)
    with_dots = draw.chance(0.25)
    terms: list[str] = []
    operands: list[Any] = []
    for _ in range(draw.integer(1, 3)):
        letters = [draw.choice("ijkl") for _ in range(draw.rank(0, 3))]
        sizes = [nearly(draw, extents[letter], 0.04) for letter in letters]
        sizes = [1 if draw.chance(0.05) else size for size in sizes]
        if with_dots and draw.chance(0.8):
            cut = draw.integer(0, len(letters))
            middle = partner(draw, dots, 0.05)
            sizes = [*sizes[:cut], *middle, *sizes[cut:]]
            letters.insert(cut, "...")
        if draw.chance(0.04):
            letters.append("m")
        terms.append("".join(letters))
        operands.append(np.ones(sizes))
    present = sorted({letter for term in terms for letter in term.replace("...", "")})
    output = draw.random.sample(present, draw.integer(0, len(present)))
    if draw.chance(0.05):
        output.append(draw.choice("ijkz"))
    if with_dots and draw.chance(0.9):
        output.insert(draw.integer(0, len(output)), "...")
    return terms, "".join(output), operands


@families.add(known=0.95, refused=0.97)
def einsum(draw: Draw) -> Call:
    terms, output, operands = einsum_call(draw)
    text = ",".join(terms) + (f"->{output}" if draw.chance(0.8) else "")
    return Call("numpy.einsum", (text.replace(",", ", ") if draw.chance(0.2) else text, *operands))


@families.add(known=0.95, refused=0.95)
def einsum_by_lists(draw: Draw) -> Call:
    terms, output, operands = einsum_call(draw)
    arguments: list[Any] = []
    for term, each in zip(terms, operands, strict=True):
        arguments += [each, _labels(term)]
    if draw.chance(0.8):
        arguments.append(_labels(output))
    return Call("numpy.einsum", tuple(arguments))


def _labels(term: str) -> list[Any]:
    letters = term.replace("...", ".")
    return [Ellipsis if letter == "." else ord(letter) - ord("a") for letter in letters]


@families.add(known=0.9, refused=0.7)
def cross(draw: Draw) -> Call:
    rest = draw.shape(0, 2)
    size = draw.choice((2, 3, 3, 3, 4))
    a = np.ones((*rest, size))
    b = np.ones((*partner(draw, rest), nearly(draw, 3, 0.1)))
    keywords: dict[str, Any] = {}
    if draw.chance(0.2):
        a, b = np.moveaxis(a, -1, 0), np.moveaxis(b, -1, 0)
        keywords = {"axis": 0} if draw.chance() else {"axisa": 0, "axisb": 0}
    return Call("numpy.cross", (a, b), keywords)


@families.add(known=0.97, refused=0.9)
def trace(draw: Draw) -> Call:
    a = draw.array(draw.shape(), draw.choice(("float64", "int32", "bool", "uint8")))
    if draw.chance(0.2):
        return Call("numpy.linalg.trace", (a,), draw.given(0.4, offset=1))
    keywords = draw.given(0.4, axis1=draw.axis(a.ndim), axis2=draw.axis(a.ndim), offset=1)
    return Call(draw.choice(("numpy.trace", "numpy.ndarray.trace")), (a,), keywords)


def square(draw: Draw, wrong: float = 0.15) -> Any:
    """A stack of well-behaved square matrices; now and then no square, or no matrix."""
    size = 1 + draw.size()
    stack = tuple(max(1, each) for each in draw.shape(0, 2))
    if draw.chance(wrong):
        return np.ones(draw.choice(((size,), (*stack, size, size + 1), ())))
    return np.broadcast_to(np.eye(size, dtype=draw.choice(SOLVED)), (*stack, size, size)).copy()


SQUARE = "inv det slogdet eig eigh eigvals eigvalsh cholesky"


@families.add(known=0.97, refused=1)
def square_matrices(draw: Draw) -> Call:
    return Call(f"numpy.linalg.{draw.choice(SQUARE.split())}", (square(draw),))


@families.add(known=0.97, refused=1)
def powers(draw: Draw) -> Call:
    return Call("numpy.linalg.matrix_power", (square(draw), draw.integer(0, 3)))


def matrices(draw: Draw, wrong: float = 0.1) -> Any:
    sizes = tuple(max(1, each) for each in draw.shape(2, 4))
    return draw.array(sizes[:1] if draw.chance(wrong) else sizes, draw.choice(SOLVED))


@families.add(known=0.97, refused=0.95)
def decompositions(draw: Draw) -> Call:
    name = draw.choice(("svd", "qr", "pinv", "cond", "svdvals", "matrix_norm", "diagonal"))
    keywords: dict[str, Any] = {}
    if name == "svd":
        keywords = draw.given(0.5, full_matrices=draw.chance(), compute_uv=draw.chance(0.7))
    elif name == "qr":
        keywords = draw.given(0.6, mode=draw.choice(("reduced", "complete", "r", "raw")))
    elif name == "cond":
        keywords = draw.given(0.3, p=draw.choice((2, 1, "fro")))
    elif name == "diagonal":
        keywords = draw.given(0.5, offset=draw.integer(-3, 3))
    return Call(f"numpy.linalg.{name}", (matrices(draw),), keywords)


@families.add(known=0.8, refused=0.9)
def solve(draw: Draw) -> Call:
    a = square(draw)
    rows = nearly(draw, a.shape[-1]) if a.ndim else 1
    b = np.ones((rows,) if draw.chance(0.4) else (*partner(draw, a.shape[:-2]), rows, draw.size()))
    return Call("numpy.linalg.solve", (a, b))


@families.add(refused=0.9)
def least_squares(draw: Draw) -> Call:
    a = draw.array((1 + draw.size(), 1 + draw.size()), "float64")
    rows = nearly(draw, a.shape[0])
    b = draw.array((rows,) if draw.chance() else (rows, 1 + draw.size()), "float64")
    return Call("numpy.linalg.lstsq", (a, b), {"rcond": None})


@families.add(known=0.97, refused=0.9)
def norms(draw: Draw) -> Call:
    x = draw.array(tuple(max(1, size) for size in draw.shape()), draw.choice(SOLVED))
    keywords = draw.given(
        0.6, axis=draw.choice((None, draw.axis(x.ndim), draw.axes(x.ndim))), keepdims=draw.chance()
    )
    if draw.chance(0.3):
        keywords["ord"] = draw.choice((1, np.inf))
    axes = keywords.get("axis")
    if isinstance(axes, tuple) and len(axes) not in (1, 2):
        keywords.pop("ord", None)
    return Call("numpy.linalg.norm", (x,), keywords)


@families.add(known=0.97, refused=0.9)
def vector_norms(draw: Draw) -> Call:
    x = draw.array(tuple(max(1, size) for size in draw.shape()), draw.choice(SOLVED))
    keywords = draw.given(0.6, axis=draw.choice((None, draw.axis(x.ndim))), keepdims=draw.chance())
    return Call("numpy.linalg.vector_norm", (x,), keywords)


@families.add(known=0.9, refused=0.9)
def chains(draw: Draw) -> Call:
    sizes = [1 + draw.size() for _ in range(draw.integer(3, 5))]
    shapes = [(a, nearly(draw, b, 0.05)) for a, b in pairwise(sizes)]
    given: list[Any] = [np.ones(shape) for shape in shapes]
    if draw.chance(0.2):
        given[0] = np.ones(shapes[0][1])
    if draw.chance(0.05):
        given[-1] = np.ones((2, *shapes[-1]))
    return Call("numpy.linalg.multi_dot", (given,))


@families.add(known=0.95, refused=0.9)
def tensor_equations(draw: Draw) -> Call:
    sizes = (2, 3, 6) if draw.chance(0.8) else (2, 3, 5)
    a = np.eye(6)[:, : sizes[2]].reshape(sizes)
    if draw.chance():
        return Call("numpy.linalg.tensorinv", (a,), {"ind": 2})
    return Call("numpy.linalg.tensorsolve", (np.eye(6).reshape(2, 3, 6), np.ones((2, 3))))


@families.add(known=0.97, refused=0.9)
def transforms(draw: Draw) -> Call:
    name = draw.choice(("fft", "ifft", "rfft", "irfft", "hfft", "ihfft"))
    a = draw.array(tuple(size + 1 for size in draw.shape(0, 3)), "float64")
    keywords = draw.given(0.4, axis=draw.axis(a.ndim))
    if draw.chance(0.4):
        keywords = {"n": draw.integer(0, 9), "axis": draw.axis(a.ndim, 0)} if a.ndim else {}
    return Call(f"numpy.fft.{name}", (a,), keywords)


@families.add(known=0.97, refused=0.85)
def transforms_of_several_axes(draw: Draw) -> Call:
    name = draw.choice(("fft2", "ifft2", "fftn", "ifftn", "rfft2", "rfftn", "irfft2", "irfftn"))
    a = draw.array(tuple(size + 2 for size in draw.shape(1, 3)), "float64")
    axes = draw.random.sample(range(-a.ndim, 0), draw.integer(1, a.ndim))
    axes = [axis % a.ndim if draw.chance() else axis for axis in axes]
    if draw.chance(0.1):
        axes.append(a.ndim)
    keywords = draw.given(0.5, axes=tuple(axes))
    if draw.chance(0.3):
        count = len(keywords.get("axes", (0, 0))) + draw.chance(0.1)
        keywords["s"] = tuple(draw.integer(1, 6) for _ in range(min(count, a.ndim)))
        keywords.setdefault("axes", tuple(range(-len(keywords["s"]), 0)))
    return Call(f"numpy.fft.{name}", (a,), keywords)


@families.add(known=0.97, refused=0.9)
def frequencies(draw: Draw) -> Call:
    if draw.chance(0.3):
        x = draw.array(draw.shape(1), "float64")
        name = draw.choice(("fftshift", "ifftshift"))
        return Call(
            f"numpy.fft.{name}", (x,), draw.given(axes=draw.choice((draw.axis(x.ndim), draw.axes(x.ndim))))
        )
    n = draw.choice((draw.integer(1, 9), draw.integer(1, 9), 8.0))
    return Call(f"numpy.fft.{draw.choice(('fftfreq', 'rfftfreq'))}", (n,), draw.given(0.3, d=0.1))


@families.add(known=0.97, refused=1)
def convolutions(draw: Draw) -> Call:
    sizes = [tuple(size + 1 for size in draw.shape(1, 1 + draw.chance(0.1))) for _ in range(2)]
    a, v = (draw.array(each, draw.choice(SOLVED)) for each in sizes)
    name = draw.choice(("convolve", "correlate"))
    return Call(f"numpy.{name}", (a, v), draw.given(0.7, mode=draw.choice(("full", "same", "valid"))))


@families.add(known=0.97, refused=0.9)
def polynomial_fits(draw: Draw) -> Call:
    x = np.arange(3.0 + draw.size())
    if draw.chance(0.1):
        x = x[:, None]
    rest = draw.shape(0, 1) if draw.chance(0.9) else (1, 1)
    y = draw.array((nearly(draw, len(x), 0.1), *(max(1, size) for size in rest)), "float64")
    return Call("numpy.polyfit", (x, y, draw.integer(0, 2)))


@families.add(refused=0.3)
def polynomials(draw: Draw) -> Call:
    p = draw.array((1 + draw.size(),), "float64", low=1)
    match draw.choice(
        ("polyval", "roots", "poly", "polyadd", "polysub", "polymul", "polydiv", "polyder", "polyint")
    ):
        case "polyval":
            if draw.chance(0.3):
                p = draw.array((2, draw.size()), "float64")
            return Call("numpy.polyval", (p, draw.array(draw.shape(0, 2), "float64")))
        case "poly":
            sizes = draw.choice(((3,), (3, 3), (2, 3)))
            return Call("numpy.poly", (draw.array(sizes, "float64"),))
        case "roots":
            return Call("numpy.roots", (p if draw.chance(0.8) else np.ones((2, 2)),))
        case "polyder" | "polyint" as name:
            return Call(f"numpy.{name}", (p,), draw.given(m=draw.integer(0, 3)))
        case name:
            return Call(f"numpy.{name}", (p, draw.array((1 + draw.size(),), "float64", low=1)))


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()


def test_every_function_of_linalg_and_fft_is_modelled() -> None:
    missing = []
    for module in (np.linalg, np.fft):
        for name in module.__all__:
            path = f"{module.__name__}.{name}"
            if name[0].islower() and name != "test" and registry.lookup(path) is None:
                missing.append(path)
    assert missing == []


@pytest.mark.parametrize("module", [np.linalg, np.fft], ids=lambda module: module.__name__)
def test_signatures_are_the_real_ones(module: Any) -> None:
    paths = {f"{module.__name__}.{name}": getattr(module, name) for name in module.__all__}
    checked = {path: real for path, real in paths.items() if path in registry.all_models()}
    assert checked
    differences = [signature_difference(path, real) for path, real in checked.items()]
    assert [each for each in differences if each is not None] == []


PRODUCTS = "dot matmul inner outer vdot kron tensordot einsum cross trace convolve correlate polyfit polyval"


@pytest.mark.parametrize("name", PRODUCTS.split())
def test_signatures_of_products_are_the_real_ones(name: str) -> None:
    assert signature_difference(f"numpy.{name}", getattr(np, name)) is None


N = symbol("n", generic=True)


def refusal(path: str, *arguments: Value, **keywords: Value) -> tuple[str, str, str]:
    with pytest.raises(Refusal) as caught:
        apply_model(path, arguments, keywords)
    return caught.value.code, caught.value.exception, caught.value.message


def test_names_the_inner_dimensions() -> None:
    assert refusal("numpy.dot", Array(shape_of(N, 3)), Array(shape_of(4, 5))) == (
        "TSL601",
        "ValueError",
        "dot: inner dimensions differ: {a} is (n, 3), {b} is (4, 5): 3 != 4",
    )
    assert refusal("numpy.matmul", Array(shape_of(N, 3)), Array(shape_of(4, 5)))[2] == (
        "matmul: inner dimensions differ: {x1} is (n, 3), {x2} is (4, 5): 3 != 4"
    )


def test_names_the_letter_of_an_einsum() -> None:
    arrays = (Array(shape_of(8, 64, 32)), Array(shape_of(8, 48, 16)))
    assert refusal("numpy.einsum", String("bqd,bkd->bqk"), *arrays) == (
        "TSL607",
        "ValueError",
        "einsum 'bqd,bkd->bqk': d is two sizes: 32 != 16: operand 0 is (8, 64, 32), operand 1 is (8, 48, 16)",
    )


def test_more_rows_than_columns_have_no_inverse() -> None:
    assert refusal("numpy.linalg.inv", Array(shape_of(add(N, 1), N)))[:2] == (
        "TSL614",
        "numpy.linalg.LinAlgError",
    )


def test_right_sides_fit_the_equations() -> None:
    code, exception, message = refusal("numpy.linalg.solve", Array(shape_of(12, 12)), Array(shape_of(10)))
    assert (code, exception) == ("TSL614", "ValueError")
    assert message == "solve: {a} is (12, 12), {b} is (10,): 12 equations, 10 right sides"
    assert refusal("numpy.linalg.lstsq", Array(shape_of(9, 3)), Array(shape_of(8)))[0] == "TSL614"


def test_stacks_of_right_sides_mean_another_thing_before_numpy_2() -> None:
    result = apply_model("numpy.linalg.solve", (Array(shape_of(2, 3, 3)), Array(shape_of(2, 3))), {})
    assert isinstance(result, Array)
    assert result.shape.rank is None


def test_results_have_the_names_of_their_parts() -> None:
    result = apply_model("numpy.linalg.svd", (Array(shape_of(N, 3)),), {})
    assert isinstance(result, Tuple)
    assert result.names == ("U", "S", "Vh")
    assert [str(part.shape) for part in result.items if isinstance(part, Array)][::2] == ["(n, n)", "(3, 3)"]


def test_axes_keep_their_lineage_through_products() -> None:
    samples = Array(Shape(shape_of(N, 3).axes))
    result = apply_model("numpy.einsum", (String("nd,de->ne"), samples, Array(shape_of(3, 5))), {})
    assert isinstance(result, Array)
    assert result.shape.axes[0] is samples.shape.axes[0]


def test_float_sizes_of_transforms() -> None:
    assert refusal("numpy.fft.fftfreq", Float(8.0))[:2] == ("TSL213", "ValueError")


def test_subscripts_that_are_none() -> None:
    with pytest.raises(Mismatch):
        parse("i1,j->ij")
    with pytest.raises(Mismatch):
        summed([("i",)], None, [])


def test_operands_of_unknown_rank_leave_what_is_known() -> None:
    images = Array(Shape(shape_of(28, 3).axes, True))
    result = apply_model("numpy.einsum", (String("...c,cd->...d"), images, Array(shape_of(3, 8))), {})
    assert isinstance(result, Array)
    assert str(result.shape) == "(…, 28, 8)"
    listed = apply_model("numpy.dot", (images, List.of((Integer(1), Integer(2), Integer(3)))), {})
    assert isinstance(listed, Array)
    assert str(listed.shape) == "(…, 28)"
