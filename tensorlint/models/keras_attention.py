"""Attention layers: dot-product, additive, multi-head, grouped-query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tensorlint.models.keras_core import Units
from tensorlint.models.keras_layers import UNCLEAR, LayerCall, constructs, layer
from tensorlint.models.keras_merging import merged_inputs
from tensorlint.models.keras_values import ANY_ERROR, is_true, to_tensor
from tensorlint.models.registry import Context, alias, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, equal, size_text
from tensorlint.shapes.arithmetic import broadcast
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds, modulo, possibly
from tensorlint.values import NONE, UNKNOWN_VALUE, Array, Integer, List, Tuple, Value

_WEIGHTS = (
    "kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer"
    " kernel_constraint bias_constraint"
)


def _with_scores(call: LayerCall, output: Value, scores: Shape, position: int) -> Value:
    """The output, with the attention scores behind it where they are asked for."""
    wanted = is_true(call.argument("return_attention_scores", position))
    if wanted is None:
        return UNKNOWN_VALUE
    return Tuple((output, call.output(scores))) if wanted else output


def _unknown(call: LayerCall, position: int) -> Value:
    """An output of unknown shape, where it is known to be the only one."""
    wanted = is_true(call.argument("return_attention_scores", position))
    return call.output(UNKNOWN_SHAPE) if wanted is False else UNKNOWN_VALUE


def _disagree(call: LayerCall, what: str, x: Shape, y: Shape, i: int, j: int, exception: str) -> None:
    """The layer cannot combine two inputs that differ there."""
    a, b = x.axes[i].size, y.axes[j].size
    if equal(a, b) is False:
        sizes = f"{size_text(a)} != {size_text(b)}"
        call.mismatch("TSL611", f"{call.law.name}: {what} disagree: {x} and {y}: {sizes}", exception)


def _attend(call: LayerCall, loose: bool) -> Value:
    items = merged_inputs(call)
    if items is None:
        return _unknown(call, 1)
    if len(items) not in (2, 3):
        refuse(
            "TSL112",
            f"{call.law.name} takes a list of 2 or 3 tensors, [query, value, key], but gets {len(items)}",
        )
    query, value = items[0].shape, items[1].shape
    key = items[2].shape if len(items) == 3 else value
    if query.open or value.open or key.open or len(query) < 2 or len({len(query), len(value), len(key)}) > 1:
        return _unknown(call, 1)
    features = 1 in (query.axes[-1].size, key.axes[-1].size) and loose
    if not features:
        _disagree(call, "query and key", query, key, -1, -1, ANY_ERROR)
    if 1 not in (key.axes[-2].size, value.axes[-2].size):
        _disagree(call, "the lengths of key and value", key, value, -2, -2, ANY_ERROR)
    scores = Shape((*_leading(call, query, key), query.axes[-2], key.axes[-2]))
    leading = _leading(call, scores, value)
    output = call.output(Shape((*leading, query.axes[-2], value.axes[-1])))
    return _with_scores(call, output, scores, 1)


def _leading(call: LayerCall, *shapes: Shape) -> tuple[Axis, ...]:
    try:
        return broadcast(*[Shape(shape.axes[:-2]) for shape in shapes]).axes
    except Mismatch as mismatch:
        said = ", ".join(map(str, shapes))
        call.mismatch(
            "TSL611", f"{call.law.name}: the batches of {said} disagree: {mismatch.detail}", ANY_ERROR
        )
        return (Axis(UNKNOWN),) * (len(shapes[0]) - 2)


@layer("keras.layers.Attention", order="use_scale score_mode dropout seed", takes_open=True)
def attention(call: LayerCall) -> Value:
    """(…, Tq, d) with (…, Tv, d): for every query a mixture of the values."""
    return _attend(call, loose=False)


@layer("keras.layers.AdditiveAttention", order="use_scale dropout", takes_open=True)
def additive_attention(call: LayerCall) -> Value:
    """As dot-product attention; features are added, so that one is broadcast."""
    return _attend(call, loose=True)


def _query_value_key(call: LayerCall) -> tuple[Shape, Shape, Shape] | None:
    query = to_tensor(call.keywords.get("query", call.inputs)).shape
    value = call.argument("value", 0)
    key = call.argument("key", 1)
    if not isinstance(value, Array) or (not isinstance(key, Array) and key != NONE):
        return None
    return query, value.shape, value.shape if key == NONE else to_tensor(key).shape


@layer(
    "keras.layers.MultiHeadAttention",
    order=f"num_heads key_dim value_dim dropout use_bias output_shape attention_axes sliding_window"
    f" flash_attention {_WEIGHTS} use_gate seed",
    takes_open=True,
)
def multi_head_attention(
    call: LayerCall,
    num_heads: Units,
    key_dim: Units,
    value_dim: Value = NONE,
    output_shape: Value = NONE,
    attention_axes: Value = NONE,
) -> Value:
    """The shape of the query, its features perhaps replaced by `output_shape`."""
    found = _query_value_key(call)
    if found is None:
        return _unknown(call, 6)
    query, value, key = found
    if not value.open and not key.open:
        _same_lengths(call, value, key)
    if not _built_for(call, query) or query.open or not query.axes:
        return _unknown(call, 6)
    for one, other, what in ((query, value, "query and value"), (query, key, "query and key")):
        if len(one) == len(other) == 3 and not other.open and 1 not in (one.sizes[0], other.sizes[0]):
            _disagree(call, f"the batches of {what}", one, other, 0, 0, ANY_ERROR)
    same = {equal(query.axes[0].size, other.axes[0].size) for other in (value, key) if other.axes}
    if same != {True} and possibly(query.axes[0].size, 1, generic=False):
        query = query.replaced(0, Axis(UNKNOWN))
    output = call.output(_head_output(query, output_shape))
    if attention_axes != NONE or value.open or len(value) != len(query):
        return output if _unknown(call, 6) != UNKNOWN_VALUE else UNKNOWN_VALUE
    heads = born(num_heads, "heads")
    scores = Shape((query.axes[0], heads, *query.axes[1:-1], *value.axes[1:-1]))
    return _with_scores(call, output, scores, 6)


def _same_lengths(call: LayerCall, value: Shape, key: Shape) -> None:
    pairs = zip(value.axes[1:-1], key.axes[1:-1], strict=False)
    for x, y in pairs:
        if equal(x.size, y.size) is False:
            sizes = f"{size_text(x.size)} != {size_text(y.size)}"
            said = f"{call.law.name}: key and value differ in their lengths: {key} and {value}: {sizes}"
            refuse("TSL611", said, ANY_ERROR)


def _built_for(call: LayerCall, query: Shape) -> bool:
    """Whether a layer that has its weights may take the query: others have the same features."""
    built = call.built
    if built is None or built.open or query.open or not query.axes or not built.axes:
        return True
    if len(built) != len(query) or equal(built.axes[-1].size, query.axes[-1].size) is not False:
        return True
    sizes = f"{size_text(built.axes[-1].size)} != {size_text(query.axes[-1].size)}"
    # Keras 3 does not always raise: its einsum may read the elements as rows of the old size.
    said = f"{call.law.name} was built for queries {built} but gets {query}: {sizes}"
    call.context.report("TSL105", said)
    return False


def _head_output(query: Shape, output_shape: Value) -> Shape:
    if output_shape == NONE:
        return query
    items = output_shape.items if isinstance(output_shape, Tuple | List) else (output_shape,)
    if items is None or not all(isinstance(item, Integer) for item in items):
        return UNKNOWN_SHAPE
    sizes = [item.size for item in items if isinstance(item, Integer)]
    return Shape((*query.axes[:-1], *[Axis(size) for size in sizes]))


@layer(
    "keras.layers.GroupQueryAttention",
    order=f"head_dim num_query_heads num_key_value_heads dropout use_bias sliding_window flash_attention"
    f" {_WEIGHTS} use_gate seed",
    takes_open=True,
)
def grouped_query_attention(
    call: LayerCall, head_dim: Units, num_query_heads: Units, num_key_value_heads: Units
) -> Value:
    """The shape of the query."""
    found = _query_value_key(call)
    if found is None or found[0].rank != 3:
        return _unknown(call, 6)
    query, value, key = found
    if call.is_symbolic and not value.open and len(value) == 3:
        if equal(query.axes[-1].size, value.axes[-1].size) is False:
            sizes = f"{size_text(query.axes[-1].size)} != {size_text(value.axes[-1].size)}"
            refuse("TSL611", f"{call.law.name}: the features of {query} and {value} differ: {sizes}")
        _same_lengths(call, value, key)
    scores = UNKNOWN_SHAPE
    if not value.open and len(value) == 3:
        scores = Shape((query.axes[0], born(num_query_heads, "heads"), query.axes[1], value.axes[1]))
    return _with_scores(call, call.output(query), scores, 6)


@constructs("keras.layers.GroupQueryAttention")
def check_heads(context: Context, arguments: Mapping[str, Any]) -> None:
    """The query heads share the heads of keys and values evenly."""
    num_query_heads, num_key_value_heads = arguments["num_query_heads"], arguments["num_key_value_heads"]
    if UNCLEAR in (num_query_heads, num_key_value_heads):
        return
    if (
        bounds(num_key_value_heads)[0] >= 1
        and equal(modulo(num_query_heads, num_key_value_heads), 0) is False
    ):
        said = f"{size_text(num_query_heads)} query heads by {size_text(num_key_value_heads)} key-value heads"
        refuse("TSL611", f"GroupQueryAttention cannot divide {said}")


alias("keras.layers.GroupedQueryAttention", "keras.layers.GroupQueryAttention")
