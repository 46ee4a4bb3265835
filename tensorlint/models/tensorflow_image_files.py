"""tf.image and tf.io: images from files, and back."""

from __future__ import annotations

from tensorlint.models.coercion import DType
from tensorlint.models.registry import models
from tensorlint.models.tensorflow_common import (
    Tensor,
    data_size,
    tensor,
    to_numbers,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, shape_of, symbol
from tensorlint.shapes.sizes import bounds
from tensorlint.values import NONE, Array, Boolean, Value

# -- images from files


@models("tensorflow.image.decode_jpeg", "tensorflow.image.decode_png", "tensorflow.image.decode_bmp")
def decode_jpeg(contents: Value, channels: Value = NONE, *args: Value, **kwargs: Value) -> Array:
    """An image of unknown height and width; `channels` as asked for."""
    numbers = (0,) if channels == NONE else to_numbers(channels)
    depth: Size = UNKNOWN
    if numbers is not None and len(numbers) == 1 and bounds(numbers[0])[0] > 0:
        depth = numbers[0]
    return tensor(shape_of(data_size("height"), data_size("width"), depth), "uint8" if not kwargs else "")


@models("tensorflow.image.decode_image")
def decode_image(
    contents: Value,
    channels: Value = NONE,
    dtype: Value = NONE,
    name: Value = NONE,
    expand_animations: Value = NONE,
) -> Array:
    """An image, or the frames of an animation: the rank is known only without those."""
    if expand_animations != Boolean(False):
        return unknown_tensor()
    result: Array = decode_jpeg(contents, channels)
    return tensor(result.shape, "uint8" if dtype == NONE else "")


@models("tensorflow.image.decode_gif")
def decode_gif(contents: Value, name: Value = NONE) -> Array:
    """The frames of an animation."""
    return tensor(shape_of(data_size("frames"), data_size("height"), data_size("width"), 3), "uint8")


@models("tensorflow.image.encode_png", "tensorflow.image.encode_jpeg")
def encode_png(image: Tensor, *args: Value, **kwargs: Value) -> Array:
    """The bytes of a file."""
    return tensor(Shape(image.shape.axes[:-3], image.shape.open), "string")


@models("tensorflow.io.read_file", "tensorflow.read_file")
def read_file(filename: Tensor, name: Value = NONE) -> Array:
    """The bytes of a file."""
    return tensor(filename.shape, "string")


@models("tensorflow.io.decode_raw", "tensorflow.decode_raw")
def decode_raw(input_bytes: Tensor, out_type: DType, *args: Value, **kwargs: Value) -> Array:
    """Numbers from bytes, along a new axis."""
    shape = input_bytes.shape
    return tensor(Shape((*shape.axes, Axis(symbol("values", lower=0))), shape.open), out_type)
