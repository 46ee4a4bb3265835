"""Between which numbers a size lies, for every value that its symbols may take.

Interval arithmetic first; where parts of a size depend on each other (`n - min(n, 32)`), also by what
an atom says of its own arguments: `min(a, b) <= a`, `d * (a // d) <= a`. Work is bounded.
"""

from __future__ import annotations

from math import ceil, floor, inf

from tensorlint.shapes.terms import (
    GENERATION,
    Atom,
    Bounds,
    Expression,
    Extremum,
    FloorDivision,
    Modulo,
    Monomial,
    Scaled,
    Size,
    Symbol,
    add,
    divide_monomial,
    exact_quotient,
    multiply,
    normal,
    subtract,
)

_DEPTH = 4
_STEPS = 24
_MOST_REMEMBERED = 4096
_ALMOST_ONE = 1 - 2.0**-40
EXACT_FLOATS = 1 << 53
"""Up to here every int is a float; no axis of an array is longer."""


def bounds(size: Size, generic: bool = False) -> Bounds:
    """The least and the greatest value that the size may have (plus or minus infinity if open).

    `generic` takes the sizes of data as at least 2: an assumption, not a proof.
    """
    if isinstance(size, int):
        return size, size
    if not isinstance(size, Expression):
        return -inf, inf
    if size.generation != GENERATION.number:
        size.bounds = size.generic_bounds = None
        size.generation = GENERATION.number
    known = size.generic_bounds if generic else size.bounds
    if known is None:
        known = _RECENT.get(size, generic)
        if generic:
            size.generic_bounds = known
        else:
            size.bounds = known
    return known


class _Recent:
    """Bounds of expressions that were worked out since the last refinement: differences come up often."""

    __slots__ = ("generation", "known")

    def __init__(self) -> None:
        self.generation = -1
        self.known: dict[tuple[Expression, bool], Bounds] = {}

    def get(self, size: Expression, generic: bool) -> Bounds:
        """The bounds of an expression, worked out at most once while no symbol is refined."""
        if self.generation != GENERATION.number or len(self.known) > _MOST_REMEMBERED:
            self.known.clear()
            self.generation = GENERATION.number
        key = size, generic
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = _bounds(size, generic, [_STEPS], 0)
        return found


_RECENT = _Recent()


def at_most(a: Size, b: Size) -> bool:
    """Whether `a <= b` follows from the bounds of their difference."""
    return bounds(subtract(b, a))[0] >= 0


def atom_bounds(atom: Atom, generic: bool) -> Bounds:
    """The least and the greatest value of an atom."""
    if isinstance(atom, Symbol):
        upper = inf if atom.upper is None else atom.upper
        if generic and atom.generic and atom.lower < 2 <= upper:
            return 2, upper
        return atom.lower, upper
    if isinstance(atom, FloorDivision):
        low, high = bounds(atom.numerator, generic)
        small, large = bounds(atom.denominator, generic)
        small = max(small, 1)
        large = max(large, small)  # they cross where no numbers fit the generic assumption
        return (
            _floor_divide(low, large if low >= 0 else small),
            _floor_divide(high, small if high >= 0 else large),
        )
    if isinstance(atom, Modulo):
        low, high = bounds(atom.dividend, generic)
        most = bounds(atom.divisor, generic)[1] - 1
        return 0, min(most, high) if low >= 0 else most
    if isinstance(atom, Extremum):
        choose = min if atom.kind == "min" else max
        pairs = [bounds(each, generic) for each in atom.arguments]
        return choose([low for low, _ in pairs]), choose([high for _, high in pairs])
    assert isinstance(atom, Scaled)
    low, high = bounds(atom.size, generic)
    return (
        -inf if low < -EXACT_FLOATS else rounded(min(low, EXACT_FLOATS), atom.factor, atom.rounding),
        inf if high > EXACT_FLOATS else rounded(max(high, -EXACT_FLOATS), atom.factor, atom.rounding),
    )


def rounded(number: float, factor: float, rounding: str) -> int:
    """`rounding(factor * number)` as Python works it out; monotone in `number`."""
    value = number * factor
    return floor(value) if rounding == "floor" else ceil(value) if rounding == "ceil" else round(value)


def _floor_divide(a: float, b: float) -> float:
    if a in (inf, -inf):
        return a
    if b == inf:
        return 0 if a >= 0 else -1
    return int(a) // int(b)


def _times(a: float, b: float) -> float:
    if a == 0 or b == 0:
        return 0
    if a in (inf, -inf) or b in (inf, -inf):
        return inf if (a > 0) == (b > 0) else -inf
    return a * b


def _plus(a: float, b: float) -> float:
    """A sum of two lower or of two upper bounds, so never of inf and -inf."""
    return a if a in (inf, -inf) else b if b in (inf, -inf) else a + b


def _bounds(size: Size, generic: bool, steps: list[int], depth: int) -> Bounds:
    if not isinstance(size, Expression):
        return bounds(size)
    low: float = 0
    high: float = 0
    for monomial, coefficient in size.terms:
        least, most = _monomial_bounds(monomial, generic)
        if coefficient < 0:
            least, most = most, least
        low = _plus(low, _times(least, coefficient))
        high = _plus(high, _times(most, coefficient))
    if len(size.terms) == 1 or depth >= _DEPTH or not _is_correlated(size):
        return low, high
    if len(size.terms[0][0]) > 1:
        least, most = _shifted_bounds(size, generic)
        low, high = max(low, least), min(high, most)
    for atom in sorted(size.atoms(), key=_eagerness):
        if isinstance(atom, Symbol) and atom.ceiling is None:
            continue
        if steps[0] <= 0:
            break
        steps[0] -= 1
        least, most = _bounds_by_atom(size, atom, generic, steps, depth + 1)
        low, high = max(low, least), min(high, most)
    return low, high


def _eagerness(atom: Atom) -> tuple[bool, str]:
    """Minima and maxima first: to choose an argument simplifies most."""
    return not isinstance(atom, Extremum), atom.key


def _is_correlated(size: Expression) -> bool:
    """Whether a symbol stands in several places, so that interval arithmetic is too coarse."""
    seen: set[Symbol] = set()
    atoms: set[Atom] = set()
    for monomial, _ in size.terms:
        for atom in monomial:
            if isinstance(atom, Symbol) and atom.ceiling is not None:
                return True
            if atom in atoms or not seen.isdisjoint(atom.symbols):
                return True
            seen |= atom.symbols
        atoms.update(monomial)
    return False


def _monomial_bounds(monomial: Monomial, generic: bool) -> Bounds:
    if len(monomial) == 1:
        return atom_bounds(monomial[0], generic)
    low: float = 1
    high: float = 1
    for atom in monomial:
        least, most = atom_bounds(atom, generic)
        corners = (_times(low, least), _times(low, most), _times(high, least), _times(high, most))
        low, high = min(corners), max(corners)
    return low, high


def _shifted_bounds(size: Expression, generic: bool) -> Bounds:
    """Bounds of a polynomial rewritten over atoms that start at 0: n*m - n = m' + n'*m' >= 0."""
    bases: dict[Atom, tuple[int, int, float]] = {}
    for atom in size.atoms():
        least, most = atom_bounds(atom, generic)
        if least > -inf:
            bases[atom] = (int(least), 1, _plus(most, -least))
        elif most < inf:
            bases[atom] = (int(most), -1, inf)
        else:
            bases[atom] = (0, 1, -1)
    shifted: dict[Monomial, int] = {}
    for monomial, coefficient in size.terms:
        expanded: dict[Monomial, int] = {(): coefficient}
        for atom in monomial:
            base, sign, _ = bases[atom]
            grown: dict[Monomial, int] = {}
            for factors, each in expanded.items():
                longer = (*factors, atom)
                grown[longer] = grown.get(longer, 0) + each * sign
                if base:
                    grown[factors] = grown.get(factors, 0) + each * base
            expanded = grown
        for factors, each in expanded.items():
            shifted[factors] = shifted.get(factors, 0) + each
    low: float = 0
    high: float = 0
    for factors, coefficient in shifted.items():
        widest: float = 1
        for atom in factors:
            width = bases[atom][2]
            if width < 0 and coefficient:
                return -inf, inf
            widest = _times(widest, width)
        if not factors:
            low, high = _plus(low, coefficient), _plus(high, coefficient)
        elif coefficient < 0:
            low = _plus(low, _times(widest, coefficient))
        else:
            high = _plus(high, _times(widest, coefficient))
    return low, high


def _bounds_by_atom(size: Expression, atom: Atom, generic: bool, steps: list[int], depth: int) -> Bounds:
    """What follows for the size from what one of its atoms is."""
    if isinstance(atom, Extremum):
        return _bounds_by_choice(size, atom, generic, steps, depth)
    rest, cofactor = _split(size, atom)
    if isinstance(atom, FloorDivision):
        scale: Size = 1
        times: Size | None = exact_quotient(cofactor, atom.denominator)
        if isinstance(cofactor, int):
            scale, times = atom.denominator, cofactor
        if isinstance(times, int) and isinstance(scale, int):
            high = add(multiply(rest, scale), multiply(times, atom.numerator))
            low = subtract(high, multiply(times, subtract(atom.denominator, 1)))
            if times < 0:
                low, high = high, low
            least = _bounds(low, generic, steps, depth)[0]
            most = _bounds(high, generic, steps, depth)[1]
            return -_floor_divide(-least, scale), _floor_divide(most, scale)
    if not isinstance(cofactor, int):
        return -inf, inf
    lower, upper = _limits(atom, generic)
    if cofactor < 0:
        lower, upper = upper, lower
    least, most = -inf, inf
    if lower is not None:
        least = _bounds(add(rest, multiply(cofactor, lower)), generic, steps, depth)[0]
    if upper is not None:
        most = _bounds(add(rest, multiply(cofactor, upper)), generic, steps, depth)[1]
    return least, most


def _limits(atom: Atom, generic: bool) -> tuple[Size | None, Size | None]:
    """Sizes that an atom does not fall below and does not exceed, where it has such."""
    if isinstance(atom, Symbol):
        return None, atom.ceiling
    if isinstance(atom, FloorDivision):
        return None, atom.numerator if bounds(atom.numerator, generic)[0] >= 0 else None
    if isinstance(atom, Modulo):
        if bounds(atom.dividend, generic)[0] >= 0:
            return None, atom.dividend
        return None, subtract(atom.divisor, 1)
    assert isinstance(atom, Scaled)
    if atom.factor >= 1:
        return atom.size, None
    if bounds(atom.size, generic)[0] >= 1 and atom.factor < _ALMOST_ONE and atom.rounding == "floor":
        return None, subtract(atom.size, 1)
    return None, atom.size


def _bounds_by_choice(
    size: Expression, atom: Extremum, generic: bool, steps: list[int], depth: int
) -> Bounds:
    """A minimum is one of its arguments, and none of them is smaller."""
    pairs = [
        _bounds(_with_argument(size, atom, argument), generic, steps, depth) for argument in atom.arguments
    ]
    lows, highs = [low for low, _ in pairs], [high for _, high in pairs]
    _, cofactor = _split(size, atom)
    if not isinstance(cofactor, int):
        return min(lows), max(highs)
    if (atom.kind == "min") == (cofactor > 0):
        return min(lows), min(highs)
    return max(lows), max(highs)


def _with_argument(size: Expression, atom: Atom, argument: Size) -> Size:
    """The size with one atom replaced."""
    result: Size = 0
    for monomial, coefficient in size.terms:
        term: Size = coefficient
        for each in monomial:
            term = multiply(term, argument if each == atom else normal({(each,): 1}))
        result = add(result, term)
    return result


def _split(size: Expression, atom: Atom) -> tuple[Size, Size]:
    """The size as `rest + cofactor * atom`."""
    rest: dict[Monomial, int] = {}
    cofactor: dict[Monomial, int] = {}
    for monomial, coefficient in size.terms:
        if atom not in monomial:
            rest[monomial] = coefficient
            continue
        others = divide_monomial(monomial, (atom,))
        assert others is not None
        cofactor[others] = coefficient
    return normal(rest), normal(cofactor)
