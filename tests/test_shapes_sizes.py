"""Sizes against Python: everything that is claimed of an expression must hold for sampled numbers."""

from __future__ import annotations

import copy
import math
import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tensorlint.shapes import UNKNOWN, Size, equal, size_text, symbol
from tensorlint.shapes.proofs import canonical
from tensorlint.shapes.sizes import (
    Expression,
    Extremum,
    FloorDivision,
    Modulo,
    Symbol,
    add,
    bounds,
    exact_quotient,
    floor_divide,
    from_atom,
    less,
    less_equal,
    maximum,
    minimum,
    modulo,
    multiply,
    negate,
    possibly,
    product,
    scaled,
    size_key,
    substitute,
    subtract,
    symbols,
    total,
)
from tests.shape_cases import Term, World, atoms_of, worlds

INTS = st.integers(-50, 50)


@given(a=INTS, b=INTS, c=INTS)
def test_numbers_are_computed_as_by_python(a: int, b: int, c: int) -> None:
    assert add(a, b) == a + b
    assert subtract(a, b) == a - b
    assert multiply(a, b) == a * b
    assert negate(a) == -a
    assert product([a, b, c]) == a * b * c
    assert total([a, b, c]) == a + b + c
    assert minimum(a, b, c) == min(a, b, c)
    assert maximum(a, b, c) == max(a, b, c)
    assert equal(a, b) is (a == b)
    assert less(a, b) is (a < b)
    assert less_equal(a, b) is (a <= b)
    assert possibly(a, b) is (a == b)
    assert bounds(a) == (a, a)
    assert exact_quotient(a, b) == (a // b if b and a % b == 0 else None)
    assert floor_divide(a, b) == (a // b if b else UNKNOWN)
    assert modulo(a, b) == (a % b if b else UNKNOWN)
    assert size_text(a) == str(a)


@given(size=st.integers(0, 3000), percent=st.integers(0, 120))
def test_fractions_of_numbers_are_rounded_as_by_python(size: int, percent: int) -> None:
    factor = percent / 100
    assert scaled(size, factor) == int(size * factor)
    assert scaled(size, factor, "ceil") == math.ceil(size * factor)
    assert scaled(size, factor, "round") == round(size * factor)


@given(size=st.integers(1, 3000), percent=st.integers(0, 120))
@example(size=3, percent=50)
@example(size=5, percent=50)
def test_fractions_of_symbols_are_rounded_as_by_python(size: int, percent: int) -> None:
    name = Symbol("n")
    for rounding in ("floor", "ceil", "round"):
        fraction = scaled(from_atom(name), percent / 100, rounding)
        assert substitute(fraction, {name: size}) == scaled(size, percent / 100, rounding)
        least = bounds(subtract(fraction, from_atom(name)))
        assert least[0] <= scaled(size, percent / 100, rounding) - size <= least[1]


def check(world: World, *terms: Term) -> None:
    """Bounds and substitution agree with the numbers."""
    for term in terms:
        for index in world.all:
            world.holds(term.size, index, term.values[index])
        low, high = bounds(term.size, generic=True)
        for index in world.usual:
            assert low <= term.values[index] <= high, f"{term}: generic bounds [{low}, {high}]"


@given(world=worlds())
def test_expressions_are_what_python_computes(world: World) -> None:
    term = world.term(4)
    check(world, term)
    assert symbols(term.size) <= {*world.symbols, *_ceilings(world)}
    assert size_text(term.size)


def _ceilings(world: World) -> set[Symbol]:
    return {each for name in world.symbols if name.ceiling is not None for each in symbols(name.ceiling)}


@given(world=worlds())
def test_the_form_for_proofs_is_the_same_size(world: World) -> None:
    term = world.term(4)
    for index in world.all:
        world.holds(canonical(term.size), index, term.values[index])


@given(world=worlds())
def test_what_is_proved_of_two_sizes_is_true(world: World) -> None:
    a = world.term()
    b = _relative(world, a) if world.chance(60) else world.term()
    pairs = list(zip(a.values, b.values, strict=True))
    claims = {
        "==": (equal(a.size, b.size), [x == y for x, y in pairs]),
        "<=": (less_equal(a.size, b.size), [x <= y for x, y in pairs]),
        "<": (less(a.size, b.size), [x < y for x, y in pairs]),
    }
    for sign, (claim, facts) in claims.items():
        assert claim is None or all(fact is claim for fact in facts), f"{a} {sign} {b}: {claim}"
    assert equal(b.size, a.size) is equal(a.size, b.size)
    if equal(a.size, b.size) is True:
        assert less_equal(a.size, b.size) is not False


def _relative(world: World, a: Term) -> Term:
    """The same size written in another way, or one that differs a little from it."""
    c, one = world.term(1), world.constant(world.number(-1, 1))
    divisor = world.number(1, 6)
    ways = [
        (
            lambda s: add(subtract(s, c.size), c.size),
            lambda v, w: v,
        ),
        (
            lambda s: add(multiply(floor_divide(s, divisor), divisor), modulo(s, divisor)),
            lambda v, w: v,
        ),
        (
            lambda s: subtract(add(s, c.size), maximum(s, c.size)),
            lambda v, w: min(v, w),
        ),
        (
            lambda s: add(minimum(s, c.size), maximum(0, subtract(s, c.size))),
            lambda v, w: v,
        ),
        (
            lambda s: floor_divide(add(multiply(s, divisor), divisor - 1), divisor),
            lambda v, w: v,
        ),
        (
            lambda s: negate(floor_divide(negate(s), divisor)),
            lambda v, w: -(-v // divisor),
        ),
        (
            lambda s: total([floor_divide(add(s, each), divisor) for each in range(divisor)]),
            lambda v, w: v,
        ),
        (
            lambda s: minimum(s, add(s, c.size)),
            lambda v, w: min(v, v + w),
        ),
    ]
    change, compute = ways[world.choose(ways)]
    size = add(change(a.size), one.size)
    if size is UNKNOWN:
        return a
    values = [compute(v, w) + one.values[0] for v, w in zip(a.values, c.values, strict=True)]
    return Term(size, tuple(values))


@given(world=worlds(), value=st.integers(-3, 12))
def test_a_size_that_is_said_to_be_impossible_does_not_occur(world: World, value: int) -> None:
    term = world.term()
    for index in world.all:
        assert term.values[index] != value or possibly(term.size, value, generic=False)
    for index in world.usual:
        assert term.values[index] != value or possibly(term.size, value)


@given(world=worlds())
def test_division_and_remainder_are_those_of_python(world: World) -> None:
    a = world.term()
    b = world.constant(world.number(-8, 40)) if world.chance(60) else world.term(2)
    quotient, remainder = floor_divide(a.size, b.size), modulo(a.size, b.size)
    for index in world.all:
        x, y = a.values[index], b.values[index]
        if y == 0:
            assert quotient is UNKNOWN
            assert remainder is UNKNOWN
            continue
        world.holds(quotient, index, x // y, "quotient")
        world.holds(remainder, index, x % y, "remainder")
    assert equal(add(multiply(b.size, quotient), remainder), a.size) is not False
    if isinstance(b.size, int) and b.size:
        assert (quotient is UNKNOWN) <= (a.size is UNKNOWN or len(size_key(a.size)) > 60)


@given(world=worlds())
def test_minima_and_maxima_are_those_of_python(world: World) -> None:
    terms = [world.term(2) for _ in range(world.number(1, 4))]
    columns = list(zip(*[term.values for term in terms], strict=True))
    sizes = [term.size for term in terms]
    check(
        world,
        Term(minimum(*sizes), tuple(min(column) for column in columns)),
        Term(maximum(*sizes), tuple(max(column) for column in columns)),
    )
    for size in sizes:
        assert less_equal(minimum(*sizes), size) is not False
        assert less_equal(size, maximum(*sizes)) is not False


@given(world=worlds())
def test_an_exact_quotient_gives_the_dividend_back(world: World) -> None:
    b, q = world.term(2), world.term(2)
    a = Term(multiply(b.size, q.size), tuple(x * y for x, y in zip(b.values, q.values, strict=True)))
    if world.chance(30):
        a = world.term(2)
    found = exact_quotient(a.size, b.size)
    if found is None:
        return
    for index in world.all:
        if b.values[index]:
            assert a.values[index] % b.values[index] == 0, f"{b} divides {a}"
            world.holds(found, index, a.values[index] // b.values[index])
    assert equal(multiply(found, b.size), a.size) is True


@given(world=worlds())
def test_equal_normal_forms_have_one_key_and_one_hash(world: World) -> None:
    a, b = world.term(2).size, world.term(2).size
    left, right = add(multiply(a, b), a), add(a, multiply(b, a))
    assert left == right or left is UNKNOWN
    assert hash(left) == hash(right)
    assert size_key(left) == size_key(right)
    assert (size_key(a) == size_key(b)) is (a == b)
    if isinstance(left, Expression):
        assert pickle.loads(pickle.dumps(left.terms[0][1])) == left.terms[0][1]
        assert copy.copy(left) == left
        assert all(coefficient for _, coefficient in left.terms)
        assert [bool(monomial) for monomial, _ in left.terms].count(False) <= 1
        assert left.constant == dict(left.terms).get((), 0)


@given(world=worlds(), count=st.integers(5, 40))
def test_expressions_stay_small(world: World, count: int) -> None:
    size = world.term(2).size
    for _ in range(count):
        other = world.leaf().size
        step = world.number(0, 3)
        grown = (
            multiply(size, add(other, 1))
            if step == 0
            else floor_divide(add(multiply(size, 3), other), 7)
            if step == 1
            else minimum(size, add(other, size), multiply(other, 3))
            if step == 2
            else add(multiply(size, size), other)
        )
        if grown is UNKNOWN:
            return
        size = grown
        if isinstance(size, Expression):
            assert len(size.terms) <= 12
            assert all(len(monomial) <= 6 for monomial, _ in size.terms)
            assert len(size_key(size)) < 12 * 6 * 700
        bounds(size)
        equal(size, other)


def unknown(name: str, lower: float = 1, upper: float | None = None) -> Size:
    return symbol(name, lower, upper)


N, M, B = unknown("n"), unknown("m"), unknown("b")
Z = unknown("z", 0)
FEW = unknown("few", 1, 3)
K = unknown("k", -math.inf)


def below(name: str, end: Size, lower: int = 0) -> Size:
    made = Symbol(name, lower)
    made.ceiling = subtract(end, 1)
    return from_atom(made)


I = below("i", N)  # noqa: E741 - the variable of a batch loop


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (add(subtract(N, floor_divide(N, 2)), floor_divide(N, 2)), N),
        (add(floor_divide(N, 2), floor_divide(add(N, 1), 2)), N),
        (total([floor_divide(add(N, k), 3) for k in range(3)]), N),
        (subtract(N, floor_divide(N, 2)), floor_divide(add(N, 1), 2)),
        (negate(floor_divide(negate(N), 32)), floor_divide(add(N, 31), 32)),
        (add(multiply(32, floor_divide(N, 32)), modulo(N, 32)), N),
        (add(multiply(B, floor_divide(N, B)), modulo(N, B)), N),
        (modulo(add(N, modulo(negate(N), 32)), 32), 0),
        (add(N, modulo(negate(N), 32)), multiply(32, floor_divide(add(N, 31), 32))),
        (add(minimum(N, 32), maximum(0, subtract(N, 32))), N),
        (subtract(N, minimum(N, 32)), maximum(0, subtract(N, 32))),
        (minimum(multiply(2, N), 32), multiply(2, minimum(N, 16))),
        (minimum(add(N, 1), 33), add(minimum(N, 32), 1)),
        (add(minimum(N, M), maximum(N, M)), add(N, M)),
        (floor_divide(floor_divide(N, 2), 3), floor_divide(N, 6)),
        (floor_divide(add(multiply(4, N), 6), 8), floor_divide(add(multiply(2, N), 3), 4)),
        (floor_divide(multiply(3, N), 3), N),
        (floor_divide(add(multiply(N, M), subtract(M, 1)), M), N),
        (modulo(add(multiply(N, M), 1), M), modulo(1, M)),
        (modulo(multiply(4, N), 2), 0),
        (floor_divide(multiply(12, N), multiply(5, N)), 2),
        (modulo(multiply(12, N), multiply(5, N)), multiply(2, N)),
        (floor_divide(multiply(6, N), multiply(4, M)), floor_divide(multiply(3, N), multiply(2, M))),
        (floor_divide(subtract(multiply(N, M), 1), M), subtract(N, 1)),
        (modulo(subtract(multiply(N, M), 1), M), subtract(M, 1)),
        (modulo(modulo(N, 12), 4), modulo(N, 4)),
        (modulo(add(modulo(N, 12), 3), 4), modulo(add(N, 3), 4)),
        (modulo(add(multiply(6, N), 4), 9), add(multiply(3, modulo(add(multiply(2, N), 1), 3)), 1)),
        (exact_quotient(multiply(add(N, 1), add(M, 2)), add(M, 2)), add(N, 1)),
        (exact_quotient(multiply(multiply(N, M), 12), multiply(M, 4)), multiply(3, N)),
        (scaled(N, 0.5), floor_divide(N, 2)),
        (scaled(N, 0.25, "ceil"), floor_divide(add(N, 3), 4)),
        (add(scaled(N, 0.8), subtract(N, scaled(N, 0.8))), N),
        (scaled(N, 1.0), N),
        (minimum(N, N), N),
        (minimum(scaled(N, 0.8), N), scaled(N, 0.8)),
        (minimum(I, N), I),
        (maximum(N, 1), N),
        (maximum(minimum(N, 32), 0), minimum(N, 32)),
        (product([0, UNKNOWN]), 0),
        (add(floor_divide(add(FEW, 1), 4), floor_divide(FEW, 2)), subtract(FEW, 1)),
    ],
    ids=lambda size: size_text(size),
)
def test_proved_to_be_equal(a: Size, b: Size) -> None:
    assert equal(a, b) is True


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (N, 0),
        (N, add(N, 1)),
        (multiply(2, N), add(multiply(2, M), 1)),
        (multiply(12, N), multiply(13, N)),
        (multiply(N, add(M, 1)), N),
        (multiply(N, N), subtract(N, 1)),
        (add(floor_divide(N, 2), 1), 0),
        (minimum(N, 32), 33),
        (modulo(N, 32), 32),
        (add(floor_divide(N, 2), floor_divide(add(N, 1), 2)), add(N, 1)),
        (multiply(2, floor_divide(N, 2)), add(multiply(2, floor_divide(M, 2)), 1)),
        (subtract(N, multiply(32, floor_divide(subtract(N, 1), 32))), 33),
        (subtract(N, multiply(32, floor_divide(subtract(N, 1), 32))), 0),
        (add(modulo(N, 2), modulo(add(N, 1), 2)), 2),
        (subtract(N, scaled(N, 0.8)), 0),
        (I, N),
        (subtract(minimum(add(I, 32), N), I), 33),
    ],
    ids=lambda size: size_text(size),
)
def test_proved_to_differ(a: Size, b: Size) -> None:
    assert equal(a, b) is False


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (N, 1),
        (N, M),
        (K, 0),
        (floor_divide(N, 2), 0),
        (minimum(N, 32), 32),
        (multiply(N, M), N),
        (floor_divide(add(N, 1), B), floor_divide(N, B)),
        (modulo(N, 32), 0),
        (modulo(modulo(N, 12), 5), modulo(N, 5)),
        (add(floor_divide(N, 2), floor_divide(add(N, 1), 2)), 10),
        (add(floor_divide(N, 2), floor_divide(add(N, 2), 3)), 10),
        (UNKNOWN, UNKNOWN),
        (UNKNOWN, 3),
        (scaled(N, 0.8), scaled(N, 0.7)),
    ],
    ids=lambda size: size_text(size),
)
def test_not_decided(a: Size, b: Size) -> None:
    assert equal(a, b) is None
    assert equal(b, a) is None


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (subtract(N, multiply(32, floor_divide(subtract(N, 1), 32))), (1, 32)),
        (subtract(N, multiply(32, floor_divide(N, 32))), (0, 31)),
        (modulo(N, 32), (0, 31)),
        (modulo(negate(N), 32), (0, 31)),
        (modulo(unknown("s", 2, 9), 32), (2, 9)),
        (floor_divide(unknown("s", -7, 9), 4), (-2, 2)),
        (floor_divide(100, unknown("s", 3, 9)), (11, 33)),
        (minimum(N, 32), (1, 32)),
        (subtract(N, minimum(N, 32)), (0, math.inf)),
        (subtract(maximum(N, 5), N), (0, 4)),
        (subtract(minimum(add(I, 32), N), I), (1, 32)),
        (subtract(multiply(N, M), N), (0, math.inf)),
        (subtract(multiply(unknown("s", 2), unknown("t", 3)), 1), (5, math.inf)),
        (subtract(N, scaled(N, 0.8)), (1, math.inf)),
        (subtract(scaled(N, 1.7), N), (0, math.inf)),
        (subtract(N, scaled(N, 0.8, "ceil")), (0, math.inf)),
        (subtract(Z, scaled(Z, 0.8)), (0, math.inf)),
        (subtract(multiply(unknown("s", -math.inf, 3), N), multiply(3, N)), (-math.inf, 0)),
        (scaled(unknown("s", 10, 20), 0.8), (8, 16)),
        (subtract(N, N), (0, 0)),
        (UNKNOWN, (-math.inf, math.inf)),
        (negate(N), (-math.inf, -1)),
        (multiply(K, K), (-math.inf, math.inf)),
    ],
    ids=lambda each: size_text(each) if not isinstance(each, tuple) else str(each),
)
def test_bounds(size: Size, expected: tuple[float, float]) -> None:
    assert bounds(size) == expected


def test_a_last_batch_is_no_longer_than_the_batch_size_even_where_that_is_a_symbol() -> None:
    last = subtract(N, multiply(B, floor_divide(subtract(N, 1), B)))
    assert bounds(last)[0] == 1
    assert less_equal(last, B) is True


def test_the_sizes_of_data_are_taken_as_two_or_more_only_on_demand() -> None:
    rows = symbol("rows", generic=True)
    assert bounds(rows) == (1, math.inf)
    assert bounds(rows, generic=True) == (2, math.inf)
    assert not possibly(rows, 1)
    assert possibly(rows, 1, generic=False)
    assert not possibly(subtract(rows, 1), 0)
    assert possibly(symbol("one", 1, 4, generic=False), 1)
    assert symbol("fixed", 1, 1, generic=True) == 1
    assert equal(rows, 1) is None


@pytest.mark.parametrize(
    "size",
    [
        minimum(multiply(2, N), 32),
        minimum(multiply(6, M), multiply(4, N), 24),
        maximum(multiply(3, N), multiply(6, M)),
        maximum(subtract(multiply(4, M), multiply(6, N)), 8),
        minimum(subtract(8, multiply(4, N)), multiply(-2, M)),
        modulo(subtract(multiply(3, M), N), 6),
        modulo(N, add(M, 2)),
        floor_divide(maximum(N, M), add(minimum(N, M), 1)),
    ],
    ids=size_text,
)
def test_the_form_for_proofs_has_the_same_values(size: Size) -> None:
    [[n], [m]] = symbols(N), symbols(M)
    form = canonical(size)
    assert form is not UNKNOWN
    for x in range(1, 20):
        for y in range(1, 12):
            assert substitute(form, {n: x, m: y}) == substitute(size, {n: x, m: y})


def test_generic_bounds_of_a_denominator_may_cross() -> None:
    size = symbol("s", 1, 3)
    small = Symbol("t", 1, generic=True)
    small.ceiling = subtract(size, 2)
    quotient = floor_divide(N, subtract(subtract(size, from_atom(small)), 1))
    assert bounds(quotient) == (1, math.inf)
    assert bounds(quotient, generic=True) == (1, math.inf)


def test_a_ceiling_holds_beside_other_bounds() -> None:
    assert less(I, N) is True
    assert less_equal(add(I, 1), N) is True
    assert less(I, subtract(N, 1)) is None
    assert bounds(I) == (0, math.inf)


def test_bounds_follow_when_a_symbol_is_restricted() -> None:
    size = symbol("s")
    [name] = symbols(size)
    rest = subtract(size, minimum(size, 32))
    assert bounds(rest) == (0, math.inf)
    assert less_equal(size, 32) is None
    name.restrict(1, 20, generic=False)
    assert bounds(rest) == (0, 0)
    assert less_equal(size, 32) is True
    name.restrict(1, None, generic=True)
    assert bounds(rest) == (0, math.inf)
    assert bounds(size, generic=True) == (2, math.inf)
    assert less_equal(size, 32) is None


def test_two_unknown_sizes_are_not_the_same() -> None:
    for size in (add(UNKNOWN, 1), multiply(UNKNOWN, 2), floor_divide(UNKNOWN, 2), minimum(UNKNOWN, 3)):
        assert size is UNKNOWN
    assert multiply(UNKNOWN, 0) == 0
    assert less_equal(UNKNOWN, UNKNOWN) is None
    assert pickle.loads(pickle.dumps(UNKNOWN)) is UNKNOWN
    assert copy.deepcopy(UNKNOWN) is UNKNOWN


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (UNKNOWN, "?"),
        (-3, "-3"),
        (N, "n"),
        (add(N, 1), "n + 1"),
        (subtract(1, N), "1 - n"),
        (negate(N), "-n"),
        (subtract(multiply(2, N), 3), "2*n - 3"),
        (multiply(multiply(N, M), 4), "4*n*m"),
        (floor_divide(N, 2), "n//2"),
        (floor_divide(add(N, 1), 2), "(n + 1)//2"),
        (multiply(32, floor_divide(N, 32)), "32*(n//32)"),
        (multiply(M, modulo(N, 5)), "m*(n%5)"),
        (minimum(N, 32), "min(n, 32)"),
        (multiply(2, maximum(N, M)), "2*max(n, m)"),
        (scaled(N, 0.8), "int(0.8*n)"),
        (scaled(add(N, M), 0.1, "ceil"), "ceil(0.1*(n + m))"),
        (floor_divide(unknown("x.shape[0]"), 2), "(x.shape[0])//2"),
    ],
)
def test_text(size: Size, text: str) -> None:
    assert size_text(size) == text


def test_numbers_too_large_for_arrays_are_no_trouble() -> None:
    large = 10**400
    assert add(large, 1) == large + 1
    assert floor_divide(large, 3) == large // 3
    assert size_text(large).startswith("2**")
    assert size_text(10**5000)
    for size in (
        multiply(N, large),
        add(N, large),
        floor_divide(N, large),
        modulo(N, large),
        minimum(N, large),
        floor_divide(large, N),
        scaled(large, 0.8),
    ):
        assert size is UNKNOWN
    assert bounds(unknown("s", -large, large)) == (-math.inf, math.inf)
    assert bounds(scaled(unknown("s", 0, 10**30), 0.8))[1] == math.inf
    assert equal(unknown("s"), large) is None


def test_nested_atoms_end_as_unknown() -> None:
    size: Size = N
    for step in range(200):
        size = floor_divide(multiply(add(size, M), 2 + step % 3), 7)
    assert size is UNKNOWN
    size = N
    for _ in range(200):
        size = add(multiply(size, size), M)
    assert size is UNKNOWN


def test_atoms_hold_what_they_are_made_of() -> None:
    division, remainder = floor_divide(N, 2), modulo(N, 3)
    smallest = minimum(division, add(remainder, M))
    kinds = {type(atom) for atom in atoms_of(smallest)}
    assert kinds == {Extremum, FloorDivision, Modulo, Symbol}
    assert symbols(smallest) == symbols(N) | symbols(M)
    assert symbols(7) == frozenset()


def test_substituting_a_size_computes_anew() -> None:
    [n] = symbols(N)
    assert substitute(minimum(N, 32), {n: 40}) == 32
    assert substitute(floor_divide(add(N, 1), 2), {n: multiply(2, M)}) == M
    assert substitute(modulo(N, 4), {n: add(multiply(4, M), 3)}) == 3
    assert substitute(scaled(N, 0.8), {n: 10}) == 8
    assert substitute(add(N, M), {}) == add(N, M)
    assert substitute(UNKNOWN, {n: 3}) is UNKNOWN
