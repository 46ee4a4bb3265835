"""What the machine does for the models: calls, state, findings, settings, for one call of one model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import libcst as cst

from tensorlint.findings import Severity
from tensorlint.interpreter.frames import Frame
from tensorlint.interpreter.texts import Texts, unnamed
from tensorlint.models.registry import GRAPH_MODE
from tensorlint.shapes import Size
from tensorlint.values import TRUE, Cells, Value

if TYPE_CHECKING:
    from tensorlint.interpreter.machine import Machine


class CallContext:
    """The services of the machine for one call of a model; see `registry.Context`."""

    __slots__ = ("frame", "machine", "node", "texts")

    def __init__(self, machine: Machine, frame: Frame, node: cst.CSTNode, texts: Texts):
        self.machine = machine
        self.frame = frame
        self.node = node
        self.texts = texts

    def call(
        self,
        function: Value,
        arguments: Sequence[Value] = (),
        keywords: Mapping[str, Value] | None = None,
        names: Sequence[str] = (),
    ) -> Value:
        """Call any value as Python would; `names`: which parameters of this call the arguments are."""
        from tensorlint.interpreter.calls import Arguments, call_value

        nodes = [self.texts.nodes.get(name) for name in names] if isinstance(self.texts, Texts) else []
        nodes += [None] * (len(arguments) - len(nodes))
        given = Arguments(tuple(arguments), dict(keywords or {}), tuple(nodes), {})
        return call_value(self.frame, self.node, function, given)

    def write(self, cells: Cells, key: Any, value: Any) -> None:
        """Change mutable state."""
        self.machine.store.write(cells, key, value)

    def attribute(self, value: Value, name: str) -> Value:
        """`value.name`."""
        from tensorlint.interpreter.attributes import attribute

        return attribute(self.frame, self.node, value, name)

    def elements(self, value: Value) -> tuple[Value, ...] | None:
        """The items of an iterable while all are known."""
        from tensorlint.interpreter.iteration import iterated

        return iterated(self.frame, value).items

    def element(self, value: Value) -> Value:
        """What all items of an iterable have in common."""
        from tensorlint.interpreter.iteration import iterated

        return iterated(self.frame, value).element

    def report(self, code: str, message: str, severity: str = "warning") -> None:
        """Report a habit, or an error that lets the program go on, at the call."""
        for name in self.texts:
            if "{" + name + "}" in message:
                message = message.replace("{" + name + "}", self.texts[name])
        if self.machine.is_tested():
            return
        kind: Severity = "error" if severity == "error" else "warning"
        self.machine.report(self.frame, self.node, code, unnamed(message), kind)

    def settings(self, library: str) -> Cells:
        """What the program sets for a whole library."""
        return self.machine.settings.setdefault(library, Cells())

    def tracing(self) -> bool:
        """Whether TensorFlow makes a graph of what runs now."""
        return self.machine.graphs > 0 or self.settings("tensorflow").get(GRAPH_MODE) == TRUE

    @contextmanager
    def last_batch(self, size: Size) -> Iterator[None]:
        """What runs within meets the last batch, which is shorter than the others."""
        machine = self.machine
        outer, machine.partial, machine.mixed = machine.partial, size, False
        try:
            yield
        finally:
            machine.partial, machine.mixed = outer, None

    def text(self, parameter: str) -> str:
        """The user's expression for an argument of the call."""
        return self.texts.get(parameter, "")
