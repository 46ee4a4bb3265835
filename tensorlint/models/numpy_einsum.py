"""`np.einsum`: Einstein sums by subscripts, or by lists of labels between the operands."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models import numpy_dtypes
from tensorlint.models.numpy_reductions import reduced_into
from tensorlint.models.numpy_ufuncs import operand
from tensorlint.models.registry import models, refuse
from tensorlint.shapes import Mismatch
from tensorlint.shapes.einsum import Term, parse, summed
from tensorlint.values import ELLIPSIS, FALSE, NONE, Array, Integer, List, String, Tuple, Value


@models("numpy.einsum")
def einsum(*operands: Value, out: Value = NONE, optimize: Value = FALSE, **kwargs: Value) -> Array:
    """An Einstein sum by subscripts, or by lists of labels between the operands."""
    if not operands:
        return Array()
    first = operands[0]
    if isinstance(first, String):
        arrays = [operand(each) or Array() for each in operands[1:]]
        if first.value is None:
            return Array()
        try:
            inputs, output = parse(first.value)
        except Mismatch as mismatch:
            refuse("TSL607", f"einsum {first.value!r}: {mismatch.detail}")
        said = f"einsum {first.value!r}"
    else:
        given = _interleaved(operands)
        if given is None:
            return Array()
        arrays, inputs, output = given
        said = "einsum"
    try:
        shape = summed(inputs, output, [array.shape for array in arrays])
    except Mismatch as mismatch:
        texts = ", ".join([f"operand {i} is {array.shape}" for i, array in enumerate(arrays)])
        refuse("TSL607", f"{said}: {mismatch.detail}: {texts}")
    if out != NONE:
        return reduced_into(out)
    dtype = "" if kwargs or not arrays else numpy_dtypes.promoted_all([array.dtype for array in arrays])
    writeable = True if len(arrays) > 1 else (arrays[0].writeable or None)
    generated = all(array.generated for array in arrays)
    return Array(shape, "" if dtype == "object" else dtype, writeable=writeable, generated=generated)


def _interleaved(operands: Sequence[Value]) -> tuple[list[Array], list[Term], Term | None] | None:
    arrays: list[Array] = []
    terms: list[Term] = []
    rest = list(operands)
    while len(rest) >= 2:
        array, labels = operand(rest[0]), _labels(rest[1])
        if labels is None:
            return None
        arrays.append(array or Array())
        terms.append(labels)
        rest = rest[2:]
    output = _labels(rest[0]) if rest else None
    if rest and output is None:
        return None
    return arrays, terms, output


def _labels(value: Value) -> Term | None:
    if not isinstance(value, Tuple | List) or value.items is None:
        return None
    labels: list[object] = []
    for item in value.items:
        if item == ELLIPSIS:
            labels.append(Ellipsis)
        elif isinstance(item, Integer) and isinstance(item.size, int):
            labels.append(item.size)
        else:
            return None
    return tuple(labels)  # type: ignore[arg-type]
