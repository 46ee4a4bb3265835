"""Interprets every Python file of some folders, whether it touches a tensor or not: nothing may crash.

    python -m benchmarks.crash                       the standard library of the running Python
    python -m benchmarks.crash FOLDER… FILE… -j 2    anything else
    python -m benchmarks.crash --installed --share 20    one in 20 of the files of site-packages

Prints a line for each file that fails or takes long, then counts. Exit code 1 if anything failed.
"""

from __future__ import annotations

import argparse
import sys
import sysconfig
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path

from tensorlint.analysis import analyze_file
from tensorlint.project import Project, project_root
from tensorlint.source import Source

SLOW_SECONDS = 10.0
LINE_SECONDS = 1e-3


def standard_library() -> list[Path]:
    """The Python files of the installed standard library, its tests included, in a fixed order."""
    root = Path(sysconfig.get_path("stdlib"))
    return sorted(path for path in root.rglob("*.py") if "site-packages" not in path.parts)


def installed() -> list[Path]:
    """The Python files of everything that is installed beside this Python."""
    folders = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    return sorted({path for folder in folders for path in Path(folder).rglob("*.py") if path.is_file()})


def is_sampled(path: Path, share: int) -> bool:
    """Whether a file is one of the share that is interpreted: the same choice each time."""
    return int.from_bytes(sha256("/".join(path.parts[-3:]).encode()).digest()[:4], "big") % share == 0


def crash(path: Path) -> str | None:
    """Why interpreting a file failed, None where it did not."""
    source = Source(str(path), path.read_bytes(), path)
    result = analyze_file(source, Project(project_root(path)), collect_shapes=True)
    if result.failure is None and not all(finding.message for finding in result.findings):
        return "a finding without a message"
    return result.failure


def timed(path: Path) -> tuple[Path, str | None, float]:
    """A file, why it failed, and the CPU time that it took."""
    before = time.process_time()
    reason = crash(path)
    return path, reason, time.process_time() - before


def report(outcomes: Iterable[tuple[Path, str | None, float]]) -> Iterator[str]:
    """What is worth saying of some files."""
    for path, reason, seconds in outcomes:
        lines = path.read_bytes().count(b"\n")
        if reason is not None:
            yield f"{path}: {reason}"
        if seconds > max(SLOW_SECONDS, lines * LINE_SECONDS):
            yield f"{path}: slow: {seconds:.1f} s for {lines} lines"


def main() -> int:
    """Run over the folders of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--installed", action="store_true", help="what is installed in site-packages")
    parser.add_argument("--share", type=int, default=1, help="one file in so many, always the same ones")
    parser.add_argument("-j", type=int, default=2)
    options = parser.parse_args()
    files = installed() if options.installed else standard_library()
    if options.paths:
        found = (file for path in options.paths for file in (path.rglob("*.py") if path.is_dir() else [path]))
        files = sorted({file.resolve() for file in found if file.is_file()})
    files = [file for file in files if is_sampled(file, options.share)]
    failed, seconds = 0, 0.0
    with Pool(options.j) as pool:
        for outcome in pool.imap_unordered(timed, files):
            failed += outcome[1] is not None
            seconds += outcome[2]
            for line in report([outcome]):
                print(line, flush=True)
    print(f"{len(files)} files, {failed} failed, {seconds:.0f} s of CPU")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
