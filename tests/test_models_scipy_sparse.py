"""scipy.sparse, held against SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.shapes import shape_of
from tensorlint.values import Array
from tests.model_harness import As, Call, Draw, Families, Family, apply_model

scipy = pytest.importorskip("scipy")
pytest.importorskip("scipy.sparse")

families = Families()
FORMATS = ("csr", "csc", "coo", "lil", "dok", "dia", "bsr")


def matrix(draw: Draw, rows: int, columns: int) -> tuple[str, As]:
    """A sparse matrix, and what the model makes of the same call."""
    dense = draw.array((rows, columns), "float64", 0, 2)
    name = f"scipy.sparse.{draw.choice(FORMATS)}_{draw.choice(('matrix', 'array'))}"
    real = getattr(scipy.sparse, name.rpartition(".")[2])(dense)
    owner = "spmatrix" if isinstance(real, scipy.sparse.spmatrix) else "sparray"
    value = apply_model(name, [Array(shape_of(rows, columns), "float64")], {})
    return f"scipy.sparse.{owner}", As(real, value)


@families.add(known=0.3)
def constructed(draw: Draw) -> Call:
    rows, columns = draw.integer(1, 5), draw.integer(1, 5)
    name = f"scipy.sparse.{draw.choice(('csr', 'csc', 'coo'))}_{draw.choice(('matrix', 'array'))}"
    places = (np.zeros(2, "int64"), np.zeros(2, "int64"))
    return draw.choice(
        (
            Call(name, (draw.array((rows, columns), "float64"),)),
            Call(name, ((rows, columns),)),
            Call(name, ((np.ones(2), places),), {"shape": (rows, columns)}),
            Call("scipy.sparse.eye", (rows,), draw.given(n=columns)),
            Call("scipy.sparse.identity", (rows,)),
            Call("scipy.sparse.random", (rows, columns)),
            Call("scipy.sparse.diags", ([1.0, 2.0], [0, 1]), {"shape": (rows + 1, rows + 1)}),
        )
    )


@families.add()
def methods(draw: Draw) -> Call:
    owner, held = matrix(draw, draw.integer(1, 5), draw.integer(1, 5))
    name = draw.choice(
        [
            "toarray",
            "tocsr",
            "tocsc",
            "tocoo",
            "copy",
            "transpose",
            "diagonal",
            "shape",
            "ndim",
            "nnz",
            "T",
            "__neg__",
        ]
    )
    if name == "ndim" and not hasattr(held.real, "ndim"):
        name = "shape"
    return Call(f"{owner}.{name}", (held,), function=lambda self: _read(self, name))


def _read(value: Any, name: str) -> Any:
    found = getattr(value, name)
    return found() if callable(found) else found


@families.add(known=0.3, refused=0.9)
def products(draw: Draw) -> Call:
    rows, inner = draw.integer(1, 5), draw.integer(1, 5)
    owner, held = matrix(draw, rows, inner)
    other = inner + 1 if draw.chance(0.2) else inner
    right: Any = draw.array(draw.choice(((other,), (other, 1), (other, 3))), "float64")
    if draw.chance(0.3):
        right = matrix(draw, other, draw.integer(1, 4))[1]
    name = draw.choice(("__matmul__", "dot"))
    operation = (lambda a, b: a @ b) if name == "__matmul__" else (lambda a, b: a.dot(b))
    return Call(f"{owner}.{name}", (held, right), function=operation)


@families.add(known=0.3, refused=0.9)
def stacked(draw: Draw) -> Call:
    rows = draw.integer(1, 5)
    first = matrix(draw, rows, 3)[1]
    second = matrix(draw, rows + draw.chance(0.2), 3)[1]
    blocks = As([first.real, second.real], apply_list(first, second))
    if draw.chance():
        return Call("scipy.sparse.hstack", (blocks,))
    first, second = matrix(draw, 3, rows)[1], matrix(draw, 2, rows + draw.chance(0.2))[1]
    return Call("scipy.sparse.vstack", (As([first.real, second.real], apply_list(first, second)),))


def apply_list(*items: As) -> Any:
    from tensorlint.values import List

    return List.of(tuple([each.value for each in items]))


@families.add(known=0.5)
def solvers(draw: Draw) -> Call:
    size = draw.integer(9, 12)
    real = scipy.sparse.csr_matrix(np.diag(np.arange(size) + 1.0))
    held = As(real, apply_model("scipy.sparse.csr_matrix", [Array(shape_of(size, size), "float64")], {}))
    return draw.choice(
        (
            Call("scipy.sparse.linalg.spsolve", (held, np.ones(size))),
            Call("scipy.sparse.linalg.cg", (held, np.ones(size))),
            Call("scipy.sparse.linalg.eigsh", (held,), draw.given(k=3)),
        )
    )


@families.add()
def transposed_on_purpose(draw: Draw) -> Call:
    _, held = matrix(draw, draw.integer(1, 5), draw.integer(1, 5))
    array = As(
        scipy.sparse.coo_array(held.real.toarray()), apply_model("scipy.sparse.coo_array", [held.value], {})
    )
    return Call("scipy.sparse.sparray.transpose", (array,), {"axes": (0, 1)}, function=_transposed)


def _transposed(value: Any, axes: Any) -> Any:
    return value.transpose(axes=axes)


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_scipy(family: Family) -> None:
    family.run()
