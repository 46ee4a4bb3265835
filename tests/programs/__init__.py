"""Programs with their expectations on the line: how pages and fixtures are read, linted and really run."""

import pytest

pytest.register_assert_rewrite("tests.programs.checking", "tests.programs.linting")
