"""Statements: blocks, assignments, branches, definitions, and what ends a path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import libcst as cst

from tensorlint.interpreter.conditions import truth_of
from tensorlint.interpreter.decorators import decorated
from tensorlint.interpreter.dispatch import STATEMENTS, evaluate, execute, executes
from tensorlint.interpreter.doubts import believe, doubt
from tensorlint.interpreter.exceptions import AbstractRaise, kind_of
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.functions import leave_function, make_function
from tensorlint.interpreter.names import load_name, rebind, scope_of, store_name
from tensorlint.interpreter.narrowing import narrow
from tensorlint.interpreter.nodes import children
from tensorlint.interpreter.operations import BINARY
from tensorlint.interpreter.store import Paths, wrote
from tensorlint.interpreter.targets import assign, delete
from tensorlint.models import operators, python_operators
from tensorlint.models.registry import Refusal
from tensorlint.shapes import shape_text, size_text
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Class,
    Instance,
    Integer,
    Library,
    Object,
    Tuple,
    Union,
    Unknown,
    Value,
    union,
)


def run_block(frame: Frame, node: cst.BaseSuite) -> bool:
    """Run a suite; whether control falls through it."""
    return run_statements(frame, node.body)


def run_statements(frame: Frame, body: Sequence[cst.CSTNode]) -> bool:
    """Run statements in order until one does not fall through."""
    step = frame.machine.step
    for statement in body:
        step()
        function = STATEMENTS.get(type(statement))
        if function is not None and not function(frame, statement):
            return False
    return True


@executes(cst.IndentedBlock, cst.SimpleStatementSuite)
def block(frame: Frame, node: cst.BaseSuite) -> bool:
    return run_statements(frame, node.body)


@executes(cst.SimpleStatementLine)
def simple_line(frame: Frame, node: cst.SimpleStatementLine) -> bool:
    frame.line = node
    for statement in node.body:
        function = STATEMENTS.get(type(statement))
        if function is not None and not function(frame, statement):
            return False
    return True


@executes(cst.Expr)
def expression_statement(frame: Frame, node: cst.Expr) -> bool:
    evaluate(frame, node.value)
    return True


@executes(cst.Pass)
def pass_statement(frame: Frame, node: cst.Pass) -> bool:
    return True


@executes(cst.Assign)
def assignment(frame: Frame, node: cst.Assign) -> bool:
    value = evaluate(frame, node.value)
    for target in node.targets:
        assign(frame, target.target, value, node.value)
    return True


@executes(cst.AnnAssign)
def annotated_assignment(frame: Frame, node: cst.AnnAssign) -> bool:
    if node.value is not None:
        value = evaluate(frame, node.value)
        assign(frame, node.target, value, node.value, node.annotation.annotation)
    return True


@executes(cst.AugAssign)
def augmented_assignment(frame: Frame, node: cst.AugAssign) -> bool:
    operator = _augmented_operator(node.operator)
    target = node.target
    current = evaluate(frame, target)
    value = evaluate(frame, node.value)
    try:
        result = _in_place(frame, node, operator, current, value)
    except Refusal as refusal:
        nodes = {"target": target, "value": node.value, "left": target, "right": node.value}
        texts = frame.machine.texts(**nodes)
        # The target keeps its shape whatever comes of it.
        kept = current if isinstance(current, Array) else UNKNOWN_VALUE
        result = frame.machine.refused(frame, node, refusal, texts, (current, value), kept)
    if isinstance(current, Array | Union):
        wrote(frame.machine.store, current)
        if isinstance(result, Array) and result.rank == 0:
            result = replace(result, memory=None)  # a number, not an array that others see
    assign(frame, target, result, node.value, augmented=True)
    if isinstance(target, cst.Subscript) and isinstance(target.value, cst.Name | cst.Attribute):
        from tensorlint.interpreter.subscripts import forget_contents

        holder = evaluate(frame, target.value)
        if isinstance(holder, Array):
            forget_contents(frame, target, holder)
    return True


def _augmented_operator(node: cst.CSTNode) -> str:
    name = type(node).__name__.removesuffix("Assign")
    kind = getattr(cst, name, None)
    return BINARY.get(kind, "") if kind is not None else ""


def _in_place(frame: Frame, node: cst.AugAssign, operator: str, current: Value, value: Value) -> Value:
    if isinstance(current, Union) or isinstance(value, Union):
        currents = current.alternatives if isinstance(current, Union) else (current,)
        values = value.alternatives if isinstance(value, Union) else (value,)
        currents = tuple([each for each in currents if each != NONE]) or currents
        results: list[Value] = []
        refusal: Refusal | None = None
        for each in currents:
            for other in values:
                try:
                    results.append(_in_place(frame, node, operator, each, other))
                except Refusal as error:
                    refusal = error
        if not results and refusal is not None:
            raise refusal
        return union(*results)
    if isinstance(current, Array):
        return frame.machine.stamped(operators.in_place(operator, current, value), frame, node)
    if isinstance(value, Array):
        from tensorlint.interpreter.operations import binary

        return binary(frame, node, operator, current, value, node.target, node.value)
    if isinstance(current, Instance | Object) or isinstance(value, Instance | Object):
        from tensorlint.interpreter.attributes import attribute
        from tensorlint.interpreter.operations import SPECIAL_METHODS, binary
        from tensorlint.values import Bound

        special = SPECIAL_METHODS.get(operator)
        if isinstance(current, Instance) and special is not None:
            method = attribute(frame, node, current, "__i" + special[0].removeprefix("__"))
            if isinstance(method, Bound):
                return frame.machine.call(frame, node, method, (value,))
        return binary(frame, node, operator, current, value, node.target, node.value)
    return python_operators.in_place(frame.machine.context(frame, node), operator, current, value)


@executes(cst.Del)
def del_statement(frame: Frame, node: cst.Del) -> bool:
    delete(frame, node.target)
    return True


@executes(cst.Return)
def return_statement(frame: Frame, node: cst.Return) -> bool:
    value = NONE if node.value is None else evaluate(frame, node.value)
    leave_function(frame, value)
    return False


@executes(cst.Global)
def global_statement(frame: Frame, node: cst.Global) -> bool:
    scope = frame.scope
    outer = {} if scope.outer is None else dict(scope.outer)
    for item in node.names:
        outer[item.name.value] = scope.module()
    scope.outer = outer
    return True


@executes(cst.Nonlocal)
def nonlocal_statement(frame: Frame, node: cst.Nonlocal) -> bool:
    scope = frame.scope
    outer = {} if scope.outer is None else dict(scope.outer)
    for item in node.names:
        parent = scope.parent
        while parent is not None and parent.kind != "module":
            if parent.kind == "function" and item.name.value in parent.cells:
                outer[item.name.value] = parent
                break
            parent = parent.parent
    scope.outer = outer
    return True


# -- branches


def fork(frame: Frame, *branches: Callable[[], bool]) -> bool:
    """Run each branch from the present state and join those that fall through."""
    machine = frame.machine
    paths = Paths(machine.store)
    depth = len(machine.store.births)
    frame.forks += 1
    unsure = frame.unsure
    may_leave = False
    for branch in branches:
        frame.unsure = unsure + 1
        try:
            falls = branch()
            may_leave = may_leave or not falls
        except AbstractRaise as error:
            del machine.store.births[depth:]
            machine.store.latest = machine.store.births[-1]
            machine.leave(frame, error)
            falls = False
            may_leave = may_leave or error.handler is not None
        may_leave = may_leave or frame.unsure > unsure + 1
        if falls:
            paths.save()
        else:
            _drop(frame, paths)
    alive = len(paths.saved)
    if alive == len(branches):
        # Where a branch left, what follows runs only under the condition of the others.
        frame.forks -= 1
    frame.unsure = unsure + may_leave
    return paths.join()


def _drop(frame: Frame, paths: Paths) -> None:
    """Undo a branch that left; a closure made in it may still look at this scope's names."""
    scope = frame.scope
    if not scope.captured or scope.kind != "function":
        paths.drop()
        return
    changes = [
        change for change in frame.machine.store.changes(paths.mark).values() if change.cells is scope.cells
    ]
    paths.drop()
    for change in changes:
        if isinstance(change.old, Value) and isinstance(change.new, Value):
            scope.cells[change.key] = union(change.old, change.new)


@executes(cst.If)
def if_statement(frame: Frame, node: cst.If) -> bool:
    test = evaluate(frame, node.test)
    known = truth_of(frame, node.test, test)
    if known:
        if not frame.forks and decided_by_shape(frame, node.test, True):
            frame.guards.append(node)
            try:
                return run_block(frame, node.body)
            finally:
                frame.guards.pop()
        return run_block(frame, node.body)
    if known is False:
        return _orelse(frame, node.orelse)

    returned = False

    def then() -> bool:
        nonlocal returned
        doubts = doubt(frame, node.test, test, True)
        narrow(frame, node.test, True)
        falls = run_block(frame, node.body)
        believe(frame, doubts)
        returned = not falls
        return falls

    def otherwise() -> bool:
        doubts = doubt(frame, node.test, test, False)
        narrow(frame, node.test, False)
        falls = _orelse(frame, node.orelse)
        if not returned:
            believe(frame, doubts)  # else what follows runs under the condition
        return falls

    return fork(frame, then, otherwise)


def _orelse(frame: Frame, node: cst.If | cst.Else | None) -> bool:
    if node is None:
        return True
    frame.machine.step()
    return if_statement(frame, node) if isinstance(node, cst.If) else run_block(frame, node.body)


# -- what ends a path


@executes(cst.Raise)
def raise_statement(frame: Frame, node: cst.Raise) -> bool:
    value: Value = UNKNOWN_VALUE
    if node.exc is not None:
        value = evaluate(frame, node.exc)
        if isinstance(node.exc, cst.Call) and isinstance(value, Unknown):
            called = evaluate(frame, node.exc.func)
            value = called if isinstance(called, Library | Class) else value
    handler = frame.machine.find_handler(kind_of(value))
    if handler is None and frame.guards and not frame.forks:
        _failing_guard(frame, node, frame.guards[-1].test)
    raise AbstractRaise(value, handler)


@executes(cst.Assert)
def assert_statement(frame: Frame, node: cst.Assert) -> bool:
    test = evaluate(frame, node.test)
    known = truth_of(frame, node.test, test)
    if known is False and decided_by_shape(frame, node.test, False):
        handler = frame.machine.find_handler("builtins.AssertionError")
        if handler is None and not frame.forks:
            _failing_guard(frame, node, node.test)
        raise AbstractRaise(Library("builtins.AssertionError"), handler)
    if known is False and isinstance(node.test, cst.Name | cst.Integer):
        # `assert False`: nobody is meant to come here.
        raise AbstractRaise(
            Library("builtins.AssertionError"), frame.machine.find_handler("builtins.AssertionError")
        )
    if known is None:
        narrow(frame, node.test, True)
    return True


def _failing_guard(frame: Frame, node: cst.CSTNode, test: cst.BaseExpression) -> None:
    text = frame.machine.code(test)
    what = "this assertion always fails" if isinstance(node, cst.Assert) else f"always raises: {text}"
    facts = ", ".join(_facts(frame, test))
    known = f" ({facts})" if facts else ""
    frame.machine.report(frame, node, "TSL613", f"{what}{known}")


def _facts(frame: Frame, node: cst.BaseExpression) -> list[str]:
    """What is known of the sizes that a condition compares."""
    if not isinstance(node, cst.Comparison):
        return []
    facts: list[str] = []
    for part in (node.left, *[target.comparator for target in node.comparisons]):
        if isinstance(part, cst.Integer):
            continue
        value = evaluate(frame, part)
        text = sizes_text(value)
        if text and text != frame.machine.code(part):
            facts.append(f"{frame.machine.code(part)} is {text}")
    return facts


def sizes_text(value: Value) -> str:
    """A size, or a tuple of sizes, as text; "" for anything else."""
    if isinstance(value, Integer):
        return size_text(value.size)
    if isinstance(value, Tuple) and all(isinstance(item, Integer) for item in value.items):
        return shape_text([item.size for item in value.items if isinstance(item, Integer)])
    return ""


def decided_by_shape(frame: Frame, node: cst.BaseExpression, outcome: bool) -> bool:
    """Whether it is a shape, a rank or a length that makes the condition come out as it does."""
    if isinstance(node, cst.BooleanOperation):
        needs_all = isinstance(node.operator, cst.And) is outcome
        for part in (node.left, node.right):
            if decided_by_shape(frame, part, outcome):
                known = truth_of(frame, part, evaluate(frame, part))
                if needs_all or known is outcome:
                    return True
        return False
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not):
        return decided_by_shape(frame, node.expression, not outcome)
    return isinstance(node, cst.Comparison) and mentions_shape(frame, node)


def mentions_shape(frame: Frame, node: cst.CSTNode) -> bool:
    """Whether a condition is about a shape, a rank or a length: reads one, or a name that holds one."""
    if isinstance(node, cst.Name):
        value = load_name(frame, node.value)
        return isinstance(value, Integer) and bool(value.parts)
    if isinstance(node, cst.Attribute) and node.attr.value in ("shape", "ndim", "size"):
        return True
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "len":
        return load_name(frame, "len") == Library("builtins.len")
    return any(mentions_shape(frame, child) for child in children(node))


# -- definitions


@executes(cst.FunctionDef)
def function_definition(frame: Frame, node: cst.FunctionDef) -> bool:
    function = make_function(frame, node.name.value, node)
    if frame.scope.kind == "class":
        function.owner = frame.owner
    frame.machine.functions.append((frame, function))
    value = decorated(frame, node.decorators, function)
    store_name(frame, node.name.value, value)
    return True


@executes(cst.TypeAlias)
def type_alias(frame: Frame, node: cst.TypeAlias) -> bool:
    store_name(frame, node.name.value, UNKNOWN_VALUE)
    return True


__all__ = ["execute", "fork", "rebind", "run_block", "scope_of"]
