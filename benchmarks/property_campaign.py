"""Runs the property tests with many cases and says how many were sampled and what they found.

    python -m benchmarks.property_campaign [family ...] --cases 100000

A family is a test module of the shape algebra (`shapes_sizes`; the cases are shared out among its
properties) or a kind of library call (`numpy_reshape.reshape`). Prefixes select several: `numpy`.
Ends with 1 where a counterexample was found or too few cases were sampled.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


@dataclass
class Outcome:
    """What became of one family."""

    family: str
    cases: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)


def modules() -> Iterator[tuple[str, Path]]:
    """The test modules that hold property tests: `shapes_sizes`, `numpy_reshape`."""
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        name = path.stem.removeprefix("test_")
        if name.startswith(("shapes_", "models_")):
            yield name.removeprefix("models_"), path


def _is_selected(family: str, selectors: Sequence[str]) -> bool:
    return not selectors or any(family.startswith(selector) for selector in selectors)


def _module_is_selected(module: str, selectors: Sequence[str]) -> bool:
    heads = [selector.partition(".")[0] for selector in selectors]
    return _is_selected(module, heads)


class Campaign:
    """A pytest plugin that keeps the properties of one module and counts their cases by family."""

    def __init__(self, module: str, selectors: Sequence[str]):
        self.module = module
        self.selectors = selectors
        self.outcomes: dict[str, Outcome] = {}
        self.families: dict[str, str] = {}
        self.current = Outcome("")
        self.broken: list[str] = []

    def pytest_collection_modifyitems(self, config: Any, items: list[Any]) -> None:
        """Drop what is no property, or not selected, and count the others."""
        kept, dropped = [], []
        for item in items:
            family = self._family(item)
            if family is None or not _is_selected(family, self.selectors):
                dropped.append(item)
                continue
            kept.append(item)
            self.families[item.nodeid] = family
            self.outcomes.setdefault(family, Outcome(family))
        items[:] = kept
        config.hook.pytest_deselected(items=dropped)

    def _family(self, item: Any) -> str | None:
        """The family of a property test, None of another. Makes its cases count."""
        property_test = getattr(item.obj, "hypothesis", None)
        if property_test is not None:
            property_test.inner_test = self._counted(property_test.inner_test)
            return self.module
        calls = getattr(item, "callspec", None)
        family = calls.params.get("family") if calls is not None else None
        if family is None:
            return None
        harness = sys.modules[type(family).__module__]
        if not hasattr(harness.check, "__wrapped__"):
            harness.check = self._counted(harness.check)  # type: ignore[attr-defined]
        return str(family)

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def counted(*arguments: Any, **keywords: Any) -> Any:
            result = function(*arguments, **keywords)
            self.current.cases += 1
            return result

        return counted

    def pytest_runtest_setup(self, item: Any) -> None:
        """Count for the family of the test that runs."""
        self.current = self.outcomes[self.families[item.nodeid]]

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note a counterexample as the test tells it."""
        self.current.seconds += report.duration
        if report.failed:
            lines = [line[1:] for line in report.longreprtext.splitlines() if line.startswith("E ")]
            self.current.failures.append(f"{report.nodeid}\n" + "\n".join(lines or [report.longreprtext]))

    def pytest_collectreport(self, report: Any) -> None:
        """Note a module that cannot be imported."""
        if report.failed:
            self.broken.append(report.longreprtext)


def run_module(module: str, path: Path, selectors: Sequence[str], result: Path) -> None:
    """Run the selected properties of one test module in this process and write down the outcomes."""
    import pytest

    campaign = Campaign(module, selectors)
    pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", str(path)], plugins=[campaign])
    outcomes = [asdict(outcome) for outcome in campaign.outcomes.values()]
    if campaign.broken:
        outcomes.append(asdict(Outcome(module, failures=campaign.broken)))
    result.write_text(json.dumps(outcomes))


def _run_apart(module: str, path: Path, selectors: Sequence[str], cases: int) -> list[Outcome]:
    """Run one module in a process of its own."""
    properties = path.read_text(encoding="utf-8").count("@given(")
    environment = {**os.environ, "TENSORLINT_CASES": str(-(-cases // max(properties, 1)))}
    with tempfile.TemporaryDirectory() as directory:
        result = Path(directory) / "outcomes.json"
        command = [
            sys.executable,
            "-m",
            "benchmarks.property_campaign",
            "--worker",
            module,
            str(path),
            str(result),
        ]
        done = subprocess.run(
            [*command, *selectors], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if not result.exists():
            return [Outcome(module, failures=[done.stdout[-2000:] + done.stderr[-2000:]])]
        outcomes = [Outcome(**each) for each in json.loads(result.read_text())]
    for outcome in outcomes:
        if outcome.cases < cases and not outcome.failures:
            outcome.failures.append(f"only {outcome.cases} cases were sampled")
    return outcomes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.property_campaign", description=__doc__)
    parser.add_argument("families", nargs="*", help="families or prefixes of them; all by default")
    parser.add_argument("--cases", type=int, default=100_000, help="at least so many cases a family")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at a time")
    parser.add_argument("--worker", nargs=3, metavar=("MODULE", "PATH", "RESULT"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.worker:
        module, path, result = options.worker
        run_module(module, Path(path), options.families, Path(result))
        return 0
    chosen = [each for each in modules() if _module_is_selected(each[0], options.families)]
    if not chosen:
        parser.error(f"no such family; there are {', '.join(name for name, _ in modules())}")
    started = time.perf_counter()
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(options.jobs) as pool:
        runs = [
            pool.submit(_run_apart, module, path, options.families, options.cases) for module, path in chosen
        ]
        for run in runs:
            for outcome in run.result():
                outcomes.append(outcome)
                said = "ok" if not outcome.failures else f"FAILED ({len(outcome.failures)})"
                print(
                    f"{outcome.family:40} {outcome.cases:>10,} cases {outcome.seconds:8.1f} s  {said}",
                    flush=True,
                )
    failed = [outcome for outcome in outcomes if outcome.failures]
    for outcome in failed:
        for failure in outcome.failures:
            print(f"\n{outcome.family}: {failure}")
    count = sum(outcome.cases for outcome in outcomes)
    seconds = time.perf_counter() - started
    print(f"\n{len(outcomes)} families, {count:,} cases, {len(failed)} with counterexamples, {seconds:.0f} s")
    return 1 if failed or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
