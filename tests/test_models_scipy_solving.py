"""scipy.spatial, scipy.cluster, scipy.optimize, scipy.integrate, scipy.interpolate, held against SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.shapes import shape_of
from tensorlint.values import Array, Value
from tests.model_harness import As, Call, Draw, Families, Family, apply_model

scipy = pytest.importorskip("scipy")
pytest.importorskip("scipy.interpolate")
pytest.importorskip("scipy.spatial")
Rotation = pytest.importorskip("scipy.spatial.transform").Rotation

families = Families()


def points(draw: Draw, columns: int, wrong: float = 0.15) -> Any:
    columns = columns + 1 if draw.chance(wrong) else columns
    rows = draw.integer(3, 7)
    return draw.array((rows, columns), "float64") + np.arange(rows * columns).reshape(rows, columns) ** 2 / 50


def value_of(array: Any) -> Array:
    return Array(shape_of(*array.shape), "float64")


def held(path: str, real: Any, *arguments: Any) -> As:
    """An object really made, and what the model makes of the same arguments."""
    values: list[Value] = [each if isinstance(each, Value) else value_of(each) for each in arguments]
    return As(real, apply_model(path, values, {}))


@families.add(known=0.85, refused=0.7)
def distances(draw: Draw) -> Call:
    columns = draw.integer(2, 4)
    a, b = points(draw, columns), points(draw, columns)
    name = draw.choice(
        [
            "euclidean",
            "sqeuclidean",
            "cityblock",
            "chebyshev",
            "cosine",
            "correlation",
            "minkowski",
            "canberra",
        ]
    )
    return draw.choice(
        (
            Call("scipy.spatial.distance.cdist", (a, b)),
            Call("scipy.spatial.distance.cdist", (a[0], b)),
            Call("scipy.spatial.distance.pdist", (a,)),
            Call("scipy.spatial.distance.squareform", (scipy.spatial.distance.pdist(a),)),
            Call("scipy.spatial.distance.squareform", (scipy.spatial.distance.cdist(a, a),)),
            Call("scipy.spatial.distance_matrix", (a, b)),
            Call(f"scipy.spatial.distance.{name}", (a[0], b[0])),
        )
    )


@families.add(known=0.6, refused=0.9)
def neighbours(draw: Draw) -> Call:
    data, count = points(draw, 2, 0.0), draw.choice((1, 2, [1, 2]))
    x = draw.array((*draw.shape(0, 2), 3 if draw.chance(0.1) else 2), "float64")
    tree = held("scipy.spatial.KDTree", scipy.spatial.KDTree(data), data)
    return Call("scipy.spatial.KDTree.query", (tree, x), draw.given(k=count))


@families.add(known=0.8)
def rotations(draw: Draw) -> Call:
    vectors = draw.array(draw.choice(((3,), (5, 3))), "float64", 1)
    rotation = held("scipy.spatial.transform.Rotation.from_rotvec", Rotation.from_rotvec(vectors), vectors)
    other = draw.array((len(vectors), 3) if vectors.ndim == 2 and draw.chance() else (3,), "float64")
    path = "scipy.spatial.transform.Rotation"
    return draw.choice(
        (
            Call(f"{path}.as_matrix", (rotation,)),
            Call(f"{path}.as_quat", (rotation,)),
            Call(f"{path}.as_rotvec", (rotation,)),
            Call(f"{path}.as_euler", (rotation, "xyz")),
            Call(f"{path}.apply", (rotation, other)),
        )
    )


@families.add(known=0.6, refused=0.9)
def clusters(draw: Draw) -> Call:
    columns = draw.integer(2, 4)
    a = points(draw, columns, 0.0)
    tree = scipy.cluster.hierarchy.linkage(a)
    return draw.choice(
        (
            Call("scipy.cluster.vq.whiten", (a,)),
            Call("scipy.cluster.vq.kmeans", (a, 2)),
            Call("scipy.cluster.vq.kmeans2", (a, 2), {"minit": "points"}),
            Call("scipy.cluster.vq.vq", (a, points(draw, columns))),
            Call("scipy.cluster.hierarchy.linkage", (draw.choice((a, scipy.spatial.distance.pdist(a))),)),
            Call("scipy.cluster.hierarchy.fcluster", (tree, 1.0)),
            Call("scipy.cluster.hierarchy.leaves_list", (tree,)),
            Call("scipy.cluster.hierarchy.cophenet", (tree,)),
        )
    )


@families.add(refused=0.9)
def optimizers(draw: Draw) -> Call:
    size = draw.integer(1, 4)
    matrix = draw.array((draw.integer(2, 5), size), "float64", 1)
    right = draw.array((len(matrix) + draw.chance(0.2),), "float64")
    return draw.choice(
        (
            Call("scipy.optimize.linear_sum_assignment", (draw.choice((matrix, matrix, matrix[0])),)),
            Call("scipy.optimize.nnls", (matrix, right)),
            Call("scipy.optimize.fmin_bfgs", (As(np.linalg.norm, Value()), draw.array((size,), "float64"))),
        )
    )


@families.add(known=0.9, refused=0.7)
def integrals(draw: Draw) -> Call:
    y = draw.array([draw.integer(4, 7) for _ in range(draw.integer(1, 3))], "float64")
    axis = draw.integer(-y.ndim, y.ndim - 1)
    length = y.shape[axis] + 1 if draw.chance(0.2) else y.shape[axis]
    options: dict[str, Any] = draw.given(x=np.arange(length) * 1.0) | {"axis": axis}
    name = draw.choice(("trapezoid", "simpson", "cumulative_trapezoid", "cumulative_simpson"))
    if name.startswith("cumulative"):
        options |= draw.given(initial=0)
    return Call(f"scipy.integrate.{name}", (y,), options)


@families.add(known=0.85, refused=0.9)
def interpolants(draw: Draw) -> Call:
    rest = draw.shape(0, 2)
    length = draw.integer(5, 8)
    x = np.arange(length) * 1.0
    y = draw.array((length + draw.chance(0.15), *[max(1, each) for each in rest]), "float64")
    new = draw.array(draw.shape(0, 2), "float64", 0, 4)
    name = draw.choice(("CubicSpline", "PchipInterpolator", "Akima1DInterpolator", "make_interp_spline"))
    if len(y) != length:
        path, arguments = f"scipy.interpolate.{name}", (x, y)
        if draw.chance():
            path, arguments = "scipy.interpolate.interp1d", (x, y.T)
        return Call(path, arguments)
    if draw.chance(0.3):
        last = np.moveaxis(y, 0, -1)
        real = scipy.interpolate.interp1d(x, last)
        return Call(
            "scipy.interpolate.interp1d.__call__", (held("scipy.interpolate.interp1d", real, x, last), new)
        )
    made = getattr(scipy.interpolate, name)(x, y)
    owner = "BSpline" if name == "make_interp_spline" else name
    return Call(f"scipy.interpolate.{owner}.__call__", (held(f"scipy.interpolate.{name}", made, x, y), new))


@families.add(known=0.7)
def scattered(draw: Draw) -> Call:
    near = np.random.default_rng(draw.integer(0, 9)).random((9, 2))
    new = draw.array((*draw.shape(1, 2), 2), "float64", 0, 1)
    grid = tuple(draw.array((2, 3), "float64", 0, 1) for _ in range(2))
    return Call(
        "scipy.interpolate.griddata", (near, near[:, 0], draw.choice((new, grid))), {"method": "nearest"}
    )


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_scipy(family: Family) -> None:
    family.run()
