"""scipy.signal: convolutions, filters over an axis, resampling, peaks and waveforms."""

from __future__ import annotations

from math import gcd

from tensorlint.models.coercion import Sizes, to_array
from tensorlint.models.families import normalize_axis
from tensorlint.models.numpy_arguments import counted, created_shape, sized
from tensorlint.models.registry import NotCoercible, refuse
from tensorlint.models.scipy_declaring import axis_at, law, laws
from tensorlint.shapes import UNKNOWN, UNKNOWN_SHAPE, Axis, Shape, Size, equal, size_text, symbol
from tensorlint.shapes.arithmetic import ceil_divide, unequal
from tensorlint.shapes.sizes import (
    add,
    bounds,
    less,
    less_equal,
    maximum,
    minimum,
    multiply,
    possibly,
    subtract,
)
from tensorlint.values import NONE, TRUE, UNKNOWN_VALUE, Array, Dict, Integer, String, Tuple, Value

ODD = String("odd")
PAD = String("pad")


def _is_filled(array: Array) -> bool:
    return not array.shape.open and all(bounds(size)[0] >= 1 for size in array.shape.sizes)


def _slid(a: Size, b: Size, mode: str) -> Size:
    """How many places there are for one of two arrays along the other."""
    if mode == "full":
        return subtract(add(a, b), 1)
    return a if mode == "same" else add(subtract(maximum(a, b), minimum(a, b)), 1)


def _convolved(verb: str, in1: Array, in2: Array, mode: str) -> Array:
    if in1.rank is not None and in2.rank is not None and in1.rank != in2.rank:
        refuse(
            "TSL614",
            f"{verb}: both must have as many axes: {{in1}} is {in1.shape}, {{in2}} is {in2.shape}:"
            f" {in1.rank} != {in2.rank}; give the smaller one axes of length 1",
        )
    if mode not in ("full", "same", "valid") or not _is_filled(in1) or not _is_filled(in2):
        return Array(UNKNOWN_SHAPE if in1.rank is None else Shape((Axis(UNKNOWN),) * in1.rank))
    pairs = list(zip(in1.shape.sizes, in2.shape.sizes, strict=True))
    if mode == "valid":
        # Along axes of length 1 fftconvolve broadcasts.
        checked = [
            pair for pair in pairs if verb != "fftconvolve" or not any(possibly(each, 1) for each in pair)
        ]
        shorter = any(less(a, b) is True for a, b in checked)
        longer = any(less(b, a) is True for a, b in checked)
        if shorter and longer:
            refuse(
                "TSL609",
                f"{verb}: in mode valid one must be at least as long as the other along every axis:"
                f" {{in1}} is {in1.shape}, {{in2}} is {in2.shape}",
            )
    if mode == "same":
        return Array(in1.shape)
    return Array(Shape(tuple([sized(_slid(a, b, mode)) for a, b in pairs])))


@laws("scipy.signal.convolve in1 in2 mode= method=", "scipy.signal.correlate in1 in2 mode= method=")
def convolve(in1: Array, in2: Array, mode: str = "full") -> Array:
    """The convolution of arrays of the same rank: a + b - 1 along each axis, or a, or |a - b| + 1."""
    return _convolved("convolve", in1, in2, mode)


@laws("scipy.signal.fftconvolve in1 in2 mode= axes=", "scipy.signal.oaconvolve in1 in2 mode= axes=")
def convolve_along(in1: Array, in2: Array, mode: str = "full", axes: Value = NONE) -> Array:
    """The convolution of arrays of the same rank, along all axes."""
    if axes != NONE:
        return Array()
    return _convolved("fftconvolve", in1, in2, mode)


@laws(
    "scipy.signal.convolve2d in1 in2 mode= boundary= fillvalue=",
    "scipy.signal.correlate2d in1 in2 mode= boundary= fillvalue=",
)
def convolve2d(in1: Array, in2: Array, mode: str = "full") -> Array:
    """The convolution of two matrices."""
    for array, name in ((in1, "in1"), (in2, "in2")):
        if array.rank not in (2, None):
            refuse("TSL614", f"convolve2d: {{{name}}} is {array.shape}, but must have 2 axes")
    if in1.rank is None or in2.rank is None:
        return Array(Shape((Axis(UNKNOWN), Axis(UNKNOWN))))
    return _convolved("convolve2d", in1, in2, mode)


@law("scipy.signal.deconvolve", "signal divisor")
def deconvolve(signal: Array, divisor: Array) -> Tuple:
    """The quotient and the remainder of two polynomials."""
    quotient = Array(Shape((Axis(UNKNOWN),)))
    return Tuple((quotient, Array(signal.shape) if signal.rank == 1 else Array()))


@law("scipy.signal.lfilter", "b a x axis= zi=")
def lfilter(b: Array, a: Array, x: Array, axis: int = -1, zi: Value = NONE) -> Value:
    """The signal filtered along an axis, with a state the new state too."""
    if x.rank == 0:
        return UNKNOWN_VALUE
    if x.rank is not None and not -x.rank <= axis < x.rank:
        return UNKNOWN_VALUE
    result = Array(x.shape)
    return result if zi == NONE else Tuple((result, to_array(zi).with_shape(to_array(zi).shape)))


@law("scipy.signal.sosfilt", "sos x axis= zi=")
def sosfilt(sos: Array, x: Array, axis: int = -1, zi: Value = NONE) -> Value:
    """The signal filtered along an axis, with a state the new state too."""
    if x.rank == 0:
        return UNKNOWN_VALUE
    return Array(x.shape) if zi == NONE else Tuple((Array(x.shape), to_array(zi)))


@law("scipy.signal.filtfilt", "b a x axis= padtype= padlen= method= irlen=")
def filtfilt(
    b: Array,
    a: Array,
    x: Array,
    axis: int = -1,
    padtype: Value = ODD,
    padlen: Value = NONE,
    method: Value = PAD,
) -> Array:
    """The signal filtered forward and backward: longer than 3 times the filter, unless padded otherwise."""
    length = axis_at(x, axis).size
    taps: list[Size] = [each.shape.axes[0].size if each.rank == 1 else 1 for each in (b, a)]
    plain = padlen == NONE and padtype == ODD and method == PAD
    if plain and b.rank in (0, 1) and a.rank in (0, 1):
        padding = multiply(3, maximum(*taps))
        if less_equal(length, padding) is True:
            refuse(
                "TSL609",
                f"filtfilt: axis {axis} of {{x}} is too short: {{x}} is {x.shape}, but must be longer than"
                f" the padding: {size_text(length)} <= {size_text(padding)}",
            )
    return Array(x.shape)


@law("scipy.signal.sosfiltfilt", "sos x axis= padtype= padlen=")
def sosfiltfilt(sos: Array, x: Array) -> Array:
    """The signal filtered forward and backward."""
    return Array(x.shape)


@law("scipy.signal.savgol_filter", "x window_length polyorder deriv= delta= axis= mode= cval=")
def savgol_filter(x: Array, window_length: Integer, axis: int = -1, mode: str = "interp") -> Array:
    """The signal smoothed along an axis: no window longer than it."""
    length = axis_at(x, axis).size
    if mode == "interp" and less(length, window_length.size) is True:
        refuse(
            "TSL609",
            f"savgol_filter: the window is longer than axis {axis} of {{x}}: {{x}} is {x.shape}:"
            f" {size_text(window_length.size)} > {size_text(length)}",
        )
    return Array(x.shape)


@law("scipy.signal.savgol_coeffs", "window_length polyorder deriv= delta= pos= use= * xp= device=")
def savgol_coeffs(window_length: Integer) -> Array:
    """The weights of a smoothing window."""
    return Array(Shape((sized(window_length.size),)))


@laws("scipy.signal.detrend data axis= type= bp= overwrite_data=")
def detrend(data: Array) -> Array:
    """The signal without its trend."""
    return Array(data.shape if data.rank != 0 else UNKNOWN_SHAPE)


@laws("scipy.signal.medfilt volume kernel_size=")
def medfilt(volume: Array) -> Array:
    """The median around each element."""
    return Array(volume.shape if volume.rank != 0 else UNKNOWN_SHAPE)


@law("scipy.signal.medfilt2d", "input kernel_size=")
def medfilt2d(input: Array) -> Array:
    """The median around each element of an image."""
    return Array(input.shape if input.rank == 2 else UNKNOWN_SHAPE)


@law("scipy.signal.wiener", "im mysize= noise=")
def wiener(im: Array) -> Array:
    """The signal without noise."""
    return Array(im.shape if im.rank != 0 else UNKNOWN_SHAPE)


@law("scipy.signal.order_filter", "a domain rank")
def order_filter(a: Array) -> Array:
    """An order statistic around each element."""
    return Array(a.shape if a.rank != 0 else UNKNOWN_SHAPE)


@law("scipy.signal.hilbert", "x N= axis=")
def hilbert(x: Array, N: Integer | None = None, axis: int = -1) -> Array:
    """The analytic signal along an axis, of N points where given."""
    if N is None or x.rank is None:
        return Array(x.shape if N is None else UNKNOWN_SHAPE, "complex")
    place = normalize_axis(x.rank, axis, "{x}", "ValueError") if -x.rank <= axis < x.rank else None
    if place is None:
        return Array()
    return Array(x.shape.replaced(place, sized(N.size)), "complex")


def _replaced(x: Array, axis: int, size: Size) -> Array:
    if x.rank is None or not -x.rank <= axis < x.rank:
        return Array()
    return Array(x.shape.replaced(axis, sized(size)))


@law("scipy.signal.resample", "x num t= axis= window= domain=")
def resample(x: Array, num: Integer, t: Value = NONE, axis: int = 0) -> Value:
    """The signal at so many points along an axis; with t, at which times."""
    result = _replaced(x, axis, num.size)
    if t == NONE:
        return result
    return Tuple((result, Array(Shape((sized(num.size),)))))


@law("scipy.signal.resample_poly", "x up down axis= window= padtype= cval=")
def resample_poly(x: Array, up: Integer, down: Integer, axis: int = 0) -> Array:
    """The signal up / down times as long along an axis, rounded up."""
    size: Size = UNKNOWN
    if isinstance(up.size, int) and isinstance(down.size, int) and up.size > 0 and down.size > 0:
        common = gcd(up.size, down.size)
        size = ceil_divide(multiply(axis_at(x, axis).size, up.size // common), down.size // common)
    return _replaced(x, axis, size)


@law("scipy.signal.decimate", "x q n= ftype= axis= zero_phase=")
def decimate(x: Array, q: Integer, axis: int = -1) -> Array:
    """Every q-th element along an axis."""
    known = isinstance(q.size, int) and q.size > 0
    return _replaced(x, axis, ceil_divide(axis_at(x, axis).size, q.size) if known else UNKNOWN)


@law(
    "scipy.signal.find_peaks",
    "x height= threshold= distance= prominence= width= wlen= rel_height= plateau_size=",
)
def find_peaks(x: Array) -> Tuple:
    """Where the peaks of a vector are, and their properties."""
    if x.rank not in (1, None):
        refuse("TSL614", f"find_peaks: {{x}} is {x.shape}, but must be a vector")
    return Tuple((Array(Shape((sized(symbol("peaks", lower=0)),)), "int64"), Dict.of({}, UNKNOWN_VALUE)))


@laws(
    "scipy.signal.argrelmax data axis= order= mode=",
    "scipy.signal.argrelmin data axis= order= mode=",
    "scipy.signal.argrelextrema data comparator axis= order= mode=",
)
def extrema(data: Array) -> Value:
    """Where the extrema are: an array of indices for each axis."""
    if not data.rank:
        return UNKNOWN_VALUE
    places = Array(Shape((sized(symbol("extrema", lower=0)),)), "int64")
    return Tuple((places,) * data.rank)


@law("scipy.signal.peak_prominences", "x peaks wlen=")
def peak_prominences(x: Array, peaks: Array) -> Tuple:
    """The prominences of peaks and the bases on both sides."""
    return Tuple((Array(peaks.shape), Array(peaks.shape, "int64"), Array(peaks.shape, "int64")))


@law("scipy.signal.peak_widths", "x peaks rel_height= prominence_data= wlen=")
def peak_widths(x: Array, peaks: Array) -> Tuple:
    """The widths of peaks, the heights where they are measured, and their ends."""
    return Tuple((Array(peaks.shape),) * 4)


@laws(
    "scipy.signal.sawtooth t width=",
    "scipy.signal.square t duty=",
    "scipy.signal.chirp t f0 t1 f1 method= phi= vertex_zero= * complex=",
)
def waveform(t: Array) -> Array:
    """A wave at each time."""
    return Array(t.shape)


@law("scipy.signal.gausspulse", "t fc= bw= bwr= tpr= retquad= retenv=")
def gausspulse(t: Value, retquad: Value = NONE, retenv: Value = NONE) -> Value:
    """A pulse at each time; with its quadrature and envelope if asked for."""
    if not isinstance(t, Array) or not t.rank:
        return UNKNOWN_VALUE
    count = 1 + (retquad == TRUE) + (retenv == TRUE)
    return Array(t.shape) if count == 1 else Tuple((Array(t.shape),) * count)


@law("scipy.signal.unit_impulse", "shape idx= dtype=")
def unit_impulse(shape: Sizes) -> Array:
    """Zeros with a single 1."""
    return Array(created_shape(shape))


@law("scipy.signal.upfirdn", "h x up= down= axis= mode= cval=")
def upfirdn(h: Array, x: Array, axis: int = -1) -> Array:
    """The signal sampled up, filtered and sampled down along an axis."""
    return _replaced(x, axis, UNKNOWN)


@law("scipy.signal.max_len_seq", "nbits state= length= taps=")
def max_len_seq(nbits: int, state: Value = NONE, length: Integer | None = None) -> Tuple:
    """A sequence of bits of maximum length, and the final state."""
    size: Size = 2**nbits - 1 if 2 <= nbits <= 32 else UNKNOWN
    axis = sized(size) if length is None else counted(length)
    return Tuple((Array(Shape((axis,)), "int8"), Array(Shape((sized(nbits),)), "int8")))


def check_same_length(x: Array, y: Array, names: tuple[str, str], verb: str) -> None:
    """Refuses vectors that must have as many elements and do not (TSL106)."""
    if x.rank == 1 and y.rank == 1 and equal(x.shape.axes[0].size, y.shape.axes[0].size) is False:
        refuse(
            "TSL106",
            f"{verb}: {{{names[0]}}} is {x.shape}, {{{names[1]}}} is {y.shape}:"
            f" {unequal(x.shape.axes[0].size, y.shape.axes[0].size)}",
        )


@law("scipy.signal.lombscargle", "x y freqs * precenter= normalize= weights= floating_mean=")
def lombscargle(x: Array, y: Array, freqs: Array) -> Array:
    """The periodogram of samples at uneven times, at each frequency."""
    if x.rank == y.rank == freqs.rank == 1:
        check_same_length(x, y, ("x", "y"), "lombscargle")
        return Array(freqs.shape)
    raise NotCoercible
