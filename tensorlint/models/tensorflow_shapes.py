"""TensorFlow functions that rearrange a tensor: reshape, transpose, squeeze, broadcast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tensorlint.models.coercion import Sizes, to_sizes
from tensorlint.models.registry import Context, models, refuse
from tensorlint.models.tensorflow_common import (
    TYPE_ERROR,
    FixedSamples,
    GraphSymbol,
    Numbers,
    StaticShape,
    Tensor,
    axis_of,
    is_static,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
    vector,
)
from tensorlint.shapes import (
    UNKNOWN,
    UNKNOWN_SHAPE,
    Axis,
    Mismatch,
    Shape,
    Size,
    arithmetic,
    equal,
    shape_of,
    size_text,
)
from tensorlint.shapes.sizes import bounds, less, possibly, product, substitute, symbols
from tensorlint.values import NONE, Array, Float, List, Tuple, Value


def shape_argument(value: Value, operation: str) -> Sizes:
    """A shape argument; a float in it is refused."""
    if isinstance(value, Tuple | List) and value.items is not None:
        for item in value.items:
            if isinstance(item, Float):
                refuse(
                    "TSL213",
                    f"{operation}: the sizes in {{shape}} must be ints, but one is a float; use // instead"
                    f" of /",
                    TYPE_ERROR,
                )
    return to_sizes(value)


def check_batch(context: Context, shape: Shape, sizes: Sequence[Size], result: Shape) -> None:
    """Report -1 in the place of the batch where the other sizes are not those of one sample."""
    if not shape.rank or sizes[0] != -1 or not shape.axes[0].is_batch():
        return
    sample, wanted = product(shape.sizes[1:]), product(list(sizes[1:]))
    if not isinstance(sample, int) or not isinstance(wanted, int) or wanted < 2:
        return
    if sample % wanted == 0 and _cuts_cleanly(sample // wanted, shape.sizes[1:]):
        return
    context.report(
        "TSL204",
        f"reshape: a sample of {{tensor}} {shape} has {sample} elements, but {wanted} are asked for: -1"
        f" changes the"
        f" number of samples, the result is {result}",
    )


def _cuts_cleanly(count: int, sizes: Sequence[Size]) -> bool:
    """Whether `count` pieces of a sample end where one of its axes ends, or divides."""
    for size in sizes:
        if count == 1 or not isinstance(size, int):
            return True
        if size % count == 0:
            return True
        if count % size:
            return False
        count //= size
    return True


@models("tensorflow.reshape")
def reshape(context: Context, tensor: Tensor, shape: Value, name: Value = NONE) -> Array:
    """The same elements in another shape; one size may be -1."""
    sizes = [item.size for item in shape_argument(shape, "reshape")]
    holes = [size for size in sizes if isinstance(size, int) and size < 0]
    if len([size for size in holes if size == -1]) > 1:
        mismatch("TSL202", "reshape: {shape} holds -1 more than once: only one size can be worked out")
    if any(size < -1 for size in holes):
        mismatch(
            "TSL213", f"reshape: {{shape}} holds {min(holes)}: a size cannot be negative, other than one -1"
        )
    if not holes:
        sizes = [UNKNOWN if bounds(size)[0] < 0 else size for size in sizes]
    count = tensor.shape.count
    if holes and product([size for size in sizes if size != -1]) == 0:
        if equal(count, 0) is False:
            mismatch("TSL201", f"reshape: {{tensor}} has {size_text(count)} elements, {{shape}} holds 0")
        return reshaped(tensor, shape_of(*[UNKNOWN if size == -1 else size for size in sizes]))
    try:
        result = arithmetic.reshape(tensor.shape, sizes)
    except Mismatch as mismatched:
        wanted = shape_of(*sizes)
        mismatch(
            "TSL201",
            f"reshape: {{tensor}} is {tensor.shape}, which does not fit {wanted}: {mismatched.detail}",
        )
    if 0 in sizes:
        result = shape_of(*result.sizes)
    elif sizes:
        check_batch(context, tensor.shape, sizes, result)
    made = reshaped(tensor, result, tensor.contents)
    fixed = _fixed_samples(tensor.shape, result)
    return made if fixed is None else replace(made, marks=made.marks | {fixed})


def _fixed_samples(before: Shape, after: Shape) -> FixedSamples | None:
    """What must be fed for the open size of a tensor that is reshaped to numbers only."""
    count, total = before.count, after.count
    if not isinstance(total, int) or isinstance(count, int) or count is UNKNOWN:
        return None
    atoms = [each for each in symbols(count) if isinstance(each, GraphSymbol)]
    if len(atoms) != 1:
        return None
    one, two = (substitute(count, {atoms[0]: number}) for number in (1, 2))
    if not isinstance(one, int) or two != 2 * one or one < 1 or total % one:
        return None
    return FixedSamples(atoms[0], total // one, after)


@models("tensorflow.transpose")
def transpose(a: Tensor, perm: Numbers = None, conjugate: Value = NONE, name: Value = NONE) -> Array:
    """The axes in another order, by default reversed."""
    shape = a.shape
    if perm is None:
        return unknown_tensor(a.dtype) if shape.rank is None else reshaped(a, Shape(shape.axes[::-1]))
    return reshaped(a, permuted(shape, perm, "transpose", "{a}", "{perm}"))


def permuted(shape: Shape, perm: tuple[Size, ...], operation: str, text: str, perm_text: str) -> Shape:
    """The shape with its axes in the order `perm`, which may count from the end."""
    rank = shape.rank
    if rank is None:
        return shape_of(*[UNKNOWN] * len(perm))
    if len(perm) != rank:
        mismatch(
            "TSL604",
            f"{operation}: {perm_text} names {len(perm)} axes, but {text} has {rank}: {text} is {shape}",
        )
    places = [axis + rank if isinstance(axis, int) and axis < 0 else axis for axis in perm]
    known = [axis for axis in places if isinstance(axis, int)]
    if any(not 0 <= axis < rank for axis in known) or len(set(known)) != len(known):
        order = ", ".join(size_text(axis) for axis in perm)
        mismatch("TSL604", f"{operation}: [{order}] is no permutation of the {rank} axes of {text}")
    if len(known) != rank:
        return shape_of(*[UNKNOWN] * rank)
    return Shape(tuple([shape.axes[axis] for axis in known]))


@models("tensorflow.linalg.matrix_transpose", "tensorflow.matrix_transpose")
def matrix_transpose(a: Tensor, name: Value = NONE, conjugate: Value = NONE) -> Array:
    """The last two axes swapped."""
    return reshaped(a, swapped(a.shape, "matrix_transpose", "{a}"))


@models("tensorflow.linalg.adjoint")
def adjoint(matrix: Tensor, name: Value = NONE) -> Array:
    """The last two axes swapped, and conjugated."""
    return reshaped(matrix, swapped(matrix.shape, "adjoint", "{matrix}"))


def swapped(shape: Shape, operation: str, text: str) -> Shape:
    """The shape with its last two axes swapped; refuses less than two."""
    if len(shape) < 2:
        if shape.open:
            return UNKNOWN_SHAPE
        mismatch("TSL603", f"{operation}: {text} must be a matrix or a batch of matrices, but is {shape}")
    return Shape((*shape.axes[:-2], shape.axes[-1], shape.axes[-2]), shape.open)


@models("tensorflow.expand_dims")
def expand_dims(input: Tensor, axis: int, name: Value = NONE, *, dim: int | None = None) -> Array:
    """A new unit axis."""
    rank = input.rank
    if rank is None:
        return unknown_tensor(input.dtype)
    if not -rank - 1 <= axis <= rank:
        mismatch(
            "TSL603",
            f"expand_dims: axis {axis} is out of range: {{input}} has {rank} axes; valid are {-rank - 1}"
            f" to {rank}",
        )
    place = axis + rank + 1 if axis < 0 else axis
    axes = input.shape.axes
    return reshaped(input, Shape((*axes[:place], Axis(1, ()), *axes[place:])), input.contents)


@models("tensorflow.squeeze")
def squeeze(
    input: Tensor, axis: Numbers = None, name: Value = NONE, *, squeeze_dims: Numbers = None
) -> Array:
    """Without its unit axes, or without those listed."""
    chosen = axis if axis is not None else squeeze_dims
    shape = input.shape
    if shape.rank is None:
        return unknown_tensor(input.dtype)
    if not chosen:
        if any(each.size != 1 and possibly(each.size, 1) for each in shape.axes):
            return unknown_tensor(input.dtype)
        return reshaped(input, Shape(tuple([each for each in shape.axes if each.size != 1])), input.contents)
    if not all(isinstance(each, int) for each in chosen):
        return unknown_tensor(input.dtype)
    places = {axis_of(shape.rank, each) for each in chosen if isinstance(each, int)}
    for place in sorted(places):
        size = shape.axes[place].size
        if equal(size, 1) is False:
            mismatch(
                "TSL612", f"squeeze: axis {place} of {{input}} has {size_text(size)} elements, not 1: {shape}"
            )
    axes = tuple([each for place, each in enumerate(shape.axes) if place not in places])
    return reshaped(input, Shape(axes), input.contents)


@models("tensorflow.broadcast_to")
def broadcast_to(input: Tensor, shape: Value, name: Value = NONE) -> Array:
    """The tensor stretched to a larger shape."""
    sizes = shape_argument(shape, "broadcast_to")
    target = Shape(tuple([Axis(item.size, item.parts if item.size != 1 else ()) for item in sizes]))
    if any(less(item.size, 0) is True for item in sizes):
        mismatch("TSL213", f"broadcast_to: {{shape}} is {target}: a size cannot be negative")
    try:
        result = arithmetic.broadcast_to(input.shape, target)
    except Mismatch as mismatched:
        mismatch(
            "TSL206",
            f"broadcast_to: {{input}} is {input.shape}, which does not fit {target}: {mismatched.detail}",
        )
    return reshaped(input, result)


@models("tensorflow.shape")
def shape(input: Tensor, out_type: Value = NONE, name: Value = NONE) -> Array:
    """The sizes of a tensor as an integer tensor."""
    if input.rank is None:
        return tensor(shape_of(UNKNOWN), "int")
    return vector(input.shape.sizes, "int32" if out_type == NONE else "int")


@models("tensorflow.ensure_shape")
def ensure_shape(x: Tensor, shape: StaticShape, name: Value = NONE) -> Array:
    """The same tensor, which must have that shape."""
    return reshaped(x, narrowed(x, shape, "ensure_shape", "{x}", "{shape}"))


def narrowed(x: Array, sizes: tuple[Size, ...] | None, operation: str, text: str, shape_text: str) -> Shape:
    """What is known of a tensor that is said to have these sizes; refuses where it cannot."""
    if sizes is None:
        return x.shape
    if x.rank is None:
        return shape_of(*[size if is_static(size) else UNKNOWN for size in sizes])
    said = f"{operation}: {text} is {x.shape}, which is not compatible with {shape_text}"
    if x.rank != len(sizes):
        mismatch("TSL613", f"{said}: {x.rank} axes != {len(sizes)}")
    axes = []
    for axis, size in zip(x.shape.axes, sizes, strict=True):
        if is_static(size) and equal(axis.size, size) is False:
            mismatch("TSL613", f"{said}: {size_text(axis.size)} != {size_text(size)}")
        axes.append(axis if not isinstance(size, int) else Axis(size, axis.parts))
    return Shape(tuple(axes))
