"""tf.image: resizing, cropping, flipping and colours of images (height, width, channels) and batches."""

from __future__ import annotations

from tensorlint.models.coercion import DType
from tensorlint.models.registry import Context, NotCoercible, alias, models
from tensorlint.models.tensorflow_common import (
    Numbers,
    Tensor,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_windows import slid
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, shape_of, size_text, symbol
from tensorlint.shapes.sizes import add, bounds, less, multiply, product
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


@models("tensorflow.image.total_variation")
def total_variation(images: Tensor, name: Value = NONE) -> Array:
    """One number for each image."""
    check_image(images, "total_variation", "{images}")
    if images.rank is None:
        return unknown_tensor(images.dtype)
    return reshaped(images, Shape(images.shape.axes[:-3]))


@models("tensorflow.image.psnr")
def psnr(a: Tensor, b: Tensor, max_val: Value, name: Value = NONE) -> Array:
    """One number for each pair of images."""
    return _compared(a, b)


@models("tensorflow.image.ssim", "tensorflow.image.ssim_multiscale")
def ssim(img1: Tensor, img2: Tensor, max_val: Value, *args: Value, **kwargs: Value) -> Array:
    """One number for each pair of images."""
    if kwargs.get("return_index_map", NONE) != NONE or len(args) > 4:
        return unknown_tensor()
    return _compared(img1, img2)


def _compared(a: Array, b: Array) -> Array:
    if a.rank is None or a.rank < 3 or a.rank != b.rank:
        return unknown_tensor()
    for x, y in zip(a.shape.sizes[-3:], b.shape.sizes[-3:], strict=True):
        if equal(x, y) is False and 1 not in (x, y) and bounds(product(a.shape.sizes))[0] > 0:
            mismatch(
                "TSL205",
                f"the images to compare differ in shape: {a.shape} and {b.shape}: {size_text(x)} !="
                f" {size_text(y)}",
            )
    if any(equal(x, y) is not True for x, y in zip(a.shape.sizes[:-3], b.shape.sizes[:-3], strict=True)):
        return unknown_tensor("float32")
    return tensor(Shape(a.shape.axes[:-3]), "float32", a)


@models("tensorflow.image.sobel_edges")
def sobel_edges(image: Tensor) -> Array:
    """Two gradients for each pixel, along a new last axis."""
    if image.rank is not None and image.rank != 4:
        mismatch("TSL104", f"sobel_edges expects a batch of images, but {{image}} is {image.shape}")
    return tensor(Shape((*image.shape.axes, Axis(2)), image.shape.open), image.dtype, image)


@models("tensorflow.image.image_gradients")
def image_gradients(image: Tensor) -> Value:
    """Two gradients for each pixel."""
    from tensorlint.values import Tuple

    if image.rank is not None and image.rank != 4:
        mismatch("TSL104", f"image_gradients expects a batch of images, but {{image}} is {image.shape}")
    result = reshaped(image, image.shape)
    return Tuple((result, result))


@models("tensorflow.image.extract_patches")
def extract_patches(
    context: Context,
    images: Tensor,
    sizes: Numbers,
    strides: Numbers,
    rates: Numbers,
    padding: str,
    name: Value = NONE,
) -> Array:
    """The pixels of windows laid out as channels."""
    if images.rank is None or images.rank != 4:
        return unknown_tensor(images.dtype)
    if sizes is None or strides is None or rates is None or not len(sizes) == len(strides) == len(rates) == 4:
        raise NotCoercible
    batch, *space, channels = images.shape.axes
    axes = [
        slid(context, "extract_patches", axis, sizes[i], strides[i], rates[i], padding)
        for i, axis in enumerate(space, 1)
    ]
    depth = Axis(multiply(channels.size, multiply(sizes[1], sizes[2])))
    return reshaped(images, Shape((batch, *axes, depth)))


@models("tensorflow.image.crop_and_resize")
def crop_and_resize(
    image: Tensor,
    boxes: Tensor,
    box_indices: Tensor | None = None,
    crop_size: Numbers = None,
    method: Value = NONE,
    extrapolation_value: Value = NONE,
    name: Value = NONE,
    *,
    box_ind: Tensor | None = None,
) -> Array:
    """A part of an image for each box, all of one size."""
    if image.rank is not None and image.rank != 4:
        mismatch("TSL104", f"crop_and_resize expects a batch of images, but {{image}} is {image.shape}")
    indices = box_indices if box_indices is not None else box_ind
    if boxes.rank == 2 and equal(boxes.shape.sizes[1], 4) is False:
        mismatch("TSL104", f"crop_and_resize: {{boxes}} must be (boxes, 4), but is {boxes.shape}")
    if boxes.rank == 2 and indices is not None and indices.rank == 1:
        a, b = boxes.shape.sizes[0], indices.shape.sizes[0]
        if equal(a, b) is False:
            mismatch(
                "TSL106",
                f"crop_and_resize: {size_text(a)} {{boxes}}, but {size_text(b)} {{box_indices}}",
            )
    if image.rank is None or boxes.rank != 2 or crop_size is None or len(crop_size) != 2:
        return unknown_tensor("float32")
    sizes = [Axis(UNKNOWN if bounds(size)[0] < 0 else size) for size in crop_size]
    return tensor(Shape((boxes.shape.axes[0], *sizes, image.shape.axes[-1])), "float32", image)


@models("tensorflow.image.draw_bounding_boxes")
def draw_bounding_boxes(images: Tensor, boxes: Value, colors: Value = NONE, name: Value = NONE) -> Array:
    """Images with frames drawn in."""
    return reshaped(images, images.shape)


@models("tensorflow.image.non_max_suppression")
def non_max_suppression(
    boxes: Tensor, scores: Tensor, max_output_size: Size, *args: Value, **kwargs: Value
) -> Array:
    """The numbers of the boxes that are kept."""
    if boxes.rank == 2 and scores.rank == 1 and equal(boxes.shape.sizes[0], scores.shape.sizes[0]) is False:
        mismatch(
            "TSL106",
            f"non_max_suppression: {size_text(boxes.shape.sizes[0])} {{boxes}}, but"
            f" {size_text(scores.shape.sizes[0])} {{scores}}",
        )
    most = max_output_size if isinstance(max_output_size, int) and max_output_size >= 0 else None
    return tensor(Shape((Axis(symbol("kept", lower=0, upper=most)),)), "int32")
