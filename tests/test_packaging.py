"""What the wheel holds, and that an installed copy explains its rules far from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import tensorlint
from tensorlint.rules import registry

ROOT = Path(__file__).parent.parent


def pip(*arguments: object) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    [path] = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    pip("install", "--no-deps", "--target", folder, wheel)
    return folder


def run_installed(installed: Path, *arguments: str) -> str:
    """The output of the installed command, run where no checkout is in sight."""
    command = [sys.executable, str(installed / "bin" / "tensorlint"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    result = subprocess.run(
        command, capture_output=True, text=True, cwd=installed, env=environment, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_wheel_holds_the_package_and_a_page_for_each_rule(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    pages = [Path(name).name for name in names if name.startswith("tensorlint/pages/")]
    assert sorted(pages) == sorted(path.name for path in (ROOT / "rules").iterdir())
    assert {name.split("/")[0].split("-")[0] for name in names} == {"tensorlint"}


def test_an_installed_copy_runs_from_its_own_files(installed: Path) -> None:
    program = "import tensorlint.rules; print(tensorlint.rules.__file__, tensorlint.rules.pages_directory())"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", program]
    output = subprocess.run(
        command, capture_output=True, text=True, cwd=installed, env=environment, check=True
    ).stdout
    package = installed / "tensorlint"
    assert output.split() == [str(package / "rules.py"), str(package / "pages")]


def test_an_installed_copy_explains_a_rule_by_code_and_by_name(installed: Path) -> None:
    page = registry()["TSL201"].body
    assert page.strip() in run_installed(installed, "explain", "TSL201")
    assert page.strip() in run_installed(installed, "explain", "reshape-size")


def test_an_installed_copy_lists_every_rule(installed: Path) -> None:
    listed = json.loads(run_installed(installed, "rules", "--format", "json"))
    assert [rule["code"] for rule in listed] == list(registry())


def test_an_installed_copy_tells_its_version(installed: Path) -> None:
    assert tensorlint.__version__ in run_installed(installed, "--version")
