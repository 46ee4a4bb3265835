"""The pre-commit hook, run by the real pre-commit: it installs the hook's repository and lints another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INSTALLED = ["tensorlint", "rules", "pyproject.toml", "README.md", ".pre-commit-hooks.yaml"]
GOOD = "import numpy as np\n\nrows = np.zeros((3, 2)).reshape(6)\n"
BAD = "import numpy as np\n\nrows = np.zeros((3, 2)).reshape(4, -1)\n"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in a folder, without the user's own git settings; pre-commit's files lie beside it."""
    person = {
        f"GIT_{role}_{what}": "test@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **person,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def commit(folder: Path) -> str:
    """Put all of a folder under version control; the name of the commit."""
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        result = run(folder, "git", *command)
        assert result.returncode == 0, result.stderr
    return run(folder, "git", "rev-parse", "HEAD").stdout.strip()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose configuration names a copy of this one."""
    folder = tmp_path_factory.mktemp("scratch")
    hooks = folder / "hooks"
    hooks.mkdir()
    for name in INSTALLED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, hooks / name)
    revision = commit(hooks)

    project = folder / "project"
    project.mkdir()
    configuration = f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: tensorlint\n"
    (project / ".pre-commit-config.yaml").write_text(configuration, encoding="utf-8")
    (project / "good.py").write_text(GOOD, encoding="utf-8")
    (project / "bad.py").write_text(BAD, encoding="utf-8")
    (project / "notes.txt").write_text(BAD, encoding="utf-8")
    commit(project)
    return project


def pre_commit(project: Path, *files: str) -> subprocess.CompletedProcess[str]:
    return run(project, sys.executable, "-m", "pre_commit", "run", "tensorlint", "--files", *files)


def test_hook_fails_with_the_finding(project: Path) -> None:
    result = pre_commit(project, "good.py", "bad.py", "notes.txt")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "bad.py:3:" in result.stdout
    assert "TSL201" in result.stdout
    assert "good.py" not in result.stdout
    assert "notes.txt" not in result.stdout


def test_hook_passes_where_nothing_is_found(project: Path) -> None:
    result = pre_commit(project, "good.py")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Passed" in result.stdout


def test_hook_has_nothing_to_do_without_python(project: Path) -> None:
    result = pre_commit(project, "notes.txt")
    assert result.returncode == 0
    assert "Skipped" in result.stdout
