"""Mutated real files in search of a crash or a hang.

    python -m benchmarks.fuzz --cases 5000             mutants of fixtures/
    python -m benchmarks.fuzz FOLDER --seed 3          of any files
    python -m benchmarks.fuzz --modules 1000           modules made by hypothesmith, where it is installed

Each case has a number of its own, so that `--seed N --cases 1` shows it again. A text that fails, or costs
more than it may for its length, is written into the folder of `--keep`. Exit code 1 if there is one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random

from benchmarks.mutated_text import mutated
from tensorlint.analysis import analyze_file
from tensorlint.project import Project
from tensorlint.source import Source

FIXTURES = Path(__file__).parent.parent / "fixtures"
MOST_CHANGES = 6
LARGEST = 60_000
SECONDS, SECONDS_A_LINE = 3.0, 0.02


def corpus(folders: list[Path]) -> list[str]:
    """The texts that mutants are made of."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.py") if path.is_file())
    texts = (path.read_bytes().decode("utf-8", "replace") for path in paths)
    return [text for text in texts if 0 < len(text) < LARGEST]


def mutant(texts: list[str], number: int) -> str:
    """The text of one case."""
    random = Random(number)
    return mutated(random.choice(texts), random, texts, random.randint(1, MOST_CHANGES))


def fault(text: str) -> str | None:
    """What is wrong with how a text is analysed, None where nothing is."""
    folder = Path("/nowhere")
    source = Source("module.py", text.encode("utf-8", "surrogatepass"), folder / "module.py")
    begin = time.process_time()
    result = analyze_file(source, Project(folder, folder), collect_shapes=True)
    took = time.process_time() - begin
    if result.failure is not None:
        return result.failure
    if took > SECONDS + SECONDS_A_LINE * text.count("\n"):
        return f"slow: {took:.1f} s for {text.count(chr(10))} lines"
    if any(not finding.message or finding.line < 1 for finding in result.findings):
        return "a finding without a message or a place"
    return None


def _case(texts: list[str], number: int) -> tuple[int, str | None, str]:
    text = mutant(texts, number)
    return number, fault(text), text


def campaign(texts: list[str], numbers: range, jobs: int) -> Iterator[tuple[int, str, str]]:
    """The number, the fault and the text of each case that has a fault."""
    with Pool(jobs) as pool:
        for number, reason, text in pool.imap_unordered(partial(_case, texts), numbers, chunksize=20):
            if reason is not None:
                yield number, reason, text


def generated(count: int) -> Iterator[tuple[int, str, str]]:
    """The same for modules that hypothesmith makes."""
    try:
        import hypothesmith  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        raise SystemExit("hypothesmith is not installed: pip install hypothesmith") from None
    from hypothesis import HealthCheck, given, settings

    faults: list[tuple[int, str, str]] = []

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(hypothesmith.from_node())
    def check(text: str) -> None:
        reason = fault(text)
        if reason is not None:
            faults.append((len(faults), reason, text))

    check()
    yield from faults


def main() -> int:
    """Run the campaign of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES])
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="the number of the first case")
    parser.add_argument("--modules", type=int, help="so many modules of hypothesmith instead")
    parser.add_argument("--keep", type=Path, help="a folder for the texts that show a fault")
    parser.add_argument("-j", type=int, default=2)
    options = parser.parse_args()
    count, begin = 0, time.monotonic()
    found = (
        generated(options.modules)
        if options.modules
        else campaign(corpus(options.folders), range(options.seed, options.seed + options.cases), options.j)
    )
    for number, reason, text in found:
        count += 1
        print(f"case {number}: {reason}", flush=True)
        if options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"case_{number}.py").write_bytes(text.encode("utf-8", "surrogatepass"))
    cases = options.modules or options.cases
    print(f"{cases} cases, {count} with a fault, {time.monotonic() - begin:.0f} s")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
