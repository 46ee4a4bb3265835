"""Control flow and gradients of TensorFlow: cond, while_loop, scan, map_fn, GradientTape, tf.nest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tensorlint.models.registry import GRAPH_MODE, Context, NotCoercible, models, refuse
from tensorlint.models.tensorflow_common import (
    SHAPE_ERROR,
    mismatch,
    tensor,
    to_tensor,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size, equal, size_text
from tensorlint.values import (
    NONE,
    TRACED,
    TRUE,
    UNKNOWN_VALUE,
    Array,
    Boolean,
    Dict,
    Float,
    Function,
    Integer,
    Library,
    List,
    Object,
    Series,
    Tuple,
    Union,
    Unknown,
    Value,
    joined,
    traced,
    union,
)


def structure(function: Callable[[Value], Value], value: Value) -> Value:
    """A nested structure with a function applied to its leaves.

    Unknown where its length is, and where nothing is known of it, since it may have leaves of its own.
    """
    if isinstance(value, Tuple):
        return Tuple(tuple([structure(function, item) for item in value.items]), value.names, value.type)
    if isinstance(value, List):
        if value.items is None:
            return List.like(structure(function, value.element), value.length)
        return List.of(tuple([structure(function, item) for item in value.items]))
    if isinstance(value, Dict):
        if value.others is not None:
            return UNKNOWN_VALUE
        return Dict.of(
            {key: structure(function, item) for key, item in value.entries.items()}, type=value.type
        )
    if isinstance(value, Union):
        return union(*[structure(function, each) for each in value.alternatives])
    result = function(value)
    return UNKNOWN_VALUE if isinstance(value, Unknown | Series) else result


def leaves(value: Value) -> list[Value] | None:
    """The leaves of a nested structure in TensorFlow's order; None where not all are known."""
    items: Sequence[Value]
    if isinstance(value, Tuple):
        items = value.items
    elif isinstance(value, List):
        if value.items is None:
            return None
        items = value.items
    elif isinstance(value, Dict):
        if value.others is not None:
            return None
        try:
            items = [value.entries[key] for key in sorted(value.entries)]
        except TypeError:
            return None
    else:
        return [value]
    found: list[Value] = []
    for item in items:
        inner = leaves(item)
        if inner is None:
            return None
        found.extend(inner)
    return found


# -- branches and loops


@models("tensorflow.function")
def function(func: Value = NONE, *args: Value, **kwargs: Value) -> Value:
    """The function itself: a graph gives the shapes that Python gives."""
    return Library(TRACED) if func == NONE else traced(func)


@models("tensorflow.disable_eager_execution", "tensorflow.disable_v2_behavior")
def disable_eager_execution(context: Context) -> Value:
    """Everything from here on is part of a graph."""
    context.write(context.settings("tensorflow"), GRAPH_MODE, TRUE)
    return NONE


@models("tensorflow.cond")
def cond(
    context: Context,
    pred: Value,
    true_fn: Value = NONE,
    false_fn: Value = NONE,
    name: Value = NONE,
    *,
    strict: Value = NONE,
    fn1: Value = NONE,
    fn2: Value = NONE,
) -> Value:
    """What one of two functions gives."""
    functions = [true_fn if true_fn != NONE else fn1, false_fn if false_fn != NONE else fn2]
    if NONE in functions:
        raise NotCoercible
    return union(*[_tensors(context.call(function)) for function in functions])


@models("tensorflow.switch_case")
def switch_case(
    context: Context, branch_index: Value, branch_fns: Value, default: Value = NONE, name: Value = NONE
) -> Value:
    """What one of several functions gives."""
    functions = context.elements(branch_fns)
    if functions is None or isinstance(branch_fns, Dict) or len(functions) > 8:
        raise NotCoercible
    if any(not isinstance(each, Function | Library) for each in functions):
        raise NotCoercible
    results = [_tensors(context.call(each)) for each in functions]
    if default != NONE:
        results.append(_tensors(context.call(default)))
    return union(*results)


def _tensors(value: Value) -> Value:
    """Numbers that leave a graph function are tensors."""

    def converted(item: Value) -> Value:
        if isinstance(item, Array | Integer | Float | Boolean):
            array = to_tensor(item)
            return tensor(array.shape, array.dtype, array, contents=array.contents)
        return item

    return structure(converted, value)


def _forget(value: Value) -> Value:
    """Loop variables whose elements change from step to step."""

    def forgotten(item: Value) -> Value:
        if isinstance(item, Array | Integer | Float | Boolean):
            array = to_tensor(item)
            return tensor(array.shape, array.dtype)
        return item if isinstance(item, Object) else UNKNOWN_VALUE

    return structure(forgotten, value)


@models("tensorflow.while_loop")
def while_loop(
    context: Context,
    cond: Value,
    body: Value,
    loop_vars: Value,
    shape_invariants: Value = NONE,
    parallel_iterations: Value = NONE,
    back_prop: Value = NONE,
    swap_memory: Value = NONE,
    maximum_iterations: Value = NONE,
    name: Value = NONE,
    *,
    return_same_structure: Value = NONE,
) -> Value:
    """The loop variables after some steps: their shapes where a step keeps them."""
    state = _forget(loop_vars)
    if not isinstance(state, Tuple | List) or state.items is None:
        raise NotCoercible
    for _ in range(3):
        items = state.items
        assert items is not None
        context.call(cond, items)
        result = context.call(body, items)
        after = result.items if isinstance(result, Tuple | List) else (result,)
        if after is None or len(after) != len(items):
            return UNKNOWN_VALUE
        if shape_invariants == NONE and context.tracing():
            _check_loop(items, after)
        merged = tuple([joined(old, _forget(new)) for old, new in zip(items, after, strict=True)])
        if merged == items:
            break
        state = Tuple(merged)
    return state if isinstance(loop_vars, Tuple) else List.of(state.items or ())


def _check_loop(before: Sequence[Value], after: Sequence[Value]) -> None:
    """Refuse a step that changes the static shape of a loop variable, as a graph does.

    An axis of samples may be open in the graph, whatever is known of it here.
    """
    for index, (old, new) in enumerate(zip(before, after, strict=True)):
        if not isinstance(old, Array) or not isinstance(new, Array | Integer | Float):
            continue
        x, y = old.shape, to_tensor(new).shape
        if x.rank is None or y.rank is None:
            continue
        pairs = zip(x.axes, y.axes, strict=False)
        if x.rank != y.rank or any(_static_sizes_differ(p, q) for p, q in pairs):
            refuse(
                "TSL615",
                f"while_loop: the loop variable {{loop_vars[{index}]}} enters with shape {x}, but has shape"
                f" {y} after one step, which a graph refuses: keep the shape, or give shape_invariants",
                SHAPE_ERROR,
            )


def _static_sizes_differ(a: Axis, b: Axis) -> bool:
    both = isinstance(a.size, int) and isinstance(b.size, int)
    return both and a.size != b.size and not _counts_samples(a)


def _counts_samples(axis: Axis) -> bool:
    return any(part.origin.is_batch() for part in axis.parts or ())


def _first(value: Value, operation: str, text: str) -> tuple[Value, Size]:
    """The first slices of a structure of tensors, and how many there are."""
    lengths: list[Size] = []

    def sliced(item: Value) -> Value:
        array = to_tensor(item)
        if array.rank == 0:
            mismatch("TSL603", f"{operation}: {text} must have an axis to go along, but is a single number")
        if array.rank is None:
            lengths.append(UNKNOWN)
            return unknown_tensor(array.dtype)
        lengths.append(array.shape.axes[0].size)
        return tensor(Shape(array.shape.axes[1:]), array.dtype, array)

    element = structure(sliced, value)
    known = [length for length in lengths if length is not UNKNOWN]
    return element, known[0] if known else UNKNOWN


def _check_lengths(value: Value, operation: str, text: str) -> None:
    sizes = [to_tensor(leaf).shape for leaf in leaves(value) or ()]
    known = [shape.axes[0].size for shape in sizes if shape.rank]
    for size in known[1:]:
        if equal(size, known[0]) is False:
            mismatch(
                "TSL106",
                f"{operation}: the tensors of {text} must have the same length: {size_text(known[0])} !="
                f" {size_text(size)}",
            )


def _with_length(value: Value, length: Size, axis: Axis | None = None) -> Value:
    """A structure of results, one a step, stacked."""
    lead = Axis(length, () if length == 1 else None) if axis is None else axis

    def stacked(item: Value) -> Value:
        if not isinstance(item, Array | Integer | Float | Boolean):
            return UNKNOWN_VALUE
        array = to_tensor(item)
        if array.shape.open:
            return unknown_tensor(array.dtype)
        return tensor(Shape((lead, *array.shape.axes)), array.dtype)

    return structure(stacked, value)


def _lead(value: Value) -> Axis | None:
    """The axis that a function is mapped over, where it is one."""
    if isinstance(value, Array) and value.rank:
        return value.shape.axes[0]
    return None


@models("tensorflow.scan")
def scan(
    context: Context,
    fn: Value,
    elems: Value,
    initializer: Value = NONE,
    parallel_iterations: Value = NONE,
    back_prop: Value = NONE,
    swap_memory: Value = NONE,
    infer_shape: Value = NONE,
    reverse: Value = NONE,
    name: Value = NONE,
) -> Value:
    """The carried value after each step, stacked; a step must keep its shape."""
    element, length = _first(elems, "scan", "{elems}")
    state = element if initializer == NONE else _forget(initializer)
    after = context.call(fn, (state, element))
    _check_carry(state, after)
    return _with_length(state if _known(state) else after, length, _lead(elems))


def _known(value: Value) -> bool:
    return all(
        isinstance(leaf, Array) and leaf.rank is not None for leaf in leaves(value) or (UNKNOWN_VALUE,)
    )


def _check_carry(before: Value, after: Value) -> None:
    """Refuse a step that changes the shape of what it carries."""
    old, new = leaves(before), leaves(after)
    if old is None or new is None or len(old) != len(new):
        return
    for a, b in zip(old, new, strict=True):
        if not isinstance(a, Array) or isinstance(b, Unknown) or not isinstance(b, Array | Integer | Float):
            continue
        x, y = a.shape, to_tensor(b).shape
        if x.rank is None or y.rank is None:
            continue
        if x.rank != y.rank or any(equal(p, q) is False for p, q in zip(x.sizes, y.sizes, strict=True)):
            refuse(
                "TSL615",
                f"scan: the carried value has shape {x}, but {y} after one step: {{fn}} must keep its shape",
                SHAPE_ERROR,
            )


@models("tensorflow.foldl", "tensorflow.foldr")
def foldl(
    context: Context,
    fn: Value,
    elems: Value,
    initializer: Value = NONE,
    parallel_iterations: Value = NONE,
    back_prop: Value = NONE,
    swap_memory: Value = NONE,
    name: Value = NONE,
) -> Value:
    """The carried value after the last step."""
    element, _ = _first(elems, "foldl", "{elems}")
    state = element if initializer == NONE else _forget(initializer)
    after = _forget(context.call(fn, (state, element)))
    return joined(state, after)


@models("tensorflow.map_fn")
def map_fn(
    context: Context,
    fn: Value,
    elems: Value,
    dtype: Value = NONE,
    parallel_iterations: Value = NONE,
    back_prop: Value = NONE,
    swap_memory: Value = NONE,
    infer_shape: Value = NONE,
    name: Value = NONE,
    fn_output_signature: Value = NONE,
) -> Value:
    """What a function gives for each slice, stacked."""
    return _mapped(context, fn, elems, "map_fn")


@models("tensorflow.vectorized_map")
def vectorized_map(
    context: Context, fn: Value, elems: Value, fallback_to_while_loop: Value = NONE, warn: Value = NONE
) -> Value:
    """What a function gives for each slice, stacked."""
    return _mapped(context, fn, elems, "vectorized_map")


def _mapped(context: Context, fn: Value, elems: Value, operation: str) -> Value:
    if operation == "map_fn":
        _check_lengths(elems, operation, "{elems}")
    element, length = _first(elems, operation, "{elems}")
    return _with_length(context.call(fn, (element,)), length, _lead(elems))
