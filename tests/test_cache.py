"""The cache answers only for what has not changed, and never does harm."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tensorlint import cache as cache_module
from tensorlint.cache import FOLDER, Cache, clean
from tensorlint.results import FileResult, Finding
from tests.commands import CLEAN, TSL202, TSL601, findings, put, tensorlint

RESULT = FileResult([Finding("TSL201", "m", "error", "a.py", 1, 1, 1, 1)])
PRINT = b"fingerprint"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    made = Cache(tmp_path / FOLDER)
    made.store("check", "a.py", PRINT, RESULT)
    return made


def entry(cache: Cache) -> Path:
    [file] = (cache.folder / "v1").glob("*.json")
    return file


def test_result_is_kept_for_the_same_file_and_fingerprint_only(cache: Cache) -> None:
    assert cache.load("check", "a.py", PRINT) == RESULT
    assert cache.load("check", "a.py", b"other") is None
    assert cache.load("check", "b.py", PRINT) is None
    assert cache.load("shapes", "a.py", PRINT) is None


def test_another_tensorlint_does_not_take_the_result(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "tool_fingerprint", lambda: "another")
    assert cache.load("check", "a.py", PRINT) is None


def test_tool_fingerprint_follows_its_own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = put(tmp_path / "package" / "module.py", "a = 1\n")
    monkeypatch.setattr(cache_module, "__file__", str(tmp_path / "package" / "cache.py"))
    before = cache_module.tool_fingerprint.__wrapped__()
    assert cache_module.tool_fingerprint.__wrapped__() == before
    module.write_text("a = 22\n")
    assert cache_module.tool_fingerprint.__wrapped__() != before


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"{", b"[]", b"null", b"3", b'{"key": 1}', b"[" * 100_000, b'{"key": "x", "result": {}}'],
)
def test_corrupt_entry_is_ignored_and_replaced(cache: Cache, content: bytes) -> None:
    entry(cache).write_bytes(content)
    assert cache.load("check", "a.py", PRINT) is None
    cache.store("check", "a.py", PRINT, RESULT)
    assert cache.load("check", "a.py", PRINT) == RESULT


@pytest.mark.parametrize("result", [None, 3, {}, {"findings": [[]], "shapes": [], "failure": None}])
def test_entry_with_the_right_key_but_no_result_is_ignored(cache: Cache, result: object) -> None:
    data = json.loads(entry(cache).read_bytes())
    entry(cache).write_text(json.dumps({**data, "result": result}))
    assert cache.load("check", "a.py", PRINT) is None


def test_one_entry_for_each_file_however_often_it_changes(cache: Cache) -> None:
    for number in range(5):
        cache.store("check", "a.py", str(number).encode(), RESULT)
    entry(cache)
    assert sorted(os.listdir(cache.folder)) == [".gitignore", "CACHEDIR.TAG", "v1"]
    assert (cache.folder / ".gitignore").read_text() == "*\n"


def test_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    put(tmp_path / "file")
    made = Cache(tmp_path / "file" / FOLDER)
    made.store("check", "a.py", PRINT, RESULT)
    assert made.load("check", "a.py", PRINT) is None


def test_clean_deletes_a_cache_and_nothing_else(cache: Cache, tmp_path: Path) -> None:
    assert clean(cache.folder)
    assert not cache.folder.exists()
    assert not clean(cache.folder)
    put(tmp_path / "precious" / "a.py")
    (tmp_path / "link").symlink_to("precious")
    for path in (tmp_path / "precious", tmp_path / "link", tmp_path / "precious" / "a.py"):
        with pytest.raises(ValueError, match="left alone"):
            clean(path)
    assert (tmp_path / "precious" / "a.py").exists()


def test_a_cached_run_says_the_same(tmp_path: Path) -> None:
    put(tmp_path / "a.py", TSL202)
    put(tmp_path / "b.py", CLEAN)
    put(tmp_path / "c.py", "import numpy as np\nx = (\n")
    runs = [tensorlint(".", *options, cwd=tmp_path) for options in ([], [], ["--no-cache"], ["-j", "1"])]
    assert {(run.stdout, run.returncode) for run in runs} == {(runs[0].stdout, 1)}
    assert "TSL202" in runs[0].stdout
    assert "TSL901" in runs[0].stdout


def test_a_change_anywhere_in_the_imports_is_seen(tmp_path: Path) -> None:
    put(
        tmp_path / "main.py",
        "import numpy as np\nfrom middle import size\n\nx = np.zeros((2, 6)).reshape(size, -1)\n",
    )
    put(tmp_path / "middle.py", "from deep import size\n")
    put(tmp_path / "deep.py", "size = 3\n")
    assert findings(".", cwd=tmp_path) == []
    put(tmp_path / "deep.py", "size = 5\n")
    assert findings(".", cwd=tmp_path) == [("main.py", 4, "TSL201")]
    put(tmp_path / "deep.py", "size = 6\n")
    assert findings(".", cwd=tmp_path) == []
    put(tmp_path / "middle" / "__init__.py", "size = 7\n")
    assert findings(".", cwd=tmp_path) == [("main.py", 4, "TSL201")]


def test_selection_and_noqa_are_not_part_of_what_is_kept(tmp_path: Path) -> None:
    put(tmp_path / "a.py", TSL202)
    put(tmp_path / "b.py", TSL601)
    assert findings(".", "--select", "TSL6", cwd=tmp_path) == [("b.py", 3, "TSL601")]
    assert findings(".", "--ignore", "TSL6", cwd=tmp_path) == [("a.py", 4, "TSL202")]
    assert findings(".", cwd=tmp_path) == [("a.py", 4, "TSL202"), ("b.py", 3, "TSL601")]


def test_cache_lies_beside_the_configuration_or_where_it_is_told(tmp_path: Path) -> None:
    put(tmp_path / "project" / "pyproject.toml", "[tool.tensorlint]\n")
    put(tmp_path / "project" / "src" / "a.py", CLEAN)
    tensorlint("src", cwd=tmp_path / "project", PYTHONDONTWRITEBYTECODE="1")
    assert (tmp_path / "project" / FOLDER / "v1").is_dir()
    tensorlint("project/src", "--cache-dir", "other", cwd=tmp_path)
    assert (tmp_path / "other" / "v1").is_dir()
    tensorlint("project/src", "--no-cache", cwd=tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["other", "project"]


def test_clean_command(tmp_path: Path) -> None:
    put(tmp_path / "a.py", CLEAN)
    tensorlint(".", cwd=tmp_path)
    assert "Deleted" in tensorlint("clean", cwd=tmp_path).stdout
    assert not (tmp_path / FOLDER).exists()
    assert "no cache" in tensorlint("clean", cwd=tmp_path).stdout
    refused = tensorlint("clean", "--cache-dir", ".", cwd=tmp_path)
    assert (refused.returncode, (tmp_path / "a.py").exists()) == (2, True)


def test_cache_of_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    put(tmp_path / "a.py", TSL202)
    put(tmp_path / FOLDER, "a file is in the way")
    assert findings(".", cwd=tmp_path) == [("a.py", 4, "TSL202")]
