"""`match`: patterns decide while they can, bind what they name, and leave the rest unknown."""

from __future__ import annotations

import libcst as cst

from tensorlint.interpreter.builtin_calls import instance_of
from tensorlint.interpreter.conditions import compare, identical, truth_of
from tensorlint.interpreter.dispatch import evaluate, executes
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.iteration import iterated
from tensorlint.interpreter.names import named, store_name
from tensorlint.interpreter.statements import fork, run_block
from tensorlint.models.python_values import key_of, truth
from tensorlint.models.registry import NotCoercible
from tensorlint.values import (
    UNKNOWN_VALUE,
    Boolean,
    Constant,
    Dict,
    Float,
    Instance,
    Integer,
    List,
    String,
    Tuple,
    Unknown,
    Value,
)


@executes(cst.Match)
def match_statement(frame: Frame, node: cst.Match) -> bool:
    subject = evaluate(frame, node.subject)
    return _cases(frame, node, subject, 0)


def _cases(frame: Frame, node: cst.Match, subject: Value, index: int) -> bool:
    if index == len(node.cases):
        return True
    case = node.cases[index]
    frame.machine.step()
    matched = _matches(frame, case.pattern, subject)
    if matched is not False and case.guard is not None:
        guard = truth_of(frame, case.guard, evaluate(frame, case.guard))
        if guard is False:
            matched = False
        elif guard is None:
            matched = None
    if matched is True:
        return run_block(frame, case.body)
    if matched is False:
        return _cases(frame, node, subject, index + 1)
    return fork(
        frame,
        lambda: run_block(frame, case.body),
        lambda: _cases(frame, node, subject, index + 1),
    )


def _bind(frame: Frame, target: cst.BaseExpression | None, value: Value) -> None:
    if isinstance(target, cst.Name):
        value = named(frame, target.value, value)
        store_name(frame, target.value, value)
        frame.machine.record_value(frame, target, target.value, value)


def _all(results: list[bool | None]) -> bool | None:
    if any(result is False for result in results):
        return False
    return True if all(results) else None


def _matches(frame: Frame, pattern: cst.MatchPattern, subject: Value) -> bool | None:
    """Whether the pattern matches; its names are bound as far as it may."""
    if isinstance(pattern, cst.MatchAs):
        inner = True if pattern.pattern is None else _matches(frame, pattern.pattern, subject)
        if inner is not False:
            _bind(frame, pattern.name, subject)
        return inner
    if isinstance(pattern, cst.MatchValue):
        value = evaluate(frame, pattern.value)
        return truth(compare(frame, pattern, "==", subject, value, pattern, pattern))
    if isinstance(pattern, cst.MatchSingleton):
        return identical(subject, evaluate(frame, pattern.value))
    if isinstance(pattern, cst.MatchOr):
        results = [_matches(frame, each.pattern, subject) for each in pattern.patterns]
        if any(results):
            return True
        return None if any(result is None for result in results) else False
    if isinstance(pattern, cst.MatchList | cst.MatchTuple):
        return _sequence(frame, pattern, subject)
    if isinstance(pattern, cst.MatchMapping):
        return _mapping(frame, pattern, subject)
    if isinstance(pattern, cst.MatchClass):
        return _class(frame, pattern, subject)
    return None


def _sequence(frame: Frame, pattern: cst.MatchList | cst.MatchTuple, subject: Value) -> bool | None:
    parts = pattern.patterns
    star = next((i for i, part in enumerate(parts) if isinstance(part, cst.MatchStar)), None)
    if isinstance(subject, Instance):
        return None
    if isinstance(subject, String | Dict | Integer | Float | Boolean | Constant):
        return False
    found = iterated(frame, subject) if isinstance(subject, Tuple | List) else None
    if found is None or found.items is None:
        for part in parts:
            if isinstance(part, cst.MatchStar):
                _bind(frame, part.name, List.like(UNKNOWN_VALUE))
            else:
                _matches(frame, part.value, UNKNOWN_VALUE)
        return None
    items = found.items
    if star is None:
        if len(items) != len(parts):
            return False
        return _all([_matches(frame, part.value, item) for part, item in zip(parts, items, strict=True)])  # type: ignore[union-attr]
    behind = len(parts) - star - 1
    if len(items) < star + behind:
        return False
    end = len(items) - behind
    starred = parts[star]
    assert isinstance(starred, cst.MatchStar)
    _bind(frame, starred.name, List.of(items[star:end]))
    pairs = [*zip(parts[:star], items[:star], strict=True), *zip(parts[star + 1 :], items[end:], strict=True)]
    return _all([_matches(frame, part.value, item) for part, item in pairs])  # type: ignore[union-attr]


def _mapping(frame: Frame, pattern: cst.MatchMapping, subject: Value) -> bool | None:
    results: list[bool | None] = []
    if not isinstance(subject, Dict | Unknown):
        return None if isinstance(subject, Instance) else False
    used: set[object] = set()
    for element in pattern.elements:
        item: Value = UNKNOWN_VALUE
        result: bool | None = None
        if isinstance(subject, Dict):
            try:
                key = key_of(evaluate(frame, element.key))
                used.add(key)
                if key in subject.entries:
                    item, result = subject.entries[key], True
                elif subject.others is None:
                    result = False
            except NotCoercible:
                pass
        if result is False:
            return False
        inner = _matches(frame, element.pattern, item)
        results.append(inner if result else (False if inner is False else None))
    if pattern.rest is not None:
        if isinstance(subject, Dict):
            rest = {key: value for key, value in subject.entries.items() if key not in used}
            _bind(frame, pattern.rest, Dict.of(rest, subject.others))
        else:
            _bind(frame, pattern.rest, UNKNOWN_VALUE)
    return _all(results) if isinstance(subject, Dict) else None


def _class(frame: Frame, pattern: cst.MatchClass, subject: Value) -> bool | None:
    kind = evaluate(frame, pattern.cls)
    result = instance_of(subject, kind)
    if result is False:
        return False
    results: list[bool | None] = [result]
    from tensorlint.interpreter.attributes import attribute
    from tensorlint.interpreter.instances import all_fields

    names: list[str] = all_fields(subject.type) if isinstance(subject, Instance) else []
    for index, element in enumerate(pattern.patterns):
        item: Value = UNKNOWN_VALUE
        if index < len(names):
            item = attribute(frame, frame.machine.no_node, subject, names[index])
        elif not isinstance(subject, Instance) and len(pattern.patterns) == 1:
            item = subject
        results.append(_matches(frame, element.value, item))
    for keyword in pattern.kwds:
        item = UNKNOWN_VALUE
        if isinstance(subject, Instance):
            item = attribute(frame, frame.machine.no_node, subject, keyword.key.value)
        results.append(_matches(frame, keyword.pattern, item))
    return _all(results)
