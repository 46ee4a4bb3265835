"""Measures, patches and boxes of images: tf.image.psnr, ssim, extract_patches, crop_and_resize."""

from __future__ import annotations

from tensorlint.models.registry import Context, NotCoercible, models
from tensorlint.models.tensorflow_common import (
    Numbers,
    Tensor,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_image import check_image
from tensorlint.models.tensorflow_windows import slid
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, size_text, symbol
from tensorlint.shapes.sizes import bounds, multiply, product
from tensorlint.values import NONE, Array, Value


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
