"""The table of which module of models declares what: up to date, and behind only at the cost of time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tensorlint.models.where import SLACK, Index

ROOT = Path(__file__).parent.parent
ALONE = """
import os, sys
from pathlib import Path
import tensorlint.models.registry as registry
from tensorlint.models.coercion import COERCERS
for file in sorted(Path(registry.__file__).parent.glob("*.py")):
    child = os.fork()
    if not child:
        __import__(f"tensorlint.models.{file.stem}")
        for path, model in registry.all_models().items():
            missing = {each.annotation for each in model.parameters} - set(COERCERS)
            if missing:
                print(f"{file.stem}: {path} needs {missing}", flush=True)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print(f"{file.stem} cannot be imported first", flush=True)
"""
LOADED = """
import sys
from tensorlint.models import registry
print(registry.lookup(registry.canonical(sys.argv[1])).path)
print(*sorted(name for name in sys.modules if name.startswith("tensorlint.models.")))
"""


def run(*arguments: str) -> str:
    finished = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return finished.stdout + finished.stderr


def test_the_table_is_up_to_date() -> None:
    assert run("-m", "tools.index_models", "--check") == ""


def test_any_module_of_models_can_be_the_first_one() -> None:
    assert run("-c", ALONE) == ""


def test_a_name_brings_only_the_modules_that_it_needs() -> None:
    path, modules = run("-c", LOADED, "numpy.linalg.solve").splitlines()
    assert path == "numpy.linalg.solve"
    assert "tensorlint.models.numpy_linalg" in modules.split()
    assert "tensorlint.models.numpy_fft" not in modules
    assert "keras" not in modules


def test_a_name_of_an_alias_brings_its_target() -> None:
    path, modules = run("-c", LOADED, "tensorflow.keras.layers.Dense").splitlines()
    assert path == "keras.layers.Dense"
    assert "tensorlint.models.keras_recurrent" not in modules


def test_a_module_that_changed_after_the_table_does_not_wait(tmp_path: Path) -> None:
    for name in ("index", "old", "changed", "eager", "unlisted"):
        (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
        os.utime(tmp_path / f"{name}.py", (1000, 1000))
    os.utime(tmp_path / "changed.py", (1001 + SLACK, 1001 + SLACK))
    table = "# old\nlib. f g\n* lib\n# changed\nlib. g h\n# eager eager\n"
    index = Index(table, str(tmp_path))
    assert list(index.at_once(("old", "changed", "eager", "unlisted"))) == ["changed", "eager", "unlisted"]
    assert index.modules == {"lib.f": "old", "lib.g": "old changed", "lib": "old", "lib.h": "changed"}
