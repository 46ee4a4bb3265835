"""TensorFlow's tensors under Python's operators and subscripts.

Lists and NumPy arrays beside a tensor are converted to it; nothing is promoted. A tensor cannot be
written to, and is indexed by ints, slices, new axes and an ellipsis only (or by one mask).
"""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models import contents
from tensorlint.models.coercion import dtype_kind, to_size
from tensorlint.models.operators import OPERATORS, Operators
from tensorlint.models.registry import NotCoercible, Refusal, refuse
from tensorlint.models.tensorflow_common import (
    broadcast_tensors,
    mismatch,
    reshaped,
    result_dtype,
    tensor,
    to_tensor,
    unknown_tensor,
)
from tensorlint.models.tensorflow_products import multiplied
from tensorlint.models.tensorflow_selection import masked
from tensorlint.shapes import UNKNOWN, Mismatch, Shape, Size, equal
from tensorlint.shapes.indexing import NEW_AXIS, OPAQUE, REST, Item, Point, Span, indexed
from tensorlint.values import (
    ELLIPSIS,
    FALSE,
    NONE,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Float,
    Integer,
    List,
    Slice,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
)

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
OPERANDS = ("{left}", "{right}")
_INDEX_ERROR = (
    "a tensor is indexed by ints, slices, tf.newaxis and ... only: {index} is {kind};"
    " use tf.gather, tf.gather_nd or tf.boolean_mask"
)


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left <operator> right`, one of them a tensor."""
    if operator in ("in", "not in", "is", "is not"):
        return Boolean()
    if NONE in (left, right):
        return {"==": FALSE, "!=": TRUE}.get(operator, UNKNOWN_VALUE)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _beside_unknown(operator, left, right)
    try:
        first, second = to_tensor(left), to_tensor(right)
    except (Refusal, NotCoercible):
        return UNKNOWN_VALUE
    if operator == "@":
        return multiplied(first, second, "matmul", OPERANDS)
    dtype = _dtype(operator, first, second)
    if operator in ("==", "!=") and not _surely_fit(first.shape, second.shape):
        return unknown_tensor("bool")  # where they do not fit, it is one False (or True), and no error
    shape = broadcast_tensors((first, second), OPERANDS)
    known = None
    if operator != "/" and "float" not in (dtype_kind(first.dtype), dtype_kind(second.dtype)):
        known = contents.combined(operator, first, second, shape, "bool" if dtype == "bool" else "int64")
    return tensor(shape, dtype, first, second, contents=known)


def _surely_fit(a: Shape, b: Shape) -> bool:
    """Whether two shapes are proved to broadcast."""
    if a.rank is None or b.rank is None:
        return False
    pairs = zip(a.sizes[::-1], b.sizes[::-1], strict=False)
    return all(x == 1 or y == 1 or equal(x, y) is True for x, y in pairs)


def _dtype(operator: str, first: Array, second: Array) -> str:
    if operator in COMPARISONS:
        return "bool"
    tensors = [each for each in (first, second) if each.library == "tensorflow"]
    dtype = result_dtype(*tensors) if tensors else ""
    if operator == "/" and dtype_kind(dtype) == "int":
        if dtype in ("int8", "int16", "uint8", "uint16"):
            return "float32"
        return "float64" if dtype in ("int32", "int64") else "float"
    return dtype


def _beside_unknown(operator: str, left: Value, right: Value) -> Value:
    """A tensor beside anything: the result has its axes, as far as nothing can stretch them."""
    array = left if isinstance(left, Array) else right
    if operator in ("@", "==", "!=") or not isinstance(array, Array):
        return UNKNOWN_VALUE
    shape = broadcast_tensors([array, unknown_tensor()])
    return tensor(shape, "bool" if operator in COMPARISONS else "", array)


def in_place(operator: str, target: Array, value: Value) -> Value:
    """`x += y` binds the name to a new tensor; a variable refuses it, whatever the shapes."""
    return UNKNOWN_VALUE if target.kind else binary(operator, target, value)


def unary(operator: str, operand: Value) -> Value:
    """`-x`, `~x`, `+x`: the shape stays."""
    if not isinstance(operand, Array):
        return UNKNOWN_VALUE
    known = operand.contents
    if known is not None:
        kind = dtype_kind(operand.dtype)
        known = (
            contents.changed(operator, known, "bool" if kind == "bool" else "int64")
            if kind != "float"
            else None
        )
    return reshaped(operand, operand.shape, known if operator in ("-", "~") else operand.contents)


def subscript(array: Array, index: Value) -> Value:
    """`tensor[index]`."""
    if isinstance(index, Array) and dtype_kind(index.dtype) == "bool":
        return masked(array, index, 0, "tensor[mask]", "{array}", "{index}")
    items = _items(index)
    if items is None:
        return unknown_tensor(array.dtype)
    try:
        shape = indexed(array.shape, items)
    except Mismatch as mismatched:
        mismatch("TSL605", f"{mismatched.detail}: {{array}} is {array.shape}")
    return reshaped(array, shape, _picked(array, items, shape))


def _items(index: Value) -> list[Item] | None:
    """What the parts of an index select; a list is taken as a tuple."""
    parts: Sequence[Value] = (index,)
    if isinstance(index, Tuple | List):
        if index.items is None:
            return None
        parts = index.items
    items: list[Item] = []
    for part in parts:
        if part == NONE:
            items.append(NEW_AXIS)
        elif part == ELLIPSIS:
            items.append(REST)
        elif isinstance(part, Slice):
            items.append(Span(*[_bound(each) for each in (part.start, part.stop, part.step)]))
        else:
            items.append(_point(part))
    return items


def _point(part: Value) -> Item:
    if isinstance(part, Integer):
        return Point(part.size)
    if isinstance(part, Float | String):
        _refuse_index("a float" if isinstance(part, Float) else "a string")
    if isinstance(part, Array):
        kind = dtype_kind(part.dtype)
        if kind in ("float", "complex", "string"):
            _refuse_index(f"of {part.dtype}")
        if part.rank and kind == "int":
            _refuse_index(f"of shape {part.shape}")
        if part.rank == 0 and kind == "int":
            return Point(to_size(part))
    return OPAQUE


def _refuse_index(kind: str) -> None:
    refuse("TSL605", _INDEX_ERROR.replace("{kind}", kind), "builtins.TypeError")


def _bound(value: Value) -> Size | None:
    if value == NONE:
        return None
    if isinstance(value, Float):
        _refuse_index("a slice with a float")
    if isinstance(value, Integer | Array | Boolean):
        try:
            return to_size(value)
        except NotCoercible:
            return UNKNOWN
    return UNKNOWN


def _picked(array: Array, items: Sequence[Item], shape: Shape) -> tuple[object, ...] | None:
    """The known elements of a vector (of the sizes of a tensor) that an index selects."""
    known = array.contents
    if known is None or array.rank != 1 or len(items) != 1:
        return None
    [item] = items
    places = list(range(len(known)))
    if isinstance(item, Point) and isinstance(item.index, int):
        return (known[item.index],)
    if isinstance(item, Span):
        ends = [each for each in (item.start, item.stop, item.step) if each is None or isinstance(each, int)]
        if len(ends) == 3:
            return tuple([known[place] for place in places[ends[0] : ends[1] : ends[2]]])
    return known if item is REST else None


def store(array: Array, index: Value, value: Value) -> None:
    """`tensor[index] = value` is refused."""
    if isinstance(value, Union):
        return
    if array.kind:
        cure = "use {array}[{index}].assign({value}), or {array}.assign"
    else:
        cure = "use tf.tensor_scatter_nd_update, tf.where, or a NumPy array or tf.Variable instead"
    refuse(
        "TSL208",
        f"a tensor cannot be written to: {{array}}[{{index}}] = … fails; {cure}",
        "builtins.TypeError",
    )


RULES = Operators(binary, in_place, unary, subscript, store)
OPERATORS["tensorflow"] = RULES
OPERATORS["tensorflow.Variable"] = RULES
