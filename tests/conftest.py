"""How many cases the property tests sample: few by default, TENSORLINT_CASES a test in a campaign.

TensorFlow, where it is installed, runs on the CPU and keeps quiet. Where TENSORLINT_SKIP_NOTHING is set,
a test that is skipped for want of a library fails the run.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.programs.checking import SKIP_NOTHING

for _name, _value in {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "TF_ENABLE_ONEDNN_OPTS": "0",  # its products of empty matrices corrupt the memory of the process
}.items():
    os.environ.setdefault(_name, _value)

CASES = os.environ.get("TENSORLINT_CASES")

settings.register_profile("tests", max_examples=150, deadline=None, derandomize=True, database=None)
settings.register_profile(
    "campaign",
    max_examples=int(CASES or 100),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("campaign" if CASES else "tests")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let no skipped test pass unseen where nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get(SKIP_NOTHING) and reporter is not None and reporter.stats.get("skipped"):
        count = len(reporter.stats["skipped"])
        reporter.write_line(f"\n{count} skipped, though {SKIP_NOTHING} is set")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
