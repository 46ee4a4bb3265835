"""Speed as a ratio in one run: the whole of tensorlint against `libcst.parse_module` alone.

    python -m benchmarks.speed numpy.lib sklearn        packages by name, or folders and files

Cold, one process, CPU time. Files that cannot touch a tensor are not parsed by tensorlint; they are left
out on both sides and counted apart, with the speed of passing them over.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import resource
import time
from pathlib import Path

import libcst

from tensorlint.engine import lint
from tensorlint.project import Project, project_root
from tensorlint.source import Source


def files_of(name: str) -> list[Path]:
    """The Python files of a folder, a file, or an installed package by its dotted name."""
    path = Path(name)
    if not path.exists():
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise SystemExit(f"{name} is neither a path nor an installed package")
        path = Path(spec.origin).parent
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def measure(names: list[str]) -> None:
    """Time both on the same files and print the ratio."""
    parsed = whole = passed = 0.0
    lines = passed_bytes = count = findings = 0
    slowest: list[tuple[float, float, Path]] = []
    projects: dict[Path, Project] = {}
    for path in [path for name in names for path in files_of(name)]:
        real = path.resolve()
        data = real.read_bytes()
        project = projects.setdefault(project_root(real), Project(project_root(real)))
        begin = time.process_time()
        touches = project.touches_tensors(str(real), data)
        if not touches:
            passed += time.process_time() - begin
            passed_bytes += len(data)
            continue
        try:
            begin = time.process_time()
            libcst.parse_module(data)
            parse = time.process_time() - begin
        except Exception:
            continue
        source = Source(str(path), data, real)
        gc.collect()
        begin = time.process_time()
        result = lint(source, project, named=False)
        took = time.process_time() - begin
        parsed, whole = parsed + parse, whole + took
        lines += data.count(b"\n")
        count += 1
        findings += len(result.findings)
        slowest.append((took - parse, took, path))
    if not parsed:
        raise SystemExit("no file touches a tensor")
    print(f"{count} files, {lines} lines, {findings} findings")
    print(f"libcst.parse_module {parsed:.2f} s, {1e6 * parsed / lines:.0f} µs a line")
    print(
        f"tensorlint          {whole:.2f} s, {1e6 * whole / lines:.0f} µs a line, {whole / parsed:.2f} times"
    )
    if passed:
        print(f"passed over {passed_bytes / 1e6:.1f} MB at {passed_bytes / 1e6 / passed:.0f} MB/s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {memory:.0f} MB")
    for _, took, path in sorted(slowest, reverse=True)[:5]:
        print(f"  slowest: {took:.2f} s {path}")


def main() -> None:
    """Run the benchmark on what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="+", help="folders, files or installed packages")
    measure(parser.parse_args().names)


if __name__ == "__main__":
    main()
