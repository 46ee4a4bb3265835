"""NumPy's assertions for tests, and the settings of its warnings and printing: no shape comes from them."""

from __future__ import annotations

from tensorlint.models.registry import models
from tensorlint.values import NONE, UNKNOWN_VALUE, Value

ASSERTIONS = """
assert_ assert_allclose assert_almost_equal assert_approx_equal assert_array_almost_equal
assert_array_almost_equal_nulp assert_array_equal assert_array_less assert_array_max_ulp assert_equal
assert_string_equal
"""


@models(*(f"numpy.testing.{name}" for name in ASSERTIONS.split()), "numpy.set_printoptions")
def assertion(*args: Value, **kwargs: Value) -> Value:
    """Passes, or raises an AssertionError that depends on the elements."""
    return NONE


@models("numpy.errstate", "numpy.printoptions", "numpy.seterr", "numpy.geterr")
def settings(*args: Value, **kwargs: Value) -> Value:
    """A context, or the settings before."""
    return UNKNOWN_VALUE
