"""tensorlint beside other tools on the same packaged sources, in one run: CPU time, ratio, peak memory.

    python -m benchmarks.peers --peers FOLDER_OF_A_VENV sklearn/linear_model keras/src/layers

The sources are folders, files, or names of installed packages (`sklearn.linear_model`). The peers live in an
environment of their own, because TorchFix wants an older libcst than others:

    python -m venv peers && peers/bin/pip install flake8 torchfix pylint pyrefly ruff

What is not found there is named as missing. flake8 with the plugin runs where tensorlint and flake8 are
installed together: in the Python of this command. Every tool reads the same copy of the files, without a
configuration; CPU time counts all processes of a command, memory its largest one. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import Run, run

PARSE = """
import sys, pathlib, libcst
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.py")):
    try:
        libcst.parse_module(path.read_bytes())
    except Exception:
        pass
"""
# The plugins that are installed beside flake8 run whatever is selected of them, unless flake8 bans them.
FLAKE8_ALONE = """
from flake8.plugins import finder
finder.BANNED_PLUGINS.update({name: "" for name in ("tensorlint", "TorchFix", "torchfix")})
from flake8.main.cli import main
raise SystemExit(main())
"""
HERE = sys.executable
BASE = "`libcst.parse_module` alone"


@dataclass(frozen=True)
class Tool:
    """A tool and its command, None where it is not installed."""

    name: str
    command: list[str] | None


def tools(peers: Path | None, work: Path) -> Iterator[Tool]:
    """The tools in the order of the table. `work` is where caches may lie."""

    def peer(name: str, *arguments: str) -> list[str] | None:
        found = shutil.which(name, path=str(peers / "bin")) if peers else shutil.which(name)
        return [found, *arguments] if found else None

    tensorlint = [HERE, "-m", "tensorlint", "--isolated", "-j", "1", "-q", "."]
    flake8 = "--isolated", "-j", "1", "."
    has_flake8 = importlib.util.find_spec("flake8") is not None
    yield Tool(BASE, [HERE, "-c", PARSE, "."])
    yield Tool("tensorlint, cold", [*tensorlint, "--no-cache"])
    yield Tool("tensorlint, filling the cache", [*tensorlint, "--cache-dir", str(work / "cache")])
    yield Tool("tensorlint, cached", [*tensorlint, "--cache-dir", str(work / "cache")])
    yield Tool("flake8 alone", [HERE, "-c", FLAKE8_ALONE, *flake8] if has_flake8 else None)
    yield Tool("flake8 with tensorlint's plugin", [HERE, "-m", "flake8", *flake8] if has_flake8 else None)
    yield Tool("TorchFix", peer("torchfix", "-j", "1", "--select", "ALL", "."))
    yield Tool("pylint", peer("pylint", "--rcfile", os.devnull, "-j", "1", "--recursive", "y", "."))
    yield Tool("pyrefly", peer("pyrefly", "check", "."))
    yield Tool("ruff", peer("ruff", "check", "--isolated", "--no-cache", "."))


def files_of(name: str) -> list[Path]:
    """The Python files of a folder, a file, or an installed package or module, which is not imported."""
    path = Path(name)
    if not path.exists():
        top, *parts = name.split(".")
        spec = importlib.util.find_spec(top)
        if spec is None or spec.origin is None:
            raise SystemExit(f"{name} is neither a path nor an installed package")
        path = Path(spec.origin).parent.joinpath(*parts) if parts else Path(spec.origin).parent
        path = path if path.is_dir() else path.with_suffix(".py")
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def copied(names: list[str], folder: Path) -> tuple[int, int, int]:
    """Copy the sources into a folder: files, lines and bytes."""
    files = lines = size = 0
    for name in names:
        paths = files_of(name)
        base = Path(os.path.commonpath([path.parent for path in paths]))
        for path in paths:
            data = path.read_bytes()
            target = folder / name.replace("/", "_").strip("._") / path.relative_to(base)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            files, lines, size = files + 1, lines + data.count(b"\n"), size + len(data)
    return files, lines, size


def row(tool: Tool, done: Run | None, base: float) -> str:
    """A line of the table."""
    if done is None:
        return f"| {tool.name} | missing | | |"
    return f"| {tool.name} | {done.cpu:.1f} s | {done.cpu / base:.2f} | {done.memory:.0f} MB |"


def main() -> None:
    """Run every tool once and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="+", help="folders, files or installed packages")
    parser.add_argument("--peers", type=Path, help="the environment in which the other tools are installed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name).resolve()
        sources = work / "sources"
        sources.mkdir()
        (sources / "pyproject.toml").touch()
        files, lines, size = copied(options.sources, sources)
        print(f"{', '.join(options.sources)}: {files} files, {lines:,} lines, {size / 1e6:.1f} MB\n")
        print(f"| tool | CPU time | ratio to {BASE} | peak memory |\n|---|---|---|---|", flush=True)
        base = 0.0
        for tool in tools(options.peers and options.peers.resolve(), work):
            done = run(tool.command, sources) if tool.command else None
            if tool.name == BASE:
                assert done is not None
                base = done.cpu
            print(row(tool, done, base), flush=True)


if __name__ == "__main__":
    main()
