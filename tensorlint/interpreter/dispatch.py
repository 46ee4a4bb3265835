"""The tables from a syntax node's type to the function that gives it its meaning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import libcst as cst

from tensorlint.interpreter.frames import Frame
from tensorlint.values import UNKNOWN_VALUE, Value

Evaluator = TypeVar("Evaluator", bound=Callable[..., Value])
Executor = TypeVar("Executor", bound=Callable[..., bool])

EXPRESSIONS: dict[type[cst.CSTNode], Callable[[Frame, Any], Value]] = {}
STATEMENTS: dict[type[cst.CSTNode], Callable[[Frame, Any], bool]] = {}
DELIBERATELY_UNKNOWN: dict[type[cst.CSTNode], str] = {}


def deliberately_unknown(name: str, reason: str) -> None:
    """List a node that has no meaning of its own; older releases of libcst may not have it."""
    kind = getattr(cst, name, None)
    if kind is not None:
        DELIBERATELY_UNKNOWN[kind] = reason


def also_executes(name: str, kind: type[cst.CSTNode]) -> None:
    """Give a statement that only newer releases of libcst have the meaning of another."""
    newer = getattr(cst, name, None)
    if newer is not None:
        STATEMENTS[newer] = STATEMENTS[kind]


deliberately_unknown("StarredElement", "displays, calls and targets look at the star themselves")
deliberately_unknown("TemplatedString", "no array: its parts are kept apart for whoever renders it")
deliberately_unknown("StarredDictComp", "a comprehension of mappings: its keys are not followed")


def evaluates(*kinds: type[cst.CSTNode]) -> Callable[[Evaluator], Evaluator]:
    """Declare the meaning of expression nodes: `(frame, node) -> Value`."""

    def register(function: Evaluator) -> Evaluator:
        for kind in kinds:
            EXPRESSIONS[kind] = function
        return function

    return register


def executes(*kinds: type[cst.CSTNode]) -> Callable[[Executor], Executor]:
    """Declare the meaning of statement nodes: `(frame, node) -> bool`, whether control falls through."""

    def register(function: Executor) -> Executor:
        for kind in kinds:
            STATEMENTS[kind] = function
        return function

    return register


def evaluate(frame: Frame, node: cst.BaseExpression) -> Value:
    """The value of an expression."""
    function = EXPRESSIONS.get(type(node))
    value = UNKNOWN_VALUE if function is None else function(frame, node)
    watched = frame.machine.watched
    if watched is not None and node in watched:
        watched[node].append(value)
    return value


def execute(frame: Frame, node: cst.CSTNode) -> bool:
    """Run a statement; whether control can fall through to the next."""
    function = STATEMENTS.get(type(node))
    return True if function is None else function(frame, node)
