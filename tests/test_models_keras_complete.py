"""Every public layer of Keras and function of `keras.ops` is modelled or listed, as it really is called."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tensorlint.models import registry
from tensorlint.models.keras_applications import NETWORKS, parameters_of
from tensorlint.models.keras_layers import KEYWORDS, LAWS
from tensorlint.models.keras_losses import LOSSES

keras = pytest.importorskip("keras")
registry.load("keras")


def _public(module: Any) -> list[str]:
    names = [name for name in dir(module) if not name.startswith("_")]
    return [name for name in names if not inspect.ismodule(getattr(module, name))]


def _is_covered(path: str) -> bool:
    canonical = registry.canonical(path)
    return registry.lookup(canonical) is not None or canonical in registry.all_unmodelled()


@pytest.mark.parametrize("module", ["layers", "ops", "losses", "applications", "activations", "random"])
def test_all_of_a_module_is_modelled_or_listed(module: str) -> None:
    names = _public(getattr(keras, module))
    assert [name for name in names if not _is_covered(f"keras.{module}.{name}")] == []


def _names(function: Any) -> list[str]:
    parameters = inspect.signature(function).parameters.values()
    return [each.name for each in parameters if each.kind is not each.VAR_KEYWORD]


@pytest.mark.parametrize("path", sorted(LAWS))
def test_a_layer_takes_what_the_real_one_takes(path: str) -> None:
    real = getattr(keras.layers, path.rpartition(".")[2])
    if path in ("keras.layers.Layer", "keras.layers.Wrapper"):
        return
    assert list(LAWS[path].signature.parameters) == _names(real)


@pytest.mark.parametrize("path", sorted(LAWS))
def test_a_layer_has_the_defaults_of_the_real_one(path: str) -> None:
    real = inspect.signature(getattr(keras.layers, path.rpartition(".")[2])).parameters
    for name in LAWS[path].own:
        own = LAWS[path].signature.parameters[name]
        if name in real and path != "keras.layers.Layer":
            assert (own.default is own.empty) == (real[name].default is own.empty), name
        if own.annotation == "Value" or own.default is own.empty or name not in real:
            continue
        assert own.default == real[name].default, name


@pytest.mark.parametrize("name", _public(keras.ops))
def test_a_function_takes_what_the_real_one_takes(name: str) -> None:
    model = registry.lookup(registry.canonical(f"keras.ops.{name}"))
    if model is None or model.variadic is not None or model.keywords is not None:
        return
    assert [parameter.name for parameter in model.parameters] == _names(getattr(keras.ops, name))


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_a_network_takes_what_the_real_one_takes(name: str) -> None:
    assert parameters_of(name).split() == _names(getattr(keras.applications, name))


@pytest.mark.parametrize("name", sorted(LOSSES))
def test_a_loss_takes_what_the_real_one_takes(name: str) -> None:
    assert ["y_true", "y_pred", *LOSSES[name][2].split()] == _names(getattr(keras.losses, name))
    assert hasattr(keras.losses, LOSSES[name][0])


def test_methods_of_models_take_what_the_real_ones_take() -> None:
    for name in ("compile", "fit", "evaluate", "predict", "train_on_batch", "predict_on_batch", "get_layer"):
        model = registry.lookup(f"keras.Model.{name}")
        assert model is not None
        own = [each.name for each in model.parameters if each.kind is not KEYWORDS.kind]
        assert own == _names(getattr(keras.Model, name)), name


def test_data_sets_have_the_shapes_of_their_documentation() -> None:
    from tensorlint.values import Array, Tuple

    for name in ("mnist", "fashion_mnist", "cifar10", "cifar100"):
        model = registry.lookup(f"keras.datasets.{name}.load_data")
        assert model is not None
        result = model.function()
        assert isinstance(result, Tuple)
        documentation = inspect.getdoc(getattr(keras.datasets, name).load_data) or ""
        for pair, half in zip(result.items, ("train", "test"), strict=True):
            assert isinstance(pair, Tuple)
            for array, letter in zip(pair.items, "xy", strict=True):
                assert isinstance(array, Array)
                assert f"assert {letter}_{half}.shape == {array.shape}" in documentation
