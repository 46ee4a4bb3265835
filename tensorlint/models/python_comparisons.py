"""Comparisons between values that are no arrays, three-valued: True and False are proofs."""

from __future__ import annotations

import operator as python
from collections.abc import Callable
from math import inf
from typing import Any

from tensorlint.models.python_constants import MAXIMUM_PARTS, Interval, key_of, to_python
from tensorlint.models.python_values import interval, is_plain, iterate, length_of
from tensorlint.models.registry import NotCoercible
from tensorlint.shapes import UNKNOWN, Size, equal
from tensorlint.shapes.sizes import less, less_equal, modulo, subtract
from tensorlint.values import (
    ELLIPSIS,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Class,
    Constant,
    Dict,
    Float,
    Function,
    Integer,
    Library,
    List,
    Module,
    Series,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
)

COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not"})

_ORDER: dict[str, Callable[[Any, Any], Any]] = {
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
}
_DEPTH = 12


def compare(operator: str, left: Value, right: Value) -> Value:
    """`left <operator> right` of two values that are no unions."""
    if operator in ("is", "is not"):
        return _result(identical(left, right), operator == "is not")
    if operator in ("in", "not in"):
        return _result(contains(right, left), operator == "not in")
    if isinstance(left, Array) or isinstance(right, Array):
        return UNKNOWN_VALUE
    if operator in ("==", "!="):
        same = same_value(left, right)
        if same is None and not (_compares_to_bool(left) and _compares_to_bool(right)):
            return UNKNOWN_VALUE
        return _result(same, operator == "!=")
    return _ordered(operator, left, right)


def _result(known: bool | None, negated: bool) -> Boolean:
    return Boolean(None if known is None else known is not negated)


def _compares_to_bool(value: Value) -> bool:
    return is_plain(value) or isinstance(value, Class | Function | Module)


def identical(left: Value, right: Value) -> bool | None:
    """`left is right`."""
    singletons = (NONE, ELLIPSIS)
    if left in singletons or right in singletons:
        return _identical_constant(left, right)
    if isinstance(left, Boolean) and isinstance(right, Boolean):
        return None if left.value is None or right.value is None else left.value is right.value
    if left is right and isinstance(left, Class | Function | Module | List | Dict | SetValue):
        return None if isinstance(left, List) and left.cells.get("weak") else True
    if is_plain(left) and is_plain(right) and type(left).__name__ != type(right).__name__:
        return None if isinstance(left, Float) and isinstance(right, Float) else False
    return None


def _identical_constant(left: Value, right: Value) -> bool | None:
    if left == right:
        return True
    other = right if left in (NONE, ELLIPSIS) else left
    return None if isinstance(other, Unknown | Union | Library) else False


def same_value(left: Value, right: Value, depth: int = 0, budget: list[int] | None = None) -> bool | None:
    """`left == right`, None where it is not proved or not a bool."""
    budget = [MAXIMUM_PARTS] if budget is None else budget
    budget[0] -= 1
    if depth > _DEPTH or budget[0] < 0:
        return None
    if isinstance(left, Integer | Boolean) and isinstance(right, Integer | Boolean):
        return equal(_size(left), _size(right))
    if _is_number(left) and _is_number(right):
        return _same_number(left, right, depth > 0)
    if isinstance(left, String) and isinstance(right, String):
        return None if left.value is None or right.value is None else left.value == right.value
    if isinstance(left, Class | Function | Module) and left is right:
        return None if isinstance(left, Class) else True
    if isinstance(left, Library) and isinstance(right, Library):
        return True if left.path == right.path else None
    if not is_plain(left) or not is_plain(right):
        return _with_none(left, right)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return bool(left.value == right.value)
    if isinstance(left, Tuple | List | Series) and isinstance(right, Tuple | List | Series):
        return _same_sequence(left, right, depth, budget)
    if isinstance(left, Dict) and isinstance(right, Dict):
        return _same_dict(left, right, depth, budget)
    if isinstance(left, SetValue) and isinstance(right, SetValue):
        return _same_set(left, right)
    if _is_view(left) or _is_view(right):
        return None
    return False if _family(left) != _family(right) else None


def _is_view(value: Value) -> bool:
    return isinstance(value, Series) and value.kind.startswith("dict_")


def _with_none(left: Value, right: Value) -> bool | None:
    """None equals nothing but itself, unless the other's class says otherwise."""
    if NONE not in (left, right):
        return None
    other = right if left == NONE else left
    return False if isinstance(other, Class | Function | Module) else None


def _is_number(value: Value) -> bool:
    return isinstance(value, Integer | Boolean | Float) or (
        isinstance(value, Constant) and isinstance(value.value, complex)
    )


def _family(value: Value) -> str:
    if _is_number(value):
        return "number"
    if isinstance(value, Constant):
        return type(value.value).__name__
    if isinstance(value, Series):
        return "tuple" if value.kind in ("tuple", "shape") else value.kind
    if isinstance(value, List):
        return "deque" if "maxlen" in value.cells else "list"
    return type(value).__name__.lower()


def _size(value: Value) -> Size:
    if isinstance(value, Integer):
        return value.size
    if isinstance(value, Boolean) and value.value is not None:
        return int(value.value)
    return UNKNOWN


def _same_number(left: Value, right: Value, inside: bool) -> bool | None:
    """Inside a container a NaN equals itself where it is the same object, which is not followed."""
    try:
        a, b = to_python(left), to_python(right)
    except NotCoercible:
        return None
    return None if inside and a != a and b != b else bool(a == b)


def _same_sequence(
    left: Tuple | List | Series, right: Tuple | List | Series, depth: int, budget: list[int]
) -> bool | None:
    if _is_view(left) or _is_view(right):
        return None
    families = {_family(left), _family(right)}
    if len(families) > 1:
        # A TensorFlow shape, which is known as a tuple, also equals a list of its sizes.
        return None if families == {"tuple", "list"} and (_is_shape(left) or _is_shape(right)) else False
    if _family(left) not in ("tuple", "list", "deque", "range"):
        return None
    if left is right and isinstance(left, List) and not left.cells.get("weak"):
        return True
    if equal(length_of(left), length_of(right)) is False:
        return False
    mine, theirs = iterate(left), iterate(right)
    if mine is None or theirs is None or len(mine) != len(theirs):
        return None
    return _all_same([same_value(a, b, depth + 1, budget) for a, b in zip(mine, theirs, strict=True)])


def _is_shape(value: Tuple | List | Series) -> bool:
    """Whether a tuple was, or may have been, read from an array's shape."""
    if isinstance(value, Series):
        return value.kind in ("shape", "tuple")
    return isinstance(value, Tuple) and any(
        isinstance(item, Integer)
        and (item.parts is not None or item.origin is not None or not isinstance(item.size, int))
        for item in value.items
    )


def _all_same(answers: list[bool | None]) -> bool | None:
    if any(answer is False for answer in answers):
        return _before_unknown(answers)
    return True if all(answer is True for answer in answers) else None


def _before_unknown(answers: list[bool | None]) -> bool | None:
    """Python stops at the first difference; an earlier comparison that is not proved may raise."""
    return False if None not in answers[: answers.index(False)] else None


def _same_dict(left: Dict, right: Dict, depth: int, budget: list[int]) -> bool | None:
    if left is right:
        return True
    if {left.type, right.type} - {"dict", "defaultdict"}:
        return None
    if left.others is not None or right.others is not None:
        return None
    if left.entries.keys() != right.entries.keys():
        return False
    answers = [
        same_value(value, right.entries[key], depth + 1, budget) for key, value in left.entries.items()
    ]
    if all(answer is True for answer in answers):
        return True
    return False if answers and None not in answers else None


def _same_set(left: SetValue, right: SetValue) -> bool | None:
    try:
        return bool(to_python(left) == to_python(right))
    except NotCoercible:
        return None


def contains(container: Value, item: Value) -> bool | None:
    """`item in container`."""
    if isinstance(container, Dict):
        return _contains_key(container, item)
    if isinstance(container, SetValue):
        return _contains_element(container, item)
    if isinstance(container, String):
        if isinstance(item, String) and item.value is not None and container.value is not None:
            return item.value in container.value
        return None
    if isinstance(container, Series) and container.kind == "range":
        return _in_range(container, item)
    if isinstance(container, Tuple | List | Series):
        items = iterate(container)
        if items is None:
            return False if length_of(container) == 0 else None
        return _in_items(items, item)
    if isinstance(container, Constant) and isinstance(container.value, bytes):
        try:
            return bool(to_python(item) in container.value)
        except (NotCoercible, TypeError, ValueError):
            return None
    return None


def _in_items(items: tuple[Value, ...], item: Value) -> bool | None:
    unsure = False
    for each in items:
        answer = same_value(each, item, 1)
        if answer is True:
            return True
        if answer is None:
            unsure = True
            if not is_plain(each) or not is_plain(item):
                return None
    return None if unsure else False


def _contains_key(container: Dict, item: Value) -> bool | None:
    if not container.entries and container.others is None:
        return False
    try:
        key = key_of(item)
    except NotCoercible:
        return None
    if key in container.entries:
        return True
    return False if container.others is None else None


def _contains_element(container: SetValue, item: Value) -> bool | None:
    try:
        return key_of(item) in to_python(container)
    except NotCoercible:
        return None


def _in_range(container: Series, item: Value) -> bool | None:
    if container.length == 0:
        return False
    if not isinstance(item, Integer | Boolean):
        return None
    size = _size(item)
    start, stop, step = container.start, container.stop, container.step
    if isinstance(size, int) and isinstance(start, int) and isinstance(stop, int) and isinstance(step, int):
        return size in range(start, stop, step) if step else None
    if step == 1:
        low, high = less_equal(start, size), less(size, stop)
        if low is False or high is False:
            return False
        return True if low is True and high is True else None
    if isinstance(step, int) and step > 0 and equal(modulo(subtract(size, start), step), 0) is False:
        return False
    return None


def _ordered(operator: str, left: Value, right: Value) -> Value:
    if isinstance(left, Integer | Boolean) and isinstance(right, Integer | Boolean):
        a, b = _size(left), _size(right)
        if operator in (">", ">="):
            a, b = b, a
        return Boolean(less(a, b) if operator in ("<", ">") else less_equal(a, b))
    numbers = isinstance(left, Integer | Boolean | Float) and isinstance(right, Integer | Boolean | Float)
    infinite = _beside_infinity(operator, left, right)
    if infinite is not None:
        return Boolean(infinite)
    if numbers or _same_kind(left, right):
        try:
            return Boolean(bool(_ORDER[operator](to_python(left), to_python(right))))
        except (NotCoercible, TypeError):
            return Boolean(_by_bounds(operator, left, right)) if numbers else _possibly_bool(left, right)
    return UNKNOWN_VALUE


def _beside_infinity(operator: str, left: Value, right: Value) -> bool | None:
    """An int, known or not, is less than an infinite float (`n > np.inf`)."""
    for number, other in ((left, right), (right, left)):
        if isinstance(number, Integer | Boolean) and isinstance(other, Float) and other.value in (inf, -inf):
            rising = (other.value == inf) is (number is left)
            return rising if operator in ("<", "<=") else not rising
    return None


def _possibly_bool(left: Value, right: Value) -> Value:
    return Boolean() if isinstance(left, String) and isinstance(right, String) else UNKNOWN_VALUE


def _same_kind(left: Value, right: Value) -> bool:
    return is_plain(left) and is_plain(right) and _family(left) == _family(right)


def _by_bounds(operator: str, left: Value, right: Value) -> bool | None:
    """Ordering of floats by what bounds them; a float without bounds may be NaN."""
    a, b = _bounds(left), _bounds(right)
    if a is None or b is None:
        return None
    if operator in (">", ">="):
        a, b = b, a
    if operator in ("<", ">"):
        return True if a[1] < b[0] else False if a[0] >= b[1] else None
    return True if a[1] <= b[0] else False if a[0] > b[1] else None


def _bounds(value: Value) -> tuple[float, float] | None:
    if isinstance(value, Float) and not isinstance(value, Interval) and value.value is None:
        return None
    return interval(value)
