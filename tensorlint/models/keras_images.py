"""Images for Keras: one loaded from a file, and generators of batches of them."""

from __future__ import annotations

from tensorlint.models.registry import alias, models
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, symbol
from tensorlint.shapes.axes import born
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Integer,
    List,
    Object,
    Series,
    String,
    Tuple,
    Value,
)


@models("keras.utils.load_img")
def load_img(
    path: Value,
    color_mode: Value = NONE,
    target_size: Value = NONE,
    interpolation: Value = NONE,
    keep_aspect_ratio: Value = NONE,
    **keywords: Value,
) -> Value:
    """An image, of the target size where one is given."""
    return Object("PIL.Image.Image", Cells({"<size>": target_size, "<mode>": color_mode}))


def channels_of(mode: Value) -> int | None:
    """The channels of a colour mode; None where it is not known."""
    if mode == NONE:
        return 3
    text = mode.value if isinstance(mode, String) else None
    return {"rgb": 3, "rgba": 4, "grayscale": 1}.get(text or "")


def sides_of(size: Value) -> tuple[Size, Size] | None:
    """The two sizes of an image; None where they are not known."""
    items = size.items if isinstance(size, Tuple | List) else None
    if items is None or len(items) != 2 or not all(isinstance(item, Integer) for item in items):
        return None
    height, width = [item.size for item in items if isinstance(item, Integer)]
    return height, width


@models("keras.utils.img_to_array")
def img_to_array(img: Value, data_format: Value = NONE, dtype: Value = NONE) -> Value:
    """(height, width, channels), for one image: without a batch axis."""
    if isinstance(img, Array) or data_format != NONE:
        return Array(UNKNOWN_SHAPE, "float")
    size = img.cells.get("<size>", NONE) if isinstance(img, Object) else NONE
    mode = img.cells.get("<mode>") if isinstance(img, Object) else None
    sides = sides_of(size) if isinstance(size, Value) else None
    channels = channels_of(mode) if isinstance(mode, Value) else None
    height, width = sides or (symbol("height", generic=True), symbol("width", generic=True))
    axes = (born(height, "height"), born(width, "width"), Axis(UNKNOWN if channels is None else channels))
    return Array(Shape(axes), "float")


@models("keras.preprocessing.image.ImageDataGenerator")
def make_generator(*given: Value, **keywords: Value) -> Value:
    """A generator of image batches of the earlier Keras."""
    return Object("keras.preprocessing.image.ImageDataGenerator", Cells())


@models("keras.preprocessing.image.ImageDataGenerator.flow_from_directory")
def flow_from_directory(
    self: Value,
    directory: Value,
    target_size: Value = NONE,
    color_mode: Value = NONE,
    classes: Value = NONE,
    class_mode: Value = NONE,
    batch_size: Value = NONE,
    **keywords: Value,
) -> Value:
    """Batches of images, with their classes unless class_mode is None."""
    height, width = sides_of(target_size) or ((256, 256) if target_size == NONE else (UNKNOWN, UNKNOWN))
    channels = channels_of(color_mode)
    batch = born(_batch(batch_size), "batch", None, True)
    axes = (batch, Axis(height), Axis(width), Axis(UNKNOWN if channels is None else channels))
    x = Array(Shape(axes), "float32")
    mode = class_mode.value if isinstance(class_mode, String) else None
    if mode in ("binary", "sparse"):
        return Series(Tuple((x, Array(Shape((batch,)), "float32"))))
    return Series(Tuple((x, Array(UNKNOWN_SHAPE)))) if class_mode == NONE or mode else Series(UNKNOWN_VALUE)


def _batch(batch_size: Value) -> Size:
    upper = batch_size.size if isinstance(batch_size, Integer) else 32 if batch_size == NONE else None
    return symbol("batch", upper=upper if isinstance(upper, int) else None, generic=True)


@models("keras.preprocessing.image.ImageDataGenerator.flow")
def flow(self: Value, x: Value, y: Value = NONE, batch_size: Value = NONE, **keywords: Value) -> Value:
    """Batches of the images, with their targets if given."""
    if not isinstance(x, Array) or x.shape.open or not x.shape.axes:
        return Series(UNKNOWN_VALUE)
    batch = born(_batch(batch_size), "batch", None, True)
    images = Array(x.shape.replaced(0, batch), "float")
    if y == NONE:
        return Series(images)
    if not isinstance(y, Array) or y.shape.open or not y.shape.axes:
        return Series(UNKNOWN_VALUE)
    return Series(Tuple((images, Array(y.shape.replaced(0, batch), y.dtype))))


@models("keras.preprocessing.image.ImageDataGenerator.fit")
def fit_generator(self: Value, x: Value, *given: Value, **keywords: Value) -> Value:
    """Learns means and deviations."""
    return NONE


for _name in ("load_img", "img_to_array", "array_to_img", "save_img"):
    alias(f"keras.preprocessing.image.{_name}", f"keras.utils.{_name}")
