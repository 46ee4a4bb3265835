"""tf.image: resizing, cropping, flipping and colours of images (height, width, channels) and batches."""

from __future__ import annotations

from tensorlint.models.coercion import DType
from tensorlint.models.registry import NotCoercible, alias, models
from tensorlint.models.tensorflow_common import (
    Numbers,
    Tensor,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, shape_of, size_text
from tensorlint.shapes.sizes import add, bounds, less
from tensorlint.values import NONE, Array, Boolean, Float, Integer, Value

for _old, _new in {
    "resize_images": "resize",
    "resize_image_with_crop_or_pad": "resize_with_crop_or_pad",
    "resize_image_with_pad": "resize_with_pad",
    "transpose_image": "transpose",
    "resize_bilinear": "resize",
    "resize_nearest_neighbor": "resize",
    "resize_bicubic": "resize",
    "resize_area": "resize",
}.items():
    alias(f"tensorflow.image.{_old}", f"tensorflow.image.{_new}")
for _name in (
    "decode_jpeg",
    "decode_png",
    "decode_image",
    "decode_bmp",
    "decode_gif",
    "encode_png",
    "encode_jpeg",
):
    alias(f"tensorflow.io.{_name}", f"tensorflow.image.{_name}")


def check_image(image: Array, operation: str, text: str = "{image}") -> None:
    """Refuse what is neither an image (height, width, channels) nor a batch of them."""
    if image.rank is None or image.rank in (3, 4):
        return
    cure = f"; add a channel axis: {text}[..., tf.newaxis]" if image.rank == 2 else ""
    mismatch(
        "TSL104",
        f"{operation} expects an image (height, width, channels) or a batch of them, but {text} is"
        f" {image.shape}"
        f"{cure}",
    )


def _sized(image: Array, height: Size, width: Size, dtype: str) -> Array:
    """The image with another height and width."""
    if image.rank is None:
        return unknown_tensor(dtype)
    sizes = [UNKNOWN if bounds(size)[0] < 0 else size for size in (height, width)]
    rows, columns = image.shape.axes[-3:-1]
    axes = [
        old if equal(old.size, new) is True else Axis(new)
        for old, new in zip((rows, columns), sizes, strict=True)
    ]
    return tensor(Shape((*image.shape.axes[:-3], *axes, image.shape.axes[-1])), dtype, image)


@models("tensorflow.image.resize")
def resize(
    images: Tensor,
    size: Numbers,
    method: Value = NONE,
    preserve_aspect_ratio: Value = NONE,
    antialias: Value = NONE,
    name: Value = NONE,
    *,
    align_corners: Value = NONE,
    half_pixel_centers: Value = NONE,
) -> Array:
    """Images of another height and width."""
    check_image(images, "resize", "{images}")
    if size is None:
        raise NotCoercible
    if len(size) != 2:
        mismatch("TSL213", f"resize: {{size}} must be [height, width], but holds {len(size)} numbers")
    dtype = images.dtype if method == NONE and images.dtype == "float32" else ""
    keeps = preserve_aspect_ratio
    if keeps != NONE and keeps != Boolean(False):
        return _sized(images, UNKNOWN, UNKNOWN, dtype)
    return _sized(images, size[0], size[1], dtype)


@models("tensorflow.image.resize_with_pad")
def resize_with_pad(
    image: Tensor, target_height: Size, target_width: Size, method: Value = NONE, antialias: Value = NONE
) -> Array:
    """Images resized as far as they fit, and padded to the size asked for."""
    check_image(image, "resize_with_pad")
    return _sized(image, target_height, target_width, "")


@models("tensorflow.image.resize_with_crop_or_pad")
def resize_with_crop_or_pad(image: Tensor, target_height: Size, target_width: Size) -> Array:
    """Images cut or padded at their edges to the size asked for."""
    check_image(image, "resize_with_crop_or_pad")
    return _sized(image, target_height, target_width, image.dtype)


@models("tensorflow.image.central_crop")
def central_crop(image: Tensor, central_fraction: Value) -> Array:
    """The middle part of images."""
    fraction = None
    if isinstance(central_fraction, Float):
        fraction = central_fraction.value
    elif isinstance(central_fraction, Integer) and isinstance(central_fraction.size, int):
        fraction = float(central_fraction.size)
    if fraction is None or not 0 < fraction <= 1 or image.rank is None:
        if image.rank is not None and image.rank < 3:
            raise NotCoercible
        return _sized(image, UNKNOWN, UNKNOWN, image.dtype)
    if fraction == 1:
        return reshaped(image, image.shape)
    check_image(image, "central_crop")
    sizes: list[Size] = []
    for size in image.shape.sizes[-3:-1]:
        cut = int((size - size * fraction) / 2) if isinstance(size, int) else 0
        sizes.append(size - 2 * cut if isinstance(size, int) else UNKNOWN)
    return _sized(image, sizes[0], sizes[1], image.dtype)


@models("tensorflow.image.crop_to_bounding_box")
def crop_to_bounding_box(
    image: Tensor, offset_height: Size, offset_width: Size, target_height: Size, target_width: Size
) -> Array:
    """A part of images, which must lie within."""
    check_image(image, "crop_to_bounding_box")
    if image.rank is not None:
        rows, columns = image.shape.sizes[-3:-1]
        for have, offset, target, what in (
            (columns, offset_width, target_width, "width"),
            (rows, offset_height, target_height, "height"),
        ):
            if less(have, add(offset, target)) is True:
                mismatch(
                    "TSL605",
                    f"crop_to_bounding_box: {{image}} has {what} {size_text(have)}, but the box ends at"
                    f" {size_text(add(offset, target))}",
                )
    return _sized(image, target_height, target_width, image.dtype)


@models("tensorflow.image.pad_to_bounding_box")
def pad_to_bounding_box(
    image: Tensor, offset_height: Size, offset_width: Size, target_height: Size, target_width: Size
) -> Array:
    """Images with zeros around them."""
    check_image(image, "pad_to_bounding_box")
    if image.rank is not None:
        rows, columns = image.shape.sizes[-3:-1]
        for have, offset, target, what in (
            (columns, offset_width, target_width, "width"),
            (rows, offset_height, target_height, "height"),
        ):
            if less(target, add(have, offset)) is True:
                mismatch(
                    "TSL605",
                    f"pad_to_bounding_box: the {what} asked for is {size_text(target)}, but {{image}} needs"
                    f" {size_text(add(have, offset))}",
                )
    return _sized(image, target_height, target_width, image.dtype)


@models(
    "tensorflow.image.flip_left_right",
    "tensorflow.image.flip_up_down",
    "tensorflow.image.random_flip_left_right",
    "tensorflow.image.random_flip_up_down",
    "tensorflow.image.stateless_random_flip_left_right",
    "tensorflow.image.stateless_random_flip_up_down",
    "tensorflow.image.per_image_standardization",
)
def flip_left_right(image: Tensor, seed: Value = NONE) -> Array:
    """Images changed, but not their shape."""
    if image.rank is not None and image.rank < 3:
        check_image(image, "tf.image")
    dtype = image.dtype if image.dtype.startswith("float") else ""
    return tensor(image.shape, dtype, image)


@models("tensorflow.image.rot90")
def rot90(image: Tensor, k: int = 1, name: Value = NONE) -> Array:
    """Images turned by quarter turns."""
    check_image(image, "rot90")
    if k % 2 == 0:
        return reshaped(image, image.shape)
    return transpose(image)


@models("tensorflow.image.transpose")
def transpose(image: Tensor, name: Value = NONE) -> Array:
    """Images with height and width swapped."""
    check_image(image, "transpose")
    if image.rank is None:
        return unknown_tensor(image.dtype)
    rows, columns, channels = image.shape.axes[-3:]
    return reshaped(image, Shape((*image.shape.axes[:-3], columns, rows, channels)))


@models("tensorflow.image.random_crop", "tensorflow.random_crop")
def random_crop(value: Tensor, size: Numbers, seed: Value = NONE, name: Value = NONE) -> Array:
    """A part of that size from anywhere in a tensor."""
    return _cropped(value, size)


@models("tensorflow.image.stateless_random_crop")
def stateless_random_crop(value: Tensor, size: Numbers, seed: Value, name: Value = NONE) -> Array:
    """A part of that size from anywhere in a tensor."""
    return _cropped(value, size)


def _cropped(value: Array, size: tuple[Size, ...] | None) -> Array:
    if size is None:
        raise NotCoercible
    wanted = [UNKNOWN if bounds(each)[0] < 0 else each for each in size]
    if value.rank is None:
        return tensor(shape_of(*wanted), value.dtype, value)
    if len(wanted) != value.rank:
        if value.rank == 1 or len(wanted) == 1:
            raise NotCoercible
        mismatch(
            "TSL213",
            f"random_crop: {{size}} needs a number for each axis of {{value}}, which is {value.shape}, but"
            f" has"
            f" {len(wanted)}",
        )
    for index, (axis, each) in enumerate(zip(value.shape.axes, wanted, strict=True)):
        if less(axis.size, each) is True:
            mismatch(
                "TSL605",
                f"random_crop: axis {index} of {{value}} has {size_text(axis.size)} elements, {{size}}"
                f" asks for"
                f" {size_text(each)}: {{value}} is {value.shape}",
            )
    axes = [
        axis if equal(axis.size, each) is True else Axis(each)
        for axis, each in zip(value.shape.axes, wanted, strict=True)
    ]
    return reshaped(value, Shape(tuple(axes)))


@models("tensorflow.image.convert_image_dtype")
def convert_image_dtype(image: Tensor, dtype: DType, saturate: Value = NONE, name: Value = NONE) -> Array:
    """Images of another dtype, scaled to its range."""
    return tensor(image.shape, dtype, image)
