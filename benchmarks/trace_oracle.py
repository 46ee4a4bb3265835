"""The trace oracle: programs really run, and every array variable is held against what tensorlint infers.

    python -m benchmarks.trace_oracle fixtures/clean            programs, each in a process of its own
    python -m benchmarks.trace_oracle --doctests numpy sklearn  the docstring examples of packages

A shape that the program contradicts is an error. Coverage is the share of the array variables seen at
run time whose rank tensorlint knows, at the line that assigns them.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import doctest
import importlib
import inspect
import io
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

TIMEOUT = 180
Seen = dict[tuple[int, str], set[tuple[int, ...]]]


@dataclass
class Report:
    """What one program, or all of them, showed."""

    observed: int = 0
    known: int = 0
    contradicted: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Count another report in."""
        self.observed += other.observed
        self.known += other.known
        self.contradicted += other.contradicted
        self.failed += other.failed

    @property
    def coverage(self) -> float:
        """The share of the observed variables whose rank is known."""
        return self.known / self.observed if self.observed else 1.0


# -- in the traced process


class Tracer:
    """Notes the shape of every name that a statement of one file assigns, after the statement is done."""

    def __init__(self, path: str, tree: ast.Module):
        self.path = path
        self.targets: dict[int, list[tuple[int, str]]] = {}
        self.statement: dict[int, int] = {}
        self.seen: Seen = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.stmt):
                self._note(node)

    def _note(self, node: ast.stmt) -> None:
        header_end = node.end_lineno or node.lineno
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        elif isinstance(node, ast.For | ast.AsyncFor):
            targets = [node.target]
            header_end = node.iter.end_lineno or node.lineno
        elif isinstance(node, ast.With | ast.AsyncWith):
            targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
            header_end = node.items[-1].context_expr.end_lineno or node.lineno
        elif hasattr(node, "body"):
            header_end = node.lineno
        for line in range(node.lineno, header_end + 1):
            self.statement[line] = node.lineno
        names = [found for target in targets for found in _names(target)]
        if names:
            self.targets.setdefault(node.lineno, []).extend(names)

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != self.path:
            return None
        return self._local(frame.f_code)

    def _local(self, code: CodeType) -> Any:
        current: list[int | None] = [None]

        def trace(frame: FrameType, event: str, _: Any) -> Any:
            if event in ("line", "return"):
                done = current[0]
                statement = self.statement.get(frame.f_lineno)
                if done is not None and (event == "return" or statement != done or done in self.targets):
                    self._record(frame, done)
                current[0] = statement if event == "line" else None
            elif event == "exception":
                current[0] = None
            return trace

        return trace

    def _record(self, frame: FrameType, line: int) -> None:
        for at, name in self.targets.get(line, ()):
            shape = _shape_of(frame, name)
            if shape is not None:
                self.seen.setdefault((at, name), set()).add(shape)


def _names(target: ast.expr) -> Iterator[tuple[int, str]]:
    if isinstance(target, ast.Name):
        yield target.lineno, target.id
    elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        yield target.lineno, f"{target.value.id}.{target.attr}"
    elif isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from _names(element)
    elif isinstance(target, ast.Starred):
        return


def _shape_of(frame: FrameType, name: str) -> tuple[int, ...] | None:
    head, _, attribute = name.partition(".")
    value = frame.f_locals.get(head, frame.f_globals.get(head))
    if attribute:
        value = getattr(value, attribute, None)
    kind = type(value)
    array = kind.__module__.partition(".")[0] in ("numpy", "tensorflow", "keras", "jax", "torch")
    if not array or kind.__name__ not in ("ndarray", "EagerTensor", "ResourceVariable", "Tensor", "Variable"):
        return None
    try:
        return tuple(int(size) for size in value.shape)  # type: ignore[union-attr]
    except (TypeError, ValueError):
        return None


def trace_program(path: str) -> Seen:
    """Run a program under the tracer; whatever it raises ends it quietly."""
    text = Path(path).read_text(encoding="utf-8")
    tree = ast.parse(text)
    tracer = Tracer(path, tree)
    code = compile(tree, path, "exec")
    sys.path.insert(0, str(Path(path).parent))
    sys.argv = [path]
    scope = {"__name__": "__main__", "__file__": path, "reveal_shape": lambda x: x}
    sys.settrace(tracer)
    try:
        exec(code, scope)
    finally:
        sys.settrace(None)
    return tracer.seen


def _child(path: str) -> None:
    quiet = io.StringIO()
    error = ""
    seen: Seen = {}
    with contextlib.redirect_stdout(quiet):
        try:
            seen = trace_program(path)
        except BaseException as raised:
            error = f"{type(raised).__name__}: {raised}"
    rows = [[line, name, [list(shape) for shape in shapes]] for (line, name), shapes in seen.items()]
    print(json.dumps({"seen": rows, "error": error}))


# -- in the comparing process


def compare(path: Path, seen: list[Any], inferred: list[Any]) -> Report:
    """Hold the shapes that a program had against those that tensorlint inferred."""
    report = Report()
    entries: dict[tuple[int, str], list[list[Any]]] = {}
    for entry in inferred:
        entries.setdefault((entry["line"], entry["name"]), []).append(entry["shape"])
    for line, name, shapes in seen:
        report.observed += 1
        known = entries.get((line, name), [])
        if known and all(shape[:1] != ["..."] for shape in known):
            report.known += 1
        for real in shapes:
            if known and not any(fits(shape, real) for shape in known):
                report.contradicted.append(f"{path}:{line}: {name} is {tuple(real)}, inferred {known}")
    return report


def fits(shape: list[Any], real: list[int]) -> bool:
    """Whether a real shape is one that the inferred shape allows."""
    if shape[:1] == ["..."]:
        shape = shape[1:]
        real = real[len(real) - len(shape) :] if len(real) >= len(shape) else [-1]
    return len(shape) == len(real) and all(
        not isinstance(size, int) or size == length for size, length in zip(shape, real, strict=True)
    )


def infer(paths: list[Path]) -> dict[str, list[Any]]:
    """What `tensorlint shapes` says of each program."""
    command = [sys.executable, "-m", "tensorlint", "shapes", "--isolated", "--no-cache", "--format", "json"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    try:
        files = json.loads(done.stdout)["files"]
    except (ValueError, KeyError) as error:
        raise SystemExit(f"tensorlint shapes failed: {done.stderr}") from error
    return {str(Path(file["path"]).resolve()): file["shapes"] for file in files}


def check(paths: list[Path]) -> Report:
    """Run and compare programs."""
    total = Report()
    inferred = infer(paths)
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", "MPLBACKEND": "agg"}
    for path in paths:
        command = [sys.executable, "-m", "benchmarks.trace_oracle", "--child", str(path.resolve())]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=TIMEOUT, env=environment
            )
            answer = json.loads(done.stdout.splitlines()[-1])
        except (subprocess.TimeoutExpired, ValueError, IndexError):
            total.failed.append(f"{path}: did not end")
            continue
        if answer["error"]:
            total.failed.append(f"{path}: {answer['error']}")
        total.add(compare(path, answer["seen"], inferred.get(str(path.resolve()), [])))
    return total


def doctest_programs(package: str, folder: Path) -> list[Path]:
    """The docstring examples of a package as programs, one a docstring."""
    written: list[Path] = []
    finder = doctest.DocTestFinder(exclude_empty=True)
    done: set[str] = set()
    for module in _modules(package):
        try:
            tests = finder.find(module, module.__name__)
        except Exception:
            continue
        for test in tests:
            if not test.examples or test.name in done:
                continue
            done.add(test.name)
            lines = [f"import {package}", "import numpy as np"]
            lines += [
                line for example in test.examples if not example.exc_msg for line in [example.source.rstrip()]
            ]
            text = "\n".join(lines) + "\n"
            with contextlib.suppress(SyntaxError):
                ast.parse(text)
                path = folder / f"example_{test.name.replace('.', '_')}.py"
                path.write_text(text, encoding="utf-8")
                written.append(path)
    return written


def _modules(package: str) -> Iterator[Any]:
    root = importlib.import_module(package)
    yield root
    if not hasattr(root, "__path__"):
        return
    for found in pkgutil.walk_packages(root.__path__, f"{package}."):
        if any(part.startswith("_") or part in ("tests", "conftest") for part in found.name.split(".")[1:]):
            continue
        try:
            module = importlib.import_module(found.name)
        except Exception:
            continue
        if inspect.ismodule(module):
            yield module


def main(arguments: list[str] | None = None) -> int:
    """Run the oracle; 1 if a shape is contradicted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="*", help="programs, folders of them, or with --doctests packages")
    parser.add_argument("--doctests", action="store_true", help="take the docstring examples of packages")
    parser.add_argument("--most", type=int, default=0, help="at most this many programs, evenly spread")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        _child(options.child)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        if options.doctests:
            paths = [p for name in options.paths for p in doctest_programs(name, Path(folder).resolve())]
        else:
            given = [Path(path) for path in options.paths]
            paths = sorted(p for path in given for p in (path.rglob("*.py") if path.is_dir() else [path]))
        if options.most and len(paths) > options.most:
            paths = paths[:: -(-len(paths) // options.most)]
        total = check(paths)
    for line in total.contradicted:
        print(f"contradicted: {line}")
    for line in total.failed:
        print(f"did not run to its end: {line}")
    print(
        f"{len(paths)} programs, {total.observed} array variables, {total.known} with a known shape"
        f" ({total.coverage:.1%}), {len(total.contradicted)} contradicted, {len(total.failed)} failed"
    )
    return 1 if total.contradicted else 0


if __name__ == "__main__":
    sys.exit(main())
