"""NumPy functions and methods that give the same elements another shape: reshape, ravel, resize."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tensorlint.models.families import like
from tensorlint.models.numpy_arguments import (
    NumpySizes,
    created_shape,
    is_given,
    is_number,
    to_numpy_sizes,
    without_lineage,
)
from tensorlint.models.registry import NotCoercible, changes, models, refuse
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Mismatch, Shape, Size, arithmetic, shape_text
from tensorlint.shapes.sizes import bounds
from tensorlint.values import NONE, Array, Integer, String, Tuple, Value


@models("numpy.reshape")
def reshape(
    a: Array,
    /,
    shape: NumpySizes | None = None,
    order: Value = NONE,
    *,
    newshape: NumpySizes | None = None,
    copy: Value = NONE,
) -> Array:
    """The same elements in row-major order, in another shape; one size may be -1."""
    if is_number(order):
        refuse(
            "TSL213",
            "reshape takes the new shape as one tuple: np.reshape({a}, ({shape}, {order}))",
            "TypeError",
        )
    sizes = newshape if shape is None else shape
    if sizes is None:
        raise NotCoercible
    return reshaped(a, sizes, _order(order), "{a}")


@models("numpy.ndarray.reshape")
def reshape_method(self: Array, /, *shape: Value, order: Value = NONE, copy: Value = NONE) -> Array:
    """`x.reshape(2, 3)` and `x.reshape((2, 3))`."""
    if len(shape) == 1:
        if shape[0] == NONE:
            raise NotCoercible
        sizes = to_numpy_sizes(shape[0])
    else:
        if not shape:
            raise NotCoercible
        sizes = to_numpy_sizes(Tuple(shape))
    return reshaped(self, sizes, _order(order), "{self}")


def _order(order: Value) -> str:
    """An order argument: "C", or another whose element order is not followed."""
    if not is_given(order):
        return "C"
    if isinstance(order, String) and order.value in ("C", "F", "A"):
        return order.value
    raise NotCoercible


def reshaped(a: Array, sizes: Sequence[Integer], order: str = "C", text: str = "{a}") -> Array:
    """An array reshaped to these sizes; any one negative size is the one to be worked out."""
    wanted: list[Size] = [-1 if bounds(each.size)[1] < 0 else each.size for each in sizes]
    said = shape_text([each.size for each in sizes])
    if wanted.count(-1) > 1:
        refuse(
            "TSL202",
            f"reshape: only one size can be -1, the new shape is {said}; write the others as numbers",
        )
    try:
        shape = arithmetic.reshape(a.shape, wanted)
    except Mismatch as mismatch:
        if -1 in wanted:
            why = f"-1 cannot be worked out: {text} is {a.shape}, the new shape is {said}: {mismatch.detail}"
        else:
            why = (
                f"the number of elements differs: {text} is {a.shape}, the new shape is {said}:"
                f" {mismatch.detail}; use -1 for one size to have it worked out"
            )
        refuse("TSL201", f"reshape: {why}")
    ordered = order == "C" or (len(shape) <= 1 and a.rank is not None and a.rank <= 1)
    writeable = True if a.writeable else None
    return replace(
        like(a, shape if ordered else without_lineage(shape)),
        contents=a.contents if ordered else None,
        writeable=writeable,
        memory=a.memory,
    )


@models("numpy.ravel")
def ravel(a: Array, order: Value = NONE) -> Array:
    """All elements in one axis; a view where possible."""
    return replace(_flat(a, order, True if a.writeable else None), memory=a.memory)


@models("numpy.ndarray.ravel")
def ravel_method(self: Array, /, order: Value = NONE) -> Array:
    """All elements in one axis; a view where possible."""
    return replace(_flat(self, order, True if self.writeable else None), memory=self.memory)


@models("numpy.ndarray.flatten")
def flatten(self: Array, /, order: Value = NONE) -> Array:
    """All elements in one axis, copied."""
    return _flat(self, order, True)


def _flat(a: Array, order: Value, writeable: bool | None) -> Array:
    row_major = not is_given(order) or (isinstance(order, String) and order.value == "C")
    if a.shape.open:
        return replace(like(a, Shape((Axis(UNKNOWN),))), writeable=writeable)
    shape = arithmetic.reshape(a.shape, [-1])
    ordered = row_major or len(a.shape) <= 1
    return replace(
        like(a, shape if ordered else without_lineage(shape)),
        contents=a.contents if ordered else None,
        writeable=writeable,
    )


@models("numpy.resize")
def resize(a: Array, new_shape: NumpySizes) -> Array:
    """A copy of another size, filled by repeating the elements."""
    shape = created_shape(new_shape, "new_shape")
    return like(a, without_lineage(shape))


@models("numpy.ndarray.resize")
def resize_method(self: Array, /, *new_shape: Value, refcheck: Value = NONE) -> Value:
    """Changes the array in place."""
    if len(new_shape) != 1 or new_shape[0] != NONE:
        created_shape(to_numpy_sizes(new_shape[0] if len(new_shape) == 1 else Tuple(new_shape)), "new_shape")
    return NONE


def _resized(array: Array, arguments: Mapping[str, Any]) -> Array:
    """What an array is after `array.resize(*new_shape)`: cut, or filled up with zeros."""
    new_shape = arguments.get("new_shape", ())
    try:
        sizes = to_numpy_sizes(new_shape[0] if len(new_shape) == 1 else Tuple(tuple(new_shape)))
    except NotCoercible:
        return like(array, UNKNOWN_SHAPE)
    return like(array, without_lineage(created_shape(sizes, "new_shape")))


changes("self", "numpy.ndarray.resize", into=_resized)
