"""Floor division, remainders, minima, maxima and fractions of sizes, in normal form.

The normal form is what makes equal sizes look equal: multiples are taken out, common factors
cancelled and nested divisions joined, `(4*n + 6)//4//2` is `n//2`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd

from tensorlint.shapes.intervals import EXACT_FLOATS, at_most, bounds, rounded
from tensorlint.shapes.terms import (
    UNKNOWN,
    Atom,
    Expression,
    Extremum,
    FloorDivision,
    Modulo,
    Monomial,
    Scaled,
    Size,
    Symbol,
    UnknownSize,
    add,
    argument_order,
    bounded_atom,
    divide_monomial,
    exact_quotient,
    from_atom,
    is_huge,
    multiply,
    negate,
    normal,
    single_atom,
    subtract,
    terms_of,
)

_MAXIMUM_ARGUMENTS = 4
_MAXIMUM_FACTOR = 1000.0
_SIMPLE_DENOMINATOR = 1024


def floor_divide(a: Size, b: Size) -> Size:
    """`a // b`; unknown where b may be 0 or of either sign."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b if b else UNKNOWN
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize) or b == 0 or is_huge(a) or is_huge(b):
        return UNKNOWN
    low, high = bounds(b)
    if high < 0:
        a, b = negate(a), negate(b)
    elif low < 1:
        return UNKNOWN
    exact = exact_quotient(a, b)
    if exact is not None:
        return exact
    if isinstance(b, int) and isinstance(a, Expression):
        return _divide_by_number(a, b)
    return _divide_by_size(a, b)


def _divide_by_number(a: Expression, divisor: int) -> Size:
    whole, rest = _without_multiples(a, divisor)
    constant_whole, constant = divmod(a.constant, divisor)
    whole[()] = constant_whole
    sign = 1
    if next(iter(rest.values())) < 0:  # -x // d == -((x + d - 1) // d)
        sign, constant = -1, divisor - 1 - constant
        rest = {monomial: -coefficient for monomial, coefficient in rest.items()}
    common = gcd(divisor, *rest.values())
    if common > 1:
        divisor //= common
        constant //= common
        rest = {monomial: coefficient // common for monomial, coefficient in rest.items()}
    inner = single_atom(normal(rest))
    rest[()] = constant
    numerator = normal(rest)
    low, high = bounds(numerator)
    if low // divisor == high // divisor:
        quotient: Size = int(low // divisor)
    elif isinstance(inner, FloorDivision):  # (x // e + k) // d == (x + k*e) // (d*e)
        denominator = inner.denominator
        moved = add(inner.numerator, multiply(constant, denominator))
        quotient = floor_divide(moved, multiply(divisor, denominator))
    else:
        quotient = bounded_atom(FloorDivision(numerator, divisor))
    return add(normal(whole), multiply(sign, quotient))


def _without_multiples(a: Expression, divisor: int) -> tuple[dict[Monomial, int], dict[Monomial, int]]:
    """The multiples of a divisor among the terms, divided by it, and what is left of the others."""
    whole: dict[Monomial, int] = {}
    rest: dict[Monomial, int] = {}
    for monomial, coefficient in a.terms:
        if not monomial:
            continue
        quotient = abs(coefficient) // divisor * (1 if coefficient > 0 else -1)
        whole[monomial] = quotient
        if coefficient != quotient * divisor:
            rest[monomial] = coefficient - quotient * divisor
    if not rest:
        rest[()] = 0
    return whole, rest


def _divide_by_size(a: Size, b: Size) -> Size:
    whole, rest = _multiples_of(a, b)
    if at_most(0, rest) and at_most(add(rest, 1), b):
        return whole
    if at_most(negate(b), rest) and at_most(rest, -1):
        return subtract(whole, 1)
    if isinstance(rest, UnknownSize):
        return UNKNOWN
    factor, numerator, denominator = _cancelled(rest, b)
    if factor != 1:
        return add(whole, floor_divide(numerator, denominator))
    return add(whole, bounded_atom(FloorDivision(rest, b)))


def _cancelled(a: Size, b: Size) -> tuple[Size, Size, Size]:
    """The greatest factor that both hold in each of their terms, and what is left of them.

    `b` is not 0, nor is then the factor.
    """
    terms = [term for size in (a, b) if isinstance(size, int | Expression) for term in terms_of(size).items()]
    common = list(terms[0][0])
    for monomial, _ in terms[1:]:
        left = list(monomial)
        for atom in list(common):
            if atom in left:
                left.remove(atom)
            else:
                common.remove(atom)
    factor = normal({tuple(common): gcd(*[coefficient for _, coefficient in terms])})
    numerator, denominator = exact_quotient(a, factor), exact_quotient(b, factor)
    assert numerator is not None
    assert denominator is not None
    return factor, numerator, denominator


def _multiples_of(a: Size, b: Size) -> tuple[Size, Size]:
    """`a` as `whole * b + rest`, term by term, where `b` is a single term."""
    if not isinstance(b, Expression) or not isinstance(a, Expression) or len(b.terms) > 1:
        return 0, a
    whole: dict[Monomial, int] = {}
    rest: dict[Monomial, int] = {}
    divisor, scale = b.terms[0]
    for monomial, coefficient in a.terms:
        quotient = divide_monomial(monomial, divisor)
        if quotient is None or coefficient % scale:
            rest[monomial] = coefficient
        else:
            whole[quotient] = coefficient // scale
    return normal(whole), normal(rest)


def modulo(a: Size, b: Size) -> Size:
    """`a % b`; unknown where b may be 0 or of either sign."""
    if isinstance(a, int) and isinstance(b, int):
        return a % b if b else UNKNOWN
    if isinstance(a, UnknownSize) or isinstance(b, UnknownSize) or b == 0 or is_huge(a) or is_huge(b):
        return UNKNOWN
    low, high = bounds(b)
    if high < 0:
        return negate(modulo(negate(a), negate(b)))
    if low < 1:
        return UNKNOWN
    if exact_quotient(a, b) is not None:
        return 0
    if isinstance(b, int) and isinstance(a, Expression):
        return _remainder_by_number(a, b)
    _, rest = _multiples_of(a, b)
    if at_most(0, rest) and at_most(add(rest, 1), b):
        return rest
    if at_most(negate(b), rest) and at_most(rest, -1):
        return add(rest, b)
    if isinstance(rest, UnknownSize):
        return UNKNOWN
    factor, dividend, divisor = _cancelled(rest, b)
    if factor != 1:
        return multiply(factor, modulo(dividend, divisor))
    return bounded_atom(Modulo(rest, b))


def _remainder_by_number(a: Expression, divisor: int) -> Size:
    _, rest = _without_multiples(a, divisor)
    constant = a.constant % divisor
    common = gcd(divisor, *rest.values())
    left = constant % common
    divisor //= common
    rest = {monomial: coefficient // common for monomial, coefficient in rest.items()}
    inner = single_atom(normal(rest))
    rest[()] = constant // common
    dividend = normal(rest)
    low, high = bounds(dividend)
    if low // divisor == high // divisor:
        remainder = subtract(dividend, int(low // divisor) * divisor)
    elif isinstance(inner, Modulo) and exact_quotient(inner.divisor, divisor) is not None:
        remainder = modulo(add(inner.dividend, rest[()]), divisor)
    else:
        remainder = bounded_atom(Modulo(dividend, divisor))
    return add(multiply(common, remainder), left)


def minimum(*sizes: Size) -> Size:
    """The smallest of the sizes."""
    return extremum("min", sizes)


def maximum(*sizes: Size) -> Size:
    """The largest of the sizes."""
    return extremum("max", sizes)


def extremum(kind: str, sizes: tuple[Size, ...]) -> Size:
    """The smallest ("min") or the largest ("max") of the sizes, of which there is at least one."""
    kept: list[Size] = []
    for size in sizes:
        inner = single_atom(size)
        flat = inner.arguments if isinstance(inner, Extremum) and inner.kind == kind else (size,)
        for each in flat:
            if isinstance(each, UnknownSize):
                return UNKNOWN
            if any(_dominates(kind, other, each) for other in kept):
                continue
            kept = [other for other in kept if not _dominates(kind, each, other)]
            kept.append(each)
    if len(kept) == 1:
        return kept[0]
    if len(kept) > _MAXIMUM_ARGUMENTS or any(is_huge(each) for each in kept):
        return UNKNOWN
    return bounded_atom(Extremum(kind, tuple(sorted(kept, key=argument_order))))


def _dominates(kind: str, a: Size, b: Size) -> bool:
    if isinstance(a, int) and isinstance(b, int):
        return a <= b if kind == "min" else b <= a
    return at_most(a, b) if kind == "min" else at_most(b, a)


def scaled(size: Size, factor: float, rounding: str = "floor") -> Size:
    """`int(factor * size)` for a size of at least 0, or its "ceil" or "round", in floating point.

    A fraction of a size lies between 0 and the size; sizes are below 2**53, where ints are floats.
    """
    if isinstance(size, UnknownSize) or not 0 <= factor <= _MAXIMUM_FACTOR or bounds(size)[0] < 0:
        return UNKNOWN
    if isinstance(size, int):
        return UNKNOWN if size > EXACT_FLOATS else rounded(size, factor, rounding)
    numerator, denominator = float(factor).as_integer_ratio()
    if denominator == 1:
        return multiply(size, numerator)
    if denominator <= _SIMPLE_DENOMINATOR and rounding != "round":
        product = multiply(size, numerator)
        if rounding == "ceil":
            return negate(floor_divide(negate(product), denominator))
        return floor_divide(product, denominator)
    return bounded_atom(Scaled(size, float(factor), rounding))


def substitute(size: Size, replacements: Mapping[Atom, Size]) -> Size:
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


def _substitute_atom(atom: Atom, replacements: Mapping[Atom, Size]) -> Size:
    if atom in replacements:
        return replacements[atom]
    if isinstance(atom, Symbol):
        return from_atom(atom)
    if isinstance(atom, FloorDivision):
        return floor_divide(
            substitute(atom.numerator, replacements), substitute(atom.denominator, replacements)
        )
    if isinstance(atom, Modulo):
        return modulo(substitute(atom.dividend, replacements), substitute(atom.divisor, replacements))
    if isinstance(atom, Extremum):
        arguments = [substitute(each, replacements) for each in atom.arguments]
        return extremum(atom.kind, tuple(arguments))
    assert isinstance(atom, Scaled)
    return scaled(substitute(atom.size, replacements), atom.factor, atom.rounding)
