"""Names by binding: where a name is looked up, where it is written, and how unknown sizes get names."""

from __future__ import annotations

import builtins
from dataclasses import replace
from typing import Any

import libcst as cst

from tensorlint.interpreter.dispatch import evaluate
from tensorlint.interpreter.frames import Frame, Scope
from tensorlint.interpreter.store import MISSING
from tensorlint.models.coercion import NAMERS
from tensorlint.models.registry import canonical, is_modelled, lookup, lookup_constant
from tensorlint.shapes import UNKNOWN, Axis, Shape, symbol
from tensorlint.shapes.axes import AxisOrigin, Part
from tensorlint.values import (
    GENERATOR,
    NONE,
    UNKNOWN_VALUE,
    WRITTEN,
    Array,
    Cells,
    Library,
    Object,
    Series,
    Union,
    Unknown,
    Value,
    union,
)

BUILTINS = frozenset(dir(builtins)) | {"reveal_shape"}
_SHADOWED = frozenset(
    {
        "sum",
        "min",
        "max",
        "abs",
        "all",
        "any",
        "round",
        "pow",
        "divmod",
        "float",
        "int",
        "bool",
        "complex",
        "str",
        "object",
        "map",
        "filter",
    }
)


def read(frame: Frame, cells: Cells, key: Any) -> Any:
    """Read a cell; what a memoised call reads from outside is noted."""
    value = cells.get(key, MISSING)
    readers = frame.machine.readers
    if readers:
        readers[-1].setdefault((id(cells), key), (cells, value))
    return value


def present(frame: Frame, value: Value) -> Value:
    """A value as it is now: the elements of an array are not known any more once its memory was written."""
    if type(value) is not Array or value.memory is None or value.contents is None:
        return value
    return value if read(frame, value.memory, WRITTEN) == NONE else replace(value, contents=None)


def load_name(frame: Frame, name: str) -> Value:
    """The value of a name as Python's scoping rules find it."""
    scope: Scope | None = frame.scope
    assert scope is not None
    value = scope.cells.get(name, MISSING)
    if value is not MISSING:
        if scope.kind == "module":
            value = read(frame, scope.cells, name)
        if type(value) is Array and value.memory is not None:
            return present(frame, value)
        return value  # type: ignore[no-any-return]
    if scope.outer is not None and name in scope.outer:
        value = read(frame, scope.outer[name].cells, name)
        return UNKNOWN_VALUE if value is MISSING else value
    frame.machine.unbound_reads.add(name)
    scope = scope.parent
    while scope is not None:
        if scope.kind != "class":
            value = read(frame, scope.cells, name)
            if value is not MISSING:
                return present(frame, value)
        scope = scope.parent
    return _from_star_or_builtins(frame.scope.module(), name)


def _from_star_or_builtins(module: Scope, name: str) -> Value:
    shadowed = False
    for origin in module.cells.get("*") or ():
        if not is_modelled(origin.partition(".")[0]):
            shadowed = True
            continue
        path = canonical(f"{origin}.{name}")
        value = lookup_constant(path)
        if value is not None:
            return value
        if lookup(path) is not None:
            return Library(path)
    if name not in BUILTINS or (shadowed and name in _SHADOWED):
        return UNKNOWN_VALUE
    return Library(f"builtins.{name}")


def held_by(frame: Frame, node: cst.BaseExpression) -> Value | None:
    """What a name or an attribute of a name holds, without evaluating anything that can act."""
    if isinstance(node, cst.Name):
        return load_name(frame, node.value)
    if isinstance(node, cst.Attribute) and isinstance(node.value, cst.Name):
        owner = load_name(frame, node.value.value)
        cells = getattr(owner, "cells", None)
        if isinstance(cells, dict):
            value = cells.get(node.attr.value)
            return value if isinstance(value, Value) else None
    return None


def looked_up(frame: Frame, node: cst.BaseExpression) -> Value | None:
    """What a dotted name denotes, None for anything else: to look it up again does nothing."""
    if isinstance(node, cst.Name):
        return load_name(frame, node.value)
    part = node
    while isinstance(part, cst.Attribute):
        part = part.value
    if not isinstance(part, cst.Name):
        return None
    frame.machine.silent += 1
    try:
        return evaluate(frame, node)
    finally:
        frame.machine.silent -= 1


def scope_of(frame: Frame, name: str) -> Scope:
    """The scope that an assignment to `name` writes to."""
    scope = frame.scope
    if scope.outer is not None and name in scope.outer:
        return scope.outer[name]
    if scope.kind == "comprehension":
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
    return scope


def store_name(frame: Frame, name: str, value: Value) -> None:
    """Bind a name in the scope that owns it."""
    scope = frame.scope
    if scope.outer is not None and name in scope.outer:
        scope = scope.outer[name]
    frame.machine.store.write(scope.cells, name, value)


def named(frame: Frame, name: str, value: Value) -> Value:
    """What a name holds after it was bound: unknown sizes and axes get symbols and lineage."""
    if isinstance(value, Array):
        return named_array(name, value)
    if isinstance(value, Object) and value.path in NAMERS:
        NAMERS[value.path](value, name)
    if isinstance(value, Unknown) and not value.identity:
        unknown = frame.machine.unknown(name, value.reason)
        unknown.about = value.about
        return unknown
    if isinstance(value, Series) and value.kind == GENERATOR:
        # By its name it may be asked for items at several places: how many are left is open.
        return Series(value.element, UNKNOWN, last=value.last)
    return value


def named_array(name: str, array: Array) -> Array:
    """The array with a symbol for each unknown size and a lineage for each axis without one."""
    axes = array.shape.axes
    for axis in axes:
        if axis.parts is None or axis.size is UNKNOWN:
            break
    else:
        return array
    offset = -len(axes) if array.shape.open else 0
    result: list[Axis] = []
    for index, axis in enumerate(axes):
        size = axis.size
        if size is UNKNOWN:
            size = symbol(f"{name}.shape[{index + offset}]", lower=0)
        parts = axis.parts
        if parts is None:
            parts = () if size == 1 else (Part(AxisOrigin(f"axis {index + offset} of {name}"), 1, size),)
        elif size is not axis.size and len(parts) == 1:
            parts = (Part(parts[0].origin, parts[0].stride, size),)
        result.append(Axis(size, parts))
    return replace(array, shape=Shape(tuple(result), array.shape.open))


def rebind(frame: Frame, node: cst.BaseExpression, value: Value, instead_of: Value | None = None) -> None:
    """Refine what a name, or an attribute of a named object, holds after it was used successfully.

    Where it holds several alternatives, only the one that is `instead_of` is refined.
    """
    if isinstance(node, cst.Name):
        scope: Scope | None = frame.scope
        while scope is not None:
            if scope.outer is not None and node.value in scope.outer:
                scope = scope.outer[node.value]
            if node.value in scope.cells:
                _refine(frame, scope.cells, node.value, value, instead_of)
                return
            scope = scope.parent
    elif isinstance(node, cst.Attribute) and isinstance(node.value, cst.Name):
        owner = load_name(frame, node.value.value)
        cells = getattr(owner, "cells", None)
        if isinstance(cells, Cells) and node.attr.value in cells:
            _refine(frame, cells, node.attr.value, value, instead_of)


def _refine(frame: Frame, cells: Cells, key: str, value: Value, instead_of: Value | None) -> None:
    held = cells.get(key)
    if instead_of is not None and isinstance(held, Union):
        value = union(*[value if each == instead_of else each for each in held.alternatives])
    frame.machine.store.write(cells, key, value)


def source_name(node: cst.CSTNode) -> str:
    """A short name for what an expression denotes: `x`, `self.w`, else `array`."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        return f"{source_name(node.value)}.{node.attr.value}"
    return "array"
