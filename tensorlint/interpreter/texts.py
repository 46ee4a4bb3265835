"""The user's expressions in messages, and what messages say of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import libcst as cst

from tensorlint.values import Array, Unknown, Value


class Texts(Mapping[str, str]):
    """The user's expressions by parameter name, made only when a message asks for them."""

    def __init__(self, nodes: Mapping[str, cst.CSTNode | None]):
        self.nodes = nodes

    def __getitem__(self, name: str) -> str:
        node = self.nodes.get(name)
        if node is None:
            raise KeyError(name)
        return source_text(node)

    def node(self, name: str) -> cst.CSTNode | None:
        """The expression itself."""
        node = self.nodes.get(name)
        return node.value if isinstance(node, cst.Arg) else node

    def __iter__(self) -> Iterator[str]:
        return (name for name, node in self.nodes.items() if node is not None)

    def __len__(self) -> int:
        return sum(node is not None for node in self.nodes.values())


NO_TEXTS = Texts({})
_EMPTY = cst.Module(body=[])
MAXIMUM_TEXT = 60


def source_text(node: cst.CSTNode) -> str:
    """The code of an expression on one line, shortened where it is long."""
    if isinstance(node, cst.Arg | cst.Element):
        node = node.value
    text = " ".join(_EMPTY.code_for_node(node).split())
    return text if len(text) <= MAXIMUM_TEXT else text[: MAXIMUM_TEXT - 1] + "…"


def value_text(value: Value) -> str:
    """What `reveal_shape` says of a value."""
    if isinstance(value, Array):
        return str(value.shape)
    if isinstance(value, Unknown):
        return "unknown"
    return f"no array but {type(value).__name__}"


_ITEM = re.compile(r"\{(\w+)\[(\d+)\]\}")


def with_items(message: str, texts: Mapping[str, str]) -> str:
    """`{arrays[1]}` is the second item of the sequence written for `arrays`, by its own name."""

    def item(found: re.Match[str]) -> str:
        name, index = found[1], int(found[2])
        if found[0][1:-1] in texts:
            return texts[found[0][1:-1]]
        node = texts.nodes.get(name) if isinstance(texts, Texts) else None
        if isinstance(node, cst.Arg):
            node = node.value
        if isinstance(node, cst.Tuple | cst.List):
            before = node.elements[: index + 1]
            if len(before) > index and not any(isinstance(each, cst.StarredElement) for each in before):
                return source_text(before[index])
        return f"{texts.get(name, name)}[{index}]"

    return _ITEM.sub(item, message)


def unnamed(message: str) -> str:
    """What has no expression of the user's is named after its parameter."""
    out: list[str] = []
    rest = message
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, closed, behind = after.partition("}")
        if not closed:
            break
        out.append(before)
        out.append("it" if name in ("a", "x", "self", "array", "input") else name)
        rest = behind
    return "".join(out) + rest
