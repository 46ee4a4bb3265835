"""`argparse`: what `parse_args` gives where nothing is given on the command line.

A default is what a run gets that gives nothing; an int default says that it is one, so that checks
can be silent about what the user may change (`CommandLine`).
"""

from __future__ import annotations

from math import inf

from tensorlint.models.python_builtins import unknown_int
from tensorlint.models.python_constants import ABSENT, CommandLine
from tensorlint.models.python_values import iterate
from tensorlint.models.registry import Context, models
from tensorlint.shapes import symbol
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Boolean,
    Cells,
    Dict,
    Float,
    Integer,
    Library,
    List,
    Object,
    String,
    Tuple,
    Value,
    union,
)

PARSER = "argparse.ArgumentParser"
NAMESPACE = "argparse.Namespace"


def _parser() -> Object:
    return Object(PARSER, Cells(values={}, set={}))


@models("argparse.ArgumentParser")
def argument_parser(*args: Value, **kwargs: Value) -> Value:
    """A parser without arguments."""
    return _parser()


@models(
    f"{PARSER}.add_argument_group",
    f"{PARSER}.add_mutually_exclusive_group",
)
def add_group(self: Value, *args: Value, **kwargs: Value) -> Value:
    """What is added to a group is added to the parser."""
    return self


@models(f"{PARSER}.add_subparsers")
def add_subparsers(context: Context, self: Value, **kwargs: Value) -> Value:
    """Which command is chosen is not known, so nothing is known of the arguments that are not here."""
    dest = kwargs.get("dest")
    if isinstance(self, Object) and isinstance(dest, String) and dest.value is not None:
        _set(context, self, dest.value, String())
    return Object("argparse.Subparsers")


@models("argparse.Subparsers.add_parser")
def add_parser(self: Value, name: Value, **kwargs: Value) -> Value:
    """A parser of its own."""
    return _parser()


def _set(context: Context, parser: Object, dest: str, value: Value) -> None:
    values = parser.cells.get("values")
    if isinstance(values, dict):
        context.write(parser.cells, "values", {**values, dest: value})


@models(f"{PARSER}.add_argument")
def add_argument(
    context: Context,
    self: Value,
    *name_or_flags: Value,
    action: Value = NONE,
    nargs: Value = NONE,
    const: Value = NONE,
    default: Value = ABSENT,
    type: Value = NONE,
    choices: Value = NONE,
    required: Value = FALSE,
    help: Value = NONE,
    metavar: Value = NONE,
    dest: Value = NONE,
    version: Value = NONE,
) -> Value:
    """One more argument: under its destination stands its default, or what its type gives."""
    if not isinstance(self, Object):
        return UNKNOWN_VALUE
    flags = [flag.value for flag in name_or_flags if isinstance(flag, String)]
    name = _destination([flag for flag in flags if flag is not None], dest)
    if name is None or len(flags) < len(name_or_flags) or None in flags:
        _forget(context, self)
        return UNKNOWN_VALUE
    positional = not any(str(flag).startswith("-") for flag in flags)
    kind = action.value if isinstance(action, String) else None
    if kind in ("help", "version"):
        return UNKNOWN_VALUE
    given, held = self.cells.get("set") or {}, self.cells.get("values") or {}
    if name in given:
        default = given[name] if default is ABSENT else default
    elif name in held:
        return UNKNOWN_VALUE  # of several arguments with one destination, the first has the say
    _set(context, self, name, _value(name, kind, nargs, default, type, positional or required != FALSE))
    return UNKNOWN_VALUE


def _forget(context: Context, parser: Object) -> None:
    """An argument of unknown name may set any of them."""
    values = parser.cells.get("values")
    if isinstance(values, dict):
        context.write(parser.cells, "values", dict.fromkeys(values, UNKNOWN_VALUE))


def _destination(flags: list[str], dest: Value) -> str | None:
    """`--batch-size` becomes `batch_size`: the first long flag, else the first."""
    if isinstance(dest, String) and dest.value is not None:
        return dest.value
    if dest != NONE or not flags:
        return None
    long = [flag for flag in flags if flag.startswith("--")]
    name = (long or flags)[0].lstrip("-").replace("-", "_") if flags[0].startswith("-") else flags[0]
    return name or None


def _value(name: str, action: str | None, nargs: Value, default: Value, type: Value, given: bool) -> Value:
    if action in ("store_true", "store_false"):
        return Boolean()
    if action == "count":
        return unknown_int(f"args.{name}", 0)
    if action in ("append", "extend", "append_const"):
        return union(List.like(_one(name, type), symbol(f"len(args.{name})", lower=1)), NONE)
    if action is not None and action != "store":
        return UNKNOWN_VALUE
    if default is not ABSENT and default != NONE and not given:
        return _default(name, default, type)
    value = _several(name, nargs, type)
    return value if given else union(value, NONE)


def _one(name: str, type: Value) -> Value:
    """A value of the type that the argument is converted to."""
    path = type.path if isinstance(type, Library) else None
    if type == NONE or path == "builtins.str":
        return String()
    if path == "builtins.int":
        return Integer(symbol(f"args.{name}", lower=-inf))
    if path == "builtins.float":
        return Float()
    return UNKNOWN_VALUE


def _several(name: str, nargs: Value, type: Value) -> Value:
    if nargs == NONE or nargs == String("?"):
        return _one(name, type)
    if isinstance(nargs, Integer) and isinstance(nargs.size, int) and 0 <= nargs.size <= 64:
        return List.of(tuple([_one(f"{name}[{index}]", type) for index in range(nargs.size)]))
    element = Integer() if type == Library("builtins.int") else _one(name, type)
    least = 1 if nargs == String("+") else 0
    return List.like(element, symbol(f"len(args.{name})", lower=least))


def _default(name: str, default: Value, type: Value) -> Value:
    if isinstance(default, Integer):
        return CommandLine(default.size, default.parts, default.origin, name)
    if isinstance(default, String) and type not in (NONE, Library("builtins.str")):
        return _one(name, type)
    return default


@models(f"{PARSER}.set_defaults")
def set_defaults(context: Context, self: Value, **kwargs: Value) -> Value:
    """Other defaults."""
    if isinstance(self, Object):
        context.write(self.cells, "set", {**(self.cells.get("set") or {}), **kwargs})
        for name, value in kwargs.items():
            _set(context, self, name, _default(name, value, NONE))
    return NONE


@models(f"{PARSER}.get_default")
def get_default(self: Value, dest: Value) -> Value:
    """The default of an argument."""
    values = self.cells.get("values") if isinstance(self, Object) else None
    if isinstance(values, dict) and isinstance(dest, String):
        held = values.get(dest.value)
        return held if isinstance(held, Value) else UNKNOWN_VALUE
    return UNKNOWN_VALUE


@models(f"{PARSER}.parse_args")
def parse_args(self: Value, args: Value = NONE, namespace: Value = NONE) -> Value:
    """The namespace of a run that gives nothing."""
    if namespace != NONE or not isinstance(self, Object):
        return UNKNOWN_VALUE
    values = dict(self.cells.get("values") or {})
    if args != NONE and iterate(args) != ():
        values = {name: _freed(name, value) for name, value in values.items()}
    return Object(NAMESPACE, Cells(attributes=values))


def _freed(name: str, value: Value) -> Value:
    """What an argument may be where a command line is given in the program."""
    if isinstance(value, Integer):
        return Integer(symbol(f"args.{name}", lower=-inf))
    if isinstance(value, Float):
        return Float()
    return String() if isinstance(value, String) else UNKNOWN_VALUE


@models(f"{PARSER}.parse_known_args")
def parse_known_args(self: Value, args: Value = NONE, namespace: Value = NONE) -> Value:
    """The namespace, and what else was given."""
    return Tuple((parse_args(self, args, namespace), List.like(String())))


@models(
    f"{PARSER}.print_help",
    f"{PARSER}.print_usage",
    f"{PARSER}.register",
    f"{PARSER}.error",
    f"{PARSER}.exit",
)
def said(self: Value, *args: Value, **kwargs: Value) -> Value:
    """Nothing that is followed."""
    return NONE


@models(f"{PARSER}.format_help", f"{PARSER}.format_usage")
def help_text(self: Value) -> Value:
    """A text."""
    return String()


@models("argparse.Namespace", "types.SimpleNamespace")
def namespace(**kwargs: Value) -> Value:
    """An object with these attributes."""
    return Object(NAMESPACE, Cells(attributes=dict(kwargs)))


def attributes_of(value: Value) -> dict[str, Value] | None:
    """The attributes of a namespace, None where it is none."""
    held = value.cells.get("attributes") if isinstance(value, Object) else None
    return held if isinstance(held, dict) else None


@models(f"{NAMESPACE}.__dict__")
def as_dict(self: Value) -> Value:
    """`vars(namespace)`."""
    attributes = attributes_of(self)
    return Dict.of({}, UNKNOWN_VALUE) if attributes is None else Dict.of(attributes)
