"""Every code block of every rule page, under tensorlint and under the real libraries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tensorlint.rules import registry
from tests.programs.checking import check_block
from tests.programs.execution import Runner
from tests.programs.linting import check_findings
from tests.programs.pages import Block, blocks

BLOCKS = [
    pytest.param(block, id=f"{rule.code}-{rule.name}.md:{block.line}")
    for rule in registry().values()
    for block in blocks(rule.page)
]


@pytest.fixture(scope="module")
def run() -> Iterator[Runner]:
    with Runner() as runner:
        yield runner


@pytest.mark.parametrize("block", BLOCKS)
def test_block_does_under_the_real_library_what_it_says(block: Block, run: Runner, tmp_path: Path) -> None:
    check_block(run, block, tmp_path / "block.py")


@pytest.mark.parametrize("block", BLOCKS)
def test_block_has_under_tensorlint_the_findings_it_marks(block: Block, tmp_path: Path) -> None:
    path = tmp_path / "block.py"
    path.write_text(block.text, encoding="utf-8")
    check_findings(path)
