"""Several processes: one that dies costs one file, and none outlives the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import CLEAN, TSL202, environment, put, tensorlint

# A command line whose interpreter does something else in some files: it dies, or never comes back.
DRIVER = """
import os, signal, sys, time
import tensorlint.interpreter
real = tensorlint.interpreter.analyze

def analyze(source, project, **options):
    if source.path.startswith("dies"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if source.path.startswith("leaves"):
        os._exit(7)
    if source.path.startswith("hangs"):
        open(f"{source.path}.{os.getpid()}.pid", "w").close()
        while True:
            pass
    return real(source, project, **options)

tensorlint.interpreter.analyze = analyze
from tensorlint.cli import main
sys.exit(main())
"""


def driver(folder: Path, *arguments: str) -> list[str]:
    """The command in whose files `dies*.py`, `leaves*.py` and `hangs*.py` things go wrong."""
    path = folder.parent / f"{folder.name}_driver.py"
    path.write_text(DRIVER)
    return [sys.executable, str(path), *arguments]


def wait_for(condition: object, seconds: float = 60) -> bool:
    """Whether a condition (a function) holds before some time is over."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def is_running(process: int) -> bool:
    """Whether a process exists and has not ended."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def padded(text: str) -> str:
    """The text, large enough for processes to be worth it."""
    return text + "#" * 40_000


def test_process_that_dies_costs_its_file_and_the_run_goes_on(tmp_path: Path) -> None:
    for number in range(4):
        put(tmp_path / f"a{number}.py", padded(TSL202))
        put(tmp_path / f"dies{number}.py", padded(TSL202))
    put(tmp_path / "leaves.py", padded(TSL202))
    finished = subprocess.run(
        driver(tmp_path, ".", "-j", "2", "--no-cache"),
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert finished.returncode == 2
    assert [line.split(":")[0] for line in finished.stdout.splitlines()[:-1]] == [
        f"a{n}.py" for n in range(4)
    ]
    messages = [line for line in finished.stderr.splitlines() if "internal error" in line]
    assert [line.split(": ")[1] for line in messages] == [*(f"dies{n}.py" for n in range(4)), "leaves.py"]
    assert all("SIGSEGV" in line for line in messages[:4])
    assert "exit code 7" in messages[4]
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    ("signal_number", "to_group", "exit_codes"),
    [
        (signal.SIGINT, True, {130}),
        (signal.SIGINT, False, {130}),
        (signal.SIGTERM, False, {143, -signal.SIGTERM}),
        (signal.SIGKILL, False, {-signal.SIGKILL}),
    ],
)
def test_nothing_outlives_a_run_that_is_ended(
    signal_number: signal.Signals, to_group: bool, exit_codes: set[int], tmp_path: Path
) -> None:
    """Ctrl-C goes to the whole group, a `kill` to the one process."""
    for number in range(2):
        put(tmp_path / f"hangs{number}.py", padded(CLEAN))
    with subprocess.Popen(
        driver(tmp_path, ".", "-j", "2", "--no-cache"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert wait_for(lambda: len(list(tmp_path.glob("*.pid"))) == 2)
        workers = [int(path.name.split(".")[-2]) for path in tmp_path.glob("*.pid")]
        if to_group:
            os.killpg(process.pid, signal_number)
        else:
            process.send_signal(signal_number)
        _, stderr = process.communicate(timeout=20)
    assert process.returncode in exit_codes
    assert "Traceback" not in stderr
    assert wait_for(lambda: not any(map(is_running, workers)), 20)


def test_interrupt_of_a_single_process_ends_it_without_a_traceback(tmp_path: Path) -> None:
    put(tmp_path / "hangs.py", CLEAN)
    with subprocess.Popen(
        driver(tmp_path, ".", "-j", "1", "--no-cache"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert wait_for(lambda: list(tmp_path.glob("*.pid")))
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=20)
    assert process.returncode == 130
    assert stderr == "tensorlint: interrupted\n"


def test_number_of_processes_and_hash_seed_do_not_show(tmp_path: Path) -> None:
    for number in range(6):
        put(tmp_path / f"a{number}.py", padded(TSL202))
    put(tmp_path / "b.py", "import numpy as np\nfrom a1 import x\nx.reshape(7, -1)\n")
    runs = [
        tensorlint(*paths, "--no-cache", "-j", jobs, "--format", "full", cwd=tmp_path, PYTHONHASHSEED=seed)
        for paths, jobs, seed in (
            (["."], "1", "0"),
            (["."], "2", "1"),
            (["b.py", "."], "3", "2"),
            ([f"a{n}.py" for n in (5, 3, 1, 0, 2, 4)] + ["b.py"], "2", "3"),
        )
    ]
    assert {(run.stdout, run.stderr, run.returncode) for run in runs} == {(runs[0].stdout, "", 1)}
    assert "b.py:3:1: TSL201" in runs[0].stdout
