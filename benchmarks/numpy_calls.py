"""Counts the calls of NumPy's functions in packaged sources, and how many of them are modelled.

    python -m benchmarks.numpy_calls FOLDER ...       folders of Python files
    python -m benchmarks.numpy_calls --most 40 FOLDER  and that many of the missing ones

A call counts where its name leads to NumPy by the file's own imports (`np.linalg.norm(x)`,
`from numpy import fft`). Methods of arrays are not counted: whose they are is not to be read off a file.
"""

from __future__ import annotations

import argparse
import ast
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tensorlint.models.registry import canonical, lookup, lookup_constant


def imported(tree: ast.Module) -> dict[str, str]:
    """The names that a file gives to NumPy, its modules and its functions."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] == "numpy":
                    names[alias.asname or "numpy"] = alias.name if alias.asname else "numpy"
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            if node.module.partition(".")[0] != "numpy":
                continue
            names.update({each.asname or each.name: f"{node.module}.{each.name}" for each in node.names})
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str | None:
    """The full dotted name of what is called, where it is NumPy's."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value, names)
        return None if owner is None else f"{owner}.{node.attr}"
    return None


def calls(path: Path) -> Iterator[str]:
    """The NumPy functions that a file calls, once for each call."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    names = imported(tree)
    if not names:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found = dotted(node.func, names)
            if found is not None:
                yield found


def main() -> int:
    """Print the count, the share that is modelled, and what is missing most often."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=20, help="how many of the missing names are shown")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for folder in options.folders:
        for path in sorted(folder.rglob("*.py")):
            counts.update(calls(path))
    missing: Counter[str] = Counter()
    for name, count in counts.items():
        path = canonical(name)
        if lookup(path) is None and lookup_constant(path) is None:
            missing[name] += count
    total = counts.total()
    known = total - missing.total()
    for name, count in missing.most_common(options.most):
        print(f"{count:7,}  {name}")
    print(
        f"{total:,} calls of {len(counts):,} names, {known:,} modelled ({100 * known / max(total, 1):.1f} %)"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
