"""What is proved about sizes: equal, at most, possibly 1. True and False are proofs, None is neither.

Cheap arguments first: the same normal form, bounds, divisibility. Then two dearer ones: a form in
which remainders and minima of the same quantities cancel, and the values over one whole period.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from math import gcd, inf, lcm

from tensorlint.shapes.divisions import extremum, floor_divide, scaled
from tensorlint.shapes.intervals import bounds
from tensorlint.shapes.terms import (
    UNKNOWN,
    Atom,
    Expression,
    Extremum,
    FloorDivision,
    Modulo,
    Scaled,
    Size,
    Symbol,
    UnknownSize,
    add,
    argument_order,
    bounded_atom,
    exact_quotient,
    from_atom,
    multiply,
    subtract,
    symbols,
)

_MAXIMUM_PERIOD = 256


def equal(a: Size, b: Size) -> bool | None:
    """Whether the sizes are the same: True and False are proofs, None is neither."""
    if isinstance(a, int) and isinstance(b, int):
        return a == b
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize):
        return None
    if a == b:
        return True
    difference = subtract(a, b)
    found = _is_zero(difference)
    if found is not None or not _is_composite(difference):
        return found
    difference = canonical(difference)
    found = _is_zero(difference)
    if found is None and isinstance(difference, Expression):
        low, high, may_vanish = _over_a_period(difference)
        if low == high == 0:
            return True
        if low > 0 or high < 0 or not may_vanish:
            return False
    return found


def _is_zero(difference: Size) -> bool | None:
    if isinstance(difference, int):
        return difference == 0
    if isinstance(difference, UnknownSize):
        return None
    low, high = bounds(difference)
    if low > 0 or high < 0:
        return False
    if low == high == 0:
        return True
    divisor = gcd(*[coefficient for monomial, coefficient in difference.terms if monomial])
    return False if difference.constant % divisor else None


def less_equal(a: Size, b: Size) -> bool | None:
    """Whether `a <= b`: True and False are proofs, None is neither."""
    if isinstance(a, int) and isinstance(b, int):
        return a <= b
    difference = subtract(b, a)
    low, high = bounds(difference)
    if low < 0 <= high and _is_composite(difference):
        difference = canonical(difference)
        low, high = bounds(difference)
        if low < 0 <= high and isinstance(difference, Expression):
            low, high, _ = _over_a_period(difference)
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


def _is_composite(size: Size) -> bool:
    return isinstance(size, Expression) and any(
        not isinstance(atom, Symbol) for monomial, _ in size.terms for atom in monomial
    )


def canonical(size: Size) -> Size:
    """The size in the form for proofs: `a % b` as `a - b*(a//b)`, extrema of two as `min(0, x)`."""
    if not isinstance(size, Expression) or not _is_composite(size):
        return size
    result: Size = 0
    for monomial, coefficient in size.terms:
        term: Size = coefficient
        for atom in monomial:
            term = multiply(term, _canonical_atom(atom))
        result = add(result, term)
    return result


def _canonical_atom(atom: Atom) -> Size:
    if isinstance(atom, FloorDivision):
        return floor_divide(canonical(atom.numerator), canonical(atom.denominator))
    if isinstance(atom, Modulo):
        dividend, divisor = canonical(atom.dividend), canonical(atom.divisor)
        return subtract(dividend, multiply(divisor, floor_divide(dividend, divisor)))
    if isinstance(atom, Extremum):
        arguments = tuple([canonical(each) for each in atom.arguments])
        if len(arguments) != 2:
            return extremum(atom.kind, arguments)
        a, b = arguments
        smaller = add(a, _negative_part(subtract(b, a)))
        return smaller if atom.kind == "min" else subtract(add(a, b), smaller)
    if isinstance(atom, Scaled):
        return scaled(canonical(atom.size), atom.factor, atom.rounding)
    return from_atom(atom)


def _negative_part(size: Size) -> Size:
    """`min(0, size)`, the same for `k * size`, and built from the same atom for `-size`."""
    if isinstance(size, int):
        return min(0, size)
    if isinstance(size, UnknownSize):
        return UNKNOWN
    low, high = bounds(size)
    if high <= 0:
        return size
    if low >= 0:
        return 0
    common = gcd(*[coefficient for _, coefficient in size.terms])
    if size.terms[0][1] < 0:
        common = -common
    simple = exact_quotient(size, common)
    assert simple is not None
    part = bounded_atom(Extremum("min", tuple(sorted((0, simple), key=argument_order))))
    if common < 0:  # min(0, -x) == min(0, x) - x
        part = subtract(part, simple)
    return multiply(abs(common), part)


def evaluate(size: Size, values: Mapping[Symbol, int]) -> int:
    """The number that a size is for these values of its symbols."""
    if isinstance(size, int):
        return size
    assert isinstance(size, Expression)
    result = 0
    for monomial, coefficient in size.terms:
        for atom in monomial:
            if isinstance(atom, Symbol):
                coefficient *= values[atom]
            else:
                assert isinstance(atom, FloorDivision)
                coefficient *= evaluate(atom.numerator, values) // evaluate(atom.denominator, values)
        result += coefficient
    return result


def _rhythm(size: Size, symbol: Symbol) -> tuple[int, int] | None:
    """`(p, s)` with `size(symbol + p) == size(symbol) + s` always; None where there is no such."""
    if not isinstance(size, Expression):
        return 1, 0
    beats: list[tuple[int, int]] = []
    for monomial, coefficient in size.terms:
        if len(monomial) > 1:
            return None
        if not monomial or symbol not in monomial[0].symbols:
            continue
        atom = monomial[0]
        if atom is symbol:
            beats.append((1, coefficient))
            continue
        if not isinstance(atom, FloorDivision) or not isinstance(atom.denominator, int):
            return None
        inner = _rhythm(atom.numerator, symbol)
        if inner is None:
            return None
        period, step = inner
        times = atom.denominator // gcd(step, atom.denominator)
        beats.append((period * times, coefficient * (step * times // atom.denominator)))
    period = lcm(*[each for each, _ in beats])
    return period, sum(step * (period // each) for each, step in beats)


def _over_a_period(size: Expression) -> tuple[float, float, bool]:
    """Exact bounds of sums of floor divisions by numbers, and whether the size may be 0."""
    undecided = (-inf, inf, True)
    names: list[Symbol] = sorted(symbols(size), key=lambda each: each.key)
    ranges: list[list[int]] = []
    low, high = inf, -inf
    constant = True
    for name in names:
        rhythm = _rhythm(size, name)
        if rhythm is None or name.lower == -inf:
            return undecided
        period, step = rhythm
        start, stop = int(name.lower), None if name.upper is None else int(name.upper) + 1
        if stop is None:
            values = list(range(start, start + min(period, _MAXIMUM_PERIOD + 1)))
            low, high = (-inf if step < 0 else low), (inf if step > 0 else high)
            constant = constant and step == 0
        elif stop - start <= 2 * period:
            values = list(range(start, min(stop, start + _MAXIMUM_PERIOD + 1)))
        elif period > _MAXIMUM_PERIOD:
            return undecided
        else:
            values = [*range(start, start + period), *range(stop - period, stop)]
            constant = constant and step == 0
        ranges.append(values)
    if low == -inf and high == inf:
        return undecided
    count = 1
    for values in ranges:
        count *= len(values)
    if not 0 < count <= _MAXIMUM_PERIOD:
        return undecided
    results = [
        evaluate(size, dict(zip(names, combination, strict=True)))
        for combination in itertools.product(*ranges)
    ]
    may_vanish = not constant or 0 in results
    return min(low, *results), max(high, *results), may_vanish
