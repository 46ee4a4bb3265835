"""Symbolic tensors: the axes that `keras.Input` gives birth to, and what a model makes of real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tensorlint.models.keras_values import is_symbolic, leaves, mapped
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Part, Shape, Size, equal
from tensorlint.shapes.axes import Lineage, born
from tensorlint.shapes.sizes import Atom, Expression, Symbol, substitute, symbol, symbols
from tensorlint.values import Array, Value

BATCH = born(symbol("batch", generic=True), "batch", None, True)
"""The batch axis of every symbolic tensor whose batch size is left open: models that are connected
have the same batch, and a call says which one it really is."""


def open_axis() -> Axis:
    """An axis that a symbolic tensor leaves open, besides the batch: None in Keras."""
    return born(symbol("None"), "an open axis")


def batch_of(size: Size | None = None) -> Axis:
    """The batch axis of a symbolic tensor: of a fixed size, or any."""
    return BATCH if size is None else born(size, "batch", None, True)


def prove_batch(axis: Axis) -> None:
    """What was fed as a batch counts samples, wherever else it goes."""
    if axis.parts and len(axis.parts) == 1:
        axis.parts[0].origin.batch = True


@dataclass(frozen=True, eq=False)
class Graph:
    """The symbolic inputs and outputs of a model, in the structures that the user gave them."""

    inputs: Value
    outputs: Value

    def tensors(self) -> tuple[Array, ...]:
        """The input tensors, flat."""
        return tuple(leaf for leaf in leaves(self.inputs) if isinstance(leaf, Array))


@dataclass(slots=True)
class Substitution:
    """What the sizes and axes of symbolic inputs really are in one call."""

    sizes: dict[Atom, Size] = field(default_factory=dict)
    axes: dict[Lineage, Axis] = field(default_factory=dict)

    def bind(self, symbolic: Shape, actual: Shape) -> None:
        """Learn from one input; what disagrees, or cannot be solved, becomes unknown."""
        if symbolic.open or actual.open or len(symbolic) != len(actual):
            for axis in symbolic.axes:
                self._forget(axis)
            return
        for wanted, given in zip(symbolic.axes, actual.axes, strict=True):
            atom = _single_symbol(wanted.size)
            if atom is not None:
                self._learn(atom, given.size)
            elif equal(wanted.size, given.size) is False or isinstance(wanted.size, Expression):
                self._forget(wanted)
            if wanted.parts:
                known = self.axes.get(wanted.parts)
                if known is None:
                    self.axes[wanted.parts] = given
                elif equal(known.size, given.size) is not True:
                    self.axes[wanted.parts] = Axis(self.size(wanted.size))

    def _learn(self, atom: Symbol, size: Size) -> None:
        known = self.sizes.get(atom)
        if known is None or equal(known, size) is True:
            self.sizes[atom] = size
        elif equal(known, size) is None and isinstance(known, int) != isinstance(size, int):
            self.sizes[atom] = known if isinstance(known, int) else size
        else:
            self.sizes[atom] = UNKNOWN

    def _forget(self, axis: Axis) -> None:
        for atom in symbols(axis.size):
            self.sizes.setdefault(atom, UNKNOWN)

    def size(self, size: Size) -> Size:
        """What a size of the model is in this call."""
        return substitute(size, self.sizes) if isinstance(size, Expression) else size

    def axis(self, axis: Axis) -> Axis:
        """What an axis of the model is in this call."""
        if not axis.parts:
            return Axis(self.size(axis.size), axis.parts)
        if axis.parts in self.axes:
            return self.axes[axis.parts]
        return Axis(self.size(axis.size), self._parts(axis.parts))

    def _parts(self, parts: tuple[Part, ...]) -> Lineage:
        found: list[Part] = []
        for part in parts:
            actual = self.axes.get((part,))
            if actual is not None:
                if actual.parts is None:
                    return None
                found.extend(actual.parts)
            else:
                found.append(Part(part.origin, self.size(part.stride), self.size(part.extent)))
        return tuple(found)

    def shape(self, shape: Shape) -> Shape:
        """What a shape of the model is in this call."""
        return Shape(tuple([self.axis(axis) for axis in shape.axes]), shape.open)

    def outputs(self, value: Value, symbolic: bool) -> Value:
        """The outputs of a model in this call."""

        def one(leaf: Value) -> Value:
            if not isinstance(leaf, Array):
                return leaf
            library = "keras" if symbolic else "tensorflow"
            return Array(self.shape(leaf.shape), leaf.dtype, library, False)

        return mapped(value, one)


def _single_symbol(size: Size) -> Symbol | None:
    if isinstance(size, Expression) and len(size.terms) == 1:
        monomial, coefficient = size.terms[0]
        if coefficient == 1 and len(monomial) == 1 and isinstance(monomial[0], Symbol):
            return monomial[0]
    return None


def unknown_outputs(value: Value, symbolic: bool) -> Value:
    """Outputs of the same structure of which nothing is known."""

    def one(leaf: Value) -> Value:
        return Array(UNKNOWN_SHAPE, library="keras" if symbolic else "tensorflow")

    return mapped(value, one)


def any_symbolic(*values: Value) -> bool:
    """Whether a symbolic tensor is among the leaves of some values."""
    return any(is_symbolic(leaf) for value in values for leaf in leaves(value))


Keywords = Mapping[str, Value]
