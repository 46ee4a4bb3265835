"""Methods of str and bytes: the real ones where all is known, else the type of their result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tensorlint.models.python_builtins import by_python, unknown_int
from tensorlint.models.python_constants import MAXIMUM_TEXT, to_ordered
from tensorlint.models.python_iteration import items_of
from tensorlint.models.python_operators import is_boundless
from tensorlint.models.registry import Context, NotCoercible, models
from tensorlint.shapes import symbol
from tensorlint.values import UNKNOWN_VALUE, Boolean, Dict, Integer, List, String, Tuple, Value

_TEXT = (
    "capitalize",
    "casefold",
    "center",
    "expandtabs",
    "ljust",
    "lower",
    "lstrip",
    "removeprefix",
    "removesuffix",
    "replace",
    "rjust",
    "rstrip",
    "strip",
    "swapcase",
    "title",
    "translate",
    "upper",
    "zfill",
)
_TRUTH = (
    "endswith",
    "isalnum",
    "isalpha",
    "isascii",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isprintable",
    "isspace",
    "istitle",
    "isupper",
    "startswith",
)
_NUMBER = ("count", "find", "index", "rfind", "rindex")
_LISTS = ("rsplit", "split", "splitlines")
_TRIPLES = ("partition", "rpartition")


def _bounded(method: str, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> bool:
    """Whether the result has a size that it can be worth to work out."""
    texts = [each.value or "" for each in arguments if isinstance(each, String)]
    ints = [each.size for each in (*arguments, *keywords.values()) if isinstance(each, Integer)]
    if any(isinstance(size, int) and abs(size) > MAXIMUM_TEXT for size in ints):
        return False
    if method in ("replace", "translate", "expandtabs"):
        factor = max(
            [len(text) for text in texts[1:]] + [size for size in ints if isinstance(size, int)] + [1]
        )
        return len(texts[0]) * factor <= MAXIMUM_TEXT * 16 if texts else True
    return True


def _model(method: str, otherwise: Callable[[], Value]) -> None:
    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(str, method)(*args, **kwargs)

    def model(self: Value, /, *args: Value, **kwargs: Value) -> Value:
        if not isinstance(self, String) or not _bounded(method, (self, *args), kwargs):
            return otherwise()
        return by_python(call, otherwise(), self, *args, **kwargs)

    model.__doc__ = f"`str.{method}`."
    models(f"builtins.str.{method}")(model)


def _some_strings() -> Value:
    return List.like(String(), symbol("pieces", lower=0))


for _name in _TEXT:
    _model(_name, String)
for _name in _TRUTH:
    _model(_name, Boolean)
for _name in _NUMBER:
    _model(_name, lambda: unknown_int("position", -1))
for _name in _LISTS:
    _model(_name, _some_strings)
for _name in _TRIPLES:
    _model(_name, lambda: Tuple((String(), String(), String())))


@models("builtins.str.join")
def joined_text(context: Context, self: Value, iterable: Value, /) -> Value:
    """Texts with a separator between them."""
    items = items_of(context, iterable)
    if items is None or not isinstance(self, String):
        return String()
    total = sum(len(item.value or "") for item in items if isinstance(item, String))
    if total + len(items) * len(self.value or "") > MAXIMUM_TEXT:
        return String()
    return by_python(lambda text, parts: str(text).join(parts), String(), self, Tuple(items))


@models("builtins.str.format")
def formatted_text(self: Value, /, *args: Value, **kwargs: Value) -> Value:
    """A format filled in."""
    try:
        real = [to_ordered(argument) for argument in (self, *args)]
        named = {name: to_ordered(value) for name, value in kwargs.items()}
        if not isinstance(real[0], str) or is_boundless(real[0], (real[1:], named)):
            return String()
        text = real[0].format(*real[1:], **named)
    except (NotCoercible, LookupError, ValueError, TypeError, AttributeError, MemoryError):
        return String()
    return String(text if len(text) <= MAXIMUM_TEXT else None)


@models("builtins.str.format_map")
def format_mapped(self: Value, mapping: Value, /) -> Value:
    """A format filled in from a mapping."""
    if isinstance(self, String) and isinstance(mapping, Dict) and mapping.others is None:
        return formatted_text(self, **{str(key): value for key, value in mapping.entries.items()})
    return String()


UTF8 = String("utf-8")
STRICT = String("strict")


@models("builtins.str.encode")
def encoded(self: Value, encoding: Value = UTF8, errors: Value = STRICT) -> Value:
    """Bytes of a text."""
    return by_python(str.encode, UNKNOWN_VALUE, self, encoding, errors)


@models("builtins.str.maketrans")
def translation_table(x: Value, /, *args: Value) -> Value:
    """A table for `translate`."""
    return by_python(str.maketrans, Dict.of({}, String()), x, *args)


@models("builtins.bytes.decode")
def decoded(self: Value, encoding: Value = UTF8, errors: Value = STRICT) -> Value:
    """Text of bytes."""
    return by_python(bytes.decode, String(), self, encoding, errors)


@models("builtins.bytes.hex")
def hexadecimal(self: Value, /, *args: Value) -> Value:
    """Bytes in hexadecimal."""
    return by_python(bytes.hex, String(), self, *args)
