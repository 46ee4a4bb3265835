"""What NumPy's functions make of their arguments: sizes, axes and orders, refused as NumPy refuses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn, TypeAlias

from tensorlint.models.coercion import (
    COERCERS,
    Sizes,
    dtype_kind,
    to_axes,
    to_dtype,
    to_int,
    to_integer,
    to_sizes,
)
from tensorlint.models.registry import NotCoercible, refuse
from tensorlint.shapes import UNKNOWN, Axis, Shape, shape_text, size_text, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import Size, Symbol, bounds, from_atom, less_equal, maximum
from tensorlint.values import NONE, Array, Boolean, Float, Integer, List, String, Tuple, Value

NumpySizes: TypeAlias = Sizes
"""A shape argument."""
NumpyInteger: TypeAlias = Integer
"""An int argument, known or not."""
NumpyInt: TypeAlias = int
"""An int argument that must be known."""
AxisList: TypeAlias = "tuple[int, ...]"
"""One axis or several, all known."""


def _is_not_an_int(value: Value) -> str:
    """How a value that NumPy takes for no int reads; "" where it may be one."""
    if isinstance(value, Float):
        return "a float" if value.value is None else str(value.value)
    if isinstance(value, String):
        return "a string" if value.value is None else repr(value.value)
    if isinstance(value, Tuple | List):
        return f"a {type(value).__name__.lower()}"
    if value == NONE:
        return "None"
    if isinstance(value, Array) and value.rank == 0 and dtype_kind(value.dtype) in ("float", "complex"):
        return f"a {value.dtype}"
    return ""


def _refuse_size(said: str) -> NoReturn:
    cure = "; use // instead of /, or int(...)" if "float" in said or "." in said else ""
    refuse("TSL213", f"a size must be an int, not {said}{cure}", "TypeError")


def to_numpy_sizes(value: Value) -> Sizes:
    """A shape argument; refuses what has no `__index__` (floats, None, nested tuples)."""
    if isinstance(value, Tuple | List) and value.items is not None:
        for item in value.items:
            said = _is_not_an_int(item)
            if said:
                _refuse_size(said)
    elif isinstance(value, Float | String) or (isinstance(value, Array) and value.rank == 0):
        said = _is_not_an_int(value)
        if said:
            _refuse_size(said)
    elif isinstance(value, Array) and value.rank == 1 and dtype_kind(value.dtype) in ("float", "complex"):
        if bounds(value.shape.axes[0].size)[0] >= 1:
            _refuse_size(f"a {value.dtype}")
    elif isinstance(value, List):
        said = _is_not_an_int(value.element)
        if said and bounds(value.length)[0] >= 1:
            _refuse_size(said)
    return to_sizes(value)


def to_numpy_int(value: Value) -> int:
    """An int argument that must be known; refuses floats and strings."""
    said = _is_not_an_int(value)
    if said:
        refuse("TSL213", f"an int is needed here, not {said}", "TypeError")
    return to_int(value)


def to_axis(value: Value) -> int:
    """An axis argument that must be one known int; a float is left to be unknown."""
    return to_int(value)


def to_axis_list(value: Value) -> tuple[int, ...]:
    """An axis argument of one or several known ints."""
    axes = to_axes(value)
    if axes is None:
        raise NotCoercible
    return axes


def to_numpy_integer(value: Value) -> Integer:
    """An int argument as an Integer; refuses floats, strings, None and tuples."""
    said = _is_not_an_int(value)
    if said:
        _refuse_size(said)
    return to_integer(value)


COERCERS["NumpySizes"] = to_numpy_sizes
COERCERS["NumpySizes | None"] = lambda value: None if value == NONE else to_numpy_sizes(value)
COERCERS["NumpyInteger"] = to_numpy_integer
COERCERS["NumpyInteger | None"] = lambda value: None if value == NONE else to_numpy_integer(value)
COERCERS["Integer | None"] = lambda value: None if value == NONE else to_integer(value)
COERCERS["NumpyInt"] = to_numpy_int
COERCERS["AxisList"] = to_axis_list


def axis_of(size: Integer) -> Axis:
    """The axis that an int given as a size makes: it keeps the lineage of the axis it was read from."""
    if size.parts is not None:
        return Axis(size.size, size.parts)
    return born(fresh(size.size))


def created_shape(sizes: Sequence[Integer], parameter: str = "shape") -> Shape:
    """The shape of a new array; refuses negative sizes."""
    for each in sizes:
        if bounds(each.size)[1] < 0:
            text = shape_text([size.size for size in sizes])
            refuse(
                "TSL213",
                f"negative dimensions are not allowed: {{{parameter}}} is {text}: {size_text(each.size)} < 0",
            )
    return Shape(tuple([axis_of(each) for each in sizes]))


def seen_as(array: Array, shape: Shape, contents: tuple[Any, ...] | None = None) -> Array:
    """A view of the array with another shape: writeable where the array is."""
    return replace(array, shape=shape, contents=contents, origin=None)


def without_lineage(shape: Shape) -> Shape:
    """The same sizes, the order of whose elements is not known."""
    return Shape(tuple([Axis(axis.size, () if axis.size == 1 else None) for axis in shape.axes]), shape.open)


def is_given(value: Value | None) -> bool:
    """Whether an optional argument was given and is not None."""
    return value is not None and value != NONE


def is_number(value: Value | None) -> bool:
    """Whether the value is certainly an int."""
    return isinstance(value, Integer) and not isinstance(value, Boolean)


def counted(size: Integer) -> Axis:
    """The axis that an int given as a size makes where negative ones count as 0."""
    if size.size is UNKNOWN or less_equal(0, size.size) is True:
        return axis_of(size)
    return born(maximum(0, size.size))


def sized(size: Size) -> Axis:
    """An axis without lineage."""
    return Axis(size, () if size == 1 else None)


def unknown_sizes(count: int) -> Shape:
    """A shape of known rank and unknown sizes."""
    return Shape(tuple([Axis(UNKNOWN)] * count))


def fresh(size: Size) -> Size:
    """An unknown size as a nameless symbol, so that what is made from it stays comparable."""
    return symbol("?", lower=0) if size is UNKNOWN else size


def given_dtype(dtype: Value, default: str) -> str:
    """The dtype asked for, `default` where none is; refuses an int in its place."""
    if dtype == NONE:
        return default
    if is_number(dtype):
        refuse(
            "TSL213",
            "a dtype is needed here, not an int: give the sizes as one tuple, as in np.zeros((3, 2))",
            "TypeError",
        )
    if has_subarray(dtype):
        raise NotCoercible
    return to_dtype(dtype)


def has_subarray(dtype: Value) -> bool:
    """Whether elements of such a dtype may be arrays, whose axes join those of the array that holds them."""
    if isinstance(dtype, Tuple):
        return len(dtype.items) == 2
    text = dtype.value if isinstance(dtype, String) else None
    return text is not None and text.lstrip("<>=|")[:1] in tuple("(0123456789")


def filtered(name: str, most: Size, least: int = 0) -> Size:
    """How many elements a filter keeps: a fresh symbol between `least` and `most`."""
    if isinstance(most, int):
        return symbol(name, lower=min(least, most), upper=most)
    atom = Symbol(name, least)
    if most is not UNKNOWN:
        atom.ceiling = most
    return from_atom(atom)
