"""Every public function of TensorFlow that is covered is modelled or told; signatures are the real ones."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from tensorlint.models import registry

tensorflow = pytest.importorskip("tensorflow")

SPACES = ("", "math", "nn", "linalg", "image", "random", "signal", "data.Dataset")


def names() -> Iterator[tuple[str, Any]]:
    """The public functions and classes, by the canonical names that models have."""
    registry.load("tensorflow")
    for space in SPACES:
        owner = tensorflow
        for part in filter(None, space.split(".")):
            owner = getattr(owner, part)
        for name in dir(owner):
            found = inspect.getattr_static(owner, name) if space == "data.Dataset" else getattr(owner, name)
            if name.startswith("_") or inspect.ismodule(found):
                continue
            if space == "data.Dataset" or callable(found):
                path = ".".join(filter(None, ("tensorflow", space, name)))
                yield registry.canonical(path), getattr(owner, name)


def test_every_public_function_is_modelled_or_told() -> None:
    missing = [
        path
        for path, _ in names()
        if registry.lookup(path) is None
        and registry.lookup_attribute(path) is None
        and registry.lookup_constant(path) is None
        and path not in registry.all_unmodelled()
    ]
    assert missing == []


def test_what_is_told_to_be_unknown_has_no_model() -> None:
    registry.load("tensorflow")
    told = [path for path in registry.all_unmodelled() if path.startswith("tensorflow.")]
    assert told
    assert [path for path in told if path in registry.all_models()] == []


def _difference(path: str, real: Any) -> str:
    model = registry.lookup(path)
    if model is None:
        return ""
    try:
        expected = list(inspect.signature(real).parameters.values())
    except (TypeError, ValueError):
        return ""
    mine = [parameter.name for parameter in model.positional]
    for index, parameter in enumerate(expected):
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            break
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD and index < len(mine):
            if mine[index] != parameter.name:
                return f"{path}: parameter {index} is {mine[index]}, really {parameter.name}"
        elif model.keywords is None and parameter.name not in model.named:
            return f"{path} takes no {parameter.name}"
    return ""


def test_signatures_are_those_of_tensorflow() -> None:
    differences = [
        difference
        for path, real in names()
        if callable(real)
        for difference in [_difference(path, real)]
        if difference
    ]
    assert not differences, "\n".join(differences)
