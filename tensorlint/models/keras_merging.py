"""Layers that merge several tensors: Add and its kind, Concatenate, Dot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tensorlint.models.keras_calls import apply
from tensorlint.models.keras_layers import LAWS, LayerCall, initialize, layer
from tensorlint.models.keras_normalization import axes_argument
from tensorlint.models.keras_values import ANY_ERROR
from tensorlint.models.registry import Context, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, equal, size_text
from tensorlint.shapes.arithmetic import agree, broadcast, concatenate
from tensorlint.values import NONE, Array, Cells, Integer, List, Object, Tuple, Value


def merged_inputs(call: LayerCall) -> tuple[Array, ...] | None:
    """The tensors of a list or tuple; None where they are not all known."""
    items = call.inputs.items if isinstance(call.inputs, Tuple | List) else None
    if not items or not all(isinstance(item, Array) for item in items):
        return None
    return tuple([item for item in items if isinstance(item, Array)])


def _one_tensor(call: LayerCall) -> None:
    if isinstance(call.inputs, Array):
        refuse(
            "TSL112",
            f"{call.law.name} takes a list of tensors but gets one, {call.inputs.shape}:"
            f" call it as {call.law.name}()([x, y])",
            ANY_ERROR,
        )


def common_batch(name: str, shapes: Sequence[Shape], again: bool) -> Axis:
    """The batch axis that all inputs share; refused where two differ, also by 1 and n."""
    leading = [shape.axes[0] for shape in shapes]
    try:
        return agree(leading, 0)
    except Mismatch as mismatch:
        if again:
            return Axis(UNKNOWN)
        said = ", ".join(map(str, shapes))
        refuse("TSL106", f"{name} merges batches of the same size but gets {said}: {mismatch.detail}")


def _texts(arrays: Sequence[Array]) -> str:
    return " and ".join(str(array.shape) for array in arrays)


def _elementwise(exactly: int | None) -> Callable[..., Value]:
    def merge(call: LayerCall) -> Value:
        """The samples of all inputs, broadcast to each other behind the batch axis."""
        _one_tensor(call)
        arrays = merged_inputs(call)
        if arrays is None:
            return call.output(UNKNOWN_SHAPE, "")
        if exactly is not None and len(arrays) != exactly:
            refuse("TSL112", f"{call.law.name} takes exactly {exactly} inputs but gets {len(arrays)}")
        shapes = [array.shape for array in arrays]
        if any(shape.open or not shape.axes for shape in shapes):
            return call.output(UNKNOWN_SHAPE, "")
        batch = common_batch(call.law.name, shapes, call.built is not None)
        try:
            rest = broadcast(*[Shape(shape.axes[1:]) for shape in shapes])
        except Mismatch as mismatch:
            said = f"{call.law.name}: shapes cannot be broadcast together: {_texts(arrays)}"
            refuse("TSL205", f"{said}: {mismatch.detail} on axis {mismatch.axis}", ANY_ERROR)
        floats = all(array.dtype.startswith("float") for array in arrays)
        return call.output(Shape((batch, *rest.axes)), "float" if floats else "")

    return merge


for _name in ("Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract"):
    layer(f"keras.layers.{_name}", takes_open=True)(_elementwise(2 if _name == "Subtract" else None))


@layer("keras.layers.Concatenate", takes_open=True)
def concatenate_layer(call: LayerCall, axis: int = -1) -> Value:
    """The inputs behind each other along one axis; all other axes agree."""
    _one_tensor(call)
    arrays = merged_inputs(call)
    if arrays is None:
        return call.output(UNKNOWN_SHAPE, "")
    shapes = [array.shape for array in arrays]
    known = [len(shape) for shape in shapes if not shape.open]
    dtypes = {array.dtype for array in arrays}
    dtype = "float" if all(each.startswith("float") for each in dtypes) else ""
    if not known:
        return call.output(UNKNOWN_SHAPE, dtype)
    if len(set(known)) == 1 and not -known[0] <= axis < known[0]:
        if len(arrays) > 1:
            refuse("TSL603", f"Concatenate: axis {axis} is out of range for {_texts(arrays)}", ANY_ERROR)
        return call.output(UNKNOWN_SHAPE, dtype)
    try:
        return call.output(concatenate(shapes, axis), dtype)
    except Mismatch as mismatch:
        refuse(
            "TSL602",
            f"Concatenate along axis {axis}: {_texts(arrays)} disagree on another axis: {mismatch.detail}",
            ANY_ERROR,
        )


@layer("keras.layers.Dot", order="axes normalize", takes_open=True)
def dot_layer(call: LayerCall, axes: Value) -> Value:
    """Sums over one axis of each of two inputs, sample by sample."""
    arrays = merged_inputs(call)
    if arrays is None:
        return call.output(UNKNOWN_SHAPE)
    if len(arrays) != 2:
        refuse("TSL112", f"Dot takes exactly 2 inputs but gets {len(arrays)}")
    a, b = arrays[0].shape, arrays[1].shape
    if a.open or b.open:
        return call.output(UNKNOWN_SHAPE)
    wanted = axes_argument(axes)
    first, second = wanted if len(wanted) == 2 else wanted * 2
    if not (-len(a) <= first < len(a) and -len(b) <= second < len(b)):
        refuse("TSL603", f"Dot: axes {wanted} are out of range for {_texts(arrays)}", ANY_ERROR)
    first, second = first % len(a), second % len(b)
    if first == 0 or second == 0:
        return call.output(UNKNOWN_SHAPE)
    x, y = a.axes[first].size, b.axes[second].size
    if equal(x, y) is False:
        sizes = f"{size_text(x)} != {size_text(y)}"
        refuse("TSL601", f"Dot over axis {first} of {a} and axis {second} of {b}: {sizes}", ANY_ERROR)
    left = [axis for index, axis in enumerate(a.axes) if index != first]
    right = [axis for index, axis in enumerate(b.axes) if index not in (0, second)]
    found = [*left, *right]
    return call.output(Shape(tuple(found if len(found) > 1 else [*found, Axis(1, ())])))


_LAST = Integer(-1)


def _functional(name: str) -> Callable[..., Value]:
    law = LAWS[f"keras.layers.{name}"]

    def merge(context: Context, inputs: Value, given: dict[str, Value]) -> Value:
        created = Object(law.path, Cells())
        initialize(law, created.cells, (), given)
        return apply(context, created, inputs)

    return merge


def _declare(name: str) -> None:
    merge = _functional(name)

    @models(f"keras.layers.{name.lower()}")
    def function(context: Context, inputs: Value, **keywords: Value) -> Value:
        """The layer of that name, constructed and called."""
        return merge(context, inputs, keywords)


for _name in ("Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract"):
    _declare(_name)


@models("keras.layers.concatenate")
def concatenate_function(context: Context, inputs: Value, axis: Value = NONE, **keywords: Value) -> Value:
    """`Concatenate(axis)(inputs)`."""
    given = keywords if axis == NONE else {"axis": axis, **keywords}
    return _functional("Concatenate")(context, inputs, given)


@models("keras.layers.dot")
def dot_function(context: Context, inputs: Value, axes: Value = _LAST, **keywords: Value) -> Value:
    """`Dot(axes)(inputs)`."""
    return _functional("Dot")(context, inputs, {"axes": axes, **keywords})
