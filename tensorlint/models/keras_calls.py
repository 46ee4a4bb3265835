"""What a call of a Keras layer does: hold the input against the layer's demands, build, run its law."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tensorlint.models.keras_demands import (
    checked,
)
from tensorlint.models.keras_layers import (
    BUILT,
    LAWS,
    OUTPUT,
    UNCLEAR,
    Law,
    LayerCall,
    arguments_of,
    built_shape,
    law_of,
    no_features,
)
from tensorlint.models.keras_runs import is_traced, naming
from tensorlint.models.keras_symbolic import open_axis
from tensorlint.models.keras_values import (
    BASE,
    Node,
    is_symbolic,
    is_true,
    leaves,
    library_base,
    mapped,
    to_tensor,
)
from tensorlint.models.registry import Context, NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Mismatch, Shape
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
    Tuple,
    Unknown,
    Value,
)

Runner = Callable[[LayerCall], Value]
RUNNERS: dict[str, Runner] = {}
"""How models and wrappers run, by the path of their class."""
_training: list[bool | None] = []
"""The `training` argument of the calls that are under way, innermost last."""


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
            context.call(build, *_build_arguments(build, method, inputs, more, keywords))
    given = dict(keywords)
    if training is not None and "training" not in given and _accepts(method, "training"):
        given["training"] = Boolean(training)
    return context.call(method, (inputs, *more), given)


def _build_arguments(
    build: Value, method: Value, inputs: Value, more: tuple[Value, ...], keywords: Mapping[str, Value]
) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """What `build` is given: the shape of the input, or `a_shape` for each argument `a` of `call`.

    Any other parameter that a `build` needs is unknown.
    """
    parameters = _parameters(build)
    if len([name for name in parameters if not _accepts(build, name)]) < 2:
        return (shape_value(inputs),), {}
    named = dict(zip(_parameters(method), (inputs, *more), strict=False)) | dict(keywords)
    given: dict[str, Value] = {}
    for name in parameters:
        stem = name.removesuffix("_shape")
        given[name] = shape_value(named[stem]) if stem != name and stem in named else UNKNOWN_VALUE
    return (), given


def _parameters(method: Value) -> tuple[str, ...]:
    """The positional parameters of a method that is bound, without its receiver."""
    if not isinstance(method, Bound) or not isinstance(method.function, Function):
        return ()
    return tuple([each.name.value for each in method.function.node.params.params[1:]])


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
