"""NumPy's reductions, order statistics, running sums and differences, held against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models.registry import Refusal
from tensorlint.shapes import shape_of, symbol
from tensorlint.shapes.sizes import add
from tensorlint.values import Array, Boolean, Integer, Value
from tests.model_harness import Call, Draw, Families, Family, apply_model, signature_difference

families = Families()
DTYPES = ("float64", "float64", "float32", "int64", "int32", "uint8", "bool", "complex128")
REAL = ("float64", "float32", "int64", "int32")


def filled(draw: Draw, low: int = 0, high: int = 4) -> tuple[int, ...]:
    """A shape without axes of length 0, which many reductions refuse."""
    return tuple(max(1, size) for size in draw.shape(low, high))


def axis(draw: Draw, rank: int) -> Any:
    return draw.choice((None, draw.axis(rank), draw.axis(rank), draw.axes(rank)))


def reduction(draw: Draw, names: str, dtypes: tuple[str, ...] = DTYPES, methods: bool = True) -> Call:
    name = draw.choice(names.split())
    a = draw.array(filled(draw), draw.choice(dtypes))
    keywords: dict[str, Any] = draw.given(0.4, keepdims=draw.chance())
    arguments: tuple[Any, ...] = (a,)
    if draw.chance(0.8):
        given = axis(draw, a.ndim)
        if draw.chance():
            arguments = (a, given)
        else:
            keywords["axis"] = given
    owner = "ndarray." if methods and draw.chance(0.4) else ""
    if not owner and draw.chance(0.1):
        arguments = (a.tolist(), *arguments[1:])
    return Call(f"numpy.{owner}{name}", arguments, keywords)


@families.add(known=0.97, refused=0.8)
def sums(draw: Draw) -> Call:
    return reduction(draw, "sum prod max min any all")


@families.add(known=0.97, refused=0.8)
def means(draw: Draw) -> Call:
    return reduction(draw, "mean std var")


@families.add(known=0.97, refused=0.8)
def of_numbers(draw: Draw) -> Call:
    return reduction(draw, "nansum nanprod nanmax nanmin nanmean nanstd nanvar amax amin", methods=False)


@families.add(known=0.97, refused=0.8)
def peaks(draw: Draw) -> Call:
    return reduction(draw, "ptp median nanmedian", REAL, methods=False)


@families.add(known=0.97, refused=0.8)
def small_integers(draw: Draw) -> Call:
    call = reduction(draw, "sum prod max min any all", ("int64", "bool"))
    if call.path.endswith(("sum", "prod", "max", "min")):
        call.keywords |= draw.given(0.1, initial=3)
    return call


@families.add(known=0.9, refused=0.8)
def into_out(draw: Draw) -> Call:
    a = draw.array(filled(draw, 1, 3), "float64")
    place = draw.axis(a.ndim)
    size = a.shape[:place] + a.shape[place + 1 :] if 0 <= place < a.ndim else a.shape[:-1]
    return Call("numpy.sum", (a,), {"axis": place if place >= 0 else -1, "out": np.zeros(size)})


@families.add(known=0.97, refused=0.7)
def places(draw: Draw) -> Call:
    name = draw.choice(("argmax", "argmin", "ndarray.argmax", "ndarray.argmin", "nanargmax", "nanargmin"))
    a = draw.array(filled(draw), draw.choice(REAL))
    keywords = draw.given(0.7, axis=draw.choice((None, draw.axis(a.ndim))))
    return Call(f"numpy.{name}", (a,), keywords | draw.given(0.3, keepdims=draw.chance()))


@families.add(refused=0.8)
def counts(draw: Draw) -> Call:
    return reduction(draw, "count_nonzero", methods=False)


@families.add(known=0.85, refused=0.8)
def percentiles(draw: Draw) -> Call:
    name = draw.choice(("percentile", "nanpercentile", "quantile", "nanquantile"))
    a = draw.array(filled(draw, 0, 3), draw.choice(REAL))
    q = draw.choice((1, 0.5, [0.1, 0.2], (0.5,), np.full((2, 3), 0.5)))
    keywords = draw.given(0.7, axis=axis(draw, a.ndim)) | draw.given(0.3, keepdims=draw.chance())
    return Call(f"numpy.{name}", (a, q), keywords)


@families.add(known=0.97, refused=0.5)
def averages(draw: Draw) -> Call:
    a = draw.array(filled(draw, 0, 3), draw.choice(REAL))
    place = draw.choice((None, draw.axis(a.ndim)))
    keywords: dict[str, Any] = {"axis": place} | draw.given(
        0.3, keepdims=draw.chance(), returned=draw.chance()
    )
    if draw.chance():
        sizes = a.shape
        if place is not None and -a.ndim <= place < a.ndim and draw.chance(0.7):
            sizes = (a.shape[place] + draw.chance(0.2),)
        keywords["weights"] = np.ones(sizes)
    return Call("numpy.average", (a,), keywords)


@families.add(known=0.8, refused=0.9)
def covariances(draw: Draw) -> Call:
    first = draw.array(draw.shape(0, 3) if draw.chance(0.1) else draw.shape(0, 2), draw.choice(REAL))
    keywords: dict[str, Any] = draw.given(0.4, rowvar=draw.chance())
    if draw.chance(0.4):
        sizes = tuple(size + draw.chance(0.1) for size in first.shape)
        keywords["y"] = draw.array(sizes[draw.integer(0, len(sizes)) :], "float64")
    return Call(f"numpy.{draw.choice(('cov', 'corrcoef'))}", (first,), keywords)


@families.add(known=0.97, refused=0.9)
def running(draw: Draw) -> Call:
    name = draw.choice(("cumsum", "cumprod", "nancumsum", "nancumprod", "ndarray.cumsum", "ndarray.cumprod"))
    a = draw.array(draw.shape(), draw.choice(DTYPES))
    return Call(f"numpy.{name}", (a,), draw.given(0.6, axis=draw.choice((None, draw.axis(a.ndim)))))


@families.add(known=0.97, refused=0.9)
def running_totals(draw: Draw) -> Call:
    a = draw.array(draw.shape(), draw.choice(DTYPES))
    keywords = draw.given(0.6, axis=draw.choice((None, draw.axis(a.ndim))), include_initial=draw.chance())
    return Call(f"numpy.{draw.choice(('cumulative_sum', 'cumulative_prod'))}", (a,), keywords)


@families.add(known=0.97, refused=0.9)
def differences(draw: Draw) -> Call:
    a = draw.array(draw.shape(), draw.choice(("float64", "int64", "bool")))
    keywords = draw.given(0.5, n=draw.choice((0, 1, 1, 2, 3, -1)), axis=draw.axis(a.ndim))
    place = keywords.get("axis", -1)
    if a.ndim and -a.ndim <= place < a.ndim and draw.chance(0.3):
        sizes = list(a.shape)
        sizes[place] = draw.size()
        if draw.chance(0.2):
            sizes[draw.integer(0, a.ndim - 1)] += 1
        keywords["prepend"] = draw.choice((0, draw.array(sizes, "int64")))
        keywords |= draw.given(0.4, append=0)
    return Call("numpy.diff", (a,), keywords)


@families.add(known=1)
def flat_differences(draw: Draw) -> Call:
    keywords = draw.given(0.3, to_end=[1, 2], to_begin=draw.array(draw.shape(0, 2), "int64"))
    return Call("numpy.ediff1d", (draw.array(draw.shape(), draw.choice(("int64", "float64"))),), keywords)


@families.add(known=0.95, refused=0.5)
def gradients(draw: Draw) -> Call:
    f = draw.array(tuple(size + 2 for size in draw.shape(1, 3)), draw.choice(("float64", "int64", "float32")))
    keywords = draw.given(0.6, axis=axis(draw, f.ndim))
    spacing: tuple[Any, ...] = ()
    if "axis" not in keywords and draw.chance():
        spacing = tuple(
            np.arange(size + draw.chance(0.1), dtype="float64") if draw.chance() else 0.5 for size in f.shape
        )
    return Call("numpy.gradient", (f, *spacing), keywords)


@families.add(known=0.9, refused=0.8)
def integrals(draw: Draw) -> Call:
    y = draw.array(draw.shape(0, 3), draw.choice(("float64", "int64", "float32")))
    place = draw.axis(y.ndim)
    keywords = {"axis": place} if draw.chance() else {}
    place = keywords.get("axis", -1)
    if y.ndim and -y.ndim <= place < y.ndim and draw.chance():
        sizes = y.shape if draw.chance(0.2) else (y.shape[place] + draw.chance(0.2),)
        keywords["x"] = draw.array(sizes, "float64")
    return Call(f"numpy.{'trapezoid' if hasattr(np, 'trapezoid') else 'trapz'}", (y,), keywords)


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()


NAMES = "sum prod mean std var max min ptp any all argmax nanargmin nansum nanmean nanstd nanmax median"
NAMES += " percentile quantile average count_nonzero cumsum nancumsum"
NAMES += " diff ediff1d gradient cumulative_sum cov"


@pytest.mark.parametrize("name", NAMES.split())
def test_signatures_are_the_real_ones(name: str) -> None:
    real = getattr(np, name, None)
    if real is not None:
        assert signature_difference(f"numpy.{name}", real, older=("interpolation",)) is None


N = symbol("n", generic=True)
TABLE = Array(shape_of(N, 3), "float64")


def refusal(path: str, *arguments: Value, **keywords: Value) -> tuple[str, str, str]:
    with pytest.raises(Refusal) as caught:
        apply_model(path, arguments, keywords)
    return caught.value.code, caught.value.exception, caught.value.message


def test_an_axis_that_the_array_does_not_have() -> None:
    assert refusal("numpy.ndarray.mean", TABLE, axis=Integer(2)) == (
        "TSL603",
        "numpy.exceptions.AxisError",
        "axis 2 is out of range: {a} has 2 axes; valid are -2 to 1",
    )


def test_as_many_weights_as_elements() -> None:
    weights = Array(shape_of(add(N, 1)))
    assert refusal("numpy.average", TABLE, axis=Integer(0), weights=weights)[0] == "TSL106"


def test_as_many_coordinates_as_values() -> None:
    assert refusal("numpy.trapezoid", Array(shape_of(10)), Array(shape_of(9)))[0] == "TSL106"
    assert refusal("numpy.gradient", Array(shape_of(10)), Array(shape_of(9)))[0] == "TSL106"


def test_as_many_samples_of_both_variables() -> None:
    assert refusal("numpy.corrcoef", Array(shape_of(N)), Array(shape_of(add(N, 1))))[0] == "TSL106"


def test_sizes_are_multiplied_and_compared() -> None:
    sizes = Array(shape_of(2), "int64", contents=(N, 28))
    product = apply_model("numpy.prod", (sizes,), {})
    assert isinstance(product, Array)
    assert product.contents is not None
    assert str(product.contents[0]) == "28*n"
    largest = apply_model("numpy.max", (sizes,), {})
    assert isinstance(largest, Array)
    assert largest.contents is not None
    assert str(largest.contents[0]) in ("max(28, n)", "max(n, 28)")


def test_kept_axes_keep_their_lineage() -> None:
    summed = apply_model("numpy.sum", (TABLE,), {"axis": Integer(1), "keepdims": Boolean(True)})
    assert isinstance(summed, Array)
    assert summed.shape.axes[0] is TABLE.shape.axes[0]
    assert summed.shape.axes[1].parts == ()
