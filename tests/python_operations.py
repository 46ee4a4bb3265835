"""The operations that random programs are made of: Python's own side, and the models' side."""

from __future__ import annotations

import collections
import copy
import functools
import heapq
import itertools
import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tensorlint.models import python_operators
from tensorlint.models.python_mutation import summarise, with_element
from tensorlint.shapes import UNKNOWN
from tensorlint.values import (
    NONE,
    Boolean,
    Dict,
    Integer,
    Library,
    List,
    Partial,
    Slice,
    Tuple,
    Union,
    Unknown,
    Value,
)
from tests.python_programs import BINARY, Program

MAXIMUM_RESULTS = 2000

FUNCTIONS: list[tuple[Callable[..., Any], Value]] = [
    (len, Library("builtins.len")),
    (abs, Library("builtins.abs")),
    (str, Library("builtins.str")),
    (bool, Library("builtins.bool")),
    (operator.neg, Library("operator.neg")),
    (operator.itemgetter(0), Partial(Library("operator.item_of_key"), (Integer(0),))),
    (functools.partial(operator.add, 1), Partial(Library("operator.add"), (Integer(1),))),
]
FOLDS: list[tuple[Callable[..., Any], Value]] = [
    (operator.add, Library("operator.add")),
    (operator.mul, Library("operator.mul")),
    (max, Library("builtins.max")),
]


@dataclass(frozen=True)
class Operation:
    """One kind of step. `takes`: what its arguments are; `real` and `model` run it on both sides."""

    name: str
    takes: str
    real: Callable[..., Any]
    model: Callable[..., Value]

    def __str__(self) -> str:
        return self.name


def _calls(path: str) -> Callable[..., Value]:
    return lambda program, *arguments: program.apply(path, arguments, {})


def _listed(path: str, **keywords: Value) -> Callable[..., Value]:
    """The model's iterator as a list, so that both sides can be compared."""

    def run(program: Program, *arguments: Value) -> Value:
        return program.apply("builtins.list", [program.apply(path, arguments, keywords)], {})

    return run


def _nothing(change: Callable[..., None]) -> Callable[..., Value]:
    """A change of a container as a call that gives None."""

    def run(program: Program, *arguments: Value) -> Value:
        change(program, *arguments)
        return NONE

    return run


def _of_range(path: str) -> Callable[..., Value]:
    """A function of `range(start, stop, step)`; iterators as lists."""

    def run(program: Program, *arguments: Value) -> Value:
        result = program.apply(path, [program.apply("builtins.range", arguments, {})], {})
        return program.apply("builtins.list", [result], {}) if path == "builtins.reversed" else result

    return run


def _operator(name: str) -> Callable[..., Value]:
    return lambda program, left, right: python_operators.binary(name, left, right)


def _rounded(name: str, path: str) -> Callable[..., Value]:
    """A whole number of a float that an operator gives."""
    return lambda program, a, b: program.apply(path, [python_operators.binary(name, a, b)], {})


def _subscript(program: Program, container: Value, index: Value) -> Value:
    return python_operators.subscript(container, index, program)


def _grouped(items: Any) -> list[Any]:
    return [(key, list(group)) for key, group in itertools.groupby(items)]


def _groups(program: Program, items: Value) -> Value:
    """The groups as lists; unknown where the runs are not known."""
    pairs = python_operators.iterate(program.apply("itertools.groupby", [items], {}))
    if pairs is None:
        return Unknown()
    made = []
    for pair in pairs:
        assert isinstance(pair, Tuple)
        made.append(Tuple((pair.items[0], program.apply("builtins.list", [pair.items[1]], {}))))
    return List.of(tuple(made))


def _tupled(function: Callable[..., Any]) -> Callable[..., Any]:
    """The iterator as a list, unless it is long: then the program ends."""

    def run(*arguments: Any) -> list[Any]:
        found = list(itertools.islice(function(*arguments), MAXIMUM_RESULTS + 1))
        if len(found) > MAXIMUM_RESULTS:
            raise ValueError
        return found

    return run


# What the letters of `takes` stand for: l list, d dict, s set, t text, i int, n number, k key, q list or
# tuple, a anything, p list of pairs, f function, F function of two, e deque, c Counter, w defaultdict.
OPERATIONS = [
    *[
        Operation(f"a {name} b", "aa", function, _operator(name))
        for name, function in BINARY.items()
        if not name.startswith("is")
    ],
    Operation("item of", "qi", operator.getitem, _subscript),
    Operation("value of", "dk", operator.getitem, _subscript),
    Operation("rounded up quotient", "ii", lambda a, b: math.ceil(a / b), _rounded("/", "math.ceil")),
    Operation("whole quotient", "ii", lambda a, b: int(a / b), _rounded("/", "builtins.int")),
    Operation("rounded down quotient", "ii", lambda a, b: math.floor(a / b), _rounded("/", "math.floor")),
    Operation("nearest quotient", "ii", lambda a, b: round(a / b), _rounded("/", "builtins.round")),
    Operation("whole share", "in", lambda a, b: int(a * b), _rounded("*", "builtins.int")),
    Operation("rounded share", "in", lambda a, b: round(a * b), _rounded("*", "builtins.round")),
    Operation("append", "la", list.append, _calls("builtins.list.append")),
    Operation("extend", "lq", list.extend, _calls("builtins.list.extend")),
    Operation("extend by keys", "ld", list.extend, _calls("builtins.list.extend")),
    Operation("insert", "lia", list.insert, _calls("builtins.list.insert")),
    Operation("pop", "l", list.pop, _calls("builtins.list.pop")),
    Operation("pop at", "li", list.pop, _calls("builtins.list.pop")),
    Operation("remove", "la", list.remove, _calls("builtins.list.remove")),
    Operation("clear", "l", list.clear, _calls("builtins.list.clear")),
    Operation("copy", "l", list.copy, _calls("builtins.list.copy")),
    Operation("index", "qa", lambda q, a: q.index(a), _calls("builtins.list.index")),
    Operation("count", "qa", lambda q, a: q.count(a), _calls("builtins.list.count")),
    Operation("reverse", "l", list.reverse, _calls("builtins.list.reverse")),
    Operation("sort", "l", list.sort, _calls("builtins.list.sort")),
    Operation(
        "sort by",
        "lf",
        lambda items, key: items.sort(key=key),
        lambda program, items, key: program.apply("builtins.list.sort", [items], {"key": key}),
    ),
    Operation(
        "store",
        "lia",
        operator.setitem,
        _nothing(python_operators.store),
    ),
    Operation(
        "store slice",
        "liiq",
        lambda items, start, stop, new: operator.setitem(items, slice(start, stop), new),
        lambda program, items, start, stop, new: _nothing(python_operators.store)(
            program, items, Slice(start, stop), new
        ),
    ),
    Operation(
        "delete",
        "li",
        operator.delitem,
        _nothing(python_operators.delete),
    ),
    Operation(
        "delete slice",
        "lii",
        lambda items, start, stop: operator.delitem(items, slice(start, stop)),
        lambda program, items, start, stop: _nothing(python_operators.delete)(
            program, items, Slice(start, stop)
        ),
    ),
    Operation(
        "add in place",
        "lq",
        operator.iadd,
        lambda program, items, more: python_operators.in_place(program, "+", items, more),
    ),
    Operation(
        "repeat in place",
        "li",
        operator.imul,
        lambda program, items, times: python_operators.in_place(program, "*", items, times),
    ),
    Operation("get", "dk", dict.get, _calls("builtins.dict.get")),
    Operation("get or", "dka", dict.get, _calls("builtins.dict.get")),
    Operation("setdefault", "dka", dict.setdefault, _calls("builtins.dict.setdefault")),
    Operation("dict pop", "dk", dict.pop, _calls("builtins.dict.pop")),
    Operation("dict pop or", "dka", dict.pop, _calls("builtins.dict.pop")),
    Operation("popitem", "d", dict.popitem, _calls("builtins.dict.popitem")),
    Operation("update", "dd", dict.update, _calls("builtins.dict.update")),
    Operation("update by pairs", "dp", dict.update, _calls("builtins.dict.update")),
    Operation("dict copy", "d", dict.copy, _calls("builtins.dict.copy")),
    Operation("dict clear", "d", dict.clear, _calls("builtins.dict.clear")),
    Operation("fromkeys", "sa", dict.fromkeys, _calls("builtins.dict.fromkeys")),
    Operation("keys", "d", _tupled(dict.keys), _listed("builtins.dict.keys")),
    Operation("values", "d", _tupled(dict.values), _listed("builtins.dict.values")),
    Operation("items", "d", _tupled(dict.items), _listed("builtins.dict.items")),
    Operation(
        "store key",
        "dka",
        operator.setitem,
        _nothing(python_operators.store),
    ),
    Operation(
        "delete key",
        "dk",
        operator.delitem,
        _nothing(python_operators.delete),
    ),
    Operation(
        "merge in place",
        "dd",
        operator.ior,
        lambda program, owner, other: python_operators.in_place(program, "|", owner, other),
    ),
    Operation("dict of pairs", "p", dict, _calls("builtins.dict")),
    Operation("dict of dict", "d", dict, _calls("builtins.dict")),
    Operation("add", "sk", set.add, _calls("builtins.set.add")),
    Operation("discard", "sk", set.discard, _calls("builtins.set.discard")),
    Operation("set remove", "sk", set.remove, _calls("builtins.set.remove")),
    Operation("union", "ss", set.union, _calls("builtins.set.union")),
    Operation("union of a list", "sL", set.union, _calls("builtins.set.union")),
    Operation("intersection", "ss", set.intersection, _calls("builtins.set.intersection")),
    Operation("difference", "ss", set.difference, _calls("builtins.set.difference")),
    Operation("symmetric", "ss", set.symmetric_difference, _calls("builtins.set.symmetric_difference")),
    Operation("set update", "ss", set.update, _calls("builtins.set.update")),
    Operation("set minus", "ss", set.difference_update, _calls("builtins.set.difference_update")),
    Operation("issubset", "ss", set.issubset, _calls("builtins.set.issubset")),
    Operation("isdisjoint", "ss", set.isdisjoint, _calls("builtins.set.isdisjoint")),
    Operation("set copy", "s", set.copy, _calls("builtins.set.copy")),
    Operation(
        "set in place",
        "ss",
        operator.iand,
        lambda program, owner, other: python_operators.in_place(program, "&", owner, other),
    ),
    Operation("set of", "L", set, _calls("builtins.set")),
    Operation("list of", "q", list, _calls("builtins.list")),
    Operation("list of set", "s", _tupled(sorted), _calls("builtins.sorted")),
    Operation("tuple of", "q", tuple, _calls("builtins.tuple")),
    Operation("len", "x", len, _calls("builtins.len")),
    Operation("sum", "q", sum, _calls("builtins.sum")),
    Operation("sum of a range", "iii", lambda *a: sum(range(*a)), _of_range("builtins.sum")),
    Operation("list of a range", "iii", lambda *a: list(range(*a)), _of_range("builtins.list")),
    Operation("range", "iii", range, _calls("builtins.range")),
    Operation("reversed range", "iii", lambda *a: list(reversed(range(*a))), _of_range("builtins.reversed")),
    Operation("max of a range", "iii", lambda *a: max(range(*a)), _of_range("builtins.max")),
    Operation("min of a range", "iii", lambda *a: min(range(*a)), _of_range("builtins.min")),
    Operation("min", "q", min, _calls("builtins.min")),
    Operation("max", "q", max, _calls("builtins.max")),
    Operation("min of two", "nn", min, _calls("builtins.min")),
    Operation("max of three", "nnn", max, _calls("builtins.max")),
    Operation(
        "max by",
        "qf",
        lambda q, f: max(q, key=f),
        lambda program, q, f: program.apply("builtins.max", [q], {"key": f}),
    ),
    Operation("any", "q", any, _calls("builtins.any")),
    Operation("all", "q", all, _calls("builtins.all")),
    Operation("sorted", "q", sorted, _calls("builtins.sorted")),
    Operation(
        "sorted down",
        "q",
        lambda q: sorted(q, reverse=True),
        lambda program, q: program.apply("builtins.sorted", [q], {"reverse": Boolean(True)}),
    ),
    Operation("zip", "qq", _tupled(zip), _listed("builtins.zip")),
    Operation("enumerate", "q", _tupled(enumerate), _listed("builtins.enumerate")),
    Operation("enumerate from", "qi", _tupled(enumerate), _listed("builtins.enumerate")),
    Operation("map", "fq", _tupled(map), _listed("builtins.map")),
    Operation("filter", "fq", _tupled(filter), _listed("builtins.filter")),
    Operation("reversed", "q", _tupled(reversed), _listed("builtins.reversed")),
    Operation("abs", "n", abs, _calls("builtins.abs")),
    Operation("round", "n", round, _calls("builtins.round")),
    Operation("round to", "ni", round, _calls("builtins.round")),
    Operation("divmod", "nn", divmod, _calls("builtins.divmod")),
    Operation("int", "n", int, _calls("builtins.int")),
    Operation("float", "n", float, _calls("builtins.float")),
    Operation("int of text", "t", int, _calls("builtins.int")),
    Operation("str", "a", str, _calls("builtins.str")),
    Operation("bool", "a", bool, _calls("builtins.bool")),
    Operation("floor", "n", math.floor, _calls("math.floor")),
    Operation("ceil", "n", math.ceil, _calls("math.ceil")),
    Operation("sqrt", "n", math.sqrt, _calls("math.sqrt")),
    Operation("log2", "n", math.log2, _calls("math.log2")),
    Operation("prod", "q", math.prod, _calls("math.prod")),
    Operation("gcd", "ii", math.gcd, _calls("math.gcd")),
    Operation("comb", "ii", math.comb, _calls("math.comb")),
    Operation("isqrt", "i", math.isqrt, _calls("math.isqrt")),
    Operation("chain", "qq", _tupled(itertools.chain), _listed("itertools.chain")),
    Operation("product", "qq", _tupled(itertools.product), _listed("itertools.product")),
    Operation("combinations", "qi", _tupled(itertools.combinations), _listed("itertools.combinations")),
    Operation("permutations", "qi", _tupled(itertools.permutations), _listed("itertools.permutations")),
    Operation("zip_longest", "qq", _tupled(itertools.zip_longest), _listed("itertools.zip_longest")),
    Operation("accumulate", "q", _tupled(itertools.accumulate), _listed("itertools.accumulate")),
    Operation("islice", "qi", _tupled(itertools.islice), _listed("itertools.islice")),
    Operation("islice from", "qii", _tupled(itertools.islice), _listed("itertools.islice")),
    Operation("takewhile", "fq", _tupled(itertools.takewhile), _listed("itertools.takewhile")),
    Operation("dropwhile", "fq", _tupled(itertools.dropwhile), _listed("itertools.dropwhile")),
    Operation("filterfalse", "fq", _tupled(itertools.filterfalse), _listed("itertools.filterfalse")),
    Operation("compress", "qq", _tupled(itertools.compress), _listed("itertools.compress")),
    Operation("pairwise", "q", _tupled(itertools.pairwise), _listed("itertools.pairwise")),
    Operation("starmap", "Fp", _tupled(itertools.starmap), _listed("itertools.starmap")),
    Operation("groupby", "q", _grouped, lambda program, q: _groups(program, q)),
    Operation("repeat", "ai", _tupled(itertools.repeat), _listed("itertools.repeat")),
    Operation("reduce", "Fq", functools.reduce, _calls("functools.reduce")),
    Operation("reduce from", "Fqa", functools.reduce, _calls("functools.reduce")),
    Operation("heappush", "la", heapq.heappush, _calls("heapq.heappush")),
    Operation("heappop", "l", heapq.heappop, _calls("heapq.heappop")),
    Operation("heapify", "l", heapq.heapify, _calls("heapq.heapify")),
    Operation("nlargest", "iq", heapq.nlargest, _calls("heapq.nlargest")),
    Operation("nsmallest", "iq", heapq.nsmallest, _calls("heapq.nsmallest")),
    Operation("deque", "q", collections.deque, _calls("collections.deque")),
    Operation("deque of few", "qi", collections.deque, _calls("collections.deque")),
    Operation("deque append", "ea", collections.deque.append, _calls("builtins.list.append")),
    Operation("appendleft", "ea", collections.deque.appendleft, _calls("builtins.list.appendleft")),
    Operation("deque extend", "eq", collections.deque.extend, _calls("builtins.list.extend")),
    Operation("extendleft", "eq", collections.deque.extendleft, _calls("builtins.list.extendleft")),
    Operation("popleft", "e", collections.deque.popleft, _calls("builtins.list.popleft")),
    Operation("deque pop", "e", collections.deque.pop, _calls("builtins.list.pop")),
    Operation("rotate", "ei", collections.deque.rotate, _calls("builtins.list.rotate")),
    Operation("Counter", "L", collections.Counter, _calls("collections.Counter")),
    Operation("most_common", "c", collections.Counter.most_common, _calls("builtins.dict.most_common")),
    Operation("most_common of", "ci", collections.Counter.most_common, _calls("builtins.dict.most_common")),
    Operation("count more", "cL", collections.Counter.update, _calls("builtins.dict.update")),
    Operation("subtract", "cL", collections.Counter.subtract, _calls("builtins.dict.subtract")),
    Operation(
        "read count",
        "ck",
        operator.getitem,
        lambda program, owner, key: python_operators.subscript(owner, key, program),
    ),
    Operation(
        "defaultdict",
        "D",
        lambda d: collections.defaultdict(list, d),
        lambda program, d: program.apply("collections.defaultdict", [Library("builtins.list"), d], {}),
    ),
    Operation(
        "append to missing",
        "wka",
        lambda owner, key, item: owner[key].append(item),
        lambda program, owner, key, item: _append_to_missing(program, owner, key, item),
    ),
    Operation(
        "setdefault append",
        "Dka",
        lambda owner, key, item: owner.setdefault(key, []).append(item),
        lambda program, owner, key, item: _append_to_default(program, owner, key, item),
    ),
    Operation("copy.copy", "a", copy.copy, _calls("copy.copy")),
    Operation("deepcopy", "a", copy.deepcopy, _calls("copy.deepcopy")),
    Operation("join", "tT", str.join, _calls("builtins.str.join")),
    Operation("split", "tt", str.split, _calls("builtins.str.split")),
    Operation("replace", "ttt", str.replace, _calls("builtins.str.replace")),
    Operation("upper", "t", str.upper, _calls("builtins.str.upper")),
    Operation("strip", "t", str.strip, _calls("builtins.str.strip")),
    Operation("find", "tt", str.find, _calls("builtins.str.find")),
    Operation("startswith", "tt", str.startswith, _calls("builtins.str.startswith")),
    Operation("partition", "tt", str.partition, _calls("builtins.str.partition")),
    Operation("zfill", "ti", str.zfill, _calls("builtins.str.zfill")),
    Operation("isdigit", "t", str.isdigit, _calls("builtins.str.isdigit")),
    Operation("format", "ta", str.format, _calls("builtins.str.format")),
]


def _append_to_missing(program: Program, owner: Value, key: Value, item: Value) -> Value:
    return _append_to(program, owner, python_operators.subscript(owner, key, program), item)


def _append_to_default(program: Program, owner: Value, key: Value, item: Value) -> Value:
    found = program.apply("builtins.dict.setdefault", [owner, key, List.of(())], {})
    return _append_to(program, owner, found, item)


def _append_to(program: Program, owner: Value, found: Value, item: Value) -> Value:
    """`found.append(item)` where found is of owner: one of several lists may be the one that grows."""
    if isinstance(found, List):
        return program.apply("builtins.list.append", [found, item], {})
    if isinstance(found, Union) and all(isinstance(each, List) for each in found.alternatives):
        for each in found.alternatives:
            assert isinstance(each, List)
            summarise(program, each, with_element(each, each.element, item), UNKNOWN)
    elif isinstance(owner, Dict):  # an unknown value hides which list grew
        program.write(owner.cells, "entries", {key: Unknown() for key in owner.entries})
        program.write(owner.cells, "others", Unknown())
    return NONE
