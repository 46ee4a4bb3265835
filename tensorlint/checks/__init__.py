"""What is suspicious though legal: one module a family of the rule catalogue."""

from __future__ import annotations

import importlib

MODULES: tuple[str, ...] = (
    "reshaping",
    "broadcasting",
    "reductions",
    "squeezing",
    "time_major",
    "batches",
    "partial_batches",
    "documentation",
)
"""The check modules, imported before the first file is interpreted."""


def load_checks() -> None:
    """Register every check, once."""
    for name in MODULES:
        importlib.import_module(f"tensorlint.checks.{name}")
