"""What is known of the elements of small integer and bool arrays, carried through operations.

Elements stand row-major; ints may be symbolic sizes. Wherever one is not known, none are.
"""

from __future__ import annotations

import operator as python
from collections.abc import Callable, Sequence
from typing import Any

from tensorlint.models.coercion import MAXIMUM_CONTENTS, dtype_kind
from tensorlint.models.numpy_dtypes import width
from tensorlint.shapes import UNKNOWN, Shape, Size, equal
from tensorlint.shapes.sizes import (
    Expression,
    add,
    floor_divide,
    less,
    less_equal,
    maximum,
    minimum,
    modulo,
    multiply,
    negate,
    subtract,
)
from tensorlint.values import Array

Contents = tuple[Any, ...]


def _power(a: Any, b: Any) -> Any:
    if not isinstance(b, int) or b < 0 or b > 64:
        return UNKNOWN
    if isinstance(a, int):
        return a**b
    return multiply(a, a) if b == 2 else a if b == 1 else UNKNOWN


def _divide(a: Any, b: Any) -> Any:
    return UNKNOWN if b == 0 else floor_divide(a, b)


def _remainder(a: Any, b: Any) -> Any:
    return UNKNOWN if b == 0 else modulo(a, b)


def _shift(law: Callable[[int, int], int]) -> Callable[[Any, Any], Any]:
    def shifted(a: Any, b: Any) -> Any:
        known = isinstance(a, int) and isinstance(b, int) and 0 <= b < 63
        return law(a, b) if known else UNKNOWN

    return shifted


def _bitwise(law: Callable[[int, int], int]) -> Callable[[Any, Any], Any]:
    return lambda a, b: law(a, b) if isinstance(a, int) and isinstance(b, int) else UNKNOWN


def _unequal(a: Any, b: Any) -> Any:
    same = equal(a, b)
    return None if same is None else not same


LAWS: dict[str, Callable[[Any, Any], Any]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "//": _divide,
    "%": _remainder,
    "**": _power,
    "&": _bitwise(python.and_),
    "|": _bitwise(python.or_),
    "^": _bitwise(python.xor),
    "<<": _shift(python.lshift),
    ">>": _shift(python.rshift),
    "<": less,
    "<=": less_equal,
    ">": lambda a, b: less(b, a),
    ">=": lambda a, b: less_equal(b, a),
    "==": equal,
    "!=": _unequal,
    "minimum": minimum,
    "maximum": maximum,
}
_OF_BOOLS = ("&", "|", "^", "<", "<=", ">", ">=", "==", "!=", "minimum", "maximum")


def combined(operator: str, a: Array, b: Array, shape: Shape, dtype: str) -> Contents | None:
    """The elements of an elementwise operation on two arrays, None where they are not all known."""
    law = LAWS.get(operator)
    if law is None or a.contents is None or b.contents is None:
        return None
    if a.dtype == b.dtype == "bool" and operator not in _OF_BOOLS:
        return None
    left, right = spread(a.contents, a.shape, shape), spread(b.contents, b.shape, shape)
    if left is None or right is None:
        return None
    return checked([law(x, y) for x, y in zip(left, right, strict=True)], dtype)


def checked(elements: Sequence[Any], dtype: str) -> Contents | None:
    """Elements as contents: all known, not too many, and none out of the dtype's range."""
    kind = dtype_kind(dtype)
    if len(elements) > MAXIMUM_CONTENTS or kind not in ("int", "bool"):
        return None
    if any(each is None or each is UNKNOWN or isinstance(each, float) for each in elements):
        return None
    if kind == "bool":
        return None if any(isinstance(each, Expression) for each in elements) else tuple(map(bool, elements))
    low, high = _range(dtype)
    plain = [each for each in elements if isinstance(each, int)]
    if any(not low <= each <= high for each in plain):
        return None
    if len(plain) < len(elements) and width(dtype) != 64:
        return None
    return tuple([int(each) if isinstance(each, bool) else each for each in elements])


def _range(dtype: str) -> tuple[int, int]:
    bits = width(dtype)
    if bits is None:
        return 0, 127
    if dtype.startswith("u"):
        return 0, 2**bits - 1
    return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1


def spread(contents: Contents, shape: Shape, target: Shape) -> list[Any] | None:
    """The elements of an array broadcast to `target`, row-major."""
    own, wanted = sizes_of(shape), sizes_of(target)
    if own is None or wanted is None or _count(wanted) > MAXIMUM_CONTENTS:
        return None
    if own == wanted:
        return list(contents)
    own = (1,) * (len(wanted) - len(own)) + own
    places = [0]
    stride = len(contents)
    for size, extent in zip(own, wanted, strict=True):
        stride = stride // size if size else 0
        step = stride if size > 1 else 0
        places = [place + step * index for place in places for index in range(extent)]
    return [contents[place] for place in places]


def picked(contents: Contents, shape: Shape, rows: Sequence[Sequence[int]]) -> Contents | None:
    """The elements at these indices of each axis (all combinations, row-major)."""
    sizes = sizes_of(shape)
    if sizes is None:
        return None
    places = [0]
    stride = len(contents)
    for size, indices in zip(sizes, rows, strict=True):
        stride = stride // size if size else 0
        places = [place + stride * index for place in places for index in indices]
        if len(places) > MAXIMUM_CONTENTS:
            return None
    return tuple([contents[place] for place in places])


def changed(operator: str, contents: Contents, dtype: str) -> Contents | None:
    """The elements of `-x`, `~x`, the squares ("square") or the absolute values ("abs")."""
    if operator == "-":
        return checked([negate(each) for each in contents], dtype)
    if operator == "square":
        return checked([multiply(each, each) for each in contents], dtype)
    if any(not isinstance(each, int) for each in contents):
        return None
    if operator == "abs":
        return checked([abs(each) for each in contents], dtype)
    if dtype_kind(dtype) == "bool":
        return tuple([not each for each in contents])
    return checked([-each - 1 for each in contents], dtype)


def sizes_of(shape: Shape) -> tuple[int, ...] | None:
    """The plain sizes of a shape, None where one is not plain."""
    if not shape.is_concrete:
        return None
    return tuple([size for size in shape.sizes if isinstance(size, int)])


def _count(sizes: Sequence[int]) -> int:
    count = 1
    for size in sizes:
        count *= size
    return count


def one(array: Array) -> Size | None:
    """The only element of an array, None where it is not known."""
    if array.contents is None or len(array.contents) != 1:
        return None
    element: Size = array.contents[0]
    return element
