"""Images of OpenCV and scikit-image: arrays (height, width) or (height, width, channels).

OpenCV drops an axis of one channel, and names sizes (width, height): a result has (height, width).
"""

from __future__ import annotations

from tensorlint.models.coercion import to_sizes
from tensorlint.models.registry import NotCoercible, models
from tensorlint.shapes import UNKNOWN, Axis, Shape, equal, shape_of, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import total
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Float,
    Integer,
    Library,
    List,
    Tuple,
    Value,
    union,
)


def height_and_width() -> tuple[Axis, Axis]:
    """The axes of an image of a file."""
    height, width = symbol("height", lower=1, generic=True), symbol("width", lower=1, generic=True)
    return born(height, "height"), born(width, "width")


def _image(value: Value) -> Array:
    """An image of OpenCV: 2-D, or with channels that are surely more than one."""
    if not isinstance(value, Array) or value.library != "numpy" or value.kind or value.rank not in (2, 3):
        raise NotCoercible
    if value.rank == 3 and equal(value.shape.axes[2].size, 1) is not False:
        raise NotCoercible
    return value


@models("cv2.imread")
def imread(filename: Value, flags: Value = Library("cv2.IMREAD_COLOR")) -> Value:  # noqa: B008 - immutable
    """An image of 8-bit numbers, or None where there is no such file."""
    if flags in (Library("cv2.IMREAD_COLOR"), Integer(1)):
        return union(Array(Shape((*height_and_width(), Axis(3))), "uint8"), NONE)
    if flags in (Library("cv2.IMREAD_GRAYSCALE"), Integer(0)):
        return union(Array(Shape(height_and_width()), "uint8"), NONE)
    return UNKNOWN_VALUE


@models("cv2.resize")
def resize(src: Value, dsize: Value, *given: Value, **keywords: Value) -> Value:
    """The image of another (width, height): its array has (height, width)."""
    image = _image(src)
    if dsize == NONE:
        return Array(Shape((*height_and_width(), *image.shape.axes[2:])), image.dtype)
    sizes = to_sizes(dsize)
    if len(sizes) != 2:
        raise NotCoercible
    width, height = [Axis(each.size) for each in sizes]
    return Array(Shape((height, width, *image.shape.axes[2:])), image.dtype)


_CHANNELS = {"GRAY": None, "RGB": 3, "BGR": 3, "HSV": 3, "LAB": 3, "Lab": 3, "YCrCb": 3, "BGRA": 4, "RGBA": 4}


@models("cv2.cvtColor")
def convert(src: Value, code: Value, *given: Value, **keywords: Value) -> Value:
    """The image in other colours."""
    image = _image(src)
    name = code.path.removeprefix("cv2.COLOR_") if isinstance(code, Library) else ""
    source, _, target = name.partition("2")
    if source not in _CHANNELS or target not in _CHANNELS:
        raise NotCoercible
    channels = _CHANNELS[target]
    return Array(Shape((*image.shape.axes[:2], *([] if channels is None else [Axis(channels)]))), image.dtype)


_FILTERS = "GaussianBlur medianBlur bilateralFilter blur dilate erode flip equalizeHist bitwise_not"
_OTHERS = "Sobel Scharr Laplacian filter2D morphologyEx adaptiveThreshold boxFilter"


@models(*[f"cv2.{name}" for name in _FILTERS.split()])
def filtered(src: Value, *given: Value, **keywords: Value) -> Value:
    """The same shape."""
    image = _image(src)
    return Array(image.shape, image.dtype)


@models(*[f"cv2.{name}" for name in _OTHERS.split()])
def filtered_as(src: Value, *given: Value, **keywords: Value) -> Value:
    """The same shape, of a type that an argument names."""
    return Array(_image(src).shape, "")


@models(
    *[f"cv2.{name}" for name in ("add", "subtract", "absdiff", "bitwise_and", "bitwise_or", "bitwise_xor")]
)
def of_two(src1: Value, src2: Value, *given: Value, **keywords: Value) -> Value:
    """Two images of one shape, element by element."""
    return _alike(src1, src2)


@models("cv2.addWeighted")
def add_weighted(src1: Value, alpha: Value, src2: Value, beta: Value, gamma: Value, *given: Value) -> Value:
    """A mixture of two images of one shape."""
    return _alike(src1, src2)


def _alike(a: Value, b: Value) -> Value:
    one, other = _image(a), _image(b)
    if one.shape.sizes != other.shape.sizes:
        raise NotCoercible
    return Array(one.shape, one.dtype if one.dtype == other.dtype else "")


@models("cv2.transpose")
def transpose(src: Value, *given: Value) -> Value:
    """Height and width swapped."""
    image = _image(src)
    height, width, *channels = image.shape.axes
    return Array(Shape((width, height, *channels)), image.dtype)


@models("cv2.rotate")
def rotate(src: Value, rotateCode: Value, *given: Value) -> Value:
    """A quarter of a turn swaps height and width."""
    if rotateCode == Library("cv2.ROTATE_180"):
        return filtered(src)
    if rotateCode in (Library("cv2.ROTATE_90_CLOCKWISE"), Library("cv2.ROTATE_90_COUNTERCLOCKWISE")):
        return transpose(src)
    raise NotCoercible


@models("cv2.warpAffine", "cv2.warpPerspective")
def warp(src: Value, M: Value, dsize: Value, *given: Value, **keywords: Value) -> Value:
    """The image of another (width, height): its array has (height, width)."""
    return resize(src, dsize)


@models("cv2.split")
def split(m: Value, *given: Value) -> Value:
    """An image (height, width) for each channel."""
    image = _image(m)
    count = image.shape.axes[2].size if image.rank == 3 else 1
    if not isinstance(count, int) or count > 16:
        raise NotCoercible
    return Tuple((Array(Shape(image.shape.axes[:2]), image.dtype),) * count)


@models("cv2.merge")
def merge(mv: Value, *given: Value) -> Value:
    """Images (height, width) as the channels of one."""
    items = mv.items if isinstance(mv, List | Tuple) else None
    if items is None or len(items) < 2:
        raise NotCoercible
    images = [_image(item) for item in items]
    if any(image.rank != 2 or image.shape.sizes != images[0].shape.sizes for image in images):
        raise NotCoercible
    return Array(Shape((*images[0].shape.axes, Axis(len(images)))), images[0].dtype)


@models("cv2.inRange")
def in_range(src: Value, lowerb: Value, upperb: Value, *given: Value) -> Value:
    """A mask (height, width)."""
    return Array(Shape(_image(src).shape.axes[:2]), "uint8")


@models("cv2.copyMakeBorder")
def copy_make_border(
    src: Value, top: Value, bottom: Value, left: Value, right: Value, *given: Value, **keywords: Value
) -> Value:
    """A frame of so many pixels around the image."""
    image = _image(src)
    height, width, *channels = image.shape.axes
    sizes = [each.size if isinstance(each, Integer) else UNKNOWN for each in (top, bottom, left, right)]
    tall = total([height.size, *sizes[:2]])
    wide = total([width.size, *sizes[2:]])
    return Array(Shape((Axis(tall), Axis(wide), *channels)), image.dtype)


@models("cv2.Canny")
def canny(image: Value, threshold1: Value, threshold2: Value, *given: Value, **keywords: Value) -> Value:
    """The edges: one channel."""
    if not isinstance(threshold1, Integer | Float) or not isinstance(threshold2, Integer | Float):
        raise NotCoercible
    return Array(Shape(_image(image).shape.axes[:2]), "uint8")


@models("cv2.threshold")
def threshold(src: Value, thresh: Value, maxval: Value, type: Value, *given: Value) -> Value:
    """The threshold, and the image of the same shape."""
    image = _image(src)
    return Tuple((Float(), Array(image.shape, image.dtype)))


_PICTURES: dict[str, tuple[int, ...]] = {
    "astronaut": (512, 512, 3),
    "brick": (512, 512),
    "cat": (300, 451, 3),
    "cell": (660, 550),
    "checkerboard": (200, 200),
    "chelsea": (300, 451, 3),
    "coffee": (400, 600, 3),
    "grass": (512, 512),
    "rocket": (427, 640, 3),
    "camera": (512, 512),
    "coins": (303, 384),
    "moon": (512, 512),
    "page": (191, 384),
    "text": (172, 448),
    "clock": (300, 400),
}


def _picture(name: str, sizes: tuple[int, ...]) -> None:
    @models(f"skimage.data.{name}")
    def picture() -> Value:
        """A picture that comes with scikit-image."""
        return Array(shape_of(*sizes), "uint8")


for _name, _sizes in _PICTURES.items():
    _picture(_name, _sizes)


@models("skimage.color.rgb2gray")
def rgb2gray(rgb: Value) -> Value:
    """The brightness of colours in the last axis."""
    if not isinstance(rgb, Array) or rgb.rank is None or rgb.rank < 3 or rgb.shape.axes[-1].size != 3:
        raise NotCoercible
    return Array(Shape(rgb.shape.axes[:-1]), "")


@models(*[f"skimage.color.{name}" for name in ("rgb2hsv", "hsv2rgb", "rgb2lab", "lab2rgb", "rgb2ycbcr")])
def other_colours(image: Value, *given: Value, **keywords: Value) -> Value:
    """Three numbers a pixel in another space of colours."""
    known = isinstance(image, Array) and image.rank is not None and image.rank > 2 and not keywords
    if not known or not isinstance(image, Array) or image.shape.axes[-1].size != 3:
        raise NotCoercible
    return Array(image.shape, "")


@models("skimage.color.gray2rgb")
def gray2rgb(image: Value, *given: Value, **keywords: Value) -> Value:
    """Three equal channels."""
    if not isinstance(image, Array) or image.rank is None or keywords or given:
        raise NotCoercible
    return Array(Shape((*image.shape.axes, Axis(3))), image.dtype)


@models("skimage.measure.label")
def label(
    label_image: Value, background: Value = NONE, return_num: Value = FALSE, connectivity: Value = NONE
) -> Value:
    """The number of the region of each pixel."""
    if not isinstance(label_image, Array):
        raise NotCoercible
    numbers = Array(label_image.shape, "int")
    if return_num == FALSE:
        return numbers
    return Tuple((numbers, Integer())) if return_num == TRUE else UNKNOWN_VALUE


@models("skimage.transform.rotate")
def rotated(image: Value, angle: Value, resize: Value = FALSE, *given: Value, **keywords: Value) -> Value:
    """The same shape, unless the frame grows with it."""
    if not isinstance(image, Array) or resize != FALSE:
        raise NotCoercible
    return Array(image.shape, "")


@models("skimage.transform.resize")
def resized(image: Value, output_shape: Value, *given: Value, **keywords: Value) -> Value:
    """The image of that shape; channels that it does not name are kept."""
    if not isinstance(image, Array) or image.rank is None or image.rank < 2:
        raise NotCoercible
    sizes = [Axis(each.size) for each in to_sizes(output_shape)]
    if len(sizes) == image.rank - 1:
        sizes.append(image.shape.axes[-1])
    elif len(sizes) < image.rank:
        raise NotCoercible
    return Array(Shape(tuple(sizes)), "")


@models("skimage.feature.corner_harris")
def corners(image: Value, *given: Value, **keywords: Value) -> Value:
    """How much of a corner each pixel of a grey image is."""
    if not isinstance(image, Array) or image.rank != 2:
        raise NotCoercible
    return Array(image.shape, "float")


@models("skimage.exposure.equalize_adapthist")
def equalized(image: Value, *given: Value, **keywords: Value) -> Value:
    """The same shape; of a picture with four channels the first three."""
    if not isinstance(image, Array) or image.rank is None:
        raise NotCoercible
    shape = image.shape
    if image.rank == 3 and equal(shape.axes[2].size, 4) is not False:
        channels = 3 if shape.axes[2].size == 4 else UNKNOWN
        return Array(Shape((*shape.axes[:2], Axis(channels))), "float")
    return Array(shape, "float")


KEEP_THE_SHAPE = {
    "filters": "gaussian sobel median prewitt laplace unsharp_mask roberts scharr farid butterworth frangi"
    " hessian meijering sato sobel_h sobel_v prewitt_h prewitt_v scharr_h scharr_v farid_h farid_v"
    " threshold_local threshold_niblack threshold_sauvola",
    "filters.rank": "autolevel enhance_contrast entropy equalize geometric_mean gradient majority maximum"
    " mean mean_bilateral mean_percentile median minimum modal otsu percentile pop sum threshold",
    "exposure": "equalize_hist rescale_intensity adjust_gamma adjust_log adjust_sigmoid match_histograms",
    "feature": "canny hessian_matrix_det shape_index corner_moravec corner_kitchen_rosenfeld",
    "morphology": "binary_dilation binary_erosion binary_opening binary_closing dilation erosion opening"
    " closing remove_small_objects remove_small_holes skeletonize thin white_tophat black_tophat area_closing"
    " area_opening diameter_closing diameter_opening convex_hull_image convex_hull_object reconstruction",
    "segmentation": "clear_border expand_labels inverse_gaussian_gradient watershed",
    "util": "img_as_float img_as_float32 img_as_float64 img_as_ubyte img_as_bool invert random_noise",
    "restoration": "denoise_tv_chambolle",
}


@models(*[f"skimage.{room}.{name}" for room, names in KEEP_THE_SHAPE.items() for name in names.split()])
@models(*[f"skimage.{name}" for name in ("img_as_float", "img_as_float32", "img_as_ubyte", "img_as_bool")])
def smoothed(image: Value, *given: Value, **keywords: Value) -> Value:
    """The same shape."""
    if not isinstance(image, Array):
        raise NotCoercible
    return Array(image.shape, "")
