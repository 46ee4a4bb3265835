"""No value of any class makes Python's models crash: a value comes out, or the call is refused."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from tensorlint.models import python_operators, registry
from tensorlint.models.python_comparisons import COMPARISONS
from tensorlint.models.python_constants import CommandLine, Interval, known_range, new_range
from tensorlint.models.python_generic import generalised, moment
from tensorlint.models.python_numbers import PYTHON_OPERATORS
from tensorlint.models.python_values import common_of, iterate, length_of
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Size, shape_of, symbol
from tensorlint.shapes.sizes import add, floor_divide, multiply
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Bound,
    Cells,
    Class,
    Constant,
    Dict,
    Float,
    Instance,
    Integer,
    Library,
    LibraryMethod,
    List,
    Module,
    Object,
    Partial,
    Series,
    SetValue,
    Slice,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
)
from tests.model_harness import CASES
from tests.python_programs import Program

LIBRARIES = [name for name, modules in registry.LIBRARIES.items() if modules[0].startswith("python_")]
for _library in LIBRARIES:
    registry.load(_library)
MODELS = sorted(path for path in registry.all_models() if path.partition(".")[0] in LIBRARIES)


class Values:
    """Draws values of every class, sensible or not."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def size(self) -> Size:
        """Any size."""
        n = symbol("n", lower=self.random.choice((-math.inf, -3, 0, 1)))
        kind = self.random.randrange(9)
        if kind < 6:
            return (0, 1, -1, 3, 10**6, 10**30)[kind]
        if kind == 6:
            return UNKNOWN
        return self.random.choice((n, add(n, 2), multiply(n, -2), floor_divide(n, 3)))

    def number(self) -> Value:
        """Any number."""
        huge = (Integer(10**400), Float(math.inf), Float(math.nan), Float(1e308), Constant(1e308 + 2j))
        makers: list[Callable[[], Value]] = [
            lambda: Integer(self.size()),
            lambda: CommandLine(self.size()),
            Float,
            lambda: Float(self.random.choice((-0.5, 0.0, 2.0, 1e300))),
            lambda: Interval(low=-1.5, numerator=self.size(), denominator=self.size()),
            lambda: Boolean(self.random.choice((None, True, False))),
            lambda: self.random.choice(huge),
        ]
        return self.random.choice(makers)()

    def value(self, depth: int = 3) -> Value:
        """Any value."""
        if depth == 0 or self.random.random() < 0.4:
            return self.random.choice([self.number, self._atom])()
        items = tuple([self.value(depth - 1) for _ in range(self.random.randrange(4))])
        return self.random.choice(self._containers(items, depth))()

    def _atom(self) -> Value:
        texts = (
            "",
            "a",
            "%s %(a)d",
            "{} {0} {a.b}",
            "%99999999d",
            "{:{}}",
            "-1",
            "x" * 100,
            "--batch-size",
            "builtins.len",
        )
        owner = Class("C", (), Cells(), kind=self.random.choice(("", "dataclass", "enum")), fields=("a", "b"))
        paths = ("builtins.iterator", "builtins.file", "pathlib.Path", "argparse.Namespace", "x.Y")
        makers: list[Callable[[], Value]] = [
            lambda: UNKNOWN_VALUE,
            lambda: Unknown("why", "x", 3, self.size()),
            lambda: NONE,
            lambda: ELLIPSIS,
            lambda: Constant(b"bytes"),
            lambda: Constant(2j),
            lambda: String(),
            lambda: String(self.random.choice(texts)),
            lambda: Library(self.random.choice(("builtins.int", "numpy.float32", "os.path"))),
            lambda: LibraryMethod(List.of(()), "append"),
            lambda: owner,
            lambda: Instance(owner, Cells(a=Integer(1))),
            lambda: Module("module", Cells()),
            lambda: Object(self.random.choice(paths)),
            lambda: Object("argparse.ArgumentParser", Cells(values={})),
            lambda: Bound(Library("builtins.len"), String("a")),
            lambda: Partial(Library("operator.add"), (Integer(1),)),
            lambda: Array(),
            lambda: Array(UNKNOWN_SHAPE, "float32", "torch"),
            lambda: Array(shape_of(), "int64", contents=(3,)),
            lambda: Array(shape_of(3), "int64", contents=(1, 2, 3)),
            lambda: Array(shape_of(self.size(), self.size()), "float64"),
            lambda: new_range(self.size(), self.size(), self.size()),
            lambda: known_range(range(3, 30, 4)),
            lambda: Series(UNKNOWN_VALUE, UNKNOWN, "shape", subject=Array(shape_of(2, 3))),
            lambda: Series(Integer(), UNKNOWN, "endless"),
        ]
        return self.random.choice(makers)()

    def _containers(self, items: tuple[Value, ...], depth: int) -> list[Callable[[], Value]]:
        def inner() -> Value:
            return self.value(depth - 1)

        keys = self.random.sample(["a", 1, None, (1, 2), 2.5, b"", math.inf], len(items))
        entries = dict(zip(keys, items, strict=True))
        kind = self.random.choice(("dict", "defaultdict", "Counter", "OrderedDict"))
        factory = Library("builtins.list")
        series = self.random.choice(("tuple", "iterator", "range", "shape", "dict_items", "enumerate", "zip"))
        return [
            lambda: Tuple(items),
            lambda: Tuple(items, tuple("abcd"[: len(items)])),
            lambda: List.of(items),
            lambda: List.like(inner(), self.size()),
            self._weak,
            lambda: List(Cells(items=items, element=UNKNOWN_VALUE, length=0, maxlen=self.size())),
            lambda: Dict.of(entries, self.random.choice((None, inner())), kind),
            lambda: Dict(Cells(entries=entries, others=None, factory=factory), "defaultdict"),
            lambda: SetValue.of(self.random.choice((None, items))),
            lambda: Series(inner(), self.size(), series, self.size(), self.size(), self.size(), inner()),
            lambda: Slice(inner(), inner(), inner()),
            lambda: Union(items or (NONE, inner())),
            lambda: Object("builtins.iterator", Cells(items=items)),
            self._cyclic,
        ]

    def _weak(self) -> Value:
        made = List.like(self.value(1))
        made.cells["weak"] = True
        made.cells["members"] = (List.of((NONE,)), made)
        return made

    def _cyclic(self) -> Value:
        made = List.of(())
        made.cells["items"] = (made, Dict.of({"self": made}))
        return made


def test_operators() -> None:
    program = Program()
    for seed in range(CASES * 4):
        draw = Values(seed)
        left, right = draw.value(), draw.value()
        operator = draw.random.choice([*PYTHON_OPERATORS, *COMPARISONS, "@", "?"])
        assert isinstance(python_operators.binary(operator, left, right), Value)
        assert isinstance(python_operators.unary(draw.random.choice(["-", "+", "~", "not"]), left), Value)
        assert python_operators.truth(left) in (True, False, None)
        assert isinstance(python_operators.element_of(left), Value)
        assert isinstance(common_of(left), Value)
        assert isinstance(generalised(left, moment()), Value)
        items = iterate(left)
        assert items is None or all(isinstance(item, Value) for item in items)
        length_of(left)
        assert isinstance(python_operators.subscript(left, right, draw.random.choice((None, program))), Value)
        python_operators.store(program, left, right, draw.value())
        python_operators.delete(program, left, right)
        changed = python_operators.in_place(program, operator, left, right)
        assert isinstance(changed, Value)


@pytest.mark.parametrize("path", MODELS)
def test_models(path: str) -> None:
    model = registry.lookup(path)
    assert model is not None
    for seed in range(max(CASES // 10, 10)):
        draw = Values(seed + len(path) * 7919)
        positional = [draw.value() for _ in model.positional]
        required = sum(parameter.required for parameter in model.positional)
        count = draw.random.randint(required, len(positional))
        arguments = positional[:count]
        if model.variadic is not None:
            arguments = positional + [draw.value() for _ in range(draw.random.randrange(3))]
        only = [p for p in model.named.values() if p not in model.positional]
        keywords = {p.name: draw.value() for p in only if p.required or draw.random.random() < 0.5}
        if model.keywords is not None and draw.random.random() < 0.5:
            keywords["a"] = draw.value()
        try:
            result = Program().apply(path, arguments, keywords)
        except registry.Refusal:
            continue
        assert isinstance(result, Value)
