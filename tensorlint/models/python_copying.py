"""`copy` and `dataclasses`: new objects with the same contents."""

from __future__ import annotations

from dataclasses import replace as replaced
from typing import Any

from tensorlint.models.python_constants import ABSENT, new_tuple
from tensorlint.models.registry import Context, models, unmodelled
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Class,
    Dict,
    Instance,
    List,
    Object,
    SetValue,
    Tuple,
    Union,
    Value,
    joined,
)

_DEPTH = 32


@models("copy.copy")
def copy(x: Value) -> Value:
    """A new object with the same contents."""
    if isinstance(x, List):
        return List(Cells(x.cells))
    if isinstance(x, Dict):
        return Dict(Cells(x.cells), x.type)
    if isinstance(x, SetValue):
        return SetValue(Cells(x.cells))
    if isinstance(x, Instance):
        return Instance(x.type, Cells(x.cells), x.payload)
    if isinstance(x, Object):
        return Object(x.path, Cells(x.cells))
    return replaced(x, writeable=True) if isinstance(x, Array) and x.library == "numpy" else x


@models("copy.deepcopy")
def deepcopy(x: Value, memo: Value = NONE) -> Value:
    """A new object, also of new contents."""
    return _deep(x, {}, 0)


def _deep(value: Value, memo: dict[int, Value], depth: int) -> Value:
    if depth > _DEPTH:
        return UNKNOWN_VALUE
    known = memo.get(id(value))
    if known is not None:
        return known
    if isinstance(value, Tuple):
        items = tuple([_deep(item, memo, depth + 1) for item in value.items])
        return Tuple(items, value.names, value.type)
    if isinstance(value, Union):
        return joined(*[_deep(each, memo, depth + 1) for each in value.alternatives])
    if not isinstance(value, List | Dict | SetValue | Instance | Object):
        return copy(value)
    made = copy(value)
    memo[id(value)] = made
    assert isinstance(made, List | Dict | SetValue | Instance | Object)
    for key, held in list(made.cells.items()):
        made.cells[key] = _deep_cell(held, memo, depth + 1)
    return made


def _deep_cell(held: Any, memo: dict[int, Value], depth: int) -> Any:
    if isinstance(held, Value):
        return _deep(held, memo, depth)
    if isinstance(held, tuple) and held and all(isinstance(item, Value) for item in held):
        return tuple([_deep(item, memo, depth) for item in held])
    if isinstance(held, dict) and all(isinstance(item, Value) for item in held.values()):
        return {key: _deep(item, memo, depth) for key, item in held.items()}
    return held


@models("dataclasses.field")
def field(
    *,
    default: Value = ABSENT,
    default_factory: Value = ABSENT,
    init: Value = NONE,
    repr: Value = NONE,
    hash: Value = NONE,
    compare: Value = NONE,
    metadata: Value = NONE,
    kw_only: Value = NONE,
) -> Value:
    """What a dataclass knows of a field."""
    made = Object("dataclasses.Field")
    if default is not ABSENT:
        made.cells["default"] = default
    if default_factory is not ABSENT:
        made.cells["default_factory"] = default_factory
    return made


def _fields(value: Value) -> dict[str, Value] | None:
    """The fields of a dataclass's instance in their order."""
    if not isinstance(value, Instance):
        return None
    names: dict[str, None] = {}
    for cls in reversed(value.type.mro()):
        names.update(dict.fromkeys(cls.fields))
    held = {name: value.cells.get(name, UNKNOWN_VALUE) for name in names}
    return {name: item if isinstance(item, Value) else UNKNOWN_VALUE for name, item in held.items()}


@models("dataclasses.replace")
def replace(context: Context, obj: Value, /, **changes: Value) -> Value:
    """A new instance with some fields changed."""
    fields = _fields(obj)
    if fields is None or not isinstance(obj, Instance):
        return UNKNOWN_VALUE
    return context.call(obj.type, (), {**fields, **changes})


@models("dataclasses.asdict")
def asdict(obj: Value, *, dict_factory: Value = NONE) -> Value:
    """The fields as a dict, also of fields that are dataclasses."""
    fields = _fields(obj)
    if fields is None or dict_factory != NONE:
        return UNKNOWN_VALUE
    return Dict.of({name: _plain(value, asdict) for name, value in fields.items()})


@models("dataclasses.astuple")
def astuple(obj: Value, *, tuple_factory: Value = NONE) -> Value:
    """The fields as a tuple, also of fields that are dataclasses."""
    fields = _fields(obj)
    if fields is None or tuple_factory != NONE:
        return UNKNOWN_VALUE
    return new_tuple(tuple([_plain(value, astuple) for value in fields.values()]))


def _plain(value: Value, convert: Any) -> Value:
    if isinstance(value, Instance):
        inner: Value = convert(value) if value.type.kind == "dataclass" else deepcopy(value)
        return inner
    return deepcopy(value)


@models("dataclasses.is_dataclass")
def is_dataclass(obj: Value) -> Value:
    """Whether a class or an instance is a dataclass's."""
    kind = obj.type if isinstance(obj, Instance) else obj
    if isinstance(kind, Class) and not kind.has_unknown_base():
        return Boolean(any(each.kind == "dataclass" for each in kind.mro()))
    return Boolean()


unmodelled("fields as objects", "dataclasses.fields", "dataclasses.Field", "dataclasses.InitVar")
unmodelled("the interpreter's own", "dataclasses.dataclass")
unmodelled("classes made at run time", "dataclasses.make_dataclass", "dataclasses.FrozenInstanceError")
unmodelled("an exception", "copy.Error")
