"""Python's own functions and methods are modelled with their real signatures, or listed as unknown."""

from __future__ import annotations

import bisect
import builtins
import collections
import copy
import dataclasses
import functools
import heapq
import importlib
import inspect
import itertools
import math
import operator
import random
from types import ModuleType
from typing import Any

import pytest

from tensorlint.models import registry
from tensorlint.values import NONE

MODULES: list[ModuleType] = [
    bisect,
    collections,
    copy,
    dataclasses,
    functools,
    heapq,
    itertools,
    math,
    operator,
    random,
]
CLASSES: list[tuple[str, type]] = [
    ("builtins.list", list),
    ("builtins.dict", dict),
    ("builtins.set", set),
    ("builtins.str", str),
    ("builtins.tuple", tuple),
    ("builtins.list", collections.deque),
    ("builtins.dict", collections.OrderedDict),
    ("builtins.dict", collections.Counter),
]
NOT_CALLED = {"copyright", "credits", "license", "aiter", "anext"}


def _is_known(path: str) -> bool:
    registry.load(path.partition(".")[0])
    if registry.lookup(path) is not None or registry.lookup_attribute(path) is not None:
        return True
    return registry.lookup_constant(path) is not None or path in registry.all_unmodelled()


def test_builtins_are_complete() -> None:
    names = [
        name
        for name, value in vars(builtins).items()
        if callable(value) and not name.startswith("_") and name not in NOT_CALLED
        if not (isinstance(value, type) and issubclass(value, BaseException))
    ]
    assert [name for name in names if not _is_known(f"builtins.{name}")] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.__name__))
def test_module_is_complete(module: ModuleType) -> None:
    names = [name for name in getattr(module, "__all__", dir(module)) if not name.startswith("_")]
    paths = [f"{module.__name__}.{name}" for name in names if callable(getattr(module, name))]
    assert [path for path in paths if not _is_known(path)] == []


@pytest.mark.parametrize(("path", "owner"), CLASSES, ids=lambda each: getattr(each, "__name__", each))
def test_methods_are_complete(path: str, owner: type) -> None:
    names = [name for name in dir(owner) if not name.startswith("_")]
    assert [name for name in names if not _is_known(f"{path}.{name}")] == []


def _real(path: str) -> Any:
    owner, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(owner), name)
    except ImportError:
        return getattr(_real(owner) if "." in owner else None, name)


INTERNAL = (
    "builtins.zip.transposed",
    "functools.identity",
    "operator.attributes",
    "operator.item_of_key",
    "operator.items_of_keys",
    "operator.method",
)
"""What other models and the interpreter call."""
NEWER = ("itertools.batched", "math.sumprod", "math.cbrt", "math.exp2", "operator.call")
"""Not in every Python that is supported."""
LIBRARIES = [name for name, modules in registry.LIBRARIES.items() if modules[0].startswith("python_")]
for _library in LIBRARIES:
    registry.load(_library)
PATHS = sorted(path for path in registry.all_models() if path.partition(".")[0] in LIBRARIES)


@pytest.mark.parametrize("path", PATHS)
def test_every_model_is_of_something_real(path: str) -> None:
    if path in INTERNAL or path.startswith("builtins.iterator.") or path in NEWER:
        return
    assert _real(_of_the_class(path)) is not None


def _of_the_class(path: str) -> str:
    """The class that really has a method, where the models have one class for several."""
    deques = ("appendleft", "extendleft", "maxlen", "popleft", "rotate")
    name = path.rpartition(".")[2]
    if path.startswith("builtins.list.") and name in deques:
        return f"collections.deque.{name}"
    if path.startswith("builtins.dict.") and name in ("elements", "most_common", "subtract", "total"):
        return f"collections.Counter.{name}"
    if path.startswith("builtins.dict.") and name in ("move_to_end", "default_factory"):
        return f"collections.OrderedDict.{name}"
    if path.startswith("builtins.tuple._"):
        return f"tests.test_models_python_complete.Named.{name}"
    replaced = {"builtins.file": "io.TextIOWrapper", "argparse.Subparsers": "argparse._SubParsersAction"}
    for short, real in replaced.items():
        path = path.replace(short, real)
    return path.replace("__copy__", "copy") if path.startswith("builtins.") else path


Named = collections.namedtuple("Named", "a b")


def _binds_all(path: str, real: Any) -> bool:
    """Whether the model takes every argument that the real function takes, all at once."""
    model = registry.lookup(path)
    assert model is not None
    parameters = list(inspect.signature(real).parameters.values())
    positional = [NONE for each in parameters if each.kind is each.POSITIONAL_ONLY]
    named = [each for each in parameters if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)]
    # A receiver comes by position, whatever it is called.
    if named and named[0].name == "self":
        positional.append(NONE)
        del named[0]
    keywords = {each.name: NONE for each in named if not each.name.startswith("_")}
    return model.bind(positional, keywords) is not None


@pytest.mark.parametrize("path", [path for path in PATHS if path not in INTERNAL])
def test_model_takes_what_the_real_function_takes(path: str) -> None:
    try:
        real = _real(_of_the_class(path))
        inspect.signature(real)
    except (AttributeError, ImportError, TypeError, ValueError):
        return
    if path.startswith("os.environ."):
        return  # the real ones are methods that are bound already
    assert _binds_all(path, real), f"{path}{inspect.signature(real)}"
