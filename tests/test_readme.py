"""What the README says is so: its made parts are fresh, its commands exist, its configuration is valid."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tensorlint.config import Options, load_config
from tensorlint.options import parse_arguments
from tensorlint.rules import expand
from tools.readme import README, ROOT, written

TEXT = README.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    """The README's blocks in a language, in their order."""
    return [text for found, text in BLOCK.findall(TEXT) if found == language]


def commands() -> list[str]:
    """Every call of tensorlint in the README's shell blocks."""
    calls = re.findall(r"(?:^|\| |/)tensorlint ([^#|&\n]+)", "\n".join(blocks("sh")), re.MULTILINE)
    assert len(calls) > 5
    return calls


def test_the_made_parts_are_fresh() -> None:
    assert written(TEXT) == TEXT, "run python -m tools.readme"


def test_the_first_two_commands_are_one_line_each() -> None:
    lint, tests = blocks("sh")[:2]
    assert lint.count("\n") == tests.count("\n") == 1
    assert lint.endswith("tensorlint fixtures/article/\n")
    assert tests.endswith("-m pytest -q\n")


@pytest.mark.parametrize("command", commands())
def test_its_commands_are_understood(command: str) -> None:
    options = parse_arguments(shlex.split(command))
    for given in (vars(options).get("select"), vars(options).get("ignore")):
        assert all(expand(selector) for selectors in given or () for selector in selectors)


def test_its_configuration_is_valid(tmp_path: Path) -> None:
    [settings] = blocks("toml")
    path = tmp_path / "pyproject.toml"
    path.write_text(settings, encoding="utf-8")
    config = load_config([tmp_path], Options(config_file=path))
    assert "TSL601" not in config.codes


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md"])
def test_files_that_a_page_links_to_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
