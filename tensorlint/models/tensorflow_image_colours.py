"""tf.image: colours, brightness, contrast; channels are converted, other axes stay."""

from __future__ import annotations

from tensorlint.models.registry import NotCoercible, models
from tensorlint.models.tensorflow_common import (
    Tensor,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
)
from tensorlint.shapes import Axis, equal
from tensorlint.values import NONE, Array, Value


def _need_channels(images: Array, count: int, operation: str, text: str) -> None:
    if images.shape.axes and equal(images.shape.axes[-1].size, count) is False:
        mismatch(
            "TSL601",
            f"{operation}: the last axis of {text} must hold {count} channel{'s' if count > 1 else ''},"
            f" but {text} is"
            f" {images.shape}",
        )


def _recoloured(images: Array, taken: int, given: int, operation: str) -> Array:
    _need_channels(images, taken, operation, "{images}")
    if not images.shape.axes:
        return unknown_tensor()
    last = Axis(given, () if given == 1 else None)
    return tensor(
        images.shape.replaced(-1, last if given != taken else images.shape.axes[-1]), images.dtype, images
    )


@models("tensorflow.image.rgb_to_grayscale")
def rgb_to_grayscale(images: Tensor, name: Value = NONE) -> Array:
    """One channel from three."""
    return _recoloured(images, 3, 1, "rgb_to_grayscale")


@models("tensorflow.image.grayscale_to_rgb")
def grayscale_to_rgb(images: Tensor, name: Value = NONE) -> Array:
    """Three channels from one."""
    if images.rank is not None and images.rank < 2:
        raise NotCoercible
    return _recoloured(images, 1, 3, "grayscale_to_rgb")


@models(
    "tensorflow.image.rgb_to_yuv",
    "tensorflow.image.rgb_to_yiq",
    "tensorflow.image.yuv_to_rgb",
    "tensorflow.image.yiq_to_rgb",
)
def rgb_to_yuv(images: Tensor) -> Array:
    """Other colours of three channels."""
    return _recoloured(images, 3, 3, "a colour conversion")


@models("tensorflow.image.rgb_to_hsv", "tensorflow.image.hsv_to_rgb")
def rgb_to_hsv(images: Tensor, name: Value = NONE) -> Array:
    """Other colours of three channels."""
    return reshaped(images, images.shape)


@models(
    "tensorflow.image.adjust_brightness",
    "tensorflow.image.adjust_gamma",
    "tensorflow.image.random_brightness",
    "tensorflow.image.stateless_random_brightness",
)
def adjust_brightness(image: Tensor, *args: Value, **kwargs: Value) -> Array:
    """Images of another brightness."""
    return reshaped(image, image.shape)


@models(
    "tensorflow.image.adjust_saturation",
    "tensorflow.image.adjust_hue",
    "tensorflow.image.random_saturation",
    "tensorflow.image.random_hue",
    "tensorflow.image.random_contrast",
    "tensorflow.image.stateless_random_saturation",
    "tensorflow.image.stateless_random_hue",
    "tensorflow.image.stateless_random_contrast",
    "tensorflow.image.random_jpeg_quality",
    "tensorflow.image.stateless_random_jpeg_quality",
    "tensorflow.image.adjust_jpeg_quality",
)
def adjust_saturation(image: Tensor, *args: Value, **kwargs: Value) -> Array:
    """Images of other colours."""
    return reshaped(image, image.shape)


@models("tensorflow.image.adjust_contrast")
def adjust_contrast(images: Tensor, contrast_factor: Value) -> Array:
    """Images of another contrast."""
    return reshaped(images, images.shape)
