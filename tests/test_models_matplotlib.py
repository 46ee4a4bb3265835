"""Matplotlib: what is refused raises with the installed version, what it draws is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs.linting import lint

pytest.importorskip("matplotlib")

HEAD = """\
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

x = np.linspace(0, 1, 5)
fig, ax = plt.subplots()
"""
REFUSED = [
    ("TSL106", "plt.plot(x, np.zeros(4))"),
    ("TSL106", 'plt.plot(x, x[:-1], "r.", label="u")'),
    ("TSL106", 'ax.plot(x, x, "r", x, np.zeros(3))'),
    ("TSL106", "ax.semilogy([1, 2], [1, 2, 3])"),
    ("TSL106", "plt.loglog(x, np.ones(1))"),
    ("TSL106", "plt.scatter(x, np.zeros(4))"),
    ("TSL106", "ax.scatter(x, np.zeros((5, 2)))"),
    ("TSL106", "ax.bar([1, 2, 3], [1, 2])"),
    ("TSL106", "ax.step(x, np.zeros(4))"),
    ("TSL106", "plt.barh([1, 2, 3], [1, 2])"),
    ("TSL106", "ax.errorbar(x, np.zeros(4), yerr=0.1)"),
    ("TSL106", "ax.fill_between(x, np.zeros(4))"),
    ("TSL104", "plt.imshow(np.zeros(3))"),
    ("TSL104", "ax.imshow(np.zeros((1, 3, 3, 3)))"),
    ("TSL105", "ax.imshow(np.zeros((3, 3, 2)))"),
    ("TSL606", "fig, (a, b) = plt.subplots(1, 3)"),
    ("TSL605", "plt.subplots(1, 3)[1][0, 1]"),
]
ALLOWED = [
    "plt.plot(x, np.zeros((5, 2)))",
    "plt.plot(x)",
    'plt.plot(x, "r", np.zeros(3), np.zeros(3))',
    'plt.plot("u", "v", data={"u": [1, 2], "v": [3, 4]})',
    "ax.scatter(x, np.zeros((5, 1)))",
    "ax.bar(np.zeros(1), x)",
    "ax.barh(np.zeros(1), x)",
    "ax.errorbar(x, x, yerr=0.1)",
    "ax.fill_between(x, x, 2 * x)",
    "ax.fill_between(x, 0.5)",
    "plt.step(x, np.zeros((5, 2)))",
    "plt.imshow(np.zeros((3, 3, 1)))",
    "plt.imshow(np.zeros((3, 3, 4)))",
    "fig, ((a, b), (c, d)) = plt.subplots(2, 2)",
    "plt.subplots(1, 3, squeeze=False)[1][0, 1].plot(x, x)",
    "for each, one in zip(plt.subplots(2, 2)[1].ravel(), x):\n    each.plot([one], [one])",
]


@pytest.mark.parametrize(("code", "line"), REFUSED)
def test_what_is_refused_raises(code: str, line: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(HEAD + line, encoding="utf-8")
    assert [finding["code"] for finding in lint(path)] == [code]
    with pytest.raises((ValueError, TypeError, IndexError), match=r".+"):
        exec(HEAD + line, {})


@pytest.mark.parametrize("line", ALLOWED)
def test_what_is_drawn_is_silent(line: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(HEAD + line, encoding="utf-8")
    assert lint(path) == []
    exec(HEAD + line, {})
