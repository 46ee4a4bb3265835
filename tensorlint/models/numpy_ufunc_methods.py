"""Methods of universal functions: `np.add.reduce`, `np.maximum.accumulate`, `np.multiply.outer` …"""

from __future__ import annotations

from collections.abc import Callable

from tensorlint.models import numpy_indexing
from tensorlint.models.coercion import Axes, DType, to_bool
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_reductions import Reduction, accumulated_dtype
from tensorlint.models.numpy_ufuncs import BINARY, binary_dtype, names_by_law, operand, written
from tensorlint.models.registry import changes, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Mismatch, Shape
from tensorlint.shapes.arithmetic import broadcast_to
from tensorlint.shapes.sizes import bounds, equal
from tensorlint.values import FALSE, NONE, Array, Value


def _folding(law: str) -> str:
    """What folding by a ufunc does to dtypes: adds up, keeps, makes bools, or is not known."""
    groups = {"+": "add", "*": "add", "logical": "bool"} | dict.fromkeys(
        ("maximum", "minimum", "&", "|", "^"), "keep"
    )
    return groups.get(law, "")


def _reduced_dtype(folding: str, array: Array) -> str:
    if folding == "add":
        return accumulated_dtype(array.dtype)
    if folding == "keep":
        return binary_dtype("maximum", array, array)
    return "bool" if folding == "bool" and array.dtype != "object" else ""


def _reduce(law: str) -> Callable[..., Array]:
    def reduce(
        array: Array, /, axis: Axes = (0,), dtype: DType = "", out: Value = NONE, **kwargs: Value
    ) -> Array:
        """The function folded over an axis, by default the first."""
        keepdims = to_bool(kwargs.get("keepdims", FALSE))
        own = dtype or _reduced_dtype(law, array)
        return Reduction(array, axis, keepdims, out, "{array}").array(own)

    return reduce


def _accumulate(law: str) -> Callable[..., Array]:
    def accumulate(array: Array, /, axis: int = 0, dtype: DType = "", out: Value = NONE) -> Array:
        """The function of all elements so far along an axis."""
        if array.rank == 0 and axis in (0, -1):
            refuse("TSL603", "{array} has no axis to accumulate along", "TypeError")
        if array.rank is not None:
            normalize_axis(array.rank, axis, "{array}")
        own = dtype or _reduced_dtype(law, array)
        return Array(array.shape, own) if out == NONE else written(out, array.shape, own)

    return accumulate


def _reduceat(law: str) -> Callable[..., Array]:
    def reduceat(
        array: Array, /, indices: Array, axis: int = 0, dtype: DType = "", out: Value = NONE
    ) -> Array:
        """The function folded over slices of an axis that start at these indices."""
        own = dtype or _reduced_dtype(law, array)
        if array.rank is None or indices.rank != 1:
            return Array(UNKNOWN_SHAPE, own)
        place = normalize_axis(array.rank, axis, "{array}")
        size = array.shape.axes[place].size
        for index in indices.contents or ():
            if equal(index, size) is True or bounds(index)[1] < 0:
                refuse(
                    "TSL605", f"index {index} is out of bounds for axis {place} of size {size}", "IndexError"
                )
        count = indices.shape.axes[0].size
        return Array(array.shape.replaced(place, Axis(count, () if count == 1 else None)), own)

    return reduceat


def _outer(law: str) -> Callable[..., Array]:
    def outer(A: Value, B: Value, /, **kwargs: Value) -> Array:
        """The function of every pair of elements: the axes of A, then those of B."""
        a, b = operand(A), operand(B)
        if a is None or b is None:
            return Array()
        shape = _side_by_side(a.shape, b.shape)
        if kwargs.get("out", NONE) != NONE:
            return written(kwargs["out"], shape, "")
        return Array(shape, "" if kwargs else binary_dtype(law, A, B), generated=a.generated and b.generated)

    return outer


def _side_by_side(a: Shape, b: Shape) -> Shape:
    return Shape(b.axes, True) if b.open else Shape((*a.axes, *b.axes), a.open)


def apply_at(a: Array, indices: Value, b: Value = NONE, /) -> Value:
    """The function applied in place to the elements that an index selects, repeated ones repeatedly."""
    items = numpy_indexing.index_items(indices)
    if items is None:
        return NONE
    target = select(a, indices)
    value = operand(b)
    if b == NONE or value is None or target.open or value.shape.open:
        return NONE
    try:
        broadcast_to(value.shape, target)
    except Mismatch as mismatch:
        refuse(
            "TSL211",
            f"the value does not fit: {{a}}[{{indices}}] is {target}, {{b}} is {value.shape}: "
            f"{mismatch.detail}",
        )
    return NONE


def select(a: Array, indices: Value) -> Shape:
    """What an index selects, in the words of `at`."""
    items = numpy_indexing.index_items(indices)
    return UNKNOWN_SHAPE if items is None else numpy_indexing.select(a, items, "{a}")


for _law, _names in names_by_law(_folding).items():
    models(*[f"numpy.{_name}.reduce" for _name in _names])(_reduce(_law))
    models(*[f"numpy.{_name}.accumulate" for _name in _names])(_accumulate(_law))
    models(*[f"numpy.{_name}.reduceat" for _name in _names])(_reduceat(_law))
for _law, _names in names_by_law().items():
    models(*[f"numpy.{_name}.outer" for _name in _names])(_outer(_law))
models(*[f"numpy.{_name}.at" for _name in BINARY])(apply_at)
_ALONE = ("numpy.negative.at", "numpy.absolute.at", "numpy.square.at", "numpy.invert.at")
models(*_ALONE)(apply_at)
changes("a", *[f"numpy.{_name}.at" for _name in BINARY], *_ALONE)
