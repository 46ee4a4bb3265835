"""Imports: files of the project are interpreted, everything else is a library by its dotted name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from tensorlint.interpreter.dispatch import also_executes, executes
from tensorlint.interpreter.exceptions import AbstractRaise, BudgetExceeded
from tensorlint.interpreter.frames import Frame, Scope
from tensorlint.interpreter.names import store_name
from tensorlint.models.registry import canonical
from tensorlint.source import SourceError
from tensorlint.values import UNKNOWN_VALUE, Boolean, Cells, Library, Module, String, Value

if TYPE_CHECKING:
    from tensorlint.interpreter.machine import Machine
    from tensorlint.source import Source

_IGNORED = {"__future__"}
MAXIMUM_MODULE_DEPTH = 40


def dotted(node: cst.BaseExpression | None) -> str:
    """`a.b.c` as text."""
    if isinstance(node, cst.Attribute):
        return f"{dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


@executes(cst.Import)
def import_statement(frame: Frame, node: cst.Import) -> bool:
    for alias in node.names:
        name = dotted(alias.name)
        if alias.asname is not None:
            bound = alias.asname.name
            if isinstance(bound, cst.Name):
                store_name(frame, bound.value, import_module(frame, name, whole=True))
        else:
            store_name(frame, name.partition(".")[0], import_module(frame, name, whole=False))
    return True


def import_module(frame: Frame, name: str, whole: bool) -> Value:
    """The module of `import name`; with `whole` the last part of the name, else the first."""
    machine = frame.machine
    parts = name.split(".")
    source = machine.project.resolve(frame.source, parts[0], 0)
    if source is None:
        return Library(canonical(name if whole else parts[0]))
    top: Value = load(machine, source, parts[0], frame)
    current = top
    for index in range(1, len(parts)):
        dotted_name = ".".join(parts[: index + 1])
        inner = machine.project.resolve(frame.source, dotted_name, 0)
        if inner is None:
            return top if not whole else UNKNOWN_VALUE
        module = load(machine, inner, dotted_name, frame)
        if isinstance(current, Module) and parts[index] not in current.cells:
            machine.store.write(current.cells, parts[index], module)
        current = module
    return current if whole else top


@executes(cst.ImportFrom)
def import_from(frame: Frame, node: cst.ImportFrom) -> bool:
    machine = frame.machine
    name = dotted(node.module) if node.module is not None else ""
    level = len(node.relative)
    if name in _IGNORED:
        return True
    source = machine.project.resolve(frame.source, name or None, level)
    if isinstance(node.names, cst.ImportStar):
        _import_star(frame, source, name)
        return True
    module = None if source is None else load(machine, source, name, frame)
    for alias in node.names:
        imported = dotted(alias.name)
        bound = imported
        if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
            bound = alias.asname.name.value
        store_name(frame, bound, _imported(frame, module, name, level, imported))
    return True


def _imported(frame: Frame, module: Value | None, name: str, level: int, imported: str) -> Value:
    machine = frame.machine
    if isinstance(module, Module) and imported in module.cells:
        return module.cells[imported]  # type: ignore[no-any-return]
    inner = machine.project.resolve(frame.source, name or None, level, imported)
    if inner is not None and (
        not isinstance(module, Module) or machine.world.modules.get(str(inner.real_path)) is not module
    ):
        return load(machine, inner, imported, frame)
    if isinstance(module, Module):
        from tensorlint.interpreter.attributes import of_module

        return of_module(frame, module, imported)
    if level:
        return UNKNOWN_VALUE
    if (name, imported) == ("typing", "TYPE_CHECKING"):
        return Boolean(False)
    from tensorlint.interpreter.attributes import library_attribute

    return library_attribute(canonical(name), imported)


def _import_star(frame: Frame, source: Source | None, name: str) -> None:
    machine = frame.machine
    cells = frame.scope.cells
    if source is None:
        machine.store.write(cells, "*", (*(cells.get("*") or ()), canonical(name)))
        return
    module = load(machine, source, name, frame)
    if not isinstance(module, Module):
        return
    public = module.cells.get("__all__")
    from tensorlint.values import List, Tuple

    wanted: set[str] | None = None
    if isinstance(public, List | Tuple) and public.items is not None:
        wanted = {item.value for item in public.items if isinstance(item, String) and item.value}
    for key, value in list(module.cells.items()):
        if not isinstance(key, str) or key == "*":
            continue
        if key in wanted if wanted is not None else not key.startswith("_"):
            machine.store.write(cells, key, value)
    inherited = module.cells.get("*") or ()
    if inherited:
        machine.store.write(cells, "*", (*(cells.get("*") or ()), *inherited))


def submodule(frame: Frame, module: Module, name: str) -> Value | None:
    """`package.name` where `name` is a module that was imported somewhere."""
    world = frame.machine.world
    path = world.paths.get(module)
    if path is None or not path.endswith("__init__.py"):
        return None
    folder = path[: -len("__init__.py")]
    for candidate in (f"{folder}{name}.py", f"{folder}{name}/__init__.py"):
        if candidate in world.modules:
            return world.modules[candidate]
    return None


def load(machine: Machine, source: Source, name: str, frame: Frame) -> Value:
    """The module of a project file, interpreted when it is first imported."""
    world = machine.world
    path = str(source.real_path)
    known = world.modules.get(path)
    if known is not None:
        return known
    module = Module(name, Cells())
    world.modules[path] = module
    world.paths[module] = path
    if machine.module_depth >= MAXIMUM_MODULE_DEPTH:
        return module
    try:
        tree = source.module
        world.characters += len(source.text)
    except SourceError:
        return UNKNOWN_VALUE
    run_module(machine, source, tree, module, name)
    return module


def run_module(machine: Machine, source: Source, tree: cst.Module, module: Module, name: str) -> None:
    """Interpret the statements of an imported module; what is wrong there is reported there."""
    from tensorlint.interpreter.program import MINIMUM_STEPS, STEPS_PER_STATEMENT
    from tensorlint.interpreter.statements import run_statements

    # An import is no part of the branch, the call or the budget that it stands in.
    outer = machine.suspend(MINIMUM_STEPS + STEPS_PER_STATEMENT * len(tree.body))
    machine.silent += 1
    machine.module_depth += 1
    scope = Scope("module", None, source, module.cells)
    machine.world.scopes[str(source.real_path)] = scope
    module.cells["__name__"] = String(name)
    module.cells["__file__"] = String()
    try:
        run_statements(Frame(machine, scope), tree.body)
    except (AbstractRaise, BudgetExceeded):
        pass
    finally:
        machine.module_depth -= 1
        machine.silent -= 1
        machine.resume(outer)


# `lazy import a` binds the same module, only later.
also_executes("LazyImport", cst.Import)
also_executes("LazyImportFrom", cst.ImportFrom)
