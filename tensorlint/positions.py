"""Where nodes stand in the text: libcst's code generation, counting characters instead of keeping them.

libcst's own PositionProvider records every node and costs two parses; this records what is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from types import TracebackType

import libcst as cst
from libcst._nodes.internal import CodegenState

NOTHING = nullcontext()
DEEPEST_RECURSION = 10_000


class _AllFound(Exception):
    """Ends the code generation once every wanted node has its place."""


class _Recording(AbstractContextManager[None]):
    """Records what is generated within it as the place of a node."""

    def __init__(
        self,
        state: _Counter,
        node: cst.CSTNode,
        start_node: cst.CSTNode | None,
        end_node: cst.CSTNode | None,
    ) -> None:
        self.state = state
        self.node = node
        self.start_node = start_node
        self.end_node = end_node
        self.start = 0

    def __enter__(self) -> None:
        self.start = self.state.offset

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if exception_type is not None:
            return
        spans = self.state.spans
        start, end = self.start, self.state.offset
        if self.start_node is not None:
            start = spans[self.start_node][0]
        if self.end_node is not None:
            end = spans[self.end_node][1]
        spans[self.node] = (start, end)


class _Counter(CodegenState):
    """A state of the code generation that knows how many characters were generated."""

    def __init__(self, module: cst.Module, wanted: Iterable[cst.CSTNode]) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.offset = 0
        self.wanted = set(wanted)
        self.missing = len(self.wanted)
        self.spans: dict[cst.CSTNode, tuple[int, int]] = {}
        self.starts: list[int] = []

    def add_token(self, value: str) -> None:
        self.offset += len(value)

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.offset += len(token)

    def pop_trailing_newline(self) -> None:
        pass

    def before_codegen(self, node: cst.CSTNode) -> None:
        if node in self.wanted:
            self.starts.append(self.offset)

    def after_codegen(self, node: cst.CSTNode) -> None:
        if node not in self.wanted:
            return
        start = self.starts.pop()
        self.spans.setdefault(node, (start, self.offset))
        self.missing -= 1
        if not self.missing:
            raise _AllFound

    def record_syntactic_position(  # type: ignore[override]
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> AbstractContextManager[None]:
        if node not in self.wanted:
            return NOTHING
        for hoisted in (start_node, end_node):
            if hoisted is not None and hoisted not in self.wanted:
                self.wanted.add(hoisted)
                self.missing += 1
        return _Recording(self, node, start_node, end_node)


@contextmanager
def room_for_deep_trees() -> Iterator[None]:
    """Code generation takes some five calls a level, and trees may be a thousand levels deep."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST_RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def offsets(module: cst.Module, nodes: Iterable[cst.CSTNode]) -> dict[cst.CSTNode, tuple[int, int]]:
    """Start and end (exclusive) of each node in the module's code, as PositionProvider would place it."""
    wanted = list(nodes)
    counter = _Counter(module, wanted)
    with room_for_deep_trees(), suppress(_AllFound):
        module._codegen(counter)
    return {node: counter.spans[node] for node in wanted if node in counter.spans}
