"""scipy.fft and scipy.fftpack: transforms along axes, sized as those of numpy.fft; cosine transforms."""

from __future__ import annotations

from collections.abc import Callable

from tensorlint.models.coercion import Axes, Sizes
from tensorlint.models.registry import Refusal, alias, exception, lookup, refuse
from tensorlint.models.scipy_declaring import law
from tensorlint.shapes import UNKNOWN_SHAPE, Size, symbol
from tensorlint.shapes.sizes import bounds
from tensorlint.values import NONE, Array, Integer, Value

for _name in ("fftfreq", "rfftfreq", "fftshift", "ifftshift"):
    alias(f"scipy.fft.{_name}", f"numpy.fft.{_name}")
for _name in ("fftshift", "ifftshift", "fftfreq"):
    alias(f"scipy.fftpack.{_name}", f"numpy.fft.{_name}")

AXIS_ERROR = "scipy.AxisError"
"""A ValueError; from some transforms, for an axis that is not there, an IndexError."""

exception(AXIS_ERROR, "builtins.IndexError", "builtins.ValueError")

_ALONG = "x n= axis= norm= overwrite_x= workers= * plan="
_SEVERAL = "x s= axes= norm= overwrite_x= workers= * plan="


def _numpy(name: str, *arguments: object) -> Array:
    """What numpy.fft makes of it, refused as SciPy does."""
    model = lookup(f"numpy.fft.{name}")
    assert model is not None
    try:
        result = model.function(*arguments)
    except Refusal as refusal:
        refuse(refusal.code, refusal.message.replace("{a}", "{x}"), AXIS_ERROR)
    assert isinstance(result, Array)
    return Array(result.shape)


def _along(name: str) -> Callable[..., Array]:
    def transform(x: Array, n: Size | None = None, axis: int = -1) -> Array:
        """The transform along an axis, of n points where given."""
        return _numpy(name, x, n, axis)

    return transform


def _several(name: str, default: Axes) -> Callable[..., Array]:
    def transform(x: Array, s: Sizes | None = None, axes: Axes = default) -> Array:
        """The transform along several axes, of the sizes `s` where given."""
        return _numpy(name, x, s, axes)

    return transform


for _name in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft"):
    law(f"scipy.fft.{_name}", _ALONG)(_along(_name))
for _name, _same in (("fft2", "fft2"), ("ifft2", "fft2"), ("rfft2", "rfft2"), ("irfft2", "irfft2")):
    law(f"scipy.fft.{_name}", _SEVERAL)(_several(_same, (-2, -1)))
for _name, _same in (("hfft2", "irfft2"), ("ihfft2", "rfft2")):
    law(f"scipy.fft.{_name}", _SEVERAL)(_several(_same, (-2, -1)))
for _name, _same in (
    *(("fftn", "fftn"), ("ifftn", "fftn"), ("rfftn", "rfftn"), ("irfftn", "irfftn")),
    *(("hfftn", "irfftn"), ("ihfftn", "rfftn")),
):
    law(f"scipy.fft.{_name}", _SEVERAL)(_several(_same, None))
for _name in ("fft", "ifft", "rfft", "irfft"):
    law(f"scipy.fftpack.{_name}", "x n= axis= overwrite_x=")(_along("fft"))


def _cosine(x: Array, n: Size | None = None, axis: int = -1) -> Array:
    """A real transform along an axis, of n points where given."""
    return _numpy("fft", x, n, axis)


for _name in ("dct", "idct", "dst", "idst"):
    law(f"scipy.fft.{_name}", "x type= n= axis= norm= overwrite_x= workers= orthogonalize=")(_cosine)
    law(f"scipy.fftpack.{_name}", "x type= n= axis= norm= overwrite_x=")(_cosine)
for _name in ("dctn", "idctn", "dstn", "idstn"):
    law(f"scipy.fft.{_name}", "x type= s= axes= norm= overwrite_x= workers= * orthogonalize=")(
        _several("fftn", None)
    )


def _shaped(x: Array, shape: Value = NONE, axes: Value = NONE) -> Array:
    """The transform along several axes, of other sizes where given."""
    return Array(x.shape if shape == NONE and axes == NONE else UNKNOWN_SHAPE)


for _name in ("fftn", "ifftn"):
    law(f"scipy.fftpack.{_name}", "x shape= axes= overwrite_x=")(_shaped)
for _name in ("fft2", "ifft2"):
    law(f"scipy.fftpack.{_name}", "x shape= axes= overwrite_x=")(_shaped)
for _name in ("dctn", "idctn", "dstn", "idstn"):
    law(f"scipy.fftpack.{_name}", "x type= shape= axes= norm= overwrite_x=")(_shaped)


def next_fast_len(target: Integer) -> Integer:
    """A length near the target, no shorter, for which transforms are fast."""
    least = bounds(target.size)[0]
    return Integer(symbol("fast", lower=max(1, int(least)) if least >= 1 else 0))


law("scipy.fft.next_fast_len", "target real=")(next_fast_len)
law("scipy.fftpack.next_fast_len", "target")(next_fast_len)
