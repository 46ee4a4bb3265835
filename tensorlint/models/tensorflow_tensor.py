"""Attributes and methods of tf.Tensor and tf.TensorShape."""

from __future__ import annotations

from tensorlint.models.registry import (
    NotCoercible,
    alias,
    attribute,
    models,
)
from tensorlint.models.tensorflow_common import (
    StaticShape,
    Tensor,
    as_it_is,
    broadcast_tensors,
    is_static,
    tensor,
    to_static_shape,
    vector,
)
from tensorlint.models.tensorflow_shapes import narrowed
from tensorlint.shapes import Shape, shape_of
from tensorlint.shapes.sizes import product
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Integer,
    Library,
    List,
    Series,
    String,
    Tuple,
    Unknown,
    Value,
)

alias("tensorflow.TensorShape.as_list", "builtins.tuple.as_list")


def static_size(array: Array, index: int) -> Value:
    """A size as the static shape says it: what a graph leaves open is no int there."""
    axis = array.shape.axes[index]
    if not is_static(axis.size):
        return Unknown("the static shape leaves this axis open", size=axis.size)
    return Integer(axis.size, axis.parts, array.origin)


@attribute("tensorflow.Tensor.shape")
def shape(array: Array) -> Value:
    """The static shape."""
    if array.shape.open:
        return Series(kind="shape", subject=array)
    return Tuple(tuple([static_size(array, index) for index in range(len(array.shape))]))


@models("tensorflow.Tensor.get_shape", "tensorflow.Tensor._shape_as_list")
def get_shape(self: Tensor) -> Value:
    """The static shape."""
    return shape(self)


@attribute("tensorflow.Tensor.ndim")
def ndim(array: Array) -> Value:
    """The number of axes."""
    return Integer() if array.rank is None else Integer(array.rank)


@attribute("tensorflow.Tensor.dtype")
def dtype(array: Array) -> Value:
    """The dtype."""
    exact = any(digit in array.dtype for digit in "1368") or array.dtype in ("bool", "string")
    return Library(f"tensorflow.{array.dtype}") if exact else UNKNOWN_VALUE


@attribute("tensorflow.Tensor.name", "tensorflow.Tensor.device")
def name(array: Array) -> Value:
    """A text."""
    return String()


@models("tensorflow.Tensor.numpy")
def numpy(self: Tensor) -> Array:
    """A NumPy array of the same elements."""
    return Array(self.shape, self.dtype, "numpy", None, self.contents, self.generated, self.marks)


as_it_is("tensorflow.Tensor.numpy")


@models("tensorflow.Tensor.set_shape")
def set_shape(self: Tensor, shape: StaticShape) -> Value:
    """Tells what the shape is; refuses what it cannot be."""
    narrowed(self, shape, "set_shape", "{self}", "{shape}")
    return NONE


# -- tf.TensorShape, which is a tuple here


@models("tensorflow.TensorShape")
def tensor_shape(dims: Value) -> Value:
    """A static shape."""
    if dims == NONE:
        return Series(kind="shape")
    sizes = to_static_shape(dims)
    if sizes is None:
        raise NotCoercible
    return Tuple(tuple([Integer(size) if is_static(size) else NONE for size in sizes]))


@models("builtins.tuple.as_list")
def as_list(self: Value) -> Value:
    """The sizes as a list, None for those that are open."""
    if isinstance(self, Tuple):
        return List.of(tuple([NONE if isinstance(item, Unknown) else item for item in self.items]))
    if isinstance(self, Series):
        return List.like(self.element, self.length)
    return UNKNOWN_VALUE


@attribute("builtins.tuple.ndims", "builtins.tuple.rank")
def ndims(shape: Value) -> Value:
    """The number of sizes, None in a graph that does not know it."""
    return Integer(len(shape.items)) if isinstance(shape, Tuple) else UNKNOWN_VALUE


@attribute("builtins.tuple.dims")
def dims(shape: Value) -> Value:
    """The sizes as a list."""
    return List.of(shape.items) if isinstance(shape, Tuple) else UNKNOWN_VALUE


@models("builtins.tuple.num_elements")
def num_elements(self: Value) -> Value:
    """The product of the sizes, None where one of them is open."""
    if not isinstance(self, Tuple):
        return UNKNOWN_VALUE
    sizes = [item.size for item in self.items if isinstance(item, Integer)]
    return Integer(product(sizes)) if len(sizes) == len(self.items) else UNKNOWN_VALUE


@models("builtins.tuple.concatenate")
def concatenate(self: Value, other: Value) -> Value:
    """Two shapes one after the other."""
    if isinstance(other, List) and other.items is not None:
        other = Tuple(other.items)
    if not isinstance(self, Tuple) or not isinstance(other, Tuple):
        return Series(kind="shape")
    return Tuple(self.items + other.items)


@models("builtins.tuple.is_fully_defined")
def is_fully_defined(self: Value) -> Value:
    """Whether no size is open."""
    if isinstance(self, Tuple) and all(
        isinstance(item, Integer) and isinstance(item.size, int) for item in self.items
    ):
        return Boolean(True)
    return Boolean()


@attribute("builtins.int.value")
def value(size: Value) -> Value:
    """The int of a `Dimension`, as TensorFlow 1 gave the sizes."""
    return size


def _broadcast(shape_x: Value, shape_y: Value) -> Shape:
    shapes = []
    for given in (shape_x, shape_y):
        sizes = to_static_shape(given)
        if sizes is None:
            raise NotCoercible
        shapes.append(tensor(shape_of(*sizes)))
    return broadcast_tensors(shapes, ["{shape_x}", "{shape_y}"])


@models("tensorflow.broadcast_static_shape")
def broadcast_static_shape(shape_x: Value, shape_y: Value) -> Value:
    """The shape of both broadcast together."""
    return Tuple(tuple([Integer(size) for size in _broadcast(shape_x, shape_y).sizes]))


@models("tensorflow.broadcast_dynamic_shape")
def broadcast_dynamic_shape(shape_x: Value, shape_y: Value) -> Array:
    """The shape of both broadcast together, as a tensor."""
    return vector(_broadcast(shape_x, shape_y).sizes, "int")
