"""The same input gives the same bytes: any order of arguments, processes, hash seed, cached or not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.commands import put, tensorlint
from tests.test_fixtures import FIXTURES

CHOSEN = 16


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Broken programs, some that import each other, and one that cannot be parsed."""
    folder = tmp_path_factory.mktemp("project")
    put(folder / "pyproject.toml")
    broken = sorted((FIXTURES / "broken").rglob("*.py"))
    for path in broken[:: max(len(broken) // CHOSEN, 1)]:
        shutil.copy(path, folder / f"{path.parent.name}_{path.name}")
    put(folder / "sizes.py", "import shared\nROWS = shared.SIZE * 2\n")
    put(folder / "shared.py", "import sizes\nimport numpy as np\nSIZE = 3\nw = np.zeros((SIZE, 4))\n")
    use = "import numpy as np\nfrom shared import w\nfrom sizes import ROWS\nx = w.reshape(ROWS, -1) @ w\n"
    for name in ("one.py", "two.py"):
        put(folder / name, use)
    put(folder / "unfinished.py", "import numpy as np\nx = (\n")
    return folder


def output(project: Path, *arguments: str, seed: str = "0") -> tuple[str, str, int]:
    finished = tensorlint(*arguments, cwd=project, PYTHONHASHSEED=seed)
    return finished.stdout, finished.stderr, finished.returncode


def test_the_project_has_something_to_say(project: Path) -> None:
    said = json.loads(output(project, ".", "--no-cache", "--format", "json")[0])
    codes = {finding["code"] for finding in said}
    assert len(codes) >= 8
    assert "TSL901" in codes


@pytest.mark.parametrize("command", [["--format", "full"], ["--format", "json"], ["shapes"]], ids=" ".join)
def test_every_way_of_running_gives_the_same_bytes(command: list[str], project: Path, tmp_path: Path) -> None:
    files = sorted(path.name for path in project.glob("*.py"))
    cache = ["--cache-dir", str(tmp_path / "cache")]
    shapes = ["shapes"] if command == ["shapes"] else []
    options = [] if shapes else command
    expected = output(project, *shapes, ".", *options, "--no-cache", "-j", "1")
    ways = {
        "two processes": ([".", "--no-cache", "-j", "2"], "1"),
        "files in reverse": ([*reversed(files), "--no-cache", "-j", "1"], "2"),
        "files in halves, three processes": ([*files[1::2], *files[::2], "--no-cache", "-j", "3"], "3"),
        "filling the cache": ([*reversed(files), *cache, "-j", "2"], "4"),
        "cached": ([*files, *cache], "5"),
        "cached, folder": ([".", *cache], "6"),
    }
    for way, (arguments, seed) in ways.items():
        assert output(project, *shapes, *arguments, *options, seed=seed) == expected, way


def test_a_file_alone_says_what_it_says_among_others(project: Path) -> None:
    """What is held of a file that was analysed before must not change what is said of the next."""
    files = sorted(path.name for path in project.glob("*.py"))
    together, _, _ = output(project, ".", "--no-cache", "-j", "1", "-q")
    for name in files[::4]:
        alone, _, _ = output(project, name, "--no-cache", "-j", "1", "-q")
        assert alone.splitlines() == [line for line in together.splitlines() if line.startswith(f"{name}:")]
