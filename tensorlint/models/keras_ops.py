"""`keras.ops`: NumPy's functions on tensors, modelled by NumPy's models under Keras's names.

Each line of `LINES` is a signature of Keras and the model that answers for it. The first parameter is
passed on by position, the others by name, or by the name behind `=`. Errors of NumPy are those of the
backend here; results are tensors, symbolic where an argument is.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tensorlint.models.coercion import COERCERS, dtype_kind
from tensorlint.models.keras_symbolic import any_symbolic
from tensorlint.models.keras_values import ANY_ERROR, Node, from_python, leaves, mapped, tensor
from tensorlint.models.registry import Context, NotCoercible, Refusal, lookup, models
from tensorlint.shapes.arithmetic import Mismatch
from tensorlint.values import UNKNOWN_VALUE, Array, List, Tuple, Value

LINES = """
all(x, axis=None, keepdims=False) numpy.all
amax(x, axis=None, keepdims=False) numpy.amax
amin(x, axis=None, keepdims=False) numpy.amin
any(x, axis=None, keepdims=False) numpy.any
append(x1, x2, axis=None) numpy.append values=x2
arange(start, stop=None, step=None, dtype=None) numpy.arange
argmax(x, axis=None, keepdims=False) numpy.argmax
argmin(x, axis=None, keepdims=False) numpy.argmin
argsort(x, axis=-1) numpy.argsort
array_split(x, indices_or_sections, axis=0) numpy.array_split
average(x, axis=None, weights=None) numpy.average
broadcast_to(x, shape) numpy.broadcast_to
clip(x, x_min, x_max) numpy.clip a_min=x_min a_max=x_max
concatenate(xs, axis=0) numpy.concatenate
count_nonzero(x, axis=None) numpy.count_nonzero
cumprod(x, axis=None, dtype=None) numpy.cumprod
cumsum(x, axis=None, dtype=None) numpy.cumsum
diag(x, k=0) numpy.diag
diagonal(x, offset=0, axis1=0, axis2=1) numpy.diagonal
diff(a, n=1, axis=-1) numpy.diff
dot(x1, x2) numpy.dot b=x2
empty(shape, dtype=None) numpy.empty
empty_like(x, dtype=None) numpy.empty_like
expand_dims(x, axis) numpy.expand_dims
eye(N, M=None, k=0, dtype=None) numpy.eye
flip(x, axis=None) numpy.flip
fliplr(x) numpy.fliplr
flipud(x) numpy.flipud
full(shape, fill_value, dtype=None) numpy.full
full_like(x, fill_value, dtype=None) numpy.full_like
dsplit(x, indices_or_sections) numpy.dsplit
hsplit(x, indices_or_sections) numpy.hsplit
identity(n, dtype=None) numpy.identity
inner(x1, x2) numpy.inner b=x2
linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0) numpy.linspace
logspace(start, stop, num=50, endpoint=True, base=10, dtype=None, axis=0) numpy.logspace
matmul(x1, x2) numpy.matmul x2=x2
max(x, axis=None, keepdims=False, initial=None) numpy.max
mean(x, axis=None, keepdims=False) numpy.mean
median(x, axis=None, keepdims=False) numpy.median
min(x, axis=None, keepdims=False, initial=None) numpy.min
moveaxis(x, source, destination) numpy.moveaxis
nanmax(x, axis=None, keepdims=False) numpy.nanmax
nanmean(x, axis=None, keepdims=False) numpy.nanmean
nanmin(x, axis=None, keepdims=False) numpy.nanmin
nanprod(x, axis=None, keepdims=False) numpy.nanprod
nanstd(x, axis=None, keepdims=False) numpy.nanstd
nansum(x, axis=None, keepdims=False) numpy.nansum
nanvar(x, axis=None, keepdims=False) numpy.nanvar
ones(shape, dtype=None) numpy.ones
ones_like(x, dtype=None) numpy.ones_like
outer(x1, x2) numpy.outer b=x2
pad(x, pad_width, mode='constant', constant_values=None) numpy.pad
prod(x, axis=None, keepdims=False, dtype=None) numpy.prod
ptp(x, axis=None, keepdims=False) numpy.ptp
ravel(x) numpy.ravel
repeat(x, repeats, axis=None) numpy.repeat
reshape(x, newshape) numpy.reshape shape=newshape
roll(x, shift, axis=None) numpy.roll
rot90(array, k=1, axes=(0, 1)) numpy.rot90
sort(x, axis=-1) numpy.sort
split(x, indices_or_sections, axis=0) numpy.split
squeeze(x, axis=None) numpy.squeeze
stack(x, axis=0) numpy.stack
std(x, axis=None, keepdims=False) numpy.std
sum(x, axis=None, keepdims=False) numpy.sum
swapaxes(x, axis1, axis2) numpy.swapaxes
take(x, indices, axis=None) numpy.take
take_along_axis(x, indices, axis=None) numpy.take_along_axis
tensordot(x1, x2, axes=2) numpy.tensordot b=x2
tile(x, repeats) numpy.tile reps=repeats
trace(x, offset=0, axis1=0, axis2=1) numpy.trace
transpose(x, axes=None) numpy.transpose
tri(N, M=None, k=0, dtype=None) numpy.tri
tril(x, k=0) numpy.tril
triu(x, k=0) numpy.triu
var(x, axis=None, keepdims=False) numpy.var
vdot(x1, x2) numpy.vdot b=x2
vsplit(x, indices_or_sections) numpy.vsplit
where(condition, x1=None, x2=None) numpy.where x=x1 y=x2
zeros(shape, dtype=None) numpy.zeros
zeros_like(x, dtype=None) numpy.zeros_like
det(x) numpy.linalg.det
inv(x) numpy.linalg.inv
solve(a, b) numpy.linalg.solve
"""


def parsed(line: str) -> tuple[str, inspect.Signature, str, dict[str, str]]:
    """A line of `LINES`: the name, the signature, the target and the parameters that are renamed."""
    head, _, tail = line.partition(") ")
    target, *renamed = tail.split()
    call = ast.parse(f"def {head}): pass").body[0]
    assert isinstance(call, ast.FunctionDef)
    names = [argument.arg for argument in call.args.args]
    defaults = [ast.literal_eval(each) for each in call.args.defaults]
    required = len(names) - len(defaults)
    parameters = [
        inspect.Parameter(
            name,
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=inspect.Parameter.empty if index < required else defaults[index - required],
            annotation="Value",
        )
        for index, name in enumerate(names)
    ]
    pairs = dict(each.split("=") for each in renamed)
    return call.name, inspect.Signature(parameters), target, {new: old for old, new in pairs.items()}


def invoke(context: Context, path: str, given: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    """Call another model as the interpreter does; lets `Refusal` through."""
    model = lookup(path)
    if model is None:
        return UNKNOWN_VALUE
    placed, named = list(given), dict(keywords)
    for parameter in model.positional[len(given) :]:
        if parameter.name in model.named or parameter.name not in named:
            break
        placed.append(named.pop(parameter.name))
    bound = model.bind(placed, named)
    if bound is None:
        return UNKNOWN_VALUE
    annotations = {parameter.name: parameter.annotation for parameter in model.parameters}
    try:
        coerced = {name: COERCERS[annotations[name]](value) for name, value in bound.items()}
        positional: list[Any] = [context] if model.wants_context else []
        for parameter in model.positional:
            if parameter.name not in model.named and parameter.name in coerced:
                positional.append(coerced.pop(parameter.name))
        result = model.function(*positional, **coerced)
    except (NotCoercible, Mismatch):
        return model.fallback()
    return result if isinstance(result, Value) else UNKNOWN_VALUE


def plain(value: Value) -> Value:
    """Tensors seen as arrays of NumPy."""

    def one(leaf: Value) -> Value:
        return replace(leaf, library="numpy", kind="") if isinstance(leaf, Array) else leaf

    return mapped(value, one) if isinstance(value, Tuple | List | Array) else value


def as_tensors(result: Value, *given: Value) -> Value:
    """A result of another library's model as tensors of Keras, connected to symbolic arguments."""
    symbolic = any_symbolic(*given)
    marks = nodes_among(*given) if symbolic else frozenset()

    def one(value: Value) -> Value:
        if not isinstance(value, Array):
            return value
        dtype = dtype_kind(value.dtype)
        found = tensor(value.shape, dtype if dtype in ("float", "int", "bool") else "", symbolic, marks)
        if value.contents is not None and not symbolic:
            found = Array(value.shape, found.dtype, "tensorflow", False, value.contents, value.generated)
        return found

    if isinstance(result, Tuple | List | Array):
        return mapped(result, one)
    return result


def nodes_among(*given: Value) -> frozenset[Any]:
    """The layer calls that some values come from."""
    return frozenset(
        mark
        for value in given
        for leaf in leaves(value)
        if isinstance(leaf, Array)
        for mark in leaf.marks
        if isinstance(mark, Node)
    )


def _through(signature: inspect.Signature, target: str, renamed: Mapping[str, str]) -> Callable[..., Value]:
    names = list(signature.parameters)

    def call(context: Context, *given: Value, **keywords: Value) -> Value:
        bound = signature.bind(*given, **keywords)
        first = bound.arguments.pop(names[0])
        if target == "numpy.concatenate" and len(leaves(first)) == 1 and first != leaves(first)[0]:
            return as_tensors(leaves(first)[0], first)  # the axis is not looked at
        others = {renamed.get(name, name): value for name, value in bound.arguments.items()}
        for name, parameter in signature.parameters.items():
            if name != names[0] and name not in bound.arguments and parameter.default is not None:
                others[renamed.get(name, name)] = from_python(parameter.default)
        try:
            others = {name: plain(value) for name, value in others.items()}
            result = invoke(context, target, (plain(first),), others)
        except Refusal as refusal:
            raise Refusal(
                refusal.code, ANY_ERROR, _renamed(refusal.message, target, names, renamed)
            ) from None
        return as_tensors(result, first, *bound.arguments.values())

    return call


def _renamed(message: str, target: str, names: list[str], renamed: Mapping[str, str]) -> str:
    model = lookup(target)
    if model is not None and model.positional:
        message = message.replace("{" + model.positional[0].name + "}", "{" + names[0] + "}")
    for own, other in renamed.items():
        message = message.replace("{" + other + "}", "{" + own + "}")
    return message


CONTEXT = inspect.Parameter("context", inspect.Parameter.POSITIONAL_ONLY, annotation="Context")


def with_context(signature: inspect.Signature) -> inspect.Signature:
    """The signature of a model that asks for the context first."""
    return inspect.Signature([CONTEXT, *signature.parameters.values()], return_annotation="Value")


def _declare() -> None:
    for line in LINES.split("\n"):
        if line:
            name, signature, target, renamed = parsed(line)
            function = _through(signature, target, renamed)
            function.__signature__ = with_context(signature)  # type: ignore[attr-defined]
            models(f"keras.ops.{name}", f"keras.ops.numpy.{name}")(function)


_declare()
