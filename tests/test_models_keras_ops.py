"""Functions of `keras.ops`, held against the real ones."""

from __future__ import annotations

from typing import Any

import pytest

from tensorlint.models.keras_ops_elementwise import BINARY, SHIFTS, UNARY
from tests.model_harness import Call, Draw, Families, Family

pytest.importorskip("keras")

families = Families("tensorflow")

SIZES = (1, 2, 3, 4)
INTEGER_ONLY = {"bitwise_invert", "bitwise_not", "gcd", "lcm", "ldexp", *SHIFTS.split()}


def _shape(draw: Draw, low: int = 0, high: int = 3) -> list[int]:
    return [draw.choice(SIZES) for _ in range(draw.integer(low, high))]


def _array(draw: Draw, shape: list[int], dtype: str = "float32") -> Any:
    return draw.array(shape, dtype, 0, 1)


def _partner(draw: Draw, shape: list[int]) -> list[int]:
    """A shape that is often, but not always, broadcast to the other."""
    other = list(shape[draw.integer(0, len(shape)) :]) if draw.chance(0.4) else list(shape)
    if other and draw.chance(0.4):
        other[draw.integer(0, len(other) - 1)] = draw.choice((1, 1, *SIZES))
    return other


@families.add(known=0.9, refused=0.5)
def unary(draw: Draw) -> Call:
    name = draw.choice(sorted(UNARY))
    dtype = "int32" if name in INTEGER_ONLY else "float32"
    given: tuple[Any, ...] = (_array(draw, _shape(draw), dtype),)
    if name == "threshold":
        given = (*given, 0.5, 0.0)
    return Call(f"keras.ops.{name}", given)


@families.add(known=0.9, refused=0.9)
def binary(draw: Draw) -> Call:
    name = draw.choice(BINARY.split())
    dtype = "int32" if name in INTEGER_ONLY else "float32"
    shape = _shape(draw)
    given = [_array(draw, shape, dtype), _array(draw, _partner(draw, shape), dtype)]
    draw.random.shuffle(given)
    return Call(f"keras.ops.{name}", tuple(given))


REDUCTIONS = """
all amax amin any max mean median min nanmax nanmean nanmin nanprod nanstd nansum nanvar prod ptp std sum var
"""


@families.add(known=0.9, refused=0.6)
def reductions(draw: Draw) -> Call:
    shape = _shape(draw)
    name = draw.choice(REDUCTIONS.split())
    axis: Any = draw.axis(len(shape)) if draw.chance(0.6) else draw.axes(len(shape))
    given = draw.given(0.7, axis=axis) | draw.given(0.4, keepdims=draw.chance())
    return Call(f"keras.ops.{name}", (_array(draw, shape),), given)


@families.add(known=0.7, refused=0.6)
def along_an_axis(draw: Draw) -> Call:
    shape = _shape(draw, 1)
    name = draw.choice(
        ("argmax", "argmin", "argsort", "cumsum", "cumprod", "sort", "flip", "softmax", "log_softmax")
    )
    return Call(f"keras.ops.{name}", (_array(draw, shape),), draw.given(0.8, axis=draw.axis(len(shape))))


@families.add(known=0.7, refused=0.5)
def rearranging(draw: Draw) -> Call:
    shape = _shape(draw, 1)
    rank = len(shape)
    name = draw.choice(
        [
            "reshape",
            "transpose",
            "expand_dims",
            "squeeze",
            "moveaxis",
            "swapaxes",
            "ravel",
            "tile",
            "repeat",
            "roll",
            "broadcast_to",
            "flip",
            "fliplr",
            "flipud",
            "rot90",
            "pad",
            "diff",
            "diagonal",
            "trace",
            "tril",
            "triu",
        ]
    )
    x = _array(draw, shape)
    target = list(shape)
    draw.random.shuffle(target)
    if draw.chance(0.4):
        target[draw.integer(0, rank - 1)] = draw.choice((-1, 2, 3))
    permutation = draw.random.sample(range(rank), rank)
    options: dict[str, tuple[Any, ...]] = {
        "reshape": (tuple(target),),
        "transpose": (tuple(permutation),) if draw.chance(0.7) else (),
        "expand_dims": (draw.axis(rank),),
        "squeeze": (draw.axis(rank),) if draw.chance(0.6) else (),
        "moveaxis": (draw.axis(rank), draw.axis(rank)),
        "swapaxes": (draw.axis(rank), draw.axis(rank)),
        "tile": (draw.choice((2, tuple(draw.choice((1, 2)) for _ in range(draw.integer(1, 3))))),),
        "repeat": (draw.choice((1, 2)), draw.axis(rank)),
        "roll": (1, draw.axis(rank)),
        "broadcast_to": ((draw.choice((2, 3)), *_partner(draw, shape)),),
        "pad": (draw.choice((1, ((1, 2),) * rank)),),
        "diff": (1, draw.axis(rank)),
    }
    return Call(f"keras.ops.{name}", (x, *options.get(name, ())))


@families.add(known=0.6, refused=0.5)
def joining(draw: Draw) -> Call:
    shape = _shape(draw, 1)
    arrays = [
        _array(draw, shape if draw.chance(0.8) else _partner(draw, shape)) for _ in range(draw.integer(1, 3))
    ]
    name = draw.choice(("concatenate", "stack", "hstack", "vstack", "dstack"))
    given = draw.given(0.7, axis=draw.axis(len(shape))) if name in ("concatenate", "stack") else {}
    return Call(f"keras.ops.{name}", (arrays,), given)


@families.add(known=0.85, refused=0.6)
def splitting(draw: Draw) -> Call:
    shape = [4, draw.choice(SIZES), 6]
    name = draw.choice(("split", "array_split"))
    sections: Any = draw.choice((1, 2, 3, 4) if name == "array_split" else (1, 2, 3, 4, [1, 3]))
    return Call(f"keras.ops.{name}", (_array(draw, shape), sections), draw.given(0.7, axis=draw.axis(3)))


@families.add(known=0.85, refused=0.85)
def products(draw: Draw) -> Call:
    a = _shape(draw, 1)
    b = [a[-1] if draw.chance(0.8) else draw.choice(SIZES), *_shape(draw, 0, 1)]
    if len(a) > 2 and draw.chance():
        b = [a[0], *b]
    name = draw.choice(("matmul", "matmul", "dot", "tensordot", "inner", "outer", "vdot"))
    keywords: dict[str, Any] = {"axes": 1} if name == "tensordot" else {}
    return Call(f"keras.ops.{name}", (_array(draw, a), _array(draw, b)), keywords)


@families.add(known=0.85, refused=0.5)
def making(draw: Draw) -> Call:
    shape = tuple(_shape(draw))
    name = draw.choice(
        [
            "zeros",
            "ones",
            "full",
            "empty",
            "eye",
            "arange",
            "linspace",
            "identity",
            "tri",
            "zeros_like",
            "ones_like",
            "full_like",
        ]
    )
    size = draw.choice(SIZES)
    options: dict[str, tuple[Any, ...]] = {
        "zeros": (shape,),
        "ones": (shape,),
        "full": (shape, 2.0),
        "empty": (shape,),
        "eye": (size,) if draw.chance() else (size, draw.choice(SIZES)),
        "arange": (size,) if draw.chance() else (1, size + 3, 2),
        "linspace": (0.0, 1.0, size),
        "identity": (size,),
        "tri": (size,),
        "zeros_like": (_array(draw, list(shape)),),
        "ones_like": (_array(draw, list(shape)),),
        "full_like": (_array(draw, list(shape)), 2.0),
    }
    return Call(f"keras.ops.{name}", options[name])


@families.add(known=0.8, refused=0.5)
def picking(draw: Draw) -> Call:
    shape = _shape(draw, 1)
    name = draw.choice(("take", "take_along_axis", "where", "clip"))
    x = _array(draw, shape)
    if name == "take":
        indices = draw.array(_shape(draw, 0, 2), "int32", 0, 0)
        return Call("keras.ops.take", (x, indices), draw.given(0.8, axis=draw.axis(len(shape))))
    if name == "take_along_axis":
        axis = draw.axis(len(shape), 0)
        return Call(
            "keras.ops.take_along_axis", (x, draw.array(_partner(draw, shape), "int32", 0, 0)), {"axis": axis}
        )
    if name == "clip":
        return Call("keras.ops.clip", (x, 0.0, 1.0))
    return Call("keras.ops.where", (_array(draw, shape, "bool"), x, _array(draw, _partner(draw, shape))))


@pytest.mark.parametrize("family", families, ids=str)
def test_a_function_agrees_with_keras(family: Family) -> None:
    family.run()
