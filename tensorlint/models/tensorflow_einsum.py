"""tf.einsum: subscripts in the explicit and the implicit form, with an ellipsis."""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.registry import NotCoercible, models
from tensorlint.models.tensorflow_common import Tensor, mismatch, result_dtype, tensor, unknown_tensor
from tensorlint.shapes import Axis, Mismatch, Shape, equal, size_text
from tensorlint.shapes.arithmetic import broadcast
from tensorlint.values import Array, Value


@models("tensorflow.einsum")
def einsum(equation: str, *inputs: Tensor, **kwargs: Value) -> Array:
    """A sum of products over labelled axes: axes with one label have one size."""
    return labelled(equation.replace(" ", ""), inputs)


def labelled(equation: str, arrays: Sequence[Array]) -> Array:
    """`tf.einsum`."""
    left, arrow, right = equation.partition("->")
    terms = left.split(",")
    if any(
        not part.replace("...", "", 1).isalpha() for part in (*terms, right) if part.replace("...", "", 1)
    ):
        raise NotCoercible
    if len(terms) != len(arrays):
        mismatch("TSL607", f"einsum: '{equation}' takes {len(terms)} tensors, but gets {len(arrays)}")
    dtype = result_dtype(*arrays)
    sizes: dict[str, Axis] = {}
    batches: list[Shape] = []
    for index, (term, array) in enumerate(zip(terms, arrays, strict=True)):
        batch = _read(term, array, index, sizes, equation)
        if batch is not None:
            batches.append(batch)
    output = right if arrow else _implicit(terms)
    if any(label not in left for label in output.replace(".", "")):
        mismatch("TSL607", f"einsum: '{equation}' asks for a label that no input has")
    if len(set(output.replace(".", ""))) != len(output.replace(".", "")):
        mismatch("TSL607", f"einsum: '{equation}' has a label twice in its output")
    try:
        rest = broadcast(*batches) if batches else Shape()
    except Mismatch as mismatched:
        mismatch("TSL607", f"einsum: the axes of ... cannot be broadcast: {mismatched.detail}")
    if any(label not in sizes for label in output.replace("...", "")):
        return unknown_tensor(dtype)
    before, dots, after = output.partition("...")
    front = [sizes[label] for label in before]
    back = [sizes[label] for label in after]
    if not dots:
        return tensor(Shape((*front, *back)), dtype, *arrays)
    if rest.open:
        return tensor(Shape((*rest.axes, *back), True), dtype, *arrays)
    return tensor(Shape((*front, *rest.axes, *back)), dtype, *arrays)


def _read(term: str, array: Array, index: int, sizes: dict[str, Axis], equation: str) -> Shape | None:
    """Note the sizes of the labels of one input; gives the axes that its ellipsis covers."""
    before, dots, after = term.partition("...")
    shape = array.shape
    count = len(before) + len(after)
    if shape.rank is None:
        known = shape.axes[-len(after) :] if after and len(shape) >= len(after) else ()
        for label, axis in zip(after, known, strict=False):
            _note(label, axis, sizes, equation)
        return Shape((), True) if dots else None
    if len(shape) < count or (not dots and len(shape) != count):
        mismatch(
            "TSL607",
            f"einsum: '{term}' in '{equation}' labels {count} axes, but input {index} is {shape}",
        )
    for label, axis in zip(before, shape.axes, strict=False):
        _note(label, axis, sizes, equation)
    for label, axis in zip(after[::-1], shape.axes[::-1], strict=False):
        _note(label, axis, sizes, equation)
    return Shape(shape.axes[len(before) : len(shape) - len(after)]) if dots else None


def _note(label: str, axis: Axis, sizes: dict[str, Axis], equation: str) -> None:
    known = sizes.get(label)
    if known is not None and equal(known.size, axis.size) is False:
        mismatch(
            "TSL607",
            f"einsum: label {label} of '{equation}' stands for {size_text(known.size)} and for"
            f" {size_text(axis.size)}"
            " elements",
        )
    if known is None or not isinstance(known.size, int):
        sizes[label] = axis


def _implicit(terms: Sequence[str]) -> str:
    """The output of an equation without an arrow: labels that occur once, in alphabetical order."""
    text = "".join(terms).replace(".", "")
    once = sorted(label for label in set(text) if text.count(label) == 1)
    return ("..." if any("..." in term for term in terms) else "") + "".join(once)
