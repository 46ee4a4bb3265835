"""`functools` and `operator`: callables made of callables, operators as functions."""

from __future__ import annotations

from collections.abc import Mapping

from tensorlint.models import operators, python_operators
from tensorlint.models.python_comparisons import COMPARISONS, contains
from tensorlint.models.python_constants import ABSENT, to_python
from tensorlint.models.python_iteration import items_of
from tensorlint.models.python_mutation import extend
from tensorlint.models.python_values import truth
from tensorlint.models.registry import Context, NotCoercible, models, unmodelled
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Bound,
    Class,
    Function,
    Instance,
    Library,
    List,
    Object,
    Partial,
    String,
    Tuple,
    Value,
)

IDENTITY = Library("functools.identity")
"""A decorator that gives back what it decorates."""


@models("functools.identity")
def identity(function: Value, /) -> Value:
    """What it is given."""
    return function


@models("functools.partial")
def partial(func: Value, /, *args: Value, **keywords: Value) -> Value:
    """A callable with some arguments given."""
    return Partial(func, args, tuple(keywords.items()))


@models("functools.wraps")
def wraps(wrapped: Value, assigned: Value = NONE, updated: Value = NONE) -> Value:
    """A decorator that changes names and texts alone."""
    return IDENTITY


@models("functools.update_wrapper")
def update_wrapper(wrapper: Value, wrapped: Value, assigned: Value = NONE, updated: Value = NONE) -> Value:
    """The wrapper, with other names and texts."""
    return wrapper


@models("functools.cache")
def cache(user_function: Value, /) -> Value:
    """What is decorated, as far as shapes go."""
    return user_function


@models("functools.total_ordering")
def total_ordering(cls: Value) -> Value:
    """What is decorated, as far as shapes go."""
    return cls


@models("functools.lru_cache")
def lru_cache(maxsize: Value = NONE, typed: Value = FALSE) -> Value:
    """A decorator, or what it decorates."""
    return maxsize if isinstance(maxsize, Function | Bound | Class | Partial) else IDENTITY


@models("functools.reduce")
def reduce(context: Context, function: Value, iterable: Value, initial: Value = ABSENT, /) -> Value:
    """The items folded from the left."""
    items = items_of(context, iterable)
    if items is None or len(items) > 64:
        return UNKNOWN_VALUE
    rest = list(items)
    if initial is ABSENT:
        if not rest:
            return UNKNOWN_VALUE
        initial = rest.pop(0)
    for item in rest:
        initial = context.call(function, (initial, item))
    return initial


unmodelled("dispatches by type", "functools.singledispatch", "functools.singledispatchmethod")
unmodelled("not followed", "functools.cmp_to_key", "functools.partialmethod")
unmodelled("the interpreter's own", "functools.cached_property")

BINARY: Mapping[str, str] = {
    "add": "+",
    "and_": "&",
    "eq": "==",
    "floordiv": "//",
    "ge": ">=",
    "gt": ">",
    "is_": "is",
    "is_not": "is not",
    "le": "<=",
    "lshift": "<<",
    "lt": "<",
    "matmul": "@",
    "mod": "%",
    "mul": "*",
    "ne": "!=",
    "or_": "|",
    "pow": "**",
    "rshift": ">>",
    "sub": "-",
    "truediv": "/",
    "xor": "^",
}


def apply(operator: str, a: Value, b: Value) -> Value:
    """An operator on any two values."""
    if (isinstance(a, Array) or isinstance(b, Array)) and not operator.startswith("is"):
        return operators.binary(operator, a, b)
    return python_operators.binary(operator, a, b)


def _declare(name: str, operator: str) -> None:
    def function(a: Value, b: Value, /) -> Value:
        return apply(operator, a, b)

    function.__doc__ = f"`a {operator} b`."
    models(f"operator.{name}")(function)
    if operator in COMPARISONS:
        return

    def changed(context: Context, a: Value, b: Value, /) -> Value:
        if isinstance(a, Array):
            return operators.in_place(operator, a, b)
        if isinstance(b, Array):
            return apply(operator, a, b)
        return python_operators.in_place(context, operator, a, b)

    changed.__doc__ = f"`a {operator}= b`."
    models(f"operator.i{name.rstrip('_')}")(changed)


for _name, _operator in BINARY.items():
    _declare(_name, _operator)


@models("operator.neg")
def negative(a: Value, /) -> Value:
    """`-a`."""
    return _unary("-", a)


@models("operator.pos")
def positive(a: Value, /) -> Value:
    """`+a`."""
    return _unary("+", a)


@models("operator.invert", "operator.inv")
def inverted(a: Value, /) -> Value:
    """`~a`."""
    return _unary("~", a)


def _unary(operator: str, a: Value) -> Value:
    if isinstance(a, Array):
        return operators.unary(operator, a)
    return python_operators.unary(operator, a)


@models("operator.not_")
def negation(a: Value, /) -> Value:
    """`not a`."""
    known = truth(a)
    return Boolean(None if known is None else not known)


@models("operator.truth")
def truth_of(a: Value, /) -> Value:
    """`bool(a)`."""
    return Boolean(truth(a))


@models("operator.abs")
def absolute(context: Context, a: Value, /) -> Value:
    """`abs(a)`."""
    return context.call(Library("builtins.abs"), (a,))


@models("operator.index")
def index(context: Context, a: Value, /) -> Value:
    """An int."""
    return context.call(Library("builtins.int"), (a,))


@models("operator.concat")
def concatenated(a: Value, b: Value, /) -> Value:
    """`a + b` of two sequences."""
    return apply("+", a, b)


@models("operator.iconcat")
def concatenated_in_place(context: Context, a: Value, b: Value, /) -> Value:
    """`a += b` of two sequences."""
    if isinstance(a, List):
        extend(context, a, b)
        return a
    return apply("+", a, b)


@models("operator.contains")
def contained(a: Value, b: Value, /) -> Value:
    """`b in a`."""
    return Boolean(contains(a, b))


@models("operator.indexOf")
def index_of(context: Context, a: Value, b: Value, /) -> Value:
    """Where the first equal item is."""
    return context.call(Library("builtins.list.index"), (a, b))


@models("operator.countOf")
def count_of(context: Context, a: Value, b: Value, /) -> Value:
    """How many items are equal."""
    return context.call(Library("builtins.list.count"), (a, b))


@models("operator.call")
def call(context: Context, obj: Value, /, *args: Value, **kwargs: Value) -> Value:
    """A call of a callable."""
    return context.call(obj, args, kwargs)


@models("operator.getitem")
def item(context: Context, a: Value, b: Value, /) -> Value:
    """`a[b]`."""
    if isinstance(a, Array):
        return operators.subscript(a, b)
    if isinstance(a, Instance | Object):
        return context.call(context.attribute(a, "__getitem__"), (b,))
    return python_operators.subscript(a, b, context)


@models("operator.setitem")
def set_item(context: Context, a: Value, b: Value, c: Value, /) -> Value:
    """`a[b] = c`."""
    if isinstance(a, Array):
        operators.store(a, b, c)
    else:
        python_operators.store(context, a, b, c)
    return NONE


@models("operator.delitem")
def delete_item(context: Context, a: Value, b: Value, /) -> Value:
    """`del a[b]`."""
    python_operators.delete(context, a, b)
    return NONE


@models("operator.itemgetter")
def itemgetter(item: Value, /, *items: Value) -> Value:
    """A callable that reads one item, or a tuple of several."""
    keys = Tuple((item, *items)) if items else item
    return Partial(Library("operator.items_of_keys" if items else "operator.item_of_key"), (keys,))


@models("operator.item_of_key")
def item_of_key(context: Context, key: Value, owner: Value, /) -> Value:
    """What `itemgetter(key)` gives."""
    return item(context, owner, key)


@models("operator.items_of_keys")
def items_of_keys(context: Context, keys: Value, owner: Value, /) -> Value:
    """What `itemgetter(*keys)` gives."""
    return (
        Tuple(tuple([item(context, owner, key) for key in keys.items])) if isinstance(keys, Tuple) else NONE
    )


@models("operator.attrgetter")
def attrgetter(attr: Value, /, *attrs: Value) -> Value:
    """A callable that reads an attribute, or a tuple of several."""
    return Partial(Library("operator.attributes"), (Tuple((attr, *attrs)),))


@models("operator.attributes")
def attributes(context: Context, names: Value, owner: Value, /) -> Value:
    """What `attrgetter(*names)` gives."""
    found = [_attribute(context, owner, name) for name in (names.items if isinstance(names, Tuple) else ())]
    return found[0] if len(found) == 1 else Tuple(tuple(found))


def _attribute(context: Context, owner: Value, name: Value) -> Value:
    if not isinstance(name, String) or name.value is None:
        return UNKNOWN_VALUE
    for part in name.value.split("."):
        owner = context.attribute(owner, part)
    return owner


@models("operator.methodcaller")
def methodcaller(name: Value, /, *args: Value, **kwargs: Value) -> Value:
    """A callable that calls a method."""
    return Partial(Library("operator.method"), (name, Tuple(args)), tuple(kwargs.items()))


@models("operator.method")
def method(context: Context, name: Value, args: Value, owner: Value, /, **kwargs: Value) -> Value:
    """What `methodcaller(name, *args)` gives."""
    try:
        text = to_python(name)
    except NotCoercible:
        return UNKNOWN_VALUE
    if not isinstance(text, str) or not isinstance(args, Tuple):
        return UNKNOWN_VALUE
    return context.call(context.attribute(owner, text), args.items, kwargs)


@models("operator.length_hint")
def length_hint(context: Context, obj: Value, default: Value = NONE, /) -> Value:
    """The number of items."""
    return context.call(Library("builtins.len"), (obj,))
