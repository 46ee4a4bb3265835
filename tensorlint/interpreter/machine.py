"""The abstract machine of one root file: its state, its budget, what it reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import libcst as cst

from tensorlint.checks.events import BatchLoop, Call, Event, subscribers
from tensorlint.checks.squeezing import OF_RANK, squeeze_behind
from tensorlint.findings import Analysis, Note, Place, RawFinding, Severity, ShapeRecord
from tensorlint.interpreter.contexts import CallContext
from tensorlint.interpreter.exceptions import AbstractRaise, BudgetExceeded, Handler, catches
from tensorlint.interpreter.frames import Frame, Scope
from tensorlint.interpreter.store import Changes, Store
from tensorlint.interpreter.texts import NO_TEXTS, Texts, source_text, unnamed, value_text, with_items
from tensorlint.interpreter.world import world_of
from tensorlint.models.coercion import CONVERTERS, SEEN_AS_ARRAYS
from tensorlint.models.registry import GRAPH_MODE, Refusal, stamped
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Size, size_text, symbol
from tensorlint.values import (
    FALSE,
    NONE,
    UNKNOWN_VALUE,
    WRITTEN,
    Array,
    Cells,
    List,
    Module,
    Object,
    Tuple,
    Unknown,
    Value,
    alternatives,
    now,
)

if TYPE_CHECKING:
    from tensorlint.engine import Project
    from tensorlint.source import Source

REVEAL = "reveal"
PARTIAL_BATCH = {
    "TSL105": "TSL305",
    "TSL201": "TSL304",
    "TSL205": "TSL305",
    "TSL211": "TSL305",
    "TSL601": "TSL305",
    "TSL602": "TSL305",
    "TSL610": "TSL305",
}
"""What a mismatch is called that only the last, shorter batch of a loop meets."""
STEPS_PER_STATEMENT = 40
MINIMUM_STEPS = 40_000


class Machine:
    """Interprets one root file."""

    def __init__(self, root: Source, project: Project, collect_shapes: bool):
        self.root = root
        self.project = project
        self.collect_shapes = collect_shapes
        self.store = Store()
        self.analysis = Analysis()
        self.world = world_of(project)
        self.module = Module("__main__", Cells())
        self.scope = Scope("module", None, root, self.module.cells)
        self.handlers: list[Handler] = []
        self.depth = 0
        self.silent = 0
        self.no_node: cst.CSTNode = cst.Name("_")
        self.steps = 0
        self.budget = MINIMUM_STEPS
        self.spare: int | None = None
        self.bounded = False
        self.interpreted: set[cst.CSTNode] = set()
        self.functions: list[Any] = []
        self.classes: list[Any] = []
        self.active: list[cst.CSTNode] = []
        self.unfollowed: set[cst.CSTNode] = set()
        self.graphs = 0
        self._within: dict[int, set[cst.CSTNode]] = {}
        self._unknown: set[int] = set()
        self.axis_symbols: dict[tuple[int, int], Size] = {}
        self.memo: dict[Any, Any] = {}
        self.readers: list[dict[Any, Any]] = []
        self.call_site: tuple[Frame, cst.CSTNode, Texts] | None = None
        self.unbound_reads: set[str] = set()
        self.module_depth = 0
        self.partial: Size | None = None
        self.partial_failed = False
        self.tentative: list[tuple[RawFinding, tuple[int, str]]] | None = None
        self.tentative_forks = 0
        self.watched: dict[cst.CSTNode, list[Value]] | None = None
        self.failed: set[int] = set()
        self.generated_loops: list[tuple[Frame, cst.CSTNode, BatchLoop, Mapping[str, Any]]] = []
        self.mixed: bool | None = None
        self.decided: tuple[cst.CSTNode, bool] | None = None
        self.settings: dict[str, Cells] = {"tensorflow": Cells({GRAPH_MODE: FALSE})}
        self._seen: set[tuple[int, str]] = set()
        self._recorded: set[tuple[Any, ...]] = set()

    # -- the budget

    def suspend(self, budget: int) -> tuple[Any, ...]:
        """Set the running calls aside, to interpret a module by itself."""
        store = self.store
        outer = (
            (store.births, store.latest, store.journal),
            (self.handlers, self.readers, self.active, self.unbound_reads),
            (self.depth, self.steps, self.budget, self.memo, self.call_site),
        )
        store.births, store.latest, store.journal = [], -1, []
        self.handlers, self.readers, self.active, self.unbound_reads = [], [], [], set()
        self.depth, self.steps, self.budget, self.memo, self.call_site = 0, 0, budget, {}, None
        return outer

    def resume(self, outer: tuple[Any, ...]) -> None:
        """Go on with what `suspend` set aside."""
        store = self.store
        (store.births, store.latest, store.journal), running, counts = outer
        self.handlers, self.readers, self.active, self.unbound_reads = running
        self.depth, self.steps, self.budget, self.memo, self.call_site = counts

    def step(self) -> None:
        """Count one statement."""
        self.steps += 1
        if self.steps > self.budget:
            raise BudgetExceeded

    def running(self) -> tuple[Any, ...]:
        """Where the run stands, to be returned to if what follows is cut."""
        store = self.store
        return (
            (len(store.births), len(store.journal)),
            (len(self.handlers), len(self.readers), len(self.active)),
            (self.depth, self.silent, self.module_depth, self.partial),
            (self.tentative, self.tentative_forks, self.unbound_reads),
        )

    def return_to(self, state: tuple[Any, ...], keep: bool = False) -> None:
        """Leave the calls and blocks entered since `running`, and undo the changes since, or keep them."""
        store = self.store
        (births, journal), (handlers, readers, active), counts, loops = state
        if not keep:
            store.rollback(journal)
        del store.births[births:]
        store.latest = store.births[-1] if store.births else -1
        if not store.births:
            store.journal.clear()
        del self.handlers[handlers:]
        del self.readers[readers:]
        del self.active[active:]
        self.depth, self.silent, self.module_depth, self.partial = counts
        self.tentative, self.tentative_forks, self.unbound_reads = loops

    # -- unknown values

    def unknown(self, name: str, reason: str = "", integer: bool = True) -> Unknown:
        """An unknown value with an identity: its axes, and itself as an int, keep their symbols."""
        size = symbol(name, lower=float("-inf")) if integer else UNKNOWN
        return Unknown(reason, name, now(), size)

    def length_symbol(self, value: Unknown) -> Size:
        """The length of an unknown value: of its first axis where it has shown one, else good for once.

        An object that is no array may have another length at the next look.
        """
        known = self.axis_symbols.get((value.identity, 0))
        return symbol(f"len({value.name})", lower=1, generic=True) if known is None else known

    def axis_symbol(self, identity: int, index: int, name: str) -> Size:
        """The size of an axis of an unknown value, the same at each use."""
        key = (identity, index)
        found = self.axis_symbols.get(key)
        if found is None:
            found = self.axis_symbols[key] = symbol(name, lower=1, generic=True)
        return found

    # -- findings

    def report(
        self,
        frame: Frame,
        node: cst.CSTNode,
        code: str,
        message: str,
        severity: Severity = "error",
        notes: Sequence[Note] = (),
    ) -> None:
        """Report at a node; its place is moved into the root file along the calls."""
        if self.silent:
            return
        trail: list[Note] = []
        place_frame: Frame | None = frame
        place_node: cst.CSTNode = node
        if frame.source is not self.root:
            trail.append(Note(Place(frame.source, node), message))
            while place_frame is not None and place_frame.source is not self.root:
                if place_frame.unsure and code != REVEAL:
                    # The call in the root file is told to be wrong, so the operation must be reached.
                    return
                call = place_frame.call_node
                place_frame = place_frame.caller
                if call is None or place_frame is None:
                    return
                place_node = call
        key = (id(place_node), code)
        if key in self._seen:
            return
        self._seen.add(key)
        caller = place_frame
        while caller is not None and caller.caller is not None and len(trail) < 6:
            if caller.call_node is not None and caller.function_name:
                called = f"{caller.function_name} is called here"
                trail.append(Note(Place(caller.caller.source, caller.call_node), called))
            caller = caller.caller
        place = Place(self.root, place_node)
        finding = RawFinding(code, message, severity, place, (*notes, *trail))
        self.analysis.findings.append(finding)
        if self.tentative is not None and frame.forks > self.tentative_forks:
            self.tentative.append((finding, key))

    def take_back(self, place: Place, code: str) -> None:
        """Remove a finding for good: what follows shows that it is meant."""
        self._seen.add((id(place.node), code))
        self.analysis.findings = [
            each for each in self.analysis.findings if each.code != code or each.place.node is not place.node
        ]

    def withdraw(self, findings: Sequence[tuple[RawFinding, tuple[int, str]]]) -> None:
        """Take back findings of a loop's first rounds that stand under a condition.

        The condition may be false as long as the loop has not changed what it works on.
        """
        for finding, key in findings:
            self._seen.discard(key)
            if finding in self.analysis.findings:
                self.analysis.findings.remove(finding)

    def refused(
        self,
        frame: Frame,
        node: cst.CSTNode,
        refusal: Refusal,
        texts: Mapping[str, str] = NO_TEXTS,
        operands: Sequence[Value] = (),
        otherwise: Value = UNKNOWN_VALUE,
    ) -> Value:
        """An operation raises: control goes to who catches it, else it is a finding."""
        handler = self.find_handler(refusal.exception)
        if handler is not None:
            raise AbstractRaise(UNKNOWN_VALUE, handler)
        if not self.silent:
            message = with_items(refusal.message, texts)
            for name in texts:
                if "{" + name + "}" in message:
                    message = message.replace("{" + name + "}", texts[name])
            code = refusal.code
            squeeze = squeeze_behind(operands) if code in OF_RANK and id(node) not in self.failed else None
            if squeeze is not None and squeeze.place.source is frame.source:
                note = Note(Place(frame.source, node), f"it fails here: {unnamed(message)}")
                self.failed.add(id(node))
                self.report(frame, squeeze.place.node, "TSL107", squeeze.message, "error", (note,))
                return otherwise
            if self.mixed:
                return otherwise  # what a reshape made of the last batch is reported there
            if self.partial is not None and code in PARTIAL_BATCH:
                if id(node) in self.failed or self.partial_failed:
                    return otherwise
                self.partial_failed = True
                code = PARTIAL_BATCH[code]
                message = self._of_the_last_batch(message)
            self.failed.add(id(node))
            self.report(frame, node, code, unnamed(message), "error", self.origins(operands))
        return otherwise

    def origins(self, operands: Sequence[Value]) -> list[Note]:
        """Where the shapes of some operands come from."""
        notes: list[Note] = []
        for value in operands:
            if isinstance(value, Array) and value.origin is not None:
                notes.append(Note(value.origin, f"an array of shape {value.shape} comes from here"))
        return notes

    def find_handler(self, exception: Any) -> Handler | None:
        """The innermost active handler that may catch an exception."""
        kind = exception
        if isinstance(kind, str) and "." not in kind:
            kind = f"builtins.{kind}"
        for handler in reversed(self.handlers):
            if catches(handler.names, kind):
                return handler
        return None

    def is_tested(self) -> bool:
        """Whether what runs now stands in a block that is tested to raise."""
        for handler in self.handlers:  # noqa: SIM110  a generator costs more than most of these loops
            if handler.tested:
                return True
        return False

    def publish(self, frame: Frame, node: cst.CSTNode, event: Event, nodes: Mapping[str, Any]) -> None:
        """Show an event to the checks and report what they find."""
        if self.silent or self.is_tested():
            return
        checks = subscribers(event)
        if checks and isinstance(event, Call):
            event.partial = self.partial
            event.place = Place(frame.source, node)
        for check in checks:
            for habit in check(event):
                if habit.code == "TSL111" and (self.partial is not None or frame.source is not self.root):
                    # A last batch of one sample is no axis of length 1, nor is what shared code gets from
                    # one of its callers.
                    continue
                place = nodes.get(habit.parameter) or node
                if isinstance(habit.place, Place):
                    if habit.place.source is not frame.source:
                        continue
                    place = habit.place.node
                if habit.withdraws:
                    self.take_back(Place(frame.source, place), habit.code)
                    continue
                if habit.code == "TSL304" and self.mixed is not None:
                    self.mixed = True
                self.report(frame, place, habit.code, habit.message, habit.severity)

    def _of_the_last_batch(self, message: str) -> str:
        samples = "1 sample" if self.partial == 1 else f"{size_text(self.partial or 0)} samples"
        return f"the last batch has only {samples}: {message}"

    def record(self, frame: Frame, node: cst.CSTNode, name: str, array: Array) -> None:
        """Note the shape that a name gets, for `tensorlint shapes`."""
        if frame.source is not self.root or self.silent:
            return
        if array.rank is None and not array.shape.axes:
            self._unknown.add(id(node))
            return
        if self.active:
            self._within.setdefault(id(node), set()).update(self.active)
        key = (id(node), array.shape.sizes, array.dtype)
        if key not in self._recorded:
            self._recorded.add(key)
            self.analysis.shapes.append(ShapeRecord(Place(frame.source, node), name, array))

    def add_doubts(self) -> None:
        """Say where a name may have other shapes too: some call did not know it, or was not followed."""
        doubted: set[int] = set()
        for record in tuple(self.analysis.shapes):
            node = id(record.place.node)
            unfollowed = not self.unfollowed.isdisjoint(self._within.get(node, ()))
            if (unfollowed or node in self._unknown) and node not in doubted:
                doubted.add(node)
                self.analysis.shapes.append(ShapeRecord(record.place, record.name, Array(UNKNOWN_SHAPE)))

    def record_value(self, frame: Frame, node: cst.CSTNode, name: str, value: Value) -> None:
        """Note the shapes that a name may have."""
        if self.collect_shapes:
            for each in alternatives(value):
                if isinstance(each, Object) and each.path in SEEN_AS_ARRAYS:
                    each = CONVERTERS[each.path](each)
                if isinstance(each, Array):
                    self.record(frame, node, name, each)
                elif isinstance(each, Unknown) and not self.silent:
                    self._unknown.add(id(node))

    def reveal(self, frame: Frame, node: cst.CSTNode, value: Value) -> None:
        """`reveal_shape(x)`: say what is known of a value."""
        text = " | ".join(dict.fromkeys(value_text(each) for each in alternatives(value)))
        self.report(frame, node, REVEAL, text, "warning")

    # -- services for the rooms and the models

    def texts(self, **nodes: cst.CSTNode | None) -> Texts:
        """The user's expressions under the names that a message uses."""
        return Texts(nodes)

    def code(self, node: cst.CSTNode) -> str:
        """The code of an expression on one line."""
        return source_text(node)

    def stamped(self, value: Value, frame: Frame, node: cst.CSTNode, library: str | None = None) -> Value:
        """A model's answer with the place that it came from."""
        kind = type(value)
        if kind is Array:
            array: Array = value  # type: ignore[assignment]
            if array.origin is None or (library is not None and array.library != library):
                return Array(
                    array.shape,
                    array.dtype,
                    array.library if library is None else library,
                    array.writeable,
                    array.contents,
                    array.generated,
                    array.marks,
                    array.kind,
                    array.origin or Place(frame.source, node),
                    _memory() if array.memory is None and array.contents is not None else array.memory,
                )
            return value
        if kind is Tuple or kind is List:
            return stamped(value, library, Place(frame.source, node))
        return value

    def context(self, frame: Frame, node: cst.CSTNode, texts: Texts | None = None) -> CallContext:
        """What a model may ask while it works on the call at `node`."""
        return CallContext(self, frame, node, NO_TEXTS if texts is None else texts)

    def call(
        self,
        frame: Frame,
        node: cst.CSTNode,
        function: Value,
        arguments: Sequence[Value] = (),
        keywords: Mapping[str, Value] | None = None,
    ) -> Value:
        """Call a value."""
        from tensorlint.interpreter.calls import call

        return call(frame, node, function, arguments, keywords)

    # -- paths

    def leave(self, frame: Frame, error: AbstractRaise) -> None:
        """A path inside a fork ended by an exception: keep its state for the handler."""
        if error.handler is not None:
            changes: Changes = self.store.changes(error.handler.mark)
            error.handler.pending.append((changes, error.value))


def _memory() -> Cells:
    """The memory of a new array."""
    return Cells({WRITTEN: NONE})
