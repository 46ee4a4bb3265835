"""TensorFlow's elementwise functions, reductions, products and factors, held against the real ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tensorlint.models import tensorflow_elementwise as elementwise
from tests.model_harness import Call, Draw, Families, Family

tensorflow = pytest.importorskip("tensorflow")

families = Families("tensorflow")


def partner(draw: Draw, shape: tuple[int, ...], wrong: float = 0.15) -> tuple[int, ...]:
    """A shape that broadcasts with another one; now and then one that does not."""
    sizes = [1 if draw.chance(0.2) else size for size in shape]
    if sizes and draw.chance(wrong):
        sizes[draw.integer(0, len(sizes) - 1)] = draw.size()
    return tuple(sizes[draw.integer(0, len(sizes)) :] if draw.chance(0.4) else sizes)


@families.add(known=0.95, refused=0.95)
def pairs(draw: Draw) -> Call:
    name = draw.choice((*elementwise.BINARY.split(), *elementwise.DIVISIONS.split()[:2]))
    shape = draw.shape()
    arrays = [draw.array(shape, "float32", 1), draw.array(partner(draw, shape), "float32", 1)]
    if draw.chance():
        arrays.reverse()
    return Call(f"tensorflow.{name}", tuple(arrays), function=_math(name))


def _math(name: str) -> Any:
    return getattr(tensorflow, name, None) or getattr(tensorflow.math, name)


@families.add(known=0.95, refused=0.95)
def integer_pairs(draw: Draw) -> Call:
    name = draw.choice(("add", "subtract", "multiply", "floordiv", "floormod", "maximum", "minimum"))
    shape = draw.shape(0, 2)
    arrays = draw.array(shape, "int64", 1), draw.array(partner(draw, shape), "int64", 1)
    return Call(f"tensorflow.{name}", arrays, function=_math(name))


@families.add(known=0.95, refused=0.95)
def comparisons(draw: Draw) -> Call:
    name = draw.choice(elementwise.COMPARISONS.split())
    dtype = "bool" if name.startswith("logical") else "float32"
    shape = draw.shape()
    arrays = draw.array(shape, dtype), draw.array(partner(draw, shape), dtype)
    return Call(f"tensorflow.{name}", arrays, function=_math(name))


@families.add(known=1.0)
def unary(draw: Draw) -> Call:
    name = draw.choice((*elementwise.UNARY.split(), *elementwise.QUESTIONS.split()))
    dtype = "bool" if name == "logical_not" else "float32"
    return Call(f"tensorflow.{name}", (draw.array(draw.shape(), dtype),), function=_math(name))


@families.add(known=0.95)
def activations(draw: Draw) -> Call:
    name = draw.choice((*elementwise.ACTIVATIONS.split(), "gelu", "leaky_relu", "silu", "crelu", "l2_loss"))
    return Call(f"tensorflow.nn.{name}", (draw.array(draw.shape(1), "float32"),))


@families.add(known=0.95, refused=0.9)
def softmax(draw: Draw) -> Call:
    shape = draw.shape(1)
    name = draw.choice(("softmax", "log_softmax"))
    keywords = draw.given(axis=draw.axis(len(shape)))
    return Call(f"tensorflow.nn.{name}", (draw.array(shape, "float32"),), keywords)


@families.add(known=0.95, refused=0.9)
def clip_by_value(draw: Draw) -> Call:
    shape = draw.shape()
    bound = draw.choice(
        (0.0, draw.array(partner(draw, shape), "float32"), draw.array(draw.shape(), "float32"))
    )
    return Call("tensorflow.clip_by_value", (draw.array(shape, "float32"), bound, 5.0))


@families.add(known=0.95, refused=0.9)
def dropout(draw: Draw) -> Call:
    shape = draw.shape(0, 3)
    noise = list(partner(draw, shape, 0.3))
    return Call("tensorflow.nn.dropout", (draw.array(shape, "float32"), 0.5), draw.given(noise_shape=noise))


@families.add(known=0.95, refused=0.9)
def bias_add(draw: Draw) -> Call:
    shape = draw.shape(1)
    first = draw.chance(0.3) and len(shape) > 2
    keywords = {"data_format": "NCHW"} if first else draw.given(0.2, data_format="NHWC")
    size = shape[1 if first else -1] if draw.chance(0.85) else draw.size()
    bias = (size,) if draw.chance(0.95) else (1, size)
    return Call(
        "tensorflow.nn.bias_add", (draw.array(shape, "float32"), draw.array(bias, "float32")), keywords
    )


@families.add(known=0.95, refused=0.9)
def batch_normalization(draw: Draw) -> Call:
    shape = draw.shape(1)
    arrays = [draw.array(partner(draw, shape, 0.05), "float32") for _ in range(4)]
    return Call("tensorflow.nn.batch_normalization", (draw.array(shape, "float32"), *arrays, 0.001))


@families.add(known=0.95, refused=0.5)
def reductions(draw: Draw) -> Call:
    name = draw.choice(
        ("sum", "prod", "max", "min", "mean", "logsumexp", "std", "variance", "euclidean_norm")
    )
    shape = draw.shape()
    axis = draw.choice((list(draw.axes(len(shape))), draw.axis(len(shape))))
    keywords = draw.given(0.7, axis=axis, keepdims=draw.chance())
    path = f"tensorflow.reduce_{name}"
    return Call(path, (draw.array(shape, "float32"),), keywords, function=_math(f"reduce_{name}"))


@families.add(known=0.95, refused=0.5)
def integer_reductions(draw: Draw) -> Call:
    name = draw.choice(("sum", "prod", "max", "min"))
    shape = draw.shape(0, 2)
    return Call(
        f"tensorflow.reduce_{name}", (draw.array(shape, "int64", 1),), draw.given(axis=draw.axis(len(shape)))
    )


@families.add(known=0.95, refused=0.5)
def truth_reductions(draw: Draw) -> Call:
    name = draw.choice(("reduce_all", "reduce_any"))
    shape = draw.shape()
    return Call(f"tensorflow.{name}", (draw.array(shape, "bool"),), draw.given(axis=draw.axis(len(shape))))


@families.add(known=0.95, refused=0.5)
def argmax(draw: Draw) -> Call:
    name = draw.choice(("argmax", "argmin"))
    shape = tuple(size or 1 for size in draw.shape(1))
    keywords = draw.given(axis=draw.axis(len(shape)), output_type="int32")
    return Call(f"tensorflow.{name}", (draw.array(shape, "float32"),), keywords)


@families.add(known=0.95, refused=0.5)
def scans(draw: Draw) -> Call:
    shape = draw.shape(1)
    name = draw.choice(("cumsum", "cumprod"))
    keywords = draw.given(axis=draw.axis(len(shape)))
    return Call(f"tensorflow.{name}", (draw.array(shape, "float32"),), keywords, function=_math(name))


@families.add(known=0.95, refused=0.5)
def moments(draw: Draw) -> Call:
    shape = draw.shape(1)
    axes = list(draw.axes(len(shape))) or [0]
    return Call(
        "tensorflow.nn.moments", (draw.array(shape, "float32"), axes), draw.given(keepdims=draw.chance())
    )


@families.add(known=0.9, refused=0.9)
def segments(draw: Draw) -> Call:
    shape = tuple(size or 1 for size in draw.shape(1))  # empty ones can abort the process
    if draw.chance():
        numbers = np.sort(draw.array(shape[:1], "int64", 0, 3))
        return Call(
            "tensorflow.segment_sum", (draw.data(shape), numbers), function=tensorflow.math.segment_sum
        )
    count = shape[0] if draw.chance(0.9) else draw.integer(1, 9)
    numbers = draw.array((count, *shape[1 : 1 + draw.integer(0, 1)]), "int64", 0, 3)
    function = tensorflow.math.unsorted_segment_sum
    return Call("tensorflow.unsorted_segment_sum", (draw.data(shape), numbers, 4), function=function)


@families.add(known=0.9, refused=0.8)
def in_top_k(draw: Draw) -> Call:
    rows = draw.integer(1, 5)
    targets = draw.array((rows,) if draw.chance(0.8) else draw.shape(0, 2), "int32", 0, 1)
    predictions = draw.array((rows, 3) if draw.chance(0.9) else draw.shape(1, 3), "float32")
    return Call("tensorflow.nn.in_top_k", (targets, predictions, 1), function=tensorflow.math.in_top_k)


@families.add(known=0.95, refused=0.95)
def matmul(draw: Draw) -> Call:
    lead = draw.shape(0, 2)
    m, k, n = draw.size(), draw.size(), draw.size()
    a = [*lead, m, k]
    b = [*partner(draw, lead, 0.1), k, n]
    keywords = draw.given(0.3, transpose_a=True, transpose_b=True)
    if "transpose_a" in keywords:
        a[-2:] = a[:-3:-1]
    if "transpose_b" in keywords:
        b[-2:] = b[:-3:-1]
    if draw.chance(0.1):
        b[-2] = draw.size()
    if draw.chance(0.05):
        b = b[-1:]
    return Call("tensorflow.matmul", (draw.array(a, "float32"), draw.array(b, "float32")), keywords)


@families.add(known=0.95, refused=0.9)
def matvec(draw: Draw) -> Call:
    lead = draw.shape(0, 2)
    m, k = draw.size(), draw.size()
    b = (*partner(draw, lead, 0.1), k if draw.chance(0.9) else draw.size())
    return Call("tensorflow.linalg.matvec", (draw.array((*lead, m, k), "float32"), draw.array(b, "float32")))


@families.add(known=0.95, refused=0.6)
def tensordot(draw: Draw) -> Call:
    a, b = list(draw.shape(1, 3)), list(draw.shape(1, 3))
    axes: Any
    if draw.chance():
        axes = draw.integer(0, min(len(a), len(b)))
        b[:axes] = a[len(a) - axes :]
    else:
        count = draw.integer(0, min(len(a), len(b)))
        first = draw.random.sample(range(len(a)), count)
        second = draw.random.sample(range(len(b)), count)
        for x, y in zip(first, second, strict=True):
            b[y] = a[x]
        axes = [first, second]
    if draw.chance(0.1):
        b[0] = draw.size()
    return Call("tensorflow.tensordot", (draw.array(a, "float32"), draw.array(b, "float32"), axes))


@families.add(known=0.95, refused=0.8)
def einsum(draw: Draw) -> Call:
    sizes = {label: draw.integer(1, 5) for label in "ijkb"}
    terms = ["".join(draw.random.sample("ijkb", draw.integer(1, 3))) for _ in range(draw.integer(1, 2))]
    labels = sorted(set("".join(terms)))
    output = "".join(draw.random.sample(labels, draw.integer(0, len(labels))))
    shapes = [[sizes[label] for label in term] for term in terms]
    if draw.chance(0.1):
        shapes[0][0] = 7
    if draw.chance(0.05):
        shapes[0].append(2)
    if draw.chance(0.2):
        lead = list(draw.shape(0, 2))
        shapes = [lead + shape for shape in shapes]
        terms, output = ["..." + term for term in terms], "..." + output
    equation = ",".join(terms) + ("->" + output if draw.chance(0.8) else "")
    return Call("tensorflow.einsum", (equation, *[draw.array(shape, "float32") for shape in shapes]))


def _matrix(draw: Draw, square: float = 0.85) -> Any:
    """A batch of well-conditioned matrices, mostly square; now and then a vector."""
    rows = draw.integer(1, 4)
    columns = rows if draw.chance(square) else draw.integer(1, 4)
    shape = (*draw.shape(0, 1), rows, columns) if draw.chance(0.95) else (rows,)
    return draw.array(shape, "float32") * 0.01 + (
        np.eye(rows, columns, dtype="float32") if len(shape) > 1 else 0
    )


@families.add(known=0.95, refused=0.9)
def square_matrices(draw: Draw) -> Call:
    name = draw.choice(("inv", "det", "cholesky", "eigh", "eigvalsh", "eigvals", "logdet", "slogdet", "expm"))
    matrix = _matrix(draw)
    if name in ("cholesky", "logdet") and matrix.ndim > 1 and matrix.shape[-1] == matrix.shape[-2]:
        matrix = matrix @ np.swapaxes(matrix, -1, -2)
    return Call(f"tensorflow.linalg.{name}", (matrix.astype("float32"),))


@families.add(known=0.95, refused=0.9)
def matrices(draw: Draw) -> Call:
    name = draw.choice(("svd", "qr", "pinv", "matrix_rank", "trace", "diag_part"))
    keywords = draw.given(full_matrices=draw.chance()) if name in ("svd", "qr") else {}
    if name == "svd":
        keywords |= draw.given(compute_uv=draw.chance())
    return Call(f"tensorflow.linalg.{name}", (_matrix(draw, 0.3),), keywords)


@families.add(known=0.95, refused=0.8)
def solve(draw: Draw) -> Call:
    name = draw.choice(("solve", "triangular_solve", "cholesky_solve", "lstsq"))
    matrix = _matrix(draw, 0.95)
    rows = matrix.shape[-2] if matrix.ndim > 1 and draw.chance(0.9) else draw.integer(1, 4)
    lead = matrix.shape[:-2]
    rhs = draw.array((*lead, rows, draw.integer(1, 3)) if draw.chance(0.95) else (rows,), "float32")
    return Call(f"tensorflow.linalg.{name}", (matrix, rhs))


@families.add(known=0.95, refused=0.5)
def diagonals(draw: Draw) -> Call:
    shape = tuple(size or 1 for size in draw.shape(1, 2))
    name = draw.choice(("diag", "tensor_diag"))
    keywords = draw.given(k=draw.integer(-2, 2)) if name == "diag" else {}
    return Call(f"tensorflow.linalg.{name}", (draw.array(shape, "float32"),), keywords)


@families.add(known=0.95, refused=0.5)
def norms(draw: Draw) -> Call:
    shape = draw.shape(1)
    axis = draw.axis(len(shape))
    if draw.chance():
        keywords = draw.given(0.8, axis=axis, keepdims=True)
        return Call("tensorflow.linalg.norm", (draw.array(shape, "float32"),), keywords)
    return Call("tensorflow.nn.l2_normalize", (draw.array(shape, "float32"),), draw.given(0.8, axis=axis))


@pytest.mark.parametrize("family", list(families), ids=str)
def test_agrees_with_tensorflow(family: Family) -> None:
    family.run()
