"""NumPy's dtype promotion, as far as every supported version agrees; "" where they may not.

Names are exact (`float32`) or only a kind (`float`) where the width is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from tensorlint.models.coercion import dtype_kind
from tensorlint.values import Array, Boolean, Float, Integer, Value

_FLOAT_WIDTHS = (16, 32, 64)


def width(dtype: str) -> int | None:
    """The bits of an exactly named number (`float32` -> 32), None where only a kind is known."""
    digits = dtype.lstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits) if digits in ("8", "16", "32", "64", "128") else None


def promoted(a: str, b: str) -> str:
    """The dtype of two arrays together (`int64` and `float32` -> `float64`)."""
    if a == b and (width(a) is not None or a in ("bool", "float", "complex", "object", "string")):
        return a
    kinds = {dtype_kind(a), dtype_kind(b)}
    if "" in kinds or "string" in kinds or "object" in kinds:
        return ""
    if a == "bool" or b == "bool":
        return b if a == "bool" else a
    if "complex" in kinds:
        return _complex(a, b)
    if "float" in kinds:
        return _float(a, b)
    return _integer(a, b)


def _integer(a: str, b: str) -> str:
    first, second = width(a), width(b)
    if first is None or second is None:
        return ""  # uint64 and int64 make float64
    unsigned_a, unsigned_b = a.startswith("u"), b.startswith("u")
    if unsigned_a == unsigned_b:
        return a if first >= second else b
    unsigned, signed = (first, second) if unsigned_a else (second, first)
    if signed > unsigned:
        return f"int{signed}"
    return "float64" if unsigned == 64 else f"int{2 * unsigned}"


def _as_float(dtype: str) -> int | None:
    """The width of the float that an int or a float needs at least."""
    bits = width(dtype)
    if bits is None:
        return None
    if dtype_kind(dtype) == "float":
        return bits
    return {8: 16, 16: 32}.get(bits, 64)


def _float(a: str, b: str) -> str:
    first, second = _as_float(a), _as_float(b)
    if first is None or second is None:
        return "float"
    larger = max(first, second)
    return f"float{larger}" if larger in _FLOAT_WIDTHS else "float"


def _complex(a: str, b: str) -> str:
    widths = []
    for dtype in (a, b):
        bits = width(dtype) if dtype_kind(dtype) == "complex" else _as_float(dtype)
        if bits is None:
            return "complex"
        widths.append(bits if dtype_kind(dtype) == "complex" else max(64, 2 * bits))
    larger = max(widths)
    return f"complex{larger}" if larger in (64, 128) else "complex"


_WEAK = {"bool": 0, "int": 1, "float": 2, "complex": 3}


def with_scalar(array: str, kind: str) -> str:
    """The dtype of an array together with a Python scalar of a kind (`float32` and a float)."""
    own = dtype_kind(array)
    if own not in _WEAK:
        return ""
    if _WEAK[own] > _WEAK[kind] or own == kind:
        # Before NumPy 2, a Python int that does not fit a small dtype made it larger.
        return "int" if own == "int" and kind == "int" and array != "int64" else array
    if kind == "int":
        return "int64"
    if own in ("bool", "int"):
        return "float64" if kind == "float" else "complex128"
    return {"float32": "complex64", "float64": "complex128"}.get(array, "complex")


def promoted_all(dtypes: Sequence[str]) -> str:
    """The dtype of several arrays together."""
    result = dtypes[0]
    for dtype in dtypes[1:]:
        result = promoted(result, dtype)
    return result


_CATEGORY = {"bool": 0, "int": 1, "float": 2, "complex": 2}


def common(arrays: Sequence[Array]) -> str:
    """The dtype of arrays in one operation; only the kind where a 0-d array may have counted less.

    Before NumPy 2, 0-d arrays gave way to the others unless they were of a higher kind.
    """
    exact = promoted_all([array.dtype for array in arrays])
    if len({array.dtype for array in arrays}) == 1:
        return exact
    if len({array.rank == 0 for array in arrays}) == 1 and all(array.rank is not None for array in arrays):
        return exact
    full = [array.dtype for array in arrays if array.rank not in (0, None)]
    if full and promoted_all(full) == exact:
        return exact
    if not exact:
        return ""
    if full and all(array.rank is not None for array in arrays):
        highest = max(_CATEGORY[dtype_kind(dtype)] for dtype in full)
        scalars = [array.dtype for array in arrays if array.rank == 0]
        if max(_CATEGORY[dtype_kind(dtype)] for dtype in scalars) > highest:
            return exact
    kind = dtype_kind(exact)
    return kind if kind in [dtype_kind(array.dtype) for array in arrays] else ""


def casts(dtype: str, target: str) -> bool:
    """Whether results of a dtype may be written to an array of another (unless it surely raises)."""
    kind, wanted = dtype_kind(dtype), dtype_kind(target)
    return kind not in _WEAK or wanted not in _WEAK or _WEAK[kind] <= _WEAK[wanted]


def scalar_kind(value: Value) -> str:
    """The kind of a Python scalar, "" for anything else."""
    if isinstance(value, Boolean):
        return "bool"
    if isinstance(value, Integer):
        return "int"
    return "float" if isinstance(value, Float) else ""
