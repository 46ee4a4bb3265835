"""What the models of TensorFlow share: its exceptions, its conversions to tensors, axes, broadcasting.

TensorFlow raises `InvalidArgumentError` where it runs eagerly and `ValueError` where it builds a graph
(inside `tf.function`, `Dataset.map`, under `tf.compat.v1`): `SHAPE_ERROR` is either of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeAlias

from tensorlint.models.coercion import COERCERS, Arrays, dtype_kind, to_array, to_arrays, to_dtype
from tensorlint.models.families import elementwise_shape, normalize_axis
from tensorlint.models.registry import NotCoercible, Refusal, alias, all_models, exception, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import Expression, Symbol, from_atom, symbol, symbols
from tensorlint.values import (
    NONE,
    Array,
    Boolean,
    Constant,
    Float,
    Integer,
    Library,
    List,
    Series,
    String,
    Tuple,
    Value,
)

Tensor: TypeAlias = Array
Tensors: TypeAlias = Arrays

INVALID = "tensorflow.errors.InvalidArgumentError"
SHAPE_ERROR = "tensorflow.errors.InvalidArgumentError or ValueError"
TYPE_ERROR = "tensorflow.errors.InvalidArgumentError or ValueError or TypeError"
OPERATION_ERRORS = (
    "AbortedError AlreadyExistsError CancelledError DataLossError DeadlineExceededError"
    " FailedPreconditionError InternalError InvalidArgumentError NotFoundError OutOfRangeError"
    " PermissionDeniedError ResourceExhaustedError UnauthenticatedError UnavailableError"
    " UnimplementedError UnknownError"
)

exception("tensorflow.errors.OpError", "builtins.Exception")
for _name in OPERATION_ERRORS.split():
    exception(f"tensorflow.errors.{_name}", "tensorflow.errors.OpError")
exception("tensorflow.errors.OperatorNotAllowedInGraphError", "builtins.TypeError")
exception(SHAPE_ERROR, "tensorflow.errors.InvalidArgumentError", "builtins.ValueError")
exception(TYPE_ERROR, SHAPE_ERROR, "builtins.TypeError")

alias("tensorflow.compat.v1", "tensorflow")
alias("tensorflow.compat.v2", "tensorflow")
alias("tensorflow.errors_impl", "tensorflow.errors")
alias("tensorflow.python.framework.errors", "tensorflow.errors")
alias("tensorflow.python.framework.errors_impl", "tensorflow.errors")


NUMBER = Array(Shape(), library="")
"""A single number, as parameters have it by default."""
ZERO = Integer(0)
ONE = Integer(1)


def mismatch(code: str, message: str) -> NoReturn:
    """Refuse with the exception of a shape that does not fit, eagerly or in a graph."""
    refuse(code, message, SHAPE_ERROR)


class GraphSymbol(Symbol):
    """The size of an axis that a graph leaves open (`tf.placeholder(shape=[None, 3])`).

    The static shape says None there, whatever is fed.
    """

    __slots__ = ()

    fed = True


@dataclass(frozen=True)
class FixedSamples:
    """A tensor for which a reshape leaves an open size only one value: `tf.reshape(images, [64, 784])`."""

    symbol: GraphSymbol
    size: int
    shape: Shape


def graph_size(name: str) -> Size:
    """A fresh size that a graph leaves open."""
    return from_atom(GraphSymbol(name, 1, None, True))


def is_static(size: Size) -> bool:
    """Whether the static shape of a graph may know the size."""
    return not any(isinstance(each, GraphSymbol) for each in symbols(size))


def tensor(shape: Shape, dtype: str = "", *sources: Array, contents: tuple[Any, ...] | None = None) -> Array:
    """A tensor computed from `sources`, whose marks it carries."""
    marks: frozenset[Any] = frozenset()
    for source in sources:
        marks |= source.marks
    generated = bool(sources) and all(source.generated for source in sources)
    return Array(shape, dtype, "tensorflow", False, contents, generated, marks)


def reshaped(array: Array, shape: Shape, contents: tuple[Any, ...] | None = None) -> Array:
    """A tensor of the same dtype and marks with another shape; `contents` as the caller knows them."""
    return tensor(shape, array.dtype, array, contents=contents)


def unknown_tensor(dtype: str = "") -> Array:
    """A tensor of unknown rank."""
    return tensor(UNKNOWN_SHAPE, dtype)


def scalar(dtype: str = "", size: Size = UNKNOWN, *sources: Array) -> Array:
    """A tensor without axes; `size` is its value where it is a known integer."""
    return tensor(Shape(), dtype, *sources, contents=None if size is UNKNOWN else (size,))


def vector(sizes: Sequence[Size], dtype: str = "int32") -> Array:
    """A rank-1 integer tensor with these elements (`tf.shape(x)`)."""
    known = not any(size is UNKNOWN for size in sizes)
    axis = Axis(len(sizes), () if len(sizes) == 1 else None)
    return tensor(Shape((axis,)), dtype, contents=tuple(sizes) if known else None)


def is_tensor(value: Value) -> bool:
    """Whether a value is a tensor or variable of TensorFlow."""
    return isinstance(value, Array) and value.library == "tensorflow"


def to_tensor(value: Value) -> Array:
    """What `tf.convert_to_tensor` makes of a value: Python ints become int32, floats float32.

    What comes from Python numbers has the library "", as its dtype still bends to a partner's.
    """
    if isinstance(value, Array):
        return value
    if value == NONE or isinstance(value, Library):
        raise NotCoercible
    try:
        array = to_array(value)
    except Refusal as refusal:
        raise Refusal(refusal.code, SHAPE_ERROR, refusal.message) from None
    if isinstance(value, Boolean | Integer | Float | String):
        return _python_numbers(array)
    if isinstance(value, Tuple | List | Series):
        if is_plain(value):
            return _python_numbers(array)
        return _packed(array, value)
    return array


def _packed(array: Array, value: Tuple | List | Series) -> Array:
    """A tensor packed from tensors (and numbers, which take the tensors' dtype)."""
    items = [] if isinstance(value, Series) or value.items is None else value.items
    dtypes = {item.dtype if isinstance(item, Array) else "" for item in items if not is_plain(item)}
    dtype = dtypes.pop() if len(dtypes) == 1 else ""
    if array.rank == 1:
        dtype = dtype_kind(dtype)  # single numbers are taken as Python's, also where they are int64
    contents = array.contents
    if contents is None and array.rank == 1 and dtype_kind(dtype) == "int":
        numbers = tuple([_number(item) for item in items])
        contents = None if any(number is UNKNOWN for number in numbers) else numbers
    return replace(array, dtype=dtype, contents=contents, library="tensorflow", writeable=False)


def is_plain(value: Value) -> bool:
    """Whether a value is made of Python numbers only."""
    if isinstance(value, Tuple | List):
        items = value.items
        return all(is_plain(item) for item in items) if items is not None else False
    return isinstance(value, Boolean | Integer | Float | String) or (
        isinstance(value, Series) and value.kind in ("range", "shape")
    )


def _python_numbers(array: Array) -> Array:
    """Python ints become int32, or int64 where one is too large; floats become float32."""
    kind = dtype_kind(array.dtype)
    dtype = "float32" if kind == "float" else array.dtype
    if kind == "int":
        numbers = array.contents
        dtype = "int" if numbers is None else "int32"
        if numbers and any(isinstance(each, int) and not -(2**31) <= each < 2**31 for each in numbers):
            dtype = "int64"
    return replace(array, dtype=dtype, library="", writeable=False)


def to_tensors(value: Value) -> Arrays:
    """A sequence of tensors, as `tf.concat` and `tf.stack` take it."""
    if isinstance(value, Tuple | List) and value.items is not None:
        items = tuple([_item(item) for item in value.items])
        return Arrays(items, items[0] if items else Array(), len(items))
    return to_arrays(value)


def _item(value: Value) -> Array:
    """An item of a list of tensors; NumPy's single numbers are taken as Python's."""
    array = to_tensor(value)
    return replace(array, dtype="") if array.rank == 0 and array.library == "numpy" else array


def to_numbers(value: Value) -> tuple[Size, ...] | None:
    """The elements of an integer vector, a list of ints or one int; None where not all countable."""
    if value == NONE:
        return None
    array = to_tensor(value)
    if array.contents is not None:
        return tuple([size if not isinstance(size, float) else UNKNOWN for size in array.contents])
    if isinstance(value, Tuple | List) and value.items is not None:
        return tuple([_number(item) for item in value.items])
    if array.rank == 1:
        count = array.shape.axes[0].size
        if isinstance(count, int) and count <= 16:
            return (UNKNOWN,) * count
    return None


def _numbers_argument(value: Value) -> tuple[Size, ...] | None:
    """An argument that is None or a countable list of ints."""
    numbers = to_numbers(value)
    if numbers is None and value != NONE:
        raise NotCoercible
    return numbers


def _number(value: Value) -> Size:
    if isinstance(value, Integer):
        return value.size
    if isinstance(value, Array) and value.contents is not None and len(value.contents) == 1:
        content: Size = value.contents[0]
        return UNKNOWN if isinstance(content, float) else content
    return UNKNOWN


def to_static_shape(value: Value) -> tuple[Size, ...] | None:
    """A static shape argument: sizes, None items as fresh open sizes; None where the rank is open."""
    if value == NONE:
        return None
    if isinstance(value, Constant):
        raise NotCoercible
    if isinstance(value, Tuple | List) and value.items is not None:
        return tuple([_static_size(item, index) for index, item in enumerate(value.items)])
    if isinstance(value, Integer):
        return (value.size,)
    numbers = to_numbers(value)
    if numbers is None:
        raise NotCoercible
    return numbers


def _static_size(item: Value, index: int) -> Size:
    if item == NONE:
        return graph_size("batch" if index == 0 else f"dim{index}")
    return _number(item)


def data_size(name: str) -> Size:
    """A fresh size of data that is not known."""
    return symbol(name, lower=1, generic=True)


def _optional(coerce: Callable[[Value], Any]) -> Callable[[Value], Any]:
    return lambda value: None if value == NONE else coerce(value)


COERCERS["Tensor"] = to_tensor
COERCERS["Tensor | None"] = _optional(to_tensor)
COERCERS["Tensors"] = to_tensors
COERCERS["Numbers"] = _numbers_argument
COERCERS["StaticShape"] = to_static_shape
COERCERS["DTypeOrNone"] = _optional(to_dtype)

Numbers: TypeAlias = "tuple[Size, ...] | None"
StaticShape: TypeAlias = "tuple[Size, ...] | None"
DTypeOrNone: TypeAlias = "str | None"
"""A dtype argument: None where it is not given, "" where it is not known."""


def axis_of(rank: int, axis: int, text: str = "{input}") -> int:
    """The axis counted from the front, refused in the words of TensorFlow."""
    return normalize_axis(rank, axis, text, SHAPE_ERROR)


def broadcast_tensors(arrays: Sequence[Array], names: Sequence[str] = (), code: str = "TSL205") -> Shape:
    """The broadcast shape of tensors; refused where it does not exist."""
    return elementwise_shape(arrays, code, names, SHAPE_ERROR)


def result_dtype(*arrays: Array) -> str:
    """The dtype of an operation that wants one dtype: that of a real tensor, else of the literals."""
    firm = [array for array in arrays if array.library] or list(arrays)
    dtypes = {array.dtype for array in firm if dtype_kind(array.dtype)}
    if len(dtypes) == 1 and all(array.dtype for array in firm):
        return dtypes.pop()
    return ""


def shape_like(sizes: Sequence[Size], label: str = "") -> Shape:
    """A shape of new axes, each with a lineage of its own."""
    return Shape(tuple([born(size, label) for size in sizes]))


def single_symbol(size: Size) -> Symbol | None:
    """The symbol that a size is, where it is nothing but one."""
    if isinstance(size, Expression) and len(size.terms) == 1:
        monomial, coefficient = size.terms[0]
        if coefficient == 1 and len(monomial) == 1 and isinstance(monomial[0], Symbol):
            return monomial[0]
    return None


def as_it_is(*paths: str) -> None:
    """The results of these models are arrays of the library that they say, not of TensorFlow."""
    for path in paths:
        all_models()[path].library = ""
