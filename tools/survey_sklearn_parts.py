"""Estimators that take anything, to find out what those that are made of others demand themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.linear_model import LinearRegression, LogisticRegression


def _flat(x: Any) -> Any:
    rows = np.asarray(x, dtype=float)
    return np.broadcast_to(rows.reshape(len(rows), -1).mean(1, keepdims=True), (len(rows), 1))


class AnyClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A classifier of samples of any rank and number of features."""

    def fit(self, x: Any, y: Any, sample_weight: Any = None) -> AnyClassifier:
        self.inner_ = LogisticRegression().fit(_flat(x), np.ravel(y), sample_weight)
        self.classes_ = self.inner_.classes_
        self.coef_ = np.ones((1, np.asarray(x).shape[-1]))
        return self

    def predict(self, x: Any) -> Any:
        return self.inner_.predict(_flat(x))

    def predict_proba(self, x: Any) -> Any:
        return self.inner_.predict_proba(_flat(x))

    def decision_function(self, x: Any) -> Any:
        return self.inner_.decision_function(_flat(x))


class AnyRegressor(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """A regressor of samples of any rank and number of features."""

    def fit(self, x: Any, y: Any, sample_weight: Any = None) -> AnyRegressor:
        self.inner_ = LinearRegression().fit(_flat(x), y, sample_weight)
        self.coef_ = np.ones(np.asarray(x).shape[-1])
        return self

    def predict(self, x: Any) -> Any:
        return self.inner_.predict(_flat(x))
