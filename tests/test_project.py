"""What an import means, which files can touch tensors, and what a file's findings depend on."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from tensorlint.project import MODELLED, Project, Request, imports, project_root, shown_path
from tensorlint.source import Source
from tests.commands import ROOT, put


def project(root: Path, *files: str) -> Project:
    """A project of empty files; a `=` gives content."""
    for file in files:
        path, _, content = file.partition("=")
        put(root / path, content)
    return Project(root, root)


def resolved(
    project: Project, importer: str, module: str | None, level: int = 0, name: str | None = None
) -> str | None:
    """The shown path of what an import in a file means."""
    source = project.source(str(project.root / importer))
    assert source is not None
    found = project.resolve(source, module, level, name)
    return None if found is None else found.path


@pytest.mark.parametrize(
    ("importer", "module", "level", "name", "expected"),
    [
        ("main.py", "helper", 0, None, "helper.py"),
        ("main.py", "pkg", 0, None, "pkg/__init__.py"),
        ("main.py", "pkg.a", 0, None, "pkg/a.py"),
        ("main.py", "pkg", 0, "a", "pkg/a.py"),
        ("main.py", "pkg", 0, "sub", "pkg/sub/__init__.py"),
        ("main.py", "pkg", 0, "absent", None),
        ("main.py", "absent", 0, None, None),
        ("main.py", "installed", 0, None, "src/installed/__init__.py"),
        ("main.py", "space.inner", 0, None, "space/inner.py"),
        ("main.py", "space", 0, None, None),
        ("main.py", "space", 0, "inner", "space/inner.py"),
        ("pkg/a.py", "b", 1, None, "pkg/b.py"),
        ("pkg/a.py", None, 1, "b", "pkg/b.py"),
        ("pkg/a.py", None, 1, None, "pkg/__init__.py"),
        ("pkg/sub/c.py", "a", 2, None, "pkg/a.py"),
        ("pkg/sub/c.py", None, 2, "b", "pkg/b.py"),
        ("pkg/sub/c.py", "pkg.a", 0, None, "pkg/a.py"),
        ("pkg/a.py", "helper", 0, None, "helper.py"),
        ("pkg/a.py", "b", 0, None, None),
        ("pkg/script.py", "b", 0, None, "pkg/b.py"),
        ("tools/run.py", "other", 0, None, "tools/other.py"),
        ("tools/run.py", "helper", 0, None, "helper.py"),
        ("tools/run.py", "pkg.b", 0, None, "pkg/b.py"),
        ("pkg/a.py", "x", 9, None, None),
        ("pkg/a.py", "x", 4, None, None),
    ],
)
def test_import_means_the_file_that_python_would_take(
    importer: str, module: str | None, level: int, name: str | None, expected: str | None, tmp_path: Path
) -> None:
    files = ("main.py", "helper.py", "pkg/__init__.py", "pkg/a.py", "pkg/b.py", "pkg/sub/__init__.py")
    more = ("pkg/sub/c.py", "src/installed/__init__.py", "space/inner.py", "tools/run.py", "tools/other.py")
    script = 'pkg/script.py=if __name__ == "__main__":\n    pass\n'
    made = project(tmp_path / "root", *files, *more, script)
    put(tmp_path / "x.py")
    assert resolved(made, importer, module, level, name) == expected


def test_package_comes_before_a_module_of_the_same_name(tmp_path: Path) -> None:
    made = project(tmp_path, "main.py", "a.py", "a/__init__.py")
    assert resolved(made, "main.py", "a") == "a/__init__.py"


def test_name_found_first_is_searched_alone(tmp_path: Path) -> None:
    made = project(tmp_path, "tools/main.py", "tools/a/__init__.py", "a/__init__.py", "a/b.py")
    assert resolved(made, "tools/main.py", "a.b") is None


def test_standard_library_and_modelled_libraries_are_never_files_of_the_project(tmp_path: Path) -> None:
    made = project(
        tmp_path, "main.py", "pkg/__init__.py", "pkg/a.py", "pkg/random.py", "numpy/__init__.py", "sys.py"
    )
    assert resolved(made, "pkg/a.py", "random") is None
    assert resolved(made, "main.py", "numpy") is None
    assert resolved(made, "main.py", "sys") is None


def test_file_beside_a_script_stands_in_for_the_standard_library(tmp_path: Path) -> None:
    assert resolved(project(tmp_path, "main.py", "test.py"), "main.py", "test") == "test.py"


def test_links_lead_nowhere_outside_of_the_project(tmp_path: Path) -> None:
    put(tmp_path / "outside.py")
    put(tmp_path / "elsewhere" / "a.py")
    made = project(tmp_path / "root", "main.py", "real.py")
    (tmp_path / "root" / "outside.py").symlink_to(tmp_path / "outside.py")
    (tmp_path / "root" / "elsewhere").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "root" / "inside.py").symlink_to("real.py")
    (tmp_path / "root" / "dangling.py").symlink_to("nowhere.py")
    (tmp_path / "root" / "loop.py").symlink_to("loop.py")
    assert resolved(made, "main.py", "outside") is None
    assert resolved(made, "main.py", "elsewhere.a") is None
    assert resolved(made, "main.py", "inside") == "real.py"
    assert resolved(made, "main.py", "dangling") is None
    assert resolved(made, "main.py", "loop") is None


def test_a_file_is_one_source_however_it_is_imported(tmp_path: Path) -> None:
    made = project(tmp_path, "pkg/__init__.py", "pkg/a.py", "pkg/b.py", "main.py")
    main = made.source(str(tmp_path / "main.py"))
    a = made.source(str(tmp_path / "pkg/a.py"))
    assert main is not None
    assert a is not None
    assert made.resolve(main, "pkg.b", 0) is made.resolve(a, "b", 1) is made.resolve(a, None, 1, "b")


def test_the_file_being_linted_is_the_source_that_others_import(tmp_path: Path) -> None:
    made = project(tmp_path, "main.py", "other.py")
    main = Source("main.py", b"", tmp_path / "main.py")
    made.add(main)
    other = made.source(str(tmp_path / "other.py"))
    assert other is not None
    assert made.resolve(other, "main", 0) is main


def test_root_is_the_nearest_folder_with_the_marks_of_a_project(tmp_path: Path) -> None:
    put(tmp_path / "pyproject.toml")
    put(tmp_path / "inner" / "setup.cfg")
    assert project_root(tmp_path / "inner" / "deep" / "a.py") == tmp_path / "inner"
    assert project_root(tmp_path / "other" / "a.py") == tmp_path


def test_shown_path_is_relative_below_the_current_folder_only(tmp_path: Path) -> None:
    assert shown_path(str(tmp_path / "a" / "b.py"), tmp_path) == "a/b.py"
    assert shown_path("/elsewhere/b.py", tmp_path) == "/elsewhere/b.py"
    assert shown_path(f"{tmp_path}b/c.py", tmp_path) == f"{tmp_path}b/c.py"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a", [("a", 0, None)]),
        ("import a.b as c, d", [("a.b", 0, None), ("d", 0, None)]),
        ("from a import b as c, d", [("a", 0, None), ("a", 0, "b"), ("a", 0, "d")]),
        ("from . import a", [(None, 1, None), (None, 1, "a")]),
        ("from ..a.b import (c,  # d\n  e)", [("a.b", 2, None), ("a.b", 2, "c"), ("a.b", 2, "e")]),
        ("if x: import a; import b", [("a", 0, None), ("b", 0, None)]),
        ("import a, \\\n    b", [("a", 0, None), ("b", 0, None)]),
        ("from a \\\n    import b", [("a", 0, None), ("a", 0, "b")]),
        ("from a import \\\n    b, \\\n    c", [("a", 0, None), ("a", 0, "b"), ("a", 0, "c")]),
        ("from a import *", [("a", 0, None), ("a", 0, "*")]),
        ("from\ta\timport\tb", [("a", 0, None), ("a", 0, "b")]),
        ("from . a import b", [("a", 1, None), ("a", 1, "b")]),
        ("try: from a import b\nexcept: pass", [("a", 0, None), ("a", 0, "b")]),
        ("\r\nimport a\r\nfrom b import c\r\n", [("a", 0, None), ("b", 0, None), ("b", 0, "c")]),
    ],
)
def test_imports_are_read_from_the_text(
    text: str, expected: list[tuple[str | None, int, str | None]]
) -> None:
    assert list(imports(text.encode())) == [Request(*request) for request in expected]


@pytest.mark.parametrize("folder", ["tensorlint", "tests", "tools"])
def test_no_import_statement_of_real_files_is_overlooked(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        data = path.read_bytes()
        found = set(imports(data))
        for node in ast.walk(ast.parse(data)):
            if isinstance(node, ast.Import):
                assert {Request(alias.name, 0) for alias in node.names} <= found
            elif isinstance(node, ast.ImportFrom):
                assert {Request(node.module, node.level, alias.name) for alias in node.names} <= found


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        ("", False),
        ("import os\n", False),
        ("# import of numpy is not needed\n", False),
        ("import os, numpy as np\n", True),
        ("from torch.nn import Linear\n", True),
        ("try:\n    import tensorflow\nexcept ImportError: pass\n", True),
        ("import importlib\nnp = importlib.import_module('numpy')\n", True),
        ("import pytest\ntorch = pytest.importorskip('torch')\n", True),
        ("import pytest\n__import__('os')\nCOMPILE = 'not PIL, nor torch'\n", False),
        ("import helper\n", True),
        ("import plain\n", False),
        ("from package import deep\n", True),
        ("import cycle_a\n", False),
        ("import numpyish\n", False),
    ],
)
def test_file_touches_tensors_if_it_or_what_it_imports_names_a_library(
    text: str, touches: bool, tmp_path: Path
) -> None:
    files = (
        "plain.py=import os\n",
        "helper.py=import plain\nimport middle\n",
        "middle.py=from numpy import sum\n",
    )
    packages = ("package/__init__.py", "package/deep.py=import helper\n", "numpyish.py")
    cycle = ("cycle_a.py=import cycle_b\n", "cycle_b.py=import cycle_a\n")
    made = project(tmp_path, *files, *packages, *cycle, f"main.py={text}")
    path = str(tmp_path / "main.py")
    assert made.touches_tensors(path, text.encode()) is touches
    assert made.touches_tensors(path, text.encode()) is touches


def test_every_file_of_a_cycle_touches_tensors_if_one_does(tmp_path: Path) -> None:
    made = project(
        tmp_path, "a.py=import b\n", "b.py=import c\n", "c.py=import a\nimport torch\n", "d.py=import a\n"
    )
    for name in ("d", "a", "b", "c"):
        path = tmp_path / f"{name}.py"
        assert made.touches_tensors(str(path), path.read_bytes())


def fingerprint(root: Path, name: str = "main.py") -> bytes:
    made = Project(root, root, fingerprints=True)
    return made.fingerprint(str(root / name))


def test_fingerprint_follows_what_findings_depend_on_and_nothing_else(tmp_path: Path) -> None:
    main = "import helper\nfrom pkg import a, absent\nimport later\n"
    project(
        tmp_path,
        f"main.py={main}",
        "helper.py=import deep\n",
        "deep.py",
        "pkg/__init__.py",
        "pkg/a.py",
        "x.py",
    )
    before = fingerprint(tmp_path)
    put(tmp_path / "x.py", "changed = 1\n")
    put(tmp_path / "new.py", "")
    assert fingerprint(tmp_path) == before
    seen = {before}
    changes = [
        ("main.py", main + "# changed\n"),
        ("deep.py", "changed = 1\n"),
        ("pkg/a.py", "changed = 1\n"),
        ("pkg/__init__.py", "changed = 1\n"),
        ("pkg/absent.py", ""),
        ("later.py", ""),
        ("later/__init__.py", ""),
    ]
    for path, content in changes:
        put(tmp_path / path, content)
        seen.add(fingerprint(tmp_path))
    os.remove(tmp_path / "deep.py")
    seen.add(fingerprint(tmp_path))
    assert len(seen) == len(changes) + 2


def test_question_beyond_the_import_statements_is_noticed(tmp_path: Path) -> None:
    made = project(tmp_path, "main.py=import helper\n", "helper.py", "other.py")
    main = made.source(str(tmp_path / "main.py"))
    assert main is not None
    made.resolve(main, "helper", 0)
    assert not made.asked_beyond_its_imports(main)
    made.resolve(main, "other", 0)
    assert made.asked_beyond_its_imports(main)


def test_what_python_imports_on_the_way_is_no_question_beyond(tmp_path: Path) -> None:
    made = project(tmp_path, "main.py=import a.b.c\nfrom .a.b import d\n", "a/b/c.py", "a/__init__.py")
    main = made.source(str(tmp_path / "main.py"))
    assert main is not None
    for request in (("a", 0), ("a.b", 0), ("a.b.c", 0), ("a", 1), ("a.b", 1), ("a.b", 1, "d"), (None, 1)):
        made.resolve(main, *request)  # type: ignore[arg-type]
    assert not made.asked_beyond_its_imports(main)


def test_every_modelled_library_makes_a_file_touch_tensors(tmp_path: Path) -> None:
    made = project(tmp_path)
    for name in MODELLED:
        assert made.touches_tensors(str(tmp_path / f"uses_{name}.py"), f"import {name}.x as y\n".encode())
