"""Every public function and class of scikit-learn is modelled or listed as deliberately unknown."""

from __future__ import annotations

import importlib
import inspect
import warnings

import pytest

from tensorlint.models import registry
from tensorlint.models import sklearn_unmodelled as sklearn_unmodelled

sklearn = pytest.importorskip("sklearn")
PARTS = ("text", "image", "pairwise", "cluster")


def _is_covered(path: str) -> bool:
    canonical = registry.canonical(path)
    return registry.lookup(canonical) is not None or canonical in registry.all_unmodelled()


def _modules(name: str) -> list[str]:
    found = [f"sklearn.{name}"]
    for part in PARTS:
        try:
            importlib.import_module(f"sklearn.{name}.{part}")
        except ImportError:
            continue
        found.append(f"sklearn.{name}.{part}")
    return found


@pytest.mark.parametrize("name", sorted({*sklearn.__all__} - {"base", "utils", "experimental"}))
def test_all_of_a_module_is_modelled_or_listed(name: str) -> None:
    try:
        importlib.import_module(f"sklearn.{name}")
    except ImportError:
        return  # a function of the package, not a module
    missing = []
    for path in _modules(name):
        module = importlib.import_module(path)
        for each in getattr(module, "__all__", ()):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    held = getattr(module, each, None)
                except ImportError:
                    continue  # experimental
            if callable(held) and not inspect.ismodule(held) and not _is_covered(f"{path}.{each}"):
                missing.append(f"{path}.{each}")
    assert missing == []
