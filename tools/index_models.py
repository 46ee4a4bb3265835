"""Writes the table that says which module of models declares which names of the libraries.

python -m tools.index_models            write it
python -m tools.index_models --check    end with 1 where it is not what it should be
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from tensorlint.models import coercion, operators, registry  # noqa: F401
from tensorlint.models.where import operators_key

MODELS = Path(__file__).parent.parent / "tensorlint" / "models"
INDEX = MODELS / "index.py"
PACKAGE = "tensorlint.models."
WIDTH = 108
HEAD = '''"""Which module of models declares which names.

Written by `python -m tools.index_models`, which a test asks for where the table is behind.
"""

TABLE = """\\
'''
BY_ANNOTATION = {"COERCERS"}
"""Tables that need no entry: who uses such a key imports the module that it comes from."""
OF_LOADING = {"_met", "LIBRARIES"}


class Tables:
    """All tables (dicts, sets, lists) at the top of the model modules, and what is new in them."""

    def __init__(self) -> None:
        self.seen: dict[int, dict[Any, Any]] = {}
        self.declared: dict[str, dict[str, None]] = {}
        self.eager: set[str] = set()
        self.twice: list[str] = []

    def after(self, name: str) -> None:
        """Note what a module that has just been run has added to the tables of others."""
        declared: dict[str, None] = {}
        for table, owner, content in list(_tables()):
            old = self.seen.get(id(content))
            new = _state(content)
            self.seen[id(content)] = new
            if old is None or owner == name or table in BY_ANNOTATION:
                continue
            for key, held in new.items():
                if key in old and old[key] == held:
                    continue
                if key in old and owner == "registry":
                    self.twice.append(f"{key} in {name}")
                if table == "OPERATORS":
                    declared[operators_key(key)] = None
                elif isinstance(key, str) and (owner == "registry" or "." in key):
                    declared[key] = None
                else:
                    self.eager.add(name)
        if declared or name in self.eager:
            self.declared[name] = declared


def _state(content: Any) -> dict[Any, Any]:
    """What a table holds, as keys and marks of what stands under them."""
    if isinstance(content, dict):
        return {key: (id(held), len(held) if isinstance(held, list) else 0) for key, held in content.items()}
    if isinstance(content, set):
        return dict.fromkeys(content)
    return dict.fromkeys(range(len(content)))


def _tables() -> Iterator[tuple[str, str, Any]]:
    """The name, the module and the content of each table, once."""
    met: set[int] = set()
    modules = [(name, module) for name, module in sys.modules.items() if name.startswith(PACKAGE)]
    for module_name, module in sorted(modules, key=lambda pair: pair[0] != f"{PACKAGE}registry"):
        for name, content in list(vars(module).items()):
            if name.startswith("__") or name in OF_LOADING or id(content) in met:
                continue
            if isinstance(content, dict | list | set):
                met.add(id(content))
                yield name, module_name.removeprefix(PACKAGE), content


def declarations() -> Tables:
    """What each module declares, found by importing them all with an eye on the tables."""
    tables = Tables()
    tables.after("")
    run = SourceFileLoader.exec_module

    def exec_module(self: SourceFileLoader, module: ModuleType) -> None:
        run(self, module)
        if module.__name__.startswith(PACKAGE):
            tables.after(module.__name__.removeprefix(PACKAGE))

    SourceFileLoader.exec_module = exec_module  # type: ignore[method-assign, assignment]
    try:
        for library in registry.LIBRARIES:
            registry.load(library)
    finally:
        SourceFileLoader.exec_module = run  # type: ignore[method-assign]
    return tables


def text_of(tables: Tables) -> str:
    """The text of `index.py`."""
    lines = []
    for module, declared in sorted(tables.declared.items()):
        lines.append(f"# {module}" + (" eager" if module in tables.eager else ""))
        groups: dict[str, list[str]] = {}
        for key in declared:
            owner, dot, name = key.rpartition(".")
            groups.setdefault(owner + dot or "*", []).append(name)
        for prefix, names in sorted(groups.items()):
            lines += textwrap.wrap(
                " ".join(sorted(names)),
                WIDTH,
                initial_indent=f"{prefix} ",
                subsequent_indent=f"{prefix} ",
                break_long_words=False,
                break_on_hyphens=False,
            )
    return HEAD + "\n".join(lines) + '\n"""\n'


def main() -> int:
    """Write the table, or check it."""
    registry.use_no_index()
    text = text_of(declarations())
    if "--check" not in sys.argv:
        INDEX.write_text(text, encoding="utf-8")
        return 0
    if INDEX.read_text(encoding="utf-8") == text:
        return 0
    print("tensorlint/models/index.py is behind: run `python -m tools.index_models`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
