"""One root file from its first statement to the functions that nothing called."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import libcst as cst

from tensorlint.findings import Analysis
from tensorlint.interpreter.attributes import SYMBOLIC, class_attribute
from tensorlint.interpreter.exceptions import AbstractRaise, BudgetExceeded
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.functions import MAXIMUM_DEPTH, symbolic_arguments
from tensorlint.interpreter.functions import run as run_function
from tensorlint.interpreter.instances import initialise
from tensorlint.interpreter.machine import Machine
from tensorlint.interpreter.statements import run_statements
from tensorlint.interpreter.store import forget
from tensorlint.interpreter.survey import Survey, survey
from tensorlint.values import (
    UNKNOWN_VALUE,
    Cells,
    Class,
    Dict,
    Function,
    Instance,
    List,
    Module,
    Object,
    SetValue,
    String,
)

if TYPE_CHECKING:
    from tensorlint.engine import Project
    from tensorlint.source import Source

for _room in (
    "operations",
    "conditions",
    "expressions",
    "calls",
    "subscripts",
    "statements",
    "instances",
    "loops",
    "comprehensions",
    "handlers",
    "imports",
):
    importlib.import_module(f"tensorlint.interpreter.{_room}")
importlib.import_module("tensorlint.interpreter.patterns")

STEPS_PER_STATEMENT = 30
MINIMUM_STEPS = 30_000
FUNCTION_STEPS = 6_000
SPARE_STEPS = 1_500
SYMBOLIC_DEPTH = 4
"""How deep the calls of what nothing calls are followed: each level multiplies, and little is known there."""


def run(source: Source, project: Project, collect_shapes: bool = False) -> Analysis:
    """Interpret a root file: its module, then each function and class that nothing called."""
    return interpret(Machine(source, project, collect_shapes))


def interpret(machine: Machine) -> Analysis:
    """Run a machine over its root file."""
    from tensorlint.checks import load_checks

    load_checks()
    tree = machine.root.module
    found = survey(tree)
    machine.budget = MINIMUM_STEPS + STEPS_PER_STATEMENT * found.statements
    module = machine.module
    module.cells["__name__"] = String("__main__")
    module.cells["__file__"] = String()
    module.cells["__doc__"] = String()
    # What this file changes in the modules that it imports is undone behind it.
    machine.store.mark()
    try:
        _interpret(machine, tree, found)
    finally:
        machine.store.rollback(0)
        machine.store.release()
    machine.add_doubts()
    return machine.analysis


def _interpret(machine: Machine, tree: cst.Module, found: Survey) -> None:
    source = machine.root
    frame = Frame(machine, machine.scope)
    _contained(machine, frame, tree, lambda: run_statements(frame, tree.body))
    _weaken_globals(machine, machine.module, found)
    _uncalled(machine, source, found)


def _contained(machine: Machine, frame: Frame, node: cst.CSTNode, work: Callable[[], Any]) -> None:
    """Do a part of the work; what ends it early does not end the rest."""
    state = machine.running()
    cut = False
    try:
        with suppress(AbstractRaise):
            work()
    except (BudgetExceeded, RecursionError):
        cut = True
    machine.return_to(state, keep=not cut)
    machine.tentative = None
    if cut:
        what = f"{node.name.value}()" if isinstance(node, cst.FunctionDef | cst.ClassDef) else "this file"
        message = f"the analysis of {what} took too long and was cut: facts after that are unknown"
        place: cst.CSTNode = (
            node.name if isinstance(node, cst.FunctionDef | cst.ClassDef) else tree_start(node)
        )
        machine.report(frame, place, "TSL902", message, "warning")


def tree_start(node: cst.CSTNode) -> cst.CSTNode:
    """The first statement of a module."""
    return node.body[0] if isinstance(node, cst.Module) and node.body else node


def _weaken_globals(machine: Machine, module: Module, found: Survey) -> None:
    """What functions may change behind the module's back is unknown to the functions left over."""
    for name in found.rebound_globals:
        if name in module.cells:
            module.cells[name] = UNKNOWN_VALUE
    for name in found.mutated_globals:
        value = module.cells.get(name)
        if isinstance(value, List | Dict | SetValue | Object):
            forget(machine.store, value, 2)


def _uncalled(machine: Machine, source: Source, found: Survey) -> None:
    machine.spare = SPARE_STEPS + found.statements // 2
    done = 0
    while done < len(machine.functions):
        frame, function = machine.functions[done]
        done += 1
        if frame.source is not source or function.node in machine.interpreted:
            continue
        if function.owner is not None and frame.scope.kind == "class":
            continue
        _run_symbolic(machine, frame, function, None)
    for origin, cls in list(machine.classes):
        if origin is source:
            _run_class(machine, source, cls, found)
    while done < len(machine.functions):
        frame, function = machine.functions[done]
        done += 1
        if frame.source is source and function.node not in machine.interpreted:
            _run_symbolic(machine, frame, function, None)


def _run_symbolic(machine: Machine, frame: Frame, function: Function, receiver: Any) -> None:
    machine.interpreted.add(function.node)
    machine.budget = machine.steps + FUNCTION_STEPS
    outer = Frame(machine, frame.scope, None, None)
    outer.owner = frame.owner

    def work() -> None:
        store = machine.store
        mark = store.mark()
        machine.depth = MAXIMUM_DEPTH - SYMBOLIC_DEPTH
        try:
            run_function(outer, None, function, symbolic_arguments(outer, function, receiver))
        finally:
            store.rollback(mark)
            store.release()

    _contained(machine, outer, function.node, work)


def _run_class(machine: Machine, source: Source, cls: Class, found: Survey) -> None:
    """One instance with unknown arguments, then each method that nothing called."""
    methods = [
        (name, value)
        for name, value in list(cls.cells.items())
        if isinstance(value, Function) and value.node not in machine.interpreted
    ]
    if not methods:
        return
    frame = Frame(machine, machine.scope)
    instance: Instance | None = None

    def make() -> None:
        nonlocal instance
        machine.depth = MAXIMUM_DEPTH - SYMBOLIC_DEPTH
        made = Instance(cls, Cells())
        instance = made
        initialiser = class_attribute(frame, cls, "__init__")
        if isinstance(initialiser, Function):
            machine.interpreted.add(initialiser.node)
            arguments = symbolic_arguments(frame, initialiser, made)
            run_function(frame, None, initialiser, arguments)
        elif any(each.kind == "dataclass" for each in cls.mro()):
            from tensorlint.interpreter.calls import Arguments

            initialise(frame, machine.no_node, made, Arguments((), {}, (), {}, complete=False))

    machine.budget = machine.steps + FUNCTION_STEPS
    _contained(machine, frame, cls.node or machine.no_node, make)
    if instance is None:
        instance = Instance(cls, Cells())
    _weaken(machine, instance, found)
    instance.payload = SYMBOLIC
    for _, method in methods:
        if method.node in machine.interpreted:
            continue
        receiver: Any = None if method.kind == "static" else cls if method.kind == "class" else instance
        _run_symbolic(machine, frame, method, receiver)


def _weaken(machine: Machine, instance: Instance, found: Survey) -> None:
    """Attributes that other methods may have assigned by now, or filled, are unknown."""
    assigned: set[str] = set()
    for each in instance.type.mro():
        if each.node is not None:
            assigned |= found.assigned_attributes.get(each.node, frozenset())
    for name, value in list(instance.cells.items()):
        if name in assigned or instance.type.kind == "dataclass":
            instance.cells[name] = UNKNOWN_VALUE
        elif isinstance(value, List | Dict | SetValue | Object):
            forget(machine.store, value, 2)
