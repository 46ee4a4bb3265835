"""Files to findings: prefilter, cache, processes; then rules are selected and noqa comments read.

Nothing here imports libcst before a file really has to be parsed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tensorlint import rules
from tensorlint.config import Config, load_config
from tensorlint.decoding import SourceError
from tensorlint.discovery import PythonFile
from tensorlint.project import Project, project_root, shown_path
from tensorlint.results import FileResult, Finding, ShapeEntry
from tensorlint.source import Source
from tensorlint.suppressions import without_suppressed

if TYPE_CHECKING:
    from tensorlint.cache import Cache

__all__ = ["Finding", "InternalError", "Outcome", "Project", "Task", "Worker", "lint_files", "lint_source"]

# Below this starting processes costs more than it saves.
WORTH_A_PROCESS = 60_000


class InternalError(Exception):
    """An error of tensorlint's own: one line that says where it came up."""


@dataclass(frozen=True)
class Task:
    """How files are to be linted, the same for all of a run. `settings` is what results depend on."""

    current: Path
    collect_shapes: bool = False
    fingerprints: bool = False

    @property
    def settings(self) -> str:
        """All that a file's result depends on beside the project's files."""
        return "shapes" if self.collect_shapes else "check"


@dataclass
class Outcome:
    """What linting some files gave: findings by their places, shapes by path, failures by path."""

    findings: list[Finding] = field(default_factory=list)
    shapes: list[tuple[str, list[ShapeEntry]]] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    checked: int = 0


def lint_source(
    text: str | bytes,
    path: str = "<stdin>",
    config: Config | None = None,
    *,
    noqa: bool = True,
    project: Project | None = None,
) -> list[Finding]:
    """The findings of one text, as if it stood at `path`, by which its imports are found.

    The file need not exist. Callers that lint many texts hold their `Projects` and hand in the one of
    each. Raises InternalError where tensorlint itself fails.
    """
    absolute = os.path.abspath(path)
    if config is None:
        config = load_config([Path(absolute)])
    result, source = lint_text(text, absolute, Task(Path.cwd()), project)
    if result.failure is not None:
        raise InternalError(result.failure)
    return report(result, source, config, noqa=noqa)


def lint_text(
    text: str | bytes, path: str, task: Task, project: Project | None = None
) -> tuple[FileResult, Source]:
    """All that one text gives as if it stood at an absolute path."""
    real_path = os.path.realpath(path)
    source = Source(shown_path(path, task.current), text, Path(real_path))
    if project is None:
        project = Project(project_root(Path(real_path)), task.current)
    return lint(source, project, named=True, collect_shapes=task.collect_shapes), source


def lint(source: Source, project: Project, *, named: bool, collect_shapes: bool = False) -> FileResult:
    """One file: not parsed where it cannot touch a tensor, but checked for syntax errors if it was named."""
    project.add(source)
    try:
        if project.touches_tensors(str(source.real_path), source.data):
            from tensorlint.analysis import analyze_file

            return analyze_file(source, project, collect_shapes=collect_shapes)
        if named:
            from tensorlint.parsing import check_syntax

            check_syntax(source.text)
        return FileResult()
    except SourceError as error:
        from tensorlint.analysis import syntax_finding

        return FileResult([syntax_finding(source, error)])
    finally:
        project.drop(source)


def report(result: FileResult, source: Source, config: Config, *, noqa: bool = True) -> list[Finding]:
    """Those findings of a file that its configuration selects and no comment silences, by place."""
    if not result.findings:
        return []
    codes = config.codes_for(Path(os.path.abspath(source.path)))
    names = {code: rule.name for code, rule in rules.registry().items()}
    findings = [
        replace(finding, name=names.get(finding.code, finding.code))
        for finding in result.findings
        if finding.informs or finding.code in codes
    ]
    if noqa:
        with suppress(SourceError):
            findings = without_suppressed(findings, source.text)
    return sorted(findings, key=lambda finding: finding.sort_key)


def lint_files(
    files: Sequence[PythonFile], config: Config, task: Task, cache: Cache | None = None, jobs: int = 1
) -> Outcome:
    """Lint files, in several processes where that pays, and take from the cache what has not changed.

    The outcome does not depend on the order of the files, the number of jobs or the cache.
    """
    outcome = Outcome()
    task = replace(task, fingerprints=cache is not None)
    worker = Worker(task)

    def done(file: PythonFile, result: FileResult, fingerprint: bytes | None = None) -> None:
        outcome.checked += 1
        if result.failure is not None:
            outcome.failures.append((file.shown, result.failure))
            return
        if cache is not None and fingerprint is not None:
            cache.store(task.settings, file.shown, fingerprint, result)
        if result.shapes:
            outcome.shapes.append((file.shown, result.shapes))
        if result.findings:
            source = worker.read(file)
            outcome.findings += report(result, source, config) if isinstance(source, Source) else []

    def pending() -> Iterator[PythonFile]:
        """The files that need work; the others are done on the way."""
        for file in files:
            source = worker.read(file)
            if not isinstance(source, Source):
                done(file, FileResult(failure=source))
                continue
            project = worker.projects.of(str(source.real_path))
            touches = project.touches_tensors(str(source.real_path), source.data)
            if not touches and not file.named:
                done(file, FileResult())
                continue
            if cache is not None:
                fingerprint = project.fingerprint(str(source.real_path))
                if (kept := cache.load(task.settings, file.shown, fingerprint)) is not None:
                    done(file, kept)
                    continue
            yield file

    _work(pending(), worker, task, jobs, done)
    outcome.findings.sort(key=lambda finding: finding.sort_key)
    outcome.shapes.sort(key=lambda entry: entry[0])
    outcome.failures.sort()
    return outcome


def _work(
    files: Iterator[PythonFile],
    worker: Worker,
    task: Task,
    jobs: int,
    done: Callable[[PythonFile, FileResult, bytes | None], None],
) -> None:
    """Lint files here, or in processes once there is enough to do."""
    first: list[PythonFile] = []
    if jobs > 1:
        size = 0
        for file in files:
            first.append(file)
            size += worker.size(file)
            if size > WORTH_A_PROCESS and len(first) > 1:
                from tensorlint.workers import Pool

                with Pool(task, jobs) as pool:
                    for finished, (result, fingerprint) in pool.run(chain(first, files)):
                        done(finished, result, fingerprint)
                return
    for file in chain(first, files):
        done(file, *worker.lint(file))


class Worker:
    """Lints files one after the other, holding what they have in common."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.projects = Projects(task.current, task.fingerprints)

    def lint(self, file: PythonFile) -> tuple[FileResult, bytes | None]:
        """The result of a file, and the fingerprint of all that it depends on.

        No fingerprint where none is asked for, or where the text does not tell what it depends on.
        """
        source = self.read(file)
        if not isinstance(source, Source):
            return FileResult(failure=source), None
        project = self.projects.of(str(source.real_path))
        result = lint(source, project, named=file.named, collect_shapes=self.task.collect_shapes)
        if (
            not self.task.fingerprints
            or result.failure is not None
            or project.asked_beyond_its_imports(source)
        ):
            return result, None
        return result, project.fingerprint(str(source.real_path))

    def read(self, file: PythonFile) -> Source | str:
        """The source of a file, or why it cannot be read."""
        try:
            with open(file.path, "rb") as opened:
                data = opened.read()
        except OSError as error:
            return f"cannot be read: {error.strerror or error}"
        return Source(file.shown, data, Path(os.path.realpath(file.path)))

    def size(self, file: PythonFile) -> int:
        """The size of a file in bytes."""
        try:
            return os.stat(file.path).st_size
        except OSError:
            return 0


class Projects:
    """The projects of a run, by their root folders."""

    def __init__(self, current: Path, fingerprints: bool = False) -> None:
        self.current = current
        self.fingerprints = fingerprints
        self.by_root: dict[Path, Project] = {}
        self.roots: dict[str, Path] = {}

    def of(self, path: str) -> Project:
        """The project of a file."""
        folder = os.path.dirname(path)
        if folder not in self.roots:
            self.roots[folder] = project_root(Path(path))
        root = self.roots[folder]
        if root not in self.by_root:
            self.by_root[root] = Project(root, self.current, fingerprints=self.fingerprints)
        return self.by_root[root]
