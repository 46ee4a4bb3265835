"""What is under way while a model runs: traced by `fit` and its kind, on which batch, fed with what."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_traced: list[str] = []
"""The calls of `fit`, `evaluate` and `predict` under way, which trace what they run: a note on the batch."""


_texts: list[str] = []
"""How messages call the input of the call under way: a parameter in braces, or a plain word."""


def is_traced() -> bool:
    """Whether layers run inside a graph that Keras traces."""
    return bool(_traced)


def input_text() -> str:
    """How a message calls the input."""
    return _texts[-1] if _texts else "{inputs}"


@contextmanager
def naming(text: str) -> Iterator[None]:
    """Say how messages call the input, for the time of a call."""
    _texts.append(text)
    try:
        yield
    finally:
        _texts.pop()


def batch_note() -> str:
    """What messages say of the batch that `fit` runs a model on, where it is not like the others."""
    return _traced[-1] if _traced else ""


@contextmanager
def tracing(text: str, note: str = "") -> Iterator[None]:
    """For the time that `fit` and its kind run a model."""
    _traced.append(note)
    try:
        with naming(text):
            yield
    finally:
        _traced.pop()
