"""DataFrames and Series in expressions and random chains of methods, held against pandas itself."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.trace_oracle import check
from tests.programs.linting import lint

pytest.importorskip("pandas")

HEAD = """\
import io

import numpy as np
import pandas as pd

rng = np.random.default_rng(0)
df = pd.DataFrame({"a": np.arange(8), "b": rng.normal(size=8), "c": [0, 1] * 4, "d": np.ones(8)})
other = pd.DataFrame({"a": [1, 2, 3], "z": [4.0, 5.0, 6.0], "b": [0.0, 1.0, 2.0]})
text = pd.DataFrame({"name": ["x", "y", "z", "x"], "value": [1.0, 2.0, 3.0, 4.0]})
csv = "p,q,r\\n" + "1,2,3\\n" * 6
read = pd.read_csv(io.StringIO(csv))
array = np.ones((5, 3))
plain = pd.DataFrame(array)
s = df["b"]
mask = df["a"] > 3
"""
KNOWN = """\
df.iloc[:, :-1]
df.iloc[:, -1]
df.iloc[2:5]
df.iloc[-3:, 1:3]
df.iloc[[0, 2, 2], [1, 0]]
df.iloc[0]
df.iloc[:, [0, 0]]
df.iloc[:, np.array([True, False, True, False])]
df.iloc[::2]
read.iloc[:, 1:]
read.iloc[:, -1]
df.loc[:, ["a", "c"]]
df.loc[:, "b":"c"]
df.loc[mask]
df.loc[mask, "b"]
df.loc[mask, ["a", "b"]]
df.loc[2:4]
df.loc[3]
df.loc[[0, 5]]
df.loc[:, df.columns != "a"]
df.loc[:, df.columns.isin(["a", "d"])]
df[["a", "b"]]
df[df.columns[:-1]]
df[df.columns.drop("a")]
df[df.columns.difference(["a", "b"])]
df[[name for name in df.columns if name != "c"]]
df[2:6]
df[mask]
df[mask & (df["c"] == 0)]
df[~mask]
df[df["a"].isin([1, 2])]
df[df > 1]
df[(df["a"] > 1).values]
df.a
df.drop(columns=["a", "b"])
df.drop("a", axis=1)
df.drop(columns="a")
df.drop(columns=["zz"], errors="ignore")
df.drop([0, 1])
df.dropna()
df.fillna(0)
df.sort_values("b")
df.sort_values("b", ignore_index=True)
df.reset_index()
df.reset_index(drop=True)
df.set_index("a")
df.set_index(["a", "c"])
df.set_index(["a", "c"]).reset_index()
df.set_index("a").reset_index(drop=True)
df.set_index("a", drop=False)
df.assign(e=1, f=lambda t: t["a"] * 2, a=df["b"])
df.rename(columns={"a": "A"})
df.rename(columns={"a": "A"}).drop(columns=["A"])
df.sample(n=3)
df.sample(frac=1)
df.sample(frac=0.5)
df.head()
df.head(3)
df.head(-2)
df.tail(2)
df.tail(100)
df.nlargest(3, "b")
df.rolling(2).mean()
df["a"].rolling(3).sum()
df.rolling(3)["a"].mean()
df.expanding().std()
df["a"].ewm(span=2).mean()
df.shift(1)
df.diff()
df["a"].pct_change()
df.cumsum()
df.rank()
df.clip(0, 1)
df.round(2)
df.abs()
df.isna()
df.isna().sum()
df.mean()
df.mean(axis=1)
df.sum(axis=0)
df.std(ddof=0)
df.count()
df.nunique()
df.corr()
df.cov()
df.quantile(0.5)
s.quantile([0.1, 0.5])
df.T
df.dtypes
df - df.mean()
(df - df.mean()) / df.std()
(read - read.mean()) / read.std()
(df - df.min()) / (df.max() - df.min())
df * 2
2 * df
df / df.sum()
df + np.ones(4)
df + np.ones((8, 4))
df + df
df > 0
df.sub(df["a"], axis=0)
df["a"] + df["b"]
df["a"] * np.ones(8)
np.ones(8) - df["a"]
df["a"] - df["a"].mean()
(s - s.mean()) / s.std()
s / s.sum()
s ** 2
-s
s > s.mean()
s.between(0, 1)
s[mask]
s[:3]
s.iloc[:3]
s.loc[mask]
s.to_frame()
s.reset_index()
s.reset_index(drop=True)
s.sort_values()
s.unique()
s.value_counts()
s.map(abs)
s.apply(lambda each: [each, each])
s.apply(len) if False else s
s.astype(int)
s.head(2)
s.sample(2)
s.nlargest(2)
s.describe()
s.rename("other")
np.exp(s)
np.log1p(df)
np.sqrt(s ** 2)
np.maximum(s, 0)
np.where(s > 0, 1, 0)
np.abs(df)
np.clip(s, 0, 1)
np.add(s, s)
np.ravel(s)
np.ones((8, 2))[mask]
np.column_stack([s, df["a"]])
np.asarray(df)
df @ np.ones((4, 2))
df @ np.ones(4)
df.T @ df
df.dot(np.ones(4))
np.ones((3, 8)) @ df
np.ones((3, 8)) @ s
s @ np.ones((8, 2))
pd.concat([df, df])
pd.concat([df, df], ignore_index=True)
pd.concat([df, other])
pd.concat([df, other], join="inner")
pd.concat([df, df * 2], axis=1)
pd.concat([df, df["a"].rename("n")], axis=1)
pd.concat([s, s])
pd.concat([s, s], axis=1)
pd.concat([part for part in [df, df]])
pd.merge(df, other, on="a")
pd.merge(df, other, on="a", how="left")
pd.merge(df, other)
pd.merge(df, other, on="a", suffixes=("_l", "_r"))
pd.merge(df, other, left_on="a", right_on="a")
pd.merge(df, other, left_on="c", right_on="z", how="outer")
df.merge(other, on=["a"], how="inner")
df.merge(other, on="a")[["b_x", "b_y"]]
df.join(other, lsuffix="_l", rsuffix="_r")
df[["a"]].join(df[["b"]])
df.groupby("c").mean()
df.groupby("c").sum().reset_index()
df.groupby("c", as_index=False).mean()
df.groupby("c")["a"].mean()
df.groupby("c")["a"].sum().reset_index()
df.groupby("c")[["a", "b"]].std()
df.groupby(["c", "a"]).max()
df.groupby("c").agg("mean")
df.groupby("c").agg({"a": "mean", "b": "sum"})
df.groupby("c").agg(low=("a", "min"), high=("a", "max"))
df.groupby("c")["a"].agg(["mean", "std"])
df.groupby("c").agg(["mean", "std"])
df.groupby("c").size()
df.groupby("c").count()
df.groupby("c")["a"].transform("mean")
df.groupby("c").cumcount()
df.groupby("c")["a"].shift(1)
df["a"] - df.groupby("c")["a"].transform("mean")
text.groupby("name")["value"].mean()
text["name"].str.len()
text["name"].str.upper()
text[text["name"].str.contains("x")]
text["name"].astype("category").cat.codes
text["name"].map({"x": 0, "y": 1, "z": 2})
pd.to_numeric(text["value"])
pd.cut(df["a"], 3)
pd.Series([1, 2, 3])
pd.Series(np.ones(4), name="n")
pd.Series(0.0, index=[1, 2, 3])
pd.DataFrame([[1, 2], [3, 4], [5, 6]])
pd.DataFrame([[1, 2], [3, 4]], columns=["u", "v"])
pd.DataFrame([{"u": 1, "v": 2}, {"u": 3, "w": 4}])
pd.DataFrame({"u": s, "v": df["a"]})
pd.DataFrame({"u": s, "v": 1})
pd.DataFrame(array, columns=list("xyz"))
pd.DataFrame(array, columns=list("xyz"))["x"]
plain[0]
plain[[0, 2]]
plain.iloc[:, 1:]
pd.read_csv(io.StringIO(csv), usecols=["p", "q"])
pd.read_csv(io.StringIO(csv), usecols=["p"])["p"]
pd.read_csv(io.StringIO(csv), names=["x", "y", "z"], header=0)
df.apply(lambda row: row["a"] * 2, axis=1) if False else s
df.apply(lambda row: 1.0, axis=1)
df.apply(lambda column: column - column.mean())
df.applymap(abs) if hasattr(df, "applymap") else df
df.pipe(lambda table: table[["a"]])
df.agg(["mean", "std"])
df.duplicated()
df.drop_duplicates(subset=["c"])
df.query("a > 2")
df.index
df.columns
df.loc[:, df.dtypes == float]
df.filter(["a", "b"])
df.select_dtypes("number")
df.transpose()
df.isin([1])
df.eq(1)
df.where(df > 0, 0)
df.idxmax()
pd.get_dummies(text["name"])
pd.get_dummies(text, columns=["name"])
pd.get_dummies(text)
pd.crosstab(df["a"], df["c"])
df.pivot_table(index="c", values="a")
df.melt()
df.set_index("a").loc[:, "b"]
df.set_index("a").loc[[1, 2]]
df.set_index("a")["b"]
text.set_index("name").loc[["x"]]
"""
STATEMENTS = """\
frame = df.copy()
frame["new"] = frame["a"] * 2
after = frame.values
frame[["a", "b"]] = 0
both = frame.values
frame.loc[mask, "a"] = 5
set_some = frame.values
frame.loc[mask, "fresh"] = 5
with_fresh = frame.values
frame.loc[:, "b"] = np.zeros(8)
set_whole = frame.values
frame.iloc[0, 0] = 3
by_place = frame.values
frame.at[0, "a"] = 1
by_label = frame.values
target = frame.pop("new")
taken = target.values
left = frame.values
frame.insert(0, "first", 1)
inserted = frame.values
frame.columns = [f"column{i}" for i in range(frame.shape[1])]
renamed = frame["column0"].values
frame.index = range(8)
moved = frame.values
frame.sort_values("column0", inplace=True)
ordered = frame.values
frame.reset_index(drop=True, inplace=True)
numbered = frame.values
few = df[df["a"] > 100].copy()
few["e"] = [1, 2]
grown = few.values
kept = df.dropna().copy()
kept["e"] = kept["a"] + 1
kept_values = kept.values
rows, columns = kept.shape
made = np.zeros((rows, columns))
for name, column in df.items():
    one = column.values
for key, part in df.groupby("c"):
    block = part.values
for name in df.columns:
    single = df[name].values
for number, row in df.iterrows():
    line = row.values
n = len(df)
halves = df.values.reshape(n // 2, -1)
train, test = df.iloc[: int(0.75 * n)], df.iloc[int(0.75 * n) :]
train_values, test_values = train.values, test.values
listed = np.array(plain[0].tolist())
frames = []
for i in range(3):
    frames.append(df[["a", "b"]] + i)
stacked = pd.concat(frames).values
date_index = pd.date_range("2020-01-01", periods=8)
dated = pd.DataFrame({"v": np.arange(8.0)}, index=date_index)
part_of_dates = dated.loc["2020-01-02":"2020-01-04"].values
floats = df.set_index("b")
by_float = floats[0:3].values
"""


def _program(expressions: list[str]) -> str:
    lines = [HEAD]
    for number, expression in enumerate(expressions):
        lines.append(f"t{number} = {expression}\nv{number} = np.asarray(t{number})\n")
    return "".join(lines)


def test_every_expression_has_the_shape_that_pandas_gives(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(_program(KNOWN.splitlines()), encoding="utf-8")
    report = check([path])
    assert report.failed == []
    assert report.contradicted == []
    lines = path.read_text(encoding="utf-8").splitlines()
    numbers = [int(each.split(":")[1]) for each in report.unknown if ": v" in each]
    assert [lines[number - 2] for number in numbers] == []
    assert lint(path) == []


def test_every_statement_leaves_the_shape_that_pandas_gives(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(HEAD + STATEMENTS, encoding="utf-8")
    report = check([path])
    assert report.failed == []
    assert report.contradicted == []
    assert report.unknown == []
    assert lint(path) == []


STEPS = """\
.iloc[:, :-1]
.iloc[1:]
.iloc[:, [0, 0]]
.iloc[[0, 1]]
.head(3)
.tail(2)
.reset_index()
.reset_index(drop=True)
.sort_values(x.columns[0])
.dropna()
.fillna(0)
.shift(1)
.T
.abs()
.sample(frac=1)
.sample(n=2)
[x.columns[:2]]
[x.columns[1:]]
.loc[:, [x.columns[0]]]
.drop(columns=x.columns[0])
.assign(extra=1)
.groupby(x.columns[0]).sum()
.groupby(x.columns[0], as_index=False).mean()
.set_index(x.columns[0])
.rolling(2).mean()
.drop_duplicates()
.rename(columns={x.columns[0]: "renamed"})
.isna()
.nlargest(2, x.columns[-1])
[x[x.columns[0]] > 1]
.iloc[::2]
.loc[x[x.columns[-1]] > 0]
.mean().to_frame()
.corr()
.merge(x, on=x.columns[0])
.join(x, rsuffix="_other")
.agg(["mean", "max"])
.cumsum()
"""
STARTS = ("df", "other", "read", "plain", "df.iloc[:0]", "df.set_index('a')", "df[df['a'] > 100]")


@pytest.mark.parametrize("seed", range(4))
def test_random_chains_of_methods_have_the_shape_that_pandas_gives(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    steps = STEPS.splitlines()
    text = (
        HEAD.replace("import io\n", "import io\nimport warnings\n", 1) + 'warnings.simplefilter("ignore")\n'
    )
    for number in range(40):
        text += f"x = {draw.choice(STARTS)}\n"
        text += "try:\n"
        for place in range(draw.randint(1, 4)):
            text += f"    x = x{draw.choice(steps)}\n    v{number}_{place} = x.values\n"
            text += f"    h{number}_{place} = np.zeros(x.shape)\n"
        text += "except Exception:\n    pass\n"
    path = tmp_path / "program.py"
    path.write_text(text, encoding="utf-8")
    report = check([path])
    assert report.failed == []
    assert report.contradicted == []
    assert report.coverage > 0.9


def test_unknown_sizes_carry_the_name_of_their_table(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(
        "import numpy as np\nimport pandas as pd\n"
        'houses = pd.read_csv("houses.csv")\n'
        'x = houses.drop(columns="price").to_numpy()\n'
        "x @ np.zeros((houses.shape[1], 2))\n",
        encoding="utf-8",
    )
    [finding] = lint(path)
    assert finding["code"] == "TSL601"
    assert "x is (houses.shape[0], houses.shape[1] - 1)" in finding["message"]
