"""tf.nn's transposed convolutions, whose output shape is given and held against the input."""

from __future__ import annotations

from tensorlint.models.registry import NotCoercible, models
from tensorlint.models.tensorflow_common import (
    Tensor,
    mismatch,
    result_dtype,
    tensor,
    to_numbers,
    unknown_tensor,
)
from tensorlint.models.tensorflow_convolution import check_filters, check_images
from tensorlint.models.tensorflow_windows import (
    channels_first,
    paddings,
    per_axis,
    rebuilt,
    slid,
    spatial,
)
from tensorlint.shapes import UNKNOWN, Axis, equal, shape_of, size_text
from tensorlint.shapes.sizes import bounds, modulo
from tensorlint.values import NONE, Array, Value


def transposed(
    input: Array,
    filters: Array,
    output_shape: Value,
    rank: int,
    strides: Value,
    padding: Value,
    data_format: Value,
    dilations: Value,
    operation: str,
) -> Array:
    """A transposed convolution: the shape is as it is said, if a convolution of it gives the input's."""
    first = channels_first(data_format)
    check_filters(filters, rank, operation)
    inner = filters.shape.axes[-1].size if filters.rank is not None else UNKNOWN
    check_images(input, rank, first, operation, inner, batches=False)
    dtype = result_dtype(input, filters)
    wanted = to_numbers(output_shape)
    if wanted is None or len(wanted) not in (rank, rank + 2):
        return unknown_tensor(dtype)
    wanted = tuple([UNKNOWN if bounds(size)[0] < 0 else size for size in wanted])
    if input.rank is None or filters.rank is None:
        return tensor(shape_of(*wanted), dtype) if len(wanted) == rank + 2 else unknown_tensor(dtype)
    channels = input.shape.axes[1 if first else -1].size
    if equal(channels, inner) is False:
        mismatch(
            "TSL601",
            f"{operation}: {{input}} has {size_text(channels)} channels, {{filters}} take"
            f" {size_text(inner)} (their"
            f" last axis): {{input}} is {input.shape}, {{filters}} is {filters.shape}",
        )
    batch, outer = input.shape.axes[0], Axis(filters.shape.axes[-2].size)
    if len(wanted) == rank + 2:
        if equal(wanted[0], batch.size) is False:
            mismatch(
                "TSL305",
                f"{operation}: {{output_shape}} says a batch of {size_text(wanted[0])}, but {{input}} holds"
                f" {size_text(batch.size)} samples; write tf.shape({{input}})[0]",
            )
        said = wanted[1 if first else -1]
        if equal(said, outer.size) is False and equal(modulo(said, outer.size), 0) is False:
            mismatch(
                "TSL601",
                f"{operation}: {{output_shape}} says {size_text(said)} channels, but {{filters}} give"
                f" {size_text(outer.size)} (their last axis but one): {{filters}} is {filters.shape}",
            )
        outer = Axis(said)
        wanted = wanted[2:] if first else wanted[1:-1]
    steps, gaps, pads = (
        per_axis(strides, rank, first),
        per_axis(dilations, rank, first),
        paddings(padding, rank, first),
    )
    for index, axis in enumerate(spatial(input.shape, rank, first)):
        pad = pads if isinstance(pads, str) else pads[index]
        window = filters.shape.axes[index].size
        back = slid(None, operation, Axis(wanted[index]), window, steps[index], gaps[index], pad)
        if equal(back.size, axis.size) is False:
            mismatch(
                "TSL213",
                f"{operation}: {{output_shape}} does not fit: windows over {size_text(wanted[index])}"
                f" elements would"
                f" give {size_text(back.size)}, but {{input}} has {size_text(axis.size)} there: it is"
                f" {input.shape}",
            )
    axes = [Axis(size) for size in wanted]
    return tensor(rebuilt(input.shape, rank, first, axes, outer), dtype, input, filters)


def _transposed(rank: int) -> None:
    operation = f"conv{rank}d_transpose"

    @models(f"tensorflow.nn.{operation}")
    def transpose(
        input: Tensor | None = None,
        filters: Tensor | None = None,
        output_shape: Value = NONE,
        strides: Value = NONE,
        padding: Value = NONE,
        data_format: Value = NONE,
        dilations: Value = NONE,
        name: Value = NONE,
        *,
        value: Tensor | None = None,
        filter: Tensor | None = None,
    ) -> Array:
        """A transposed convolution with a given output shape."""
        from tensorlint.values import String

        array = input if input is not None else value
        weights = filters if filters is not None else filter
        if array is None or weights is None:
            raise NotCoercible
        how = String("SAME") if padding == NONE else padding
        return transposed(array, weights, output_shape, rank, strides, how, data_format, dilations, operation)


for _rank in (1, 2, 3):
    _transposed(_rank)
