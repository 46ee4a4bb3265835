"""Random sizes and shapes beside what they really are: each carries its values in sampled worlds.

A `World` draws symbols with bounds and a few assignments of numbers to them. A `Term` is a size of
the algebra together with the numbers that Python computes for it in every assignment.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from tensorlint.shapes import UNKNOWN, Axis, Mismatch, Shape, Size, size_text
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import (
    Expression,
    Symbol,
    add,
    bounds,
    floor_divide,
    from_atom,
    maximum,
    minimum,
    modulo,
    multiply,
    scaled,
    substitute,
    subtract,
)

BOUNDS = [(1, None), (1, None), (0, None), (2, None), (1, 5), (0, 3), (3, 11), (-2, 4), (-3, None), (1, 2)]
SAMPLES = (1, 2, 5, 10, 3, 4, 7, 12)
LARGE = (*SAMPLES, 31, 32, 33, 64, 100)
ASSIGNMENTS = 6


@dataclass(frozen=True)
class Term:
    """A size, and what it is in each assignment."""

    size: Size
    values: tuple[int, ...]

    def __repr__(self) -> str:
        return f"{size_text(self.size)} = {self.values}"


class World:
    """Symbols, and the assignments of numbers to them that are sampled."""

    def __init__(self, draw: st.DrawFn, symbols: list[Symbol], assignments: list[dict[Symbol, int]]):
        self.draw = draw
        self.symbols = symbols
        self.assignments = assignments

    def __repr__(self) -> str:
        names = [
            f"{each.name} in [{each.lower}, {each.upper}]{' generic' if each.generic else ''}"
            + (f" at most {size_text(each.ceiling)}" if each.ceiling is not None else "")
            for each in self.symbols
        ]
        values = [tuple(each.values()) for each in self.assignments]
        return f"World({', '.join(names)}: {values})"

    @property
    def all(self) -> range:
        """The assignments, by number."""
        return range(len(self.assignments))

    @property
    def usual(self) -> list[int]:
        """The assignments in which no size of data is 1 or 0."""
        return [
            index
            for index, assignment in enumerate(self.assignments)
            if all(value >= 2 or not name.generic for name, value in assignment.items())
        ]

    def chance(self, percent: int) -> bool:
        """True that often."""
        return self.draw(st.integers(1, 100)) <= percent

    def choose(self, options: Sequence[object]) -> int:
        """An index into the options."""
        return self.draw(st.integers(0, len(options) - 1))

    def number(self, low: int, high: int) -> int:
        """A number."""
        return self.draw(st.integers(low, high))

    def constant(self, value: int) -> Term:
        """A number as a term."""
        return Term(value, tuple(value for _ in self.assignments))

    def leaf(self) -> Term:
        """A symbol or a number."""
        if self.chance(30):
            return self.constant(self.number(-2, 8) if self.chance(70) else self.number(9, 40))
        name = self.symbols[self.choose(self.symbols)]
        return Term(from_atom(name), tuple(each[name] for each in self.assignments))

    def term(self, depth: int = 3) -> Term:
        """A random size built by the algebra's operations, computed by Python beside it."""
        if depth == 0 or self.chance(20):
            return self.leaf()
        a, b = self.term(depth - 1), self.term(depth - 1)
        operation, compute = OPERATIONS[self.choose(OPERATIONS)]
        size = operation(a.size, b.size)
        if size is UNKNOWN:
            return a
        return Term(size, tuple(compute(x, y) for x, y in zip(a.values, b.values, strict=True)))

    def length(self, depth: int = 2) -> Term:
        """A random size that is never negative."""
        term = self.term(depth)
        if bounds(term.size)[0] >= 0 and max(term.values) <= 40:
            return term
        return self.constant(self.number(0, 6))

    def holds(self, size: Size, index: int, real: int, what: str = "size") -> None:
        """What is claimed of a size must be true of the real number in one assignment."""
        if size is UNKNOWN:
            return
        low, high = bounds(size)
        assert low <= real <= high, f"{what}: {size_text(size)} lies in [{low}, {high}], really {real}"
        replaced = substitute(size, dict(self.assignments[index]))
        if isinstance(replaced, int):
            assert replaced == real, f"{what}: {size_text(size)} is {replaced}, really {real}"
        else:
            assert replaced is UNKNOWN, f"{what}: symbols are left in {size_text(replaced)}"


OPERATIONS: list[tuple[Callable[[Size, Size], Size], Callable[[int, int], int]]] = [
    (add, lambda a, b: a + b),
    (subtract, lambda a, b: a - b),
    (multiply, lambda a, b: a * b),
    (floor_divide, lambda a, b: a // b),
    (floor_divide, lambda a, b: a // b),
    (modulo, lambda a, b: a % b),
    (minimum, min),
    (maximum, max),
    (lambda a, b: minimum(a, maximum(b, 1)), lambda a, b: min(a, max(b, 1))),
    (lambda a, b: floor_divide(a, maximum(b, 1)), lambda a, b: a // max(b, 1)),
    (lambda a, b: scaled(a, 0.8), lambda a, b: int(a * 0.8)),
    (lambda a, b: scaled(a, 0.29, "ceil"), lambda a, b: math.ceil(a * 0.29)),
]


@st.composite
def worlds(draw: st.DrawFn, samples: Sequence[int] = LARGE, negative: bool = True) -> World:
    """A world with one to three symbols."""
    ranges = [each for each in BOUNDS if negative or each[0] >= 0]
    names: list[Symbol] = []
    for name in "nmk"[: draw(st.integers(1, 3))]:
        low, high = ranges[draw(st.integers(0, len(ranges) - 1))]
        names.append(Symbol(name, low, high, generic=draw(st.booleans())))
    if len(names) > 1 and draw(st.integers(0, 3)) == 0:
        names[-1].ceiling = subtract(from_atom(names[0]), draw(st.integers(0, 2)))
    options: list[list[int]] = []
    for name in names:
        high = 10**9 if name.upper is None else int(name.upper)
        near = (int(name.lower), int(name.lower) + 1, high)
        options.append(sorted({each for each in (*samples, *near) if name.lower <= each <= min(high, 10**6)}))
    assignments: list[dict[Symbol, int]] = []
    for _ in range(ASSIGNMENTS):
        chosen = {
            name: each[draw(st.integers(0, len(each) - 1))] for name, each in zip(names, options, strict=True)
        }
        last = names[-1]
        if last.ceiling is not None:
            ceiling = substitute(last.ceiling, dict(chosen))
            assert isinstance(ceiling, int)
            if ceiling < last.lower:
                continue
            chosen[last] = min(chosen[last], ceiling)
        assignments.append(chosen)
    if not assignments:
        names[-1].ceiling = None
        assignments.append({name: each[0] for name, each in zip(names, options, strict=True)})
    return World(draw, names, assignments)


@dataclass(frozen=True)
class Form:
    """A shape, and what it is in each assignment."""

    shape: Shape
    terms: tuple[Term, ...]

    def real(self, index: int) -> tuple[int, ...]:
        """The sizes in one assignment."""
        return tuple(term.values[index] for term in self.terms)

    def __repr__(self) -> str:
        return f"{self.shape} of {self.terms}"


def form_of(world: World, terms: Sequence[Term], hide: bool = True) -> Form:
    """A shape of these sizes; some of them are perhaps hidden, and some leading axes."""
    axes = [born(term.size) for term in terms]
    if hide and world.chance(15):
        axes = [Axis(UNKNOWN) if world.chance(40) else axis for axis in axes]
    if hide and world.chance(15):
        return Form(Shape(tuple(axes[world.number(0, len(axes)) :]), True), tuple(terms))
    return Form(Shape(tuple(axes)), tuple(terms))


def compare(
    world: World,
    claim: Callable[[], Shape | Size],
    compute: Callable[[int], Sequence[int] | int],
    usual: bool = False,
    generic: bool = False,
) -> None:
    """A refusal must be real and a claim true in every assignment.

    `usual`: refusals only have to be where no size of data is 1; `generic`: claims as well.
    """
    claimed: Shape | Size | None
    try:
        claimed = claim()
    except Mismatch as mismatch:
        claimed, detail = None, mismatch.detail
    for index in world.usual if generic else world.all:
        try:
            real = compute(index)
        except (ValueError, ZeroDivisionError):
            continue
        if claimed is None:
            assert usual, f"refused ({detail}), really {real}"
            assert index not in world.usual, f"refused ({detail}), really {real}"
        elif isinstance(real, int):
            assert not isinstance(claimed, Shape)
            world.holds(claimed, index, real)
        else:
            assert isinstance(claimed, Shape)
            assert claimed.rank in (None, len(real)), f"{claimed} has another rank, really {real}"
            assert len(claimed) <= len(real), f"{claimed} has more axes, really {real}"
            for offset in range(1, len(claimed) + 1):
                world.holds(claimed.axes[-offset].size, index, real[-offset], f"axis {-offset}")


def atoms_of(size: Size) -> Iterator[object]:
    """The atoms of a size, at any depth of nesting."""
    if isinstance(size, Expression):
        for atom in size.atoms():
            yield atom
            for name in ("numerator", "denominator", "dividend", "divisor", "size"):
                yield from atoms_of(getattr(atom, name, 0))
            for argument in getattr(atom, "arguments", ()):
                yield from atoms_of(argument)
