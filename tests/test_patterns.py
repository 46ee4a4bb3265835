"""File patterns: names anywhere, paths from the root."""

from __future__ import annotations

from pathlib import Path

import pytest

from tensorlint.patterns import Patterns

ROOT = Path("/project")


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("build", "build/a.py", True),
        ("build", "src/build/a.py", True),
        ("build", "src/builder/a.py", False),
        ("build/", "src/build/a.py", True),
        ("./build", "build/a.py", True),
        ("*.egg-info", "x.egg-info/a.py", True),
        ("generated_*.py", "src/generated_a.py", True),
        ("generated_*.py", "src/a.py", False),
        ("tests/*", "tests/a.py", True),
        ("tests/*", "tests/deep/a.py", True),
        ("tests/*", "src/tests/a.py", False),
        ("tests/data", "tests/data/deep/a.py", True),
        ("tests/data", "tests/database/a.py", False),
        ("**/data/*.py", "data/a.py", True),
        ("**/data/*.py", "x/y/data/a.py", True),
        ("src/**/a.py", "src/a.py", True),
        ("src/**/a.py", "src/x/y/a.py", True),
        ("src/**/a.py", "src/x/y/b.py", False),
        ("/project/src", "src/a.py", True),
        ("[ab].py", "b.py", True),
        ("a.py", "A.py", False),
        ("", "a.py", False),
        ("/", "a.py", False),
    ],
)
def test_pattern(pattern: str, path: str, matches: bool) -> None:
    assert Patterns([pattern], ROOT).match_path(ROOT / path) is matches


def test_no_patterns_match_nothing() -> None:
    assert not Patterns([], ROOT).match_path(ROOT / "a.py")


def test_folders_above_the_root_do_not_count() -> None:
    assert not Patterns(["project"], ROOT).match_path(ROOT / "a.py")
