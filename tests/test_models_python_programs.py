"""Random programs over Python's containers, run by Python and by the models side by side."""

from __future__ import annotations

import collections
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tensorlint.values import (
    Dict,
    Float,
    Integer,
    Library,
    List,
    Series,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
)
from tests.model_harness import CASES
from tests.python_operations import FOLDS, FUNCTIONS, OPERATIONS, Operation
from tests.python_programs import Contradiction, Covering, Drawing, Program

STEPS = 8


@dataclass
class Variable:
    """One variable of the program: the real object and the value."""

    real: Any
    value: Value


TYPES: dict[str, tuple[type, ...]] = {
    "l": (list,),
    "d": (dict,),
    "D": (dict,),
    "s": (set,),
    "t": (str,),
    "i": (int,),
    "n": (int, float),
    "q": (list, tuple),
    "x": (list, tuple, dict, set, str),
    "e": (collections.deque,),
    "c": (collections.Counter,),
    "w": (collections.defaultdict,),
}


class Run:
    """One random program."""

    def __init__(self, seed: int) -> None:
        self.covering = Covering()
        self.draw = Drawing(seed, self.covering)
        self.program = Program()
        self.variables: list[Variable] = []
        self.lines: list[str] = []

    def _fresh(self, letter: str) -> Any:
        draw = self.draw
        makers: dict[str, Callable[[], Any]] = {
            "l": draw.list,
            "d": draw.dict,
            "D": lambda: {draw.key(): draw.list(0) for _ in range(draw.random.randrange(3))},
            "s": draw.set,
            "t": draw.text,
            "i": draw.int,
            "n": lambda: draw.random.choice([draw.int, draw.float])(),
            "k": draw.key,
            "q": lambda: draw.random.choice([draw.list, draw.tuple])(),
            "L": lambda: [draw.key() for _ in range(draw.random.randrange(5))],
            "T": lambda: [draw.text() for _ in range(draw.random.randrange(4))],
            "p": lambda: [(draw.int(), draw.int()) for _ in range(draw.random.randrange(4))],
            "e": lambda: collections.deque(draw.list(), draw.random.choice((None, 2, 3))),
            "c": lambda: collections.Counter([draw.key() for _ in range(4)]),
            "w": lambda: collections.defaultdict(list, {draw.key(): draw.list(0)}),
        }
        return makers.get(letter, draw.real)()

    def argument(self, letter: str) -> Variable | None:
        """An argument of a kind: a variable of the program, or a new object."""
        if letter in "fF":
            return Variable(*self.draw.random.choice(FUNCTIONS if letter == "f" else FOLDS))
        kinds = TYPES.get(letter)
        fitting = [
            each
            for each in self.variables
            if letter in "a" or (kinds is not None and type(each.real) in kinds)
            if letter != "D" or all(type(item) is list for item in each.real.values())
        ]
        if fitting and self.draw.random.random() < 0.6:
            return self.draw.random.choice(fitting)
        real = self._fresh(letter)
        made = Variable(real, self._value(real))
        self.variables.append(made)
        return made

    def _value(self, real: Any) -> Value:
        draw = self.draw
        if isinstance(real, collections.deque):
            made = List.of(tuple([draw.value(item, True) for item in real]))
            made.cells["maxlen"] = real.maxlen
            return made
        if isinstance(real, collections.Counter):
            return Dict.of({key: Integer(count) for key, count in real.items()}, None, "Counter")
        if isinstance(real, collections.defaultdict):
            owner = Dict.of({key: draw.value(item) for key, item in real.items()}, None, "defaultdict")
            owner.cells["factory"] = Library("builtins.list")
            return owner
        return draw.value(real)

    def step(self, operation: Operation) -> bool:
        """Run one operation on both sides; whether the program goes on."""
        arguments = [self.argument(letter) for letter in operation.takes]
        reals = [each.real for each in arguments if each is not None]
        values = [self._alternative(each) for each in arguments if each is not None]
        self.lines.append(f"{operation.name}({', '.join(map(repr, reals))})  # {values}")
        if not all(map(self._is_usable, values, operation.takes)):
            return False
        try:
            result = operation.real(*reals)
        except (TypeError, ValueError, ArithmeticError, LookupError):
            operation.model(self.program, *values)
            return False
        claimed = operation.model(self.program, *values)
        self.covering.check(claimed, result)
        for variable in self.variables:
            self.covering.check(variable.value, variable.real)
        if not isinstance(claimed, Unknown | Union):
            self.variables.append(Variable(result, claimed))
        return True

    def _alternative(self, variable: Variable) -> Value:
        """The interpreter calls a model once for each alternative; one of them is the true one."""
        value = variable.value
        if isinstance(value, Union):
            return next(each for each in value.alternatives if self.covering.covers(each, variable.real))
        return value

    def _is_usable(self, value: Value, letter: str) -> bool:
        """Methods are called on values of known classes only."""
        owners: dict[str, type] = {"l": List, "e": List, "s": SetValue, "t": String}
        owners |= dict.fromkeys("dDcw", Dict)
        if letter in "iq":
            return isinstance(value, Integer if letter == "i" else Tuple | List | Series)
        return isinstance(value, owners.get(letter, Value))


def _crc(name: str) -> int:
    return functools.reduce(lambda total, letter: (total * 131 + ord(letter)) % 2**31, name, 7)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_operation_agrees_with_python(operation: Operation) -> None:
    returned = 0
    for index in range(max(CASES // 4, 20)):
        run = Run((_crc(operation.name) << 20) + index)
        try:
            returned += run.step(operation)
        except Contradiction as contradiction:
            raise AssertionError("\n".join([*run.lines, str(contradiction)])) from contradiction
    assert returned


def test_programs_agree_with_python() -> None:
    steps = 0
    for index in range(CASES * 2):
        run = Run((1 << 44) + index)
        try:
            for _ in range(STEPS):
                if not run.step(run.draw.random.choice(OPERATIONS)):
                    break
                steps += 1
        except Contradiction as contradiction:
            raise AssertionError("\n".join([*run.lines, str(contradiction)])) from contradiction
    assert steps > CASES


def test_a_float_stays_a_float() -> None:
    assert Program().apply("builtins.float", [Integer(3)], {}) == Float(3.0)
