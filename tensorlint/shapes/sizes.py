"""Sizes: how long an axis is. An int, an expression over symbols in one normal form, or unknown.

Statements about sizes are three-valued: True and False are proofs that hold for every value the
symbols may take within their bounds; None says that nothing is proved.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from math import gcd, inf
from typing import TypeAlias, Union

_serials = itertools.count(1)
_MAXIMUM_TERMS = 12
_MAXIMUM_DEGREE = 6
_BOUND_DEPTH = 4


class UnknownSize:
    """A size of which nothing is known; no two of them are the same."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "?"

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN = UnknownSize()


class Atom:
    """What monomials are products of; `key` decides identity and order."""

    __slots__ = ("key",)
    key: str

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Atom) and self.key == other.key)

    def __hash__(self) -> int:
        return hash(self.key)

    def bounds(self, generic: bool) -> tuple[float, float]:
        """The least and the greatest value; `generic` takes the sizes of data as at least 2."""
        raise NotImplementedError


class Symbol(Atom):
    """One fixed but unknown integer, with the user's own name for it.

    `generic` marks the size of data: nobody means it to be 1, though it may be. `ceiling` is a size
    that it does not exceed (a batch loop's variable stays below the length of the data).
    """

    __slots__ = ("ceiling", "generic", "lower", "name", "serial", "upper")

    def __init__(
        self, name: str, lower: float = 1, upper: float | None = None, generic: bool = False
    ):
        self.serial = next(_serials)
        self.key = f"s{self.serial:08d}"
        self.name = name
        self.lower = lower
        self.upper = upper
        self.generic = generic
        self.ceiling: Size | None = None

    def bounds(self, generic: bool) -> tuple[float, float]:
        upper = inf if self.upper is None else self.upper
        lower = self.lower
        if generic and self.generic and lower < 2 <= upper:
            lower = 2
        return lower, upper

    def __str__(self) -> str:
        return self.name


class FloorDivision(Atom):
    """`numerator // denominator` with a denominator of at least 1."""

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: Size, denominator: Size):
        self.numerator = numerator
        self.denominator = denominator
        self.key = f"({size_key(numerator)}//{size_key(denominator)})"

    def bounds(self, generic: bool) -> tuple[float, float]:
        low, high = bounds(self.numerator, generic)
        small, large = bounds(self.denominator, generic)
        small = max(small, 1)
        least = _floor_divide(low, large if low >= 0 else small)
        most = _floor_divide(high, small if high >= 0 else large)
        return least, most

    def __str__(self) -> str:
        return f"{_grouped(self.numerator)}//{_grouped(self.denominator)}"


class Modulo(Atom):
    """`dividend % divisor` with a divisor of at least 1."""

    __slots__ = ("dividend", "divisor")

    def __init__(self, dividend: Size, divisor: Size):
        self.dividend = dividend
        self.divisor = divisor
        self.key = f"({size_key(dividend)}%{size_key(divisor)})"

    def bounds(self, generic: bool) -> tuple[float, float]:
        return 0, bounds(self.divisor, generic)[1] - 1

    def __str__(self) -> str:
        return f"{_grouped(self.dividend)}%{_grouped(self.divisor)}"


class Extremum(Atom):
    """The smallest (`min`) or the largest (`max`) of some sizes."""

    __slots__ = ("arguments", "kind")

    def __init__(self, kind: str, arguments: tuple[Size, ...]):
        self.kind = kind
        self.arguments = arguments
        self.key = f"{kind}({','.join(size_key(each) for each in arguments)})"

    def bounds(self, generic: bool) -> tuple[float, float]:
        pairs = [bounds(each, generic) for each in self.arguments]
        if self.kind == "min":
            return min(low for low, _ in pairs), min(high for _, high in pairs)
        return max(low for low, _ in pairs), max(high for _, high in pairs)

    def __str__(self) -> str:
        return f"{self.kind}({', '.join(size_text(each) for each in self.arguments)})"


Monomial: TypeAlias = tuple[Atom, ...]


@dataclass(frozen=True)
class Expression:
    """A polynomial with integer coefficients over atoms: never constant, terms sorted by key.

    `terms` maps monomials to non-zero coefficients; the empty monomial is the constant.
    """

    terms: tuple[tuple[Monomial, int], ...]
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.terms))

    def __hash__(self) -> int:
        return self._hash

    def __str__(self) -> str:
        return size_text(self)

    @property
    def constant(self) -> int:
        """The constant term."""
        return next((coefficient for monomial, coefficient in self.terms if not monomial), 0)

    def atoms(self) -> set[Atom]:
        """The atoms of all its monomials."""
        return {atom for monomial, _ in self.terms for atom in monomial}


Size: TypeAlias = Union[int, Expression, UnknownSize]  # noqa: UP007 - evaluated at run time on 3.10


def size_key(size: Size) -> str:
    """A text that is the same for equal normal forms only."""
    if isinstance(size, Expression):
        return "+".join(
            f"{coefficient}*{'*'.join(atom.key for atom in monomial)}" for monomial, coefficient in size.terms
        )
    return str(size)


def symbol(name: str, lower: float = 1, upper: float | None = None, generic: bool = False) -> Size:
    """A fresh symbol as a size; a plain int where its bounds leave one value."""
    if upper is not None and lower == upper:
        return int(lower)
    return Expression((((Symbol(name, lower, upper, generic),), 1),))


def from_atom(atom: Atom) -> Expression:
    """An atom as a size."""
    return Expression((((atom,), 1),))


def _normal(terms: dict[Monomial, int]) -> Size:
    kept = {monomial: coefficient for monomial, coefficient in terms.items() if coefficient}
    if not kept:
        return 0
    if len(kept) == 1 and () in kept:
        return kept[()]
    if len(kept) > _MAXIMUM_TERMS or max(map(len, kept)) > _MAXIMUM_DEGREE:
        return UNKNOWN
    return Expression(tuple(sorted(kept.items(), key=_term_key)))


def _term_key(term: tuple[Monomial, int]) -> tuple[int, list[str]]:
    return -len(term[0]), [atom.key for atom in term[0]]


def _terms(size: int | Expression) -> dict[Monomial, int]:
    if isinstance(size, int):
        return {(): size} if size else {}
    return dict(size.terms)


def add(a: Size, b: Size) -> Size:
    """`a + b`."""
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize):
        return UNKNOWN
    terms = _terms(a)
    for monomial, coefficient in _terms(b).items():
        terms[monomial] = terms.get(monomial, 0) + coefficient
    return _normal(terms)


def multiply(a: Size, b: Size) -> Size:
    """`a * b`."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if a == 0 or b == 0:
        return 0
    if a == 1:
        return b
    if b == 1:
        return a
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize):
        return UNKNOWN
    terms: dict[Monomial, int] = {}
    for left, first in _terms(a).items():
        for right, second in _terms(b).items():
            monomial = tuple(sorted(left + right, key=lambda atom: atom.key))
            terms[monomial] = terms.get(monomial, 0) + first * second
    return _normal(terms)


def negate(a: Size) -> Size:
    """`-a`."""
    return multiply(-1, a)


def subtract(a: Size, b: Size) -> Size:
    """`a - b`."""
    if isinstance(a, int) and isinstance(b, int):
        return a - b
    return add(a, negate(b))


def product(sizes: tuple[Size, ...] | list[Size]) -> Size:
    """The product of sizes; 0 as soon as one is 0, even beside unknown ones."""
    if any(size == 0 for size in sizes):
        return 0
    result: Size = 1
    for size in sizes:
        result = multiply(result, size)
    return result


def total(sizes: tuple[Size, ...] | list[Size]) -> Size:
    """The sum of sizes."""
    result: Size = 0
    for size in sizes:
        result = add(result, size)
    return result


def exact_quotient(a: Size, b: Size) -> Size | None:
    """`q` with `a == b * q` where that is proved (b not 0), else None."""
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize) or b == 0:
        return None
    if isinstance(b, int):
        if isinstance(a, int):
            return a // b if a % b == 0 else None
        if any(coefficient % b for _, coefficient in a.terms):
            return None
        return _normal({monomial: coefficient // b for monomial, coefficient in a.terms})
    if a == b:
        return 1
    if isinstance(a, int):
        return 0 if a == 0 else None
    remainder: Size = a
    quotient: Size = 0
    lead, lead_coefficient = b.terms[0]
    for _ in range(_MAXIMUM_TERMS):
        if not isinstance(remainder, Expression):
            break
        for monomial, coefficient in remainder.terms:
            rest = _divide_monomial(monomial, lead)
            if rest is not None and coefficient % lead_coefficient == 0:
                break
        else:
            return None
        step = _normal({rest: coefficient // lead_coefficient})
        quotient = add(quotient, step)
        remainder = subtract(remainder, multiply(step, b))
    return quotient if remainder == 0 else None


def _divide_monomial(monomial: Monomial, divisor: Monomial) -> Monomial | None:
    rest = list(monomial)
    for atom in divisor:
        if atom not in rest:
            return None
        rest.remove(atom)
    return tuple(rest)


def floor_divide(a: Size, b: Size) -> Size:
    """`a // b`; unknown where b may be 0 or negative and is not a plain int."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b if b else UNKNOWN
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize) or b == 0:
        return UNKNOWN
    if b == 1:
        return a
    if isinstance(b, int) and b < 0:
        return floor_divide(negate(a), -b)
    if not isinstance(b, int) and bounds(b)[0] < 1:
        return UNKNOWN
    exact = exact_quotient(a, b)
    if exact is not None:
        return exact
    whole: Size = 0
    rest: Size = a
    if isinstance(b, int) and isinstance(a, Expression):
        divisible = {m: c // b for m, c in a.terms if m and c % b == 0}
        constant, remainder = divmod(a.constant, b)
        divisible[()] = constant
        whole = _normal(divisible)
        rest = _normal({**{m: c for m, c in a.terms if m and c % b}, (): remainder})
    low, high = bounds(rest)
    if low >= 0 and high < bounds(b)[0]:
        return whole
    return add(whole, from_atom(FloorDivision(rest, b)))


def modulo(a: Size, b: Size) -> Size:
    """`a % b`; unknown where b may be 0 or negative and is not a plain int."""
    if isinstance(a, int) and isinstance(b, int):
        return a % b if b else UNKNOWN
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize):
        return UNKNOWN
    if bounds(b)[0] < 1:
        return UNKNOWN
    if exact_quotient(a, b) is not None:
        return 0
    rest: Size = a
    if isinstance(b, int) and isinstance(a, Expression):
        rest = _normal({m: c % b for m, c in a.terms})
    low, high = bounds(rest)
    if low >= 0 and high < bounds(b)[0]:
        return rest
    if isinstance(rest, int):
        return modulo(rest, b) if isinstance(b, int) else from_atom(Modulo(rest, b))
    return from_atom(Modulo(rest, b))


def minimum(*sizes: Size) -> Size:
    """The smallest of the sizes."""
    return _extremum("min", sizes)


def maximum(*sizes: Size) -> Size:
    """The largest of the sizes."""
    return _extremum("max", sizes)


def _extremum(kind: str, sizes: tuple[Size, ...]) -> Size:
    if any(isinstance(size, UnknownSize) for size in sizes):
        return UNKNOWN
    flat: list[Size] = []
    for size in sizes:
        inner = _single_atom(size)
        if isinstance(inner, Extremum) and inner.kind == kind:
            flat.extend(inner.arguments)
        else:
            flat.append(size)
    kept: list[Size] = []
    for size in flat:
        if any(_dominates(kind, other, size) for other in kept):
            continue
        kept = [other for other in kept if not _dominates(kind, size, other)]
        kept.append(size)
    if len(kept) == 1:
        return kept[0]
    if len(kept) > 4:
        return UNKNOWN
    return from_atom(Extremum(kind, tuple(sorted(kept, key=size_key))))


def _dominates(kind: str, a: Size, b: Size) -> bool:
    proof = less_equal(a, b) if kind == "min" else less_equal(b, a)
    return proof is True


def _single_atom(size: Size) -> Atom | None:
    if isinstance(size, Expression) and len(size.terms) == 1:
        monomial, coefficient = size.terms[0]
        if coefficient == 1 and len(monomial) == 1:
            return monomial[0]
    return None


def _floor_divide(a: float, b: float) -> float:
    if a in (inf, -inf):
        return a
    if b == inf:
        return 0 if a >= 0 else -1
    return int(a) // int(b)


def _times(a: float, b: float) -> float:
    return 0 if a == 0 or b == 0 else a * b


def bounds(size: Size, generic: bool = False) -> tuple[float, float]:
    """The least and the greatest value that the size may have (plus or minus infinity if open).

    `generic` takes the sizes of data as at least 2: an assumption, not a proof.
    """
    return _bounds(size, generic, 0)


def _bounds(size: Size, generic: bool, depth: int) -> tuple[float, float]:
    if isinstance(size, int):
        return size, size
    if isinstance(size, UnknownSize):
        return -inf, inf
    low: float = 0
    high: float = 0
    for monomial, coefficient in size.terms:
        least, most = _monomial_bounds(monomial, generic)
        if coefficient < 0:
            least, most = most, least
        low += _times(least, coefficient)
        high += _times(most, coefficient)
    if depth < _BOUND_DEPTH and len(size.terms) > 1 and (low == -inf or high == inf or low <= 0 <= high):
        return _relational_bounds(size, low, high, generic, depth)
    return low, high


def _monomial_bounds(monomial: Monomial, generic: bool) -> tuple[float, float]:
    low: float = 1
    high: float = 1
    for atom in monomial:
        least, most = atom.bounds(generic)
        corners = (_times(low, least), _times(low, most), _times(high, least), _times(high, most))
        low, high = min(corners), max(corners)
    return low, high


def _relational_bounds(
    size: Expression, low: float, high: float, generic: bool, depth: int
) -> tuple[float, float]:
    """Sharpen by what an atom says of its own arguments: min(a, b) <= a, d * (a // d) <= a."""
    for monomial, coefficient in size.terms:
        if len(monomial) != 1:
            continue
        atom = monomial[0]
        rest = subtract(size, _normal({monomial: coefficient}))
        if isinstance(atom, Symbol) and atom.ceiling is not None:
            least, most = _bounds(add(rest, multiply(coefficient, atom.ceiling)), generic, depth + 1)
            if coefficient > 0:
                high = min(high, most)
            else:
                low = max(low, least)
        elif isinstance(atom, Extremum):
            for argument in atom.arguments:
                least, most = _bounds(add(rest, multiply(coefficient, argument)), generic, depth + 1)
                if (atom.kind == "min") == (coefficient > 0):
                    high = min(high, most)
                else:
                    low = max(low, least)
        elif isinstance(atom, FloorDivision) and isinstance(atom.denominator, int):
            scale = atom.denominator
            scaled = multiply(rest, scale)
            upper = add(scaled, multiply(coefficient, atom.numerator))
            lower = add(scaled, multiply(coefficient, subtract(atom.numerator, scale - 1)))
            if coefficient < 0:
                upper, lower = lower, upper
            high = min(high, _floor_divide(_bounds(upper, generic, depth + 1)[1], scale))
            least = _bounds(lower, generic, depth + 1)[0]
            low = max(low, -_floor_divide(-least, scale))
    return low, high


def equal(a: Size, b: Size) -> bool | None:
    """Whether the sizes are the same: True and False are proofs, None is neither."""
    if isinstance(a, int) and isinstance(b, int):
        return a == b
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize):
        return None
    if a == b:
        return True
    difference = subtract(a, b)
    if isinstance(difference, int):
        return difference == 0
    if isinstance(difference, UnknownSize):
        return None
    low, high = bounds(difference)
    if low > 0 or high < 0:
        return False
    divisor = 0
    for monomial, coefficient in difference.terms:
        if monomial:
            divisor = gcd(divisor, coefficient)
    return False if difference.constant % divisor else None


def less_equal(a: Size, b: Size) -> bool | None:
    """Whether `a <= b`: True and False are proofs, None is neither."""
    low, high = bounds(subtract(b, a))
    if low >= 0:
        return True
    return False if high < 0 else None


def less(a: Size, b: Size) -> bool | None:
    """Whether `a < b`: True and False are proofs, None is neither."""
    return less_equal(add(a, 1), b)


def possibly(size: Size, value: int, generic: bool = True) -> bool:
    """Whether the size may be `value`; by default the sizes of data are taken as at least 2."""
    if isinstance(size, int):
        return size == value
    low, high = bounds(size, generic)
    return low <= value <= high and equal(size, value) is not False


def substitute(size: Size, replacements: dict[Atom, Size]) -> Size:
    """The size with symbols replaced, everything built from them computed anew."""
    if not isinstance(size, Expression):
        return size
    result: Size = 0
    for monomial, coefficient in size.terms:
        term: Size = coefficient
        for atom in monomial:
            term = multiply(term, _substitute_atom(atom, replacements))
        result = add(result, term)
    return result


def _substitute_atom(atom: Atom, replacements: dict[Atom, Size]) -> Size:
    if atom in replacements:
        return replacements[atom]
    if isinstance(atom, FloorDivision):
        return floor_divide(
            substitute(atom.numerator, replacements), substitute(atom.denominator, replacements)
        )
    if isinstance(atom, Modulo):
        return modulo(substitute(atom.dividend, replacements), substitute(atom.divisor, replacements))
    if isinstance(atom, Extremum):
        arguments = tuple(substitute(each, replacements) for each in atom.arguments)
        return _extremum(atom.kind, arguments)
    return from_atom(atom)


def symbols(size: Size) -> set[Symbol]:
    """The symbols that a size is built from."""
    found: set[Symbol] = set()
    if isinstance(size, Expression):
        for atom in size.atoms():
            if isinstance(atom, Symbol):
                found.add(atom)
            elif isinstance(atom, FloorDivision):
                found |= symbols(atom.numerator) | symbols(atom.denominator)
            elif isinstance(atom, Modulo):
                found |= symbols(atom.dividend) | symbols(atom.divisor)
            elif isinstance(atom, Extremum):
                found |= set().union(*(symbols(each) for each in atom.arguments))
    return found


def _grouped(size: Size) -> str:
    text = size_text(size)
    return text if text.replace("_", "").isalnum() else f"({text})"


def size_text(size: Size) -> str:
    """The size as users write it: `32`, `n`, `2*n + 1`, `?`."""
    if not isinstance(size, Expression):
        return str(size)
    pieces: list[str] = []
    for monomial, coefficient in size.terms:
        factors = [str(atom) for atom in monomial]
        if abs(coefficient) != 1 or not factors:
            factors.insert(0, str(abs(coefficient)))
        text = "*".join(factors)
        if not pieces:
            pieces.append(text if coefficient > 0 else f"-{text}")
        else:
            pieces.append(f"{'+' if coefficient > 0 else '-'} {text}")
    return " ".join(pieces)
