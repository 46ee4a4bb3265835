"""The form of rules (a page for each raised code, and the reverse), and how selectors find them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tensorlint.rules import BrokenPage, Rule, UnknownRule, default_codes, expand, find, read_rules, registry
from tests.programs.pages import SECTIONS, blocks, sections

ROOT = Path(__file__).parent.parent
CODE = re.compile(r"TSL\d{3}")
FIELDS = {"summary": str, "default": bool, "fixable": str, "checklist": int, "since": str}


def string_literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that are used for something: all but docstrings and other bare ones."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def raised_codes() -> dict[str, str]:
    """The codes that stand in the package's source as strings of their own, each with a file that has it."""
    found = {}
    for path in sorted((ROOT / "tensorlint").rglob("*.py")):
        for text in string_literals(ast.parse(path.read_text(encoding="utf-8"))):
            if CODE.fullmatch(text):
                found[text] = str(path.relative_to(ROOT))
    return found


@pytest.fixture(params=registry().values(), ids=lambda rule: rule.code)
def rule(request: pytest.FixtureRequest) -> Rule:
    return request.param


def test_every_page_is_raised_somewhere() -> None:
    assert sorted(set(registry()) - set(raised_codes())) == []


def test_every_raised_code_has_a_page() -> None:
    missing = {code: path for code, path in raised_codes().items() if code not in registry()}
    assert missing == {}


def test_nothing_but_pages_lies_among_the_pages() -> None:
    strays = [
        path.name
        for path in (ROOT / "rules").iterdir()
        if not re.fullmatch(r"TSL\d{3}-[a-z-]+\.md", path.name)
    ]
    assert strays == []


def test_codes_and_names_are_unique() -> None:
    files = list((ROOT / "rules").glob("*.md"))
    assert len(registry()) == len(files)
    assert len({rule.name for rule in registry().values()}) == len(files)


def test_front_matter_has_every_field_and_no_other(rule: Rule) -> None:
    assert {key: type(value) for key, value in rule.front_matter.items()} == FIELDS


def test_front_matter_makes_sense(rule: Rule) -> None:
    assert rule.default is rule.front_matter["default"]
    assert rule.fixable in ("no", "safe", "unsafe")
    assert rule.checklist == int(rule.code[3])
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert not rule.summary.endswith(".")
    assert "\n" not in rule.summary
    assert "|" not in rule.summary


def test_page_has_its_title_and_sections_in_order(rule: Rule) -> None:
    assert rule.body.startswith(f"# {rule.name} ({rule.code})\n")
    assert list(sections(rule.body)) == SECTIONS


def test_page_shows_the_bad_pattern_and_its_mended_twin(rule: Rule) -> None:
    shown = {block.section: set[str]() for block in blocks(rule.page)}
    for block in blocks(rule.page):
        shown[block.section] |= block.expectations.all_codes
    assert rule.code in shown["Example"]
    assert shown["Use instead"] == set()


def test_a_code_a_name_a_prefix_and_all_select_rules() -> None:
    assert expand("TSL201") == expand("tsl201") == expand("reshape-size") == {"TSL201"}
    assert expand("TSL20") == {code for code in registry() if code.startswith("TSL20")} > {"TSL201"}
    assert expand("TSL") == expand("ALL") == set(registry())


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        ("TSLL601", "TSL601"),
        ("reshape-sise", "reshape-size"),
        ("Matmul", "matmul"),
        ("all", "ALL"),
        ("", None),
        ("T", None),
        ("E501", None),
    ],
)
def test_an_unknown_selector_is_an_error_with_the_nearest_rule(selector: str, meant: str | None) -> None:
    with pytest.raises(UnknownRule) as caught:
        expand(selector)
    assert caught.value.nearest == meant
    assert repr(selector) in str(caught.value)


def test_find_takes_a_code_or_a_name() -> None:
    assert find("TSL601") is find("matmul") is registry()["TSL601"]
    with pytest.raises(UnknownRule):
        find("TSL6")


def test_a_rule_that_is_off_by_default_is_read_as_off(tmp_path: Path) -> None:
    page = registry()["TSL201"].page
    (tmp_path / "TSL201-reshape-size.md").write_text(page, encoding="utf-8")
    (tmp_path / "TSL209-resize-repeats.md").write_text(
        page.replace("default = true", "default = false"), encoding="utf-8"
    )
    (tmp_path / "README.txt").write_text("no rule", encoding="utf-8")
    assert {code: rule.default for code, rule in read_rules(str(tmp_path)).items()} == {
        "TSL201": True,
        "TSL209": False,
    }


def test_default_codes_are_those_that_the_pages_switch_on() -> None:
    assert default_codes() == {code for code, rule in registry().items() if rule.front_matter["default"]}


@pytest.mark.parametrize("text", ["# no front matter\n", "+++\nsummary = \n+++\n", "+++\nsummary = ''\n"])
def test_a_broken_page_says_which_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / "TSL299-broken.md").write_text(text, encoding="utf-8")
    broken = read_rules(str(tmp_path))["TSL299"]
    with pytest.raises(BrokenPage, match="TSL299-broken"):
        _ = broken.summary


def test_the_registry_imports_no_parser() -> None:
    program = (
        "import sys, tensorlint.rules; tensorlint.rules.default_codes();"
        "print(sorted({'libcst', 'tomllib', 'tomli'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert result.stdout.strip() == "[]"
