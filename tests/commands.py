"""Runs the real command line in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

# Each has one finding, the code in its name.
TSL202 = "import numpy as np\n\nx = np.zeros((32, 10))\ny = x.reshape(-1, -1)\n"
TSL601 = "import numpy as np\n\nx = np.zeros((3, 4)) @ np.zeros((3, 4))\n"
CLEAN = "import numpy as np\n\nx = np.zeros((3, 4))\ny = x.reshape(4, 3)\n"


def environment(**variables: str) -> dict[str, str]:
    """The environment of a command: this checkout, no colours from outside."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


def tensorlint(
    *arguments: str | os.PathLike[str], cwd: Path, stdin: str | bytes = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """The finished command; its output decoded as UTF-8."""
    finished = subprocess.run(
        [sys.executable, "-m", "tensorlint", *map(os.fspath, arguments)],
        cwd=cwd,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment(**variables),
        check=False,
        timeout=100,
    )
    stdout, stderr = finished.stdout.decode(), finished.stderr.decode()
    assert "Traceback" not in stderr, stderr
    return subprocess.CompletedProcess(finished.args, finished.returncode, stdout, stderr)


def findings(*arguments: str | os.PathLike[str], cwd: Path, **keywords: Any) -> list[tuple[str, int, str]]:
    """Path, line and code of what the command finds."""
    finished = tensorlint(*arguments, "--format", "json", cwd=cwd, **keywords)
    assert finished.returncode in (0, 1), finished.stderr
    return [(item["path"], item["line"], item["code"]) for item in json.loads(finished.stdout)]


def put(path: Path, content: str | bytes = "") -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
