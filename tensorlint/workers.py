"""Files linted in several processes. A process that dies costs the file that it was at, nothing else.

The workers end with the run however it ends: an interrupt kills them, and should the parent itself be
killed, each sees its lifeline close.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from tensorlint.analysis import REPORT
from tensorlint.discovery import PythonFile
from tensorlint.results import FileResult

if TYPE_CHECKING:
    from tensorlint.engine import Task

Answer = tuple[FileResult, bytes | None]


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    file: PythonFile | None = None


class Pool:
    """Some worker processes. Use it as a context: leaving it kills them."""

    def __init__(self, task: Task, jobs: int) -> None:
        self.task = task
        self.jobs = jobs
        self.workers: list[_Worker] = []
        # Forking is cheap and shares what is loaded; elsewhere it is unsafe or does not exist.
        self.context = get_context("fork" if sys.platform == "linux" else "spawn")
        self.lifeline: tuple[int, int] | None = None

    def __enter__(self) -> Pool:
        if self.context.get_start_method() == "fork":
            # Loaded once for all workers.
            import libcst  # noqa: F401

            import tensorlint.interpreter  # noqa: F401

            self.lifeline = os.pipe()
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join()
            worker.connection.close()
        for end in self.lifeline or ():
            os.close(end)

    def run(self, files: Iterator[PythonFile]) -> Iterator[tuple[PythonFile, Answer]]:
        """The results of some files in the order in which they come. `files` is drawn on as needed."""
        waiting: deque[PythonFile] = deque()
        drawn_out = False
        while True:
            for worker in self.workers:
                if worker.file is None and waiting:
                    self._send(worker, waiting.popleft())
            while waiting and len(self.workers) < self.jobs:
                self.workers.append(self._start())
                self._send(self.workers[-1], waiting.popleft())
            busy = {worker.connection: worker for worker in self.workers if worker.file is not None}
            if not drawn_out and len(waiting) <= self.jobs:
                file = next(files, None)
                if file is None:
                    drawn_out = True
                else:
                    waiting.append(file)
            elif not busy and not waiting:
                return
            for connection in wait(
                list(busy), timeout=0 if not drawn_out and len(waiting) <= self.jobs else None
            ):
                assert isinstance(connection, Connection)
                yield self._receive(busy[connection])

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(theirs, self.task, self.lifeline), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _send(self, worker: _Worker, file: PythonFile) -> None:
        worker.file = file
        with suppress(OSError):  # it is dead already: receiving says so
            worker.connection.send(file)

    def _receive(self, worker: _Worker) -> tuple[PythonFile, Answer]:
        file = worker.file
        assert file is not None
        worker.file = None
        try:
            data, fingerprint = worker.connection.recv()
            return file, (FileResult.from_json(data), fingerprint)
        except (EOFError, OSError):
            worker.process.join()
            worker.connection.close()
            self.workers.remove(worker)
            ended = f"the process that analysed the file ended ({_reason(worker.process.exitcode)})"
            return file, (FileResult(failure=f"internal error: {ended}; {REPORT}"), None)


def _reason(exit_code: int | None) -> str:
    if exit_code is None or exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return f"signal {-exit_code}"


def _serve(connection: Connection, task: Task, lifeline: tuple[int, int] | None) -> None:
    """The work of one process: a file comes, its result goes."""
    from tensorlint.engine import Worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if lifeline is not None:
        reading, writing = lifeline
        os.close(writing)
        threading.Thread(target=_end_with, args=(reading,), daemon=True).start()
    worker = Worker(task)
    while True:
        try:
            file = connection.recv()
        except (EOFError, OSError):
            return
        result, fingerprint = worker.lint(file)
        connection.send((result.to_json(), fingerprint))


def _end_with(lifeline: int) -> None:
    """End this process as soon as the parent has ended, whatever it is at."""
    os.read(lifeline, 1)
    os._exit(1)
