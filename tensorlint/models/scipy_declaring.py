"""How models of SciPy are declared: the real signature as text, and a law that names what it needs.

SciPy's functions take many parameters that do not touch shapes; a law mentions only those that do.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from tensorlint.models.coercion import COERCERS
from tensorlint.models.registry import models
from tensorlint.shapes import UNKNOWN, Axis, Shape
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Cells, Object, Value

Function = TypeVar("Function", bound=Callable[..., Any])

COERCERS.setdefault("Integer | None", lambda value: None if value == NONE else COERCERS["Integer"](value))
COERCERS.setdefault("int | None", lambda value: None if value == NONE else COERCERS["int"](value))


def law(path: str, signature: str) -> Callable[[Function], Function]:
    """Declare a function as the model of `path`, whose real signature reads as `signature`.

    Its words are parameters: `a`, `axis=` (has a default), `*`, `/`, `*args`, `**kwargs`. The function
    has a parameter for each of those that matter; those with a default need one of their own.
    """

    def register(function: Function) -> Function:
        own = inspect.signature(function).parameters
        context = [each for each in own.values() if each.annotation == "Context"][:1]
        declared = list(_parameters(signature.split(), own))
        names = [each.name for each in (*context, *declared) if each.kind in (_ONLY, _BOTH)]
        wanted = frozenset(own)
        told = {each.name for each in (*context, *declared)}
        missing = [name for name, each in own.items() if each.default is each.empty and name not in told]
        assert not missing, f"{path} has no {missing}"

        def model(*arguments: Any, **keywords: Any) -> Value:
            given = dict(zip(names, arguments, strict=False))
            given.update(keywords)
            result: Value = function(**{name: given[name] for name in given if name in wanted})
            return result

        returns = inspect.signature(function).return_annotation
        model.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [*context, *declared], return_annotation=returns
        )
        model.__module__ = function.__module__
        models(path)(model)
        return function

    return register


_ONLY = inspect.Parameter.POSITIONAL_ONLY
_BOTH = inspect.Parameter.POSITIONAL_OR_KEYWORD
_KEY = inspect.Parameter.KEYWORD_ONLY


def _parameters(words: Iterable[str], own: Mapping[str, inspect.Parameter]) -> Iterable[inspect.Parameter]:
    kind: Any = _BOTH
    declared: list[inspect.Parameter] = []
    for word in words:
        if word == "/":
            declared = [each.replace(kind=_ONLY) for each in declared]
        elif word == "*":
            kind = _KEY
        elif word.startswith("**"):
            declared.append(_parameter(word[2:], inspect.Parameter.VAR_KEYWORD, False, own))
        elif word.startswith("*"):
            declared.append(_parameter(word[1:], inspect.Parameter.VAR_POSITIONAL, False, own))
            kind = _KEY
        else:
            declared.append(_parameter(word.rstrip("="), kind, word.endswith("="), own))
    return declared


def _parameter(name: str, kind: Any, optional: bool, own: Any) -> inspect.Parameter:
    if name not in own:
        default = NONE if optional else inspect.Parameter.empty
        return inspect.Parameter(name, kind, default=default, annotation="Value")
    default = own[name].default if optional else inspect.Parameter.empty
    return inspect.Parameter(name, kind, default=default, annotation=own[name].annotation)


def laws(*declarations: str) -> Callable[[Function], Function]:
    """Declare one function as the model of several: `"scipy.linalg.inv a overwrite_a="`."""

    def register(function: Function) -> Function:
        for each in declarations:
            path, _, signature = each.partition(" ")
            law(path, signature)(function)
        return function

    return register


def axis_at(array: Array, place: int) -> Axis:
    """One axis, of unknown size where it is not known."""
    if not array.shape.open:
        return array.shape.axes[place] if -len(array.shape) <= place < len(array.shape) else Axis(UNKNOWN)
    return array.shape.axes[place] if -len(array.shape) <= place < 0 else Axis(UNKNOWN)


def leading(array: Array, less: int) -> Shape:
    """The axes before the last `less` ones."""
    if len(array.shape) < less:
        return Shape((), True)
    return Shape(array.shape.axes[: len(array.shape) - less], array.shape.open)


def extended(stack: Shape, *axes: Axis) -> Shape:
    """A shape with further last axes."""
    return Shape((*stack.axes, *axes), stack.open)


def solved(*dtypes: str) -> str:
    """The dtype of what is computed in floating point: double precision for ints, else "" if unsure."""
    kinds = set(dtypes)
    if kinds <= {"int64", "int32", "float64", "bool"}:
        return "float64"
    return "float32" if kinds == {"float32"} else ""


def real_part(dtype: str) -> str:
    """The dtype of absolute values."""
    return dtype if dtype in ("float32", "float64") else ""


def result_object(path: str, **attributes: Value) -> Object:
    """An object of a library class with these attributes."""
    return Object(path, Cells({f".{name}": value for name, value in attributes.items()}))


def attribute_of(value: Value, name: str) -> Value:
    """An attribute that `result_object` gave, unknown where there is none."""
    held = value.cells.get(f".{name}") if isinstance(value, Object) and not value.cells.escaped else None
    return held if isinstance(held, Value) else UNKNOWN_VALUE
