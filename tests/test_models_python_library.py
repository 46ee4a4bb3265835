"""Models of the standard library whose results are drawn, parsed or iterated, held against Python."""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable
from typing import Any

import pytest

from tensorlint.models import python_operators, registry
from tensorlint.models.python_constants import CommandLine, from_python
from tensorlint.models.python_generic import generalised, moment
from tensorlint.models.python_values import element_of, iterate
from tensorlint.shapes import Size, equal, shape_of, symbol
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Dict,
    Float,
    Integer,
    Library,
    List,
    Object,
    Series,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
)
from tests.model_harness import CASES
from tests.python_programs import Covering, Drawing, Program

PROGRAM = Program()


def call(path: str, *arguments: Value, **keywords: Value) -> Value:
    """Call a model."""
    return PROGRAM.apply(path, arguments, keywords)


# -- random


DRAWS: list[tuple[str, Callable[[Drawing], list[Any]]]] = [
    ("random", lambda draw: []),
    ("uniform", lambda draw: [draw.int(), draw.int()]),
    ("randint", lambda draw: sorted([draw.int(), draw.int()])),
    ("randrange", lambda draw: [abs(draw.int()) + 1]),
    ("randrange", lambda draw: [draw.int(), 9]),
    ("randrange", lambda draw: [draw.int(), 9, 2]),
    ("choice", lambda draw: [[*draw.list(), draw.int()]]),
    ("choice", lambda draw: [range(3, 9)]),
    ("sample", lambda draw: [[1, 2, 3, 4], draw.random.randrange(4)]),
    ("getrandbits", lambda draw: [abs(draw.int()) + 1]),
    ("gauss", lambda draw: [0.0, 1.0]),
]


@pytest.mark.parametrize(("name", "sample"), DRAWS)
@pytest.mark.parametrize("owner", ["random", "random.Random"])
def test_drawn_numbers_lie_where_the_model_says(
    owner: str, name: str, sample: Callable[[Drawing], list[Any]]
) -> None:
    generator = random.Random(0)
    for seed in range(CASES):
        covering = Covering()
        draw = Drawing(seed, covering)
        arguments = sample(draw)
        values = [draw.value(argument) for argument in arguments]
        if owner == "random.Random":
            values.insert(0, Object(owner))
        covering.check(call(f"{owner}.{name}", *values), getattr(generator, name)(*arguments))


def test_two_draws_are_not_the_same_number() -> None:
    first, second = (
        call("random.randint", Integer(1), Integer(9)),
        call("random.randint", Integer(1), Integer(9)),
    )
    assert isinstance(first, Integer)
    assert isinstance(second, Integer)
    assert equal(first.size, second.size) is None


def test_choices_gives_as_many_as_asked_for() -> None:
    chosen = call("random.choices", from_python([1, 2]), k=Integer(5))
    assert isinstance(chosen, List)
    assert chosen.length == 5


def test_shuffled_items_have_no_order() -> None:
    items = from_python([1, 2, 3])
    call("random.shuffle", items)
    assert isinstance(items, List)
    assert (items.items, items.length, items.element) == (None, 3, Integer())


# -- argparse


TYPES: dict[Any, Value] = {
    int: Library("builtins.int"),
    float: Library("builtins.float"),
    str: Library("builtins.str"),
}
FLAGS = [["--batch-size"], ["-n", "--n-rows"], ["-x"], ["--lr"]]


def _sampled_option(draw: Drawing) -> tuple[list[str], dict[str, Any]]:
    keywords: dict[str, Any] = {}
    flags = draw.random.choice(FLAGS)
    kind = draw.random.choice(("plain", "typed", "flag", "several"))
    if kind == "flag":
        keywords["action"] = draw.random.choice(("store_true", "store_false", "count"))
        if keywords["action"] == "count":
            keywords["default"] = 0
        return flags, keywords
    made = draw.random.choice((int, float, str))
    if kind != "plain":
        keywords["type"] = made
    if kind == "several":
        keywords["nargs"] = draw.random.choice(("+", "*", "?", 2))
    if draw.bool():
        keywords["default"] = made(3)
    if draw.bool():
        keywords["dest"] = "chosen"
    return flags, keywords


def test_parsed_defaults_are_the_real_ones() -> None:
    known = 0
    for seed in range(CASES):
        draw = Drawing(seed, Covering())
        real = argparse.ArgumentParser()
        parser = call("argparse.ArgumentParser")
        for flags, keywords in [_sampled_option(draw) for _ in range(2)]:
            try:
                real.add_argument(*flags, **keywords)
            except argparse.ArgumentError:
                continue
            values = {
                name: TYPES[item] if name == "type" else from_python(item) for name, item in keywords.items()
            }
            call("argparse.ArgumentParser.add_argument", parser, *map(String, flags), **values)
        parsed = call("argparse.ArgumentParser.parse_args", parser, from_python([]))
        assert isinstance(parsed, Object)
        attributes = parsed.cells["attributes"]
        expected = vars(real.parse_args([]))
        assert attributes.keys() == expected.keys()
        for name, value in attributes.items():
            Covering().check(value, expected[name])
            known += not isinstance(value, Unknown)
    assert known


def test_an_int_default_says_that_it_is_one() -> None:
    parser = call("argparse.ArgumentParser")
    call("argparse.ArgumentParser.add_argument", parser, String("--batch-size"), default=Integer(1))
    parsed = call("argparse.ArgumentParser.parse_args", parser)
    assert isinstance(parsed, Object)
    held = parsed.cells["attributes"]["batch_size"]
    assert isinstance(held, CommandLine)
    assert (held.size, held.option) == (1, "batch_size")


def test_a_command_line_in_the_program_frees_the_defaults() -> None:
    parser = call("argparse.ArgumentParser")
    call("argparse.ArgumentParser.add_argument", parser, String("--n"), default=Integer(4), type=TYPES[int])
    parsed = call("argparse.ArgumentParser.parse_args", parser, from_python(["--n", "9"]))
    assert isinstance(parsed, Object)
    Covering().check(parsed.cells["attributes"]["n"], 9)


def test_an_option_without_a_default_may_be_none() -> None:
    parser = call("argparse.ArgumentParser")
    call("argparse.ArgumentParser.add_argument", parser, String("--n"), type=TYPES[int])
    parsed = call("argparse.ArgumentParser.parse_args", parser)
    assert isinstance(parsed, Object)
    held = parsed.cells["attributes"]["n"]
    assert isinstance(held, Union)
    assert NONE in held.alternatives


# -- iterators


def test_an_iterator_is_consumed() -> None:
    items = call("builtins.iter", from_python([1, 2, 3]))
    assert call("builtins.next", items) == Integer(1)
    assert iterate(items) == (Integer(2), Integer(3))
    assert call("builtins.list", call("itertools.islice", items, Integer(1))) is not None
    assert call("builtins.next", items) == Integer(3)
    assert call("builtins.next", items, NONE) == NONE
    assert isinstance(call("builtins.next", items), Unknown)


def test_a_view_shows_what_the_dict_holds_now() -> None:
    owner = from_python({"a": 1})
    view = call("builtins.dict.values", owner)
    python_operators.store(PROGRAM, owner, String("b"), Integer(2))
    assert iterate(view) == (Integer(1), Integer(2))


def test_endless_iterables_end_with_the_shortest() -> None:
    counter = call("itertools.count", Integer(5), Integer(2))
    wheel = call("itertools.cycle", from_python(["a", "b"]))
    rows = call("builtins.list", call("builtins.zip", counter, wheel, from_python([0, 0, 0])))
    assert python_operators.to_python(rows) == [(5, "a", 0), (7, "b", 0), (9, "a", 0)]


@pytest.mark.parametrize("path", ["builtins.map", "builtins.filter"])
def test_long_iterables_call_the_function_once_for_all(path: str) -> None:
    calls: list[int] = []

    class Counting(Program):
        def call(self, function: Value, arguments: Any = (), keywords: Any = None) -> Value:
            calls.append(1)
            return Boolean()

    result = Counting().apply(path, [Library("x.f"), from_python(list(range(1000)))], {})
    assert isinstance(result, Series)
    assert len(calls) == 1


# -- generic items


def _doubled(size: Size) -> Value:
    return python_operators.binary("*", Integer(size), Integer(2))


GENERIC: list[tuple[Callable[[int], Any], Callable[[Value], Value]]] = [
    (lambda i: i, lambda i: i),
    (lambda i: (i, 7), lambda i: Tuple((i, Integer(7)))),
    (lambda i: i * 2, lambda i: python_operators.binary("*", i, Integer(2))),
    (lambda i: [0] * i, lambda i: python_operators.binary("*", from_python([0]), i)),
    (lambda i: [i, i], lambda i: List.of((i, i))),
    (lambda i: {"k": i}, lambda i: Dict.of({"k": i})),
    (lambda i: i / 2, lambda i: python_operators.binary("/", i, Integer(2))),
    (lambda i: range(i), lambda i: call("builtins.range", i)),
]


@pytest.mark.parametrize(("real", "model"), GENERIC)
def test_what_is_worked_out_for_one_item_holds_of_all(
    real: Callable[[int], Any], model: Callable[[Value], Value]
) -> None:
    n = symbol("n", lower=1)
    outer = call("builtins.range", Integer(1), Integer(n))
    since = moment()
    value = generalised(model(element_of(outer)), since)
    covering = Covering()
    for i in range(1, 6):
        covering.check(value, real(i))


def test_sizes_of_before_are_kept() -> None:
    n = symbol("n", lower=1)
    since = moment()
    m = symbol("m", lower=1)
    shape = generalised(Array(shape_of(n, m, 3)), since)
    assert isinstance(shape, Array)
    assert str(shape.shape) == "(n, ?, 3)"


def test_lists_made_for_each_item_do_not_grow_together() -> None:
    since = moment()
    inner = generalised(List.of((Integer(0),) * 3), since)
    outer = List.like(inner, 4)
    assert isinstance(inner, List)
    assert inner.items == (Integer(0),) * 3
    call("builtins.list.append", python_operators.subscript(outer, Integer(1)), Integer(5))
    assert inner.items is None
    assert equal(inner.length, 4) is None


# -- text, files, constants


def test_constants_are_python_s() -> None:
    pi = registry.lookup_constant("math.pi")
    assert pi == Float(math.pi)


def test_an_open_file_gives_text() -> None:
    opened = call("builtins.open", String("a.txt"))
    assert call("builtins.file.read", opened) == String()
    raw = call("builtins.open", String("a.bin"), String("rb"))
    assert call("builtins.file.read", raw) == UNKNOWN_VALUE
