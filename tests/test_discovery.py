"""Which files are linted: folders are walked without what git ignores, named files always count."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tensorlint.config import Options, load_config
from tensorlint.discovery import Found, discover
from tests.commands import put


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(*arguments: str, **options: tuple[str, ...]) -> Found:
    return discover(arguments, load_config([], Options(**options)))  # type: ignore[arg-type]


def paths(*arguments: str, **options: tuple[str, ...]) -> list[str]:
    return [file.shown for file in found(*arguments, **options).files]


def test_folder_gives_its_python_files_in_order(tmp_path: Path) -> None:
    for name in ("b.py", "a/z.py", "a/b/c.py", "a.txt", "c.pyi", "d.pyw", "e.PY", "f.py/g.py"):
        put(tmp_path / name)
    assert paths(".") == ["a/b/c.py", "a/z.py", "b.py", "f.py/g.py"]


def test_usual_folders_are_passed_over(tmp_path: Path) -> None:
    usual = (".git", ".venv", "venv", "node_modules", "build", "dist", "__pycache__", ".tox", "site-packages")
    for folder in (*usual, "x.egg-info"):
        put(tmp_path / folder / "a.py")
        put(tmp_path / "deep" / folder / "a.py")
    put(tmp_path / "kept.py")
    assert paths(".") == ["kept.py"]


def test_what_is_named_is_linted_whatever_excludes_it(tmp_path: Path) -> None:
    put(tmp_path / ".gitignore", "build\n*.gen.py\n")
    put(tmp_path / "build" / "a.py")
    put(tmp_path / "x.gen.py")
    put(tmp_path / "script")
    assert paths("build/a.py", "x.gen.py", "script") == ["build/a.py", "script", "x.gen.py"]
    assert paths("build") == ["build/a.py"]
    assert paths(".") == []


def test_exclude_and_extend_exclude(tmp_path: Path) -> None:
    for name in ("a.py", "build/b.py", "legacy/c.py", "src/legacy/d.py", "src/e_test.py"):
        put(tmp_path / name)
    assert paths(".", exclude=("legacy",)) == ["a.py", "build/b.py", "src/e_test.py"]
    assert paths(".", extend_exclude=("legacy", "*_test.py")) == ["a.py"]
    assert paths(".", extend_exclude=("src/legacy",)) == ["a.py", "legacy/c.py", "src/e_test.py"]


IGNORES = {
    ".gitignore": "*.log.py\n/top.py\nout/\n!keep.log.py\ndocs/**/gen\n# note\n\n\\#odd.py\nspaced.py   \n",
    "docs/.gitignore": "q[ab].py\n",
    "src/.gitignore": "local.py\n!out/\n!again.log.py\n",
    "src/deep/.gitignore": "*\n!.gitignore\n!kept.py\n",
    "utf/.gitignore": b"\xff\xfe.py\nno.py\n",
}
TREE = (
    *(
        "a.py",
        "x.log.py",
        "keep.log.py",
        "top.py",
        "out/a.py",
        "out/keep.log.py",
        "docs/x/gen/a.py",
        "docs/a.py",
    ),
    *(
        "#odd.py",
        "spaced.py",
        "qa.py",
        "qc.py",
        "src/top.py",
        "src/local.py",
        "src/out/a.py",
        "src/again.log.py",
    ),
    *("src/deep/a.py", "src/deep/kept.py", "src/deep/sub/kept.py", "local.py", "utf/no.py", "utf/yes.py"),
)


def test_ignored_files_are_those_that_git_ignores(tmp_path: Path) -> None:
    for name, content in IGNORES.items():
        put(tmp_path / name, content)
    for name in TREE:
        put(tmp_path / name)
    subprocess.run(["git", "init", "-q"], check=True)
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=off", "ls-files", "--others", "--exclude-standard", "*.py"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert paths(".") == sorted(listed.stdout.split("\n")[:-1])


def test_gitignore_above_the_folder_counts_up_to_the_repository(tmp_path: Path) -> None:
    put(tmp_path / ".gitignore", "beyond.py\n")
    put(tmp_path / "repository" / ".gitignore", "ignored.py\n")
    put(tmp_path / "repository" / ".git" / "HEAD")
    for name in ("ignored.py", "beyond.py", "kept.py"):
        put(tmp_path / "repository" / "src" / name)
    assert paths("repository/src") == ["repository/src/beyond.py", "repository/src/kept.py"]


def test_gitignore_of_the_current_folder_counts_without_a_repository(tmp_path: Path) -> None:
    put(tmp_path / ".gitignore", "ignored.py\n")
    put(tmp_path / "src" / "ignored.py")
    put(tmp_path / "src" / "kept.py")
    assert paths("src") == ["src/kept.py"]


def test_broken_pattern_in_a_gitignore_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path / ".gitignore", "!\n**a\n[\nno.py\n")
    put(tmp_path / "no.py")
    put(tmp_path / "yes.py")
    assert paths(".") == ["yes.py"]


def test_links_are_not_followed_and_do_not_lead_in_circles(tmp_path: Path) -> None:
    put(tmp_path / "outside" / "secret.py")
    put(tmp_path / "tree" / "a.py")
    (tmp_path / "tree" / "circle").symlink_to(tmp_path / "tree")
    (tmp_path / "tree" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "tree" / "secret.py").symlink_to(tmp_path / "outside" / "secret.py")
    (tmp_path / "tree" / "dangling.py").symlink_to("nowhere.py")
    (tmp_path / "tree" / "self.py").symlink_to("self.py")
    result = found("tree")
    assert [file.shown for file in result.files] == ["tree/a.py"]
    assert result.errors == []


def test_named_link_is_followed(tmp_path: Path) -> None:
    put(tmp_path / "real" / "a.py")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "link.py").symlink_to("real/a.py")
    assert paths("link") == ["link/a.py"]
    assert paths("link.py") == ["link.py"]


def test_each_file_counts_once_in_any_order_of_arguments(tmp_path: Path) -> None:
    put(tmp_path / "a.py")
    put(tmp_path / "b" / "c.py")
    (tmp_path / "other.py").symlink_to("a.py")
    arguments = [".", "a.py", "./a.py", str(tmp_path), "b", "b/../a.py", "other.py"]
    expected = found(*arguments).files
    assert [(file.shown, file.named) for file in expected] == [("a.py", True), ("b/c.py", False)]
    assert found(*reversed(arguments)).files == expected


def test_what_cannot_be_linted_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "dangling.py").symlink_to("nowhere")
    (tmp_path / "loop.py").symlink_to("loop.py")
    os.mkfifo(tmp_path / "pipe.py")
    put(tmp_path / "a.py")
    (tmp_path / "empty").mkdir()
    result = found("absent.py", "dangling.py", "loop.py", "pipe.py", "a.py", "empty", "a\0b")
    assert [file.shown for file in result.files] == ["a.py"]
    assert dict(result.errors).keys() == {"absent.py", "dangling.py", "loop.py", "pipe.py", "a\0b"}
    assert result.warnings == [("empty", "no Python files found")]


def test_pipes_and_sockets_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    assert paths(".") == []
