"""What a definition is bound to after its decorators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from tensorlint.interpreter.attributes import DATACLASS_FIELDS
from tensorlint.interpreter.calls import escape
from tensorlint.interpreter.dispatch import evaluate
from tensorlint.interpreter.frames import Frame
from tensorlint.values import TRACED, UNKNOWN_VALUE, Class, Function, Library, Unknown, Value

_TRANSPARENT = frozenset(
    {
        "functools.lru_cache",
        "functools.cache",
        "functools.wraps",
        "abc.abstractmethod",
        "typing.overload",
        "typing.final",
        "typing.no_type_check",
        "typing.runtime_checkable",
        "typing_extensions.override",
        "typing.override",
        TRACED,
        "tensorflow.autograph.experimental.do_not_convert",
        "tensorflow.Module.with_name_scope",
        "keras.saving.register_keras_serializable",
        "keras.utils.register_keras_serializable",
        "torch.no_grad",
        "torch.inference_mode",
        "torch.jit.script",
        "jax.jit",
        "numba.jit",
        "numba.njit",
        "functools.total_ordering",
        "enum.unique",
        "atexit.register",
    }
)
_KINDS = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "functools.cached_property": "cached",
    "contextlib.contextmanager": "contextmanager",
    "contextlib.asynccontextmanager": "contextmanager",
}


def decorated(frame: Frame, decorators: Sequence[cst.Decorator], value: Value) -> Value:
    """What a definition is bound to after its decorators."""
    for decorator in reversed(decorators):
        value = _apply_decorator(frame, decorator, value)
    return value


def _apply_decorator(frame: Frame, decorator: cst.Decorator, value: Value) -> Value:
    expression = decorator.decorator
    if isinstance(expression, cst.Attribute) and expression.attr.value in ("setter", "deleter", "getter"):
        held = evaluate(frame, expression.value)
        if isinstance(held, Function) and held.kind == "property":
            return replace(held, setter=value) if expression.attr.value == "setter" else held
    function = evaluate(frame, expression.func if isinstance(expression, cst.Call) else expression)
    known = _known(function.path, value) if isinstance(function, Library) else None
    if known is not None:
        return known
    if isinstance(expression, cst.Call):
        function = evaluate(frame, expression)
    if isinstance(value, Class) and isinstance(function, Library | Unknown):
        return value
    return _decorated_by(frame, decorator, function, value)


def _known(path: str, value: Value) -> Value | None:
    """What a decorator of a library, given arguments or not, makes of a definition; None where not known."""
    if path in _TRANSPARENT:
        if path == TRACED and isinstance(value, Function):
            value.decorators = (*value.decorators, TRACED)
        return value
    if path in _KINDS and isinstance(value, Function):
        value.kind = _KINDS[path]
        return value
    if path == "dataclasses.dataclass" and isinstance(value, Class):
        value.kind = "dataclass"
        value.cells[DATACLASS_FIELDS] = UNKNOWN_VALUE
        return value
    return None


def _decorated_by(frame: Frame, decorator: cst.Decorator, function: Value, value: Value) -> Value:
    if isinstance(function, Library | Unknown):
        if isinstance(value, Function):
            escape(frame, value)
        return Unknown("decorated by a function that is not modelled")
    result = frame.machine.call(frame, decorator, function, (value,))
    return value if isinstance(value, Class) and isinstance(result, Unknown) else result
