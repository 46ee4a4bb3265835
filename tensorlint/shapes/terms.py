"""What sizes are made of: symbols and other atoms, and polynomials over them in one normal form.

Here are the laws of a ring (sums, products, exact quotients) and how a size is written for people.
What is proved about sizes stands in `intervals` and `proofs`; division and min/max in `divisions`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from math import inf
from typing import TypeAlias, Union

_serials = itertools.count(1)
_MAXIMUM_TERMS = 12
_MAXIMUM_DEGREE = 6
_MAXIMUM_KEY = 240
_MAXIMUM_BITS = 128
_HUGE = 1 << _MAXIMUM_BITS


class UnknownSize:
    """A size of which nothing is known; no two of them are the same."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "?"

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN = UnknownSize()


class Atom:
    """What monomials are products of; `key` decides identity and order.

    `symbols`: what it is built from.
    """

    __slots__ = ("key", "symbols")
    key: str
    symbols: frozenset[Symbol]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Atom) and self.key == other.key)

    def __hash__(self) -> int:
        return hash(self.key)


class Generation:
    """Counts the changes of symbols' bounds: what was worked out from older ones is void."""

    __slots__ = ("number",)

    def __init__(self) -> None:
        self.number = 0


GENERATION = Generation()


class Symbol(Atom):
    """One fixed but unknown integer, with the user's own name for it.

    `generic` marks the size of data: nobody means it to be 1, though it may be. `ceiling` is a size
    that it does not exceed (a batch loop's variable stays below the length of the data); whoever
    makes the symbol sets it before using it. Only `restrict` changes the bounds afterwards.
    """

    __slots__ = ("ceiling", "generic", "lower", "name", "serial", "upper")

    fed = False
    """Whether it stands for an axis of a graph that is open until something is fed."""

    def __init__(self, name: str, lower: float = 1, upper: float | None = None, generic: bool = False):
        self.serial = next(_serials)
        self.key = f"s{self.serial:08d}"
        self.symbols = frozenset((self,))
        self.name = name
        self.lower = lower if lower > -_HUGE else -inf
        self.upper = upper if upper is None or upper < _HUGE else None
        self.generic = generic
        self.ceiling: Size | None = None

    def restrict(self, lower: float, upper: float | None, generic: bool) -> None:
        """Give the symbol other bounds, as a condition of the program does on a branch."""
        self.lower, self.upper, self.generic = lower, upper, generic
        GENERATION.number += 1

    def __str__(self) -> str:
        return self.name


class FloorDivision(Atom):
    """`numerator // denominator` with a denominator of at least 1."""

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: Size, denominator: Size):
        self.numerator = numerator
        self.denominator = denominator
        self.symbols = symbols(numerator) | symbols(denominator)
        self.key = f"({size_key(numerator)}//{size_key(denominator)})"

    def __str__(self) -> str:
        return f"{_grouped(self.numerator)}//{_grouped(self.denominator)}"


class Modulo(Atom):
    """`dividend % divisor` with a divisor of at least 1."""

    __slots__ = ("dividend", "divisor")

    def __init__(self, dividend: Size, divisor: Size):
        self.dividend = dividend
        self.divisor = divisor
        self.symbols = symbols(dividend) | symbols(divisor)
        self.key = f"({size_key(dividend)}%{size_key(divisor)})"

    def __str__(self) -> str:
        return f"{_grouped(self.dividend)}%{_grouped(self.divisor)}"


class Extremum(Atom):
    """The smallest (`min`) or the largest (`max`) of some sizes."""

    __slots__ = ("arguments", "kind")

    def __init__(self, kind: str, arguments: tuple[Size, ...]):
        self.kind = kind
        self.arguments = arguments
        self.symbols = frozenset().union(*[symbols(each) for each in arguments])
        self.key = f"{kind}({','.join([size_key(each) for each in arguments])})"

    def __str__(self) -> str:
        return f"{self.kind}({', '.join([size_text(each) for each in self.arguments])})"


class Scaled(Atom):
    """`rounding(factor * size)` in floating point, with a factor of at least 0: `int(0.8 * n)`."""

    __slots__ = ("factor", "rounding", "size")

    def __init__(self, size: Size, factor: float, rounding: str):
        self.size = size
        self.factor = factor
        self.rounding = rounding
        self.symbols = symbols(size)
        self.key = f"{rounding}({factor!r}*{size_key(size)})"

    def __str__(self) -> str:
        name = "int" if self.rounding == "floor" else self.rounding
        return f"{name}({self.factor!r}*{_grouped(self.size)})"


Monomial: TypeAlias = tuple[Atom, ...]
Bounds: TypeAlias = tuple[float, float]


class Expression:
    """A polynomial with integer coefficients over atoms: never constant, terms sorted by key.

    `terms` maps monomials to non-zero coefficients; the empty monomial is the constant, and last.
    Immutable; the other slots remember what was worked out about it.
    """

    __slots__ = ("_hash", "bounds", "generation", "generic_bounds", "terms")

    def __init__(self, terms: tuple[tuple[Monomial, int], ...]):
        self.terms = terms
        self._hash: int | None = None
        self.bounds: Bounds | None = None
        self.generic_bounds: Bounds | None = None
        self.generation = 0

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Expression) and self.terms == other.terms)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(self.terms)
        return self._hash

    def __str__(self) -> str:
        return size_text(self)

    def __repr__(self) -> str:
        return f"<{size_text(self)}>"

    def __reduce__(self) -> tuple[type[Expression], tuple[tuple[tuple[Monomial, int], ...]]]:
        return Expression, (self.terms,)

    @property
    def constant(self) -> int:
        """The constant term."""
        monomial, coefficient = self.terms[-1]
        return 0 if monomial else coefficient

    def atoms(self) -> set[Atom]:
        """The atoms of all its monomials."""
        return {atom for monomial, _ in self.terms for atom in monomial}


Size: TypeAlias = Union[int, Expression, UnknownSize]  # noqa: UP007 - evaluated at run time on 3.10


def size_key(size: Size) -> str:
    """A text that is the same for equal normal forms only."""
    if isinstance(size, Expression):
        return "+".join(
            [
                f"{coefficient}*{'*'.join([atom.key for atom in monomial])}"
                for monomial, coefficient in size.terms
            ]
        )
    return str(int(size)) if isinstance(size, int) else "?"


def argument_order(size: Size) -> tuple[bool, str]:
    """In which order the arguments of min and max stand: numbers last."""
    return isinstance(size, int), size_key(size)


def symbol(name: str, lower: float = 1, upper: float | None = None, generic: bool = False) -> Size:
    """A fresh symbol as a size; a plain int where its bounds leave one value."""
    if upper is not None and lower == upper:
        return int(lower)
    return Expression((((Symbol(name, lower, upper, generic),), 1),))


def from_atom(atom: Atom) -> Expression:
    """An atom as a size."""
    return Expression((((atom,), 1),))


def bounded_atom(atom: Atom) -> Size:
    """An atom as a size; unknown where it is nested so deeply that nobody could follow it."""
    return UNKNOWN if len(atom.key) > _MAXIMUM_KEY else from_atom(atom)


def is_huge(size: Size) -> bool:
    """Whether a number is too large to be kept inside an expression."""
    return isinstance(size, int) and not -_HUGE < size < _HUGE


def normal(terms: dict[Monomial, int]) -> Size:
    """The size with these terms; unknown where there are too many of them."""
    kept = [term for term in terms.items() if term[1]]
    if not kept:
        return 0
    if len(kept) == 1:
        monomial, coefficient = kept[0]
        if not monomial:
            return coefficient
    else:
        kept.sort(key=_term_key)
    if len(kept) > _MAXIMUM_TERMS or len(kept[0][0]) > _MAXIMUM_DEGREE:
        return UNKNOWN
    for _, coefficient in kept:
        if not -_HUGE < coefficient < _HUGE:
            return UNKNOWN
    return Expression(tuple(kept))


def _term_key(term: tuple[Monomial, int]) -> tuple[int, list[str]]:
    return -len(term[0]), [atom.key for atom in term[0]]


def terms_of(size: int | Expression) -> dict[Monomial, int]:
    """The terms of a size, in their order."""
    if isinstance(size, Expression):
        return dict(size.terms)
    return {(): int(size)} if size else {}


def add(a: Size, b: Size) -> Size:
    """`a + b`."""
    if isinstance(a, int):
        if isinstance(b, int):
            return a + b
        a, b = b, a
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize):
        return UNKNOWN
    if b == 0:
        return a
    terms = terms_of(a)
    for monomial, coefficient in terms_of(b).items():
        terms[monomial] = terms.get(monomial, 0) + coefficient
    return normal(terms)


def multiply(a: Size, b: Size) -> Size:
    """`a * b`."""
    if isinstance(a, int):
        if isinstance(b, int):
            return a * b
        a, b = b, a
    if isinstance(b, int):
        if b == 0:
            return 0
        if b == 1 or isinstance(a, UnknownSize):
            return a
        if isinstance(a, Expression) and -_HUGE < b < _HUGE:
            return _times_number(a, b)
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize):
        return UNKNOWN
    terms: dict[Monomial, int] = {}
    for left, first in terms_of(a).items():
        for right, second in terms_of(b).items():
            monomial = tuple(sorted(left + right, key=_atom_key)) if left and right else left or right
            terms[monomial] = terms.get(monomial, 0) + first * second
    return normal(terms)


def _times_number(a: Expression, b: int) -> Size:
    terms = tuple([(monomial, coefficient * b) for monomial, coefficient in a.terms])
    for _, coefficient in terms:
        if not -_HUGE < coefficient < _HUGE:
            return UNKNOWN
    return Expression(terms)


def _atom_key(atom: Atom) -> str:
    return atom.key


def negate(a: Size) -> Size:
    """`-a`."""
    return multiply(-1, a)


def subtract(a: Size, b: Size) -> Size:
    """`a - b`."""
    if isinstance(b, int):
        return a - b if isinstance(a, int) else add(a, -b)
    return add(a, multiply(b, -1))


def product(sizes: Iterable[Size]) -> Size:
    """The product of sizes; 0 as soon as one is 0, even beside unknown ones."""
    result: Size = 1
    for size in sizes:
        if size == 0:
            return 0
        if result is not UNKNOWN:
            result = multiply(result, size)
    return result


def total(sizes: Iterable[Size]) -> Size:
    """The sum of sizes."""
    result: Size = 0
    for size in sizes:
        result = add(result, size)
    return result


def exact_quotient(a: Size, b: Size) -> Size | None:
    """`q` with `a == b * q` where that is proved (b not 0), else None."""
    if isinstance(a, int) and isinstance(b, int):
        return None if b == 0 or a % b else a // b
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize):
        return None
    if isinstance(b, int):
        assert isinstance(a, Expression)
        if b == 0 or any(coefficient % b for _, coefficient in a.terms):
            return None
        return Expression(tuple([(monomial, coefficient // b) for monomial, coefficient in a.terms]))
    if isinstance(a, int):
        return 0 if a == 0 else None
    if a == b:
        return 1
    remainder: Size = a
    quotient: Size = 0
    lead, lead_coefficient = b.terms[0]
    for _ in range(_MAXIMUM_TERMS):
        if not isinstance(remainder, Expression):
            break
        for monomial, coefficient in remainder.terms:
            rest = divide_monomial(monomial, lead)
            if rest is not None and coefficient % lead_coefficient == 0:
                break
        else:
            return None
        step = normal({rest: coefficient // lead_coefficient})
        quotient = add(quotient, step)
        remainder = subtract(remainder, multiply(step, b))
    return quotient if remainder == 0 else None


def divide_monomial(monomial: Monomial, divisor: Monomial) -> Monomial | None:
    """A monomial without the atoms of another; None where it does not hold them all."""
    rest = list(monomial)
    for atom in divisor:
        if atom not in rest:
            return None
        rest.remove(atom)
    return tuple(rest)


def single_atom(size: Size) -> Atom | None:
    """The atom that a size is, where it is nothing but one."""
    if isinstance(size, Expression) and len(size.terms) == 1:
        monomial, coefficient = size.terms[0]
        if coefficient == 1 and len(monomial) == 1:
            return monomial[0]
    return None


def symbols(size: Size) -> frozenset[Symbol]:
    """The symbols that a size is built from."""
    if not isinstance(size, Expression):
        return frozenset()
    if len(size.terms) == 1 and len(size.terms[0][0]) == 1:
        return size.terms[0][0][0].symbols
    return frozenset().union(*[atom.symbols for monomial, _ in size.terms for atom in monomial])


def _grouped(size: Size) -> str:
    text = size_text(size)
    return text if text.replace("_", "").isalnum() else f"({text})"


def size_text(size: Size) -> str:
    """The size as users write it: `32`, `n`, `2*n + 1`, `32 - n%32`, `?`."""
    if isinstance(size, int):
        return (
            str(size) if not is_huge(size) else f"{'-' if size < 0 else ''}2**{abs(size).bit_length() - 1}…"
        )
    if not isinstance(size, Expression):
        return "?"
    terms = list(size.terms)
    first = next((index for index, term in enumerate(terms) if term[1] > 0), 0)
    terms.insert(0, terms.pop(first))
    text = ""
    for monomial, coefficient in terms:
        if text:
            text += " + " if coefficient > 0 else " - "
        elif coefficient < 0:
            text += "-"
        text += _monomial_text(monomial, abs(coefficient))
    return text


def _monomial_text(monomial: Monomial, coefficient: int) -> str:
    if not monomial:
        return str(coefficient)
    if len(monomial) == 1 and coefficient == 1:
        return str(monomial[0])
    plain = [str(atom) for atom in monomial if not isinstance(atom, FloorDivision | Modulo)]
    factors = plain + [f"({atom})" for atom in monomial if isinstance(atom, FloorDivision | Modulo)]
    return "*".join(factors if coefficient == 1 else [str(coefficient), *factors])
