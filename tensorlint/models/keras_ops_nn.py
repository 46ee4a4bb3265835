"""The functions of `keras.ops` with shapes of their own: codes, pieces, products through TensorFlow."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.coercion import to_array
from tensorlint.models.keras_ops import as_tensors, invoke, plain
from tensorlint.models.keras_ops_elementwise import carried, connected, float_kind
from tensorlint.models.keras_values import ANY_ERROR, leaves, mapped, to_tensor
from tensorlint.models.registry import Context, Refusal, alias, models, refuse, unmodelled
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import bounds
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Integer,
    Library,
    List,
    Series,
    Tuple,
    Unknown,
    Value,
)

_LAST = Integer(-1)


@models("keras.ops.one_hot", "keras.ops.nn.one_hot")
def one_hot(
    x: Value,
    num_classes: Value,
    axis: Value = _LAST,
    dtype: Value = NONE,
    sparse: Value = FALSE,
) -> Value:
    """A new axis for the classes, the last one unless told otherwise."""
    array = to_tensor(x)
    size = num_classes.size if isinstance(num_classes, Integer) else UNKNOWN
    classes = born(size, "classes")
    if axis == Integer(-1):
        return connected(Shape((*array.shape.axes, classes), array.shape.open), "", x)
    place = axis.size if isinstance(axis, Integer) else UNKNOWN
    rank = array.rank
    if rank is None or not isinstance(place, int) or not -rank - 1 <= place <= rank:
        return connected(UNKNOWN_SHAPE, "", x)
    place = place % (rank + 1)
    axes = array.shape.axes
    return connected(Shape((*axes[:place], classes, *axes[place:])), "", x)


@models("keras.ops.shape", "keras.ops.core.shape")
def shape_of(x: Value) -> Value:
    """The sizes as a tuple."""
    array = to_tensor(x)
    if array.shape.open:
        return Series(Integer(), kind="shape", subject=array)
    return Tuple(tuple([Integer(axis.size, axis.parts) for axis in array.shape.axes]))


@models("keras.ops.ndim", "keras.ops.numpy.ndim")
def ndim(x: Value) -> Value:
    """The number of axes."""
    rank = to_tensor(x).rank
    return UNKNOWN_VALUE if rank is None else Integer(rank)


@models("keras.ops.size", "keras.ops.numpy.size")
def size(x: Value) -> Value:
    """The number of elements."""
    return Integer(to_tensor(x).shape.count)


@models("keras.ops.cast", "keras.ops.saturate_cast", "keras.ops.core.cast")
def cast(x: Value, dtype: Value) -> Value:
    """The shape stays."""
    return carried(to_tensor(x).shape, "", x)


@models("keras.ops.convert_to_tensor")
def convert_to_tensor(x: Value, dtype: Value = NONE, sparse: Value = NONE, ragged: Value = NONE) -> Value:
    """The same as a tensor."""
    array = to_tensor(x) if not isinstance(x, Tuple | List) else plain_array(x)
    found = connected(array.shape, float_kind(array) if dtype == NONE else "", x)
    if array.contents is not None and dtype == NONE:
        return Array(found.shape, found.dtype, found.library, False, array.contents, array.generated)
    return found


@models("keras.ops.slice", "keras.ops.core.slice")
def cut(inputs: Value, start_indices: Value, shape: Value) -> Value:
    """A part of this shape."""
    sizes = shape.items if isinstance(shape, Tuple | List) else None
    if sizes is None:
        return connected(UNKNOWN_SHAPE, "", inputs)
    known = [size.size if isinstance(size, Integer | Unknown) else UNKNOWN for size in sizes]
    return connected(
        Shape(tuple([Axis(UNKNOWN if bounds(size)[0] < 0 else size) for size in known])), "", inputs
    )


@models("keras.ops.array")
def make_array(x: Value, dtype: Value = NONE) -> Value:
    """The same as a tensor."""
    return convert_to_tensor(x, dtype)


def plain_array(value: Value) -> Array:
    """The array of a nested list."""
    return to_array(plain(value))


@models("keras.ops.convert_to_numpy")
def convert_to_numpy(x: Value) -> Value:
    """The same as an array of NumPy."""
    array = to_tensor(x)
    return Array(array.shape, float_kind(array), writeable=None)


@models("keras.ops.unstack")
def unstack(x: Value, num: Value = NONE, axis: Value = Integer(0)) -> Value:  # noqa: B008
    """A list of what stands side by side along an axis."""
    array = to_tensor(x)
    place = axis.size if isinstance(axis, Integer) else UNKNOWN
    rank = array.rank
    if rank is None or not isinstance(place, int) or not -rank <= place < rank:
        return UNKNOWN_VALUE
    place = place % rank
    count = array.shape.axes[place].size
    rest = Shape((*array.shape.axes[:place], *array.shape.axes[place + 1 :]))
    item = connected(rest, float_kind(array), x)
    if isinstance(count, int) and count <= 64:
        return List.of((item,) * count)
    return List.like(item, count)


@models("keras.ops.top_k", "keras.ops.math.top_k")
def top_k(x: Value, k: Value, sorted: Value = NONE) -> Value:
    """The k largest along the last axis: values and indices."""
    array = to_tensor(x)
    shape = array.shape
    if shape.open or not shape.axes or not isinstance(k, Integer):
        return UNKNOWN_VALUE
    last = shape.axes[-1].size
    if isinstance(last, int) and isinstance(k.size, int) and k.size > last:
        refuse("TSL213", f"top_k: {{k}} is {k.size}, but {{x}} {shape} has {last} elements", ANY_ERROR)
    found = shape.replaced(-1, Axis(k.size))
    return Tuple((connected(found, float_kind(array), x), connected(found, "int", x)))


@models("keras.ops.dot_product_attention", "keras.ops.nn.dot_product_attention")
def dot_product_attention(
    query: Value,
    key: Value,
    value: Value,
    bias: Value = NONE,
    mask: Value = NONE,
    scale: Value = NONE,
    is_causal: Value = FALSE,
    flash_attention: Value = NONE,
    attn_logits_soft_cap: Value = NONE,
) -> Value:
    """(batch, time, heads, features), as the query."""
    array = to_tensor(query)
    if array.rank != 4:
        return connected(UNKNOWN_SHAPE, float_kind(array), query, key, value)
    features = to_tensor(value).shape
    last = features.axes[-1] if features.axes else Axis(UNKNOWN)
    return connected(array.shape.replaced(-1, last), float_kind(array), query, key, value)


def _kept(name: str) -> None:
    @models(f"keras.ops.{name}", f"keras.ops.nn.{name}")
    def function(x: Value, *given: Value, **keywords: Value) -> Value:
        """The shape stays."""
        array = to_tensor(x)
        return connected(array.shape, float_kind(array), x)


for _name in ("batch_normalization", "layer_normalization", "rms_normalization", "normalize", "sparsemax"):
    _kept(_name)


def _joined(name: str, axis: int, least: int) -> None:
    @models(f"keras.ops.{name}", f"keras.ops.numpy.{name}")
    def function(context: Context, xs: Value) -> Value:
        """Arrays behind each other along one axis (arrays of a lower rank are not told here)."""
        items = leaves(xs)
        if any(not isinstance(item, Array) or item.shape.open for item in items):
            return UNKNOWN_VALUE
        if any(len(item.shape) < least for item in items if isinstance(item, Array)):
            return connected(UNKNOWN_SHAPE, "", xs)
        try:
            result = invoke(context, "numpy.concatenate", (plain(xs),), {"axis": Integer(axis)})
        except Refusal as refusal:
            raise Refusal(refusal.code, ANY_ERROR, refusal.message) from None
        return as_tensors(result, xs)


_joined("vstack", 0, 2)
_joined("hstack", 1, 2)
_joined("dstack", 2, 3)


def _tensors(value: Value) -> Value:
    """Symbolic tensors seen as those of TensorFlow."""

    def one(leaf: Value) -> Value:
        return replace(leaf, library="tensorflow", kind="") if isinstance(leaf, Array) else leaf

    return mapped(value, one) if isinstance(value, Tuple | List | Array) else value


def _through_tensorflow(name: str, path: str) -> None:
    @models(f"keras.ops.{name}", f"keras.ops.linalg.{name}", f"keras.ops.math.{name}")
    def function(context: Context, *given: Value, **keywords: Value) -> Value:
        """What TensorFlow's function gives."""
        passed = {key: _tensors(value) for key, value in keywords.items()}
        result = context.call(Library(path), [_tensors(value) for value in given], passed)
        return as_tensors(result, *given, *keywords.values())


for _name, _path in {
    "einsum": "tensorflow.einsum",
    "cholesky": "tensorflow.linalg.cholesky",
    "eigh": "tensorflow.linalg.eigh",
    "qr": "tensorflow.linalg.qr",
    "svd": "tensorflow.linalg.svd",
    "slogdet": "tensorflow.linalg.slogdet",
}.items():
    _through_tensorflow(_name, _path)


@models("keras.ops.logsumexp", "keras.ops.math.logsumexp")
def logsumexp(context: Context, x: Value, axis: Value = NONE, keepdims: Value = FALSE) -> Value:
    """A reduction like the sum."""
    given = {"axis": axis, "keepdims": keepdims}
    return as_tensors(invoke(context, "numpy.sum", (plain(x),), given), x)


@models("keras.ops.vectorized_map")
def vectorized_map(context: Context, function: Value, elements: Value) -> Value:
    """The function on every row, side by side."""
    return _mapped_rows(context, function, elements)


@models("keras.ops.map")
def map_rows(context: Context, f: Value, xs: Value) -> Value:
    """The function on every row, side by side."""
    return _mapped_rows(context, f, xs)


def _mapped_rows(context: Context, function: Value, elements: Value) -> Value:
    array = to_tensor(elements)
    if array.shape.open or not array.shape.axes:
        return UNKNOWN_VALUE
    row = replace(array, shape=Shape(array.shape.axes[1:]), contents=None)
    result = context.call(function, (row,))
    if not isinstance(result, Array):
        return UNKNOWN_VALUE
    if result.shape.open:
        return connected(UNKNOWN_SHAPE, "", elements)
    return connected(Shape((array.shape.axes[0], *result.shape.axes)), "", elements)


_BACKEND = """
mean sum max min prod std var any all abs sqrt square exp log round sign maximum minimum equal not_equal
greater less sin cos tanh sigmoid relu softmax elu softplus softsign cast shape stop_gradient
"""
for _name in _BACKEND.split():
    alias(f"keras.backend.{_name}", f"keras.ops.{_name}")
_UNKNOWN = """
argpartition associative_scan bincount cond correlate corrcoef cross ctc_decode ctc_loss custom_gradient
digitize fori_loop fold extract_sequences unfold geomspace histogram in_top_k isclose allclose isin is_tensor
jvp kron lstsq lu_factor matrix_rank meshgrid moments multi_hot nanargmax nanargmin nancumprod nancumsum
nanmedian nanpercentile nanquantile nonzero norm percentile pinv polar psnr quantile rearrange scan scatter
scatter_update searchsorted segment_max segment_min segment_prod segment_sum select slice_update
solve_triangular switch trapezoid unique unravel_index vander vectorize view view_as_complex view_as_real
while_loop cdist cholesky_inverse diagflat dtype eig get_item glu logdet adaptive_average_pool
adaptive_max_pool separable_conv depth_to_space space_to_depth binary_crossentropy categorical_crossentropy
sparse_categorical_crossentropy
"""
_SIGNALS = "bartlett blackman hamming hanning kaiser fft fft2 ifft2 rfft irfft stft istft"
unmodelled(
    "rarely met, or its shape depends on the data or on functions",
    *[f"keras.ops.{name}" for name in _UNKNOWN.split()],
)
unmodelled("a window function or a transform of signals", *[f"keras.ops.{name}" for name in _SIGNALS.split()])
