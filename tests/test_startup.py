"""What a run loads: nothing heavy before a file has to be parsed. Time follows from this."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.commands import TSL202, environment, put

HEAVY = {"libcst", "numpy", "rich", "multiprocessing", "pathspec", "importlib.metadata", "asyncio", "yaml"}

PROGRAM = """
import json, sys
from tensorlint.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as error:
    code = error.code
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def loaded(folder: Path, *arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command line and the modules that it loaded."""
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(finished.stderr.splitlines()[-1])
    return code, set(modules)


def test_version_loads_next_to_nothing(tmp_path: Path) -> None:
    code, modules = loaded(tmp_path, "--version")
    assert code == 0
    assert {name for name in modules if name.startswith("tensorlint")} == {"tensorlint", "tensorlint.cli"}
    assert not modules & {*HEAVY, "argparse", "dataclasses"}


def test_cached_run_loads_nothing_heavy(tmp_path: Path) -> None:
    put(tmp_path / "pyproject.toml", "[tool.tensorlint]\n")
    put(tmp_path / "bad.py", TSL202)
    put(tmp_path / "plain.py", "import os\n")
    assert "libcst" in loaded(tmp_path, ".")[1]
    code, modules = loaded(tmp_path, ".")
    assert code == 1
    assert not modules & HEAVY
    assert not {name for name in modules if name.startswith(("tensorlint.interpreter", "tensorlint.models"))}


def test_files_that_cannot_touch_a_tensor_load_nothing_heavy(tmp_path: Path) -> None:
    put(tmp_path / "plain.py", "import os\n")
    code, modules = loaded(tmp_path, ".", "--no-cache")
    assert code == 0
    assert not modules & HEAVY


def test_patterns_of_git_are_loaded_only_where_there_are_some(tmp_path: Path) -> None:
    put(tmp_path / ".gitignore", "# nothing\n\n")
    put(tmp_path / "plain.py", "import os\n")
    assert "pathspec" not in loaded(tmp_path, ".")[1]
    put(tmp_path / ".gitignore", "build\n")
    assert "pathspec" in loaded(tmp_path, ".")[1]


def test_linting_loads_no_library_that_it_knows(tmp_path: Path) -> None:
    put(tmp_path / "bad.py", TSL202)
    _, modules = loaded(tmp_path, ".", "--no-cache")
    assert not modules & {"numpy", "tensorflow", "keras", "torch", "jax", "scipy", "pandas", "matplotlib"}
