"""Batch loops written by hand: `for i in range(0, n, size): batch = x[i : i + size]`."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from tensorlint.checks.events import BatchLoop
from tensorlint.interpreter.dispatch import evaluate
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.names import load_name, looked_up
from tensorlint.interpreter.nodes import children
from tensorlint.models.operators import method_path
from tensorlint.models.registry import Refusal
from tensorlint.shapes import Shape, Size
from tensorlint.shapes.axes import Part, counted
from tensorlint.shapes.sizes import modulo, subtract
from tensorlint.values import Array, Float, Function, Instance, Integer, Library, Object, Series, Value


def loop_variable(frame: Frame, node: cst.For, series: Series | None) -> str | None:
    """The variable of a loop over `range(start, stop, step)` that slices batches; None for other loops."""
    if series is None or series.kind != "range" or not isinstance(node.target, cst.Name):
        return None
    call = node.iter
    if not isinstance(call, cst.Call) or len(call.args) != 3:
        return None
    name = node.target.value
    return name if _slices(frame, node.body, name, slice_ends(frame, node, name)) else None


def _slices(frame: Frame, node: cst.CSTNode, name: str, ends: frozenset[str]) -> bool:
    if isinstance(node, cst.Slice):
        return is_batch_slice(frame, node, name, ends)
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return False
    return any(_slices(frame, child, name, ends) for child in children(node))


def slice_ends(frame: Frame, node: cst.For, name: str) -> frozenset[str]:
    """The names that the loop's body gives to the ends of batches: `stop = start + size`."""
    body = node.body.body if isinstance(node.body, cst.IndentedBlock) else ()
    found: set[str] = set()
    for line in body:
        for small in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if isinstance(small, cst.Assign) and len(small.targets) == 1:
                target = small.targets[0].target
                if isinstance(target, cst.Name) and _is_end(frame, small.value, name):
                    found.add(target.value)
    return frozenset(found)


def refused_step(frame: Frame, node: cst.For) -> bool:
    """Whether range() refuses the step of a batch loop `for i in range(0, n, size): x[i : i + size]`.

    It is reported here, where it is known to be a batch size.
    """
    call = node.iter
    if not isinstance(call, cst.Call) or len(call.args) != 3 or not isinstance(node.target, cst.Name):
        return False
    step = call.args[2].value
    if not isinstance(step, cst.Name | cst.Attribute | cst.Integer | cst.Float):
        return False
    name = node.target.value
    if not _slices(frame, node.body, name, slice_ends(frame, node, name)):
        return False
    if evaluate(frame, call.func) != Library("builtins.range"):
        return False
    value = evaluate(frame, step)
    if isinstance(value, Float):
        said = "range() refuses the step {step}: a batch size that is a float; divide with //"
    elif isinstance(value, Integer) and value.size == 0:
        said = "range() refuses the step {step}: a batch size of 0, where a batch holds at least one sample"
    else:
        return False
    refusal = Refusal("TSL302", "TypeError" if isinstance(value, Float) else "ValueError", said)
    frame.machine.refused(frame, node.iter, refusal, frame.machine.texts(step=step), (value,))
    return True


def publish_chunks(frame: Frame, node: cst.For, series: Series | None) -> None:
    """Show a loop `for k in range(n // size): x[k * size : (k + 1) * size]` that never runs."""
    if (
        series is None
        or series.kind != "range"
        or series.length != 0
        or not isinstance(node.target, cst.Name)
    ):
        return
    size = _chunk_size(node.body, node.target.value)
    if size is None:
        return
    value = evaluate(frame, size)
    if isinstance(value, Integer):
        event = BatchLoop(0, value, 0, 0)
        frame.machine.publish(frame, node.iter, event, {})


def _chunk_size(node: cst.CSTNode, name: str) -> cst.BaseExpression | None:
    """The size in a slice `name * size : …`."""
    if isinstance(node, cst.Slice):
        lower = node.lower
        if isinstance(lower, cst.BinaryOperation) and isinstance(lower.operator, cst.Multiply):
            for side, other in ((lower.left, lower.right), (lower.right, lower.left)):
                if isinstance(side, cst.Name) and side.value == name:
                    return other
        return None
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return None
    for child in children(node):
        found = _chunk_size(child, name)
        if found is not None:
            return found
    return None


def is_batch_slice(frame: Frame, node: cst.BaseSlice, name: str, ends: frozenset[str]) -> bool:
    """Whether a slice is `name : name + …`, or ends at `min(name + …, …)` or a name for such an end."""
    if not isinstance(node, cst.Slice) or not isinstance(node.lower, cst.Name) or node.lower.value != name:
        return False
    upper = node.upper
    if isinstance(upper, cst.Name):
        return upper.value in ends
    return upper is None or _is_end(frame, upper, name)


def _is_end(frame: Frame, node: cst.BaseExpression, name: str) -> bool:
    """Whether an expression is `name + …` or `min(name + …, …)`."""
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name):
        smaller = evaluate(frame, node.func) == Library("builtins.min")
        return smaller and any(_is_sum(each.value, name) for each in node.args)
    return _is_sum(node, name)


def _is_sum(upper: cst.BaseExpression, name: str) -> bool:
    return (
        isinstance(upper, cst.BinaryOperation)
        and isinstance(upper.operator, cst.Add)
        and any(isinstance(side, cst.Name) and side.value == name for side in (upper.left, upper.right))
    )


def publish(frame: Frame, node: cst.For, series: Series) -> None:
    """Show a batch loop to the checks."""
    assert isinstance(node.iter, cst.Call)
    step = node.iter.args[2].value
    # A name is read again, since its value may say more than the size: that it is an option's default.
    held = evaluate(frame, step) if isinstance(step, cst.Name | cst.Attribute) else None
    value = held if isinstance(held, Integer) else Integer(series.step)
    event = BatchLoop(series.start, value, series.length, subtract(series.stop, series.start))
    event.updates = _updates(frame, node.body)
    nodes = {"step": step}
    event.texts = frame.machine.texts(**nodes)
    frame.machine.publish(frame, node.iter, event, nodes)
    if not frame.machine.silent and _yields(node.body):
        frame.machine.generated_loops.append((frame, node.iter, event, nodes))


def _yields(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Yield):
        return True
    if isinstance(node, cst.FunctionDef | cst.ClassDef | cst.Lambda):
        return False
    return any(_yields(child) for child in children(node))


def publish_generated(frame: Frame, node: cst.For, since: int) -> None:
    """Show the batch loops of the generators that this loop goes over, where its body updates parameters."""
    loops = frame.machine.generated_loops
    if len(loops) > since and _updates(frame, node.body):
        for inner, place, event, nodes in loops[since:]:
            event.updates = True
            frame.machine.publish(inner, place, event, nodes)


def _updates(frame: Frame, node: cst.CSTNode, calls: bool = True) -> bool:
    """Whether the body changes something in place, as a training step does: `w -= rate * gradient`.

    `calls`: functions that it calls by a name, and methods of a named object, are looked into.
    """
    if isinstance(node, cst.AugAssign):
        return isinstance(node.operator, cst.SubtractAssign) and not isinstance(node.value, cst.BaseNumber)
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return False
    if isinstance(node, cst.Assign) and len(node.targets) == 1:
        found = _descends(node.targets[0].target, node.value)
    else:
        found = isinstance(node, cst.Call) and _trains(frame, node, calls)
    return found or any(_updates(frame, child, calls) for child in children(node))


def _descends(target: cst.CSTNode, value: cst.BaseExpression) -> bool:
    """`w = w - rate * gradient`, `v = momentum * v - rate * gradient`."""
    if not isinstance(value, cst.BinaryOperation) or not isinstance(value.operator, cst.Subtract):
        return False
    return _holds(value.left, target) and not isinstance(value.right, cst.BaseNumber)


def _holds(node: cst.CSTNode, part: cst.CSTNode) -> bool:
    """Whether an expression is or holds another: `momentum * v` holds `v`."""
    return node.deep_equals(part) or any(_holds(child, part) for child in children(node))


def _scatters(frame: Frame, call: cst.Call) -> bool:
    """`np.subtract.at(weights, rows, …)`; `np.add.at(counts, rows, 1)` only counts."""
    function = looked_up(frame, call.func)
    counts = isinstance(call.args[-1].value, cst.BaseNumber) if call.args else True
    return function == Library("numpy.subtract.at") or (function == Library("numpy.add.at") and not counts)


def _trains(frame: Frame, call: cst.Call, calls: bool) -> bool:
    return _scatters(frame, call) or (calls and _called_updates(frame, call.func))


def _called_updates(frame: Frame, function: cst.BaseExpression) -> bool:
    """Whether a function or method is one that trains."""
    from tensorlint.interpreter.attributes import class_attribute

    called: object = None
    if isinstance(function, cst.Name):
        called = load_name(frame, function.value)
    elif isinstance(function, cst.Attribute) and isinstance(function.value, cst.Name):
        owner, name = load_name(frame, function.value.value), function.attr.value
        if isinstance(owner, Instance):
            called = class_attribute(frame, owner.type, name)
        elif isinstance(owner, Object):
            return name in _TRAINING and method_path(owner, name).startswith(_TRAINED)
    if not isinstance(called, Function) or not isinstance(called.node, cst.FunctionDef):
        return False
    return _updates(frame, called.node.body, calls=False)


_TRAINING = frozenset({"partial_fit", "train_on_batch"})
_TRAINED = ("sklearn.", "keras.", "tensorflow.")


def partial_size(series: Series) -> Size | None:
    """How many samples the last, shorter batch has; None where the last one is full or not known."""
    rest = modulo(subtract(series.stop, series.start), series.step)
    return rest if isinstance(rest, int) and rest else None


def mark_batch(frame: Frame, node: cst.Subscript, value: Value) -> Value:
    """The first axis of `x[i : i + size]` in a batch loop counts samples."""
    if not frame.batch_variables or not isinstance(value, Array) or not value.shape.axes or value.shape.open:
        return value
    first = node.slice[0].slice
    if not any(is_batch_slice(frame, first, name, ends) for name, ends in frame.batch_variables.items()):
        return value
    axis = value.shape.axes[0]
    if axis.parts == ():  # one sample is a batch too
        return replace(value, shape=Shape((counted(axis), *value.shape.axes[1:])))
    for part in axis.parts or ():
        _mark(part)
    return value


def _mark(part: Part) -> None:
    origin = part.origin
    if origin.parent is not None:
        origin.batch = True
