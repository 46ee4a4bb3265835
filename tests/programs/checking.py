"""Holds a program's expectations against what the real libraries do with it."""

from __future__ import annotations

import ast
import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.programs.execution import Outcome, Runner
from tests.programs.expectations import Expectations, contradicts
from tests.programs.pages import Block

SKIP_NOTHING = "TENSORLINT_SKIP_NOTHING"


def check_block(run: Runner, block: Block, path: Path) -> None:
    """A block of a page does under the real library what its info string says."""
    path.write_text(block.text, encoding="utf-8")
    if block.syntax_error:
        with pytest.raises(SyntaxError):
            ast.parse(block.text)
        return
    skip_without(block.libraries)
    outcome = run(block.text, str(path), block.libraries)
    check_shapes(block.expectations, outcome)
    if block.raises is None:
        assert outcome.raised == []
        return
    assert outcome.raised, f"nothing is raised, expected {block.raises}"
    [raised] = outcome.raised
    assert block.raises in raised.types
    marked = block.expectations.codes
    if block.later:
        assert raised.line > min(marked), f"line {raised.line} raises before anything is marked"
    else:
        assert raised.line in marked, f"line {raised.line} raises, but expects no finding"


def skip_without(libraries: tuple[str, ...]) -> None:
    """Skip a test whose libraries are not installed; where nothing may be skipped, it fails instead."""
    missing = [name for name in libraries if find_spec(name.partition(".")[0]) is None]
    if missing and not os.environ.get(SKIP_NOTHING):
        pytest.skip(f"needs {', '.join(missing)}, installed by the extra test-keras")


def check_shapes(expectations: Expectations, outcome: Outcome) -> None:
    """Each shape that a line revealed in the real run is one of those that it expects."""
    for line, real_shapes in outcome.shapes.items():
        for real in real_shapes:
            expected = expectations.shapes[line]
            assert not all(contradicts(shape, real) for shape in expected), (
                f"line {line}: {expected} is really {real}"
            )
