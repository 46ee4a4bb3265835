"""Models of NumPy's sorting, sets, histograms, diagonals and windows, held against NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model_harness import Call, Draw, Families, Family

families = Families()


@families.add(known=0.95, refused=0.9)
def sort(draw: Draw) -> Call:
    array = draw.array(draw.shape(0, 3), draw.choice(("float64", "int64", "float32")))
    path = draw.choice(("numpy.sort", "numpy.argsort", "numpy.ndarray.argsort"))
    return Call(path, (array,), draw.given(axis=draw.choice((None, draw.axis(array.ndim)))))


@families.add(known=0.95, refused=0.3)
def partition(draw: Draw) -> Call:
    array = draw.array(draw.shape(1, 3), "float64")
    path = draw.choice(("numpy.partition", "numpy.argpartition", "numpy.ndarray.argpartition"))
    return Call(path, (array, 0), draw.given(axis=draw.choice((None, draw.axis(array.ndim)))))


@families.add(known=0.95, refused=0.9)
def lexsort(draw: Draw) -> Call:
    shape = draw.shape(0, 2)
    keys: Any = [
        draw.array(shape if draw.chance(0.95) else draw.shape(1, 2)) for _ in range(draw.integer(1, 3))
    ]
    if draw.chance(0.3):
        keys = draw.array((2, *shape))
    axis = draw.axis(len(shape)) if draw.chance(0.3) and shape else -1
    return Call("numpy.lexsort", (keys,), {} if axis == -1 else {"axis": axis})


@families.add(known=1)
def search(draw: Draw) -> Call:
    path = draw.choice(("numpy.searchsorted", "numpy.ndarray.searchsorted", "numpy.digitize"))
    edges = np.arange(draw.integer(1, 5))
    values: Any = draw.choice((2, 2.5, draw.array(draw.shape(0, 3), "float64"), [1, 2]))
    return Call(path, (values, edges) if path == "numpy.digitize" else (edges, values))


@families.add(known=0.8, refused=0.05)
def unique(draw: Draw) -> Call:
    array: Any = draw.array(draw.shape(0, 3), draw.choice(("int64", "float64", "bool")), high=3)
    keywords = draw.given(
        0.3, return_index=draw.chance(), return_inverse=draw.chance(), return_counts=draw.chance()
    )
    if draw.chance(0.3) and array.size:
        keywords["axis"] = draw.axis(array.ndim)
    return Call("numpy.unique", (array,), keywords)


@families.add(known=0.95)
def sets(draw: Draw) -> Call:
    name = draw.choice(("isin", "intersect1d", "union1d", "setdiff1d", "setxor1d"))
    first, second = (draw.array(draw.shape(0, 2), "int64", high=4) for _ in range(2))
    keywords = draw.given(0.3, return_indices=draw.chance()) if name == "intersect1d" else {}
    return Call(f"numpy.{name}", (first, second), keywords)


@families.add(known=0.95, refused=0.3)
def bincount(draw: Draw) -> Call:
    x: Any = draw.array((draw.size(),), "int64", low=0 if draw.chance(0.9) else -1, high=6)
    keywords = draw.given(0.3, minlength=draw.integer(0, 8))
    if draw.chance(0.3):
        keywords["weights"] = np.ones(len(x) if draw.chance(0.8) else len(x) + 1)
    return Call("numpy.bincount", (x.tolist() if draw.chance(0.3) else x,), keywords)


def bins(draw: Draw) -> Any:
    """A number of bins, the edges, or a rule."""
    return draw.choice(
        (10, draw.integer(1, 6), draw.integer(-1, 6), [0, 1, 2, 5], np.arange(4.0), "auto", 2.5)
    )


@families.add(known=0.95, refused=0.8)
def histogram(draw: Draw) -> Call:
    a = draw.array((draw.integer(1, 9),), draw.choice(("int64", "float64", "float32")))
    keywords = draw.given(0.7, bins=bins(draw))
    if draw.chance(0.2):
        return Call("numpy.histogram_bin_edges", (a,), keywords)
    keywords |= draw.given(0.3, density=draw.chance())
    if draw.chance(0.2) and not isinstance(keywords.get("bins"), str):
        keywords["weights"] = np.ones(len(a) if draw.chance(0.8) else len(a) + 1)
    return Call("numpy.histogram", (a,), keywords)


@families.add(known=0.7, refused=0.5)
def histogram2d(draw: Draw) -> Call:
    n = draw.integer(1, 6)
    x = draw.array((n,), "float64")
    y = draw.array((n if draw.chance(0.9) else n + 1,), "float64")
    one, other = draw.integer(1, 5), draw.integer(1, 5)
    edges = np.arange(draw.integer(3, 6))
    keywords = draw.given(
        0.8, bins=draw.choice((one, (one, other), [one, other], edges, [edges, one], [0, 1, 2]))
    )
    if draw.chance(0.3):
        sample = draw.array((n, draw.integer(1, 3)), "float64")
        return Call("numpy.histogramdd", (sample,), draw.given(bins=draw.choice((one, (one, other)))))
    return Call("numpy.histogram2d", (x, y), keywords)


@families.add(known=0.95, refused=0.6)
def diagonals(draw: Draw) -> Call:
    name = draw.choice(("diag", "diagflat", "diagonal", "triu", "tril"))
    array = draw.data(draw.shape(1, 3))
    k = draw.integer(-3, 3)
    if name == "diagonal":
        keywords = draw.given(
            0.5, offset=k, axis1=draw.axis(array.ndim, 0.05), axis2=draw.axis(array.ndim, 0.05)
        )
        return Call(
            draw.choice(("numpy.diagonal", "numpy.ndarray.diagonal")), (array,), keywords, movement=True
        )
    return Call(f"numpy.{name}", (array,), draw.given(0.5, k=k), movement=name == "diag")


@families.add(known=0.8, refused=0.9)
def triangles(draw: Draw) -> Call:
    name = draw.choice(("triu_indices", "tril_indices", "diag_indices"))
    n = draw.size()
    if draw.chance(0.2):
        array = draw.array(draw.shape(1, 3))
        kind = draw.choice(("triu_indices_from", "tril_indices_from", "diag_indices_from"))
        return Call(f"numpy.{kind}", (array,))
    if name == "diag_indices":
        return Call("numpy.diag_indices", (n,), draw.given(0.3, ndim=draw.integer(1, 3)))
    return Call(
        f"numpy.{name}", (n,), draw.given(0.5, k=draw.integer(-3, 3)) | draw.given(0.2, m=draw.size())
    )


@families.add(known=0.9, refused=0.8)
def flat_indices(draw: Draw) -> Call:
    if draw.chance():
        indices = draw.choice((3, [0, 1], draw.array(draw.shape(0, 2), "int64", high=5)))
        return Call("numpy.unravel_index", (indices, draw.choice(((2, 3), (6,), 6, (1, 2, 3)))))
    shape = draw.shape(0, 2)
    pair = tuple(draw.array(shape, "int64", high=1) for _ in range(2))
    return Call("numpy.ravel_multi_index", (pair, (2, 3)))


@families.add(known=1, refused=0.9)
def fill_diagonal(draw: Draw) -> Call:
    return Call("numpy.fill_diagonal", (draw.array(draw.shape(0, 3), "float64"), 5))


@families.add(known=0.95, refused=0.8)
def sliding_window_view(draw: Draw) -> Call:
    array = draw.data(draw.shape(1, 3))
    axes = draw.axes(array.ndim)
    if draw.chance(0.4):
        window: Any = tuple(draw.integer(0, 4) for _ in range(array.ndim if draw.chance(0.9) else 1))
        keywords: dict[str, Any] = {}
    elif draw.chance():
        window, keywords = draw.integer(1, 4), {"axis": draw.axis(array.ndim, 0.05)}
    else:
        window, keywords = tuple(draw.integer(1, 4) for _ in axes), {"axis": axes}
    path = "numpy.lib.stride_tricks.sliding_window_view"
    return Call(path, (array, window), keywords, movement=True)


@families.add(known=0.9, refused=0.8)
def applied(draw: Draw) -> Call:
    array = draw.array(draw.shape(1, 3), "float64")
    if array.size == 0:
        array = np.ones((2, 3))
    function = draw.choice((np.sort, np.diag, np.ravel))
    return Call("numpy.apply_along_axis", (function, draw.axis(array.ndim), array))


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_numpy(family: Family) -> None:
    family.run()
