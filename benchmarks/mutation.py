"""The mutation yardstick: shape bugs planted into clean programs, and how many of them a linter finds.

    python -m benchmarks.mutation make FOLDER --share 10     mutants that raise a shape error, by running them
    python -m benchmarks.mutation score FOLDER               what tensorlint finds of them
    python -m benchmarks.mutation score FOLDER --command "pyrefly check"      or any other linter

`make` needs the libraries that the clean programs import; it runs mutants in processes of their own and
keeps those where the library raises for the sake of a shape. `--share` takes one mutant in so many, always
the same ones. A bug is found where a finding stands on a line of the program that the traceback names (or
in the same statement); what the linter says of the clean program on that line as well does not count.
Findings in the unmutated programs are false alarms. Other linters are read by `path.py:line` in their output.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from benchmarks.mutation_operators import Mutant, mutants

CLEAN = Path(__file__).parent.parent / "fixtures" / "clean"
SECONDS = 60
BUGS, ORIGINALS, LIST = "bugs", "originals", "bugs.json"
SHAPE_ERROR = re.compile(
    r"shape|dimension|\baxis\b|\baxes\b|\brank\b|\bsize|broadcast|incompatible|number of samples|length"
    r"|input_dim|\bndim\b|array must|not aligned|mismatch|unpack|features|expected .*-?D",
    re.IGNORECASE,
)
NO_SHAPE_ERROR = (
    "NameError",
    "AttributeError",
    "KeyError",
    "SyntaxError",
    "ImportError",
    "FileNotFoundError",
)
PLACE = re.compile(r"(?P<path>[^\s:\"']+\.py)[:\"',\s]+(?:line )?(?P<line>\d+)")


@dataclass(frozen=True)
class Bug:
    """A mutant whose run raises: where it lies, what was planted, and the lines of its traceback."""

    file: str
    original: str
    kind: str
    line: int
    change: str
    error: str
    traceback: list[int]


Places = dict[str, list[tuple[int, int, str]]]


def run(text: str, path: str) -> tuple[str, str, list[int]] | None:
    """Run a program in this process: the class of the exception, its message, the lines of its traceback."""
    sys.argv = [path]
    sys.path.insert(0, str(Path(path).parent))
    module = type(sys)("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    try:
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            tempfile.TemporaryDirectory() as folder,
        ):
            os.chdir(folder)
            exec(compile(text, path, "exec", dont_inherit=True), module.__dict__)
    except Exception as error:
        lines = [
            frame.lineno or 1 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path
        ]
        return type(error).__name__, str(error), [*lines, *_lines_in(str(error), path)]
    return None


def _lines_in(message: str, path: str) -> list[int]:
    """The lines of a program that a message names: TensorFlow writes tracebacks of graphs into it."""
    return [int(line) for line in re.findall(rf'File "{re.escape(path)}", line (\d+)', message)]


def _child(connection: Connection, text: str, path: str) -> None:
    signal.alarm(SECONDS)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    connection.send(run(text, path))
    connection.close()
    os._exit(0)


def outcomes(programs: Iterator[tuple[Any, str, str]], jobs: int) -> Iterator[tuple[Any, Any]]:
    """What running some programs (a key, the text, the path) gives, each in a process forked from this one.

    A program that ends its process, or takes too long, gives None like one that raises nothing.
    """
    context = get_context("fork")
    active: dict[Connection, Any] = {}
    exhausted = False
    while active or not exhausted:
        while not exhausted and len(active) < jobs:
            following = next(programs, None)
            if following is None:
                exhausted = True
                break
            key, text, path = following
            ours, theirs = context.Pipe()
            process = context.Process(target=_child, args=(theirs, text, path))
            process.start()
            theirs.close()
            active[ours] = (key, process)
        for connection in wait(list(active)) if active else ():  # to wait for nothing never ends
            assert isinstance(connection, Connection)
            key, process = active.pop(connection)
            try:
                outcome = connection.recv()
            except EOFError:
                outcome = None
            process.join()
            connection.close()
            yield key, outcome


def programs(folders: list[Path]) -> Iterator[Path]:
    """The clean programs that stand alone and whose libraries are installed."""
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        names = {
            name.partition(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for name in _imported(node)
        }
        beside = {child.stem for child in path.parent.iterdir()}
        if not names & beside and all(find_spec(name) is not None for name in names):
            yield path


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""] if not node.level else []
    return []


def is_chosen(path: Path, kind: str, number: int, share: int) -> bool:
    """Whether a mutant is one of the share that is made: the same choice each time."""
    digest = sha256(f"{path.name} {kind} {number}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % share == 0


def make(folder: Path, clean: list[Path], share: int, jobs: int) -> None:
    """Write the mutants that raise a shape error, their originals, and the list of bugs into a folder."""
    (folder / BUGS).mkdir(parents=True)
    (folder / ORIGINALS).mkdir()
    for name in ("numpy", "scipy", "pandas", "sklearn", "tensorflow", "keras"):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    paths = list(programs(clean))
    for path in paths:
        (folder / ORIGINALS / f"{path.parent.name}_{path.stem}.py").write_bytes(path.read_bytes())
    tried = Counter[str]()

    def planted() -> Iterator[tuple[tuple[Path, Mutant], str, str]]:
        for path in paths:
            text = path.read_text(encoding="utf-8")
            for mutant in mutants(text, lambda kind, _, n, path=path: is_chosen(path, kind, n, share)):  # type: ignore[misc]
                tried[mutant.kind] += 1
                yield (path, mutant), mutant.text, str(path)

    bugs: list[Bug] = []
    for (path, mutant), outcome in outcomes(planted(), jobs):
        if outcome is None:
            continue
        kind, message, lines = outcome
        if kind in NO_SHAPE_ERROR or not lines or not SHAPE_ERROR.search(message):
            continue
        name = f"{path.parent.name}_{path.stem}_{len(bugs)}.py"
        (folder / BUGS / name).write_text(mutant.text, encoding="utf-8")
        original = f"{path.parent.name}_{path.stem}.py"
        error = f"{kind}: {' '.join(message.split())[:200]}"
        bugs.append(Bug(name, original, mutant.kind, mutant.line, mutant.change, error, lines))
        # Written each time, so that a run that is cut short can be scored.
        written = json.dumps([asdict(bug) for bug in bugs], indent=1)
        (folder / LIST).write_text(f"{written}\n", encoding="utf-8")
    print(f"{len(paths)} programs, {tried.total()} mutants, {len(bugs)} raise a shape error", flush=True)
    # TensorFlow's threads did not survive the forks: an orderly exit waits for them without an end.
    os._exit(0)


def said_by_tensorlint(folder: Path) -> Places:
    """First line, last line and message of each finding of tensorlint, by the name of the file."""
    command = [
        sys.executable,
        "-m",
        "tensorlint",
        "--isolated",
        "--no-cache",
        "--format",
        "json",
        str(folder),
    ]
    found: Places = {}
    for item in json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout):
        if item["code"] != "reveal":
            place = (item["line"], item["end_line"], f"{item['code']} {item['message']}")
            found.setdefault(Path(item["path"]).name, []).append(place)
    return found


def said_by(command: str, folder: Path) -> Places:
    """The same for another linter, by what looks like a place in its output."""
    done = subprocess.run([*shlex.split(command), str(folder)], capture_output=True, text=True, check=False)
    found: Places = {}
    for line in done.stdout.splitlines():
        if match := PLACE.search(line):
            place = (int(match["line"]), int(match["line"]), line.strip())
            found.setdefault(Path(match["path"]).name, []).append(place)
    return found


def statement_lines(tree: ast.Module, line: int) -> tuple[int, int]:
    """The first and last line of the simple statement at a line; of a compound one the line itself."""
    best = (line, line)
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not hasattr(node, "body"):
            last = node.end_lineno or node.lineno
            if node.lineno <= line <= last:
                best = (node.lineno, last)
    return best


def is_found(bug: Bug, text: str, said: Places, clean: Places) -> bool:
    """Whether a finding stands where the traceback does, and not already in the clean program."""
    tree = ast.parse(text)
    spans = [statement_lines(tree, line) for line in bug.traceback]
    old = {line for line, _, _ in clean.get(bug.original, [])}
    return any(
        line not in old and any(line <= last and first <= end for first, last in spans)
        for line, end, _ in said.get(bug.file, [])
    )


def score(folder: Path, command: str | None) -> None:
    """Print the misses, recall by kind, and the false alarms in the originals."""
    bugs = [Bug(**bug) for bug in json.loads((folder / LIST).read_text(encoding="utf-8"))]
    said, clean = (
        said_by(command, folder / part) if command else said_by_tensorlint(folder / part)
        for part in (BUGS, ORIGINALS)
    )
    total, right = Counter[str](), Counter[str]()
    elsewhere = 0
    for bug in bugs:
        total[bug.kind] += 1
        if is_found(bug, (folder / BUGS / bug.file).read_text(encoding="utf-8"), said, clean):
            right[bug.kind] += 1
            continue
        others = len(said.get(bug.file, [])) > len(clean.get(bug.original, []))
        elsewhere += others
        print(f"missed{' (finding elsewhere)' if others else ''}: {bug.file}:{bug.traceback}: {bug.kind}")
        print(f"    {bug.line}: {bug.change}\n    {bug.error}")
    print("\n| kind of bug | mutants | found | |\n|---|---|---|---|")
    for kind, count in total.most_common():
        print(f"| {kind} | {count} | {right[kind]} | {100 * right[kind] / count:.0f} % |")
    found = right.total()
    print(f"| all | {len(bugs)} | {found} | {100 * found / max(len(bugs), 1):.1f} % |")
    print(f"\n{elsewhere} of the missed have a finding elsewhere")
    alarms = sum(map(len, clean.values()))
    print(f"{len(list((folder / ORIGINALS).iterdir()))} clean programs, {alarms} findings in them")
    for name, places in sorted(clean.items())[:20]:
        for line, _, message in places[:5]:
            print(f"    false: {name}:{line}: {message}")


def main() -> None:
    """Make mutants, or score a linter on them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["make", "score"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--clean", nargs="+", type=Path, default=[CLEAN], help="folders of clean programs")
    parser.add_argument("--share", type=int, default=10, help="one mutant in so many (default 10)")
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("--command", help="another linter, to which the folder is given as last argument")
    options = parser.parse_args()
    if options.what == "make":
        make(options.folder, options.clean, options.share, options.j)
    else:
        score(options.folder, options.command)


if __name__ == "__main__":
    main()
