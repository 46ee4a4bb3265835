"""TensorFlow functions that make tensors: constants, fills, ranges, one-hot codes, copies, casts."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import MAXIMUM_CONTENTS, DType, Sizes, dtype_kind, to_dtype
from tensorlint.models.registry import Context, models, refuse
from tensorlint.models.registry import constant as declare
from tensorlint.models.tensorflow_common import (
    ONE,
    TYPE_ERROR,
    DTypeOrNone,
    StaticShape,
    Tensor,
    axis_of,
    broadcast_tensors,
    mismatch,
    reshaped,
    result_dtype,
    scalar,
    tensor,
    to_tensor,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, shape_of, size_text
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import less, product, subtract
from tensorlint.values import NONE, Array, Boolean, Cells, Float, Integer, List, Object, Value

declare("tensorflow.newaxis", NONE)


def made_of(sizes: Sizes, text: str = "{shape}") -> Shape:
    """A new shape of these sizes; an int that was read from a shape brings its lineage along."""
    for item in sizes:
        if less(item.size, 0) is True:
            mismatch("TSL213", f"{text} holds {size_text(item.size)}: a size cannot be negative")
    axes = [Axis(item.size, item.parts) if item.parts is not None else born(item.size) for item in sizes]
    return Shape(tuple(axes))


def _literal_dtype(context: Context, name: str, dtype: Value) -> str:
    """A dtype argument; an int there is a second size that was meant for the shape."""
    if isinstance(dtype, Integer) and isinstance(dtype.size, int):
        context.report(
            "TSL213",
            f"{name}: the second argument is the dtype, not a size: {dtype.size} is taken as the number of a"
            f" dtype; give the sizes as one list: tf.{name}([{{shape}}, {dtype.size}])",
        )
        return ""
    return to_dtype(dtype)


@models("tensorflow.zeros")
def zeros(
    context: Context, shape: Sizes, dtype: Value = NONE, name: Value = NONE, layout: Value = NONE
) -> Array:
    """A tensor of zeros."""
    kind = "float32" if dtype is NONE else _literal_dtype(context, "zeros", dtype)
    return replace(tensor(made_of(shape), kind), generated=True)


@models("tensorflow.ones")
def ones(
    context: Context, shape: Sizes, dtype: Value = NONE, name: Value = NONE, layout: Value = NONE
) -> Array:
    """A tensor of ones."""
    kind = "float32" if dtype is NONE else _literal_dtype(context, "ones", dtype)
    return replace(tensor(made_of(shape), kind), generated=True)


@models("tensorflow.fill")
def fill(dims: Sizes, value: Tensor, name: Value = NONE, layout: Value = NONE) -> Array:
    """A tensor filled with one value."""
    shape = made_of(dims, "{dims}")
    if value.rank is not None and value.rank > 0 and equal(value.shape.count, 1) is False:
        mismatch("TSL205", f"fill: {{value}} must be one number, but is {value.shape}")
    return replace(tensor(shape, value.dtype), generated=value.generated)


@models("tensorflow.zeros_like", "tensorflow.ones_like")
def zeros_like(
    input: Tensor,
    dtype: DTypeOrNone = None,
    name: Value = NONE,
    layout: Value = NONE,
    *,
    tensor: Tensor | None = None,
    optimize: bool = True,
) -> Array:
    """Zeros or ones in the shape of another tensor."""
    return replace(
        reshaped(input, input.shape), dtype=input.dtype if dtype is None else dtype, generated=input.generated
    )


@models("tensorflow.constant")
def constant(
    value: Value,
    dtype: DTypeOrNone = None,
    shape: StaticShape = None,
    name: Value = NONE,
    *,
    verify_shape: bool = False,
) -> Array:
    """A tensor of Python numbers or of an array; `shape` reshapes it, or repeats a single number."""
    array = _converted(value, dtype)
    if shape is None:
        return array
    if array.rank in (0, 1) and array.shape.count == 1:
        return tensor(shape_of(*shape), array.dtype, array)
    if equal(array.shape.count, product(shape)) is False:
        refuse(
            "TSL201",
            f"constant: {{value}} has {size_text(array.shape.count)} elements, the shape"
            f" {shape_of(*shape)} holds {size_text(product(shape))}",
            TYPE_ERROR,
        )
    return tensor(shape_of(*shape), array.dtype, array, contents=array.contents)


@models("tensorflow.convert_to_tensor")
def convert_to_tensor(
    value: Value,
    dtype: DTypeOrNone = None,
    dtype_hint: Value = NONE,
    name: Value = NONE,
    *,
    preferred_dtype: Value = NONE,
) -> Array:
    """The value as a tensor."""
    return _converted(value, dtype)


def _converted(value: Value, dtype: str | None) -> Array:
    array = to_tensor(value)
    contents = array.contents if dtype is None or dtype_kind(dtype) == dtype_kind(array.dtype) else None
    return tensor(array.shape, array.dtype if dtype is None else dtype, array, contents=contents)


@models("tensorflow.identity", "tensorflow.stop_gradient", "tensorflow.guarantee_const")
def identity(input: Tensor, name: Value = NONE) -> Array:
    """The same tensor."""
    return reshaped(input, input.shape, input.contents)


@models("tensorflow.debugging.check_numerics", "tensorflow.check_numerics")
def check_numerics(tensor: Tensor, message: Value = NONE, name: Value = NONE) -> Array:
    """The same tensor, once its numbers were looked at."""
    return reshaped(tensor, tensor.shape)


@models("tensorflow.identity_n")
def identity_n(input: Value, name: Value = NONE) -> Value:
    """The same tensors."""
    return input


@models("tensorflow.tuple")
def tuple_(tensors: Value, control_inputs: Value = NONE, name: Value = NONE) -> Value:
    """The same tensors."""
    return tensors


@models("tensorflow.cast")
def cast(x: Tensor, dtype: DType, name: Value = NONE) -> Array:
    """The tensor with another dtype."""
    contents = x.contents if dtype_kind(dtype) == "int" and dtype_kind(x.dtype) == "int" else None
    return tensor(x.shape, dtype, x, contents=contents)


@models("tensorflow.saturate_cast")
def saturate_cast(value: Tensor, dtype: DType, name: Value = NONE) -> Array:
    """The tensor with another dtype, clipped to its range."""
    return tensor(value.shape, dtype, value)


@models(
    "tensorflow.to_float",
    "tensorflow.to_double",
    "tensorflow.to_int32",
    "tensorflow.to_int64",
    "tensorflow.to_bfloat16",
)
def to_float(x: Tensor, name: Value = NONE) -> Array:
    """A cast under its older names."""
    return tensor(x.shape, "", x, contents=x.contents)


@models("tensorflow.eye")
def eye(
    num_rows: Size,
    num_columns: Size | None = None,
    batch_shape: Sizes | None = None,
    dtype: DType = "float32",
    name: Value = NONE,
) -> Array:
    """Unit matrices."""
    columns = num_rows if num_columns is None else num_columns
    for size in (num_rows, columns):
        if less(size, 0) is True:
            mismatch("TSL213", f"eye: a size cannot be negative, but one is {size_text(size)}")
    lead = () if batch_shape is None else made_of(batch_shape, "{batch_shape}").axes
    return replace(tensor(Shape((*lead, born(num_rows), born(columns))), dtype), generated=True)


@models("tensorflow.range")
def range_(
    start: Value, limit: Value = NONE, delta: Value = ONE, dtype: DTypeOrNone = None, name: Value = NONE
) -> Array:
    """Evenly spaced numbers: `tf.range(limit)` or `tf.range(start, limit, delta)`."""
    if limit == NONE:
        start, limit = Integer(0), start
    arrays = [to_tensor(each) for each in (start, limit, delta)]
    if any(isinstance(each, Float) for each in (start, limit, delta)):
        sizes = [_number(each) for each in (start, limit, delta)]
        return replace(
            tensor(Shape((born(_float_length(sizes)),)), "float32" if dtype is None else dtype),
            generated=True,
        )
    kind = result_dtype(*arrays) if dtype is None else dtype
    numbers = [_integer(array) for array in arrays]
    first, last, step = numbers
    if step == 0:
        mismatch("TSL213", "range: {delta} is 0: the step cannot be zero")
    if isinstance(step, int) and less(*((last, first) if step > 0 else (first, last))) is True:
        mismatch(
            "TSL213",
            f"range: from {size_text(first)} to {size_text(last)} with a step of {step} goes the wrong way;"
            " TensorFlow refuses it where NumPy gives an empty array",
        )
    length = _length(first, last, step)
    contents = None
    if (
        isinstance(first, int)
        and isinstance(step, int)
        and isinstance(length, int)
        and length <= MAXIMUM_CONTENTS
    ):
        contents = tuple([first + index * step for index in range(length)])
    if dtype_kind(kind) != "int":
        contents = None
    return replace(tensor(Shape((born(length),)), kind, contents=contents), generated=True)


def _length(first: Size, last: Size, step: Size) -> Size:
    """How many numbers; the wrong direction is refused, so that nothing needs to be clipped at 0."""
    if not isinstance(step, int) or first is UNKNOWN or last is UNKNOWN:
        return UNKNOWN
    return ceil_divide(subtract(last, first), step) if step > 0 else ceil_divide(subtract(first, last), -step)


def _integer(array: Array) -> Size:
    if array.contents is None or len(array.contents) != 1 or dtype_kind(array.dtype) == "float":
        return UNKNOWN
    content: Size = array.contents[0]
    return content


def _number(value: Value) -> float | None:
    if isinstance(value, Float):
        return value.value
    return float(value.size) if isinstance(value, Integer) and isinstance(value.size, int) else None


def _float_length(numbers: list[float | None]) -> Size:
    """The length of a float range where it does not hang on rounding."""
    start, limit, delta = numbers
    if start is None or limit is None or delta is None or not delta:
        return UNKNOWN
    steps = (limit - start) / delta
    if steps < 0:
        mismatch("TSL213", f"range: from {start} to {limit} with a step of {delta} goes the wrong way")
    if all(number.is_integer() for number in (start, limit, delta)):
        return len(range(int(start), int(limit), int(delta)))
    nearest = round(steps)
    if abs(steps - nearest) < 1e-4 * max(1, abs(steps)):
        return UNKNOWN
    return int(steps) + 1


@models("tensorflow.linspace", "tensorflow.lin_space")
def linspace(start: Tensor, stop: Tensor, num: Size, name: Value = NONE, axis: int = 0) -> Array:
    """Evenly spaced numbers between two ends, along a new axis."""
    if less(num, 0) is True:
        num = UNKNOWN
    ends = broadcast_tensors([start, stop], ["{start}", "{stop}"])
    if ends.rank is None:
        return unknown_tensor()
    place = axis_of(ends.rank + 1, axis, "the result")
    axes = (*ends.axes[:place], born(num), *ends.axes[place:])
    return tensor(Shape(axes), "", start, stop)


@models("tensorflow.one_hot")
def one_hot(
    indices: Tensor,
    depth: Size,
    on_value: Value = NONE,
    off_value: Value = NONE,
    axis: int | None = None,
    dtype: DTypeOrNone = None,
    name: Value = NONE,
) -> Array:
    """Codes of 0 and 1 along a new axis, by default the last."""
    if less(depth, 0) is True:
        mismatch("TSL213", f"one_hot: {{depth}} is {size_text(depth)}: it cannot be negative")
    kind = dtype or ""
    if dtype is None:
        kind = "float32" if on_value == NONE and off_value == NONE else ""
    if indices.rank is None:
        last = axis in (None, -1)
        return tensor(Shape((*indices.shape.axes, born(depth)), True), kind) if last else unknown_tensor(kind)
    place = indices.rank if axis in (None, -1) else axis
    assert place is not None
    if not 0 <= place <= indices.rank:
        mismatch(
            "TSL603",
            f"one_hot: axis {place} is out of range: {{indices}} has {indices.rank} axes; valid are -1 to"
            f" {indices.rank}",
        )
    axes = indices.shape.axes
    return tensor(Shape((*axes[:place], born(depth), *axes[place:])), kind, indices)


@models("tensorflow.sequence_mask")
def sequence_mask(
    lengths: Tensor, maxlen: Size | None = None, dtype: DType = "bool", name: Value = NONE
) -> Array:
    """True for the first `lengths` places of each row."""
    size: Size = UNKNOWN if maxlen is None else maxlen
    if maxlen is None and lengths.contents and all(isinstance(each, int) for each in lengths.contents):
        size = max(0, *lengths.contents)
    if less(size, 0) is True:
        size = UNKNOWN
    return tensor(Shape((*lengths.shape.axes, born(size)), lengths.shape.open), dtype, lengths)


@models("tensorflow.meshgrid")
def meshgrid(*args: Tensor, indexing: str = "xy", name: Value = NONE, **kwargs: Value) -> Value:
    """Coordinate matrices; arguments of any rank are flattened."""
    sizes = [array.shape.axes[0] if array.rank == 1 else Axis(array.shape.count) for array in args]
    if indexing == "xy" and len(sizes) >= 2:
        sizes[0], sizes[1] = sizes[1], sizes[0]
    shape = Shape(tuple(sizes))
    kind = result_dtype(*args) if args else ""
    return List.of(tuple([tensor(shape, kind, array) for array in args]))


@models("tensorflow.rank")
def rank(input: Tensor, name: Value = NONE) -> Array:
    """The number of axes."""
    return scalar("int32", UNKNOWN if input.rank is None else input.rank)


@models("tensorflow.size")
def size(input: Tensor, out_type: DTypeOrNone = None, name: Value = NONE) -> Array:
    """The number of elements."""
    return scalar("int32" if out_type is None else out_type, input.shape.count)


@models(
    "tensorflow.is_tensor",
    "tensorflow.is_symbolic_tensor",
    "tensorflow.executing_eagerly",
    "tensorflow.inside_function",
)
def question(*args: Value, **kwargs: Value) -> Value:
    """True or False: whether depends on how the program runs."""
    return Boolean()


@models("tensorflow.complex")
def complex_(real: Tensor, imag: Tensor, name: Value = NONE) -> Array:
    """Complex numbers of two parts."""
    shape = broadcast_tensors([real, imag], ["{real}", "{imag}"])
    return tensor(shape, "complex", real, imag)


# -- initializers: they are made first, and called with a shape


@models(
    "tensorflow.zeros_initializer",
    "tensorflow.ones_initializer",
    "tensorflow.constant_initializer",
    "tensorflow.random_normal_initializer",
    "tensorflow.random_uniform_initializer",
    "tensorflow.truncated_normal_initializer",
)
def initializer(*args: Value, **kwargs: Value) -> Value:
    """What makes a tensor of any shape."""
    return Object("tensorflow.Initializer", Cells())


@models("tensorflow.Initializer.__call__")
def call_initializer(self: Value, shape: Sizes, dtype: DType = "float32", **kwargs: Value) -> Array:
    """A tensor of that shape."""
    return tensor(made_of(shape), dtype)
