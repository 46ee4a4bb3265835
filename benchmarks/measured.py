"""Runs commands and tells what they cost: CPU time of all their processes, and the largest one's memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    """A finished command: CPU and wall-clock seconds, peak memory in MB, exit code and output."""

    cpu: float
    wall: float
    memory: float
    code: int
    output: str


def run(command: Sequence[str | os.PathLike[str]], folder: Path, **variables: str) -> Run:
    """Run a command in a folder; this checkout's tensorlint is the one that it imports.

    Memory is that of the largest process, as Linux counts it.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    begin = time.monotonic()
    process = subprocess.Popen(
        [os.fspath(word) for word in command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Run(
        usage.ru_utime + usage.ru_stime,
        time.monotonic() - begin,
        usage.ru_maxrss / unit,
        process.returncode,
        output,
    )
