"""The real flake8 with the plugin: it says what the command line says, and its own options hold."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<code>[A-Z]+\d+) (?P<message>.*)")

Found = tuple[str, int, int, str, str]

PROGRAM = """\
import numpy as np

batch = np.zeros((3, 2))
rows = batch.reshape(4, -1)
sums = batch + np.zeros(3)
product = batch @ batch
"""


def run(
    folder: Path, module: str, *arguments: object, text: str | None = None, path: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """A module's command line in a folder, with the package at `path`."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(path)}
    return subprocess.run(
        command, cwd=folder, env=environment, input=text, capture_output=True, text=True, check=False
    )


def flake8(folder: Path, *arguments: object, text: str | None = None, path: Path = ROOT) -> list[Found]:
    """What flake8 finds. Only our codes are asked for, unless an argument says otherwise."""
    if not any(
        str(argument).startswith(("--select", "--ignore", "--extend-select")) for argument in arguments
    ):
        arguments = ("--extend-ignore=E,W,F,C", *arguments)
    result = run(folder, "flake8", *arguments, text=text, path=path)
    assert result.stderr == ""
    matches = [LINE.fullmatch(line) for line in result.stdout.splitlines()]
    found = [
        (
            match["path"].removeprefix("./"),
            int(match["line"]),
            int(match["column"]),
            match["code"],
            match["message"],
        )
        for match in matches
        if match
    ]
    assert len(found) == len(matches), result.stdout
    assert result.returncode == (1 if found else 0)
    return sorted(found)


def codes(found: list[Found]) -> list[str]:
    """The codes alone."""
    return [code for _, _, _, code, _ in found]


def command_line(folder: Path, *arguments: object) -> list[Found]:
    """What tensorlint's own command line finds."""
    result = run(folder, "tensorlint", *arguments, "--format", "json", "--no-cache")
    keys = ("path", "line", "column", "code", "message")
    findings = (finding for finding in json.loads(result.stdout) if finding["code"] != "reveal")
    return sorted(tuple(finding[key] for key in keys) for finding in findings)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    return path


def test_finds_in_files_what_the_command_line_finds() -> None:
    found = flake8(FIXTURES, "broken", "article", "clean")
    assert found == command_line(FIXTURES, "broken", "article", "clean")
    assert len({path for path, *_ in found}) > 5


@pytest.mark.parametrize("path", sorted(FIXTURES.joinpath("broken").glob("*.py")), ids=lambda path: path.name)
def test_finds_through_standard_input_what_it_finds_in_the_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = f"broken/{path.name}"
    assert flake8(FIXTURES, "-", "--stdin-display-name", name, text=text) == flake8(FIXTURES, name)


def test_finds_through_standard_input_without_a_name(program: Path) -> None:
    found = flake8(program.parent, "-", text=PROGRAM)
    assert [(path, *rest) for path, *rest in found] == [
        ("stdin", *rest) for _, *rest in flake8(program.parent, "program.py")
    ]


def test_columns_are_characters_behind_a_byte_order_mark_and_wide_ones(tmp_path: Path) -> None:
    text = 'import numpy as np\r\nx = ("größe", "尺寸", np.zeros(3) + np.zeros(4))\r\n'
    (tmp_path / "wide.py").write_bytes(text.encode("utf-8-sig"))
    found = flake8(tmp_path, "wide.py")
    assert found == command_line(tmp_path, "wide.py")
    assert [(line, column) for _, line, column, _, _ in found] == [(2, text.splitlines()[1].index("np") + 1)]


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("--select=TSL", ["TSL201", "TSL205", "TSL601"]),
        ("--select=TSL2", ["TSL201", "TSL205"]),
        ("--select=TSL601", ["TSL601"]),
        ("--select=F", []),
        ("--extend-ignore=E,W,F,TSL2", ["TSL601"]),
        ("--extend-ignore=E,W,F,TSL205,TSL601", ["TSL201"]),
    ],
)
def test_flake8_s_own_options_select(program: Path, option: str, expected: list[str]) -> None:
    assert codes(flake8(program.parent, option, "program.py")) == expected


def test_noqa_comments_are_flake8_s(program: Path) -> None:
    text = PROGRAM.replace("(4, -1)", "(4, -1)  # noqa: TSL201").replace("zeros(3)", "zeros(3)  # noqa")
    program.write_text(text.replace("@ batch", "@ batch  # noqa: TSL201"), encoding="utf-8")
    assert codes(flake8(program.parent, "program.py")) == ["TSL601"]
    assert codes(flake8(program.parent, "--disable-noqa", "program.py")) == ["TSL201", "TSL205", "TSL601"]


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the package in which TSL201 is off by default."""
    folder = tmp_path / "changed"
    shutil.copytree(ROOT / "tensorlint", folder / "tensorlint", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rules", folder / "rules")
    page = folder / "rules" / "TSL201-reshape-size.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("default = true", "default = false"), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("option", "on"),
    [
        ("--extend-ignore=E501", False),
        ("--ignore=E501", False),
        ("--extend-select=TSL201", True),
        ("--extend-select=TSL2", True),
        ("--select=TSL201", True),
        ("--select=TSL6", False),
    ],
)
def test_a_rule_off_by_default_is_on_only_where_flake8_selects_it(
    program: Path, changed: Path, option: str, on: bool
) -> None:
    assert ("TSL201" in codes(flake8(program.parent, option, "program.py", path=changed))) is on


def test_the_configuration_of_tensorlint_holds(program: Path) -> None:
    settings = (
        '[tool.tensorlint]\nignore = ["broadcast"]\n[tool.tensorlint.per-file-ignores]\n"pro*" = ["TSL6"]\n'
    )
    (program.parent / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert codes(flake8(program.parent, "program.py")) == ["TSL201"]


def test_a_broken_configuration_is_one_message(program: Path) -> None:
    (program.parent / "pyproject.toml").write_text("[tool.tensorlint]\nignored = []\n", encoding="utf-8")
    result = run(program.parent, "flake8", "program.py")
    assert result.returncode == 1
    assert "pyproject.toml:2" in result.stdout + result.stderr
    assert "ignored" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_a_syntax_error_is_left_to_flake8(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import numpy as np\nx = np.zeros(3\n", encoding="utf-8")
    assert codes(flake8(tmp_path, "--select=E9,TSL", "broken.py")) == ["E999"]


def test_imports_are_followed_from_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "shapes.py").write_text(
        "import numpy as np\n\nweights = np.zeros((4, 5))\n", encoding="utf-8"
    )
    text = "import numpy as np\nfrom shapes import weights\n\nproduct = np.zeros((2, 3)) @ weights\n"
    (tmp_path / "main.py").write_text(text, encoding="utf-8")
    assert codes(flake8(tmp_path, "main.py", "shapes.py")) == ["TSL601"]
    assert codes(flake8(tmp_path, "-", "--stdin-display-name=main.py", text=text)) == ["TSL601"]
