"""The models of scikit-learn hold against the real library: estimators, splits, data sets and metrics."""

from __future__ import annotations

import importlib
import inspect
import random
import warnings
from typing import Any

import numpy as np
import pytest

from tensorlint.models import registry
from tensorlint.models.sklearn_table import TABLE
from tensorlint.values import NONE, Array, Float, Integer, List, Tuple, Value
from tests.model_harness import apply_model as model_of

sklearn = pytest.importorskip("sklearn")
SLOW = ("HistGradient", "GaussianProcess", "TSNE", "MLP", "CalibratedClassifierCV", "CV", "Dictionary")
NAMES = sorted(path for path, line in TABLE.items() if line.kinds and not any(word in path for word in SLOW))


def _real(path: str) -> Any:
    module, _, name = path.rpartition(".")
    importlib.import_module("sklearn.experimental.enable_iterative_imputer")
    return getattr(importlib.import_module(module), name)


def _array(real: Any) -> Array:
    from tensorlint.shapes import shape_of

    return Array(shape_of(*real.shape))


def _agree(claimed: Value, real: Any, what: str) -> None:
    if not isinstance(claimed, Array) or claimed.rank is None:
        return
    assert claimed.rank == np.ndim(real), what
    for axis, size in zip(claimed.shape.axes, np.shape(real), strict=True):
        assert not isinstance(axis.size, int) or axis.size == size, what


@pytest.mark.parametrize("path", [path for path in NAMES if not TABLE[path].wraps])
def test_an_estimator_gives_and_refuses_what_the_real_one_does(path: str) -> None:
    draw = random.Random(path)
    real, kinds = _real(path), TABLE[path].kinds
    for _ in range(4):
        n, d, m = draw.randint(25, 45), draw.choice((3, 6, 9)), draw.randint(2, 9)
        x = np.random.default_rng(draw.randint(0, 99)).random((n, d))
        targets = {"m": np.arange(n) % 3, "1": x[:, 0] + 0.5, "2": x[:, :2] + 0.5, "b": np.arange(n) % 2}
        targets |= {
            "mc": targets["m"][:, None],
            "1c": x[:, :1] + 0.5,
            "m2": np.eye(4, dtype=int)[np.arange(n) % 4][:, :2],
        }
        y = targets.get(draw.choice(kinds))
        wrong = draw.choice(("", "", "rank", "count"))
        samples = x[:, 0] if wrong == "rank" else x[:-1] if wrong == "count" else x
        model = model_of(path, (), {})
        given = () if y is None else (y,)
        refused = None
        try:
            model_of(f"{path}.fit", (model, _array(samples), *map(_array, given)), {})
        except registry.Refusal as refusal:
            refused = refusal
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                fitted = real().fit(samples, *given)
            except ValueError:
                continue
            except Exception:
                assert refused is None, refused
                continue
            assert refused is None, refused
            _check_methods(path, model, fitted, x[:m], draw)


@pytest.mark.parametrize("name", ["MissingIndicator", "SimpleImputer", "KNNImputer"])
def test_what_depends_on_missing_values_is_not_claimed(name: str) -> None:
    path = f"sklearn.impute.{name}"
    x = np.random.default_rng(0).random((30, 4))
    x[::3, 1], x[:, 2] = np.nan, np.nan
    model, fitted = model_of(path, (), {}), _real(path)()
    model_of(f"{path}.fit", (model, _array(x)), {})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted.fit(x)
    _agree(model_of(f"{path}.transform", (model, _array(x)), {}), fitted.transform(x), name)


def _check_methods(path: str, model: Any, fitted: Any, z: Any, draw: random.Random) -> None:
    for name, held in model.cells.items():
        if name.startswith(".") and name.endswith("_") and isinstance(held, Array):
            _agree(held, getattr(fitted, name[1:]), name)
    for name in ("predict", "predict_proba", "decision_function", "transform", "score_samples"):
        if not hasattr(fitted, name):
            continue
        wrong = draw.choice(("", "", "one", "features"))
        data = z[0] if wrong == "one" else z[:, 1:] if wrong == "features" else z
        try:
            claimed = model_of(f"{path}.{name}", (model, _array(data)), {})
        except registry.Refusal:
            with pytest.raises(ValueError):  # noqa: PT011 - the messages differ by estimator
                getattr(fitted, name)(data)
            continue
        try:
            real = getattr(fitted, name)(data)
        except Exception:
            continue
        _agree(claimed, real, f"{path}.{name}")


@pytest.mark.parametrize("path", sorted(TABLE))
def test_a_constructor_takes_what_the_real_one_takes(path: str) -> None:
    names = [p.name for p in list(inspect.signature(_real(path).__init__).parameters.values())[1:]]
    assert set(TABLE[path].parameters) <= set(names)


def test_train_test_split_rounds_as_the_real_one() -> None:
    from sklearn.model_selection import train_test_split

    draw = random.Random(0)
    known = 0
    for _ in range(400):
        n = draw.randint(1, 60)
        sizes: list[Any] = [
            None,
            draw.randint(1, 40),
            round(draw.uniform(0.01, 0.99), draw.choice((1, 2, 3))),
        ]
        test, train = draw.choice(sizes), draw.choice(sizes)
        x, y = np.zeros((n, 3)), np.zeros(n + draw.choice((0, 0, 0, 1)))
        values = {
            name: NONE if size is None else Integer(size) if isinstance(size, int) else Float(size)
            for name, size in (("test_size", test), ("train_size", train))
        }
        claimed: Any = None
        try:
            claimed = model_of("sklearn.model_selection.train_test_split", (_array(x), _array(y)), values)
        except registry.Refusal:
            with pytest.raises(ValueError):  # noqa: PT011
                train_test_split(x, y, test_size=test, train_size=train)
            continue
        try:
            real = train_test_split(x, y, test_size=test, train_size=train)
        except ValueError:
            continue
        assert isinstance(claimed, List)
        assert claimed.items is not None
        for one, other in zip(claimed.items, real, strict=True):
            assert isinstance(one, Array)
            assert one.shape.sizes == other.shape
            known += 1
    assert known > 400


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "diabetes", "linnerud", "digits"])
def test_a_data_set_has_its_true_shape(name: str) -> None:
    from sklearn import datasets

    from tensorlint.values import TRUE, Object

    path = f"sklearn.datasets.load_{name}"
    real = getattr(datasets, f"load_{name}")()
    pair, bunch = model_of(path, (), {"return_X_y": TRUE}), model_of(path, (), {})
    assert isinstance(pair, Tuple)
    assert [each.shape.sizes for each in pair.items if isinstance(each, Array)] == [
        real.data.shape,
        real.target.shape,
    ]
    assert isinstance(bunch, Object)
    assert all(held.shape.sizes == real[key[1:]].shape for key, held in bunch.cells.items())


def test_metrics_refuse_what_the_real_ones_refuse() -> None:
    from sklearn import metrics

    from tensorlint.models.sklearn_metrics import NUMBERS, OFTEN

    x, y = np.arange(6) % 2, np.arange(7) % 2
    for name in (*NUMBERS, *OFTEN):
        path = f"sklearn.metrics.{name}"
        assert isinstance(model_of(path, (_array(x), _array(x)), {}), Float)
        assert np.ndim(getattr(metrics, name)(x, x)) == 0
        with pytest.raises(registry.Refusal):
            model_of(path, (_array(x), _array(y)), {})
        with pytest.raises(ValueError):  # noqa: PT011
            getattr(metrics, name)(x, y)
