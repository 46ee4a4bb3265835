"""Random Python operations run twice: by Python, and by the models over values of which a part is hidden.

`Covering` says whether an abstract value is true of a real one. A symbol is bound to the number that
it is first met with, and has to keep it.
"""

from __future__ import annotations

import collections
import math
import operator
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tensorlint.models import registry
from tensorlint.models.coercion import COERCERS
from tensorlint.models.python_constants import Interval, from_python, unknown_set
from tensorlint.models.python_values import element_of, iterate
from tensorlint.shapes import UNKNOWN, Size, symbol
from tensorlint.shapes.sizes import Expression, Symbol, bounds, substitute, symbols
from tensorlint.values import (
    UNKNOWN_VALUE,
    Boolean,
    Cells,
    Constant,
    Dict,
    Float,
    Integer,
    Library,
    List,
    Partial,
    Series,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    joined,
)

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
    "is": operator.is_,
    "is not": operator.is_not,
}

MAXIMUM_DEPTH = 12
INTS = (-3, -1, 0, 0, 1, 1, 2, 2, 3, 4, 5, 7)
FLOATS = (-2.5, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.75, math.inf)
TEXTS = ("", "a", "b", "ab", "ba", "a b", "%d", "{}", "1", "2.5", "Abc", " x ")


class Program(registry.Context):
    """The interpreter's services for models, as far as the standard library needs them."""

    def call(
        self, function: Value, arguments: Sequence[Value] = (), keywords: Mapping[str, Value] | None = None
    ) -> Value:
        """Call a library function through its model."""
        if isinstance(function, Partial):
            return self.call(function.function, (*function.arguments, *arguments), dict(function.keywords))
        if isinstance(function, Library) and registry.lookup(function.path) is not None:
            return self.apply(function.path, arguments, keywords or {})
        return UNKNOWN_VALUE

    def apply(self, path: str, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
        """Bind, coerce and call a model as the interpreter does."""
        model = registry.lookup(path)
        assert model is not None, f"no model for {path}"
        bound = model.bind(arguments, keywords)
        if bound is None:
            return UNKNOWN_VALUE
        positional: list[Any] = [self] if model.wants_context else []
        named: dict[str, Any] = {}
        for parameter in model.parameters:
            if parameter.name not in bound:
                continue
            coerce = COERCERS[parameter.annotation]
            value = bound[parameter.name]
            if parameter is model.variadic:
                positional.extend(coerce(item) for item in value)
            elif parameter is model.keywords:
                named.update({name: coerce(item) for name, item in value.items()})
            elif parameter in model.positional:
                positional.append(coerce(value))
            else:
                named[parameter.name] = coerce(value)
        try:
            result = model.function(*positional, **named)
        except registry.NotCoercible:
            return model.fallback()
        assert isinstance(result, Value), f"{path} gives {result!r}"
        return result

    def write(self, cells: Cells, key: Any, value: Any) -> None:
        """Change mutable state."""
        cells[key] = value

    def attribute(self, value: Value, name: str) -> Value:
        """Attributes of built-in values."""
        return UNKNOWN_VALUE

    def elements(self, value: Value) -> tuple[Value, ...] | None:
        """The items while all are known."""
        return iterate(value)

    def element(self, value: Value) -> Value:
        """What the items have in common."""
        return element_of(value)

    def report(self, code: str, message: str, severity: str = "warning") -> None:
        """Nothing is reported."""

    def text(self, parameter: str) -> str:
        """The user's expression."""
        return parameter


class Contradiction(AssertionError):
    """A value claims what is not so."""


class Covering:
    """Whether values are true of real objects, under one choice of the symbols."""

    def __init__(self) -> None:
        self.numbers: dict[Symbol, int] = {}
        self._open: set[tuple[int, int]] = set()

    def check(self, value: Value, real: Any) -> None:
        """Raise `Contradiction` where the value is not true of the real object."""
        if not self.covers(value, real):
            raise Contradiction(f"claims {value!r}, really {real!r}")

    def covers(self, value: Value, real: Any) -> bool:
        """Whether the value is true of the real object (which may hold itself)."""
        pair = (id(value), id(real))
        if pair in self._open or len(self._open) > MAXIMUM_DEPTH:
            return True
        self._open.add(pair)
        try:
            return self._covers(value, real)
        finally:
            self._open.discard(pair)

    def _covers(self, value: Value, real: Any) -> bool:
        if isinstance(value, Unknown):
            return True
        if isinstance(value, Union):
            return any(self._tried(each, real) for each in value.alternatives)
        if isinstance(value, Integer):
            return type(real) is int and self.size(value.size, real)
        if isinstance(value, Float):
            return type(real) is float and _float(value, real)
        if isinstance(value, Boolean):
            return type(real) is bool and value.value in (None, real)
        if isinstance(value, String):
            return type(real) is str and value.value in (None, real)
        if isinstance(value, Constant):
            return type(real) is type(value.value) and (real == value.value)
        if isinstance(value, Tuple):
            return isinstance(real, tuple) and self._items(value.items, real)
        if isinstance(value, Series):
            return self._series(value, real)
        if isinstance(value, List):
            kind = collections.deque if "maxlen" in value.cells else list
            return type(real) is kind and self._list(value, list(real))
        if isinstance(value, Dict):
            return isinstance(real, dict) and self._dict(value, real)
        if isinstance(value, SetValue):
            return isinstance(real, set | frozenset) and self._set(value, real)
        raise AssertionError(f"no meaning for {value!r}")

    def _tried(self, value: Value, real: Any) -> bool:
        """Whether an alternative is true; which one it is shows nothing about the symbols in it."""
        before = dict(self.numbers)
        found = self.covers(value, real)
        self.numbers = before
        return found

    def size(self, size: Size, real: int) -> bool:
        """Whether a size may be this number; binds the one symbol that is still free."""
        if isinstance(size, int) or size is UNKNOWN:
            return size is UNKNOWN or size == real
        known: dict[Any, Size] = {each: self.numbers[each] for each in symbols(size) if each in self.numbers}
        rest = substitute(size, known)
        if isinstance(rest, int):
            return rest == real
        low, high = bounds(rest)
        if not low <= real <= high:
            return False
        if isinstance(rest, Expression):
            free = [term for term in rest.terms if term[0]]
            if len(free) == 1 and len(free[0][0]) == 1 and isinstance(free[0][0][0], Symbol):
                return self._bind(free[0][0][0], free[0][1], real - rest.constant)
        return True

    def _bind(self, free: Symbol, coefficient: int, product: int) -> bool:
        if product % coefficient:
            return False
        number = product // coefficient
        if number < free.lower or (free.upper is not None and number > free.upper):
            return False
        self.numbers[free] = number
        return free.ceiling is None or bounds(substitute(free.ceiling, dict(self.numbers)))[1] >= number

    def _items(self, items: Sequence[Value], real: Sequence[Any]) -> bool:
        return len(items) == len(real) and all(self.covers(a, b) for a, b in zip(items, real, strict=True))

    def _series(self, value: Series, real: Any) -> bool:
        if value.kind == "range":
            if not isinstance(real, range) or not self.size(value.length, len(real)):
                return False
            if len(real) == 0:
                return True
            return self.size(value.start, real.start) and self.size(value.step, real.step)
        if not isinstance(real, tuple):
            return False
        return self.size(value.length, len(real)) and all(self.covers(value.element, each) for each in real)

    def _list(self, value: List, real: list[Any]) -> bool:
        if value.items is not None:
            return self._items(value.items, real)
        if not self.size(value.length, len(real)):
            return False
        return all(self.covers(value.element, each) for each in real)

    def _dict(self, value: Dict, real: dict[Any, Any]) -> bool:
        if any(key not in real for key in value.entries):
            return False
        if value.others is None and list(value.entries) != list(real):
            return False
        for key, item in real.items():
            held = value.entries.get(key, value.others)
            if held is None or not self.covers(held, item):
                return False
        return True

    def _set(self, value: SetValue, real: set[Any]) -> bool:
        items = value.cells["items"]
        if items is None:
            element = value.cells.get("element", UNKNOWN_VALUE)
            return self.size(value.cells["length"], len(real)) and all(
                self.covers(element, each) for each in real
            )
        return len(items) == len(real) and all(any(self._tried(a, b) for b in real) for a in items)


def _float(value: Float, real: float) -> bool:
    if isinstance(value, Interval):
        return value.low <= real <= value.high
    return value.value is None or value.value == real or (math.isnan(value.value) and math.isnan(real))


class Drawing:
    """Draws real objects, and values that show a part of them."""

    def __init__(self, seed: int, covering: Covering, hide: bool = True):
        self.random = random.Random(seed)
        self.covering = covering
        self.hides = hide

    def real(self, depth: int = 2) -> Any:
        """A real object."""
        kinds: list[Callable[[], Any]] = [self.int, self.int, self.float, self.text, self.bool, lambda: None]
        if depth:
            kinds += [lambda: self.list(depth - 1), lambda: self.list(depth - 1)]
            kinds += [lambda: self.tuple(depth - 1), lambda: self.dict(depth - 1), self.set]
        return self.random.choice(kinds)()

    def int(self) -> int:
        """A small int."""
        return self.random.choice(INTS)

    def float(self) -> float:
        """A float."""
        return self.random.choice(FLOATS)

    def bool(self) -> bool:
        """A bool."""
        return self.random.random() < 0.5

    def text(self) -> str:
        """A short text."""
        return self.random.choice(TEXTS)

    def key(self) -> Any:
        """A dict key."""
        return self.random.choice([self.int, self.text, lambda: (self.int(), self.int())])()

    def list(self, depth: int = 1) -> list[Any]:
        """A list, often of one kind."""
        count = self.random.randrange(5)
        if self.random.random() < 0.6:
            kind = self.random.choice([self.int, self.float, self.text, lambda: self.list(0)])
            return [kind() for _ in range(count)]
        return [self.real(depth) for _ in range(count)]

    def tuple(self, depth: int = 1) -> tuple[Any, ...]:
        """A tuple."""
        return tuple(self.list(depth))

    def dict(self, depth: int = 1) -> dict[Any, Any]:
        """A dict."""
        return {self.key(): self.real(depth) for _ in range(self.random.randrange(4))}

    def set(self) -> set[Any]:
        """A set."""
        return {self.key() for _ in range(self.random.randrange(4))}

    def _chance(self, probability: float) -> bool:
        return self.hides and self.random.random() < probability

    def symbol(self, number: int) -> Size:
        """A symbol that stands for a number."""
        lower = number - self.random.choice((0, 1, 5, math.inf))
        upper = number + self.random.choice((0, 1, 5, math.inf))
        size = symbol("n", lower, None if upper == math.inf else upper)
        if isinstance(size, Expression):
            (made,) = symbols(size)
            self.covering.numbers[made] = number
        return size

    def size(self, number: int) -> Size:
        """A size that shows a part of what a number is."""
        if self._chance(0.3):
            return self.symbol(number)
        return UNKNOWN if self._chance(0.1) else number

    def value(self, real: Any, inner: bool = False) -> Value:
        """A value that is true of a real object."""
        if inner and self._chance(0.05):
            return UNKNOWN_VALUE
        if inner and self._chance(0.05):
            return Union((self.value(real), self.value(self.real(0))))
        kind = type(real)
        if kind is int:
            return Integer(self.size(real))
        if kind in (float, bool, str):
            if kind is float and math.isfinite(real) and self._chance(0.2):
                return Interval(low=real - 1, high=real + self.random.choice((0.0, 1.0, math.inf)))
            made = {float: Float, bool: Boolean, str: String}[kind]
            return made() if self._chance(0.2) else made(real)
        if kind is list:
            items = tuple([self.value(item, True) for item in real])
            return self._summary(items) if self._chance(0.3) else List.of(items)
        if kind is tuple:
            items = tuple([self.value(item, True) for item in real])
            if self._chance(0.2):
                return Series(joined(*items), self.size(len(items)), "tuple")
            return Tuple(items)
        if kind is dict:
            return self._dict(real)
        if kind is set:
            if self._chance(0.3):
                element = joined(*[self.value(item) for item in real])
                return unknown_set(element, len(real) + self.random.randrange(3))
            return SetValue.of(tuple([from_python(item) for item in real]))
        return from_python(real)

    def _summary(self, items: tuple[Value, ...]) -> List:
        made = List.like(joined(*items), self.size(len(items)))
        if self._chance(0.2):
            made.cells["length"] = symbol("length", lower=0)
            made.cells["weak"] = True
        return made

    def _dict(self, real: dict[Any, Any]) -> Dict:
        entries = {key: self.value(item, True) for key, item in real.items()}
        if self._chance(0.3):
            hidden = {key: item for key, item in entries.items() if self.random.random() < 0.5}
            others = joined(*hidden.values()) if hidden else self.value(self.real(0), True)
            return Dict.of({key: item for key, item in entries.items() if key not in hidden}, others)
        return Dict.of(entries)
