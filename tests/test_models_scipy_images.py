"""scipy.fft, scipy.special and scipy.ndimage, held against SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models.scipy_special import UFUNCS
from tests.model_harness import Call, Draw, Families, Family
from tests.test_models_numpy_operators import partner

scipy = pytest.importorskip("scipy")
pytest.importorskip("scipy.special")

families = Families()
FILTERS = (
    "gaussian_filter(2.0) sobel() prewitt() laplace() uniform_filter(3) minimum_filter(3) "
    "maximum_filter(3) median_filter(3) gaussian_filter1d(1.0) uniform_filter1d(3) grey_erosion(3) "
    "grey_dilation(3) grey_opening(3) grey_closing(3) white_tophat(3) black_tophat(3) "
    "morphological_gradient(3) binary_erosion() binary_dilation() binary_opening() binary_closing() "
    "binary_fill_holes() spline_filter() percentile_filter(20,3) rank_filter(1,3) gaussian_laplace(1.0) "
    "gaussian_gradient_magnitude(1.0) shift(1.0) fourier_gaussian(1.0) binary_propagation() "
)

SEVERAL = "fft2 ifft2 rfft2 irfft2 hfft2 ihfft2 fftn ifftn rfftn irfftn dctn idctn dstn"
MEASURES = "sum mean variance standard_deviation minimum maximum median center_of_mass"


def filled(draw: Draw, low: int, high: int) -> Any:
    """An array with at least one element."""
    return draw.array([max(1, each) for each in draw.shape(low, high)], draw.choice(("float64", "float32")))


@families.add(known=0.95, refused=0.7)
def ufuncs(draw: Draw) -> Call:
    count, results = draw.choice(sorted(UFUNCS))
    name = draw.choice(UFUNCS[count, results].split())
    first = draw.shape(0, 3)
    arrays = [draw.array(first, "float64")]
    arrays += [draw.array(partner(draw, first), "float64") for _ in range(count - 1)]
    return Call(f"scipy.special.{name}", tuple(arrays))


@families.add(known=0.9, refused=0.6)
def softmax(draw: Draw) -> Call:
    x = filled(draw, 1, 3)
    name = draw.choice(("softmax", "log_softmax", "logsumexp"))
    axis = draw.axis(x.ndim) if draw.chance() else tuple(draw.axes(x.ndim))
    options = draw.given(axis=axis)
    if name == "logsumexp":
        options |= draw.given(keepdims=draw.chance())
    return Call(f"scipy.special.{name}", (x,), options)


@families.add(known=0.9)
def of_numbers(draw: Draw) -> Call:
    x = draw.array(draw.shape(1, 3), "float64", 1)
    name = draw.choice(("digamma", "softplus", "sinc", "multigammaln", "factorial", "polygamma", "comb"))
    if name == "multigammaln":
        return Call("scipy.special.multigammaln", (x + 3, 2))
    if name == "polygamma":
        return Call("scipy.special.polygamma", (1, x))
    if name == "comb":
        return Call("scipy.special.comb", (x, draw.array(partner(draw, x.shape, 0.0), "float64")))
    return Call(f"scipy.special.{name}", (x,))


def test_ufuncs_are_those_of_scipy() -> None:
    told = {name: key for key, names in UFUNCS.items() for name in names.split()}
    real = {
        name: (each.nin, each.nout)
        for name in scipy.special.__all__
        if isinstance(each := getattr(scipy.special, name), np.ufunc) and each.signature is None
    }
    assert told == real


@families.add(known=0.95, refused=0.7)
def transforms(draw: Draw) -> Call:
    module = draw.choice(("fft", "fft", "fftpack"))
    names = "fft ifft rfft irfft dct idct dst idst" + (" hfft ihfft" if module == "fft" else "")
    name = draw.choice(names.split())
    x = draw.array([max(2, each) for each in draw.shape(1, 3)], "float64")
    return Call(f"scipy.{module}.{name}", (x,), draw.given(n=draw.integer(2, 8), axis=draw.axis(x.ndim)))


@families.add(known=0.9)
def transforms_of_several_axes(draw: Draw) -> Call:
    name = draw.choice(
        [
            "fft2",
            "ifft2",
            "rfft2",
            "irfft2",
            "hfft2",
            "ihfft2",
            "fftn",
            "ifftn",
            "rfftn",
            "irfftn",
            "dctn",
            "idctn",
            "dstn",
        ]
    )
    x = draw.array([max(2, each) for each in draw.shape(2, 3)], "float64")
    axes = tuple(draw.axes(x.ndim, 0.03))
    return Call(f"scipy.fft.{name}", (x,), {"axes": axes} if axes and draw.chance() else {})


@families.add()
def fast_lengths(draw: Draw) -> Call:
    return Call(f"scipy.{draw.choice(('fft', 'fftpack'))}.next_fast_len", (draw.integer(1, 40),))


@families.add(known=0.95)
def filters(draw: Draw) -> Call:
    name, _, rest = draw.choice(FILTERS.split()).partition("(")
    arguments = [float(each) if "." in each else int(each) for each in rest.rstrip(")").split(",") if each]
    return Call(f"scipy.ndimage.{name}", (filled(draw, 1, 3), *arguments))


@families.add(known=0.5)
def resized(draw: Draw) -> Call:
    x = filled(draw, 1, 3)
    factor: Any = draw.choice((2, 0.5, 1.5, 1, 3))
    if draw.chance():
        factor = tuple(draw.choice((2, 0.5, 1.5, 1)) for _ in x.shape)
    coordinates = draw.array((x.ndim, *draw.shape(1, 2)), "float64")
    options = [
        Call("scipy.ndimage.zoom", (x, factor)),
        Call("scipy.ndimage.map_coordinates", (x, coordinates)),
        Call("scipy.ndimage.affine_transform", (x, np.ones(x.ndim))),
        Call(
            "scipy.ndimage.affine_transform",
            (x, np.ones(x.ndim)),
            {"output_shape": tuple(draw.integer(1, 5) for _ in x.shape)},
        ),
    ]
    if x.ndim > 1:
        options.append(Call("scipy.ndimage.rotate", (x, 30.0), draw.given(reshape=draw.chance())))
    return draw.choice(options)


@families.add(known=0.3)
def measures(draw: Draw) -> Call:
    x = filled(draw, 1, 3)
    mask = (x > 4).astype("int32")
    name = draw.choice(MEASURES.split())
    options = [
        Call("scipy.ndimage.label", (mask,)),
        Call("scipy.ndimage.distance_transform_edt", (mask,), draw.given(return_indices=draw.chance())),
        Call("scipy.ndimage.distance_transform_cdt", (mask,)),
        Call(f"scipy.ndimage.{name}", (x,)),
        Call(f"scipy.ndimage.{name}", (x, mask, np.array([0, 1]))),
        Call("scipy.ndimage.maximum_position", (x,)),
        Call("scipy.ndimage.histogram", (x, 0, 9, draw.integer(1, 6))),
        Call("scipy.ndimage.generate_binary_structure", (x.ndim, 1)),
    ]
    return draw.choice(options)


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_scipy(family: Family) -> None:
    family.run()
