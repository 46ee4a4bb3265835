"""Tables that hold arrays, labels that come twice, files of unknown columns: no shape is contradicted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.trace_oracle import check
from tests.programs.linting import lint

pytest.importorskip("pandas")

ARRAYS_WITHIN = """\
import numpy as np
import pandas as pd

df = pd.DataFrame({"id": [1, 2, 3]})
df["emb"] = [np.zeros(4) + i for i in range(3)]
a = np.stack(df["emb"].values)
b = np.vstack(df["emb"])
c = np.concatenate(df["emb"].values)
d = np.array(df["emb"].tolist())
e = np.array([x for x in df["emb"]])
f = np.array(list(df["emb"].values))
g = np.stack(df["emb"])
h = df["emb"].iloc[0]
i = df["emb"].iloc[0]
j = df.loc[0, "emb"]
k = df["emb"].values[0]
l = np.stack(df["emb"].to_numpy())
m = 0
for row in df.itertuples():
    n = row.emb
for _, row in df.iterrows():
    o = row["emb"]
p = df["emb"].apply(np.sum).values
q = np.array(df["emb"].apply(lambda v: v[:2]).tolist())
r = df["emb"].map(len).values
s = np.mean(df["emb"].values)
u = df["emb"][0]
v = df.iloc[0]["emb"]
w = df.at[1, "emb"]
dup = pd.concat([df[["id"]], df[["id"]]], axis=1)
x = dup["id"].values
y = dup.loc[:, "id"].values
z = dup.values
grown = pd.DataFrame(columns=["a", "b"])
for i in range(3):
    grown.loc[len(grown)] = [i, i * 2]
aa = grown.values
parts = []
for key, part in df.groupby("id"):
    part = part.copy()
    part["n"] = len(part)
    parts.append(part[["id", "n"]])
ab = pd.concat(parts).values
wide = pd.get_dummies(pd.Series(["a", "b", "a"])).values
ac = pd.DataFrame({"a": pd.Series([1, 2, 3]), "b": pd.Series([1, 2])}).values
ad = pd.DataFrame({"a": [1, 2, 3]}, index=[5, 6, 7])["a"]
ae = (ad + pd.Series([1, 2, 3])).values
af = pd.DataFrame([[1, 2], [3]]).values
ag = pd.DataFrame([(1, 2, 3), (4, 5, 6)]).values
ah = pd.DataFrame({"x": {"p": 1, "q": 2}}).values
ai = pd.DataFrame.from_dict({"x": [1, 2]}).values
aj = pd.DataFrame(np.array([(1, 2.0)], dtype=[("u", int), ("v", float)])).values
ak = pd.DataFrame(range(4)).values
al = pd.DataFrame({"a": range(4), "b": (1, 2, 3, 4)}).values
am = pd.DataFrame(dict(a=np.zeros((2, 1)).ravel(), b="s")).values
an = pd.Series({"a": 1, "b": 2}).values
ao = pd.Series(5).values
ap = pd.Series("abc").values
aq = pd.Series((1, 2, 3)).values
mi = pd.DataFrame({"k": [1, 1, 2], "l": [1, 2, 3], "v": [1.0, 2, 3]}).set_index(["k", "l"])
ar = mi.loc[1].values
at = mi["v"].unstack().values
au = mi.reset_index(level=0).values
av = mi.groupby(level=0).sum().values
aw = mi.groupby("k").sum().reset_index().values
dates = pd.DataFrame({"v": [1.0, 2, 3]}, index=pd.to_datetime(["2020-01-01", "2020-01-01", "2020-01-02"]))
ax = dates.loc["2020-01-01"].values
ay = dates.resample("D").mean().values
az = dates["v"].rolling("2D").sum().values
floats = pd.Series([1.0, 2.0, 3.0], index=[0.5, 1.5, 2.5])
ba = floats[0:2].values
bb = floats[:1.5].values
bc = pd.Series([1, 2, 3], index=list("abc"))["a":"b"].values
bd = pd.Series([1, 2, 3], index=[2, 1, 0])[[2, 1]].values
be = df[["id"]].assign(k=lambda t: t["id"] * 2).pipe(lambda t: t[t["k"] > 2]).values
bf = df["id"].to_frame().join(pd.DataFrame({"q": [1, 2]})).values
bg = pd.merge(df[["id"]], pd.DataFrame({"id": [1], "w": [3]}), how="outer", on="id", indicator=True).values
bh = pd.merge(df[["id"]], df[["id"]], how="cross").values
bi = df[["id"]].merge(df[["id"]], left_index=True, right_index=True).values
bj = pd.concat({"a": df[["id"]], "b": df[["id"]]}).reset_index().values
bk = pd.concat([df[["id"]], None]).values
bl = df[["id"]].agg({"id": ["min", "max"]}).values
bm = df["id"].agg(["min", "max"]).values
bn = df[["id"]].apply(lambda r: pd.Series([1, 2]), axis=1).values
bo = df[["id"]].apply(lambda c: c.max()).values
bp = df[["id"]].apply(np.sum, axis=1).values
bq = df["id"].apply(lambda v: pd.Series({"a": v, "b": v})).values
br = df[["id"]].explode("id").values
bs = df["id"].repeat(2).values
bt = df.take([0, 1]).values
bu = df[["id"]].describe().values
bv = df[["id"]].stack().values
bw = df[["id"]].mode().values
bx = df[["id"]].quantile([0.1, 0.5]).values
by = df[["id"]].sample(frac=0.4).values
bz = df[["id"]].sample(n=7, replace=True).values
"""
STEP_BY_STEP = """\
import numpy as np
import pandas as pd
import warnings

warnings.simplefilter("ignore")
df = pd.DataFrame({"a": np.arange(6), "b": list("xyzxyz"), "c": np.ones(6)})


def change(table):
    table["new"] = 1
    return table


def drop_some(table, flag):
    if flag:
        table = table.drop(columns="a")
    return table


out = change(df)
v1 = df.values
v2 = drop_some(df, len(df) > 3).values
v3 = drop_some(df, np.random.rand() > 0.5).values
num = df.select_dtypes(include=np.number)
v4 = num.values
v5 = num.mean().values
v6 = df.mean(numeric_only=True).values
v7 = df.groupby("b").mean(numeric_only=True).values
v8 = df.groupby("b").sum().values
v9 = df.groupby("b")[["a", "c"]].transform("mean").values
v10 = df.groupby(df["b"])["a"].sum().values
v11 = df.groupby(["b", "a"]).size().reset_index(name="n").values
v12 = df.groupby("b").agg({"a": ["min", "max"]}).values
v13 = df.groupby("b", as_index=False).agg({"a": "sum"}).values
v14 = df.groupby("b", as_index=False)["a"].mean().values
v15 = df.groupby("b", as_index=False)[["a", "c"]].mean().values
v16 = df.groupby("b").apply(lambda g: g["a"].sum()).values
v17 = df.groupby("b").head(1).values
v18 = df.groupby("b").first().values
v19 = df.groupby("b")["a"].nunique().values
v20 = df.groupby("b")["a"].value_counts().values
v21 = df.groupby("b").describe().values
v22 = df.groupby("b").ngroup().values
v23 = df.pivot(index="a", columns="b", values="c").values
v24 = pd.crosstab(df["a"], df["b"]).values
v25 = df.corr(numeric_only=True).values
v26 = df.T.values
v27 = df.T.T["a"].values
v28 = df.set_index("b").T["x"].values
df["d"] = df["a"].shift(1)
v29 = df.dropna().values
v30 = df.dropna(axis=1).values
v31 = df.dropna(subset=["d"]).reset_index(drop=True).values
v32 = df.ffill().values
df.rename(columns={"a": "A"}, inplace=True)
v33 = df[["A", "c"]].values
df = df.rename(columns=str.lower)
v34 = df.values
df.columns = [c.upper() for c in df.columns]
v35 = df[["A"]].values
df.index.name = "row"
v36 = df.reset_index().values
df["E"] = pd.cut(df["A"], bins=3, labels=False)
v37 = df["E"].values
df = pd.concat([df, pd.get_dummies(df["B"], prefix="is")], axis=1)
v38 = df.values
v39 = df.filter(like="is_").values
v40 = df.loc[df["A"] > 2, df.columns.str.startswith("is_")].values
cols = [c for c in df.columns if c.startswith("is")]
v41 = df[cols].values
v42 = df[df.columns[1:3]].values
v43 = df.drop(cols, axis=1).values
v44 = df.iloc[:, [0, 2]].values
v45 = df.iloc[np.arange(3)].values
v46 = df.iloc[:2].values
v47 = df.loc[[True, False] * 3].values
v48 = df[df["B"].isin(["x"]) | (df["A"] == 1)].values
v49 = df.query("A > 1 and C > 0").values
v50 = df[~df["B"].str.contains("x")].values
v51 = df.sort_values(["B", "A"], ascending=[True, False]).values
v52 = df.nsmallest(2, "A").values
v53 = df["B"].map({"x": 1}).fillna(0).astype(int).values
v54 = df["A"].clip(lower=1).values
v55 = df["A"].where(df["A"] > 2, 0).values
v56 = np.where(df["A"] > 2, df["C"], 0)
v57 = np.select([df["A"] > 3, df["A"] > 1], [1, 2], default=0)
v58 = (df["A"] - df["A"].min()) / (df["A"].max() - df["A"].min())
v59 = v58.values
v60 = df["A"].rolling(3, min_periods=1).mean().values
v61 = df["A"].diff().dropna().values
v62 = df["A"].values[1:] - df["A"].values[:-1]
v63 = df["A"].astype(float).to_numpy().reshape(-1, 1)
v64 = df[["A"]].to_numpy().ravel()
v65 = df["A"].to_frame().values
v66 = df["A"].drop_duplicates().values
v67 = df["B"].value_counts(normalize=True).values
v68 = df["B"].factorize()[0]
codes, uniques = pd.factorize(df["B"])
v69 = pd.Series(np.random.rand(5)).rolling(2).apply(lambda w: w.sum()).values
v70 = df.assign(**{"z z": 1}).values
train = df.sample(frac=0.8, random_state=0)
test = df.drop(train.index)
v71, v72 = train.values, test.values
left, right = np.split(df.sample(frac=1), [4])
v73 = np.asarray(left)
total = 0
for chunk in np.array_split(df, 2):
    v74 = np.asarray(chunk)
for start in range(0, len(df), 4):
    v75 = df.iloc[start : start + 4].values
    v76 = df["A"][start : start + 4].values
while len(df) > 2:
    df = df.iloc[:-1]
v77 = df.values
try:
    df["nope"]
except KeyError:
    v78 = df.values
del df["A"]
v79 = df.values
df.insert(0, "first", 0)
df.insert(len(df.columns), "last", 9)
v80 = df.values
df["row_sum"] = df[["first", "last"]].sum(axis=1)
v81 = df["row_sum"].values
df[["p", "q"]] = pd.DataFrame(np.zeros((len(df), 2)), index=df.index)
v82 = df.values
df.loc[df.index[0], "p"] = 7
v83 = df.values
df.loc["new row"] = 0
v84 = df.values
df = df.replace(0, np.nan).dropna(how="all", axis=0)
v85 = df.values
v86 = df.to_numpy(dtype=object)
s = pd.Series([3, 1, 2], index=["a", "b", "c"])
v87 = s.sort_values().index.values
v88 = s[["a", "c"]].values
v89 = s[s > 1].values
v90 = s.reindex(["a", "z"]).values
v91 = s.to_numpy()[::-1]
v92 = s.cumsum().values
v93 = s.iloc[[0, 1]].values
v94 = s.loc["a":"b"].values
v95 = s.nlargest(2).values
v96 = pd.concat([s, s]).loc["a"].values
v97 = np.array(s)
v98 = np.outer(s, s)
v99 = np.dot(s, s)
"""


@pytest.mark.parametrize(("program", "known"), [(ARRAYS_WITHIN, 28), (STEP_BY_STEP, 60)])
def test_no_shape_is_contradicted(program: str, known: int, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(program, encoding="utf-8")
    report = check([path])
    assert report.failed == []
    assert report.contradicted == []
    assert report.known >= known
    assert lint(path) == []
