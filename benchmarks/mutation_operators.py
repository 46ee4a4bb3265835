"""Shape bugs as people make them: each operator plants one at a place of a clean program.

An operator looks at a node and gives the nodes that may stand in its place; whether the mutant then
really raises is for the real library to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

Operator = Callable[[cst.CSTNode], Iterator[cst.CSTNode]]
OPERATORS: dict[str, Operator] = {}

AXES = ("axis", "axes", "dim")
SHAPES = ("shape", "input_shape", "target_shape", "newshape", "size", "batch_shape", "batch_input_shape")
UNITS = ("units", "filters", "kernel_size", "pool_size", "input_dim", "output_dim", "num_heads", "key_dim")
LAYERS_BY_UNITS = ("Dense", "LSTM", "GRU", "SimpleRNN", "Embedding", "Conv1D", "Conv2D", "Conv2DTranspose")
MAKERS = (
    "zeros",
    "ones",
    "empty",
    "full",
    "normal",
    "uniform",
    "random",
    "standard_normal",
    "integers",
    "rand",
)
JOINERS = ("concatenate", "stack", "concat", "vstack", "hstack", "dstack", "column_stack")


@dataclass(frozen=True)
class Mutant:
    """A program with one planted bug: its text, the kind of the bug, and the line where it was planted."""

    text: str
    kind: str
    line: int
    change: str


def operator(function: Operator) -> Operator:
    """Take a function into the operators; its name is the kind of the bug."""
    OPERATORS[function.__name__.replace("_", " ")] = function
    return function


def mutants(text: str, chosen: Callable[[str, int, int], bool] = lambda *_: True) -> Iterator[Mutant]:
    """The mutants of a program in the order of its places, each text once.

    `chosen` says by kind, line and number within the program which ones are made: making one is what costs.
    """
    wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    positions = wrapper.resolve(PositionProvider)
    module = wrapper.module
    seen: set[str] = {text}
    number = 0
    for node in _nodes(module):
        for kind, plant in OPERATORS.items():
            for new in plant(node):
                number += 1
                line = positions[node].start.line
                if not chosen(kind, line, number):
                    continue
                replaced = module.deep_replace(node, new)
                assert isinstance(replaced, cst.Module)
                changed = replaced.code
                if changed not in seen:
                    seen.add(changed)
                    yield Mutant(changed, kind, line, f"{_line(module, node)} -> {_line(module, new)}")


def _nodes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    if isinstance(node, cst.Annotation | cst.FormattedString):
        return
    yield node
    for child in node.children:
        yield from _nodes(child)


def _line(module: cst.Module, node: cst.CSTNode) -> str:
    return " ".join(module.code_for_node(node).split())[:70]


def called(node: cst.CSTNode) -> str | None:
    """The last part of the name that a call calls."""
    if isinstance(node, cst.Call):
        if isinstance(node.func, cst.Attribute):
            return node.func.attr.value
        if isinstance(node.func, cst.Name):
            return node.func.value
    return None


def _value_of(node: cst.CSTNode) -> int | None:
    if isinstance(node, cst.Integer):
        return int(node.value, 0)
    if (
        isinstance(node, cst.UnaryOperation)
        and isinstance(node.operator, cst.Minus)
        and isinstance(node.expression, cst.Integer)
    ):
        return -int(node.expression.value, 0)
    return None


def _number(value: int) -> cst.BaseExpression:
    return cst.parse_expression(str(value))


def _argument(node: cst.CSTNode, names: Sequence[str]) -> Iterator[tuple[cst.Call, int, cst.Arg]]:
    if isinstance(node, cst.Call):
        for index, argument in enumerate(node.args):
            if argument.keyword is not None and argument.keyword.value in names:
                yield node, index, argument


def _with_argument(call: cst.Call, index: int, value: cst.BaseExpression | None) -> cst.Call:
    """The call with another value of an argument, or without it."""
    arguments = list(call.args)
    if value is None:
        del arguments[index]
        if arguments:
            arguments[-1] = arguments[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    else:
        arguments[index] = arguments[index].with_changes(value=value)
    return call.with_changes(args=arguments)


@operator
def new_axis_dropped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`x[np.newaxis, :]`, `x[:, None]`, `np.expand_dims(x, 0)` without the axis."""
    if isinstance(node, cst.Subscript):
        for index, element in enumerate(node.slice):
            written = element.slice
            is_new = isinstance(written, cst.Index) and (
                (isinstance(written.value, cst.Name) and written.value.value in ("None", "newaxis"))
                or (isinstance(written.value, cst.Attribute) and written.value.attr.value == "newaxis")
            )
            if is_new:
                left = [*node.slice[:index], *node.slice[index + 1 :]]
                if left:
                    left[-1] = left[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
                    yield node.with_changes(slice=left)
                else:
                    yield node.value
    if called(node) == "expand_dims" and isinstance(node, cst.Call) and node.args:
        yield node.args[0].value


@operator
def keepdims_dropped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A reduction loses its `keepdims=True`."""
    for call, index, _ in _argument(node, ("keepdims", "keep_dims")):
        yield _with_argument(call, index, None)


@operator
def axis_changed(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`axis=1` becomes another axis."""
    for call, index, argument in _argument(node, AXES):
        if called(call) in JOINERS:
            continue
        value = _value_of(argument.value)
        if value is not None:
            for other in (0, 1, 2, -1):
                if other != value:
                    yield _with_argument(call, index, _number(other))


@operator
def axis_dropped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A call loses its `axis=`."""
    for call, index, _ in _argument(node, AXES):
        yield _with_argument(call, index, None)


@operator
def joined_along_another_axis(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`np.concatenate(…, axis=1)` along another axis, `vstack` for `hstack`."""
    name = called(node)
    if name not in JOINERS or not isinstance(node, cst.Call):
        return
    for call, index, argument in _argument(node, AXES):
        value = _value_of(argument.value)
        if value is not None:
            for other in (0, 1, -1):
                if other != value:
                    yield _with_argument(call, index, _number(other))
    exchanged = {"vstack": "hstack", "hstack": "vstack", "stack": "concatenate", "concatenate": "stack"}
    if name in exchanged:
        yield node.with_changes(func=_renamed(node.func, exchanged[name]))


def _renamed(function: cst.BaseExpression, name: str) -> cst.BaseExpression:
    if isinstance(function, cst.Attribute):
        return function.with_changes(attr=cst.Name(name))
    return cst.Name(name)


@operator
def transpose_dropped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`x.T` becomes `x`, `np.transpose(x)` and `x.transpose(…)` too."""
    if isinstance(node, cst.Attribute) and node.attr.value in ("T", "mT"):
        yield node.value
    if called(node) in ("transpose", "permute", "swapaxes", "moveaxis") and isinstance(node, cst.Call):
        if isinstance(node.func, cst.Attribute) and not _is_module(node.func.value):
            yield node.func.value
        elif node.args:
            yield node.args[0].value


def _is_module(node: cst.BaseExpression) -> bool:
    names = ("np", "numpy", "tf", "ops", "keras", "K", "tnp", "layers", "linalg")
    last = node.attr if isinstance(node, cst.Attribute) else node
    return isinstance(last, cst.Name) and last.value in names


@operator
def transpose_added(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """An operand of a product is transposed that should not be."""
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.MatrixMultiply):
        for side in ("left", "right"):
            operand = getattr(node, side)
            if isinstance(operand, cst.Attribute) and operand.attr.value == "T":
                continue
            if isinstance(operand, cst.Name | cst.Attribute | cst.Subscript):
                yield node.with_changes(**{side: cst.Attribute(operand, cst.Name("T"))})


@operator
def operands_swapped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`a @ b` becomes `b @ a`."""
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.MatrixMultiply):
        yield node.with_changes(left=node.right, right=node.left)
    if called(node) in ("dot", "matmul", "solve") and isinstance(node, cst.Call) and len(node.args) == 2:
        one, other = node.args
        yield node.with_changes(
            args=[one.with_changes(value=other.value), other.with_changes(value=one.value)]
        )


@operator
def sizes_swapped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Two sizes next to each other change places in a shape."""
    if called(node) in ("reshape", "Reshape", "permute", "transpose") and isinstance(node, cst.Call):
        for index in range(len(node.args) - 1):
            one, other = node.args[index], node.args[index + 1]
            if one.keyword is None and other.keyword is None:
                yield _with_argument(_with_argument(node, index, other.value), index + 1, one.value)
    for call, index, sizes in _shapes(node):
        for at in range(len(sizes.elements) - 1):
            elements = list(sizes.elements)
            first, second = elements[at], elements[at + 1]
            elements[at] = first.with_changes(value=second.value)
            elements[at + 1] = second.with_changes(value=first.value)
            yield _with_argument(call, index, sizes.with_changes(elements=elements))


def _shapes(node: cst.CSTNode) -> Iterator[tuple[cst.Call, int, cst.Tuple | cst.List]]:
    """The shapes among the arguments of a call, as they are written out."""
    name = called(node)
    if not isinstance(node, cst.Call):
        return
    for index, argument in enumerate(node.args):
        keyword = argument.keyword.value if argument.keyword is not None else None
        wanted = keyword in SHAPES or (keyword is None and name in (*MAKERS, "reshape", "Reshape", "Input"))
        if wanted and isinstance(argument.value, cst.Tuple | cst.List):
            yield node, index, argument.value


@operator
def size_off_by_one(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A literal size in a shape, a number of units or a window is one too large or too small."""
    for call, index, sizes in _shapes(node):
        for at, element in enumerate(sizes.elements):
            value = _value_of(element.value)
            if value is not None and value > 0:
                for other in (value + 1, value - 1):
                    elements = list(sizes.elements)
                    elements[at] = element.with_changes(value=_number(other))
                    yield _with_argument(call, index, sizes.with_changes(elements=elements))
    name = called(node)
    if isinstance(node, cst.Call) and name in (*MAKERS, "reshape", "arange", "linspace", "range"):
        for index, argument in enumerate(node.args):
            value = _value_of(argument.value)
            if argument.keyword is None and value is not None and value > 1:
                yield _with_argument(node, index, _number(value + 1))
                yield _with_argument(node, index, _number(value - 1))


@operator
def units_changed(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A layer has another number of units, filters or inputs."""
    for call, index, argument in _argument(node, UNITS):
        value = _value_of(argument.value)
        if value is not None:
            yield _with_argument(call, index, _number(value + 1))
            yield _with_argument(call, index, _number(value * 2))
    if called(node) in LAYERS_BY_UNITS and isinstance(node, cst.Call) and node.args:
        value = _value_of(node.args[0].value)
        if node.args[0].keyword is None and value is not None:
            yield _with_argument(node, 0, _number(value + 1))
            yield _with_argument(node, 0, _number(value * 2))


@operator
def batch_axis_in_input_shape(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`input_shape=x.shape[1:]` becomes `x.shape`, `(28, 28)` becomes `(32, 28, 28)`."""
    wanted = ("input_shape", "shape") if called(node) in ("Input", "InputLayer") else ("input_shape",)
    for call, index, argument in _argument(node, wanted):
        value = argument.value
        if isinstance(value, cst.Subscript):
            yield _with_argument(call, index, value.value)
        if isinstance(value, cst.Tuple):
            batch = cst.Element(cst.Integer("32"), comma=cst.Comma(cst.SimpleWhitespace(""), _SPACE))
            yield _with_argument(call, index, value.with_changes(elements=[batch, *value.elements]))


_SPACE = cst.SimpleWhitespace(" ")


@operator
def layer_dropped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A Flatten, a pooling over all, a RepeatVector or a Reshape is left out of a list of layers."""
    if isinstance(node, cst.List | cst.Tuple):
        for index, element in enumerate(node.elements):
            if called(element.value) in (
                *("Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling1D", "GlobalAveragePooling1D"),
                *("RepeatVector", "Reshape", "Embedding", "Normalization", "Permute"),
            ):
                left = [*node.elements[:index], *node.elements[index + 1 :]]
                if left:
                    yield node.with_changes(elements=left)
    if (
        isinstance(node, cst.Call)
        and called(node.func) in ("Flatten", "GlobalAveragePooling2D", "Reshape", "RepeatVector")
        and node.args
    ):
        yield node.args[0].value


@operator
def return_sequences_changed(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A recurrent layer gives its last output where all were wanted, or the reverse."""
    for call, index, _ in _argument(node, ("return_sequences", "return_state")):
        yield _with_argument(call, index, None)
    if not isinstance(node, cst.Call) or called(node) not in ("LSTM", "GRU", "SimpleRNN"):
        return
    if not any(_argument(node, ("return_sequences",))):
        keyword = cst.parse_expression("f(return_sequences=True)")
        assert isinstance(keyword, cst.Call)
        yield node.with_changes(args=[*node.args, *keyword.args])


@operator
def index_off_by_one(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A bound of a slice, or the axis read from a shape, is off by one."""
    if not isinstance(node, cst.Subscript):
        return
    for index, element in enumerate(node.slice):
        written = element.slice
        if isinstance(written, cst.Slice):
            for side in ("lower", "upper"):
                bound = getattr(written, side)
                value = None if bound is None else _value_of(bound)
                if value is not None and value != 0:
                    changed = written.with_changes(**{side: _number(value + (1 if value > 0 else -1))})
                    elements = list(node.slice)
                    elements[index] = element.with_changes(slice=changed)
                    yield node.with_changes(slice=elements)
                elif bound is not None:
                    changed = written.with_changes(**{side: None})
                    elements = list(node.slice)
                    elements[index] = element.with_changes(slice=changed)
                    yield node.with_changes(slice=elements)
        elif (
            isinstance(written, cst.Index)
            and isinstance(node.value, cst.Attribute)
            and node.value.attr.value == "shape"
        ):
            value = _value_of(written.value)
            if value is not None:
                for other in (0, 1, -1):
                    if other != value:
                        elements = list(node.slice)
                        elements[index] = element.with_changes(slice=cst.Index(_number(other)))
                        yield node.with_changes(slice=elements)


@operator
def flattening_dropped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`x.reshape(…)`, `x.ravel()`, `x.flatten()` and `squeeze` are left out."""
    if called(node) in ("reshape", "ravel", "flatten", "squeeze") and isinstance(node, cst.Call):
        if isinstance(node.func, cst.Attribute) and not _is_module(node.func.value):
            yield node.func.value
        elif node.args:
            yield node.args[0].value


@operator
def targets_of_another_length(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`fit(x, y)` gets one target too few, one of two arrays that go together is cut."""
    if called(node) in ("fit", "evaluate", "train_test_split", "from_tensor_slices") and isinstance(
        node, cst.Call
    ):
        for index, argument in enumerate(node.args[:2]):
            if argument.keyword is None and isinstance(argument.value, cst.Name):
                cut = cst.parse_expression(f"{argument.value.value}[:-1]")
                yield _with_argument(node, index, cut)
