"""DataFrames and Series: programs that really run, and what pandas refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.trace_oracle import check
from tests.programs.linting import lint

pytest.importorskip("pandas")

PROGRAM = """\
import copy
import io

import numpy as np
import pandas as pd

text = "a,b,y\\n" + "\\n".join(f"{i},{i * 2},{i % 2}" for i in range(12))
table = pd.read_csv(io.StringIO(text))
X = table.drop(columns=["y"]).values
y = table["y"].to_numpy()
first = table.drop("y", axis=1).to_numpy(dtype=float)
used = pd.read_csv(io.StringIO(text), usecols=["a", "y"]).values
grouped = np.asarray(table.groupby("y").mean())
big = table[table["a"] > 5].values
both = table[(table["a"] > 2) & ~(table["y"] == 1)].to_numpy()
few = table[table["a"].isin([1, 2])]["b"].values
d = pd.DataFrame({"a": [1, 2, 3], "b": np.zeros(3), "c": 1})
whole = d.values
d["d"] = d["a"] + d["b"]
more = np.array(d)
same = d
same["e"] = 0
aliased = d.to_numpy()
shallow = copy.copy(d)
shallow["f"] = 1
copied = shallow.values
kept = d.values
del d["a"]
fewer = same.values
d.drop(columns=["b", "c"], inplace=True)
in_place = same.to_numpy()
d.dropna(inplace=True)
dropped = d.values
d.columns = ["p", "q"]
renamed = d["p"].values
d.insert(0, "z", 5)
inserted = d.values
d.loc[99] = [1, 2, 3]
grown = d.values
d.pop("z")
popped = d.values
frame = pd.DataFrame(np.ones((4, 2)), columns=["u", "v"])
picked = frame[["v"]].values
twice = frame[["v", "v"]].values
turned = frame.T.values
rows = frame.index.values
masked = frame["u"] > 0
frame["w"] = frame["u"].map(lambda each: each + 1)
stacked = np.column_stack([frame["u"], frame["v"]])
row, column = frame.shape
made = np.zeros((row, column))
number = np.zeros(len(frame))
logged = np.asarray(np.log(frame).mean())
summed = np.asarray(np.cumsum(frame["u"]))
unequal = pd.Series([1, 2]) + pd.Series([1, 2, 3])
unequal_array = unequal.values
filled = frame.fillna(0).astype(float).values
s = pd.Series(np.arange(5))
s[7] = 3
longer = s.values
s.drop(7, inplace=True)
shorter = s.values
tall = pd.DataFrame(frame).values
empty = pd.DataFrame()
empty["a"] = [1, 2]
started = empty.values


def widen(given):
    given["more"] = 1


widen(frame)
widened = frame.values
setattr(frame, "index", [4, 3, 2, 1])
moved = (frame["u"] + pd.Series(np.zeros(5))).values
if len(frame) > 100:
    frame["never"] = 1
either = frame.values
for name in ["one", "two"]:
    frame[name] = 0
looped = frame.values
"""

REFUSED = [
    ("TSL106", 'pd.DataFrame({"a": [1, 2], "b": [1, 2, 3]})'),
    ("TSL106", 'pd.DataFrame({"a": np.zeros(2), "b": np.zeros(1)})'),
    ("TSL106", 'pd.DataFrame({"a": [1, 2]}, index=[1, 2, 3])'),
    ("TSL106", "pd.DataFrame(np.zeros((3, 2)), index=[1, 2])"),
    ("TSL106", "pd.Series(np.zeros(3), index=[1, 2])"),
    ("TSL105", 'pd.DataFrame(np.zeros((3, 2)), columns=["a"])'),
    ("TSL105", 'pd.DataFrame(np.zeros(3), columns=["a", "b"])'),
    ("TSL105", 'pd.DataFrame(np.zeros((3, 2), dtype=object), columns=["a"])'),
    ("TSL105", 'pd.DataFrame([[1, 2], [3, 4]], columns=["a"])'),
    ("TSL105", 'd.columns = ["a"]'),
    ("TSL106", "d.index = [1, 2]"),
    ("TSL106", "pd.Series([1, 2], index=[1, 2, 3])"),
    ("TSL211", "d.assign(e=np.zeros(4))"),
    ("TSL211", 'd.insert(0, "n", [1, 2])'),
    ("TSL211", 'd[["a", "b"]] = np.zeros((3, 3))'),
    ("TSL211", 'd[["a", "b"]] = np.zeros((4, 2))'),
    ("TSL211", 'd.loc[:, "a"] = np.zeros(4)'),
    ("TSL205", 'd["a"] + np.zeros(4)'),
    ("TSL205", 'np.zeros(4) - d["a"]'),
    ("TSL205", 'd["a"] * [1, 2]'),
    ("TSL205", 'd["a"] > np.zeros(4)'),
    ("TSL205", "d + np.zeros(3)"),
    ("TSL205", "d - np.zeros((2, 2))"),
    ("TSL205", "d.sub(np.zeros(4), axis=0)"),
    ("TSL205", 'np.add(d["a"], np.zeros(4))'),
    ("TSL601", "d @ np.zeros((3, 2))"),
    ("TSL601", "d.dot(np.zeros(3))"),
    ("TSL601", "np.zeros((2, 2)) @ d"),
    ("TSL601", 'd["a"] @ np.zeros(2)'),
    ("TSL605", "d.iloc[7]"),
    ("TSL605", "d.iloc[:, 5]"),
    ("TSL605", "d.iloc[[0, 9]]"),
    ("TSL605", "d.iloc[np.array([True, False])]"),
    ("TSL605", "d.loc[np.array([True, False])]"),
    ("TSL605", "d[np.array([True, False])]"),
    ("TSL605", "np.zeros((5, 2))[d['a'] > 1]"),
    ("TSL104", "pd.DataFrame(np.zeros((3, 2, 1)))"),
    ("TSL211", 'd["c"] = [1, 2]'),
    ("TSL211", 'd["a"] = np.zeros(4)'),
]
ALLOWED = [
    "pd.Series([(0, 0), (0, 1), (1, 1)]) == (0, 0)",
    'pd.Series([(0, 0), (0, 1), (1, 1)]).astype("category") == (0, 0)',
    'd["a"].astype("category") == (1, 2)',
    'pd.DataFrame({"a": [1, 2], "b": 1})',
    'pd.DataFrame(np.zeros((3, 2)), columns=[["a", "b"], ["c", "d"]])',
    'pd.DataFrame(np.zeros((3, 2)), columns=[["a", "b"], ["c", "d"], ["e", "f"]])',
    'd["c"] = pd.Series([1])',
    'd["c"] = np.zeros((3, 1))',
    'd["c"] = {1: 2}',
    'd["c"] = "abc"',
    'd["a"] + np.zeros(1)',
    "d + np.zeros((3, 1))",
    "d + np.zeros((1, 2))",
    'd["a"] + pd.Series([1.0])',
    'd.loc[5, "a"] = 1',
    'd[d["a"] > 5].assign(e=[])',
    'd.query("a > 5").assign(e=[1, 2])',
    "d.iloc[5:9]",
    'd.columns = pd.Index(["x", "y"])',
    'd[d["a"] > 1] = 0',
]
HEAD = 'import numpy as np\nimport pandas as pd\nd = pd.DataFrame({"a": [1, 2, 3], "b": 4})\n'


def test_no_shape_of_a_real_program_is_contradicted(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    report = check([path])
    assert report.failed == []
    assert report.contradicted == []
    assert report.known >= 20
    assert lint(path) == []


@pytest.mark.parametrize(("code", "line"), REFUSED)
def test_what_is_refused_raises(code: str, line: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(HEAD + line, encoding="utf-8")
    assert [finding["code"] for finding in lint(path)] == [code]
    with pytest.raises(Exception, match=r".+"):  # a product of a Series raises a plain one
        exec(HEAD + line, {})


@pytest.mark.parametrize("line", ALLOWED)
def test_what_pandas_takes_is_silent(line: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(HEAD + line, encoding="utf-8")
    assert lint(path) == []
    exec(HEAD + line, {})
