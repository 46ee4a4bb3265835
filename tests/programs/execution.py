"""Runs programs under the real libraries: imported once in a server process, then a fork for each program.

A program is run statement by statement. Where a statement raises, its exception is recorded with
the line of the program on which it came up, and the run goes on behind the statement or ends there.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import functools
import importlib
import io
import json
import operator
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

SECONDS = 120


@dataclass(frozen=True)
class Raised:
    """An exception that left a statement: the names of its class and of its bases, where, and why."""

    types: list[str]
    line: int
    message: str


@dataclass(frozen=True)
class Outcome:
    """What a run showed: the exceptions, and the real shapes at each line of a `reveal_shape`."""

    raised: list[Raised]
    shapes: dict[int, list[list[int] | None]]


class Runner:
    """The server process. Use it as a context, once a session: `with Runner() as run: run(text, …)`."""

    def __enter__(self) -> Runner:
        command = [sys.executable, "-m", __name__]
        root = Path(__file__).parents[2]
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "MPLBACKEND": "agg"}
        self.server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root, env=environment, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.server.communicate()

    def __call__(
        self, text: str, path: str, libraries: tuple[str, ...] = ("numpy",), go_on: bool = False
    ) -> Outcome:
        """Run a program. With `go_on` the statements behind a raising one are run too.

        `libraries` are imported by the server before it forks, so that each is imported only once.
        """
        request = {"text": text, "path": path, "libraries": libraries, "go_on": go_on}
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        print(json.dumps(request), file=self.server.stdin, flush=True)
        answer = self.server.stdout.readline()
        if not answer:
            raise RuntimeError(f"the process that runs programs ended at {path}")
        outcome = json.loads(answer)
        if "failure" in outcome:
            raise RuntimeError(f"{path}: {outcome['failure']}")
        return Outcome(
            [Raised(**raised) for raised in outcome["raised"]],
            {int(line): shapes for line, shapes in outcome["shapes"].items()},
        )


def installed_imports(text: str, path: str) -> tuple[str, ...]:
    """The packages that a program imports, without those that lie beside it or in a `src` folder there.

    What the modules of that folder import counts as well.
    """
    folder = Path(path).parent
    modules = [module.read_text(encoding="utf-8") for module in sorted(folder.glob("src/**/*.py"))]
    names = set()
    for node in (node for each in (text, *modules) for node in ast.walk(ast.parse(each))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    beside = {child.stem for child in (*folder.iterdir(), *folder.glob("src/*"))}
    return tuple(sorted(names - beside - sys.stdlib_module_names))


def execute(text: str, path: str, go_on: bool) -> dict[str, Any]:
    """Run a program in this process, as its main module, and tell what happened as plain data."""
    shapes: dict[int, list[Any]] = {}

    def reveal_shape(value: Any) -> Any:
        real = getattr(value, "shape", None)
        seen = None if real is None else [None if size is None else int(size) for size in real]
        shapes.setdefault(sys._getframe(1).f_lineno, []).append(seen)
        return value

    builtins.reveal_shape = reveal_shape  # type: ignore[attr-defined]
    module = ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    sys.path.insert(0, str(Path(path).parent))
    sys.argv = [path]
    raised = []
    tree = ast.parse(text, path)
    flags = future_flags(tree)
    for statement in tree.body:
        code = compile(ast.Module([statement], []), path, "exec", flags, dont_inherit=True)
        try:
            exec(code, module.__dict__)
        except Exception as error:
            places = [
                frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path
            ]
            types = [kind.__name__ for kind in type(error).__mro__]
            raised.append({"types": types, "line": places[-1], "message": str(error)})
            if not go_on:
                break
    return {"raised": raised, "shapes": shapes}


def future_flags(tree: ast.Module) -> int:
    """The compiler flags of the program's `from __future__ import …`, which hold for all its statements."""
    names = [
        alias.name
        for statement in tree.body
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        for alias in statement.names
    ]
    return functools.reduce(operator.or_, (getattr(__future__, name).compiler_flag for name in names), 0)


def forked(request: dict[str, Any]) -> str:
    """The outcome of one request as JSON, from a child that is ended after SECONDS."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        signal.alarm(SECONDS)
        try:
            with silence():
                answer = execute(request["text"], request["path"], request["go_on"])
        except BaseException as error:
            answer = {"failure": f"{type(error).__name__}: {error}"}
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(answer))
            pipe.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer_text = pipe.read()
    _, status = os.waitpid(child, 0)
    return answer_text or json.dumps({"failure": f"the program ended its process, wait status {status}"})


@contextmanager
def silence() -> Iterator[None]:
    """What programs print is not ours: without this it would mix with the answers."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


def serve() -> None:
    """Answer each request, a line of JSON, with a line of JSON, until the input ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library writes on its own goes to standard error
    for line in sys.stdin:
        request = json.loads(line)
        try:
            for library in request["libraries"]:
                importlib.import_module(library)
            answer = forked(request)
        except ImportError as error:
            answer = json.dumps({"failure": str(error)})
        print(answer, file=answers, flush=True)


if __name__ == "__main__":
    serve()
