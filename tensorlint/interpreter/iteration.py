"""What a loop, a star or an unpacking gets from a value: its items, or what they have in common."""

from __future__ import annotations

from dataclasses import dataclass

from tensorlint.interpreter.attributes import attribute, class_attribute
from tensorlint.interpreter.frames import Frame
from tensorlint.models.python_values import element_of, iterate, length_of
from tensorlint.models.registry import NotCoercible, Refusal, lookup
from tensorlint.shapes import UNKNOWN, Size
from tensorlint.values import (
    UNKNOWN_VALUE,
    Bound,
    Class,
    Function,
    Instance,
    Object,
    Series,
    Union,
    Unknown,
    Value,
    union,
)


@dataclass(slots=True)
class Iteration:
    """What iterating gives: `items` while all are known, else `element` and how many there are.

    last: the last element where it differs (a shorter batch); `full` is what the others are like then,
    and `element` what all have in common.
    """

    items: tuple[Value, ...] | None
    element: Value
    length: Size
    last: Value | None = None
    series: Series | None = None

    @property
    def full(self) -> Value:
        """What every element but the last is like."""
        if self.last is None or self.series is None:
            return self.element
        return self.series.element


def elements(frame: Frame, value: Value) -> tuple[Value, ...] | None:
    """The items of an iterable while all are known."""
    return iterated(frame, value).items


def iterated(frame: Frame, value: Value) -> Iteration:
    """Iterate over any value."""
    if isinstance(value, Union):
        parts = [iterated(frame, each) for each in value.alternatives]
        return Iteration(None, union(*[part.element for part in parts]), UNKNOWN)
    if isinstance(value, Unknown):
        return Iteration(None, UNKNOWN_VALUE, UNKNOWN)
    if isinstance(value, Instance):
        return _of_instance(frame, value)
    if isinstance(value, Object):
        return _of_object(frame, value)
    if isinstance(value, Class):
        return _of_class(frame, value)
    items = iterate(value)
    if items is not None:
        element = element_of(value)
        last = value.last if isinstance(value, Series) else None
        return Iteration(items, element, len(items), last, value if isinstance(value, Series) else None)
    if isinstance(value, Series):
        return Iteration(None, element_of(value), length_of(value), value.last, value)
    return Iteration(None, element_of(value), length_of(value))


def _of_instance(frame: Frame, value: Instance) -> Iteration:
    node = frame.machine.no_node
    method = attribute(frame, node, value, "__iter__")
    if isinstance(method, Bound):
        result = frame.machine.call(frame, node, method, ())
        if isinstance(result, Instance):
            step = attribute(frame, node, result, "__next__")
            if isinstance(step, Bound):
                return Iteration(None, frame.machine.call(frame, node, step, ()), UNKNOWN)
            return Iteration(None, UNKNOWN_VALUE, UNKNOWN)
        return iterated(frame, result)
    getter = attribute(frame, node, value, "__getitem__")
    if isinstance(getter, Bound):
        from tensorlint.shapes import symbol
        from tensorlint.values import Integer

        index = Integer(symbol("i", lower=0))
        return Iteration(None, frame.machine.call(frame, node, getter, (index,)), UNKNOWN)
    return Iteration(None, UNKNOWN_VALUE, UNKNOWN)


def _of_object(frame: Frame, value: Object) -> Iteration:
    model = lookup(f"{value.path}.__iter__")
    if model is None:
        return Iteration(None, UNKNOWN_VALUE, UNKNOWN)
    try:
        context = (frame.machine.context(frame, frame.machine.no_node),) if model.wants_context else ()
        result = model.function(*context, value)
    except (NotCoercible, Refusal):
        return Iteration(None, UNKNOWN_VALUE, UNKNOWN)
    if isinstance(result, Object):
        return Iteration(None, UNKNOWN_VALUE, UNKNOWN)
    return iterated(frame, result)


def _of_class(frame: Frame, cls: Class) -> Iteration:
    """The members of an enum, in order."""
    if cls.kind != "enum":
        return Iteration(None, UNKNOWN_VALUE, UNKNOWN)
    from tensorlint.interpreter.attributes import enum_member

    members: list[Value] = []
    for name, held in list(cls.cells.items()):
        if isinstance(name, str) and not name.startswith(("_", "*")) and not isinstance(held, Function):
            found = class_attribute(frame, cls, name)
            if found is not None:
                members.append(enum_member(frame, cls, name, found))
    return Iteration(tuple(members), union(*members) if members else UNKNOWN_VALUE, len(members))
