"""NumPy functions that read arrays from buffers, iterables, texts and files."""

from __future__ import annotations

from tensorlint.models.array_items import AtMost
from tensorlint.models.numpy_arguments import (
    axis_of,
    given_dtype,
    is_given,
)
from tensorlint.models.registry import Context, NotCoercible, models, refuse
from tensorlint.shapes import UNKNOWN_SHAPE, Shape, size_text
from tensorlint.shapes.sizes import bounds
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Constant,
    Integer,
    String,
    Unknown,
    Value,
)


@models("numpy.frombuffer")
def frombuffer(
    buffer: Value,
    dtype: Value = NONE,
    count: Integer | None = None,
    offset: Integer | None = None,
    *,
    like: Value = NONE,
) -> Array:
    """A 1-D array over the bytes of a buffer."""
    name = given_dtype(dtype, "float64")
    writeable = False if isinstance(buffer, Constant) and isinstance(buffer.value, bytes) else None
    if count is not None and bounds(count.size)[0] >= 0:
        return Array(Shape((axis_of(count),)), name, writeable=writeable)
    return Array(Shape((axis_of(Integer()),)), name, writeable=writeable)


@models("numpy.fromiter")
def fromiter(
    context: Context, iter: Value, dtype: Value, count: Integer | None = None, *, like: Value = NONE
) -> Array:
    """A 1-D array of what an iterable gives."""
    name = given_dtype(dtype, "")
    if not name:
        raise NotCoercible
    items = context.elements(iter)
    if items is not None and count is not None and isinstance(count.size, int) and count.size > len(items):
        refuse("TSL213", f"fromiter: {{iter}} has too few items: {len(items)} < {size_text(count.size)}")
    if count is not None and bounds(count.size)[0] >= 0:
        return Array(Shape((axis_of(count),)), name)
    if count is not None and bounds(count.size)[1] >= 0:
        return Array(Shape((axis_of(Integer()),)), name)
    return Array(Shape((axis_of(Integer() if items is None else Integer(len(items))),)), name)


@models("numpy.fromstring")
def fromstring(
    string: Value, dtype: Value = NONE, count: Integer | None = None, *, sep: Value = NONE, like: Value = NONE
) -> Array:
    """A 1-D array of the numbers in a text."""
    return Array(Shape((axis_of(Integer()),)), given_dtype(dtype, "float64"))


@models("numpy.fromfile")
def fromfile(
    file: Value,
    dtype: Value = NONE,
    count: Integer | None = None,
    sep: Value = NONE,
    offset: Value = NONE,
    *,
    like: Value = NONE,
) -> Array:
    """A 1-D array of what a file holds; its length is not known: a file may be shorter than asked."""
    name = given_dtype(dtype, "float64")
    return Array(Shape((axis_of(Integer()),)), name)


@models("numpy.load")
def load(
    file: Value,
    mmap_mode: Value = NONE,
    allow_pickle: Value = NONE,
    fix_imports: Value = NONE,
    encoding: Value = NONE,
    *,
    max_header_size: Value = NONE,
) -> Value:
    """An array of unknown rank from a .npy file; anything from another."""
    name = file.value if isinstance(file, String) else None
    if name is not None and name.endswith(".npy") and not is_given(allow_pickle):
        return Array(UNKNOWN_SHAPE, writeable=None)
    return Unknown("np.load")


_TABLE = frozenset({AtMost(2)})


@models("numpy.loadtxt")
def loadtxt(
    fname: Value,
    dtype: Value = NONE,
    comments: Value = NONE,
    delimiter: Value = NONE,
    converters: Value = NONE,
    skiprows: Value = NONE,
    usecols: Value = NONE,
    unpack: Value = NONE,
    ndmin: Value = NONE,
    encoding: Value = NONE,
    max_rows: Value = NONE,
    *,
    quotechar: Value = NONE,
    like: Value = NONE,
) -> Value:
    """A table from a text file: 2-D with ndmin=2, else as many axes as it has rows and columns."""
    name = given_dtype(dtype, "float64")
    if not name:
        return UNKNOWN_VALUE
    if isinstance(ndmin, Integer) and ndmin.size == 2:
        return Array(Shape((axis_of(Integer()), axis_of(Integer()))), name)
    return Array(UNKNOWN_SHAPE, name, marks=_TABLE)


@models("numpy.genfromtxt")
def genfromtxt(
    fname: Value,
    dtype: Value = NONE,
    comments: Value = NONE,
    delimiter: Value = NONE,
    skip_header: Value = NONE,
    skip_footer: Value = NONE,
    converters: Value = NONE,
    missing_values: Value = NONE,
    filling_values: Value = NONE,
    usecols: Value = NONE,
    names: Value = NONE,
    excludelist: Value = NONE,
    deletechars: Value = NONE,
    replace_space: Value = NONE,
    autostrip: Value = NONE,
    case_sensitive: Value = NONE,
    defaultfmt: Value = NONE,
    unpack: Value = NONE,
    usemask: Value = NONE,
    loose: Value = NONE,
    invalid_raise: Value = NONE,
    max_rows: Value = NONE,
    encoding: Value = NONE,
    *,
    ndmin: Value = NONE,
    like: Value = NONE,
) -> Value:
    """A table from a text file; a structured one has named columns instead of a second axis."""
    if dtype == NONE and names == NONE and unpack == NONE and usemask == NONE:
        return Array(UNKNOWN_SHAPE, "float64", marks=_TABLE)
    return UNKNOWN_VALUE
