"""From a value to what a model's annotation asks for.

Each annotation name has one coercer. It raises `NotCoercible` where the value is not known well
enough, and `Refusal` where the library itself would refuse the conversion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from tensorlint.models.registry import Model, NotCoercible, Overridden, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, shape_of, size_text
from tensorlint.shapes.axes import joined_shape
from tensorlint.shapes.sizes import bounds
from tensorlint.values import (
    NONE,
    Array,
    Boolean,
    Constant,
    Float,
    Integer,
    Library,
    List,
    Object,
    Series,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    joined,
)

Axes: TypeAlias = "tuple[int, ...] | None"
Sizes: TypeAlias = "tuple[Integer, ...]"
DType: TypeAlias = str

CONVERTERS: dict[str, Callable[[Object], Array]] = {}
"""What `asarray` makes of an object of a library's class, by the path of the class (a DataFrame, an
image). Model modules add their own."""
NAMERS: dict[str, Callable[[Object, str], None]] = {}
"""What names the unknown sizes of an object after the name that it is bound to."""
SEEN_AS_ARRAYS: set[str] = set()
"""Those whose objects really are arrays, of things that are followed one by one (a grid of Axes)."""
OVERRIDING: set[str] = set()
"""Classes whose objects answer to most functions of NumPy themselves, with objects of their own."""
ANSWERS: dict[str, Callable[[str, Mapping[str, Any]], Value]] = {}
"""What they answer, by the path of the class: given the path of the function and its bound arguments."""

HOLDS_ARRAYS = "elements may be arrays"
"""A mark of arrays whose elements may be arrays themselves, as those of a column of a table may be."""

MAXIMUM_CONTENTS = 64
MAXIMUM_NESTING = 32
"""Lists in lists so deep are no array; a list may hold itself."""

_NAMED_DTYPES = {
    "builtins.float": "float64",
    "builtins.int": "int64",
    "builtins.bool": "bool",
    "builtins.complex": "complex128",
    "builtins.str": "string",
    "builtins.object": "object",
}


@dataclass(slots=True)
class Arrays:
    """A sequence of arrays: `items` while all are known, else what they are like and how many."""

    items: tuple[Array, ...] | None
    element: Array
    length: Size


def to_array(value: Value, depth: int = 0) -> Array:
    """What `asarray` makes of a value; an unknown one has an unknown rank."""
    if isinstance(value, Array):
        if value.kind == "numpy.matrix":
            raise NotCoercible  # it stays 2-D where arrays lose axes
        return value
    if isinstance(value, Integer):
        contents = (value.size,) if value.size is not UNKNOWN else None
        return Array(shape_of(), "int64", contents=contents, generated=True)
    if isinstance(value, Boolean):
        contents = (value.value,) if value.value is not None else None
        return Array(shape_of(), "bool", contents=contents, generated=True)
    if isinstance(value, Float):
        return Array(shape_of(), "float64", generated=True)
    if isinstance(value, String):
        return Array(shape_of(), "string", generated=True)
    if isinstance(value, Tuple | List):
        return nested(value, depth)
    if isinstance(value, Series) and value.kind in ("range", "tuple", "shape"):
        return _of_length([to_array(value.element, depth + 1)], value.length)
    if isinstance(value, Object) and value.path in CONVERTERS:
        return CONVERTERS[value.path](value)
    if isinstance(value, Unknown | Object | Union):
        return Array(UNKNOWN_SHAPE, writeable=None)
    if isinstance(value, Constant) and isinstance(value.value, complex):
        return Array(shape_of(), "complex128", generated=True)
    raise NotCoercible


def nested(value: Tuple | List, depth: int = 0) -> Array:
    """The array of a (nested) list; refuses rows of unequal length as NumPy >= 1.24 does."""
    if depth > MAXIMUM_NESTING:
        raise NotCoercible
    items = value.items
    if items is None:
        assert isinstance(value, List)
        return _of_length([to_array(value.element, depth + 1)], value.length)
    if not items:
        return Array(shape_of(0), "float64")
    if len(items) > 4096:
        items = items[:16]
        return _stacked([to_array(item, depth + 1) for item in items], len(value.items or ()))
    rows = [to_array(item, depth + 1) for item in items]
    return _stacked(rows, len(items))


def _of_length(rows: Sequence[Array], length: Size) -> Array:
    """Elements all alike; without any, NumPy makes floats."""
    if length == 0:
        return Array(shape_of(0), "float64")
    result = _stacked(rows, length, uncertain=True)
    if result.dtype != "float64" and bounds(length)[0] < 1:
        return replace(result, dtype="")
    return result


def _stacked(rows: Sequence[Array], length: Size, uncertain: bool = False) -> Array:
    first = rows[0]
    dtype = first.dtype
    for row in rows[1:]:
        dtype = common_dtype(dtype, row.dtype)
    if dtype == "object":
        return Array(UNKNOWN_SHAPE, "object")
    if any(row.rank == 0 and HOLDS_ARRAYS in row.marks for row in rows):
        return Array(UNKNOWN_SHAPE)
    shape = first.shape
    for index, row in enumerate(rows[1:], 1):
        if row.shape == shape:
            continue
        _refuse_ragged(first, row, index)
        shape = joined_shape(shape, row.shape)
    if shape.open:
        return Array(UNKNOWN_SHAPE, dtype)
    lead = Axis(length, () if length == 1 else None)
    inner = tuple(Axis(axis.size, axis.parts) for axis in shape.axes)
    contents: tuple[Any, ...] | None = None
    if not uncertain and isinstance(length, int) and length == len(rows) and dtype in ("int64", "bool"):
        contents = _joined_contents(rows)
    generated = all(row.generated for row in rows)
    return Array(Shape((lead, *inner)), dtype, contents=contents, generated=generated)


def _joined_contents(rows: Sequence[Array]) -> tuple[Any, ...] | None:
    joined_items: list[Any] = []
    for row in rows:
        if row.contents is None or len(joined_items) + len(row.contents) > MAXIMUM_CONTENTS:
            return None
        joined_items.extend(row.contents)
    return tuple(joined_items)


def _refuse_ragged(first: Array, row: Array, index: int) -> None:
    if first.dtype == "object" or row.dtype in ("object", ""):
        return
    if first.rank is None or row.rank is None:
        return
    if first.rank != row.rank:
        refuse("TSL210", f"rows differ: row 0 has shape {first.shape}, row {index} has shape {row.shape}")
    for a, b in zip(first.shape.axes, row.shape.axes, strict=True):
        if equal(a.size, b.size) is False:
            refuse(
                "TSL210",
                f"rows differ in length: row 0 has {size_text(a.size)}, row {index} has {size_text(b.size)};"
                " pad them to one length, or keep a list of arrays",
            )


_RANKS = {"bool": 0, "int": 1, "float": 2, "complex": 3}


def dtype_kind(dtype: str) -> str:
    """`float32` -> `float`, `uint8` -> `int`; "" where unknown."""
    for kind in ("bool", "complex", "float", "int", "string", "object"):
        if kind in dtype:
            return kind
    return ""


def common_dtype(a: str, b: str) -> str:
    """The dtype of two values together: exact where equal, else the larger kind, "" if unsure."""
    if a == b:
        return a
    kind_a, kind_b = dtype_kind(a), dtype_kind(b)
    if kind_a in _RANKS and kind_b in _RANKS:
        if kind_a == kind_b:
            return kind_a
        return a if _RANKS[kind_a] > _RANKS[kind_b] else b
    return ""


def to_size(value: Value) -> Size:
    """An int argument as a size, unknown where not known."""
    if isinstance(value, Integer):
        return value.size
    if isinstance(value, Boolean) and value.value is not None:
        return int(value.value)
    if isinstance(value, Array) and value.contents is not None and len(value.contents) == 1:
        content = value.contents[0]
        return UNKNOWN if isinstance(content, float) else content
    if isinstance(value, Float | String | Tuple | List | Constant):
        raise NotCoercible
    return value.size if isinstance(value, Unknown) else UNKNOWN


def to_integer(value: Value) -> Integer:
    """An int argument as an Integer, keeping lineage and origin."""
    return value if isinstance(value, Integer) else Integer(to_size(value))


def to_int(value: Value) -> int:
    """A plainly known int."""
    size = to_size(value)
    if not isinstance(size, int):
        raise NotCoercible
    return size


def to_sizes(value: Value) -> tuple[Integer, ...]:
    """A shape argument: an int, or a sequence or integer array of ints, of known length."""
    if isinstance(value, Tuple | List):
        if value.items is None:
            raise NotCoercible
        return tuple([to_integer(item) for item in value.items])
    if isinstance(value, Array) and value.rank == 1:
        if value.contents is not None:
            return tuple([Integer(size) for size in value.contents])
        size = value.shape.axes[0].size
        if isinstance(size, int) and size <= 16:
            return (Integer(UNKNOWN),) * size
        raise NotCoercible
    if isinstance(value, Integer) or (isinstance(value, Array) and value.rank == 0):
        return (to_integer(value),)
    if isinstance(value, Series) and isinstance(value.length, int) and value.length <= 16:
        return (to_integer(value.element),) * value.length
    raise NotCoercible


def to_axes(value: Value) -> tuple[int, ...] | None:
    """An axis argument: None, an int or a tuple of ints."""
    if value == NONE:
        return None
    if isinstance(value, Tuple | List) and value.items is not None:
        return tuple([to_int(item) for item in value.items])
    if isinstance(value, Array) and value.contents is not None:
        return tuple([to_int(Integer(size)) for size in value.contents])
    return (to_int(value),)


def to_optional_int(value: Value) -> int | None:
    """None or a plainly known int."""
    return None if value == NONE else to_int(value)


def to_bool(value: Value) -> bool:
    """A plainly known truth value."""
    if isinstance(value, Boolean) and value.value is not None:
        return value.value
    if isinstance(value, Integer) and isinstance(value.size, int):
        return bool(value.size)
    if value == NONE:
        return False
    raise NotCoercible


def to_str(value: Value) -> str:
    """A plainly known string."""
    if isinstance(value, String) and value.value is not None:
        return value.value
    raise NotCoercible


def to_optional_str(value: Value) -> str | None:
    """None or a plainly known string."""
    return None if value == NONE else to_str(value)


def to_dtype(value: Value) -> str:
    """A dtype argument: its name, "" where unknown or None."""
    if isinstance(value, String):
        return _dtype_name(value.value or "")
    if isinstance(value, Object) and value.path == "numpy.dtype":
        return to_dtype(value.cells.get("name", NONE))
    if isinstance(value, Library):
        return _NAMED_DTYPES.get(value.path) or _dtype_name(value.path.rpartition(".")[2])
    return ""


_DTYPE_CODES = {
    "?": "bool",
    "b1": "bool",
    "bool_": "bool",
    "b": "int8",
    "byte": "int8",
    "h": "int16",
    "short": "int16",
    "i": "int32",
    "intc": "int32",
    "int": "int64",
    "int_": "int64",
    "intp": "int64",
    "longlong": "int64",
    "q": "int64",
    "B": "uint8",
    "ubyte": "uint8",
    "H": "uint16",
    "ushort": "uint16",
    "I": "uint32",
    "uintc": "uint32",
    "uint": "uint64",
    "uintp": "uint64",
    "ulonglong": "uint64",
    "Q": "uint64",
    "e": "float16",
    "half": "float16",
    "f": "float32",
    "single": "float32",
    "d": "float64",
    "double": "float64",
    "float": "float64",
    "float_": "float64",
    "F": "complex64",
    "csingle": "complex64",
    "D": "complex128",
    "cdouble": "complex128",
    "complex": "complex128",
    "complex_": "complex128",
    "O": "object",
    "object_": "object",
    "str": "string",
    "str_": "string",
    "U": "string",
}
_DTYPE_LETTERS = {"i": "int", "u": "uint", "f": "float", "c": "complex"}
_DTYPES = frozenset(
    {
        "bool",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "float16",
        "float32",
        "float64",
        "bfloat16",
        "complex64",
        "complex128",
        "object",
        "string",
    }
)


def _dtype_name(name: str) -> str:
    name = name.lstrip("<>=|")
    if name[:1] in _DTYPE_LETTERS and name[1:].isdigit() and len(name) <= 3:
        name = f"{_DTYPE_LETTERS[name[0]]}{8 * int(name[1:])}"
    elif name[:1] in ("U", "S") and name[1:].isdigit():
        name = "string"
    name = _DTYPE_CODES.get(name, name)
    return name if name in _DTYPES else ""


def to_arrays(value: Value) -> Arrays:
    """A sequence of arrays, as `concatenate` and `stack` take it."""
    if isinstance(value, Tuple | List):
        items = value.items
        if items is not None:
            arrays = tuple([to_array(item) for item in items])
            return Arrays(arrays, arrays[0] if arrays else Array(), len(arrays))
        assert isinstance(value, List)
        return Arrays(None, to_array(value.element), value.length)
    if isinstance(value, Array):
        if value.rank is None or value.rank == 0:
            return Arrays(None, Array(UNKNOWN_SHAPE, value.dtype), UNKNOWN)
        length = value.shape.axes[0].size
        element = Array(Shape(value.shape.axes[1:]), value.dtype)
        if value.rank == 1 and (HOLDS_ARRAYS in value.marks or dtype_kind(value.dtype) == "object"):
            element = Array(UNKNOWN_SHAPE)
        if isinstance(length, int) and length <= 64:
            return Arrays((element,) * length, element, length)
        return Arrays(None, element, length)
    if isinstance(value, Series):
        return Arrays(None, to_array(value.element), value.length)
    return Arrays(None, Array(), UNKNOWN)


def _optional(coerce: Callable[[Value], Any]) -> Callable[[Value], Any]:
    return lambda value: None if value == NONE else coerce(value)


def _same(value: Value) -> Value:
    return value


COERCERS: dict[str, Callable[[Value], Any]] = {
    "Value": _same,
    "Array": to_array,
    "Array | None": _optional(to_array),
    "Arrays": to_arrays,
    "Sizes": to_sizes,
    "Sizes | None": _optional(to_sizes),
    "Size": to_size,
    "Size | None": _optional(to_size),
    "Integer": to_integer,
    "Axes": to_axes,
    "int": to_int,
    "int | None": to_optional_int,
    "bool": to_bool,
    "bool | None": _optional(to_bool),
    "str": to_str,
    "str | None": to_optional_str,
    "DType": to_dtype,
}
"""What each annotation of a model's parameter means. `*args` and `**kwargs` coerce their items."""


def union_free(value: Value) -> Value:
    """A union as what its alternatives have in common."""
    return joined(*value.alternatives) if isinstance(value, Union) else value


def _check_overriding(model: Model, bound: Mapping[str, Any]) -> None:
    """Functions of NumPy that an argument answers to itself are not NumPy's any more."""
    if model.path in PLAIN:
        return
    for value in bound.values():
        if isinstance(value, Object) and value.path in OVERRIDING:
            answer = ANSWERS.get(value.path)
            raise Overridden() if answer is None else Overridden(answer(model.path, bound))
        items = value.items if isinstance(value, Tuple | List) else value if isinstance(value, tuple) else ()
        if any(isinstance(item, Object) and item.path in OVERRIDING for item in items or ()):
            raise Overridden


PLAIN = frozenset(
    f"numpy.{name}"
    for name in (
        *("array", "asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "asarray_chkfinite"),
        *("concatenate", "stack", "vstack", "hstack", "dstack", "column_stack", "append", "meshgrid"),
        *("expand_dims", "atleast_1d", "atleast_2d", "atleast_3d", "tile", "outer", "dot", "ndarray.dot"),
        *("zeros_like", "ones_like", "full_like", "empty_like", "shape", "ndim", "size"),
        *("unique", "where", "isin", "diff", "histogram", "digitize", "interp", "polyfit", "bincount"),
        *("quantile", "percentile", "median", "cov", "corrcoef", "linalg.norm"),
    )
)
"""Functions of NumPy that make plain arrays of whatever they are given."""


def coerce(model: Model, bound: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments as the annotations of the model ask for them."""
    positional: list[Any] = []
    named: dict[str, Any] = {}
    open_positional = True
    if OVERRIDING and model.path.startswith(("numpy.", "scipy.")):
        _check_overriding(model, bound)
    for parameter in model.positional:
        if parameter.name in bound:
            value = COERCERS[parameter.annotation](bound[parameter.name])
            if open_positional:
                positional.append(value)
            else:
                named[parameter.name] = value
        else:
            open_positional = False
    for parameter in model.parameters:
        if parameter in model.positional or parameter.name not in bound:
            continue
        convert = COERCERS[parameter.annotation]
        if parameter is model.variadic:
            if open_positional:
                positional.extend(convert(item) for item in bound[parameter.name])
        elif parameter is model.keywords:
            named.update((name, convert(item)) for name, item in bound[parameter.name].items())
        else:
            named[parameter.name] = convert(bound[parameter.name])
    return positional, named
