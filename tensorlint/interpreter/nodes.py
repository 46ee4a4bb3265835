"""The parts of a syntax node, without whitespace: libcst's own `children` visits every comma and blank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import libcst as cst

_BLANK = ("whitespace", "lines", "header", "footer", "indent", "newline")
_PUNCTUATION = frozenset(
    {"comma", "colon", "semicolon", "dot", "lpar", "rpar", "lbracket", "rbracket", "equal"}
)
_fields: dict[type[cst.CSTNode], tuple[str, ...]] = {}


def children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The nodes that a node is made of, in the order of its fields."""
    kind = type(node)
    names = _fields.get(kind)
    if names is None:
        found = [field.name for field in fields(kind)]
        names = tuple([name for name in found if name not in _PUNCTUATION and not _is_blank(name)])
        _fields[kind] = names
    for name in names:
        value = getattr(node, name)
        if isinstance(value, cst.CSTNode):
            yield value
        elif isinstance(value, tuple | list):
            for item in value:
                if isinstance(item, cst.CSTNode):
                    yield item


def _is_blank(name: str) -> bool:
    return any(word in name for word in _BLANK)


def only_counts(node: cst.CSTNode, name: str) -> bool:
    """Whether a name is used below a node for nothing but messages and remainders (`epoch % 10`)."""
    if isinstance(node, cst.Name):
        return node.value != name
    if isinstance(node, cst.FormattedString):
        return True
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Modulo):
        return True
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "print":
        return True
    return all(only_counts(child, name) for child in children(node))
