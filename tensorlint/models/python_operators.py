"""Python's own operators on values that are no arrays: what is known is computed as Python would.

Total: whatever comes in, a value comes out; what would raise, or is not certain, is unknown.
"""

from __future__ import annotations

import re

from tensorlint.models.python_comparisons import COMPARISONS, compare
from tensorlint.models.python_constants import (
    MAXIMUM_ITEMS,
    MAXIMUM_TEXT,
    from_python,
    key_of,
    new_dict,
    new_list,
    new_tuple,
    to_ordered,
    to_python,
)
from tensorlint.models.python_mutation import extend, replace_entries, set_elements, set_items, summarise
from tensorlint.models.python_numbers import PYTHON_OPERATORS, computed, negated, numbers, size_of
from tensorlint.models.python_subscripts import delete, store, subscript
from tensorlint.models.python_values import common_of, element_of, iterate, length_of, range_element, truth
from tensorlint.models.registry import Context, NotCoercible
from tensorlint.shapes import UNKNOWN
from tensorlint.shapes.sizes import add, floor_divide, maximum, minimum, modulo, multiply, subtract
from tensorlint.values import (
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Constant,
    Dict,
    Float,
    Integer,
    List,
    Object,
    Series,
    SetValue,
    String,
    Tuple,
    Union,
    Unknown,
    Value,
    joined,
    union,
)

__all__ = [
    "binary",
    "delete",
    "element_of",
    "from_python",
    "in_place",
    "iterate",
    "length_of",
    "range_element",
    "store",
    "subscript",
    "to_python",
    "truth",
    "unary",
]

_PATHS = ("pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath")


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left <operator> right`; operators as Python writes them, "not in" and "is not" included."""
    if isinstance(left, Union) or isinstance(right, Union):
        return _distributed(operator, left, right)
    if operator in COMPARISONS:
        return compare(operator, left, right)
    if operator not in PYTHON_OPERATORS or isinstance(left, Array) or isinstance(right, Array):
        return UNKNOWN_VALUE
    if isinstance(left, Integer | Boolean | Float) and isinstance(right, Integer | Boolean | Float):
        return numbers(operator, left, right)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _unknown(operator, left, right)
    if isinstance(left, String) and operator == "%":
        return _formatted(left, right)
    if operator == "+":
        return _concatenated(left, right)
    if operator == "*":
        return _repeated(left, right)
    if operator == "/" and (_is_path(left) or _is_path(right)):
        return Object("pathlib.Path")
    if isinstance(left, Dict) and isinstance(right, Dict) and operator == "|":
        return merged(left, right)
    if isinstance(left, SetValue) and isinstance(right, SetValue) and operator in ("|", "&", "-", "^"):
        return _set_operation(operator, left, right)
    return computed(operator, left, right)


def _distributed(operator: str, left: Value, right: Value) -> Value:
    lefts = left.alternatives if isinstance(left, Union) else (left,)
    rights = right.alternatives if isinstance(right, Union) else (right,)
    if len(lefts) * len(rights) > 16:
        return UNKNOWN_VALUE
    if any(isinstance(each, Union) for each in (*lefts, *rights)):
        return UNKNOWN_VALUE
    return union(*[binary(operator, a, b) for a in lefts for b in rights])


_SIZES = {"+": add, "-": subtract, "*": multiply, "//": floor_divide, "%": modulo}


def _unknown(operator: str, left: Value, right: Value) -> Value:
    """What comes out may be anything; should both be ints, it is this size."""
    if (
        operator not in _SIZES
        or not isinstance(left, Unknown | Integer)
        or not isinstance(right, Unknown | Integer)
    ):
        return UNKNOWN_VALUE
    if left.size is UNKNOWN or right.size is UNKNOWN:
        return UNKNOWN_VALUE
    return Unknown(size=_SIZES[operator](left.size, right.size))


def _formatted(left: String, right: Value) -> Value:
    if left.value is None:
        return String()
    try:
        arguments = to_ordered(right)
        if is_boundless(left.value, arguments):
            return String()
        return String(_short(left.value % arguments))
    except (NotCoercible, TypeError, ValueError, KeyError, OverflowError, MemoryError):
        return String()


def is_boundless(template: str, arguments: object) -> bool:
    """Whether a format may ask for more text than it can be worth."""
    if len(template) > MAXIMUM_TEXT or re.search("[0-9]{5}", template):
        return True
    return ("*" in template or ":{" in template) and re.search("[0-9]{5}", repr(arguments)) is not None


def _short(text: str) -> str | None:
    return text if len(text) <= MAXIMUM_TEXT else None


def _concatenated(left: Value, right: Value) -> Value:
    if isinstance(left, String) and isinstance(right, String):
        if left.value is None or right.value is None:
            return String()
        return String(_short(left.value + right.value))
    if isinstance(left, List) and isinstance(right, List):
        if ("maxlen" in left.cells) != ("maxlen" in right.cells):
            return UNKNOWN_VALUE
        return _as_deque(left, concatenated(left, right))
    if _is_tuple(left) and _is_tuple(right):
        return _joined_tuples(left, right)
    return computed("+", left, right)


def concatenated(left: List, right: List) -> List:
    """`left + right` of two lists."""
    if left.items is not None and right.items is not None:
        return new_list(left.items + right.items)
    return List.like(_common(left, right), add(length_of(left), length_of(right)))


def _common(left: Value, right: Value) -> Value:
    """What elements of either are like; an empty one has none."""
    if length_of(left) == 0:
        return common_of(right)
    return common_of(left) if length_of(right) == 0 else joined(common_of(left), common_of(right))


def _is_tuple(value: Value) -> bool:
    return isinstance(value, Tuple) or (isinstance(value, Series) and value.kind in ("tuple", "shape"))


def _joined_tuples(left: Value, right: Value) -> Value:
    if isinstance(left, Tuple) and isinstance(right, Tuple):
        return new_tuple(left.items + right.items)
    return Series(_common(left, right), add(length_of(left), length_of(right)), "tuple")


def _repeated(left: Value, right: Value) -> Value:
    sequence, count = (right, left) if isinstance(left, Integer | Boolean) else (left, right)
    if not isinstance(count, Integer | Boolean):
        return UNKNOWN_VALUE
    size = size_of(count)
    if isinstance(sequence, String) and (sequence.value is None or not isinstance(size, int)):
        return String()
    if isinstance(sequence, Constant | String):
        known = computed("*", sequence, Integer(size))
        return String() if isinstance(sequence, String) and known == UNKNOWN_VALUE else known
    if not isinstance(sequence, List) and not _is_tuple(sequence):
        return UNKNOWN_VALUE
    if length_of(sequence) == 0:
        return _as_deque(sequence, List.of(())) if isinstance(sequence, List) else Tuple()
    times = maximum(0, size)
    items = sequence.items if isinstance(sequence, List | Tuple) else None
    if items is not None and isinstance(times, int) and len(items) * times <= MAXIMUM_ITEMS:
        if isinstance(sequence, List):
            return _as_deque(sequence, List.of(items * times))
        return Tuple(items * times)
    length = multiply(length_of(sequence), times)
    element = common_of(sequence)
    if isinstance(sequence, List):
        return _as_deque(sequence, List.like(element, length))
    return Series(element, length, "tuple")


def _as_deque(source: List, made: List) -> List:
    """A new list as the deque that it is where the list it was made of is one."""
    if "maxlen" not in source.cells:
        return made
    limit, items = source.cells["maxlen"], made.items
    if isinstance(limit, int) and items is not None:
        made = List.of(items[max(len(items) - limit, 0) :])
    elif limit is not None:
        made = List.like(made.element, minimum(length_of(made), limit))
    made.cells["maxlen"] = limit
    return made


def merged(left: Dict, right: Dict) -> Dict:
    """`left | right` of two dicts, also what `left.update(right)` leaves."""
    entries = dict(left.entries)
    if right.others is not None:
        entries = {key: joined(value, right.others) for key, value in entries.items()}
    for key, value in right.entries.items():
        entries[key] = value
    others = [each for each in (left.others, right.others) if each is not None]
    if left.others is None and right.others is None:
        return new_dict(entries, None, left.type)
    return new_dict(entries, joined(*others), left.type)


def _set_operation(operator: str, left: SetValue, right: SetValue) -> Value:
    first, second = left.cells["items"], right.cells["items"]
    if first is not None and second is not None:
        try:
            mine = {key_of(item): item for item in first}
            theirs = {key_of(item): item for item in second}
        except NotCoercible:
            return SetValue.of(None)
        keys = PYTHON_OPERATORS[operator](mine.keys(), theirs.keys())
        return SetValue.of(tuple([mine[key] if key in mine else theirs[key] for key in keys]))
    return SetValue.of(None)


def _is_path(value: Value) -> bool:
    return isinstance(value, Object) and value.path in _PATHS


def unary(operator: str, operand: Value) -> Value:
    """`-x`, `+x`, `~x` and `not x`."""
    if operator == "not":
        known = truth(operand)
        return Boolean(None if known is None else not known)
    if isinstance(operand, Union):
        return union(*[negated(operator, each) for each in operand.alternatives])
    return negated(operator, operand)


def in_place(context: Context, operator: str, target: Value, value: Value) -> Value:
    """`target <operator>= value`: lists, dicts and sets change themselves, all others are replaced."""
    if isinstance(target, List) and operator == "+":
        extend(context, target, value)
        return target
    result = binary(operator, target, value)
    if isinstance(target, List) and isinstance(result, List):
        if result.items is None:
            summarise(context, target, result.element, result.length)
        else:
            set_items(context, target, result.items)
        return target
    if isinstance(target, Dict) and isinstance(result, Dict):
        replace_entries(context, target, dict(result.entries), result.others)
        return target
    if isinstance(target, SetValue):
        set_elements(context, target, result.cells["items"] if isinstance(result, SetValue) else None)
        return target
    return result
