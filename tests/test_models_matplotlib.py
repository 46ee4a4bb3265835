"""Matplotlib: what is refused raises with the installed version, what it draws is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.trace_oracle import check
from tests.programs.linting import lint

pytest.importorskip("matplotlib")

HEAD = """\
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

x = np.linspace(0, 1, 5)
fig, ax = plt.subplots()
axes = plt.subplots(2, 2)[1]
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
    ("TSL106", "axes[0, 1].plot(x, np.zeros(4))"),
    ("TSL106", "axes[1][0].scatter(x, np.zeros(4))"),
    ("TSL106", "axes.ravel()[2].bar([1, 2, 3], [1, 2])"),
    ("TSL106", "axes.flatten()[0].errorbar(x, x, yerr=np.zeros(4))"),
    ("TSL106", "for each in axes.flat:\n    each.plot(x, np.zeros(4))"),
    ("TSL106", "for each, one in zip(axes.flat, range(4)):\n    each.plot(x, np.zeros(4))"),
    ("TSL106", "for row in axes:\n    for each in row:\n        each.plot(x, np.zeros(4))"),
    ("TSL106", "(a, b), (c, d) = axes\nc.plot(x, np.zeros(4))"),
    ("TSL106", "plt.figure().add_subplot(2, 1, 1).plot(x, np.zeros(4))"),
    ("TSL106", "fig.subplots(1, 2)[1].plot(x, np.zeros(4))"),
    ("TSL106", "ax.twinx().plot(x, np.zeros(4))"),
    ("TSL605", "axes[0, 2]"),
    ("TSL605", "axes[2]"),
    ("TSL605", "axes.ravel()[4]"),
    ("TSL606", "a, b, c = axes"),
    ("TSL106", "plt.plot(np.zeros((5, 2)), np.zeros((5, 3)))"),
    ("TSL106", "ax.scatter(x, x, c=np.zeros(6))"),
    ("TSL106", "ax.scatter(x, x, 10, np.zeros(6))"),
    ("TSL106", 'ax.scatter(x, x, c=["r"] * 4)'),
    ("TSL106", "ax.scatter(x, x, c=np.zeros((4, 3)))"),
    ("TSL106", "ax.scatter(x, x, c=np.zeros((5, 2)))"),
    ("TSL106", "plt.scatter(x, x, s=np.zeros(4))"),
    ("TSL106", "ax.bar(x, x, yerr=np.zeros(4))"),
    ("TSL106", "ax.bar(x, x, width=np.zeros(4))"),
    ("TSL106", "ax.bar(x, x, bottom=np.zeros(4))"),
    ("TSL106", "plt.errorbar(x, x, np.zeros(4))"),
    ("TSL106", "ax.errorbar(x, x, xerr=np.zeros((2, 4)))"),
    ("TSL106", "ax.fill_between(x, x, np.zeros(4))"),
    ("TSL106", "ax.fill_between(x, x, x, where=np.zeros(4, bool))"),
    ("TSL106", "ax.stackplot(x, x, np.zeros(4))"),
    ("TSL106", "ax.vlines(x, 0, np.zeros(4))"),
    ("TSL106", "plt.hlines(x, 0, np.zeros(4))"),
    ("TSL106", "ax.hist(x, weights=np.zeros(4))"),
    ("TSL106", "ax.hist2d(x, np.zeros(4))"),
    ("TSL104", "ax.boxplot(np.zeros((5, 3, 2)))"),
    ("TSL106", 'ax.pie([1, 2], labels=["a"])'),
    ("TSL104", "ax.imshow([1, 2])"),
    ("TSL104", "ax.contour(x)"),
    ("TSL104", "ax.contourf(x, x, x)"),
    ("TSL106", "ax.contour(x, np.zeros(4), np.zeros((5, 4)))"),
    ("TSL106", "plt.contourf(np.zeros((4, 5)), np.zeros((4, 5)), np.zeros((5, 4)))"),
    ("TSL106", "ax.pcolormesh(x, np.zeros(4), np.zeros((5, 4)))"),
    ("TSL106", "ax.pcolormesh(np.zeros(6), np.zeros(4), np.zeros((5, 3)))"),
    ("TSL106", "ax.pcolormesh(np.zeros((4, 5)), np.zeros((4, 5)), np.zeros((5, 4)))"),
    ("TSL106", "ax.quiver(x, x, np.zeros(4), x)"),
    ("TSL104", "plt.imshow(np.zeros(3))"),
    ("TSL104", "ax.imshow(np.zeros((1, 3, 3, 3)))"),
    ("TSL105", "ax.imshow(np.zeros((3, 3, 2)))"),
    ("TSL606", "fig, (a, b) = plt.subplots(1, 3)"),
    ("TSL605", "plt.subplots(1, 3)[1][0, 1]"),
]
ALLOWED = [
    "for each in axes.ravel():\n    each.plot(x, x)",
    "axes[0][1].plot(x, x, 'r', x, 2 * x)",
    "axes[-1, -1].hist(x)",
    "axes.T[0, 1].plot(x, x)",
    "axes.reshape(-1)[3].plot(x, x)",
    "np.ravel(axes)[0].plot(x, x)",
    "[each.set_title('t') for each in axes.flat]",
    "axes[0, 0].figure.savefig",
    "assert axes.shape == (2, 2) and axes.size == 4 and len(axes) == 2",
    "if not isinstance(axes, np.ndarray):\n    axes = np.array([axes])",
    "several = plt.subplots(1, len(x))[1]\nseveral[4].plot(x, x)",
    "ax.scatter(x, x, c=[0.1, 0.2, 0.3])",
    "ax.scatter(x, x, c=np.zeros((1, 3)))",
    "ax.scatter(x, x, c=np.zeros((5, 4)))",
    "ax.scatter(x, x, c=x, s=10 * x + 1)",
    "ax.scatter(x, x, c='r', s=[3])",
    "ax.scatter(x, x, c=['r'])",
    "ax.bar(x, x, yerr=np.zeros((2, 5)), width=0.1)",
    "ax.bar(['a', 'b'], [1, 2])",
    "ax.errorbar(x, x, np.zeros((2, 5)), 0.1)",
    "ax.errorbar(x, x, yerr=np.zeros(1))",
    "ax.fill_between(x, x, 0, where=x > 0.5)",
    "ax.stackplot(x, np.zeros((3, 5)))",
    "ax.contour(x, np.arange(4), np.outer(np.arange(4), x))",
    "ax.contourf(np.outer(x, x), 5)",
    "ax.pcolormesh(np.zeros((3, 3, 3)))",
    "ax.pcolormesh(np.arange(6), np.arange(4), np.zeros((3, 5)))",
    "ax.pcolormesh(x, x, np.zeros((5, 5)))",
    "ax.pcolormesh(x, x, np.zeros((4, 4)))",
    "ax.quiver(x, x, x, x)",
    "ax.imshow([[1, 2], [3, 4]])",
    "ax.vlines(x, 0, 1)",
    "fig.add_subplot(111, projection='3d').plot(x, x, x)",
    "counts, edges, _ = ax.hist(x, bins=4)\nassert counts.shape == (4,) and edges.shape == (5,)",
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


SHAPES = """\
counts, edges, _ = ax.hist(x, bins=4)
some, borders, _ = plt.hist(x, [0, 0.5, 1])
auto, around, _ = plt.hist(x, bins="auto")
centres = (around[:-1] + around[1:]) / 2
grid, along, upward, _ = ax.hist2d(x, x, bins=3)
"""


def test_histograms_have_their_real_shapes(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(HEAD + SHAPES, encoding="utf-8")
    report = check([path])
    assert (report.failed, report.contradicted) == ([], [])
    assert [each for each in report.unknown if ": axes" not in each] == []
