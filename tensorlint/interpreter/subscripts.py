"""`x[...]`: reads, writes and deletes through an index."""

from __future__ import annotations

import libcst as cst

from tensorlint.checks.events import Subscript
from tensorlint.interpreter.attributes import attribute
from tensorlint.interpreter.batches import mark_batch
from tensorlint.interpreter.dispatch import evaluate, evaluates
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.library_calls import call_model
from tensorlint.interpreter.store import wrote
from tensorlint.models import operators
from tensorlint.models.array_items import may_hold_items, rank_shown
from tensorlint.models.coercion import CONVERTERS
from tensorlint.models.python_subscripts import delete, store, subscript
from tensorlint.models.registry import NotCoercible, Refusal, lookup
from tensorlint.shapes import UNKNOWN
from tensorlint.shapes.arithmetic import Mismatch
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Bound,
    Class,
    Dict,
    Function,
    Instance,
    Integer,
    Library,
    List,
    Object,
    Series,
    Slice,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    union,
)

_MAXIMUM_COMBINATIONS = 16


def index_of(frame: Frame, node: cst.Subscript) -> Value:
    """The index of a subscript: one item, or a tuple of them."""
    items: list[Value] = []
    for element in node.slice:
        item = element.slice
        if isinstance(item, cst.Slice):
            bounds = [NONE if part is None else evaluate(frame, part) for part in (item.lower, item.upper)]
            step = NONE if item.step is None else evaluate(frame, item.step)
            items.append(Slice(bounds[0], bounds[1], step))
        else:
            assert isinstance(item, cst.Index)
            value = evaluate(frame, item.value)
            if item.star:
                from tensorlint.interpreter.iteration import elements

                inner = elements(frame, value)
                if inner is None:
                    return UNKNOWN_VALUE
                items.extend(inner)
            else:
                items.append(value)
    single = len(items) == 1 and node.slice[-1].comma.__class__ is not cst.Comma
    return items[0] if single else Tuple(tuple(items))


@evaluates(cst.Subscript)
def subscript_expression(frame: Frame, node: cst.Subscript) -> Value:
    container = evaluate(frame, node.value)
    index = index_of(frame, node)
    value = read_item(frame, node, container, index)
    return mark_batch(frame, node, value) if frame.batch_variables else value


def read_item(frame: Frame, node: cst.CSTNode, container: Value, index: Value) -> Value:
    """`container[index]`, unions worked out one by one."""
    pairs = _pairs(container, index)
    if pairs is None:
        return UNKNOWN_VALUE
    results: list[Value] = []
    refusal: Refusal | None = None
    for one, at in pairs:
        try:
            results.append(_read_one(frame, node, one, at))
        except Refusal as error:
            refusal = error
    if results:
        return union(*results)
    if refusal is None:
        return UNKNOWN_VALUE
    nodes = _nodes(node)
    return frame.machine.refused(frame, node, refusal, frame.machine.texts(**nodes), (container,))


def _nodes(node: cst.CSTNode) -> dict[str, cst.CSTNode]:
    if not isinstance(node, cst.Subscript):
        return {}
    nodes: dict[str, cst.CSTNode] = {"array": node.value}
    if len(node.slice) == 1 and isinstance(node.slice[0].slice, cst.Index):
        nodes["index"] = node.slice[0].slice.value
    return nodes


def _pairs(container: Value, index: Value) -> list[tuple[Value, Value]] | None:
    ones = container.alternatives if isinstance(container, Union) else (container,)
    ones = tuple([each for each in ones if each != NONE])
    indices = [index]
    if isinstance(index, Union):
        indices = list(index.alternatives)
    elif isinstance(index, Tuple) and any(isinstance(item, Union) for item in index.items):
        tuples: list[tuple[Value, ...]] = [()]
        for item in index.items:
            choices = item.alternatives if isinstance(item, Union) else (item,)
            tuples = [(*before, choice) for before in tuples for choice in choices]
            if len(tuples) > _MAXIMUM_COMBINATIONS:
                return None
        indices = [Tuple(items) for items in tuples]
    pairs = [(one, at) for one in ones for at in indices]
    return pairs if len(pairs) <= _MAXIMUM_COMBINATIONS else None


def _read_one(frame: Frame, node: cst.CSTNode, container: Value, index: Value) -> Value:
    from tensorlint.interpreter.calls import Arguments

    if isinstance(container, Array):
        if isinstance(index, Object) and index.path in CONVERTERS:
            index = CONVERTERS[index.path](index)
        if isinstance(index, Instance) or may_hold_items(container):
            return UNKNOWN_VALUE
        container = _with_rank_shown(frame, node, container, index)
        result = frame.machine.stamped(operators.subscript(container, index), frame, node)
        if container.dtype == "object" and isinstance(result, Array) and result.rank in (0, None):
            return UNKNOWN_VALUE
        event = Subscript(container, index, result)
        nodes = _nodes(node)
        event.texts = frame.machine.texts(**nodes)
        frame.machine.publish(frame, node, event, nodes)
        return event.result
    if isinstance(container, Series) and container.kind == "shape":
        return _of_shape(frame, container, index)
    if isinstance(container, Instance):
        method = attribute(frame, node, container, "__getitem__")
        if isinstance(method, Bound):
            return frame.machine.call(frame, node, method, (index,))
        return UNKNOWN_VALUE
    if isinstance(container, Object):
        path = f"{container.path}.__getitem__"
        if lookup(path) is None:
            return UNKNOWN_VALUE
        nodes = _nodes(node)
        given = Arguments((container, index), {}, (nodes.get("array"), nodes.get("index")), {})
        return call_model(frame, node, path, given)
    if isinstance(container, Class):
        return _of_class(frame, container, index)
    if isinstance(container, Library):
        model = lookup(f"{container.path}.__getitem__")
        if model is not None:
            return frame.machine.call(frame, node, Library(f"{container.path}.__getitem__"), (index,))
        # `list[int]`, `Generic[T]`, `NDArray[np.float64]`: the class itself.
        return (
            container
            if container.path.startswith(("builtins.", "typing.", "numpy.typing"))
            else UNKNOWN_VALUE
        )
    if isinstance(container, Unknown):
        return UNKNOWN_VALUE
    return subscript(container, index, frame.machine.context(frame, node))


def _with_rank_shown(frame: Frame, node: cst.CSTNode, array: Array, index: Value) -> Array:
    """The array with the rank that the index needs, where it cannot have more axes."""
    rank = rank_shown(array, index)
    if rank is None or not isinstance(node, cst.Subscript):
        return array
    from tensorlint.interpreter.names import named_array, rebind, source_name
    from tensorlint.interpreter.narrowing import with_rank

    refined = with_rank(frame, node.value, array, rank)
    if refined is None:
        return array
    refined = named_array(source_name(node.value), refined)
    rebind(frame, node.value, refined, instead_of=array)
    return refined


def _of_shape(frame: Frame, series: Series, index: Value) -> Value:
    """`x.shape[i]` of an array of unknown rank: the same symbol at each use."""
    subject = series.subject
    if isinstance(index, Integer) and isinstance(index.size, int):
        position = index.size
        if isinstance(subject, Unknown) and subject.identity:
            size = frame.machine.axis_symbol(subject.identity, position, f"{subject.name}.shape[{position}]")
            return Integer(size)
        if isinstance(subject, Array) and position < 0 and -position <= len(subject.shape):
            axis = subject.shape.axes[position]
            return Integer(axis.size, axis.parts)
        return Integer(UNKNOWN)
    if isinstance(index, Slice):
        return Series(Integer(UNKNOWN), UNKNOWN, "tuple")
    return UNKNOWN_VALUE


def _of_class(frame: Frame, cls: Class, index: Value) -> Value:
    if cls.kind == "enum" and isinstance(index, String) and index.value is not None:
        return attribute(frame, frame.machine.no_node, cls, index.value)
    if any("__class_getitem__" in each.cells for each in cls.mro()):
        return UNKNOWN_VALUE
    return cls


def write_item(frame: Frame, node: cst.Subscript, value: Value) -> None:
    """`container[index] = value`."""
    container = evaluate(frame, node.value)
    index = index_of(frame, node)
    machine = frame.machine
    if isinstance(container, Union):
        containers = [each for each in container.alternatives if each != NONE]
        if len(containers) == 1:
            container = containers[0]
    if isinstance(value, Function):
        from tensorlint.interpreter.calls import escape

        escape(frame, value)
    if isinstance(node.value, cst.Attribute) and node.value.attr.value == "flat":
        wrote(machine.store, evaluate(frame, node.value.value))
    if isinstance(container, Array):
        _write_array(frame, node, container, index, value)
    elif isinstance(container, Instance):
        method = attribute(frame, node, container, "__setitem__")
        if isinstance(method, Bound):
            machine.call(frame, node, method, (index, value))
    elif isinstance(container, Object):
        from tensorlint.interpreter.calls import Arguments

        path = f"{container.path}.__setitem__"
        if lookup(path) is not None:
            nodes = _nodes(node)
            given = Arguments(
                (container, index, value), {}, (nodes.get("array"), nodes.get("index"), None), {}
            )
            call_model(frame, node, path, given)
    elif isinstance(container, List | Dict):
        store(machine.context(frame, node), container, index, value)
    elif isinstance(container, Union):
        from tensorlint.interpreter.store import forget

        for each in container.alternatives:
            if isinstance(each, List | Dict | Object | Array):
                forget(machine.store, each, 1)


def _write_array(frame: Frame, node: cst.Subscript, array: Array, index: Value, value: Value) -> None:
    """An assignment into an array; a finding only where every alternative is refused."""
    pairs = _pairs(array, index)
    values = value.alternatives if isinstance(value, Union) else (value,)
    if pairs is None or len(pairs) * len(values) > _MAXIMUM_COMBINATIONS:
        forget_contents(frame, node, array)
        return
    refusal: Refusal | None = None
    for _, at in pairs:
        for each in values:
            try:
                operators.store(array, at, each)
            except (NotCoercible, Mismatch):
                forget_contents(frame, node, array)
                return
            except Refusal as error:
                refusal = error
                continue
            forget_contents(frame, node, array)
            return
    if refusal is not None:
        nodes = _nodes(node)
        frame.machine.refused(frame, node, refusal, frame.machine.texts(**nodes), (array, value))


def forget_contents(frame: Frame, node: cst.Subscript, array: Array) -> None:
    """The elements of the array are no longer what they were."""
    wrote(frame.machine.store, array)
    if array.contents is None and not array.generated:
        return
    from dataclasses import replace

    from tensorlint.interpreter.names import rebind

    rebind(frame, node.value, replace(array, contents=None, generated=False), instead_of=array)


def delete_item(frame: Frame, node: cst.Subscript) -> None:
    """`del container[index]`."""
    container = evaluate(frame, node.value)
    index = index_of(frame, node)
    if isinstance(container, List | Dict):
        delete(frame.machine.context(frame, node), container, index)
    elif isinstance(container, Object) and lookup(f"{container.path}.__delitem__") is not None:
        method = attribute(frame, node, container, "__delitem__")
        frame.machine.call(frame, node, method, (index,))
    elif isinstance(container, Object | Union):
        from tensorlint.interpreter.store import forget

        forget(frame.machine.store, container, 2)
