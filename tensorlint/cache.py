"""Results of earlier runs: JSON files in `.tensorlint_cache/`, one for each linted file.

A result counts as long as its key does: the content of the file and of all project files that it can
depend on, where their imports lead, and the versions of tensorlint, libcst and Python. Whatever cannot
be read as such is as good as absent, and a cache that cannot be written is no error.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from functools import cache
from hashlib import blake2b
from pathlib import Path

from tensorlint import __version__
from tensorlint.results import FileResult

FOLDER = ".tensorlint_cache"
TAG_FILE = "CACHEDIR.TAG"
TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder was made by tensorlint and can be deleted at any time.\n"
)
FORMAT = 1


class Cache:
    """The results kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._results = folder / f"v{FORMAT}"
        self._ready: bool | None = None

    def load(self, settings: str, shown: str, fingerprint: bytes) -> FileResult | None:
        """The result for a file as it and its project now are, None if none is kept."""
        path = self._file(settings, shown)
        try:
            # A project may bring a folder of this name: nothing in it may hang or fill the memory.
            if not stat.S_ISREG(os.lstat(path).st_mode):
                return None
            with open(path, "rb") as file:
                entry = json.loads(file.read())
            if not isinstance(entry, dict) or entry.get("key") != _key(settings, shown, fingerprint):
                return None
            return FileResult.from_json(entry.get("result"))
        except (OSError, ValueError, RecursionError):
            return None

    def store(self, settings: str, shown: str, fingerprint: bytes, result: FileResult) -> None:
        """Keep a result in the place of the one kept before for the same file."""
        if not self._prepare():
            return
        entry = {"key": _key(settings, shown, fingerprint), "result": result.to_json()}
        data = json.dumps(entry, separators=(",", ":")).encode()
        try:
            write_atomically(self._file(settings, shown), data)
        except OSError:
            self._ready = False

    def _file(self, settings: str, shown: str) -> str:
        name = blake2b(repr((settings, shown)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return os.path.join(self._results, f"{name}.json")

    def _prepare(self) -> bool:
        if self._ready is None:
            try:
                os.makedirs(self._results, exist_ok=True)
                if os.path.islink(self._results):
                    raise OSError(f"{self._results} is a link")
                for name, content in ((TAG_FILE, TAG), (".gitignore", "*\n")):
                    if not os.path.exists(self.folder / name):
                        write_atomically(str(self.folder / name), content.encode())
                self._ready = True
            except OSError:
                self._ready = False
        return self._ready


def _key(settings: str, shown: str, fingerprint: bytes) -> str:
    """All that a result depends on, as one digest."""
    digest = blake2b(fingerprint, digest_size=32)
    versions = FORMAT, tool_fingerprint(), sys.version_info[:2]
    digest.update(repr((versions, settings, shown)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def write_atomically(path: str, data: bytes) -> None:
    """Put a file in its place whole, so that nobody sees a half of it. Raises OSError."""
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def clean(folder: Path) -> bool:
    """Delete a cache, whether there was one. A folder that is no cache of ours is left alone: ValueError."""
    import shutil

    if not os.path.lexists(folder):
        return False
    if folder.is_symlink() or not folder.is_dir() or not _is_ours(folder):
        raise ValueError(f"{folder} was not made by tensorlint, it is left alone")
    shutil.rmtree(folder)
    return True


def _is_ours(folder: Path) -> bool:
    try:
        return (folder / TAG_FILE).read_text("utf-8") == TAG
    except (OSError, ValueError):
        return False


@cache
def tool_fingerprint() -> str:
    """A digest of tensorlint's own files and of libcst's version, without importing either.

    By size and time of change, so that a checkout under work never answers from an older self.
    """
    digest = blake2b(__version__.encode(), digest_size=16)
    package = os.path.dirname(os.path.abspath(__file__))
    for folder, folders, files in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith(".py"):
                status = os.stat(os.path.join(folder, name))
                digest.update(
                    repr((folder[len(package) :], name, status.st_size, status.st_mtime_ns)).encode()
                )
    digest.update(_libcst_version())
    return digest.hexdigest()


def _libcst_version() -> bytes:
    from importlib.util import find_spec

    spec = find_spec("libcst")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        try:
            with open(os.path.join(folder, "_version.py"), "rb") as file:
                return file.read()
        except OSError:
            continue
    return b"unknown"
