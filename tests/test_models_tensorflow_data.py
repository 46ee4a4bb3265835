"""Random tf.data pipelines, held against the real ones: every element, the last one, the length."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tensorlint.models.registry import Refusal
from tensorlint.models.tensorflow_common import single_symbol
from tensorlint.models.tensorflow_data import is_dataset, used
from tensorlint.shapes import UNKNOWN, Shape, shape_of, size_text, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import Atom, bounds, substitute, symbols
from tensorlint.values import (
    NONE,
    Array,
    Boolean,
    Dict,
    Float,
    Integer,
    Library,
    Object,
    Tuple,
    Unknown,
    Value,
)
from tests.model_comparison import resolve_exceptions
from tests.model_harness import CASES, StubContext, apply_model
from tests.model_sampling import Draw

tensorflow = pytest.importorskip("tensorflow")

DATASET = "tensorflow.data.Dataset"
STEPS = (
    *("batch", "batch", "batch", "padded_batch", "unbatch", "take", "skip", "repeat", "shuffle", "cache"),
    *("map", "filter", "enumerate", "shard", "rebatch", "concatenate"),
)
CAP = 40
"""So many elements of a real dataset are looked at."""


class Contradiction(AssertionError):
    """The model says something of a dataset that is not so."""


def _array(draw: Draw, length: int, truth: dict[Atom, int]) -> tuple[Any, Value]:
    """A real array of so many samples, and what a model is shown of it."""
    sizes = [draw.integer(1, 4) for _ in range(draw.integer(0, 2))]
    real = np.zeros((length, *sizes), "float32")
    count: Any = length
    if draw.chance(0.3):
        count = symbol("n", lower=min(length, 1))
        truth[next(iter(symbols(count)))] = length
    axes = (born(count, "samples"), *shape_of(*sizes).axes)
    return real, Array(Shape(axes), "float32")


def _source(draw: Draw, truth: dict[Atom, int]) -> tuple[Callable[[], Any], Callable[[], Value]]:
    kind = draw.integer(0, 5)
    length = draw.integer(0, 12)
    if kind == 0:
        numbers = [draw.integer(-2, 12) for _ in range(draw.integer(1, 2))]
        values = [Integer(number) for number in numbers]
        return (
            lambda: tensorflow.data.Dataset.range(*numbers),
            lambda: apply_model(f"{DATASET}.range", values, {}),
        )
    first, shown = _array(draw, length, truth)
    if kind <= 2:
        name = draw.choice(("from_tensor_slices", "from_tensor_slices", "from_tensors"))
        return (
            lambda: getattr(tensorflow.data.Dataset, name)(first),
            lambda: apply_model(f"{DATASET}.{name}", [shown], {}),
        )
    second, other = _array(draw, length if draw.chance(0.9) else length + 1, truth)
    real: Any = {"a": first, "b": second} if kind == 3 else (first, second)
    value: Value = Dict.of({"a": shown, "b": other}) if kind == 3 else Tuple((shown, other))
    return (
        lambda: tensorflow.data.Dataset.from_tensor_slices(real),
        lambda: apply_model(f"{DATASET}.from_tensor_slices", [value], {}),
    )


def _value(real: Any) -> Value:
    if isinstance(real, bool):
        return Boolean(real)
    if isinstance(real, float):
        return Float(real)
    if isinstance(real, int):
        return Integer(real)
    return NONE if real is None else real


def _step(draw: Draw, tuples: bool) -> tuple[str, list[Any], dict[str, Any], list[Value] | None]:
    """A method, its arguments, and values for them where they are functions."""
    name = draw.choice(STEPS)
    if name in ("batch", "padded_batch", "rebatch"):
        size = draw.choice((1, 2, 3, 4, 5, 20))
        if name != "rebatch" and draw.chance(0.03):  # rebatch(0) aborts the process
            size = draw.choice((0, -1, 2.5))
        return name, [size], draw.given(0.3, drop_remainder=draw.chance()), None
    if name in ("take", "skip"):
        return name, [draw.integer(-1, 8)], {}, None
    if name == "repeat":
        return name, [draw.choice((1, 2, 3, None, -1))], {}, None
    if name == "shuffle":
        return name, [draw.integer(1, 9)], {}, None
    if name == "shard":
        return name, [2, 0], {}, None
    if name in ("map", "filter") and not tuples:
        if name == "filter":
            return name, [lambda x: tensorflow.reduce_any(x >= 0)], {}, [Unknown()]
        path = draw.choice(("square", "expand", "sum"))
        real = {
            "square": tensorflow.square,
            "expand": tensorflow.zeros_like,
            "sum": tensorflow.reduce_sum,
        }[path]
        library = {"square": "square", "expand": "zeros_like", "sum": "reduce_sum"}[path]
        return name, [real], {}, [Library(f"tensorflow.{library}")]
    return "cache", [], {}, None


def _run(draw: Draw) -> str:
    """One pipeline; says what is wrong with the model, "" if nothing."""
    truth: dict[Atom, int] = {}
    make, model = _source(draw, truth)
    steps = [_step(draw, False) for _ in range(draw.integer(0, 5))]
    text = " ".join(f".{name}({arguments}, {keywords})" for name, arguments, keywords, _ in steps)
    real: Any
    claimed: Value | Refusal
    try:
        real = make()
        text = f"{real.element_spec} × {int(real.cardinality())}{text}"
    except Exception as error:
        real = error
    try:
        claimed = model()
    except Refusal as refusal:
        claimed = refusal
    for name, arguments, keywords, values in steps:
        if isinstance(real, Exception) or isinstance(claimed, Refusal):
            break
        if name == "map" and not isinstance(real.element_spec, tensorflow.TensorSpec):
            continue
        if name == "filter" and not isinstance(real.element_spec, tensorflow.TensorSpec):
            continue
        shown = [_value(each) for each in arguments] if values is None else values
        if name == "concatenate":
            arguments, shown = [real.take(1)], [apply_model(f"{DATASET}.take", [claimed, Integer(1)], {})]
        try:
            real = getattr(real, name)(*arguments, **keywords)
        except Exception as error:
            real = error
        try:
            claimed = apply_model(f"{DATASET}.{name}", [claimed, *shown], _values(keywords))
        except Refusal as refusal:
            claimed = refusal
    problem = _compare(real, claimed, truth)
    return f"{problem} in {text}" if problem else ""


def _values(keywords: dict[str, Any]) -> dict[str, Value]:
    return {name: _value(value) for name, value in keywords.items()}


def _compare(real: Any, claimed: Value | Refusal, truth: dict[Atom, int]) -> str:
    if isinstance(claimed, Refusal):
        if not isinstance(real, Exception):
            return f"refused ({claimed.message})"
        if not isinstance(real, resolve_exceptions(claimed.exception)):
            return f"refused with {claimed.exception}, really {real!r}"
        return ""
    if isinstance(real, Exception) or not is_dataset(claimed):
        return ""
    assert isinstance(claimed, Object)
    used(claimed)
    cells = claimed.cells
    cardinality = int(real.cardinality())
    if (cells["infinite"] and cardinality > 0) or (not cells["infinite"] and cardinality == -1):
        return f"infinite: {cells['infinite']}, really {cardinality}"
    length = substitute(cells["length"], dict(truth))
    if length is not UNKNOWN and cardinality >= 0 and not cells["infinite"]:
        low, high = bounds(length)
        if not low <= cardinality <= high:
            return f"length {size_text(cells['length'])}, really {cardinality}"
    try:
        elements = list(itertools.islice(real, CAP))
    except Exception:
        return ""  # samples that do not fit together
    for index, element in enumerate(elements):
        final = index == len(elements) - 1 and len(elements) < CAP
        said = cells["last"] if final and cells["last"] is not None else cells["element"]
        problem = _element(said, element, dict(truth))
        if problem:
            return f"element {index} of {len(elements)}: {problem}"
    return ""


def _element(claimed: Value, real: Any, truth: dict[Atom, int]) -> str:
    if isinstance(claimed, Unknown):
        return ""
    if isinstance(claimed, Tuple):
        if not isinstance(real, tuple) or len(real) != len(claimed.items):
            return f"a tuple of {len(claimed.items)}, really {type(real)}"
        pairs = zip(claimed.items, real, strict=True)
        return next(filter(None, (_element(item, part, truth) for item, part in pairs)), "")
    if isinstance(claimed, Dict):
        if not isinstance(real, dict) or set(real) != set(claimed.entries):
            return f"a dict of {list(claimed.entries)}, really {type(real)}"
        return next(filter(None, (_element(claimed.entries[key], real[key], truth) for key in real)), "")
    if not isinstance(claimed, Array):
        return f"{type(claimed)}, really {type(real)}"
    sizes = real.shape.as_list()
    if claimed.rank is not None and claimed.rank != len(sizes):
        return f"{claimed.shape}, really {tuple(sizes)}"
    for axis, size in zip(claimed.shape.axes[::-1], sizes[::-1], strict=False):
        value = substitute(axis.size, dict(truth))
        free = single_symbol(value)
        if free is not None:
            truth[free] = size
        low, high = bounds(value)
        if value is not UNKNOWN and not low <= size <= high:
            return f"{claimed.shape}, really {tuple(sizes)}"
    return ""


def test_random_pipelines_hold_what_the_models_say() -> None:
    seed = zlib.crc32(b"tensorflow_data") << 24
    for case in range(CASES):
        problem = _run(Draw(seed + case))
        if problem:
            raise Contradiction(f"case {case}: {problem}")


class Reporting(StubContext):
    """Keeps what is reported, at once or once the dataset is used."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def report(self, code: str, message: str, severity: str = "warning") -> None:
        self.codes.append(code)


def _pipeline(*steps: tuple[str, tuple[Value, ...]], training: bool = False) -> list[str]:
    from tensorlint.models import registry

    context = Reporting()
    data = apply_model(f"{DATASET}.from_tensor_slices", [Array(shape_of(100, 3), "float32")], {})
    for name, arguments in steps:
        model = registry.lookup(f"{DATASET}.{name}")
        assert model is not None
        given = (context, data, *arguments) if model.wants_context else (data, *arguments)
        data = model.function(*given)
    assert isinstance(data, Object)
    used(data, training)
    return context.codes


@pytest.mark.parametrize(
    ("steps", "training", "codes"),
    [
        ([("batch", 10), ("shuffle", 100)], False, ["TSL309"]),
        ([("shuffle", 100), ("batch", 10)], False, []),
        ([("batch", 10), ("shuffle", 100), ("unbatch", None)], False, []),
        ([("batch", 10), ("shuffle", 100), ("unbatch", None), ("batch", 5)], False, []),
        ([("batch", 1)], True, ["TSL301"]),
        ([("batch", 1)], False, []),
        ([("batch", 1), ("unbatch", None)], True, []),
    ],
)
def test_habits_are_reported_once_the_dataset_is_used(
    steps: list[tuple[str, int | None]], training: bool, codes: list[str]
) -> None:
    given = [(name, () if number is None else (Integer(number),)) for name, number in steps]
    assert _pipeline(*given, training=training) == codes


def test_a_batch_larger_than_the_data_makes_no_batch_if_the_remainder_is_dropped() -> None:
    assert _pipeline(("batch", (Integer(200), Boolean(True)))) == ["TSL306"]
    assert _pipeline(("batch", (Integer(200),))) == []
    real = tensorflow.data.Dataset.from_tensor_slices(np.zeros((100, 3))).batch(200, drop_remainder=True)
    assert list(real) == []


def test_a_batch_size_that_is_none_is_refused() -> None:
    for size in (Integer(0), Float(2.0)):
        with pytest.raises(Refusal) as refusal:
            _pipeline(("batch", (size,)))
        assert refusal.value.code == "TSL302"
