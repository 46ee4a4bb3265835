"""Every expression and statement that libcst knows has a meaning, or is listed as deliberately unknown."""

from __future__ import annotations

import inspect

import libcst as cst
import pytest

import tensorlint.interpreter.program  # noqa: F401  registers the rooms
from tensorlint.interpreter.dispatch import DELIBERATELY_UNKNOWN, EXPRESSIONS, STATEMENTS


def concrete(base: type[cst.CSTNode]) -> list[type[cst.CSTNode]]:
    """The classes of libcst's tree that are a `base` and can stand in a module."""
    found = [
        value
        for _, value in inspect.getmembers(cst, inspect.isclass)
        if issubclass(value, base) and not inspect.isabstract(value) and not value.__name__.startswith("Base")
    ]
    assert found
    return found


STATEMENT_BASES = (cst.BaseSmallStatement, cst.BaseCompoundStatement, cst.BaseSuite)


@pytest.mark.parametrize("kind", concrete(cst.BaseExpression), ids=lambda kind: kind.__name__)
def test_each_expression_has_a_meaning(kind: type[cst.CSTNode]) -> None:
    assert kind in EXPRESSIONS or kind in DELIBERATELY_UNKNOWN


@pytest.mark.parametrize(
    "kind",
    [kind for base in STATEMENT_BASES for kind in concrete(base)],
    ids=lambda kind: kind.__name__,
)
def test_each_statement_has_a_meaning(kind: type[cst.CSTNode]) -> None:
    assert kind in STATEMENTS or kind in DELIBERATELY_UNKNOWN


def test_nothing_is_both_known_and_deliberately_unknown() -> None:
    assert not DELIBERATELY_UNKNOWN.keys() & (EXPRESSIONS.keys() | STATEMENTS.keys())
