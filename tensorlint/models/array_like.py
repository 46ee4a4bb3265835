"""Arrays of which it is not known whose they are: what NumPy, TensorFlow, torch and JAX have in common.

A parameter whose shape is unpacked is such an array. Nothing is claimed that one of them denies.
"""

from __future__ import annotations

from tensorlint.models.coercion import coerce
from tensorlint.models.registry import attribute, lookup, models
from tensorlint.shapes import UNKNOWN, Shape
from tensorlint.values import Array, Integer, Series, Tuple, Value


@attribute("unknown.Array.shape")
def shape(array: Array) -> Value:
    """The sizes of the axes, with their lineage."""
    if array.rank is None:
        return Series(Integer(UNKNOWN), UNKNOWN, "shape", subject=array)
    return Tuple(tuple([Integer(axis.size, axis.parts) for axis in array.shape.axes]))


@attribute("unknown.Array.ndim")
def ndim(array: Array) -> Value:
    """The rank."""
    return Integer(UNKNOWN if array.rank is None else array.rank)


@attribute("unknown.Array.T")
def transposed(array: Array) -> Value:
    """Two axes swapped; other ranks differ between the libraries."""
    if array.rank == 2:
        return array.with_shape(Shape(array.shape.axes[::-1]))
    return Array(library="")


@models("unknown.Array.reshape")
def reshape(self: Value, /, *shape: Value) -> Array:
    """A reshape to separate ints or one tuple; keywords differ between the libraries."""
    model = lookup("numpy.ndarray.reshape")
    if model is None or not isinstance(self, Array):
        return Array(library="")
    bound = model.bind((self, *shape), {})
    if bound is None:
        return Array(library="")
    positional, named = coerce(model, bound)
    result = model.function(*positional, **named)
    return result if isinstance(result, Array) else Array(library="")
