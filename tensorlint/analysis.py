"""One file through the interpreter: its findings and shapes with their places, or why there are none.

This is the only room of the front end in which the linted file is parsed and interpreted.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tensorlint.results import FileResult, Finding, Origin, ShapeEntry
from tensorlint.source import Position, Source, SourceError

if TYPE_CHECKING:
    import libcst as cst

    from tensorlint.findings import Analysis, Place, RawFinding, ShapeRecord
    from tensorlint.project import Project
    from tensorlint.values import Array

ARRAY_TYPES = {
    "numpy": "numpy.ndarray",
    "tensorflow": "tensorflow.Tensor",
    "keras": "keras.KerasTensor",
    "torch": "torch.Tensor",
    "jax": "jax.Array",
}
SYNTAX_ERROR = "TSL901"
NOWHERE = Position(1, 1, 1, 1)
REPORT = "this is a bug in tensorlint, please report it together with the file"


def analyze_file(source: Source, project: Project, *, collect_shapes: bool = False) -> FileResult:
    """Parse and interpret a file. Never raises: an error of tensorlint's own becomes the result's failure."""
    with without_garbage_collection():
        try:
            return _analyze(source, project, collect_shapes)
        except SourceError as error:
            return FileResult([syntax_finding(source, error)])
        except Exception as error:
            return FileResult(failure=internal_error(error))


def syntax_finding(source: Source, error: SourceError) -> Finding:
    """The finding for a file that cannot be parsed."""
    message = f"cannot be parsed: {error.message}" if error.severity == "error" else error.message
    place = (error.line, error.column, error.line, error.column)
    return Finding(SYNTAX_ERROR, message, error.severity, source.path, *place)


def internal_error(error: BaseException) -> str:
    """One line on an error of tensorlint's own: its kind, its message, the place in tensorlint's code."""
    place = ""
    traceback = error.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/tensorlint/" in file:
            place = f" at {file.rpartition('/tensorlint/')[2]}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    message = str(error).strip().split("\n")[0][:200]
    return f"internal error: {type(error).__name__}{': ' if message else ''}{message}{place}; {REPORT}"


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Trees are large and hold no cycles: walking them in search of garbage costs a fifth of the run."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _analyze(source: Source, project: Project, collect_shapes: bool) -> FileResult:
    source.module  # noqa: B018  raises SourceError
    from tensorlint.interpreter import analyze

    analysis = analyze(source, project, collect_shapes=collect_shapes)
    place = _placer(_places(analysis))
    findings = [_finding(raw, source, place) for raw in analysis.findings]
    shapes = [_entry(record, place) for record in analysis.shapes]
    return FileResult(_one_each(findings), sorted(set(shapes), key=lambda entry: entry.sort_key))


def _places(analysis: Analysis) -> Iterator[Place]:
    for raw in analysis.findings:
        yield raw.place
        for note in raw.notes:
            yield note.place
    for record in analysis.shapes:
        yield record.place


def _placer(places: Iterable[Place]) -> Callable[[Place], Position]:
    """A function from places to positions, worked out once for each source."""
    nodes: dict[Source, list[cst.CSTNode]] = {}
    for place in places:
        nodes.setdefault(place.source, []).append(place.node)
    positions = {source: source.positions(wanted) for source, wanted in nodes.items()}
    return lambda place: positions[place.source].get(place.node, NOWHERE)


def _finding(raw: RawFinding, source: Source, place: Callable[[Place], Position]) -> Finding:
    origins = tuple(
        Origin(note.place.source.path, place(note.place).line, note.message) for note in raw.notes
    )
    return Finding(
        raw.code,
        raw.message,
        raw.severity,
        source.path,
        *place(raw.place),
        origins=tuple(dict.fromkeys(origins)),
    )


def _one_each(findings: list[Finding]) -> list[Finding]:
    """One finding for each place and code (an error before a warning), what informs in full."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(
        findings, key=lambda finding: (*finding.sort_key[1:4], finding.severity, finding.message)
    ):
        key = (finding.line, finding.column, finding.code)
        kept.setdefault((*key, finding.message) if finding.informs else key, finding)
    return list(kept.values())


def _entry(record: ShapeRecord, place: Callable[[Place], Position]) -> ShapeEntry:
    array = record.array
    shape = array.shape
    return ShapeEntry(
        *place(record.place), record.name, tuple(shape.json()), str(shape), array.dtype, array_type(array)
    )


def array_type(array: Array) -> str:
    """The class of an array, as its library's documentation spells it."""
    return ARRAY_TYPES.get(array.library, "array")
