"""Assignment targets: names, attributes, items, unpacking; and what unpacking proves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from tensorlint.checks.events import Assignment
from tensorlint.interpreter.attributes import class_attribute, governs
from tensorlint.interpreter.dispatch import evaluate
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.iteration import iterated
from tensorlint.interpreter.names import load_name, named, rebind, source_name, store_name
from tensorlint.interpreter.narrowing import with_rank
from tensorlint.interpreter.store import forget, wrote
from tensorlint.interpreter.subscripts import delete_item, read_item, write_item
from tensorlint.models.coercion import CONVERTERS
from tensorlint.models.registry import Refusal, lookup, lookup_attribute
from tensorlint.shapes import UNKNOWN, equal, size_text
from tensorlint.shapes.axes import Axis, Shape
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Bound,
    Class,
    Function,
    Instance,
    Integer,
    Library,
    List,
    Module,
    Object,
    Series,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
)


def assign(
    frame: Frame,
    target: cst.CSTNode,
    value: Value,
    value_node: cst.CSTNode,
    annotation: cst.BaseExpression | None = None,
    augmented: bool = False,
) -> None:
    """Bind a target of any form."""
    if isinstance(target, cst.Name):
        value = named(frame, target.value, value)
        store_name(frame, target.value, value)
        noted(frame, target, target.value, value, annotation)
    elif isinstance(target, cst.Attribute):
        _assign_attribute(frame, target, value, annotation)
    elif isinstance(target, cst.Subscript):
        if not augmented or not isinstance(value, Array):
            write_item(frame, target, value)
        elif isinstance(target.value, cst.Name):
            held = load_name(frame, target.value.value)
            if not isinstance(held, Array):
                write_item(frame, target, value)
    elif isinstance(target, cst.Tuple | cst.List):
        unpack(frame, target.elements, value, target, value_node)
    elif isinstance(target, cst.StarredElement):
        assign(frame, target.value, value, value_node)


def noted(
    frame: Frame, node: cst.CSTNode, name: str, value: Value, annotation: cst.BaseExpression | None = None
) -> None:
    """Record a shape and show the assignment to the checks."""
    machine = frame.machine
    machine.record_value(frame, node, name, value)
    line = frame.line
    comment = ""
    if isinstance(line, cst.SimpleStatementLine) and line.trailing_whitespace.comment is not None:
        comment = line.trailing_whitespace.comment.value
    if comment or annotation is not None:
        text = "" if annotation is None else machine.code(annotation)
        machine.publish(frame, node, Assignment(name, value, comment, text), {})


def is_set(frame: Frame, node: cst.CSTNode, owner: Instance, name: str, value: Value) -> bool:
    """Let a property or a descriptor of the class take a value; False where there is none of that name."""
    held = class_attribute(frame, owner.type, name)
    if not governs(frame, held):
        return False
    if isinstance(held, Function):
        if held.setter is not None:
            frame.machine.call(frame, node, held.setter, (owner, value))
    elif isinstance(held, Instance):
        setter = class_attribute(frame, held.type, "__set__")
        if setter is not None:
            frame.machine.call(frame, node, setter, (held, owner, value))
    return True


def _assign_attribute(
    frame: Frame, target: cst.Attribute, value: Value, annotation: cst.BaseExpression | None
) -> None:
    owner = evaluate(frame, target.value)
    name = target.attr.value
    store = frame.machine.store
    text = f"{source_name(target.value)}.{name}"
    if isinstance(value, Function):
        from tensorlint.interpreter.calls import escape

        escape(frame, value)
    if isinstance(owner, Instance):
        setter = class_attribute(frame, owner.type, "__setattr__")
        if isinstance(setter, Function):
            store.write(owner.cells, name, UNKNOWN_VALUE)
            return
        if is_set(frame, target, owner, name, value):
            return
        value = named(frame, text, value)
        store.write(owner.cells, name, value)
    elif isinstance(owner, Class | Module):
        value = named(frame, text, value)
        store.write(owner.cells, name, value)
    elif isinstance(owner, Object) and owner.path == "numpy.flagsobj":
        _set_flag(frame, target, owner, value)
        return
    elif isinstance(owner, Object):
        setter_path = f"{owner.path}.__setattr__"
        if lookup(setter_path) is not None:
            frame.machine.call(frame, target, Library(setter_path), (owner, String(name), value))
        elif lookup_attribute(f"{owner.path}.{name}") is None:
            store.write(owner.cells, f".{name}", value)
    elif isinstance(owner, Array):
        if name == "shape":
            _reshape_in_place(frame, target, owner, value)
        elif name in ("flat", "real", "imag"):
            wrote(store, owner)
        return
    elif isinstance(owner, Union):
        for each in owner.alternatives:
            if isinstance(each, Instance):
                store.write(each.cells, name, UNKNOWN_VALUE)
            elif isinstance(each, Object):
                forget(store, each)
        return
    noted(frame, target, text, value, annotation)


def _set_flag(frame: Frame, target: cst.Attribute, flags: Object, value: Value) -> None:
    """`x.flags.writeable = True`."""
    array, holder = flags.cells["array"], target.value
    if target.attr.value == "writeable" and isinstance(array, Array) and isinstance(holder, cst.Attribute):
        known = value.value if isinstance(value, Boolean) else None
        rebind(frame, holder.value, replace(array, writeable=known))


def _reshape_in_place(frame: Frame, target: cst.Attribute, array: Array, value: Value) -> None:
    """`x.shape = (3, 4)`."""
    from tensorlint.values import LibraryMethod

    if not array.library and isinstance(value, Tuple | List) and String in map(type, value.items or ()):
        return  # a field of records that is called "shape"
    method = LibraryMethod(array, "reshape")
    result = frame.machine.call(frame, target, method, (value,))
    kept = result if isinstance(result, Array) else replace(array, shape=Shape((), True), contents=None)
    rebind(frame, target.value, kept)


def unpack(
    frame: Frame,
    elements: Sequence[cst.BaseElement],
    value: Value,
    target: cst.CSTNode,
    value_node: cst.CSTNode,
) -> None:
    """`a, b = value`, with a star anywhere."""
    count = len(elements)
    star = next((i for i, each in enumerate(elements) if isinstance(each, cst.StarredElement)), None)
    if isinstance(value, Union):
        items = _unpack_union(frame, value, count, star)
    elif star is None:
        try:
            items = _unpacked(frame, value, elements, value_node)
        except Refusal as refusal:
            texts = frame.machine.texts(value=value_node)
            frame.machine.refused(frame, target, refusal, texts, (value,))
            items = [UNKNOWN_VALUE] * count
    else:
        items = _unpack_starred(frame, value, count, star)
    for element, item in zip(elements, items, strict=True):
        assign(frame, element.value, item, value_node)


def _unpack_union(frame: Frame, value: Union, count: int, star: int | None) -> list[Value]:
    from tensorlint.values import union

    columns: list[list[Value]] = []
    for each in value.alternatives:
        if isinstance(each, Tuple) and len(each.items) == count and star is None:
            columns.append(list(each.items))
        elif isinstance(each, Tuple) and star is None:
            continue
        else:
            columns.append([UNKNOWN_VALUE] * count)
    if not columns:
        return [UNKNOWN_VALUE] * count
    return [union(*column) for column in zip(*columns, strict=True)]


def _names(elements: Sequence[cst.BaseElement]) -> tuple[str, ...]:
    return tuple([source_name(each.value) for each in elements])


def _unpacked(
    frame: Frame, value: Value, elements: Sequence[cst.BaseElement], node: cst.CSTNode
) -> list[Value]:
    count = len(elements)
    shape_of = node.value if isinstance(node, cst.Attribute) and node.attr.value == "shape" else None
    if isinstance(value, Series) and value.kind == "shape" and shape_of is not None:
        subject = value.subject
        if isinstance(subject, Unknown | Array):
            refined = with_rank(frame, shape_of, subject, count, _names(elements))
            if refined is not None:
                rebind(frame, shape_of, refined)
                return [Integer(axis.size, axis.parts) for axis in _named_axes(frame, shape_of, refined)]
    if isinstance(value, Tuple) and shape_of is not None and len(value.items) == count:
        return list(value.items)
    if isinstance(value, Array):
        return _unpack_array(frame, value, count)
    found = iterated(frame, value)
    if found.items is not None and not isinstance(value, Series):
        if len(found.items) != count:
            if isinstance(value, Tuple | List) or (isinstance(value, Object) and value.path in CONVERTERS):
                _refuse_count(count, str(len(found.items)), shape_of is not None)
            return [UNKNOWN_VALUE] * count
        return list(found.items)
    if found.items is not None and len(found.items) == count:
        return list(found.items)
    return [found.element] * count


def _named_axes(frame: Frame, node: cst.BaseExpression, array: Array) -> tuple[Axis, ...]:
    from tensorlint.interpreter.names import named_array

    renamed = named_array(source_name(node), array)
    rebind(frame, node, renamed)
    return renamed.shape.axes


def _refuse_count(wanted: int, got: str, is_shape: bool) -> None:
    from tensorlint.models.registry import refuse

    what = f"{{value}} has {got} axes" if is_shape else f"{{value}} has {got} values"
    refuse("TSL606", f"cannot unpack into {wanted} names: {what}")


def _unpack_array(frame: Frame, value: Array, count: int) -> list[Value]:
    if value.rank == 0:
        return [UNKNOWN_VALUE] * count
    if value.rank is not None:
        size = value.shape.axes[0].size
        if equal(size, count) is False:
            from tensorlint.models.registry import refuse

            what = f"{{value}} of shape {value.shape} has {size_text(size)} rows"
            refuse("TSL606", f"cannot unpack into {count} names: {what}")
    node = frame.machine.no_node
    if (
        value.library in ("numpy", "tensorflow")
        and value.rank is not None
        and value.shape.axes[0].size == count
    ):
        return [read_item(frame, node, value, Integer(index)) for index in range(count)]
    if value.rank is None:
        return [Array(Shape((), True), value.dtype, value.library)] * count
    return [value.with_shape(Shape(value.shape.axes[1:]))] * count


def _unpack_starred(frame: Frame, value: Value, count: int, star: int) -> list[Value]:
    found = iterated(frame, value)
    behind = count - star - 1
    if found.items is None or len(found.items) < count - 1:
        result: list[Value] = [found.element] * count
        result[star] = List.like(found.element, UNKNOWN)
        return result
    items = found.items
    end = len(items) - behind
    return [*items[:star], List.of(items[star:end]), *items[end:]]


def delete(frame: Frame, target: cst.CSTNode) -> None:
    """`del target`."""
    if isinstance(target, cst.Name):
        frame.machine.store.delete(frame.scope.cells, target.value)
    elif isinstance(target, cst.Attribute):
        owner = evaluate(frame, target.value)
        if isinstance(owner, Instance):
            frame.machine.store.delete(owner.cells, target.attr.value)
        elif isinstance(owner, Object):
            forget(frame.machine.store, owner)
    elif isinstance(target, cst.Subscript):
        delete_item(frame, target)
    elif isinstance(target, cst.Tuple | cst.List):
        for element in target.elements:
            delete(frame, element.value)


__all__ = ["Bound", "assign", "delete", "unpack"]
