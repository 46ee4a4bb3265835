"""Python's built-in functions and types on single values: conversions, numbers, text, files."""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isfinite, trunc
from typing import Any

from tensorlint.models.families import like
from tensorlint.models.operators import is_scalar
from tensorlint.models.python_constants import ABSENT, EMPTY_TEXT, ZERO, Interval, from_python, to_ordered
from tensorlint.models.python_numbers import size_of
from tensorlint.models.python_operators import binary, is_boundless
from tensorlint.models.python_values import interval, is_finite, length_of, truth
from tensorlint.models.registry import Context, NotCoercible, attribute, constant, models, refuse, unmodelled
from tensorlint.shapes import UNKNOWN, symbol
from tensorlint.shapes.sizes import bounds, floor_divide, maximum, multiply
from tensorlint.values import (
    ELLIPSIS,
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Float,
    Integer,
    List,
    Object,
    Series,
    Slice,
    String,
    Tuple,
    Value,
)

MAXIMUM_RESULT = 65536
READ = String("r")

constant("builtins.None", NONE)
constant("builtins.True", TRUE)
constant("builtins.False", FALSE)
constant("builtins.Ellipsis", ELLIPSIS)
constant("builtins.__debug__", TRUE)


def by_python(function: Callable[..., Any], otherwise: Value, *arguments: Value, **keywords: Value) -> Value:
    """What the real function gives for constants; `otherwise` where an argument is not known.

    Unknown where the real function raises.
    """
    try:
        real = [to_ordered(argument) for argument in arguments]
        named = {name: to_ordered(value) for name, value in keywords.items()}
    except NotCoercible:
        return otherwise
    try:
        result = function(*real, **named)
    except Exception:
        return UNKNOWN_VALUE
    if isinstance(result, str | bytes) and len(result) > MAXIMUM_RESULT:
        return otherwise
    return from_python(result)


def unknown_int(name: str, low: float = -inf, high: float = inf) -> Integer:
    """An int that is not known, within bounds, with a name for messages."""
    return Integer(symbol(name, lower=low, upper=None if high == inf else high))


@models("builtins.len")
def length(context: Context, obj: Value, /) -> Value:
    """The number of items; of an array, the size of its first axis."""
    if isinstance(obj, Array) and obj.rank:
        axis = obj.shape.axes[0]
        return Integer(axis.size, axis.parts)
    if is_scalar(obj):
        refuse("TSL605", "len() needs an array with axes, but {obj} is (): it has none", "TypeError")
    size = length_of(obj)
    return unknown_int(f"len({context.text('obj') or '…'})", 0) if size is UNKNOWN else Integer(size)


@models("builtins.int")
def to_int(context: Context, x: Value = ZERO, /, base: Value = ABSENT) -> Value:
    """Truncated towards zero, or parsed."""
    if base is not ABSENT:
        return by_python(int, Integer(), x, base)
    if isinstance(x, Integer):
        return x
    if isinstance(x, Boolean | Float | String):
        known = by_python(int, NONE, x)
        if known != NONE:
            return known
    name = f"int({context.text('x') or '…'})"
    if isinstance(x, Boolean):
        return unknown_int(name, 0, 1)
    if isinstance(x, Interval):
        return truncated(name, x)
    if isinstance(x, Array) and x.contents is not None and len(x.contents) == 1:
        content = x.contents[0]
        if isinstance(content, float):
            return Integer(trunc(content)) if isfinite(content) else UNKNOWN_VALUE
        return Integer(content)
    return unknown_int(name)


def truncated(name: str, x: Interval) -> Integer:
    """`int(x)` of a float between bounds; exact for the quotient of sizes that are not negative."""
    if bounds(x.numerator)[0] >= 0 and bounds(x.denominator)[0] >= 1:
        size = floor_divide(x.numerator, x.denominator)
        if size is not UNKNOWN:
            return Integer(size)
    return unknown_int(name, _whole(x.low, trunc), _whole(x.high, trunc))


def _whole(bound: float, rounding: Callable[[float], int]) -> float:
    return rounding(bound) if isfinite(bound) else bound


@models("builtins.float")
def to_float(x: Value = ZERO, /) -> Value:
    """A float; of a size that is not known, one that remembers it."""
    if isinstance(x, Float):
        return x
    if isinstance(x, Integer) and not isinstance(x.size, int):
        low, high = interval(x)
        return Interval(low=low, high=high, numerator=x.size, denominator=1)
    if isinstance(x, Integer | Boolean | String):
        return by_python(float, Float(), x)
    return Float() if isinstance(x, Array) else UNKNOWN_VALUE if isinstance(x, Object) else Float()


@models("builtins.bool")
def to_bool(x: Value = FALSE, /) -> Value:
    """The truth of a value."""
    return Boolean(truth(x))


@models("builtins.complex")
def to_complex(real: Value = ZERO, imag: Value = ZERO) -> Value:
    """A complex number."""
    return by_python(complex, UNKNOWN_VALUE, real, imag)


@models("builtins.str")
def to_str(object: Value = EMPTY_TEXT, encoding: Value = NONE, errors: Value = NONE) -> Value:
    """The text of a value."""
    return by_python(str, String(), object) if encoding == NONE else String()


@models("builtins.repr", "builtins.ascii")
def representation(obj: Value, /) -> Value:
    """The text of a value as Python writes it."""
    return by_python(repr, String(), obj)


@models("builtins.format")
def formatted(value: Value, format_spec: Value = EMPTY_TEXT, /) -> Value:
    """A value formatted as in an f-string."""
    if isinstance(format_spec, String) and is_boundless(format_spec.value or "", ""):
        return String()
    return by_python(format, String(), value, format_spec)


@models("builtins.bytes", "builtins.bytearray")
def to_bytes(source: Value = NONE, encoding: Value = NONE, errors: Value = NONE) -> Value:
    """Bytes are not followed."""
    return UNKNOWN_VALUE


@models("builtins.abs")
def absolute(x: Value, /) -> Value:
    """The absolute value; of an array, each element's."""
    if isinstance(x, Array):
        return like(x, dtype="" if "complex" in x.dtype or not x.dtype else x.dtype)
    if isinstance(x, Integer):
        if bounds(x.size)[0] >= 0:
            return x
        return Integer(maximum(x.size, multiply(-1, x.size)))
    if isinstance(x, Float) and x.value is None:
        if not is_finite(x):
            return Float()
        low, high = interval(x)
        least = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
        return Interval(low=least, high=max(abs(low), abs(high)))
    return by_python(abs, Integer() if isinstance(x, Boolean) else UNKNOWN_VALUE, x)


@models("builtins.round")
def rounded(context: Context, number: Value, ndigits: Value = NONE) -> Value:
    """Rounded half to even: an int without digits."""
    if isinstance(number, Array):
        # Of a single number it is a Python int; other arrays have no __round__.
        return like(number) if ndigits != NONE else UNKNOWN_VALUE
    if isinstance(number, Integer) and not isinstance(number.size, int):
        return number if ndigits == NONE else Integer()
    if ndigits == NONE and isinstance(number, Float) and number.value is None:
        low, high = interval(number)
        if isinstance(number, Interval) and number.denominator == 1:
            return Integer(number.numerator)
        name = f"round({context.text('number') or '…'})"
        return unknown_int(name, _whole(low, round), _whole(high, round))
    if isinstance(number, Float | Integer | Boolean):
        return by_python(round, Float() if isinstance(number, Float) else Integer(), number, ndigits)
    return UNKNOWN_VALUE


@models("builtins.divmod")
def quotient_and_remainder(x: Value, y: Value, /) -> Value:
    """`(x // y, x % y)`."""
    if isinstance(x, Array) or isinstance(y, Array):
        return UNKNOWN_VALUE
    return Tuple((binary("//", x, y), binary("%", x, y)))


@models("builtins.pow")
def power(base: Value, exp: Value, mod: Value = NONE) -> Value:
    """`base ** exp`, modulo `mod` where given."""
    if isinstance(base, Array) or isinstance(exp, Array):
        from tensorlint.models import operators

        return operators.binary("**", base, exp) if mod == NONE else UNKNOWN_VALUE
    if mod == NONE:
        return binary("**", base, exp)
    size = size_of(exp)
    if isinstance(size, int) and size.bit_length() <= 64:
        return by_python(pow, Integer(), base, exp, mod)
    return Integer()


@models("builtins.chr")
def character(i: Value, /) -> Value:
    """The character of a code point."""
    return by_python(chr, String(), i)


@models("builtins.ord")
def code_point(c: Value, /) -> Value:
    """The code point of a character."""
    return by_python(ord, unknown_int("ord", 0, 0x10FFFF), c)


@models("builtins.bin")
def binary_text(number: Value, /) -> Value:
    """An int in binary."""
    return by_python(bin, String(), number)


@models("builtins.hex")
def hexadecimal_text(number: Value, /) -> Value:
    """An int in hexadecimal."""
    return by_python(hex, String(), number)


@models("builtins.oct")
def octal_text(number: Value, /) -> Value:
    """An int in octal."""
    return by_python(oct, String(), number)


@models("builtins.slice")
def make_slice(*args: Value) -> Value:
    """A slice as a value."""
    if len(args) == 1:
        return Slice(NONE, args[0], NONE)
    return Slice(*args) if 2 <= len(args) <= 3 else UNKNOWN_VALUE


@attribute("builtins.slice.start")
def slice_start(value: Value) -> Value:
    """The first bound."""
    return value.start if isinstance(value, Slice) else UNKNOWN_VALUE


@attribute("builtins.slice.stop")
def slice_stop(value: Value) -> Value:
    """The last bound."""
    return value.stop if isinstance(value, Slice) else UNKNOWN_VALUE


@attribute("builtins.slice.step")
def slice_step(value: Value) -> Value:
    """The step."""
    return value.step if isinstance(value, Slice) else UNKNOWN_VALUE


@models("builtins.print")
def output(
    *values: Value, sep: Value = NONE, end: Value = NONE, file: Value = NONE, flush: Value = FALSE
) -> Value:
    """Prints and gives None."""
    return NONE


@models("builtins.input")
def line_of_input(prompt: Value = NONE, /) -> Value:
    """A line that the user types."""
    return String()


@models("builtins.id")
def identity(obj: Value, /) -> Value:
    """An int that tells objects apart."""
    return unknown_int("id", 0)


@models("builtins.hash")
def hashed(obj: Value, /) -> Value:
    """An int."""
    return unknown_int("hash")


@models("builtins.object")
def plain_object() -> Value:
    """An object without anything."""
    return Object("builtins.object")


@models("builtins.open", "io.open")
def opened(
    file: Value,
    mode: Value = READ,
    buffering: Value = NONE,
    encoding: Value = NONE,
    errors: Value = NONE,
    newline: Value = NONE,
    closefd: Value = TRUE,
    opener: Value = NONE,
) -> Value:
    """An open file; what is in it is not known."""
    made = Object("builtins.file")
    made.cells["text"] = isinstance(mode, String) and mode.value is not None and "b" not in mode.value
    return made


def _text_of(file: Value) -> Value:
    is_text = isinstance(file, Object) and file.cells.get("text") is True
    return String() if is_text else UNKNOWN_VALUE


@models("builtins.file.read", "builtins.file.readline")
def read(self: Value, size: Value = NONE, /) -> Value:
    """Text of a file opened as text."""
    return _text_of(self)


@models("builtins.file.readlines")
def read_lines(self: Value, hint: Value = NONE, /) -> Value:
    """The lines of a file."""
    return List.like(_text_of(self), symbol("lines", lower=0))


@models("builtins.file.__iter__")
def lines(self: Value) -> Value:
    """A file gives its lines."""
    return Series(_text_of(self), symbol("lines", lower=0))


@models("builtins.file.__enter__")
def entered(self: Value) -> Value:
    """A file is its own context."""
    return self


@models("builtins.file.write", "builtins.file.seek", "builtins.file.tell")
def written(self: Value, *args: Value) -> Value:
    """A number of characters, or a position."""
    return unknown_int("position", 0)


@models("builtins.file.close", "builtins.file.flush", "builtins.file.writelines")
def closed(self: Value, *args: Value) -> Value:
    """Nothing comes back."""
    return NONE


@models("builtins.int.bit_length", "builtins.int.bit_count")
def bit_length(self: Value) -> Value:
    """How many bits an int takes."""
    return by_python(lambda number: int(number).bit_length(), unknown_int("bits", 0), self)


@models("builtins.int.conjugate", "builtins.int.__index__", "builtins.int.__int__")
def same_int(self: Value) -> Value:
    """The int itself."""
    return self if isinstance(self, Integer) else Integer(size_of(self))


@attribute("builtins.int.real", "builtins.int.numerator")
def real_part(value: Value) -> Value:
    """The int itself."""
    return value if isinstance(value, Integer) else Integer(size_of(value))


@attribute("builtins.int.imag")
def no_imaginary_part(value: Value) -> Value:
    """An int has none."""
    return Integer(0)


@attribute("builtins.int.denominator")
def denominator(value: Value) -> Value:
    """An int's is 1."""
    return Integer(1)


@models("builtins.float.is_integer")
def is_whole(self: Value) -> Value:
    """Whether a float is a whole number."""
    return by_python(lambda number: float(number).is_integer(), Boolean(), self)


@attribute("builtins.float.real")
def real_float(value: Value) -> Value:
    """The float itself."""
    return value


@attribute("builtins.float.imag")
def imaginary_float(value: Value) -> Value:
    """A float has none."""
    return Float(0.0)


unmodelled("runs text as code", "builtins.eval", "builtins.exec", "builtins.compile", "builtins.__import__")
unmodelled("looks at the running program", "builtins.globals", "builtins.locals", "builtins.dir")
unmodelled("raw memory", "builtins.memoryview")
unmodelled("talks to the user", "builtins.help", "builtins.breakpoint", "builtins.exit", "builtins.quit")
unmodelled(
    "the interpreter's own",
    "builtins.isinstance",
    "builtins.issubclass",
    "builtins.getattr",
    "builtins.hasattr",
    "builtins.setattr",
    "builtins.delattr",
    "builtins.super",
    "builtins.type",
    "builtins.callable",
    "builtins.vars",
    "builtins.property",
    "builtins.classmethod",
    "builtins.staticmethod",
)
