"""tf.image and tf.signal, held against the real ones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.model_harness import Call, Draw, Families, Family

tensorflow = pytest.importorskip("tensorflow")

families = Families("tensorflow")


def _image(draw: Draw, channels: int = 3, batch: float = 0.5) -> Any:
    """An image or a batch of them; now and then without its channels, or with an axis too many."""
    shape: tuple[int, ...] = (draw.integer(1, 9), draw.integer(1, 9), channels)
    if draw.chance(batch):
        shape = (draw.integer(1, 3), *shape)
    if draw.chance(0.1):
        shape = draw.choice((shape[:-1], (1, *shape)))
    return tensorflow.constant(draw.array(shape, "float32"))


@families.add(known=0.9, refused=0.95)
def resize(draw: Draw) -> Call:
    size: Any = [draw.integer(1, 9), draw.integer(1, 9)]
    if draw.chance(0.1):
        size = draw.choice((5, [3], [3, 4, 5]))
    keywords = draw.given(0.1, preserve_aspect_ratio=draw.chance())
    return Call("tensorflow.image.resize", (_image(draw), size), keywords)


@families.add(known=0.95, refused=0.2)
def to_a_size(draw: Draw) -> Call:
    name = draw.choice(("resize_with_pad", "resize_with_crop_or_pad"))
    return Call(f"tensorflow.image.{name}", (_image(draw), draw.integer(1, 9), draw.integer(1, 9)))


@families.add(known=0.9, refused=0.9)
def central_crop(draw: Draw) -> Call:
    return Call("tensorflow.image.central_crop", (_image(draw), draw.choice((0.3, 0.5, 0.9, 1.0))))


@families.add(known=0.9, refused=0.8)
def boxes(draw: Draw) -> Call:
    name = draw.choice(("crop_to_bounding_box", "pad_to_bounding_box"))
    high = 5 if name.startswith("crop") else 14
    numbers = [draw.integer(0, 3), draw.integer(0, 3), draw.integer(1, high), draw.integer(1, high)]
    return Call(f"tensorflow.image.{name}", (_image(draw), *numbers))


@families.add(known=0.95, refused=0.3)
def same_shape(draw: Draw) -> Call:
    name = draw.choice(
        (
            "flip_left_right",
            "flip_up_down",
            "random_flip_left_right",
            "per_image_standardization",
            "adjust_gamma",
        )
    )
    return Call(f"tensorflow.image.{name}", (_image(draw),))


@families.add(known=0.95, refused=0.9)
def turned(draw: Draw) -> Call:
    if draw.chance():
        return Call("tensorflow.image.transpose", (_image(draw),))
    return Call("tensorflow.image.rot90", (_image(draw),), draw.given(k=draw.integer(0, 3)))


@families.add(known=0.95, refused=0.9)
def colours(draw: Draw) -> Call:
    name = draw.choice(("rgb_to_grayscale", "grayscale_to_rgb", "rgb_to_yuv"))
    right = 1 if name == "grayscale_to_rgb" else 3
    channels = right if draw.chance(0.8) else draw.choice((1, 3, 4))
    return Call(f"tensorflow.image.{name}", (_image(draw, channels),))


@families.add(known=0.95, refused=0.9)
def random_crop(draw: Draw) -> Call:
    image = _image(draw)
    size = [draw.integer(1, each) for each in image.shape]
    if draw.chance(0.1):
        size[0] += 9
    if draw.chance(0.05):
        size = size[:-1]
    return Call("tensorflow.image.random_crop", (image, size))


@families.add(known=0.9, refused=0.5)
def measures(draw: Draw) -> Call:
    if draw.chance():
        return Call("tensorflow.image.total_variation", (_image(draw),))
    image = _image(draw)
    shape = list(image.shape)
    if draw.chance(0.2):
        shape[-2] += 1
    return Call("tensorflow.image.psnr", (image, tensorflow.zeros(shape), 1.0))


@families.add(known=0.9)
def patches(draw: Draw) -> Call:
    image = draw.array((2, draw.integer(3, 9), draw.integer(3, 9), 2), "float32")
    numbers = [[1, draw.integer(1, 3), draw.integer(1, 3), 1] for _ in range(2)]
    padding = draw.choice(("SAME", "VALID"))
    return Call("tensorflow.image.extract_patches", (image, *numbers, [1, 1, 1, 1], padding))


@families.add(known=0.9, refused=0.8)
def crop_and_resize(draw: Draw) -> Call:
    image = draw.array((2, 5, 5, draw.integer(1, 3)) if draw.chance(0.9) else (5, 5, 3), "float32")
    count = draw.integer(1, 4)
    boxes = draw.array((count, 4 if draw.chance(0.9) else 3), "float32")
    indices = draw.array((count if draw.chance(0.9) else count + 1,), "int32", 0, 1)
    return Call("tensorflow.image.crop_and_resize", (image, boxes, indices, [3, 4]))


@families.add(known=0.9)
def frames(draw: Draw) -> Call:
    shape = (*draw.shape(0, 1), draw.integer(1, 30))
    arguments = draw.array(shape, "float32"), draw.integer(1, 8), draw.integer(1, 5)
    return Call("tensorflow.signal.frame", arguments, draw.given(0.3, pad_end=draw.chance()))


@families.add(known=0.9)
def stft(draw: Draw) -> Call:
    shape = (*draw.shape(0, 1), draw.integer(8, 40))
    length = draw.integer(2, 12)
    keywords = draw.given(0.3, pad_end=draw.chance(), fft_length=16)
    return Call(
        "tensorflow.signal.stft", (draw.array(shape, "float32"), length, draw.integer(1, 5)), keywords
    )


@families.add(known=0.9)
def transforms(draw: Draw) -> Call:
    shape = tuple(size + 1 for size in draw.shape(1, 3))
    name = draw.choice(("rfft", "dct", "fftshift"))
    keywords: dict[str, Any] = {}
    if name == "rfft" and draw.chance(0.3):
        keywords["fft_length"] = [draw.integer(1, 9)]
    if name == "dct" and draw.chance(0.3):
        keywords["n"] = draw.integer(1, 9)
    return Call(f"tensorflow.signal.{name}", (draw.array(shape, "float32"),), keywords)


@families.add(known=0.9, refused=0.9)
def complex_transforms(draw: Draw) -> Call:
    shape = tuple(size + 2 for size in draw.shape(0, 3))
    name = draw.choice(("fft", "ifft", "fft2d", "irfft") if shape else ("fft",))
    return Call(f"tensorflow.signal.{name}", (draw.array(shape, "complex64"),))


@families.add(known=0.9)
def frames_put_together(draw: Draw) -> Call:
    shape = (*draw.shape(0, 1), draw.integer(1, 6), draw.integer(2, 6))
    return Call("tensorflow.signal.overlap_and_add", (draw.array(shape, "float32"), draw.integer(1, 2)))


@pytest.mark.parametrize("family", list(families), ids=str)
def test_agrees_with_tensorflow(family: Family) -> None:
    family.run()
