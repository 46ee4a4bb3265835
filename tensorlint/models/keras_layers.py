"""Keras layers: how one is declared, built and called.

A layer is an `Object` whose path is its class ("keras.layers.Dense"). One function, declared with
`@layer`, says all about it: the parameters behind the first are the constructor's, and its body is
the law of the output. The first parameter is the shape of the input (`x: Shape`; the law returns a
shape) or, for layers with more to say, the whole call (`call: LayerCall`; the law returns a value).

State of a layer, in the cells of its Object (or of the Instance, for a user's subclass):
    "<arguments>"  the constructor's arguments, coerced; `UNCLEAR` where they are not known
    "<built>"      an Array of the shape that the first call built it for; absent before
    "<output>"     the last symbolic output (`layer.output`)
The first call builds. Later ones are held against it: another size of an axis in `features` is
TSL105, a wrong rank TSL104, and TSL101 where the input is what was built, but for its batch axis.

Symbolic tensors (of `keras.Input`) are Arrays of the library "keras" whose first axis is `BATCH`;
everything else that a layer returns is a tensor of the TensorFlow backend. A model keeps its symbolic
inputs and outputs; a call substitutes the sizes that it really gets, so that no graph is replayed.
`marks` of a symbolic tensor hold the `Node`s (layer calls) that it comes from.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tensorlint.models.coercion import COERCERS
from tensorlint.models.keras_values import (
    BASE,
    from_python,
    is_symbolic,
    leaves,
    library_base,
    state,
    tensor,
)
from tensorlint.models.registry import Context, NotCoercible, inherits, models, refuse
from tensorlint.models.tensorflow_common import SHAPE_ERROR
from tensorlint.shapes import UNKNOWN_SHAPE, Shape
from tensorlint.values import (
    NONE,
    Array,
    Cells,
    Instance,
    Object,
    String,
    Unknown,
    Value,
)

Function = TypeVar("Function", bound=Callable[..., Any])
ARGUMENTS, BUILT, OUTPUT = "<arguments>", "<built>", "<output>"


class _Unclear:
    """An argument of a constructor that is not known well enough."""

    def __repr__(self) -> str:
        return "?"


UNCLEAR = _Unclear()


@dataclass(frozen=True)
class Law:
    """What the declaration of a layer says."""

    path: str
    function: Callable[..., Any]
    signature: inspect.Signature
    own: tuple[str, ...]
    takes_call: bool
    rank: int | Callable[[Mapping[str, Any]], int | None] | None
    least_rank: int
    features: Callable[[Mapping[str, Any]], tuple[int, ...]]
    axes: str
    dtype: str
    takes_open: bool
    keeps_rank: bool
    loose: bool
    late: bool

    @property
    def name(self) -> str:
        """The class name, for messages."""
        return self.path.rpartition(".")[2]

    def exact_rank(self, arguments: Mapping[str, Any]) -> int | None:
        """The only rank that the layer takes, None where it takes several."""
        return self.rank(arguments) if callable(self.rank) else self.rank


LAWS: dict[str, Law] = {}


@dataclass(slots=True)
class LayerCall:
    """One call of a layer."""

    context: Context
    layer: Object | Instance
    law: Law
    arguments: Mapping[str, Any]
    inputs: Value
    more: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] = field(default_factory=dict)
    training: bool | None = None
    built: Shape | None = None
    build_as: Shape | None = None
    """Set by a law whose features are not those of the first input."""

    def argument(self, name: str, position: int) -> Value:
        """A further argument of the call (position 0 is the first one behind the inputs)."""
        if name in self.keywords:
            return self.keywords[name]
        return self.more[position] if position < len(self.more) else NONE

    def tensors(self) -> tuple[Array, ...]:
        """All arrays of the call."""
        return tuple(
            leaf
            for value in (self.inputs, *self.more, *self.keywords.values())
            for leaf in leaves(value)
            if isinstance(leaf, Array)
        )

    @property
    def is_symbolic(self) -> bool:
        """Whether the call describes a model instead of computing."""
        return any(is_symbolic(array) for array in self.tensors())

    def mismatch(self, code: str, message: str, exception: str = SHAPE_ERROR) -> None:
        """What computing refuses, and describing a model only shows to be wrong later."""
        if not self.is_symbolic:
            refuse(code, message, exception)
        self.context.report(code, message)

    def output(self, shape: Shape, dtype: str = "float") -> Array:
        """An output of the layer: symbolic if an input is."""
        return tensor(shape, dtype, self.is_symbolic)


def no_features(arguments: Mapping[str, Any]) -> tuple[int, ...]:
    """The layer has no weights that depend on its input."""
    return ()


def last_axis(arguments: Mapping[str, Any]) -> tuple[int, ...]:
    """The layer is built for the size of the last axis."""
    return (-1,)


def layer(
    *paths: str,
    order: str = "",
    rank: int | Callable[[Mapping[str, Any]], int | None] | None = None,
    least_rank: int = 0,
    features: Callable[[Mapping[str, Any]], tuple[int, ...]] = no_features,
    axes: str = "",
    dtype: str = "float",
    takes_open: bool = False,
    keeps_rank: bool = False,
    loose: bool = False,
    late: bool = False,
) -> Callable[[Function], Function]:
    """Declare a layer class by the law of its output.

    order: all parameters of the constructor, where the law does not declare every one.
    rank, least_rank: what its input spec demands.  features: the axes whose sizes it is built for.
    axes: their names, for messages.  dtype: of the output; "same" as the input, "" unknown.
    takes_open: the law can work on a shape whose leading axes are unknown.  keeps_rank: once built,
    the layer takes that rank only.  loose: a size of 1 is broadcast to what the layer was built for.
    late: symbolic tensors of another size are not refused before the model runs.
    """

    def register(function: Function) -> Function:
        signature = inspect.signature(function)
        first, *parameters = signature.parameters.values()
        constructor = inspect.Signature(_ordered(parameters, order))
        takes_call = first.annotation == "LayerCall"
        for path in paths:
            law = Law(
                path,
                function,
                constructor,
                tuple(each.name for each in parameters if each.name in constructor.parameters),
                takes_call,
                rank,
                least_rank,
                features,
                axes,
                dtype,
                takes_open,
                keeps_rank,
                loose,
                late,
            )
            LAWS[path] = law
            if path != BASE:
                inherits(path, BASE)
            models(path)(_constructor(law))
            models(f"{path}.__init__")(_initializer(law))
        return function

    return register


def _ordered(own: list[inspect.Parameter], order: str) -> list[inspect.Parameter]:
    """The parameters that `order` names: those of the law, and others that it does not look at."""
    known = {parameter.name: parameter for parameter in own}
    names = order.split() or list(known)
    found = [known.get(name) or _OTHER.replace(name=name) for name in names]
    required = [index for index, parameter in enumerate(found) if parameter.default is parameter.empty]
    last = required[-1] if required else -1
    return [
        parameter.replace(default=parameter.empty) if index < last else parameter
        for index, parameter in enumerate(found)
    ]


_OTHER = inspect.Parameter("other", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation="Value")
CONTEXT = inspect.Parameter("context", inspect.Parameter.POSITIONAL_ONLY, annotation="Context")
RECEIVER = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY, annotation="Value")
KEYWORDS = inspect.Parameter("keywords", inspect.Parameter.VAR_KEYWORD, annotation="Value")


def _declared(law: Law, *leading: inspect.Parameter) -> inspect.Signature:
    """The constructor's signature as the registry sees it: values as given, any further keyword."""
    parameters = [parameter.replace(annotation="Value") for parameter in law.signature.parameters.values()]
    return inspect.Signature([CONTEXT, *leading, *parameters, KEYWORDS], return_annotation="Value")


def _constructor(law: Law) -> Callable[..., Value]:
    def construct(context: Context, *given: Value, **keywords: Value) -> Value:
        created = Object(law.path, Cells())
        initialize(law, created.cells, given, with_data_format(context, law, given, keywords))
        check_construction(context, law.path, created.cells)
        return created

    construct.__signature__ = _declared(law)  # type: ignore[attr-defined]
    return construct


def _initializer(law: Law) -> Callable[..., Value]:
    def initializer(context: Context, self: Value, *given: Value, **keywords: Value) -> Value:
        if isinstance(self, Object | Instance):
            state = Cells()
            initialize(law, state, given, with_data_format(context, law, given, keywords))
            check_construction(context, law.path, state)
            for key, value in state.items():
                context.write(self.cells, key, value)
        return NONE

    initializer.__signature__ = _declared(law, RECEIVER)  # type: ignore[attr-defined]
    return initializer


DATA_FORMAT = "data_format"


def with_data_format(
    context: Context, law: Law, given: tuple[Value, ...], keywords: Mapping[str, Value]
) -> Mapping[str, Value]:
    """The keywords of a constructor, with the data format that the program set for all layers."""
    default = context.settings("keras").get(DATA_FORMAT)
    names = list(law.signature.parameters)
    if not isinstance(default, Value) or DATA_FORMAT not in names[len(given) :]:
        return keywords
    return keywords if keywords.get(DATA_FORMAT, NONE) != NONE else {**keywords, DATA_FORMAT: default}


def initialize(law: Law, cells: Cells, given: tuple[Value, ...], keywords: Mapping[str, Value]) -> None:
    """Write the coerced arguments of a constructor into fresh cells."""
    names = law.signature.parameters
    known = {name: value for name, value in keywords.items() if name in names}
    bound = law.signature.bind(*given, **known)
    arguments: dict[str, Any] = {}
    for name, parameter in names.items():
        value = bound.arguments[name] if name in bound.arguments else from_python(parameter.default)
        arguments[name] = coerced(value, parameter.annotation)
    arguments |= {name: value for name, value in keywords.items() if name not in names}
    cells[ARGUMENTS] = arguments
    if isinstance(arguments.get("name"), String | str):
        cells["name"] = keywords.get("name", NONE)


def coerced(value: Value, annotation: str) -> Any:
    """An argument as its annotation asks for it, `UNCLEAR` where that is not known."""
    if isinstance(value, Unknown) and annotation not in ("Size", "Size | None", "Value"):
        return UNCLEAR
    try:
        return COERCERS[annotation](value)
    except NotCoercible:
        return UNCLEAR


Constructor = Callable[[Context, Mapping[str, Any]], None]
_constructors: dict[str, list[Constructor]] = {}


def constructs(*paths: str) -> Callable[[Constructor], Constructor]:
    """Declare a function that looks at the arguments of a class whenever it is constructed."""

    def register(function: Constructor) -> Constructor:
        for path in paths:
            _constructors.setdefault(path, []).append(function)
        return function

    return register


def check_construction(context: Context, path: str, cells: Cells) -> None:
    """Let the rules about constructor arguments see them."""
    arguments = cells.get(ARGUMENTS)
    if isinstance(arguments, Mapping):
        for function in _constructors.get(path, ()):
            function(context, arguments)


def arguments_of(value: Value) -> Mapping[str, Any] | None:
    """The constructor's arguments of a layer, None where they are not known."""
    cells = state(value)
    arguments = None if cells is None else cells.get(ARGUMENTS)
    return arguments if isinstance(arguments, Mapping) else None


def law_of(value: Value) -> Law | None:
    """The law of a library layer, or of the one that a user's class extends."""
    if isinstance(value, Object):
        return LAWS.get(value.path)
    return LAWS.get(library_base(value)) if isinstance(value, Instance) else None


def built_shape(value: Value) -> Shape | None:
    """The shape that a layer was built for; unknown rank where it is built for something unknown."""
    cells = state(value)
    if cells is None or BUILT not in cells:
        return None
    built = cells[BUILT]
    return built.shape if isinstance(built, Array) else UNKNOWN_SHAPE
