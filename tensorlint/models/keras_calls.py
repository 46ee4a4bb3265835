"""What a call of a Keras layer does: hold the input against the layer's demands, build, run its law."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tensorlint.models.keras_layers import (
    BASE,
    BUILT,
    LAWS,
    OUTPUT,
    UNCLEAR,
    Law,
    LayerCall,
    Node,
    arguments_of,
    built_shape,
    is_symbolic,
    is_true,
    law_of,
    leaves,
    library_base,
    mapped,
    no_features,
    ranked,
    state,
    to_tensor,
)
from tensorlint.models.keras_symbolic import open_axis
from tensorlint.models.registry import Context, NotCoercible, attribute, models, refuse
from tensorlint.models.tensorflow_common import SHAPE_ERROR
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Mismatch, Shape, equal, shape_text, size_text
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Bound,
    Function,
    Instance,
    Integer,
    LibraryMethod,
    List,
    Object,
    Series,
    String,
    Tuple,
    Unknown,
    Value,
)

Runner = Callable[[LayerCall], Value]

RUNNERS: dict[str, Runner] = {}
"""How models and wrappers run, by the path of their class."""

_training: list[bool | None] = []
"""The `training` argument of the calls that are under way, innermost last."""


_traced: list[str] = []
"""The calls of `fit`, `evaluate` and `predict` under way, which trace what they run: a note on the batch."""

_texts: list[str] = []
"""How messages call the input of the call under way: a parameter in braces, or a plain word."""


def is_traced() -> bool:
    """Whether layers run inside a graph that Keras traces."""
    return bool(_traced)


def input_text() -> str:
    """How a message calls the input."""
    return _texts[-1] if _texts else "{inputs}"


@contextmanager
def naming(text: str) -> Iterator[None]:
    """Say how messages call the input, for the time of a call."""
    _texts.append(text)
    try:
        yield
    finally:
        _texts.pop()


def batch_note() -> str:
    """What messages say of the batch that `fit` runs a model on, where it is not like the others."""
    return _traced[-1] if _traced else ""


@contextmanager
def tracing(text: str, note: str = "") -> Iterator[None]:
    """For the time that `fit` and its kind run a model."""
    _traced.append(note)
    try:
        with naming(text):
            yield
    finally:
        _traced.pop()


def runs(*paths: str) -> Callable[[Runner], Runner]:
    """Declare how a class is called that is no plain layer (models, wrappers)."""

    def register(function: Runner) -> Runner:
        for path in paths:
            RUNNERS[path] = function
        return function

    return register


def apply(
    context: Context,
    layer: Value,
    inputs: Value,
    more: tuple[Value, ...] = (),
    keywords: Mapping[str, Value] | None = None,
    training: bool | None = None,
    own: bool = True,
) -> Value:
    """Call a layer or model: its outputs, symbolic where an input is.

    `own`: a `call` of the user's class comes first (`super().call(x)` runs the library's law).
    """
    if not isinstance(layer, Object | Instance):
        return UNKNOWN_VALUE
    if training is None and _training:
        training = _training[-1]
    _training.append(training)
    try:
        result = _run(context, layer, inputs, more, keywords or {}, training, own)
    finally:
        _training.pop()
    arguments = (inputs, *more, *(keywords or {}).values())
    if any(is_symbolic(leaf) for value in arguments for leaf in leaves(value)):
        result = _connected(layer, arguments, result)
        context.write(layer.cells, OUTPUT, result)
    return result


def _run(
    context: Context,
    layer: Object | Instance,
    inputs: Value,
    more: tuple[Value, ...],
    keywords: Mapping[str, Value],
    training: bool | None,
    own: bool,
) -> Value:
    if isinstance(layer, Instance) and own:
        method = context.attribute(layer, "call")
        if not isinstance(method, LibraryMethod | Unknown):
            return _call_own(context, layer, method, inputs, more, keywords, training)
    path = layer.path if isinstance(layer, Object) else library_base(layer)
    law = law_of(layer)
    runner = RUNNERS.get(path)
    if law is None and runner is None:
        return UNKNOWN_VALUE
    arguments = arguments_of(layer)
    law = law or _lawless(path)
    call = LayerCall(
        context, layer, law, arguments or {}, inputs, more, keywords, training, built_shape(layer)
    )
    if runner is not None:
        return runner(call)
    if arguments is None:
        return call.output(UNKNOWN_SHAPE)
    return run_law(call)


def _lawless(path: str) -> Law:
    return LAWS.get(path) or LAWS[BASE]


def _call_own(
    context: Context,
    layer: Instance,
    method: Value,
    inputs: Value,
    more: tuple[Value, ...],
    keywords: Mapping[str, Value],
    training: bool | None,
) -> Value:
    """A layer of the user's: `build` at its first call, then `call`."""
    if BUILT not in layer.cells:
        context.write(layer.cells, BUILT, Array(to_tensor(inputs).shape))
        build = context.attribute(layer, "build")
        if not isinstance(build, LibraryMethod | Unknown):
            context.call(build, (shape_value(inputs),))
    given = dict(keywords)
    if training is not None and "training" not in given and _accepts(method, "training"):
        given["training"] = Boolean(training)
    return context.call(method, (inputs, *more), given)


def _accepts(method: Value, name: str) -> bool:
    function = method.function if isinstance(method, Bound) else method
    return isinstance(function, Function) and name in function.defaults


def _connected(layer: Object | Instance, arguments: tuple[Value, ...], result: Value) -> Value:
    """The symbolic outputs, marked with the call that they come from."""
    inputs = [leaf for value in arguments for leaf in leaves(value) if isinstance(leaf, Array)]
    parents: dict[Node, None] = {}
    for each in inputs:
        parents.update(dict.fromkeys(mark for mark in each.marks if isinstance(mark, Node)))
    complete = all(_has_node(each) for each in inputs)
    node = Node(layer, tuple(parents), complete)

    def marked(value: Value) -> Value:
        if not isinstance(value, Array) or not (is_symbolic(value) or value.library == "tensorflow"):
            return value
        return Array(value.shape, value.dtype, "keras", False, marks=frozenset([node]), origin=value.origin)

    return mapped(result, marked)


def _has_node(array: Array) -> bool:
    return not is_symbolic(array) or any(isinstance(mark, Node) for mark in array.marks)


def run_law(call: LayerCall) -> Value:
    """Check the input, run the law of a library layer, and build the layer if this was its first call."""
    law = call.law
    first = leaves(call.inputs)[0] if leaves(call.inputs) else UNKNOWN_VALUE
    array = to_tensor(first if law.takes_call else call.inputs)
    shape = checked(call, array.shape)
    arguments = {name: call.arguments.get(name, UNCLEAR) for name in law.own}
    unclear = UNCLEAR in arguments.values() or (shape.open and not law.takes_open)
    if unclear and law.takes_call:
        result: Value = UNKNOWN_VALUE
    elif unclear:
        result = call.output(UNKNOWN_SHAPE, _dtype(law, array))
    else:
        try:
            given = call if law.takes_call else shape
            found = law.function(given, **arguments)
        except NotCoercible:
            found = UNKNOWN_VALUE if law.takes_call else UNKNOWN_SHAPE
        except Mismatch as mismatch:
            found = _window_too_large(call, shape, mismatch)
        result = call.output(found, _dtype(law, array)) if isinstance(found, Shape) else found
    if call.built is None:
        call.context.write(call.layer.cells, BUILT, Array(call.build_as or shape))
    return result


def _window_too_large(call: LayerCall, shape: Shape, mismatch: Mismatch) -> Shape:
    """A model refuses an empty output when it is described, or run by `fit` and `predict`; a bare
    call on data gives an empty or a wrong result."""
    sentence = f"{call.law.name} on {shape}: {mismatch.detail}; pad the input, or use a smaller window"
    if call.is_symbolic or is_traced() or (call.built is None and call.law.features is not no_features):
        refuse("TSL609", sentence)
    call.context.report("TSL609", f"{sentence}: the output is empty")
    return UNKNOWN_SHAPE


def _dtype(law: Law, array: Array) -> str:
    """The dtype of the output: "same" casts floats to Keras's own, "kept" is known for floats only."""
    if law.dtype not in ("same", "kept"):
        return law.dtype
    if array.dtype.startswith(("float", "bfloat")):
        return "float"
    return array.dtype if law.dtype == "same" else ""


def checked(call: LayerCall, shape: Shape) -> Shape:
    """The input's shape, refined by the layer's demands; refuses what they exclude."""
    law, built = call.law, call.built
    wanted = law.exact_rank(call.arguments)
    if wanted is None and law.keeps_rank and built is not None:
        wanted = built.rank
    rank = shape.rank
    if rank is None:
        shape = shape if wanted is None else ranked(shape, wanted)
    elif (wanted is not None and rank != wanted) or rank < law.least_rank:
        _refuse_rank(call, shape, wanted)
    if built is None or not shape.axes or not built.axes:
        return shape
    for axis in law.features(call.arguments):
        if not (-len(shape) <= axis < len(shape) and -len(built) <= axis < len(built)):
            continue
        if axis >= 0 and (shape.open or built.open):
            continue
        size, expected = shape.axes[axis].size, built.axes[axis].size
        if equal(size, expected) is False and not (law.loose and 1 in (size, expected)):
            _refuse_features(call, shape, axis)
    return shape


def is_sample_of(shape: Shape, built: Shape | None) -> bool:
    """Whether a shape is what a layer was built for, but for its batch axis."""
    if built is None or built.open or shape.open or len(shape) != len(built) - 1:
        return False
    pairs = zip(shape.axes, built.axes[1:], strict=True)
    return all(equal(x.size, y.size) is not False for x, y in pairs)


def built_text(built: Shape) -> str:
    """The shape that a layer was built for, whatever the batch was."""
    if built.open:
        return str(built)
    return batch_text(built.sizes[1:])


def batch_text(sizes: tuple[Any, ...]) -> str:
    """A batch of samples of these sizes: `(batch, 10)`."""
    texts = ["batch", *map(size_text, sizes)]
    return f"({', '.join(texts)})" if len(texts) > 1 else "(batch,)"


def _refuse_rank(call: LayerCall, shape: Shape, wanted: int | None) -> None:
    law, built = call.law, call.built
    if is_sample_of(shape, built):
        assert built is not None
        refuse(
            "TSL101",
            f"{law.name} expects a batch {built_text(built)} but gets one sample {shape};"
            f" add a batch axis: {input_text()}[np.newaxis, ...]",
        )
    at_least = wanted if wanted is not None else law.least_rank
    if from_input(call.inputs) and len(shape) == at_least + 1:
        refuse(
            "TSL102",
            f"{law.name} expects a batch {expected_text(law, at_least)}, but the input shape"
            f" {shape_text(shape.sizes[1:])} has one axis too many: leave the batch axis out,"
            f" as Keras adds it: {shape_text(shape.sizes[2:])}",
        )
    count = f"{at_least} axes" if wanted is not None else f"at least {at_least} axes"
    refuse(
        "TSL104",
        f"{law.name} expects {count}, {expected_text(law, at_least)}, but gets {shape} with {len(shape)}"
        f"{_rank_advice(law, len(shape), at_least)}",
    )


def _rank_advice(law: Law, rank: int, wanted: int) -> str:
    if rank != wanted - 1:
        return ""
    if "time" in law.axes:
        return (
            "; add the missing axis (x[..., np.newaxis], or x[np.newaxis, ...] for one sequence),"
            " or let the recurrent layer before it return_sequences=True"
        )
    return "; add the missing axis: x[..., np.newaxis], or x[np.newaxis, ...] for one sample"


def expected_text(law: Law, rank: int) -> str:
    """The axes that a layer takes, by name."""
    if law.axes:
        return f"({law.axes})"
    return "(batch, …)" if rank > 1 else "(batch,)"


def from_input(value: Value) -> bool:
    """Whether a value is the very tensor of a `keras.Input`."""
    if not is_symbolic(value):
        return False
    assert isinstance(value, Array)
    nodes = [mark for mark in value.marks if isinstance(mark, Node)]
    return len(nodes) == 1 and isinstance(nodes[0].layer, Object) and not nodes[0].parents


def _refuse_features(call: LayerCall, shape: Shape, axis: int) -> None:
    if call.is_symbolic and call.law.late:
        return
    law, built = call.law, call.built
    assert built is not None
    expected, found = size_text(built.axes[axis].size), size_text(shape.axes[axis].size)
    what = "features" if axis == -1 and "channels" not in law.axes else "channels"
    refuse(
        "TSL105",
        f"{law.name} was built for {built_text(built)} but gets {shape}:"
        f" {expected} {what} != {found}; give it {expected} {what}, or use another layer for these",
        SHAPE_ERROR,
    )


def shape_value(inputs: Value) -> Value:
    """The shape (or structure of shapes) that `build` is given for inputs."""

    def one(value: Value) -> Value:
        if not isinstance(value, Array):
            return UNKNOWN_VALUE
        if value.shape.open:
            return Series(Integer(), kind="shape", subject=value)
        return Tuple(tuple([Integer(axis.size, axis.parts) for axis in value.shape.axes]))

    return mapped(inputs, one)


def shape_from(value: Value) -> Shape:
    """The shape that a shape tuple (with None for open axes) tells; unknown where it is none."""
    if isinstance(value, Integer):
        return Shape((Axis(value.size, value.parts),))
    items = value.items if isinstance(value, Tuple | List) else None
    if items is None:
        return UNKNOWN_SHAPE
    axes: list[Axis] = []
    for item in items:
        if item == NONE:
            axes.append(open_axis())
        elif isinstance(item, Integer):
            axes.append(Axis(item.size, item.parts))
        else:
            return UNKNOWN_SHAPE
    return Shape(tuple(axes))


@models(f"{BASE}.__call__")
def call_layer(
    context: Context,
    layer: Value,
    inputs: Value = UNKNOWN_VALUE,
    *more: Value,
    training: Value = NONE,
    **keywords: Value,
) -> Value:
    """`layer(inputs)`."""
    known = is_true(training) if training != NONE else None
    with naming("{inputs}"):
        return apply(context, layer, inputs, more, keywords, known)


@models(f"{BASE}.call")
def call_law(
    context: Context,
    layer: Value,
    inputs: Value = UNKNOWN_VALUE,
    *more: Value,
    training: Value = NONE,
    **keywords: Value,
) -> Value:
    """`super().call(inputs)` of a user's class, or `layer.call(inputs)`: the library's law."""
    known = is_true(training) if training != NONE else None
    with naming("{inputs}"):
        return apply(context, layer, inputs, more, keywords, known, own=False)


@models(f"{BASE}.build")
def build_layer(context: Context, layer: Value, input_shape: Value = NONE) -> Value:
    """`layer.build(shape)`: the layer is built for it."""
    cells = state(layer)
    law = law_of(layer) if isinstance(layer, Object | Instance) else None
    if cells is not None and law is not None and BUILT not in cells:
        context.write(cells, BUILT, Array(shape_from(input_shape)))
    return NONE


@attribute(f"{BASE}.output")
def layer_output(layer: Value) -> Value:
    """The symbolic tensor that the layer returned when it became part of a model."""
    cells = state(layer)
    output = UNKNOWN_VALUE if cells is None else cells.get(OUTPUT, UNKNOWN_VALUE)
    return output if isinstance(output, Value) else UNKNOWN_VALUE


@models(f"{BASE}.add_weight", f"{BASE}.add_variable")
def add_weight(
    self: Value,
    shape: Value = NONE,
    initializer: Value = NONE,
    dtype: Value = NONE,
    trainable: Value = NONE,
    autocast: Value = NONE,
    regularizer: Value = NONE,
    constraint: Value = NONE,
    aggregation: Value = NONE,
    overwrite_with_gradient: Value = NONE,
    name: Value = NONE,
    **keywords: Value,
) -> Value:
    """A variable of that shape; without one, a number."""
    if isinstance(shape, String):  # Keras 2 took the name first
        shape = initializer
    found = Shape() if shape == NONE else shape_from(shape)
    kind = "float" if dtype == NONE else ""
    return Array(found, kind, "tensorflow", None, kind="tensorflow.Variable")


@models("keras.Variable")
def make_variable(
    initializer: Value,
    shape: Value = NONE,
    dtype: Value = NONE,
    trainable: Value = NONE,
    autocast: Value = NONE,
    aggregation: Value = NONE,
    synchronization: Value = NONE,
    name: Value = NONE,
    **keywords: Value,
) -> Value:
    """A variable of a shape, or of that of its first value."""
    found = to_tensor(initializer).shape if shape == NONE else shape_from(shape)
    return Array(found, "", "tensorflow", None, kind="tensorflow.Variable")
