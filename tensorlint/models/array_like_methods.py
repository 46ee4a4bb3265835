"""Methods of arrays of which it is not known whose they are, as far as the libraries agree.

Reductions are claimed where an axis is named: without one, a table of pandas keeps its columns.
What only one library has (`detach`, `astype`) is its own.
"""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.array_like_operators import SHAPE_ERROR
from tensorlint.models.coercion import to_bool, to_int
from tensorlint.models.numpy_differences import flattened
from tensorlint.models.numpy_products import dot
from tensorlint.models.numpy_reductions import Reduction
from tensorlint.models.registry import NotCoercible, Refusal, exception, models, refuse
from tensorlint.shapes import Shape
from tensorlint.values import NONE, TRUE, Array, Float, Integer, Value, union

AXIS_ERROR = "unknown.AxisError"
"""AxisError (a ValueError and an IndexError) in NumPy, IndexError in torch, ValueError in JAX."""

exception(AXIS_ERROR, "builtins.ValueError", "builtins.IndexError")


def _paths(names: str) -> list[str]:
    return [f"unknown.Array.{name}" for name in names.split()]


def _axis(arguments: tuple[Value, ...], keywords: dict[str, Value]) -> int | None:
    """The one axis named by position, `axis=` or `dim=`; None where none is."""
    given = [*arguments[:1], *[keywords[name] for name in ("axis", "dim") if name in keywords]]
    if not given or given[0] == NONE:
        return None
    return to_int(given[0])


def _keeps(arguments: tuple[Value, ...], keywords: dict[str, Value]) -> bool:
    given = [keywords[name] for name in ("keepdims", "keepdim") if name in keywords]
    if len(arguments) > 1 and not given:
        raise NotCoercible  # the second argument is a dtype in NumPy, keepdim in torch
    return bool(given) and to_bool(given[0])


def _reduced(a: Array, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Array:
    keeps = _keeps(arguments, keywords)
    axis = _axis(arguments, keywords)
    if axis is None:
        return Array(Shape(), library="") if a.rank in (0, 1) and not keeps else Array(library="")
    try:
        shape = Reduction(a, (axis,), keeps, text="{self}").shape()
    except Refusal as refusal:
        refuse(refusal.code, refusal.message, AXIS_ERROR)
    return Array(shape, library="", writeable=None)


@models(*_paths("std var prod any all"))
def reduction(self: Array, /, *arguments: Value, **keywords: Value) -> Array:
    """A reduction along an axis."""
    return _reduced(self, arguments, keywords)


@models(*_paths("sum mean argmax argmin"))
def sparse_reduction(self: Array, /, *arguments: Value, **keywords: Value) -> Value:
    """A reduction along an axis, which a sparse matrix of SciPy keeps."""
    result = _reduced(self, arguments, keywords)
    if self.rank != 2 or result.rank != 1:
        return result
    kept = _reduced(self, arguments[:1], {**keywords, "keepdims": TRUE})
    return union(result, kept)


@models(*_paths("max min"))
def extreme(self: Array, /, *arguments: Value, **keywords: Value) -> Array:
    """The largest or smallest element: torch gives a pair where an axis is named as one."""
    if arguments or "dim" in keywords:
        return Array(library="")
    if self.rank in (0, 1) and not keywords:
        return Array(Shape(), library="", writeable=None)
    raise NotCoercible


@models(*_paths("cumsum cumprod argsort"))
def along(self: Array, /, *arguments: Value, **keywords: Value) -> Array:
    """Something of each element along an axis."""
    if _axis(arguments, keywords) is None:
        return Array(library="")
    return Array(self.shape, library="", writeable=None)


@models(*_paths("copy clone detach contiguous cpu cuda float double half long int bool astype type to"))
def same(self: Array, /, *arguments: Value, **keywords: Value) -> Array:
    """The array in other memory or of another type."""
    return Array(self.shape, library="", writeable=None, generated=self.generated, marks=self.marks)


@models(*_paths("to_numpy numpy"))
def as_numpy(self: Array, /, *arguments: Value, **keywords: Value) -> Array:
    """The array as one of NumPy's."""
    return Array(self.shape, writeable=None, marks=self.marks)


@models(*_paths("abs exp log sqrt square round tanh sigmoid relu conj"))
def elementwise(self: Array, /, *arguments: Value) -> Array:
    """A function of each element."""
    return Array(self.shape, library="", writeable=None, marks=self.marks)


@models(*_paths("clip clamp"))
def clipped(self: Array, /, *bounds: Value, **keywords: Value) -> Array:
    """The elements held between two numbers."""
    if not all(isinstance(each, Integer | Float) or each == NONE for each in (*bounds, *keywords.values())):
        raise NotCoercible
    return Array(self.shape, library="", writeable=None, marks=self.marks)


@models(*_paths("flatten ravel"))
def flat(self: Array, /, *arguments: Value, **keywords: Value) -> Array:
    """All elements in one axis."""
    if arguments or keywords:
        return Array(library="")
    return Array(flattened(self.shape), library="", writeable=None)


@models("unknown.Array.dot")
def product(self: Array, b: Array, /) -> Array:
    """The dot product."""
    try:
        return replace(dot(self, b), library="", dtype="")
    except Refusal as refusal:
        refuse(refusal.code, refusal.message.replace("{a}", "{self}"), SHAPE_ERROR)
