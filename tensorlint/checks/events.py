"""What happens in a program that the checks may find suspicious. Values only, no syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tensorlint.findings import Severity
from tensorlint.shapes import Size
from tensorlint.values import Array, Value

Check = TypeVar("Check", bound=Callable[..., Any])


@dataclass(slots=True)
class Habit:
    """What a check found; the place is that of the event."""

    code: str
    message: str
    severity: Severity = "warning"
    parameter: str = ""
    """The parameter whose argument is the place, where it is not the whole event."""
    place: Any = None
    """Another place than the event's, which an earlier event gave."""
    withdraws: bool = False
    """What was found at that place turns out to be meant."""


@dataclass(slots=True)
class Event:
    """Something that happened; `text` gives the user's expression of a part of it."""

    texts: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def text(self, name: str, otherwise: str = "the array") -> str:
        """The user's expression for an operand or parameter."""
        return self.texts.get(name) or otherwise

    def node(self, name: str) -> Any:
        """What stands for an operand or parameter in the source, to be compared with a place's node."""
        find = getattr(self.texts, "node", None)
        return None if find is None else find(name)


@dataclass(slots=True)
class Call(Event):
    """A modelled library call that succeeded. `arguments`: as given, by parameter name. `place`: where."""

    path: str
    arguments: Mapping[str, Any]
    result: Value
    partial: Size | None = field(default=None, kw_only=True)
    """The size of the last batch, where the call meets just that one."""
    place: Any = field(default=None, kw_only=True)


@dataclass(slots=True)
class Operation(Event):
    """A binary operator or comparison with an array operand; texts: left, right."""

    operator: str
    left: Value
    right: Value
    result: Value
    place: Any = None


@dataclass(slots=True)
class Subscript(Event):
    """`array[index]`; texts: array, index."""

    array: Array
    index: Value
    result: Value


@dataclass(slots=True)
class Assignment(Event):
    """A name or attribute gets a value; `comment` is the trailing comment of its line."""

    name: str
    value: Value
    comment: str = ""
    annotation: str = ""


@dataclass(slots=True)
class BatchLoop(Event):
    """A loop over `range(start, stop, step)` whose variable slices arrays `a[i:i + step]`.

    `updates`: whether the body assigns to what existed before the loop.
    """

    start: Size
    step: Value
    length: Size
    total: Size
    updates: bool = False


@dataclass(slots=True)
class FunctionEnd(Event):
    """A function was interpreted: its docstring, parameters and returned value."""

    name: str
    docstring: str
    parameters: Mapping[str, Value]
    result: Value


_checks: dict[type[Event], list[Callable[..., Iterator[Habit]]]] = {}
_call_checks: dict[str, list[Callable[..., Iterator[Habit]]]] = {}


def check(code: str, *paths: str) -> Callable[[Check], Check]:
    """Subscribe a check to the event that its parameter's annotation names.

    For `Call` events, `paths` are the canonical names of the calls it is about.
    """

    def register(function: Check) -> Check:
        kind = next(iter(function.__annotations__.values()))
        event = {"Call": Call, "Operation": Operation, "Subscript": Subscript, "Assignment": Assignment}
        event |= {"BatchLoop": BatchLoop, "FunctionEnd": FunctionEnd}
        if kind == "Call":
            for path in paths:
                _call_checks.setdefault(path, []).append(function)
        else:
            _checks.setdefault(event[kind], []).append(function)
        return function

    return register


def subscribers(event: Event) -> list[Callable[..., Iterator[Habit]]]:
    """The checks that want to see an event."""
    if isinstance(event, Call):
        return _call_checks.get(event.path, [])
    return _checks.get(type(event), [])
