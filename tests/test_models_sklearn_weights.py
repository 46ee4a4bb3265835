"""The weights of samples and classes, held against scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest

from tensorlint.values import Array, String, array_of
from tests.model_harness import apply_model

class_weight = pytest.importorskip("sklearn.utils.class_weight")


@pytest.mark.parametrize("shape", [(6,), (6, 1), (6, 2)])
def test_a_weight_for_each_sample(shape: tuple[int, ...]) -> None:
    labels = np.arange(np.prod(shape)).reshape(shape) % 3
    real = class_weight.compute_sample_weight("balanced", labels)
    found = apply_model(
        "sklearn.utils.class_weight.compute_sample_weight",
        (String("balanced"), array_of(*shape, dtype="int64")),
        {},
    )
    assert isinstance(found, Array)
    assert (found.shape.sizes, found.dtype) == (real.shape, str(real.dtype))


def test_a_weight_for_each_class() -> None:
    labels = np.arange(8) % 4
    real = class_weight.compute_class_weight("balanced", classes=np.unique(labels), y=labels)
    found = apply_model(
        "sklearn.utils.class_weight.compute_class_weight",
        (String("balanced"),),
        {"classes": array_of(4, dtype="int64"), "y": array_of(8, dtype="int64")},
    )
    assert isinstance(found, Array)
    assert (found.shape.sizes, found.dtype) == (real.shape, str(real.dtype))
