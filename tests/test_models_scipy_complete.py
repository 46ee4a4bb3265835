"""Every public function of SciPy is modelled or listed, and models mirror the installed signatures."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest

from tensorlint.models import registry
from tests.model_comparison import resolve
from tests.model_harness import signature_difference

pytest.importorskip("scipy")

MODULES = (
    "linalg signal signal.windows ndimage stats spatial spatial.distance spatial.transform interpolate "
    "optimize integrate fft fftpack special sparse sparse.linalg sparse.csgraph io io.wavfile cluster.vq "
    "cluster.hierarchy constants datasets differentiate"
)
OWNERS = ("scipy.stats.continuous", "scipy.stats.discrete")
"""What several distributions share; they are compared by themselves."""
UFUNCS = "scipy.special."
registry.load("scipy")


def _public(module: Any) -> list[str]:
    names = []
    for name in module.__all__:
        each = getattr(module, name)
        if callable(each) and not (inspect.isclass(each) and issubclass(each, Exception)):
            names.append(name)
    return names


@pytest.mark.parametrize("name", MODULES.split())
def test_all_of_a_module_is_modelled_or_listed(name: str) -> None:
    module = importlib.import_module(f"scipy.{name}")
    paths = [registry.canonical(f"scipy.{name}.{each}") for each in _public(module)]
    untold = [
        path for path in paths if registry.lookup(path) is None and path not in registry.all_unmodelled()
    ]
    assert untold == []


def test_nothing_is_both_modelled_and_listed() -> None:
    listed = [path for path in registry.all_unmodelled() if path.startswith("scipy.")]
    assert [path for path in listed if registry.lookup(path) is not None] == []


def _paths() -> list[str]:
    rooms = "tensorlint.models.scipy_"
    models = registry.all_models().items()
    paths = [
        path
        for path, model in models
        if path.startswith("scipy.") and model.function.__module__.startswith(rooms)
    ]
    return sorted(
        path for path in paths if not path.startswith(OWNERS) and path.rpartition(".")[2][:2] != "__"
    )


STAND_INS = {
    "sparse.spmatrix": ("sparse.csr_matrix",),
    "sparse.sparray": ("sparse.csr_array",),
    "stats.distributions.rv_frozen": (
        "stats._distn_infrastructure.rv_continuous_frozen",
        "stats._distn_infrastructure.rv_discrete_frozen",
    ),
}
"""Classes whose methods are those of their subclasses."""


def _real(path: str) -> Any:
    candidates = [path]
    for owner, stand_ins in STAND_INS.items():
        if owner in path:
            candidates += [path.replace(owner, each) for each in stand_ins]
    for candidate in candidates:
        try:
            return resolve(candidate)
        except LookupError:
            continue
    raise LookupError(path)


def test_signatures_are_the_real_ones() -> None:
    differences = []
    for path in _paths():
        real = _real(path)
        if path.startswith(UFUNCS) and hasattr(real, "nin"):
            continue
        if path != "scipy.stats.levy_stable":  # its keywords have another name
            differences.append(signature_difference(path, real))
    assert [each for each in differences if each is not None] == []


@pytest.mark.parametrize("name", ["norm", "gamma", "beta", "poisson", "binom"])
def test_signatures_of_distributions_are_the_real_ones(name: str) -> None:
    distribution = resolve(f"scipy.stats.{name}")
    methods = [
        "rvs",
        "cdf",
        "logcdf",
        "sf",
        "logsf",
        "ppf",
        "isf",
        "mean",
        "var",
        "std",
        "median",
        "entropy",
        "pdf",
        "logpdf",
        "pmf",
        "logpmf",
        "stats",
        "support",
    ]
    for method in methods:
        model = registry.lookup(f"scipy.stats.{name}.{method}")
        if model is not None:
            real = list(inspect.signature(getattr(distribution, method)).parameters.values())
            names = [each.name for each in real if each.kind is each.POSITIONAL_OR_KEYWORD]
            assert [each.name for each in model.positional] == names, method
            assert [each.kind for each in model.parameters] == [each.kind for each in real], method
