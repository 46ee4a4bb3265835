"""Runs programs for the trace oracle: their libraries are imported once, then each has a fork of its own.

    with Traced() as traced: traced("program.py")   # {(line, name): shapes that the name had there}

`sys.settrace` follows the program's own file. A shape's axis is None where the library itself does not
say its length yet (symbolic tensors of Keras and TensorFlow).
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

SECONDS = 180
Shape = tuple[int | None, ...]
Seen = dict[tuple[int, str], set[Shape]]
LIBRARIES = (
    *("numpy", "scipy", "pandas", "sklearn", "matplotlib", "skimage", "PIL"),
    *("tensorflow", "keras", "jax", "torch", "einops"),
)
ARRAYS = (
    *("ndarray", "MaskedArray", "matrix", "EagerTensor", "SymbolicTensor", "KerasTensor"),
    *("ResourceVariable", "Tensor", "Variable"),
)


class Tracer:
    """Notes the shape of every name that a statement of one file assigns, after the statement is done."""

    def __init__(self, path: str, tree: ast.Module):
        self.path = path
        self.targets: dict[int, list[tuple[int, str]]] = {}
        self.statement: dict[int, int] = {}
        self.bodies: dict[int, tuple[int, int]] = {}
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
            self.bodies[node.lineno] = node.body[0].lineno, node.body[-1].end_lineno or node.lineno
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
        name = frame.f_code.co_name
        if frame.f_code.co_filename != self.path or (name.startswith("<") and name != "<module>"):
            return None  # a comprehension or a lambda holds no statements of its own
        return self._local(frame.f_code)

    def _local(self, code: CodeType) -> Any:
        current: list[int | None] = [None, None]

        def trace(frame: FrameType, event: str, _: Any) -> Any:
            if event in ("line", "return"):
                done, line = current
                statement = self.statement.get(frame.f_lineno)
                # The same line again is a loop of one statement; another line of it is the midst of it.
                if done is not None and (event == "return" or statement != done or frame.f_lineno == line):
                    self._record(frame, done)
                current[:] = [statement, frame.f_lineno] if event == "line" else [None, None]
            elif event == "exception":
                current[:] = [None, None]
            return trace

        return trace

    def _record(self, frame: FrameType, line: int) -> None:
        first, last = self.bodies.get(line, (0, frame.f_lineno))
        if not first <= frame.f_lineno <= last:
            return  # the loop is at its end: its names are those of the last turn, as the body left them
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


def _shape_of(frame: FrameType, name: str) -> Shape | None:
    head, _, attribute = name.partition(".")
    value = frame.f_locals.get(head, frame.f_globals.get(head))
    if attribute:
        value = getattr(value, attribute, None)
    kind = type(value)
    if kind.__module__.partition(".")[0] not in LIBRARIES or kind.__name__ not in ARRAYS:
        return None
    try:
        return tuple(None if size is None else int(size) for size in value.shape)  # type: ignore[union-attr]
    except (TypeError, ValueError):
        return None


def trace_program(path: str) -> Seen:
    """Run a program as the main module under the tracer. What it raises is raised."""
    return _run(path)[0]


def _run(path: str, catch: bool = False) -> tuple[Seen, str]:
    text = Path(path).read_text(encoding="utf-8")
    tree = ast.parse(text)
    tracer = Tracer(path, tree)
    code = compile(tree, path, "exec", dont_inherit=True)
    module = ModuleType("__main__")
    module.__dict__.update(__file__=path, reveal_shape=lambda x: x)
    before = sys.modules["__main__"], list(sys.path), sys.argv
    sys.modules["__main__"] = module
    sys.path.insert(0, str(Path(path).parent))
    sys.argv = [path]
    error = ""
    sys.settrace(tracer)
    try:
        exec(code, module.__dict__)
    except BaseException as raised:
        if not catch:
            raise
        if not (isinstance(raised, SystemExit) and not raised.code):
            error = f"{type(raised).__name__}: {raised}"
    finally:
        sys.settrace(None)
        sys.modules["__main__"], sys.path[:], sys.argv = before
    return tracer.seen, error


class Traced:
    """The process that runs programs. Use it as a context: `with Traced() as traced: traced(path)`.

    A program that takes longer than `seconds` is stopped; what it showed until then counts.
    """

    def __init__(self, seconds: int = SECONDS):
        self.seconds = seconds

    def __enter__(self) -> Traced:
        quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", "MPLBACKEND": "agg"}
        self.server = subprocess.Popen(
            [sys.executable, "-m", __name__, str(self.seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **quiet},
            cwd=Path(__file__).parent.parent,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.server.communicate()

    def __call__(self, path: Path) -> tuple[Seen, str]:
        """What a program showed, and the error that ended it, if one did."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        print(path.resolve(), file=self.server.stdin, flush=True)
        answer = self.server.stdout.readline()
        if not answer:
            raise RuntimeError(f"the process that runs programs ended at {path}")
        rows, error = json.loads(answer)
        return {(line, name): {tuple(shape) for shape in shapes} for line, name, shapes in rows}, error


def _imports(path: str) -> Iterator[str]:
    with contextlib.suppress(SyntaxError, ValueError, OSError):
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


def _stopped(*_: object) -> None:
    raise TimeoutError("the program takes too long and was stopped")


def _forked(path: str, seconds: int) -> str:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, _stopped)
        signal.alarm(seconds)
        hard = int(sum(os.times()[:2])) + seconds + SECONDS  # of a call that signals do not reach
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
        os.close(reading)
        with contextlib.redirect_stdout(io.StringIO()):
            seen, error = _run(path, catch=True)
        signal.alarm(0)
        rows = [[line, name, [list(shape) for shape in shapes]] for (line, name), shapes in seen.items()]
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps([rows, error]))
            pipe.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    return answer or json.dumps([[], f"the program ended its process, wait status {status}"])


def serve(seconds: int) -> None:
    """Answer each path, a line, with what the program showed, a line of JSON, until the input ends."""
    os.chdir(tempfile.mkdtemp())  # for the files that programs write
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library writes on its own must not mix with the answers
    for line in sys.stdin:
        path = line.rstrip("\n")
        for name in _imports(path):
            if name.partition(".")[0] in LIBRARIES:
                with contextlib.suppress(Exception):  # then the program itself fails, and says so
                    importlib.import_module(name)
        print(_forked(path, seconds), file=answers, flush=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
