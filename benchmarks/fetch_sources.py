"""Fetches the pinned archives of the false-alarm campaign and unpacks their Python files.

pip finds and downloads them, by its own configuration; nothing of what is fetched is built or run.
(`pip download` itself would run the build backend of a source archive to read its metadata.)
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from optparse import Values
from pathlib import Path, PurePosixPath
from typing import Any

from pip._internal.cli import cmdoptions
from pip._internal.cli.req_command import RequirementCommand
from pip._internal.models.format_control import FormatControl
from pip._internal.network.download import Downloader
from pip._vendor.packaging.specifiers import SpecifierSet


@dataclass(frozen=True)
class Pinned:
    """A line of the list: a distribution, its version, and `sdist` or `wheel`."""

    name: str
    version: str
    kind: str

    @property
    def folder(self) -> str:
        """The name of the folder that it is unpacked into."""
        return f"{self.name}-{self.version}"


def pinned_projects(path: Path) -> list[Pinned]:
    """The projects of a list: `name==version kind`, comments and empty lines left out."""
    found: list[Pinned] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if words:
            name, _, version = words[0].partition("==")
            found.append(Pinned(name, version, words[1]))
    return found


class _Fetch(RequirementCommand):
    """pip's own search and download, without what follows it."""

    ignore_require_venv = True

    def add_options(self) -> None:
        if _SELECTION is None:
            raise SystemExit("to fetch the archives takes a newer pip: pip install --upgrade pip")
        self.cmd_opts.add_option(cmdoptions.progress_bar())
        group = cmdoptions.make_option_group(cmdoptions.index_group, self.parser)
        self.parser.insert_option_group(0, group)
        self.parser.insert_option_group(0, cmdoptions.make_option_group(_SELECTION, self.parser))
        self.parser.insert_option_group(0, self.cmd_opts)

    def run(self, options: Values, args: list[str]) -> int:
        name, version, kind, folder = args
        every = {":all:"}
        options.format_control = (
            FormatControl(every, set()) if kind == "sdist" else FormatControl(set(), every)
        )
        session = self.get_default_session(options)
        finder = self._build_package_finder(options, session, ignore_requires_python=True)
        best = finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
        if best is None:
            raise SystemExit(f"{name} {version} has no {kind}")
        Downloader(session, "off")(best.link, folder)
        return 0


_SELECTION: dict[str, Any] | None = getattr(cmdoptions, "package_selection_group", None)


def archive_of(project: Pinned, downloads: Path) -> Path:
    """The archive of a project, fetched into a folder of its own where it is not there yet."""
    folder = downloads / project.folder
    if not folder.is_dir() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True)
        arguments = [project.name, project.version, project.kind, str(folder)]
        if _Fetch("fetch", "Find and download an archive.").main(arguments) != 0:
            raise SystemExit(f"{project.name} {project.version} could not be fetched")
    return next(iter(sorted(folder.iterdir())))


def unpack(archive: Path, target: Path) -> None:
    """Write the Python files of an archive into a folder, which becomes a project's root.

    Names that lead out of the folder are left out.
    """
    target.mkdir(parents=True, exist_ok=True)
    target.joinpath("pyproject.toml").touch()
    for name, data in _members(archive):
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts:
            continue
        path = target.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as opened:
            for info in opened.infolist():
                if info.filename.endswith(".py"):
                    yield info.filename, opened.read(info)
        return
    with tarfile.open(archive) as packed:
        for member in packed:
            content = packed.extractfile(member) if member.isfile() and member.name.endswith(".py") else None
            if content is not None:
                yield member.name, content.read()


def source_folder(project: Pinned, base: Path) -> Path:
    """The folder with a project's Python files, fetched and unpacked where it is not there yet."""
    target = base / "sources" / project.folder
    if not target.is_dir():
        unpacked = target.with_suffix(".part")
        unpack(archive_of(project, base / "downloads"), unpacked)
        unpacked.rename(target)
    return target
