"""TensorFlow functions that rearrange a tensor: reshape, transpose, squeeze, tile, pad, reverse."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.coercion import Sizes, to_sizes
from tensorlint.models.registry import Context, models, refuse
from tensorlint.models.tensorflow_common import (
    TYPE_ERROR,
    Numbers,
    StaticShape,
    Tensor,
    axis_of,
    is_static,
    mismatch,
    reshaped,
    tensor,
    to_tensor,
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
from tensorlint.shapes.sizes import add, bounds, less, multiply, possibly, product, total
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
    return reshaped(tensor, result, tensor.contents)


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


@models("tensorflow.tile")
def tile(input: Tensor, multiples: Value, name: Value = NONE) -> Array:
    """The tensor repeated as a whole along each axis."""
    given = to_tensor(multiples)
    if given.rank == 0:
        mismatch(
            "TSL213", "tile: {multiples} must be a list with a number for each axis, but is a single number"
        )
    factors = [item.size for item in to_sizes(multiples)]
    shape = input.shape
    if shape.rank is None:
        return tensor(shape_of(*[UNKNOWN] * len(factors)), input.dtype, input)
    if len(factors) != shape.rank:
        mismatch(
            "TSL603",
            f"tile: {{multiples}} has {len(factors)} numbers, but {{input}} has {shape.rank} axes: it is"
            f" {shape}",
        )
    if any(less(factor, 0) is True for factor in factors):
        mismatch("TSL213", "tile: {multiples} holds a negative number")
    axes = [
        axis if factor == 1 else Axis(multiply(axis.size, factor))
        for axis, factor in zip(shape.axes, factors, strict=True)
    ]
    return reshaped(input, Shape(tuple(axes)))


@models("tensorflow.repeat")
def repeat(input: Tensor, repeats: Tensor, axis: int | None = None, name: Value = NONE) -> Array:
    """Each element repeated along an axis, or flattened and repeated."""
    shape = input.shape
    if axis is None:
        count = shape.count if shape.rank != 1 else shape.axes[0].size
        return tensor(Shape((Axis(_repeated(count, repeats)),)), input.dtype, input)
    if shape.rank is None:
        return unknown_tensor(input.dtype)
    if not -max(shape.rank, 1) <= axis < max(shape.rank, 1):
        mismatch("TSL603", f"repeat: axis {axis} is out of range: {{input}} is {shape}")
    if not shape.axes:
        return unknown_tensor(input.dtype)
    size = _repeated(shape.axes[axis].size, repeats)
    return reshaped(input, shape.replaced(axis, shape.axes[axis] if repeats.contents == (1,) else Axis(size)))


def _repeated(size: Size, repeats: Array) -> Size:
    """The new size; refuses another number of repeats than there are elements."""
    numbers = repeats.contents
    if repeats.rank == 1:
        given = repeats.shape.axes[0].size
        if equal(given, size) is False and given != 1 and equal(given, 1) is False:
            mismatch(
                "TSL205", f"repeat: {{repeats}} has {size_text(given)} numbers for {size_text(size)} elements"
            )
        if given != 1:
            known = numbers is not None and equal(given, size) is True
            return total(list(numbers)) if known and numbers is not None else UNKNOWN
    if numbers is None or len(numbers) != 1 or repeats.rank not in (0, 1):
        return UNKNOWN
    return multiply(size, numbers[0])


@models("tensorflow.pad")
def pad(
    tensor: Tensor,
    paddings: Tensor,
    mode: str = "CONSTANT",
    constant_values: Value = NONE,
    name: Value = NONE,
) -> Array:
    """Elements added before and after along each axis."""
    shape = tensor.shape
    if paddings.rank is not None and paddings.rank != 2:
        mismatch(
            "TSL213",
            f"pad: {{paddings}} must hold [before, after] for each axis, shape (axes, 2), but is"
            f" {paddings.shape}",
        )
    rows = paddings.shape.axes[0].size if paddings.rank == 2 else UNKNOWN
    if shape.rank is None or paddings.rank is None:
        return unknown_tensor(tensor.dtype)
    if equal(rows, shape.rank) is False:
        mismatch(
            "TSL213",
            f"pad: {{paddings}} pads {size_text(rows)} axes, but {{tensor}} has {shape.rank}: {shape}",
        )
    numbers = paddings.contents
    if numbers is None or len(numbers) != 2 * shape.rank:
        return reshaped(tensor, shape_of(*[UNKNOWN] * shape.rank))
    axes = []
    for index, axis in enumerate(shape.axes):
        before, after = numbers[2 * index], numbers[2 * index + 1]
        _check_padding(axis.size, before, after, mode.upper(), index)
        axes.append(axis if before == 0 and after == 0 else Axis(total([before, axis.size, after])))
    return reshaped(tensor, Shape(tuple(axes)))


def _check_padding(size: Size, before: Size, after: Size, mode: str, index: int) -> None:
    for amount in (before, after):
        if less(amount, 0) is True:
            mismatch("TSL213", "pad: {paddings} holds a negative number")
        limit = {"REFLECT": add(size, -1), "SYMMETRIC": size}.get(mode)
        if limit is not None and less(limit, amount) is True:
            mismatch(
                "TSL213",
                f"pad: mode {mode} can add at most {size_text(limit)} to axis {index} of {{tensor}}, which"
                f" has"
                f" {size_text(size)} elements, but {{paddings}} adds {size_text(amount)}",
            )


@models("tensorflow.reverse")
def reverse(tensor: Tensor, axis: Numbers, name: Value = NONE) -> Array:
    """The order of elements reversed along some axes."""
    if tensor.rank and bounds(tensor.shape.count)[0] > 0:
        for each in axis or ():
            if isinstance(each, int):
                axis_of(tensor.rank, each, "{tensor}")
    return reshaped(tensor, tensor.shape)


@models("tensorflow.roll")
def roll(input: Tensor, shift: Value, axis: Numbers, name: Value = NONE) -> Array:
    """Elements moved along an axis, round the end."""
    if input.rank is not None:
        for each in axis or ():
            if isinstance(each, int):
                axis_of(input.rank, each)
    return reshaped(input, input.shape)


@models("tensorflow.reverse_sequence")
def reverse_sequence(
    input: Tensor,
    seq_lengths: Value,
    seq_axis: Value = NONE,
    batch_axis: Value = NONE,
    name: Value = NONE,
    *,
    seq_dim: Value = NONE,
    batch_dim: Value = NONE,
) -> Array:
    """The first elements of each row reversed."""
    return reshaped(input, input.shape)


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
