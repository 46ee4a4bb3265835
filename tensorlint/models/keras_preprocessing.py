"""Preprocessing layers: images, numbers, categories and text."""

from __future__ import annotations

from tensorlint.models.keras_calls import call_layer
from tensorlint.models.keras_layers import BUILT, LayerCall, layer
from tensorlint.models.keras_spatial import is_first
from tensorlint.models.keras_values import ANY_ERROR, BASE, is_true, state, to_tensor
from tensorlint.models.registry import Context, alias, models, refuse, unmodelled
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, size_text
from tensorlint.shapes.axes import born
from tensorlint.values import NONE, Array, Integer, List, String, Tuple, Value

AUGMENTATIONS = {
    "RandomFlip": "mode seed data_format",
    "RandomRotation": "factor fill_mode interpolation seed fill_value data_format",
    "RandomZoom": "height_factor width_factor fill_mode interpolation seed fill_value data_format",
    "RandomContrast": "factor value_range seed",
    "RandomBrightness": "factor value_range seed",
    "RandomTranslation": "height_factor width_factor fill_mode interpolation seed fill_value data_format",
    "RandomShear": "x_factor y_factor interpolation fill_mode fill_value data_format seed",
    "RandomErasing": "factor scale fill_value value_range seed data_format",
    "RandomGrayscale": "factor data_format seed",
    "RandomHue": "factor value_range data_format seed",
    "RandomInvert": "factor value_range seed data_format",
    "RandomPerspective": "factor scale interpolation fill_value seed data_format",
    "RandomPosterization": "factor value_range data_format seed",
    "RandomSaturation": "factor value_range data_format seed",
    "RandomSharpness": "factor value_range data_format seed",
    "RandomColorJitter": "value_range brightness_factor contrast_factor saturation_factor hue_factor seed"
    " data_format",
    "RandomColorDegeneration": "factor value_range data_format seed",
    "RandomGaussianBlur": "factor kernel_size sigma value_range data_format seed",
    "RandomElasticTransform": "factor scale interpolation fill_mode fill_value value_range seed data_format",
    "Solarization": "addition_factor threshold_factor value_range seed",
    "AutoContrast": "value_range",
    "Equalization": "value_range bins data_format",
    "AugMix": "value_range num_chains chain_depth factor alpha all_ops interpolation seed data_format",
    "RandAugment": "value_range num_ops factor interpolation seed data_format",
    "ContrastLimitedAdaptiveHistogramEqualization": "value_range clip_limit tile_grid_size data_format",
    "MixUp": "alpha data_format seed",
    "CutMix": "factor seed data_format",
}
"""The layers that change images and keep their shape, with their constructors' parameters."""


def _image(call: LayerCall) -> Shape:
    """One image or a batch of them; refuses what has no height, width and channels."""
    x = to_tensor(call.inputs).shape
    if x.rank is not None and x.rank < 3:
        call.mismatch(
            "TSL104",
            f"{call.law.name} expects an image (height, width, channels) or a batch of them, but gets {x};"
            " add the channel axis: x[..., np.newaxis]",
            ANY_ERROR,
        )
        return UNKNOWN_SHAPE
    return x if x.rank in (3, 4) else UNKNOWN_SHAPE


def _augmented(call: LayerCall) -> Value:
    """The shape of the images stays."""
    dtype = "float" if to_tensor(call.inputs).dtype.startswith("float") else ""
    return call.output(_image(call), dtype)


for _name, _order in AUGMENTATIONS.items():
    layer(f"keras.layers.{_name}", order=_order, takes_open=True)(_augmented)


def _sized(call: LayerCall, height: Size, width: Size, data_format: Value) -> Value:
    x = _image(call)
    dtype = "float" if to_tensor(call.inputs).dtype.startswith("float") else ""
    if x.open:
        return call.output(UNKNOWN_SHAPE, dtype)
    sides = (Axis(height), Axis(width))
    if is_first(data_format):
        return call.output(Shape((*x.axes[:-2], *sides)), dtype)
    return call.output(Shape((*x.axes[:-3], *sides, x.axes[-1])), dtype)


@layer(
    "keras.layers.Resizing",
    order="height width interpolation crop_to_aspect_ratio pad_to_aspect_ratio fill_mode fill_value antialias"
    " data_format",
    takes_open=True,
)
def resizing(call: LayerCall, height: Size, width: Size, data_format: Value = NONE) -> Value:
    """Images of that height and width."""
    return _sized(call, height, width, data_format)


@layer("keras.layers.CenterCrop", takes_open=True)
def center_crop(call: LayerCall, height: Size, width: Size, data_format: Value = NONE) -> Value:
    """Images of that height and width; smaller ones are enlarged."""
    return _sized(call, height, width, data_format)


@layer("keras.layers.RandomCrop", order="height width seed data_format name", takes_open=True)
def random_crop(call: LayerCall, height: Size, width: Size, data_format: Value = NONE) -> Value:
    """Images of that height and width; smaller ones are enlarged."""
    return _sized(call, height, width, data_format)


@layer("keras.layers.Rescaling", order="scale offset", takes_open=True)
def rescaling(x: Shape) -> Shape:
    """The shape stays; the numbers become floats."""
    return x


@layer("keras.layers.Normalization", order="axis mean variance invert", takes_open=True)
def normalization(call: LayerCall, axis: Value = Integer(-1)) -> Value:  # noqa: B008 - immutable
    """The shape stays; the features are those that it was adapted to."""
    x, built = to_tensor(call.inputs).shape, call.built
    if x.open or len(x) < 2:
        return call.output(UNKNOWN_SHAPE)
    if axis == Integer(-1) and built is not None and not built.open and len(built) > 1:
        wanted, found = built.axes[-1].size, x.axes[-1].size
        if equal(wanted, found) is False:
            sizes = f"{size_text(wanted)} features != {size_text(found)}"
            if 1 not in (wanted, found):
                said = f"Normalization was adapted to {built} but gets {x}: {sizes}"
                call.mismatch("TSL105", said, ANY_ERROR)
            return call.output(UNKNOWN_SHAPE)
    return call.output(x)


@models("keras.layers.Normalization.adapt")
def adapt_normalization(
    context: Context, self: Value, data: Value, batch_size: Value = NONE, steps: Value = NONE
) -> Value:
    """The layer takes the features of the data."""
    cells = state(self)
    if cells is not None:
        context.write(cells, BUILT, Array(data.shape if isinstance(data, Array) else UNKNOWN_SHAPE))
    return NONE


@models(f"{BASE}.adapt")
def adapt(
    context: Context, self: Value, data: Value = NONE, batch_size: Value = NONE, steps: Value = NONE
) -> Value:
    """The layer learns a vocabulary or boundaries; its shapes do not change."""
    return NONE


def _encoded(call: LayerCall, mode: Value, size: Size) -> Value:
    """Category indices as they are, or as codes of `size` numbers."""
    x = to_tensor(call.inputs).shape
    if not isinstance(mode, String) or mode.value is None:
        return call.output(UNKNOWN_SHAPE, "")
    if mode.value == "int":
        return call.output(x, "")
    if x.open or not x.axes:
        return call.output(UNKNOWN_SHAPE, "")
    codes = born(size, "categories")
    if mode.value == "one_hot":
        last = equal(x.axes[-1].size, 1)
        if last is None or len(x) < 2:
            return call.output(Shape((*x.axes, codes)) if len(x) < 2 else UNKNOWN_SHAPE, "")
        return call.output(Shape((*(x.axes[:-1] if last else x.axes), codes)), "")
    if mode.value in ("multi_hot", "count", "tf_idf"):
        return call.output(Shape((*x.axes[:-1], codes)), "")
    return call.output(UNKNOWN_SHAPE, "")


@layer("keras.layers.CategoryEncoding", order="num_tokens output_mode sparse", takes_open=True)
def category_encoding(
    call: LayerCall,
    num_tokens: Value = NONE,
    output_mode: Value = String("multi_hot"),  # noqa: B008 - immutable
) -> Value:
    """A number for every token."""
    return _encoded(call, output_mode, num_tokens.size if isinstance(num_tokens, Integer) else UNKNOWN)


def _looked_up(call: LayerCall, output_mode: Value = String("int")) -> Value:  # noqa: B008 - immutable
    """An index for every element, or codes as long as the vocabulary."""
    return _encoded(call, output_mode, UNKNOWN)


layer(
    "keras.layers.StringLookup",
    order="max_tokens num_oov_indices mask_token oov_token vocabulary idf_weights invert output_mode"
    " pad_to_max_tokens sparse encoding name salt",
    takes_open=True,
)(_looked_up)
layer(
    "keras.layers.IntegerLookup",
    order="max_tokens num_oov_indices mask_token oov_token vocabulary vocabulary_dtype idf_weights invert"
    " output_mode sparse pad_to_max_tokens oov_method salt name",
    takes_open=True,
)(_looked_up)
layer(
    "keras.layers.Discretization",
    order="bin_boundaries num_bins epsilon output_mode sparse dtype name",
    takes_open=True,
)(_looked_up)


@layer("keras.layers.Hashing", order="num_bins mask_value salt output_mode sparse", takes_open=True)
def hashing(
    call: LayerCall,
    num_bins: Size,
    output_mode: Value = String("int"),  # noqa: B008 - immutable
) -> Value:
    """A bin for every element."""
    return _encoded(call, output_mode, num_bins)


@layer(
    "keras.layers.TextVectorization",
    order="max_tokens standardize split ngrams output_mode output_sequence_length pad_to_max_tokens"
    " vocabulary idf_weights sparse ragged encoding name",
    takes_open=True,
)
def text_vectorization(
    call: LayerCall,
    output_mode: Value = String("int"),  # noqa: B008 - immutable
    output_sequence_length: Value = NONE,
    ragged: Value = NONE,
) -> Value:
    """Each text as a sequence of token indices, of a fixed length if asked for."""
    value = call.inputs
    if isinstance(value, String):
        leading: tuple[Axis, ...] = ()
    else:
        x = to_tensor(value).shape
        if x.open or len(x) not in (1, 2):
            return call.output(UNKNOWN_SHAPE, "")
        if len(x) == 2 and equal(x.axes[1].size, 1) is False:
            refuse(
                "TSL104",
                f"TextVectorization expects texts (batch,) or (batch, 1) but gets {x}:"
                f" {size_text(x.axes[1].size)} != 1",
            )
        leading = x.axes[:1]
    if not isinstance(output_mode, String) or output_mode.value != "int" or is_true(ragged) is not False:
        return call.output(UNKNOWN_SHAPE, "")
    length = output_sequence_length.size if isinstance(output_sequence_length, Integer) else UNKNOWN
    return call.output(Shape((*leading, born(length, "tokens"))), "int")


@layer("keras.layers.Pipeline", order="layers name", takes_open=True)
def pipeline(call: LayerCall, layers: Value) -> Value:
    """One preprocessing layer behind the other."""
    items = layers.items if isinstance(layers, List | Tuple) else None
    x = call.inputs
    for item in items or ():
        x = call_layer(call.context, item, x)
    return x if items is not None else call.output(UNKNOWN_SHAPE, "")


alias("keras.layers.preprocessing", "keras.layers")

unmodelled(
    "its output depends on what it wraps or on signals",
    *[
        f"keras.layers.{name}"
        for name in (
            "FlaxLayer",
            "JaxLayer",
            "TFSMLayer",
            "TorchModuleWrapper",
            "HashedCrossing",
            "MelSpectrogram",
            "STFTSpectrogram",
            "MaxNumBoundingBoxes",
        )
    ],
)
unmodelled("no layer", "keras.layers.InputSpec", "keras.layers.serialize", "keras.layers.deserialize")
