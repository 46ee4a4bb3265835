"""Keras's preprocessing layers, data functions and random tensors, held against the real ones."""

from __future__ import annotations

from typing import Any

import pytest

from tensorlint.models.keras_preprocessing import AUGMENTATIONS
from tensorlint.shapes import shape_of
from tests.keras_layer_calls import layer_call
from tests.model_harness import Call, Draw, Families, Family

pytest.importorskip("keras")

families = Families("tensorflow")
arrays = Families("numpy")

SIZES = (4, 5, 6)
REQUIRED = {"factor": 0.2, "height_factor": 0.1, "width_factor": 0.1}


def _image(draw: Draw, wrong: float = 0.15) -> Any:
    rank = draw.choice((3, 4)) if not draw.chance(wrong) else draw.choice((1, 2))
    return draw.array([draw.choice(SIZES) for _ in range(rank - 1)] + [3], "float32", 0, 1)


@families.add(known=0.95, refused=0.95)
def augmentation(draw: Draw) -> Call:
    name = draw.choice(sorted(set(AUGMENTATIONS) - {"MixUp", "CutMix"}))
    wanted = AUGMENTATIONS[name].split()[:2]
    arguments = {parameter: value for parameter, value in REQUIRED.items() if parameter in wanted}
    if name == "RandomPosterization":
        arguments = {"factor": 4}
    return layer_call(name, arguments, _image(draw))


@families.add(known=0.9, refused=0.9)
def sizing(draw: Draw) -> Call:
    name = draw.choice(("Resizing", "CenterCrop", "RandomCrop"))
    arguments = {"height": draw.choice((2, 3, 7)), "width": draw.choice((2, 4))}
    return layer_call(name, arguments, _image(draw))


@families.add(known=0.9, refused=0.5)
def encoding(draw: Draw) -> Call:
    shape = [draw.choice((1, 3)) for _ in range(draw.integer(1, 2))]
    x = draw.array(shape, "int32", 0, 2)
    name, arguments = draw.choice(
        (
            ("CategoryEncoding", {"num_tokens": 4}),
            ("CategoryEncoding", {"num_tokens": 4, "output_mode": "one_hot"}),
            ("CategoryEncoding", {"num_tokens": 4, "output_mode": "count"}),
            ("Hashing", {"num_bins": 3}),
            ("Discretization", {"bin_boundaries": [0.0, 1.0]}),
            ("IntegerLookup", {"vocabulary": [1, 2]}),
            ("Rescaling", {"scale": 0.5}),
        )
    )
    return layer_call(name, arguments, x)


@arrays.add(known=0.9)
def to_categorical(draw: Draw) -> Call:
    shape = [draw.choice((1, 2, 3)) for _ in range(draw.integer(1, 3))]
    return Call("keras.utils.to_categorical", (draw.array(shape, "int64", 0, 2), draw.choice((3, 4))))


@arrays.add(known=0.9)
def pad_sequences(draw: Draw) -> Call:
    rows = [[1] * draw.integer(0, 4) for _ in range(draw.integer(1, 3))]
    return Call("keras.utils.pad_sequences", (rows,), draw.given(0.7, maxlen=draw.choice((1, 3, 5))))


@arrays.add(known=0.9)
def pad_arrays(draw: Draw) -> Call:
    shape = [draw.choice((1, 2, 3)) for _ in range(draw.integer(2, 3))]
    return Call("keras.utils.pad_sequences", (draw.array(shape, "int32"),), draw.given(0.7, maxlen=4))


@arrays.add(known=0.9)
def normalize(draw: Draw) -> Call:
    shape = [draw.choice((1, 2, 3)) for _ in range(draw.integer(1, 3))]
    return Call("keras.utils.normalize", (draw.array(shape, "float64"),))


@families.add(known=0.9)
def random_tensors(draw: Draw) -> Call:
    name = draw.choice(("normal", "uniform", "truncated_normal", "randint"))
    shape = tuple(draw.choice((0, 1, 2, 3)) for _ in range(draw.integer(0, 3)))
    return Call(f"keras.random.{name}", (shape, 0, 9) if name == "randint" else (shape,))


@pytest.mark.parametrize("family", [*families, *arrays], ids=str)
def test_preprocessing_agrees_with_keras(family: Family) -> None:
    family.run()


@pytest.mark.parametrize("name", ["MobileNetV2", "VGG16", "InceptionV3"])
@pytest.mark.parametrize("side", [96, 150])
def test_a_network_gives_the_features_of_the_real_one(name: str, side: int) -> None:
    import keras

    from tensorlint.models import registry
    from tensorlint.values import FALSE, Array, Integer, Object, Tuple
    from tests.model_harness import apply_model

    registry.load("keras")
    shape = Tuple((Integer(side), Integer(side), Integer(3)))
    model = apply_model(f"keras.applications.{name}", (), {"include_top": FALSE, "input_shape": shape})
    assert isinstance(model, Object)
    output = model.cells["<graph>"].outputs
    assert isinstance(output, Array)
    real = getattr(keras.applications, name)(weights=None, include_top=False, input_shape=(side, side, 3))
    claimed = output.shape.sizes[1:]
    assert len(claimed) == 3
    assert claimed[2] == real.output.shape[3]
    for own, other in zip(claimed, real.output.shape[1:], strict=True):
        assert not isinstance(own, int) or own == other
    if name != "MobileNetV2" or side % 32 == 0:
        assert all(isinstance(own, int) for own in claimed)


@pytest.mark.parametrize("seed", range(40))
def test_windows_over_a_series_are_the_real_ones(seed: int) -> None:
    import keras

    from tensorlint.values import NONE, Array, Integer, Object, Tuple
    from tests.model_harness import apply_model

    draw = Draw(seed)
    x = draw.array([draw.integer(12, 40), *draw.choice(((), (2,)))], "float32")
    y = draw.array([draw.integer(12, 40), *draw.choice(((), (1,)))], "float32") if draw.chance(0.7) else None
    given = {"sequence_length": draw.choice((2, 3, 5)), "batch_size": draw.choice((1, 4, 7))}
    given |= draw.given(0.4, sequence_stride=draw.choice((1, 2, 3)), sampling_rate=draw.choice((1, 2)))

    def abstract(real: Any) -> Any:
        return NONE if real is None else Array(shape_of(*real.shape), "float32")

    keywords = {key: Integer(value) for key, value in given.items()}
    path = "keras.utils.timeseries_dataset_from_array"
    claimed = apply_model(path, (abstract(x), abstract(y)), keywords)
    assert isinstance(claimed, Object)
    real = list(keras.utils.timeseries_dataset_from_array(x, y, **given))
    assert claimed.cells["length"] == len(real)
    for element, batches in ((claimed.cells["element"], real[:-1]), (claimed.cells["last"], real[-1:])):
        for batch in batches if element is not None else ():
            pairs = (
                zip(element.items, batch, strict=True) if isinstance(element, Tuple) else [(element, batch)]
            )
            assert [own.shape.sizes for own, _ in pairs] == [tuple(each.shape) for each in _parts(batch)]


def _parts(batch: Any) -> list[Any]:
    return list(batch) if isinstance(batch, tuple | list) else [batch]


@pytest.mark.parametrize("factor", [0.35, 0.5, 1.3])
@pytest.mark.parametrize("name", ["MobileNet", "MobileNetV2"])
def test_the_width_of_a_network_is_multiplied(name: str, factor: float) -> None:
    import keras

    from tensorlint.models import registry
    from tensorlint.values import FALSE, Array, Float, Integer, Object, String, Tuple
    from tests.model_harness import apply_model

    registry.load("keras")
    shape = Tuple((Integer(64), Integer(64), Integer(3)))
    given = {"include_top": FALSE, "input_shape": shape, "alpha": Float(factor), "pooling": String("avg")}
    model = apply_model(f"keras.applications.{name}", (), given)
    assert isinstance(model, Object)
    output = model.cells["<graph>"].outputs
    assert isinstance(output, Array)
    real = getattr(keras.applications, name)(
        weights=None, include_top=False, input_shape=(64, 64, 3), alpha=factor, pooling="avg"
    )
    assert output.shape.axes[1].size == real.output.shape[1]
