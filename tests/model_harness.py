"""Holds models against the real library on sampled calls.

A family is a function that draws one `Call` with real arguments. The harness hides a part of what is
known of them (sizes behind symbols, behind nothing, leading axes, ints, dtypes), calls the model as
the interpreter would, calls the real function, and compares: a refusal must be a real exception of
that type, and every claim about sizes, ranks, dtypes, contents and lineage must be true.

    families = Families()

    @families.add(known=0.9, refused=0.9)
    def reshape(draw: Draw) -> Call: ...

    @pytest.mark.parametrize("family", families, ids=str)
    def test_agrees_with_numpy(family: Family) -> None:
        family.run()
"""

from __future__ import annotations

import inspect
import operator
import os
import warnings
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tensorlint.models import registry
from tensorlint.models.coercion import coerce
from tensorlint.shapes import Size
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Cells,
    Library,
    List,
    Series,
    Tuple,
    Unknown,
    Value,
)
from tests.model_comparison import Comparison, Contradiction, resolve, resolve_exceptions
from tests.model_sampling import Abstraction, real_text
from tests.model_sampling import As as As
from tests.model_sampling import Draw as Draw

CASES = int(os.environ.get("TENSORLINT_CASES", "300"))


@dataclass
class Call:
    """One call, or the read of an attribute. `path`: the model; `function`: the real one, found by
    the path unless given.

    `movement`: the result holds the elements of arguments made by `Draw.data`, moved but not
    changed, so that the claimed lineage of each axis is checked element by element.
    """

    path: str
    arguments: tuple[Any, ...] = ()
    keywords: dict[str, Any] = field(default_factory=dict)
    function: Callable[..., Any] | None = None
    movement: bool = False

    def __str__(self) -> str:
        texts = [real_text(each) for each in self.arguments]
        texts += [f"{name}={real_text(each)}" for name, each in self.keywords.items()]
        return f"{self.path}({', '.join(texts)})"


@dataclass
class Refused:
    """The model refused the call."""

    code: str
    exception: str
    message: str


class StubContext:
    """The services of the interpreter, as far as a model needs them outside of one."""

    def call(
        self,
        function: Value,
        arguments: Sequence[Value] = (),
        keywords: Any = None,
        names: Sequence[str] = (),
    ) -> Value:
        """Call a library function through its model; anything else is unknown."""
        if isinstance(function, Library):
            return apply_model(function.path, arguments, keywords or {})
        return UNKNOWN_VALUE

    def write(self, cells: Cells, key: Any, value: Any) -> None:
        """Change mutable state."""
        cells[key] = value

    def attribute(self, value: Value, name: str) -> Value:
        """Attributes of values are not known here."""
        return UNKNOWN_VALUE

    def elements(self, value: Value) -> tuple[Value, ...] | None:
        """The items of a tuple or list."""
        return value.items if isinstance(value, Tuple | List) else None

    def element(self, value: Value) -> Value:
        """What the items of a list or series have in common."""
        return value.element if isinstance(value, List | Series) else UNKNOWN_VALUE

    def report(self, code: str, message: str, severity: str = "warning") -> None:
        """Habits are not looked at here."""

    def settings(self, library: str) -> Cells:
        """Nothing is set for whole libraries here."""
        return Cells()

    def tracing(self) -> bool:
        """No graph is made here."""
        return False

    def last_batch(self, size: Size) -> AbstractContextManager[None]:
        """Batches make no difference here."""
        return nullcontext()

    def text(self, parameter: str) -> str:
        """The user's expression."""
        return parameter


def apply_model(path: str, arguments: Sequence[Value], keywords: dict[str, Value]) -> Value:
    """Call a model as the interpreter does: bind, coerce, call; lets `Refusal` through."""
    path = registry.canonical(path)
    read = registry.lookup_attribute(path)
    if read is not None:
        return read(*arguments)
    model = registry.lookup(path)
    assert model is not None, f"no model for {path}"
    bound = model.bind(arguments, keywords)
    if bound is None:
        return UNKNOWN_VALUE
    context: list[Any] = [StubContext()] if model.wants_context else []
    try:
        positional, named = coerce(model, bound)
        result = model.function(*context, *positional, **named)
    except registry.NotCoercible:
        return model.fallback()
    assert isinstance(result, Value), f"{path} gives {result!r}"
    return result


@dataclass
class Report:
    """What a run of a family showed. The `exact` figures count calls of which nothing was hidden, the
    `symbolic` ones those with sizes behind symbols, but nothing unknown."""

    cases: int = 0
    refused: int = 0
    exact_returned: int = 0
    exact_known: int = 0
    symbolic_returned: int = 0
    symbolic_known: int = 0
    exact_raised: int = 0
    exact_refused: int = 0
    missed: dict[str, str] = field(default_factory=dict)
    """Samples: why the real library raised where the model did not refuse."""

    @property
    def known_share(self) -> float:
        """How often all sizes were known of calls that really return."""
        return self.exact_known / self.exact_returned if self.exact_returned else 1.0

    @property
    def refused_share(self) -> float:
        """How often a call that really raises was refused."""
        return self.exact_refused / self.exact_raised if self.exact_raised else 1.0

    def __str__(self) -> str:
        return (
            f"{self.cases} cases, known {self.exact_known}/{self.exact_returned},"
            f" with symbols {self.symbolic_known}/{self.symbolic_returned},"
            f" refused {self.exact_refused}/{self.exact_raised}"
        )


def _real_function(path: str) -> Callable[..., Any]:
    """The library's function, method or, for an attribute, what reads it."""
    if registry.lookup_attribute(path) is not None:
        return operator.attrgetter(path.rpartition(".")[2])
    function: Callable[..., Any] = resolve(path)
    return function


def check(call: Call, draw: Draw, report: Report, library: str = "numpy") -> None:
    """Hold the model against the library in one call; raises `Contradiction`."""
    abstraction = Abstraction(draw, library)
    arguments = [abstraction.value(each) for each in call.arguments]
    keywords = {name: abstraction.value(each) for name, each in call.keywords.items()}
    claimed: Value | Refused
    try:
        claimed = apply_model(call.path, arguments, keywords)
    except registry.Refusal as refusal:
        claimed = Refused(refusal.code, refusal.exception, refusal.message)
    function = call.function or _real_function(call.path)
    real_arguments = [each.real if isinstance(each, As) else each for each in call.arguments]
    real_keywords = {
        name: each.real if isinstance(each, As) else each for name, each in call.keywords.items()
    }
    report.cases += 1
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            real = function(*real_arguments, **real_keywords)
    except Exception as error:
        report.exact_raised += abstraction.exact
        if isinstance(claimed, Refused):
            report.refused += 1
            report.exact_refused += abstraction.exact
            # With holes, one of several mistakes may be hidden.
            if not abstraction.holes and not isinstance(error, resolve_exceptions(claimed.exception)):
                raise Contradiction(f"refused with {claimed.exception}, really {error!r}") from error
        elif abstraction.exact:
            report.missed.setdefault(f"{type(error).__name__}: {error}"[:60], str(call))
        return
    if isinstance(claimed, Refused):
        raise Contradiction(f"refused ({claimed.code} {claimed.message}), really {real_text(real)}")
    comparison = Comparison(abstraction, call.movement)
    comparison.value(claimed, real)
    complete = comparison.complete and not isinstance(claimed, Unknown)
    if not abstraction.exact and not abstraction.holes:
        report.symbolic_returned += 1
        report.symbolic_known += complete
    if abstraction.exact:
        report.exact_returned += 1
        report.exact_known += complete
        if not complete:
            report.missed.setdefault(f"incomplete {_claim_text(claimed)}"[:60], str(call))


def _claim_text(claimed: Value) -> str:
    return str(claimed.shape) if isinstance(claimed, Array) else repr(claimed)


@dataclass
class Family:
    """Calls of one kind. `known` and `refused`: the least shares to reach where nothing is hidden."""

    name: str
    sample: Callable[[Draw], Call]
    known: float
    refused: float
    library: str = "numpy"

    def __str__(self) -> str:
        return self.name

    def run(self, cases: int | None = None, seed: int = 0) -> Report:
        """Check that many sampled calls; raises `Contradiction` with the call that shows it."""
        report = Report()
        base = zlib.crc32(self.name.encode()) + (seed << 32)
        for index in range(CASES if cases is None else cases):
            draw = Draw((base << 24) + index)
            call = self.sample(draw)
            text = str(call)
            try:
                check(call, draw, report, self.library)
            except Contradiction as contradiction:
                raise Contradiction(
                    f"case {index} of {self.name}: {text}\n{contradiction}"
                ) from contradiction
            except Exception as error:
                error.add_note(f"case {index} of {self.name}: {text}") if hasattr(error, "add_note") else None
                raise
        assert report.known_share >= self.known, f"{self.name}: {report}\n{_missed(report)}"
        assert report.refused_share >= self.refused, f"{self.name}: {report}\n{_missed(report)}"
        return report


def _missed(report: Report) -> str:
    return "\n".join(f"  {why}  in  {call}" for why, call in list(report.missed.items())[:30])


class Families:
    """The families of one test module."""

    def __init__(self, library: str = "numpy") -> None:
        self.library = library
        self._families: list[Family] = []

    def __iter__(self) -> Iterator[Family]:
        return iter(self._families)

    def __len__(self) -> int:
        return len(self._families)

    def __contains__(self, family: object) -> bool:
        return family in self._families

    def add(
        self, known: float = 0.0, refused: float = 0.0
    ) -> Callable[[Callable[[Draw], Call]], Callable[[Draw], Call]]:
        """Declare a function that draws a call as a family."""

        def register(sample: Callable[[Draw], Call]) -> Callable[[Draw], Call]:
            name = f"{sample.__module__.rpartition('.')[2].removeprefix('test_models_')}.{sample.__name__}"
            self._families.append(Family(name, sample, known, refused, self.library))
            return sample

        return register


def signature_difference(
    path: str, real: Any, older: Sequence[str] = (), optional: Sequence[str] = ()
) -> str | None:
    """How a model's signature differs from the real one; None where it does not or none is known.

    Names, order, stars and which parameters have defaults are compared; names of parameters that are
    positional only are not. `older`: parameters of other versions that the model takes beside.
    `optional`: parameters that have a default only here or only there. A model may take `*others`,
    too many arguments that it refuses as Python does.
    """
    model = registry.lookup(path)
    assert model is not None, f"no model for {path}"
    try:
        expected = list(inspect.signature(real).parameters.values())
    except (TypeError, ValueError):
        return None
    names = {parameter.name for parameter in expected}
    parameters = list(inspect.signature(model.function).parameters.values())[model.wants_context :]
    parameters = [each for each in parameters if each.name in names or each.name not in (*older, "others")]
    pairs = zip(parameters, expected, strict=False)
    if len(parameters) == len(expected) and all(_same_parameter(x, y, optional) for x, y in pairs):
        return None
    got, wanted = map(_parameter_text, parameters), map(_parameter_text, expected)
    return f"{path}: model ({', '.join(got)}), really ({', '.join(wanted)})"


def _same_parameter(parameter: inspect.Parameter, real: inspect.Parameter, optional: Sequence[str]) -> bool:
    if real.name in optional:
        return parameter.name == real.name
    if real.kind is real.POSITIONAL_ONLY and parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
        return (parameter.default is parameter.empty) == (real.default is real.empty)
    return _parameter_text(parameter) == _parameter_text(real)


def _parameter_text(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.POSITIONAL_ONLY:
        name = "/"
    else:
        stars: dict[Any, str] = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}
        name = stars.get(parameter.kind, "") + parameter.name
    return name if parameter.default is parameter.empty else f"{name}=…"
