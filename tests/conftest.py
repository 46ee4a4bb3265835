"""How many cases the property tests sample: few by default, TENSORLINT_CASES a test in a campaign.

TensorFlow, where it is installed, runs on the CPU and keeps quiet.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

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
