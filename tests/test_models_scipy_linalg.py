"""scipy.linalg, held against SciPy."""

from __future__ import annotations

import numpy as np
import pytest

from tests.model_harness import Call, Draw, Families, Family

pytest.importorskip("scipy")

families = Families()
DTYPES = ("float64", "float64", "float32", "int64")
SQUARE = (
    "inv expm cosm sinm tanm coshm sinhm tanhm pinvh det eig eigvals eigh eigvalsh schur hessenberg lu_factor"
)
ANY = "pinv svd svdvals qr lu polar rq"


def regular(draw: Draw, *sizes: int) -> np.ndarray:
    """A stack of matrices, with much on their diagonals."""
    matrix = draw.array(sizes, "float64", 0, 2)
    if len(sizes) >= 2:
        matrix = matrix + 9 * np.eye(*sizes[-2:])
    return matrix.astype(draw.choice(DTYPES))


def square(draw: Draw, stacks: bool = True) -> np.ndarray:
    """A square matrix, or a stack; now and then not square or not a matrix."""
    size = draw.integer(1, 5)
    if draw.chance(0.08):
        return regular(draw, size)
    other = size + 1 if draw.chance(0.15) else size
    stack = draw.choice(((), (), (2,), (2, 3))) if stacks else ()
    return regular(draw, *stack, size, other)


def columns(draw: Draw, rows: int) -> np.ndarray:
    rows = rows + 1 if draw.chance(0.15) else rows
    return draw.array(draw.choice(((rows,), (rows, 1), (rows, 3))), draw.choice(DTYPES))


@families.add(known=0.9, refused=0.6)
def of_square(draw: Draw) -> Call:
    a = square(draw)
    name = draw.choice(SQUARE.split())
    if name in ("pinvh", "eigh", "eigvalsh") and a.ndim >= 2 and a.shape[-1] == a.shape[-2]:
        a = np.swapaxes(a, -1, -2) + a
    return Call(f"scipy.linalg.{name}", (a,))


@families.add(known=0.9)
def decompositions(draw: Draw) -> Call:
    a = regular(draw, *draw.choice(((), (2,))), draw.integer(1, 5), draw.integer(1, 5))
    name = draw.choice(ANY.split())
    options = {
        "svd": draw.given(full_matrices=draw.chance(), compute_uv=draw.chance()),
        "qr": draw.given(mode=draw.choice(("full", "economic", "r")), pivoting=draw.chance()),
        "lu": draw.given(permute_l=draw.chance(), p_indices=draw.chance()),
        "polar": draw.given(side=draw.choice(("left", "right"))),
        "rq": draw.given(mode=draw.choice(("full", "economic", "r"))),
    }
    return Call(f"scipy.linalg.{name}", (a,), options.get(name, {}))


@families.add(known=0.6)
def some_eigenvalues(draw: Draw) -> Call:
    size = draw.integer(1, 5)
    a = regular(draw, size, size)
    first = draw.integer(0, size - 1)
    chosen = {"subset_by_index": [first, draw.integer(first, size - 1)]}
    if draw.chance():
        return Call("scipy.linalg.eigh", (a + a.T,), chosen | draw.given(eigvals_only=draw.chance()))
    if draw.chance():
        return Call("scipy.linalg.eigvalsh", (a + a.T,), chosen)
    return Call("scipy.linalg.eig", (a,), draw.given(left=draw.chance(), right=draw.chance()))


@families.add(known=0.7, refused=0.6)
def solvers(draw: Draw) -> Call:
    a = square(draw, stacks=draw.chance(0.1))
    name = draw.choice(("solve", "solve_triangular"))
    return Call(f"scipy.linalg.{name}", (a, columns(draw, a.shape[0])))


@families.add(known=0.6, refused=0.6)
def factored(draw: Draw) -> Call:
    size = draw.integer(1, 5)
    a = regular(draw, size, size)
    pivots = draw.chance()
    factor = (a, np.arange(size)) if pivots else (a, False)
    return Call(f"scipy.linalg.{'lu' if pivots else 'cho'}_solve", (factor, columns(draw, size)))


@families.add(refused=0.6)
def least_squares(draw: Draw) -> Call:
    a = regular(draw, draw.integer(1, 5), draw.integer(1, 5))
    return Call("scipy.linalg.lstsq", (a, columns(draw, a.shape[0])))


@families.add(known=0.8, refused=0.5)
def norm(draw: Draw) -> Call:
    a = draw.array([max(1, each) for each in draw.shape(1, 3)], draw.choice(DTYPES))
    axis = draw.axis(a.ndim) if draw.chance() else tuple(draw.axes(a.ndim))[:2] or (0,)
    return Call("scipy.linalg.norm", (a,), draw.given(axis=axis, keepdims=draw.chance()))


@families.add(known=0.8)
def special_matrices(draw: Draw) -> Call:
    m, n = draw.integer(1, 6), draw.integer(1, 6)
    vector, other = draw.array((m,), "float64", 1), draw.array((n,), "float64", 1)
    return draw.choice(
        (
            Call("scipy.linalg.toeplitz", (vector,)),
            Call("scipy.linalg.toeplitz", (vector, other)),
            Call("scipy.linalg.hankel", (vector, other)),
            Call("scipy.linalg.circulant", (draw.array((*draw.shape(0, 1), n)),)),
            Call("scipy.linalg.companion", (draw.array((n + 1,), "float64", 1),)),
            Call("scipy.linalg.hilbert", (n,)),
            Call("scipy.linalg.pascal", (n,)),
            Call("scipy.linalg.dft", (n,)),
            Call("scipy.linalg.hadamard", (2**n,)),
            Call("scipy.linalg.convolution_matrix", (vector, n, draw.choice(("full", "same", "valid")))),
            Call("scipy.linalg.khatri_rao", (draw.array((m, 3), "float64"), draw.array((n, 3), "float64"))),
            Call(
                "scipy.linalg.block_diag",
                tuple(draw.array(draw.shape(0, 2)) for _ in range(draw.integer(1, 3))),
            ),
        )
    )


@families.add()
def equations(draw: Draw) -> Call:
    size = draw.integer(2, 5)
    a = regular(draw, size, size)
    b = draw.array(draw.choice(((size,), (size, 2))), "float64")
    q = draw.array((size, size), "float64")
    return draw.choice(
        (
            Call("scipy.linalg.solve_continuous_lyapunov", (a, q)),
            Call("scipy.linalg.solve_discrete_lyapunov", (a, q)),
            Call("scipy.linalg.solve_sylvester", (a, a, q)),
            Call("scipy.linalg.solve_banded", ((1, 1), a[:3] + 9, b))
            if size == 3
            else Call("scipy.linalg.ldl", (a + a.T,)),
            Call("scipy.linalg.solve_toeplitz", (a[0], b)),
            Call("scipy.linalg.orthogonal_procrustes", (a, q)),
            Call("scipy.linalg.null_space", (a,)),
            Call("scipy.linalg.orth", (a,)),
            Call("scipy.linalg.cho_factor", (a + a.T,)),
            Call("scipy.linalg.issymmetric", (a,)),
            Call("scipy.linalg.logm", (a,)),
            Call("scipy.linalg.sqrtm", (a,)),
        )
    )


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_scipy(family: Family) -> None:
    family.run()
