"""How a model of a library call is declared, found and called.

A model is a plain function that mirrors the real signature; its annotations say what each argument
is coerced to. It returns a value, or refuses the call with the exception that the library raises.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn, Protocol, TypeVar

from tensorlint.models.libraries import LIBRARIES as LIBRARIES
from tensorlint.models.where import Index
from tensorlint.shapes.axes import UNKNOWN_SHAPE
from tensorlint.shapes.sizes import Size
from tensorlint.values import UNKNOWN_VALUE, Array, Cells, List, Tuple, Unknown, Value

Function = TypeVar("Function", bound=Callable[..., Any])


class Refusal(Exception):
    """The real call raises: `code` of the finding, the exception's dotted name and the message.

    In the message `{name}` stands for the user's expression bound to the parameter `name`.
    """

    def __init__(self, code: str, exception: str, message: str):
        super().__init__(message)
        self.code = code
        self.exception = exception
        self.message = message


class NotCoercible(Exception):
    """An argument is not known well enough: the result is unknown, the model is not called."""


class Overridden(NotCoercible):
    """An argument answers to the call itself, with an object of its own."""

    def __init__(self, answer: Value = UNKNOWN_VALUE):
        super().__init__()
        self.answer = answer


def refuse(code: str, message: str, exception: str = "ValueError") -> NoReturn:
    """The real library raises `exception` here."""
    raise Refusal(code, exception, message)


GRAPH_MODE = "graph mode"
"""Among the settings of TensorFlow: the program runs without eager execution from here on."""


class Context(Protocol):
    """What a model may ask of the interpreter; requested by a first parameter of this type."""

    def call(
        self,
        function: Value,
        arguments: Sequence[Value] = (),
        keywords: Mapping[str, Value] | None = None,
        names: Sequence[str] = (),
    ) -> Value:
        """Call any value as Python would; `names`: which parameters of the call under evaluation the
        arguments are, so that messages name them as the user does."""
        ...

    def write(self, cells: Cells, key: Any, value: Any) -> None:
        """Change mutable state; the only way to."""
        ...

    def attribute(self, value: Value, name: str) -> Value:
        """`value.name`."""
        ...

    def elements(self, value: Value) -> tuple[Value, ...] | None:
        """The items of an iterable while all are known."""
        ...

    def element(self, value: Value) -> Value:
        """What all items of an iterable have in common."""
        ...

    def report(self, code: str, message: str, severity: str = "warning") -> None:
        """Report a habit at the call under evaluation."""
        ...

    def settings(self, library: str) -> Cells:
        """What a program sets for a whole library (a default data format); written by `write`."""
        ...

    def tracing(self) -> bool:
        """Whether TensorFlow makes a graph of what runs now."""
        ...

    def last_batch(self, size: Size) -> AbstractContextManager[None]:
        """What runs within meets the last batch, which is shorter than the others."""
        ...

    def text(self, parameter: str) -> str:
        """The user's expression for an argument of the call under evaluation."""
        ...


@dataclass(slots=True)
class Model:
    """A registered model."""

    path: str
    function: Callable[..., Any]
    parameters: tuple[Parameter, ...]
    wants_context: bool
    returns: str
    library: str
    positional: tuple[Parameter, ...] = field(init=False)
    named: dict[str, Parameter] = field(init=False)
    variadic: Parameter | None = field(init=False)
    keywords: Parameter | None = field(init=False)

    def __post_init__(self) -> None:
        self.positional = tuple(p for p in self.parameters if p.kind in (_ONLY, _BOTH))
        self.named = {p.name: p for p in self.parameters if p.kind in (_BOTH, _KEY)}
        self.variadic = next((p for p in self.parameters if p.kind is _STAR), None)
        self.keywords = next((p for p in self.parameters if p.kind is _STARS), None)

    def bind(self, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> dict[str, Any] | None:
        """The arguments by parameter name, as given; None where they do not fit the signature."""
        bound: dict[str, Any] = {}
        for parameter, value in zip(self.positional, arguments, strict=False):
            bound[parameter.name] = value
        if len(arguments) > len(self.positional):
            if self.variadic is None:
                return None
            bound[self.variadic.name] = tuple(arguments[len(self.positional) :])
        extra: dict[str, Value] = {}
        for name, value in keywords.items():
            if name in self.named and name not in bound:
                bound[name] = value
            elif self.keywords is not None and name not in bound:
                extra[name] = value
            else:
                return None
        if extra and self.keywords is not None:
            bound[self.keywords.name] = extra
        for parameter in self.parameters:
            if parameter.required and parameter.name not in bound:
                return None
        return bound

    def fallback(self) -> Value:
        """What the call returns where its arguments are not known well enough."""
        if self.returns != "Array":
            return UNKNOWN_VALUE
        return Array(UNKNOWN_SHAPE, library=self.library, writeable=None)


@dataclass(slots=True, frozen=True)
class Parameter:
    """A parameter of a model."""

    name: str
    kind: Any
    annotation: str
    required: bool


_ONLY = inspect.Parameter.POSITIONAL_ONLY
_BOTH = inspect.Parameter.POSITIONAL_OR_KEYWORD
_KEY = inspect.Parameter.KEYWORD_ONLY
_STAR = inspect.Parameter.VAR_POSITIONAL
_STARS = inspect.Parameter.VAR_KEYWORD

_models: dict[str, Model] = {}
_attributes: dict[str, Callable[..., Value]] = {}
_constants: dict[str, Value] = {}
_bases: dict[str, tuple[str, ...]] = {}
_aliases: dict[str, str] = {}
_distinct: set[str] = set()
_exceptions: dict[str, tuple[str, ...]] = {}
_unmodelled: dict[str, str] = {}
_changed: dict[str, tuple[str, Callable[..., Array]]] = {}

_PACKAGE = "tensorlint.models."

_met: set[str] = set()
_index = Index()


def load(library: str) -> None:
    """Import all model modules of a library; to look a name up needs only those that declare it."""
    for name in LIBRARIES.get(library, ()):
        importlib.import_module(f"{_PACKAGE}{name}")


def need(key: str, library: str = "") -> None:
    """Import the modules that declare something under a dotted name."""
    library = library or key.partition(".")[0]
    if library not in _met:
        _met.add(library)
        for name in _index.at_once(LIBRARIES.get(library, ())):
            importlib.import_module(_PACKAGE + name)
    if key in _index.modules:
        for name in _index.modules.pop(key).split():
            try:
                importlib.import_module(_PACKAGE + name)
            except ModuleNotFoundError as error:
                # A table that is behind may name a module that is gone.
                if error.name != _PACKAGE + name:
                    raise


def use_no_index() -> None:
    """Import all modules of a library as soon as it is met."""
    _index.modules.clear()
    _index.eager.clear()


def is_modelled(library: str) -> bool:
    """Whether there are models for a top-level package."""
    return library in LIBRARIES


def models(*paths: str) -> Callable[[Function], Function]:
    """Declare a function as the model of library calls, by their canonical dotted names."""

    def register(function: Function) -> Function:
        signature = inspect.signature(function)
        parameters = list(signature.parameters.values())
        wants_context = bool(parameters) and parameters[0].annotation == "Context"
        if wants_context:
            parameters = parameters[1:]
        declared = tuple(
            Parameter(
                p.name,
                p.kind,
                p.annotation if isinstance(p.annotation, str) else "Value",
                p.default is p.empty and p.kind not in (_STAR, _STARS),
            )
            for p in parameters
        )
        returns = signature.return_annotation
        for path in paths:
            _models[path] = Model(
                path,
                function,
                declared,
                wants_context,
                returns if isinstance(returns, str) else "",
                _owner(path),
            )
        return function

    return register


def _owner(path: str) -> str:
    """The library that results are stamped with; "" where arrays of several may come back: from Keras,
    from Python itself (`sum`, `dict.get`, `copy.copy`) and from an unknown library."""
    library = path.partition(".")[0]
    if library in ("keras", "unknown") or library in sys.stdlib_module_names:
        return ""
    return "numpy" if library in WITH_NUMPY else library


WITH_NUMPY = frozenset({"scipy", "sklearn", "pandas", "matplotlib", "PIL", "cv2", "skimage", "imageio"})
"""Libraries whose functions return NumPy's arrays."""


def attribute(*paths: str) -> Callable[[Function], Function]:
    """Declare a function as what an attribute read gives: `numpy.ndarray.T` gets the array."""

    def register(function: Function) -> Function:
        for path in paths:
            _attributes[path] = function
        return function

    return register


def constant(path: str, value: Value) -> None:
    """Declare the value of a library's constant (`numpy.pi`, `numpy.newaxis`)."""
    _constants[path] = value


def inherits(path: str, *bases: str) -> None:
    """Declare that a library class takes methods and attributes of others."""
    _bases[path] = bases


def alias(path: str, target: str) -> None:
    """Declare that a dotted name, and all below it, is another spelling of `target`."""
    _aliases[path] = target


def distinct(*paths: str) -> None:
    """Declare that names are no aliases themselves, though names around and below them are."""
    _distinct.update(paths)


def exception(path: str, *bases: str) -> None:
    """Declare the bases of a library's exception class."""
    _exceptions[path] = bases


def _with_other_elements(array: Array, arguments: Mapping[str, Any]) -> Array:
    return replace(array, contents=None, generated=False)


def changes(parameter: str, *paths: str, into: Callable[..., Array] = _with_other_elements) -> None:
    """Declare that calls change an argument in place.

    `into` says what the array is afterwards, given the bound arguments; by default its elements are
    no longer known.
    """
    for path in paths:
        _changed[path] = parameter, into


def change_in_place(path: str) -> tuple[str, Callable[..., Array]] | None:
    """The parameter that a call changes in place and what it then is, if there is one."""
    need(path)
    return _changed.get(path)


def unmodelled(reason: str, *paths: str) -> None:
    """List calls that are deliberately unknown, and why."""
    for path in paths:
        _unmodelled[path] = reason


def canonical(path: str) -> str:
    """The canonical dotted name, aliases resolved (longest prefix first)."""
    for _ in range(4):
        head = path
        need(head)
        if path in _distinct:
            return path
        while head not in _aliases and "." in head:
            head = head.rpartition(".")[0]
            need(head)
        target = _aliases.get(head)
        if target is None:
            return path
        path = target + path[len(head) :]
    return path


def lookup(path: str) -> Model | None:
    """The model of a canonical dotted name, also inherited by its class."""
    need(path)
    found = _models.get(path)
    if found is None and "." in path:
        owner, _, name = path.rpartition(".")
        for base in _bases_of(owner):
            found = lookup(f"{base}.{name}")
            if found is not None:
                break
    return found


def lookup_attribute(path: str) -> Callable[..., Value] | None:
    """The attribute model of a canonical dotted name, also inherited by its class."""
    need(path)
    found = _attributes.get(path)
    if found is None and "." in path:
        owner, _, name = path.rpartition(".")
        for base in _bases_of(owner):
            found = lookup_attribute(f"{base}.{name}")
            if found is not None:
                break
    return found


def lookup_constant(path: str) -> Value | None:
    """The value of a library's constant."""
    need(path)
    return _constants.get(path)


def is_subclass(path: str, *bases: str) -> bool:
    """Whether a library class is, or inherits from, one of `bases`."""
    return path in bases or any(is_subclass(base, *bases) for base in _bases_of(path))


def _bases_of(path: str) -> tuple[str, ...]:
    need(path)
    return _bases.get(path, ())


def exception_bases(path: str) -> tuple[str, ...]:
    """The declared bases of a library exception."""
    need(path)
    return _exceptions.get(path, ())


def all_models() -> Mapping[str, Model]:
    """Every model of the modules imported so far; `load` imports all of a library."""
    return _models


def all_unmodelled() -> Mapping[str, str]:
    """What is deliberately unknown, with the reasons; as far as it was imported."""
    return _unmodelled


def stamped(value: Value, library: str | None, origin: Any) -> Value:
    """A model's result with the library it belongs to (None: as it is) and the call it came from."""
    if isinstance(value, Array):
        owner = value.library if library is None else library
        if value.library == owner and value.origin is not None:
            return value
        return replace(value, library=owner, origin=value.origin or origin)
    if isinstance(value, Tuple):
        items = tuple([stamped(item, library, origin) for item in value.items])
        return Tuple(items, value.names, value.type)
    if isinstance(value, List) and value.items is not None:
        value.cells["items"] = tuple([stamped(item, library, origin) for item in value.items])
    return value


def known(values: Iterable[Value]) -> bool:
    """Whether none of the values is unknown."""
    return not any(isinstance(value, Unknown) for value in values)
