"""Products of NumPy's arrays: dot, matmul, inner, outer, tensordot, cross, kron, trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tensorlint.models import numpy_dtypes
from tensorlint.models.coercion import DType
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_differences import flattened
from tensorlint.models.numpy_operators import multiplied
from tensorlint.models.numpy_reductions import accumulated_dtype, reduced_into
from tensorlint.models.numpy_ufuncs import ORDER, SAME_KIND, calculated, operand, written
from tensorlint.models.registry import NotCoercible, exception, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Axis, Shape, equal, size_text
from tensorlint.shapes.arithmetic import unequal
from tensorlint.shapes.sizes import multiply
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    Array,
    Integer,
    List,
    Tuple,
    Value,
)

TWO = Integer(2)
AXES_ERROR = "numpy.ShapeMismatch"
"""An IndexError, unless two earlier axes that are not known differ: then a ValueError."""

exception(AXES_ERROR, "builtins.IndexError", "builtins.ValueError")


def _product(shape: Shape, a: Array, b: Array, out: Value = NONE) -> Array:
    if out != NONE:
        return reduced_into(out)
    dtype = numpy_dtypes.promoted(a.dtype, b.dtype)
    return Array(shape, "" if dtype == "object" else dtype, generated=a.generated and b.generated)


def _refuse(verb: str, a: Array, b: Array, detail: str, names: tuple[str, str] = ("a", "b")) -> None:
    first, second = names
    refuse(
        "TSL601",
        f"{verb}: inner dimensions differ: {{{first}}} is {a.shape}, {{{second}}} is {b.shape}: {detail}",
    )


def _last(shape: Shape, offset: int = 1) -> Axis | None:
    return shape.axes[-offset] if len(shape) >= offset else None


def _contract(
    verb: str,
    a: Array,
    b: Array,
    left: Axis | None,
    right: Axis | None,
    names: tuple[str, str] = ("a", "b"),
) -> None:
    if left is not None and right is not None and equal(left.size, right.size) is False:
        _refuse(verb, a, b, unequal(left.size, right.size), names)


@models("numpy.dot", "numpy.ndarray.dot")
def dot(a: Array, b: Array, out: Value = NONE) -> Array:
    """The last axis of a with the last but one of b (its only one); scalars multiply."""
    return _product(_dotted(a, b), a, b, out)


def _dotted(a: Array, b: Array) -> Shape:
    if a.rank == 0 or b.rank == 0:
        return b.shape if a.rank == 0 else a.shape
    if not a.shape.axes or not b.shape.axes:
        return UNKNOWN_SHAPE
    if b.shape.open and len(b.shape) < 2:
        return UNKNOWN_SHAPE
    inner = b.shape.axes[-1] if b.rank == 1 else b.shape.axes[-2]
    _contract("dot", a, b, a.shape.axes[-1], inner)
    front = Shape(a.shape.axes[:-1], a.shape.open)
    if b.rank == 1:
        return front
    back = (*b.shape.axes[:-2], b.shape.axes[-1])
    return Shape(back, True) if b.shape.open else Shape((*front.axes, *back), front.open)


@models("numpy.inner")
def inner(a: Array, b: Array, /) -> Array:
    """The last axes of both; scalars multiply."""
    if a.rank == 0 or b.rank == 0:
        return _product(b.shape if a.rank == 0 else a.shape, a, b)
    _contract("inner", a, b, _last(a.shape), _last(b.shape))
    front, back = Shape(a.shape.axes[:-1], a.shape.open), Shape(b.shape.axes[:-1], b.shape.open)
    if not a.shape.axes or not b.shape.axes:
        return _product(UNKNOWN_SHAPE, a, b)
    shape = Shape(back.axes, True) if back.open else Shape((*front.axes, *back.axes), front.open)
    return _product(shape, a, b)


@models("numpy.outer")
def outer(a: Array, b: Array, out: Value = NONE) -> Array:
    """Every pair of elements of two arrays laid flat."""
    return _product(Shape((*flattened(a.shape).axes, *flattened(b.shape).axes)), a, b, out)


@models("numpy.linalg.outer")
def outer_of_vectors(x1: Array, x2: Array, /) -> Array:
    """Every pair of elements of two vectors."""
    for x, name in ((x1, "x1"), (x2, "x2")):
        if x.rank not in (1, None):
            refuse("TSL614", f"outer: {{{name}}} is {x.shape}, but must be a vector")
    return _product(Shape((*flattened(x1.shape).axes, *flattened(x2.shape).axes)), x1, x2)


@models("numpy.vdot")
def vdot(a: Array, b: Array, /) -> Array:
    """The product of two arrays laid flat: as many elements in both."""
    if equal(a.shape.count, b.shape.count) is False:
        _refuse("vdot", a, b, unequal(a.shape.count, b.shape.count))
    return _product(Shape(), a, b)


@models("numpy.kron")
def kron(a: Array, b: Array) -> Array:
    """The second array times every element of the first: sizes multiply."""
    if a.rank is None or b.rank is None:
        return _product(UNKNOWN_SHAPE, a, b)
    rank = max(a.rank, b.rank)
    pairs = zip(_padded(a.shape, rank), _padded(b.shape, rank), strict=True)
    axes = [x if y.size == 1 else y if x.size == 1 else Axis(multiply(x.size, y.size)) for x, y in pairs]
    return _product(Shape(tuple(axes)), a, b)


def _padded(shape: Shape, rank: int) -> list[Axis]:
    return [Axis(1, ())] * (rank - len(shape)) + list(shape.axes)


@models("numpy.tensordot")
def tensordot(a: Array, b: Array, axes: Value = TWO) -> Array:
    """Sum over pairs of axes: the last of a with the first of b, or those given."""
    return _contracted(a, b, axes, ("a", "b"))


@models("numpy.linalg.tensordot")
def tensordot_of_linalg(x1: Array, x2: Array, /, *, axes: Value = TWO) -> Array:
    """`tensordot` under its other name."""
    return _contracted(x1, x2, axes, ("x1", "x2"))


def _contracted(a: Array, b: Array, axes: Value, names: tuple[str, str]) -> Array:
    if isinstance(axes, Integer) and isinstance(axes.size, int):
        if axes.size < 0:
            return _product(UNKNOWN_SHAPE, a, b)
        left, right = list(range(-axes.size, 0)), list(range(axes.size))
    elif isinstance(axes, Tuple | List) and axes.items is not None and len(axes.items) == 2:
        left, right = _axis_list(axes.items[0]), _axis_list(axes.items[1])
    else:
        raise NotCoercible
    if len(left) != len(right):
        _refuse("tensordot", a, b, f"{len(left)} axes against {len(right)}", names)
    if a.rank is None or b.rank is None:
        return _product(UNKNOWN_SHAPE, a, b)
    for first, second in zip(left, right, strict=True):
        for array, axis, name in ((a, first, names[0]), (b, second, names[1])):
            normalize_axis(len(array.shape), axis, f"{{{name}}}", AXES_ERROR)
        x, y = a.shape.axes[first], b.shape.axes[second]
        if equal(x.size, y.size) is False:
            _refuse("tensordot", a, b, f"{unequal(x.size, y.size)} on axes {first} and {second}", names)
    gone_a, gone_b = {axis % a.rank for axis in left}, {axis % b.rank for axis in right}
    kept = [axis for place, axis in enumerate(a.shape.axes) if place not in gone_a]
    kept += [axis for place, axis in enumerate(b.shape.axes) if place not in gone_b]
    return _product(Shape(tuple(kept)), a, b)


def _axis_list(value: Value) -> list[int]:
    if isinstance(value, Tuple | List) and value.items is not None:
        return [_plain(item) for item in value.items]
    return [_plain(value)]


def _plain(value: Value) -> int:
    if isinstance(value, Integer) and isinstance(value.size, int):
        return value.size
    raise NotCoercible


@models("numpy.cross")
def cross(
    a: Array, b: Array, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None
) -> Array:
    """The vector product along one axis of 2 or 3 elements; the other axes are broadcast."""
    if axis is not None:
        axisa = axisb = axisc = axis
    if a.rank in (0, None) or b.rank in (0, None):
        return _product(UNKNOWN_SHAPE, a, b)
    vectors: list[Axis] = []
    rests: list[Array] = []
    for array, place, name in ((a, axisa, "a"), (b, axisb, "b")):
        where = normalize_axis(len(array.shape), place, f"{{{name}}}")
        vectors.append(array.shape.axes[where])
        rests.append(array.with_shape(array.shape.replaced(where)))
    for vector, array, name in zip(vectors, (a, b), ("a", "b"), strict=True):
        if equal(vector.size, 2) is False and equal(vector.size, 3) is False:
            refuse(
                "TSL614",
                f"cross: vectors have 2 or 3 elements: {{{name}}} is {array.shape}, "
                f"{size_text(vector.size)} along its axis",
            )
    shape = calculated(rests, ("a", "b"), "", NONE, TRUE).shape
    if all(vector.size == 2 for vector in vectors):
        return _product(shape, a, b)
    if not any(vector.size == 3 for vector in vectors) or shape.open:
        return _product(UNKNOWN_SHAPE, a, b)
    target = normalize_axis(len(shape) + 1, axisc, "the result")
    return _product(Shape((*shape.axes[:target], Axis(3), *shape.axes[target:])), a, b)


@models("numpy.linalg.cross")
def cross_of_linalg(x1: Array, x2: Array, /, *, axis: int = -1) -> Array:
    """The vector product of vectors of 3 elements."""
    for x, name in ((x1, "x1"), (x2, "x2")):
        if x.rank not in (0, None):
            size = x.shape.axes[normalize_axis(len(x.shape), axis, f"{{{name}}}")].size
            if equal(size, 3) is False:
                text = f"cross: vectors have 3 elements: {{{name}}} is {x.shape}: {size_text(size)} != 3"
                refuse("TSL614", text)
    return cross(x1, x2, axis=axis)


@models("numpy.trace", "numpy.ndarray.trace")
def trace(
    a: Array, offset: Value = FALSE, axis1: int = 0, axis2: int = 1, dtype: DType = "", out: Value = NONE
) -> Array:
    """The sum along the diagonal of two axes, which go."""
    own = dtype or accumulated_dtype(a.dtype)
    if out != NONE:
        return reduced_into(out)
    if a.rank is None:
        return Array(UNKNOWN_SHAPE, own)
    if a.rank < 2:
        refuse("TSL614", f"trace: {{a}} is {a.shape}: at least 2 axes are needed")
    first, second = normalize_axis(a.rank, axis1), normalize_axis(a.rank, axis2)
    if first == second:
        refuse("TSL603", f"trace: two axes are needed, {axis1} and {axis2} are the same")
    kept = [axis for place, axis in enumerate(a.shape.axes) if place not in (first, second)]
    return Array(Shape(tuple(kept)), own)


@models("numpy.matmul")
def matmul(
    x1: Value,
    x2: Value,
    /,
    out: Value = NONE,
    *,
    axes: Value = NONE,
    axis: Value = NONE,
    keepdims: Value = FALSE,
    casting: Value = SAME_KIND,
    order: Value = ORDER,
    dtype: DType = "",
    subok: Value = TRUE,
    signature: Value = NONE,
) -> Array:
    """`x1 @ x2`: (…, m, k) and (…, k, n) give (…, m, n)."""
    return _general(x1, x2, out, (axes, axis), dtype, "matmul")


@models("numpy.linalg.matmul")
def matmul_of_linalg(x1: Array, x2: Array, /) -> Array:
    """`x1 @ x2`."""
    return multiplied(x1, x2, ("{x1}", "{x2}"))


def _vector_product(left: str, right: str, kept: str, verb: str) -> Callable[..., Array]:
    """A product of stacked vectors and matrices; the letters name the axes of one, slowest first."""

    def vector_product(
        x1: Value,
        x2: Value,
        /,
        out: Value = NONE,
        *,
        axes: Value = NONE,
        axis: Value = NONE,
        keepdims: Value = FALSE,
        casting: Value = SAME_KIND,
        order: Value = ORDER,
        dtype: DType = "",
        subok: Value = TRUE,
        signature: Value = NONE,
    ) -> Array:
        """The product along the last axes; the others are broadcast."""
        a, b = operand(x1), operand(x2)
        if a is None or b is None or axes != NONE or axis != NONE or keepdims != FALSE:
            return Array(UNKNOWN_SHAPE, dtype)
        result = _stacked(a, b, (left, right, kept), verb)
        if out != NONE:
            return written(out, result.shape, result.dtype)
        return replace(result, dtype=dtype) if dtype else result

    return vector_product


def _stacked(a: Array, b: Array, letters: tuple[str, str, str], verb: str) -> Array:
    sizes: dict[str, Axis] = {}
    rests: list[Array] = []
    for array, core, name in ((a, letters[0], "x1"), (b, letters[1], "x2")):
        if len(array.shape) < len(core):
            if array.shape.open:
                return Array()
            refuse("TSL601", f"{verb}: {{{name}}} is {array.shape}: it needs at least {len(core)} axes")
        cut = len(array.shape) - len(core)
        rests.append(array.with_shape(Shape(array.shape.axes[:cut], array.shape.open)))
        for letter, axis in zip(core, array.shape.axes[cut:], strict=True):
            if letter in sizes:
                _contract(verb, a, b, sizes[letter], axis, ("x1", "x2"))
            sizes.setdefault(letter, axis)
    shape = calculated(rests, ("x1", "x2"), "", NONE, TRUE).shape
    core_axes = tuple([sizes[letter] for letter in letters[2]])
    return _product(Shape((*shape.axes, *core_axes), shape.open), a, b)


models("numpy.vecdot")(_vector_product("n", "n", "", "vecdot"))
models("numpy.matvec")(_vector_product("mn", "n", "m", "matvec"))
models("numpy.vecmat")(_vector_product("n", "nm", "m", "vecmat"))


@models("numpy.linalg.vecdot")
def vecdot_of_linalg(x1: Array, x2: Array, /, *, axis: int = -1) -> Array:
    """The product of stacked vectors along one axis."""
    return _stacked(x1, x2, ("n", "n", ""), "vecdot") if axis == -1 else Array()


def _general(x1: Value, x2: Value, out: Value, moved: tuple[Value, ...], dtype: str, verb: str) -> Array:
    a, b = operand(x1), operand(x2)
    if a is None or b is None or any(each != NONE for each in moved):
        return Array(UNKNOWN_SHAPE, dtype)
    result = multiplied(a, b, ("{x1}", "{x2}"), verb)
    if out != NONE:
        return written(out, result.shape, result.dtype)
    return replace(result, dtype=dtype) if dtype else result
