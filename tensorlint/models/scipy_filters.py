"""scipy.signal: the design of filters, their responses, and the windows of scipy.signal.windows."""

from __future__ import annotations

from tensorlint.models.coercion import to_array
from tensorlint.models.numpy_arguments import counted, is_number, sized
from tensorlint.models.registry import NotCoercible, alias
from tensorlint.models.scipy_declaring import law, laws
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.sizes import add, bounds, floor_divide, multiply
from tensorlint.values import FALSE, NONE, UNKNOWN_VALUE, Array, Boolean, Integer, Tuple, Value

_LOW = ("low", "lowpass", "lp", "l", "high", "highpass", "hp", "h")
_BAND = ("band", "bandpass", "pass", "bp", "bandstop", "stop", "bs", "bands", "bandpas")


def _filter(N: Integer, btype: str, analog: Value, output: str) -> Value:
    if output == "zpk":
        return Tuple((Array(Shape((Axis(UNKNOWN),))), Array(Shape((Axis(UNKNOWN),))), UNKNOWN_VALUE))
    if btype not in (*_LOW, *_BAND) or output not in ("ba", "sos") or bounds(N.size)[0] < 1:
        return UNKNOWN_VALUE
    order: Size = N.size if btype in _LOW else multiply(2, N.size)
    if output == "sos":
        return Array(Shape((sized(ceil_divide(order, 2)), sized(6))))
    taps = sized(add(order, 1))
    above = taps if analog in (FALSE, NONE) else Axis(UNKNOWN)
    return Tuple((Array(Shape((above,))), Array(Shape((taps,)))))


@laws(
    "scipy.signal.butter N Wn btype= analog= output= fs=",
    "scipy.signal.cheby1 N rp Wn btype= analog= output= fs=",
    "scipy.signal.cheby2 N rs Wn btype= analog= output= fs=",
    "scipy.signal.ellip N rp rs Wn btype= analog= output= fs=",
    "scipy.signal.bessel N Wn btype= analog= output= norm= fs=",
)
def designed(N: Integer, btype: str = "low", analog: Value = NONE, output: str = "ba") -> Value:
    """A filter of order N: b and a of N + 1 coefficients, twice as many for a band; or sections of 6."""
    return _filter(N, btype, analog, output)


@law("scipy.signal.iirfilter", "N Wn rp= rs= btype= analog= ftype= output= fs=")
def iirfilter(N: Integer, btype: str = "band", analog: Value = NONE, output: str = "ba") -> Value:
    """A filter of order N, for a band unless told otherwise."""
    return _filter(N, btype, analog, output)


@laws(
    "scipy.signal.firwin numtaps cutoff * width= window= pass_zero= scale= fs=",
    "scipy.signal.firwin2 numtaps freq gain * nfreqs= window= antisymmetric= fs=",
    "scipy.signal.remez numtaps bands desired * weight= type= maxiter= grid_density= fs=",
    "scipy.signal.firls numtaps bands desired * weight= fs=",
)
def finite_filter(numtaps: Integer) -> Array:
    """A filter of so many coefficients."""
    return Array(Shape((sized(numtaps.size),)))


@laws("scipy.signal.iirnotch w0 Q fs= * xp= device=", "scipy.signal.iirpeak w0 Q fs= * xp= device=")
def of_second_order() -> Tuple:
    """b and a of a filter of order 2."""
    return Tuple((Array(Shape((sized(3),))), Array(Shape((sized(3),)))))


@law("scipy.signal.sosfilt_zi", "sos")
def sosfilt_zi(sos: Array) -> Array:
    """The state of a filter in its steady state: 2 numbers a section."""
    return Array(Shape((sos.shape.axes[0], sized(2))) if sos.rank == 2 else UNKNOWN_SHAPE)


@laws("scipy.signal.lfilter_zi b a")
def lfilter_zi(b: Array, a: Array) -> Array:
    """The state of a filter in its steady state."""
    return Array(Shape((Axis(UNKNOWN),)))


@law("scipy.signal.sos2tf", "sos")
def sos2tf(sos: Array) -> Tuple:
    """b and a of a filter given by its sections."""
    rows: Size = sos.shape.axes[0].size if sos.rank == 2 else UNKNOWN
    taps = sized(add(multiply(2, rows), 1))
    return Tuple((Array(Shape((taps,))), Array(Shape((taps,)))))


def _response(worN: Value) -> Value:
    if isinstance(worN, Integer) and bounds(worN.size)[0] >= 1:
        shape = Shape((sized(worN.size),))
    elif worN == NONE:
        shape = Shape((sized(512),))
    elif isinstance(worN, Array) and worN.rank == 1:
        shape = worN.shape
    else:
        return UNKNOWN_VALUE
    return Tuple((Array(shape), Array(shape)))


@law("scipy.signal.freqz", "b a= worN= whole= plot= fs= include_nyquist=")
def freqz(b: Array, a: Value = NONE, worN: Value = NONE) -> Value:
    """Frequencies and the response of a filter at them."""
    below = Array(Shape()) if a == NONE else to_array(a)
    return _response(worN) if b.rank == 1 and below.rank in (0, 1) else UNKNOWN_VALUE


alias("scipy.signal.sosfreqz", "scipy.signal.freqz_sos")


@law("scipy.signal.freqz_sos", "sos worN= whole= fs=")
def freqz_sos(sos: Array, worN: Value = NONE) -> Value:
    """Frequencies and the response of a filter at them."""
    return _response(worN)


@law("scipy.signal.get_window", "window Nx fftbins= * xp= device=")
def get_window(window: Value, Nx: Value) -> Array:
    """A window of so many points."""
    return _window(Nx)


def _window(M: Value) -> Array:
    if not is_number(M) or not isinstance(M, Integer):
        return Array(Shape((Axis(UNKNOWN),)))
    return Array(Shape((counted(M),)), "float64")


alias("scipy.signal.windows.get_window", "scipy.signal.get_window")


@laws(
    "scipy.signal.windows.boxcar M sym= * xp= device=",
    "scipy.signal.windows.triang M sym= * xp= device=",
    "scipy.signal.windows.parzen M sym= * xp= device=",
    "scipy.signal.windows.bohman M sym= * xp= device=",
    "scipy.signal.windows.blackman M sym= * xp= device=",
    "scipy.signal.windows.nuttall M sym= * xp= device=",
    "scipy.signal.windows.blackmanharris M sym= * xp= device=",
    "scipy.signal.windows.flattop M sym= * xp= device=",
    "scipy.signal.windows.bartlett M sym= * xp= device=",
    "scipy.signal.windows.barthann M sym= * xp= device=",
    "scipy.signal.windows.hamming M sym= * xp= device=",
    "scipy.signal.windows.kaiser M beta sym= * xp= device=",
    "scipy.signal.windows.kaiser_bessel_derived M beta * sym= xp= device=",
    "scipy.signal.windows.gaussian M std sym= * xp= device=",
    "scipy.signal.windows.general_gaussian M p sig sym= * xp= device=",
    "scipy.signal.windows.general_cosine M a sym=",
    "scipy.signal.windows.general_hamming M alpha sym= * xp= device=",
    "scipy.signal.windows.chebwin M at sym= * xp= device=",
    "scipy.signal.windows.cosine M sym= * xp= device=",
    "scipy.signal.windows.hann M sym= * xp= device=",
    "scipy.signal.windows.exponential M center= tau= sym= * xp= device=",
    "scipy.signal.windows.tukey M alpha= sym= * xp= device=",
    "scipy.signal.windows.taylor M nbar= sll= norm= sym= * xp= device=",
    "scipy.signal.windows.lanczos M * sym= xp= device=",
)
def window(M: Value) -> Array:
    """A window of M points."""
    return _window(M)


@law("scipy.signal.windows.dpss", "M NW Kmax= sym= norm= return_ratios= * xp= device=")
def dpss(M: Value, NW: Value, Kmax: Integer | None = None, return_ratios: Value = NONE) -> Value:
    """Sequences of M points that are concentrated in a band: one, or Kmax of them."""
    if return_ratios not in (NONE, FALSE):
        return UNKNOWN_VALUE
    rows = () if Kmax is None else (sized(Kmax.size),)
    return Array(Shape((*rows, *_window(M).shape.axes)))


def segment_length(window: Value, nperseg: Integer | None, length: Size) -> Size:
    """How long the segments of a signal are: no longer than it, 256 unless told otherwise."""
    from tensorlint.shapes.sizes import minimum

    if isinstance(window, Array):
        return window.shape.axes[0].size if window.rank == 1 else UNKNOWN
    return minimum(256 if nperseg is None else nperseg.size, length)


def frequencies(points: Size, onesided: bool | None) -> Size:
    """How many frequencies a transform of so many points has."""
    if onesided is None:
        return UNKNOWN
    return add(floor_divide(points, 2), 1) if onesided else points


def is_onesided(return_onesided: Value, *signals: Array) -> bool | None:
    """Whether only frequencies from 0 are given: those of real signals, unless told otherwise."""
    from tensorlint.models.coercion import dtype_kind

    kinds = [dtype_kind(each.dtype) for each in signals]
    if "complex" in kinds or return_onesided == FALSE:
        return False
    known = all(kind in ("float", "int", "bool") for kind in kinds)
    return True if known and return_onesided in (NONE, Boolean(True)) else None


def spectrum(
    x: Array, nfft: Integer | None, segment: Size, onesided: bool | None, axis: int
) -> tuple[Axis, Array]:
    """The axis of frequencies, and the spectrum along it."""
    if x.rank is None or not -x.rank <= axis < x.rank or bounds(x.shape.count)[0] < 1:
        raise NotCoercible
    axis_of_frequencies = sized(frequencies(segment if nfft is None else nfft.size, onesided))
    return axis_of_frequencies, Array(x.shape.replaced(axis, axis_of_frequencies))


@law("scipy.signal.periodogram", "x fs= window= nfft= detrend= return_onesided= scaling= axis=")
def periodogram(
    x: Array, nfft: Integer | None = None, return_onesided: Value = NONE, axis: int = -1
) -> Value:
    """Frequencies and the power of the signal at them."""
    length = x.shape.axes[axis].size if x.rank and -x.rank <= axis < x.rank else UNKNOWN
    found, power = spectrum(x, nfft, length, is_onesided(return_onesided, x), axis)
    return Tuple((Array(Shape((found,))), power))


@law(
    "scipy.signal.welch",
    "x fs= window= nperseg= noverlap= nfft= detrend= return_onesided= scaling= axis= average=",
)
def welch(
    x: Array,
    window: Value = NONE,
    nperseg: Integer | None = None,
    nfft: Integer | None = None,
    return_onesided: Value = NONE,
    axis: int = -1,
) -> Value:
    """Frequencies and the mean power of segments of the signal at them."""
    length = x.shape.axes[axis].size if x.rank and -x.rank <= axis < x.rank else UNKNOWN
    segment = segment_length(window, nperseg, length)
    found, power = spectrum(x, nfft, segment, is_onesided(return_onesided, x), axis)
    return Tuple((Array(Shape((found,))), power))


@laws(
    (
        "scipy.signal.csd x y fs= window= nperseg= noverlap= nfft= detrend= return_onesided= "
        "scaling= axis= average="
    ),
    "scipy.signal.coherence x y fs= window= nperseg= noverlap= nfft= detrend= axis=",
)
def cross_spectrum(
    x: Array,
    y: Array,
    window: Value = NONE,
    nperseg: Integer | None = None,
    nfft: Integer | None = None,
    return_onesided: Value = NONE,
    axis: int = -1,
) -> Value:
    """Frequencies and how two vectors of one length go together at them."""
    if x.rank != 1 or y.rank != 1 or x.shape.sizes != y.shape.sizes:
        return Tuple((Array(Shape((Axis(UNKNOWN),))), Array()))
    return welch(x, window, nperseg, nfft, _both(return_onesided, x, y), axis)


def _both(return_onesided: Value, x: Array, y: Array) -> Value:
    sided = is_onesided(return_onesided, x, y)
    return UNKNOWN_VALUE if sided is None else Boolean(sided)


def _in_time(
    x: Array,
    segment: Size,
    overlap: Integer | None,
    share: int,
    nfft: Integer | None,
    sided: bool | None,
    axis: int,
    padded: bool,
) -> Value:
    """Frequencies, times and the spectrum, whose last axis is the time; `share`: of the overlap."""
    if x.rank is None or not -x.rank <= axis < x.rank or bounds(x.shape.count)[0] < 1:
        raise NotCoercible
    found = sized(frequencies(segment if nfft is None else nfft.size, sided))
    length = x.shape.axes[axis].size
    times: Size = UNKNOWN
    over = overlap.size if overlap is not None else floor_divide(segment, share)
    if isinstance(segment, int) and isinstance(over, int) and isinstance(length, int) and over < segment:
        step = segment - over
        if padded:
            length += 2 * (segment // 2)
            length += (-(length - segment) % step) % segment
        times = (length - over) // step
    last = sized(times)
    rest = x.shape.replaced(axis).axes if axis % x.rank == x.rank - 1 else None
    shape = UNKNOWN_SHAPE if rest is None else Shape((*rest, found, last))
    return Tuple((Array(Shape((found,))), Array(Shape((last,))), Array(shape)))


@law(
    "scipy.signal.spectrogram",
    "x fs= window= nperseg= noverlap= nfft= detrend= return_onesided= scaling= axis= mode=",
)
def spectrogram(
    x: Array,
    window: Value = NONE,
    nperseg: Integer | None = None,
    noverlap: Integer | None = None,
    nfft: Integer | None = None,
    return_onesided: Value = NONE,
    axis: int = -1,
) -> Value:
    """Frequencies, times and the power at them."""
    segment = segment_length(window, nperseg, x.shape.axes[axis].size if x.rank else UNKNOWN)
    return _in_time(x, segment, noverlap, 8, nfft, is_onesided(return_onesided, x), axis, False)


@law(
    "scipy.signal.stft",
    "x fs= window= nperseg= noverlap= nfft= detrend= return_onesided= boundary= padded= axis= scaling=",
)
def stft(
    x: Array,
    window: Value = NONE,
    nperseg: Integer | None = None,
    noverlap: Integer | None = None,
    nfft: Integer | None = None,
    return_onesided: Value = NONE,
    boundary: Value = NONE,
    padded: Value = NONE,
    axis: int = -1,
) -> Value:
    """Frequencies, times and the transform at them; the signal is padded unless told otherwise."""
    if boundary != NONE or padded != NONE:
        return Tuple((Array(Shape((Axis(UNKNOWN),))), Array(Shape((Axis(UNKNOWN),))), Array()))
    segment = segment_length(window, nperseg, x.shape.axes[axis].size if x.rank else UNKNOWN)
    return _in_time(x, segment, noverlap, 2, nfft, is_onesided(return_onesided, x), axis, True)


@law(
    "scipy.signal.istft",
    "Zxx fs= window= nperseg= noverlap= nfft= input_onesided= boundary= time_axis= freq_axis= scaling=",
)
def istft(Zxx: Array) -> Tuple:
    """Times and the signal at them."""
    times = Axis(UNKNOWN)
    shape = Shape((*Zxx.shape.axes[:-2], times)) if Zxx.rank is not None and Zxx.rank >= 2 else UNKNOWN_SHAPE
    return Tuple((Array(Shape((times,))), Array(shape)))
