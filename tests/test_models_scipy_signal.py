"""scipy.signal, held against SciPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model_harness import Call, Draw, Families, Family

pytest.importorskip("scipy")

families = Families()
MODES = ("full", "same", "valid")
WINDOWS = "boxcar triang parzen bohman blackman nuttall flattop bartlett barthann hamming cosine hann lanczos"


def signal(draw: Draw, low: int = 1, high: int = 3, least: int = 1) -> Any:
    sizes = [max(1, each) for each in draw.shape(low, high)]
    sizes[-1] += least
    return draw.array(sizes, draw.choice(("float64", "float64", "float32", "int64")))


@families.add(known=0.9, refused=0.7)
def convolutions(draw: Draw) -> Call:
    name = draw.choice(("convolve", "correlate", "fftconvolve", "oaconvolve", "convolve2d", "correlate2d"))
    rank = draw.choice((2, 2, 2, 1)) if name.endswith("2d") else draw.integer(1, 3)
    other = rank + 1 if draw.chance(0.1) else rank
    a = draw.array([draw.integer(1, 6) for _ in range(rank)], "float64")
    b = draw.array([draw.integer(1, 6) for _ in range(other)], "float64")
    return Call(f"scipy.signal.{name}", (a, b), draw.given(mode=draw.choice(MODES)))


@families.add(known=0.85, refused=0.4)
def filtering(draw: Draw) -> Call:
    x = signal(draw, least=draw.choice((1, 10, 20)))
    taps = draw.array((draw.integer(1, 5),), "float64", 1)
    axis = draw.given(axis=draw.axis(x.ndim, 0.03))
    sections = np.tile([1.0, 0.5, 0.2, 1.0, 0.3, 0.1], (2, 1))
    window = draw.choice((3, 5, 7))
    return draw.choice(
        (
            Call("scipy.signal.lfilter", (taps, np.array([1.0]), x), axis),
            Call("scipy.signal.filtfilt", (taps, np.array([1.0]), x), axis),
            Call("scipy.signal.sosfilt", (sections, x), axis),
            Call("scipy.signal.sosfiltfilt", (sections, x), axis),
            Call("scipy.signal.savgol_filter", (x, window, 2), axis),
            Call("scipy.signal.savgol_filter", (x, window, 2), axis | {"mode": "nearest"}),
            Call("scipy.signal.detrend", (x,), axis),
            Call("scipy.signal.medfilt", (x,)),
            Call("scipy.signal.wiener", (x.astype("float64"),)),
            Call("scipy.signal.savgol_coeffs", (window, 2)),
        )
    )


@families.add(known=0.85)
def resampling(draw: Draw) -> Call:
    x = signal(draw, least=draw.choice((1, 30))).astype("float64")
    axis = draw.given(axis=draw.axis(x.ndim, 0.03))
    return draw.choice(
        (
            Call("scipy.signal.resample", (x, draw.integer(1, 20)), axis),
            Call("scipy.signal.resample_poly", (x, draw.integer(1, 6), draw.integer(1, 6)), axis),
            Call("scipy.signal.decimate", (x, draw.integer(2, 4)), {"ftype": "fir"} | axis),
            Call("scipy.signal.hilbert", (x,), axis | draw.given(N=draw.integer(1, 9))),
        )
    )


@families.add(known=0.7)
def peaks(draw: Draw) -> Call:
    x = signal(draw, 1, 2, 5).astype("float64")
    t = draw.array(draw.shape(1, 2), "float64")
    return draw.choice(
        (
            Call("scipy.signal.find_peaks", (x,)),
            Call("scipy.signal.argrelmax", (x,)),
            Call("scipy.signal.sawtooth", (t,)),
            Call("scipy.signal.square", (t,)),
            Call("scipy.signal.chirp", (t, 1.0, 2.0, 3.0)),
            Call("scipy.signal.gausspulse", (t,)),
            Call("scipy.signal.unit_impulse", (tuple(draw.integer(1, 4) for _ in range(2)),)),
            Call("scipy.signal.max_len_seq", (draw.integer(2, 8),)),
        )
    )


@families.add(known=0.85)
def designs(draw: Draw) -> Call:
    order = draw.integer(1, 6)
    band = draw.chance()
    where = [0.2, 0.4] if band else 0.3
    kind = draw.choice(("bandpass", "bandstop") if band else ("low", "highpass"))
    more = {"btype": kind} | draw.given(output=draw.choice(("ba", "sos")))
    if draw.chance(0.1) and not band:
        more["analog"] = True
    return draw.choice(
        (
            Call("scipy.signal.butter", (order, where), more),
            Call("scipy.signal.cheby1", (order, 1.0, where), more),
            Call("scipy.signal.cheby2", (order, 20.0, where), more),
            Call("scipy.signal.ellip", (order, 1.0, 20.0, where), more),
            Call("scipy.signal.bessel", (order, where), more),
            Call("scipy.signal.iirfilter", (order, where), more),
            Call("scipy.signal.firwin", (2 * order + 1, where)),
            Call("scipy.signal.iirnotch", (0.3, 10.0)),
            Call("scipy.signal.freqz", (np.ones(order),), draw.given(worN=draw.integer(1, 64))),
        )
    )


@families.add(known=0.9)
def windows(draw: Draw) -> Call:
    points = draw.integer(1, 20)
    name = draw.choice(WINDOWS.split())
    return draw.choice(
        (
            Call(f"scipy.signal.windows.{name}", (points,)),
            Call("scipy.signal.get_window", (name, points)),
            Call("scipy.signal.windows.kaiser", (points, 3.0)),
            Call("scipy.signal.windows.gaussian", (points, 3.0)),
            Call("scipy.signal.windows.tukey", (points,)),
            Call("scipy.signal.windows.dpss", (points + 4, 2.0), draw.given(Kmax=2)),
        )
    )


@families.add(known=0.8)
def spectra(draw: Draw) -> Call:
    x = signal(draw, 1, 2, draw.choice((8, 40, 300)))
    if draw.chance(0.15):
        x = x.astype("complex128")
    length = x.shape[-1]
    more = draw.given(return_onesided=draw.chance(), nfft=draw.choice((64, 65)) if draw.chance(0.2) else None)
    more = {name: value for name, value in more.items() if value is not None}
    segments = draw.given(nperseg=draw.integer(4, 32))
    name = draw.choice(("periodogram", "welch", "spectrogram", "stft", "csd", "coherence"))
    if name == "periodogram":
        return Call("scipy.signal.periodogram", (x,), more | draw.given(axis=draw.axis(x.ndim, 0.0)))
    if name == "welch":
        return Call("scipy.signal.welch", (x,), more | segments | draw.given(axis=draw.axis(x.ndim, 0.0)))
    if name in ("csd", "coherence"):
        more = more if name == "csd" else {}
        return Call(f"scipy.signal.{name}", (x.reshape(-1), x.reshape(-1)), more | segments)
    if draw.chance(0.3) and "nperseg" in segments:
        segments["noverlap"] = draw.integer(0, min(segments["nperseg"], length) - 1)
    return Call(f"scipy.signal.{name}", (x,), more | segments)


@pytest.mark.parametrize("family", families, ids=str)
def test_agrees_with_scipy(family: Family) -> None:
    family.run()
