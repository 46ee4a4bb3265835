"""One walk over a module before it runs: how much there is, and what functions change behind its back."""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from tensorlint.interpreter.nodes import children

_MUTATORS = frozenset(
    {
        "append",
        "extend",
        "insert",
        "pop",
        "remove",
        "clear",
        "sort",
        "reverse",
        "update",
        "setdefault",
        "popitem",
        "add",
        "discard",
        "appendleft",
        "popleft",
    }
)


@dataclass(slots=True)
class Survey:
    """What a module's functions may change.

    statements: how many there are.  rebound_globals: names declared `global`.
    mutated_globals: names whose contents a function changes by a method or an item.
    given: names that calls are given, each with the name that the callee's own begins with.
    assigned_attributes: for each class, the `self` attributes assigned outside `__init__`.
    """

    statements: int = 0
    rebound_globals: set[str] = field(default_factory=set)
    mutated_globals: set[str] = field(default_factory=set)
    given: set[tuple[str, str]] = field(default_factory=set)
    assigned_attributes: dict[cst.ClassDef, frozenset[str]] = field(default_factory=dict)


def survey(tree: cst.Module) -> Survey:
    """Walk the statements of a module."""
    found = Survey()
    _statements(tree.body, found, None, None)
    return found


def _statements(body: object, found: Survey, function: str | None, names: set[str] | None) -> None:
    for statement in body:  # type: ignore[attr-defined]
        _statement(statement, found, function, names)


def _statement(node: cst.CSTNode, found: Survey, function: str | None, names: set[str] | None) -> None:
    found.statements += 1
    if isinstance(node, cst.SimpleStatementLine):
        for small in node.body:
            if function is not None:
                _small(
                    small, found, names if function not in ("__init__", "__post_init__", "build") else None
                )
        return
    if isinstance(node, cst.ClassDef):
        assigned: set[str] = set()
        _statements(node.body.body, found, function, assigned)
        found.assigned_attributes[node] = frozenset(assigned)
        return
    if isinstance(node, cst.FunctionDef):
        _statements(node.body.body, found, node.name.value, names)
        return
    if function is not None and isinstance(node, cst.For):
        _target(node.target, found, names)
    for child in children(node):
        if isinstance(child, cst.BaseSuite):
            _statements(child.body, found, function, names)
        elif isinstance(child, cst.If | cst.Else | cst.ExceptHandler | cst.Finally | cst.MatchCase):
            _statement(child, found, function, names)


Changed = tuple[frozenset[str], frozenset[str], frozenset[tuple[str, str]]]
_changed: dict[cst.CSTNode, Changed] = {}


def changed_names(node: cst.FunctionDef | cst.Lambda) -> Changed:
    """The outer names that a function rebinds (global, nonlocal), those whose contents it may change, and
    those that it hands on, with the first part of the name of the function that gets them.
    """
    known = _changed.get(node)
    if known is None:
        found = Survey()
        if isinstance(node, cst.FunctionDef):
            _statements(node.body.body, found, node.name.value, None)
        _calls(node.body, found)
        known = _changed[node] = (
            frozenset(found.rebound_globals),
            frozenset(found.mutated_globals),
            frozenset(found.given),
        )
        if len(_changed) > 4096:
            _changed.clear()
    return known


def _calls(node: cst.CSTNode, found: Survey) -> None:
    """What calls anywhere inside may change: their receivers, and the names that they are given."""
    if isinstance(node, cst.Call):
        function = node.func
        if isinstance(function, cst.Attribute) and _mutates(node, function):
            _mutated(function.value, found)
        for argument in node.args:
            if isinstance(argument.value, cst.Name):
                found.given.add((_root(function), argument.value.value))
    for child in children(node):
        _calls(child, found)


def _root(node: cst.BaseExpression) -> str:
    """The first part of a dotted name, "" for anything else."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return node.value if isinstance(node, cst.Name) else ""


def _small(node: cst.CSTNode, found: Survey, names: set[str] | None) -> None:
    if isinstance(node, cst.Global | cst.Nonlocal):
        found.rebound_globals.update(item.name.value for item in node.names)
    elif isinstance(node, cst.Assign):
        for target in node.targets:
            _target(target.target, found, names)
    elif isinstance(node, cst.AugAssign | cst.AnnAssign):
        _target(node.target, found, names)
    elif isinstance(node, cst.Expr) and isinstance(node.value, cst.Call):
        function = node.value.func
        if isinstance(function, cst.Attribute) and _mutates(node.value, function):
            _mutated(function.value, found)
        elif isinstance(function, cst.Name) and function.value == "setattr" and names is not None:
            names.add("*")


def _mutates(call: cst.Call, function: cst.Attribute) -> bool:
    """Whether a method by its name or its keyword `inplace` changes its receiver."""
    if function.attr.value in _MUTATORS:
        return True
    return any(each.keyword is not None and each.keyword.value == "inplace" for each in call.args)


def _target(node: cst.CSTNode, found: Survey, names: set[str] | None) -> None:
    if isinstance(node, cst.Attribute):
        if names is not None and isinstance(node.value, cst.Name):
            names.add(node.attr.value)
    elif isinstance(node, cst.Subscript):
        _mutated(node.value, found)
    elif isinstance(node, cst.Tuple | cst.List):
        for element in node.elements:
            _target(element.value, found, names)


def _mutated(node: cst.BaseExpression, found: Survey) -> None:
    while isinstance(node, cst.Subscript | cst.Attribute):
        node = node.value
    if isinstance(node, cst.Name):
        found.mutated_globals.add(node.value)
