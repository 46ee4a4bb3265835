"""scipy.ndimage: filters and morphology keep the shape, zoom and transforms have their own."""

from __future__ import annotations

from tensorlint.models.coercion import Sizes, to_array
from tensorlint.models.numpy_arguments import counted, sized
from tensorlint.models.registry import Refusal
from tensorlint.models.scipy_declaring import law, laws
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, symbol
from tensorlint.shapes.sizes import multiply
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Float,
    Integer,
    List,
    Tuple,
    Unknown,
    Value,
)


def _into(output: Value, shape: Shape, dtype: str = "") -> Array:
    """The result, in `output` where that is an array."""
    if isinstance(output, Array):
        return output
    return Array(shape if not isinstance(output, Unknown) else UNKNOWN_SHAPE, dtype if output == NONE else "")


@laws(
    "scipy.ndimage.correlate1d input weights axis= output= mode= cval= origin=",
    "scipy.ndimage.convolve1d input weights axis= output= mode= cval= origin=",
    ("scipy.ndimage.gaussian_filter1d input sigma axis= order= output= mode= cval= truncate= * radius="),
    "scipy.ndimage.gaussian_filter input sigma order= output= mode= cval= truncate= * radius= axes=",
    "scipy.ndimage.prewitt input axis= output= mode= cval=",
    "scipy.ndimage.sobel input axis= output= mode= cval=",
    (
        "scipy.ndimage.generic_laplace input derivative2 output= mode= cval= extra_arguments= "
        "extra_keywords= * axes="
    ),
    "scipy.ndimage.laplace input output= mode= cval= * axes=",
    "scipy.ndimage.gaussian_laplace input sigma output= mode= cval= * axes= **kwargs",
    (
        "scipy.ndimage.generic_gradient_magnitude input derivative output= mode= cval= "
        "extra_arguments= extra_keywords= * axes="
    ),
    "scipy.ndimage.gaussian_gradient_magnitude input sigma output= mode= cval= * axes= **kwargs",
    "scipy.ndimage.correlate input weights output= mode= cval= origin= * axes=",
    "scipy.ndimage.convolve input weights output= mode= cval= origin= * axes=",
    "scipy.ndimage.uniform_filter1d input size axis= output= mode= cval= origin=",
    "scipy.ndimage.uniform_filter input size= output= mode= cval= origin= * axes=",
    "scipy.ndimage.minimum_filter1d input size axis= output= mode= cval= origin=",
    "scipy.ndimage.maximum_filter1d input size axis= output= mode= cval= origin=",
    "scipy.ndimage.minimum_filter input size= footprint= output= mode= cval= origin= * axes=",
    "scipy.ndimage.maximum_filter input size= footprint= output= mode= cval= origin= * axes=",
    "scipy.ndimage.rank_filter input rank size= footprint= output= mode= cval= origin= * axes=",
    "scipy.ndimage.median_filter input size= footprint= output= mode= cval= origin= * axes=",
    ("scipy.ndimage.percentile_filter input percentile size= footprint= output= mode= cval= origin= * axes="),
    (
        "scipy.ndimage.generic_filter1d input function filter_size axis= output= mode= cval= "
        "origin= extra_arguments= extra_keywords="
    ),
    (
        "scipy.ndimage.generic_filter input function size= footprint= output= mode= cval= origin= "
        "extra_arguments= extra_keywords= * axes="
    ),
    ("scipy.ndimage.grey_erosion input size= footprint= structure= output= mode= cval= origin= * axes="),
    ("scipy.ndimage.grey_dilation input size= footprint= structure= output= mode= cval= origin= * axes="),
    ("scipy.ndimage.grey_opening input size= footprint= structure= output= mode= cval= origin= * axes="),
    ("scipy.ndimage.grey_closing input size= footprint= structure= output= mode= cval= origin= * axes="),
    ("scipy.ndimage.white_tophat input size= footprint= structure= output= mode= cval= origin= * axes="),
    ("scipy.ndimage.black_tophat input size= footprint= structure= output= mode= cval= origin= * axes="),
    (
        "scipy.ndimage.morphological_gradient input size= footprint= structure= output= mode= "
        "cval= origin= * axes="
    ),
    (
        "scipy.ndimage.morphological_laplace input size= footprint= structure= output= mode= "
        "cval= origin= * axes="
    ),
    "scipy.ndimage.fourier_gaussian input sigma n= axis= output=",
    "scipy.ndimage.fourier_uniform input size n= axis= output=",
    "scipy.ndimage.fourier_shift input shift n= axis= output=",
    "scipy.ndimage.fourier_ellipsoid input size n= axis= output=",
    "scipy.ndimage.spline_filter input order= output= mode=",
    "scipy.ndimage.spline_filter1d input order= axis= output= mode=",
    "scipy.ndimage.shift input shift output= order= mode= cval= prefilter=",
    "scipy.ndimage.watershed_ift input markers structure= output=",
)
def filtered(input: Array, output: Value = NONE) -> Array:
    """A filter: an array of the same shape."""
    return _into(output, input.shape)


@laws(
    (
        "scipy.ndimage.binary_erosion input structure= iterations= mask= output= border_value= "
        "origin= brute_force= * axes="
    ),
    (
        "scipy.ndimage.binary_dilation input structure= iterations= mask= output= border_value= "
        "origin= brute_force= * axes="
    ),
    (
        "scipy.ndimage.binary_opening input structure= iterations= output= origin= mask= "
        "border_value= brute_force= * axes="
    ),
    (
        "scipy.ndimage.binary_closing input structure= iterations= output= origin= mask= "
        "border_value= brute_force= * axes="
    ),
    ("scipy.ndimage.binary_hit_or_miss input structure1= structure2= output= origin1= origin2= * axes="),
    "scipy.ndimage.binary_propagation input structure= mask= output= border_value= origin= * axes=",
    "scipy.ndimage.binary_fill_holes input structure= output= origin= * axes=",
)
def binary(input: Array, output: Value = NONE) -> Array:
    """Morphology of a mask: a mask of the same shape."""
    return _into(output, input.shape, "bool")


@law("scipy.ndimage.zoom", "input zoom output= order= mode= cval= prefilter= * grid_mode=")
def zoom(input: Array, zoom: Value, output: Value = NONE) -> Array:
    """Each axis longer by its factor, rounded."""
    if input.rank is None:
        return _into(output, UNKNOWN_SHAPE)
    factors: tuple[Value, ...] = (UNKNOWN_VALUE,) * input.rank
    if isinstance(zoom, Float | Integer):
        factors = (zoom,) * input.rank
    elif isinstance(zoom, Tuple | List) and zoom.items is not None and len(zoom.items) == input.rank:
        factors = zoom.items
    axes = [_zoomed(axis, factor) for axis, factor in zip(input.shape.axes, factors, strict=True)]
    return _into(output, Shape(tuple(axes)))


def _zoomed(axis: Axis, factor: Value) -> Axis:
    if isinstance(factor, Integer):
        return axis if factor.size == 1 else sized(multiply(axis.size, factor.size))
    if isinstance(factor, Float) and factor.value is not None and isinstance(axis.size, int):
        return sized(round(axis.size * factor.value))
    return Axis(UNKNOWN)


@law("scipy.ndimage.rotate", "input angle axes= reshape= output= order= mode= cval= prefilter=")
def rotate(
    input: Array, angle: Value, axes: Value = NONE, reshape: bool = True, output: Value = NONE
) -> Array:
    """Turned in a plane; made large enough to hold it all, unless told otherwise."""
    if not reshape:
        return _into(output, input.shape)
    if input.rank is None or input.rank < 2:
        return _into(output, UNKNOWN_SHAPE)
    plane = {1, 0}
    if axes != NONE:
        items = axes.items if isinstance(axes, Tuple | List) else None
        plane = set()
        for each in items or ():
            if not isinstance(each, Integer) or not isinstance(each.size, int):
                return _into(output, Shape((Axis(UNKNOWN),) * input.rank))
            plane.add(each.size % input.rank)
        if len(plane) != 2:
            return _into(output, UNKNOWN_SHAPE)
    turned = [Axis(UNKNOWN) if place in plane else axis for place, axis in enumerate(input.shape.axes)]
    return _into(output, Shape(tuple(turned)))


@laws(
    (
        "scipy.ndimage.affine_transform input matrix offset= output_shape= output= order= mode= "
        "cval= prefilter="
    ),
    (
        "scipy.ndimage.geometric_transform input mapping output_shape= output= order= mode= cval= "
        "prefilter= extra_arguments= extra_keywords="
    ),
)
def transformed(input: Array, output_shape: Sizes | None = None, output: Value = NONE) -> Array:
    """Seen through a map of coordinates: of its own shape, or of that asked for."""
    if isinstance(output, Array) or output_shape is None:
        return _into(output, input.shape)
    return _into(output, Shape(tuple([counted(each) for each in output_shape])))


@law("scipy.ndimage.map_coordinates", "input coordinates output= order= mode= cval= prefilter=")
def map_coordinates(input: Array, coordinates: Array, output: Value = NONE) -> Array:
    """One value for each point: the first axis of the coordinates goes away."""
    rank = coordinates.rank
    shape = Shape(coordinates.shape.axes[1:]) if rank else UNKNOWN_SHAPE
    return _into(output, shape)


@law("scipy.ndimage.label", "input structure= output=")
def label(input: Array, structure: Value = NONE, output: Value = NONE) -> Value:
    """The number of the feature at each place, and how many there are."""
    count = Integer(symbol("features", lower=0))
    if isinstance(output, Array):
        return count
    return UNKNOWN_VALUE if isinstance(output, Unknown) else Tuple((Array(input.shape, "int"), count))


@laws(
    (
        "scipy.ndimage.distance_transform_edt input sampling= return_distances= return_indices= "
        "distances= indices="
    ),
    (
        "scipy.ndimage.distance_transform_cdt input metric= return_distances= return_indices= "
        "distances= indices="
    ),
    (
        "scipy.ndimage.distance_transform_bf input metric= sampling= return_distances= "
        "return_indices= distances= indices="
    ),
)
def distance_transform(
    input: Array,
    return_distances: bool = True,
    return_indices: bool = False,
    distances: Value = NONE,
    indices: Value = NONE,
) -> Value:
    """How far away the background is, and where."""
    if distances != NONE or indices != NONE or input.rank is None:
        return UNKNOWN_VALUE
    parts: list[Value] = [Array(input.shape)] if return_distances else []
    if return_indices:
        parts.append(Array(Shape((sized(input.rank), *input.shape.axes)), "int"))
    return parts[0] if len(parts) == 1 else Tuple(tuple(parts)) if parts else UNKNOWN_VALUE


@laws(
    "scipy.ndimage.sum input labels= index=",
    "scipy.ndimage.sum_labels input labels= index=",
    "scipy.ndimage.mean input labels= index=",
    "scipy.ndimage.variance input labels= index=",
    "scipy.ndimage.standard_deviation input labels= index=",
    "scipy.ndimage.minimum input labels= index=",
    "scipy.ndimage.maximum input labels= index=",
    "scipy.ndimage.median input labels= index=",
)
def measured(input: Array, labels: Value = NONE, index: Value = NONE) -> Value:
    """A measure of the whole, or of each feature asked for."""
    if index == NONE:
        return UNKNOWN_VALUE
    try:
        asked = to_array(index)
    except Refusal:
        return UNKNOWN_VALUE
    return Array(asked.shape) if asked.rank else UNKNOWN_VALUE


@law("scipy.ndimage.center_of_mass", "input labels= index=")
def center_of_mass(input: Array, labels: Value = NONE, index: Value = NONE) -> Value:
    """A tuple of a number for each axis; with an index a list of them."""
    if input.rank is None:
        return UNKNOWN_VALUE
    point = Tuple((Float(),) * input.rank)
    if index == NONE:
        return point
    if isinstance(index, Integer):
        return UNKNOWN_VALUE
    return List.like(point)


@laws(
    "scipy.ndimage.minimum_position input labels= index=",
    "scipy.ndimage.maximum_position input labels= index=",
)
def position(input: Array, labels: Value = NONE, index: Value = NONE) -> Value:
    """A tuple of an index for each axis."""
    if input.rank is None or index != NONE:
        return UNKNOWN_VALUE
    return Tuple((Integer(),) * input.rank)


@law("scipy.ndimage.histogram", "input min max bins labels= index=")
def histogram(input: Array, bins: Integer, labels: Value = NONE, index: Value = NONE) -> Value:
    """How many elements fall into each bin."""
    return Array(Shape((sized(bins.size),))) if index == NONE else UNKNOWN_VALUE


@law("scipy.ndimage.generate_binary_structure", "rank connectivity")
def generate_binary_structure(rank: int) -> Array:
    """A mask of 3 elements along each axis."""
    sizes: list[Size] = [3] * max(rank, 0)
    return Array(Shape(tuple([sized(size) for size in sizes])), "bool")
