"""The files of one project and what an import in one of them means, without looking outside of it.

What an import means depends on the importing file alone, never on which file is being linted, so that
a module is evaluated once for all. Every question is recorded: the cache asks the same ones again.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tensorlint.source import Source

# Whoever names none of these, nor imports a project file that does, has no arrays.
# Imports of them are never looked up in the project.
MODELLED_LIBRARIES = (
    *("numpy", "tensorflow", "keras", "torch", "jax", "scipy", "pandas", "sklearn", "einops", "cv2"),
    *("skimage", "PIL", "matplotlib", "tf_keras", "flax", "cupy", "xarray", "imageio", "librosa"),
)
MODELLED = frozenset(MODELLED_LIBRARIES)

PROJECT_MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
# Loaded before a script's first line, so that no file beside the script can stand in for them.
ALWAYS_LOADED = frozenset({"sys", "os", "builtins", "abc", "io", "codecs", "site", "time", "types", "re"})
LARGEST_KEPT = 4_000_000

# Everything behind the word `import`; what stands before it on its line is looked at apart, which is
# ten times as fast as a pattern that begins with `from`.
IMPORT = re.compile(rb"\bimport\b((?:[^\n(#;\\]|\\\r?\n)*)(\([^)]*\))?")
FROM = re.compile(rb"(?:^|[;:])\s*from[\s\\]+([.\w \t]+?)[\s\\]*$")
COMMENT = re.compile(rb"#[^\n]*")
INDIRECT_IMPORTS = (b"importorskip", b"import_module", b"__import__")
QUOTED_LIBRARY = re.compile(rf"""["'](?:{"|".join(MODELLED_LIBRARIES)})["'.]""".encode())


class Request(NamedTuple):
    """What an import statement asks for; `name` is the submodule of a `from` import."""

    module: str | None
    level: int
    name: str | None = None

    @property
    def top(self) -> str | None:
        """The first part of an absolute name."""
        return self.module.partition(".")[0] if self.module and not self.level else None

    def parts(self) -> Iterator[Request]:
        """The request, and those for the packages on its way, which are imported as well."""
        if self.level:
            yield Request(None, self.level)
        if self.module is not None:
            for index, character in enumerate(self.module):
                if character == ".":
                    yield Request(self.module[:index], self.level)
            yield Request(self.module, self.level)
        if self.name is not None:
            yield self


@dataclass(slots=True)
class _Node:
    """A file in the graph of imports, as far as its text alone tells.

    `touches` says whether it can touch a tensor, None until its closure has been looked at.
    `fingerprint` is a digest of its content and of where its imports lead, empty if none is asked for.
    """

    results: dict[Request, str | None]
    targets: tuple[str, ...]
    touches: bool | None
    fingerprint: bytes


class Project:
    """The files below one folder. Sources are read once and dropped when too many are held."""

    def __init__(self, root: Path, shown_from: Path | None = None, *, fingerprints: bool = False) -> None:
        """`root` must be a real path (links resolved); paths are shown relative to `shown_from`."""
        self.root = root
        self.fingerprints = fingerprints
        self.shown_from = shown_from if shown_from is not None else Path.cwd()
        self._root_prefix = os.path.join(str(root), "")
        self._listings: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._search: dict[str, tuple[str, ...]] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self._found: dict[tuple[str, bool, Request], str | None] = {}
        self._sources: dict[str, Source] = {}
        self._scripts: dict[str, bool] = {}
        self._requests: dict[str, set[Request]] = {}
        self._nodes: dict[str, _Node] = {}
        self._kept = 0

    # -- for the interpreter ---------------------------------------------------------------------

    def resolve(
        self, importer: Source, module: str | None, level: int, name: str | None = None
    ) -> Source | None:
        """The project file that an import in `importer` means, None where it means no file of the project.

        Without `name` the module itself (`import a.b`, `from .a import …`): its file, or the `__init__.py`
        of a package. With `name` its submodule of that name, which `from module import name` takes where
        the module has no such attribute. Asking for a namespace package gives None, for its submodules
        their files. The same file is the same Source as long as it is held.
        """
        request = Request(module, level, name)
        path = self.find(str(importer.real_path), request)
        source = None if path is None else self.source(path)
        self._requests.setdefault(str(importer.real_path), set()).add(request)
        return source

    # -- for the engine --------------------------------------------------------------------------

    def add(self, source: Source) -> None:
        """Make a source that was read elsewhere the one by which its file is known."""
        self._sources[str(source.real_path)] = source

    def source(self, path: str) -> Source | None:
        """The source of a file below the root, None where it cannot be read."""
        held = self._sources.get(path)
        if held is not None:
            return held
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            return None
        self._kept += len(data)
        if self._kept > LARGEST_KEPT:
            self._sources.clear()
            self._kept = len(data)
        source = Source(shown_path(path, self.shown_from), data, Path(path))
        self._sources[path] = source
        return source

    def drop(self, source: Source) -> None:
        """Forget a source, so that its tree can be freed."""
        self._sources.pop(str(source.real_path), None)

    def asked_beyond_its_imports(self, source: Source) -> bool:
        """Whether interpreting a file asked for more than the import statements of its closure name.

        Such a file's dependencies are not known from the text alone.
        """
        return any(
            request not in self._node(path).results
            for path in self.closure(str(source.real_path))
            for request in self._requests.get(path, ())
        )

    def find(self, importer: str, request: Request) -> str | None:
        """The path of the file that an import in the file `importer` means."""
        directory = os.path.dirname(importer)
        if request.top is not None and not self._is_known(directory, request.top):
            return None
        script = not request.level and self._is_package(directory) and self._is_script(importer)
        key = directory, script, request
        if key not in self._found:
            self._found[key] = self._inside(self._look_up(directory, script, request))
        return self._found[key]

    def touches_tensors(self, path: str, data: bytes) -> bool:
        """Whether a file imports a modelled library, or a project file that does."""
        if path not in self._nodes:
            self._nodes[path] = self._read_node(path, data)
        reached_from: dict[str, str | None] = {path: None}
        stack = [path]
        while stack:
            current: str | None = stack.pop()
            assert current is not None
            node = self._node(current)
            if node.touches:
                while current is not None:
                    self._node(current).touches = True
                    current = reached_from[current]
                return True
            if node.touches is None:
                for target in node.targets:
                    if target not in reached_from:
                        reached_from[target] = current
                        stack.append(target)
        for current in reached_from:
            self._node(current).touches = False
        return False

    def closure(self, path: str) -> list[str]:
        """A file and all project files that it imports, and they: all that its findings can depend on."""
        reached = {path}
        stack = [path]
        while stack:
            for target in self._node(stack.pop()).targets:
                if target not in reached:
                    reached.add(target)
                    stack.append(target)
        return sorted(reached)

    def fingerprint(self, path: str) -> bytes:
        """A digest of the closure of a file: its paths, their contents, and where their imports lead."""
        from hashlib import blake2b

        digest = blake2b(digest_size=32)
        for reached in self.closure(path):
            digest.update(self._node(reached).fingerprint)
        return digest.digest()

    def _node(self, path: str) -> _Node:
        if path not in self._nodes:
            source = self.source(path)
            self._nodes[path] = self._read_node(path, b"" if source is None else source.data)
        return self._nodes[path]

    def _read_node(self, path: str, data: bytes) -> _Node:
        """What the text alone of a file says of its imports."""
        directory = os.path.dirname(path)
        results: dict[Request, str | None] = {}
        library = False
        for request in imports(data):
            if request.top is not None:
                library = library or request.top in MODELLED
                if not self._is_known(directory, request.top):
                    results[request] = None
                    continue
            for part in request.parts():
                if part not in results:
                    results[part] = self.find(path, part)
        touches = True if library or imports_indirectly(data) else None
        targets = dict.fromkeys(target for target in results.values() if target is not None)
        fingerprint = self._fingerprint(path, data, results) if self.fingerprints else b""
        return _Node(results, tuple(targets), touches, fingerprint)

    def _fingerprint(self, path: str, data: bytes, results: dict[Request, str | None]) -> bytes:
        from hashlib import blake2b

        digest = blake2b(data, digest_size=32)
        answers = [(*request, target and self._relative(target)) for request, target in results.items()]
        digest.update(repr((self._relative(path), len(data), answers)).encode("utf-8", "surrogatepass"))
        return digest.digest()

    def _relative(self, path: str) -> str:
        return path[len(self._root_prefix) :] if path.startswith(self._root_prefix) else path

    # -- where imports lead ----------------------------------------------------------------------

    def _look_up(self, directory: str, script: bool, request: Request) -> str | None:
        parts = request.module.split(".") if request.module else []
        if request.name is not None:
            parts.append(request.name)
        if request.level:
            for _ in range(request.level - 1):
                directory = os.path.dirname(directory)
            return self._below(directory, parts) if self._contains(directory) else None
        if not parts or parts[0] in MODELLED or parts[0] in ALWAYS_LOADED:
            return None
        own = not self._is_package(directory)
        namespaces = []
        for place in (*self._search_path(directory), *((directory,) if script else ())):
            if parts[0] in sys.stdlib_module_names and not (own and place == directory):
                continue
            if self._below(place, parts[:1]) is not None:
                return self._below(place, parts)
            namespaces.append(place)
        for place in namespaces:
            if (found := self._below(place, parts)) is not None:
                return found
        return None

    def _below(self, directory: str, parts: list[str]) -> str | None:
        """The file of a dotted name below a folder; of no parts, the folder's own `__init__.py`."""
        for part in parts[:-1]:
            if part not in self._list(directory)[1]:
                return None
            directory = os.path.join(directory, part)
        if not parts:
            return os.path.join(directory, "__init__.py") if self._is_package(directory) else None
        files, folders = self._list(directory)
        last = parts[-1]
        if last in folders and self._is_package(package := os.path.join(directory, last)):
            return os.path.join(package, "__init__.py")
        return os.path.join(directory, f"{last}.py") if f"{last}.py" in files else None

    def _is_known(self, directory: str, top: str) -> bool:
        """Whether a first name stands anywhere that imports of a folder's files can look: most do not."""
        key = directory, top
        if key not in self._known:
            places = {directory, *self._search_path(directory)}
            self._known[key] = any(
                f"{top}.py" in files or top in folders for files, folders in map(self._list, places)
            )
        return self._known[key]

    def _search_path(self, directory: str) -> tuple[str, ...]:
        """Where absolute imports of the files of a folder look: as `sys.path` would most likely have it.

        The folder and those above it up to the project's root, without packages (whose modules are
        imported by their package's name), then `src/` of the root.
        """
        if directory not in self._search:
            places = []
            current = directory
            while self._contains(current):
                if not self._is_package(current):
                    places.append(current)
                if current == str(self.root):
                    break
                current = os.path.dirname(current)
            source_folder = os.path.join(str(self.root), "src")
            if "src" in self._list(str(self.root))[1] and source_folder not in places:
                places.append(source_folder)
            self._search[directory] = tuple(places)
        return self._search[directory]

    def _is_package(self, directory: str) -> bool:
        return "__init__.py" in self._list(directory)[0]

    def _is_script(self, path: str) -> bool:
        """Whether a module of a package is made to be run, which puts its folder on the path."""
        if path not in self._scripts:
            source = self.source(path)
            self._scripts[path] = source is not None and b"__main__" in source.data
        return self._scripts[path]

    def _contains(self, directory: str) -> bool:
        return directory == str(self.root) or directory.startswith(self._root_prefix)

    def _inside(self, path: str | None) -> str | None:
        """A found path if it is, links followed, a file of the project."""
        if path is None:
            return None
        real = os.path.realpath(path)
        return real if real.startswith(self._root_prefix) and os.path.isfile(real) else None

    def _list(self, directory: str) -> tuple[frozenset[str], frozenset[str]]:
        """The names of a folder's Python files, and of its folders; a link is what it points to."""
        if directory not in self._listings:
            files, folders = set(), set()
            try:
                with os.scandir(directory) as entries:
                    for entry in entries:
                        if entry.name.endswith(".py"):
                            files.add(entry.name)
                        elif entry.is_dir():
                            folders.add(entry.name)
            except OSError:
                pass
            self._listings[directory] = frozenset(files), frozenset(folders)
        return self._listings[directory]


def imports_indirectly(data: bytes) -> bool:
    """Whether a file imports something by another way than a statement, and quotes a modelled library."""
    return any(word in data for word in INDIRECT_IMPORTS) and bool(QUOTED_LIBRARY.search(data))


def imports(data: bytes) -> Iterator[Request]:
    """What a file may import, by its text alone: rather too much than too little."""
    for match in IMPORT.finditer(data):
        names = match[1] + (match[2] or b"")
        begin = data.rfind(b"\n", 0, match.start()) + 1
        before = data[begin : match.start()]
        if not before.strip() and data[:begin].rstrip(b"\r\n").endswith(b"\\"):
            begin = data.rfind(b"\n", 0, max(begin - 2, 0)) + 1
            before = data[begin : match.start()]
        source = FROM.search(before) if b"from" in before else None
        if source is None:
            for name in _names(names):
                yield Request(name, 0)
            continue
        dotted = source[1].replace(b" ", b"").replace(b"\t", b"").decode("utf-8", "replace")
        level = len(dotted) - len(dotted.lstrip("."))
        target = dotted[level:] or None
        yield Request(target, level)
        for name in _names(names):
            yield Request(target, level, name)


def _names(listed: bytes) -> Iterator[str]:
    """The names of `a as b, c`, in brackets or not."""
    for item in COMMENT.sub(b"", listed).decode("utf-8", "replace").replace("\\", " ").split(","):
        words = item.strip("() \t\r\n").split(None, 1)
        if words:
            yield words[0]


def project_root(path: Path) -> Path:
    """The folder of the project of a file: the nearest one with a project's marks, else the file's own."""
    for folder in path.parents:
        if any(os.path.exists(os.path.join(folder, marker)) for marker in PROJECT_MARKERS):
            return folder
    return path.parent


def shown_path(path: str, current: Path) -> str:
    """A path as it is shown: with slashes, relative to the current folder where it lies below it."""
    prefix = os.path.join(str(current), "")
    if path.startswith(prefix):
        path = path[len(prefix) :]
    return path.replace(os.sep, "/")
