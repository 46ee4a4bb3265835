"""What a name can hold. Values are immutable by convention; what can change lives in `Cells`.

`Cells` are the only mutable storage of the abstract machine. They are written through the store
alone, which keeps a journal, so that a branch can be undone and joined.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Shape, Size, equal, shape_of
from tensorlint.shapes.axes import Lineage, joined_shape

if TYPE_CHECKING:
    import libcst as cst

    from tensorlint.findings import Place

_births = itertools.count(1)


class Cells(dict[Any, Any]):
    """Mutable storage (a scope, attributes, items of a list): read freely, write by the store.

    container: these are the contents of a list, dict or set.  escaped: a callback that may run at any
    time changes them, so that nothing is ever known of them again.
    """

    __slots__ = ("birth", "container", "escaped")

    def __init__(self, *args: Any, **keywords: Any):
        super().__init__(*args, **keywords)
        self.birth = next(_births)
        self.container = False
        self.escaped = False

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def now() -> int:
    """A moment: cells born later have a greater `birth`."""
    return next(_births)


WRITTEN = "written"
"""The key of an array's memory: None until something is written to it."""


class Value:
    """Anything a name can hold."""

    __slots__ = ()


@dataclass(slots=True, unsafe_hash=True)
class Unknown(Value):
    """Could be anything. `reason` tells `tensorlint why` where inference stopped.

    identity: tells one unknown value from another (0: nameless), so that its axes keep their
    symbols.  size: what it is as an int, should it be one.  about: arrays that a call looked at whose
    result this is.
    """

    reason: str = field(default="", compare=False)
    name: str = field(default="", compare=False)
    identity: int = 0
    size: Size = UNKNOWN
    about: tuple[Value, ...] = field(default=(), compare=False)


UNKNOWN_VALUE = Unknown()

DType = Literal["bool", "int", "float", "complex", "string", "object", ""]


@dataclass(slots=True, unsafe_hash=True)
class Array(Value):
    """An array or tensor: only its shape.

    dtype: the real name where known (`float64`, `int32`), else its kind (`float`, `int`, `bool`,
    `string`, `object`), else "".  library: "numpy", "tensorflow", "keras", "torch", "jax", or ""
    where it is not known whose array it is.  writeable: None where unknown.
    contents: for integer (and bool) arrays of at most 64 known elements, row-major.
    generated: made of constants or by arange, so that the order of its elements carries no data.
    marks: notes of the checks that elementwise operations carry along.
    origin: where it came from.
    memory: what views share; `contents` hold until it is written.
    """

    shape: Shape = UNKNOWN_SHAPE
    dtype: str = ""
    library: str = "numpy"
    writeable: bool | None = True
    contents: tuple[Any, ...] | None = None
    generated: bool = False
    marks: frozenset[Any] = frozenset()
    kind: str = ""
    origin: Place | None = field(default=None, compare=False)
    memory: Cells | None = field(default=None, compare=False)

    @property
    def rank(self) -> int | None:
        """The number of axes, None where unknown."""
        return self.shape.rank

    def with_shape(self, shape: Shape) -> Array:
        """The same array, seen with another shape."""
        return replace(self, shape=shape, contents=None)


@dataclass(slots=True, unsafe_hash=True)
class Integer(Value):
    """An int: a size with, where it was read from a shape, the lineage of that axis."""

    size: Size = UNKNOWN
    parts: Lineage = None
    origin: Place | None = field(default=None, compare=False)


@dataclass(slots=True, unsafe_hash=True)
class Float(Value):
    """A float, or one that is not known."""

    value: float | None = None
    origin: Place | None = field(default=None, compare=False)


@dataclass(slots=True, unsafe_hash=True)
class Boolean(Value):
    """True, False, or one of them."""

    value: bool | None = None


@dataclass(slots=True, unsafe_hash=True)
class String(Value):
    """A str, or one that is not known."""

    value: str | None = None
    origin: Place | None = field(default=None, compare=False)


@dataclass(slots=True, unsafe_hash=True)
class Constant(Value):
    """Any other constant: None, Ellipsis, bytes, complex."""

    value: Any = None


NONE = Constant(None)
ELLIPSIS = Constant(Ellipsis)
TRUE = Boolean(True)
FALSE = Boolean(False)


@dataclass(slots=True, unsafe_hash=True)
class Tuple(Value):
    """A tuple of known length. `names` are the field names of a named tuple."""

    items: tuple[Value, ...] = ()
    names: tuple[str, ...] = ()
    type: Value | None = None


@dataclass(slots=True, unsafe_hash=True)
class Series(Value):
    """An immutable sequence or iterator of `length` elements that are all like `element`.

    kind: "tuple", "range", "iterator", "shape" …; start and step hold for ranges.
    array: the array (or unknown value) whose shape it is, for kind "shape".
    """

    element: Value = UNKNOWN_VALUE
    length: Size = UNKNOWN
    kind: str = "iterator"
    start: Size = 0
    step: Size = 1
    stop: Size = UNKNOWN
    subject: Value | None = None
    last: Value | None = None


GENERATOR = "generator"
"""The kind of a Series that a generator of the project gives, all of its values being known."""


@dataclass(slots=True, unsafe_hash=True)
class Slice(Value):
    """`start:stop:step`; each an Integer, NONE or unknown."""

    start: Value = NONE
    stop: Value = NONE
    step: Value = NONE


@dataclass(slots=True, eq=False)
class List(Value):
    """A list (or deque). cells["items"]: tuple of values while known, else None, and then
    cells["element"] is what all elements are like and cells["length"] their number."""

    cells: Cells

    def __post_init__(self) -> None:
        self.cells.container = True

    @staticmethod
    def of(items: tuple[Value, ...]) -> List:
        """A new list of known items."""
        return List(Cells(items=items, element=UNKNOWN_VALUE, length=len(items)))

    @staticmethod
    def like(element: Value, length: Size = UNKNOWN) -> List:
        """A new list of elements that are all like `element`."""
        return List(Cells(items=None, element=element, length=length))

    @property
    def items(self) -> tuple[Value, ...] | None:
        """The items while all are known."""
        items: tuple[Value, ...] | None = self.cells["items"]
        return None if self.cells.escaped else items

    @property
    def element(self) -> Value:
        """What the elements have in common."""
        if self.cells.escaped:
            return UNKNOWN_VALUE
        items = self.items
        element: Value = self.cells["element"]
        return element if items is None else joined(*items)

    @property
    def length(self) -> Size:
        """How many elements there are."""
        if self.cells.escaped:
            return UNKNOWN
        items = self.items
        length: Size = self.cells["length"]
        return length if items is None else len(items)


@dataclass(slots=True, eq=False)
class Dict(Value):
    """A dict. cells["entries"]: Mapping from Python constants to values (never changed in place);
    cells["others"]: what any other key may hold, or None where there are no other keys."""

    cells: Cells
    type: str = "dict"

    def __post_init__(self) -> None:
        self.cells.container = True

    @staticmethod
    def of(entries: Mapping[Any, Value], others: Value | None = None, type: str = "dict") -> Dict:
        """A new dict."""
        return Dict(Cells(entries=dict(entries), others=others), type)

    @property
    def entries(self) -> Mapping[Any, Value]:
        """The known keys and their values."""
        return self.cells["entries"]  # type: ignore[no-any-return]

    @property
    def others(self) -> Value | None:
        """What other keys may hold; None: there are none."""
        return self.cells["others"]  # type: ignore[no-any-return]


@dataclass(slots=True, eq=False)
class SetValue(Value):
    """A set. cells["items"]: tuple of distinct known values, or None; cells["length"] their number."""

    cells: Cells

    def __post_init__(self) -> None:
        self.cells.container = True

    @staticmethod
    def of(items: tuple[Value, ...] | None) -> SetValue:
        """A new set of known items, or of unknown ones."""
        return SetValue(Cells(items=items, length=UNKNOWN if items is None else len(items)))


@dataclass(slots=True, eq=False)
class Function(Value):
    """A function of the project: its syntax, the scope it closes over and its evaluated defaults.

    kind: "static", "class", "property" (with its `setter`), "cached" (a property that is kept) …
    """

    name: str
    node: cst.FunctionDef | cst.Lambda
    scope: Any
    defaults: Mapping[str, Value]
    owner: Class | None = None
    kind: str = ""
    decorators: tuple[str, ...] = ()
    is_generator: bool = False
    setter: Value | None = None


@dataclass(slots=True, unsafe_hash=True)
class Bound(Value):
    """A method looked up on its receiver (or a function with leading arguments given)."""

    function: Value
    receiver: Value


TRACED = "tensorflow.function"
"""Among the decorators of a function of which TensorFlow makes a graph."""


def traced(function: Value) -> Value:
    """The function, or method, as a graph."""
    if isinstance(function, Bound):
        return replace(function, function=traced(function.function))
    if isinstance(function, Function):
        return replace(function, decorators=(*function.decorators, TRACED))
    return function


@dataclass(slots=True, unsafe_hash=True)
class Partial(Value):
    """functools.partial: a callable with arguments already given."""

    function: Value
    arguments: tuple[Value, ...] = ()
    keywords: tuple[tuple[str, Value], ...] = ()


@dataclass(slots=True, eq=False)
class Class(Value):
    """A class of the project. cells: its namespace. mro holds classes and library names."""

    name: str
    bases: tuple[Value, ...]
    cells: Cells
    node: cst.ClassDef | None = None
    kind: str = ""
    fields: tuple[str, ...] = ()
    library_base: str = ""
    order: tuple[Class, ...] | None = field(default=None, compare=False, repr=False)
    """The method resolution order, once it was asked for."""

    def mro(self) -> tuple[Class, ...]:
        """The project classes of the method resolution order (C3, else depth first)."""
        if self.order is None:
            self.order = tuple(_merged([base.mro() for base in self.bases if isinstance(base, Class)], self))
        return self.order

    def has_unknown_base(self) -> bool:
        """Whether attributes may come from a class that is not known."""
        return any(
            isinstance(base, Unknown | Union) or (isinstance(base, Class) and base.has_unknown_base())
            for base in self.bases
        )


def _merged(orders: list[tuple[Class, ...]], first: Class) -> list[Class]:
    result = [first]
    queues = [list(order) for order in orders if order]
    heads = [order[0] for order in orders if order]
    if heads:
        queues.append(heads)
    while any(queues):
        for queue in queues:
            if queue and not any(queue[0] in other[1:] for other in queues):
                candidate = queue[0]
                break
        else:
            rest = [each for queue in queues for each in queue]
            result.extend(each for each in dict.fromkeys(rest) if each not in result)
            return result
        result.append(candidate)
        for queue in queues:
            if queue and queue[0] is candidate:
                queue.pop(0)
    return result


@dataclass(slots=True, eq=False)
class Instance(Value):
    """An object of a project class; cells: its attributes."""

    type: Class
    cells: Cells
    payload: Value | None = None


@dataclass(slots=True, eq=False)
class Module(Value):
    """A module of the project; cells: its globals."""

    name: str
    cells: Cells


@dataclass(slots=True, unsafe_hash=True)
class Library(Value):
    """A module, function, class or constant of a library, by its canonical dotted name."""

    path: str


@dataclass(slots=True, unsafe_hash=True)
class LibraryMethod(Value):
    """A method of a value that a library defines, by name (`x.reshape`, `[].append`)."""

    receiver: Value
    name: str


@dataclass(slots=True, eq=False)
class Object(Value):
    """An instance of a library class with state that matters: a layer, a dataset, a generator.

    path: the canonical dotted name of its class. cells: its attributes and its model's own state.
    """

    path: str
    cells: Cells = field(default_factory=Cells)


@dataclass(slots=True, unsafe_hash=True)
class Union(Value):
    """One of up to four alternatives."""

    alternatives: tuple[Value, ...]


MAXIMUM_ALTERNATIVES = 4


def union(*values: Value) -> Value:
    """One of these values: alternatives while they are few, else what they have in common."""
    flat: list[Value] = []
    for value in values:
        for alternative in value.alternatives if isinstance(value, Union) else (value,):
            if alternative not in flat:
                flat.append(alternative)
    if len(flat) == 1:
        return flat[0]
    if any(isinstance(value, Unknown) for value in flat):
        return UNKNOWN_VALUE
    if len(flat) <= MAXIMUM_ALTERNATIVES:
        return Union(tuple(flat))
    return joined(*flat)


def joined(*values: Value) -> Value:
    """What holds of all these values, as one value (a Union only of None and another)."""
    result: Value | None = None
    optional = False
    for value in values:
        for alternative in value.alternatives if isinstance(value, Union) else (value,):
            if alternative is NONE or alternative == NONE:
                optional = True
                continue
            result = alternative if result is None else _joined_two(result, alternative)
    if result is None:
        return NONE if optional else UNKNOWN_VALUE
    if optional and not isinstance(result, Unknown):
        return Union((result, NONE))
    return result


def _joined_two(a: Value, b: Value) -> Value:
    if a is b or a == b:
        return a
    if isinstance(a, Array) and isinstance(b, Array):
        return Array(
            joined_shape(a.shape, b.shape),
            a.dtype if a.dtype == b.dtype else "",
            a.library if a.library == b.library else "",
            a.writeable if a.writeable == b.writeable else None,
            None,
            a.generated and b.generated,
            a.marks & b.marks,
            a.kind if a.kind == b.kind else "",
            a.origin if a.origin is b.origin else None,
        )
    if isinstance(a, Integer) and isinstance(b, Integer):
        size = a.size if equal(a.size, b.size) is True else UNKNOWN
        return Integer(size, a.parts if a.parts == b.parts else None)
    if isinstance(a, Float | Integer) and isinstance(b, Float | Integer):
        return Float() if isinstance(a, Float) and isinstance(b, Float) else UNKNOWN_VALUE
    if isinstance(a, Boolean) and isinstance(b, Boolean):
        return Boolean()
    if isinstance(a, String) and isinstance(b, String):
        return String()
    if isinstance(a, Tuple) and isinstance(b, Tuple):
        if len(a.items) == len(b.items) and a.names == b.names and a.type == b.type:
            pairs = zip(a.items, b.items, strict=True)
            return Tuple(tuple([joined(x, y) for x, y in pairs]), a.names, a.type)
        return Series(joined(*a.items, *b.items), UNKNOWN, "tuple")
    if isinstance(a, Series) and isinstance(b, Series) and a.kind == b.kind:
        length = a.length if equal(a.length, b.length) is True else UNKNOWN
        return Series(joined(a.element, b.element), length, a.kind)
    if isinstance(a, Instance) and isinstance(b, Instance) and a.type is b.type:
        if a.cells is b.cells:
            return a
        # What only one of them has set is no longer what the class says.
        one = dict.fromkeys(a.cells.keys() ^ b.cells.keys(), UNKNOWN_VALUE)
        both = {key: joined(a.cells[key], b.cells[key]) for key in a.cells.keys() & b.cells.keys()}
        return Instance(a.type, Cells(one | both))
    return UNKNOWN_VALUE


def alternatives(value: Value) -> tuple[Value, ...]:
    """The alternatives of a value: itself, unless it is a union."""
    return value.alternatives if isinstance(value, Union) else (value,)


def array_of(*sizes: Size, dtype: str = "", library: str = "numpy") -> Array:
    """An array of these sizes."""
    return Array(shape_of(*sizes), dtype, library)


Callback = Callable[..., Value]
Key = Hashable
