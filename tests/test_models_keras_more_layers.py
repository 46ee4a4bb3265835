"""Keras's recurrent, attention and merging layers, held against the real ones."""

from __future__ import annotations

from typing import Any

import pytest

from tensorlint.models.keras_values import from_python
from tensorlint.values import Integer, List, Object, Value
from tests.keras_layer_calls import layer_call, symbolic
from tests.model_harness import CASES, Call, Draw, Families, Family, apply_model
from tests.model_sampling import As

pytest.importorskip("keras")

families = Families("keras")
computing = Families("tensorflow")

SIZES = (1, 2, 3, 4, 5)


def _shape(draw: Draw, rank: int, wrong: float = 0.1) -> list[int]:
    if draw.chance(wrong):
        rank = max(0, rank + draw.choice((-1, -1, 1)))
    return [draw.choice(SIZES) for _ in range(rank)]


def _data(draw: Draw, shape: list[int]) -> Any:
    return draw.array(shape, "float32")


def _changed(draw: Draw, shape: list[int], chance: float) -> list[int]:
    """The shape, now and then with another size in one place."""
    if shape and draw.chance(chance):
        shape = list(shape)
        shape[draw.integer(0, len(shape) - 1)] = draw.choice(SIZES)
    return shape


def _returns(draw: Draw) -> dict[str, Any]:
    return draw.given(0.4, return_sequences=draw.chance(0.7), return_state=draw.chance(0.7))


@families.add(known=0.95, refused=0.95)
def recurrent(draw: Draw) -> Call:
    arguments = {"units": draw.choice((1, 3, 4))} | _returns(draw) | draw.given(0.2, go_backwards=True)
    name = draw.choice(("LSTM", "GRU", "SimpleRNN"))
    return layer_call(name, arguments, symbolic(_shape(draw, 3)))


@families.add(known=0.9, refused=0.9)
def rnn_of_cells(draw: Draw) -> Call:
    import keras

    def cell() -> tuple[Any, Object]:
        name, units = draw.choice(("LSTMCell", "GRUCell", "SimpleRNNCell")), draw.choice((2, 3))
        model = apply_model(f"keras.layers.{name}", (Integer(units),), {})
        assert isinstance(model, Object)
        return getattr(keras.layers, name)(units), model

    cells = [cell() for _ in range(draw.integer(1, 2))]
    if len(cells) == 1:
        given = As(cells[0][0], cells[0][1])
    else:
        given = As([real for real, _ in cells], List.of(tuple([model for _, model in cells])))
    return layer_call("RNN", {"cell": given} | _returns(draw), symbolic(_shape(draw, 3, 0)))


@families.add(known=0.9, refused=0.9)
def wrapped(draw: Draw) -> Call:
    import keras

    if draw.chance():
        name, units = draw.choice(("LSTM", "GRU")), draw.choice((2, 3))
        returns = _returns(draw)
        keywords: dict[str, Value] = {key: from_python(value) for key, value in returns.items()}
        inner = apply_model(f"keras.layers.{name}", (Integer(units),), keywords)
        assert isinstance(inner, Object)
        layer = As(getattr(keras.layers, name)(units, **returns), inner)
        mode = draw.given(0.6, merge_mode=draw.choice(("concat", "sum", "ave", None)))
        return layer_call("Bidirectional", {"layer": layer} | mode, symbolic(_shape(draw, 3)))
    inner = apply_model("keras.layers.Dense", (Integer(4),), {})
    return layer_call(
        "TimeDistributed",
        {"layer": As(keras.layers.Dense(4), inner)},
        symbolic(_shape(draw, draw.integer(3, 4))),
    )


@families.add(known=0.9, refused=0.8)
def convolutional_lstm(draw: Draw) -> Call:
    rank = draw.integer(1, 2)
    arguments = {"filters": 3, "kernel_size": draw.choice((1, 2, 3))} | _returns(draw)
    arguments |= draw.given(0.4, padding=draw.choice(("valid", "same")), strides=draw.choice((1, 2)))
    return layer_call(f"ConvLSTM{rank}D", arguments, symbolic(_shape(draw, rank + 3)))


@computing.add(known=0.9, refused=0.85)
def recurrent_on_data(draw: Draw) -> Call:
    name, count = draw.choice((("LSTM", 2), ("GRU", 1), ("SimpleRNN", 1)))
    shape = _shape(draw, 3, 0)
    states = [_data(draw, _changed(draw, [shape[0], 3], 0.2)) for _ in range(count)]
    if draw.chance(0.1):
        states.append(states[0])
    arguments: dict[str, Any] = {"units": 3} | draw.given(0.2, stateful=True)
    again = _data(draw, _changed(draw, shape, 0.7)) if draw.chance(0.4) else None
    given = {"initial_state": states} if again is None and draw.chance() else {}
    return layer_call(name, arguments, _data(draw, shape), again, given)


@computing.add(known=0.8, refused=0.8)
def attention(draw: Draw) -> Call:
    name = draw.choice(("Attention", "AdditiveAttention"))
    batch, features = draw.choice((1, 2)), draw.choice((2, 3))
    lengths = [draw.choice(SIZES) for _ in range(2)]
    items = [[batch, lengths[0], features], [batch, lengths[1], features]]
    if draw.chance(0.3):
        items.append([batch, lengths[1], features])
    inputs = [_data(draw, _changed(draw, item, 0.15)) for item in items]
    return layer_call(name, {}, inputs, None, draw.given(0.2, return_attention_scores=True))


@computing.add(known=0.8, refused=0.1)
def multi_head_attention(draw: Draw) -> Call:
    batch = draw.choice((1, 2))
    query, value = [batch, draw.choice(SIZES), 4], [batch, draw.choice(SIZES), draw.choice((4, 5))]
    arguments: dict[str, Any] = {"num_heads": draw.choice((1, 2)), "key_dim": 3}
    arguments |= draw.given(0.3, output_shape=draw.choice((2, (2, 3))), value_dim=2)
    given: dict[str, Any] = {"value": _data(draw, _changed(draw, value, 0.2))}
    key = [batch, draw.choice(SIZES), value[2]] if draw.chance(0.3) else value
    given |= draw.given(0.4, key=_data(draw, key))
    given |= draw.given(0.2, return_attention_scores=True)
    again = _data(draw, _changed(draw, query, 0.8)) if draw.chance(0.3) else None
    return layer_call("MultiHeadAttention", arguments, _data(draw, query), again, given)


@computing.add(known=0.8, refused=0.5)
def grouped_attention(draw: Draw) -> Call:
    batch = draw.choice((1, 2))
    arguments = {"head_dim": 2, "num_query_heads": 4, "num_key_value_heads": draw.choice((1, 2, 3, 4))}
    query, value = [batch, draw.choice(SIZES), 4], [batch, draw.choice(SIZES), 4]
    given = {"value": _data(draw, value)} | draw.given(0.2, return_attention_scores=True)
    return layer_call("GroupQueryAttention", arguments, _data(draw, query), None, given)


def _several(draw: Draw, count: int) -> list[list[int]]:
    first = [draw.choice(SIZES) for _ in range(draw.integer(1, 4))]
    found = [first]
    for _ in range(count - 1):
        other = _changed(draw, first, 0.25)
        if draw.chance(0.15):
            other = [other[0], *other[2:]]
        found.append(other)
    return found


@families.add(known=0.85, refused=0.9)
def merging(draw: Draw) -> Call:
    name = draw.choice(("Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract"))
    count = 2 if draw.chance(0.7) else draw.integer(1, 3)
    inputs = [symbolic(shape) for shape in _several(draw, count)]
    return layer_call(name, {}, tuple(inputs) if draw.chance(0.3) else inputs)


@families.add(known=0.85, refused=0.9)
def concatenating(draw: Draw) -> Call:
    shapes = _several(draw, draw.integer(1, 3))
    axis = draw.axis(len(shapes[0]), 0.05)
    return layer_call("Concatenate", {"axis": axis}, [symbolic(shape) for shape in shapes])


@families.add(known=0.7, refused=0.8)
def dot(draw: Draw) -> Call:
    a = [draw.choice((2, 3)) for _ in range(draw.integer(2, 4))]
    b = [a[0], *[draw.choice((2, 3)) for _ in range(draw.integer(1, 2))]]
    axes: Any = draw.choice((1, -1, (draw.integer(1, len(a) - 1), draw.integer(1, len(b) - 1))))
    return layer_call("Dot", {"axes": axes}, [symbolic(a), symbolic(b)])


@pytest.mark.parametrize("family", [*families, *computing], ids=str)
def test_a_layer_agrees_with_keras(family: Family) -> None:
    family.run(100 if CASES <= 300 else CASES)  # they compute: fewer in an everyday run
