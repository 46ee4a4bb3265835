"""`tf_keras` is Keras 2: it takes a plain number where Keras 3 refuses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs.linting import lint


def codes(tmp_path: Path, text: str) -> list[str]:
    """The codes of the findings in a program."""
    path = tmp_path / "program.py"
    path.write_text(text, encoding="utf-8")
    return [finding["code"] for finding in lint(path)]


@pytest.mark.parametrize(
    ("imported", "called", "found"),
    [
        ("import tf_keras", "tf_keras.Input(shape=(8))", []),
        ("import tf_keras as keras", "keras.layers.Input(8)", []),
        ("from tf_keras import layers", "layers.Input(8, dtype='int32')", []),
        ("from tf_keras.layers import Input", "Input(shape=8)", []),
        ("from tf_keras.layers import *", "Input(shape=8)", []),
        ("import keras", "keras.Input(shape=(8))", ["TSL103"]),
        ("from keras import layers", "layers.Input(8)", ["TSL103"]),
    ],
)
def test_a_number_for_a_shape(tmp_path: Path, imported: str, called: str, found: list[str]) -> None:
    assert codes(tmp_path, f"{imported}\nx = {called}\n") == found


def test_the_number_is_the_only_axis(tmp_path: Path) -> None:
    text = "import tf_keras\nx = tf_keras.layers.Embedding(9, 4)(tf_keras.Input(8))\n"
    assert codes(tmp_path, text + "tf_keras.layers.Conv2D(3, 2)(x)\n") == ["TSL104"]


def test_its_other_names_are_those_of_keras(tmp_path: Path) -> None:
    text = "from tf_keras import layers\nlayers.Dense(3)(layers.Dense(2)(layers.Input((4,))))\n"
    assert codes(tmp_path, text + "layers.LSTM(2)(layers.Input((4,)))\n") == ["TSL104"]
