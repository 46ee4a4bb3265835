"""The trace oracle: programs really run, and every array variable is held against what tensorlint infers.

    python -m benchmarks.trace_oracle fixtures/clean            programs, or folders of them
    python -m benchmarks.trace_oracle --unknown fixtures/clean  and which variables have no known shape
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
import json
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.tracing import SECONDS, Seen, Traced


@dataclass
class Report:
    """What one program, or all of them, showed."""

    observed: int = 0
    known: int = 0
    unknown: list[str] = field(default_factory=list)
    contradicted: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Count another report in."""
        self.observed += other.observed
        self.known += other.known
        self.unknown += other.unknown
        self.contradicted += other.contradicted
        self.failed += other.failed

    @property
    def coverage(self) -> float:
        """The share of the observed variables whose rank is known."""
        return self.known / self.observed if self.observed else 1.0


def compare(path: Path, seen: Seen, inferred: list[Any]) -> Report:
    """Hold the shapes that a program had against those that tensorlint inferred."""
    report = Report()
    entries: dict[tuple[int, str], list[list[Any]]] = {}
    for entry in inferred:
        entries.setdefault((entry["line"], entry["name"]), []).append(entry["shape"])
    for (line, name), shapes in sorted(seen.items()):
        report.observed += 1
        known = entries.get((line, name), [])
        if known and all(shape[:1] != ["..."] for shape in known):
            report.known += 1
        else:
            report.unknown.append(f"{path}:{line}: {name} is {sorted(shapes, key=repr)}")
        for real in shapes:
            if known and not any(fits(shape, real) for shape in known):
                report.contradicted.append(f"{path}:{line}: {name} is {real}, inferred {known}")
    return report


def fits(shape: Sequence[Any], real: Sequence[int | None]) -> bool:
    """Whether a real shape is one that the inferred shape allows; one symbol stands for one length."""
    if shape[:1] == ["..."]:
        shape = shape[1:]
        real = real[len(real) - len(shape) :] if len(real) >= len(shape) else [-1]
    if len(shape) != len(real):
        return False
    lengths: dict[str, int] = {}
    for size, length in zip(shape, real, strict=True):
        if size is None or length is None:
            continue
        if (size if isinstance(size, int) else lengths.setdefault(size, length)) != length:
            return False
    return True


def infer(paths: list[Path]) -> dict[str, list[Any]]:
    """What `tensorlint shapes` says of each program."""
    command = [sys.executable, "-m", "tensorlint", "shapes", "--isolated", "--no-cache", "--format", "json"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    try:
        files = json.loads(done.stdout)["files"]
    except (ValueError, KeyError) as error:
        raise SystemExit(f"tensorlint shapes failed: {done.stderr}") from error
    return {str(Path(file["path"]).resolve()): file["shapes"] for file in files}


def check(paths: list[Path], seconds: int = SECONDS) -> Report:
    """Run and compare programs, each for so many seconds at most."""
    total = Report()
    inferred = infer(paths)
    with Traced(seconds) as traced:
        for path in paths:
            seen, error = traced(path)
            if error:
                total.failed.append(f"{path}: {error}")
            total.add(compare(path, seen, inferred.get(str(path.resolve()), [])))
    return total


def programs(folder: Path) -> Iterator[Path]:
    """The programs in a folder; the modules of packages are none, programs import them."""
    return (path for path in folder.rglob("*.py") if not (path.parent / "__init__.py").exists())


def doctest_programs(package: str, folder: Path) -> list[Path]:
    """The docstring examples of a package as programs, one a docstring."""
    written: list[Path] = []
    finder = doctest.DocTestFinder(exclude_empty=True)
    done: set[str] = set()
    for module in _modules(package):
        for test in _doctests(finder, module):
            if not test.examples or test.name in done or str(test.docstring) in done:
                continue
            done |= {test.name, str(test.docstring)}
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


def _doctests(finder: doctest.DocTestFinder, module: Any) -> Iterator[doctest.DocTest]:
    """The examples of a module, of what it defines and of the names that it offers from private modules."""
    with contextlib.suppress(Exception):
        yield from finder.find(module, module.__name__)
    for name in getattr(module, "__all__", [name for name in dir(module) if not name.startswith("_")]):
        offered = getattr(module, name, None)
        home = getattr(offered, "__module__", None) or ""
        if home.partition(".")[0] == module.__name__.partition(".")[0] and home != module.__name__:
            with contextlib.suppress(Exception):
                yield from finder.find(offered, f"{module.__name__}.{name}", sys.modules.get(home))


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
    parser.add_argument("--seconds", type=int, default=SECONDS, help="the longest that one program may run")
    parser.add_argument("--unknown", action="store_true", help="list the variables without a known shape")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.doctests:
            paths = [p for name in options.paths for p in doctest_programs(name, Path(folder).resolve())]
        else:
            given = [Path(path) for path in options.paths]
            paths = sorted(p for path in given for p in (programs(path) if path.is_dir() else [path]))
        if options.most and len(paths) > options.most:
            paths = paths[:: -(-len(paths) // options.most)]
        total = check(paths, options.seconds)
    for line in total.unknown if options.unknown else ():
        print(f"unknown: {line}")
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
