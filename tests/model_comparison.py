"""Compares what a model claims with what the library really gives: sizes, dtypes, contents, lineage."""

from __future__ import annotations

import builtins
import importlib
import itertools
import sys
from typing import Any

import numpy as np

from tensorlint.models.coercion import dtype_kind
from tensorlint.models.registry import exception_bases
from tensorlint.shapes import UNKNOWN, Size, size_text
from tensorlint.shapes.axes import Lineage
from tensorlint.shapes.sizes import Expression, Symbol, bounds, substitute, symbols
from tensorlint.values import (
    Array,
    Boolean,
    Constant,
    Dict,
    Float,
    Integer,
    List,
    Object,
    Series,
    String,
    Tuple,
    Union,
    Value,
)
from tests.model_sampling import DATA, Abstraction, dtype_name, exact_dtype, real_text


def resolve(path: str) -> Any:
    """The real object of a dotted path; exceptions of newer NumPy are found in older ones too."""
    if hasattr(builtins, path):
        return getattr(builtins, path)
    parts = path.split(".")
    for cut in range(len(parts), 0, -1):
        name = ".".join(parts[:cut])
        module = sys.modules.get(name)
        if module is None:
            try:
                module = importlib.import_module(name)
            except ImportError:
                continue
        found: Any = module
        for part in parts[cut:]:
            found = getattr(found, part, None)
        if found is not None:
            return found
    if path.startswith("numpy.exceptions."):
        return getattr(np, parts[-1])
    raise LookupError(path)


def resolve_exceptions(path: str) -> tuple[Any, ...]:
    """The real exception types of a declared name, which may stand for one of several."""
    try:
        return (resolve(path),)
    except LookupError:
        bases = exception_bases(path)
        if not bases:
            raise
        return tuple([each for base in bases for each in resolve_exceptions(base)])


class Contradiction(AssertionError):
    """What the model says is not what the library does."""


class Comparison:
    """Compares what a model says with what is really there."""

    def __init__(self, abstraction: Abstraction, movement: bool):
        self.truth = dict(abstraction.truth)
        self.origins = abstraction.origins
        self.movement = movement
        self.complete = True

    def size(self, claimed: Size, real: int, what: str) -> None:
        """A claimed size; a symbol that the model made takes the first real value that it meets."""
        if claimed is UNKNOWN:
            self.complete = False
            return
        value = substitute(claimed, self.truth)
        free = symbols(value)
        if len(free) == 1 and isinstance(value, Expression) and value.terms == (((next(iter(free)),), 1),):
            [atom] = free
            assert isinstance(atom, Symbol)
            self.truth[atom] = real
        low, high = bounds(value)
        if not low <= real <= high:
            raise Contradiction(f"{what}: {size_text(claimed)} is {size_text(value)}, really {real}")

    def value(self, claimed: Value, real: Any, what: str = "result") -> None:
        """Any claimed value."""
        if isinstance(claimed, Union):
            self._union(claimed, real, what)
        elif isinstance(claimed, Array):
            self._array(claimed, real, what)
        elif isinstance(claimed, Tuple):
            self._items(claimed.items, real, tuple, what)
        elif isinstance(claimed, List):
            self._list(claimed, real, what)
        elif isinstance(claimed, Series):
            self.size(claimed.length, len(real), f"length of {what}")
            for index, item in enumerate(real):
                self.value(claimed.element, item, f"{what}[{index}]")
            self.complete = False
        elif isinstance(claimed, Dict):
            for key, item in claimed.entries.items():
                self.value(item, real[key], f"{what}[{key!r}]")
        elif isinstance(claimed, Integer):
            self._scalar(real, (int, np.integer), what)
            self.size(claimed.size, int(real), what)
        elif isinstance(claimed, Float):
            self._scalar(real, (float, np.floating), what)
            self._same(claimed.value, real, what)
        elif isinstance(claimed, Boolean):
            self._scalar(real, (bool, np.bool_), what)
            self._same(claimed.value, real, what)
        elif isinstance(claimed, String):
            self._scalar(real, (str,), what)
            self._same(claimed.value, real, what)
        elif isinstance(claimed, Constant):
            if claimed.value is not real and claimed.value != real:
                raise Contradiction(f"{what}: {claimed.value!r}, really {real!r}")
        elif isinstance(claimed, Object):
            expected = resolve(claimed.path)
            if not isinstance(real, expected):
                raise Contradiction(f"{what}: {claimed.path}, really {type(real)}")
        else:
            self.complete = False

    def _union(self, claimed: Union, real: Any, what: str) -> None:
        failures: list[str] = []
        self.complete = False
        for alternative in claimed.alternatives:
            try:
                return self.value(alternative, real, what)
            except Contradiction as contradiction:
                failures.append(str(contradiction))
        raise Contradiction(" and ".join(failures))

    def _scalar(self, real: Any, expected: tuple[type, ...], what: str) -> None:
        if not isinstance(real, expected) or (bool not in expected and isinstance(real, bool)):
            raise Contradiction(f"{what}: {expected[0].__name__}, really {type(real)}")

    def _same(self, claimed: Any, real: Any, what: str) -> None:
        if claimed is not None and claimed != real:
            raise Contradiction(f"{what}: {claimed!r}, really {real!r}")

    def _items(self, items: tuple[Value, ...], real: Any, expected: type[Any], what: str) -> None:
        if not isinstance(real, expected) or len(items) != len(real):
            raise Contradiction(f"{what}: {len(items)} items, really {type(real)} {real_text(real)}")
        for index, (item, real_item) in enumerate(zip(items, real, strict=True)):
            self.value(item, real_item, f"{what}[{index}]")

    def _list(self, claimed: List, real: Any, what: str) -> None:
        if claimed.items is not None:
            return self._items(claimed.items, real, list, what)
        if not isinstance(real, list):
            raise Contradiction(f"{what}: a list, really {type(real)}")
        self.size(claimed.length, len(real), f"length of {what}")
        for index, item in enumerate(real):
            self.value(claimed.element, item, f"{what}[{index}]")
        return None

    def _array(self, claimed: Array, real: Any, what: str) -> None:
        if isinstance(real, bool | int | float | complex | str | tuple | list) and not isinstance(
            real, np.generic
        ):
            raise Contradiction(f"{what}: an array, really {type(real)}")
        sizes = [int(size) for size in real.shape]
        shape = claimed.shape
        if shape.rank is None:
            self.complete = False
        if (shape.rank is not None and shape.rank != len(sizes)) or len(shape) > len(sizes):
            raise Contradiction(f"{what}: {shape}, really {tuple(sizes)}")
        first = len(sizes) - len(shape)
        for index, axis in enumerate(shape.axes):
            self.size(axis.size, sizes[first + index], f"axis {index} of {what}")
            if axis.parts == () and sizes[first + index] != 1:
                raise Contradiction(f"axis {index} of {what} has the lineage of a unit axis")
        self._dtype(claimed.dtype, dtype_name(real.dtype), what)
        if isinstance(real, np.ndarray) and not isinstance(real, np.generic):
            if claimed.writeable is not None and claimed.writeable != real.flags.writeable:
                raise Contradiction(f"{what}: writeable {claimed.writeable}")
            if isinstance(real, np.matrix | np.ma.MaskedArray) != bool(claimed.kind):
                raise Contradiction(f"{what}: really {type(real)}")
        if claimed.contents is not None:
            contents = np.asarray(real).ravel().tolist()
            if len(contents) != len(claimed.contents):
                raise Contradiction(f"{what}: {len(claimed.contents)} elements, really {len(contents)}")
            for index, (item, real_item) in enumerate(zip(claimed.contents, contents, strict=True)):
                self.content(item, real_item, f"element {index} of {what}")
        if self.movement:
            for index, axis in enumerate(shape.axes):
                self._lineage(axis.parts, np.asarray(real), first + index, f"axis {index} of {what}")

    def content(self, claimed: Any, real: Any, what: str) -> None:
        """A known element: a size, a truth value or a float."""
        if isinstance(claimed, bool | float) or isinstance(real, bool | float):
            if claimed != real and not (claimed != claimed and real != real):
                raise Contradiction(f"{what}: {claimed}, really {real}")
        else:
            self.size(claimed, int(real), what)

    def _dtype(self, claimed: str, real: str, what: str) -> None:
        if not claimed:
            return
        if claimed == exact_dtype(real) or claimed == dtype_kind(exact_dtype(real)):
            return
        raise Contradiction(f"{what}: dtype {claimed}, really {real}")

    def _lineage(self, parts: Lineage, real: Any, axis: int, what: str) -> None:
        """Each element's place along the axis is what the parts say of where it came from."""
        if not parts or not real.size:
            return
        roots = [part.origin.root() for part in parts]
        if any(root not in self.origins for root in roots):
            return
        numbers = {self.origins[root][0] for root in roots}
        if len(numbers) != 1 or 0 in numbers:
            return
        [number] = numbers
        mine = real // DATA == number
        sizes = self.origins[roots[0]][2]
        places = np.broadcast_to(
            np.arange(real.shape[axis]).reshape([-1] + [1] * (real.ndim - axis - 1)), real.shape
        )
        indices = np.unravel_index((real - number * DATA)[mine], sizes) if sizes else ()
        if roots != [part.origin for part in parts]:
            if len(parts) == 1:
                self._selection(indices[self.origins[roots[0]][1]], places[mine], what)
            return
        folded: Any = 0
        for part, root in zip(parts, roots, strict=True):
            stride, extent = substitute(part.stride, self.truth), substitute(part.extent, self.truth)
            if not isinstance(stride, int) or not isinstance(extent, int):
                return
            folded = folded * extent + indices[self.origins[root][1]] // stride % extent
        if not np.array_equal(folded, places[mine]):
            raise Contradiction(f"{what}: its lineage is not where its elements come from")

    def _selection(self, indices: Any, places: Any, what: str) -> None:
        """A later place holds a later index of the axis selected from."""
        pairs = sorted(set(zip(places.tolist(), indices.tolist(), strict=True)))
        if any(a[1] >= b[1] for a, b in itertools.pairwise(pairs)):
            raise Contradiction(f"{what}: is said to be a selection, but its elements are not in order")
