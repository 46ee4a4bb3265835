"""The models of NumPy mirror the signatures of the installed NumPy, and each name of numpy.random is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models import registry
from tests.model_comparison import resolve
from tests.model_harness import signature_difference

ROOMS = [
    "creation",
    "conversion",
    "files",
    "grids",
    "random",
    "random_samples",
    "reshape",
    "axes",
    "attributes",
    "joining",
    "splitting",
    "repeating",
    "selection",
    "sorting",
    "sets",
    "histograms",
    "editing",
    "diagonals",
    "windows",
]
GONE = {"numpy.in1d", "numpy.mat", "numpy.msort"}
"""Functions that newer versions of NumPy do not have any more."""
OLDER = {"numpy.arange": ("start",), "numpy.reshape": ("newshape",)}
"""Parameters that older versions have beside those of newer ones."""
OPTIONAL = {"numpy.reshape": ("shape",), "numpy.vectorize": ("pyfunc",)}
"""Parameters in whose place others may stand: newshape, or the function that a decorator takes."""


def _paths() -> list[str]:
    registry.load("numpy")
    rooms = {f"tensorlint.models.numpy_{room}" for room in ROOMS}
    paths = [path for path, model in registry.all_models().items() if model.function.__module__ in rooms]
    return sorted(path for path in paths if not path.endswith(("__getitem__", "__call__")))


@pytest.mark.parametrize("path", _paths())
def test_signature_is_the_real_one(path: str) -> None:
    try:
        real: Any = resolve(path)
    except LookupError:
        assert path in GONE
        return
    assert signature_difference(path, real, OLDER.get(path, ()), OPTIONAL.get(path, ())) is None


@pytest.mark.parametrize(
    ("owner", "path"),
    [
        (np.random, "numpy.random"),
        (np.random.Generator, "numpy.random.Generator"),
        (np.random.RandomState, "numpy.random.RandomState"),
    ],
    ids=["module", "Generator", "RandomState"],
)
def test_every_name_of_random_is_told(owner: Any, path: str) -> None:
    names = [name for name in getattr(owner, "__all__", dir(owner)) if not name.startswith("_")]
    paths = [registry.canonical(f"{path}.{name}") for name in names]
    assert [
        each for each in paths if not registry.lookup(each) and each not in registry.all_unmodelled()
    ] == []
