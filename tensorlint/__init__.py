"""tensorlint: a static linter for the shapes in Python tensor code."""

__version__ = "0.1.0"
