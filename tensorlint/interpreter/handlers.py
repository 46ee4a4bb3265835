"""`try` and `with`: who catches what, and in which state the handler begins."""

from __future__ import annotations

import libcst as cst

from tensorlint.interpreter.attributes import attribute
from tensorlint.interpreter.calls import expects_exception
from tensorlint.interpreter.dispatch import evaluate, executes
from tensorlint.interpreter.doubts import doubt
from tensorlint.interpreter.exceptions import AbstractRaise, Handler, names_of
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.names import load_name, store_name
from tensorlint.interpreter.statements import fork, run_block
from tensorlint.interpreter.store import MISSING, Change, Changes, Paths, is_container, join_cell
from tensorlint.interpreter.targets import assign
from tensorlint.models.registry import lookup
from tensorlint.shapes.sizes import Symbol
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Bound,
    Class,
    Function,
    Instance,
    Integer,
    Library,
    Object,
    Series,
    Tuple,
    Value,
)


@executes(cst.Try, cst.TryStar)
def try_statement(frame: Frame, node: cst.Try | cst.TryStar) -> bool:
    falls = run_block(frame, node.body) if not node.handlers else _guarded(frame, node)
    if node.finalbody is not None:
        done = run_block(frame, node.finalbody.body)
        falls = falls and done
    return falls


def _guarded(frame: Frame, node: cst.Try | cst.TryStar) -> bool:
    machine = frame.machine
    store = machine.store
    paths = Paths(store)
    depth = len(store.births)
    names = []
    everything = False
    for clause in node.handlers:
        kind = None if clause.type is None else evaluate(frame, clause.type)
        found = names_of(kind)
        if found is None:
            everything = True
        else:
            names.extend(found)
    handler = Handler(None if everything else names, paths.mark)
    machine.handlers.append(handler)
    level = len(machine.handlers)
    raised: AbstractRaise | None = None
    falls = False
    loops = len(frame.loops)
    try:
        falls = run_block(frame, node.body)
    except AbstractRaise as error:
        del store.births[depth:]
        store.latest = store.births[-1]
        del frame.loops[loops:]
        if error.handler is not handler:
            machine.leave(frame, error)
        else:
            raised = error
    finally:
        del machine.handlers[level - 1 :]
    harmless = falls and not handler.pending and _is_a_known_length(frame, node.body)
    states: list[Changes] = [changes for changes, _ in handler.pending]
    if raised is not None:
        states.append(store.changes(paths.mark))
    elif not states:
        # Nothing is known to raise, but anything may: the handler sees any state in between.
        states.append(_any_state(frame, paths.mark))
    if falls:
        if node.orelse is not None:
            falls = run_block(frame, node.orelse.body)
        if falls:
            paths.save()
        else:
            paths.drop()
    else:
        paths.drop()
    if harmless:
        return paths.join()
    # The handlers run only if something has raised, and what follows only if nothing has left.
    frame.forks += 1
    unsure, exits = frame.unsure, len(frame.exits)
    frame.unsure += raised is None
    proved = raised is not None or bool(handler.pending)
    _run_handlers(frame, node, paths, states, proved)
    if len(paths.saved) > len(node.handlers):
        frame.forks -= 1
    returned = len(frame.exits) > exits
    frame.unsure = unsure + returned
    goes_on = paths.join()
    if goes_on and returned and len(paths.saved) == 1:
        _doubt_what_was_tried(frame, node.body)
    return goes_on


def _doubt_what_was_tried(frame: Frame, body: cst.BaseSuite) -> None:
    """Behind a call that might have failed, and would have ended the function: it has accepted its arguments.

    Where the project's own function raises is not always known, nor what it asks of their shapes.
    """
    for line in body.body:
        for statement in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(statement, cst.Assign | cst.Expr) and isinstance(statement.value, cst.Call):
                doubt(frame, statement.value, UNKNOWN_VALUE, True)


def _is_a_known_length(frame: Frame, body: cst.BaseSuite) -> bool:
    """Whether all that was tried is `n = len(x)` and came out, so that no handler is entered."""
    lines = body.body
    if len(lines) != 1 or not isinstance(lines[0], cst.SimpleStatementLine) or len(lines[0].body) != 1:
        return False
    tried = lines[0].body[0]
    if not isinstance(tried, cst.Assign) or not isinstance(tried.value, cst.Call):
        return False
    target, function = tried.targets[0].target, tried.value.func
    if not isinstance(target, cst.Name) or not isinstance(function, cst.Name):
        return False
    if load_name(frame, function.value) != Library("builtins.len"):
        return False
    length = load_name(frame, target.value)
    return isinstance(length, Integer) and isinstance(length.size, int)


def _any_state(frame: Frame, mark: int) -> Changes:
    """Every cell as it was at some moment since the mark."""
    store = frame.machine.store
    final = store.changes(mark)
    seen: dict[tuple[int, object], list[object]] = {}
    for cells, key, old in store.journal[mark:]:
        seen.setdefault((id(cells), key), []).append(old)
    result: Changes = {}
    for place, change in final.items():
        if isinstance(change.cells, Symbol) or is_container(change):
            result[place] = change
            continue
        values = [*seen.get(place, []), change.new]
        if change.old is MISSING:
            values = [value for value in values if value is not MISSING]
        result[place] = Change(change.cells, change.key, change.old, join_cell(values))
    return result


def _run_handlers(
    frame: Frame, node: cst.Try | cst.TryStar, paths: Paths, states: list[Changes], proved: bool
) -> None:
    from tensorlint.interpreter.store import apply_joined

    store = frame.machine.store
    for clause in node.handlers:
        depth = len(store.births)
        apply_joined(store, states)
        try:
            if clause.name is not None and isinstance(clause.name.name, cst.Name):
                store_name(frame, clause.name.name.value, UNKNOWN_VALUE)
            falls = run_block(frame, clause.body)
        except AbstractRaise as error:
            del store.births[depth:]
            store.latest = store.births[-1]
            frame.machine.leave(frame, error)
            falls = False
        if falls:
            paths.save()
        else:
            paths.drop()


_SUPPRESSORS = {
    "contextlib.suppress",
    "pytest.raises",
    "unittest.TestCase.assertRaises",
    "numpy.testing.assert_raises",
}


@executes(cst.With)
def with_statement(frame: Frame, node: cst.With) -> bool:
    return _with_items(frame, node, 0)


def _with_items(frame: Frame, node: cst.With, index: int) -> bool:
    if index == len(node.items):
        return run_block(frame, node.body)
    item = node.items[index]
    caught = _suppressed(frame, item.item)
    if caught is not None:
        return _suppressing(frame, node, index, caught)
    frame.line = None
    manager = evaluate(frame, item.item)
    entered = enter(frame, item.item, manager)
    if item.asname is not None:
        assign(frame, item.asname.name, entered, item.item)
    swallows = _may_swallow(frame, manager)
    if swallows:
        return _suppressing(frame, node, index, None, evaluated=True)
    falls = _with_items(frame, node, index + 1)
    if falls:
        _leave(frame, item.item, manager)
    return falls


def _suppressed(frame: Frame, node: cst.BaseExpression) -> list[str] | None:
    """The exceptions that a `suppress(...)` or `raises(...)` manager catches; None for others."""
    if not isinstance(node, cst.Call):
        return None
    function = evaluate(frame, node.func)
    path = function.path if isinstance(function, Library) else ""
    is_test = expects_exception(node.func)
    if path not in _SUPPRESSORS and not is_test:
        return None
    if path != "contextlib.suppress":
        return ["*"]
    kinds = [evaluate(frame, argument.value) for argument in node.args if argument.keyword is None]
    names = names_of(Tuple(tuple(kinds)))
    return ["*"] if names is None or not names else [each for each in names if isinstance(each, str)] or ["*"]


def _suppressing(
    frame: Frame, node: cst.With, index: int, caught: list[str] | None, evaluated: bool = False
) -> bool:
    """Run the body where some exceptions end it quietly."""
    machine = frame.machine
    store = machine.store
    paths = Paths(store)
    depth = len(store.births)
    names: list[str | Class] | None = None if caught is None or "*" in caught else [*caught]
    handler = Handler(names, paths.mark, tested=caught is not None and names is None)
    machine.handlers.append(handler)
    level = len(machine.handlers)
    if not evaluated and node.items[index].asname is not None:
        assign(frame, node.items[index].asname.name, UNKNOWN_VALUE, node.items[index].item)  # type: ignore[union-attr]
    try:
        falls = _with_items(frame, node, index + 1)
    except AbstractRaise as error:
        del store.births[depth:]
        store.latest = store.births[-1]
        if error.handler is not handler:
            machine.leave(frame, error)
            falls = False
        else:
            falls = True
    finally:
        del machine.handlers[level - 1 :]
    if falls:
        paths.save()
    else:
        paths.drop()
    for changes, _ in handler.pending:
        paths.add(changes)
    if not falls and not handler.pending:
        return paths.join()
    return paths.join()


def enter(frame: Frame, node: cst.CSTNode, manager: Value) -> Value:
    """What `as` binds."""
    if isinstance(manager, Instance):
        method = attribute(frame, node, manager, "__enter__")
        if not isinstance(method, Bound):
            method = attribute(frame, node, manager, "__aenter__")
        return frame.machine.call(frame, node, method, ()) if isinstance(method, Bound) else UNKNOWN_VALUE
    if isinstance(manager, Object):
        if manager.path == "contextlib.manager":
            return _entered_generator(frame, node, manager)
        if lookup(f"{manager.path}.__enter__") is not None:
            method = attribute(frame, node, manager, "__enter__")
            return frame.machine.call(frame, node, method, ())
        return manager
    if isinstance(manager, Array):
        return manager
    return UNKNOWN_VALUE


def _entered_generator(frame: Frame, node: cst.CSTNode, manager: Object) -> Value:
    from tensorlint.interpreter.functions import call_function

    function, arguments = manager.cells["function"], manager.cells["arguments"]
    assert isinstance(function, Function)
    result = call_function(frame, node, function, arguments)
    return result.element if isinstance(result, Series) else UNKNOWN_VALUE


def _may_swallow(frame: Frame, manager: Value) -> bool:
    """Whether leaving the manager may end an exception: a project class with its own `__exit__`."""
    if isinstance(manager, Instance):
        return isinstance(attribute(frame, frame.machine.no_node, manager, "__exit__"), Bound)
    return isinstance(manager, Object) and manager.path == "contextlib.manager"


def _leave(frame: Frame, node: cst.CSTNode, manager: Value) -> None:
    if isinstance(manager, Instance):
        method = attribute(frame, node, manager, "__exit__")
        if isinstance(method, Bound):
            frame.machine.call(frame, node, method, (NONE, NONE, NONE))


__all__ = ["fork"]
