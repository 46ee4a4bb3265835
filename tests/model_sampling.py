"""Draws the real arguments of sampled calls, and the values that show a model a part of what is known."""

from __future__ import annotations

import random
import types
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from tensorlint.models.coercion import dtype_kind
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, symbol
from tensorlint.shapes.axes import AxisOrigin, born
from tensorlint.shapes.sizes import Atom, Expression, add, multiply
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Constant,
    Dict,
    Float,
    Integer,
    Library,
    List,
    Object,
    Series,
    Slice,
    String,
    Tuple,
    Value,
)

Choice = TypeVar("Choice")
SIZES = (0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10)
DATA = 1_000_000
"""Distinct data of the k-th array starts at (k + 1) * DATA; smaller values are no data."""


@dataclass
class As:
    """A real argument with the abstract value to show the model in its place."""

    real: Any
    value: Value


def real_text(value: Any) -> str:
    """A real argument or result as messages show it."""
    if isinstance(value, As):
        return real_text(value.real)
    if isinstance(value, np.ndarray):
        contents = f" {value.tolist()}" if value.size <= 8 and value.dtype.kind in "ib" else ""
        return f"<{value.shape} {value.dtype}{contents}>"
    if isinstance(value, tuple | list):
        inner = ", ".join(real_text(each) for each in value)
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    shape = None if isinstance(value, type) else getattr(value, "shape", None)
    return repr(value) if shape is None else f"<{type(value).__name__} {tuple(shape)}>"


class Draw:
    """Draws what calls are made of, from one seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self._arrays = 0

    def integer(self, low: int, high: int) -> int:
        """An int, both ends included."""
        return self.random.randint(low, high)

    def choice(self, options: Sequence[Choice]) -> Choice:
        """One of the options."""
        return self.random.choice(options)

    def chance(self, probability: float = 0.5) -> bool:
        """True that often."""
        return self.random.random() < probability

    def size(self) -> int:
        """The size of an axis."""
        return self.choice(SIZES)

    def rank(self, low: int = 0, high: int = 4) -> int:
        """A rank, small ones more often."""
        return min(self.integer(low, high), self.integer(low, high + 1))

    def shape(self, low: int = 0, high: int = 4) -> tuple[int, ...]:
        """A shape of a rank in [low, high] and at most some thousand elements."""
        return tuple(self.size() for _ in range(self.rank(low, high)))

    def dtype(self) -> str:
        """The name of a dtype."""
        return self.choice(("float64", "float64", "float32", "int64", "int64", "int32", "bool", "complex128"))

    def array(self, shape: Sequence[int], dtype: str | None = None, low: int = 0, high: int = 9) -> Any:
        """A NumPy array of small numbers."""
        count = int(np.prod(shape, dtype=int))
        numbers = [self.random.randint(low, high) for _ in range(count)]
        return np.array(numbers, dtype="int64").reshape(tuple(shape)).astype(dtype or self.dtype())

    def data(self, shape: Sequence[int]) -> Any:
        """An int64 array in which no element is like another, also not one of another array."""
        self._arrays += 1
        count = int(np.prod(shape, dtype=int))
        return (np.arange(count) + self._arrays * DATA).reshape(tuple(shape))

    def axis(self, rank: int, wrong: float = 0.1) -> int:
        """An axis of an array of that rank; now and then one that it does not have."""
        if rank == 0 or self.chance(wrong):
            return self.choice((-rank - 1, rank, rank + 1, -rank - 2))
        return self.integer(-rank, rank - 1)

    def axes(self, rank: int, wrong: float = 0.1) -> tuple[int, ...]:
        """Some axes; now and then a wrong or a repeated one."""
        if self.chance(wrong):
            return tuple(self.axis(rank, 0.3) for _ in range(self.integer(1, rank + 1)))
        chosen = self.random.sample(range(rank), self.integer(0, rank))
        return tuple(axis - rank if self.chance(0.3) else axis for axis in chosen)

    def given(self, probability: float = 0.5, **keywords: Any) -> dict[str, Any]:
        """Some of these keywords."""
        return {name: value for name, value in keywords.items() if self.chance(probability)}


class Abstraction:
    """Turns real arguments into values, hiding a part of what is known of them.

    `exact`: everything is known. Else sizes and ints stand behind symbols, whose true values are in
    `truth`, and with `holes` some are unknown altogether.
    """

    def __init__(self, draw: Draw, library: str):
        self.draw = draw
        self.library = library
        self.exact = draw.chance(0.5)
        self.holes = not self.exact and draw.chance(0.4)
        self.truth: dict[Atom, Size] = {}
        self.origins: dict[AxisOrigin, tuple[int, int, tuple[int, ...]]] = {}
        self._symbols: dict[int, Size] = {}

    def size(self, value: int) -> Size:
        """A size, perhaps behind a symbol; equal sizes often share theirs."""
        if self.exact or value < 0 or self.draw.chance(0.4):
            return value
        if self.holes and self.draw.chance(0.3):
            return UNKNOWN
        if value in self._symbols and self.draw.chance(0.7):
            return self._symbols[value]
        if value >= 4 and value % 2 == 0 and self.draw.chance(0.25):
            size = multiply(2, self.size_symbol(value // 2))
        elif value >= 3 and self.draw.chance(0.25):
            size = add(self.size_symbol(value - 1), 1)
        else:
            size = self.size_symbol(value)
        self._symbols[value] = size
        return size

    def size_symbol(self, value: int) -> Size:
        """A fresh symbol of that value, as for the size of an input."""
        lower = 1 if value >= 1 and self.draw.chance(0.8) else 0
        size = symbol(f"n{value}", lower=lower)
        assert isinstance(size, Expression)
        [atom] = size.atoms()
        self.truth[atom] = value
        return size

    def dtype(self, name: str) -> str:
        """A dtype as the interpreter may know it: by its name, its kind, or not at all."""
        known = exact_dtype(name)
        if self.exact or self.draw.chance(0.7):
            return known
        return dtype_kind(known) if self.draw.chance(0.5) else ""

    def array(self, real: Any) -> Array:
        """An array argument."""
        sizes = tuple(int(size) for size in real.shape)
        axes = [born(self.size(size), f"axis {index}") for index, size in enumerate(sizes)]
        for index, axis in enumerate(axes):
            if axis.parts:
                number = int(real.flat[0]) // DATA if isinstance(real, np.ndarray) and _is_data(real) else 0
                self.origins[axis.parts[0].origin] = (number, index, sizes)
        if self.draw.chance(0.1):
            axes = [Axis(axis.size, () if axis.size == 1 else None) for axis in axes]
        shape = Shape(tuple(axes))
        if self.holes and self.draw.chance(0.25):
            shape = Shape(tuple(axes[self.draw.integer(0, len(axes)) :]), True)
        dtype = self.dtype(dtype_name(real.dtype))
        contents = None
        countable = isinstance(real, np.ndarray) and real.dtype.name in ("int64", "bool") and real.size <= 64
        if countable and dtype and shape.is_concrete and self.draw.chance(0.9 if self.exact else 0.5):
            contents = tuple(real.ravel().tolist())
        flags = getattr(real, "flags", None)
        writeable = flags.writeable if isinstance(real, np.ndarray) and flags is not None else None
        return Array(shape, dtype, self.library, writeable, contents)

    def value(self, real: Any) -> Value:
        """Any argument."""
        if isinstance(real, As):
            return real.value
        if isinstance(real, Value):
            return real
        if hasattr(real, "shape") and hasattr(real, "dtype") and not isinstance(real, type):
            return self.array(real)
        if self.holes and isinstance(real, int | tuple | list) and self.draw.chance(0.1):
            return UNKNOWN_VALUE
        if isinstance(real, bool):
            return Boolean(real)
        if isinstance(real, int):
            return Integer(real if self.draw.chance(0.5) else self.size(real))
        if isinstance(real, float):
            return Float(None if self.holes and self.draw.chance(0.3) else real)
        if isinstance(real, str):
            return String(real)
        if real is None:
            return NONE
        if real is Ellipsis:
            return ELLIPSIS
        if isinstance(real, tuple):
            return Tuple(tuple([self.value(item) for item in real]))
        if isinstance(real, list):
            return List.of(tuple([self.value(item) for item in real]))
        if isinstance(real, dict):
            return Dict.of({key: self.value(item) for key, item in real.items()})
        if isinstance(real, range):
            return Series(Integer(UNKNOWN), len(real), "range", real.start, real.step, real.stop)
        if isinstance(real, slice):
            return Slice(self.value(real.start), self.value(real.stop), self.value(real.step))
        if isinstance(real, complex | bytes):
            return Constant(real)
        if isinstance(real, np.dtype):
            return String(real.name)
        if isinstance(real, type | types.FunctionType | types.BuiltinFunctionType | np.ufunc):
            module = getattr(real, "__module__", None) or "numpy"
            return Library(f"{'numpy' if isinstance(real, np.ufunc) else module}.{real.__name__}")
        if callable(real) and getattr(real, "__module__", None) == "numpy":
            return Library(f"numpy.{real.__name__}")
        if isinstance(real, np.random.Generator):
            return Object("numpy.random.Generator")
        if isinstance(real, np.random.RandomState):
            return Object("numpy.random.RandomState")
        raise TypeError(f"no abstract value for {real!r}: wrap it as As(real, value)")


def _is_data(real: Any) -> bool:
    return bool(real.dtype == np.int64 and real.size and real.flat[0] >= DATA)


def dtype_name(dtype: Any) -> str:
    """The name of a NumPy, TensorFlow or Keras dtype."""
    if isinstance(dtype, str):
        return dtype
    return str(dtype.name) if hasattr(dtype, "name") else str(dtype)


def exact_dtype(name: str) -> str:
    """The name under which values carry a dtype; "" where they do not."""
    if name.startswith(("str", "bytes")):
        return "string"
    return name if dtype_kind(name) and not name.startswith(("datetime", "timedelta", "void")) else ""
