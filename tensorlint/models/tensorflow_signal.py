"""tf.signal basics: frames, short-time and other Fourier transforms, cosine transforms, windows."""

from __future__ import annotations

from tensorlint.models.coercion import DType
from tensorlint.models.registry import NotCoercible, alias, models
from tensorlint.models.tensorflow_common import (
    Numbers,
    Tensor,
    mismatch,
    reshaped,
    tensor,
    unknown_tensor,
)
from tensorlint.shapes import UNKNOWN, Axis, Shape, Size
from tensorlint.shapes.arithmetic import ceil_divide
from tensorlint.shapes.axes import born
from tensorlint.shapes.sizes import add, bounds, floor_divide, maximum, multiply, subtract
from tensorlint.values import NONE, Array, Value

for _name in ("fft", "fft2d", "fft3d", "ifft", "ifft2d", "ifft3d"):
    alias(f"tensorflow.{_name}", f"tensorflow.signal.{_name}")
alias("tensorflow.spectral", "tensorflow.signal")
alias("tensorflow.contrib.signal", "tensorflow.signal")


def _frames(size: Size, length: Size, step: Size, pad_end: bool) -> Size:
    """How many frames there are; with `pad_end` every sample begins one."""
    if bounds(step)[0] < 1 or bounds(length)[0] < 0:
        return UNKNOWN
    if pad_end:
        return ceil_divide(size, step)
    return maximum(0, add(floor_divide(subtract(size, length), step), 1))


@models("tensorflow.signal.frame")
def frame(
    signal: Tensor,
    frame_length: Size,
    frame_step: Size,
    pad_end: bool = False,
    pad_value: Value = NONE,
    axis: int = -1,
    name: Value = NONE,
) -> Array:
    """Windows along an axis: (frames, frame_length) in its place."""
    if signal.rank is None:
        return unknown_tensor(signal.dtype)
    if signal.rank == 0:
        raise NotCoercible
    if not -signal.rank <= axis < signal.rank:
        raise NotCoercible
    place = axis % signal.rank
    count = _frames(signal.shape.axes[place].size, frame_length, frame_step, pad_end)
    length = Axis(UNKNOWN if bounds(frame_length)[0] < 0 else frame_length)
    return reshaped(signal, signal.shape.replaced(place, Axis(count), length))


@models("tensorflow.signal.stft")
def stft(
    signals: Tensor,
    frame_length: Size,
    frame_step: Size,
    fft_length: Size | None = None,
    window_fn: Value = NONE,
    pad_end: bool = False,
    name: Value = NONE,
) -> Array:
    """(…, frames, fft_length // 2 + 1) of (…, samples)."""
    if not signals.shape.axes:
        return unknown_tensor("complex64")
    length = fft_length
    if length is None:
        known = isinstance(frame_length, int) and frame_length > 0
        length = 2 ** (frame_length - 1).bit_length() if known and isinstance(frame_length, int) else UNKNOWN
    count = _frames(signals.shape.axes[-1].size, frame_length, frame_step, pad_end)
    bins = UNKNOWN if bounds(length)[0] < 1 else add(floor_divide(length, 2), 1)
    return tensor(signals.shape.replaced(-1, Axis(count), Axis(bins)), "complex", signals)


@models("tensorflow.signal.inverse_stft")
def inverse_stft(
    stfts: Tensor,
    frame_length: Size,
    frame_step: Size,
    fft_length: Value = NONE,
    window_fn: Value = NONE,
    name: Value = NONE,
) -> Array:
    """(…, samples) of (…, frames, bins)."""
    if len(stfts.shape) < 2:
        return unknown_tensor()
    frames = stfts.shape.axes[-2].size
    size = add(multiply(subtract(frames, 1), frame_step), frame_length)
    whole = Shape(stfts.shape.axes[:-2], stfts.shape.open)
    return tensor(Shape((*whole.axes, Axis(size if bounds(frames)[0] > 0 else UNKNOWN)), whole.open), "float")


@models("tensorflow.signal.overlap_and_add")
def overlap_and_add(signal: Tensor, frame_step: Size, name: Value = NONE) -> Array:
    """(…, samples) of (…, frames, frame_length)."""
    if len(signal.shape) < 2:
        return unknown_tensor(signal.dtype)
    frames, length = signal.shape.axes[-2:]
    size = add(multiply(subtract(frames.size, 1), frame_step), length.size)
    axes = (*signal.shape.axes[:-2], Axis(size if bounds(frames.size)[0] > 0 else UNKNOWN))
    return reshaped(signal, Shape(axes, signal.shape.open))


def _need_rank(array: Array, rank: int, operation: str, text: str) -> None:
    if array.rank is not None and array.rank < rank:
        mismatch("TSL104", f"{operation} needs {rank} axes or more, but {text} is {array.shape}")


def _transforms(names: tuple[str, ...], rank: int) -> None:
    @models(*[f"tensorflow.signal.{name}" for name in names])
    def transform(input: Tensor, name: Value = NONE) -> Array:
        """A Fourier transform along the last axes."""
        _need_rank(input, rank, names[0], "{input}")
        return reshaped(input, input.shape)


_transforms(("fft", "ifft"), 1)
_transforms(("fft2d", "ifft2d"), 2)
_transforms(("fft3d", "ifft3d"), 3)


def _real_transforms(rank: int, suffix: str) -> None:
    @models(f"tensorflow.signal.rfft{suffix}")
    def rfft(input_tensor: Tensor, fft_length: Numbers = None, name: Value = NONE) -> Array:
        """A Fourier transform of real numbers: half of the last axis."""
        if len(input_tensor.shape) < rank:
            raise NotCoercible
        lengths = _lengths(input_tensor, fft_length, rank)
        lengths[-1] = add(floor_divide(lengths[-1], 2), 1) if bounds(lengths[-1])[0] > 0 else UNKNOWN
        return _with_last(input_tensor, lengths, "complex")

    @models(f"tensorflow.signal.irfft{suffix}")
    def irfft(input_tensor: Tensor, fft_length: Numbers = None, name: Value = NONE) -> Array:
        """Its inverse: real numbers from half of the last axis."""
        if len(input_tensor.shape) < rank:
            raise NotCoercible
        lengths = _lengths(input_tensor, fft_length, rank)
        if fft_length is None:
            size = lengths[-1]
            lengths[-1] = multiply(subtract(size, 1), 2) if bounds(size)[0] > 1 else UNKNOWN
        return _with_last(input_tensor, lengths, "float")


def _lengths(array: Array, given: tuple[Size, ...] | None, rank: int) -> list[Size]:
    if given is not None and len(given) != rank:
        raise NotCoercible
    return list(array.shape.sizes[-rank:]) if given is None else list(given)


def _with_last(array: Array, sizes: list[Size], dtype: str) -> Array:
    axes = [
        old if old.size == new else Axis(new)
        for old, new in zip(array.shape.axes[-len(sizes) :], sizes, strict=True)
    ]
    return tensor(Shape((*array.shape.axes[: -len(sizes)], *axes), array.shape.open), dtype, array)


for _rank, _suffix in ((1, ""), (2, "2d"), (3, "3d")):
    _real_transforms(_rank, _suffix)


@models("tensorflow.signal.fftshift", "tensorflow.signal.ifftshift")
def fftshift(x: Tensor, axes: Value = NONE, name: Value = NONE) -> Array:
    """The zero frequency in the middle, or back at the start."""
    return reshaped(x, x.shape)


@models("tensorflow.signal.dct", "tensorflow.signal.idct")
def dct(
    input: Tensor,
    type: Value = NONE,
    n: Size | None = None,
    axis: Value = NONE,
    norm: Value = NONE,
    name: Value = NONE,
) -> Array:
    """A cosine transform along the last axis, cut or padded to `n`."""
    if n is None or not input.shape.axes:
        return reshaped(input, input.shape)
    return reshaped(input, input.shape.replaced(-1, Axis(UNKNOWN if bounds(n)[0] < 0 else n)))


@models("tensorflow.signal.hann_window", "tensorflow.signal.hamming_window")
def hann_window(
    window_length: Size, periodic: Value = NONE, dtype: DType = "float32", name: Value = NONE
) -> Array:
    """The weights of a window."""
    return tensor(Shape((born(window_length),)), dtype)


@models("tensorflow.signal.kaiser_window", "tensorflow.signal.kaiser_bessel_derived_window")
def kaiser_window(
    window_length: Size, beta: Value = NONE, dtype: DType = "float32", name: Value = NONE
) -> Array:
    """The weights of a window."""
    return tensor(Shape((born(window_length),)), dtype)


@models("tensorflow.signal.vorbis_window")
def vorbis_window(window_length: Size, dtype: DType = "float32", name: Value = NONE) -> Array:
    """The weights of a window."""
    return tensor(Shape((born(window_length),)), dtype)


@models("tensorflow.signal.linear_to_mel_weight_matrix")
def linear_to_mel_weight_matrix(
    num_mel_bins: Size = 20,
    num_spectrogram_bins: Size = 129,
    sample_rate: Value = NONE,
    lower_edge_hertz: Value = NONE,
    upper_edge_hertz: Value = NONE,
    dtype: DType = "float32",
    name: Value = NONE,
) -> Array:
    """A matrix from spectrogram bins to mel bins."""
    return tensor(Shape((Axis(num_spectrogram_bins), Axis(num_mel_bins))), dtype)


@models("tensorflow.signal.mfccs_from_log_mel_spectrograms")
def mfccs(log_mel_spectrograms: Tensor, name: Value = NONE) -> Array:
    """Coefficients along the last axis."""
    return reshaped(log_mel_spectrograms, log_mel_spectrograms.shape)
