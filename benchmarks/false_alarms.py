"""The campaign against false alarms: tensorlint over packaged sources of other people, every finding read.

    python -m benchmarks.false_alarms FOLDER                     all of benchmarks/false_alarms.txt
    python -m benchmarks.false_alarms FOLDER scipy keras         some of it
    python -m benchmarks.false_alarms FOLDER keras --write       and note what is new, to be judged by hand
    python -m benchmarks.false_alarms FOLDER keras --coverage 20 and coverage, by every 20th file

FOLDER takes the archives and the unpacked sources; what is there already is not fetched again. Printed are
the findings that are new or gone against benchmarks/false_alarms.json, failures, slow files, and speed.
Exit code 1 if anything is new or gone or failed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.coverage import Coverage, file_coverage
from benchmarks.fetch_sources import Pinned, pinned_projects, source_folder
from tensorlint.config import Options, load_config
from tensorlint.discovery import PythonFile, discover
from tensorlint.engine import Task, Worker, report
from tensorlint.source import Source

LIST = Path(__file__).with_name("false_alarms.txt")
RECORD = Path(__file__).with_name("false_alarms.json")
SLOW_SECONDS = 15.0
VERDICTS = ("real", "intended", "false", "unread")


class Key(NamedTuple):
    """What a finding is known by: its place by the text of its line, so that it survives other changes.

    `occurrence` counts equal lines with the same code in one file.
    """

    project: str
    path: str
    text: str
    code: str
    occurrence: int


@dataclass
class Seen:
    """A finding as it came up."""

    key: Key
    line: int
    severity: str
    message: str


@dataclass
class Run:
    """What one project showed."""

    files: int = 0
    lines: int = 0
    seconds: float = 0.0
    findings: list[Seen] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)


def run_project(project: Pinned, folder: Path, every: int) -> Run:
    """Lint the files of one project, one after the other; `every` says which are looked at for coverage."""
    os.nice(10)
    os.chdir(folder)
    config = load_config([], Options(isolated=True))
    files = discover([str(folder)], config).files
    worker = Worker(Task(folder))
    found = Run(files=len(files))
    for number, file in enumerate(files):
        begin = time.process_time()
        result, _ = worker.lint(file)
        seconds = time.process_time() - begin
        found.seconds += seconds
        source = worker.read(file)
        if isinstance(source, str):
            found.failures.append(f"{file.shown}: {source}")
            continue
        lines = source.data.count(b"\n")
        found.lines += lines
        if result.failure is not None:
            found.failures.append(f"{file.shown}: {result.failure}")
        if seconds > SLOW_SECONDS:
            found.slow.append(f"{file.shown}: {seconds:.0f} s for {lines} lines")
        found.findings += _findings(project, file, source, report(result, source, config))
        if every and number % every == 0:
            found.coverage.add(file_coverage(source, worker.projects.of(str(source.real_path))))
    return found


def _findings(project: Pinned, file: PythonFile, source: Source, findings: Iterable[Any]) -> Iterator[Seen]:
    counted: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        text = source.lines[finding.line - 1].strip() if finding.line <= len(source.lines) else ""
        counted[text, finding.code] += 1
        # The folder of a source archive is named by its version.
        path = file.shown.removeprefix(f"{project.name.replace('-', '_')}-{project.version}/")
        path = path.removeprefix(f"{project.folder}/")
        key = Key(project.name, path, text, finding.code, counted[text, finding.code])
        yield Seen(key, finding.line, finding.severity, finding.message)


def load_record() -> dict[Key, dict[str, Any]]:
    """The findings of the last record by their keys."""
    if not RECORD.exists():
        return {}
    entries = json.loads(RECORD.read_text(encoding="utf-8"))
    return {Key(*(entry[name] for name in Key._fields)): entry for entry in entries}


def write_record(record: dict[Key, dict[str, Any]]) -> None:
    """Write the record, sorted."""
    entries = [record[key] for key in sorted(record)]
    RECORD.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def compare(project: Pinned, run: Run, record: dict[Key, dict[str, Any]]) -> tuple[list[Seen], list[Key]]:
    """The findings that the record does not have, and those of the record that are gone."""
    now = {seen.key for seen in run.findings}
    new = [seen for seen in run.findings if seen.key not in record]
    gone = [key for key in sorted(record) if key.project == project.name and key not in now]
    return new, gone


def note(new: Sequence[Seen], gone: Sequence[Key], record: dict[Key, dict[str, Any]]) -> None:
    """Take changes into the record; new findings wait for a verdict."""
    for key in gone:
        del record[key]
    for seen in new:
        entry = {"severity": seen.severity, "message": seen.message, "verdict": "unread", "reason": ""}
        record[seen.key] = {**seen.key._asdict(), **entry}


def show(project: Pinned, run: Run, new: Sequence[Seen], gone: Sequence[Key]) -> None:
    """Print what a project showed."""
    speed = run.lines / run.seconds if run.seconds else 0
    print(
        f"{project.folder}: {run.files} files, {run.lines} lines, {run.seconds:.0f} s"
        f" ({speed:.0f} lines a second), {len(run.findings)} findings"
        + (f"; {run.coverage}" if run.coverage.expressions else "")
    )
    for seen in new:
        print(f"  new: {seen.key.path}:{seen.line}: {seen.key.code} {seen.severity}: {seen.message}")
        print(f"       {seen.key.text}")
    for key in gone:
        print(f"  gone: {key.path}: {key.code}: {key.text}")
    for failure in run.failures:
        print(f"  failed: {failure}")
    for slow in run.slow:
        print(f"  slow: {slow}")
    sys.stdout.flush()


def total(runs: Sequence[Run], record: dict[Key, dict[str, Any]]) -> None:
    """Print the sum of all projects."""
    lines = sum(run.lines for run in runs)
    coverage = Coverage()
    for run in runs:
        coverage.add(run.coverage)
    findings = [seen for run in runs for seen in run.findings]
    verdicts = Counter(record[seen.key]["verdict"] if seen.key in record else "unread" for seen in findings)
    judged = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in VERDICTS)
    print(f"{len(runs)} projects, {lines} lines, {len(findings)} findings: {judged}")
    if coverage.expressions:
        print(coverage)


def main() -> int:
    """Run the campaign over the projects of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="for archives and sources, outside any repository")
    parser.add_argument("projects", nargs="*", help="names of projects, all by default")
    parser.add_argument("--write", action="store_true", help="take what is new and gone into the record")
    parser.add_argument(
        "--coverage", type=int, default=0, metavar="N", help="measure coverage by every Nth file"
    )
    options = parser.parse_args()
    base = options.folder.resolve()
    projects = pinned_projects(LIST)
    unknown = set(options.projects) - {project.name for project in projects}
    if unknown:
        parser.error(f"not in the list: {', '.join(sorted(unknown))}")
    record = load_record()
    runs: list[Run] = []
    changed = False
    for project in projects:
        if options.projects and project.name not in options.projects:
            continue
        folder = source_folder(project, base)
        # A process for each project: what it holds in memory ends with it.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            run = pool.apply(run_project, (project, folder, options.coverage))
        new, gone = compare(project, run, record)
        show(project, run, new, gone)
        changed = changed or bool(new or gone or run.failures)
        if options.write:
            record = load_record()
            note(new, gone, record)
            write_record(record)
        runs.append(run)
    total(runs, record)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
