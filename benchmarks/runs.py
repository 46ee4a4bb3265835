"""What whole runs cost: startup, a cached run, two processes against one, memory on a large project.

    python -m benchmarks.runs                        all of it, about five minutes
    python -m benchmarks.runs --only startup cached
    python -m benchmarks.runs --only memory --lines 20000

The projects are made for it: files that do not import each other (and, for `imports`, files of which each
imports the ones before it), with array code of the usual kinds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.measured import run

TENSORLINT = [sys.executable, "-m", "tensorlint", "--isolated"]
FILE = '''\
"""Module {number} of a made project."""

import numpy as np
{imports}

SIZE = {size}


class Scaler:
    """Takes the mean away and divides by the deviation."""

    def __init__(self, epsilon=1e-8):
        self.epsilon = epsilon

    def fit(self, x):
        self.mean = x.mean(axis=0)
        self.deviation = x.std(axis=0)
        return self

    def transform(self, x):
        return (x - self.mean) / (self.deviation + self.epsilon)


def batches(x, y, size=SIZE):
    order = np.random.permutation(len(x))
    for start in range(0, len(x), size):
        chosen = order[start : start + size]
        yield x[chosen], y[chosen]


def softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    exponents = np.exp(shifted)
    return exponents / exponents.sum(axis=1, keepdims=True)


def train(x, y, classes=3, epochs=2):
    weights = np.zeros((x.shape[1], classes))
    for epoch in range(epochs):
        for inputs, targets in batches(x, y):
            error = softmax(inputs @ weights)
            error[np.arange(len(targets)), targets] -= 1
            weights -= 0.1 * inputs.T @ error / len(targets)
    return weights


def report(values):
    lines = []
    for name, value in sorted(values.items()):
        if value is None:
            lines.append(f"{{name}}: none")
        elif np.ndim(value) == 0:
            lines.append(f"{{name}}: {{value:.3f}}")
        else:
            lines.append(f"{{name}}: {{np.shape(value)}}")
    return "\\n".join(lines)


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    data = rng.normal(size=(SIZE * 4, 5))
    labels = rng.integers(0, 3, size=SIZE * 4)
    scaled = Scaler().fit(data).transform(data)
    print(report({{"weights": train(scaled, labels), "mean": scaled.mean()}}))
'''
LINES = FILE.count("\n")


def project(folder: Path, files: int, importing: bool = False) -> int:
    """Write a project of so many files, and give its lines."""
    (folder / "pyproject.toml").touch()
    for number in range(files):
        imports = f"from module_{number - 1} import Scaler as Earlier" if importing and number else ""
        path = folder / f"module_{number}.py"
        path.write_text(FILE.format(number=number, size=number % 90 + 10, imports=imports), encoding="utf-8")
    return files * LINES


def startup(folder: Path, lines: int) -> None:
    """CPU time of `tensorlint --version`, and of the interpreter alone."""
    version = [run([sys.executable, "-m", "tensorlint", "--version"], folder).cpu for _ in range(9)]
    bare = [run([sys.executable, "-c", "pass"], folder).cpu for _ in range(9)]
    of_version, alone = (1000 * median(costs) for costs in (version, bare))
    print(f"startup: --version {of_version:.0f} ms of CPU, Python alone {alone:.0f} ms")


def cached(folder: Path, lines: int) -> None:
    """A run over 1,000 unchanged files."""
    project(folder, 1000)
    first = run([*TENSORLINT, "."], folder)
    again = [run([*TENSORLINT, "."], folder) for _ in range(3)]
    (folder / "module_7.py").write_text("import numpy as np\nx = np.zeros(3)\n", encoding="utf-8")
    changed = run([*TENSORLINT, "."], folder)
    print(
        f"cached: 1,000 files cold {first.wall:.1f} s ({first.cpu:.1f} s of CPU), unchanged "
        f"{median(r.wall for r in again):.2f} s ({median(r.cpu for r in again):.2f} s of CPU), "
        f"one changed {changed.wall:.2f} s ({changed.cpu:.2f} s of CPU)"
    )


def processes(folder: Path, lines: int) -> None:
    """Two processes against one."""
    project(folder, 200)
    one, two = (run([*TENSORLINT, "--no-cache", "-j", jobs, "."], folder) for jobs in ("1", "2"))
    print(
        f"processes: -j 1 {one.wall:.1f} s ({one.cpu:.1f} s of CPU), -j 2 {two.wall:.1f} s "
        f"({two.cpu:.1f} s of CPU): {one.wall / two.wall:.2f} times as fast, "
        f"{two.cpu / one.cpu:.2f} times the CPU; the same output: {one.output == two.output}"
    )


def memory(folder: Path, lines: int) -> None:
    """Peak memory of one process on a project without imports between its files."""
    count = project(folder, lines // LINES + 1)
    done = run([*TENSORLINT, "--no-cache", "-j", "1", "."], folder)
    print(f"memory: {count:,} lines, no file imports another: {done.memory:.0f} MB, {done.cpu:.0f} s of CPU")


def imports(folder: Path, lines: int) -> None:
    """The same where each file imports the one before it."""
    count = project(folder, lines // 10 // LINES + 1, importing=True)
    done = run([*TENSORLINT, "--no-cache", "-j", "1", "."], folder)
    print(
        f"imports: {count:,} lines, each file imports the last: {done.memory:.0f} MB, {done.cpu:.0f} s of CPU"
    )


MEASUREMENTS: dict[str, Callable[[Path, int], None]] = {
    function.__name__: function for function in (startup, cached, processes, memory, imports)
}


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    parser.add_argument("--lines", type=int, default=200_000, help="of the project for `memory`")
    options = parser.parse_args()
    for name in options.only:
        with tempfile.TemporaryDirectory() as folder:
            MEASUREMENTS[name](Path(folder).resolve(), options.lines)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
