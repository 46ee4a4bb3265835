"""Graph mode: placeholders, feeds and sessions, held against tf.compat.v1."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models.python_values import key_of
from tensorlint.models.registry import Refusal
from tensorlint.models.tensorflow_graph import token_of
from tensorlint.shapes import shape_of
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Dict, Integer, List, Object, Tuple, Unknown, Value
from tests.model_harness import CASES, apply_model
from tests.model_sampling import Draw

tensorflow = pytest.importorskip("tensorflow")
v1 = tensorflow.compat.v1


def placeholder(*sizes: int | None) -> Array:
    """A placeholder as the model makes it."""
    items: list[Value] = [NONE if size is None else Integer(size) for size in sizes]
    result = apply_model("tensorflow.placeholder", [UNKNOWN_VALUE, List.of(tuple(items))], {})
    assert isinstance(result, Array)
    return result


def session_run(fetches: Value, feeds: dict[Array, Array]) -> Value:
    """`Session().run(fetches, feed_dict)`."""
    entries = {key_of(key): value for key, value in feeds.items()}
    return apply_model(
        "tensorflow.Session.run", [Object("tensorflow.Session"), fetches, Dict.of(entries)], {}
    )


def _really(sizes: list[int | None], fed: tuple[int, ...]) -> Any:
    with v1.Graph().as_default(), v1.Session() as session:
        x = v1.placeholder("float32", sizes)
        return session.run([x, x * 2.0, v1.shape(x)], {x: np.zeros(fed, "float32")})


def _feed(draw: Draw) -> tuple[list[int | None], tuple[int, ...]]:
    fed = draw.shape(0, 3)
    sizes: list[int | None] = [None if draw.chance(0.4) else size for size in fed]
    if sizes and draw.chance(0.2):
        sizes[draw.integer(0, len(sizes) - 1)] = draw.size()
    if draw.chance(0.1):
        fed = draw.choice((fed[1:], (*fed, 2)))
    return sizes, fed


def test_feeds_are_held_against_placeholders_as_sessions_do() -> None:
    refused = 0
    for case in range(CASES // 3):
        sizes, fed = _feed(Draw(case))
        x = placeholder(*sizes)
        claimed: Value | str
        try:
            claimed = session_run(List.of((x, x)), {x: Array(shape_of(*fed))})
        except Refusal as refusal:
            claimed = refusal.exception
        if isinstance(claimed, str):
            refused += 1
            assert claimed == "builtins.ValueError"
            with pytest.raises(ValueError, match="Cannot feed value of shape"):
                _really(sizes, fed)
            continue
        assert isinstance(claimed, List)
        real = _really(sizes, fed)
        for item in claimed.items or ():
            assert isinstance(item, Array)
            assert (item.shape.sizes, item.library) == (real[0].shape, "numpy"), (sizes, fed)
    assert refused > CASES // 30


@pytest.mark.parametrize(
    ("sizes", "fed", "code"),
    [((None, 4), (4,), "TSL101"), ((None, 4), (5, 3), "TSL105"), ((None,), (5, 1), "TSL104")],
)
def test_what_no_placeholder_takes_is_named(
    sizes: tuple[int | None, ...], fed: tuple[int, ...], code: str
) -> None:
    x = placeholder(*sizes)
    with pytest.raises(Refusal) as refusal:
        session_run(x, {x: Array(shape_of(*fed))})
    assert refusal.value.code == code


def test_the_static_shape_leaves_fed_axes_open() -> None:
    from tensorlint.models import registry

    x = placeholder(None, 4)
    read = registry.lookup_attribute("tensorflow.Placeholder.shape")
    assert read is not None
    shape = read(x)
    assert isinstance(shape, Tuple)
    assert isinstance(shape.items[0], Unknown)
    sizes = apply_model("builtins.tuple.as_list", [shape], {})
    assert isinstance(sizes, List)
    assert sizes.items is not None
    assert (sizes.items[0], isinstance(sizes.items[1], Integer)) == (NONE, True)
    with v1.Graph().as_default():
        assert v1.placeholder("float32", [None, 4]).shape.as_list() == [None, 4]


def test_placeholders_are_told_apart() -> None:
    a, b = placeholder(None, 4), placeholder(None, 4)
    assert token_of(a) != token_of(b)
    fetched = session_run(Tuple((a, b)), {a: Array(shape_of(5, 4)), b: Array(shape_of(6, 4))})
    assert isinstance(fetched, Tuple)
    assert [item.shape.sizes for item in fetched.items if isinstance(item, Array)] == [(5, 4), (6, 4)]


def test_a_variable_has_the_shape_that_it_is_got_with() -> None:
    got = apply_model(
        "tensorflow.get_variable", [UNKNOWN_VALUE], {"shape": List.of((Integer(4), Integer(3)))}
    )
    assert isinstance(got, Array)
    assert (got.shape, got.kind) == (shape_of(4, 3), "tensorflow.Variable")
    with v1.Graph().as_default():
        assert v1.get_variable("w", [4, 3]).shape == (4, 3)


def test_cells_that_are_unrolled_give_their_units() -> None:
    cell = apply_model("tensorflow.nn.rnn_cell.LSTMCell", [Integer(8)], {})
    result = apply_model("tensorflow.nn.dynamic_rnn", [cell, Array(shape_of(2, 5, 3))], {})
    assert isinstance(result, Tuple)
    outputs, state = result.items
    assert isinstance(outputs, Array)
    assert isinstance(state, Tuple)
    assert outputs.shape.sizes == (2, 5, 8)
    assert state.names == ("c", "h")
    with pytest.raises(Refusal) as refusal:
        apply_model("tensorflow.nn.dynamic_rnn", [cell, Array(shape_of(5, 3))], {})
    assert refusal.value.code == "TSL104"
