"""NumPy's constants, its scalar types, questions about dtypes, and what no shape flows through."""

from __future__ import annotations

from math import e, pi
from typing import Any

from tensorlint.models import contents
from tensorlint.models.coercion import dtype_kind, to_array, to_dtype
from tensorlint.models.numpy_arguments import sized
from tensorlint.models.numpy_attributes import dtype_value
from tensorlint.models.numpy_dtypes import width
from tensorlint.models.registry import attribute, constant, models, unmodelled
from tensorlint.shapes import UNKNOWN_SHAPE, Shape, Size
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.sizes import multiply
from tensorlint.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Cells,
    Float,
    Integer,
    Object,
    String,
    Tuple,
    Unknown,
    Value,
)

constant("numpy.newaxis", NONE)
constant("numpy.True_", TRUE)
constant("numpy.False_", FALSE)
constant("numpy.little_endian", Boolean())
constant("numpy.__version__", String())
for _name, _value in {
    "pi": pi,
    "e": e,
    "euler_gamma": 0.5772156649015329,
    "inf": float("inf"),
    "Inf": float("inf"),
    "Infinity": float("inf"),
    "infty": float("inf"),
    "PINF": float("inf"),
    "NINF": float("-inf"),
}.items():
    constant(f"numpy.{_name}", Float(_value))
for _name in ("nan", "NaN", "NAN"):
    constant(f"numpy.{_name}", Float())

SCALARS = (
    *("bool", "bool_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128", "half", "single", "double"),
    *("csingle", "cdouble", "byte", "ubyte", "short", "ushort", "intc", "uintc", "int_", "uint"),
    *("intp", "uintp", "longlong", "ulonglong", "str_"),
)
"""Types that are called with a number or an array."""


def _scalar_type(dtype: str) -> Any:
    def convert(value: Value = Integer(0), /) -> Array:  # noqa: B008
        """A number of that type; of an array, an array."""
        if isinstance(value, Unknown):
            return Array(UNKNOWN_SHAPE, dtype)
        array = to_array(value)
        known = array.contents if dtype_kind(array.dtype) in ("int", "bool") else None
        kept = None if known is None else contents.checked(known, dtype)
        return Array(array.shape, dtype, contents=kept, generated=array.generated, marks=array.marks)

    return convert


for _name in SCALARS:
    models(f"numpy.{_name}")(_scalar_type(to_dtype(String(_name.rstrip("_") if _name == "str_" else _name))))


@models("numpy.dtype")
def dtype_of(dtype: Value, align: Value = FALSE, copy: Value = FALSE, **kwargs: Value) -> Value:
    """A dtype object."""
    return dtype_value(to_dtype(dtype))


@models("numpy.finfo", "numpy.iinfo")
def limits(dtype: Value) -> Value:
    """The limits of a type of numbers."""
    return Object("numpy.finfo", Cells(name=String(_number_type(dtype) or None)))


def _number_type(value: Value) -> str:
    return value.dtype if isinstance(value, Array) else to_dtype(value)


@attribute(*[f"numpy.finfo.{name}" for name in ("eps", "tiny", "resolution", "epsneg", "smallest_normal")])
def float_limit(value: Object) -> Value:
    """A limit of floats."""
    return Float()


@attribute("numpy.finfo.max", "numpy.finfo.min")
def extreme(value: Object) -> Value:
    """The largest or smallest number."""
    name = value.cells.get("name")
    kind = dtype_kind(name.value or "") if isinstance(name, String) else ""
    return Integer() if kind == "int" else Float() if kind == "float" else UNKNOWN_VALUE


@attribute("numpy.finfo.bits")
def bits(value: Object) -> Value:
    """How many bits a number has."""
    name = value.cells.get("name")
    known = width(name.value or "") if isinstance(name, String) else None
    return Integer() if known is None else Integer(known)


@models(
    *("numpy.issubdtype", "numpy.can_cast", "numpy.isdtype", "numpy.shares_memory"),
    *("numpy.may_share_memory", "numpy.iterable", "numpy.is_busday", "numpy.issubclass_", "numpy.issctype"),
)
def question(*arguments: Value, **keywords: Value) -> Value:
    """Yes or no."""
    return Boolean()


@models(
    *("numpy.array_repr", "numpy.array_str", "numpy.array2string", "numpy.base_repr", "numpy.binary_repr"),
    *(
        "numpy.format_float_positional",
        "numpy.format_float_scientific",
        "numpy.typename",
        "numpy.get_include",
    ),
    *("numpy.mintypecode",),
)
def text(*arguments: Value, **keywords: Value) -> Value:
    """A text."""
    return String()


@models(
    *("numpy.save", "numpy.savez", "numpy.savez_compressed", "numpy.savetxt", "numpy.set_printoptions"),
    *("numpy.info", "numpy.show_config", "numpy.show_runtime"),
)
def nothing(*arguments: Value, **keywords: Value) -> Value:
    """Writes something, and gives nothing."""
    return NONE


@models("numpy.s_.__getitem__")
def index_of(key: Value) -> Value:
    """The index itself, as a value."""
    return key


@models("numpy.index_exp.__getitem__")
def index_tuple(key: Value) -> Value:
    """The index as a tuple."""
    return key if isinstance(key, Tuple) else Tuple((key,))


@models("numpy.packbits")
def packbits(a: Array, /, axis: int | None = None, bitorder: Value = NONE) -> Array:
    """Eight bits to a byte, along an axis or of the array laid flat."""
    return Array(_bytes(a, axis, lambda size: ceil_divide(size, 8)), "uint8")


@models("numpy.unpackbits")
def unpackbits(a: Array, /, axis: int | None = None, count: Value = NONE, bitorder: Value = NONE) -> Array:
    """A byte to eight bits, along an axis or of the array laid flat."""
    if count != NONE:
        return Array(UNKNOWN_SHAPE, "uint8")
    return Array(_bytes(a, axis, lambda size: multiply(size, 8)), "uint8")


def _bytes(a: Array, axis: int | None, law: Any) -> Shape:
    if a.rank is None or a.rank == 0:
        return UNKNOWN_SHAPE
    if axis is None:
        flat: Size = law(a.shape.count)
        return Shape((sized(flat),))
    if not -a.rank <= axis < a.rank:
        return UNKNOWN_SHAPE
    return a.shape.replaced(axis, sized(law(a.shape.axes[axis].size)))


unmodelled(
    "a setting or a type of the library: no shape flows through it",
    *("numpy.seterr", "numpy.geterr", "numpy.seterrcall", "numpy.geterrcall", "numpy.errstate"),
    *("numpy.setbufsize", "numpy.getbufsize", "numpy.get_printoptions", "numpy.printoptions"),
    *("numpy.result_type", "numpy.promote_types", "numpy.common_type", "numpy.min_scalar_type"),
    *("numpy.test", "numpy.datetime_data", "numpy.einsum_path", "numpy.__array_namespace_info__"),
    *("numpy.generic", "numpy.number", "numpy.integer", "numpy.signedinteger", "numpy.unsignedinteger"),
    *("numpy.inexact", "numpy.floating", "numpy.complexfloating", "numpy.flexible", "numpy.character"),
    *("numpy.ufunc", "numpy.busdaycalendar", "numpy.ScalarType", "numpy.sctypeDict", "numpy.typecodes"),
)
unmodelled(
    "numbers of platform-dependent width, dates, records and raw bytes",
    *("numpy.longdouble", "numpy.clongdouble", "numpy.float128", "numpy.complex256", "numpy.long"),
    *("numpy.ulong", "numpy.object_", "numpy.bytes_", "numpy.void", "numpy.record", "numpy.recarray"),
    *("numpy.datetime64", "numpy.timedelta64", "numpy.datetime_as_string", "numpy.busday_count"),
    *("numpy.busday_offset", "numpy.memmap", "numpy.fromregex", "numpy.from_dlpack"),
)
unmodelled(
    "iterators and functions made of functions: their results depend on what they are given",
    *("numpy.nditer", "numpy.nested_iters", "numpy.flatiter", "numpy.broadcast", "numpy.frompyfunc"),
    *("numpy.mask_indices", "numpy.apply_over_axes"),
)
unmodelled(
    "modules of their own",
    *("numpy.ctypeslib", "numpy.rec", "numpy.dtypes", "numpy.polynomial", "numpy.core", "numpy.exceptions"),
    *("numpy.typing", "numpy.f2py", "numpy.char", "numpy.testing", "numpy.lib", "numpy.strings", "numpy.ma"),
)
