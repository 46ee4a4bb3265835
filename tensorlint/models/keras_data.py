"""Data for Keras: its own data sets, arrays of classes and sequences, images, random tensors."""

from __future__ import annotations

from tensorlint.models.keras_layers import DATA_FORMAT
from tensorlint.models.keras_values import is_symbolic, tensor, to_tensor
from tensorlint.models.registry import Context, NotCoercible, alias, inherits, models
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, symbol
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import maximum
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Cells,
    Float,
    Integer,
    List,
    Object,
    String,
    Tuple,
    Value,
)


def _samples(size: Size, *rest: int, dtype: str) -> Array:
    """An array of samples: its first axis counts them, by what it is."""
    axes = [born(size, "samples", None, True), *[Axis(each) for each in rest]]
    return Array(Shape(tuple(axes)), dtype)


def _pair(count: int, sample: tuple[int, ...], label: tuple[int, ...], dtypes: tuple[str, str]) -> Tuple:
    x = _samples(count, *sample, dtype=dtypes[0])
    return Tuple((x, _samples(count, *label, dtype=dtypes[1])))


def _split(
    train: int, test: int, sample: tuple[int, ...], label: tuple[int, ...], dtypes: tuple[str, str]
) -> Tuple:
    return Tuple((_pair(train, sample, label, dtypes), _pair(test, sample, label, dtypes)))


@models("keras.datasets.mnist.load_data", "keras.datasets.fashion_mnist.load_data")
def load_mnist(path: Value = NONE) -> Value:
    """60000 and 10000 grey images of 28 by 28 without a channel axis, classes (n,)."""
    return _split(60000, 10000, (28, 28), (), ("uint8", "uint8"))


@models("keras.datasets.cifar10.load_data")
def load_cifar10() -> Value:
    """50000 and 10000 colour images of 32 by 32, classes (n, 1)."""
    return _split(50000, 10000, (32, 32, 3), (1,), ("uint8", ""))


@models("keras.datasets.cifar100.load_data")
def load_cifar100(label_mode: Value = NONE) -> Value:
    """As CIFAR-10."""
    return _split(50000, 10000, (32, 32, 3), (1,), ("uint8", ""))


def _lists(count: Size) -> Tuple:
    return Tuple((_samples(count, dtype="object"), _samples(count, dtype="int64")))


@models("keras.datasets.imdb.load_data")
def load_imdb(
    path: Value = NONE,
    num_words: Value = NONE,
    skip_top: Value = NONE,
    maxlen: Value = NONE,
    seed: Value = NONE,
    start_char: Value = NONE,
    oov_char: Value = NONE,
    index_from: Value = NONE,
    **keywords: Value,
) -> Value:
    """25000 lists of word indices twice (fewer with `maxlen`), classes (n,)."""
    count: Size = 25000 if maxlen == NONE else symbol("reviews", generic=True)
    return Tuple(
        (_lists(count), _lists(count if isinstance(count, int) else symbol("reviews", generic=True)))
    )


@models("keras.datasets.reuters.load_data")
def load_reuters(
    path: Value = NONE,
    num_words: Value = NONE,
    skip_top: Value = NONE,
    maxlen: Value = NONE,
    test_split: Value = NONE,
    seed: Value = NONE,
    start_char: Value = NONE,
    oov_char: Value = NONE,
    index_from: Value = NONE,
) -> Value:
    """8982 and 2246 lists of word indices, unless told to split otherwise."""
    if maxlen != NONE or not _default_split(test_split):
        return Tuple((_lists(symbol("texts", generic=True)), _lists(symbol("texts", generic=True))))
    return Tuple((_lists(8982), _lists(2246)))


def _default_split(test_split: Value) -> bool:
    return test_split == NONE or (isinstance(test_split, Float) and test_split.value == 0.2)


@models("keras.datasets.boston_housing.load_data")
def load_boston(path: Value = NONE, test_split: Value = NONE, seed: Value = NONE) -> Value:
    """404 and 102 houses with 13 features and a price (n,), unless told to split otherwise."""
    if _default_split(test_split):
        return _split(404, 102, (13,), (), ("float64", "float64"))
    return _tables(13)


@models("keras.datasets.california_housing.load_data")
def load_california(
    version: Value = NONE, path: Value = NONE, test_split: Value = NONE, seed: Value = NONE
) -> Value:
    """16512 and 4128 districts with 8 features and a price (n,), in the large version."""
    large = version == NONE or (isinstance(version, String) and version.value == "large")
    if large and _default_split(test_split):
        return _split(16512, 4128, (8,), (), ("float", "float"))
    return _tables(8)


def _tables(features: int) -> Tuple:
    pairs = []
    for _ in range(2):
        count = symbol("rows", generic=True)
        pairs.append(Tuple((_samples(count, features, dtype="float"), _samples(count, dtype="float"))))
    return Tuple(tuple(pairs))


@models("keras.utils.to_categorical")
def to_categorical(x: Value, num_classes: Value = NONE) -> Value:
    """A last axis of `num_classes` behind the classes' own; a last axis of 1 is dropped."""
    array = to_tensor(x) if not isinstance(x, List | Tuple) else _listed(x)
    size = num_classes.size if isinstance(num_classes, Integer) else symbol("classes", generic=True)
    shape = array.shape
    classes = born(size, "classes")
    tensors = array.library in ("tensorflow", "keras")
    dtype = "" if tensors else "float64"
    if shape.open:
        found = Shape((classes,), True)
    else:
        last = equal(shape.axes[-1].size, 1) if len(shape) > 1 else False
        axes = shape.axes[:-1] if last else shape.axes
        found = Shape((classes,), True) if last is None else Shape((*axes, classes))
    return tensor(found, dtype, is_symbolic(array)) if tensors else Array(found, dtype)


def _listed(value: List | Tuple) -> Array:
    from tensorlint.models.coercion import to_array

    try:
        return to_array(value)
    except NotCoercible:
        return Array(UNKNOWN_SHAPE)


@models("keras.utils.pad_sequences")
def pad_sequences(
    sequences: Value,
    maxlen: Value = NONE,
    dtype: Value = NONE,
    padding: Value = NONE,
    truncating: Value = NONE,
    value: Value = NONE,
) -> Value:
    """One row a sequence, all of length `maxlen`, or of that of the longest."""
    length = maxlen.size if isinstance(maxlen, Integer) else symbol("maxlen", lower=0)
    kind = "int32" if dtype == NONE else ""
    if isinstance(sequences, Array):
        shape = sequences.shape
        if shape.open or not shape.axes or (len(shape) == 1 and sequences.dtype != "object"):
            return Array(UNKNOWN_SHAPE, kind)
        if maxlen == NONE and len(shape) > 1:
            length = shape.axes[1].size
        return Array(Shape((shape.axes[0], born(length, "steps"), *shape.axes[2:])), kind)
    if isinstance(sequences, List | Tuple):
        return _padded(sequences, maxlen, length, kind)
    return Array(UNKNOWN_SHAPE, kind)


def _padded(sequences: List | Tuple, maxlen: Value, length: Size, dtype: str) -> Array:
    items = sequences.items
    rows = items if items is not None else (sequences.element,) if isinstance(sequences, List) else ()
    count: Size = len(items) if items is not None else UNKNOWN
    if items is None and isinstance(sequences, List):
        count = sequences.length
    numbers = [row for row in rows if isinstance(row, List | Tuple)]
    plain = all(_plain(row) for row in numbers)
    if not rows or len(numbers) < len(rows) or not plain:
        return Array(UNKNOWN_SHAPE, dtype)
    if maxlen == NONE and items is not None:
        length = maximum(*[_length(row) for row in numbers])
    return Array(Shape((born(count, "sequences"), born(length, "steps"))), dtype)


def _plain(row: List | Tuple) -> bool:
    items = row.items
    if items is None:
        return isinstance(row, List) and _is_number(row.element)
    return all(_is_number(item) for item in items)


def _is_number(value: Value) -> bool:
    return isinstance(value, Integer | Float) or (isinstance(value, Array) and value.rank == 0)


def _length(row: List | Tuple) -> Size:
    return row.length if isinstance(row, List) else len(row.items)


@models("keras.preprocessing.text.Tokenizer")
def make_tokenizer(*given: Value, **keywords: Value) -> Value:
    """A tokenizer of the earlier Keras."""
    return Object("keras.preprocessing.text.Tokenizer", Cells())


@models("keras.preprocessing.text.Tokenizer.fit_on_texts")
def fit_on_texts(self: Value, texts: Value) -> Value:
    """Learns the words."""
    return NONE


@models("keras.preprocessing.text.Tokenizer.texts_to_sequences")
def texts_to_sequences(self: Value, texts: Value) -> Value:
    """A list of word indices for every text."""
    count: Size = UNKNOWN
    if isinstance(texts, List):
        count = texts.length
    elif isinstance(texts, Tuple):
        count = len(texts.items)
    elif isinstance(texts, Array) and not texts.shape.open and texts.shape.axes:
        count = texts.shape.axes[0].size
    return List.like(List.like(Integer()), count)


@models("keras.utils.normalize")
def normalize(x: Value, axis: Value = NONE, order: Value = NONE) -> Value:
    """The shape stays; a vector becomes a row."""
    array = to_tensor(x)
    shape = array.shape
    if array.library in ("tensorflow", "keras"):
        return tensor(shape if len(shape) > 1 else UNKNOWN_SHAPE, "", is_symbolic(array))
    if not shape.open and len(shape) == 1:
        return Array(Shape((Axis(1, ()), *shape.axes)), "float")
    return Array(shape if len(shape) > 1 else UNKNOWN_SHAPE, "float")


inherits("keras.utils.PyDataset", "builtins.object")
alias("keras.utils.Sequence", "keras.utils.PyDataset")


@models("keras.utils.PyDataset")
def make_dataset(*given: Value, **keywords: Value) -> Value:
    """The base class of data sets that make their own batches."""
    return Object("keras.utils.PyDataset", Cells())


@models("keras.utils.PyDataset.__init__")
def initialize_dataset(self: Value, *given: Value, **keywords: Value) -> Value:
    """`super().__init__(**kwargs)`."""
    return NONE


@models("keras.config.set_image_data_format", "keras.backend.set_image_data_format")
def set_image_data_format(context: Context, data_format: Value) -> Value:
    """Where images have their channels, for all layers made from now on."""
    context.write(context.settings("keras"), DATA_FORMAT, data_format)
    return NONE


@models("keras.config.image_data_format", "keras.backend.image_data_format")
def image_data_format(context: Context) -> Value:
    """Where images have their channels unless told otherwise."""
    found = context.settings("keras").get(DATA_FORMAT, String("channels_last"))
    return found if isinstance(found, Value) else UNKNOWN_VALUE


@models("keras.backend.epsilon", "keras.config.epsilon")
def epsilon() -> Value:
    """A small number."""
    return Float(1e-7)


@models("keras.utils.set_random_seed", "keras.backend.clear_session", "keras.utils.clear_session")
def nothing(context: Context, *given: Value) -> Value:
    """Changes no shape."""
    return NONE
