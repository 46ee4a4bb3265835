"""Score tensorlint on bug programs and their corrected twins.

    python -m benchmarks.score FOLDER       bug_*.py, fix_*.py and expected.json

expected.json: {"bug_01.py": {"line": 12, "codes": ["TSL201"], …}}. A bug is found where a finding with one
of the codes stands on the line (or one of "lines"); any finding in a twin, and any finding of another
line in a bug program, is counted as false.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def findings(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What tensorlint finds in each file of a folder."""
    command = [sys.executable, "-m", "tensorlint", "--isolated", "--no-cache", "--format", "json"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in json.loads(done.stdout):
        found.setdefault(Path(finding["path"]).name, []).append(finding)
    return found


def main() -> int:
    """Print each miss and each false finding, then the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = findings(folder)
    right = line_only = false = 0
    for name, bug in sorted(expected.items()):
        lines = set(bug.get("lines", [])) | {bug["line"]}
        here = found.get(name, [])
        on_line = [f for f in here if f["line"] in lines or f["line"] <= bug["line"] <= f["end_line"]]
        if any(f["code"] in bug["codes"] for f in on_line):
            right += 1
        elif on_line:
            line_only += 1
            codes = ", ".join(f["code"] for f in on_line)
            print(f"other code: {name}:{bug['line']}: {codes} instead of {'/'.join(bug['codes'])}")
        else:
            print(f"missed: {name}:{bug['line']}: {'/'.join(bug['codes'])}: {bug.get('what', '')}")
        for finding in here:
            if finding not in on_line:
                false += 1
                print(f"elsewhere: {name}:{finding['line']}: {finding['code']} {finding['message']}")
    twins = 0
    for path in sorted(folder.glob("fix_*.py")):
        twins += 1
        for finding in found.get(path.name, []):
            false += 1
            print(f"false: {path.name}:{finding['line']}: {finding['code']} {finding['message']}")
    total = len(expected)
    print(
        f"{total} bugs: {right} found, {line_only} on the line under another code,"
        f" {total - right - line_only} missed; {twins} twins; {false} false findings"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
