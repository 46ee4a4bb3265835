"""scikit-learn in programs: shapes held against the real ones, refusals that raise, and whom they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.trace_oracle import check
from tests.programs.linting import lint

pytest.importorskip("sklearn")
pytest.importorskip("pandas")

HEAD = """\
import warnings

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer, make_column_transformer
from sklearn.datasets import load_digits, load_iris, load_linnerud, load_wine
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.feature_selection import SelectKBest, chi2, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge, SGDClassifier
from sklearn.metrics import *
from sklearn.metrics.pairwise import cosine_similarity, linear_kernel, rbf_kernel
from sklearn.model_selection import (
    GridSearchCV, KFold, RandomizedSearchCV, ShuffleSplit, cross_val_predict, cross_val_score,
    learning_curve, train_test_split, validation_curve,
)
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import *
from sklearn.utils import resample, shuffle

warnings.simplefilter("ignore")
rng = np.random.default_rng(0)
x = rng.random((30, 4))
y = np.arange(30) % 3
b = np.arange(30) % 2
v = rng.random(30)
two = rng.random((30, 2))
p2, p3 = np.full((30, 2), 0.5), np.full((30, 3), 1 / 3)
df = pd.DataFrame(x, columns=["p", "q", "r", "s"])
df["kind"] = np.array(["u", "w"])[b]
s = df["p"]
"""
SHAPES = """\
shuffle(x)
shuffle(x, y)[1]
shuffle(df, y)[0].drop(columns="kind").values
resample(x, y, n_samples=7)[0]
learning_curve(Ridge(), x, v, cv=3)[1]
validation_curve(Ridge(), x, v, param_name="alpha", param_range=[1, 2, 3])[0]
TfidfVectorizer().fit_transform(["aa bb", "bb cc"]).toarray()
make_pipeline(CountVectorizer(), LogisticRegression()).fit(["aa bb", "bb cc"], [0, 1]).predict(["aa"])
load_iris(as_frame=True).data
load_iris(as_frame=True).target
load_iris(as_frame=True).frame
load_iris(as_frame=True, return_X_y=True)[0]
load_wine(as_frame=True)["frame"].drop(columns="target")
load_linnerud(as_frame=True).frame
load_linnerud(as_frame=True).target
load_digits(as_frame=True).frame.iloc[:, :-1]
load_iris(as_frame=True).frame["target"]
load_iris(as_frame=True).data.iloc[:, 1:3]
train_test_split(x, y)
train_test_split(x, y, test_size=0.3)
train_test_split(x, y, test_size=7, shuffle=False)
train_test_split(df, s, test_size=0.2)
train_test_split(df[["p", "q"]].values, train_size=11)
train_test_split(df.drop(columns="kind"), y, v, test_size=1)
StandardScaler().fit_transform(df[["p", "q"]])
StandardScaler().fit(df[["p", "q"]]).transform(df[["p", "q"]].iloc[:5])
LinearRegression().fit(df[["p", "q"]], s).predict(df[["p", "q"]][:3])
LinearRegression().fit(df[["p"]], df[["q"]]).predict(df[["p"]])
LinearRegression().fit(df[["p", "q"]], s).coef_
LogisticRegression().fit(df[["p", "q"]], y).predict_proba(x[:5, :2])
SGDClassifier(loss="log_loss").fit(x, y).predict_proba(x[:4])
SGDClassifier(loss="log_loss").fit(x, b).predict_proba(x[:4])
MLPRegressor(hidden_layer_sizes=(5, 3), max_iter=5).fit(x, v).predict(x)
PolynomialFeatures().fit_transform(x)
PolynomialFeatures(3).fit_transform(x)
PolynomialFeatures(3, include_bias=False).fit_transform(x)
PolynomialFeatures(3, interaction_only=True).fit_transform(x)
PolynomialFeatures((2, 3)).fit_transform(x)
PolynomialFeatures(degree=2, include_bias=False, interaction_only=True).fit(x).transform(x[:3])
SplineTransformer().fit_transform(x)
SplineTransformer(n_knots=4, degree=2, include_bias=False).fit_transform(x)
OneHotEncoder(sparse_output=False).fit_transform(df[["kind"]])
OneHotEncoder().fit_transform(df[["kind"]]).toarray()
OrdinalEncoder().fit_transform(df[["kind"]])
OrdinalEncoder(categories=[["u", "w"]]).fit_transform(df[["kind"]])
LabelEncoder().fit_transform(df["kind"])
LabelEncoder().fit_transform(["a", "b", "a"])
LabelBinarizer().fit_transform(y)
label_binarize(y, classes=[0, 1, 2])
label_binarize(b, classes=[0, 1])
MultiLabelBinarizer(classes=[1, 2, 3]).fit_transform([[1, 2], [3]])
scale(x)
scale(df[["p", "q"]])
normalize(x)
minmax_scale(v)
add_dummy_feature(x)
SelectKBest(f_regression, k=2).fit_transform(x, v)
SelectKBest(chi2, k=3).fit(x, y).transform(x[:2])
PCA(2).fit_transform(df[["p", "q", "r"]])
KMeans(3, n_init=1).fit(df[["p", "q"]]).cluster_centers_
KNeighborsClassifier(3).fit(x, y).kneighbors(x[:5])
NearestNeighbors(n_neighbors=4).fit(x).kneighbors(x[:2], return_distance=False)
NearestNeighbors(n_neighbors=4).fit(df[["p", "q"]]).kneighbors()
ColumnTransformer([("n", StandardScaler(), ["p", "q"])]).fit_transform(df)
ColumnTransformer([("n", StandardScaler(), ["p", "q"])], remainder="passthrough").fit_transform(df)
ColumnTransformer([("n", StandardScaler(), [0, 1]), ("k", "passthrough", [3])]).fit_transform(x)
ColumnTransformer([("n", PCA(1), [0]), ("d", "drop", [1])], remainder="passthrough").fit_transform(x)
ColumnTransformer([("n", PolynomialFeatures(2), slice(0, 2)), ("p", PCA(1), [2, 3])]).fit_transform(x)
ColumnTransformer([("n", PCA(1), ["p", "q"])]).fit(df).transform(df[:7])
make_column_transformer((StandardScaler(), [0, 1]), (MinMaxScaler(), [2])).fit_transform(x)
make_union(StandardScaler(), PCA(2)).fit_transform(x)
make_union(StandardScaler(), PCA(2)).fit(x).transform(x[:6])
make_pipeline(StandardScaler(), PCA(2)).fit_transform(x)
make_pipeline(StandardScaler(), PCA(2), LogisticRegression()).fit(x, y).predict_proba(x[:6])
make_pipeline(StandardScaler(), LinearRegression()).fit(x, v)[-1].coef_
make_pipeline(StandardScaler(), PCA(3), LinearRegression()).fit(x, v)[:-1].transform(x)
make_pipeline(StandardScaler(), LinearRegression()).fit(x, v).named_steps["linearregression"].coef_
Pipeline([("a", StandardScaler()), ("b", Ridge())]).fit(x, v).named_steps.b.coef_
Pipeline([("a", StandardScaler()), ("b", Ridge())]).set_params(b__alpha=2.0).fit(x, v).predict(x[:4])
Pipeline([("a", PCA()), ("b", Ridge())]).set_params(a__n_components=2).fit(x, v)[:1].transform(x)
GridSearchCV(Ridge(), {"alpha": [1, 2]}).fit(x, v).predict(x[:3])
GridSearchCV(Ridge(), {"alpha": [1, 2]}).fit(x, two).best_estimator_.predict(x[:3])
GridSearchCV(make_pipeline(PCA(), Ridge()), {"pca__n_components": [1, 2]}, cv=3).fit(x, v).predict(x[:3])
GridSearchCV(PCA(), {"n_components": [1, 2]}, cv=3).fit(x).transform(x[:3])
RandomizedSearchCV(Ridge(), {"alpha": [1, 2]}, n_iter=2).fit(x, v).predict(x[:3])
cross_val_score(LinearRegression(), df[["p", "q"]], s, cv=4)
cross_val_predict(LinearRegression(), x, v)
cross_val_predict(LinearRegression(), x, two)
cross_val_predict(LogisticRegression(), x, b, method="predict_proba")
list(KFold(4).split(x))[0]
list(KFold(4).split(x))[3]
list(KFold(7).split(df))[2]
list(ShuffleSplit(2, test_size=0.25).split(x))[1]
list(ShuffleSplit(2).split(x))[0]
confusion_matrix(y, y)
confusion_matrix(y, y, labels=[0, 1, 2, 3])
roc_curve(b, v)
precision_recall_curve(b, v)
precision_recall_fscore_support(y, y)[0]
f1_score(y, y, average=None)
mean_squared_error(two, two, multioutput="raw_values")
silhouette_samples(x, y)
pairwise_distances(x, x[:5])
pairwise_distances(x, metric="cityblock")
pairwise_distances(df[["p", "q"]], x[:5, :2])
pairwise_distances_argmin(x, x[:5])
cosine_similarity(x, x[:3])
linear_kernel(x[:2], x[:3])
rbf_kernel(x)
multilabel_confusion_matrix(y, y)
"""
REFUSED = [
    ("TSL106", "train_test_split(x, y[:-1])", ("x has 30", "y[:-1] has 29")),
    ("TSL106", "train_test_split(df, v[1:])", ("df has 30", "v[1:] has 29")),
    ("TSL104", "LinearRegression().fit(s, v)", ("s is a Series",)),
    ("TSL104", 'StandardScaler().fit_transform(df["p"])', ('df["p"] is a Series',)),
    ("TSL104", "make_pipeline(StandardScaler(), Ridge()).fit(v, v)", ("v is (30,)",)),
    ("TSL106", "make_pipeline(StandardScaler(), Ridge()).fit(x, v[:5])", ("v[:5] has 5",)),
    ("TSL105", "make_pipeline(StandardScaler(), Ridge()).fit(x, v).predict(two)", ("two is (30, 2)",)),
    ("TSL105", "make_pipeline(PCA(2), Ridge()).fit(x, v).score(two, v)", ("two is (30, 2)",)),
    ("TSL101", "make_pipeline(StandardScaler(), Ridge()).fit(x, v).predict(x[0])", ("x[0][np.newaxis, :]",)),
    ("TSL106", 'GridSearchCV(Ridge(), {"alpha": [1, 2]}).fit(x, v[:4])', ("v[:4] has 4",)),
    ("TSL104", 'GridSearchCV(Ridge(), {"alpha": [1, 2]}).fit(v, v)', ("v is (30,)",)),
    ("TSL101", 'GridSearchCV(Ridge(), {"alpha": [1, 2]}).fit(x, v).predict(x[0])', ("x[0][np.newaxis, :]",)),
    ("TSL105", 'GridSearchCV(Ridge(), {"alpha": [1, 2]}).fit(x, v).predict(two)', ("two is (30, 2)",)),
    ("TSL105", 'LinearRegression().fit(df[["p", "q"]], v).predict(df[["p", "q", "r"]])', ("(30, 3)",)),
    ("TSL105", 'StandardScaler().fit(x).transform(df[["p", "q"]].values)', ("(30, 2)",)),
    ("TSL104", 'ColumnTransformer([("n", StandardScaler(), "p")]).fit_transform(df)', ()),
    ("TSL104", "KNeighborsClassifier().fit(x, y).kneighbors(v)", ("v is (30,)",)),
    ("TSL106", "list(KFold(3).split(x, y[:4]))", ("y[:4] has 4",)),
    ("TSL106", "list(KFold(31).split(x))", ()),
    ("TSL106", "cross_val_score(Ridge(), x, v[:4])", ("v[:4] has 4",)),
    ("TSL104", "LabelEncoder().fit_transform(p3)", ("p3 is (30, 3)",)),
    ("TSL110", "accuracy_score(y, p3)", ("p3.argmax(axis=1)",)),
    ("TSL110", "accuracy_score(p3, y)", ("p3.argmax(axis=1)",)),
    ("TSL110", 'f1_score(y, p3, average="macro")', ()),
    ("TSL110", "confusion_matrix(y, np.eye(3)[y])", ()),
    ("TSL110", "classification_report(y, p3)", ()),
    ("TSL110", "mean_squared_error(v, two)", ("1 != 2",)),
    ("TSL110", "r2_score(two, p3)", ("2 != 3",)),
    ("TSL106", "mean_absolute_error(v, v[:-1])", ("v[:-1] has 29",)),
    ("TSL106", "accuracy_score(s, v[:4])", ("v[:4] has 4",)),
    ("TSL110", "roc_auc_score(b, p2)", ("p2[:, 1]",)),
    ("TSL110", "roc_auc_score(y, p3)", ("p3[:, 1]",)),
    ("TSL110", "roc_auc_score(b, LogisticRegression().fit(x, b).predict_proba(x))", ()),
    ("TSL110", "roc_curve(b, p2)", ("p2[:, 1]",)),
    ("TSL110", "precision_recall_curve(b, p3)", ()),
    ("TSL106", "log_loss(b, p2[:3])", ()),
    ("TSL110", "adjusted_rand_score(y, p3)", ()),
    ("TSL104", "silhouette_score(v, y)", ()),
    ("TSL106", "silhouette_score(x, y[:3])", ()),
    ("TSL105", "cosine_similarity(x, two)", ("4 != 2",)),
    ("TSL105", "pairwise_distances(x, two)", ("4 != 2",)),
]
ALLOWED = """\
accuracy_score(b[:, None], b)
mean_squared_error(v, v[:, None])
roc_auc_score(y, p3, multi_class="ovr")
roc_auc_score(np.eye(3)[y], p3)
average_precision_score(y, p3)
accuracy_score(np.eye(3)[y], np.eye(3)[y])
LabelEncoder().fit_transform(y[:, None])
train_test_split(list(range(30)), tuple(range(30)), x)
train_test_split(range(10), "abcdefghij")
cross_val_score(make_pipeline(SimpleImputer(), Ridge()), x, v)
Ridge().fit(df[["p"]], df["q"]).score(df[["p"]], df["q"])
RandomForestClassifier(2).fit(df[["p"]], df["kind"]).predict(df[["p"]])
"""


def _program(expressions: list[str]) -> str:
    lines = [HEAD]
    for number, expression in enumerate(expressions):
        lines.append(f"t{number} = {expression}\n")
        if expression.startswith(("train_test_split", "list", "roc_curve", "precision_recall_curve")):
            lines.append(f"v{number} = [np.asarray(each) for each in t{number}]\n")
            lines.append(f"a{number}, c{number} = np.asarray(t{number}[0]), np.asarray(t{number}[1])\n")
    return "".join(lines)


def test_every_expression_has_the_real_shape(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(_program(SHAPES.splitlines()), encoding="utf-8")
    report = check([path])
    assert report.failed == []
    assert report.contradicted == []
    lines = path.read_text(encoding="utf-8").splitlines()
    unknown = [lines[int(each.split(":")[1]) - 1] for each in report.unknown]
    assert unknown == []
    assert lint(path) == []


@pytest.mark.parametrize(("code", "line", "texts"), REFUSED)
def test_what_is_refused_raises_and_is_named_as_the_user_does(
    code: str, line: str, texts: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "program.py"
    path.write_text(HEAD + line, encoding="utf-8")
    findings = lint(path)
    assert [finding["code"] for finding in findings] == [code]
    assert [text for text in texts if text not in findings[0]["message"]] == [], findings[0]["message"]
    with pytest.raises(ValueError, match=r".+"):
        exec(HEAD + line, {})


@pytest.mark.parametrize("line", ALLOWED.splitlines())
def test_what_the_library_takes_is_silent(line: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(HEAD + line, encoding="utf-8")
    assert lint(path) == []
    exec(HEAD + line, {})
