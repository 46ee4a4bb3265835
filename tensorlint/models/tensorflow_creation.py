"""TensorFlow functions that make tensors: constants, fills, ranges, one-hot codes, copies, casts."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import DType, Sizes, dtype_kind, to_dtype
from tensorlint.models.registry import Context, models, refuse
from tensorlint.models.registry import constant as declare
from tensorlint.models.tensorflow_common import (
    TYPE_ERROR,
    DTypeOrNone,
    StaticShape,
    Tensor,
    broadcast_tensors,
    mismatch,
    reshaped,
    scalar,
    tensor,
    to_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, shape_of, size_text
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import less, product
from tensorlint.values import NONE, Array, Boolean, Cells, Integer, Object, Value

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

INITIALIZERS = (
    "Zeros Ones Constant RandomNormal RandomUniform TruncatedNormal VarianceScaling GlorotNormal"
    " GlorotUniform"
    " HeNormal HeUniform LecunNormal LecunUniform Orthogonal Identity zeros ones constant random_normal"
    " random_uniform truncated_normal variance_scaling glorot_normal glorot_uniform he_normal he_uniform"
    " lecun_normal lecun_uniform orthogonal identity"
)


@models(
    "tensorflow.zeros_initializer",
    "tensorflow.ones_initializer",
    "tensorflow.constant_initializer",
    "tensorflow.random_normal_initializer",
    "tensorflow.random_uniform_initializer",
    "tensorflow.truncated_normal_initializer",
    "tensorflow.glorot_uniform_initializer",
    "tensorflow.glorot_normal_initializer",
    "tensorflow.contrib.layers.xavier_initializer",
    *[f"tensorflow.initializers.{name}" for name in INITIALIZERS.split()],
)
def initializer(*args: Value, **kwargs: Value) -> Value:
    """What makes a tensor of any shape."""
    return Object("tensorflow.Initializer", Cells())


@models("tensorflow.Initializer.__call__")
def call_initializer(self: Value, shape: Sizes, dtype: DType = "float32", **kwargs: Value) -> Array:
    """A tensor of that shape."""
    return tensor(made_of(shape), dtype)
