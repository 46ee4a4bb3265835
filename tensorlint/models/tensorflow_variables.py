"""tf.Variable, and what assigns to it."""

from __future__ import annotations

from dataclasses import replace

from tensorlint.models.registry import (
    Context,
    NotCoercible,
    attribute,
    inherits,
    models,
    refuse,
)
from tensorlint.models.tensorflow_common import (
    DTypeOrNone,
    StaticShape,
    Tensor,
    as_it_is,
    mismatch,
    reshaped,
    tensor,
    to_tensor,
)
from tensorlint.models.tensorflow_selection import gather_nd, gathered
from tensorlint.models.tensorflow_sorting import check_updates
from tensorlint.shapes import UNKNOWN, Mismatch, Shape, equal, shape_of, size_text
from tensorlint.shapes.arithmetic import broadcast_to
from tensorlint.values import (
    NONE,
    UNKNOWN_VALUE,
    Array,
    Function,
    Library,
    Value,
)

VARIABLE = "tensorflow.Variable"
inherits(VARIABLE, "tensorflow.Tensor")


@models("tensorflow.Variable")
def variable(
    context: Context,
    initial_value: Value = NONE,
    trainable: Value = NONE,
    validate_shape: Value = NONE,
    caching_device: Value = NONE,
    name: Value = NONE,
    variable_def: Value = NONE,
    dtype: DTypeOrNone = None,
    import_scope: Value = NONE,
    constraint: Value = NONE,
    synchronization: Value = NONE,
    aggregation: Value = NONE,
    shape: StaticShape = None,
    experimental_enable_variable_lifting: Value = NONE,
    **kwargs: Value,
) -> Array:
    """A tensor that can be assigned to, always with its own shape (where `shape` leaves none open)."""
    if isinstance(initial_value, Function | Library):
        initial_value = context.call(initial_value)
    if initial_value == NONE:
        raise NotCoercible
    array = to_tensor(initial_value)
    result = tensor(array.shape, array.dtype if dtype is None else dtype, array)
    if shape is not None:
        result = replace(result, shape=_declared(array, shape))
    return replace(result, kind=VARIABLE, generated=False)


def _declared(array: Array, sizes: tuple[object, ...]) -> Shape:
    """The shape that a variable is declared with: the initial value must fit, open sizes stay open."""
    declared = shape_of(*[size if isinstance(size, int) else UNKNOWN for size in sizes])
    fits = array.rank is None or (
        array.rank == len(declared)
        and all(equal(a, b) is not False for a, b in zip(array.shape.sizes, declared.sizes, strict=True))
    )
    if not fits:
        refuse(
            "TSL211",
            f"Variable: {{initial_value}} is {array.shape}, which does not fit {{shape}}: {declared}",
            "builtins.ValueError",
        )
    return declared


@models("tensorflow.Variable.assign")
def assign(
    self: Tensor, value: Tensor, use_locking: Value = NONE, name: Value = NONE, read_value: Value = NONE
) -> Array:
    """The variable gets a new value of its own shape; nothing is broadcast."""
    _check_assigned(self, value, "assign")
    return self


@models("tensorflow.Variable.assign_add", "tensorflow.Variable.assign_sub")
def assign_add(
    self: Tensor, delta: Tensor, use_locking: Value = NONE, name: Value = NONE, read_value: Value = NONE
) -> Array:
    """A value of the variable's own shape is added; nothing is broadcast."""
    _check_assigned(self, delta, "assign_add")
    return self


@models("tensorflow.assign")
def assign_function(
    ref: Tensor, value: Tensor, validate_shape: Value = NONE, use_locking: Value = NONE, name: Value = NONE
) -> Array:
    """`ref.assign(value)`."""
    _check_assigned(ref, value, "assign", "{ref}")
    return ref


@models("tensorflow.assign_add", "tensorflow.assign_sub")
def assign_add_function(ref: Tensor, value: Tensor, use_locking: Value = NONE, name: Value = NONE) -> Array:
    """`ref.assign_add(value)`."""
    _check_assigned(ref, value, "assign_add", "{ref}")
    return ref


as_it_is("tensorflow.Variable.assign", "tensorflow.Variable.assign_add", "tensorflow.Variable.assign_sub")


def _check_assigned(target: Array, value: Array, operation: str, text: str = "{self}") -> None:
    a, b = target.shape, value.shape
    if a.rank is None or b.rank is None:
        return
    said = (
        f"{operation}: {text} is {a}, the value is {b}: a variable keeps its shape and nothing is broadcast"
    )
    if a.rank != b.rank:
        mismatch("TSL211", f"{said}: {a.rank} axes != {b.rank}")
    for x, y in zip(a.sizes, b.sizes, strict=True):
        if equal(x, y) is False:
            mismatch("TSL211", f"{said}: {size_text(x)} != {size_text(y)}")


@models("tensorflow.Tensor.assign")
def assign_slice(self: Tensor, value: Tensor, name: Value = NONE) -> Value:
    """`variable[...].assign(value)`: the value is broadcast to the slice."""
    try:
        broadcast_to(value.shape, self.shape)
    except Mismatch as mismatched:
        mismatch(
            "TSL211", f"assign: the slice is {self.shape}, {{value}} is {value.shape}: {mismatched.detail}"
        )
    return UNKNOWN_VALUE


@models(
    "tensorflow.Variable.read_value", "tensorflow.Variable.value", "tensorflow.Variable.initialized_value"
)
def read_value(self: Tensor) -> Array:
    """The variable's value as a tensor."""
    return reshaped(self, self.shape)


@attribute("tensorflow.Variable.initial_value")
def initial_value(array: Array) -> Value:
    """What the variable began with."""
    return reshaped(array, array.shape)


@models(
    "tensorflow.Variable.scatter_nd_update",
    "tensorflow.Variable.scatter_nd_add",
    "tensorflow.Variable.scatter_nd_sub",
)
def scatter_nd_update(self: Tensor, indices: Tensor, updates: Tensor, name: Value = NONE) -> Array:
    """Updates written at these places."""
    check_updates(self.shape, indices, updates, "scatter_nd_update", "{self}")
    return self


@models("tensorflow.Variable.gather_nd")
def variable_gather_nd(self: Tensor, indices: Tensor, name: Value = NONE) -> Array:
    """The slices at these places."""
    result: Array = gather_nd(self, indices)
    return result


@models("tensorflow.Variable.sparse_read")
def sparse_read(self: Tensor, indices: Tensor, name: Value = NONE) -> Array:
    """The rows with these numbers."""
    return gathered(self, indices, 0, 0, "sparse_read", "{self}", "{indices}")


@models("tensorflow.Variable.set_shape")
def set_variable_shape(self: Tensor, shape: Value) -> Value:
    """Replaces the declared shape."""
    return NONE
